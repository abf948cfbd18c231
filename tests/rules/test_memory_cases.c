/* Makes the n-th allocation fail, for every n, while more cases or units remain, so each loop has to stop early. */
#include "fail_each.h"
#include "reports.h"
#include "timeline.h"

enum { CASES = 3 };

static dueby_profile *profile;

/* ---- worklists of several cases ---- */

/* Makes a worklist of cases 1, 2 and so on, each with the same events. */
static dueby_worklist *worklist_with_unread(int count, const char *told, const char *unread_told, const char *as_at) {
  static const char *const names[CASES] = {"1", "2", "3"};
  struct history_told history = history_of(profile, told), unread = history_of(profile, unread_told);
  const dueby_timeline_options run = {.as_at = when_of(as_at)};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  dueby_worklist *worklist = NULL;
  assert_int_equal(dueby_worklist_new(profile, known.eaw, &options, &worklist), DUEBY_OK);
  for (int i = 0; i < count; i++) {
    const dueby_case of = {.name = names[i],
                           .events = history.events,
                           .event_count = history.count,
                           .unread = unread.events,
                           .unread_count = unread.count};
    assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
  }
  return worklist;
}

static dueby_worklist *worklist_of_cases(int count, const char *told, const char *as_at) {
  return worklist_with_unread(count, told, "", as_at);
}

/* A referral has two duties, so each case has two lines. */
static const char two_duties[] = "  - {id: a, title: t, trigger: referral.received, due: visit.made, within: 1 week}\n"
                                 "  - {id: b, title: u, trigger: referral.received, due: referral.decided, within: 2 weeks}\n";
static const char referral[] = "2026-03-02 referral.received";

static dueby_status try_as_at(const void *with, void **made) {
  const dueby_when later = when_of("2026-04-01");
  dueby_worklist *worklist = (void *)&marker;
  dueby_status status = dueby_worklist_as_at(with, &later, &worklist);
  if (worklist == (void *)&marker) return status;
  assert_int_equal(dueby_worklist_count(worklist, DUEBY_COUNT_OVERDUE), 2 * CASES);
  assert_string_equal(dueby_worklist_source(worklist), "from a return");
  *made = worklist;
  return status;
}

static void free_worklist(void *made) {
  dueby_worklist_free(made);
}

static void test_memory__as_at_of_cases(void **state) {
  (void)state;
  profile = profile_of_rules(two_duties);
  dueby_worklist *worklist = worklist_of_cases(CASES, referral, "2026-03-03");
  assert_int_equal(dueby_worklist_set_source(worklist, "from a return", NULL, NULL), DUEBY_OK);
  assert_true(fail_each(try_as_at, free_worklist, worklist) >= 10);
  dueby_worklist_free(worklist);
  dueby_profile_free(profile);
}

struct compared {
  const dueby_worklist *before, *after;
  int64_t changes;
};

static dueby_status try_changes(const void *with, void **made) {
  const struct compared *compared = with;
  dueby_changes *changes = (void *)&marker;
  dueby_status status = dueby_changes_new(compared->before, compared->after, &changes);
  if (changes == (void *)&marker) return status;
  assert_int_equal(dueby_changes_count(changes), compared->changes);
  *made = changes;
  return status;
}

static void free_changes(void *made) {
  dueby_changes_free(made);
}

/* Compares lists in which all cases are new, with two lines each; all are gone; or all have become overdue. */
static void test_memory__changes_of_cases(void **state) {
  (void)state;
  profile = profile_of_rules(two_duties);
  dueby_worklist *none = worklist_of_cases(0, referral, "2026-03-03"), *some = worklist_of_cases(CASES, referral, "2026-03-03"),
                 *late = worklist_of_cases(CASES, referral, "2026-04-01");
  const struct compared compared[] = {{none, some, 2 * CASES}, {some, none, 2 * CASES}, {some, late, 2 * CASES}};
  for (int i = 0; i < 3; i++) assert_true(fail_each(try_changes, free_changes, &compared[i]) >= 4);
  dueby_worklist_free(none);
  dueby_worklist_free(some);
  dueby_worklist_free(late);
  dueby_profile_free(profile);
}

static dueby_status try_summary(const void *with, void **made) {
  const dueby_measure_options due = {.basis = DUEBY_MEASURE_DUE};
  dueby_summary *summary = NULL;
  dueby_summary_row row;
  int64_t cursor = 0;
  (void)made;
  dueby_status status = dueby_summary_new(with, &due, NULL, &summary);
  if (status == DUEBY_OK) status = dueby_summary_add(summary, with);
  if (status == DUEBY_OK) assert_int_equal(dueby_summary_next(summary, &cursor, &row), DUEBY_OK);
  if (status == DUEBY_OK) assert_int_equal(row.measure.overdue, CASES);
  dueby_summary_free(summary);
  return status;
}

static void test_memory__summary_of_cases(void **state) {
  (void)state;
  profile = profile_of_rules(two_duties);
  dueby_worklist *worklist = worklist_of_cases(CASES, referral, "2026-04-01");
  assert_true(fail_each(try_summary, NULL, worklist) >= 5);
  dueby_worklist_free(worklist);
  dueby_profile_free(profile);
}

/* ---- units of measures ---- */

struct counting {
  const dueby_worklist *worklist;
  const dueby_definitions *definitions;
  int64_t units;
};

static dueby_status try_units(const void *with, void **made) {
  const struct counting *counting = with;
  const dueby_measures_options options = {.year = 2025};
  dueby_measures *measures = NULL;
  dueby_measures_unit unit;
  (void)made;
  dueby_status status = dueby_measures_new(counting->worklist, counting->definitions, &options, &measures);
  if (status == DUEBY_OK) status = dueby_measures_add(measures, counting->worklist);
  if (status == DUEBY_OK) {
    assert_int_equal(dueby_measures_unit_at(measures, counting->units - 1, &unit), DUEBY_OK);
    assert_int_equal(dueby_measures_unit_at(measures, counting->units, &unit), DUEBY_DONE);
  }
  dueby_measures_free(measures);
  return status;
}

/* The last case has two units, each followed by more of the case. Units without a start are odd, and their texts need memory. Each
 * unreadable row is a unit. */
static void test_memory__units_of_cases(void **state) {
  (void)state;
  static const struct {
    const char *counts, *events;
    int64_t units;
    const char *unread;
  } told[] = {
      {"counts: ended, from: s47.started, to: icpc.held, within: 15 working days",
       "2025-06-02 s47.started, 2025-06-20 icpc.held, 2025-07-01 s47.started, 2025-07-10 icpc.held, 2025-08-01 visit.made", 2},
      {"counts: ended, from: s47.started, to: icpc.held, within: 15 working days",
       "2025-06-20 icpc.held, 2025-07-10 icpc.held, 2025-08-01 visit.made", 2},
      {"counts: ended, from: s47.started, to: icpc.held, at: visit.made, within: 30 days",
       "2025-06-02 s47.started, 2025-06-20 icpc.held, 2025-07-01 visit.made, 2025-07-10 icpc.held, 2025-08-01 visit.made", 2},
      {"counts: ended, from: s47.started, to: icpc.held, at: visit.made, within: 30 days",
       "2025-07-01 visit.made #A, 2025-08-01 visit.made #B", 2},
      {"counts: started, from: s47.started, again: 12 months", "2025-06-02 s47.started, 2025-07-01 s47.started", 2},
      {"counts: due, duty: cp.conference.initial",
       "2025-06-02 s47.started, 2025-06-02 strategy_discussion.held, 2025-06-20 icpc.held, 2025-09-01 s47.started, "
       "2025-09-01 strategy_discussion.held",
       2},
      {"counts: ended, from: s47.started, to: icpc.held, within: 15 working days", "", 1, "? icpc.held"},
      {"counts: ended, from: s47.started, to: icpc.held, at: visit.made, within: 30 days", "", 1, "? visit.made"},
      {"counts: started, from: s47.started, again: 12 months", "", 1, "? s47.started"},
      {"counts: open, from: s47.started, to: cp_plan.ended, longer_than: 5 days", "", 1, "? s47.started"},
      {"counts: due, duty: cp.conference.initial", "", 1, "? strategy_discussion.held"}};
  profile = builtin("england");
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    char yaml[512];
    dueby_definitions *definitions = NULL;
    int length =
        snprintf(yaml, sizeof yaml, "measures:\n  - {measure: T, title: t, unit: u, share: s, source: x, %s}\n", told[i].counts);
    assert_in_range(length, 1, sizeof yaml - 1);
    assert_int_equal(dueby_definitions_from_yaml(profile, yaml, length, NULL, &definitions), DUEBY_OK);
    dueby_worklist *worklist = worklist_with_unread(CASES, told[i].events, told[i].unread ? told[i].unread : "", "2026-03-31");
    const struct counting counting = {worklist, definitions, told[i].units};
    assert_true(fail_each(try_units, NULL, &counting) >= 6);
    dueby_worklist_free(worklist);
    dueby_definitions_free(definitions);
  }
  dueby_profile_free(profile);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory__as_at_of_cases),
      cmocka_unit_test(test_memory__changes_of_cases),
      cmocka_unit_test(test_memory__summary_of_cases),
      cmocka_unit_test(test_memory__units_of_cases),
  };
  return cmocka_run_group_tests(tests, open_known, close_known);
}
