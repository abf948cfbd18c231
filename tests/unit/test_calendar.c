#include "dueby/calendar.h"

#include "calendar_internal.h"
#include "calendars.h"

static const char eaw[] = "england-and-wales", sct[] = "scotland", ni[] = "northern-ireland";
static const char all[] = "england-and-wales+scotland+northern-ireland";

/* ---- making ---- */

static void test_calendar__new_refuses_unknown_divisions(void **state) {
  (void)state;
  const char *names[] = {"",
                         "england",
                         "wales",
                         "England-and-Wales",
                         " scotland",
                         "england-and-wales+",
                         "+",
                         "+scotland",
                         "none+none",
                         "none+scotland",
                         "scotland+none",
                         "scotland,northern-ireland",
                         "united-kingdom",
                         "scotland++northern-ireland",
                         "scotland+nowhere",
                         "none ",
                         "a-name-that-is-longer-than-any-division-could-be"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    dueby_calendar *calendar = NULL;
    assert_int_equal(dueby_calendar_new(names[i], DUEBY_DATE_NONE, &calendar), DUEBY_ENOTFOUND);
    assert_null(calendar);
  }
}

static void test_calendar__divisions_are_named_in_one_order(void **state) {
  (void)state;
  const char *names[][2] = {{eaw, eaw},
                            {sct, sct},
                            {ni, ni},
                            {all, all},
                            {"none", "none"},
                            {"northern-ireland+scotland", "scotland+northern-ireland"},
                            {"northern-ireland+scotland+england-and-wales", all},
                            {"scotland+scotland", sct}};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    dueby_calendar *calendar = calendar_of(names[i][0]);
    assert_string_equal(dueby_calendar_divisions(calendar), names[i][1]);
    dueby_calendar_free(calendar);
  }
}

static void test_calendar__covers_1971_to_2100(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of(eaw);
  dueby_date first = 0, last = 0, confirmed_to = 0, listed_to = 0;
  dueby_calendar_coverage(calendar, &first, &last, &confirmed_to, &listed_to);
  assert_day(first, "1971-01-01");
  assert_day(last, "2100-12-31");
  assert_day(confirmed_to, dueby_data_version()); /* the date of the official list */
  assert_day(listed_to, "2028-12-31");            /* the last year of that list */
  dueby_calendar_coverage(calendar, NULL, NULL, NULL, NULL);
  dueby_calendar_free(calendar);
}

static void test_calendar__outside_its_coverage_it_answers_with_an_error(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of("none");
  const dueby_date outside[] = {day("1970-12-31"), day("2101-01-01"), DUEBY_DATE_NONE, INT32_MAX};
  int32_t answer = UNTOUCHED;
  for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
    assert_int_equal(dueby_calendar_is_working(calendar, outside[i], &answer), DUEBY_ECOVERAGE);
    assert_int_equal(dueby_calendar_count(calendar, outside[i], day("2026-01-01"), DUEBY_INCLUDE_END, &answer), DUEBY_ECOVERAGE);
    assert_int_equal(dueby_calendar_count(calendar, day("2026-01-01"), outside[i], DUEBY_INCLUDE_END, &answer), DUEBY_ECOVERAGE);
  }
  assert_int_equal(answer, UNTOUCHED);
  assert_int_equal(works(calendar, "1971-01-01"), 1); /* Friday */
  assert_int_equal(works(calendar, "2100-12-31"), 1); /* Friday */
  dueby_calendar_free(calendar);
}

static void test_calendar__free_takes_nothing(void **state) {
  (void)state;
  dueby_calendar_free(NULL);
}

/* ---- working days ---- */

struct day_works {
  const char *day;
  int eaw, sct, ni;
};

/* Days, and whether they are working days in England and Wales, Scotland and Northern Ireland, by the Banking and Financial
 * Dealings Act 1971, Sch. 1, and by proclamations under s.1(2) and (3). */
static const struct day_works days[] = {
    {"2026-01-01", 0, 0, 0}, /* Thu: New Year's Day */
    {"2026-01-02", 1, 0, 1}, /* Fri: a bank holiday in Scotland since 1973 (s.1(6)) */
    {"2026-03-17", 1, 1, 0}, /* Tue: St Patrick's Day */
    {"2026-03-28", 0, 0, 0}, /* a Saturday */
    {"2026-03-29", 0, 0, 0}, /* a Sunday */
    {"2026-03-30", 1, 1, 1}, /* a Monday */
    {"2026-04-03", 0, 0, 0}, /* Good Friday */
    {"2026-04-06", 0, 1, 0}, /* Easter Monday is not a bank holiday in Scotland */
    {"2026-05-04", 0, 0, 0}, /* bank holiday: first Monday in May */
    {"2026-05-25", 0, 0, 0}, /* bank holiday: last Monday in May */
    {"2026-06-15", 1, 0, 1}, /* bank holiday proclaimed only for Scotland */
    {"2026-07-13", 1, 1, 0}, /* Monday in place of Sunday 12 July */
    {"2026-08-03", 1, 0, 1}, /* bank holiday: first Monday in August */
    {"2026-08-31", 0, 1, 0}, /* bank holiday: last Monday in August */
    {"2026-11-30", 1, 0, 1}, /* Mon: St Andrew's Day (asp 2007) */
    {"2026-12-25", 0, 0, 0}, /* Christmas Day */
    {"2026-12-28", 0, 0, 0}, /* Monday in place of Saturday 26 December */
    {"2026-12-29", 1, 1, 1},
    /* It is disputed whether 14 November 1973 was a bank holiday; London gold and silver prices were fixed that day. */
    {"1973-11-14", 1, 1, 1},
    {"1974-01-01", 0, 0, 0}, /* the first New Year's Day that was proclaimed for England and Wales */
    {"1973-01-01", 1, 0, 1},
    /* Silver Jubilee: not in Scotland (Hansard 19 Jan 1977) */
    {"1977-06-06", 0, 1, 0},
    {"1977-06-07", 0, 1, 0},
    /* early May bank holiday moved for VE Day; Scotland had both days (Hansard 2 Mar 1995) */
    {"1995-05-01", 1, 0, 1},
    {"1995-05-08", 0, 0, 0},
    {"2011-04-29", 0, 0, 0},
    {"2012-06-04", 0, 0, 0},
    {"2012-06-05", 0, 0, 0},
    {"2012-05-28", 1, 1, 1},
    {"2020-05-04", 1, 1, 1},
    {"2020-05-08", 0, 0, 0}, /* early May bank holiday moved for VE Day */
    {"2022-05-30", 1, 1, 1},
    {"2022-06-02", 0, 0, 0},
    {"2022-06-03", 0, 0, 0}, /* bank holidays moved and added: Platinum Jubilee */
    {"2022-09-19", 0, 0, 0}, /* bank holiday for the Queen's funeral */
    {"2023-05-08", 0, 0, 0}, /* bank holiday for the coronation */
};
enum { DAYS = sizeof days / sizeof days[0] };

static void test_calendar__days_of_each_division(void **state) {
  (void)state;
  dueby_calendar *calendars[] = {calendar_of(eaw), calendar_of(sct), calendar_of(ni)};
  for (int i = 0; i < DAYS; i++) {
    const int expected[] = {days[i].eaw, days[i].sct, days[i].ni};
    for (int j = 0; j < 3; j++)
      if (works(calendars[j], days[i].day) != expected[j]) fail_msg("%s, %s", days[i].day, dueby_calendar_divisions(calendars[j]));
  }
  for (int j = 0; j < 3; j++) dueby_calendar_free(calendars[j]);
}

/* In a calendar of several divisions, a working day is a day that is a working day in all of them. */
static void test_calendar__days_of_several_divisions(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of(all), *north = calendar_of("scotland+northern-ireland");
  for (int i = 0; i < DAYS; i++) {
    assert_int_equal(works(calendar, days[i].day), days[i].eaw && days[i].sct && days[i].ni);
    assert_int_equal(works(north, days[i].day), days[i].sct && days[i].ni);
  }
  dueby_calendar_free(calendar);
  dueby_calendar_free(north);
}

static void test_calendar__none_has_weekends_only(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of("none");
  for (dueby_date date = day("1971-01-01"); date <= day("2100-12-31"); date++) {
    int32_t working = UNTOUCHED;
    assert_int_equal(dueby_calendar_is_working(calendar, date, &working), DUEBY_OK);
    assert_int_equal(working, dueby_date_weekday(date) <= 5);
  }
  assert_int_equal(dueby_calendar_holiday_count(calendar), 0);
  dueby_calendar_free(calendar);
}

/* For freedom of information, bank holidays of any part of the United Kingdom count (FOIA 2000 s.10(6)), whatever the divisions. */
static void test_calendar__the_uk_view_is_that_of_all_divisions(void **state) {
  (void)state;
  dueby_calendar *whole = calendar_of(all);
  const char *names[] = {eaw, sct, ni, "none"};
  for (int i = 0; i < 4; i++) {
    dueby_calendar *calendar = calendar_of(names[i]);
    assert_same_view(calendar->views[VIEW_UK], whole->views[VIEW_LAW]);
    dueby_calendar_free(calendar);
  }
  dueby_calendar_free(whole);
}

/* ---- certainty ---- */

static void test_calendar__certainty_has_two_thresholds(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of(eaw);
  const struct {
    const char *day;
    int32_t certainty;
  } rows[] = {{"1971-01-01", DUEBY_CERTAINTY_CONFIRMED}, {"2026-08-21", DUEBY_CERTAINTY_CONFIRMED},
              {"2026-08-22", DUEBY_CERTAINTY_LISTED},    {"2028-12-31", DUEBY_CERTAINTY_LISTED},
              {"2029-01-01", DUEBY_CERTAINTY_PROJECTED}, {"2100-12-31", DUEBY_CERTAINTY_PROJECTED}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(dueby_calendar_certainty(calendar, day(rows[i].day)), rows[i].certainty);
  /* no day was needed for the answer */
  assert_int_equal(dueby_calendar_certainty(calendar, DUEBY_DATE_NONE), DUEBY_CERTAINTY_CONFIRMED);
  dueby_calendar_free(calendar);
}

static void test_calendar__holidays_carry_their_certainty(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of(all);
  for (int64_t i = 0; i < dueby_calendar_holiday_count(calendar); i++) {
    dueby_holiday holiday;
    assert_int_equal(dueby_calendar_holiday(calendar, i, &holiday), DUEBY_OK);
    assert_int_equal(holiday.certainty, dueby_calendar_certainty(calendar, holiday.date));
  }
  dueby_calendar_free(calendar);
}

/* ---- as known on a day ---- */

static void test_calendar__known_on_has_limits(void **state) {
  (void)state;
  /* days on which a list was published: the first, one in between, and the latest */
  const char *within[] = {"2011-11-23", "2020-02-29", "2026-08-21"};
  const char *without[] = {"2011-11-22", "2026-08-22", "1971-01-01", "2100-12-31"};
  for (int i = 0; i < 3; i++) dueby_calendar_free(calendar_known(eaw, within[i]));
  for (int i = 0; i < 4; i++) {
    dueby_calendar *calendar = NULL;
    assert_int_equal(dueby_calendar_new(eaw, day(without[i]), &calendar), DUEBY_ECOVERAGE);
    assert_null(calendar);
  }
}

static int works_as_known(const char *divisions, const char *known_on, const char *iso) {
  dueby_calendar *calendar = calendar_known(divisions, known_on);
  int working = works(calendar, iso);
  dueby_calendar_free(calendar);
  return working;
}

/* The bank holiday for the Queen's funeral was in alphagov/frontend from 9 September 2022, the day after her death. */
static void test_calendar__known_on_the_funeral(void **state) {
  (void)state;
  assert_int_equal(works_as_known(eaw, "2022-09-08", "2022-09-19"), 1);
  assert_int_equal(works_as_known(eaw, "2022-09-09", "2022-09-19"), 0);
  assert_int_equal(works_as_known(sct, "2022-09-08", "2022-09-19"), 1);
  assert_int_equal(works_as_known(sct, "2022-09-09", "2022-09-19"), 0);
  assert_int_equal(works_as_known(all, "2022-09-08", "2022-09-19"), 1);
}

/* The early May bank holiday of 2020 was moved to VE Day. This was published on 10 June 2019 (alphagov/calendars@85e1167), for
 * Scotland on 2 July 2019 (@9e0b277). */
static void test_calendar__known_on_the_move_of_early_may_2020(void **state) {
  (void)state;
  const struct {
    const char *division, *known_on;
    int fourth, eighth;
  } rows[] = {{eaw, "2019-06-09", 0, 1}, {eaw, "2019-06-10", 1, 0}, {ni, "2019-06-09", 0, 1},  {ni, "2019-06-10", 1, 0},
              {sct, "2019-06-10", 0, 1}, {sct, "2019-07-01", 0, 1}, {sct, "2019-07-02", 1, 0}, {eaw, NULL, 1, 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(works_as_known(rows[i].division, rows[i].known_on, "2020-05-04"), rows[i].fourth);
    assert_int_equal(works_as_known(rows[i].division, rows[i].known_on, "2020-05-08"), rows[i].eighth);
  }
}

/* From 27 November 2024 to 9 January 2025, 30 August 2027 was listed for Scotland by mistake (alphagov/frontend#4574). */
static void test_calendar__known_on_a_mistake(void **state) {
  (void)state;
  dueby_holiday holiday;
  dueby_calendar *calendar = calendar_known(sct, "2024-11-27");
  assert_int_equal(works(calendar, "2027-08-30"), 0);
  assert_int_equal(works(calendar, "2027-08-02"), 1);
  find_named(calendar, "2027-08-30", &holiday);
  assert_int_equal(holiday.basis, DUEBY_BASIS_ERROR);
  dueby_calendar_free(calendar);
  assert_int_equal(works_as_known(sct, "2025-01-08", "2027-08-30"), 0);
  assert_int_equal(works_as_known(sct, "2025-01-09", "2027-08-30"), 1);
  assert_int_equal(works_as_known(sct, "2025-01-09", "2027-08-02"), 0);
  assert_int_equal(works_as_known(sct, "2024-11-26", "2027-08-30"), 1); /* 2027 was not published then, so it is projected */
  assert_int_equal(works_as_known(sct, "2024-11-26", "2027-08-02"), 0);
}

static void test_calendar__known_on_projects_what_was_not_published(void **state) {
  (void)state;
  dueby_date confirmed_to = 0, listed_to = 0;
  dueby_calendar *calendar = calendar_known(eaw, "2011-11-23"); /* on that day, 2011 and 2012 were published */
  dueby_calendar_coverage(calendar, NULL, NULL, &confirmed_to, &listed_to);
  assert_day(confirmed_to, "2011-11-23");
  assert_day(listed_to, "2012-12-31");
  assert_int_equal(works(calendar, "2012-06-05"), 0); /* the Diamond Jubilee holiday, which was already listed */
  assert_int_equal(works(calendar, "2013-05-06"), 0); /* the first Monday in May, which was only projected */
  assert_int_equal(works(calendar, "2020-05-04"), 0);
  assert_int_equal(works(calendar, "2020-05-08"), 1); /* in 2011 nobody knew that the holiday in 2020 would move */
  assert_int_equal(works(calendar, "2022-09-19"), 1);
  assert_int_equal(dueby_calendar_certainty(calendar, day("2011-11-23")), DUEBY_CERTAINTY_CONFIRMED);
  assert_int_equal(dueby_calendar_certainty(calendar, day("2012-12-31")), DUEBY_CERTAINTY_LISTED);
  assert_int_equal(dueby_calendar_certainty(calendar, day("2013-01-01")), DUEBY_CERTAINTY_PROJECTED);
  dueby_calendar_free(calendar);
}

static void test_calendar__known_on_today_is_the_table(void **state) {
  (void)state;
  dueby_calendar *today = calendar_known(all, dueby_data_version()), *table = calendar_of(all);
  assert_same_view(today->views[VIEW_LAW], table->views[VIEW_LAW]);
  assert_int_equal(dueby_calendar_holiday_count(today), dueby_calendar_holiday_count(table));
  dueby_calendar_free(today);
  dueby_calendar_free(table);
}

/* ---- counting ---- */

/* Counts working days around Easter 2026. Fri 3 April (Good Friday) to Mon 6 April (Easter Monday) are not working days; Thu 2,
 * Tue 7 and Wed 8 April are. */
static void test_calendar__count_and_which_ends(void **state) {
  (void)state;
  const struct {
    const char *start, *end;
    int32_t of_end, of_start, of_both, of_neither;
  } rows[] = {
      {"2026-03-30", "2026-04-08", 5, 5, 6, 4},     /* working days: Mon 30, Tue 31, Wed 1, Thu 2, Tue 7, Wed 8 */
      {"2026-04-02", "2026-04-07", 1, 1, 2, 0},     /* working days: Thu 2, Tue 7 */
      {"2026-04-03", "2026-04-06", 0, 0, 0, 0},     /* no working days */
      {"2026-04-03", "2026-04-08", 2, 1, 2, 1},     /* working days: Tue 7, Wed 8 */
      {"2026-03-30", "2026-04-03", 3, 4, 4, 3},     /* working days: Mon 30, Tue 31, Wed 1, Thu 2 */
      {"2026-04-07", "2026-04-07", 0, 0, 1, 0},     /* start and end are the same working day */
      {"2026-04-06", "2026-04-06", 0, 0, 0, 0},     /* start and end are the same holiday */
      {"2026-04-07", "2026-04-08", 1, 1, 2, 0},     /* two consecutive working days */
      {"2026-04-08", "2026-03-30", -5, -5, -6, -4}, /* backwards: either Wed 8 or Mon 30 is not counted */
      {"2026-04-08", "2026-04-03", -1, -2, -2, -1}, /* backwards, from a working day to another day */
      {"2026-04-06", "2026-04-02", -1, 0, -1, 0},   /* backwards, from another day to a working day */
  };
  dueby_calendar *calendar = calendar_of(eaw);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const int32_t expected[] = {rows[i].of_end, rows[i].of_start, rows[i].of_both, rows[i].of_neither};
    for (int32_t include = DUEBY_INCLUDE_END; include <= DUEBY_INCLUDE_NEITHER; include++) {
      int32_t count = UNTOUCHED;
      assert_int_equal(dueby_calendar_count(calendar, day(rows[i].start), day(rows[i].end), include, &count), DUEBY_OK);
      if (count != expected[include]) fail_msg("%s to %s, include %d: %d", rows[i].start, rows[i].end, (int)include, (int)count);
    }
  }
  dueby_calendar_free(calendar);
}

/* 2025 has 365 days, 52 Saturdays, 52 Sundays, and 8, 9 or 10 bank holidays, depending on the division. */
static void test_calendar__count_a_year(void **state) {
  (void)state;
  const char *names[] = {"none", eaw, sct, ni};
  const int32_t expected[] = {261, 253, 252, 251};
  for (int i = 0; i < 4; i++) {
    int32_t count = UNTOUCHED;
    dueby_calendar *calendar = calendar_of(names[i]);
    assert_int_equal(dueby_calendar_count(calendar, day("2025-01-01"), day("2025-12-31"), DUEBY_INCLUDE_BOTH, &count), DUEBY_OK);
    assert_int_equal(count, expected[i]);
    dueby_calendar_free(calendar);
  }
}

static void test_calendar__count_at_the_edges_of_coverage(void **state) {
  (void)state;
  int32_t count = UNTOUCHED;
  dueby_calendar *calendar = calendar_of("none");
  for (int32_t include = DUEBY_INCLUDE_END; include <= DUEBY_INCLUDE_NEITHER; include++) {
    const int32_t first[] = {0, 0, 1, 0}; /* from and to the first day, Friday 1 January 1971 */
    assert_int_equal(dueby_calendar_count(calendar, day("1971-01-01"), day("1971-01-01"), include, &count), DUEBY_OK);
    assert_int_equal(count, first[include]);
    assert_int_equal(dueby_calendar_count(calendar, day("2100-12-31"), day("2100-12-31"), include, &count), DUEBY_OK);
    assert_int_equal(count, first[include]); /* from and to the last day, Friday 31 December 2100 */
  }
  assert_int_equal(dueby_calendar_count(calendar, day("1971-01-01"), day("2100-12-31"), DUEBY_INCLUDE_BOTH, &count), DUEBY_OK);
  assert_int_equal(count, 33916); /* 47482 days: 6783 weeks of 5 working days, and one Friday */
  dueby_calendar_free(calendar);
}

static void test_calendar__count_refuses_other_ends(void **state) {
  (void)state;
  int32_t count = UNTOUCHED;
  dueby_calendar *calendar = calendar_of(eaw);
  assert_int_equal(dueby_calendar_count(calendar, 0x5000, 0x5001, -1, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_count(calendar, 0x5000, 0x5001, 4, &count), DUEBY_EARGUMENT);
  assert_int_equal(count, UNTOUCHED);
  dueby_calendar_free(calendar);
}

enum { MANY = 500 };

static void test_calendar__count_many_is_count_of_each(void **state) {
  (void)state;
  dueby_date start[MANY], end[MANY];
  dueby_calendar *calendar = calendar_of(all);
  for (int i = 0; i < MANY; i++) { /* some days are outside the coverage */
    start[i] = 300 + i * 7919 % 47700;
    end[i] = 300 + i * 104729 % 47700;
  }
  for (int32_t include = DUEBY_INCLUDE_END; include <= DUEBY_INCLUDE_NEITHER; include++) {
    int32_t counts[MANY];
    uint8_t status[MANY];
    int64_t failed = UNTOUCHED, expected_failed = 0;
    assert_int_equal(dueby_calendar_count_many(calendar, start, end, include, MANY, counts, status, &failed), DUEBY_OK);
    for (int i = 0; i < MANY; i++) {
      int32_t count = INT32_MIN;
      assert_int_equal(status[i], dueby_calendar_count(calendar, start[i], end[i], include, &count));
      assert_int_equal(counts[i], count);
      expected_failed += status[i] != DUEBY_OK;
    }
    assert_int_equal(failed, expected_failed);
    assert_true(failed > 0);
  }
  dueby_calendar_free(calendar);
}

static void test_calendar__count_many_says_what_befell_each(void **state) {
  (void)state;
  const dueby_date none = DUEBY_DATE_NONE, monday = day("2026-03-30"), wednesday = day("2026-04-08");
  const dueby_date start[] = {monday, none, monday, none, day("1970-12-31"), monday};
  const dueby_date end[] = {wednesday, wednesday, none, day("2199-01-01"), wednesday, INT32_MAX};
  const int32_t expected[] = {5, INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN};
  const uint8_t statuses[] = {DUEBY_OK, DUEBY_NONE, DUEBY_NONE, DUEBY_NONE, DUEBY_ECOVERAGE, DUEBY_ECOVERAGE};
  int32_t counts[6];
  uint8_t status[6];
  int64_t failed = UNTOUCHED;
  dueby_calendar *calendar = calendar_of(eaw);
  assert_int_equal(dueby_calendar_count_many(calendar, start, end, DUEBY_INCLUDE_END, 6, counts, status, &failed), DUEBY_OK);
  assert_memory_equal(counts, expected, sizeof counts);
  assert_memory_equal(status, statuses, sizeof status);
  assert_int_equal(failed, 2);
  memset(counts, 0, sizeof counts);
  assert_int_equal(dueby_calendar_count_many(calendar, start, end, DUEBY_INCLUDE_END, 6, counts, NULL, NULL), DUEBY_OK);
  assert_memory_equal(counts, expected, sizeof counts);
  dueby_calendar_free(calendar);
}

static void test_calendar__count_many_in_place_none_and_refused(void **state) {
  (void)state;
  dueby_date start[] = {day("2026-03-30"), day("2026-04-02")};
  const dueby_date end[] = {day("2026-04-08"), day("2026-04-07")};
  int64_t failed = UNTOUCHED;
  dueby_calendar *calendar = calendar_of(eaw);
  assert_int_equal(dueby_calendar_count_many(calendar, start, end, 4, 2, start, NULL, &failed), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_count_many(calendar, start, end, -1, 2, start, NULL, &failed), DUEBY_EARGUMENT);
  assert_int_equal(failed, UNTOUCHED);
  assert_day(start[0], "2026-03-30");
  assert_int_equal(dueby_calendar_count_many(calendar, start, end, DUEBY_INCLUDE_END, 0, start, NULL, &failed), DUEBY_OK);
  assert_int_equal(failed, 0);
  assert_day(start[0], "2026-03-30");
  assert_int_equal(dueby_calendar_count_many(calendar, start, end, DUEBY_INCLUDE_END, 2, start, NULL, &failed), DUEBY_OK);
  assert_int_equal(start[0], 5);
  assert_int_equal(start[1], 1);
  dueby_calendar_free(calendar);
}

/* ---- bank holidays by name ---- */

static void test_calendar__holidays_of_a_year(void **state) {
  (void)state;
  const struct {
    const char *day, *name;
    int32_t basis;
  } rows[] = {
      {"2027-01-01", "New Year's Day", DUEBY_BASIS_PROCLAMATION},
      {"2027-03-26", "Good Friday", DUEBY_BASIS_COMMON_LAW},
      {"2027-03-29", "Easter Monday", DUEBY_BASIS_STATUTE},
      {"2027-05-03", "Early May bank holiday", DUEBY_BASIS_PROCLAMATION},
      {"2027-05-31", "Spring bank holiday", DUEBY_BASIS_STATUTE},
      {"2027-08-30", "Summer bank holiday", DUEBY_BASIS_STATUTE},
      {"2027-12-27", "Christmas Day", DUEBY_BASIS_SUBSTITUTE},
      {"2027-12-28", "Boxing Day", DUEBY_BASIS_SUBSTITUTE},
  };
  dueby_calendar *calendar = calendar_of(eaw);
  int64_t index = dueby_calendar_holiday_from(calendar, day("2027-01-01"));
  for (int i = 0; i < 8; i++, index++) {
    dueby_holiday holiday;
    assert_int_equal(dueby_calendar_holiday(calendar, index, &holiday), DUEBY_OK);
    assert_day(holiday.date, rows[i].day);
    if (i < 6) assert_string_equal(dueby_calendar_holiday_name(calendar, index), rows[i].name);
    /* sources disagree on which holiday each of the substitute days, 27 and 28 December, replaces */
    if (i < 6) assert_int_equal(holiday.basis, rows[i].basis);
    assert_int_equal(holiday.division, DUEBY_DIVISION_ENGLAND_AND_WALES);
    assert_int_equal(holiday.certainty, DUEBY_CERTAINTY_LISTED);
    assert_day(holiday.known_from, "2024-11-27"); /* alphagov/frontend@a1f643d */
  }
  assert_int_equal(index, dueby_calendar_holiday_from(calendar, day("2028-01-01")));
  dueby_calendar_free(calendar);
}

static void test_calendar__holidays_are_in_order_and_do_not_work(void **state) {
  (void)state;
  const char *names[] = {eaw, sct, ni, all};
  for (int i = 0; i < 4; i++) {
    dueby_calendar *calendar = calendar_of(names[i]);
    dueby_date before = DUEBY_DATE_NONE;
    for (int64_t j = 0; j < dueby_calendar_holiday_count(calendar); j++) {
      dueby_holiday holiday;
      int32_t working = UNTOUCHED;
      assert_int_equal(dueby_calendar_holiday(calendar, j, &holiday), DUEBY_OK);
      assert_true(i < 3 ? holiday.date > before : holiday.date >= before);
      assert_true(holiday.basis >= DUEBY_BASIS_STATUTE && holiday.basis <= DUEBY_BASIS_SUBSTITUTE);
      assert_true(dueby_calendar_holiday_name(calendar, j)[0] != '\0');
      assert_int_equal(dueby_calendar_is_working(calendar, holiday.date, &working), DUEBY_OK);
      assert_int_equal(working, 0);
      before = holiday.date;
    }
    dueby_calendar_free(calendar);
  }
}

/* Every weekday that is not a working day has a name. */
static void test_calendar__no_day_is_lost_without_a_name(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of(all);
  for (dueby_date date = day("1971-01-01"); date <= day("2100-12-31"); date++) {
    int32_t working = UNTOUCHED;
    dueby_holiday holiday;
    assert_int_equal(dueby_calendar_is_working(calendar, date, &working), DUEBY_OK);
    if (working || dueby_date_weekday(date) > 5) continue;
    assert_int_equal(dueby_calendar_holiday(calendar, dueby_calendar_holiday_from(calendar, date), &holiday), DUEBY_OK);
    assert_int_equal(holiday.date, date);
  }
  dueby_calendar_free(calendar);
}

static void test_calendar__holiday_from_and_index_limits(void **state) {
  (void)state;
  dueby_holiday holiday = {UNTOUCHED, 0, 0, 0, 0, 0};
  dueby_calendar *calendar = calendar_of(eaw);
  int64_t count = dueby_calendar_holiday_count(calendar);
  assert_int_equal(dueby_calendar_holiday_from(calendar, DUEBY_DATE_NONE), 0);
  assert_int_equal(dueby_calendar_holiday_from(calendar, day("1971-01-01")), 0);
  assert_int_equal(dueby_calendar_holiday_from(calendar, day("2100-12-31")), count);
  assert_int_equal(dueby_calendar_holiday_from(calendar, INT32_MAX), count);
  int64_t friday = dueby_calendar_holiday_from(calendar, day("2026-04-03"));
  /* finds the first holiday on or after a day */
  assert_int_equal(dueby_calendar_holiday_from(calendar, day("2026-04-02")), friday);
  assert_int_equal(dueby_calendar_holiday_from(calendar, day("2026-04-04")), friday + 1);
  assert_int_equal(dueby_calendar_holiday(calendar, -1, &holiday), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_holiday(calendar, count, &holiday), DUEBY_EARGUMENT);
  assert_int_equal(holiday.date, UNTOUCHED);
  assert_null(dueby_calendar_holiday_name(calendar, -1));
  assert_null(dueby_calendar_holiday_name(calendar, count));
  dueby_calendar_free(calendar);
}

static void test_calendar__holidays_say_since_when_they_are_known(void **state) {
  (void)state;
  dueby_holiday holiday;
  dueby_calendar *calendar = calendar_of(eaw);
  find_named(calendar, "2022-09-19", &holiday);
  assert_day(holiday.known_from, "2022-09-09");
  assert_int_equal(holiday.basis, DUEBY_BASIS_PROCLAMATION);
  find_named(calendar, "1981-07-29", &holiday); /* the royal wedding was before any published list */
  assert_int_equal(holiday.known_from, DUEBY_DATE_NONE);
  find_named(calendar, "2030-01-01", &holiday); /* a projected day is not on any list */
  assert_int_equal(holiday.known_from, DUEBY_DATE_NONE);
  assert_int_equal(holiday.certainty, DUEBY_CERTAINTY_PROJECTED);
  dueby_calendar_free(calendar);
}

/* GOV.UK lists 28 December 2026 as "Boxing Day (substitute day)", because the 26th is a Saturday. */
static void test_calendar__holidays_are_written_as_on_govuk(void **state) {
  (void)state;
  const struct {
    const char *day, *text;
  } rows[] = {{"2026-12-25", "Christmas Day"},
              {"2026-12-28", "Boxing Day (substitute day)"},
              {"2022-12-27", "Christmas Day (substitute day)"},
              {"2022-01-03", "New Year's Day (substitute day)"},
              {"2026-05-25", "Spring bank holiday"}};
  dueby_calendar *calendar = calendar_of(eaw);
  char text[64];
  int64_t needed = 0;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int64_t index = dueby_calendar_holiday_from(calendar, day(rows[i].day));
    assert_int_equal(dueby_calendar_holiday_text(calendar, index, text, sizeof text, &needed), DUEBY_OK);
    assert_string_equal(text, rows[i].text);
    assert_int_equal(needed, strlen(rows[i].text) + 1);
    assert_int_equal(dueby_calendar_holiday_text(calendar, index, text, 4, NULL), DUEBY_ESPACE);
  }
  assert_int_equal(dueby_calendar_holiday_text(calendar, -1, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_holiday_text(calendar, dueby_calendar_holiday_count(calendar), text, sizeof text, NULL),
                   DUEBY_EARGUMENT);
  const struct {
    int32_t change;
    const char *text;
  } unnamed[] = {{DUEBY_CHANGE_ADD, "bank holiday"}, {DUEBY_CHANGE_CLOSE, "closed"}};
  for (size_t i = 0; i < sizeof unnamed / sizeof *unnamed; i++) {
    const dueby_date tuesday = day("2026-03-03");
    dueby_calendar *other = NULL;
    assert_int_equal(dueby_calendar_with_days(calendar, unnamed[i].change, &tuesday, 1, NULL, &other), DUEBY_OK);
    int64_t index = dueby_calendar_holiday_from(other, tuesday);
    assert_int_equal(dueby_calendar_holiday_text(other, index, text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, unnamed[i].text);
    dueby_calendar_free(other);
  }
  dueby_calendar_free(calendar);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_calendar__new_refuses_unknown_divisions),
      cmocka_unit_test(test_calendar__divisions_are_named_in_one_order),
      cmocka_unit_test(test_calendar__covers_1971_to_2100),
      cmocka_unit_test(test_calendar__outside_its_coverage_it_answers_with_an_error),
      cmocka_unit_test(test_calendar__free_takes_nothing),
      cmocka_unit_test(test_calendar__days_of_each_division),
      cmocka_unit_test(test_calendar__days_of_several_divisions),
      cmocka_unit_test(test_calendar__none_has_weekends_only),
      cmocka_unit_test(test_calendar__the_uk_view_is_that_of_all_divisions),
      cmocka_unit_test(test_calendar__certainty_has_two_thresholds),
      cmocka_unit_test(test_calendar__holidays_carry_their_certainty),
      cmocka_unit_test(test_calendar__known_on_has_limits),
      cmocka_unit_test(test_calendar__known_on_the_funeral),
      cmocka_unit_test(test_calendar__known_on_the_move_of_early_may_2020),
      cmocka_unit_test(test_calendar__known_on_a_mistake),
      cmocka_unit_test(test_calendar__known_on_projects_what_was_not_published),
      cmocka_unit_test(test_calendar__known_on_today_is_the_table),
      cmocka_unit_test(test_calendar__count_and_which_ends),
      cmocka_unit_test(test_calendar__count_a_year),
      cmocka_unit_test(test_calendar__count_at_the_edges_of_coverage),
      cmocka_unit_test(test_calendar__count_refuses_other_ends),
      cmocka_unit_test(test_calendar__count_many_is_count_of_each),
      cmocka_unit_test(test_calendar__count_many_says_what_befell_each),
      cmocka_unit_test(test_calendar__count_many_in_place_none_and_refused),
      cmocka_unit_test(test_calendar__holidays_of_a_year),
      cmocka_unit_test(test_calendar__holidays_are_in_order_and_do_not_work),
      cmocka_unit_test(test_calendar__no_day_is_lost_without_a_name),
      cmocka_unit_test(test_calendar__holiday_from_and_index_limits),
      cmocka_unit_test(test_calendar__holidays_are_written_as_on_govuk),
      cmocka_unit_test(test_calendar__holidays_say_since_when_they_are_known),
  };
  return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
