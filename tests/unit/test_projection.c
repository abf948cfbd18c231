/* Compares bank holidays projected by rule with data/calendars/, from 1978 (the first early May holiday in England and Wales), and
 * St Andrew's Day from 2007. They may differ only in one-off holidays and moved holidays. */
#include "calendar_internal.h"
#include "calendars.h"
#include "csv.h"

enum { FIRST_YEAR = 1978, LAST_YEAR = 2028, ST_ANDREWS_YEAR = 2007, MOST_OF_YEAR = 16, MOST_DIFFERENCES = 64 };

struct difference {
  char text[16]; /* "+2022-09-19" is only in the table, "-2022-05-30" only in the projection */
};

struct year_days {
  dueby_date dates[MOST_OF_YEAR];
  int count;
};

static int has(const struct year_days *days, dueby_date date) {
  for (int i = 0; i < days->count; i++)
    if (days->dates[i] == date) return 1;
  return 0;
}

static struct year_days by_table(const char *path, int32_t year) {
  struct year_days days = {{0}, 0};
  struct csv csv;
  char prefix[16];
  snprintf(prefix, sizeof prefix, "%d-", (int)year);
  assert_true(csv_open(&csv, path));
  while (csv_row(&csv)) {
    if (strncmp(csv.fields[0], prefix, 5) != 0 || csv_field(&csv, "known_to")[0])
      continue; /* skips days that were moved, or listed by mistake */
    assert_true(days.count < MOST_OF_YEAR);
    days.dates[days.count++] = day(csv.fields[0]);
  }
  csv_close(&csv);
  return days;
}

static struct year_days by_rule(int32_t year, int32_t division) {
  struct year_days days = {{0}, 0};
  struct calendar_named projected[PROJECTED_MAX];
  int count = dueby_calendar_project(year, division, projected);
  for (int i = 0; i < count; i++)
    if (year >= ST_ANDREWS_YEAR || strcmp(projected[i].name, "St Andrew's Day") != 0)
      days.dates[days.count++] = projected[i].holiday.date;
  return days;
}

static void write_date(struct difference *difference, char sign, dueby_date date) {
  int32_t year = 0, month = 0, of_month = 0;
  dueby_date_civil(date, &year, &month, &of_month);
  snprintf(difference->text, sizeof difference->text, "%c%04d-%02d-%02d", sign, (int)year % 10000, (int)month % 100,
           (int)of_month % 100);
}

/* Lists the differences by year: first the days that only the table has, then the days that only the projection has. */
static int compare(const char *path, int32_t division, struct difference differences[MOST_DIFFERENCES]) {
  int count = 0;
  for (int32_t year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    struct year_days table = by_table(path, year), rule = by_rule(year, division);
    assert_true(table.count >= 8);
    for (int i = 0; i < table.count; i++)
      if (!has(&rule, table.dates[i])) write_date(&differences[count++], '+', table.dates[i]);
    for (int i = 0; i < rule.count; i++)
      if (!has(&table, rule.dates[i])) write_date(&differences[count++], '-', rule.dates[i]);
    assert_true(count < MOST_DIFFERENCES - MOST_OF_YEAR);
  }
  return count;
}

static void differs_by(const char *path, int32_t division, const char *const *expected) {
  struct difference differences[MOST_DIFFERENCES];
  int count = compare(path, division, differences);
  for (int i = 0; i < count; i++) {
    if (!expected[i]) fail_msg("one too many: %s", differences[i].text);
    assert_string_equal(differences[i].text, expected[i]);
  }
  if (expected[count]) fail_msg("missing: %s", expected[count]);
}

/* Days proclaimed under s.1(2) (moves) and s.1(3) (extra days) of the Banking and Financial Dealings Act 1971. */
static const char *const one_offs[] = {"+1981-07-29",                               /* royal wedding */
                                       "+1995-05-08", "-1995-05-01",                /* VE Day */
                                       "+1999-12-31",                               /* millennium */
                                       "+2002-06-03", "+2002-06-04", "-2002-05-27", /* Golden Jubilee */
                                       "+2011-04-29",                               /* royal wedding */
                                       "+2012-06-04", "+2012-06-05", "-2012-05-28", /* Diamond Jubilee */
                                       "+2020-05-08", "-2020-05-04",                /* VE Day */
                                       "+2022-06-02", "+2022-06-03", "+2022-09-19",
                                       "-2022-05-30", /* Platinum Jubilee, the Queen's funeral */
                                       "+2023-05-08", /* coronation */
                                       NULL};

/* Scotland kept 1 May 1995 (Hansard 2 March 1995) and has 15 June 2026 (proclaimed only for Scotland). */
static const char *const one_offs_of_scotland[] = {"+1981-07-29", "+1995-05-08", "+1999-12-31", "+2002-06-03", "+2002-06-04",
                                                   "-2002-05-27", "+2011-04-29", "+2012-06-04", "+2012-06-05", "-2012-05-28",
                                                   "+2020-05-08", "-2020-05-04", "+2022-06-02", "+2022-06-03", "+2022-09-19",
                                                   "-2022-05-30", "+2023-05-08", "+2026-06-15", NULL};

static void test_projection__england_and_wales(void **state) {
  (void)state;
  differs_by(DATA_CALENDARS "/england-and-wales.csv", DUEBY_DIVISION_ENGLAND_AND_WALES, one_offs);
}

static void test_projection__scotland(void **state) {
  (void)state;
  differs_by(DATA_CALENDARS "/scotland.csv", DUEBY_DIVISION_SCOTLAND, one_offs_of_scotland);
}

static void test_projection__northern_ireland(void **state) {
  (void)state;
  differs_by(DATA_CALENDARS "/northern-ireland.csv", DUEBY_DIVISION_NORTHERN_IRELAND, one_offs);
}

/* A year has 8, 9 or 10 bank holidays, depending on the division. All are on weekdays, and no two are on the same day. */
static void test_projection__days_are_distinct_weekdays(void **state) {
  (void)state;
  const int expected[] = {8, 9, 10};
  for (int32_t year = ST_ANDREWS_YEAR; year <= 2100; year++) {
    for (int i = 0; i < 3; i++) {
      struct year_days days = by_rule(year, 1 << i);
      assert_int_equal(days.count, expected[i]);
      for (int j = 0; j < days.count; j++) {
        struct year_days others = days;
        others.dates[j] = 0;
        assert_true(dueby_date_weekday(days.dates[j]) <= 5);
        assert_false(has(&others, days.dates[j]));
      }
    }
  }
}

static void test_projection__says_that_it_is_one(void **state) {
  (void)state;
  struct calendar_named projected[PROJECTED_MAX];
  int count = dueby_calendar_project(2040, DUEBY_DIVISION_NORTHERN_IRELAND, projected);
  for (int i = 0; i < count; i++) {
    assert_int_equal(projected[i].holiday.certainty, DUEBY_CERTAINTY_PROJECTED);
    assert_int_equal(projected[i].holiday.known_from, DUEBY_DATE_NONE);
    assert_int_equal(projected[i].holiday.division, DUEBY_DIVISION_NORTHERN_IRELAND);
    assert_true(projected[i].name[0] != '\0');
  }
}

/* Good Fridays are computed here from epacts (Knuth, The Art of Computer Programming 1.3.2, exercise 14), a method that the library
 * does not use. */
static void test_projection__easter_at_its_extremes(void **state) {
  (void)state;
  const struct {
    int32_t year;
    const char *good_friday;
  } rows[] = {{2008, "2008-03-21"}, {2035, "2035-03-23"}, {2038, "2038-04-23"}, {2049, "2049-04-16"},
              {2076, "2076-04-17"}, {2079, "2079-04-21"}, {2100, "2100-03-26"}, {2011, "2011-04-22"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct year_days days = by_rule(rows[i].year, DUEBY_DIVISION_ENGLAND_AND_WALES);
    if (!has(&days, day(rows[i].good_friday)) || !has(&days, day(rows[i].good_friday) + 3)) fail_msg("%s", rows[i].good_friday);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_projection__england_and_wales),   cmocka_unit_test(test_projection__scotland),
      cmocka_unit_test(test_projection__northern_ireland),    cmocka_unit_test(test_projection__days_are_distinct_weekdays),
      cmocka_unit_test(test_projection__says_that_it_is_one), cmocka_unit_test(test_projection__easter_at_its_extremes),
  };
  return cmocka_run_group_tests_name("projection", tests, NULL, NULL);
}
