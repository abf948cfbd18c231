/* Applies extensions and pauses, which move the due day. Rule numbers refer to docs/rules.md. */
#include "date_internal.h"
#include "deadline_internal.h"

enum { DAY_SECONDS = 86400 };

/* True if an event happened after the clock stopped. If both are on the same day, only their times can show this. */
static int came_later(const dueby_event *event, const dueby_when *ended) {
  if (ended->date == DUEBY_DATE_NONE) return 0;
  if (event->date != ended->date || ended->time == DUEBY_TIME_NONE) return event->date > ended->date;
  return known_time(event->time) != DUEBY_TIME_NONE && event->time > ended->time;
}

static int moves(const struct evaluation *evaluation, const dueby_event *event) {
  const struct model_rule *rule = &evaluation->rule->model;
  const dueby_event *trigger = evaluation->clock->trigger;
  int is_mover = event->type >= 0 && (event->type == rule->extension_event || event->type == evaluation->version->pause_from);
  if (!evaluation->clock->history && came_later(event, &evaluation->clock->ended)) return 0;
  return is_mover && event->date >= trigger->date && refs_match(evaluation->clock->history, event->ref, trigger->ref);
}

/* Returns the same UK time on another day. If the clocks skip that time, adds 24 hours for each day instead. */
static dueby_time same_time_on(dueby_date date, dueby_time time) {
  dueby_date from;
  int32_t second_of_day, offset;
  dueby_time moved;
  if (dueby_time_civil(time, &from, &second_of_day, &offset) != DUEBY_OK) return time;
  return dueby_time_new(date, second_of_day, &moved) == DUEBY_OK ? moved : time + (dueby_time)(date - from) * DAY_SECONDS;
}

static void move_due(dueby_deadline *deadline, dueby_date date) {
  if (deadline->due_time != DUEBY_TIME_NONE) deadline->due_time = same_time_on(date, deadline->due_time);
  if (deadline->span_from != DUEBY_DATE_NONE) deadline->span_from += date - deadline->due;
  deadline->due = date;
}

/* True if the occurrence was overdue when an event happened. On the due day itself, only times can show that. */
static int is_past(const dueby_deadline *deadline, const dueby_event *event) {
  if (event->date != deadline->due || deadline->due_time == DUEBY_TIME_NONE) return event->date > deadline->due;
  return known_time(event->time) != DUEBY_TIME_NONE && event->time > deadline->due_time;
}

/* Moves the due day by the span of an extension. The span is counted from the due day or, if a later extension is allowed, from the
 * day it was granted. That day itself does not count (rule 13). */
static dueby_status extend(const struct evaluation *evaluation, const dueby_event *granted, struct derivation *derivation,
                           dueby_deadline *deadline) {
  const struct model_rule *rule = &evaluation->rule->model;
  struct applied applied;
  if (is_past(deadline, granted) && !rule->extension_late) return DUEBY_OK;
  if (rule->extension_times && derivation->extensions == rule->extension_times) return DUEBY_OK;
  dueby_date from = granted->date > deadline->due ? granted->date : deadline->due;
  dueby_status status = dueby_span_apply(rule->extension_by, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, evaluation->calendar,
                                         derivation->view, from, &applied);
  if (status != DUEBY_OK) return status;
  move_due(deadline, applied.date);
  if (applied.relied_on != DUEBY_DATE_NONE) deadline->relied_on = applied.relied_on;
  derivation->extensions++;
  return DUEBY_OK;
}

/* Moves the due day by the length of a pause, including its first and last day, in working days if the rule counts these (rule
 * 19). */
static dueby_status add_paused_days(const struct evaluation *evaluation, dueby_date from, dueby_date to,
                                    struct derivation *derivation, dueby_deadline *deadline) {
  dueby_span days = {to - from + 1, DUEBY_UNIT_DAYS};
  struct applied applied;
  if (derivation->span.unit == DUEBY_UNIT_WORKING_DAYS) {
    dueby_status status = dueby_deadline_count_working_days(evaluation->calendar, deadline, from - 1, to, &days.amount);
    if (status != DUEBY_OK) return status;
    days.unit = DUEBY_UNIT_WORKING_DAYS;
  }
  if (!days.amount) return DUEBY_OK;
  dueby_status status = dueby_span_apply(days, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, evaluation->calendar, derivation->view,
                                         deadline->due, &applied);
  if (status != DUEBY_OK) return status;
  derivation->paused_days += applied.date - deadline->due;
  derivation->paused_amount += days.amount;
  move_due(deadline, applied.date);
  if (applied.relied_on != DUEBY_DATE_NONE) deadline->relied_on = applied.relied_on;
  return DUEBY_OK;
}

/* Returns the first day, on or after a request, when the duty was met according to an event or to the caller; NONE if it was not
 * met. */
static dueby_date met_meanwhile(const struct evaluation *evaluation, dueby_date requested) {
  dueby_date met = evaluation->clock->met, done = dueby_clock_first_from(evaluation->clock, evaluation->rule->model.due, requested);
  if (met == DUEBY_DATE_NONE || met < requested) return done;
  return done == DUEBY_DATE_NONE || met < done ? met : done;
}

/* Moves the due day because of a pause: the days from the request to the answer do not count. Without an answer there is no date,
 * unless the duty was met meanwhile (rule 19). */
static dueby_status pause(const struct evaluation *evaluation, const dueby_event *request, dueby_date *paused_to,
                          struct derivation *derivation, dueby_deadline *deadline) {
  dueby_date from = request->date > *paused_to ? request->date : *paused_to + 1;
  dueby_date answered = dueby_clock_first_from(evaluation->clock, evaluation->version->pause_to, request->date);
  if (is_past(deadline, request)) return DUEBY_OK;
  if (answered == DUEBY_DATE_NONE) answered = met_meanwhile(evaluation, request->date);
  if (answered == DUEBY_DATE_NONE) return DUEBY_EFACT;
  if (answered < from) return DUEBY_OK;
  dueby_status status = add_paused_days(evaluation, from, answered, derivation, deadline);
  if (status == DUEBY_OK) *paused_to = answered;
  return status;
}

/* True if the caller's facts have the same event earlier in the list (rule 3). A case's history has each event only once. */
static int is_given_before(const struct clock *clock, int64_t index) {
  const dueby_event *events = clock->facts.events;
  for (int64_t i = 0; i < index && !clock->history; i++)
    if (events[i].type == events[index].type && is_same_moment(&events[i], &events[index])) return 1;
  return 0;
}

/* Returns the index of the next event after the index `last` (-1 for the first event) that moves the due day: an extension, or the
 * beginning of a pause. */
static int64_t next_move(const struct evaluation *evaluation, int64_t last) {
  const struct clock *clock = evaluation->clock;
  const dueby_event *events = clock->facts.events;
  int64_t next = -1;
  for (int64_t i = 0; i < clock->facts.event_count; i++) {
    if (!moves(evaluation, &events[i])) continue;
    if (last >= 0 && (events[i].date < events[last].date || (events[i].date == events[last].date && i <= last))) continue;
    if ((next < 0 || events[i].date < events[next].date) && !is_given_before(clock, i)) next = i;
  }
  return next;
}

dueby_status dueby_deadline_move_by_events(const struct evaluation *evaluation, struct derivation *derivation,
                                           dueby_deadline *deadline) {
  const struct model_rule *rule = &evaluation->rule->model;
  dueby_date paused_to = DUEBY_DATE_NONE;
  dueby_status status = DUEBY_OK;
  if ((rule->extension_event < 0 && evaluation->version->pause_from < 0) || evaluation->version->recurs) return DUEBY_OK;
  for (int64_t i = next_move(evaluation, -1); i >= 0 && status == DUEBY_OK; i = next_move(evaluation, i)) {
    const dueby_event *event = &evaluation->clock->facts.events[i];
    dueby_date before = deadline->due;
    int is_pause = event->type == evaluation->version->pause_from;
    status =
        is_pause ? pause(evaluation, event, &paused_to, derivation, deadline) : extend(evaluation, event, derivation, deadline);
    if (deadline->due != before) derivation->paused_last = is_pause;
  }
  return status;
}
