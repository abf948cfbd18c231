/* Answers questions about one duty or rule, with one profile and calendar. */
#include "dueby/query.h"

#include <stdlib.h>
#include <string.h>

#include "calendar_internal.h"
#include "date_internal.h"
#include "deadline_given.h"
#include "event_check.h"
#include "input.h"
#include "query_internal.h"

/* Returns the id of the only duty that also has this name; NULL if there is none, or several. */
static const char *duty_also_called(const dueby_profile *profile, const char *name) {
  int32_t found = -1;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    int32_t duty = profile->rules[rule].duty;
    if (duty == found || !dueby_is_also_called(profile, rule, name)) continue;
    if (found >= 0) return NULL;
    found = duty;
  }
  return found < 0 ? NULL : dueby_profile_duty(profile, found);
}

dueby_status dueby_query_new(const dueby_profile *profile, const dueby_calendar *calendar, const char *address,
                             dueby_query **query) {
  size_t rules = (size_t)profile->n.rules;
  int32_t first, count;
  dueby_query *made = calloc(1, sizeof *made + 2 * rules);
  if (!made) return DUEBY_EMEMORY;
  made->by_law = made->selected + rules;
  dueby_status status = dueby_profile_select(profile, address, &made->duty, made->selected);
  const char *duty = status == DUEBY_ENOTFOUND ? duty_also_called(profile, address) : NULL;
  if (duty) status = dueby_profile_select(profile, duty, &made->duty, made->selected);
  if (status != DUEBY_OK) {
    free(made);
    return status;
  }
  dueby_profile_duty_rules(profile, made->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) made->by_law[rule] = (uint8_t)rule_is_law(profile, rule);
  made->trigger = dueby_deadline_trigger(profile, made->duty, made->selected);
  made->profile = profile_hold(profile);
  made->calendar = calendar_hold(calendar);
  dueby_query_make_plan(made);
  *query = made;
  return DUEBY_OK;
}

void dueby_query_free(dueby_query *query) {
  if (!query) return;
  profile_let_go(query->profile);
  calendar_let_go(query->calendar);
  free(query);
}

const dueby_profile *dueby_query_profile(const dueby_query *query) {
  return query->profile;
}

const dueby_calendar *dueby_query_calendar(const dueby_query *query) {
  return query->calendar;
}

int32_t dueby_query_duty(const dueby_query *query) {
  return query->duty;
}

int32_t dueby_query_has_rule(const dueby_query *query, int32_t rule) {
  return rule >= 0 && rule < query->profile->n.rules && query->selected[rule];
}

int32_t dueby_query_trigger(const dueby_query *query) {
  return query->trigger;
}

static int version_needs_only_day(const dueby_profile *profile, const struct model_version *version) {
  const struct model_phase *first = &profile->phases[version->first_phase];
  if (version->before.unit) return !span_is_timed(version->before);
  return !version->phases || !first->stated || !(first->agreed || span_is_timed(first->span));
}

static int rule_needs_only_day(const dueby_profile *profile, int32_t rule) {
  const struct profile_rule *at = &profile->rules[rule];
  if (tags_any(&at->tags.when) || tags_any(&at->tags.unless) || at->model.age_from >= 0 || at->model.age_under >= 0) return 0;
  if (at->model.since >= 0 || at->model.occurrences) return 0;
  for (int32_t version = 0; version < at->model.versions; version++)
    if (!version_needs_only_day(profile, profile_version(profile, rule, version))) return 0;
  return 1;
}

int32_t dueby_query_needs_only_day(const dueby_query *query) {
  int32_t first, count;
  dueby_profile_duty_rules(query->profile, query->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++)
    if (query->selected[rule] && query->profile->rules[rule].model.trigger == query->trigger &&
        dueby_deadline_takes_part(query->profile, rule, query->selected) && !rule_needs_only_day(query->profile, rule))
      return 0;
  return 1;
}

int dueby_rule_takes_agreed(const dueby_profile *profile, const struct model_rule *rule) {
  for (int32_t i = 0; i < rule->versions; i++) {
    const struct model_version *version = &profile->versions[rule->first_version + i];
    for (int32_t j = 0; j < version->phases; j++)
      if (profile->phases[version->first_phase + j].agreed) return 1;
  }
  return 0;
}

int32_t dueby_query_takes_agreed(const dueby_query *query, int32_t trigger) {
  const dueby_profile *profile = query->profile;
  const struct profile_duty *duty = &profile->duties[query->duty];
  int any = 0;
  for (int32_t rule = duty->first; rule < duty->first + duty->count; rule++) {
    const struct model_rule *model = &profile->rules[rule].model;
    if (model->trigger != (trigger ? trigger : query->trigger)) continue;
    if (!dueby_deadline_takes_part(profile, rule, query->selected)) continue;
    if (dueby_rule_takes_agreed(profile, model)) return 1;
    any = 1;
  }
  return !any;
}

/* True if a trigger has an agreed interval that would make no difference. */
static int is_agreed_in_vain(const dueby_query *query, const dueby_event *trigger) {
  return trigger->agreed.unit && trigger->type >= 0 && !dueby_query_takes_agreed(query, trigger->type);
}

/* True if only the day of a trigger is known, apart from its type. */
static int has_only_day(const dueby_event *trigger) {
  return (trigger->date || trigger->has) && !(trigger->has & ~(uint32_t)DUEBY_HAS_DATE) &&
         known_time(trigger->time) == DUEBY_TIME_NONE && !tags_any(&trigger->tags) && !trigger->agreed.unit &&
         !trigger->agreed.amount && !trigger->reserved;
}

/* True if no facts are given. */
static int has_no_facts(const dueby_facts *facts) {
  const uint32_t has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE | DUEBY_HAS_MET;
  return !facts || ((!facts->size || facts->size == sizeof *facts) && !facts->flags && !(facts->has & ~has) &&
                    !facts->event_count && known_date(facts->born, facts->has & DUEBY_HAS_BORN) == DUEBY_DATE_NONE &&
                    known_date(facts->since, facts->has & DUEBY_HAS_SINCE) == DUEBY_DATE_NONE &&
                    known_date(facts->met, facts->has & DUEBY_HAS_MET) == DUEBY_DATE_NONE);
}

/* Fills in the deadline for an answer from the plan. */
static dueby_status fill_planned(const dueby_query *query, dueby_date day, const struct planned *planned,
                                 dueby_deadline *deadline) {
  if (!planned->governs) return DUEBY_ENOTINFORCE;
  *deadline = planned->governs->plain.begun;
  deadline->begins = deadline->opens = deadline->periods_from = day;
  deadline->due = planned->due;
  deadline->relied_on = planned->relied_on;
  deadline->certainty = dueby_calendar_certainty(query->calendar, planned->relied_on);
  return DUEBY_OK;
}

dueby_status dueby_query_due(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                             dueby_deadline *deadline) {
  int32_t type = trigger->type ? trigger->type : query->trigger;
  struct planned planned;
  if (has_no_facts(facts) && type == query->trigger && has_only_day(trigger) && dueby_query_planned(query, trigger->date, &planned))
    return fill_planned(query, trigger->date, &planned, deadline);
  if (is_agreed_in_vain(query, trigger)) return DUEBY_EARGUMENT;
  return dueby_deadline_for_type(query->profile, query->duty, query->selected, query->calendar, type, trigger, facts, deadline);
}

dueby_status dueby_query_series(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                const dueby_when *met, int64_t met_count, dueby_deadline *deadlines, int64_t capacity,
                                int64_t *count) {
  if (is_agreed_in_vain(query, trigger)) return DUEBY_EARGUMENT;
  return dueby_deadline_series(query->profile, query->duty, query->selected, query->calendar, trigger, facts, met, met_count,
                               deadlines, capacity, count);
}

dueby_status dueby_query_due_by_law(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                    const dueby_when *met, int64_t met_count, dueby_deadline *deadline) {
  dueby_event started = *trigger;
  int64_t count = 0;
  if (is_agreed_in_vain(query, trigger)) return DUEBY_EARGUMENT;
  if (!started.type) started.type = query->trigger;
  dueby_status status = dueby_deadline_series(query->profile, query->duty, query->by_law, query->calendar, &started, facts, met,
                                              met_count, deadline, 1, &count);
  int sets_none = status == DUEBY_ENORULE || status == DUEBY_ENOTSTATED || (status == DUEBY_OK && !count);
  return sets_none ? DUEBY_DONE : status;
}

/* ---- checking the outcome ---- */

int dueby_query_may_answer(const dueby_query *query, const dueby_deadline *deadline) {
  return dueby_deadline_is_possible(query->profile, query->calendar, deadline) && is_date(deadline->due) &&
         query->profile->rules[deadline->rule].duty == query->duty;
}

static int take_options(const dueby_check_options *options, dueby_check_options *taken) {
  return TAKE_INPUT(dueby_check_options, taken, options) && !taken->reserved && !taken->met.reserved && !taken->ended.reserved &&
         !taken->as_at.reserved;
}

static const dueby_when *if_given(const dueby_when *when) {
  return when->date && when->date != DUEBY_DATE_NONE ? when : NULL;
}

static int is_later(const dueby_event *event, const dueby_when *than) {
  if (!than) return 0;
  dueby_time time = known_time(event->time), limit = known_time(than->time);
  if (event->date != than->date || time == DUEBY_TIME_NONE || limit == DUEBY_TIME_NONE) return event->date > than->date;
  return time > limit;
}

/* Returns the day when the duty was met, or NONE if it was not met by the check's as-at time. */
static dueby_date met_by(const dueby_check_options *options) {
  const dueby_when *met = if_given(&options->met);
  if (!met) return DUEBY_DATE_NONE;
  const dueby_event done = {.time = met->time, .date = met->date};
  return is_later(&done, if_given(&options->as_at)) ? DUEBY_DATE_NONE : met->date;
}

/* True if an event had happened by the time of the check. If the event does not meet the duty, it must also not be after the action
 * or the end. */
static int is_known_by(const dueby_query *query, const dueby_event *event, const dueby_check_options *options) {
  int32_t due = query->profile->rules[query->profile->duties[query->duty].first].model.due;
  if (is_later(event, if_given(&options->as_at))) return 0;
  return event->type == due || (!is_later(event, if_given(&options->met)) && !is_later(event, if_given(&options->ended)));
}

dueby_status dueby_query_facts(const dueby_query *query, const dueby_facts *facts, const dueby_check_options *options,
                               dueby_event *kept, dueby_facts *known) {
  dueby_check_options taken;
  dueby_facts made = {0};
  if (!take_options(options, &taken)) return DUEBY_EARGUMENT;
  if (!dueby_facts_are_known(query->profile, facts)) return DUEBY_EARGUMENT;
  if (facts) TAKE_INPUT(dueby_facts, &made, facts);
  int64_t count = 0;
  for (int64_t i = 0; i < made.event_count; i++)
    if (is_known_by(query, &made.events[i], &taken)) kept[count++] = made.events[i];
  made.size = sizeof made;
  made.events = kept;
  made.event_count = count;
  made.met = met_by(&taken);
  made.has |= DUEBY_HAS_MET;
  *known = made;
  return DUEBY_OK;
}

/* Returns when the duty ended: at the given time or, if that is earlier, with an event that ends the clock. */
static dueby_when ended_at(const struct clock *clock, const dueby_when *given) {
  const dueby_when *ended = &clock->ended;
  return given && (ended->date == DUEBY_DATE_NONE || given->date <= ended->date) ? *given : *ended;
}

/* Computes the deadline again from the facts that were known when the duty was checked. Leaves it unchanged if all events had
 * happened by then. */
static dueby_status by_what_is_known(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                     const dueby_check_options *options, dueby_deadline *deadline) {
  dueby_facts known;
  int64_t count = facts && facts->event_count > 0 ? facts->event_count : 0, unknown = 0;
  for (int64_t i = 0; i < count; i++) unknown += !is_known_by(query, &facts->events[i], options);
  if (!unknown || deadline->occurrence != 1) return DUEBY_OK;
  dueby_event *kept = calloc((size_t)count, sizeof *kept);
  if (!kept) return DUEBY_EMEMORY;
  dueby_status status = dueby_query_facts(query, facts, options, kept, &known);
  if (status == DUEBY_OK) {
    struct clock clock = dueby_deadline_clock(query->profile, deadline->rule, trigger, &known);
    status = dueby_deadline_compute(query->profile, query->calendar, &clock, NULL, deadline, NULL);
  }
  free(kept);
  return status;
}

/* Returns the precision of a check. If the event that met or ended the duty has no time, only days were compared. */
static int32_t precision_of(const dueby_deadline *deadline, const dueby_check *check) {
  int32_t state = check->verdict.state;
  int is_closed =
      state == DUEBY_STATE_MET || state == DUEBY_STATE_MET_LATE || state == DUEBY_STATE_ENDED || state == DUEBY_STATE_MISSED;
  int by_day = is_closed && known_time(check->at.time) == DUEBY_TIME_NONE && deadline->precision == DUEBY_PRECISION_SECOND;
  return by_day ? DUEBY_PRECISION_DAY : deadline->precision;
}

dueby_status dueby_query_check(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                               const dueby_deadline *deadline, const dueby_check_options *options, dueby_check *check) {
  dueby_check_options taken;
  if (!take_options(options, &taken)) return DUEBY_EARGUMENT;
  const dueby_when *done = if_given(&taken.met), *over = if_given(&taken.ended), *as_at = if_given(&taken.as_at);
  struct clock clock = dueby_deadline_clock(query->profile, deadline->rule, trigger, facts);
  if (clock.rule < 0 || !dueby_event_has_values(trigger) || !dueby_query_may_answer(query, deadline)) return DUEBY_EARGUMENT;
  dueby_deadline now = *deadline;
  dueby_status known = by_what_is_known(query, trigger, facts, &taken, &now);
  if (known != DUEBY_OK) return known;
  deadline = &now;
  /* without the day of the action, the end or the check, it is unknown which birthdays have passed */
  if (!done && !over && !as_at) {
    dueby_facts unaged = clock.facts;
    unaged.born = DUEBY_DATE_NONE;
    clock = dueby_deadline_clock(query->profile, deadline->rule, trigger, &unaged);
  }
  const struct count count = dueby_deadline_count(query->profile, deadline, &clock, done, as_at);
  dueby_check made = {.ended = ended_at(&clock, over), .days_taken = INT32_MIN, .working_days_taken = INT32_MIN};
  check->recorded = made.recorded = count.recorded;
  check->needed = made.needed = count.needed;
  const dueby_when *met = if_given(&count.met), *ended = if_given(&made.ended);
  dueby_status status = dueby_deadline_check(query->calendar, deadline, met, ended, as_at, taken.soon, &made.verdict);
  if (status != DUEBY_OK) return status;
  int32_t state = made.verdict.state;
  int is_met = state == DUEBY_STATE_MET || state == DUEBY_STATE_MET_LATE || (state == DUEBY_STATE_NOT_COMPUTABLE && met);
  int is_ended = state == DUEBY_STATE_ENDED || state == DUEBY_STATE_MISSED;
  made.at = is_met ? *met : is_ended ? *ended : *as_at;
  made.precision = precision_of(deadline, &made);
  if (made.at.date >= trigger->date) {
    made.days_taken = made.at.date - trigger->date;
    dueby_deadline_count_working_days(query->calendar, deadline, trigger->date, made.at.date, &made.working_days_taken);
  }
  *check = made;
  return DUEBY_OK;
}
