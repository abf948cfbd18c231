/* The events of one case, in order and with an index by type. Internal.
 *
 * Order is that of the day, then what has no time of day, then the time, then the event's slug, ref and tags: never that in which
 * they were given. */
#ifndef DUEBY_HISTORY_H
#define DUEBY_HISTORY_H

#include "dueby/deadline.h"
#include "profile_internal.h"

struct history {
  const dueby_event *events; /* in order */
  int64_t count;             /* of them all, and of those that have happened as at the day: planned ones may come after these */
  int64_t happened;
  int64_t agreed_until;         /* no event from there on agrees an interval */
  const int32_t *of_type;       /* places in `events`, by type, in order */
  const int32_t *first_of_type; /* where in of_type each type begins; one more than there are types */
};

/* Where trigger and event both carry a ref, they must be equal (3). */
static inline int event_matches_ref(const dueby_event *event, const dueby_event *trigger) {
  return !event->ref || !trigger->ref || event->ref == trigger->ref;
}

static inline int event_has_required_tags(const dueby_event *event, const struct profile_tags *tags) {
  for (int32_t i = 0; i < NEEDS_MAX && tags_any(&tags->needs[i]); i++)
    if (!tags_meet(&event->tags, &tags->needs[i])) return 0;
  return 1;
}

/* The place of the first event of a type on or after a day that has happened and may concern a ref; -1: none. */
int64_t dueby_history_first(const struct history *history, int32_t type, int64_t ref, dueby_date day);
/* The same past a place that was found; -1: none. */
int64_t dueby_history_next(const struct history *history, int32_t type, int64_t ref, int64_t after);

#endif
