/* Counts a span on one view of a calendar, and records which calendar days the answer relies on. Internal. */
#ifndef DUEBY_SPAN_INTERNAL_H
#define DUEBY_SPAN_INTERNAL_H

#include "calendar_internal.h"
#include "dueby/span.h"

struct applied {
  dueby_date start;    /* the day that the span was counted from, after any move by DUEBY_COUNTING_ROLLED */
  dueby_date unrolled; /* the last day of the span before the roll */
  dueby_date date;
  dueby_date relied_on; /* the last calendar day that the answer relies on; NONE if there is none */
};

enum { SPAN_AMOUNT_MAX = 100000 };

static inline int span_in_limits(dueby_span span) {
  return span.amount >= -SPAN_AMOUNT_MAX && span.amount <= SPAN_AMOUNT_MAX;
}

/* Returns 1 if a span has a unit and an amount that can be counted. */
static inline int span_is_valid(dueby_span span) {
  return span.unit >= DUEBY_UNIT_WORKING_DAYS && span.unit <= DUEBY_UNIT_MINUTES && span_in_limits(span);
}

/* True if a span can be an interval: it is empty, or ends on a later day. */
static inline int span_is_interval(dueby_span span) {
  return span.unit ? span_is_valid(span) && span.amount > 0 : !span.amount;
}

/* True if a span needs a time of day to count from. */
static inline int span_is_timed(dueby_span span) {
  return span.unit == DUEBY_UNIT_HOURS || span.unit == DUEBY_UNIT_MINUTES;
}

/* True for a span of working days whose first and last day are not moved. For such a span, a later first day never gives an earlier
 * last day. */
static inline int span_is_unmoved_working(dueby_span span, int32_t counting, int32_t roll) {
  return span.unit == DUEBY_UNIT_WORKING_DAYS && span.amount != 0 && counting != DUEBY_COUNTING_ROLLED && roll == DUEBY_ROLL_NONE;
}

/* A count of working days whose first and last day are not moved. The number of its last working day is `shift` more than the rank
 * of the first day or, if `after` is 1, of the day after that. */
struct working {
  int32_t after, shift;
};

static inline struct working span_working(int32_t amount, int32_t counting) {
  int forwards = amount > 0;
  if (counting == DUEBY_COUNTING_CLEAR) amount += forwards ? 1 : -1;
  return (struct working){forwards != (counting == DUEBY_COUNTING_INCLUDED), amount - forwards};
}

/* Counts working days from a day that the calendar covers. Inlined, because a call would cost as much as finding the day. May
 * return DUEBY_ECOVERAGE. */
static inline dueby_status span_count_working(struct working working, const dueby_calendar *calendar,
                                              const struct calendar_view *view, dueby_date from, dueby_date *date) {
  int32_t k = view->rank[from - CALENDAR_FIRST + working.after] + working.shift;
  if (k < 0 || k >= view->rank[CALENDAR_DAYS]) return DUEBY_ECOVERAGE;
  dueby_date found = CALENDAR_FIRST + view_select(view, k);
  if (!calendar_covers(calendar, found)) return DUEBY_ECOVERAGE;
  *date = found;
  return DUEBY_OK;
}

dueby_status dueby_span_apply(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar, int32_t view,
                              dueby_date from, struct applied *applied);

#endif
