/* Counts how many of each duty were done in time, on one of three bases: see docs/command.md. */
#include "summary.h"

#include <dueby.h>
#include <dueby/caseload.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"
#include "table.h"
#include "work.h"

enum { WORDS = 512, LONG = 4096 };

struct summary {
  struct work *work;
  dueby_measure_options request;
  dueby_summary *measures;
  const char *by; /* the column to group by; NULL if there is none */
  int width;      /* length of the longest id that is printed */
};

/* ---- reading the options ---- */

static int read_request(const struct options *options, dueby_measure_options *request) {
  request->from = request->to = DUEBY_DATE_NONE;
  return options->period ? read_period("--period", options->period, &request->from, &request->to) : 0;
}

static int find_by(struct summary *summary) {
  const char *wanted = summary->work->context->options->by;
  char fields[LONG];
  if (!wanted) return 0;
  summary->by = carried_column(summary->work, "--by", wanted);
  if (!summary->by) return USAGE;
  return check_column(summary->work, join_fields(dueby_summary_field, fields, sizeof fields), summary->by);
}

/* ---- writing the counts ---- */

static void take_percent(const char *name, const dueby_cell *cell, void *text) {
  enum { SIZE = 16 };
  (void)name;
  if (cell->kind == DUEBY_CELL_PERCENT) snprintf(text, SIZE, "%s", cell->text);
}

/* Prints a duty with the tags that it needs: "cla.visit", or "cla.visit (alone or alone_excused)". */
static void print_duty(const struct summary *summary, const dueby_summary_row *row, char *words, size_t size) {
  const dueby_profile *profile = summary->work->context->profile;
  char needs[512] = "";
  dueby_rule_needs_text(profile, row->rule, needs, sizeof needs, NULL);
  const char *duty = dueby_rule_text(profile, row->rule, 0, DUEBY_RULE_LISTED_AS);
  snprintf(words, size, "%s%s%s%s", duty, *needs ? " (" : "", needs, *needs ? ")" : "");
}

static void print_measure(const struct summary *summary, const dueby_summary_row *row) {
  const dueby_measure *measure = &row->measure;
  char percent[16] = "";
  dueby_summary_cells(summary->measures, row, take_percent, percent);
  char words[LONG];
  print_duty(summary, row, words, sizeof words);
  printf("%-*s %8s%s", summary->width, words, *percent ? percent : "-", *percent ? "%" : " ");
  if (summary->request.basis == DUEBY_MEASURE_AT)
    printf(" %8" PRId64 " %10" PRId64 " %8" PRId64 " %15" PRId64 " %11" PRId64 "\n", measure->children,
           measure->children_up_to_date, measure->overdue, measure->no_deadline, measure->cannot_tell);
  else
    printf(" %8" PRId64 " %7" PRId64 " %6" PRId64 " %11" PRId64 " %7" PRId64 " %11" PRId64 " %16" PRId64 " %15" PRId64 " %11" PRId64
           "\n",
           row->counted, measure->in_time, measure->late, measure->missed, measure->overdue, measure->not_yet_due, measure->ended,
           measure->no_deadline, measure->cannot_tell);
}

static void print_heading(const struct summary *summary) {
  static const char *const words[] = {"due in the period", "done in the period",
                                      "children up to date on the last day of the period"};
  char from[64] = "", to[64] = "", as_at[64] = "";
  dueby_date first = summary->request.from, end = summary->request.to;
  if (end == DUEBY_DATE_NONE) end = dueby_measure_last(&summary->request);
  dueby_when days[] = {{DUEBY_TIME_NONE, first, 0}, {DUEBY_TIME_NONE, end, 0}};
  if (first != DUEBY_DATE_NONE) dueby_explain_when(&days[0], from, sizeof from, NULL);
  dueby_explain_when(&days[1], to, sizeof to, NULL);
  dueby_explain_when(&summary->work->run.as_at, as_at, sizeof as_at, NULL);
  printf("%s: %s, %s%s%s, as at %s\n", dueby_profile_title(summary->work->context->profile), words[summary->request.basis], from,
         *from ? " to " : "up to ", to, as_at);
  print_quality(summary->work, dueby_worklist_trust_heading(0));
  puts("\nThese are counts of tasks. Small numbers have not been rounded or hidden, so do not publish them.\n");
  if (summary->request.basis == DUEBY_MEASURE_AT)
    printf("%-*s %9s %8s %10s %8s %15s %11s\n", summary->width, "Duty", "", "children", "up to date", "overdue", "no set deadline",
           "cannot tell");
  else
    printf("%-*s %9s %8s %7s %6s %11s %7s %11s %16s %15s %11s\n", summary->width, "Duty", "in time", "counted", "in time", "late",
           "never done", "overdue", "not yet due", "no longer needed", "no set deadline", "cannot tell");
}

static void note_sources(const struct summary *summary, void (*take)(const char *note, void *sink), void *sink) {
  char words[LONG];
  for (int64_t i = 0; dueby_summary_note_text(summary->measures, i, words, sizeof words, NULL) != DUEBY_DONE; i++)
    take(words, sink);
}

static void print_group(const char *column, const char *value) {
  printf("\n%s: ", column);
  print_fitted(*value ? value : "(none)", SIZE_MAX, 0);
  putchar('\n');
}

static void print_totals(const struct summary *summary) {
  dueby_summary_row row;
  puts("\nAll");
  for (int64_t cursor = 0; dueby_summary_total(summary->measures, &cursor, &row) == DUEBY_OK;) print_measure(summary, &row);
}

static int duty_width(const struct summary *summary) {
  enum { WIDTH_MIN = 34 };
  size_t width = WIDTH_MIN;
  dueby_summary_row row;
  for (int64_t cursor = 0; dueby_summary_next(summary->measures, &cursor, &row) == DUEBY_OK;) {
    char words[LONG];
    print_duty(summary, &row, words, sizeof words);
    size_t length = strlen(words);
    if (length > width) width = length;
  }
  return (int)width;
}

static void print_measures(struct summary *summary) {
  const char *group = NULL;
  int64_t groups = 0;
  dueby_summary_row row;
  char words[LONG];
  summary->width = duty_width(summary);
  print_heading(summary);
  for (int64_t cursor = 0; dueby_summary_next(summary->measures, &cursor, &row) == DUEBY_OK;) {
    if (summary->by && row.group != group) print_group(summary->by, row.group);
    groups += row.group != group;
    group = row.group;
    print_measure(summary, &row);
  }
  if (summary->by && groups > 1) print_totals(summary);
  putchar('\n');
  note_sources(summary, take_as_line, NULL);
  dueby_worklist_disclaimer_text(summary->work->worklist, words, sizeof words, NULL);
  puts(words);
}

static int write_rows(struct summary *summary) {
  const struct context *context = summary->work->context;
  const char *by = summary->by;
  struct output output;
  dueby_summary_row row;
  char words[LONG];
  begin_output(&output, context);
  for (int64_t cursor = 0; dueby_summary_next(summary->measures, &cursor, &row) == DUEBY_OK;)
    write_measure(&output, summary->measures, &row);
  if (!output.rows && output.format == CSV && by) {
    write_csv_cell(stdout, by, (int64_t)strlen(by), output.raw_csv);
    putchar(',');
  }
  if (!output.rows) write_header(&output, join_fields(dueby_summary_field, words, sizeof words));
  write_quality(summary->work, &output);
  note_sources(summary, take_in_output, &output);
  write_note(&output, "unrounded and unsuppressed");
  dueby_worklist_disclaimer_text(summary->work->worklist, words, sizeof words, NULL);
  write_note(&output, words);
  return end_output(&output);
}

static int count_cases(struct summary *summary) {
  struct work_case next;
  int more = 0, good = 1;
  while (good && (more = next_case(summary->work, &next)) > 0)
    good = dueby_summary_add(summary->measures, summary->work->worklist) == DUEBY_OK;
  return !good ? report_no_memory() : more < 0 ? BAD_FILE : DONE;
}

int write_summary(struct work *work) {
  struct summary summary = {.work = work};
  const struct context *context = work->context;
  const char *basis = context->options->basis;
  int end = basis ? read_code_option("--basis", DUEBY_CODE_MEASURE, basis, &summary.request.basis) : 0;
  if (!end) end = read_request(context->options, &summary.request);
  if (!end) end = find_by(&summary);
  if (end) return end;
  dueby_summary_when(&summary.request, &work->run.as_at, &work->run.as_at);
  summary.request.as_at = work->run.as_at.date;
  end = begin_work(work, 0);
  if (!end && dueby_summary_new(work->worklist, &summary.request, summary.by, &summary.measures) != DUEBY_OK)
    end = report_no_memory();
  if (!end) end = count_cases(&summary);
  if (!end && (context->format == CSV || context->format == JSON)) end = write_rows(&summary);
  else if (!end) print_measures(&summary);
  int64_t cursor = 0;
  dueby_summary_row row;
  int is_empty = !end && dueby_summary_next(summary.measures, &cursor, &row) == DUEBY_DONE;
  dueby_summary_free(summary.measures);
  if (!end) end = end_of_work(work, dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE));
  return end || !is_empty ? end : SOME_ROWS_FAILED; /* an empty answer is not a success: it does not mean "all clear" */
}
