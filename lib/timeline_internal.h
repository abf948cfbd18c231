/* The workspace of a timeline, and the stages of a run: events -> a case's history -> occurrences of a duty -> its lines.
 * Internal. */
#ifndef DUEBY_TIMELINE_INTERNAL_H
#define DUEBY_TIMELINE_INTERNAL_H

#include "deadline_internal.h"
#include "dueby/timeline.h"

/* One thing due on one clock, and its outcome. Indexes are into the case's history; -1: none. */
struct occurrence {
  dueby_deadline deadline;
  dueby_status status; /* why it has no date */
  int64_t ref;
  int32_t trigger, met, ended, rejected;
  int32_t each;
};

/* An array that grows. */
struct array {
  void *items;
  int64_t count, capacity;
};

struct dueby_timeline {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  dueby_timeline_options options;
  dueby_tags voided_tag; /* none: the vocabulary has no such tag */
  int32_t *ranks;        /* by event: its index in order of slugs */
  int32_t *planned;      /* by event: the event that plans it, -1: none */
  uint8_t *is_plan;      /* by event, 1: it plans another */
  int32_t *birthdays;    /* the events that happen by themselves on a birthday */
  int32_t birthday_count;
  int64_t later, voided;

  /* of the current case */
  int64_t case_index;
  struct history history;
  dueby_date born;
  struct array sorting; /* struct entry */
  struct array events;  /* dueby_event, in order */
  int32_t *origins;     /* by index in the history: the index among the events of the case */
  int32_t *of_type, *first_of_type;
  int32_t *used; /* by place: the trigger, and one, for which the event was used under `each`; 0: none */

  /* of the current duty */
  struct array occurrences;

  /* of the run */
  struct array lines, limits;
};

/* Appends a zeroed item. Returns NULL if out of memory. */
void *dueby_array_push(struct array *grown, int64_t size);

/* Sorts the events of a case and merges equal ones. */
dueby_status dueby_history_build(dueby_timeline *timeline, const dueby_event *events, int64_t count);

/* Runs every clock of a duty. */
dueby_status dueby_clocks_run(dueby_timeline *timeline, int32_t duty);
struct clock dueby_clock_for(const dueby_timeline *timeline, int32_t rule, int32_t trigger);

/* Makes the lines of a duty from its occurrences. */
dueby_status dueby_lines_build(dueby_timeline *timeline, int32_t duty);

static inline const dueby_event *event_at(const dueby_timeline *timeline, int32_t place) {
  return &timeline->history.events[place];
}

static inline dueby_when when_of(const dueby_event *event) {
  dueby_when when = {event->time, event->date, 0};
  return when;
}

#endif
