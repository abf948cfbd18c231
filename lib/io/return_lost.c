/* Handles what cannot be followed from one file of a return to the next: cases without a name, and rows that are open in one file
 * but missing from the next. What happened to them later is unknown, so they never make anything late. */
#include <stdlib.h>

#include "return_holds.h"
#include "return_places.h"
#include "written_date.h"

enum { NAMED_MAX = 5, KEY_SIZE = 2 * DUEBY_NAME_BYTES_MAX + 64 };

/* Kinds of notes about a case in a set of files. SEEN_ROW: it has a row with this identity. SEEN_CASE: it has a row. SEEN_BAD: it
 * has an unreadable row. SEEN_UNKNOWN: it has a row without an identity. SEEN_MISSED: it lacks a row that is open in an earlier
 * set. */
enum seen_kind { SEEN_ROW = 'r', SEEN_CASE = 'c', SEEN_BAD = 'b', SEEN_UNKNOWN = 'u', SEEN_MISSED = 'm' };

/* A row that may be lost, or that may be a lost row with a different date. */
struct kept_row {
  const struct block *block;
  int64_t identity; /* number of the row's identity in `texts` */
  /* the row's events in the queue are `first` to `behind` - 1; those from `whole` onwards only count if the whole case is lost */
  int64_t first, whole, behind;
  int is_earlier; /* 1 if the row began before its file's period; its events are then those that may have met duties it started */
};

/* ---- events that may have happened outside the file of a row ---- */

static int is_set(const struct evaluation *evaluation, const struct found_row *row, int32_t field) {
  return !dueby_csv_cell_is_no_date(dueby_row_set_cell(evaluation->set, row, field), NULL, 0);
}

static int lacks_a_day(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped) {
  for (int32_t i = 0; i < mapped->at_count; i++)
    if (!is_set(evaluation, row, mapped->at[i])) return 1;
  return 0;
}

/* Adds the events that a row has no day for, because they may have happened after the file was made. */
static dueby_status add_what_is_missing(struct evaluation *evaluation, const struct found_row *row) {
  const struct block *block = row->block;
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK; i++)
    if (block->events[i].type != evaluation->returned->birth && lacks_a_day(evaluation, row, &block->events[i]))
      status = dueby_evaluation_add_unread(evaluation, row, &block->events[i], 1);
  return status;
}

/* Adds the ends of all spells that a row may be part of. */
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

/* True if a row has a date before `from`, the first day of its file's period. */
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

/* Adds, as unreadable, every event that elements inside a row can record: the file for an earlier year may have such elements. */
static dueby_status add_what_is_within(struct evaluation *evaluation, const struct found_row *row) {
  dueby_status status = DUEBY_OK;
  for (const struct block *block = evaluation->mapping->blocks; block; block = block->next)
    for (int32_t i = 0; block->parent == row->block && i < block->event_count && status == DUEBY_OK; i++)
      status = dueby_evaluation_add_unread(evaluation, row, &block->events[i], 0);
  return status;
}

/* Returns the first day of the period that a set of files covers. Returns NONE if it is unknown, or if the mapping's period is not
 * in months. */
static dueby_date first_day_of(const struct evaluation *evaluation, const struct return_set *set) {
  dueby_date from;
  if (set->as_at == DUEBY_DATE_NONE || evaluation->mapping->period != PERIOD_MONTHS ||
      dueby_date_add_months(set->as_at + 1, -evaluation->mapping->period_months, &from) != DUEBY_OK)
    return DUEBY_DATE_NONE;
  return from;
}

dueby_status dueby_lost_doubt_unnamed(struct evaluation *evaluation) {
  const dueby_return *returned = evaluation->returned;
  const struct return_set *own = &returned->sets[returned->files[evaluation->set->rows[0].file].set];
  int is_before = 0, is_after = 0;
  dueby_date from = first_day_of(evaluation, own);
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < returned->set_count && own->as_at != DUEBY_DATE_NONE; i++) {
    dueby_date other = returned->sets[i].as_at;
    if (other == DUEBY_DATE_NONE || returned->sets[i].mapping != own->mapping) continue;
    is_before |= other > own->as_at;
    is_after |= other < own->as_at;
  }
  is_after &= from != DUEBY_DATE_NONE;
  for (int64_t i = 0; i < evaluation->count && status == DUEBY_OK; i++) {
    const struct found_row *row = &evaluation->set->rows[row_index(evaluation, i)];
    if (is_before) status = add_what_is_missing(evaluation, row);
    if (status == DUEBY_OK && is_after && is_from_before(evaluation, row, from)) status = add_what_is_within(evaluation, row);
  }
  return status;
}

/* ---- rows that the next file does not have ---- */

static const dueby_csv_cell none = {"", 0};

/* Writes the key of a note about a case in a set of files. Returns the key's length. */
static int64_t write_key(int32_t set, enum seen_kind kind, int32_t block, dueby_csv_cell name, dueby_csv_cell identity, char *key) {
  int length = snprintf(key, KEY_SIZE, "%d %c %d %d %.*s%.*s", set, (char)kind, block, (int)name.length, (int)name.length,
                        name.text, (int)identity.length, identity.text);
  return length < KEY_SIZE ? length : KEY_SIZE - 1;
}

/* Adds a note about a case in a set of files. Returns 0 if out of memory. */
static int note(dueby_return *returned, int32_t set, enum seen_kind kind, int32_t block, dueby_csv_cell name,
                dueby_csv_cell identity) {
  char key[KEY_SIZE];
  return dueby_interned_add(&returned->lost.seen, key, write_key(set, kind, block, name, identity, key)) >= 0;
}

/* Adds the notes about a row of a case. Returns the number of the row's identity; 0 if the row cannot be read, or cannot be open;
 * -1 if out of memory. */
static int64_t note_row(struct evaluation *evaluation, const struct found_row *row) {
  char text[DUEBY_NAME_BYTES_MAX + 1];
  dueby_return *returned = evaluation->returned;
  dueby_csv_cell name = evaluation->name;
  int32_t set = returned->files[row->file].set;
  if (!note(returned, set, row->block ? SEEN_CASE : SEEN_BAD, 0, name, none)) return -1;
  if (!row->block || !row->block->open.count) return 0;
  const dueby_csv_cell identity = {text, dueby_row_identity(evaluation, row, text)};
  int32_t block = row->block->index;
  if (!note(returned, set, SEEN_ROW, block, name, none)) return -1;
  if (!identity.length && !note(returned, set, SEEN_UNKNOWN, block, name, none)) return -1;
  if (!note(returned, set, SEEN_ROW, block, name, identity)) return -1;
  return dueby_interned_add(&returned->lost.texts, identity.text, identity.length);
}

/* True if a row records something that is still open, and so does any row around it. */
static int is_open(const struct evaluation *evaluation, const struct found_row *row) {
  const struct block *block = row->block;
  if (row->is_in_doubt || !dueby_row_passes(evaluation->set, row, &block->open) ||
      !dueby_row_passes(evaluation->set, row, &block->when) || dueby_row_passes_any(evaluation->set, row, &block->unless))
    return 0;
  const struct found_row *around = row->parent < 0 ? NULL : &evaluation->set->rows[row->parent];
  return !around || !around->block->open.count || is_open(evaluation, around);
}

/* Returns the event of the block that starts what `end` ends, or NULL. */
static const struct mapped_event *start_of(const struct evaluation *evaluation, const struct block *block,
                                           const struct mapped_event *end) {
  for (int32_t i = 0; i < block->event_count; i++)
    if (dueby_profile_event_end(evaluation->returned->profile, block->events[i].type) == end->type) return &block->events[i];
  return NULL;
}

/* Adds the ends that an open row may have had. If `for_whole_case` is 1, adds those that end everything for the child; otherwise
 * all others. An end without a ref gets the ref of its start, so that it cannot end the case's other rows in the next file. */
static dueby_status add_ends_of_row(struct evaluation *evaluation, const struct found_row *row, int for_whole_case) {
  const struct block *block = row->block;
  int has_ref = block->ref.count || row->parent >= 0;
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK; i++) {
    struct mapped_event event = block->events[i];
    const struct mapped_event *start = start_of(evaluation, block, &event);
    if (event.type == evaluation->returned->birth || !lacks_a_day(evaluation, row, &event)) continue;
    if (event.ref_kind == REF_NONE && start) {
      event.ref_kind = start->ref_kind;
      event.ref = start->ref;
    }
    int ends_all = has_ref && event.ref_kind == REF_NONE;
    if (ends_all == for_whole_case) status = dueby_evaluation_add_unread(evaluation, row, &event, 1);
  }
  return status;
}

/* True if an event meets a duty that a block's rows start. */
static int meets(const dueby_profile *profile, const struct block *block, int32_t event) {
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    const char *due = dueby_rule_text(profile, rule, 0, DUEBY_RULE_DUE);
    const char *trigger = dueby_rule_text(profile, rule, 0, DUEBY_RULE_TRIGGER);
    if (!due || !trigger || strcmp(due, dueby_profile_event_slug(profile, event)) != 0) continue;
    for (int32_t i = 0; i < block->event_count; i++)
      if (strcmp(trigger, dueby_profile_event_slug(profile, block->events[i].type)) == 0) return 1;
  }
  return 0;
}

/* Adds the events of elements inside a row that may have met a duty started by the row, each type once. Skips elements that can be
 * open rows themselves, because those are handled separately. */
static dueby_status add_what_met_it(struct evaluation *evaluation, const struct found_row *row) {
  struct event_queue *queue = evaluation->queue;
  int64_t first = queue->count;
  dueby_status status = DUEBY_OK;
  for (const struct block *block = evaluation->mapping->blocks; block; block = block->next)
    for (int32_t i = 0; block->parent == row->block && !block->open.count && i < block->event_count && status == DUEBY_OK; i++) {
      int64_t at = first;
      while (at < queue->count && queue->events[at].event.type != block->events[i].type) at++;
      if (at < queue->count || !meets(evaluation->returned->profile, row->block, block->events[i].type)) continue;
      status = dueby_evaluation_add_unread(evaluation, row, &block->events[i], 0);
      if (status == DUEBY_OK) status = dueby_evaluation_set_ref(evaluation, row, at);
    }
  return status;
}

/* Stores, until all files are read, the events that a row may have had: its ends or, with `is_earlier`, events before its file's
 * period that may have met its duties. */
static dueby_status keep_row(struct evaluation *evaluation, int64_t at, int64_t identity, int is_earlier) {
  struct lost *lost = &evaluation->returned->lost;
  struct event_queue *queue = evaluation->queue;
  const struct found_row *row = &evaluation->set->rows[at];
  struct kept_row kept = {.block = row->block, .identity = identity, .first = lost->queue.count, .is_earlier = is_earlier};
  evaluation->queue = &lost->queue;
  dueby_status status = is_earlier ? add_what_met_it(evaluation, row) : add_ends_of_row(evaluation, row, 0);
  if (status == DUEBY_OK && !is_earlier) status = add_ends_of_spells(evaluation, at);
  kept.whole = lost->queue.count;
  if (status == DUEBY_OK && !is_earlier) status = add_ends_of_row(evaluation, row, 1);
  kept.behind = lost->queue.count;
  for (int64_t i = kept.first; i < kept.behind; i++) lost->queue.events[i].event.has |= DUEBY_HAS_LOST;
  evaluation->queue = queue;
  if (status != DUEBY_OK || kept.first == kept.behind) return status;
  if (!dueby_return_grow((void **)&lost->rows, lost->count, &lost->capacity, sizeof *lost->rows)) return DUEBY_EMEMORY;
  lost->rows[lost->count++] = kept;
  return DUEBY_OK;
}

dueby_status dueby_lost_see(struct evaluation *evaluation) {
  const dueby_return *returned = evaluation->returned;
  dueby_status status = DUEBY_OK;
  if (returned->set_count < 2 || !evaluation->name.length) return DUEBY_OK;
  for (int64_t i = 0; i < evaluation->count && status == DUEBY_OK; i++) {
    const struct found_row *row = &evaluation->set->rows[row_index(evaluation, i)];
    int64_t identity = note_row(evaluation, row);
    if (identity < 0) return DUEBY_EMEMORY;
    if (!row->block || !row->block->open.count) continue;
    dueby_date from = first_day_of(evaluation, &returned->sets[returned->files[row->file].set]);
    if (is_open(evaluation, row)) status = keep_row(evaluation, row_index(evaluation, i), identity, 0);
    if (status == DUEBY_OK && from != DUEBY_DATE_NONE && is_from_before(evaluation, row, from))
      status = keep_row(evaluation, row_index(evaluation, i), identity, 1);
  }
  return status;
}

/* True if a set of files may have rows of a block. */
static int may_have(const dueby_return *returned, int32_t set, const struct block *block) {
  return dueby_return_mapping_at(returned, returned->sets[set].mapping)->is_xml || returned->sets[set].tables[block->index];
}

/* Returns the next set of files in time that has the same mapping and may have rows of the block; -1 if there is none. */
static int32_t next_set(const dueby_return *returned, int32_t set, const struct block *block) {
  int32_t next = -1;
  dueby_date end = dueby_return_set_end(returned, set);
  for (int32_t i = 0; i < returned->set_count && end != DUEBY_DATE_NONE; i++) {
    dueby_date other = dueby_return_set_end(returned, i);
    if (returned->sets[i].mapping != returned->sets[set].mapping || !may_have(returned, i, block) || other <= end) continue;
    if (next < 0 || other < dueby_return_set_end(returned, next)) next = i;
  }
  return next;
}

/* True if there is a note of this kind about a case in a set of files that ends on the same day as `set` or, with `is_before`,
 * earlier. */
static int is_in(const dueby_return *returned, int32_t set, int is_before, enum seen_kind kind, int32_t block, dueby_csv_cell name,
                 dueby_csv_cell identity) {
  char key[KEY_SIZE];
  dueby_date end = dueby_return_set_end(returned, set);
  for (int32_t i = 0; i < returned->set_count; i++) {
    dueby_date other = dueby_return_set_end(returned, i);
    if (returned->sets[i].mapping == returned->sets[set].mapping && (is_before ? other < end : other == end) &&
        dueby_interned_find(&returned->lost.seen, key, write_key(i, kind, block, name, identity, key)) >= 0)
      return 1;
  }
  return 0;
}

/* Returns the name of the file in a set that should have the rows of a block. */
static const char *file_for(const dueby_return *returned, int32_t set, const struct block *block) {
  for (int32_t i = 0; i < returned->file_count; i++)
    if (returned->files[i].set == set && (!returned->files[i].table || returned->files[i].table == block))
      return returned->files[i].name;
  return returned->sets[set].name;
}

/* Reports a lost row, with its case and line. */
static void report_lost(const dueby_return *returned, const struct found_event *event, dueby_csv_cell name, const char *file) {
  char shown[CELL_SIZE];
  dueby_return_report(returned, DUEBY_SEVERITY_WARNING, DUEBY_ENOTFOUND, returned->files[event->file].name, event->line,
                      "case %s: %s is still open here, but is not in %.100s. Check whether the case or a date differs there, or "
                      "whether it was left out",
                      dueby_return_case_text(returned, name, 0, shown), event->block, file);
}

static dueby_csv_cell identity_of(const dueby_return *returned, const struct kept_row *row) {
  const struct interned *texts = &returned->lost.texts;
  return (dueby_csv_cell){interned_at(texts, row->identity), interned_length(texts, row->identity)};
}

/* True if the next set of files has this open row, or a row that may be the same one. */
static int is_found(const dueby_return *returned, const struct kept_row *row, int32_t next, dueby_csv_cell name) {
  int32_t block = row->block->index;
  return is_in(returned, next, 0, SEEN_ROW, block, name, identity_of(returned, row)) ||
         is_in(returned, next, 0, SEEN_BAD, 0, name, none) || is_in(returned, next, 0, SEEN_UNKNOWN, block, name, none);
}

static dueby_csv_cell case_of(const struct lost *lost, const struct kept_row *row) {
  int64_t name = lost->queue.events[row->first].name;
  return (dueby_csv_cell){interned_at(&lost->queue.texts, name), interned_length(&lost->queue.texts, name)};
}

/* Finds which open rows are lost, and drops the events of the others. Reports a case once for each of its files. */
static dueby_status find_lost(dueby_return *returned) {
  struct lost *lost = &returned->lost;
  int64_t last_name = -1;
  int32_t last_file = -1;
  for (int64_t i = 0; i < lost->count; i++) {
    struct kept_row *row = &lost->rows[i];
    const struct found_event first = lost->queue.events[row->first];
    const dueby_csv_cell name = case_of(lost, row);
    if (row->is_earlier) continue;
    int32_t next = next_set(returned, returned->files[first.file].set, row->block);
    if (next < 0 || is_found(returned, row, next, name)) {
      row->behind = row->first;
      continue;
    }
    if (is_in(returned, next, 0, SEEN_CASE, 0, name, none)) row->behind = row->whole;
    if (!note(returned, next, SEEN_MISSED, row->block->index, name, none)) return DUEBY_EMEMORY;
    if (first.name == last_name && first.file == last_file) continue;
    last_name = first.name;
    last_file = first.file;
    int64_t known = lost->names.count, number = dueby_interned_add(&lost->names, name.text, name.length);
    if (number < 0) return DUEBY_EMEMORY;
    if (number == known) dueby_return_tally(&lost->cases, first.file, first.line);
    if (lost->cases.count <= NAMED_MAX) report_lost(returned, &first, name, file_for(returned, next, row->block));
  }
  return DUEBY_OK;
}

/* True if a row that began before its file's period may be a lost row with a different date: its case lacks a row of this kind that
 * an earlier file has open, and no earlier file has this row. Elements inside the lost row may then belong to this one. */
static int may_be_lost_one(const dueby_return *returned, const struct kept_row *row) {
  const struct lost *lost = &returned->lost;
  int32_t set = returned->files[lost->queue.events[row->first].file].set, block = row->block->index;
  const dueby_csv_cell name = case_of(lost, row);
  return is_in(returned, set, 0, SEEN_MISSED, block, name, none) &&
         !is_in(returned, set, 1, SEEN_ROW, block, name, identity_of(returned, row));
}

/* Keeps the events of lost rows, and of rows that may be a lost row with a different date. Drops all others. */
static dueby_status keep_lost(dueby_return *returned) {
  struct lost *lost = &returned->lost;
  int64_t kept = 0;
  dueby_status status = find_lost(returned);
  for (int64_t i = 0; i < lost->count && status == DUEBY_OK; i++) {
    struct kept_row *row = &lost->rows[i];
    if (row->is_earlier && !may_be_lost_one(returned, row)) row->behind = row->first;
  }
  for (int64_t i = 0; i < lost->count; i++)
    for (int64_t j = lost->rows[i].first; j < lost->rows[i].behind; j++) lost->queue.events[kept++] = lost->queue.events[j];
  lost->queue.count = kept;
  return status;
}

dueby_status dueby_lost_take(dueby_return *returned) {
  struct lost *lost = &returned->lost;
  dueby_status status = lost->is_searched ? DUEBY_OK : keep_lost(returned);
  if (status != DUEBY_OK) return status;
  lost->is_searched = 1;
  if (lost->queue.next == lost->queue.count) return DUEBY_DONE;
  returned->last = &lost->queue.events[lost->queue.next++];
  returned->given = &lost->queue;
  return DUEBY_OK;
}

void dueby_lost_free(dueby_return *returned) {
  dueby_interned_free(&returned->lost.seen);
  dueby_interned_free(&returned->lost.texts);
  dueby_interned_free(&returned->lost.names);
  dueby_queue_free(&returned->lost.queue);
  free(returned->lost.rows);
}
