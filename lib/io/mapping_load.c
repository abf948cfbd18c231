/* Reads mappings from YAML: the file itself, and its blocks of rows. */
#include <stdlib.h>
#include <string.h>

#include "mapping_reader.h"

enum { MONTHS_MAX = 240 };

/* ---- reading strings and patterns ---- */

static char small(char letter) {
  return (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
}

int dueby_mapping_matches(const char *pattern, int64_t pattern_length, const char *text, int64_t length) {
  int64_t at = 0, in = 0, star = -1, from = 0;
  while (at < length) {
    if (in < pattern_length && pattern[in] == '*') {
      star = in++;
      from = at;
    } else if (in < pattern_length && small(pattern[in]) == small(text[at])) {
      in++;
      at++;
    } else if (star >= 0) {
      in = star + 1;
      at = ++from;
    } else {
      return 0;
    }
  }
  while (in < pattern_length && pattern[in] == '*') in++;
  return in == pattern_length;
}

/* ---- building the tree of elements that a return has ---- */

static struct shape *find_shape(struct mapping_reader *reader, struct shape *in, const char *path) {
  while (in && *path && strcmp(path, ".") != 0) {
    int64_t length = (int64_t)strcspn(path, "/");
    struct shape *shape = in->first;
    while (shape && (shape->name_length != length || memcmp(shape->name, path, (size_t)length) != 0)) shape = shape->next;
    if (!shape) {
      shape = dueby_mapping_keep(reader->mapping, 1, sizeof *shape);
      if (!shape) return NULL;
      shape->name = path;
      shape->name_length = length;
      shape->next = in->first;
      in->first = shape;
    }
    in = shape;
    path += length + (path[length] == '/');
  }
  return in;
}

static dueby_status build_shapes(struct mapping_reader *reader) {
  struct dueby_mapping *mapping = reader->mapping;
  mapping->shape = dueby_mapping_keep(mapping, 1, sizeof *mapping->shape);
  for (struct block *block = mapping->blocks; block; block = block->next) {
    struct shape *shape = find_shape(reader, mapping->shape, block->name);
    if (!shape) return DUEBY_EMEMORY;
    shape->block = block;
    for (int32_t i = 0; i < block->field_count; i++) {
      struct shape *field = find_shape(reader, shape, block->fields[i].name);
      if (!field) return DUEBY_EMEMORY;
      field->owner = block;
      field->field = i;
    }
  }
  return DUEBY_OK;
}

/* ---- reading blocks: the kinds of rows ---- */

struct block_nodes {
  const struct yaml_node *each, *table, *spell, *of, *header, *case_field, *fields, *codes, *ref, *when, *unless, *required, *order,
      *open, *known_by, *events, *carry, *from, *to, *begins, *goes_on, *aside, *ends, *by;
};

#define NODE(name, field) \
  { name, dueby_keep_node, offsetof(struct block_nodes, field), 0 }

static const struct key element_keys[] = {NODE("each", each),     NODE("fields", fields),     NODE("codes", codes),
                                          NODE("ref", ref),       NODE("when", when),         NODE("unless", unless),
                                          NODE("events", events), NODE("required", required), NODE("carry", carry),
                                          NODE("open", open),     NODE("known_by", known_by), NODE("order", order),
                                          {"", NULL, 0, 0}};
static const struct key table_keys[] = {
    NODE("table", table),       NODE("header", header), NODE("case", case_field),   NODE("fields", fields), NODE("codes", codes),
    NODE("ref", ref),           NODE("when", when),     NODE("unless", unless),     NODE("events", events), NODE("carry", carry),
    NODE("required", required), NODE("open", open),     NODE("known_by", known_by), NODE("order", order),   {"", NULL, 0, 0}};
static const struct key spell_keys[] = {
    NODE("spell", spell),   NODE("of", of),         NODE("from", from),       NODE("to", to),     NODE("when", when),
    NODE("unless", unless), NODE("begins", begins), NODE("aside", aside),     NODE("ends", ends), NODE("by", by),
    NODE("ref", ref),       NODE("events", events), NODE("goes_on", goes_on), {"", NULL, 0, 0}};

static dueby_status read_block_nodes(struct mapping_reader *reader, const struct block *block, struct block_nodes *nodes) {
  static const struct key *const keys[] = {element_keys, table_keys, spell_keys};
  static const char *const names[] = {"an element", "a table", "a spell"};
  struct block_nodes none = {0};
  *nodes = none;
  return dueby_read_map(&reader->yaml, block->node, keys[block->kind], names[block->kind], nodes);
}

/* Finds the block of the nearest enclosing element: the one with the longest path. */
static const struct block *find_parent(const struct dueby_mapping *mapping, const struct block *of) {
  const struct block *found = NULL;
  for (const struct block *block = mapping->blocks; block; block = block->next) {
    size_t length = strlen(block->name);
    int is_case = strcmp(block->name, ".") == 0;
    if (block == of || (!is_case && (strncmp(of->name, block->name, length) != 0 || of->name[length] != '/'))) continue;
    if (!found || strcmp(found->name, ".") == 0 || (!is_case && length > strlen(found->name))) found = block;
  }
  return strcmp(of->name, ".") == 0 ? NULL : found;
}

static dueby_status name_block(struct mapping_reader *reader, struct block *block) {
  static const char kinds[][8] = {"each", "table", "spell"};
  const struct yaml_node *name = NULL;
  if (block->node->kind != YAML_MAP) return dueby_yaml_wrong(&reader->yaml, block->node, "rows must be a map");
  for (int kind = BLOCK_ELEMENT; kind <= BLOCK_SPELL && !name; kind++) {
    name = dueby_yaml_child(block->node, kinds[kind]);
    block->kind = (enum block_kind)kind;
  }
  if (!name || (block->kind == BLOCK_ELEMENT) != reader->mapping->is_xml)
    return dueby_yaml_wrong(&reader->yaml, block->node,
                            reader->mapping->is_xml ? "XML rows need the key \"each\""
                                                    : "CSV rows need the key \"table\" or \"spell\"");
  dueby_status status = dueby_need_scalar(&reader->yaml, name);
  if (status != DUEBY_OK) return status;
  block->name = name->text;
  for (const struct block *other = reader->mapping->blocks; other != block; other = other->next)
    if (strcmp(other->name, block->name) == 0)
      return dueby_yaml_wrong(&reader->yaml, name, "\"%.*s\" appears twice", QUOTED_MAX, block->name);
  return DUEBY_OK;
}

/* Collects the names of all blocks first, because blocks may refer to one another. */
static dueby_status name_blocks(struct mapping_reader *reader, const struct yaml_node *list) {
  struct dueby_mapping *mapping = reader->mapping;
  struct block **last = &mapping->blocks;
  dueby_status status = dueby_need_list(&reader->yaml, list);
  for (const struct yaml_node *item = list->first; item && status == DUEBY_OK; item = item->next) {
    struct block *block = dueby_mapping_keep(mapping, 1, sizeof *block);
    if (!block) return DUEBY_EMEMORY;
    block->node = item;
    block->index = mapping->block_count++;
    block->case_field = -1;
    *last = block;
    last = &block->next;
    status = mapping->block_count > DUEBY_MAPPING_MANY
                 ? dueby_yaml_wrong(&reader->yaml, item, "more than %d kinds of row", DUEBY_MAPPING_MANY)
                 : name_block(reader, block);
  }
  return status;
}

dueby_status dueby_mapping_find_table(struct mapping_reader *reader, const struct yaml_node *node, struct block **table) {
  dueby_status status = dueby_need_scalar(&reader->yaml, node);
  if (status != DUEBY_OK) return status;
  for (struct block *block = reader->mapping->blocks; block; block = block->next)
    if (block->kind == BLOCK_TABLE && strcmp(block->name, node->text) == 0) *table = block;
  return *table ? DUEBY_OK : dueby_yaml_wrong(&reader->yaml, node, "no table is called \"%.*s\"", QUOTED_MAX, node->text);
}

/* Reads {of: TABLE, key: FIELD, by: FIELD}. The case is in another table, in the row whose key equals this row's field in `by`. */
static dueby_status read_case_table(struct mapping_reader *reader, struct block *block, const struct yaml_node *node) {
  static const struct key keys[] = {NODE("of", of), NODE("key", from), NODE("by", by), {"", NULL, 0, 0}};
  struct block_nodes nodes = {0};
  dueby_status status = dueby_read_map(&reader->yaml, node, keys, "a case from another table", &nodes);
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, node, "of", "a case from another table");
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, node, "key", "a case from another table");
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, node, "by", "a case from another table");
  if (status == DUEBY_OK) status = dueby_mapping_find_table(reader, nodes.of, &block->case_table);
  if (status == DUEBY_OK) status = dueby_mapping_read_field(reader, block->case_table, nodes.from, &block->case_key);
  return status == DUEBY_OK ? dueby_mapping_read_field(reader, block, nodes.by, &block->case_field) : status;
}

static dueby_status read_case_field(struct mapping_reader *reader, struct block *block, const struct yaml_node *own,
                                    const struct yaml_node *whole) {
  if (own && own->kind == YAML_MAP) return read_case_table(reader, block, own);
  if (!own && !whole)
    return dueby_yaml_wrong(&reader->yaml, block->node, "a table needs the key \"case\", unless the whole mapping has one");
  return dueby_mapping_read_field(reader, block, own ? own : whole, &block->case_field);
}

static dueby_status read_spell(struct mapping_reader *reader, struct block *spell, const struct block_nodes *nodes) {
  dueby_status status = dueby_need_key(&reader->yaml, spell->node, "of", "a spell");
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, spell->node, "from", "a spell");
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, spell->node, "to", "a spell");
  if (status == DUEBY_OK) status = dueby_mapping_find_table(reader, nodes->of, &spell->table);
  if (status != DUEBY_OK) return status;
  struct block *table = spell->table;
  status = dueby_mapping_read_field(reader, table, nodes->from, &spell->from);
  if (status == DUEBY_OK) status = dueby_mapping_read_field(reader, table, nodes->to, &spell->to);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, table, nodes->when, &spell->when);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, table, nodes->unless, &spell->unless);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, table, nodes->begins, &spell->begins);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, table, nodes->goes_on, &spell->goes_on);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, table, nodes->aside, &spell->aside);
  if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, table, nodes->ends, &spell->ends);
  if (status == DUEBY_OK && nodes->by)
    status = dueby_mapping_read_field_list(reader, table, nodes->by, &spell->by, &spell->by_count);
  return status;
}

static dueby_status read_block(struct mapping_reader *reader, struct block *block, const struct yaml_node *case_field) {
  struct block_nodes nodes;
  dueby_status status = read_block_nodes(reader, block, &nodes);
  if (status != DUEBY_OK) return status;
  if (block->kind == BLOCK_SPELL) {
    status = read_spell(reader, block, &nodes);
  } else {
    if (block->kind == BLOCK_TABLE) status = read_case_field(reader, block, nodes.case_field, case_field);
    if (status == DUEBY_OK && nodes.header)
      status = dueby_mapping_read_field_list(reader, block, nodes.header, &block->header, &block->header_count);
    if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, block, nodes.when, &block->when);
    if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, block, nodes.unless, &block->unless);
    if (status == DUEBY_OK) status = dueby_mapping_read_tests(reader, block, nodes.open, &block->open);
    if (status == DUEBY_OK && nodes.known_by)
      status = dueby_mapping_read_field_list(reader, block, nodes.known_by, &block->known_by, &block->known_by_count);
    if (status == DUEBY_OK && nodes.required) status = dueby_mapping_read_required(reader, block, nodes.required);
    if (status == DUEBY_OK && nodes.order) status = dueby_mapping_read_order(reader, block, nodes.order);
    if (status == DUEBY_OK) status = dueby_mapping_read_carried(reader, block, nodes.carry);
  }
  if (status == DUEBY_OK) status = dueby_mapping_read_ref(reader, block, nodes.ref, &block->ref);
  if (status == DUEBY_OK) status = dueby_mapping_read_events(reader, block, nodes.events);
  return status;
}

static dueby_status read_blocks(struct mapping_reader *reader, const struct yaml_node *list, const struct yaml_node *case_field) {
  struct dueby_mapping *mapping = reader->mapping;
  struct block_nodes nodes;
  dueby_status status = name_blocks(reader, list);
  for (struct block *block = mapping->blocks; block && status == DUEBY_OK; block = block->next) {
    status = read_block_nodes(reader, block, &nodes);
    if (status == DUEBY_OK && block->kind != BLOCK_SPELL)
      status = dueby_mapping_read_fields(reader, block, nodes.fields, nodes.codes);
    if (mapping->is_xml) block->parent = find_parent(mapping, block);
  }
  for (struct block *block = mapping->blocks; block && status == DUEBY_OK; block = block->next)
    status = read_block(reader, block, mapping->is_xml ? NULL : case_field);
  if (status != DUEBY_OK || !mapping->is_xml) return status;
  for (struct block *block = mapping->blocks; block && status == DUEBY_OK; block = block->next)
    if (strcmp(block->name, ".") == 0) return dueby_mapping_read_field(reader, block, case_field, &block->case_field);
  return dueby_yaml_wrong(&reader->yaml, list, "an XML mapping needs rows with \"each: .\", for the case element itself");
}

/* ---- reading the whole mapping ---- */

struct mapping_nodes {
  const struct yaml_node *name, *title, *root, *each, *where, *dates, *as_at, *period, *holds, *case_field, *limits, *leaves_out,
      *values, *rows;
};

#define TOP(name, field) \
  { name, dueby_keep_node, offsetof(struct mapping_nodes, field), 0 }

static const struct key mapping_keys[] = {
    TOP("return", name),           TOP("title", title),     TOP("root", root),     TOP("each", each),
    TOP("where", where),           TOP("dates", dates),     TOP("as_at", as_at),   TOP("period", period),
    TOP("holds", holds),           TOP("case", case_field), TOP("limits", limits), TOP("rows", rows),
    TOP("leaves_out", leaves_out), TOP("values", values),   {"", NULL, 0, 0}};

static dueby_status read_scalar(struct mapping_reader *reader, const struct yaml_node *node, const char **text) {
  dueby_status status = node ? dueby_need_scalar(&reader->yaml, node) : DUEBY_OK;
  if (node && status == DUEBY_OK) *text = node->text;
  return status;
}

static dueby_status read_dates(struct mapping_reader *reader, const struct yaml_node *node) {
  return node ? dueby_read_code(&reader->yaml, node, &reader->mapping->date_order, DUEBY_CODE_DATES) : DUEBY_OK;
}

static int two_digits(const char *text, int32_t most) {
  int is_number = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
  int32_t number = is_number ? (text[0] - '0') * 10 + text[1] - '0' : 0;
  return number <= most ? number : 0;
}

/* Reads a period: {months: 12} or {year_from: 04-01}. */
static dueby_status read_period(struct mapping_reader *reader, const struct yaml_node *node) {
  struct dueby_mapping *mapping = reader->mapping;
  const struct yaml_node *one = node && node->kind == YAML_MAP ? node->first : NULL;
  if (!node) return DUEBY_OK;
  dueby_status status = one && !one->next ? dueby_need_scalar(&reader->yaml, one) : DUEBY_OK;
  if (status != DUEBY_OK) return status;
  if (one && !one->next && strcmp(one->key, "months") == 0) {
    mapping->period = PERIOD_MONTHS;
    return dueby_read_count(&reader->yaml, one, &mapping->period_months, MONTHS_MAX);
  }
  if (one && !one->next && strcmp(one->key, "year_from") == 0 && strlen(one->text) == 5 && one->text[2] == '-') {
    mapping->period = PERIOD_YEAR;
    mapping->period_month = two_digits(one->text, YEAR_MONTHS);
    mapping->period_day = two_digits(one->text + 3, 28);
    if (mapping->period_month && mapping->period_day) return DUEBY_OK;
  }
  return dueby_yaml_wrong(&reader->yaml, node, "\"period\" must be {months: 12} or {year_from: 04-01}");
}

static dueby_status read_holds(struct mapping_reader *reader, const struct yaml_node *node) {
  static const char words[][8] = {"", "all", "since", "latest", "never"};
  struct dueby_mapping *mapping = reader->mapping;
  int32_t count = 0;
  dueby_status status = DUEBY_OK;
  if (!node) return DUEBY_OK;
  if (node->kind != YAML_MAP) return dueby_yaml_wrong(&reader->yaml, node, "\"holds\" must be a map");
  for (const struct yaml_node *kind = node->first; kind; kind = kind->next)
    for (const struct yaml_node *item = yaml_first(kind); item; item = yaml_following(kind, item)) count++;
  mapping->holdings = dueby_mapping_keep(mapping, (size_t)count, sizeof *mapping->holdings);
  if (!mapping->holdings) return DUEBY_EMEMORY;
  for (const struct yaml_node *kind = node->first; kind && status == DUEBY_OK; kind = kind->next) {
    int32_t what = DUEBY_HOLDS_ALL;
    while (what <= DUEBY_HOLDS_NEVER && strcmp(words[what], kind->key) != 0) what++;
    struct yaml_node at_key = *kind;
    at_key.line = kind->key_line;
    at_key.column = kind->key_column;
    if (what > DUEBY_HOLDS_NEVER)
      return dueby_yaml_wrong(&reader->yaml, &at_key, "\"%.*s\": expected all, since, latest or never", QUOTED_MAX, kind->key);
    for (const struct yaml_node *item = yaml_first(kind); item && status == DUEBY_OK; item = yaml_following(kind, item)) {
      struct holding *holding = &mapping->holdings[mapping->holding_count++];
      holding->what = what;
      status = dueby_mapping_read_event(reader, item, &holding->event);
    }
  }
  return status;
}

static dueby_status read_texts(struct mapping_reader *reader, const struct yaml_node *list, const struct yaml_node **kept) {
  dueby_status status = list ? dueby_need_list(&reader->yaml, list) : DUEBY_OK;
  for (const struct yaml_node *item = list ? list->first : NULL; item && status == DUEBY_OK; item = item->next)
    status = dueby_need_scalar(&reader->yaml, item);
  *kept = list;
  return status;
}

static dueby_status read_where(struct mapping_reader *reader, const struct yaml_node *node) {
  if (node && node->kind != YAML_MAP) return dueby_yaml_wrong(&reader->yaml, node, "\"where\" must be a map");
  for (const struct yaml_node *item = node ? node->first : NULL; item; item = item->next)
    for (const struct yaml_node *value = yaml_first(item); value; value = yaml_following(item, value))
      if (value->kind != YAML_SCALAR) return dueby_yaml_wrong(&reader->yaml, value, "a value must be a single piece of text");
  reader->mapping->where = node;
  return DUEBY_OK;
}

static dueby_status read_form(struct mapping_reader *reader, const struct yaml_node *root, const struct mapping_nodes *nodes) {
  struct dueby_mapping *mapping = reader->mapping;
  mapping->is_xml = nodes->root != NULL;
  dueby_status status = dueby_need_key(&reader->yaml, root, "return", "a mapping");
  if (status == DUEBY_OK && !dueby_is_name(nodes->name->kind == YAML_SCALAR ? nodes->name->text : ""))
    status = dueby_yaml_wrong(&reader->yaml, nodes->name,
                              "\"return\" must be a name: lower-case letters, digits, \".\", \"_\" and \"-\"");
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, root, "title", "a mapping");
  if (status == DUEBY_OK) status = dueby_need_key(&reader->yaml, root, "rows", "a mapping");
  if (status == DUEBY_OK && mapping->is_xml) status = dueby_need_key(&reader->yaml, root, "each", "an XML mapping");
  if (status == DUEBY_OK && mapping->is_xml) status = dueby_need_key(&reader->yaml, root, "case", "an XML mapping");
  if (status == DUEBY_OK && !mapping->is_xml && (nodes->each || nodes->where || nodes->as_at))
    status =
        dueby_yaml_wrong(&reader->yaml, root, "\"each\", \"where\" and \"as_at\" can only be used with \"root\", which is for XML");
  if (status == DUEBY_OK) status = read_scalar(reader, nodes->name, &mapping->name);
  if (status == DUEBY_OK) status = read_scalar(reader, nodes->title, &mapping->title);
  if (status == DUEBY_OK) status = read_scalar(reader, nodes->root, &mapping->root);
  if (status == DUEBY_OK) status = read_scalar(reader, nodes->each, &mapping->each);
  if (status == DUEBY_OK) status = read_scalar(reader, nodes->as_at, &mapping->as_at);
  return status;
}

static void warn_of_unused_fields(struct mapping_reader *reader) {
  for (const struct block *block = reader->mapping->blocks; block; block = block->next)
    for (int32_t i = 0; i < block->field_count; i++)
      if (!block->fields[i].is_used && block->fields[i].node)
        dueby_yaml_warning(&reader->yaml, block->fields[i].node, "no row uses the field \"%s\" of \"%s\"", block->fields[i].name,
                           block->name);
}

/* Warns about duties in `leaves_out` that the profile does not have. They are not errors, because another profile may have them. */
static void warn_of_unknown_duties(struct mapping_reader *reader) {
  const struct dueby_mapping *mapping = reader->mapping;
  int32_t rules = dueby_profile_rule_count(mapping->profile);
  for (const struct yaml_node *item = mapping->leaves_out ? mapping->leaves_out->first : NULL; item; item = item->next) {
    dueby_nearest nearest = {item->text, NULL, 0, 0};
    int is_known = 0;
    for (int32_t rule = 0; rule < rules && !is_known; rule++) {
      const char *duty = dueby_rule_text(mapping->profile, rule, 0, DUEBY_RULE_ID);
      is_known = strcmp(duty, item->text) == 0;
      dueby_nearest_consider(&nearest, duty);
    }
    if (is_known) continue;
    dueby_yaml_warning(&reader->yaml, item, "unknown duty \"%.*s\"%s%s%s", QUOTED_MAX, item->text,
                       nearest.name ? ": did you mean \"" : "", nearest.name ? nearest.name : "", nearest.name ? "\"?" : "");
  }
}

static dueby_status read_mapping(struct mapping_reader *reader) {
  struct dueby_mapping *mapping = reader->mapping;
  struct mapping_nodes nodes = {0};
  const struct yaml_node *root = mapping->tree.root;
  dueby_status status = dueby_read_map(&reader->yaml, root, mapping_keys, "a mapping", &nodes);
  if (status == DUEBY_OK) status = read_form(reader, root, &nodes);
  if (status == DUEBY_OK) status = read_dates(reader, nodes.dates);
  if (status == DUEBY_OK) status = read_where(reader, nodes.where);
  if (status == DUEBY_OK) status = read_period(reader, nodes.period);
  if (status == DUEBY_OK) status = read_texts(reader, nodes.limits, &mapping->limits);
  if (status == DUEBY_OK) status = read_texts(reader, nodes.leaves_out, &mapping->leaves_out);
  if (status == DUEBY_OK) status = read_holds(reader, nodes.holds);
  if (status == DUEBY_OK) status = dueby_mapping_read_lists(reader, nodes.values);
  if (status == DUEBY_OK) status = read_blocks(reader, nodes.rows, nodes.case_field);
  if (status == DUEBY_OK && mapping->is_xml) status = build_shapes(reader);
  if (status == DUEBY_OK) dueby_mapping_warn_of_unused_lists(reader);
  if (status == DUEBY_OK) warn_of_unused_fields(reader);
  if (status == DUEBY_OK) warn_of_unknown_duties(reader);
  return status;
}

dueby_status dueby_mapping_from_yaml(const dueby_profile *profile, const char *yaml, int64_t length, dueby_diagnostics *diagnostics,
                                     dueby_mapping **mapping) {
  struct profile_image image = {0}; /* an empty image: the map reader only checks whether it has failed */
  struct mapping_reader reader = {.yaml = {.image = &image, .diagnostics = diagnostics}};
  reader.mapping = calloc(1, sizeof *reader.mapping);
  if (!reader.mapping) return DUEBY_EMEMORY;
  reader.mapping->profile = profile;
  dueby_status status = dueby_yaml_read(yaml, length, diagnostics, &reader.mapping->tree);
  if (status == DUEBY_OK) status = read_mapping(&reader);
  if (status == DUEBY_OK) *mapping = reader.mapping;
  else dueby_mapping_free(reader.mapping);
  return status;
}

dueby_status dueby_mapping_from_file(const dueby_profile *profile, const char *path, dueby_diagnostics *diagnostics,
                                     dueby_mapping **mapping) {
  char *yaml;
  int64_t length;
  dueby_status status = dueby_yaml_read_file(path, diagnostics, &yaml, &length);
  if (status != DUEBY_OK) return status;
  status = dueby_mapping_from_yaml(profile, yaml, length, diagnostics, mapping);
  dueby_io_free(yaml);
  return status;
}

const char *dueby_mapping_name(const dueby_mapping *mapping) {
  return mapping->name;
}

const char *dueby_mapping_title(const dueby_mapping *mapping) {
  return mapping->title;
}

int32_t dueby_mapping_limit_count(const dueby_mapping *mapping) {
  int32_t count = 0;
  while (dueby_mapping_limit(mapping, count)) count++;
  return count;
}

const char *dueby_mapping_limit(const dueby_mapping *mapping, int32_t index) {
  const struct yaml_node *item = mapping->limits ? mapping->limits->first : NULL;
  for (; item && index > 0; index--) item = item->next;
  return item && index == 0 ? item->text : NULL;
}
