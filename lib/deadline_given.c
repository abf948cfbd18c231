/* Checks deadlines passed back by the caller. */
#include "deadline_given.h"

#include "calendar_internal.h"
#include "date_internal.h"

enum {
  ALL_FLAGS = DUEBY_DEADLINE_UNPROVEN_AGE | DUEBY_DEADLINE_LOCAL_DAYS | DUEBY_DEADLINE_UK_DAYS | DUEBY_DEADLINE_IN_HOURS |
              DUEBY_DEADLINE_WHOLE_DAYS
};

static int is_in(int32_t value, int32_t first, int32_t last) {
  return value >= first && value <= last;
}

static int may_be_day(dueby_date day) {
  return day == DUEBY_DATE_NONE || is_date(day);
}

/* True if the deadline's rule, version and phase exist. A version without phases has only phase 0. */
static int exists(const dueby_profile *profile, const dueby_deadline *deadline) {
  if (!is_in(deadline->rule, 0, profile->n.rules - 1)) return 0;
  const struct model_rule *rule = &profile->rules[deadline->rule].model;
  if (!is_in(deadline->version, 0, rule->versions - 1)) return 0;
  int32_t phases = profile_version(profile, deadline->rule, deadline->version)->phases;
  return is_in(deadline->phase, 0, phases > 1 ? phases - 1 : 0);
}

static int has_dates(const dueby_deadline *deadline) {
  int32_t second, offset;
  dueby_date day = deadline->due;
  if (known_time(deadline->due_time) != DUEBY_TIME_NONE && dueby_time_civil(deadline->due_time, &day, &second, &offset) != DUEBY_OK)
    return 0;
  return may_be_day(deadline->due) && day == deadline->due && is_date(deadline->begins) && is_date(deadline->periods_from) &&
         may_be_day(deadline->opens) && may_be_day(deadline->relied_on) &&
         dueby_date_agrees(deadline->begins, deadline->begins_time);
}

/* True if the fields for hours counted from a day are either all set or all empty. */
static int has_span(const dueby_deadline *deadline) {
  int is_counted = deadline->span_from && deadline->span_from != DUEBY_DATE_NONE;
  return is_counted ? is_date(deadline->span_from) && deadline->span_minutes : !deadline->span_minutes;
}

static int32_t flags_for(const struct model_rule *rule) {
  int32_t view = dueby_deadline_view(rule);
  return view == VIEW_LOCAL ? DUEBY_DEADLINE_LOCAL_DAYS : view == VIEW_UK ? DUEBY_DEADLINE_UK_DAYS : 0;
}

static int has_flags(const dueby_profile *profile, const dueby_deadline *deadline) {
  int32_t days = deadline->flags & (DUEBY_DEADLINE_LOCAL_DAYS | DUEBY_DEADLINE_UK_DAYS);
  return !(deadline->flags & ~ALL_FLAGS) && !deadline->reserved && days == flags_for(&profile->rules[deadline->rule].model);
}

/* Returns the largest possible number of earlier occurrences in a deadline's phase: normally one less than its own number. In a
 * phase with periods only the general maximum applies, because a period without an action is not numbered. */
static int32_t met_most(const dueby_profile *profile, const dueby_deadline *deadline) {
  const struct model_version *version = profile_version(profile, deadline->rule, deadline->version);
  int is_period = version->phases && profile->phases[version->first_phase + deadline->phase].at_least;
  return is_period ? OCCURRENCES_MAX - 1 : deadline->occurrence - 1;
}

int dueby_deadline_is_possible(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_deadline *deadline) {
  return exists(profile, deadline) && has_dates(deadline) && has_span(deadline) && has_flags(profile, deadline) &&
         is_in(deadline->occurrence, 1, OCCURRENCES_MAX - 1) && is_in(deadline->met_in_phase, 0, met_most(profile, deadline)) &&
         is_in(deadline->precision, DUEBY_PRECISION_NONE, DUEBY_PRECISION_ESTIMATED) &&
         deadline->certainty == dueby_calendar_certainty(calendar, deadline->relied_on);
}

int32_t dueby_deadline_facts_flags(const dueby_deadline *deadline) {
  return deadline->flags & DUEBY_DEADLINE_WHOLE_DAYS ? DUEBY_FACTS_WHOLE_DAYS : DUEBY_FACTS_UNTIMED;
}

/* True if a deadline opens on the same day when it is computed again. A first notice has no opening day, but gets one when it is
 * computed again. Later notices may open later than computed, after an end that does not count (rule 11). */
static int opens_as(const dueby_profile *profile, const dueby_deadline *deadline, const dueby_deadline *again) {
  int is_notice = profile_version(profile, again->rule, again->version)->before.unit != 0;
  if (is_notice) return deadline->opens == DUEBY_DATE_NONE || deadline->opens >= again->opens;
  return deadline->opens == again->opens;
}

/* True if a deadline is as precise as when it is computed again, or only less precise because the event that closed it has no
 * time. */
static int is_as_precise(const dueby_deadline *deadline, const dueby_deadline *again) {
  return deadline->precision == again->precision ||
         (deadline->precision == DUEBY_PRECISION_DAY && again->precision == DUEBY_PRECISION_SECOND);
}

static int relies_as(const dueby_deadline *deadline, const dueby_deadline *again) {
  if (deadline->relied_on == again->relied_on) return 1;
  return deadline->relied_on > again->relied_on && deadline->relied_on <= again->due;
}

int dueby_deadline_is_same(const dueby_profile *profile, const dueby_deadline *deadline, const dueby_deadline *again) {
  return deadline->due == again->due && known_time(deadline->due_time) == known_time(again->due_time) &&
         deadline->begins == again->begins && deadline->version == again->version && deadline->phase == again->phase &&
         deadline->flags == again->flags && known_date(deadline->span_from, 0) == known_date(again->span_from, 0) &&
         deadline->span_minutes == again->span_minutes && opens_as(profile, deadline, again) && is_as_precise(deadline, again) &&
         relies_as(deadline, again);
}
