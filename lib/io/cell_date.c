/* Reads the date in a cell, and says what is wrong with a cell that has none. */
#include <stdio.h>
#include <string.h>

#include "dueby/caseload.h"
#include "written_date.h"

enum { WORDS = 128, DAY_LENGTH = 10, JOINED = 48 };

static int is_midnight(const dueby_when *when) {
  dueby_date date;
  int32_t second, offset;
  return when->time != DUEBY_TIME_NONE && dueby_time_civil(when->time, &date, &second, &offset) == DUEBY_OK && second == 0;
}

/* If a cell's time is 00:00:00 with an offset from UTC, returns the cell's length without that offset; otherwise 0. */
static int64_t length_at_midnight(dueby_csv_cell cell) {
  const char *colon = memchr(cell.text, ':', (size_t)cell.length);
  int64_t at = colon ? colon - cell.text - 2 : -1, end;
  if (at < 1 || (cell.text[at - 1] != 'T' && cell.text[at - 1] != ' ')) return 0;
  while (at < cell.length && strchr("0:.", cell.text[at])) at++;
  for (end = at; at < cell.length && cell.text[at] == ' ';) at++;
  return at < cell.length && strchr("Z+-", cell.text[at]) ? end : 0;
}

/* Writes what is wrong with a cell that looks like a date. */
static void say_no_date(dueby_csv_cell cell, int32_t date_order, const char *phrase, char *text, int64_t size) {
  int is_iso = date_order == DUEBY_ORDER_ISO, year, month, day, used = 0;
  char start[DAY_LENGTH + 2];
  dueby_date first, next;
  snprintf(start, sizeof start, "%.*s", (int)(cell.length < DAY_LENGTH ? cell.length : DAY_LENGTH), cell.text);
  int *left = is_iso ? &year : &day, *right = is_iso ? &day : &year;
  int is_like_one =
      sscanf(start, is_iso ? "%4d-%2d-%2d%n" : "%2d/%2d/%4d%n", left, &month, right, &used) == 3 && used == (int)strlen(start);
  if (is_like_one && day > 0 && dueby_date_new(year, month, 1, &first) == DUEBY_OK &&
      dueby_date_add_months(first, 1, &next) == DUEBY_OK) {
    if (day > next - first) {
      snprintf(text, (size_t)size, "%s is not a date: that month has %d days", phrase, (int)(next - first));
      return;
    }
    if (is_iso && used < DAY_LENGTH && used == cell.length) {
      snprintf(text, (size_t)size, "%s is not a date. Write %04d-%02d-%02d", phrase, year, month, day);
      return;
    }
  }
  if (dueby_io_is_far_day((dueby_csv_cell){cell.text, cell.length < DAY_LENGTH ? cell.length : DAY_LENGTH}, date_order)) {
    snprintf(text, (size_t)size, "%s: expected a day from 1900 to 2199", phrase);
    return;
  }
  int is_month_first = sscanf(start, "%2d/%2d/%4d%n", &month, &day, &year, &used) == 3 && (!start[used] || start[used] == ' ') &&
                       day > 12 && dueby_date_new(year, month, day, &first) == DUEBY_OK;
  snprintf(text, (size_t)size, "%s is not a date%s Write dates like %s%s", phrase, is_month_first ? ": is the month first?" : ".",
           is_iso ? "2026-03-27" : "27/03/2026",
           !memchr(cell.text, ':', (size_t)cell.length) ? ""
           : is_iso                                     ? ", or 2026-03-27 14:30"
                                                        : ", or 27/03/2026 14:30");
}

/* Pads the hour in a cell to two digits, because Excel writes "27/03/2026 9:05". The text is in `padded`, unless it needed no
 * change. */
static dueby_csv_cell with_two_digit_hour(dueby_csv_cell cell, char *padded) {
  int64_t at = 0;
  while (at < cell.length && cell.text[at] != ':') at++;
  if (at < 2 || at == cell.length || cell.length >= JOINED) return cell;
  if (cell.text[at - 1] < '0' || cell.text[at - 1] > '9' || (cell.text[at - 2] != ' ' && cell.text[at - 2] != 'T')) return cell;
  memcpy(padded, cell.text, (size_t)at - 1);
  padded[at - 1] = '0';
  memcpy(padded + at, cell.text + at - 1, (size_t)(cell.length - at + 1));
  return (dueby_csv_cell){padded, cell.length + 1};
}

/* The names of options in messages, in the style of each caller: command, Python, R, ... */
static const struct {
  char verb[8], day_first[44], year_first[44];
} names[DUEBY_STYLE_FORM + 1] = {
    [DUEBY_STYLE_OPTIONS] = {"use", "--dates dmy", "--dates iso"},
    [DUEBY_STYLE_ARGUMENTS] = {"use", "dates=\"dmy\"", "dates=\"iso\""},
    [DUEBY_STYLE_R] = {"use", "dates = \"dmy\"", "dates = \"iso\""},
    [DUEBY_STYLE_JAVASCRIPT] = {"use", "dates: 'dmy'", "dates: 'iso'"},
    [DUEBY_STYLE_JAVA] = {"use", "dayFirst(true)", "dayFirst(false)"},
    [DUEBY_STYLE_DOTNET] = {"use", "DayFirst = true", "DayFirst = false"},
    [DUEBY_STYLE_FORM] = {"choose", "27/03/2026 under \"Dates in the file\"", "2026-03-27 under \"Dates in the file\""}};

dueby_status dueby_io_read_cell(dueby_csv_cell cell, int32_t date_order, int32_t flags, int32_t style, dueby_when *when, char *text,
                                int64_t size) {
  dueby_when read, other;
  char padded[JOINED];
  if (!io_is_plain(cell)) cell = dueby_io_trimmed(cell.text, cell.length);
  const dueby_csv_cell written = cell;
  if (cell.length > DAY_LENGTH) cell = with_two_digit_hour(cell, padded);
  dueby_status status = dueby_io_read_when(cell.text, cell.length, date_order, &read);
  int only_day = !(flags & DUEBY_CASELOAD_MIDNIGHT_IS_TIME); /* databases write a day as midnight, so a time of 00:00 is dropped */
  int64_t length = only_day && (status == DUEBY_OK || status == DUEBY_ECOVERAGE) ? length_at_midnight(cell) : 0;
  if (length) status = dueby_io_read_when(cell.text, length, date_order, &read);
  if (status == DUEBY_OK) {
    if (only_day && is_midnight(&read)) read.time = DUEBY_TIME_NONE;
    *when = read;
    return status;
  }
  char phrase[WORDS];
  int is_other_dmy = date_order == DUEBY_ORDER_ISO;
  int32_t other_order = is_other_dmy ? DUEBY_ORDER_DMY : DUEBY_ORDER_ISO;
  dueby_csv_cell_text(written, flags & DUEBY_CASELOAD_SHOW_VALUES, phrase, sizeof phrase);
  if (status == DUEBY_ENOSUCHTIME) snprintf(text, (size_t)size, "%s: %s", phrase, dueby_status_text(status));
  else if (status == DUEBY_ECOVERAGE) snprintf(text, (size_t)size, "%s: dueby can only use times of day from 1972 to 2100", phrase);
  else if (dueby_io_read_when(cell.text, cell.length, other_order, &other) == DUEBY_OK)
    snprintf(text, (size_t)size, "%s is written %s first: %s %s", phrase, is_other_dmy ? "day" : "year", names[style].verb,
             is_other_dmy ? names[style].day_first : names[style].year_first);
  else if (dueby_io_is_serial(cell))
    snprintf(text, (size_t)size, "%s is how Excel stores a date: format the column as %s and save the CSV again", phrase,
             date_order == DUEBY_ORDER_ISO ? "yyyy-mm-dd" : "dd/mm/yyyy");
  else say_no_date(cell, date_order, phrase, text, size);
  return status;
}

dueby_status dueby_csv_cell_when(dueby_csv_cell cell, int32_t date_order, int32_t flags, dueby_when *when, char *text,
                                 int64_t size) {
  return dueby_io_read_cell(cell, date_order, flags, DUEBY_STYLE_OPTIONS, when, text, size);
}

int32_t dueby_csv_cell_is_none(dueby_csv_cell cell, const char *const *nulls, int64_t null_count) {
  cell = dueby_io_trimmed(cell.text, cell.length);
  if (!cell.length || dueby_io_is_null(cell)) return 1;
  for (int64_t i = 0; i < null_count; i++)
    if ((int64_t)strlen(nulls[i]) == cell.length && memcmp(nulls[i], cell.text, (size_t)cell.length) == 0) return 1;
  return 0;
}

int32_t dueby_csv_cell_is_no_date(dueby_csv_cell cell, const char *const *nulls, int64_t null_count) {
  return dueby_csv_cell_is_none(cell, nulls, null_count) || dueby_io_is_sentinel(dueby_io_trimmed(cell.text, cell.length));
}
