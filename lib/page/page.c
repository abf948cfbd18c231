/* The worklist as one page: the summary, the list, each case, and the sources of the timescales. */
#include "dueby/page.h"

#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "dueby/answer.h"
#include "dueby/explain.h"
#include "dueby/finding.h"
#include "parts.h"

enum { LONG = 4096 };

/* The order of states in the summary: first those with something to do, then those that are over. */
static const int32_t to_do[] = {DUEBY_STATE_OVERDUE, DUEBY_STATE_NOT_COMPUTABLE, DUEBY_STATE_DUE_SOON, DUEBY_STATE_OPEN};
static const int32_t over[] = {DUEBY_STATE_MET, DUEBY_STATE_MET_LATE, DUEBY_STATE_MISSED, DUEBY_STATE_ENDED};
enum { TILES = 4, COLUMNS = 8 };

/* ---- what is written once the cases are known ---- */

static dueby_status case_at(const struct page *page, int64_t number, struct page_case *found) {
  found->number = number;
  return dueby_worklist_kept_case(page->worklist, number, &found->of, &found->lines, &found->count);
}

static void widen(struct page *page, dueby_date day) {
  if (day == DUEBY_DATE_NONE) return;
  if (day < page->first) page->first = day;
  if (day > page->last) page->last = day;
}

static void count_line(struct page *page, const dueby_line *line) {
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE, .as_at = page->as_at.date};
  struct page_measure *measure = &page->measures[dueby_rule_series(page->profile, line->deadline.rule)];
  dueby_outcome outcome;
  dueby_outcome_from_line(page->profile, line, &outcome);
  dueby_measure_add(&options, &outcome, 1, &measure->in_time);
  page->sources[dueby_page_source(page, line)] = 1;
  widen(page, line->deadline.begins);
  widen(page, line->deadline.due);
  if (dueby_line_is_not_stated(line)) return;
  page->states[line->verdict.state]++;
  measure->states[line->verdict.state]++;
}

static void count_cases(struct page *page) {
  struct page_case from;
  for (int64_t i = 0; case_at(page, i, &from) == DUEBY_OK; i++) {
    page->states[DUEBY_STATE_NOT_COMPUTABLE] += from.of->bad_rows > 0;
    for (int64_t line = 0; line < from.count; line++) count_line(page, &from.lines[line]);
  }
}

/* ---- the head ---- */

static void html_shapes(const struct page *page) {
  static const struct {
    char slug[8];
    char path[200];
  } shapes[] = {
      {"overdue", "<path d=\"M8 .5 16 15H0z\"/><path class=\"in\" d=\"M7 5h2v5H7zm0 6h2v2H7z\"/>"},
      {"check", "<path d=\"M1 1h14v14H1z\"/><path class=\"in\" d=\"M5 4.2h6v4.6H9V10H7V7h2V6H5zM7 11h2v2H7z\"/>"},
      {"soon", "<path d=\"m8 0 8 8-8 8-8-8z\"/><path class=\"in\" d=\"M7 4h2v4.2l2.2 1.6-1.2 1.6L7 9.2z\"/>"},
      {"open", "<circle cx=\"8\" cy=\"8\" r=\"8\"/><circle class=\"in\" cx=\"8\" cy=\"8\" r=\"5.5\"/>"},
      {"met", "<circle cx=\"8\" cy=\"8\" r=\"8\"/><path class=\"in\" d=\"m3.5 8.2 1.5-1.5 2.2 2.2 4-4.2 1.5 1.5-5.5 5.7z\"/>"},
      {"late", "<path d=\"M8 .5 16 15H0z\"/><path class=\"in\" d=\"m4.5 10.3 1.3-1.3 1.6 1.5 2.9-3.1 1.3 1.3-4.2 4.5z\"/>"},
      {"missed", "<path d=\"M1 1h14v14H1z\"/><path class=\"in\" d=\"m4.3 5.7 1.4-1.4L8 6.6l2.3-2.3 1.4 1.4L9.4 8l2.3 2.3-1.4 1.4L8 "
                 "9.4l-2.3 2.3-1.4-1.4L6.6 8z\"/>"},
      {"ended", "<path d=\"M1 6h14v4H1z\"/>"},
  };
  html(page, "<svg class=\"shapes\" aria-hidden=\"true\">");
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    html(page, "<symbol id=\"i-");
    html(page, shapes[i].slug);
    html(page, "\" viewBox=\"0 0 16 16\">");
    html(page, shapes[i].path);
    html(page, "</symbol>");
  }
  html(page, "</svg>\n");
}

static void html_calendar(const struct page *page) {
  dueby_deadline today = {.relied_on = page->as_at.date};
  char words[LONG] = "";
  today.certainty = dueby_calendar_certainty(page->calendar, today.relied_on);
  dueby_explain_calendar(page->calendar, &today, words, sizeof words, NULL);
  dueby_html_escaped(page, words);
}

static void html_policy(const struct page *page) {
  html(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
  html(page, dueby_page_style_hash);
  html(page, "'; script-src 'sha256-");
  html(page, dueby_page_script_hash);
  html(page, "'; base-uri 'none'; form-action 'none'\">\n");
}

static void html_head(const struct page *page) {
  html(page, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
  html_policy(page);
  html(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Worklist, ");
  dueby_html_when(page, page->as_at.date, page->as_at.time);
  html(page, "</title>\n<style>");
  html(page, dueby_page_style);
  html(page, "</style>\n<script>");
  html(page, dueby_page_script);
  html(page, "</script>\n</head>\n<body>\n");
}

static void html_header(const struct page *page) {
  if (page->marking) {
    html(page, "<div class=\"marking\">");
    dueby_html_escaped(page, page->marking);
    html(page, "</div>\n");
  }
  html_shapes(page);
  html(page, "<div class=\"page\">\n<a class=\"skip\" href=\"#list\">Skip to the list</a>\n<header>\n<h1>Worklist as at ");
  dueby_html_when(page, page->as_at.date, page->as_at.time);
  html(page, "</h1>\n<p>");
  dueby_html_escaped(page, dueby_profile_title(page->profile));
  html(page, ".</p>\n<p>");
  html_calendar(page);
  html(
      page,
      ".</p>\n<nav aria-label=\"On this page\"><a href=\"#quality\">Can I trust this list?</a> <a href=\"#summary\">Summary</a> <a href=\"#list\">List</a> "
      "<a href=\"#cases\">Cases</a> <a href=\"#duties\">Duties</a> <a href=\"#timescales\">Timescales</a></nav>\n</header>\n"
      "<main data-today=\"");
  dueby_html_number(page, page->as_at.date);
  html(page, "\">\n");
}

static void html_note(const struct page *page, const char *note) {
  html(page, "<li>");
  dueby_html_escaped(page, note);
  html(page, "</li>\n");
}

/* ---- can this list be trusted? ---- */

/* Writes one finding. Returns 0 after the last. */
static int html_finding(struct page *page, int64_t index) {
  char room[LONG];
  int64_t needed = 0;
  dueby_status status = dueby_worklist_trust_text(page->worklist, index, room, sizeof room, &needed);
  char *text = status == DUEBY_ESPACE ? malloc((size_t)needed) : NULL;
  if (text) status = dueby_worklist_trust_text(page->worklist, index, text, needed, &needed);
  if (status == DUEBY_OK) html_note(page, text ? text : room);
  else if (status != DUEBY_DONE) page->status = DUEBY_EMEMORY;
  free(text);
  return status == DUEBY_OK;
}

static void html_quality(struct page *page) {
  int64_t count = dueby_worklist_finding_count(page->worklist);
  html(page, "<section id=\"quality\" aria-labelledby=\"quality-h\">\n<h2 id=\"quality-h\">Can I trust this list?</h2>\n");
  html(page, count == 1 ? "<ul class=\"findings one\">" : "<ul class=\"findings\">");
  for (int64_t i = 0; html_finding(page, i); i++) continue;
  html(page, "</ul>\n</section>\n");
}

/* ---- the summary ---- */

static void html_tiles(const struct page *page, const char *heading, const int32_t *states) {
  html(page, "<h3>");
  html(page, heading);
  html(page, "</h3>\n<ul class=\"tiles\">");
  for (int i = 0; i < TILES; i++) {
    const struct shown_state *shown = &dueby_page_states[states[i]];
    html(page, "<li class=\"tile ");
    html(page, shown->colour);
    html(page, "\" data-s=\"");
    html(page, shown->slug);
    html(page, "\">");
    dueby_html_symbol(page, states[i]);
    html(page, "<b>");
    dueby_html_number(page, page->states[states[i]]);
    html(page, "</b> <span>");
    html(page, shown->words);
    html(page, "</span></li>\n");
  }
  html(page, "</ul>\n");
}

/* Notes the filters of the list, as readers of the page do not see how it was made. */
static void note_narrowed(const struct page *page) {
  uint32_t narrowed = dueby_worklist_narrowed(page->worklist);
  if (narrowed & DUEBY_WORKLIST_SOME_RULES)
    html_note(page, "Not every duty is on this page: it was made for some duties or some rules.");
  if (narrowed & DUEBY_WORKLIST_SOME_CASES) html_note(page, "Not every case of the file is on this page: it was made for some.");
  if (narrowed & DUEBY_WORKLIST_SOME_LINES)
    html_note(page, "The list is not whole: it was made for some states or for what is due before some day.");
}

static void html_counted(const struct page *page, int64_t count, const char *one, const char *several) {
  dueby_html_number(page, count);
  html(page, " ");
  html(page, count == 1 ? one : several);
}

static void html_summary(struct page *page) {
  char words[LONG] = "";
  html(page, "<section id=\"summary\" aria-labelledby=\"summary-h\">\n<h2 id=\"summary-h\">Summary</h2>\n<p class=\"lead\">");
  html_counted(page, dueby_worklist_count(page->worklist, DUEBY_COUNT_CASES), "case", "cases");
  html(page, ", ");
  html_counted(page, dueby_worklist_count(page->worklist, DUEBY_COUNT_OVERDUE), "duty", "duties");
  html(page, " overdue.</p>\n");
  html_tiles(page, "To do", to_do);
  html_tiles(page, "Done or ended", over);
  dueby_worklist_disclaimer_text(page->worklist, words, sizeof words, NULL);
  html(page, "<p class=\"standing\">");
  dueby_html_escaped(page, words);
  html(page, "</p>\n<ul class=\"notes\">");
  dueby_html_replaced_sources(page);
  note_narrowed(page);
  html_note(page, "Counts are of duties, unrounded and unsuppressed.");
  html(page, "</ul>\n</section>\n");
}

/* ---- the list ---- */

static int is_left_out(const struct page *page, const dueby_line *line) {
  return line && page->flags & DUEBY_PAGE_TO_DO && (dueby_line_is_over(line) || dueby_line_is_not_stated(line));
}

/* The number of rows in the list. */
static int64_t count_listed(struct page *page) {
  int64_t count = 0, listed = dueby_worklist_listed_count(page->worklist);
  dueby_item item;
  page->over = dueby_worklist_count(page->worklist, DUEBY_COUNT_OVER);
  page->not_stated = dueby_worklist_count(page->worklist, DUEBY_COUNT_NOT_STATED);
  for (int64_t i = 0; i < listed; i++) {
    dueby_worklist_item(page->worklist, dueby_worklist_listed(page->worklist, i), &item);
    if (!is_left_out(page, item.line)) count++;
    else if (dueby_line_is_over(item.line)) page->over++;
    else page->not_stated++;
  }
  return count;
}

static void html_list_head(const struct page *page, const dueby_case *head) {
  int by_case = (page->flags & DUEBY_PAGE_BY_CASE) != 0;
  html(page, "<table id=\"rows\" data-order=\"");
  html(page, by_case ? "case" : "worst");
  html(page, "\"><caption>What is due<span>, ");
  html(page, by_case ? "case by case" : "worst first");
  html(page, "</span></caption><thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Duty</th><th scope=\"col\">State</th>"
             "<th scope=\"col\">Due</th><th scope=\"col\">Set by</th>");
  for (int64_t i = 0; i < head->column_count; i++) {
    html(page, "<th scope=\"col\">");
    dueby_html_escaped(page, head->columns[i]);
    html(page, "</th>");
  }
  html(page, "</tr></thead><tbody>\n");
}

static void html_rows(const struct page *page, const dueby_case *head) {
  for (int64_t i = 0; i < dueby_worklist_listed_count(page->worklist); i++) {
    struct page_case from;
    dueby_item item;
    dueby_worklist_item(page->worklist, dueby_worklist_listed(page->worklist, i), &item);
    if (is_left_out(page, item.line)) continue;
    case_at(page, item.case_index, &from);
    dueby_html_case_row(page, &from, item.line, head);
  }
}

static void html_list(struct page *page) {
  struct page_case head;
  int64_t count = count_listed(page);
  html(page, "<section id=\"list\" aria-labelledby=\"list-h\">\n<h2 id=\"list-h\" tabindex=\"-1\">List</h2>\n");
  if (page->over) {
    html(page, "<p>");
    dueby_html_number(page, page->over);
    html(page, " done or no longer needed are not in the list. Each is shown under its case.</p>\n");
  }
  if (page->not_stated) {
    html(page, "<p>");
    dueby_html_number(page, page->not_stated);
    html(page, " whose source gives no figure are shown under their case too.</p>\n");
  }
  if (count && case_at(page, 0, &head) == DUEBY_OK) {
    html_list_head(page, head.of);
    html_rows(page, head.of);
    html(page, "</tbody></table>\n");
  } else {
    html(page, "<p>Nothing to show.</p>\n");
  }
  html(page, "</section>\n");
}

/* ---- cases ---- */

static void html_cases(struct page *page) {
  struct page_case from;
  html(page, "<section id=\"cases\" aria-labelledby=\"cases-h\">\n<h2 id=\"cases-h\" tabindex=\"-1\">Cases</h2>\n");
  for (int64_t i = 0; case_at(page, i, &from) == DUEBY_OK; i++) dueby_html_case_article(page, &from);
  html(page, "</section>\n");
}

/* ---- measures ---- */

static int32_t state_of_column(int column) {
  return column < TILES ? to_do[column] : over[column - TILES];
}

static void html_share(const struct page *page, const struct page_measure *measure) {
  char percent[32] = "";
  int64_t good, counted;
  dueby_measure_share(DUEBY_MEASURE_DUE, &measure->in_time, &good, &counted);
  html(page, "<td>");
  if (counted && dueby_measure_percent_text(good, counted, percent, sizeof percent, NULL) == DUEBY_OK) {
    html(page, percent);
    html(page, "% <small>");
    dueby_html_number(page, good);
    html(page, " of ");
    dueby_html_number(page, counted);
    html(page, "</small>");
  }
  html(page, "</td></tr>\n");
}

static void html_measure(const struct page *page, int32_t rule) {
  const struct page_measure *measure = &page->measures[rule];
  char needs[512] = "";
  int64_t lines = 0;
  for (int i = 0; i < STATES; i++) lines += measure->states[i];
  if (!lines) return;
  dueby_rule_needs_text(page->profile, rule, needs, sizeof needs, NULL);
  html(page, "<tr><th scope=\"row\">");
  dueby_html_escaped(page, dueby_rule_text(page->profile, rule, 0, DUEBY_RULE_LISTED_TITLE));
  html(page, "<small>");
  dueby_html_escaped(page, dueby_rule_text(page->profile, rule, 0, DUEBY_RULE_LISTED_AS));
  if (*needs) html(page, ": ");
  dueby_html_escaped(page, needs);
  html(page, "</small></th>");
  for (int i = 0; i < COLUMNS; i++) {
    html(page, "<td>");
    dueby_html_number(page, measure->states[state_of_column(i)]);
    html(page, "</td>");
  }
  html_share(page, measure);
}

static void html_measures(const struct page *page) {
  html(page,
       "<section id=\"duties\" aria-labelledby=\"duties-h\">\n<h2 id=\"duties-h\">Duties</h2>\n<div class=\"wide\" role=\"region\" "
       "aria-label=\"Table of duties\" tabindex=\"0\"><table class=\"measures\"><caption>How many of each duty. In time: of what "
       "fell due up to the day of this page, the share that was done in time; what is overdue or was never done counts as not in "
       "time.</caption><thead><tr><th scope=\"col\">Duty</th>");
  for (int i = 0; i < COLUMNS; i++) {
    html(page, "<th scope=\"col\">");
    dueby_html_symbol(page, state_of_column(i));
    html(page, dueby_page_states[state_of_column(i)].words);
    html(page, "</th>");
  }
  html(page, "<th scope=\"col\">In time</th></tr></thead><tbody>\n");
  for (int32_t rule = 0; rule < dueby_profile_rule_count(page->profile); rule++) html_measure(page, rule);
  html(page, "</tbody></table></div>\n</section>\n");
}

/* ---- the foot ---- */

static void html_holidays(const struct page *page) {
  dueby_holiday holiday;
  html(page, "<details><summary>The bank holidays that are shaded</summary><ul id=\"holidays\">\n");
  for (int64_t i = dueby_calendar_holiday_from(page->calendar, page->first);
       dueby_calendar_holiday(page->calendar, i, &holiday) == DUEBY_OK && holiday.date <= page->last; i++) {
    const char *name = dueby_calendar_holiday_name(page->calendar, i);
    html(page, "<li data-d=\"");
    dueby_html_number(page, holiday.date);
    html(page, "\">");
    dueby_html_day(page, holiday.date);
    html(page, ": ");
    dueby_html_escaped(page, name && *name ? name : holiday.basis == DUEBY_BASIS_CLOSURE ? "closure" : "bank holiday");
    html(page, "</li>\n");
  }
  html(page, "</ul></details>\n");
}

static void html_versions(struct page *page) {
  int64_t size = 0;
  dueby_versions_text(page->profile, page->calendar, NULL, 0, &size);
  char *versions = size ? malloc((size_t)size) : NULL;
  if (versions && dueby_versions_text(page->profile, page->calendar, versions, size, NULL) == DUEBY_OK)
    dueby_html_escaped(page, versions);
  else page->status = DUEBY_EMEMORY;
  free(versions);
}

static void html_foot(struct page *page) {
  html(page,
       "<section id=\"timescales\" aria-labelledby=\"timescales-h\">\n<h2 id=\"timescales-h\">Timescales</h2>\n<p>A reading of "
       "these sources; check it before you rely on it in a decision or in court.</p>\n");
  html_holidays(page);
  dueby_html_sources(page);
  html(page, "</section>\n</main>\n<footer><p>");
  html_calendar(page);
  html(page,
       ". Made by dueby. Nothing on this page is sent anywhere or kept anywhere.</p>\n<p id=\"versions\">To have the same answer "
       "again: ");
  html_versions(page);
  html(page, ".</p></footer>\n</div>\n</body>\n</html>\n");
}

/* ---- the page ---- */

static dueby_status begin_page(struct page *page) {
  int32_t rules = dueby_profile_rule_count(page->profile);
  if (dueby_profile_find_tag(page->profile, "void", &page->void_tag) != DUEBY_OK) page->void_tag = -1;
  page->first = page->last = page->as_at.date;
  page->first_source = calloc((size_t)rules + 1, sizeof *page->first_source);
  page->measures = calloc((size_t)rules + 1, sizeof *page->measures);
  for (int32_t rule = 0; rule < rules && page->first_source; rule++) {
    page->first_source[rule] = (int32_t)page->source_count;
    page->source_count += 2 * dueby_rule_version_count(page->profile, rule);
  }
  page->sources = calloc((size_t)page->source_count + 1, 1);
  return page->first_source && page->measures && page->sources ? DUEBY_OK : DUEBY_EMEMORY;
}

static void free_page(struct page *page) {
  free(page->first_source);
  free(page->sources);
  free(page->measures);
  free(page->known);
}

static void html_page(struct page *page) {
  count_cases(page);
  html_head(page);
  html_header(page);
  html_quality(page);
  html_summary(page);
  html_list(page);
  html_cases(page);
  html_measures(page);
  html_foot(page);
}

/* True if the worklist keeps every case; otherwise the page would count cases that it cannot show. */
static int keeps_every_case(const dueby_worklist *worklist) {
  const dueby_case *of;
  const dueby_line *lines;
  int64_t count = dueby_worklist_count(worklist, DUEBY_COUNT_CASES), line_count;
  return !count || dueby_worklist_kept_case(worklist, count - 1, &of, &lines, &line_count) == DUEBY_OK;
}

dueby_status dueby_page_write(const dueby_worklist *worklist, uint32_t flags, const char *marking, dueby_text_sink sink,
                              void *context) {
  struct stream out;
  struct page page = {.worklist = worklist,
                      .profile = dueby_worklist_profile(worklist),
                      .calendar = dueby_worklist_calendar(worklist),
                      .as_at = dueby_worklist_run(worklist)->as_at,
                      .flags = flags,
                      .marking = marking,
                      .out = &out};
  if (flags & ~(uint32_t)(DUEBY_PAGE_TO_DO | DUEBY_PAGE_BY_CASE) || !keeps_every_case(worklist)) return DUEBY_EARGUMENT;
  stream_begin(&out, sink, context);
  page.status = begin_page(&page);
  if (page.status == DUEBY_OK) html_page(&page);
  dueby_status written = stream_end(&out);
  free_page(&page);
  return page.status == DUEBY_OK ? written : page.status;
}
