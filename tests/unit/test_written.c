#include "dueby/written.h"

#include "dueby/code.h"
#include "support.h"

static const dueby_date march_27 = 20539, june_30 = 20634; /* days in 2026, computed with Python's date.toordinal() */

static const char *problem_in(int32_t kind, const char *written, int32_t order, int32_t style) {
  static char text[512];
  text[0] = '\0';
  dueby_status status = dueby_written_problem_text(kind, written, order, style, text, sizeof text, NULL);
  if (status != DUEBY_OK && status != DUEBY_DONE) fail_msg("%s: status %d", written, (int)status);
  assert_int_equal(status == DUEBY_DONE, !*text);
  return text;
}

static const char *problem(int32_t kind, const char *written) {
  return problem_in(kind, written, DUEBY_ORDER_ISO, 0);
}

static void test_written__clock(void **state) {
  (void)state;
  int32_t second = UNTOUCHED;
  const struct {
    const char *text;
    int32_t second;
  } rows[] = {{"00:00", 0}, {"09:05", 9 * 3600 + 5 * 60}, {"16:30", 59400}, {"23:59", 86340}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_int_equal(dueby_written_clock(rows[i].text, &second), DUEBY_OK);
    assert_int_equal(second, rows[i].second);
    assert_string_equal(problem(DUEBY_WRITTEN_CLOCK, rows[i].text), "");
  }
  const char *refused[] = {"", "9:05", "24:00", "23:60", "16.30", "16:30:00", "-1:30", "1 :30", "16:3x", " 6:30"};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    assert_int_equal(dueby_written_clock(refused[i], &second), DUEBY_ETEXT);
  assert_string_equal(problem(DUEBY_WRITTEN_CLOCK, "4pm"), "\"4pm\" is not a time. Write it like 16:30");
}

static void test_written__period(void **state) {
  (void)state;
  dueby_date first = 0, last = 0;
  assert_int_equal(dueby_written_period("2026-03-27..2026-06-30", DUEBY_ORDER_ISO, &first, &last), DUEBY_OK);
  assert_int_equal(first, march_27);
  assert_int_equal(last, june_30);
  assert_int_equal(dueby_written_period("..2026-06-30", DUEBY_ORDER_ISO, &first, &last), DUEBY_OK);
  assert_int_equal(first, DUEBY_DATE_NONE);
  assert_int_equal(last, june_30);
  assert_int_equal(dueby_written_period("27/03/2026..", DUEBY_ORDER_DMY, &first, &last), DUEBY_OK);
  assert_int_equal(first, march_27);
  assert_int_equal(last, DUEBY_DATE_NONE);
  assert_int_equal(dueby_written_period("2026-03-27..30/06/2026", DUEBY_ORDER_DMY, &first, &last), DUEBY_OK);
  assert_int_equal(last, june_30);
  assert_int_equal(dueby_written_period("2026-03-27..2026-03-27", DUEBY_ORDER_ISO, &first, &last), DUEBY_OK);
  assert_int_equal(dueby_written_period("2026-03-27..2026-03-26", DUEBY_ORDER_ISO, &first, &last), DUEBY_EARGUMENT);
  assert_int_equal(dueby_written_period("2026-03-27", DUEBY_ORDER_ISO, &first, &last), DUEBY_ETEXT);
  assert_int_equal(dueby_written_period("2026-03-27T10:00..", DUEBY_ORDER_ISO, &first, &last), DUEBY_ETEXT);
  assert_int_equal(dueby_written_period("..", 9, &first, &last), DUEBY_EARGUMENT);
  assert_string_equal(problem(DUEBY_WRITTEN_PERIOD, "2026"), "\"2026\": expected FROM..TO, for example 2026-04-01..2026-06-30");
  assert_string_equal(problem(DUEBY_WRITTEN_PERIOD, "2026-06-30..2026-03-27"),
                      "\"2026-06-30..2026-03-27\": the end is before the start");
  assert_string_equal(problem(DUEBY_WRITTEN_PERIOD, "2026-02-30..2026-06-30"),
                      "\"2026-02-30\" is not a date: that month has 28 days");
  assert_string_equal(problem(DUEBY_WRITTEN_PERIOD, "2026-03-27..June"), "\"June\" is not a date. Write dates like 2026-03-27");
  assert_string_equal(problem(DUEBY_WRITTEN_PERIOD, "..30/06/2026"), "\"30/06/2026\" is written day first: write 2026-06-30");
  assert_string_equal(problem(DUEBY_WRITTEN_PERIOD, "2026-03-27..2026-06-30T10:00"),
                      "expected a date without a time, found \"2026-06-30T10:00\"");
  assert_string_equal(problem(DUEBY_WRITTEN_PERIOD, ".."), "");
}

static void test_written__year(void **state) {
  (void)state;
  int32_t year = UNTOUCHED;
  const struct {
    const char *text;
    int32_t year;
  } rows[] = {{"2025-26", 2025}, {"2025/26", 2025}, {"2025-2026", 2025}, {"1999-00", 1999}, {"1900-01", 1900}, {"2198-99", 2198}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_int_equal(dueby_written_year(rows[i].text, &year), DUEBY_OK);
    assert_int_equal(year, rows[i].year);
  }
  const char *refused[] = {"",          "2025",     "2025-27", "2025-25", "25-26",  "2025_26",
                           "2025-2027", "2025-126", "1899-00", "2199-00", "2025-2x"};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    assert_int_equal(dueby_written_year(refused[i], &year), DUEBY_ETEXT);
    assert_string_not_equal(problem(DUEBY_WRITTEN_YEAR, refused[i]), "");
  }
  assert_string_equal(problem(DUEBY_WRITTEN_YEAR, "2025"), "\"2025\": expected a year from April to March, for example 2025-26");
}

static void test_written__holding(void **state) {
  (void)state;
  dueby_holding holding = {0, 0};
  assert_int_equal(dueby_written_holding("since:2026-03-27", DUEBY_ORDER_ISO, &holding), DUEBY_OK);
  assert_int_equal(holding.what, DUEBY_HOLDS_SINCE);
  assert_int_equal(holding.since, march_27);
  assert_int_equal(dueby_written_holding("latest", DUEBY_ORDER_ISO, &holding), DUEBY_OK);
  assert_int_equal(holding.what, DUEBY_HOLDS_LATEST);
  const char *refused[] = {"", "since", "since:", "latest:2026-03-27", "some", "since:2026-03-27T10:00"};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    assert_int_equal(dueby_written_holding(refused[i], DUEBY_ORDER_ISO, &holding), DUEBY_ETEXT);
    assert_string_not_equal(problem(DUEBY_WRITTEN_HOLDING, refused[i]), "");
  }
  assert_int_equal(holding.what, DUEBY_HOLDS_LATEST); /* must be unchanged */
  assert_string_equal(problem(DUEBY_WRITTEN_HOLDING, "since"), "\"since\": expected all, since:DATE, latest or never");
  assert_string_equal(problem(DUEBY_WRITTEN_HOLDING, "since:2026-13-01"),
                      "\"2026-13-01\" is not a date. Write dates like 2026-03-27");
}

static void test_written__dates(void **state) {
  (void)state;
  assert_string_equal(problem(DUEBY_WRITTEN_WHEN, "2026-03-27T14:30"), "");
  assert_string_equal(problem(DUEBY_WRITTEN_DAY, "2026-03-27T14:30"), "expected a date without a time, found \"2026-03-27T14:30\"");
  assert_string_equal(problem(DUEBY_WRITTEN_WHEN, "2026-03-29T01:30"),
                      "2026-03-29T01:30: this time does not exist: the clocks go forward and skip it");
  assert_string_equal(problem(DUEBY_WRITTEN_WHEN, "1971-12-31T10:00"),
                      "1971-12-31T10:00: dueby can only use times of day from 1972 to 2100");
  assert_string_equal(problem(DUEBY_WRITTEN_WHEN, "soon"),
                      "\"soon\" is not a date. Write dates like 2026-03-27, or with a time 2026-03-27T14:30");
  assert_string_equal(problem(DUEBY_WRITTEN_WHEN, "2028-02-30T10:00"),
                      "\"2028-02-30T10:00\" is not a date: that month has 29 days");
  assert_string_equal(problem(DUEBY_WRITTEN_WHEN, "9999-12-31"), "\"9999-12-31\": expected a day from 1900 to 2199");
  assert_string_equal(problem(DUEBY_WRITTEN_DAY, "1899-12-31T10:00"), "\"1899-12-31T10:00\": expected a day from 1900 to 2199");
  assert_string_equal(problem(DUEBY_WRITTEN_DAY, "31/12/2200"), "\"31/12/2200\": expected a day from 1900 to 2199");
  assert_string_equal(problem(DUEBY_WRITTEN_DAY, "2200-13-01"), "\"2200-13-01\" is not a date. Write dates like 2026-03-27");
  assert_string_equal(problem(DUEBY_WRITTEN_DAY, "31/11/2026"), "\"31/11/2026\" is not a date: that month has 30 days");
  assert_string_equal(problem_in(DUEBY_WRITTEN_DAY, "32/12/2026", DUEBY_ORDER_DMY, 0),
                      "\"32/12/2026\" is not a date: that month has 31 days");
  assert_string_equal(problem(DUEBY_WRITTEN_DAY, "2026-00-31"), "\"2026-00-31\" is not a date. Write dates like 2026-03-27");
  assert_string_equal(problem_in(DUEBY_WRITTEN_DAY, "27/03/2026", DUEBY_ORDER_ISO, DUEBY_STYLE_OPTIONS),
                      "\"27/03/2026\" is written day first: write 2026-03-27, or add --dates dmy");
  assert_string_equal(problem_in(DUEBY_WRITTEN_DAY, "27/03/2026", DUEBY_ORDER_DMY, 0), "");
  assert_string_equal(problem_in(DUEBY_WRITTEN_DAY, "2026-03-27", DUEBY_ORDER_DMY, 0), "");
  assert_string_equal(problem_in(DUEBY_WRITTEN_DAY, "03/27/2026", DUEBY_ORDER_DMY, 0),
                      "\"03/27/2026\" is not a date. Write dates like 2026-03-27 or 27/03/2026");
}

static void test_written__spans(void **state) {
  (void)state;
  static const char expected[] = ": expected a number of days, weeks or months, such as \"10 working days\"";
  char whole[256];
  assert_string_equal(problem(DUEBY_WRITTEN_SPAN, "-72 hours"), "");
  assert_string_equal(problem(DUEBY_WRITTEN_AHEAD, "0 days"), "");
  const char *refused[] = {"72 hours", "90 minutes", "-1 day"};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    snprintf(whole, sizeof whole, "\"%s\"%s", refused[i], expected);
    assert_string_equal(problem(DUEBY_WRITTEN_AHEAD, refused[i]), whole);
  }
  static const char not_one[] = "\"45 workdays\" is not a length of time. Write it like \"45 working days\", \"6 weeks\", "
                                "\"16 years 3 months\" or \"72 hours\"";
  assert_string_equal(problem(DUEBY_WRITTEN_SPAN, "45 workdays"), not_one);
  assert_string_equal(problem(DUEBY_WRITTEN_AHEAD, "45 workdays"), not_one);
}

static void test_written__divisions_and_codes(void **state) {
  (void)state;
  char text[512];
  assert_string_equal(problem(DUEBY_WRITTEN_DIVISION, "england-and-wales+scotland"), "");
  assert_string_equal(problem(DUEBY_WRITTEN_DIVISION, "scotlnd"), "unknown division \"scotlnd\": did you mean \"scotland\"?");
  assert_string_equal(
      problem(DUEBY_WRITTEN_DIVISION, "xyz"),
      "unknown division \"xyz\": expected england-and-wales, scotland, northern-ireland, several joined by +, or none");
  assert_int_equal(dueby_code_problem_text(DUEBY_CODE_ROLL, "nxt", text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "\"nxt\": expected one of none, next, previous, noon. Did you mean next?");
  assert_int_equal(dueby_code_problem_text(DUEBY_CODE_WEEKDAY, "Thursday", text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "\"Thursday\": expected one of mon, tue, wed, thu, fri, sat, sun");
  assert_int_equal(dueby_code_problem_text(DUEBY_CODE_WEEKDAY, "thu", text, sizeof text, NULL), DUEBY_DONE);
  assert_int_equal(dueby_code_problem_text(1000, "thu", text, sizeof text, NULL), DUEBY_EARGUMENT);
}

static void test_written__weekend(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t mask;
  } rows[] = {
      {"sat,sun", 1 << 5 | 1 << 6}, {"fri,sat", 1 << 4 | 1 << 5}, {"none", 0}, {"mon,mon", 1}, {"mon,tue,wed,thu,fri,sat", 63}};
  int32_t mask;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_int_equal(dueby_written_weekend(rows[i].text, &mask), DUEBY_OK);
    assert_int_equal(mask, rows[i].mask);
    assert_string_equal(problem(DUEBY_WRITTEN_WEEKEND, rows[i].text), "");
  }
  static const char all[] = "sun,mon,tue,wed,thu,fri,sat";
  assert_int_equal(dueby_written_weekend(all, &mask), DUEBY_EARGUMENT);
  assert_string_equal(problem(DUEBY_WRITTEN_WEEKEND, all), "at least one day must be a working day");
  assert_int_equal(dueby_written_weekend("sat,", &mask), DUEBY_ETEXT);
  assert_int_equal(dueby_written_weekend("", &mask), DUEBY_ETEXT);
  assert_int_equal(dueby_written_weekend("none,sat", &mask), DUEBY_ETEXT);
  assert_string_equal(problem(DUEBY_WRITTEN_WEEKEND, "sat,sunn,x"),
                      "\"sunn\": expected one of mon, tue, wed, thu, fri, sat, sun. Did you mean sun?");
  assert_string_equal(problem(DUEBY_WRITTEN_WEEKEND, "sat,"), "\"\": expected one of mon, tue, wed, thu, fri, sat, sun");
  char long_day[200] = "sat,";
  for (int i = 0; i < 40; i++) strcat(long_day, "sat "); /* longer than any day */
  assert_int_equal(dueby_written_weekend(long_day, &mask), DUEBY_ETEXT);
  assert_true(strncmp(problem(DUEBY_WRITTEN_WEEKEND, long_day), "\"sat sat sat ", 13) == 0);
}

/* The official list has been kept since 23 November 2011. */
static void test_written__known_on(void **state) {
  (void)state;
  char expected[200];
  snprintf(expected, sizeof expected, "2011-11-22: dueby only has the lists published from 2011-11-23 to %s", dueby_data_version());
  assert_string_equal(problem(DUEBY_WRITTEN_KNOWN_ON, "2011-11-23"), "");
  assert_string_equal(problem(DUEBY_WRITTEN_KNOWN_ON, dueby_data_version()), "");
  assert_string_equal(problem(DUEBY_WRITTEN_KNOWN_ON, "2011-11-22"), expected);
  assert_non_null(strstr(problem(DUEBY_WRITTEN_KNOWN_ON, "2099-01-01"), "2099-01-01: dueby only has the lists"));
  assert_string_equal(problem(DUEBY_WRITTEN_KNOWN_ON, "then"), "\"then\" is not a date. Write dates like 2026-03-27");
}

static void test_written__a_year_after_the_files(void **state) {
  (void)state;
  char text[128] = "";
  assert_int_equal(dueby_year_problem_text(2026, march_27, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "the files are as at 2026-03-27, before that year begins: use the files for that year");
  assert_int_equal(dueby_year_problem_text(2026, march_27 + 4, text, sizeof text, NULL), DUEBY_OK);
  assert_int_equal(dueby_year_problem_text(2026, march_27 + 5, text, sizeof text, NULL), DUEBY_DONE); /* 1 April 2026 */
  assert_int_equal(dueby_year_problem_text(2025, march_27, text, sizeof text, NULL), DUEBY_DONE);
  assert_int_equal(dueby_year_problem_text(2026, DUEBY_DATE_NONE, text, sizeof text, NULL), DUEBY_DONE);
}

static void test_written__a_long_text_is_cut_between_characters(void **state) {
  (void)state;
  char long_text[400] = "", expected[400] = "\"";
  for (int i = 0; i < 60; i++) strcat(long_text, "\xc3\xa9"); /* a string of 120 bytes; the message shows 80 of them */
  for (int i = 0; i < 40; i++) strcat(expected, "\xc3\xa9");
  strcat(expected, "...\" is not a time. Write it like 16:30");
  assert_string_equal(problem(DUEBY_WRITTEN_CLOCK, long_text), expected);
}

static void test_written__what_is_refused(void **state) {
  (void)state;
  char text[8] = "";
  int64_t needed = 0;
  assert_int_equal(dueby_written_problem_text(0, "x", DUEBY_ORDER_ISO, 0, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_written_problem_text(DUEBY_WRITTEN_KNOWN_ON + 1, "x", DUEBY_ORDER_ISO, 0, text, sizeof text, NULL),
                   DUEBY_EARGUMENT);
  assert_int_equal(dueby_written_problem_text(DUEBY_WRITTEN_DAY, "x", 2, 0, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_written_problem_text(DUEBY_WRITTEN_DAY, "x", DUEBY_ORDER_ISO, 99, text, sizeof text, NULL),
                   DUEBY_EARGUMENT);
  assert_int_equal(dueby_written_problem_text(DUEBY_WRITTEN_CLOCK, "4pm", DUEBY_ORDER_ISO, 0, text, sizeof text, &needed),
                   DUEBY_ESPACE);
  assert_int_equal(needed, sizeof "\"4pm\" is not a time. Write it like 16:30");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_written__clock),
      cmocka_unit_test(test_written__period),
      cmocka_unit_test(test_written__year),
      cmocka_unit_test(test_written__holding),
      cmocka_unit_test(test_written__dates),
      cmocka_unit_test(test_written__spans),
      cmocka_unit_test(test_written__divisions_and_codes),
      cmocka_unit_test(test_written__weekend),
      cmocka_unit_test(test_written__known_on),
      cmocka_unit_test(test_written__a_year_after_the_files),
      cmocka_unit_test(test_written__a_long_text_is_cut_between_characters),
      cmocka_unit_test(test_written__what_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
