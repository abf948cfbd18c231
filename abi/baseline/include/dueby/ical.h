/* ical: iCalendar (RFC 5545) -> calendars; due dates -> iCalendar. This is libdueby-ical, which needs libical; libdueby and
 * libdueby-io do not.
 *
 * libical keeps state of the whole process: calls of this library exclude each other, and while one runs errors of libical
 * do not end the process, whatever was set before; that is put back. A program that uses libical itself must not do so at
 * the same time in another thread. Where libical itself runs out of memory, the process may end. */
#ifndef DUEBY_ICAL_H
#define DUEBY_ICAL_H

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A calendar from one .ics, at most 1 MiB: its events are the days of `division`, which the file does not name ("scotland";
 * several with "+", where the file holds the days of all). It is the shape in which GOV.UK publishes bank holidays: one
 * VCALENDAR of VEVENTs with DTSTART;VALUE=DATE, and if they are there DTEND;VALUE=DATE (the day after the last) and SUMMARY.
 * An event of several days is each of them, 366 at most; a cancelled one is passed over, with a warning. Refused is what
 * would have to be worked out or guessed: times of day and time zones, recurrence, durations, tentative events, other
 * components (but alarms). Lines are at most 8 KiB when unfolded, components 5000, and 3 deep. Since 0.1. */
DUEBY_API dueby_status dueby_ical_calendar_from_ics(const char *ics, int64_t length, const char *division,
                                                    dueby_diagnostics *diagnostics, dueby_calendar **calendar);

/* What an entry is written as. */
enum {
  DUEBY_ICAL_EVENT = 0, /* VEVENT: a whole day that leaves its owner free; every calendar program shows it */
  DUEBY_ICAL_TODO = 1   /* VTODO: a task with a due day; many calendar programs leave tasks out */
};

/* Texts are UTF-8; what is not, and control characters, are written as "?" and blanks. `sequence` counts the changes of an
 * entry from 0: programs take a higher one of the same `uid` for the newer. Outlook shows a cancelled event like any other,
 * so let `summary` say it. */
typedef struct dueby_ical_entry {
  const char *uid;         /* names the entry for ever, in the whole world; not blank */
  const char *summary;     /* the title; not blank */
  const char *description; /* NULL: none */
  const char *categories;  /* with commas or semicolons between them; NULL: none */
  dueby_time dtstamp;      /* when the entry was made: the caller says it, for there is no clock */
  dueby_date date;         /* the day */
  int32_t sequence;        /* 0 or more */
  int32_t cancelled;       /* 1: no longer needed */
  int32_t alarm_minutes;   /* reminds so long before the day begins: 900 is 9 in the morning of the day before, -540 that of
                              the day itself; 0: no alarm */
} dueby_ical_entry;

/* One VCALENDAR of n entries, with METHOD:PUBLISH and each entry CLASS:PRIVATE: lines end in CRLF and are folded. `name` is
 * the calendar's, and may be NULL; `form` is DUEBY_ICAL_EVENT or DUEBY_ICAL_TODO. DUEBY_EARGUMENT where an entry has no
 * uid or summary, a date or time outside 1900 to 2199, or a negative sequence. Since 0.1. */
DUEBY_API dueby_status dueby_ical_write(const char *name, const dueby_ical_entry *entries, int64_t n, int32_t form, char *text,
                                        int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
