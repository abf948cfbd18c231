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
#include "message.h"

enum { FILE_MAX = 4 << 20, DIAGNOSTICS_MAX = 64 };

/* ---- reading the values of options ---- */

static int32_t date_order = DUEBY_ORDER_ISO; /* the order of days and months, of --dates */

/* With --dates dmy both ways of writing a day are accepted, as they cannot be confused. */
int read_when(const char *option, const char *text, dueby_when *when) {
  dueby_when other;
  int64_t length = (int64_t)strlen(text);
  dueby_status status = dueby_when_parse(text, length, date_order, when);
  if (status == DUEBY_ETEXT && date_order == DUEBY_ORDER_DMY) status = dueby_when_parse(text, length, DUEBY_ORDER_ISO, when);
  if (status == DUEBY_OK) return 0;
  if (status == DUEBY_ENOSUCHTIME)
    return usage_error("%s: %s: this time does not exist: the clocks go forward over it", option, text);
  if (status == DUEBY_ECOVERAGE) return usage_error("%s: %s: dueby knows times of day from 1972 to 2100", option, text);
  if (date_order == DUEBY_ORDER_ISO && dueby_when_parse(text, length, DUEBY_ORDER_DMY, &other) == DUEBY_OK)
    return usage_error("%s: \"%s\" is written day first: write it like 2026-03-27, or add --dates dmy", option, text);
  return usage_error("%s: \"%s\" is not a date. Write dates like 2026-03-27, or with a time 2026-03-27T14:30", option, text);
}

int read_day(const char *option, const char *text, dueby_date *date) {
  dueby_when when;
  int problem = read_when(option, text, &when);
  if (problem) return problem;
  if (when.time != DUEBY_TIME_NONE) return usage_error("%s: expected a date without a time, found \"%s\"", option, text);
  *date = when.date;
  return 0;
}

int read_span_option(const char *option, const char *text, dueby_span *span) {
  if (dueby_span_parse(text, (int64_t)strlen(text), span) == DUEBY_OK) return 0;
  return usage_error(
      "%s: \"%s\" is not a length of time. Write it like \"45 working days\", \"6 weeks\", \"16 years 3 months\" or \"72 hours\"",
      option, text);
}

int read_soon_option(const char *text, dueby_span *span) {
  int problem = read_span_option("--soon", text, span);
  if (problem || (span->amount >= 0 && span->unit != DUEBY_UNIT_HOURS && span->unit != DUEBY_UNIT_MINUTES)) return problem;
  return usage_error("--soon: \"%s\": expected a number of days, weeks or months, such as \"10 working days\"", text);
}

int read_code_option(const char *option, int32_t kind, const char *text, int32_t *number) {
  char choices[160] = "";
  dueby_nearest nearest = {text, NULL, 0, 0};
  if (dueby_code_value(kind, text, number) == DUEBY_OK) return 0;
  for (int32_t i = 0; dueby_code_at(kind, i); i++) dueby_nearest_consider(&nearest, dueby_code_at(kind, i));
  for (int32_t i = 0; dueby_code_at(kind, i); i++) {
    size_t used = strlen(choices);
    snprintf(choices + used, sizeof choices - used, "%s%s", i ? ", " : "", dueby_code_at(kind, i));
  }
  if (nearest.name) return usage_error("%s: \"%s\": expected one of %s: did you mean %s?", option, text, choices, nearest.name);
  return usage_error("%s: \"%s\": expected one of %s", option, text, choices);
}

int parse_cutoff(const char *text, int32_t *second_of_day) {
  char as_time[32];
  dueby_when when;
  dueby_date date;
  int32_t offset;
  snprintf(as_time, sizeof as_time, "2000-01-01T%.8s", text);
  return strlen(text) == 5 && dueby_when_parse(as_time, 16, DUEBY_ORDER_ISO, &when) == DUEBY_OK &&
         dueby_time_civil(when.time, &date, second_of_day, &offset) == DUEBY_OK;
}

int read_cutoff(const char *text, int32_t *second_of_day) {
  *second_of_day = -1;
  if (!text || parse_cutoff(text, second_of_day)) return 0;
  return usage_error("--cutoff: \"%s\" is not a time. Write it like 16:30", text);
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
  if (status == DUEBY_OK) return 0;
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
  dueby_nearest nearest = {name, NULL, 0, 0};
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) dueby_nearest_consider(&nearest, dueby_profile_builtin(i));
  if (nearest.name) return usage_error("unknown profile \"%s\": did you mean \"%s\"?", name, nearest.name);
  return usage_error("unknown profile \"%s\": see dueby profiles, or give a file that ends in .yaml", name);
}

/* ---- opening the calendar ---- */

int ends_in(const char *path, const char *end) {
  size_t length = strlen(path), n = strlen(end);
  return length >= n && strcmp(path + length - n, end) == 0;
}

static int report_bad_file(const char *path, const dueby_diagnostics *diagnostics, dueby_status status) {
  if (status == DUEBY_EMEMORY) return report_no_memory();
  if (diagnostics->count) report_diagnostics(path, diagnostics, DUEBY_SEVERITY_ERROR);
  else print_error("%s: %s", path, dueby_status_text(status));
  return BAD_FILE;
}

static int unknown_division(const char *division) {
  dueby_nearest nearest = {division, NULL, 0, 0};
  for (int32_t i = 0; dueby_code_at(DUEBY_CODE_DIVISION, i); i++)
    dueby_nearest_consider(&nearest, dueby_code_at(DUEBY_CODE_DIVISION, i));
  if (nearest.name) return usage_error("unknown division \"%s\": did you mean \"%s\"?", division, nearest.name);
  return usage_error(
      "unknown division \"%s\": expected england-and-wales, scotland, northern-ireland, several joined by +, or none", division);
}

static int calendar_from_table(struct context *context, const char *division) {
  dueby_date known_on = DUEBY_DATE_NONE;
  if (context->options->known_on) {
    int problem = read_day("--known-on", context->options->known_on, &known_on);
    if (problem) return problem;
  }
  switch (dueby_calendar_new(division, known_on, &context->calendar)) {
  case DUEBY_OK: return 0;
  case DUEBY_ENOTFOUND: return unknown_division(division);
  case DUEBY_ECOVERAGE:
    print_error("--known-on: %s: dueby knows how the list was published from 2011-11-23 to %s", context->options->known_on,
                dueby_data_version());
    return OUTSIDE_COVERAGE;
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
  /* with --import, the message that compares the lists shows what the calendar lacks */
  int is_compared = strcmp(option, "--import") == 0;
  if (status == DUEBY_OK && !is_compared) report_diagnostics(path, &diagnostics, DUEBY_SEVERITY_WARNING);
  return status == DUEBY_OK ? 0 : report_bad_file(path, &diagnostics, status);
}

static int calendar_from_file(struct context *context, const char *path, const char *division) {
  int problem = calendar_from_table(context, division); /* checks that the text is a division */
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
    case DUEBY_ENOTFOUND: return usage_error("%s: %s is not a bank holiday in this calendar", option, list->items[i]);
    case DUEBY_ECOVERAGE: return report_outside_coverage(context);
    default: return report_no_memory();
    }
  }
  return 0;
}

static int change_weekend(struct context *context) {
  static const char days[] = "mon,tue,wed,thu,fri,sat,sun";
  const char *text = context->options->weekend;
  int32_t mask = 0;
  dueby_calendar *with;
  if (!text) return 0;
  if (!*text || text[strlen(text) - 1] == ',')
    return usage_error("--weekend: \"%s\": expected none, or days such as sat,sun", text);
  for (const char *at = text; strcmp(text, "none") != 0 && *at; at += at[3] == ',' ? 4 : 3) {
    char day[4] = "";
    memcpy(day, at, strnlen(at, 3));
    const char *found = strlen(day) == 3 && !strchr(day, ',') && (!at[3] || at[3] == ',') ? strstr(days, day) : NULL;
    if (!found) return usage_error("--weekend: \"%s\": expected none, or days such as sat,sun", text);
    mask |= 1 << ((found - days) / 4);
  }
  switch (dueby_calendar_with_weekend(context->calendar, mask, &with)) {
  case DUEBY_OK: replace_calendar(context, with); return 0;
  case DUEBY_EARGUMENT: return usage_error("--weekend: at least one day must be a working day");
  default: return report_no_memory();
  }
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
    return usage_error("use either --holidays or --known-on: only the built-in list has a history");
  int problem =
      options->holidays ? calendar_from_file(context, options->holidays, division) : calendar_from_table(context, division);
  if (!problem) problem = change_weekend(context);
  if (!problem) problem = change_holidays(context, DUEBY_CHANGE_REMOVE, &options->remove_holiday);
  if (!problem) problem = change_holidays(context, DUEBY_CHANGE_ADD, &options->add_holiday);
  return problem ? problem : add_closures(context);
}

/* ---- opening profile and calendar together ---- */

/* Reads the value of an option that has a few choices. A choice that is NULL is not supported by the command. */
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
  static const char *const orders[] = {"iso", "dmy"};
  const char *formats[] = {"text", "plain", "csv", "json", "html", "ics", "sql"};
  int format = TEXT, order = DUEBY_ORDER_ISO;
  memset(context, 0, sizeof *context);
  context->options = options;
  for (int i = HTML; i <= SQL; i++)
    if (!(options->more_formats >> i & 1)) formats[i] = NULL;
  int problem = read_choice("--format", options->format, formats, SQL + 1, &format);
  if (!problem) problem = read_choice("--dates", options->dates, orders, 2, &order);
  context->format = (enum format)format;
  context->date_order = date_order = order;
  if (!problem) problem = open_profile(options->profile ? options->profile : "england", &context->profile);
  if (!problem) problem = open_calendar(context);
  if (problem) close_context(context);
  return problem;
}

void close_context(struct context *context) {
  dueby_profile_free(context->profile);
  dueby_calendar_free(context->calendar);
}

static void describe_coverage(const struct context *context, char *text, size_t size) {
  dueby_when first = {DUEBY_TIME_NONE, 0, 0}, last = {DUEBY_TIME_NONE, 0, 0};
  char from[16], to[16];
  dueby_calendar_coverage(context->calendar, &first.date, &last.date, NULL, NULL);
  dueby_when_text(&first, from, sizeof from, NULL);
  dueby_when_text(&last, to, sizeof to, NULL);
  snprintf(text, size, "the calendar only covers %s to %s", from, to);
}

int report_outside_coverage(const struct context *context) {
  char text[128];
  describe_coverage(context, text, sizeof text);
  print_error("%s", text);
  return OUTSIDE_COVERAGE;
}

void describe_status(const struct context *context, dueby_status status, char *text, size_t size) {
  if (status == DUEBY_ECOVERAGE) describe_coverage(context, text, size);
  else snprintf(text, size, "%s", dueby_status_text(status));
}

/* Notes on standard error how closures affect the result of a sum. */
void note_closures(const struct context *context) {
  int32_t closures = dueby_calendar_closure_scope(context->calendar);
  if (closures == DUEBY_CHANGE_CLOSE)
    print_note("closure days only affect local rules; to use them for everything, add --closures-for all");
  if (closures == DUEBY_CHANGE_CLOSE_ALL)
    print_note("closure days affect every rule and sum, including the law (--closures-for all)");
}
