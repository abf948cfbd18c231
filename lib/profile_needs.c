/* Finds whether records have the tags that rules need (rule 20 in docs/rules.md). */
#include "profile_needs.h"

uint8_t dueby_needed_bits(const dueby_profile *profile, int32_t event) {
  int32_t bits = 0;
  for (int32_t rule = 0; rule < profile->n.rules; rule++)
    if (profile->rules[rule].model.due == event) bits |= profile->rules[rule].needs_bit;
  return (uint8_t)bits;
}

uint8_t dueby_needed_bits_met(const dueby_profile *profile, int32_t event, const dueby_tags *tags) {
  int32_t bits = 0;
  for (int32_t rule = 0; tags_any(tags) && rule < profile->n.rules; rule++) {
    const struct profile_rule *of = &profile->rules[rule];
    if (of->model.due == event && of->needs_bit && tags_meet_needs(tags, &of->tags)) bits |= of->needs_bit;
  }
  return (uint8_t)bits;
}

int32_t dueby_needed_first_rule(const dueby_profile *profile, int32_t rule) {
  const struct profile_rule *of = &profile->rules[rule];
  int32_t first = 0;
  while (profile->rules[first].model.due != of->model.due || profile->rules[first].needs_bit != of->needs_bit) first++;
  return first;
}

void dueby_needs_append(struct text *out, const dueby_profile *profile, int32_t rule) {
  const struct model_rule *model = &profile->rules[rule].model;
  for (int32_t i = 0; i < model->needs_count; i++) {
    if (i) text_string(out, " and ");
    text_string(out, profile->text + profile->needs[model->needs_first + i]);
  }
}
