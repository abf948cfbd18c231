/* How a deadline was come by: shared with explain, so that the answer and its explanation are one computation. Internal. */
#ifndef DUEBY_DEADLINE_INTERNAL_H
#define DUEBY_DEADLINE_INTERNAL_H

#include "dueby/deadline.h"
#include "profile_internal.h"
#include "span_internal.h"

struct working {
  dueby_span span; /* what was laid; negative for a notice */
  int32_t counting, roll;
  int32_t view;     /* of the calendar */
  dueby_when from;  /* what it was laid from */
  struct laid laid; /* for days */
};

/* Where a clock stands: what dueby_deadline keeps of it. */
struct position {
  dueby_time begins_time;
  dueby_date begins, periods_from;
  int32_t phase, met_in_phase, occurrence;
};

struct position dueby_deadline_position(const dueby_deadline *deadline);

/* `position` NULL: the first thing due. */
dueby_status dueby_deadline_work(const dueby_profile *profile, int32_t rule, const dueby_calendar *calendar,
                                 const dueby_event *trigger, const dueby_facts *facts, const struct position *position,
                                 dueby_deadline *deadline, struct working *working);

/* Whether a rule takes part where `selected` (or NULL) was asked for: an alternative only by name. */
int dueby_deadline_takes_part(const dueby_profile *profile, int32_t rule, const uint8_t *selected);
/* What the answer relied on when another rule was compared with it. */
void dueby_deadline_rely_also(dueby_deadline *governs, const dueby_deadline *other);

#endif
