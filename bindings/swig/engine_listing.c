/* Collects the cells that the library writes row by row, and returns them as columns. */
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"

enum { FIRST_ROWS = 64, FIRST_SLOTS = 64, FIRST_TEXT = 256, FIRST_COLUMNS = 32 };

/* ---- distinct strings ---- */

struct texts {
  char *space;
  size_t used, size;
  size_t *starts;
  int64_t count;
  int64_t *slots, slot_count; /* a hash table with index + 1 of each string; 0 for a free slot */
};

static const char *text_at(const struct texts *texts, int64_t place) {
  return texts->space + texts->starts[place];
}

static uint64_t hash_of(const char *text) {
  uint64_t hash = 14695981039346656037u;
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 1099511628211u;
  return hash ^ (hash >> 32);
}

static int64_t *slot_of(const struct texts *texts, const char *text) {
  uint64_t mask = (uint64_t)texts->slot_count - 1, at = hash_of(text) & mask;
  while (texts->slots[at] && strcmp(text_at(texts, texts->slots[at] - 1), text) != 0) at = (at + 1) & mask;
  return &texts->slots[at];
}

static int make_slots(struct texts *texts) {
  if (texts->count * 2 < texts->slot_count) return 1;
  int64_t count = texts->slot_count ? texts->slot_count * 2 : FIRST_SLOTS;
  size_t *starts = realloc(texts->starts, (size_t)count * sizeof *starts);
  if (!starts) return 0;
  texts->starts = starts;
  int64_t *slots = calloc((size_t)count, sizeof *slots);
  if (!slots) return 0;
  free(texts->slots);
  texts->slots = slots;
  texts->slot_count = count;
  for (int64_t i = 0; i < texts->count; i++) *slot_of(texts, text_at(texts, i)) = i + 1;
  return 1;
}

static int make_space(struct texts *texts, size_t length) {
  if (texts->used + length <= texts->size) return 1;
  size_t size = (texts->used + length) * 2 + FIRST_TEXT;
  char *space = realloc(texts->space, size);
  if (!space) return 0;
  texts->space = space;
  texts->size = size;
  return 1;
}

/* Returns the index of a string, which is added if it is new, or -1 if out of memory. */
static int32_t intern(struct texts *texts, const char *text) {
  size_t length = strlen(text) + 1;
  if (texts->count == INT32_MAX || !make_slots(texts)) return -1;
  int64_t *slot = slot_of(texts, text);
  if (*slot) return (int32_t)(*slot - 1);
  if (!make_space(texts, length)) return -1;
  memcpy(texts->space + texts->used, text, length);
  texts->starts[texts->count++] = texts->used;
  texts->used += length;
  *slot = texts->count;
  return (int32_t)(texts->count - 1);
}

/* ---- columns ---- */

struct column {
  char *name;
  int32_t kind;
  int32_t *numbers; /* days, numbers, or indexes into the strings of the column */
  int64_t *times;   /* the times; NULL unless the days of this column may have a time */
  struct texts texts;
  int32_t last; /* the index of the string that was added or found last; -1 for none */
};

struct dueby_listing {
  struct column *columns;
  int32_t count, capacity;
  int64_t rows, row_capacity;
  int32_t at;         /* the index of the next cell's column */
  int declares, lost; /* declares: 1 if only the names of columns are wanted; lost: 1 if out of memory */
};

void dueby_listing_free(dueby_listing *table) {
  if (!table) return;
  for (int32_t i = 0; i < table->count; i++) {
    struct column *column = &table->columns[i];
    free(column->name);
    free(column->numbers);
    free(column->times);
    free(column->texts.space);
    free(column->texts.starts);
    free(column->texts.slots);
  }
  free(table->columns);
  free(table);
}

static int is_text(int32_t kind) {
  return kind == DUEBY_CELL_TEXT || kind == DUEBY_CELL_CODE || kind == DUEBY_CELL_PERCENT;
}

static int declare(dueby_listing *table, const char *name, int32_t kind) {
  if (table->count == table->capacity) {
    int32_t capacity = table->capacity ? table->capacity * 2 : FIRST_COLUMNS;
    struct column *columns = realloc(table->columns, (size_t)capacity * sizeof *columns);
    if (!columns) return 0;
    table->columns = columns;
    table->capacity = capacity;
  }
  size_t size = strlen(name) + 1;
  char *copy = malloc(size);
  if (!copy) return 0;
  memcpy(copy, name, size);
  table->columns[table->count++] = (struct column){.name = copy, .kind = kind, .last = -1};
  return 1;
}

static int make_rows(dueby_listing *table) {
  if (table->rows < table->row_capacity) return 1;
  int64_t capacity = table->row_capacity ? table->row_capacity * 2 : FIRST_ROWS;
  for (int32_t i = 0; i < table->count; i++) {
    struct column *column = &table->columns[i];
    int32_t *numbers = realloc(column->numbers, (size_t)capacity * sizeof *numbers);
    if (!numbers) return 0;
    column->numbers = numbers;
    if (column->kind != DUEBY_CELL_WHEN) continue;
    int64_t *times = realloc(column->times, (size_t)capacity * sizeof *times);
    if (!times) return 0;
    column->times = times;
  }
  table->row_capacity = capacity;
  return 1;
}

/* Returns the index of a string in its column, to which it is added if it is new. Tries the last string first, because
 * consecutive rows often have the same text. */
static int32_t place_of(struct column *column, const char *text) {
  if (!text || !*text) return -1;
  if (column->last < 0 || strcmp(text_at(&column->texts, column->last), text) != 0) column->last = intern(&column->texts, text);
  return column->last;
}

static void take_cell(const char *name, const dueby_cell *cell, void *context) {
  dueby_listing *table = context;
  if (table->declares) {
    table->lost |= !declare(table, name, cell->kind);
    return;
  }
  struct column *column = &table->columns[table->at++];
  int32_t *number = &column->numbers[table->rows];
  if (is_text(column->kind)) {
    *number = place_of(column, cell->text);
    table->lost |= *number < 0 && cell->text && *cell->text;
  } else if (column->kind == DUEBY_CELL_NUMBER) {
    *number = cell->number == INT64_MIN ? INT32_MIN : cell->number > INT32_MAX ? INT32_MAX : (int32_t)cell->number;
  } else {
    *number = cell->date;
    if (column->times) column->times[table->rows] = cell->date == DUEBY_DATE_NONE ? DUEBY_TIME_NONE : cell->time;
  }
}

/* ---- filling a table ---- */

static dueby_status fill(dueby_listing *table, give_row declare_row, give_row next_row, void *from) {
  table->declares = 1;
  dueby_status status = declare_row(from, take_cell, table);
  table->declares = 0;
  while (status == DUEBY_OK) {
    if (table->lost || !make_rows(table)) return DUEBY_EMEMORY;
    table->at = 0;
    status = next_row(from, take_cell, table);
    if (status == DUEBY_OK) table->rows++;
  }
  return table->lost ? DUEBY_EMEMORY : status == DUEBY_DONE ? DUEBY_OK : status;
}

dueby_status dueby_listing_make(give_row declare_row, give_row next_row, void *from, dueby_listing **table) {
  dueby_listing *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  dueby_status status = fill(made, declare_row, next_row, from);
  if (status == DUEBY_OK) *table = made;
  else dueby_listing_free(made);
  return status;
}

/* ---- the listed items ---- */

struct listed {
  const dueby_worklist *worklist;
  dueby_case columns; /* a case without values, which only declares the carried columns */
  int64_t next;
};

static dueby_status declare_line(void *from, dueby_cell_sink sink, void *context) {
  const struct listed *listed = from;
  return dueby_line_cells(dueby_worklist_profile(listed->worklist), NULL, &listed->columns, sink, context);
}

static dueby_status next_line(void *from, dueby_cell_sink sink, void *context) {
  struct listed *listed = from;
  dueby_item item;
  int64_t index = dueby_worklist_listed(listed->worklist, listed->next++);
  if (index < 0) return DUEBY_DONE;
  dueby_worklist_item(listed->worklist, index, &item);
  return dueby_line_cells(dueby_worklist_profile(listed->worklist), item.line, item.of, sink, context);
}

dueby_status dueby_work_table(const dueby_work *work, dueby_listing **table) {
  struct listed listed = {.worklist = dueby_work_worklist(work)};
  while (dueby_work_column(work, (int32_t)listed.columns.column_count)) listed.columns.column_count++;
  const char **names = calloc((size_t)listed.columns.column_count + 1, sizeof *names);
  if (!names) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < listed.columns.column_count; i++) names[i] = dueby_work_column(work, i);
  listed.columns.columns = listed.columns.values = names;
  dueby_status status = dueby_listing_make(declare_line, next_line, &listed, table);
  free(names);
  return status;
}

/* ---- a summary ---- */

struct measured {
  dueby_summary *summary;
  int64_t cursor;
};

static dueby_status declare_measure(void *from, dueby_cell_sink sink, void *context) {
  const struct measured *measured = from;
  const dueby_summary_row none = {.group = ""};
  return dueby_summary_cells(measured->summary, &none, sink, context);
}

static dueby_status next_measure(void *from, dueby_cell_sink sink, void *context) {
  struct measured *measured = from;
  dueby_summary_row row;
  dueby_status status = dueby_summary_next(measured->summary, &measured->cursor, &row);
  return status == DUEBY_OK ? dueby_summary_cells(measured->summary, &row, sink, context) : status;
}

dueby_status dueby_work_summary(const dueby_work *work, int32_t basis, dueby_date from, dueby_date to, const char *by,
                                dueby_listing **table) {
  const dueby_measure_options options = {.basis = basis, .from = from, .to = to};
  struct measured measured = {NULL, 0};
  dueby_status status = dueby_summary_new(dueby_work_worklist(work), &options, by, &measured.summary);
  if (status == DUEBY_OK) status = dueby_summary_add(measured.summary, dueby_work_worklist(work));
  if (status == DUEBY_OK) status = dueby_listing_make(declare_measure, next_measure, &measured, table);
  dueby_summary_free(measured.summary);
  return status;
}

void dueby_engine_summary_when(int32_t basis, dueby_date to, int64_t time, dueby_date date, int64_t moment[2]) {
  const dueby_measure_options options = {.basis = basis, .to = to};
  const dueby_when as_at = {time, date, 0};
  dueby_when when;
  dueby_summary_when(&options, &as_at, &when);
  moment[0] = when.time;
  moment[1] = when.date;
}

/* ---- what an event would do ---- */

struct tried {
  const dueby_work *work;
  dueby_trial *trial;
  dueby_event event;
  int64_t next_case, next_row;
};

/* Declares the carried columns, which come after the fields. */
static void declare_columns(const dueby_work *work, dueby_cell_sink sink, void *context) {
  static const dueby_cell none = {.kind = DUEBY_CELL_TEXT};
  for (int32_t i = 0; dueby_work_column(work, i); i++) sink(dueby_work_column(work, i), &none, context);
}

static dueby_status declare_effect(void *from, dueby_cell_sink sink, void *context) {
  const struct tried *tried = from;
  dueby_status status = dueby_trial_row_cells(tried->trial, -1, sink, context);
  declare_columns(tried->work, sink, context);
  return status;
}

static dueby_status next_effect(void *from, dueby_cell_sink sink, void *context) {
  struct tried *tried = from;
  while (tried->next_row >= dueby_trial_row_count(tried->trial)) {
    const dueby_case *of;
    const dueby_line *lines;
    int64_t count;
    tried->next_row = 0;
    if (dueby_worklist_kept_case(dueby_work_worklist(tried->work), tried->next_case++, &of, &lines, &count) != DUEBY_OK)
      return DUEBY_DONE;
    dueby_status status = dueby_trial_run(tried->trial, of, &tried->event);
    if (status != DUEBY_OK) return status;
  }
  return dueby_trial_row_cells(tried->trial, tried->next_row++, sink, context);
}

dueby_status dueby_work_what_if(const dueby_work *work, int32_t event, dueby_date date, dueby_time time, const uint8_t *tags,
                                int64_t n_tags, dueby_listing **table) {
  struct tried tried = {.work = work, .event = {.type = event, .date = date, .time = time, .has = DUEBY_HAS_DATE}};
  for (int64_t i = 0; i < n_tags; i++) dueby_tags_add(&tried.event.tags, tags[i]);
  dueby_status status = dueby_trial_new(dueby_work_worklist(work), 0, &tried.trial);
  if (status == DUEBY_OK) status = dueby_listing_make(declare_effect, next_effect, &tried, table);
  dueby_trial_free(tried.trial);
  return status;
}

/* ---- what has changed ---- */

struct compared {
  const dueby_work *after;
  dueby_changes *changes;
  int64_t next;
};

static dueby_status declare_change(void *from, dueby_cell_sink sink, void *context) {
  const struct compared *compared = from;
  dueby_status status = dueby_changes_cells(compared->changes, -1, sink, context);
  declare_columns(compared->after, sink, context);
  return status;
}

static dueby_status next_change(void *from, dueby_cell_sink sink, void *context) {
  struct compared *compared = from;
  if (compared->next == dueby_changes_count(compared->changes)) return DUEBY_DONE;
  return dueby_changes_cells(compared->changes, compared->next++, sink, context);
}

dueby_status dueby_work_changes(const dueby_work *before, const dueby_work *after, dueby_listing **table) {
  struct compared compared = {.after = after};
  dueby_status status = dueby_changes_new(dueby_work_worklist(before), dueby_work_worklist(after), &compared.changes);
  if (status == DUEBY_OK) status = dueby_listing_make(declare_change, next_change, &compared, table);
  dueby_changes_free(compared.changes);
  return status;
}

dueby_status dueby_work_difference(const dueby_work *before, const dueby_work *after, char *text, int64_t size, int64_t *needed) {
  return dueby_changes_difference_text(dueby_work_worklist(before), dueby_work_worklist(after), DUEBY_STYLE_ARGUMENTS, text, size,
                                       needed);
}

/* ---- reading a table ---- */

int64_t dueby_listing_rows(const dueby_listing *table) {
  return table->rows;
}

static const struct column *column_of(const dueby_listing *table, int32_t column) {
  return column < 0 || column >= table->count ? NULL : &table->columns[column];
}

const char *dueby_listing_name(const dueby_listing *table, int32_t column) {
  const struct column *found = column_of(table, column);
  return found ? found->name : NULL;
}

int32_t dueby_listing_kind(const dueby_listing *table, int32_t column) {
  const struct column *found = column_of(table, column);
  return found ? found->kind : 0;
}

dueby_status dueby_listing_numbers(const dueby_listing *table, int32_t column, int32_t *out, int64_t n_out) {
  const struct column *found = column_of(table, column);
  if (!found || !out || n_out != table->rows) return DUEBY_EARGUMENT;
  if (n_out) memcpy(out, found->numbers, (size_t)n_out * sizeof *out);
  return DUEBY_OK;
}

static int64_t civil_seconds(dueby_date day, dueby_time time) {
  enum { DAY = 86400 };
  dueby_date civil_day = day;
  int32_t second = 0, offset;
  if (day == DUEBY_DATE_NONE) return INT64_MIN;
  if (time != DUEBY_TIME_NONE) dueby_time_civil(time, &civil_day, &second, &offset);
  return (int64_t)civil_day * DAY + second;
}

dueby_status dueby_listing_times(const dueby_listing *table, int32_t column, int32_t civil, int64_t *out, int64_t n_out) {
  const struct column *found = column_of(table, column);
  if (!found || found->kind != DUEBY_CELL_WHEN || !out || n_out != table->rows) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n_out; i++) out[i] = civil ? civil_seconds(found->numbers[i], found->times[i]) : found->times[i];
  return DUEBY_OK;
}

int64_t dueby_listing_texts(const dueby_listing *table, int32_t column) {
  const struct column *found = column_of(table, column);
  return found ? found->texts.count : 0;
}

const char *dueby_listing_text(const dueby_listing *table, int32_t column, int64_t place) {
  const struct column *found = column_of(table, column);
  return found && place >= 0 && place < found->texts.count ? text_at(&found->texts, place) : NULL;
}

/* ---- a growing buffer of text ---- */

int32_t dueby_written_take(const char *text, int64_t length, void *context) {
  struct written *written = context;
  if (length > written->size - written->length) {
    int64_t size = 2 * written->size + length;
    char *grown = realloc(written->text, (size_t)size);
    if (!grown) return 1;
    written->text = grown;
    written->size = size;
  }
  memcpy(written->text + written->length, text, (size_t)length);
  written->length += length;
  return 0;
}

dueby_status dueby_written_give(dueby_status status, struct written *made, char **written, int64_t *length) {
  if (status != DUEBY_OK) {
    free(made->text);
    return status == DUEBY_EFILE ? DUEBY_EMEMORY : status;
  }
  *written = made->text;
  *length = made->length;
  return DUEBY_OK;
}
