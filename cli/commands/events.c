#include "commands.h"

#include <dueby.h>
#include <stdio.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"

static void print_entry(const struct context *context, const char *kind, const char *name, const char *title, const char *means,
                        struct output *output, struct row *row) {
  if (context->format == PLAIN) {
    puts(name);
  } else if (context->format == TEXT) {
    printf("%-34s %s\n", name, means ? means : title ? title : "");
  } else {
    begin_row(row);
    row_add_text(row, "kind", kind);
    row_add_text(row, "name", name);
    row_add_text(row, "title", title);
    row_add_text(row, "means", means);
    write_row(output, row);
  }
}

/* Lists the vocabulary: the events, then the tags. */
int run_events(const struct options *options) {
  struct context context;
  struct output output;
  struct row row = {0};
  int end = open_context(options, &context);
  if (end) return end;
  const dueby_profile *profile = context.profile;
  int as_data = context.format == CSV || context.format == JSON;
  if (as_data) begin_output(&output, &context);
  for (int32_t i = 1; i < dueby_profile_event_count(profile); i++)
    print_entry(&context, "event", dueby_profile_event_slug(profile, i), dueby_profile_event_title(profile, i),
                dueby_profile_event_description(profile, i), &output, &row);
  if (context.format == TEXT) puts("\nTags");
  for (int32_t i = 0; i < dueby_profile_tag_count(profile); i++)
    print_entry(&context, "tag", dueby_profile_tag(profile, i), NULL, dueby_profile_tag_description(profile, i), &output, &row);
  int written = as_data ? end_output(&output) : DONE;
  if (!end) end = written;
  free_row(&row);
  close_context(&context);
  return end;
}
