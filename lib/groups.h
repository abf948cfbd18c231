/* Groups cases by their value in a column. Groups are in order of first appearance, and each has its own figures. Internal. */
#ifndef DUEBY_GROUPS_H
#define DUEBY_GROUPS_H

#include "dueby/worklist.h"
#include "names.h"

struct group {
  char *name;
  void *figures;
};

struct groups {
  struct group *items;
  int32_t count, capacity;
  struct names index;
};

static inline void groups_free(struct groups *groups) {
  for (int32_t i = 0; i < groups->count; i++) {
    free(groups->items[i].name);
    free(groups->items[i].figures);
  }
  free(groups->items);
  names_free(&groups->index);
}

/* Makes room for another group. Returns 0 if out of memory. */
static inline int groups_grow(struct groups *groups) {
  int32_t capacity = groups->capacity ? groups->capacity * 2 : 16;
  struct names index;
  if (groups->count < groups->capacity) return 1;
  struct group *items = realloc(groups->items, (size_t)capacity * sizeof *items);
  if (!items) return 0;
  groups->items = items;
  if (!names_make(&index, capacity)) return 0;
  for (int32_t i = 0; i < groups->count; i++) names_add(&index, items[i].name, i);
  names_free(&groups->index);
  groups->index = index;
  groups->capacity = capacity;
  return 1;
}

/* Returns the figures of a group, or NULL if out of memory. The figures of a new group are `size` zero bytes. */
static inline void *groups_find(struct groups *groups, const char *name, size_t size) {
  int32_t at = 0;
  if (names_find(&groups->index, name, &at)) return groups->items[at].figures;
  if (!groups_grow(groups)) return NULL;
  struct group made = {malloc(strlen(name) + 1), calloc(1, size)};
  if (!made.name || !made.figures) {
    free(made.name);
    free(made.figures);
    return NULL;
  }
  memcpy(made.name, name, strlen(name) + 1);
  groups->items[groups->count] = made;
  names_add(&groups->index, made.name, groups->count++);
  return made.figures;
}

/* Returns the name of a case's group: its value in a column, or "" if it has no value or the column is NULL. */
static inline const char *groups_name(const char *column, const dueby_case *of) {
  for (int64_t i = 0; column && i < of->column_count; i++)
    if (strcmp(of->columns[i], column) == 0) return of->values[i] ? of->values[i] : "";
  return "";
}

#endif
