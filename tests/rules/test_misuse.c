/* Tests misuse: structs that are too small or too new, missing pointers, and answers that were changed by hand. Each must be
 * refused, and outputs must be untouched. */
#include "dueby/explanation.h"
#include "dueby/finding.h"
#include "dueby/query.h"
#include "dueby/selection.h"
#include "reports.h"

enum { TEXT = 4096 };

#define refused(CALL) assert_int_equal(CALL, DUEBY_EARGUMENT)

/* Calls TRY three times with `options` of different sizes. The call must be refused if the size is too small or the part beyond the
 * known fields is not zero, and accepted if that part is zero. */
#define SIZES(TYPE, FILLED, TRY, FREE)          \
  do {                                          \
    struct {                                    \
      TYPE known;                               \
      uint64_t unknown;                         \
    } newer = {FILLED, 1};                      \
    const TYPE *options = &newer.known;         \
    newer.known.size = sizeof(uint32_t);        \
    refused(TRY);                               \
    newer.known.size = sizeof newer;            \
    refused(TRY);                               \
    newer.unknown = 0;                          \
    assert_int_not_equal(TRY, DUEBY_EARGUMENT); \
    FREE;                                       \
  } while (0)

static void ignore_cell(const char *name, const dueby_cell *cell, void *context) {
  (void)name, (void)cell;
  ++*(int *)context;
}

/* ---- options and facts ---- */

static void test_misuse__sizes_of_options(void **state) {
  (void)state;
  uint8_t selected[RULES_MAX];
  dueby_worklist *worklist = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP), *made = NULL;
  dueby_definitions *definitions = definitions_of_england();
  dueby_measures *measures = NULL;
  dueby_summary *summary = NULL;
  dueby_query *query = NULL;
  const dueby_event trigger = {.date = day("2025-06-02")};
  dueby_deadline deadline;
  dueby_check check;
  char text[TEXT];
  const dueby_timeline_options run = {.as_at = when_of("2025-06-25")};
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.conference.initial", &query), DUEBY_OK);
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  SIZES(dueby_selection_options, {0}, dueby_selection_make(known.england, options, selected, NULL), (void)0);
  SIZES(dueby_worklist_options, {.run = &run}, dueby_worklist_new(known.england, known.eaw, options, &made),
        dueby_worklist_free(made));
  SIZES(dueby_measures_options, {.year = 2025}, dueby_measures_new(worklist, definitions, options, &measures),
        dueby_measures_free(measures));
  SIZES(dueby_measure_options, {.basis = DUEBY_MEASURE_DUE}, dueby_summary_new(worklist, options, NULL, &summary),
        dueby_summary_free(summary));
  SIZES(dueby_check_options, {.as_at = when_of("2025-06-25")}, dueby_query_check(query, &trigger, NULL, &deadline, options, &check),
        (void)0);
  SIZES(dueby_check_options, {.as_at = when_of("2025-06-25")},
        dueby_check_refusal_text(&trigger, &deadline, options, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL), (void)0);
  SIZES(dueby_facts, {0}, dueby_query_due(query, &trigger, options, &deadline), (void)0);
  SIZES(dueby_facts, {0}, dueby_deadline_for_rule(known.england, deadline.rule, known.eaw, &trigger, options, &deadline), (void)0);
  dueby_query_free(query);
  dueby_definitions_free(definitions);
  dueby_worklist_free(worklist);
}

static void test_misuse__facts(void **state) {
  (void)state;
  dueby_query *query = NULL;
  const dueby_event trigger = {.date = day("2025-06-02")};
  const dueby_check_options options = {.as_at = when_of("2025-06-25")};
  dueby_facts known_facts, wrong[] = {{.event_count = -1}, {.event_count = 1}};
  dueby_event kept[2];
  dueby_deadline deadline, good;
  dueby_failure failure;
  dueby_explanation *explanation = NULL;
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.conference.initial", &query), DUEBY_OK);
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &good), DUEBY_OK);
  for (int i = 0; i < 2; i++) {
    refused(dueby_query_due(query, &trigger, &wrong[i], &deadline));
    refused(dueby_query_facts(query, &wrong[i], &options, kept, &known_facts));
    refused(dueby_query_failure(query, &trigger, &wrong[i], &failure));
    refused(dueby_deadline_for_rule(known.england, good.rule, known.eaw, &trigger, &wrong[i], &deadline));
    refused(dueby_explanation_new(known.england, known.eaw, &trigger, &wrong[i], &good, &explanation));
  }
  refused(dueby_query_facts(query, NULL, NULL, kept, &known_facts));
  assert_null(explanation);
  dueby_query_free(query);
}

/* ---- triggers, and answers that were changed by hand ---- */

static void test_misuse__rules_and_triggers(void **state) {
  (void)state;
  const int32_t rules[] = {INT32_MIN, -1, dueby_profile_rule_count(known.england), INT32_MAX};
  const dueby_event good = {.date = day("2025-06-02")},
                    wrong[] = {{.date = DUEBY_DATE_NONE},      {.date = INT32_MAX},
                               {.date = 20000, .time = 1},     {.date = 20000, .agreed = {1, 99}},
                               {.date = 20000, .reserved = 1}, {.date = 0}};
  dueby_deadline deadline, last;
  const dueby_when met = when_of("2025-06-20"), none = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, apart = {1, 20000, 0};
  char text[TEXT] = "untouched";
  int32_t review = rule_of(known.england, "england:cla.review");
  for (int i = 0; i < 4; i++) {
    refused(dueby_deadline_for_rule(known.england, rules[i], known.eaw, &good, NULL, &deadline));
    refused(dueby_rule_needs_text(known.england, rules[i], text, sizeof text, NULL));
    assert_int_equal(dueby_deadline_ended(known.england, rules[i], &good, NULL), DUEBY_DATE_NONE);
  }
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_not_equal(dueby_deadline_for_rule(known.england, review, known.eaw, &wrong[i], NULL, &deadline), DUEBY_OK);
  assert_int_equal(dueby_deadline_for_rule(known.england, review, known.eaw, &good, NULL, &last), DUEBY_OK);
  assert_int_equal(dueby_deadline_next(known.england, known.eaw, &good, NULL, &last, &met, &deadline), DUEBY_OK);
  refused(dueby_deadline_next(known.england, known.eaw, &good, NULL, &last, &none, &deadline));
  refused(dueby_deadline_next(known.england, known.eaw, &good, NULL, &last, &apart, &deadline));
  for (int i = 0; i < 4; i++) {
    dueby_deadline changed[] = {last, last, last};
    changed[0].rule = rules[i];
    changed[1].version = rules[i];
    changed[2].phase = rules[i] < 0 ? rules[i] : -1;
    for (int j = 0; j < 3; j++) refused(dueby_deadline_next(known.england, known.eaw, &good, NULL, &changed[j], &met, &deadline));
  }
  assert_string_equal(text, "untouched");
}

static void test_misuse__checks(void **state) {
  (void)state;
  dueby_query *query = NULL;
  const dueby_event trigger = {.date = day("2025-06-02")};
  const dueby_check_options options = {.as_at = when_of("2025-06-25")};
  const int32_t outside[] = {INT32_MIN, -1, 100000, INT32_MAX};
  dueby_deadline deadline;
  dueby_check check;
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.conference.initial", &query), DUEBY_OK);
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  for (int i = 0; i < 4; i++) {
    dueby_deadline wrong = deadline;
    wrong.rule = outside[i];
    refused(dueby_query_check(query, &trigger, NULL, &wrong, &options, &check));
  }
  refused(dueby_query_check(query, &trigger, NULL, &deadline, NULL, &check));
  dueby_query_free(query);
}

static void test_misuse__texts_of_a_query(void **state) {
  (void)state;
  dueby_query *query = NULL;
  const dueby_event trigger = {.date = day("2025-06-02")};
  const dueby_check_options options = {.as_at = when_of("2025-06-25")};
  const dueby_failure failure = {.status = DUEBY_EFACT, .reason = DUEBY_REASON_PAUSED, .event = -1};
  const int32_t styles[] = {INT32_MIN, -1, 0, 100, INT32_MAX};
  dueby_failure beyond = failure;
  dueby_deadline deadline;
  char text[TEXT] = "untouched";
  beyond.event = dueby_profile_event_count(known.england);
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.conference.initial", &query), DUEBY_OK);
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  for (int i = 0; i < 5; i++) {
    refused(dueby_failure_hint_text(query, &trigger, &failure, styles[i], text, sizeof text, NULL));
    refused(dueby_query_note_text(query, &trigger, &deadline, 0, styles[i], text, sizeof text, NULL));
    refused(dueby_check_refusal_text(&trigger, &deadline, &options, styles[i], text, sizeof text, NULL));
  }
  refused(dueby_query_note_text(query, &trigger, &deadline, -1, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL));
  refused(dueby_check_refusal_text(&trigger, &deadline, NULL, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL));
  refused(dueby_failure_hint_text(query, &trigger, &beyond, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL));
  refused(dueby_failure_text(query, &trigger, &beyond, text, sizeof text, NULL));
  assert_string_equal(text, "untouched");
  /* a pause without an event has no date to return */
  assert_int_equal(dueby_failure_hint_text(query, &trigger, &failure, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "");
  dueby_query_free(query);
}

/* Asserts that a deadline is explained as it was computed, and refused once one of its fields is changed. */
#define CHANGED(FIELD, VALUE)                                                                                                  \
  do {                                                                                                                         \
    dueby_deadline wrong = asked.deadline;                                                                                     \
    dueby_explanation *made = NULL;                                                                                            \
    assert_int_equal(dueby_explanation_new(ask.profile, ask.calendar, &asked.trigger, &asked.facts, &wrong, &made), DUEBY_OK); \
    dueby_explanation_free(made);                                                                                              \
    made = NULL;                                                                                                               \
    wrong.FIELD = (VALUE);                                                                                                     \
    refused(dueby_explanation_new(ask.profile, ask.calendar, &asked.trigger, &asked.facts, &wrong, &made));                    \
    assert_null(made);                                                                                                         \
  } while (0)

static void test_misuse__deadlines_changed_by_hand(void **state) {
  (void)state;
  static const char *const figures[] = {
      "    within: 1 week\n", "    before: 5 working days\n", "    within: 72 hours\n",
      "    schedule: [{every: 1 month, times: 2}, {every: 3 months}]\n    versions: [{from: 2026-03-10}]\n"};
  for (int i = 0; i < 4; i++) {
    dueby_profile *profile = profile_of_rule(figures[i]);
    const struct ask ask = {
        .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-02", .flags = DUEBY_FACTS_UNTIMED};
    const struct asked asked = ask_deadline(&ask);
    assert_int_equal(asked.status, DUEBY_OK);
    CHANGED(due, asked.deadline.due + 1);
    CHANGED(flags, asked.deadline.flags ^ DUEBY_DEADLINE_UNPROVEN_AGE);
    CHANGED(relied_on, asked.deadline.due + 1);
    if (i == 0) CHANGED(precision, DUEBY_PRECISION_DAY);
    if (i == 1) CHANGED(opens, day("1950-01-02"));
    if (i == 2) CHANGED(span_from, asked.deadline.span_from + 1);
    if (i == 2) CHANGED(span_minutes, asked.deadline.span_minutes + 1);
    if (i == 3) CHANGED(begins, day("2026-03-02")); /* before the rule was in force */
    if (i == 3) CHANGED(phase, 1);
    dueby_profile_free(profile);
  }
}
#undef CHANGED

/* ---- worklists ---- */

static void test_misuse__new_worklists(void **state) {
  (void)state;
  const dueby_timeline_options run = {.as_at = when_of("2025-06-10")}, timeless = {.as_at = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}},
                               apart = {.as_at = {1, 20000, 0}}, unknown = {.as_at = when_of("2025-06-10"), .flags = 1U << 31};
  const dueby_where where = {"team", "North"};
  const dueby_worklist_options wrong[] = {{.run = NULL},
                                          {.run = &run, .where_count = -1, .where = &where},
                                          {.run = &run, .where_count = 1},
                                          {.run = &run, .style = -1},
                                          {.run = &run, .style = 100}};
  dueby_worklist *worklist = NULL;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    refused(dueby_worklist_new(known.england, known.eaw, &wrong[i], &worklist));
  refused(dueby_worklist_new(known.england, known.eaw, NULL, &worklist));
  assert_null(worklist);
  /* impossible options of a run are refused when the first case is added */
  const dueby_timeline_options *const runs[] = {&timeless, &apart, &unknown};
  for (int i = 0; i < 3; i++) {
    const dueby_worklist_options options = {.run = runs[i]};
    struct reported child;
    report_child(&child, 2);
    dueby_status status = dueby_worklist_new(known.england, known.eaw, &options, &worklist);
    if (status == DUEBY_OK) status = dueby_worklist_add(worklist, &child.of);
    refused(status);
    dueby_worklist_free(worklist);
    worklist = NULL;
  }
}

static void test_misuse__cases(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  struct reported child;
  report_child(&child, 2);
  static const char *const names[] = {"team", NULL}, *const values[] = {"North", "x"};
  dueby_event wrong_events[] = {child.events[0], child.events[0], child.events[0], child.events[0], child.events[0]};
  wrong_events[0].reserved = 1;
  wrong_events[1].date = INT32_MAX;
  wrong_events[2].time = 1; /* a time in 1970 with a date in 2025 */
  wrong_events[3].agreed = (dueby_span){-1, DUEBY_UNIT_DAYS};
  wrong_events[4].row = -1;
  const dueby_event unread = {.type = INT32_MAX}, before = {.row = INT64_MIN};
  dueby_case wrong[24];
  int count = 0;
#define WRONG(FIELD, VALUE) (wrong[count] = child.of, wrong[count++].FIELD = (VALUE))
  WRONG(flags, 4);
  WRONG(bad_rows, -1);
  WRONG(bad_rows, (int64_t)INT32_MAX + 1);
  WRONG(first_bad_line, -1);
  WRONG(event_count, -1);
  WRONG(events, NULL);
  WRONG(ref_count, -1);
  WRONG(ref_count, 1);
  WRONG(column_count, -1);
  WRONG(column_count, 1);
  WRONG(unread_count, -1);
  WRONG(unread_count, 1);
  WRONG(columns, names);
  wrong[count - 1].column_count = 1; /* a column without values */
  WRONG(columns, names);
  wrong[count - 1].values = values;
  wrong[count - 1].column_count = 2; /* a column without a name */
  WRONG(unread, &unread);
  wrong[count - 1].unread_count = 1; /* an unknown type */
  WRONG(unread, &before);
  wrong[count - 1].unread_count = 1; /* a row before the first */
  for (int i = 0; i < 5; i++) {
    WRONG(events, &wrong_events[i]);
    wrong[count - 1].event_count = 1;
  }
#undef WRONG
  for (int i = 0; i < count; i++)
    if (dueby_worklist_add(worklist, &wrong[i]) != DUEBY_EARGUMENT) fail_msg("wrong case %d is not refused", i);
  assert_int_equal(dueby_worklist_count(worklist, DUEBY_COUNT_CASES), 1);
  dueby_worklist_free(worklist);
}

static void test_misuse__lines(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  dueby_item item;
  int cells = 0;
  char text[TEXT] = "untouched";
  assert_int_equal(dueby_worklist_item(worklist, 0, &item), DUEBY_OK);
  const int64_t events[] = {-1, item.of->event_count, INT64_MAX};
  const int32_t rules[] = {INT32_MIN, -1, dueby_profile_rule_count(known.england)};
  for (int i = 0; i < 3; i++) {
    dueby_line wrong[] = {*item.line, *item.line, *item.line, *item.line, *item.line};
    wrong[0].trigger = events[i];
    wrong[1].started_by = events[i];
    wrong[2].deadline.rule = rules[i];
    wrong[3].met = wrong[4].rejected = events[i];
    for (int j = 0; j < (i ? 5 : 3); j++) { /* -1 means that no event met the line or was rejected */
      refused(dueby_line_cells(known.england, &wrong[j], item.of, ignore_cell, &cells));
      refused(dueby_line_json(known.england, &wrong[j], item.of, text, sizeof text, NULL));
    }
    refused(dueby_line_key(known.england, &wrong[2], &item.of->events[0], NULL, text, sizeof text, NULL));
    refused(dueby_line_reason(known.england, &wrong[2], NULL, text, sizeof text, NULL));
  }
  dueby_event dateless = item.of->events[0], typeless = item.of->events[0];
  dueby_line dayless = *item.line;
  dateless.date = INT32_MAX;
  typeless.type = INT32_MAX;
  dayless.started = INT32_MAX;
  refused(dueby_line_key(known.england, item.line, &dateless, NULL, text, sizeof text, NULL));
  refused(dueby_line_key(known.england, item.line, &typeless, NULL, text, sizeof text, NULL));
  refused(dueby_line_key(known.england, &dayless, &item.of->events[0], NULL, text, sizeof text, NULL));
  assert_int_equal(cells, 0);
  assert_null(dueby_line_field(-1));
  assert_null(dueby_case_ref(item.of, -1));
  assert_null(dueby_case_ref(item.of, 1));
  dueby_worklist_free(worklist);
}

static void test_misuse__findings(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  const int64_t lines[] = {4};
  const int32_t kinds[] = {INT32_MIN, -1, 0, 1000, INT32_MAX, DUEBY_FINDING_NOT_RECORDED};
  for (int i = 0; i < 6; i++) refused(dueby_worklist_set_finding(worklist, kinds[i], 0, 1, lines, 1));
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_NULLS, 1, 1, lines, 1)); /* this finding is not about an event */
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_NULLS, -1, 1, lines, 1));
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_MISSPELT, 0, 1, lines, 1)); /* this finding is about an event */
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_MISSPELT, INT32_MAX, 1, lines, 1));
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_NULLS, 0, -1, lines, 1));
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_NULLS, 0, 1, lines, -1));
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_NULLS, 0, 1, NULL, 1));
  for (int i = 0; i < 6; i++) refused(dueby_worklist_set_finding_names(worklist, kinds[i], "x"));
  refused(dueby_worklist_set_finding_names(worklist, DUEBY_FINDING_NULLS, "x")); /* this finding does not name anything */
  refused(dueby_worklist_set_finding_names(worklist, DUEBY_FINDING_SKIPPED, NULL));
  refused(dueby_worklist_set_files(worklist, NULL, 1));
  refused(dueby_worklist_set_files(worklist, (const char *const[]){"a.csv", NULL}, 2));
  refused(dueby_worklist_set_files(worklist, NULL, -1));
  assert_int_equal(dueby_worklist_set_files(worklist, NULL, 0), DUEBY_OK);
  assert_int_equal(dueby_worklist_set_finding_names(worklist, DUEBY_FINDING_SKIPPED, "x"), DUEBY_OK);
  /* a line of a file that has no name is listed without one */
  const int64_t unnamed[] = {4, DUEBY_ROW_IN_FILE(1, 5), DUEBY_ROW_IN_FILE(2, 6)};
  char text[TEXT] = "";
  int is_found = 0;
  assert_int_equal(dueby_worklist_set_files(worklist, (const char *const[]){"a.csv"}, 1), DUEBY_OK);
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_SHORT_CASES, 0, 3, unnamed, 3), DUEBY_OK);
  for (int64_t i = 0; dueby_worklist_finding_text(worklist, i, text, sizeof text, NULL) == DUEBY_OK; i++) {
    is_found |= strstr(text, "(line 4; a.csv line 5; line 6)") != NULL;
    assert_int_equal(dueby_worklist_finding_json(worklist, i, text, sizeof text, NULL), DUEBY_OK);
  }
  assert_true(is_found);
  int64_t before = dueby_worklist_finding_count(worklist);
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_NULLS, 0, 1, lines, 1), DUEBY_OK);
  assert_int_equal(dueby_worklist_finding_count(worklist), before + 1);
  dueby_worklist_free(worklist);
}

/* Figures and summaries must have the same profile as the worklist, and the worklist must have a case. */
static void test_misuse__figures_of_another_profile(void **state) {
  (void)state;
  dueby_worklist *ours = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP), *theirs = NULL, *empty = NULL;
  dueby_definitions *definitions = definitions_of_england();
  const dueby_timeline_options run = {.as_at = when_of("2025-06-25")};
  const dueby_worklist_options options = {.run = &run};
  const dueby_measures_options year = {.year = 2025}, never = {.year = INT32_MAX};
  const dueby_measure_options due = {.basis = DUEBY_MEASURE_DUE}, basis = {.basis = 99};
  dueby_measures *measures = NULL, *none = NULL;
  dueby_summary *summary = NULL, *nothing = NULL;
  dueby_measures_unit unit;
  assert_int_equal(dueby_worklist_new(known.barnet, known.eaw, &options, &theirs), DUEBY_OK);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &empty), DUEBY_OK);
  assert_int_equal(dueby_measures_new(ours, definitions, &year, &measures), DUEBY_OK);
  assert_int_equal(dueby_summary_new(ours, &due, NULL, &summary), DUEBY_OK);
  refused(dueby_measures_add(measures, theirs));
  refused(dueby_summary_add(summary, theirs));
  assert_int_equal(dueby_measures_add(measures, empty), DUEBY_OK);
  assert_int_equal(dueby_summary_add(summary, empty), DUEBY_OK);
  assert_int_equal(dueby_measures_unit_at(measures, 0, &unit), DUEBY_DONE);
  assert_int_not_equal(dueby_measures_new(ours, definitions, &never, &none), DUEBY_OK);
  refused(dueby_measures_new(ours, definitions, NULL, &none));
  refused(dueby_summary_new(ours, &basis, NULL, &nothing));
  refused(dueby_summary_new(ours, NULL, NULL, &nothing));
  assert_null(none);
  assert_null(nothing);
  dueby_summary_free(summary);
  dueby_measures_free(measures);
  dueby_definitions_free(definitions);
  dueby_worklist_free(ours);
  dueby_worklist_free(theirs);
  dueby_worklist_free(empty);
}

static void test_misuse__selections(void **state) {
  (void)state;
  uint8_t selected[RULES_MAX];
  const char *const duties[] = {"cp.*", "no.such.duty", NULL};
  const dueby_selection_options wrong[] = {{.reserved = 1}, {.duty_count = -1, .duties = duties}, {.duty_count = 1}},
                                unknown = {.duty_count = 2, .duties = duties};
  int64_t index = -1;
  for (int i = 0; i < 3; i++) refused(dueby_selection_make(known.england, &wrong[i], selected, NULL));
  refused(dueby_selection_make(known.england, NULL, selected, NULL));
  assert_int_equal(dueby_selection_make(known.england, &unknown, selected, NULL),
                   DUEBY_ENOTFOUND); /* NULL: the caller does not need the index */
  assert_int_equal(dueby_selection_make(known.england, &unknown, selected, &index), DUEBY_ENOTFOUND);
  assert_int_equal(index, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_misuse__sizes_of_options),
      cmocka_unit_test(test_misuse__facts),
      cmocka_unit_test(test_misuse__rules_and_triggers),
      cmocka_unit_test(test_misuse__checks),
      cmocka_unit_test(test_misuse__texts_of_a_query),
      cmocka_unit_test(test_misuse__deadlines_changed_by_hand),
      cmocka_unit_test(test_misuse__new_worklists),
      cmocka_unit_test(test_misuse__cases),
      cmocka_unit_test(test_misuse__lines),
      cmocka_unit_test(test_misuse__findings),
      cmocka_unit_test(test_misuse__figures_of_another_profile),
      cmocka_unit_test(test_misuse__selections),
  };
  return cmocka_run_group_tests_name("misuse", tests, open_known, close_known);
}
