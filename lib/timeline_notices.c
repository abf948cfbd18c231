/* Starts the clocks of notices, which are counted back from a meeting that was held or is planned (rule 11 in docs/rules.md). */
#include "timeline_clocks.h"

/* Returns the index of the first event after the given one that ends a rule's clock, or -1. */
static int32_t next_end(const dueby_timeline *timeline, int32_t rule, int64_t ref, int64_t after) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  int64_t first = -1;
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++) {
    int64_t index = history_next(&timeline->history, ends[i].event, ref, after);
    if (index >= 0 && (first < 0 || index < first)) first = index;
  }
  return (int32_t)first;
}

/* Returns how an event ends a rule, or NULL if it does not. Also returns NULL for rules with `each`, notices and alternatives. */
static const struct profile_end *ended_by(const dueby_timeline *timeline, int32_t rule, int32_t type) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  const struct model_rule *model = &rule_at(timeline, rule)->model;
  if (model->each || model->alternative_of >= 0 || is_notice(timeline, rule)) return NULL;
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++)
    if (ends[i].event == type) return &ends[i];
  return NULL;
}

/* Whether something that an end event can end was started before it (before), after it (since), or on the same day, so that the end
 * may or may not have ended it (unsure). */
struct started {
  int before, since, unsure;
};

static struct started started_by(const dueby_timeline *timeline, int32_t end, dueby_date until) {
  const dueby_event *at = event_at(timeline, end);
  struct started started = {0, 0, 0};
  for (int32_t rule = 0; rule < timeline->profile->n.rules; rule++) {
    const struct profile_end *by = ended_by(timeline, rule, at->type);
    int64_t start = by ? history_first(&timeline->history, rule_at(timeline, rule)->model.trigger, at->ref, INT32_MIN + 1) : -1;
    for (; start >= 0 && event_at(timeline, (int32_t)start)->date <= until;
         start = history_next(&timeline->history, rule_at(timeline, rule)->model.trigger, at->ref, start)) {
      /* the end event may itself be the start of something, such as a review after a death: this counts as started before it */
      if (start == end || dueby_clocks_has_ended(timeline, rule, by, (int32_t)start, end) ||
          dueby_proofs_ended_last(timeline, (int32_t)start, end))
        started.before = 1;
      else if (event_at(timeline, (int32_t)start)->date == at->date && dueby_clocks_may_end_at_once(timeline, rule, (int32_t)start))
        started.unsure = 1;
      else started.since = 1;
    }
  }
  return started;
}

/* True if the records may lack the start of something that an end may have ended. */
static int may_have_started(const dueby_timeline *timeline, const dueby_event *end) {
  for (int32_t rule = 0; rule < timeline->profile->n.rules && timeline->holds.any; rule++)
    if (ended_by(timeline, rule, end->type) &&
        dueby_holds_from(timeline, rule_at(timeline, rule)->model.trigger, end->ref) != DUEBY_DATE_NONE)
      return 1;
  return 0;
}

/* True if an unreadable row, with any ref, may be the start of something that an end event would end. */
static int has_unread_start(const dueby_timeline *timeline, const dueby_event *end) {
  for (int64_t i = 0; i < timeline->unread_count; i++) {
    const dueby_event *row = &timeline->unread[i];
    if (row->type < 0 || tags_meet(&row->tags, &timeline->voided_tag)) continue;
    int32_t also = dueby_profile_event_parent(timeline->profile, row->type);
    for (int32_t rule = 0; rule < timeline->profile->n.rules; rule++) {
      int32_t trigger = rule_at(timeline, rule)->model.trigger;
      if ((trigger == row->type || trigger == also) && ended_by(timeline, rule, end->type)) return 1;
    }
  }
  return 0;
}

/* Facts about the ends that a notice ignores. It ignores an end on or after its opening day if something has started again since. A
 * first notice has no opening day, and also ignores an end that comes before any start. */
struct passed {
  dueby_date last; /* day of the last ignored end, or NONE */
  int is_unsure, is_unread;
};

static int32_t end_of_notice(const dueby_timeline *timeline, int32_t rule, const dueby_event *event, dueby_date opens,
                             struct passed *passed) {
  int first = opens == DUEBY_DATE_NONE;
  int32_t end = next_end(timeline, rule, event->ref, -1);
  *passed = (struct passed){DUEBY_DATE_NONE, 0, 0};
  for (; end >= 0; end = next_end(timeline, rule, event->ref, end)) {
    const dueby_event *at = event_at(timeline, end);
    if (!first && at->date < opens) continue;
    if (at->date >= event->date) break;
    if (at->type == timeline->profile->death) break; /* nothing can start again after a death */
    struct started started = started_by(timeline, end, event->date);
    int is_over = !started.since && !started.unsure;
    if (is_over && (!first || started.before)) break;
    passed->is_unsure |= started.unsure && !started.since;
    if (is_over) {
      passed->is_unsure |= may_have_started(timeline, at);
      passed->is_unread |= has_unread_start(timeline, at);
    }
    passed->last = at->date;
  }
  return end;
}

static dueby_status run_notice(dueby_timeline *timeline, int32_t rule, int32_t event, dueby_date last_held) {
  struct running running = {.timeline = timeline,
                            .clock = dueby_clock_start(timeline, rule, event_at(timeline, event)),
                            .trigger = event,
                            .ended = -1,
                            .each = rule_at(timeline, rule)->model.each};
  struct position position = dueby_deadline_first_position(running.clock.trigger);
  struct occurrence occurrence;
  struct passed passed;
  int first = last_held == DUEBY_DATE_NONE;
  if (!first) {
    position.begins = last_held + 1;
    position.begins_time = DUEBY_TIME_NONE;
  }
  running.ended = end_of_notice(timeline, rule, running.clock.trigger, first ? DUEBY_DATE_NONE : position.begins, &passed);
  if (running.ended >= 0) running.clock.ended = when_of(event_at(timeline, running.ended));
  if (passed.last != DUEBY_DATE_NONE) running.opens = passed.last + 1;
  running.is_unsure = passed.is_unsure;
  running.is_unread = passed.is_unread;
  dueby_status status = dueby_clock_resolve(&running, first ? NULL : &position, &occurrence);
  if (status == DUEBY_EMEMORY || status == DUEBY_EARGUMENT) return status;
  occurrence.is_notice = 1;
  occurrence.is_first_notice = (uint8_t)first;
  if (first && dueby_clocks_due_from(timeline, rule, running.clock.trigger) != DUEBY_DATE_NONE) occurrence.is_early = 1;
  return status == DUEBY_OK ? dueby_clock_add(&running, &occurrence) : DUEBY_OK;
}

/* Returns the last event of a type, with a matching ref, before the given day, or -1. */
static int32_t last_before(const dueby_timeline *timeline, int32_t type, int64_t ref, dueby_date day) {
  int32_t last = -1;
  const struct range *range = &timeline->ranges[type];
  for (int32_t i = range->first; i < range->end; i++) {
    const dueby_event *event = event_at(timeline, timeline->of_type[i]);
    if (event->date >= day) break;
    if (refs_match(&timeline->history, ref, event->ref)) last = timeline->of_type[i];
  }
  return last;
}

static int is_held_since(const dueby_timeline *timeline, int32_t held_type, const dueby_event *plan) {
  int64_t held = history_first(&timeline->history, held_type, plan->ref, plan->date);
  return held >= 0;
}

/* True if an event is the first plan with its ref since the last meeting. The plan may be after as-at. */
static int is_next_plan(const dueby_timeline *timeline, int32_t held_type, int32_t plan_type, int32_t index) {
  const dueby_event *plan = event_at(timeline, index);
  if (is_held_since(timeline, held_type, plan)) return 0;
  for (int32_t i = timeline->ranges[plan_type].first; timeline->of_type[i] < index; i++) {
    const dueby_event *earlier = event_at(timeline, timeline->of_type[i]);
    if (earlier->ref == plan->ref && !is_held_since(timeline, held_type, earlier)) return 0;
  }
  return 1;
}

dueby_status dueby_notices_start(dueby_timeline *timeline, int32_t rule) {
  int32_t held = rule_at(timeline, rule)->model.trigger, types[] = {held, timeline->planned[held]};
  dueby_status status = DUEBY_OK;
  for (int planned = 0; planned < 2 && types[planned] >= 0; planned++)
    for (int32_t i = timeline->ranges[types[planned]].first; i < timeline->ranges[types[planned]].end; i++) {
      int32_t index = timeline->of_type[i];
      const dueby_event *event = event_at(timeline, index);
      int32_t last_held = last_before(timeline, held, event->ref, event->date);
      if (status != DUEBY_OK || !passes(timeline, rule, event)) continue;
      if (planned && !is_next_plan(timeline, held, types[1], index)) continue;
      status = run_notice(timeline, rule, index, last_held < 0 ? DUEBY_DATE_NONE : event_at(timeline, last_held)->date);
    }
  return status;
}
