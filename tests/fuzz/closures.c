/* Reads closures from CSV. The reader makes a calendar for each run of days with the same name, so inputs are kept short. */
#include "fuzz.h"

enum { BYTES_MAX = 512 };

static dueby_status read_closures(const char *csv, int64_t length, const char *divisions, dueby_diagnostics *diagnostics,
                                  dueby_calendar **calendar) {
  static dueby_calendar *base;
  (void)divisions;
  if (!base) must(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &base) == DUEBY_OK);
  return dueby_io_closures_from_csv(csv, length, base, DUEBY_CHANGE_CLOSE, diagnostics, calendar);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size <= BYTES_MAX) fuzz_calendar(read_closures, bytes, size, NULL);
  return 0;
}
