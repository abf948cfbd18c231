/* The reader of .ics. It must print nothing: tests/ical asserts that, and script/fuzz shows anything besides libFuzzer's own
 * lines. */
#include "dueby/ical.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  fuzz_calendar(dueby_ical_calendar_from_ics, bytes, size, "scotland");
  return 0;
}
