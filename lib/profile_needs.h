/* Finds whether records have the tags that rules need (rule 20 in docs/rules.md). Internal. */
#ifndef DUEBY_PROFILE_NEEDS_H
#define DUEBY_PROFILE_NEEDS_H

#include "profile_internal.h"
#include "text.h"

/* True if `tags` has a tag from each set that a rule needs. */
static inline int tags_meet_needs(const dueby_tags *tags, const struct profile_tags *of) {
  for (int i = 0; i < NEEDS_MAX && tags_any(&of->needs[i]); i++)
    if (!tags_meet(tags, &of->needs[i])) return 0;
  return 1;
}

/* Some rules are only met by an event with certain tags. Returns the bits for the sets of tags that rules need on this event: one
 * bit for each different set, from NEEDS_BIT_FIRST. In the option `recorded`, a bit stays set until a row for the event has such
 * tags. */
uint8_t dueby_needed_bits(const dueby_profile *profile, int32_t event);

/* Returns the bits for the sets of needed tags that `tags` satisfies. */
uint8_t dueby_needed_bits_met(const dueby_profile *profile, int32_t event, const dueby_tags *tags);

/* For a rule that has a needs_bit, returns the first rule that needs the same tags on the same event. */
int32_t dueby_needed_first_rule(const dueby_profile *profile, int32_t rule);

/* Appends the tags that a rule needs: "alone or alone_excused and awake". */
void dueby_needs_append(struct text *out, const dueby_profile *profile, int32_t rule);

#endif
