/* data/ -> the constant tables of libdueby. Runs while dueby is built, on the machine that builds it, with the same reader
 * that reads a user's YAML at run time.
 *
 *   compile_data profiles OUT.c events.yaml england.yaml council.yaml...
 *   compile_data calendars OUT.c table.csv england-and-wales.csv scotland.csv northern-ireland.csv */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_internal.h"
#include "dueby/code.h"
#include "dueby/io.h"
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

/* A growing array of numbers or of characters. */
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
  /* What has a size has room. NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
  memcpy(pile->at + pile->used, bytes, size);
  pile->used += size;
}

/* ---- profiles ---- */

struct opened {
  const char *name;
  dueby_profile *profile;
};

/* The files are in an order in which a profile comes after the one it extends. */
static const dueby_profile *find_parent(const struct opened *opened, int count, const char *name) {
  for (int i = 0; i < count; i++)
    if (strcmp(opened[i].name, name ? name : "") == 0) return opened[i].profile;
  return NULL;
}

static void compile_profiles(FILE *out, char **paths, int count) {
  struct opened *opened = calloc((size_t)count, sizeof *opened);
  struct pile numbers = {0}, text = {0}, rows = {0};
  if (!opened) abort();
  for (int i = 0; i < count; i++) {
    dueby_diagnostic said = {0};
    dueby_diagnostics diagnostics = {&said, 1, 0};
    struct yaml_tree tree;
    struct profile_image image;
    int32_t *image_numbers;
    int64_t n_numbers, length;
    char *yaml = read_all(paths[i], &length), row[128];
    dueby_status status = dueby_yaml_read(yaml, length, &diagnostics, &tree);
    if (status != DUEBY_OK) die(paths[i], said.line, said.column, said.message);
    const dueby_profile *base = i ? find_parent(opened, i, dueby_compile_extends(&tree)) : NULL;
    if (i && !base) die(paths[i], 1, 1, "extends a profile that does not stand before it");
    dueby_image_begin(&image);
    status = dueby_compile_profile(&tree, base, &diagnostics, &image);
    if (status != DUEBY_OK) die(paths[i], said.line, said.column, said.message);
    if (said.severity == DUEBY_SEVERITY_WARNING && diagnostics.count)
      fprintf(stderr, "%s:%d:%d: warning: %s\n", paths[i], said.line, said.column, said.message);
    status = dueby_image_numbers(&image, &image_numbers, &n_numbers);
    if (status == DUEBY_OK)
      status = dueby_profile_open(image_numbers, n_numbers, image.text.at, image.text.count, base, &opened[i].profile);
    if (status != DUEBY_OK) die(paths[i], 1, 1, dueby_status_text(status));
    const char *name = dueby_profile_name(opened[i].profile);
    opened[i].name = i && name ? name : "";
    snprintf(row, sizeof row, "  {\"%s\", %d, %d, %d, %d},\n", opened[i].name, (int)(numbers.used / 4), (int)n_numbers,
             (int)text.used, (int)image.text.count);
    heap(&rows, row, strlen(row));
    heap(&numbers, image_numbers, (size_t)n_numbers * sizeof *image_numbers);
    heap(&text, image.text.at, (size_t)image.text.count);
    free(image_numbers);
    dueby_image_end(&image);
    dueby_yaml_free(&tree);
    dueby_io_free(yaml);
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

/* ---- calendars ---- */

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

/* The offset of a name in the text of all names. */
static int find_name(struct pile *names, dueby_csv_cell cell) {
  for (size_t at = 0; at < names->used; at += strlen(names->at + at) + 1)
    if (strlen(names->at + at) == (size_t)cell.length && memcmp(names->at + at, cell.text, (size_t)cell.length) == 0)
      return (int)at;
  size_t at = names->used;
  heap(names, cell.text, (size_t)cell.length);
  heap(names, "", 1);
  return (int)at;
}

static int32_t compile_division(FILE *out, const char *path, struct pile *names) {
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
  dueby_date date = read_date(&table, cells[0], 0);
  fprintf(out, "#include \"calendar_internal.h\"\n");
  fprintf(out, "const int32_t dueby_table_date = %d;\n", (int)date);
  fprintf(out, "const char dueby_table_date_text[] = \"%.*s\";\n", (int)cells[0].length, cells[0].text);
  close_table(&table);
  fprintf(out, "const struct calendar_row dueby_table_rows[] = {\n");
  for (int i = 1; i < count; i++) rows += compile_division(out, paths[i], &names);
  fprintf(out, "};\nconst int32_t dueby_table_count = %d;\n", (int)rows);
  put_text(out, "dueby_table_names", names.at, (int64_t)names.used);
  free(names.at);
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: compile_data profiles|calendars OUT.c FILE...\n");
    return 2;
  }
  FILE *out = open_out(argv[2]);
  if (strcmp(argv[1], "profiles") == 0) compile_profiles(out, argv + 3, argc - 3);
  else compile_calendars(out, argv + 3, argc - 3);
  return fclose(out) == 0 ? 0 : 1;
}
