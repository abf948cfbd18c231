/* code: the codes that data files use for the other headers' numbers, such as "met_late" for DUEBY_STATE_MET_LATE.
 *
 * Profiles and output files use these codes. Text for people is in explain.h. */
#ifndef DUEBY_CODE_H
#define DUEBY_CODE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Kinds of code, one for each enum. Append only. */
enum {
  DUEBY_CODE_STATE = 1,
  DUEBY_CODE_CERTAINTY = 2,
  DUEBY_CODE_PRECISION = 3,
  DUEBY_CODE_COUNTING = 4,
  DUEBY_CODE_ROLL = 5,
  DUEBY_CODE_BASIS = 6,
  DUEBY_CODE_AUTHORITY = 7,
  DUEBY_CODE_FORCE = 8,
  DUEBY_CODE_SUBJECT = 9,
  DUEBY_CODE_CHECKED = 10,
  DUEBY_CODE_DIVISION = 11,
  DUEBY_CODE_INCLUDE = 12,
  DUEBY_CODE_COMPARISON = 13,
  DUEBY_CODE_MEASURE = 14,
  DUEBY_CODE_STEP = 15,
  DUEBY_CODE_HOLDS = 16,
  DUEBY_CODE_FINDING = 17,
  DUEBY_CODE_COUNTS = 18,
  DUEBY_CODE_PERIOD = 19,
  DUEBY_CODE_RESULT = 20,
  DUEBY_CODE_ODDITY = 21,
  DUEBY_CODE_EFFECT = 22,
  DUEBY_CODE_CHANGES = 23,
  DUEBY_CODE_SHOWS = 24,
  DUEBY_CODE_WEEKDAY = 25, /* numbers as in dueby_date_weekday */
  DUEBY_CODE_DATES = 26,
  DUEBY_CODE_SORTED = 27
};

/* The code for a number, or NULL if it has none. Since 0.9. */
DUEBY_API const char *dueby_code_name(int32_t kind, int32_t number);

/* Finds the number of a code. Fails with DUEBY_ENOTFOUND. Since 0.9. */
DUEBY_API dueby_status dueby_code_value(int32_t kind, const char *name, int32_t *number);

/* The codes of one kind by index, from 0; NULL after the last. Since 0.9. */
DUEBY_API const char *dueby_code_at(int32_t kind, int32_t index);

#ifdef __cplusplus
}
#endif
#endif
