/* Writes messages about a query: what would help if there is no date, notes on the answer, and why something cannot be checked. */
#include <string.h>

#include "date_internal.h"
#include "input.h"
#include "option_text.h"
#include "profile_internal.h"
#include "query_internal.h"
#include "text.h"

static void append_when(struct text *out, dueby_date date, dueby_time time) {
  const dueby_when when = {known_time(time), date, 0};
  dueby_date_put_when(out, &when);
}

/* ---- messages when there is no date ---- */

/* Appends half past two on a day, as a program would write it. Java and .NET use their own types for times, not strings. */
static void append_half_past_two(struct text *out, int32_t style, dueby_date date) {
  int is_java = style == DUEBY_STYLE_JAVA;
  int32_t numbers[3] = {0};
  if (!is_java && style != DUEBY_STYLE_DOTNET) {
    append_when(out, date, DUEBY_TIME_NONE);
    text_string(out, "T14:30");
    return;
  }
  dueby_date_civil(date, &numbers[0], &numbers[1], &numbers[2]);
  text_string(out, is_java ? "LocalDateTime.of(" : "When.AtClock(new DateTime(");
  for (int i = 0; i < 3; i++) {
    text_number(out, numbers[i]);
    text_string(out, ", ");
  }
  text_string(out, is_java ? "14, 30)" : "14, 30, 0))");
}

static void append_time_hint(struct text *out, int32_t style, const dueby_event *trigger) {
  text_string(out, "give one, for example ");
  append_half_past_two(out, style, trigger->date);
  text_string(out, ", or ");
  dueby_option_append_form(out, style, OPTION_WHOLE_DAYS, NULL);
  text_string(out, " to count whole days");
}

dueby_status dueby_failure_hint_text(const dueby_query *query, const dueby_event *trigger, const dueby_failure *failure,
                                     int32_t style, char *text, int64_t size, int64_t *needed) {
  static const struct {
    int32_t reason;
    char name[8], value[12];
  } options[] = {
      {DUEBY_REASON_AGREED, "agreed", "\"4 weeks\""}, {DUEBY_REASON_BIRTH, "born", "DATE"}, {DUEBY_REASON_SINCE, "since", "DATE"}};
  struct text out = text_in(text, size);
  if (!dueby_option_is_style(style) || failure->event >= query->profile->n.events) return DUEBY_EARGUMENT;
  if (failure->reason == DUEBY_REASON_TIME) append_time_hint(&out, style, trigger);
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    if (failure->reason != options[i].reason) continue;
    text_string(&out, "give ");
    dueby_option_append(&out, style, options[i].name, options[i].value);
  }
  if (failure->reason == DUEBY_REASON_PAUSED && failure->event >= 0) {
    text_string(&out, "give ");
    dueby_option_append_form(&out, style, OPTION_EVENT, dueby_profile_event_slug(query->profile, failure->event));
  }
  return text_end(&out, needed);
}

/* Lists a profile's rules for a duty. */
static void append_rules(struct text *out, const dueby_profile *profile, int32_t duty) {
  int32_t first = 0, count = 0;
  dueby_profile_duty_rules(profile, duty, &first, &count);
  text_string(out, "profile ");
  text_string(out, dueby_profile_name(profile));
  text_string(out, " has");
  for (int32_t rule = first; rule < first + count; rule++) {
    text_string(out, rule > first ? ", " : " ");
    text_string(out, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS));
  }
}

enum { SUGGESTED_MAX = 4 };

/* Appends a suggestion: did you mean "cp.conference.initial"? If several duties share a name, suggests some of them: "cla.pep" or
 * "cla.pep.emergency". */
static int append_also_called(struct text *out, const dueby_profile *profile, const char *name) {
  int32_t named = 0, last = -1;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    if (profile->rules[rule].duty == last || !dueby_is_also_called(profile, rule, name)) continue;
    last = profile->rules[rule].duty;
    if (++named > SUGGESTED_MAX) continue;
    text_string(out, named > 1 ? "\" or \"" : "did you mean \"");
    text_string(out, dueby_profile_duty(profile, last));
  }
  if (named) text_char(out, '"');
  if (named > SUGGESTED_MAX) text_string(out, " or another duty with this name");
  if (named) text_char(out, '?');
  return named;
}

/* Names the built-in profiles that have a duty which this profile lacks. For example, only councils' standards have child
 * protection visits. Returns how many there are. */
static int append_other_profiles(struct text *out, const char *intro, const char *duty) {
  int32_t count = 0, found;
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    dueby_profile *other;
    if (dueby_profile_new(dueby_profile_builtin(i), &other) != DUEBY_OK) continue;
    int has_duty = dueby_profile_find_duty(other, duty, &found) == DUEBY_OK;
    dueby_profile_free(other);
    if (!has_duty) continue;
    text_string(out, count++ ? ", " : intro);
    text_string(out, dueby_profile_builtin(i));
  }
  return count;
}

enum { DUTY_MAX = 128 };

/* Finds the duty with the most similar name in any built-in profile. Returns 0 if none is similar. */
static int find_elsewhere(const char *wanted, char duty[DUTY_MAX]) {
  dueby_nearest nearest = {wanted, NULL, 0, 0};
  int is_found = 0;
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    dueby_profile *other;
    if (dueby_profile_new(dueby_profile_builtin(i), &other) != DUEBY_OK) continue;
    for (int32_t at = 0; at < dueby_profile_duty_count(other); at++)
      dueby_nearest_consider(&nearest, dueby_profile_duty(other, at));
    if (nearest.name && nearest.name != duty && strlen(nearest.name) < DUTY_MAX) {
      memcpy(duty, nearest.name, strlen(nearest.name) + 1);
      nearest.name = duty;
      is_found = 1;
    }
    dueby_profile_free(other);
  }
  return is_found;
}

static void append_suggestion(struct text *out, const char *duty) {
  text_string(out, "did you mean \"");
  text_string(out, duty);
  text_string(out, "\"?");
}

dueby_status dueby_address_hint_text(const dueby_profile *profile, const char *address, char *text, int64_t size, int64_t *needed) {
  const char *colon = strchr(address, ':'), *id = colon ? colon + 1 : address;
  size_t length = strcspn(id, "/~");
  struct text out = text_in(text, size);
  char bare[DUTY_MAX] = "", elsewhere[DUTY_MAX] = "";
  int32_t duty;
  if (length < sizeof bare) memcpy(bare, id, length);
  dueby_nearest nearest = {bare, NULL, 0, 0};
  for (int32_t i = 0; i < dueby_profile_duty_count(profile); i++) dueby_nearest_consider(&nearest, dueby_profile_duty(profile, i));
  if (dueby_profile_find_duty(profile, bare, &duty) == DUEBY_OK) {
    append_rules(&out, profile, duty);
  } else if (append_also_called(&out, profile, address) ||
             append_other_profiles(&out, "these rules do not have it, but these profiles do: ", bare)) {
    return text_end(&out, needed);
  } else if (nearest.name) {
    append_suggestion(&out, nearest.name);
  } else if (find_elsewhere(bare, elsewhere)) {
    append_suggestion(&out, elsewhere);
    append_other_profiles(&out, " These profiles have it: ", elsewhere);
  }
  return text_end(&out, needed);
}

/* ---- writing notes on an answer ---- */

/* Appends a rule that is waiting for another event: "england:cp.visit (--trigger cp_plan.started --tag alone)". */
static void append_waiting_rule(struct text *out, const dueby_query *query, int32_t rule, int32_t style) {
  const char *tag = dueby_rule_text(query->profile, rule, 0, DUEBY_RULE_WHEN_TAG);
  text_string(out, dueby_rule_text(query->profile, rule, 0, DUEBY_RULE_ADDRESS));
  text_string(out, " (");
  dueby_option_append(out, style, "trigger", dueby_rule_text(query->profile, rule, 0, DUEBY_RULE_TRIGGER));
  if (tag) {
    text_string(out, style == DUEBY_STYLE_OPTIONS ? " " : ", ");
    dueby_option_append(out, style, style == DUEBY_STYLE_OPTIONS ? "tag" : "tags", tag);
  }
  text_char(out, ')');
}

/* Lists the duty's rules that other events start. Returns how many there are. */
static int append_waiting(struct text *out, const dueby_query *query, const dueby_event *trigger, int32_t style) {
  int32_t type = trigger->type > 0 ? trigger->type : query->trigger, first = 0, count = 0, waiting = 0;
  dueby_profile_duty_rules(query->profile, query->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    if (!query->selected[rule] || query->profile->rules[rule].model.trigger == type) continue;
    text_string(out, waiting++ ? ", " : "not included, because another event starts it: ");
    append_waiting_rule(out, query, rule, style);
  }
  return waiting;
}

static void append_no_birth(struct text *out, int32_t style) {
  text_string(out, "no date of birth, so we assume that the rule's age condition is met; give ");
  dueby_option_append(out, style, "born", "DATE");
}

static void append_closures(struct text *out, int32_t style) {
  text_string(out, "closure days move the due dates of every rule, including the law");
  if (style == DUEBY_STYLE_OPTIONS) text_string(out, " (--closures-for all)");
}

dueby_status dueby_query_note_text(const dueby_query *query, const dueby_event *trigger, const dueby_deadline *deadline,
                                   int32_t index, int32_t style, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  int32_t at = 0;
  if (!dueby_option_is_style(style) || index < 0) return DUEBY_EARGUMENT;
  if (append_waiting(&out, query, trigger, style) && at++ == index) return text_end(&out, needed);
  out = text_in(text, size);
  if (deadline && deadline->flags & DUEBY_DEADLINE_UNPROVEN_AGE && at++ == index) append_no_birth(&out, style);
  else if (dueby_calendar_closure_scope(query->calendar) == DUEBY_CHANGE_CLOSE_ALL && at == index) append_closures(&out, style);
  else return DUEBY_DONE;
  return text_end(&out, needed);
}

/* ---- messages about what cannot be checked ---- */

static void append_moment(struct text *out, int32_t style, const char *name, const dueby_when *when) {
  if (style == DUEBY_STYLE_OPTIONS) text_string(out, "--");
  text_string(out, name);
  text_string(out, ": ");
  append_when(out, when->date, when->time);
}

static void append_no_moment(struct text *out, int32_t style) {
  text_string(out, "check: dueby does not use today's date, so give ");
  dueby_option_append(out, style, "met", "WHEN");
  text_string(out, ", ");
  dueby_option_append(out, style, "ended", "WHEN");
  text_string(out, " or ");
  dueby_option_append(out, style, "as_at", "WHEN");
}

static int is_given(const dueby_when *when) {
  return when->date && when->date != DUEBY_DATE_NONE;
}

dueby_status dueby_check_refusal_text(const dueby_event *trigger, const dueby_deadline *deadline,
                                      const dueby_check_options *options, int32_t style, char *text, int64_t size,
                                      int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_check_options taken;
  if (!dueby_option_is_style(style) || !TAKE_INPUT(dueby_check_options, &taken, options)) return DUEBY_EARGUMENT;
  if (!is_given(&taken.met) && !is_given(&taken.ended) && !is_given(&taken.as_at)) {
    append_no_moment(&out, style);
  } else if (deadline && is_given(&taken.met) && !dueby_deadline_accepts(deadline, &taken.met)) {
    append_moment(&out, style, "met", &taken.met);
    text_string(&out, " is too early to count. It must be on or after ");
    append_when(&out, deadline->opens, DUEBY_TIME_NONE);
  } else if (deadline && is_given(&taken.ended) && !dueby_deadline_may_end(deadline, trigger, &taken.ended)) {
    append_moment(&out, style, "ended", &taken.ended);
    text_string(&out, " is before it started. Check both dates");
  }
  return text_end(&out, needed);
}
