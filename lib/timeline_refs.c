/* Finds events whose refs match no start (rule 26 in docs/rules.md). */
#include <stdlib.h>

#include "timeline_internal.h"

/* ---- the starts that an event may belong to ---- */

static int add_partner(const dueby_profile *profile, int32_t event, int32_t start, struct array *pairs) {
  return profile->events[event].on_birthday || dueby_pairs_add(pairs, event, start);
}

/* Returns a number for the starts that a rule's events belong to: the type of the rule's trigger or, for an alternative, -1 - rule,
 * because an alternative's trigger only counts for its own lines (rule 27). */
static int32_t partner_of(const dueby_profile *profile, int32_t rule) {
  return profile->rules[rule].model.alternative_of < 0 ? profile->rules[rule].model.trigger : -1 - rule;
}

/* Converts a number from partner_of back to a type of start, for the lines of `alternative` (-1: for other rules' lines). Returns
 * -1 if the number is for another alternative. */
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
  struct array pairs = {NULL, 0, 0}, met = pairs;
  int has_memory = 1;
  refs->is_used = calloc(types + 1, 1);
  for (int32_t rule = 0; rule < profile->n.rules && has_memory; rule++)
    has_memory = add_partners(profile, rule, &pairs) && add_partner(profile, profile->rules[rule].model.due, rule, &met);
  dueby_status status = dueby_by_event_build(&refs->partners, &pairs, profile->n.events);
  dueby_status built = dueby_by_event_build(&refs->meets, &met, profile->n.events);
  if (status == DUEBY_OK) status = built;
  if (!has_memory || status != DUEBY_OK || !refs->is_used) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < profile->n.events; i++)
    refs->is_used[i] = refs->partners.first[i] < refs->partners.first[i + 1] || profile->events[i].proves_count;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) refs->is_used[profile->rules[rule].model.trigger] = 1;
  return DUEBY_OK;
}

void dueby_refs_free(dueby_timeline *timeline) {
  dueby_by_event_free(&timeline->refs.partners);
  dueby_by_event_free(&timeline->refs.meets);
  free(timeline->refs.is_used);
  free(timeline->refs.places.items);
}

/* ---- refs of a case ---- */

static int is_own_kind(const dueby_profile *profile, int32_t type, int32_t start) {
  return start == type || start == dueby_profile_event_parent(profile, type) || dueby_profile_event_parent(profile, start) == type;
}

/* True if the case has a start of this type with a matching ref. If the event is itself of that type, the start must be on an
 * earlier day, because an event does not start what it meets or ends. */
static int has_start(const dueby_timeline *timeline, const dueby_event *event, int32_t start, int64_t ref) {
  int64_t first = history_first(&timeline->history, start, ref, INT32_MIN + 1);
  return first >= 0 && (!is_own_kind(timeline->profile, event->type, start) || timeline->history.events[first].date < event->date);
}

/* True if everything that an event could meet or end was started under other refs. Only looks at the lines of `alternative` or, if
 * that is -1, at other rules' lines. */
static int closes_nothing(const dueby_timeline *timeline, const dueby_event *event, int32_t alternative) {
  const struct by_event *partners = &timeline->refs.partners;
  int any = 0;
  for (int32_t i = partners->first[event->type]; i < partners->first[event->type + 1]; i++) {
    int32_t start = start_of(timeline, partners->items[i], alternative);
    if (start < 0) continue;
    if (has_start(timeline, event, start, event->ref)) return 0;
    any |= has_start(timeline, event, start, 0);
  }
  return any;
}

/* True if an event that meets one rule may really be meant for another rule, whose start has its ref. Rules of different profiles
 * for the same duty are about the same event, so a start for one of them does not explain why the event's ref does not fit the
 * other. */
static int may_belong(const dueby_profile *profile, int32_t rule, int32_t other) {
  const struct profile_rule *own = &profile->rules[rule], *beside = &profile->rules[other];
  if (rule == other) return 1;
  if (beside->model.alternative_of >= 0) return 0;
  return own->model.alternative_of >= 0 || own->duty != beside->duty || beside->part == own->part;
}

static int meets_nothing(const dueby_timeline *timeline, const dueby_event *event, int32_t rule) {
  const struct by_event *meets = &timeline->refs.meets;
  int any = 0;
  for (int32_t i = meets->first[event->type]; i < meets->first[event->type + 1]; i++) {
    int32_t start = timeline->profile->rules[meets->items[i]].model.trigger;
    if (!may_belong(timeline->profile, rule, meets->items[i])) continue;
    if (has_start(timeline, event, start, event->ref)) return 0;
    any |= has_start(timeline, event, start, 0);
  }
  return any;
}

static int matches_nothing(const dueby_timeline *timeline, const dueby_event *event, int32_t rule) {
  const struct model_rule *model = &timeline->profile->rules[rule].model;
  if (event->type == model->due) return meets_nothing(timeline, event, rule);
  return closes_nothing(timeline, event, model->alternative_of < 0 ? -1 : rule);
}

int dueby_refs_may_match_nothing(const dueby_timeline *timeline, int32_t type, int64_t ref, int32_t rule) {
  const struct by_event *partners = &timeline->refs.partners;
  dueby_event as = {.type = type, .ref = ref, .date = DUEBY_DATE_NONE};
  if (matches_nothing(timeline, &as, rule)) return 1;
  if (!profile_rule_closes(timeline->profile, rule, type)) return 0;
  for (int32_t i = partners->first[type]; i < partners->first[type + 1]; i++) {
    int32_t partner = partners->items[i];
    int32_t start = partner >= 0 ? partner : timeline->profile->rules[-1 - partner].model.trigger;
    int64_t first = history_first(&timeline->history, start, 0, INT32_MIN + 1);
    if (first < 0 || !is_own_kind(timeline->profile, type, start)) continue;
    as.date = timeline->history.events[first].date + 1;
    if (matches_nothing(timeline, &as, rule)) return 1;
  }
  return 0;
}

static int takes_part(const dueby_timeline *timeline, int32_t rule) {
  return dueby_deadline_takes_part(timeline->profile, rule, timeline->options.selected);
}

/* True if an event matches nothing in the lines of a selected alternative, or in the lines of other rules that take part. */
static int is_unmatched(const dueby_timeline *timeline, const dueby_event *event) {
  const struct refs *refs = &timeline->refs;
  const int32_t *partners = refs->partners.items, *rules = refs->meets.items;
  int is_asked = 1;
  for (int32_t i = refs->meets.first[event->type]; i < refs->meets.first[event->type + 1]; i++)
    if (takes_part(timeline, rules[i]) && meets_nothing(timeline, event, rules[i])) return 1;
  for (int32_t i = refs->partners.first[event->type]; i < refs->partners.first[event->type + 1]; i++) {
    int32_t rule = -1 - partners[i];
    if (rule < 0 || !takes_part(timeline, rule)) continue;
    if (closes_nothing(timeline, event, rule)) return 1;
    is_asked &= takes_part(timeline, timeline->profile->rules[rule].model.alternative_of);
  }
  return is_asked && closes_nothing(timeline, event, -1);
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

/* ---- events that would have met an occurrence if their ref were different ---- */

int32_t dueby_refs_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const int32_t *places = timeline->refs.places.items;
  const struct profile_rule *rule = &timeline->profile->rules[occurrence->deadline.rule];
  dueby_date triggered = event_at(timeline, occurrence->trigger)->date;
  dueby_date until = occurrence->ended < 0 ? INT32_MAX : event_at(timeline, occurrence->ended)->date;
  int32_t last = -1;
  for (int64_t i = 0; i < timeline->refs.places.count; i++) {
    const dueby_event *event = event_at(timeline, places[i]);
    int is_done = event->type == rule->model.due && event_has_required_tags(event, &rule->tags) &&
                  event->date >= dueby_clocks_first_day(timeline, &occurrence->deadline);
    int is_end = event->type != rule->model.due && event->date > triggered &&
                 profile_rule_closes(timeline->profile, occurrence->deadline.rule, event->type);
    if (places[i] == occurrence->trigger || event->date > until || !(is_done || is_end)) continue;
    if (matches_nothing(timeline, event, occurrence->deadline.rule)) last = places[i];
  }
  return last;
}

/* True if the records may lack a row of this type that met or ended an occurrence and whose ref matches no start. They may lack it
 * if they only have the last row with its ref. */
static int may_have_closed(const dueby_timeline *timeline, const struct occurrence *occurrence, const struct last_row *row,
                           int32_t type) {
  int32_t rule = occurrence->deadline.rule;
  if (type <= 0 || !profile_rule_closes(timeline->profile, rule, type)) return 0;
  int is_due = type == timeline->profile->rules[rule].model.due;
  dueby_date from =
      is_due ? dueby_clocks_first_day(timeline, &occurrence->deadline) : event_at(timeline, occurrence->trigger)->date + 1;
  return row->date >= from && dueby_refs_may_match_nothing(timeline, type, row->ref, rule);
}

int dueby_refs_may_lack_unmatched(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const struct last_row *rows = timeline->holds.latest.items;
  for (int64_t i = 0; i < timeline->holds.latest.count && occurrence->met < 0; i++) {
    if (!rows[i].ref || rows[i].date == HOLDS_ANY_DAY) continue; /* rule 28 says what unread rows may have closed */
    if (may_have_closed(timeline, occurrence, &rows[i], rows[i].type) ||
        may_have_closed(timeline, occurrence, &rows[i], dueby_profile_event_parent(timeline->profile, rows[i].type)))
      return 1;
  }
  return 0;
}

int dueby_refs_is_unmatched_for(const dueby_timeline *timeline, int64_t index, int32_t rule) {
  const int32_t *places = timeline->refs.places.items;
  return matches_nothing(timeline, event_at(timeline, places[index]), rule);
}

int64_t dueby_timeline_unmatched(const dueby_timeline *timeline, int64_t index, int32_t *event) {
  const int32_t *places = timeline->refs.places.items;
  if (index < 0 || index >= timeline->refs.places.count) return -1;
  *event = event_at(timeline, places[index])->type;
  return timeline->origins[places[index]];
}
