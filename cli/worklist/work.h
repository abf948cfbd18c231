/* Makes a worklist from a file of events, one case at a time, for the commands worklist and impact. */
#ifndef DUEBY_CLI_WORK_H
#define DUEBY_CLI_WORK_H

#include <dueby/caseload.h>
#include <stdio.h>

#include "output.h"
#include "returns.h"

struct work {
  const struct context *context;
  const char *path;
  FILE *in;
  struct returned returned;
  int is_return;
  dueby_date last;  /* the latest day that as-at may be; NONE if there is no limit */
  dueby_date taken; /* the as-at day from the return; NONE if the user gave one */
  dueby_date asked; /* the as-at day that the user asked for; it may be later than `last` */
  dueby_caseload *caseload;
  dueby_worklist *worklist;
  dueby_timeline_options run; /* options of the timeline for each case */
  uint8_t *selected, *recorded;
  dueby_holding *holds;
  dueby_where *where; /* the conditions from --case, then from --where */
  int64_t where_count;
  struct problems problems;
  int no_memory; /* 1 if there was not enough memory for a finding */
};

/* A case and its lines, valid until the next case is read. */
struct work_case {
  const dueby_case *at;
  int64_t number; /* index of the case in the order of the file, from 0 */
  const dueby_line *lines;
  int64_t count;
};

/* Reads the options and opens the file. Returns 0, or an exit status after a message; on failure nothing is open. */
int open_work(const struct context *context, struct work *work);
/* Opens the work like open_work, but refuses an as-at after `last`. If no as-at day is given or stated, it is `last`. NONE means no
 * limit. */
int open_work_by(const struct context *context, dueby_date last, struct work *work);
/* Deselects the rules that cannot be checked with the files of a return. If the user chose the duties, only deselects rules that
 * need a tag whose column is missing. Returns 0, or an exit status. */
int leave_out_of_work(struct work *work);
/* Makes the worklist. `flags` say which items it keeps. Returns 0, or an exit status. */
int begin_work(struct work *work, uint32_t flags);
/* Returns 1 after finding the next wanted case; 0 at the end; -1, after a message, if the rest of the file cannot be read. */
int next_case(struct work *work, struct work_case *next);
void close_work(struct work *work);

const char *ref_of(const struct work_case *from, const dueby_line *line); /* returns the ref of a line, or NULL if it has none */
const dueby_event *event_of(const dueby_case *of, int64_t place);         /* returns the event at an index, or NULL if that is -1 */

/* Finds a carried column by name, ignoring case. Reports an error and returns NULL if there is none. */
const char *carried_column(const struct work *work, const char *option, const char *name);

/* Refuses a day that the calendar does not cover. On such a day no line can be checked, so a wrong year would hide everything that
 * is overdue. Returns 0, or an exit status. */
int refuse_unknown_day(const struct context *context, dueby_date day);

/* Refuses a carried column that has the name of one of the fields "a,b,c". Returns 0, or USAGE after a message. */
int check_column(const struct work *work, const char *fields, const char *name);
int check_carried(const struct work *work, const char *fields);
void row_add_carried(const dueby_case *of, struct row *row);
/* Writes the names of all columns, for an answer without rows. */
void write_fields(const struct work *work, const struct output *output, const char *fields);
const char *join_fields(const char *(*field)(int32_t place), char *text, size_t size); /* joins the library's fields as "a,b,c" */

/* Prints the findings on whether the list can be trusted: in text output as a block under the heading `question`, in JSON as the
 * array `quality`, otherwise to standard error. Standard error does not get the finding about unreadable rows, because they were
 * already reported there. With --suppress, only prints the last day that the records cover, because the rest could contain small
 * counts. */
void print_quality(struct work *work, const char *question);
void note_findings(struct work *work);
void write_quality(struct work *work, struct output *output);
/* Returns the exit status: DONE, SOME_ROWS_FAILED, or OVERDUE_FOUND with --fail-overdue. */
int end_of_work(const struct work *work, int64_t overdue);

/* Describe a case or a line for people. */
void carried_text(const dueby_case *of, char *text, size_t size);
void unreadable_words(const dueby_case *of, char *text, size_t size);
void due_text(const dueby_line *line, char *text, size_t size);
void take_as_line(const char *note, void *unused);

int is_worst_first(const struct options *options);
/* Returns DUEBY_WORKLIST_TO_DO, which leaves out lines that are over; 0 if --state is given. */
uint32_t to_do_flag(const struct options *options);

#endif
