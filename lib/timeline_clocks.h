/* A clock that is running: shared by the files that start clocks. Internal. */
#ifndef DUEBY_TIMELINE_CLOCKS_H
#define DUEBY_TIMELINE_CLOCKS_H

#include "timeline_internal.h"

struct running {
  dueby_timeline *timeline;
  struct clock clock;
  int32_t trigger, ended; /* places */
  int each;
  int32_t proved; /* see struct occurrence */
  int is_unsure;
  dueby_date sure_from; /* where its trigger is proved: nothing that begins earlier can be late */
  dueby_date opens;     /* of a notice: not before this day; 0: as the rule says */
};

/* The clock of a rule that an event starts. */
struct clock dueby_clock_start(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger);
dueby_status dueby_clock_add(const struct running *running, const struct occurrence *occurrence);
/* One occurrence, from the position of its clock; NULL: the first. The status is why there is none. */
dueby_status dueby_clock_resolve(struct running *running, const struct position *position, struct occurrence *occurrence);
/* Runs it on from an occurrence, at a position; NULL: that of the trigger. `is_dateless`: nobody knows when the first began. */
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
