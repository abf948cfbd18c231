#include "dueby/written.h"

#include <string.h>

#include "calendar_internal.h"
#include "date_internal.h"
#include "dueby/code.h"
#include "option_text.h"
#include "span_internal.h"

enum {
  APRIL_TO_MARCH_FIRST = 1900,
  APRIL_TO_MARCH_LAST = 2198,
  APRIL = 4,
  MINUTES_AN_HOUR = 60,
  HOURS_A_DAY = 24,
  DAYS_A_WEEK = 7,
  WRITTEN_MAX = 80
};

/* ---- dates ---- */

static int is_order(int32_t order) {
  return order == DUEBY_ORDER_ISO || order == DUEBY_ORDER_DMY;
}

/* Reads a date in the given order. ISO dates are always accepted, because they are never ambiguous. */
static dueby_status read_when(const char *text, size_t length, int32_t order, dueby_when *when) {
  dueby_status status = dueby_when_parse(text, (int64_t)length, order, when);
  return status == DUEBY_ETEXT && order != DUEBY_ORDER_ISO ? dueby_when_parse(text, (int64_t)length, DUEBY_ORDER_ISO, when)
                                                           : status;
}

static dueby_status read_day(const char *text, size_t length, int32_t order, dueby_date *day) {
  dueby_when when;
  dueby_status status = read_when(text, length, order, &when);
  if (status != DUEBY_OK) return status;
  if (when.time != DUEBY_TIME_NONE) return DUEBY_EARGUMENT;
  *day = when.date;
  return DUEBY_OK;
}

static void append_quoted(struct text *out, const char *text, size_t length) {
  text_char(out, '"');
  text_shortened(out, text, length);
  text_char(out, '"');
}

static void append_day(struct text *out, dueby_date date) {
  const dueby_when day = {DUEBY_TIME_NONE, date, 0};
  dueby_date_put_when(out, &day);
}

static void append_day_first(struct text *out, const dueby_when *when, int32_t style) {
  text_string(out, " is written day first: write ");
  append_day(out, when->date);
  if (!style) return;
  text_string(out, ", or add ");
  dueby_option_append(out, style, "dates", "dmy");
}

/* Reads a number of exactly `length` digits. Returns -1 if any character is not a digit. */
static int32_t read_digits(const char *text, size_t length) {
  int32_t number = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

/* Reads the digits of a day such as 2026-02-30 or 30/02/2026, which need not exist. Returns 1 if the string begins with one. */
static int read_fields(const char *text, size_t length, int32_t *year, int32_t *month, int32_t *day) {
  enum { WRITTEN_DAY = 10 };
  if (length < WRITTEN_DAY) return 0;
  int is_iso = text[4] == '-' && text[7] == '-';
  if (!is_iso && (text[2] != '/' || text[5] != '/')) return 0;
  *year = read_digits(is_iso ? text : text + 6, 4);
  *month = read_digits(is_iso ? text + 5 : text + 3, 2);
  *day = read_digits(is_iso ? text + 8 : text, 2);
  return *year >= 0 && *month >= 1 && *month <= 12 && *day >= 1;
}

/* Returns the number of days in a month if a string names a day that the month does not have; otherwise 0. */
static int32_t days_of_month_without(const char *text, size_t length) {
  int32_t year, month, day;
  dueby_date first, next;
  if (!read_fields(text, length, &year, &month, &day) || dueby_date_new(year, month, 1, &first) != DUEBY_OK ||
      dueby_date_add_months(first, 1, &next) != DUEBY_OK)
    return 0;
  return day > next - first ? next - first : 0;
}

/* Returns 1 if a string names a day before 1900 or after 2199. */
static int is_out_of_range(const char *text, size_t length) {
  enum { DAYS_MAX = 31 };
  int32_t year, month, day;
  dueby_date first;
  return read_fields(text, length, &year, &month, &day) && day <= DAYS_MAX &&
         dueby_date_new(year, month, 1, &first) == DUEBY_EARGUMENT;
}

/* Appends why a string is not a date or time; returns 0 if it is one. If `is_day` is 1, only a date without a time will do. */
static int append_problem_of_when(struct text *out, const char *text, size_t length, int32_t order, int32_t style, int is_day) {
  dueby_when when;
  dueby_status status = read_when(text, length, order, &when);
  if (status == DUEBY_OK && (!is_day || when.time == DUEBY_TIME_NONE)) return 0;
  if (status == DUEBY_OK) {
    text_string(out, "expected a date without a time, found ");
    append_quoted(out, text, length);
  } else if (status == DUEBY_ENOSUCHTIME || status == DUEBY_ECOVERAGE) {
    text_shortened(out, text, length);
    text_string(out, ": ");
    text_string(out, status == DUEBY_ECOVERAGE ? "dueby can only use times of day from 1972 to 2100" : dueby_status_text(status));
  } else {
    int32_t days = days_of_month_without(text, length);
    append_quoted(out, text, length);
    if (days) {
      text_string(out, " is not a date: that month has ");
      text_number(out, days);
      text_string(out, " days");
    } else if (is_out_of_range(text, length)) {
      text_string(out, ": expected a day from 1900 to 2199");
    } else if (order == DUEBY_ORDER_ISO && dueby_when_parse(text, (int64_t)length, DUEBY_ORDER_DMY, &when) == DUEBY_OK) {
      append_day_first(out, &when, style);
    } else {
      text_string(out, " is not a date. Write dates like 2026-03-27");
      if (order == DUEBY_ORDER_DMY) text_string(out, " or 27/03/2026");
      if (!is_day) text_string(out, ", or with a time 2026-03-27T14:30");
    }
  }
  return 1;
}

/* ---- other forms ---- */

dueby_status dueby_written_clock(const char *text, int32_t *second_of_day) {
  if (strlen(text) != 5 || text[2] != ':') return DUEBY_ETEXT;
  int32_t hour = read_digits(text, 2), minute = read_digits(text + 3, 2);
  if (hour < 0 || hour >= HOURS_A_DAY || minute < 0 || minute >= MINUTES_AN_HOUR) return DUEBY_ETEXT;
  *second_of_day = (hour * MINUTES_AN_HOUR + minute) * 60;
  return DUEBY_OK;
}

dueby_status dueby_written_period(const char *text, int32_t order, dueby_date *first, dueby_date *last) {
  const char *dots = strstr(text, "..");
  dueby_date ends[2] = {DUEBY_DATE_NONE, DUEBY_DATE_NONE};
  if (!is_order(order)) return DUEBY_EARGUMENT;
  if (!dots || (dots > text && read_day(text, (size_t)(dots - text), order, &ends[0]) != DUEBY_OK) ||
      (dots[2] && read_day(dots + 2, strlen(dots + 2), order, &ends[1]) != DUEBY_OK))
    return DUEBY_ETEXT;
  if (ends[1] != DUEBY_DATE_NONE && ends[0] > ends[1]) return DUEBY_EARGUMENT;
  *first = ends[0];
  *last = ends[1];
  return DUEBY_OK;
}

dueby_status dueby_written_year(const char *text, int32_t *year) {
  size_t length = strlen(text);
  if ((length != 7 && length != 9) || (text[4] != '-' && text[4] != '/')) return DUEBY_ETEXT;
  int32_t first = read_digits(text, 4), second = read_digits(text + 5, length - 5);
  if (first < APRIL_TO_MARCH_FIRST || first > APRIL_TO_MARCH_LAST || second != (length == 9 ? first + 1 : (first + 1) % 100))
    return DUEBY_ETEXT;
  *year = first;
  return DUEBY_OK;
}

static const char *day_of_holding(const char *text) {
  static const char since[] = "since:";
  return strncmp(text, since, sizeof since - 1) == 0 ? text + sizeof since - 1 : NULL;
}

dueby_status dueby_written_holding(const char *text, int32_t order, dueby_holding *holding) {
  const char *day = day_of_holding(text);
  dueby_holding read = {day ? DUEBY_HOLDS_SINCE : 0, 0};
  if (!is_order(order)) return DUEBY_EARGUMENT;
  if (day ? read_day(day, strlen(day), order, &read.since) != DUEBY_OK
          : dueby_code_value(DUEBY_CODE_HOLDS, text, &read.what) != DUEBY_OK || read.what == DUEBY_HOLDS_SINCE)
    return DUEBY_ETEXT;
  *holding = read;
  return DUEBY_OK;
}

/* Copies the first item of a comma-separated list, shortened if it is longer than any code. Returns the rest of the list, or NULL
 * after the last item. */
static const char *next_item(const char *list, char *item, size_t size) {
  size_t length = strcspn(list, ","), kept = length < size ? length : size - 1;
  memcpy(item, list, kept);
  item[kept] = '\0';
  return list[length] ? list + length + 1 : NULL;
}

dueby_status dueby_written_weekend(const char *text, int32_t *mask) {
  char item[WRITTEN_MAX];
  int32_t days = 0, weekday;
  if (strcmp(text, "none") == 0) text = NULL;
  while (text) {
    text = next_item(text, item, sizeof item);
    if (dueby_code_value(DUEBY_CODE_WEEKDAY, item, &weekday) != DUEBY_OK) return DUEBY_ETEXT;
    days |= 1 << (weekday - 1);
  }
  if (days == (1 << DAYS_A_WEEK) - 1) return DUEBY_EARGUMENT;
  *mask = days;
  return DUEBY_OK;
}

/* ---- what is wrong ---- */

/* Appends why a name is not a code of this kind; returns 0 if it is one. */
static int append_problem_of_code(struct text *out, int32_t kind, const char *name) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  int32_t number;
  if (dueby_code_value(kind, name, &number) == DUEBY_OK) return 0;
  append_quoted(out, name, strlen(name));
  for (int32_t i = 0; dueby_code_at(kind, i); i++) {
    text_string(out, i ? ", " : ": expected one of ");
    text_string(out, dueby_code_at(kind, i));
    dueby_nearest_consider(&nearest, dueby_code_at(kind, i));
  }
  if (nearest.name) {
    text_string(out, ". Did you mean ");
    text_string(out, nearest.name);
    text_char(out, '?');
  }
  return 1;
}

static int append_problem_of_weekend(struct text *out, const char *text) {
  char item[WRITTEN_MAX];
  int32_t mask;
  dueby_status status = dueby_written_weekend(text, &mask);
  if (status == DUEBY_EARGUMENT) text_string(out, "at least one day must be a working day");
  for (int is_wrong = 0; status == DUEBY_ETEXT && text && !is_wrong;) {
    text = next_item(text, item, sizeof item);
    is_wrong = append_problem_of_code(out, DUEBY_CODE_WEEKDAY, item);
  }
  return status != DUEBY_OK;
}

static int append_problem_of_known_on(struct text *out, const char *text, int32_t order, int32_t style) {
  dueby_date day = DUEBY_DATE_NONE, first = dueby_table_history_from;
  if (append_problem_of_when(out, text, strlen(text), order, style, 1)) return 1;
  if (read_day(text, strlen(text), order, &day) != DUEBY_OK || (day >= first && day <= dueby_table_date)) return 0;
  append_day(out, day);
  text_string(out, ": dueby only has the lists published from ");
  append_day(out, first);
  text_string(out, " to ");
  append_day(out, dueby_table_date);
  return 1;
}

static int append_problem_of_period(struct text *out, const char *text, int32_t order, int32_t style) {
  const char *dots = strstr(text, "..");
  dueby_date first, last;
  dueby_status status = dueby_written_period(text, order, &first, &last);
  if (status == DUEBY_OK) return 0;
  if (!dots) {
    append_quoted(out, text, strlen(text));
    text_string(out, ": expected FROM..TO, for example 2026-04-01..2026-06-30");
  } else if (status == DUEBY_EARGUMENT) {
    append_quoted(out, text, strlen(text));
    text_string(out, ": the end is before the start");
  } else if (dots == text || !append_problem_of_when(out, text, (size_t)(dots - text), order, style, 1)) {
    append_problem_of_when(out, dots + 2, strlen(dots + 2), order, style, 1);
  }
  return 1;
}

static int append_problem_of_holding(struct text *out, const char *text, int32_t order, int32_t style) {
  const char *day = day_of_holding(text);
  dueby_holding holding;
  if (dueby_written_holding(text, order, &holding) == DUEBY_OK) return 0;
  if (day && *day) return append_problem_of_when(out, day, strlen(day), order, style, 1);
  append_quoted(out, text, strlen(text));
  text_string(out, ": expected all, since:DATE, latest or never");
  return 1;
}

static int append_problem_of_division(struct text *out, const char *text) {
  int32_t divisions;
  dueby_nearest nearest = {text, NULL, 0, 0};
  if (dueby_divisions_read(text, &divisions) == DUEBY_OK) return 0;
  for (int32_t i = 0; dueby_code_at(DUEBY_CODE_DIVISION, i); i++)
    dueby_nearest_consider(&nearest, dueby_code_at(DUEBY_CODE_DIVISION, i));
  text_string(out, "unknown division ");
  append_quoted(out, text, strlen(text));
  text_string(out, nearest.name ? ": did you mean "
                                : ": expected england-and-wales, scotland, northern-ireland, several joined by +, or none");
  if (!nearest.name) return 1;
  append_quoted(out, nearest.name, strlen(nearest.name));
  text_char(out, '?');
  return 1;
}

/* Appends what the user wrote and what was expected instead; returns 0 if it could be read. */
static int append_unless(int is_read, struct text *out, const char *text, const char *expected) {
  if (is_read) return 0;
  append_quoted(out, text, strlen(text));
  text_string(out, expected);
  return 1;
}

static int append_problem_of_span(struct text *out, const char *text, int is_ahead) {
  dueby_span span;
  int is_span = dueby_span_parse(text, (int64_t)strlen(text), &span) == DUEBY_OK;
  if (is_span && is_ahead)
    return append_unless(span.amount >= 0 && !span_is_timed(span), out, text,
                         ": expected a number of days, weeks or months, such as \"10 working days\"");
  return append_unless(
      is_span, out, text,
      " is not a length of time. Write it like \"45 working days\", \"6 weeks\", \"16 years 3 months\" or \"72 hours\"");
}

dueby_status dueby_written_problem_text(int32_t kind, const char *written, int32_t order, int32_t style, char *text, int64_t size,
                                        int64_t *needed) {
  struct text out = text_in(text, size);
  int32_t number;
  int has_problem = 0;
  if (!is_order(order) || (style && !dueby_option_is_style(style))) return DUEBY_EARGUMENT;
  switch (kind) {
  case DUEBY_WRITTEN_DAY: /* like DUEBY_WRITTEN_WHEN, but without a time of day */
  case DUEBY_WRITTEN_WHEN:
    has_problem = append_problem_of_when(&out, written, strlen(written), order, style, kind == DUEBY_WRITTEN_DAY);
    break;
  case DUEBY_WRITTEN_CLOCK:
    has_problem =
        append_unless(dueby_written_clock(written, &number) == DUEBY_OK, &out, written, " is not a time. Write it like 16:30");
    break;
  case DUEBY_WRITTEN_SPAN:
  case DUEBY_WRITTEN_AHEAD: has_problem = append_problem_of_span(&out, written, kind == DUEBY_WRITTEN_AHEAD); break;
  case DUEBY_WRITTEN_PERIOD: has_problem = append_problem_of_period(&out, written, order, style); break;
  case DUEBY_WRITTEN_YEAR:
    has_problem = append_unless(dueby_written_year(written, &number) == DUEBY_OK, &out, written,
                                ": expected a year from April to March, for example 2025-26");
    break;
  case DUEBY_WRITTEN_HOLDING: has_problem = append_problem_of_holding(&out, written, order, style); break;
  case DUEBY_WRITTEN_DIVISION: has_problem = append_problem_of_division(&out, written); break;
  case DUEBY_WRITTEN_WEEKEND: has_problem = append_problem_of_weekend(&out, written); break;
  case DUEBY_WRITTEN_KNOWN_ON: has_problem = append_problem_of_known_on(&out, written, order, style); break;
  default: return DUEBY_EARGUMENT;
  }
  return has_problem ? text_end(&out, needed) : DUEBY_DONE;
}

dueby_status dueby_year_problem_text(int32_t year, dueby_date as_at, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_date first;
  if (as_at == DUEBY_DATE_NONE || dueby_date_new(year, APRIL, 1, &first) != DUEBY_OK || as_at >= first) return DUEBY_DONE;
  text_string(&out, "the files are as at ");
  append_day(&out, as_at);
  text_string(&out, ", before that year begins: use the files for that year");
  return text_end(&out, needed);
}

dueby_status dueby_code_problem_text(int32_t kind, const char *name, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (!dueby_code_at(kind, 0)) return DUEBY_EARGUMENT;
  return append_problem_of_code(&out, kind, name) ? text_end(&out, needed) : DUEBY_DONE;
}
