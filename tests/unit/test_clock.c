/* Compares the library's UK clock with the system's time zone data, for every hour from 1972 to 2100. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "dueby/date.h"
#include "support.h"

static const char zone_file[] = "/usr/share/zoneinfo/Europe/London";

enum { HOUR = 3600, DAY = 86400 };

struct shown {
  dueby_date date;
  int32_t second_of_day, offset;
};

static int read_zone(void **state) {
  (void)state;
  if (sizeof(time_t) < 8 || access(zone_file, R_OK) != 0) return 0;
  setenv("TZ", "Europe/London", 1);
  tzset();
  return 0;
}

static void skip_without_zone(void) {
  if (sizeof(time_t) >= 8 && access(zone_file, R_OK) == 0) return;
  print_message("skipped: %s is missing (package tzdata), or time_t is too narrow\n", zone_file);
  skip();
}

/* Returns UK time from the system's time zone data. Summer time is one hour ahead in every tested year. */
static struct shown by_system(dueby_time time) {
  struct tm tm;
  struct shown shown = {0, 0, 0};
  time_t seconds = (time_t)time;
  assert_non_null(localtime_r(&seconds, &tm));
  assert_int_equal(dueby_date_new(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, &shown.date), DUEBY_OK);
  shown.second_of_day = tm.tm_hour * HOUR + tm.tm_min * 60 + tm.tm_sec;
  shown.offset = tm.tm_isdst > 0 ? HOUR : 0;
  return shown;
}

static dueby_time first_second(void) {
  return (dueby_time)day("1972-01-01") * DAY;
}

static dueby_time last_second(void) {
  return (dueby_time)day("2101-01-01") * DAY - 1;
}

static void test_clock__shows_what_the_system_shows(void **state) {
  (void)state;
  skip_without_zone();
  for (dueby_time time = first_second(); time <= last_second(); time += HOUR) {
    for (int second = 0; second < HOUR; second += HOUR - 1) { /* tries the first and the last second of each hour */
      struct shown system = by_system(time + second), own = {0, 0, 0};
      assert_int_equal(dueby_time_civil(time + second, &own.date, &own.second_of_day, &own.offset), DUEBY_OK);
      if (own.date != system.date || own.second_of_day != system.second_of_day || own.offset != system.offset)
        fail_msg("second %lld", (long long)time + second);
    }
  }
}

/* If a clock shows a time twice, the answer is the first of the two. */
static void test_clock__finds_the_second_again(void **state) {
  (void)state;
  skip_without_zone();
  for (dueby_time time = first_second(); time <= last_second(); time += HOUR) {
    struct shown now = by_system(time);
    struct shown before = time - HOUR < first_second() ? now : by_system(time - HOUR);
    int again = before.date == now.date && before.second_of_day == now.second_of_day && time != first_second();
    dueby_time found = UNTOUCHED;
    dueby_status status = dueby_time_new(now.date, now.second_of_day, &found);
    if (status != DUEBY_OK || found != (again ? time - HOUR : time)) fail_msg("second %lld", (long long)time);
  }
}

static void test_clock__has_no_hour_that_the_system_skips(void **state) {
  (void)state;
  int skipped = 0;
  skip_without_zone();
  for (dueby_time time = first_second(); time + HOUR <= last_second(); time += HOUR) {
    struct shown now = by_system(time), next = by_system(time + HOUR);
    if (next.date != now.date || next.second_of_day - now.second_of_day != 2 * HOUR) continue;
    dueby_time found = UNTOUCHED;
    skipped++;
    for (int second = HOUR; second < 2 * HOUR; second += HOUR - 1)
      assert_int_equal(dueby_time_new(now.date, now.second_of_day + second, &found), DUEBY_ENOSUCHTIME);
    assert_int_equal(found, UNTOUCHED);
  }
  assert_int_equal(skipped, 2100 - 1972 + 1); /* clocks skip one hour in each year */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_clock__shows_what_the_system_shows),
      cmocka_unit_test(test_clock__finds_the_second_again),
      cmocka_unit_test(test_clock__has_no_hour_that_the_system_skips),
  };
  return cmocka_run_group_tests_name("clock", tests, read_zone, NULL);
}
