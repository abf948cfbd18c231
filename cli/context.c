/* Reads --profile, --division and the other options that set the profile and the calendar. */
#include "context.h"

#include <dueby.h>
#include <dueby/ical.h>
#include <dueby/io.h>
#include <stdio.h>
#include <string.h>

#include "exit.h"
#include "options.h"
#include "os.h"
#include "output_file.h"
#include "message.h"

enum { FILE_MAX = 4 << 20, DIAGNOSTICS_MAX = 64, MESSAGE = 1024 };

/* ---- reading the values of options ---- */

static int32_t date_order = DUEBY_ORDER_ISO; /* the order of days and months that --dates sets */

/* Reports what is wrong with the value of an option. */
static int refuse_written(const char *option, int32_t kind, const char *text) {
  char problem[MESSAGE] = "";
  dueby_written_problem_text(kind, text, date_order, DUEBY_STYLE_OPTIONS, problem, sizeof problem, NULL);
  return usage_error("%s: %s", option, problem);
}

int refuse_value(const char *option, int32_t refusal, const char *found) {
  char problem[MESSAGE] = "";
  dueby_refusal_text(refusal, DUEBY_STYLE_OPTIONS, found, problem, sizeof problem, NULL);
  return option ? usage_error("%s: %s", option, problem) : usage_error("%s", problem);
}

int refuse_name(const char *option, int32_t kind, const dueby_profile *profile, const char *name) {
  char problem[MESSAGE] = "";
  dueby_unknown_name_text(kind, profile, name, DUEBY_STYLE_OPTIONS, problem, sizeof problem, NULL);
  return option ? usage_error("%s: %s", option, problem) : usage_error("%s", problem);
}

int refuse_nearest(const char *option, int32_t kind, const dueby_nearest *nearest) {
  char problem[MESSAGE] = "";
  dueby_unknown_nearest_text(kind, nearest, DUEBY_STYLE_OPTIONS, problem, sizeof problem, NULL);
  return usage_error("%s: %s", option, problem);
}

/* With --dates dmy, also accepts ISO dates, because the two cannot be confused. */
int read_when(const char *option, const char *text, dueby_when *when) {
  int64_t length = (int64_t)strlen(text);
  dueby_status status = dueby_when_parse(text, length, date_order, when);
  if (status == DUEBY_ETEXT && date_order == DUEBY_ORDER_DMY) status = dueby_when_parse(text, length, DUEBY_ORDER_ISO, when);
  return status == DUEBY_OK ? 0 : refuse_written(option, DUEBY_WRITTEN_WHEN, text);
}

int read_day(const char *option, const char *text, dueby_date *date) {
  dueby_when when;
  int problem = read_when(option, text, &when);
  if (problem) return problem;
  if (when.time != DUEBY_TIME_NONE) return refuse_written(option, DUEBY_WRITTEN_DAY, text);
  *date = when.date;
  return 0;
}

int read_period(const char *option, const char *text, dueby_date *first, dueby_date *last) {
  return dueby_written_period(text, date_order, first, last) == DUEBY_OK ? 0 : refuse_written(option, DUEBY_WRITTEN_PERIOD, text);
}

int read_year(const char *option, const char *text, int32_t *year) {
  return dueby_written_year(text, year) == DUEBY_OK ? 0 : refuse_written(option, DUEBY_WRITTEN_YEAR, text);
}

int read_holding(const char *option, const char *text, dueby_holding *holding) {
  return dueby_written_holding(text, date_order, holding) == DUEBY_OK ? 0 : refuse_written(option, DUEBY_WRITTEN_HOLDING, text);
}

int read_span_option(const char *option, const char *text, dueby_span *span) {
  return dueby_span_parse(text, (int64_t)strlen(text), span) == DUEBY_OK ? 0 : refuse_written(option, DUEBY_WRITTEN_SPAN, text);
}

int read_soon_option(const char *text, dueby_span *span) {
  int problem = read_span_option("--soon", text, span);
  if (problem || (span->amount >= 0 && span->unit != DUEBY_UNIT_HOURS && span->unit != DUEBY_UNIT_MINUTES)) return problem;
  return refuse_written("--soon", DUEBY_WRITTEN_AHEAD, text);
}

int read_code_option(const char *option, int32_t kind, const char *text, int32_t *number) {
  char problem[MESSAGE] = "";
  if (dueby_code_value(kind, text, number) == DUEBY_OK) return 0;
  dueby_code_problem_text(kind, text, problem, sizeof problem, NULL);
  return usage_error("%s: %s", option, problem);
}

int read_cutoff(const char *text, int32_t *second_of_day) {
  *second_of_day = -1;
  return !text || dueby_written_clock(text, second_of_day) == DUEBY_OK ? 0 : refuse_written("--cutoff", DUEBY_WRITTEN_CLOCK, text);
}

int split_list(const char *option, const char *text, struct pieces *pieces) {
  pieces->count = 0;
  while (text) {
    size_t length = strcspn(text, ",");
    if (!length) return refuse_value(option, DUEBY_REFUSAL_EMPTY_ITEM, text);
    if (pieces->count == PIECES_MAX || length >= PIECE_SIZE)
      return usage_error("%s: more than %d items, or an item is too long", option, PIECES_MAX);
    memcpy(pieces->text[pieces->count], text, length);
    pieces->text[pieces->count++][length] = '\0';
    text = text[length] ? text + length + 1 : NULL;
  }
  return 0;
}

void apply_cutoff(int32_t cutoff, const dueby_when *when, dueby_date *date) {
  int32_t second, offset;
  dueby_date day;
  if (cutoff < 0 || when->time == DUEBY_TIME_NONE || dueby_time_civil(when->time, &day, &second, &offset) != DUEBY_OK) return;
  if (second >= cutoff) *date = day + 1;
}

/* ---- opening the profile ---- */

static void report_diagnostics(const char *path, const dueby_diagnostics *diagnostics, int32_t severity) {
  int64_t kept = diagnostics->count < diagnostics->capacity ? diagnostics->count : diagnostics->capacity;
  for (int64_t i = 0; i < kept; i++) {
    const dueby_diagnostic *one = &diagnostics->items[i];
    if (one->severity != severity) continue;
    const char *note = severity == DUEBY_SEVERITY_WARNING ? "note: " : "";
    if (one->line) print_error("%s%s:%d:%d: %s", note, path, (int)one->line, (int)one->column, one->message);
    else print_error("%s%s: %s", note, path, one->message);
  }
}

int names_profile_file(const char *name) {
  size_t length = strlen(name);
  return os_folder_length(name) || (length > 5 && strcmp(name + length - 5, ".yaml") == 0) ||
         (length > 4 && strcmp(name + length - 4, ".yml") == 0);
}

static int open_profile_file(const char *path, dueby_profile **profile) {
  dueby_diagnostic items[DIAGNOSTICS_MAX];
  dueby_diagnostics diagnostics = {items, DIAGNOSTICS_MAX, 0};
  dueby_status status = dueby_io_profile_from_file(path, &diagnostics, profile);
  if (status == DUEBY_OK) return refuse_profile_output(path, *profile);
  if (status == DUEBY_EMEMORY) return report_no_memory();
  report_diagnostics(path, &diagnostics, DUEBY_SEVERITY_ERROR);
  if (!diagnostics.count) print_error("%s: cannot be read", path);
  return BAD_FILE;
}

int open_profile(const char *name, dueby_profile **profile) {
  if (names_profile_file(name)) return open_profile_file(name, profile);
  dueby_status status = dueby_profile_new(name, profile);
  if (status == DUEBY_OK) return 0;
  if (status != DUEBY_ENOTFOUND) return report_no_memory();
  return refuse_name(NULL, DUEBY_NAME_PROFILE, NULL, name);
}

/* ---- opening the calendar ---- */

int ends_in(const char *path, const char *end) {
  size_t length = strlen(path), n = strlen(end);
  return length >= n && strcmp(path + length - n, end) == 0;
}

static int report_bad_file(const char *path, const dueby_diagnostics *diagnostics, dueby_status status) {
  if (status == DUEBY_EMEMORY) return report_no_memory();
  if (diagnostics->count) report_diagnostics(path, diagnostics, DUEBY_SEVERITY_ERROR);
  else print_error("%s: %s", path, bad_file_text(status));
  return BAD_FILE;
}

static int refuse_division(const char *division) {
  char problem[MESSAGE] = "";
  dueby_written_problem_text(DUEBY_WRITTEN_DIVISION, division, date_order, 0, problem, sizeof problem, NULL);
  return usage_error("%s", problem);
}

static int calendar_from_table(struct context *context, const char *division) {
  dueby_date known_on = DUEBY_DATE_NONE;
  if (context->options->known_on) {
    int problem = read_day("--known-on", context->options->known_on, &known_on);
    if (problem) return problem;
  }
  switch (dueby_calendar_new(division, known_on, &context->calendar)) {
  case DUEBY_OK: return 0;
  case DUEBY_ENOTFOUND: return refuse_division(division);
  case DUEBY_ECOVERAGE: refuse_written("--known-on", DUEBY_WRITTEN_KNOWN_ON, context->options->known_on); return OUTSIDE_COVERAGE;
  default: return report_no_memory();
  }
}

static dueby_status read_csv(const char *text, int64_t length, const char *divisions, dueby_diagnostics *diagnostics,
                             dueby_calendar **calendar) {
  return dueby_io_calendar_from_csv_dates(text, length, divisions, date_order, diagnostics, calendar);
}

typedef dueby_status (*read_calendar)(const char *text, int64_t length, const char *divisions, dueby_diagnostics *diagnostics,
                                      dueby_calendar **calendar);

int open_list(const char *option, const char *path, const char *division, dueby_calendar **calendar) {
  dueby_diagnostic items[DIAGNOSTICS_MAX];
  dueby_diagnostics diagnostics = {items, DIAGNOSTICS_MAX, 0};
  read_calendar read = ends_in(path, ".json")  ? dueby_io_calendar_from_json
                       : ends_in(path, ".csv") ? read_csv
                       : ends_in(path, ".ics") ? dueby_io_calendar_from_ics
                                               : NULL;
  char *text;
  int64_t length;
  if (!read) return usage_error("%s: %s: expected a file that ends in .json, .ics or .csv", option, path);
  dueby_status status = dueby_io_read_file(path, FILE_MAX, &text, &length);
  if (status == DUEBY_OK) {
    status = read(text, length, division, &diagnostics, calendar);
    dueby_io_free(text);
  }
  /* no warnings with --import: its comparison of the two lists already shows what the file lacks */
  int is_compared = strcmp(option, "--import") == 0;
  if (status == DUEBY_OK && !is_compared) report_diagnostics(path, &diagnostics, DUEBY_SEVERITY_WARNING);
  return status == DUEBY_OK ? 0 : report_bad_file(path, &diagnostics, status);
}

static int calendar_from_file(struct context *context, const char *path, const char *division) {
  int problem = calendar_from_table(context, division); /* only to check `division`; this calendar is freed */
  if (problem) return problem;
  dueby_calendar_free(context->calendar);
  context->calendar = NULL;
  return open_list("--holidays", path, division, &context->calendar);
}

static void replace_calendar(struct context *context, dueby_calendar *with) {
  dueby_calendar_free(context->calendar);
  context->calendar = with;
}

static int change_holidays(struct context *context, int32_t change, const struct option_list *list) {
  const char *option = change == DUEBY_CHANGE_ADD ? "--add-holiday" : "--remove-holiday";
  for (int i = 0; i < list->count; i++) {
    dueby_date date;
    dueby_calendar *with;
    int problem = read_day(option, list->items[i], &date);
    if (problem) return problem;
    switch (dueby_calendar_with_days(context->calendar, change, &date, 1, "added by --add-holiday", &with)) {
    case DUEBY_OK: replace_calendar(context, with); break;
    case DUEBY_ENOTFOUND: return refuse_value(option, DUEBY_REFUSAL_NOT_A_HOLIDAY, list->items[i]);
    case DUEBY_ECOVERAGE: return report_outside_coverage(context);
    default: return report_no_memory();
    }
  }
  return 0;
}

static int change_weekend(struct context *context) {
  const char *text = context->options->weekend;
  int32_t mask;
  dueby_calendar *with;
  if (!text) return 0;
  if (dueby_written_weekend(text, &mask) != DUEBY_OK) return refuse_written("--weekend", DUEBY_WRITTEN_WEEKEND, text);
  if (dueby_calendar_with_weekend(context->calendar, mask, &with) != DUEBY_OK) return report_no_memory();
  replace_calendar(context, with);
  return 0;
}

static int add_closures(struct context *context) {
  const struct options *options = context->options;
  dueby_diagnostic item;
  dueby_diagnostics diagnostics = {&item, 1, 0};
  dueby_calendar *with;
  char *text;
  int64_t length;
  int for_all = options->closures_for && strcmp(options->closures_for, "all") == 0;
  if (options->closures_for && !for_all && strcmp(options->closures_for, "local") != 0)
    return usage_error("--closures-for: \"%s\": expected local or all", options->closures_for);
  if (!options->closures) return 0;
  dueby_status status = dueby_io_read_file(options->closures, FILE_MAX, &text, &length);
  if (status == DUEBY_OK) {
    int32_t change = for_all ? DUEBY_CHANGE_CLOSE_ALL : DUEBY_CHANGE_CLOSE;
    status = dueby_io_closures_from_csv_dates(text, length, context->calendar, change, date_order, &diagnostics, &with);
    dueby_io_free(text);
  }
  if (status != DUEBY_OK) return report_bad_file(options->closures, &diagnostics, status);
  replace_calendar(context, with);
  return 0;
}

static int open_calendar(struct context *context) {
  const struct options *options = context->options;
  const char *division = options->division ? options->division : "england-and-wales";
  if (options->holidays && options->known_on)
    return refuse_value("use either --holidays or --known-on", DUEBY_REFUSAL_NO_HISTORY, NULL);
  int problem =
      options->holidays ? calendar_from_file(context, options->holidays, division) : calendar_from_table(context, division);
  if (!problem) problem = change_weekend(context);
  if (!problem) problem = change_holidays(context, DUEBY_CHANGE_REMOVE, &options->remove_holiday);
  if (!problem) problem = change_holidays(context, DUEBY_CHANGE_ADD, &options->add_holiday);
  return problem ? problem : add_closures(context);
}

/* ---- opening profile and calendar together ---- */

/* Reads the value of an option that has a few choices. A choice that is NULL is not available in this command. */
static int read_choice(const char *option, const char *text, const char *const *choices, int count, int *choice) {
  if (!text) return 0;
  for (int i = 0; i < count; i++) {
    if (choices[i] && strcmp(text, choices[i]) == 0) {
      *choice = i;
      return 0;
    }
  }
  char listed[80] = "";
  for (int i = 0; i < count; i++) {
    size_t used = strlen(listed);
    if (choices[i]) snprintf(listed + used, sizeof listed - used, "%s%s", used ? ", " : "", choices[i]);
  }
  return usage_error("%s: \"%s\": expected one of %s", option, text, listed);
}

int open_context(const struct options *options, struct context *context) {
  const char *formats[] = {"text", "plain", "csv", "json", "html", "ics", "sql"};
  int format = TEXT;
  memset(context, 0, sizeof *context);
  context->options = options;
  for (int i = HTML; i <= SQL; i++)
    if (!(options->more_formats >> i & 1)) formats[i] = NULL;
  int problem = read_choice("--format", options->format, formats, SQL + 1, &format);
  if (!problem && options->dates) problem = read_code_option("--dates", DUEBY_CODE_DATES, options->dates, &context->date_order);
  context->format = (enum format)format;
  date_order = context->date_order;
  if (!problem) problem = open_profile(options->profile ? options->profile : "england", &context->profile);
  if (!problem) problem = open_calendar(context);
  if (problem) close_context(context);
  return problem;
}

void close_context(struct context *context) {
  dueby_profile_free(context->profile);
  dueby_calendar_free(context->calendar);
}

int report_outside_coverage(const struct context *context) {
  char text[MESSAGE] = "";
  dueby_calendar_coverage_text(context->calendar, text, sizeof text, NULL);
  print_error("%s", text);
  return OUTSIDE_COVERAGE;
}

void describe_status(const struct context *context, dueby_status status, char *text, size_t size) {
  if (status == DUEBY_ECOVERAGE) dueby_calendar_coverage_text(context->calendar, text, (int64_t)size, NULL);
  else snprintf(text, size, "%s", dueby_status_text(status));
}

/* Writes a note to standard error on how closures affect an addition or count. */
void note_closures(const struct context *context) {
  int32_t closures = dueby_calendar_closure_scope(context->calendar);
  if (closures == DUEBY_CHANGE_CLOSE)
    print_note("closure days only affect local rules; to use them for everything, add --closures-for all");
  if (closures == DUEBY_CHANGE_CLOSE_ALL)
    print_note("closure days affect every rule and every count of days, including the law (--closures-for all)");
}
