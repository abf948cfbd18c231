/* --output FILE: standard output goes into a file of its own in FILE's folder, which takes FILE's place when all is well, and is
 * gone on every other way out. FIFOs and character devices are written through, as standard output is. */
#include "output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"

/* ---- signals: what is half written is removed ---- */

static const int ending_signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGABRT, SIGSEGV, SIGBUS};
enum { ENDING_SIGNALS = sizeof ending_signals / sizeof *ending_signals };

static char *part, *target; /* the file that is being written, and the one whose place it takes; NULL: there is none */

static void remove_part_and_end(int number) {
  if (part) unlink(part);
  raise(number); /* it was reset */
}

/* No signal is taken between the making of the file and its being known, nor while it takes its place. */
static void hold_signals(sigset_t *before) {
  sigset_t held;
  sigemptyset(&held);
  for (int i = 0; i < ENDING_SIGNALS; i++) sigaddset(&held, ending_signals[i]);
  sigprocmask(SIG_BLOCK, &held, before);
}

static void let_signals_come(const sigset_t *before) {
  sigprocmask(SIG_SETMASK, before, NULL);
}

static void catch_signals(void) {
  struct sigaction action, was;
  memset(&action, 0, sizeof action);
  action.sa_handler = remove_part_and_end;
  action.sa_flags = (int)SA_RESETHAND | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < ENDING_SIGNALS; i++)
    if (sigaction(ending_signals[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN) sigaction(ending_signals[i], &action, NULL);
}

/* ---- what may not be replaced ---- */

static int is_same_file(const struct stat *left, const char *path) {
  struct stat right;
  return path && stat(path, &right) == 0 && left->st_dev == right.st_dev && left->st_ino == right.st_ino;
}

/* Whether it is the file of a profile beside another file. `name` may be an address, of which the profile is the first part. */
static int is_beside(const struct stat *file, const char *path, const char *name) {
  const char *end = strrchr(path, '/');
  char beside[4096];
  if (!name) return 0;
  snprintf(beside, sizeof beside, "%.*s%.*s.yaml", end ? (int)(end - path) + 1 : 0, path, (int)strcspn(name, ":"), name);
  return is_same_file(file, beside);
}

/* Whether a profile is read from the file, or one that it extends, which is beside it. */
static int is_of_profile(const struct context *context, const struct stat *file) {
  const dueby_profile *profile = context->profile;
  const char *path = context->options->profile;
  if (!path || !names_profile_file(path)) return 0;
  int found = is_same_file(file, path) || is_beside(file, path, dueby_profile_parent(profile));
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile) && !found; rule++)
    found = is_beside(file, path, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS));
  return found;
}

static int refuse_input(const struct context *context, const struct stat *file, FILE *in) {
  const struct options *options = context->options;
  const char *path = options->output;
  struct stat events;
  if (in && fstat(fileno(in), &events) == 0 && events.st_dev == file->st_dev && events.st_ino == file->st_ino)
    return usage_error("--output: %s is the file of events itself", path);
  if (is_same_file(file, options->holidays)) return usage_error("--output: %s is the file that --holidays reads", path);
  if (is_same_file(file, options->closures)) return usage_error("--output: %s is the file that --closures reads", path);
  if (is_of_profile(context, file)) return usage_error("--output: %s is a file that --profile reads", path);
  return 0;
}

/* ---- the file ---- */

static int report_why(const char *path) {
  print_error("%s: %s", path, strerror(errno));
  return CANNOT_WRITE;
}

/* 0, or how to end. The descriptor is taken. */
static int write_to(int file, const char *path) {
  if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0 && close(file) == 0) return 0;
  return report_why(path);
}

static int begin_part(const char *path) {
  static const char name[] = ".dueby-XXXXXX";
  const char *end = strrchr(target, '/');
  size_t folder = end ? (size_t)(end - target) + 1 : 0;
  sigset_t before;
  char *made = malloc(folder + sizeof name);
  if (!made) return report_no_memory();
  memcpy(made, target, folder);
  memcpy(made + folder, name, sizeof name);
  catch_signals();
  hold_signals(&before);
  int file = mkstemp(made); /* for its owner alone */
  if (file >= 0) part = made;
  int problem = file >= 0 ? write_to(file, path) : report_why(path);
  let_signals_come(&before);
  if (file < 0) free(made);
  return problem;
}

int begin_output_file(const struct context *context, FILE *in) {
  const char *path = context->options->output;
  struct stat file;
  if (!path) return 0;
  if (!*path) return usage_error("--output: the name of the file is empty");
  int exists = stat(path, &file) == 0;
  int problem = exists ? refuse_input(context, &file, in) : 0;
  if (problem) return problem;
  if (exists && (S_ISFIFO(file.st_mode) || S_ISCHR(file.st_mode))) return write_to(open(path, O_WRONLY), path);
  if (exists && !S_ISREG(file.st_mode)) return usage_error("--output: %s is neither a file nor a FIFO: name a file", path);
  if (!exists && lstat(path, &file) == 0 && S_ISLNK(file.st_mode))
    return usage_error("--output: %s is a link to nothing: name a file", path);
  target = exists ? realpath(path, NULL) : strdup(path); /* of a link, the file that it leads to */
  if (!target) return errno == ENOMEM ? report_no_memory() : report_why(path);
  return begin_part(path);
}

int end_output_file(const struct context *context, int end) {
  const char *path = context->options->output;
  if (!path) return end;
  int written = fflush(stdout) == 0 && !ferror(stdout);
  int is_whole = end == DONE || end == SOME_ROWS_FAILED || end == OVERDUE_FOUND;
  sigset_t before;
  if (part && written && is_whole) written = fsync(STDOUT_FILENO) == 0;
  int why = errno;
  hold_signals(&before);
  if (part && written && is_whole && rename(part, target) != 0) {
    written = 0;
    why = errno;
  }
  if (part && (!written || !is_whole)) unlink(part);
  free(part);
  free(target);
  part = target = NULL;
  let_signals_come(&before);
  if (written) return end;
  errno = why;
  return report_why(path);
}
