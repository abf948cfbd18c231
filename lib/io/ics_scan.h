/* An .ics of whole days: limits, structure, what is refused, and its events. Internal to libdueby-io and libdueby-ical. */
#ifndef DUEBY_IO_ICS_SCAN_H
#define DUEBY_IO_ICS_SCAN_H

#include "dueby/io.h"

enum { ICS_SIZE_MAX = 1 << 20, ICS_LINE_MAX = 8 << 10, ICS_COMPONENTS_MAX = 5000, ICS_DEPTH_MAX = 3 };

/* The lines of an event, from 1 (0: not there); its days as they stand there, eight digits each; its name, a place in the text. */
struct ics_event {
  int32_t begin, start, end, summary, cancelled;
  char start_day[8], end_day[8];
  int64_t name;
};

/* The events in their order, and their names. */
struct ics_scan {
  char *text; /* names, each ended by a zero; "" first */
  int64_t length;
  struct ics_event events[ICS_COMPONENTS_MAX];
  int32_t event_count;
};

/* `scan` is zero before; its text is to be freed, whatever comes of it. */
dueby_status dueby_ics_scan(const char *ics, int64_t length, dueby_diagnostics *diagnostics, struct ics_scan *scan);

/* A calendar of their days: dueby_io_calendar_from_ics. */
dueby_status dueby_ics_calendar(const char *ics, int64_t length, const char *division, dueby_diagnostics *diagnostics,
                                dueby_calendar **calendar);

#endif
