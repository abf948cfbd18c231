/* Parts that occur in several places on the page: escaped text, days, explanations, sources. */
#include "parts.h"

#include <ctype.h>
#include <dueby.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "worklist/work.h"

enum { WORDS = 1024 };

const struct shown_state shown_states[STATES] = {
    [DUEBY_STATE_OPEN] = {"open", "green", "Not due yet"},
    [DUEBY_STATE_DUE_SOON] = {"soon", "amber", "Due soon"},
    [DUEBY_STATE_OVERDUE] = {"overdue", "red", "Overdue"},
    [DUEBY_STATE_MET] = {"met", "green", "Done in time"},
    [DUEBY_STATE_MET_LATE] = {"late", "red", "Done late"},
    [DUEBY_STATE_MISSED] = {"missed", "red", "Never done"},
    [DUEBY_STATE_ENDED] = {"ended", "grey", "No longer needed"},
    [DUEBY_STATE_NOT_COMPUTABLE] = {"check", "amber", "Needs checking"},
};

/* ---- text ---- */

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

/* What is not plain could turn or break what stands beside it: U+FFFD, and a blank for a control character. */
static const char *instead_of(const char *text, int32_t kind) {
  if (kind == DUEBY_TEXT_PLAIN) return entity(*text);
  return kind == DUEBY_TEXT_CONTROL ? " " : "\xef\xbf\xbd";
}

void html_escaped(FILE *out, const char *text) {
  int32_t kind;
  for (int64_t left = text ? (int64_t)strlen(text) : 0, bytes; (bytes = dueby_text_character(text, left, &kind)); text += bytes) {
    const char *instead = instead_of(text, kind);
    if (instead) fputs(instead, out);
    else fwrite(text, 1, (size_t)bytes, out);
    left -= bytes;
  }
}

void html_when(FILE *out, dueby_date day, dueby_time time) {
  dueby_when when = {time, day, 0};
  char words[64] = "";
  if (day != DUEBY_DATE_NONE) dueby_explain_when(&when, words, sizeof words, NULL);
  html_escaped(out, words);
}

void html_day(FILE *out, dueby_date day) {
  html_when(out, day, DUEBY_TIME_NONE);
}

void html_symbol(FILE *out, int32_t state) {
  fprintf(out, "<svg class=\"i %s\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><use href=\"#i-%s\"/></svg>",
          shown_states[state].colour, shown_states[state].slug);
}

/* ---- an explanation ---- */

/* 0: no memory. */
static int make_room(struct page *page, int64_t events) {
  if (events <= page->known_capacity) return 1;
  dueby_event *grown = realloc(page->known, (size_t)events * sizeof *grown);
  if (!grown) return 0;
  page->known = grown;
  page->known_capacity = events;
  return 1;
}

/* Writes the parts of the summary without its heading, which is in the row. Parts with the same label get a line each. */
static void html_parts(const dueby_explanation *explanation, FILE *out) {
  const char *last = "";
  dueby_part part;
  fputs("<dl>", out);
  for (int64_t i = 0; dueby_explanation_part(explanation, i, &part) == DUEBY_OK; i++) {
    const char *label = dueby_part_label_text(part.label);
    if (!part.in_summary || !*label) continue;
    if (strcmp(label, last) == 0) fputs("<br>", out);
    else
      fprintf(out, "%s<dt%s>%s</dt><dd>", *last ? "</dd>" : "", part.label == DUEBY_PART_OTHER ? " class=\"others\"" : "", label);
    html_escaped(out, part.text);
    last = label;
  }
  fputs("</dd></dl>", out);
}

static int is_resolved(const dueby_line *line) {
  return line->verdict.state == DUEBY_STATE_MET || line->verdict.state == DUEBY_STATE_ENDED ||
         line->deadline.due == DUEBY_DATE_NONE;
}

/* Explains in full what is to be done or was not done in time; for the rest only the timescale. */
void html_explanation(struct page *page, const struct work_case *from, const dueby_line *line, FILE *out) {
  const struct context *context = page->work->context;
  dueby_explanation *explanation = NULL;
  if (!is_resolved(line) && !make_room(page, from->at->event_count)) page->failed = 1;
  else if (!is_resolved(line)) {
    const int64_t offsets[] = {0, from->at->event_count};
    dueby_facts facts;
    dueby_line_facts(context->profile, line, from->at->events, offsets, page->work->run.as_at.date, page->known, &facts);
    page->failed |= dueby_explanation_new(context->profile, context->calendar, event_of(from->at, line->trigger), &facts,
                                          &line->deadline, &explanation) == DUEBY_EMEMORY;
  }
  if (!explanation) {
    fprintf(out, " <a class=\"why\" href=\"#r%" PRId64 "\">Timescale</a>", source_of(page, line));
    return;
  }
  source_of(page, line);
  fputs("<details class=\"why\"><summary>Why this date</summary>", out);
  html_parts(explanation, out);
  fputs("</details>", out);
  dueby_explanation_free(explanation);
}

/* ---- sources of timescales ---- */

int64_t source_of(struct page *page, const dueby_line *line) {
  const dueby_deadline *deadline = &line->deadline;
  dueby_date replaced =
      dueby_rule_number(page->work->context->profile, deadline->rule, deadline->version, DUEBY_RULE_SUPERSEDED_FROM);
  int later = replaced != DUEBY_DATE_NONE && deadline->begins >= replaced;
  int64_t place = page->first_source[deadline->rule] + 2 * deadline->version + later;
  page->sources[place] = 1;
  return place;
}

static void html_source(const struct page *page, int32_t rule, int32_t version, int later, FILE *out) {
  const dueby_profile *profile = page->work->context->profile;
  const char *owner = dueby_rule_text(profile, rule, version, DUEBY_RULE_PROFILE);
  dueby_date begins = later ? dueby_rule_number(profile, rule, version, DUEBY_RULE_SUPERSEDED_FROM) : DUEBY_DATE_NONE;
  char words[WORDS] = "";
  fprintf(out, "<section class=\"source\" id=\"r%d\"><h3>", (int)page->first_source[rule] + 2 * version + later);
  html_escaped(out, dueby_rule_text(profile, rule, version, DUEBY_RULE_TITLE));
  fputs("</h3><dl><dt>Timescale</dt><dd>", out);
  dueby_explain_timescale(profile, rule, version, words, sizeof words, NULL);
  html_escaped(out, words);
  fprintf(out, "</dd><dt>Set by</dt><dd>%c", toupper((unsigned char)*owner));
  html_escaped(out, owner + 1);
  fputs(": ", out);
  *words = '\0';
  dueby_explain_source(profile, rule, version, words, sizeof words, NULL);
  html_escaped(out, words);
  fprintf(out, " (%s; ", dueby_code_name(DUEBY_CODE_AUTHORITY, dueby_rule_number(profile, rule, version, DUEBY_RULE_AUTHORITY)));
  *words = '\0';
  dueby_explain_source_note(profile, rule, version, begins, words, sizeof words, NULL);
  html_escaped(out, words);
  fputs(")</dd></dl></section>\n", out);
}

void html_sources(const struct page *page, FILE *out) {
  const dueby_profile *profile = page->work->context->profile;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    for (int32_t version = 0; version < dueby_rule_version_count(profile, rule); version++)
      for (int later = 0; later < 2; later++)
        if (page->sources[page->first_source[rule] + 2 * version + later]) html_source(page, rule, version, later, out);
}

/* Several rules of one document have the same note, which is written once. */
void note_replaced_sources(const struct page *page, void (*take)(const char *note, void *sink), void *sink) {
  const dueby_profile *profile = page->work->context->profile;
  enum { DISTINCT = 16 };
  const char *said[DISTINCT];
  char words[WORDS];
  int count = 0;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    for (int32_t version = 0; version < dueby_rule_version_count(profile, rule); version++) {
      const char *note = dueby_rule_text(profile, rule, version, DUEBY_RULE_SUPERSEDED);
      int known = 0;
      if (!note || !page->sources[page->first_source[rule] + 2 * version + 1]) continue;
      for (int i = 0; i < count; i++) known |= strcmp(said[i], note) == 0;
      if (known) continue;
      if (count < DISTINCT) said[count++] = note;
      snprintf(words, sizeof words, "Where %s sets a timescale: %s", dueby_rule_text(profile, rule, version, DUEBY_RULE_DOCUMENT),
               note);
      take(words, sink);
    }
}
