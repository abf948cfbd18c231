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

static int print_count(const struct context *context, dueby_date start, dueby_date end, int32_t include, int32_t count) {
  struct output output;
  struct row row = {0};
  dueby_date latest = start > end ? start : end;
  int32_t certainty = dueby_calendar_certainty(context->calendar, latest);
  if (context->format == TEXT || context->format == PLAIN) {
    printf("%d\n", (int)count);
    if (certainty == DUEBY_CERTAINTY_PROJECTED)
      print_note("not all bank holidays between these days have been announced: the number may change");
    return DONE;
  }
  begin_output(&output, context);
  begin_row(&row);
  row_add_when(&row, "start", start, DUEBY_TIME_NONE);
  row_add_when(&row, "end", end, DUEBY_TIME_NONE);
  row_add_text(&row, "include", dueby_code_name(DUEBY_CODE_INCLUDE, include));
  row_add_number(&row, "result", count);
  row_add_text(&row, "certainty", dueby_code_name(DUEBY_CODE_CERTAINTY, certainty));
  row_add_text(&row, "division", dueby_calendar_divisions(context->calendar));
  write_row(&output, &row);
  free_row(&row);
  return end_output(&output);
}

static int count_one(const struct context *context, int32_t include) {
  dueby_when start, end;
  int32_t count;
  int problem = read_when("START", context->options->arguments[0], &start);
  if (!problem) problem = read_when("END", context->options->arguments[1], &end);
  if (problem) return problem;
  if (dueby_calendar_count(context->calendar, start.date, end.date, include, &count) != DUEBY_OK)
    return report_outside_coverage(context);
  return print_count(context, start.date, end.date, include, count);
}

/* ---- --batch: reads start,end[,include] and appends result,error ---- */

enum { START, END, INCLUDE, COLUMNS };

struct count_rows {
  const struct context *context;
  int32_t include;
};

static int count_row(void *state, const dueby_csv_cell *const *cells, struct appended *out, char *error, size_t error_size) {
  const struct count_rows *rows = state;
  dueby_when start, end;
  int32_t include = rows->include, count;
  char word[32] = "";
  if (!read_cell_when(rows->context, "start", cells[START], &start, error, error_size)) return 0;
  if (!read_cell_when(rows->context, "end", cells[END], &end, error, error_size)) return 0;
  if (cells[INCLUDE])
    snprintf(word, sizeof word, "%.*s", (int)(cells[INCLUDE]->length < 31 ? cells[INCLUDE]->length : 31), cells[INCLUDE]->text);
  if (*word && dueby_code_value(DUEBY_CODE_INCLUDE, word, &include) != DUEBY_OK) {
    snprintf(error, error_size, "include: expected end, start, both or neither");
    return 0;
  }
  dueby_status status = dueby_calendar_count(rows->context->calendar, start.date, end.date, include, &count);
  if (status == DUEBY_OK) append_number(out, count);
  else describe_status(rows->context, status, error, error_size);
  return status == DUEBY_OK;
}

int run_between(const struct options *options) {
  struct context context;
  int32_t include = DUEBY_INCLUDE_END;
  int end = open_context(options, &context);
  if (end) return end;
  if (options->include) end = read_code_option("--include", DUEBY_CODE_INCLUDE, options->include, &include);
  if (!end) note_closures(&context);
  if (!end && options->batch) {
    struct count_rows rows = {&context, include};
    struct table_job job = {.context = &context,
                            .path = options->batch,
                            .appended = "result,error",
                            .appended_count = 2,
                            .numbers = 1,
                            .columns = {{"start", 1, -1}, {"end", 1, -1}, {"include", 0, -1}},
                            .column_count = COLUMNS,
                            .row = count_row,
                            .state = &rows};
    end = run_table_job(&job);
  } else if (!end) {
    end = count_one(&context, include);
  }
  close_context(&context);
  return end;
}
