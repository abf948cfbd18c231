/* Decides whether an end on the day of a start belongs to that start or to something earlier (rule 8 in docs/rules.md).
 * Internal. */
#ifndef DUEBY_EVENT_ORDER_H
#define DUEBY_EVENT_ORDER_H

#include "history.h"
#include "profile_internal.h"

/* An end on the day of a trigger, if we do not know which of them came first. */
struct same_day {
  const dueby_profile *profile;
  const struct history *history; /* if set, the events are those of the history, in order; otherwise in any order */
  const dueby_event *events;
  int64_t count;
  int32_t rule;                /* the rule whose trigger and ends count, or -1 for everything of the trigger's kind */
  int64_t place;               /* index of the trigger, if the events are in order */
  int32_t trigger;             /* type of the trigger */
  const dueby_event *at, *end; /* the trigger, which need not be among the events, and the end */
};

/* Whether the end can belong to the trigger, or to a start on that day that the trigger proves. */
struct belongs {
  int32_t start;   /* the start that the end then ended; 0 if it cannot belong to the trigger */
  int any_before;  /* 1 if something was running before, so that the end is assumed to belong to that */
  dueby_date from; /* the day that decides this; NONE if no day does */
};

struct belongs dueby_same_day_belongs(const struct same_day *day);

#endif
