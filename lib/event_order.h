/* Decides whether an end on the day of a start belongs to that start or to something earlier (rule 8 in docs/rules.md).
 * Internal. */
#ifndef DUEBY_EVENT_ORDER_H
#define DUEBY_EVENT_ORDER_H

#include "history.h"
#include "profile_internal.h"

/* An end on the same day as a trigger, if it is unknown which came first. */
struct same_day {
  const dueby_profile *profile;
  const struct history *history; /* NULL if the events are in any order; otherwise the events are those of this history, in order */
  const dueby_event *events;
  int64_t count;
  /* the rule whose triggers and ends to consider; -1 for all that start or end the same kind of thing as the trigger */
  int32_t rule;
  int64_t place;               /* the trigger's index, if the events are in order */
  int32_t trigger;             /* type of the trigger */
  const dueby_event *at, *end; /* the trigger (which need not be among the events) and the end */
};

/* Says whether an end belongs to the trigger, or to a start on the same day that the trigger proves. */
struct belongs {
  int32_t start;   /* the type of the start that the end may have ended; 0 if it cannot belong to the trigger */
  int any_before;  /* 1 if something was running before, so the end is assumed to belong to that */
  dueby_date from; /* the day whose events decide any_before; NONE if there is no such day */
};

struct belongs dueby_same_day_belongs(const struct same_day *day);

#endif
