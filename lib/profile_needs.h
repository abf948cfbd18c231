/* Finds whether records have the tags that rules need (rule 20 in docs/rules.md). Internal. */
#ifndef DUEBY_PROFILE_NEEDS_H
#define DUEBY_PROFILE_NEEDS_H

#include "profile_internal.h"
#include "text.h"

/* True if tags have one of each set that a rule needs. */
static inline int tags_meet_needs(const dueby_tags *tags, const struct profile_tags *of) {
  for (int i = 0; i < NEEDS_MAX && tags_any(&of->needs[i]); i++)
    if (!tags_meet(tags, &of->needs[i])) return 0;
  return 1;
}

/* Some rules are only met by an event with certain tags. Among the rules that one event can meet, each different set of such tags
 * has a bit, starting at NEEDS_BIT_FIRST. Returns all the bits of an event. In `recorded`, a bit stays set until a row of the event
 * has the tags. */
uint8_t dueby_needed_bits(const dueby_profile *profile, int32_t event);

/* Returns the bits of the sets of tags that are all among these tags. */
uint8_t dueby_needed_bits_met(const dueby_profile *profile, int32_t event, const dueby_tags *tags);

/* Returns the first rule that needs the same tags of the same event; the rule itself if it needs none. */
int32_t dueby_needed_first_rule(const dueby_profile *profile, int32_t rule);

/* Appends the tags that a rule needs: "alone or alone_excused and awake". */
void dueby_needs_append(struct text *out, const dueby_profile *profile, int32_t rule);

#endif
