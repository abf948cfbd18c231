/* The struct of a timeline, and the stages of a run: a case's events become its history, the history is searched for a duty's
 * occurrences, and the occurrences become the duty's lines. Internal. */
#ifndef DUEBY_TIMELINE_INTERNAL_H
#define DUEBY_TIMELINE_INTERNAL_H

#include "timeline_holds.h"

struct event_pair {
  int32_t event, number;
};

struct dueby_timeline {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  dueby_timeline_options options;
  dueby_tags voided_tag; /* the tag for void events; empty if the vocabulary has none */
  int32_t *ranks;        /* for each event, its rank when sorted by slug */
  int32_t *planned;      /* for each event, the event that plans it; -1 for none */
  uint8_t *is_plan;      /* for each event, 1 if it plans another */
  int32_t *attempted_by; /* for each event, the event that records an attempt at it; 0 for none */
  int32_t *birthdays;    /* the events that are birthdays */
  int32_t birthday_count;
  uint8_t *is_provable; /* for each event, 1 if another event can prove that what it starts is running */
  int32_t *ended_by;    /* for each event, the event that ends what it starts; -1 for none */
  int32_t *begun_by;    /* for each event, the event that starts what it ends; 0 for none */
  int32_t *ends_all;    /* the events that end every rule in a profile, for this profile and those it extends; and their number */
  int32_t ends_all_count;
  struct by_event duties; /* for each event, the duties that it can start: as a trigger, as a plan or by proving a trigger */
  uint8_t *concerned;     /* for each duty, 1 if an event in the case can start it */
  struct holds holds;
  struct refs refs;
  int64_t later, voided;

  /* data of the current case */
  int64_t case_index;
  struct history history;
  dueby_date born;
  struct array sorting; /* the entries to sort, as struct entry */
  struct array events;  /* the events in the history in order, as dueby_event */
  int32_t *origins;     /* for each event in the history, its index among the events in the case */
  int32_t *of_type;
  struct range *ranges; /* for each event type, the range of its events; {0, 0} if it is not among `types` */
  int32_t *types;       /* the types of the case's events, each once */
  int32_t type_count;
  struct array proved;       /* triggers of the current duty that are not in the file, as dueby_event */
  struct array proofs;       /* events that prove something to be running, as struct proof, ordered by day */
  struct array missing;      /* missing starts found in the case so far, as struct missing_start */
  const dueby_event *unread; /* rows that could not be read */
  int64_t unread_count;
  int32_t *taken_early; /* for each event in the history: if an occurrence with `each` used it but may have been met earlier, the
                           index of that occurrence's trigger plus one; otherwise 0 */
  int32_t *seen;        /* for each event in the history, 1 if it started a line */
  /* like taken_early, but if an unreadable row may have met, ended or moved the occurrence (rule 28) */
  int32_t *taken_unread;
  int32_t *used; /* for each event in the history: if an occurrence with `each` used it, the index of that occurrence's trigger plus
                    one; otherwise 0 */

  /* data of the current duty */
  struct array occurrences;

  /* data of the whole run */
  struct array lines, rule_dates;
};

/* Appends a zeroed item. Returns NULL if out of memory. */
void *dueby_array_push(struct array *grown, int64_t size);

/* Adds a number to an event's list. Returns 0 if out of memory. */
int dueby_pairs_add(struct array *pairs, int32_t event, int32_t number);
/* Builds the table from pairs of event and number, and frees the pairs. */
dueby_status dueby_by_event_build(struct by_event *built, struct array *pairs, int32_t events);
void dueby_by_event_free(struct by_event *table);

/* Finds the duties that each event can start. */
dueby_status dueby_duties_new(dueby_timeline *timeline);

/* Sorts the events in a case and merges equal ones. */
dueby_status dueby_history_build(dueby_timeline *timeline, const dueby_event *events, int64_t count);

/* Runs every clock of a duty. */
dueby_status dueby_clocks_run(dueby_timeline *timeline, int32_t duty);
/* Returns the clock of an occurrence. */
struct clock dueby_clock_for(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* True if a clock of a recurring rule was started on or before the given day, and is still running on that day. */
int dueby_clocks_is_going(const dueby_timeline *timeline, int32_t rule, dueby_date day);
int64_t dueby_clocks_events_until(const struct history *history, int32_t closed);
dueby_date dueby_clocks_last_until(const dueby_timeline *timeline, int32_t type, int64_t ref, dueby_date day);

/* True if a birthday that ends a rule without starting it is on or before the given day (rule 8). */
int dueby_clocks_past_birthday(const dueby_timeline *timeline, int32_t rule, int64_t ref, dueby_date day);
/* Returns the day from which earlier triggers are counted (rule 1). */
dueby_date dueby_clocks_count_from(const dueby_timeline *timeline, int32_t rule, int32_t trigger);
/* Returns the day from which the records have all events that meet a rule, for the clock of one trigger (rules 20 and 24). */
dueby_date dueby_clocks_due_from(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger);
/* True if an end on a trigger's day belongs to that trigger, although it is unknown which came first (rule 8). If the rule is -1,
 * the vocabulary decides what the trigger starts and the end ends. */
int dueby_clocks_end_belongs(const dueby_timeline *timeline, int32_t rule, int32_t trigger, int32_t end);
/* True if an end on the trigger's day may stop the trigger's clock after all (rule 21). It was assumed to belong to something
 * earlier, but the records may lack that thing's start or end. */
int dueby_clocks_may_end_at_once(const dueby_timeline *timeline, int32_t rule, int32_t trigger);
/* True if a trigger has the tag `earlier`. dueby_clocks_is_estimated is also true if it has the tag `estimated` and is earlier than
 * the records, so that its real date is unknown (rule 24). */
int dueby_clocks_began_earlier(const dueby_timeline *timeline, const dueby_event *trigger);
int dueby_clocks_is_estimated(const dueby_timeline *timeline, const dueby_event *trigger);
/* Returns the first day when an occurrence can be met. */
dueby_date dueby_clocks_first_day(const dueby_timeline *timeline, const dueby_deadline *deadline);

/* Finds the unreadable rows of a case (rule 28). Returns DUEBY_EARGUMENT if they are invalid. */
dueby_status dueby_unread_take(dueby_timeline *timeline, int64_t case_index);
/* True if an unreadable row may have met, ended or moved an occurrence. dueby_unread_may_start: true if one may be the missing
 * trigger of a proved clock. */
int dueby_unread_may_settle(const dueby_timeline *timeline, const struct occurrence *occurrence);
int dueby_unread_may_start(const dueby_timeline *timeline, const struct occurrence *occurrence);
/* Returns why unreadable rows leave a state unknown. That is DUEBY_REASON_LOST if the rows can only be in a file that lacks the
 * case. */
int32_t dueby_unread_reason(const dueby_timeline *timeline);

/* Makes the lines of a duty from its occurrences. */
dueby_status dueby_lines_build(dueby_timeline *timeline, int32_t duty);
/* Returns the state that an occurrence would have with another deadline. */
int32_t dueby_lines_state(const dueby_timeline *timeline, const dueby_deadline *deadline, const struct occurrence *occurrence);

/* True if two rules for a duty share lines, whatever tags they need. An alternative has lines of its own (rule 27). */
static inline int rules_belong_together(const dueby_timeline *timeline, int32_t left, int32_t right) {
  const struct profile_rule *rules = timeline->profile->rules;
  return left == right || (rules[left].model.alternative_of < 0 && rules[right].model.alternative_of < 0);
}

/* True if an event is about the child itself (birth or a birthday), so that its ref is ignored (rule 3). */
static inline int timeline_is_of_child(const dueby_timeline *timeline, int32_t type) {
  return type > 0 &&
         (type == timeline->profile->birth || type == timeline->profile->death || timeline->profile->events[type].on_birthday);
}

static inline const dueby_event *event_at(const dueby_timeline *timeline, int32_t index) {
  return &timeline->history.events[index];
}

/* Returns the day when an occurrence was met or ended; INT32_MAX if it is open. */
static inline dueby_date dueby_occurrence_closed(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int32_t closed = occurrence->met >= 0 ? occurrence->met : occurrence->ended;
  return closed < 0 ? INT32_MAX : event_at(timeline, closed)->date;
}

static inline dueby_when when_of(const dueby_event *event) {
  dueby_when when = {event->time, event->date, 0};
  return when;
}

#endif
