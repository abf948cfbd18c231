/* Shared by the fuzz targets. A target is a file in this folder with LLVMFuzzerTestOneInput. libFuzzer calls that function with
 * generated inputs, and replay.c calls it with the inputs in corpus/. `must` checks a property that has to hold for any input. */
#ifndef DUEBY_TESTS_FUZZ_H
#define DUEBY_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "dueby/io.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define must(condition) fuzz_must((condition) != 0, #condition, __FILE__, __LINE__)

static inline void fuzz_must(int holds, const char *condition, const char *file, int line) {
  if (holds) return;
  fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
  abort();
}

/* Runs a calendar reader. If the reader fails, the output must be untouched and there must be a reason; otherwise the calendar's
 * days must be readable. */
typedef dueby_status (*fuzz_reader)(const char *text, int64_t length, const char *divisions, dueby_diagnostics *diagnostics,
                                    dueby_calendar **calendar);

static inline void fuzz_calendar(fuzz_reader read, const uint8_t *bytes, size_t size, const char *divisions) {
  dueby_diagnostic items[2];
  dueby_diagnostics diagnostics = {items, 2, 0};
  dueby_calendar *calendar = NULL;
  dueby_holiday holiday;
  dueby_date first, last, before = INT32_MIN;
  dueby_status status = read((const char *)bytes, (int64_t)size, divisions, &diagnostics, &calendar);
  must(diagnostics.count >= 0);
  if (status != DUEBY_OK) {
    must(!calendar);
    must(status != DUEBY_ETEXT || diagnostics.count > 0);
    return;
  }
  must(calendar);
  dueby_calendar_coverage(calendar, &first, &last, NULL, NULL);
  must(dueby_calendar_holiday_count(calendar) > 0);
  for (int64_t i = 0; dueby_calendar_holiday(calendar, i, &holiday) == DUEBY_OK; i++) {
    for (const char *name = dueby_calendar_holiday_name(calendar, i); *name; name++)
      must((unsigned char)*name >= ' ' && *name != 127);
    must(holiday.date >= first && holiday.date <= last && holiday.date >= before);
    before = holiday.date;
  }
  dueby_calendar_free(calendar);
}

#endif
