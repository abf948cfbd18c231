/* Judges whether a duty was met in time. */
#include <stddef.h>

#include "calendar_internal.h"
#include "date_internal.h"
#include "deadline_internal.h"
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

enum { MINUTE_SECONDS = 60, DAY_SECONDS = 86400 };

/* The earliest and the latest moment when a span in hours may end, if only the day it began is known (rule 14). */
struct bounds {
  dueby_time first, last;
  dueby_date first_day, last_day;
};

static int bounds_of(const dueby_deadline *deadline, struct bounds *bounds) {
  int32_t second, offset;
  if (!deadline->span_minutes || !deadline->span_from || deadline->span_from == DUEBY_DATE_NONE) return 0;
  if (dueby_time_new(deadline->span_from, 0, &bounds->first) != DUEBY_OK) return 0;
  /* cannot fail, because the first second of the same day could be computed */
  dueby_time_new(deadline->span_from, DAY_SECONDS - 1, &bounds->last);
  bounds->first += (dueby_time)deadline->span_minutes * MINUTE_SECONDS;
  bounds->last += (dueby_time)deadline->span_minutes * MINUTE_SECONDS;
  return dueby_time_civil(bounds->first, &bounds->first_day, &second, &offset) == DUEBY_OK &&
         dueby_time_civil(bounds->last, &bounds->last_day, &second, &offset) == DUEBY_OK;
}

/* True if days are not enough to tell whether an action or end at the given moment was in time (rule 14). */
static int is_untold(const dueby_deadline *deadline, const dueby_when *when) {
  struct bounds bounds;
  if (deadline->flags & DUEBY_DEADLINE_WHOLE_DAYS) return 0;
  if (known_time(deadline->due_time) != DUEBY_TIME_NONE) return !has_time(when) && when->date == deadline->due;
  if (!bounds_of(deadline, &bounds)) return 0;
  if (has_time(when)) return when->time > bounds.first && when->time <= bounds.last;
  return when->date >= bounds.first_day && when->date <= bounds.last_day;
}

static int is_late(const dueby_deadline *deadline, const dueby_when *when) {
  struct bounds bounds;
  int is_by_days = (deadline->flags & DUEBY_DEADLINE_WHOLE_DAYS) != 0;
  if (!is_by_days && known_time(deadline->due_time) == DUEBY_TIME_NONE && bounds_of(deadline, &bounds))
    return has_time(when) ? when->time > bounds.last : when->date > bounds.last_day;
  if (known_time(deadline->due_time) != DUEBY_TIME_NONE && has_time(when)) return when->time > deadline->due_time;
  return when->date > deadline->due;
}

static int32_t view_of(const dueby_deadline *deadline) {
  return deadline->flags & DUEBY_DEADLINE_LOCAL_DAYS ? VIEW_LOCAL : deadline->flags & DUEBY_DEADLINE_UK_DAYS ? VIEW_UK : VIEW_LAW;
}

int32_t dueby_deadline_accepts(const dueby_deadline *deadline, const dueby_when *done) {
  if (deadline->opens == DUEBY_DATE_NONE || done->date > deadline->opens) return 1;
  if (done->date < deadline->opens) return 0;
  int both = has_time(done) && known_time(deadline->begins_time) != DUEBY_TIME_NONE;
  return deadline->opens != deadline->begins || !both || done->time >= deadline->begins_time;
}

int32_t dueby_deadline_may_end(const dueby_deadline *deadline, const dueby_event *trigger, const dueby_when *ended) {
  dueby_time started = known_time(trigger->time);
  if (deadline->opens == DUEBY_DATE_NONE || ended->date != trigger->date)
    return deadline->opens == DUEBY_DATE_NONE || ended->date > trigger->date;
  return !has_time(ended) || started == DUEBY_TIME_NONE || ended->time >= started;
}

/* True if one moment is before another. On the same day, one without a time comes first. */
static int is_before(const dueby_when *left, const dueby_when *right) {
  return left->date != right->date ? left->date < right->date : left->time < right->time;
}

/* A search for the events that a rule with at_least needs. */
struct recorded {
  const struct profile_rule *rule;
  const dueby_deadline *deadline;
  const struct clock *clock;
  const dueby_when *done, *as_at;
};

/* Copies `when` to *next if it counts, is after `last` (NULL if there is none yet), and is the earliest such event so far. */
static void keep_next(const struct recorded *recorded, const dueby_when *when, const dueby_when *last, dueby_when *next) {
  if (!happened(when, recorded->as_at) || !dueby_deadline_accepts(recorded->deadline, when)) return;
  if (last && !is_before(last, when)) return;
  if (next->date == DUEBY_DATE_NONE || is_before(when, next)) *next = *when;
}

static int meets(const struct recorded *recorded, const dueby_event *event) {
  return event->type == recorded->rule->model.due &&
         refs_match(recorded->clock->history, event->ref, recorded->clock->trigger->ref) &&
         event_has_required_tags(event, &recorded->rule->tags);
}

static dueby_when next_recorded(const struct recorded *recorded, const dueby_when *last) {
  dueby_when next = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  if (recorded->done) {
    dueby_when when = {known_time(recorded->done->time), recorded->done->date, 0};
    keep_next(recorded, &when, last, &next);
  }
  for (int64_t i = 0; i < recorded->clock->facts.event_count; i++) {
    const dueby_event *event = &recorded->clock->facts.events[i];
    dueby_when when = {known_time(event->time), event->date, 0};
    if (meets(recorded, event)) keep_next(recorded, &when, last, &next);
  }
  return next;
}

/* Returns the number of events that a deadline needs: 1 unless the rule has at_least. */
static int32_t at_least_of(const dueby_profile *profile, const dueby_deadline *deadline) {
  const struct model_version *version = profile_version(profile, deadline->rule, deadline->version);
  if (deadline->phase >= version->phases) return 1;
  int32_t at_least = profile->phases[version->first_phase + deadline->phase].at_least;
  return at_least > 1 ? at_least : 1;
}

struct count dueby_deadline_count(const dueby_profile *profile, const dueby_deadline *deadline, const struct clock *clock,
                                  const dueby_when *done, const dueby_when *as_at) {
  struct count count = {0, at_least_of(profile, deadline), {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}};
  const struct recorded recorded = {&profile->rules[deadline->rule], deadline, clock, done, as_at};
  if (count.needed == 1) {
    const dueby_when *met = happened(done, as_at);
    count.recorded = met != NULL;
    if (met) count.met = *met;
    return count;
  }
  for (dueby_when last = next_recorded(&recorded, NULL); last.date != DUEBY_DATE_NONE; last = next_recorded(&recorded, &last))
    if (++count.recorded == count.needed) count.met = last;
  return count;
}

dueby_status dueby_deadline_count_working_days(const dueby_calendar *calendar, const dueby_deadline *deadline, dueby_date from,
                                               dueby_date to, int32_t *working_days) {
  if (!calendar_covers(calendar, from) || !calendar_covers(calendar, to)) return DUEBY_ECOVERAGE;
  const uint16_t *rank = calendar->views[view_of(deadline)]->rank;
  *working_days = rank[to - CALENDAR_FIRST + 1] - rank[from - CALENDAR_FIRST + 1];
  return DUEBY_OK;
}

dueby_date dueby_deadline_working_day_before(const dueby_calendar *calendar, const dueby_deadline *deadline) {
  if (deadline->due_time != DUEBY_TIME_NONE || !calendar_covers(calendar, deadline->due)) return DUEBY_DATE_NONE;
  const struct calendar_view *view = calendar->views[view_of(deadline)];
  int32_t index = deadline->due - CALENDAR_FIRST, worked = view->rank[index];
  if (view_works(view, index) || !worked) return DUEBY_DATE_NONE;
  dueby_date last = CALENDAR_FIRST + view_select(view, worked - 1);
  return calendar_covers(calendar, last) && last >= deadline->opens ? last : DUEBY_DATE_NONE;
}

const char *dueby_deadline_divisions(const dueby_calendar *calendar, const dueby_deadline *deadline) {
  return deadline->flags & DUEBY_DEADLINE_UK_DAYS ? "england-and-wales+scotland+northern-ireland"
                                                  : dueby_calendar_divisions(calendar);
}

int dueby_soon_is_valid(dueby_span soon) {
  return soon.unit ? span_is_valid(soon) && soon.unit <= DUEBY_UNIT_MONTHS : !soon.amount;
}

/* Sets *is_soon to 1 if the due day is within `soon` of `from`, otherwise to 0. */
static dueby_status falls_within(const dueby_calendar *calendar, dueby_span soon, dueby_date from, dueby_date due,
                                 int32_t working_days, int *is_soon) {
  struct applied horizon;
  if (!soon.unit || soon.unit == DUEBY_UNIT_WORKING_DAYS) {
    *is_soon = working_days <= (soon.unit ? soon.amount : SOON_WORKING_DAYS);
    return DUEBY_OK;
  }
  dueby_status status = dueby_span_apply(soon, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, VIEW_LAW, from, &horizon);
  *is_soon =
      status == DUEBY_OK ? due <= horizon.date : soon.amount > 0; /* if the calendar ends before `soon` does, every due day is
                                                                     within it */
  return status == DUEBY_ECOVERAGE ? DUEBY_OK : status;
}

dueby_status dueby_deadline_check(const dueby_calendar *calendar, const dueby_deadline *deadline, const dueby_when *met,
                                  const dueby_when *ended, const dueby_when *as_at, dueby_span soon, dueby_verdict *verdict) {
  const dueby_when *done = happened(met, as_at), *over = happened(ended, as_at);
  dueby_verdict made = {DUEBY_STATE_OPEN, 0, 0, 0};
  /* an action on the day the duty ended still counts; a later one does not */
  if (done && over && done->date > over->date) done = NULL;
  const dueby_when *at = done ? done : over ? over : as_at;
  if (!at || at->reserved || deadline->due == DUEBY_DATE_NONE || !dueby_date_agrees(at->date, at->time) ||
      !dueby_soon_is_valid(soon))
    return DUEBY_EARGUMENT;
  int late = is_late(deadline, at);
  dueby_status status = dueby_deadline_count_working_days(calendar, deadline, at->date, deadline->due, &made.working_days_left);
  if (status != DUEBY_OK) return status;
  made.days_left = deadline->due - at->date;
  int is_told = (!done && !over) || !is_untold(deadline, at);
  if (done && !is_told) made.state = DUEBY_STATE_NOT_COMPUTABLE;
  else if (done) made.state = late ? DUEBY_STATE_MET_LATE : DUEBY_STATE_MET;
  else if (over) made.state = late && is_told ? DUEBY_STATE_MISSED : DUEBY_STATE_ENDED;
  else if (late) made.state = DUEBY_STATE_OVERDUE;
  else {
    int is_soon;
    status = falls_within(calendar, soon, at->date, deadline->due, made.working_days_left, &is_soon);
    if (status != DUEBY_OK) return status;
    if (is_soon) made.state = DUEBY_STATE_DUE_SOON;
  }
  *verdict = made;
  return DUEBY_OK;
}

dueby_status dueby_deadline_check_many(const dueby_calendar *calendar, const dueby_date *due, const dueby_date *met, int64_t n,
                                       dueby_date as_at, dueby_span soon, uint8_t *state, int32_t *days_left,
                                       int32_t *working_days_left, uint8_t *status) {
  dueby_when now = {DUEBY_TIME_NONE, as_at, 0};
  if (n < 0 || (n && !due) || !dueby_soon_is_valid(soon) || (as_at != DUEBY_DATE_NONE && !is_date(as_at))) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n; i++) {
    dueby_deadline deadline = {.due_time = DUEBY_TIME_NONE, .due = due[i], .relied_on = DUEBY_DATE_NONE};
    dueby_when done = {DUEBY_TIME_NONE, met ? met[i] : DUEBY_DATE_NONE, 0};
    dueby_verdict verdict = {DUEBY_STATE_NOT_COMPUTABLE, INT32_MIN, INT32_MIN, 0};
    dueby_status result = DUEBY_NONE;
    if (due[i] != DUEBY_DATE_NONE)
      result = dueby_deadline_check(calendar, &deadline, &done, NULL, as_at == DUEBY_DATE_NONE ? NULL : &now, soon, &verdict);
    if (state) state[i] = (uint8_t)verdict.state;
    if (days_left) days_left[i] = verdict.days_left;
    if (working_days_left) working_days_left[i] = verdict.working_days_left;
    if (status) status[i] = (uint8_t)result;
  }
  return DUEBY_OK;
}
