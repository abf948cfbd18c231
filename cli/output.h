/* Rows of cells as CSV, JSON or SQL. */
#ifndef DUEBY_CLI_OUTPUT_H
#define DUEBY_CLI_OUTPUT_H

#include <stdio.h>
#include "context.h"

/* Kinds of cell: any text; a code or date, which needs no quotes in CSV; a number. */
enum kind { ANY_TEXT, CODE, WHOLE, DECIMAL };

struct cell {
  const char *name;
  const char *lasting; /* a string that outlives the row; NULL: the text is stored in the row */
  size_t at, length;
  enum kind kind;
};

struct row {
  struct cell *cells;
  int count, capacity;
  char *space;
  size_t used, size;
  int failed; /* out of memory */
};

void begin_row(struct row *row); /* a row must be zero before its first use */
void free_row(struct row *row);
void row_add_text(struct row *row, const char *name, const char *text); /* copied; NULL: empty */
void row_add_bytes(struct row *row, const char *name, const char *bytes, size_t length, enum kind kind);
void row_add_lasting(struct row *row, const char *name, const char *text, enum kind kind); /* not copied; NULL: empty */
void row_add_code(struct row *row, const char *name, const char *code); /* a code of the library, not copied; NULL: empty */
void row_add_number(struct row *row, const char *name, int64_t number);
void row_add_decimal(struct row *row, const char *name, const char *digits);            /* "": empty */
void row_add_when(struct row *row, const char *name, dueby_date date, dueby_time time); /* NONE: empty */
void row_add_count(struct row *row, const char *name, int32_t number);                  /* INT32_MIN: empty */
void row_take_cell(const char *name, const dueby_cell *cell, void *row);                /* a dueby_cell_sink */
const char *cell_at(const struct row *row, int cell);                                   /* its text */

/* The columns of --versions as CSV, each after a comma; "" if they were not asked for. */
struct versions {
  char *names, *cells;
};
int open_versions(const struct context *context, struct versions *versions); /* 0: out of memory */
void close_versions(struct versions *versions);
/* The text of dueby_versions_text, which the caller frees; NULL: out of memory. */
char *versions_text(const struct context *context);

/* A table for SQL Server and PostgreSQL: its name, if --table gives none, and its columns with their types. */
struct sql_table {
  const char *name, *columns;
};

struct output {
  enum format format;            /* CSV, JSON or SQL */
  const struct sql_table *table; /* for SQL */
  const char *table_name;
  struct versions versions;
  int64_t rows, notes;
  int raw_csv, failed;
  char *line; /* being built */
  size_t line_used, line_size;
};

void begin_output(struct output *output, const struct context *context);
/* Reads --format in the same way, and also allows sql; text and plain become CSV. Returns 0, or the exit status if --table is
 * wrong. */
int begin_table_output(struct output *output, const struct context *context, const struct sql_table *table);
void write_header(const struct output *output, const char *fields); /* for a CSV without rows */
void write_row(struct output *output, const struct row *row);
/* Write cells and JSON objects from the library: an answer, a step, a line of a worklist, a row of a summary or of a trial, a
 * change. */
void write_answer(struct output *output, const dueby_query *query, const dueby_answer *answer);
void write_step(struct output *output, const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step);
void write_line(struct output *output, const dueby_profile *profile, const dueby_line *line, const dueby_case *of);
void write_measure(struct output *output, const dueby_summary *summary, const dueby_summary_row *row);
void write_figure(struct output *output, const dueby_measures *measures, const dueby_measures_row *row);
void write_unit(struct output *output, const dueby_measures *measures, const dueby_measures_unit *unit);
void write_trial_row(struct output *output, const dueby_trial *trial, int64_t index);
void write_change(struct output *output, const dueby_changes *changes, int64_t index);
/* Writes the array `quality` in JSON, before any note. */
void write_findings(struct output *output, const dueby_worklist *worklist);
void write_note(struct output *output, const char *note);
int end_output(struct output *output); /* returns DONE, or another exit status */
void write_csv_cell(FILE *out, const char *text, int64_t length, int raw);
int csv_cell_needs_care(const char *text, int64_t length);               /* true if a cell needs quotes, or is a formula */
void take_as_note(const char *note, void *unused);                       /* on stderr */
void take_in_output(const char *note, void *output);                     /* writes a note in JSON, else to stderr */
int32_t write_to_stdout(const char *text, int64_t length, void *unused); /* a dueby_text_sink; a failure is noticed at the end */

#endif
