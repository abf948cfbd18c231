/* How a deadline was come by: shared with explain, so that the answer and its explanation are one computation. Internal. */
#ifndef DUEBY_DEADLINE_INTERNAL_H
#define DUEBY_DEADLINE_INTERNAL_H

#include "dueby/deadline.h"
#include "profile_internal.h"
#include "span_internal.h"

struct working {
  dueby_span span;  /* what was laid; negative for a notice */
  int32_t counting, roll;
  int32_t view;     /* of the calendar */
  dueby_when from;  /* what it was laid from */
  struct laid laid; /* for days */
};

dueby_status dueby_deadline_work(const dueby_profile *profile, int32_t rule, const dueby_calendar *calendar,
                                 const dueby_event *trigger, const dueby_facts *facts, dueby_deadline *deadline,
                                 struct working *working);

#endif
