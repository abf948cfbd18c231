/* Writes rows of cells as CSV, JSON or SQL. */
#ifndef DUEBY_CLI_OUTPUT_H
#define DUEBY_CLI_OUTPUT_H

#include <stdio.h>
#include "context.h"

/* The kinds of a cell: any text; a code or date, which needs no quotes in CSV; a whole number; a decimal number. */
enum kind { ANY_TEXT, CODE, WHOLE, DECIMAL };

struct cell {
  const char *name;
  const char *lasting; /* a string that outlives the row; NULL if the text is stored in the row */
  size_t at, length;
  enum kind kind;
};

struct row {
  struct cell *cells;
  int count, capacity;
  char *space;
  size_t used, size;
  int failed; /* 1 if out of memory */
};

void begin_row(struct row *row); /* empties a row; before its first use all its fields must be zero */
void free_row(struct row *row);
void row_add_text(struct row *row, const char *name, const char *text); /* adds a copy of the text; NULL makes an empty cell */
void row_add_bytes(struct row *row, const char *name, const char *bytes, size_t length, enum kind kind);
/* Adds a string without copying it; NULL makes an empty cell. */
void row_add_lasting(struct row *row, const char *name, const char *text, enum kind kind);
/* Adds a code of the library without copying it; NULL makes an empty cell. */
void row_add_code(struct row *row, const char *name, const char *code);
void row_add_number(struct row *row, const char *name, int64_t number);
/* Adds a number given as digits; "" makes an empty cell. */
void row_add_decimal(struct row *row, const char *name, const char *digits);
/* Adds a day or time; the date NONE makes an empty cell. */
void row_add_when(struct row *row, const char *name, dueby_date date, dueby_time time);
/* Adds a count; INT32_MIN makes an empty cell. */
void row_add_count(struct row *row, const char *name, int32_t number);
/* A dueby_cell_sink that adds a cell from the library. */
void row_take_cell(const char *name, const dueby_cell *cell, void *row);
const char *cell_at(const struct row *row, int cell); /* returns the text of a cell */

/* The columns of --versions as CSV, with a comma before each; "" without that option. */
struct versions {
  char *names, *cells;
};
/* Makes the columns of versions; returns 0 if out of memory. */
int open_versions(const struct context *context, struct versions *versions);
void close_versions(struct versions *versions);
/* Returns the text of dueby_versions_text, which the caller frees, or NULL if out of memory. */
char *versions_text(const struct context *context);

/* A table for SQL Server and PostgreSQL: its columns with their types, and its name if --table is not given. */
struct sql_table {
  const char *name, *columns;
};

struct output {
  enum format format;            /* format of the output: CSV, JSON or SQL */
  const struct sql_table *table; /* the table to create if the format is SQL */
  const char *table_name;
  struct versions versions;
  int64_t rows, notes;
  int raw_csv, failed;
  char *line; /* the line that is being built */
  size_t line_used, line_size;
};

void begin_output(struct output *output, const struct context *context);
/* Begins the output of a table. Reads --format, which may also be sql here; text and plain mean CSV. Returns 0, or the exit status
 * if --table is wrong. */
int begin_table_output(struct output *output, const struct context *context, const struct sql_table *table);
void write_header(const struct output *output, const char *fields); /* writes the header of a CSV without rows */
void write_row(struct output *output, const struct row *row);
/* Write cells or JSON objects from the library: an answer, a step, a line of a worklist, a row of a summary or of a trial, a
 * change. */
void write_answer(struct output *output, const dueby_query *query, const dueby_answer *answer);
void write_step(struct output *output, const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step);
void write_line(struct output *output, const dueby_profile *profile, const dueby_line *line, const dueby_case *of);
void write_measure(struct output *output, const dueby_summary *summary, const dueby_summary_row *row);
void write_figure(struct output *output, const dueby_measures *measures, const dueby_measures_row *row);
void write_unit(struct output *output, const dueby_measures *measures, const dueby_measures_unit *unit);
void write_trial_row(struct output *output, const dueby_trial *trial, int64_t index);
void write_change(struct output *output, const dueby_changes *changes, int64_t index);
/* Writes the array `quality` in JSON, with the first `count` findings. Call it before any note is written. */
void write_findings(struct output *output, const dueby_worklist *worklist, int64_t count);
void write_note(struct output *output, const char *note);
void note_incomplete(struct output *output); /* writes a note that an error ended the answer early */
int end_output(struct output *output);       /* ends the output; returns DONE, or another exit status */
void write_csv_cell(FILE *out, const char *text, int64_t length, int raw);
int csv_cell_needs_care(const char *text, int64_t length); /* true if a cell has to be quoted, or is a formula */
void take_as_note(const char *note, void *unused);         /* writes a note to standard error */
/* Writes a note into the JSON, or to standard error for other formats. */
void take_in_output(const char *note, void *output);
/* A dueby_text_sink that writes to stdout. */
int32_t write_to_stdout(const char *text, int64_t length, void *unused);

/* Writes a note if dates in a table depend on bank holidays that have not been announced. */
void note_projected(const struct context *context, struct output *output);

#endif
