/* word: the codes that stand in data for the numbers of the other headers, such as "met_late" for DUEBY_STATE_MET_LATE.
 *
 * Profiles are written with these words, and files and messages give them back. They are no words for people: those are
 * explain's. */
#ifndef DUEBY_WORD_H
#define DUEBY_WORD_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Kinds of words, each with the numbers of its enum. Append only. */
enum {
  DUEBY_WORD_STATE = 1,
  DUEBY_WORD_CERTAINTY = 2,
  DUEBY_WORD_PRECISION = 3,
  DUEBY_WORD_COUNTING = 4,
  DUEBY_WORD_ROLL = 5,
  DUEBY_WORD_BASIS = 6,
  DUEBY_WORD_AUTHORITY = 7,
  DUEBY_WORD_FORCE = 8,
  DUEBY_WORD_SUBJECT = 9,
  DUEBY_WORD_CHECKED = 10,
  DUEBY_WORD_DIVISION = 11,
  DUEBY_WORD_INCLUDE = 12,
  DUEBY_WORD_COMPARISON = 13,
  DUEBY_WORD_MEASURE = 14,
  DUEBY_WORD_STEP = 15
};

/* The word for a number; NULL where there is none. Since 0.1. */
DUEBY_API const char *dueby_word_text(int32_t kind, int32_t number);

/* The number for a word. DUEBY_ENOTFOUND. Since 0.1. */
DUEBY_API dueby_status dueby_word_number(int32_t kind, const char *word, int32_t *number);

/* The words of a kind by place, [0, ...); NULL after the last. Since 0.1. */
DUEBY_API const char *dueby_word_list(int32_t kind, int32_t place);

#ifdef __cplusplus
}
#endif
#endif
