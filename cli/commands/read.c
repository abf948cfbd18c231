/* Prints the events in a return, each with the field and line that it came from. */
#include <dueby.h>
#include <dueby/returns.h>

#include "commands.h"
#include "context.h"
#include "exit.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "read_answer.h"
#include "returns.h"

static dueby_status write_events(dueby_return *files, struct output *output, int64_t *bad) {
  struct row row = {0};
  dueby_return_event event;
  dueby_status status;
  while ((status = dueby_return_next(files, &event)) == DUEBY_OK) {
    *bad += event.is_bad;
    if (event.is_bad) continue;
    begin_row(&row);
    dueby_return_cells(files, &event, row_take_cell, &row);
    write_row(output, &row);
  }
  free_row(&row);
  return status;
}

static int read_files(const struct context *context, const dueby_when *as_at, struct returned *returned) {
  struct output output;
  int64_t bad = 0;
  begin_output(&output, context);
  dueby_status status = write_events(returned->files, &output, &bad);
  report_kinds(returned->files, DUEBY_DATE_NONE, take_as_note, NULL);
  if (status == DUEBY_DONE && !output.rows) write_header(&output, "case,event,at,ref,tags,source");
  int end = status == DUEBY_DONE ? note_same_answer(context, returned->files, as_at, bad) : 0;
  if (status != DUEBY_DONE) note_incomplete(&output);
  int written = end_output(&output);
  if (!end) end = written;
  if (status == DUEBY_EMEMORY) return report_no_memory();
  if (status == DUEBY_EFILE) print_error("%s", dueby_status_text(status));
  if (status != DUEBY_DONE) return BAD_FILE;
  return end ? end : bad ? SOME_ROWS_FAILED : DONE;
}

int run_read(const struct options *options) {
  struct context context;
  struct returned returned = {0};
  int end = open_context(options, &context);
  if (end) return end;
  if (context.format != JSON) context.format = CSV;
  dueby_when as_at = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  if (options->as_at) end = read_when("--as-at", options->as_at, &as_at);
  if (!end) end = open_returned(&context, 1, &returned);
  if (!end) {
    end = read_files(&context, &as_at, &returned);
    close_returned(&returned);
  }
  close_context(&context);
  return end;
}
