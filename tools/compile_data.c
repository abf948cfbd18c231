/* Compiles data/ into the constant tables of libdueby. Runs during the build, on the build machine. Its reader of YAML is the one
 * that reads a user's YAML at run time.
 *
 *   compile_data profiles OUT.c events.yaml england.yaml council.yaml...
 *   compile_data returns OUT.c events.yaml cin.yaml...
 *   compile_data measures OUT.c events.yaml measures.yaml
 *   compile_data calendars OUT.c table.csv england-and-wales.csv scotland.csv northern-ireland.csv */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_internal.h"
#include "dueby/code.h"
#include "dueby/definitions.h"
#include "dueby/io.h"
#include "dueby/returns.h"
#include "profile_image.h"
#include "profile_internal.h"
#include "yaml_tree.h"

static void die(const char *path, int line, int column, const char *message) {
  fprintf(stderr, "%s:%d:%d: %s\n", path, line, column, message);
  exit(1);
}

static char *read_all(const char *path, int64_t *length) {
  char *text;
  if (dueby_io_read_file(path, 64 << 20, &text, length) != DUEBY_OK) die(path, 0, 0, "cannot be read");
  return text;
}

static FILE *open_out(const char *path) {
  FILE *out = fopen(path, "w");
  if (!out) die(path, 0, 0, "cannot be written");
  fprintf(out, "/* Made by tools/compile_data.c from data/; not to be edited. */\n");
  return out;
}

static void put_numbers(FILE *out, const char *type, const char *name, const int32_t *numbers, int64_t count) {
  fprintf(out, "const %s %s[] = {", type, name);
  for (int64_t i = 0; i < count; i++) {
    if (i % 16 == 0) fprintf(out, "\n  ");
    if (numbers[i] == INT32_MIN) fprintf(out, "INT32_MIN,");
    else fprintf(out, "%d,", (int)numbers[i]);
  }
  fprintf(out, "\n};\n");
}

static void put_text(FILE *out, const char *name, const char *text, int64_t count) {
  int32_t *numbers = malloc((size_t)count * sizeof *numbers + 1);
  if (!numbers) abort();
  for (int64_t i = 0; i < count; i++) numbers[i] = text[i];
  put_numbers(out, "char", name, numbers, count);
  free(numbers);
}

/* A growable array of numbers or characters. */
struct pile {
  char *at;
  size_t size, used;
};

static void heap(struct pile *pile, const void *bytes, size_t size) {
  if (!size) return;
  while (pile->used + size > pile->size) {
    pile->size = pile->size ? pile->size * 2 : 1 << 16;
    pile->at = realloc(pile->at, pile->size);
    if (!pile->at) abort();
  }
  /* The array is not NULL here, because its size is not 0. NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
  memcpy(pile->at + pile->used, bytes, size);
  pile->used += size;
}

/* ---- compiling profiles ---- */

struct opened {
  const char *name;
  dueby_profile *profile;
};

/* Finds the profile that another one extends, which must have been given before it on the command line. */
static const dueby_profile *find_parent(const struct opened *opened, int count, const char *name) {
  for (int i = 0; i < count; i++)
    if (strcmp(opened[i].name, name ? name : "") == 0) return opened[i].profile;
  return NULL;
}

/* A profile read from its file, with its compiled form. */
struct compiled {
  dueby_profile *profile;
  int32_t *numbers;
  int64_t number_count;
  struct profile_image image;
  struct yaml_tree tree;
  char *yaml;
};

static struct compiled compile(const char *path, int is_vocabulary, const struct opened *opened, int count) {
  struct compiled made = {0};
  dueby_diagnostic said = {0};
  dueby_diagnostics diagnostics = {&said, 1, 0};
  int64_t length;
  made.yaml = read_all(path, &length);
  dueby_status status = dueby_yaml_read(made.yaml, length, &diagnostics, &made.tree);
  if (status != DUEBY_OK) die(path, said.line, said.column, said.message);
  const dueby_profile *base = is_vocabulary ? NULL : find_parent(opened, count, dueby_compile_extends(&made.tree));
  if (!is_vocabulary && !base) die(path, 1, 1, "extends a profile that does not stand before it");
  dueby_image_begin(&made.image);
  status = dueby_compile_profile(&made.tree, base, &diagnostics, &made.image);
  if (status != DUEBY_OK) die(path, said.line, said.column, said.message);
  if (said.severity == DUEBY_SEVERITY_WARNING && diagnostics.count)
    fprintf(stderr, "%s:%d:%d: warning: %s\n", path, said.line, said.column, said.message);
  status = dueby_image_numbers(&made.image, &made.numbers, &made.number_count);
  if (status == DUEBY_OK)
    status = dueby_profile_open(made.numbers, made.number_count, made.image.text.at, made.image.text.count, base, &made.profile);
  if (status != DUEBY_OK) die(path, 1, 1, dueby_status_text(status));
  return made;
}

/* Frees a compiled profile, except the profile itself. */
static void end_compiled(struct compiled *compiled) {
  free(compiled->numbers);
  dueby_image_end(&compiled->image);
  dueby_yaml_free(&compiled->tree);
  dueby_io_free(compiled->yaml);
}

static void compile_profiles(FILE *out, char **paths, int count) {
  struct opened *opened = calloc((size_t)count, sizeof *opened);
  struct pile numbers = {0}, text = {0}, rows = {0};
  if (!opened) abort();
  for (int i = 0; i < count; i++) {
    char row[128];
    struct compiled compiled = compile(paths[i], i == 0, opened, i);
    opened[i].profile = compiled.profile;
    const char *name = dueby_profile_name(opened[i].profile);
    opened[i].name = i && name ? name : "";
    snprintf(row, sizeof row, "  {\"%s\", %d, %d, %d, %d},\n", opened[i].name, (int)(numbers.used / 4), (int)compiled.number_count,
             (int)text.used, (int)compiled.image.text.count);
    heap(&rows, row, strlen(row));
    heap(&numbers, compiled.numbers, (size_t)compiled.number_count * sizeof *compiled.numbers);
    heap(&text, compiled.image.text.at, (size_t)compiled.image.text.count);
    end_compiled(&compiled);
  }
  fprintf(out, "#include \"profile_internal.h\"\n");
  heap(&rows, "", 1);
  fprintf(out, "const struct profile_builtin dueby_table_profiles[] = {\n%s};\n", rows.at);
  fprintf(out, "const int32_t dueby_table_profile_count = %d;\n", count);
  put_numbers(out, "int32_t", "dueby_table_numbers", (const int32_t *)(void *)numbers.at, (int64_t)(numbers.used / 4));
  put_text(out, "dueby_table_text", text.at, (int64_t)text.used);
  for (int i = 0; i < count; i++) dueby_profile_free(opened[i].profile);
  free(opened);
  free(numbers.at);
  free(text.at);
  free(rows.at);
}

/* ---- storing mappings ---- */

/* Checks mappings against the vocabulary, and stores them as YAML. */
static void compile_mappings(FILE *out, char **paths, int count) {
  struct compiled vocabulary = compile(paths[0], 1, NULL, 0);
  struct pile text = {0};
  fprintf(out, "#include \"mapping_builtin.h\"\n");
  fprintf(out, "const struct mapping_builtin dueby_table_mappings[] = {\n");
  for (int i = 1; i < count; i++) {
    dueby_diagnostic said = {0};
    dueby_diagnostics diagnostics = {&said, 1, 0};
    dueby_mapping *mapping;
    int64_t length;
    char *yaml = read_all(paths[i], &length);
    if (dueby_mapping_from_yaml(vocabulary.profile, yaml, length, &diagnostics, &mapping) != DUEBY_OK)
      die(paths[i], said.line, said.column, said.message);
    fprintf(out, "  {\"%s\", %d, %d},\n", dueby_mapping_name(mapping), (int)text.used, (int)length);
    heap(&text, yaml, (size_t)length);
    dueby_mapping_free(mapping);
    dueby_io_free(yaml);
  }
  fprintf(out, "};\nconst int32_t dueby_table_mapping_count = %d;\n", count - 1);
  put_text(out, "dueby_table_mapping_text", text.at, (int64_t)text.used);
  free(text.at);
  dueby_profile_free(vocabulary.profile);
  end_compiled(&vocabulary);
}

/* ---- storing measures ---- */

/* Checks the definitions of measures, and stores them as YAML. */
static void compile_measures(FILE *out, char **paths) {
  struct compiled vocabulary = compile(paths[0], 1, NULL, 0);
  dueby_diagnostic said = {0};
  dueby_diagnostics diagnostics = {&said, 1, 0};
  dueby_definitions *definitions;
  int64_t length;
  char *yaml = read_all(paths[1], &length);
  if (dueby_definitions_from_yaml(vocabulary.profile, yaml, length, &diagnostics, &definitions) != DUEBY_OK)
    die(paths[1], said.line, said.column, said.message);
  fprintf(out, "#include \"definitions_builtin.h\"\n");
  fprintf(out, "const int32_t dueby_table_measures_length = %d;\n", (int)length);
  put_text(out, "dueby_table_measures", yaml, length);
  dueby_definitions_free(definitions);
  dueby_io_free(yaml);
  dueby_profile_free(vocabulary.profile);
  end_compiled(&vocabulary);
}

/* ---- compiling calendars ---- */

struct table {
  dueby_csv_memory memory;
  dueby_csv *csv;
  const char *path;
  char *text;
};

static void open_table(struct table *table, const char *path, const char *header) {
  const dueby_csv_cell *cells;
  int32_t count;
  table->path = path;
  table->text = read_all(path, &table->memory.length);
  table->memory.text = table->text;
  table->memory.read = 0;
  if (dueby_csv_new(dueby_csv_from_memory, &table->memory, &table->csv) != DUEBY_OK) abort();
  if (dueby_csv_next(table->csv, &cells, &count) != DUEBY_OK) die(path, 1, 1, "is empty");
  dueby_csv_cell raw = dueby_csv_raw(table->csv);
  if (raw.length != (int64_t)strlen(header) || memcmp(raw.text, header, strlen(header)) != 0) die(path, 1, 1, "has another header");
}

static void close_table(struct table *table) {
  dueby_csv_free(table->csv);
  dueby_io_free(table->text);
}

static dueby_date read_date(const struct table *table, dueby_csv_cell cell, int may_be_empty) {
  dueby_when when;
  if (!cell.length && may_be_empty) return DUEBY_DATE_NONE;
  if (dueby_when_parse(cell.text, cell.length, DUEBY_ORDER_ISO, &when) != DUEBY_OK)
    die(table->path, (int)dueby_csv_line(table->csv), 1, "no date");
  return when.date;
}

/* Returns the offset of a name in the text of all names. Adds the name if it is new. */
static int find_name(struct pile *names, dueby_csv_cell cell) {
  for (size_t at = 0; at < names->used; at += strlen(names->at + at) + 1)
    if (strlen(names->at + at) == (size_t)cell.length && memcmp(names->at + at, cell.text, (size_t)cell.length) == 0)
      return (int)at;
  size_t at = names->used;
  heap(names, cell.text, (size_t)cell.length);
  heap(names, "", 1);
  return (int)at;
}

/* Writes a division's rows and returns their number. Lowers *history_from to the first day on which one of the rows was
 * published. */
static int32_t compile_division(FILE *out, const char *path, struct pile *names, dueby_date *history_from) {
  enum { DATE, NAME, BASIS, CONFIDENCE, KNOWN_FROM, KNOWN_TO, NOTE, FIELDS };
  struct table table;
  const dueby_csv_cell *cells;
  int32_t count, rows = 0, division, basis;
  const char *start = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  char name[64], word[32];
  dueby_date last = INT32_MIN;
  snprintf(name, sizeof name, "%.*s", (int)strcspn(start, "."), start);
  if (dueby_code_value(DUEBY_CODE_DIVISION, name, &division) != DUEBY_OK) die(path, 0, 0, "is named after no division");
  open_table(&table, path, "date,name,basis,confidence,known_from,known_to,note");
  while (dueby_csv_next(table.csv, &cells, &count) == DUEBY_OK) {
    int line = (int)dueby_csv_line(table.csv);
    if (count != FIELDS) die(path, line, 1, "has another number of cells than the header");
    dueby_date date = read_date(&table, cells[DATE], 0);
    snprintf(word, sizeof word, "%.*s", (int)cells[BASIS].length, cells[BASIS].text);
    if (dueby_code_value(DUEBY_CODE_BASIS, word, &basis) != DUEBY_OK) die(path, line, BASIS + 1, "unknown basis");
    if (date < last) die(path, line, 1, "stands before an earlier day");
    dueby_date from = read_date(&table, cells[KNOWN_FROM], 1), to = read_date(&table, cells[KNOWN_TO], 1);
    if (from != DUEBY_DATE_NONE && from < *history_from) *history_from = from;
    fprintf(out, "  {%d, ", (int)date);
    fprintf(out, from == DUEBY_DATE_NONE ? "INT32_MIN, " : "%d, ", (int)from);
    fprintf(out, to == DUEBY_DATE_NONE ? "INT32_MIN, " : "%d, ", (int)to);
    fprintf(out, "%d, %d, %d},\n", (int)division, (int)basis, find_name(names, cells[NAME]));
    last = date;
    rows++;
  }
  close_table(&table);
  return rows;
}

static void compile_calendars(FILE *out, char **paths, int count) {
  struct table table;
  struct pile names = {0};
  const dueby_csv_cell *cells;
  int32_t n_cells, rows = 0;
  open_table(&table, paths[0], "official_list,source,licence");
  if (dueby_csv_next(table.csv, &cells, &n_cells) != DUEBY_OK) die(paths[0], 2, 1, "expected one row");
  dueby_date date = read_date(&table, cells[0], 0), history_from = date;
  fprintf(out, "#include \"calendar_internal.h\"\n");
  fprintf(out, "const int32_t dueby_table_date = %d;\n", (int)date);
  fprintf(out, "const char dueby_table_date_text[] = \"%.*s\";\n", (int)cells[0].length, cells[0].text);
  close_table(&table);
  fprintf(out, "const struct calendar_row dueby_table_rows[] = {\n");
  for (int i = 1; i < count; i++) rows += compile_division(out, paths[i], &names, &history_from);
  fprintf(out, "};\nconst int32_t dueby_table_count = %d;\n", (int)rows);
  fprintf(out, "const int32_t dueby_table_history_from = %d;\n", (int)history_from);
  put_text(out, "dueby_table_names", names.at, (int64_t)names.used);
  free(names.at);
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: compile_data profiles|returns|measures|calendars OUT.c FILE...\n");
    return 2;
  }
  FILE *out = open_out(argv[2]);
  if (strcmp(argv[1], "profiles") == 0) compile_profiles(out, argv + 3, argc - 3);
  else if (strcmp(argv[1], "returns") == 0) compile_mappings(out, argv + 3, argc - 3);
  else if (strcmp(argv[1], "measures") == 0 && argc == 5) compile_measures(out, argv + 3);
  else compile_calendars(out, argv + 3, argc - 3);
  return fclose(out) == 0 ? 0 : 1;
}
