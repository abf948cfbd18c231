/* Writes rows of named cells to stdout as CSV or JSON. Each row is written immediately, so memory use does not grow. */
#include "output.h"

#include <dueby.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "message.h"
#include "sql_name.h"

/* ---- building one row of cells ---- */

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

void row_add_bytes(struct row *row, const char *name, const char *bytes, size_t length, enum kind kind) {
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

void row_add_text(struct row *row, const char *name, const char *text) {
  row_add_bytes(row, name, text, text ? strlen(text) : 0, ANY_TEXT);
}

void row_add_lasting(struct row *row, const char *name, const char *text, enum kind kind) {
  struct cell cell = {name, text ? text : "", 0, text ? strlen(text) : 0, kind};
  row->failed |= !add_cell(row, cell);
}

void row_add_code(struct row *row, const char *name, const char *code) {
  row_add_lasting(row, name, code, CODE);
}

/* The functions below return the text of a cell. They write it to `room`, unless it is a string that outlives the row. */
enum { SHORT = 40 };
struct shown {
  const char *text;
  size_t length;
  enum kind kind;
};

static struct shown show_number(int64_t number, char room[SHORT]) {
  char *at = room + SHORT;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do *--at = (char)('0' + rest % 10);
  while (rest /= 10);
  if (number < 0) *--at = '-';
  return (struct shown){at, (size_t)(room + SHORT - at), WHOLE};
}

void row_add_number(struct row *row, const char *name, int64_t number) {
  char room[SHORT];
  struct shown shown = show_number(number, room);
  row_add_bytes(row, name, shown.text, shown.length, shown.kind);
}

void row_add_count(struct row *row, const char *name, int32_t number) {
  if (number == INT32_MIN) row_add_lasting(row, name, NULL, WHOLE);
  else row_add_number(row, name, number);
}

void row_add_decimal(struct row *row, const char *name, const char *digits) {
  row_add_bytes(row, name, digits, strlen(digits), DECIMAL);
}

/* Returns the text of a day, or "" for NONE. Uses a cache, because the same days occur again and again. */
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

static struct shown show_when(dueby_date date, dueby_time time, char room[SHORT]) {
  dueby_when when = {time, date, 0};
  const char *text = room;
  *room = '\0';
  if (time == DUEBY_TIME_NONE) text = day_text(date);
  else dueby_when_text(&when, room, SHORT, NULL);
  return (struct shown){text, strlen(text), CODE};
}

void row_add_when(struct row *row, const char *name, dueby_date date, dueby_time time) {
  char room[SHORT];
  struct shown shown = show_when(date, time, room);
  row_add_bytes(row, name, shown.text, shown.length, shown.kind);
}

/* ---- writing rows as CSV ---- */

/* True if a spreadsheet would run a cell as a formula. Such a cell begins with =, +, - or @; some programs allow a
 * byte-order mark or control character before it. A plain number is not a formula, whatever its sign. */
static int is_formula(const char *text, int64_t length) {
  static const char mark[] = "\xef\xbb\xbf";
  if (!length || (*text >= 'A' && *text <= 'z') || (*text >= '0' && *text <= '9')) return 0;
  for (; length > 3 && memcmp(text, mark, 3) == 0; length -= 3) text += 3;
  if ((unsigned char)*text < ' ' || *text == 127) return 1;
  if (!strchr("=+-@", *text)) return 0;
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

static int make_room(struct output *output, size_t wanted) {
  if (wanted <= output->line_size) return 1;
  char *grown = realloc(output->line, wanted * 2);
  if (!grown) return 0;
  output->line = grown;
  output->line_size = wanted * 2;
  return 1;
}

/* Makes the line long enough for the longest row: with every cell quoted, and each character escaped as \u0000. */
static int make_line_room(struct output *output, const struct row *row) {
  size_t wanted = AROUND;
  for (int i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    wanted += ESCAPED * (cell->length + (output->format == JSON ? strlen(cell->name) : 0)) + AROUND;
  }
  return make_room(output, wanted);
}

static char *append_plain(char *at, const char *text, size_t length) {
  memcpy(at, text, length);
  return at + length;
}

static char *append_csv_text(char *at, const char *text, size_t length, int raw) {
  int neutralised = !raw && is_formula(text, (int64_t)length), quoted = needs_quotes(text, (int64_t)length);
  if (!neutralised && !quoted) return append_plain(at, text, length);
  if (quoted) *at++ = '"';
  if (neutralised) *at++ = '\'';
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '"') *at++ = '"';
    *at++ = text[i];
  }
  if (quoted) *at++ = '"';
  return at;
}

static void end_line(const char *versions) {
  if (versions) fputs(versions, stdout);
  putchar('\n');
}

/* Appends a cell and a comma to the line, which must have room for them. */
static char *append_csv_cell(const struct output *output, char *at, const char *text, size_t length, enum kind kind) {
  at = kind == ANY_TEXT ? append_csv_text(at, text, length, output->raw_csv) : append_plain(at, text, length);
  *at++ = ',';
  return at;
}

/* Writes the line of CSV without its last comma. */
static void write_csv_line(const struct output *output, const char *end) {
  if (end > output->line) fwrite(output->line, 1, (size_t)(end - output->line) - 1, stdout);
  end_line(output->versions.cells);
}

static void write_csv_row(struct output *output, const struct row *row) {
  for (int i = 0; i < row->count && !output->rows; i++) {
    if (i) putchar(',');
    write_csv_cell(stdout, row->cells[i].name, (int64_t)strlen(row->cells[i].name), output->raw_csv);
  }
  if (!output->rows) end_line(output->versions.names);
  char *at = output->line;
  for (int i = 0; i < row->count; i++) at = append_csv_cell(output, at, cell_at(row, i), row->cells[i].length, row->cells[i].kind);
  write_csv_line(output, at);
}

/* ---- JSON: {"versions": {...}, "rows": [...], "notes": [...]} ---- */

/* Appends an escape, or a replacement, for a character that JSON does not allow, in at most ESCAPED bytes. A byte that is not UTF-8
 * becomes U+FFFD, because JSON must be UTF-8. */
static char *append_escape(char *at, const char *text, int32_t kind) {
  static const char short_names[] = "\bb\ff\nn\rr\tt\"\"\\\\", digits[] = "0123456789abcdef";
  if (kind == DUEBY_TEXT_BROKEN) return append_plain(at, "\xef\xbf\xbd", 3);
  *at++ = '\\';
  for (const char *name = short_names; *name; name += 2) {
    if (*name != *text) continue;
    *at++ = name[1];
    return at;
  }
  at = append_plain(at, "u00", 3);
  *at++ = digits[(unsigned char)*text >> 4];
  *at++ = digits[(unsigned char)*text & 15];
  return at;
}

static char *append_json_text(char *at, const char *text, size_t length) {
  int32_t kind;
  *at++ = '"';
  for (size_t bytes; length; text += bytes, length -= bytes) {
    bytes = (size_t)dueby_text_character(text, (int64_t)length, &kind);
    int escaped = kind == DUEBY_TEXT_BROKEN || (unsigned char)*text < ' ' || *text == '"' || *text == '\\';
    at = escaped ? append_escape(at, text, kind) : append_plain(at, text, bytes);
  }
  *at++ = '"';
  return at;
}

static void write_json_row(struct output *output, const struct row *row) {
  char *at = output->line;
  for (int i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    *at++ = i ? ',' : '{';
    at = append_json_text(at, cell->name, strlen(cell->name));
    *at++ = ':';
    if (!cell->length) at = append_plain(at, "null", strlen("null"));
    else if (cell->kind == WHOLE || cell->kind == DECIMAL) at = append_plain(at, cell_at(row, i), cell->length);
    else at = append_json_text(at, cell_at(row, i), cell->length);
  }
  *at++ = '}';
  fputs(output->rows ? ",\n  " : "\n  ", stdout);
  fwrite(output->line, 1, (size_t)(at - output->line), stdout);
}

/* ---- SQL: a script that creates the table, in the SQL that SQL Server and PostgreSQL share ---- */

enum { INSERTED_MAX = 1000 }; /* SQL Server allows at most this many rows in one INSERT */

static void begin_sql(const struct output *output, const struct context *context) {
  char *versions = versions_text(context);
  if (versions) printf("-- %s\n", versions);
  free(versions);
  printf("BEGIN TRANSACTION;\nCREATE TABLE %s (\n%s\n);\n", output->table_name, output->table->columns);
}

static char *append_sql_text(char *at, const char *text, size_t length) {
  *at++ = '\'';
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '\'') *at++ = '\'';
    *at++ = text[i];
  }
  *at++ = '\'';
  return at;
}

static void write_sql_row(struct output *output, const struct row *row) {
  char *at = output->line;
  for (int i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    if (i) at = append_plain(at, ", ", 2);
    if (!cell->length) at = append_plain(at, "NULL", strlen("NULL"));
    else if (cell->kind == WHOLE || cell->kind == DECIMAL) at = append_plain(at, cell_at(row, i), cell->length);
    else at = append_sql_text(at, cell_at(row, i), cell->length);
  }
  if (output->rows % INSERTED_MAX == 0) {
    if (output->rows) fputs(";\n", stdout);
    printf("INSERT INTO %s (", output->table_name);
    for (int i = 0; i < row->count; i++) printf("%s%s", i ? ", " : "", row->cells[i].name);
    fputs(") VALUES\n(", stdout);
  } else {
    fputs(",\n(", stdout);
  }
  fwrite(output->line, 1, (size_t)(at - output->line), stdout);
  putchar(')');
}

static void end_sql(const struct output *output) {
  fputs(output->rows ? ";\nCOMMIT;\n" : "COMMIT;\n", stdout);
}

/* ---- rows that the library makes ---- */

static struct shown show_cell(const dueby_cell *cell, char room[SHORT]) {
  switch (cell->kind) {
  case DUEBY_CELL_NUMBER: return cell->number == INT64_MIN ? (struct shown){"", 0, WHOLE} : show_number(cell->number, room);
  case DUEBY_CELL_WHEN:
  case DUEBY_CELL_DAY: return show_when(cell->date, cell->date == DUEBY_DATE_NONE ? DUEBY_TIME_NONE : cell->time, room);
  default:
    return (struct shown){cell->text ? cell->text : "", cell->text ? strlen(cell->text) : 0,
                          cell->kind == DUEBY_CELL_TEXT      ? ANY_TEXT
                          : cell->kind == DUEBY_CELL_PERCENT ? DECIMAL
                                                             : CODE};
  }
}

void row_take_cell(const char *name, const dueby_cell *cell, void *row) {
  char room[SHORT];
  struct shown shown = show_cell(cell, room);
  row_add_bytes(row, name, shown.text, shown.length, shown.kind);
}

/* Appends a cell to the line of CSV. Each character of the cell takes at most two bytes. */
static void take_csv_cell(const char *unused, const dueby_cell *cell, void *context) {
  struct output *output = context;
  char room[SHORT];
  int has_value = cell->text || cell->number != INT64_MIN || cell->date != DUEBY_DATE_NONE;
  struct shown shown = has_value ? show_cell(cell, room) : (struct shown){"", 0, CODE};
  (void)unused;
  output->failed |= !make_room(output, output->line_used + 2 * shown.length + AROUND);
  if (output->failed) return;
  char *at = output->line + output->line_used;
  output->line_used = (size_t)(append_csv_cell(output, at, shown.text, shown.length, shown.kind) - output->line);
}

/* The source of a row: an answer, a step and so on. Only one is set; if none is, the row has the versions. */
struct listed {
  const dueby_query *query;
  const dueby_answer *answer;
  const dueby_deadline *deadline;
  const dueby_step *step;
  const dueby_profile *profile;
  const dueby_line *line;
  const dueby_case *of;
  const dueby_summary *summary;
  const dueby_summary_row *measure;
  const dueby_measures *measures;
  const dueby_measures_row *figure;
  const dueby_measures_unit *unit;
  const dueby_worklist *worklist;
  const dueby_trial *trial;
  const dueby_changes *changes;
  int64_t index; /* index of a finding, a row of the trial or a change */
  const struct context *context;
};

static dueby_status list_cells(const struct listed *listed, dueby_cell_sink sink, void *context) {
  if (listed->answer) return dueby_answer_cells(listed->query, listed->answer, sink, context);
  if (listed->step) return dueby_step_cells(listed->query, listed->deadline, listed->step, sink, context);
  if (listed->of) return dueby_line_cells(listed->profile, listed->line, listed->of, sink, context);
  if (listed->trial) return dueby_trial_row_cells(listed->trial, listed->index, sink, context);
  if (listed->changes) return dueby_changes_cells(listed->changes, listed->index, sink, context);
  if (listed->summary) return dueby_summary_cells(listed->summary, listed->measure, sink, context);
  if (listed->figure) return dueby_measures_cells(listed->measures, listed->figure, sink, context);
  if (listed->unit) return dueby_measures_unit_cells(listed->measures, listed->unit, sink, context);
  /* There is always a context here. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  return dueby_versions_cells(listed->context->profile, listed->context->calendar, sink, context);
}

static dueby_status list_json(const struct listed *listed, char *text, size_t size, int64_t *needed) {
  int64_t room = (int64_t)size;
  if (listed->answer) return dueby_answer_json(listed->query, listed->answer, text, room, needed);
  if (listed->step) return dueby_step_json(listed->query, listed->deadline, listed->step, text, room, needed);
  if (listed->of) return dueby_line_json(listed->profile, listed->line, listed->of, text, room, needed);
  if (listed->worklist) return dueby_worklist_finding_json(listed->worklist, listed->index, text, room, needed);
  if (listed->trial) return dueby_trial_row_json(listed->trial, listed->index, text, room, needed);
  if (listed->changes) return dueby_changes_json(listed->changes, listed->index, text, room, needed);
  if (listed->summary) return dueby_summary_json(listed->summary, listed->measure, text, room, needed);
  if (listed->figure) return dueby_measures_json(listed->measures, listed->figure, text, room, needed);
  if (listed->unit) return dueby_measures_unit_json(listed->measures, listed->unit, text, room, needed);
  /* There is always a context here. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  return dueby_versions_json(listed->context->profile, listed->context->calendar, text, room, needed);
}

/* Writes a JSON object from the library. If out of memory, writes nothing, and the output fails. */
static void write_object(struct output *output, const char *before, const struct listed *listed) {
  int64_t needed = 0;
  dueby_status status = list_json(listed, output->line, output->line_size, &needed);
  if (status == DUEBY_ESPACE && make_room(output, (size_t)needed))
    status = list_json(listed, output->line, output->line_size, &needed);
  output->failed |= status != DUEBY_OK;
  if (output->failed) return;
  fputs(before, stdout);
  fwrite(output->line, 1, (size_t)needed - 1, stdout);
}

/* Writes the first row, preceded by the names of its cells. */
static void write_first(struct output *output, const struct listed *listed) {
  struct row row = {0};
  output->failed |= list_cells(listed, row_take_cell, &row) != DUEBY_OK;
  write_row(output, &row);
  free_row(&row);
}

static void write_listed(struct output *output, const struct listed *listed) {
  if (output->format == JSON) {
    write_object(output, output->rows++ ? ",\n  " : "\n  ", listed);
    return;
  }
  if (!output->rows) {
    write_first(output, listed);
    return;
  }
  output->line_used = 0;
  output->failed |= list_cells(listed, take_csv_cell, output) != DUEBY_OK;
  if (output->failed) return;
  write_csv_line(output, output->line + output->line_used);
  output->rows++;
}

void write_answer(struct output *output, const dueby_query *query, const dueby_answer *answer) {
  const struct listed listed = {.query = query, .answer = answer};
  write_listed(output, &listed);
}

void write_step(struct output *output, const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step) {
  const struct listed listed = {.query = query, .deadline = deadline, .step = step};
  write_listed(output, &listed);
}

void write_line(struct output *output, const dueby_profile *profile, const dueby_line *line, const dueby_case *of) {
  const struct listed listed = {.profile = profile, .line = line, .of = of};
  write_listed(output, &listed);
}

void write_measure(struct output *output, const dueby_summary *summary, const dueby_summary_row *row) {
  const struct listed listed = {.summary = summary, .measure = row};
  write_listed(output, &listed);
}

void write_figure(struct output *output, const dueby_measures *measures, const dueby_measures_row *row) {
  const struct listed listed = {.measures = measures, .figure = row};
  write_listed(output, &listed);
}

void write_unit(struct output *output, const dueby_measures *measures, const dueby_measures_unit *unit) {
  const struct listed listed = {.measures = measures, .unit = unit};
  write_listed(output, &listed);
}

void write_trial_row(struct output *output, const dueby_trial *trial, int64_t index) {
  const struct listed listed = {.trial = trial, .index = index};
  write_listed(output, &listed);
}

void write_change(struct output *output, const dueby_changes *changes, int64_t index) {
  const struct listed listed = {.changes = changes, .index = index};
  write_listed(output, &listed);
}

/* ---- writing the versions ---- */

/* Returns the names or values of a row's cells, with a comma before each. Returns NULL if out of memory. */
static char *joined_cells(const struct row *row, int names) {
  static const char before[] = ",versions_";
  size_t room = 1;
  for (int i = 0; i < row->count; i++) room += sizeof before + strlen(row->cells[i].name) + 2 * row->cells[i].length + AROUND;
  char *text = malloc(room), *at = text;
  if (!text) return NULL;
  for (int i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    at = append_plain(at, before, names ? sizeof before - 1 : 1);
    at = names ? append_plain(at, cell->name, strlen(cell->name)) : append_csv_text(at, cell_at(row, i), cell->length, 0);
  }
  *at = '\0';
  return text;
}

int open_versions(const struct context *context, struct versions *versions) {
  const struct listed listed = {.context = context};
  struct row row = {0};
  versions->names = versions->cells = NULL;
  if (!context->options->versions) return 1;
  if (list_cells(&listed, row_take_cell, &row) == DUEBY_OK && !row.failed) {
    versions->names = joined_cells(&row, 1);
    versions->cells = joined_cells(&row, 0);
  }
  free_row(&row);
  return versions->names && versions->cells;
}

char *versions_text(const struct context *context) {
  int64_t size = 0;
  char *text = NULL;
  if (dueby_versions_text(context->profile, context->calendar, NULL, 0, &size) == DUEBY_ESPACE) text = malloc((size_t)size);
  if (text && dueby_versions_text(context->profile, context->calendar, text, size, NULL) == DUEBY_OK) return text;
  free(text);
  return NULL;
}

void close_versions(struct versions *versions) {
  free(versions->names);
  free(versions->cells);
}

/* ---- beginning and ending the output ---- */

void begin_output(struct output *output, const struct context *context) {
  const struct listed versions = {.context = context};
  memset(output, 0, sizeof *output);
  output->format = context->format;
  output->raw_csv = context->options->raw_csv;
  if (output->format == JSON) {
    write_object(output, "{\"versions\": ", &versions);
    fputs(",\n \"rows\": [", stdout);
  } else {
    output->failed = !open_versions(context, &output->versions);
  }
}

int begin_table_output(struct output *output, const struct context *context, const struct sql_table *table) {
  const char *name = context->options->table;
  if (name && context->format != SQL) return usage_error("--table only works with --format sql");
  int end = name ? check_sql_name(name) : 0;
  if (end) return end;
  begin_output(output, context);
  /* text and plain become CSV here, because SQL is the only other format */
  if (output->format == TEXT || output->format == PLAIN) output->format = CSV;
  output->table = table;
  output->table_name = name ? name : table->name;
  if (output->format == SQL) begin_sql(output, context);
  return 0;
}

void write_header(const struct output *output, const char *fields) {
  if (output->format != CSV) return;
  fputs(fields, stdout);
  end_line(output->versions.names);
}

void write_row(struct output *output, const struct row *row) {
  output->failed |= row->failed || !make_line_room(output, row);
  if (output->failed) return;
  if (output->format == JSON) write_json_row(output, row);
  else if (output->format == SQL) write_sql_row(output, row);
  else write_csv_row(output, row);
  output->rows++;
}

void write_findings(struct output *output, const dueby_worklist *worklist, int64_t count) {
  fputs("],\n \"quality\": [", stdout);
  for (int64_t i = 0; i < count; i++) {
    const struct listed listed = {.worklist = worklist, .index = i};
    write_object(output, i ? ",\n  " : "\n  ", &listed);
  }
}

void write_note(struct output *output, const char *note) {
  if (output->format != JSON) {
    print_note("%s", note);
    return;
  }
  size_t length = strlen(note);
  fputs(output->notes ? ",\n  " : "],\n \"notes\": [\n  ", stdout);
  if (make_room(output, ESCAPED * length + AROUND))
    fwrite(output->line, 1, (size_t)(append_json_text(output->line, note, length) - output->line), stdout);
  else output->failed = 1;
  output->notes++;
}

void note_incomplete(struct output *output) {
  write_note(output, "this answer is incomplete, because not everything could be read: do not use it");
}

int end_output(struct output *output) {
  free(output->line);
  close_versions(&output->versions);
  if (output->format == JSON) fputs(output->notes ? "]}\n" : "],\n \"notes\": []}\n", stdout);
  if (output->format == SQL) end_sql(output);
  return output->failed ? report_no_memory() : DONE;
}

void take_as_note(const char *note, void *unused) {
  (void)unused;
  print_note("%s", note);
}

void take_in_output(const char *note, void *output) {
  write_note(output, note);
}

int32_t write_to_stdout(const char *text, int64_t length, void *unused) {
  (void)unused;
  return fwrite(text, 1, (size_t)length, stdout) != (size_t)length;
}

void note_projected(const struct context *context, struct output *output) {
  dueby_when listed_to = {DUEBY_TIME_NONE, 0, 0};
  char day[16] = "", note[128];
  dueby_calendar_coverage(context->calendar, NULL, NULL, NULL, &listed_to.date);
  dueby_when_text(&listed_to, day, sizeof day, NULL);
  snprintf(note, sizeof note, "bank holidays after %s have not been announced: make the table again once they have been", day);
  write_note(output, note);
}
