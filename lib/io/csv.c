/* Reads CSV as a stream. One buffer holds the current row and anything already read after it. The beginning of a file decides its
 * separator and line ends, and whether it is UTF-16. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/io.h"

enum { FIRST_BUFFER = 64 << 10, BUFFER_MAX = 4 << 20, ROW_MAX = 1 << 20, CELLS_MAX = 4096, FIRST_CELLS = 64, LONGEST_MARK = 4 };
enum { UTF8_MAX = 4 }; /* size in bytes of the longest character */

/* UTF-16 bytes that are still to be converted to UTF-8. */
struct wide {
  char *bytes;
  int64_t size, start, end;
  int big_endian, at_end, failed;
};

struct dueby_csv {
  dueby_csv_source source;
  void *context;
  struct wide wide;        /* the conversion from UTF-16; `bytes` is NULL for any other encoding */
  char separator, newline; /* separator: a comma, semicolon or tab; newline: LF, or CR alone */
  int begun;
  char *buffer;
  int64_t buffer_size; /* size of the buffer, which grows with the longest row, up to BUFFER_MAX */
  int64_t start, end;  /* the part of the buffer that has not been used yet */
  int at_end, failed, no_memory;
  int64_t line;      /* number of the line where the last row began */
  int64_t next_line; /* number of the line where the next row begins */
  const char *raw;
  int64_t raw_length;
  dueby_csv_cell *cells;
  int32_t capacity, count;
  char *unquoted; /* text of cells in which quotes were doubled */
  int64_t unquoted_length, unquoted_size;
};

dueby_status dueby_csv_new(dueby_csv_source source, void *context, dueby_csv **csv) {
  dueby_csv *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->buffer = malloc(FIRST_BUFFER);
  made->cells = malloc(FIRST_CELLS * sizeof *made->cells);
  if (!made->buffer || !made->cells) {
    dueby_csv_free(made);
    return DUEBY_EMEMORY;
  }
  made->source = source;
  made->context = context;
  made->buffer_size = FIRST_BUFFER;
  made->capacity = FIRST_CELLS;
  made->next_line = 1;
  made->separator = ',';
  made->newline = '\n';
  *csv = made;
  return DUEBY_OK;
}

void dueby_csv_free(dueby_csv *csv) {
  if (!csv) return;
  free(csv->wide.bytes);
  free(csv->buffer);
  free(csv->cells);
  free(csv->unquoted);
  free(csv);
}

/* ---- reading bytes ---- */

static uint32_t wide_unit(const struct wide *wide, int64_t at) {
  unsigned char first = (unsigned char)wide->bytes[at], second = (unsigned char)wide->bytes[at + 1];
  return wide->big_endian ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

static int64_t put_utf8(uint32_t code, char *to) {
  int64_t count = 0;
  if (code < 0x80) to[count++] = (char)code;
  else if (code < 0x800) to[count++] = (char)(0xc0 | code >> 6);
  else if (code < 0x10000) to[count++] = (char)(0xe0 | code >> 12);
  else to[count++] = (char)(0xf0 | code >> 18);
  if (code >= 0x10000) to[count++] = (char)(0x80 | (code >> 12 & 0x3f));
  if (code >= 0x800) to[count++] = (char)(0x80 | (code >> 6 & 0x3f));
  if (code >= 0x80) to[count++] = (char)(0x80 | (code & 0x3f));
  return count;
}

static void read_wide(dueby_csv *csv) {
  struct wide *wide = &csv->wide;
  memmove(wide->bytes, wide->bytes + wide->start, (size_t)(wide->end - wide->start));
  wide->end -= wide->start;
  wide->start = 0;
  int64_t got = csv->source(csv->context, wide->bytes + wide->end, wide->size - wide->end);
  wide->at_end = got <= 0;
  wide->failed = got < 0;
  if (got > 0) wide->end += got;
}

/* Converts UTF-16 to UTF-8. Unpaired surrogates, and a single byte at the end, become U+FFFD. */
static int64_t from_wide(dueby_csv *csv, char *bytes, int64_t size) {
  enum { PAIR = 4, REPLACEMENT = 0xfffd };
  struct wide *wide = &csv->wide;
  int64_t used = 0;
  while (size - used >= UTF8_MAX) {
    int64_t left = wide->end - wide->start;
    if (left < PAIR && !wide->at_end) {
      if (used) break;
      read_wide(csv);
      continue;
    }
    if (!left) break;
    uint32_t code = left < 2 ? REPLACEMENT : wide_unit(wide, wide->start), low = left < PAIR ? 0 : wide_unit(wide, wide->start + 2);
    int is_pair = code >= 0xd800 && code < 0xdc00 && low >= 0xdc00 && low < 0xe000;
    if (is_pair) code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    else if (code >= 0xd800 && code < 0xe000) code = REPLACEMENT;
    wide->start += is_pair ? PAIR : left < 2 ? 1 : 2;
    used += put_utf8(code, bytes + used);
  }
  return used ? used : wide->failed ? -1 : 0;
}

static int grow_buffer(dueby_csv *csv) {
  if (csv->buffer_size == BUFFER_MAX) return 0;
  char *grown = realloc(csv->buffer, (size_t)csv->buffer_size * 2);
  csv->no_memory = !grown;
  if (!grown) return 0;
  csv->buffer = grown;
  csv->buffer_size *= 2;
  return 1;
}

/* Moves the unread bytes to the front of the buffer, and reads more. Returns 0 if nothing was read. */
static int fill(dueby_csv *csv) {
  if (csv->at_end) return 0;
  memmove(csv->buffer, csv->buffer + csv->start, (size_t)(csv->end - csv->start));
  csv->end -= csv->start;
  csv->start = 0;
  if (csv->buffer_size - csv->end < UTF8_MAX && !grow_buffer(csv)) return 0;
  char *to = csv->buffer + csv->end;
  int64_t room = csv->buffer_size - csv->end;
  int64_t got = csv->wide.bytes ? from_wide(csv, to, room) : csv->source(csv->context, to, room);
  if (got <= 0) {
    csv->at_end = 1;
    csv->failed = got < 0;
    return 0;
  }
  csv->end += got;
  return 1;
}

/* ---- reading the beginning of a file ---- */

static int begins_with(const dueby_csv *csv, const char *bytes, int64_t length) {
  return csv->end - csv->start >= length && memcmp(csv->buffer + csv->start, bytes, (size_t)length) == 0;
}

/* Converts the bytes in the buffer from UTF-16 to UTF-8. */
static dueby_status widen(dueby_csv *csv, int big_endian) {
  char *narrow = malloc((size_t)csv->buffer_size);
  if (!narrow) return DUEBY_EMEMORY;
  struct wide wide = {csv->buffer, csv->buffer_size, csv->start, csv->end, big_endian, csv->at_end, csv->failed};
  csv->wide = wide;
  csv->buffer = narrow;
  csv->start = csv->end = 0;
  csv->at_end = csv->failed = 0;
  fill(csv);
  return DUEBY_OK;
}

/* Recognises UTF-16 by its byte-order mark, or by the zero bytes in its first two characters. */
static dueby_status see_encoding(dueby_csv *csv) {
  const char *first = csv->buffer + csv->start;
  int has_two = csv->end - csv->start >= LONGEST_MARK;
  if (begins_with(csv, "\xff\xfe", 2) || begins_with(csv, "\xfe\xff", 2)) {
    csv->start += 2;
    return widen(csv, first[0] == '\xfe');
  }
  if (has_two && !first[0] != !first[1] && !first[0] == !first[2] && !first[1] == !first[3]) return widen(csv, !first[0]);
  if (begins_with(csv, "\xef\xbb\xbf", 3)) csv->start += 3;
  return DUEBY_OK;
}

/* Reads up to the end of the first line that is not empty, and returns the length so far. Counts line ends and separators outside
 * quotes. */
static int64_t see_first_line(dueby_csv *csv, int64_t counts[3]) {
  int is_quoted = 0, is_empty = 1, newline = 0;
  int64_t length = 0;
  memset(counts, 0, 3 * sizeof *counts);
  for (;; length++) {
    /* reads more, so that the byte after a CR is in the buffer */
    if (csv->start + length + 1 >= csv->end && length < ROW_MAX) fill(csv);
    if (csv->start + length >= csv->end || length >= ROW_MAX) break;
    const char *at = csv->buffer + csv->start + length;
    int is_end = !is_quoted && (*at == '\n' || *at == '\r');
    if (is_end && !newline) newline = *at == '\r' && !(csv->start + length + 1 < csv->end && at[1] == '\n') ? '\r' : '\n';
    if (is_end && !is_empty) break;
    if (is_end) continue;
    is_empty = 0;
    if (*at == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    counts[0] += *at == ',';
    counts[1] += *at == ';';
    counts[2] += *at == '\t';
  }
  csv->newline = newline == '\r' ? '\r' : '\n';
  return length;
}

/* Skips a line such as `sep=;`, which Excel interprets and does not show. Returns 1 if there was one. */
static int take_separator_line(dueby_csv *csv, int64_t length) {
  enum { LENGTH = 5 };
  const char *line = csv->buffer + csv->start;
  int is_quoted = length == LENGTH + 2 && line[0] == '"' && line[LENGTH + 1] == '"';
  if (!is_quoted && length != LENGTH) return 0;
  if (memcmp(line + is_quoted, "sep=", LENGTH - 1) != 0 || !strchr(",;\t", line[is_quoted + LENGTH - 1])) return 0;
  csv->separator = line[is_quoted + LENGTH - 1];
  csv->start += length;
  if (csv->newline == '\n' && csv->start < csv->end && csv->buffer[csv->start] == '\r') csv->start++;
  csv->start += csv->start < csv->end;
  csv->next_line++;
  return 1;
}

/* Finds out what separates the cells, by the next line: semicolons or tabs if it has them, and no comma outside quotes. */
static void choose_separator(dueby_csv *csv, const int64_t counts[3]) {
  if (!counts[0] && !counts[1] != !counts[2]) csv->separator = counts[1] ? ';' : '\t';
}

/* Reads the beginning of a file. */
static dueby_status begin(dueby_csv *csv) {
  int64_t counts[3];
  csv->begun = 1;
  while (csv->end - csv->start < LONGEST_MARK && fill(csv)) continue;
  if (begins_with(csv, "PK\3\4", 4) || begins_with(csv, "\xd0\xcf\x11\xe0", 4)) return DUEBY_EFORMAT;
  dueby_status status = see_encoding(csv);
  if (status != DUEBY_OK) return status;
  int64_t length = see_first_line(csv, counts);
  if (csv->no_memory) return DUEBY_EMEMORY;
  if (take_separator_line(csv, length)) return DUEBY_OK;
  choose_separator(csv, counts);
  return DUEBY_OK;
}

dueby_status dueby_io_see_separator(dueby_csv *csv) {
  int64_t counts[3];
  char newline = csv->newline;
  see_first_line(csv, counts);
  csv->newline = newline;
  if (csv->no_memory) return DUEBY_EMEMORY;
  choose_separator(csv, counts);
  return DUEBY_OK;
}

/* ---- reading rows ---- */

static int add_cell(dueby_csv *csv, const char *text, int64_t length) {
  if (csv->count == csv->capacity) {
    dueby_csv_cell *grown = realloc(csv->cells, (size_t)csv->capacity * 2 * sizeof *grown);
    if (!grown) return 0;
    csv->cells = grown;
    csv->capacity *= 2;
  }
  dueby_csv_cell cell = {text, length};
  /* The array has room here, because its size is never 0. NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
  csv->cells[csv->count++] = cell;
  return 1;
}

/* Finds the quote that closes a cell whose text begins at `at`, skipping doubled quotes. Returns -1 if it is not in the buffer
 * yet. */
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

/* Finds the end of the row that begins at `start`, and its number of lines. Returns -1 if the end is not in the buffer yet. By RFC
 * 4180 a quote opens only at the start of a cell; elsewhere it is text. */
static int64_t find_end(const dueby_csv *csv, int64_t *lines) {
  const char *buffer = csv->buffer, *start = buffer + csv->start;
  const char *line_end = memchr(start, csv->newline, (size_t)(csv->end - csv->start));
  int cell_starts = 1;
  *lines = 1;
  if (line_end && !memchr(start, '"', (size_t)(line_end - start))) return line_end - buffer;
  for (int64_t at = csv->start; at < csv->end;) {
    if (cell_starts && buffer[at] == '"') {
      int64_t close = find_closing_quote(csv, at + 1);
      if (close < 0) return -1;
      for (; at < close; at++) *lines += buffer[at] == csv->newline;
    }
    if (buffer[at] == csv->newline) return at;
    cell_starts = buffer[at++] == csv->separator;
  }
  return csv->at_end && !csv->failed ? csv->end : -1;
}

/* Makes room for the unquoted text of all cells in the row before copying the first one. */
static int make_unquoted_room(dueby_csv *csv) {
  if (csv->unquoted_length || csv->raw_length <= csv->unquoted_size) return 1;
  char *grown = realloc(csv->unquoted, (size_t)csv->raw_length * 2);
  if (!grown) return 0;
  csv->unquoted = grown;
  csv->unquoted_size = csv->raw_length * 2;
  return 1;
}

/* Reads a cell in quotes. The row is not changed: a cell with doubled quotes is copied. */
static dueby_status split_quoted(dueby_csv *csv, const char **at, const char *end) {
  const char *text = *at + 1, *from = text;
  char *copy = NULL;
  int64_t copied = 0;
  for (;;) {
    const char *quote = memchr(from, '"', (size_t)(end - from));
    if (!quote) return DUEBY_ETEXT;
    int doubled = quote + 1 < end && quote[1] == '"';
    if (doubled && !copy) {
      if (!make_unquoted_room(csv)) return DUEBY_EMEMORY;
      copy = csv->unquoted + csv->unquoted_length;
    }
    if (copy) {
      int64_t length = quote - from + doubled;
      memcpy(copy + copied, from, (size_t)length);
      copied += length;
    }
    from = quote + 1 + doubled;
    if (!doubled) break;
  }
  *at = from;
  if (from < end && *from != csv->separator) return DUEBY_ETEXT;
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
      const char *separator = at < end ? memchr(at, csv->separator, (size_t)(end - at)) : NULL;
      const char *stop = separator ? separator : end;
      if (!add_cell(csv, at, stop - at)) return DUEBY_EMEMORY;
      at = stop;
    }
    if (at == end) return DUEBY_OK;
    at++; /* skips the separator */
  }
}

static const char *find_newline(const dueby_csv *csv) {
  return memchr(csv->buffer + csv->start, csv->newline, (size_t)(csv->end - csv->start));
}

/* Skips a row that cannot be read, up to the end of its first line. */
static dueby_status give_up_line(dueby_csv *csv, dueby_status status) {
  for (;;) {
    const char *line_end;
    while (!(line_end = find_newline(csv)) && fill(csv)) continue;
    const char *start = csv->buffer + csv->start;
    int64_t length = (line_end ? line_end : csv->buffer + csv->end) - start;
    csv->raw = start;
    csv->raw_length = length && start[length - 1] == '\r' ? length - 1 : length;
    csv->start += length + (line_end != NULL);
    if (line_end || csv->at_end) break;
  }
  csv->next_line = csv->line + 1;
  csv->count = 0;
  return csv->failed ? DUEBY_EFILE : csv->no_memory ? DUEBY_EMEMORY : status;
}

static dueby_status next_row(dueby_csv *csv, int64_t *lines) {
  int64_t end = find_end(csv, lines);
  while (end < 0) {
    if (csv->end - csv->start > ROW_MAX) return give_up_line(csv, DUEBY_ELIMIT);
    if (!fill(csv) && !csv->at_end) return give_up_line(csv, DUEBY_ELIMIT);
    end = find_end(csv, lines);
    if (end < 0 && csv->at_end) return give_up_line(csv, DUEBY_ETEXT); /* a quote was opened but never closed */
  }
  if (end - csv->start > ROW_MAX) return give_up_line(csv, DUEBY_ELIMIT);
  csv->raw = csv->buffer + csv->start;
  csv->raw_length = end - csv->start;
  csv->start = end < csv->end ? end + 1 : end;
  if (csv->raw_length && csv->raw[csv->raw_length - 1] == '\r') csv->raw_length--;
  return DUEBY_OK;
}

/* Reads on until there are bytes for the next row. Returns 0 at the end of the file. If the first line of a file ends in CR alone,
 * later ones may end in CRLF, so an LF that begins a row belongs to the CR before it. */
static int reach_row(dueby_csv *csv) {
  for (;;) {
    if (csv->start == csv->end && !fill(csv)) return 0;
    if (csv->newline != '\r' || csv->buffer[csv->start] != '\n') return 1;
    csv->start++;
  }
}

dueby_status dueby_csv_next(dueby_csv *csv, const dueby_csv_cell **cells, int32_t *count) {
  int64_t lines;
  dueby_status begun = csv->begun ? DUEBY_OK : begin(csv);
  if (begun != DUEBY_OK) {
    csv->line = 1;
    csv->at_end = 1;
    csv->start = csv->end;
    return begun;
  }
  do {
    if (!reach_row(csv)) return csv->failed ? DUEBY_EFILE : DUEBY_DONE;
    csv->line = csv->next_line;
    dueby_status status = next_row(csv, &lines);
    if (status != DUEBY_OK) return status;
    csv->next_line += lines;
  } while (!csv->raw_length);
  dueby_status status = split(csv, csv->raw, csv->raw + csv->raw_length);
  if (status == DUEBY_ETEXT) { /* a later row had the quote that closed it; that row must not be lost */
    csv->start = csv->raw - csv->buffer;
    return give_up_line(csv, status);
  }
  if (status != DUEBY_OK) return status;
  *cells = csv->cells;
  *count = csv->count;
  return DUEBY_OK;
}

int32_t dueby_csv_separator(const dueby_csv *csv) {
  return csv->separator;
}

const char *dueby_csv_reason(dueby_status status) {
  if (status == DUEBY_EFORMAT)
    return "this is an Excel workbook or a zip file, not a CSV file: in Excel, save it as \"CSV UTF-8 (Comma delimited)\". For a "
           "return, save each sheet as a file in one folder. Python can read workbooks with dueby[returns]";
  return status == DUEBY_ELIMIT ? "a row is longer than 1 MiB or has more than 4096 cells"
                                : "a quoted cell is not closed, or has text after its closing quote";
}

void dueby_csv_width_text(int32_t cells, int32_t columns, char *text, int64_t size) {
  snprintf(text, (size_t)size, "this row has %d column%s but the header has %d%s", (int)cells, cells == 1 ? "" : "s", (int)columns,
           cells > columns ? ": put quotes around text that contains a comma" : "");
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
  int64_t left = from->text ? from->length - from->read : 0, given = left < size ? left : size;
  if (given <= 0) return 0;
  memcpy(bytes, from->text + from->read, (size_t)given);
  from->read += given;
  return given;
}

enum { REPEATED_MAX = 30, SHOWN_MAX = 60 };

void dueby_csv_cell_text(dueby_csv_cell cell, int32_t show, char *text, int64_t size) {
  int safe = cell.length <= REPEATED_MAX;
  int64_t characters = 0;
  /* counts characters by the first bytes of their UTF-8 */
  for (int64_t i = 0; i < cell.length; i++) characters += ((unsigned char)cell.text[i] & 0xc0) != 0x80;
  for (int64_t i = 0; i < cell.length && safe; i++) safe = cell.text[i] && strchr("0123456789-/.:+TZ ", cell.text[i]) != NULL;
  if (!safe && !show) {
    snprintf(text, (size_t)size, "this value (%lld character%s)", (long long)characters, characters == 1 ? "" : "s");
    return;
  }
  char shown[SHOWN_MAX + 1];
  int64_t length = cell.length < SHOWN_MAX ? cell.length : SHOWN_MAX;
  for (int64_t i = 0; i < length; i++)
    shown[i] = (char)((unsigned char)cell.text[i] < ' ' || cell.text[i] == 127 ? '?' : cell.text[i]);
  shown[length] = '\0';
  snprintf(text, (size_t)size, "\"%s\"", shown);
}
