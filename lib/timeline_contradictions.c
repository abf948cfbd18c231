/* Finds events in a case whose dates contradict one another, so that a wrong date makes nothing late. Rule numbers refer to
 * docs/rules.md. */
#include "timeline_contradictions.h"

#include "timeline_clocks.h"

enum { SHORTLY_DAYS = 14 };

/* ---- what was done shortly before the clock began (rule 16) ---- */

/* True if rule 16 looks for events before an occurrence's trigger. It does not if the same type of event starts and meets the rule:
 * each event of that type then starts the next occurrence. */
static int looks_before(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const struct model_rule *rule = &rule_at(timeline, occurrence->deadline.rule)->model;
  return occurrence->deadline.occurrence == 1 && !occurrence->proved && !is_notice(timeline, occurrence->deadline.rule) &&
         rule->due != rule->trigger;
}

/* True if the event that meets a rule can only come after the rule's trigger. */
static int is_after_trigger(const dueby_timeline *timeline, int32_t rule) {
  const struct model_rule *model = &rule_at(timeline, rule)->model;
  return dueby_event_answers(timeline->profile, model->due, model->trigger) || timeline->ended_by[model->trigger] == model->due;
}

/* A search for events that came shortly before an occurrence's trigger, so that they did not count for the occurrence. */
struct before {
  const struct occurrence *occurrence;
  int32_t type, used; /* skips events that have one of these bits set in the timeline's `used` */
  int is_due;
};

static int64_t last_before(const dueby_timeline *timeline, const struct before *before) {
  const dueby_deadline *deadline = &before->occurrence->deadline;
  const dueby_event *trigger = event_at(timeline, before->occurrence->trigger);
  int64_t found = -1, index = history_first(&timeline->history, before->type, trigger->ref, trigger->date - SHORTLY_DAYS);
  for (; index >= 0 && event_at(timeline, (int32_t)index)->date <= trigger->date;
       index = history_next(&timeline->history, before->type, trigger->ref, index)) {
    const dueby_event *event = event_at(timeline, (int32_t)index);
    dueby_when when = when_of(event);
    int is_before = event->date < trigger->date || (have_other_times(event, trigger) && event->time < trigger->time);
    if (index == before->occurrence->trigger || !is_before || timeline->used[index] & before->used) continue;
    if (before->is_due &&
        (dueby_deadline_accepts(deadline, &when) || !event_has_required_tags(event, &rule_at(timeline, deadline->rule)->tags)))
      continue;
    found = index;
  }
  return found;
}

/* True if the rule's end at `index` can only come after the trigger, and is not the event that meets the rule. */
static int is_answering_end(const dueby_timeline *timeline, int32_t rule, int32_t index) {
  const struct model_rule *model = &rule_at(timeline, rule)->model;
  int32_t end = profile_rule_ends(timeline->profile, rule)[index].event;
  return end != model->due && dueby_event_answers(timeline->profile, end, model->trigger);
}

int32_t dueby_occurrence_done_before(const dueby_timeline *timeline, const struct occurrence *occurrence, int *is_answer) {
  int32_t rule = occurrence->deadline.rule;
  *is_answer = 0;
  if (occurrence->met >= 0 || !looks_before(timeline, occurrence)) return -1;
  struct before before = {occurrence, rule_at(timeline, rule)->model.due, USED_MET | USED_MAYBE_MET, 1};
  int64_t found = last_before(timeline, &before);
  *is_answer = found >= 0 && is_after_trigger(timeline, rule);
  for (int32_t i = 0; i < rule_at(timeline, rule)->model.ends_count && !*is_answer; i++) {
    if (!is_answering_end(timeline, rule, i)) continue;
    before = (struct before){occurrence, profile_rule_ends(timeline->profile, rule)[i].event, USED_ENDED | USED_MAYBE_ENDED, 0};
    int64_t end = last_before(timeline, &before);
    if (end < 0) continue;
    found = end;
    *is_answer = 1;
  }
  return (int32_t)found;
}

/* True if the records may lack an event of this type shortly before a trigger, or if they have one that may not really be used by
 * another occurrence. */
static int may_lack(const dueby_timeline *timeline, const struct before *before) {
  const dueby_event *trigger = event_at(timeline, before->occurrence->trigger);
  dueby_date from = trigger->date - SHORTLY_DAYS;
  if (before->is_due && dueby_clocks_first_day(timeline, &before->occurrence->deadline) <= from) return 0;
  return dueby_holds_from_but_for_since(timeline, before->type, trigger->ref) > from || last_before(timeline, before) >= 0;
}

/* True if the event that met an occurrence may have been for an older trigger, which the records may lack (rule 3). */
static int may_be_for_older(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const struct profile_duty *duty = &timeline->profile->duties[rule_at(timeline, occurrence->deadline.rule)->duty];
  for (int32_t rule = duty->first; rule < duty->first + duty->count && occurrence->each; rule++)
    if (rule_at(timeline, rule)->series == occurrence->series && rule_at(timeline, rule)->model.each &&
        dueby_holds_from(timeline, rule_at(timeline, rule)->model.trigger, occurrence->ref) != DUEBY_DATE_NONE)
      return 1;
  return 0;
}

int32_t dueby_occurrence_early_end(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const dueby_event *trigger = event_at(timeline, occurrence->trigger);
  if (occurrence->met >= 0 || occurrence->proved || occurrence->is_notice || !trigger->ref) return -1;
  return timeline->ended_by[trigger->type];
}

int32_t dueby_occurrence_late_start(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int32_t closed = occurrence->met >= 0 ? occurrence->met : occurrence->ended;
  if (closed < 0) return 0;
  const dueby_event *at = event_at(timeline, closed);
  int32_t start = timeline->begun_by[at->type];
  if (!start || (occurrence->met < 0 && !at->ref)) return 0;
  int64_t index = history_first(&timeline->history, start, at->ref, INT32_MIN + 1);
  while (index >= 0 && event_at(timeline, (int32_t)index)->ref != at->ref)
    index = history_next(&timeline->history, start, at->ref, index);
  return index >= 0 && event_at(timeline, (int32_t)index)->date <= at->date ? 0 : start;
}

/* True if the records may lack an end that came before its start, or a start that came after its end. */
static int may_end_before_start(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int32_t end = dueby_occurrence_early_end(timeline, occurrence), start = dueby_occurrence_late_start(timeline, occurrence);
  if (end >= 0 && dueby_holds_from_but_for_since(timeline, end, event_at(timeline, occurrence->trigger)->ref) != DUEBY_DATE_NONE)
    return 1;
  return occurrence->met < 0 && start &&
         dueby_holds_from_but_for_since(timeline, start, event_at(timeline, occurrence->ended)->ref) != DUEBY_DATE_NONE;
}

int dueby_occurrence_may_be_misdated(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int32_t rule = occurrence->deadline.rule;
  if (timeline->holds.any && may_end_before_start(timeline, occurrence)) return 1;
  if (!timeline->holds.any || !looks_before(timeline, occurrence)) return 0;
  if (occurrence->met >= 0 && !may_be_for_older(timeline, occurrence)) return 0;
  struct before before = {occurrence, rule_at(timeline, rule)->model.due, USED_MET, 1};
  if (is_after_trigger(timeline, rule) && may_lack(timeline, &before)) return 1;
  for (int32_t i = 0; i < rule_at(timeline, rule)->model.ends_count; i++) {
    before = (struct before){occurrence, profile_rule_ends(timeline->profile, rule)[i].event, USED_ENDED, 0};
    if (is_answering_end(timeline, rule, i) && may_lack(timeline, &before)) return 1;
  }
  return 0;
}

int dueby_occurrence_is_misdated(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int is_answer;
  dueby_occurrence_done_before(timeline, occurrence, &is_answer);
  return is_answer || (!occurrence->proved && !occurrence->is_notice && dueby_proofs_is_after_end(timeline, occurrence->trigger));
}

/* ---- what was started after a death (rule 8) ---- */

/* True if an unmet line was started after the child died, under a rule that a death ends. False for a notice that the death ended,
 * because that was only about something planned. */
static int is_after_death(const dueby_timeline *timeline, const dueby_line *line, const struct occurrence *governs) {
  const dueby_profile *profile = timeline->profile;
  int32_t rule = governs->deadline.rule, death = profile->death, state = line->verdict.state;
  if (death < 0 || line->met >= 0 || state == DUEBY_STATE_ENDED || (governs->is_notice && line->ended >= 0)) return 0;
  if (profile->rules[rule].model.subject != DUEBY_SUBJECT_CHILD || profile->rules[rule].model.trigger == death) return 0;
  int64_t first = history_first(&timeline->history, death, 0, INT32_MIN + 1);
  if (first < 0 || !profile_rule_closes(profile, rule, death)) return 0;
  const dueby_event *died = event_at(timeline, (int32_t)first), *started = event_at(timeline, governs->trigger);
  return started->date > died->date ||
         (started->date == died->date && have_other_times(started, died) && started->time > died->time);
}

int dueby_line_contradicts(const dueby_timeline *timeline, const dueby_line *line, const struct occurrence *governs) {
  /* lines with these reasons would otherwise be overdue or missed */
  int would_be_late = line->reason == DUEBY_REASON_RECORDED || line->reason == DUEBY_REASON_TAG;
  if (line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE && !would_be_late) return 0;
  int32_t closed = (int32_t)(line->met >= 0 ? line->met : line->ended);
  if (closed >= 0 && (line->met >= 0 || event_at(timeline, closed)->ref) && dueby_proofs_is_before_start(timeline, closed))
    return 1;
  return is_after_death(timeline, line, governs);
}
