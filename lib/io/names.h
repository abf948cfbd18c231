/* Texts that are kept once and known by number, from 0 in the order in which they came. Internal to libdueby-io. */
#ifndef DUEBY_IO_NAMES_H
#define DUEBY_IO_NAMES_H

#include <stdint.h>

struct names {
  char *text; /* each ended by a zero */
  int64_t length, text_capacity;
  int64_t *offsets;
  int64_t count, capacity;
  int64_t *slots; /* number + 1; 0: free. A power of two of them */
  int64_t slot_count;
};

uint64_t dueby_names_hash(const char *text, int64_t length);
int64_t dueby_names_find(const struct names *names, const char *text, int64_t length); /* -1: not there */
int64_t dueby_names_add(struct names *names, const char *text, int64_t length);        /* the number; -1: no memory */
void dueby_names_clear(struct names *names);                                           /* forgets them and keeps the room */
void dueby_names_free(struct names *names);

static inline const char *names_at(const struct names *names, int64_t number) {
  return names->text + names->offsets[number];
}

#endif
