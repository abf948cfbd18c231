/* Passes impossible indexes, counts and numbers to functions about rules. Each must be refused, and outputs must be untouched. */
#include "dueby/compare.h"
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
    assert_int_equal(dueby_rule_series(known.england, outside[i]), -1);
    assert_int_equal(dueby_rule_uses(known.england, outside[i], 1), 0);
    assert_int_equal(dueby_rule_uses(known.england, 0, outside[i]), 0);
    assert_int_equal(dueby_tags_add(&tags, outside[i]), DUEBY_EARGUMENT);
    assert_true(!tags.bits[0] && !tags.bits[1]);
    assert_int_equal(dueby_rule_number(known.england, 0, 0, outside[i]), 0);
    assert_null(dueby_rule_text(known.england, 0, 0, outside[i]));
  }
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
  const dueby_check_options reserved = {.as_at = when_of("2025-06-10"), .reserved = 1};
  dueby_deadline deadline;
  dueby_check check;
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  assert_int_equal(dueby_query_check(query, &trigger, NULL, &deadline, &reserved, &check), DUEBY_EARGUMENT);
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
  assert_null(other);
  dueby_worklist_free(worklist);
  dueby_worklist_free(listed);
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
      cmocka_unit_test(test_arguments__of_a_profile),  cmocka_unit_test(test_arguments__of_a_comparison),
      cmocka_unit_test(test_arguments__of_a_query),    cmocka_unit_test(test_arguments__of_a_series),
      cmocka_unit_test(test_arguments__of_a_timeline), cmocka_unit_test(test_arguments__of_a_worklist),
      cmocka_unit_test(test_arguments__of_a_summary),
  };
  return cmocka_run_group_tests_name("arguments", tests, open_known, close_known);
}
