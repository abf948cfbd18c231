/* Opens the argument FILE... as a return, for the commands worklist, impact and read. */
#ifndef DUEBY_CLI_RETURNS_H
#define DUEBY_CLI_RETURNS_H

#include <dueby/returns.h>

#include "context.h"
#include "input.h"

/* The number of problems with files that have been reported, and the last of these problems. */
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
  struct problems problems, *shared; /* problems are added to `shared` or, if that is NULL, to `problems` */
};

/* Opens the arguments: files, and folders with the files in them. Returns 0, or an exit status after a message, in which case
 * nothing is open. If there is only one file and no mapping recognises it, it is read as a file of events, unless `must` is set. */
int open_returned(const struct context *context, int must, struct returned *returned);
void close_returned(struct returned *returned); /* also frees the files, unless the caller took them and set them to NULL */

/* Reports what was read: the kinds of return, the day taken as as-at (NONE if the user gave one), and what these kinds do not
 * show. */
void report_kinds(const dueby_return *files, dueby_date taken, void (*take)(const char *note, void *sink), void *sink);

/* report_file_problem reports a problem with a line of a file; after the first few, it only counts them. repeat_last_problem prints
 * the last one, if it was not printed. */
void report_file_problem(struct problems *problems, const char *path, const dueby_diagnostic *what);
void repeat_last_problem(const struct problems *problems);

#endif
