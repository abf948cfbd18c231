/* Reads dates in the forms that spreadsheets and databases write, and values that mean "no date" or "no value". */
#include "written_date.h"

#include <string.h>

enum { DAY_LENGTH = 10, JOINED = 48, MONTHS = 12 };

/* ---- trimming cells ---- */

static int blank_at_start(const char *text, int64_t length) {
  if (*text == ' ' || *text == '\t') return 1;
  return length > 1 && text[0] == '\xc2' && text[1] == '\xa0' ? 2 : 0;
}

static int blank_at_end(const char *text, int64_t length) {
  if (text[length - 1] == ' ' || text[length - 1] == '\t') return 1;
  return length > 1 && text[length - 2] == '\xc2' && text[length - 1] == '\xa0' ? 2 : 0;
}

static int is_plain(char c) {
  return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
}

dueby_csv_cell dueby_io_trimmed(const char *text, int64_t length) {
  int blank;
  if (length && is_plain(text[0]) && is_plain(text[length - 1])) return (dueby_csv_cell){text, length};
  while (length && (blank = blank_at_start(text, length))) text += blank, length -= blank;
  while (length && (blank = blank_at_end(text, length))) length -= blank;
  dueby_csv_cell cell = {text, length};
  return cell;
}

static char small(char letter) {
  return (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

int dueby_io_is_named(dueby_csv_cell cell, const char *name) {
  dueby_csv_cell trimmed = dueby_io_trimmed(cell.text, cell.length);
  if (trimmed.length != (int64_t)strlen(name)) return 0;
  for (int64_t i = 0; i < trimmed.length; i++)
    if (small(trimmed.text[i]) != name[i]) return 0;
  return 1;
}

int dueby_io_is_blank_row(const dueby_csv_cell *cells, int32_t count) {
  for (int32_t i = 0; i < count; i++)
    if (dueby_io_trimmed(cells[i].text, cells[i].length).length) return 0;
  return 1;
}

int dueby_io_is_null(dueby_csv_cell cell) {
  static const char nulls[][8] = {"NULL", "null", "(null)", "<NA>", "NaN", "nan", "NaT", "NA",
                                  "N/A",  "n/a",  "#N/A",   "None", "\\N", "-",   "--"};
  enum { LONGEST = 6 };
  if (!cell.length || cell.length > LONGEST || !strchr("Nn(<#\\-", cell.text[0])) return 0;
  for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
    if ((int64_t)strlen(nulls[i]) == cell.length && memcmp(nulls[i], cell.text, (size_t)cell.length) == 0) return 1;
  return 0;
}

int dueby_io_is_sentinel(dueby_csv_cell cell) {
  static const char dates[][DAY_LENGTH + 1] = {"1900-01-01", "01/01/1900", "1/1/1900",   "9999-12-31", "31/12/9999",
                                               "2999-12-31", "31/12/2999", "0001-01-01", "01/01/0001", "1753-01-01",
                                               "01/01/1753", "1899-12-30", "30/12/1899", "1899-12-31", "31/12/1899"};
  /* quick test: most years begin with 20, and no date that means "no date" does */
  if (cell.length > 1 && cell.text[0] == '2' && cell.text[1] == '0') return 0;
  if (cell.length == DAY_LENGTH && cell.text[5] == '/' && cell.text[6] == '2' && cell.text[7] == '0') return 0;
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
    int64_t length = (int64_t)strlen(dates[i]);
    if (cell.length < length || memcmp(cell.text, dates[i], (size_t)length) != 0) continue;
    if (cell.length == length || cell.text[length] == ' ' || cell.text[length] == 'T') return 1;
  }
  return 0;
}

int dueby_io_is_shortened(dueby_csv_cell cell) {
  int64_t at = 0, first;
  while (at < cell.length && is_digit(cell.text[at])) at++;
  if (at != 1) return 0;
  if (at < cell.length && (cell.text[at] == '.' || cell.text[at] == ',')) at++;
  while (at < cell.length && is_digit(cell.text[at])) at++;
  if (at + 2 >= cell.length || (cell.text[at] | 0x20) != 'e' || cell.text[at + 1] != '+') return 0;
  for (at = first = at + 2; at < cell.length && is_digit(cell.text[at]); at++) continue;
  return at > first && at == cell.length;
}

dueby_csv_cell dueby_io_broken_cell(dueby_csv_cell raw, int32_t place, char separator) {
  static const dueby_csv_cell none = {"", 0};
  const char *at = raw.text, *end = at + raw.length;
  for (;; place--, at++) {
    int quoted = at < end && *at == '"';
    const char *start = at + quoted, *stop = memchr(start, quoted ? '"' : separator, (size_t)(end - start));
    if (!stop && (quoted || place)) return none;
    dueby_csv_cell cell = {start, (stop ? stop : end) - start};
    at = start + cell.length + quoted;
    if (quoted && at < end && *at != separator) return none;
    if (!place) return cell;
    if (at == end) return none;
  }
}

int dueby_io_is_serial(dueby_csv_cell cell) {
  enum { DIGITS = 5 };
  int64_t at = 0;
  while (at < cell.length && is_digit(cell.text[at])) at++;
  if (at != DIGITS) return 0;
  if (at < cell.length && cell.text[at] == '.') at++;
  while (at < cell.length && is_digit(cell.text[at])) at++;
  return at == cell.length;
}

/* ---- reading dates ---- */

/* Returns the month whose name, or first three letters, a string begins with; 0 if there is none. */
static int32_t read_month(const char *text, int64_t length, int64_t *used) {
  static const char months[MONTHS][10] = {"january", "february", "march",     "april",   "may",      "june",
                                          "july",    "august",   "september", "october", "november", "december"};
  enum { SHORT = 3 };
  int64_t letters = 0;
  while (letters < length && small(text[letters]) >= 'a' && small(text[letters]) <= 'z') letters++;
  for (int32_t month = 0; month < MONTHS; month++) {
    int64_t same = 0, whole = (int64_t)strlen(months[month]);
    while (same < letters && same < whole && small(text[same]) == months[month][same]) same++;
    if (same != letters || (letters != SHORT && letters != whole)) continue;
    *used = letters;
    return month + 1;
  }
  return 0;
}

/* Rewrites a date with a month's name: "12-May-2025 14:30" becomes "12/05/2025 14:30". */
static int64_t write_as_dmy(const char *text, int64_t length, char *to) {
  int64_t digits = 0, letters = 0;
  while (digits < length && digits < 3 && is_digit(text[digits])) digits++;
  if (digits < 1 || digits > 2 || digits == length || (text[digits] != '-' && text[digits] != ' ')) return 0;
  char between = text[digits];
  int32_t month = read_month(text + digits + 1, length - digits - 1, &letters);
  int64_t at = digits + 1 + letters;
  if (!month || at >= length || text[at] != between) return 0;
  int64_t rest = length - at - 1;
  if (digits + 4 + rest > JOINED) return 0;
  memcpy(to, text, (size_t)digits);
  char middle[] = {'/', (char)('0' + month / 10), (char)('0' + month % 10), '/'};
  memcpy(to + digits, middle, sizeof middle);
  memcpy(to + digits + 4, text + at + 1, (size_t)rest);
  return digits + 4 + rest;
}

/* Rewrites a date with slashes: "27-03-2026" and "27.03.2026" become "27/03/2026". */
static int64_t write_with_strokes(const char *text, int64_t length, char *to) {
  int marks = 0;
  if (length > JOINED) return 0;
  memcpy(to, text, (size_t)length);
  for (int64_t i = 0; i < length && i < DAY_LENGTH && marks < 2; i++) {
    if (is_digit(to[i])) continue;
    if (to[i] != '-' && to[i] != '.') return 0;
    to[i] = '/';
    marks++;
  }
  return marks == 2 ? length : 0;
}

/* Rewrites a date and time as databases write it, with blanks and perhaps a short offset: "2026-03-02 10:00:00.0000000 +01:00" and
 * "2026-03-02 10:00:00+01" become "2026-03-02T10:00:00.0000000+01:00" and "2026-03-02T10:00:00+01:00". */
static int64_t write_as_iso(const char *text, int64_t length, char *to) {
  static const char minutes[] = ":00";
  enum { OFFSET = 3 };
  int64_t used = 0;
  if (length <= DAY_LENGTH || length + (int64_t)sizeof minutes > JOINED || text[DAY_LENGTH] != ' ') return 0;
  for (int64_t i = 0; i < length; i++) {
    int is_before_offset = i > DAY_LENGTH && i + 1 < length && text[i] == ' ' && strchr("+-Z", text[i + 1]);
    if (!is_before_offset) to[used++] = i == DAY_LENGTH ? 'T' : text[i];
  }
  const char *sign = to + used - OFFSET;
  if ((*sign != '+' && *sign != '-') || !is_digit(sign[1]) || !is_digit(sign[2])) return used;
  memcpy(to + used, minutes, sizeof minutes - 1);
  return used + (int64_t)sizeof minutes - 1;
}

dueby_status dueby_io_read_when(const char *text, int64_t length, int32_t date_order, dueby_when *when) {
  char written[JOINED];
  int64_t other;
  if (date_order == DUEBY_ORDER_ISO && (other = write_as_iso(text, length, written))) {
    dueby_status status = dueby_when_parse(written, other, date_order, when);
    if (status != DUEBY_ETEXT) return status;
  }
  dueby_status status = dueby_when_parse(text, length, date_order, when);
  if (status != DUEBY_ETEXT) return status;
  if ((other = write_as_dmy(text, length, written))) return dueby_when_parse(written, other, DUEBY_ORDER_DMY, when);
  if (date_order == DUEBY_ORDER_DMY && (other = write_with_strokes(text, length, written)))
    return dueby_when_parse(written, other, DUEBY_ORDER_DMY, when);
  return status;
}
