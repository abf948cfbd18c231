/* Writes what to ask about a line that needs checking, and whom to ask. */
#include "question.h"

#include <string.h>

/* The question for each reason: whom to ask (the worker, or whoever made the file), and the text before and after the name of the
 * event. */
enum { ASK_WORKER = 1, ASK_FILE = 2 };
static const struct {
  int32_t reason, whom, event; /* `event` is the field of the rule that has the event's slug; 0 if the question names no event */
  char before[64], after[48];
} questions[] = {
    {DUEBY_REASON_BIRTH, ASK_WORKER, 0, "what is the date of birth?", ""},
    {DUEBY_REASON_AGREED, ASK_WORKER, 0, "what was agreed, and when?", ""},
    {DUEBY_REASON_SINCE, ASK_WORKER, DUEBY_RULE_SINCE, "what was the date of the ", "?"},
    {DUEBY_REASON_START, ASK_WORKER, DUEBY_RULE_TRIGGER, "what was the date of the ", "?"},
    {DUEBY_REASON_TIME, ASK_WORKER, DUEBY_RULE_TRIGGER, "what time of day was the ", "?"},
    {DUEBY_REASON_HISTORY, ASK_WORKER, DUEBY_RULE_DUE, "when was the last ", " before the records begin?"},
    {DUEBY_REASON_LATEST, ASK_WORKER, DUEBY_RULE_DUE, "when was each earlier ", "?"},
    {DUEBY_REASON_GAPS, ASK_WORKER, 0, "was it done before the records begin, or has it ended?", ""},
    {DUEBY_REASON_MOVED, ASK_WORKER, 0, "was the time limit extended or paused?", ""},
    {DUEBY_REASON_ORDER, ASK_WORKER, 0, "which of the dates is wrong?", ""},
    {DUEBY_REASON_RECORDED, ASK_FILE, DUEBY_RULE_DUE, "does your system record the ", ", and can this be added to the file?"},
    {DUEBY_REASON_TAG, ASK_FILE, 0, "can the tags be added to the file?", ""},
    {DUEBY_REASON_REF, ASK_FILE, 0, "which episode does it belong to?", ""},
};

static void html_whom(const struct page *page, const dueby_case *of, int32_t whom) {
  const char *worker = dueby_page_value(of, "worker", of->column_count);
  html(page, "<small class=\"ask\">Ask ");
  if (whom == ASK_FILE) html(page, "whoever made the file");
  else if (worker && *worker) dueby_html_escaped(page, worker);
  else html(page, "the worker");
  html(page, ": ");
}

void dueby_html_question(const struct page *page, const dueby_case *of, const dueby_line *line) {
  for (size_t i = 0; dueby_line_needs_checking(line) && i < sizeof questions / sizeof *questions; i++) {
    const dueby_deadline *deadline = &line->deadline;
    int32_t event;
    if (questions[i].reason != line->reason) continue;
    html_whom(page, of, questions[i].whom);
    html(page, questions[i].before);
    if (questions[i].event &&
        dueby_profile_find_event(page->profile,
                                 dueby_rule_text(page->profile, deadline->rule, deadline->version, questions[i].event),
                                 &event) == DUEBY_OK)
      dueby_html_escaped(page, dueby_profile_event_title(page->profile, event));
    html(page, questions[i].after);
    html(page, "</small>");
  }
}

void dueby_html_question_of_rows(const struct page *page, const dueby_case *of) {
  html_whom(page, of, ASK_FILE);
  html(page, "what should these rows say?</small>");
}
