/* Shared by the unit tests: days as text, and calendars. A calendar that cannot be made fails the test. */
#ifndef DUEBY_TESTS_SUPPORT_H
#define DUEBY_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "dueby/date.h"

/* A value that no function returns. An output that still has it is untouched. */
enum { UNTOUCHED = -77777 };

/* Reads a day such as "2026-03-27". Fails the test if there is no such day. */
static inline dueby_date day(const char *iso) {
  int year = 0, month = 0, of_month = 0;
  dueby_date date = 0;
  assert_int_equal(sscanf(iso, "%4d-%2d-%2d", &year, &month, &of_month), 3);
  assert_int_equal(dueby_date_new(year, month, of_month, &date), DUEBY_OK);
  return date;
}

/* Compares days as text, so that failures are readable. */
#define assert_day(date, iso) support_assert_day(date, iso, __FILE__, __LINE__)

static inline void support_assert_day(dueby_date date, const char *iso, const char *file, int line) {
  int32_t year = 0, month = 0, of_month = 0;
  char text[48] = "no date";
  if (dueby_date_civil(date, &year, &month, &of_month) == DUEBY_OK)
    snprintf(text, sizeof text, "%04d-%02d-%02d", (int)year, (int)month, (int)of_month);
  if (strcmp(text, iso) != 0) {
    print_error("%s is not %s\n", text, iso);
    _fail(file, line);
  }
}

#endif
