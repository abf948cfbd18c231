/* The struct of a query. Internal. */
#ifndef DUEBY_QUERY_INTERNAL_H
#define DUEBY_QUERY_INTERNAL_H

#include "dueby/query.h"
#include "profile_internal.h"

struct dueby_query {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  int32_t duty, trigger;
  uint8_t *by_law;    /* 1 for each rule that is law, whether or not it is part of the query */
  uint8_t selected[]; /* 1 for each rule that is part of the query */
};

#endif
