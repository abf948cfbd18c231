/* Runs files of test cases, and shows how many pass and what is wrong with the others. */
#include "commands.h"

#include <dueby.h>
#include <dueby/io.h>
#include <dueby/proof.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "os.h"
#include "output.h"
#include "message.h"
#include "table.h"
#include "table_job.h"

enum { YAML_MAX = 4 << 20, NAMED_MAX = 20 };
#define FIELDS "file,line,name,field,expected,found,source,explanation"

struct run {
  const struct context *context;
  const char *path; /* name of the current file */
  int is_standard_input;
  int named; /* number of problems reported in the current file */
  struct output output;
  struct row row;
  char *text; /* buffer for the text about a failed test case */
  int64_t size;
  int64_t cases, failed, unreadable;
};

static void report_problem(const dueby_diagnostic *what, void *context) {
  struct run *run = context;
  const char *kind = what->severity == DUEBY_SEVERITY_WARNING ? "note: " : "";
  run->named++;
  fflush(stdout); /* keeps output and errors in the right order if both go to the same place */
  if (run->named > NAMED_MAX + 1) return;
  if (run->named == NAMED_MAX + 1) print_error("%s: further notes on this file are not shown", run->path);
  else if (what->line) print_error("%s:%d:%d: %s%s", run->path, (int)what->line, (int)what->column, kind, what->message);
  else print_error("%s: %s%s", run->path, kind, what->message);
}

/* ---- printing a failed test case ---- */

static int find_text(struct run *run, dueby_proof *proof) {
  int64_t needed = 0;
  dueby_status status = dueby_proof_text(proof, run->text, run->size, &needed);
  if (status == DUEBY_ESPACE) {
    char *grown = realloc(run->text, (size_t)needed);
    if (!grown) return report_no_memory();
    run->text = grown;
    run->size = needed;
    status = dueby_proof_text(proof, run->text, run->size, &needed);
  }
  return status == DUEBY_OK ? 0 : report_no_memory();
}

static void row_add_failure(struct run *run, const dueby_proof *proof, const dueby_proof_result *result) {
  const char *explanation = strchr(run->text, '\n');
  dueby_proof_difference difference;
  for (int32_t i = 0; dueby_proof_difference_at(proof, i, &difference) == DUEBY_OK; i++) {
    begin_row(&run->row);
    row_add_text(&run->row, "file", run->path);
    row_add_number(&run->row, "line", result->line);
    row_add_text(&run->row, "name", result->name);
    row_add_text(&run->row, "field", difference.field);
    row_add_text(&run->row, "expected", difference.expected);
    row_add_text(&run->row, "found", difference.found);
    row_add_text(&run->row, "source", result->source);
    row_add_text(&run->row, "explanation", explanation ? explanation + 1 : NULL);
    write_row(&run->output, &run->row);
  }
}

static int show_failure(struct run *run, dueby_proof *proof, const dueby_proof_result *result) {
  int problem = find_text(run, proof);
  if (problem) return problem;
  if (run->context->format != TEXT && run->context->format != PLAIN) {
    row_add_failure(run, proof, result);
    return 0;
  }
  print_fitted(run->path, SIZE_MAX, 0);
  printf(":%" PRId64, result->line);
  if (run->context->format == TEXT) printf(": %sfailed%s: %s\n", colour_on(RED), colour_off(), run->text);
  putchar('\n');
  return 0;
}

/* ---- running the test cases of one file ---- */

static int run_cases(struct run *run, dueby_proof *proof) {
  dueby_proof_result result;
  dueby_status status;
  int problem = 0;
  while (!problem && (status = dueby_proof_next(proof, &result)) == DUEBY_OK) {
    run->cases++;
    run->failed += result.differences > 0;
    if (result.differences) problem = show_failure(run, proof, &result);
  }
  run->unreadable += dueby_proof_unreadable_count(proof);
  if (problem || status == DUEBY_DONE) return problem;
  if (status != DUEBY_ETEXT) print_error("%s: %s", run->path, dueby_status_text(status)); /* a syntax error was already reported */
  return BAD_FILE;
}

static dueby_status open_file(struct run *run, FILE **in, dueby_proof **proof) {
  const struct context *context = run->context;
  const dueby_proof_options options = {.date_order = context->date_order,
                                       .profile = context->profile,
                                       .calendar = context->calendar,
                                       .report = report_problem,
                                       .context = run};
  char *yaml;
  int64_t length;
  if (run->is_standard_input) return dueby_proof_from_csv(read_from_file, stdin, &options, proof);
  if (!ends_in(run->path, ".yaml") && !ends_in(run->path, ".yml")) {
    *in = os_open(run->path);
    return *in ? dueby_proof_from_csv(read_from_file, *in, &options, proof) : DUEBY_EFILE;
  }
  dueby_status status = dueby_io_read_file(run->path, YAML_MAX, &yaml, &length);
  if (status != DUEBY_OK) return status;
  status = dueby_proof_from_yaml(yaml, length, &options, proof);
  dueby_io_free(yaml);
  return status;
}

static int run_file(struct run *run, const char *path) {
  FILE *in = NULL;
  dueby_proof *proof = NULL;
  run->is_standard_input = strcmp(path, "-") == 0;
  run->path = run->is_standard_input ? "standard input" : path;
  run->named = 0;
  dueby_status status = open_file(run, &in, &proof);
  int end = status == DUEBY_OK ? run_cases(run, proof) : BAD_FILE;
  if (status != DUEBY_OK && !run->named)
    print_error("%s: %s", run->path, status == DUEBY_EFILE ? strerror(errno) : bad_file_text(status));
  dueby_proof_free(proof);
  if (in) fclose(in);
  return end;
}

/* ---- counting the results of all files ---- */

static void sum_up(const struct run *run) {
  FILE *to = run->context->format == TEXT ? stdout : stderr;
  fprintf(to, "%s%" PRId64 " case%s: %" PRId64 " passed, %" PRId64 " failed", to == stdout ? "" : "dueby: ", run->cases,
          run->cases == 1 ? "" : "s", run->cases - run->failed, run->failed);
  if (run->unreadable) fprintf(to, ", %" PRId64 " could not be read", run->unreadable);
  fputc('\n', to);
}

int run_test(const struct options *options) {
  struct context context;
  struct run run = {.context = &context};
  int end = open_context(options, &context);
  if (end) return end;
  if (dueby_calendar_closure_scope(context.calendar) == DUEBY_CHANGE_CLOSE_ALL) note_closures(&context);
  int as_data = context.format == CSV || context.format == JSON, bad_file = 0;
  if (as_data) begin_output(&run.output, &context);
  for (int i = 0; i < options->argument_count; i++) bad_file |= run_file(&run, options->arguments[i]);
  if (as_data && !run.output.rows) write_header(&run.output, FIELDS);
  if (as_data && bad_file) note_incomplete(&run.output);
  if (as_data) end = end_output(&run.output);
  sum_up(&run);
  free_row(&run.row);
  free(run.text);
  close_context(&context);
  if (end || bad_file) return BAD_FILE;
  return run.failed ? CASES_FAILED : run.unreadable ? SOME_ROWS_FAILED : DONE;
}
