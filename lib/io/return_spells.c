/* Finds spells: consecutive rows of a table that belong together, such as the episodes of one stay in care. */
#include <stdlib.h>
#include <string.h>

#include "return_internal.h"
#include "return_order.h"
#include "return_places.h"

/* A row of a table with its first and last day. */
struct dated {
  int64_t row;
  int32_t file;
  dueby_date from, to; /* to is NONE if the row has no last day */
  int takes_part, has_bad_end;
};

static int compare_dated(const void *left, const void *right) {
  const struct dated *one = left, *other = right;
  if (one->from != other->from) return one->from < other->from ? -1 : 1;
  dueby_date to = one->to == DUEBY_DATE_NONE ? INT32_MAX : one->to, other_to = other->to == DUEBY_DATE_NONE ? INT32_MAX : other->to;
  if (to != other_to) return to < other_to ? -1 : 1;
  return one->row < other->row ? -1 : one->row > other->row;
}

static int is_required(const struct block *table, int32_t field) {
  for (int32_t i = 0; i < table->required_count; i++)
    if (table->required[i].count == 1 && table->required[i].fields[0] == field) return 1;
  return 0;
}

/* Reads the day in a field of a row. Sets *is_bad if it cannot be read, or if it is required and missing. */
static dueby_status read_day(struct evaluation *evaluation, const struct block *spell, int64_t at, int32_t field, dueby_date *day,
                             int *is_bad) {
  const struct found_row *row = &evaluation->set->rows[at];
  char reason[MESSAGE_SIZE / 2];
  dueby_when when;
  dueby_status status = dueby_row_when(evaluation, dueby_row_set_cell(evaluation->set, row, field), &when, reason);
  *day = status == DUEBY_OK ? when.date : DUEBY_DATE_NONE;
  if (status == DUEBY_OK || status == DUEBY_EMEMORY) return status;
  *is_bad |= status != DUEBY_NONE || is_required(spell->table, field);
  if (status == DUEBY_NONE) return DUEBY_OK; /* refuse_empty reports the day if it is required */
  return dueby_evaluation_add_bad(evaluation, row, evaluation->set->slots[row->first_slot + field].line,
                                  row->block->fields[field].name, reason);
}

/* Reports a row whose last day is before its first, and treats the last day as unreadable. */
static dueby_status refuse_early_end(struct evaluation *evaluation, const struct block *spell, struct dated *dated, int *is_bad) {
  const struct found_row *row = &evaluation->set->rows[dated->row];
  char reason[MESSAGE_SIZE / 2];
  if (dated->from == DUEBY_DATE_NONE || dated->to == DUEBY_DATE_NONE || dated->to >= dated->from) return DUEBY_OK;
  dated->to = DUEBY_DATE_NONE;
  *is_bad = 1;
  dueby_order_reason(row, spell->from, reason);
  return dueby_evaluation_add_bad(evaluation, row, evaluation->set->slots[row->first_slot + spell->to].line,
                                  row->block->fields[spell->to].name, reason);
}

int dueby_spell_takes(const struct evaluation *evaluation, const struct block *spell, int64_t at) {
  const struct found_row *row = &evaluation->set->rows[at];
  return dueby_row_passes(evaluation->set, row, &spell->when) && !dueby_row_passes_any(evaluation->set, row, &spell->unless);
}

/* A case's rows in one table, with their days. */
struct dated_rows {
  struct dated *items;
  int64_t count;
  const struct block *of; /* the kind of spell that the days were last read for; NULL if they must be read again */
};

/* Adds, as unreadable, the events that each row of a case would have if it were a spell of its own. A row on an unknown day may
 * come before, between or after the others, so any of them may be the first or last row of its spell. */
static dueby_status doubt_rows(struct evaluation *evaluation, const struct block *spell) {
  dueby_status status = DUEBY_OK;
  evaluation->has_undated = 1;
  for (int64_t i = 0; i < evaluation->count && status == DUEBY_OK; i++) {
    int64_t row = evaluation->rows ? evaluation->rows[i] : i;
    if (evaluation->set->rows[row].block == spell->table) status = dueby_spell_add_unread(evaluation, spell, row);
  }
  return status;
}

static int has_same_days(const struct block *spell, const struct block *other) {
  return other && spell->table == other->table && spell->from == other->from && spell->to == other->to;
}

/* True if a row can be part of a spell, and begins a new one whatever row came before. */
static int begins_anew(const struct evaluation *evaluation, const struct block *spell, const struct dated *row) {
  return row->takes_part && dueby_row_passes_any(evaluation->set, &evaluation->set->rows[row->row], &spell->begins);
}

/* True if a row's unreadable last day does not matter to later rows, because the next row begins a new spell anyway, and other
 * fields of this row show that its own spell ends or goes on. */
static int is_bounded(const struct evaluation *evaluation, const struct block *spell, const struct dated_rows *rows, int64_t at) {
  const struct found_row *row = &evaluation->set->rows[rows->items[at].row];
  if (at + 1 == rows->count || !begins_anew(evaluation, spell, &rows->items[at + 1])) return 0;
  return dueby_row_passes_any(evaluation->set, row, &spell->ends) || dueby_row_passes_any(evaluation->set, row, &spell->goes_on);
}

/* True if unreadable days may change the spells of other rows. Of the rows without a first day, `last_undated` is the latest last
 * day; NONE if there are no such rows. */
static int are_doubtful(const struct evaluation *evaluation, const struct block *spell, const struct dated_rows *rows,
                        dueby_date last_undated) {
  int is_first = rows->count && begins_anew(evaluation, spell, rows->items) && rows->items->from >= last_undated;
  if (last_undated != DUEBY_DATE_NONE && !is_first) return 1;
  for (int64_t i = 0; i < rows->count; i++)
    if (rows->items[i].has_bad_end && !is_bounded(evaluation, spell, rows, i)) return 1;
  return 0;
}

/* True if a row has no last day, and nothing shows that its spell goes on, but the next row of the same file begins a new spell.
 * Its spell must then have ended in between. */
static int ends_in_between(const struct evaluation *evaluation, const struct block *spell, const struct dated *row,
                           const struct dated *next) {
  const struct found_row *found = &evaluation->set->rows[row->row];
  return spell->goes_on.count && row->takes_part && row->to == DUEBY_DATE_NONE && !row->has_bad_end && row->file == next->file &&
         row->from != next->from && !dueby_row_passes_any(evaluation->set, found, &spell->goes_on) &&
         begins_anew(evaluation, spell, next);
}

/* Warns about each row without a last day if a later row follows in the same file. Leaves out rows that doubt_end reports, as the
 * last rows of their spells. */
static void report_open(const struct evaluation *evaluation, const struct block *spell, const struct dated_rows *rows) {
  const struct found_row *all = evaluation->set->rows;
  for (int64_t i = 0; i + 1 < rows->count; i++) {
    const struct dated *row = &rows->items[i], *next = &rows->items[i + 1];
    const struct found_row *found = &all[row->row];
    char name[CELL_SIZE], where[FIELD_SIZE];
    if (row->to != DUEBY_DATE_NONE || row->file != next->file || row->from == next->from) continue;
    int is_reported_with_spell =
        dueby_row_passes_any(evaluation->set, found, &spell->ends) || ends_in_between(evaluation, spell, row, next);
    if (is_reported_with_spell) continue;
    dueby_return_report(evaluation->returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, evaluation->returned->files[row->file].name,
                        found->line, "case %s: %s: it is empty, but line %lld begins later",
                        dueby_return_case_text(evaluation->returned, evaluation->name, evaluation->is_unnamed, name),
                        dueby_field_text(found->block->name, found->block->fields[spell->to].name, where, sizeof where),
                        (long long)all[next->row].line);
  }
}

/* Lists, in date order, a case's rows in the table of one kind of spell. Kinds of spell that use the same days share the list. They
 * do not if a day cannot be read, because each kind then adds its own unreadable events. */
static dueby_status read_rows(struct evaluation *evaluation, const struct block *spell, struct dated_rows *rows) {
  dueby_status status = DUEBY_OK;
  dueby_date last_undated = DUEBY_DATE_NONE;
  int is_any_bad = 0;
  if (has_same_days(spell, rows->of)) {
    for (int64_t i = 0; i < rows->count; i++) rows->items[i].takes_part = dueby_spell_takes(evaluation, spell, rows->items[i].row);
    return DUEBY_OK;
  }
  rows->count = 0;
  for (int64_t i = 0; i < evaluation->count && status == DUEBY_OK; i++) {
    struct dated dated = {.row = evaluation->rows ? evaluation->rows[i] : i};
    const struct found_row *row = &evaluation->set->rows[dated.row];
    if (row->block != spell->table) continue;
    dated.takes_part = dueby_spell_takes(evaluation, spell, dated.row);
    dated.file = row->file;
    int is_undated = 0;
    status = read_day(evaluation, spell, dated.row, spell->from, &dated.from, &is_undated);
    if (status == DUEBY_OK) status = read_day(evaluation, spell, dated.row, spell->to, &dated.to, &dated.has_bad_end);
    if (status == DUEBY_OK) status = refuse_early_end(evaluation, spell, &dated, &dated.has_bad_end);
    is_any_bad |= is_undated || dated.has_bad_end;
    if (dated.from != DUEBY_DATE_NONE) rows->items[rows->count++] = dated;
    else if (is_undated && (dated.to == DUEBY_DATE_NONE || dated.to > last_undated || last_undated == DUEBY_DATE_NONE))
      last_undated = dated.to == DUEBY_DATE_NONE ? DUEBY_DATE_LAST + 1 : dated.to;
  }
  qsort(rows->items, (size_t)rows->count, sizeof *rows->items, compare_dated);
  rows->of = is_any_bad ? NULL : spell;
  if (status == DUEBY_OK && !is_any_bad) report_open(evaluation, spell, rows);
  if (status != DUEBY_OK || !is_any_bad || !are_doubtful(evaluation, spell, rows, last_undated)) return status;
  return doubt_rows(evaluation, spell);
}

/* True if a row repeats `before` from another file: it begins on the same day, and it either ends on the same day or was still open
 * in its own file. */
static int says_the_same(const struct dated *row, const struct dated *before) {
  return row->from == before->from && row->file != before->file && (row->to == before->to || row->to == DUEBY_DATE_NONE);
}

static int has_changed(const struct evaluation *evaluation, const struct block *spell, int64_t before, int64_t now) {
  const struct row_set *set = evaluation->set;
  for (int32_t i = 0; i < spell->by_count; i++) {
    dueby_csv_cell old = dueby_row_set_cell(set, &set->rows[before], spell->by[i]),
                   new = dueby_row_set_cell(set, &set->rows[now], spell->by[i]);
    if (old.length != new.length || memcmp(old.text, new.text, (size_t)old.length) != 0) return 1;
  }
  return 0;
}

static struct spell *add_spell(struct evaluation *evaluation, const struct block *block, const struct dated *row) {
  if (!dueby_return_grow((void **)&evaluation->spells, evaluation->spell_count, &evaluation->spell_capacity,
                         sizeof *evaluation->spells))
    return NULL;
  struct spell *spell = &evaluation->spells[evaluation->spell_count++];
  *spell = (struct spell){block, row->row, row->row, row->from, DUEBY_DATE_NONE, 0};
  return spell;
}

/* True if the row `before` shows that its spell goes on, and has no last day or ends on the day `row` begins. */
static int is_followed(const struct evaluation *evaluation, const struct block *block, const struct dated *before,
                       const struct dated *row) {
  int is_next = before->to == row->from || before->to == DUEBY_DATE_NONE;
  return is_next && dueby_row_passes_any(evaluation->set, &evaluation->set->rows[before->row], &block->goes_on);
}

/* True if this row begins a new spell. Otherwise the current spell goes on, as it always does after a row that passes the tests of
 * `aside` in the mapping (`after_aside`). */
static int begins_another(const struct evaluation *evaluation, const struct spell *spell, const struct dated *before,
                          const struct dated *row, int after_aside) {
  const struct row_set *set = evaluation->set;
  if (after_aside) return 0;
  return (dueby_row_passes_any(set, &set->rows[row->row], &spell->block->begins) &&
          !is_followed(evaluation, spell->block, before, row)) ||
         has_changed(evaluation, spell->block, spell->last, row->row);
}

static void end_spell(struct spell *spell, const struct dated *last, dueby_date otherwise) {
  spell->has_ended = 1;
  spell->to = last->to != DUEBY_DATE_NONE ? last->to : otherwise;
}

/* Reports that a spell's last row has a last day without a reason for the end, or a reason (or a later row that begins again)
 * without a last day. Adds the events of that end as unreadable, unless a later row shows that the spell is over (`is_over`). Does
 * nothing if some row is on an unknown day, because then every row is in doubt. */
static dueby_status doubt_end(struct evaluation *evaluation, const struct block *block, const struct dated *last, int is_over) {
  static const char no_end[] = "this row has an end date, but no row follows it and no reason is given for the end",
                    no_day[] = "it is empty, but there is a reason for the end",
                    in_between[] = "it is empty, but a later row begins again";
  const struct found_row *row = &evaluation->set->rows[last->row];
  if (evaluation->has_undated || (is_over && last->has_bad_end)) return DUEBY_OK;
  dueby_status status = dueby_evaluation_add_bad(evaluation, row, evaluation->set->slots[row->first_slot + block->to].line,
                                                 row->block->fields[block->to].name,
                                                 last->to != DUEBY_DATE_NONE                                ? no_end
                                                 : dueby_row_passes_any(evaluation->set, row, &block->ends) ? no_day
                                                                                                            : in_between);
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK && !is_over; i++)
    if (block->fields[block->events[i].at[0]].is_last) status = dueby_evaluation_add_unread(evaluation, row, &block->events[i], 0);
  return status;
}

static dueby_status find_spells(struct evaluation *evaluation, const struct block *block, const struct dated *rows, int64_t count) {
  const struct row_set *set = evaluation->set;
  struct spell *spell = NULL;
  int after_aside = 0;
  int64_t before = -1;
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < count && status == DUEBY_OK; i++) {
    const struct dated *row = &rows[i];
    if (before >= 0 && says_the_same(row, &rows[before])) continue;
    int is_aside = row->takes_part && dueby_row_passes_any(set, &set->rows[row->row], &block->aside);
    if (spell && (!row->takes_part || (!is_aside && begins_another(evaluation, spell, &rows[before], row, after_aside)))) {
      end_spell(spell, &rows[before], row->from);
      if (ends_in_between(evaluation, block, &rows[before], row)) {
        status = doubt_end(evaluation, block, &rows[before], 1);
        evaluation->spell_count--; /* drops this spell, because its end is uncertain */
      }
      spell = NULL;
    }
    before = i;
    if (!row->takes_part) continue;
    if (!spell && !is_aside && !(spell = add_spell(evaluation, block, row))) return DUEBY_EMEMORY;
    if (spell) spell->last = row->row;
    after_aside = spell && is_aside;
    if (!spell || !dueby_row_passes_any(set, &set->rows[row->row], &block->ends)) continue;
    int is_over = i + 1 < count && begins_anew(evaluation, block, &rows[i + 1]);
    if (row->to == DUEBY_DATE_NONE) status = doubt_end(evaluation, block, row, is_over);
    if (row->to == DUEBY_DATE_NONE && is_over) evaluation->spell_count--; /* drops this spell, because its end is uncertain */
    if (row->to != DUEBY_DATE_NONE) end_spell(spell, row, row->from);
    spell = NULL;
  }
  if (status == DUEBY_OK && spell && rows[before].to != DUEBY_DATE_NONE && block->ends.count)
    status = doubt_end(evaluation, block, &rows[before], 0);
  return status;
}

dueby_status dueby_spells_find(struct evaluation *evaluation) {
  dueby_status status = DUEBY_OK;
  struct dated_rows rows = {0};
  evaluation->spell_count = 0;
  evaluation->has_undated = 0;
  for (const struct block *block = evaluation->mapping->blocks; block && status == DUEBY_OK; block = block->next) {
    if (block->kind != BLOCK_SPELL) continue;
    if (!rows.items) rows.items = malloc(((size_t)evaluation->count + 1) * sizeof *rows.items);
    status = rows.items ? read_rows(evaluation, block, &rows) : DUEBY_EMEMORY;
    if (status == DUEBY_OK) status = find_spells(evaluation, block, rows.items, rows.count);
  }
  free(rows.items);
  return status;
}
