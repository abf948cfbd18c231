/* Counts the published measures for a year from a worklist: figures, the children behind them, and a page with both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"
#include "dueby/definitions.h"
#include "dueby/page.h"

struct figures {
  const dueby_worklist *worklist;
  dueby_definitions *definitions;
  dueby_measures_options options;
  dueby_measures *measures;
};

static void close_figures(struct figures *figures) {
  dueby_measures_free(figures->measures);
  dueby_definitions_free(figures->definitions);
}

int read_definitions(const json_t *args, const dueby_profile *profile, dueby_definitions **definitions) {
  const char *yaml;
  DIAGNOSTICS(found);
  if (!read_text(args, "definitions", &yaml)) return 0;
  if (!yaml) {
    dueby_status status = dueby_definitions_new(profile, definitions);
    return status == DUEBY_OK || fail_status(status, NULL);
  }
  dueby_status status = dueby_definitions_from_yaml(profile, yaml, (int64_t)strlen(yaml), &found, definitions);
  return status == DUEBY_OK || fail_file(status, "definitions", &found);
}

/* Makes figures that count no cases yet, for a worklist that was made for these measures. */
static int open_figures(const json_t *args, struct figures *figures) {
  figures->worklist = object_of(args, "worklist");
  figures->options.year = (int32_t)json_integer_value(json_object_get(args, "year"));
  figures->options.suppress = flag_of(args, "suppress");
  if (!read_text(args, "by", &figures->options.column) ||
      !read_definitions(args, dueby_worklist_profile(figures->worklist), &figures->definitions))
    return 0;
  dueby_status status = dueby_measures_new(figures->worklist, figures->definitions, &figures->options, &figures->measures);
  return status == DUEBY_OK || fail_status(status, "measures");
}

/* ---- figures ---- */

static dueby_status put_rows(const json_t *args, const struct figures *figures) {
  dueby_measures_row row;
  dueby_status status, written = DUEBY_OK;
  int64_t cursor = 0;
  int is_first = 1;
  put("[");
  while (written == DUEBY_OK &&
         (status = dueby_measures_next(figures->measures, flag_of(args, "bands"), &cursor, &row)) == DUEBY_OK) {
    if (!is_first) put(",");
    is_first = 0;
    PUT_TEXT(written, dueby_measures_json, figures->measures, &row);
  }
  put("]");
  return written != DUEBY_OK ? written : status == DUEBY_DONE ? DUEBY_OK : status;
}

typedef dueby_status write_note(const dueby_measures *measures, int64_t index, char *text, int64_t size, int64_t *needed);

static void put_notes(const struct figures *figures, write_note *write) {
  for (int64_t i = 0; write(figures->measures, i, NULL, 0, NULL) != DUEBY_DONE; i++) {
    PUT_STRING(write, figures->measures, i);
    put(",");
  }
}

int call_measures(const json_t *args) {
  struct figures figures = {0};
  int done = open_figures(args, &figures);
  dueby_status status = done ? dueby_measures_add(figures.measures, figures.worklist) : DUEBY_OK;
  if (done && status == DUEBY_OK) {
    put("{");
    put_name("rows");
    status = put_rows(args, &figures);
    put_name("notes");
    put("[");
    put_notes(&figures, dueby_measures_limit_text);
    if (!figures.options.suppress) put_notes(&figures, dueby_measures_oddity_text);
    put_string(dueby_measures_note(figures.measures));
    put("]}");
  }
  close_figures(&figures);
  return done && (status == DUEBY_OK || fail_status(status, "measures"));
}

/* ---- the children behind a figure ---- */

struct behind {
  int32_t definition;
  int is_first;
};

/* Writes the units that were counted in the last case. */
static dueby_status put_units(const struct figures *figures, struct behind *behind) {
  dueby_status status = DUEBY_OK;
  dueby_measures_unit unit;
  for (int64_t i = 0; status == DUEBY_OK && dueby_measures_unit_at(figures->measures, i, &unit) == DUEBY_OK; i++) {
    if (unit.definition != behind->definition) continue;
    if (!behind->is_first) put(",");
    behind->is_first = 0;
    PUT_TEXT(status, dueby_measures_unit_json, figures->measures, &unit);
  }
  return status;
}

static dueby_status put_units_of_cases(const struct figures *figures, struct behind *behind) {
  const dueby_case *of;
  const dueby_line *lines;
  int64_t count;
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; status == DUEBY_OK && dueby_worklist_kept_case(figures->worklist, i, &of, &lines, &count) == DUEBY_OK; i++) {
    status = dueby_measures_add_case(figures->measures, of, lines, count);
    if (status == DUEBY_OK) status = put_units(figures, behind);
  }
  return status;
}

static int find_measure(const dueby_definitions *definitions, const char *name, int32_t *definition) {
  dueby_nearest nearest = {name, NULL, 0, 0};
  char text[512] = "";
  *definition = dueby_definitions_find(definitions, name);
  if (*definition >= 0) return 1;
  for (int32_t i = 0; i < dueby_definitions_count(definitions); i++)
    dueby_nearest_consider(&nearest, dueby_definitions_text(definitions, i, DUEBY_DEFINITION_NAME));
  dueby_unknown_nearest_text(DUEBY_NAME_MEASURE, &nearest, DUEBY_STYLE_JAVASCRIPT, text, sizeof text, NULL);
  return fail("UNKNOWN_NAME", DUEBY_ENOTFOUND, "%s", text);
}

int call_measure_children(const json_t *args) {
  const char *name;
  struct figures figures = {0};
  struct behind behind = {.is_first = 1};
  int done = read_text(args, "measure", &name) && open_figures(args, &figures) &&
             find_measure(figures.definitions, name, &behind.definition);
  if (done) put("[");
  dueby_status status = done ? put_units_of_cases(&figures, &behind) : DUEBY_OK;
  if (done) put("]");
  close_figures(&figures);
  return done && (status == DUEBY_OK || fail_status(status, "children"));
}

/* ---- figures as a page ---- */

static int32_t take_text(const char *text, int64_t length, void *context) {
  (void)context;
  put_bytes(text, length);
  return 0;
}

int call_measures_page(const json_t *args) {
  const char *marking;
  struct figures figures = {0};
  int done = read_text(args, "marking", &marking) && open_figures(args, &figures);
  dueby_status status = DUEBY_OK;
  if (done) status = dueby_page_write_measures(figures.worklist, figures.definitions, &figures.options, marking, take_text, NULL);
  close_figures(&figures);
  return done && (status == DUEBY_OK || fail_status(status, "page"));
}
