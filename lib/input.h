/* Reads structs that callers fill in. They begin with their size, and later releases may add fields. Internal. */
#ifndef DUEBY_INPUT_H
#define DUEBY_INPUT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The last field that each of these structs had in its first release. New fields must come after it, and this list must not change,
 * so that programs built earlier can still pass the struct. tests/house/abi.py checks the list against abi/baseline/. */
#define LAST_IN_dueby_answer check
#define LAST_IN_dueby_case unread_count
#define LAST_IN_dueby_caseload_options reserved
#define LAST_IN_dueby_check_options soon
#define LAST_IN_dueby_due_columns status
#define LAST_IN_dueby_due_tick_columns status
#define LAST_IN_dueby_facts event_count
#define LAST_IN_dueby_measure_options reserved
#define LAST_IN_dueby_measures_options reserved
#define LAST_IN_dueby_page_options reserved
#define LAST_IN_dueby_proof_options context
#define LAST_IN_dueby_return_options context
#define LAST_IN_dueby_selection_options duty_count
#define LAST_IN_dueby_timeline_options unread_offsets
#define LAST_IN_dueby_worklist_options style

/* A larger size is a mistake, because no struct is that large. Nothing beyond it is read. */
enum { INPUT_SIZE_MAX = 4096 };

/* Copies a struct that has `known` bytes in this release and had `first` bytes in the first release. A size of 0 means `first`.
 * Bytes that the caller's struct lacks become zero. Returns 0 and fills the copy with zeros if the struct is missing, is smaller
 * than in the first release, or has bytes unknown to this release that are not zero. */
static inline int input_take(void *to, size_t known, size_t first, const void *from) {
  uint32_t size;
  memset(to, 0, known);
  if (!from) return 0;
  memcpy(&size, from, sizeof size);
  if (!size) size = (uint32_t)first;
  if (size < first || size > INPUT_SIZE_MAX) return 0;
  for (size_t i = known; i < size; i++)
    if (((const unsigned char *)from)[i]) return 0;
  memcpy(to, from, size < known ? size : known);
  return 1;
}

/* Return the size that a struct of a public type had in its first release: up to the end of its last field then. */
#define INPUT_FIRST_SIZE(type, last) (offsetof(type, last) + sizeof(((type *)0)->last))
#define INPUT_FIRST(type, last) INPUT_FIRST_SIZE(type, last)
/* Copies a struct that a caller gave. Returns 0 if input_take refuses it. */
#define TAKE_INPUT(type, to, from) input_take((to), sizeof(type), INPUT_FIRST(type, LAST_IN_##type), (from))

#endif
