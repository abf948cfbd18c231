/* Makes the n-th of our own allocations fail, for every n: DUEBY_EMEMORY, nothing leaked, no output touched. Those within libical
 * cannot be made to fail. */
#include "../failing_memory.h"
#include "ical.h"

/* Returns how many allocations it takes if none fails. */
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

static dueby_status try_write(void) {
  char text[4000] = "same";
  dueby_ical_entry entry = {.uid = "1@example.org", .summary = "Due", .description = "d", .categories = "a,b", .alarm_minutes = 1};
  int64_t needed = UNTOUCHED;
  dueby_status status = dueby_ical_write("Days", "library 0.1.0", &entry, 1, DUEBY_ICAL_EVENT, text, sizeof text, &needed);
  if (status != DUEBY_OK) {
    assert_string_equal(text, "");
    assert_int_equal(needed, UNTOUCHED);
  }
  return status;
}

static void reading(void **state) {
  (void)state;
  assert_true(fail_each(try_read) >= 3); /* the reader, the scan, its text */
}

static void writing(void **state) {
  (void)state;
  assert_true(fail_each(try_write) >= 8); /* the name and its line; uid, summary, description, two categories; the alarm's text */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reading), cmocka_unit_test(writing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
