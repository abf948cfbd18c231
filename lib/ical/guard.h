/* libical's state of the whole process, while this library works. Internal to libdueby-ical. */
#ifndef DUEBY_ICAL_GUARD_H
#define DUEBY_ICAL_GUARD_H

#include <libical/ical.h>

#include "dueby/base.h"

struct ical_guard {
  int fatal;
  icalerrorstate states[ICAL_UNKNOWN_ERROR + 1];
};

/* Between the two no other thread is inside, and no error of libical ends the process. */
void dueby_ical_enter(struct ical_guard *guard);
void dueby_ical_leave(const struct ical_guard *guard);

/* How many bytes the UTF-8 character at the beginning of a text takes; 0: none begins so. */
int32_t dueby_ical_character(const char *text, int64_t length);

#endif
