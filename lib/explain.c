/* An answer -> its steps. */
#include "dueby/explain.h"

#include "explain_internal.h"

static void put_step(const struct steps *steps, dueby_step step) {
  steps->take(steps->to, &step);
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

/* Goes day by day from the start to the end of the count. Each day is counted, or is a weekend or a holiday. */
static void count_days(const struct steps *steps, const dueby_calendar *calendar, const struct derivation *working) {
  const struct calendar_view *view = calendar->views[working->view];
  int32_t direction = working->span.amount < 0 ? -1 : 1, number = 0;
  dueby_step open = {0};
  dueby_date date = working->counting == DUEBY_COUNTING_INCLUDED ? working->applied.start : working->applied.start + direction;
  for (; direction * date <= direction * working->applied.unrolled; date += direction) {
    int works = view_works(view, date - CALENDAR_FIRST), weekend = !works && is_weekend(calendar, date);
    int32_t kind = works ? DUEBY_STEP_COUNTED : weekend ? DUEBY_STEP_WEEKEND : DUEBY_STEP_HOLIDAY;
    number += works;
    if (kind != open.kind || kind == DUEBY_STEP_HOLIDAY) {
      if (open.kind) put_step(steps, open);
      open = step_of(kind, date, date);
      open.number_first = works ? number : 0;
      if (kind == DUEBY_STEP_HOLIDAY) open.holiday = holiday_on(calendar, date);
    }
    open.last = date;
    open.number_last = works ? number : 0;
  }
  if (open.kind) put_step(steps, open);
}

/* The effect of extensions and pauses on the last day; whichever moved it last comes last. */
static void put_moves(const struct steps *steps, const struct derivation *working, dueby_date laid, dueby_date due) {
  dueby_date between = working->paused_last ? due - working->paused_days : laid + working->paused_days;
  dueby_step paused = working->paused_last ? step_of(DUEBY_STEP_PAUSED, between, due) : step_of(DUEBY_STEP_PAUSED, laid, between);
  dueby_step extended =
      working->paused_last ? step_of(DUEBY_STEP_EXTENDED, laid, between) : step_of(DUEBY_STEP_EXTENDED, between, due);
  paused.number_last = working->paused_days;
  if (working->extensions && working->paused_last) put_step(steps, extended);
  if (working->paused_days) put_step(steps, paused);
  if (working->extensions && !working->paused_last) put_step(steps, extended);
}

void dueby_explain_find_steps(const struct steps *steps, const dueby_calendar *calendar, const struct derivation *working,
                              const dueby_deadline *deadline) {
  const struct applied *applied = &working->applied;
  if (deadline->precision == DUEBY_PRECISION_SECOND) {
    put_step(steps, step_of(DUEBY_STEP_LAID, working->from.date, deadline->due));
    return;
  }
  if (applied->start != working->from.date) put_step(steps, step_of(DUEBY_STEP_MOVED_START, working->from.date, applied->start));
  if (working->span.unit != DUEBY_UNIT_WORKING_DAYS) {
    put_step(steps, step_of(DUEBY_STEP_LAID, applied->start, applied->unrolled));
  } else {
    if (working->counting != DUEBY_COUNTING_INCLUDED || !working->span.amount)
      put_step(steps, step_of(DUEBY_STEP_START, applied->start, applied->start));
    if (working->span.amount) count_days(steps, calendar, working);
  }
  if (applied->date != applied->unrolled) put_step(steps, step_of(DUEBY_STEP_ROLLED, applied->unrolled, applied->date));
  if (working->agreed_late) put_step(steps, step_of(DUEBY_STEP_AGREED, applied->date, deadline->due));
  else put_moves(steps, working, applied->date, deadline->due);
}

struct step_array {
  dueby_step *at;
  int64_t capacity, count;
};

static void keep_step(void *to, const dueby_step *step) {
  struct step_array *array = to;
  if (array->count < array->capacity) array->at[array->count] = *step;
  array->count++;
}

dueby_status dueby_explain_again(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                 const dueby_facts *facts, const dueby_deadline *deadline, dueby_deadline *again,
                                 struct derivation *working) {
  struct position position = dueby_deadline_position(deadline);
  struct clock clock = dueby_deadline_clock(profile, deadline->rule, trigger, facts);
  clock.is_resolved = 1;
  return dueby_deadline_compute(profile, calendar, &clock, &position, again, working);
}

dueby_status dueby_explain_steps(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                 const dueby_facts *facts, const dueby_deadline *deadline, dueby_step *steps, int64_t capacity,
                                 int64_t *needed) {
  struct step_array array = {steps, capacity, 0};
  struct steps out = {keep_step, &array};
  struct derivation working;
  dueby_deadline again;
  dueby_status status = dueby_explain_again(profile, calendar, trigger, facts, deadline, &again, &working);
  if (status != DUEBY_OK) return status;
  dueby_explain_find_steps(&out, calendar, &working, &again);
  if (needed) *needed = array.count;
  return array.count <= capacity ? DUEBY_OK : DUEBY_ESPACE;
}
