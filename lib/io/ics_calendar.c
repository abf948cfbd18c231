/* Makes calendars from iCalendar, where each event is one or more whole days. */
#include <stdlib.h>
#include <string.h>

#include "diagnose.h"
#include "dueby/refusal.h"
#include "holiday_list.h"
#include "ics_scan.h"

enum { DAYS_MAX = 20000, EVENT_DAYS_MAX = 366 };

struct reading {
  struct ics_scan scan;
  dueby_date dates[DAYS_MAX];
  const char *names[DAYS_MAX]; /* names in the text of the scan */
  int64_t count;
  dueby_diagnostics *diagnostics;
};

static dueby_status report(const struct reading *reading, dueby_status code, int32_t line, const char *message) {
  return dueby_io_report(reading->diagnostics, DUEBY_SEVERITY_ERROR, code, line, 1, "%s", message);
}

static int32_t read_number(const char *digits, int count) {
  int32_t number = 0;
  while (count--) number = number * 10 + (*digits++ - '0');
  return number;
}

static dueby_status report_outside(const struct reading *reading, int32_t line, int32_t year, int32_t month, int32_t day) {
  char covers[64] = "";
  dueby_refusal_text(DUEBY_REFUSAL_UNCOVERED, DUEBY_STYLE_OPTIONS, NULL, covers, sizeof covers, NULL);
  return dueby_io_report(reading->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ECOVERAGE, line, 1, "%04d-%02d-%02d: %s", (int)year,
                         (int)month, (int)day, covers);
}

static dueby_status make_date(const struct reading *reading, const char day[8], int32_t line, dueby_date *date) {
  int32_t year = read_number(day, 4), month = read_number(day + 4, 2), number = read_number(day + 6, 2);
  if (dueby_date_new(year, month, number, date) == DUEBY_OK) return DUEBY_OK;
  int is_day_of_some_year = month >= 1 && month <= 12 && number >= 1 && number <= 31;
  if (is_day_of_some_year && (year < 1900 || year > 2199)) return report_outside(reading, line, year, month, number);
  return dueby_io_report(reading->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, line, 1,
                         "%04d-%02d-%02d is not a date. Write dates like 20260403", (int)year, (int)month, (int)number);
}

static dueby_status add_days(struct reading *reading, const struct ics_event *lines, dueby_date first, dueby_date end) {
  if (end - first > EVENT_DAYS_MAX) return report(reading, DUEBY_ELIMIT, lines->end, "an event is longer than 366 days");
  if (first < LIST_FIRST || end - 1 > LIST_LAST) {
    int32_t civil[3];
    dueby_date_civil(first < LIST_FIRST ? first : end - 1, &civil[0], &civil[1], &civil[2]);
    return report_outside(reading, lines->start, civil[0], civil[1], civil[2]);
  }
  if (end - first > DAYS_MAX - reading->count) return report(reading, DUEBY_ELIMIT, lines->begin, "more than 20000 days");
  char *name = reading->scan.text + lines->name;
  for (dueby_date date = first; date < end; date++) {
    reading->dates[reading->count] = date;
    reading->names[reading->count++] = name;
  }
  return DUEBY_OK;
}

/* Reads the days of an event. DTEND is the day after the last. */
static dueby_status read_event(struct reading *reading, const struct ics_event *lines) {
  dueby_date first, after = 0;
  if (lines->cancelled) return DUEBY_OK;
  dueby_status status = make_date(reading, lines->start_day, lines->start, &first);
  if (status != DUEBY_OK) return status;
  if (!lines->end) return add_days(reading, lines, first, first + 1);
  status = make_date(reading, lines->end_day, lines->end, &after);
  if (status != DUEBY_OK) return status;
  if (after <= first)
    return report(reading, DUEBY_ETEXT, lines->end, "DTEND is not after DTSTART: expected the day after the last day");
  return add_days(reading, lines, first, after);
}

dueby_status dueby_ics_calendar(const char *ics, int64_t length, const char *division, dueby_diagnostics *diagnostics,
                                dueby_calendar **calendar) {
  struct reading *reading = calloc(1, sizeof *reading);
  if (!reading) return DUEBY_EMEMORY;
  reading->diagnostics = diagnostics;
  dueby_status status = dueby_ics_scan(ics, length, diagnostics, &reading->scan);
  for (int32_t i = 0; i < reading->scan.event_count && status == DUEBY_OK; i++)
    status = read_event(reading, &reading->scan.events[i]);
  if (status == DUEBY_OK && reading->count == 0)
    status =
        dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0, "the file has no bank holidays for %.80s", division);
  if (status == DUEBY_OK) status = dueby_io_check_list(reading->dates, reading->count, diagnostics);
  if (status == DUEBY_OK) status = dueby_calendar_from_days(division, reading->dates, reading->names, reading->count, calendar);
  if (status == DUEBY_OK) dueby_io_note_list(*calendar, diagnostics);
  free(reading->scan.text);
  free(reading);
  return status;
}
