/* Figures while they are being counted, and the functions that their files share. Internal. */
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

/* A measure while it is being counted. */
struct counted {
  dueby_date from, last; /* the days of the period; the last day that the records cover */
  int32_t missing;       /* the event that the records do not have, without which it cannot be answered; 0: none */
  int32_t has_no_duty;   /* 1: the profile does not have its duty */
  int32_t has_column;    /* 1: some case had its column */
  dueby_date begins;     /* if the records of its events begin too late for the whole period, the day when they begin; NONE: they
                          * do not */
  int64_t odd;           /* the number of oddities, and messages on the first of them */
  char *oddities[ODDITIES_KEPT];
};

struct dueby_measures {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const dueby_definitions *definitions;
  dueby_holding *holds; /* by event: how completely the records hold it; NULL: the caller says nothing about this */
  uint8_t *recorded;    /* by event; NULL: all are */
  dueby_date history_from;
  uint32_t run_flags;
  int32_t suppress;
  char *column; /* NULL: all are one group */
  dueby_tags voided;
  struct counted *counted; /* by definition */
  struct groups groups;    /* their figures are struct figures by definition */

  const dueby_case *of; /* the last case */
  dueby_measures_unit *units;
  int64_t unit_count, unit_capacity;
  int32_t *order; /* the events of the case that count, by time */
  uint8_t *used;  /* by place in `order` */
  int64_t order_count, order_capacity;
};

/* Finds the units of a case that a measure counts, and appends them to the units. DUEBY_EMEMORY. */
dueby_status dueby_measures_find(struct dueby_measures *measures, int32_t definition, const dueby_line *lines, int64_t line_count);

/* Puts the events of a case in order: those that are not void. 0: out of memory. */
int dueby_measures_order(struct dueby_measures *measures, const dueby_case *of);

/* The day when the records of an event begin; NONE: they are complete. */
dueby_date dueby_measures_records_begin(const struct dueby_measures *measures, int32_t event);

static inline const struct figures *figures_of(const struct dueby_measures *measures, int32_t group, int32_t definition) {
  return (const struct figures *)measures->groups.items[group].figures + definition;
}

#endif
