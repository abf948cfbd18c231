/* Scans the events of an .ics file of whole days, with limits on size and structure. Internal to libdueby-io and libdueby-ical. */
#ifndef DUEBY_IO_ICS_SCAN_H
#define DUEBY_IO_ICS_SCAN_H

#include "dueby/io.h"

enum { ICS_SIZE_MAX = 1 << 20, ICS_LINE_MAX = 8 << 10, ICS_COMPONENTS_MAX = 5000, ICS_DEPTH_MAX = 3 };

/* An event: line numbers from 1 (0 if the property is missing), days as written (eight digits each), and the offset of the name. */
struct ics_event {
  int32_t begin, start, end, summary, cancelled;
  char start_day[8], end_day[8];
  int64_t name;
};

/* The events of a file in order, and their names. */
struct ics_scan {
  char *text; /* the names, each followed by a zero byte; the first is "" */
  int64_t length;
  struct ics_event events[ICS_COMPONENTS_MAX];
  int32_t event_count;
};

/* Scans a file into `scan`, which must be zeroed first. Its text must be freed whatever the status. */
dueby_status dueby_ics_scan(const char *ics, int64_t length, dueby_diagnostics *diagnostics, struct ics_scan *scan);

/* Makes a calendar from the days of an .ics file, for dueby_io_calendar_from_ics. */
dueby_status dueby_ics_calendar(const char *ics, int64_t length, const char *division, dueby_diagnostics *diagnostics,
                                dueby_calendar **calendar);

#endif
