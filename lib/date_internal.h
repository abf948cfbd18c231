/* The range of civil dates, and dates that the caller fills in. Internal. */
#ifndef DUEBY_DATE_INTERNAL_H
#define DUEBY_DATE_INTERNAL_H

#include "dueby/date.h"
#include "text.h"

static inline int is_date(dueby_date date) {
  return date >= DUEBY_DATE_FIRST && date <= DUEBY_DATE_LAST;
}

/* Returns a date that the caller filled in, or NONE if it is 0 and not marked as known. For times, 0 always means unknown: it
 * cannot mean 1970, because UK times begin in 1972. */
static inline dueby_date known_date(dueby_date date, uint32_t is_known) {
  return date || is_known ? date : DUEBY_DATE_NONE;
}

static inline dueby_time known_time(dueby_time time) {
  return time ? time : DUEBY_TIME_NONE;
}

/* True if something with this date and time has happened by `by`. */
static inline int has_come(dueby_date date, dueby_time time, const dueby_when *by) {
  if (date != by->date || known_time(time) == DUEBY_TIME_NONE || by->time == DUEBY_TIME_NONE) return date <= by->date;
  return time <= by->time;
}

/* True if a time fits a date: it is on that day, or on the day before if a cut-off moved the event to the next day. */
int dueby_date_agrees(dueby_date date, dueby_time time);

/* Appends a date or time as dueby_when_text writes it. On failure the text is unchanged. */
dueby_status dueby_date_put_when(struct text *text, const dueby_when *when);

#endif
