#include "dueby/date.h"

#include "support.h"

enum { FIRST = -25567, LAST = 84005 }; /* 1900-01-01, 2199-12-31 */

/* ---- civil dates ---- */

static void test_date__new_knows_its_landmarks(void **state) {
  (void)state;
  const struct {
    int32_t year, month, day, date;
  } marks[] = {{1970, 1, 1, 0},       {1900, 1, 1, FIRST}, {2199, 12, 31, LAST}, {1971, 1, 1, 365},
               {2000, 2, 29, 11016},  {2000, 3, 1, 11017}, {1969, 12, 31, -1},   {2100, 12, 31, 47846},
               {2026, 11, 22, 20779}, {1972, 2, 29, 789},  {2100, 2, 28, 47540}, {2100, 3, 1, 47541}};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    dueby_date date = UNTOUCHED;
    assert_int_equal(dueby_date_new(marks[i].year, marks[i].month, marks[i].day, &date), DUEBY_OK);
    assert_int_equal(date, marks[i].date);
  }
}

static void test_date__new_refuses_days_that_are_none(void **state) {
  (void)state;
  const int32_t none[][3] = {
      {2026, 2, 30},       {2024, 2, 30},     {2026, 2, 29},     {2100, 2, 29},        {1900, 2, 29},        {2026, 4, 31},
      {2026, 6, 31},       {2026, 9, 31},     {2026, 11, 31},    {2026, 1, 32},        {2026, 1, 0},         {2026, 1, -1},
      {2026, 0, 1},        {2026, 13, 1},     {2026, -1, 1},     {1899, 12, 31},       {2200, 1, 1},         {0, 1, 1},
      {-1, 1, 1},          {INT32_MIN, 1, 1}, {INT32_MAX, 1, 1}, {2026, INT32_MIN, 1}, {2026, INT32_MAX, 1}, {2026, 1, INT32_MIN},
      {2026, 1, INT32_MAX}};
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
    dueby_date date = UNTOUCHED;
    assert_int_equal(dueby_date_new(none[i][0], none[i][1], none[i][2], &date), DUEBY_EARGUMENT);
    assert_int_equal(date, UNTOUCHED);
  }
}

/* Steps through every day with a table of month lengths, and converts each day to a number and back. */
static void test_date__every_day_goes_there_and_back(void **state) {
  (void)state;
  const int32_t lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  dueby_date expected = FIRST;
  for (int32_t year = 1900; year <= 2199; year++) {
    int leap = (year % 4 == 0 && year % 100 != 0) || year == 2000;
    for (int32_t month = 1; month <= 12; month++) {
      int32_t length = lengths[month - 1] + (leap && month == 2);
      for (int32_t of_month = 1; of_month <= length; of_month++, expected++) {
        int32_t y = 0, m = 0, d = 0;
        dueby_date date = UNTOUCHED;
        dueby_status there = dueby_date_new(year, month, of_month, &date);
        dueby_status back = dueby_date_civil(expected, &y, &m, &d);
        if (there || back || date != expected || y != year || m != month || d != of_month)
          fail_msg("%d-%d-%d is day %d", (int)year, (int)month, (int)of_month, (int)expected);
      }
    }
  }
  assert_int_equal(expected, LAST + 1);
}

static void test_date__civil_refuses_what_is_outside(void **state) {
  (void)state;
  const dueby_date outside[] = {FIRST - 1, LAST + 1, DUEBY_DATE_NONE, INT32_MAX};
  for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
    int32_t year = UNTOUCHED, month = UNTOUCHED, of_month = UNTOUCHED;
    assert_int_equal(dueby_date_civil(outside[i], &year, &month, &of_month), DUEBY_EARGUMENT);
    assert_int_equal(year, UNTOUCHED);
    assert_int_equal(month, UNTOUCHED);
    assert_int_equal(of_month, UNTOUCHED);
  }
}

static void test_date__weekdays_follow_one_another(void **state) {
  (void)state;
  assert_int_equal(dueby_date_weekday(day("1970-01-01")), 4); /* Thursday */
  assert_int_equal(dueby_date_weekday(day("1971-01-01")), 5); /* Friday */
  assert_int_equal(dueby_date_weekday(day("2026-03-30")), 1); /* Monday */
  assert_int_equal(dueby_date_weekday(day("2026-04-05")), 7); /* Easter Sunday */
  for (dueby_date date = FIRST; date < LAST; date++)
    assert_int_equal(dueby_date_weekday(date + 1), dueby_date_weekday(date) % 7 + 1);
}

/* ---- months ---- */

static void months_later(const char *from, int32_t months, const char *expected) {
  dueby_date later = UNTOUCHED;
  assert_int_equal(dueby_date_add_months(day(from), months, &later), DUEBY_OK);
  assert_day(later, expected);
}

/* Dodds v Walker [1981] 1 WLR 1027: four months from 30 September end on 30 January, not 31 January. */
static void test_date__months_go_by_the_corresponding_date(void **state) {
  (void)state;
  months_later("1978-09-30", 4, "1979-01-30");
  months_later("2026-03-27", 1, "2026-04-27");
  months_later("2026-12-15", 1, "2027-01-15");
  months_later("2026-03-27", 0, "2026-03-27");
  months_later("2026-03-27", 195, "2042-06-27"); /* 195 months are 16 years 3 months */
}

/* In a month that is too short, spans in months end on the last day. */
static void test_date__months_are_clamped_to_the_last_day(void **state) {
  (void)state;
  months_later("2025-11-30", 3, "2026-02-28");
  months_later("2027-11-30", 3, "2028-02-29");
  months_later("2026-01-31", 1, "2026-02-28");
  months_later("2026-03-31", 6, "2026-09-30");
  months_later("2024-02-29", 12, "2025-02-28");
  months_later("2024-02-29", 48, "2028-02-29");
  months_later("2096-02-29", 48, "2100-02-28"); /* 2100 is not a leap year */
}

static void test_date__months_go_back_too(void **state) {
  (void)state;
  months_later("2026-03-31", -1, "2026-02-28");
  months_later("2028-03-31", -1, "2028-02-29");
  months_later("2026-01-15", -1, "2025-12-15");
  months_later("2026-01-15", -12, "2025-01-15");
  months_later("2026-01-31", -11, "2025-02-28");
}

static void test_date__months_stay_within_1900_to_2199(void **state) {
  (void)state;
  months_later("1900-01-01", 3599, "2199-12-01");
  months_later("2199-12-31", -3599, "1900-01-31");
  const struct {
    dueby_date date;
    int32_t months;
  } outside[] = {{day("2199-12-01"), 1},
                 {day("1900-01-31"), -1},
                 {day("1900-01-01"), 3600},
                 {day("2026-01-01"), INT32_MAX},
                 {day("2026-01-01"), INT32_MIN},
                 {DUEBY_DATE_NONE, 0},
                 {FIRST - 1, 1},
                 {LAST + 1, -1},
                 {day("2026-01-01"), 100000}};
  for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
    dueby_date later = UNTOUCHED;
    assert_int_equal(dueby_date_add_months(outside[i].date, outside[i].months, &later), DUEBY_EARGUMENT);
    assert_int_equal(later, UNTOUCHED);
  }
}

/* ---- the UK clock ---- */

static int32_t at(int32_t hour, int32_t minute) {
  return hour * 3600 + minute * 60;
}

static dueby_time utc(const char *iso, int32_t hour, int32_t minute) {
  return (dueby_time)day(iso) * 86400 + at(hour, minute);
}

static dueby_time uk(const char *iso, int32_t hour, int32_t minute) {
  dueby_time time = UNTOUCHED;
  assert_int_equal(dueby_time_new(day(iso), at(hour, minute), &time), DUEBY_OK);
  return time;
}

static void clock_shows(dueby_time time, const char *iso, int32_t second_of_day, int32_t offset) {
  dueby_date date = UNTOUCHED;
  int32_t second = UNTOUCHED, shift = UNTOUCHED;
  assert_int_equal(dueby_time_civil(time, &date, &second, &shift), DUEBY_OK);
  assert_day(date, iso);
  assert_int_equal(second, second_of_day);
  assert_int_equal(shift, offset);
}

static void test_date__clock_in_winter_and_summer(void **state) {
  (void)state;
  assert_int_equal(uk("2026-01-15", 14, 30), utc("2026-01-15", 14, 30));
  assert_int_equal(uk("2026-07-15", 14, 30), utc("2026-07-15", 13, 30));
  assert_int_equal(uk("2026-07-15", 0, 30), utc("2026-07-14", 23, 30));
  clock_shows(utc("2026-01-15", 14, 30), "2026-01-15", at(14, 30), 0);
  clock_shows(utc("2026-07-14", 23, 30), "2026-07-15", at(0, 30), 3600);
  clock_shows(utc("2026-07-14", 23, 59) + 59, "2026-07-15", at(0, 59) + 59, 3600);
}

/* The clocks go forward on 29 March 2026 at 1am GMT (SI 2002/262), so the hour from 1am to 2am does not exist. */
static void test_date__clock_goes_forward(void **state) {
  (void)state;
  assert_int_equal(uk("2026-03-29", 0, 59), utc("2026-03-29", 0, 59));
  assert_int_equal(uk("2026-03-29", 2, 0), utc("2026-03-29", 1, 0));
  const int32_t skipped[] = {at(1, 0), at(1, 30), at(1, 59) + 59};
  for (int i = 0; i < 3; i++) {
    dueby_time time = UNTOUCHED;
    assert_int_equal(dueby_time_new(day("2026-03-29"), skipped[i], &time), DUEBY_ENOSUCHTIME);
    assert_int_equal(time, UNTOUCHED);
  }
  clock_shows(utc("2026-03-29", 0, 59) + 59, "2026-03-29", at(0, 59) + 59, 0);
  clock_shows(utc("2026-03-29", 1, 0), "2026-03-29", at(2, 0), 3600);
}

/* The clocks go back on 25 October 2026 at 1am GMT, so the hour from 1am to 2am occurs twice. The answer is the first of the
 * two. */
static void test_date__clock_goes_back(void **state) {
  (void)state;
  assert_int_equal(uk("2026-10-25", 0, 59), utc("2026-10-24", 23, 59));
  assert_int_equal(uk("2026-10-25", 1, 0), utc("2026-10-25", 0, 0));
  assert_int_equal(uk("2026-10-25", 1, 59), utc("2026-10-25", 0, 59));
  assert_int_equal(uk("2026-10-25", 2, 0), utc("2026-10-25", 2, 0));
  clock_shows(utc("2026-10-25", 0, 30), "2026-10-25", at(1, 30), 3600);
  clock_shows(utc("2026-10-25", 1, 30), "2026-10-25", at(1, 30), 0);
}

/* Under s.1 of the Summer Time Act 1972, summer time was from the day after the third Saturday in March to the day after the fourth
 * Saturday in October, changing at 2am GMT. Under SI 1980/1089 it began on the last Sunday in March, changing at 1am GMT. */
static void test_date__clock_of_earlier_years(void **state) {
  (void)state;
  dueby_time time = UNTOUCHED;
  clock_shows(utc("1972-03-19", 2, 0), "1972-03-19", at(3, 0), 3600);
  assert_int_equal(dueby_time_new(day("1972-03-19"), at(2, 30), &time), DUEBY_ENOSUCHTIME);
  assert_int_equal(uk("1972-03-19", 1, 30), utc("1972-03-19", 1, 30));
  clock_shows(utc("1972-10-29", 2, 0), "1972-10-29", at(2, 0), 0);
  assert_int_equal(uk("1972-10-29", 2, 30), utc("1972-10-29", 1, 30)); /* this time occurs twice */
  clock_shows(utc("1981-03-29", 1, 0), "1981-03-29", at(2, 0), 3600);
  clock_shows(utc("1995-10-22", 1, 0), "1995-10-22", at(1, 0), 0);      /* the fourth Sunday in October, SI 1994/2798 */
  clock_shows(utc("1996-10-27", 0, 59), "1996-10-27", at(1, 59), 3600); /* the last Sunday in October, from 1996 onwards */
}

static void test_date__clock_is_known_from_1972_to_2100(void **state) {
  (void)state;
  clock_shows(utc("1972-01-01", 0, 0), "1972-01-01", 0, 0);
  clock_shows(utc("2100-12-31", 23, 59) + 59, "2100-12-31", 86399, 0);
  assert_int_equal(uk("1972-01-01", 0, 0), utc("1972-01-01", 0, 0));
  assert_int_equal(uk("2100-12-31", 23, 59), utc("2100-12-31", 23, 59));
  const dueby_time outside[] = {utc("1972-01-01", 0, 0) - 1, utc("2101-01-01", 0, 0), DUEBY_TIME_NONE, INT64_MAX, INT64_MIN + 1};
  for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
    dueby_date date = UNTOUCHED;
    int32_t second = UNTOUCHED, offset = UNTOUCHED;
    assert_int_equal(dueby_time_civil(outside[i], &date, &second, &offset), DUEBY_ECOVERAGE);
    assert_int_equal(date, UNTOUCHED);
    assert_int_equal(second, UNTOUCHED);
    assert_int_equal(offset, UNTOUCHED);
  }
}

static void test_date__time_new_outside(void **state) {
  (void)state;
  dueby_time time = UNTOUCHED;
  assert_int_equal(dueby_time_new(day("1971-12-31"), 0, &time), DUEBY_ECOVERAGE);
  assert_int_equal(dueby_time_new(day("2101-01-01"), 0, &time), DUEBY_ECOVERAGE);
  assert_int_equal(dueby_time_new(day("2026-01-01"), -1, &time), DUEBY_EARGUMENT);
  assert_int_equal(dueby_time_new(day("2026-01-01"), 86400, &time), DUEBY_EARGUMENT); /* 24:00 is not a time of day */
  assert_int_not_equal(dueby_time_new(DUEBY_DATE_NONE, 0, &time), DUEBY_OK);
  assert_int_not_equal(dueby_time_new(INT32_MAX, 0, &time), DUEBY_OK);
  assert_int_equal(time, UNTOUCHED);
}

/* ---- text to when ---- */

static dueby_status parse(const char *text, int32_t order, dueby_when *when) {
  return dueby_when_parse(text, (int64_t)strlen(text), order, when);
}

static void reads_as(const char *text, int32_t order, const char *iso, dueby_time time) {
  dueby_when when = {UNTOUCHED, UNTOUCHED, UNTOUCHED};
  dueby_status status = parse(text, order, &when);
  if (status != DUEBY_OK) fail_msg("%s: %s", text, dueby_status_text(status));
  assert_day(when.date, iso);
  assert_int_equal(when.time, time);
}

static void is_refused(const char *text, int64_t length, int32_t order, dueby_status expected) {
  dueby_when when = {UNTOUCHED, UNTOUCHED, UNTOUCHED};
  dueby_status status = dueby_when_parse(text, length, order, &when);
  if (status != expected) fail_msg("\"%s\": %s", text, dueby_status_text(status));
  assert_int_equal(when.time, UNTOUCHED);
  assert_int_equal(when.date, UNTOUCHED);
  assert_int_equal(when.reserved, UNTOUCHED);
}

static void test_date__parse_days(void **state) {
  (void)state;
  reads_as("2026-03-27", DUEBY_ORDER_ISO, "2026-03-27", DUEBY_TIME_NONE);
  reads_as("2024-02-29", DUEBY_ORDER_ISO, "2024-02-29", DUEBY_TIME_NONE);
  reads_as("1900-01-01", DUEBY_ORDER_ISO, "1900-01-01", DUEBY_TIME_NONE);
  reads_as("2199-12-31", DUEBY_ORDER_ISO, "2199-12-31", DUEBY_TIME_NONE);
  reads_as("27/03/2026", DUEBY_ORDER_DMY, "2026-03-27", DUEBY_TIME_NONE);
  reads_as("04/05/2020", DUEBY_ORDER_DMY, "2020-05-04", DUEBY_TIME_NONE); /* 4 May: the day comes first */
}

static void test_date__parse_uk_times(void **state) {
  (void)state;
  reads_as("2026-03-27T14:30", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 14, 30));
  reads_as("2026-03-27T14:30:15", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 14, 30) + 15);
  reads_as("2026-07-01T00:30", DUEBY_ORDER_ISO, "2026-07-01", utc("2026-06-30", 23, 30));
  reads_as("27/03/2026 14:30", DUEBY_ORDER_DMY, "2026-03-27", utc("2026-03-27", 14, 30));
  reads_as("27/03/2026 14:30:15", DUEBY_ORDER_DMY, "2026-03-27", utc("2026-03-27", 14, 30) + 15);
  reads_as("2026-03-27T00:00", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 0, 0)); /* midnight is read as a time */
  reads_as("2026-03-27T23:59:59", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 23, 59) + 59);
}

static void test_date__parse_times_with_an_offset(void **state) {
  (void)state;
  reads_as("2026-03-27T14:30:00Z", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 14, 30));
  reads_as("2026-03-27T14:30Z", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 14, 30));
  reads_as("2026-03-27T14:30:00.000+01:00", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 13, 30));
  reads_as("2026-03-27T14:30:00+00:00", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 14, 30));
  reads_as("2026-03-27T14:30:00-05:30", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 20, 0));
  /* in UK summer time, this is on the next day */
  reads_as("2026-07-01T23:30:00Z", DUEBY_ORDER_ISO, "2026-07-02", utc("2026-07-01", 23, 30));
  /* in UK time this is on the day before */
  reads_as("2026-03-27T00:30:00+01:00", DUEBY_ORDER_ISO, "2026-03-26", utc("2026-03-26", 23, 30));
  reads_as("2101-01-01T00:30:00+01:00", DUEBY_ORDER_ISO, "2100-12-31", utc("2100-12-31", 23, 30));
}

static void test_date__parse_drops_fractions(void **state) {
  (void)state;
  reads_as("2026-03-27T14:30:15.9", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 14, 30) + 15);
  reads_as("2026-03-27T14:30:15.999999999Z", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 14, 30) + 15);
  reads_as("2026-03-27T23:59:59.999", DUEBY_ORDER_ISO, "2026-03-27", utc("2026-03-27", 23, 59) + 59);
}

static void test_date__parse_reads_no_further_than_the_length(void **state) {
  (void)state;
  dueby_when when;
  assert_int_equal(dueby_when_parse("2026-03-27T14:30 and more", 10, DUEBY_ORDER_ISO, &when), DUEBY_OK);
  assert_int_equal(when.time, DUEBY_TIME_NONE);
  assert_int_equal(dueby_when_parse("2026-03-27T14:30 and more", 16, DUEBY_ORDER_ISO, &when), DUEBY_OK);
  assert_int_equal(when.time, utc("2026-03-27", 14, 30));
  is_refused("2026-03-27\0", 11, DUEBY_ORDER_ISO, DUEBY_ETEXT); /* a zero byte must not be part of the text */
  is_refused("2026-03-27", 9, DUEBY_ORDER_ISO, DUEBY_ETEXT);
  is_refused("2026-03-27", 0, DUEBY_ORDER_ISO, DUEBY_ETEXT);
}

static void test_date__parse_refuses_other_texts(void **state) {
  (void)state;
  const char *texts[] = {"",
                         " ",
                         "today",
                         "2026",
                         "2026-03",
                         "2026-03-",
                         "20260327",
                         "2026-3-27",
                         "2026-03-7",
                         "26-03-27",
                         "2026/03/27",
                         " 2026-03-27",
                         "2026-03-27 ",
                         "2026-03-27x",
                         "+2026-03-27",
                         "-2026-03-27",
                         "02026-03-27",
                         "2026-03-277",
                         "2026-02-30",
                         "2026-02-29",
                         "2026-04-31",
                         "2026-13-01",
                         "2026-00-01",
                         "2026-01-00",
                         "1899-12-31",
                         "2200-01-01",
                         "0000-00-00",
                         "9999-12-31",
                         "2026-03-27T",
                         "2026-03-27T1",
                         "2026-03-27T14",
                         "2026-03-27T14:",
                         "2026-03-27T14:3",
                         "2026-03-27T1:30",
                         "2026-03-27T1430",
                         "2026-03-27T14:30:",
                         "2026-03-27T14:30:5",
                         "2026-03-27T14:30:00.",
                         "2026-03-27T14:30:00,5",
                         "2026-03-27T14:30.5",
                         "2026-03-27T24:00",
                         "2026-03-27T24:00:00",
                         "2026-03-27T25:00",
                         "2026-03-27T14:60",
                         "2026-03-27T14:30:60",
                         "2026-03-27T-1:30",
                         "2026-03-27t14:30",
                         "2026-03-27 14:30",
                         "2026-03-27T14:30 ",
                         "2026-03-27T14:30z",
                         "2026-03-27T14:30ZZ",
                         "2026-03-27T14:30Z ",
                         "2026-03-27T14:30+01",
                         "2026-03-27T14:30+0100",
                         "2026-03-27T14:30+1:00",
                         "2026-03-27T14:30+01:",
                         "2026-03-27T14:30+01:0",
                         "2026-03-27T14:30+01:60",
                         "2026-03-27T14:30+01:00Z",
                         "2026-03-27T14:30+24:00",
                         "2026-03-27T14:30 +01:00",
                         "2026-03-27Z",
                         "2026-03-27+01:00",
                         "27/03/2026"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    is_refused(texts[i], (int64_t)strlen(texts[i]), DUEBY_ORDER_ISO, DUEBY_ETEXT);
}

static void test_date__parse_refuses_other_dmy_texts(void **state) {
  (void)state;
  const char *texts[] = {"",
                         "2026-03-27",
                         "30/02/2026",
                         "29/02/2026",
                         "03/27/2026",
                         "00/03/2026",
                         "27/00/2026",
                         "27/03/26",
                         "27-03-2026",
                         "27.03.2026",
                         "27/03/2026 ",
                         " 27/03/2026",
                         "27/03/2026T14:30",
                         "27/03/2026 24:00",
                         "27/03/2026 14:30Z",
                         "27/03/2026 14:30+01:00",
                         "27/03/2026 14",
                         "27/03/2026  14:30",
                         "27/03/20266",
                         "27/03/2026 14:30:00 ",
                         "/03/2026",
                         "27//2026",
                         "127/03/2026",
                         "27/03",
                         "27/03/",
                         "27/03/2026x",
                         "32/01/2026"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    is_refused(texts[i], (int64_t)strlen(texts[i]), DUEBY_ORDER_DMY, DUEBY_ETEXT);
}

static void test_date__parse_refuses_other_orders(void **state) {
  (void)state;
  is_refused("2026-03-27", 10, 2, DUEBY_EARGUMENT);
  is_refused("2026-03-27", 10, -1, DUEBY_EARGUMENT);
}

static void test_date__parse_an_hour_that_is_not_there(void **state) {
  (void)state;
  is_refused("2026-03-29T01:30", 16, DUEBY_ORDER_ISO, DUEBY_ENOSUCHTIME);
  is_refused("29/03/2026 01:30", 16, DUEBY_ORDER_DMY, DUEBY_ENOSUCHTIME);
  reads_as("2026-03-29T01:30Z", DUEBY_ORDER_ISO, "2026-03-29", utc("2026-03-29", 1, 30)); /* 2:30am on a UK clock */
  reads_as("2026-03-29T01:30+01:00", DUEBY_ORDER_ISO, "2026-03-29", utc("2026-03-29", 0, 30));
}

static void test_date__parse_an_hour_that_is_there_twice(void **state) {
  (void)state;
  reads_as("2026-10-25T01:30", DUEBY_ORDER_ISO, "2026-10-25", utc("2026-10-25", 0, 30));
  reads_as("2026-10-25T01:30+01:00", DUEBY_ORDER_ISO, "2026-10-25", utc("2026-10-25", 0, 30));
  reads_as("2026-10-25T01:30+00:00", DUEBY_ORDER_ISO, "2026-10-25", utc("2026-10-25", 1, 30));
}

static void test_date__parse_times_outside_1972_to_2100(void **state) {
  (void)state;
  is_refused("1971-12-31T23:59", 16, DUEBY_ORDER_ISO, DUEBY_ECOVERAGE);
  is_refused("2101-01-01T00:01", 16, DUEBY_ORDER_ISO, DUEBY_ECOVERAGE);
  is_refused("2100-12-31T23:30-01:00", 22, DUEBY_ORDER_ISO, DUEBY_ECOVERAGE); /* in UK time this is in 2101 */
  is_refused("1900-01-01T00:00+14:00", 22, DUEBY_ORDER_ISO, DUEBY_ECOVERAGE);
  is_refused("2199-12-31T23:59-14:00", 22, DUEBY_ORDER_ISO, DUEBY_ECOVERAGE);
  is_refused("31/12/1971 12:00", 16, DUEBY_ORDER_DMY, DUEBY_ECOVERAGE);
}

/* Fault I5: databases write a day as its midnight, so for days without a known UK time, midnight means the day. */
static void fault_i5__midnight_outside_1972_to_2100(void **state) {
  (void)state;
  reads_as("1969-05-05T00:00:00", DUEBY_ORDER_ISO, "1969-05-05", DUEBY_TIME_NONE);
  reads_as("1971-12-31T00:00", DUEBY_ORDER_ISO, "1971-12-31", DUEBY_TIME_NONE);
  reads_as("1900-01-01T00:00:00.000", DUEBY_ORDER_ISO, "1900-01-01", DUEBY_TIME_NONE);
  reads_as("1969-05-05T00:00:00Z", DUEBY_ORDER_ISO, "1969-05-05", DUEBY_TIME_NONE);
  reads_as("05/05/1969 00:00", DUEBY_ORDER_DMY, "1969-05-05", DUEBY_TIME_NONE);
  reads_as("2101-01-01T00:00", DUEBY_ORDER_ISO, "2101-01-01", DUEBY_TIME_NONE);
  reads_as("1972-01-01T00:00", DUEBY_ORDER_ISO, "1972-01-01", utc("1972-01-01", 0, 0)); /* a time that is known */
  is_refused("1969-05-05T00:00:01", 19, DUEBY_ORDER_ISO, DUEBY_ECOVERAGE);
  is_refused("1969-05-05T00:00+01:00", 22, DUEBY_ORDER_ISO, DUEBY_ECOVERAGE); /* 11pm on the day before */
  is_refused("1969-02-29T00:00", 16, DUEBY_ORDER_ISO, DUEBY_ETEXT);
}

/* ---- when to text ---- */

static void test_date__text_of_a_day_and_of_a_time(void **state) {
  (void)state;
  const struct {
    dueby_when when;
    const char *text;
  } rows[] = {{{DUEBY_TIME_NONE, day("2026-03-27"), 0}, "2026-03-27"},
              {{DUEBY_TIME_NONE, day("1900-01-01"), 0}, "1900-01-01"},
              {{utc("2026-03-31", 23, 30), day("2026-04-01"), 0}, "2026-04-01T00:30:00+01:00"},
              {{utc("2026-01-05", 9, 5) + 7, day("2026-01-05"), 0}, "2026-01-05T09:05:07+00:00"},
              {{utc("2026-10-25", 0, 30), day("2026-10-25"), 0}, "2026-10-25T01:30:00+01:00"},  /* the first 1:30am */
              {{utc("2026-10-25", 1, 30), day("2026-10-25"), 0}, "2026-10-25T01:30:00+00:00"}}; /* the second 1:30am */
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[32];
    int64_t needed = UNTOUCHED;
    dueby_when back = {0, 0, 0};
    assert_int_equal(dueby_when_text(&rows[i].when, text, sizeof text, &needed), DUEBY_OK);
    assert_string_equal(text, rows[i].text);
    assert_int_equal(needed, strlen(text) + 1);
    assert_int_equal(parse(text, DUEBY_ORDER_ISO, &back), DUEBY_OK);
    assert_int_equal(back.date, rows[i].when.date);
    assert_int_equal(back.time, rows[i].when.time);
  }
}

static void test_date__text_says_how_much_room_it_takes(void **state) {
  (void)state;
  const dueby_when when = {DUEBY_TIME_NONE, day("2026-03-27"), 0};
  for (int64_t size = 0; size <= 12; size++) {
    char text[16];
    int64_t needed = UNTOUCHED;
    memset(text, '#', sizeof text);
    dueby_status status = dueby_when_text(&when, text, size, &needed);
    assert_int_equal(status, size < 11 ? DUEBY_ESPACE : DUEBY_OK);
    assert_int_equal(needed, 11);
    if (size) assert_string_equal(text, size < 11 ? "" : "2026-03-27");
    for (size_t i = (size_t)size; i < sizeof text; i++) assert_int_equal(text[i], '#'); /* nothing is written past the buffer */
  }
}

static void test_date__text_refuses_what_is_no_day(void **state) {
  (void)state;
  const struct {
    dueby_when when;
    dueby_status status;
  } rows[] = {{{DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, DUEBY_EARGUMENT},
              {{DUEBY_TIME_NONE, LAST + 1, 0}, DUEBY_EARGUMENT},
              {{DUEBY_TIME_NONE, FIRST - 1, 0}, DUEBY_EARGUMENT},
              {{utc("2101-01-01", 0, 0), day("2101-01-01"), 0}, DUEBY_ECOVERAGE},
              {{utc("1971-12-31", 0, 0), day("1971-12-31"), 0}, DUEBY_ECOVERAGE}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[32] = "as it was";
    int64_t needed = UNTOUCHED;
    assert_int_equal(dueby_when_text(&rows[i].when, text, sizeof text, &needed), rows[i].status);
    assert_int_equal(needed, UNTOUCHED);
    assert_string_equal(text, "as it was");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_date__new_knows_its_landmarks),
      cmocka_unit_test(test_date__new_refuses_days_that_are_none),
      cmocka_unit_test(test_date__every_day_goes_there_and_back),
      cmocka_unit_test(test_date__civil_refuses_what_is_outside),
      cmocka_unit_test(test_date__weekdays_follow_one_another),
      cmocka_unit_test(test_date__months_go_by_the_corresponding_date),
      cmocka_unit_test(test_date__months_are_clamped_to_the_last_day),
      cmocka_unit_test(test_date__months_go_back_too),
      cmocka_unit_test(test_date__months_stay_within_1900_to_2199),
      cmocka_unit_test(test_date__clock_in_winter_and_summer),
      cmocka_unit_test(test_date__clock_goes_forward),
      cmocka_unit_test(test_date__clock_goes_back),
      cmocka_unit_test(test_date__clock_of_earlier_years),
      cmocka_unit_test(test_date__clock_is_known_from_1972_to_2100),
      cmocka_unit_test(test_date__time_new_outside),
      cmocka_unit_test(test_date__parse_days),
      cmocka_unit_test(test_date__parse_uk_times),
      cmocka_unit_test(test_date__parse_times_with_an_offset),
      cmocka_unit_test(test_date__parse_drops_fractions),
      cmocka_unit_test(test_date__parse_reads_no_further_than_the_length),
      cmocka_unit_test(test_date__parse_refuses_other_texts),
      cmocka_unit_test(test_date__parse_refuses_other_dmy_texts),
      cmocka_unit_test(test_date__parse_refuses_other_orders),
      cmocka_unit_test(test_date__parse_an_hour_that_is_not_there),
      cmocka_unit_test(test_date__parse_an_hour_that_is_there_twice),
      cmocka_unit_test(test_date__parse_times_outside_1972_to_2100),
      cmocka_unit_test(fault_i5__midnight_outside_1972_to_2100),
      cmocka_unit_test(test_date__text_of_a_day_and_of_a_time),
      cmocka_unit_test(test_date__text_says_how_much_room_it_takes),
      cmocka_unit_test(test_date__text_refuses_what_is_no_day),
  };
  return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
