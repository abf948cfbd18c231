/* compare: finds which of two profiles is stricter, duty by duty, over every trigger date for which both give a due date. For a
 * duty and a trigger, each profile's own rules (not the rules of profiles it extends) are run from every day in a range, as if each
 * line were met on its due day. The first lines of both profiles are compared. */
#ifndef DUEBY_COMPARE_H
#define DUEBY_COMPARE_H

#include "deadline.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  DUEBY_COMPARISON_EQUAL = 0,
  DUEBY_COMPARISON_STRICTER = 1,      /* the right profile is never later, and sometimes earlier */
  DUEBY_COMPARISON_LOOSER = 2,        /* the right profile is never earlier, and sometimes later */
  DUEBY_COMPARISON_NEITHER = 3,       /* each profile is later on some days */
  DUEBY_COMPARISON_ONLY_LEFT = 4,     /* the right profile has no rule for the duty */
  DUEBY_COMPARISON_ONLY_RIGHT = 5,    /* the left profile has no rule for the duty */
  DUEBY_COMPARISON_NOT_COMPARABLE = 6 /* the profiles' triggers differ, or they never both give a date */
};

/* How many lines of a series are compared at most. */
enum { DUEBY_COMPARISON_LINES_MAX = 6 };

typedef struct dueby_comparison {
  int64_t days;                    /* number of trigger dates for which both profiles give a date */
  int64_t left_later, right_later; /* number of these dates for which a line of the left (or right) profile is missing or later than
                                    * the other's */
  int32_t left_rule, right_rule;   /* the rule compared on each side, by its index in that side's profile; -1 for none */
  int32_t verdict;
  int32_t largest_gap_days;              /* largest difference in days between two lines with the same number */
  int32_t left_gap_days, right_gap_days; /* the most days by which a left (or right) line is later */
  /* the first trigger date with `left_gap_days` (or `right_gap_days`); NONE if `left_later` (or `right_later`) is 0 */
  dueby_date witness_left_later, witness_right_later;
  int32_t reserved;
} dueby_comparison;

/* Compares every duty of either profile: first the left profile's duties, in order, then any that only the right one has. Each
 * trigger has its own row. `first` and `last` are the range of trigger dates, which the calendar must cover. A rule that needs a
 * tag is run with that tag if its profile has no other rule; age conditions are assumed to hold. Writes at most `capacity` rows. If
 * there are more, *count is their number and the status is DUEBY_ESPACE. Since 0.9. */
DUEBY_API dueby_status dueby_compare_profiles(const dueby_profile *left, const dueby_profile *right, const dueby_calendar *calendar,
                                              dueby_date first, dueby_date last, dueby_comparison *rows, int64_t capacity,
                                              int64_t *count);

/* Writes how much later a council's rule can be than the law's: "can be later than the law allows, by 6 days, for example from
 * 2011-04-20"; "" if it cannot, or if the row does not compare a council's rule with the law's. Since 0.9. */
DUEBY_API dueby_status dueby_comparison_text(const dueby_profile *left, const dueby_profile *right, const dueby_comparison *row,
                                             char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
