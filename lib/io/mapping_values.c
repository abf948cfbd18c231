/* Reads the parts of a mapping: fields, conditions, refs, events. */
#include <stdlib.h>
#include <string.h>

#include "mapping_reader.h"

/* ---- memory that belongs to the mapping ---- */

struct kept {
  struct kept *next;
  max_align_t bytes[];
};

void *dueby_mapping_keep(struct dueby_mapping *mapping, size_t count, size_t size) {
  struct kept *kept = calloc(1, sizeof *kept + (count ? count : 1) * size);
  if (!kept) return NULL;
  kept->next = mapping->memory;
  mapping->memory = kept;
  return kept->bytes;
}

void dueby_mapping_free(dueby_mapping *mapping) {
  if (!mapping) return;
  for (struct kept *kept = mapping->memory, *next; kept; kept = next) {
    next = kept->next;
    free(kept);
  }
  dueby_yaml_free(&mapping->tree);
  free(mapping);
}

static int32_t count_of(const struct yaml_node *node) {
  int32_t count = 0;
  for (const struct yaml_node *item = yaml_first(node); item; item = yaml_following(node, item)) count++;
  return count;
}

/* ---- reading fields ---- */

int32_t dueby_block_find_field(const struct block *block, const char *name) {
  for (int32_t i = 0; i < block->field_count; i++)
    if (strcmp(block->fields[i].name, name) == 0) return i;
  return -1;
}

static dueby_status add_field(struct mapping_reader *reader, struct block *block, const char *name, int32_t *field) {
  enum { FIRST = 16 };
  if (block->field_count == block->field_capacity) {
    int32_t capacity = block->field_capacity ? block->field_capacity * 2 : FIRST;
    struct mapped_field *fields = dueby_mapping_keep(reader->mapping, (size_t)capacity, sizeof *fields);
    if (!fields) return DUEBY_EMEMORY;
    if (block->field_count) memcpy(fields, block->fields, (size_t)block->field_count * sizeof *fields);
    block->fields = fields;
    block->field_capacity = capacity;
  }
  *field = block->field_count++;
  block->fields[*field].name = name;
  return DUEBY_OK;
}

static dueby_status find_field(struct mapping_reader *reader, struct block *block, const struct yaml_node *node, const char *name,
                               int32_t *field);

static dueby_status unknown_field(struct mapping_reader *reader, const struct block *block, const struct yaml_node *node,
                                  const char *name) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  for (int32_t i = 0; i < block->field_count; i++) dueby_nearest_consider(&nearest, block->fields[i].name);
  return dueby_yaml_unknown(&reader->yaml, node, "field", &nearest);
}

/* Adds a field first.FIELD or last.FIELD of a spell, whose value comes from the spell's table. */
static dueby_status find_spell_field(struct mapping_reader *reader, struct block *spell, const struct yaml_node *node,
                                     const char *name, int32_t *field) {
  static const char first[] = "first.", last[] = "last.";
  int is_first = strncmp(name, first, sizeof first - 1) == 0, is_last = strncmp(name, last, sizeof last - 1) == 0;
  int32_t source;
  if (!is_first && !is_last)
    return dueby_yaml_wrong(&reader->yaml, node, "\"%.*s\": the fields of a spell are first.FIELD and last.FIELD", QUOTED_MAX,
                            name);
  const char *inner = name + (is_first ? sizeof first : sizeof last) - 1;
  dueby_status status = find_field(reader, spell->table, node, inner, &source);
  if (status == DUEBY_OK) status = add_field(reader, spell, name, field);
  if (status != DUEBY_OK) return status;
  spell->fields[*field].source = source;
  spell->fields[*field].is_last = is_last;
  return DUEBY_OK;
}

static dueby_status refuse_many(struct mapping_reader *reader, const struct block *block, const struct yaml_node *node) {
  return block->field_count < DUEBY_MAPPING_MANY ? DUEBY_OK
                                                 : dueby_yaml_wrong(&reader->yaml, node, "more than %d fields", DUEBY_MAPPING_MANY);
}

static dueby_status find_field(struct mapping_reader *reader, struct block *block, const struct yaml_node *node, const char *name,
                               int32_t *field) {
  *field = dueby_block_find_field(block, name);
  if (*field < 0 && block->has_list) return unknown_field(reader, block, node, name);
  if (*field < 0 && refuse_many(reader, block, node) != DUEBY_OK) return DUEBY_ETEXT;
  dueby_status status = *field >= 0                  ? DUEBY_OK
                        : block->kind == BLOCK_SPELL ? find_spell_field(reader, block, node, name, field)
                                                     : add_field(reader, block, name, field);
  if (status == DUEBY_OK) block->fields[*field].is_used = 1;
  return status;
}

dueby_status dueby_mapping_read_field(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                      int32_t *field) {
  dueby_status status = dueby_need_scalar(&reader->yaml, node);
  return status == DUEBY_OK ? find_field(reader, block, node, node->text, field) : status;
}

dueby_status dueby_mapping_read_field_list(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                           int32_t **fields, int32_t *count) {
  int32_t *read = dueby_mapping_keep(reader->mapping, (size_t)count_of(node), sizeof *read), got = 0;
  dueby_status status = read ? DUEBY_OK : DUEBY_EMEMORY;
  for (const struct yaml_node *item = yaml_first(node); item && status == DUEBY_OK; item = yaml_following(node, item))
    status = dueby_mapping_read_field(reader, block, item, &read[got++]);
  if (status == DUEBY_OK && node && !got) return dueby_yaml_wrong(&reader->yaml, node, "a list of fields is empty");
  *fields = read;
  *count = got;
  return status;
}

/* Reads a list whose items are fields or lists of fields. */
static dueby_status read_needs(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                               struct need **needs, int32_t *count) {
  dueby_status status = DUEBY_OK;
  *needs = dueby_mapping_keep(reader->mapping, (size_t)count_of(node), sizeof **needs);
  if (!*needs) return DUEBY_EMEMORY;
  for (const struct yaml_node *item = yaml_first(node); item && status == DUEBY_OK; item = yaml_following(node, item)) {
    struct need *need = &(*needs)[(*count)++];
    status = dueby_mapping_read_field_list(reader, block, item, &need->fields, &need->count);
  }
  return status;
}

dueby_status dueby_mapping_read_required(struct mapping_reader *reader, struct block *block, const struct yaml_node *node) {
  return read_needs(reader, block, node, &block->required, &block->required_count);
}

/* Reads FIELD, or parent.FIELD. */
static dueby_status read_day_field(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                   struct day_field *read) {
  static const char of_parent[] = "parent.";
  const struct block *parent = block->parent;
  if (!parent || node->kind != YAML_SCALAR || strncmp(node->text, of_parent, sizeof of_parent - 1) != 0)
    return dueby_mapping_read_field(reader, block, node, &read->field);
  const char *name = node->text + sizeof of_parent - 1;
  read->is_in_parent = 1;
  read->field = dueby_block_find_field(parent, name);
  return read->field >= 0 ? DUEBY_OK : unknown_field(reader, parent, node, name);
}

dueby_status dueby_mapping_read_order(struct mapping_reader *reader, struct block *block, const struct yaml_node *node) {
  dueby_status status = DUEBY_OK;
  block->order = dueby_mapping_keep(reader->mapping, (size_t)count_of(node), sizeof *block->order);
  if (!block->order) return DUEBY_EMEMORY;
  for (const struct yaml_node *item = yaml_first(node); item && status == DUEBY_OK; item = yaml_following(node, item)) {
    if (item->kind != YAML_LIST || count_of(item) != 2)
      return dueby_yaml_wrong(&reader->yaml, item, "each item of \"order\" has two fields: [START, END]");
    struct day_pair *pair = &block->order[block->order_count++];
    const struct yaml_node *first = yaml_first(item);
    status = read_day_field(reader, block, first, &pair->first);
    if (status == DUEBY_OK) status = dueby_mapping_read_field(reader, block, yaml_following(item, first), &pair->last);
  }
  return status;
}

/* Reads a field: a name, or {name: other spellings}. */
static dueby_status list_field(struct mapping_reader *reader, struct block *block, const struct yaml_node *item) {
  const struct yaml_node *spellings = item->kind == YAML_MAP ? item->first : NULL;
  int32_t field;
  if (spellings && spellings->next)
    return dueby_yaml_wrong(&reader->yaml, item, "braces can only hold one field: {NAME: [SPELLING, ...]}");
  const struct yaml_node *patterns = NULL;
  dueby_status status =
      spellings ? dueby_mapping_read_values(reader, spellings, NULL, &patterns) : dueby_need_scalar(&reader->yaml, item);
  if (status != DUEBY_OK) return status;
  const char *name = spellings ? spellings->key : item->text;
  if (dueby_block_find_field(block, name) >= 0)
    return dueby_yaml_wrong(&reader->yaml, item, "the field \"%.*s\" appears twice", QUOTED_MAX, name);
  status = refuse_many(reader, block, item);
  if (status == DUEBY_OK) status = add_field(reader, block, name, &field);
  if (status != DUEBY_OK) return status;
  block->fields[field].node = item;
  block->fields[field].spellings = patterns;
  return DUEBY_OK;
}

dueby_status dueby_mapping_read_fields(struct mapping_reader *reader, struct block *block, const struct yaml_node *fields,
                                       const struct yaml_node *codes) {
  dueby_status status = fields ? dueby_need_list(&reader->yaml, fields) : DUEBY_OK;
  block->has_list = fields != NULL;
  for (const struct yaml_node *item = fields ? fields->first : NULL; item && status == DUEBY_OK; item = item->next)
    status = list_field(reader, block, item);
  if (status == DUEBY_OK && codes && codes->kind != YAML_MAP)
    return dueby_yaml_wrong(&reader->yaml, codes, "\"codes\" must be a map, not %s", dueby_yaml_kind(codes));
  for (const struct yaml_node *item = codes ? codes->first : NULL; item && status == DUEBY_OK; item = item->next) {
    int32_t field = dueby_block_find_field(block, item->key);
    if (field < 0)
      return dueby_yaml_wrong(&reader->yaml, item, "codes for a field that is not listed, \"%.*s\"", QUOTED_MAX, item->key);
    status = dueby_mapping_read_values(reader, item, NULL, &block->fields[field].codes);
  }
  return status;
}

/* ---- reading conditions ---- */

static dueby_status read_test(struct mapping_reader *reader, struct block *block, const struct yaml_node *node, struct test *test) {
  dueby_status status = find_field(reader, block, node, node->key, &test->field);
  if (status != DUEBY_OK) return status;
  if (node->kind == YAML_MAP)
    return dueby_yaml_wrong(&reader->yaml, node, "\"%.*s\" must be a list of values, present, absent, above zero or not a number",
                            QUOTED_MAX, node->key);
  static const char *const words[] = {
      [TEST_PRESENT] = "present", [TEST_ABSENT] = "absent", [TEST_ABOVE_ZERO] = "above zero", [TEST_NO_NUMBER] = "not a number"};
  test->kind = TEST_AMONG;
  for (int kind = TEST_PRESENT; kind <= TEST_NO_NUMBER && node->kind == YAML_SCALAR; kind++)
    if (strcmp(node->text, words[kind]) == 0) test->kind = (enum test_kind)kind;
  return dueby_mapping_read_values(reader, node, " or ", &test->values);
}

dueby_status dueby_mapping_read_tests(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                      struct tests *tests) {
  int32_t count = 0;
  dueby_status status = DUEBY_OK;
  if (!node) return DUEBY_OK;
  if (node->kind != YAML_MAP)
    return dueby_yaml_wrong(&reader->yaml, node, "\"%s\" must be a map, not %s", dueby_yaml_key(node), dueby_yaml_kind(node));
  if (!node->first) return dueby_yaml_wrong(&reader->yaml, node, "\"%s\" has no conditions", dueby_yaml_key(node));
  for (const struct yaml_node *item = node->first; item; item = item->next) count++;
  tests->items = dueby_mapping_keep(reader->mapping, (size_t)count, sizeof *tests->items);
  if (!tests->items) return DUEBY_EMEMORY;
  for (const struct yaml_node *item = node->first; item && status == DUEBY_OK; item = item->next)
    status = read_test(reader, block, item, &tests->items[tests->count++]);
  return status;
}

/* ---- reading refs ---- */

/* Reads the form of a ref, such as "R{CINreferralDate}": literal text with fields in braces. */
dueby_status dueby_mapping_read_ref(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                    struct ref_form *ref) {
  dueby_status status = node ? dueby_need_scalar(&reader->yaml, node) : DUEBY_OK;
  if (!node || status != DUEBY_OK) return status;
  size_t length = strlen(node->text);
  ref->parts = dueby_mapping_keep(reader->mapping, length + 1, sizeof *ref->parts);
  char *names = dueby_mapping_keep(reader->mapping, length + 1, 1);
  if (!ref->parts || !names) return DUEBY_EMEMORY;
  memcpy(names, node->text, length);
  for (char *at = names; *at && status == DUEBY_OK;) {
    struct ref_part *part = &ref->parts[ref->count++];
    size_t fixed = strcspn(at, "{}");
    part->text = at;
    part->length = (int64_t)fixed;
    part->field = -1;
    if (fixed) {
      at += fixed;
      continue;
    }
    char *end = *at == '{' ? strchr(at, '}') : NULL;
    if (!end || end == at + 1)
      return dueby_yaml_wrong(&reader->yaml, node, "\"%.*s\" is not a ref. Write it like R{FIELD}", QUOTED_MAX, node->text);
    *end = '\0';
    status = find_field(reader, block, node, at + 1, &part->field);
    at = end + 1;
  }
  return status;
}

/* ---- reading events ---- */

static const char *slug_at(const dueby_profile *profile, int32_t event) {
  return dueby_profile_event_slug(profile, event);
}

static dueby_status unknown(struct mapping_reader *reader, const struct yaml_node *node, const char *name, const char *what,
                            const char *(*list)(const dueby_profile *, int32_t), int32_t count) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  for (int32_t i = 0; i < count; i++)
    if (list(reader->mapping->profile, i)) dueby_nearest_consider(&nearest, list(reader->mapping->profile, i));
  return dueby_yaml_unknown(&reader->yaml, node, what, &nearest);
}

dueby_status dueby_mapping_read_event(struct mapping_reader *reader, const struct yaml_node *node, int32_t *event) {
  const dueby_profile *profile = reader->mapping->profile;
  dueby_status status = dueby_need_scalar(&reader->yaml, node);
  if (status != DUEBY_OK || dueby_profile_find_event(profile, node->text, event) == DUEBY_OK) return status;
  return unknown(reader, node, node->text, "event", slug_at, dueby_profile_event_count(profile));
}

static dueby_status read_tag(struct mapping_reader *reader, struct block *block, const struct yaml_node *node, const char *name,
                             int is_conditional, struct mapped_tag *tag) {
  const dueby_profile *profile = reader->mapping->profile;
  if (dueby_profile_find_tag(profile, name, &tag->tag) != DUEBY_OK)
    return unknown(reader, node, name, "tag", dueby_profile_tag, dueby_profile_tag_count(profile));
  return is_conditional ? dueby_mapping_read_tests(reader, block, node, &tag->when) : DUEBY_OK;
}

/* Reads tags: a list, or a map from each tag to its conditions on the row. */
static dueby_status read_tags(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                              struct mapped_event *event) {
  int32_t count = 0;
  dueby_status status = DUEBY_OK;
  if (!node) return DUEBY_OK;
  int is_map = node->kind == YAML_MAP;
  const struct yaml_node *first = is_map ? node->first : yaml_first(node);
  for (const struct yaml_node *item = first; item; item = item->next) count++;
  event->tags = dueby_mapping_keep(reader->mapping, (size_t)count, sizeof *event->tags);
  if (!event->tags) return DUEBY_EMEMORY;
  for (const struct yaml_node *item = first; item && status == DUEBY_OK;
       item = is_map || node->kind == YAML_LIST ? item->next : NULL) {
    if (!is_map) status = dueby_need_scalar(&reader->yaml, item);
    if (status == DUEBY_OK)
      status = read_tag(reader, block, item, is_map ? item->key : item->text, is_map, &event->tags[event->tag_count++]);
  }
  return status;
}

static dueby_status read_during(struct mapping_reader *reader, const struct yaml_node *node, struct mapped_event *event) {
  dueby_nearest nearest = {NULL, NULL, 0, 0};
  dueby_status status = node ? dueby_need_scalar(&reader->yaml, node) : DUEBY_OK;
  if (!node || status != DUEBY_OK) return status;
  nearest.wanted = node->text;
  for (const struct block *block = reader->mapping->blocks; block; block = block->next) {
    if (block->kind != BLOCK_SPELL) continue;
    if (strcmp(block->name, node->text) == 0) event->during = block;
    dueby_nearest_consider(&nearest, block->name);
  }
  return event->during ? DUEBY_OK : dueby_yaml_unknown(&reader->yaml, node, "spell", &nearest);
}

/* Reads the ends that must come before an event: one event or a list. */
static dueby_status read_after(struct mapping_reader *reader, const struct yaml_node *node, struct mapped_event *event) {
  int32_t count = 0;
  dueby_status status = DUEBY_OK;
  if (!node) return DUEBY_OK;
  for (const struct yaml_node *item = yaml_first(node); item; item = yaml_following(node, item)) count++;
  event->after = dueby_mapping_keep(reader->mapping, (size_t)count, sizeof *event->after);
  if (!event->after) return DUEBY_EMEMORY;
  for (const struct yaml_node *item = yaml_first(node); item && status == DUEBY_OK; item = yaml_following(node, item))
    status = dueby_mapping_read_event(reader, item, &event->after[event->after_count++]);
  return status;
}

/* Reads an event's ref: "none", "parent", or the form of a ref, which is appended to the enclosing row's ref. */
static dueby_status read_ref_of_event(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                      struct mapped_event *event) {
  int is_word = node && node->kind == YAML_SCALAR;
  event->ref_kind = !node                                          ? REF_OF_ROW
                    : is_word && strcmp(node->text, "none") == 0   ? REF_NONE
                    : is_word && strcmp(node->text, "parent") == 0 ? REF_OF_PARENT
                                                                   : REF_OWN;
  return event->ref_kind == REF_OWN ? dueby_mapping_read_ref(reader, block, node, &event->ref) : DUEBY_OK;
}

/* Reads {table: TABLE, field: FIELD, since: FIELD}, with {key: FIELD, by: FIELD} if only some rows of the case count. */
static dueby_status read_closed_in(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                   struct closed_in *read) {
  struct closed_nodes {
    const struct yaml_node *table, *field, *since, *key, *by;
  } nodes = {0};
  static const struct key keys[] = {{"table", dueby_keep_node, offsetof(struct closed_nodes, table), 0},
                                    {"field", dueby_keep_node, offsetof(struct closed_nodes, field), 0},
                                    {"since", dueby_keep_node, offsetof(struct closed_nodes, since), 0},
                                    {"key", dueby_keep_node, offsetof(struct closed_nodes, key), 0},
                                    {"by", dueby_keep_node, offsetof(struct closed_nodes, by), 0},
                                    {"", NULL, 0, 0}};
  struct block *table = NULL;
  dueby_status status = dueby_read_map(&reader->yaml, node, keys, "a day in another table", &nodes);
  for (int i = 0; i < 3 && status == DUEBY_OK; i++)
    status = dueby_need_key(&reader->yaml, node, i == 0 ? "table" : i == 1 ? "field" : "since", "a day in another table");
  if (status == DUEBY_OK && nodes.key) status = dueby_need_key(&reader->yaml, node, "by", "a day in another table");
  if (status == DUEBY_OK) status = dueby_mapping_find_table(reader, nodes.table, &table);
  if (status != DUEBY_OK) return status;
  read->key = read->by = -1;
  status = dueby_mapping_read_field(reader, table, nodes.field, &read->field);
  if (status == DUEBY_OK) status = dueby_mapping_read_field(reader, block, nodes.since, &read->since);
  if (status == DUEBY_OK && nodes.key) status = dueby_mapping_read_field(reader, table, nodes.key, &read->key);
  if (status == DUEBY_OK && nodes.key) status = dueby_mapping_read_field(reader, block, nodes.by, &read->by);
  read->table = table;
  return status;
}

struct event_nodes {
  const struct yaml_node *event, *at, *ref, *when, *unless, *undated, *not_on, *done_by, *tags, *during, *after, *note;
  int32_t is_some;
};

static dueby_status read_one_event(struct mapping_reader *reader, struct block *block, const struct yaml_node *node,
                                   struct mapped_event *event) {
  static const struct key keys[] = {{"event", dueby_keep_node, offsetof(struct event_nodes, event), 0},
                                    {"at", dueby_keep_node, offsetof(struct event_nodes, at), 0},
                                    {"ref", dueby_keep_node, offsetof(struct event_nodes, ref), 0},
                                    {"when", dueby_keep_node, offsetof(struct event_nodes, when), 0},
                                    {"unless", dueby_keep_node, offsetof(struct event_nodes, unless), 0},
                                    {"undated", dueby_keep_node, offsetof(struct event_nodes, undated), 0},
                                    {"not_on", dueby_keep_node, offsetof(struct event_nodes, not_on), 0},
                                    {"done_by", dueby_keep_node, offsetof(struct event_nodes, done_by), 0},
                                    {"some", dueby_read_flag, offsetof(struct event_nodes, is_some), 0},
                                    {"tags", dueby_keep_node, offsetof(struct event_nodes, tags), 0},
                                    {"during", dueby_keep_node, offsetof(struct event_nodes, during), 0},
                                    {"after", dueby_keep_node, offsetof(struct event_nodes, after), 0},
                                    {"note", dueby_keep_node, offsetof(struct event_nodes, note), 0},
                                    {"", NULL, 0, 0}};
  struct event_nodes nodes = {0};
  dueby_status status = dueby_read_map(&reader->yaml, node, keys, "an event", &nodes);
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, node, "event", "an event");
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, node, "at", "an event");
  if (status == DUEBY_OK) status = dueby_mapping_read_event(reader, nodes.event, &event->type);
  if (status == DUEBY_OK) status = dueby_mapping_read_field_list(reader, block, nodes.at, &event->at, &event->at_count);
  if (status == DUEBY_OK) status = read_ref_of_event(reader, block, nodes.ref, event);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, block, nodes.when, &event->when);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, block, nodes.unless, &event->unless);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, block, nodes.undated, &event->undated);
  event->has_not_on = nodes.not_on != NULL;
  int is_in_table = nodes.done_by && nodes.done_by->kind == YAML_MAP;
  event->has_done_by = nodes.done_by && !is_in_table;
  event->is_some = nodes.is_some;
  if (status == DUEBY_OK && nodes.not_on) status = read_day_field(reader, block, nodes.not_on, &event->not_on);
  if (status == DUEBY_OK && event->has_done_by) status = read_day_field(reader, block, nodes.done_by, &event->done_by);
  if (status == DUEBY_OK && is_in_table) status = read_closed_in(reader, block, nodes.done_by, &event->closed_in);
  if (status == DUEBY_OK) status = read_tags(reader, block, nodes.tags, event);
  if (status == DUEBY_OK) status = read_during(reader, nodes.during, event);
  if (status == DUEBY_OK) status = read_after(reader, nodes.after, event);
  if (status == DUEBY_OK && nodes.note) status = dueby_need_scalar(&reader->yaml, nodes.note);
  if (status == DUEBY_OK && nodes.note) event->note = nodes.note->text;
  return status;
}

dueby_status dueby_mapping_read_events(struct mapping_reader *reader, struct block *block, const struct yaml_node *list) {
  dueby_status status = list ? dueby_need_list(&reader->yaml, list) : DUEBY_OK;
  if (!list || status != DUEBY_OK) return status;
  block->events = dueby_mapping_keep(reader->mapping, (size_t)count_of(list), sizeof *block->events);
  if (!block->events) return DUEBY_EMEMORY;
  for (const struct yaml_node *item = list->first; item && status == DUEBY_OK; item = item->next)
    status = read_one_event(reader, block, item, &block->events[block->event_count++]);
  return status;
}

/* ---- reading carried columns ---- */

/* True if a column of a worklist or of `dueby read` has this name. */
static int is_taken(const char *name) {
  static const char *const taken[] = {"event", "at", "tags", "source"};
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    if (strcmp(taken[i], name) == 0) return 1;
  const char *field;
  for (int32_t i = 0; (field = dueby_line_field(i)) != NULL; i++)
    if (strcmp(field, name) == 0) return 1;
  return 0;
}

static dueby_status find_carried(struct mapping_reader *reader, const struct yaml_node *node, int32_t *column) {
  struct dueby_mapping *mapping = reader->mapping;
  for (*column = 0; *column < mapping->carried_count; ++*column)
    if (strcmp(mapping->carried[*column], node->key) == 0) return DUEBY_OK;
  if (*column == CARRIED_MAX) return dueby_yaml_wrong(&reader->yaml, node, "more than %d extra columns", CARRIED_MAX);
  if (is_taken(node->key))
    return dueby_yaml_wrong(&reader->yaml, node, "dueby adds a column called \"%.*s\": carry this one under another name",
                            QUOTED_MAX, node->key);
  mapping->carried[mapping->carried_count++] = node->key;
  return DUEBY_OK;
}

/* Reads carried columns, such as {team: Allocated Team}. */
dueby_status dueby_mapping_read_carried(struct mapping_reader *reader, struct block *block, const struct yaml_node *map) {
  dueby_status status = DUEBY_OK;
  if (!map) return DUEBY_OK;
  if (map->kind != YAML_MAP) return dueby_yaml_wrong(&reader->yaml, map, "\"carry\" must be a map, not %s", dueby_yaml_kind(map));
  block->carried = dueby_mapping_keep(reader->mapping, CARRIED_MAX, sizeof *block->carried);
  if (!block->carried) return DUEBY_EMEMORY;
  for (const struct yaml_node *item = map->first; item && status == DUEBY_OK; item = item->next) {
    struct carried_field *carried = &block->carried[block->carried_count];
    if (block->carried_count == CARRIED_MAX)
      return dueby_yaml_wrong(&reader->yaml, item, "more than %d extra columns", CARRIED_MAX);
    status = find_carried(reader, item, &carried->column);
    if (status == DUEBY_OK) status = dueby_mapping_read_field(reader, block, item, &carried->field);
    block->carried_count++;
  }
  return status;
}
