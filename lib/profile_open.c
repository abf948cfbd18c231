/* Opens a compiled profile: checks it, appends it to the profile it extends, and resolves its names. */
#include <stdlib.h>
#include <string.h>

#include "profile_internal.h"
#include "span_internal.h"

/* ---- reading numbers from an image ---- */

/* The kinds of fields in each table, in the order of its struct: t for text, e for an event, n for a number. */
#define DOCUMENT_FIELDS "ttttttnn"
#define EVENT_FIELDS "tttttttnnnnnn"
#define TAG_FIELDS "tt"
#define RULE_FIELDS \
  "tttttttt"        \
  "eeee"            \
  "nnnnnnnnnnnnnnnnnnn"
#define VERSION_FIELDS "ttteennnnnnnnnnnnnnn"
#define PHASE_FIELDS "ennnnnnnnnnnnn"
#define ENDS_FIELDS "e"
#define NEEDS_FIELDS "t"
#define SAME_SIZE(fields, row) _Static_assert(sizeof(fields) - 1 == sizeof(row) / sizeof(int32_t), "a field has no kind")
SAME_SIZE(DOCUMENT_FIELDS, struct model_document);
SAME_SIZE(EVENT_FIELDS, struct model_event);
SAME_SIZE(TAG_FIELDS, struct model_tag);
SAME_SIZE(RULE_FIELDS, struct model_rule);
SAME_SIZE(VERSION_FIELDS, struct model_version);
SAME_SIZE(PHASE_FIELDS, struct model_phase);

static const char field_kinds[MODEL_TABLES][40] = {
    [MODEL_DOCUMENTS] = DOCUMENT_FIELDS, [MODEL_EVENTS] = EVENT_FIELDS, [MODEL_TAGS] = TAG_FIELDS,  [MODEL_RULES] = RULE_FIELDS,
    [MODEL_VERSIONS] = VERSION_FIELDS,   [MODEL_PHASES] = PHASE_FIELDS, [MODEL_ENDS] = ENDS_FIELDS, [MODEL_NEEDS] = NEEDS_FIELDS,
};

const char *dueby_profile_field_kinds(int table) {
  return field_kinds[table];
}

static int32_t field_count(int table) {
  return (int32_t)strlen(field_kinds[table]);
}

struct image {
  struct model_header header;
  const int32_t *tables[MODEL_TABLES];
  const char *text;
  int64_t n_text;
};

enum { AGE_MAX = 150 * 12 }; /* the highest age in months */
enum { BUILTIN_CHAIN_MAX = 6 };

static int in_range(int32_t first, int32_t count, int32_t of) {
  return first >= 0 && count >= 0 && first <= of && count <= of - first;
}

static int valid_texts(const int32_t *row, const char *kinds, int64_t n_text) {
  for (int field = 0; kinds[field]; field++)
    if (kinds[field] != 'n' && (row[field] < 0 || row[field] >= n_text)) return 0;
  return 1;
}

static dueby_status read_image(const int32_t *numbers, int64_t n_numbers, const char *text, int64_t n_text, struct image *image) {
  const int64_t header_text = (int64_t)(sizeof image->header / sizeof(int32_t));
  if (n_numbers < header_text || n_text < 1 || n_text > INT32_MAX || text[0] || text[n_text - 1]) return DUEBY_EFORMAT;
  memcpy(&image->header, numbers, sizeof image->header);
  const struct model_header *header = &image->header;
  if (header->magic != MODEL_MAGIC || header->format != MODEL_FORMAT) return DUEBY_EFORMAT;
  int64_t at = header_text;
  for (int table = 0; table < MODEL_TABLES; table++) {
    int32_t count = header->counts[table], fields = field_count(table);
    if (count < 0 || count > (n_numbers - at) / fields) return DUEBY_EFORMAT;
    image->tables[table] = numbers + at;
    at += (int64_t)count * fields;
    for (int32_t row = 0; row < count; row++)
      if (!valid_texts(image->tables[table] + (int64_t)row * fields, field_kinds[table], n_text)) return DUEBY_EFORMAT;
  }
  image->text = text;
  image->n_text = n_text;
  const int32_t refs[] = {header->name, header->title, header->extends};
  for (int i = 0; i < 3; i++)
    if (refs[i] < 0 || refs[i] >= n_text) return DUEBY_EFORMAT;
  return at == n_numbers && in_range(header->ends_all_first, header->ends_all_count, header->counts[MODEL_ENDS]) ? DUEBY_OK
                                                                                                                 : DUEBY_EFORMAT;
}

/* ---- making room for an image ---- */

static void *copied(const void *base, int64_t base_count, int64_t count, size_t size) {
  void *made = calloc((size_t)count + 1, size);
  if (made && base && base_count) memcpy(made, base, (size_t)base_count * size);
  return made;
}

static const char before_alternative[] = " (alternative: ";

/* Returns the space that the rules' addresses and the alternatives' titles need in the text. */
static int64_t appended_size(const struct image *image) {
  int64_t size = 0, part = (int64_t)strlen(image->text + image->header.name);
  const struct model_rule *rules = (const void *)image->tables[MODEL_RULES];
  for (int32_t i = 0; i < image->header.counts[MODEL_RULES]; i++) {
    int64_t name = (int64_t)strlen(image->text + rules[i].name);
    size += part + 3 + (int64_t)strlen(image->text + rules[i].id) + name;
    size += (int64_t)strlen(image->text + rules[i].title) + (int64_t)sizeof before_alternative + name + 1;
  }
  return size;
}

static void add_counts(struct profile_counts *n, const struct image *image) {
  const int32_t *counts = image->header.counts;
  n->text += image->n_text + appended_size(image);
  n->parts += 1;
  n->documents += counts[MODEL_DOCUMENTS];
  n->events += counts[MODEL_EVENTS];
  n->tags += counts[MODEL_TAGS];
  n->rules += counts[MODEL_RULES];
  n->versions += counts[MODEL_VERSIONS];
  n->phases += counts[MODEL_PHASES];
  n->ends += counts[MODEL_ENDS];
  n->needs += counts[MODEL_NEEDS];
}

static void index_events(dueby_profile *profile, int32_t from) {
  for (int32_t i = from ? from : 1; i < profile->n.events; i++) /* index 0 is not an event */
    names_add(&profile->events_by_slug, profile->text + profile->events[i].slug, i);
}

/* Copies the base and leaves room for the images. */
static dueby_profile *make_room(const dueby_profile *base, const struct image *images, int32_t count) {
  static const struct dueby_profile nothing = {.n = {.events = 1}}; /* even an empty profile has index 0, which is not an event */
  const dueby_profile *from = base ? base : &nothing;
  const struct profile_counts *had = &from->n;
  struct profile_counts n = *had;
  for (int32_t i = 0; i < count; i++) add_counts(&n, &images[i]);
  if (n.text > INT32_MAX) return NULL; /* offsets in the text must fit into 32 bits */
  dueby_profile *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  atomic_init(&made->holders, 1);
  made->n = *had;
  made->text = copied(from->text, had->text, n.text, 1);
  made->parts = copied(from->parts, had->parts, n.parts, sizeof *made->parts);
  made->documents = copied(from->documents, had->documents, n.documents, sizeof *made->documents);
  made->events = copied(from->events, had->events, n.events, sizeof *made->events);
  made->tags = copied(from->tags, had->tags, n.tags, sizeof *made->tags);
  made->rules = copied(from->rules, had->rules, n.rules, sizeof *made->rules);
  made->versions = copied(from->versions, had->versions, n.versions, sizeof *made->versions);
  made->phases = copied(from->phases, had->phases, n.phases, sizeof *made->phases);
  made->ends = copied(from->ends, had->ends, n.ends, sizeof *made->ends);
  made->needs = copied(from->needs, had->needs, n.needs, sizeof *made->needs);
  made->duties = calloc((size_t)n.rules + 1, sizeof *made->duties);
  int indexed = names_make(&made->events_by_slug, n.events) && names_make(&made->duties_by_id, n.rules);
  if (made->text && made->parts && made->documents && made->events && made->tags && made->rules && made->versions && made->phases &&
      made->ends && made->needs && made->duties && indexed) {
    index_events(made, 0);
    return made;
  }
  dueby_profile_free(made);
  return NULL;
}

void dueby_profile_free(dueby_profile *profile) {
  if (!profile || atomic_fetch_sub_explicit(&profile->holders, 1, memory_order_acq_rel) > 1) return;
  free(profile->text);
  free(profile->parts);
  free(profile->documents);
  free(profile->events);
  names_free(&profile->events_by_slug);
  free(profile->tags);
  free(profile->rules);
  free(profile->versions);
  free(profile->phases);
  free(profile->ends);
  free(profile->rule_ends);
  free(profile->needs);
  free(profile->duties);
  names_free(&profile->duties_by_id);
  free(profile);
}

/* ---- appending an image ---- */

/* An image being appended. Its text goes after the base's text, so its offsets grow by the length of the base's text. An offset of
 * 0 still means no text. */
struct appending {
  dueby_profile *profile;
  const struct image *image;
  int32_t text_base;
  struct profile_counts base; /* the counts before the image was appended */
};

static int32_t moved_text(const struct appending *to, int32_t offset) {
  return offset ? offset + to->text_base : 0;
}

static void move_texts(const struct appending *to, int table, int32_t *row) {
  const char *kinds = field_kinds[table];
  for (int field = 0; kinds[field]; field++)
    if (kinds[field] != 'n') row[field] = moved_text(to, row[field]);
}

/* Copies a table, adjusting the offsets of its strings. */
static void append_table(const struct appending *to, int table, void *rows) {
  int32_t fields = field_count(table), count = to->image->header.counts[table], *row = rows;
  if (count) memcpy(rows, to->image->tables[table], (size_t)count * (size_t)fields * sizeof *row);
  for (int32_t i = 0; i < count; i++, row += fields) move_texts(to, table, row);
}

static dueby_status resolve_event(const dueby_profile *profile, int32_t *reference) {
  int32_t event = -1;
  dueby_status status = DUEBY_OK;
  if (*reference) status = dueby_profile_find_event(profile, profile->text + *reference, &event);
  *reference = event;
  return status == DUEBY_OK ? DUEBY_OK : DUEBY_EFORMAT;
}

/* Resolves a string such as "alone" or "alone or alone_excused" to a set of tags. */
static dueby_status resolve_tags(const dueby_profile *profile, int32_t reference, dueby_tags *tags) {
  const char *at = profile->text + reference;
  while (*at) {
    char name[64];
    const char *end = strstr(at, " or ");
    size_t length = end ? (size_t)(end - at) : strlen(at);
    int32_t tag;
    if (length >= sizeof name) return DUEBY_EFORMAT;
    memcpy(name, at, length);
    name[length] = '\0';
    if (dueby_profile_find_tag(profile, name, &tag) != DUEBY_OK || dueby_tags_add(tags, tag) != DUEBY_OK) return DUEBY_EFORMAT;
    at += length + (end ? strlen(" or ") : 0);
  }
  return DUEBY_OK;
}

static int valid_read_on(dueby_date read_on) {
  return read_on == DUEBY_DATE_NONE || (read_on >= DUEBY_DATE_FIRST && read_on <= DUEBY_DATE_LAST);
}

/* True if a phase's spans are valid. Only `within: same day`, which falls due once, may have a span of zero. */
static int valid_phase(const struct model_phase *phase) {
  int same_day = phase->span.unit == DUEBY_UNIT_DAYS && !phase->span.amount && phase->times == 1 && !phase->at_least;
  int needs_span = phase->stated && !phase->agreed;
  return (same_day || (span_is_interval(phase->span) && (phase->span.unit || !needs_span))) && phase->times >= 0 &&
         phase->at_least >= 0 && (!phase->at_least || phase->span.unit) && span_is_interval(phase->at_most) &&
         span_is_interval(phase->fallback) && span_is_interval(phase->lasts);
}

static int valid_age(int32_t months) {
  return months >= -1 && months <= SPAN_AMOUNT_MAX;
}

static int valid_version(const struct appending *to, const struct model_version *version) {
  const int32_t *counts = to->image->header.counts;
  return in_range(version->first_phase, version->phases, counts[MODEL_PHASES]) && version->document >= -1 &&
         version->document < counts[MODEL_DOCUMENTS] && !version->pause_from == !version->pause_to &&
         valid_read_on(version->read_on) && span_is_interval(version->before) &&
         (version->not_before.unit ? span_is_valid(version->not_before) : !version->not_before.amount);
}

static int valid_rule(const struct appending *to, const struct model_rule *rule) {
  const int32_t *counts = to->image->header.counts;
  return rule->id && rule->title && rule->trigger && rule->due && rule->versions > 0 && rule->needs_count <= NEEDS_MAX &&
         in_range(rule->first_version, rule->versions, counts[MODEL_VERSIONS]) &&
         in_range(rule->needs_first, rule->needs_count, counts[MODEL_NEEDS]) &&
         in_range(rule->ends_first, rule->ends_count, counts[MODEL_ENDS]) && rule->alternative_of >= -1 &&
         rule->alternative_of < counts[MODEL_RULES] && span_is_interval(rule->extension_by) && rule->extension_times >= 0 &&
         valid_age(rule->age_from) && valid_age(rule->age_under);
}

static int32_t append_text(dueby_profile *profile, const char *const *pieces, int count) {
  int32_t start = (int32_t)profile->n.text;
  for (int i = 0; i < count; i++) {
    size_t length = strlen(pieces[i]);
    memcpy(profile->text + profile->n.text, pieces[i], length);
    profile->n.text += (int64_t)length;
  }
  profile->text[profile->n.text++] = '\0';
  return start;
}

/* Appends a rule's address to the text: profile:id, profile:id/name or profile:id~name. */
static int32_t append_address(dueby_profile *profile, const struct profile_rule *rule) {
  const char *pieces[] = {profile->text + profile->parts[rule->part].name, ":", profile->text + rule->model.id,
                          rule->model.alternative_of < 0 ? "/" : "~", profile->text + rule->model.name};
  return append_text(profile, pieces, rule->model.name ? 5 : 3);
}

static int32_t append_listed_title(dueby_profile *profile, const struct model_rule *rule) {
  const char *pieces[] = {profile->text + rule->title, before_alternative, profile->text + rule->name, ")"};
  return rule->alternative_of < 0 ? rule->title : append_text(profile, pieces, 4);
}

static dueby_status append_rule(struct appending *to, int32_t index) {
  dueby_profile *profile = to->profile;
  struct profile_rule *rule = &profile->rules[profile->n.rules];
  const struct model_rule *read = (const struct model_rule *)(const void *)to->image->tables[MODEL_RULES] + index;
  if (!valid_rule(to, read)) return DUEBY_EFORMAT;
  memset(rule, 0, sizeof *rule);
  rule->model = *read;
  struct model_rule *model = &rule->model;
  move_texts(to, MODEL_RULES, (int32_t *)(void *)model);
  model->first_version += to->base.versions;
  model->needs_first += to->base.needs;
  model->ends_first += to->base.ends;
  if (model->alternative_of >= 0) model->alternative_of += to->base.rules;
  rule->part = profile->n.parts - 1;
  rule->address = append_address(profile, rule);
  rule->listed_title = append_listed_title(profile, model);
  int32_t *events[] = {&model->trigger, &model->due, &model->since, &model->extension_event};
  dueby_status status = DUEBY_OK;
  for (int i = 0; i < 4 && status == DUEBY_OK; i++) status = resolve_event(profile, events[i]);
  if (status == DUEBY_OK) status = resolve_tags(profile, model->when_tag, &rule->tags.when);
  if (status == DUEBY_OK) status = resolve_tags(profile, model->unless_tag, &rule->tags.unless);
  for (int32_t i = 0; i < model->needs_count && status == DUEBY_OK; i++)
    status = resolve_tags(profile, profile->needs[model->needs_first + i], &rule->tags.needs[i]);
  profile->n.rules++;
  return status;
}

static dueby_status append_tables(struct appending *to) {
  dueby_profile *profile = to->profile;
  const struct image *image = to->image;
  const int32_t *counts = image->header.counts;
  memcpy(profile->text + profile->n.text, image->text, (size_t)image->n_text);
  profile->n.text += image->n_text;
  append_table(to, MODEL_DOCUMENTS, profile->documents + profile->n.documents);
  append_table(to, MODEL_EVENTS, profile->events + profile->n.events);
  append_table(to, MODEL_TAGS, profile->tags + profile->n.tags);
  append_table(to, MODEL_VERSIONS, profile->versions + profile->n.versions);
  append_table(to, MODEL_PHASES, profile->phases + profile->n.phases);
  append_table(to, MODEL_ENDS, profile->ends + profile->n.ends);
  append_table(to, MODEL_NEEDS, profile->needs + profile->n.needs);
  profile->n.documents += counts[MODEL_DOCUMENTS];
  profile->n.events += counts[MODEL_EVENTS];
  profile->n.tags += counts[MODEL_TAGS];
  profile->n.versions += counts[MODEL_VERSIONS];
  profile->n.phases += counts[MODEL_PHASES];
  profile->n.ends += counts[MODEL_ENDS];
  profile->n.needs += counts[MODEL_NEEDS];
  dueby_status status = profile->n.tags <= DUEBY_TAGS_MAX ? DUEBY_OK : DUEBY_ELIMIT;
  for (int32_t i = to->base.events; i < profile->n.events; i++) {
    struct model_event *event = &profile->events[i];
    if (!profile->text[event->slug]) return DUEBY_EFORMAT; /* refuses an image with an unnamed event */
    if (!in_range(event->answers_first, event->answers_count, counts[MODEL_ENDS])) return DUEBY_EFORMAT;
    if (!in_range(event->proves_first, event->proves_count, counts[MODEL_ENDS])) return DUEBY_EFORMAT;
    if (event->on_birthday < 0 || event->on_birthday > AGE_MAX) return DUEBY_EFORMAT;
    event->answers_first += to->base.ends;
    event->proves_first += to->base.ends;
  }
  index_events(profile, to->base.events);
  int32_t tag;
  if (dueby_profile_find_tag(profile, "estimated", &tag) == DUEBY_OK) dueby_tags_add(&profile->estimated, tag);
  if (dueby_profile_find_tag(profile, "earlier", &tag) == DUEBY_OK) dueby_tags_add(&profile->earlier, tag);
  if (dueby_profile_find_event(profile, "birth", &profile->birth) != DUEBY_OK) profile->birth = -1;
  if (dueby_profile_find_event(profile, "child.died", &profile->death) != DUEBY_OK) profile->death = -1;
  for (int32_t i = to->base.documents; i < profile->n.documents; i++)
    if (!valid_read_on(profile->documents[i].read_on)) return DUEBY_EFORMAT;
  for (int32_t i = to->base.versions; i < profile->n.versions && status == DUEBY_OK; i++) {
    struct model_version *version = &profile->versions[i];
    if (!valid_version(to, version)) status = DUEBY_EFORMAT;
    if (status == DUEBY_OK) status = resolve_event(profile, &version->pause_from);
    if (status == DUEBY_OK) status = resolve_event(profile, &version->pause_to);
    version->first_phase += to->base.phases;
    if (version->document >= 0) version->document += to->base.documents;
  }
  for (int32_t i = to->base.phases; i < profile->n.phases && status == DUEBY_OK; i++)
    status = valid_phase(&profile->phases[i]) ? resolve_event(profile, &profile->phases[i].until) : DUEBY_EFORMAT;
  for (int32_t i = to->base.ends; i < profile->n.ends && status == DUEBY_OK; i++)
    status = profile->ends[i] ? resolve_event(profile, &profile->ends[i]) : DUEBY_EFORMAT;
  return status;
}

static void append_part(struct appending *to) {
  const struct model_header *header = &to->image->header;
  struct profile_part part = {moved_text(to, header->name), moved_text(to, header->title), moved_text(to, header->extends),
                              to->base.ends + header->ends_all_first, header->ends_all_count};
  to->profile->parts[to->profile->n.parts++] = part;
}

/* ---- duties: rules that share an id, in the order of their first rules ---- */

static int32_t duty_of(dueby_profile *profile, int32_t id) {
  const char *name = profile->text + id;
  int32_t duty;
  if (names_find(&profile->duties_by_id, name, &duty)) return duty;
  duty = profile->n.duties++;
  profile->duties[duty].id = id;
  profile->duties[duty].count = 0;
  names_add(&profile->duties_by_id, name, duty);
  return duty;
}

static void make_duties(dueby_profile *profile) {
  profile->n.duties = 0;
  for (int32_t i = 0; i < profile->n.rules; i++) {
    profile->rules[i].duty = duty_of(profile, profile->rules[i].model.id);
    profile->duties[profile->rules[i].duty].count++;
  }
  for (int32_t i = 1; i < profile->n.duties; i++)
    profile->duties[i].first = profile->duties[i - 1].first + profile->duties[i - 1].count;
}

/* True if the other rule also needs each set of tags that the first rule needs. */
static int needs_within(const struct profile_tags *left, const struct profile_tags *right) {
  for (int i = 0; i < NEEDS_MAX && tags_any(&left->needs[i]); i++) {
    int found = 0;
    for (int j = 0; j < NEEDS_MAX; j++) found |= tags_equal(&left->needs[i], &right->needs[j]);
    if (!found) return 0;
  }
  return 1;
}

/* Returns the duty's first rule that needs the same tags, whatever their order (rule 16). An alternative is always in a series of
 * its own (rule 27). */
static int32_t series_of(const dueby_profile *profile, int32_t rule) {
  const struct profile_tags *tags = &profile->rules[rule].tags;
  if (profile->rules[rule].model.alternative_of >= 0) return rule;
  int32_t first = profile->duties[profile->rules[rule].duty].first;
  while (!needs_within(&profile->rules[first].tags, tags) || !needs_within(tags, &profile->rules[first].tags)) first++;
  return first;
}

static int have_same_needs(const struct profile_rule *left, const struct profile_rule *right) {
  return needs_within(&left->tags, &right->tags) && needs_within(&right->tags, &left->tags);
}

/* Gives a bit to each different set of tags that the rules met by one event need. Once the byte has no bits left, further sets get
 * none. */
static void number_needs(dueby_profile *profile, int32_t rule) {
  struct profile_rule *of = &profile->rules[rule];
  int32_t bit = NEEDS_BIT_FIRST;
  if (of->model.due <= 0 || !tags_any(&of->tags.needs[0])) return;
  for (int32_t i = 0; i < rule; i++) {
    const struct profile_rule *before = &profile->rules[i];
    if (before->model.due != of->model.due || !tags_any(&before->tags.needs[0])) continue;
    if (have_same_needs(before, of)) {
      of->needs_bit = before->needs_bit;
      return;
    }
    if (before->needs_bit >= bit || !before->needs_bit) bit = before->needs_bit * 2;
  }
  of->needs_bit = bit > UINT8_MAX ? 0 : bit;
}

static dueby_status group_rules(dueby_profile *profile) {
  int32_t n = profile->n.rules;
  struct profile_rule *ordered = calloc((size_t)n + 1, sizeof *ordered);
  int32_t *moved = calloc((size_t)n + 1, sizeof *moved);
  dueby_status status = ordered && moved ? DUEBY_OK : DUEBY_EMEMORY;
  if (status != DUEBY_OK) goto out;
  make_duties(profile);
  for (int32_t i = 0; i < n; i++) {
    moved[i] = profile->duties[profile->rules[i].duty].first++;
    ordered[moved[i]] = profile->rules[i];
  }
  for (int32_t i = 0; i < profile->n.duties; i++) profile->duties[i].first -= profile->duties[i].count;
  for (int32_t i = 0; i < n; i++)
    if (ordered[i].model.alternative_of >= 0) ordered[i].model.alternative_of = moved[ordered[i].model.alternative_of];
  memcpy(profile->rules, ordered, (size_t)n * sizeof *ordered);
  for (int32_t i = 0; i < n; i++) profile->rules[i].series = series_of(profile, i);
  for (int32_t i = 0; i < n; i++) number_needs(profile, i);
out:
  free(ordered);
  free(moved);
  return status;
}

/* ---- the events that stop each rule's clock ---- */

static void add_ends(dueby_profile *profile, struct profile_rule *rule, int32_t first, int32_t count, int ends_all) {
  struct profile_end *ends = profile->rule_ends + rule->ends_first;
  for (int32_t i = first; i < first + count; i++) {
    /* a death does not end what a death starts, even if a second row corrects the day of the death */
    if (profile->ends[i] == profile->death && rule->model.trigger == profile->death) continue;
    struct profile_end end = {profile->ends[i], ends_all || dueby_event_answers(profile, profile->ends[i], rule->model.trigger)};
    ends[rule->ends_count++] = end;
  }
}

/* Collects the events that end each rule: first the rule's own, then those of the profiles that its profile extends, then those of
 * the profile itself. */
static dueby_status gather_ends(dueby_profile *profile) {
  int32_t count = 0;
  for (int32_t i = 0; i < profile->n.rules; i++) {
    struct profile_rule *rule = &profile->rules[i];
    rule->ends_first = count;
    count += rule->model.ends_count;
    for (int32_t part = 0; part <= rule->part; part++) count += profile->parts[part].ends_all_count;
  }
  profile->rule_ends = calloc((size_t)count + 1, sizeof *profile->rule_ends);
  if (!profile->rule_ends) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < profile->n.rules; i++) {
    struct profile_rule *rule = &profile->rules[i];
    rule->ends_count = 0;
    add_ends(profile, rule, rule->model.ends_first, rule->model.ends_count, 0);
    int32_t own = rule->ends_count;
    for (int32_t part = 0; part <= rule->part; part++)
      add_ends(profile, rule, profile->parts[part].ends_all_first, profile->parts[part].ends_all_count, 1);
    struct profile_end *ends = profile->rule_ends + rule->ends_first;
    for (int32_t j = 0; j < own; j++)
      for (int32_t k = own; k < rule->ends_count; k++) ends[j].comes_after |= ends[k].event == ends[j].event;
  }
  return DUEBY_OK;
}

/* ---- opening profiles ---- */

static dueby_status append_image(dueby_profile *profile, const struct image *image) {
  struct appending to = {profile, image, (int32_t)profile->n.text, profile->n};
  dueby_status status = append_tables(&to);
  append_part(&to);
  for (int32_t i = 0; i < image->header.counts[MODEL_RULES] && status == DUEBY_OK; i++) status = append_rule(&to, i);
  return status;
}

/* Opens images. Each extends the one before it, and the first extends the base. */
static dueby_status open_images(const struct image *images, int32_t count, const dueby_profile *base, dueby_profile **profile) {
  dueby_profile *made = make_room(base, images, count);
  dueby_status status = DUEBY_OK;
  if (!made) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < count && status == DUEBY_OK; i++) status = append_image(made, &images[i]);
  if (status == DUEBY_OK) status = group_rules(made);
  if (status == DUEBY_OK) status = gather_ends(made);
  if (status == DUEBY_OK) *profile = made;
  else dueby_profile_free(made);
  return status;
}

static const struct profile_builtin *find_builtin(const char *name) {
  for (int32_t i = 0; i < dueby_table_profile_count; i++)
    if (strcmp(dueby_table_profiles[i].name, name) == 0) return &dueby_table_profiles[i];
  return NULL;
}

/* True if no string has a control character, which could be used to forge a line of an answer. */
static int is_plain(const char *text, int64_t n_text) {
  for (int64_t at = 0, bytes; at < n_text; at += bytes) {
    int32_t kind;
    bytes = dueby_text_character(text + at, n_text - at, &kind);
    if (text[at] && kind != DUEBY_TEXT_PLAIN) return 0;
  }
  return 1;
}

dueby_status dueby_profile_open(const int32_t *numbers, int64_t n_numbers, const char *text, int64_t n_text,
                                const dueby_profile *base, dueby_profile **profile) {
  struct image image;
  dueby_status status = read_image(numbers, n_numbers, text, n_text, &image);
  if (status == DUEBY_OK && !is_plain(text, n_text)) status = DUEBY_EFORMAT;
  return status == DUEBY_OK ? open_images(&image, 1, base, profile) : status;
}

static dueby_status read_builtin(const char *name, struct image *image) {
  const struct profile_builtin *builtin = find_builtin(name);
  if (!builtin) return DUEBY_ENOTFOUND;
  return read_image(dueby_table_numbers + builtin->first_number, builtin->numbers, dueby_table_text + builtin->first_char,
                    builtin->chars, image);
}

/* Opens a built-in profile after the profiles it extends. The first of these is the vocabulary, whose name is empty. */
static dueby_status open_builtin(const char *name, dueby_profile **profile) {
  struct image chain[BUILTIN_CHAIN_MAX];
  for (int32_t first = BUILTIN_CHAIN_MAX;;) {
    dueby_status status = first ? read_builtin(name, &chain[--first]) : DUEBY_ELIMIT;
    if (status != DUEBY_OK) return status;
    if (!*name) return open_images(&chain[first], BUILTIN_CHAIN_MAX - first, NULL, profile);
    name = chain[first].text + chain[first].header.extends;
  }
}

dueby_status dueby_profile_new(const char *builtin_name, dueby_profile **profile) {
  return *builtin_name ? open_builtin(builtin_name, profile) : DUEBY_ENOTFOUND;
}

dueby_status dueby_profile_vocabulary(dueby_profile **profile) {
  return open_builtin("", profile);
}

int32_t dueby_profile_builtin_count(void) {
  return dueby_table_profile_count - (find_builtin("") != NULL);
}

const char *dueby_profile_builtin(int32_t index) {
  int32_t place = 0;
  for (int32_t i = 0; i < dueby_table_profile_count; i++)
    if (*dueby_table_profiles[i].name && place++ == index) return dueby_table_profiles[i].name;
  return NULL;
}
