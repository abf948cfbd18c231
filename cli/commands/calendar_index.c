/* Writes a table of numbered working days, so that a spreadsheet can find due dates with two look-ups: docs/excel.md. */
#include "commands.h"

#include <dueby.h>
#include <stdio.h>

#include "context.h"
#include "options.h"
#include "output.h"

/* Returns the last working day before `day`, the table's first day. It has index 0, because a span may end there. Returns NONE if
 * the calendar does not cover it. */
static dueby_date working_day_before(const dueby_calendar *calendar, dueby_date day) {
  const dueby_span one_back = {-1, DUEBY_UNIT_WORKING_DAYS};
  dueby_date before = DUEBY_DATE_NONE;
  dueby_span_add(one_back, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, day, &before);
  return before;
}

static void write_days(const struct context *context, dueby_date first, dueby_date last, struct output *output) {
  struct row row = {0};
  const char *division = dueby_calendar_divisions(context->calendar);
  dueby_date numbered = working_day_before(context->calendar, first);
  int64_t number = 0;
  for (dueby_date day = first; day <= last; day++) {
    int32_t working = 0;
    dueby_calendar_is_working(context->calendar, day, &working);
    if (working) {
      number++;
      numbered = day;
    }
    begin_row(&row);
    row_add_when(&row, "date", day, DUEBY_TIME_NONE);
    row_add_text(&row, "division", division);
    row_add_number(&row, "working", working);
    row_add_number(&row, output->format == SQL ? "day_index" : "index", number); /* INDEX is reserved in SQL */
    row_add_when(&row, "index_to_date", numbered, DUEBY_TIME_NONE);
    write_row(output, &row);
  }
  free_row(&row);
}

static const struct sql_table calendar_table = {
    "dueby_calendar",
    "  date date NOT NULL,\n  division varchar(60) NOT NULL,\n  working smallint NOT NULL,\n  day_index integer NOT NULL,\n"
    "  index_to_date date,\n  PRIMARY KEY (division, date)"};

int run_calendar_index(const struct options *options) {
  struct context context;
  struct output output;
  dueby_date first, last;
  int end = open_context(options, &context);
  if (end) return end;
  end = read_days("calendar-index", &context, options->arguments[0], &first, &last);
  if (!end) {
    note_closures(&context);
    end = begin_table_output(&output, &context, &calendar_table);
  }
  if (!end) {
    write_days(&context, first, last, &output);
    if (dueby_calendar_certainty(context.calendar, last) == DUEBY_CERTAINTY_PROJECTED) note_projected(&context, &output);
    end = end_output(&output);
  }
  close_context(&context);
  return end;
}
