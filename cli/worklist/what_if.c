/* Reports what an event that has not happened would change, for --what-if. */
#include <dueby.h>
#include <dueby/trial.h>
#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "compared.h"
#include "context.h"
#include "exit.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "table.h"

enum { LONG = 4096 };

struct tried {
  struct work *work;
  dueby_event event;
  dueby_trial *trial;
  struct output output;
  int64_t cases; /* number of cases in which the event changes something */
};

/* ---- reading the event ---- */

/* Reads the event given with --what-if, such as "visit.made=2026-12-03", and its tags. */
static int read_tried(const struct context *context, dueby_event *event) {
  const char *text = context->options->what_if, *equals = strchr(text, '=');
  char slug[128];
  dueby_when when;
  if (!equals) return usage_error("--what-if: \"%s\": expected EVENT=DATE, for example visit.made=2026-12-03", text);
  snprintf(slug, sizeof slug, "%.*s", (int)(equals - text), text);
  *event = (dueby_event){0};
  int problem = read_event(context, "--what-if", slug, &event->type);
  if (!problem) problem = read_when("--what-if", equals + 1, &when);
  if (!problem) problem = refuse_unknown_day(context, when.date);
  if (problem) return problem;
  event->date = when.date;
  event->time = when.time;
  event->has = DUEBY_HAS_DATE;
  return read_tags(context, &event->tags);
}

/* ---- writing the trial ---- */

static void print_rows(struct tried *tried, const dueby_case *of) {
  char words[LONG];
  int64_t met = dueby_trial_met_count(tried->trial);
  if (!dueby_trial_row_count(tried->trial)) return;
  if (tried->cases++) putchar('\n');
  print_fitted(of->name, SIZE_MAX, 0);
  if (met > 1) printf(": meets %" PRId64 " duties at once", met);
  putchar('\n');
  for (int64_t i = 0; i < dueby_trial_row_count(tried->trial); i++) {
    dueby_trial_row_text(tried->trial, i, words, sizeof words, NULL);
    fputs("  ", stdout);
    print_fitted(words, SIZE_MAX, 0);
    putchar('\n');
  }
}

static void begin_text(struct tried *tried) {
  const struct context *context = tried->work->context;
  const dueby_when when = {tried->event.time, tried->event.date, 0};
  char day[96] = "";
  dueby_explain_when(&when, day, sizeof day, NULL);
  printf("%s%s: if %s is recorded for %s%s\n\n", colour_on(BOLD), dueby_profile_title(context->profile),
         dueby_profile_event_slug(context->profile, tried->event.type), day, colour_off());
}

static int end_text(const struct tried *tried) {
  char words[LONG];
  if (!tried->cases) puts("It would not meet, end or start any duty.");
  dueby_worklist_disclaimer_text(tried->work->worklist, words, sizeof words, NULL);
  printf("\n%s\n", words);
  return DONE;
}

static int end_data(struct tried *tried) {
  char words[LONG];
  if (!tried->output.rows) write_fields(tried->work, &tried->output, join_fields(dueby_trial_field, words, sizeof words));
  write_quality(tried->work, &tried->output);
  dueby_worklist_disclaimer_text(tried->work->worklist, words, sizeof words, NULL);
  write_note(&tried->output, words);
  return end_output(&tried->output);
}

/* Tries the event on each case. Returns 0, or an exit status. */
static int try_cases(struct tried *tried, int as_data) {
  struct work_case next;
  int more = 0;
  while ((more = next_case(tried->work, &next)) > 0) {
    if (dueby_trial_run(tried->trial, next.at, &tried->event) != DUEBY_OK) return report_no_memory();
    if (!as_data) print_rows(tried, next.at);
    for (int64_t i = 0; as_data && i < dueby_trial_row_count(tried->trial); i++) write_trial_row(&tried->output, tried->trial, i);
  }
  return more < 0 ? BAD_FILE : 0;
}

int write_what_if(struct work *work) {
  struct tried tried = {.work = work};
  char words[LONG];
  int as_data = work->context->format == CSV || work->context->format == JSON;
  int problem = read_tried(work->context, &tried.event);
  if (!problem && as_data) problem = check_carried(work, join_fields(dueby_trial_field, words, sizeof words));
  if (!problem) problem = begin_work(work, 0);
  if (problem) return problem;
  if (dueby_trial_new(work->worklist, 0, &tried.trial) != DUEBY_OK) return report_no_memory();
  if (as_data) begin_output(&tried.output, work->context);
  else begin_text(&tried);
  int end = try_cases(&tried, as_data);
  if (!end) end = as_data ? end_data(&tried) : end_text(&tried);
  dueby_trial_free(tried.trial);
  return end ? end : end_of_work(work, 0);
}
