/* Tests rules 9 to 15 of docs/rules.md on the events of a case: the facts that set or move a date. Every date was worked out by
 * hand. 2 March 2026 is a Monday; Good Friday is 3 April, Easter Monday 6 April. */
#include "timeline.h"

#define ONE_WEEK "    within: 1 week\n"
#define AGREED "    schedule: [{every: agreed}]\n"
#define AT_MAX "    schedule: [{every: agreed, at_most: 4 weeks}]\n"
#define DEFAULT "    schedule: [{every: agreed, default: 6 weeks}]\n"

/* ---- 9: agreed ---- */

static void test_rule_09__on_the_trigger_and_on_a_meeting(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-19 overdue", .figure = AGREED, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received agreed=1_week, 2026-03-05 visit.made agreed=2_weeks");
}

/* An agreement that names a duty counts on any event. An agreement without a duty counts only on an event that starts or meets the
 * duty. */
static void test_rule_09__for_a_duty_on_any_event(void **state) {
  (void)state;
  assert_case("1 due 2026-03-16 overdue", .figure = AGREED, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-02 cin_review.held agreed.duty=2_weeks");
  assert_case("1 due none not_computable: no frequency has been agreed, or none is recorded", .figure = AGREED,
              .as_at = "2026-03-20", .events = "2026-03-02 referral.received, 2026-03-02 cin_review.held agreed=2_weeks");
}

static void test_rule_09__of_one_day_the_shortest(void **state) {
  (void)state;
  assert_case(
      "1 due 2026-03-12 overdue", .figure = AGREED, .as_at = "2026-03-20",
      .events = "2026-03-02 referral.received agreed=2_weeks agreed.duty=10_days, 2026-03-02 cin_review.held agreed.duty=3_weeks");
  /* 8 working days from 2 March end on 12 March, and 11 days on 13 March */
  assert_case("1 due 2026-03-12 overdue", .figure = AGREED, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received agreed=11_days agreed.duty=8_working_days");
}

/* The last agreement applies to each occurrence that begins after the agreement, even if the interval is longer. */
static void test_rule_09__the_last_agreed_by_the_beginning(void **state) {
  (void)state;
  assert_case(
      "1 due 2026-03-09 met 2026-03-09\n2 due 2026-03-23 due_soon", .figure = AGREED, .as_at = "2026-03-20",
      .events =
          "2026-03-02 referral.received agreed=1_week, 2026-03-06 cin_review.held agreed.duty=2_weeks, 2026-03-09 visit.made");
}

static void test_rule_09__nothing_from_before_the_trigger(void **state) {
  (void)state;
  assert_case("1 due none not_computable: no frequency has been agreed, or none is recorded", .figure = AGREED,
              .as_at = "2026-03-20", .events = "2026-03-01 cin_review.held agreed.duty=1_week, 2026-03-02 referral.received");
  /* an agreement applies from the beginning of its day */
  assert_case("1 due 2026-03-09 overdue", .figure = AGREED, .as_at = "2026-03-20",
              .events = "2026-03-02T09:00 cin_review.held agreed.duty=1_week, 2026-03-02T14:30 referral.received");
}

static void test_rule_09__a_ceiling(void **state) {
  (void)state;
  assert_case("1 due 2026-03-30 open", .figure = AT_MAX, .as_at = "2026-03-20", .events = "2026-03-02 referral.received");
  assert_case("1 due 2026-03-30 open", .figure = AT_MAX, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received agreed=6_weeks");
  assert_case("1 due 2026-03-16 overdue", .figure = AT_MAX, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received agreed=2_weeks");
}

/* Six weeks end on 2 March + 42 = 13 April, eight weeks on 2 March + 56 = 27 April. */
static void test_rule_09__a_default(void **state) {
  (void)state;
  assert_case("1 due 2026-04-13 open", .figure = DEFAULT, .as_at = "2026-03-20", .events = "2026-03-02 referral.received");
  assert_case("1 due 2026-04-27 open", .figure = DEFAULT, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received agreed=8_weeks");
}

static void test_rule_09__not_computable_until_something_is_agreed(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received, 2026-03-10 cin_review.held agreed.duty=3_weeks";
  assert_case("1 due none not_computable: no frequency has been agreed, or none is recorded", .figure = AGREED, .events = events,
              .as_at = "2026-03-09");
  assert_case("1 due 2026-03-23 open", .figure = AGREED, .events = events, .as_at = "2026-03-10"); /* 2 March + 21 days */
}

/* An agreement of a week brings the due day forward to 9 March, but not to a day before the agreement was made. */
static void test_rule_09__an_agreement_meanwhile_brings_forward(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue", .figure = AT_MAX, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 cin_review.held agreed.duty=1_week");
  assert_case("1 due 2026-03-18 overdue", .figure = AT_MAX, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-18 cin_review.held agreed.duty=1_week");
}

static void test_rule_09__what_is_agreed_after_it_closed_moves_nothing(void **state) {
  (void)state;
  assert_case("1 due 2026-03-30 met 2026-03-16\n2 due 2026-03-23 due_soon", .figure = AT_MAX, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-16 visit.made, 2026-03-17 cin_review.held agreed.duty=1_week");
}

/* An agreement made at a meeting applies to the next one. The meeting itself was due on 30 March. */
static void test_rule_09__what_is_agreed_at_the_meeting_is_for_the_next(void **state) {
  (void)state;
  assert_case("1 due 2026-03-30 met 2026-03-16\n2 due 2026-03-23 due_soon", .figure = AT_MAX, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-16 visit.made agreed=1_week");
}

/* ---- 10: counts ---- */

#define MONTHLY "    at_least: 1\n    per: 1 month\n"

static void test_rule_10__periods_end_one_two_three_spans_after_the_trigger(void **state) {
  (void)state;
  assert_case("1 due 2026-04-02 met 2026-03-10 opens 2026-03-02\n2 due 2026-05-02 met 2026-04-03 opens 2026-04-03\n"
              "3 due 2026-06-02 open opens 2026-05-03",
              .figure = MONTHLY, .as_at = "2026-05-20", .say = OPENS,
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made, 2026-04-03 visit.made");
}

static void test_rule_10__a_second_one_does_not_count_for_the_next(void **state) {
  (void)state;
  assert_case("1 due 2026-04-02 met 2026-03-10\n2 due 2026-05-02 overdue", .figure = MONTHLY, .as_at = "2026-05-20",
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made, 2026-03-20 visit.made, 2026-04-02 visit.made");
}

static void test_rule_10__met_by_the_nth(void **state) {
  (void)state;
  const char *twice = "    at_least: 2\n    per: 1 month\n    needs: [unannounced]\n";
  assert_case("1 due 2026-04-02 met 2026-03-20\n2 due 2026-05-02 open", .figure = twice, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made +unannounced, 2026-03-12 visit.made, "
                        "2026-03-20 visit.made +unannounced");
}

/* The event of 10 April is late for the first period and falls in the second, which another event meets. */
static void test_rule_10__a_late_event_also_counts_in_its_own_period(void **state) {
  (void)state;
  assert_case("1 due 2026-04-02 met_late 2026-04-10\n2 due 2026-05-02 met 2026-04-20\n3 due 2026-06-02 open",
              .figure = "    at_least: 2\n    per: 1 month\n", .as_at = "2026-04-20",
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made, 2026-04-10 visit.made, 2026-04-20 visit.made");
}

static void test_rule_10__whole_calendar_periods(void **state) {
  (void)state;
  const char *calendar = MONTHLY "    of: calendar\n";
  assert_case("1 due 2026-04-30 met 2026-04-01 opens 2026-04-01\n2 due 2026-05-31 open opens 2026-05-01", .figure = calendar,
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made, 2026-04-01 visit.made", .as_at = "2026-04-20",
              .say = OPENS);
  assert_case("1 due 2026-04-30 open opens 2026-04-01", .figure = calendar, .as_at = "2026-04-20", .say = OPENS,
              .events = "2026-04-01 referral.received");
}

/* Two monthly periods end on 2 May; the next period is a year long. */
static void test_rule_10__as_a_phase_times_are_periods(void **state) {
  (void)state;
  const char *phases = "    schedule: [{at_least: 1, per: 1 month, times: 2}, {at_least: 1, per: 1 year}]\n";
  assert_case("1 due 2026-04-02 met 2026-03-10\n2 due 2026-05-02 met 2026-04-10\n3 due 2027-05-02 open", .figure = phases,
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made, 2026-04-10 visit.made", .as_at = "2026-04-20");
}

/* The first period is from the third birthday, 10 March, to 10 April. */
static void test_rule_10__periods_run_from_the_day_on_which_rule_6_holds(void **state) {
  (void)state;
  assert_case("1 due 2026-04-10 met 2026-03-20 opens 2026-03-10\n2 due 2026-05-10 open opens 2026-04-11",
              .figure = MONTHLY "    when: {age_from: 3}\n", .as_at = "2026-03-20", .say = OPENS,
              .events = "2023-03-10 birth, 2026-03-02 referral.received, 2026-03-09 visit.made, 2026-03-20 visit.made");
}

/* ---- 11: notice ---- */

#define REPORT \
  "  - {id: duty, title: thing, trigger: icpc.held, due: icpc_report.shared, before: 5 working days, ends: [icpc.not_required]}\n"

/* The five working days before Thursday 26 March are 25, 24, 23, 20 and 19 March. */
static void test_rule_11__back_from_the_day_planned(void **state) {
  (void)state;
  assert_case("1 due 2026-03-19 open opens none from 2026-03-26", .rules = REPORT, .as_at = "2026-03-10", .say = OPENS | FROM,
              .events = "2026-03-26 icpc.planned");
  assert_case("1 due 2026-03-19 met 2026-03-18", .rules = REPORT, .as_at = "2026-03-18",
              .events = "2026-03-26 icpc.planned, 2026-03-18 icpc_report.shared");
}

static void test_rule_11__the_earliest_plan_that_is_not_void(void **state) {
  (void)state;
  assert_case("1 due 2026-03-17 open", .rules = REPORT, .as_at = "2026-03-05",
              .events = "2026-03-26 icpc.planned, 2026-03-24 icpc.planned");
  assert_case("1 due 2026-03-19 open", .rules = REPORT, .as_at = "2026-03-05",
              .events = "2026-03-26 icpc.planned, 2026-03-24 icpc.planned +void");
}

/* The conference was held on 27 March instead of 26 March. The five working days before are 26, 25, 24, 23 and 20 March. */
static void test_rule_11__from_the_day_held(void **state) {
  (void)state;
  assert_case("1 due 2026-03-20 met 2026-03-20 from 2026-03-27", .rules = REPORT, .as_at = "2026-04-20", .say = FROM,
              .events = "2026-03-26 icpc.planned, 2026-03-20 icpc_report.shared, 2026-03-27 icpc.held");
}

/* The five working days before Thursday 30 April are 29, 28, 27, 24 and 23 April. */
static void test_rule_11__the_next_opens_the_day_after_the_last_was_held(void **state) {
  (void)state;
  assert_case("1 due 2026-03-19 met_late 2026-03-26 opens none\n2 due 2026-04-23 overdue opens 2026-03-27", .rules = REPORT,
              .events = "2026-03-26 icpc.held, 2026-03-26 icpc_report.shared, 2026-04-30 icpc.planned", .as_at = "2026-04-24",
              .say = OPENS);
  assert_case("1 due 2026-03-19 met 2026-03-18\n2 due 2026-04-23 met 2026-03-27", .rules = REPORT, .as_at = "2026-04-24",
              .events =
                  "2026-03-26 icpc.held, 2026-03-18 icpc_report.shared, 2026-03-27 icpc_report.shared, 2026-04-30 icpc.planned");
}

static void test_rule_11__a_date_already_past_stands(void **state) {
  (void)state;
  assert_case("1 due 2026-02-25 overdue", .rules = REPORT, .as_at = "2026-03-03", .events = "2026-03-04 icpc.planned");
  assert_case("1 due 2026-03-19 overdue", .rules = REPORT, .as_at = "2026-04-01",
              .events = "2026-03-26 icpc.planned"); /* the event was not held */
}

/* Rules for a report and for a conference. icpc.not_required ends the clock that the referral starts on 2 March. */
#define REPORT_AND_CONFERENCE \
  REPORT "  - {id: other, title: thing, trigger: referral.received, due: icpc.held, within: 9 weeks, ends: [icpc.not_required]}\n"

static void test_rule_11__ends_count_from_the_opening_on(void **state) {
  (void)state;
  assert_case("duty 1 due 2026-03-19 ended 2026-03-10", .rules = REPORT_AND_CONFERENCE, .selected = "duty", .as_at = "2026-03-12",
              .events = "2026-03-02 referral.received, 2026-03-26 icpc.planned, 2026-03-10 icpc.not_required");
  assert_case("duty 1 due 2026-03-19 missed 2026-03-20", .rules = REPORT_AND_CONFERENCE, .selected = "duty", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-26 icpc.planned, 2026-03-20 icpc.not_required");
  assert_case(
      "duty 1 due 2026-03-19 met 2026-03-18\nduty 2 due 2026-04-23 open", .rules = REPORT_AND_CONFERENCE, .selected = "duty",
      .as_at = "2026-04-01",
      .events =
          "2026-03-02 referral.received, 2026-03-26 icpc.held, 2026-03-18 icpc_report.shared, 2026-03-26 icpc.not_required, 2026-04-30 icpc.planned");
}

/* ---- 12: since ---- */

#define PATHWAY \
  "  - {id: duty, title: thing, trigger: cla.started, since: birth, due: pathway_plan.prepared, within: 16 years 3 months}\n"
#define SINCE_PLAN ONE_WEEK "    since: cp_plan.started\n"

static void test_rule_12__laid_from_the_birth(void **state) {
  (void)state;
  assert_case("1 due 2026-04-10 open", .rules = PATHWAY, .as_at = "2026-03-20",
              .events = "2010-01-10 birth, 2026-03-02 cla.started");
}

static void test_rule_12__a_date_before_the_trigger_stands(void **state) {
  (void)state;
  assert_case("1 due 2026-01-01 overdue", .rules = PATHWAY, .as_at = "2026-03-20",
              .events = "2009-10-01 birth, 2026-03-02 cla.started");
}

static void test_rule_12__without_it_there_is_no_date(void **state) {
  (void)state;
  assert_case("1 due none not_computable", .rules = PATHWAY, .as_at = "2026-03-20", .events = "2026-03-02 cla.started",
              .say = UNSAID);
  assert_case("1 due none not_computable", .figure = SINCE_PLAN, .as_at = "2026-03-20", .say = UNSAID,
              .events = "2026-03-02 referral.received, 2026-03-03 cp_plan.started");
  assert_case("1 due none met 2026-03-04", .figure = SINCE_PLAN, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made");
}

static void test_rule_12__the_last_up_to_the_triggers_day(void **state) {
  (void)state;
  assert_case(
      "1 due 2026-03-05 overdue", .figure = SINCE_PLAN, .as_at = "2026-03-20",
      .events = "2026-02-02 cp_plan.started, 2026-02-26 cp_plan.started, 2026-03-02 referral.received, 2026-03-03 cp_plan.started");
  assert_case("1 due 2026-03-09 overdue", .figure = SINCE_PLAN, .as_at = "2026-03-20",
              .events = "2026-02-26 cp_plan.started, 2026-03-02 cp_plan.started, 2026-03-02 referral.received");
  assert_case("#A 1 due 2026-03-05 overdue", .figure = SINCE_PLAN, .as_at = "2026-03-20",
              .events = "2026-02-26 cp_plan.started #A, 2026-02-27 cp_plan.started #B, 2026-03-02 referral.received #A");
}

/* The child is three on 10 April 2026. Until then there is no line, and the first whole month after it is May. */
static void test_rule_10__calendar_periods_wait_for_the_age(void **state) {
  (void)state;
  const char *figure = "    at_least: 1\n    per: 1 month\n    of: calendar\n    when: {age_from: 3}\n    ends: [case.closed]\n";
  assert_case("", .figure = figure, .events = "2023-04-10 birth, 2026-02-02 referral.received", .as_at = "2026-03-20");
  assert_case("1 due 2026-05-31 open", .figure = figure, .events = "2023-04-10 birth, 2026-02-02 referral.received",
              .as_at = "2026-04-20");
}

/* ---- 13: extension ---- */

#define TWO_WEEKS "    within: 2 weeks\n    extension: {event: temporary_approval.extended, by: 1 week"

static void test_rule_13__from_the_triggers_day_on(void **state) {
  (void)state;
  assert_case("1 due 2026-03-16 overdue", .figure = TWO_WEEKS "}\n", .as_at = "2026-03-20",
              .events = "2026-03-01 temporary_approval.extended, 2026-03-02 referral.received");
  assert_case("1 due 2026-03-23 due_soon", .figure = TWO_WEEKS "}\n", .as_at = "2026-03-20",
              .events = "2026-03-02 temporary_approval.extended, 2026-03-02 referral.received");
}

static void test_rule_13__at_most_times(void **state) {
  (void)state;
  const char *events =
      "2026-03-02 referral.received, 2026-03-05 temporary_approval.extended, 2026-03-06 temporary_approval.extended";
  assert_case("1 due 2026-03-23 due_soon", .figure = TWO_WEEKS ", times: 1}\n", .events = events, .as_at = "2026-03-20");
  assert_case("1 due 2026-03-30 open", .figure = TWO_WEEKS "}\n", .events = events, .as_at = "2026-03-20");
}

static void test_rule_13__until_it_closes(void **state) {
  (void)state;
  assert_case("1 due 2026-03-16 met_late 2026-03-17", .figure = TWO_WEEKS "}\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-17 visit.made, 2026-03-18 temporary_approval.extended");
  assert_case("1 due 2026-03-23 met 2026-03-19", .figure = TWO_WEEKS "}\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-16 temporary_approval.extended, 2026-03-19 visit.made");
}

/* The duty is due on 16 March, and an extension adds a week, to 23 March. An extension on 17 March is too late, unless the
  * rule allows late ones: then the due day is a week later, 24 March. A second extension on 24 March, after one to 23 March, makes
  * it 31 March. */
static void test_rule_13__not_after_the_due_day(void **state) {
  (void)state;
  const char *late = "2026-03-02 referral.received, 2026-03-17 temporary_approval.extended";
  const char *twice =
      "2026-03-02 referral.received, 2026-03-16 temporary_approval.extended, 2026-03-24 temporary_approval.extended";
  assert_case("1 due 2026-03-16 overdue", .figure = TWO_WEEKS "}\n", .as_at = "2026-03-20", .events = late);
  assert_case("1 due 2026-03-24 due_soon", .figure = TWO_WEEKS ", late: true}\n", .as_at = "2026-03-20", .events = late);
  assert_case("1 due 2026-03-23 overdue", .figure = TWO_WEEKS "}\n", .as_at = "2026-03-26", .events = twice);
  assert_case("1 due 2026-03-31 due_soon", .figure = TWO_WEEKS ", late: true}\n", .as_at = "2026-03-26", .events = twice);
}

#define PAUSED "    within: 2 weeks\n    pause: {from: concern.raised, to: concern.resolved}\n"

/* Two weeks from 2 March end on 16 March. A pause of five days, 5 to 9 March, moves that to 21 March. */
static void test_rule_19__days_of_a_pause_do_not_count(void **state) {
  (void)state;
  assert_case("1 due 2026-03-21 due_soon", .figure = PAUSED, .as_at = "2026-03-17",
              .events = "2026-03-02 referral.received, 2026-03-05 concern.raised, 2026-03-09 concern.resolved");
  assert_case("1 due 2026-03-17 due_soon", .figure = PAUSED, .as_at = "2026-03-17",
              .events =
                  "2026-03-02 referral.received, 2026-03-05 concern.raised, 2026-03-05 concern.resolved"); /* a pause of one day */
  /* Pauses from 5 to 9 and from 12 to 13 March have seven days. If pauses overlap, each day counts once: 5 to 13 March has nine. */
  assert_case("1 due 2026-03-23 open", .figure = PAUSED, .as_at = "2026-03-13",
              .events = "2026-03-02 referral.received, 2026-03-05 concern.raised, 2026-03-09 concern.resolved, 2026-03-12 "
                        "concern.raised, 2026-03-13 concern.resolved");
  assert_case("1 due 2026-03-25 open", .figure = PAUSED, .as_at = "2026-03-13",
              .events = "2026-03-02 referral.received, 2026-03-05 concern.raised, 2026-03-08 concern.raised, 2026-03-13 "
                        "concern.resolved");
}

/* Ten working days from Friday 27 March 2026 end on Tuesday 14 April, after Easter. From 2 to 9 April, Thursday 2, Tuesday 7,
 * Wednesday 8 and Thursday 9 are working days: four more end on Monday 20 April. A pause over just Good Friday does not move the
 * date. */
static void test_rule_19__working_days(void **state) {
  (void)state;
  const char *ten = "    within: 10 working days\n    pause: {from: concern.raised, to: concern.resolved}\n";
  assert_case("1 due 2026-04-20 open", .figure = ten, .as_at = "2026-04-10",
              .events = "2026-03-27 referral.received, 2026-04-02 concern.raised, 2026-04-09 concern.resolved");
  assert_case("1 due 2026-04-14 due_soon", .figure = ten, .as_at = "2026-04-10",
              .events = "2026-03-27 referral.received, 2026-04-03 concern.raised, 2026-04-06 concern.resolved");
}

static void test_rule_19__begins_by_the_due_day(void **state) {
  (void)state;
  assert_case("1 due 2026-03-18 due_soon", .figure = PAUSED, .as_at = "2026-03-18",
              .events = "2026-03-02 referral.received, 2026-03-16 concern.raised, 2026-03-17 concern.resolved");
  assert_case("1 due 2026-03-16 overdue", .figure = PAUSED, .as_at = "2026-03-18",
              .events = "2026-03-02 referral.received, 2026-03-17 concern.raised, 2026-03-18 concern.resolved");
  assert_case(
      "1 due 2026-03-16 overdue", .figure = PAUSED, .as_at = "2026-03-18",
      .events =
          "2026-03-01 concern.raised, 2026-03-02 referral.received, 2026-03-02 concern.resolved"); /* paused before the trigger */
}

/* A duty is not overdue during a pause. A visit on 20 March ends the pause: 5 to 20 March has 16 days, and 16 March + 16 days is 1
 * April. */
static void test_rule_19__while_it_lasts(void **state) {
  (void)state;
  assert_case("1 due none not_computable: the time limit is paused until the resolution of the concern", .figure = PAUSED,
              .as_at = "2026-05-31", .events = "2026-03-02 referral.received, 2026-03-05 concern.raised");
  assert_case("1 due 2026-04-01 met 2026-03-20", .figure = PAUSED, .as_at = "2026-05-31",
              .events = "2026-03-02 referral.received, 2026-03-05 concern.raised, 2026-03-20 visit.made");
}

/* The pause from 5 to 9 March moves the due day from 16 to 21 March. So an extension on 20 March is in time, and moves the due day
 * by a week to 28 March. */
static void test_rule_19__with_an_extension(void **state) {
  (void)state;
  assert_case("1 due 2026-03-28 due_soon", .figure = PAUSED "    extension: {event: temporary_approval.extended, by: 1 week}\n",
              .as_at = "2026-03-24",
              .events = "2026-03-02 referral.received, 2026-03-05 concern.raised, 2026-03-09 concern.resolved, 2026-03-20 "
                        "temporary_approval.extended");
}

/* With `roll: noon`, an end on a Sunday or a bank holiday moves to noon of the next day that is neither. Eight days from Sunday 20
 * December 2026 end on Sunday 27 December, and 28 December is a bank holiday: noon of 29 December. From Friday 18 December they end
 * on Christmas Day, and from Saturday 19 December on 26 December, a bank holiday too. From Monday 14 December they end on Monday 21
 * December, which stays. */
static void test_rule_15__noon_of_the_next_day_that_is_no_holiday(void **state) {
  (void)state;
  const char *order = "    within: 8 days\n    counting: included\n    roll: noon\n";
  assert_case("1 due 2026-12-29T12:00:00+00:00 due_soon", .figure = order, .as_at = "2026-12-20",
              .events = "2026-12-20 referral.received");
  assert_case("1 due 2026-12-29T12:00:00+00:00 due_soon", .figure = order, .as_at = "2026-12-18",
              .events = "2026-12-18 referral.received");
  assert_case("1 due 2026-12-29T12:00:00+00:00 due_soon", .figure = order, .as_at = "2026-12-19",
              .events = "2026-12-19 referral.received");
  assert_case("1 due 2026-12-21 due_soon", .figure = order, .as_at = "2026-12-14", .events = "2026-12-14 referral.received");
}

/* 13 days from 2 March end on Sunday 15 March. An extension of a working day is counted from that day, so the due day is Monday. */
static void test_rule_13__laid_from_the_due_day(void **state) {
  (void)state;
  assert_case("1 due 2026-03-16 overdue", .as_at = "2026-03-20",
              .figure = "    within: 13 days\n    extension: {event: temporary_approval.extended, by: 1 working day}\n",
              .events = "2026-03-02 referral.received, 2026-03-05 temporary_approval.extended");
}

/* 24 hours from 23:30 on Friday end at 23:30 on Saturday 28 March. An extension of a day ends at 23:30 on Sunday, although the
 * clocks have gone forward. */
static void test_rule_13__hours_keep_the_time_of_day(void **state) {
  (void)state;
  assert_case("1 due 2026-03-29T23:30:00+01:00 due_soon", .as_at = "2026-03-28",
              .figure = "    within: 24 hours\n    extension: {event: temporary_approval.extended, by: 1 day}\n",
              .events = "2026-03-27T23:30 referral.received, 2026-03-28 temporary_approval.extended", .say = UNSAID);
}

/* ---- 14: days and times ---- */

#define DAY "    within: 24 hours\n"

static void test_rule_14__to_the_second_where_both_have_a_time(void **state) {
  (void)state;
  assert_case("1 due 2026-03-03T10:00:00+00:00 met 2026-03-03T10:00:00+00:00 to the second", .figure = DAY, .as_at = "2026-03-20",
              .events = "2026-03-02T10:00 referral.received, 2026-03-03T10:00 visit.made", .say = PRECISION);
  assert_case("1 due 2026-03-03T10:00:00+00:00 met_late 2026-03-03T10:00:01+00:00 to the second", .figure = DAY,
              .as_at = "2026-03-20", .events = "2026-03-02T10:00 referral.received, 2026-03-03T10:00:01 visit.made",
              .say = PRECISION);
}

static void test_rule_14__else_by_day(void **state) {
  (void)state;
  assert_case("1 due 2026-03-03T10:00:00+00:00 met 2026-03-02 to the day", .figure = DAY, .as_at = "2026-03-20", .say = PRECISION,
              .events = "2026-03-02T10:00 referral.received, 2026-03-02 visit.made");
  assert_case("1 due 2026-03-03T10:00:00+00:00 met_late 2026-03-04 to the day", .figure = DAY, .as_at = "2026-03-20",
              .say = PRECISION, .events = "2026-03-02T10:00 referral.received, 2026-03-04 visit.made");
}

static void test_rule_14__hours_without_a_time_are_whole_days(void **state) {
  (void)state;
  assert_case("1 due 2026-03-05 overdue", .figure = "    within: 72 hours\n", .events = "2026-03-02 referral.received",
              .as_at = "2026-03-20");
  assert_case("1 due 2026-03-03 overdue", .figure = "    within: 47 hours\n", .events = "2026-03-02 referral.received",
              .as_at = "2026-03-20");
  assert_case("1 due 2026-03-03 overdue", .figure = "    within: 4 hours\n", .events = "2026-03-02 referral.received",
              .as_at = "2026-03-20");
}

static void test_rule_14__as_at_a_time(void **state) {
  (void)state;
  const char *events = "2026-03-02T10:00 referral.received";
  assert_case("1 due 2026-03-03T10:00:00+00:00 due_soon", .figure = DAY, .events = events, .as_at = "2026-03-03T10:00");
  assert_case("1 due 2026-03-03T10:00:00+00:00 overdue", .figure = DAY, .events = events, .as_at = "2026-03-03T10:00:01");
  assert_case("1 due 2026-03-03T10:00:00+00:00 due_soon", .figure = DAY, .events = events, .as_at = "2026-03-03");
}

static void test_rule_14__hours_are_elapsed(void **state) {
  (void)state;
  assert_case("1 due 2026-03-29T21:00:00+01:00 overdue", .figure = DAY, .events = "2026-03-28T20:00 referral.received",
              .as_at = "2026-03-31");
}

static void test_rule_14__estimated(void **state) {
  (void)state;
  assert_case("1 due 2026-03-03 overdue to the estimated", .figure = DAY, .events = "2026-03-02 referral.received +estimated",
              .as_at = "2026-03-20", .say = PRECISION);
  assert_case("1 due 2026-03-09 overdue to the end", .figure = ONE_WEEK, .events = "2026-03-02 referral.received",
              .as_at = "2026-03-20", .say = PRECISION);
}

/* ---- 15: spans ---- */

static void test_rule_15__clamped_to_the_months_end_and_from_the_beginning(void **state) {
  (void)state;
  assert_case("1 due 2026-02-28 overdue", .figure = "    within: 1 month\n", .events = "2026-01-31 referral.received",
              .as_at = "2026-06-01");
  assert_case("1 due 2026-02-28 met 2026-02-10\n2 due 2026-03-31 met 2026-03-10\n3 due 2026-04-30 overdue", .figure = MONTHLY,
              .events = "2026-01-31 referral.received, 2026-02-10 visit.made, 2026-03-10 visit.made", .as_at = "2026-06-01");
}

/* A year and a month are counted in one step from 29 February 2024. In two steps the due day would be 28 March, not 29 March. */
static void test_rule_15__years_and_months_in_one_step(void **state) {
  (void)state;
  assert_case("1 due 2025-03-29 overdue", .figure = "    within: 1 year 1 month\n", .events = "2024-02-29 referral.received",
              .as_at = "2026-06-01");
}

/* A week from Sunday 1 March ends on Sunday 8 March, unless the rule has `roll`. */
static void test_rule_15__weeks_ignore_working_days_until_rolled(void **state) {
  (void)state;
  assert_case("1 due 2026-03-08 overdue", .figure = ONE_WEEK, .events = "2026-03-01 referral.received", .as_at = "2026-03-20");
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK "    roll: next\n", .events = "2026-03-01 referral.received",
              .as_at = "2026-03-20");
  assert_case("1 due 2026-03-06 overdue", .figure = ONE_WEEK "    roll: previous\n", .events = "2026-03-01 referral.received",
              .as_at = "2026-03-20");
  assert_case("1 due 2026-03-08 overdue", .figure = ONE_WEEK "    counting: included\n", .events = "2026-03-02 referral.received",
              .as_at = "2026-03-20"); /* from 2 March, which counts as the first day */
}

/* Counts a working day from Saturday 28 February in each of the four ways. */
static void test_rule_15__working_days_counted_in_four_ways(void **state) {
  (void)state;
  static const char *const ways[][2] = {{"excluded", "1 due 2026-03-02 overdue"},
                                        {"rolled", "1 due 2026-03-03 overdue"},
                                        {"included", "1 due 2026-03-02 overdue"},
                                        {"clear", "1 due 2026-03-03 overdue"}};
  for (int i = 0; i < 4; i++) {
    char figure[128];
    snprintf(figure, sizeof figure, "    within: 1 working day\n    counting: %s\n", ways[i][0]);
    assert_case(ways[i][1], .figure = figure, .events = "2026-02-28 referral.received", .as_at = "2026-03-20");
  }
  assert_case("1 due 2026-04-07 overdue", .figure = "    within: 1 working day\n", .events = "2026-04-02 referral.received",
              .as_at = "2026-04-20");
}

/* The line opens on the first working day after 2 March, because `counting` does not apply to the opening. It is due on the eighth
 * working day, with 2 March as the first: 2 to 6, 9, 10, 11 March. */
static void test_rule_15__counting_concerns_due_dates_alone(void **state) {
  (void)state;
  assert_case("1 due 2026-03-11 overdue opens 2026-03-03", .as_at = "2026-03-20", .events = "2026-03-02 referral.received",
              .say = OPENS, .figure = "    not_before: 1 working day\n    within: 8 working days\n    counting: included\n");
}

/* A child born on 29 February 2020 is three years old on 1 March 2023. */
static void test_rule_15__an_age_that_the_month_lacks(void **state) {
  (void)state;
  const char *three = "    schedule: [{every: 1 week}]\n    when: {age_from: 3}\n",
             *events = "2020-02-29 birth, 2023-02-02 referral.received";
  assert_case("", .figure = three, .events = events, .as_at = "2023-02-28");
  assert_case("1 due 2023-03-08 due_soon", .figure = three, .events = events, .as_at = "2023-03-01");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_09__on_the_trigger_and_on_a_meeting),
      cmocka_unit_test(test_rule_09__for_a_duty_on_any_event),
      cmocka_unit_test(test_rule_09__of_one_day_the_shortest),
      cmocka_unit_test(test_rule_09__the_last_agreed_by_the_beginning),
      cmocka_unit_test(test_rule_09__nothing_from_before_the_trigger),
      cmocka_unit_test(test_rule_09__a_ceiling),
      cmocka_unit_test(test_rule_09__a_default),
      cmocka_unit_test(test_rule_09__not_computable_until_something_is_agreed),
      cmocka_unit_test(test_rule_09__an_agreement_meanwhile_brings_forward),
      cmocka_unit_test(test_rule_09__what_is_agreed_after_it_closed_moves_nothing),
      cmocka_unit_test(test_rule_09__what_is_agreed_at_the_meeting_is_for_the_next),
      cmocka_unit_test(test_rule_10__periods_end_one_two_three_spans_after_the_trigger),
      cmocka_unit_test(test_rule_10__a_second_one_does_not_count_for_the_next),
      cmocka_unit_test(test_rule_10__met_by_the_nth),
      cmocka_unit_test(test_rule_10__a_late_event_also_counts_in_its_own_period),
      cmocka_unit_test(test_rule_10__whole_calendar_periods),
      cmocka_unit_test(test_rule_10__as_a_phase_times_are_periods),
      cmocka_unit_test(test_rule_10__periods_run_from_the_day_on_which_rule_6_holds),
      cmocka_unit_test(test_rule_11__back_from_the_day_planned),
      cmocka_unit_test(test_rule_11__the_earliest_plan_that_is_not_void),
      cmocka_unit_test(test_rule_11__from_the_day_held),
      cmocka_unit_test(test_rule_11__the_next_opens_the_day_after_the_last_was_held),
      cmocka_unit_test(test_rule_11__a_date_already_past_stands),
      cmocka_unit_test(test_rule_11__ends_count_from_the_opening_on),
      cmocka_unit_test(test_rule_12__laid_from_the_birth),
      cmocka_unit_test(test_rule_12__a_date_before_the_trigger_stands),
      cmocka_unit_test(test_rule_12__without_it_there_is_no_date),
      cmocka_unit_test(test_rule_12__the_last_up_to_the_triggers_day),
      cmocka_unit_test(test_rule_10__calendar_periods_wait_for_the_age),
      cmocka_unit_test(test_rule_13__from_the_triggers_day_on),
      cmocka_unit_test(test_rule_13__at_most_times),
      cmocka_unit_test(test_rule_13__until_it_closes),
      cmocka_unit_test(test_rule_13__not_after_the_due_day),
      cmocka_unit_test(test_rule_19__days_of_a_pause_do_not_count),
      cmocka_unit_test(test_rule_19__working_days),
      cmocka_unit_test(test_rule_19__begins_by_the_due_day),
      cmocka_unit_test(test_rule_19__while_it_lasts),
      cmocka_unit_test(test_rule_19__with_an_extension),
      cmocka_unit_test(test_rule_15__noon_of_the_next_day_that_is_no_holiday),
      cmocka_unit_test(test_rule_13__laid_from_the_due_day),
      cmocka_unit_test(test_rule_13__hours_keep_the_time_of_day),
      cmocka_unit_test(test_rule_14__to_the_second_where_both_have_a_time),
      cmocka_unit_test(test_rule_14__else_by_day),
      cmocka_unit_test(test_rule_14__hours_without_a_time_are_whole_days),
      cmocka_unit_test(test_rule_14__as_at_a_time),
      cmocka_unit_test(test_rule_14__hours_are_elapsed),
      cmocka_unit_test(test_rule_14__estimated),
      cmocka_unit_test(test_rule_15__clamped_to_the_months_end_and_from_the_beginning),
      cmocka_unit_test(test_rule_15__years_and_months_in_one_step),
      cmocka_unit_test(test_rule_15__weeks_ignore_working_days_until_rolled),
      cmocka_unit_test(test_rule_15__working_days_counted_in_four_ways),
      cmocka_unit_test(test_rule_15__counting_concerns_due_dates_alone),
      cmocka_unit_test(test_rule_15__an_age_that_the_month_lacks),
  };
  return cmocka_run_group_tests_name("timeline dates", tests, open_known, close_known);
}
