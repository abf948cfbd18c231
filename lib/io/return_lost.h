/* Cases and rows that cannot be followed from one file of a return to another. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_LOST_H
#define DUEBY_IO_RETURN_LOST_H

#include "return_rows.h"

/* Rows that are still open at the end of a file. Each counts as lost unless the next file has it too. */
struct lost {
  struct interned seen;  /* keys of the cases in each set of files, and of their rows that can be open */
  struct interned texts; /* identities of open rows */
  struct kept_row *rows;
  int64_t count, capacity;
  struct event_queue queue; /* events that may have ended the open rows; in the end, only those of lost rows */
  struct interned names;    /* names of cases with a lost row */
  struct tally cases;
  int is_searched;
};

/* ---- functions of return_lost.c; they may return DUEBY_EMEMORY ---- */

/* Adds, as unreadable, the events that a case without a name may have had in the files for other years, if there are such files.
 * Without a name, it cannot be found there. */
dueby_status dueby_lost_doubt_unnamed(struct evaluation *evaluation);
/* Remembers which rows a case has in each set of files, and which of them are still open. */
dueby_status dueby_lost_see(struct evaluation *evaluation);
/* Sets the return's `last` event to the next event that a lost row may have had. Call it once all cases have been read. Returns
 * DUEBY_DONE after the last event. */
dueby_status dueby_lost_take(dueby_return *returned);
void dueby_lost_free(dueby_return *returned);

/* Writes text that also identifies the row in other years' files, in at most DUEBY_NAME_BYTES_MAX bytes. Returns its length, or
 * 0 if nothing identifies the row. Defined in return_rows.c. */
int64_t dueby_row_identity(const struct evaluation *evaluation, const struct found_row *row, char *text);

#endif
