/* Calendars from iCalendar, read by libical after our own first pass. */
#include <stdlib.h>
#include <string.h>

#include "diagnose.h"
#include "dueby/ical.h"
#include "guard.h"
#include "holiday_list.h"
#include "ics_scan.h"

enum { DAYS_MAX = 20000, EVENT_DAYS_MAX = 366 };

struct reading {
  struct ics_scan scan;
  dueby_date dates[DAYS_MAX];
  char *names[DAYS_MAX]; /* one text for all days of an event, owned by the first of them */
  int64_t count;
  dueby_date first, last; /* the range of a calendar */
  dueby_diagnostics *diagnostics;
};

static dueby_status say(const struct reading *reading, dueby_status code, int32_t line, const char *message) {
  return dueby_io_report(reading->diagnostics, DUEBY_SEVERITY_ERROR, code, line, 1, "%s", message);
}

/* libical accepts 30 February, so the date is built again by our own rules. */
static dueby_status make_date(const struct reading *reading, const icalproperty *property, struct icaltimetype time, int32_t line,
                              dueby_date *date) {
  if (!property || !time.is_date) return say(reading, DUEBY_ETEXT, line, "no day: expected one like 20260403");
  if (dueby_date_new(time.year, time.month, time.day, date) == DUEBY_OK) return DUEBY_OK;
  if (time.year < 1900 || time.year > 2199) return say(reading, DUEBY_ECOVERAGE, line, "a day outside 1971-01-01 to 2100-12-31");
  return dueby_io_report(reading->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, line, 1,
                         "there is no day %04d-%02d-%02d: expected one like 20260403", time.year, time.month, time.day);
}

/* A copy of the event's name, on one line. */
static char *copy_name(icalcomponent *event) {
  const icalproperty *property = icalcomponent_get_first_property(event, ICAL_SUMMARY_PROPERTY);
  const char *summary = property ? icalproperty_get_summary(property) : NULL;
  size_t size = summary ? strlen(summary) + 1 : 1;
  char *name = malloc(size);
  if (!name) return NULL;
  memcpy(name, summary ? summary : "", size);
  dueby_io_in_one_line(name);
  return name;
}

static dueby_status add_days(struct reading *reading, const struct ics_event *lines, icalcomponent *event, dueby_date first,
                             dueby_date end) {
  if (end - first > EVENT_DAYS_MAX) return say(reading, DUEBY_ELIMIT, lines->end, "an event of more than 366 days");
  if (first < reading->first || end - 1 > reading->last)
    return say(reading, DUEBY_ECOVERAGE, lines->start, "a day outside 1971-01-01 to 2100-12-31");
  if (end - first > DAYS_MAX - reading->count) return say(reading, DUEBY_ELIMIT, lines->begin, "more than 20000 days");
  char *name = copy_name(event);
  if (!name) return DUEBY_EMEMORY;
  for (dueby_date date = first; date < end; date++) {
    reading->dates[reading->count] = date;
    reading->names[reading->count++] = name;
  }
  return DUEBY_OK;
}

/* DTEND is the day after the last. */
static dueby_status read_event(struct reading *reading, const struct ics_event *lines, icalcomponent *event) {
  if (icalcomponent_count_errors(event)) return say(reading, DUEBY_ETEXT, lines->begin, "an event that libical cannot read");
  if (lines->cancelled) return DUEBY_OK;
  icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY),
               *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
  struct icaltimetype none = {0};
  dueby_date first = 0, after = 0;
  dueby_status status = make_date(reading, start, start ? icalproperty_get_dtstart(start) : none, lines->start, &first);
  if (status != DUEBY_OK) return status;
  if (!lines->end) return add_days(reading, lines, event, first, first + 1);
  status = make_date(reading, end, end ? icalproperty_get_dtend(end) : none, lines->end, &after);
  if (status != DUEBY_OK) return status;
  if (after <= first) return say(reading, DUEBY_ETEXT, lines->end, "DTEND is not after DTSTART: expected the day after the last");
  return add_days(reading, lines, event, first, after);
}

static dueby_status read_events(struct reading *reading, icalcomponent *root) {
  const struct ics_scan *scan = &reading->scan;
  int32_t at = 0;
  if (!root || icalcomponent_isa(root) != ICAL_VCALENDAR_COMPONENT ||
      icalcomponent_count_components(root, ICAL_ANY_COMPONENT) != scan->event_count)
    return say(reading, DUEBY_ETEXT, 0, "no calendar that libical can read");
  for (icalcomponent *event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT); event && at < scan->event_count;
       event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT)) {
    dueby_status status = read_event(reading, &scan->events[at++], event);
    if (status != DUEBY_OK) return status;
  }
  if (at < scan->event_count || icalcomponent_count_errors(root))
    return say(reading, DUEBY_ETEXT, 0, "a calendar that libical cannot read whole");
  return DUEBY_OK;
}

static dueby_status read_by_libical(struct reading *reading) {
  struct ical_guard guard;
  dueby_ical_enter(&guard);
  icalcomponent *root = icalparser_parse_string(reading->scan.text);
  dueby_status status = read_events(reading, root);
  if (root) icalcomponent_free(root);
  dueby_ical_leave(&guard);
  return status;
}

static void free_reading(struct reading *reading) {
  for (int64_t i = 0; i < reading->count; i++)
    if (i == 0 || reading->names[i] != reading->names[i - 1]) free(reading->names[i]);
  free(reading->scan.text);
  free(reading);
}

dueby_status dueby_ical_calendar_from_ics(const char *ics, int64_t length, const char *division, dueby_diagnostics *diagnostics,
                                          dueby_calendar **calendar) {
  struct reading *reading = calloc(1, sizeof *reading);
  if (!reading) return DUEBY_EMEMORY;
  reading->diagnostics = diagnostics;
  dueby_date_new(1971, 1, 1, &reading->first);
  dueby_date_new(2100, 12, 31, &reading->last);
  dueby_status status = dueby_ical_scan(ics, length, diagnostics, &reading->scan);
  if (status == DUEBY_OK) status = read_by_libical(reading);
  if (status == DUEBY_OK && reading->count == 0)
    status = dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0, "no bank holiday for %.80s", division);
  if (status == DUEBY_OK) status = dueby_io_check_list(reading->dates, reading->count, diagnostics);
  if (status == DUEBY_OK)
    status = dueby_calendar_from_days(division, reading->dates, (const char *const *)reading->names, reading->count, calendar);
  if (status == DUEBY_OK) dueby_io_note_list(*calendar, diagnostics);
  free_reading(reading);
  return status;
}
