/* Reads a file of rows, and writes the same rows with cells appended. */
#ifndef DUEBY_CLI_TABLE_JOB_H
#define DUEBY_CLI_TABLE_JOB_H

#include <dueby/io.h>
#include "context.h"

enum { COLUMNS_MAX = 8 };

struct table_column {
  const char *name;
  int needed;
  int32_t index; /* index of the column; -1 if the file does not have it */
};

struct appended {
  char text[4096]; /* the appended cells as CSV */
  size_t used;
};

void append_cell(struct appended *to, const char *text);
void append_number(struct appended *to, int64_t number);
void append_day(struct appended *to, dueby_date date, dueby_time time);

struct table_job {
  const struct context *context;
  const char *path; /* path of the file; "-" for standard input */
  struct table_column columns[COLUMNS_MAX];
  int column_count;
  const char *appended; /* the names of the appended columns, with `error` last */
  int appended_count;
  int numbers; /* how many of the appended columns are numbers; these come first */
  /* Appends the cells of a row, except `error`, and returns 1; it may still write a note to `error`. For a bad row, writes the
   * reason to `error` and returns 0. Cells of missing columns are NULL. */
  int (*row)(void *state, const dueby_csv_cell *const *cells, struct appended *out, char *error, size_t error_size);
  void *state;
  int64_t rows, bad, remarked;
};

int64_t read_from_file(void *file, char *bytes, int64_t size); /* a dueby_csv_source that reads a FILE */
int32_t caseload_flags(const struct options *options);         /* returns the flags for --midnight-is-time and --show-values */
/* True if a cell has no date: it is NULL, empty, a value given with --null, or a placeholder like 1900-01-01. */
int is_no_date(const struct options *options, const dueby_csv_cell *cell);
/* Runs the job. Returns DONE, SOME_ROWS_FAILED, or another exit status. */
int run_table_job(struct table_job *job);
/* Reads a cell as a date, or reports why it is not a date. `midnight_is_time` keeps a time of 00:00:00. */
int read_cell_when(const struct context *context, const char *column, const dueby_csv_cell *cell, dueby_when *when, char *error,
                   size_t error_size);

#endif
