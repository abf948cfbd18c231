/* Turns figures into rows, rounded and suppressed as in published figures, and writes rows and units as named cells. */
#include <stdlib.h>

#include "cell_internal.h"
#include "dueby/code.h"
#include "json.h"
#include "measures_internal.h"

/* ---- suppression of small counts ---- */

enum { SMALLEST = 1, SMALL = 5 };

/* Bits for counts that are hidden in a row. */
enum { HIDES_COUNTED = 1, HIDES_GOOD = 2, HIDES_BANDS = 4, HIDES_CANNOT_TELL = 8, HIDES_ODD = 16 };

static int is_small(int64_t count) {
  return count >= SMALLEST && count <= SMALL;
}

static int has_small_band(const struct figures *figures, int32_t bands) {
  int64_t in_bands = 0;
  for (int32_t i = 0; i < bands; i++) {
    if (is_small(figures->bands[i])) return 1;
    in_bands += figures->bands[i];
  }
  return bands && is_small(figures->counted - in_bands);
}

/* Returns how many bands are within the limit that decides which units are good; 0 if no band ends exactly at the limit. If the
 * measure has no such limit, returns the number of all bands. */
static int32_t bands_up_to_limit(const struct definition *definition) {
  if (definition->test != TEST_WITHIN && definition->test != TEST_LONGER) return definition->band_count;
  for (int32_t i = 0; i < definition->band_count; i++)
    if (definition->bands[i].up_to.unit == definition->limit.unit && definition->bands[i].up_to.amount == definition->limit.amount)
      return i + 1;
  return 0;
}

/* Either the bands within the limit or those above it. Their counts and the units in no band add up to a number in the row. */
struct side {
  int32_t first, end;
  int64_t in_no_band;
};

static struct side side_of(const struct definition *definition, const struct figures *figures, int32_t band) {
  int32_t split = bands_up_to_limit(definition), count = definition->band_count;
  struct side side = {band < split ? 0 : split, band < split ? split : count, 0};
  if (side.end < count) return side;
  side.in_no_band = figures->counted;
  for (int32_t i = 0; i < count; i++) side.in_no_band -= figures->bands[i];
  return side;
}

/* True if only one band above the limit has units, and only a few. Even many units in no band do not hide that number, because the
 * row may also show them as odd units. */
static int has_lone_band(const struct definition *definition, const struct figures *figures) {
  if (!definition->band_count) return 0;
  const struct side side = side_of(definition, figures, definition->band_count - 1);
  int32_t filled = 0, small = 0;
  for (int32_t i = side.first; i < side.end; i++) {
    filled += figures->bands[i] > 0;
    small += is_small(figures->bands[i]);
  }
  return filled == 1 && small && !is_small(side.in_no_band);
}

/* True if a count is small, or would reveal a small count. `hidden` says which counts are hidden already. */
static int is_hidden_alone(const struct definition *definition, const struct figures *figures, int what, int hidden) {
  switch (what) {
  case HIDES_COUNTED: return is_small(figures->counted);
  case HIDES_GOOD:
    return (hidden & HIDES_COUNTED) || is_small(figures->good) || is_small(figures->counted - figures->good) ||
           has_lone_band(definition, figures);
  case HIDES_BANDS: return (hidden & HIDES_GOOD) || has_small_band(figures, definition->band_count);
  case HIDES_CANNOT_TELL: return is_small(figures->cannot_tell);
  default: return is_small(figures->odd);
  }
}

static int64_t size_of(const struct figures *figures, int what) {
  if (what == HIDES_CANNOT_TELL) return figures->cannot_tell;
  return what == HIDES_ODD ? figures->odd : figures->counted;
}

/* If hidden counts could be worked out from the total, hides the smallest of the other groups' counts too. They can be if only one
 * group hides its count, or if all hidden counts must be the smallest or all must be the largest small number. Bands are hidden in
 * every group, because the smallest group may have no units in the same band. */
static void hide(const struct dueby_measures *measures, int32_t definition, int what, uint8_t *bits) {
  const struct definition *of = &measures->definitions->items[definition];
  int32_t hidden = 0, smallest = -1;
  int64_t sum = 0;
  for (int32_t i = 0; i < measures->groups.count; i++) {
    const struct figures *figures = figures_of(measures, i, definition);
    if (is_hidden_alone(of, figures, what, bits[i])) {
      bits[i] |= (uint8_t)what;
      sum += size_of(figures, what);
      hidden++;
    } else if (size_of(figures, what) &&
               (smallest < 0 || size_of(figures, what) < size_of(figures_of(measures, smallest, definition), what))) {
      smallest = i;
    }
  }
  int is_known = hidden == 1 || sum == hidden * SMALLEST || sum == hidden * SMALL; /* from the total and the groups that are
                                                                                      shown */
  if (hidden && is_known && smallest >= 0) bits[smallest] |= (uint8_t)what;
  for (int32_t i = 0; i < measures->groups.count && what == HIDES_BANDS && hidden; i++) bits[i] |= HIDES_BANDS;
}

static const int kinds[] = {HIDES_COUNTED, HIDES_GOOD, HIDES_BANDS, HIDES_CANNOT_TELL, HIDES_ODD};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static int hidden_alone(const struct dueby_measures *measures, int32_t definition, const struct figures *figures) {
  int bits = 0;
  for (int i = 0; i < KINDS; i++)
    if (is_hidden_alone(&measures->definitions->items[definition], figures, kinds[i], bits)) bits |= kinds[i];
  return bits;
}

/* Returns the bits for the counts hidden in a group's row, or -1 if out of memory. */
static int hidden_in(const struct dueby_measures *measures, int32_t group, int32_t definition) {
  if (!measures->suppress) return 0;
  uint8_t *bits = calloc((size_t)measures->groups.count, 1);
  if (!bits) return -1;
  for (int i = 0; i < KINDS; i++) hide(measures, definition, kinds[i], bits);
  int hidden = bits[group];
  free(bits);
  return hidden;
}

/* True if a band is hidden. The bands within the limit add up to a number in the row, and so do those above it. Of each of the two
 * sets, the small bands are therefore hidden and, if only one is small, the smallest of the others too. With several groups, the
 * totals add up as well, so the whole set is hidden unless it has only one band. All bands are hidden if the share is hidden, or if
 * no band ends at the limit. */
static int hides_band(const struct definition *definition, const struct figures *figures, int32_t band, int hidden,
                      int is_of_many) {
  const struct side side = side_of(definition, figures, band);
  int32_t small = is_small(side.in_no_band), smallest = -1;
  if (!(hidden & HIDES_BANDS)) return 0;
  if (hidden & HIDES_GOOD || !bands_up_to_limit(definition)) return 1;
  if (is_of_many && side.end - side.first > 1) return 1;
  for (int32_t i = side.first; i < side.end; i++) {
    if (is_small(figures->bands[i])) small++;
    else if (figures->bands[i] && (smallest < 0 || figures->bands[i] < figures->bands[smallest])) smallest = i;
  }
  return is_small(figures->bands[band]) || (small == 1 && band == smallest);
}

/* True if several groups have counted units. */
static int has_others(const struct dueby_measures *measures, int32_t definition) {
  int32_t filled = 0;
  for (int32_t i = 0; i < measures->groups.count; i++) filled += figures_of(measures, i, definition)->counted > 0;
  return filled > 1;
}

/* ---- going through the rows ---- */

static void make_row(const struct dueby_measures *measures, const char *group, int32_t definition, int32_t band,
                     const struct figures *figures, int hidden, dueby_measures_row *row) {
  dueby_measures_row made = {.group = group, .definition = definition, .band = band};
  if (band >= 0) {
    made.counted = figures->bands[band];
    made.good = figures->counted;
    made.hides_counted =
        hides_band(&measures->definitions->items[definition], figures, band, hidden, group && has_others(measures, definition));
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
    if (!has_row(measures, place, with_bands) || (measures->column && is_empty(figures))) continue;
    int hidden = hidden_in(measures, (int32_t)place.group, place.definition);
    if (hidden < 0) return DUEBY_EMEMORY;
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
    struct figures sum = {0};
    if (place.group) return DUEBY_DONE;
    if (!has_row(measures, place, with_bands)) continue;
    for (int32_t i = 0; i < measures->groups.count; i++) {
      const struct figures *figures = figures_of(measures, i, place.definition);
      sum.counted += figures->counted;
      sum.good += figures->good;
      sum.cannot_tell += figures->cannot_tell;
      sum.odd += figures->odd;
      sum.days += figures->days;
      for (int32_t band = 0; band < BANDS_MAX; band++) sum.bands[band] += figures->bands[band];
    }
    make_row(measures, NULL, place.definition, place.band, &sum,
             measures->suppress ? hidden_alone(measures, place.definition, &sum) : 0, row);
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
  if (row->hides_counted) text_string(&out, suppressed);
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
