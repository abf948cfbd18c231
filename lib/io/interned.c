#include "interned.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64, FIRST_TEXT = 1024, FEW = 8, PROBES = 32, BITS = 9 };

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

/* ---- the table ---- */

static uint64_t slot_near(const struct interned *interned, uint64_t hash, int probe) {
  return (hash + (uint64_t)probe) & ((uint64_t)interned->slot_count - 1);
}

/* Returns the slot of a string, or the free slot where it would go; -1 if it is in the tree, or would go there. */
static int64_t find_slot(const struct interned *interned, const char *text, int64_t length) {
  uint64_t hash = dueby_interned_hash(text, length);
  for (int probe = 0; probe < PROBES; probe++) {
    uint64_t slot = slot_near(interned, hash, probe);
    int64_t number = interned->slots[slot] - 1;
    if (number < 0 || interned_is(interned, number, text, length)) return (int64_t)slot;
  }
  return -1;
}

/* ---- the tree ---- */

/* Returns one bit of a string. Each byte counts as nine bits: the first is 1 if the string is long enough to have that byte. */
static int string_bit(const char *text, int64_t length, int64_t bit) {
  int64_t byte = bit / BITS, within = bit % BITS;
  if (byte >= length) return 0;
  return !within || ((unsigned char)text[byte] >> (BITS - 1 - within) & 1);
}

/* Returns the first bit in which two strings differ, or -1 if they are the same. */
static int64_t first_difference(const char *text, int64_t length, const char *other, int64_t other_length) {
  int64_t both = length < other_length ? length : other_length, byte = 0;
  while (byte < both && text[byte] == other[byte]) byte++;
  if (byte == length && byte == other_length) return -1;
  int64_t bit = byte * BITS;
  while (string_bit(text, length, bit) == string_bit(other, other_length, bit)) bit++;
  return bit;
}

static int is_tree_empty(const struct interned *interned) {
  return !interned->root && !interned->fork_count;
}

/* Returns the number of the only string in the tree that could equal this text. */
static int64_t find_leaf(const struct interned *interned, const char *text, int64_t length) {
  int64_t at = interned->root;
  while (at >= 0) at = interned->forks[at].child[string_bit(text, length, interned->forks[at].bit)];
  return -1 - at;
}

static int64_t find_in_tree(const struct interned *interned, const char *text, int64_t length) {
  int64_t number = is_tree_empty(interned) ? -1 : find_leaf(interned, text, length);
  return number >= 0 && interned_is(interned, number, text, length) ? number : -1;
}

/* Adds a new string to the tree. Returns 0 if out of memory. */
static int add_to_tree(struct interned *interned, int64_t number) {
  const char *text = interned_at(interned, number);
  int64_t length = interned_length(interned, number);
  if (is_tree_empty(interned)) {
    interned->root = -1 - number;
    return 1;
  }
  if (interned->fork_count == interned->fork_capacity) {
    int64_t wanted = interned->fork_capacity ? interned->fork_capacity * 2 : FIRST_SLOTS;
    struct fork *grown = realloc(interned->forks, (size_t)wanted * sizeof *grown);
    if (!grown) return 0;
    interned->forks = grown;
    interned->fork_capacity = wanted;
  }
  int64_t leaf = find_leaf(interned, text, length), *at = &interned->root;
  int64_t bit = first_difference(text, length, interned_at(interned, leaf), interned_length(interned, leaf));
  while (*at >= 0 && interned->forks[*at].bit < bit)
    at = &interned->forks[*at].child[string_bit(text, length, interned->forks[*at].bit)];
  struct fork *fork = &interned->forks[interned->fork_count];
  int side = string_bit(text, length, bit);
  fork->bit = bit;
  fork->child[side] = -1 - number;
  fork->child[!side] = *at;
  *at = interned->fork_count++;
  return 1;
}

/* ---- both ---- */

int64_t dueby_interned_find(const struct interned *interned, const char *text, int64_t length) {
  if (!interned->slot_count) return -1;
  int64_t slot = find_slot(interned, text, length);
  return slot < 0 ? find_in_tree(interned, text, length) : interned->slots[slot] - 1;
}

/* Puts a new string into a free slot near its hash or, if there is none, into the tree. Returns 0 if out of memory. */
static int place(struct interned *interned, int64_t number) {
  uint64_t hash = dueby_interned_hash(interned_at(interned, number), interned_length(interned, number));
  for (int probe = 0; probe < PROBES; probe++) {
    uint64_t slot = slot_near(interned, hash, probe);
    if (interned->slots[slot]) continue;
    interned->slots[slot] = number + 1;
    return 1;
  }
  return add_to_tree(interned, number);
}

static int grow_slots(struct interned *interned) {
  int64_t *old = interned->slots, count = interned->slot_count, wanted = count ? count * 2 : FIRST_SLOTS;
  int64_t *offsets = realloc(interned->offsets, (size_t)wanted * sizeof *offsets);
  if (!offsets) return 0;
  interned->offsets = offsets;
  int64_t *slots = calloc((size_t)wanted, sizeof *slots);
  if (!slots) return 0;
  free(old);
  interned->slots = slots;
  interned->slot_count = wanted;
  interned->root = interned->fork_count = 0;
  for (int64_t i = 0; i < interned->count; i++)
    if (!place(interned, i)) return 0;
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
  int64_t slot = find_slot(interned, text, length),
          known = slot < 0 ? find_in_tree(interned, text, length) : interned->slots[slot] - 1;
  if (known >= 0) return known;
  if (!grow_text(interned, length)) return -1;
  interned->offsets[interned->count] = interned->length;
  if (length) memcpy(interned->text + interned->length, text, (size_t)length);
  interned->text[interned->length + length] = '\0';
  interned->length += length + 1;
  interned->count++;
  if (slot >= 0) interned->slots[slot] = interned->count;
  else if (!add_to_tree(interned, interned->count - 1)) return -1;
  return interned->count - 1;
}

void dueby_interned_clear(struct interned *interned) {
  if (interned->slots) memset(interned->slots, 0, (size_t)interned->slot_count * sizeof *interned->slots);
  /* halves a table of which few slots were used: after a large case, every small one would have to clear all its slots */
  if (interned->slot_count > FIRST_SLOTS && interned->count < interned->slot_count / FEW) interned->slot_count /= 2;
  interned->count = interned->length = 0;
  interned->root = interned->fork_count = 0;
}

void dueby_interned_free(struct interned *interned) {
  free(interned->text);
  free(interned->offsets);
  free(interned->slots);
  free(interned->forks);
  memset(interned, 0, sizeof *interned);
}
