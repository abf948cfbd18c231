/* Replays rows of tests/vectors/. Each kind of file has a function that runs a row and reports its fault, if any. */
#ifndef DUEBY_TESTS_VECTORS_H
#define DUEBY_TESTS_VECTORS_H

#include "calendars.h"
#include "csv.h"

enum { SAID = 512 };

/* Runs a row. Returns 1 if the row passes; otherwise writes the reason to `said` and returns 0. */
typedef int vectors_replay(const struct csv *row, char said[SAID]);

vectors_replay vectors_replay_operation; /* operations.csv and rows taken from other libraries */
vectors_replay vectors_replay_due;       /* working_days.csv */
vectors_replay vectors_replay_listed;    /* govuk_bank_holidays.csv */

/* The folder with the vectors, from the command line. */
extern const char *vectors_folder;

int vectors_read_day(const char *text, dueby_date *date);
void vectors_write_day(dueby_date date, char text[SAID]);

#endif
