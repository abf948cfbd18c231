#include "commands.h"

#include <dueby.h>
#include <stdio.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"

static int print_profile(const struct context *context, const char *name, struct output *output, struct row *row) {
  dueby_profile *profile;
  if (dueby_profile_new(name, &profile) != DUEBY_OK) return report_no_memory();
  const char *extends = dueby_profile_parent(profile), *title = dueby_profile_title(profile);
  if (context->format == PLAIN) {
    puts(name);
  } else if (context->format == TEXT) {
    printf("%-16s %s\n", name, title);
  } else {
    begin_row(row);
    row_add_text(row, "profile", name);
    row_add_text(row, "title", title);
    row_add_text(row, "extends", extends);
    row_add_number(row, "duties", dueby_profile_duty_count(profile));
    row_add_number(row, "rules", dueby_profile_rule_count(profile));
    write_row(output, row);
  }
  dueby_profile_free(profile);
  return DONE;
}

int run_profiles(const struct options *options) {
  struct context context;
  struct output output;
  struct row row = {0};
  int end = open_context(options, &context);
  if (end) return end;
  int as_data = context.format == CSV || context.format == JSON;
  if (as_data) begin_output(&output, &context);
  for (int32_t i = 0; i < dueby_profile_builtin_count() && !end; i++)
    end = print_profile(&context, dueby_profile_builtin(i), &output, &row);
  int written = as_data ? end_output(&output) : DONE;
  if (!end) end = written;
  free_row(&row);
  close_context(&context);
  return end;
}
