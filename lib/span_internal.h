/* Counts a span on one view of a calendar, and records which calendar days the answer relies on. Internal. */
#ifndef DUEBY_SPAN_INTERNAL_H
#define DUEBY_SPAN_INTERNAL_H

#include "calendar_internal.h"
#include "dueby/span.h"

struct applied {
  dueby_date start;    /* the day that the span was counted from, after a move by DUEBY_COUNTING_ROLLED */
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

/* Returns 1 if an interval has no unit, or leads to a later day. */
static inline int span_is_interval(dueby_span span) {
  return span.unit ? span_is_valid(span) && span.amount > 0 : !span.amount;
}

/* True if a span needs a time of day to count from. */
static inline int span_is_timed(dueby_span span) {
  return span.unit == DUEBY_UNIT_HOURS || span.unit == DUEBY_UNIT_MINUTES;
}

dueby_status dueby_span_apply(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar, int32_t view,
                              dueby_date from, struct applied *applied);

#endif
