/* The `worklist` command: its options, and the destinations of its output. */
#include "worklist.h"

#include <stdio.h>
#include <string.h>

#include "compared.h"
#include "context.h"
#include "exit.h"
#include "ics.h"
#include "list.h"
#include "message.h"
#include "options.h"
#include "page.h"
#include "summary.h"
#include "work.h"

/* ---- running the command ---- */

static int write_work(struct work *work) {
  if (work->context->options->since) return write_changes(work);
  if (work->context->options->what_if) return write_what_if(work);
  if (work->context->options->summary) return write_summary(work);
  if (work->context->format == HTML) return write_page(work);
  return work->context->format == ICS ? write_calendar(work) : write_list(work);
}

static int is_format(const struct options *options, const char *format) {
  return options->format && strcmp(options->format, format) == 0;
}

/* Refuses options that would have no effect, so that nobody relies on them. */
static int refuse_idle_options(const struct options *options) {
  int summary = options->summary, list = !summary, plain_list = list && !options->since && !options->what_if,
      page = is_format(options, "html"), calendar = is_format(options, "ics"), is_compared = list && !plain_list;
  const char *a_list = options->since ? "a list, not with --since" : "a list, not with --what-if";
  const struct {
    int is_idle;
    const char *name, *goes_with;
  } known[] = {
      {options->basis && list, "basis", "--summary"},
      {options->period && list, "period", "--summary"},
      {options->by && list, "by", "--summary"},
      {options->state && summary, "state", "a list; --summary counts everything"},
      {options->due_before && summary, "due-before", "a list; --summary has --period"},
      {options->since_as_at && !options->since, "since-as-at", "--since"},
      {options->tag.count && !options->what_if, "tag", "--what-if"},
      {options->state && is_compared, "state", a_list},
      {options->due_before && is_compared, "due-before", a_list},
      {options->horizon && summary, "horizon", "a list; --summary counts what has fallen due"},
      {options->horizon && is_compared && !page, "horizon", a_list},
      {options->marking && !page, "marking", "--format html"},
      {options->year && !page, "year", "--format html"},
      {options->measures && !page, "measures", "--format html"},
      {options->detail && !calendar, "detail", "--format ics"},
      {options->todo && !calendar, "todo", "--format ics"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].is_idle) return usage_error("--%s only works with %s", known[i].name, known[i].goes_with);
  return 0;
}

static int read_order(const struct options *options) {
  const char *order = options->order;
  if (!!options->since + !!options->what_if + options->summary > 1)
    return usage_error("--since, --what-if and --summary cannot be used together: choose one of them");
  if (is_format(options, "ics") && (options->since || options->what_if))
    return usage_error("--since and --what-if cannot be used with --format ics");
  if (options->what_if && is_format(options, "html"))
    return usage_error(
        "--what-if works with text, csv and json; the HTML page already shows what a visit on each of the next ten working days would meet");
  if (options->summary && (is_format(options, "html") || is_format(options, "ics") || is_format(options, "plain")))
    return usage_error("--summary works with text, csv and json; the HTML page has these figures too");
  int problem = refuse_idle_options(options);
  if (problem) return problem;
  int32_t sorted;
  return order ? read_code_option("--order", DUEBY_CODE_SORTED, order, &sorted) : 0;
}

int run_worklist(const struct options *options) {
  static char buffer[1 << 20];
  struct context context;
  struct work work;
  int end = read_order(options);
  if (!end) end = open_context(options, &context);
  if (end) return end;
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  end = open_work(&context, &work);
  if (!end) {
    end = write_work(&work);
    close_work(&work);
  }
  close_context(&context);
  return end;
}
