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
  int32_t proved;    /* its trigger, which is not in the file, among those that are proved, from 1; 0: it is (24) */
  int32_t reason;    /* why it has no date, or one with a doubt: DUEBY_REASON_HISTORY, DUEBY_REASON_START; 0: by its status */
  uint8_t is_early;  /* what met it may be lacking (21) */
  uint8_t is_unsure; /* whether it is there at all hangs on what may be lacking (21, 24) */
  uint8_t is_notice, is_first_notice;
  uint8_t cannot_tell; /* while its line is judged */
};

/* An array that grows. */
struct array {
  void *items;
  int64_t count, capacity;
};

/* What the records hold of an event (20). A day is that from which on it is known. */
struct holding {
  dueby_date own_from, from; /* of rows of the event itself; with those of events that are it as well */
  int32_t also;
  uint8_t is_said, is_latest, never, is_lacking; /* never: of one of these events; is_lacking: of all */
};

struct last_row {
  int64_t ref;
  int32_t type;
  dueby_date date;
};

struct left_out {
  int64_t last_case, cases;
};

struct holds {
  struct holding *of;        /* by event */
  struct left_out *left_out; /* by event */
  struct array latest;       /* struct last_row, of the case */
  int any, any_latest;       /* anything may be lacking */
};

/* What has a ref that no start has (26). */
struct refs {
  int32_t *first_partner;        /* by event, and one more: among the partners */
  struct array partners;         /* int32_t: the events that start what an event meets or ends */
  int64_t *with_ref, *unmatched; /* by event: how many rows of the run */
  struct array places;           /* int32_t: of the case, those that match nothing */
  int any;                       /* an event of the case has a ref */
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
  uint8_t *is_provable; /* by event: another proves that what it starts is running */
  int32_t *ended_by;    /* by event: what ends that which it starts, -1 */
  int32_t *ends_all;    /* of all profiles, and how many */
  int32_t ends_all_count;
  struct holds holds;
  struct refs refs;
  int64_t later, voided;

  /* of the current case */
  int64_t case_index;
  struct history history;
  dueby_date born;
  struct array sorting; /* struct entry */
  struct array events;  /* dueby_event, in order */
  int32_t *origins;     /* by index in the history: the index among the events of the case */
  int32_t *of_type, *first_of_type;
  struct array proved;  /* dueby_event: triggers that are not in the file, of the duty at hand */
  struct array proofs;  /* int32_t: places of events that prove something */
  int32_t *taken_early; /* by place: the trigger, and one, whose occurrence took it under `each` and may have been met earlier */
  int32_t *used;        /* by place: the trigger, and one, for which the event was used under `each`; 0: none */

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
/* The clock on which an occurrence stands. */
struct clock dueby_clock_for(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* One that starts with a trigger that is proved, by the event at a place; nothing that begins before `sure_from` can be late. */
dueby_status dueby_clocks_run_proved(dueby_timeline *timeline, int32_t rule, int32_t proof, dueby_date sure_from, int32_t *ended);
/* Whether a clock of a rule that recurs is going on the day of the event at a place, which came before. */
int dueby_clocks_is_going(const dueby_timeline *timeline, int32_t rule, int32_t place);
int64_t dueby_clocks_events_until(const struct history *history, int32_t closed);
dueby_date dueby_clocks_last_until(const dueby_timeline *timeline, int32_t type, int64_t ref, dueby_date day);
/* From which day on the ordinals of a trigger are counted (1). */
dueby_date dueby_clocks_count_from(const dueby_timeline *timeline, int32_t rule, int32_t trigger);
/* From which day on what meets a rule is known, for the clock of a trigger (20, 24). */
dueby_date dueby_clocks_due_from(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger);
int dueby_clocks_is_estimated(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger);
/* The first day on which an occurrence can be met. */
dueby_date dueby_clocks_first_day(const dueby_timeline *timeline, const dueby_deadline *deadline);

/* Starts that are not in the file (24). */
dueby_status dueby_proofs_new(dueby_timeline *timeline);
void dueby_proofs_free(dueby_timeline *timeline);
dueby_status dueby_proofs_find(dueby_timeline *timeline);
dueby_status dueby_proofs_start(dueby_timeline *timeline, int32_t duty);

/* Refs that match nothing (26). */
dueby_status dueby_refs_new(dueby_timeline *timeline);
void dueby_refs_free(dueby_timeline *timeline);
void dueby_refs_begin(dueby_timeline *timeline); /* a run */
dueby_status dueby_refs_find(dueby_timeline *timeline);
/* The place of the last event that may have met or ended an occurrence, had its ref another text; -1: none. */
int32_t dueby_refs_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence);

/* What the records hold (20 to 23). */
dueby_status dueby_holds_new(dueby_timeline *timeline);
void dueby_holds_free(dueby_timeline *timeline);
dueby_status dueby_holds_take(dueby_timeline *timeline);                           /* from the options; EARGUMENT: not understood */
dueby_status dueby_holds_note(dueby_timeline *timeline, const dueby_event *event); /* a row of the case */
/* From which day on an event is known, for a clock with a ref; NONE: whole. */
dueby_date dueby_holds_from(const dueby_timeline *timeline, int32_t type, int64_t ref);
int dueby_holds_lacks(const dueby_timeline *timeline, int32_t type); /* it, and what is it as well, is never held */
void dueby_holds_leave_out(dueby_timeline *timeline, int32_t type);
/* Whether what met an occurrence may not have been needed: it was met earlier, or was not there any more. */
int dueby_holds_may_be_needless(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* Why such a state of an occurrence cannot be told; NONE: it can. */
int32_t dueby_holds_doubt(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t state);

/* Makes the lines of a duty from its occurrences. */
dueby_status dueby_lines_build(dueby_timeline *timeline, int32_t duty);
/* What state it would have with another date. */
int32_t dueby_lines_state(const dueby_timeline *timeline, const dueby_deadline *deadline, const struct occurrence *occurrence);

static inline const dueby_event *event_at(const dueby_timeline *timeline, int32_t place) {
  return &timeline->history.events[place];
}

static inline dueby_when when_of(const dueby_event *event) {
  dueby_when when = {event->time, event->date, 0};
  return when;
}

#endif
