/* A file of events -> a worklist, one case at a time: what worklist and impact stand on. */
#ifndef DUEBY_CLI_WORK_H
#define DUEBY_CLI_WORK_H

#include "cli.h"

struct work {
  const struct context *context;
  const char *path;
  FILE *in;
  dueby_caseload *caseload;
  dueby_worklist *worklist;
  dueby_timeline_options run; /* of each case */
  uint8_t *selected, *recorded;
  dueby_where *where; /* --case, then --where */
  int64_t where_count;
  int64_t problems; /* said so far */
};

/* A case and its lines; all good until the next one. */
struct work_case {
  const dueby_case *at;
  int64_t number; /* from 0, as the cases come */
  const dueby_line *lines;
  int64_t count;
};

/* Reads what is asked and what the file holds. 0; or how to end, with the reason said, and nothing is open. */
int open_work(const struct context *context, struct work *work);
/* Makes the worklist, of which `flags` say what it keeps. 0, or how to end. */
int begin_work(struct work *work, uint32_t flags);
/* 1: the next case that was asked for; 0: none is left; -1: the file cannot be read on, which has been said. */
int next_case(struct work *work, struct work_case *next);
void close_work(struct work *work);

const char *ref_of(const struct work_case *from, const dueby_line *line); /* NULL: none */
const dueby_event *event_of(const dueby_case *of, int64_t place);         /* NULL for -1 */

/* Splits "a,b,c"; 0, or USAGE with a message: an item is empty, or there are too many. */
enum { PIECES_MAX = 64, PIECE_SIZE = 128 };
struct pieces {
  char text[PIECES_MAX][PIECE_SIZE];
  int count;
};
int split_list(const char *option, const char *text, struct pieces *pieces);

/* What is carried stands beside the fields "a,b,c" of an answer. 0, or USAGE with a message: a column is called as a field is. */
int check_column(const struct work *work, const char *fields, const char *name);
int check_carried(const struct work *work, const char *fields);
void put_carried(const dueby_case *of, struct row *row);
void write_fields(const struct work *work, const struct output *output, const char *fields); /* of an answer without a row */
const char *join_fields(const char *(*field)(int32_t place), char *text, size_t size);       /* the library's as "a,b,c" */

/* What the file does not hold, what lies after as-at, what is void and what could not be read: each as a line of text. */
void say_what_is_missing(const struct work *work, void (*take)(void *to, const char *note), void *to);
int end_of_work(const struct work *work, int64_t overdue); /* DONE, SOME_ROWS_FAILED, or with --fail-overdue OVERDUE_FOUND */

#endif
