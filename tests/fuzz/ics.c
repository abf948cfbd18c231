/* Reads .ics. The reader must write nothing to standard error. tests/ical checks this; script/fuzz would show such output between
 * libFuzzer's own lines. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  fuzz_calendar(dueby_io_calendar_from_ics, bytes, size, "scotland");
  return 0;
}
