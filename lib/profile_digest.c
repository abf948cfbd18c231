/* Computes a profile's digest from all rows of its tables and of the profiles that it extends. It does not depend on where the rows
 * are stored. */
#include "digest.h"
#include "profile_internal.h"

enum { FORM = 1 };

struct digesting {
  struct sha256 hash;
  const dueby_profile *profile;
};

/* Adds a field to the hash: a number, a string or an event. */
static void add_field(struct digesting *to, char kind, int32_t field) {
  if (kind == 't') digest_text(&to->hash, profile_text(to->profile, field));
  else if (kind == 'e') digest_text(&to->hash, dueby_profile_event_slug(to->profile, field));
  else digest_number(&to->hash, field);
}

/* Adds the rows of a table to the hash. The rows are `stride` bytes apart. */
static void add_rows(struct digesting *to, int table, const void *rows, int32_t count, size_t stride) {
  const char *kinds = dueby_profile_field_kinds(table);
  digest_number(&to->hash, count);
  for (int32_t i = 0; i < count; i++) {
    const int32_t *row = (const int32_t *)(const void *)((const char *)rows + (size_t)i * stride);
    for (int field = 0; kinds[field]; field++) add_field(to, kinds[field], row[field]);
  }
}

static void add_parts(struct digesting *to) {
  const dueby_profile *profile = to->profile;
  digest_number(&to->hash, profile->n.parts);
  for (int32_t i = 0; i < profile->n.parts; i++) {
    const struct profile_part *part = &profile->parts[i];
    digest_text(&to->hash, profile_text(profile, part->name));
    digest_text(&to->hash, profile_text(profile, part->title));
    digest_text(&to->hash, profile_text(profile, part->extends));
    digest_number(&to->hash, part->ends_all_first);
    digest_number(&to->hash, part->ends_all_count);
  }
  for (int32_t i = 0; i < profile->n.rules; i++) digest_number(&to->hash, profile->rules[i].part);
}

dueby_status dueby_profile_digest(const dueby_profile *profile, char *text, int64_t size, int64_t *needed) {
  struct digesting to = {digest_begin("profile", FORM), profile};
  add_parts(&to);
  add_rows(&to, MODEL_DOCUMENTS, profile->documents, profile->n.documents, sizeof *profile->documents);
  add_rows(&to, MODEL_EVENTS, profile->events, profile->n.events, sizeof *profile->events);
  add_rows(&to, MODEL_TAGS, profile->tags, profile->n.tags, sizeof *profile->tags);
  add_rows(&to, MODEL_RULES, profile->rules, profile->n.rules, sizeof *profile->rules);
  add_rows(&to, MODEL_VERSIONS, profile->versions, profile->n.versions, sizeof *profile->versions);
  add_rows(&to, MODEL_PHASES, profile->phases, profile->n.phases, sizeof *profile->phases);
  add_rows(&to, MODEL_ENDS, profile->ends, profile->n.ends, sizeof *profile->ends);
  add_rows(&to, MODEL_NEEDS, profile->needs, profile->n.needs, sizeof *profile->needs);
  return digest_end(&to.hash, text, size, needed);
}
