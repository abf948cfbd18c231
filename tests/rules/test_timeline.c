/* Tests rules 1 to 8 of docs/rules.md on the events of a case: clocks, the events that meet them and the events that end them.
 * Every date was worked out by hand. 2 March 2026 is a Monday; Good Friday is 3 April, Easter Monday 6 April. */
#include "timeline.h"

#define ONE_WEEK "    within: 1 week\n"
#define WEEKLY "    schedule: [{every: 1 week}]\n"
#define EACH_WEEK "    within: 1 week\n    each: true\n"

/* ---- 1: start ---- */

static void test_rule_01__every_trigger_starts_a_clock(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-03\n2 due 2026-03-11 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-03 visit.made, 2026-03-04 referral.received");
}

static void test_rule_01__what_falls_due_once_runs_beside_what_runs(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue from 2026-03-02 [test:duty 2026-03-09] [test:duty 2026-03-11]", .figure = ONE_WEEK,
              .events = "2026-03-02 referral.received, 2026-03-04 referral.received", .as_at = "2026-03-20", .say = FROM | LIMITS);
}

static void test_rule_01__a_schedule_starts_anew(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 ended 2026-03-04\n2 due 2026-03-11 overdue", .figure = WEEKLY, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 referral.received");
  /* the due day had passed when the second referral came, so the first line is missed, not ended */
  assert_case("1 due 2026-03-09 missed 2026-03-11\n2 due 2026-03-18 overdue", .figure = WEEKLY, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-11 referral.received");
}

static void test_rule_01__a_count_starts_anew(void **state) {
  (void)state;
  assert_case("1 due 2026-04-02 ended 2026-03-16\n2 due 2026-04-16 open", .figure = "    at_least: 1\n    per: 1 month\n",
              .events = "2026-03-02 referral.received, 2026-03-16 referral.received", .as_at = "2026-03-20");
}

static void test_rule_01__only_an_equal_ref_starts_anew(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-09 overdue\n#B 1 due 2026-03-11 overdue", .figure = WEEKLY, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-04 referral.received #B");
  assert_case("#A 1 due 2026-03-09 ended 2026-03-04\n#A 2 due 2026-03-11 overdue", .figure = WEEKLY, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-04 referral.received #A");
  assert_case(
      "1 due 2026-03-11 overdue\n#A 1 due 2026-03-09 overdue", .figure = WEEKLY, .as_at = "2026-03-20",
      .events =
          "2026-03-02 referral.received #A, 2026-03-04 referral.received"); /* a referral without a ref only ends another referral without a ref */
}

static void test_rule_01__tags_of_the_trigger(void **state) {
  (void)state;
  const char *when = ONE_WEEK "    when: {tag: significant_harm}\n", *unless = ONE_WEEK "    unless: {tag: significant_harm}\n";
  const char *without = "2026-03-02 referral.received, 2026-03-03 visit.made +significant_harm";
  assert_case("", .figure = when, .events = without, .as_at = "2026-03-20");
  assert_case("1 due 2026-03-09 met 2026-03-03", .figure = unless, .events = without, .as_at = "2026-03-20");
  assert_case("1 due 2026-03-09 overdue", .figure = when, .events = "2026-03-02 referral.received +significant_harm",
              .as_at = "2026-03-20");
  assert_case("", .figure = unless, .events = "2026-03-02 referral.received +significant_harm", .as_at = "2026-03-20");
}

static void test_rule_01__only_the_ordinals(void **state) {
  (void)state;
  assert_case(
      "1 due 2026-03-09 overdue\n2 due 2026-03-11 overdue", .figure = EACH_WEEK "    occurrence: [1, 3]\n",
      .events =
          "2026-03-02 referral.received, 2026-03-03 referral.received, 2026-03-04 referral.received, 2026-03-05 referral.received",
      .as_at = "2026-03-20");
}

static void test_rule_01__ordinals_count_by_ref(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-11 overdue", .figure = EACH_WEEK "    occurrence: [2]\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-03 referral.received #B, 2026-03-04 referral.received #A");
}

static void test_rule_01__ordinals_count_what_passes_when(void **state) {
  (void)state;
  assert_case(
      "1 due 2026-03-11 overdue", .figure = EACH_WEEK "    occurrence: [2]\n    when: {tag: permanent}\n", .as_at = "2026-03-20",
      .events = "2026-03-02 referral.received +permanent, 2026-03-03 referral.received, 2026-03-04 referral.received +permanent");
}

/* The plan ends on 3 March. A trigger on that day is still the second, and a trigger on 4 March is a first one again. */
static void test_rule_01__an_end_starts_the_count_afresh_from_the_next_day(void **state) {
  (void)state;
  assert_case(
      "1 due 2026-03-09 ended 2026-03-03\n2 due 2026-03-11 overdue",
      .figure = EACH_WEEK "    occurrence: [1]\n    ends: [cp_plan.ended]\n", .as_at = "2026-03-20",
      .events =
          "2026-03-02 referral.received, 2026-03-03 cp_plan.ended, 2026-03-03 referral.received, 2026-03-04 referral.received");
}

/* ---- 2: chain ---- */

static void test_rule_02__the_first_may_be_met_on_the_triggers_day(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-02\n2 due 2026-03-09 overdue", .figure = WEEKLY, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-02 visit.made");
}

static void test_rule_02__the_next_begins_on_the_day_of_the_meeting(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-05 opens 2026-03-02\n2 due 2026-03-12 overdue opens 2026-03-05", .figure = WEEKLY,
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made", .as_at = "2026-03-20", .say = OPENS);
}

static void test_rule_02__a_second_one_on_that_day_meets_nothing(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-05T10:00:00+00:00\n2 due 2026-03-12 overdue", .figure = WEEKLY, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05T10:00 visit.made, 2026-03-05T16:00 visit.made");
}

static void test_rule_02__late_it_stays_and_swallows_none(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue", .figure = WEEKLY, .as_at = "2026-04-20", .events = "2026-03-02 referral.received");
  assert_case("1 due 2026-03-09 met_late 2026-04-20\n2 due 2026-04-27 due_soon", .figure = WEEKLY, .as_at = "2026-04-21",
              .events = "2026-03-02 referral.received, 2026-04-20 visit.made");
}

static void test_rule_02__the_trigger_never_meets_its_own_clock(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-04\n2 due 2026-03-11 overdue", .as_at = "2026-03-20",
              .rules = "  - {id: duty, title: thing, trigger: visit.made, due: visit.made, within: 1 week}\n",
              .events = "2026-03-02 visit.made, 2026-03-04 visit.made");
}

static void test_rule_02__all_that_it_needs(void **state) {
  (void)state;
  const char *needs = ONE_WEEK "    needs: [alone or alone_excused, awake]\n";
  assert_case("1 due 2026-03-09 met_late 2026-03-10", .figure = needs, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-03 visit.made +alone, 2026-03-04 visit.made +awake, "
                        "2026-03-10 visit.made +alone_excused +awake");
}

/* ---- 3: one event meets the lines of several clocks ---- */

static void test_rule_03__an_event_meets_all_that_it_fits(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-05 [test:duty 2026-03-09] [test:duty 2026-03-11]", .figure = ONE_WEEK,
              .as_at = "2026-03-20", .events = "2026-03-02 referral.received, 2026-03-04 referral.received, 2026-03-05 visit.made",
              .say = LIMITS);
}

static void test_rule_03__and_of_every_duty(void **state) {
  (void)state;
  assert_case("first 1 due 2026-03-09 met 2026-03-05\nsecond 1 due 2026-03-05 met 2026-03-05", .as_at = "2026-03-20",
              .rules = "  - {id: first, title: thing, trigger: referral.received, due: visit.made, within: 1 week}\n"
                       "  - {id: second, title: thing, trigger: referral.received, due: visit.made, within: 3 days}\n",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made");
}

/* In the vocabulary, a decision against a conference also counts as a decision about a conference. It meets rules whose due event
 * is either of the two. */
static void test_rule_03__an_event_that_is_another_as_well(void **state) {
  (void)state;
  static const char rules[] =
      "  - {id: first, title: thing, trigger: referral.received, due: icpc.decided, within: 1 week}\n"
      "  - {id: second, title: thing, trigger: referral.received, due: icpc.not_required, within: 3 days}\n";
  assert_case("first #A 1 due 2026-03-09 met 2026-03-06\nsecond #A 1 due 2026-03-05 met_late 2026-03-06", .as_at = "2026-03-20",
              .rules = rules, .events = "2026-03-02 referral.received #A, 2026-03-06 icpc.not_required #A");
  assert_case("first 1 due 2026-03-09 met 2026-03-04\nsecond 1 due 2026-03-05 overdue", .as_at = "2026-03-20", .rules = rules,
              .events = "2026-03-02 referral.received, 2026-03-04 icpc.decided");
  assert_case("first 1 due 2026-03-09 overdue\nsecond 1 due 2026-03-05 overdue", .as_at = "2026-03-20", .rules = rules,
              .events = "2026-03-02 referral.received, 2026-03-06 icpc.not_required +void");
}

static void test_rule_03__under_each_the_oldest_alone(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-11 overdue", .figure = EACH_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 referral.received, 2026-03-05 visit.made");
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-11 met 2026-03-06", .figure = EACH_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 referral.received, 2026-03-05 visit.made, 2026-03-06 visit.made");
}

/* Under `each`, an event on 2 March does not count for the trigger on 3 March, but the next event does. */
static void test_rule_03__under_each_what_fits(void **state) {
  (void)state;
  assert_case(
      "#B 1 due 2026-03-10 met 2026-03-05\n#C 1 due 2026-03-09 met 2026-03-04", .figure = EACH_WEEK, .as_at = "2026-03-20",
      .events =
          "2026-03-02 referral.received #C, 2026-03-03 referral.received #B, 2026-03-04 visit.made #C, 2026-03-05 visit.made");
}

static void test_rule_03__refs_that_both_carry_are_equal(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-09 not_computable: recorded under a different reference: visit.made on Wednesday 4 March 2026",
              .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received #A, 2026-03-04 visit.made #B");
  assert_case("#A 1 due 2026-03-09 met 2026-03-05", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-04 visit.made #B, 2026-03-05 visit.made #A");
  assert_case("#A 1 due 2026-03-09 met 2026-03-04", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-04 visit.made");
  assert_case("1 due 2026-03-09 met 2026-03-04", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made #B");
}

static void test_rule_03__the_same_for_what_ends_and_extends(void **state) {
  (void)state;
  const char *figure = ONE_WEEK "    ends: [cp_plan.ended]\n    extension: {event: temporary_approval.extended, by: 1 week}\n";
  assert_case("#A 1 due 2026-03-09 overdue\n#B 1 due 2026-03-10 ended 2026-03-04", .figure = figure, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-03 referral.received #B, 2026-03-04 cp_plan.ended #B, "
                        "2026-03-03 temporary_approval.extended #C");
  assert_case("#A 1 due 2026-03-16 ended 2026-03-05", .figure = figure, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-04 temporary_approval.extended #A, 2026-03-05 cp_plan.ended");
}

/* ---- 4: opens ---- */

static void test_rule_04__nothing_from_before_the_trigger(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue: done Sunday 1 March 2026, before the referral opens 2026-03-02", .figure = ONE_WEEK,
              .as_at = "2026-03-20", .say = OPENS, .events = "2026-03-01 visit.made, 2026-03-02 referral.received");
}

static void test_rule_04__not_before_a_day(void **state) {
  (void)state;
  const char *window =
      "    not_before: 1 working day\n    within: 8 working days\n"; /* the line may be met from 3 March, and is due on 12 March */
  assert_case("1 due 2026-03-12 met 2026-03-03 opens 2026-03-03", .figure = window, .as_at = "2026-03-20", .say = OPENS,
              .events = "2026-03-02 referral.received, 2026-03-02 visit.made, 2026-03-03 visit.made");
}

static void test_rule_04__earlier_work_counts_from_the_opening_on(void **state) {
  (void)state;
  const char *before =
      "    not_before: -1 month\n    within: 5 working days\n"; /* the line may be met from 2 February, and is due on 9 March */
  assert_case("1 due 2026-03-09 met 2026-02-02 opens 2026-02-02", .figure = before, .as_at = "2026-03-20", .say = OPENS,
              .events = "2026-02-02 visit.made, 2026-03-02 referral.received");
  assert_case("1 due 2026-03-09 overdue opens 2026-02-02", .figure = before, .as_at = "2026-03-20", .say = OPENS,
              .events = "2026-02-01 visit.made, 2026-03-02 referral.received");
}

static void test_rule_04__a_time_before_the_triggers_is_before_it(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue: done Monday 2 March 2026, before the referral", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02T14:00 referral.received, 2026-03-02T13:59 visit.made");
  assert_case("1 due 2026-03-09 met 2026-03-02T14:00:00+00:00", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02T14:00 referral.received, 2026-03-02T14:00 visit.made");
  assert_case(
      "1 due 2026-03-09 met 2026-03-02", .figure = ONE_WEEK, .as_at = "2026-03-20",
      .events =
          "2026-03-02T14:00 referral.received, 2026-03-02 visit.made"); /* an action on the day itself counts if it has no time */
}

/* ---- 5: the version and the age are those on the day on which an occurrence begins ---- */

/* The visit is weekly until 10 March, and fortnightly from the 11th. */
static void test_rule_05__the_version_of_the_day_on_which_it_begins(void **state) {
  (void)state;
  const char *versions = "    versions:\n      - {to: 2026-03-10, schedule: [{every: 1 week}]}\n"
                         "      - {from: 2026-03-11, schedule: [{every: 2 weeks}]}\n";
  assert_case("1 due 2026-03-09 met_late 2026-03-10\n2 due 2026-03-17 met 2026-03-11\n3 due 2026-03-25 due_soon",
              .figure = versions, .events = "2026-03-02 referral.received, 2026-03-10 visit.made, 2026-03-11 visit.made",
              .as_at = "2026-03-20");
}

static void test_rule_05__the_phase_of_the_day_on_which_it_begins(void **state) {
  (void)state;
  assert_case("1 due 2026-03-16 met 2026-03-09\n2 due 2026-03-16 overdue", .as_at = "2026-03-20",
              .figure = "    schedule: [{every: 2 weeks, for: 3 days}, {every: 1 week}]\n",
              .events = "2026-03-02 referral.received, 2026-03-09 visit.made");
}

/* The child is three years old on 5 March. An occurrence that began before that day stays due, and none begins after it. */
static void test_rule_05__the_age_of_the_day_on_which_it_begins(void **state) {
  (void)state;
  const char *under = WEEKLY "    when: {age_under: 3}\n";
  assert_case("1 due 2026-03-09 overdue", .figure = under, .as_at = "2026-03-20",
              .events = "2023-03-05 birth, 2026-03-02 referral.received");
  assert_case("1 due 2026-03-09 met 2026-03-06", .figure = under, .as_at = "2026-03-20",
              .events = "2023-03-05 birth, 2026-03-02 referral.received, 2026-03-06 visit.made");
}

static void test_rule_05__a_longer_agreement_puts_nothing_back(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue", .figure = "    schedule: [{every: agreed}]\n", .as_at = "2026-03-20",
              .events =
                  "2026-03-02 referral.received agreed=1_week agreed.duty=2_weeks, 2026-03-05 cin_review.held agreed.duty=3_weeks");
}

/* ---- 6: coming into force, coming of age ---- */

static void test_rule_06__once_not_before_from(void **state) {
  (void)state;
  const char *from = "    versions: [{from: 2026-03-03, within: 1 week}]\n";
  assert_case("", .figure = from, .as_at = "2026-03-20", .events = "2026-03-02 referral.received");
  assert_case("1 due 2026-03-10 overdue", .figure = from, .as_at = "2026-03-20", .events = "2026-03-03 referral.received");
}

static void test_rule_06__once_not_before_the_age(void **state) {
  (void)state;
  const char *three = ONE_WEEK "    when: {age_from: 3}\n";
  assert_case("", .figure = three, .as_at = "2026-03-20", .events = "2023-03-03 birth, 2026-03-02 referral.received");
  assert_case("1 due 2026-03-10 overdue", .figure = three, .as_at = "2026-03-20",
              .events = "2023-03-03 birth, 2026-03-03 referral.received");
}

/* The child is three on 10 March: there is no line until then, and the first is due a week later. */
static void test_rule_06__a_schedule_waits_for_the_birthday(void **state) {
  (void)state;
  const char *three = WEEKLY "    when: {age_from: 3}\n",
             *events = "2023-03-10 birth, 2026-03-02 referral.received, 2026-03-05 visit.made";
  assert_case("", .figure = three, .events = events, .as_at = "2026-03-09");
  assert_case("1 due 2026-03-17 due_soon opens 2026-03-10", .figure = three, .events = events, .as_at = "2026-03-10", .say = OPENS);
}

static void test_rule_06__and_for_both(void **state) {
  (void)state;
  const char *both = "    when: {age_from: 3}\n    versions: [{from: 2026-03-12, schedule: [{every: 1 week}]}]\n";
  const char *events = "2023-03-10 birth, 2026-03-02 referral.received";
  assert_case("", .figure = both, .events = events, .as_at = "2026-03-11");
  assert_case("1 due 2026-03-19 overdue opens 2026-03-12", .figure = both, .events = events, .as_at = "2026-03-20", .say = OPENS);
}

/* Actions before the rule applies count for `times`, so the interval is 4 weeks: 10 March + 28 = 7 April. */
static void test_rule_06__what_is_done_meanwhile_counts_for_times(void **state) {
  (void)state;
  const char *first = "    schedule: [{every: 1 week, times: 1}, {every: 4 weeks}]\n    when: {age_from: 3}\n";
  assert_case("1 due 2026-04-07 open opens 2026-03-10", .figure = first, .as_at = "2026-03-20", .say = OPENS,
              .events = "2023-03-10 birth, 2026-03-02 referral.received, 2026-03-05 visit.made");
  assert_case("1 due 2026-03-17 overdue opens 2026-03-10", .figure = first, .as_at = "2026-03-20", .say = OPENS,
              .events = "2023-03-10 birth, 2026-03-02 referral.received");
}

/* Periods of a count only begin once the rule applies, so none is over: the line is due a month from 10 March, not 4 weeks. */
static void test_rule_06__what_is_done_meanwhile_is_no_period(void **state) {
  (void)state;
  const char *counted = "    schedule: [{at_least: 1, per: 1 month, times: 1}, {every: 4 weeks}]\n    when: {age_from: 3}\n";
  assert_case("1 due 2026-04-10 open opens 2026-03-10", .figure = counted, .as_at = "2026-03-20", .say = OPENS,
              .events = "2023-03-10 birth, 2026-03-02 referral.received, 2026-03-05 visit.made");
}

/* Two actions on the same day count as one for `times`, so the next is due a week after 10 March, not 4 weeks. */
static void test_rule_06__of_a_day_one_counts_for_times(void **state) {
  (void)state;
  assert_case("1 due 2026-03-17 overdue",
              .figure = "    schedule: [{every: 1 week, times: 2}, {every: 4 weeks}]\n    when: {age_from: 3}\n",
              .events = "2023-03-10 birth, 2026-03-02 referral.received, 2026-03-05T10:00 visit.made, 2026-03-05T11:00 visit.made",
              .as_at = "2026-03-20");
}

static void test_rule_06__none_after_to(void **state) {
  (void)state;
  const char *to = "    versions: [{to: 2026-03-05, schedule: [{every: 1 week}]}]\n";
  assert_case("1 due 2026-03-09 met 2026-03-06", .figure = to, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-06 visit.made");
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 overdue", .figure = to, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made");
  assert_case("", .figure = to, .as_at = "2026-03-20", .events = "2026-03-06 referral.received");
}

static void test_rule_06__without_birth_unknown_is_never_no(void **state) {
  (void)state;
  const char *three = ONE_WEEK "    when: {age_from: 3}\n";
  assert_case("1 due 2026-03-09 not_computable: no date of birth", .figure = three, .events = "2026-03-02 referral.received",
              .as_at = "2026-03-20");
  assert_case("1 due 2026-03-09 not_computable: no date of birth", .figure = three, .events = "2026-03-02 referral.received",
              .as_at = "2026-03-03");
  assert_case("1 due 2026-03-09 not_computable 2026-03-10: no date of birth", .figure = three, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made");
}

/* ---- 7: phases ---- */

static void test_rule_07__times_met(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-10 visit.made";
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 met 2026-03-10\n3 due 2026-04-07 open", .events = events,
              .figure = "    schedule: [{every: 1 week, times: 2}, {every: 4 weeks}]\n", .as_at = "2026-03-20");
  assert_case("1 due 2026-03-05 met 2026-03-05\n2 due 2026-03-12 met 2026-03-10\n3 due 2026-03-17 overdue", .events = events,
              .figure = "    schedule: [{within: 3 days}, {every: 1 week}]\n", .as_at = "2026-03-20");
}

/* The first phase lasts two weeks from 2 March, up to and including 16 March. An occurrence that begins on 16 March is due on
 * 23 March, and one that begins on 17 March, 28 days later, on 14 April. */
static void test_rule_07__the_last_day_belongs_to_the_phase(void **state) {
  (void)state;
  const char *stages = "    schedule: [{every: 1 week, for: 2 weeks}, {every: 4 weeks}]\n";
  assert_case("1 due 2026-03-09 met_late 2026-03-16\n2 due 2026-03-23 due_soon", .figure = stages, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-16 visit.made");
  assert_case("1 due 2026-03-09 met_late 2026-03-17\n2 due 2026-04-14 open", .figure = stages, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-17 visit.made");
}

static void test_rule_07__until_the_first_event_after_the_triggers_day(void **state) {
  (void)state;
  const char *stages = "    schedule: [{every: 1 week, until: cla_review.held}, {every: 4 weeks}]\n";
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 overdue", .figure = stages, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-02 cla_review.held, 2026-03-05 visit.made");
  /* An occurrence that begins on the day of the review belongs to the next phase: 5 March + 28 = 2 April. */
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-04-02 open", .figure = stages, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 cla_review.held, 2026-03-05 visit.made");
  /* If an occurrence is still open after the review, and was not overdue on the day of the review, the next phase sets its due
   * date: 2 March + 28 = 30 March. */
  assert_case("1 due 2026-03-30 met 2026-03-05\n2 due 2026-04-02 open", .figure = stages, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 cla_review.held, 2026-03-05 visit.made");
  assert_case("1 due 2026-03-30 open", .figure = stages, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-09 cla_review.held");
  /* When the review was held, the occurrence had been overdue since 9 March, so it stays overdue. */
  assert_case("1 due 2026-03-09 overdue", .figure = stages, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-10 cla_review.held");
  assert_case("1 due 2026-03-09 met_late 2026-03-12\n2 due 2026-04-09 open", .figure = stages, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-10 cla_review.held, 2026-03-12 visit.made");
  /* The occurrence ended before the review was held, so it keeps the weekly date. */
  assert_case("1 due 2026-03-09 ended 2026-03-05",
              .figure = "    schedule: [{every: 1 week, until: cla_review.held}, {every: 4 weeks}]\n"
                        "    ends: [cla.ended]\n",
              .as_at = "2026-03-20", .events = "2026-03-02 referral.received, 2026-03-05 cla.ended, 2026-03-06 cla_review.held");
}

static void test_rule_07__a_phase_already_over_is_passed_over(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met_late 2026-03-18\n2 due 2026-04-15 open", .as_at = "2026-03-20",
              .figure =
                  "    schedule: [{every: 1 week, until: cla_review.held}, {every: 2 weeks, for: 2 weeks}, {every: 4 weeks}]\n",
              .events = "2026-03-02 referral.received, 2026-03-17 cla_review.held, 2026-03-18 visit.made");
}

static void test_rule_07__after_the_last_nothing_is_due(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-05", .figure = "    schedule: [{every: 1 week, times: 1}]\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-06 visit.made");
}

/* ---- 8: ends ---- */

static void test_rule_08__an_end_on_the_triggers_day_is_no_end(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue", .figure = WEEKLY "    ends: [cp_plan.ended]\n", .as_at = "2026-03-20",
              .events = "2026-03-01 cp_plan.ended, 2026-03-02 referral.received, 2026-03-02 cp_plan.ended");
}

/* Some events can only come after the trigger: no further action on a referral, or the refusal of an interview after a child's
 * return. On the day of the trigger they end the duty. */
static void test_rule_08__an_answer_ends_on_the_triggers_day(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 ended 2026-03-02", .as_at = "2026-03-20",
              .figure = "    within: 1 week\n    ends: [referral.no_further_action]\n",
              .events = "2026-03-02 referral.no_further_action, 2026-03-02 referral.received");
  assert_case("1 due 2026-03-09 ended 2026-03-02T15:00:00+00:00", .as_at = "2026-03-20",
              .figure = "    schedule: [{every: 1 week}]\n    ends: [referral.no_further_action]\n",
              .events = "2026-03-02T15:00 referral.no_further_action, 2026-03-02T10:00 referral.received");
}

/* A new version from 9 March has the weekly duty due only once, or without a time limit. An occurrence that began before is still
 * followed by another. */
static void test_rule_06__versions_of_two_kinds(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received, 2026-03-09 visit.made, 2026-03-10 visit.made";
  assert_case(
      "1 due 2026-03-09 met 2026-03-09\n2 due none met 2026-03-10\n3 due none not_computable: the source sets no time limit",
      .as_at = "2026-03-20", .events = events,
      .figure = "    versions:\n      - {to: 2026-03-08, schedule: [{every: 1 week}]}\n"
                "      - {from: 2026-03-09, within: not stated}\n    ends: [case.closed]\n");
}

static void test_rule_08__its_day_counts_for_meeting_and_nothing_begins_on_it(void **state) {
  (void)state;
  const char *weekly = WEEKLY "    ends: [cp_plan.ended]\n";
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 met 2026-03-11", .figure = weekly, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-11 visit.made, 2026-03-11 cp_plan.ended");
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 ended 2026-03-11", .figure = weekly, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-11 cp_plan.ended, 2026-03-12 visit.made");
}

static void test_rule_08__ended_or_missed(void **state) {
  (void)state;
  const char *weekly = WEEKLY "    ends: [cp_plan.ended]\n";
  assert_case("1 due 2026-03-09 ended 2026-03-09", .figure = weekly, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-09 cp_plan.ended"); /* ended on the due day itself, so not missed */
  assert_case("1 due 2026-03-09 missed 2026-03-10", .figure = weekly, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-10 cp_plan.ended");
}

static void test_rule_08__the_first_of_several_and_of_the_profile(void **state) {
  (void)state;
  const char *yaml =
      "profile: test\ntitle: Test\nends_all: [case.closed]\nrules:\n"
      "  - {id: duty, title: thing, trigger: referral.received, due: visit.made, within: 1 week, ends: [cp_plan.ended]}\n";
  assert_case("1 due 2026-03-09 ended 2026-03-04", .yaml = yaml, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-06 cp_plan.ended, 2026-03-04 case.closed");
  assert_case("1 due 2026-03-09 ended 2026-03-04", .yaml = yaml, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 cp_plan.ended, 2026-03-06 case.closed");
}

/* A start that the file never has may be dated after its end. */
static void test_rule_21__an_end_whose_start_is_never_in_the_file(void **state) {
  (void)state;
  const char *placed = "  - id: duty\n    title: thing\n    trigger: placement.started\n    due: visit.made\n"
                       "    schedule: [{every: 1 week}]\n    ends: [placement.ended, cla.ended]\n";
  const char *ended = "2026-03-02 placement.started #A, 2026-03-20 cla.ended #A";
  assert_case("#A 1 due 2026-03-09 missed 2026-03-20", .rules = placed, .as_at = "2026-06-01", .events = ended);
  assert_case("#A 1 due 2026-03-09 not_computable 2026-03-20: depends on rows that your records may not have", .rules = placed,
              .as_at = "2026-06-01", .events = ended, .holds = "cla.started=never");
  assert_case("1 due 2026-03-09 missed 2026-03-20", .rules = placed, .as_at = "2026-06-01",
              .events = "2026-03-02 placement.started, 2026-03-20 cla.ended", .holds = "cla.started=never");
  assert_case("#A 1 due 2026-03-09 missed 2026-03-20", .rules = placed, .as_at = "2026-06-01",
              .events = "2026-03-02 cla.started #A, 2026-03-02 placement.started #A, 2026-03-20 cla.ended #A",
              .holds = "cla.started=never");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_01__every_trigger_starts_a_clock),
      cmocka_unit_test(test_rule_01__what_falls_due_once_runs_beside_what_runs),
      cmocka_unit_test(test_rule_01__a_schedule_starts_anew),
      cmocka_unit_test(test_rule_01__a_count_starts_anew),
      cmocka_unit_test(test_rule_01__only_an_equal_ref_starts_anew),
      cmocka_unit_test(test_rule_01__tags_of_the_trigger),
      cmocka_unit_test(test_rule_01__only_the_ordinals),
      cmocka_unit_test(test_rule_01__ordinals_count_by_ref),
      cmocka_unit_test(test_rule_01__ordinals_count_what_passes_when),
      cmocka_unit_test(test_rule_01__an_end_starts_the_count_afresh_from_the_next_day),
      cmocka_unit_test(test_rule_02__the_first_may_be_met_on_the_triggers_day),
      cmocka_unit_test(test_rule_02__the_next_begins_on_the_day_of_the_meeting),
      cmocka_unit_test(test_rule_02__a_second_one_on_that_day_meets_nothing),
      cmocka_unit_test(test_rule_02__late_it_stays_and_swallows_none),
      cmocka_unit_test(test_rule_02__the_trigger_never_meets_its_own_clock),
      cmocka_unit_test(test_rule_02__all_that_it_needs),
      cmocka_unit_test(test_rule_03__an_event_meets_all_that_it_fits),
      cmocka_unit_test(test_rule_03__and_of_every_duty),
      cmocka_unit_test(test_rule_03__an_event_that_is_another_as_well),
      cmocka_unit_test(test_rule_03__under_each_the_oldest_alone),
      cmocka_unit_test(test_rule_03__under_each_what_fits),
      cmocka_unit_test(test_rule_03__refs_that_both_carry_are_equal),
      cmocka_unit_test(test_rule_03__the_same_for_what_ends_and_extends),
      cmocka_unit_test(test_rule_04__nothing_from_before_the_trigger),
      cmocka_unit_test(test_rule_04__not_before_a_day),
      cmocka_unit_test(test_rule_04__earlier_work_counts_from_the_opening_on),
      cmocka_unit_test(test_rule_04__a_time_before_the_triggers_is_before_it),
      cmocka_unit_test(test_rule_05__the_version_of_the_day_on_which_it_begins),
      cmocka_unit_test(test_rule_05__the_phase_of_the_day_on_which_it_begins),
      cmocka_unit_test(test_rule_05__the_age_of_the_day_on_which_it_begins),
      cmocka_unit_test(test_rule_05__a_longer_agreement_puts_nothing_back),
      cmocka_unit_test(test_rule_06__once_not_before_from),
      cmocka_unit_test(test_rule_06__once_not_before_the_age),
      cmocka_unit_test(test_rule_06__a_schedule_waits_for_the_birthday),
      cmocka_unit_test(test_rule_06__and_for_both),
      cmocka_unit_test(test_rule_06__what_is_done_meanwhile_counts_for_times),
      cmocka_unit_test(test_rule_06__what_is_done_meanwhile_is_no_period),
      cmocka_unit_test(test_rule_06__of_a_day_one_counts_for_times),
      cmocka_unit_test(test_rule_06__none_after_to),
      cmocka_unit_test(test_rule_06__without_birth_unknown_is_never_no),
      cmocka_unit_test(test_rule_07__times_met),
      cmocka_unit_test(test_rule_07__the_last_day_belongs_to_the_phase),
      cmocka_unit_test(test_rule_07__until_the_first_event_after_the_triggers_day),
      cmocka_unit_test(test_rule_07__a_phase_already_over_is_passed_over),
      cmocka_unit_test(test_rule_07__after_the_last_nothing_is_due),
      cmocka_unit_test(test_rule_08__an_end_on_the_triggers_day_is_no_end),
      cmocka_unit_test(test_rule_08__an_answer_ends_on_the_triggers_day),
      cmocka_unit_test(test_rule_06__versions_of_two_kinds),
      cmocka_unit_test(test_rule_08__its_day_counts_for_meeting_and_nothing_begins_on_it),
      cmocka_unit_test(test_rule_08__ended_or_missed),
      cmocka_unit_test(test_rule_08__the_first_of_several_and_of_the_profile),
      cmocka_unit_test(test_rule_21__an_end_whose_start_is_never_in_the_file),
  };
  return cmocka_run_group_tests_name("timeline", tests, open_known, close_known);
}
