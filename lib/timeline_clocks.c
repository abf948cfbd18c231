/* Runs the clocks of a case: one for each trigger of each rule, with all its occurrences. Rule numbers refer to docs/rules.md. */
#include "event_order.h"
#include "timeline_clocks.h"

static const struct model_phase *phase_of(const dueby_timeline *timeline, const dueby_deadline *deadline) {
  const struct model_version *version = first_version(timeline, deadline->rule) + deadline->version;
  return deadline->phase < version->phases ? &timeline->profile->phases[version->first_phase + deadline->phase] : NULL;
}

/* ---- ends: when a clock stops ---- */

static struct belongs belongs_to(const dueby_timeline *timeline, int32_t rule, int32_t trigger, int32_t end) {
  const struct same_day day = {.profile = timeline->profile,
                               .history = &timeline->history,
                               .events = timeline->history.events,
                               .count = timeline->history.happened,
                               .rule = rule,
                               .place = trigger,
                               .trigger = event_at(timeline, trigger)->type,
                               .at = event_at(timeline, trigger),
                               .end = event_at(timeline, end)};
  return dueby_same_day_belongs(&day);
}

/* True if the records may lack an earlier start that an end really belongs to. That start would have the end's ref, and be after
 * the day that shows that nothing else was running. */
static int may_lack_start(const dueby_timeline *timeline, const struct belongs *belongs, int32_t end) {
  const dueby_event *at = event_at(timeline, end);
  dueby_date from = dueby_holds_from(timeline, belongs->start, at->ref);
  if (from == DUEBY_DATE_NONE || from <= belongs->from) return 0;
  if (!at->ref || from >= at->date) return 1;
  for (int32_t i = 0; event_at(timeline, i)->date < at->date; i++)
    if (event_at(timeline, i)->date > belongs->from && event_at(timeline, i)->ref == at->ref) return 1;
  return 0;
}

int dueby_clocks_end_belongs(const dueby_timeline *timeline, int32_t rule, int32_t trigger, int32_t end) {
  struct belongs belongs = belongs_to(timeline, rule, trigger, end);
  return belongs.start && !belongs.any_before && !(timeline->holds.any && may_lack_start(timeline, &belongs, end));
}

int dueby_clocks_has_ended(const dueby_timeline *timeline, int32_t rule, const struct profile_end *end, int32_t trigger,
                           int32_t index) {
  int came = index == trigger ? CAME_BEFORE : end_came(end, event_at(timeline, index), event_at(timeline, trigger));
  return came == CAME_AFTER || (came == CAME_AFTER_IF_ALONE && dueby_clocks_end_belongs(timeline, rule, trigger, index));
}

/* True if the records may lack an event that decides whether an end belongs to the trigger: an earlier end of what was running
 * before, or another start. */
static int may_belong(const dueby_timeline *timeline, int32_t rule, int32_t trigger, int32_t end) {
  struct belongs belongs = belongs_to(timeline, rule, trigger, end);
  if (!belongs.start) return 0;
  if (!belongs.any_before) return may_lack_start(timeline, &belongs, end);
  int64_t ref = event_at(timeline, end)->ref;
  if (!ref) return dueby_proofs_may_lack_end(timeline, belongs.start, belongs.from);
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++)
    if (dueby_holds_from(timeline, ends[i].event, ref) > belongs.from) return 1;
  return 0;
}

int dueby_clocks_may_end_at_once(const dueby_timeline *timeline, int32_t rule, int32_t trigger) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  const dueby_event *started = event_at(timeline, trigger);
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count && timeline->holds.any; i++) {
    int64_t index = history_first(&timeline->history, ends[i].event, started->ref, started->date);
    for (; index >= 0 && event_at(timeline, (int32_t)index)->date == started->date;
         index = history_next(&timeline->history, ends[i].event, started->ref, index))
      if (index != trigger && end_came(&ends[i], event_at(timeline, (int32_t)index), started) == CAME_AFTER_IF_ALONE &&
          may_belong(timeline, rule, trigger, (int32_t)index))
        return 1;
  }
  return 0;
}

/* Returns the index of the first event of one kind of end that stops the trigger's clock, or -1. Such an event has a matching ref,
 * or ends the last of what the trigger proves: for a placement, the end of care. */
static int64_t first_end(const dueby_timeline *timeline, int32_t rule, int32_t trigger, const struct profile_end *end) {
  const dueby_event *started = event_at(timeline, trigger);
  int64_t first = history_first(&timeline->history, end->event, started->ref, started->date);
  while (first >= 0 && !dueby_clocks_has_ended(timeline, rule, end, trigger, (int32_t)first))
    first = history_next(&timeline->history, end->event, started->ref, first);
  if (!dueby_proofs_ended_start(timeline, started->type, end->event)) return first;
  int64_t last = history_first(&timeline->history, end->event, 0, started->date);
  while (last >= 0 && (first < 0 || last < first) && !dueby_proofs_ended_last(timeline, trigger, last))
    last = history_next(&timeline->history, end->event, 0, last);
  return first < 0 || (last >= 0 && last < first) ? last : first;
}

/* Returns the index of the first event after a trigger that ends the trigger's clock, or -1 (rule 8). */
static int32_t end_after(const dueby_timeline *timeline, int32_t rule, int32_t trigger) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  int64_t first = -1;
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++) {
    int64_t index = first_end(timeline, rule, trigger, &ends[i]);
    if (index >= 0 && (first < 0 || index < first)) first = index;
  }
  return (int32_t)first;
}

int dueby_clocks_is_whole_over(const dueby_timeline *timeline, int32_t rule, int32_t trigger, dueby_date day) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++) {
    if (!dueby_proofs_ended_start(timeline, event_at(timeline, trigger)->type, ends[i].event)) continue;
    int64_t index = first_end(timeline, rule, trigger, &ends[i]);
    if (index >= 0 && event_at(timeline, (int32_t)index)->date < day) return 1;
  }
  return 0;
}

/* Returns the index of the next trigger, which restarts a schedule, or -1. Both triggers must have the same ref, or neither may
 * have one (rule 1). */
static int32_t next_start(const dueby_timeline *timeline, int32_t rule, int32_t trigger) {
  int32_t type = rule_at(timeline, rule)->model.trigger;
  int64_t ref = event_at(timeline, trigger)->ref, index = trigger;
  if (!first_version(timeline, rule)->recurs) return -1;
  do index = history_next(&timeline->history, type, ref, index);
  while (index >= 0 &&
         (event_at(timeline, (int32_t)index)->ref != ref || !passes(timeline, rule, event_at(timeline, (int32_t)index))));
  return (int32_t)index;
}

static int32_t earlier_place(int32_t left, int32_t right) {
  if (left < 0 || right < 0) return left < 0 ? right : left;
  return left < right ? left : right;
}

/* ---- setting up a clock ---- */

/* Returns the day of the last event of a type, with a matching ref, on or before the given day; NONE if there is none (rule 12). */
dueby_date dueby_clocks_last_until(const dueby_timeline *timeline, int32_t type, int64_t ref, dueby_date day) {
  dueby_date last = DUEBY_DATE_NONE;
  int64_t index = history_first(&timeline->history, type, ref, INT32_MIN + 1);
  while (index >= 0 && event_at(timeline, (int32_t)index)->date <= day) {
    last = event_at(timeline, (int32_t)index)->date;
    index = history_next(&timeline->history, type, ref, index);
  }
  return last;
}

struct clock dueby_clock_start(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger) {
  const struct history *history = &timeline->history;
  int32_t since = rule_at(timeline, rule)->model.since;
  struct clock clock = {
      .rule = rule,
      .trigger = trigger,
      .facts = {.born = timeline->born,
                .since = DUEBY_DATE_NONE,
                .flags = timeline->options.flags & DUEBY_TIMELINE_WHOLE_DAYS ? DUEBY_FACTS_WHOLE_DAYS : DUEBY_FACTS_UNTIMED,
                .events = history->events,
                .event_count = history->happened},
      .history = history,
      .ended = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0},
      .met = DUEBY_DATE_NONE};
  if (since >= 0) clock.facts.since = dueby_clocks_last_until(timeline, since, trigger->ref, trigger->date);
  return clock;
}

struct clock dueby_clock_for(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const dueby_event *proved = timeline->proved.items;
  struct clock clock =
      dueby_clock_start(timeline, occurrence->deadline.rule,
                        occurrence->proved ? &proved[occurrence->proved - 1] : event_at(timeline, occurrence->trigger));
  clock.is_proved = occurrence->proved != 0;
  return clock;
}

int dueby_clocks_began_earlier(const dueby_timeline *timeline, const dueby_event *trigger) {
  return tags_meet(&trigger->tags, &timeline->profile->earlier);
}

int dueby_clocks_is_estimated(const dueby_timeline *timeline, const dueby_event *trigger) {
  return dueby_clocks_began_earlier(timeline, trigger) || (tags_meet(&trigger->tags, &timeline->profile->estimated) &&
                                                           trigger->date < dueby_holds_from(timeline, trigger->type, trigger->ref));
}

dueby_date dueby_clocks_due_from(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger) {
  const struct model_rule *model = &rule_at(timeline, rule)->model;
  dueby_date from = dueby_holds_from(timeline, model->due, trigger->ref);
  if (!dueby_clocks_is_estimated(timeline, trigger)) return from;
  dueby_date started = dueby_holds_from(timeline, model->trigger, trigger->ref);
  if (dueby_clocks_began_earlier(timeline, trigger) && started <= trigger->date) started = trigger->date + 1;
  return started > from ? started : from;
}

/* ---- the event that meets an occurrence ---- */

/* Returns the first day when an event that is not recorded may have met an occurrence. If the same type of event starts and meets
 * the rule, this is at least the day after the trigger, because another such event on the same day would start its own clock (rule
 * 21). */
static dueby_date first_unseen(const dueby_timeline *timeline, int32_t rule, const dueby_event *trigger, dueby_date from) {
  const struct model_rule *model = &rule_at(timeline, rule)->model;
  return model->trigger == model->due && from <= trigger->date ? trigger->date + 1 : from;
}

/* A search for the event that meets an occurrence, from the day `from` to the day of the event `ended`. */
struct search {
  const dueby_deadline *deadline;
  int64_t ref;
  int32_t trigger, ended;
  int32_t nth; /* which matching event to find, from 1 */
  int each;
  dueby_date from;
};

static int is_over(const dueby_timeline *timeline, const struct search *search, int64_t index) {
  return index < 0 || (search->ended >= 0 && event_at(timeline, (int32_t)index)->date > event_at(timeline, search->ended)->date);
}

/* Returns the index of the event that meets the occurrence, or -1. Stores the last event of the right type that lacks a required
 * tag. Also notes if another occurrence already uses an event that it may not have needed, so that the event may really have met
 * this one. */
static int32_t find_meeting(const dueby_timeline *timeline, const struct search *search, struct occurrence *occurrence) {
  int32_t rule = search->deadline->rule, found = 0;
  const struct profile_rule *at = rule_at(timeline, rule);
  int64_t ref = search->ref, index = history_first(&timeline->history, at->model.due, ref, search->from);
  occurrence->rejected = -1;
  for (; !is_over(timeline, search, index); index = history_next(&timeline->history, at->model.due, ref, index)) {
    const dueby_event *event = event_at(timeline, (int32_t)index);
    dueby_when when = when_of(event);
    if (index == search->trigger || !dueby_deadline_accepts(search->deadline, &when)) continue;
    if (search->each && timeline->used[index] && timeline->used[index] != search->trigger + 1) {
      occurrence->is_early |= timeline->taken_early[index] == timeline->used[index];
      occurrence->is_unread |= timeline->taken_unread[index] == timeline->used[index];
      continue;
    }
    if (!event_has_required_tags(event, &at->tags)) occurrence->rejected = (int32_t)index;
    else if (++found == search->nth) return (int32_t)index;
  }
  return -1;
}

/* Counts failed attempts to meet an occurrence. */
static void find_attempts(const dueby_timeline *timeline, const struct search *search, struct occurrence *occurrence) {
  int32_t attempt = timeline->attempted_by[rule_at(timeline, search->deadline->rule)->model.due];
  if (!attempt) return;
  int64_t index = history_first(&timeline->history, attempt, search->ref, search->from);
  for (; !is_over(timeline, search, index); index = history_next(&timeline->history, attempt, search->ref, index)) {
    dueby_when when = when_of(event_at(timeline, (int32_t)index));
    if (!dueby_deadline_accepts(search->deadline, &when)) continue;
    if (!occurrence->attempts++) occurrence->first_attempt = (int32_t)index;
    occurrence->last_attempt = (int32_t)index;
  }
}

/* Returns the first day when an event can meet an occurrence. A first notice has no opening day, so any earlier event can meet
 * it. */
static dueby_date first_day(const dueby_deadline *deadline, int is_period) {
  if (deadline->opens == DUEBY_DATE_NONE) return INT32_MIN + 1;
  int later = deadline->occurrence > 1 && !is_period && deadline->opens <= deadline->begins;
  /* from the second occurrence in a chain, each must be met after the day it begins (rule 2) */
  return later ? deadline->begins + 1 : deadline->opens;
}

dueby_date dueby_clocks_first_day(const dueby_timeline *timeline, const dueby_deadline *deadline) {
  const struct model_phase *phase = phase_of(timeline, deadline);
  return first_day(deadline, phase && phase->at_least);
}

/* ---- running a clock ---- */

dueby_status dueby_clock_add(const struct running *running, const struct occurrence *occurrence) {
  struct occurrence *added = dueby_array_push(&running->timeline->occurrences, sizeof *added);
  if (!added) return DUEBY_EMEMORY;
  *added = *occurrence;
  return DUEBY_OK;
}

/* True if events can move the date of an occurrence after it has begun. */
static int can_move(const dueby_timeline *timeline, const dueby_deadline *deadline) {
  const struct model_version *version = first_version(timeline, deadline->rule) + deadline->version;
  const struct model_phase *phase = phase_of(timeline, deadline);
  return rule_at(timeline, deadline->rule)->model.extension_event >= 0 || version->pause_from >= 0 || (phase && phase->agreed);
}

/* Returns how many events in the history can move the date of a closed occurrence: all events up to the day it closed, except those
 * on that day that are known to be later. */
int64_t dueby_clocks_events_until(const struct history *history, int32_t closed) {
  const dueby_event *events = history->events;
  int64_t count = closed + 1;
  while (count < history->happened && events[count].date == events[closed].date &&
         (events[closed].time == DUEBY_TIME_NONE || events[count].time == events[closed].time))
    count++;
  return count;
}

/* Makes a notice open no earlier than the day after the last end that it skipped (rule 11). */
static void open_not_before(const struct running *running, dueby_deadline *deadline) {
  /* DUEBY_DATE_NONE is before every day, so it needs no special treatment */
  if (running->opens && running->opens > deadline->opens) deadline->opens = running->opens;
}

/* Computes the date and outcome of the occurrence at a position on its clock. If there is no date, the occurrence's status says
 * why. */
dueby_status dueby_clock_resolve(struct running *running, const struct position *position, struct occurrence *occurrence) {
  dueby_timeline *timeline = running->timeline;
  dueby_deadline *deadline = &occurrence->deadline;
  struct derivation how = {.left_phases = 0};
  running->clock.facts.event_count = timeline->history.happened;
  running->clock.met = DUEBY_DATE_NONE;
  occurrence->status = dueby_deadline_compute(timeline->profile, timeline->calendar, &running->clock, position, deadline, &how);
  int left_last = occurrence->status == DUEBY_DONE && how.left_phases;
  if (left_last) { /* the occurrence is past the last phase, but may have been met before that phase ended */
    running->clock.is_resolved = 1;
    occurrence->status = dueby_deadline_compute(timeline->profile, timeline->calendar, &running->clock, position, deadline, &how);
    running->clock.is_resolved = 0;
  }
  switch (occurrence->status) {
  case DUEBY_OK:
  case DUEBY_ENOTSTATED:
  case DUEBY_EFACT:
  case DUEBY_ENOTIME:
  case DUEBY_ECOVERAGE: break;
  default: return occurrence->status;
  }
  open_not_before(running, deadline);
  const struct model_phase *phase = phase_of(timeline, deadline);
  int is_period = phase && phase->at_least;
  struct search search = {
      deadline,      running->clock.trigger->ref,   running->trigger, running->ended, is_period ? phase->at_least : 1,
      running->each, first_day(deadline, is_period)};
  occurrence->trigger = running->trigger;
  occurrence->series = rule_at(timeline, deadline->rule)->series;
  occurrence->ref = running->clock.trigger->ref;
  occurrence->each = running->each;
  occurrence->proved = running->proved;
  occurrence->is_unsure = running->is_unsure || (running->proved && deadline->begins < running->sure_from);
  occurrence->is_unread = (uint8_t)running->is_unread;
  occurrence->is_early = first_unseen(timeline, deadline->rule, running->clock.trigger, search.from) <
                         dueby_clocks_due_from(timeline, deadline->rule, running->clock.trigger);
  occurrence->reason = DUEBY_REASON_NONE;
  occurrence->is_notice = occurrence->is_first_notice = occurrence->is_skipped = occurrence->cannot_tell = occurrence->has_later =
      0;
  occurrence->met = find_meeting(timeline, &search, occurrence);
  occurrence->ended = occurrence->met < 0 ? running->ended : -1;
  occurrence->attempts = 0;
  if (occurrence->met < 0) find_attempts(timeline, &search, occurrence);
  int32_t closed = earlier_place(occurrence->met, occurrence->ended);
  if (closed < 0) return left_last ? DUEBY_DONE : DUEBY_OK;
  if (!(left_last || how.left_phases || can_move(timeline, deadline))) return DUEBY_OK;
  running->clock.facts.event_count =
      /* ignores later events, which do not move the date (rules 7, 9, 13 and 19) */
      dueby_clocks_events_until(&timeline->history, closed);
  if (occurrence->met >= 0) running->clock.met = event_at(timeline, occurrence->met)->date;
  occurrence->status = dueby_deadline_compute(timeline->profile, timeline->calendar, &running->clock, position, deadline, NULL);
  if (occurrence->status == DUEBY_DONE) return DUEBY_DONE;
  open_not_before(running, deadline);
  return DUEBY_OK;
}

/* Counts actions from before the rule came into force or the child was old enough, and moves the position past them. They only
 * count towards `times` (rule 6). */
static void count_before_start(const struct running *running, const dueby_deadline *first, struct position *position) {
  const dueby_timeline *timeline = running->timeline;
  const struct model_version *version = first_version(timeline, running->clock.rule) + first->version;
  const struct profile_rule *rule = rule_at(timeline, running->clock.rule);
  int64_t ref = running->clock.trigger->ref;
  dueby_date from = running->clock.trigger->date;
  int64_t index = history_first(&timeline->history, rule->model.due, ref, from);
  *position = dueby_deadline_first_position(running->clock.trigger);
  for (; index >= 0 && event_at(timeline, (int32_t)index)->date < first->begins;
       index = history_next(&timeline->history, rule->model.due, ref, index)) {
    dueby_date day = event_at(timeline, (int32_t)index)->date;
    if (day < from || index == running->trigger || !event_has_required_tags(event_at(timeline, (int32_t)index), &rule->tags))
      continue;
    if (position->phase >= version->phases) return;
    const struct model_phase *phase = &timeline->profile->phases[version->first_phase + position->phase];
    if (!phase->times || phase->at_least) return;
    from = day + 1;
    if (++position->met_in_phase < phase->times) continue;
    position->phase++;
    position->met_in_phase = 0;
  }
}

/* True if there is no line yet because rule 6 puts the beginning off until after as-at. Calendar periods usually begin after the
 * trigger in any case, so for these only the day that the periods are counted from matters. */
static int is_deferred(const struct running *running, const struct position *position, const dueby_deadline *deadline) {
  const struct model_phase *phase = phase_of(running->timeline, deadline);
  struct position first = dueby_deadline_first_position(running->clock.trigger);
  const struct position *at = position ? position : &first;
  int by_calendar = phase && phase->of_calendar;
  dueby_date begins = by_calendar ? deadline->periods_from : deadline->begins;
  return begins > (by_calendar ? at->periods_from : at->begins) && begins > running->timeline->options.as_at.date;
}

/* True if another occurrence follows this one. If the rule recurs, one follows once this one is met; with periods, also once this
 * period is over (rule 10). */
static int is_followed(const struct running *running, const struct model_phase *phase, const struct occurrence *occurrence) {
  const dueby_deadline *deadline = &occurrence->deadline;
  if (!first_version(running->timeline, running->clock.rule)[deadline->version].recurs) return 0;
  if (!phase || !phase->at_least) return occurrence->met >= 0;
  if (deadline->due == DUEBY_DATE_NONE || deadline->due < deadline->begins)
    return 0; /* the next period begins when this one ends, so without an end there is no next period */
  return occurrence->met >= 0 || deadline->due < running->timeline->options.as_at.date;
}

/* ---- occurrences that opened before the records begin (rule 22) ---- */

static int is_met_in_time(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  return occurrence->met >= 0 && dueby_lines_state(timeline, &occurrence->deadline, occurrence) != DUEBY_STATE_MET_LATE;
}

/* True if an occurrence counts as met on its due day, because events from that time are not recorded. */
static int is_taken_as_met(const struct running *running, const struct occurrence *occurrence) {
  const dueby_deadline *deadline = &occurrence->deadline;
  const struct model_phase *phase = phase_of(running->timeline, deadline);
  if (!occurrence->is_early || occurrence->status != DUEBY_OK || (phase && phase->at_least)) return 0;
  if (!first_version(running->timeline, running->clock.rule)[deadline->version].recurs || deadline->due <= deadline->begins)
    return 0;
  /* an occurrence that falls due after its clock ended does not count as met */
  if (running->ended >= 0 && deadline->due > event_at(running->timeline, running->ended)->date) return 0;
  return deadline->due < running->timeline->options.as_at.date &&
         deadline->due < dueby_clocks_due_from(running->timeline, deadline->rule, running->clock.trigger) &&
         !is_met_in_time(running->timeline, occurrence);
}

/* Removes the date of the first deadline on a proved clock, because it is unknown when the clock began. */
static void take_date_away(struct occurrence *line) {
  line->status = DUEBY_EFACT;
  line->reason = DUEBY_REASON_START;
  line->deadline.due = line->deadline.opens = line->deadline.relied_on = DUEBY_DATE_NONE;
  line->deadline.due_time = DUEBY_TIME_NONE;
}

/* Skips occurrences that count as met. It is unknown when the next one began, so its line has the start of the first one
 * skipped. */
static dueby_status pass_over(struct running *running, struct position *position, struct occurrence *occurrence,
                              struct occurrence *line) {
  dueby_status status = DUEBY_OK;
  *line = *occurrence;
  while (status == DUEBY_OK && is_taken_as_met(running, occurrence)) {
    dueby_when met = {DUEBY_TIME_NONE, occurrence->deadline.due, 0};
    dueby_earlier_after_taken(running, &occurrence->deadline);
    *position = dueby_deadline_next_position(running->timeline->profile, &occurrence->deadline, &met);
    status = dueby_clock_resolve(running, position, occurrence);
  }
  line->met = occurrence->met;
  line->ended = occurrence->ended;
  line->rejected = occurrence->rejected;
  return status;
}

/* True if a period gets no line: it began before the records, is not recorded as met in time, and another period follows. */
static int is_passed_period(const struct running *running, const struct occurrence *occurrence) {
  const struct model_phase *phase = phase_of(running->timeline, &occurrence->deadline);
  return occurrence->is_early && phase && phase->at_least && occurrence->status == DUEBY_OK &&
         occurrence->deadline.due < running->timeline->options.as_at.date && is_followed(running, phase, occurrence) &&
         !is_met_in_time(running->timeline, occurrence);
}

/* True if the first occurrence on a proved clock gets no line: it is unmet, and either the clock ended or this kind of start is
 * never recorded (rule 24). */
static int is_lost_start(const struct running *running, const struct occurrence *occurrence) {
  int32_t started = rule_at(running->timeline, running->clock.rule)->model.trigger;
  if (occurrence->met >= 0) return 0;
  if (occurrence->ended < 0 && dueby_holds_lacks(running->timeline, started))
    dueby_holds_leave_out(running->timeline, started, running->trigger);
  return occurrence->ended >= 0 || dueby_holds_lacks(running->timeline, started);
}

/* Runs a clock from an occurrence at a position, or from the trigger if the position is NULL. `is_dateless` is 1 if the first
 * occurrence has no date, because it is unknown when it began. */
dueby_status dueby_clock_follow(struct running *running, struct position *position, struct position *at,
                                struct occurrence *occurrence, int is_dateless) {
  dueby_timeline *timeline = running->timeline;
  dueby_status status = DUEBY_OK;
  while (status == DUEBY_OK && !is_deferred(running, at, &occurrence->deadline)) {
    struct occurrence line = *occurrence;
    if (is_dateless) take_date_away(&line);
    else if (occurrence->is_early) status = pass_over(running, position, occurrence, &line);
    if (status != DUEBY_OK) break;
    dueby_earlier_take(running, &line);
    const dueby_deadline *last = &occurrence->deadline;
    const struct model_phase *phase = phase_of(timeline, last);
    if (running->proved && line.met < 0) line.reason = DUEBY_REASON_START;
    if (!is_passed_period(running, &line) && !(is_dateless && is_lost_start(running, &line)))
      status = dueby_clock_add(running, &line);
    if (running->each && line.met >= 0) timeline->used[line.met] = running->trigger + 1;
    if (running->each && line.met >= 0 && dueby_holds_may_be_needless(timeline, &line))
      timeline->taken_early[line.met] = running->trigger + 1;
    if (running->each && line.met >= 0 && timeline->unread_count && dueby_unread_may_settle(timeline, &line))
      timeline->taken_unread[line.met] = running->trigger + 1;
    if (status != DUEBY_OK || !is_followed(running, phase, occurrence)) break;
    dueby_when met = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
    if (occurrence->met >= 0) met = when_of(event_at(timeline, occurrence->met));
    *position = dueby_deadline_next_position(timeline->profile, last, &met);
    dueby_earlier_follow(running, &met);
    at = position;
    status = dueby_clock_resolve(running, at, occurrence);
    is_dateless = 0;
  }
  return status;
}

static dueby_status run_clock(struct running *running) {
  struct occurrence occurrence;
  struct position position, *at = NULL;
  dueby_status status = dueby_clock_resolve(running, NULL, &occurrence);
  if (status == DUEBY_OK && first_version(running->timeline, running->clock.rule)->recurs &&
      occurrence.deadline.begins > running->clock.trigger->date) {
    count_before_start(running, &occurrence.deadline, &position);
    at = &position;
    status = dueby_clock_resolve(running, at, &occurrence);
  }
  if (status == DUEBY_OK) status = dueby_clock_follow(running, &position, at, &occurrence, 0);
  return status == DUEBY_EMEMORY || status == DUEBY_EARGUMENT ? status : DUEBY_OK;
}

/* ---- triggers that start a clock ---- */

/* Returns the day from which earlier triggers are counted: the day after the last end before this trigger (rule 1). */
dueby_date dueby_clocks_count_from(const dueby_timeline *timeline, int32_t rule, int32_t trigger) {
  const dueby_event *event = event_at(timeline, trigger);
  dueby_date afresh = INT32_MIN + 1;
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  for (int32_t i = 0; i < rule_at(timeline, rule)->model.ends_count; i++) { /* only the rule's own ends, which come first */
    int64_t index = history_first(&timeline->history, ends[i].event, event->ref, afresh);
    while (index >= 0 && event_at(timeline, (int32_t)index)->date < event->date) {
      afresh = event_at(timeline, (int32_t)index)->date + 1;
      index = history_next(&timeline->history, ends[i].event, event->ref, index);
    }
  }
  return afresh;
}

/* Returns which trigger this is (first, second, ...) among those with the same ref that meet the rule's conditions. Counts from the
 * day that dueby_clocks_count_from returns. */
static int32_t ordinal_of(const dueby_timeline *timeline, int32_t rule, int32_t trigger) {
  const dueby_event *event = event_at(timeline, trigger);
  int32_t type = rule_at(timeline, rule)->model.trigger, ordinal = 0;
  int64_t index = history_first(&timeline->history, type, event->ref, dueby_clocks_count_from(timeline, rule, trigger));
  for (; index >= 0 && index <= trigger; index = history_next(&timeline->history, type, event->ref, index)) {
    const dueby_event *other = event_at(timeline, (int32_t)index);
    ordinal += other->ref == event->ref && passes(timeline, rule, other);
  }
  return ordinal;
}

int dueby_clocks_past_birthday(const dueby_timeline *timeline, int32_t rule, int64_t ref, dueby_date day) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++) {
    int32_t end = ends[i].event;
    if (!timeline->profile->events[end].on_birthday || end == rule_at(timeline, rule)->model.trigger) continue;
    if (dueby_clocks_last_until(timeline, end, ref, day) != DUEBY_DATE_NONE) return 1;
  }
  return 0;
}

static int is_started(const dueby_timeline *timeline, int32_t rule, int32_t trigger) {
  int32_t occurrences = rule_at(timeline, rule)->model.occurrences;
  const dueby_event *event = event_at(timeline, trigger);
  if (!passes(timeline, rule, event) || dueby_clocks_past_birthday(timeline, rule, event->ref, event->date)) return 0;
  if (!occurrences) return 1;
  int32_t ordinal = ordinal_of(timeline, rule, trigger);
  return ordinal < 31 && occurrences >> ordinal & 1;
}

static int32_t stop_of(const dueby_timeline *timeline, int32_t rule, int32_t trigger) {
  return earlier_place(end_after(timeline, rule, trigger), next_start(timeline, rule, trigger));
}

static dueby_status start_clock(dueby_timeline *timeline, int32_t rule, int32_t trigger) {
  if (!is_started(timeline, rule, trigger)) return DUEBY_OK;
  struct running running = {.timeline = timeline,
                            .clock = dueby_clock_start(timeline, rule, event_at(timeline, trigger)),
                            .trigger = trigger,
                            .ended = stop_of(timeline, rule, trigger),
                            .each = rule_at(timeline, rule)->model.each};
  if (running.ended >= 0) running.clock.ended = when_of(event_at(timeline, running.ended));
  return run_clock(&running);
}

int dueby_clocks_is_going(const dueby_timeline *timeline, int32_t rule, dueby_date day) {
  int32_t type = rule_at(timeline, rule)->model.trigger;
  int64_t trigger = history_first(&timeline->history, type, 0, INT32_MIN + 1);
  for (; trigger >= 0 && event_at(timeline, (int32_t)trigger)->date <= day;
       trigger = history_next(&timeline->history, type, 0, trigger)) {
    if (!is_started(timeline, rule, (int32_t)trigger)) continue;
    int32_t stopped = stop_of(timeline, rule, (int32_t)trigger);
    if (stopped < 0 || event_at(timeline, stopped)->date >= day) return 1;
  }
  return 0;
}

static dueby_status start_clocks(dueby_timeline *timeline, int32_t rule) {
  dueby_status status = DUEBY_OK;
  int32_t type = rule_at(timeline, rule)->model.trigger;
  int64_t index = history_first(&timeline->history, type, 0, INT32_MIN + 1);
  for (; index >= 0 && status == DUEBY_OK; index = history_next(&timeline->history, type, 0, index))
    status = start_clock(timeline, rule, (int32_t)index);
  return status;
}

/* ---- `each`: every trigger needs its own event (rule 3) ---- */

static int takes_part(const dueby_timeline *timeline, int32_t rule) {
  return dueby_deadline_takes_part(timeline->profile, rule, timeline->options.selected);
}

static int is_each(const dueby_timeline *timeline, int32_t rule) {
  return rule_at(timeline, rule)->model.each && !is_notice(timeline, rule);
}

/* True if a rule belongs to a series and has `each`. */
static int is_each_of(const dueby_timeline *timeline, int32_t rule, int32_t series) {
  return is_each(timeline, rule) && rule_at(timeline, rule)->series == series && takes_part(timeline, rule);
}

/* Returns the index of the next trigger for any rule with `each` in a series, or -1. */
static int64_t next_trigger(const dueby_timeline *timeline, const struct profile_duty *duty, int32_t series, int64_t after) {
  int64_t first = -1;
  for (int32_t rule = duty->first; rule < duty->first + duty->count; rule++) {
    if (!is_each_of(timeline, rule, series)) continue;
    int64_t index = history_next(&timeline->history, rule_at(timeline, rule)->model.trigger, 0, after);
    if (index >= 0 && (first < 0 || index < first)) first = index;
  }
  return first;
}

/* Starts the clocks of rules with `each`, trigger by trigger. An event then goes to the oldest trigger that it fits, whichever rule
 * the trigger is for. */
static dueby_status start_each(dueby_timeline *timeline, const struct profile_duty *duty, int32_t series) {
  dueby_status status = DUEBY_OK;
  int64_t before = timeline->occurrences.count, index = next_trigger(timeline, duty, series, -1);
  for (; index >= 0 && status == DUEBY_OK; index = next_trigger(timeline, duty, series, index))
    for (int32_t rule = duty->first; rule < duty->first + duty->count && status == DUEBY_OK; rule++)
      if (is_each_of(timeline, rule, series) && rule_at(timeline, rule)->model.trigger == event_at(timeline, (int32_t)index)->type)
        status = start_clock(timeline, rule, (int32_t)index);
  const struct occurrence *made = timeline->occurrences.items;
  for (int64_t i = before; i < timeline->occurrences.count; i++)
    if (made[i].met >= 0) timeline->used[made[i].met] = 0; /* other series may use the event again */
  return status;
}

dueby_status dueby_clocks_run(dueby_timeline *timeline, int32_t duty) {
  const struct profile_duty *at = &timeline->profile->duties[duty];
  const struct range *ranges = timeline->ranges;
  int any_each = 0;
  dueby_status status = DUEBY_OK;
  for (int32_t rule = at->first; rule < at->first + at->count && status == DUEBY_OK; rule++) {
    int32_t type = rule_at(timeline, rule)->model.trigger, plan = is_notice(timeline, rule) ? timeline->planned[type] : -1;
    int any = ranges[type].end || (plan >= 0 && ranges[plan].end);
    if (is_each(timeline, rule)) any_each |= any;
    else if (!any || !takes_part(timeline, rule)) continue;
    else status = is_notice(timeline, rule) ? dueby_notices_start(timeline, rule) : start_clocks(timeline, rule);
  }
  for (int32_t rule = at->first; any_each && rule < at->first + at->count && status == DUEBY_OK; rule++)
    if (rule_at(timeline, rule)->series == rule) status = start_each(timeline, at, rule);
  return status == DUEBY_OK ? dueby_proofs_start(timeline, duty) : status;
}
