/* Due dates -> iCalendar. libical escapes texts, but lets control characters through, so they are removed first. */
#include <stdlib.h>
#include <string.h>

#include "dueby/ical.h"
#include "diagnose.h"
#include "guard.h"
#include "text.h"

enum { SECONDS_OF_DAY = 86400, LINE_MAX = 75 };

static const char head[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dueby//dueby " DUEBY_VERSION "//EN\r\n"
                           "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
static const char foot[] = "END:VCALENDAR\r\n";

/* ---- values ---- */

/* A copy of plain characters and line breaks. */
static char *clean(const char *text, size_t length) {
  char *copy = malloc(length + 1), *to = copy;
  if (!copy) return NULL;
  for (size_t at = 0; at < length;) {
    int32_t kind;
    size_t size = (size_t)dueby_text_character(text + at, (int64_t)(length - at), &kind);
    if (kind == DUEBY_TEXT_PLAIN || text[at] == '\n') {
      memcpy(to, text + at, size);
      to += size;
    } else if (text[at] != '\r' || at + 1 == length || text[at + 1] != '\n') {
      *to++ = kind == DUEBY_TEXT_CONTROL ? ' ' : '?';
    }
    at += size;
  }
  *to = '\0';
  return copy;
}

/* True if a text has only spaces, line breaks and control characters. libical would drop it. */
static int is_blank(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] > ' ' && text[i] != 127) return 0;
  return 1;
}

static int is_empty(const char *text) {
  return !text || is_blank(text, strlen(text));
}

static struct icaltimetype ical_day(dueby_date date) {
  struct icaltimetype time = {0};
  int32_t year = 0, month = 0, day = 0;
  dueby_date_civil(date, &year, &month, &day);
  time.year = year;
  time.month = month;
  time.day = day;
  time.is_date = 1;
  return time;
}

static int64_t day_of(dueby_time time) {
  return time / SECONDS_OF_DAY - (time % SECONDS_OF_DAY < 0);
}

/* "20260327T143000Z" */
static void utc_text(dueby_time time, char *to, int64_t size) {
  struct text text = text_in(to, size);
  int32_t year = 0, month = 0, day = 0;
  int32_t second = (int32_t)(time - day_of(time) * SECONDS_OF_DAY);
  dueby_date_civil((dueby_date)day_of(time), &year, &month, &day);
  text_digits(&text, year, 4);
  text_digits(&text, month, 2);
  text_digits(&text, day, 2);
  text_char(&text, 'T');
  text_digits(&text, second / 3600, 2);
  text_digits(&text, second / 60 % 60, 2);
  text_digits(&text, second % 60, 2);
  text_char(&text, 'Z');
  text_end(&text, NULL);
}

/* ---- one entry as a component ---- */

static dueby_status add(icalcomponent *to, icalproperty *property) {
  if (!property) return DUEBY_EMEMORY;
  icalcomponent_add_property(to, property);
  return DUEBY_OK;
}

static icalproperty *text_property(icalproperty_kind kind, const char *text, size_t length) {
  char *copy = clean(text, length);
  icalvalue *value = copy ? icalvalue_new_text(copy) : NULL;
  icalproperty *property = value ? icalproperty_new(kind) : NULL;
  if (property) icalproperty_set_value(property, value);
  else if (value) icalvalue_free(value);
  free(copy);
  return property;
}

static dueby_status add_text(icalcomponent *to, icalproperty_kind kind, const char *text) {
  return is_empty(text) ? DUEBY_OK : add(to, text_property(kind, text, strlen(text)));
}

/* libical does not escape commas and semicolons in a category, so it never gets any. */
static dueby_status add_categories(icalcomponent *to, const char *categories) {
  dueby_status status = DUEBY_OK;
  for (const char *at = categories ? categories : ""; *at && status == DUEBY_OK;) {
    size_t length = strcspn(at, ",;");
    if (!is_blank(at, length)) status = add(to, text_property(ICAL_CATEGORIES_PROPERTY, at, length));
    at += length + (at[length] != '\0');
  }
  return status;
}

static dueby_status add_stamp(icalcomponent *to, dueby_time time) {
  char text[32];
  icalproperty *property = icalproperty_new(ICAL_DTSTAMP_PROPERTY);
  utc_text(time, text, sizeof text);
  if (property) icalproperty_set_value_from_string(property, text, "DATE-TIME");
  return add(to, property);
}

/* A reminder of a task without a start counts from its due day. */
static dueby_status add_alarm(icalcomponent *to, const dueby_ical_entry *entry, int32_t form) {
  if (!entry->alarm_minutes || entry->cancelled) return DUEBY_OK;
  icalcomponent *alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
  if (!alarm) return DUEBY_EMEMORY;
  icalcomponent_add_component(to, alarm);
  struct icaltriggertype trigger = {0};
  int64_t minutes = entry->alarm_minutes;
  trigger.duration.is_neg = minutes > 0;
  minutes = minutes < 0 ? -minutes : minutes;
  trigger.duration.days = (unsigned)(minutes / 1440);
  trigger.duration.hours = (unsigned)(minutes / 60 % 24);
  trigger.duration.minutes = (unsigned)(minutes % 60);
  icalproperty *property = icalproperty_new_trigger(trigger);
  if (property && form == DUEBY_ICAL_TODO) icalproperty_add_parameter(property, icalparameter_new_related(ICAL_RELATED_END));
  dueby_status status = add(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
  if (status == DUEBY_OK) status = add_text(alarm, ICAL_DESCRIPTION_PROPERTY, entry->summary);
  dueby_status triggered = add(alarm, property);
  return status == DUEBY_OK ? triggered : status;
}

static dueby_status add_days(icalcomponent *to, const dueby_ical_entry *entry, int32_t form) {
  if (form == DUEBY_ICAL_TODO) return add(to, icalproperty_new_due(ical_day(entry->date)));
  dueby_status status = add(to, icalproperty_new_dtstart(ical_day(entry->date)));
  if (status == DUEBY_OK) status = add(to, icalproperty_new_dtend(ical_day(entry->date + 1)));
  if (status == DUEBY_OK) status = add(to, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  return status;
}

static icalproperty_status status_of(const dueby_ical_entry *entry, int32_t form) {
  if (entry->cancelled) return ICAL_STATUS_CANCELLED;
  return form == DUEBY_ICAL_TODO ? ICAL_STATUS_NEEDSACTION : ICAL_STATUS_CONFIRMED;
}

static dueby_status fill(icalcomponent *to, const dueby_ical_entry *entry, int32_t form) {
  dueby_status status = add_text(to, ICAL_UID_PROPERTY, entry->uid);
  if (status == DUEBY_OK) status = add_stamp(to, entry->dtstamp);
  if (status == DUEBY_OK) status = add(to, icalproperty_new_sequence(entry->sequence));
  if (status == DUEBY_OK) status = add_days(to, entry, form);
  if (status == DUEBY_OK) status = add_text(to, ICAL_SUMMARY_PROPERTY, entry->summary);
  if (status == DUEBY_OK) status = add_text(to, ICAL_DESCRIPTION_PROPERTY, entry->description);
  if (status == DUEBY_OK) status = add_categories(to, entry->categories);
  if (status == DUEBY_OK) status = add(to, icalproperty_new_class(ICAL_CLASS_PRIVATE));
  if (status == DUEBY_OK) status = add(to, icalproperty_new_status(status_of(entry, form)));
  if (status == DUEBY_OK) status = add_alarm(to, entry, form);
  return status;
}

/* ---- lines ---- */

/* Lines of at most 75 bytes, without splitting a character. */
static void write_folded(const char *line, int64_t length, struct text *text) {
  int64_t column = 0;
  for (int64_t at = 0; at < length;) {
    int32_t kind;
    int64_t size = dueby_text_character(line + at, length - at, &kind);
    if (column + size > LINE_MAX) {
      text_string(text, "\r\n ");
      column = 1;
    }
    column += size;
    for (; size; size--) text_char(text, line[at++]);
  }
  text_string(text, "\r\n");
}

/* libical 3.0.16 folds some lines between CR and LF, so its folds are removed and the lines folded again. Changes `lines`. */
static void write_lines(char *lines, struct text *text) {
  char *to = lines;
  for (const char *from = lines; *from;) {
    if (strncmp(from, "\r\n ", 3) == 0) from += 3;
    else *to++ = *from++;
  }
  *to = '\0';
  for (char *line = lines, *end; (end = strstr(line, "\r\n")); line = end + 2) write_folded(line, end - line, text);
}

/* ---- the calendar ---- */

static dueby_status write_entry(const dueby_ical_entry *entry, int32_t form, struct text *text) {
  icalcomponent *component = icalcomponent_new(form == DUEBY_ICAL_TODO ? ICAL_VTODO_COMPONENT : ICAL_VEVENT_COMPONENT);
  if (!component) return DUEBY_EMEMORY;
  dueby_status status = fill(component, entry, form);
  char *lines = status == DUEBY_OK ? icalcomponent_as_ical_string_r(component) : NULL;
  if (lines) write_lines(lines, text);
  else if (status == DUEBY_OK) status = DUEBY_EMEMORY;
  icalmemory_free_buffer(lines);
  icalcomponent_free(component);
  return status;
}

/* Writes a property of the calendar, if it has a text. libical does not escape the values of X- names, so it only produces the
 * value. */
static dueby_status write_property(const char *property, const char *content, struct text *text) {
  if (is_empty(content)) return DUEBY_OK;
  char *copy = clean(content, strlen(content));
  icalvalue *value = copy ? icalvalue_new_text(copy) : NULL;
  char *escaped = value ? icalvalue_as_ical_string_r(value) : NULL;
  size_t before = strlen(property), length = escaped ? strlen(escaped) : 0;
  char *line = escaped ? malloc(before + length + 1) : NULL;
  if (line) {
    memcpy(line, property, before);
    memcpy(line + before, escaped, length + 1);
    write_folded(line, (int64_t)(before + length), text);
  }
  dueby_status status = line ? DUEBY_OK : DUEBY_EMEMORY;
  free(line);
  icalmemory_free_buffer(escaped);
  if (value) icalvalue_free(value);
  free(copy);
  return status;
}

static int valid_entry(const dueby_ical_entry *entry) {
  int32_t year, month, day;
  int64_t stamp = entry->dtstamp == DUEBY_TIME_NONE ? INT32_MIN : day_of(entry->dtstamp);
  return !is_empty(entry->uid) && !is_empty(entry->summary) && entry->sequence >= 0 && stamp >= INT32_MIN && stamp <= INT32_MAX &&
         dueby_date_civil((dueby_date)stamp, &year, &month, &day) == DUEBY_OK &&
         dueby_date_civil(entry->date, &year, &month, &day) == DUEBY_OK && entry->date < INT32_MAX &&
         dueby_date_civil(entry->date + 1, &year, &month, &day) == DUEBY_OK;
}

dueby_status dueby_ical_write(const char *name, const char *description, const dueby_ical_entry *entries, int64_t n, int32_t form,
                              char *text, int64_t size, int64_t *needed) {
  if (n < 0 || (form != DUEBY_ICAL_EVENT && form != DUEBY_ICAL_TODO)) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n; i++)
    if (!valid_entry(&entries[i])) return DUEBY_EARGUMENT;
  struct text to = text_in(text, size);
  struct ical_guard guard;
  text_string(&to, head);
  dueby_ical_enter(&guard);
  dueby_status status = write_property("X-WR-CALNAME:", name, &to); /* by which programs call it */
  if (status == DUEBY_OK) status = write_property("X-WR-CALDESC:", description, &to);
  for (int64_t i = 0; i < n && status == DUEBY_OK; i++) status = write_entry(&entries[i], form, &to);
  status = dueby_ical_leave(&guard, status);
  text_string(&to, foot);
  if (status == DUEBY_OK) return text_end(&to, needed);
  if (to.size) to.at[0] = '\0';
  return status;
}
