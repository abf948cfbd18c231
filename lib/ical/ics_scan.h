/* The first pass over an .ics, without libical: limits, structure, what is refused. Internal to libdueby-ical. */
#ifndef DUEBY_ICAL_SCAN_H
#define DUEBY_ICAL_SCAN_H

#include "dueby/io.h"

enum { ICS_SIZE_MAX = 1 << 20, ICS_LINE_MAX = 8 << 10, ICS_COMPONENTS_MAX = 5000, ICS_DEPTH_MAX = 3 };

/* The lines of an event, from 1; 0: not there. */
struct ics_event {
  int32_t begin, start, end, summary, cancelled;
};

/* What libical gets to read: the events in their order, unfolded, with the properties that say a day and its name. */
struct ics_scan {
  char *text; /* ended by a zero */
  int64_t length, size;
  struct ics_event events[ICS_COMPONENTS_MAX];
  int32_t event_count;
};

/* `scan` is zero before; its text is to be freed, whatever comes of it. */
dueby_status dueby_ical_scan(const char *ics, int64_t length, dueby_diagnostics *diagnostics, struct ics_scan *scan);

#endif
