/* Tests runs of a timeline: many cases, a reused workspace, events in any order, and refused arguments. */
#include <stdlib.h>

#include "timeline.h"

#define WEEKLY "    schedule: [{every: 1 week}]\n"

/* The objects for a timeline test: a profile, its timeline and the options of a run. */
struct bench {
  dueby_profile *profile;
  dueby_timeline *timeline;
  dueby_timeline_options options;
};

static struct bench bench_of(const char *figure, const char *as_at) {
  struct bench bench = {profile_of_rule(figure), NULL, {.horizon = DUEBY_DATE_NONE, .history_from = DUEBY_DATE_NONE}};
  bench.options.as_at = when_of(as_at);
  assert_int_equal(dueby_timeline_new(bench.profile, known.eaw, &bench.timeline), DUEBY_OK);
  return bench;
}

static void close_bench(struct bench *bench) {
  dueby_timeline_free(bench->timeline);
  dueby_profile_free(bench->profile);
}

static dueby_status run_events(struct bench *bench, const dueby_event *events, int64_t n, int64_t *count) {
  int64_t offsets[] = {0, n};
  return dueby_timeline_run(bench->timeline, events, offsets, 1, &bench->options, count);
}

static const char *words_of_run(struct bench *bench, const char *told) {
  static char texts[2][TOLD];
  static int next;
  struct words words = {texts[next++ % 2], 0};
  struct history_told history = history_of(bench->profile, told);
  int64_t count = UNTOUCHED;
  assert_int_equal(run_events(bench, history.events, history.count, &count), DUEBY_OK);
  put_lines(&words, bench->profile, bench->timeline, history.events, count, OPENS | FROM | LIMITS | LAW | LEFT | TAKEN);
  return words.text;
}

/* ---- cases ---- */

static void test_cases__each_stands_alone(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY, "2026-03-20");
  struct history_told all =
      history_of(bench.profile, "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-04 referral.received");
  const int64_t offsets[] = {0, 1, 1, 2, 3}; /* four cases, with: a trigger; no events; a visit; a trigger */
  int64_t count = UNTOUCHED;
  assert_int_equal(dueby_timeline_run(bench.timeline, all.events, offsets, 4, &bench.options, &count), DUEBY_OK);
  const dueby_line *lines = dueby_timeline_lines(bench.timeline);
  assert_int_equal(count, 2);
  assert_int_equal(lines[0].case_index, 0);
  assert_day(lines[0].deadline.due, "2026-03-09");
  assert_int_equal(lines[0].trigger, 0);
  assert_int_equal(lines[1].case_index, 3);
  assert_day(lines[1].deadline.due, "2026-03-11");
  assert_int_equal(lines[1].trigger, 2); /* the index refers to the events of the whole run */
  assert_int_equal(lines[0].met, -1);
  assert_int_equal(lines[1].met, -1);
  close_bench(&bench);
}

static void test_cases__places_are_those_of_the_run(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY "    ends: [cp_plan.ended]\n    needs: [alone]\n", "2026-03-20");
  struct history_told all = history_of(bench.profile, "2026-03-02 visit.made, 2026-03-12 cp_plan.ended, 2026-03-06 visit.made, "
                                                      "2026-03-05 visit.made +alone, 2026-03-02 referral.received");
  const int64_t offsets[] = {0, 1, 5};
  int64_t count = UNTOUCHED;
  assert_int_equal(dueby_timeline_run(bench.timeline, all.events, offsets, 2, &bench.options, &count), DUEBY_OK);
  const dueby_line *lines = dueby_timeline_lines(bench.timeline);
  assert_int_equal(count, 2);
  assert_int_equal(lines[0].trigger, 4);
  assert_int_equal(lines[0].met, 3);
  assert_int_equal(lines[0].ended, -1);
  assert_int_equal(lines[1].ended, 1);
  assert_int_equal(lines[1].met, -1);
  assert_int_equal(lines[1].rejected, 2);
  close_bench(&bench);
}

static void test_cases__none(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY, "2026-03-20");
  int64_t offsets[] = {0}, count = UNTOUCHED;
  assert_int_equal(dueby_timeline_run(bench.timeline, NULL, offsets, 0, &bench.options, &count), DUEBY_OK);
  assert_int_equal(count, 0);
  close_bench(&bench);
}

/* ---- any order ---- */

enum { SHUFFLED = 6 };

static void swap_events(dueby_event *left, dueby_event *right) {
  dueby_event kept = *left;
  *left = *right;
  *right = kept;
}

struct shuffle {
  struct bench *bench;
  struct history_told history;
  const char *expected;
  int64_t orders;
};

static void compare_order(struct shuffle *shuffle) {
  char text[TOLD];
  struct words words = {text, 0};
  int64_t count = UNTOUCHED;
  struct bench *bench = shuffle->bench;
  assert_int_equal(run_events(bench, shuffle->history.events, SHUFFLED, &count), DUEBY_OK);
  put_lines(&words, bench->profile, bench->timeline, shuffle->history.events, count, OPENS | FROM | LIMITS | LAW | LEFT | TAKEN);
  assert_string_equal(text, shuffle->expected);
  shuffle->orders++;
}

static void try_orders(struct shuffle *shuffle, int from) {
  if (from == SHUFFLED - 1) compare_order(shuffle);
  for (int i = from; from < SHUFFLED - 1 && i < SHUFFLED; i++) {
    swap_events(&shuffle->history.events[from], &shuffle->history.events[i]);
    try_orders(shuffle, from + 1);
    swap_events(&shuffle->history.events[from], &shuffle->history.events[i]);
  }
}

static void assert_any_order(const char *figure, const char *events) {
  struct bench bench = bench_of(figure, "2026-03-20");
  struct shuffle shuffle = {&bench, history_of(bench.profile, events), NULL, 0};
  char expected[TOLD];
  snprintf(expected, sizeof expected, "%s", words_of_run(&bench, events));
  shuffle.expected = expected;
  assert_int_equal(shuffle.history.count, SHUFFLED);
  assert_true(strlen(expected) > 0);
  try_orders(&shuffle, 0);
  assert_int_equal(shuffle.orders, 720);
  close_bench(&bench);
}

static void test_order__does_not_matter(void **state) {
  (void)state;
  assert_any_order(WEEKLY "    ends: [cp_plan.ended]\n",
                   "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-10 visit.made, "
                   "2026-03-04 referral.received, 2026-03-12 cp_plan.ended, 2026-03-13 referral.received");
  assert_any_order("    within: 1 week\n    each: true\n    needs: [alone]\n",
                   "2026-03-02 referral.received #A, 2026-03-02 referral.received #B, 2026-03-02 referral.received, "
                   "2026-03-02 visit.made +alone, 2026-03-03 visit.made, 2026-03-03 visit.made +alone");
  assert_any_order("    within: 1 week\n    each: true\n",
                   "2026-03-02 referral.received, 2026-03-02 cp_plan.started, 2026-03-02 referral.received, "
                   "2026-03-04 visit.made, 2026-03-04 cin_review.held, 2026-03-04 visit.made");
  assert_any_order("    schedule: [{every: agreed, at_most: 4 weeks}]\n",
                   "2026-03-02 referral.received agreed=3_weeks, 2026-03-02 referral.received agreed=2_weeks, "
                   "2026-03-02T09:00 visit.made agreed=1_week, 2026-03-02T09:00 visit.made agreed=8_days, "
                   "2026-03-02T08:00 visit.made, 2026-03-04 visit.made");
}

/* ---- a reused workspace ---- */

static const char told_once[] = "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-10 visit.made";

static void test_workspace__two_runs_say_the_same(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY, "2026-03-20");
  const char *first = words_of_run(&bench, told_once);
  assert_non_null(strstr(first, "3 due 2026-03-17 overdue"));
  assert_string_equal(words_of_run(&bench, told_once), first);
  close_bench(&bench);
}

/* Under `each`, an event can meet only one line. This must not carry over from one run to the next. */
static void test_workspace__nothing_is_left_of_the_run_before(void **state) {
  (void)state;
  struct bench bench = bench_of("    within: 1 week\n    each: true\n", "2026-03-20"), fresh = bench;
  const char *other = "2026-03-03 referral.received #C, 2026-03-04 visit.made, 2026-03-05 visit.made, 2020-01-01 birth";
  assert_int_equal(dueby_timeline_new(fresh.profile, known.eaw, &fresh.timeline), DUEBY_OK);
  words_of_run(&bench, "2026-03-02 referral.received, 2026-03-03 visit.made, 2026-03-04 visit.made, 2026-03-05 referral.received, "
                       "2026-03-06 visit.made, 2026-03-07 visit.made");
  assert_string_equal(words_of_run(&bench, other), words_of_run(&fresh, other));
  dueby_timeline_free(fresh.timeline);
  close_bench(&bench);
}

static void test_workspace__goes_on_after_an_error(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY, "2026-03-20");
  char before[TOLD];
  snprintf(before, sizeof before, "%s", words_of_run(&bench, told_once));
  struct history_told history = history_of(bench.profile, told_once);
  int64_t count = UNTOUCHED;
  history.events[2].type = dueby_profile_event_count(bench.profile);
  assert_int_equal(run_events(&bench, history.events, history.count, &count), DUEBY_EARGUMENT);
  assert_int_equal(count, UNTOUCHED);
  assert_string_equal(words_of_run(&bench, told_once), before);
  close_bench(&bench);
}

/* ---- refused arguments ---- */

static void test_refused__events_that_are_none(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY, "2026-03-20");
  const int32_t types[] = {-1, dueby_profile_event_count(bench.profile),
                           DUEBY_EVENT_AGREED_FOR(dueby_profile_duty_count(bench.profile)), INT32_MAX, INT32_MIN};
  int64_t count = UNTOUCHED;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    dueby_event event = {.time = DUEBY_TIME_NONE, .date = day("2026-03-02"), .type = types[i]};
    assert_int_equal(run_events(&bench, &event, 1, &count), DUEBY_EARGUMENT);
  }
  const dueby_date dates[] = {DUEBY_DATE_NONE, DUEBY_DATE_FIRST - 1, DUEBY_DATE_LAST + 1, INT32_MAX};
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
    dueby_event event = {.time = DUEBY_TIME_NONE, .date = dates[i], .type = event_of(bench.profile, "visit.made")};
    assert_int_equal(run_events(&bench, &event, 1, &count), DUEBY_EARGUMENT);
  }
  assert_int_equal(count, UNTOUCHED);
  close_bench(&bench);
}

static void test_refused__no_day_and_no_cases(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY, "2026-03-20");
  struct history_told history = history_of(bench.profile, told_once);
  const int64_t offsets[] = {0, 3}, backwards[] = {0, 3, 1}, before[] = {-3, 3}, far[] = {2, INT64_MIN};
  int64_t count = UNTOUCHED;
  assert_int_equal(dueby_timeline_run(bench.timeline, history.events, offsets, -1, &bench.options, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_timeline_run(bench.timeline, history.events, backwards, 2, &bench.options, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_timeline_run(bench.timeline, history.events, before, 1, &bench.options, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_timeline_run(bench.timeline, history.events, far, 1, &bench.options, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_timeline_run(bench.timeline, NULL, offsets, 1, &bench.options, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_timeline_run(bench.timeline, history.events, NULL, 1, &bench.options, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_timeline_run(bench.timeline, history.events, offsets, 1, NULL, &count), DUEBY_EARGUMENT);
  bench.options.as_at.date = DUEBY_DATE_NONE;
  assert_int_equal(dueby_timeline_run(bench.timeline, history.events, offsets, 1, &bench.options, &count), DUEBY_EARGUMENT);
  assert_int_equal(count, UNTOUCHED);
  close_bench(&bench);
}

/* The calendar covers 1971 to 2100: 1 January 2101 is the first day after that, 31 December 1970 the last day before.
 * A number that is not a date is not covered either. */
static void test_refused__days_that_the_calendar_does_not_cover(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY, "2026-03-20");
  struct history_told history = history_of(bench.profile, told_once);
  const dueby_date as_at = bench.options.as_at.date;
  const struct {
    dueby_date as_at, horizon;
    dueby_status status;
  } told[] = {{day("2100-12-31"), 0, DUEBY_OK},
              {day("2101-01-01"), 0, DUEBY_ECOVERAGE},
              {day("1971-01-01"), 0, DUEBY_OK},
              {day("1970-12-31"), 0, DUEBY_ECOVERAGE},
              {as_at, day("2026-12-31"), DUEBY_OK},
              {as_at, day("2101-01-01"), DUEBY_ECOVERAGE},
              {INT32_MAX, 0, DUEBY_ECOVERAGE},
              {INT32_MIN + 1, 0, DUEBY_ECOVERAGE},
              {as_at, INT32_MAX, DUEBY_ECOVERAGE},
              {as_at, DUEBY_DATE_NONE, DUEBY_OK},
              {as_at, as_at, DUEBY_OK},
              {as_at, as_at - 1, DUEBY_EARGUMENT}};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    int64_t count = UNTOUCHED;
    bench.options.as_at.date = told[i].as_at;
    bench.options.horizon = told[i].horizon;
    assert_int_equal(run_events(&bench, history.events, history.count, &count), told[i].status);
    assert_int_equal(count == UNTOUCHED, told[i].status != DUEBY_OK);
  }
  close_bench(&bench);
}

static void test_refused__a_case_of_too_many_events(void **state) {
  (void)state;
  struct bench bench = bench_of(WEEKLY, "2026-03-20");
  int64_t n = DUEBY_CASE_EVENTS_MAX, count = UNTOUCHED;
  dueby_event *events = calloc((size_t)n + 1, sizeof *events);
  assert_non_null(events);
  for (int64_t i = 0; i <= n; i++) {
    dueby_event event = {.time = DUEBY_TIME_NONE,
                         .date = day("1950-01-01") + (dueby_date)(i % 20000),
                         .type = event_of(bench.profile, "visit.made"),
                         .has = DUEBY_HAS_DATE}; /* the flag is needed because one date is 1 January 1970 */
    event.ref = i;
    events[i] = event;
  }
  events[0].type = event_of(bench.profile, "referral.received"); /* this event is on 1 January 1950 */
  assert_int_equal(run_events(&bench, events, n, &count), DUEBY_OK);
  assert_true(count > 1);
  assert_int_equal(run_events(&bench, events, n + 1, &count), DUEBY_ELIMIT);
  assert_int_equal(run_events(&bench, events, n, &count), DUEBY_OK);
  free(events);
  close_bench(&bench);
}

static void test_free__of_nothing(void **state) {
  (void)state;
  dueby_timeline_free(NULL);
}

static void test_reason__of_no_rule(void **state) {
  (void)state;
  dueby_line line = {.deadline = {.rule = -1}};
  char text[8];
  assert_int_equal(dueby_line_reason(known.england, &line, NULL, text, sizeof text, NULL), DUEBY_EARGUMENT);
  line.deadline.rule = dueby_profile_rule_count(known.england);
  assert_int_equal(dueby_line_reason(known.england, &line, NULL, text, sizeof text, NULL), DUEBY_EARGUMENT);
}

/* Returns the facts of a line in a run's second case. A void birth is ignored, and the earlier of two births counts. Events after
 * the line closed or after as-at are skipped, and so are all events of the first case. */
static void test_facts__what_was_known_of_a_line(void **state) {
  (void)state;
  const dueby_profile *england = known.england;
  const dueby_tags voided = tags_of(england, "void");
  const int32_t birth = event_of(england, "birth"), visit = event_of(england, "visit.made");
  const dueby_event events[] = {
      {.date = day("2010-01-01"), .type = birth}, {.date = day("2012-05-01"), .type = birth, .tags = voided},
      {.date = day("2015-03-02"), .type = birth}, {.date = day("2014-03-02"), .type = birth},
      {.date = day("2026-03-02"), .type = visit}, {.date = day("2026-03-09"), .type = visit},
      {.date = day("2026-03-16"), .type = visit}};
  const int64_t offsets[] = {0, 1, 7};
  dueby_line line = {.case_index = 1, .trigger = 4, .met = 5, .ended = -1, .closed = day("2026-03-09")};
  dueby_event said[6];
  dueby_facts facts;
  dueby_line_facts(england, &line, events, offsets, day("2026-03-31"), said, &facts);
  assert_int_equal(facts.born, day("2014-03-02"));
  assert_ptr_equal(facts.events, said);
  assert_int_equal(facts.event_count, 4); /* the facts are two births and two visits */
  assert_int_equal(said[3].date, day("2026-03-09"));
  line.met = -1;
  line.closed = DUEBY_DATE_NONE;
  dueby_line_facts(england, &line, events, offsets, day("2026-03-31"), said, &facts);
  assert_int_equal(facts.event_count, 5);
  dueby_line_facts(england, &line, events, offsets, day("2026-03-02"), said, &facts);
  assert_int_equal(facts.event_count, 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cases__each_stands_alone),
      cmocka_unit_test(test_cases__places_are_those_of_the_run),
      cmocka_unit_test(test_cases__none),
      cmocka_unit_test(test_order__does_not_matter),
      cmocka_unit_test(test_workspace__two_runs_say_the_same),
      cmocka_unit_test(test_workspace__nothing_is_left_of_the_run_before),
      cmocka_unit_test(test_workspace__goes_on_after_an_error),
      cmocka_unit_test(test_refused__events_that_are_none),
      cmocka_unit_test(test_refused__no_day_and_no_cases),
      cmocka_unit_test(test_refused__days_that_the_calendar_does_not_cover),
      cmocka_unit_test(test_refused__a_case_of_too_many_events),
      cmocka_unit_test(test_free__of_nothing),
      cmocka_unit_test(test_reason__of_no_rule),
      cmocka_unit_test(test_facts__what_was_known_of_a_line),
  };
  return cmocka_run_group_tests_name("timeline runs", tests, open_known, close_known);
}
