/* Turns the rows of a return into events, following their mapping. */
#include <stdlib.h>
#include <string.h>

#include "return_order.h"
#include "return_places.h"
#include "written_date.h"

/* ---- storing rows ---- */

int64_t dueby_row_set_add(struct row_set *set, const struct block *block, int64_t parent, int64_t line) {
  int64_t fields = block ? block->field_count : 0;
  if (!dueby_return_grow((void **)&set->rows, set->count, &set->capacity, sizeof *set->rows)) return -1;
  for (int64_t i = 0; i < fields; i++) {
    if (!dueby_return_grow((void **)&set->slots, set->slot_count, &set->slot_capacity, sizeof *set->slots)) return -1;
    set->slots[set->slot_count++] = (struct slot){-1, line};
  }
  set->rows[set->count] =
      (struct found_row){.block = block, .parent = parent, .line = line, .first_slot = set->slot_count - fields};
  return set->count++;
}

static void count_none(struct none_values *nones, dueby_csv_cell cell, int32_t file, int64_t line) {
  cell = dueby_io_trimmed(cell.text, cell.length);
  if (cell.length && io_may_be_null(cell) && dueby_io_is_null(cell)) dueby_return_tally(&nones->texts, file, line);
  else if (dueby_io_is_sentinel(cell)) dueby_return_tally(&nones->dates, file, line);
}

int dueby_row_set_fill(struct row_set *set, int64_t row, int32_t field, const char *text, int64_t length, int64_t line) {
  struct slot *slot = &set->slots[set->rows[row].first_slot + field];
  if (slot->text >= 0) return 0;
  slot->text = dueby_interned_add(&set->texts, text, length);
  slot->line = line;
  count_none(set->nones, (dueby_csv_cell){text, length}, set->rows[row].file, line);
  return slot->text < 0 ? -1 : 1;
}

void dueby_row_set_clear(struct row_set *set) {
  set->count = set->slot_count = 0;
  dueby_interned_clear(&set->texts);
}

void dueby_row_set_free(struct row_set *set) {
  dueby_interned_free(&set->texts);
  free(set->rows);
  free(set->slots);
}

dueby_csv_cell dueby_row_set_cell(const struct row_set *set, const struct found_row *row, int32_t field) {
  int64_t text = set->slots[row->first_slot + field].text;
  if (text < 0) return (dueby_csv_cell){"", 0};
  dueby_csv_cell cell = dueby_io_trimmed(interned_at(&set->texts, text), interned_length(&set->texts, text));
  if (dueby_io_is_null(cell)) cell.length = 0;
  return cell;
}

/* ---- testing conditions ---- */

/* True if a value matches one of several patterns. */
static int is_among(const struct yaml_node *values, dueby_csv_cell cell) {
  for (const struct yaml_node *value = yaml_first(values); value; value = yaml_following(values, value))
    if (mapping_matches(value->text, cell.text, cell.length)) return 1;
  return 0;
}

/* Returns 1 for a whole number above zero, 0 for zero, and -1 for anything else. Leading zeros, and zeros after a decimal point,
 * are allowed. */
static int sign_of(dueby_csv_cell cell) {
  int64_t at = 0, is_above = 0;
  for (; at < cell.length && cell.text[at] >= '0' && cell.text[at] <= '9'; at++) is_above |= cell.text[at] != '0';
  if (!at) return -1;
  int64_t whole = at;
  if (at < cell.length && cell.text[at] == '.') at++;
  while (at > whole && at < cell.length && cell.text[at] == '0') at++;
  return at < cell.length || at == whole + 1 ? -1 : (int)is_above;
}

static int holds(const struct test *test, dueby_csv_cell cell) {
  int is_given = cell.length && !dueby_io_is_sentinel(cell);
  switch (test->kind) {
  case TEST_AMONG: return is_among(test->values, cell);
  case TEST_ABOVE_ZERO: return sign_of(cell) > 0;
  case TEST_NO_NUMBER: return sign_of(cell) < 0;
  default: return (test->kind == TEST_PRESENT) == is_given;
  }
}

int dueby_row_passes(const struct row_set *set, const struct found_row *row, const struct tests *tests) {
  for (int32_t i = 0; i < tests->count; i++)
    if (!holds(&tests->items[i], dueby_row_set_cell(set, row, tests->items[i].field))) return 0;
  return 1;
}

int dueby_row_passes_any(const struct row_set *set, const struct found_row *row, const struct tests *tests) {
  for (int32_t i = 0; i < tests->count; i++)
    if (holds(&tests->items[i], dueby_row_set_cell(set, row, tests->items[i].field))) return 1;
  return 0;
}

/* ---- reading dates ---- */

/* Reads a day in the form that the mapping's files use. ISO 8601, which is never ambiguous, is accepted too, even with XML's Z. */
dueby_status dueby_row_when(const struct evaluation *evaluation, dueby_csv_cell cell, dueby_when *when, char *reason) {
  enum { DAY_AND_ZONE = 11 };
  int32_t flags = (int32_t)evaluation->returned->options.flags, order = evaluation->mapping->date_order;
  if (dueby_csv_cell_is_no_date(cell, NULL, 0)) return DUEBY_NONE;
  if (cell.length == DAY_AND_ZONE && cell.text[DAY_AND_ZONE - 1] == 'Z') cell.length--;
  dueby_status status = dueby_csv_cell_when(cell, order, flags, when, reason, MESSAGE_SIZE / 2);
  if (status == DUEBY_OK || status == DUEBY_EMEMORY) return status;
  char ignored[MESSAGE_SIZE / 2], phrase[MESSAGE_SIZE / 4];
  dueby_when other;
  int32_t other_order = order == DUEBY_ORDER_ISO ? DUEBY_ORDER_DMY : DUEBY_ORDER_ISO;
  if (dueby_csv_cell_when(cell, other_order, flags, &other, ignored, sizeof ignored) != DUEBY_OK) return status;
  if (order != DUEBY_ORDER_ISO) {
    *when = other;
    return DUEBY_OK;
  }
  /* the file's mapping decides how dates are written, so the message does not suggest --dates */
  enum { ISO_SIZE = 16 };
  char iso[ISO_SIZE] = "";
  const dueby_when written = {DUEBY_TIME_NONE, other.date, 0};
  dueby_when_text(&written, iso, sizeof iso, NULL);
  dueby_csv_cell_text(cell, flags & DUEBY_CASELOAD_SHOW_VALUES, phrase, sizeof phrase);
  snprintf(reason, MESSAGE_SIZE / 2, "%s is written day first: write %s, or dates: dmy in a mapping of your own", phrase, iso);
  return status;
}

/* ---- the queue of events ---- */

void dueby_queue_clear(struct event_queue *queue) {
  queue->count = queue->next = queue->carried_count = 0;
  dueby_interned_clear(&queue->texts);
  dueby_interned_clear(&queue->reported);
}

void dueby_queue_free(struct event_queue *queue) {
  dueby_interned_free(&queue->texts);
  dueby_interned_free(&queue->reported);
  free(queue->events);
  free(queue->carried);
}

static struct found_event *add_to_queue(struct evaluation *evaluation, const struct found_row *row) {
  struct event_queue *queue = evaluation->queue;
  if (!dueby_return_grow((void **)&queue->events, queue->count, &queue->capacity, sizeof *queue->events)) return NULL;
  int64_t name = dueby_interned_add(&queue->texts, evaluation->name.text, evaluation->name.length);
  if (name < 0) return NULL;
  struct found_event *event = &queue->events[queue->count++];
  *event =
      (struct found_event){.name = name, .ref = -1, .line = row->line, .carried = -1, .slot = row->first_slot, .file = row->file};
  event->block = row->block ? row->block->name : "";
  event->event.row = row->line;
  return event;
}

const char *dueby_field_text(const char *block, const char *field, char *text, size_t size) {
  static const char own[] = "."; /* the path of the case's own element, or of the text of a row's element */
  int has_block = strcmp(block, own) != 0, has_field = field && strcmp(field, own) != 0;
  snprintf(text, size, "%s%s%s", has_block ? block : "", has_block && has_field ? "/" : "", has_field ? field : "");
  return text;
}

/* Remembers that a field of a row was reported, or the row itself if `field` is negative. Returns 1 if this is new, 0 if it was
 * reported before, -1 if out of memory. A row of a table is identified by its line, which a spell's row made from it shares. A row
 * of XML is identified by its slots, because all rows may be on one line. */
static int note_reported(const struct evaluation *evaluation, const struct found_row *row, int64_t line, int64_t field) {
  struct interned *reported = &evaluation->queue->reported;
  const int64_t key[] = {row->file, evaluation->mapping->is_xml ? row->first_slot : line, field < 0 ? -1 : line, field};
  int64_t known = reported->count, number = dueby_interned_add(reported, (const char *)key, sizeof key);
  return number < 0 ? -1 : number == known;
}

dueby_status dueby_evaluation_add_bad(struct evaluation *evaluation, const struct found_row *row, int64_t line, const char *field,
                                      const char *reason) {
  char name[CELL_SIZE], where[FIELD_SIZE];
  if (field) { /* a field may give several events, but is only reported once */
    int64_t number = dueby_interned_add(&evaluation->queue->texts, field, (int64_t)strlen(field));
    int is_new = number < 0 ? -1 : note_reported(evaluation, row, line, number);
    if (is_new <= 0) return is_new ? DUEBY_EMEMORY : DUEBY_OK;
  }
  const char *said = dueby_return_case_text(evaluation->returned, evaluation->name, evaluation->is_unnamed, name);
  const struct block *block = row->block && row->block->kind == BLOCK_SPELL ? row->block->table : row->block;
  dueby_field_text(block ? block->name : ".", field, where, sizeof where); /* a spell's fault is reported under the name of its
                                                                              table */
  dueby_return_report(evaluation->returned, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, evaluation->returned->files[row->file].name, line,
                      "case %s: %s%s%s", said, where, *where ? ": " : "", reason);
  int is_first = note_reported(evaluation, row, line, -1);
  struct found_event *event = is_first < 0 ? NULL : add_to_queue(evaluation, row);
  if (!event) return DUEBY_EMEMORY;
  event->is_more = !is_first; /* a row counts as bad only once */
  event->line = event->event.row = line;
  event->field = field;
  event->is_bad = 1;
  return DUEBY_OK;
}

/* ---- forming refs ---- */

struct ref_text {
  char text[DUEBY_NAME_BYTES_MAX + 1];
  int64_t length;
  int is_too_long;
};

static void append(struct ref_text *ref, const char *text, int64_t length) {
  if (ref->length + length > DUEBY_NAME_BYTES_MAX) {
    ref->is_too_long = 1;
    return;
  }
  for (int64_t i = 0; i < length; i++) ref->text[ref->length++] = text[i];
}

/* Appends a value to a ref. Days are written as 2026-03-27, whatever their form in the file. Drops slashes, because they would make
 * the ref a path. */
static void append_value(const struct evaluation *evaluation, struct ref_text *ref, dueby_csv_cell cell) {
  char day[40], reason[MESSAGE_SIZE / 2];
  dueby_when when;
  int64_t first = ref->length;
  if (dueby_row_when(evaluation, cell, &when, reason) == DUEBY_OK && dueby_when_text(&when, day, sizeof day, NULL) == DUEBY_OK)
    append(ref, day, (int64_t)strlen(day));
  else append(ref, cell.text, cell.length);
  for (int64_t i = first; i < ref->length; i++)
    if (ref->text[i] == '/') ref->text[i] = '-';
}

/* Appends a form of a ref, with the row's values; if the ref is not empty, adds a slash first. Appends nothing if a field of the
 * form has no value. */
static void append_form(const struct evaluation *evaluation, const struct found_row *row, const struct ref_form *form,
                        struct ref_text *ref) {
  if (!form->count) return;
  for (int32_t i = 0; i < form->count; i++)
    if (form->parts[i].field >= 0 && !dueby_row_set_cell(evaluation->set, row, form->parts[i].field).length) return;
  if (ref->length) append(ref, "/", 1);
  for (int32_t i = 0; i < form->count; i++) {
    const struct ref_part *part = &form->parts[i];
    if (part->field < 0) append(ref, part->text, part->length);
    else append_value(evaluation, ref, dueby_row_set_cell(evaluation->set, row, part->field));
  }
}

static void append_row_ref(const struct evaluation *evaluation, const struct found_row *row, struct ref_text *ref) {
  if (row->parent >= 0) append_row_ref(evaluation, &evaluation->set->rows[row->parent], ref);
  append_form(evaluation, row, &row->block->ref, ref);
}

int64_t dueby_row_identity(const struct evaluation *evaluation, const struct found_row *row, char *text) {
  struct ref_text made = {.length = 0};
  for (int32_t i = 0; i < row->block->known_by_count; i++) {
    dueby_csv_cell cell = dueby_row_set_cell(evaluation->set, row, row->block->known_by[i]);
    if (!cell.length) return 0;
    if (i) append(&made, " ", 1);
    append_value(evaluation, &made, cell);
  }
  if (!row->block->known_by_count) append_row_ref(evaluation, row, &made);
  memcpy(text, made.text, (size_t)made.length);
  return made.length;
}

static struct ref_text event_ref(const struct evaluation *evaluation, const struct found_row *row,
                                 const struct mapped_event *mapped) {
  struct ref_text ref = {.length = 0};
  if (mapped->ref_kind == REF_NONE) return ref;
  if (mapped->ref_kind == REF_OF_ROW) append_row_ref(evaluation, row, &ref);
  else if (row->parent >= 0) append_row_ref(evaluation, &evaluation->set->rows[row->parent], &ref);
  if (mapped->ref_kind == REF_OWN) append_form(evaluation, row, &mapped->ref, &ref);
  return ref;
}

/* ---- making events ---- */

static dueby_status carry(struct evaluation *evaluation, const struct found_row *row, struct found_event *event) {
  struct event_queue *queue = evaluation->queue;
  dueby_return *returned = evaluation->returned;
  if (!row->block->carried_count) return DUEBY_OK;
  event->carried = queue->carried_count;
  for (int32_t i = 0; i < returned->carried_count; i++) {
    if (!dueby_return_grow((void **)&queue->carried, queue->carried_count, &queue->carried_capacity, sizeof *queue->carried))
      return DUEBY_EMEMORY;
    queue->carried[queue->carried_count++] = -1;
  }
  for (int32_t i = 0; i < row->block->carried_count; i++) {
    const struct carried_field *carried = &row->block->carried[i];
    const char *column = evaluation->mapping->carried[carried->column];
    dueby_csv_cell cell = dueby_row_set_cell(evaluation->set, row, carried->field);
    int32_t at = 0;
    while (strcmp(returned->carried[at], column) != 0) at++;
    int64_t text = cell.length ? dueby_interned_add(&queue->texts, cell.text, cell.length) : -1;
    if (cell.length && text < 0) return DUEBY_EMEMORY;
    queue->carried[event->carried + at] = text;
  }
  return DUEBY_OK;
}

/* True if a day is in a spell of the given kind. */
static int is_during(const struct evaluation *evaluation, const struct block *block, dueby_date date) {
  for (int64_t i = 0; i < evaluation->spell_count; i++) {
    const struct spell *spell = &evaluation->spells[i];
    if (spell->block == block && spell->from <= date && (spell->to == DUEBY_DATE_NONE || date <= spell->to)) return 1;
  }
  return 0;
}

/* Counts the event in the year that it belongs to, for mappings whose period is a year. */
static void count_year(struct evaluation *evaluation, int32_t file, dueby_date date) {
  const dueby_mapping *mapping = evaluation->mapping;
  struct return_set *set = &evaluation->returned->sets[evaluation->returned->files[file].set];
  int32_t year, month, day;
  if (!set->years || dueby_date_civil(date, &year, &month, &day) != DUEBY_OK) return;
  if (month < mapping->period_month || (month == mapping->period_month && day < mapping->period_day)) year--;
  if (year >= FIRST_YEAR && year < FIRST_YEAR + YEARS) set->years[year - FIRST_YEAR]++;
}

static void add_tags(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped,
                     dueby_tags *tags) {
  for (int32_t i = 0; i < mapped->tag_count; i++)
    if (dueby_row_passes(evaluation->set, row, &mapped->tags[i].when)) dueby_tags_add(tags, mapped->tags[i].tag);
}

/* Adds every tag that the mapping may give an event, except void. */
static void add_all_tags(const struct evaluation *evaluation, const struct mapped_event *mapped, dueby_tags *tags) {
  int32_t voided = -1;
  dueby_profile_find_tag(evaluation->returned->profile, "void", &voided);
  for (int32_t i = 0; i < mapped->tag_count; i++)
    if (mapped->tags[i].tag != voided) dueby_tags_add(tags, mapped->tags[i].tag);
}

/* Returns the day by which an event of a row must have happened; NONE if the row or the mapping does not say. */
static dueby_date latest_day(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped) {
  dueby_date day = mapped->has_done_by ? dueby_order_day(evaluation, row, &mapped->done_by) : DUEBY_DATE_NONE;
  return day != DUEBY_DATE_NONE ? day : dueby_order_closed(evaluation, row, &mapped->closed_in);
}

dueby_status dueby_evaluation_add_unread(struct evaluation *evaluation, const struct found_row *row,
                                         const struct mapped_event *mapped, int is_own_row) {
  struct ref_text ref = {.length = 0};
  struct found_event *event = add_to_queue(evaluation, row);
  if (!event) return DUEBY_EMEMORY;
  event->is_unread = 1;
  event->event.type = mapped->type;
  event->event.date = is_own_row ? latest_day(evaluation, row, mapped) : DUEBY_DATE_NONE;
  event->event.time = DUEBY_TIME_NONE;
  if (event->event.date != DUEBY_DATE_NONE) event->event.has = DUEBY_HAS_BY;
  if (is_own_row) add_tags(evaluation, row, mapped, &event->event.tags);
  else add_all_tags(evaluation, mapped, &event->event.tags);
  if (is_own_row) ref = event_ref(evaluation, row, mapped);
  if (!ref.length || ref.is_too_long) return DUEBY_OK;
  event->ref = dueby_interned_add(&evaluation->queue->texts, ref.text, ref.length);
  return event->ref < 0 ? DUEBY_EMEMORY : DUEBY_OK;
}

dueby_status dueby_evaluation_set_ref(struct evaluation *evaluation, const struct found_row *row, int64_t at) {
  struct ref_text ref = {.length = 0};
  append_row_ref(evaluation, row, &ref);
  if (!ref.length || ref.is_too_long) return DUEBY_OK;
  evaluation->queue->events[at].ref = dueby_interned_add(&evaluation->queue->texts, ref.text, ref.length);
  return evaluation->queue->events[at].ref < 0 ? DUEBY_EMEMORY : DUEBY_OK;
}

static dueby_status add_bad_event(struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped,
                                  int32_t field, const char *reason) {
  int64_t line = evaluation->set->slots[row->first_slot + field].line;
  const struct block *block = row->block;
  const char *name =
      block->kind == BLOCK_SPELL ? block->table->fields[block->fields[field].source].name : block->fields[field].name;
  dueby_status status = dueby_evaluation_add_bad(evaluation, row, line, name, reason);
  return status == DUEBY_OK ? dueby_evaluation_add_unread(evaluation, row, mapped, 1) : status;
}

static dueby_status add_event(struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped,
                              int32_t field, const dueby_when *when) {
  int64_t line = evaluation->set->slots[row->first_slot + field].line;
  const char *name = row->block->fields[field].name;
  if (mapped->during && !is_during(evaluation, mapped->during, when->date))
    return evaluation->has_undated ? dueby_evaluation_add_unread(evaluation, row, mapped, 1) : DUEBY_OK;
  struct ref_text ref = event_ref(evaluation, row, mapped);
  if (ref.is_too_long) return add_bad_event(evaluation, row, mapped, field, "its ref is longer than 200 bytes");
  struct found_event *event = add_to_queue(evaluation, row);
  if (!event) return DUEBY_EMEMORY;
  event->field = name;
  if (row->block->fields[field].is_last) event->file = row->last_file; /* a spell may end in the file of another year */
  event->note = mapped->note;
  event->from = mapped;
  event->line = event->event.row = line;
  event->event.type = mapped->type;
  event->event.date = when->date;
  event->event.time = when->time;
  event->event.has = DUEBY_HAS_DATE;
  if (ref.length) event->ref = dueby_interned_add(&evaluation->queue->texts, ref.text, ref.length);
  if (ref.length && event->ref < 0) return DUEBY_EMEMORY;
  add_tags(evaluation, row, mapped, &event->event.tags);
  if (mapped->type != evaluation->returned->birth) count_year(evaluation, event->file, when->date);
  return carry(evaluation, row, event);
}

int dueby_event_applies(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *event) {
  return dueby_row_passes(evaluation->set, row, &event->when) && !dueby_row_passes_any(evaluation->set, row, &event->unless);
}

/* Adds the event of a row. An end before its own start counts as unreadable, because one of the two days must be wrong. If only its
 * time is before that of its start, it is read as that day without a time. */
static dueby_status add_end_or_event(struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped,
                                     int32_t field, const dueby_when *when) {
  char reason[MESSAGE_SIZE / 2];
  const dueby_when day = {DUEBY_TIME_NONE, when->date, 0};
  int32_t start = dueby_order_later_start(evaluation, row, mapped, field, &day);
  int is_earlier_time = start < 0 && dueby_order_later_start(evaluation, row, mapped, field, when) >= 0;
  if (start < 0) return add_event(evaluation, row, mapped, field, is_earlier_time ? &day : when);
  dueby_order_reason(row, start, reason);
  return add_bad_event(evaluation, row, mapped, field, reason);
}

/* True if a row's fields show that an event has happened, even if it has no day. */
static int says_it_happened(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped) {
  return mapped->undated.count && dueby_row_passes_any(evaluation->set, row, &mapped->undated);
}

/* If an event has no day but must have happened, because what it belongs to was closed, reports this and adds the event as
 * unreadable. */
static dueby_status doubt_undone(struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped,
                                 int32_t field) {
  const struct block *block = row->block, *of = mapped->done_by.is_in_parent ? block->parent : block;
  const struct closed_in *in = &mapped->closed_in;
  char name[CELL_SIZE], where[FIELD_SIZE];
  int is_here = mapped->has_done_by && dueby_order_day(evaluation, row, &mapped->done_by) != DUEBY_DATE_NONE;
  if (!is_here && dueby_order_closed(evaluation, row, in) == DUEBY_DATE_NONE) return DUEBY_OK;
  dueby_return_report(evaluation->returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, evaluation->returned->files[row->file].name,
                      row->line, "case %s: %s: it is empty, but there is a %.100s",
                      dueby_return_case_text(evaluation->returned, evaluation->name, evaluation->is_unnamed, name),
                      dueby_field_text(block->name, block->fields[field].name, where, sizeof where),
                      is_here ? of->fields[mapped->done_by.field].name : in->table->fields[in->field].name);
  return dueby_evaluation_add_unread(evaluation, row, mapped, 1);
}

static dueby_status read_event(struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped) {
  char reason[MESSAGE_SIZE / 2];
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < mapped->at_count && status == DUEBY_OK; i++) {
    dueby_when when;
    int32_t field = mapped->at[i];
    dueby_csv_cell cell = dueby_row_set_cell(evaluation->set, row, field);
    if (!dueby_event_applies(evaluation, row, mapped)) continue;
    dueby_status read = cell.length ? dueby_row_when(evaluation, cell, &when, reason) : DUEBY_NONE;
    if (read == DUEBY_NONE && says_it_happened(evaluation, row, mapped))
      status = add_bad_event(evaluation, row, mapped, field, "the row says that this happened, but gives no date");
    else if (read == DUEBY_OK && !dueby_order_is_excluded(evaluation, row, mapped, field, when.date))
      status = add_end_or_event(evaluation, row, mapped, field, &when);
    else if (read == DUEBY_NONE) status = doubt_undone(evaluation, row, mapped, field);
    else if (read != DUEBY_OK) status = add_bad_event(evaluation, row, mapped, field, reason);
  }
  return status;
}

/* True if a row has a value in at least one of the fields. */
static int has_one_of(const struct evaluation *evaluation, const struct found_row *row, const struct need *need) {
  for (int32_t i = 0; i < need->count; i++)
    if (!dueby_csv_cell_is_no_date(dueby_row_set_cell(evaluation->set, row, need->fields[i]), NULL, 0)) return 1;
  return 0;
}

static int is_among_fields(const struct need *need, int32_t field) {
  for (int32_t i = 0; i < need->count; i++)
    if (need->fields[i] == field) return 1;
  return 0;
}

/* Reports an empty field that should have a date, or a group of empty fields if one of them should. Adds their events as
 * unreadable: they may have happened, but the day is unknown. */
static dueby_status refuse_empty(struct evaluation *evaluation, const struct found_row *row, const struct need *need) {
  const struct block *block = row->block;
  const char *name = block->fields[need->fields[0]].name;
  char reason[MESSAGE_SIZE / 2];
  int used = snprintf(reason, sizeof reason, "there is no date in %.50s", name);
  for (int32_t i = 1; i < need->count && used < (int)sizeof reason; i++)
    used += snprintf(reason + used, sizeof reason - (size_t)used, " or %.50s", block->fields[need->fields[i]].name);
  dueby_status status = need->count == 1 ? dueby_evaluation_add_bad(evaluation, row, row->line, name, "it is empty")
                                         : dueby_evaluation_add_bad(evaluation, row, row->line, NULL, reason);
  for (int32_t i = 0; i < block->event_count; i++)
    for (int32_t j = 0; j < block->events[i].at_count && status == DUEBY_OK; j++)
      if (is_among_fields(need, block->events[i].at[j]) && dueby_event_applies(evaluation, row, &block->events[i]))
        status = dueby_evaluation_add_unread(evaluation, row, &block->events[i], 1);
  return status;
}

/* Takes a row of which only the case could be read; the error was reported then. Adds, as unreadable, every event that rows of its
 * table can record, alone or as part of a spell. */
static dueby_status read_bad_row(struct evaluation *evaluation, const struct found_row *row) {
  const struct block *table = evaluation->returned->files[row->file].table;
  struct found_event *bad = add_to_queue(evaluation, row);
  dueby_status status = bad ? DUEBY_OK : DUEBY_EMEMORY;
  if (bad) bad->is_bad = 1;
  for (const struct block *block = evaluation->mapping->blocks; block; block = block->next)
    for (int32_t i = 0; (block == table || block->table == table) && i < block->event_count && status == DUEBY_OK; i++)
      if (block->events[i].type != evaluation->returned->birth)
        status = dueby_evaluation_add_unread(evaluation, row, &block->events[i], 0);
  return status;
}

static dueby_status read_row(struct evaluation *evaluation, const struct found_row *row) {
  const struct block *block = row->block;
  dueby_status status = DUEBY_OK;
  if (!block) return read_bad_row(evaluation, row);
  if (!dueby_row_passes(evaluation->set, row, &block->when) || dueby_row_passes_any(evaluation->set, row, &block->unless))
    return DUEBY_OK;
  for (int32_t i = 0; i < block->required_count && status == DUEBY_OK; i++)
    if (!has_one_of(evaluation, row, &block->required[i])) status = refuse_empty(evaluation, row, &block->required[i]);
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK; i++) status = read_event(evaluation, row, &block->events[i]);
  if (status == DUEBY_OK) status = dueby_order_check(evaluation, row);
  return status;
}

/* Makes a row from a spell: for each field that its events use, the value in its first or last row. Values of the last row only
 * count once the spell has ended. Returns the index of the row, or -1 if out of memory. */
static int64_t add_spell_row(struct row_set *set, const struct spell *spell) {
  const struct block *block = spell->block;
  int64_t added = dueby_row_set_add(set, block, -1, set->rows[spell->first].line);
  if (added < 0) return -1;
  set->rows[added].file = set->rows[spell->first].file;
  set->rows[added].last_file = set->rows[spell->last].file;
  for (int32_t i = 0; i < block->field_count; i++) {
    const struct mapped_field *field = &block->fields[i];
    if (field->is_last && !spell->has_ended) continue;
    const struct found_row *from = &set->rows[field->is_last ? spell->last : spell->first];
    set->slots[set->rows[added].first_slot + i] = set->slots[from->first_slot + field->source];
  }
  return added;
}

/* Removes the row of a spell, because only its events are needed. */
static void remove_spell_row(struct row_set *set, int64_t added) {
  set->count = added;
  set->slot_count = set->rows[added].first_slot;
}

static dueby_status read_spell(struct evaluation *evaluation, const struct spell *spell) {
  struct row_set *set = evaluation->set;
  dueby_status status = DUEBY_OK;
  int64_t added = add_spell_row(set, spell);
  if (added < 0) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < spell->block->event_count && status == DUEBY_OK; i++)
    status = read_event(evaluation, &set->rows[added], &spell->block->events[i]);
  remove_spell_row(set, added);
  return status;
}

dueby_status dueby_spell_add_unread(struct evaluation *evaluation, const struct block *block, int64_t row) {
  struct row_set *set = evaluation->set;
  const struct spell spell = {.block = block, .first = row, .last = row, .has_ended = 1};
  dueby_status status = DUEBY_OK;
  if (!dueby_spell_takes(evaluation, block, row)) return DUEBY_OK;
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK; i++) {
    int64_t added = add_spell_row(set, &spell);
    if (added < 0) return DUEBY_EMEMORY;
    const struct found_row *alone = &set->rows[added];
    int fits = dueby_event_applies(evaluation, alone, &block->events[i]);
    remove_spell_row(set, added);
    if (fits) status = dueby_evaluation_add_unread(evaluation, &set->rows[row], &block->events[i], 0);
  }
  return status;
}

dueby_status dueby_evaluation_run(struct evaluation *evaluation) {
  int64_t first = evaluation->queue->count;
  dueby_status status = dueby_spells_find(evaluation);
  for (int64_t i = 0; i < evaluation->count && status == DUEBY_OK; i++)
    status = read_row(evaluation, &evaluation->set->rows[evaluation->rows ? evaluation->rows[i] : i]);
  for (int64_t i = 0; i < evaluation->spell_count && status == DUEBY_OK; i++)
    status = read_spell(evaluation, &evaluation->spells[i]);
  if (status == DUEBY_OK) status = dueby_order_link(evaluation, first);
  return status == DUEBY_OK ? dueby_closed_check(evaluation, first) : status;
}

/* True for events about the child rather than about the work, such as the birth. A child who only has such events was not
 * checked. */
static int is_about_child(const struct evaluation *evaluation, int32_t type) {
  static const char *const slugs[] = {"birth", "birth.expected", "child.died"};
  const char *slug = dueby_profile_event_slug(evaluation->returned->profile, type);
  for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
    if (strcmp(slugs[i], slug) == 0) return 1;
  return 0;
}

/* True if a row has a day for an event about the work or, if `of_child` is 1, about the child. If `that_applies` is 1, the row must
 * also meet the event's conditions. */
static int has_day(const struct evaluation *evaluation, const struct found_row *row, int of_child, int that_applies) {
  const struct block *block = row->block;
  for (int32_t i = 0; i < block->event_count; i++) {
    const struct mapped_event *event = &block->events[i];
    const struct need at = {event->at, event->at_count};
    if (is_about_child(evaluation, event->type) != of_child || !has_one_of(evaluation, row, &at)) continue;
    if (!that_applies || dueby_event_applies(evaluation, row, event)) return 1;
  }
  return 0;
}

/* True if a row passes its block's conditions but gives no event. If the block has events about the work, only those count;
 * otherwise one event about the child, from any row (`has_child`), is enough. */
static int says_nothing(const struct evaluation *evaluation, const struct found_row *row, int has_child) {
  const struct block *block = row->block;
  int32_t others = 0;
  if (!block || !block->event_count || !dueby_row_passes(evaluation->set, row, &block->when) ||
      dueby_row_passes_any(evaluation->set, row, &block->unless))
    return 0;
  for (int32_t i = 0; i < block->event_count; i++) others += !is_about_child(evaluation, block->events[i].type);
  return others ? !has_day(evaluation, row, 0, 1) : !has_child && !has_day(evaluation, row, 1, 1);
}

/* Reports a row without an event, and adds the events that it may have meant as unreadable. */
static dueby_status refuse_silent(struct evaluation *evaluation, const struct found_row *row) {
  const struct block *block = row->block;
  const char *reason = has_day(evaluation, row, 0, 0)
                           ? "nothing in this row says what is due for this case, and no other row does, so we did not check it"
                           : "we found no date in this row, so we did not check anything that it records";
  dueby_status status = dueby_evaluation_add_bad(evaluation, row, row->line, NULL, reason);
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK; i++) {
    const struct mapped_event *event = &block->events[i];
    if (!is_about_child(evaluation, event->type) && dueby_event_applies(evaluation, row, event))
      status = dueby_evaluation_add_unread(evaluation, row, event, 1);
  }
  return status;
}

dueby_status dueby_evaluation_end(struct evaluation *evaluation, int64_t first) {
  const struct event_queue *queue = evaluation->queue;
  for (int64_t i = first; i < queue->count; i++)
    if (queue->events[i].is_bad || !is_about_child(evaluation, queue->events[i].event.type)) return DUEBY_OK;
  for (int64_t i = 0; i < evaluation->count; i++) {
    const struct found_row *row = &evaluation->set->rows[evaluation->rows ? evaluation->rows[i] : i];
    if (says_nothing(evaluation, row, queue->count > first)) return refuse_silent(evaluation, row);
  }
  return DUEBY_OK;
}
