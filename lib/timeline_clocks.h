/* A running clock, for the files that start clocks. Internal. */
#ifndef DUEBY_TIMELINE_CLOCKS_H
#define DUEBY_TIMELINE_CLOCKS_H

#include "timeline_internal.h"

struct running {
  dueby_timeline *timeline;
  struct clock clock;
  int32_t trigger, ended; /* places */
  int each;
  int32_t proved; /* copied into struct occurrence */
  int is_unsure;
  dueby_date sure_from; /* if its trigger is proved: occurrences that begin before this day are never late */
  dueby_date opens;     /* for a notice: it does not open before this day; 0: no such limit */
};

/* Sets up the clock of a rule, started by an event. */
struct clock dueby_clock_start(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger);
dueby_status dueby_clock_add(const struct running *running, const struct occurrence *occurrence);
/* Computes one occurrence at a position of its clock; a NULL position is the first occurrence. The status says why there is
 * none. */
dueby_status dueby_clock_resolve(struct running *running, const struct position *position, struct occurrence *occurrence);
/* Runs the clock from an occurrence at a position; a NULL position is that of the trigger. `is_dateless`: the beginning of the
 * first occurrence is not known. */
dueby_status dueby_clock_follow(struct running *running, struct position *position, struct position *at,
                                struct occurrence *occurrence, int is_dateless);

/* Notices (11). */
dueby_status dueby_notices_start(dueby_timeline *timeline, int32_t rule);

static inline const struct profile_rule *rule_at(const dueby_timeline *timeline, int32_t rule) {
  return &timeline->profile->rules[rule];
}

static inline const struct model_version *first_version(const dueby_timeline *timeline, int32_t rule) {
  return &timeline->profile->versions[rule_at(timeline, rule)->model.first_version];
}

static inline int is_notice(const dueby_timeline *timeline, int32_t rule) {
  return first_version(timeline, rule)->before.unit != 0;
}

static inline int passes(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger) {
  return passes_tags(&rule_at(timeline, rule)->tags, &trigger->tags);
}

#endif
