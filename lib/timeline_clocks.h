/* A running clock, and functions shared by the files that start clocks. Internal. */
#ifndef DUEBY_TIMELINE_CLOCKS_H
#define DUEBY_TIMELINE_CLOCKS_H

#include "timeline_internal.h"

struct running {
  dueby_timeline *timeline;
  struct clock clock;
  int32_t trigger, ended; /* indexes in the history: the trigger, and the event that ended the clock */
  int each;
  int32_t proved; /* for `proved` in each occurrence: the trigger's number among the proved triggers; 0 if it is in the file */
  int is_unsure, is_unread; /* for each occurrence: 1 if it may not exist; 1 if an ignored end may count after all */
  dueby_date sure_from;     /* for a proved trigger: occurrences that begin before this day are not certain, so they are never
                               late */
  dueby_date opens;         /* for a notice, the first day when it can open; 0 for no limit */
  /* If has_earlier is 1, the clock may really be at the occurrence `earlier`, whose position is earlier_at, because it is unknown
   * how many occurrences were met before the first event seen (rule 23). was_taken is 1 if `earlier` only counted as met. */
  struct position earlier_at;
  dueby_deadline earlier;
  int has_earlier, was_taken;
};

/* Sets up a rule's clock, started by an event. */
struct clock dueby_clock_start(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger);
dueby_status dueby_clock_add(const struct running *running, const struct occurrence *occurrence);
/* Computes the occurrence at a position on its clock, or the first occurrence if the position is NULL. If there is no date, the
 * occurrence's status is the reason. */
dueby_status dueby_clock_resolve(struct running *running, const struct position *position, struct occurrence *occurrence);
/* Runs a clock from an occurrence at a position, or from the trigger if the position is NULL. `is_dateless` is 1 if the first
 * occurrence has no date, because it is unknown when it began. */
dueby_status dueby_clock_follow(struct running *running, struct position *position, struct position *at,
                                struct occurrence *occurrence, int is_dateless);

/* Start keeping track of an earlier date that an occurrence may really have (rule 23): the first function from the clock's first
 * occurrence, the second from `taken`, which only counted as met. */
void dueby_earlier_start(struct running *running);
void dueby_earlier_after_taken(struct running *running, const dueby_deadline *taken);
/* If an earlier date is being tracked, moves it on to the next occurrence once one has been met. */
void dueby_earlier_follow(struct running *running, const dueby_when *met);
/* Computes the earlier date that an occurrence may really have (rule 23) and, unless the occurrence is late already, gives it
 * this date. The occurrence may be NULL. */
void dueby_earlier_take(struct running *running, struct occurrence *line);

/* True if an end event came after a trigger and so ends the trigger's clock (rule 8). */
int dueby_clocks_has_ended(const dueby_timeline *timeline, int32_t rule, const struct profile_end *end, int32_t trigger,
                           int32_t index);

/* True if an event before the given day ended something that the trigger proves, and so stopped the trigger's clock. */
int dueby_clocks_is_whole_over(const dueby_timeline *timeline, int32_t rule, int32_t trigger, dueby_date day);

/* Starts the clocks of notices (rule 11). */
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
