#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "profile_reader.h"
#include "written_date.h"

/* ---- messages about YAML ---- */

dueby_status dueby_yaml_wrong(struct reader *reader, const struct yaml_node *node, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vsay(reader->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, node->line, node->column, format, arguments);
  va_end(arguments);
  /* if memory ran out earlier, the cause may be a name that could not be stored, so that is the status */
  return reader->image->failed ? DUEBY_EMEMORY : DUEBY_ETEXT;
}

void dueby_yaml_warning(struct reader *reader, const struct yaml_node *node, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vsay(reader->diagnostics, DUEBY_SEVERITY_WARNING, DUEBY_OK, node->line, node->column, format, arguments);
  va_end(arguments);
}

const char *dueby_yaml_kind(const struct yaml_node *node) {
  return node->kind == YAML_SCALAR ? "a single value" : node->kind == YAML_LIST ? "a list" : "a map";
}

const char *dueby_yaml_key(const struct yaml_node *node) {
  return node->key ? node->key : "this value";
}

dueby_status dueby_yaml_unknown(struct reader *reader, const struct yaml_node *node, const char *what,
                                const dueby_nearest *nearest) {
  if (nearest->name)
    return dueby_yaml_wrong(reader, node, "unknown %s \"%.*s\": did you mean \"%s\"?", what, QUOTED_MAX, nearest->wanted,
                            nearest->name);
  return dueby_yaml_wrong(reader, node, "unknown %s \"%.*s\"", what, QUOTED_MAX, nearest->wanted);
}

/* ---- reading maps by a table of keys ---- */

/* Reports an unknown key that is not similar to any key of the map, with a list of those keys. */
static dueby_status say_keys(struct reader *reader, const struct yaml_node *at, const struct key *keys, const char *what) {
  enum { LIST_SIZE = 320 };
  char list[LIST_SIZE];
  size_t used = 0;
  for (const struct key *key = keys; key->read && used < sizeof list; key++)
    used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", key->name);
  return dueby_yaml_wrong(reader, at, "unknown key in %s: \"%.*s\": expected one of %s", what, QUOTED_MAX, at->key, list);
}

dueby_status dueby_read_map(struct reader *reader, const struct yaml_node *map, const struct key *keys, const char *what,
                            void *into) {
  if (map->kind != YAML_MAP) return dueby_yaml_wrong(reader, map, "%s must be a map, not %s", what, dueby_yaml_kind(map));
  for (const struct yaml_node *child = map->first; child; child = child->next) {
    const struct key *key = keys;
    while (key->read && !yaml_same_key(key->name, child->key)) key++;
    if (!key->read) {
      dueby_nearest nearest = {child->key, NULL, 0, 0};
      struct yaml_node at = *child;
      char in[48];
      at.line = child->key_line;
      at.column = child->key_column;
      for (key = keys; key->read; key++) dueby_nearest_consider(&nearest, key->name);
      if (!nearest.name) return say_keys(reader, &at, keys, what);
      snprintf(in, sizeof in, "key in %s:", what);
      return dueby_yaml_unknown(reader, &at, in, &nearest);
    }
    dueby_status status = key->read(reader, child, (char *)into + key->offset, key->argument);
    if (status != DUEBY_OK) return status;
  }
  return reader->image->failed ? DUEBY_EMEMORY : DUEBY_OK;
}

dueby_status dueby_need_key(struct reader *reader, const struct yaml_node *map, const char *key, const char *what) {
  return dueby_yaml_child(map, key) ? DUEBY_OK : dueby_yaml_wrong(reader, map, "%s needs the key \"%s\"", what, key);
}

dueby_status dueby_need_scalar(struct reader *reader, const struct yaml_node *node) {
  if (node->kind != YAML_SCALAR)
    return dueby_yaml_wrong(reader, node, "\"%s\" must be a single value, not %s%s", dueby_yaml_key(node), dueby_yaml_kind(node),
                            node->kind == YAML_MAP ? ": put quotes around text that contains \": \"" : "");
  return *node->text ? DUEBY_OK : dueby_yaml_wrong(reader, node, "\"%s\" is empty", dueby_yaml_key(node));
}

dueby_status dueby_need_list(struct reader *reader, const struct yaml_node *node) {
  if (node->kind == YAML_LIST) return DUEBY_OK;
  return dueby_yaml_wrong(reader, node, "\"%s\" must be a list, not %s", dueby_yaml_key(node), dueby_yaml_kind(node));
}

/* ---- reading values ---- */

dueby_status dueby_keep_node(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)reader, (void)argument;
  *(const struct yaml_node **)at = node;
  return DUEBY_OK;
}

dueby_status dueby_read_text(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  dueby_status status = dueby_need_scalar(reader, node);
  if (status == DUEBY_OK) *(int32_t *)at = dueby_image_text(reader->image, node->text);
  return status;
}

int dueby_is_name(const char *text) {
  size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.-");
  return length && !text[length] && length <= NAME_MAX;
}

dueby_status dueby_make_names(struct names *names, const struct yaml_node *list) {
  int64_t most = 0;
  for (const struct yaml_node *item = list->first; item; item = item->next) most++;
  return names_make(names, most) ? DUEBY_OK : DUEBY_EMEMORY;
}

dueby_status dueby_need_name(struct reader *reader, const struct yaml_node *node) {
  dueby_status status = dueby_need_scalar(reader, node);
  if (status == DUEBY_OK && !dueby_is_name(node->text))
    status = dueby_yaml_wrong(reader, node,
                              "\"%.*s\" is not a name: use lower-case letters, digits, \".\", \"_\" and \"-\", up to %d characters",
                              QUOTED_MAX, node->text, NAME_MAX);
  return status;
}

dueby_status dueby_read_name(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_status status = dueby_need_name(reader, node);
  return status == DUEBY_OK ? dueby_read_text(reader, node, at, argument) : status;
}

dueby_status dueby_read_date(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_when when;
  (void)argument;
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  const dueby_csv_cell cell = {node->text, (int64_t)strlen(node->text)};
  if (dueby_io_is_far_day(cell, DUEBY_ORDER_ISO))
    return dueby_yaml_wrong(reader, node, "\"%s\": expected a day from 1900 to 2199", node->text);
  if (dueby_when_parse(cell.text, cell.length, DUEBY_ORDER_ISO, &when) != DUEBY_OK || when.time != DUEBY_TIME_NONE)
    return dueby_yaml_wrong(reader, node, "\"%.*s\" is not a date. Write dates like 2026-03-27", QUOTED_MAX, node->text);
  *(dueby_date *)at = when.date;
  return DUEBY_OK;
}

/* Reads the date of a document: 2019, 2019-03 or 2019-03-15. */
dueby_status dueby_read_partial_date(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  static const char rest[] = "2000-01-01";
  char whole[sizeof rest];
  dueby_when when;
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  size_t length = strlen(node->text);
  if (length == 4 || length == 7 || length == 10) {
    memcpy(whole, rest, sizeof rest);
    memcpy(whole, node->text, length);
    if (dueby_io_is_far_day((dueby_csv_cell){whole, 10}, DUEBY_ORDER_ISO))
      return dueby_yaml_wrong(reader, node, "\"%s\": expected a day from 1900 to 2199", node->text);
    if (dueby_when_parse(whole, 10, DUEBY_ORDER_ISO, &when) == DUEBY_OK) return dueby_read_text(reader, node, at, argument);
  }
  return dueby_yaml_wrong(reader, node, "\"%.*s\" is not a date. Write dates like 2019, 2019-03 or 2019-03-15", QUOTED_MAX,
                          node->text);
}

dueby_status dueby_read_span(struct reader *reader, const struct yaml_node *node, void *at, int32_t sign) {
  dueby_span span;
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (dueby_span_parse(node->text, (int64_t)strlen(node->text), &span) != DUEBY_OK)
    return dueby_yaml_wrong(
        reader, node, "\"%.*s\" is not a length of time. Write it like \"45 working days\", \"6 weeks\" or \"16 years 3 months\"",
        QUOTED_MAX, node->text);
  if (sign == POSITIVE && span.amount <= 0)
    return dueby_yaml_wrong(reader, node, "\"%s\" must be more than 0", dueby_yaml_key(node));
  *(dueby_span *)at = span;
  return DUEBY_OK;
}

dueby_status dueby_read_count(struct reader *reader, const struct yaml_node *node, void *at, int32_t most) {
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  char *end;
  long count = strtol(node->text, &end, 10);
  if (*end || !isdigit((unsigned char)*node->text) || count < 1 || count > most)
    return dueby_yaml_wrong(reader, node, "\"%.*s\" is not a number from 1 to %d", QUOTED_MAX, node->text, most);
  *(int32_t *)at = (int32_t)count;
  return DUEBY_OK;
}

dueby_status dueby_read_flag(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  (void)argument;
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (strcmp(node->text, "true") != 0 && strcmp(node->text, "false") != 0)
    return dueby_yaml_wrong(reader, node, "\"%.*s\" must be \"true\" or \"false\"", QUOTED_MAX, node->text);
  *(int32_t *)at = strcmp(node->text, "true") == 0;
  return DUEBY_OK;
}

dueby_status dueby_read_code(struct reader *reader, const struct yaml_node *node, void *at, int32_t kind) {
  char choices[128] = "";
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK || dueby_code_value(kind, node->text, at) == DUEBY_OK) return status;
  for (int32_t i = 0; dueby_code_at(kind, i); i++) {
    size_t used = strlen(choices);
    snprintf(choices + used, sizeof choices - used, "%s%s", i ? ", " : "", dueby_code_at(kind, i));
  }
  return dueby_yaml_wrong(reader, node, "\"%s\" is \"%.*s\": expected one of %s", dueby_yaml_key(node), QUOTED_MAX, node->text,
                          choices);
}

/* Reads an age: a number of years, or a span. */
dueby_status dueby_read_age(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  dueby_span span;
  (void)argument;
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (isdigit((unsigned char)*node->text) && strspn(node->text, "0123456789") == strlen(node->text) && strlen(node->text) < 3) {
    *(int32_t *)at = (int32_t)strtol(node->text, NULL, 10) * MONTHS_A_YEAR;
    return DUEBY_OK;
  }
  if (dueby_span_parse(node->text, (int64_t)strlen(node->text), &span) != DUEBY_OK || span.unit != DUEBY_UNIT_MONTHS ||
      span.amount < 0)
    return dueby_yaml_wrong(reader, node, "\"%.*s\" is not an age: write a number of years, or an age like \"16 years 3 months\"",
                            QUOTED_MAX, node->text);
  *(int32_t *)at = span.amount;
  return DUEBY_OK;
}

/* Reads a division. Only the whole United Kingdom is allowed: no known legislation needs any other combination. */
dueby_status dueby_read_division(struct reader *reader, const struct yaml_node *node, void *at, int32_t argument) {
  static const char uk[] = "england-and-wales+scotland+northern-ireland";
  (void)argument;
  dueby_status status = dueby_need_scalar(reader, node);
  if (status != DUEBY_OK) return status;
  if (strcmp(node->text, uk) != 0)
    return dueby_yaml_wrong(reader, node, "\"division\" is \"%.*s\": expected %s", QUOTED_MAX, node->text, uk);
  *(int32_t *)at = DUEBY_DIVISION_ENGLAND_AND_WALES | DUEBY_DIVISION_SCOTLAND | DUEBY_DIVISION_NORTHERN_IRELAND;
  return DUEBY_OK;
}
