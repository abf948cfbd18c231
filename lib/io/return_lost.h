/* Cases and rows that cannot be followed from one file of a return to another. Internal to libdueby-io. */
#ifndef DUEBY_IO_RETURN_LOST_H
#define DUEBY_IO_RETURN_LOST_H

#include "return_rows.h"

/* Rows that are open at the end of a file, and lost unless the next file has them. */
struct lost {
  struct interned seen;  /* what each set has: cases, and their rows that may be open */
  struct interned texts; /* what open rows are known by */
  struct kept_row *rows;
  int64_t count, capacity;
  struct event_queue queue; /* ends of the open rows; once the lost ones are found, only theirs */
  struct interned names;    /* the cases with something lost */
  struct tally cases;
  int is_searched;
};

/* ---- functions of return_lost.c; they may return DUEBY_EMEMORY ---- */

/* Adds what may have happened to a case without a name outside its own file, if there are files of other years. */
dueby_status dueby_lost_doubt_unnamed(struct evaluation *evaluation);
/* Notes what the files have of a case, and what is open in them. */
dueby_status dueby_lost_see(struct evaluation *evaluation);
/* Takes the next event that may have ended something lost, once all cases have been read. Returns DUEBY_DONE after the last. */
dueby_status dueby_lost_take(dueby_return *returned);
void dueby_lost_free(dueby_return *returned);

/* Writes what a row is known by in files of two years: at most DUEBY_NAME_BYTES_MAX bytes. Returns how many; 0 for
 * nothing. Defined in return_rows.c. */
int64_t dueby_row_identity(const struct evaluation *evaluation, const struct found_row *row, char *text);

#endif
