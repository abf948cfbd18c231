/* Answers the bindings' questions about deadlines, and implements their other calls. Columns are in engine_columns.c. */
#include "engine.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/explanation.h"
#include "dueby/io.h"
#include "engine_internal.h"

enum { DIAGNOSTICS_MAX = 64 };

/* ---- structs and arrays ---- */

void dueby_engine_pack_answer(const dueby_deadline *deadline, int64_t *answer) {
  const int64_t fields[DUEBY_ANSWER_FIELDS] = {
      deadline->due_time,     deadline->begins_time,  deadline->due,       deadline->begins,     deadline->opens,
      deadline->relied_on,    deadline->rule,         deadline->version,   deadline->occurrence, deadline->phase,
      deadline->met_in_phase, deadline->periods_from, deadline->certainty, deadline->precision,  deadline->flags,
      deadline->span_from,    deadline->span_minutes};
  memcpy(answer, fields, sizeof fields);
}

static int unpack_answer(const int64_t *answer, int64_t count, dueby_deadline *deadline) {
  if (!answer || count != DUEBY_ANSWER_FIELDS) return 0;
  *deadline = (dueby_deadline){.due_time = answer[DUEBY_ANSWER_DUE_TIME],
                               .begins_time = answer[DUEBY_ANSWER_BEGINS_TIME],
                               .due = (int32_t)answer[DUEBY_ANSWER_DUE],
                               .begins = (int32_t)answer[DUEBY_ANSWER_BEGINS],
                               .opens = (int32_t)answer[DUEBY_ANSWER_OPENS],
                               .relied_on = (int32_t)answer[DUEBY_ANSWER_RELIED_ON],
                               .rule = (int32_t)answer[DUEBY_ANSWER_RULE],
                               .version = (int32_t)answer[DUEBY_ANSWER_VERSION],
                               .occurrence = (int32_t)answer[DUEBY_ANSWER_OCCURRENCE],
                               .phase = (int32_t)answer[DUEBY_ANSWER_PHASE],
                               .met_in_phase = (int32_t)answer[DUEBY_ANSWER_MET_IN_PHASE],
                               .periods_from = (int32_t)answer[DUEBY_ANSWER_PERIODS_FROM],
                               .certainty = (int32_t)answer[DUEBY_ANSWER_CERTAINTY],
                               .precision = (int32_t)answer[DUEBY_ANSWER_PRECISION],
                               .flags = (int32_t)answer[DUEBY_ANSWER_FLAGS],
                               .span_from = (int32_t)answer[DUEBY_ANSWER_SPAN_FROM],
                               .span_minutes = (int32_t)answer[DUEBY_ANSWER_SPAN_MINUTES]};
  return 1;
}

static dueby_event unpack_event(const int64_t *fields) {
  return (dueby_event){.time = fields[DUEBY_EVENT_TIME],
                       .date = (int32_t)fields[DUEBY_EVENT_DATE],
                       .type = (int32_t)fields[DUEBY_EVENT_TYPE],
                       .tags = {{(uint64_t)fields[DUEBY_EVENT_TAGS], (uint64_t)fields[DUEBY_EVENT_TAGS_HIGH]}},
                       .agreed = {(int32_t)fields[DUEBY_EVENT_AGREED], (int32_t)fields[DUEBY_EVENT_AGREED_UNIT]},
                       .has = DUEBY_HAS_DATE};
}

dueby_status dueby_engine_open_request(const int64_t *fields, int64_t count, struct engine_request *request) {
  int64_t n = (count - DUEBY_ASKED_EVENTS) / DUEBY_EVENT_FIELDS;
  request->events = NULL;
  if (!fields || n < 1 || count != DUEBY_ASKED_EVENTS + n * DUEBY_EVENT_FIELDS) return DUEBY_EARGUMENT;
  const int64_t *events = fields + DUEBY_ASKED_EVENTS;
  request->trigger = unpack_event(events);
  request->facts = (dueby_facts){.born = (int32_t)fields[DUEBY_ASKED_BORN],
                                 .since = (int32_t)fields[DUEBY_ASKED_SINCE],
                                 .flags = (int32_t)fields[DUEBY_ASKED_FLAGS],
                                 .has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE,
                                 .event_count = n - 1};
  if (n == 1) return DUEBY_OK;
  request->events = calloc((size_t)n, sizeof *request->events);
  if (!request->events) return DUEBY_EMEMORY;
  for (int64_t i = 1; i < n; i++) request->events[i - 1] = unpack_event(events + i * DUEBY_EVENT_FIELDS);
  request->facts.events = request->events;
  return DUEBY_OK;
}

void dueby_engine_close_request(struct engine_request *request) {
  free(request->events);
}

static dueby_when unpack_moment(const int64_t *fields) {
  return (dueby_when){fields[0], (int32_t)fields[1], 0};
}

/* ---- questions ---- */

dueby_status dueby_question_on(const dueby_query *query, dueby_date day, int64_t answer[DUEBY_ANSWER_FIELDS]) {
  const dueby_event trigger = {.date = day, .has = DUEBY_HAS_DATE};
  dueby_deadline deadline;
  dueby_status status = dueby_query_due(query, &trigger, NULL, &deadline);
  if (status == DUEBY_OK) dueby_engine_pack_answer(&deadline, answer);
  return status;
}

/* Reads an array of moments from `met`. Returns NULL if out of memory. */
static dueby_when *unpack_met(const int64_t *met, int64_t count) {
  dueby_when *moments = calloc((size_t)(count / DUEBY_MOMENT_FIELDS) + 1, sizeof *moments);
  for (int64_t i = 0; moments && i < count / DUEBY_MOMENT_FIELDS; i++) moments[i] = unpack_moment(met + i * DUEBY_MOMENT_FIELDS);
  return moments;
}

dueby_status dueby_question_ask(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *met,
                                int64_t met_count, int64_t *answers, int64_t capacity, int64_t *count) {
  struct engine_request opened;
  int64_t room = capacity / DUEBY_ANSWER_FIELDS, found = 0;
  dueby_status status = dueby_engine_open_request(request, request_count, &opened);
  if (status != DUEBY_OK) return status;
  dueby_when *moments = unpack_met(met, met_count);
  dueby_deadline *deadlines = calloc((size_t)room + 1, sizeof *deadlines);
  status = DUEBY_EMEMORY;
  if (!moments || !deadlines) goto out;
  status =
      dueby_query_series(query, &opened.trigger, &opened.facts, moments, met_count / DUEBY_MOMENT_FIELDS, deadlines, room, &found);
  if (status != DUEBY_OK) goto out;
  for (int64_t i = 0; i < found; i++) dueby_engine_pack_answer(&deadlines[i], answers + i * DUEBY_ANSWER_FIELDS);
  *count = found * DUEBY_ANSWER_FIELDS;
out:
  free(moments);
  free(deadlines);
  dueby_engine_close_request(&opened);
  return status;
}

dueby_status dueby_question_by_law(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *met,
                                   int64_t met_count, int64_t answer[DUEBY_ANSWER_FIELDS]) {
  struct engine_request opened;
  dueby_deadline deadline;
  dueby_status status = dueby_engine_open_request(request, request_count, &opened);
  if (status != DUEBY_OK) return status;
  dueby_when *moments = unpack_met(met, met_count);
  status = moments
               ? dueby_query_due_by_law(query, &opened.trigger, &opened.facts, moments, met_count / DUEBY_MOMENT_FIELDS, &deadline)
               : DUEBY_EMEMORY;
  if (status == DUEBY_OK) dueby_engine_pack_answer(&deadline, answer);
  free(moments);
  dueby_engine_close_request(&opened);
  return status;
}

static dueby_check_options unpack_moments(const int64_t *moments) {
  return (dueby_check_options){.met = unpack_moment(moments),
                               .ended = unpack_moment(moments + DUEBY_MOMENT_FIELDS),
                               .as_at = unpack_moment(moments + 2 * DUEBY_MOMENT_FIELDS)};
}

dueby_status dueby_question_refusal(const int64_t *request, int64_t request_count, const int64_t *answer, int64_t answer_count,
                                    const int64_t *moments, int64_t moments_count, char *text, int64_t size, int64_t *needed) {
  struct engine_request opened;
  dueby_deadline deadline;
  if (moments_count != 3 * DUEBY_MOMENT_FIELDS || !unpack_answer(answer, answer_count, &deadline)) return DUEBY_EARGUMENT;
  const dueby_check_options options = unpack_moments(moments);
  dueby_status status = dueby_engine_open_request(request, request_count, &opened);
  if (status != DUEBY_OK) return status;
  status = dueby_check_refusal_text(&opened.trigger, &deadline, &options, DUEBY_STYLE_ARGUMENTS, text, size, needed);
  dueby_engine_close_request(&opened);
  return status;
}

dueby_status dueby_question_note(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *answer,
                                 int64_t answer_count, int32_t index, char *text, int64_t size, int64_t *needed) {
  struct engine_request opened;
  dueby_deadline deadline;
  if (!unpack_answer(answer, answer_count, &deadline)) return DUEBY_EARGUMENT;
  dueby_status status = dueby_engine_open_request(request, request_count, &opened);
  if (status != DUEBY_OK) return status;
  status = dueby_query_note_text(query, &opened.trigger, &deadline, index, DUEBY_STYLE_ARGUMENTS, text, size, needed);
  dueby_engine_close_request(&opened);
  return status;
}

dueby_status dueby_question_check(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *answer,
                                  int64_t answer_count, const int64_t *moments, int64_t moments_count, int32_t soon_amount,
                                  int32_t soon_unit, int32_t verdict[DUEBY_VERDICT_FIELDS]) {
  struct engine_request opened;
  dueby_deadline deadline;
  dueby_check check;
  if (moments_count != 3 * DUEBY_MOMENT_FIELDS || !unpack_answer(answer, answer_count, &deadline)) return DUEBY_EARGUMENT;
  dueby_check_options options = unpack_moments(moments);
  options.soon = (dueby_span){soon_amount, soon_unit};
  dueby_status status = dueby_engine_open_request(request, request_count, &opened);
  if (status != DUEBY_OK) return status;
  status = dueby_query_check(query, &opened.trigger, &opened.facts, &deadline, &options, &check);
  dueby_engine_close_request(&opened);
  if (status != DUEBY_OK) return status;
  const int32_t fields[DUEBY_VERDICT_FIELDS] = {check.verdict.state, check.verdict.days_left, check.verdict.working_days_left,
                                                check.days_taken, check.working_days_taken};
  memcpy(verdict, fields, sizeof fields);
  return DUEBY_OK;
}

/* ---- text ---- */

/* Writes a message about a question that has no answer: why there is no date, what would help, or that nothing more is due. */
static dueby_status write_failure(const dueby_query *query, const struct engine_request *request, int32_t what, char *text,
                                  int64_t size, int64_t *needed) {
  dueby_failure failure = {.status = DUEBY_DONE, .rule = -1};
  dueby_status status = DUEBY_OK;
  if (what != DUEBY_SAY_DONE) status = dueby_query_failure(query, &request->trigger, &request->facts, &failure);
  if (status != DUEBY_OK) return status;
  if (what != DUEBY_SAY_HINT) return dueby_failure_text(query, &request->trigger, &failure, text, size, needed);
  return dueby_failure_hint_text(query, &request->trigger, &failure, DUEBY_STYLE_ARGUMENTS, text, size, needed);
}

static dueby_status explain_all(const dueby_query *query, const struct engine_request *request, const dueby_deadline *deadline,
                                char *text, int64_t size, int64_t *needed) {
  dueby_explanation *explanation = NULL;
  dueby_status status = dueby_explanation_new(dueby_query_profile(query), dueby_query_calendar(query), &request->trigger,
                                              &request->facts, deadline, &explanation);
  if (status == DUEBY_OK) status = dueby_explanation_text_with(explanation, 1, NULL, text, size, needed);
  dueby_explanation_free(explanation);
  return status;
}

dueby_status dueby_question_say(const dueby_query *query, int32_t what, const int64_t *request, int64_t request_count,
                                const int64_t *answer, int64_t answer_count, char *text, int64_t size, int64_t *needed) {
  struct engine_request opened;
  dueby_deadline deadline;
  const dueby_profile *profile = dueby_query_profile(query);
  const dueby_calendar *calendar = dueby_query_calendar(query);
  if (what < DUEBY_SAY_FAILURE && !unpack_answer(answer, answer_count, &deadline)) return DUEBY_EARGUMENT;
  dueby_status status = dueby_engine_open_request(request, request_count, &opened);
  if (status != DUEBY_OK) return status;
  switch (what) {
  case DUEBY_SAY_FAILURE:
  case DUEBY_SAY_HINT:
  case DUEBY_SAY_DONE: status = write_failure(query, &opened, what, text, size, needed); break;
  case DUEBY_SAY_EXPLANATION:
    status = dueby_explain_text(profile, calendar, &opened.trigger, &opened.facts, &deadline, text, size, needed);
    break;
  case DUEBY_SAY_EXPLANATION_ALL: status = explain_all(query, &opened, &deadline, text, size, needed); break;
  case DUEBY_SAY_SUMMARY:
    status = dueby_explain_summary(profile, calendar, &opened.trigger, &opened.facts, &deadline, text, size, needed);
    break;
  case DUEBY_SAY_SOURCE_NOTE:
    status = dueby_explain_source_note(profile, deadline.rule, deadline.version, deadline.begins, text, size, needed);
    break;
  case DUEBY_SAY_CALENDAR: status = dueby_explain_calendar(calendar, &deadline, text, size, needed); break;
  default: status = DUEBY_EARGUMENT;
  }
  dueby_engine_close_request(&opened);
  return status;
}

dueby_status dueby_question_verdict_words(const int64_t *answer, int64_t answer_count, int32_t state, int32_t days_left,
                                          int32_t working_days_left, char *text, int64_t size, int64_t *needed) {
  const dueby_verdict verdict = {state, days_left, working_days_left, 0};
  dueby_deadline deadline;
  if (!unpack_answer(answer, answer_count, &deadline)) return DUEBY_EARGUMENT;
  return dueby_explain_verdict(&deadline, &verdict, text, size, needed);
}

dueby_status dueby_question_steps(const dueby_query *query, const int64_t *request, int64_t request_count, const int64_t *answer,
                                  int64_t answer_count, int64_t *steps, int64_t capacity, int64_t *count) {
  struct engine_request opened;
  dueby_deadline deadline;
  int64_t room = capacity / DUEBY_STEP_FIELDS, found = 0;
  if (!unpack_answer(answer, answer_count, &deadline)) return DUEBY_EARGUMENT;
  dueby_status status = dueby_engine_open_request(request, request_count, &opened);
  if (status != DUEBY_OK) return status;
  const dueby_profile *profile = dueby_query_profile(query);
  const dueby_calendar *calendar = dueby_query_calendar(query);
  dueby_step *found_steps = calloc((size_t)room + 1, sizeof *found_steps);
  status = found_steps
               ? dueby_explain_steps(profile, calendar, &opened.trigger, &opened.facts, &deadline, found_steps, room, &found)
               : DUEBY_EMEMORY;
  for (int64_t i = 0; status == DUEBY_OK && i < found; i++) {
    const int64_t fields[DUEBY_STEP_FIELDS] = {found_steps[i].kind,         found_steps[i].first,       found_steps[i].last,
                                               found_steps[i].number_first, found_steps[i].number_last, found_steps[i].holiday};
    memcpy(steps + i * DUEBY_STEP_FIELDS, fields, sizeof fields);
  }
  if (status == DUEBY_OK || status == DUEBY_ESPACE) *count = found * DUEBY_STEP_FIELDS;
  free(found_steps);
  dueby_engine_close_request(&opened);
  return status;
}

dueby_status dueby_engine_timescale(const dueby_profile *profile, int32_t rule, int32_t version, char *text, int64_t size,
                                    int64_t *needed) {
  return dueby_explain_timescale(profile, rule, version, text, size, needed);
}

dueby_status dueby_engine_source(const dueby_profile *profile, int32_t rule, int32_t version, char *text, int64_t size,
                                 int64_t *needed) {
  return dueby_explain_source(profile, rule, version, text, size, needed);
}

dueby_status dueby_engine_when_words(int64_t time, dueby_date date, char *text, int64_t size, int64_t *needed) {
  const dueby_when when = {time, date, 0};
  return dueby_explain_when(&when, text, size, needed);
}

/* ---- dates and spans ---- */

dueby_status dueby_engine_time(dueby_date day, int32_t second_of_day, int32_t later, int64_t *out_time) {
  enum { HOUR = 3600 };
  dueby_time time;
  dueby_date again;
  int32_t second, offset;
  dueby_status status = dueby_time_new(day, second_of_day, &time);
  if (status != DUEBY_OK) return status;
  if (later && dueby_time_civil(time + HOUR, &again, &second, &offset) == DUEBY_OK && again == day && second == second_of_day)
    time += HOUR;
  *out_time = time;
  return DUEBY_OK;
}

dueby_status dueby_engine_civil(int64_t time, int32_t civil[3]) {
  return dueby_time_civil(time, &civil[0], &civil[1], &civil[2]);
}

dueby_status dueby_engine_span(const char *span, int32_t amount_and_unit[2]) {
  dueby_span read;
  dueby_status status = dueby_span_parse(span, (int64_t)strlen(span), &read);
  if (status != DUEBY_OK) return status;
  amount_and_unit[0] = read.amount;
  amount_and_unit[1] = read.unit;
  return DUEBY_OK;
}

dueby_status dueby_engine_holding(const char *text, int32_t what_and_since[2]) {
  dueby_holding read;
  dueby_status status = dueby_written_holding(text, DUEBY_ORDER_ISO, &read);
  if (status != DUEBY_OK) return status;
  what_and_since[0] = read.what;
  what_and_since[1] = read.what == DUEBY_HOLDS_SINCE ? read.since : DUEBY_DATE_NONE;
  return DUEBY_OK;
}

dueby_status dueby_engine_span_words(int32_t amount, int32_t unit, char *text, int64_t size, int64_t *needed) {
  return dueby_span_text((dueby_span){amount, unit}, text, size, needed);
}

dueby_status dueby_engine_add(const dueby_calendar *calendar, int32_t amount, int32_t unit, int32_t counting, int32_t roll,
                              dueby_date day, int32_t *out_day) {
  return dueby_span_add((dueby_span){amount, unit}, counting, roll, calendar, day, out_day);
}

dueby_status dueby_engine_add_time(int32_t amount, int32_t unit, int64_t time, int64_t *out_time) {
  return dueby_span_add_time((dueby_span){amount, unit}, time, out_time);
}

/* ---- calendars and profiles ---- */

void dueby_engine_coverage(const dueby_calendar *calendar, int32_t coverage[4]) {
  dueby_calendar_coverage(calendar, &coverage[0], &coverage[1], &coverage[2], &coverage[3]);
}

dueby_status dueby_engine_holiday(const dueby_calendar *calendar, int64_t index, int32_t holiday[DUEBY_HOLIDAY_FIELDS]) {
  dueby_holiday found;
  dueby_status status = dueby_calendar_holiday(calendar, index, &found);
  if (status != DUEBY_OK) return status;
  const int32_t fields[DUEBY_HOLIDAY_FIELDS] = {found.date, found.known_from, found.division, found.basis, found.certainty};
  memcpy(holiday, fields, sizeof fields);
  return DUEBY_OK;
}

static void write_diagnostics(const dueby_diagnostics *diagnostics, char *message, int64_t message_size) {
  int64_t kept = diagnostics->count < diagnostics->capacity ? diagnostics->count : diagnostics->capacity, used = 0;
  *message = '\0';
  for (int64_t i = 0; i < kept; i++) {
    const dueby_diagnostic *one = &diagnostics->items[i];
    if (one->severity != DUEBY_SEVERITY_ERROR) continue;
    int wrote = snprintf(message + used, (size_t)(message_size - used), "%s%d:%d: %s", used ? "\n" : "", (int)one->line,
                         (int)one->column, one->message);
    if (wrote < 0 || wrote >= message_size - used) break;
    used += wrote;
  }
}

int32_t dueby_engine_profile_from_yaml(const char *yaml, int64_t length, const char *folder, char *message, int64_t message_size,
                                       dueby_profile **profile) {
  dueby_diagnostic items[DIAGNOSTICS_MAX];
  dueby_diagnostics diagnostics = {items, DIAGNOSTICS_MAX, 0};
  dueby_status status = dueby_io_profile_from_yaml(yaml, length, folder, &diagnostics, profile);
  write_diagnostics(&diagnostics, message, message_size);
  return status;
}

int32_t dueby_engine_calendar_from_json(const char *json, int64_t length, const char *divisions, char *message,
                                        int64_t message_size, dueby_calendar **calendar) {
  dueby_diagnostic item;
  dueby_diagnostics diagnostics = {&item, 1, 0};
  dueby_status status = dueby_io_calendar_from_json(json, length, divisions, &diagnostics, calendar);
  write_diagnostics(&diagnostics, message, message_size);
  return status;
}

int32_t dueby_engine_calendar_from_csv(const char *csv, int64_t length, const char *divisions, int32_t date_order, char *message,
                                       int64_t message_size, dueby_calendar **calendar) {
  dueby_diagnostic item;
  dueby_diagnostics diagnostics = {&item, 1, 0};
  dueby_status status = dueby_io_calendar_from_csv_dates(csv, length, divisions, date_order, &diagnostics, calendar);
  write_diagnostics(&diagnostics, message, message_size);
  return status;
}

int32_t dueby_engine_calendar_from_ics(const char *ics, int64_t length, const char *divisions, char *message, int64_t message_size,
                                       dueby_calendar **calendar) {
  dueby_diagnostic item;
  dueby_diagnostics diagnostics = {&item, 1, 0};
  dueby_status status = dueby_io_calendar_from_ics(ics, length, divisions, &diagnostics, calendar);
  write_diagnostics(&diagnostics, message, message_size);
  return status;
}

dueby_status dueby_engine_compare(const dueby_profile *left, const dueby_profile *right, const dueby_calendar *calendar,
                                  dueby_date first, dueby_date last, int64_t *rows, int64_t capacity, int64_t *count) {
  int64_t room = capacity / DUEBY_COMPARISON_FIELDS, found = 0;
  dueby_comparison *compared = calloc((size_t)room + 1, sizeof *compared);
  if (!compared) return DUEBY_EMEMORY;
  dueby_status status = dueby_compare_profiles(left, right, calendar, first, last, compared, room, &found);
  for (int64_t i = 0; status == DUEBY_OK && i < found; i++) {
    const dueby_comparison *one = &compared[i];
    const int64_t fields[DUEBY_COMPARISON_FIELDS] = {one->days,
                                                     one->left_later,
                                                     one->right_later,
                                                     one->left_rule,
                                                     one->right_rule,
                                                     one->verdict,
                                                     one->largest_gap_days,
                                                     one->left_gap_days,
                                                     one->right_gap_days,
                                                     one->witness_left_later,
                                                     one->witness_right_later};
    memcpy(rows + i * DUEBY_COMPARISON_FIELDS, fields, sizeof fields);
  }
  if (status == DUEBY_OK || status == DUEBY_ESPACE) *count = found * DUEBY_COMPARISON_FIELDS;
  free(compared);
  return status;
}

dueby_status dueby_engine_comparison_text(const dueby_profile *left, const dueby_profile *right, int32_t left_rule,
                                          int32_t right_rule, int32_t left_gap_days, int32_t right_gap_days,
                                          int32_t witness_left_later, int32_t witness_right_later, char *text, int64_t size,
                                          int64_t *needed) {
  const dueby_comparison row = {.left_rule = left_rule,
                                .right_rule = right_rule,
                                .left_gap_days = left_gap_days,
                                .right_gap_days = right_gap_days,
                                .witness_left_later = witness_left_later,
                                .witness_right_later = witness_right_later};
  return dueby_comparison_text(left, right, &row, text, size, needed);
}
