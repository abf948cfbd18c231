/* Reads the plain part of YAML as a tree of maps, lists and text scalars. Every node has its line and column. Internal. */
#ifndef DUEBY_IO_YAML_TREE_H
#define DUEBY_IO_YAML_TREE_H

#include <string.h>

#include "dueby/io.h"

enum { YAML_SIZE_MAX = 4 << 20, YAML_DEPTH_MAX = 8, YAML_NODES_MAX = 200000, YAML_KEYS_MAX = 100 };

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
  enum yaml_kind kind;
  int32_t line, column; /* position of the node in the file, counted from 1 */
  const char *text;     /* text of a scalar; NULL for a map or list */
  const char *key;      /* key of the node in its map, and the position of that key */
  int32_t key_line, key_column;
  struct yaml_node *first, *next;
};

struct yaml_tree {
  struct yaml_node *root;
  void *memory;
};

/* Reads a file. Refuses aliases, anchors, tags, a second document, duplicate keys, and anything over the limits. */
dueby_status dueby_yaml_read(const char *yaml, int64_t length, dueby_diagnostics *diagnostics, struct yaml_tree *tree);
void dueby_yaml_free(struct yaml_tree *tree);

/* Gets the YAML of a file, or reports why it cannot be read. Free it with dueby_io_free. */
dueby_status dueby_yaml_read_file(const char *path, dueby_diagnostics *diagnostics, char **yaml, int64_t *length);

/* True if two keys are equal. Most keys differ in the first letter. */
static inline int yaml_same_key(const char *left, const char *right) {
  return *left == *right && strcmp(left, right) == 0;
}

/* Returns the value of a key; NULL if the map does not have it. */
const struct yaml_node *dueby_yaml_child(const struct yaml_node *map, const char *key);

#endif
