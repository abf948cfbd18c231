/* CSV as a stream: one buffer holds the row that is being read, and what follows it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/io.h"

enum { BUFFER_SIZE = 4 << 20, ROW_MAX = 1 << 20, CELLS_MAX = 4096, FIRST_CELLS = 64 };

struct dueby_csv {
  dueby_csv_source source;
  void *context;
  char *buffer;
  int64_t start, end; /* what is in the buffer and not yet read */
  int at_end, failed;
  int64_t line;      /* of the row last read */
  int64_t next_line; /* of what comes */
  const char *raw;
  int64_t raw_length;
  dueby_csv_cell *cells;
  int32_t capacity, count;
  char *unquoted; /* cells in which a quote stood doubled */
  int64_t unquoted_length;
};

dueby_status dueby_csv_new(dueby_csv_source source, void *context, dueby_csv **csv) {
  dueby_csv *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->buffer = malloc(BUFFER_SIZE);
  made->cells = malloc(FIRST_CELLS * sizeof *made->cells);
  made->unquoted = malloc(ROW_MAX);
  if (!made->buffer || !made->cells || !made->unquoted) {
    dueby_csv_free(made);
    return DUEBY_EMEMORY;
  }
  made->source = source;
  made->context = context;
  made->capacity = FIRST_CELLS;
  made->next_line = 1;
  *csv = made;
  return DUEBY_OK;
}

void dueby_csv_free(dueby_csv *csv) {
  if (!csv) return;
  free(csv->buffer);
  free(csv->cells);
  free(csv->unquoted);
  free(csv);
}

/* Makes room by moving what is left to the front, and reads on. 0 when nothing more came. */
static int fill(dueby_csv *csv) {
  if (csv->at_end) return 0;
  memmove(csv->buffer, csv->buffer + csv->start, (size_t)(csv->end - csv->start));
  csv->end -= csv->start;
  csv->start = 0;
  if (csv->end == BUFFER_SIZE) return 0;
  int64_t got = csv->source(csv->context, csv->buffer + csv->end, BUFFER_SIZE - csv->end);
  if (got <= 0) {
    csv->at_end = 1;
    csv->failed = got < 0;
    return 0;
  }
  csv->end += got;
  return 1;
}

static void skip_byte_order_mark(dueby_csv *csv) {
  static const char mark[] = {'\xef', '\xbb', '\xbf'};
  while (csv->end - csv->start < 3 && fill(csv)) continue;
  if (csv->end - csv->start >= 3 && memcmp(csv->buffer + csv->start, mark, 3) == 0) csv->start += 3;
}

static int add_cell(dueby_csv *csv, const char *text, int64_t length) {
  if (csv->count == csv->capacity) {
    dueby_csv_cell *grown = realloc(csv->cells, (size_t)csv->capacity * 2 * sizeof *grown);
    if (!grown) return 0;
    csv->cells = grown;
    csv->capacity *= 2;
  }
  dueby_csv_cell cell = {text, length};
  csv->cells[csv->count++] = cell;
  return 1;
}

/* The quote that closes a cell whose text begins at `at`, doubled ones passed over; -1 while the buffer does not hold it. */
static int64_t find_closing_quote(const dueby_csv *csv, int64_t at) {
  for (;;) {
    const char *quote = memchr(csv->buffer + at, '"', (size_t)(csv->end - at));
    if (!quote) return -1;
    at = quote - csv->buffer + 1;
    if (at == csv->end) return csv->at_end ? at - 1 : -1;
    if (csv->buffer[at] != '"') return at - 1;
    at++;
  }
}

/* Where the row that starts at `start` ends, and how many lines it takes; -1 while the buffer holds no end of it. A quote
 * opens only at the start of a cell, as RFC 4180 has it: a stray one elsewhere is text. */
static int64_t find_end(const dueby_csv *csv, int64_t *lines) {
  const char *buffer = csv->buffer, *start = buffer + csv->start;
  const char *line_end = memchr(start, '\n', (size_t)(csv->end - csv->start));
  int cell_starts = 1;
  *lines = 1;
  if (line_end && !memchr(start, '"', (size_t)(line_end - start))) return line_end - buffer;
  for (int64_t at = csv->start; at < csv->end;) {
    if (cell_starts && buffer[at] == '"') {
      int64_t close = find_closing_quote(csv, at + 1);
      if (close < 0) return -1;
      for (; at < close; at++) *lines += buffer[at] == '\n';
    }
    if (buffer[at] == '\n') return at;
    cell_starts = buffer[at++] == ',';
  }
  return csv->at_end && !csv->failed ? csv->end : -1;
}

/* A cell in quotes. The row stays as it is: what has doubled quotes is copied without them. */
static dueby_status split_quoted(dueby_csv *csv, const char **at, const char *end) {
  const char *text = *at + 1, *from = text;
  char *copy = NULL;
  int64_t copied = 0;
  for (;;) {
    const char *quote = memchr(from, '"', (size_t)(end - from));
    if (!quote) return DUEBY_ETEXT;
    int doubled = quote + 1 < end && quote[1] == '"';
    if (doubled && !copy) copy = csv->unquoted + csv->unquoted_length;
    if (copy) {
      int64_t length = quote - from + doubled;
      memcpy(copy + copied, from, (size_t)length);
      copied += length;
    }
    from = quote + 1 + doubled;
    if (!doubled) break;
  }
  *at = from;
  if (from < end && *from != ',') return DUEBY_ETEXT;
  csv->unquoted_length += copied;
  return add_cell(csv, copy ? copy : text, copy ? copied : from - 1 - text) ? DUEBY_OK : DUEBY_EMEMORY;
}

static dueby_status split(dueby_csv *csv, const char *at, const char *end) {
  csv->count = 0;
  csv->unquoted_length = 0;
  for (;;) {
    if (csv->count == CELLS_MAX) return DUEBY_ELIMIT;
    if (at < end && *at == '"') {
      dueby_status status = split_quoted(csv, &at, end);
      if (status != DUEBY_OK) return status;
    } else {
      const char *comma = at < end ? memchr(at, ',', (size_t)(end - at)) : NULL;
      const char *stop = comma ? comma : end;
      if (!add_cell(csv, at, stop - at)) return DUEBY_EMEMORY;
      at = stop;
    }
    if (at == end) return DUEBY_OK;
    at++; /* the comma */
  }
}

/* A row that cannot be read whole is given up at the end of its first line. */
static dueby_status give_up_line(dueby_csv *csv, dueby_status status) {
  for (;;) {
    char *start = csv->buffer + csv->start, *line_end = memchr(start, '\n', (size_t)(csv->end - csv->start));
    int64_t length = (line_end ? line_end : csv->buffer + csv->end) - start;
    csv->raw = start;
    csv->raw_length = length && start[length - 1] == '\r' ? length - 1 : length;
    csv->start += length + (line_end != NULL);
    if (line_end || csv->at_end || !fill(csv)) break;
  }
  csv->next_line = csv->line + 1;
  csv->count = 0;
  return csv->failed ? DUEBY_EFILE : status;
}

static dueby_status next_row(dueby_csv *csv, int64_t *lines) {
  int64_t end = find_end(csv, lines);
  while (end < 0) {
    if (csv->end - csv->start > ROW_MAX) return give_up_line(csv, DUEBY_ELIMIT);
    if (!fill(csv) && !csv->at_end) return give_up_line(csv, DUEBY_ELIMIT);
    end = find_end(csv, lines);
    if (end < 0 && csv->at_end) return give_up_line(csv, DUEBY_ETEXT); /* a quote that is never closed */
  }
  if (end - csv->start > ROW_MAX) return give_up_line(csv, DUEBY_ELIMIT);
  csv->raw = csv->buffer + csv->start;
  csv->raw_length = end - csv->start;
  csv->start = end < csv->end ? end + 1 : end;
  if (csv->raw_length && csv->raw[csv->raw_length - 1] == '\r') csv->raw_length--;
  return DUEBY_OK;
}

dueby_status dueby_csv_next(dueby_csv *csv, const dueby_csv_cell **cells, int32_t *count) {
  int64_t lines;
  if (csv->next_line == 1) skip_byte_order_mark(csv);
  do {
    if (csv->start == csv->end && !fill(csv)) return csv->failed ? DUEBY_EFILE : DUEBY_DONE;
    csv->line = csv->next_line;
    dueby_status status = next_row(csv, &lines);
    if (status != DUEBY_OK) return status;
    csv->next_line += lines;
  } while (!csv->raw_length);
  dueby_status status = split(csv, csv->raw, csv->raw + csv->raw_length);
  if (status == DUEBY_ETEXT) { /* a quote that a later row happened to close: that row is not to be lost */
    csv->start = csv->raw - csv->buffer;
    return give_up_line(csv, status);
  }
  if (status != DUEBY_OK) return status;
  *cells = csv->cells;
  *count = csv->count;
  return DUEBY_OK;
}

int64_t dueby_csv_line(const dueby_csv *csv) {
  return csv->line;
}

dueby_csv_cell dueby_csv_raw(const dueby_csv *csv) {
  dueby_csv_cell raw = {csv->raw, csv->raw_length};
  return raw;
}

int64_t dueby_csv_from_memory(void *memory, char *bytes, int64_t size) {
  dueby_csv_memory *from = memory;
  int64_t left = from->length - from->read, given = left < size ? left : size;
  memcpy(bytes, from->text + from->read, (size_t)given);
  from->read += given;
  return given;
}

enum { REPEATED_MAX = 30, SHOWN_MAX = 60 };

void dueby_csv_cell_text(dueby_csv_cell cell, int32_t show, char *text, int64_t size) {
  int safe = cell.length <= REPEATED_MAX;
  for (int64_t i = 0; i < cell.length && safe; i++) safe = cell.text[i] && strchr("0123456789-/.:+TZ ", cell.text[i]) != NULL;
  if (!safe && !show) {
    snprintf(text, (size_t)size, "a text of %lld bytes", (long long)cell.length);
    return;
  }
  char shown[SHOWN_MAX + 1];
  int64_t length = cell.length < SHOWN_MAX ? cell.length : SHOWN_MAX;
  for (int64_t i = 0; i < length; i++)
    shown[i] = (char)((unsigned char)cell.text[i] < ' ' || cell.text[i] == 127 ? '?' : cell.text[i]);
  shown[length] = '\0';
  snprintf(text, (size_t)size, "\"%s\"", shown);
}
