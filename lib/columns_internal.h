/* Columns of triggers, and what is wanted of each. Internal. */
#ifndef DUEBY_COLUMNS_INTERNAL_H
#define DUEBY_COLUMNS_INTERNAL_H

#include "dueby/deadline.h"

/* What is not wanted is NULL. Triggers are days or ticks, and due days are wanted as either. */
struct due_columns {
  const dueby_profile *profile;
  int32_t duty;
  const uint8_t *selected;
  const dueby_calendar *calendar;
  int32_t flags; /* of dueby_facts */
  int64_t n;
  const dueby_date *days;
  const int64_t *ticks;
  int64_t ticks_per_day;
  const uint8_t *valid; /* an Arrow bitmap; NULL: all are */
  const dueby_date *born;
  dueby_date *due;
  int64_t *due_ticks;
  int32_t *rule;
  uint8_t *certainty, *status;
  int64_t failed;
};

/* As dueby_deadline_for_duty for each row, whatever way is the quickest. DUEBY_EARGUMENT, and no output is touched. */
dueby_status dueby_columns_due(struct due_columns *columns);

#endif
