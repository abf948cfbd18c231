/* Reports what happened to each duty since an earlier file for the same caseload, for --since. */
#include <dueby.h>
#include <dueby/changes.h>
#include <inttypes.h>
#include <string.h>

#include "compared.h"
#include "context.h"
#include "exit.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "page.h"
#include "table.h"

enum { WORDS = 1024, LONG = 4096 };

/* ---- reading the older file ---- */

/* Reads all cases in a file into a worklist that keeps them. Returns 0, or an exit status. */
static int read_all(struct work *work) {
  struct work_case next;
  int more = 0;
  int problem = begin_work(work, DUEBY_WORKLIST_KEEP);
  if (problem) return problem;
  while ((more = next_case(work, &next)) > 0) continue;
  return more < 0 ? BAD_FILE : 0;
}

/* Makes the worklist of the older file as at its own day, which is --since-as-at or, without that option, the last day that its
 * records cover. `read` is its worklist as at the day of the new list. */
static int go_back(const struct context *context, const dueby_worklist *read, dueby_worklist **past) {
  const struct options *options = context->options;
  dueby_when as_at = {DUEBY_TIME_NONE, dueby_worklist_recorded_to(read), 0};
  int problem = options->since_as_at ? read_when("--since-as-at", options->since_as_at, &as_at) : 0;
  if (problem) return problem;
  if (as_at.date == DUEBY_DATE_NONE) return usage_error("--since: %s has no events up to the day you are checking", options->since);
  if (as_at.date > dueby_worklist_run(read)->as_at.date) return usage_error("--since-as-at is after --as-at");
  dueby_status status = dueby_worklist_as_at(read, &as_at, past);
  if (status == DUEBY_ECOVERAGE) return report_outside_coverage(context);
  return status == DUEBY_OK ? 0 : report_no_memory();
}

/* ---- writing what changed ---- */

static void print_changes(struct work *work, const dueby_changes *changes) {
  char words[LONG], day[64] = "";
  dueby_change change;
  int32_t kind = 0;
  dueby_explain_when(&work->run.as_at, day, sizeof day, NULL);
  printf("%s%s, as at %s%s\n", colour_on(BOLD), dueby_profile_title(work->context->profile), day, colour_off());
  print_quality(work, dueby_worklist_trust_heading(0));
  dueby_changes_summary_text(changes, words, sizeof words, NULL);
  printf("\n%s\n", words);
  for (int64_t i = 0; dueby_changes_at(changes, i, &change) == DUEBY_OK; i++) {
    const dueby_item *item = change.after.of ? &change.after : &change.before;
    if (change.kind != kind) printf("\n%s%s%s\n", colour_on(BOLD), dueby_change_title(change.kind), colour_off());
    kind = change.kind;
    print_fitted(item->of->name, terminal_width(), 0);
    if (item->line) {
      dueby_line_duty_text(work->context->profile, item->line, dueby_case_ref(item->of, item->line->ref), words, sizeof words,
                           NULL);
      fputs("  ", stdout);
      print_fitted(words, terminal_width(), 0);
    }
    dueby_changes_text(changes, i, words, sizeof words, NULL);
    fputs("\n    ", stdout);
    print_fitted(words, SIZE_MAX, 0);
    putchar('\n');
  }
  dueby_worklist_disclaimer_text(work->worklist, words, sizeof words, NULL);
  printf("\n%s\n", words);
}

static int write_data(struct work *work, const dueby_changes *changes) {
  struct output output;
  char words[LONG];
  begin_output(&output, work->context);
  for (int64_t i = 0; i < dueby_changes_count(changes); i++) write_change(&output, changes, i);
  if (!output.rows) write_fields(work, &output, join_fields(dueby_changes_field, words, sizeof words));
  write_quality(work, &output);
  dueby_changes_summary_text(changes, words, sizeof words, NULL);
  write_note(&output, words);
  dueby_worklist_disclaimer_text(work->worklist, words, sizeof words, NULL);
  write_note(&output, words);
  return end_output(&output);
}

static int write_compared(struct work *work, const dueby_worklist *past) {
  const enum format format = work->context->format;
  dueby_changes *changes;
  if (dueby_changes_new(past, work->worklist, &changes) != DUEBY_OK) return report_no_memory();
  int end = DONE;
  if (format == PLAIN) printf("%" PRId64 "\n", dueby_changes_kind_count(changes, DUEBY_CHANGES_OVERDUE));
  else if (format == HTML) end = print_page(work, changes);
  else if (format == TEXT) print_changes(work, changes);
  else end = write_data(work, changes);
  if (format == PLAIN) note_findings(work);
  dueby_changes_free(changes);
  return end ? end : end_of_work(work, dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE));
}

/* Returns the options for reading the older file, without --recorded-to, which is only for the new file. */
static struct options options_of_old(const struct options *options) {
  struct options old = *options;
  old.arguments[0] = options->since;
  old.argument_count = 1;
  old.recorded_to = NULL;
  return old;
}

int write_changes(struct work *work) {
  const struct options *options = work->context->options;
  static struct options old_options;
  struct context old_context = *work->context;
  struct work old;
  char words[LONG];
  dueby_worklist *past = NULL;
  old_options = options_of_old(options);
  old_context.options = &old_options;
  int as_data = work->context->format == CSV || work->context->format == JSON;
  int problem = as_data ? check_carried(work, join_fields(dueby_changes_field, words, sizeof words)) : 0;
  if (!problem) problem = read_all(work);
  if (!problem) problem = open_work(&old_context, &old);
  if (problem) return problem;
  problem = read_all(&old);
  if (!problem) problem = go_back(work->context, old.worklist, &past);
  if (!problem) problem = write_compared(work, past);
  dueby_worklist_free(past);
  close_work(&old);
  return problem;
}
