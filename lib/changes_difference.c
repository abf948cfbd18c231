/* Finds differences in how two worklists were made. Comparing such lists would show changes that did not happen. */
#include <string.h>

#include "calendar_internal.h"
#include "date_internal.h"
#include "dueby/changes.h"
#include "dueby/code.h"
#include "option_text.h"
#include "timeline_holds.h"
#include "worklist_internal.h"

struct finding {
  struct text *out;
  const dueby_worklist *before, *after;
  int32_t style;
};

/* ---- writing a difference ---- */

/* Begins the description of a difference. `name` is the name of an option; `of` is the thing that the option is about, or NULL. */
static void append_start(const struct finding *in, const char *name, const char *of) {
  if (in->out->length) text_string(in->out, "; ");
  dueby_option_append_name(in->out, in->style, name);
  text_string(in->out, of ? " " : NULL);
  text_string(in->out, of);
  text_string(in->out, ": ");
}

static void append_both(const struct finding *in, const char *before, const char *after) {
  text_string(in->out, before);
  text_string(in->out, " in the older list, ");
  text_string(in->out, after);
  text_string(in->out, " in this one");
}

enum { DAY = 64, HOLDING = 96 };

static const char not_given[] = "not given";

/* Returns a day as text, with `text` as the buffer, or "not given" if there is no day. */
static const char *day_in(dueby_date date, dueby_time time, char text[DAY]) {
  const dueby_when when = {time, date, 0};
  if (date == DUEBY_DATE_NONE) return not_given;
  dueby_when_text(&when, text, DAY, NULL);
  return text;
}

/* ---- the day, the rules and the calendar ---- */

static void compare_days(const struct finding *in) {
  const dueby_when *before = &in->before->run.as_at, *after = &in->after->run.as_at;
  int are_timed = known_time(before->time) != DUEBY_TIME_NONE && known_time(after->time) != DUEBY_TIME_NONE;
  char days[2][DAY];
  if (are_timed ? before->time <= after->time : before->date <= after->date) return;
  append_start(in, "as_at", NULL);
  append_both(in, day_in(before->date, known_time(before->time), days[0]), day_in(after->date, known_time(after->time), days[1]));
  text_string(in->out, ", which is earlier");
}

/* Compares two profiles or calendars by their digests. If they differ, appends both names. Returns 1 if the digests are the
 * same. */
static int compare_digests(const struct finding *in, const char *option, const char *const names[2],
                           char digests[2][DUEBY_DIGEST_SIZE]) {
  if (strcmp(digests[0], digests[1]) == 0) return 1;
  append_start(in, option, NULL);
  append_both(in, names[0], names[1]);
  if (strcmp(names[0], names[1]) == 0) text_string(in->out, ", but it is not the same one");
  return 0;
}

static int compare_profiles(const struct finding *in) {
  const dueby_profile *before = in->before->profile, *after = in->after->profile;
  char digests[2][DUEBY_DIGEST_SIZE] = {"", ""};
  if (before == after) return 1;
  dueby_profile_digest(before, digests[0], sizeof digests[0], NULL);
  dueby_profile_digest(after, digests[1], sizeof digests[1], NULL);
  return compare_digests(in, "profile", (const char *const[]){dueby_profile_name(before), dueby_profile_name(after)}, digests);
}

static void compare_calendars(const struct finding *in) {
  const dueby_calendar *before = in->before->calendar, *after = in->after->calendar;
  char digests[2][DUEBY_DIGEST_SIZE] = {"", ""};
  if (before == after) return;
  dueby_calendar_digest(before, digests[0], sizeof digests[0], NULL);
  dueby_calendar_digest(after, digests[1], sizeof digests[1], NULL);
  compare_digests(in, "calendar", (const char *const[]){dueby_calendar_divisions(before), dueby_calendar_divisions(after)},
                  digests);
}

/* ---- the selected rules ---- */

/* True if the worklist `has` was made with a rule and `lacks` without it. False for a rule that the records of either cannot
 * check. */
static int is_rule_of_one(const dueby_worklist *has, const dueby_worklist *lacks, int32_t rule) {
  int is_judged = (!has->judged || has->judged[rule]) && (!lacks->judged || lacks->judged[rule]);
  return is_judged && worklist_takes_part(has, rule) && !worklist_takes_part(lacks, rule);
}

/* Appends the first duty with a rule that only the worklist `has` was made with, and the number of other such duties. Returns 0 if
 * there are none. */
static int append_duties(const struct finding *in, const dueby_worklist *has, const dueby_worklist *lacks, const char *where,
                         int is_second) {
  const dueby_profile *profile = has->profile;
  int32_t count = 0, last = -1;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    if (profile->rules[rule].duty == last || !is_rule_of_one(has, lacks, rule)) continue;
    last = profile->rules[rule].duty;
    if (count++) continue;
    if (is_second) text_string(in->out, ", ");
    else append_start(in, "only", NULL);
    text_string(in->out, dueby_rule_text(profile, rule, 0, DUEBY_RULE_LISTED_AS));
  }
  if (!count) return 0;
  if (count > 1) {
    text_string(in->out, " and ");
    append_count(in->out, count - 1, "more duty", "more duties");
  }
  text_string(in->out, where);
  return 1;
}

static void compare_selections(const struct finding *in) {
  int is_second = append_duties(in, in->before, in->after, " in the older list only", 0);
  append_duties(in, in->after, in->before, " in this one only", is_second);
}

/* ---- what the caller stated about the records ---- */

static void compare_history(const struct finding *in) {
  dueby_date before = known_date(in->before->run.history_from, 0), after = known_date(in->after->run.history_from, 0);
  char days[2][DAY];
  if (before == after) return;
  append_start(in, "history_from", NULL);
  append_both(in, day_in(before, DUEBY_TIME_NONE, days[0]), day_in(after, DUEBY_TIME_NONE, days[1]));
}

static dueby_holding holding_of(const dueby_worklist *worklist, int32_t event) {
  const dueby_holding unsaid = {DUEBY_HOLDS_UNSAID, DUEBY_DATE_NONE};
  return worklist->holds ? worklist->holds[event] : unsaid;
}

static int is_same_holding(dueby_holding one, dueby_holding other) {
  return one.what == other.what && (one.what != DUEBY_HOLDS_SINCE || one.since == other.since);
}

/* True if the caller stated how completely an event is recorded, by other means than history_from. */
static int is_stated(const dueby_worklist *worklist, int32_t event) {
  const dueby_holding implied = {DUEBY_HOLDS_SINCE, known_date(worklist->run.history_from, 0)};
  return dueby_worklist_is_stated(worklist, event) && !is_same_holding(worklist->holds[event], implied);
}

/* Returns how completely an event is recorded, such as "since:2025-04-01", or "not given". Uses `text` as the buffer. */
static const char *holding_in(dueby_holding holding, char text[HOLDING]) {
  struct text out = text_in(text, HOLDING);
  char day[DAY];
  if (holding.what == DUEBY_HOLDS_UNSAID) return not_given;
  text_string(&out, dueby_code_name(DUEBY_CODE_HOLDS, holding.what));
  if (holding.what == DUEBY_HOLDS_SINCE) {
    text_char(&out, ':');
    text_string(&out, day_in(holding.since, DUEBY_TIME_NONE, day));
  }
  text_end(&out, NULL);
  return text;
}

static void compare_holds(const struct finding *in) {
  for (int32_t event = 1; event < in->after->profile->n.events; event++) {
    dueby_holding before = holding_of(in->before, event), after = holding_of(in->after, event);
    char texts[2][HOLDING];
    if (is_same_holding(before, after) || !(is_stated(in->before, event) || is_stated(in->after, event))) continue;
    append_start(in, "holds", dueby_profile_event_slug(in->after->profile, event));
    append_both(in, holding_in(before, texts[0]), holding_in(after, texts[1]));
  }
}

static void compare_flag(const struct finding *in, uint32_t flag, int form) {
  uint32_t before = in->before->run.flags & flag, after = in->after->run.flags & flag;
  if (before == after) return;
  if (in->out->length) text_string(in->out, "; ");
  dueby_option_append_form(in->out, in->style, form, NULL);
  text_string(in->out, before ? " in the older list only" : " in this one only");
}

/* ---- the wanted cases ---- */

static int is_column(const struct wanted *wanted, const char *column) {
  return wanted->column && column ? strcmp(wanted->column, column) == 0 : wanted->column == column;
}

static int64_t count_values(const dueby_worklist *worklist, const char *column) {
  int64_t count = 0;
  for (int64_t i = 0; i < worklist->wanted_count; i++) count += is_column(&worklist->wanted[i], column);
  return count;
}

static int wants(const dueby_worklist *worklist, const struct wanted *value) {
  for (int64_t i = 0; i < worklist->wanted_count; i++)
    if (is_column(&worklist->wanted[i], value->column) && strcmp(worklist->wanted[i].value, value->value) == 0) return 1;
  return 0;
}

/* True if the other worklist also wants every value that this one wants in a column. */
static int has_all(const dueby_worklist *one, const dueby_worklist *other, const char *column) {
  for (int64_t i = 0; i < other->wanted_count; i++)
    if (is_column(&other->wanted[i], column) && !wants(one, &other->wanted[i])) return 0;
  return 1;
}

static void append_values(struct text *out, int64_t count, const char *where) {
  if (count) append_count(out, count, "value", "values");
  else text_string(out, not_given);
  text_string(out, where);
}

/* Compares the wanted values of a column. Only writes how many there are, because they may be names. */
static void compare_column(const struct finding *in, const char *column) {
  int64_t before = count_values(in->before, column), after = count_values(in->after, column);
  if (has_all(in->before, in->after, column) && has_all(in->after, in->before, column)) return;
  append_start(in, column ? "where" : "case", column);
  append_values(in->out, before, " in the older list, ");
  append_values(in->out, after, " in this one");
  if (before && after) text_string(in->out, ", not all the same");
}

static void compare_wanted(const struct finding *in) {
  const dueby_worklist *const lists[] = {in->before, in->after};
  for (int list = 0; list < 2; list++)
    for (int64_t i = 0; i < lists[list]->wanted_count; i++) {
      const struct wanted *wanted = &lists[list]->wanted[i];
      int is_first = !i || !is_column(&lists[list]->wanted[i - 1], wanted->column);
      if (is_first && !(list && count_values(in->before, wanted->column))) compare_column(in, wanted->column);
    }
}

dueby_status dueby_changes_difference_text(const dueby_worklist *before, const dueby_worklist *after, int32_t style, char *text,
                                           int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  const struct finding in = {&out, before, after, style};
  if (!dueby_option_is_style(style)) return DUEBY_EARGUMENT;
  compare_days(&in);
  int have_same_rules = compare_profiles(&in);
  compare_calendars(&in);
  if (have_same_rules) compare_selections(&in); /* with different rules, the numbers of rules and events would not match */
  compare_history(&in);
  if (have_same_rules) compare_holds(&in);
  compare_flag(&in, DUEBY_TIMELINE_IGNORE_REFS, OPTION_IGNORE_REFS);
  compare_flag(&in, DUEBY_TIMELINE_WHOLE_DAYS, OPTION_WHOLE_DAYS);
  compare_wanted(&in);
  return text_end(&out, needed);
}
