/* Profiles, calendars, and the versions of both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"
#include "dueby/ical.h"

/* ---- any object ---- */

int call_free(const json_t *args) {
  dueby_query_free(object_of(args, "query"));
  dueby_calendar_free(object_of(args, "calendar"));
  dueby_profile_free(object_of(args, "profile"));
  dueby_worklist_free(object_of(args, "worklist"));
  put("null");
  return 1;
}

int call_versions(const json_t *args) {
  dueby_status status;
  PUT_TEXT(status, dueby_versions_json, object_of(args, "profile"), object_of(args, "calendar"));
  return status == DUEBY_OK || fail_status(status, NULL);
}

int call_status(const json_t *args) {
  put_string(dueby_status_text((dueby_status)json_integer_value(json_object_get(args, "status"))));
  return 1;
}

/* Returns the name that is closest to the wanted one, or null if none is close. */
int call_nearest(const json_t *args) {
  dueby_nearest nearest = {json_string_value(json_object_get(args, "wanted")), NULL, 0, 0};
  const char **names;
  int64_t count;
  if (!read_texts(args, "names", &names, &count)) return 0;
  for (int64_t i = 0; i < count; i++) dueby_nearest_consider(&nearest, names[i]);
  put_string(nearest.name);
  free(names);
  return 1;
}

/* ---- profiles ---- */

int call_profiles(const json_t *args) {
  (void)args;
  put("[");
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    if (i) put(",");
    put_string(dueby_profile_builtin(i));
  }
  put("]");
  return 1;
}

int call_profile(const json_t *args) {
  const char *name = json_string_value(json_object_get(args, "name"));
  dueby_profile *profile;
  dueby_status status = dueby_profile_new(name, &profile);
  if (status == DUEBY_ENOTFOUND) return fail_name(NULL, DUEBY_NAME_PROFILE, NULL, name);
  if (status != DUEBY_OK) return fail_status(status, name);
  put_object(profile);
  return 1;
}

int call_profile_yaml(const json_t *args) {
  const json_t *yaml = json_object_get(args, "yaml");
  dueby_profile *profile;
  DIAGNOSTICS(diagnostics);
  dueby_status status =
      dueby_io_profile_from_yaml(json_string_value(yaml), (int64_t)json_string_length(yaml), NULL, &diagnostics, &profile);
  if (status != DUEBY_OK) return fail_file(status, json_string_value(json_object_get(args, "name")), &diagnostics);
  put_object(profile);
  return 1;
}

static void put_list(const char *name, const dueby_profile *profile, int32_t first, int32_t count,
                     const char *(*text)(const dueby_profile *, int32_t)) {
  put_name(name);
  put("[");
  for (int32_t i = first; i < count; i++) {
    if (i > first) put(",");
    put_string(text(profile, i));
  }
  put("]");
}

int call_profile_about(const json_t *args) {
  const dueby_profile *profile = object_of(args, "profile");
  put("{");
  put_name("name");
  put_string(dueby_profile_name(profile));
  put_name("title");
  put_string(dueby_profile_title(profile));
  put_name("parent");
  put_string(dueby_profile_parent(profile));
  put_name("digest");
  PUT_STRING(dueby_profile_digest, profile);
  put_list("duties", profile, 0, dueby_profile_duty_count(profile), dueby_profile_duty);
  put_list("events", profile, 1, dueby_profile_event_count(profile), dueby_profile_event_slug);
  put_list("tags", profile, 0, dueby_profile_tag_count(profile), dueby_profile_tag);
  put("}");
  return 1;
}

static void put_rule_code(const char *name, int32_t kind, int32_t number) {
  put_name(name);
  put_string(dueby_code_name(kind, number));
}

/* Writes a version of a rule as an object with the fields of `dueby rules`. */
static void put_rule(const dueby_profile *profile, int32_t rule, int32_t version) {
  static const struct {
    char name[12];
    int32_t field;
  } texts[] = {{"rule", DUEBY_RULE_ID},         {"address", DUEBY_RULE_ADDRESS}, {"title", DUEBY_RULE_TITLE},
               {"trigger", DUEBY_RULE_TRIGGER}, {"due_event", DUEBY_RULE_DUE},   {"text", DUEBY_RULE_TEXT_READ},
               {"reading", DUEBY_RULE_READING}},
    days[] = {{"from", DUEBY_RULE_FROM},
              {"to", DUEBY_RULE_TO},
              {"read_on", DUEBY_RULE_READ_ON},
              {"replaced", DUEBY_RULE_SUPERSEDED_FROM}},
    codes[] = {{"authority", DUEBY_RULE_AUTHORITY},
               {"force", DUEBY_RULE_FORCE},
               {"subject", DUEBY_RULE_SUBJECT},
               {"counting", DUEBY_RULE_COUNTING},
               {"checked", DUEBY_RULE_CHECKED}};
  static const int32_t kinds[] = {DUEBY_CODE_AUTHORITY, DUEBY_CODE_FORCE, DUEBY_CODE_SUBJECT, DUEBY_CODE_COUNTING,
                                  DUEBY_CODE_CHECKED};
  put("{");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    put_name(texts[i].name);
    put_string(dueby_rule_text(profile, rule, version, texts[i].field));
  }
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    put_rule_code(codes[i].name, kinds[i], dueby_rule_number(profile, rule, version, codes[i].field));
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
    put_name(days[i].name);
    put_day(dueby_rule_number(profile, rule, version, days[i].field));
  }
  dueby_date to = dueby_rule_number(profile, rule, version, DUEBY_RULE_TO);
  put_name("timescale");
  PUT_STRING(dueby_explain_timescale, profile, rule, version);
  put_name("source");
  PUT_STRING(dueby_explain_source, profile, rule, version);
  put_name("source_note");
  PUT_STRING(dueby_explain_source_note, profile, rule, version, to == DUEBY_DATE_NONE ? DUEBY_DATE_LAST : to);
  put_name("computes");
  put(dueby_rule_number(profile, rule, version, DUEBY_RULE_COMPUTES) ? "true" : "false");
  put_name("recurs");
  put(dueby_rule_number(profile, rule, version, DUEBY_RULE_RECURS) ? "true" : "false");
  put_name("alternative");
  put(dueby_rule_number(profile, rule, version, DUEBY_RULE_ALTERNATIVE_OF) >= 0 ? "true" : "false");
  put("}");
}

int call_profile_rules(const json_t *args) {
  const dueby_profile *profile = object_of(args, "profile");
  const char *before = "";
  put("[");
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    for (int32_t version = 0; version < dueby_rule_version_count(profile, rule); version++, before = ",") {
      put(before);
      put_rule(profile, rule, version);
    }
  put("]");
  return 1;
}

/* ---- calendars ---- */

static int put_calendar(dueby_status status, const dueby_calendar *calendar, const char *what) {
  if (status != DUEBY_OK) return fail_status(status, what);
  put_object(calendar);
  return 1;
}

static int fail_division(const char *divisions) {
  char problem[256] = "";
  dueby_written_problem_text(DUEBY_WRITTEN_DIVISION, divisions, DUEBY_ORDER_ISO, 0, problem, sizeof problem, NULL);
  return fail("UNKNOWN_NAME", DUEBY_ENOTFOUND, "%s", problem);
}

int call_calendar(const json_t *args) {
  const char *divisions, *known;
  dueby_date known_on;
  dueby_calendar *calendar;
  if (!read_text(args, "division", &divisions) || !read_day(args, "knownOn", &known_on)) return 0;
  dueby_status status = dueby_calendar_new(divisions, known_on, &calendar);
  if (status == DUEBY_ENOTFOUND) return fail_division(divisions);
  if (status == DUEBY_ECOVERAGE)
    return read_text(args, "knownOn", &known) && fail_written("knownOn", DUEBY_WRITTEN_KNOWN_ON, known, status);
  return put_calendar(status, calendar, NULL);
}

/* Reads the days of an argument. The caller frees them. If the argument is missing, they are NULL and the count is 0. */
static int read_days(const json_t *args, const char *name, dueby_date **days, int64_t *count) {
  const char **texts;
  *days = NULL;
  if (!read_texts(args, name, &texts, count)) return 0;
  dueby_date *made = calloc((size_t)*count + 1, sizeof *made);
  int done = made || fail_status(DUEBY_EMEMORY, NULL);
  for (int64_t i = 0; i < *count && done; i++) {
    dueby_when when;
    done = read_when(name, texts[i], &when);
    if (done && when.time != DUEBY_TIME_NONE) done = fail("BAD_VALUE", DUEBY_EARGUMENT, "%s: expected dates without a time", name);
    if (done) made[i] = when.date;
  }
  free(texts);
  if (done) *days = made;
  else free(made);
  return done;
}

static int refuse_gap(dueby_status status, int32_t year) {
  char text[16];
  snprintf(text, sizeof text, "%d", (int)year);
  return refuse(status, "days", DUEBY_REFUSAL_NO_CHRISTMAS, text);
}

int call_calendar_days(const json_t *args) {
  const char *divisions = json_string_value(json_object_get(args, "division")), **names = NULL;
  dueby_date *days = NULL;
  dueby_calendar *calendar;
  int64_t count, name_count;
  int done = read_days(args, "days", &days, &count) && read_texts(args, "names", &names, &name_count);
  if (done && is_given(json_object_get(args, "names")) && name_count != count)
    done = fail("BAD_VALUE", DUEBY_EARGUMENT, "names: expected one for each day");
  if (done && !count) done = refuse(DUEBY_EARGUMENT, "days", DUEBY_REFUSAL_NONE, "days");
  if (done) {
    dueby_status status = dueby_calendar_from_days(divisions, days, names, count, &calendar);
    int32_t year = status == DUEBY_EARGUMENT ? dueby_calendar_missing_year(days, count) : 0;
    if (status == DUEBY_ENOTFOUND) done = fail_division(divisions);
    else if (year) done = refuse_gap(status, year);
    else done = put_calendar(status, calendar, "days");
  }
  free(days);
  free(names);
  return done;
}

int call_calendar_file(const json_t *args) {
  const json_t *text = json_object_get(args, "text");
  const char *kind = json_string_value(json_object_get(args, "kind")),
             *divisions = json_string_value(json_object_get(args, "division")), *bytes = json_string_value(text);
  int64_t length = (int64_t)json_string_length(text);
  dueby_calendar *calendar;
  DIAGNOSTICS(diagnostics);
  dueby_status status = strcmp(kind, "json") == 0  ? dueby_io_calendar_from_json(bytes, length, divisions, &diagnostics, &calendar)
                        : strcmp(kind, "csv") == 0 ? dueby_io_calendar_from_csv(bytes, length, divisions, &diagnostics, &calendar)
                                                   : dueby_io_calendar_from_ics(bytes, length, divisions, &diagnostics, &calendar);
  if (status == DUEBY_OK) return put_calendar(status, calendar, NULL);
  if (status == DUEBY_ENOTFOUND && !diagnostics.count) return fail_division(divisions);
  return fail_file(status, json_string_value(json_object_get(args, "name")), &diagnostics);
}

int call_calendar_change(const json_t *args) {
  const dueby_calendar *base = object_of(args, "calendar");
  int32_t change = (int32_t)json_integer_value(json_object_get(args, "change"));
  const char *label;
  dueby_date *days;
  int64_t count;
  dueby_calendar *calendar;
  if (!read_text(args, "name", &label) || !read_days(args, "days", &days, &count)) return 0;
  dueby_status status = dueby_calendar_with_days(base, change, days, count, label, &calendar);
  free(days);
  if (status == DUEBY_ECOVERAGE) return fail_coverage(base);
  if (status == DUEBY_ENOTFOUND) return refuse(status, "days", DUEBY_REFUSAL_NOT_A_HOLIDAY, "one of the days");
  return put_calendar(status, calendar, "days");
}

int call_calendar_weekend(const json_t *args) {
  const char *days;
  int32_t mask;
  dueby_calendar *calendar;
  if (!read_text(args, "days", &days)) return 0;
  dueby_status status = dueby_written_weekend(days, &mask);
  if (status != DUEBY_OK) return fail_written("days", DUEBY_WRITTEN_WEEKEND, days, status);
  return put_calendar(dueby_calendar_with_weekend(object_of(args, "calendar"), mask, &calendar), calendar, "days");
}

int call_calendar_about(const json_t *args) {
  const dueby_calendar *calendar = object_of(args, "calendar");
  dueby_date first, last, confirmed, listed;
  dueby_calendar_coverage(calendar, &first, &last, &confirmed, &listed);
  put("{");
  put_name("division");
  put_string(dueby_calendar_divisions(calendar));
  put_name("first");
  put_day(first);
  put_name("last");
  put_day(last);
  put_name("confirmedTo");
  put_day(confirmed);
  put_name("listedTo");
  put_day(listed);
  put_name("changes");
  PUT_STRING(dueby_calendar_changes, calendar);
  put_name("digest");
  PUT_STRING(dueby_calendar_digest, calendar);
  put("}");
  return 1;
}

/* Writes a bank holiday as an object with the fields of `dueby holidays`. */
static void put_holiday(const dueby_holiday *holiday, const char *name) {
  put("{");
  put_name("division");
  put_string(holiday->division ? dueby_code_name(DUEBY_CODE_DIVISION, holiday->division) : NULL);
  put_name("date");
  put_day(holiday->date);
  put_name("name");
  put_string(name);
  put_name("basis");
  put_string(dueby_code_name(DUEBY_CODE_BASIS, holiday->basis));
  put_name("certainty");
  put_string(dueby_code_name(DUEBY_CODE_CERTAINTY, holiday->certainty));
  put_name("known_from");
  put_day(holiday->known_from);
  put("}");
}

int call_holidays(const json_t *args) {
  const dueby_calendar *calendar = object_of(args, "calendar");
  dueby_date first, last, from, to;
  const char *before = "";
  dueby_holiday holiday;
  dueby_calendar_coverage(calendar, &first, &last, NULL, NULL);
  if (!read_day(args, "from", &from) || !read_day(args, "to", &to)) return 0;
  if (from == DUEBY_DATE_NONE) from = first;
  if (to == DUEBY_DATE_NONE) to = last;
  if (from < first || to > last) return fail_coverage(calendar);
  put("[");
  for (int64_t i = dueby_calendar_holiday_from(calendar, from); dueby_calendar_holiday(calendar, i, &holiday) == DUEBY_OK; i++) {
    if (holiday.date > to) break;
    put(before);
    put_holiday(&holiday, dueby_calendar_holiday_name(calendar, i));
    before = ",";
  }
  put("]");
  return 1;
}

int call_is_working(const json_t *args) {
  const dueby_calendar *calendar = object_of(args, "calendar");
  dueby_date day;
  int32_t working;
  if (!read_day(args, "day", &day)) return 0;
  dueby_status status = dueby_calendar_is_working(calendar, day, &working);
  if (status == DUEBY_ECOVERAGE) return fail_coverage(calendar);
  if (status != DUEBY_OK) return fail_status(status, "day");
  put(working ? "true" : "false");
  return 1;
}

int call_between(const json_t *args) {
  const dueby_calendar *calendar = object_of(args, "calendar");
  dueby_date start, end;
  int32_t include = DUEBY_INCLUDE_END, working_days;
  if (!read_day(args, "start", &start) || !read_day(args, "end", &end) ||
      !read_code_of(args, "include", DUEBY_CODE_INCLUDE, &include))
    return 0;
  dueby_status status = dueby_calendar_count(calendar, start, end, include, &working_days);
  if (status == DUEBY_ECOVERAGE) return fail_coverage(calendar);
  if (status != DUEBY_OK) return fail_status(status, "between");
  put_number(working_days);
  return 1;
}

static int add_time(dueby_span span, const dueby_when *from) {
  dueby_when end = {0};
  int32_t second, offset;
  if (from->time == DUEBY_TIME_NONE) return refuse(DUEBY_ENOTIME, "when", DUEBY_REFUSAL_NO_TIME, NULL);
  dueby_status status = dueby_span_add_time(span, from->time, &end.time);
  if (status == DUEBY_OK) status = dueby_time_civil(end.time, &end.date, &second, &offset);
  if (status != DUEBY_OK) return fail_status(status, "span");
  put_when(&end);
  return 1;
}

int call_add(const json_t *args) {
  const dueby_calendar *calendar = object_of(args, "calendar");
  dueby_when from;
  dueby_span span;
  dueby_date end;
  int32_t counting = DUEBY_COUNTING_EXCLUDED, roll = DUEBY_ROLL_NONE;
  if (!read_moment(args, "when", &from) || !read_span(args, "span", &span) || !read_cutoff(args, &from) ||
      !read_code_of(args, "counting", DUEBY_CODE_COUNTING, &counting) || !read_code_of(args, "roll", DUEBY_CODE_ROLL, &roll))
    return 0;
  if (span.unit == DUEBY_UNIT_HOURS || span.unit == DUEBY_UNIT_MINUTES) return add_time(span, &from);
  dueby_status status = dueby_span_add(span, counting, roll, calendar, from.date, &end);
  if (status == DUEBY_ECOVERAGE) return fail_coverage(calendar);
  if (status != DUEBY_OK) return fail_status(status, "add");
  put_day(end);
  return 1;
}

/* Returns the numbers of a span, its counting and its roll, for functions on columns. */
int call_span(const json_t *args) {
  dueby_span span;
  int32_t counting = DUEBY_COUNTING_EXCLUDED, roll = DUEBY_ROLL_NONE, include = DUEBY_INCLUDE_END;
  if (!read_span(args, "span", &span) || !read_code_of(args, "counting", DUEBY_CODE_COUNTING, &counting) ||
      !read_code_of(args, "roll", DUEBY_CODE_ROLL, &roll) || !read_code_of(args, "include", DUEBY_CODE_INCLUDE, &include))
    return 0;
  const int32_t numbers[] = {span.amount, span.unit, counting, roll, include};
  put("[");
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    if (i) put(",");
    put_number(numbers[i]);
  }
  put("]");
  return 1;
}
