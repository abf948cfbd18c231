/* Tests corner cases of lines that the other tests do not cover: rules that differ in one respect from the usual ones, and events
 * that may be missing from the records. Tests are named after the rules of docs/rules.md; the days were worked out by hand. */
#include "timeline.h"

#define ONE_WEEK "    within: 1 week\n    ends: [cp_plan.ended]\n"
#define UNREAD "depends on a row that could not be used"
#define NO_START "not in the file by Tuesday 10 March 2026: cla.started"
#define GAPS "depends on rows that your records may not have"
#define REVIEW "title: t, trigger: cla.started, due: cla_review.held"

/* A birthday that starts a rule does not also stop it, even if the rule lists it as an end. */
static void test_rule_8__a_birthday_that_starts_and_ends(void **state) {
  (void)state;
  const char *rules =
      "  - {id: duty, title: t, trigger: child.turned_18, due: visit.made, within: 1 week, ends: [child.turned_18, child.turned_21]}\n";
  assert_case("1 due 2026-03-09 overdue", .rules = rules, .as_at = "2026-03-20", .events = "2008-03-02 birth");
  dueby_profile *profile = profile_of_rules(rules);
  struct asked asked = ask_deadline(
      &(struct ask){.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-02", .born = "2008-03-02"});
  assert_int_equal(asked.status, DUEBY_OK);
  assert_day(asked.deadline.due, "2026-03-09");
  dueby_profile_free(profile);
}

/* On 10 February the first placement ends and the second starts. The end belongs to the first, so the second is still running when
 * the review is held on 10 March, and the review does not prove a third. */
static void test_rule_8__an_end_on_the_day_of_the_next_start(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-02-05 missed 2026-02-10\n#A 2 due 2026-03-10 met 2026-03-10\n#A 3 due 2026-04-10 open",
              .rules = "  - {id: duty, " REVIEW ", schedule: [{every: 1 month}]}\n", .as_at = "2026-03-20",
              .events =
                  "2026-01-05 cla.started #A, 2026-02-10 cla.ended #A, 2026-02-10 cla.started #A, 2026-03-10 cla_review.held #A");
}

/* The first placement had already ended, so the end on 10 February belongs to the placement that started on that day. */
static void test_rule_8__an_end_on_the_day_of_the_only_start(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-02-05 missed 2026-02-10\n#A 2 due 2026-03-10 met 2026-03-10\n#A 3 due 2026-04-10 open",
              .rules = "  - {id: duty, " REVIEW ", schedule: [{every: 1 month}]}\n", .as_at = "2026-03-20",
              .events = "2026-01-05 cla.started #A, 2026-01-20 cla.ended #A, 2026-02-10 cla.started #A, 2026-02-10 cla.ended #A, "
                        "2026-03-10 cla_review.held #A");
}

/* Two referrals have the same day and ref. Neither came first, so the end on that day ends both. */
static void test_rule_8__two_starts_on_the_day_of_the_end(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-09 ended 2026-03-02", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events =
                  "2026-03-02T09:00 referral.received #A, 2026-03-02T10:00 referral.received #A, 2026-03-02 cp_plan.ended #A");
}

/* A referral ends the previous one, but not itself. A referral from before the records begin is in the file only because no other
 * referral had ended it. */
static void test_rule_21__a_trigger_that_is_an_end_too(void **state) {
  (void)state;
#define REFERRED(expected, ...)                                                                                                 \
  assert_case(expected, .figure = "    within: 1 week\n    ends: [referral.received]\n    each: true\n", .as_at = "2026-04-20", \
              __VA_ARGS__)
  REFERRED("#A 1 due 2026-03-09 overdue", .events = "2026-03-02 referral.received #A",
           .holds = "referral.received=since:2026-03-20");
  REFERRED("1 due 2026-03-09 overdue", .events = "2026-03-02 referral.received", .holds = "referral.received=since:2026-03-20");
  REFERRED("#A 1 due 2026-03-09 overdue", .events = "2026-03-02T09:00 referral.received #A",
           .holds = "referral.received=since:2026-03-20");
  REFERRED("#A 1 due 2026-03-09 overdue", .events = "2026-03-02 referral.received #A",
           .holds = "referral.received=since:2026-03-02");
  REFERRED("#A 1 due 2026-03-09 not_computable: " GAPS, .events = "2026-03-02 referral.received #A",
           .holds = "referral.received=never");
}

/* The first conference was before the records of plan ends begin, so the plan may have ended between the two conferences. If it
 * had, no report was due for the second. */
static void test_rule_21__a_notice_from_before_the_records(void **state) {
  (void)state;
  const char *rules =
      "  - {id: duty, title: t, trigger: rcpc.held, due: visit.made, before: 5 working days, ends: [cp_plan.ended]}\n";
#define HELD_SINCE(expected, day)                                                                                   \
  assert_case("1 due 2025-12-24 met 2025-12-23\n2 due 2026-03-13 " expected, .rules = rules, .as_at = "2026-04-20", \
              .events = "2025-12-23 visit.made, 2026-01-05 rcpc.held, 2026-03-20 rcpc.held", .say = UNSAID,         \
              .holds = "cp_plan.ended=since:" day)
  HELD_SINCE("overdue", "2026-01-06");
  HELD_SINCE("not_computable", "2026-01-07");
  HELD_SINCE("not_computable", "2026-04-01");
  HELD_SINCE("not_computable", "2026-04-01 rcpc.held=since:2026-04-01");
  HELD_SINCE("overdue", "2026-01-06 rcpc.held=since:2026-04-01");
}

/* Friday 13 March is the fifth working day before Friday 20 March. */
static void test_rule_11__each_notice(void **state) {
  (void)state;
  assert_case("1 due 2026-03-13 overdue",
              .rules = "  - {id: duty, title: t, trigger: icpc.held, due: visit.made, before: 5 working days, each: true}\n",
              .as_at = "2026-03-30", .events = "2026-03-20 icpc.held");
  /* no event in the vocabulary plans a referral */
  assert_case("1 due 2026-03-13 overdue",
              .rules = "  - {id: duty, title: t, trigger: referral.received, due: visit.made, before: 5 working days}\n",
              .as_at = "2026-03-30", .events = "2026-03-20 referral.received");
}

/* The conference was planned for 20 March. If the records of conferences begin on 25 March, the conference may have been held
 * although the file does not have it. */
static void test_rule_21__a_plan_that_may_have_been_held(void **state) {
  (void)state;
  const char *rules = "  - {id: duty, title: t, trigger: rcpc.held, due: visit.made, before: 5 working days}\n";
  const char *events = "2025-12-23 visit.made, 2026-01-05 rcpc.held, 2026-03-20 rcpc.planned",
             *first = "1 due 2025-12-24 met 2025-12-23\n";
  char expected[256];
  snprintf(expected, sizeof expected, "%s2 due 2026-03-13 overdue", first);
  assert_case(expected, .rules = rules, .as_at = "2026-03-30", .events = events);
  snprintf(expected, sizeof expected, "%s2 due 2026-03-13 not_computable: " GAPS, first);
  assert_case(expected, .rules = rules, .as_at = "2026-03-30", .events = events, .holds = "rcpc.held=since:2026-03-25");
}

static void test_rule_14__hours_from_a_day_and_from_a_time(void **state) {
  (void)state;
  /* The 3 hours from Monday, at an unknown time, are over by 02:59 on Tuesday. Those from 09:00 on Tuesday end at noon. */
  const char *hours = "    within: 3 hours\n    ends: [cp_plan.ended]\n", *reports = "2026-03-02 referral.received, "
                                                                                     "2026-03-03T09:00 referral.received, ";
  char events[200];
  snprintf(events, sizeof events, "%s2026-03-03T11:59:59 visit.made", reports);
  assert_case("1 due 2026-03-03 met_late 2026-03-03T11:59:59+00:00", .figure = hours, .as_at = "2026-03-20", .events = events);
  snprintf(events, sizeof events, "%s2026-03-03T11:59:59 cp_plan.ended", reports);
  assert_case("1 due 2026-03-03 missed 2026-03-03T11:59:59+00:00", .figure = hours, .as_at = "2026-03-20", .events = events);
  events[strlen(reports) - 2] = '\0'; /* neither event */
  assert_case("1 due 2026-03-03 overdue", .figure = hours, .as_at = "2026-03-03T11:00", .events = events);
  assert_case("1 due 2026-03-03T03:30:00+00:00 due_soon", .figure = hours, .as_at = "2026-03-03T01:00",
              .events = "2026-03-02 referral.received, 2026-03-03T00:30 referral.received");
  assert_case("1 due 2026-03-03T12:00:00+00:00 met 2026-03-03T11:59:59+00:00", .figure = hours, .as_at = "2026-03-20",
              .events = "2026-03-03T09:00 referral.received, 2026-03-03T10:00 referral.received, 2026-03-03T11:59:59 visit.made");
}

/* An extension moves the due day, and also the hours in which a deadline without a time may fall: 48 hours from 2 March end on 4
 * March, and a week later is 11 March. */
static void test_rule_14__an_extension_of_hours_from_a_day(void **state) {
  (void)state;
  const char *figure = "    within: 48 hours\n    extension: {event: proceedings.extended, by: 1 week}\n";
  assert_case("1 due 2026-03-11 met 2026-03-10", .figure = figure, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-03 proceedings.extended, 2026-03-10 visit.made");
  assert_case("1 due 2026-03-11 not_computable 2026-03-11: whether it was in time depends on the time of day, which is not known",
              .figure = figure, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-03 proceedings.extended, 2026-03-11 visit.made");
}

/* The pause ends after the last day of the calendar, so there is no date, even though another pause starts later. */
static void test_rule_19__a_pause_beyond_the_calendar(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 10 working days\n    pause: {from: cla.started, to: cla.ended}\n");
  struct history_told history =
      history_of(profile, "2100-12-01 referral.received, 2100-12-02 cla.started, 2101-02-01 cla.ended, 2101-02-02 cla.started");
  const dueby_facts facts = {.size = sizeof facts, .events = history.events + 1, .event_count = history.count - 1};
  dueby_deadline deadline;
  assert_int_equal(dueby_deadline_for_rule(profile, 0, known.eaw, &history.events[0], &facts, &deadline), DUEBY_ECOVERAGE);
  dueby_profile_free(profile);
}

/* An extension recorded at the same minute as the visit counts, because it is not after the visit. Monday 9 March + 8 weeks =
 * Monday 4 May. */
static void test_rule_13__an_extension_at_the_time_of_the_visit(void **state) {
  (void)state;
  static const char yaml[] = "profile: test\ntitle: Test\nevents: [{slug: wait.agreed, title: agreed wait}]\nrules:\n"
                             "  - {id: duty, title: t, trigger: referral.received, due: visit.made, within: 1 week,\n"
                             "     extension: {event: wait.agreed, by: 8 weeks}}\n";
  assert_case("1 due 2026-05-04 met 2026-03-05T10:00:00+00:00", .yaml = yaml, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05T10:00 visit.made, 2026-03-05T10:00 wait.agreed");
  assert_case("1 due 2026-03-09 met 2026-03-05T10:00:00+00:00", .yaml = yaml, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05T10:00 visit.made, 2026-03-05T10:01 wait.agreed");
}

/* An attempt earlier on the day of the referral was not an attempt at this visit. */
static void test_rule_16__an_attempt_before_the_trigger(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02T10:00 referral.received, 2026-03-02T09:00 visit.attempted");
}

/* Only the thirtieth referral starts a clock. There is one referral a day from 1 January, so the thirtieth is on 30 January, and a
 * week later is 6 February. */
static void test_rule_1__more_triggers_than_can_be_numbered(void **state) {
  (void)state;
  char events[TOLD] = "";
  for (int i = 1; i <= 31; i++)
    snprintf(events + strlen(events), sizeof events - strlen(events), "2026-01-%02d referral.received, ", i);
  assert_case("1 due 2026-02-06 overdue", .figure = "    within: 1 week\n    occurrence: [30]\n", .as_at = "2026-03-20",
              .events = events);
}

static void test_rule_16__two_needs_are_missing(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue: done Thursday 5 March 2026, but not recorded as alone or as awake",
              .figure = ONE_WEEK "    needs: [alone, awake]\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made");
}

/* The caller says that the records never hold referrals, but there is one. This referral starts its clock as usual. Only a schedule
 * is in doubt, because another referral may have restarted it. */
static void test_rule_21__a_trigger_that_is_never_held(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received",
              .holds = "referral.received=never");
  assert_case("1 due 2026-03-09 not_computable: " GAPS, .figure = "    schedule: [{every: 1 week}]\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received", .holds = "referral.received=never");
}

/* An agreement is not an event, so it cannot be the latest event of its type. */
static void test_rule_20__an_agreement_among_the_latest(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 due_soon", .figure = ONE_WEEK, .as_at = "2026-03-05",
              .events = "2026-03-02 referral.received agreed.duty=1_week", .holds = "visit.made=latest");
}

/* A plan may have ended before 3 March although the file does not say so. If so, this is the first referral since; if not, it may
 * be a later one. */
static void test_rule_21__the_number_of_a_trigger(void **state) {
  (void)state;
  const char *figure = ONE_WEEK "    occurrence: [1]\n";
  assert_case("1 due 2026-03-11 not_computable: " GAPS, .figure = figure, .as_at = "2026-03-20",
              .events = "2026-03-04 referral.received", .holds = "cp_plan.ended=since:2026-03-03");
  assert_case("1 due 2026-03-11 overdue", .figure = figure, .as_at = "2026-03-20", .events = "2026-03-04 referral.received",
              .holds = "cp_plan.ended=all");
}

/* There may have been an earlier referral, so the first referral in the file may really be the second. The visit that met it is
 * then not free to meet the other. */
static void test_rule_21__each_with_a_number(void **state) {
  (void)state;
  assert_case("1 due 2026-03-11 met 2026-03-06\n2 due 2026-03-12 not_computable: " GAPS,
              .figure = "    occurrence: [1, 2]\n    within: 1 week\n    each: true\n", .as_at = "2026-03-20",
              .events = "2026-03-04 referral.received, 2026-03-05 referral.received, 2026-03-06 visit.made",
              .holds = "referral.received=since:2026-03-03");
}

/* Referral #A was really made on an earlier day, so a visit that is not in the file may have met it. The visit that meets it in the
 * file is then free for the second referral, which matters only if the visit was before 20 March. */
static void test_rule_21__each_and_a_visit_that_comes_too_late(void **state) {
  (void)state;
#define ASKED(expected, visits)                                                                                      \
  assert_case("1 due 2026-03-11 " expected, .figure = "    within: 1 week\n    each: true\n", .as_at = "2026-04-20", \
              .events = "2026-03-02 referral.received #A +earlier, 2026-03-04 referral.received, " visits)
#define FIRST "\n#A 1 due 2026-03-09 not_computable"
  ASKED("met_late 2026-03-20" FIRST " 2026-03-25: " GAPS, "2026-03-20 visit.made #B, 2026-03-25 visit.made");
  ASKED("not_computable 2026-03-20: " GAPS FIRST " 2026-03-18: " GAPS, "2026-03-18 visit.made, 2026-03-20 visit.made #B");
  ASKED("not_computable: " GAPS FIRST " 2026-03-25: " GAPS, "2026-03-25 visit.made");
  /* on the same day, the visit without a ref comes first; if both have times, the earlier one does */
  ASKED("not_computable 2026-03-20: " GAPS FIRST " 2026-03-20: " GAPS, "2026-03-20 visit.made #B, 2026-03-20 visit.made");
  ASKED("met_late 2026-03-20T09:00:00+00:00" FIRST " 2026-03-20T10:00:00+00:00: " GAPS,
        "2026-03-20T09:00 visit.made #B, 2026-03-20T10:00 visit.made");
  ASKED("met 2026-03-11" FIRST " 2026-03-18: " GAPS, "2026-03-11 visit.made #B, 2026-03-18 visit.made");
}

/* The same, with an unreadable visit for #A. */
static void test_rule_28__each_and_a_visit_that_comes_too_late(void **state) {
  (void)state;
#define UNREAD_VISIT(expected, visits)                                                           \
  assert_case(expected, .figure = "    within: 1 week\n    each: true\n", .as_at = "2026-04-20", \
              .events = "2026-03-02 referral.received #A, 2026-03-04 referral.received #B, " visits, .unread = "? visit.made #A")
  UNREAD_VISIT("#A 1 due 2026-03-09 not_computable 2026-03-25: " UNREAD "\n#B 1 due 2026-03-11 met_late 2026-03-20",
               "2026-03-20 visit.made #B, 2026-03-25 visit.made");
  UNREAD_VISIT("#A 1 due 2026-03-09 not_computable 2026-03-18: " UNREAD "\n#B 1 due 2026-03-11 not_computable 2026-03-20: " UNREAD,
               "2026-03-18 visit.made, 2026-03-20 visit.made #B");
  UNREAD_VISIT("#A 1 due 2026-03-09 not_computable 2026-03-25: " UNREAD "\n#B 1 due 2026-03-11 not_computable: " UNREAD,
               "2026-03-25 visit.made");
  UNREAD_VISIT("#A 1 due 2026-03-09 not_computable 2026-03-18: " UNREAD "\n#B 1 due 2026-03-11 met 2026-03-11",
               "2026-03-11 visit.made #B, 2026-03-18 visit.made");
}

/* The referral was made on an earlier day, so the file may lack an agreement made since, and the interval that applied on 12
 * January is unknown. A later agreement can only bring the date forward, and not to a day before the agreement. */
static void test_rule_23__agreed_after_it_began(void **state) {
  (void)state;
#define AGREED(second, tags, rest)                                                                                     \
  assert_case(second, .figure = "    schedule: [{every: agreed}]\n    ends: [cp_plan.ended]\n", .as_at = "2026-03-04", \
              .say = UNSAID, .events = "2026-01-05 referral.received agreed=2_weeks " tags ", 2026-01-12 visit.made, " rest)
#define EARLIER "1 due 2026-01-19 not_computable 2026-01-12\n"
#define LATER "1 due 2026-01-19 met 2026-01-12\n"
  AGREED(EARLIER "2 due 2026-01-26 not_computable 2026-03-02\n3 due 2026-03-09 due_soon", "+earlier",
         "2026-03-02 visit.made agreed.duty=1_week");
  AGREED(LATER "2 due 2026-01-26 met_late 2026-03-02\n3 due 2026-03-09 due_soon", "", "2026-03-02 visit.made agreed.duty=1_week");
  AGREED(EARLIER "2 due 2026-01-26 not_computable 2026-03-02\n3 due 2026-03-16 open", "+earlier", "2026-03-02 visit.made");
  /* a week was agreed on 2 February, when that week had already passed, so the visit was due that day: on the day, a day late, and
   * still open */
  AGREED(EARLIER "2 due 2026-01-26 not_computable 2026-02-02\n3 due 2026-02-09 overdue", "+earlier",
         "2026-02-02 cin_review.held agreed.duty=1_week, 2026-02-02 visit.made");
  AGREED(EARLIER "2 due 2026-01-26 met_late 2026-02-03\n3 due 2026-02-10 overdue", "+earlier",
         "2026-02-02 cin_review.held agreed.duty=1_week, 2026-02-03 visit.made");
  AGREED(EARLIER "2 due 2026-01-26 overdue", "+earlier", "2026-02-02 cin_review.held agreed.duty=1_week");
  /* an agreement on 12 January itself is in the file */
  AGREED(EARLIER "2 due 2026-01-26 overdue", "+earlier", "2026-01-12 cin_review.held agreed.duty=2_weeks");
  AGREED(EARLIER "2 due 2026-01-26 missed 2026-02-03", "+earlier",
         "2026-02-02 cin_review.held agreed.duty=1_week, 2026-02-03 cp_plan.ended");
  AGREED(EARLIER "2 due 2026-01-26 not_computable 2026-02-02", "+earlier",
         "2026-02-02 cin_review.held agreed.duty=1_week, 2026-02-02 cp_plan.ended");
}

/* The first visit was in time whatever the child's age, but the referral was really made before 5 January. Whether another visit is
 * due depends on the age. */
static void test_rule_24__an_earlier_start_without_a_birth(void **state) {
  (void)state;
  const char *figure = "    when: {age_from: 5}\n    schedule: [{every: 6 weeks}]\n";
  const char *events = "2026-01-05 referral.received +earlier, 2026-01-12 visit.made";
  assert_case("1 due 2026-02-16 not_computable 2026-01-12: " GAPS "\n2 due 2026-02-23 not_computable: no date of birth",
              .figure = figure, .as_at = "2026-02-01", .events = events);
  assert_case("1 due 2026-02-16 not_computable 2026-01-12: " GAPS "\n2 due 2026-02-23 open", .figure = figure,
              .as_at = "2026-02-01", .events = "2016-01-01 birth, 2026-01-05 referral.received +earlier, 2026-01-12 visit.made");
  assert_case("1 due 2026-02-16 met 2026-01-12\n2 due 2026-02-23 not_computable: no date of birth", .figure = figure,
              .as_at = "2026-02-01", .events = "2026-01-05 referral.received, 2026-01-12 visit.made");
  assert_case("1 due 2026-02-16 not_computable 2026-02-17: no date of birth\n2 due 2026-03-31 not_computable: no date of birth",
              .figure = figure, .as_at = "2026-02-20", .events = "2026-01-05 referral.received, 2026-02-17 visit.made");
}

/* A visit due on the day of the referral cannot have been made before the records begin. One that is due on a later day can. */
static void test_rule_22__what_is_due_on_the_same_day(void **state) {
  (void)state;
  assert_case("1 due 2026-03-02 not_computable: started before your records start", .as_at = "2026-03-20",
              .figure = "    schedule: [{within: same day}, {every: 1 week}]\n", .events = "2026-03-02 referral.received",
              .holds = "visit.made=since:2026-03-10");
}

/* Each visit starts another week. The next visit after 2 March may have been made by the 9th, before the records begin. */
static void test_rule_22__what_starts_itself(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 not_computable: started before your records start", .as_at = "2026-03-20",
              .rules = "  - {id: duty, title: t, trigger: visit.made, due: visit.made, schedule: [{every: 1 week}]}\n",
              .events = "2026-03-02 visit.made", .holds = "visit.made=since:2026-03-10");
}

/* The referral's day is an estimate. If that day is before the records of referrals begin, the duty may already have been met. */
static void test_rule_24__an_estimated_trigger(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 not_computable: " GAPS, .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received +estimated", .holds = "referral.received=since:2026-03-10");
  assert_case("1 due 2026-03-19 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-12 referral.received +estimated", .holds = "referral.received=since:2026-03-10");
}

/* Care may have started again on 2 March although the file does not say so; the week would then be counted from that day. A start
 * on the referral's own day is in the file. */
static void test_rule_21__counted_from_another_day(void **state) {
  (void)state;
  const char *figure = "    since: cla.started\n    within: 1 week\n", *hold = "cla.started=since:2026-03-03";
  assert_case("1 due 2026-03-08 not_computable: may be due later; not in your records: cla.started", .figure = figure,
              .as_at = "2026-03-20", .events = "2026-03-01 cla.started, 2026-03-04 referral.received", .holds = hold);
  assert_case("1 due 2026-03-09 overdue", .figure = figure, .as_at = "2026-03-20",
              .events = "2026-03-02 cla.started, 2026-03-04 referral.received", .holds = hold);
  assert_case("1 due 2026-03-11 overdue", .figure = figure, .as_at = "2026-03-20",
              .events = "2026-03-04 cla.started, 2026-03-04 referral.received", .holds = "cla.started=since:2026-03-10");
}

static void test_rule_21__a_pause_that_may_be_missing(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 not_computable: may be due later; not in your records: cla.started",
              .figure = "    within: 1 week\n    pause: {from: cla.started, to: cla.ended}\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received", .holds = "cla.started=never");
}

/* The review on 5 January proves that the child is looked after, and meets the first occurrence of each rule. The next are due on 5
 * February and 5 March. */
static void test_rule_24__a_duty_with_an_alternative(void **state) {
  (void)state;
  const char *rules = "  - {id: duty, " REVIEW ", schedule: [{every: 1 month}], alternatives: [{name: other, schedule: [{every: 2 "
                      "months}]}]}\n";
  assert_case("1 due 2026-02-05 overdue", .rules = rules, .as_at = "2026-03-20", .events = "2026-01-05 cla_review.held",
              .only = "duty");
  assert_case("1 due 2026-03-05 overdue", .rules = rules, .as_at = "2026-03-20", .events = "2026-01-05 cla_review.held",
              .only = "duty~other");
}

/* No referral has the visit's ref, so the alternative is in doubt as well as the rule. */
static void test_rule_26__an_alternative(void **state) {
  (void)state;
  const char *figure = ONE_WEEK "    alternatives: [{name: other, within: 2 weeks}]\n";
  assert_case("#A 1 due 2026-03-16 not_computable: recorded under a different reference: visit.made on Thursday 5 March 2026",
              .figure = figure, .as_at = "2026-03-20", .events = "2026-03-02 referral.received #A, 2026-03-05 visit.made #B",
              .only = "duty~other");
  /* nor does any have the ref of the end of a plan, which would end them */
  assert_case("#A 1 due 2026-03-16 not_computable: recorded under a different reference: cp_plan.ended on Thursday 5 March 2026",
              .figure = figure, .as_at = "2026-03-20", .events = "2026-03-02 referral.received #A, 2026-03-05 cp_plan.ended #B",
              .only = "duty~other");
}

/* A decision to take no further action is also a decision on the referral, but it does not start what it ends. So with a ref that
 * nothing before it has, it may have been meant for A. Only tagged decisions start, or meet, the duties. */
static void test_rule_26__an_event_that_counts_as_its_start(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-09 not_computable: recorded under a different reference: referral.no_further_action on Thursday 5 "
              "March 2026",
              .rules = "  - {id: duty, title: t, trigger: referral.decided, when: {tag: significant_harm}, due: visit.made, "
                       "within: 1 week, ends: [referral.no_further_action]}\n",
              .as_at = "2026-03-20",
              .events = "2026-03-02 referral.decided #A +significant_harm, 2026-03-05 referral.no_further_action #B");
  assert_case("#A 1 due 2026-03-09 not_computable: recorded under a different reference: referral.decided on Thursday 5 March 2026",
              .rules = "  - {id: duty, title: t, trigger: referral.no_further_action, due: referral.decided, needs: [alone], "
                       "within: 1 week}\n",
              .as_at = "2026-03-20", .events = "2026-03-02 referral.no_further_action #A, 2026-03-05 referral.decided #B +alone");
}

/* Only one of the duty's two rules is used. */
static void test_rule_24__one_of_two_rules(void **state) {
  (void)state;
  const char *rules = "  - {id: duty, " REVIEW ", schedule: [{every: 1 month}]}\n"
                      "  - {id: duty, name: other, " REVIEW ", schedule: [{every: 2 months}]}\n";
  assert_case("1 due 2026-03-05 overdue", .rules = rules, .as_at = "2026-03-20", .events = "2026-01-05 cla_review.held",
              .selected = "duty/other");
}

static void test_rule_24__no_clock_is_proved_for_an_occurrence(void **state) {
  (void)state;
  assert_case("", .rules = "  - {id: duty, " REVIEW ", schedule: [{every: 1 month}], occurrence: [1]}\n", .as_at = "2026-03-20",
              .events = "2026-01-05 cla_review.held");
}

/* The review that proves the start lacks the tag, so it meets nothing. The review on 1 February meets the first occurrence, which
 * has no date. */
static void test_rule_24__a_proof_that_lacks_a_tag(void **state) {
  (void)state;
  assert_case("1 due none met 2026-02-01\n2 due 2026-03-01 due_soon",
              .rules = "  - {id: duty, " REVIEW ", schedule: [{every: 1 month}], needs: [alone]}\n", .as_at = "2026-02-20",
              .events = "2026-01-05 cla_review.held, 2026-02-01 cla_review.held +alone");
}

/* The rule lists reviews among its ends, but the review that proves the start does not end it. */
static void test_rule_24__a_proof_that_is_an_end(void **state) {
  (void)state;
  assert_case("1 due none not_computable: not in the file by Monday 5 January 2026: cla.started",
              .rules = "  - {id: duty, title: t, trigger: cla.started, due: visit.made, schedule: [{every: 1 month}], "
                       "ends: [cla_review.held]}\n",
              .as_at = "2026-03-20", .events = "2026-01-05 cla_review.held");
}

/* A placement of 5 January ended on 2 February. Care that goes on proves another placement from 3 February. */
static void test_rule_24__the_end_of_a_part(void **state) {
  (void)state;
#define LEFT "2026-01-05 cla.started #D, 2026-01-05 placement.started #A, 2026-01-09 visit.made #A, 2026-02-02 placement.ended #A"
#define UNTIL_THEN "cla.visit #A 1 due 2026-01-12 met 2026-01-09\ncla.visit #A 2 due 2026-02-20 ended 2026-02-02"
#define NEXT "cla.visit 1 due none not_computable: not in the file by Tuesday 3 February 2026: placement.started\n" UNTIL_THEN
#define AFTER_MARCH "cla.visit 1 due none not_computable: not in the file by Friday 13 March 2026: placement.started\n"
  const struct {
    const char *events, *expected, *as_at;
  } rows[] = {
      {LEFT, NEXT, "2026-05-01"},
      {LEFT, NEXT, "2026-02-03"},
      {LEFT, UNTIL_THEN, "2026-02-02"}, /* the next placement may begin today */
      {LEFT ", 2026-03-02 cla_review.held", NEXT, "2026-05-01"},
      {LEFT ", 2026-02-02 cla.ended #D", UNTIL_THEN, "2026-05-01"},
      {LEFT ", 2026-02-03 cla.ended #D", UNTIL_THEN, "2026-05-01"},
      {LEFT ", 2026-03-02 case.closed", UNTIL_THEN, "2026-05-01"},
      {LEFT ", 2026-03-02 child.died", UNTIL_THEN, "2026-05-01"},
      {LEFT ", 2026-02-02 adoption_placement.started #F", UNTIL_THEN, "2026-05-01"},
      {LEFT ", 2026-03-02 adoption_placement.started #F", UNTIL_THEN, "2026-05-01"},
      /* another period of care goes on */
      {LEFT ", 2026-02-02 cla.ended #D, 2026-02-02 cla.started #E", NEXT, "2026-05-01"},
      /* the end of the next placement is in the file, and care still goes on */
      {LEFT ", 2026-03-12 placement.ended #B", AFTER_MARCH UNTIL_THEN, "2026-05-01"},
      /* another placement runs beside it */
      {LEFT ", 2026-01-20 placement.started #C, 2026-01-21 visit.made #C, 2026-02-20 visit.made #C",
       UNTIL_THEN
       "\ncla.visit #C 1 due 2026-01-27 met 2026-01-21\ncla.visit #C 2 due 2026-03-04 met 2026-02-20\ncla.visit #C 3 due 2026-04-03 open",
       "2026-03-01"},
      {"2008-02-03 birth, " LEFT, UNTIL_THEN, "2026-05-01"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .builtin = "england", .only = "cla.visit", .as_at = rows[i].as_at, .events = rows[i].events);
  /* the end of care does not prove care, although the placement goes on */
  assert_case("cla.review 1 due 2026-02-02 ended 2026-01-20", .builtin = "england", .only = "cla.review", .as_at = "2026-05-01",
              .events = "2026-01-05 cla.started, 2026-01-05 placement.started, 2026-01-20 cla.ended");
}

static void test_rule_28__an_alternative(void **state) {
  (void)state;
  const char *figure = ONE_WEEK "    alternatives: [{name: other, within: 2 weeks}]\n";
  assert_case("#A 1 due 2026-03-16 not_computable: " UNREAD, .figure = figure, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A", .unread = "? visit.made #B", .only = "duty~other");
}

/* The unreadable row may be a birth, which decides the phase; the event to count from; or an agreement. */
static void test_rule_28__what_would_move_it(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 not_computable: " UNREAD, .as_at = "2026-03-20", .events = "2026-03-02 referral.received",
              .figure = "    schedule: [{every: 1 week, until: child.turned_18}, {every: 2 weeks}]\n", .unread = "? birth");
  assert_case("1 due 2026-03-08 not_computable: " UNREAD, .as_at = "2026-03-20", .unread = "? cla.started",
              .figure = "    since: cla.started\n    within: 1 week\n",
              .events = "2026-03-01 cla.started, 2026-03-04 referral.received");
  /* the agreement belongs to the other referral */
  assert_case("#A 1 due 2026-03-09 overdue\n#B 1 due 2026-03-09 not_computable: " UNREAD, .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-02 referral.received #B",
              .unread = "? cin_review.held #B agreed.duty=1_week");
}

/* A row whose event cannot be read may be any event, unless it is void. */
static void test_rule_28__an_unknown_event(void **state) {
  (void)state;
  const char *review = "  - {id: duty, " REVIEW ", needs: [alone], schedule: [{every: 1 month}]}\n";
  const struct {
    const char *unread, *visit, *review;
  } rows[] = {{"? ?", "1 due 2026-03-09 not_computable: " UNREAD, "1 due none not_computable: " UNREAD},
              {"? ? +void", "1 due 2026-03-09 overdue", "1 due none not_computable: " NO_START},
              {"? cla.started", "1 due 2026-03-09 overdue", "1 due none not_computable: " UNREAD},
              {"? cla.started +void", "1 due 2026-03-09 overdue", "1 due none not_computable: " NO_START}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_case(rows[i].visit, .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received",
                .unread = rows[i].unread);
    /* the review shows that the child was in care, and the row may be the start */
    assert_case(rows[i].review, .rules = review, .as_at = "2026-03-20", .events = "2026-03-10 cla_review.held",
                .unread = rows[i].unread);
  }
}

/* If refs are ignored, an unreadable visit with another ref may have met the line. */
static void test_rule_28__refs_that_are_ignored(void **state) {
  (void)state;
  const struct told told = {.figure = ONE_WEEK,
                            .as_at = "2026-03-20",
                            .events = "2026-03-02 referral.received #A, 2026-03-02 referral.received #B, 2026-03-03 visit.made #B",
                            .unread = "? visit.made #B"};
  struct told ignored = told;
  assert_told_at("#A 1 due 2026-03-09 overdue\n#B 1 due 2026-03-09 met 2026-03-03", &told, __FILE__, __LINE__);
  ignored.flags = DUEBY_TIMELINE_IGNORE_REFS;
  ignored.events = "2026-03-02 referral.received #A";
  assert_told_at("1 due 2026-03-09 not_computable: " UNREAD, &ignored, __FILE__, __LINE__);
}

/* A placement and an end of care on one day, without refs unless given. The end stops the placement if it is the end of the only
 * care that began on that day without a ref, and came after that care began. */
static void test_rule_08__an_end_of_care_on_the_day_of_a_placement(void **state) {
  (void)state;
  static const char rule[] = "  - id: duty\n    title: thing\n    trigger: placement.started\n    due: visit.made\n"
                             "    schedule: [{every: 1 week}]\n    ends: [placement.ended, cla.ended]\n";
  static const struct {
    const char *events, *expected;
  } rows[] = {
      {"2026-03-02 cla.started, 2026-03-02 placement.started, 2026-03-02 cla.ended", "1 due 2026-03-09 ended 2026-03-02"},
      /* two periods of care began, so it is unclear which one ended */
      {"2026-03-02T09:00 cla.started, 2026-03-02T10:00 cla.started, 2026-03-02 placement.started, 2026-03-02 cla.ended",
       "1 due 2026-03-09 overdue"},
      /* care C has a ref, and the end has none */
      {"2026-03-02 cla.started #C, 2026-03-02 placement.started, 2026-03-02 cla.ended", "1 due 2026-03-09 overdue"},
      /* earlier care ended before this care began */
      {"2026-03-02T12:00 cla.started, 2026-03-02 placement.started, 2026-03-02T10:00 cla.ended", "1 due 2026-03-09 overdue"},
      /* care C ended after the placement began */
      {"2026-03-02 cla.started #C, 2026-03-02T09:00 placement.started #P, 2026-03-02T17:00 cla.ended #C",
       "#P 1 due 2026-03-09 ended 2026-03-02T17:00:00+00:00"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .rules = rule, .as_at = "2026-06-20", .events = rows[i].events);
}

/* A start of care that cannot be read may be the one that an end in the file ended: the child may have left care. */
static void test_rule_28__the_start_of_what_ended(void **state) {
  (void)state;
  const char *left = "2026-03-02 placement.started #P, 2026-03-04 cla_review.held #E, 2026-03-05 cla.ended #E",
             *late = "cla.visit #P 1 due 2026-03-09 overdue";
  const struct {
    const char *unread, *expected;
  } rows[] = {{"? cla.started #E", "cla.visit #P 1 due 2026-03-09 not_computable: " UNREAD},
              {"? cla.started", "cla.visit #P 1 due 2026-03-09 not_computable: " UNREAD},
              {"? cla.started #F", late},
              {"? cla.started #E +void", late},
              {"? placement.started #E", late}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .builtin = "england", .selected = "cla.visit", .as_at = "2026-03-20", .events = left,
                .unread = rows[i].unread, .holds = "cla.started=all");
  /* care under another ref goes on */
  assert_case(
      late, .builtin = "england", .selected = "cla.visit", .as_at = "2026-03-20", .unread = "? cla.started #E",
      .events =
          "2026-02-02 cla.started #F, 2026-03-02 placement.started #P, 2026-03-04 cla_review.held #E, 2026-03-05 cla.ended #E");
  /* the placement had ended before */
  assert_case("cla.visit #P 1 due 2026-03-09 missed 2026-03-12", .builtin = "england", .selected = "cla.visit",
              .as_at = "2026-03-20", .unread = "? cla.started #E",
              .events = "2026-03-02 placement.started #P, 2026-03-12 placement.ended #P, 2026-03-13 cla.ended #E");
  /* without refs, on the day of the next placement */
  assert_case("cla.visit 1 due 2026-02-09 missed 2026-03-02\ncla.visit 2 due 2026-03-09 not_computable: " UNREAD,
              .builtin = "england", .selected = "cla.visit", .as_at = "2026-03-20", .unread = "? cla.started",
              .holds = "cla.started=all",
              .events = "2026-02-02 placement.started, 2026-03-02 placement.ended, 2026-03-02 cla.ended, "
                        "2026-03-02 placement.started");
}

/* Care F ended and began again on 5 March, so it goes on when care E ends on the 10th. But if the file only has ends since 15
 * February, F may have ended before that. Then the end on 5 March is that of the care that began on that day, and the child may
 * have left. */
static void test_rule_21__care_that_may_have_ended_on_its_first_day(void **state) {
  (void)state;
  const char *events = "2026-02-01 cla.started #F, 2026-03-02 placement.started #P, 2026-03-04 cla_review.held #E, "
                       "2026-03-05 cla.ended #F, 2026-03-05 cla.started #F, 2026-03-10 cla.ended #E";
  assert_case("cla.visit #P 1 due 2026-03-09 overdue", .builtin = "england", .selected = "cla.visit", .as_at = "2026-03-20",
              .events = events, .holds = "cla.ended=all");
  assert_case("cla.visit #P 1 due 2026-03-09 not_computable: " GAPS, .builtin = "england", .selected = "cla.visit",
              .as_at = "2026-03-20", .events = events, .holds = "cla.ended=since:2026-02-15");
}

/* A start that cannot be read may be dated after its end, and an end before its start. */
static void test_rule_28__an_end_before_its_start(void **state) {
  (void)state;
  const char *done = "2026-03-02 referral.received #R, 2026-05-20 assessment.completed #R";
  const char *late = "assessment.single #R 1 due 2026-05-07 met_late 2026-05-20";
  const char *unknown = "assessment.single #R 1 due 2026-05-07 not_computable 2026-05-20: " UNREAD;
  const struct {
    const char *unread, *expected;
  } rows[] = {{"? assessment.started #R", unknown}, {"? assessment.started", unknown}, {"? assessment.started #A", late}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .builtin = "england", .selected = "assessment.single", .as_at = "2026-06-01", .events = done,
                .unread = rows[i].unread);
  assert_case("assessment.single 1 due 2026-05-07 not_computable 2026-05-20: " UNREAD, .builtin = "england",
              .selected = "assessment.single", .as_at = "2026-06-01", .events = done, .unread = "? assessment.started #A",
              .flags = DUEBY_TIMELINE_IGNORE_REFS);
  /* another start with its ref is before it */
  assert_case(late, .builtin = "england", .selected = "assessment.single", .as_at = "2026-06-01",
              .unread = "? assessment.started #R",
              .events = "2026-03-02 referral.received #R, 2026-03-04 assessment.started #R, 2026-05-20 assessment.completed #R");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_8__a_birthday_that_starts_and_ends),
      cmocka_unit_test(test_rule_8__an_end_on_the_day_of_the_next_start),
      cmocka_unit_test(test_rule_8__an_end_on_the_day_of_the_only_start),
      cmocka_unit_test(test_rule_8__two_starts_on_the_day_of_the_end),
      cmocka_unit_test(test_rule_11__each_notice),
      cmocka_unit_test(test_rule_26__an_event_that_counts_as_its_start),
      cmocka_unit_test(test_rule_28__an_unknown_event),
      cmocka_unit_test(test_rule_21__care_that_may_have_ended_on_its_first_day),
      cmocka_unit_test(test_rule_21__a_plan_that_may_have_been_held),
      cmocka_unit_test(test_rule_21__a_notice_from_before_the_records),
      cmocka_unit_test(test_rule_14__hours_from_a_day_and_from_a_time),
      cmocka_unit_test(test_rule_14__an_extension_of_hours_from_a_day),
      cmocka_unit_test(test_rule_19__a_pause_beyond_the_calendar),
      cmocka_unit_test(test_rule_13__an_extension_at_the_time_of_the_visit),
      cmocka_unit_test(test_rule_16__an_attempt_before_the_trigger),
      cmocka_unit_test(test_rule_1__more_triggers_than_can_be_numbered),
      cmocka_unit_test(test_rule_16__two_needs_are_missing),
      cmocka_unit_test(test_rule_21__a_trigger_that_is_never_held),
      cmocka_unit_test(test_rule_20__an_agreement_among_the_latest),
      cmocka_unit_test(test_rule_21__the_number_of_a_trigger),
      cmocka_unit_test(test_rule_21__a_trigger_that_is_an_end_too),
      cmocka_unit_test(test_rule_21__each_with_a_number),
      cmocka_unit_test(test_rule_21__each_and_a_visit_that_comes_too_late),
      cmocka_unit_test(test_rule_22__what_is_due_on_the_same_day),
      cmocka_unit_test(test_rule_22__what_starts_itself),
      cmocka_unit_test(test_rule_23__agreed_after_it_began),
      cmocka_unit_test(test_rule_24__an_estimated_trigger),
      cmocka_unit_test(test_rule_24__an_earlier_start_without_a_birth),
      cmocka_unit_test(test_rule_21__counted_from_another_day),
      cmocka_unit_test(test_rule_21__a_pause_that_may_be_missing),
      cmocka_unit_test(test_rule_24__a_duty_with_an_alternative),
      cmocka_unit_test(test_rule_24__one_of_two_rules),
      cmocka_unit_test(test_rule_24__no_clock_is_proved_for_an_occurrence),
      cmocka_unit_test(test_rule_24__a_proof_that_lacks_a_tag),
      cmocka_unit_test(test_rule_24__a_proof_that_is_an_end),
      cmocka_unit_test(test_rule_24__the_end_of_a_part),
      cmocka_unit_test(test_rule_26__an_alternative),
      cmocka_unit_test(test_rule_28__an_alternative),
      cmocka_unit_test(test_rule_28__each_and_a_visit_that_comes_too_late),
      cmocka_unit_test(test_rule_28__what_would_move_it),
      cmocka_unit_test(test_rule_28__refs_that_are_ignored),
      cmocka_unit_test(test_rule_08__an_end_of_care_on_the_day_of_a_placement),
      cmocka_unit_test(test_rule_28__the_start_of_what_ended),
      cmocka_unit_test(test_rule_28__an_end_before_its_start),
  };
  return cmocka_run_group_tests_name("corners_lines", tests, open_known, close_known);
}
