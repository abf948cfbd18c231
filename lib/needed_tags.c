/* Finds whether records have the tags that rules need (rule 20 in docs/rules.md). */
#include "needed_tags.h"

#include "dueby/timeline.h"

uint8_t dueby_needed_bits(const dueby_profile *profile, int32_t event) {
  unsigned bits = 0;
  for (int32_t rule = 0; rule < profile->n.rules; rule++)
    if (profile->rules[rule].model.due == event) bits |= profile->rules[rule].needs_bit;
  return (uint8_t)bits;
}

uint8_t dueby_needed_bits_met(const dueby_profile *profile, int32_t event, const dueby_tags *tags) {
  unsigned bits = 0;
  for (int32_t rule = 0; tags_any(tags) && rule < profile->n.rules; rule++) {
    const struct profile_rule *of = &profile->rules[rule];
    if (of->model.due == event && of->needs_bit && tags_meet_needs(tags, &of->tags)) bits |= of->needs_bit;
  }
  return (uint8_t)bits;
}

int32_t dueby_needed_first_rule(const dueby_profile *profile, int32_t rule) {
  const struct profile_rule *of = &profile->rules[rule];
  int32_t first = 0;
  if (!of->needs_bit) return rule;
  while (profile->rules[first].model.due != of->model.due || profile->rules[first].needs_bit != of->needs_bit) first++;
  return first;
}

static void record(const dueby_profile *profile, int32_t event, const dueby_tags *tags, uint8_t *recorded) {
  if (!recorded[event]) recorded[event] = 1 | dueby_needed_bits(profile, event);
  if (recorded[event] > 1) recorded[event] &= (uint8_t)~dueby_needed_bits_met(profile, event, tags);
}

dueby_status dueby_recorded_add(const dueby_profile *profile, const dueby_event *event, uint8_t *recorded) {
  int32_t also = dueby_profile_event_parent(profile, event->type);
  if (event->type <= 0 || event->type >= profile->n.events) return DUEBY_EARGUMENT;
  record(profile, event->type, &event->tags, recorded);
  if (also > 0) record(profile, also, &event->tags, recorded);
  return DUEBY_OK;
}

void dueby_needs_append(struct text *out, const dueby_profile *profile, int32_t rule) {
  const struct model_rule *model = &profile->rules[rule].model;
  for (int32_t i = 0; i < model->needs_count; i++) {
    if (i) text_string(out, " and ");
    text_string(out, profile->text + profile->needs[model->needs_first + i]);
  }
}
