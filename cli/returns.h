/* Opens the argument FILE... as a return, for the commands worklist, impact and read. */
#ifndef DUEBY_CLI_RETURNS_H
#define DUEBY_CLI_RETURNS_H

#include <dueby/returns.h>

#include "context.h"
#include "input.h"

/* How many problems with files have been reported, and the last one. */
struct problems {
  int64_t count;
  dueby_diagnostic last;
  const char *last_path;
  int limits; /* the number of reported problems about limits */
};

struct returned {
  struct input **inputs; /* for each argument, the input if it can only be read once; NULL for files */
  const struct context *context;
  dueby_mapping *mapping; /* the mapping given with --mapping */
  const dueby_mapping *mappings[1];
  dueby_return *files;               /* NULL if the only file is not a return, but a file of events */
  struct problems problems, *shared; /* where problems are counted: `shared` or, if that is NULL, `problems` */
};

/* Opens the arguments: files, and folders with the files in them. Returns 0, or an exit status after a message; on failure nothing
 * is open. A single file that no mapping recognises is read as a file of events, unless `must` is 1. */
int open_returned(const struct context *context, int must, struct returned *returned);
void close_returned(struct returned *returned); /* also frees the files, unless the caller took them over and set them to NULL */

/* Reports what was read: the kinds of return, what they do not show, and the day that was taken from them as as-at (NONE if the
 * user gave one). */
void report_kinds(const dueby_return *files, dueby_date taken, void (*take)(const char *note, void *sink), void *sink);

/* report_file_problem reports a problem with a line of a file. After the first few, it only counts them. repeat_last_problem prints
 * the last one if it has not been printed. */
void report_file_problem(struct problems *problems, const char *path, const dueby_diagnostic *what);
void repeat_last_problem(const struct problems *problems);

#endif
