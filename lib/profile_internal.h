/* The struct of an opened profile: all compiled profiles in its chain combined, with events and tags resolved. Internal. */
#ifndef DUEBY_PROFILE_INTERNAL_H
#define DUEBY_PROFILE_INTERNAL_H

#include <stdatomic.h>
#include <stddef.h>

#include "model.h"
#include "names.h"

struct profile_duty {
  int32_t id; /* offset of the id in the profile's text */
  int32_t first, count;
};

/* The tag expressions of a rule, as sets of tags. */
enum { NEEDS_MAX = 4, NEEDS_BIT_FIRST = 2 };
struct profile_tags {
  dueby_tags when, unless;     /* an empty set is not a condition */
  dueby_tags needs[NEEDS_MAX]; /* an event needs a tag from each of these sets; an empty set ends the list */
};

static inline int tags_any(const dueby_tags *tags) {
  return (tags->bits[0] | tags->bits[1]) != 0;
}

/* True if two sets of tags have a tag in common. */
static inline int tags_meet(const dueby_tags *left, const dueby_tags *right) {
  return ((left->bits[0] & right->bits[0]) | (left->bits[1] & right->bits[1])) != 0;
}

static inline int tags_equal(const dueby_tags *left, const dueby_tags *right) {
  return left->bits[0] == right->bits[0] && left->bits[1] == right->bits[1];
}

static inline void tags_join(dueby_tags *tags, const dueby_tags *more) {
  tags->bits[0] |= more->bits[0];
  tags->bits[1] |= more->bits[1];
}

/* A rule of an opened profile. In `model`, events are indexes (-1: none), strings are offsets in the profile's text, and
 * `alternative_of` and `first_version` are indexes in the profile's arrays. */
struct profile_rule {
  struct model_rule model;
  struct profile_tags tags;
  int32_t part;                   /* index of the profile that the rule comes from, in the chain */
  int32_t duty, needs_bit;        /* needs_bit: the bit of `recorded` for the needed tags (profile_needs.h); 0 for none */
  int32_t series;                 /* index of the duty's first rule that needs the same tags (rule 16) */
  int32_t address, listed_title;  /* offsets in the profile's text */
  int32_t ends_first, ends_count; /* range in rule_ends: the rule's own ends, then those of parent profiles and of its profile */
};

/* An event that stops a rule's clock (rule 8). If comes_after is 1, it can only come after a trigger on the same day, or it ends
 * the whole case. It then counts as later than that trigger, unless their times show otherwise. */
struct profile_end {
  int32_t event, comes_after;
};

struct profile_part {
  int32_t name, title, extends; /* offsets in the profile's text */
  int32_t ends_all_first, ends_all_count;
};

struct profile_counts {
  int64_t text;
  int32_t parts, documents, events, tags, rules, versions, phases, ends, needs, duties;
};

struct dueby_profile {
  atomic_int holders; /* number of holders: the profile's owner, and each query and timeline that uses the profile */
  struct profile_counts n;
  char *text;
  struct profile_part *parts; /* the profiles of the chain, parents first */
  struct model_document *documents;
  struct model_event *events;
  struct names events_by_slug;
  struct model_tag *tags;
  struct profile_rule *rules; /* the rules by duty; rules of parents come first */
  struct model_version *versions;
  struct model_phase *phases;
  int32_t *ends; /* indexes of events that end rules or are proved by others; rules, profiles and events refer to ranges of it */
  struct profile_end *rule_ends;
  int32_t *needs; /* offsets in the profile's text */
  struct profile_duty *duties;
  struct names duties_by_id;
  dueby_tags estimated, earlier; /* tags of a trigger whose date is an estimate, and of one that really happened before its date */
  int32_t birth, death;          /* indexes of the events `birth` and `child.died`; -1 if there is none */
};

/* A built-in profile. The strings of all built-in profiles are in one array, and so are their numbers. The profile named "" is the
 * vocabulary. */
struct profile_builtin {
  char name[32];
  int32_t first_number, numbers, first_char, chars;
};
extern const struct profile_builtin dueby_table_profiles[];
extern const int32_t dueby_table_profile_count;
extern const int32_t dueby_table_numbers[];
extern const char dueby_table_text[];

/* True if a trigger with these tags satisfies `when` and `unless`. */
static inline int passes_tags(const struct profile_tags *tags, const dueby_tags *given) {
  return (!tags_any(&tags->when) || tags_meet(given, &tags->when)) && !tags_meet(given, &tags->unless);
}

/* True if, according to the vocabulary, an event can only come after another. */
int dueby_event_answers(const dueby_profile *profile, int32_t event, int32_t other);

static inline const struct profile_end *profile_rule_ends(const dueby_profile *profile, int32_t rule) {
  return profile->rule_ends + profile->rules[rule].ends_first;
}

/* True if an event meets a rule or ends it. */
static inline int profile_rule_closes(const dueby_profile *profile, int32_t rule, int32_t event) {
  const struct profile_end *ends = profile_rule_ends(profile, rule);
  if (profile->rules[rule].model.due == event) return 1;
  for (int32_t i = 0; i < profile->rules[rule].ends_count; i++)
    if (ends[i].event == event) return 1;
  return 0;
}

/* Returns the kinds of fields in a table of the model, one letter for each: t for text, e for an event, n for a number. */
const char *dueby_profile_field_kinds(int table);

/* Returns a rule's version by its index. */
static inline const struct model_version *profile_version(const dueby_profile *profile, int32_t rule, int32_t version) {
  return &profile->versions[profile->rules[rule].model.first_version + version];
}

/* Adds a holder to a profile, which keeps it alive. */
static inline const dueby_profile *profile_hold(const dueby_profile *profile) {
  atomic_fetch_add_explicit(&((dueby_profile *)profile)->holders, 1, memory_order_relaxed);
  return profile;
}

static inline void profile_let_go(const dueby_profile *profile) {
  dueby_profile_free((dueby_profile *)profile);
}

/* True if a rule is statute or guidance, and is not an alternative. */
static inline int rule_is_law(const dueby_profile *profile, int32_t rule) {
  const struct model_rule *model = &profile->rules[rule].model;
  return model->authority != DUEBY_AUTHORITY_LOCAL && model->alternative_of < 0;
}

/* True if a version sets a timescale. */
static inline int32_t profile_computes(const dueby_profile *profile, const struct model_version *version) {
  if (version->before.unit) return 1;
  for (int32_t i = 0; i < version->phases; i++)
    if (profile->phases[version->first_phase + i].stated) return 1;
  return 0;
}

static inline const char *profile_text(const dueby_profile *profile, int32_t offset) {
  return offset ? profile->text + offset : NULL;
}

/* True if people use a name such as "ICPC", in capitals or not, for this rule's duty. */
int dueby_is_also_called(const dueby_profile *profile, int32_t rule, const char *name);
#endif
