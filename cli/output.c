/* Rows of named cells -> CSV or JSON on stdout. A row is written as it comes, so that memory does not grow with them. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* ---- a row ---- */

void begin_row(struct row *row) {
  row->count = 0;
  row->used = 1; /* offset 0 is the empty text */
}

void free_row(struct row *row) {
  free(row->cells);
  free(row->space);
}

static int make_room(struct row *row, size_t size) {
  if (row->count == row->capacity) {
    int capacity = row->capacity ? row->capacity * 2 : 32;
    struct cell *grown = realloc(row->cells, (size_t)capacity * sizeof *grown);
    if (!grown) return 0;
    row->cells = grown;
    row->capacity = capacity;
  }
  if (row->used + size > row->size) {
    size_t wanted = (row->used + size) * 2;
    char *grown = realloc(row->space, wanted);
    if (!grown) return 0;
    row->space = grown;
    row->size = wanted;
  }
  return 1;
}

void put_bytes(struct row *row, const char *name, const char *bytes, size_t length, enum kind kind) {
  struct cell cell = {name, 0, length, kind};
  if (!make_room(row, length + 1)) {
    row->failed = 1;
    return;
  }
  if (length) {
    cell.text = row->used;
    memcpy(row->space + row->used, bytes, length);
    row->used += length;
    row->space[row->used++] = '\0';
  }
  row->cells[row->count++] = cell;
}

void put_text(struct row *row, const char *name, const char *text) {
  put_bytes(row, name, text, text ? strlen(text) : 0, ANY_TEXT);
}

void put_number(struct row *row, const char *name, int64_t number) {
  char digits[24], *at = digits + sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do *--at = (char)('0' + rest % 10);
  while (rest /= 10);
  if (number < 0) *--at = '-';
  put_bytes(row, name, at, (size_t)(digits + sizeof digits - at), WHOLE);
}

void put_count(struct row *row, const char *name, int32_t number) {
  if (number == INT32_MIN) put_text(row, name, NULL);
  else put_number(row, name, number);
}

void put_decimal(struct row *row, const char *name, const char *digits) {
  put_bytes(row, name, digits, strlen(digits), DECIMAL);
}

void put_code(struct row *row, const char *name, const char *code) {
  put_bytes(row, name, code, code ? strlen(code) : 0, CODE);
}

void put_when(struct row *row, const char *name, dueby_date date, dueby_time time) {
  dueby_when when = {time, date, 0};
  char text[40] = "";
  int64_t needed = 1;
  dueby_when_text(&when, text, sizeof text, &needed);
  put_bytes(row, name, text, *text ? (size_t)needed - 1 : 0, CODE);
}

/* ---- CSV ---- */

/* A spreadsheet runs a text cell that begins so; a plain number is none, whatever its sign. */
static int is_formula(const char *text, int64_t length) {
  if (!length || (*text >= 'A' && *text <= 'z') || (*text >= '0' && *text <= '9') || !strchr("=+-@\t\r", *text)) return 0;
  if (*text != '+' && *text != '-') return 1;
  for (int64_t i = 1; i < length; i++)
    if (!text[i] || !strchr("0123456789.,", text[i])) return 1;
  return length < 2;
}

static int needs_quotes(const char *text, int64_t length) {
  for (int64_t i = 0; i < length; i++)
    if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r') return 1;
  return 0;
}

int csv_cell_needs_care(const char *text, int64_t length) {
  return is_formula(text, length);
}

void write_csv_cell(FILE *out, const char *text, int64_t length, int raw) {
  int quoted = needs_quotes(text, length);
  if (!quoted && (raw || !is_formula(text, length))) {
    fwrite(text, 1, (size_t)length, out);
    return;
  }
  if (quoted) fputc('"', out);
  if (!raw && is_formula(text, length)) fputc('\'', out);
  for (int64_t i = 0; i < length; i++) {
    if (text[i] == '"') fputc('"', out);
    fputc(text[i], out);
  }
  if (quoted) fputc('"', out);
}

/* Room for a line in which every cell is quoted, every character doubled. */
static int make_line_room(struct output *output, const struct row *row) {
  size_t wanted = 2 * row->used + 4 * (size_t)row->count + 2;
  if (wanted <= output->line_size) return 1;
  char *grown = realloc(output->line, wanted);
  if (!grown) return 0;
  output->line = grown;
  output->line_size = wanted;
  return 1;
}

/* Letters, digits, blanks and what else never needs care within a cell. */
static int is_plain(char c) {
  return c != ',' && c != '"' && c != '\n' && c != '\r';
}

static char *put_csv_text(char *at, const char *text, size_t length, int raw) {
  size_t plain = 0;
  if (raw || !is_formula(text, (int64_t)length))
    for (; plain < length && is_plain(text[plain]); plain++) at[plain] = text[plain];
  if (plain == length) return at + length;
  int quoted = needs_quotes(text, (int64_t)length);
  if (quoted) *at++ = '"';
  if (!raw && is_formula(text, (int64_t)length)) *at++ = '\'';
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '"') *at++ = '"';
    *at++ = text[i];
  }
  if (quoted) *at++ = '"';
  return at;
}

static void write_csv_row(struct output *output, const struct row *row) {
  for (int i = 0; i < row->count && !output->rows; i++) {
    if (i) putchar(',');
    write_csv_cell(stdout, row->cells[i].name, (int64_t)strlen(row->cells[i].name), output->raw_csv);
  }
  if (!output->rows) putchar('\n');
  if (!make_line_room(output, row)) {
    output->failed = 1;
    return;
  }
  char *at = output->line;
  for (int i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    const char *text = row->space + cell->text;
    if (i) *at++ = ',';
    if (!cell->text) continue;
    if (cell->kind == ANY_TEXT) {
      at = put_csv_text(at, text, cell->length, output->raw_csv);
    } else {
      memcpy(at, text, cell->length);
      at += cell->length;
    }
  }
  *at++ = '\n';
  fwrite(output->line, 1, (size_t)(at - output->line), stdout);
}

/* ---- JSON: {"versions": {...}, "rows": [...], "notes": [...]} ---- */

static json_t *json_of(const struct row *row, const struct cell *cell) {
  const char *text = row->space + cell->text;
  if (!cell->text) return json_null();
  if (cell->kind == WHOLE) return json_integer(strtoll(text, NULL, 10));
  if (cell->kind == DECIMAL) return json_real(strtod(text, NULL));
  json_t *string = json_string(text);
  return string ? string : json_string("(not UTF-8)");
}

static void dump(json_t *json) {
  if (json) json_dumpf(json, stdout, JSON_ENCODE_ANY | JSON_COMPACT);
  json_decref(json);
}

static void write_json_row(const struct output *output, const struct row *row) {
  json_t *object = json_object();
  for (int i = 0; i < row->count; i++) json_object_set_new(object, row->cells[i].name, json_of(row, &row->cells[i]));
  fputs(output->rows ? ",\n  " : "\n  ", stdout);
  dump(object);
}

void begin_output(struct output *output, const struct context *context) {
  memset(output, 0, sizeof *output);
  output->format = context->format;
  output->raw_csv = context->options->raw_csv;
  if (output->format != JSON) return;
  json_t *versions = json_pack(
      "{s:s, s:s?, s:s}", "library", dueby_version(), "profile", context->profile ? dueby_profile_name(context->profile) : NULL,
      "calendar", context->calendar && dueby_calendar_is_own_list(context->calendar) ? "own list" : dueby_data_version());
  fputs("{\"versions\": ", stdout);
  dump(versions);
  fputs(",\n \"rows\": [", stdout);
}

void write_header(const struct output *output, const char *fields) {
  if (output->format == CSV) puts(fields);
}

void write_row(struct output *output, const struct row *row) {
  output->failed |= row->failed;
  if (output->format == JSON) write_json_row(output, row);
  else write_csv_row(output, row);
  output->rows++;
}

void write_note(struct output *output, const char *note) {
  if (output->format != JSON) {
    say_note("%s", note);
    return;
  }
  fputs(output->notes ? ",\n  " : "],\n \"notes\": [\n  ", stdout);
  dump(json_string(note));
  output->notes++;
}

int end_output(struct output *output) {
  free(output->line);
  if (output->format == JSON) fputs(output->notes ? "]}\n" : "],\n \"notes\": []}\n", stdout);
  return output->failed ? say_no_memory() : DONE;
}

void take_as_note(void *unused, const char *note) {
  (void)unused;
  say_note("%s", note);
}

void take_in_output(void *output, const char *note) {
  write_note(output, note);
}
