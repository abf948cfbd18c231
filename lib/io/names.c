#include "names.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64, FIRST_TEXT = 1024 };

/* FNV-1a. */
uint64_t dueby_names_hash(const char *text, int64_t length) {
  uint64_t hash = 14695981039346656037u;
  for (int64_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
  return hash;
}

/* The slot where a text is, or would go. */
static int64_t find_slot(const struct names *names, const char *text, int64_t length) {
  uint64_t mask = (uint64_t)names->slot_count - 1, slot = dueby_names_hash(text, length) & mask;
  for (;; slot = (slot + 1) & mask) {
    int64_t number = names->slots[slot] - 1;
    if (number < 0) return (int64_t)slot;
    const char *other = names_at(names, number);
    if (strncmp(other, text, (size_t)length) == 0 && !other[length]) return (int64_t)slot;
  }
}

int64_t dueby_names_find(const struct names *names, const char *text, int64_t length) {
  return names->slot_count ? names->slots[find_slot(names, text, length)] - 1 : -1;
}

static int grow_slots(struct names *names) {
  int64_t *old = names->slots, count = names->slot_count, wanted = count ? count * 2 : FIRST_SLOTS;
  int64_t *offsets = realloc(names->offsets, (size_t)wanted * sizeof *offsets);
  if (!offsets) return 0;
  names->offsets = offsets;
  int64_t *slots = calloc((size_t)wanted, sizeof *slots);
  if (!slots) return 0;
  names->slots = slots;
  names->slot_count = wanted;
  for (int64_t i = 0; i < names->count; i++) {
    const char *text = names_at(names, i);
    names->slots[find_slot(names, text, (int64_t)strlen(text))] = i + 1;
  }
  free(old);
  return 1;
}

static int grow_text(struct names *names, int64_t length) {
  int64_t wanted = names->text_capacity ? names->text_capacity : FIRST_TEXT;
  while (wanted < names->length + length + 1) wanted *= 2;
  if (wanted == names->text_capacity) return 1;
  char *text = realloc(names->text, (size_t)wanted);
  if (!text) return 0;
  names->text = text;
  names->text_capacity = wanted;
  return 1;
}

int64_t dueby_names_add(struct names *names, const char *text, int64_t length) {
  int64_t found = dueby_names_find(names, text, length);
  if (found >= 0) return found;
  if (names->count * 2 >= names->slot_count && !grow_slots(names)) return -1;
  if (!grow_text(names, length)) return -1;
  int64_t slot = find_slot(names, text, length);
  names->offsets[names->count] = names->length;
  if (length) memcpy(names->text + names->length, text, (size_t)length);
  names->text[names->length + length] = '\0';
  names->length += length + 1;
  names->slots[slot] = ++names->count;
  return names->count - 1;
}

void dueby_names_clear(struct names *names) {
  if (names->slots) memset(names->slots, 0, (size_t)names->slot_count * sizeof *names->slots);
  names->count = names->length = 0;
}

void dueby_names_free(struct names *names) {
  free(names->text);
  free(names->offsets);
  free(names->slots);
  memset(names, 0, sizeof *names);
}
