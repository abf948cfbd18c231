/* How a deadline was come by: shared with explain, so that the answer and its explanation are one computation. Internal. */
#ifndef DUEBY_DEADLINE_INTERNAL_H
#define DUEBY_DEADLINE_INTERNAL_H

#include "dueby/deadline.h"
#include "history.h"
#include "profile_internal.h"
#include "span_internal.h"

struct derivation {
  dueby_span span; /* what was laid; negative for a notice */
  int32_t counting, roll;
  int32_t view;                    /* of the calendar */
  dueby_when from;                 /* what it was laid from */
  struct applied applied;          /* for days */
  int agreed_late;                 /* the interval had passed when it was agreed, so that the day of the agreement is due */
  int32_t left_phases;             /* how many `until` phases it left after it had begun */
  int32_t extensions, paused_days; /* how many extensions, and how many days of pauses, moved the due day */
  int32_t paused_amount;           /* how many days of pauses did not count; working days where the rule counts those */
  int paused_last;                 /* a pause was the last to move it */
  dueby_date agreed_on; /* of what is due as agreed: the day of the last agreement up to its beginning, or the trigger's */
};

/* One rule, started by one trigger. */
struct clock {
  int32_t rule;
  const dueby_event *trigger;
  dueby_facts facts;
  const struct history *history; /* the events of the facts, in order and with an index; NULL: there is none */
  dueby_when ended;              /* nothing begins on that day or later (8); date NONE: it has not ended */
  dueby_date met;                /* the day on which the occurrence in question was met; NONE: it is open, or not known */
  int is_resolved;               /* the position is that of an answer, whose phase is known */
  int is_proved;                 /* the trigger is what proves that it runs: when it began nobody knows (24) */
  int phase_is_fixed;            /* the phase is that of the position, whether it is over or not (23) */
  int ceiling_only;              /* of what is due as agreed only the ceiling is known (23) */
};

struct clock dueby_deadline_clock(const dueby_profile *profile, int32_t rule, const dueby_event *trigger, const dueby_facts *facts);

/* Where a clock stands: what dueby_deadline keeps of it. */
struct position {
  dueby_time begins_time;
  dueby_date begins, periods_from;
  int32_t phase, met_in_phase, occurrence;
};

struct position dueby_deadline_position(const dueby_deadline *deadline);
struct position dueby_deadline_first_position(const dueby_event *trigger);
/* After it was met. */
struct position dueby_deadline_next_position(const dueby_profile *profile, const dueby_deadline *last, const dueby_when *met);

/* The thing due at a position, NULL: the first. Where it has begun but has no date, the deadline is given without one, beside the
 * reason: DUEBY_ENOTSTATED, DUEBY_EFACT, DUEBY_ENOTIME, DUEBY_ECOVERAGE. What was in *deadline is lost, whatever the status.
 * `working` may be NULL. */
dueby_status dueby_deadline_compute(const dueby_profile *profile, const dueby_calendar *calendar, const struct clock *clock,
                                    const struct position *position, dueby_deadline *deadline, struct derivation *working);

/* Of the events that meet a deadline, how many it takes and how many are recorded. */
struct count {
  int32_t recorded, needed; /* needed: 1 unless the rule is a count (at_least) */
  dueby_when met;           /* the last that it took; date NONE: there are too few */
};

/* Those of the clock's facts and `done` (NULL: nothing) that have happened by `as_at` (NULL: at any time), those of one moment once.
 * For a rule that is no count only `done` is looked at. */
struct count dueby_deadline_count(const dueby_profile *profile, const dueby_deadline *deadline, const struct clock *clock,
                                  const dueby_when *done, const dueby_when *as_at);

/* A version of a rule whose first due day, with nothing known but the trigger's day, is one span laid from that day. */
struct plain {
  dueby_date from, to; /* triggers of these days */
  dueby_span span;
  int32_t counting, roll;
  int32_t view; /* of the calendar */
};

/* Of a rule without tags and ages. 0: there is more to it; the days are filled all the same. */
int dueby_deadline_plain(const dueby_profile *profile, int32_t rule, int32_t version, struct plain *plain);

/* The last day of a phase that goes on `for` a span since the trigger (7). */
dueby_date dueby_deadline_lasts_until(const dueby_calendar *calendar, const struct model_phase *phase, dueby_date triggered);
/* The day on which an age in months is reached; where its month has no such day, the first of the next (15). */
dueby_date dueby_deadline_age_day(dueby_date born, int32_t months);
/* Of two agreed intervals the one that ends first, laid from a day; one may have no unit. */
dueby_span dueby_deadline_shorter(const dueby_calendar *calendar, dueby_span left, dueby_span right, dueby_date from);
/* As dueby_deadline_for_duty, for a trigger of that type and the clock of any rule, which is set to each rule of the duty in
 * turn. What was in *governs is lost, whatever the status. */
dueby_status dueby_deadline_governing(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                      const dueby_calendar *calendar, int32_t type, struct clock *clock, dueby_deadline *governs);
/* Whether a span can say what is due soon: days, weeks or months, or none. */
int dueby_soon_is_valid(dueby_span soon);
/* Whether a rule takes part where `selected` (or NULL) was asked for: an alternative only by name. */
int dueby_deadline_takes_part(const dueby_profile *profile, int32_t rule, const uint8_t *selected);
/* What the answer relied on when another rule was compared with it. */
void dueby_deadline_merge_dependency(dueby_deadline *governs, const dueby_deadline *other);

#endif
