/* Scans an .ics file of whole days: reads its events, and refuses what it does not support. Recurrence and time zones are not
 * needed, so they are not read. */
#include "ics_scan.h"

#include <stdlib.h>
#include <string.h>

#include "diagnose.h"

enum depth { OUTSIDE, IN_CALENDAR, IN_EVENT, IN_ALARM };
static const char components[][12] = {"", "VCALENDAR", "VEVENT", "VALARM"};

struct slice {
  const char *at;
  int64_t length;
};

struct scanning {
  const char *at, *end;
  int32_t next_line; /* number of the file's line that begins at `at` */
  char line[ICS_LINE_MAX];
  int64_t line_length;
  int32_t line_number; /* number of the file's line where the unfolded line begins */
  struct slice name, parameters, value;
  int32_t depth, component_count, calendar_ended;
  dueby_diagnostics *diagnostics;
  struct ics_scan *scan;
};

/* ---- slices: parts of the text, which are not copied ---- */

static char upper(char c) {
  return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* True if a slice equals a string. Ignores case, because names and most values are case-insensitive. */
static int is(struct slice slice, const char *text) {
  if (slice.length != (int64_t)strlen(text)) return 0;
  for (int64_t i = 0; i < slice.length; i++)
    if (upper(slice.at[i]) != text[i]) return 0;
  return 1;
}

static int is_name_character(char c) {
  return (upper(c) >= 'A' && upper(c) <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

static int is_day(struct slice slice) {
  for (int64_t i = 0; i < slice.length; i++)
    if (slice.at[i] < '0' || slice.at[i] > '9') return 0;
  return slice.length == 8;
}

static int is_blank(struct slice slice) {
  for (int64_t i = 0; i < slice.length; i++)
    if (slice.at[i] != ' ' && slice.at[i] != '\t') return 0;
  return 1;
}

static dueby_status report(const struct scanning *scanning, dueby_status code, const char *format, const char *word) {
  return dueby_io_report(scanning->diagnostics, DUEBY_SEVERITY_ERROR, code, scanning->line_number, 1, format, word);
}

/* ---- storing names ---- */

/* Stores a name, with its backslash escapes resolved. Returns the name's offset in the text. */
static int64_t keep_name(struct ics_scan *scan, struct slice value) {
  int64_t place = scan->length;
  for (int64_t i = 0; i < value.length; i++) {
    char c = value.at[i];
    if (c == '\\' && i + 1 < value.length) c = value.at[++i] == 'n' || value.at[i] == 'N' ? '\n' : value.at[i];
    scan->text[scan->length++] = c;
  }
  scan->text[scan->length++] = '\0';
  return place;
}

/* ---- unfolding lines ---- */

static dueby_status check_characters(const struct scanning *scanning, const char *at, const char *line_end) {
  for (const char *c = at; c < line_end; c++)
    if ((unsigned char)*c < ' ' && *c != '\t')
      return dueby_io_report(scanning->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, scanning->next_line, (int32_t)(c - at) + 1,
                             *c ? "a control character is not allowed"
                                : "this line contains a zero byte, so this is not a text file");
  return DUEBY_OK;
}

/* Adds one line of the file to the unfolded line. */
static dueby_status take_physical_line(struct scanning *scanning, int32_t folded) {
  const char *at = scanning->at, *newline = memchr(at, '\n', (size_t)(scanning->end - at)),
             *line_end = newline ? newline : scanning->end;
  if (newline && line_end > at && line_end[-1] == '\r') line_end--;
  dueby_status status = check_characters(scanning, at, line_end);
  if (status != DUEBY_OK) return status;
  scanning->at = newline ? newline + 1 : scanning->end;
  scanning->next_line++;
  at += folded;
  if (line_end - at > ICS_LINE_MAX - scanning->line_length)
    return report(scanning, DUEBY_ELIMIT, "a line is longer than 8 KiB, including its continuation lines%s", "");
  memcpy(scanning->line + scanning->line_length, at, (size_t)(line_end - at));
  scanning->line_length += line_end - at;
  return DUEBY_OK;
}

/* Reads the next line together with the lines that continue it, which begin with a blank: the unfolded line of RFC 5545. Returns
 * DUEBY_DONE at the end of the file. */
static dueby_status next_line(struct scanning *scanning) {
  if (scanning->at == scanning->end) return DUEBY_DONE;
  scanning->line_length = 0;
  scanning->line_number = scanning->next_line;
  dueby_status status = take_physical_line(scanning, 0);
  while (status == DUEBY_OK && scanning->at < scanning->end && (*scanning->at == ' ' || *scanning->at == '\t'))
    status = take_physical_line(scanning, 1);
  return status;
}

/* Splits a line of the form NAME;PARAMETERS:VALUE. A colon in quotes belongs to a parameter. */
static dueby_status split_line(struct scanning *scanning) {
  const char *at = scanning->line, *end = at + scanning->line_length;
  int quoted = 0;
  scanning->name.at = at;
  while (at < end && is_name_character(*at)) at++;
  scanning->name.length = at - scanning->name.at;
  scanning->parameters.at = at;
  while (at < end && (quoted || *at != ':')) quoted ^= *at++ == '"';
  scanning->parameters.length = at - scanning->parameters.at;
  if (at == end || !scanning->name.length || (scanning->parameters.length && *scanning->parameters.at != ';'))
    return report(scanning, DUEBY_ETEXT, "expected NAME:VALUE%s", scanning->depth ? "" : ", and BEGIN:VCALENDAR as the first line");
  scanning->value.at = at + 1;
  scanning->value.length = end - at - 1;
  return DUEBY_OK;
}

/* ---- components, from BEGIN to END ---- */

static dueby_status refuse_component(const struct scanning *scanning) {
  if (scanning->depth == OUTSIDE) {
    if (!scanning->calendar_ended) return report(scanning, DUEBY_ETEXT, "expected BEGIN:VCALENDAR%s", "");
    return report(scanning, DUEBY_ETEXT, "there is something after END:VCALENDAR: expected one VCALENDAR and nothing else%s", "");
  }
  if (is(scanning->value, "VTIMEZONE"))
    return report(scanning, DUEBY_ETEXT,
                  "a time zone: expected whole days, which do not need one, such as DTSTART;VALUE=DATE:20260403%s", "");
  return report(scanning, DUEBY_ETEXT, "a component is in the wrong place: expected VEVENT within VCALENDAR, and nothing else%s",
                "");
}

static dueby_status begin_component(struct scanning *scanning) {
  struct ics_scan *scan = scanning->scan;
  if (scanning->depth == ICS_DEPTH_MAX) return report(scanning, DUEBY_ELIMIT, "components nested more than 3 levels deep%s", "");
  if (++scanning->component_count > ICS_COMPONENTS_MAX) return report(scanning, DUEBY_ELIMIT, "more than 5000 components%s", "");
  if (scanning->calendar_ended || !is(scanning->value, components[scanning->depth + 1])) return refuse_component(scanning);
  scanning->depth++;
  if (scanning->depth == IN_EVENT) {
    struct ics_event event = {.begin = scanning->line_number};
    scan->events[scan->event_count++] = event;
  }
  return DUEBY_OK;
}

static dueby_status end_component(struct scanning *scanning) {
  const struct ics_scan *scan = scanning->scan;
  if (scanning->depth == OUTSIDE) return refuse_component(scanning);
  if (!is(scanning->value, components[scanning->depth]))
    return report(scanning, DUEBY_ETEXT, "this ends another component: expected END:%s", components[scanning->depth]);
  if (scanning->depth == IN_EVENT && !scan->events[scan->event_count - 1].start)
    return dueby_io_report(scanning->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, scan->events[scan->event_count - 1].begin, 1,
                           "an event has no date: expected DTSTART;VALUE=DATE:20260403");
  if (scanning->depth-- == IN_CALENDAR) scanning->calendar_ended = 1;
  return DUEBY_OK;
}

/* ---- properties of an event ---- */

static dueby_status take_calendar_property(const struct scanning *scanning) {
  static const char fixed[][2][12] = {{"VERSION", "2.0"}, {"CALSCALE", "GREGORIAN"}, {"METHOD", "PUBLISH"}};
  for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
    if (is(scanning->name, fixed[i][0]) && !is(scanning->value, fixed[i][1]))
      return dueby_io_report(scanning->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, scanning->line_number, 1,
                             "%s has a value that dueby cannot use: expected %s:%s", fixed[i][0], fixed[i][0], fixed[i][1]);
  return DUEBY_OK;
}

static dueby_status refuse_twice(const struct scanning *scanning, const char *name, int32_t *line) {
  if (*line) return report(scanning, DUEBY_ETEXT, "%s appears twice in one event", name);
  *line = scanning->line_number;
  return DUEBY_OK;
}

static dueby_status take_day(struct scanning *scanning, const char *name, char day[8], int32_t *line) {
  dueby_status status = refuse_twice(scanning, name, line);
  if (status != DUEBY_OK) return status;
  if (!is(scanning->parameters, ";VALUE=DATE"))
    return dueby_io_report(scanning->diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, scanning->line_number, 1,
                           "%s is not marked as a whole day: expected %s;VALUE=DATE:20260403 (no time of day, no time zone)", name,
                           name);
  if (!is_day(scanning->value)) return report(scanning, DUEBY_ETEXT, "%s is not a date. Write it like 20260403", name);
  memcpy(day, scanning->value.at, 8);
  return DUEBY_OK;
}

static dueby_status take_summary(struct scanning *scanning, struct ics_event *event) {
  dueby_status status = refuse_twice(scanning, "SUMMARY", &event->summary);
  if (status == DUEBY_OK && !dueby_io_is_utf8(scanning->value.at, scanning->value.length))
    status = report(scanning, DUEBY_ETEXT, "SUMMARY is not UTF-8%s", "");
  if (status == DUEBY_OK && !is_blank(scanning->value)) event->name = keep_name(scanning->scan, scanning->value);
  return status;
}

static dueby_status take_status(const struct scanning *scanning, struct ics_event *event) {
  if (is(scanning->value, "CONFIRMED")) return DUEBY_OK;
  if (!is(scanning->value, "CANCELLED"))
    return report(scanning, DUEBY_ETEXT, "an event is not definite: expected STATUS:CONFIRMED or STATUS:CANCELLED%s", "");
  event->cancelled = scanning->line_number;
  dueby_io_report(scanning->diagnostics, DUEBY_SEVERITY_WARNING, DUEBY_OK, scanning->line_number, 1, "ignored a cancelled event");
  return DUEBY_OK;
}

static dueby_status take_event_property(struct scanning *scanning) {
  static const char refused[][16] = {"RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID", "DURATION"};
  struct ics_event *event = &scanning->scan->events[scanning->scan->event_count - 1];
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
    if (is(scanning->name, refused[i]))
      return report(scanning, DUEBY_ETEXT, "%s: expected one event for each day, with DTSTART and, optionally, DTEND", refused[i]);
  if (is(scanning->name, "DTSTART")) return take_day(scanning, "DTSTART", event->start_day, &event->start);
  if (is(scanning->name, "DTEND")) return take_day(scanning, "DTEND", event->end_day, &event->end);
  if (is(scanning->name, "SUMMARY")) return take_summary(scanning, event);
  if (is(scanning->name, "STATUS")) return take_status(scanning, event);
  return DUEBY_OK;
}

static dueby_status take_line(struct scanning *scanning) {
  dueby_status status = split_line(scanning);
  if (status != DUEBY_OK) return status;
  if (is(scanning->name, "BEGIN")) return begin_component(scanning);
  if (is(scanning->name, "END")) return end_component(scanning);
  switch (scanning->depth) {
  case OUTSIDE: return refuse_component(scanning);
  case IN_CALENDAR: return take_calendar_property(scanning);
  case IN_EVENT: return take_event_property(scanning);
  default: return DUEBY_OK;
  }
}

static dueby_status take_lines(struct scanning *scanning) {
  dueby_status status;
  while ((status = next_line(scanning)) == DUEBY_OK)
    if (scanning->line_length && (status = take_line(scanning)) != DUEBY_OK) return status;
  if (status != DUEBY_DONE) return status;
  if (scanning->calendar_ended) return DUEBY_OK;
  scanning->line_number = scanning->next_line;
  if (!scanning->depth) return report(scanning, DUEBY_ETEXT, "the file is empty: expected BEGIN:VCALENDAR%s", "");
  return report(scanning, DUEBY_ETEXT, "the file ends before END:%s", components[scanning->depth]);
}

/* Scans a file. A buffer the size of the file has room for all its names, because each is shorter than its line. */
dueby_status dueby_ics_scan(const char *ics, int64_t length, dueby_diagnostics *diagnostics, struct ics_scan *scan) {
  if (!ics || length < 0) ics = "", length = 0;
  if (length > ICS_SIZE_MAX)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ELIMIT, 0, 0, "the file is larger than 1 MiB");
  struct scanning *scanning = calloc(1, sizeof *scanning);
  scan->text = malloc((size_t)length + 2);
  dueby_status status = DUEBY_EMEMORY;
  if (!scanning || !scan->text) goto out;
  if (length >= 3 && memcmp(ics, "\xef\xbb\xbf", 3) == 0) { /* skips a byte-order mark */
    ics += 3;
    length -= 3;
  }
  scanning->at = ics;
  scanning->end = ics + length;
  scanning->next_line = 1;
  scanning->diagnostics = diagnostics;
  scanning->scan = scan;
  scan->text[scan->length++] = '\0';
  status = take_lines(scanning);
out:
  free(scanning);
  return status;
}
