/* Counts a span on one view of a calendar, and keeps track of what the answer relies on. Internal. */
#ifndef DUEBY_SPAN_INTERNAL_H
#define DUEBY_SPAN_INTERNAL_H

#include "calendar_internal.h"
#include "dueby/span.h"

struct applied {
  dueby_date start;    /* the day counted from, after a move by DUEBY_COUNTING_ROLLED */
  dueby_date unrolled; /* where the span ended, before the roll */
  dueby_date date;
  dueby_date relied_on; /* the last calendar day that it relies on; NONE: none */
};

dueby_status dueby_span_apply(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar, int32_t view,
                              dueby_date from, struct applied *applied);

#endif
