/* Passes impossible indexes, counts and numbers to functions about rules. Each must be refused, and outputs must be untouched. */
#include "dueby/compare.h"
#include "dueby/finding.h"
#include "dueby/query.h"
#include "dueby/selection.h"
#include "reports.h"

enum { TEXT = 4096 };

static const int32_t outside[] = {INT32_MIN, -1, 100000, INT32_MAX};
enum { OUTSIDE = sizeof outside / sizeof *outside };

static void ignore_cell(const char *name, const dueby_cell *cell, void *context) {
  (void)name, (void)cell;
  ++*(int *)context;
}

static void test_arguments__of_a_profile(void **state) {
  (void)state;
  for (int i = 0; i < OUTSIDE; i++) {
    dueby_tags tags = {{0, 0}};
    uint8_t recorded[RULES_MAX] = {0};
    const dueby_event unknown = {.type = outside[i], .date = day("2025-06-02")};
    assert_int_equal(dueby_recorded_add(known.england, &unknown, recorded), DUEBY_EARGUMENT);
    assert_int_equal(dueby_rule_series(known.england, outside[i]), -1);
    assert_int_equal(dueby_rule_uses(known.england, outside[i], 1), 0);
    assert_int_equal(dueby_rule_uses(known.england, 0, outside[i]), 0);
    assert_int_equal(dueby_tags_add(&tags, outside[i]), DUEBY_EARGUMENT);
    assert_true(!tags.bits[0] && !tags.bits[1]);
    assert_int_equal(dueby_rule_number(known.england, 0, 0, outside[i]), 0);
    assert_null(dueby_rule_text(known.england, 0, 0, outside[i]));
  }
}

static void test_arguments__of_a_calendar(void **state) {
  (void)state;
  const dueby_date days[] = {day("2026-01-01")};
  dueby_calendar *calendar = NULL;
  assert_int_equal(dueby_calendar_from_days(NULL, days, NULL, 1, &calendar), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_from_days("scotland", NULL, NULL, 1, &calendar), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_from_days("scotland", days, NULL, 0, &calendar), DUEBY_EARGUMENT);
  assert_null(calendar);
}

/* The calendar covers 1971 to 2100. */
static void test_arguments__of_a_comparison(void **state) {
  (void)state;
  dueby_comparison row = {.left_rule = 0, .right_rule = 0};
  int64_t count = UNTOUCHED;
  char text[TEXT] = "untouched";
  assert_int_equal(
      dueby_compare_profiles(known.england, known.barnet, known.eaw, day("1970-12-31"), day("2026-01-01"), NULL, 0, &count),
      DUEBY_ECOVERAGE);
  assert_int_equal(
      dueby_compare_profiles(known.england, known.barnet, known.eaw, day("2100-12-31"), day("2101-01-01"), NULL, 0, &count),
      DUEBY_ECOVERAGE);
  assert_int_equal(
      dueby_compare_profiles(known.england, known.barnet, known.eaw, day("2026-01-05"), day("2026-01-05"), &row, -1, &count),
      DUEBY_EARGUMENT);
  assert_int_equal(
      dueby_compare_profiles(known.england, known.barnet, known.eaw, day("2026-01-05"), day("2026-01-05"), NULL, 1, &count),
      DUEBY_EARGUMENT);
  assert_int_equal(count, UNTOUCHED);
  assert_int_equal(
      dueby_compare_profiles(known.england, known.barnet, known.eaw, day("2026-01-05"), day("2026-01-05"), &row, 1, &count),
      DUEBY_ESPACE);
  assert_true(count > 1);
  row.left_rule = dueby_profile_rule_count(known.england);
  row.right_rule = 0;
  assert_int_equal(dueby_comparison_text(known.england, known.barnet, &row, text, sizeof text, NULL), DUEBY_EARGUMENT);
  row.left_rule = 0;
  row.right_rule = dueby_profile_rule_count(known.barnet);
  assert_int_equal(dueby_comparison_text(known.england, known.barnet, &row, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_string_equal(text, "untouched");
}

static void test_arguments__of_a_query(void **state) {
  (void)state;
  dueby_query *query = NULL;
  char text[TEXT];
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.conference.initial", &query), DUEBY_OK);
  const dueby_event trigger = {.date = day("2025-06-02")};
  const dueby_failure good = {.status = DUEBY_ENOTINFORCE, .reason = DUEBY_REASON_NOT_IN_FORCE, .event = 0};
  for (int i = 0; i < OUTSIDE; i++) {
    dueby_failure wrong[] = {good, good, good};
    assert_int_equal(dueby_query_has_rule(query, outside[i]), 0);
    wrong[0].version = outside[i];
    if (outside[i] > 0) wrong[1].rule = wrong[2].event = outside[i]; /* a negative rule or event means none, so it is allowed */
    else wrong[1] = wrong[2] = wrong[0];
    for (int j = 0; j < 3; j++)
      assert_int_equal(dueby_failure_text(query, &trigger, &wrong[j], text, sizeof text, NULL), DUEBY_EARGUMENT);
  }
  const dueby_event wrong_triggers[] = {{.date = 0},
                                        {.date = trigger.date, .has = 1U << 31},
                                        {.date = trigger.date, .type = INT32_MIN},
                                        {.date = trigger.date, .reserved = 1},
                                        {.date = trigger.date, .agreed = {5, 0}}};
  dueby_deadline refused;
  for (size_t i = 0; i < sizeof wrong_triggers / sizeof *wrong_triggers; i++)
    if (dueby_query_due(query, &wrong_triggers[i], NULL, &refused) != DUEBY_EARGUMENT)
      fail_msg("trigger %d is not refused", (int)i);
  const dueby_check_options reserved = {.as_at = when_of("2025-06-10"), .reserved = 1};
  dueby_deadline deadline;
  dueby_check check;
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  assert_int_equal(dueby_query_check(query, &trigger, NULL, &deadline, &reserved, &check), DUEBY_EARGUMENT);
  const dueby_check_options options = {.as_at = when_of("2025-06-10")};
  dueby_deadline dateless = deadline;
  dateless.due = DUEBY_DATE_NONE;
  assert_int_equal(dueby_query_check(query, &trigger, NULL, &dateless, &options, &check), DUEBY_EARGUMENT);
  dueby_query_free(query);
}

static void test_arguments__of_a_series(void **state) {
  (void)state;
  const dueby_event trigger = {.date = day("2025-06-02")};
  const dueby_when met = when_of("2025-06-03");
  dueby_deadline lines[2];
  int64_t count = UNTOUCHED;
  int32_t duty = duty_of(known.england, "cla.visit");
  const struct {
    const dueby_when *met;
    dueby_deadline *lines;
    int64_t n_met, n;
  } wrong[] = {{&met, lines, -1, 2}, {&met, lines, 0, -1}, {NULL, lines, 1, 2}, {&met, NULL, 0, 2}};
  for (int i = 0; i < 4; i++)
    assert_int_equal(dueby_deadline_series(known.england, duty, NULL, known.eaw, &trigger, NULL, wrong[i].met, wrong[i].n_met,
                                           wrong[i].lines, wrong[i].n, &count),
                     DUEBY_EARGUMENT);
  assert_int_equal(count, UNTOUCHED);
}

/* A deadline was met on an impossible day, or is the last of all that can be numbered. */
static void test_arguments__of_the_next_deadline(void **state) {
  (void)state;
  enum { LAST_NUMBER = 999999 };
  const dueby_event trigger = {.date = day("2025-06-02")};
  const dueby_when met = when_of("2025-06-20"), beyond = {DUEBY_TIME_NONE, INT32_MAX, 0}, timed = {1, day("2025-06-20"), 0};
  dueby_deadline review, next;
  assert_int_equal(
      dueby_deadline_for_rule(known.england, rule_of(known.england, "england:cla.review"), known.eaw, &trigger, NULL, &review),
      DUEBY_OK);
  assert_int_equal(dueby_deadline_next(known.england, known.eaw, &trigger, NULL, &review, &beyond, &next), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_next(known.england, known.eaw, &trigger, NULL, &review, &timed, &next), DUEBY_EARGUMENT);
  dueby_deadline last = review;
  last.occurrence = LAST_NUMBER;
  assert_int_equal(dueby_deadline_next(known.england, known.eaw, &trigger, NULL, &last, &met, &next), DUEBY_EARGUMENT);
  last.occurrence = LAST_NUMBER - 1;
  assert_int_equal(dueby_deadline_next(known.england, known.eaw, &trigger, NULL, &last, &met, &next), DUEBY_OK);
  assert_int_equal(next.occurrence, LAST_NUMBER);
}

/* Passes options that no run has: see dueby_timeline_run. */
static void test_arguments__of_a_run(void **state) {
  (void)state;
  struct reported child;
  dueby_timeline *timeline = NULL;
  const int64_t offsets[] = {0, 2}, one[] = {0, 1};
  const dueby_event unread = {.type = INT32_MAX};
  const dueby_when as_at = when_of("2025-06-10");
  int64_t count = UNTOUCHED;
  const dueby_timeline_options wrong[] = {{.as_at = {DUEBY_TIME_NONE, 0, 0}},
                                          {.as_at = {1, as_at.date, 0}},
                                          {.as_at = {DUEBY_TIME_NONE, as_at.date, 1}},
                                          {.as_at = as_at, .flags = 1U << 31},
                                          {.as_at = as_at, .history_from = INT32_MAX},
                                          {.as_at = as_at, .ref_count = -1},
                                          {.as_at = as_at, .soon = {5, DUEBY_UNIT_HOURS}},
                                          {.as_at = as_at, .unread = &unread, .unread_offsets = one}};
  report_child(&child, 2);
  assert_int_equal(dueby_timeline_new(known.england, known.eaw, &timeline), DUEBY_OK);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    if (dueby_timeline_run(timeline, child.events, offsets, 1, &wrong[i], &count) != DUEBY_EARGUMENT)
      fail_msg("wrong options %d are not refused", (int)i);
  assert_int_equal(count, UNTOUCHED);
  dueby_timeline_free(timeline);
}

/* Runs two cases in a file that never has conferences. Only the first has an enquiry, and so a line that is left out. */
static void test_arguments__of_what_was_left_out(void **state) {
  (void)state;
  struct reported child;
  dueby_timeline *timeline = NULL;
  static dueby_holding holds[RULES_MAX];
  const int64_t offsets[] = {0, 2, 3};
  int32_t held = event_of(known.england, "icpc.held");
  int64_t count;
  report_child(&child, 3);
  child.events[2].type = event_of(known.england, "case.allocated");
  holds[held].what = DUEBY_HOLDS_NEVER;
  const dueby_timeline_options options = {.as_at = when_of("2025-07-01"), .holds = holds};
  assert_int_equal(dueby_timeline_new(known.england, known.eaw, &timeline), DUEBY_OK);
  assert_int_equal(dueby_timeline_run(timeline, child.events, offsets, 1, &options, &count), DUEBY_OK);
  assert_int_equal(dueby_timeline_left_out(timeline, held), 1);
  assert_in_range(dueby_timeline_left_out_trigger(timeline, held), 0, 1);
  assert_int_equal(dueby_timeline_run(timeline, child.events, offsets, 2, &options, &count), DUEBY_OK);
  assert_int_equal(dueby_timeline_left_out(timeline, held), 1);
  assert_int_equal(dueby_timeline_left_out_trigger(timeline, held), -1);
  dueby_timeline_free(timeline);
}

/* A state needs a day on which to find it, and a deadline with a date. */
static void test_arguments__of_a_state(void **state) {
  (void)state;
  const dueby_deadline good = {.due = day("2025-06-10"), .opens = DUEBY_DATE_NONE}, dateless = {.due = DUEBY_DATE_NONE};
  const dueby_when as_at = when_of("2025-06-02"), reserved = {DUEBY_TIME_NONE, as_at.date, 1}, apart = {1, as_at.date, 0};
  const dueby_span days = {5, DUEBY_UNIT_WORKING_DAYS}, hours = {5, DUEBY_UNIT_HOURS};
  dueby_verdict verdict;
  assert_int_equal(dueby_deadline_check(known.eaw, &good, NULL, NULL, &as_at, days, &verdict), DUEBY_OK);
  assert_int_equal(dueby_deadline_check(known.eaw, &good, NULL, NULL, NULL, days, &verdict), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_check(known.eaw, &good, NULL, NULL, &reserved, days, &verdict), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_check(known.eaw, &good, NULL, NULL, &apart, days, &verdict), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_check(known.eaw, &good, NULL, NULL, &as_at, hours, &verdict), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_check(known.eaw, &dateless, NULL, NULL, &as_at, days, &verdict), DUEBY_EARGUMENT);
}

/* Passes unknown codes for how completely the records hold an event, and "since" without a day or with a day out of range. */
static void test_arguments__of_a_timeline(void **state) {
  (void)state;
  struct reported child;
  dueby_timeline *timeline = NULL;
  const int64_t offsets[] = {0, 2};
  int64_t count = UNTOUCHED;
  static dueby_holding holds[RULES_MAX];
  const dueby_holding wrong[] = {{.what = DUEBY_HOLDS_UNSAID - 1},
                                 {.what = DUEBY_HOLDS_NEVER + 1},
                                 {.what = DUEBY_HOLDS_SINCE},
                                 {.what = DUEBY_HOLDS_SINCE, .since = DUEBY_DATE_LAST + 1}};
  dueby_timeline_options options = {.as_at = when_of("2025-06-10"), .holds = holds};
  report_child(&child, 2);
  assert_in_range(dueby_profile_event_count(known.england), 1, RULES_MAX - 1);
  assert_int_equal(dueby_timeline_new(known.england, known.eaw, &timeline), DUEBY_OK);
  for (int i = 0; i < 4; i++) {
    holds[child.events[0].type] = wrong[i];
    assert_int_equal(dueby_timeline_run(timeline, child.events, offsets, 1, &options, &count), DUEBY_EARGUMENT);
  }
  memset(holds, 0, sizeof holds);
  /* offsets of unread rows without an array, below 0, or decreasing */
  const dueby_event unread = {.type = child.events[0].type};
  const int64_t of_unread[][2] = {{0, 1}, {-1, 1}, {1, 0}};
  for (int i = 0; i < 3; i++) {
    options.unread = i ? &unread : NULL;
    options.unread_offsets = of_unread[i];
    assert_int_equal(dueby_timeline_run(timeline, child.events, offsets, 1, &options, &count), DUEBY_EARGUMENT);
  }
  options.unread_offsets = NULL;
  assert_int_equal(dueby_timeline_run(timeline, child.events, offsets, 1, &options, &count), DUEBY_OK);
  assert_true(count > 0);
  for (int i = 0; i < OUTSIDE; i++) {
    char text[TEXT];
    dueby_line line = dueby_timeline_lines(timeline)[0];
    assert_int_equal(dueby_timeline_left_out(timeline, outside[i]), 0);
    assert_int_equal(dueby_timeline_left_out_trigger(timeline, outside[i]), -1);
    line.rejected_by_rule = outside[i];
    assert_int_equal(dueby_line_reason(known.england, &line, NULL, text, sizeof text, NULL), DUEBY_EARGUMENT);
  }
  dueby_timeline_free(timeline);
}

static void test_arguments__of_a_worklist(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP), *listed = worklist_of(2, "2025-06-10", 0),
                 *other = NULL;
  const dueby_when later = when_of("2025-07-01");
  for (int i = 0; i < OUTSIDE; i++) {
    assert_int_equal(dueby_worklist_count(worklist, outside[i]), 0);
    assert_int_equal(dueby_worklist_state_count(worklist, outside[i]), 0);
    assert_int_equal(dueby_worklist_found(worklist, outside[i]), 0);
  }
  assert_int_equal(dueby_worklist_as_at(listed, &later, &other), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_as_at(worklist, NULL, &other), DUEBY_EARGUMENT);
  assert_null(other);
  const dueby_date beyond[] = {DUEBY_DATE_NONE, DUEBY_DATE_FIRST - 1, DUEBY_DATE_LAST + 1, INT32_MAX};
  char text[TEXT] = "untouched";
  for (int i = 0; i < 4; i++)
    assert_int_equal(dueby_worklist_horizon_text(worklist, beyond[i], text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_string_equal(text, "untouched");
  assert_int_equal(dueby_worklist_set_source(worklist, "a return", NULL, NULL), DUEBY_OK);
  assert_string_equal(dueby_worklist_source(worklist), "a return");
  int64_t of_a_return = dueby_worklist_finding_count(worklist);
  assert_int_equal(dueby_worklist_set_source(worklist, NULL, NULL, NULL), DUEBY_OK);
  assert_string_equal(dueby_worklist_source(worklist), "");
  assert_int_equal(dueby_worklist_finding_count(worklist), of_a_return); /* nothing is late, so no date of birth is missed */
  dueby_worklist_free(worklist);
  dueby_worklist_free(listed);
}

/* A case may not have a column with the name of one of the fields, because its object would have two. */
static void test_arguments__of_columns_named_like_fields(void **state) {
  (void)state;
  const dueby_timeline_options run = {.as_at = when_of("2025-06-10")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  const char *const names[] = {"team", "due"}, *value = "x";
  for (int i = 0; i < 2; i++) {
    dueby_status expected = i ? DUEBY_EARGUMENT : DUEBY_OK;
    struct reported child;
    dueby_worklist *before = NULL, *after = NULL;
    dueby_changes *changes = NULL;
    dueby_trial *trial = NULL;
    const dueby_event held = {.type = event_of(known.england, "icpc.held"), .date = day("2025-06-12")};
    char text[TEXT];
    report_child(&child, 2);
    child.of.columns = &names[i];
    child.of.values = &value;
    child.of.column_count = 1;
    assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &before), DUEBY_OK);
    assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &after), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(after, &child.of), DUEBY_OK);
    assert_int_equal(dueby_changes_new(before, after, &changes), DUEBY_OK);
    assert_int_equal(dueby_changes_json(changes, 0, text, sizeof text, NULL), expected);
    assert_int_equal(dueby_trial_new(after, 0, &trial), DUEBY_OK);
    assert_int_equal(dueby_trial_row_json(trial, 0, text, sizeof text, NULL), DUEBY_EARGUMENT); /* nothing was tried */
    assert_int_equal(dueby_trial_run(trial, &child.of, &held), DUEBY_OK);
    assert_int_equal(dueby_trial_row_json(trial, 0, text, sizeof text, NULL), expected);
    dueby_trial_free(trial);
    dueby_changes_free(changes);
    dueby_worklist_free(after);
    dueby_worklist_free(before);
  }
}

static void test_arguments__of_a_summary(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP);
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE};
  dueby_summary *summary = NULL;
  dueby_summary_row row;
  int64_t cursor = -1, first = 0;
  char text[TEXT];
  int cells = 0;
  assert_int_equal(dueby_summary_new(worklist, &options, NULL, &summary), DUEBY_OK);
  assert_int_equal(dueby_summary_add(summary, worklist), DUEBY_OK);
  assert_int_equal(dueby_summary_next(summary, &cursor, &row), DUEBY_EARGUMENT);
  assert_int_equal(dueby_summary_total(summary, &cursor, &row), DUEBY_EARGUMENT);
  assert_int_equal(dueby_summary_note_text(summary, -1, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_summary_next(summary, &first, &row), DUEBY_OK);
  for (int i = 0; i < OUTSIDE; i++) {
    dueby_summary_row wrong = row;
    wrong.rule = outside[i];
    assert_int_equal(dueby_summary_cells(summary, &wrong, ignore_cell, &cells), DUEBY_EARGUMENT);
    assert_int_equal(dueby_summary_json(summary, &wrong, text, sizeof text, NULL), DUEBY_EARGUMENT);
    assert_null(dueby_summary_field(outside[i]));
  }
  row.counted = -1;
  assert_int_equal(dueby_summary_cells(summary, &row, ignore_cell, &cells), DUEBY_EARGUMENT);
  assert_int_equal(cells, 0);
  dueby_summary_free(summary);
  dueby_worklist_free(worklist);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_arguments__of_a_profile),         cmocka_unit_test(test_arguments__of_a_calendar),
      cmocka_unit_test(test_arguments__of_a_comparison),      cmocka_unit_test(test_arguments__of_a_query),
      cmocka_unit_test(test_arguments__of_a_series),          cmocka_unit_test(test_arguments__of_the_next_deadline),
      cmocka_unit_test(test_arguments__of_a_timeline),        cmocka_unit_test(test_arguments__of_a_run),
      cmocka_unit_test(test_arguments__of_what_was_left_out), cmocka_unit_test(test_arguments__of_a_state),
      cmocka_unit_test(test_arguments__of_a_worklist),        cmocka_unit_test(test_arguments__of_columns_named_like_fields),
      cmocka_unit_test(test_arguments__of_a_summary),
  };
  return cmocka_run_group_tests_name("arguments", tests, open_known, close_known);
}
