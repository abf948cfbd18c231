/* The worklist as one page: the summary, the list, each case, and the sources of the timescales. It fetches nothing and stores
 * nothing. */
#include "page.h"

#include <dueby.h>
#include <dueby/caseload.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "exit.h"
#include "options.h"
#include "parts.h"
#include "message.h"
#include "worklist/work.h"

enum { LONG = 4096 };

/* The order of the summary: first what is to be done, then what is over. */
static const int32_t to_do[] = {DUEBY_STATE_OVERDUE, DUEBY_STATE_NOT_COMPUTABLE, DUEBY_STATE_DUE_SOON, DUEBY_STATE_OPEN};
static const int32_t over[] = {DUEBY_STATE_MET, DUEBY_STATE_MET_LATE, DUEBY_STATE_MISSED, DUEBY_STATE_ENDED};

/* ---- counting ---- */

static void count_line(struct page *page, const dueby_line *line) {
  dueby_measure_options request = {.basis = DUEBY_MEASURE_DUE, .as_at = page->work->run.as_at.date};
  struct page_measure *measure = &page->measures[dueby_rule_series(page->work->context->profile, line->deadline.rule)];
  dueby_outcome outcome;
  dueby_outcome_from_line(page->work->context->profile, line, &outcome);
  dueby_measure_add(&request, &outcome, 1, &measure->in_time);
  if (!dueby_line_is_not_stated(line)) {
    page->states[line->verdict.state]++;
    measure->states[line->verdict.state]++;
  }
}

static void widen(struct page *page, dueby_date day) {
  if (day == DUEBY_DATE_NONE) return;
  if (day < page->first) page->first = day;
  if (day > page->last) page->last = day;
}

static int list_row(struct page *page, const struct work_case *from, const dueby_item *item) {
  if (page->count == page->capacity) {
    int64_t capacity = page->capacity ? page->capacity * 2 : 256;
    struct page_row *grown = realloc(page->listed, (size_t)capacity * sizeof *grown);
    if (!grown) return 0;
    page->listed = grown;
    page->capacity = capacity;
  }
  struct page_row *row = &page->listed[page->count];
  row->outcome = item->outcome;
  row->order = page->count++;
  row->first = ftell(page->rows);
  html_case_row(page, from, item->line);
  row->length = ftell(page->rows) - row->first;
  return 1;
}

static int take_case(struct page *page, const struct work_case *from) {
  const dueby_worklist *worklist = page->work->worklist;
  int good = 1;
  page->states[DUEBY_STATE_NOT_COMPUTABLE] += from->at->bad_rows > 0;
  for (int64_t i = 0; i < from->count; i++) {
    count_line(page, &from->lines[i]);
    widen(page, from->lines[i].deadline.begins);
    widen(page, from->lines[i].deadline.due);
  }
  for (int64_t i = 0; i < dueby_worklist_listed_count(worklist) && good; i++) {
    dueby_item item;
    dueby_worklist_item(worklist, dueby_worklist_listed(worklist, i), &item);
    good = list_row(page, from, &item);
  }
  return good && html_case_article(page, from);
}

/* ---- the head ---- */

static void html_shapes(FILE *out) {
  static const struct {
    char slug[8];
    const char *path;
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
  fputs("<svg class=\"shapes\" aria-hidden=\"true\">", out);
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    fprintf(out, "<symbol id=\"i-%s\" viewBox=\"0 0 16 16\">%s</symbol>", shapes[i].slug, shapes[i].path);
  fputs("</svg>\n", out);
}

static void html_calendar(const struct page *page, FILE *out) {
  dueby_deadline today = {.relied_on = page->work->run.as_at.date};
  char words[LONG] = "";
  today.certainty = dueby_calendar_certainty(page->work->context->calendar, today.relied_on);
  dueby_explain_calendar(page->work->context->calendar, &today, words, sizeof words, NULL);
  html_escaped(out, words);
}

static void html_head(const struct page *page, FILE *out) {
  const struct work *work = page->work;
  const char *marking = work->context->options->marking;
  fprintf(
      out,
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Worklist, ",
      page_style_hash, page_script_hash);
  html_when(out, work->run.as_at.date, work->run.as_at.time);
  fprintf(out, "</title>\n<style>%s</style>\n<script>%s</script>\n</head>\n<body>\n", page_style, page_script);
  if (marking) {
    fputs("<div class=\"marking\">", out);
    html_escaped(out, marking);
    fputs("</div>\n", out);
  }
  html_shapes(out);
  fputs("<div class=\"page\">\n<a class=\"skip\" href=\"#list\">Skip to the list</a>\n<header>\n<h1>Worklist: ", out);
  html_when(out, work->run.as_at.date, work->run.as_at.time);
  fputs("</h1>\n<p>", out);
  html_escaped(out, dueby_profile_title(work->context->profile));
  fputs(".</p>\n<p>", out);
  html_calendar(page, out);
  fputs(
      ".</p>\n<nav aria-label=\"On this page\"><a href=\"#summary\">Summary</a> <a href=\"#list\">List</a> <a href=\"#cases\">Cases</a> "
      "<a href=\"#duties\">Duties</a> <a href=\"#timescales\">Timescales</a></nav>\n</header>\n",
      out);
  fprintf(out, "<main data-today=\"%d\">\n", (int)work->run.as_at.date);
}

/* ---- the summary ---- */

static void html_tiles(const struct page *page, const char *heading, const int32_t *states, FILE *out) {
  fprintf(out, "<h3>%s</h3>\n<ul class=\"tiles\">", heading);
  for (int i = 0; i < 4; i++) {
    fprintf(out, "<li class=\"tile %s\" data-s=\"%s\">", shown_states[states[i]].colour, shown_states[states[i]].slug);
    html_symbol(out, states[i]);
    fprintf(out, "<b>%" PRId64 "</b> <span>%s</span></li>\n", page->states[states[i]], shown_states[states[i]].words);
  }
  fputs("</ul>\n", out);
}

static void html_note(const char *note, void *sink) {
  FILE *out = sink;
  fputs("<li>", out);
  html_escaped(out, note);
  fputs("</li>\n", out);
}

/* Notes the options that narrow the list, as the reader of the page did not see the command. */
static void note_narrowed(const struct page *page, FILE *out) {
  const struct options *options = page->work->context->options;
  if (options->rule || options->only || options->authority || options->subject)
    html_note("Not every duty is on this page: it was made for some duties or some rules.", out);
  if (options->child.count || options->where.count)
    html_note("Not every case of the file is on this page: it was made for some.", out);
  if (options->state || options->due_before)
    html_note("The list is not whole: it was made for some states or for what is due before some day.", out);
}

static void html_summary(const struct page *page, FILE *out) {
  const struct work *work = page->work;
  int64_t cases = dueby_worklist_count(work->worklist, DUEBY_COUNT_CASES),
          overdue = dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE);
  char words[LONG];
  fputs("<section id=\"summary\" aria-labelledby=\"summary-h\">\n<h2 id=\"summary-h\">Summary</h2>\n", out);
  fprintf(out, "<p class=\"lead\">%" PRId64 " %s, %" PRId64 " %s overdue.</p>\n", cases, cases == 1 ? "case" : "cases", overdue,
          overdue == 1 ? "duty" : "duties");
  html_tiles(page, "To do", to_do, out);
  html_tiles(page, "Over", over, out);
  dueby_worklist_disclaimer_text(work->worklist, words, sizeof words, NULL);
  fputs("<p class=\"standing\">", out);
  html_escaped(out, words);
  fputs("</p>\n<ul class=\"notes\">", out);
  report_what_is_missing(work, html_note, out);
  note_replaced_sources(page, html_note, out);
  note_narrowed(page, out);
  html_note("Counts are of duties, unrounded and unsuppressed.", out);
  fputs("</ul>\n</section>\n", out);
}

/* ---- the list ---- */

static int compare_rows(const void *left, const void *right) {
  const struct page_row *a = left, *b = right;
  int order = dueby_outcome_compare(&a->outcome, &b->outcome);
  return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void html_list_head(const struct page *page, FILE *out) {
  static const char *const heads[] = {"Case", "Duty", "State", "Due", "Set by"};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) fprintf(out, "<th scope=\"col\">%s</th>", heads[i]);
  for (int32_t i = 0; i < dueby_caseload_column_count(page->work->caseload); i++) {
    fputs("<th scope=\"col\">", out);
    html_escaped(out, dueby_caseload_column(page->work->caseload, i));
    fputs("</th>", out);
  }
}

static void html_list(struct page *page, int worst, FILE *out) {
  int64_t finished = dueby_worklist_count(page->work->worklist, DUEBY_COUNT_OVER),
          without_figure = dueby_worklist_count(page->work->worklist, DUEBY_COUNT_NOT_STATED);
  fputs("<section id=\"list\" aria-labelledby=\"list-h\">\n<h2 id=\"list-h\" tabindex=\"-1\">List</h2>\n", out);
  if (finished)
    fprintf(out, "<p>%" PRId64 " done or no longer needed are not in the list. They are with their case.</p>\n", finished);
  if (without_figure) fprintf(out, "<p>%" PRId64 " whose source gives no figure are with their case too.</p>\n", without_figure);
  if (page->count) {
    fprintf(out, "<table id=\"rows\" data-order=\"%s\"><caption>What is due<span>, %s</span></caption><thead><tr>",
            worst ? "worst" : "case", worst ? "worst first" : "case by case");
    html_list_head(page, out);
    fputs("</tr></thead><tbody>\n", out);
    if (worst) qsort(page->listed, (size_t)page->count, sizeof *page->listed, compare_rows);
    for (int64_t i = 0; i < page->count; i++)
      fwrite(page->rows_text + page->listed[i].first, 1, (size_t)page->listed[i].length, out);
    fputs("</tbody></table>\n", out);
  } else {
    fputs("<p>Nothing to show.</p>\n", out);
  }
  fputs("</section>\n", out);
}

/* ---- measures ---- */

static void html_measure(const struct page *page, int32_t rule, FILE *out) {
  const dueby_profile *profile = page->work->context->profile;
  const struct page_measure *measure = &page->measures[rule];
  char needs[512] = "";
  int64_t lines = 0, good, of;
  for (int i = 0; i < STATES; i++) lines += measure->states[i];
  if (!lines) return;
  dueby_rule_needs_text(profile, rule, needs, sizeof needs, NULL);
  fputs("<tr><th scope=\"row\">", out);
  html_escaped(out, dueby_rule_text(profile, rule, 0, DUEBY_RULE_TITLE));
  fputs("<small>", out);
  html_escaped(out, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ID));
  if (*needs) fputs(": ", out);
  html_escaped(out, needs);
  fputs("</small></th>", out);
  for (int i = 0; i < 8; i++) fprintf(out, "<td>%" PRId64 "</td>", measure->states[i < 4 ? to_do[i] : over[i - 4]]);
  dueby_measure_share(DUEBY_MEASURE_DUE, &measure->in_time, &good, &of);
  if (of)
    fprintf(out, "<td>%.1f%% <small>%" PRId64 " of %" PRId64 "</small></td></tr>\n", 100.0 * (double)good / (double)of, good, of);
  else fputs("<td></td></tr>\n", out);
}

static void html_measures(const struct page *page, FILE *out) {
  fputs(
      "<section id=\"duties\" aria-labelledby=\"duties-h\">\n<h2 id=\"duties-h\">Duties</h2>\n<div class=\"wide\" role=\"region\" "
      "aria-label=\"Table of duties\" tabindex=\"0\"><table class=\"measures\"><caption>How many of each duty. In time: of what fell due "
      "up to the day of this page, the share that was done in time; what is overdue or was never done counts as not in time."
      "</caption><thead><tr><th scope=\"col\">Duty</th>",
      out);
  for (int i = 0; i < 8; i++) {
    int32_t state = i < 4 ? to_do[i] : over[i - 4];
    fputs("<th scope=\"col\">", out);
    html_symbol(out, state);
    fprintf(out, "%s</th>", shown_states[state].words);
  }
  fputs("<th scope=\"col\">In time</th></tr></thead><tbody>\n", out);
  for (int32_t rule = 0; rule < dueby_profile_rule_count(page->work->context->profile); rule++) html_measure(page, rule, out);
  fputs("</tbody></table></div>\n</section>\n", out);
}

/* ---- the foot ---- */

static void html_holidays(const struct page *page, FILE *out) {
  const dueby_calendar *calendar = page->work->context->calendar;
  dueby_holiday holiday;
  fputs("<details><summary>The bank holidays that are shaded</summary><ul id=\"holidays\">\n", out);
  for (int64_t i = dueby_calendar_holiday_from(calendar, page->first);
       dueby_calendar_holiday(calendar, i, &holiday) == DUEBY_OK && holiday.date <= page->last; i++) {
    const char *name = dueby_calendar_holiday_name(calendar, i);
    fprintf(out, "<li data-d=\"%d\">", (int)holiday.date);
    html_day(out, holiday.date);
    fputs(": ", out);
    html_escaped(out, name && *name ? name : holiday.basis == DUEBY_BASIS_CLOSURE ? "closure" : "bank holiday");
    fputs("</li>\n", out);
  }
  fputs("</ul></details>\n", out);
}

static void html_foot(const struct page *page, FILE *out) {
  fputs(
      "<section id=\"timescales\" aria-labelledby=\"timescales-h\">\n<h2 id=\"timescales-h\">Timescales</h2>\n<p>A reading of these "
      "sources; check it before you rely on it in a decision or in court.</p>\n",
      out);
  html_holidays(page, out);
  html_sources(page, out);
  fputs("</section>\n</main>\n<footer><p>", out);
  html_calendar(page, out);
  fputs(
      ". Made by dueby. Nothing on this page is sent anywhere or kept anywhere.</p>\n<p id=\"versions\">To have the same answer again: ",
      out);
  html_escaped(out, page->versions);
  fputs(".</p></footer>\n</div>\n</body>\n</html>\n", out);
}

static void html_cases(const struct page *page, FILE *out) {
  fputs("<section id=\"cases\" aria-labelledby=\"cases-h\">\n<h2 id=\"cases-h\" tabindex=\"-1\">Cases</h2>\n", out);
  fwrite(page->cases_text, 1, page->cases_size, out);
  fputs("</section>\n", out);
}

/* ---- the page ---- */

static int begin_page(struct page *page) {
  const dueby_profile *profile = page->work->context->profile;
  int32_t rules = dueby_profile_rule_count(profile);
  if (dueby_profile_find_tag(profile, "void", &page->void_tag) != DUEBY_OK) page->void_tag = -1;
  page->first = page->last = page->work->run.as_at.date;
  page->first_source = calloc((size_t)rules + 1, sizeof *page->first_source);
  page->measures = calloc((size_t)rules + 1, sizeof *page->measures);
  for (int32_t rule = 0; rule < rules && page->first_source; rule++) {
    page->first_source[rule] = (int32_t)page->source_count;
    page->source_count += 2 * dueby_rule_version_count(profile, rule);
  }
  page->sources = calloc((size_t)page->source_count + 1, 1);
  page->rows = open_memstream(&page->rows_text, &page->rows_size);
  page->cases = open_memstream(&page->cases_text, &page->cases_size);
  page->versions = versions_text(page->work->context);
  return page->first_source && page->measures && page->sources && page->rows && page->cases && page->versions;
}

/* Ends the parts in memory. Returns 0 if they did not all fit. */
static int end_parts(struct page *page) {
  int good = !page->failed && !ferror(page->rows) && !ferror(page->cases);
  good &= fclose(page->rows) == 0;
  good &= fclose(page->cases) == 0;
  page->rows = page->cases = NULL;
  return good && page->rows_text && page->cases_text; /* closing may lose them, and says nothing */
}

static void free_page(struct page *page) {
  if (page->rows) fclose(page->rows);
  if (page->cases) fclose(page->cases);
  free(page->rows_text);
  free(page->cases_text);
  free(page->listed);
  free(page->first_source);
  free(page->sources);
  free(page->measures);
  free(page->known);
  free(page->versions);
}

static void html_page(struct page *page, FILE *out) {
  html_head(page, out);
  html_summary(page, out);
  html_list(page, is_worst_first(page->work->context->options), out);
  html_cases(page, out);
  html_measures(page, out);
  html_foot(page, out);
}

int write_page(struct work *work) {
  struct page page = {.work = work};
  struct work_case next;
  int end = begin_work(work, to_do_flag(work->context->options));
  if (end) return end;
  int more = 0, good = begin_page(&page);
  while (good && (more = next_case(work, &next)) > 0) {
    errno = 0; /* a stream in memory that cannot grow says it in no other way */
    good = take_case(&page, &next) && errno != ENOMEM;
  }
  if (more < 0) end = BAD_FILE;
  else if (!good || !end_parts(&page)) end = report_no_memory();
  else html_page(&page, stdout);
  free_page(&page);
  return end ? end : end_of_work(work, dueby_worklist_count(work->worklist, DUEBY_COUNT_OVERDUE));
}
