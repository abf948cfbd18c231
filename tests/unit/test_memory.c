/* Calendars where the n-th allocation fails, for every n: DUEBY_EMEMORY, the output untouched, and nothing left behind.
 * The linker puts these functions in the place of the C library's (--wrap). */
#include <stdlib.h>

#include "calendars.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void __wrap_free(void *memory);

static int allocations_left = -1; /* until one fails; below 0: none does */
static int live;

static int fails(void) {
  if (allocations_left < 0) return 0;
  return allocations_left-- == 0;
}

void *__wrap_malloc(size_t size) {
  void *memory = fails() ? NULL : __real_malloc(size);
  live += memory != NULL;
  return memory;
}

void *__wrap_calloc(size_t count, size_t size) {
  void *memory = fails() ? NULL : __real_calloc(count, size);
  live += memory != NULL;
  return memory;
}

void __wrap_free(void *memory) {
  live -= memory != NULL;
  __real_free(memory);
}

typedef dueby_status make(const dueby_calendar *base, dueby_calendar **calendar);

static void fails_cleanly(make *run) {
  int n = 0;
  dueby_status status = DUEBY_EMEMORY;
  dueby_calendar *plain = calendar_of("scotland"), *base = with_day(plain, DUEBY_ADD, "2026-06-17", "A day");
  dueby_calendar_free(plain);
  for (; status != DUEBY_OK; n++) {
    dueby_calendar *calendar = NULL;
    int before = live;
    allocations_left = n;
    status = run(base, &calendar);
    allocations_left = -1;
    assert_true(status == DUEBY_OK ? calendar != NULL : status == DUEBY_EMEMORY && !calendar);
    dueby_calendar_free(calendar);
    assert_int_equal(live, before);
  }
  assert_true(n > 4); /* the calendar, its days, its names, a view */
  dueby_calendar_free(base);
}

static dueby_status make_new(const dueby_calendar *base, dueby_calendar **calendar) {
  (void)base;
  return dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, calendar);
}

static dueby_status make_own(const dueby_calendar *base, dueby_calendar **calendar) {
  const dueby_date list[] = {day("2026-06-17"), day("2026-06-18")};
  (void)base;
  return dueby_calendar_of_days("scotland", list, NULL, 2, calendar);
}

static dueby_status make_closed(const dueby_calendar *base, dueby_calendar **calendar) {
  const dueby_date shut = day("2026-12-29");
  return dueby_calendar_with(base, DUEBY_CLOSE, &shut, 1, "Shut", calendar);
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
