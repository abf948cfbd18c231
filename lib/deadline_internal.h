/* How a deadline was derived. Explanations also use this, so that an answer and its explanation come from the same computation.
 * Internal. */
#ifndef DUEBY_DEADLINE_INTERNAL_H
#define DUEBY_DEADLINE_INTERNAL_H

#include "dueby/deadline.h"
#include "history.h"
#include "profile_internal.h"
#include "span_internal.h"

struct derivation {
  dueby_span span; /* the span that was counted; negative for a notice */
  int32_t counting, roll;
  int32_t view;                    /* the view of the calendar that the days were counted on */
  dueby_when from;                 /* the day or time that the span was counted from */
  struct applied applied;          /* the result of counting a span in days */
  int agreed_late;                 /* 1 if the duty is due on the day of the agreement, because the agreed interval ended earlier */
  int32_t left_phases;             /* how many `until` phases the occurrence left after it began */
  int32_t extensions, paused_days; /* number of extensions that moved the due day, and number of days by which pauses moved it */
  int32_t paused_amount;           /* number of days (working days, if the rule counts these) that pauses left out */
  int paused_last;                 /* 1 if a pause was the last thing to move the due day */
  dueby_date agreed_on;            /* day of the last agreement before the occurrence began; if there is none, the trigger's day */
  dueby_span agreed;               /* the agreed interval that counted, unit 0 for none */
  dueby_date agreed_day;
};

/* A clock: a rule that was started by one trigger. */
struct clock {
  int32_t rule;
  const dueby_event *trigger;
  dueby_facts facts;
  const struct history *history; /* the events of the facts, sorted and indexed by type; NULL if they are not a history */
  dueby_when ended;              /* when the clock ended; no occurrence begins at that time or later (rule 8); NONE if it has not */
  dueby_date met;                /* the day when this occurrence was met; NONE if it is open or the day is unknown */
  int is_resolved;               /* 1 if the position comes from an answer, so its phase is known */
  int has_begun;                 /* 1 if the occurrence is known to have begun before the end, although both are on one day */
  int is_proved;                 /* 1 if the trigger only proves that the clock is running, so that its start is unknown (rule
                                    24) */
  int counts_phases;             /* 1 to count the phases of a proved clock from the event that proves it (rule 23) */
  int phase_is_fixed; /* 1 to use the position's phase even if it is over (rule 23), and to ignore unknown tags (rule 24) */
  int agreed_unknown; /* 1 if it is unknown what had been agreed when the occurrence began (rule 23) */
};

/* True if there are facts that could stop the clock: events or a date of birth. */
static inline int clock_can_end(const struct clock *clock) {
  return clock->facts.event_count || clock->facts.born != DUEBY_DATE_NONE;
}

/* Returns when the clock ended: at its first end after the trigger (rule 8). */
dueby_when dueby_clock_ended_by(const dueby_profile *profile, const struct clock *clock);

/* Sets up a rule's clock, in `clock` or as the returned value. The clock's rule is -1 if the rule or the facts cannot be used. */
void dueby_clock_set(const dueby_profile *profile, int32_t rule, const dueby_event *trigger, const dueby_facts *facts,
                     struct clock *clock);
struct clock dueby_deadline_clock(const dueby_profile *profile, int32_t rule, const dueby_event *trigger, const dueby_facts *facts);

/* Returns the day of the first event of a type on or after a day, or NONE if there is none. */
dueby_date dueby_clock_first_from(const struct clock *clock, int32_t type, dueby_date day);

static inline int is_same_moment(const dueby_event *left, const dueby_event *right) {
  return left->date == right->date && known_time(left->time) == known_time(right->time) && left->ref == right->ref;
}

/* The position of a clock, as stored in a dueby_deadline. */
struct position {
  dueby_time begins_time;
  dueby_date begins, periods_from;
  int32_t phase, met_in_phase, occurrence;
};

struct position dueby_deadline_position(const dueby_deadline *deadline);
struct position dueby_deadline_first_position(const dueby_event *trigger);
/* Returns the position of the next occurrence after `last` was met. */
struct position dueby_deadline_next_position(const dueby_profile *profile, const dueby_deadline *last, const dueby_when *met);

/* A deadline being computed: its rule, and what has been decided so far. */
struct evaluation {
  const dueby_profile *profile;
  const struct profile_rule *rule;
  const dueby_calendar *calendar;
  const struct clock *clock;
  struct position position;
  const struct model_version *version;
};

/* Applies extensions and pauses in date order, if the rule falls due once (rules 13 and 19). */
dueby_status dueby_deadline_move_by_events(const struct evaluation *evaluation, struct derivation *derivation,
                                           dueby_deadline *deadline);

/* Computes the deadline at a position, or the first deadline if the position is NULL. If the occurrence has begun but has no date,
 * *deadline is filled in without one, and the status is the reason: DUEBY_ENOTSTATED, DUEBY_EFACT, DUEBY_ENOTIME, DUEBY_ECOVERAGE.
 * *deadline is overwritten whatever the status. `derivation` may be NULL. */
dueby_status dueby_deadline_compute(const dueby_profile *profile, const dueby_calendar *calendar, const struct clock *clock,
                                    const struct position *position, dueby_deadline *deadline, struct derivation *derivation);

/* How many events a deadline needs, and how many of them are recorded. */
struct count {
  int32_t recorded, needed; /* `needed` is 1 unless the rule needs several events (at_least) */
  dueby_when met;           /* the last event needed; its date is NONE if there are too few */
};

/* Counts the events that count towards a deadline and happened by `as_at` (NULL for no limit): those in the clock's facts, and
 * `done` unless it is NULL. Events at the same time count once. If the rule only needs one event, only looks at `done`. */
struct count dueby_deadline_count(const dueby_profile *profile, const dueby_deadline *deadline, const struct clock *clock,
                                  const dueby_when *done, const dueby_when *as_at);

/* A plain version of a rule: if only the trigger's day is known, the first due day is one span, counted from that day. */
struct plain {
  dueby_date from, to; /* the first and last trigger day that the version applies to */
  dueby_span span;
  int32_t counting, roll;
  int32_t view, is_working; /* view: the calendar view that the span is counted on; is_working: 1 if `working` is used */
  struct working working;
  dueby_deadline begun; /* the first deadline, without the fields that depend on the trigger's day */
};

/* Fills in `plain` for a version of a rule without age conditions and for triggers without tags. If the version is not plain,
 * returns 0, but still sets `from` and `to`. */
int dueby_deadline_plain(const dueby_profile *profile, int32_t rule, int32_t version, struct plain *plain);

/* Returns the last day of a phase that lasts `for` a span from the trigger (rule 7). */
dueby_date dueby_deadline_lasts_until(const dueby_calendar *calendar, const struct model_phase *phase, dueby_date triggered);
/* Returns the day a child reaches an age in months. If that month has no such day, returns the first of the next month (rule
 * 15). */
dueby_date dueby_deadline_age_day(dueby_date born, int32_t months);
/* Returns whichever of two intervals ends first when counted from the given day. One of them may be missing (unit 0). */
dueby_span dueby_deadline_shorter(const dueby_calendar *calendar, dueby_span left, dueby_span right, dueby_date from);
/* Computes a deadline like dueby_deadline_for_duty, for a duty that exists and a trigger whose type is known. */
dueby_status dueby_deadline_for_type(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                     const dueby_calendar *calendar, int32_t type, const dueby_event *trigger,
                                     const dueby_facts *facts, dueby_deadline *deadline);
/* Computes the governing deadline as dueby_deadline_for_duty does, but only for rules with one type of trigger. `clock` may start
 * on any of the duty's rules, and is set to each in turn. *governs is overwritten even if this fails. */
dueby_status dueby_deadline_governing(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                      const dueby_calendar *calendar, int32_t type, struct clock *clock, dueby_deadline *governs);
/* True if a span can be used for "due soon": days, weeks, months or none. */
int dueby_soon_is_valid(dueby_span soon);
/* True if a rule is selected; `selected` may be NULL. An alternative must be selected by name. */
int dueby_deadline_takes_part(const dueby_profile *profile, int32_t rule, const uint8_t *selected);
/* Returns the last calendar day that a governing deadline (`due`, `relied_on`) relies on, once another rule's deadline has been
 * compared with it. The other rule only had to be computed up to the governing due day. DUEBY_DATE_NONE (relies on no day) is
 * before every day. */
static inline dueby_date dueby_deadline_relies_on(dueby_date due, dueby_date relied_on, dueby_date other_relied_on) {
  dueby_date needed = other_relied_on < due ? other_relied_on : due;
  return relied_on < needed ? needed : relied_on;
}
/* Extends a governing deadline's `relied_on` to take another rule into account. */
void dueby_deadline_merge_dependency(dueby_deadline *governs, const dueby_deadline *other);

#endif
