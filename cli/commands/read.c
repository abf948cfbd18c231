/* The events of a return, each with the field and line that it came from. */
#include <dueby.h>
#include <dueby/returns.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "context.h"
#include "exit.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "returns.h"

enum { WORDS = 1024 };

static void row_add_tags(const dueby_profile *profile, const dueby_tags *tags, struct row *row) {
  char text[WORDS] = "";
  size_t used = 0;
  for (int32_t i = 0; i < dueby_profile_tag_count(profile) && used < sizeof text; i++)
    if (tags->bits[i / 64] >> i % 64 & 1)
      used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? ";" : "", dueby_profile_tag(profile, i));
  row_add_text(row, "tags", text);
}

static void row_add_source(const dueby_return_event *event, struct row *row) {
  char text[WORDS];
  const char *stroke = strrchr(event->file, '/');
  snprintf(text, sizeof text, "%s:%lld %s%s%s", stroke ? stroke + 1 : event->file, (long long)event->line, event->field,
           *event->note ? ": " : "", event->note);
  row_add_text(row, "source", text);
}

static dueby_status write_events(const struct context *context, dueby_return *files, struct output *output, int64_t *bad) {
  struct row row = {0};
  dueby_return_event event;
  dueby_status status;
  while ((status = dueby_return_next(files, &event)) == DUEBY_OK) {
    *bad += event.is_bad;
    if (event.is_bad) continue;
    begin_row(&row);
    row_add_text(&row, "case", event.name);
    row_add_code(&row, "event", dueby_profile_event_slug(context->profile, event.event.type));
    row_add_when(&row, "at", event.event.date, event.event.time);
    row_add_text(&row, "ref", event.ref);
    row_add_tags(context->profile, &event.event.tags, &row);
    for (int32_t i = 0; i < dueby_return_column_count(files); i++)
      row_add_text(&row, dueby_return_column(files, i), dueby_return_value(files, i));
    row_add_source(&event, &row);
    write_row(output, &row);
  }
  free_row(&row);
  return status;
}

static int read_files(const struct context *context, struct returned *returned) {
  struct output output;
  int64_t bad = 0;
  begin_output(&output, context);
  report_kinds(returned->files, DUEBY_DATE_NONE, take_as_note, NULL);
  dueby_status status = write_events(context, returned->files, &output, &bad);
  if (status == DUEBY_DONE && !output.rows) write_header(&output, "case,event,at,ref,tags,source");
  int end = end_output(&output);
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
  end = open_returned(&context, 1, &returned);
  if (!end) {
    end = read_files(&context, &returned);
    close_returned(&returned);
  }
  close_context(&context);
  return end;
}
