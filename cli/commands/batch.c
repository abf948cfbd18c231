/* Checks a file of cases: computes one rule's deadline for each row, and whether it was met. */
#include "commands.h"

#include <dueby.h>
#include <dueby/io.h>
#include <stdio.h>
#include <stdlib.h>

#include "ask.h"
#include "context.h"
#include "exit.h"
#include "options.h"
#include "message.h"
#include "table_job.h"

enum { FROM, MET, ENDED, COLUMNS };
/* The largest range of days that a calendar covers: 1971-01-01 to 2100-12-31. */
enum { FIRST_DAY = 365, LAST_DAY = 47846, DAYS = LAST_DAY - FIRST_DAY + 1 };
enum { REASON = 2048, STATES = DUEBY_STATE_NOT_COMPUTABLE + 1, UNASKED = 255 };

/* The answer for one trigger day. If triggers are days, the answer only depends on the day, so it is computed once. */
struct kept {
  dueby_deadline deadline;
  uint8_t status;
};

struct cases {
  const struct context *context;
  struct request request;
  dueby_facts facts;  /* all events that the user gave */
  dueby_event *known; /* room for the events that count for one row */
  struct kept *by_day;
  int32_t cutoff;
  dueby_when as_at;
  dueby_span soon;
  int64_t states[STATES], not_started, undecided;
};

static dueby_status work_out(struct cases *cases, dueby_deadline *deadline) {
  struct request *request = &cases->request;
  return request->status = dueby_query_due(request->query, &request->trigger, &request->facts, deadline);
}

/* Leaves out the events that had not happened by the as-at day, or that came after the duty was met or ended in this row
 * (dueby_query_facts). */
static dueby_status know(struct cases *cases, const dueby_check_options *moments) {
  struct request *request = &cases->request;
  return dueby_query_facts(request->query, &cases->facts, moments, cases->known, &request->facts);
}

static dueby_status deadline_for(struct cases *cases, const dueby_when *from, const dueby_check_options *moments,
                                 dueby_deadline *deadline) {
  set_trigger(&cases->request, from, cases->cutoff);
  dueby_date day = cases->request.trigger.date;
  dueby_status known = cases->facts.event_count ? know(cases, moments) : DUEBY_OK;
  if (known != DUEBY_OK) return known;
  /* the day when the duty was met in this row may end a pause, so the row's due day is not kept for other rows */
  int is_known = cases->facts.event_count && moments->met.date != DUEBY_DATE_NONE;
  int is_of_the_day = from->time == DUEBY_TIME_NONE && cases->request.facts.event_count == cases->facts.event_count && !is_known;
  if (!is_of_the_day || day < FIRST_DAY || day > LAST_DAY) return work_out(cases, deadline);
  struct kept *kept = &cases->by_day[day - FIRST_DAY];
  if (kept->status == UNASKED) kept->status = (uint8_t)work_out(cases, &kept->deadline);
  cases->request.status = kept->status;
  *deadline = kept->deadline;
  return kept->status;
}

/* Reads a day or time from one of the row's columns; NONE for an empty cell. */
static int read_moment(const struct cases *cases, const char *column, const dueby_csv_cell *cell, dueby_when *when, char *error,
                       size_t error_size) {
  when->date = DUEBY_DATE_NONE;
  when->time = DUEBY_TIME_NONE;
  return is_no_date(cases->context->options, cell) || read_cell_when(cases->context, column, cell, when, error, error_size);
}

static void report_too_early(const struct cases *cases, const char *column, const dueby_deadline *deadline, char *error,
                             size_t error_size) {
  char from[16] = "";
  dueby_when opens = {DUEBY_TIME_NONE, deadline->opens, 0};
  dueby_when_text(&opens, from, sizeof from, NULL);
  snprintf(error, error_size, "%s is too early to count. It must be on or after %s (column %s)", column, from,
           cases->context->options->from);
}

static void append_check(struct cases *cases, const dueby_check *check, struct appended *out) {
  append_cell(out, dueby_code_name(DUEBY_CODE_STATE, check->verdict.state));
  append_number(out, check->verdict.days_left);
  append_number(out, check->verdict.working_days_left);
  if (check->working_days_taken == INT32_MIN) append_cell(out, NULL);
  else append_number(out, check->working_days_taken);
  cases->states[check->verdict.state]++;
}

static void append_empty(struct appended *out, int count) {
  while (count--) append_cell(out, NULL);
}

static int case_row(void *state, const dueby_csv_cell *const *cells, struct appended *out, char *error, size_t error_size) {
  struct cases *cases = state;
  const struct options *options = cases->context->options;
  dueby_check_options moments = {.as_at = cases->as_at, .soon = cases->soon};
  dueby_when from;
  dueby_deadline deadline;
  dueby_check check;
  if (is_no_date(options, cells[FROM])) { /* an empty cell: nothing started the clock */
    if (!is_no_date(options, cells[MET])) snprintf(error, error_size, "%s is empty but %s is not", options->from, options->met);
    else append_empty(out, 6);
    cases->not_started += is_no_date(options, cells[MET]);
    return is_no_date(options, cells[MET]);
  }
  if (!read_cell_when(cases->context, options->from, cells[FROM], &from, error, error_size)) return 0;
  if (!read_moment(cases, options->met, cells[MET], &moments.met, error, error_size)) return 0;
  if (!read_moment(cases, options->ended, cells[ENDED], &moments.ended, error, error_size)) return 0;
  if (deadline_for(cases, &from, &moments, &deadline) !=
      DUEBY_OK) { /* an answer without a date is not an error: the row stays in the output, with the reason */
    describe_failure(&cases->request, error, error_size);
    append_cell(out, NULL);
    append_cell(out, dueby_code_name(DUEBY_CODE_STATE, DUEBY_STATE_NOT_COMPUTABLE));
    append_empty(out, 4);
    cases->states[DUEBY_STATE_NOT_COMPUTABLE]++;
    return 1;
  }
  if (moments.met.date != DUEBY_DATE_NONE && !dueby_deadline_accepts(&deadline, &moments.met)) {
    report_too_early(cases, options->met, &deadline, error, error_size);
    return 0;
  }
  if (moments.ended.date != DUEBY_DATE_NONE && !dueby_deadline_may_end(&deadline, &cases->request.trigger, &moments.ended)) {
    snprintf(error, error_size, "%s is before %s, when it started", options->ended, options->from);
    return 0;
  }
  dueby_status status =
      dueby_query_check(cases->request.query, &cases->request.trigger, &cases->request.facts, &deadline, &moments, &check);
  if (status != DUEBY_OK && status != DUEBY_EARGUMENT) {
    describe_status(cases->context, status, error, error_size);
    return 0;
  }
  append_day(out, deadline.due, deadline.due_time);
  if (status == DUEBY_OK) append_check(cases, &check, out);
  else append_empty(out, 4); /* a row that was not met can only be checked with an as-at day */
  if (status == DUEBY_OK && check.verdict.state == DUEBY_STATE_NOT_COMPUTABLE)
    dueby_refusal_text(DUEBY_REFUSAL_NO_TIMES, DUEBY_STYLE_OPTIONS, NULL, error, (int64_t)error_size, NULL);
  cases->undecided += status == DUEBY_EARGUMENT;
  append_cell(out, dueby_code_name(DUEBY_CODE_CERTAINTY, deadline.certainty));
  return 1;
}

/* Prints how many rows were in time, on one line. */
static void summarise(const struct cases *cases, const struct table_job *job) {
  static const struct {
    int32_t state;
    char text[32];
  } state_texts[] = {{DUEBY_STATE_MET, "done in time"},       {DUEBY_STATE_MET_LATE, "done late"},
                     {DUEBY_STATE_OVERDUE, "overdue"},        {DUEBY_STATE_DUE_SOON, "due soon"},
                     {DUEBY_STATE_OPEN, "not due yet"},       {DUEBY_STATE_MISSED, "never done"},
                     {DUEBY_STATE_ENDED, "no longer needed"}, {DUEBY_STATE_NOT_COMPUTABLE, "with no date"}};
  fprintf(stderr, "dueby: %lld %s:", (long long)job->rows, job->rows == 1 ? "row" : "rows");
  for (size_t i = 0; i < sizeof state_texts / sizeof state_texts[0]; i++)
    if (cases->states[state_texts[i].state])
      fprintf(stderr, " %lld %s,", (long long)cases->states[state_texts[i].state], state_texts[i].text);
  if (cases->undecided) fprintf(stderr, " %lld not done (use --as-at DATE for their status),", (long long)cases->undecided);
  if (cases->not_started) fprintf(stderr, " %lld with no start date,", (long long)cases->not_started);
  fprintf(stderr, " %lld with errors\n", (long long)job->bad);
}

static int read_job(const struct context *context, struct cases *cases) {
  const struct options *options = context->options;
  char reason[REASON];
  cases->context = context;
  cases->as_at.date = DUEBY_DATE_NONE;
  cases->as_at.time = DUEBY_TIME_NONE;
  if (!options->rule || !options->from) return usage_error("batch: --rule RULE and --from COLUMN are needed");
  if (refuse_series(options)) return USAGE;
  int problem = find_rule(context, options->rule, &cases->request, reason, sizeof reason);
  if (problem) {
    print_error("%s", reason);
    return problem;
  }
  problem = read_facts(context, &cases->request);
  if (!problem) problem = refuse_agreed(&cases->request);
  if (!problem) problem = read_cutoff(options->cutoff, &cases->cutoff);
  if (!problem && options->as_at) problem = read_when("--as-at", options->as_at, &cases->as_at);
  if (!problem && options->soon) problem = read_soon_option(options->soon, &cases->soon);
  if (problem) return problem;
  if (!options->whole_days) cases->request.facts.flags |= DUEBY_FACTS_UNTIMED;
  cases->facts = cases->request.facts;
  cases->known = calloc((size_t)cases->facts.event_count + 1, sizeof *cases->known);
  cases->by_day = malloc(DAYS * sizeof *cases->by_day);
  if (!cases->by_day || !cases->known) return report_no_memory();
  for (int i = 0; i < DAYS; i++) cases->by_day[i].status = UNASKED;
  return 0;
}

int run_batch(const struct options *options) {
  struct context context;
  struct cases cases = {0};
  int end = open_context(options, &context);
  if (end) return end;
  end = read_job(&context, &cases);
  if (!end) {
    struct table_job job = {
        .context = &context,
        .path = options->arguments[0],
        .appended = "due,state,days_left,working_days_left,working_days_taken,certainty,error",
        .appended_count = 7,
        .columns = {{options->from, 1, -1}, {options->met, options->met != NULL, -1}, {options->ended, options->ended != NULL, -1}},
        .column_count = COLUMNS,
        .row = case_row,
        .state = &cases};
    if (dueby_calendar_closure_scope(context.calendar) == DUEBY_CHANGE_CLOSE_ALL) note_closures(&context);
    end = run_table_job(&job);
    if (end == DONE || end == SOME_ROWS_FAILED) summarise(&cases, &job);
    if (end == DONE && options->fail_overdue && cases.states[DUEBY_STATE_OVERDUE]) end = OVERDUE_FOUND;
  }
  free(cases.by_day);
  free(cases.known);
  close_request(&cases.request);
  close_context(&context);
  return end;
}
