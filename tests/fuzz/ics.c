/* The reader of .ics. Nothing may reach standard error: libFuzzer's own lines aside, a run of script/fuzz shows whether
 * something does, and tests/ical asserts it. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  fuzz_calendar(dueby_io_calendar_from_ics, bytes, size, "scotland");
  return 0;
}
