/* iCalendar text while it is being written. Internal to libdueby-ical. */
#ifndef DUEBY_ICS_WRITE_H
#define DUEBY_ICS_WRITE_H

#include "dueby/ical.h"
#include "stream.h"

struct ics {
  struct stream out;
  int64_t column; /* number of bytes in the current line */
};

void dueby_ics_begin(struct ics *ics, const char *name, const char *description, dueby_text_sink sink, void *context);
void dueby_ics_entry(struct ics *ics, const dueby_ical_entry *entry, int32_t form);
dueby_status dueby_ics_end(struct ics *ics); /* returns DUEBY_EFILE if the sink has refused anything */

/* Returns 1 if an entry has all required parts and its days can be written. */
int dueby_ics_takes(const dueby_ical_entry *entry);

#endif
