/* Reads files of test cases: turns a row of CSV or an item of a YAML list into a record of fields, each text with its line and
 * column. */
#include <stdlib.h>
#include <string.h>

#include "proof_record.h"

const struct proof_spec dueby_proof_specs[PROOF_FIELDS] = {
    [PROOF_NAME] = {"name", 0, PROOF_BOTH},
    [PROOF_PROFILE] = {"profile", 0, PROOF_BOTH},
    [PROOF_RULE] = {"rule", 0, PROOF_BOTH},
    [PROOF_ADDRESS] = {"address", 0, PROOF_BOTH},
    [PROOF_TRIGGER_AT] = {"trigger_at", 0, PROOF_ALONE},
    [PROOF_TRIGGER] = {"trigger", 0, PROOF_ALONE},
    [PROOF_TAGS] = {"tags", 1, PROOF_ALONE},
    [PROOF_BORN] = {"born", 0, PROOF_ALONE},
    [PROOF_SINCE] = {"since", 0, PROOF_ALONE},
    [PROOF_AGREED] = {"agreed", 0, PROOF_ALONE},
    [PROOF_WHOLE_DAYS] = {"whole_days", 0, PROOF_ALONE},
    [PROOF_LAST] = {"last", 1, PROOF_ALONE},
    [PROOF_MET] = {"met", 0, PROOF_ALONE},
    [PROOF_ENDED] = {"ended", 0, PROOF_ALONE},
    [PROOF_EVENTS] = {"events", 1, PROOF_BOTH},
    [PROOF_REF] = {"ref", 0, PROOF_OF_EVENTS},
    [PROOF_OCCURRENCE] = {"occurrence", 0, PROOF_BOTH},
    [PROOF_AS_AT] = {"as_at", 0, PROOF_BOTH},
    [PROOF_SOON] = {"soon", 0, PROOF_BOTH},
    [PROOF_DUE] = {"due", 0, PROOF_BOTH},
    [PROOF_OPENS] = {"opens", 0, PROOF_BOTH},
    [PROOF_STATE] = {"state", 0, PROOF_BOTH},
    [PROOF_MET_AT] = {"met_at", 0, PROOF_OF_EVENTS},
    [PROOF_GOVERNED_BY] = {"governed_by", 0, PROOF_BOTH},
    [PROOF_OCCURRENCES] = {"occurrences", 0, PROOF_OF_EVENTS},
    [PROOF_COUNTED] = {"counted", 0, PROOF_BOTH},
    [PROOF_SOURCE] = {"source", 0, PROOF_BOTH},
    [PROOF_NOTE] = {"note", 0, PROOF_BOTH},
};

enum { WORDS = 128 };

/* ---- messages about test cases ---- */

int dueby_proof_wrong(const struct proof_reader *reader, const struct proof_piece *place, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vtell(reader->options.report, reader->options.context, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, place->line, place->column,
                 format, arguments);
  va_end(arguments);
  return 0;
}

void dueby_proof_warn(const struct proof_reader *reader, const struct proof_piece *place, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dueby_io_vtell(reader->options.report, reader->options.context, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, place->line, place->column,
                 format, arguments);
  va_end(arguments);
}

/* ---- filling the record ---- */

static void begin_record(struct proof_record *record, int32_t line, int32_t column) {
  record->count = 0;
  memset(record->fields, 0, sizeof record->fields);
  record->place.line = line;
  record->place.column = column;
}

static int is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct proof_piece dueby_proof_trimmed(struct proof_piece piece) {
  while (piece.length && is_blank(*piece.text)) piece.text++, piece.length--;
  while (piece.length && is_blank(piece.text[piece.length - 1])) piece.length--;
  return piece;
}

/* Adds a string to a field, unless it is empty. All pieces of a field must be added one after the other. */
static int add_piece(struct proof_reader *reader, uint8_t field, struct proof_piece piece) {
  struct proof_record *record = &reader->record;
  piece = dueby_proof_trimmed(piece);
  if (!piece.length) return 1;
  if (record->count == record->capacity) {
    int64_t capacity = record->capacity ? record->capacity * 2 : PROOF_FIELDS;
    struct proof_piece *grown = realloc(record->pieces, (size_t)capacity * sizeof *grown);
    if (!grown) {
      reader->no_memory = 1;
      return 0;
    }
    record->pieces = grown;
    record->capacity = capacity;
  }
  if (!record->fields[field].count++) record->fields[field].first = record->count;
  record->pieces[record->count++] = piece;
  return 1;
}

/* Adds a string to a field; if the field is a list, splits the string at ";". */
static int add_text(struct proof_reader *reader, uint8_t field, struct proof_piece text) {
  const char *at = text.text, *end = at + text.length;
  if (memchr(at, '\0', (size_t)text.length))
    return dueby_proof_wrong(reader, &text, "%s: contains a zero byte, so this is not a text file", dueby_proof_specs[field].name);
  if (!dueby_proof_specs[field].is_list) return add_piece(reader, field, text);
  while (at < end) {
    const char *stop = memchr(at, ';', (size_t)(end - at));
    struct proof_piece piece = {at, (stop ? stop : end) - at, text.line, text.column};
    if (!add_piece(reader, field, piece)) return 0;
    at = stop ? stop + 1 : end;
  }
  return 1;
}

static const char *name_at(const dueby_profile *unused, int32_t field) {
  (void)unused;
  return dueby_proof_specs[field].name;
}

/* Returns the field with this name. If there is none, reports that and returns PROOF_FIELDS. */
static uint8_t find_field(const struct proof_reader *reader, const struct proof_piece *name, const char *what) {
  uint8_t field = 0;
  while (field < PROOF_FIELDS && (name->length != (int64_t)strlen(dueby_proof_specs[field].name) ||
                                  memcmp(name->text, dueby_proof_specs[field].name, (size_t)name->length) != 0))
    field++;
  if (field < PROOF_FIELDS) return field;
  char phrase[WORDS];
  dueby_csv_cell cell = {name->text, name->length};
  const char *near = dueby_io_nearest(NULL, name_at, PROOF_FIELDS, name->text, name->length);
  dueby_csv_cell_text(cell, 1, phrase, sizeof phrase);
  dueby_proof_wrong(reader, name, "unknown %s %s%s%s%s", what, phrase, near ? ": did you mean \"" : ": see docs/cases.md",
                    near ? near : "", near ? "\"?" : "");
  return field;
}

/* ---- reading CSV ---- */

static int is_comment(const struct proof_reader *reader) {
  dueby_csv_cell raw = dueby_csv_raw(reader->csv);
  return raw.length && *raw.text == '#';
}

/* True if a row has only empty cells. Spreadsheets leave such rows behind. */
static int is_empty(const dueby_csv_cell *cells, int32_t count) {
  int64_t length = 0;
  for (int32_t i = 0; i < count; i++) length += cells[i].length;
  return !length;
}

/* Skips rows until one is neither a comment nor empty. */
static dueby_status next_row(struct proof_reader *reader, const dueby_csv_cell **cells, int32_t *count) {
  dueby_status status;
  do status = dueby_csv_next(reader->csv, cells, count);
  while (status != DUEBY_DONE && status != DUEBY_EFILE && status != DUEBY_EMEMORY &&
         (is_comment(reader) || (status == DUEBY_OK && is_empty(*cells, *count))));
  return status;
}

static struct proof_piece cell_piece(const struct proof_reader *reader, const dueby_csv_cell *cells, int32_t i) {
  struct proof_piece piece = {cells[i].text, cells[i].length, (int32_t)dueby_csv_line(reader->csv), i + 1};
  return piece;
}

static dueby_status broken_row(const struct proof_reader *reader, dueby_status status) {
  struct proof_piece place = {"", 0, (int32_t)dueby_csv_line(reader->csv), 1};
  if (status == DUEBY_ETEXT || status == DUEBY_ELIMIT || status == DUEBY_EFORMAT)
    dueby_proof_wrong(reader, &place, "%s", dueby_csv_reason(status));
  return status == DUEBY_ELIMIT ? DUEBY_ETEXT : status;
}

static dueby_status read_header(struct proof_reader *reader) {
  static const struct proof_piece start = {"", 0, 1, 1};
  const dueby_csv_cell *cells;
  dueby_status status = next_row(reader, &cells, &reader->columns);
  if (status == DUEBY_DONE) {
    dueby_proof_wrong(reader, &start, "the file is empty: expected a header such as name,rule,trigger_at,due,source");
    return DUEBY_ETEXT;
  }
  if (status != DUEBY_OK) return broken_row(reader, status);
  reader->fields = malloc((size_t)reader->columns + 1);
  if (!reader->fields) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < reader->columns; i++) {
    struct proof_piece name = cell_piece(reader, cells, i);
    reader->fields[i] = name.length ? find_field(reader, &name, "column") : PROOF_FIELDS;
    if (name.length && reader->fields[i] == PROOF_FIELDS) return DUEBY_ETEXT;
    for (int32_t j = 0; j < i && name.length; j++) {
      if (reader->fields[j] != reader->fields[i]) continue;
      dueby_proof_wrong(reader, &name, "the column \"%s\" appears twice: first as column %d",
                        dueby_proof_specs[reader->fields[i]].name, (int)j + 1);
      return DUEBY_ETEXT;
    }
  }
  return DUEBY_OK;
}

static int read_cells(struct proof_reader *reader, const dueby_csv_cell *cells, int32_t count) {
  if (count != reader->columns) {
    char wrong[WORDS];
    dueby_csv_width_text(count, reader->columns, wrong, sizeof wrong);
    return dueby_proof_wrong(reader, &reader->record.place, "%s", wrong);
  }
  for (int32_t i = 0; i < count; i++) {
    struct proof_piece piece = cell_piece(reader, cells, i);
    if (!piece.length) continue;
    if (reader->fields[i] == PROOF_FIELDS) return dueby_proof_wrong(reader, &piece, "this cell is in a column that has no name");
    if (!add_text(reader, reader->fields[i], piece)) return 0;
  }
  return 1;
}

static dueby_status read_row(struct proof_reader *reader) {
  const dueby_csv_cell *cells;
  int32_t count;
  dueby_status status = next_row(reader, &cells, &count);
  if (status != DUEBY_OK) return broken_row(reader, status);
  begin_record(&reader->record, (int32_t)dueby_csv_line(reader->csv), 1);
  return read_cells(reader, cells, count) ? DUEBY_OK : DUEBY_ETEXT;
}

dueby_status dueby_proof_open_csv(struct proof_reader *reader, dueby_csv_source source, void *context) {
  dueby_status status = dueby_csv_new(source, context, &reader->csv);
  return status == DUEBY_OK ? read_header(reader) : status;
}

/* ---- reading YAML ---- */

static struct proof_piece node_piece(const struct yaml_node *node) {
  struct proof_piece piece = {node->text, node->kind == YAML_SCALAR ? (int64_t)strlen(node->text) : 0, node->line, node->column};
  return piece;
}

static int read_value(struct proof_reader *reader, const struct yaml_node *node) {
  struct proof_piece name = {node->key, (int64_t)strlen(node->key), node->key_line, node->key_column}, value = node_piece(node);
  uint8_t field = find_field(reader, &name, "key");
  if (field == PROOF_FIELDS) return 0;
  if (node->kind == YAML_SCALAR) return add_text(reader, field, value);
  if (node->kind != YAML_LIST || !dueby_proof_specs[field].is_list)
    return dueby_proof_wrong(reader, &value, "%s: expected %s, found %s", dueby_proof_specs[field].name,
                             dueby_proof_specs[field].is_list ? "a string or a list of strings" : "a string",
                             node->kind == YAML_LIST ? "a list" : "a map");
  for (const struct yaml_node *item = node->first; item; item = item->next) {
    struct proof_piece piece = node_piece(item);
    if (item->kind != YAML_SCALAR)
      return dueby_proof_wrong(reader, &piece, "%s: expected a list of strings, but it contains %s", dueby_proof_specs[field].name,
                               item->kind == YAML_LIST ? "a list" : "a map");
    if (!add_piece(reader, field, piece)) return 0;
  }
  return 1;
}

static dueby_status read_item(struct proof_reader *reader) {
  const struct yaml_node *item = reader->item;
  if (!item) return DUEBY_DONE;
  reader->item = item->next;
  begin_record(&reader->record, item->line, item->column);
  if (item->kind != YAML_MAP) {
    dueby_proof_wrong(reader, &reader->record.place,
                      "a test case must be a map, such as {rule: cp.conference.initial, ...}, not %s",
                      item->kind == YAML_LIST ? "a list" : "a single value");
    return DUEBY_ETEXT;
  }
  for (const struct yaml_node *value = item->first; value; value = value->next)
    if (!read_value(reader, value)) return DUEBY_ETEXT;
  return DUEBY_OK;
}

dueby_status dueby_proof_open_yaml(struct proof_reader *reader, const char *yaml, int64_t length) {
  dueby_diagnostic found;
  dueby_diagnostics list = {&found, 1, 0};
  dueby_status status = dueby_yaml_read(yaml, length, &list, &reader->tree);
  if (status != DUEBY_OK) {
    if (list.count && reader->options.report) reader->options.report(&found, reader->options.context);
    return status;
  }
  const struct yaml_node *root = reader->tree.root;
  const struct proof_piece place = node_piece(root);
  reader->item = root->first;
  if (root->kind == YAML_LIST) return DUEBY_OK;
  dueby_proof_wrong(reader, &place, "a file of test cases must be a list whose items begin with \"- \", not %s",
                    root->kind == YAML_MAP ? "a map" : "a single value");
  return DUEBY_ETEXT;
}

/* ---- functions for both CSV and YAML ---- */

dueby_status dueby_proof_read(struct proof_reader *reader) {
  dueby_status status = reader->csv ? read_row(reader) : read_item(reader);
  return reader->no_memory ? DUEBY_EMEMORY : status;
}

void dueby_proof_close(struct proof_reader *reader) {
  dueby_csv_free(reader->csv);
  dueby_yaml_free(&reader->tree);
  free(reader->record.pieces);
  free(reader->fields);
}
