/* Writes the worklist as an HTML page. */
#include "page.h"

#include <dueby.h>
#include <dueby/definitions.h>
#include <dueby/page.h>

#include "context.h"
#include "exit.h"
#include "measures.h"
#include "message.h"
#include "output.h"
#include "work.h"

/* Reads the year of the measures. Leaves `*year` unchanged if the user gives none. */
static int choose_year(const struct work *work, int32_t *year) {
  const char *given = work->context->options->year;
  int problem = given ? read_year("--year", given, year) : 0;
  if (!problem && *year > dueby_measures_year(work->run.as_at.date)) return refuse_value("--year", DUEBY_REFUSAL_YEAR, NULL);
  return problem;
}

static int print_whole(const struct work *work, dueby_page_options *wanted, dueby_definitions *definitions) {
  wanted->definitions = definitions;
  dueby_status status = dueby_page_write_whole(work->worklist, wanted, write_to_stdout, NULL);
  dueby_definitions_free(definitions);
  return status == DUEBY_EMEMORY ? report_no_memory() : DONE; /* end_output_file or main reports failures to write */
}

int print_page(const struct work *work, const dueby_changes *changes) {
  const struct options *options = work->context->options;
  int is_sorted = is_worst_first(options);
  dueby_page_options wanted = {.flags = (options->state ? 0 : DUEBY_PAGE_TO_DO) | (is_sorted ? 0 : DUEBY_PAGE_BY_CASE),
                               .marking = options->marking,
                               .changes = changes};
  dueby_definitions *definitions = NULL;
  int problem = choose_year(work, &wanted.year);
  if (!problem) problem = open_definitions(work->context, &definitions);
  if (!problem && is_sorted && dueby_worklist_sort(work->worklist) != DUEBY_OK) problem = report_no_memory();
  if (!problem) return print_whole(work, &wanted, definitions);
  dueby_definitions_free(definitions);
  return problem;
}

int write_page(struct work *work) {
  struct work_case next;
  int more, end = begin_work(work, DUEBY_WORKLIST_KEEP);
  if (end) return end;
  while ((more = next_case(work, &next)) > 0) continue;
  end = more < 0 ? BAD_FILE : print_page(work, NULL);
  return end ? end : end_of_work(work, dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE));
}
