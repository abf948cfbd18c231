/* ical: reads calendars from iCalendar (RFC 5545), and writes due dates and worklists as iCalendar. This is libdueby-ical, which
 * needs only libdueby. */
#ifndef DUEBY_ICAL_H
#define DUEBY_ICAL_H

#include "io.h"
#include "worklist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Makes a calendar from one .ics file of at most 1 MiB, in the format that GOV.UK uses for bank holidays: one VCALENDAR of VEVENTs
 * with DTSTART;VALUE=DATE, and optionally DTEND;VALUE=DATE (the day after the last) and SUMMARY. The file does not state which
 * division it is for, so `division` does: "scotland", or several joined by "+" if the file has the days of all of them. Every day
 * of an event of several days (at most 366) becomes a holiday. A cancelled event is skipped with a warning. Anything that the
 * library would have to compute or guess is refused: times and time zones, recurrence, durations, tentative events, other
 * components except alarms. The limits are 8 KiB per unfolded line and 5000 components, 3 deep. Since 0.9. */
DUEBY_API dueby_status dueby_ical_calendar_from_ics(const char *ics, int64_t length, const char *division,
                                                    dueby_diagnostics *diagnostics, dueby_calendar **calendar);

/* The forms that entries can have. */
enum {
  DUEBY_ICAL_EVENT = 0, /* a VEVENT: an all-day event that does not mark its owner as busy; every calendar program shows it */
  DUEBY_ICAL_TODO = 1   /* a VTODO: a task with a due day; many calendar programs do not show tasks */
};

/* Strings are UTF-8; any other bytes are written as "?", control characters as spaces. `sequence` counts the changes to an entry
 * from 0: of two entries with the same `uid`, programs keep the one with the higher number. Outlook shows a cancelled event like
 * any other, so say so in `summary` too. */
typedef struct dueby_ical_entry {
  const char *uid;         /* the entry's identifier, globally unique and never changed; must not be blank */
  const char *summary;     /* title of the entry; must not be blank */
  const char *description; /* description of the entry; NULL for none */
  const char *categories;  /* categories, separated by commas or semicolons; NULL for none */
  dueby_time dtstamp;      /* the time when the entry was made; the caller sets it, because the library has no clock */
  dueby_date date;         /* the entry's day */
  int32_t sequence;        /* how often the entry has changed, 0 or more */
  int32_t cancelled;       /* 1 if the entry is no longer needed */
  int32_t alarm_minutes;   /* when to remind, in minutes before the day begins: 900 is 9 am on the day before, -540 is 9 am on the
                            * day itself; 0 for no alarm */
} dueby_ical_entry;

/* Writes one VCALENDAR of n entries, with METHOD:PUBLISH, CLASS:PRIVATE in each entry, and folded lines that end in CRLF. `name` is
 * the calendar's name, and `description` has the versions behind its entries (dueby_versions_text); each may be NULL. `form` is
 * DUEBY_ICAL_EVENT or DUEBY_ICAL_TODO. Fails with DUEBY_EARGUMENT if an entry has no uid or no summary, a date or time outside 1900
 * to 2199, or a negative sequence. Since 0.9. */
DUEBY_API dueby_status dueby_ical_write(const char *name, const char *description, const dueby_ical_entry *entries, int64_t n,
                                        int32_t form, char *text, int64_t size, int64_t *needed);

/* Flags for a worklist's calendar. */
enum {
  DUEBY_ICAL_DETAIL = 1, /* writes what is due and why, with a reminder at 9 am on the day before; otherwise only "Due: case
                          * 1201" */
  DUEBY_ICAL_PAST = 2    /* includes lines that were done and fell due before as-at */
};

/* Writes a worklist that keeps its items as a calendar. Each listed item with a due day becomes an entry, in the order of the
 * cases. The entry of a line that was done or has ended is marked as cancelled, which removes it from a calendar imported earlier;
 * a line always has the same `uid`. `form` is DUEBY_ICAL_EVENT or DUEBY_ICAL_TODO, `flags` are DUEBY_ICAL_DETAIL and
 * DUEBY_ICAL_PAST. Fails with DUEBY_EARGUMENT, DUEBY_EMEMORY, or DUEBY_EFILE if the sink refuses some text, when it has received
 * only part of the calendar. Since 0.9. */
DUEBY_API dueby_status dueby_ical_worklist_write(const dueby_worklist *worklist, int32_t form, uint32_t flags, dueby_text_sink sink,
                                                 void *context);

#ifdef __cplusplus
}
#endif
#endif
