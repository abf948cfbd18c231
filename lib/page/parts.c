/* Writes parts that occur in several places on the page: escaped text, days, explanations, sources. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "dueby/code.h"
#include "dueby/explain.h"
#include "dueby/explanation.h"
#include "text.h"

enum { WORDS = 1024 };

const struct shown_state dueby_page_states[STATES] = {
    [DUEBY_STATE_OPEN] = {"open", "green", "Not due yet"},
    [DUEBY_STATE_DUE_SOON] = {"soon", "amber", "Due soon"},
    [DUEBY_STATE_OVERDUE] = {"overdue", "red", "Overdue"},
    [DUEBY_STATE_MET] = {"met", "green", "Done in time"},
    [DUEBY_STATE_MET_LATE] = {"late", "red", "Done late"},
    [DUEBY_STATE_MISSED] = {"missed", "red", "Never done"},
    [DUEBY_STATE_ENDED] = {"ended", "grey", "No longer needed"},
    [DUEBY_STATE_NOT_COMPUTABLE] = {"check", "amber", "Needs checking"},
    [SHOWN_UNSET] = {"unset", "grey", "No set deadline"},
    [SHOWN_UNDATED] = {"undated", "grey", "Done, date not known"},
};

const dueby_event *dueby_page_event(const dueby_case *of, int64_t index) {
  return index < 0 ? NULL : &of->events[index];
}

dueby_status dueby_page_case_at(const struct page *page, int64_t number, struct page_case *found) {
  found->number = number;
  return dueby_worklist_kept_case(page->worklist, number, &found->of, &found->lines, &found->count);
}

const char *dueby_page_value(const dueby_case *of, const char *column, int64_t index) {
  if (index < of->column_count && strcmp(of->columns[index], column) == 0) return of->values[index];
  for (int64_t i = 0; i < of->column_count; i++)
    if (strcmp(of->columns[i], column) == 0) return of->values[i];
  return NULL;
}

/* ---- escaped text ---- */

static const char *entity(char character) {
  switch (character) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return NULL;
  }
}

/* Returns what to write instead of a character: U+FFFD if it could reverse or break the text around it, a space for a control
 * character. */
static const char *instead_of(const char *text, int32_t kind) {
  if (kind == DUEBY_TEXT_PLAIN) return entity(*text);
  return kind == DUEBY_TEXT_CONTROL ? " " : "\xef\xbf\xbd";
}

void dueby_html_escaped(const struct page *page, const char *text) {
  int32_t kind;
  if (!text) return;
  for (int64_t left = (int64_t)strlen(text), bytes; (bytes = dueby_text_character(text, left, &kind)); text += bytes) {
    const char *instead = instead_of(text, kind);
    if (instead) html(page, instead);
    else stream_bytes(page->out, text, bytes);
    left -= bytes;
  }
}

void dueby_html_number(const struct page *page, int64_t number) {
  char digits[24];
  struct text text = text_in(digits, sizeof digits);
  text_number(&text, number);
  text_end(&text, NULL);
  html(page, digits);
}

void dueby_html_amount(const struct page *page, int64_t number) {
  enum { GROUP = 1000 };
  if (number >= GROUP) {
    int64_t rest = number % GROUP;
    dueby_html_amount(page, number / GROUP);
    html(page, rest < 10 ? ",00" : rest < 100 ? ",0" : ",");
    number = rest;
  }
  dueby_html_number(page, number);
}

void dueby_html_counted(const struct page *page, int64_t count, const char *one, const char *several) {
  dueby_html_amount(page, count);
  html(page, " ");
  html(page, count == 1 ? one : several);
}

void dueby_html_data(const struct page *page, const char *name, int64_t number) {
  html(page, " ");
  html(page, name);
  html(page, "=\"");
  dueby_html_number(page, number);
  html(page, "\"");
}

void dueby_html_when(const struct page *page, dueby_date day, dueby_time time) {
  dueby_when when = {time, day, 0};
  char words[64] = "";
  if (day != DUEBY_DATE_NONE) dueby_explain_when(&when, words, sizeof words, NULL);
  dueby_html_escaped(page, words);
}

void dueby_html_short_day(const struct page *page, dueby_date day) {
  static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  int32_t year = 0, month = 1, number = 0;
  dueby_date_civil(day, &year, &month, &number);
  dueby_html_number(page, number);
  html(page, " ");
  html(page, months[month - 1]);
}

void dueby_html_day(const struct page *page, dueby_date day) {
  dueby_html_when(page, day, DUEBY_TIME_NONE);
}

void dueby_html_holiday(const struct page *page, int64_t index) {
  char words[WORDS];
  dueby_status status = dueby_calendar_holiday_text(page->calendar, index, words, sizeof words, NULL);
  dueby_html_escaped(page, status == DUEBY_OK ? words : dueby_calendar_holiday_name(page->calendar, index));
}

void dueby_html_shape(const struct page *page, const char *slug, const char *colour) {
  html(page, "<svg class=\"i ");
  html(page, colour);
  html(page, "\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><use href=\"#i-");
  html(page, slug);
  html(page, "\"/></svg>");
}

void dueby_html_worst_first(const struct page *page, const char *by) {
  html(page, ", worst first<small>");
  html(page, by);
  html(page, ": overdue (limits in hours first), needs checking, due soon, not due yet; then law, guidance, local standards; then "
             "the due date</small>");
}

void dueby_html_symbol(const struct page *page, int32_t state) {
  dueby_html_shape(page, dueby_page_states[state].slug, dueby_page_states[state].colour);
}

/* ---- explanations ---- */

/* Makes room for a number of events in page->known. Returns 0 if out of memory. */
static int make_room(struct page *page, int64_t events) {
  if (events <= page->known_capacity) return 1;
  dueby_event *grown = realloc(page->known, (size_t)events * sizeof *grown);
  if (!grown) return 0;
  page->known = grown;
  page->known_capacity = events;
  return 1;
}

/* Writes the first and last day on which a version of a rule is in force. Writes nothing if its source gives no days. */
static void html_in_force(const struct page *page, int32_t rule, int32_t version) {
  dueby_date from = dueby_rule_number(page->profile, rule, version, DUEBY_RULE_FROM);
  dueby_date to = dueby_rule_number(page->profile, rule, version, DUEBY_RULE_TO);
  if (from == DUEBY_DATE_NONE && to == DUEBY_DATE_NONE) return;
  html(page, "<dt>In force</dt><dd>");
  if (from != DUEBY_DATE_NONE) html(page, "from ");
  dueby_html_day(page, from);
  if (from != DUEBY_DATE_NONE && to != DUEBY_DATE_NONE) html(page, " ");
  if (to != DUEBY_DATE_NONE) html(page, "to ");
  dueby_html_day(page, to);
  html(page, "</dd>");
}

/* Writes the parts of an explanation, each on its own line. Skips the heading, because the row already has it. */
static void html_parts(const struct page *page, const dueby_explanation *explanation) {
  const char *last = "";
  dueby_part part, source = {.rule = -1};
  html(page, "<dl>");
  for (int64_t i = 0; dueby_explanation_part(explanation, i, &part) == DUEBY_OK; i++) {
    const char *label = dueby_part_label_text(part.label);
    if (!part.in_summary || !*label) continue;
    if (strcmp(label, last) == 0) {
      html(page, "<br>");
    } else {
      if (*last) html(page, "</dd>");
      if (source.rule >= 0) html_in_force(page, source.rule, source.version);
      source.rule = -1;
      html(page, "<dt");
      html(page, part.label == DUEBY_PART_OTHER ? " class=\"others\">" : ">");
      html(page, label);
      html(page, "</dt><dd>");
    }
    dueby_html_escaped(page, part.text);
    if (part.label == DUEBY_PART_SET_BY) source = part;
    last = label;
  }
  html(page, "</dd></dl>");
}

static int is_resolved(const dueby_line *line) {
  return line->verdict.state == DUEBY_STATE_MET || line->verdict.state == DUEBY_STATE_ENDED ||
         line->deadline.due == DUEBY_DATE_NONE;
}

/* Explains a line. Returns NULL if there is nothing to explain. If out of memory, returns NULL and sets the page's status. */
static dueby_explanation *explain(struct page *page, const struct page_case *from, const dueby_line *line) {
  const int64_t offsets[] = {0, from->of->event_count};
  dueby_explanation *explanation = NULL;
  dueby_status status = DUEBY_EMEMORY;
  dueby_facts facts;
  if (is_resolved(line)) return NULL;
  if (make_room(page, from->of->event_count)) {
    dueby_line_facts(page->profile, line, from->of->events, offsets, page->as_at.date, page->known, &facts);
    status = dueby_explanation_new(page->profile, page->calendar, dueby_page_event(from->of, line->trigger), &facts,
                                   &line->deadline, &explanation);
  }
  if (status == DUEBY_EMEMORY) page->status = status;
  return explanation;
}

/* Explains a line in full if it is still open or was not done in time. Otherwise only writes the timescale. */
void dueby_html_explanation(struct page *page, const struct page_case *from, const dueby_line *line) {
  dueby_explanation *explanation = explain(page, from, line);
  if (!explanation) {
    html(page, " <a class=\"why\" href=\"#r");
    dueby_html_number(page, dueby_page_source(page, line));
    html(page, "\">Timescale</a>");
    return;
  }
  html(page, "<details class=\"why\"><summary>Why this date</summary>");
  html_parts(page, explanation);
  html(page, "</details>");
  dueby_explanation_free(explanation);
}

/* ---- sources of timescales ---- */

int64_t dueby_page_source(const struct page *page, const dueby_line *line) {
  const dueby_deadline *deadline = &line->deadline;
  dueby_date replaced = dueby_rule_number(page->profile, deadline->rule, deadline->version, DUEBY_RULE_SUPERSEDED_FROM);
  int later = replaced != DUEBY_DATE_NONE && deadline->begins >= replaced;
  return page->first_source[deadline->rule] + 2 * deadline->version + later;
}

static void html_owner(const struct page *page, const char *owner) {
  char first[2] = {*owner, '\0'};
  if (*first >= 'a' && *first <= 'z') *first = (char)(*first - 'a' + 'A');
  dueby_html_escaped(page, first);
  dueby_html_escaped(page, *owner ? owner + 1 : owner);
}

static void html_source(const struct page *page, int32_t rule, int32_t version, int later) {
  const dueby_profile *profile = page->profile;
  dueby_date begins = later ? dueby_rule_number(profile, rule, version, DUEBY_RULE_SUPERSEDED_FROM) : DUEBY_DATE_NONE;
  char words[WORDS] = "";
  html(page, "<section class=\"source\" id=\"r");
  dueby_html_number(page, page->first_source[rule] + 2 * version + later);
  html(page, "\"><h3>");
  dueby_html_escaped(page, dueby_rule_text(profile, rule, version, DUEBY_RULE_LISTED_TITLE));
  html(page, "</h3><dl><dt>Timescale</dt><dd>");
  dueby_explain_timescale(profile, rule, version, words, sizeof words, NULL);
  dueby_html_escaped(page, words);
  html(page, "</dd><dt>Set by</dt><dd>");
  html_owner(page, dueby_rule_text(profile, rule, version, DUEBY_RULE_PROFILE));
  html(page, ": ");
  *words = '\0';
  dueby_explain_source(profile, rule, version, words, sizeof words, NULL);
  dueby_html_escaped(page, words);
  html(page, " (");
  html(page, dueby_code_name(DUEBY_CODE_AUTHORITY, dueby_rule_number(profile, rule, version, DUEBY_RULE_AUTHORITY)));
  html(page, "; ");
  *words = '\0';
  dueby_explain_source_note(profile, rule, version, begins, words, sizeof words, NULL);
  dueby_html_escaped(page, words);
  html(page, ")</dd>");
  html_in_force(page, rule, version);
  html(page, "</dl></section>\n");
}

void dueby_html_sources(const struct page *page) {
  for (int32_t rule = 0; rule < dueby_profile_rule_count(page->profile); rule++)
    for (int32_t version = 0; version < dueby_rule_version_count(page->profile, rule); version++)
      for (int later = 0; later < 2; later++)
        if (page->sources[page->first_source[rule] + 2 * version + later]) html_source(page, rule, version, later);
}

/* Writes the notes on sources that have been superseded. All rules from one document have the same note, which is written once. */
void dueby_html_replaced_sources(const struct page *page) {
  const dueby_profile *profile = page->profile;
  enum { DISTINCT = 16 };
  const char *said[DISTINCT];
  int count = 0;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    for (int32_t version = 0; version < dueby_rule_version_count(profile, rule); version++) {
      const char *note = dueby_rule_text(profile, rule, version, DUEBY_RULE_SUPERSEDED);
      int known = 0;
      if (!note || !page->sources[page->first_source[rule] + 2 * version + 1]) continue;
      for (int i = 0; i < count; i++) known |= strcmp(said[i], note) == 0;
      if (known) continue;
      if (count < DISTINCT) said[count++] = note;
      html(page, "<li>Where ");
      dueby_html_escaped(page, dueby_rule_text(profile, rule, version, DUEBY_RULE_DOCUMENT));
      html(page, " sets a timescale: ");
      dueby_html_escaped(page, note);
      html(page, "</li>\n");
    }
}
