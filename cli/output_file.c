/* Sends standard output to a new file in the folder of FILE, for `--output FILE`. The new file replaces FILE if all goes well, and
 * is removed otherwise. FIFOs and character devices are written directly, like standard output. */
#include "output_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit.h"
#include "message.h"
#include "os.h"

static int has_part; /* 1 while a new file is being written */

/* The file given with --output, if it already existed. Its path is NULL otherwise. */
static struct {
  const char *path;
  struct os_file file;
} old;

/* ---- files that must not be replaced ---- */

static int is_same(const struct os_file *left, const struct os_file *right) {
  return left->device == right->device && left->number == right->number;
}

static int is_old(const char *path) {
  struct os_file file;
  enum os_kind kind = os_look(path, &file);
  return kind != OS_NOTHING && kind != OS_BROKEN_LINK && is_same(&old.file, &file);
}

/* True if the file that --output would replace is in a folder, perhaps under another name. Hidden files do not count, because
 * commands do not read them. */
static int is_old_in(const char *folder) {
  struct os_folder *listed = os_open_folder(folder);
  int found = 0;
  if (!listed) return 0;
  for (const char *name; !found && (name = os_next_name(listed));) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path) break;
    snprintf(path, size, "%s/%s", folder, name);
    found = is_old(path);
    free(path);
  }
  os_close_folder(listed);
  return found;
}

/* Refuses to replace a file that the command reads: `path`, which may be NULL, or "-" for standard input. `option` is the option
 * that names the file, or NULL. */
static int refuse_path(const char *path, const char *option) {
  struct os_file in;
  if (!path) return 0;
  int is_input = strcmp(path, "-") == 0 ? os_identify(stdin, &in) && is_same(&old.file, &in) : is_old(path);
  if (is_input && option) return usage_error("--output: %s is also the file for --%s: choose another name", old.path, option);
  if (is_input) return usage_error("--output: %s is also an input file: choose another name", old.path);
  if (os_is_folder(path) && is_old_in(path))
    return usage_error("--output: %s is also in an input folder: choose another name", old.path);
  return 0;
}

static int refuse_input(const struct options *options) {
  const struct {
    const char *path, *option;
  } read[] = {{options->holidays, "holidays"}, {options->closures, "closures"}, {options->mapping, "mapping"},
              {options->measures, "measures"}, {options->since, "since"},       {options->batch, "batch"},
              {options->import, "import"}};
  int problem = 0;
  for (int i = 0; i < options->argument_count && !problem; i++) problem = refuse_path(options->arguments[i], NULL);
  for (size_t i = 0; i < sizeof read / sizeof *read && !problem; i++) problem = refuse_path(read[i].path, read[i].option);
  return problem;
}

/* True if the file that --output would replace is the profile called `name` in the folder of `path`. `name` may also be an address,
 * which begins with the name of a profile. */
static int is_old_beside(const char *path, const char *name) {
  char beside[4096];
  if (!name) return 0;
  snprintf(beside, sizeof beside, "%.*s%.*s.yaml", (int)os_folder_length(path), path, (int)strcspn(name, ":"), name);
  return is_old(beside);
}

int refuse_profile_output(const char *path, const dueby_profile *profile) {
  if (!old.path) return 0;
  int found = is_old(path) || is_old_beside(path, dueby_profile_parent(profile));
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile) && !found; rule++)
    found = is_old_beside(path, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS));
  return found ? usage_error("--output: %s is also one of your profiles: choose another name", old.path) : 0;
}

/* ---- writing the output file ---- */

static int report(const char *path, const char *why) {
  if (!why) return 0;
  print_error("%s: %s", path, why);
  return CANNOT_WRITE;
}

int begin_output_file(const struct options *options) {
  const char *path = options->output;
  if (!path) return 0;
  if (!*path) return usage_error("--output: the file name is empty");
  enum os_kind kind = os_look(path, &old.file);
  if (kind == OS_BROKEN_LINK) return usage_error("--output: %s is a broken link: choose a file to save to", path);
  if (kind != OS_NOTHING) old.path = path;
  int problem = old.path ? refuse_input(options) : 0;
  if (problem) return problem;
  if (kind == OS_STREAM) return report(path, os_write_through(path));
  if (kind == OS_OTHER) return usage_error("--output: %s is not a file: choose a file to save to", path);
  problem = report(path, os_begin_part(path));
  has_part = !problem;
  return problem;
}

int end_output_file(const struct options *options, int end) {
  const char *path = options->output;
  if (!path) return end;
  const char *why = fflush(stdout) == 0 && !ferror(stdout) ? NULL : strerror(errno);
  int is_whole = end == DONE || end == SOME_ROWS_FAILED || end == OVERDUE_FOUND;
  const char *why_not_kept = has_part ? os_end_part(is_whole && !why) : NULL;
  int problem = report(path, why ? why : why_not_kept);
  return problem ? problem : end;
}
