/* Checks that a list of bank holidays is complete. Internal to libdueby-io and libdueby-ical. */
#ifndef DUEBY_IO_HOLIDAY_LIST_H
#define DUEBY_IO_HOLIDAY_LIST_H

#include "dueby/io.h"

/* The first and last day that a list may have: 1971-01-01 and 2100-12-31. */
enum { LIST_FIRST = 365, LIST_LAST = 47846 };

/* Checks the days of a list. Returns DUEBY_ETEXT if it has a gap: a year without Christmas before its last year. */
dueby_status dueby_io_check_list(const dueby_date *days, int64_t n, dueby_diagnostics *diagnostics);

/* Warns if a list's calendar begins or ends part-way through a year, or has fewer days in a year than the built-in one. */
void dueby_io_note_list(const dueby_calendar *calendar, dueby_diagnostics *diagnostics);

#endif
