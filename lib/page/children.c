/* Writes the cases child by child: when the child was last seen and reviewed, what is overdue, and what is due next. */
#include "children.h"

#include <stdlib.h>
#include <string.h>

#include "absent.h"
#include "case.h"
#include "count.h"
#include "dueby/explain.h"
#include "visit.h"

enum { WORDS = 1024, SHOWN = 3 };

/* ---- when the child was last seen, and last reviewed ---- */

/* Returns the last day, up to as-at, when an event shows that the child was seen (or reviewed); NONE if there is none. */
static dueby_date last_shown(const struct page *page, const dueby_case *of, int shows) {
  dueby_date last = DUEBY_DATE_NONE;
  for (int64_t i = 0; i < of->event_count; i++) {
    const dueby_event *event = &of->events[i];
    if (event->type < 1 || dueby_profile_event_shown(page->profile, event->type) != shows || event->date > page->as_at.date ||
        event->date <= last)
      continue;
    if (!dueby_page_is_void(page, event)) last = event->date;
  }
  return last;
}

static void html_day_and_year(const struct page *page, dueby_date day) {
  int32_t year = 0, month, number;
  dueby_date_civil(day, &year, &month, &number);
  dueby_html_short_day(page, day);
  html(page, " ");
  dueby_html_number(page, year);
}

static void html_ago(const struct page *page, dueby_date day) {
  html(page, "<small>");
  if (day == page->as_at.date) {
    html(page, "today");
  } else {
    dueby_html_counted(page, page->as_at.date - day, "day", "days");
    html(page, " ago");
  }
  html(page, "</small>");
}

/* Writes when a child was last seen or reviewed. Only writes "No visit due" if the case has nothing left to do, because any open
 * task may be another kind of visit: to a child in custody, or to a carer. */
static void html_last(const struct page *page, const struct page_case *from, int shows, const char *label) {
  const dueby_case *of = from->of;
  dueby_date last = last_shown(page, of, shows), tried = last_shown(page, of, DUEBY_SHOWS_ATTEMPT);
  html(page, "<td data-label=\"");
  html(page, label);
  html(page, "\"");
  int is_waiting = dueby_page_is_waiting(page, from, shows), is_open = dueby_page_is_open(from);
  if (last != DUEBY_DATE_NONE) dueby_html_data(page, "data-d", last);
  if (!is_waiting && !is_open) html(page, " data-not=\"open\"");
  else if (!is_waiting && last == DUEBY_DATE_NONE) html(page, " data-not=\"due\"");
  html(page, ">");
  if (last != DUEBY_DATE_NONE) {
    html(page, "<span>");
    html_day_and_year(page, last);
    html(page, "</span>");
    html_ago(page, last);
  } else if (is_waiting) {
    html(page, "<span>none on file</span>");
  }
  if (!is_waiting && !is_open)
    html(page, shows == DUEBY_SHOWS_SEEN ? "<small>no visit due</small>" : "<small>no review due</small>");
  if (shows == DUEBY_SHOWS_SEEN && tried > last) {
    html(page, "<small>tried, not seen: ");
    html_day_and_year(page, tried);
    html(page, "</small>");
  }
  html(page, "</td>");
}

/* ---- lines that are overdue, and lines that are next ---- */

static int is_late(const dueby_line *line) {
  return line->verdict.state == DUEBY_STATE_OVERDUE || dueby_line_needs_checking(line);
}

/* True if a line is late and is listed in its cell. Lines that wait for an event or tag that is nowhere in the file are only
 * counted, because the page names these events and tags above the list. */
static int is_listed_late(const struct page *page, const struct page_case *from, const dueby_line *line) {
  return is_late(line) && !dueby_page_is_absent(page, from, line);
}

static int is_next(const struct page *page, const struct page_case *from, const dueby_line *line) {
  (void)page;
  (void)from;
  return line->verdict.state == DUEBY_STATE_DUE_SOON || line->verdict.state == DUEBY_STATE_OPEN;
}

/* Compares two lines: by state, worst first, if they are late, otherwise by due day. Lines that are equal keep their order. */
static int32_t order(const struct page *page, const dueby_line *left, const dueby_line *right) {
  dueby_outcome a, b;
  int32_t first;
  dueby_outcome_from_line(page->profile, left, &a);
  dueby_outcome_from_line(page->profile, right, &b);
  if (is_late(left)) first = dueby_outcome_compare(&a, &b);
  else first = (a.due > b.due) - (a.due < b.due);
  return first ? first : left < right ? -1 : left > right;
}

typedef int kind(const struct page *page, const struct page_case *from, const dueby_line *line);

/* Returns the line of this kind that comes next after `after`; if that is NULL, the first one. Returns NULL if there is none. */
static const dueby_line *next_of(const struct page *page, const struct page_case *from, kind *is_kind, const dueby_line *after) {
  const dueby_line *found = NULL;
  for (const dueby_line *line = from->lines; line < from->lines + from->count; line++) {
    if (!is_kind(page, from, line) || (after && order(page, line, after) <= 0)) continue;
    if (!found || order(page, line, found) < 0) found = line;
  }
  return found;
}

static void html_brief(const struct page *page, const struct page_case *from, const dueby_line *line) {
  char words[WORDS] = "";
  html(page, "<li>");
  dueby_html_symbol(page, line->verdict.state);
  dueby_html_duty(page, from, line);
  html(page, "<small>");
  if (!is_late(line)) {
    dueby_html_when(page, line->deadline.due, line->deadline.due_time);
  } else {
    dueby_explain_verdict(&line->deadline, &line->verdict, words, sizeof words, NULL);
    if (*words >= 'A' && *words <= 'Z') *words = (char)(*words - 'A' + 'a');
    dueby_html_escaped(page, words);
  }
  html(page, "</small>");
  dueby_html_law(page, from, line, "; ");
  html(page, "</li>");
}

static void html_one_visit(struct page *page, const struct page_case *from) {
  int64_t met = dueby_page_visit_meets(page, from);
  if (met < 2) return;
  html(page, "<li class=\"rest\">one visit would meet ");
  dueby_html_number(page, met);
  html(page, " duties</li>");
}

/* Writes how many lines a cell does not list. */
static void html_rest(const struct page *page, int64_t more, int64_t absent) {
  if (more <= 0 && !absent) return;
  html(page, "<li class=\"rest\">");
  if (more > 0) {
    html(page, "and ");
    dueby_html_amount(page, more);
    html(page, absent ? " more, and " : " more");
  }
  if (absent) {
    dueby_html_amount(page, absent);
    html(page, " because of events that are not in the file");
  }
  html(page, "</li>");
}

static void html_briefs(struct page *page, const struct page_case *from, kind *is_kind, int shown, const char *label) {
  const dueby_line *line = NULL;
  int64_t count = 0, absent = 0;
  html(page, "<td data-label=\"");
  html(page, label);
  html(page, "\"");
  for (int64_t i = 0; i < from->count; i++) {
    count += is_kind(page, from, &from->lines[i]);
    absent += is_kind == is_listed_late && dueby_page_is_absent(page, from, &from->lines[i]);
  }
  if (is_kind == is_next && (line = next_of(page, from, is_kind, NULL))) dueby_html_data(page, "data-d", line->deadline.due);
  else if (is_kind == is_listed_late) dueby_html_data(page, "data-k", count + absent + (from->of->bad_rows > 0));
  html(page, "><ul class=\"brief\">");
  line = NULL;
  for (int i = 0; i < shown && (line = next_of(page, from, is_kind, line)); i++) html_brief(page, from, line);
  if (is_kind == is_listed_late && from->of->bad_rows) {
    html(page, "<li>");
    dueby_html_unreadable(page, from->of);
    html(page, "</li>");
  }
  html_rest(page, count - shown, absent);
  if (is_kind == is_next) html_one_visit(page, from);
  html(page, "</ul></td>");
}

/* ---- the row of a child ---- */

/* A token on the page: three numbers, and how many lines share them. */
struct token {
  int64_t series, second, third, count;
};

static void html_token(const struct page *page, const struct token *token) {
  if (!token->count) return;
  dueby_html_number(page, token->series);
  html(page, ".");
  dueby_html_number(page, token->second);
  if (token->third) html(page, ".");
  if (token->third) dueby_html_number(page, token->third);
  if (token->count > 1) html(page, "*");
  if (token->count > 1) dueby_html_number(page, token->count);
  html(page, " ");
}

/* Adds a token: counts it with the last one if that has the same numbers; otherwise writes the last one first. */
static void add_token(const struct page *page, struct token *last, const struct token *token) {
  if (last->count && token->series == last->series && token->second == last->second && token->third == last->third) {
    last->count++;
    return;
  }
  html_token(page, last);
  *last = *token;
}

/* Writes the lines in a case that cannot be judged: "12.24310.24318*2 " for two lines of series 12 that may have fallen due in
 * these months or between them; "12.24310 " for one that is still open. */
static void html_doubts(const struct page *page, const struct page_case *from) {
  struct token last = {0};
  html(page, " data-u=\"");
  for (int64_t i = 0; i < from->count; i++) {
    struct page_months months;
    if (!dueby_page_cannot_tell(page, &from->lines[i], &months)) continue;
    struct token token = {dueby_rule_series(page->profile, from->lines[i].deadline.rule), months.first, months.last, 1};
    add_token(page, &last, &token);
  }
  html_token(page, &last);
  html(page, "\"");
}

/* Writes the tokens of a case: "12.3.24318*2 " for two lines of series 12 in state 3 that count in month 24318 of the bars. */
static void html_tokens(const struct page *page, const struct page_case *from) {
  struct token last = {0};
  html(page, " data-n=\"");
  for (int64_t i = 0; i < from->count; i++) {
    const dueby_line *line = &from->lines[i];
    struct token token = {dueby_rule_series(page->profile, line->deadline.rule), dueby_page_state(line), 0, 1};
    token.third = dueby_page_month_of(page, line);
    add_token(page, &last, &token);
  }
  html_token(page, &last);
  html(page, "\"");
}

/* Writes the lines that fall due after as-at: "5.12 " for a line of series 12 that falls due 5 days after as-at. "33.12.0 " is for
 * a line in state 0 that is not in the list. */
static dueby_status html_ahead(const struct page *page, const dueby_case *of) {
  dueby_status status = dueby_worklist_add(page->ahead, of);
  const dueby_line *lines = dueby_worklist_lines(page->ahead);
  html(page, " data-w=\"");
  for (int64_t i = 0; status == DUEBY_OK && i < dueby_worklist_line_count(page->ahead); i++) {
    if (!dueby_page_is_ahead(page, &lines[i])) continue;
    dueby_html_number(page, lines[i].deadline.due - page->as_at.date);
    html(page, ".");
    dueby_html_number(page, dueby_rule_series(page->profile, lines[i].deadline.rule));
    if (dueby_page_is_later(page, &lines[i])) {
      html(page, ".");
      dueby_html_number(page, lines[i].verdict.state);
    }
    html(page, " ");
  }
  html(page, "\"");
  return status;
}

/* Writes the numbers of the late lines in the list, worst first; if there are none, the number of the next line. The timeline of an
 * opened case starts at the first of these lines. */
static void html_order(const struct page *page, const struct page_case *from) {
  const dueby_line *line = next_of(page, from, is_listed_late, NULL);
  kind *is_kind = line ? is_listed_late : is_next;
  if (!line) line = next_of(page, from, is_next, NULL);
  if (!line) return;
  html(page, " data-p=\"");
  while (line) {
    dueby_html_number(page, line - from->lines);
    line = is_kind == is_next ? NULL : next_of(page, from, is_kind, line);
    if (line) html(page, " ");
  }
  html(page, "\"");
}

static void html_child(struct page *page, const struct page_case *from, const dueby_case *head) {
  html(page, "<tr");
  dueby_html_data(page, "data-c", from->number);
  html_order(page, from);
  html_tokens(page, from);
  html_doubts(page, from);
  if (html_ahead(page, from->of) != DUEBY_OK) page->status = DUEBY_EMEMORY;
  dueby_html_case_link(page, from);
  html_last(page, from, DUEBY_SHOWS_SEEN, "Last seen");
  html_last(page, from, DUEBY_SHOWS_REVIEW, "Last review");
  html_briefs(page, from, is_listed_late, SHOWN, "Overdue or needs checking");
  html_briefs(page, from, is_next, SHOWN - 1, "Next");
  dueby_html_carried_cells(page, from->of, head);
  html(page, "</tr>\n");
}

/* ---- the table of children ---- */

static void html_head(const struct page *page, const dueby_case *head) {
  static const char columns[][32] = {"Case", "Last seen", "Last review", "Overdue or needs checking", "Next"};
  html(page, "<noscript>\n<table id=\"children\"><caption>");
  html(page, page->has_others ? "Each case" : "Each child");
  html(page, "<span>");
  dueby_html_worst_first(page, " by its worst task");
  html(page, "</span></caption><thead><tr>");
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    html(page, "<th scope=\"col\">");
    html(page, columns[i]);
    html(page, "</th>");
  }
  dueby_html_carried_heads(page, head);
  html(page, "</tr></thead><tbody>\n");
}

/* Writes the cases in the order of the list. Cases without a listed line come last. */
void dueby_html_children(struct page *page, const dueby_case *head) {
  int64_t cases = dueby_worklist_count(page->worklist, DUEBY_COUNT_CASES);
  uint8_t *written = calloc((size_t)cases + 1, 1);
  struct page_case from;
  dueby_item item;
  if (!written) {
    page->status = DUEBY_EMEMORY;
    return;
  }
  html_head(page, head);
  for (int64_t i = 0; i < dueby_worklist_listed_count(page->worklist); i++) {
    dueby_worklist_item(page->worklist, dueby_worklist_listed(page->worklist, i), &item);
    if (written[item.case_index] || dueby_page_is_left_out(page, item.line)) continue;
    written[item.case_index] = 1;
    dueby_page_case_at(page, item.case_index, &from);
    html_child(page, &from, head);
  }
  for (int64_t i = 0; i < cases; i++)
    if (!written[i] && dueby_page_case_at(page, i, &from) == DUEBY_OK) html_child(page, &from, head);
  html(page, "</tbody></table></noscript>\n");
  free(written);
}
