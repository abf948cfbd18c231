#include "commands.h"

#include <dueby.h>
#include <stdio.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "import.h"
#include "options.h"
#include "output.h"
#include "message.h"

static const char holiday_fields[] = "division,date,name,basis,certainty,known_from";

int read_days(const char *command, const struct context *context, const char *text, dueby_date *first, dueby_date *last) {
  char from[16], to[16];
  dueby_when when;
  dueby_calendar_coverage(context->calendar, first, last, NULL, NULL);
  if (!text) return 0;
  const char *dots = strstr(text, "..");
  size_t length = dots ? (size_t)(dots - text) : strlen(text);
  const char *end = dots ? dots + 2 : text;
  if (length > 10 || strlen(end) > 10)
    return usage_error("%s: \"%s\": expected a year, or a range such as 2026..2028", command, text);
  snprintf(from, sizeof from, "%.*s%s", (int)length, text, length == 4 ? "-01-01" : "");
  snprintf(to, sizeof to, "%s%s", end, strlen(end) == 4 ? "-12-31" : "");
  if (dueby_when_parse(from, (int64_t)strlen(from), DUEBY_ORDER_ISO, &when) != DUEBY_OK || when.time != DUEBY_TIME_NONE)
    return usage_error("%s: \"%s\": expected a year, or a range such as 2026..2028", command, text);
  dueby_date wanted_first = when.date;
  if (dueby_when_parse(to, (int64_t)strlen(to), DUEBY_ORDER_ISO, &when) != DUEBY_OK || when.date < wanted_first)
    return usage_error("%s: \"%s\": expected a year, or a range such as 2026..2028", command, text);
  if (wanted_first < *first || when.date > *last) return report_outside_coverage(context);
  *first = wanted_first;
  *last = when.date;
  return 0;
}

static int read_range(const struct context *context, const char *text, dueby_date *first, dueby_date *last) {
  return read_days("holidays", context, text, first, last);
}

static void print_holiday(const struct context *context, const dueby_holiday *holiday, const char *name, struct output *output,
                          struct row *row) {
  const char *division = holiday->division ? dueby_code_name(DUEBY_CODE_DIVISION, holiday->division) : "";
  const char *basis = dueby_code_name(DUEBY_CODE_BASIS, holiday->basis),
             *certainty = dueby_code_name(DUEBY_CODE_CERTAINTY, holiday->certainty);
  dueby_when when = {DUEBY_TIME_NONE, holiday->date, 0};
  char day[16] = "", text[64] = "";
  dueby_when_text(&when, day, sizeof day, NULL);
  if (context->format == PLAIN) {
    puts(day);
  } else if (context->format == TEXT) {
    dueby_explain_when(&when, text, sizeof text, NULL);
    printf("%s  %-27s %-18s %-46s %s, %s\n", day, text, division, name, basis, certainty);
  } else {
    begin_row(row);
    row_add_text(row, "division", division);
    row_add_text(row, "date", day);
    row_add_text(row, "name", name);
    row_add_text(row, "basis", basis);
    row_add_text(row, "certainty", certainty);
    row_add_when(row, "known_from", holiday->known_from, DUEBY_TIME_NONE);
    write_row(output, row);
  }
}

int run_holidays(const struct options *options) {
  struct context context;
  struct output output;
  struct row row = {0};
  dueby_date first, last;
  dueby_holiday holiday;
  int end = open_context(options, &context);
  if (end) return end;
  end = read_range(&context, options->arguments[0], &first, &last);
  if (!end && options->import) {
    end = run_import(&context, first, last);
  } else if (!end) {
    int as_data = context.format == CSV || context.format == JSON;
    if (as_data) begin_output(&output, &context);
    for (int64_t i = dueby_calendar_holiday_from(context.calendar, first);
         dueby_calendar_holiday(context.calendar, i, &holiday) == DUEBY_OK && holiday.date <= last; i++)
      print_holiday(&context, &holiday, dueby_calendar_holiday_name(context.calendar, i), &output, &row);
    if (as_data && !output.rows) write_header(&output, holiday_fields);
    end = as_data ? end_output(&output) : DONE;
    free_row(&row);
  }
  close_context(&context);
  return end;
}
