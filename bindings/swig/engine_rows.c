/* Writes columns of strings as the text of a file. Callers pass each distinct value only once, so that even a table with millions
 * of rows is not passed cell by cell. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"

/* A column: its name and its distinct cells, as they will be in the file and one directly after another. Each row has one of these
 * cells. */
struct column {
  int32_t *codes; /* for each row, the index of its cell; -1 if the cell is empty */
  char *cells;
  int64_t *ends; /* the position in `cells` where the name ends, then the positions where the cells end */
};

struct dueby_rows {
  int64_t n, count, capacity;
  struct column *columns;
};

dueby_status dueby_rows_new(int64_t n, dueby_rows **rows) {
  if (n < 0) return DUEBY_EARGUMENT;
  dueby_rows *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->n = n;
  *rows = made;
  return DUEBY_OK;
}

static void free_column(struct column *column) {
  free(column->codes);
  free(column->cells);
  free(column->ends);
}

void dueby_rows_free(dueby_rows *rows) {
  if (!rows) return;
  for (int64_t i = 0; i < rows->count; i++) free_column(&rows->columns[i]);
  free(rows->columns);
  free(rows);
}

static int needs_quotes(const char *text, int64_t length) {
  for (int64_t i = 0; i < length; i++)
    if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r') return 1;
  return 0;
}

static char *put_cell(char *at, const char *text, int64_t length) {
  if (!needs_quotes(text, length)) {
    if (length) memcpy(at, text, (size_t)length);
    return at + length;
  }
  *at++ = '"';
  for (int64_t i = 0; i < length; i++) {
    if (text[i] == '"') *at++ = '"';
    *at++ = text[i];
  }
  *at++ = '"';
  return at;
}

/* Checks a column from the caller. Indexes must be below the number of cells; ends must be in order and within the strings. */
static int valid_column(const int32_t *codes, int64_t n, int64_t n_texts, const int64_t *ends, int64_t n_ends) {
  int64_t last = 0;
  for (int64_t i = 0; i < n_ends; last = ends[i++])
    if (ends[i] < last || ends[i] > n_texts) return 0;
  for (int64_t i = 0; i < n; i++)
    if (codes[i] < -1 || codes[i] >= n_ends - 1) return 0;
  return n_ends > 0;
}

static dueby_status fill_column(struct column *column, const int32_t *codes, int64_t n, const char *texts, const int64_t *ends,
                                int64_t n_ends) {
  column->codes = malloc(((size_t)n + 1) * sizeof *codes);
  column->cells = malloc(2 * (size_t)ends[n_ends - 1] + 2 * (size_t)n_ends);
  column->ends = malloc((size_t)n_ends * sizeof *ends);
  if (!column->codes || !column->cells || !column->ends) return DUEBY_EMEMORY;
  if (n) memcpy(column->codes, codes, (size_t)n * sizeof *codes);
  char *at = column->cells;
  for (int64_t i = 0, start = 0; i < n_ends; start = ends[i++]) {
    at = put_cell(at, texts + start, ends[i] - start);
    column->ends[i] = at - column->cells;
  }
  return DUEBY_OK;
}

dueby_status dueby_rows_add(dueby_rows *rows, const int32_t *codes, int64_t n, const uint8_t *texts, int64_t n_texts,
                            const int64_t *stops, int64_t n_stops) {
  if (n != rows->n || !valid_column(codes, n, n_texts, stops, n_stops)) return DUEBY_EARGUMENT;
  if (rows->count == rows->capacity) {
    int64_t capacity = rows->capacity ? rows->capacity * 2 : 8;
    struct column *grown = realloc(rows->columns, (size_t)capacity * sizeof *grown);
    if (!grown) return DUEBY_EMEMORY;
    rows->columns = grown;
    rows->capacity = capacity;
  }
  struct column *column = &rows->columns[rows->count];
  memset(column, 0, sizeof *column);
  dueby_status status = fill_column(column, codes, n, (const char *)texts, stops, n_stops);
  if (status == DUEBY_OK) rows->count++;
  else free_column(column);
  return status;
}

struct cell {
  const char *text;
  int64_t length;
};

/* Returns the cell of a row or, for row -1 (the header), the column's name. Quotes an empty cell if it is the row's only cell,
 * because a blank line would not be a row. */
static struct cell cell_of(const dueby_rows *rows, const struct column *column, int64_t row) {
  static const struct cell none = {"", 0}, quoted = {"\"\"", 2};
  int32_t code = row < 0 ? -1 : column->codes[row];
  int64_t start = row < 0 ? 0 : code < 0 ? column->ends[0] : column->ends[code];
  int64_t end = row < 0 ? column->ends[0] : code < 0 ? start : column->ends[code + 1];
  struct cell cell = {column->cells + start, end - start};
  if (cell.length) return cell;
  return rows->count == 1 ? quoted : none;
}

int64_t dueby_rows_size(const dueby_rows *rows) {
  int64_t size = 0;
  for (int64_t row = -1; row < rows->n; row++)
    for (int64_t c = 0; c < rows->count; c++) size += cell_of(rows, &rows->columns[c], row).length + 1;
  return size;
}

dueby_status dueby_rows_write(const dueby_rows *rows, uint8_t *out, int64_t n_out) {
  if (n_out != dueby_rows_size(rows)) return DUEBY_EARGUMENT;
  char *at = (char *)out;
  for (int64_t row = -1; row < rows->n; row++)
    for (int64_t c = 0; c < rows->count; c++) {
      struct cell cell = cell_of(rows, &rows->columns[c], row);
      memcpy(at, cell.text, (size_t)cell.length);
      at += cell.length;
      *at++ = c + 1 < rows->count ? ',' : '\n';
    }
  return DUEBY_OK;
}
