/* Writes the worklist as a page of HTML. */
#include "page.h"

#include <dueby.h>
#include <dueby/page.h>

#include "context.h"
#include "exit.h"
#include "message.h"
#include "output.h"
#include "work.h"

int print_page(const struct work *work, const dueby_changes *changes) {
  const struct options *options = work->context->options;
  int is_sorted = is_worst_first(options);
  uint32_t flags = (options->state ? 0 : DUEBY_PAGE_TO_DO) | (is_sorted ? 0 : DUEBY_PAGE_BY_CASE);
  if (is_sorted && dueby_worklist_sort(work->worklist) != DUEBY_OK) return report_no_memory();
  dueby_status status = dueby_page_write_since(work->worklist, changes, flags, options->marking, write_to_stdout, NULL);
  return status == DUEBY_EMEMORY ? report_no_memory() : DONE; /* end_output notices failures to write */
}

int write_page(struct work *work) {
  struct work_case next;
  int more, end = begin_work(work, DUEBY_WORKLIST_KEEP);
  if (end) return end;
  while ((more = next_case(work, &next)) > 0) continue;
  end = more < 0 ? BAD_FILE : print_page(work, NULL);
  return end ? end : end_of_work(work, dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE));
}
