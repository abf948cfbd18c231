/* Makes the n-th of our own allocations fail, for every n. The status must be DUEBY_EMEMORY, no memory may leak, and outputs must
 * be untouched. */
#include "../failing_memory.h"
#include "ical.h"

/* Calls `try` with each allocation failing in turn. Returns how many allocations it makes if none fails. */
static int64_t fail_each(dueby_status (*try)(void)) {
  for (int64_t n = 1;; n++) {
    int64_t before = memory.live;
    memory.calls = 0;
    memory.fail_at = n;
    dueby_status status = try();
    memory.fail_at = 0;
    assert_int_equal(memory.live, before);
    if (memory.calls < n) {
      assert_int_equal(status, DUEBY_OK);
      return memory.calls;
    }
    assert_int_equal(status, DUEBY_EMEMORY);
  }
}

static dueby_status try_read(void) {
  static const char ics[] = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260403\nDTEND;VALUE=DATE:20260405\nSUMMARY:a\n"
                            "END:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260406\nSUMMARY:b\nEND:VEVENT\nEND:VCALENDAR\n";
  dueby_calendar *calendar = NULL;
  dueby_status status = dueby_ical_calendar_from_ics(ics, sizeof ics - 1, "scotland", NULL, &calendar);
  if (status != DUEBY_OK) assert_null(calendar);
  dueby_calendar_free(calendar);
  return status;
}

static void reading(void **state) {
  (void)state;
  assert_true(fail_each(try_read) >= 3); /* at least the reader, the scan and its text are allocated */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reading)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
