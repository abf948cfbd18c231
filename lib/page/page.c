/* Writes the worklist as one page: the summary, the list, each case, and the sources of the timescales. */
#include "dueby/page.h"

#include <stdlib.h>
#include <string.h>

#include "absent.h"
#include "case.h"
#include "children.h"
#include "coming.h"
#include "count.h"
#include "dueby/finding.h"
#include "frame.h"
#include "input.h"
#include "measures.h"
#include "parts.h"
#include "published.h"
#include "since.h"
#include "visit.h"

enum { LONG = 4096 };

enum { TILES = 4, MORE_TILES = 5, FRIDAY = 5 };

/* ---- the head of the page ---- */

/* Returns the value that all cases have in a column, or NULL if they differ. */
static const char *shared_value(const struct page *page, const dueby_case *head, int64_t column) {
  const char *shared = head->values[column];
  struct page_case from;
  for (int64_t i = 1; shared && dueby_page_case_at(page, i, &from) == DUEBY_OK; i++) {
    const char *value = dueby_page_value(from.of, head->columns[column], column);
    if (!value || strcmp(value, shared) != 0) shared = NULL;
  }
  return shared && *shared ? shared : NULL;
}

/* Writes how many cases there are and whose they are: "128 cases: team North". */
static void html_whose(const struct page *page) {
  struct page_case head;
  int told = 0;
  dueby_html_counted(page, dueby_worklist_count(page->worklist, DUEBY_COUNT_CASES), "case", "cases");
  if (dueby_page_case_at(page, 0, &head) != DUEBY_OK) return;
  for (int64_t i = 0; i < head.of->column_count; i++) {
    const char *value = shared_value(page, head.of, i);
    if (!value) continue;
    html(page, told++ ? ", " : ": ");
    dueby_html_escaped(page, head.of->columns[i]);
    html(page, " ");
    dueby_html_escaped(page, value);
  }
}

static void html_header(const struct page *page) {
  dueby_html_begin(page);
  html(page, "Worklist, ");
  dueby_html_when(page, page->as_at.date, page->as_at.time);
  dueby_html_body(page, "<a class=\"skip\" href=\"#list\">Skip to the list</a>");
  html(page, "Worklist as at ");
  dueby_html_when(page, page->as_at.date, page->as_at.time);
  html(page, "</h1>\n<p class=\"whose\"><b id=\"whose\">");
  html_whose(page);
  html(page, "</b></p>\n<p id=\"rules-of\">");
  dueby_html_escaped(page, dueby_profile_title(page->profile));
  html(page, ".</p>\n<nav aria-label=\"On this page\"><a href=\"#summary\">To do</a> <a href=\"#list\">");
  html(page, page->has_others ? "Cases" : "Children");
  html(page, "</a> ");
  if (page->changes) html(page, "<a href=\"#since\">What changed</a> ");
  html(page, "<a href=\"#coming\">Coming up</a> <a href=\"#duties\">In time</a> ");
  if (page->published) html(page, "<a href=\"#measures\">Measures</a> ");
  html(page, "<a href=\"#timescales\">Rules</a></nav>\n</header>\n<main");
  dueby_html_data(page, "data-today", page->as_at.date);
  dueby_html_data(page, "data-month", page->month);
  dueby_html_data(page, "data-week", page->monday + 6);
  dueby_html_data(page, "data-held", page->held);
  html(page, page->has_others ? " data-noun=\"case\">\n" : " data-noun=\"child\">\n");
}

/* ---- the summary of the page ---- */

static void html_tile(const struct page *page, const char *slug, const char *colour, int64_t count) {
  html(page, "<li class=\"tile ");
  html(page, colour);
  html(page, "\" data-s=\"");
  html(page, slug);
  html(page, "\">");
  dueby_html_shape(page, slug, colour);
  html(page, "<b>");
  dueby_html_amount(page, count);
  html(page, "</b> <span>");
}

/* Writes how much time left counts as due soon. */
static void html_soon(const struct page *page) {
  const dueby_span working_week = {5, DUEBY_UNIT_WORKING_DAYS}, soon = dueby_worklist_run(page->worklist)->soon;
  char words[64] = "";
  dueby_span_text(soon.unit ? soon : working_week, words, sizeof words, NULL);
  html(page, " <small>in the next ");
  html(page, words);
  html(page, "</small>");
}

/* Writes how many cases the tasks counted in a tile are for: "tasks for 31 children". */
static void html_tile_cases(const struct page *page, int64_t tasks, int64_t cases) {
  html(page, " <small class=\"for\">");
  if (tasks) {
    html(page, tasks == 1 ? "task for " : "tasks for ");
    dueby_html_counted(page, cases, page->has_others ? "case" : "child", page->has_others ? "cases" : "children");
  }
  html(page, "</small>");
}

/* Writes how many of the tasks need checking only because an event or tag is nowhere in the file. */
static void html_tile_absent(const struct page *page) {
  html(page, "<small class=\"absent\">");
  if (page->absent_count) {
    dueby_html_amount(page, page->absent_count);
    html(page, " because of events that are not in the file");
  }
  html(page, "</small>");
}

static void html_state_tile(const struct page *page, int column) {
  int32_t state = dueby_page_state_of_column(column);
  const struct shown_state *shown = &dueby_page_states[state];
  html_tile(page, shown->slug, shown->colour, page->states[state]);
  html(page, shown->words);
  html(page, "</span>");
  if (state == DUEBY_STATE_DUE_SOON) html_soon(page);
  if (column < TILES) html_tile_cases(page, page->states[state], page->cases[state]);
  if (state == DUEBY_STATE_NOT_COMPUTABLE) html_tile_absent(page);
  html(page, "</li>\n");
}

static void html_week_tile(const struct page *page) {
  html_tile(page, "week", "amber", page->this_week);
  html(page, "Due this week</span> <small title=\"Some of these may also be due soon\">to Sunday ");
  dueby_html_short_day(page, page->monday + 6);
  html(page, "</small>");
  html_tile_cases(page, page->this_week, page->cases_this_week);
  html(page, "</li>\n");
}

static void html_tiles(const struct page *page) {
  html(page, "<ul class=\"tiles\">");
  html_state_tile(page, 0);
  html_week_tile(page);
  for (int i = 1; i < TILES; i++) html_state_tile(page, i);
  html(page, "</ul>\n<h3>Tasks that are done, no longer needed, or without a deadline</h3>\n<ul class=\"tiles over\">");
  for (int i = TILES; i < TILES + MORE_TILES; i++) html_state_tile(page, i);
  if (page->states[SHOWN_UNDATED]) html_state_tile(page, TILES + MORE_TILES);
  html(page, "</ul>\n");
}

/* Writes a note on the filters of the list, because readers of the page do not see the options. */
static void note_narrowed(const struct page *page) {
  uint32_t narrowed = dueby_worklist_narrowed(page->worklist);
  if (narrowed & DUEBY_WORKLIST_SOME_RULES)
    dueby_html_note(page, "This page is filtered: it only shows some duties or some rules.");
  if (narrowed & DUEBY_WORKLIST_SOME_CASES)
    dueby_html_note(page, "This page is filtered: it only shows some of the cases in the file.");
  if (narrowed & DUEBY_WORKLIST_SOME_LINES)
    dueby_html_note(page, "This list is filtered: it only shows some statuses, or tasks due before a certain date.");
}

static void html_summary(const struct page *page) {
  html(page, "<section id=\"summary\" aria-labelledby=\"summary-h\">\n<h2 id=\"summary-h\">To do</h2>\n");
  html_tiles(page);
  html(page, "<ul class=\"notes\">");
  note_narrowed(page);
  html(page, "</ul>\n</section>\n");
}

/* ---- the list of what is due ---- */

int dueby_page_is_left_out(const struct page *page, const dueby_line *line) {
  return line && page->flags & DUEBY_PAGE_TO_DO && (dueby_line_is_over(line) || dueby_line_is_not_stated(line));
}

/* Returns the number of rows in the list. */
static int64_t count_listed(struct page *page) {
  int64_t count = 0, listed = dueby_worklist_listed_count(page->worklist);
  dueby_item item;
  page->over = dueby_worklist_count(page->worklist, DUEBY_COUNT_OVER);
  page->not_stated = dueby_worklist_count(page->worklist, DUEBY_COUNT_NOT_STATED);
  for (int64_t i = 0; i < listed; i++) {
    dueby_worklist_item(page->worklist, dueby_worklist_listed(page->worklist, i), &item);
    if (!dueby_page_is_left_out(page, item.line)) count++;
    else if (dueby_line_is_over(item.line)) page->over++;
    else page->not_stated++;
  }
  return count;
}

static void html_list_head(const struct page *page, const dueby_case *head) {
  int by_case = (page->flags & DUEBY_PAGE_BY_CASE) != 0;
  html(page, "<table id=\"rows\" data-order=\"");
  html(page, by_case ? "case" : "worst");
  html(page, "\"><caption>What is due<span>");
  if (by_case) html(page, ", case by case");
  else dueby_html_worst_first(page, "");
  html(page, "</span></caption><thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Duty</th><th scope=\"col\">State</th>"
             "<th scope=\"col\">Due</th><th scope=\"col\">Set by</th>");
  dueby_html_carried_heads(page, head);
  html(page, "</tr></thead><tbody>\n");
}

static void html_rows(const struct page *page, const dueby_case *head) {
  for (int64_t i = 0; i < dueby_worklist_listed_count(page->worklist); i++) {
    struct page_case from;
    dueby_item item;
    dueby_worklist_item(page->worklist, dueby_worklist_listed(page->worklist, i), &item);
    if (dueby_page_is_left_out(page, item.line)) continue;
    dueby_page_case_at(page, item.case_index, &from);
    dueby_html_case_row(page, &from, item.line, head);
  }
}

static void html_left_out(const struct page *page) {
  if (!page->over && !page->not_stated) return;
  html(page, "<p class=\"notes\">");
  if (page->over) {
    dueby_html_counted(page, page->over, "task that is done or no longer needed is", "tasks that are done or no longer needed are");
    html(page, " not listed by duty. ");
  }
  if (page->not_stated) {
    int64_t over = page->over ? page->over_not_stated : 0; /* the first number includes these */
    dueby_html_counted(page, page->not_stated + over, "task has", "tasks have");
    html(page, " no set deadline");
    if (over) html(page, ", ");
    if (over) dueby_html_counted(page, over, "of which is done or no longer needed", "of which are done or no longer needed");
    html(page, ". ");
  }
  html(page, page->has_others ? "<span class=\"screen\">Open a case to see them.</span></p>\n"
                              : "<span class=\"screen\">Open a child to see them.</span></p>\n");
}

/* Writes why the list is empty. A page without cases does not mean that nothing is due. */
static void html_nothing(const struct page *page) {
  int any = dueby_worklist_count(page->worklist, DUEBY_COUNT_CASES) > 0;
  int some = (dueby_worklist_narrowed(page->worklist) & DUEBY_WORKLIST_SOME_CASES) != 0;
  html(page, any    ? "<p>Nothing to do.</p>\n"
             : some ? "<p>The file has none of the cases asked for, so nothing was checked.</p>\n"
                    : "<p>The file has no cases, so nothing was checked.</p>\n");
}

static void html_list(struct page *page) {
  struct page_case head;
  char words[LONG] = "";
  int64_t count = count_listed(page);
  html(page, "<section id=\"list\" aria-labelledby=\"list-h\">\n<h2 id=\"list-h\" tabindex=\"-1\">");
  html(page, page->has_others ? "Cases</h2>\n" : "Children</h2>\n");
  dueby_html_refs(page);
  dueby_html_absent(page);
  if (dueby_page_case_at(page, 0, &head) == DUEBY_OK) dueby_html_children(page, head.of);
  if (count && dueby_page_case_at(page, 0, &head) == DUEBY_OK) {
    html(page, "<noscript>\n");
    html_list_head(page, head.of);
    html_rows(page, head.of);
    html(page, "</tbody></table></noscript>\n");
  } else {
    html_nothing(page);
  }
  html_left_out(page);
  dueby_worklist_disclaimer_text(page->worklist, words, sizeof words, NULL);
  html(page, "<p class=\"standing\">");
  dueby_html_escaped(page, words);
  html(page, "</p>\n</section>\n");
}

/* ---- the articles of cases ---- */

static void html_cases(struct page *page) {
  struct page_case from;
  html(page, "<section id=\"cases\" aria-labelledby=\"cases-h\">\n<h2 id=\"cases-h\" tabindex=\"-1\">Each case in full</h2>\n");
  for (int64_t i = 0; dueby_page_case_at(page, i, &from) == DUEBY_OK; i++) dueby_html_case_article(page, &from);
  html(page, "</section>\n");
}

/* ---- the foot of the page ---- */

static void html_holidays(const struct page *page) {
  dueby_holiday holiday;
  html(page, "<details><summary>Which bank holidays are shaded</summary><ul id=\"holidays\">\n");
  for (int64_t i = dueby_calendar_holiday_from(page->calendar, page->first);
       dueby_calendar_holiday(page->calendar, i, &holiday) == DUEBY_OK && holiday.date <= page->last; i++) {
    html(page, "<li data-d=\"");
    dueby_html_number(page, holiday.date);
    html(page, "\">");
    dueby_html_day(page, holiday.date);
    html(page, ": ");
    dueby_html_holiday(page, i);
    html(page, "</li>\n");
  }
  html(page, "</ul></details>\n");
}

static void html_foot(struct page *page) {
  html(
      page,
      "<section id=\"timescales\" aria-labelledby=\"timescales-h\">\n<h2 id=\"timescales-h\" tabindex=\"-1\">Rules</h2>\n<p>Our reading of "
      "these sources. Check it before you rely on it for a decision or in court.</p>\n<ul class=\"notes\">");
  dueby_html_replaced_sources(page);
  html(page, "</ul>\n");
  html_holidays(page);
  html(page, "<details id=\"rules\"><summary>The rules used on this page, with their sources</summary>\n");
  dueby_html_sources(page);
  html(page, "</details>\n</section>\n");
}

/* ---- the whole page ---- */

/* Returns the last day on which lines on the page may fall due: the last day of the month in which the page's calendar ends or, if
 * later, the worklist's horizon. It is never after the last day whose bank holidays are known. */
static dueby_date held_by(const struct page *page) {
  dueby_date held = dueby_page_month_end(dueby_page_calendar_end(page)), horizon = dueby_worklist_run(page->worklist)->horizon,
             last;
  dueby_calendar_coverage(page->calendar, NULL, &last, NULL, NULL);
  if (horizon != DUEBY_DATE_NONE && horizon > held) held = horizon;
  return held < last ? held : last;
}

/* Makes a second worklist with the same options, which also has the lines that fall due up to the day page->held. */
static dueby_status begin_ahead(struct page *page) {
  dueby_timeline_options run = *dueby_worklist_run(page->worklist);
  const dueby_worklist_options options = {.run = &run, .due_before = DUEBY_DATE_NONE, .recorded_to = DUEBY_DATE_NONE};
  run.horizon = page->held = held_by(page);
  run.ref_parents = NULL;
  run.ref_count = 0;
  return dueby_worklist_new(page->profile, page->calendar, &options, &page->ahead);
}

static dueby_status begin_page(struct page *page) {
  int32_t rules = dueby_profile_rule_count(page->profile);
  struct page_case head;
  if (dueby_profile_find_tag(page->profile, "void", &page->void_tag) != DUEBY_OK) page->void_tag = -1;
  page->first = page->last = page->as_at.date;
  page->month = dueby_page_month(page->as_at.date);
  page->monday = page->as_at.date + 1 - dueby_date_weekday(page->as_at.date);
  page->early_columns = dueby_date_weekday(page->as_at.date) > FRIDAY;
  page->monday += 7 * page->early_columns;
  page->column = -1;
  if (dueby_page_case_at(page, 0, &head) == DUEBY_OK) page->column = dueby_page_group_column(head.of);
  if (page->column >= 0) page->group_by = head.of->columns[page->column];
  page->groups = calloc(GROUPS, sizeof *page->groups);
  page->first_source = calloc((size_t)rules + 1, sizeof *page->first_source);
  page->measures = calloc((size_t)rules + 1, sizeof *page->measures);
  page->absent = calloc((size_t)rules + 1, sizeof *page->absent);
  for (int32_t rule = 0; rule < rules && page->first_source && page->measures; rule++) {
    page->first_source[rule] = (int32_t)page->source_count;
    page->source_count += 2 * dueby_rule_version_count(page->profile, rule);
    page->measures[rule].is_of_latest = dueby_worklist_holds_latest(page->worklist, rule);
  }
  page->sources = calloc((size_t)page->source_count + 1, 1);
  if (!page->first_source || !page->measures || !page->absent || !page->sources || !page->groups) return DUEBY_EMEMORY;
  dueby_status status = begin_ahead(page);
  return status == DUEBY_OK ? dueby_page_begin_visits(page) : status;
}

static void free_page(struct page *page) {
  free(page->first_source);
  free(page->sources);
  free(page->measures);
  free(page->absent);
  free(page->known);
  free(page->groups);
  dueby_worklist_free(page->ahead);
  dueby_page_end_visits(page);
}

static void html_page(struct page *page) {
  html_header(page);
  dueby_html_quality(page, dueby_worklist_trust_heading(0), 1);
  html_summary(page);
  html_list(page);
  html_cases(page);
  dueby_html_since(page);
  dueby_html_coming(page);
  dueby_html_measures(page);
  if (page->published) dueby_html_published(page, page->published);
  html_foot(page);
  dueby_html_end(page);
}

/* Counts everything that the page shows above its cases. */
static dueby_status count_page(struct page *page, const dueby_page_options *options, struct published *published) {
  dueby_status status = begin_page(page);
  if (status == DUEBY_OK) status = dueby_page_count(page);
  if (status != DUEBY_OK || !options->definitions || !dueby_worklist_count(page->worklist, DUEBY_COUNT_CASES)) return status;
  published->definitions = options->definitions;
  status = dueby_page_count_section(page, options->year, published);
  if (status == DUEBY_OK && dueby_page_answered(published)) page->published = published;
  return status;
}

static int take_options(const dueby_page_options *options, dueby_page_options *taken) {
  return TAKE_INPUT(dueby_page_options, taken, options) && !taken->reserved &&
         !(taken->flags & ~(uint32_t)(DUEBY_PAGE_TO_DO | DUEBY_PAGE_BY_CASE));
}

dueby_status dueby_page_write_whole(const dueby_worklist *worklist, const dueby_page_options *options, dueby_text_sink sink,
                                    void *context) {
  struct stream out;
  struct published published = {0};
  dueby_page_options taken = {0};
  if (!take_options(options, &taken) || !dueby_page_keeps_every_case(worklist)) return DUEBY_EARGUMENT;
  struct page page = {.worklist = worklist,
                      .profile = dueby_worklist_profile(worklist),
                      .calendar = dueby_worklist_calendar(worklist),
                      .as_at = dueby_worklist_run(worklist)->as_at,
                      .flags = taken.flags,
                      .marking = taken.marking,
                      .changes = taken.changes,
                      .has_articles = 1,
                      .out = &out};
  stream_begin(&out, sink, context);
  page.status = count_page(&page, &taken, &published);
  if (page.status == DUEBY_OK) html_page(&page);
  dueby_status written = stream_end(&out);
  dueby_page_free_published(&published);
  free_page(&page);
  return page.status == DUEBY_OK ? written : page.status;
}

dueby_status dueby_page_write_since(const dueby_worklist *worklist, const dueby_changes *changes, uint32_t flags,
                                    const char *marking, dueby_text_sink sink, void *context) {
  const dueby_page_options options = {.flags = flags, .marking = marking, .changes = changes};
  return dueby_page_write_whole(worklist, &options, sink, context);
}

dueby_status dueby_page_write(const dueby_worklist *worklist, uint32_t flags, const char *marking, dueby_text_sink sink,
                              void *context) {
  return dueby_page_write_since(worklist, NULL, flags, marking, sink, context);
}
