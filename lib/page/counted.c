/* Counts published measures for a page, and keeps the units behind each figure. */
#include <stdlib.h>
#include <string.h>

#include "count.h"
#include "published.h"

static int grow(void **items, int64_t count, int64_t *capacity, size_t size) {
  if (count < *capacity) return 1;
  int64_t wider = *capacity ? 2 * *capacity : 64;
  void *grown = realloc(*items, (size_t)wider * size);
  if (!grown) return 0;
  *items = grown;
  *capacity = wider;
  return 1;
}

/* ---- counting ---- */

static dueby_status count_case(const struct published *published, const struct page_case *from) {
  if (!published->counted) return dueby_measures_add_case(published->measures, from->of, from->lines, from->count);
  dueby_status status = dueby_worklist_add(published->counted, from->of);
  return status == DUEBY_OK ? dueby_measures_add(published->measures, published->counted) : status;
}

static dueby_status count_cases(const struct page *page, struct published *published) {
  dueby_status status = DUEBY_OK;
  struct page_case from;
  for (int64_t i = 0; status == DUEBY_OK && dueby_page_case_at(page, i, &from) == DUEBY_OK; i++) {
    dueby_measures_unit unit;
    status = count_case(published, &from);
    for (int64_t j = 0; status == DUEBY_OK && dueby_measures_unit_at(published->measures, j, &unit) == DUEBY_OK; j++) {
      if (!grow((void **)&published->units, published->unit_count, &published->unit_capacity, sizeof *published->units))
        return DUEBY_EMEMORY;
      published->units[published->unit_count] = (struct page_unit){unit, i, published->unit_count, -1};
      published->unit_count++;
    }
  }
  return status;
}

/* Keeps the rows for groups. The rows for bands are computed again when they are written. */
static dueby_status keep_rows(struct published *published) {
  dueby_status status;
  dueby_measures_row row;
  const char *last = NULL;
  int64_t cursor = 0;
  while ((status = dueby_measures_next(published->measures, 0, &cursor, &row)) == DUEBY_OK) {
    if (!grow((void **)&published->rows, published->row_count, &published->row_capacity, sizeof *published->rows))
      return DUEBY_EMEMORY;
    published->groups += !last || row.group != last;
    last = row.group;
    published->rows[published->row_count++] = row;
  }
  return status == DUEBY_DONE ? DUEBY_OK : status;
}

/* ---- finding the units behind a row ---- */

/* Returns the index of the first row of a case's group. */
static int64_t first_row(const struct page *page, const struct published *published, int64_t number) {
  const char *column = published->options.column, *value = NULL;
  struct page_case from;
  if (column && dueby_page_case_at(page, number, &from) == DUEBY_OK)
    value = dueby_page_value(from.of, column, from.of->column_count);
  for (int64_t i = 0; i < published->row_count; i++)
    if (strcmp(published->rows[i].group, value ? value : "") == 0) return i;
  return published->row_count;
}

/* Finds the row of each unit. Relies on the units in a case, and the rows of a group, being next to each other. */
static void find_rows(const struct page *page, struct published *published) {
  int64_t first = 0;
  for (int64_t i = 0; i < published->unit_count; i++) {
    struct page_unit *one = &published->units[i];
    if (!i || one->number != one[-1].number) first = first_row(page, published, one->number);
    for (int64_t row = first; row < published->row_count && one->row < 0; row++)
      if (published->rows[row].definition == one->unit.definition) one->row = row;
  }
}

/* Orders units by row, then by result (not in time first), then by band, then by case. */
static int compare_units(const void *left, const void *right) {
  const struct page_unit *a = left, *b = right;
  if (a->row != b->row) return a->row < b->row ? -1 : 1;
  if (a->unit.result != b->unit.result) return a->unit.result < b->unit.result ? -1 : 1;
  if (a->unit.band != b->unit.band) return a->unit.band < b->unit.band ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

/* Returns the index of the first unit that sorts at or after this row and result. */
static int64_t lower_bound(const struct published *published, int64_t row, int32_t result) {
  int64_t first = 0, end = published->unit_count;
  while (first < end) {
    int64_t middle = first + (end - first) / 2;
    const struct page_unit *one = &published->units[middle];
    if (one->row < row || (one->row == row && one->unit.result < result)) first = middle + 1;
    else end = middle;
  }
  return first;
}

int64_t dueby_page_units(const struct published *published, const dueby_measures_row *row, int32_t result, int64_t *count) {
  int64_t at = row - published->rows, first = lower_bound(published, at, result);
  *count = lower_bound(published, at, result + 1) - first;
  return first;
}

/* ---- all the measures of a page ---- */

dueby_status dueby_page_count_published(const struct page *page, struct published *published) {
  const dueby_worklist *worklist = published->counted ? published->counted : page->worklist;
  dueby_status status = dueby_measures_new(worklist, published->definitions, &published->options, &published->measures);
  published->as_at = dueby_worklist_run(worklist)->as_at.date;
  if (status == DUEBY_OK) status = count_cases(page, published);
  if (status == DUEBY_OK) status = keep_rows(published);
  if (status != DUEBY_OK) return status;
  find_rows(page, published);
  if (published->unit_count) qsort(published->units, (size_t)published->unit_count, sizeof *published->units, compare_units);
  return DUEBY_OK;
}

dueby_status dueby_page_count_section(const struct page *page, int32_t year, struct published *published) {
  published->level = 3;
  published->options.year = year;
  published->options.column = page->group_count && dueby_page_is_team(page->group_by) ? page->group_by : NULL;
  dueby_status status =
      dueby_measures_worklist(page->worklist, published->definitions, 0, &published->options.year, &published->counted);
  return status == DUEBY_OK ? dueby_page_count_published(page, published) : status;
}

int32_t dueby_page_answered(const struct published *published) {
  int32_t count = 0;
  for (int32_t i = 0; i < dueby_definitions_count(published->definitions); i++)
    count += dueby_measures_is_answered(published->measures, i);
  return count;
}

void dueby_page_free_published(struct published *published) {
  dueby_measures_free(published->measures);
  dueby_worklist_free(published->counted);
  free(published->rows);
  free(published->units);
}
