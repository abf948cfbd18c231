#include "commands.h"

#include <dueby.h>
#include <dueby/io.h>
#include <stdio.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"
#include "table_job.h"

/* A span to add to a date. */
struct sum {
  dueby_when from;
  dueby_span span;
  int32_t counting, roll, cutoff;
};

static int is_clock(dueby_span span) {
  return span.unit == DUEBY_UNIT_HOURS || span.unit == DUEBY_UNIT_MINUTES;
}

static dueby_status work_out(const struct context *context, const struct sum *sum, dueby_when *result) {
  dueby_when made = {DUEBY_TIME_NONE, sum->from.date, 0};
  if (is_clock(sum->span)) {
    int32_t second, offset;
    if (sum->from.time == DUEBY_TIME_NONE) return DUEBY_ENOTIME;
    dueby_status status = dueby_span_add_time(sum->span, sum->from.time, &made.time);
    if (status == DUEBY_OK) status = dueby_time_civil(made.time, &made.date, &second, &offset);
    if (status == DUEBY_OK) *result = made;
    return status;
  }
  apply_cutoff(sum->cutoff, &sum->from, &made.date);
  dueby_status status = dueby_span_add(sum->span, sum->counting, sum->roll, context->calendar, made.date, &made.date);
  if (status == DUEBY_OK) *result = made;
  return status;
}

static dueby_date later_of(const struct sum *sum, const dueby_when *result) {
  return result->date > sum->from.date ? result->date : sum->from.date;
}

/* Returns how certain the result is. Only working days and rolls depend on the calendar. */
static int32_t certainty_of(const struct context *context, const struct sum *sum, const dueby_when *result) {
  int asks = sum->span.unit == DUEBY_UNIT_WORKING_DAYS || sum->counting == DUEBY_COUNTING_ROLLED || sum->roll != DUEBY_ROLL_NONE;
  if (!asks || is_clock(sum->span)) return DUEBY_CERTAINTY_CONFIRMED;
  return dueby_calendar_certainty(context->calendar, later_of(sum, result));
}

static int print_sum(const struct context *context, const struct sum *sum, const dueby_when *result) {
  struct output output;
  struct row row = {0};
  char text[64];
  int32_t certainty = certainty_of(context, sum, result);
  dueby_when_text(result, text, sizeof text, NULL);
  if (context->format == TEXT || context->format == PLAIN) {
    puts(text);
    dueby_when later = {DUEBY_TIME_NONE, later_of(sum, result), 0};
    if (certainty == DUEBY_CERTAINTY_PROJECTED && dueby_when_text(&later, text, sizeof text, NULL) == DUEBY_OK)
      print_note("bank holidays for %.4s have not been announced: the date may change", text);
    return DONE;
  }
  begin_output(&output, context);
  begin_row(&row);
  row_add_when(&row, "date", sum->from.date, sum->from.time);
  char span[64] = "";
  dueby_span_text(sum->span, span, sizeof span, NULL);
  row_add_text(&row, "span", span);
  row_add_text(&row, "counting", dueby_code_name(DUEBY_CODE_COUNTING, sum->counting));
  row_add_text(&row, "roll", dueby_code_name(DUEBY_CODE_ROLL, sum->roll));
  row_add_text(&row, "result", text);
  row_add_text(&row, "certainty", dueby_code_name(DUEBY_CODE_CERTAINTY, certainty));
  row_add_text(&row, "division", dueby_calendar_divisions(context->calendar));
  write_row(&output, &row);
  free_row(&row);
  return end_output(&output);
}

static int report_failed(const struct context *context, dueby_status status) {
  if (status == DUEBY_ECOVERAGE) return report_outside_coverage(context);
  if (status != DUEBY_ENOTIME) return usage_error("add: %s", dueby_status_text(status));
  refuse_value("add", DUEBY_REFUSAL_NO_TIME, NULL);
  return NOT_COMPUTABLE;
}

static int add_one(const struct context *context, const struct sum *defaults) {
  const struct options *options = context->options;
  struct sum sum = *defaults;
  dueby_when result;
  int problem = read_when("DATE", options->arguments[0], &sum.from);
  if (!problem) problem = read_span_option("SPAN", options->arguments[1], &sum.span);
  if (problem) return problem;
  dueby_status status = work_out(context, &sum, &result);
  return status == DUEBY_OK ? print_sum(context, &sum, &result) : report_failed(context, status);
}

/* ---- --batch: reads date,span[,counting,roll,cutoff] and appends result,error ---- */

enum { DATE, SPAN, COUNTING, ROLL, CUTOFF, COLUMNS };

struct sum_rows {
  const struct context *context;
  struct sum defaults;
};

/* Copies a cell into a zero-terminated string. Returns 0 if there is no cell, or it is empty. */
static int cell_text(const dueby_csv_cell *cell, char *text, size_t size) {
  if (!cell || !cell->length) return 0;
  snprintf(text, size, "%.*s", (int)cell->length, cell->text);
  return 1;
}

static int read_code_cell(const char *column, int32_t kind, const dueby_csv_cell *cell, int32_t *number, char *error,
                          size_t error_size) {
  char text[32];
  if (!cell_text(cell, text, sizeof text) || dueby_code_value(kind, text, number) == DUEBY_OK) return 1;
  int used = snprintf(error, error_size, "%s: expected one of", column);
  for (int32_t i = 0; dueby_code_at(kind, i) && used > 0 && (size_t)used < error_size; i++)
    used += snprintf(error + used, error_size - (size_t)used, "%s %s", i ? "," : "", dueby_code_at(kind, i));
  return 0;
}

static int sum_row(void *state, const dueby_csv_cell *const *cells, struct appended *out, char *error, size_t error_size) {
  const struct sum_rows *rows = state;
  struct sum sum = rows->defaults;
  dueby_when result;
  char cutoff[16], phrase[128];
  if (!read_cell_when(rows->context, "date", cells[DATE], &sum.from, error, error_size)) return 0;
  if (dueby_span_parse(cells[SPAN]->text, cells[SPAN]->length, &sum.span) != DUEBY_OK) {
    dueby_csv_cell_text(*cells[SPAN], rows->context->options->show_values, phrase, sizeof phrase);
    snprintf(error, error_size, "span: %s is not a length of time. Write it like 45 working days", phrase);
    return 0;
  }
  if (!read_code_cell("counting", DUEBY_CODE_COUNTING, cells[COUNTING], &sum.counting, error, error_size)) return 0;
  if (!read_code_cell("roll", DUEBY_CODE_ROLL, cells[ROLL], &sum.roll, error, error_size)) return 0;
  if (cell_text(cells[CUTOFF], cutoff, sizeof cutoff) && dueby_written_clock(cutoff, &sum.cutoff) != DUEBY_OK) {
    snprintf(error, error_size, "cutoff: expected a time like 16:30");
    return 0;
  }
  dueby_status status = work_out(rows->context, &sum, &result);
  if (status == DUEBY_OK) append_day(out, result.date, result.time);
  else describe_status(rows->context, status, error, error_size);
  return status == DUEBY_OK;
}

int run_add(const struct options *options) {
  struct context context;
  struct sum sum = {{DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, {0, 0}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, -1};
  int end = open_context(options, &context);
  if (end) return end;
  if (options->counting) end = read_code_option("--counting", DUEBY_CODE_COUNTING, options->counting, &sum.counting);
  if (!end && options->roll) end = read_code_option("--roll", DUEBY_CODE_ROLL, options->roll, &sum.roll);
  if (!end) end = read_cutoff(options->cutoff, &sum.cutoff);
  if (!end) note_closures(&context);
  if (!end && options->batch) {
    struct sum_rows rows = {&context, sum};
    struct table_job job = {.context = &context,
                            .path = options->batch,
                            .appended = "result,error",
                            .appended_count = 2,
                            .columns = {{"date", 1, -1}, {"span", 1, -1}, {"counting", 0, -1}, {"roll", 0, -1}, {"cutoff", 0, -1}},
                            .column_count = COLUMNS,
                            .row = sum_row,
                            .state = &rows};
    end = run_table_job(&job);
  } else if (!end) {
    end = add_one(&context, &sum);
  }
  close_context(&context);
  return end;
}
