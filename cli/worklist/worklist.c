/* The command worklist: its options, and where its output goes. */
#include "worklist.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "context.h"
#include "exit.h"
#include "ics.h"
#include "list.h"
#include "options.h"
#include "page/page.h"
#include "say.h"
#include "summary.h"
#include "work.h"

enum { LONG = 4096 };

/* ---- --output ---- */

static void part_of(const char *path, char *part, size_t size) {
  snprintf(part, size, "%s.part", path);
}

/* Refuses to overwrite the input file. */
static int refuse_input(const char *path, FILE *in) {
  struct stat out_file, in_file;
  if (stat(path, &out_file) != 0 || fstat(fileno(in), &in_file) != 0) return 0;
  if (out_file.st_dev != in_file.st_dev || out_file.st_ino != in_file.st_ino) return 0;
  return usage_error("--output: %s is the file of events itself", path);
}

/* Sends stdout to a file next to it, which replaces it if all goes well. Returns 0, or an exit status. */
static int begin_file(const char *path) {
  char part[LONG];
  part_of(path, part, sizeof part);
  unlink(part); /* left by a run that was interrupted */
  int file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0 && close(file) == 0) return 0;
  say("%s: %s", part, strerror(errno));
  return CANNOT_WRITE;
}

static int end_file(const char *path, int end) {
  char part[LONG];
  part_of(path, part, sizeof part);
  int written = fflush(stdout) == 0 && !ferror(stdout);
  int is_whole = written && (end == DONE || end == SOME_ROWS_FAILED || end == OVERDUE_FOUND);
  if (is_whole && rename(part, path) == 0) return end;
  if (is_whole || !written) say("%s: %s", path, strerror(errno));
  unlink(part);
  return end == DONE || is_whole ? CANNOT_WRITE : end;
}

/* ---- the command ---- */

static int write_work(struct work *work) {
  if (work->context->options->summary) return write_summary(work);
  if (work->context->format == HTML) return write_page(work);
  return work->context->format == ICS ? write_calendar(work) : write_list(work);
}

static int is_format(const struct options *options, const char *format) {
  return options->format && strcmp(options->format, format) == 0;
}

/* Rejects options that would have no effect, so the result is not mistaken for another. */
static int refuse_idle_options(const struct options *options) {
  int summary = options->summary, list = !summary, page = is_format(options, "html"), calendar = is_format(options, "ics");
  const struct {
    int is_idle;
    const char *name, *goes_with;
  } known[] = {
      {options->basis && list, "basis", "--summary"},
      {options->period && list, "period", "--summary"},
      {options->by && list, "by", "--summary"},
      {options->state && summary, "state", "a list, and --summary counts every line"},
      {options->due_before && summary, "due-before", "a list; --summary has --period"},
      {options->marking && !page, "marking", "--format html"},
      {options->detail && !calendar, "detail", "--format ics"},
      {options->todo && !calendar, "todo", "--format ics"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].is_idle) return usage_error("--%s goes with %s", known[i].name, known[i].goes_with);
  return 0;
}

static int read_order(const struct options *options) {
  const char *order = options->order;
  if (options->summary && (is_format(options, "html") || is_format(options, "ics") || is_format(options, "plain")))
    return usage_error("--summary goes with text, csv and json; the page has the measures too");
  int problem = refuse_idle_options(options);
  if (problem) return problem;
  if (!order || strcmp(order, "worst") == 0 || strcmp(order, "case") == 0) return 0;
  return usage_error("--order: \"%s\": expected worst or case", order);
}

int run_worklist(const struct options *options) {
  static char buffer[1 << 20];
  struct context context;
  struct work work;
  int end = read_order(options);
  if (!end) end = open_context(options, &context);
  if (end) return end;
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  end = open_work(&context, &work);
  if (!end && options->output) {
    end = refuse_input(options->output, work.in);
    if (!end) end = begin_file(options->output);
    if (!end) end = end_file(options->output, write_work(&work));
    close_work(&work);
  } else if (!end) {
    end = write_work(&work);
    close_work(&work);
  }
  close_context(&context);
  return end;
}
