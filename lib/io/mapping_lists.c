/* Reads the named lists of values of a mapping, and puts their values wherever rows use a name. */
#include <string.h>

#include "mapping_reader.h"

enum { LIST_MARK = '$' }; /* the first character of a value that is the name of a list */

/* ---- reading the lists ---- */

/* Checks a value, or a list of values: pieces of text, at least one. */
static dueby_status need_values(struct mapping_reader *reader, const struct yaml_node *node) {
  dueby_status status = DUEBY_OK;
  if (node->kind == YAML_MAP)
    return dueby_yaml_wrong(&reader->yaml, node, "\"%.*s\" must be a list of values, not a map", QUOTED_MAX, node->key);
  if (!yaml_first(node)) return dueby_yaml_wrong(&reader->yaml, node, "\"%.*s\" is an empty list", QUOTED_MAX, node->key);
  for (const struct yaml_node *value = yaml_first(node); value && status == DUEBY_OK; value = yaml_following(node, value))
    if (value->kind != YAML_SCALAR) status = dueby_yaml_wrong(&reader->yaml, value, "a value must be a single piece of text");
  return status;
}

/* Returns the key of a node as a piece of text, with its position. */
static struct yaml_node key_of(const struct yaml_node *node) {
  struct yaml_node key = {.kind = YAML_SCALAR, .line = node->key_line, .column = node->key_column, .text = node->key};
  return key;
}

static dueby_status read_list(struct mapping_reader *reader, const struct yaml_node *node) {
  struct yaml_node name = key_of(node);
  dueby_status status = dueby_need_name(&reader->yaml, &name);
  if (status == DUEBY_OK) status = dueby_need_list(&reader->yaml, node);
  if (status == DUEBY_OK) status = need_values(reader, node);
  for (const struct yaml_node *value = node->first; value && status == DUEBY_OK; value = value->next)
    if (*value->text == LIST_MARK)
      status = dueby_yaml_wrong(&reader->yaml, value, "a named list cannot contain another: \"%.*s\"", QUOTED_MAX, value->text);
  return status;
}

dueby_status dueby_mapping_read_lists(struct mapping_reader *reader, const struct yaml_node *map) {
  dueby_status status = DUEBY_OK;
  int32_t count = 0;
  if (!map) return DUEBY_OK;
  if (map->kind != YAML_MAP) return dueby_yaml_wrong(&reader->yaml, map, "\"values\" must be a map, not %s", dueby_yaml_kind(map));
  for (const struct yaml_node *node = map->first; node; node = node->next) count++;
  reader->lists = dueby_mapping_keep(reader->mapping, (size_t)count, sizeof *reader->lists);
  if (!reader->lists) return DUEBY_EMEMORY;
  for (const struct yaml_node *node = map->first; node && status == DUEBY_OK; node = node->next) {
    reader->lists[reader->list_count++].node = node;
    status = read_list(reader, node);
  }
  return status;
}

void dueby_mapping_warn_of_unused_lists(struct mapping_reader *reader) {
  for (int32_t i = 0; i < reader->list_count; i++) {
    struct yaml_node name = key_of(reader->lists[i].node);
    if (!reader->lists[i].is_used) dueby_yaml_warning(&reader->yaml, &name, "no row uses the named list \"%s\"", name.text);
  }
}

/* ---- replacing names by the values of their lists ---- */

/* Finds a list by its name; `value` is where the name is used. */
static dueby_status find_list(struct mapping_reader *reader, const struct yaml_node *value, const char *name,
                              const struct yaml_node **list) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  for (int32_t i = 0; i < reader->list_count; i++) {
    struct named_list *named = &reader->lists[i];
    dueby_nearest_consider(&nearest, named->node->key);
    if (strcmp(named->node->key, name) != 0) continue;
    named->is_used = 1;
    *list = named->node;
    return DUEBY_OK;
  }
  return dueby_yaml_unknown(&reader->yaml, value, "named list", &nearest);
}

/* Adds a value at the end of a list, or all values of the named list that it stands for. `last` is where the end of the list is. */
static dueby_status add_value(struct mapping_reader *reader, const struct yaml_node *value, const char *text, size_t length,
                              struct yaml_node ***last) {
  char *copy = dueby_mapping_keep(reader->mapping, length + 1, 1);
  const struct yaml_node *list = NULL;
  if (!copy) return DUEBY_EMEMORY;
  memcpy(copy, text, length);
  dueby_status status = *copy == LIST_MARK ? find_list(reader, value, copy + 1, &list) : DUEBY_OK;
  struct yaml_node own = *value;
  own.text = copy;
  for (const struct yaml_node *from = list ? list->first : &own; from && status == DUEBY_OK; from = list ? from->next : NULL) {
    struct yaml_node *made = dueby_mapping_keep(reader->mapping, 1, sizeof *made);
    if (!made) return DUEBY_EMEMORY;
    *made = *from;
    made->next = NULL;
    **last = made;
    *last = &made->next;
  }
  return status;
}

dueby_status dueby_mapping_read_values(struct mapping_reader *reader, const struct yaml_node *node, const char *between,
                                       const struct yaml_node **values) {
  dueby_status status = need_values(reader, node);
  int is_split = between && node->kind == YAML_SCALAR && strstr(node->text, between), has_name = 0;
  if (status != DUEBY_OK) return status;
  for (const struct yaml_node *value = yaml_first(node); value; value = yaml_following(node, value))
    has_name |= *value->text == LIST_MARK;
  *values = node;
  if (!is_split && !has_name) return DUEBY_OK;
  struct yaml_node *list = dueby_mapping_keep(reader->mapping, 1, sizeof *list), **last = list ? &list->first : NULL;
  if (!list) return DUEBY_EMEMORY;
  list->kind = YAML_LIST;
  for (const struct yaml_node *value = yaml_first(node); value && status == DUEBY_OK; value = yaml_following(node, value)) {
    const char *at = value->text;
    for (const char *end; is_split && status == DUEBY_OK && (end = strstr(at, between)) != NULL; at = end + strlen(between))
      status = add_value(reader, value, at, (size_t)(end - at), &last);
    if (status == DUEBY_OK) status = add_value(reader, value, at, strlen(at), &last);
  }
  *values = list;
  return status;
}
