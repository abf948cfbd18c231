/* Cases and rows that cannot be followed from one file of a return to another. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_LOST_H
#define DUEBY_IO_RETURN_LOST_H

#include "return_rows.h"

/* Rows that are open at the end of a file, and lost unless the next file has them. */
struct lost {
  struct interned seen;  /* keys of what was noted in each set: cases, and their rows that may be open */
  struct interned texts; /* identities of open rows */
  struct kept_row *rows;
  int64_t count, capacity;
  struct event_queue queue; /* possible ends of the open rows; once the lost rows are found, only those that count */
  struct interned names;    /* cases with a lost row */
  struct tally cases;
  int is_searched;
};

/* ---- functions of return_lost.c; they may return DUEBY_EMEMORY ---- */

/* Adds the events that a case without a name may have in other files, if there are files for other years. */
dueby_status dueby_lost_doubt_unnamed(struct evaluation *evaluation);
/* Notes which of a case's rows the files have, and which of those are open. */
dueby_status dueby_lost_see(struct evaluation *evaluation);
/* Takes the next event that a lost row may have had, once all cases have been read. Returns DUEBY_DONE after the last. */
dueby_status dueby_lost_take(dueby_return *returned);
void dueby_lost_free(dueby_return *returned);

/* Writes a row's identity, which finds the row again in another year's file: at most DUEBY_NAME_BYTES_MAX bytes. Returns the
 * length; 0 if the row has no identity. Defined in return_rows.c. */
int64_t dueby_row_identity(const struct evaluation *evaluation, const struct found_row *row, char *text);

#endif
