/* Writes one case on the page: its rows in the list, and an article with all lines and events, which the script turns into the
 * timeline. */
#include "case.h"

#include <stdlib.h>
#include <string.h>

#include "absent.h"
#include "count.h"
#include "dueby/code.h"
#include "dueby/explain.h"
#include "question.h"
#include "visit.h"

enum { WORDS = 1024 };

static void html_date(const struct page *page, const char *name, dueby_date day) {
  if (day != DUEBY_DATE_NONE) dueby_html_data(page, name, day);
}

/* Writes "3rd visit to a looked-after child, P2", with the title and the ref marked up. */
void dueby_html_duty(const struct page *page, const struct page_case *from, const dueby_line *line) {
  const char *ref = dueby_case_ref(from->of, line->ref);
  char number[16];
  dueby_line_number_text(page->profile, line, number, sizeof number, NULL);
  html(page, number);
  html(page, *number ? " <span class=\"t\">" : "<span class=\"t\">");
  dueby_html_escaped(page, dueby_rule_text(page->profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_LISTED_TITLE));
  html(page, "</span>");
  if (!ref) return;
  html(page, "<span class=\"f\">, ");
  dueby_html_escaped(page, ref);
  html(page, "</span>");
}

/* Returns a ref that a duty on the page has, or NULL if none has one. Prefers a path such as "R1/A2". */
static const char *ref_on_page(const struct page *page) {
  const char *found = NULL;
  struct page_case from;
  for (int64_t i = 0; dueby_page_case_at(page, i, &from) == DUEBY_OK; i++)
    for (int64_t j = 0; j < from.count; j++) {
      const char *ref = dueby_case_ref(from.of, from.lines[j].ref);
      if (ref && strchr(ref, '/')) return ref;
      if (!found) found = ref;
    }
  return found;
}

void dueby_html_refs(const struct page *page) {
  const char *ref = ref_on_page(page);
  if (!ref) return;
  html(page, "<p id=\"refs\"><b>");
  dueby_html_escaped(page, ref);
  html(page, "</b> and the like are references ");
  html(page, *dueby_worklist_source(page->worklist) ? "made from the return" : "from the file");
  html(page, ": they say which placement, plan or other episode a duty is about.");
  if (strchr(ref, '/')) html(page, " What is after a slash belongs to what is before it.");
  html(page, "</p>\n");
}

void dueby_html_law(const struct page *page, const struct page_case *from, const dueby_line *line, const char *before) {
  char words[WORDS] = "";
  dueby_line_law_text(line, from->of, &page->as_at, words, sizeof words, NULL);
  if (!*words) return;
  html(page, "<small>");
  html(page, before);
  dueby_html_escaped(page, words);
  html(page, "</small>");
}

static void html_verdict(const struct page *page, const struct page_case *from, const dueby_line *line) {
  int needs_checking = line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE;
  char words[WORDS] = "";
  dueby_explain_verdict(&line->deadline, &line->verdict, words, sizeof words, NULL);
  dueby_html_escaped(page, dueby_line_is_not_stated(line) && !dueby_line_is_over(line) ? "No set deadline" : words);
  *words = '\0';
  dueby_line_reader_reason(page->profile, line, dueby_page_event(from->of, line->rejected), words, sizeof words, NULL);
  if (!*words) return;
  html(page, needs_checking ? ": " : "<small>");
  dueby_html_escaped(page, words);
  if (!needs_checking) html(page, "</small>");
}

static void html_state(const struct page *page, const struct page_case *from, const dueby_line *line) {
  html_verdict(page, from, line);
  dueby_html_law(page, from, line, "");
  dueby_html_question(page, from->of, line);
}

static void html_last_working_day(const struct page *page, const dueby_line *line) {
  dueby_date day = dueby_deadline_working_day_before(page->calendar, &line->deadline);
  if (day == DUEBY_DATE_NONE) return;
  html(page, "<small>not a working day; the last working day before it is ");
  dueby_html_day(page, day);
  html(page, "</small>");
}

static void html_due(const struct page *page, const dueby_line *line) {
  dueby_html_when(page, line->deadline.due, line->deadline.due_time);
  if (line->deadline.due == DUEBY_DATE_NONE) html(page, "no date");
  else if (!dueby_line_is_over(line)) html_last_working_day(page, line);
  if (line->due_by_law == DUEBY_DATE_NONE) return;
  if (line->due_by_law == line->deadline.due && line->due_by_law_time == line->deadline.due_time) return;
  html(page, "<small>by law ");
  dueby_html_when(page, line->due_by_law, line->due_by_law_time);
  html(page, "</small>");
}

static int has_tag(const dueby_event *event, int32_t tag) {
  return tag >= 0 && event->tags.bits[tag / 64] >> tag % 64 & 1;
}

int dueby_page_is_void(const struct page *page, const dueby_event *event) {
  return has_tag(event, page->void_tag);
}

/* ---- a row of the list ---- */

void dueby_html_carried_cells(const struct page *page, const dueby_case *of, const dueby_case *head) {
  for (int64_t i = 0; i < head->column_count; i++) {
    html(page, "<td data-label=\"");
    dueby_html_escaped(page, head->columns[i]);
    html(page, "\">");
    dueby_html_escaped(page, dueby_page_value(of, head->columns[i], i));
    html(page, "</td>");
  }
}

void dueby_html_unreadable(const struct page *page, const dueby_case *of) {
  char words[WORDS] = "";
  dueby_case_reason(of, words, sizeof words, NULL);
  dueby_html_symbol(page, DUEBY_STATE_NOT_COMPUTABLE);
  html(page, "Needs checking: ");
  dueby_html_escaped(page, words);
  dueby_html_question_of_rows(page, of);
}

void dueby_html_case_link(const struct page *page, const struct page_case *from) {
  html(page, "><th scope=\"row\"><a href=\"#c");
  dueby_html_number(page, from->number);
  html(page, "\">");
  dueby_html_escaped(page, from->of->name);
  html(page, "</a></th>");
}

static void html_line_cells(const struct page *page, const struct page_case *from, const dueby_line *line) {
  html(page, "<td>");
  dueby_html_duty(page, from, line);
  html(page, "</td><td>");
  dueby_html_symbol(page, line->verdict.state);
  html_state(page, from, line);
  html(page, "</td><td data-label=\"Due\">");
  html_due(page, line);
  html(page, "</td><td data-label=\"Set by\">");
  html(page, dueby_code_name(DUEBY_CODE_AUTHORITY, dueby_rule_number(page->profile, line->deadline.rule, 0, DUEBY_RULE_AUTHORITY)));
  html(page, "</td>");
}

void dueby_html_carried_heads(const struct page *page, const dueby_case *head) {
  for (int64_t i = 0; i < head->column_count; i++) {
    html(page, "<th scope=\"col\">");
    dueby_html_escaped(page, head->columns[i]);
    html(page, "</th>");
  }
}

void dueby_html_case_row(const struct page *page, const struct page_case *from, const dueby_line *line, const dueby_case *head) {
  html(page, "<tr data-c=\"");
  dueby_html_number(page, from->number);
  html(page, "\" data-s=\"");
  html(page, dueby_page_states[line ? line->verdict.state : DUEBY_STATE_NOT_COMPUTABLE].slug);
  html(page, "\"");
  if (line) {
    html(page, " data-p=\"");
    dueby_html_number(page, line - from->lines);
    html(page, "\"");
    dueby_html_data(page, "data-r", dueby_rule_series(page->profile, line->deadline.rule));
    html_date(page, "data-d", line->deadline.due);
    if (dueby_page_is_absent(page, from, line)) dueby_html_data(page, "data-x", 1);
  }
  dueby_html_case_link(page, from);
  if (line) {
    html_line_cells(page, from, line);
  } else {
    html(page, "<td><span class=\"t\">rows that could not be used</span></td><td>");
    dueby_html_unreadable(page, from->of);
    html(page, "</td><td data-label=\"Due\">no date</td><td data-label=\"Set by\"></td>");
  }
  dueby_html_carried_cells(page, from->of, head);
  html(page, "</tr>\n");
}

/* ---- the article: lines ---- */

static void html_event(const struct page *page, const dueby_event *event) {
  dueby_html_escaped(page, dueby_profile_event_title(page->profile, event->type));
  html(page, ", ");
  dueby_html_when(page, event->date, event->time);
}

static int is_of_series(const struct page *page, const dueby_line *line, const dueby_line *other) {
  return dueby_rule_series(page->profile, line->deadline.rule) == dueby_rule_series(page->profile, other->deadline.rule);
}

/* Writes the day that a line is counted from. Of several closed lines with the same trigger, only the first names it. */
static void html_counted_from(const struct page *page, const struct page_case *from, int64_t index) {
  const dueby_line *line = &from->lines[index];
  const dueby_event *trigger = dueby_page_event(from->of, line->trigger);
  int goes_on = index && dueby_line_is_over(line) && dueby_line_is_over(&line[-1]) && is_of_series(page, line, &line[-1]) &&
                line[-1].trigger == line->trigger;
  if (line->deadline.begins == trigger->date) {
    html_event(page, trigger);
  } else {
    dueby_html_day(page, line->deadline.begins);
    if (!goes_on) {
      html(page, "<small>since the ");
      html_event(page, trigger);
      html(page, "</small>");
    }
  }
  if (line->deadline.opens == DUEBY_DATE_NONE || line->deadline.opens == line->deadline.begins) return;
  html(page, "<small>counts if done on or after ");
  dueby_html_day(page, line->deadline.opens);
  html(page, "</small>");
}

static void html_closed(const struct page *page, const struct page_case *from, const dueby_line *line) {
  const dueby_event *met = dueby_page_event(from->of, line->met), *ended = dueby_page_event(from->of, line->ended);
  if (!met && ended) html(page, "ended: ");
  if (met || ended) html_event(page, met ? met : ended);
}

static void html_line_data(const struct page *page, const dueby_line *line) {
  html_date(page, "data-b", line->deadline.begins);
  if (line->deadline.opens != line->deadline.begins) html_date(page, "data-o", line->deadline.opens);
  html_date(page, "data-d", line->deadline.due);
  html_date(page, "data-e", line->closed);
}

/* Writes the state that a line is listed under. Call it if the line is drawn in another state. */
static void html_kind(const struct page *page, int32_t shown) {
  html(page, " data-k=\"");
  html(page, dueby_page_states[shown].slug);
  html(page, "\"");
}

/* Writes the months when a line that cannot be judged may have fallen due. */
static void html_doubt(const struct page *page, const dueby_line *line) {
  struct page_months months;
  if (!dueby_page_cannot_tell(page, line, &months)) return;
  dueby_html_data(page, "data-u", months.first);
  dueby_html_data(page, "data-v", months.last);
}

static void html_line(struct page *page, const struct page_case *from, int64_t index, int32_t lane) {
  const dueby_line *line = &from->lines[index];
  int32_t shown = dueby_page_state(line);
  int is_over = dueby_line_is_over(line);
  html(page, "<tr id=\"c");
  dueby_html_number(page, from->number);
  html(page, "-");
  dueby_html_number(page, index);
  html(page, "\" data-l=\"");
  dueby_html_number(page, lane);
  html(page, "\" data-s=\"");
  html(page, dueby_page_states[is_over ? line->verdict.state : shown].slug);
  html(page, "\"");
  if (is_over && shown != line->verdict.state) html_kind(page, shown);
  if (dueby_page_is_absent(page, from, line)) dueby_html_data(page, "data-x", 1);
  html_doubt(page, line);
  html_line_data(page, line);
  dueby_html_data(page, "data-r", dueby_rule_series(page->profile, line->deadline.rule));
  html(page, "><th scope=\"row\">");
  dueby_html_duty(page, from, line);
  dueby_html_explanation(page, from, line);
  html(page, "</th><td>");
  html_state(page, from, line);
  html(page, "</td><td>");
  html_due(page, line);
  html(page, "</td><td>");
  html_counted_from(page, from, index);
  html(page, "</td><td>");
  html_closed(page, from, line);
  html(page, "</td></tr>\n");
}

/* Writes either the lines that are done or the lines that are not. Lines with the same series and ref share a lane of the
 * timeline. */
static void html_lines_that_are(struct page *page, const struct page_case *from, int done) {
  int32_t lane = -1;
  for (int64_t i = 0; i < from->count; i++) {
    const dueby_line *line = &from->lines[i], *before = i ? line - 1 : NULL;
    lane += !before || !is_of_series(page, line, before) || before->ref != line->ref;
    if (!dueby_line_is_over(line) == !done) html_line(page, from, i, lane);
  }
}

static void html_lines(struct page *page, const struct page_case *from) {
  if (!from->count) {
    html(page, "<p>There are no tasks for this case.</p>\n");
    return;
  }
  html(page, "<table class=\"lines\"><caption>What is due, and what was done: case ");
  dueby_html_escaped(page, from->of->name);
  html(page,
       "</caption><thead><tr><th scope=\"col\">Duty</th><th scope=\"col\">State</th><th scope=\"col\">Due</th><th scope=\"col\">"
       "Counted from</th><th scope=\"col\">Done or ended</th></tr></thead><tbody>\n");
  html_lines_that_are(page, from, 0);
  html_lines_that_are(page, from, 1);
  html(page, "</tbody></table>\n");
}

/* ---- the article: events ---- */

/* Compares events for sorting. Does not merge equal events, so that an agreed interval stays on its own event's row. */
static int compare_events(const void *left, const void *right) {
  const dueby_event *const *a = left, *const *b = right;
  if ((*a)->date != (*b)->date) return (*a)->date < (*b)->date ? -1 : 1;
  if ((*a)->time != (*b)->time) return (*a)->time < (*b)->time ? -1 : 1;
  if ((*a)->row != (*b)->row) return (*a)->row < (*b)->row ? -1 : 1;
  return (*a > *b) - (*a < *b);
}

static void html_tag(const struct page *page, const char *tag) {
  html(page, ", ");
  for (; *tag; tag++) stream_bytes(page->out, *tag == '_' ? " " : tag, 1);
}

static const char *duty_title(const struct page *page, int32_t duty) {
  int32_t first = 0, count;
  dueby_profile_duty_rules(page->profile, duty, &first, &count);
  return dueby_rule_text(page->profile, first, 0, DUEBY_RULE_TITLE);
}

static void html_event_title(const struct page *page, const dueby_event *event) {
  char agreed[64];
  if (event->type >= 0) {
    dueby_html_escaped(page, dueby_profile_event_title(page->profile, event->type));
  } else {
    html(page, "interval agreed for the ");
    dueby_html_escaped(page, duty_title(page, DUEBY_EVENT_AGREED_FOR(event->type)));
  }
  if (!event->agreed.unit || dueby_span_text(event->agreed, agreed, sizeof agreed, NULL) != DUEBY_OK) return;
  html(page, ", ");
  html(page, agreed);
}

static void html_event_item(const struct page *page, const struct page_case *from, const dueby_event *event) {
  const char *ref = dueby_case_ref(from->of, event->ref);
  html(page, "<li");
  html_date(page, "data-d", event->date);
  html(page, dueby_profile_event_shown(page->profile, event->type) == DUEBY_SHOWS_ATTEMPT ? " class=\"tried\">" : ">");
  dueby_html_when(page, event->date, event->time);
  html(page, ": ");
  html_event_title(page, event);
  for (int32_t i = 0; i < dueby_profile_tag_count(page->profile); i++)
    if (has_tag(event, i)) html_tag(page, dueby_profile_tag(page->profile, i));
  if (ref) {
    html(page, ", ");
    dueby_html_escaped(page, ref);
  }
  html(page, event->date > page->as_at.date ? " (planned)</li>\n" : "</li>\n");
}

static void html_events(struct page *page, const struct page_case *from) {
  const dueby_event **sorted = malloc(((size_t)from->of->event_count + 1) * sizeof *sorted);
  int64_t count = 0;
  if (!sorted) {
    page->status = DUEBY_EMEMORY;
    return;
  }
  for (int64_t i = 0; i < from->of->event_count; i++)
    if (!dueby_page_is_void(page, &from->of->events[i])) sorted[count++] = &from->of->events[i];
  qsort(sorted, (size_t)count, sizeof *sorted, compare_events);
  html(page, "<h4>Events</h4>\n<ol class=\"events\">\n");
  for (int64_t i = 0; i < count; i++) html_event_item(page, from, sorted[i]);
  html(page, "</ol>\n");
  free(sorted);
}

/* ---- the whole article ---- */

static void html_heading(const struct page *page, const struct page_case *from) {
  html(page, "<article class=\"case\" id=\"c");
  dueby_html_number(page, from->number);
  html(page, "\" aria-labelledby=\"h");
  dueby_html_number(page, from->number);
  html(page, "\"><noscript>\n<h3 id=\"h");
  dueby_html_number(page, from->number);
  html(page, "\" tabindex=\"-1\">Case ");
  dueby_html_escaped(page, from->of->name);
  html(page, "</h3>\n<p class=\"carried\">");
  for (int64_t i = 0; i < from->of->column_count; i++) {
    const char *value = from->of->values[i];
    if (!value || !*value) continue;
    html(page, "<span>");
    dueby_html_escaped(page, from->of->columns[i]);
    html(page, " <b>");
    dueby_html_escaped(page, value);
    html(page, "</b></span> ");
  }
  html(page, "</p>\n");
}

/* Writes the article inside a noscript. If scripts are on, browsers keep its content as text, which costs almost nothing until the
 * case is opened. */
void dueby_html_case_article(struct page *page, const struct page_case *from) {
  html_heading(page, from);
  if (from->of->bad_rows) {
    html(page, "<p>");
    dueby_html_unreadable(page, from->of);
    html(page, "</p>\n");
  }
  dueby_html_visits(page, from);
  html_lines(page, from);
  html_events(page, from);
  html(page, "</noscript></article>\n");
}
