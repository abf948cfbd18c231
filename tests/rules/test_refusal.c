/* Tests messages about unknown names and unusable values. */
#include "dueby/refusal.h"

#include "dueby/code.h"
#include "dueby/finding.h"
#include "dueby/worklist.h"
#include "rules.h"

static const char *unknown(int32_t kind, const dueby_profile *profile, const char *name, int32_t style) {
  static char text[512];
  text[0] = '\0';
  assert_int_equal(dueby_unknown_name_text(kind, profile, name, style, text, sizeof text, NULL), DUEBY_OK);
  return text;
}

static void test_refusal__a_near_name(void **state) {
  (void)state;
  const struct {
    int32_t kind;
    const char *name, *expected;
  } rows[] = {
      {DUEBY_NAME_PROFILE, "banret", "unknown profile \"banret\": did you mean \"barnet\"?"},
      {DUEBY_NAME_RULE, "cla.visti", "unknown rule \"cla.visti\": did you mean \"cla.visit\"?"},
      {DUEBY_NAME_DUTY, "cla.visti", "unknown duty \"cla.visti\": did you mean \"cla.visit\"?"},
      {DUEBY_NAME_DUTY, "assessment.single~statistic",
       "unknown duty \"assessment.single~statistic\": did you mean \"assessment.single~statistics\"?"},
      {DUEBY_NAME_DUTY, "ICPC", "unknown duty \"ICPC\": did you mean \"cp.conference.initial\"?"},
      {DUEBY_NAME_EVENT, "visit.mad", "unknown event \"visit.mad\": did you mean \"visit.made\"?"},
      {DUEBY_NAME_TAG, "alon", "unknown tag \"alon\": did you mean \"alone\"?"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    for (int32_t style = DUEBY_STYLE_OPTIONS; style <= DUEBY_STYLE_FORM; style++)
      assert_string_equal(unknown(rows[i].kind, known.england, rows[i].name, style), rows[i].expected);
}

/* Only councils' standards have child protection visits. */
static void test_refusal__a_name_of_other_profiles(void **state) {
  (void)state;
  for (int32_t kind = DUEBY_NAME_RULE; kind <= DUEBY_NAME_DUTY; kind++) {
    assert_non_null(strstr(unknown(kind, known.england, "cp.visit", DUEBY_STYLE_JAVA),
                           "\"cp.visit\": these rules do not have it, but these profiles do: barnet, gloucestershire"));
    assert_non_null(strstr(unknown(kind, known.england, "cp.vist", DUEBY_STYLE_JAVA),
                           "\"cp.vist\": did you mean \"cp.visit\"? These profiles have it: barnet, gloucestershire"));
  }
}

static void test_refusal__where_the_names_are(void **state) {
  (void)state;
  const struct {
    int32_t kind, style;
    const char *expected;
  } rows[] = {
      {DUEBY_NAME_RULE, DUEBY_STYLE_OPTIONS, "unknown rule \"xyzzy\": see dueby rules --profile barnet"},
      {DUEBY_NAME_RULE, DUEBY_STYLE_ARGUMENTS, "unknown rule \"xyzzy\": see Profile.load(\"barnet\").duties"},
      {DUEBY_NAME_DUTY, DUEBY_STYLE_R, "unknown duty \"xyzzy\": see rules(\"barnet\")"},
      {DUEBY_NAME_PROFILE, DUEBY_STYLE_JAVASCRIPT, "unknown profile \"xyzzy\": see profiles()"},
      {DUEBY_NAME_EVENT, DUEBY_STYLE_JAVA, "unknown event \"xyzzy\": see Profile.events()"},
      {DUEBY_NAME_TAG, DUEBY_STYLE_DOTNET, "unknown tag \"xyzzy\": see Profile.Tags"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_string_equal(unknown(rows[i].kind, known.barnet, "xyzzy", rows[i].style), rows[i].expected);
}

static void test_refusal__a_long_name(void **state) {
  (void)state;
  static char name[100001], expected[256];
  memset(name, 'a', sizeof name - 1);
  snprintf(expected, sizeof expected, "unknown rule \"%.80s...\": see dueby rules --profile england", name);
  assert_string_equal(unknown(DUEBY_NAME_RULE, known.england, name, DUEBY_STYLE_OPTIONS), expected);
}

static void test_refusal__names_that_the_caller_knows(void **state) {
  (void)state;
  dueby_nearest nearest = {"C9", NULL, 0, 0};
  char text[128];
  assert_int_equal(dueby_unknown_nearest_text(DUEBY_NAME_MEASURE, &nearest, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL),
                   DUEBY_OK);
  assert_string_equal(text, "unknown measure \"C9\": see dueby measures --list");
  dueby_nearest_consider(&nearest, "C1");
  assert_int_equal(dueby_unknown_nearest_text(DUEBY_NAME_MEASURE, &nearest, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL),
                   DUEBY_OK);
  assert_string_equal(text, "unknown measure \"C9\": did you mean \"C1\"?");
}

static const char *refusal(int32_t reason, int32_t style, const char *found) {
  static char text[256];
  text[0] = '\0';
  assert_int_equal(dueby_refusal_text(reason, style, found, text, sizeof text, NULL), DUEBY_OK);
  return text;
}

static void test_refusal__in_the_style_of_each_program(void **state) {
  (void)state;
  static const struct {
    const char *horizon, *day, *time, *times;
  } expected[] = {
      [DUEBY_STYLE_OPTIONS] = {"this is before --as-at", "--as-at 2026-03-31", "2026-03-27T14:30", "or use --whole-days to"},
      [DUEBY_STYLE_ARGUMENTS] = {"this is before as_at", "as_at=date(2026, 3, 31)", "datetime(2026, 3, 27, 14, 30)",
                                 "or use whole_days=True to"},
      [DUEBY_STYLE_R] = {"this is before as_at", "as_at = as.Date(\"2026-03-31\")",
                         "as.POSIXct(\"2026-03-27 14:30\", tz = \"Europe/London\")", "or use whole_days = TRUE to"},
      [DUEBY_STYLE_JAVASCRIPT] = {"this is before asAt", "asAt: '2026-03-31'", "'2026-03-27T14:30'", "or use wholeDays: true to"},
      [DUEBY_STYLE_JAVA] = {"this is before asAt", "asAt(LocalDate.of(2026, 3, 31))", "LocalDateTime.of(2026, 3, 27, 14, 30)",
                            "or use wholeDays(true) to"},
      [DUEBY_STYLE_DOTNET] = {"this is before AsAt", "AsAt = new DateTime(2026, 3, 31)",
                              "When.AtClock(new DateTime(2026, 3, 27, 14, 30, 0))", "or use WholeDays = true to"},
      [DUEBY_STYLE_FORM] = {"this is before as at", "as at 2026-03-31", "2026-03-27T14:30",
                            "or tick \"Where a time of day is missing, compare days\" to"},
  };
  for (int32_t style = DUEBY_STYLE_OPTIONS; style <= DUEBY_STYLE_FORM; style++) {
    assert_string_equal(refusal(DUEBY_REFUSAL_HORIZON, style, NULL), expected[style].horizon);
    assert_non_null(strstr(refusal(DUEBY_REFUSAL_NO_DAY, style, NULL), expected[style].day));
    assert_non_null(strstr(refusal(DUEBY_REFUSAL_NO_TIME, style, NULL), expected[style].time));
    assert_non_null(strstr(refusal(DUEBY_REFUSAL_NO_TIMES, style, NULL), expected[style].times));
  }
}

/* Every reason must have a sentence. It must include the found value unchanged, and no placeholder may be left. */
static void test_refusal__every_reason(void **state) {
  (void)state;
  for (int32_t reason = DUEBY_REFUSAL_EMPTY_ITEM; reason <= DUEBY_REFUSAL_UNCOVERED; reason++) {
    const char *text = refusal(reason, DUEBY_STYLE_OPTIONS, "a{b}$#&");
    if (strlen(text) < 15) fail_msg("reason %d: %s", (int)reason, text);
    const char *found = strstr(text, "a{b}$#&");
    for (const char *at = text; *at; at++)
      if (strchr("{}$#&", *at) && (!found || at < found || at >= found + 7)) fail_msg("reason %d: %s", (int)reason, text);
  }
  assert_string_equal(refusal(DUEBY_REFUSAL_COLUMN, DUEBY_STYLE_R, "team"), "the events have no extra column called \"team\"");
  assert_string_equal(refusal(DUEBY_REFUSAL_COLUMN, DUEBY_STYLE_R, NULL), "the events have no extra column called \"\"");
  assert_string_equal(refusal(DUEBY_REFUSAL_NUMBER, DUEBY_STYLE_R, "1 to 1000"), "expected a number from 1 to 1000");
}

/* The message shortens text from the user after 80 bytes, but not text from dueby. */
static void test_refusal__a_long_value(void **state) {
  (void)state;
  char name[101] = "", expected[256];
  memset(name, 'a', sizeof name - 1);
  snprintf(expected, sizeof expected, "the events have no extra column called \"%.80s...\"", name);
  assert_string_equal(refusal(DUEBY_REFUSAL_COLUMN, DUEBY_STYLE_R, name), expected);
  snprintf(expected, sizeof expected, "the older list was made differently: %s", name);
  assert_string_equal(refusal(DUEBY_REFUSAL_OTHER_LIST, DUEBY_STYLE_R, name), expected);
}

static void test_refusal__what_is_refused(void **state) {
  (void)state;
  dueby_nearest nearest = {"x", NULL, 0, 0};
  char text[8];
  int64_t needed = 0;
  assert_int_equal(dueby_unknown_name_text(0, known.england, "x", DUEBY_STYLE_R, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_unknown_name_text(DUEBY_NAME_MEASURE, known.england, "x", DUEBY_STYLE_R, text, sizeof text, NULL),
                   DUEBY_EARGUMENT);
  assert_int_equal(dueby_unknown_name_text(DUEBY_NAME_TAG, NULL, "x", DUEBY_STYLE_R, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_unknown_name_text(DUEBY_NAME_TAG, known.england, "x", 0, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_unknown_nearest_text(0, &nearest, DUEBY_STYLE_R, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_unknown_nearest_text(DUEBY_NAME_MAPPING + 1, &nearest, DUEBY_STYLE_R, text, sizeof text, NULL),
                   DUEBY_EARGUMENT);
  assert_int_equal(dueby_unknown_nearest_text(DUEBY_NAME_TAG, &nearest, 99, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_refusal_text(0, DUEBY_STYLE_R, NULL, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_refusal_text(DUEBY_REFUSAL_UNCOVERED + 1, DUEBY_STYLE_R, NULL, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_refusal_text(DUEBY_REFUSAL_DAY, 0, NULL, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_refusal_text(DUEBY_REFUSAL_DAY, DUEBY_STYLE_R, NULL, text, sizeof text, &needed), DUEBY_ESPACE);
  assert_int_equal(needed, sizeof "expected a day from 1900 to 2199");
}

static void test_refusal__orders_and_heading_of_a_list(void **state) {
  (void)state;
  assert_string_equal(dueby_worklist_trust_heading(0), "Can I trust this list?");
  assert_string_equal(dueby_worklist_trust_heading(1), "Can I trust these figures?");
  assert_string_equal(dueby_code_name(DUEBY_CODE_SORTED, DUEBY_SORTED_WORST), "worst");
  assert_string_equal(dueby_code_name(DUEBY_CODE_SORTED, DUEBY_SORTED_CASE), "case");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refusal__a_near_name),
      cmocka_unit_test(test_refusal__a_name_of_other_profiles),
      cmocka_unit_test(test_refusal__where_the_names_are),
      cmocka_unit_test(test_refusal__a_long_name),
      cmocka_unit_test(test_refusal__names_that_the_caller_knows),
      cmocka_unit_test(test_refusal__in_the_style_of_each_program),
      cmocka_unit_test(test_refusal__every_reason),
      cmocka_unit_test(test_refusal__a_long_value),
      cmocka_unit_test(test_refusal__what_is_refused),
      cmocka_unit_test(test_refusal__orders_and_heading_of_a_list),
  };
  return cmocka_run_group_tests(tests, open_known, close_known);
}
