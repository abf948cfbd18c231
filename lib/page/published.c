/* Writes published measures, as a page or as a section of a worklist page: a chart of all measures, and for each measure its
 * groups, its bands and the units that were counted. */
#include "published.h"

#include <stdlib.h>
#include <string.h>

#include "dueby/finding.h"
#include "dueby/page.h"
#include "frame.h"

enum { PERCENT = 32, WHOLE = 1000, HEIGHT = 12, LOW = 4, HUNDRED = 100 };

/* ---- headings ---- */

/* Begins a section with an anchor and a heading. The caller then writes the rest of the heading, and calls html_headed. The
 * measure's number becomes part of the anchor, unless it is -1. */
static void html_heading(const struct page *page, const struct published *published, const char *id, int32_t definition) {
  html(page, "<section id=\"");
  html(page, id);
  if (definition >= 0) dueby_html_number(page, definition);
  html(page, definition >= 0 ? "\" class=\"measure\" aria-labelledby=\"" : "\" aria-labelledby=\"");
  html(page, id);
  if (definition >= 0) dueby_html_number(page, definition);
  html(page, "-h\">\n<h");
  dueby_html_number(page, published->level);
  html(page, " id=\"");
  html(page, id);
  if (definition >= 0) dueby_html_number(page, definition);
  html(page, "-h\" tabindex=\"-1\">");
}

static void html_headed(const struct page *page, const struct published *published) {
  html(page, "</h");
  dueby_html_number(page, published->level);
  html(page, ">\n");
}

/* ---- bars of shares ---- */

/* Writes a bar. The part for the share is taller than the rest, so that readers can tell them apart without colour. */
static void html_bar(const struct page *page, int64_t part, int64_t of, int is_hidden) {
  html(page, "<td class=\"bar\">");
  if (is_hidden) {
    html(page, "<small>not shown</small></td>");
    return;
  }
  html(page, "<svg viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
  if (of) {
    int64_t width = part * WHOLE / of;
    html(page, "<rect class=\"share\"");
    dueby_html_data(page, "width", width);
    dueby_html_data(page, "height", HEIGHT);
    html(page, "/><rect class=\"rest\"");
    dueby_html_data(page, "x", width);
    dueby_html_data(page, "y", HEIGHT - LOW);
    dueby_html_data(page, "width", WHOLE - width);
    dueby_html_data(page, "height", LOW);
    html(page, "/>");
  }
  html(page, "</svg></td>");
}

static void html_words_cell(const struct page *page, const char *label, const char *words) {
  html(page, "<td data-label=\"");
  html(page, label);
  html(page, "\">");
  html(page, words);
  html(page, "</td>");
}

/* Writes a number, with a link to the units behind it if they are on the page. `behind` is the row whose list they are in; NULL
 * stands for the lists of all groups. */
static void html_figure(const struct page *page, const struct published *published, int32_t definition,
                        const dueby_measures_row *behind, const char *label, int64_t number, int is_hidden, int32_t result) {
  int leads = number && !published->options.suppress;
  html(page, "<td data-label=\"");
  html(page, label);
  html(page, leads ? "\"><a href=\"#m" : "\">");
  if (leads) {
    dueby_html_number(page, definition);
    html(page, behind ? "-" : "-lists");
    if (behind) dueby_html_number(page, behind - published->rows);
    if (behind && result >= 0) html(page, "-");
    if (behind && result >= 0) dueby_html_number(page, result);
    html(page, "\">");
  }
  if (is_hidden) html(page, "c");
  else dueby_html_amount(page, number);
  html(page, leads ? "</a></td>" : "</td>");
}

static void html_percent(const struct page *page, const struct published *published, const dueby_measures_row *row,
                         const char *label) {
  char percent[PERCENT] = "";
  dueby_measures_percent_text(published->measures, row, percent, sizeof percent, NULL);
  if (*percent >= '0' && *percent <= '9') memcpy(percent + strlen(percent), "%", 2);
  html_words_cell(page, label, percent);
}

/* Writes the number of odd dates, with a link to the list of odd dates of all measures. */
static void html_odd(const struct page *page, const struct published *published, const dueby_measures_row *row) {
  int leads = row->odd && !published->options.suppress;
  html(page, leads ? "<td data-label=\"To check\"><a href=\"#odd\">" : "<td data-label=\"To check\">");
  if (row->hides_odd) html(page, "c");
  else dueby_html_amount(page, row->odd);
  html(page, leads ? "</a></td>" : "</td>");
}

static void html_figures(const struct page *page, const struct published *published, const dueby_measures_row *row) {
  const dueby_measures_row *behind = row->group ? row : NULL;
  char days[PERCENT] = "";
  dueby_measures_days_text(published->measures, row, days, sizeof days, NULL);
  html_bar(page, row->good, row->counted, row->hides_good || row->hides_counted);
  html_percent(page, published, row, "Share");
  html_figure(page, published, row->definition, behind, "Counted", row->counted, row->hides_counted, -1);
  html_figure(page, published, row->definition, behind, "Of which", row->good, row->hides_good, DUEBY_RESULT_YES);
  html_words_cell(page, "Mean days", days);
  html_figure(page, published, row->definition, behind, "Cannot tell", row->cannot_tell, row->hides_cannot_tell,
              DUEBY_RESULT_CANNOT_TELL);
  html_odd(page, published, row);
  html(page, "</tr>\n");
}

static void html_chart_head(const struct page *page, const char *first) {
  html(page, "<thead><tr><th scope=\"col\">");
  dueby_html_escaped(page, first);
  html(page, "</th><td></td><th scope=\"col\">Share</th><th scope=\"col\">Counted</th><th scope=\"col\">Of which</th>"
             "<th scope=\"col\">Mean days</th><th scope=\"col\">Cannot tell</th><th scope=\"col\">To check</th></tr></thead>"
             "<tbody>\n");
}

static const char *text_of(const struct published *published, int32_t definition, int32_t text) {
  return dueby_definitions_text(published->definitions, definition, text);
}

/* ---- the table of all measures ---- */

/* Finds the row of a measure that covers all groups together. */
static int total_of(const struct published *published, int32_t definition, dueby_measures_row *total) {
  int64_t cursor = 0;
  while (dueby_measures_total(published->measures, 0, &cursor, total) == DUEBY_OK)
    if (total->definition == definition) return 1;
  return 0;
}

static const dueby_measures_row *row_of(const struct published *published, int32_t definition, int64_t *at) {
  while (*at < published->row_count) {
    const dueby_measures_row *row = &published->rows[(*at)++];
    if (row->definition == definition) return row;
  }
  return NULL;
}

static void html_row_of_all(const struct page *page, const struct published *published, int32_t definition) {
  int64_t at = 0;
  dueby_measures_row total;
  const dueby_measures_row *only = published->groups == 1 ? row_of(published, definition, &at) : NULL;
  if (!only && !total_of(published, definition, &total)) return;
  html(page, "<tr><th scope=\"row\"><a href=\"#m");
  dueby_html_number(page, definition);
  html(page, "\">");
  dueby_html_escaped(page, text_of(published, definition, DUEBY_DEFINITION_NAME));
  html(page, "</a>: ");
  dueby_html_escaped(page, text_of(published, definition, DUEBY_DEFINITION_TITLE));
  html(page, "</th>");
  html_figures(page, published, only ? only : &total);
}

static void html_all(const struct page *page, const struct published *published) {
  html_heading(page, published, "figures", -1);
  html(page, "Figures");
  html_headed(page, published);
  html(page,
       "<ul class=\"key\"><li><svg viewBox=\"0 0 22 12\" class=\"bar\" aria-hidden=\"true\"><rect class=\"share\" width=\"22\" "
       "height=\"12\"/></svg>What the measure asks for, such as in time (the Of which column)</li><li><svg viewBox=\"0 0 22 12\" "
       "class=\"bar\" aria-hidden=\"true\"><rect class=\"rest\" y=\"8\" width=\"22\" height=\"4\"/></svg>The rest of what is "
       "counted</li></ul>\n<table class=\"bars figures\"><caption>Each measure");
  html(page, published->groups > 1 ? ", all together" : "");
  html(page, "</caption>");
  html_chart_head(page, "Measure");
  for (int32_t i = 0; i < dueby_definitions_count(published->definitions); i++)
    if (dueby_measures_is_answered(published->measures, i)) html_row_of_all(page, published, i);
  html(page, "</tbody></table>\n<p class=\"notes\">");
  html(page, dueby_measures_note(published->measures));
  html(page,
       published->options.suppress ? " The lists behind the figures are left out." : " Select a number to see what is behind it.");
  html(page, "</p>\n</section>\n");
}

/* ---- limits of the measures, and odd dates ---- */

static int html_texts(struct page *page, const struct published *published,
                      dueby_status (*text_at)(const dueby_measures *, int64_t, char *, int64_t, int64_t *)) {
  int64_t i, needed = 0;
  for (i = 0; text_at(published->measures, i, NULL, 0, &needed) != DUEBY_DONE; i++) {
    char *text = malloc((size_t)needed + 1);
    if (!text || text_at(published->measures, i, text, needed + 1, NULL) != DUEBY_OK) page->status = DUEBY_EMEMORY;
    else dueby_html_note(page, text);
    free(text);
  }
  return i > 0;
}

static int has_text(const struct published *published,
                    dueby_status (*text_at)(const dueby_measures *, int64_t, char *, int64_t, int64_t *)) {
  return text_at(published->measures, 0, NULL, 0, NULL) != DUEBY_DONE;
}

static void html_limits(struct page *page, const struct published *published) {
  if (!has_text(published, dueby_measures_limit_text)) return;
  html_heading(page, published, "limits", -1);
  html(page, "What these records cannot answer");
  html_headed(page, published);
  html(page, "<ul>");
  html_texts(page, published, dueby_measures_limit_text);
  html(page, "</ul>\n</section>\n");
}

static void html_oddities(struct page *page, const struct published *published) {
  if (published->options.suppress || !has_text(published, dueby_measures_oddity_text)) return;
  html_heading(page, published, "odd", -1);
  html(page, "Dates to check");
  html_headed(page, published);
  html(page, "<ul>");
  html_texts(page, published, dueby_measures_oddity_text);
  html(page, "</ul>\n</section>\n");
}

/* ---- the section of one measure ---- */

static void html_group(const struct page *page, const dueby_measures_row *row) {
  dueby_html_escaped(page, *row->group ? row->group : "(none)");
}

static void html_groups(const struct page *page, const struct published *published, int32_t definition) {
  int64_t at = 0;
  const dueby_measures_row *row;
  dueby_measures_row total;
  html(page, "<table class=\"bars\"><caption>");
  dueby_html_escaped(page, text_of(published, definition, DUEBY_DEFINITION_TITLE));
  html(page, "</caption>");
  html_chart_head(page, published->options.column);
  if (published->groups > 1 && total_of(published, definition, &total)) {
    html(page, "<tr class=\"all\"><th scope=\"row\">All</th>");
    html_figures(page, published, &total);
  }
  while ((row = row_of(published, definition, &at))) {
    html(page, "<tr><th scope=\"row\">");
    html_group(page, row);
    html(page, "</th>");
    html_figures(page, published, row);
  }
  html(page, "</tbody></table>\n");
}

typedef dueby_status (*next_row)(const dueby_measures *, int32_t, int64_t *, dueby_measures_row *);

/* Writes the bands of the row `of` if `next` is dueby_measures_next, or of all groups together if it is dueby_measures_total. */
static void html_bands(const struct page *page, const struct published *published, int32_t definition, const dueby_measures_row *of,
                       next_row next) {
  int64_t cursor = 0;
  dueby_measures_row row;
  if (!dueby_definitions_number(published->definitions, definition, DUEBY_DEFINITION_BANDS)) return;
  html(page, "<table class=\"bars\"><caption>By band</caption><thead><tr><th scope=\"col\">Band</th><td></td>"
             "<th scope=\"col\">Share</th><th scope=\"col\">Counted</th></tr></thead><tbody>\n");
  while (next(published->measures, 1, &cursor, &row) == DUEBY_OK) {
    /* `of` is only NULL if the rows from `next` have no group. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    if (row.definition != definition || row.band < 0 || (row.group && strcmp(row.group, of->group) != 0)) continue;
    html(page, "<tr><th scope=\"row\">");
    dueby_html_escaped(page, dueby_definitions_band(published->definitions, definition, row.band));
    html(page, "</th>");
    html_bar(page, row.counted, row.good, row.hides_counted || row.hides_good);
    html_percent(page, published, &row, "Share");
    html_figure(page, published, definition, of, "Counted", row.counted, row.hides_counted, -1);
    html(page, "</tr>\n");
  }
  html(page, "</tbody></table>\n");
}

/* Writes the units and bands behind a row inside a noscript, which stays text until it is opened if scripts are on. */
static void html_details(const struct page *page, const struct published *published, const dueby_measures_row *row) {
  int lists = !published->options.suppress, bands = published->groups > 1;
  if (!lists && !bands) return;
  html(page, "<details id=\"");
  dueby_html_behind_id(page, published, row);
  html(page, "\"><summary>");
  if (published->options.column) {
    html_group(page, row);
    html(page, ": ");
  }
  if (!lists) {
    html(page, "the bands");
  } else {
    dueby_html_escaped(page, text_of(published, row->definition, DUEBY_DEFINITION_UNIT));
    html(page, ": ");
    dueby_html_amount(page, row->counted);
    if (row->cannot_tell) html(page, "; cannot tell: ");
    if (row->cannot_tell) dueby_html_amount(page, row->cannot_tell);
  }
  html(page, "</summary>\n<noscript>");
  if (bands) html_bands(page, published, row->definition, row, dueby_measures_next);
  if (lists) dueby_html_behind(page, published, row);
  html(page, "</noscript></details>\n");
}

static void html_term(const struct page *page, const char *term, const char *text) {
  if (!text) return;
  html(page, "<dt>");
  html(page, term);
  html(page, "</dt><dd>");
  dueby_html_escaped(page, text);
  html(page, "</dd>");
}

static void html_how(const struct page *page, const struct published *published, int32_t definition) {
  html(page, "<details><summary>How it is counted</summary><dl>");
  html_term(page, "How", text_of(published, definition, DUEBY_DEFINITION_READING));
  html_term(page, "Source", text_of(published, definition, DUEBY_DEFINITION_SOURCE));
  html_term(page, "Compare with", text_of(published, definition, DUEBY_DEFINITION_PUBLISHED));
  html(page, "</dl></details>\n");
}

static void html_period(const struct page *page, const struct published *published, int32_t definition) {
  dueby_date from = DUEBY_DATE_NONE, to = DUEBY_DATE_NONE;
  dueby_definitions_period(published->definitions, definition, published->options.year, &from, &to);
  dueby_html_day(page, from);
  html(page, " to ");
  dueby_html_day(page, to < published->as_at ? to : published->as_at);
}

static void html_measure(const struct page *page, const struct published *published, int32_t definition) {
  int64_t at = 0;
  const dueby_measures_row *row;
  const char *share = text_of(published, definition, DUEBY_DEFINITION_SHARE);
  html_heading(page, published, "m", definition);
  dueby_html_escaped(page, text_of(published, definition, DUEBY_DEFINITION_NAME));
  html(page, ": ");
  dueby_html_escaped(page, text_of(published, definition, DUEBY_DEFINITION_TITLE));
  html_headed(page, published);
  html(page, "<p>Counted: ");
  dueby_html_escaped(page, text_of(published, definition, DUEBY_DEFINITION_UNIT));
  html(page, ", ");
  html_period(page, published, definition);
  if (share) html(page, ". Of which: ");
  dueby_html_escaped(page, share);
  html(page, ".</p>\n");
  if (published->options.column) html_groups(page, published, definition);
  html_bands(page, published, definition, published->groups == 1 ? row_of(published, definition, &at) : NULL, dueby_measures_total);
  at = 0;
  html(page, "<div id=\"m");
  dueby_html_number(page, definition);
  html(page, "-lists\">\n");
  while ((row = row_of(published, definition, &at))) html_details(page, published, row);
  html(page, "</div>\n");
  html_how(page, published, definition);
  html(page, "</section>\n");
}

/* ---- the whole page ---- */

static void html_title(const struct page *page, const struct published *published) {
  int32_t year = published->options.year;
  html(page, "Measures for ");
  dueby_html_number(page, year);
  html(page, (year + 1) % HUNDRED < 10 ? "-0" : "-");
  dueby_html_number(page, (year + 1) % HUNDRED);
}

static void html_header(const struct page *page, const struct published *published) {
  dueby_html_begin(page);
  html_title(page, published);
  dueby_html_body(page, "<a class=\"skip\" href=\"#figures\">Skip to the figures</a>");
  html_title(page, published);
  html(page, "</h1>\n<p class=\"whose\"><b>");
  dueby_html_counted(page, dueby_worklist_count(page->worklist, DUEBY_COUNT_CASES), "case", "cases");
  html(page, ", as at ");
  dueby_html_when(page, page->as_at.date, page->as_at.time);
  html(page, "</b></p>\n<p>");
  dueby_html_escaped(page, dueby_profile_title(page->profile));
  html(page, ".</p>\n<nav aria-label=\"On this page\"><a href=\"#figures\">Figures</a>");
  for (int32_t i = 0; i < dueby_definitions_count(published->definitions); i++) {
    if (!dueby_measures_is_answered(published->measures, i)) continue;
    html(page, " <a href=\"#m");
    dueby_html_number(page, i);
    html(page, "\">");
    dueby_html_escaped(page, text_of(published, i, DUEBY_DEFINITION_NAME));
    html(page, "</a>");
  }
  html(page, "</nav>\n</header>\n<main>\n");
}

static void html_figures_of_all(struct page *page, const struct published *published) {
  html_limits(page, published);
  html_all(page, published);
  for (int32_t i = 0; i < dueby_definitions_count(published->definitions); i++)
    if (dueby_measures_is_answered(published->measures, i)) html_measure(page, published, i);
  html_oddities(page, published);
}

static void html_page(struct page *page, const struct published *published) {
  html_header(page, published);
  dueby_html_quality(page, dueby_worklist_trust_heading(1), !published->options.suppress);
  html_figures_of_all(page, published);
  dueby_html_end(page);
}

/* ---- the section of a worklist page ---- */

/* Writes which cases and which year the measures cover, because they ignore the filters that the rest of the page follows. */
static void html_scope(const struct page *page, const struct published *published) {
  int is_some = (dueby_worklist_narrowed(page->worklist) & DUEBY_WORKLIST_SOME_CASES) != 0;
  html(page, "<p>Counted as the published statistics are, for ");
  html(page, is_some ? "all the cases on this page (" : "the whole file (");
  dueby_html_counted(page, dueby_worklist_count(page->worklist, DUEBY_COUNT_CASES), "case", "cases");
  html(page, ") and the whole year from April to March, up to ");
  dueby_html_day(page, published->as_at);
  html(page, ". The filters on this page do not affect these figures.</p>\n");
}

void dueby_html_published(struct page *page, const struct published *published) {
  html(page, "<section id=\"measures\" aria-labelledby=\"measures-h\">\n<h2 id=\"measures-h\" tabindex=\"-1\">");
  html_title(page, published);
  html(page, "</h2>\n");
  html_scope(page, published);
  html(page, "<details><summary>");
  dueby_html_counted(page, dueby_page_answered(published), "measure", "measures");
  if (published->options.column) html(page, ", by ");
  if (published->options.column) dueby_html_escaped(page, published->options.column);
  html(page, ", with the children behind each figure</summary>\n");
  html_figures_of_all(page, published);
  html(page, "</details>\n</section>\n");
}

dueby_status dueby_page_write_measures(const dueby_worklist *worklist, const dueby_definitions *definitions,
                                       const dueby_measures_options *options, const char *marking, dueby_text_sink sink,
                                       void *context) {
  struct stream out;
  struct page page = {.worklist = worklist,
                      .profile = dueby_worklist_profile(worklist),
                      .calendar = dueby_worklist_calendar(worklist),
                      .as_at = dueby_worklist_run(worklist)->as_at,
                      .marking = marking,
                      .out = &out};
  struct published published = {.definitions = definitions, .level = 2};
  if (!options || !dueby_page_keeps_every_case(worklist)) return DUEBY_EARGUMENT;
  published.options = *options;
  stream_begin(&out, sink, context);
  page.status = dueby_page_count_published(&page, &published);
  if (page.status == DUEBY_OK) html_page(&page, &published);
  dueby_status written = stream_end(&out);
  dueby_page_free_published(&published);
  return page.status == DUEBY_OK ? written : page.status;
}
