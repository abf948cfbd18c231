/* Tests for fault W14: in every struct that a caller fills, zero means unknown, so {0} with the known fields set must work. Swapped
 * fields of the same type must be noticed. */
#include "dueby/query.h"
#include "dueby/summary.h"
#include "rules.h"

static dueby_status due_on(const char *duty, const dueby_event *trigger, const dueby_facts *facts, dueby_deadline *deadline) {
  return dueby_deadline_for_duty(known.england, duty_of(known.england, duty), NULL, known.eaw, trigger, facts, deadline);
}

/* Without a date of birth the child may have any age, so the review is due after six months, not twelve (regulation 7(3)). If
 * the date of birth is given as 1 January 1970, the child is over eighteen, and no duty begins (rule 8 of docs/rules.md). */
static void test_w14__facts(void **state) {
  (void)state;
  dueby_event trigger = {.date = day("2026-03-27")};
  dueby_facts facts = {0};
  dueby_deadline deadline;
  assert_int_equal(due_on("cla.health.review", &trigger, &facts, &deadline), DUEBY_OK);
  assert_day(deadline.due, "2026-09-27");
  assert_int_equal(due_on("cla.health.review", &trigger, NULL, &deadline), DUEBY_OK);
  assert_day(deadline.due, "2026-09-27");
  facts.born = day("2024-01-01");
  assert_int_equal(due_on("cla.health.review", &trigger, &facts, &deadline), DUEBY_OK);
  assert_day(deadline.due, "2026-09-27");
  assert_int_equal(deadline.flags & DUEBY_DEADLINE_UNPROVEN_AGE, 0);
  facts.born = 0;
  facts.has = DUEBY_HAS_BORN;
  assert_int_equal(due_on("cla.health.review", &trigger, &facts, &deadline), DUEBY_ENORULE);
}

/* An event with only its day set counts as the duty's trigger. Without a day it is refused, unless a flag says that the day
 * is 1 January 1970. */
static void test_w14__event(void **state) {
  (void)state;
  dueby_event trigger = {0};
  dueby_deadline deadline;
  assert_int_equal(due_on("cp.conference.initial", &trigger, NULL, &deadline), DUEBY_EARGUMENT);
  trigger.date = day("2026-03-27");
  assert_int_equal(due_on("cp.conference.initial", &trigger, NULL, &deadline), DUEBY_OK);
  assert_day(deadline.due, "2026-04-21");
  trigger.reserved = 1;
  assert_int_equal(due_on("cp.conference.initial", &trigger, NULL, &deadline), DUEBY_EARGUMENT);
  dueby_event epoch = {.has = DUEBY_HAS_DATE};
  assert_int_equal(due_on("cp.conference.initial", &epoch, NULL, &deadline), DUEBY_ENOTINFORCE);
}

/* The duty is due 72 hours after 30 March. An action on 29 April, at an unknown time, is late. */
static void test_w14__when(void **state) {
  (void)state;
  const dueby_span none = {0, 0};
  dueby_event trigger = {.date = day("2026-03-30"), .time = when_of("2026-03-30T10:00").time};
  dueby_deadline deadline;
  dueby_when met = {0}, as_at = {0};
  dueby_verdict verdict;
  assert_int_equal(due_on("missing.return_interview", &trigger, NULL, &deadline), DUEBY_OK);
  met.date = day("2026-04-29");
  assert_int_equal(dueby_deadline_check(known.eaw, &deadline, &met, NULL, NULL, none, &verdict), DUEBY_OK);
  assert_int_equal(verdict.state, DUEBY_STATE_MET_LATE);
  as_at.date = day("2026-04-29");
  assert_int_equal(dueby_deadline_check(known.eaw, &deadline, NULL, NULL, &as_at, none, &verdict), DUEBY_OK);
  assert_int_equal(verdict.state, DUEBY_STATE_OVERDUE);
}

/* A caller can make a deadline with only the due day set. */
static void test_w14__deadline(void **state) {
  (void)state;
  const dueby_span none = {0, 0};
  dueby_deadline deadline = {.due = day("2026-03-27")};
  dueby_when met = {.date = day("2026-03-27"), .time = when_of("2026-03-27T10:00").time};
  dueby_verdict verdict;
  assert_int_equal(dueby_deadline_check(known.eaw, &deadline, &met, NULL, NULL, none, &verdict), DUEBY_OK);
  assert_int_equal(verdict.state, DUEBY_STATE_MET);
}

static void test_w14__timeline_options(void **state) {
  (void)state;
  dueby_timeline *timeline;
  dueby_timeline_options options = {0};
  dueby_event event = {.date = day("2026-03-27"), .type = event_of(known.england, "strategy_discussion.held")};
  const int64_t offsets[] = {0, 1};
  int64_t count = 0;
  assert_int_equal(dueby_timeline_new(known.england, known.eaw, &timeline), DUEBY_OK);
  assert_int_equal(dueby_timeline_run(timeline, &event, offsets, 1, &options, &count),
                   DUEBY_EARGUMENT); /* refused without an as-at day */
  options.as_at.date = day("2026-04-22");
  assert_int_equal(dueby_timeline_run(timeline, &event, offsets, 1, &options, &count), DUEBY_OK);
  assert_true(count > 0);
  for (int64_t i = 0; i < count; i++) {
    const dueby_line *line = &dueby_timeline_lines(timeline)[i];
    assert_int_equal(line->projected, 0);
    if (line->duty == duty_of(known.england, "cp.conference.initial")) assert_int_equal(line->verdict.state, DUEBY_STATE_OVERDUE);
  }
  dueby_event nothing = {0};
  assert_int_equal(dueby_timeline_run(timeline, &nothing, offsets, 1, &options, &count), DUEBY_EARGUMENT);
  nothing.date = day("2026-03-27");
  assert_int_equal(dueby_timeline_run(timeline, &nothing, offsets, 1, &options, &count),
                   DUEBY_EARGUMENT); /* refused without a type */
  dueby_timeline_free(timeline);
}

static void test_w14__measure_options(void **state) {
  (void)state;
  const dueby_measure_options options = {.as_at = day("2026-03-31")};
  const dueby_outcome outcome = {.begins = day("2026-01-05"),
                                 .due = day("2026-02-02"),
                                 .closed = day("2026-02-01"),
                                 .closed_by = DUEBY_OUTCOME_MET,
                                 .state = DUEBY_STATE_MET};
  dueby_measure measure = {0};
  dueby_measure_add(&options, &outcome, 1, &measure);
  assert_int_equal(measure.in_time, 1);
  assert_day(dueby_measure_last(&options), "2026-03-31");
}

/* The time of an event must be on its date, or on the day before if a cut-off moved the date. */
static void test_w14__a_time_that_contradicts_its_day(void **state) {
  (void)state;
  const dueby_span none = {0, 0};
  const dueby_time evening = when_of("2026-03-27T20:00").time;
  dueby_deadline deadline;
  dueby_verdict verdict;
  const struct {
    const char *date;
    dueby_status status;
  } rows[] = {{"2026-03-26", DUEBY_EARGUMENT},
              {"2026-03-27", DUEBY_OK},
              {"2026-03-28", DUEBY_OK},
              {"2026-03-29", DUEBY_EARGUMENT},
              {"2026-04-26", DUEBY_EARGUMENT}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const dueby_event trigger = {.date = day(rows[i].date), .time = evening};
    const dueby_when met = {.date = day(rows[i].date), .time = evening};
    assert_int_equal(due_on("cp.conference.initial", &trigger, NULL, &deadline), rows[i].status);
    const dueby_deadline made = {.due = day("2026-04-27")};
    assert_int_equal(dueby_deadline_check(known.eaw, &made, &met, NULL, NULL, none, &verdict), rows[i].status);
  }
}

/* A struct may be larger than the library expects, because a newer program has more fields. A struct must not be smaller than in
 * its first release. */
static void test_w14__sizes(void **state) {
  (void)state;
  struct {
    dueby_facts facts;
    uint32_t newer[2];
  } more = {.facts = {.size = sizeof more, .born = day("2024-01-01")}};
  dueby_event trigger = {.date = day("2026-03-27")};
  dueby_deadline deadline;
  assert_int_equal(due_on("cla.health.review", &trigger, &more.facts, &deadline), DUEBY_OK);
  more.newer[1] = 1;
  assert_int_equal(due_on("cla.health.review", &trigger, &more.facts, &deadline), DUEBY_EARGUMENT);
  dueby_facts whole = {.size = sizeof whole, .born = day("2010-01-01")};
  assert_int_equal(due_on("cla.health.review", &trigger, &whole, &deadline), DUEBY_OK);
  const uint32_t shorter[] = {1, offsetof(dueby_facts, born), offsetof(dueby_facts, events) + 4, sizeof whole - 1};
  for (size_t i = 0; i < sizeof shorter / sizeof *shorter; i++) {
    whole.size = shorter[i];
    assert_int_equal(due_on("cla.health.review", &trigger, &whole, &deadline), DUEBY_EARGUMENT);
  }
}

/* Functions refuse NULL together with a count, and missing options. */
static void test_w14__nothing_with_a_count(void **state) {
  (void)state;
  const dueby_event trigger = {.date = day("2026-03-27")};
  const dueby_facts facts = {.event_count = 1};
  const int32_t visit = duty_of(known.england, "cla.visit");
  dueby_deadline deadlines[2];
  dueby_summary *summary = NULL;
  dueby_worklist *worklist = NULL;
  const dueby_timeline_options run = {.as_at.date = day("2026-03-27")};
  const dueby_worklist_options options = {.run = &run};
  int64_t count;
  assert_int_equal(due_on("cla.visit", &trigger, &facts, &deadlines[0]), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_series(known.england, visit, NULL, known.eaw, &trigger, NULL, NULL, 1, deadlines, 2, &count),
                   DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_series(known.england, visit, NULL, known.eaw, &trigger, NULL, NULL, 0, NULL, 2, &count),
                   DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_series(known.england, visit, NULL, known.eaw, &trigger, NULL, NULL, 0, deadlines, 2, &count),
                   DUEBY_OK);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, NULL, &worklist), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_summary_new(worklist, NULL, NULL, &summary), DUEBY_EARGUMENT);
  assert_null(summary);
  dueby_worklist_free(worklist);
}

static void test_w14__checked_with_no_events_but_a_count(void **state) {
  (void)state;
  const dueby_event trigger = {.date = day("2026-03-27")};
  const dueby_facts facts = {.event_count = 1};
  const dueby_check_options options = {.as_at.date = day("2026-04-27")};
  dueby_query *query;
  dueby_deadline deadline;
  dueby_check check;
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cla.visit", &query), DUEBY_OK);
  assert_int_equal(due_on("cla.visit", &trigger, NULL, &deadline), DUEBY_OK);
  assert_int_equal(dueby_query_check(query, &trigger, &facts, &deadline, &options, &check), DUEBY_EARGUMENT);
  assert_int_equal(dueby_query_check(query, &trigger, NULL, &deadline, NULL, &check), DUEBY_EARGUMENT);
  assert_int_equal(dueby_query_check(query, &trigger, NULL, &deadline, &options, &check), DUEBY_OK);
  dueby_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_w14__facts),
      cmocka_unit_test(test_w14__event),
      cmocka_unit_test(test_w14__when),
      cmocka_unit_test(test_w14__deadline),
      cmocka_unit_test(test_w14__timeline_options),
      cmocka_unit_test(test_w14__measure_options),
      cmocka_unit_test(test_w14__a_time_that_contradicts_its_day),
      cmocka_unit_test(test_w14__sizes),
      cmocka_unit_test(test_w14__nothing_with_a_count),
      cmocka_unit_test(test_w14__checked_with_no_events_but_a_count),
  };
  return cmocka_run_group_tests_name("zero", tests, open_known, close_known);
}
