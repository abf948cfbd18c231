/* Writes an entry as .ics. Whatever the entry's text, the reader must find exactly one day in the output. */
#include <string.h>

#include "dueby/ical.h"
#include "fuzz.h"

enum { BYTES_MAX = 1000, WRITTEN_MAX = 1 << 16 };

static int says_something(const char *text) {
  for (; *text; text++)
    if ((unsigned char)*text > ' ' && *text != 127) return 1;
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static char written[WRITTEN_MAX];
  char text[BYTES_MAX + 1];
  dueby_ical_entry entry = {.date = 20539}; /* 2026-03-27 */
  dueby_calendar *calendar = NULL;
  dueby_holiday holiday;
  int64_t needed = 0;
  if (size > BYTES_MAX) return 0;
  memcpy(text, bytes, size);
  text[size] = '\0';
  entry.uid = entry.summary = entry.description = entry.categories = text;
  entry.dtstamp = (dueby_time)size * 1000000 - 1;
  entry.alarm_minutes = (int32_t)size - 500;
  dueby_status status = dueby_ical_write(text, text, &entry, 1, DUEBY_ICAL_TODO, written, WRITTEN_MAX, &needed);
  must(status == (says_something(text) ? DUEBY_OK : DUEBY_EARGUMENT));
  if (status != DUEBY_OK) return 0;
  must(dueby_ical_write(text, text, &entry, 1, DUEBY_ICAL_EVENT, written, WRITTEN_MAX, &needed) == DUEBY_OK);
  must(needed == (int64_t)strlen(written) + 1);
  must(dueby_ical_calendar_from_ics(written, needed - 1, "scotland", NULL, &calendar) == DUEBY_OK);
  must(dueby_calendar_holiday_count(calendar) == 1);
  must(dueby_calendar_holiday(calendar, 0, &holiday) == DUEBY_OK && holiday.date == entry.date);
  dueby_calendar_free(calendar);
  return 0;
}
