#include "commands.h"

#include <dueby.h>
#include <dueby/io.h>
#include <stdio.h>

#include "ask.h"
#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"
#include "table_job.h"

enum { TEXT_SIZE = 65536 };

static int print_text(const struct context *context, const struct request *request) {
  static char text[TEXT_SIZE];
  dueby_status status = dueby_explain_summary(context->profile, context->calendar, &request->trigger, &request->facts,
                                              &request->deadline, text, sizeof text, NULL);
  if (status != DUEBY_OK) return report_no_memory();
  puts(text);
  return DONE;
}

static void print_plain(const dueby_deadline *deadline) {
  dueby_when due = {deadline->due_time, deadline->due, 0};
  char text[64] = "";
  dueby_when_text(&due, text, sizeof text, NULL);
  puts(text);
}

/* Returns the ending of an ordinal number: 1st, 2nd, 3rd, 4th, 11th, 21st. */
static const char *ordinal_end(int32_t number) {
  static const char *const ends[] = {"th", "st", "nd", "rd"};
  int32_t last = number % 10, tens = number / 10 % 10;
  return tens == 1 || last > 3 ? ends[0] : ends[last];
}

static void print_line(const struct context *context, const dueby_deadline *deadline) {
  dueby_when due = {deadline->due_time, deadline->due, 0};
  char text[64] = "";
  dueby_explain_when(&due, text, sizeof text, NULL);
  printf("  %d%-3s %-34s %s\n", (int)deadline->occurrence, ordinal_end(deadline->occurrence), text,
         dueby_rule_text(context->profile, deadline->rule, 0, DUEBY_RULE_ADDRESS));
}

static int print_data(const struct context *context, const struct request *request) {
  struct output output;
  begin_output(&output, context);
  for (int64_t i = 0; i < request->count; i++) {
    dueby_deadline law;
    dueby_answer answer = {.trigger = &request->trigger, .deadline = &request->series[i]};
    output.failed |= !find_law(context, request, answer.deadline, &law);
    if (law.due != DUEBY_DATE_NONE) answer.due_by_law = &law;
    write_answer(&output, request->query, &answer);
  }
  note_answer(request, take_in_output, &output);
  return end_output(&output);
}

static int print_due(const struct context *context, const struct request *request) {
  if (context->format == CSV || context->format == JSON) return print_data(context, request);
  int end = context->format == TEXT ? print_text(context, request) : DONE;
  for (int64_t i = 0; i < request->count; i++) {
    if (context->format == PLAIN) print_plain(&request->series[i]);
    else if (context->options->occurrences) print_line(context, &request->series[i]);
  }
  if (context->format == PLAIN) note_answer(request, take_as_note, NULL);
  return end;
}

/* ---- --batch: reads rule,when and appends result,error ---- */

enum { RULE_COLUMN, WHEN_COLUMN };

struct due_rows {
  const struct context *context;
  int32_t cutoff;
};

static int due_row(void *state, const dueby_csv_cell *const *cells, struct appended *out, char *error, size_t error_size) {
  const struct due_rows *rows = state;
  char address[128];
  dueby_when when;
  struct request request;
  snprintf(address, sizeof address, "%.*s", (int)(cells[RULE_COLUMN]->length < 127 ? cells[RULE_COLUMN]->length : 127),
           cells[RULE_COLUMN]->text);
  if (!read_cell_when(rows->context, "when", cells[WHEN_COLUMN], &when, error, error_size)) return 0;
  if (find_rule(rows->context, address, &request, error, error_size)) {
    if (!rows->context->options->show_values)
      snprintf(error, error_size, "rule: no rule in the profile has this id: see dueby rules");
    return 0;
  }
  read_facts(rows->context, &request);
  set_trigger(&request, &when, rows->cutoff);
  request.status = dueby_query_due(request.query, &request.trigger, &request.facts, &request.deadline);
  if (request.status == DUEBY_OK) append_day(out, request.deadline.due, request.deadline.due_time);
  else describe_failure(&request, error, error_size);
  close_request(&request);
  return request.status == DUEBY_OK;
}

static int run_rows(const struct context *context) {
  struct due_rows rows = {context, -1};
  struct request options_alone = {0};
  struct table_job job = {.context = context,
                          .path = context->options->batch,
                          .appended = "result,error",
                          .appended_count = 2,
                          .columns = {{"rule", 1, -1}, {"when", 1, -1}},
                          .column_count = 2,
                          .row = due_row,
                          .state = &rows};
  if (refuse_series(context->options)) return USAGE;
  int problem = read_cutoff(context->options->cutoff, &rows.cutoff);
  if (!problem) problem = read_facts(context, &options_alone);
  if (!problem) problem = run_table_job(&job);
  close_request(&options_alone);
  return problem;
}

int run_due(const struct options *options) {
  struct context context;
  struct request request;
  int end = open_context(options, &context);
  if (end) return end;
  if (options->batch) {
    end = run_rows(&context);
  } else {
    end = read_request(&context, options->arguments[0], options->arguments[1], &request);
    if (!end) {
      end = ask(&context, &request);
      if (!end) end = print_due(&context, &request);
      close_request(&request);
    }
  }
  close_context(&context);
  return end;
}
