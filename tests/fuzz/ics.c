/* Reads .ics. The reader must write nothing to standard error: a run of script/fuzz would show it between libFuzzer's own
 * lines, and tests/ical asserts it. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  fuzz_calendar(dueby_io_calendar_from_ics, bytes, size, "scotland");
  return 0;
}
