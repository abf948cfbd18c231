/* The first pass over an .ics, without libical: checks limits and structure, and refuses what cannot be used. Internal to
 * libdueby-ical. */
#ifndef DUEBY_ICAL_SCAN_H
#define DUEBY_ICAL_SCAN_H

#include "dueby/io.h"

enum { ICS_SIZE_MAX = 1 << 20, ICS_LINE_MAX = 8 << 10, ICS_COMPONENTS_MAX = 5000, ICS_DEPTH_MAX = 3 };

/* The lines of an event, from 1; 0: not there. */
struct ics_event {
  int32_t begin, start, end, summary, cancelled;
};

/* The input for libical: the events in order, unfolded, with only the properties for a day and its name. */
struct ics_scan {
  char *text; /* ended by a zero */
  int64_t length, size;
  struct ics_event events[ICS_COMPONENTS_MAX];
  int32_t event_count;
};

/* `scan` must be zero. Free its text whether or not this succeeds. */
dueby_status dueby_ical_scan(const char *ics, int64_t length, dueby_diagnostics *diagnostics, struct ics_scan *scan);

#endif
