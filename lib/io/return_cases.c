/* Groups the rows of a return's tables by case. */
#include <stdlib.h>
#include <string.h>

#include "return_internal.h"

/* ---- rows whose case is in another table ---- */

/* The cases that a table's keys stand for, for other tables that identify their cases by these keys. */
struct case_keys {
  struct interned keys;
  int64_t *cases; /* for each key, by its number in `keys`, the number of the case */
  int64_t capacity;
};

static dueby_status learn_keys(const struct row_set *set, const struct block *block, struct case_keys *known) {
  for (int64_t i = 0; i < set->count; i++) {
    const struct found_row *row = &set->rows[i];
    if (row->block != block->case_table || row->case_number < 0) continue;
    dueby_csv_cell key = dueby_row_set_cell(set, row, block->case_key);
    int64_t before = known->keys.count, number = key.length ? dueby_interned_add(&known->keys, key.text, key.length) : -1;
    if (!key.length) continue;
    if (number < 0 || !dueby_return_grow((void **)&known->cases, number, &known->capacity, sizeof *known->cases))
      return DUEBY_EMEMORY;
    if (number == before) known->cases[number] = row->case_number;
  }
  return DUEBY_OK;
}

static int64_t nameless_case(dueby_return *returned, struct found_row *row) {
  if (!row->is_bad)
    dueby_return_report(returned, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, returned->files[row->file].name, row->line,
                        "%s: no row of %s matches this row's \"%s\", so we do not know which case it belongs to", row->block->name,
                        row->block->case_table->name, row->block->fields[row->block->case_field].name);
  row->is_bad = 1;
  return dueby_interned_add(&returned->cases, "", 0);
}

static dueby_status find_cases_by(dueby_return *returned, const struct block *block) {
  struct row_set *set = &returned->tables;
  struct case_keys known = {.capacity = 0};
  dueby_status status = learn_keys(set, block, &known);
  for (int64_t i = 0; i < set->count && status == DUEBY_OK; i++) {
    struct found_row *row = &set->rows[i];
    if (row->block != block) continue;
    dueby_csv_cell key = dueby_row_set_cell(set, row, block->case_field);
    int64_t number = dueby_interned_find(&known.keys, key.text, key.length);
    /* Every key with a number also has a case. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    row->case_number = number < 0 ? nameless_case(returned, row) : known.cases[number];
    if (row->is_bad) row->block = NULL;
    if (row->case_number < 0) status = DUEBY_EMEMORY;
  }
  dueby_interned_free(&known.keys);
  free(known.cases);
  return status;
}

static dueby_status find_cases(dueby_return *returned) {
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < dueby_return_known_mappings(returned); i++)
    for (const struct block *block = dueby_return_mapping_at(returned, i)->blocks; block && status == DUEBY_OK; block = block->next)
      if (block->case_table) status = find_cases_by(returned, block);
  return status;
}

/* ---- grouping rows by case ---- */

/* Sorts the rows of tables by case. Rows of one case keep their order. */
static dueby_status group_tables(dueby_return *returned) {
  dueby_status status = find_cases(returned);
  if (status != DUEBY_OK) return status;
  int64_t cases = returned->cases.count, rows = returned->tables.count;
  returned->offsets = calloc((size_t)cases + 2, sizeof *returned->offsets);
  returned->order = malloc(((size_t)rows + 1) * sizeof *returned->order);
  if (!returned->offsets || !returned->order) return DUEBY_EMEMORY;
  int64_t *first = returned->offsets;
  for (int64_t i = 0; i < rows; i++) first[returned->tables.rows[i].case_number + 1]++;
  for (int64_t i = 1; i <= cases; i++) first[i] += first[i - 1];
  for (int64_t i = 0; i < rows; i++) returned->order[first[returned->tables.rows[i].case_number]++] = i;
  for (int64_t i = cases; i > 0; i--) first[i] = first[i - 1];
  first[0] = 0;
  return DUEBY_OK;
}

dueby_status dueby_return_read_case(dueby_return *returned) {
  dueby_status status = returned->offsets ? DUEBY_OK : group_tables(returned);
  if (status != DUEBY_OK) return status;
  if (returned->next_case == returned->cases.count) return DUEBY_DONE;
  int64_t number = returned->next_case++, first = returned->offsets[number], count = returned->offsets[number + 1] - first;
  struct evaluation evaluation = {
      .returned = returned,
      .set = &returned->tables,
      .rows = returned->order + first,
      .queue = &returned->queue,
      .name = {interned_at(&returned->cases, number), interned_length(&returned->cases, number)},
  };
  int has_too_many = count > DUEBY_RETURN_ROWS_MAX;
  if (has_too_many) count = DUEBY_RETURN_ROWS_MAX;
  int64_t *of_mapping = malloc(((size_t)count + 1) * sizeof *of_mapping);
  if (!of_mapping) return DUEBY_EMEMORY;
  dueby_queue_clear(&returned->queue);
  evaluation.mapping = dueby_return_mapping_at(returned, 0);
  if (has_too_many)
    status = dueby_evaluation_add_bad(&evaluation, &returned->tables.rows[returned->order[first]], 0, NULL,
                                      "more than 65535 rows: we did not read the rest");
  for (int32_t i = 0; i < dueby_return_known_mappings(returned) && status == DUEBY_OK; i++) {
    evaluation.count = 0;
    for (int64_t j = 0; j < count; j++) {
      int64_t row = returned->order[first + j];
      if (returned->sets[returned->files[returned->tables.rows[row].file].set].mapping == i) of_mapping[evaluation.count++] = row;
    }
    evaluation.rows = of_mapping;
    evaluation.mapping = dueby_return_mapping_at(returned, i);
    if (evaluation.count) status = dueby_evaluation_run(&evaluation);
    if (evaluation.count && status == DUEBY_OK) status = dueby_lost_see(&evaluation);
  }
  evaluation.rows = returned->order + first;
  evaluation.count = count;
  if (status == DUEBY_OK) status = dueby_evaluation_end(&evaluation, 0);
  free(of_mapping);
  free(evaluation.spells);
  return status;
}
