/* Writes due dates as an iCalendar file. */
#include "ics.h"

#include <dueby.h>
#include <dueby/ical.h>
#include <stdio.h>

#include "context.h"
#include "exit.h"
#include "message.h"
#include "output.h"
#include "work.h"

enum { LONG = 4096 };

static int print_entries(struct work *work) {
  const struct options *options = work->context->options;
  char words[LONG];
  uint32_t flags = (options->detail ? DUEBY_ICAL_DETAIL : 0) | (options->state ? DUEBY_ICAL_PAST : 0);
  dueby_status status =
      dueby_ical_worklist_write(work->worklist, options->todo ? DUEBY_ICAL_TODO : DUEBY_ICAL_EVENT, flags, write_to_stdout, NULL);
  if (status == DUEBY_EMEMORY) return report_no_memory();
  if (status != DUEBY_OK) {
    print_error("the calendar cannot be written: %s", dueby_status_text(status));
    return CANNOT_WRITE;
  }
  note_findings(work);
  dueby_worklist_disclaimer_text(work->worklist, words, sizeof words, NULL);
  print_note("%s", words);
  return DONE;
}

int write_calendar(struct work *work) {
  struct work_case next;
  int more, end = begin_work(work, DUEBY_WORKLIST_KEEP_LISTED);
  if (end) return end;
  while ((more = next_case(work, &next)) > 0) continue;
  end = more < 0 ? BAD_FILE : print_entries(work);
  return end ? end : end_of_work(work, dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE));
}
