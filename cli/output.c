/* Rows of named cells -> CSV or JSON on stdout. A row is written as it comes, so that memory does not grow with them. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* ---- a row ---- */

void begin_row(struct row *row) {
  row->count = 0;
  row->used = 0;
}

void free_row(struct row *row) {
  free(row->cells);
  free(row->space);
}

static int grow_cells(struct row *row) {
  int capacity = row->capacity ? row->capacity * 2 : 32;
  struct cell *grown = realloc(row->cells, (size_t)capacity * sizeof *grown);
  if (!grown) return 0;
  row->cells = grown;
  row->capacity = capacity;
  return 1;
}

static int grow_space(struct row *row, size_t size) {
  size_t wanted = (row->used + size) * 2;
  char *grown = realloc(row->space, wanted);
  if (!grown) return 0;
  row->space = grown;
  row->size = wanted;
  return 1;
}

static int add_cell(struct row *row, struct cell cell) {
  if (row->count == row->capacity && !grow_cells(row)) return 0;
  row->cells[row->count++] = cell;
  return 1;
}

const char *cell_at(const struct row *row, int cell) {
  const struct cell *at = &row->cells[cell];
  return at->lasting ? at->lasting : row->space + at->at;
}

void put_bytes(struct row *row, const char *name, const char *bytes, size_t length, enum kind kind) {
  struct cell cell = {name, NULL, row->used, length, kind};
  if (row->size - row->used <= length && !grow_space(row, length + 1)) {
    row->failed = 1;
    return;
  }
  if (length) memcpy(row->space + row->used, bytes, length);
  row->space[row->used + length] = '\0';
  row->used += length + 1;
  row->failed |= !add_cell(row, cell);
}

void put_text(struct row *row, const char *name, const char *text) {
  put_bytes(row, name, text, text ? strlen(text) : 0, ANY_TEXT);
}

void put_lasting(struct row *row, const char *name, const char *text, enum kind kind) {
  struct cell cell = {name, text ? text : "", 0, text ? strlen(text) : 0, kind};
  row->failed |= !add_cell(row, cell);
}

void put_code(struct row *row, const char *name, const char *code) {
  put_lasting(row, name, code, CODE);
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
  if (number == INT32_MIN) put_lasting(row, name, NULL, WHOLE);
  else put_number(row, name, number);
}

void put_decimal(struct row *row, const char *name, const char *digits) {
  put_bytes(row, name, digits, strlen(digits), DECIMAL);
}

/* The same days come again and again: their texts are kept. "": there is no such day. */
static const char *day_text(dueby_date date) {
  enum { KEPT = 4096 };
  static struct {
    dueby_date date;
    char text[12];
  } kept[KEPT];
  size_t place = (uint32_t)date % KEPT;
  dueby_when day = {DUEBY_TIME_NONE, date, 0};
  if (kept[place].date == date && *kept[place].text) return kept[place].text;
  kept[place].date = date;
  if (dueby_when_text(&day, kept[place].text, sizeof kept[place].text, NULL) != DUEBY_OK) *kept[place].text = '\0';
  return kept[place].text;
}

void put_when(struct row *row, const char *name, dueby_date date, dueby_time time) {
  dueby_when when = {time, date, 0};
  char text[40] = "";
  const char *shown = text;
  if (time == DUEBY_TIME_NONE) shown = day_text(date);
  else dueby_when_text(&when, text, sizeof text, NULL);
  put_bytes(row, name, shown, strlen(shown), CODE);
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
  static const uint8_t special[256] = {[','] = 1, ['"'] = 1, ['\n'] = 1, ['\r'] = 1};
  int found = 0;
  for (int64_t i = 0; i < length; i++) found |= special[(unsigned char)text[i]];
  return found;
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

enum { ESCAPED = 6, AROUND = 8 };

/* Room for a line in which every cell is quoted and every character of cells, and of JSON's names, escaped: at most \u0000 each. */
static int make_line_room(struct output *output, const struct row *row) {
  size_t wanted = AROUND;
  for (int i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    wanted += ESCAPED * (cell->length + (output->format == JSON ? strlen(cell->name) : 0)) + AROUND;
  }
  if (wanted <= output->line_size) return 1;
  char *grown = realloc(output->line, wanted);
  if (!grown) return 0;
  output->line = grown;
  output->line_size = wanted;
  return 1;
}

static char *put_plain(char *at, const char *text, size_t length) {
  memcpy(at, text, length);
  return at + length;
}

static char *put_csv_text(char *at, const char *text, size_t length, int raw) {
  int neutralised = !raw && is_formula(text, (int64_t)length), quoted = needs_quotes(text, (int64_t)length);
  if (!neutralised && !quoted) return put_plain(at, text, length);
  if (quoted) *at++ = '"';
  if (neutralised) *at++ = '\'';
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
  char *at = output->line;
  for (int i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    const char *text = cell_at(row, i);
    if (i) *at++ = ',';
    at = cell->kind == ANY_TEXT ? put_csv_text(at, text, cell->length, output->raw_csv) : put_plain(at, text, cell->length);
  }
  *at++ = '\n';
  fwrite(output->line, 1, (size_t)(at - output->line), stdout);
}

/* ---- JSON: {"versions": {...}, "rows": [...], "notes": [...]} ---- */

/* How many bytes of UTF-8 the character at `at` has; 0: that is none. */
static size_t character_size(const char *at) {
  for (size_t size = 1; size <= 4 && at[size - 1]; size++) {
    json_t *one = json_stringn(at, size);
    json_decref(one);
    if (one) return size;
  }
  return 0;
}

/* JSON is UTF-8. Of another text the bytes that are none become U+FFFD each, so that two texts seldom become one. */
static json_t *json_of_other(const char *text) {
  static const char instead[] = "\xef\xbf\xbd";
  char *whole = malloc(3 * strlen(text) + 1), *end = whole;
  if (!whole) return NULL;
  while (*text) {
    size_t size = character_size(text), put = size ? size : 3;
    memcpy(end, size ? text : instead, put);
    text += size ? size : 1;
    end += put;
  }
  json_t *string = json_stringn(whole, (size_t)(end - whole));
  free(whole);
  return string;
}

static void dump(json_t *json) {
  if (json) json_dumpf(json, stdout, JSON_ENCODE_ANY | JSON_COMPACT);
  json_decref(json);
}

static int needs_escapes(const char *text, size_t length) {
  int found = 0;
  for (size_t i = 0; i < length; i++) found |= text[i] < ' ' || text[i] > '~' || text[i] == '"' || text[i] == '\\';
  return found;
}

/* Most texts stand as they are: asking jansson for each would take longer than working it out. */
static char *put_json_text(char *at, const char *text, size_t length) {
  if (needs_escapes(text, length)) {
    json_t *string = json_string(text);
    if (!string) string = json_of_other(text);
    if (string) at += json_dumpb(string, at, ESCAPED * length + AROUND, JSON_ENCODE_ANY | JSON_COMPACT);
    json_decref(string);
    return at;
  }
  *at++ = '"';
  at = put_plain(at, text, length);
  *at++ = '"';
  return at;
}

static void write_json_row(struct output *output, const struct row *row) {
  char *at = output->line;
  for (int i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    *at++ = i ? ',' : '{';
    at = put_json_text(at, cell->name, strlen(cell->name));
    *at++ = ':';
    if (!cell->length) at = put_plain(at, "null", strlen("null"));
    else if (cell->kind == WHOLE || cell->kind == DECIMAL) at = put_plain(at, cell_at(row, i), cell->length);
    else at = put_json_text(at, cell_at(row, i), cell->length);
  }
  *at++ = '}';
  fputs(output->rows ? ",\n  " : "\n  ", stdout);
  fwrite(output->line, 1, (size_t)(at - output->line), stdout);
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
  output->failed |= row->failed || !make_line_room(output, row);
  if (output->failed) return;
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
