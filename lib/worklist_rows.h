/* Says where a row is: on a line of a file, or in a table, as its caller counts. Internal. */
#ifndef DUEBY_WORKLIST_ROWS_H
#define DUEBY_WORKLIST_ROWS_H

#include "dueby/worklist.h"
#include "text.h"

/* The flags that say that rows are numbered in a table, not by the lines of a file. */
enum { ROWS_FLAGS = DUEBY_WORKLIST_ROWS_FROM_0 | DUEBY_WORKLIST_ROWS_FROM_1 };

static inline const char *row_word(uint32_t flags, int is_one) {
  if (flags & ROWS_FLAGS) return is_one ? "row " : "rows ";
  return is_one ? "line " : "lines ";
}

/* Appends the number of a row as the caller counts. Elsewhere the first row is always 1. */
static inline void append_row(struct text *out, uint32_t flags, int64_t row) {
  text_number(out, flags & DUEBY_WORKLIST_ROWS_FROM_0 ? row - 1 : row);
}

#endif
