/* The n-th allocation of our own fails, for every n: DUEBY_EMEMORY, nothing left behind, no output touched. The linker sends
 * calls of malloc and its like here (-Wl,--wrap); those within libical it cannot reach. */
#include "ical.h"

static struct {
  int64_t calls, fail_at; /* from 1; 0: none fails */
  int64_t live;
} memory;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void __real_free(void *old);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void __wrap_free(void *old);

static void *counted(void *made) {
  memory.live += made != NULL;
  return made;
}

void *__wrap_malloc(size_t size) {
  return ++memory.calls == memory.fail_at ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size) {
  return ++memory.calls == memory.fail_at ? NULL : counted(__real_calloc(count, size));
}

void __wrap_free(void *old) {
  memory.live -= old != NULL;
  __real_free(old);
}

/* How many allocations it takes when none fails. */
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
  dueby_status status = dueby_ical_write("Days", &entry, 1, DUEBY_ICAL_EVENT, text, sizeof text, &needed);
  if (status != DUEBY_OK) {
    assert_string_equal(text, "");
    assert_int_equal(needed, UNTOUCHED);
  }
  return status;
}

static void reading(void **state) {
  (void)state;
  assert_true(fail_each(try_read) >= 5); /* the reader, the scan, its text, a name for each event */
}

static void writing(void **state) {
  (void)state;
  assert_true(fail_each(try_write) >= 8); /* the name and its line; uid, summary, description, two categories; the alarm's text */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reading), cmocka_unit_test(writing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
