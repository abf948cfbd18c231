/* Tests which rule applies, from when, and which rule governs. The tests are named after the numbered rules of rules.md, section 3.
 * */
#include "rules.h"

/* ---- rule 1: a trigger starts the clocks of its rules ---- */

static void test_rule_01__when_looks_at_the_tags_of_the_trigger(void **state) {
  (void)state;
  const char *permanent = "england:cla.visit/permanent"; /* regulation 28(2): within one week of the start of the placement */
  assert_due("does not apply", ENGLAND(.rule = permanent, .at = "2026-03-27"));
  assert_due("2026-04-03", ENGLAND(.rule = permanent, .at = "2026-03-27", .tags = "permanent")); /* Fri 27 Mar + 7 days */
  assert_due("does not apply", ENGLAND(.rule = permanent, .at = "2026-03-27", .tags = "alone;baby"));
}

static void test_rule_01__unless_looks_at_the_tags_of_the_trigger(void **state) {
  (void)state;
  assert_due("2026-04-03", ENGLAND(.rule = "england:cla.visit", .at = "2026-03-27"));
  assert_due("2026-04-03", ENGLAND(.rule = "england:cla.visit", .at = "2026-03-27", .tags = "alone"));
  assert_due("does not apply", ENGLAND(.rule = "england:cla.visit", .at = "2026-03-27", .tags = "permanent"));
}

static void test_rule_01__one_of_several_tags_is_enough(void **state) {
  (void)state;
  const char *when = "    within: 1 day\n    when: {tag: baby or permanent or alone}\n";
  assert_figure("does not apply", when, .at = "2026-03-27");
  assert_figure("does not apply", when, .at = "2026-03-27", .tags = "awake");
  assert_figure("2026-03-28", when, .at = "2026-03-27", .tags = "alone");
  assert_figure("2026-03-28", when, .at = "2026-03-27", .tags = "awake;permanent");
  assert_figure("does not apply", "    within: 1 day\n    unless: {tag: baby or alone}\n", .at = "2026-03-27", .tags = "alone");
}

static void test_rule_01__when_and_unless_both_hold(void **state) {
  (void)state;
  const char *both = "    within: 1 day\n    when: {tag: baby}\n    unless: {tag: awake}\n";
  assert_figure("2026-03-28", both, .at = "2026-03-27", .tags = "baby");
  assert_figure("does not apply", both, .at = "2026-03-27", .tags = "baby;awake");
}

static void test_rule_01__another_event_starts_nothing(void **state) {
  (void)state;
  assert_due("does not apply", ENGLAND(.address = "cla.visit", .at = "2026-03-27", .event = "cla.started"));
  assert_due("2026-04-03", ENGLAND(.address = "cla.visit", .at = "2026-03-27", .event = "placement.started"));
}

static void test_rule_01__a_rule_asked_for_alone_takes_any_event(void **state) {
  (void)state;
  assert_due("2026-04-03", ENGLAND(.rule = "england:cla.visit", .at = "2026-03-27", .event = "cla.started"));
}

/* ---- rule 5: the version is the one in force on the day on which the occurrence begins ---- */

/* Working Together 2013 came into force on 15 April 2013. Sun 14 Apr 2013: Mon 15 to Fri 19 (1 to 5), Mon 22 to Fri 26 Apr
 * (6 to 10). Mon 15 Apr: Tue 16 to Fri 19 (1 to 4), to Fri 26 (9), to Fri 3 May (14), Tue 7 to Fri 10 (18; Mon 6 is Early May), to
 * Fri 17 (23), to Fri 24 (28), Tue 28 to Fri 31 (32; Mon 27 is Spring), to Fri 7 Jun (37), to Fri 14 (42), Wed 19 June (45). */
static void test_rule_05__assessments_of_2013(void **state) {
  (void)state;
  assert_due("2013-04-26", ENGLAND(.address = "assessment.initial", .at = "2013-04-14"));
  assert_due("not in force", ENGLAND(.address = "assessment.initial", .at = "2013-04-15"));
  assert_due("not in force", ENGLAND(.address = "assessment.single", .at = "2013-04-14"));
  assert_due("2013-06-19", ENGLAND(.address = "assessment.single", .at = "2013-04-15"));
}

/* The initial assessment had 7 working days from 1 April 2000 (Framework, paragraph 3.9), and 10 from 17 March 2010 (Working
  * Together 2010). 7 working days after Tue 16 Mar 2010: Wed 17 to Fri 19 (1 to 3), Mon 22 to Thu 25 (4 to 7). 10 after Wed 17
  * Mar: Thu 18, Fri 19 (1, 2), to Fri 26 (7), Wed 31 (10). 7 after Sat 1 Apr 2000: Mon 3 to Fri 7 (1 to 5), Mon 10, Tue 11 (6,
  * 7). */
static void test_rule_05__day_before_first_day_last_day_day_after(void **state) {
  (void)state;
  assert_due("not in force", ENGLAND(.address = "assessment.initial", .at = "2000-03-31"));
  assert_int_equal(assert_due("2000-04-11", ENGLAND(.address = "assessment.initial", .at = "2000-04-01")).deadline.version, 0);
  assert_int_equal(assert_due("2010-03-25", ENGLAND(.address = "assessment.initial", .at = "2010-03-16")).deadline.version, 0);
  assert_int_equal(assert_due("2010-03-31", ENGLAND(.address = "assessment.initial", .at = "2010-03-17")).deadline.version, 1);
}

/* SI 2020/445 was in force from 24 April to 25 September 2020, both included. 5 working days after Thu 23
 * Apr 2020: Fri 24 (1), Mon 27 to Thu 30 (2 to 5). After Sat 26 Sep: Mon 28 Sep to Fri 2 Oct (1 to 5). */
static void test_rule_05__placement_plan_in_2020(void **state) {
  (void)state;
  assert_due("2020-04-30", ENGLAND(.address = "cla.placement_plan", .at = "2020-04-23"));
  assert_due("not stated", ENGLAND(.address = "cla.placement_plan", .at = "2020-04-24"));
  assert_due("not stated", ENGLAND(.address = "cla.placement_plan", .at = "2020-09-25"));
  assert_due("2020-10-02", ENGLAND(.address = "cla.placement_plan", .at = "2020-09-26"));
}

/* A temporary approval lasts 16 weeks (regulation 24(1)), 112 days: 23 Apr + 7 (30 Apr) + 31 + 30 + 31 = 31 Jul, + 13. While SI
 * 2020/445 was in force it lasted 24 weeks (its regulation 8), 168 days: 24 Apr + 6 + 31 + 30 + 31 + 31 + 30 = 30 Sep, + 9. An
 * approval from that time keeps its 24 weeks afterwards: 25 Sep + 5 + 31 + 30 + 31 + 31 + 28 = 28 Feb, + 12. */
static void test_rule_05__temporary_approval_in_2020(void **state) {
  (void)state;
  assert_due("2020-08-13", ENGLAND(.address = "cla.temporary_approval", .at = "2020-04-23"));
  assert_due("2020-10-09", ENGLAND(.address = "cla.temporary_approval", .at = "2020-04-24"));
  assert_due("2021-03-12", ENGLAND(.address = "cla.temporary_approval", .at = "2020-09-25"));
  assert_due("2021-01-16", ENGLAND(.address = "cla.temporary_approval", .at = "2020-09-26"));
}

/* The first review was due within 4 weeks until 31 March 2011, and since then within 20 working days. 20 after Fri 1 Apr 2011:
  * Mon 4 to Fri 8 (5), to Fri 15 (10), Mon 18 to Thu 21 (14; Fri 22 and Mon 25 are Easter), Tue 26 to Thu 28 (17; Fri 29 is the
  * royal wedding, Mon 2 May is Early May), to Thu 5 May (20). */
static void test_rule_05__reviews_of_2011(void **state) {
  (void)state;
  assert_due("2011-04-28", ENGLAND(.address = "cla.review", .at = "2011-03-31"));
  assert_due("2011-05-05", ENGLAND(.address = "cla.review", .at = "2011-04-01"));
}

static const char gap[] = "    versions:\n"
                          "      - {from: 2020-01-01, to: 2020-12-31, within: 5 days}\n"
                          "      - {from: 2021-02-01, within: 3 days}\n";

static void test_rule_05__a_gap_between_versions_is_not_in_force(void **state) {
  (void)state;
  assert_figure("not in force", gap, .at = "2019-12-31");
  assert_figure("2020-01-06", gap, .at = "2020-01-01");
  assert_figure("2021-01-05", gap, .at = "2020-12-31");
  assert_figure("not in force", gap, .at = "2021-01-01");
  assert_figure("not in force", gap, .at = "2021-01-31");
  assert_figure("2021-02-04", gap, .at = "2021-02-01");
}

static void test_rule_05__a_version_of_one_day(void **state) {
  (void)state;
  const char *figure =
      "    versions:\n      - {from: 2020-01-01, to: 2020-01-01, within: 5 days}\n      - {from: 2020-01-02, within: 3 days}\n";
  assert_figure("2020-01-06", figure, .at = "2020-01-01");
  assert_figure("2020-01-05", figure, .at = "2020-01-02");
}

/* ---- rule 6: coming into force, coming of age ---- */

static void test_rule_06__once_does_not_apply_before_from(void **state) {
  (void)state;
  const char *once = "    versions:\n      - {from: 2020-06-01, within: 5 days}\n";
  assert_figure("not in force", once, .at = "2020-05-31");
  assert_figure("2020-06-06", once, .at = "2020-06-01");
}

static void test_rule_06__a_schedule_begins_on_from(void **state) {
  (void)state;
  /* Regulation 8(2) of the Care Leavers Regulations requires a visit within 7 days. It is in force from 1 April 2011. */
  struct asked asked = assert_due("2011-04-08", ENGLAND(.address = "leaving_care.pa_visit", .at = "2011-03-10"));
  assert_day(asked.deadline.begins, "2011-04-01");
  assert_day(asked.deadline.opens, "2011-04-01");
  asked = assert_due("2011-04-09", ENGLAND(.address = "leaving_care.pa_visit", .at = "2011-04-02"));
  assert_day(asked.deadline.begins, "2011-04-02");
}

static void test_rule_06__a_schedule_does_not_begin_after_to(void **state) {
  (void)state;
  const char *ended = "    versions:\n      - {from: 2020-01-01, to: 2020-12-31, schedule: [{every: 1 week}]}\n";
  assert_figure("2020-01-08", ended, .at = "2019-05-01");
  assert_figure("2021-01-07", ended, .at = "2020-12-31");
  assert_figure("not in force", ended, .at = "2021-01-01");
}

static void test_rule_06__a_version_without_from_was_always_in_force(void **state) {
  (void)state;
  const char *open = "    versions:\n      - {to: 2020-12-31, schedule: [{every: 1 week}]}\n";
  assert_figure("1975-05-08", open, .at = "1975-05-01");
  assert_figure("not in force", open, .at = "2021-01-01");
}

/* ---- rule 6 and 15: ages ---- */

static void test_rule_06__once_does_not_apply_before_age_from(void **state) {
  (void)state;
  const char *three = "    within: 5 days\n    when: {age_from: 3}\n";
  assert_figure("does not apply", three, .at = "2026-03-26", .born = "2023-03-27");
  assert_figure("2026-04-01", three, .at = "2026-03-27", .born = "2023-03-27"); /* 27 March is the third birthday */
}

/* Barnet 9.9: born 10 May 2023, three on Sunday 10 May 2026. Mon 11 to Fri 15 May (1 to 5), Mon 18 to Fri 22 May (6 to 10). */
static void test_rule_06__a_schedule_begins_on_the_birthday(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-05-22", BARNET(.rule = "barnet:cp.visit/alone", .at = "2026-03-02", .born = "2023-05-10"));
  assert_day(asked.deadline.begins, "2026-05-10");
  assert_day(asked.deadline.opens, "2026-05-10");
  assert_int_equal(asked.deadline.flags & DUEBY_DEADLINE_UNPROVEN_AGE, 0);
  asked = assert_due("2026-05-22", BARNET(.rule = "barnet:cp.visit/alone", .at = "2026-05-10", .born = "2023-05-10"));
  assert_day(asked.deadline.begins, "2026-05-10");
}

static void test_rule_06__a_schedule_begins_on_the_later_of_birthday_and_from(void **state) {
  (void)state;
  const char *both = "    when: {age_from: 3}\n    versions:\n      - {from: 2020-06-01, schedule: [{every: 1 week}]}\n";
  /* the child is three in March, the rule is in force from June */
  assert_figure("2020-06-08", both, .at = "2020-01-01", .born = "2017-03-01");
  /* the rule is in force from June, the child is three in September */
  assert_figure("2020-09-08", both, .at = "2020-01-01", .born = "2017-09-01");
}

/* Gloucestershire's rule on personal advisers applies from the 18th to the 21st birthday: 28 days. */
static void test_rule_06__age_window(void **state) {
  (void)state;
  const char *rule = "gloucestershire:leaving_care.pa_visit";
  struct asked asked = assert_due("2026-04-07", GLOUCESTERSHIRE(.rule = rule, .at = "2026-01-05", .born = "2008-03-10"));
  assert_day(asked.deadline.begins, "2026-03-10"); /* the 18th birthday: 10 Mar + 28 days = 7 Apr */
  assert_due("2026-04-06",
             GLOUCESTERSHIRE(.rule = rule, .at = "2026-03-09", .born = "2005-03-10")); /* the day before the 21st birthday */
  assert_due("does not apply", GLOUCESTERSHIRE(.rule = rule, .at = "2026-03-10", .born = "2005-03-10"));
}

/* The first occurrence begins on 1 April 2011, when the rule comes into force. The child's age on that day counts (rules 5 and
 * 6). */
static void test_rule_06__a_schedule_that_begins_on_from_looks_at_the_age_of_that_day(void **state) {
  (void)state;
  const char *under = "    when: {age_under: 18}\n    versions:\n      - {from: 2011-04-01, schedule: [{every: 1 week}]}\n";
  assert_figure("2011-04-08", under, .at = "2010-01-01", .born = "1993-04-02"); /* the child is 18 the day after the beginning */
  assert_figure("does not apply", under, .at = "2010-01-01", .born = "1993-04-01");
  assert_figure("does not apply", under, .at = "2010-01-01", .born = "1993-03-01");
}

/* The child is born on 10 April 2008, so no clock starts from 10 April 2026 onwards. */
static void test_rule_08__no_clock_from_the_birthday_on(void **state) {
  (void)state;
  const char *figure = "    within: 1 week\n    ends: [child.turned_18]\n", *born = "2008-04-10";
  assert_figure("2026-04-16", figure, .at = "2026-04-09", .born = born);
  assert_figure("does not apply", figure, .at = "2026-04-10", .born = born);
  assert_figure("does not apply", figure, .at = "2026-05-10", .born = born);
  assert_figure("2026-05-17", figure, .at = "2026-05-10"); /* no date of birth */
  assert_figure("2026-05-17", "    within: 1 week\n    ends: [child.turned_25]\n", .at = "2026-05-10", .born = born);
}

/* A child born on 28 March 2021 is five on 28 March 2026. Health reviews are due after 6 months for a child under five, and
 * after 12 months for an older one (regulation 7(3)). */
static void test_rule_06__review_health_assessment_on_the_fifth_birthday(void **state) {
  (void)state;
  const char *duty = "cla.health.review", *born = "2021-03-28";
  struct asked asked = assert_due("2026-09-27", ENGLAND(.address = duty, .at = "2026-03-27", .born = born));
  assert_int_equal(asked.deadline.rule, rule_of(known.england, "england:cla.health.review/under_five"));
  asked = assert_due("2027-03-28", ENGLAND(.address = duty, .at = "2026-03-28", .born = born));
  assert_int_equal(asked.deadline.rule, rule_of(known.england, "england:cla.health.review/five_and_over"));
}

static void test_rule_06__without_birth_an_age_counts_as_met_and_says_so(void **state) {
  (void)state;
  const char *under = "england:cla.health.review/under_five", *over = "england:cla.health.review/five_and_over";
  struct asked asked = assert_due("2026-09-27", ENGLAND(.rule = under, .at = "2026-03-27"));
  assert_int_equal(asked.deadline.flags, DUEBY_DEADLINE_UNPROVEN_AGE);
  asked = assert_due("2027-03-27", ENGLAND(.rule = over, .at = "2026-03-27"));
  assert_int_equal(asked.deadline.flags, DUEBY_DEADLINE_UNPROVEN_AGE);
  /* Without a date of birth both rules of the duty apply. The earlier date is the due day, so neither is missed. */
  asked = assert_due("2026-09-27", ENGLAND(.address = "cla.health.review", .at = "2026-03-27"));
  assert_int_equal(asked.deadline.flags, DUEBY_DEADLINE_UNPROVEN_AGE);
}

static void test_rule_06__an_age_that_does_not_matter_is_not_missed(void **state) {
  (void)state;
  assert_int_equal(assert_due("2026-04-03", ENGLAND(.address = "cla.visit", .at = "2026-03-27")).deadline.flags, 0);
  struct asked asked = assert_due("2026-09-27", ENGLAND(.address = "cla.health.review", .at = "2026-03-27", .born = "2024-01-01"));
  assert_int_equal(asked.deadline.flags, 0);
}

/* 29 February: in a year without that day the age is reached on 1 March. */
static void test_rule_15__born_on_29_february(void **state) {
  (void)state;
  const char *four = "    within: 1 day\n    when: {age_from: 4}\n", *five = "    within: 1 day\n    when: {age_from: 5}\n";
  assert_figure("does not apply", five, .at = "2025-02-28", .born = "2020-02-29");
  assert_figure("2025-03-02", five, .at = "2025-03-01", .born = "2020-02-29");
  assert_figure("does not apply", four, .at = "2024-02-28", .born = "2020-02-29");
  assert_figure("2024-03-01", four, .at = "2024-02-29", .born = "2020-02-29");
}

static void test_rule_15__under_an_age_when_born_on_29_february(void **state) {
  (void)state;
  const char *under = "    within: 1 day\n    when: {age_under: 5}\n";
  assert_figure("2025-03-01", under, .at = "2025-02-28", .born = "2020-02-29");
  assert_figure("does not apply", under, .at = "2025-03-01", .born = "2020-02-29");
}

/* A child born on 31 January 2010 is 16 years 1 month old on 1 March 2026, because February has no 31st day. */
static void test_rule_15__an_age_in_months_falls_on_the_first_of_the_next(void **state) {
  (void)state;
  const char *figure = "    within: 1 day\n    when: {age_from: 16 years 1 month}\n";
  assert_figure("does not apply", figure, .at = "2026-02-28", .born = "2010-01-31");
  assert_figure("2026-03-02", figure, .at = "2026-03-01", .born = "2010-01-31");
  assert_figure("2026-03-01", figure, .at = "2026-02-28", .born = "2010-01-28");
}

static void test_rule_15__unless_an_age_is_the_opposite_age(void **state) {
  (void)state;
  const char *unless = "    within: 1 day\n    unless: {age_from: 5}\n";
  assert_figure("2026-03-28", unless, .at = "2026-03-27", .born = "2021-03-28");
  assert_figure("does not apply", unless, .at = "2026-03-28", .born = "2021-03-28");
}

static void test_rule_06__age_nought_and_the_unborn(void **state) {
  (void)state;
  const char *born = "    within: 1 day\n    when: {age_from: 0}\n";
  assert_figure("does not apply", born, .at = "2026-03-26", .born = "2026-03-27"); /* the child is not born yet */
  assert_figure("2026-03-28", born, .at = "2026-03-27", .born = "2026-03-27");
}

/* ---- rule 7: the first phase that is not over ---- */

static const char by_time[] = "    versions:\n      - from: 2020-01-01\n        schedule:\n"
                              "          - {every: 1 week, for: 1 month}\n          - {every: 2 months}\n";

static void test_rule_07__a_phase_already_over_is_passed_over(void **state) {
  (void)state;
  assert_figure("2020-03-01", by_time, .at = "2019-11-30"); /* the phase of one month was over on 30 December */
  assert_figure("2020-01-22", by_time, .at = "2020-01-15");
}

static void test_rule_07__the_last_day_of_a_phase_belongs_to_it(void **state) {
  (void)state;
  assert_figure("2020-01-08", by_time, .at = "2019-12-01"); /* the first phase ends on 1 January, when the rule comes into force */
  assert_figure("2020-03-01", by_time, .at = "2019-11-30");
}

static void test_rule_07__a_phase_in_working_days(void **state) {
  (void)state;
  /* The first phase has 5 working days. After Tue 24 Dec 2019 they are Fri 27 (1), Mon 30, Tue 31 (3), Thu 2, Fri 3 Jan (5).
   * After Fri 20 Dec they are Mon 23, Tue 24 (2), Fri 27 (3), Mon 30, Tue 31 (5), the day before the rule comes into force. */
  const char *figure = "    versions:\n      - from: 2020-01-01\n        schedule:\n"
                       "          - {every: 1 week, for: 5 working days}\n          - {every: 2 weeks}\n";
  assert_figure("2020-01-08", figure, .at = "2019-12-24");
  assert_figure("2020-01-15", figure, .at = "2019-12-20");
}

static void test_rule_07__a_phase_until_an_event_is_the_first_on_its_clock(void **state) {
  (void)state;
  assert_due("2026-04-03",
             ENGLAND(.address = "adoption.visit", .at = "2026-03-27")); /* regulation 36(4): visits are weekly until the review */
}

static void test_rule_07__after_the_last_phase_nothing_is_due(void **state) {
  (void)state;
  dueby_profile *profile =
      profile_of_rule("    versions:\n      - {from: 2020-01-01, schedule: [{every: 1 week, for: 1 month}]}\n");
  struct ask ask = {.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2019-11-30"};
  assert_int_not_equal(ask_deadline(&ask).status, DUEBY_OK);
  dueby_profile_free(profile);
}

static void test_rule_07__a_first_phase_without_a_figure(void **state) {
  (void)state;
  assert_due("not stated",
             ENGLAND(.address = "private_fostering.visit", .at = "2020-06-01")); /* SI 2020/445, regulation 5, sets no time limit */
}

/* ---- rule 9: agreed ---- */

static void test_rule_09__a_ceiling_stands_if_nothing_is_agreed(void **state) {
  (void)state;
  assert_due("2026-04-24", BARNET(.address = "cin.visit", .at = "2026-03-27")); /* Barnet's standard 9.8 sets at most 4 weeks */
  assert_due("2026-04-10", BARNET(.address = "cin.visit", .at = "2026-03-27", .agreed = "2 weeks"));
  assert_due("2026-04-24", BARNET(.address = "cin.visit", .at = "2026-03-27", .agreed = "4 weeks"));
  assert_due("2026-04-24", BARNET(.address = "cin.visit", .at = "2026-03-27", .agreed = "6 weeks"));
}

static void test_rule_09__a_default_stands_only_if_nothing_is_agreed(void **state) {
  (void)state;
  const char *figure = "    schedule: [{every: agreed, default: 6 weeks}]\n";
  assert_figure("2026-05-08", figure, .at = "2026-03-27");
  assert_figure("2026-05-22", figure, .at = "2026-03-27", .agreed = "8 weeks");
  assert_figure("2026-04-03", figure, .at = "2026-03-27", .agreed = "1 week");
}

static void test_rule_09__with_neither_something_is_needed(void **state) {
  (void)state;
  assert_figure("needs", "    schedule: [{every: agreed}]\n", .at = "2026-03-27");
  assert_figure("2026-04-03", "    schedule: [{every: agreed}]\n", .at = "2026-03-27", .agreed = "1 week");
  assert_figure("2026-04-03", "    within: agreed\n", .at = "2026-03-27", .agreed = "1 week");
}

/* 10 working days after Fri 27 Mar 2026 are Mon 30 Mar to Thu 2 Apr (1 to 4), Tue 7 to Fri 10 (5 to 8), Mon 13, Tue 14 Apr. 18 days
 * end on the same day, 17 on the day before. */
static void test_rule_09__agreed_and_ceiling_in_different_units(void **state) {
  (void)state;
  const char *figure = "    schedule: [{every: agreed, at_most: 10 working days}]\n";
  assert_figure("2026-04-13", figure, .at = "2026-03-27", .agreed = "17 days");
  assert_figure("2026-04-14", figure, .at = "2026-03-27", .agreed = "18 days");
  assert_figure("2026-04-14", figure, .at = "2026-03-27", .agreed = "19 days");
}

static void test_rule_09__an_agreement_in_hours_needs_a_time(void **state) {
  (void)state;
  const char *figure = "    schedule: [{every: agreed, at_most: 1 week}]\n";
  assert_figure("no time", figure, .at = "2026-03-27", .agreed = "48 hours");
  assert_figure("2026-03-27T14:00:00+00:00", figure, .at = "2026-03-25T14:00", .agreed = "48 hours");
  assert_figure("2026-03-27", figure, .at = "2026-03-25", .agreed = "48 hours", .flags = DUEBY_FACTS_WHOLE_DAYS);
}

/* ---- rule 16: the earliest of a duty's dates counts; ties go to the parent profile ---- */

/* After Fri 20 Mar 2026, 20 working days end on Tue 21 Apr (Mon 23 to Fri 27 Mar 5, Mon 30 Mar to Thu 2 Apr 9, Tue 7 to Fri 10
  * Apr 13, to Fri 17 Apr 18, Mon 20, Tue 21), and a month on Mon 20 Apr. After Mon 5 Jan, 20 working days end on Mon 2 Feb, and
  * a month on Thu 5 Feb. */
static void test_rule_16__earliest_governs(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-04-20", BARNET(.address = "cla.review", .at = "2026-03-20"));
  assert_int_equal(asked.deadline.rule, rule_of(known.barnet, "barnet:cla.review"));
  asked = assert_due("2026-02-02", BARNET(.address = "cla.review", .at = "2026-01-05"));
  assert_int_equal(asked.deadline.rule, rule_of(known.barnet, "england:cla.review"));
}

/* After Mon 2 Feb 2026, 20 working days and a month both end on Mon 2 March (Tue 3 Feb to Fri 27 Feb are 19 working days). */
static void test_rule_16__parent_wins_ties(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-03-02", BARNET(.address = "cla.review", .at = "2026-02-02"));
  assert_int_equal(asked.deadline.rule, rule_of(known.barnet, "england:cla.review"));
}

static void test_rule_16__of_one_profile_the_first_wins_ties(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-04-24", BARNET(.address = "cin.visit", .at = "2026-03-27", .born = "2015-01-01"));
  assert_int_equal(asked.deadline.rule, rule_of(known.barnet, "barnet:cin.visit"));
}

/* A due time is earlier than a due day without a time, which means the end of that day. */
static void test_rule_16__a_time_is_earlier_than_its_day(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rules(
      "  - {id: duty, title: thing, trigger: referral.received, due: visit.made, within: 1 day}\n"
      "  - {id: duty, name: hours, title: thing, trigger: referral.received, due: visit.made, within: 24 hours}\n");
  struct asked asked = assert_due("2026-02-03T10:00:00+00:00", .profile = profile, .calendar = known.eaw, .address = "duty",
                                  .at = "2026-02-02T10:00");
  assert_int_equal(asked.deadline.rule, 1);
  dueby_profile_free(profile);
}

/* After Mon 2 Mar 2026, 63 days end on Mon 4 May, 45 working days on Thu 7 May: Tue 3 to Fri 6 Mar
 * (4), to Fri 13 (9), Fri 20 (14), Fri 27 (19), Thu 2 Apr (23), Tue 7 to Fri 10 Apr (27), Fri 17 (32), Fri 24 (37), Fri 1 May
 * (42), Tue 5 to Thu 7 May (45; Mon 4 is Early May). */
static void test_rule_16__an_alternative_never_governs(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-05-07", GLOUCESTERSHIRE(.address = "assessment.single", .at = "2026-03-02"));
  assert_int_equal(asked.deadline.rule, rule_of(known.gloucestershire, "england:assessment.single"));
  assert_due("2026-05-04", GLOUCESTERSHIRE(.address = "assessment.single~days", .at = "2026-03-02"));
  assert_due("2026-05-04", GLOUCESTERSHIRE(.address = "gloucestershire:assessment.single~days", .at = "2026-03-02"));
  assert_due("2026-05-04", GLOUCESTERSHIRE(.rule = "gloucestershire:assessment.single~days", .at = "2026-03-02"));
}

/* 27 Mar 2026: 15 days end on 11 Apr, 15 working days on 21 Apr. */
static void test_rule_16__an_alternative_has_its_own_trigger(void **state) {
  (void)state;
  assert_due("2026-04-11", BARNET(.address = "cp.conference.initial~strategy", .at = "2026-03-27"));
  assert_due("2026-04-21", BARNET(.address = "cp.conference.initial", .at = "2026-03-27"));
  assert_due("does not apply", BARNET(.address = "cp.conference.initial~strategy", .at = "2026-03-27", .event = "s47.started"));
}

static void test_rule_16__no_selection_takes_the_rules_but_no_alternative(void **state) {
  (void)state;
  dueby_event trigger = {.time = DUEBY_TIME_NONE, .date = day("2026-03-02")};
  dueby_deadline deadline;
  int32_t duty = duty_of(known.gloucestershire, "assessment.single");
  assert_int_equal(dueby_deadline_for_duty(known.gloucestershire, duty, NULL, known.eaw, &trigger, NULL, &deadline), DUEBY_OK);
  assert_day(deadline.due, "2026-05-07");
}

static void test_rule_16__selection_narrows(void **state) {
  (void)state;
  assert_due("2026-04-20", BARNET(.address = "barnet:cla.review", .at = "2026-03-20"));
  assert_due("2026-04-21", BARNET(.address = "england:cla.review", .at = "2026-03-20"));
  assert_due("2026-03-27", GLOUCESTERSHIRE(.address = "gloucestershire:cla.visit/placement_day", .at = "2026-03-27"));
}

static void test_rule_16__rules_of_another_trigger_take_no_part(void **state) {
  (void)state;
  const char *duty = "leaving_care.pathway_review";
  assert_due("2026-09-27", BARNET(.address = duty, .at = "2026-03-27", .event = "pathway_plan.prepared")); /* 6 months later */
  assert_due("not stated",
             BARNET(.address = duty, .at = "2026-03-27", .event = "accommodation.changed")); /* the standard sets no time limit */
}

static void test_rule_16__a_rule_without_a_date_does_not_hide_the_others(void **state) {
  (void)state;
  /* one rule has 48 hours, which need a time; the other has 10 working days, which determine the due day */
  dueby_profile *profile = profile_of_rules(
      "  - {id: duty, title: thing, trigger: referral.received, due: visit.made, within: 48 hours}\n"
      "  - {id: duty, name: days, title: thing, trigger: referral.received, due: visit.made, within: 3 working days}\n");
  struct asked asked = assert_due("2026-04-01", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27");
  assert_int_equal(asked.deadline.rule, 1);
  dueby_profile_free(profile);
}

/* If no rule has a date, the reason comes from the first rule that the trigger starts. */
static void test_rule_16__the_reason_is_that_of_the_first(void **state) {
  (void)state;
  const char *first = "  - {id: duty, title: thing, trigger: referral.received, due: visit.made, within: not stated}\n"
                      "  - {id: duty, name: b, title: thing, trigger: referral.received, due: visit.made, within: 1 hour}\n";
  const char *second =
      "  - {id: duty, title: thing, trigger: referral.received, due: visit.made, within: 1 hour, when: {tag: baby}}\n"
      "  - {id: duty, name: b, title: thing, trigger: referral.received, due: visit.made, within: 1 hour}\n"
      "  - {id: duty, name: c, title: thing, trigger: referral.received, due: visit.made, within: not stated}\n";
  dueby_profile *one = profile_of_rules(first), *two = profile_of_rules(second);
  assert_due("not stated", .profile = one, .calendar = known.eaw, .address = "duty", .at = "2026-03-27",
             .event = "referral.received");
  assert_due("no time", .profile = two, .calendar = known.eaw, .address = "duty", .at = "2026-03-27");
  dueby_profile_free(one);
  dueby_profile_free(two);
}

/* ---- rule 18: the event that starts a duty's clock if none is named ---- */

static const char *trigger_of(const dueby_profile *profile, const char *address) {
  uint8_t selected[RULES_MAX];
  int32_t duty;
  assert_int_equal(dueby_profile_select(profile, address, &duty, selected), DUEBY_OK);
  return dueby_profile_event_slug(profile, dueby_deadline_trigger(profile, duty, selected));
}

static void test_rule_18__the_trigger_of_the_first_rule_with_a_figure(void **state) {
  (void)state;
  assert_string_equal(trigger_of(known.england, "s47.strategy_discussion"), "concern.raised"); /* no rule has a time limit */
  assert_string_equal(trigger_of(known.england, "cla.placement_plan"),
                      "placement.started"); /* not every version has a time limit */
  assert_string_equal(trigger_of(known.barnet, "s47.strategy_discussion"), "referral.received");
  assert_string_equal(trigger_of(known.barnet, "cp.conference.initial"), "strategy_discussion.held");
  assert_string_equal(trigger_of(known.barnet, "barnet:cp.conference.initial"), "s47.started");
  assert_string_equal(trigger_of(known.barnet, "cp.conference.initial~strategy"), "strategy_discussion.held");
}

static void test_rule_18__barnets_strategy_discussion(void **state) {
  (void)state;
  const char *duty = "s47.strategy_discussion"; /* Barnet's standard 9.7: within one day, not a working day */
  assert_due("2026-03-28", BARNET(.address = duty, .at = "2026-03-27", .tags = "significant_harm"));
  assert_due("does not apply", BARNET(.address = duty, .at = "2026-03-27"));
  assert_due("not stated", BARNET(.address = duty, .at = "2026-03-27", .event = "concern.raised"));
}

static void test_rule_18__no_trigger_of_no_duty(void **state) {
  (void)state;
  assert_int_equal(dueby_deadline_trigger(known.england, -1, NULL), -1);
  assert_int_equal(dueby_deadline_trigger(known.england, dueby_profile_duty_count(known.england), NULL), -1);
  uint8_t none[RULES_MAX] = {0};
  assert_int_equal(dueby_deadline_trigger(known.england, 0, none), -1);
}

/* ---- arguments ---- */

static void test_deadline__refuses_arguments_and_leaves_the_answer_alone(void **state) {
  (void)state;
  dueby_event trigger = {.time = DUEBY_TIME_NONE, .date = day("2026-03-27")}, none = trigger;
  dueby_deadline deadline, before;
  memset(&deadline, 0x5a, sizeof deadline);
  before = deadline;
  none.date = DUEBY_DATE_NONE;
  int32_t rules = dueby_profile_rule_count(known.england), duties = dueby_profile_duty_count(known.england);
  int32_t rule = rule_of(known.england, "england:cla.visit"), duty = duty_of(known.england, "cla.visit");
  assert_int_equal(dueby_deadline_for_rule(known.england, -1, known.eaw, &trigger, NULL, &deadline), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_for_rule(known.england, rules, known.eaw, &trigger, NULL, &deadline), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_for_rule(known.england, rule, known.eaw, &none, NULL, &deadline), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_for_duty(known.england, -1, NULL, known.eaw, &trigger, NULL, &deadline), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_for_duty(known.england, duties, NULL, known.eaw, &trigger, NULL, &deadline), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_for_duty(known.england, duty, NULL, known.eaw, &none, NULL, &deadline), DUEBY_EARGUMENT);
  trigger.date = day("2101-01-03");
  assert_int_equal(
      dueby_deadline_for_duty(known.england, duty_of(known.england, "cp.core_group"), NULL, known.eaw, &trigger, NULL, &deadline),
      DUEBY_ECOVERAGE);
  assert_memory_equal(&deadline, &before, sizeof deadline);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_01__when_looks_at_the_tags_of_the_trigger),
      cmocka_unit_test(test_rule_01__unless_looks_at_the_tags_of_the_trigger),
      cmocka_unit_test(test_rule_01__one_of_several_tags_is_enough),
      cmocka_unit_test(test_rule_01__when_and_unless_both_hold),
      cmocka_unit_test(test_rule_01__another_event_starts_nothing),
      cmocka_unit_test(test_rule_01__a_rule_asked_for_alone_takes_any_event),
      cmocka_unit_test(test_rule_05__assessments_of_2013),
      cmocka_unit_test(test_rule_05__day_before_first_day_last_day_day_after),
      cmocka_unit_test(test_rule_05__placement_plan_in_2020),
      cmocka_unit_test(test_rule_05__temporary_approval_in_2020),
      cmocka_unit_test(test_rule_05__reviews_of_2011),
      cmocka_unit_test(test_rule_05__a_gap_between_versions_is_not_in_force),
      cmocka_unit_test(test_rule_05__a_version_of_one_day),
      cmocka_unit_test(test_rule_06__once_does_not_apply_before_from),
      cmocka_unit_test(test_rule_06__a_schedule_begins_on_from),
      cmocka_unit_test(test_rule_06__a_schedule_does_not_begin_after_to),
      cmocka_unit_test(test_rule_06__a_version_without_from_was_always_in_force),
      cmocka_unit_test(test_rule_06__once_does_not_apply_before_age_from),
      cmocka_unit_test(test_rule_06__a_schedule_begins_on_the_birthday),
      cmocka_unit_test(test_rule_06__a_schedule_begins_on_the_later_of_birthday_and_from),
      cmocka_unit_test(test_rule_06__age_window),
      cmocka_unit_test(test_rule_06__a_schedule_that_begins_on_from_looks_at_the_age_of_that_day),
      cmocka_unit_test(test_rule_08__no_clock_from_the_birthday_on),
      cmocka_unit_test(test_rule_06__review_health_assessment_on_the_fifth_birthday),
      cmocka_unit_test(test_rule_06__without_birth_an_age_counts_as_met_and_says_so),
      cmocka_unit_test(test_rule_06__an_age_that_does_not_matter_is_not_missed),
      cmocka_unit_test(test_rule_15__born_on_29_february),
      cmocka_unit_test(test_rule_15__under_an_age_when_born_on_29_february),
      cmocka_unit_test(test_rule_15__an_age_in_months_falls_on_the_first_of_the_next),
      cmocka_unit_test(test_rule_15__unless_an_age_is_the_opposite_age),
      cmocka_unit_test(test_rule_06__age_nought_and_the_unborn),
      cmocka_unit_test(test_rule_07__a_phase_already_over_is_passed_over),
      cmocka_unit_test(test_rule_07__the_last_day_of_a_phase_belongs_to_it),
      cmocka_unit_test(test_rule_07__a_phase_in_working_days),
      cmocka_unit_test(test_rule_07__a_phase_until_an_event_is_the_first_on_its_clock),
      cmocka_unit_test(test_rule_07__after_the_last_phase_nothing_is_due),
      cmocka_unit_test(test_rule_07__a_first_phase_without_a_figure),
      cmocka_unit_test(test_rule_09__a_ceiling_stands_if_nothing_is_agreed),
      cmocka_unit_test(test_rule_09__a_default_stands_only_if_nothing_is_agreed),
      cmocka_unit_test(test_rule_09__with_neither_something_is_needed),
      cmocka_unit_test(test_rule_09__agreed_and_ceiling_in_different_units),
      cmocka_unit_test(test_rule_09__an_agreement_in_hours_needs_a_time),
      cmocka_unit_test(test_rule_16__earliest_governs),
      cmocka_unit_test(test_rule_16__parent_wins_ties),
      cmocka_unit_test(test_rule_16__of_one_profile_the_first_wins_ties),
      cmocka_unit_test(test_rule_16__a_time_is_earlier_than_its_day),
      cmocka_unit_test(test_rule_16__an_alternative_never_governs),
      cmocka_unit_test(test_rule_16__an_alternative_has_its_own_trigger),
      cmocka_unit_test(test_rule_16__no_selection_takes_the_rules_but_no_alternative),
      cmocka_unit_test(test_rule_16__selection_narrows),
      cmocka_unit_test(test_rule_16__rules_of_another_trigger_take_no_part),
      cmocka_unit_test(test_rule_16__a_rule_without_a_date_does_not_hide_the_others),
      cmocka_unit_test(test_rule_16__the_reason_is_that_of_the_first),
      cmocka_unit_test(test_rule_18__the_trigger_of_the_first_rule_with_a_figure),
      cmocka_unit_test(test_rule_18__barnets_strategy_discussion),
      cmocka_unit_test(test_rule_18__no_trigger_of_no_duty),
      cmocka_unit_test(test_deadline__refuses_arguments_and_leaves_the_answer_alone),
  };
  return cmocka_run_group_tests_name("deadline", tests, open_known, close_known);
}
