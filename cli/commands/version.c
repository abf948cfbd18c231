#include "commands.h"

#include <dueby.h>
#include <stdio.h>

#include "context.h"
#include "options.h"
#include "output.h"

int run_version(const struct options *options) {
  struct context context;
  struct output output;
  struct row row = {0};
  int end = open_context(options, &context);
  if (end) return end;
  if (context.format == PLAIN) {
    puts(dueby_version());
  } else if (context.format == TEXT) {
    printf("dueby %s\nbank holidays: official list of %s\n", dueby_version(), dueby_data_version());
  } else {
    begin_output(&output, &context);
    begin_row(&row);
    row_add_text(&row, "library", dueby_version());
    row_add_text(&row, "calendar", dueby_data_version());
    write_row(&output, &row);
    free_row(&row);
    end = end_output(&output);
  }
  close_context(&context);
  return end;
}
