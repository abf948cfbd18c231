/* The events in one case, in order and indexed by type. Internal.
 *
 * Events are sorted by day, then by time (events without a time come first), slug, ref and tags. The order in which they were
 * passed does not matter. */
#ifndef DUEBY_HISTORY_H
#define DUEBY_HISTORY_H

#include "date_internal.h"
#include "dueby/deadline.h"
#include "profile_needs.h"

/* The range in of_type of the events of one type. */
struct range {
  int32_t first, end;
};

struct history {
  const dueby_event *events;  /* the case's events, in order */
  int64_t count;              /* number of all events, which may include plans after as-at */
  int64_t happened;           /* number of events up to as-at */
  int64_t agreed_until;       /* one more than the index of the last event with an agreed interval */
  const int32_t *of_type;     /* indexes into `events`, grouped by type and in order */
  const struct range *ranges; /* for each type, its range in of_type */
  const int64_t *ref_parents; /* for each ref, from 1, the ref it belongs to, or 0; NULL if no ref belongs to another */
  int64_t ref_count;
};

/* True if one ref belongs to another, directly or through others (rule 25). */
int dueby_history_belongs(const struct history *history, int64_t ref, int64_t to);

/* True if two refs match: they are equal, or one belongs to the other (rules 3 and 25). No ref (0) matches any ref. The history may
 * be NULL. */
static inline int refs_match(const struct history *history, int64_t one, int64_t other) {
  if (!one || !other || one == other) return 1;
  return history && history->ref_parents &&
         (dueby_history_belongs(history, one, other) || dueby_history_belongs(history, other, one));
}

/* True if both events have a time of day and the times differ. */
static inline int have_other_times(const dueby_event *event, const dueby_event *other) {
  return event->time != other->time && known_time(event->time) != DUEBY_TIME_NONE && known_time(other->time) != DUEBY_TIME_NONE;
}

/* Returns whether an end came before or after a trigger (rule 8). If both are on one day, their times decide; if a time is unknown,
 * the kind of end does. CAME_AFTER_IF_ALONE means that neither decides: an end with the trigger's own ref, or without a ref, may
 * belong to the trigger (event_order.h). */
enum { CAME_BEFORE, CAME_AFTER, CAME_AFTER_IF_ALONE };
static inline int end_came(const struct profile_end *end, const dueby_event *event, const dueby_event *trigger) {
  if (event->date != trigger->date) return event->date > trigger->date ? CAME_AFTER : CAME_BEFORE;
  if (have_other_times(event, trigger)) return event->time > trigger->time ? CAME_AFTER : CAME_BEFORE;
  if (end->comes_after) return CAME_AFTER;
  return !event->ref || event->ref == trigger->ref ? CAME_AFTER_IF_ALONE : CAME_BEFORE;
}

static inline int event_has_required_tags(const dueby_event *event, const struct profile_tags *tags) {
  return tags_meet_needs(&event->tags, tags);
}

int64_t dueby_history_first(const struct history *history, int32_t type, int64_t ref, dueby_date day);
int64_t dueby_history_next(const struct history *history, int32_t type, int64_t ref, int64_t after);

/* Returns the index of the first event of a type on or after a day, up to as-at, whose ref matches; -1 if there is none. Tests
 * first whether the type occurs at all, because most do not. */
static inline int64_t history_first(const struct history *history, int32_t type, int64_t ref, dueby_date day) {
  return history->ranges[type].end ? dueby_history_first(history, type, ref, day) : -1;
}

/* Returns the index of the next event after the given one that history_first would find; -1 if there is none. */
static inline int64_t history_next(const struct history *history, int32_t type, int64_t ref, int64_t after) {
  return history->ranges[type].end ? dueby_history_next(history, type, ref, after) : -1;
}

#endif
