/* Was it done in time? */
#include <stddef.h>

#include "calendar_internal.h"
#include "date_internal.h"
#include "dueby/deadline.h"
#include "span_internal.h"

enum { SOON_WORKING_DAYS = 5 };

static int has_time(const dueby_when *when) {
  return known_time(when->time) != DUEBY_TIME_NONE;
}

static const dueby_when *happened(const dueby_when *when, const dueby_when *as_at) {
  if (!when || when->date == DUEBY_DATE_NONE) return NULL;
  if (!as_at) return when;
  if (has_time(when) && has_time(as_at)) return when->time <= as_at->time ? when : NULL;
  return when->date <= as_at->date ? when : NULL;
}

static int is_late(const dueby_deadline *deadline, const dueby_when *when) {
  if (known_time(deadline->due_time) != DUEBY_TIME_NONE && has_time(when)) return when->time > deadline->due_time;
  return when->date > deadline->due;
}

static int32_t view_of(const dueby_deadline *deadline) {
  return deadline->flags & DUEBY_LOCAL_DAYS ? VIEW_LOCAL : deadline->flags & DUEBY_UK_DAYS ? VIEW_UK : VIEW_LAW;
}

int32_t dueby_deadline_counts(const dueby_deadline *deadline, const dueby_when *done) {
  if (deadline->opens == DUEBY_DATE_NONE || done->date > deadline->opens) return 1;
  if (done->date < deadline->opens) return 0;
  int both = has_time(done) && known_time(deadline->begins_time) != DUEBY_TIME_NONE;
  return deadline->opens != deadline->begins || !both || done->time >= deadline->begins_time;
}

dueby_status dueby_deadline_working_days(const dueby_calendar *calendar, const dueby_deadline *deadline, dueby_date from,
                                         dueby_date to, int32_t *working_days) {
  if (!calendar_covers(calendar, from) || !calendar_covers(calendar, to)) return DUEBY_ECOVERAGE;
  const uint16_t *rank = calendar->views[view_of(deadline)]->rank;
  *working_days = rank[to - CALENDAR_FIRST + 1] - rank[from - CALENDAR_FIRST + 1];
  return DUEBY_OK;
}

/* Whether at most so much is left. */
static dueby_status falls_within(const dueby_calendar *calendar, dueby_span soon, dueby_date from, dueby_date due,
                                 int32_t working_days, int *is_soon) {
  struct laid horizon;
  if (!soon.unit || soon.unit == DUEBY_WORKING_DAYS) {
    *is_soon = working_days <= (soon.unit ? soon.amount : SOON_WORKING_DAYS);
    return DUEBY_OK;
  }
  dueby_status status = dueby_span_lay(soon, DUEBY_EXCLUDED, DUEBY_ROLL_NONE, calendar, VIEW_LAW, from, &horizon);
  *is_soon = status == DUEBY_OK ? due <= horizon.date : soon.amount > 0; /* to the end of the calendar */
  return status == DUEBY_ECOVERAGE ? DUEBY_OK : status;
}

dueby_status dueby_deadline_check(const dueby_calendar *calendar, const dueby_deadline *deadline, const dueby_when *met,
                                  const dueby_when *ended, const dueby_when *as_at, dueby_span soon, dueby_verdict *verdict) {
  const dueby_when *done = happened(met, as_at), *over = happened(ended, as_at);
  dueby_verdict made = {DUEBY_OPEN, 0, 0, 0};
  if (done && over && done->date > over->date) done = NULL; /* the day on which a duty ends still counts for meeting it */
  const dueby_when *at = done ? done : over ? over : as_at;
  if (!at || deadline->due == DUEBY_DATE_NONE || !dueby_date_agrees(at->date, at->time)) return DUEBY_EARGUMENT;
  int late = is_late(deadline, at);
  dueby_status status = dueby_deadline_working_days(calendar, deadline, at->date, deadline->due, &made.working_days_left);
  if (status != DUEBY_OK) return status;
  made.days_left = deadline->due - at->date;
  if (done) made.state = late ? DUEBY_MET_LATE : DUEBY_MET;
  else if (over) made.state = late ? DUEBY_MISSED : DUEBY_ENDED;
  else if (late) made.state = DUEBY_OVERDUE;
  else {
    int is_soon;
    status = falls_within(calendar, soon, at->date, deadline->due, made.working_days_left, &is_soon);
    if (status != DUEBY_OK) return status;
    if (is_soon) made.state = DUEBY_DUE_SOON;
  }
  *verdict = made;
  return DUEBY_OK;
}

dueby_status dueby_check_i32(const dueby_calendar *calendar, const dueby_date *due, const dueby_date *met, int64_t n,
                             dueby_date as_at, dueby_span soon, uint8_t *state, int32_t *days_left, int32_t *working_days_left,
                             uint8_t *status) {
  dueby_when now = {DUEBY_TIME_NONE, as_at, 0};
  for (int64_t i = 0; i < n; i++) {
    dueby_deadline deadline = {.due_time = DUEBY_TIME_NONE, .due = due[i], .relied_on = DUEBY_DATE_NONE};
    dueby_when done = {DUEBY_TIME_NONE, met ? met[i] : DUEBY_DATE_NONE, 0};
    dueby_verdict verdict = {DUEBY_NOT_COMPUTABLE, INT32_MIN, INT32_MIN, 0};
    dueby_status said = DUEBY_MISSING;
    if (due[i] != DUEBY_DATE_NONE)
      said = dueby_deadline_check(calendar, &deadline, &done, NULL, as_at == DUEBY_DATE_NONE ? NULL : &now, soon, &verdict);
    if (state) state[i] = (uint8_t)verdict.state;
    if (days_left) days_left[i] = verdict.days_left;
    if (working_days_left) working_days_left[i] = verdict.working_days_left;
    if (status) status[i] = (uint8_t)said;
  }
  return DUEBY_OK;
}
