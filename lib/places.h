/* Writes where rows are: lines of files or, for the rows of a table, their numbers as the caller counts them. Internal. */
#ifndef DUEBY_PLACES_H
#define DUEBY_PLACES_H

#include "dueby/worklist.h"
#include "text.h"

/* Flags: rows are numbered as in the caller's table, not as lines of a file. */
enum { ROWS_FLAGS = DUEBY_WORKLIST_ROWS_FROM_0 | DUEBY_WORKLIST_ROWS_FROM_1 };

static inline const char *row_word(uint32_t flags, int is_one) {
  if (flags & ROWS_FLAGS) return is_one ? "row " : "rows ";
  return is_one ? "line " : "lines ";
}

/* Appends the number of a row, counted from 0 or 1 as the caller's flags say. `row` itself is counted from 1. */
static inline void append_row(struct text *out, uint32_t flags, int64_t row) {
  text_number(out, flags & DUEBY_WORKLIST_ROWS_FROM_0 ? row - 1 : row);
}

enum { PLACES_FILE_SHIFT = 32 }; /* DUEBY_ROW_IN_FILE stores the number of the file above this bit */

/* Returns how many rows from the index `first` onwards are in the same file as the row at `first`. */
static inline int places_of_file(const int64_t *rows, int first, int count) {
  int end = first;
  while (end < count && rows[end] >> PLACES_FILE_SHIFT == rows[first] >> PLACES_FILE_SHIFT) end++;
  return end - first;
}

/* Appends rows: "lines 4, 9 and 17", or "rows 4, 9 and 17" if the worklist's flags say that they are the rows of a table. If files
 * are given: "episodes.csv line 4; reviews.csv lines 2, 9 and others"; each row is then a DUEBY_ROW_IN_FILE. `has_more` is 1 if
 * there are more rows than these. */
static inline void append_places(struct text *out, uint32_t flags, const char *const *files, int64_t file_count,
                                 const int64_t *rows, int count, int has_more) {
  for (int first = 0, here; first < count; first += here) {
    int64_t file = file_count ? rows[first] >> PLACES_FILE_SHIFT : 0;
    here = file_count ? places_of_file(rows, first, count) : count;
    if (first) text_string(out, "; ");
    if (file > 0 && file <= file_count) {
      text_plain(out, files[file - 1]);
      text_char(out, ' ');
    }
    text_string(out, row_word(flags, here == 1));
    for (int i = first; i < first + here; i++) {
      if (i > first) text_string(out, i == first + here - 1 && !(has_more && i == count - 1) ? " and " : ", ");
      append_row(out, flags, file_count ? (int64_t)(uint32_t)rows[i] : rows[i]);
    }
  }
  if (has_more) text_string(out, " and others");
}

#endif
