/* Answers the question of a test case: about a single trigger as `due` and `check` do, about the events in a case as a worklist
 * does. */
#include <stdlib.h>
#include <string.h>

#include "proof_internal.h"

static const dueby_when *if_stated(const dueby_when *when) {
  return when->date == DUEBY_DATE_NONE ? NULL : when;
}

/* ---- questions about a single trigger ---- */

/* Returns when the duty ended: the stated time or, if it is earlier, the time of an event that ends the rule. */
static dueby_when ended_at(const struct proof_question *question, const dueby_deadline *deadline) {
  dueby_when ended = question->ended, by_event = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  by_event.date = dueby_deadline_ended(question->of->profile, deadline->rule, &question->trigger, &question->facts);
  if (!if_stated(&by_event) || (if_stated(&ended) && ended.date <= by_event.date)) return ended;
  return by_event;
}

static void judge(struct dueby_proof *proof) {
  const struct proof_question *question = &proof->question;
  struct proof_answer *answer = &proof->answer;
  const dueby_when *met = if_stated(&question->met), *as_at = if_stated(&question->as_at);
  dueby_when ended = ended_at(question, &answer->deadline);
  if (!met && !if_stated(&ended) && !as_at) return;
  int has_happened = met && (!as_at || met->date <= as_at->date);
  answer->is_too_early = has_happened && !dueby_deadline_accepts(&answer->deadline, met);
  answer->verdict_status = dueby_deadline_check(proof->reader.options.calendar, &answer->deadline, met, if_stated(&ended), as_at,
                                                question->soon, &answer->verdict);
}

/* Answers for the occurrence that the question names or, if it names none, for the first one not yet done. */
static int answer_alone(struct dueby_proof *proof) {
  const struct proof_question *question = &proof->question;
  struct proof_answer *answer = &proof->answer;
  int64_t wanted = question->occurrence ? question->occurrence - question->last_count : 1, count = 0;
  dueby_deadline *series = calloc((size_t)wanted, sizeof *series);
  if (!series) return proof_no_memory(proof);
  answer->status =
      dueby_deadline_series(question->of->profile, question->duty, question->of->selected, proof->reader.options.calendar,
                            &question->trigger, &question->facts, question->last, question->last_count, series, wanted, &count);
  if (answer->status == DUEBY_OK && count < wanted) answer->status = DUEBY_DONE;
  if (answer->status == DUEBY_OK) answer->deadline = series[wanted - 1];
  free(series);
  if (answer->status == DUEBY_EMEMORY) return proof_no_memory(proof);
  if (answer->status == DUEBY_OK) judge(proof);
  return 1;
}

/* ---- questions about the events in a case ---- */

static int is_of_ref(const struct dueby_proof *proof, const dueby_line *line) {
  const struct proof_piece *wanted = proof_stated(&proof->reader.record, PROOF_REF);
  const char *ref = dueby_caseload_ref(proof->caseload, line->ref);
  if (!wanted) return 1;
  return ref && (int64_t)strlen(ref) == wanted->length && memcmp(ref, wanted->text, (size_t)wanted->length) == 0;
}

static int is_open(const dueby_line *line) {
  return line->met < 0 && line->ended < 0;
}

static int is_asked_about(const struct dueby_proof *proof, const dueby_line *line) {
  int32_t occurrence = proof->question.occurrence;
  return is_of_ref(proof, line) && (!occurrence || line->deadline.occurrence == occurrence);
}

static int wants_line(const struct dueby_proof *proof) {
  int wanted = 0;
  for (int32_t field = PROOF_DUE; field < PROOF_OCCURRENCES; field++) wanted |= proof->reader.record.fields[field].count != 0;
  return wanted;
}

/* Chooses the open line or, if none is open, the last one. Reports an error if the question fits several lines. */
static int choose_line(struct dueby_proof *proof) {
  struct proof_answer *answer = &proof->answer;
  const dueby_line *lines = answer->lines;
  int64_t open = 0;
  int is_ambiguous = 0;
  for (int64_t i = 0; i < answer->line_count; i++) {
    answer->occurrences += is_of_ref(proof, &lines[i]);
    open += is_asked_about(proof, &lines[i]) && is_open(&lines[i]);
  }
  for (int64_t i = 0; i < answer->line_count; i++) {
    if (!is_asked_about(proof, &lines[i]) || (open && !is_open(&lines[i]))) continue;
    is_ambiguous |= answer->line && (open || answer->line->ref != lines[i].ref);
    answer->line = &lines[i];
  }
  if (!is_ambiguous || !wants_line(proof)) return 1;
  return dueby_proof_wrong(&proof->reader, &proof->reader.record.place,
                           "several things are due at once: give a ref or an occurrence");
}

static dueby_status status_of_reason(int32_t reason) {
  switch (reason) {
  case DUEBY_REASON_NOT_STATED: return DUEBY_ENOTSTATED;
  case DUEBY_REASON_COVERAGE: return DUEBY_ECOVERAGE;
  default: return DUEBY_EFACT;
  }
}

static int answer_events(struct dueby_proof *proof) {
  const struct proof_question *question = &proof->question;
  struct proof_answer *answer = &proof->answer;
  struct proof_profile *of = question->of;
  const dueby_timeline_options options = {
      .size = sizeof options, .as_at = question->as_at, .soon = question->soon, .selected = of->selected};
  const int64_t offsets[] = {0, question->event_count};
  if (!of->timeline && dueby_timeline_new(of->profile, proof->reader.options.calendar, &of->timeline) != DUEBY_OK)
    return proof_no_memory(proof);
  dueby_status status = dueby_timeline_run(of->timeline, question->events, offsets, 1, &options, &answer->line_count);
  if (status == DUEBY_EMEMORY) return proof_no_memory(proof);
  if (status != DUEBY_OK)
    return dueby_proof_wrong(&proof->reader, proof_stated(&proof->reader.record, PROOF_EVENTS), "events: more than %d",
                             DUEBY_CASE_EVENTS_MAX);
  answer->lines = dueby_timeline_lines(of->timeline);
  if (!choose_line(proof)) return 0;
  answer->status = !answer->line                                   ? DUEBY_DONE
                   : answer->line->deadline.due == DUEBY_DATE_NONE ? status_of_reason(answer->line->reason)
                                                                   : DUEBY_OK;
  if (!answer->line) return 1;
  answer->deadline = answer->line->deadline;
  answer->verdict = answer->line->verdict;
  answer->verdict_status = DUEBY_OK;
  return 1;
}

int dueby_proof_answer(struct dueby_proof *proof) {
  memset(&proof->answer, 0, sizeof proof->answer);
  proof->answer.verdict_status = DUEBY_NONE;
  proof->answer.deadline.due = proof->answer.deadline.opens = DUEBY_DATE_NONE;
  return proof->question.is_alone ? answer_alone(proof) : answer_events(proof);
}
