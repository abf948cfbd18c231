/* Passes on the events in a return as rows of a caseload. */
#include <stdlib.h>

#include "caseload_internal.h"
#include "places.h"
#include "return_places.h"

dueby_status dueby_rows_next_of_return(struct row_reader *reader, struct row *row) {
  dueby_status status;
  do status = dueby_return_take(reader->returned);
  while (status == DUEBY_OK && reader->returned->last->is_more); /* skips the other bad fields of a row, which counts once */
  if (status != DUEBY_OK) return status;
  const struct found_event *event = reader->returned->last;
  const struct interned *texts = &reader->returned->given->texts;
  row->name = (dueby_csv_cell){interned_at(texts, event->name), interned_length(texts, event->name)};
  row->ref = event->ref < 0 ? (dueby_csv_cell){"", 0}
                            : (dueby_csv_cell){interned_at(texts, event->ref), interned_length(texts, event->ref)};
  row->event = event->event;
  row->event.row = dueby_return_row(reader->returned, event->file, event->line);
  row->is_bad = event->is_bad;
  row->is_unread = event->is_unread;
  row->is_left_out = row->is_any_event = 0;
  row->agreement_count = 0;
  row->cells = reader->cells;
  for (int32_t i = 0; i < reader->carried_count; i++) {
    const char *value = dueby_return_value(reader->returned, i);
    reader->cells[i] = (dueby_csv_cell){value, (int64_t)strlen(value)};
  }
  if (row->is_unread) return DUEBY_OK;
  reader->rows++;
  reader->bad_rows += event->is_bad;
  if (event->is_bad && reader->returned->file_count > 1) notes_add(&reader->notes, DUEBY_FINDING_BAD_ROWS, row->event.row);
  return DUEBY_OK;
}

int dueby_rows_has_files(const struct row_reader *reader) {
  return reader->returned && reader->returned->file_count > 1;
}

const char *dueby_rows_places(struct row_reader *reader, const struct tally *bad) {
  enum { SHOWN = 3 };
  int count = 0;
  if (!bad->count || !dueby_rows_has_files(reader)) return NULL;
  const char **files = dueby_return_file_names(reader->returned);
  if (!files) return NULL;
  while (count < SHOWN && bad->lines[count]) count++;
  /* if the names are too long, tries again with one place fewer */
  for (dueby_status status = DUEBY_ESPACE; count && status != DUEBY_OK; count -= status != DUEBY_OK) {
    struct text out = text_in(reader->places, sizeof reader->places);
    append_places(&out, 0, files, reader->returned->file_count, bad->lines, count, bad->count > count);
    status = text_end(&out, NULL);
  }
  free(files);
  return count ? reader->places : NULL;
}

dueby_status dueby_rows_say_in_file(const struct row_reader *reader, dueby_status code, int64_t row, const char *text) {
  const dueby_return *returned = reader->returned;
  int64_t file = row >> 32;
  dueby_return_report(returned, DUEBY_SEVERITY_ERROR, code, file > 0 ? returned->files[file - 1].name : "", (int64_t)(uint32_t)row,
                      "%s", text);
  return code;
}

void dueby_rows_join_return(const struct row_reader *reader, int32_t kind, struct tally *tally) {
  const dueby_return *returned = reader->returned;
  const struct tally *found = !returned                           ? NULL
                              : kind == DUEBY_FINDING_LOST_CASES  ? &returned->lost.cases
                              : kind == DUEBY_FINDING_SAME_CASES  ? &returned->repeated
                              : kind == DUEBY_FINDING_ENDED_EARLY ? &returned->disordered
                              : kind == DUEBY_FINDING_NO_DATE     ? &returned->nones.dates
                              : kind == DUEBY_FINDING_NULLS       ? &returned->nones.texts
                                                                  : NULL;
  if (!found) return;
  struct tally placed = dueby_return_rows_of(returned, found);
  tally_join(tally, &placed);
}

dueby_status dueby_rows_open_return(struct row_reader *reader) {
  dueby_return *returned = reader->returned;
  if (reader->options.as_at) returned->asked = reader->options.as_at;
  int32_t count = dueby_return_column_count(returned);
  reader->carried_count = reader->columns = count;
  reader->carried_place = calloc((size_t)count + 1, sizeof *reader->carried_place);
  reader->cells = calloc((size_t)count + 1, sizeof *reader->cells);
  if (!reader->carried_place || !reader->cells) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < count; i++) {
    const char *name = dueby_return_column(returned, i);
    reader->carried_place[i] = i;
    if (dueby_interned_add(&reader->column_names, name, (int64_t)strlen(name)) < 0) return DUEBY_EMEMORY;
  }
  return DUEBY_OK;
}
