/* Refs that match nothing: events with a ref that no start has (26 in docs/rules.md). */
#include <stdlib.h>
#include <string.h>

#include "timeline_internal.h"

/* ---- which events start what an event meets or ends ---- */

static int has_partner(const struct refs *refs, int32_t event, int32_t start) {
  const int32_t *partners = refs->partners.items;
  for (int64_t i = refs->first_partner[event]; i < refs->partners.count; i++)
    if (partners[i] == start) return 1;
  return 0;
}

static int meets_or_ends(const dueby_profile *profile, int32_t rule, int32_t event) {
  const struct profile_end *ends = profile_rule_ends(profile, rule);
  if (profile->rules[rule].model.due == event) return 1;
  for (int32_t i = 0; i < profile->rules[rule].ends_count; i++)
    if (ends[i].event == event) return 1;
  return 0;
}

/* Appends the partners of one event. */
static dueby_status find_partners(dueby_timeline *timeline, int32_t event) {
  const dueby_profile *profile = timeline->profile;
  struct refs *refs = &timeline->refs;
  refs->first_partner[event] = (int32_t)refs->partners.count;
  if (profile->events[event].on_birthday) return DUEBY_OK;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    int32_t start = profile->rules[rule].model.trigger;
    if (!meets_or_ends(profile, rule, event) || has_partner(refs, event, start)) continue;
    int32_t *partner = dueby_array_push(&refs->partners, sizeof *partner);
    if (!partner) return DUEBY_EMEMORY;
    *partner = start;
  }
  return DUEBY_OK;
}

dueby_status dueby_refs_new(dueby_timeline *timeline) {
  size_t types = (size_t)timeline->profile->n.events;
  struct refs *refs = &timeline->refs;
  dueby_status status = DUEBY_OK;
  refs->first_partner = calloc(types + 2, sizeof *refs->first_partner);
  refs->with_ref = calloc(types + 1, sizeof *refs->with_ref);
  refs->is_used = calloc(types + 1, 1);
  refs->unmatched = calloc(types + 1, sizeof *refs->unmatched);
  if (!refs->first_partner || !refs->with_ref || !refs->is_used || !refs->unmatched) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < timeline->profile->n.events && status == DUEBY_OK; i++) status = find_partners(timeline, i);
  refs->first_partner[types] = (int32_t)refs->partners.count;
  for (int32_t i = 0; i < timeline->profile->n.events; i++)
    refs->is_used[i] = refs->first_partner[i] < refs->first_partner[i + 1] || timeline->profile->events[i].proves_count;
  for (int32_t rule = 0; rule < timeline->profile->n.rules; rule++) refs->is_used[timeline->profile->rules[rule].model.trigger] = 1;
  return status;
}

void dueby_refs_free(dueby_timeline *timeline) {
  free(timeline->refs.first_partner);
  free(timeline->refs.partners.items);
  free(timeline->refs.with_ref);
  free(timeline->refs.is_used);
  free(timeline->refs.unmatched);
  free(timeline->refs.places.items);
}

void dueby_refs_begin(dueby_timeline *timeline) {
  size_t types = (size_t)timeline->profile->n.events;
  memset(timeline->refs.with_ref, 0, types * sizeof *timeline->refs.with_ref);
  memset(timeline->refs.unmatched, 0, types * sizeof *timeline->refs.unmatched);
}

/* ---- a case ---- */

static int matches_nothing(const dueby_timeline *timeline, const dueby_event *event) {
  const struct refs *refs = &timeline->refs;
  const int32_t *partners = refs->partners.items;
  int any = 0;
  for (int32_t i = refs->first_partner[event->type]; i < refs->first_partner[event->type + 1]; i++) {
    if (dueby_history_first(&timeline->history, partners[i], event->ref, INT32_MIN + 1) >= 0) return 0;
    any |= dueby_history_first(&timeline->history, partners[i], 0, INT32_MIN + 1) >= 0;
  }
  return any;
}

dueby_status dueby_refs_find(dueby_timeline *timeline) {
  struct refs *refs = &timeline->refs;
  refs->places.count = 0;
  refs->any = 0;
  for (int64_t i = 0; i < timeline->history.happened; i++) {
    const dueby_event *event = event_at(timeline, (int32_t)i);
    if (!event->ref || event->type < 0) continue;
    refs->with_ref[event->type]++;
    refs->any |= refs->is_used[event->type];
    if (!matches_nothing(timeline, event)) continue;
    refs->unmatched[event->type]++;
    int32_t *index = dueby_array_push(&refs->places, sizeof *index);
    if (!index) return DUEBY_EMEMORY;
    *index = (int32_t)i;
  }
  return DUEBY_OK;
}

/* ---- an occurrence that is unmet ---- */

int32_t dueby_refs_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const int32_t *places = timeline->refs.places.items;
  const struct profile_rule *rule = &timeline->profile->rules[occurrence->deadline.rule];
  dueby_date triggered = event_at(timeline, occurrence->trigger)->date;
  int32_t last = -1;
  for (int64_t i = 0; i < timeline->refs.places.count; i++) {
    const dueby_event *event = event_at(timeline, places[i]);
    int is_done = event->type == rule->model.due && event_has_required_tags(event, &rule->tags) &&
                  event->date >= dueby_clocks_first_day(timeline, &occurrence->deadline);
    int is_end = event->type != rule->model.due && event->date > triggered &&
                 meets_or_ends(timeline->profile, occurrence->deadline.rule, event->type);
    if (is_done || is_end) last = places[i];
  }
  return last;
}

void dueby_timeline_refs(const dueby_timeline *timeline, int32_t event, int64_t *unmatched, int64_t *with_ref) {
  int is_known = event >= 0 && event < timeline->profile->n.events;
  *unmatched = is_known ? timeline->refs.unmatched[event] : 0;
  *with_ref = is_known ? timeline->refs.with_ref[event] : 0;
}
