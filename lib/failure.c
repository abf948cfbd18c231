/* Writes why a deadline has no date. */
#include <string.h>

#include "date_internal.h"
#include "deadline_internal.h"
#include "explain_internal.h"
#include "query_internal.h"

/* Returns the rule that the reason is about: the first that the trigger starts or, failing that, the query's first rule. */
static int32_t rule_in_question(const dueby_query *query, const dueby_event *trigger) {
  int32_t type = trigger->type > 0 ? trigger->type : query->trigger, first, count, any = -1;
  dueby_profile_duty_rules(query->profile, query->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    if (!query->selected[rule]) continue;
    if (any < 0) any = rule;
    if (query->profile->rules[rule].model.trigger == type) return rule;
  }
  return any;
}

static void needs(const dueby_query *query, dueby_failure *failure) {
  const struct model_rule *rule = &query->profile->rules[failure->rule].model;
  const struct model_version *version = profile_version(query->profile, failure->rule, failure->version);
  if (version->pause_from >= 0) {
    failure->reason = DUEBY_REASON_PAUSED;
    failure->event = version->pause_to;
  } else if (rule->since >= 0) {
    failure->reason = rule->since == query->profile->birth ? DUEBY_REASON_BIRTH : DUEBY_REASON_SINCE;
    failure->event = rule->since;
  } else {
    failure->reason = DUEBY_REASON_AGREED;
  }
}

static void out_of_force(const dueby_query *query, dueby_failure *failure) {
  const struct model_rule *rule = &query->profile->rules[failure->rule].model;
  failure->reason = DUEBY_REASON_NOT_IN_FORCE;
  failure->from = profile_version(query->profile, failure->rule, 0)->from;
  failure->to = profile_version(query->profile, failure->rule, rule->versions - 1)->to;
}

dueby_status dueby_query_failure(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                 dueby_failure *failure) {
  dueby_deadline deadline;
  dueby_status status = dueby_query_due(query, trigger, facts, &deadline);
  if (status == DUEBY_OK) return DUEBY_DONE;
  if (status == DUEBY_EARGUMENT) return status;
  dueby_failure made = {.status = status, .rule = rule_in_question(query, trigger), .from = DUEBY_DATE_NONE, .to = DUEBY_DATE_NONE};
  if (made.rule >= 0 && dueby_rule_version_on(query->profile, made.rule, trigger->date, &made.version) != DUEBY_OK)
    made.version = 0;
  switch (made.rule < 0 ? DUEBY_ENORULE : status) {
  case DUEBY_ENOTINFORCE: out_of_force(query, &made); break;
  case DUEBY_ENOTIME: made.reason = DUEBY_REASON_TIME; break;
  case DUEBY_ENOTSTATED: made.reason = DUEBY_REASON_NOT_STATED; break;
  case DUEBY_EFACT: needs(query, &made); break;
  case DUEBY_ECOVERAGE: made.reason = DUEBY_REASON_COVERAGE; break;
  default: made.reason = DUEBY_REASON_CONDITIONS;
  }
  *failure = made;
  return DUEBY_OK;
}

/* ---- the reason as text ---- */

static void append_day(struct text *out, dueby_date date) {
  const dueby_when when = {DUEBY_TIME_NONE, date, 0};
  dueby_date_put_when(out, &when);
}

static void append_timescale(struct text *out, const dueby_query *query, const dueby_failure *failure) {
  char phrase[1024] = "";
  dueby_explain_timescale(query->profile, failure->rule, failure->version, phrase, sizeof phrase, NULL);
  text_string(out, phrase);
}

static void append_in_force(struct text *out, const dueby_query *query, const dueby_event *trigger, const dueby_failure *failure) {
  int has_from = failure->from != DUEBY_DATE_NONE, has_to = failure->to != DUEBY_DATE_NONE;
  text_string(out, " is not in force on ");
  append_day(out, trigger->date);
  if (has_from) text_string(out, has_to ? ": it was in force from " : ": it came into force on ");
  else if (has_to) text_string(out, ": it was in force until ");
  if (has_from) append_day(out, failure->from);
  if (has_from && has_to) text_string(out, " to ");
  if (has_to) append_day(out, failure->to);
  const char *successor = profile_text(query->profile, query->profile->rules[failure->rule].model.replaced_by);
  if (!successor || !has_to || trigger->date <= failure->to) return;
  text_string(out, "; ");
  text_string(out, successor);
  text_string(out, " replaced it");
}

static void append_age(struct text *out, const char *before, int32_t months) {
  if (months < 0) return;
  text_string(out, before);
  dueby_append_span(out, (dueby_span){months, DUEBY_UNIT_MONTHS});
}

/* Appends the birthdays that stop a rule from starting (rule 8). */
static void append_birthdays(struct text *out, const dueby_profile *profile, int32_t rule) {
  const struct profile_end *ends = profile_rule_ends(profile, rule);
  for (int32_t i = 0; i < profile->rules[rule].ends_count; i++) {
    if (!profile->events[ends[i].event].on_birthday || profile_version(profile, rule, 0)->before.unit) continue;
    text_string(out, "; before the ");
    text_string(out, dueby_profile_event_title(profile, ends[i].event));
  }
}

/* Lists the conditions of each of the query's rules, for when none of them applied. */
static void append_conditions(struct text *out, const dueby_query *query) {
  const dueby_profile *profile = query->profile;
  int32_t first, count;
  text_string(out, dueby_profile_duty(profile, query->duty));
  text_string(out, " does not apply here");
  dueby_profile_duty_rules(profile, query->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    const struct model_rule *model = &profile->rules[rule].model;
    const char *when = profile_text(profile, model->when_tag), *unless = profile_text(profile, model->unless_tag);
    if (!query->selected[rule]) continue;
    text_string(out, ". ");
    text_string(out, profile->text + profile->rules[rule].address);
    text_string(out, " starts from ");
    text_string(out, dueby_profile_event_slug(profile, model->trigger));
    if (when) text_string(out, "; needs the tag ");
    text_string(out, when);
    if (unless) text_string(out, "; not with the tag ");
    text_string(out, unless);
    append_age(out, "; from the age of ", model->age_from);
    append_age(out, "; under the age of ", model->age_under);
    append_birthdays(out, profile, rule);
  }
}

/* Appends the day that the clock started on, because that day may be outside the calendar, or the due date after it. */
static void append_coverage(struct text *out, const dueby_calendar *calendar, dueby_date start) {
  char covers[64] = "";
  dueby_calendar_coverage_text(calendar, covers, sizeof covers, NULL);
  text_string(out, " from ");
  append_day(out, start);
  text_string(out, ": ");
  text_string(out, covers);
}

/* Appends a rule's address, and why the rule gives no date. */
static void append_reason(struct text *out, const dueby_query *query, const dueby_event *trigger, const dueby_failure *failure) {
  const char *event = failure->event > 0 ? dueby_profile_event_slug(query->profile, failure->event) : NULL;
  char source[1024] = "";
  text_string(out, query->profile->text + query->profile->rules[failure->rule].address);
  switch (failure->reason) {
  case DUEBY_REASON_NOT_IN_FORCE: append_in_force(out, query, trigger, failure); break;
  case DUEBY_REASON_TIME:
    text_string(out, " is counted in hours (");
    append_timescale(out, query, failure);
    text_string(out, "), but ");
    append_day(out, trigger->date);
    text_string(out, " has no time of day");
    break;
  case DUEBY_REASON_NOT_STATED:
    text_string(out, " has no time limit on ");
    append_day(out, trigger->date);
    text_string(out, ": ");
    dueby_explain_source(query->profile, failure->rule, failure->version, source, sizeof source, NULL);
    text_string(out, source);
    text_string(out, " does not set one, so there is no date");
    break;
  case DUEBY_REASON_AGREED: text_string(out, " is due as agreed, but nothing was agreed"); break;
  case DUEBY_REASON_BIRTH:
  case DUEBY_REASON_SINCE:
    text_string(out, " is measured from ");
    text_string(out, event);
    break;
  case DUEBY_REASON_PAUSED:
    text_string(out, ": the time limit is paused until ");
    text_string(out, event);
    break;
  case DUEBY_REASON_COVERAGE: append_coverage(out, query->calendar, trigger->date); break;
  default: text_string(out, ": "); text_string(out, dueby_status_text(failure->status));
  }
}

dueby_status dueby_failure_text(const dueby_query *query, const dueby_event *trigger, const dueby_failure *failure, char *text,
                                int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (failure->status == DUEBY_DONE) {
    text_string(&out, dueby_profile_duty(query->profile, query->duty));
    text_string(&out, ": nothing more is due after it was done");
    return text_end(&out, needed);
  }
  if (failure->rule >= query->profile->n.rules || failure->event >= query->profile->n.events) return DUEBY_EARGUMENT;
  if (failure->rule < 0 || failure->reason == DUEBY_REASON_CONDITIONS) append_conditions(&out, query);
  else if (failure->version < 0 || failure->version >= query->profile->rules[failure->rule].model.versions) return DUEBY_EARGUMENT;
  else append_reason(&out, query, trigger, failure);
  return text_end(&out, needed);
}
