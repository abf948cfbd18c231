/* Lists the duties that each event can start. A case is only run for the duties that its own events can start. */
#include <stdlib.h>
#include <string.h>

#include "timeline_clocks.h"

/* ---- tables by type of event ---- */

int dueby_pairs_add(struct array *pairs, int32_t event, int32_t number) {
  struct event_pair *pair = dueby_array_push(pairs, sizeof *pair);
  if (pair) *pair = (struct event_pair){event, number};
  return pair != NULL;
}

static int compare_pairs(const void *left, const void *right) {
  const struct event_pair *a = left, *b = right;
  int order = (a->event > b->event) - (a->event < b->event);
  return order ? order : (a->number > b->number) - (a->number < b->number);
}

dueby_status dueby_by_event_build(struct by_event *built, struct array *pairs, int32_t events) {
  struct event_pair *all = pairs->items;
  int64_t given = all ? pairs->count : 0;
  int32_t count = 0;
  built->first = calloc((size_t)events + 1, sizeof *built->first);
  built->items = calloc((size_t)given + 1, sizeof *built->items);
  if (all) qsort(all, (size_t)given, sizeof *all, compare_pairs);
  for (int64_t i = 0; i < given && built->first && built->items; i++) {
    if (i && !compare_pairs(&all[i - 1], &all[i])) continue;
    built->items[count++] = all[i].number;
    built->first[all[i].event + 1] = count;
  }
  for (int32_t i = 0; i < events && built->first; i++)
    if (built->first[i + 1] < built->first[i]) built->first[i + 1] = built->first[i];
  free(all);
  return built->first && built->items ? DUEBY_OK : DUEBY_EMEMORY;
}

void dueby_by_event_free(struct by_event *table) {
  free(table->first);
  free(table->items);
}

/* ---- finding the duties ---- */

/* Marks all starts that an event proves, directly or through other starts. */
static void mark_proved(const dueby_profile *profile, int32_t event, uint8_t *is_proved) {
  const struct model_event *at = &profile->events[event];
  for (int32_t i = 0; i < at->proves_count; i++) {
    int32_t start = profile->ends[at->proves_first + i];
    if (is_proved[start]) continue;
    is_proved[start] = 1;
    mark_proved(profile, start, is_proved);
  }
}

static int add_duties(const dueby_timeline *timeline, uint8_t *is_proved, struct array *pairs) {
  const dueby_profile *profile = timeline->profile;
  int has_memory = 1;
  for (int32_t rule = 0; rule < profile->n.rules && has_memory; rule++) {
    int32_t trigger = profile->rules[rule].model.trigger, duty = profile->rules[rule].duty;
    has_memory = dueby_pairs_add(pairs, trigger, duty);
    if (has_memory && is_notice(timeline, rule) && timeline->planned[trigger] >= 0)
      has_memory = dueby_pairs_add(pairs, timeline->planned[trigger], duty);
  }
  for (int32_t event = 0; event < profile->n.events && has_memory; event++) {
    if (!profile->events[event].proves_count) continue;
    memset(is_proved, 0, (size_t)profile->n.events);
    mark_proved(profile, event, is_proved);
    for (int32_t rule = 0; rule < profile->n.rules && has_memory; rule++)
      if (is_proved[profile->rules[rule].model.trigger]) has_memory = dueby_pairs_add(pairs, event, profile->rules[rule].duty);
  }
  return has_memory;
}

dueby_status dueby_duties_new(dueby_timeline *timeline) {
  const dueby_profile *profile = timeline->profile;
  struct array pairs = {NULL, 0, 0};
  uint8_t *is_proved = calloc((size_t)profile->n.events + 1, 1);
  timeline->concerned = calloc((size_t)profile->n.duties + 1, 1);
  int has_memory = is_proved && timeline->concerned && add_duties(timeline, is_proved, &pairs);
  dueby_status status = dueby_by_event_build(&timeline->duties, &pairs, profile->n.events);
  free(is_proved);
  return has_memory ? status : DUEBY_EMEMORY;
}
