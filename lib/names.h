/* A hash table that maps names to indexes. It is always at least half empty. Internal. */
#ifndef DUEBY_NAMES_H
#define DUEBY_NAMES_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct named {
  const char *name; /* the caller's name, which must outlive the table; NULL for an empty slot */
  uint32_t hash;
  int32_t at;
};

struct names {
  struct named *slots;
  size_t capacity; /* number of slots, a power of two; 0 if there are no names */
};

/* Makes a table for up to `most` names. Returns 0 if out of memory. */
static inline int names_make(struct names *names, int64_t most) {
  size_t capacity = 2;
  while (capacity < (uint64_t)most * 2) capacity *= 2;
  names->slots = calloc(capacity, sizeof *names->slots);
  names->capacity = names->slots ? capacity : 0;
  return names->slots != NULL;
}

static inline void names_free(struct names *names) {
  free(names->slots);
  names->slots = NULL;
  names->capacity = 0;
}

/* Computes the FNV-1a hash of a name. */
static inline uint32_t names_hash(const char *name) {
  uint32_t hash = UINT32_C(2166136261);
  for (; *name; name++) hash = (hash ^ (unsigned char)*name) * UINT32_C(16777619);
  return hash;
}

/* Returns the slot that has a name, or the empty slot where the name would go. */
static inline struct named *names_slot(const struct names *names, const char *name, uint32_t hash) {
  size_t i = hash & (names->capacity - 1);
  while (names->slots[i].name && (names->slots[i].hash != hash || strcmp(names->slots[i].name, name) != 0))
    i = (i + 1) & (names->capacity - 1);
  return &names->slots[i];
}

/* Adds a name. A name already in the table keeps its index. */
static inline void names_add(struct names *names, const char *name, int32_t at) {
  uint32_t hash = names_hash(name);
  struct named *slot = names_slot(names, name, hash);
  if (slot->name) return;
  slot->name = name;
  slot->hash = hash;
  slot->at = at;
}

/* Finds a name. Returns 0 if the table does not have it. */
static inline int names_find(const struct names *names, const char *name, int32_t *at) {
  if (!names->capacity) return 0;
  const struct named *slot = names_slot(names, name, names_hash(name));
  if (slot->name) *at = slot->at;
  return slot->name != NULL;
}

#endif
