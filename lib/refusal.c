/* Writes messages about unknown names and about values that cannot be used. */
#include "dueby/refusal.h"

#include <string.h>

#include "dueby/query.h"
#include "option_text.h"
#include "profile_internal.h"
#include "text.h"

enum { STYLES = DUEBY_STYLE_FORM + 1, KINDS = DUEBY_NAME_MAPPING + 1, REFUSALS = DUEBY_REFUSAL_UNCOVERED + 1, HINT = 1024 };

/* ---- unknown names ---- */

static const char kind_names[KINDS][8] = {
    [DUEBY_NAME_PROFILE] = "profile", [DUEBY_NAME_RULE] = "rule", [DUEBY_NAME_DUTY] = "duty",
    [DUEBY_NAME_EVENT] = "event",     [DUEBY_NAME_TAG] = "tag",   [DUEBY_NAME_MEASURE] = "measure",
    [DUEBY_NAME_MAPPING] = "mapping"};

/* Says where to find the known names, in each style. @ stands for the profile's name. */
static const char places[KINDS][STYLES][72] = {
    [DUEBY_NAME_PROFILE] = {"", "see dueby profiles, or give a file that ends in .yaml",
                            "see dueby.profiles(), or read a file with Profile.from_yaml",
                            "see ?dueby_profile, or give the path to a .yaml file", "see profiles()", "see Profile.builtInNames()",
                            "see Profile.BuiltInNames", "choose one from the list"},
    [DUEBY_NAME_RULE] = {"", "see dueby rules --profile @", "see Profile.load(\"@\").duties", "see rules(\"@\")",
                         "see Profile.load('@').duties", "see Profile.duties()", "see Profile.Duties", "choose one from the list"},
    [DUEBY_NAME_DUTY] = {"", "see dueby rules --profile @", "see Profile.load(\"@\").duties", "see rules(\"@\")",
                         "see Profile.load('@').duties", "see Profile.duties()", "see Profile.Duties", "choose one from the list"},
    [DUEBY_NAME_EVENT] = {"", "see dueby events", "see Profile.events", "see dueby_profile(\"@\")$events", "see Profile.events",
                          "see Profile.events()", "see Profile.Events", "see \"Events that a file can have\""},
    [DUEBY_NAME_TAG] = {"", "see dueby events", "see Profile.tags", "see dueby_profile(\"@\")$tags", "see Profile.tags",
                        "see Profile.tags()", "see Profile.Tags", "see \"Events that a file can have\""},
    [DUEBY_NAME_MEASURE] = {"", "see dueby measures --list", "see dueby measures --list", "see measures(x)$measure",
                            "see docs/returns.md", "see docs/returns.md", "see docs/returns.md", "see docs/returns.md"},
    [DUEBY_NAME_MAPPING] = {"", "give a YAML file or a built-in mapping", "give the path to a YAML file or a built-in mapping",
                            "give a built-in mapping", "give a built-in mapping", "give a built-in mapping",
                            "give a built-in mapping", "choose one from the list"}};

static void append_place(struct text *out, const char *place, const char *name) {
  for (; *place; place++) {
    if (*place == '@') text_string(out, name);
    else text_char(out, *place);
  }
}

static void append_suggestion(struct text *out, const char *name) {
  text_string(out, "did you mean \"");
  text_string(out, name);
  text_string(out, "\"?");
}

static void append_unknown(struct text *out, int32_t kind, const char *name) {
  text_string(out, "unknown ");
  text_string(out, kind_names[kind]);
  text_string(out, " \"");
  text_shortened(out, name, strlen(name));
  text_string(out, "\": ");
}

dueby_status dueby_unknown_nearest_text(int32_t kind, const dueby_nearest *nearest, int32_t style, char *text, int64_t size,
                                        int64_t *needed) {
  struct text out = text_in(text, size);
  if (kind < DUEBY_NAME_PROFILE || kind >= KINDS || !dueby_option_is_style(style)) return DUEBY_EARGUMENT;
  append_unknown(&out, kind, nearest->wanted);
  if (nearest->name) append_suggestion(&out, nearest->name);
  else append_place(&out, places[kind][style], "england");
  return text_end(&out, needed);
}

/* Considers all names of a kind as suggestions. For duties, these are the ids of duties and of alternatives. */
static void consider(int32_t kind, const dueby_profile *profile, dueby_nearest *nearest) {
  if (kind == DUEBY_NAME_PROFILE)
    for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) dueby_nearest_consider(nearest, dueby_profile_builtin(i));
  if (kind == DUEBY_NAME_DUTY)
    for (int32_t i = 0; i < dueby_profile_rule_count(profile); i++)
      dueby_nearest_consider(nearest, dueby_rule_text(profile, i, 0, DUEBY_RULE_LISTED_AS));
  if (kind == DUEBY_NAME_EVENT)
    for (int32_t i = 1; i < dueby_profile_event_count(profile); i++)
      dueby_nearest_consider(nearest, dueby_profile_event_slug(profile, i));
  if (kind == DUEBY_NAME_TAG)
    for (int32_t i = 0; i < dueby_profile_tag_count(profile); i++) dueby_nearest_consider(nearest, dueby_profile_tag(profile, i));
}

dueby_status dueby_unknown_name_text(int32_t kind, const dueby_profile *profile, const char *name, int32_t style, char *text,
                                     int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_nearest nearest = {name, NULL, 0, 0};
  char hint[HINT] = "";
  if (kind < DUEBY_NAME_PROFILE || kind > DUEBY_NAME_TAG || !dueby_option_is_style(style)) return DUEBY_EARGUMENT;
  if (kind != DUEBY_NAME_PROFILE && !profile) return DUEBY_EARGUMENT;
  consider(kind, profile, &nearest);
  int is_rule = kind == DUEBY_NAME_RULE || (kind == DUEBY_NAME_DUTY && !strchr(name, '~'));
  if (is_rule) dueby_address_hint_text(profile, name, hint, sizeof hint, NULL);
  append_unknown(&out, kind, name);
  if (*hint) text_string(&out, hint);
  else if (nearest.name) append_suggestion(&out, nearest.name);
  else append_place(&out, places[kind][style], profile ? dueby_profile_name(profile) : "england");
  return text_end(&out, needed);
}

/* ---- refused values ---- */

/* The messages. $ stands for `found`, and "$" for what the user wrote, shortened if it is long; {as_at} for an option; # for an
 * example of a day and ## for one of a time, in the style's language; & for the option that compares whole days. */
static const char sentences[REFUSALS][124] = {
    [DUEBY_REFUSAL_EMPTY_ITEM] = "\"$\": an item is empty",
    [DUEBY_REFUSAL_BIRTH] =
        "$ cannot be used here: a date of birth is either in the file or not known, and birthdays follow from it",
    [DUEBY_REFUSAL_NO_HISTORY] = "only the built-in list has a history",
    [DUEBY_REFUSAL_NOT_A_HOLIDAY] = "$ is not a bank holiday in this calendar",
    [DUEBY_REFUSAL_NOT_POSITIVE] = "must be more than 0",
    [DUEBY_REFUSAL_NO_TIMES] = "the dates alone are not enough: give times of day, or & to compare days",
    [DUEBY_REFUSAL_YEAR] = "that year begins after the day you are checking",
    [DUEBY_REFUSAL_CASE_COLUMN] = "to choose cases by name, use {case}",
    [DUEBY_REFUSAL_CALENDARS] = "give calendar or division, not both",
    [DUEBY_REFUSAL_ONLY_DAY] =
        "$: its due date depends on more than the starting day, so it is not in the table: use due or worklist",
    [DUEBY_REFUSAL_NUMBER] = "expected a number from $",
    [DUEBY_REFUSAL_FIELD] = "rename the column \"$\": dueby uses this name in its answer",
    [DUEBY_REFUSAL_COLUMN] = "the events have no extra column called \"$\"",
    [DUEBY_REFUSAL_DAY] = "expected a day from 1900 to 2199",
    [DUEBY_REFUSAL_HORIZON] = "this is before {as_at}",
    [DUEBY_REFUSAL_OTHER_LIST] = "the older list was made differently: $",
    [DUEBY_REFUSAL_PERIOD] = "the last day is before the first",
    [DUEBY_REFUSAL_NONE] = "expected one or more $, found none",
    [DUEBY_REFUSAL_STRING] = "a string contains a null character or an unpaired surrogate: remove it",
    [DUEBY_REFUSAL_NO_TYPE] = "an event has no type: only a trigger can be without one",
    [DUEBY_REFUSAL_AGREEMENT] = "expected an event, found an agreement for $",
    [DUEBY_REFUSAL_NO_REFERENCE] = "there is no reference date: only the files of a return have one",
    [DUEBY_REFUSAL_NO_DAY] = "give the day to check, for example {as_at=#}: dueby does not use today's date",
    [DUEBY_REFUSAL_NO_TIME] = "hours and minutes are counted from a time of day: give one, for example ##",
    [DUEBY_REFUSAL_NO_CHRISTMAS] = "no Christmas in $: some of the list is missing",
    [DUEBY_REFUSAL_NOT_STARTED] = "there is a completed date but no start date",
    [DUEBY_REFUSAL_REFS] = "\"$\": expected ignore",
    [DUEBY_REFUSAL_LENGTHS] = "$: expected the same number of each",
    [DUEBY_REFUSAL_NO_YEAR] = "expected a year from April to March, for example 2025-26",
    [DUEBY_REFUSAL_EMPTY_FILE] = "the file is empty: export it again",
    [DUEBY_REFUSAL_UNKNOWN_FILE] = "dueby does not recognise this file",
    [DUEBY_REFUSAL_SKIPPED] = "skipped, because dueby does not recognise this file",
    [DUEBY_REFUSAL_BEFORE_LAST] = "$ is earlier than the one before it: give the earliest first",
    [DUEBY_REFUSAL_BEFORE_START] = "$ is before the starting event",
    [DUEBY_REFUSAL_HISTORY] = "this is after {as_at}",
    [DUEBY_REFUSAL_NOT_AGREED] = "no rule used here for $ has an agreed interval, so this would have no effect: leave it out",
    [DUEBY_REFUSAL_UNCOVERED] = "a calendar can only cover 1971-01-01 to 2100-12-31"};

/* An example of a day and of a time in each language. */
static const struct {
  char day[32], time[64];
} examples[STYLES] = {[DUEBY_STYLE_OPTIONS] = {"2026-03-31", "2026-03-27T14:30"},
                      [DUEBY_STYLE_ARGUMENTS] = {"date(2026, 3, 31)", "datetime(2026, 3, 27, 14, 30)"},
                      [DUEBY_STYLE_R] = {"as.Date(\"2026-03-31\")", "as.POSIXct(\"2026-03-27 14:30\", tz = \"Europe/London\")"},
                      [DUEBY_STYLE_JAVASCRIPT] = {"'2026-03-31'", "'2026-03-27T14:30'"},
                      [DUEBY_STYLE_JAVA] = {"LocalDate.of(2026, 3, 31)", "LocalDateTime.of(2026, 3, 27, 14, 30)"},
                      [DUEBY_STYLE_DOTNET] = {"new DateTime(2026, 3, 31)", "When.AtClock(new DateTime(2026, 3, 27, 14, 30, 0))"},
                      [DUEBY_STYLE_FORM] = {"2026-03-31", "2026-03-27T14:30"}};

/* Appends the option in "{as_at}" or "{as_at=#}"; `at` points after the opening brace. Returns a pointer to the closing brace. */
static const char *append_option(struct text *out, int32_t style, const char *at) {
  char name[16];
  size_t length = strcspn(at, "=}");
  memcpy(name, at, length);
  name[length] = '\0';
  if (at[length] == '=') dueby_option_append(out, style, name, examples[style].day);
  else dueby_option_append_name(out, style, name);
  return strchr(at, '}');
}

dueby_status dueby_refusal_text(int32_t refusal, int32_t style, const char *found, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (refusal < DUEBY_REFUSAL_EMPTY_ITEM || refusal >= REFUSALS || !dueby_option_is_style(style)) return DUEBY_EARGUMENT;
  for (const char *at = sentences[refusal]; *at; at++) {
    if (*at == '$' && at[1] == '"') {
      if (found) text_shortened(&out, found, strlen(found));
    } else if (*at == '$') {
      text_string(&out, found);
    } else if (*at == '{') {
      at = append_option(&out, style, at + 1);
    } else if (*at == '#' && at[1] == '#') {
      text_string(&out, examples[style].time);
      at++;
    } else if (*at == '&') {
      if (style != DUEBY_STYLE_FORM) text_string(&out, dueby_option_verb(style));
      dueby_option_append_form(&out, style, OPTION_WHOLE_DAYS, NULL);
    } else {
      text_char(&out, *at);
    }
  }
  return text_end(&out, needed);
}
