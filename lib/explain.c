/* Turns an answer into the steps that explain it. */
#include "dueby/explain.h"

#include "date_internal.h"
#include "deadline_given.h"
#include "explain_internal.h"

static void append_step(const struct steps *steps, dueby_step step) {
  steps->take(&step, steps->context);
}

static dueby_step step_of(int32_t kind, dueby_date first, dueby_date last) {
  dueby_step step = {kind, first, last, 0, 0, -1};
  return step;
}

static int32_t holiday_on(const dueby_calendar *calendar, dueby_date date) {
  dueby_holiday holiday;
  int64_t index = dueby_calendar_holiday_from(calendar, date);
  return dueby_calendar_holiday(calendar, index, &holiday) == DUEBY_OK && holiday.date == date ? (int32_t)index : -1;
}

static int is_weekend(const dueby_calendar *calendar, dueby_date date) {
  return calendar->weekend >> (dueby_date_weekday(date) - 1) & 1;
}

/* Appends steps for all the days of a count: counted days, weekends and holidays. */
static void count_days(const struct steps *steps, const dueby_calendar *calendar, const struct derivation *derivation) {
  const struct calendar_view *view = calendar->views[derivation->view];
  int32_t direction = derivation->span.amount < 0 ? -1 : 1, number = 0;
  dueby_step open = {0};
  dueby_date date =
      derivation->counting == DUEBY_COUNTING_INCLUDED ? derivation->applied.start : derivation->applied.start + direction;
  for (; direction * date <= direction * derivation->applied.unrolled; date += direction) {
    int works = view_works(view, date - CALENDAR_FIRST), weekend = !works && is_weekend(calendar, date);
    int32_t kind = works ? DUEBY_STEP_COUNTED : weekend ? DUEBY_STEP_WEEKEND : DUEBY_STEP_HOLIDAY;
    number += works;
    if (kind != open.kind || kind == DUEBY_STEP_HOLIDAY) {
      if (open.kind) append_step(steps, open);
      open = step_of(kind, date, date);
      open.number_first = works ? number : 0;
      if (kind == DUEBY_STEP_HOLIDAY) open.holiday = holiday_on(calendar, date);
    }
    open.last = date;
    open.number_last = works ? number : 0;
  }
  if (open.kind) append_step(steps, open);
}

/* Appends the extensions and pauses that moved the last day, in order. */
static void append_moves(const struct steps *steps, const struct derivation *derivation, dueby_date laid, dueby_date due) {
  dueby_date between = derivation->paused_last ? due - derivation->paused_days : laid + derivation->paused_days;
  dueby_step paused =
      derivation->paused_last ? step_of(DUEBY_STEP_PAUSED, between, due) : step_of(DUEBY_STEP_PAUSED, laid, between);
  dueby_step extended =
      derivation->paused_last ? step_of(DUEBY_STEP_EXTENDED, laid, between) : step_of(DUEBY_STEP_EXTENDED, between, due);
  paused.number_last = derivation->paused_days;
  if (derivation->extensions && derivation->paused_last) append_step(steps, extended);
  if (derivation->paused_days) append_step(steps, paused);
  if (derivation->extensions && !derivation->paused_last) append_step(steps, extended);
}

void dueby_explain_find_steps(const struct steps *steps, const dueby_calendar *calendar, const struct derivation *derivation,
                              const dueby_deadline *deadline) {
  const struct applied *applied = &derivation->applied;
  if (deadline->precision == DUEBY_PRECISION_SECOND) {
    append_step(steps, step_of(DUEBY_STEP_LAID, derivation->from.date, deadline->due));
    return;
  }
  if (applied->start != derivation->from.date)
    append_step(steps, step_of(DUEBY_STEP_MOVED_START, derivation->from.date, applied->start));
  if (derivation->span.unit != DUEBY_UNIT_WORKING_DAYS) {
    append_step(steps, step_of(DUEBY_STEP_LAID, applied->start, applied->unrolled));
  } else {
    if (derivation->counting != DUEBY_COUNTING_INCLUDED || !derivation->span.amount)
      append_step(steps, step_of(DUEBY_STEP_START, applied->start, applied->start));
    if (derivation->span.amount) count_days(steps, calendar, derivation);
  }
  if (applied->date != applied->unrolled) append_step(steps, step_of(DUEBY_STEP_ROLLED, applied->unrolled, applied->date));
  if (derivation->agreed_late) append_step(steps, step_of(DUEBY_STEP_AGREED, applied->date, deadline->due));
  else append_moves(steps, derivation, applied->date, deadline->due);
}

struct step_array {
  dueby_step *at;
  int64_t capacity, count;
};

static void keep_step(const dueby_step *step, void *context) {
  struct step_array *array = context;
  if (array->count < array->capacity) array->at[array->count] = *step;
  array->count++;
}

/* True if a deadline begins at the same time as the first occurrence on its clock. */
static int begins_first(const dueby_profile *profile, const dueby_calendar *calendar, const struct clock *clock,
                        const dueby_deadline *deadline) {
  dueby_deadline first = {.begins = DUEBY_DATE_NONE};
  dueby_deadline_compute(profile, calendar, clock, NULL, &first, NULL); /* sets `begins` whatever the status */
  return first.begins == deadline->begins && known_time(first.begins_time) == known_time(deadline->begins_time) &&
         first.periods_from == deadline->periods_from;
}

dueby_status dueby_explain_again(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                 const dueby_facts *facts, const dueby_deadline *deadline, dueby_deadline *again,
                                 struct derivation *derivation) {
  if (!dueby_deadline_is_possible(profile, calendar, deadline)) return DUEBY_EARGUMENT;
  struct position position = dueby_deadline_position(deadline);
  struct clock clock = dueby_deadline_clock(profile, deadline->rule, trigger, facts);
  clock.is_resolved = 1;
  clock.facts.flags = dueby_deadline_facts_flags(deadline);
  clock.has_begun = clock.ended.date == deadline->begins;
  /* an occurrence that does not open on the day it begins is the first on its clock, although a line with several rules may have a
   * higher number */
  if (deadline->opens != deadline->begins) position.occurrence = 1;
  if (dueby_deadline_compute(profile, calendar, &clock, &position, again, derivation) != DUEBY_OK) return DUEBY_EARGUMENT;
  if (deadline->occurrence == 1 && !begins_first(profile, calendar, &clock, deadline)) return DUEBY_EARGUMENT;
  return dueby_deadline_is_same(profile, deadline, again) ? DUEBY_OK : DUEBY_EARGUMENT;
}

dueby_status dueby_explain_steps(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                 const dueby_facts *facts, const dueby_deadline *deadline, dueby_step *steps, int64_t capacity,
                                 int64_t *needed) {
  struct step_array array = {steps, steps && capacity > 0 ? capacity : 0, 0};
  struct steps out = {keep_step, &array};
  struct derivation derivation;
  dueby_deadline again;
  dueby_status status = dueby_explain_again(profile, calendar, trigger, facts, deadline, &again, &derivation);
  if (status != DUEBY_OK) return status;
  dueby_explain_find_steps(&out, calendar, &derivation, &again);
  if (needed) *needed = array.count;
  return array.count <= array.capacity ? DUEBY_OK : DUEBY_ESPACE;
}
