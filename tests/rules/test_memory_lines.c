/* Makes the n-th allocation fail, for every n, while a case's lines are made. There are several rules and triggers, so each loop
 * has work left when it has to stop. */
#include "fail_each.h"
#include "reports.h"
#include "timeline.h"

struct lines_told {
  const char *rules, *events, *horizon;
  int64_t lines; /* the number of lines if nothing fails */
  const char *holds;
};

static dueby_profile *profile;

static dueby_status try_lines(const void *with, void **made) {
  const struct lines_told *told = with;
  struct history_told history = history_of(profile, told->events);
  const int64_t offsets[] = {0, history.count};
  struct asked_of_timeline asked = {0};
  dueby_timeline *timeline = NULL;
  int64_t count = UNTOUCHED;
  (void)made;
  if (told->holds) hold_told(told->holds, profile, asked.holds);
  const dueby_timeline_options options = {.as_at = when_of("2026-06-01"),
                                          .horizon = told->horizon ? day(told->horizon) : DUEBY_DATE_NONE,
                                          .holds = told->holds ? asked.holds : NULL};
  dueby_status status = dueby_timeline_new(profile, known.eaw, &timeline);
  if (status != DUEBY_OK) return status;
  status = dueby_timeline_run(timeline, history.events, offsets, 1, &options, &count);
  if (status == DUEBY_OK) assert_int_equal(count, told->lines);
  else assert_int_equal(count, UNTOUCHED);
  dueby_timeline_free(timeline);
  return status;
}

static void assert_lines_need_memory(const struct lines_told *told) {
  profile = profile_of_rules(told->rules);
  assert_true(fail_each(try_lines, NULL, told) >= 4);
  dueby_profile_free(profile);
}

#define DUTY "title: t, trigger: referral.received, due: visit.made"

/* Three referrals, each with its own visit, under two rules of one duty: one line for each referral. */
static void test_memory__lines_of_several_rules(void **state) {
  (void)state;
  assert_lines_need_memory(&(struct lines_told){
      .rules = "  - {id: a, " DUTY ", within: 1 week, each: true}\n  - {id: a, name: b, " DUTY ", within: 2 weeks, each: true}\n"
               "  - {id: c, " DUTY ", within: 3 weeks, each: true}\n",
      .events = "2026-03-02 referral.received, 2026-03-03 referral.received, 2026-03-04 referral.received",
      .lines = 6});
}

/* Two duties with one rule each, which end at a birthday. */
static void test_memory__lines_that_end_at_a_birthday(void **state) {
  (void)state;
  assert_lines_need_memory(
      &(struct lines_told){.rules = "  - {id: a, " DUTY ", within: 1 week, ends: [child.turned_18]}\n"
                                    "  - {id: b, " DUTY ", within: 2 weeks, ends: [child.turned_21, child.turned_25]}\n",
                           .events = "2004-05-06 birth, 2020-03-02 referral.received, 2020-03-03 referral.received",
                           .lines = 2});
}

/* The records have only the latest visit of each referral. */
static void test_memory__lines_by_the_latest_event(void **state) {
  (void)state;
  assert_lines_need_memory(&(struct lines_told){
      .rules = "  - {id: a, " DUTY ", within: 1 week}\n",
      .events =
          "2026-03-02 visit.made #A, 2026-03-02 referral.received #A, 2026-03-03 referral.received #B, 2026-03-04 visit.made #B",
      .lines = 2,
      .holds = "visit.made=latest"});
}

/* The end of a placement proves on the day after that there may be another. */
static void test_memory__lines_after_an_end_that_proves(void **state) {
  (void)state;
  assert_lines_need_memory(&(struct lines_told){.rules = "  - {id: a, " DUTY ", within: 1 week}\n",
                                                .events = "2026-03-02 referral.received, 2026-03-03 placement.ended",
                                                .lines = 1});
}

/* Two notices, of five working days before each conference. */
static void test_memory__lines_of_notices(void **state) {
  (void)state;
  assert_lines_need_memory(
      &(struct lines_told){.rules = "  - {id: a, title: t, trigger: icpc.held, due: visit.made, before: 5 working days}\n",
                           .events = "2026-03-20 icpc.held #A, 2026-04-20 icpc.held #B",
                           .lines = 2});
}

/* A visit is due every day until the horizon. As-at is 1 June, so there are the open line and 100 more up to 9 September. */
static void test_memory__projected_lines(void **state) {
  (void)state;
  assert_lines_need_memory(&(struct lines_told){.rules = "  - {id: a, " DUTY ", schedule: [{every: 1 day}]}\n"
                                                         "  - {id: a, name: b, " DUTY ", schedule: [{every: 2 days}]}\n",
                                                .events = "2026-05-31 referral.received",
                                                .horizon = "2026-09-09",
                                                .lines = 101});
}

/* The child's death ends every line. */
static dueby_status try_end(const void *with, void **made) {
  struct reported child;
  dueby_trial *trial = (void *)&marker;
  (void)made;
  report_child(&child, 2);
  const dueby_event death = {.type = event_of(known.england, "child.died"), .date = day("2025-06-11")};
  dueby_status status = dueby_trial_new(with, 0, &trial);
  if (status != DUEBY_OK) return status;
  status = dueby_trial_run(trial, &child.of, &death);
  if (status == DUEBY_OK) assert_true(dueby_trial_row_count(trial) > 1);
  dueby_trial_free(trial);
  return status;
}

static void test_memory__rows_of_a_trial(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  assert_true(fail_each(try_end, NULL, worklist) >= 4);
  dueby_worklist_free(worklist);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory__lines_of_several_rules),    cmocka_unit_test(test_memory__lines_that_end_at_a_birthday),
      cmocka_unit_test(test_memory__lines_by_the_latest_event), cmocka_unit_test(test_memory__lines_after_an_end_that_proves),
      cmocka_unit_test(test_memory__lines_of_notices),          cmocka_unit_test(test_memory__projected_lines),
      cmocka_unit_test(test_memory__rows_of_a_trial),
  };
  return cmocka_run_group_tests(tests, open_known, close_known);
}
