/* Reads CSV as a stream. One buffer holds the current row and anything already read after it. The start of a file shows its
 * separator and line ends, and whether it is UTF-16. */
#include <stdlib.h>
#include <string.h>

#include "dueby/io.h"

enum { FIRST_BUFFER = 64 << 10, BUFFER_MAX = 4 << 20, ROW_MAX = 1 << 20, CELLS_MAX = 4096, FIRST_CELLS = 64 };
/* the size of two UTF-16 characters; how many bytes at the start of a file are needed to see what kind of file it is */
enum { TWO_WIDE = 4, LONGEST_MARK = 8 };
enum { UTF8_MAX = 4 }; /* size in bytes of the longest character */

/* UTF-16 bytes not yet converted to UTF-8. */
struct wide {
  char *bytes;
  int64_t size, start, end;
  int big_endian, at_end, failed;
};

/* How far a row has been read, and the state at that point. Offsets are from the beginning of the file, in UTF-8. */
struct scan {
  int64_t at;
  int is_quoted, cell_starts;
  int has_text_after; /* 1 if a quoted cell has text after its closing quote, just before `at` */
};

struct dueby_csv {
  dueby_csv_source source;
  void *context;
  struct wide wide;              /* the conversion from UTF-16; `bytes` is NULL for any other encoding */
  char separator, newline;       /* separator: a comma, semicolon or tab; newline: LF, or CR alone */
  int begun, separator_is_given; /* separator_is_given: 1 if a line such as `sep=;` named the separator */
  char *buffer;
  int64_t buffer_size; /* size of the buffer, which grows with the longest row, up to BUFFER_MAX */
  int64_t start, end;  /* the part of the buffer that has not been used yet */
  int64_t moved;       /* offset in the file of the beginning of the buffer */
  int at_end, failed, no_memory;
  int64_t line;         /* number of the line where the last row began */
  int64_t next_line;    /* number of the line where the next row begins */
  struct scan scan;     /* state of the current row */
  struct scan given_up; /* the scan of the unreadable row that got farthest into the file */
  int64_t line_end;     /* offset of the end of the current row's first line; -1 if it is not in the buffer yet */
  int64_t line_seen;    /* offset where the search for the end of the line goes on */
  const char *raw;
  int64_t raw_length;
  dueby_csv_cell *cells;
  int32_t capacity, count;
  char *unquoted; /* text of cells that contain doubled quotes */
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
  csv->moved += csv->start;
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
  int has_two = csv->end - csv->start >= TWO_WIDE;
  if (begins_with(csv, "\xff\xfe", 2) || begins_with(csv, "\xfe\xff", 2)) {
    csv->start += 2;
    return widen(csv, first[0] == '\xfe');
  }
  if (has_two && !first[0] != !first[1] && !first[0] == !first[2] && !first[1] == !first[3]) return widen(csv, !first[0]);
  if (begins_with(csv, "\xef\xbb\xbf", 3)) csv->start += 3;
  return DUEBY_OK;
}

/* Finds the quote that closes a cell, between `at` and `end`, skipping doubled quotes. Returns its index, or -1 if it has not been
 * read yet. Sets *left to that index, or to the index where the search should continue. */
static int64_t find_closing_quote(const dueby_csv *csv, int64_t at, int64_t end, int64_t *left) {
  for (;;) {
    const char *quote = memchr(csv->buffer + at, '"', (size_t)(end - at));
    *left = quote ? quote - csv->buffer : end;
    if (!quote) return -1;
    at = *left + 1;
    if (at == csv->end) return csv->at_end ? *left : -1;
    if (csv->buffer[at] != '"') return *left;
    at++;
  }
}

/* The beginning of a file, up to the end of the first line that is not empty. */
struct first_line {
  int64_t length, separators;
  char newline; /* LF or CR; 0 if there is no line end */
};

/* Fills the buffer until it has the byte at an offset from the start and, if possible, the next one. Returns 0 at the end of the
 * file, or if the offset is beyond the longest possible row. */
static int reach(dueby_csv *csv, int64_t offset) {
  while (csv->start + offset + 1 >= csv->end && offset < ROW_MAX && fill(csv)) continue;
  return csv->start + offset < csv->end && offset < ROW_MAX;
}

/* Reads up to the end of the first line that is not empty, as if `separator` separated its cells. Quotes have the same meaning as
 * in find_end. */
static struct first_line see_first_line(dueby_csv *csv, char separator) {
  struct first_line line = {0};
  int is_quoted = 0, cell_starts = 1, is_empty = 1;
  for (; reach(csv, line.length); line.length++) {
    const char *at = csv->buffer + csv->start + line.length;
    int has_next = csv->start + line.length + 1 < csv->end;
    int is_end = !is_quoted && (*at == '\n' || *at == '\r');
    if (is_end && !line.newline) line.newline = *at == '\r' && !(has_next && at[1] == '\n') ? '\r' : '\n';
    if (is_end && !is_empty) break;
    if (is_end) continue;
    is_empty = 0;
    if (is_quoted) {
      int is_doubled = *at == '"' && has_next && at[1] == '"';
      is_quoted = *at != '"' || is_doubled;
      line.length += is_doubled;
      continue;
    }
    is_quoted = cell_starts && *at == '"';
    cell_starts = *at == separator;
    line.separators += cell_starts;
  }
  return line;
}

/* Skips a line such as `sep=;` or `"sep=;"`, which Excel interprets and does not show. */
static void take_separator_line(dueby_csv *csv) {
  enum { LENGTH = 5 };
  const char *line = csv->buffer + csv->start;
  int64_t length = 0, left = csv->end - csv->start;
  while (length < left && line[length] != '\n' && line[length] != '\r') length++;
  int is_quoted = length == LENGTH + 2 && line[0] == '"' && line[LENGTH + 1] == '"';
  if (!is_quoted && length != LENGTH) return;
  if (memcmp(line + is_quoted, "sep=", LENGTH - 1) != 0 || !strchr(",;\t", line[is_quoted + LENGTH - 1])) return;
  csv->separator = line[is_quoted + LENGTH - 1];
  csv->separator_is_given = 1;
  csv->start += length;
  if (csv->newline == '\n' && csv->start < csv->end && csv->buffer[csv->start] == '\r') csv->start++;
  csv->start += csv->start < csv->end;
  csv->next_line++;
}

/* Chooses the separator from the next line that is not empty: the comma, semicolon or tab that it has most of outside quotes. (The
 * name of a column may contain another one.) If there are as many of two, chooses the comma. Returns the line as read with that
 * separator. */
static struct first_line choose_separator(dueby_csv *csv) {
  struct first_line commas = see_first_line(csv, ','), semicolons = see_first_line(csv, ';'), tabs = see_first_line(csv, '\t');
  int is_comma = commas.separators >= semicolons.separators && commas.separators >= tabs.separators;
  if (is_comma && commas.separators) csv->separator = ',';
  if (is_comma || semicolons.separators == tabs.separators) return commas;
  csv->separator = semicolons.separators > tabs.separators ? ';' : '\t';
  return semicolons.separators > tabs.separators ? semicolons : tabs;
}

/* True if the file begins like a workbook, a document, an image, a recording or an archive. */
static int is_not_text(const dueby_csv *csv) {
  static const char *const marks[] = {
      "PK\3\4", "\xd0\xcf\x11\xe0",                                             /* Office workbooks and documents, and zip files */
      "%PDF",   "{\\rtf",           "\x89PNG",      "\xff\xd8\xff",     "GIF8", /* documents and images */
      "Rar!",   "7z\xbc\xaf",       "\x1f\x8b\x08", "\x1a\x45\xdf\xa3",         /* archives, and a video format */
  };
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (begins_with(csv, marks[i], (int64_t)strlen(marks[i]))) return 1;
  const char *first = csv->buffer + csv->start;
  return csv->end - csv->start >= LONGEST_MARK && !first[0] && memcmp(first + 4, "ftyp", 4) == 0; /* video and photographs */
}

/* Reads the beginning of a file. */
static dueby_status begin(dueby_csv *csv) {
  csv->begun = 1;
  while (csv->end - csv->start < LONGEST_MARK && fill(csv)) continue;
  if (is_not_text(csv)) return DUEBY_EFORMAT;
  dueby_status status = see_encoding(csv);
  if (status != DUEBY_OK) return status;
  struct first_line line = choose_separator(csv);
  if (csv->no_memory) return DUEBY_EMEMORY;
  csv->newline = line.newline == '\r' ? '\r' : '\n';
  take_separator_line(csv);
  return DUEBY_OK;
}

dueby_status dueby_io_see_separator(dueby_csv *csv) {
  if (!csv->separator_is_given) choose_separator(csv);
  return csv->no_memory ? DUEBY_EMEMORY : DUEBY_OK;
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

/* Looks for the end of the row's first line. Returns its offset in the buffer, or -1 if it has not been read yet. */
static int64_t find_line_end(dueby_csv *csv) {
  if (csv->line_end < 0) {
    const char *from = csv->buffer + (csv->line_seen - csv->moved), *end = csv->buffer + csv->end;
    const char *found = memchr(from, csv->newline, (size_t)(end - from));
    if (found) csv->line_end = found - csv->buffer + csv->moved;
    csv->line_seen = csv->end + csv->moved;
  }
  return csv->line_end < 0 ? -1 : csv->line_end - csv->moved;
}

/* True if a quoted cell ends its line or is followed by a separator. */
static int is_well_closed(const dueby_csv *csv, int64_t next, int64_t after_return) {
  if (next < csv->end && csv->buffer[next] == csv->separator) return 1;
  return after_return >= csv->end || csv->buffer[after_return] == csv->newline;
}

/* Moves the scan from inside a quoted cell to just after its closing quote. Returns 0 if that quote has not been read yet, or if
 * text follows it. An earlier unreadable row may already have been scanned past the end of this line. If this cell is still open
 * there, both rows continue in the same way, so the earlier scan is used. Each byte is therefore read at most twice, however many
 * rows cannot be read. */
static int follow_quoted(dueby_csv *csv, int64_t line_end) {
  struct scan *scan = &csv->scan;
  for (;;) {
    int64_t at = scan->at - csv->moved, left;
    int is_first = line_end >= at, is_known = is_first && csv->given_up.at > csv->line_end;
    int64_t close = find_closing_quote(csv, at, is_known ? line_end : csv->end, &left);
    if (close < 0 && is_known) {
      *scan = csv->given_up;
      if (scan->has_text_after || !scan->is_quoted) return !scan->has_text_after;
      continue;
    }
    scan->at = left + csv->moved;
    if (close < 0) return 0;
    int64_t next = close + 1, after = next;
    if (next < csv->end && csv->newline == '\n' && csv->buffer[next] == '\r') after++;
    if (after >= csv->end && !csv->at_end) return 0;
    scan->at++;
    scan->is_quoted = scan->cell_starts = 0;
    scan->has_text_after = !is_well_closed(csv, next, after);
    return !scan->has_text_after;
  }
}

/* Continues the scan of a row. Returns the offset of the row's end in the buffer, or -1 if that has not been read yet or text
 * follows a closing quote. Under RFC 4180 a quote only opens at the start of a cell; elsewhere it is text. */
static int64_t find_end(dueby_csv *csv) {
  struct scan *scan = &csv->scan;
  const char *buffer = csv->buffer;
  int64_t line_end = find_line_end(csv), at = scan->at - csv->moved;
  if (at == csv->start && line_end >= 0 && !memchr(buffer + at, '"', (size_t)(line_end - at))) return line_end;
  for (;;) {
    if (scan->is_quoted && !follow_quoted(csv, line_end)) return -1;
    at = scan->at - csv->moved;
    while (at < csv->end && !scan->is_quoted && buffer[at] != csv->newline) {
      scan->is_quoted = scan->cell_starts && buffer[at] == '"';
      scan->cell_starts = buffer[at++] == csv->separator;
    }
    scan->at = at + csv->moved;
    if (!scan->is_quoted && at < csv->end) return at;
    if (at == csv->end && !scan->is_quoted) return csv->at_end && !csv->failed ? csv->end : -1;
    if (at == csv->end && !csv->at_end) return -1;
  }
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

/* Saves the part of a line that is in the buffer, because reading the rest will overwrite it. Leaves out its last cell, which may
 * be incomplete. */
static void keep_part(dueby_csv *csv, const char *part, int64_t length) {
  int64_t whole = length;
  while (whole && part[whole - 1] != csv->separator) whole--;
  if (whole) length = whole - 1;
  char *kept = realloc(csv->unquoted, (size_t)length + 1);
  csv->raw_length = 0;
  if (!kept) {
    csv->no_memory = 1;
    return;
  }
  memcpy(kept, part, (size_t)length);
  csv->unquoted = kept;
  csv->unquoted_size = length + 1;
  csv->raw = kept;
  csv->raw_length = length;
}

/* Skips a row that cannot be read, up to the end of its first line. */
static dueby_status give_up_line(dueby_csv *csv, dueby_status status) {
  if (csv->scan.at > csv->given_up.at) csv->given_up = csv->scan;
  for (int is_kept = 0;; is_kept = 1) {
    const char *line_end;
    while (!(line_end = find_newline(csv)) && fill(csv)) continue;
    const char *start = csv->buffer + csv->start;
    int64_t length = (line_end ? line_end : csv->buffer + csv->end) - start;
    int is_last = line_end || csv->at_end;
    if (!is_kept && is_last) {
      csv->raw = start;
      csv->raw_length = length && start[length - 1] == '\r' ? length - 1 : length;
    } else if (!is_kept) {
      keep_part(csv, start, length);
    }
    csv->start += length + (line_end != NULL);
    if (is_last) break;
  }
  csv->next_line = csv->line + 1;
  csv->count = 0;
  return csv->failed ? DUEBY_EFILE : csv->no_memory ? DUEBY_EMEMORY : status;
}

/* Checks the length of a row that goes at least up to the offset `end` in the buffer. Returns DUEBY_OK; DUEBY_ETEXT if the row is
 * too long but its first line is not, because then a quote was probably never closed; otherwise DUEBY_ELIMIT. */
static dueby_status check_length(const dueby_csv *csv, int64_t end) {
  if (end - csv->start <= ROW_MAX) return DUEBY_OK;
  return csv->line_end >= 0 && csv->line_end - csv->moved - csv->start <= ROW_MAX ? DUEBY_ETEXT : DUEBY_ELIMIT;
}

static int64_t count_lines(const dueby_csv *csv, const char *at, const char *end) {
  int64_t lines = 1;
  while (at < end && (at = memchr(at, csv->newline, (size_t)(end - at)))) {
    lines++;
    at++;
  }
  return lines;
}

static dueby_status next_row(dueby_csv *csv, int64_t *lines) {
  csv->scan = (struct scan){.at = csv->start + csv->moved, .cell_starts = 1};
  csv->line_seen = csv->scan.at;
  csv->line_end = -1;
  int64_t end = find_end(csv);
  while (end < 0) {
    int64_t reached = csv->scan.has_text_after ? csv->scan.at - csv->moved : csv->end;
    dueby_status status = check_length(csv, reached);
    if (status == DUEBY_OK && (csv->scan.has_text_after || csv->at_end)) status = DUEBY_ETEXT;
    if (status == DUEBY_OK && !fill(csv) && !csv->at_end) status = DUEBY_ELIMIT;
    if (status != DUEBY_OK) return give_up_line(csv, status);
    end = find_end(csv);
  }
  dueby_status status = check_length(csv, end);
  if (status != DUEBY_OK) return give_up_line(csv, status);
  csv->raw = csv->buffer + csv->start;
  csv->raw_length = end - csv->start;
  *lines = count_lines(csv, csv->raw, csv->buffer + end);
  csv->start = end < csv->end ? end + 1 : end;
  if (csv->raw_length && csv->raw[csv->raw_length - 1] == '\r') csv->raw_length--;
  return DUEBY_OK;
}

/* Reads until the buffer has bytes of the next row. Returns 0 at the end of the file. In a file whose first line ends in CR alone,
 * later lines may still end in CRLF, so an LF at the start of a row is skipped as part of the line before it. */
static int reach_row(dueby_csv *csv) {
  for (;;) {
    if (csv->start == csv->end && !fill(csv)) return 0;
    if (csv->newline != '\r' || csv->buffer[csv->start] != '\n') return 1;
    csv->start++;
  }
}

dueby_status dueby_csv_next(dueby_csv *csv, const dueby_csv_cell **cells, int32_t *count) {
  int64_t lines = 0;
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
  if (status != DUEBY_OK) return status;
  *cells = csv->cells;
  *count = csv->count;
  return DUEBY_OK;
}

int32_t dueby_csv_separator(const dueby_csv *csv) {
  return csv->separator;
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
