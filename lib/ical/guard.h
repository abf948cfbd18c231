/* Guards the state that libical shares across the process. Internal to libdueby-ical. */
#ifndef DUEBY_ICAL_GUARD_H
#define DUEBY_ICAL_GUARD_H

#include <libical/ical.h>

#include "dueby/base.h"

struct ical_guard {
  int fatal, earlier_errno;
  icalerrorstate states[ICAL_UNKNOWN_ERROR + 1];
};

/* Between the two no other thread is inside, and no error of libical ends the process. libical goes on without what it had no
 * memory for: where that was so, the second returns DUEBY_EMEMORY, else `status`. */
void dueby_ical_enter(struct ical_guard *guard);
dueby_status dueby_ical_leave(const struct ical_guard *guard, dueby_status status);

#endif
