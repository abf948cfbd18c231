/* Computes the deadline of one occurrence, given its trigger, rule, calendar and position on the clock. Rule numbers refer to
 * docs/rules.md. */
#include "dueby/deadline.h"

#include "date_internal.h"
#include "deadline_given.h"
#include "event_check.h"
#include "input.h"

static const dueby_when never = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};

enum { DAY_SECONDS = 86400, HOURS_A_DAY = 24, MINUTES_AN_HOUR = 60, MINUTES_A_DAY = 1440, MONTHS_A_YEAR = 12 };

/* ---- does the rule apply, and from when? ---- */

dueby_date dueby_deadline_age_day(dueby_date born, int32_t months) {
  dueby_date reached = born;
  int32_t year, month, born_day = 0, day = 0;
  dueby_date_civil(born, &year, &month, &born_day);
  if (dueby_date_add_months(born, months, &reached) != DUEBY_OK) return INT32_MAX;
  dueby_date_civil(reached, &year, &month, &day);
  return day < born_day ? reached + 1 : reached;
}

/* Returns the first day, from `day` onwards, when a version of the rule is in force; `day` itself if there is none. */
static dueby_date first_in_force(const struct evaluation *evaluation, dueby_date day) {
  const struct model_rule *rule = &evaluation->rule->model;
  const struct model_version *versions = &evaluation->profile->versions[rule->first_version];
  for (int32_t i = 0; i < rule->versions; i++) {
    if (versions[i].to != DUEBY_DATE_NONE && day > versions[i].to) continue;
    return versions[i].from != DUEBY_DATE_NONE && day < versions[i].from ? versions[i].from : day;
  }
  return day;
}

/* Returns the day that decides which version of the rule applies and how old the child is: the occurrence's first day or, for a
 * notice, the day of the planned event (rules 5 and 11). */
static dueby_date settling_day(const struct evaluation *evaluation) {
  int is_notice = evaluation->profile->versions[evaluation->rule->model.first_version].before.unit != 0;
  return is_notice ? evaluation->clock->trigger->date : evaluation->position.begins;
}

/* Finds the day the occurrence begins (rule 6). A recurring rule begins on the first day when the child is old enough and the rule
 * is in force. A rule that falls due once does not apply if the child is too young or the rule is not yet in force. */
static dueby_status resolve_begins(struct evaluation *evaluation, int32_t *flags) {
  const struct model_rule *rule = &evaluation->rule->model;
  int32_t recurs = evaluation->profile->versions[rule->first_version].recurs;
  dueby_date born = evaluation->clock->facts.born, day = settling_day(evaluation),
             *begins = recurs ? &evaluation->position.begins : &day;
  int has_age = rule->age_from >= 0 || rule->age_under >= 0;
  if (has_age && born == DUEBY_DATE_NONE) *flags |= DUEBY_DEADLINE_UNPROVEN_AGE;
  if (rule->age_from >= 0 && born != DUEBY_DATE_NONE && *begins < dueby_deadline_age_day(born, rule->age_from)) {
    if (!recurs) return DUEBY_ENORULE;
    *begins = dueby_deadline_age_day(born, rule->age_from);
  }
  if (recurs) *begins = first_in_force(evaluation, *begins);
  if (rule->age_under >= 0 && born != DUEBY_DATE_NONE && *begins >= dueby_deadline_age_day(born, rule->age_under))
    return DUEBY_ENORULE;
  return DUEBY_OK;
}

static dueby_status resolve_version(struct evaluation *evaluation) {
  int32_t version;
  dueby_status status = dueby_rule_version_on(evaluation->profile, evaluation->clock->rule, settling_day(evaluation), &version);
  if (status == DUEBY_OK) evaluation->version = profile_version(evaluation->profile, evaluation->clock->rule, version);
  return status;
}

/* True if a birthday that ends the rule is on or before the trigger's day (rule 8). False for a timeline, which checks this before
 * it starts the clock. */
static int is_past_birthday(const struct evaluation *evaluation) {
  const struct profile_end *ends = profile_rule_ends(evaluation->profile, evaluation->clock->rule);
  const struct clock *clock = evaluation->clock;
  if (clock->history || !clock_can_end(clock)) return 0;
  /* birthdays do not end notices (rule 11) */
  if (evaluation->profile->versions[evaluation->rule->model.first_version].before.unit) return 0;
  for (int32_t i = 0; i < evaluation->rule->ends_count; i++) {
    int32_t age = evaluation->profile->events[ends[i].event].on_birthday;
    if (!age || ends[i].event == evaluation->rule->model.trigger) continue;
    dueby_date entered = dueby_clock_first_from(clock, ends[i].event, INT32_MIN + 1);
    if (entered != DUEBY_DATE_NONE && entered <= clock->trigger->date) return 1;
    if (clock->facts.born != DUEBY_DATE_NONE && dueby_deadline_age_day(clock->facts.born, age) <= clock->trigger->date) return 1;
  }
  return 0;
}

static dueby_status resolve(struct evaluation *evaluation, int32_t *flags) {
  if (is_past_birthday(evaluation)) return DUEBY_ENORULE;
  if (!evaluation->clock->phase_is_fixed && !passes_tags(&evaluation->rule->tags, &evaluation->clock->trigger->tags))
    return DUEBY_ENORULE;
  dueby_status status = resolve_begins(evaluation, flags);
  return status == DUEBY_OK ? resolve_version(evaluation) : status;
}

static int is_last_phase(const struct evaluation *evaluation, const struct model_phase *phase) {
  const struct model_version *version = evaluation->version;
  return phase == &evaluation->profile->phases[version->first_phase + version->phases - 1];
}

/* Returns the day of the event that ends an `until` phase. Returns NONE if the phase has no such event, or if it has not happened.
 * If the file does not have the start of the series, nothing ends the last phase (rule 24). */
static dueby_date phase_until(const struct evaluation *evaluation, const struct model_phase *phase) {
  const struct clock *clock = evaluation->clock;
  if (phase->until < 0 || (clock->is_proved && !clock->phase_is_fixed && is_last_phase(evaluation, phase))) return DUEBY_DATE_NONE;
  return dueby_clock_first_from(clock, phase->until, clock->is_proved ? INT32_MIN + 1 : clock->trigger->date + 1);
}

dueby_date dueby_deadline_lasts_until(const dueby_calendar *calendar, const struct model_phase *phase, dueby_date triggered) {
  struct applied end;
  if (dueby_span_apply(phase->lasts, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, VIEW_LAW, triggered, &end) != DUEBY_OK)
    return INT32_MAX;
  return end.date;
}

/* True if a phase counts as over even though the start of the series is unknown (rule 24). */
static int is_over_when_proved(const struct evaluation *evaluation, const struct model_phase *phase) {
  if (phase->until < 0) return !is_last_phase(evaluation, phase);
  dueby_date until = phase_until(evaluation, phase);
  return until != DUEBY_DATE_NONE && evaluation->position.begins >= until;
}

/* True if a phase is over (rule 7): it was met as often as it can be, the occurrence begins after the last day of `for`, or it
 * begins on or after the day of `until`. */
static int is_over(const struct evaluation *evaluation, const struct model_phase *phase) {
  if (evaluation->clock->phase_is_fixed) return 0;
  if (evaluation->clock->is_proved && !evaluation->clock->counts_phases) return is_over_when_proved(evaluation, phase);
  if (phase->times && evaluation->position.met_in_phase >= phase->times) return 1;
  dueby_date until = phase_until(evaluation, phase);
  if (until != DUEBY_DATE_NONE && evaluation->position.begins >= until) return 1;
  return phase->lasts.unit &&
         evaluation->position.begins > dueby_deadline_lasts_until(evaluation->calendar, phase, evaluation->clock->trigger->date);
}

/* Uses the last phase if the version now in force has fewer phases than the version before: it replaces the phases that were
 * removed. */
static void take_last_phase(struct evaluation *evaluation) {
  const struct model_phase *phases = &evaluation->profile->phases[evaluation->version->first_phase];
  struct position *position = &evaluation->position;
  position->phase = evaluation->version->phases - 1;
  position->met_in_phase = 0;
  int32_t after_period = position->begins > position->periods_from;
  position->periods_from = position->begins - after_period;
  if (!phases[position->phase].at_least) position->begins -= after_period;
}

/* Returns the occurrence's phase, skipping phases that are over; NULL after the last. */
static const struct model_phase *resolve_phase(struct evaluation *evaluation) {
  const struct model_phase *phases = &evaluation->profile->phases[evaluation->version->first_phase];
  struct position *position = &evaluation->position;
  if (evaluation->version->phases && position->phase >= evaluation->version->phases) take_last_phase(evaluation);
  while (position->phase < evaluation->version->phases) {
    const struct model_phase *phase = &phases[position->phase];
    if (!is_over(evaluation, phase)) return phase;
    /* A phase after periods counts from the end of the last period. A period counts from the day after the previous one ends (rule
     * 10). */
    int32_t after_period = phase->at_least && position->met_in_phase;
    position->periods_from = position->begins - after_period;
    position->phase++;
    position->met_in_phase = 0;
    if (position->phase < evaluation->version->phases && !phases[position->phase].at_least) position->begins -= after_period;
  }
  return NULL;
}

int32_t dueby_deadline_view(const struct model_rule *rule) {
  if (rule->division) return VIEW_UK;
  return rule->authority == DUEBY_AUTHORITY_LOCAL ? VIEW_LOCAL : VIEW_LAW;
}

/* ---- computing the due day ---- */

/* Converts a span to whole days, rounded down, but at least one (rule 14). */
static dueby_span whole_days(dueby_span span) {
  int32_t days = span.amount / (span.unit == DUEBY_UNIT_HOURS ? HOURS_A_DAY : MINUTES_A_DAY);
  dueby_span whole = {days ? days : span.amount < 0 ? -1 : span.amount > 0, DUEBY_UNIT_DAYS};
  return whole;
}

static dueby_status apply_clock(struct derivation *derivation, dueby_deadline *deadline) {
  int32_t second_of_day, offset;
  dueby_status status = dueby_span_add_time(derivation->span, derivation->from.time, &deadline->due_time);
  if (status == DUEBY_OK) status = dueby_time_civil(deadline->due_time, &deadline->due, &second_of_day, &offset);
  deadline->precision = DUEBY_PRECISION_SECOND;
  return status;
}

static dueby_status apply(const struct evaluation *evaluation, struct derivation *derivation, dueby_deadline *deadline) {
  if (span_is_timed(derivation->span)) {
    if (derivation->from.time != DUEBY_TIME_NONE) return apply_clock(derivation, deadline);
    if (!(evaluation->clock->facts.flags & (DUEBY_FACTS_WHOLE_DAYS | DUEBY_FACTS_UNTIMED))) return DUEBY_ENOTIME;
    if (!(evaluation->clock->facts.flags & DUEBY_FACTS_WHOLE_DAYS)) {
      deadline->span_from = derivation->from.date;
      deadline->span_minutes = derivation->span.amount * (derivation->span.unit == DUEBY_UNIT_HOURS ? MINUTES_AN_HOUR : 1);
    }
    derivation->span = whole_days(derivation->span);
    deadline->precision = DUEBY_PRECISION_DAY;
  }
  dueby_status status = dueby_span_apply(derivation->span, derivation->counting, derivation->roll, evaluation->calendar,
                                         derivation->view, derivation->from.date, &derivation->applied);
  if (status != DUEBY_OK) return status;
  deadline->due = derivation->applied.date;
  deadline->relied_on = derivation->applied.relied_on;
  if (derivation->roll == DUEBY_ROLL_NOON && derivation->applied.date != derivation->applied.unrolled)
    status = dueby_time_new(deadline->due, DAY_SECONDS / 2, &deadline->due_time);
  return status;
}

/* True if an event is a record of an interval agreed for the duty of this clock in particular (rule 9). */
static int names_agreement(const struct evaluation *evaluation, const dueby_event *event) {
  const dueby_event *trigger = evaluation->clock->trigger;
  return event->type == DUEBY_EVENT_AGREED_FOR(evaluation->rule->duty) && event->agreed.unit && event->date >= trigger->date &&
         refs_match(evaluation->clock->history, event->ref, trigger->ref);
}

/* True if an event meets the duty and also has an agreed interval (rule 9). */
static int meets_and_agrees(const struct evaluation *evaluation, const dueby_event *event) {
  const dueby_event *trigger = evaluation->clock->trigger;
  return event->type == evaluation->rule->model.due && event->agreed.unit && event->date >= trigger->date &&
         refs_match(evaluation->clock->history, event->ref, trigger->ref) &&
         event_has_required_tags(event, &evaluation->rule->tags);
}

dueby_span dueby_deadline_shorter(const dueby_calendar *calendar, dueby_span left, dueby_span right, dueby_date from) {
  dueby_span spans[2] = {left, right};
  dueby_date ends[2] = {INT32_MAX, INT32_MAX};
  for (int i = 0; i < 2; i++) {
    struct applied applied;
    dueby_span span = span_is_timed(spans[i]) ? whole_days(spans[i]) : spans[i];
    if (span.unit &&
        dueby_span_apply(span, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, VIEW_LAW, from, &applied) == DUEBY_OK)
      ends[i] = applied.date;
  }
  return ends[1] < ends[0] || !left.unit ? right : left;
}

/* Returns how many of the clock's events to search for agreements. */
static int64_t agreeing_events(const struct clock *clock) {
  int64_t count = clock->facts.event_count;
  return clock->history && clock->history->agreed_until < count ? clock->history->agreed_until : count;
}

/* Returns the last interval agreed on or before the occurrence's first day, and sets *agreed_on to the day of that agreement. If
 * several were agreed on that day, returns the shortest (rule 9). */
static dueby_span agreed_at_beginning(const struct evaluation *evaluation, dueby_date *agreed_on) {
  const struct clock *clock = evaluation->clock;
  dueby_span agreed = clock->trigger->agreed;
  dueby_date on = clock->trigger->date;
  for (int64_t i = 0, count = agreeing_events(clock); i < count; i++) {
    const dueby_event *event = &clock->facts.events[i];
    if (event->date < on || event->date > evaluation->position.begins) continue;
    if (!names_agreement(evaluation, event) && !meets_and_agrees(evaluation, event)) continue;
    agreed = event->date == on ? dueby_deadline_shorter(evaluation->calendar, agreed, event->agreed, on) : event->agreed;
    on = event->date;
  }
  *agreed_on = on;
  return agreed;
}

/* Keeps the earlier of two deadlines in `one`, with its derivation. `one` might not have a date yet. */
static void keep_earlier(dueby_deadline *one, struct derivation *how, const dueby_deadline *other,
                         const struct derivation *other_how) {
  dueby_deadline later = *other;
  if (one->due == DUEBY_DATE_NONE || dueby_deadline_compare(other, one) < 0) {
    later = *one;
    *one = *other;
    *how = *other_how;
  }
  if (later.due != DUEBY_DATE_NONE) dueby_deadline_merge_dependency(one, &later);
}

/* Counts another span, and uses its due day if that is earlier than the one in `deadline`. If the span was agreed while the
 * occurrence is open, `agreed_later` is the day of the agreement, and the due day is not before it; otherwise it is INT32_MIN. */
static dueby_status apply_another(const struct evaluation *evaluation, dueby_span span, dueby_date agreed_later,
                                  struct derivation *derivation, dueby_deadline *deadline) {
  struct derivation how = *derivation;
  dueby_deadline other = *deadline;
  how.span = span;
  if (agreed_later != INT32_MIN) {
    how.agreed = span;
    how.agreed_day = agreed_later;
  }
  other.due_time = DUEBY_TIME_NONE;
  dueby_status status = apply(evaluation, &how, &other);
  if (status != DUEBY_OK) return status;
  how.agreed_late = other.due < agreed_later;
  if (how.agreed_late) {
    other.due = agreed_later;
    other.due_time = DUEBY_TIME_NONE;
  }
  keep_earlier(deadline, derivation, &other, &how);
  return DUEBY_OK;
}

/* Counts the agreed interval and its upper limit, and uses whichever ends first. If nothing was agreed, uses the upper limit or the
 * default. An agreement made while the occurrence is open can bring the date forward, but not to before the day of the agreement
 * (rule 9). */
static dueby_status apply_agreed(const struct evaluation *evaluation, const struct model_phase *phase,
                                 struct derivation *derivation, dueby_deadline *deadline) {
  const struct clock *clock = evaluation->clock;
  dueby_span agreed = agreed_at_beginning(evaluation, &derivation->agreed_on);
  if (clock->agreed_unknown) agreed = (dueby_span){0, 0};
  derivation->agreed = agreed;
  derivation->agreed_day = derivation->agreed_on;
  dueby_span first = agreed.unit ? agreed : phase->at_most.unit || clock->agreed_unknown ? phase->at_most : phase->fallback;
  dueby_status status = DUEBY_OK;
  if (first.unit) status = apply_another(evaluation, first, INT32_MIN, derivation, deadline);
  if (status == DUEBY_OK && agreed.unit && phase->at_most.unit)
    status = apply_another(evaluation, phase->at_most, INT32_MIN, derivation, deadline);
  for (int64_t i = 0, count = agreeing_events(clock); i < count && status == DUEBY_OK; i++) {
    const dueby_event *event = &clock->facts.events[i];
    if (event->date <= evaluation->position.begins || !names_agreement(evaluation, event)) continue;
    status = apply_another(evaluation, event->agreed, event->date, derivation, deadline);
  }
  return status == DUEBY_OK && deadline->due == DUEBY_DATE_NONE ? DUEBY_EFACT : status;
}

/* Finds the first day of the first calendar period of `months` months that begins on or after the given day. */
static dueby_status first_whole_period(dueby_date from, int32_t months, dueby_date *first) {
  int32_t year, month, day;
  dueby_status status = dueby_date_civil(from, &year, &month, &day);
  if (status != DUEBY_OK) return status;
  int32_t into = (month - 1) % months, whole = day == 1 && into == 0;
  return dueby_date_add_months(from - day + 1, whole ? 0 : months - into, first);
}

/* Applies calendar periods, beginning with the first whole one (rule 10). */
static dueby_status apply_calendar_period(const struct evaluation *evaluation, struct derivation *derivation,
                                          dueby_deadline *deadline) {
  int32_t months = derivation->span.amount;
  dueby_date first, start, next;
  if (derivation->span.unit != DUEBY_UNIT_MONTHS || months < 1 || MONTHS_A_YEAR % months) return DUEBY_EFACT;
  dueby_status status = first_whole_period(evaluation->position.periods_from, months, &first);
  if (status == DUEBY_OK) status = dueby_date_add_months(first, evaluation->position.met_in_phase * months, &start);
  if (status == DUEBY_OK) status = dueby_date_add_months(start, months, &next);
  if (status != DUEBY_OK) return DUEBY_ECOVERAGE;
  if (deadline->begins != start) deadline->begins_time = DUEBY_TIME_NONE; /* later periods begin at midnight */
  deadline->begins = deadline->opens = derivation->from.date = derivation->applied.start = start;
  deadline->due = derivation->applied.unrolled = derivation->applied.date = next - 1;
  derivation->counting = DUEBY_COUNTING_INCLUDED;
  return DUEBY_OK;
}

/* Applies one period of an `at_least` phase: a calendar period, or one counted from the day the periods began. */
static dueby_status apply_period(const struct evaluation *evaluation, const struct model_phase *phase,
                                 struct derivation *derivation, dueby_deadline *deadline) {
  derivation->span = phase->span;
  if (phase->of_calendar) return apply_calendar_period(evaluation, derivation, deadline);
  int64_t amount = (int64_t)derivation->span.amount * (evaluation->position.met_in_phase + 1);
  if (amount > SPAN_AMOUNT_MAX) return DUEBY_ECOVERAGE; /* this is more than any calendar covers */
  derivation->span.amount = (int32_t)amount;
  derivation->from.date = evaluation->position.periods_from;
  return apply(evaluation, derivation, deadline);
}

static dueby_status apply_phase(const struct evaluation *evaluation, const struct model_phase *phase, struct derivation *derivation,
                                dueby_deadline *deadline) {
  if (!phase || !phase->stated) return DUEBY_ENOTSTATED;
  if (phase->agreed) return apply_agreed(evaluation, phase, derivation, deadline);
  if (phase->at_least) return apply_period(evaluation, phase, derivation, deadline);
  derivation->span = phase->span;
  return apply(evaluation, derivation, deadline);
}

/* Finds the day to count from: the occurrence's first day or, with `since`, the day of an earlier event (rule 12). */
static dueby_status resolve_from(const struct evaluation *evaluation, struct derivation *derivation) {
  const struct clock *clock = evaluation->clock;
  int32_t since = evaluation->rule->model.since;
  derivation->from.date = evaluation->version->before.unit ? clock->trigger->date : evaluation->position.begins;
  derivation->from.time = evaluation->version->before.unit ? known_time(clock->trigger->time) : evaluation->position.begins_time;
  if (since < 0) return DUEBY_OK;
  derivation->from.time = DUEBY_TIME_NONE;
  derivation->from.date = since == evaluation->profile->birth ? clock->facts.born : clock->facts.since;
  return derivation->from.date == DUEBY_DATE_NONE ? DUEBY_EFACT : DUEBY_OK;
}

static dueby_status resolve_opens(const struct evaluation *evaluation, const struct derivation *derivation,
                                  dueby_deadline *deadline) {
  const struct model_version *version = evaluation->version;
  struct applied opens;
  if (!version->has_not_before || evaluation->position.occurrence > 1) return DUEBY_OK;
  dueby_span span = span_is_timed(version->not_before) ? whole_days(version->not_before) : version->not_before;
  dueby_status status = dueby_span_apply(span, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, evaluation->calendar, derivation->view,
                                         evaluation->position.begins, &opens);
  if (status == DUEBY_OK) deadline->opens = opens.date;
  return status;
}

/* Returns the first occurrence's position, which begins at the trigger's time. If rule 6 moves the day, the time is dropped. */
struct position dueby_deadline_first_position(const dueby_event *trigger) {
  struct position position = {known_time(trigger->time), trigger->date, trigger->date, 0, 0, 1};
  return position;
}

struct position dueby_deadline_position(const dueby_deadline *deadline) {
  struct position position = {deadline->begins_time, deadline->begins,       deadline->periods_from,
                              deadline->phase,       deadline->met_in_phase, deadline->occurrence};
  return position;
}

static struct derivation derivation_for(const struct evaluation *evaluation) {
  struct derivation how = {.counting = evaluation->version->counting,
                           .roll = evaluation->version->roll,
                           .view = dueby_deadline_view(&evaluation->rule->model),
                           .from = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0},
                           .applied = {0, 0, 0, DUEBY_DATE_NONE}};
  return how;
}

static void begin_at(const struct evaluation *evaluation, int32_t flags, dueby_deadline *deadline) {
  const struct position position = evaluation->position;
  const struct model_rule *rule = &evaluation->rule->model;
  int32_t number = evaluation->clock->rule, view = dueby_deadline_view(rule);
  int32_t version = (int32_t)(evaluation->version - &evaluation->profile->versions[rule->first_version]);
  flags |= evaluation->clock->facts.flags & DUEBY_FACTS_WHOLE_DAYS ? DUEBY_DEADLINE_WHOLE_DAYS : 0;
  flags |= view == VIEW_LOCAL ? DUEBY_DEADLINE_LOCAL_DAYS : view == VIEW_UK ? DUEBY_DEADLINE_UK_DAYS : 0;
  *deadline = (dueby_deadline){.due_time = DUEBY_TIME_NONE,
                               .begins_time = position.begins_time,
                               .due = DUEBY_DATE_NONE,
                               .begins = position.begins,
                               .opens = position.begins,
                               .relied_on = DUEBY_DATE_NONE,
                               .rule = number,
                               .version = version,
                               .occurrence = position.occurrence,
                               .phase = position.phase,
                               .met_in_phase = position.met_in_phase,
                               .periods_from = position.periods_from,
                               .span_from = DUEBY_DATE_NONE,
                               .flags = flags};
}

/* Computes the due day and its derivation. */
static dueby_status apply_due(const struct evaluation *evaluation, const struct model_phase *phase, struct derivation *how,
                              dueby_deadline *deadline) {
  dueby_status status = resolve_from(evaluation, how);
  if (status != DUEBY_OK) return status;
  if (!evaluation->version->before.unit) return apply_phase(evaluation, phase, how, deadline);
  how->span = evaluation->version->before; /* a notice is counted back from the planned event (rule 11) */
  how->span.amount = -how->span.amount;
  return apply(evaluation, how, deadline);
}

/* True if a position is in range. It was computed from a deadline that has been checked and the day when that deadline was met. So
 * only this day can be invalid, or the numbers too high. */
static int is_position(const struct position *position) {
  return is_date(position->begins) && position->met_in_phase < OCCURRENCES_MAX && position->occurrence < OCCURRENCES_MAX;
}

/* Moves an open occurrence to the next phase if the event that ends its `until` phase happened before the occurrence was overdue
 * (rule 7). Returns 1 if it moved it. */
static int leaves_phase(struct evaluation *evaluation, const struct model_phase *phase, const dueby_deadline *deadline) {
  const struct clock *clock = evaluation->clock;
  dueby_date until = phase && !clock->is_resolved ? phase_until(evaluation, phase) : DUEBY_DATE_NONE;
  if (until == DUEBY_DATE_NONE || (deadline->due != DUEBY_DATE_NONE && deadline->due < until)) return 0;
  if ((clock->met != DUEBY_DATE_NONE && clock->met <= until) ||
      (clock->ended.date != DUEBY_DATE_NONE && clock->ended.date <= until))
    return 0;
  evaluation->position.phase++;
  evaluation->position.met_in_phase = 0;
  return 1;
}

dueby_status dueby_deadline_compute(const dueby_profile *profile, const dueby_calendar *calendar, const struct clock *clock,
                                    const struct position *position, dueby_deadline *deadline, struct derivation *derivation) {
  if (clock->rule < 0 || clock->rule >= profile->n.rules || !dueby_event_has_values(clock->trigger)) return DUEBY_EARGUMENT;
  if (position && !is_position(position)) return DUEBY_EARGUMENT;
  const struct profile_rule *at = &profile->rules[clock->rule];
  struct evaluation evaluation = {
      profile, at, calendar, clock, position ? *position : dueby_deadline_first_position(clock->trigger), NULL};
  dueby_date wanted = evaluation.position.begins;
  struct derivation how;
  int32_t flags = 0;
  dueby_status status = resolve(&evaluation, &flags);
  if (status != DUEBY_OK) return status;
  if (evaluation.position.begins != wanted) { /* rule 6 moved the beginning to a later day */
    evaluation.position.begins_time = DUEBY_TIME_NONE;
    evaluation.position.periods_from = evaluation.position.begins;
  }
  int is_notice = evaluation.version->before.unit != 0;
  const struct model_phase *phase;
  int32_t left = 0; /* number of phases that the occurrence has left since it began */
  for (;; left++) {
    phase = resolve_phase(&evaluation);
    if ((position || left) && !phase && !is_notice) return DUEBY_DONE; /* nothing is due after the last phase */
    begin_at(&evaluation, flags, deadline);
    how = derivation_for(&evaluation);
    status = apply_due(&evaluation, phase, &how, deadline);
    if (!leaves_phase(&evaluation, phase, deadline)) break;
    if (evaluation.position.phase == evaluation.version->phases) { /* the occurrence has left the last phase (rule 7) */
      if (derivation) derivation->left_phases = left + 1;
      return DUEBY_DONE;
    }
  }
  how.left_phases = left;
  if (is_notice && !position) deadline->opens = DUEBY_DATE_NONE;
  int is_first_day = clock->has_begun || (!position && deadline->begins == clock->trigger->date);
  if (!is_notice && !is_first_day && clock->ended.date != DUEBY_DATE_NONE && deadline->begins >= clock->ended.date)
    return DUEBY_DONE; /* nothing begins on or after the day the clock stops (rule 8) */
  if (status == DUEBY_OK) status = dueby_deadline_move_by_events(&evaluation, &how, deadline);
  dueby_status opening = resolve_opens(&evaluation, &how, deadline);
  if (status == DUEBY_OK) status = opening;
  if (status != DUEBY_OK) deadline->due = DUEBY_DATE_NONE;
  if (deadline->precision != DUEBY_PRECISION_NONE) deadline->flags |= DUEBY_DEADLINE_IN_HOURS;
  if (tags_meet(&clock->trigger->tags, &profile->estimated)) deadline->precision = DUEBY_PRECISION_ESTIMATED;
  deadline->certainty = dueby_calendar_certainty(calendar, deadline->relied_on);
  if (derivation) *derivation = how;
  return status;
}

int dueby_deadline_plain(const dueby_profile *profile, int32_t rule, int32_t version, struct plain *plain) {
  const struct profile_rule *at = &profile->rules[rule];
  const struct model_version *one = profile_version(profile, rule, version);
  const struct model_phase *phase = &profile->phases[one->first_phase];
  const dueby_event trigger = {.date = DUEBY_DATE_NONE};
  const struct clock clock = {.rule = rule, .trigger = &trigger};
  const struct evaluation evaluation = {profile, at, NULL, &clock, dueby_deadline_first_position(&trigger), one};
  plain->from = one->from;
  plain->to = one->to == DUEBY_DATE_NONE ? INT32_MAX : one->to;
  plain->counting = one->counting;
  plain->roll = one->roll;
  plain->view = dueby_deadline_view(&at->model);
  begin_at(&evaluation, 0, &plain->begun);
  if (at->model.since >= 0 || one->has_not_before || !one->phases || !phase->stated || phase->agreed || phase->at_least) return 0;
  if (span_is_timed(phase->span) || one->roll == DUEBY_ROLL_NOON) return 0;
  plain->span = phase->span;
  plain->is_working = span_is_unmoved_working(phase->span, one->counting, one->roll);
  plain->working = span_working(phase->span.amount, one->counting);
  return 1;
}

dueby_status dueby_deadline_for_rule(const dueby_profile *profile, int32_t rule, const dueby_calendar *calendar,
                                     const dueby_event *trigger, const dueby_facts *facts, dueby_deadline *deadline) {
  struct clock clock;
  dueby_deadline made;
  dueby_clock_set(profile, rule, trigger, facts, &clock);
  dueby_status status = dueby_deadline_compute(profile, calendar, &clock, NULL, &made, NULL);
  if (status == DUEBY_OK) *deadline = made;
  return status;
}

/* ---- all rules for a duty ---- */

int32_t dueby_deadline_compare(const dueby_deadline *left, const dueby_deadline *right) {
  if (left->due != right->due) return left->due < right->due ? -1 : 1;
  dueby_time a = left->due_time == DUEBY_TIME_NONE ? INT64_MAX : left->due_time;
  dueby_time b = right->due_time == DUEBY_TIME_NONE ? INT64_MAX : right->due_time;
  return (a > b) - (a < b);
}

/* True if a rule takes part in a duty's answers. An alternative takes part only if selected by name. */
int dueby_deadline_takes_part(const dueby_profile *profile, int32_t rule, const uint8_t *selected) {
  return selected ? selected[rule] : profile->rules[rule].model.alternative_of < 0;
}

int32_t dueby_deadline_trigger(const dueby_profile *profile, int32_t duty, const uint8_t *selected) {
  if (duty < 0 || duty >= profile->n.duties) return -1;
  int32_t first = profile->duties[duty].first, count = profile->duties[duty].count, any = -1;
  for (int32_t rule = first; rule < first + count; rule++) {
    if (!dueby_deadline_takes_part(profile, rule, selected)) continue;
    if (any < 0) any = profile->rules[rule].model.trigger;
    for (int32_t version = 0; version < profile->rules[rule].model.versions; version++)
      if (profile_computes(profile, profile_version(profile, rule, version))) return profile->rules[rule].model.trigger;
  }
  return any;
}

void dueby_deadline_merge_dependency(dueby_deadline *governs, const dueby_deadline *other) {
  governs->relied_on = dueby_deadline_relies_on(governs->due, governs->relied_on, other->relied_on);
}

dueby_status dueby_deadline_governing(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                      const dueby_calendar *calendar, int32_t type, struct clock *clock, dueby_deadline *governs) {
  const struct profile_duty *at = &profile->duties[duty];
  int found = 0;
  dueby_deadline one;
  dueby_status reason = DUEBY_ENORULE;
  if (clock->rule < 0) return DUEBY_EARGUMENT;
  for (int32_t rule = at->first; rule < at->first + at->count; rule++) {
    if (!dueby_deadline_takes_part(profile, rule, selected) || profile->rules[rule].model.trigger != type) continue;
    clock->rule = rule;
    clock->ended = clock_can_end(clock) ? dueby_clock_ended_by(profile, clock) : never;
    dueby_status status = dueby_deadline_compute(profile, calendar, clock, NULL, found ? &one : governs, NULL);
    if (status == DUEBY_EARGUMENT) return status;
    if (status != DUEBY_OK) {
      if (reason == DUEBY_ENORULE) reason = status;
      continue;
    }
    if (!found++) continue;
    dueby_deadline other = one;
    if (dueby_deadline_compare(&one, governs) < 0) {
      other = *governs;
      *governs = one;
    }
    dueby_deadline_merge_dependency(governs, &other);
  }
  if (found > 1) governs->certainty = dueby_calendar_certainty(calendar, governs->relied_on);
  return found ? DUEBY_OK : reason;
}

dueby_status dueby_deadline_for_type(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                     const dueby_calendar *calendar, int32_t type, const dueby_event *trigger,
                                     const dueby_facts *facts, dueby_deadline *deadline) {
  dueby_deadline made;
  struct clock clock;
  dueby_clock_set(profile, profile->duties[duty].first, trigger, facts, &clock);
  dueby_status status = dueby_deadline_governing(profile, duty, selected, calendar, type, &clock, &made);
  if (status == DUEBY_OK) *deadline = made;
  return status;
}

dueby_status dueby_deadline_for_duty(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                     const dueby_calendar *calendar, const dueby_event *trigger, const dueby_facts *facts,
                                     dueby_deadline *deadline) {
  if (duty < 0 || duty >= profile->n.duties) return DUEBY_EARGUMENT;
  int32_t type = trigger->type ? trigger->type : dueby_deadline_trigger(profile, duty, selected);
  return dueby_deadline_for_type(profile, duty, selected, calendar, type, trigger, facts, deadline);
}
