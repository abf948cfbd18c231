/* libical's state is restored, and only one thread is inside at a time. */
#include <pthread.h>

#include "ical/guard.h"
#include "ical.h"

static const char good[] =
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260403\nSUMMARY:Good Friday\nEND:VEVENT\nEND:VCALENDAR\n";
static const char bad[] = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:00000000\nEND:VEVENT\nEND:VCALENDAR\n";

/* A program may want errors of libical to end it. That is suspended while this library runs, and restored. No known file that
 * passes the first scan causes such an error, so the test causes one itself. */
static void the_settings_of_the_program(void **state) {
  struct ical_guard guard;
  (void)state;
  icalerror_set_errors_are_fatal(1);
  icalerror_set_error_state(ICAL_MALFORMEDDATA_ERROR, ICAL_ERROR_FATAL);
  dueby_ical_enter(&guard);
  assert_true(icaltime_is_null_time(icaltime_from_string("no time")));
  assert_int_equal(icalerrno, ICAL_MALFORMEDDATA_ERROR);
  dueby_ical_leave(&guard, DUEBY_OK);
  assert_int_equal(icalerrno, ICAL_NO_ERROR);
  assert_int_equal(icalerror_get_errors_are_fatal(), 1);
  assert_int_equal(icalerror_get_error_state(ICAL_MALFORMEDDATA_ERROR), ICAL_ERROR_FATAL);
  assert_int_equal(icalerror_get_error_state(ICAL_BADARG_ERROR), ICAL_ERROR_DEFAULT);
  struct outcome outcome = read_text(bad);
  assert_int_equal(outcome.status, DUEBY_ETEXT);
  assert_int_equal(icalerror_get_errors_are_fatal(), 1);
  icalerror_set_errors_are_fatal(0);
  icalerror_set_error_state(ICAL_MALFORMEDDATA_ERROR, ICAL_ERROR_DEFAULT);
}

static void *work(void *failed) {
  for (int i = 0; i < 200; i++) {
    dueby_ical_entry entry = {.uid = "1@example.org", .summary = "Due: case 1", .date = 20000 + i};
    dueby_calendar *calendar = NULL;
    char text[1000];
    int right = dueby_ical_calendar_from_ics(good, sizeof good - 1, "scotland", NULL, &calendar) == DUEBY_OK &&
                dueby_calendar_holiday_count(calendar) == 1 &&
                strcmp(dueby_calendar_holiday_name(calendar, 0), "Good Friday") == 0 &&
                dueby_ical_calendar_from_ics(bad, sizeof bad - 1, "scotland", NULL, &calendar) == DUEBY_ETEXT &&
                dueby_ical_write("Days", NULL, &entry, 1, DUEBY_ICAL_EVENT, text, sizeof text, NULL) == DUEBY_OK &&
                strstr(text, "Due: case 1");
    if (!right) ++*(int *)failed;
    dueby_calendar_free(calendar);
  }
  return NULL;
}

static void several_threads(void **state) {
  pthread_t threads[4];
  int failed[4] = {0};
  (void)state;
  for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, work, &failed[i]), 0);
  for (int i = 0; i < 4; i++) {
    pthread_join(threads[i], NULL);
    assert_int_equal(failed[i], 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_settings_of_the_program), cmocka_unit_test(several_threads)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
