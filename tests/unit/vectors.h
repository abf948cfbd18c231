/* Replays rows of tests/vectors/. Each kind of file has a function that runs a row, and reports what is wrong with it. */
#ifndef DUEBY_TESTS_VECTORS_H
#define DUEBY_TESTS_VECTORS_H

#include "calendars.h"
#include "csv.h"

enum { SAID = 512 };

/* Runs a row. Returns 1 if it passes, or else writes the reason to `said`. */
typedef int vectors_replay(const struct csv *row, char said[SAID]);

vectors_replay vectors_replay_operation; /* for operations.csv and the rows taken from other libraries */
vectors_replay vectors_replay_due;       /* working_days.csv */
vectors_replay vectors_replay_listed;    /* govuk_bank_holidays.csv */

/* The folder of the vectors, given on the command line. */
extern const char *vectors_folder;

int vectors_read_day(const char *text, dueby_date *date);
void vectors_write_day(dueby_date date, char text[SAID]);

#endif
