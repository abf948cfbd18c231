/* Shows bars and counts of how many lines were done in time by group, month and duty, and the number of lines of each duty in each
 * state. */
#include "measures.h"

#include <string.h>

enum { COLUMNS = STATES, WHOLE = 1000, HEIGHT = 12 };

/* The order of states in the summary: first those that need action, then those of lines that are over. */
static const int32_t columns[COLUMNS] = {
    DUEBY_STATE_OVERDUE,  DUEBY_STATE_NOT_COMPUTABLE, DUEBY_STATE_DUE_SOON, DUEBY_STATE_OPEN, DUEBY_STATE_MET,
    DUEBY_STATE_MET_LATE, DUEBY_STATE_MISSED,         DUEBY_STATE_ENDED,    SHOWN_UNSET,      SHOWN_UNDATED};

int32_t dueby_page_state_of_column(int column) {
  return columns[column];
}

/* ---- bars: how many lines were in time ---- */

/* Writes a part of a bar. Worse states have lower bars, so that readers can tell them apart without colour. */
static int64_t html_bar_part(const struct page *page, const char *name, int64_t from, int64_t count, int64_t of, int height) {
  int64_t x = from * WHOLE / of, width = (from + count) * WHOLE / of - x;
  html(page, "<rect class=\"");
  html(page, name);
  html(page, "\"");
  dueby_html_data(page, "x", x);
  dueby_html_data(page, "y", HEIGHT - height);
  dueby_html_data(page, "width", width);
  dueby_html_data(page, "height", height);
  html(page, "/>");
  return from + count;
}

static void html_bar(const struct page *page, const dueby_measure *measure, int64_t counted) {
  html(page, "<td class=\"bar\"><svg viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
  if (counted) {
    int64_t at = html_bar_part(page, "met", 0, measure->in_time, counted, HEIGHT);
    at = html_bar_part(page, "late", at, measure->late, counted, HEIGHT * 2 / 3);
    at = html_bar_part(page, "missed", at, measure->missed, counted, HEIGHT / 3);
    html_bar_part(page, "overdue", at, measure->overdue, counted, HEIGHT / 3);
  }
  html(page, "</svg></td>");
}

static void html_count(const struct page *page, const char *label, int64_t count) {
  html(page, "<td data-label=\"");
  html(page, label);
  html(page, "\">");
  dueby_html_amount(page, count);
  html(page, "</td>");
}

static void html_percent(const struct page *page, int64_t good, int64_t counted) {
  char percent[32] = "";
  html(page, "<td data-label=\"In time\">");
  if (counted && dueby_measure_percent_text(good, counted, percent, sizeof percent, NULL) == DUEBY_OK) {
    html(page, percent);
    html(page, "%");
  }
  html(page, "</td>");
}

/* Writes the cells that follow the name in a row of bars. */
static void html_bar_cells(const struct page *page, const dueby_measure *measure) {
  int64_t good, counted;
  dueby_measure_share(DUEBY_MEASURE_DUE, measure, &good, &counted);
  html_bar(page, measure, counted);
  html_percent(page, good, counted);
  html_count(page, "Fell due", counted);
  html_count(page, "Done in time", measure->in_time);
  html_count(page, "Done late", measure->late);
  html_count(page, "Never done", measure->missed);
  html_count(page, "Overdue", measure->overdue);
  html_count(page, "No set deadline", measure->no_deadline);
  html_count(page, "Cannot tell", measure->cannot_tell);
  html(page, "</tr>\n");
}

static void html_bars_head(const struct page *page, const char *id, const char *by) {
  html(page, "<table class=\"bars\" id=\"bars-");
  html(page, id);
  html(page, "\"><caption>In time, by ");
  dueby_html_escaped(page, by);
  html(page, "</caption><thead><tr><th scope=\"col\">");
  dueby_html_escaped(page, by);
  html(page, "</th><td></td><th scope=\"col\">In time</th><th scope=\"col\">Fell due</th><th scope=\"col\">Done in time</th>"
             "<th scope=\"col\">Done late</th><th scope=\"col\">Never done</th><th scope=\"col\">Overdue</th>"
             "<th scope=\"col\">No set deadline</th><th scope=\"col\">Cannot tell</th></tr></thead><tbody>\n");
}

static void html_bars_of_groups(const struct page *page) {
  html_bars_head(page, "group", page->group_count ? page->group_by : "case");
  html(page, "<tr class=\"all\"><th scope=\"row\">All</th>");
  html_bar_cells(page, &page->all.in_time);
  for (int64_t i = 0; i < page->group_count; i++) {
    html(page, "<tr data-k=\"");
    dueby_html_escaped(page, page->groups[i].name);
    html(page, "\"><th scope=\"row\">");
    dueby_html_escaped(page, *page->groups[i].name ? page->groups[i].name : "(none)");
    html(page, "</th>");
    html_bar_cells(page, &page->groups[i].in_time);
  }
  html(page, "</tbody></table>\n");
}

static void html_month(const struct page *page, int32_t month) {
  static const char names[12][10] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
  html(page, names[month % 12]);
  html(page, " ");
  dueby_html_number(page, month / 12);
}

static void html_bars_of_months(const struct page *page) {
  html_bars_head(page, "month", "month");
  for (int32_t ago = MONTHS; ago--;) {
    html(page, "<tr");
    dueby_html_data(page, "data-k", page->month - ago);
    html(page, "><th scope=\"row\">");
    html_month(page, page->month - ago);
    html(page, "</th>");
    html_bar_cells(page, &page->months[ago]);
  }
  html(page, "</tbody></table>\n");
}

/* Writes an attribute with the other names that people use for a duty, from all its rules. The search uses it. */
static void html_also(const struct page *page, int32_t series) {
  const dueby_profile *profile = page->profile;
  int32_t duty = dueby_rule_number(profile, series, 0, DUEBY_RULE_DUTY);
  html(page, " data-also=\"");
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    const char *also = dueby_rule_text(profile, rule, 0, DUEBY_RULE_ALSO);
    if (!also || dueby_rule_number(profile, rule, 0, DUEBY_RULE_DUTY) != duty) continue;
    dueby_html_escaped(page, also);
    html(page, ", ");
  }
  html(page, "\"");
}

static void html_duty_title(const struct page *page, int32_t rule) {
  char needs[512] = "";
  dueby_rule_needs_text(page->profile, rule, needs, sizeof needs, NULL);
  html(page, "<span class=\"t\">");
  dueby_html_escaped(page, dueby_rule_text(page->profile, rule, 0, DUEBY_RULE_LISTED_TITLE));
  html(page, "</span><small>");
  dueby_html_escaped(page, dueby_rule_text(page->profile, rule, 0, DUEBY_RULE_LISTED_AS));
  if (*needs) html(page, ": ");
  dueby_html_escaped(page, needs);
  html(page, "</small>");
}

/* Writes a row of bars for every duty that has lines now or in the coming weeks. The script takes the duty's name from this row. */
static void html_bars_of_duties(const struct page *page) {
  html(page, "<details><summary>In time, by duty</summary>\n");
  html_bars_head(page, "duty", "duty");
  for (int32_t rule = 0; rule < dueby_profile_rule_count(page->profile); rule++) {
    const struct page_measure *measure = &page->measures[rule];
    int64_t good, counted, lines = 0;
    for (int i = 0; i < STATES; i++) lines += measure->states[i];
    if (!lines && !measure->is_elsewhere) continue;
    dueby_measure_share(DUEBY_MEASURE_DUE, &measure->in_time, &good, &counted);
    html(page, "<tr");
    dueby_html_data(page, "data-k", rule);
    html_also(page, rule);
    if (measure->is_of_latest) html(page, " data-latest=\"1\"");
    html(page, counted || measure->in_time.no_deadline || measure->in_time.cannot_tell ? "><th scope=\"row\">"
                                                                                       : " hidden><th scope=\"row\">");
    html_duty_title(page, rule);
    html(page, "</th>");
    html_bar_cells(page, &measure->in_time);
  }
  html(page, "</tbody></table></details>\n");
}

/* ---- lines in each state ---- */

static void html_share(const struct page *page, const struct page_measure *measure) {
  char percent[32] = "";
  int64_t good, counted;
  dueby_measure_share(DUEBY_MEASURE_DUE, &measure->in_time, &good, &counted);
  html(page, "<td>");
  if (counted && dueby_measure_percent_text(good, counted, percent, sizeof percent, NULL) == DUEBY_OK) {
    html(page, percent);
    html(page, "% <small>");
    dueby_html_amount(page, good);
    html(page, " of ");
    dueby_html_amount(page, counted);
    html(page, "</small>");
  }
  html(page, "</td></tr>\n");
}

static void html_measure(const struct page *page, int32_t rule) {
  const struct page_measure *measure = &page->measures[rule];
  int64_t lines = 0;
  for (int i = 0; i < STATES; i++) lines += measure->states[i];
  if (!lines) return;
  html(page, "<tr><th scope=\"row\">");
  html_duty_title(page, rule);
  html(page, "</th>");
  for (int i = 0; i < COLUMNS; i++) {
    if (columns[i] == SHOWN_UNDATED && !page->states[SHOWN_UNDATED]) continue;
    html(page, "<td>");
    dueby_html_amount(page, measure->states[columns[i]]);
    html(page, "</td>");
  }
  html_share(page, measure);
}

/* Writes a row for the cases with rows that could not be used, because the tile for tasks that need checking counts these cases. */
static void html_unused_rows(const struct page *page) {
  int64_t count = page->states[DUEBY_STATE_NOT_COMPUTABLE];
  for (int32_t rule = 0; rule < dueby_profile_rule_count(page->profile); rule++)
    count -= page->measures[rule].states[DUEBY_STATE_NOT_COMPUTABLE];
  if (!count) return;
  html(page, "<tr><th scope=\"row\">rows that could not be used<small>cases with such rows</small></th>");
  for (int i = 0; i < COLUMNS; i++) {
    if (columns[i] == SHOWN_UNDATED && !page->states[SHOWN_UNDATED]) continue;
    html(page, "<td>");
    dueby_html_amount(page, columns[i] == DUEBY_STATE_NOT_COMPUTABLE ? count : 0);
    html(page, "</td>");
  }
  html(page, "<td></td></tr>\n");
}

static void html_states(const struct page *page) {
  html(page, "<details><summary>How many tasks there are for each duty, by state</summary>\n<div class=\"wide\" role=\"region\" "
             "aria-label=\"Table of duties\" tabindex=\"0\"><table class=\"measures\"><caption>How many of each duty. In time: of "
             "what fell due up to the day of this page, the share that was done in time; anything overdue or never done counts as "
             "not in time.</caption><thead><tr><th scope=\"col\">Duty</th>");
  for (int i = 0; i < COLUMNS; i++) {
    if (columns[i] == SHOWN_UNDATED && !page->states[SHOWN_UNDATED]) continue;
    html(page, "<th scope=\"col\">");
    dueby_html_symbol(page, columns[i]);
    html(page, dueby_page_states[columns[i]].words);
    html(page, "</th>");
  }
  html(page, "<th scope=\"col\">In time</th></tr></thead><tbody>\n");
  for (int32_t rule = 0; rule < dueby_profile_rule_count(page->profile); rule++) html_measure(page, rule);
  html_unused_rows(page);
  html(page, "</tbody></table></div></details>\n");
}

/* Names the duties that have lines but are not counted, because the file only has the latest event that meets each of them. */
static void html_not_counted(const struct page *page) {
  int told = 0;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(page->profile); rule++) {
    const struct page_measure *measure = &page->measures[rule];
    int64_t lines = 0;
    for (int i = 0; i < STATES; i++) lines += measure->states[i];
    if (!lines || !measure->is_of_latest) continue;
    html(page, told++ ? "; " : "<p class=\"notes\" id=\"latest\">Not counted here, because the file only has the latest of each: ");
    dueby_html_escaped(page, dueby_rule_text(page->profile, rule, 0, DUEBY_RULE_LISTED_TITLE));
  }
  if (told) html(page, ".</p>\n");
}

/* Writes how many tasks were done before a due date that is still to come, because the tile for "done in time" counts them. */
static void html_done_early(const struct page *page) {
  html(page, page->done_early ? "<p class=\"notes\" id=\"early\"><b>" : "<p class=\"notes\" id=\"early\" hidden><b>");
  dueby_html_amount(page, page->done_early);
  html(page, "</b> more done in time before a due date that has not yet arrived. They count here once that date has passed.</p>\n");
}

void dueby_html_measures(const struct page *page) {
  html(
      page,
      "<section id=\"duties\" aria-labelledby=\"duties-h\">\n<h2 id=\"duties-h\" tabindex=\"-1\">In time</h2>\n<p>This shows how much of what fell due up "
      "to the day of this page was done in time. Anything overdue or never done counts as not in time. Two kinds of task are not part of "
      "the share. \u201cNo set deadline\u201d: the source sets no time limit; these count once, in the month in which they began. "
      "\u201cCannot tell\u201d: the file does not show when the task was due or done; these count in every month in which they may "
      "have fallen due, so the months can add up to more than the total.</p>\n<ul class=\"key\"><li>"
      "<svg viewBox=\"0 0 22 12\" class=\"bar\" aria-hidden=\"true\"><rect class=\"met\" width=\"22\" height=\"12\"/></svg>Done in "
      "time</li><li><svg viewBox=\"0 0 22 12\" class=\"bar\" aria-hidden=\"true\"><rect class=\"late\" y=\"4\" width=\"22\" "
      "height=\"8\"/></svg>Done late</li><li><svg viewBox=\"0 0 22 12\" class=\"bar\" aria-hidden=\"true\"><rect class=\"missed\" "
      "y=\"8\" width=\"22\" height=\"4\"/></svg>Never done, or overdue</li></ul>\n");
  html_done_early(page);
  html_not_counted(page);
  html_bars_of_groups(page);
  html_bars_of_months(page);
  html_bars_of_duties(page);
  html_states(page);
  html(
      page,
      "<p class=\"notes\">These are counts of tasks, not of children. They are not rounded, and small numbers are not hidden.</p>\n"
      "</section>\n");
}
