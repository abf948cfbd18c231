/* Guards the state that libical shares across the process. Internal to libdueby-ical. */
#ifndef DUEBY_ICAL_GUARD_H
#define DUEBY_ICAL_GUARD_H

#include <libical/ical.h>

#include "dueby/base.h"

struct ical_guard {
  int fatal;
  icalerrorstate states[ICAL_UNKNOWN_ERROR + 1];
};

/* Between enter and leave no other thread is inside, and no error of libical ends the process. */
void dueby_ical_enter(struct ical_guard *guard);
void dueby_ical_leave(const struct ical_guard *guard);

#endif
