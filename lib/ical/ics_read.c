/* Bank holidays from iCalendar, under the name of this library: the reader is that of libdueby-io. */
#include "dueby/ical.h"
#include "ics_scan.h"

dueby_status dueby_ical_calendar_from_ics(const char *ics, int64_t length, const char *division, dueby_diagnostics *diagnostics,
                                          dueby_calendar **calendar) {
  return dueby_ics_calendar(ics, length, division, diagnostics, calendar);
}
