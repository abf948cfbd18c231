/* A file of events -> the lines of each case, one case at a time: what worklist and impact stand on. */
#ifndef DUEBY_CLI_WORK_H
#define DUEBY_CLI_WORK_H

#include <dueby/measure.h>

#include "cli.h"

/* An event that the file does not hold: the cases that have something which only it could meet. */
struct missing {
  int64_t cases, last; /* last: the case counted last, numbered from 1 */
};

struct work {
  const struct context *context;
  const char *path;
  FILE *in;
  dueby_caseload *caseload;
  dueby_timeline *timeline;
  dueby_timeline_options asked;
  uint8_t *selected, *recorded;
  uint8_t *waits;            /* by duty: what would meet it is not in the file, and some case has it to do */
  struct missing *missing;   /* by event */
  uint8_t found[LISTED_MAX]; /* by --case: the file has it */
  int64_t *where_columns;    /* by --where: which carried column */
  int64_t problems;          /* said so far */
  int64_t cases;             /* given */
  int64_t later, voided;
  int64_t undecided; /* lines whose condition cannot be decided */
};

/* A case and its lines; all good until the next one. */
struct work_case {
  dueby_case at;
  int64_t number; /* from 0, as the cases come */
  const dueby_line *lines;
  const dueby_rule_date *limits;
  int64_t count;
};

/* 0; or how to end, with the reason said, and nothing is open. */
int open_work(const struct context *context, struct work *work);
/* 1: the next case that was asked for; 0: none is left; -1: the file cannot be read on, which has been said. */
int next_case(struct work *work, struct work_case *next);
/* The same case on another timeline (of another calendar); 0: no memory. */
int run_case(struct work *work, dueby_timeline *timeline, const dueby_case *at, int64_t *count);
void close_work(struct work *work);

const char *ref_of(const struct work *work, const dueby_line *line);      /* NULL: none */
const dueby_event *event_of(const struct work_case *from, int64_t place); /* NULL for -1 */

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
void put_carried(const struct work *work, struct row *row);                                  /* of the case at hand */
void write_fields(const struct work *work, const struct output *output, const char *fields); /* of an answer without a row */

/* What the file does not hold, what lies after as-at, what is void and what could not be read: each as a line of text. */
void say_what_is_missing(const struct work *work, void (*take)(void *to, const char *note), void *to);
int end_of_work(const struct work *work, int64_t overdue); /* DONE, SOME_ROWS_FAILED, or with --fail-overdue OVERDUE_FOUND */

#endif
