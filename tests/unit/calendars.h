/* Makes calendars for tests. A calendar that cannot be made fails the test. */
#ifndef DUEBY_TESTS_CALENDARS_H
#define DUEBY_TESTS_CALENDARS_H

#include "dueby/calendar.h"
#include "support.h"

static inline dueby_calendar *calendar_known(const char *divisions, const char *known_on) {
  dueby_calendar *calendar = NULL;
  assert_int_equal(dueby_calendar_new(divisions, known_on ? day(known_on) : DUEBY_DATE_NONE, &calendar), DUEBY_OK);
  assert_non_null(calendar);
  return calendar;
}

static inline dueby_calendar *calendar_of(const char *divisions) {
  return calendar_known(divisions, NULL);
}

static inline int works(const dueby_calendar *calendar, const char *iso) {
  int32_t working = UNTOUCHED;
  assert_int_equal(dueby_calendar_is_working(calendar, day(iso), &working), DUEBY_OK);
  assert_true(working == 0 || working == 1);
  return (int)working;
}

/* Returns the index of the bank holiday on a date. Fails the test if there is none. */
static inline int64_t find_named(const dueby_calendar *calendar, const char *iso, dueby_holiday *holiday) {
  int64_t index = dueby_calendar_holiday_from(calendar, day(iso));
  assert_int_equal(dueby_calendar_holiday(calendar, index, holiday), DUEBY_OK);
  assert_day(holiday->date, iso);
  return index;
}

/* Checks that two calendar views have the same working days. */
#define assert_same_view(left, right)                                     \
  do {                                                                    \
    assert_memory_equal((left)->rank, (right)->rank, sizeof(left)->rank); \
  } while (0)

/* Makes a calendar that differs from the base in one day. */
static inline dueby_calendar *with_day(const dueby_calendar *base, int32_t change, const char *iso, const char *label) {
  dueby_calendar *calendar = NULL;
  dueby_date date = day(iso);
  assert_int_equal(dueby_calendar_with_days(base, change, &date, 1, label, &calendar), DUEBY_OK);
  return calendar;
}

#endif
