/* Finds options that make `dueby worklist` give the same answer for the events in a return as for its files. */
#ifndef DUEBY_CLI_READ_ANSWER_H
#define DUEBY_CLI_READ_ANSWER_H

#include <dueby/returns.h>

#include "context.h"

/* Prints a note with the options that make `dueby worklist` give the same answer for the events as for the files. Call it once all
 * events have been read. `as_at` is the day that the user gave, or NONE; `bad` is the number of rows that could not be read.
 * Returns 0, or an exit status. */
int note_same_answer(const struct context *context, const dueby_return *files, const dueby_when *as_at, int64_t bad);

#endif
