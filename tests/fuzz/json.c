/* Reads JSON like GOV.UK's bank-holidays.json. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  fuzz_calendar(dueby_io_calendar_from_json, bytes, size, "england-and-wales");
  fuzz_calendar(dueby_io_calendar_from_json, bytes, size, "scotland+northern-ireland");
  return 0;
}
