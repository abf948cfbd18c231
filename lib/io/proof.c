/* Runs the test cases in a file one by one, and compares the answers with the expected ones. */
#include <stdlib.h>
#include <string.h>

#include "dueby/code.h"
#include "input.h"
#include "proof_internal.h"
#include "text.h"

/* ---- found values ---- */

static struct proof_value value_of_code(const char *word) {
  struct proof_value value = {word, {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, 0};
  return value;
}

static struct proof_value value_of_when(dueby_date date, dueby_time time) {
  struct proof_value value = {date == DUEBY_DATE_NONE ? dueby_proof_none : NULL, {time, date, 0}, 0};
  return value;
}

static struct proof_value value_of_number(int64_t number) {
  struct proof_value value = {NULL, {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, (int32_t)number};
  return value;
}

static struct proof_value found_due(const struct dueby_proof *proof) {
  const struct proof_answer *answer = &proof->answer;
  const char *why = dueby_proof_why(answer->status);
  return why ? value_of_code(why) : value_of_when(answer->deadline.due, answer->deadline.due_time);
}

static struct proof_value found_opens(const struct dueby_proof *proof) {
  return value_of_when(proof->answer.deadline.opens, DUEBY_TIME_NONE);
}

static struct proof_value found_state(const struct dueby_proof *proof) {
  const struct proof_answer *answer = &proof->answer;
  if (answer->is_too_early) return value_of_code(dueby_proof_too_early);
  if (answer->verdict_status == DUEBY_OK) return value_of_code(dueby_code_name(DUEBY_CODE_STATE, answer->verdict.state));
  if (answer->status == DUEBY_DONE) return value_of_code(dueby_proof_none);
  return value_of_code(dueby_code_name(DUEBY_CODE_STATE, DUEBY_STATE_NOT_COMPUTABLE));
}

static struct proof_value found_met_at(const struct dueby_proof *proof) {
  const dueby_line *line = proof->answer.line;
  const dueby_event *met = line && line->met >= 0 ? &proof->question.events[line->met] : NULL;
  return met ? value_of_when(met->date, met->time) : value_of_code(dueby_proof_none);
}

static struct proof_value found_governs(const struct dueby_proof *proof) {
  const struct proof_answer *answer = &proof->answer;
  return answer->deadline.due == DUEBY_DATE_NONE ? value_of_code(dueby_proof_none) : value_of_number(answer->deadline.rule);
}

static struct proof_value found_occurrences(const struct dueby_proof *proof) {
  return value_of_number(proof->answer.occurrences);
}

static struct proof_value (*const find[PROOF_FIELDS])(const struct dueby_proof *proof) = {
    [PROOF_DUE] = found_due,       [PROOF_OPENS] = found_opens,         [PROOF_STATE] = found_state,
    [PROOF_MET_AT] = found_met_at, [PROOF_GOVERNED_BY] = found_governs, [PROOF_OCCURRENCES] = found_occurrences};

/* ---- comparing expected and found values ---- */

/* True if a value is as expected. An expected day without a time matches any time on that day. */
static int is_as_expected(const struct proof_value *expected, const struct proof_value *found) {
  if (expected->word || found->word) return expected->word && found->word && strcmp(expected->word, found->word) == 0;
  return expected->number == found->number && expected->when.date == found->when.date &&
         (expected->when.time == DUEBY_TIME_NONE || expected->when.time == found->when.time);
}

static int32_t compare(struct dueby_proof *proof) {
  int32_t stated = 0;
  for (int32_t field = PROOF_DUE; field <= PROOF_OCCURRENCES; field++) {
    if (!proof_stated(&proof->reader.record, field)) continue;
    const struct proof_value *expected = &proof->question.expected[field];
    struct proof_value found = find[field](proof);
    stated++;
    if (is_as_expected(expected, &found)) continue;
    struct proof_found *difference = &proof->differences[proof->difference_count++];
    difference->field = field;
    difference->found = found;
    dueby_proof_value_text(proof, field, expected, 0, difference->expected_text, sizeof difference->expected_text);
    dueby_proof_value_text(proof, field, &found, 0, difference->found_text, sizeof difference->found_text);
  }
  return stated;
}

/* ---- the result of a test case ---- */

static const char *keep_text(struct text *texts, const struct proof_piece *piece) {
  char *kept = texts->at + texts->length;
  if (piece) text_bytes(texts, piece->text, piece->length);
  text_char(texts, '\0');
  text_in_one_line(kept);
  return kept;
}

/* Makes a name from the question of a test case without a name: "cla.review from 2026-01-02", "cla.review as at 2026-02-01". */
static const char *keep_question(struct text *texts, const struct dueby_proof *proof) {
  const struct proof_record *record = &proof->reader.record;
  const struct proof_piece *rule = proof_stated(record, PROOF_RULE), *at = proof_stated(record, PROOF_TRIGGER_AT);
  char *kept = texts->at + texts->length;
  if (!rule) rule = proof_stated(record, PROOF_ADDRESS);
  text_bytes(texts, rule->text, rule->length);
  text_string(texts, at ? " from " : " as at ");
  if (!at) at = proof_stated(record, PROOF_AS_AT);
  text_bytes(texts, at->text, at->length);
  text_char(texts, '\0');
  text_in_one_line(kept);
  return kept;
}

static int keep_texts(struct dueby_proof *proof) {
  static const int32_t kept[] = {PROOF_NAME, PROOF_RULE, PROOF_ADDRESS, PROOF_TRIGGER_AT, PROOF_AS_AT, PROOF_SOURCE, PROOF_COUNTED};
  const struct proof_record *record = &proof->reader.record;
  int64_t room = 32;
  for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
    if (proof_stated(record, kept[i])) room += proof_stated(record, kept[i])->length;
  free(proof->texts);
  proof->texts = malloc((size_t)room);
  if (!proof->texts) return 0;
  struct text texts = text_in(proof->texts, room);
  proof->name =
      proof_stated(record, PROOF_NAME) ? keep_text(&texts, proof_stated(record, PROOF_NAME)) : keep_question(&texts, proof);
  proof->source = keep_text(&texts, proof_stated(record, PROOF_SOURCE));
  proof->counted = keep_text(&texts, proof_stated(record, PROOF_COUNTED));
  return 1;
}

/* Returns the rule to name if there is no date: the first selected rule with this trigger or, failing that, the first selected
 * rule. */
static int32_t rule_in_question(const struct dueby_proof *proof) {
  const struct proof_question *question = &proof->question;
  const dueby_profile *profile = question->of->profile;
  int32_t type = question->trigger.type, first, count, any = -1;
  if (!type && question->is_alone) type = dueby_deadline_trigger(profile, question->duty, question->of->selected);
  const char *slug = dueby_profile_event_slug(profile, type);
  dueby_profile_duty_rules(profile, question->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    if (!question->of->selected[rule]) continue;
    if (any < 0) any = rule;
    if (slug && strcmp(dueby_rule_text(profile, rule, 0, DUEBY_RULE_TRIGGER), slug) == 0) return rule;
  }
  return any;
}

static void resolve_rule(struct dueby_proof *proof) {
  const struct proof_question *question = &proof->question;
  const struct proof_answer *answer = &proof->answer;
  int is_found = answer->status == DUEBY_OK || answer->line;
  proof->rule = is_found ? answer->deadline.rule : rule_in_question(proof);
  proof->version = is_found ? answer->deadline.version : -1;
  if (!is_found)
    dueby_rule_version_on(question->of->profile, proof->rule, question->is_alone ? question->trigger.date : question->as_at.date,
                          &proof->version);
}

static dueby_proof_result result_of(const struct dueby_proof *proof, int32_t stated) {
  dueby_proof_result result = {.name = proof->name,
                               .source = proof->source,
                               .profile = proof->question.of->profile,
                               .line = proof->reader.record.place.line,
                               .rule = proof->rule,
                               .version = proof->version,
                               .stated = stated,
                               .differences = proof->difference_count};
  return result;
}

static dueby_status unreadable(struct dueby_proof *proof) {
  if (proof->reader.no_memory) return DUEBY_EMEMORY;
  proof->unreadable++;
  return DUEBY_ETEXT;
}

static dueby_status run(struct dueby_proof *proof, dueby_proof_result *result) {
  proof->name = NULL; /* there is no result until the next test case has run */
  proof->difference_count = 0;
  dueby_status status = dueby_proof_read(&proof->reader);
  if (status == DUEBY_OK || status == DUEBY_ETEXT) proof->read++;
  if (status != DUEBY_OK) return status == DUEBY_ETEXT ? unreadable(proof) : status;
  if (!dueby_proof_ask(proof) || !dueby_proof_answer(proof)) return unreadable(proof);
  int32_t stated = compare(proof);
  if (!keep_texts(proof)) return DUEBY_EMEMORY;
  if (!*proof->source)
    dueby_proof_warn(&proof->reader, &proof->reader.record.place, "no source: say where the expected answer comes from");
  resolve_rule(proof);
  *result = result_of(proof, stated);
  return DUEBY_OK;
}

dueby_status dueby_proof_next(dueby_proof *proof, dueby_proof_result *result) {
  static const struct proof_piece nowhere = {"", 0, 0, 0};
  dueby_status status;
  do status = run(proof, result);
  while (status == DUEBY_ETEXT);
  if (status != DUEBY_DONE || proof->read) return status;
  dueby_proof_wrong(&proof->reader, &nowhere, "the file has no test cases");
  return DUEBY_ETEXT;
}

int64_t dueby_proof_unreadable_count(const dueby_proof *proof) {
  return proof->unreadable;
}

dueby_status dueby_proof_difference_at(const dueby_proof *proof, int32_t index, dueby_proof_difference *difference) {
  if (index < 0 || index >= proof->difference_count) return DUEBY_EARGUMENT;
  const struct proof_found *at = &proof->differences[index];
  const dueby_proof_difference made = {dueby_proof_specs[at->field].name, at->expected_text, at->found_text};
  *difference = made;
  return DUEBY_OK;
}

/* ---- opening a file of test cases ---- */

static int is_order(int32_t order) {
  return order == DUEBY_ORDER_ISO || order == DUEBY_ORDER_DMY;
}

/* Copies the options. Returns 0 if they cannot be used. */
static int take_options(const dueby_proof_options *options, dueby_proof_options *taken) {
  return TAKE_INPUT(dueby_proof_options, taken, options) && taken->profile && taken->calendar && is_order(taken->date_order);
}

static dueby_proof *new_proof(const dueby_proof_options *options) {
  dueby_proof *made = calloc(1, sizeof *made);
  if (made) made->reader.options = *options;
  return made;
}

static dueby_status finish(dueby_proof *made, dueby_status status, dueby_proof **proof) {
  if (status == DUEBY_OK) *proof = made;
  else dueby_proof_free(made);
  return status;
}

dueby_status dueby_proof_from_csv(dueby_csv_source source, void *context, const dueby_proof_options *options, dueby_proof **proof) {
  dueby_proof_options taken;
  if (!take_options(options, &taken)) return DUEBY_EARGUMENT;
  dueby_proof *made = new_proof(&taken);
  return made ? finish(made, dueby_proof_open_csv(&made->reader, source, context), proof) : DUEBY_EMEMORY;
}

dueby_status dueby_proof_from_yaml(const char *yaml, int64_t length, const dueby_proof_options *options, dueby_proof **proof) {
  dueby_proof_options taken;
  if (!take_options(options, &taken)) return DUEBY_EARGUMENT;
  dueby_proof *made = new_proof(&taken);
  return made ? finish(made, dueby_proof_open_yaml(&made->reader, yaml, length), proof) : DUEBY_EMEMORY;
}

void dueby_proof_free(dueby_proof *proof) {
  if (!proof) return;
  dueby_proof_clear(proof);
  for (int32_t i = 0; i < proof->profile_count; i++) {
    dueby_timeline_free(proof->profiles[i].timeline);
    dueby_profile_free(proof->profiles[i].own);
    free(proof->profiles[i].selected);
  }
  dueby_proof_close(&proof->reader);
  free(proof->texts);
  free(proof);
}
