#include "interned.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64, FIRST_TEXT = 1024, FEW = 8 };

static uint64_t mix(uint64_t hash, uint64_t bytes) {
  hash = (hash ^ bytes) * 0x9e3779b97f4a7c15u;
  return hash ^ hash >> 32;
}

/* Hashes a string, eight bytes at a time. The length distinguishes strings that end in zero bytes. */
uint64_t dueby_interned_hash(const char *text, int64_t length) {
  enum { AT_ONCE = 8 };
  uint64_t hash = (uint64_t)length, eight;
  for (; length >= AT_ONCE; text += AT_ONCE, length -= AT_ONCE) {
    memcpy(&eight, text, AT_ONCE);
    hash = mix(hash, eight);
  }
  eight = 0;
  for (int64_t i = 0; i < length; i++) eight = eight << 8 | (unsigned char)text[i];
  return mix(hash, eight);
}

/* Returns the slot of a string, or the free slot where it would go. */
static int64_t find_slot(const struct interned *interned, const char *text, int64_t length) {
  uint64_t mask = (uint64_t)interned->slot_count - 1, slot = dueby_interned_hash(text, length) & mask;
  for (;; slot = (slot + 1) & mask) {
    int64_t number = interned->slots[slot] - 1;
    if (number < 0 || interned_is(interned, number, text, length)) return (int64_t)slot;
  }
}

int64_t dueby_interned_find(const struct interned *interned, const char *text, int64_t length) {
  return interned->slot_count ? interned->slots[find_slot(interned, text, length)] - 1 : -1;
}

static int grow_slots(struct interned *interned) {
  int64_t *old = interned->slots, count = interned->slot_count, wanted = count ? count * 2 : FIRST_SLOTS;
  int64_t *offsets = realloc(interned->offsets, (size_t)wanted * sizeof *offsets);
  if (!offsets) return 0;
  interned->offsets = offsets;
  int64_t *slots = calloc((size_t)wanted, sizeof *slots);
  if (!slots) return 0;
  interned->slots = slots;
  interned->slot_count = wanted;
  for (int64_t i = 0; i < interned->count; i++)
    interned->slots[find_slot(interned, interned_at(interned, i), interned_length(interned, i))] = i + 1;
  free(old);
  return 1;
}

static int grow_text(struct interned *interned, int64_t length) {
  int64_t wanted = interned->text_capacity ? interned->text_capacity : FIRST_TEXT;
  while (wanted < interned->length + length + 1) wanted *= 2;
  if (wanted == interned->text_capacity) return 1;
  char *text = realloc(interned->text, (size_t)wanted);
  if (!text) return 0;
  interned->text = text;
  interned->text_capacity = wanted;
  return 1;
}

int64_t dueby_interned_add(struct interned *interned, const char *text, int64_t length) {
  if (interned->count * 2 >= interned->slot_count && !grow_slots(interned)) return -1;
  int64_t slot = find_slot(interned, text, length);
  if (interned->slots[slot]) return interned->slots[slot] - 1;
  if (!grow_text(interned, length)) return -1;
  interned->offsets[interned->count] = interned->length;
  if (length) memcpy(interned->text + interned->length, text, (size_t)length);
  interned->text[interned->length + length] = '\0';
  interned->length += length + 1;
  interned->slots[slot] = ++interned->count;
  return interned->count - 1;
}

void dueby_interned_clear(struct interned *interned) {
  if (interned->slots) memset(interned->slots, 0, (size_t)interned->slot_count * sizeof *interned->slots);
  /* after one large case, each small one would otherwise clear as many slots */
  if (interned->slot_count > FIRST_SLOTS && interned->count < interned->slot_count / FEW) interned->slot_count /= 2;
  interned->count = interned->length = 0;
}

void dueby_interned_free(struct interned *interned) {
  free(interned->text);
  free(interned->offsets);
  free(interned->slots);
  memset(interned, 0, sizeof *interned);
}
