/* Columns of triggers: a rule's first due day is a function of the trigger's day, so each day is worked out once. */
#include <stdlib.h>

#include "calendar_internal.h"
#include "dueby/deadline.h"

enum {
  FEW = 64,      /* elements for which making a table would cost more than it saves */
  UNASKED = 255, /* a status that no answer has */
  NO_CERTAINTY = 255
};

struct answer {
  dueby_date due;
  int32_t rule;
  uint8_t certainty, status;
};

struct column {
  const dueby_profile *profile;
  int32_t duty;
  const uint8_t *selected;
  const dueby_calendar *calendar;
  dueby_facts facts;
  struct answer *by_day; /* CALENDAR_DAYS of them, or NULL */
  const uint8_t *valid;
  int64_t failed;
};

static struct answer work_out(const struct column *column, dueby_date day) {
  dueby_event trigger = {.date = day, .has = DUEBY_HAS_DATE};
  dueby_deadline deadline;
  struct answer answer = {DUEBY_DATE_NONE, -1, NO_CERTAINTY, DUEBY_MISSING};
  if (day == DUEBY_DATE_NONE) return answer;
  dueby_status status =
      dueby_deadline_of(column->profile, column->duty, column->selected, column->calendar, &trigger, &column->facts, &deadline);
  answer.status = (uint8_t)status;
  if (status != DUEBY_OK) return answer;
  answer.due = deadline.due;
  answer.rule = deadline.rule;
  answer.certainty = (uint8_t)deadline.certainty;
  return answer;
}

static struct answer answer_for(struct column *column, int64_t i, dueby_date day) {
  if (column->valid && !(column->valid[i / 8] >> (i % 8) & 1)) day = DUEBY_DATE_NONE;
  struct answer answer;
  if (column->by_day && day >= CALENDAR_FIRST && day <= CALENDAR_LAST) {
    struct answer *kept = &column->by_day[day - CALENDAR_FIRST];
    if (kept->status == UNASKED) *kept = work_out(column, day);
    answer = *kept;
  } else {
    answer = work_out(column, day);
  }
  column->failed += answer.status > DUEBY_MISSING;
  return answer;
}

static dueby_status open_column(struct column *column, int64_t n) {
  if (column->duty < 0 || column->duty >= dueby_profile_duties(column->profile) || n < 0) return DUEBY_EARGUMENT;
  if (n < FEW) return DUEBY_OK;
  column->by_day = malloc(CALENDAR_DAYS * sizeof *column->by_day);
  if (!column->by_day) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < CALENDAR_DAYS; i++) column->by_day[i].status = UNASKED;
  return DUEBY_OK;
}

dueby_status dueby_due_i32(const dueby_profile *profile, int32_t duty, const uint8_t *selected, const dueby_calendar *calendar,
                           int32_t flags, const dueby_date *triggers, const uint8_t *valid, int64_t n, dueby_date *due,
                           int32_t *rule, uint8_t *certainty, uint8_t *status, int64_t *failed) {
  struct column column = {profile, duty,  selected, calendar, {.born = DUEBY_DATE_NONE, .since = DUEBY_DATE_NONE, .flags = flags},
                          NULL,    valid, 0};
  dueby_status opened = open_column(&column, n);
  if (opened != DUEBY_OK) return opened;
  for (int64_t i = 0; i < n; i++) {
    struct answer answer = answer_for(&column, i, triggers[i]);
    if (due) due[i] = answer.due;
    if (rule) rule[i] = answer.rule;
    if (certainty) certainty[i] = answer.certainty;
    if (status) status[i] = answer.status;
  }
  if (failed) *failed = column.failed;
  free(column.by_day);
  return DUEBY_OK;
}

static dueby_date day_of(int64_t ticks, int64_t ticks_per_day) {
  if (ticks == INT64_MIN) return DUEBY_DATE_NONE;
  int64_t day = ticks / ticks_per_day - (ticks % ticks_per_day < 0);
  return day > INT32_MIN && day <= INT32_MAX ? (dueby_date)day : INT32_MAX;
}

dueby_status dueby_due_i64(const dueby_profile *profile, int32_t duty, const uint8_t *selected, const dueby_calendar *calendar,
                           int32_t flags, const int64_t *triggers, const uint8_t *valid, int64_t n, int64_t ticks_per_day,
                           int64_t *due, int32_t *rule, uint8_t *certainty, uint8_t *status, int64_t *failed) {
  struct column column = {profile, duty,  selected, calendar, {.born = DUEBY_DATE_NONE, .since = DUEBY_DATE_NONE, .flags = flags},
                          NULL,    valid, 0};
  const int64_t nanoseconds_a_day = 86400000000000;
  if (ticks_per_day < 1 || ticks_per_day > nanoseconds_a_day) return DUEBY_EARGUMENT;
  dueby_status opened = open_column(&column, n);
  if (opened != DUEBY_OK) return opened;
  for (int64_t i = 0; i < n; i++) {
    struct answer answer = answer_for(&column, i, day_of(triggers[i], ticks_per_day));
    if (due) due[i] = answer.due == DUEBY_DATE_NONE ? INT64_MIN : answer.due * ticks_per_day;
    if (rule) rule[i] = answer.rule;
    if (certainty) certainty[i] = answer.certainty;
    if (status) status[i] = answer.status;
  }
  if (failed) *failed = column.failed;
  free(column.by_day);
  return DUEBY_OK;
}
