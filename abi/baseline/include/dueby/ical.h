/* ical: iCalendar (RFC 5545) -> calendars; due dates and worklists -> iCalendar. This is libdueby-ical, which needs only
 * libdueby. */
#ifndef DUEBY_ICAL_H
#define DUEBY_ICAL_H

#include "io.h"
#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A calendar from one .ics of at most 1 MiB, in the form in which GOV.UK publishes bank holidays: one VCALENDAR of VEVENTs with
 * DTSTART;VALUE=DATE, and optionally DTEND;VALUE=DATE (the day after the last) and SUMMARY. The file does not say which
 * division it is for, so `division` does: "scotland", or several with "+" if the file has the days of all. An event of several
 * days (at most 366) makes each of them a holiday. A cancelled one is skipped with a warning. Anything that would have to be
 * computed or guessed is refused: times and time zones, recurrence, durations, tentative events, other components except
 * alarms. At most 8 KiB per unfolded line and 5000 components, 3 deep. Since 0.1. */
DUEBY_API dueby_status dueby_ical_calendar_from_ics(const char *ics, int64_t length, const char *division,
                                                    dueby_diagnostics *diagnostics, dueby_calendar **calendar);

/* How entries are written. */
enum {
  DUEBY_ICAL_EVENT = 0, /* VEVENT: a whole day that leaves its owner free; every calendar program shows it */
  DUEBY_ICAL_TODO = 1   /* VTODO: a task with a due day; many calendar programs leave tasks out */
};

/* Strings are UTF-8; any other bytes are written as "?", control characters as spaces. `sequence` counts the changes of an entry
 * from 0: of two with the same `uid`, programs keep the higher. Outlook shows a cancelled event like any other, so say it in
 * `summary` too. */
typedef struct dueby_ical_entry {
  const char *uid;         /* identifies the entry worldwide, and never changes; not blank */
  const char *summary;     /* the title; not blank */
  const char *description; /* NULL: none */
  const char *categories;  /* separated by commas or semicolons; NULL: none */
  dueby_time dtstamp;      /* when the entry was made; the library has no clock */
  dueby_date date;         /* the day */
  int32_t sequence;        /* 0 or more */
  int32_t cancelled;       /* 1: no longer needed */
  int32_t alarm_minutes;   /* how long before the day begins to remind: 900 is 9 am on the day before, -540 is 9 am on the day
                              itself; 0: no alarm */
} dueby_ical_entry;

/* Writes one VCALENDAR of n entries, with METHOD:PUBLISH, each entry CLASS:PRIVATE, and folded lines that end in CRLF. `name` is
 * the name of the calendar, and `description` says the versions behind its entries (dueby_versions_text); each may be NULL. `form`
 * is DUEBY_ICAL_EVENT or DUEBY_ICAL_TODO. DUEBY_EARGUMENT if an entry has no uid or no summary, a date or time outside 1900 to
 * 2199, or a negative sequence. Since 0.1. */
DUEBY_API dueby_status dueby_ical_write(const char *name, const char *description, const dueby_ical_entry *entries, int64_t n,
                                        int32_t form, char *text, int64_t size, int64_t *needed);

/* Flags for the calendar of a worklist. */
enum {
  DUEBY_ICAL_DETAIL = 1, /* says what is due and why, with a reminder at 9 am on the day before; else only "Due: case 1201" */
  DUEBY_ICAL_PAST = 2    /* includes lines that were done and fell due before as-at */
};

/* Writes the calendar of a worklist that keeps its items: an entry for each that is listed and has a due day, in the order of
 * the cases. A line that was done or has ended is cancelled, so that it is removed from an earlier calendar; an entry always
 * has the same `uid`. `form` is DUEBY_ICAL_EVENT or DUEBY_ICAL_TODO, `flags` are DUEBY_ICAL_DETAIL and DUEBY_ICAL_PAST.
 * DUEBY_EARGUMENT, DUEBY_EMEMORY, and DUEBY_EFILE if the sink refuses a text; the sink then has only a part. Since 0.1. */
DUEBY_API dueby_status dueby_ical_worklist_write(const dueby_worklist *worklist, int32_t form, uint32_t flags, dueby_text_sink sink,
                                                 void *context);

#ifdef __cplusplus
}
#endif
#endif
