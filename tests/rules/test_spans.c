/* Fault T1: bad spans, such as zero or a negative one. Every function that takes a span must refuse them, and every run must
 * end. */
#include <stdlib.h>

#include "dueby/explanation.h"
#include "dueby/query.h"
#include "timeline.h"

#define AS_AGREED "    schedule: [{every: agreed}]\n"
#define WEEKLY "    schedule: [{every: 1 week}]\n"

/* Bad spans: zero, negative, longer than any calendar, or with an unknown unit. */
static const dueby_span strange_spans[] = {
    {0, DUEBY_UNIT_WEEKS},
    {-5, DUEBY_UNIT_WEEKS},
    {0, DUEBY_UNIT_HOURS},
    {-1, DUEBY_UNIT_MINUTES},
    {100001, DUEBY_UNIT_DAYS},
    {INT32_MAX, DUEBY_UNIT_WEEKS},
    {INT32_MIN, DUEBY_UNIT_WEEKS},
    {3, 99},
    {3, DUEBY_UNIT_WORKING_DAYS - 1},
    {5, 0},
};
enum { STRANGE_SPANS = sizeof strange_spans / sizeof *strange_spans };

static dueby_status run_of(const dueby_profile *profile, const dueby_event *events, int64_t event_count, dueby_span soon,
                           const char *horizon, int64_t *count) {
  const int64_t offsets[] = {0, event_count};
  const dueby_timeline_options options = {.as_at = when_of("2026-03-20"), .horizon = day(horizon), .soon = soon};
  dueby_timeline *timeline;
  assert_int_equal(dueby_timeline_new(profile, known.eaw, &timeline), DUEBY_OK);
  dueby_status status = dueby_timeline_run(timeline, events, offsets, 1, &options, count);
  dueby_timeline_free(timeline);
  return status;
}

/* Tries bad agreed intervals on a trigger, on an event that meets the duty, and on an event that only records an agreement. */
static void test_fault_t1__a_timeline_refuses_what_cannot_be_agreed(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule(AS_AGREED);
  const dueby_span none = {0, 0};
  const char *told = "2026-03-02 referral.received agreed=1_week, 2026-03-05 visit.made agreed=1_week, 2026-03-06 "
                     "cin_review.held agreed.duty=1_week";
  for (int i = 0; i < STRANGE_SPANS; i++)
    for (int place = 0; place < 4; place++) {
      struct history_told history = history_of(profile, told);
      int64_t count = UNTOUCHED;
      assert_int_equal(history.count, 4); /* the review and the agreement recorded with it are two events */
      history.events[place].agreed = strange_spans[i];
      assert_int_equal(run_of(profile, history.events, history.count, none, "2026-06-01", &count), DUEBY_EARGUMENT);
      assert_int_equal(count, UNTOUCHED);
    }
  dueby_profile_free(profile);
}

/* Tries bad agreed intervals for one trigger: as the trigger's own, and in the facts. */
static void test_fault_t1__questions_refuse_what_cannot_be_agreed(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule(AS_AGREED);
  dueby_query *query;
  assert_int_equal(dueby_query_new(profile, known.eaw, "duty", &query), DUEBY_OK);
  const dueby_event good = {.date = day("2026-03-02"), .agreed = {1, DUEBY_UNIT_WEEKS}};
  const dueby_when met = when_of("2026-03-05");
  const dueby_check_options judged = {.met = met};
  for (int i = 0; i < STRANGE_SPANS; i++)
    for (int in_facts = 0; in_facts < 2; in_facts++) {
      dueby_event trigger = good, other = {.date = good.date, .type = DUEBY_EVENT_AGREED_FOR(0)};
      dueby_facts facts = {.events = &other, .event_count = in_facts};
      dueby_deadline first, answer;
      dueby_explanation *explanation = NULL;
      dueby_check check;
      dueby_step steps[8];
      int64_t count;
      assert_int_equal(dueby_query_due(query, &good, NULL, &first), DUEBY_OK);
      if (in_facts) other.agreed = strange_spans[i];
      else trigger.agreed = strange_spans[i];
      assert_int_equal(dueby_query_due(query, &trigger, &facts, &answer), DUEBY_EARGUMENT);
      assert_int_equal(dueby_deadline_for_rule(profile, 0, known.eaw, &trigger, &facts, &answer), DUEBY_EARGUMENT);
      assert_int_equal(dueby_query_series(query, &trigger, &facts, &met, 1, &answer, 1, &count), DUEBY_EARGUMENT);
      assert_int_equal(dueby_deadline_next(profile, known.eaw, &trigger, &facts, &first, &met, &answer), DUEBY_EARGUMENT);
      assert_int_equal(dueby_explain_steps(profile, known.eaw, &trigger, &facts, &first, steps, 8, NULL), DUEBY_EARGUMENT);
      assert_int_equal(dueby_explanation_new(profile, known.eaw, &trigger, &facts, &first, &explanation), DUEBY_EARGUMENT);
      if (in_facts) assert_int_equal(dueby_query_check(query, &trigger, &facts, &first, &judged, &check), DUEBY_EARGUMENT);
    }
  dueby_query_free(query);
  dueby_profile_free(profile);
}

static void test_fault_t1__what_is_due_soon_is_days(void **state) {
  (void)state;
  const dueby_span strange[] = {
      {INT32_MIN, DUEBY_UNIT_WEEKS}, {INT32_MAX, DUEBY_UNIT_WORKING_DAYS}, {3, DUEBY_UNIT_HOURS}, {3, 99}, {3, -1}, {5, 0}};
  dueby_profile *profile = profile_of_rule(WEEKLY);
  const dueby_deadline deadline = {.due = day("2026-03-27"), .relied_on = DUEBY_DATE_NONE};
  const dueby_when as_at = when_of("2026-03-20");
  for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
    struct history_told history = history_of(profile, "2026-03-02 referral.received");
    int64_t count = UNTOUCHED;
    dueby_verdict verdict;
    assert_int_equal(run_of(profile, history.events, history.count, strange[i], "2026-06-01", &count), DUEBY_EARGUMENT);
    assert_int_equal(dueby_deadline_check(known.eaw, &deadline, NULL, NULL, &as_at, strange[i], &verdict), DUEBY_EARGUMENT);
    assert_int_equal(dueby_deadline_check_many(known.eaw, &deadline.due, NULL, 1, as_at.date, strange[i], NULL, NULL, NULL, NULL),
                     DUEBY_EARGUMENT);
  }
  dueby_profile_free(profile);
}

/* Computes the next deadline after one with impossibly large counts. */
static void test_fault_t1__an_answer_handed_back_is_bounded(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    schedule: [{at_least: 1, per: 5 weeks}]\n");
  const dueby_event trigger = {.date = day("2026-03-02")};
  const dueby_when met = when_of("2026-03-05");
  dueby_deadline first, next;
  assert_int_equal(dueby_deadline_for_rule(profile, 0, known.eaw, &trigger, NULL, &first), DUEBY_OK);
  int32_t *counts[] = {&first.met_in_phase, &first.occurrence, &first.periods_from};
  const int32_t numbers[] = {INT32_MAX, INT32_MIN, INT32_MAX - 1, -1000000};
  for (int field = 0; field < 3; field++)
    for (int i = 0; i < 4; i++) {
      int32_t was = *counts[field];
      dueby_step steps[8];
      *counts[field] = numbers[i];
      if (field == 2)
        assert_int_equal(dueby_explain_steps(profile, known.eaw, &trigger, NULL, &first, steps, 8, NULL), DUEBY_EARGUMENT);
      else assert_int_equal(dueby_deadline_next(profile, known.eaw, &trigger, NULL, &first, &met, &next), DUEBY_EARGUMENT);
      *counts[field] = was;
    }
  first.occurrence = 30001;
  first.met_in_phase = 30000; /* 30,000 intervals end after any calendar */
  assert_int_equal(dueby_deadline_next(profile, known.eaw, &trigger, NULL, &first, &met, &next), DUEBY_ECOVERAGE);
  dueby_profile_free(profile);
}

/* ---- runs that end ---- */

static void assert_ends(const char *figure, const char *told, const char *horizon, int64_t least, int64_t most) {
  dueby_profile *profile = profile_of_rule(figure);
  const dueby_span none = {0, 0};
  struct history_told history = history_of(profile, told);
  int64_t count = UNTOUCHED;
  assert_int_equal(run_of(profile, history.events, history.count, none, horizon, &count), DUEBY_OK);
  assert_in_range(count, least, most);
  dueby_profile_free(profile);
}

/* The duty is due on Friday 27 March but may only be done from 1 May, so it cannot be met on its due day. */
static void test_fault_t1__a_horizon_ends_where_nothing_can_be_met(void **state) {
  (void)state;
  assert_ends("    schedule: [{every: 1 week}]\n    not_before: 60 days\n", "2026-03-20 referral.received", "2026-12-31", 1, 1);
}

/* A day from Friday is Saturday, which the roll moves back to Friday. */
static void test_fault_t1__a_horizon_ends_where_a_roll_leads_back(void **state) {
  (void)state;
  assert_ends("    schedule: [{every: 1 day}]\n    roll: previous\n", "2026-03-18 referral.received, 2026-03-19 visit.made",
              "2026-12-31", 2, 5);
}

/* There are 38 hourly visits from 10:00 on 20 March to the end of 21 March, and 39 with the visit at 9:30, which was due at
 * 10:00. */
static void test_fault_t1__a_horizon_of_hours_ends(void **state) {
  (void)state;
  assert_ends(AS_AGREED, "2026-03-20T09:00 referral.received agreed=1_hour, 2026-03-20T09:30 visit.made", "2026-03-21", 39, 41);
}

/* There is no due day after the last known bank holiday. */
static void test_fault_t1__a_horizon_ends_with_the_calendar(void **state) {
  (void)state;
  assert_ends("    schedule: [{every: 25 working days}]\n", "2026-03-02 referral.received", "2100-12-31", 500, 1500);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fault_t1__a_timeline_refuses_what_cannot_be_agreed),
      cmocka_unit_test(test_fault_t1__questions_refuse_what_cannot_be_agreed),
      cmocka_unit_test(test_fault_t1__what_is_due_soon_is_days),
      cmocka_unit_test(test_fault_t1__an_answer_handed_back_is_bounded),
      cmocka_unit_test(test_fault_t1__a_horizon_ends_where_nothing_can_be_met),
      cmocka_unit_test(test_fault_t1__a_horizon_ends_where_a_roll_leads_back),
      cmocka_unit_test(test_fault_t1__a_horizon_of_hours_ends),
      cmocka_unit_test(test_fault_t1__a_horizon_ends_with_the_calendar),
  };
  return cmocka_run_group_tests_name("spans", tests, open_known, close_known);
}
