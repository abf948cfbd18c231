/* Handles unreadable rows, and the states that are unknown because of them (rule 28 in docs/rules.md). */
#include "event_check.h"
#include "timeline_contradictions.h"
#include "timeline_internal.h"

/* Returns 1 if each unreadable row is an event of a known type, or an agreement for a known duty. */
static int are_known(const dueby_timeline *timeline, const dueby_event *rows, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (!unread_is_known(timeline->profile, &rows[i])) return 0;
  return 1;
}

dueby_status dueby_unread_take(dueby_timeline *timeline, int64_t case_index) {
  const dueby_timeline_options *options = &timeline->options;
  const int64_t *offsets = options->unread_offsets;
  timeline->unread = NULL;
  timeline->unread_count = 0;
  if (!offsets || offsets[case_index] == offsets[case_index + 1]) return DUEBY_OK;
  int64_t first = offsets[case_index], count = offsets[case_index + 1] - first;
  if (!options->unread || first < 0 || count < 0 || !are_known(timeline, options->unread + first, count)) return DUEBY_EARGUMENT;
  timeline->unread = options->unread + first;
  timeline->unread_count = count;
  return DUEBY_OK;
}

/* True if an event ends a phase, or begins or ends a pause, in any version of a rule. */
static int is_of_version(const dueby_profile *profile, const struct model_rule *rule, int32_t type) {
  for (int32_t i = 0; i < rule->versions; i++) {
    const struct model_version *version = &profile->versions[rule->first_version + i];
    if (type == version->pause_from || type == version->pause_to) return 1;
    for (int32_t j = 0; j < version->phases; j++)
      if (profile->phases[version->first_phase + j].until == type) return 1;
  }
  return 0;
}

static int moves(const dueby_profile *profile, int32_t rule, int32_t type) {
  const struct model_rule *model = &profile->rules[rule].model;
  if (type == model->trigger && (profile_version(profile, rule, 0)->recurs || model->occurrences)) return 1;
  return type == model->extension_event || type == model->since || is_of_version(profile, model, type);
}

/* True if the only date of birth is in an unreadable row, and a birthday may have ended or moved an occurrence. */
static int birthday_may_settle(const dueby_timeline *timeline, const struct occurrence *occurrence, const dueby_event *row) {
  int32_t rule = occurrence->deadline.rule;
  if (row->type != timeline->profile->birth || timeline->born != DUEBY_DATE_NONE) return 0;
  for (int32_t i = 0; i < timeline->birthday_count; i++)
    if (profile_rule_closes(timeline->profile, rule, timeline->birthdays[i]) ||
        moves(timeline->profile, rule, timeline->birthdays[i]))
      return 1;
  return 0;
}

/* True if an unreadable row may be the same trigger, recorded again (rule 3) with a tag that keeps the rule from starting or makes
 * its start uncertain. */
static int may_change_trigger(const dueby_timeline *timeline, const struct occurrence *occurrence, const dueby_event *row) {
  int32_t rule = occurrence->deadline.rule;
  const dueby_event *trigger = event_at(timeline, occurrence->trigger);
  dueby_event merged = *trigger;
  tags_join(&merged.tags, &row->tags);
  return !passes_tags(&timeline->profile->rules[rule].tags, &merged.tags) ||
         dueby_clocks_is_estimated(timeline, &merged) != dueby_clocks_is_estimated(timeline, trigger);
}

/* True if an unreadable row may be the missing start of what an end in the file ended, so that this end may have stopped the clock
 * (rules 8 and 21). */
static int may_explain_end(const dueby_timeline *timeline, const struct occurrence *occurrence, const dueby_event *row) {
  int32_t end = row->type > 0 ? timeline->ended_by[row->type] : -1;
  if (end < 0 || occurrence->is_notice || occurrence->proved) return 0;
  const dueby_event *trigger = event_at(timeline, occurrence->trigger);
  if (dueby_proofs_ended_start(timeline, trigger->type, end) != row->type ||
      !profile_rule_closes(timeline->profile, occurrence->deadline.rule, end))
    return 0;
  int64_t index = history_first(&timeline->history, end, row->ref, trigger->date);
  while (index >= 0 && !dueby_proofs_lacks_start(timeline, occurrence->trigger, index))
    index = history_next(&timeline->history, end, row->ref, index);
  return index >= 0 && event_at(timeline, (int32_t)index)->date <= dueby_occurrence_closed(timeline, occurrence);
}

static int may_have_ref(const dueby_timeline *timeline, const dueby_event *row, int64_t ref) {
  return timeline->options.flags & DUEBY_TIMELINE_IGNORE_REFS || !row->ref || row->ref == ref;
}

/* True if an unreadable row may be an end that came before its start, or a start that came after its end (rule 16). */
static int may_contradict(const dueby_timeline *timeline, const struct occurrence *occurrence, const dueby_event *row) {
  int32_t closed = occurrence->met >= 0 ? occurrence->met : occurrence->ended;
  if (row->type <= 0) return 0;
  if (row->type == dueby_occurrence_early_end(timeline, occurrence))
    return may_have_ref(timeline, row, event_at(timeline, occurrence->trigger)->ref);
  return row->type == dueby_occurrence_late_start(timeline, occurrence) &&
         may_have_ref(timeline, row, event_at(timeline, closed)->ref);
}

/* True if an unreadable row of this type may have met, ended or moved an occurrence. */
static int may_settle(const dueby_timeline *timeline, const struct occurrence *occurrence, const dueby_event *row, int32_t type) {
  const struct profile_rule *rule = &timeline->profile->rules[occurrence->deadline.rule];
  if (type < 0) return type == DUEBY_EVENT_AGREED_FOR(rule->duty);
  if (type == rule->model.due) return event_has_required_tags(row, &rule->tags);
  if (row->type == rule->model.trigger && may_change_trigger(timeline, occurrence, row)) return 1;
  return profile_rule_closes(timeline->profile, occurrence->deadline.rule, type) ||
         moves(timeline->profile, occurrence->deadline.rule, type);
}

/* True if an unreadable row of this type concerns an occurrence: its ref matches, or matches nothing in the file (rule 26). */
static int concerns(const dueby_timeline *timeline, const struct occurrence *occurrence, const dueby_event *row, int32_t type) {
  if (timeline->options.flags & DUEBY_TIMELINE_IGNORE_REFS || timeline_is_of_child(timeline, type) ||
      refs_match(&timeline->history, row->ref, occurrence->ref))
    return 1;
  if (!occurrence->is_notice && !occurrence->proved && type > 0 &&
      dueby_proofs_ended_start(timeline, event_at(timeline, occurrence->trigger)->type, type))
    return 1;
  return type > 0 && dueby_refs_may_match_nothing(timeline, type, row->ref, occurrence->deadline.rule);
}

int32_t dueby_unread_reason(const dueby_timeline *timeline) {
  for (int64_t i = 0; i < timeline->unread_count; i++)
    if (!(timeline->unread[i].has & DUEBY_HAS_LOST)) return DUEBY_REASON_UNREAD;
  return timeline->unread_count ? DUEBY_REASON_LOST : DUEBY_REASON_UNREAD;
}

int dueby_unread_may_settle(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int by_any = occurrence->is_notice || occurrence->proved;
  if (occurrence->is_unread) return 1;
  for (int64_t i = 0; i < timeline->unread_count; i++) {
    const dueby_event *row = &timeline->unread[i];
    int32_t types[] = {row->type, row->type > 0 ? dueby_profile_event_parent(timeline->profile, row->type) : 0};
    if (tags_meet(&row->tags, &timeline->voided_tag)) continue;
    if (!row->type || birthday_may_settle(timeline, occurrence, row) || may_explain_end(timeline, occurrence, row) ||
        may_contradict(timeline, occurrence, row))
      return 1;
    for (int j = 0; j < 2 && types[j]; j++)
      if (concerns(timeline, occurrence, row, types[j]) && (by_any || may_settle(timeline, occurrence, row, types[j]))) return 1;
  }
  return 0;
}

int dueby_unread_may_start(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int32_t trigger = timeline->profile->rules[occurrence->deadline.rule].model.trigger;
  for (int64_t i = 0; i < timeline->unread_count; i++)
    if ((timeline->unread[i].type == trigger || !timeline->unread[i].type) &&
        !tags_meet(&timeline->unread[i].tags, &timeline->voided_tag))
      return 1;
  return 0;
}
