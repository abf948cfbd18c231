/* Turns figures into rows, rounded and suppressed as in published figures, and writes rows and units as named cells. */
#include <stdlib.h>

#include "cell_internal.h"
#include "dueby/code.h"
#include "json.h"
#include "measures_internal.h"

/* ---- going through the rows ---- */

static void make_row(const struct dueby_measures *measures, const char *group, int32_t definition, int32_t band,
                     const struct figures *figures, int hidden, dueby_measures_row *row) {
  dueby_measures_row made = {.group = group, .definition = definition, .band = band};
  if (band >= 0) {
    made.counted = figures->bands[band];
    made.good = figures->counted;
    made.hides_counted = dueby_measures_hides_band(measures, definition, figures, band, hidden, !group);
    made.hides_good = (hidden & HIDES_COUNTED) != 0;
  } else {
    made.counted = figures->counted;
    made.good = figures->good;
    made.cannot_tell = figures->cannot_tell;
    made.odd = figures->odd;
    made.days = figures->days;
    made.hides_counted = (hidden & HIDES_COUNTED) != 0;
    made.hides_good = (hidden & HIDES_GOOD) != 0;
    made.hides_cannot_tell = (hidden & HIDES_CANNOT_TELL) != 0;
    made.hides_odd = (hidden & HIDES_ODD) != 0;
  }
  *row = made;
}

const char *dueby_measures_note(const dueby_measures *measures) {
  return measures->suppress
             ? "Percentages are rounded as published. c stands for 1 to 5, or for a number that would give these away."
             : "Percentages are rounded as published. Counts are unrounded and unsuppressed.";
}

/* The position of a row: a group, a definition and a band. */
struct place {
  int64_t group;
  int32_t definition, band;
};

static struct place place_at(const struct dueby_measures *measures, int64_t at) {
  enum { ROWS = BANDS_MAX + 1 };
  int64_t definitions = measures->definitions->count, one = at / ROWS;
  struct place place = {one / definitions, (int32_t)(one % definitions), (int32_t)(at % ROWS) - 1};
  return place;
}

static int has_row(const struct dueby_measures *measures, struct place place, int32_t with_bands) {
  if (!dueby_measures_is_answered(measures, place.definition)) return 0;
  return place.band < (with_bands ? measures->definitions->items[place.definition].band_count : 0);
}

static int is_empty(const struct figures *figures) {
  return !figures->counted && !figures->cannot_tell && !figures->odd;
}

dueby_status dueby_measures_next(const dueby_measures *measures, int32_t with_bands, int64_t *cursor, dueby_measures_row *row) {
  if (*cursor < 0) return DUEBY_EARGUMENT;
  for (int64_t at = *cursor; measures->definitions->count; at++) {
    struct place place = place_at(measures, at);
    if (place.group >= measures->groups.count) return DUEBY_DONE;
    const struct figures *figures = figures_of(measures, (int32_t)place.group, place.definition);
    if (!has_row(measures, place, with_bands)) continue;
    int hidden = dueby_measures_hidden(measures, (int32_t)place.group, place.definition);
    if (hidden < 0) return DUEBY_EMEMORY;
    /* a group's empty row is left out, but not if its counts are hidden: leaving it out would reveal that they are 0 */
    int says_nothing = is_empty(figures) && !(hidden & (HIDES_COUNTED | HIDES_CANNOT_TELL));
    if (measures->column && says_nothing) continue;
    make_row(measures, measures->groups.items[place.group].name, place.definition, place.band, figures, hidden, row);
    *cursor = at + 1;
    return DUEBY_OK;
  }
  return DUEBY_DONE;
}

dueby_status dueby_measures_total(const dueby_measures *measures, int32_t with_bands, int64_t *cursor, dueby_measures_row *row) {
  if (*cursor < 0) return DUEBY_EARGUMENT;
  for (int64_t at = *cursor; measures->definitions->count; at++) {
    struct place place = place_at(measures, at);
    if (place.group) return DUEBY_DONE;
    if (!has_row(measures, place, with_bands)) continue;
    struct figures sum = dueby_measures_sum(measures, place.definition);
    int hidden = dueby_measures_hidden(measures, measures->groups.count, place.definition);
    if (hidden < 0) return DUEBY_EMEMORY;
    make_row(measures, NULL, place.definition, place.band, &sum, hidden, row);
    *cursor = at + 1;
    return DUEBY_OK;
  }
  return DUEBY_DONE;
}

/* ---- rounded numbers ---- */

static const char suppressed[] = "c";

dueby_status dueby_measures_percent_text(const dueby_measures *measures, const dueby_measures_row *row, char *text, int64_t size,
                                         int64_t *needed) {
  enum { HUNDRED = 100 };
  struct text out = text_in(text, size);
  const struct definition *definition = &measures->definitions->items[row->definition];
  int64_t above = row->band < 0 ? row->good : row->counted, below = row->band < 0 ? row->counted : row->good;
  if (row->band < 0 && definition->test == TEST_NONE) return text_end(&out, needed);
  if (row->hides_counted || row->hides_good) text_string(&out, suppressed);
  else if (below) text_rounded(&out, above * HUNDRED, below, definition->decimals);
  return text_end(&out, needed);
}

dueby_status dueby_measures_days_text(const dueby_measures *measures, const dueby_measures_row *row, char *text, int64_t size,
                                      int64_t *needed) {
  struct text out = text_in(text, size);
  if (row->band >= 0 || !measures->definitions->items[row->definition].has_mean) return text_end(&out, needed);
  if (row->hides_counted || row->hides_good) text_string(&out, suppressed);
  else if (row->counted) text_rounded(&out, row->days, row->counted, 0);
  return text_end(&out, needed);
}

/* ---- cells of a row ---- */

enum field { MEASURE, TITLE, FROM, TO, BAND, COUNTED, GOOD, PERCENT, MEAN_DAYS, CANNOT_TELL, ODD, FIELDS };

static const char fields[FIELDS][16] = {"measure", "title",   "from",      "to",          "band", "counted",
                                        "good",    "percent", "mean_days", "cannot_tell", "odd"};

const char *dueby_measures_field(int32_t index) {
  return index < 0 || index >= FIELDS ? NULL : fields[index];
}

static void give_figure(const struct giver *to, const char *name, int64_t number, int is_hidden) {
  if (is_hidden) give_text(to, name, DUEBY_CELL_CODE, suppressed);
  else give_number(to, name, number);
}

static void give_rounded(const struct giver *to, const char *name, const char *text) {
  give_text(to, name, strcmp(text, suppressed) == 0 ? DUEBY_CELL_CODE : DUEBY_CELL_PERCENT, text);
}

dueby_status dueby_measures_cells(const dueby_measures *measures, const dueby_measures_row *row, dueby_cell_sink sink,
                                  void *context) {
  const struct giver to = {sink, context};
  char percent[32] = "", days[32] = "";
  if (row->definition < 0 || row->definition >= measures->definitions->count || row->band >= BANDS_MAX) return DUEBY_EARGUMENT;
  const struct definition *definition = &measures->definitions->items[row->definition];
  const struct counted *counted = &measures->counted[row->definition];
  int is_band = row->band >= 0;
  dueby_measures_percent_text(measures, row, percent, sizeof percent, NULL);
  dueby_measures_days_text(measures, row, days, sizeof days, NULL);
  if (measures->column) give_text(&to, measures->column, DUEBY_CELL_TEXT, row->group);
  give_code(&to, fields[MEASURE], definition->texts[DUEBY_DEFINITION_NAME]);
  give_text(&to, fields[TITLE], DUEBY_CELL_TEXT, definition->texts[DUEBY_DEFINITION_TITLE]);
  give_day(&to, fields[FROM], counted->from);
  give_day(&to, fields[TO], counted->last);
  give_text(&to, fields[BAND], DUEBY_CELL_TEXT, is_band ? definition->bands[row->band].title : NULL);
  give_figure(&to, fields[COUNTED], row->counted, row->hides_counted);
  if (is_band || definition->test == TEST_NONE) give_none(&to, fields[GOOD], DUEBY_CELL_NUMBER);
  else give_figure(&to, fields[GOOD], row->good, row->hides_good);
  give_rounded(&to, fields[PERCENT], percent);
  give_rounded(&to, fields[MEAN_DAYS], days);
  give_figure(&to, fields[CANNOT_TELL], is_band ? INT64_MIN : row->cannot_tell, row->hides_cannot_tell);
  give_figure(&to, fields[ODD], is_band ? INT64_MIN : row->odd, row->hides_odd);
  return DUEBY_OK;
}

dueby_status dueby_measures_json(const dueby_measures *measures, const dueby_measures_row *row, char *text, int64_t size,
                                 int64_t *needed) {
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_measures_cells(measures, row, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}

/* ---- cells of a unit ---- */

enum unit_field { UNIT_CASE, UNIT_REF, UNIT_MEASURE, STARTED, ENDED, DAYS, WORKING_DAYS, UNIT_BAND, RESULT, ODDITY, UNIT_FIELDS };

static const char unit_fields[UNIT_FIELDS][16] = {"case", "ref",          "measure", "started", "ended",
                                                  "days", "working_days", "band",    "result",  "oddity"};

const char *dueby_measures_unit_field(int32_t index) {
  return index < 0 || index >= UNIT_FIELDS ? NULL : unit_fields[index];
}

dueby_status dueby_measures_unit_cells(const dueby_measures *measures, const dueby_measures_unit *unit, dueby_cell_sink sink,
                                       void *context) {
  const struct giver to = {sink, context};
  const dueby_case *of = measures->of;
  int64_t seen = unit->to >= 0 ? unit->to : unit->from;
  if (unit->definition < 0 || unit->definition >= measures->definitions->count || seen >= (of ? of->event_count : 0))
    return DUEBY_EARGUMENT;
  const struct definition *definition = &measures->definitions->items[unit->definition];
  give_text(&to, unit_fields[UNIT_CASE], DUEBY_CELL_TEXT, of ? of->name : NULL);
  give_text(&to, unit_fields[UNIT_REF], DUEBY_CELL_TEXT, seen < 0 ? NULL : dueby_case_ref(of, of->events[seen].ref));
  if (measures->column) give_text(&to, measures->column, DUEBY_CELL_TEXT, of ? groups_name(measures->column, of) : NULL);
  give_code(&to, unit_fields[UNIT_MEASURE], definition->texts[DUEBY_DEFINITION_NAME]);
  give_day(&to, unit_fields[STARTED], unit->started);
  give_day(&to, unit_fields[ENDED], unit->ended);
  give_count(&to, unit_fields[DAYS], unit->days);
  give_count(&to, unit_fields[WORKING_DAYS], unit->working_days);
  give_text(&to, unit_fields[UNIT_BAND], DUEBY_CELL_TEXT, unit->band < 0 ? NULL : definition->bands[unit->band].title);
  give_code(&to, unit_fields[RESULT], dueby_code_name(DUEBY_CODE_RESULT, unit->result));
  give_code(&to, unit_fields[ODDITY], dueby_code_name(DUEBY_CODE_ODDITY, unit->oddity));
  return DUEBY_OK;
}

dueby_status dueby_measures_unit_json(const dueby_measures *measures, const dueby_measures_unit *unit, char *text, int64_t size,
                                      int64_t *needed) {
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_measures_unit_cells(measures, unit, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}
