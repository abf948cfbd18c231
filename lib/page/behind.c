/* Writes the children, assessments and plans behind a published figure. */
#include "case.h"
#include "published.h"

/* ---- writing units as a table ---- */

enum column { REF = 1, BEFORE = 2, STARTED = 4, ENDED = 8, DAYS = 16, BAND = 32, REMARK = 64 };

static const char *remark(int32_t oddity) {
  switch (oddity) {
  case DUEBY_ODDITY_NO_START: return "no start date in the records";
  case DUEBY_ODDITY_BEFORE_START: return "ended before it started";
  case DUEBY_ODDITY_SECOND: return "recorded as ended more than once";
  case DUEBY_ODDITY_HISTORY: return "the records start too late";
  case DUEBY_ODDITY_UNREAD: return "a row that could not be used";
  case DUEBY_ODDITY_VALUE: return "not one of the measure's values";
  default: return "";
  }
}

static const char *ref_of(const struct page_case *from, const dueby_measures_unit *unit) {
  int64_t seen = unit->to >= 0 ? unit->to : unit->from;
  return seen < 0 ? NULL : dueby_case_ref(from->of, from->of->events[seen].ref);
}

/* If the unit is a start, returns the day of the last start before it; NONE if there is none, or if the unit is not a start. */
static dueby_date day_before(const struct page_case *from, const dueby_measures_unit *unit) {
  int is_start = unit->to >= 0 && unit->ended == DUEBY_DATE_NONE;
  return is_start && unit->from >= 0 ? from->of->events[unit->from].date : DUEBY_DATE_NONE;
}

/* Returns the columns that have a value for at least one unit, as bits. */
static int columns_of(const struct page *page, const struct page_unit *units, int64_t count) {
  struct page_case from;
  int columns = 0;
  for (const struct page_unit *one = units; one < units + count; one++) {
    if (dueby_page_case_at(page, one->number, &from) != DUEBY_OK) continue;
    if (ref_of(&from, &one->unit)) columns |= REF;
    if (day_before(&from, &one->unit) != DUEBY_DATE_NONE) columns |= BEFORE;
    if (one->unit.started != DUEBY_DATE_NONE) columns |= STARTED;
    if (one->unit.ended != DUEBY_DATE_NONE) columns |= ENDED;
    if (one->unit.days != INT32_MIN) columns |= DAYS;
    if (one->unit.band >= 0) columns |= BAND;
    if (one->unit.oddity != DUEBY_ODDITY_NONE) columns |= REMARK;
  }
  return columns;
}

static void html_cell(const struct page *page, const char *label, const char *text) {
  html(page, "<td data-label=\"");
  html(page, label);
  html(page, "\">");
  dueby_html_escaped(page, text);
  html(page, "</td>");
}

static void html_day_cell(const struct page *page, const char *label, dueby_date day) {
  html(page, "<td data-label=\"");
  html(page, label);
  html(page, "\">");
  dueby_html_day(page, day);
  html(page, "</td>");
}

static void html_days_cell(const struct page *page, const char *label, int32_t days) {
  html(page, "<td data-label=\"");
  html(page, label);
  html(page, "\">");
  if (days != INT32_MIN) dueby_html_number(page, days);
  html(page, "</td>");
}

static void html_unit(const struct page *page, const struct published *published, const struct page_unit *one, int columns) {
  const dueby_measures_unit *unit = &one->unit;
  struct page_case from;
  if (dueby_page_case_at(page, one->number, &from) != DUEBY_OK) return;
  html(page, "<tr");
  if (published->level > 2) {
    dueby_html_case_link(page, &from);
  } else {
    html(page, "><th scope=\"row\">");
    dueby_html_escaped(page, from.of->name);
    html(page, "</th>");
  }
  if (columns & REF) html_cell(page, "Ref", ref_of(&from, unit));
  if (columns & BEFORE) html_day_cell(page, "The one before started", day_before(&from, unit));
  if (columns & STARTED) html_day_cell(page, "Started", unit->started);
  if (columns & ENDED) html_day_cell(page, "Ended", unit->ended);
  if (columns & DAYS) {
    html_days_cell(page, "Days", unit->days);
    html_days_cell(page, "Working days", unit->working_days);
  }
  if (columns & BAND)
    html_cell(page, "Band", unit->band < 0 ? "none" : dueby_definitions_band(published->definitions, unit->definition, unit->band));
  if (columns & REMARK) html_cell(page, "Remark", remark(unit->oddity));
  html(page, "</tr>\n");
}

static void html_heads(const struct page *page, int columns) {
  html(page, "<thead><tr><th scope=\"col\">Case</th>");
  if (columns & REF) html(page, "<th scope=\"col\">Ref</th>");
  if (columns & BEFORE) html(page, "<th scope=\"col\">The one before started</th>");
  if (columns & STARTED) html(page, "<th scope=\"col\">Started</th>");
  if (columns & ENDED) html(page, "<th scope=\"col\">Ended</th>");
  if (columns & DAYS) html(page, "<th scope=\"col\">Days</th><th scope=\"col\">Working days</th>");
  if (columns & BAND) html(page, "<th scope=\"col\">Band</th>");
  if (columns & REMARK) html(page, "<th scope=\"col\">Remark</th>");
  html(page, "</tr></thead>");
}

/* Writes the caption of a table of units, such as "In time: yes: 12". */
static void html_caption(const struct page *page, const struct published *published, const dueby_measures_row *row, int32_t result,
                         int64_t count) {
  const char *share = dueby_definitions_text(published->definitions, row->definition, DUEBY_DEFINITION_SHARE);
  html(page, "<caption>");
  if (result == DUEBY_RESULT_CANNOT_TELL) html(page, "cannot tell, so not counted: ");
  else if (!share) html(page, "counted: ");
  else dueby_html_escaped(page, share);
  if (share && result == DUEBY_RESULT_YES) html(page, ": yes: ");
  if (share && result == DUEBY_RESULT_NO) html(page, ": no: ");
  dueby_html_amount(page, count);
  html(page, "</caption>");
}

void dueby_html_behind_id(const struct page *page, const struct published *published, const dueby_measures_row *row) {
  html(page, "m");
  dueby_html_number(page, row->definition);
  html(page, "-");
  dueby_html_number(page, row - published->rows);
}

void dueby_html_behind(const struct page *page, const struct published *published, const dueby_measures_row *row) {
  static const int32_t results[] = {DUEBY_RESULT_NO, DUEBY_RESULT_YES, DUEBY_RESULT_CANNOT_TELL};
  for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
    int64_t count, first = dueby_page_units(published, row, results[i], &count);
    if (!count) continue;
    const struct page_unit *units = &published->units[first];
    int columns = columns_of(page, units, count);
    html(page, "<table class=\"behind\" id=\"");
    dueby_html_behind_id(page, published, row);
    html(page, "-");
    dueby_html_number(page, results[i]);
    html(page, "\">");
    html_caption(page, published, row, results[i], count);
    html_heads(page, columns);
    html(page, "<tbody>\n");
    for (int64_t j = 0; j < count; j++) html_unit(page, published, &units[j], columns);
    html(page, "</tbody></table>\n");
  }
}
