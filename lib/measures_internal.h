/* Figures while they are counted, and the functions that their files share. Internal. */
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

/* A measure as it is counted. */
struct counted {
  dueby_date from, last; /* of the period; the last day by which anything is known */
  int32_t missing;       /* the event that the records do not have, without which it cannot be answered; 0: none */
  int32_t has_no_duty;   /* 1: the profile does not have its duty */
  int32_t has_column;    /* 1: some case had its column */
  dueby_date begins;     /* the records of what it counts begin on this day, after the period does; NONE: they do not */
  int64_t odd;           /* oddities, and the first of them as texts */
  char *oddities[ODDITIES_KEPT];
};

struct dueby_measures {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const dueby_definitions *definitions;
  dueby_holding *holds; /* by event: NULL: nothing is said */
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

/* Finds what a measure counts of a case, and appends it to the units. DUEBY_EMEMORY. */
dueby_status dueby_measures_find(struct dueby_measures *measures, int32_t definition, const dueby_line *lines, int64_t line_count);

/* Puts the events of a case in order: those that are not void. 0: out of memory. */
int dueby_measures_order(struct dueby_measures *measures, const dueby_case *of);

/* Since when the records have an event; NONE: since ever. */
dueby_date dueby_measures_records_begin(const struct dueby_measures *measures, int32_t event);

static inline const struct figures *figures_of(const struct dueby_measures *measures, int32_t group, int32_t definition) {
  return (const struct figures *)measures->groups.items[group].figures + definition;
}

#endif
