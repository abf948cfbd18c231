#include "yaml_tree.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "diagnose.h"

/* ---- memory: blocks that are freed together ---- */

enum { BLOCK_SIZE = 64 << 10 };

struct block {
  struct block *previous;
  size_t used, size;
  max_align_t bytes[];
};

struct reading {
  yaml_parser_t parser;
  dueby_diagnostics *diagnostics;
  struct block *blocks;
  int32_t nodes;
  const char *text;
  size_t length;
};

static void *take(struct reading *reading, size_t size) {
  size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
  struct block *block = reading->blocks;
  if (!block || block->size - block->used < size) {
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    block = malloc(sizeof *block + room);
    if (!block) return NULL;
    block->previous = reading->blocks;
    block->used = 0;
    block->size = room;
    reading->blocks = block;
  }
  void *taken = (char *)block->bytes + block->used;
  block->used += size;
  return taken;
}

static void free_blocks(struct block *block) {
  while (block) {
    struct block *previous = block->previous;
    free(block);
    block = previous;
  }
}

/* ---- turning events of the parser into nodes ---- */

static dueby_status refuse(struct reading *reading, const yaml_mark_t *mark, dueby_status code, const char *what) {
  return dueby_io_report(reading->diagnostics, DUEBY_SEVERITY_ERROR, code, (int32_t)mark->line + 1, (int32_t)mark->column + 1, "%s",
                         what);
}

/* Returns the line and column of a byte. Needed because the parser gives no position if the file cannot be decoded. */
static yaml_mark_t mark_of(const struct reading *reading, size_t offset) {
  yaml_mark_t mark = {offset, 0, 0};
  for (size_t i = 0; i < offset && i < reading->length; i++) {
    mark.column = reading->text[i] == '\n' ? 0 : mark.column + 1;
    mark.line += reading->text[i] == '\n';
  }
  return mark;
}

static dueby_status next_event(struct reading *reading, yaml_event_t *event) {
  if (yaml_parser_parse(&reading->parser, event)) return DUEBY_OK;
  const yaml_parser_t *parser = &reading->parser;
  if (parser->error == YAML_MEMORY_ERROR) return DUEBY_EMEMORY;
  yaml_mark_t at = parser->problem_mark;
  int is_alias = parser->context && strstr(parser->context, "alias");
  if (parser->error == YAML_READER_ERROR) at = mark_of(reading, parser->problem_offset);
  return dueby_io_report(reading->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, (int32_t)at.line + 1, (int32_t)at.column + 1,
                         "not valid YAML: %s%s%s%s", parser->problem ? parser->problem : "unreadable", parser->context ? ", " : "",
                         parser->context ? parser->context : "", is_alias ? ": put quotes around text that contains \"*\"" : "");
}

static const char *anchor_of(const yaml_event_t *event) {
  switch (event->type) {
  case YAML_SCALAR_EVENT: return (const char *)event->data.scalar.anchor;
  case YAML_SEQUENCE_START_EVENT: return (const char *)event->data.sequence_start.anchor;
  case YAML_MAPPING_START_EVENT: return (const char *)event->data.mapping_start.anchor;
  default: return NULL;
  }
}

static const char *tag_of(const yaml_event_t *event) {
  switch (event->type) {
  case YAML_SCALAR_EVENT: return (const char *)event->data.scalar.tag;
  case YAML_SEQUENCE_START_EVENT: return (const char *)event->data.sequence_start.tag;
  case YAML_MAPPING_START_EVENT: return (const char *)event->data.mapping_start.tag;
  default: return NULL;
  }
}

/* Returns the length of a value. Leaves out the line breaks at the end of a block text, which are not part of it. */
static size_t without_last_breaks(const yaml_event_t *event) {
  size_t length = event->data.scalar.length;
  yaml_scalar_style_t style = event->data.scalar.style;
  while ((style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) && length &&
         event->data.scalar.value[length - 1] == '\n')
    length--;
  return length;
}

/* Refuses control characters in a value. On a screen they could fake a line of output. */
static dueby_status refuse_unplain(struct reading *reading, const yaml_mark_t *mark, const char *at, int32_t kind) {
  if (!*at) return refuse(reading, mark, DUEBY_ETEXT, "a value contains a zero byte");
  if (*at == '\n' || *at == '\r')
    return refuse(reading, mark, DUEBY_ETEXT,
                  "this text contains a line break: write it on one line, or after > to join its lines");
  return refuse(reading, mark, DUEBY_ETEXT,
                kind == DUEBY_TEXT_DIRECTION ? "this text contains a character that reverses its direction: remove it"
                                             : "this text contains a control character: remove it");
}

static dueby_status read_text(struct reading *reading, const yaml_event_t *event, const char **text) {
  size_t length = without_last_breaks(event);
  const char *value = (const char *)event->data.scalar.value;
  for (size_t at = 0; at < length;) {
    int32_t kind;
    size_t bytes = (size_t)dueby_text_character(value + at, (int64_t)(length - at), &kind);
    if (kind != DUEBY_TEXT_PLAIN) return refuse_unplain(reading, &event->start_mark, value + at, kind);
    at += bytes;
  }
  char *copy = take(reading, length + 1);
  if (!copy) return DUEBY_EMEMORY;
  memcpy(copy, value, length);
  copy[length] = '\0';
  *text = copy;
  return DUEBY_OK;
}

static dueby_status read_node(struct reading *reading, const yaml_event_t *event, int depth, struct yaml_node **node);

static dueby_status read_key(struct reading *reading, const yaml_event_t *event, const struct yaml_node *map, const char **key) {
  if (event->type == YAML_ALIAS_EVENT) return refuse(reading, &event->start_mark, DUEBY_ETEXT, "aliases are not allowed");
  if (event->type != YAML_SCALAR_EVENT) return refuse(reading, &event->start_mark, DUEBY_ETEXT, "a key must be a plain word");
  if (anchor_of(event) || tag_of(event))
    return refuse(reading, &event->start_mark, DUEBY_ETEXT, "anchors and tags are not allowed");
  dueby_status status = read_text(reading, event, key);
  if (status != DUEBY_OK) return status;
  const struct yaml_node *earlier = dueby_yaml_child(map, *key);
  if (!earlier) return DUEBY_OK;
  return dueby_io_report(reading->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, (int32_t)event->start_mark.line + 1,
                         (int32_t)event->start_mark.column + 1, "the key \"%.40s\" appears twice: first on line %d", *key,
                         earlier->key_line);
}

/* Reads the children of a list or map, up to its end. */
static dueby_status read_children(struct reading *reading, struct yaml_node *parent, yaml_event_type_t end, int depth) {
  struct yaml_node **last = &parent->first;
  for (int32_t children = 0;; children++) {
    yaml_event_t event;
    const char *key = NULL;
    yaml_mark_t key_mark = {0, 0, 0};
    dueby_status status = next_event(reading, &event);
    if (status != DUEBY_OK) return status;
    if (event.type == end) {
      yaml_event_delete(&event);
      return DUEBY_OK;
    }
    if (parent->kind == YAML_MAP) {
      if (children == YAML_KEYS_MAX) {
        status = refuse(reading, &event.start_mark, DUEBY_ELIMIT, "more than 100 keys in one map");
        yaml_event_delete(&event);
        return status;
      }
      key_mark = event.start_mark;
      status = read_key(reading, &event, parent, &key);
      yaml_event_delete(&event);
      if (status == DUEBY_OK) status = next_event(reading, &event);
      if (status != DUEBY_OK) return status;
    }
    status = read_node(reading, &event, depth + 1, last);
    yaml_event_delete(&event);
    if (status != DUEBY_OK) return status;
    (*last)->key = key;
    (*last)->key_line = (int32_t)key_mark.line + 1;
    (*last)->key_column = (int32_t)key_mark.column + 1;
    last = &(*last)->next;
  }
}

static dueby_status read_node(struct reading *reading, const yaml_event_t *event, int depth, struct yaml_node **node) {
  const yaml_mark_t *mark = &event->start_mark;
  if (event->type == YAML_ALIAS_EVENT) return refuse(reading, mark, DUEBY_ETEXT, "aliases are not allowed");
  if (anchor_of(event)) return refuse(reading, mark, DUEBY_ETEXT, "anchors are not allowed");
  if (tag_of(event)) return refuse(reading, mark, DUEBY_ETEXT, "tags are not allowed: dueby reads every value as text");
  if (depth > YAML_DEPTH_MAX) return refuse(reading, mark, DUEBY_ELIMIT, "nested more than 8 levels deep");
  if (++reading->nodes > YAML_NODES_MAX) return refuse(reading, mark, DUEBY_ELIMIT, "more than 200000 values");
  struct yaml_node *made = take(reading, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  memset(made, 0, sizeof *made);
  made->line = (int32_t)mark->line + 1;
  made->column = (int32_t)mark->column + 1;
  *node = made;
  switch (event->type) {
  case YAML_SCALAR_EVENT: made->kind = YAML_SCALAR; return read_text(reading, event, &made->text);
  case YAML_SEQUENCE_START_EVENT: made->kind = YAML_LIST; return read_children(reading, made, YAML_SEQUENCE_END_EVENT, depth);
  default: made->kind = YAML_MAP; return read_children(reading, made, YAML_MAPPING_END_EVENT, depth);
  }
}

/* Reads the start of the stream and of the document, one value, and the end of both. */
static dueby_status read_stream(struct reading *reading, struct yaml_node **root) {
  for (;;) {
    yaml_event_t event;
    dueby_status status = next_event(reading, &event);
    if (status != DUEBY_OK) return status;
    yaml_event_type_t type = event.type;
    if (type == YAML_DOCUMENT_START_EVENT && *root)
      status = refuse(reading, &event.start_mark, DUEBY_ETEXT, "a second document: a file can only contain one");
    else if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT && type != YAML_DOCUMENT_END_EVENT &&
             type != YAML_STREAM_END_EVENT)
      status = read_node(reading, &event, 1, root);
    yaml_event_delete(&event);
    if (status != DUEBY_OK || type == YAML_STREAM_END_EVENT) return status;
  }
}

dueby_status dueby_yaml_read(const char *yaml, int64_t length, dueby_diagnostics *diagnostics, struct yaml_tree *tree) {
  static const char mark[] = "\xef\xbb\xbf";
  if (!yaml || length < 0) yaml = "", length = 0;
  if (length >= 3 && memcmp(yaml, mark, 3) == 0) { /* skips a byte-order mark */
    yaml += 3;
    length -= 3;
  }
  struct reading reading = {.diagnostics = diagnostics, .text = yaml, .length = (size_t)length};
  struct yaml_node *root = NULL;
  if (length > YAML_SIZE_MAX)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ELIMIT, 0, 0, "the file is larger than 4 MiB");
  if (!yaml_parser_initialize(&reading.parser)) return DUEBY_EMEMORY;
  yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reading.parser, (const unsigned char *)yaml, (size_t)length);
  dueby_status status = read_stream(&reading, &root);
  yaml_parser_delete(&reading.parser);
  if (status == DUEBY_OK && !root)
    status = dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 1, 1, "the file is empty");
  if (status != DUEBY_OK) {
    free_blocks(reading.blocks);
    return status;
  }
  tree->root = root;
  tree->memory = reading.blocks;
  return DUEBY_OK;
}

void dueby_yaml_free(struct yaml_tree *tree) {
  free_blocks(tree->memory);
  tree->memory = NULL;
}

const struct yaml_node *dueby_yaml_child(const struct yaml_node *map, const char *key) {
  for (const struct yaml_node *child = map->first; child; child = child->next)
    if (child->key && yaml_same_key(child->key, key)) return child;
  return NULL;
}

dueby_status dueby_yaml_read_file(const char *path, dueby_diagnostics *diagnostics, char **yaml, int64_t *length) {
  dueby_status status = dueby_io_read_file(path, YAML_SIZE_MAX, yaml, length);
  if (status == DUEBY_OK) return DUEBY_OK;
  return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, status, 0, 0, "%s",
                         status == DUEBY_ELIMIT ? "the file is larger than 4 MiB" : dueby_status_text(status));
}
