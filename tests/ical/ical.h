/* Shared by the iCalendar tests: reads a string as .ics, keeps the diagnostics, and checks that nothing is printed. */
#ifndef DUEBY_TESTS_ICAL_H
#define DUEBY_TESTS_ICAL_H

#include <stdlib.h>
#include <unistd.h>

#include "../unit/support.h"
#include "dueby/ical.h"

struct outcome {
  dueby_status status;
  dueby_diagnostic said[4];
  dueby_diagnostics diagnostics;
  dueby_calendar *calendar;
  int64_t printed; /* bytes written to standard error */
};

/* Reads a string as .ics. The reader must print nothing. */
static inline struct outcome read_bytes(const char *ics, int64_t length) {
  struct outcome outcome = {.calendar = NULL};
  FILE *file = tmpfile();
  int kept = dup(STDERR_FILENO);
  assert_non_null(file);
  fflush(stderr);
  dup2(fileno(file), STDERR_FILENO);
  outcome.diagnostics.items = outcome.said;
  outcome.diagnostics.capacity = 4;
  outcome.status = dueby_ical_calendar_from_ics(ics, length, "scotland", &outcome.diagnostics, &outcome.calendar);
  outcome.diagnostics.items = NULL;
  fflush(stderr);
  dup2(kept, STDERR_FILENO);
  close(kept);
  fseek(file, 0, SEEK_END);
  outcome.printed = ftell(file);
  fclose(file);
  assert_int_equal(outcome.printed, 0);
  if (outcome.status != DUEBY_OK) assert_null(outcome.calendar);
  return outcome;
}

static inline struct outcome read_text(const char *ics) {
  return read_bytes(ics, (int64_t)strlen(ics));
}

#endif
