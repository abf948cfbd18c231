/* Makes calendars while the n-th allocation fails, for every n. The status must be DUEBY_EMEMORY, outputs must be untouched, and no
 * memory may leak. */
#include "../failing_memory.h"
#include "calendars.h"

typedef dueby_status make(const dueby_calendar *base, dueby_calendar **calendar);

static void fails_cleanly(make *run) {
  int n = 0;
  dueby_status status = DUEBY_EMEMORY;
  dueby_calendar *plain = calendar_of("scotland"), *base = with_day(plain, DUEBY_CHANGE_ADD, "2026-06-17", "A day");
  dueby_calendar_free(plain);
  for (; status != DUEBY_OK; n++) {
    dueby_calendar *calendar = NULL;
    int64_t before = memory.live;
    memory.calls = 0;
    memory.fail_at = n + 1;
    status = run(base, &calendar);
    memory.fail_at = 0;
    assert_true(status == DUEBY_OK ? calendar != NULL : status == DUEBY_EMEMORY && !calendar);
    dueby_calendar_free(calendar);
    assert_int_equal(memory.live, before);
  }
  assert_true(n > 4); /* at least the calendar, its days, its names and a view are allocated */
  dueby_calendar_free(base);
}

static dueby_status make_new(const dueby_calendar *base, dueby_calendar **calendar) {
  (void)base;
  return dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, calendar);
}

static dueby_status make_own(const dueby_calendar *base, dueby_calendar **calendar) {
  const dueby_date list[] = {day("2026-06-17"), day("2026-06-18")};
  (void)base;
  return dueby_calendar_from_days("scotland", list, NULL, 2, calendar);
}

static dueby_status make_closed(const dueby_calendar *base, dueby_calendar **calendar) {
  const dueby_date shut = day("2026-12-29");
  return dueby_calendar_with_days(base, DUEBY_CHANGE_CLOSE, &shut, 1, "Shut", calendar);
}

static dueby_status make_weekend(const dueby_calendar *base, dueby_calendar **calendar) {
  return dueby_calendar_with_weekend(base, 0x40, calendar);
}

static void test_memory__calendar_new(void **state) {
  (void)state;
  fails_cleanly(make_new);
}

static void test_memory__calendar_of_days(void **state) {
  (void)state;
  fails_cleanly(make_own);
}

static void test_memory__calendar_with(void **state) {
  (void)state;
  fails_cleanly(make_closed);
}

static void test_memory__calendar_with_weekend(void **state) {
  (void)state;
  fails_cleanly(make_weekend);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory__calendar_new),
      cmocka_unit_test(test_memory__calendar_of_days),
      cmocka_unit_test(test_memory__calendar_with),
      cmocka_unit_test(test_memory__calendar_with_weekend),
  };
  return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
