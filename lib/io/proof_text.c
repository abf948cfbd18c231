/* Writes a test case as text: the expected and the found answer, and an explanation of the answer that was found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/explain.h"
#include "dueby/explanation.h"
#include "proof_internal.h"
#include "text.h"

enum { LINE = 1024, DAY = 64, LABEL_WIDTH = 11 };

void dueby_proof_value_text(const struct dueby_proof *proof, int32_t field, const struct proof_value *value, int in_words,
                            char *text, int64_t size) {
  if (value->word) snprintf(text, (size_t)size, "%s", value->word);
  else if (field == PROOF_GOVERNED_BY)
    snprintf(text, (size_t)size, "%s", dueby_rule_text(proof->question.of->profile, value->number, 0, DUEBY_RULE_ADDRESS));
  else if (value->when.date == DUEBY_DATE_NONE) snprintf(text, (size_t)size, "%d", (int)value->number);
  else if (in_words) dueby_explain_when(&value->when, text, size, NULL);
  else dueby_when_text(&value->when, text, size, NULL);
}

/* ---- the first line of the text ---- */

/* Quotes a code, so that it stands out from the sentence. */
static void append_value(struct text *out, const struct dueby_proof *proof, int32_t field, const struct proof_value *value) {
  char phrase[LINE] = "";
  dueby_proof_value_text(proof, field, value, 1, phrase, sizeof phrase);
  text_string(out, value->word ? "\"" : "");
  text_string(out, phrase);
  text_string(out, value->word ? "\"" : "");
}

static void append_differences(struct text *out, const struct dueby_proof *proof) {
  text_string(out, proof->name);
  if (!proof->difference_count) text_string(out, ": as expected");
  for (int32_t i = 0; i < proof->difference_count; i++) {
    const struct proof_found *difference = &proof->differences[i];
    text_string(out, i ? "; " : ": ");
    text_string(out, dueby_proof_specs[difference->field].name);
    text_string(out, ": expected ");
    append_value(out, proof, difference->field, &proof->question.expected[difference->field]);
    text_string(out, ", found ");
    append_value(out, proof, difference->field, &difference->found);
  }
}

/* ---- the other lines of the text ---- */

/* Appends a line with a label. Labels are as wide as in an explanation. A line without a label continues the line before. */
static void append_label(struct text *out, const char *label, const char *text) {
  if (!*text) return;
  text_string(out, "\n  ");
  text_string(out, label);
  for (size_t width = strlen(label); width < LABEL_WIDTH; width++) text_char(out, ' ');
  text_string(out, text);
}

/* Appends the source of the expected answer, and how the date was counted. */
static void append_expectation(struct text *out, const struct dueby_proof *proof) {
  append_label(out, "Expected", *proof->source ? proof->source : *proof->counted ? "(no source)" : "");
  append_label(out, "", proof->counted);
}

/* Appends several lines of text, each indented. */
static void append_indented(struct text *out, const char *text) {
  while (*text) {
    size_t length = strcspn(text, "\n");
    text_string(out, length ? "\n  " : "\n");
    text_bytes(out, text, (int64_t)length);
    text += length + (text[length] == '\n');
  }
}

static void append_verdict(struct text *out, const struct dueby_proof *proof) {
  const struct proof_answer *answer = &proof->answer;
  char phrase[LINE] = "";
  if (answer->is_too_early) snprintf(phrase, sizeof phrase, "Done too early to count");
  else if (answer->verdict_status == DUEBY_OK)
    dueby_explain_verdict(&answer->deadline, &answer->verdict, phrase, sizeof phrase, NULL);
  else if (answer->verdict_status != DUEBY_NONE) snprintf(phrase, sizeof phrase, "%s", dueby_status_text(answer->verdict_status));
  append_label(out, "Found", phrase);
}

/* Lists all lines of the duty if there are several, or if no single line answers the question. */
static void append_lines(struct text *out, const struct dueby_proof *proof) {
  const struct proof_answer *answer = &proof->answer;
  if (answer->line_count < 2 && answer->line) return;
  for (int64_t i = 0; i < answer->line_count; i++) {
    const dueby_line *line = &answer->lines[i];
    const char *ref = dueby_caseload_ref(proof->caseload, line->ref);
    const dueby_when when = {line->deadline.due_time, line->deadline.due, 0};
    char due[DAY] = "", state[LINE] = "", phrase[LINE * 2];
    if (dueby_explain_when(&when, due, sizeof due, NULL) != DUEBY_OK) snprintf(due, sizeof due, "no date");
    dueby_explain_verdict(&line->deadline, &line->verdict, state, sizeof state, NULL);
    snprintf(phrase, sizeof phrase, "%s%soccurrence %d: due %s: %s", ref ? ref : "", ref ? ", " : "",
             (int)line->deadline.occurrence, due, state);
    text_in_one_line(phrase);
    append_label(out, i ? "" : "All", phrase);
  }
}

/* Writes the notes on a line: why it has no date, and events that do not count. */
static void find_reason(const struct dueby_proof *proof, char *text, int64_t size) {
  const dueby_line *line = proof->answer.line;
  const dueby_event *rejected = line->rejected < 0 ? NULL : &proof->question.events[line->rejected];
  dueby_line_reason(proof->question.of->profile, line, rejected, text, size, NULL);
}

/* Appends the explanation of the deadline that was found. Returns 0 if out of memory. */
static int append_explanation(struct text *out, const struct dueby_proof *proof, const dueby_event *trigger,
                              const dueby_facts *facts) {
  const struct proof_question *question = &proof->question;
  const dueby_deadline *deadline = &proof->answer.deadline;
  dueby_explanation *explanation;
  int64_t needed = 0;
  dueby_status status =
      dueby_explanation_new(question->of->profile, proof->reader.options.calendar, trigger, facts, deadline, &explanation);
  if (status != DUEBY_OK) return status != DUEBY_EMEMORY;
  dueby_explanation_text(explanation, NULL, 0, &needed);
  char *text = malloc((size_t)needed);
  if (text) {
    dueby_explanation_text(explanation, text, needed, NULL);
    append_indented(out, text);
  }
  free(text);
  dueby_explanation_free(explanation);
  return text != NULL;
}

static void find_why(const struct dueby_proof *proof, char *text, int64_t size) {
  const struct proof_answer *answer = &proof->answer;
  if (answer->line) find_reason(proof, text, size);
  else if (answer->status != DUEBY_DONE) snprintf(text, (size_t)size, "%s", dueby_status_text(answer->status));
  else snprintf(text, (size_t)size, proof->question.is_alone ? "nothing more is due" : "with these events, nothing is due");
}

/* Appends why there is no date: the rule, when it was in force, and who set it. */
static void append_why(struct text *out, const struct dueby_proof *proof) {
  const dueby_profile *profile = proof->question.of->profile;
  int32_t rule = proof->rule, version = proof->version < 0 ? 0 : proof->version, last = dueby_rule_version_count(profile, rule) - 1;
  const dueby_when from = {DUEBY_TIME_NONE, dueby_rule_number(profile, rule, 0, DUEBY_RULE_FROM), 0},
                   to = {DUEBY_TIME_NONE, dueby_rule_number(profile, rule, last, DUEBY_RULE_TO), 0};
  char why[LINE] = "", phrase[LINE * 2] = "", day[DAY] = "";
  find_why(proof, why, sizeof why);
  snprintf(phrase, sizeof phrase, "%s: %s", dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS), why);
  append_label(out, proof->answer.line ? "" : "Found", phrase);
  dueby_explain_timescale(profile, rule, version, phrase, sizeof phrase, NULL);
  append_label(out, "Timescale", phrase);
  dueby_explain_source(profile, rule, version, phrase, sizeof phrase, NULL);
  append_label(out, "Set by", phrase);
  if (dueby_explain_when(&from, day, sizeof day, NULL) == DUEBY_OK) append_label(out, "From", day);
  if (dueby_explain_when(&to, day, sizeof day, NULL) == DUEBY_OK) append_label(out, "Until", day);
}

static int append_line(struct text *out, const struct dueby_proof *proof) {
  const struct proof_question *question = &proof->question;
  const dueby_line *line = proof->answer.line;
  const int64_t offsets[] = {0, question->event_count};
  dueby_facts facts;
  dueby_event *known = malloc((size_t)question->event_count * sizeof *known);
  if (!known) return 0;
  dueby_line_facts(question->of->profile, line, question->events, offsets, question->as_at.date, known, &facts);
  int done = append_explanation(out, proof, &question->events[line->trigger], &facts);
  free(known);
  return done;
}

dueby_status dueby_proof_text(dueby_proof *proof, char *text, int64_t size, int64_t *needed) {
  if (!proof->name) return DUEBY_EARGUMENT;
  struct text out = text_in(text, size);
  const struct proof_answer *answer = &proof->answer;
  char reason[LINE] = "";
  int done = 1;
  append_differences(&out, proof);
  append_expectation(&out, proof);
  append_lines(&out, proof);
  append_verdict(&out, proof);
  if (answer->line && answer->status == DUEBY_OK) find_reason(proof, reason, sizeof reason);
  append_label(&out, "", reason);
  if (answer->status != DUEBY_OK) append_why(&out, proof);
  else if (answer->line) done = append_line(&out, proof);
  else done = append_explanation(&out, proof, &proof->question.trigger, &proof->question.facts);
  return done ? text_end(&out, needed) : DUEBY_EMEMORY;
}
