/* Returns the measures of a worklist as columns: the figures, and the children or plans that a figure counts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/definitions.h"
#include "dueby/page.h"
#include "engine_internal.h"

struct dueby_figures {
  dueby_definitions *definitions;
  dueby_measures *measures;
  dueby_measures_options options;
  char *by; /* the column to group cases by; NULL to put all cases in one group */
};

void dueby_figures_free(dueby_figures *figures) {
  if (!figures) return;
  dueby_measures_free(figures->measures);
  dueby_definitions_free(figures->definitions);
  free(figures->by);
  free(figures);
}

static dueby_status open_definitions(const dueby_work *work, const uint8_t *yaml, int64_t n_yaml, char *message,
                                     int64_t message_size, dueby_definitions **definitions) {
  const dueby_profile *profile = dueby_worklist_profile(dueby_work_worklist(work));
  dueby_diagnostic found = {0};
  dueby_diagnostics diagnostics = {&found, 1, 0};
  dueby_status status = n_yaml ? dueby_definitions_from_yaml(profile, (const char *)yaml, n_yaml, &diagnostics, definitions)
                               : dueby_definitions_new(profile, definitions);
  if (status != DUEBY_OK) snprintf(message, (size_t)message_size, "%d:%d: %s", (int)found.line, (int)found.column, found.message);
  return status;
}

int32_t dueby_figures_new(const dueby_work *work, const uint8_t *yaml, int64_t n_yaml, int32_t year, const char *by,
                          int32_t suppress, char *message, int64_t message_size, dueby_figures **figures) {
  const dueby_worklist *worklist = dueby_work_worklist(work);
  dueby_figures *made = calloc(1, sizeof *made);
  *message = '\0';
  if (!made) return DUEBY_EMEMORY;
  made->by = by ? malloc(strlen(by) + 1) : NULL;
  dueby_status status = by && !made->by ? DUEBY_EMEMORY : DUEBY_OK;
  if (made->by) memcpy(made->by, by, strlen(by) + 1);
  made->options = (dueby_measures_options){.year = year, .column = made->by, .suppress = suppress};
  if (status == DUEBY_OK) status = open_definitions(work, yaml, n_yaml, message, message_size, &made->definitions);
  if (status == DUEBY_OK) status = dueby_measures_new(worklist, made->definitions, &made->options, &made->measures);
  if (status == DUEBY_OK) status = dueby_measures_add(made->measures, worklist);
  if (status == DUEBY_OK) *figures = made;
  else dueby_figures_free(made);
  return status;
}

int32_t dueby_figures_find(const dueby_figures *figures, const char *name) {
  return dueby_definitions_find(figures->definitions, name);
}

dueby_status dueby_figures_unknown(const dueby_figures *figures, const char *name, char *text, int64_t size, int64_t *needed) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  for (int32_t i = 0; i < dueby_definitions_count(figures->definitions); i++)
    dueby_nearest_consider(&nearest, dueby_definitions_text(figures->definitions, i, DUEBY_DEFINITION_NAME));
  return dueby_unknown_nearest_text(DUEBY_NAME_MEASURE, &nearest, DUEBY_STYLE_ARGUMENTS, text, size, needed);
}

dueby_status dueby_figures_limit(const dueby_figures *figures, int64_t place, char *text, int64_t size, int64_t *needed) {
  return dueby_measures_limit_text(figures->measures, place, text, size, needed);
}

dueby_status dueby_figures_oddity(const dueby_figures *figures, int64_t place, char *text, int64_t size, int64_t *needed) {
  return dueby_measures_oddity_text(figures->measures, place, text, size, needed);
}

/* ---- figures ---- */

struct counted {
  const dueby_measures *measures;
  int32_t bands;
  int64_t cursor;
};

static dueby_status declare_row(void *from, dueby_cell_sink sink, void *context) {
  const struct counted *counted = from;
  const dueby_measures_row none = {.group = "", .band = -1};
  return dueby_measures_cells(counted->measures, &none, sink, context);
}

static dueby_status next_row(void *from, dueby_cell_sink sink, void *context) {
  struct counted *counted = from;
  dueby_measures_row row;
  dueby_status status = dueby_measures_next(counted->measures, counted->bands, &counted->cursor, &row);
  return status == DUEBY_OK ? dueby_measures_cells(counted->measures, &row, sink, context) : status;
}

dueby_status dueby_figures_table(const dueby_figures *figures, int32_t bands, dueby_listing **table) {
  struct counted counted = {figures->measures, bands, 0};
  return dueby_listing_make(declare_row, next_row, &counted, table);
}

/* ---- the units that a figure counts ---- */

struct behind {
  const dueby_worklist *worklist;
  dueby_measures *measures;
  int32_t definition;
  int64_t next_case, next_unit;
};

static dueby_status declare_unit(void *from, dueby_cell_sink sink, void *context) {
  const struct behind *behind = from;
  const dueby_measures_unit none = {.from = -1, .to = -1, .band = -1, .started = DUEBY_DATE_NONE, .ended = DUEBY_DATE_NONE};
  return dueby_measures_unit_cells(behind->measures, &none, sink, context);
}

static dueby_status begin_case(struct behind *behind) {
  const dueby_case *of;
  const dueby_line *lines;
  int64_t count;
  dueby_status status = dueby_worklist_kept_case(behind->worklist, behind->next_case++, &of, &lines, &count);
  behind->next_unit = 0;
  return status == DUEBY_OK ? dueby_measures_add_case(behind->measures, of, lines, count) : DUEBY_DONE;
}

static dueby_status next_unit(void *from, dueby_cell_sink sink, void *context) {
  struct behind *behind = from;
  dueby_measures_unit unit;
  dueby_status status = DUEBY_OK;
  for (;;) {
    status = dueby_measures_unit_at(behind->measures, behind->next_unit++, &unit);
    if (status == DUEBY_OK && unit.definition == behind->definition) break;
    if (status == DUEBY_DONE) status = begin_case(behind);
    if (status != DUEBY_OK) return status;
  }
  return dueby_measures_unit_cells(behind->measures, &unit, sink, context);
}

dueby_status dueby_figures_children(const dueby_figures *figures, const dueby_work *work, int32_t place, dueby_listing **table) {
  struct behind behind = {.worklist = dueby_work_worklist(work), .definition = place};
  dueby_status status = dueby_measures_new(behind.worklist, figures->definitions, &figures->options, &behind.measures);
  if (status == DUEBY_OK) status = dueby_listing_make(declare_unit, next_unit, &behind, table);
  dueby_measures_free(behind.measures);
  return status;
}

/* ---- figures as a page ---- */

dueby_status dueby_figures_page(const dueby_figures *figures, const dueby_work *work, const char *marking, char **written,
                                int64_t *length) {
  struct written made = {0};
  dueby_status status = dueby_page_write_measures(dueby_work_worklist(work), figures->definitions, &figures->options, marking,
                                                  dueby_written_take, &made);
  return dueby_written_give(status, &made, written, length);
}
