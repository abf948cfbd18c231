/* The getters of a profile. Profiles are made in profile_open.c. */
#include "dueby/profile.h"

#include <string.h>

#include "profile_internal.h"
#include "text.h"

const char *dueby_profile_name(const dueby_profile *profile) {
  return profile_text(profile, profile->parts[profile->n.parts - 1].name);
}

const char *dueby_profile_title(const dueby_profile *profile) {
  return profile_text(profile, profile->parts[profile->n.parts - 1].title);
}

const char *dueby_profile_parent(const dueby_profile *profile) {
  return profile_text(profile, profile->parts[profile->n.parts - 1].extends);
}

/* ---- getters of duties and their addresses ---- */

int32_t dueby_profile_duty_count(const dueby_profile *profile) {
  return profile->n.duties;
}

const char *dueby_profile_duty(const dueby_profile *profile, int32_t duty) {
  return duty < 0 || duty >= profile->n.duties ? NULL : profile_text(profile, profile->duties[duty].id);
}

dueby_status dueby_profile_find_duty(const dueby_profile *profile, const char *id, int32_t *duty) {
  return names_find(&profile->duties_by_id, id, duty) ? DUEBY_OK : DUEBY_ENOTFOUND;
}

dueby_status dueby_profile_duty_rules(const dueby_profile *profile, int32_t duty, int32_t *first, int32_t *count) {
  if (duty < 0 || duty >= profile->n.duties) return DUEBY_EARGUMENT;
  *first = profile->duties[duty].first;
  *count = profile->duties[duty].count;
  return DUEBY_OK;
}

/* A part of an address: [start, end). `start` is NULL if the address lacks this part. */
struct piece {
  const char *start, *end;
};

static int piece_is(struct piece piece, const char *text) {
  size_t length = text ? strlen(text) : 0;
  return (size_t)(piece.end - piece.start) == length && (!length || memcmp(piece.start, text, length) == 0);
}

static int rule_selected(const dueby_profile *profile, const struct profile_rule *rule, struct piece part, struct piece name,
                         int alternative) {
  if (part.start && !piece_is(part, profile_text(profile, profile->parts[rule->part].name))) return 0;
  if ((rule->model.alternative_of >= 0) != alternative) return 0;
  return !name.start || piece_is(name, profile_text(profile, rule->model.name));
}

dueby_status dueby_profile_select(const dueby_profile *profile, const char *address, int32_t *duty, uint8_t *selected) {
  const char *end = address + strlen(address), *colon = strchr(address, ':');
  struct piece part = {colon ? address : NULL, colon};
  const char *start = colon ? colon + 1 : address, *mark = start + strcspn(start, "/~");
  struct piece id = {start, mark}, name = {mark < end ? mark + 1 : NULL, end};
  for (int32_t i = 0; i < profile->n.duties; i++) {
    const struct profile_duty *one = &profile->duties[i];
    int32_t found = 0;
    if (!piece_is(id, profile->text + one->id)) continue;
    for (int32_t rule = one->first; rule < one->first + one->count; rule++)
      found += rule_selected(profile, &profile->rules[rule], part, name, *mark == '~');
    if (!found) break;
    for (int32_t rule = 0; rule < profile->n.rules; rule++)
      selected[rule] = profile->rules[rule].duty == i && rule_selected(profile, &profile->rules[rule], part, name, *mark == '~');
    *duty = i;
    return DUEBY_OK;
  }
  return DUEBY_ENOTFOUND;
}

/* ---- getters of events and tags ---- */

int32_t dueby_profile_event_count(const dueby_profile *profile) {
  return profile->n.events;
}

dueby_status dueby_profile_find_event(const dueby_profile *profile, const char *slug, int32_t *event) {
  return names_find(&profile->events_by_slug, slug, event) ? DUEBY_OK : DUEBY_ENOTFOUND;
}

static const struct model_event *event_at(const dueby_profile *profile, int32_t event) {
  return event < 0 || event >= profile->n.events ? NULL : &profile->events[event];
}

const char *dueby_profile_event_slug(const dueby_profile *profile, int32_t event) {
  const struct model_event *at = event_at(profile, event);
  return at ? profile_text(profile, at->slug) : NULL;
}

const char *dueby_profile_event_title(const dueby_profile *profile, int32_t event) {
  const struct model_event *at = event_at(profile, event);
  return at ? profile_text(profile, at->title) : NULL;
}

const char *dueby_profile_event_description(const dueby_profile *profile, int32_t event) {
  const struct model_event *at = event_at(profile, event);
  return at ? profile_text(profile, at->means) : NULL;
}

/* Returns the event whose slug is `slug`, an offset in the profile's text, or 0 if the slug is missing or unknown. */
static int32_t event_of_slug(const dueby_profile *profile, int32_t slug) {
  int32_t event = 0;
  if (slug && dueby_profile_find_event(profile, profile_text(profile, slug), &event) != DUEBY_OK) return 0;
  return event;
}

int32_t dueby_profile_event_parent(const dueby_profile *profile, int32_t event) {
  const struct model_event *at = event_at(profile, event);
  return at ? event_of_slug(profile, at->also) : 0;
}

int32_t dueby_profile_event_end(const dueby_profile *profile, int32_t event) {
  const struct model_event *at = event_at(profile, event);
  return at ? event_of_slug(profile, at->ended_by) : 0;
}

int32_t dueby_profile_event_plan(const dueby_profile *profile, int32_t event) {
  const struct model_event *at = event_at(profile, event);
  return at ? event_of_slug(profile, at->planned) : 0;
}

int32_t dueby_profile_event_is_by_birth(const dueby_profile *profile, int32_t event) {
  const struct model_event *at = event_at(profile, event);
  return at && (event == profile->birth || at->on_birthday);
}

int32_t dueby_profile_event_shown(const dueby_profile *profile, int32_t event) {
  const struct model_event *at = event_at(profile, event);
  int32_t attempted = 0;
  if (!at || at->shows || !at->attempts) return at ? at->shows : DUEBY_SHOWS_NOTHING;
  if (dueby_profile_find_event(profile, profile_text(profile, at->attempts), &attempted) != DUEBY_OK) return DUEBY_SHOWS_NOTHING;
  return profile->events[attempted].shows == DUEBY_SHOWS_SEEN ? DUEBY_SHOWS_ATTEMPT : DUEBY_SHOWS_NOTHING;
}

int32_t dueby_profile_tag_count(const dueby_profile *profile) {
  return profile->n.tags;
}

const char *dueby_profile_tag(const dueby_profile *profile, int32_t tag) {
  return tag < 0 || tag >= profile->n.tags ? NULL : profile_text(profile, profile->tags[tag].tag);
}

const char *dueby_profile_tag_description(const dueby_profile *profile, int32_t tag) {
  return tag < 0 || tag >= profile->n.tags ? NULL : profile_text(profile, profile->tags[tag].means);
}

dueby_status dueby_tags_add(dueby_tags *tags, int32_t tag) {
  if (tag < 0 || tag >= DUEBY_TAGS_MAX) return DUEBY_EARGUMENT;
  tags->bits[tag / 64] |= (uint64_t)1 << tag % 64;
  return DUEBY_OK;
}

dueby_status dueby_profile_find_tag(const dueby_profile *profile, const char *name, int32_t *tag) {
  for (int32_t i = 0; i < profile->n.tags; i++) {
    if (strcmp(profile->text + profile->tags[i].tag, name) == 0) {
      *tag = i;
      return DUEBY_OK;
    }
  }
  return DUEBY_ENOTFOUND;
}

/* ---- getters of rules ---- */

int32_t dueby_profile_rule_count(const dueby_profile *profile) {
  return profile->n.rules;
}

static const struct profile_rule *rule_at(const dueby_profile *profile, int32_t rule) {
  return rule < 0 || rule >= profile->n.rules ? NULL : &profile->rules[rule];
}

int32_t dueby_rule_version_count(const dueby_profile *profile, int32_t rule) {
  const struct profile_rule *at = rule_at(profile, rule);
  return at ? at->model.versions : 0;
}

dueby_status dueby_rule_version_on(const dueby_profile *profile, int32_t rule, dueby_date date, int32_t *version) {
  const struct profile_rule *at = rule_at(profile, rule);
  if (!at) return DUEBY_EARGUMENT;
  for (int32_t i = at->model.versions - 1; i >= 0; i--) { /* tries the last version first, because it is needed most often */
    const struct model_version *one = &profile->versions[at->model.first_version + i];
    if ((one->from == DUEBY_DATE_NONE || date >= one->from) && (one->to == DUEBY_DATE_NONE || date <= one->to)) {
      *version = i;
      return DUEBY_OK;
    }
  }
  return DUEBY_ENOTINFORCE;
}

static const struct model_version *version_at(const dueby_profile *profile, const struct profile_rule *rule, int32_t version) {
  return version < 0 || version >= rule->model.versions ? NULL : &profile->versions[rule->model.first_version + version];
}

/* Returns which version of the source's text was read: what the rule's version says or, if it does not say, what its document says.
 * NULL if the source was not read. */
static const char *text_read(const dueby_profile *profile, const struct model_version *version,
                             const struct model_document *document) {
  if (!document || version->checked == DUEBY_CHECKED_UNCHECKED) return NULL;
  return profile_text(profile, version->text_read ? version->text_read : document->text_read);
}

static dueby_date read_on(const dueby_profile *profile, const struct model_version *version) {
  if (!version || version->document < 0 || version->checked == DUEBY_CHECKED_UNCHECKED) return DUEBY_DATE_NONE;
  return version->read_on != DUEBY_DATE_NONE ? version->read_on : profile->documents[version->document].read_on;
}

const char *dueby_rule_text(const dueby_profile *profile, int32_t rule, int32_t version, int32_t field) {
  const struct profile_rule *at = rule_at(profile, rule);
  if (!at) return NULL;
  const struct model_version *one = version_at(profile, at, version);
  const struct model_document *document = one && one->document >= 0 ? &profile->documents[one->document] : NULL;
  switch (field) {
  case DUEBY_RULE_ID: return profile_text(profile, at->model.id);
  case DUEBY_RULE_NAME: return profile_text(profile, at->model.name);
  case DUEBY_RULE_TITLE: return profile_text(profile, at->model.title);
  case DUEBY_RULE_TRIGGER: return dueby_profile_event_slug(profile, at->model.trigger);
  case DUEBY_RULE_DUE: return dueby_profile_event_slug(profile, at->model.due);
  case DUEBY_RULE_PROFILE: return profile_text(profile, profile->parts[at->part].name);
  case DUEBY_RULE_READING: return profile_text(profile, at->model.reading);
  case DUEBY_RULE_REPLACED_BY: return profile_text(profile, at->model.replaced_by);
  case DUEBY_RULE_ALSO: return profile_text(profile, at->model.also);
  case DUEBY_RULE_ADDRESS: return profile_text(profile, at->address);
  case DUEBY_RULE_DOCUMENT: return document ? profile_text(profile, document->title) : NULL;
  case DUEBY_RULE_EDITION: return document ? profile_text(profile, document->version) : NULL;
  case DUEBY_RULE_DATED: return document ? profile_text(profile, document->date) : NULL;
  case DUEBY_RULE_SECTION: return one ? profile_text(profile, one->section) : NULL;
  case DUEBY_RULE_NOTE: return one ? profile_text(profile, one->note) : NULL;
  case DUEBY_RULE_TEXT_READ: return text_read(profile, one, document);
  case DUEBY_RULE_SUPERSEDED: return document ? profile_text(profile, document->superseded_note) : NULL;
  case DUEBY_RULE_SINCE: return dueby_profile_event_slug(profile, at->model.since);
  case DUEBY_RULE_PAUSE_FROM: return one ? dueby_profile_event_slug(profile, one->pause_from) : NULL;
  case DUEBY_RULE_PAUSE_TO: return one ? dueby_profile_event_slug(profile, one->pause_to) : NULL;
  case DUEBY_RULE_WHEN_TAG: return profile_text(profile, at->model.when_tag);
  case DUEBY_RULE_LISTED_TITLE: return profile_text(profile, at->listed_title);
  case DUEBY_RULE_LISTED_AS: /* an alternative's address has the form profile:id~name */
    return at->model.alternative_of < 0 ? profile_text(profile, at->model.id) : strchr(profile_text(profile, at->address), ':') + 1;
  case DUEBY_RULE_UNLESS_TAG: return profile_text(profile, at->model.unless_tag);
  default: return NULL;
  }
}

int32_t dueby_rule_number(const dueby_profile *profile, int32_t rule, int32_t version, int32_t field) {
  const struct profile_rule *at = rule_at(profile, rule);
  if (!at) return 0;
  const struct model_version *one = version_at(profile, at, version);
  switch (field) {
  case DUEBY_RULE_DUTY: return at->duty;
  case DUEBY_RULE_AUTHORITY: return at->model.authority;
  case DUEBY_RULE_FORCE: return at->model.force;
  case DUEBY_RULE_SUBJECT: return at->model.subject;
  case DUEBY_RULE_ALTERNATIVE_OF: return at->model.alternative_of;
  case DUEBY_RULE_EACH: return at->model.each;
  case DUEBY_RULE_AGE_FROM: return at->model.age_from;
  case DUEBY_RULE_AGE_UNDER: return at->model.age_under;
  case DUEBY_RULE_DIVISION: return at->model.division;
  case DUEBY_RULE_COUNTING: return one ? one->counting : 0;
  case DUEBY_RULE_ROLL: return one ? one->roll : 0;
  case DUEBY_RULE_RECURS: return one ? one->recurs : 0;
  case DUEBY_RULE_COMPUTES: return one ? profile_computes(profile, one) : 0;
  case DUEBY_RULE_CHECKED: return one && one->document >= 0 ? one->checked : 0;
  case DUEBY_RULE_READ_ON: return read_on(profile, one);
  case DUEBY_RULE_FROM: return one ? one->from : DUEBY_DATE_NONE;
  case DUEBY_RULE_TO: return one ? one->to : DUEBY_DATE_NONE;
  case DUEBY_RULE_SUPERSEDED_FROM:
    return one && one->document >= 0 ? profile->documents[one->document].superseded_from : DUEBY_DATE_NONE;
  default: return 0;
  }
}

int32_t dueby_rule_end_count(const dueby_profile *profile, int32_t rule) {
  const struct profile_rule *at = rule_at(profile, rule);
  return at ? at->ends_count : 0;
}

int32_t dueby_rule_end(const dueby_profile *profile, int32_t rule, int32_t index) {
  return index < 0 || index >= dueby_rule_end_count(profile, rule) ? -1 : profile_rule_ends(profile, rule)[index].event;
}

static int is_until(const dueby_profile *profile, const struct model_version *version, int32_t event) {
  for (int32_t i = 0; i < version->phases; i++)
    if (profile->phases[version->first_phase + i].until == event) return 1;
  return 0;
}

int32_t dueby_rule_uses(const dueby_profile *profile, int32_t rule, int32_t event) {
  const struct profile_rule *at = rule_at(profile, rule);
  if (!at || event <= 0 || event >= profile->n.events) return 0;
  const struct model_rule *model = &at->model;
  if (event == model->trigger || event == model->due || event == model->since || event == model->extension_event) return 1;
  if (event == dueby_profile_event_end(profile, model->trigger)) return 1;
  for (int32_t i = 0; i < at->ends_count; i++)
    if (profile_rule_ends(profile, rule)[i].event == event) return 1;
  for (int32_t i = 0; i < model->versions; i++) {
    const struct model_version *version = &profile->versions[model->first_version + i];
    if (event == version->pause_from || event == version->pause_to || is_until(profile, version, event)) return 1;
  }
  return 0;
}

int32_t dueby_rule_series(const dueby_profile *profile, int32_t rule) {
  return rule < 0 || rule >= profile->n.rules ? -1 : profile->rules[rule].series;
}

dueby_status dueby_rule_needs_text(const dueby_profile *profile, int32_t rule, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (rule < 0 || rule >= profile->n.rules) return DUEBY_EARGUMENT;
  const struct model_rule *model = &profile->rules[rule].model;
  for (int32_t i = 0; i < model->needs_count; i++) {
    if (i) text_string(&out, "; ");
    text_string(&out, profile->text + profile->needs[model->needs_first + i]);
  }
  return text_end(&out, needed);
}

int dueby_event_answers(const dueby_profile *profile, int32_t event, int32_t other) {
  const struct model_event *at = &profile->events[event];
  for (int32_t i = 0; i < at->answers_count; i++)
    if (profile->ends[at->answers_first + i] == other) return 1;
  return 0;
}
