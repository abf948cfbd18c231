/* The fields of a query. Internal. */
#ifndef DUEBY_QUERY_INTERNAL_H
#define DUEBY_QUERY_INTERNAL_H

#include "dueby/query.h"
#include "profile_internal.h"

struct dueby_query {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  int32_t duty, trigger;
  uint8_t *by_law;    /* by rule, 1: it is law, whether or not it is part of the query */
  uint8_t selected[]; /* by rule */
};

#endif
