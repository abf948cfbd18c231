/* One case on the page: its rows in the list, and its article with all lines and events, from which the script draws. */
#include "case.h"

#include <dueby.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "parts.h"
#include "worklist/work.h"

enum { WORDS = 1024 };

static void html_number_of(FILE *out, const char *name, dueby_date day) {
  if (day != DUEBY_DATE_NONE) fprintf(out, " data-%s=\"%d\"", name, (int)day);
}

/* "3rd visit to a looked-after child, P2", with the title and the ref marked. */
static void html_duty(struct page *page, const struct work_case *from, const dueby_line *line, FILE *out) {
  const dueby_profile *profile = page->work->context->profile;
  const char *ref = ref_of(from, line);
  char number[16];
  dueby_line_number_text(profile, line, number, sizeof number, NULL);
  fprintf(out, "%s%s<span class=\"t\">", number, *number ? " " : "");
  html_escaped(out, dueby_rule_text(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_TITLE));
  fputs("</span>", out);
  if (!ref) return;
  fputs("<span class=\"f\">, ", out);
  html_escaped(out, ref);
  fputs("</span>", out);
}

static void html_law(const struct page *page, const struct work_case *from, const dueby_line *line, FILE *out) {
  char words[WORDS] = "";
  dueby_line_law_text(line, from->at, &page->work->run.as_at, words, sizeof words, NULL);
  if (!*words) return;
  fputs("<small>", out);
  html_escaped(out, words);
  fputs("</small>", out);
}

static void html_verdict(struct page *page, const struct work_case *from, const dueby_line *line, FILE *out) {
  char words[WORDS] = "";
  dueby_explain_verdict(&line->deadline, &line->verdict, words, sizeof words, NULL);
  html_escaped(out, words);
  *words = '\0';
  dueby_line_reason(page->work->context->profile, line, event_of(from->at, line->rejected), words, sizeof words, NULL);
  if (!*words) return;
  fputs(line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE ? ": " : "<small>", out);
  html_escaped(out, words);
  if (line->verdict.state != DUEBY_STATE_NOT_COMPUTABLE) fputs("</small>", out);
}

static void html_state(struct page *page, const struct work_case *from, const dueby_line *line, FILE *out) {
  html_verdict(page, from, line, out);
  html_law(page, from, line, out);
}

static void html_last_working_day(const struct page *page, const dueby_line *line, FILE *out) {
  dueby_date day = dueby_deadline_working_day_before(page->work->context->calendar, &line->deadline);
  if (day == DUEBY_DATE_NONE) return;
  fputs("<small>last working day before: ", out);
  html_day(out, day);
  fputs("</small>", out);
}

static void html_due(const struct page *page, const dueby_line *line, FILE *out) {
  html_when(out, line->deadline.due, line->deadline.due_time);
  if (line->deadline.due == DUEBY_DATE_NONE) fputs("no date", out);
  else if (!dueby_line_is_over(line)) html_last_working_day(page, line, out);
  if (line->due_by_law == DUEBY_DATE_NONE) return;
  if (line->due_by_law == line->deadline.due && line->due_by_law_time == line->deadline.due_time) return;
  fputs("<small>by law ", out);
  html_when(out, line->due_by_law, line->due_by_law_time);
  fputs("</small>", out);
}

/* ---- a row of the list ---- */

static void html_carried_cells(const dueby_case *of, FILE *out) {
  for (int64_t i = 0; i < of->column_count; i++) {
    fputs("<td data-label=\"", out);
    html_escaped(out, of->columns[i]);
    fputs("\">", out);
    html_escaped(out, of->values[i]);
    fputs("</td>", out);
  }
}

static void html_unreadable_cells(const struct work_case *from, FILE *out) {
  char words[WORDS];
  unreadable_words(from->at, words, sizeof words);
  fputs("<td><span class=\"t\">rows that could not be read</span></td><td>", out);
  html_symbol(out, DUEBY_STATE_NOT_COMPUTABLE);
  fputs("Needs checking: ", out);
  html_escaped(out, words);
  fputs("</td><td data-label=\"Due\">no date</td><td data-label=\"Set by\"></td>", out);
}

void html_case_row(struct page *page, const struct work_case *from, const dueby_line *line) {
  const dueby_profile *profile = page->work->context->profile;
  FILE *out = page->rows;
  fprintf(out, "<tr data-c=\"%" PRId64 "\" data-s=\"%s\"", from->number,
          shown_states[line ? line->verdict.state : DUEBY_STATE_NOT_COMPUTABLE].slug);
  if (line) {
    fprintf(out, " data-p=\"%d\"", (int)(line - from->lines));
    html_number_of(out, "d", line->deadline.due);
  }
  fprintf(out, "><th scope=\"row\"><a href=\"#c%" PRId64 "\">", from->number);
  html_escaped(out, from->at->name);
  fputs("</a></th>", out);
  if (line) {
    fputs("<td>", out);
    html_duty(page, from, line, out);
    fputs("</td><td>", out);
    html_symbol(out, line->verdict.state);
    html_state(page, from, line, out);
    fputs("</td><td data-label=\"Due\">", out);
    html_due(page, line, out);
    fprintf(out, "</td><td data-label=\"Set by\">%s</td>",
            dueby_code_name(DUEBY_CODE_AUTHORITY, dueby_rule_number(profile, line->deadline.rule, 0, DUEBY_RULE_AUTHORITY)));
  } else {
    html_unreadable_cells(from, out);
  }
  html_carried_cells(from->at, out);
  fputs("</tr>\n", out);
}

/* ---- the article: lines ---- */

static void html_event(const struct page *page, const dueby_event *event, FILE *out) {
  html_escaped(out, dueby_profile_event_title(page->work->context->profile, event->type));
  fputs(", ", out);
  html_when(out, event->date, event->time);
}

static int is_of_series(const struct page *page, const dueby_line *line, const dueby_line *other) {
  const dueby_profile *profile = page->work->context->profile;
  return dueby_rule_series(profile, line->deadline.rule) == dueby_rule_series(profile, other->deadline.rule);
}

/* For lines that are over, a trigger is written once, before the lines that follow from it. */
static void html_counted_from(const struct page *page, const struct work_case *from, int64_t place, FILE *out) {
  const dueby_line *line = &from->lines[place];
  const dueby_event *trigger = event_of(from->at, line->trigger);
  int goes_on = place && dueby_line_is_over(line) && dueby_line_is_over(&line[-1]) && is_of_series(page, line, &line[-1]) &&
                line[-1].trigger == line->trigger;
  if (line->deadline.begins == trigger->date) {
    html_event(page, trigger, out);
  } else {
    html_day(out, line->deadline.begins);
    if (!goes_on) {
      fputs("<small>since the ", out);
      html_event(page, trigger, out);
      fputs("</small>", out);
    }
  }
  if (line->deadline.opens == DUEBY_DATE_NONE || line->deadline.opens == line->deadline.begins) return;
  fputs("<small>counts when done from ", out);
  html_day(out, line->deadline.opens);
  fputs("</small>", out);
}

static void html_closed(const struct page *page, const struct work_case *from, const dueby_line *line, FILE *out) {
  const dueby_event *met = event_of(from->at, line->met), *ended = event_of(from->at, line->ended);
  if (met) html_event(page, met, out);
  else if (ended) {
    fputs("ended: ", out);
    html_event(page, ended, out);
  }
}

static void html_line(struct page *page, const struct work_case *from, int64_t place, int32_t lane) {
  const dueby_line *line = &from->lines[place];
  const dueby_event *closed = event_of(from->at, line->met >= 0 ? line->met : line->ended);
  FILE *out = page->cases;
  fprintf(out, "<tr id=\"c%" PRId64 "-%" PRId64 "\" tabindex=\"-1\" data-l=\"%d\" data-s=\"%s\"", from->number, place, (int)lane,
          shown_states[line->verdict.state].slug);
  html_number_of(out, "b", line->deadline.begins);
  if (line->deadline.opens != line->deadline.begins) html_number_of(out, "o", line->deadline.opens);
  html_number_of(out, "d", line->deadline.due);
  html_number_of(out, "e", closed ? closed->date : DUEBY_DATE_NONE);
  fputs("><th scope=\"row\">", out);
  html_duty(page, from, line, out);
  html_explanation(page, from, line, out);
  fputs("</th><td>", out);
  html_state(page, from, line, out);
  fputs("</td><td>", out);
  html_due(page, line, out);
  fputs("</td><td>", out);
  html_counted_from(page, from, place, out);
  fputs("</td><td>", out);
  html_closed(page, from, line, out);
  fputs("</td></tr>\n", out);
}

/* Lines of one series and ref are drawn in one lane. */
static void html_lines_that_are(struct page *page, const struct work_case *from, int done) {
  int32_t lane = -1;
  for (int64_t i = 0; i < from->count; i++) {
    const dueby_line *line = &from->lines[i], *before = i ? line - 1 : NULL;
    lane += !before || !is_of_series(page, line, before) || before->ref != line->ref;
    if (!dueby_line_is_over(line) == !done) html_line(page, from, i, lane);
  }
}

static void html_lines(struct page *page, const struct work_case *from) {
  FILE *out = page->cases;
  if (!from->count) {
    fputs("<p>Nothing is due, and nothing was.</p>\n", out);
    return;
  }
  fputs("<table class=\"lines\"><caption>What is due, and what was done: case ", out);
  html_escaped(out, from->at->name);
  fputs("</caption><thead><tr><th scope=\"col\">Duty</th><th scope=\"col\">State</th><th scope=\"col\">Due</th><th scope=\"col\">"
        "Counted from</th><th scope=\"col\">Done or ended</th></tr></thead><tbody>\n",
        out);
  html_lines_that_are(page, from, 0);
  html_lines_that_are(page, from, 1);
  fputs("</tbody></table>\n", out);
}

/* ---- the article: events ---- */

static int compare_events(const void *left, const void *right) {
  const dueby_event *const *a = left, *const *b = right;
  if ((*a)->date != (*b)->date) return (*a)->date < (*b)->date ? -1 : 1;
  if ((*a)->time != (*b)->time) return (*a)->time < (*b)->time ? -1 : 1;
  return ((*a)->row > (*b)->row) - ((*a)->row < (*b)->row);
}

static void html_agreed(dueby_span span, FILE *out) {
  char words[64];
  if (dueby_span_text(span, words, sizeof words, NULL) == DUEBY_OK) fprintf(out, ", %s", words);
}

static void html_event_item(const struct page *page, const struct work_case *from, const dueby_event *event) {
  const dueby_profile *profile = page->work->context->profile;
  const char *ref = dueby_case_ref(from->at, event->ref);
  FILE *out = page->cases;
  fprintf(out, "<li data-d=\"%d\">", (int)event->date);
  html_when(out, event->date, event->time);
  fputs(": ", out);
  if (event->type >= 0) html_escaped(out, dueby_profile_event_title(profile, event->type));
  else fprintf(out, "interval agreed for %s", dueby_profile_duty(profile, DUEBY_EVENT_AGREED_FOR(event->type)));
  if (event->agreed.unit) html_agreed(event->agreed, out);
  for (int32_t i = 0; i < dueby_profile_tag_count(profile); i++) {
    if (!(event->tags.bits[i / 64] >> i % 64 & 1)) continue;
    fputs(", ", out);
    for (const char *tag = dueby_profile_tag(profile, i); *tag; tag++) putc(*tag == '_' ? ' ' : *tag, out);
  }
  if (ref) {
    fputs(", ", out);
    html_escaped(out, ref);
  }
  fputs(event->date > page->work->run.as_at.date ? " (planned)</li>\n" : "</li>\n", out);
}

static int is_void(const struct page *page, const dueby_event *event) {
  return page->void_tag >= 0 && event->tags.bits[page->void_tag / 64] >> page->void_tag % 64 & 1;
}

static int html_events(const struct page *page, const struct work_case *from) {
  const dueby_event **sorted = malloc(((size_t)from->at->event_count + 1) * sizeof *sorted);
  int64_t count = 0;
  if (!sorted) return 0;
  for (int64_t i = 0; i < from->at->event_count; i++)
    if (!is_void(page, &from->at->events[i])) sorted[count++] = &from->at->events[i];
  qsort(sorted, (size_t)count, sizeof *sorted, compare_events);
  fputs("<h4>Events</h4>\n<ol class=\"events\">\n", page->cases);
  for (int64_t i = 0; i < count; i++) html_event_item(page, from, sorted[i]);
  fputs("</ol>\n", page->cases);
  free(sorted);
  return 1;
}

/* ---- the article ---- */

static void html_heading(const struct page *page, const struct work_case *from) {
  FILE *out = page->cases;
  fprintf(out,
          "<article class=\"case\" id=\"c%" PRId64 "\" aria-labelledby=\"h%" PRId64 "\"><h3 id=\"h%" PRId64
          "\" tabindex=\"-1\">Case ",
          from->number, from->number, from->number);
  html_escaped(out, from->at->name);
  fputs("</h3>\n<p class=\"carried\">", out);
  for (int64_t i = 0; i < from->at->column_count; i++) {
    const char *value = from->at->values[i];
    if (!*value) continue;
    fputs("<span>", out);
    html_escaped(out, from->at->columns[i]);
    fputs(" <b>", out);
    html_escaped(out, value);
    fputs("</b></span> ", out);
  }
  fputs("</p>\n", out);
}

/* If a script runs, the inside of noscript is plain text, and costs next to nothing until the case is opened. */
int html_case_article(struct page *page, const struct work_case *from) {
  char words[WORDS];
  html_heading(page, from);
  fputs("<noscript>\n", page->cases);
  if (from->at->bad_rows) {
    unreadable_words(from->at, words, sizeof words);
    fputs("<p>", page->cases);
    html_symbol(page->cases, DUEBY_STATE_NOT_COMPUTABLE);
    fputs("Needs checking: ", page->cases);
    html_escaped(page->cases, words);
    fputs("</p>\n", page->cases);
  }
  html_lines(page, from);
  int good = html_events(page, from);
  fputs("</noscript></article>\n", page->cases);
  return good;
}
