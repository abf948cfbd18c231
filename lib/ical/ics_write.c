/* Writes due dates as iCalendar (RFC 5545). */
#include "ics_write.h"

#include <string.h>

#include "text.h"

enum { SECONDS_OF_DAY = 86400, MINUTES_OF_DAY = 1440, LINE_MAX = 75 };

/* ---- writing lines of the file ---- */

/* Writes bytes that must stay together. They go on the next line if this one would be longer than 75 bytes. */
static void put_whole(struct ics *ics, const char *bytes, int64_t count) {
  if (ics->column + count > LINE_MAX) {
    stream_string(&ics->out, "\r\n ");
    ics->column = 1;
  }
  stream_bytes(&ics->out, bytes, count);
  ics->column += count;
}

static void put_name(struct ics *ics, const char *name) {
  for (; *name; name++) put_whole(ics, name, 1);
}

static void end_line(struct ics *ics) {
  stream_string(&ics->out, "\r\n");
  ics->column = 0;
}

static void put_line(struct ics *ics, const char *line) {
  put_name(ics, line);
  end_line(ics);
}

/* ---- writing values of properties ---- */

/* Writes a value. Line breaks are escaped, other control characters become spaces, and bytes that are not UTF-8 become "?". */
static void put_value(struct ics *ics, const char *text, int64_t length) {
  int32_t kind;
  for (int64_t bytes; (bytes = dueby_text_character(text, length, &kind)); text += bytes, length -= bytes) {
    char escaped[2] = {'\\', *text};
    if (*text == '\r' && length > 1 && text[1] == '\n') continue;
    if (*text == '\n') put_whole(ics, "\\n", 2);
    else if (kind == DUEBY_TEXT_CONTROL) put_whole(ics, " ", 1);
    else if (kind != DUEBY_TEXT_PLAIN) put_whole(ics, "?", 1);
    else if (strchr("\\;,", *text)) put_whole(ics, escaped, 2);
    else put_whole(ics, text, bytes);
  }
}

/* True if a string has only spaces, line breaks and control characters. */
static int is_blank(const char *text, int64_t length) {
  for (int64_t i = 0; i < length; i++)
    if ((unsigned char)text[i] > ' ' && text[i] != 127) return 0;
  return 1;
}

static int is_empty(const char *text) {
  return !text || is_blank(text, (int64_t)strlen(text));
}

/* Writes a property, or nothing if its text is empty. */
static void put_text(struct ics *ics, const char *name, const char *text) {
  if (is_empty(text)) return;
  put_name(ics, name);
  put_value(ics, text, (int64_t)strlen(text));
  end_line(ics);
}

static void put_categories(struct ics *ics, const char *categories) {
  for (const char *at = categories ? categories : ""; *at;) {
    int64_t length = (int64_t)strcspn(at, ",;");
    if (!is_blank(at, length)) {
      put_name(ics, "CATEGORIES:");
      put_value(ics, at, length);
      end_line(ics);
    }
    at += length + (at[length] != '\0');
  }
}

static void put_number(struct ics *ics, const char *name, int64_t number) {
  char digits[24];
  struct text text = text_in(digits, sizeof digits);
  text_number(&text, number);
  text_end(&text, NULL);
  put_name(ics, name);
  put_line(ics, digits);
}

static void text_day(struct text *text, dueby_date date) {
  int32_t year = 0, month = 0, day = 0;
  dueby_date_civil(date, &year, &month, &day);
  text_digits(text, year, 4);
  text_digits(text, month, 2);
  text_digits(text, day, 2);
}

/* Writes a day such as 20260327. */
static void put_day(struct ics *ics, const char *name, dueby_date date) {
  char digits[16];
  struct text text = text_in(digits, sizeof digits);
  text_day(&text, date);
  text_end(&text, NULL);
  put_name(ics, name);
  put_line(ics, digits);
}

static int64_t day_of(dueby_time time) {
  return time / SECONDS_OF_DAY - (time % SECONDS_OF_DAY < 0);
}

/* Writes a time in UTC such as 20260327T143000Z. */
static void put_time(struct ics *ics, const char *name, dueby_time time) {
  char digits[24];
  struct text text = text_in(digits, sizeof digits);
  int32_t second = (int32_t)(time - day_of(time) * SECONDS_OF_DAY);
  text_day(&text, (dueby_date)day_of(time));
  text_char(&text, 'T');
  text_digits(&text, second / 3600, 2);
  text_digits(&text, second / 60 % 60, 2);
  text_digits(&text, second % 60, 2);
  text_char(&text, 'Z');
  text_end(&text, NULL);
  put_name(ics, name);
  put_line(ics, digits);
}

/* ---- writing entries ---- */

static void text_part(struct text *text, int64_t amount, char unit) {
  if (!amount) return;
  text_number(text, amount);
  text_char(text, unit);
}

/* Writes when a reminder rings, such as "-P2DT1H5M" before the day begins. For a task, which has no start, the reminder is counted
 * from the due day. */
static void put_trigger(struct ics *ics, int64_t minutes, int32_t form) {
  char duration[48];
  struct text text = text_in(duration, sizeof duration);
  int64_t amount = minutes < 0 ? -minutes : minutes;
  text_string(&text, minutes > 0 ? "-P" : "P");
  text_part(&text, amount / MINUTES_OF_DAY, 'D');
  if (amount % MINUTES_OF_DAY) text_char(&text, 'T');
  text_part(&text, amount / 60 % 24, 'H');
  text_part(&text, amount % 60, 'M');
  text_end(&text, NULL);
  put_name(ics, form == DUEBY_ICAL_TODO ? "TRIGGER;RELATED=END:" : "TRIGGER:");
  put_line(ics, duration);
}

static void put_alarm(struct ics *ics, const dueby_ical_entry *entry, int32_t form) {
  if (!entry->alarm_minutes || entry->cancelled) return;
  put_line(ics, "BEGIN:VALARM");
  put_line(ics, "ACTION:DISPLAY");
  put_text(ics, "DESCRIPTION:", entry->summary);
  put_trigger(ics, entry->alarm_minutes, form);
  put_line(ics, "END:VALARM");
}

static void put_days(struct ics *ics, const dueby_ical_entry *entry, int32_t form) {
  if (form == DUEBY_ICAL_TODO) {
    put_day(ics, "DUE;VALUE=DATE:", entry->date);
    return;
  }
  put_day(ics, "DTSTART;VALUE=DATE:", entry->date);
  put_day(ics, "DTEND;VALUE=DATE:", entry->date + 1);
  put_line(ics, "TRANSP:TRANSPARENT");
}

static const char *status_line(const dueby_ical_entry *entry, int32_t form) {
  if (entry->cancelled) return "STATUS:CANCELLED";
  return form == DUEBY_ICAL_TODO ? "STATUS:NEEDS-ACTION" : "STATUS:CONFIRMED";
}

void dueby_ics_begin(struct ics *ics, const char *name, const char *description, dueby_text_sink sink, void *context) {
  stream_begin(&ics->out, sink, context);
  ics->column = 0;
  put_line(ics, "BEGIN:VCALENDAR");
  put_line(ics, "VERSION:2.0");
  put_line(ics, "PRODID:-//dueby//dueby " DUEBY_VERSION "//EN");
  put_line(ics, "CALSCALE:GREGORIAN");
  put_line(ics, "METHOD:PUBLISH");
  put_text(ics, "X-WR-CALNAME:", name); /* the name under which calendar programs show the calendar */
  put_text(ics, "X-WR-CALDESC:", description);
}

void dueby_ics_entry(struct ics *ics, const dueby_ical_entry *entry, int32_t form) {
  int is_task = form == DUEBY_ICAL_TODO;
  put_line(ics, is_task ? "BEGIN:VTODO" : "BEGIN:VEVENT");
  put_text(ics, "UID:", entry->uid);
  put_time(ics, "DTSTAMP:", entry->dtstamp);
  put_number(ics, "SEQUENCE:", entry->sequence);
  put_days(ics, entry, form);
  put_text(ics, "SUMMARY:", entry->summary);
  put_text(ics, "DESCRIPTION:", entry->description);
  put_categories(ics, entry->categories);
  put_line(ics, "CLASS:PRIVATE");
  put_line(ics, status_line(entry, form));
  put_alarm(ics, entry, form);
  put_line(ics, is_task ? "END:VTODO" : "END:VEVENT");
}

dueby_status dueby_ics_end(struct ics *ics) {
  put_line(ics, "END:VCALENDAR");
  return stream_end(&ics->out);
}

int dueby_ics_takes(const dueby_ical_entry *entry) {
  int32_t year, month, day;
  int64_t stamp = entry->dtstamp == DUEBY_TIME_NONE ? INT32_MIN : day_of(entry->dtstamp);
  return !is_empty(entry->uid) && !is_empty(entry->summary) && entry->sequence >= 0 && stamp >= INT32_MIN && stamp <= INT32_MAX &&
         dueby_date_civil((dueby_date)stamp, &year, &month, &day) == DUEBY_OK &&
         dueby_date_civil(entry->date, &year, &month, &day) == DUEBY_OK && entry->date < INT32_MAX &&
         dueby_date_civil(entry->date + 1, &year, &month, &day) == DUEBY_OK;
}

/* ---- writing a calendar into a buffer ---- */

static int32_t take_in_buffer(const char *text, int64_t length, void *buffer) {
  text_bytes(buffer, text, length);
  return 0;
}

dueby_status dueby_ical_write(const char *name, const char *description, const dueby_ical_entry *entries, int64_t n, int32_t form,
                              char *text, int64_t size, int64_t *needed) {
  if (n < 0 || (n && !entries) || (form != DUEBY_ICAL_EVENT && form != DUEBY_ICAL_TODO)) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n; i++)
    if (!dueby_ics_takes(&entries[i])) return DUEBY_EARGUMENT;
  struct text to = text_in(text, size);
  struct ics ics;
  dueby_ics_begin(&ics, name, description, take_in_buffer, &to);
  for (int64_t i = 0; i < n; i++) dueby_ics_entry(&ics, &entries[i], form);
  dueby_ics_end(&ics);
  return text_end(&to, needed);
}
