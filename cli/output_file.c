/* Sends standard output to a new file in the folder of FILE, for `--output FILE`. The new file replaces FILE if all goes well, and
 * is removed otherwise. FIFOs and character devices are written directly, like standard output. */
#include "output_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "message.h"
#include "os.h"

static int has_part; /* 1 while a new file is being written */

/* ---- files that must not be replaced ---- */

static int is_same(const struct os_file *left, const struct os_file *right) {
  return left->device == right->device && left->number == right->number;
}

static int is_same_file(const struct os_file *left, const char *path) {
  struct os_file right;
  enum os_kind kind = path ? os_look(path, &right) : OS_NOTHING;
  return kind != OS_NOTHING && kind != OS_BROKEN_LINK && is_same(left, &right);
}

/* True if a file is the profile called `name` in the same folder as `path`. `name` may also be an address, which begins with the
 * name of a profile. */
static int is_beside(const struct os_file *file, const char *path, const char *name) {
  char beside[4096];
  if (!name) return 0;
  snprintf(beside, sizeof beside, "%.*s%.*s.yaml", (int)os_folder_length(path), path, (int)strcspn(name, ":"), name);
  return is_same_file(file, beside);
}

/* True if a file is the command's profile, or a profile in the same folder that it extends. */
static int is_of_profile(const struct context *context, const struct os_file *file) {
  const dueby_profile *profile = context->profile;
  const char *path = context->options->profile;
  if (!path || !names_profile_file(path)) return 0;
  int found = is_same_file(file, path) || is_beside(file, path, dueby_profile_parent(profile));
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile) && !found; rule++)
    found = is_beside(file, path, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS));
  return found;
}

static int refuse_input(const struct context *context, const struct os_file *file, FILE *in) {
  const struct options *options = context->options;
  const char *path = options->output;
  const struct {
    const char *path, *option;
  } read[] = {{options->holidays, "holidays"}, {options->closures, "closures"}, {options->mapping, "mapping"},
              {options->measures, "measures"}, {options->since, "since"},       {options->batch, "batch"},
              {options->import, "import"}};
  struct os_file events;
  for (int i = 0; i < options->argument_count && !in; i++)
    if (strcmp(options->arguments[i], "-") == 0) in = stdin;
  if (in && os_identify(in, &events) && is_same(&events, file))
    return usage_error("--output: %s is also your file of events: choose another name", path);
  for (int i = 0; i < options->argument_count; i++)
    if (is_same_file(file, options->arguments[i]))
      return usage_error("--output: %s is also an input file: choose another name", path);
  for (size_t i = 0; i < sizeof read / sizeof *read; i++)
    if (is_same_file(file, read[i].path))
      return usage_error("--output: %s is also the file for --%s: choose another name", path, read[i].option);
  if (is_of_profile(context, file)) return usage_error("--output: %s is also a file for --profile: choose another name", path);
  return 0;
}

/* ---- writing the output file ---- */

static int report(const char *path, const char *why) {
  if (!why) return 0;
  print_error("%s: %s", path, why);
  return CANNOT_WRITE;
}

int begin_output_file(const struct context *context, FILE *in) {
  const char *path = context->options->output;
  struct os_file file;
  if (!path) return 0;
  if (!*path) return usage_error("--output: the file name is empty");
  enum os_kind kind = os_look(path, &file);
  if (kind == OS_BROKEN_LINK) return usage_error("--output: %s is a broken link: choose a file to save to", path);
  int problem = kind == OS_NOTHING ? 0 : refuse_input(context, &file, in);
  if (problem) return problem;
  if (kind == OS_STREAM) return report(path, os_write_through(path));
  if (kind == OS_OTHER) return usage_error("--output: %s is not a file: choose a file to save to", path);
  problem = report(path, os_begin_part(path));
  has_part = !problem;
  return problem;
}

int end_output_file(const struct context *context, int end) {
  const char *path = context->options->output;
  if (!path) return end;
  const char *why = fflush(stdout) == 0 && !ferror(stdout) ? NULL : strerror(errno);
  int is_whole = end == DONE || end == SOME_ROWS_FAILED || end == OVERDUE_FOUND;
  const char *why_not_kept = has_part ? os_end_part(is_whole && !why) : NULL;
  int problem = report(path, why ? why : why_not_kept);
  return problem ? problem : end;
}
