/* Finds events with refs that match no start (rule 26 in docs/rules.md). */
#include <stdlib.h>

#include "timeline_internal.h"

/* ---- events that start what an event meets or ends ---- */

static int add_partner(const dueby_profile *profile, int32_t event, int32_t start, struct array *pairs) {
  return profile->events[event].on_birthday || dueby_pairs_add(pairs, event, start);
}

/* Returns the partner that a rule adds: its trigger. The partner of an alternative counts only for the lines of the alternative
 * (rule 27), so it is a negative number that names the alternative. */
static int32_t partner_of(const dueby_profile *profile, int32_t rule) {
  return profile->rules[rule].model.alternative_of < 0 ? profile->rules[rule].model.trigger : -1 - rule;
}

/* Returns the start that a partner stands for in the lines of `alternative` (-1: in the lines of rules), or -1 if the partner
 * belongs to another alternative. */
static int32_t start_of(const dueby_timeline *timeline, int32_t partner, int32_t alternative) {
  if (partner >= 0) return partner;
  return -1 - partner == alternative ? timeline->profile->rules[alternative].model.trigger : -1;
}

static int add_partners(const dueby_profile *profile, int32_t rule, struct array *pairs) {
  const struct profile_end *ends = profile_rule_ends(profile, rule);
  int32_t partner = partner_of(profile, rule);
  int has_memory = add_partner(profile, profile->rules[rule].model.due, partner, pairs);
  for (int32_t i = 0; i < profile->rules[rule].ends_count && has_memory; i++)
    has_memory = add_partner(profile, ends[i].event, partner, pairs);
  return has_memory;
}

dueby_status dueby_refs_new(dueby_timeline *timeline) {
  const dueby_profile *profile = timeline->profile;
  size_t types = (size_t)profile->n.events;
  struct refs *refs = &timeline->refs;
  struct array pairs = {NULL, 0, 0};
  int has_memory = 1;
  refs->is_used = calloc(types + 1, 1);
  for (int32_t rule = 0; rule < profile->n.rules && has_memory; rule++) has_memory = add_partners(profile, rule, &pairs);
  dueby_status status = dueby_by_event_build(&refs->partners, &pairs, profile->n.events);
  if (!has_memory || status != DUEBY_OK || !refs->is_used) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < profile->n.events; i++)
    refs->is_used[i] = refs->partners.first[i] < refs->partners.first[i + 1] || profile->events[i].proves_count;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) refs->is_used[profile->rules[rule].model.trigger] = 1;
  return DUEBY_OK;
}

void dueby_refs_free(dueby_timeline *timeline) {
  dueby_by_event_free(&timeline->refs.partners);
  free(timeline->refs.is_used);
  free(timeline->refs.places.items);
}

/* ---- refs of a case ---- */

int dueby_refs_matches_nothing(const dueby_timeline *timeline, const dueby_event *event, int32_t alternative) {
  const struct refs *refs = &timeline->refs;
  const int32_t *partners = refs->partners.items;
  int any = 0;
  for (int32_t i = refs->partners.first[event->type]; i < refs->partners.first[event->type + 1]; i++) {
    int32_t start = start_of(timeline, partners[i], alternative);
    if (start < 0) continue;
    if (history_first(&timeline->history, start, event->ref, INT32_MIN + 1) >= 0) return 0;
    any |= history_first(&timeline->history, start, 0, INT32_MIN + 1) >= 0;
  }
  return any;
}

static int takes_part(const dueby_timeline *timeline, int32_t rule) {
  return dueby_deadline_takes_part(timeline->profile, rule, timeline->options.selected);
}

/* True if an event matches nothing, either in the lines of a selected alternative or in the lines of rules. The lines of rules only
 * count if rules take part. */
static int is_unmatched(const dueby_timeline *timeline, const dueby_event *event) {
  const struct refs *refs = &timeline->refs;
  const int32_t *partners = refs->partners.items;
  int is_asked = 1;
  for (int32_t i = refs->partners.first[event->type]; i < refs->partners.first[event->type + 1]; i++) {
    int32_t rule = -1 - partners[i];
    if (rule < 0 || !takes_part(timeline, rule)) continue;
    if (dueby_refs_matches_nothing(timeline, event, rule)) return 1;
    is_asked &= takes_part(timeline, timeline->profile->rules[rule].model.alternative_of);
  }
  return is_asked && dueby_refs_matches_nothing(timeline, event, -1);
}

dueby_status dueby_refs_find(dueby_timeline *timeline) {
  struct refs *refs = &timeline->refs;
  refs->places.count = 0;
  refs->any = 0;
  for (int64_t i = 0; i < timeline->history.happened; i++) {
    const dueby_event *event = event_at(timeline, (int32_t)i);
    if (!event->ref || event->type < 0) continue;
    refs->any |= refs->is_used[event->type];
    if (!is_unmatched(timeline, event)) continue;
    int32_t *index = dueby_array_push(&refs->places, sizeof *index);
    if (!index) return DUEBY_EMEMORY;
    *index = (int32_t)i;
  }
  return DUEBY_OK;
}

/* ---- events that would have met an occurrence with another ref ---- */

int32_t dueby_refs_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const int32_t *places = timeline->refs.places.items;
  const struct profile_rule *rule = &timeline->profile->rules[occurrence->deadline.rule];
  dueby_date triggered = event_at(timeline, occurrence->trigger)->date;
  int32_t last = -1, alternative = rule->model.alternative_of < 0 ? -1 : occurrence->deadline.rule;
  for (int64_t i = 0; i < timeline->refs.places.count; i++) {
    const dueby_event *event = event_at(timeline, places[i]);
    int is_done = event->type == rule->model.due && event_has_required_tags(event, &rule->tags) &&
                  event->date >= dueby_clocks_first_day(timeline, &occurrence->deadline);
    int is_end = event->type != rule->model.due && event->date > triggered &&
                 profile_rule_closes(timeline->profile, occurrence->deadline.rule, event->type);
    if ((is_done || is_end) && dueby_refs_matches_nothing(timeline, event, alternative)) last = places[i];
  }
  return last;
}

int64_t dueby_timeline_unmatched(const dueby_timeline *timeline, int64_t index, int32_t *event) {
  const int32_t *places = timeline->refs.places.items;
  if (index < 0 || index >= timeline->refs.places.count) return -1;
  *event = event_at(timeline, places[index])->type;
  return timeline->origins[places[index]];
}
