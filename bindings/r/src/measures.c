/* Counts the published measures for a year in a worklist: the figures, and the children behind them. */
#include <dueby/definitions.h>
#include <stdlib.h>

#include "binding.h"

/* Owns memory that R must free if a function fails, because R then leaves our function without returning to it. */
struct measured {
  dueby_definitions *definitions;
  dueby_worklist *counted;
  dueby_measures *measures;
};

static void free_measured(SEXP pointer) {
  struct measured *measured = R_ExternalPtrAddr(pointer);
  if (!measured) return;
  dueby_measures_free(measured->measures);
  dueby_worklist_free(measured->counted);
  dueby_definitions_free(measured->definitions);
  free(measured);
  R_ClearExternalPtr(pointer);
}

static void need(dueby_status status) {
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
}

static const char *text_in(SEXP text) {
  return Rf_isNull(text) ? NULL : Rf_translateCharUTF8(STRING_ELT(text, 0));
}

static int32_t read_year(SEXP year) {
  const char *text = text_in(year);
  int32_t number = 0;
  if (text && dueby_written_year(text, &number) != DUEBY_OK) {
    char problem[512] = "";
    dueby_written_problem_text(DUEBY_WRITTEN_YEAR, text, DUEBY_ORDER_ISO, 0, problem, sizeof problem, NULL);
    fail(DUEBY_EARGUMENT, problem);
  }
  return number;
}

/* Makes figures that count no cases yet. Their owning pointer is still protected on return. */
static struct measured *begin(const dueby_worklist *worklist, SEXP year, SEXP by, SEXP suppress) {
  dueby_measures_options options = {.year = read_year(year), .column = text_in(by), .suppress = Rf_asLogical(suppress)};
  struct measured *made = calloc(1, sizeof *made);
  if (!made) fail(DUEBY_EMEMORY, dueby_status_text(DUEBY_EMEMORY));
  PROTECT(hold(made, NULL, free_measured));
  need(dueby_definitions_new(dueby_worklist_profile(worklist), &made->definitions));
  dueby_status status = dueby_measures_worklist(worklist, made->definitions, 0, &options.year, &made->counted);
  if (status == DUEBY_EARGUMENT) refuse(status, "year", DUEBY_REFUSAL_YEAR, NULL);
  need(status);
  need(dueby_measures_new(made->counted, made->definitions, &options, &made->measures));
  return made;
}

/* Counts the case at an index. Returns 0 after the last. */
static int count_case(const dueby_worklist *worklist, struct measured *measured, int64_t index) {
  const dueby_case *of;
  const dueby_line *lines;
  int64_t count;
  if (dueby_worklist_kept_case(worklist, index, &of, &lines, &count) != DUEBY_OK) return 0;
  need(dueby_worklist_add(measured->counted, of));
  need(dueby_measures_add(measured->measures, measured->counted));
  return 1;
}

/* ---- figures ---- */

/* Returns the notes on figures: what cannot be answered, dates to check, and how figures are rounded. */
static SEXP notes_of(const struct measured *measured, SEXP suppress) {
  static dueby_status (*const texts[])(const dueby_measures *, int64_t, char *, int64_t, int64_t *) = {dueby_measures_limit_text,
                                                                                                       dueby_measures_oddity_text};
  int64_t counts[2] = {0, 0};
  R_xlen_t at = 0;
  for (int i = 0; i < (Rf_asLogical(suppress) ? 1 : 2); i++)
    while (texts[i](measured->measures, counts[i], NULL, 0, NULL) != DUEBY_DONE) counts[i]++;
  SEXP notes = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)(counts[0] + counts[1] + 1)));
  for (int i = 0; i < 2; i++) {
    for (int64_t index = 0; index < counts[i]; index++) {
      struct reading read = start_reading();
      dueby_status status;
      do status = texts[i](measured->measures, index, read.text, read.size, &read.needed);
      while (grow(&read, status));
      SET_STRING_ELT(notes, at++, utf8(read.text));
    }
  }
  SET_STRING_ELT(notes, at, utf8(dueby_measures_note(measured->measures)));
  UNPROTECT(1);
  return notes;
}

/* Returns the figures of a year as columns, with their notes as an attribute. */
SEXP dueby_r_measures(SEXP work, SEXP year, SEXP by, SEXP bands, SEXP suppress) {
  const dueby_worklist *worklist = worklist_of(work);
  const dueby_measures_row none = {.group = "", .band = -1};
  struct measured *measured = begin(worklist, year, by, suppress);
  struct table table = {.row = -1};
  dueby_measures_row row;
  R_xlen_t rows = 0;
  int64_t cursor = 0;
  for (int64_t i = 0; count_case(worklist, measured, i);) i++;
  while (dueby_measures_next(measured->measures, Rf_asLogical(bands), &cursor, &row) == DUEBY_OK) rows++;
  need(dueby_measures_cells(measured->measures, &none, take_cell, &table));
  make_columns(&table, rows);
  cursor = 0;
  for (table.row = 0; table.row < rows; table.row++) {
    table.at = 0;
    need(dueby_measures_next(measured->measures, Rf_asLogical(bands), &cursor, &row));
    need(dueby_measures_cells(measured->measures, &row, take_cell, &table));
  }
  SEXP notes = PROTECT(notes_of(measured, suppress));
  Rf_setAttrib(table.columns, Rf_install("notes"), notes);
  UNPROTECT(3);
  return table.columns;
}

/* ---- the children behind a figure ---- */

/* Passes the cells of a measure's units in the last case to a table. Without a table, only counts the units. */
static R_xlen_t take_units(const struct measured *measured, int32_t definition, struct table *table) {
  dueby_measures_unit unit;
  R_xlen_t count = 0;
  for (int64_t i = 0; dueby_measures_unit_at(measured->measures, i, &unit) == DUEBY_OK; i++) {
    if (unit.definition != definition) continue;
    count++;
    if (!table) continue;
    table->at = 0;
    need(dueby_measures_unit_cells(measured->measures, &unit, take_cell, table));
    table->row++;
  }
  return count;
}

/* Returns the children behind a measure as columns, or the names of all measures if there is none with that name. */
SEXP dueby_r_children(SEXP work, SEXP measure, SEXP year, SEXP by) {
  const dueby_worklist *worklist = worklist_of(work);
  const dueby_measures_unit none = {.from = -1, .to = -1, .band = -1, .started = DUEBY_DATE_NONE, .ended = DUEBY_DATE_NONE};
  struct measured *measured = begin(worklist, year, by, Rf_ScalarLogical(0));
  struct table table = {.row = -1};
  R_xlen_t rows = 0;
  int32_t definition = dueby_definitions_find(measured->definitions, text_in(measure));
  if (definition < 0) {
    int32_t count = dueby_definitions_count(measured->definitions);
    SEXP names = PROTECT(Rf_allocVector(STRSXP, count));
    for (int32_t i = 0; i < count; i++)
      SET_STRING_ELT(names, i, utf8(dueby_definitions_text(measured->definitions, i, DUEBY_DEFINITION_NAME)));
    UNPROTECT(2);
    return names;
  }
  for (int64_t i = 0; count_case(worklist, measured, i); i++) rows += take_units(measured, definition, NULL);
  need(dueby_measures_unit_cells(measured->measures, &none, take_cell, &table));
  make_columns(&table, rows);
  table.row = 0;
  for (int64_t i = 0; count_case(worklist, measured, i); i++) take_units(measured, definition, &table);
  UNPROTECT(2);
  return table.columns;
}
