/* compare: two profiles, duty by duty -> which is stricter, over every date on which both say something.
 *
 * For a duty and a trigger, each profile's own rules (not those it extends) are run from every day of a range of days, as
 * if each line is met on its due day, and the first lines of both are put side by side. */
#ifndef DUEBY_COMPARE_H
#define DUEBY_COMPARE_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  DUEBY_COMPARISON_EQUAL = 0,
  DUEBY_COMPARISON_STRICTER = 1,      /* the right is never later, and sometimes earlier */
  DUEBY_COMPARISON_LOOSER = 2,        /* the right is never earlier, and sometimes later */
  DUEBY_COMPARISON_NEITHER = 3,       /* each is later on some days */
  DUEBY_COMPARISON_ONLY_LEFT = 4,     /* the right has no rule on the duty */
  DUEBY_COMPARISON_ONLY_RIGHT = 5,    /* the left has none */
  DUEBY_COMPARISON_NOT_COMPARABLE = 6 /* other triggers, or one gives no date on any day on which the other does */
};

/* How many lines of a series are put side by side. */
enum { DUEBY_COMPARISON_LINES_MAX = 6 };

typedef struct dueby_comparison {
  int64_t days;                    /* trigger dates on which both compute */
  int64_t left_later, right_later; /* on how many of them some line is later on that side, or is missing there */
  int32_t left_rule, right_rule;   /* a rule of each side, in its own profile; -1: none */
  int32_t verdict;
  int32_t largest_gap_days;                           /* between lines of the same number */
  int32_t left_gap_days, right_gap_days;              /* the same where the left is later, and where the right is */
  dueby_date witness_left_later, witness_right_later; /* the first trigger date of the largest gap that way; NONE: never */
  int32_t reserved;
} dueby_comparison;

/* Every duty of either profile, in order of the left's and then of the right's alone, one row for each trigger that is
 * compared. `first` and `last` are the trigger dates, within what the calendar covers; rules with a condition on tags are run
 * with those tags where a side has no other, ages are taken as met. Writes at most `capacity` rows; *count may be larger, and
 * then the status is DUEBY_ESPACE. Since 0.1. */
DUEBY_API dueby_status dueby_compare_profiles(const dueby_profile *left, const dueby_profile *right, const dueby_calendar *calendar,
                                              dueby_date first, dueby_date last, dueby_comparison *rows, int64_t capacity,
                                              int64_t *count);

#ifdef __cplusplus
}
#endif
#endif
