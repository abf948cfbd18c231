/* One trigger, one rule, one calendar -> the first thing due on it. The numbers in the comments are those of the rules in
 * docs/rules.md. */
#include "dueby/deadline.h"

#include <string.h>

#include "deadline_internal.h"

enum { HOURS_A_DAY = 24, MINUTES_A_DAY = 1440, MONTHS_A_YEAR = 12 };

struct question {
  const dueby_profile *profile;
  const struct profile_rule *rule;
  const dueby_calendar *calendar;
  const dueby_event *trigger;
  dueby_facts facts;
  dueby_date begins;
  const struct model_version *version;
};

/* ---- who and when ---- */

/* The day on which an age in months is reached: of its number, or the first of the next month where there is none (15). */
static dueby_date age_day(dueby_date born, int32_t months) {
  dueby_date reached = born;
  int32_t year, month, born_day = 0, day = 0;
  dueby_date_civil(born, &year, &month, &born_day);
  if (dueby_date_add_months(born, months, &reached) != DUEBY_OK) return INT32_MAX;
  dueby_date_civil(reached, &year, &month, &day);
  return day < born_day ? reached + 1 : reached;
}

/* What recurs begins when the child comes of the age; what falls due once does not apply before (6). */
static dueby_status settle_age(struct question *question, int recurs, dueby_deadline *deadline) {
  const struct model_rule *rule = &question->rule->model;
  dueby_date born = question->facts.born;
  if (rule->age_from < 0 && rule->age_under < 0) return DUEBY_OK;
  if (born == DUEBY_DATE_NONE) {
    deadline->flags |= DUEBY_UNPROVEN_AGE;
    return DUEBY_OK;
  }
  dueby_date of_age = rule->age_from < 0 ? born : age_day(born, rule->age_from);
  if (question->begins < of_age) {
    if (!recurs) return DUEBY_EAPPLIES;
    question->begins = of_age;
  }
  if (rule->age_under >= 0 && question->begins >= age_day(born, rule->age_under)) return DUEBY_EAPPLIES;
  return DUEBY_OK;
}

static dueby_status settle_version(struct question *question) {
  const struct model_rule *rule = &question->rule->model;
  int32_t index = (int32_t)(question->rule - question->profile->rules), version;
  const struct model_version *versions = &question->profile->versions[rule->first_version];
  if (versions[0].recurs && versions[0].from != DUEBY_DATE_NONE && question->begins < versions[0].from)
    question->begins = versions[0].from; /* a schedule begins on the day on which the rule comes into force (6) */
  dueby_status status = dueby_rule_version_on(question->profile, index, question->begins, &version);
  if (status == DUEBY_OK) question->version = &versions[version];
  return status;
}

static dueby_status settle(struct question *question, dueby_deadline *deadline) {
  const struct profile_tags *tags = &question->rule->tags;
  const struct model_rule *rule = &question->rule->model;
  if ((tags->when && !(question->trigger->tags & tags->when)) || question->trigger->tags & tags->unless) return DUEBY_EAPPLIES;
  int recurs = question->profile->versions[rule->first_version].recurs;
  dueby_status status = settle_age(question, recurs, deadline);
  return status == DUEBY_OK ? settle_version(question) : status;
}

/* The first phase that is not over (7). */
static const struct model_phase *first_phase(const struct question *question) {
  const struct model_phase *phases = &question->profile->phases[question->version->first_phase];
  for (int32_t i = 0; i < question->version->phases; i++) {
    struct laid end;
    if (!phases[i].lasts.unit) return &phases[i];
    dueby_status status = dueby_span_lay(phases[i].lasts, DUEBY_EXCLUDED, DUEBY_ROLL_NONE, question->calendar, VIEW_LAW,
                                         question->trigger->date, &end);
    if (status != DUEBY_OK || question->begins <= end.date) return &phases[i];
  }
  return NULL;
}

static int32_t view_for(const struct model_rule *rule) {
  if (rule->division) return VIEW_UK;
  return rule->authority == DUEBY_LOCAL ? VIEW_LOCAL : VIEW_LAW;
}

/* ---- by when ---- */

static int is_clock(dueby_span span) {
  return span.unit == DUEBY_HOURS || span.unit == DUEBY_MINUTES;
}

/* Whole days rounded down, at least one; backwards alike (14). */
static dueby_span whole_days(dueby_span span) {
  int32_t days = span.amount / (span.unit == DUEBY_HOURS ? HOURS_A_DAY : MINUTES_A_DAY);
  dueby_span whole = {days ? days : span.amount < 0 ? -1 : span.amount > 0, DUEBY_DAYS};
  return whole;
}

static dueby_status lay_clock(struct working *working, dueby_deadline *deadline) {
  int32_t second_of_day, offset;
  dueby_status status = dueby_span_add_time(working->span, working->from.time, &deadline->due_time);
  if (status == DUEBY_OK) status = dueby_time_civil(deadline->due_time, &deadline->due, &second_of_day, &offset);
  deadline->precision = DUEBY_PRECISION_SECOND;
  return status;
}

static dueby_status lay(const struct question *question, struct working *working, dueby_deadline *deadline) {
  if (is_clock(working->span)) {
    if (working->from.time != DUEBY_TIME_NONE) return lay_clock(working, deadline);
    if (!(question->facts.flags & DUEBY_WHOLE_DAYS)) return DUEBY_ENOTIME;
    working->span = whole_days(working->span);
    deadline->precision = DUEBY_PRECISION_DAY;
  }
  dueby_status status = dueby_span_lay(working->span, working->counting, working->roll, question->calendar, working->view,
                                       working->from.date, &working->laid);
  if (status != DUEBY_OK) return status;
  deadline->due = working->laid.date;
  deadline->relied_on = working->laid.relied_on;
  return DUEBY_OK;
}

/* The earlier of what was agreed and its ceiling; the ceiling, or the default, where nothing was agreed (9). */
static dueby_status lay_agreed(const struct question *question, const struct model_phase *phase, struct working *working,
                               dueby_deadline *deadline) {
  dueby_span agreed = question->trigger->agreed;
  dueby_span first = agreed.unit ? agreed : phase->at_most.unit ? phase->at_most : phase->fallback;
  if (!first.unit) return DUEBY_ENEEDS;
  working->span = first;
  dueby_status status = lay(question, working, deadline);
  if (status != DUEBY_OK || !agreed.unit || !phase->at_most.unit) return status;
  struct working ceiling = *working;
  dueby_deadline other = *deadline;
  ceiling.span = phase->at_most;
  status = lay(question, &ceiling, &other);
  if (status == DUEBY_OK && dueby_deadline_compare(&other, deadline) < 0) {
    *working = ceiling;
    *deadline = other;
  }
  return status;
}

/* Whole calendar periods of months, from the first whole one (10): the last day of that one. */
static dueby_status lay_calendar_period(const struct question *question, struct working *working, dueby_deadline *deadline) {
  int32_t year, month, day, length = working->span.amount;
  dueby_date first;
  if (working->span.unit != DUEBY_MONTHS || length < 1 || MONTHS_A_YEAR % length) return DUEBY_ENEEDS;
  dueby_status status = dueby_date_civil(question->begins, &year, &month, &day);
  if (status != DUEBY_OK) return status;
  int32_t into = (month - 1) % length, whole = day == 1 && into == 0;
  status = dueby_date_add_months(question->begins - day + 1, whole ? 0 : length - into, &first);
  if (status == DUEBY_OK) status = dueby_date_add_months(first, length, &deadline->due);
  if (status != DUEBY_OK) return DUEBY_ECOVERAGE;
  deadline->begins = deadline->opens = first;
  deadline->due -= 1;
  working->from.date = first;
  working->counting = DUEBY_INCLUDED;
  working->laid.start = first;
  working->laid.unrolled = working->laid.date = deadline->due;
  return DUEBY_OK;
}

static dueby_status lay_phase(const struct question *question, const struct model_phase *phase, struct working *working,
                              dueby_deadline *deadline) {
  if (!phase || !phase->stated) return DUEBY_ENOTSTATED;
  if (phase->agreed) return lay_agreed(question, phase, working, deadline);
  working->span = phase->span;
  return phase->of_calendar ? lay_calendar_period(question, working, deadline) : lay(question, working, deadline);
}

/* What the span is laid from: where the occurrence begins, or with `since` an earlier event (12). */
static dueby_status settle_from(const struct question *question, struct working *working) {
  const dueby_event *trigger = question->trigger;
  int32_t since = question->rule->model.since;
  working->from.date = question->begins;
  working->from.time = question->begins == trigger->date ? trigger->time : DUEBY_TIME_NONE;
  if (since < 0) return DUEBY_OK;
  const char *slug = dueby_profile_event_slug(question->profile, since);
  working->from.time = DUEBY_TIME_NONE;
  working->from.date = strcmp(slug, "birth") == 0 ? question->facts.born : question->facts.since;
  return working->from.date == DUEBY_DATE_NONE ? DUEBY_ENEEDS : DUEBY_OK;
}

static dueby_status settle_opens(const struct question *question, const struct working *working, dueby_deadline *deadline) {
  const struct model_version *version = question->version;
  struct laid opens;
  if (!version->has_not_before) return DUEBY_OK;
  dueby_span span = is_clock(version->not_before) ? whole_days(version->not_before) : version->not_before;
  dueby_status status = dueby_span_lay(span, DUEBY_EXCLUDED, DUEBY_ROLL_NONE, question->calendar, working->view, question->begins,
                                       &opens);
  if (status == DUEBY_OK) deadline->opens = opens.date;
  return status;
}

dueby_status dueby_deadline_work(const dueby_profile *profile, int32_t rule, const dueby_calendar *calendar,
                                 const dueby_event *trigger, const dueby_facts *facts, dueby_deadline *deadline,
                                 struct working *working) {
  static const dueby_facts nothing = {DUEBY_DATE_NONE, DUEBY_DATE_NONE, 0, 0};
  static const struct working none = {{0, 0}, 0, 0, 0, {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, {0, 0, 0, DUEBY_DATE_NONE}};
  if (rule < 0 || rule >= profile->n.rules || trigger->date == DUEBY_DATE_NONE) return DUEBY_EARGUMENT;
  const struct profile_rule *at = &profile->rules[rule];
  struct question question = {profile, at, calendar, trigger, facts ? *facts : nothing, trigger->date, NULL};
  dueby_deadline made = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, trigger->date, trigger->date, DUEBY_DATE_NONE, rule, 0, 1, 0, 0, 0};
  struct working how = none;
  dueby_status status = settle(&question, &made);
  if (status != DUEBY_OK) return status;
  how.view = view_for(&at->model);
  how.counting = question.version->counting;
  how.roll = question.version->roll;
  made.begins = made.opens = question.begins;
  made.version = (int32_t)(question.version - &profile->versions[at->model.first_version]);
  made.flags |= how.view == VIEW_LOCAL ? DUEBY_LOCAL_DAYS : how.view == VIEW_UK ? DUEBY_UK_DAYS : 0;
  status = settle_from(&question, &how);
  if (status != DUEBY_OK) return status;
  if (at->model.before.unit) { /* laid back from the event that is planned (11) */
    how.span = at->model.before;
    how.span.amount = -how.span.amount;
    made.opens = DUEBY_DATE_NONE;
    status = lay(&question, &how, &made);
  } else {
    status = lay_phase(&question, first_phase(&question), &how, &made);
  }
  if (status == DUEBY_OK) status = settle_opens(&question, &how, &made);
  if (status != DUEBY_OK) return status;
  int64_t estimated;
  if (dueby_profile_find_tag(profile, "estimated", &estimated) == DUEBY_OK && trigger->tags & estimated)
    made.precision = DUEBY_PRECISION_ESTIMATED;
  made.certainty = dueby_calendar_certainty(calendar, made.relied_on);
  *deadline = made;
  if (working) *working = how;
  return DUEBY_OK;
}

dueby_status dueby_deadline_of_rule(const dueby_profile *profile, int32_t rule, const dueby_calendar *calendar,
                                    const dueby_event *trigger, const dueby_facts *facts, dueby_deadline *deadline) {
  return dueby_deadline_work(profile, rule, calendar, trigger, facts, deadline, NULL);
}

/* ---- the rules of a duty ---- */

int32_t dueby_deadline_compare(const dueby_deadline *left, const dueby_deadline *right) {
  if (left->due != right->due) return left->due < right->due ? -1 : 1;
  dueby_time a = left->due_time == DUEBY_TIME_NONE ? INT64_MAX : left->due_time;
  dueby_time b = right->due_time == DUEBY_TIME_NONE ? INT64_MAX : right->due_time;
  return (a > b) - (a < b);
}

/* An alternative is never in force by itself: only one that was asked for by name takes part. */
static int takes_part(const dueby_profile *profile, int32_t rule, const uint8_t *selected) {
  return selected ? selected[rule] : profile->rules[rule].model.alternative_of < 0;
}

int32_t dueby_deadline_trigger(const dueby_profile *profile, int32_t duty, const uint8_t *selected, dueby_date date) {
  int32_t first, count, any = -1;
  if (dueby_profile_duty_rules(profile, duty, &first, &count) != DUEBY_OK) return -1;
  for (int32_t rule = first; rule < first + count; rule++) {
    int32_t version;
    if (!takes_part(profile, rule, selected)) continue;
    if (any < 0) any = profile->rules[rule].model.trigger;
    if (dueby_rule_version_on(profile, rule, date, &version) != DUEBY_OK) version = 0;
    if (dueby_rule_number(profile, rule, version, DUEBY_RULE_COMPUTES)) return profile->rules[rule].model.trigger;
  }
  return any;
}

/* What the answer relied on when other rules were compared with it: no rule had to be followed past its due day. */
static void rely_also(dueby_deadline *governs, const dueby_deadline *other) {
  if (other->relied_on == DUEBY_DATE_NONE) return;
  dueby_date needed = other->relied_on < governs->due ? other->relied_on : governs->due;
  if (governs->relied_on == DUEBY_DATE_NONE || governs->relied_on < needed) governs->relied_on = needed;
}

dueby_status dueby_deadline_of(const dueby_profile *profile, int32_t duty, const uint8_t *selected, const dueby_calendar *calendar,
                               const dueby_event *trigger, const dueby_facts *facts, dueby_deadline *deadline) {
  int32_t first, count, found = 0;
  dueby_deadline earliest = {0};
  dueby_status reason = DUEBY_EAPPLIES, status = dueby_profile_duty_rules(profile, duty, &first, &count);
  if (status != DUEBY_OK) return status;
  int32_t type = trigger->type >= 0 ? trigger->type : dueby_deadline_trigger(profile, duty, selected, trigger->date);
  for (int32_t rule = first; rule < first + count; rule++) {
    dueby_deadline one;
    if (!takes_part(profile, rule, selected) || profile->rules[rule].model.trigger != type) continue;
    status = dueby_deadline_of_rule(profile, rule, calendar, trigger, facts, &one);
    if (status == DUEBY_EARGUMENT) return status;
    if (status != DUEBY_OK) {
      if (reason == DUEBY_EAPPLIES) reason = status;
      continue;
    }
    dueby_deadline other = one;
    if (found && dueby_deadline_compare(&one, &earliest) >= 0) one = earliest;
    else if (found) other = earliest;
    if (found) rely_also(&one, &other);
    earliest = one;
    found = 1;
  }
  if (!found) return reason;
  earliest.certainty = dueby_calendar_certainty(calendar, earliest.relied_on);
  *deadline = earliest;
  return DUEBY_OK;
}
