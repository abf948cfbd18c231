/* Reads calendars and closures from GOV.UK's bank-holidays.json and from CSV. */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "diagnose.h"
#include "dueby/refusal.h"
#include "dueby/code.h"
#include "holiday_list.h"
#include "ics_scan.h"
#include "written_date.h"

enum { BYTES_MAX = 4 << 20, DAYS_MAX = 20000 };

/* ---- adding days ---- */

struct days {
  dueby_date *dates;
  char **names;
  int64_t count, capacity;
};

/* The days that a list may have, and what to say about a day outside them. */
struct range {
  dueby_date first, last;
  char covers[64];
};

/* Closures must be within the calendar that they change. Bank holidays make a new calendar. */
static struct range range_of(const dueby_calendar *changed) {
  struct range range = {LIST_FIRST, LIST_LAST, ""};
  if (changed) {
    dueby_calendar_coverage(changed, &range.first, &range.last, NULL, NULL);
    dueby_calendar_coverage_text(changed, range.covers, sizeof range.covers, NULL);
  } else {
    dueby_refusal_text(DUEBY_REFUSAL_UNCOVERED, DUEBY_STYLE_OPTIONS, NULL, range.covers, sizeof range.covers, NULL);
  }
  return range;
}

static int is_within(const struct range *range, dueby_date day) {
  return day >= range->first && day <= range->last;
}

static int read_date(const char *text, int64_t length, int32_t date_order, dueby_date *date) {
  dueby_when when;
  if (dueby_io_read_when(text, length, date_order, &when) != DUEBY_OK || when.time != DUEBY_TIME_NONE) return 0;
  *date = when.date;
  return 1;
}

static dueby_status add_day(struct days *days, dueby_date date, const char *name, int64_t length, int32_t line,
                            dueby_diagnostics *diagnostics) {
  if (days->count == DAYS_MAX)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ELIMIT, line, line ? 1 : 0, "more than %d days", DAYS_MAX);
  if (days->count == days->capacity) {
    int64_t capacity = days->capacity ? days->capacity * 2 : 64;
    dueby_date *dates = realloc(days->dates, (size_t)capacity * sizeof *dates);
    if (dates) days->dates = dates;
    char **names = realloc(days->names, (size_t)capacity * sizeof *names);
    if (names) days->names = names;
    if (!dates || !names) return DUEBY_EMEMORY;
    days->capacity = capacity;
  }
  char *copy = malloc((size_t)length + 1);
  if (!copy) return DUEBY_EMEMORY;
  memcpy(copy, name, (size_t)length);
  copy[length] = '\0';
  days->dates[days->count] = date;
  days->names[days->count++] = copy;
  return DUEBY_OK;
}

static void free_days(struct days *days) {
  for (int64_t i = 0; i < days->count; i++) free(days->names[i]);
  free(days->names);
  free(days->dates);
}

/* True if `division` is one of `divisions`, which is a list such as "england-and-wales+scotland". */
static int names_division(const char *divisions, const char *division) {
  size_t length = strlen(division);
  for (const char *at = divisions; (at = strstr(at, division)); at += length)
    if ((at == divisions || at[-1] == '+') && (!at[length] || at[length] == '+')) return 1;
  return 0;
}

static dueby_status make_calendar(const char *divisions, struct days *days, dueby_status status, dueby_diagnostics *diagnostics,
                                  dueby_calendar **calendar) {
  if (status == DUEBY_OK && days->count == 0)
    status =
        dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0, "the file has no bank holidays for %.80s", divisions);
  if (status == DUEBY_OK) status = dueby_io_check_list(days->dates, days->count, diagnostics);
  if (status == DUEBY_OK)
    status = dueby_calendar_from_days(divisions, days->dates, (const char *const *)days->names, days->count, calendar);
  if (status == DUEBY_OK) dueby_io_note_list(*calendar, diagnostics);
  free_days(days);
  return status;
}

/* ---- reading iCalendar ---- */

dueby_status dueby_io_calendar_from_ics(const char *ics, int64_t length, const char *divisions, dueby_diagnostics *diagnostics,
                                        dueby_calendar **calendar) {
  return dueby_ics_calendar(ics, length, divisions, diagnostics, calendar);
}

/* ---- reading JSON ---- */

static dueby_status read_json_event(const json_t *event, const char *division, size_t index, struct days *days,
                                    dueby_diagnostics *diagnostics) {
  const char *date = json_string_value(json_object_get(event, "date")), *title = json_string_value(json_object_get(event, "title"));
  const struct range range = range_of(NULL);
  dueby_date day;
  if (!date || !title)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0,
                           "event %" PRIu64 " of %s: expected \"title\" and \"date\"", (uint64_t)index + 1, division);
  const dueby_csv_cell cell = {date, (int64_t)strlen(date)};
  int is_date = read_date(cell.text, cell.length, DUEBY_ORDER_ISO, &day);
  if (is_date ? !is_within(&range, day) : dueby_io_is_far_day(cell, DUEBY_ORDER_ISO))
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ECOVERAGE, 0, 0, "event %" PRIu64 " of %s: \"%.40s\": %s",
                           (uint64_t)index + 1, division, date, range.covers);
  if (!is_date)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0,
                           "event %" PRIu64 " of %s: \"%.40s\" is not a date. Write dates like 2026-03-27", (uint64_t)index + 1,
                           division, date);
  return add_day(days, day, title, (int64_t)strlen(title), 0, diagnostics);
}

static dueby_status read_json_division(const json_t *root, const char *division, struct days *days,
                                       dueby_diagnostics *diagnostics) {
  const json_t *events = json_object_get(json_object_get(root, division), "events");
  if (!json_is_array(events))
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0, "expected \"%s\" with a list of \"events\"",
                           division);
  for (size_t i = 0; i < json_array_size(events); i++) {
    dueby_status status = read_json_event(json_array_get(events, i), division, i, days, diagnostics);
    if (status != DUEBY_OK) return status;
  }
  return DUEBY_OK;
}

dueby_status dueby_io_calendar_from_json(const char *json, int64_t length, const char *divisions, dueby_diagnostics *diagnostics,
                                         dueby_calendar **calendar) {
  struct days days = {0};
  json_error_t error;
  dueby_status status = DUEBY_OK;
  if (!json || length < 0) json = "", length = 0;
  if (length > BYTES_MAX)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ELIMIT, 0, 0, "the file is larger than 4 MiB");
  if (length >= 3 && memcmp(json, "\xef\xbb\xbf", 3) == 0) { /* skips a byte-order mark */
    json += 3;
    length -= 3;
  }
  errno = 0; /* jansson reports lack of memory in several ways, but every release sets errno */
  json_t *root = json_loadb(json, (size_t)length, JSON_REJECT_DUPLICATES, &error);
  if (errno == ENOMEM) {
    json_decref(root);
    return DUEBY_EMEMORY;
  }
  if (!root) /* jansson's own message quotes the file, so it is not shown */
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, error.line > 0 ? error.line : 1,
                           error.column > 0 ? error.column : 1, "this is not valid JSON, or a key appears twice");
  for (int32_t i = 0; dueby_code_at(DUEBY_CODE_DIVISION, i) && status == DUEBY_OK; i++) {
    const char *division = dueby_code_at(DUEBY_CODE_DIVISION, i);
    if (names_division(divisions, division)) status = read_json_division(root, division, &days, diagnostics);
  }
  json_decref(root);
  return make_calendar(divisions, &days, status, diagnostics, calendar);
}

/* ---- reading CSV: date[,name][,division] ---- */

struct columns {
  int32_t date, name, division, date_order;
  struct range range;
};

static dueby_status read_header(const dueby_csv_cell *cells, int32_t count, struct columns *columns,
                                dueby_diagnostics *diagnostics) {
  columns->date = columns->name = columns->division = -1;
  for (int32_t i = 0; i < count; i++) {
    int32_t *column = dueby_io_is_named(cells[i], "date")       ? &columns->date
                      : dueby_io_is_named(cells[i], "name")     ? &columns->name
                      : dueby_io_is_named(cells[i], "division") ? &columns->division
                                                                : NULL;
    if (column && *column >= 0)
      return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 1, i + 1, "a column appears twice");
    if (column) *column = i;
  }
  if (columns->date >= 0) return DUEBY_OK;
  return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 1, 1,
                         "no column \"date\": expected a header date[,name][,division]");
}

static dueby_status read_day_row(const dueby_csv_cell *cells, int32_t count, int32_t line, const struct columns *columns,
                                 const char *divisions, struct days *days, dueby_diagnostics *diagnostics) {
  static const dueby_csv_cell nothing = {"", 0};
  dueby_date day;
  char phrase[128];
  if (dueby_io_is_blank_row(cells, count)) return DUEBY_OK; /* skips rows such as `,,`, which Excel writes at the end of a table */
  if (columns->date >= count)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, line, count, "the row ends before the column \"date\"");
  if (divisions && columns->division >= 0) {
    char division[32] = "";
    dueby_csv_cell cell = columns->division < count ? cells[columns->division] : nothing;
    int32_t bit;
    if (cell.length < (int64_t)sizeof division) memcpy(division, cell.text, (size_t)cell.length);
    if (dueby_code_value(DUEBY_CODE_DIVISION, division, &bit) != DUEBY_OK) {
      dueby_csv_cell_text(cell, 0, phrase, sizeof phrase);
      return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, line, columns->division + 1,
                             "%s is not a division: expected england-and-wales, scotland or northern-ireland", phrase);
    }
    if (!names_division(divisions, division)) return DUEBY_OK;
  }
  dueby_csv_cell date = dueby_io_trimmed(cells[columns->date].text, cells[columns->date].length),
                 name = columns->name >= 0 && columns->name < count ? cells[columns->name] : nothing;
  int is_date = read_date(date.text, date.length, columns->date_order, &day);
  if (is_date && is_within(&columns->range, day)) return add_day(days, day, name.text, name.length, line, diagnostics);
  dueby_csv_cell_text(date, 0, phrase, sizeof phrase);
  if (is_date || dueby_io_is_far_day(date, columns->date_order))
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ECOVERAGE, line, columns->date + 1, "%s: %s", phrase,
                           columns->range.covers);
  int is_iso = columns->date_order == DUEBY_ORDER_ISO;
  if (read_date(date.text, date.length, is_iso ? DUEBY_ORDER_DMY : DUEBY_ORDER_ISO, &day))
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, line, columns->date + 1,
                           "%s is written %s first: use --dates %s", phrase, is_iso ? "day" : "year", is_iso ? "dmy" : "iso");
  if (dueby_io_is_serial(date))
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, line, columns->date + 1,
                           "%s is how Excel stores a date: format the column as %s and save the CSV again", phrase,
                           is_iso ? "yyyy-mm-dd" : "dd/mm/yyyy");
  return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, line, columns->date + 1,
                         "%s is not a date. Write dates like %s", phrase, is_iso ? "2026-03-27" : "27/03/2026");
}

/* Reads the days of `divisions`, or those of every division if it is NULL. `changed` is as in range_of. */
static dueby_status read_days(const char *text, int64_t length, const char *divisions, const dueby_calendar *changed,
                              int32_t date_order, struct days *days, dueby_diagnostics *diagnostics) {
  dueby_csv_memory memory = {text, length, 0};
  struct columns columns = {.date_order = date_order, .range = range_of(changed)};
  const dueby_csv_cell *cells;
  int32_t count;
  dueby_csv *csv;
  if (length > BYTES_MAX)
    return dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ELIMIT, 0, 0, "the file is larger than 4 MiB");
  dueby_status status = dueby_csv_new(dueby_csv_from_memory, &memory, &csv);
  if (status != DUEBY_OK) return status;
  status = dueby_csv_next(csv, &cells, &count);
  if (status == DUEBY_DONE) status = dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 1, 1, "the file is empty");
  if (status == DUEBY_EFORMAT)
    status = dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0, "%s", dueby_csv_reason(status));
  if (status == DUEBY_OK) status = read_header(cells, count, &columns, diagnostics);
  while (status == DUEBY_OK && (status = dueby_csv_next(csv, &cells, &count)) == DUEBY_OK)
    status = read_day_row(cells, count, (int32_t)dueby_csv_line(csv), &columns, divisions, days, diagnostics);
  if ((status == DUEBY_ETEXT || status == DUEBY_ELIMIT) && diagnostics && diagnostics->count == 0)
    dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, status, (int32_t)dueby_csv_line(csv), 1, "%s",
                    status == DUEBY_ETEXT ? "a quoted cell is not closed" : dueby_csv_reason(status));
  dueby_csv_free(csv);
  return status == DUEBY_DONE ? DUEBY_OK : status;
}

dueby_status dueby_io_calendar_from_csv_dates(const char *csv, int64_t length, const char *divisions, int32_t date_order,
                                              dueby_diagnostics *diagnostics, dueby_calendar **calendar) {
  struct days days = {0};
  dueby_status status = read_days(csv, length, divisions, NULL, date_order, &days, diagnostics);
  return make_calendar(divisions, &days, status, diagnostics, calendar);
}

dueby_status dueby_io_calendar_from_csv(const char *csv, int64_t length, const char *divisions, dueby_diagnostics *diagnostics,
                                        dueby_calendar **calendar) {
  return dueby_io_calendar_from_csv_dates(csv, length, divisions, DUEBY_ORDER_ISO, diagnostics, calendar);
}

/* Reads closures from CSV. All days of a change share one label, so consecutive days with the same name become one change. */
dueby_status dueby_io_closures_from_csv_dates(const char *csv, int64_t length, const dueby_calendar *base, int32_t change,
                                              int32_t date_order, dueby_diagnostics *diagnostics, dueby_calendar **calendar) {
  struct days days = {0};
  dueby_calendar *made = NULL;
  if (change != DUEBY_CHANGE_CLOSE && change != DUEBY_CHANGE_CLOSE_ALL) return DUEBY_EARGUMENT;
  dueby_status status = read_days(csv, length, NULL, base, date_order, &days, diagnostics);
  if (status == DUEBY_OK && days.count == 0)
    status = dueby_io_report(diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0, "the file has no closure days");
  for (int64_t first = 0, next; first < days.count && status == DUEBY_OK; first = next) {
    dueby_calendar *with = NULL;
    for (next = first + 1; next < days.count && strcmp(days.names[next], days.names[first]) == 0;) next++;
    status = dueby_calendar_with_days(made ? made : base, change, days.dates + first, next - first, days.names[first], &with);
    if (status == DUEBY_OK) {
      dueby_calendar_free(made);
      made = with;
    }
  }
  if (status == DUEBY_OK) *calendar = made;
  else dueby_calendar_free(made);
  free_days(&days);
  return status;
}

dueby_status dueby_io_closures_from_csv(const char *csv, int64_t length, const dueby_calendar *base, int32_t change,
                                        dueby_diagnostics *diagnostics, dueby_calendar **calendar) {
  return dueby_io_closures_from_csv_dates(csv, length, base, change, DUEBY_ORDER_ISO, diagnostics, calendar);
}
