/* A set of strings, each stored once and numbered from 0 in the order of arrival. Internal to libdueby-io. */
#ifndef DUEBY_IO_INTERNED_H
#define DUEBY_IO_INTERNED_H

#include <stdint.h>
#include <string.h>

/* A node of a crit-bit tree: where two groups of strings differ. */
struct fork {
  int64_t bit;      /* the first bit in which strings under this node differ, numbered as in string_bit */
  int64_t child[2]; /* where to go if that bit is 0, and if it is 1: the index of a fork, or -1 minus the number of a string */
};

/* Most strings are in a hash table. A hostile file could use strings that all want the same slot, so a string without a free slot
 * nearby goes into a tree instead, where a search takes at most one step for each bit of the string. */
struct interned {
  char *text; /* the strings, each followed by a zero byte */
  int64_t length, text_capacity;
  int64_t *offsets;
  int64_t count;
  int64_t *slots; /* number of a string + 1, or 0 for a free slot; the number of slots is a power of two */
  int64_t slot_count;
  struct fork *forks;
  int64_t root, fork_count, fork_capacity; /* root: a fork or a string, as in `child`; 0, without forks: the tree is empty */
};

uint64_t dueby_interned_hash(const char *text, int64_t length);
/* Returns the number of a string, or -1 if it is not in the set. */
int64_t dueby_interned_find(const struct interned *interned, const char *text, int64_t length);
/* Adds a string and returns its number; -1 if out of memory. */
int64_t dueby_interned_add(struct interned *interned, const char *text, int64_t length);
void dueby_interned_clear(struct interned *interned); /* empties the set and keeps its memory */
void dueby_interned_free(struct interned *interned);

static inline const char *interned_at(const struct interned *interned, int64_t number) {
  return interned->text + interned->offsets[number];
}

static inline int64_t interned_length(const struct interned *interned, int64_t number) {
  int64_t end = number + 1 < interned->count ? interned->offsets[number + 1] : interned->length;
  return end - interned->offsets[number] - 1;
}

static inline int interned_is(const struct interned *interned, int64_t number, const char *text, int64_t length) {
  return interned_length(interned, number) == length && memcmp(interned_at(interned, number), text, (size_t)length) == 0;
}

#endif
