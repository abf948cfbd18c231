/* What is a civil date, and how one is written. Internal. */
#ifndef DUEBY_DATE_INTERNAL_H
#define DUEBY_DATE_INTERNAL_H

#include "dueby/date.h"
#include "text.h"

static inline int is_date(dueby_date date) {
  return date >= DUEBY_DATE_FIRST && date <= DUEBY_DATE_LAST;
}

/* What a caller filled, zero being unknown: no UK time is 0, for times begin in 1972. */
static inline dueby_date known_date(dueby_date date, uint32_t is_known) {
  return date || is_known ? date : DUEBY_DATE_NONE;
}

static inline dueby_time known_time(dueby_time time) {
  return time ? time : DUEBY_TIME_NONE;
}

/* Whether a time agrees with its day, which a cut-off may have moved on by one. */
int dueby_date_agrees(dueby_date date, dueby_time time);

/* As dueby_when_text; what cannot be written leaves the text as it was. */
dueby_status dueby_date_put_when(struct text *text, const dueby_when *when);

#endif
