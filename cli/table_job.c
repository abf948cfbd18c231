/* Copies rows of CSV and appends cells to each. Bad rows are marked and copied too. Uses constant memory. */
#include "table_job.h"

#include <dueby.h>
#include <dueby/caseload.h>
#include <dueby/io.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"
#include "os.h"

enum { NAMED_MAX = 20, ERROR_SIZE = 4096, ROWS_A_LOOK = 65536, BUFFER = 1 << 20 };

/* ---- appending cells to a row ---- */

void append_cell(struct appended *to, const char *text) {
  size_t length = text ? strlen(text) : 0;
  if (to->used + length + 2 > sizeof to->text) return;
  to->text[to->used++] = ',';
  if (length) memcpy(to->text + to->used, text, length);
  to->used += length;
}

void append_number(struct appended *to, int64_t number) {
  char digits[24];
  int count = 0;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  if (to->used + sizeof digits + 2 > sizeof to->text) return;
  to->text[to->used++] = ',';
  if (number < 0) to->text[to->used++] = '-';
  do digits[count++] = (char)('0' + rest % 10);
  while (rest /= 10);
  while (count) to->text[to->used++] = digits[--count];
}

void append_day(struct appended *to, dueby_date date, dueby_time time) {
  dueby_when when = {time, date, 0};
  int64_t needed;
  if (to->used + 1 >= sizeof to->text) return;
  to->text[to->used++] = ',';
  if (dueby_when_text(&when, to->text + to->used, (int64_t)(sizeof to->text - to->used), &needed) == DUEBY_OK)
    to->used += (size_t)needed - 1;
}

/* ---- reading rows ---- */

int64_t read_from_file(void *file, char *bytes, int64_t size) {
  size_t got = fread(bytes, 1, (size_t)size, file);
  return got == 0 && ferror(file) ? -1 : (int64_t)got;
}

static int cell_is(const dueby_csv_cell *cell, const char *text) {
  return cell->length == (int64_t)strlen(text) && memcmp(cell->text, text, (size_t)cell->length) == 0;
}

static int same_cell(const dueby_csv_cell *left, const dueby_csv_cell *right) {
  return left->length == right->length && memcmp(left->text, right->text, (size_t)left->length) == 0;
}

/* Reports a missing column. Does not quote the header: if the line ends are unusual, it may be the whole file. */
static int missing_column(const struct table_job *job, const struct table_column *column, const dueby_csv_cell *cells,
                          int32_t count) {
  dueby_nearest nearest = {column->name, NULL, 0, 0};
  char names[64][64];
  for (int32_t i = 0; i < count && i < 64; i++) {
    snprintf(names[i], sizeof names[i], "%.*s", (int)(cells[i].length < 63 ? cells[i].length : 63), cells[i].text);
    dueby_nearest_consider(&nearest, names[i]);
  }
  if (!nearest.name)
    return usage_error("%s:1: no column called \"%s\" among the %d in the header", job->path, column->name, (int)count);
  int number = 0;
  while (names[number] != nearest.name) number++;
  return usage_error("%s:1: no column \"%s\": column %d has a similar name", job->path, column->name, number + 1);
}

/* Refuses a file that already has one of the columns to append. Returns 0, or USAGE after a message. `names` are separated by
 * commas. */
static int refuse_appended(const struct table_job *job, const char *names, const dueby_csv_cell *cells, int32_t count) {
  for (const char *at = names; *at; at += strcspn(at, ",") + (at[strcspn(at, ",")] == ',')) {
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(at, ","), at);
    for (int32_t i = 0; i < count; i++)
      if (cell_is(&cells[i], name))
        return usage_error("%s:1: the file already has a column called \"%s\", which dueby would add: rename that column",
                           job->path, name);
  }
  return 0;
}

static int read_header(struct table_job *job, const struct versions *versions, const dueby_csv_cell *cells, int32_t count) {
  for (int32_t i = 0; i < count; i++)
    for (int32_t j = 0; j < i && cells[i].length; j++)
      if (same_cell(&cells[i], &cells[j])) {
        print_error("%s:1: columns %d and %d have the same name", job->path, (int)j + 1, (int)i + 1);
        return BAD_FILE;
      }
  int problem = refuse_appended(job, job->appended, cells, count);
  if (!problem && versions->names) problem = refuse_appended(job, versions->names + 1, cells, count);
  if (problem) return problem;
  for (int c = 0; c < job->column_count; c++) {
    struct table_column *column = &job->columns[c];
    column->index = -1;
    for (int32_t i = 0; i < count && column->name; i++)
      if (cell_is(&cells[i], column->name)) column->index = i;
    if (column->index < 0 && column->needed) return missing_column(job, column, cells, count);
  }
  return 0;
}

/* ---- writing rows: CSV, only the first appended cell with --format plain, or JSON ---- */

struct writer {
  const struct table_job *job;
  enum format format;
  int raw;
  char separator;  /* the separator of the input; the output has commas */
  int32_t columns; /* the number of columns in the header */
  char **names;    /* the cells of the header, for JSON */
  struct versions versions;
  struct output json;
  struct row row;
};

/* Joins the cells of a row that has too many: the last column gets all the rest, so that nothing is lost. A row is at most 1
 * MiB. */
static dueby_csv_cell join_cells(const dueby_csv_cell *cells, int32_t count) {
  static char joined[(1 << 20) + 4096];
  int64_t length = 0;
  for (int32_t i = 0; i < count; i++) {
    if (i) joined[length++] = ',';
    memcpy(joined + length, cells[i].text, (size_t)cells[i].length);
    length += cells[i].length;
  }
  dueby_csv_cell cell = {joined, length};
  return cell;
}

/* Writes a row unchanged if it has commas between its cells, as many cells as the header and, without --raw-csv, no cell that could
 * be a formula. Otherwise writes its cells one by one. */
static void write_own_cells(const struct writer *writer, dueby_csv_cell raw, const dueby_csv_cell *cells, int32_t count) {
  int care = count != writer->columns || writer->separator != ',';
  for (int32_t i = 0; i < count && !care && !writer->raw; i++) care = csv_cell_needs_care(cells[i].text, cells[i].length);
  if (!care) {
    fwrite(raw.text, 1, (size_t)raw.length, stdout);
    return;
  }
  for (int32_t i = 0; i < writer->columns; i++) {
    dueby_csv_cell cell = {"", 0};
    if (i < count) cell = cells[i];
    if (i == writer->columns - 1 && count > writer->columns) cell = join_cells(cells + i, count - i);
    if (i) fputc(',', stdout);
    write_csv_cell(stdout, cell.text, cell.length, writer->raw);
  }
}

/* Returns the next cell in `appended`. These cells have no quotes or commas, and each is preceded by a comma. */
static const char *next_appended(const char *at, const char **start, size_t *length) {
  *start = at < at + strlen(at) ? at + 1 : at;
  *length = strcspn(*start, ",");
  return *start + *length;
}

static void write_json(struct writer *writer, const dueby_csv_cell *cells, int32_t count, const char *appended, const char *error) {
  struct row *row = &writer->row;
  const char *name = writer->job->appended, *cell = appended;
  begin_row(row);
  for (int32_t i = 0; i < count && i < writer->columns; i++) {
    dueby_csv_cell cell_out = i == writer->columns - 1 && count > writer->columns ? join_cells(cells + i, count - i) : cells[i];
    row_add_bytes(row, writer->names[i], cell_out.text, (size_t)cell_out.length, ANY_TEXT);
  }
  for (int i = 0; i < writer->job->appended_count; i++) {
    static char names[16][24];
    const char *start = error;
    size_t length = strlen(error), name_length = strcspn(name, ",");
    snprintf(names[i], sizeof names[i], "%.*s", (int)name_length, name);
    name += name_length + (name[name_length] == ',');
    if (i < writer->job->appended_count - 1) cell = next_appended(cell, &start, &length);
    row_add_bytes(row, names[i], start, length,
                  strstr(names[i], "days_") != NULL || (i == 0 && writer->job->numbers) ? WHOLE : ANY_TEXT);
  }
  write_row(&writer->json, row);
}

static void write_out(struct writer *writer, dueby_csv_cell raw, const dueby_csv_cell *cells, int32_t count,
                      const struct appended *appended, const char *error) {
  const char *text = appended->text;
  if (writer->format == JSON) {
    write_json(writer, cells, count, text, error);
    return;
  }
  if (writer->format == PLAIN) {
    if (*text) fwrite(text + 1, 1, strcspn(text + 1, ","), stdout);
    putchar('\n');
    return;
  }
  write_own_cells(writer, raw, cells, count);
  if (appended->used) fwrite(text, 1, appended->used, stdout);
  else
    for (int i = 1; i < writer->job->appended_count; i++) putchar(',');
  putchar(',');
  if (*error) write_csv_cell(stdout, error, (int64_t)strlen(error), 0);
  if (writer->versions.cells) fputs(writer->versions.cells, stdout);
  putchar('\n');
}

static int begin_writer(struct writer *writer, const struct table_job *job, dueby_csv_cell raw, const dueby_csv_cell *cells,
                        int32_t count) {
  writer->job = job;
  writer->format = job->context->format;
  writer->raw = job->context->options->raw_csv;
  writer->columns = count;
  writer->names = calloc((size_t)count + 1, sizeof *writer->names);
  if (!writer->names) return report_no_memory();
  for (int32_t i = 0; i < count; i++) {
    writer->names[i] = calloc((size_t)cells[i].length + 1, 1);
    if (!writer->names[i]) return report_no_memory();
    memcpy(writer->names[i], cells[i].text, (size_t)cells[i].length);
  }
  if (writer->format == JSON) {
    begin_output(&writer->json, job->context);
  } else if (writer->format != PLAIN) {
    write_own_cells(writer, raw, cells, count);
    printf(",%s%s\n", job->appended, writer->versions.names ? writer->versions.names : "");
  }
  return 0;
}

static int end_writer(struct writer *writer) {
  int end = writer->format == JSON ? end_output(&writer->json) : DONE;
  for (int32_t i = 0; writer->names && i < writer->columns; i++) free(writer->names[i]);
  free(writer->names);
  free_row(&writer->row);
  close_versions(&writer->versions);
  return end;
}

static void note_bad_row(struct table_job *job, int64_t line, const char *error) {
  job->bad++;
  if (job->bad <= NAMED_MAX) print_error("%s:%" PRId64 ": %s", job->path, line, error);
  if (job->bad == NAMED_MAX + 1) print_error("more bad rows: see the error column");
}

/* ---- reporting progress ---- */

struct progress {
  int shown, wanted;
  time_t started;
};

static void show_progress(struct progress *progress, int64_t rows) {
  if (!progress->wanted || rows % ROWS_A_LOOK || time(NULL) - progress->started < 1) return;
  fprintf(stderr, "\r%" PRId64 " rows", rows);
  fflush(stderr);
  progress->shown = 1;
}

/* ---- running the job ---- */

static void do_row(struct table_job *job, struct writer *writer, dueby_csv *csv, const dueby_csv_cell *cells, int32_t count,
                   dueby_status status) {
  static struct appended appended;
  const dueby_csv_cell *named[COLUMNS_MAX];
  dueby_csv_cell raw = dueby_csv_raw(csv);
  char error[ERROR_SIZE] = "";
  int good = 0;
  appended.used = 0;
  if (status != DUEBY_OK) {
    snprintf(error, sizeof error, "%s", dueby_csv_reason(status));
    cells = &raw; /* a bad row becomes a single cell, so that the output has all of it (up to 4 MiB) */
    count = 1;
  } else if (count != writer->columns) {
    dueby_csv_width_text(count, writer->columns, error, sizeof error);
  } else {
    for (int c = 0; c < job->column_count; c++) named[c] = job->columns[c].index < 0 ? NULL : &cells[job->columns[c].index];
    good = job->row(job->state, named, &appended, error, sizeof error);
  }
  if (!good) appended.used = 0;
  appended.text[appended.used] = '\0';
  write_out(writer, raw, cells, count, &appended, error);
  job->remarked += good && *error;
  if (!good) note_bad_row(job, dueby_csv_line(csv), error);
}

static int do_rows(struct table_job *job, dueby_csv *csv) {
  struct writer writer = {0};
  struct progress progress = {0, os_is_terminal(stderr), time(NULL)};
  const dueby_csv_cell *cells;
  int32_t count;
  dueby_status status = dueby_csv_next(csv, &cells, &count);
  if (status != DUEBY_OK) {
    print_error("%s: %s", job->path,
                status == DUEBY_DONE    ? "the file is empty: expected a header"
                : status == DUEBY_EFILE ? dueby_status_text(status)
                                        : dueby_csv_reason(status));
    return BAD_FILE;
  }
  int end = job->context->format == JSON || open_versions(job->context, &writer.versions) ? 0 : report_no_memory();
  if (!end) end = read_header(job, &writer.versions, cells, count);
  writer.separator = (char)dueby_csv_separator(csv);
  if (!end) end = begin_writer(&writer, job, dueby_csv_raw(csv), cells, count);
  while (!end && (status = dueby_csv_next(csv, &cells, &count)) != DUEBY_DONE) {
    if (status == DUEBY_EFILE || status == DUEBY_EMEMORY) {
      print_error("%s: %s", job->path, dueby_status_text(status));
      end = BAD_FILE;
      if (writer.format == JSON) note_incomplete(&writer.json);
      break;
    }
    do_row(job, &writer, csv, cells, count, status);
    show_progress(&progress, ++job->rows);
  }
  if (progress.shown) fprintf(stderr, "\r\033[K");
  int written = end_writer(&writer);
  if (!end) end = written;
  return !end && (job->bad || job->remarked) ? SOME_ROWS_FAILED : end;
}

int run_table_job(struct table_job *job) {
  static char buffer[BUFFER];
  int standard_input = strcmp(job->path, "-") == 0;
  FILE *in = standard_input ? stdin : os_open(job->path);
  dueby_csv *csv = NULL;
  if (!in) {
    print_error("%s: %s", job->path, strerror(errno));
    return BAD_FILE;
  }
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  if (standard_input) job->path = "standard input";
  int end = dueby_csv_new(read_from_file, in, &csv) == DUEBY_OK ? do_rows(job, csv) : report_no_memory();
  dueby_csv_free(csv);
  if (!standard_input) fclose(in);
  return end;
}

/* ---- reading dates in cells ---- */

int32_t caseload_flags(const struct options *options) {
  return (options->midnight_is_time ? DUEBY_CASELOAD_MIDNIGHT_IS_TIME : 0) |
         (options->show_values ? DUEBY_CASELOAD_SHOW_VALUES : 0);
}

int is_no_date(const struct options *options, const dueby_csv_cell *cell) {
  return !cell || dueby_csv_cell_is_no_date(*cell, options->nulls.items, options->nulls.count);
}

int read_cell_when(const struct context *context, const char *column, const dueby_csv_cell *cell, dueby_when *when, char *error,
                   size_t error_size) {
  char wrong[ERROR_SIZE];
  if (dueby_csv_cell_when(*cell, context->date_order, caseload_flags(context->options), when, wrong, sizeof wrong) == DUEBY_OK)
    return 1;
  snprintf(error, error_size, "%s: %s", column, wrong);
  return 0;
}
