/* Handles cases that cannot be followed from one file to another: those without a name, and those with something open that are
 * not in the next file. dueby cannot tell what happened to them outside their own file, so nothing counts as late because of it. */
#include <stdlib.h>

#include "return_places.h"
#include "written_date.h"

enum { PRESENT = 1, OPEN = 2, NAMED_MAX = 5 };

/* ---- events that may have happened outside the file of a row ---- */

static int is_set(const struct evaluation *evaluation, const struct found_row *row, int32_t field) {
  return !dueby_csv_cell_is_no_date(dueby_row_set_cell(evaluation->set, row, field), NULL, 0);
}

static int lacks_a_day(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped) {
  for (int32_t i = 0; i < mapped->at_count; i++)
    if (!is_set(evaluation, row, mapped->at[i])) return 1;
  return 0;
}

/* Adds events for which a row has no day, because they may have happened since the file was made. */
static dueby_status add_what_is_missing(struct evaluation *evaluation, const struct found_row *row) {
  const struct block *block = row->block;
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK; i++)
    if (block->events[i].type != evaluation->returned->birth && lacks_a_day(evaluation, row, &block->events[i]))
      status = dueby_evaluation_add_unread(evaluation, row, &block->events[i], 1);
  return status;
}

/* Adds the ends of the spells that a row takes part in. */
static dueby_status add_ends_of_spells(struct evaluation *evaluation, int64_t at) {
  dueby_status status = DUEBY_OK;
  const struct block *table = evaluation->set->rows[at].block;
  for (const struct block *spell = evaluation->mapping->blocks; spell; spell = spell->next) {
    if (spell->kind != BLOCK_SPELL || spell->table != table || !dueby_spell_takes(evaluation, spell, at)) continue;
    for (int32_t i = 0; i < spell->event_count && status == DUEBY_OK; i++)
      if (spell->fields[spell->events[i].at[0]].is_last)
        status = dueby_evaluation_add_unread(evaluation, &evaluation->set->rows[at], &spell->events[i], 0);
  }
  return status;
}

static int64_t row_index(const struct evaluation *evaluation, int64_t i) {
  return evaluation->rows ? evaluation->rows[i] : i;
}

/* ---- cases without a name ---- */

/* True if some day in a row is before the records of its file begin. */
static int is_from_before(const struct evaluation *evaluation, const struct found_row *row, dueby_date from) {
  char reason[MESSAGE_SIZE / 2];
  dueby_when when;
  for (int32_t i = 0; i < row->block->event_count; i++)
    for (int32_t j = 0; j < row->block->events[i].at_count; j++) {
      dueby_csv_cell cell = dueby_row_set_cell(evaluation->set, row, row->block->events[i].at[j]);
      if (row->block->events[i].type == evaluation->returned->birth || !cell.length) continue;
      if (dueby_row_when(evaluation, cell, &when, reason) == DUEBY_OK && when.date < from) return 1;
    }
  return 0;
}

/* Adds what the elements within a row record: they may be in the file of an earlier year. */
static dueby_status add_what_is_within(struct evaluation *evaluation, const struct found_row *row) {
  dueby_status status = DUEBY_OK;
  for (const struct block *block = evaluation->mapping->blocks; block; block = block->next)
    for (int32_t i = 0; block->parent == row->block && i < block->event_count && status == DUEBY_OK; i++)
      status = dueby_evaluation_add_unread(evaluation, row, &block->events[i], 0);
  return status;
}

dueby_status dueby_lost_doubt_unnamed(struct evaluation *evaluation) {
  const dueby_return *returned = evaluation->returned;
  const struct return_set *own = &returned->sets[returned->files[evaluation->set->rows[0].file].set];
  int is_before = 0, is_after = 0;
  dueby_date from = DUEBY_DATE_NONE;
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < returned->set_count && own->as_at != DUEBY_DATE_NONE; i++) {
    dueby_date other = returned->sets[i].as_at;
    if (other == DUEBY_DATE_NONE || returned->sets[i].mapping != own->mapping) continue;
    is_before |= other > own->as_at;
    is_after |= other < own->as_at;
  }
  if (evaluation->mapping->period != PERIOD_MONTHS ||
      dueby_date_add_months(own->as_at + 1, -evaluation->mapping->period_months, &from) != DUEBY_OK)
    is_after = 0;
  for (int64_t i = 0; i < evaluation->count && status == DUEBY_OK; i++) {
    const struct found_row *row = &evaluation->set->rows[row_index(evaluation, i)];
    if (is_before) status = add_what_is_missing(evaluation, row);
    if (status == DUEBY_OK && is_after && is_from_before(evaluation, row, from)) status = add_what_is_within(evaluation, row);
  }
  return status;
}

/* ---- cases that the next file does not have ---- */

static uint8_t *marks_of(const dueby_return *returned, int64_t name) {
  return returned->lost.marks + name * returned->set_count;
}

/* Returns the number of a case, whose marks are there; -1 if out of memory. */
static int64_t number_of(dueby_return *returned, dueby_csv_cell name) {
  struct lost *lost = &returned->lost;
  int64_t known = lost->names.count, number = dueby_interned_add(&lost->names, name.text, name.length);
  if (number < 0 || number < known) return number;
  if (!dueby_return_grow((void **)&lost->marks, number, &lost->capacity, (size_t)returned->set_count)) return -1;
  memset(marks_of(returned, number), 0, (size_t)returned->set_count);
  return number;
}

static int is_open(const struct evaluation *evaluation, const struct found_row *row) {
  const struct block *block = row->block;
  return block && block->open.count && dueby_row_passes(evaluation->set, row, &block->open) &&
         dueby_row_passes(evaluation->set, row, &block->when) && !dueby_row_passes_any(evaluation->set, row, &block->unless);
}

/* Keeps the ends of an open row, in case the next file does not have the case. */
static dueby_status keep_ends(struct evaluation *evaluation, int64_t at) {
  struct event_queue *queue = evaluation->queue;
  evaluation->queue = &evaluation->returned->lost.queue;
  int64_t kept = evaluation->queue->count;
  dueby_status status = add_what_is_missing(evaluation, &evaluation->set->rows[at]);
  if (status == DUEBY_OK) status = add_ends_of_spells(evaluation, at);
  for (int64_t i = kept; i < evaluation->queue->count; i++) evaluation->queue->events[i].event.has = DUEBY_HAS_LOST;
  evaluation->queue = queue;
  return status;
}

dueby_status dueby_lost_see(struct evaluation *evaluation) {
  dueby_return *returned = evaluation->returned;
  dueby_status status = DUEBY_OK;
  if (returned->set_count < 2 || !evaluation->name.length) return DUEBY_OK;
  int64_t number = number_of(returned, evaluation->name);
  if (number < 0) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < evaluation->count && status == DUEBY_OK; i++) {
    const struct found_row *row = &evaluation->set->rows[row_index(evaluation, i)];
    int32_t set = returned->files[row->file].set;
    marks_of(returned, number)[set] |= PRESENT;
    returned->sets[set].has_open |= row->block && row->block->open.count;
    if (!is_open(evaluation, row)) continue;
    marks_of(returned, number)[set] |= OPEN;
    status = keep_ends(evaluation, row_index(evaluation, i));
  }
  return status;
}

/* Finds the set that comes next after a set, of the same kind and with rows that can be open. Returns -1 if there is none. */
static int32_t next_set(const dueby_return *returned, int32_t set) {
  int32_t next = -1;
  dueby_date end = dueby_return_set_end(returned, set);
  for (int32_t i = 0; i < returned->set_count && end != DUEBY_DATE_NONE; i++) {
    dueby_date other = dueby_return_set_end(returned, i);
    if (returned->sets[i].mapping != returned->sets[set].mapping || !returned->sets[i].has_open || other <= end) continue;
    if (next < 0 || other < dueby_return_set_end(returned, next)) next = i;
  }
  return next;
}

/* True if a case is in one of the sets that end on the same day as this one. */
static int is_in(const dueby_return *returned, int64_t name, int32_t set) {
  for (int32_t i = 0; i < returned->set_count; i++)
    if (returned->sets[i].mapping == returned->sets[set].mapping && marks_of(returned, name)[i] & PRESENT &&
        dueby_return_set_end(returned, i) == dueby_return_set_end(returned, set))
      return 1;
  return 0;
}

/* Reports a lost case by its name and the line of its open row. */
static void report_lost(const dueby_return *returned, const struct found_event *event, int64_t name, int32_t next) {
  char shown[CELL_SIZE];
  const dueby_csv_cell cell = {interned_at(&returned->lost.names, name), interned_length(&returned->lost.names, name)};
  dueby_return_report(returned, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, returned->files[event->file].name, event->line,
                      "case %s: %s is still open here, but the case is not in %.100s. Check whether it has another name there, or "
                      "was left out",
                      dueby_return_case_text(returned, cell, 0, shown), event->block, returned->sets[next].name);
}

/* Keeps the events of the cases that are lost, and drops the others. */
static void keep_lost(dueby_return *returned) {
  struct lost *lost = &returned->lost;
  int64_t kept = 0, last = -1;
  for (int64_t i = 0; i < lost->queue.count; i++) {
    const struct found_event event = lost->queue.events[i];
    const struct interned *texts = &lost->queue.texts;
    int32_t set = returned->files[event.file].set, next = next_set(returned, set);
    int64_t name = dueby_interned_find(&lost->names, interned_at(texts, event.name), interned_length(texts, event.name));
    if (next < 0 || name < 0 || is_in(returned, name, next)) continue;
    lost->queue.events[kept++] = event;
    if (name == last) continue;
    last = name;
    dueby_return_tally(&lost->cases, event.file, event.line);
    if (lost->cases.count <= NAMED_MAX) report_lost(returned, &event, name, next);
  }
  lost->queue.count = kept;
}

dueby_status dueby_lost_take(dueby_return *returned) {
  struct lost *lost = &returned->lost;
  if (!lost->is_found) keep_lost(returned);
  lost->is_found = 1;
  if (lost->queue.next == lost->queue.count) return DUEBY_DONE;
  returned->last = &lost->queue.events[lost->queue.next++];
  returned->given = &lost->queue;
  return DUEBY_OK;
}

void dueby_lost_free(dueby_return *returned) {
  dueby_interned_free(&returned->lost.names);
  dueby_queue_free(&returned->lost.queue);
  free(returned->lost.marks);
}
