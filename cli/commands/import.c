/* Shows what a list of bank holidays would change, for `holidays --import`: day by day, in the years that both lists cover. */
#include "import.h"

#include <dueby.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "context.h"
#include "exit.h"
#include "output.h"
#include "message.h"

enum change { ADDED, REMOVED, RENAMED };
static const char changes[][8] = {"added", "removed", "renamed"};
static const char import_fields[] = "division,date,change,table_name,file_name,certainty";

struct importing {
  const struct context *context;
  const dueby_calendar *file;
  dueby_date first, last;
  struct output output;
  struct row row;
  int64_t counts[3];
};

/* ---- the names of one day ---- */

/* Returns the index after the last named day with this date, searching from index `at`. */
static int64_t end_of_day(const dueby_calendar *calendar, int64_t at, dueby_date date) {
  dueby_holiday holiday;
  while (dueby_calendar_holiday(calendar, at, &holiday) == DUEBY_OK && holiday.date == date) at++;
  return at;
}

static int is_bank_holiday(const dueby_calendar *calendar, int64_t index, dueby_holiday *holiday) {
  return dueby_calendar_holiday(calendar, index, holiday) == DUEBY_OK && holiday->basis != DUEBY_BASIS_CLOSURE;
}

/* Returns the index of the first bank holiday in a range, or -1 if there is none. */
static int64_t first_of(const dueby_calendar *calendar, int64_t at, int64_t end) {
  dueby_holiday holiday;
  for (; at < end; at++)
    if (is_bank_holiday(calendar, at, &holiday)) return at;
  return -1;
}

/* True if two names are the same, apart from apostrophes: GOV.UK writes a typographic one, the table a plain one. */
static int same_name(const char *left, const char *right) {
  static const char apostrophe[] = "\xe2\x80\x99";
  while (*left && *right) {
    size_t left_size = strncmp(left, apostrophe, 3) == 0 ? 3 : 1, right_size = strncmp(right, apostrophe, 3) == 0 ? 3 : 1;
    if ((left_size == 3 ? '\'' : *left) != (right_size == 3 ? '\'' : *right)) return 0;
    left += left_size;
    right += right_size;
  }
  return *left == *right;
}

/* True if both lists have a name in common for a day. A day may have several names, for several divisions or because a list repeats
 * it. Also true if the file has no name for the day, because it then changes no name. */
static int share_a_name(const struct importing *importing, int64_t table, int64_t table_end, int64_t file, int64_t file_end) {
  dueby_holiday holiday;
  for (int64_t j = file; j < file_end; j++) {
    const char *name = dueby_calendar_holiday_name(importing->file, j);
    if (!*name) return 1;
    for (int64_t i = table; i < table_end; i++)
      if (is_bank_holiday(importing->context->calendar, i, &holiday) &&
          same_name(dueby_calendar_holiday_name(importing->context->calendar, i), name))
        return 1;
  }
  return 0;
}

/* ---- one difference between the lists ---- */

static void print_in_words(const char *day, dueby_date date, enum change change, const char *table, const char *file) {
  dueby_when when = {DUEBY_TIME_NONE, date, 0};
  char text[64] = "";
  dueby_explain_when(&when, text, sizeof text, NULL);
  printf("%s  %-27s %-8s %s%s%s\n", day, text, changes[change], change == ADDED ? file : table, change == RENAMED ? " -> " : "",
         change == RENAMED ? file : "");
}

static void row_add_change(struct importing *importing, const char *day, dueby_date date, enum change change, const char *table,
                           const char *file) {
  const dueby_calendar *calendar = importing->context->calendar;
  struct row *row = &importing->row;
  begin_row(row);
  row_add_text(row, "division", dueby_calendar_divisions(calendar));
  row_add_text(row, "date", day);
  row_add_text(row, "change", changes[change]);
  row_add_text(row, "table_name", table);
  row_add_text(row, "file_name", file);
  row_add_text(row, "certainty", dueby_code_name(DUEBY_CODE_CERTAINTY, dueby_calendar_certainty(calendar, date)));
  write_row(&importing->output, row);
}

static void take_change(struct importing *importing, dueby_date date, enum change change, const char *table, const char *file) {
  dueby_when when = {DUEBY_TIME_NONE, date, 0};
  enum format format = importing->context->format;
  char day[16] = "";
  dueby_when_text(&when, day, sizeof day, NULL);
  importing->counts[change]++;
  if (format == PLAIN) printf("%s %s\n", day, changes[change]);
  else if (format == TEXT) print_in_words(day, date, change, table, file);
  else row_add_change(importing, day, date, change, table, file);
}

/* ---- comparing the two lists day by day ---- */

static dueby_date date_of(const dueby_calendar *calendar, int64_t index, dueby_date last) {
  dueby_holiday holiday;
  return dueby_calendar_holiday(calendar, index, &holiday) == DUEBY_OK && holiday.date <= last ? holiday.date : last + 1;
}

static void compare_day(struct importing *importing, dueby_date date, int64_t table, int64_t table_end, int64_t file,
                        int64_t file_end) {
  int64_t in_table = first_of(importing->context->calendar, table, table_end), in_file = first_of(importing->file, file, file_end);
  const char *table_name = in_table < 0 ? "" : dueby_calendar_holiday_name(importing->context->calendar, in_table),
             *file_name = in_file < 0 ? "" : dueby_calendar_holiday_name(importing->file, in_file);
  if (in_table < 0 && in_file >= 0) take_change(importing, date, ADDED, table_name, file_name);
  if (in_table >= 0 && in_file < 0) take_change(importing, date, REMOVED, table_name, file_name);
  if (in_table >= 0 && in_file >= 0 && !share_a_name(importing, table, table_end, file, file_end))
    take_change(importing, date, RENAMED, table_name, file_name);
}

static void compare_days(struct importing *importing) {
  const dueby_calendar *table = importing->context->calendar, *file = importing->file;
  int64_t at = dueby_calendar_holiday_from(table, importing->first), file_at = dueby_calendar_holiday_from(file, importing->first);
  for (;;) {
    dueby_date date = date_of(table, at, importing->last), file_date = date_of(file, file_at, importing->last);
    if (file_date < date) date = file_date;
    if (date > importing->last) return;
    int64_t end = end_of_day(table, at, date), file_end = end_of_day(file, file_at, date);
    compare_day(importing, date, at, end, file_at, file_end);
    at = end;
    file_at = file_end;
  }
}

static void range_text(dueby_date first, dueby_date last, char text[32]) {
  dueby_when from = {DUEBY_TIME_NONE, first, 0}, to = {DUEBY_TIME_NONE, last, 0};
  dueby_when_text(&from, text, 32, NULL);
  size_t length = strlen(text);
  memcpy(text + length, " to ", 5);
  dueby_when_text(&to, text + length + 4, 16, NULL);
}

static void print_counts(const struct importing *importing) {
  char range[32];
  range_text(importing->first, importing->last, range);
  printf("%s: %d added, %d removed, %d renamed\n", range, (int)importing->counts[ADDED], (int)importing->counts[REMOVED],
         (int)importing->counts[RENAMED]);
}

static int report_outside_file(const char *path, dueby_date first, dueby_date last) {
  char range[32];
  range_text(first, last, range);
  print_error("not covered by %s: %s", path, range);
  return OUTSIDE_COVERAGE;
}

static int compare_lists(struct importing *importing) {
  const struct context *context = importing->context;
  int as_data = context->format == CSV || context->format == JSON;
  dueby_date first, last;
  dueby_calendar_coverage(importing->file, &first, &last, NULL, NULL);
  if (importing->first < first) importing->first = first;
  if (importing->last > last) importing->last = last;
  if (importing->last < importing->first) return report_outside_file(context->options->import, first, last);
  if (as_data) begin_output(&importing->output, context);
  compare_days(importing);
  if (as_data && !importing->output.rows) write_header(&importing->output, import_fields);
  if (context->format == TEXT) print_counts(importing);
  return as_data ? end_output(&importing->output) : DONE;
}

int run_import(const struct context *context, dueby_date first, dueby_date last) {
  struct importing importing = {.context = context, .first = first, .last = last};
  const char *path = context->options->import, *division = dueby_calendar_divisions(context->calendar);
  dueby_calendar *file = NULL;
  int end = open_list("--import", path, division, &file);
  if (end) return end;
  importing.file = file;
  end = compare_lists(&importing);
  free_row(&importing.row);
  dueby_calendar_free(file);
  return end;
}
