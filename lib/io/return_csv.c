/* Reads the tables of a return from CSV into rows. */
#include <stdlib.h>
#include <string.h>

#include "return_holds.h"
#include "return_unknown.h"
#include "text.h"
#include "written_date.h"

/* A table that is being read. */
struct table {
  dueby_return *returned;
  const dueby_mapping *mapping;
  const struct block *block;
  dueby_csv *csv;
  const char *name; /* name of the file, for messages */
  int32_t file;
  int64_t header_line;
  int32_t columns; /* number of columns in the header */
  int32_t *places; /* for each field, the index of its column; -1 if the file does not have it */
  struct unknown_names codes;
  struct tally shortened; /* names of cases that Excel has shortened */
  int noted_not_utf8;     /* 1 once text that is not UTF-8 has been noted */
};

/* ---- recognising the table in a file ---- */

static int is_named(const struct mapped_field *field, dueby_csv_cell name) {
  return mapping_matches(field->name, name.text, name.length);
}

static int is_spelled(const struct mapped_field *field, dueby_csv_cell name) {
  for (const struct yaml_node *other = yaml_first(field->spellings); other; other = yaml_following(field->spellings, other))
    if (other->kind == YAML_SCALAR && mapping_matches(other->text, name.text, name.length)) return 1;
  return 0;
}

/* Returns the column with a field's name or, failing that, the first column with another spelling of the name; -1 if there is
 * none. */
static int32_t find_column(const struct mapped_field *field, const dueby_csv_cell *header, int32_t count) {
  int32_t spelled = -1;
  for (int32_t i = 0; i < count; i++) {
    dueby_csv_cell name = io_is_plain(header[i]) ? header[i] : dueby_io_trimmed(header[i].text, header[i].length);
    if (is_named(field, name)) return i;
    if (spelled < 0 && is_spelled(field, name)) spelled = i;
  }
  return spelled;
}

static int is_headed(const struct block *block, const dueby_csv_cell *header, int32_t count) {
  for (int32_t i = 0; i < block->header_count; i++)
    if (find_column(&block->fields[block->header[i]], header, count) < 0) return 0;
  return block->header_count > 0;
}

static int32_t known_fields(const struct block *block, const dueby_csv_cell *header, int32_t count) {
  int32_t known = 0;
  for (int32_t i = 0; i < block->field_count; i++) known += find_column(&block->fields[i], header, count) >= 0;
  return known;
}

/* Finds the table with the most fields in this header; if several have as many, the first of them. Returns the index of its
 * mapping, or -1 if no table fits. */
static int32_t find_table(const dueby_return *returned, const dueby_csv_cell *header, int32_t count, const struct block **found) {
  int32_t mapping = -1, most = 0;
  for (int32_t i = 0; i < dueby_return_known_mappings(returned); i++)
    for (const struct block *block = dueby_return_mapping_at(returned, i)->blocks; block; block = block->next) {
      int32_t known = block->kind == BLOCK_TABLE && is_headed(block, header, count) ? known_fields(block, header, count) : 0;
      if (known <= most) continue;
      most = known;
      *found = block;
      mapping = i;
    }
  return mapping;
}

/* ---- tables that nearly fit ---- */

/* Returns the column whose name is most like a field's; -1 if none is similar. Skips columns that are themselves fields, unless the
 * mapping does not list its fields: it may then have two names for one column. */
static int32_t find_near(const struct block *block, const struct mapped_field *field, const dueby_csv_cell *header, int32_t count) {
  enum { NAME_SIZE = 128 };
  char nearest_name[NAME_SIZE], name[NAME_SIZE];
  int32_t near = -1;
  dueby_nearest nearest = {field->name, NULL, 0, 0};
  for (int32_t i = 0; i < count; i++) {
    dueby_csv_cell cell = dueby_io_trimmed(header[i].text, header[i].length);
    int is_taken = 0;
    for (int32_t j = 0; j < block->field_count && !is_taken && block->has_list; j++) is_taken = is_named(&block->fields[j], cell);
    if (is_taken || !cell.length || cell.length >= NAME_SIZE || memchr(cell.text, '\0', (size_t)cell.length)) continue;
    snprintf(name, sizeof name, "%.*s", (int)cell.length, cell.text);
    const char *before = nearest.name;
    int32_t distance = nearest.distance;
    dueby_nearest_consider(&nearest, name);
    if (nearest.name == before && nearest.distance == distance) continue;
    nearest.name = memcpy(nearest_name, name, sizeof name); /* a copy, because the next column overwrites `name` */
    near = i;
  }
  return near;
}

/* A table whose columns a file nearly has. */
struct near_fit {
  const struct block *block;
  int32_t mapping, known; /* number of the table's columns that the file has */
};

/* Finds the table with the most columns in the file. The file must have at least half of the columns that identify the table, under
 * their own or similar names. */
static struct near_fit find_near_fit(const dueby_return *returned, const dueby_csv_cell *header, int32_t count) {
  /* built-in mappings need two matching columns, because an unrelated file may have one by chance */
  struct near_fit best = {NULL, -1, returned->own != NULL};
  for (int32_t i = 0; i < dueby_return_known_mappings(returned); i++)
    for (const struct block *block = dueby_return_mapping_at(returned, i)->blocks; block; block = block->next) {
      int32_t fits = 0, known = block->kind == BLOCK_TABLE && block->header_count ? known_fields(block, header, count) : 0;
      if (known <= best.known) continue;
      for (int32_t j = 0; j < block->header_count; j++) {
        const struct mapped_field *field = &block->fields[block->header[j]];
        fits += find_column(field, header, count) >= 0 || find_near(block, field, header, count) >= 0;
      }
      if (fits * 2 >= block->header_count) best = (struct near_fit){block, i, known};
    }
  return best;
}

/* Adds a missing column to a list, with any column of the file that has a similar name: "Referal Date" (is it "Ref Date"?). */
static void list_missing(const struct block *block, const struct mapped_field *field, const dueby_csv_cell *header, int32_t columns,
                         struct text *out) {
  char shown[CELL_SIZE];
  int32_t like = find_near(block, field, header, columns);
  if (out->length) text_string(out, ", ");
  text_char(out, '"');
  text_string(out, field->name);
  text_char(out, '"');
  if (like < 0) return;
  dueby_csv_cell_text(dueby_io_trimmed(header[like].text, header[like].length), 1, shown, sizeof shown);
  text_string(out, " (is it ");
  text_string(out, shown);
  text_string(out, "?)");
}

/* Finds the table that a file resembles most, and warns about the columns that the file lacks, naming any similar ones that it has.
 * Returns 1 if it finds a table. */
static int report_near_fit(const struct table *table, const dueby_csv_cell *header) {
  const struct near_fit near = find_near_fit(table->returned, header, table->columns);
  char text[MESSAGE_SIZE];
  struct text out = text_in(text, sizeof text);
  for (int32_t i = 0; near.block && i < near.block->header_count; i++) {
    const struct mapped_field *field = &near.block->fields[near.block->header[i]];
    if (find_column(field, header, table->columns) < 0) list_missing(near.block, field, header, table->columns, &out);
  }
  text_end(&out, NULL);
  if (near.block)
    dueby_return_report(table->returned, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, table->name, table->header_line,
                        "this is nearly the table \"%.60s\" of %.40s, but has no column %s", near.block->name,
                        dueby_return_mapping_at(table->returned, near.mapping)->name, text);
  return near.block != NULL;
}

/* ---- checking the header ---- */

static int is_known_column(const struct table *table, int32_t column) {
  for (int32_t i = 0; i < table->block->field_count; i++)
    if (table->places[i] == column) return 1;
  return 0;
}

/* Returns the name of the missing field that is most like the name of a column, or NULL. */
static const char *find_missing_like(const struct table *table, dueby_csv_cell column) {
  char name[CELL_SIZE];
  dueby_nearest nearest = {name, NULL, 0, 0};
  if (column.length >= CELL_SIZE || memchr(column.text, '\0', (size_t)column.length)) return NULL;
  snprintf(name, sizeof name, "%.*s", (int)column.length, column.text);
  for (int32_t i = 0; i < table->block->field_count; i++)
    if (table->places[i] < 0 && table->block->fields[i].is_used) dueby_unknown_consider(&nearest, table->block->fields[i].name);
  return nearest.name;
}

/* Warns, in a single message, about all columns that are needed but missing. This leaves room for messages about rows. */
static void report_missing_columns(const struct table *table, const dueby_csv_cell *header) {
  const struct block *block = table->block;
  char names[MESSAGE_SIZE];
  struct text out = text_in(names, sizeof names);
  int missing = 0;
  for (int32_t i = 0; i < block->field_count; i++) {
    if (table->places[i] >= 0 || !block->fields[i].is_used) continue;
    missing++;
    list_missing(block, &block->fields[i], header, table->columns, &out);
  }
  text_end(&out, NULL);
  if (missing)
    dueby_return_report(table->returned, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, table->name, table->header_line,
                        "%s has no column%s %s: we did not read anything that depends on %s", block->name, missing == 1 ? "" : "s",
                        names, missing == 1 ? "it" : "them");
}

/* Warns about columns that are not fields, and about missing columns that are needed. Returns DUEBY_OK or DUEBY_EMEMORY. */
static dueby_status report_columns(const struct table *table, const dueby_csv_cell *header) {
  const struct block *block = table->block;
  char names[MESSAGE_SIZE / 2] = "";
  size_t used = 0;
  int unknown = 0, is_kept = 1;
  report_missing_columns(table, header);
  for (int32_t column = 0; block->has_list && column < table->columns; column++) {
    dueby_csv_cell name = dueby_io_trimmed(header[column].text, header[column].length);
    char shown[CELL_SIZE];
    if (!name.length || is_known_column(table, column)) continue;
    unknown++;
    dueby_csv_cell_text(name, 1, shown, sizeof shown);
    const char *near = find_missing_like(table, name);
    if (near)
      is_kept &=
          /* a column that is not similar to a missing field is not a finding: it is probably the council's own */
          dueby_skipped_add(table->returned, shown, near, table->file, table->header_line);
    if (used < sizeof names) used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", shown);
  }
  if (unknown)
    dueby_return_report(table->returned, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, table->name, table->header_line,
                        "%s: skipped %d unknown column%s: %s", block->name, unknown, unknown == 1 ? "" : "s", names);
  return is_kept ? DUEBY_OK : DUEBY_EMEMORY;
}

/* Returns a field that these tests need, but that the table has no column for; -1 if there is none. Tests for "absent" and "not a
 * number" need no column. The tests name fields of `block`, which is the table or a spell made from its rows. */
static int32_t untestable(const struct table *table, const struct block *block, const struct tests *tests) {
  for (int32_t i = 0; i < tests->count; i++) {
    int32_t field = tests->items[i].field;
    if (block->kind == BLOCK_SPELL) field = block->fields[field].source;
    int needs_column = tests->items[i].kind != TEST_ABSENT && tests->items[i].kind != TEST_NO_NUMBER;
    if (needs_column && table->places[field] < 0) return field;
  }
  return -1;
}

/* Returns a field that the table has no column for, but that an event dated by `field` needs; -1 if there is none. The event needs
 * its day, the fields in its conditions and, if that is the last day of a spell, fields that show whether the spell has ended. */
static int32_t missing_column(const struct table *table, const struct block *block, const struct mapped_event *event,
                              int32_t field) {
  int is_spell = block->kind == BLOCK_SPELL;
  int32_t day = is_spell ? block->fields[field].source : field, missing = -1;
  if (table->places[day] < 0) return day;
  if (is_spell && block->fields[field].is_last) missing = untestable(table, table->block, &block->ends);
  if (missing < 0) missing = untestable(table, block, &event->when);
  return missing < 0 ? untestable(table, table->block, &block->when) : missing;
}

/* Notes which of an event's tags need a column that the table lacks. Returns 0 if out of memory. */
static int mark_tags(const struct table *table, const struct block *block, const struct mapped_event *event) {
  for (int32_t i = 0; i < event->tag_count; i++) {
    int32_t missing = untestable(table, block, &event->tags[i].when);
    if (missing < 0) continue;
    dueby_tags_add(&table->returned->lacking, event->tags[i].tag);
    if (!dueby_return_needs_tag(table->returned, event->tags[i].tag)) continue;
    if (!dueby_absent_add(table->returned, table->block->fields[missing].name, table->block->name, table->file, 0)) return 0;
  }
  return 1;
}

/* True if the table has the columns for another entry of the mapping that makes the same type of event from this field. */
static int says_otherwise(const struct table *table, const struct mapped_event *event, int32_t field) {
  for (const struct block *block = table->mapping->blocks; block; block = block->next) {
    if (block != table->block && !(block->kind == BLOCK_SPELL && block->table == table->block)) continue;
    for (int32_t i = 0; i < block->event_count; i++) {
      const struct mapped_event *other = &block->events[i];
      for (int32_t j = 0; j < other->at_count && other->type == event->type; j++)
        if (other->at[j] == field && missing_column(table, block, other, field) < 0) return 1;
    }
  }
  return 0;
}

/* Notes, for each event that comes from a table or from spells of its rows, whether the table has the columns for it. Returns 0 if
 * out of memory. */
static int mark_held(const struct table *table, int32_t set) {
  uint8_t *held = table->returned->sets[set].held;
  table->returned->sets[set].tables[table->block->index] = 1;
  for (const struct block *block = table->mapping->blocks; block; block = block->next) {
    int is_spell = block->kind == BLOCK_SPELL && block->table == table->block;
    if (block != table->block && !is_spell) continue;
    for (int32_t i = 0; i < block->event_count; i++) {
      const struct mapped_event *event = &block->events[i];
      if (!mark_tags(table, block, event)) return 0;
      for (int32_t j = 0; j < event->at_count && !event->is_some; j++) {
        int32_t missing = missing_column(table, block, event, event->at[j]);
        held[event->type] |= missing < 0 ? HELD : LACKS_COLUMN;
        if (missing >= 0 && !says_otherwise(table, event, event->at[j])) held[event->type] |= IN_PART;
        if (missing >= 0 &&
            !dueby_absent_add(table->returned, table->block->fields[missing].name, table->block->name, table->file, event->type))
          return 0;
      }
    }
  }
  return 1;
}

/* Reports text that is not UTF-8, once for each file. The text is used unchanged, though programs may show it differently. */
static void note_text(struct table *table) {
  dueby_csv_cell raw = dueby_csv_raw(table->csv);
  if (table->noted_not_utf8 || dueby_io_is_utf8(raw.text, raw.length)) return;
  table->noted_not_utf8 = 1;
  dueby_return_report(table->returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, table->name, dueby_csv_line(table->csv),
                      DUEBY_IO_NOT_UTF8);
}

/* Finds the header, which is the first row or, below a title or the like, one of the next few rows. Sets `table->block` to the
 * table that it is the header of, and `*mapping` to the index of that table's mapping. Returns DUEBY_ENOTFOUND if there is no
 * header. */
static dueby_status find_header(struct table *table, const dueby_csv_cell **header, int32_t *mapping) {
  enum { ROWS_ABOVE = 20 };
  int is_said = 0;
  for (int i = 0, above = 0; i <= ROWS_ABOVE; i++) {
    dueby_status status = dueby_csv_next(table->csv, header, &table->columns);
    if (status == DUEBY_DONE || status == DUEBY_ETEXT || status == DUEBY_ELIMIT) return DUEBY_ENOTFOUND;
    if (status != DUEBY_OK) return status;
    table->header_line = dueby_csv_line(table->csv);
    *mapping = find_table(table->returned, *header, table->columns, &table->block);
    if (*mapping >= 0 && above)
      dueby_return_report(table->returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, table->name, table->header_line,
                          "%s: the header is on this line, so we skipped what is above it", table->block->name);
    if (*mapping >= 0) return DUEBY_OK;
    above |= !dueby_io_is_blank_row(*header, table->columns);
    if (!is_said) is_said = report_near_fit(table, *header);
    if (dueby_io_see_separator(table->csv) != DUEBY_OK) return DUEBY_EMEMORY;
  }
  return DUEBY_ENOTFOUND;
}

/* Warns about a second file for the same table in one folder, if each folder should only have the tables of one year. */
static void report_second(const struct table *table, int32_t set) {
  const dueby_return *returned = table->returned;
  for (int32_t i = 0; i < returned->file_count && table->mapping->period == PERIOD_YEAR; i++) {
    if (returned->files[i].set != set || returned->files[i].table != table->block) continue;
    dueby_return_report(
        returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, table->name, 0,
        "this folder already has the table %s, in %.200s. If they are for different years, put each year's files in "
        "their own folder",
        table->block->name, returned->files[i].name);
    return;
  }
}

/* Refuses a file in which two columns have the name of one field that is used. Only one of them would be read, and the other may
 * have the dates that matter. */
static dueby_status refuse_twins(const struct table *table, const dueby_csv_cell *header) {
  for (int32_t i = 0; i < table->block->field_count; i++) {
    const struct mapped_field *field = &table->block->fields[i];
    for (int32_t column = 0, first = -1; column < table->columns && field->is_used; column++) {
      if (!is_named(field, dueby_io_trimmed(header[column].text, header[column].length))) continue;
      if (first < 0) {
        first = column;
        continue;
      }
      dueby_return_report(table->returned, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, table->name, table->header_line,
                          "%s: columns %d and %d are both named \"%.60s\": leave one out, or change its name", table->block->name,
                          first + 1, column + 1, field->name);
      return DUEBY_ETEXT;
    }
  }
  return DUEBY_OK;
}

static dueby_status read_header(struct table *table) {
  const dueby_csv_cell *header;
  int32_t mapping = -1;
  dueby_status status = find_header(table, &header, &mapping);
  if (status == DUEBY_OK) status = refuse_twins(table, header);
  if (status != DUEBY_OK) return status;
  note_text(table);
  table->mapping = dueby_return_mapping_at(table->returned, mapping);
  int32_t set = dueby_return_find_set(table->returned, mapping, table->name, 0);
  if (set >= 0) report_second(table, set);
  table->file = set < 0 ? -1 : dueby_return_add_name(table->returned, table->name, set);
  table->places = malloc(((size_t)table->block->field_count + 1) * sizeof *table->places);
  if (table->file < 0 || !table->places) return DUEBY_EMEMORY;
  table->returned->files[table->file].table = table->block;
  table->returned->files[table->file].header_line = table->header_line;
  for (int32_t i = 0; i < table->block->field_count; i++)
    table->places[i] = find_column(&table->block->fields[i], header, table->columns);
  if (!mark_held(table, set)) return DUEBY_EMEMORY;
  return report_columns(table, header);
}

/* ---- reading rows ---- */

/* Reports a row that cannot be read, and counts it as a bad row of its case, if the case is known. */
static dueby_status add_bad_row(struct table *table, dueby_csv_cell name, const char *reason) {
  dueby_return *returned = table->returned;
  int64_t line = dueby_csv_line(table->csv);
  dueby_return_report(returned, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, table->name, line, "%s: %s", table->block->name, reason);
  /* if the case is in another table, the name is a key in that table */
  const struct block *key_of = name.length && table->block->case_table ? table->block : NULL;
  int64_t row = dueby_row_set_add(&returned->tables, key_of, -1, line);
  if (row < 0) return DUEBY_EMEMORY;
  int64_t number = key_of ? -1 : dueby_interned_add(&returned->cases, name.text, name.length);
  returned->tables.rows[row].case_number = number;
  returned->tables.rows[row].file = table->file;
  returned->tables.rows[row].is_bad = 1;
  if (key_of && dueby_row_set_fill(&returned->tables, row, key_of->case_field, name.text, name.length, line) < 0)
    return DUEBY_EMEMORY;
  return number < 0 && !key_of ? DUEBY_EMEMORY : DUEBY_OK;
}

static int has_more(const dueby_csv_cell *cells, int32_t count, int32_t from) {
  return count > from && !dueby_io_is_blank_row(cells + from, count - from);
}

static dueby_status add_row(struct table *table, const dueby_csv_cell *cells, int32_t count) {
  static const dueby_csv_cell none = {"", 0};
  struct row_set *set = &table->returned->tables;
  int32_t place = table->places[table->block->case_field];
  dueby_csv_cell name = place >= 0 && place < count ? dueby_io_trimmed(cells[place].text, cells[place].length) : none;
  char reason[MESSAGE_SIZE], unnamed[64], file[FILE_NUMBER_SIZE];
  if (dueby_io_is_shortened(name)) tally_add(&table->shortened, dueby_csv_line(table->csv));
  if (dueby_io_is_null(name) || memchr(name.text, '\0', (size_t)name.length)) name = none;
  if (name.length > DUEBY_NAME_BYTES_MAX) { /* the case is still listed, under a name made from its line */
    snprintf(reason, sizeof reason, "\"%s\" is %lld bytes long; the limit is %d bytes: shorten it",
             table->block->fields[table->block->case_field].name, (long long)name.length, DUEBY_NAME_BYTES_MAX);
    dueby_return_file_number_text(table->returned, table->file, file);
    snprintf(unnamed, sizeof unnamed, "no name, line %lld%s", (long long)dueby_csv_line(table->csv), file);
    return add_bad_row(table, (dueby_csv_cell){unnamed, (int64_t)strlen(unnamed)}, reason);
  }
  dueby_csv_width_text(count, table->columns, reason, sizeof reason);
  if (count < table->columns || has_more(cells, count, table->columns)) return add_bad_row(table, name, reason);
  snprintf(reason, sizeof reason, "\"%s\" is empty, so we do not know which case this row belongs to",
           table->block->fields[table->block->case_field].name);
  if (!name.length) return add_bad_row(table, name, reason);
  int64_t line = dueby_csv_line(table->csv), row = dueby_row_set_add(set, table->block, -1, line);
  int is_found_later = table->block->case_table != NULL; /* 1 if the case is in another table, which might not have been read yet */
  int64_t number = row < 0 || is_found_later ? -1 : dueby_interned_add(&table->returned->cases, name.text, name.length);
  if (row < 0 || (number < 0 && !is_found_later)) return DUEBY_EMEMORY;
  set->rows[row].case_number = number;
  set->rows[row].file = table->file;
  for (int32_t i = 0; i < table->block->field_count; i++) {
    int32_t column = table->places[i];
    const struct mapped_field *field = &table->block->fields[i];
    if (column < 0 || !cells[column].length || !(field->is_used || field->codes)) continue;
    dueby_csv_cell cell = dueby_io_trimmed(cells[column].text, cells[column].length);
    if (!dueby_code_check(table->returned, &table->codes, field, cell, line)) return DUEBY_EMEMORY;
    if (!field->is_used) continue;
    if (dueby_row_set_fill(set, row, i, cells[column].text, cells[column].length, line) < 0) return DUEBY_EMEMORY;
  }
  return DUEBY_OK;
}

/* Returns the name of the case in a row that cannot be split into cells; empty if it is unknown. */
static dueby_csv_cell name_in_broken(const struct table *table) {
  static const dueby_csv_cell none = {"", 0};
  int32_t place = table->places[table->block->case_field];
  if (place < 0) return none;
  dueby_csv_cell cell = dueby_io_broken_cell(dueby_csv_raw(table->csv), place, (char)dueby_csv_separator(table->csv));
  cell = dueby_io_trimmed(cell.text, cell.length);
  int is_name = cell.length <= DUEBY_NAME_BYTES_MAX && !memchr(cell.text, '\0', (size_t)cell.length) && !dueby_io_is_null(cell);
  return is_name ? cell : none;
}

static dueby_status read_rows(struct table *table) {
  for (;;) {
    const dueby_csv_cell *cells;
    int32_t count;
    dueby_status status = dueby_csv_next(table->csv, &cells, &count);
    if (status == DUEBY_DONE) return DUEBY_OK;
    if (status == DUEBY_OK) note_text(table);
    if (status == DUEBY_ETEXT || status == DUEBY_ELIMIT)
      status = add_bad_row(table, name_in_broken(table), dueby_csv_reason(status));
    else if (status == DUEBY_OK && !dueby_io_is_blank_row(cells, count)) status = add_row(table, cells, count);
    if (status != DUEBY_OK) return status;
  }
}

dueby_status dueby_return_read_table(dueby_return *returned, const char *name, dueby_csv_source source, void *context) {
  struct table table = {.returned = returned, .name = name};
  dueby_status status = dueby_csv_new(source, context, &table.csv);
  if (status == DUEBY_OK) status = read_header(&table);
  if (status == DUEBY_OK) status = read_rows(&table);
  if (status == DUEBY_OK) dueby_unknown_report(returned, name, &table.codes, "unknown code, used as is");
  if (status == DUEBY_OK) dueby_shortened_report(returned, name, &table.shortened);
  dueby_interned_free(&table.codes.names);
  dueby_csv_free(table.csv);
  free(table.places);
  return status;
}
