/* The figures of measures, and functions that the files on measures share. Internal. */
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
  int32_t missing;       /* the event that the measure needs, but the records do not have; 0 for none */
  int32_t has_some;      /* 1 if some case has that event, although the records do not have every one */
  int32_t has_no_duty;   /* 1 if the profile does not have the duty of the measure */
  int32_t has_column;    /* 1 if some case had the column of the measure */
  dueby_date begins; /* the day on which the records of the measure's events begin, if they do not cover the whole period; otherwise
                      * NONE */
  int64_t odd;       /* number of odd units; messages name the first few */
  char *oddities[ODDITIES_KEPT];
};

struct dueby_measures {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const dueby_definitions *definitions;
  dueby_holding *holds; /* for each event, how completely the records hold it; NULL if the caller did not state this */
  uint8_t *recorded;    /* 1 for each event that is recorded; NULL if all are */
  dueby_date history_from;
  uint32_t run_flags;
  int32_t suppress;
  char *column; /* the column to group by; NULL for one group of all cases */
  dueby_tags voided;
  struct counted *counted; /* for each definition, the measure that is being counted */
  struct groups groups;    /* groups of cases, with a struct figures for each definition */

  const dueby_case *of; /* the last case that was added */
  dueby_measures_unit *units;
  int64_t unit_count, unit_capacity;
  int32_t *order; /* the events of the case that count, by time */
  uint8_t *used;  /* for each index in `order`, 1 if the event belongs to a unit */
  int64_t order_count, order_capacity;
};

/* Finds the units of a case that a measure counts, and appends them to `units`. May return DUEBY_EMEMORY. */
dueby_status dueby_measures_find(struct dueby_measures *measures, int32_t definition, const dueby_line *lines, int64_t line_count);

/* Puts the events of a case that are not void in order. Returns 0 if out of memory. */
int dueby_measures_order(struct dueby_measures *measures, const dueby_case *of);

/* Returns the day on which the records of an event begin, or NONE if they are complete. */
dueby_date dueby_measures_records_begin(const struct dueby_measures *measures, int32_t event);

static inline const struct figures *figures_of(const struct dueby_measures *measures, int32_t group, int32_t definition) {
  return (const struct figures *)measures->groups.items[group].figures + definition;
}

#endif
