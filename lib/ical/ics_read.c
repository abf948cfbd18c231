/* Reads bank holidays from iCalendar by passing them to the reader in libdueby-io. */
#include "dueby/ical.h"
#include "ics_scan.h"

dueby_status dueby_ical_calendar_from_ics(const char *ics, int64_t length, const char *division, dueby_diagnostics *diagnostics,
                                          dueby_calendar **calendar) {
  return dueby_ics_calendar(ics, length, division, diagnostics, calendar);
}
