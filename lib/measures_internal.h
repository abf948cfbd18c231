/* The figures of measures, and functions shared by the files on measures. Internal. */
#ifndef DUEBY_MEASURES_INTERNAL_H
#define DUEBY_MEASURES_INTERNAL_H

#include "groups.h"
#include "measures_definition.h"
#include "profile_internal.h"
#include "text.h"

/* The figures of one measure in one group. */
struct figures {
  int64_t counted, good, cannot_tell, odd, days;
  int64_t bands[BANDS_MAX];
};

enum { ODDITIES_KEPT = 10 };

/* A measure that is being counted. */
struct counted {
  dueby_date from, last; /* the first day of the period, and the last day that the records cover */
  int32_t missing;       /* the event that the measure needs but the records lack; 0 for none */
  int32_t has_some;      /* 1 if some case has the event `missing`, even though its records are incomplete */
  int32_t has_no_duty;   /* 1 if the profile lacks the measure's duty */
  int32_t has_column;    /* 1 if some case has the measure's column */
  dueby_date begins; /* the day the records of the measure's events begin, if they do not cover the whole period; otherwise NONE */
  int64_t odd;       /* number of units with odd dates; messages name the first few */
  char *oddities[ODDITIES_KEPT];
};

struct dueby_measures {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const dueby_definitions *definitions;
  dueby_holding *holds; /* for each event, how completely it is recorded; NULL if the caller did not state this */
  uint8_t *recorded;    /* 1 for each event that is recorded; NULL if all are */
  dueby_date history_from;
  uint32_t run_flags;
  int32_t suppress;
  char *column; /* the column to group by; NULL for one group of all cases */
  dueby_tags voided;
  struct counted *counted; /* for each definition, the measure being counted */
  struct groups groups;    /* groups of cases, with a struct figures for each definition */
  struct hiding *hiding;   /* the counts that are hidden in each group; found again after a case was added */

  const dueby_case *of; /* the last case that was added */
  dueby_measures_unit *units;
  int64_t unit_count, unit_capacity;
  int32_t *order; /* indexes of the case's events that count, sorted by time */
  uint8_t *used;  /* for each index in `order`, 1 if a unit uses the event */
  int64_t order_count, order_capacity;
};

/* Finds the units in a case that a measure counts, and appends them to `units`. May return DUEBY_EMEMORY. */
dueby_status dueby_measures_find(struct dueby_measures *measures, int32_t definition, const dueby_line *lines, int64_t line_count);

/* Sorts the events in a case that are not void. Returns 0 if out of memory. */
int dueby_measures_order(struct dueby_measures *measures, const dueby_case *of);

/* Bits for counts that are hidden in a row. */
enum { HIDES_COUNTED = 1, HIDES_GOOD = 2, HIDES_BANDS = 4, HIDES_CANNOT_TELL = 8, HIDES_ODD = 16 };

/* The hidden counts of every row, in order of groups, then definitions; those of all groups together come last. */
struct hiding {
  uint8_t *bits; /* NULL until they are found */
};

/* Returns the bits for the counts hidden in a group's row or, for the number of groups, in the row of all groups together. Returns
 * -1 if out of memory. */
int dueby_measures_hidden(const struct dueby_measures *measures, int32_t group, int32_t definition);

/* True if a band is hidden in a row where the counts with these bits are hidden. */
int dueby_measures_hides_band(const struct dueby_measures *measures, int32_t definition, const struct figures *figures,
                              int32_t band, int hidden, int is_total);

/* Adds up the figures of all groups. */
struct figures dueby_measures_sum(const struct dueby_measures *measures, int32_t definition);

/* Returns the day the records of an event begin, or NONE if they are complete. */
dueby_date dueby_measures_records_begin(const struct dueby_measures *measures, int32_t event);

static inline const struct figures *figures_of(const struct dueby_measures *measures, int32_t group, int32_t definition) {
  return (const struct figures *)measures->groups.items[group].figures + definition;
}

#endif
