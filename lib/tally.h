/* A tally: how often something was found, and the first lines of the file where it was found. Internal. */
#ifndef DUEBY_TALLY_H
#define DUEBY_TALLY_H

#include <string.h>

#include "dueby/base.h"

enum { TALLY_LINES = 6 }; /* one more line than messages show, so that they can say "and others" */

struct tally {
  int64_t count;
  int64_t lines[TALLY_LINES]; /* the lowest line numbers found, in ascending order and without duplicates; 0 after the last */
};

/* Adds a line number to a tally, unless it is unknown (0 or less), without changing the count. */
static inline void tally_line(struct tally *tally, int64_t line) {
  int at = TALLY_LINES;
  if (line <= 0) return;
  while (at && (!tally->lines[at - 1] || tally->lines[at - 1] > line)) at--;
  if (at == TALLY_LINES || (at && tally->lines[at - 1] == line)) return;
  memmove(tally->lines + at + 1, tally->lines + at, (size_t)(TALLY_LINES - at - 1) * sizeof *tally->lines);
  tally->lines[at] = line;
}

static inline void tally_add(struct tally *tally, int64_t line) {
  tally->count++;
  tally_line(tally, line);
}

static inline void tally_join(struct tally *tally, const struct tally *more) {
  tally->count += more->count;
  for (int i = 0; i < TALLY_LINES; i++) tally_line(tally, more->lines[i]);
}

#endif
