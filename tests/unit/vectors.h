/* Replays rows of tests/vectors/. Each kind of file has a replay, which reports what is wrong with a row. */
#ifndef DUEBY_TESTS_VECTORS_H
#define DUEBY_TESTS_VECTORS_H

#include "calendars.h"
#include "csv.h"

enum { SAID = 512 };

/* Returns 1 if the row passes; else `said` gets the reason. */
typedef int vectors_replay(const struct csv *row, char said[SAID]);

vectors_replay vectors_replay_operation; /* peers' rows and operations.csv */
vectors_replay vectors_replay_due;       /* working_days.csv */
vectors_replay vectors_replay_listed;    /* govuk_bank_holidays.csv */

/* The folder of the vectors, from the command line. */
extern const char *vectors_folder;

int vectors_read_day(const char *text, dueby_date *date);
void vectors_write_day(dueby_date date, char text[SAID]);

#endif
