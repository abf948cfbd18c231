/* FILE... -> a return: shared by worklist, impact and read. */
#ifndef DUEBY_CLI_RETURNS_H
#define DUEBY_CLI_RETURNS_H

#include <dueby/returns.h>

#include "context.h"

/* Problems with files that were reported so far, and the last one. */
struct problems {
  int64_t count;
  dueby_diagnostic last;
  const char *last_path;
};

struct returned {
  const struct context *context;
  dueby_mapping *mapping; /* of --mapping */
  const dueby_mapping *mappings[1];
  dueby_return *files;               /* NULL: the one file given is no return, but one of events */
  struct problems problems, *shared; /* NULL: those of its own */
};

/* Opens the arguments: files, and folders with the files in them. Returns 0, or an exit status after a message; then nothing is
 * open. One file that no mapping knows is taken for one of events, unless `must` is set. */
int open_returned(const struct context *context, int must, struct returned *returned);
void close_returned(struct returned *returned); /* the files too, unless they were given away and set to NULL */

/* Says once what was read: its kinds, the day taken as as-at (NONE: the user's), and what these kinds cannot tell. */
void report_kinds(const dueby_return *files, dueby_date taken, void (*take)(const char *note, void *sink), void *sink);

/* Reports one problem with a line of a file; those after the first few are counted. And the last one, if it was not named. */
void report_file_problem(struct problems *problems, const char *path, const dueby_diagnostic *what);
void repeat_last_problem(const struct problems *problems);

#endif
