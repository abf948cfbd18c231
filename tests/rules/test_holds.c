/* Tests how incomplete files are handled, with example cases worked out by hand. Tests are named after the rules of docs/rules.md
 * and after faults. */
#include "timeline.h"

#define EVERY_SIX_WEEKS "    schedule: [{within: 1 week}, {every: 6 weeks}]\n    ends: [cp_plan.ended]\n"
#define ONE_WEEK "    within: 1 week\n    ends: [cp_plan.ended]\n"
#define STAGES "    schedule: [{within: 4 weeks}, {every: 3 months, times: 1}, {every: 6 months}]\n    ends: [cp_plan.ended]\n"

/* ---- 20: how completely a file holds events ---- */

static void test_rule_20__since_a_day(void **state) {
  (void)state;
  /* the visit of 10 March might not have been the first: the file would not have a visit made on 8 March */
  assert_case("1 due 2026-03-09 not_computable 2026-03-10: started before your records start", .figure = ONE_WEEK,
              .as_at = "2026-03-20", .events = "2026-03-02 referral.received, 2026-03-10 visit.made",
              .holds = "visit.made=since:2026-03-09");
  /* the referral was received on the day on which the records begin, so the file has everything about it */
  assert_case("1 due 2026-03-09 met_late 2026-03-10", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made", .holds = "visit.made=since:2026-03-02");
  /* only another event is stated to be incomplete, so the visit is known to be the first */
  assert_case("1 due 2026-03-09 met_late 2026-03-10", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-10 visit.made", .holds = "cin_review.held=since:2026-03-09");
}

static void test_rule_20__never(void **state) {
  (void)state;
  assert_case("", .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received", .holds = "visit.made=never");
  assert_case("1 due 2026-03-09 met 2026-03-05", .figure = ONE_WEEK, .as_at = "2026-03-20", .holds = "visit.made=never",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made"); /* a visit in the file counts even if visits are
                                                                                 * stated to be never recorded */
}

static void test_rule_20__all_says_that_the_file_holds_it(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 not_computable: not in the file: visit.made", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received", .unrecorded = "visit.made");
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received",
              .unrecorded = "visit.made", .holds = "visit.made=all"); /* fault F12 */
}

/* Fault F12: if a file has no visits at all, it may be that visits are not recorded there, so the line is unknown, not missed. A
 * duty that is not due yet stays open. The caller's statement about the file takes precedence over the file's own events. */
static void test_rule_20__f12_not_in_the_file(void **state) {
  (void)state;
  const char *ended = "2026-03-02 referral.received, 2026-03-12 cp_plan.ended";
  assert_case("1 due 2026-03-09 not_computable 2026-03-12: not in the file: visit.made", .figure = ONE_WEEK, .events = ended,
              .as_at = "2026-03-20", .unrecorded = "visit.made");
  assert_case("1 due 2026-03-09 missed 2026-03-12", .figure = ONE_WEEK, .events = ended, .as_at = "2026-03-20",
              .unrecorded = "visit.made", .holds = "visit.made=all");
  assert_case("1 due 2026-03-09 due_soon", .figure = ONE_WEEK, .events = "2026-03-02 referral.received", .as_at = "2026-03-05",
              .unrecorded = "visit.made");
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK, .events = "2026-03-02 referral.received", .as_at = "2026-03-20",
              .unrecorded = "visit.made", .holds = "visit.made=since:2026-03-02");
}

/* The first referral was really made on an earlier day, so only the second referral's date shows that the line would be late. */
static void test_rule_20__not_in_the_file_goes_by_the_certain_date(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received +earlier, 2026-03-03 referral.received";
  assert_case("1 due 2026-03-10 overdue", .figure = ONE_WEEK, .events = events, .as_at = "2026-03-20");
  assert_case("1 due 2026-03-10 not_computable: not in the file: visit.made", .figure = ONE_WEEK, .events = events,
              .as_at = "2026-03-20", .unrecorded = "visit.made");
}

/* An end and a start have the same day and ref. If the file lacks rows from before the records begin, the end may belong to an
 * earlier episode. The new episode then continues, but is not called late. */
static void test_rule_08__an_end_on_the_day_of_the_start(void **state) {
  (void)state;
#define CARE                                                                                                               \
  "  - id: duty\n    title: thing\n    trigger: cla.started\n    due: cla_review.held\n    schedule: [{within: 4 weeks}, " \
  "{every: 6 months}]\n    ends: [cla.ended]\n"
  const char *day = "2025-04-01 cla.ended #E, 2025-04-01 cla.started #E";
  assert_case("#E 1 due 2025-04-29 open", .rules = CARE, .as_at = "2025-04-10", .events = day, .history_from = "2025-04-01");
  assert_case("#E 1 due 2025-04-29 not_computable: depends on rows that your records may not have", .rules = CARE,
              .as_at = "2025-06-10", .events = day, .history_from = "2025-04-01");
  assert_case("#E 1 due 2025-04-29 not_computable: depends on rows that your records may not have", .rules = CARE,
              .as_at = "2025-06-10", .events = day, .holds = "cla.started=since:2025-04-01");
  assert_case("#E 1 due 2025-04-29 not_computable: depends on rows that your records may not have", .rules = CARE,
              .as_at = "2025-06-10", .events = day, .holds = "cla.started=latest");
  /* an earlier event with that ref, even one that was only planned, shows that an episode may have been running */
  const char *later = "2025-05-01 cla.ended #E, 2025-05-01 cla.started #E, 2025-04-10 ";
  char seen[160];
  assert_case("#E 1 due 2025-05-29 ended 2025-05-01", .rules = CARE, .as_at = "2025-07-10", .history_from = "2025-04-01",
              .events = "2025-05-01 cla.ended #E, 2025-05-01 cla.started #E");
  static const char *const others[] = {"visit.made #E", "rcpc.planned #E"};
  for (int i = 0; i < 2; i++) {
    snprintf(seen, sizeof seen, "%s%s", later, others[i]);
    assert_case("#E 1 due 2025-05-29 not_computable: depends on rows that your records may not have", .rules = CARE,
                .as_at = "2025-07-10", .history_from = "2025-04-01", .events = seen);
  }
  /* a review does not prove another start */
  assert_case("#E 1 due 2025-04-29 met 2025-04-22\n#E 2 due 2025-10-22 open", .rules = CARE, .as_at = "2025-06-10",
              .events = "2025-04-01 cla.ended #E, 2025-04-01 cla.started #E, 2025-04-22 cla_review.held",
              .history_from = "2025-04-01");
  /* the file has every start; an earlier end with this ref shows that nothing was running; the times show which came first */
  assert_case("#E 1 due 2025-04-29 ended 2025-04-01", .rules = CARE, .as_at = "2025-06-10", .events = day);
  assert_case("#E 1 due 2025-06-03 ended 2025-05-06", .rules = CARE, .as_at = "2025-08-10", .history_from = "2025-04-01",
              .events = "2025-04-03 cla.ended #E, 2025-05-06 cla.started #E, 2025-05-06 cla.ended #E");
  assert_case("#E 1 due 2025-04-29 ended 2025-04-01T17:00:00+01:00", .rules = CARE, .as_at = "2025-06-10",
              .events = "2025-04-01T17:00 cla.ended #E, 2025-04-01T09:00 cla.started #E", .history_from = "2025-04-01");
  /* the file has nothing with this ref before that day, so the episode began and ended that day; after an earlier review with this
   * ref that is unclear */
  assert_case("#E 1 due 2025-06-03 ended 2025-05-06", .rules = CARE, .as_at = "2025-08-10", .history_from = "2025-04-01",
              .events = "2025-05-06 cla.started #E, 2025-05-06 cla.ended #E");
  assert_case(
      "1 due 2025-10-16 ended 2025-05-06\n#E 1 due 2025-06-03 not_computable: depends on rows that your records may not have",
      .rules = CARE, .as_at = "2025-08-10", .history_from = "2025-04-01",
      .events = "2025-04-16 cla_review.held #E, 2025-05-06 cla.started #E, 2025-05-06 cla.ended #E");
  /* an end on a later day belongs to the new episode */
  assert_case("#E 1 due 2025-04-29 ended 2025-04-20", .rules = CARE, .as_at = "2025-06-10", .history_from = "2025-04-01",
              .events = "2025-04-01 cla.ended #E, 2025-04-01 cla.started #E, 2025-04-20 cla.ended #E");
#undef CARE
}

/* ---- 21: unknown states ---- */

/* Fault W2: the assessment may have been authorised on 28 March, before the records begin. */
static void test_rule_21__w2_open_before_the_records_begin(void **state) {
  (void)state;
  assert_case("assessment.single 1 due 2025-05-15 not_computable: started before your records start", .builtin = "england",
              .selected = "assessment.single", .as_at = "2026-03-31", .events = "2025-03-10 referral.received",
              .history_from = "2025-04-01");
  assert_case("assessment.single 1 due 2025-05-15 met 2025-05-15", .builtin = "england", .selected = "assessment.single",
              .as_at = "2026-03-31", .events = "2025-03-10 referral.received, 2025-05-15 assessment.completed",
              .history_from = "2025-04-01"); /* the assessment is in the file, and in time */
  assert_case("assessment.single 1 due 2025-06-09 overdue", .builtin = "england", .selected = "assessment.single",
              .as_at = "2026-03-31", .events = "2025-04-01 referral.received", .history_from = "2025-04-01");
}

/* An answer in the 14 days before the allegation, which may be missing, would show that a date is wrong (rule 16). Starts on
 * or after the first day of the records are judged all the same. */
static void test_rule_21__a_wrong_date_may_not_show(void **state) {
  (void)state;
#define ALLEGED "allegation.lado 1 due 2026-03-03 "
#define BY_GAPS "not_computable: depends on rows that your records may not have"
  const struct {
    const char *events, *history_from, *holds, *expected;
  } rows[] = {
      {"2026-03-02 allegation.received", "2026-03-02", NULL, ALLEGED "overdue"},
      {"2026-03-02 allegation.received", "2026-02-17", NULL, ALLEGED "overdue"},
      {"2026-02-25 lado.informed, 2026-03-02 allegation.received", NULL, NULL,
       ALLEGED "not_computable: the dates contradict each other; done Wednesday 25 February 2026, before the allegation that it "
               "responds to"},
      /* if a report of 24 February is missing, the report of 25 February is free to contradict the allegation */
      {"2026-02-23 allegation.received, 2026-02-25 lado.informed, 2026-03-02 allegation.received", NULL, "lado.informed=latest",
       "allegation.lado 1 due 2026-02-24 not_computable 2026-02-25: only the latest is in your records: lado.informed\n"
       "allegation.lado 2 due 2026-03-03 " BY_GAPS},
      {"2026-02-23 allegation.received, 2026-02-25 lado.informed, 2026-03-02 allegation.received", NULL, NULL,
       "allegation.lado 1 due 2026-02-24 met_late 2026-02-25\nallegation.lado 2 due 2026-03-03 overdue"},
      /* an older allegation, which may be missing, may have needed the report of 20 March */
      {"2026-02-25 lado.informed, 2026-03-02 allegation.received, 2026-03-20 lado.informed", NULL, "allegation.received=latest",
       ALLEGED "not_computable 2026-03-20: depends on rows that your records may not have"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .builtin = "england", .only = "allegation.lado", .as_at = "2026-04-30", .events = rows[i].events,
                .history_from = rows[i].history_from, .holds = rows[i].holds);
}

/* The reason must be right even if the line falls due after the records begin. Wednesday 28 May 2025 is the 45th working day after
 * 20 March: 7 in March, 20 in April without the 18th and 21st, and 18 in May without the 5th and 26th. */
static void test_rule_21__started_before_but_due_after_the_records_begin(void **state) {
  (void)state;
  const char *events = "2025-03-20 referral.received";
  assert_case("assessment.single 1 due 2025-05-28 not_computable: started before your records start", .builtin = "england",
              .selected = "assessment.single", .as_at = "2026-03-31", .events = events, .history_from = "2025-04-01");
  /* the file has only the last visit, on 10 March: there may have been a visit by 19 January */
  assert_case("1 due 2026-01-19 not_computable 2026-03-10: only the latest is in your records: visit.made", .figure = ONE_WEEK,
              .as_at = "2026-03-31", .events = "2026-01-12 referral.received, 2026-03-10 visit.made", .holds = "visit.made=latest");
  /* all visits are in the file, but the plan may have ended */
  assert_case("1 due 2026-01-19 not_computable: depends on rows that your records may not have", .figure = ONE_WEEK,
              .as_at = "2026-03-31", .events = "2026-01-12 referral.received", .holds = "cp_plan.ended=never");
  assert_case("1 due 2026-01-19 not_computable: depends on rows that your records may not have", .figure = ONE_WEEK,
              .as_at = "2026-03-31", .events = "2026-01-12 referral.received", .holds = "cp_plan.ended=since:2026-02-02");
}

/* ---- 22: the first occurrence seen ---- */

/* Fault W1: the review after the one on 15 July is not due on 15 October, three months later, because the phase of three months was
 * over long before the records begin. */
static void test_rule_22__w1_the_first_one_seen_anchors_the_series(void **state) {
  (void)state;
  const char *events = "2012-06-30 birth, 2021-02-01 cla.started, 2025-07-15 cla_review.held, 2026-01-13 cla_review.held";
  assert_case("cla.review 1 due 2021-03-01 not_computable 2025-07-15: started before your records start\n"
              "cla.review 2 due 2026-01-15 met 2026-01-13\ncla.review 3 due 2026-07-13 open",
              .builtin = "england", .selected = "cla.review", .as_at = "2026-03-31", .events = events,
              .history_from = "2025-04-01");
}

/* Tests other things that can happen around the day on which the records begin: a long gap, a late review, care that begins later,
 * no review at all. */
static void test_rule_22__w1_neighbours(void **state) {
  (void)state;
  /* every six months from 1 December 2021: the review due on 1 June 2025 was still open, and the next is six months after 13
   * January */
  assert_case(
      "cla.review 1 due 2021-03-01 not_computable 2026-01-13: started before your records start\ncla.review 2 due 2026-07-13 open",
      .builtin = "england", .selected = "cla.review", .as_at = "2026-03-31", .history_from = "2025-04-01",
      .events = "2012-06-30 birth, 2021-02-01 cla.started, 2026-01-13 cla_review.held");
  /* six months after 15 July is the longest interval there is */
  assert_case("cla.review 1 due 2021-03-01 not_computable 2025-07-15: started before your records start\n"
              "cla.review 2 due 2026-01-15 met_late 2026-02-10\ncla.review 3 due 2026-08-10 open",
              .builtin = "england", .selected = "cla.review", .as_at = "2026-03-31", .history_from = "2025-04-01",
              .events = "2012-06-30 birth, 2021-02-01 cla.started, 2025-07-15 cla_review.held, 2026-02-10 cla_review.held");
  /* from Tuesday 6 May 2025: 7 to 9 May are days 1 to 3, 12 to 16 4 to 8, 19 to 23 9 to 13, 27 to 30 14 to 17, 2 to 4 June 18 to
   * 20 */
  assert_case(
      "cla.review 1 due 2025-06-04 met 2025-06-02\ncla.review 2 due 2025-09-02 met_late 2025-10-20\ncla.review 3 due 2026-04-20 open",
      .builtin = "england", .selected = "cla.review", .as_at = "2026-03-31", .history_from = "2025-04-01",
      .events = "2012-06-30 birth, 2025-05-06 cla.started, 2025-06-02 cla_review.held, 2025-10-20 cla_review.held");
  assert_case("cla.review 1 due 2021-03-01 not_computable: started before your records start", .builtin = "england",
              .selected = "cla.review", .as_at = "2026-03-31", .history_from = "2025-04-01",
              .events = "2012-06-30 birth, 2021-02-01 cla.started");
}

static void test_rule_22__latest(void **state) {
  (void)state;
  /* the next visit is due six weeks after the latest one: 10 January + 6 weeks = 21 February */
  assert_case(
      "1 due 2024-01-08 not_computable 2026-01-10: only the latest is in your records: visit.made\n2 due 2026-02-21 overdue",
      .figure = EVERY_SIX_WEEKS, .as_at = "2026-03-20", .events = "2024-01-01 referral.received, 2026-01-10 visit.made",
      .holds = "visit.made=latest");
  /* a visit on or before the first due day is certainly in time */
  assert_case("1 due 2026-01-08 met 2026-01-05\n2 due 2026-02-16 open", .figure = EVERY_SIX_WEEKS, .as_at = "2026-02-01",
              .events = "2026-01-01 referral.received, 2026-01-05 visit.made", .holds = "visit.made=latest");
  /* there is no visit at all, so the first one is overdue */
  assert_case("1 due 2026-01-08 overdue", .figure = EVERY_SIX_WEEKS, .as_at = "2026-02-10",
              .events = "2026-01-01 referral.received", .holds = "visit.made=latest");
}

/* ---- 23: unknown phases ---- */

static void test_rule_23__late_only_by_every_phase(void **state) {
  (void)state;
  /* The referral was on 1 January, and the records begin on 1 May, so earlier visits may be missing. After the visit of 1 April,
   * the next is due after three months (1 July) or six (1 October). */
  const char *events = "2025-01-01 referral.received, 2025-04-01 visit.made, 2025-09-01 visit.made";
  assert_case("1 due 2025-01-29 not_computable 2025-04-01: started before your records start\n"
              "2 due 2025-10-01 met 2025-09-01\n3 due 2026-03-01 open",
              .figure = STAGES, .as_at = "2025-12-01", .events = events, .history_from = "2025-05-01");
}

/* ---- 24: a start that is not in the file ---- */

/* The referral was really before 5 January, so the first visit was due before 2 February, and the visit on 12 January may have been
 * late. The next is due by 12 April if the three months apply, otherwise by 12 July. It is unknown which, so the next is late only
 * after 12 July. */
static void test_rule_24__a_start_on_an_earlier_day(void **state) {
  (void)state;
  const char *from = "2026-01-05 referral.received +earlier";
  assert_case("1 due 2026-02-02 not_computable: depends on rows that your records may not have", .figure = STAGES,
              .as_at = "2026-03-01", .events = from);
  assert_case("1 due 2026-02-02 not_computable 2026-01-12: depends on rows that your records may not have\n"
              "2 due 2026-04-12 not_computable: depends on rows that your records may not have",
              .figure = STAGES, .as_at = "2026-07-12", .events = "2026-01-05 referral.received +earlier, 2026-01-12 visit.made");
  assert_case(
      "1 due 2026-02-02 not_computable 2026-01-12: depends on rows that your records may not have\n2 due 2026-04-12 overdue",
      .figure = STAGES, .as_at = "2026-07-13", .events = "2026-01-05 referral.received +earlier, 2026-01-12 visit.made");
  assert_case("1 due 2026-02-02 overdue", .figure = STAGES, .as_at = "2026-03-01", .events = "2026-01-05 referral.received");
}

/* An end with the same ref and day as a start stops that clock, unless an earlier clock was running whose own end may be
 * missing. */
static void test_rule_21__an_end_on_the_day_of_a_second_start(void **state) {
  (void)state;
  const char *events = "2025-01-06 referral.received #A, 2026-01-05 referral.received #A, 2026-01-05 cp_plan.ended #A";
  assert_case("#A 1 due 2025-01-13 missed 2026-01-05\n#A 2 due 2026-01-12 overdue", .figure = ONE_WEEK, .as_at = "2026-03-01",
              .events = events);
  assert_case("#A 1 due 2025-01-13 not_computable 2026-01-05: depends on rows that your records may not have\n"
              "#A 2 due 2026-01-12 not_computable: depends on rows that your records may not have",
              .figure = ONE_WEEK, .as_at = "2026-03-01", .events = events, .holds = "cp_plan.ended=latest");
}

/* A conference on 6 January proves that there was a plan; six months later is 6 July. The plan may have ended before the records of
 * ends begin, and no later start in the file would show that. */
static void test_rule_21__an_end_of_what_was_proved_may_be_missing(void **state) {
  (void)state;
  const char *late = "cp.conference.review 1 due 2025-07-06 overdue",
             *unsure =
                 "cp.conference.review 1 due 2025-07-06 not_computable: not in the file by Monday 6 January 2025: cp_plan.started";
  const struct {
    const char *holds, *expected;
  } told[] = {{"cp_plan.ended=since:2025-06-02 cp_plan.started=since:2025-06-02", unsure},
              {"case.closed=since:2025-06-02 cp_plan.started=since:2025-06-02", unsure},
              {"cp_plan.started=since:2025-06-02", unsure}, /* a second plan may have started */
              {"cp_plan.ended=since:2025-01-06 cp_plan.started=since:2025-01-06", late},
              {"rcpc.held=all", late}};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++)
    assert_case(told[i].expected, .builtin = "england", .selected = "cp.conference.review", .as_at = "2025-12-01",
                .events = "2025-01-06 rcpc.held", .holds = told[i].holds);
}

/* A placement, P, began on 5 January with care E, which ended on 30 January. Care F, from before, goes on as far as the file shows,
 * so the second visit is due 6 weeks after 9 January. If the end of F may be missing, P may have ended with E. */
static void test_rule_21__an_end_of_other_care_may_be_missing(void **state) {
  (void)state;
  const char *events = "2025-12-01 cla.started #F, 2026-01-05 cla.started #E, 2026-01-05 placement.started #P, "
                       "2026-01-09 visit.made #P, 2026-01-30 cla.ended #E",
             *late = "cla.visit #P 1 due 2026-01-12 met 2026-01-09\ncla.visit #P 2 due 2026-02-20 overdue",
             *unsure =
                 "cla.visit #P 1 due 2026-01-12 met 2026-01-09\ncla.visit #P 2 due 2026-02-20 not_computable: depends on rows "
                 "that your records may not have";
  const struct {
    const char *holds, *expected;
  } told[] = {{"cla.ended=since:2025-12-01", late},
              {"cla.ended=since:2025-12-02", unsure},
              {"cla.ended=since:2026-01-06", unsure},
              {"cla.ended=latest", unsure}, /* another end may have been on or before 30 January */
              {"cla.ended=all", late}};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++)
    assert_case(told[i].expected, .builtin = "england", .selected = "england:cla.visit", .as_at = "2026-05-01", .events = events,
                .holds = told[i].holds);
}

/* A child in care must have a placement, but the placement's tags are unknown. A visit is late only by the longest interval that
 * any rule allows: three months from the visit on 9 February. */
static void test_rule_24__late_by_rules_for_other_tags_too(void **state) {
  (void)state;
  const char *events = "2017-02-09 cla.started, 2017-02-09 visit.made", *met = "cla.visit 1 due none met 2017-02-09\n";
  char expected[256];
  snprintf(expected, sizeof expected,
           "%scla.visit 2 due 2017-03-23 not_computable: not in the file by Thursday 9 February 2017: placement.started", met);
  assert_case(expected, .builtin = "england", .selected = "cla.visit", .events = events, .as_at = "2017-05-09");
  assert_case(expected, .builtin = "england", .selected = "cla.visit", .events = events, .as_at = "2017-03-24");
  snprintf(expected, sizeof expected, "%scla.visit 2 due 2017-03-23 overdue", met);
  assert_case(expected, .builtin = "england", .selected = "cla.visit", .events = events, .as_at = "2017-05-10");
}

/* If a clock's start is not in the file, but a later event proves it, only the first line is left out. The second has no due date
 * because the rule sets no time limit after the first review. */
static void test_rule_24__what_follows_has_its_line(void **state) {
  (void)state;
  const char *events = "2025-01-06 adoption_review.held, 2025-01-06 visit.made";
  assert_case("adoption.visit 1 due none met 2025-01-06\n"
              "adoption.visit 2 due none not_computable: not in the file by Monday 6 January 2025: adoption_placement.started",
              .builtin = "england", .selected = "adoption.visit", .events = events, .as_at = "2025-03-03",
              .holds = "adoption_placement.started=never");
  assert_case("", .builtin = "england", .selected = "adoption.visit", .events = "2025-01-06 adoption_review.held",
              .as_at = "2025-03-03", .holds = "adoption_placement.started=never");
  assert_case("adoption.visit 1 due none not_computable: not in the file by Monday 6 January 2025: adoption_placement.started",
              .builtin = "england", .selected = "adoption.visit", .events = "2025-01-06 adoption_review.held",
              .as_at = "2025-03-03");
}

/* Fault W3: child B, whose placement is not in the file, must not be missing from the list. */
static void test_rule_24__w3_care_proves_a_placement(void **state) {
  (void)state;
  assert_case("cla.visit 1 due none not_computable: not in the file by Monday 5 January 2026: placement.started",
              .builtin = "england", .selected = "cla.visit", .as_at = "2026-03-31",
              .events = "2026-01-05 cla.started, 2026-01-30 cla_review.held, 2026-03-20 cla_review.held");
  /* the review may have been the very first, and then the next is due within three months of it */
  assert_case("cla.review 1 due 2026-04-05 due_soon", .builtin = "england", .selected = "cla.review", .as_at = "2026-03-31",
              .events = "2026-01-05 cla_review.held", .say = UNSAID);
}

static void test_rule_24__w3_a_review_or_a_core_group_proves_a_plan(void **state) {
  (void)state;
  /* the next review is due after six months: the series began at an unknown time, and its first phase is over */
  assert_case("cp.conference.review 1 due 2026-07-05 open", .builtin = "england", .selected = "cp.conference.review",
              .as_at = "2026-03-31", .events = "2026-01-05 rcpc.held", .say = UNSAID);
  assert_case("cp.conference.review 1 due none not_computable: not in the file by Monday 5 January 2026: cp_plan.started",
              .builtin = "england", .selected = "cp.conference.review", .as_at = "2026-03-31",
              .events = "2026-01-05 core_group.held");
  /* an event does not prove another start if the start is in the file, or if the plan has ended */
  assert_case("", .builtin = "england", .selected = "cp.conference.review", .as_at = "2026-03-31",
              .events = "2026-01-05 rcpc.held, 2026-01-05 cp_plan.ended");
}

/* A visit with another ref may be the one that the line was waiting for. If the file has only the latest visit with that ref,
 * earlier visits may be missing. */
static void test_rule_26__the_latest_of_another_ref_hides_earlier_rows(void **state) {
  (void)state;
  const char *day = "2026-03-02 referral.received #A, 2026-03-12 cp_plan.ended #A, ", *latest = "visit.made=latest";
  static const char *const hiding[] = {"2026-04-01 visit.made #B", "2026-04-01 visit.made #B +void", "2026-06-01 visit.made #B"};
  char events[256];
  for (int i = 0; i < 3; i++) {
    snprintf(events, sizeof events, "%s%s", day, hiding[i]);
    assert_case("#A 1 due 2026-03-09 missed 2026-03-12", .figure = ONE_WEEK, .as_at = "2026-05-01", .events = events);
    assert_case("#A 1 due 2026-03-09 not_computable 2026-03-12: depends on rows that your records may not have", .figure = ONE_WEEK,
                .as_at = "2026-05-01", .events = events, .holds = latest);
  }
  /* the latest visit was before the referral, or has the referral's ref */
  assert_case("#A 1 due 2026-03-09 missed 2026-03-12", .figure = ONE_WEEK, .as_at = "2026-05-01", .holds = latest,
              .events = "2026-03-02 referral.received #A, 2026-03-12 cp_plan.ended #A, 2026-03-01 visit.made #B");
  assert_case("#A 1 due 2026-03-09 missed 2026-03-12\n#B 1 due 2026-04-02 met 2026-04-01", .figure = ONE_WEEK,
              .as_at = "2026-05-01", .holds = latest,
              .events = "2026-03-02 referral.received #A, 2026-03-12 cp_plan.ended #A, 2026-03-26 referral.received #B, "
                        "2026-04-01 visit.made #B");
  /* if the file has only the latest end, earlier ends may be missing */
  assert_case("#A 1 due 2026-03-09 not_computable: recorded under a different reference: cp_plan.ended on Wednesday 1 April 2026",
              .figure = ONE_WEEK, .as_at = "2026-05-01", .holds = "cp_plan.ended=latest",
              .events = "2026-03-02 referral.received #A, 2026-04-01 cp_plan.ended #B");
  assert_case("#A 1 due 2026-03-09 not_computable: depends on rows that your records may not have", .figure = ONE_WEEK,
              .as_at = "2026-03-20", .holds = "cp_plan.ended=latest",
              .events = "2026-03-02 referral.received #A, 2026-04-01 cp_plan.ended #B");
}

/* If the file has only the latest review (holds=latest), that may have been the first, which was late, or a later one. The next is
 * due after three months or after six: 20 March or 20 June 2026. */
#define REVIEWED(expected, day, held, ...) \
  assert_case(expected, .builtin = "england", .selected = "cla.review", .as_at = day, .events = held, __VA_ARGS__)
#define LATEST_REVIEW .holds = "cla_review.held=latest"
#define FIRST_REVIEW "cla.review 1 due 2025-09-29 not_computable 2025-12-20: only the latest is in your records: cla_review.held\n"
static void test_rule_23__the_earlier_of_two_dates(void **state) {
  (void)state;
  const char *latest = "2025-09-01 cla.started, 2025-12-20 cla_review.held";
  REVIEWED(FIRST_REVIEW "cla.review 2 due 2026-03-20 open", "2026-02-20", latest, LATEST_REVIEW);
  REVIEWED(FIRST_REVIEW "cla.review 2 due 2026-03-20 due_soon", "2026-03-20", latest, LATEST_REVIEW);
  REVIEWED(FIRST_REVIEW "cla.review 2 due 2026-03-20 not_computable: only the latest is in your records: cla_review.held",
           "2026-03-21", latest, LATEST_REVIEW);
  REVIEWED(FIRST_REVIEW "cla.review 2 due 2026-03-20 not_computable: only the latest is in your records: cla_review.held",
           "2026-06-20", latest, LATEST_REVIEW);
  REVIEWED(FIRST_REVIEW "cla.review 2 due 2026-06-20 overdue", "2026-06-21", latest, LATEST_REVIEW);
  /* a child who has been in care for years has had more than two reviews */
  REVIEWED("cla.review 1 due 2021-03-01 not_computable 2025-12-20: only the latest is in your records: cla_review.held\n"
           "cla.review 2 due 2026-06-20 open",
           "2026-04-20", "2021-02-01 cla.started, 2025-12-20 cla_review.held", LATEST_REVIEW);
  /* the first review fell due on 3 March, before the records begin, and the review of 10 April may be the first */
  const char *cut = "2025-02-03 cla.started, 2025-04-10 cla_review.held";
#define CUT "cla.review 1 due 2025-03-03 not_computable 2025-04-10: started before your records start\n"
  REVIEWED(CUT "cla.review 2 due 2025-07-10 open", "2025-06-20", cut, .history_from = "2025-04-01");
  REVIEWED(CUT "cla.review 2 due 2025-07-10 not_computable: depends on rows that your records may not have", "2025-08-20", cut,
           .history_from = "2025-04-01");
#undef CUT
}

static void test_rule_24__the_first_review_seen_may_be_the_first(void **state) {
  (void)state;
  const char *seen = "2025-12-20 cla_review.held";
#define NO_START ": not in the file by Saturday 20 December 2025: cla.started"
  REVIEWED("cla.review 1 due 2026-03-20 not_computable" NO_START, "2026-04-30", seen, .say = 0);
  REVIEWED("cla.review 1 due 2026-06-20 overdue", "2026-06-21", seen, .say = UNSAID);
  /* a second review within three months is in time; within six it is unclear; the third is due after six months */
  REVIEWED("cla.review 1 due 2026-03-20 met 2026-03-20\ncla.review 2 due 2026-09-20 open", "2026-04-30",
           "2025-12-20 cla_review.held, 2026-03-20 cla_review.held", .say = UNSAID);
  REVIEWED("cla.review 1 due 2026-03-20 not_computable 2026-05-20\ncla.review 2 due 2026-11-20 open", "2026-10-30",
           "2025-12-20 cla_review.held, 2026-05-20 cla_review.held", .say = UNSAID);
  REVIEWED("cla.review 1 due 2026-06-20 met_late 2026-06-22\ncla.review 2 due 2026-12-22 open", "2026-10-30",
           "2025-12-20 cla_review.held, 2026-06-22 cla_review.held", .say = UNSAID);
#undef NO_START
}

/* ---- 26: refs that match nothing ---- */

/* Fault W11: each table has its own ids, so refs of two tables do not match. */
static void test_rule_26__w11_another_ref(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-09 not_computable: recorded under a different reference: visit.made on Thursday 5 March 2026",
              .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received #A, 2026-03-05 visit.made #B");
  /* the visit has the ref of another referral */
  assert_case("#A 1 due 2026-03-09 overdue\n#B 1 due 2026-03-10 met 2026-03-05", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-03 referral.received #B, 2026-03-05 visit.made #B");
  /* an event without a ref matches any ref */
  assert_case("1 due 2026-03-09 met 2026-03-05", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made #B");
  /* the end of the plan has an id from another table */
  assert_case("#A 1 due 2026-03-09 not_computable: recorded under a different reference: cp_plan.ended on Thursday 5 March 2026",
              .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received #A, 2026-03-05 cp_plan.ended #B");
}

#define UNDER_ANOTHER(event, day) "not_computable: recorded under a different reference: " event " on " day

/* Asserts that a duty is done, whether the events have matching refs, no refs, or other refs that are ignored. */
static void assert_done(const char *profile, const char *only, const char *as_at, const char *same, const char *met,
                        const char *bare, const char *other, const char *done) {
  assert_case(met, .builtin = profile, .only = only, .as_at = as_at, .events = same);
  assert_case(done, .builtin = profile, .only = only, .as_at = as_at, .events = bare);
  assert_case(done, .builtin = profile, .only = only, .as_at = as_at, .events = other, .flags = DUEBY_TIMELINE_IGNORE_REFS);
}

static const char *const profiles[] = {"england", "barnet"};

/* The review starts a notice and also ends one, so it must not match itself. A review with an earlier review's ref does not match
 * either, because a review does not meet a notice. */
static void test_rule_26__a_review_does_not_match_itself(void **state) {
  (void)state;
  const char *other = "2026-09-01 cla.started #E, 2026-09-25 cla_review.held #R", *only = "cla.review", *as_at = "2026-10-05";
  for (int i = 0; i < 2; i++) {
    assert_case("cla.review #E 1 due 2026-09-29 " UNDER_ANOTHER("cla_review.held", "Friday 25 September 2026"),
                .builtin = profiles[i], .only = only, .as_at = as_at, .events = other);
    assert_case("cla.review #E 1 due 2026-09-29 " UNDER_ANOTHER("cla_review.held", "Friday 2 October 2026"), .builtin = profiles[i],
                .only = only, .as_at = as_at,
                .events = "2026-09-01 cla.started #E, 2026-09-25 cla_review.held #R, 2026-10-02 cla_review.held #R");
    assert_done(profiles[i], only, as_at, "2026-09-01 cla.started #E, 2026-09-25 cla_review.held #E",
                "cla.review #E 1 due 2026-09-29 met 2026-09-25\ncla.review #E 2 due 2026-12-25 open",
                "2026-09-01 cla.started, 2026-09-25 cla_review.held", other,
                "cla.review 1 due 2026-09-29 met 2026-09-25\ncla.review 2 due 2026-12-25 open");
  }
}

/* No report was made for the review of 25 September. A review with another ref on a later day does not change that. */
static void test_rule_26__what_comes_after_the_end(void **state) {
  (void)state;
  assert_case("cla.review.report #R 1 due 2026-09-22 missed 2026-09-25\ncla.review.report #S 1 due 2026-10-09 missed 2026-10-14",
              .builtin = "england", .only = "cla.review.report", .as_at = "2026-10-20",
              .events = "2026-09-25 cla_review.held #R, 2026-10-14 cla_review.held #S");
}

/* Under the council's rules the conference also starts notices. That must not make its ref match any better than under the law
 * alone. */
static void test_rule_26__a_council_that_adds_notices(void **state) {
  (void)state;
  const char *other = "2026-06-02 strategy_discussion.held #S, 2026-06-19 icpc.held #C", *as_at = "2026-07-10";
  for (int i = 0; i < 2; i++) {
    assert_case("cp.conference.initial #S 1 due 2026-06-23 " UNDER_ANOTHER("icpc.held", "Friday 19 June 2026"),
                .builtin = profiles[i], .only = "cp.conference.initial", .as_at = as_at, .events = other);
    assert_done(profiles[i], "cp.conference.initial", as_at, "2026-06-02 strategy_discussion.held #S, 2026-06-19 icpc.held #S",
                "cp.conference.initial #S 1 due 2026-06-23 met 2026-06-19",
                "2026-06-02 strategy_discussion.held, 2026-06-19 icpc.held", other,
                "cp.conference.initial 1 due 2026-06-23 met 2026-06-19");
  }
  other = "2026-03-02 cp_plan.started #P, 2026-05-19 rcpc.held #C";
  for (int i = 0; i < 2; i++) {
    assert_case("cp.conference.review #P 1 due 2026-06-02 " UNDER_ANOTHER("rcpc.held", "Tuesday 19 May 2026"),
                .builtin = profiles[i], .only = "cp.conference.review", .as_at = as_at, .events = other);
    assert_done(profiles[i], "cp.conference.review", as_at, "2026-03-02 cp_plan.started #P, 2026-05-19 rcpc.held #P",
                "cp.conference.review #P 1 due 2026-06-02 met 2026-05-19\ncp.conference.review #P 2 due 2026-11-19 open",
                "2026-03-02 cp_plan.started, 2026-05-19 rcpc.held", other,
                "cp.conference.review 1 due 2026-06-02 met 2026-05-19\ncp.conference.review 2 due 2026-11-19 open");
  }
}

/* The conference has the ref of the enquiry, which it ends. Barnet also counts the conference from the enquiry. */
static void test_rule_26__the_ref_of_what_it_only_ends(void **state) {
  (void)state;
  const char *start = "2026-06-05 strategy_discussion.held #S, 2026-06-05 s47.started #V, 2026-06-20 icpc.held";
  const char *only = "cp.conference.initial", *as_at = "2026-07-10", *met = "cp.conference.initial 1 due 2026-06-26 met 2026-06-20";
  const char *in_doubt = "cp.conference.initial #S 1 due 2026-06-26 " UNDER_ANOTHER("icpc.held", "Saturday 20 June 2026");
  char other[256], law[256], barnet[512];
  snprintf(other, sizeof other, "%s #V", start);
  snprintf(law, sizeof law, "%s #S", start);
  snprintf(barnet, sizeof barnet, "%s\ncp.conference.initial #V 1 due 2026-06-26 met 2026-06-20", in_doubt);
  assert_case(in_doubt, .builtin = "england", .only = only, .as_at = as_at, .events = other);
  assert_case(barnet, .builtin = "barnet", .only = only, .as_at = as_at, .events = other);
  for (int i = 0; i < 2; i++)
    assert_done(profiles[i], only, as_at,
                "2026-06-05 strategy_discussion.held #S, 2026-06-05 s47.started #S, 2026-06-20 icpc.held #S",
                "cp.conference.initial #S 1 due 2026-06-26 met 2026-06-20",
                "2026-06-05 strategy_discussion.held, 2026-06-05 s47.started, 2026-06-20 icpc.held", other, met);
  assert_case("cp.conference.initial #S 1 due 2026-06-26 met 2026-06-20", .builtin = "england", .only = only, .as_at = as_at,
              .events = law);
  assert_case("cp.conference.initial #S 1 due 2026-06-26 met 2026-06-20\n"
              "cp.conference.initial #V 1 due 2026-06-26 " UNDER_ANOTHER("icpc.held", "Saturday 20 June 2026"),
              .builtin = "barnet", .only = only, .as_at = as_at, .events = law);
  /* the conference belongs to another strategy discussion, so the first one is still waiting for its own */
  assert_case("cp.conference.initial #S 1 due 2026-06-26 overdue\ncp.conference.initial #T 1 due 2026-06-29 met 2026-06-20",
              .builtin = "england", .only = only, .as_at = as_at,
              .events = "2026-06-05 strategy_discussion.held #S, 2026-06-08 strategy_discussion.held #T, 2026-06-20 icpc.held #T");
}

/* Each assessment starts the next review, and has its own ref. */
static void test_rule_26__an_assessment_that_starts_the_next(void **state) {
  (void)state;
  const char *only = "cla.health.initial cla.health.review", *as_at = "2026-10-01";
  const char *other = "2014-01-01 birth, 2025-09-01 cla.started #E, 2025-09-15 health_assessment.completed #H, "
                      "2026-09-10 health_assessment.completed #J";
#define LAST UNDER_ANOTHER("health_assessment.completed", "Thursday 10 September 2026")
  for (int i = 0; i < 2; i++) {
    assert_case("cla.health.initial #E 1 due 2025-09-29 " LAST "\ncla.health.review #H 1 due 2026-09-15 " LAST
                "\ncla.health.review #J 1 due 2027-09-10 open",
                .builtin = profiles[i], .only = only, .as_at = as_at, .events = other);
    /* the two assessments have the same ref: each review is met, but the start of care still has another ref */
    assert_case(
        "cla.health.initial #E 1 due 2025-09-29 " UNDER_ANOTHER(
            "health_assessment.completed",
            "Monday 15 September 2025") "\ncla.health.review #H 1 due 2026-09-15 met 2026-09-10\ncla.health.review #H 2 due 2027-09-10 open",
        .builtin = profiles[i], .only = only, .as_at = as_at,
        .events = "2014-01-01 birth, 2025-09-01 cla.started #E, 2025-09-15 health_assessment.completed #H, "
                  "2026-09-10 health_assessment.completed #H");
    assert_done(profiles[i], only, as_at,
                "2014-01-01 birth, 2025-09-01 cla.started #E, 2025-09-15 health_assessment.completed #E, "
                "2026-09-10 health_assessment.completed #E",
                "cla.health.initial #E 1 due 2025-09-29 met 2025-09-15\ncla.health.review #E 1 due 2026-09-15 met 2026-09-10\n"
                "cla.health.review #E 2 due 2027-09-10 open",
                "2014-01-01 birth, 2025-09-01 cla.started, 2025-09-15 health_assessment.completed, "
                "2026-09-10 health_assessment.completed",
                other,
                "cla.health.initial 1 due 2025-09-29 met 2025-09-15\ncla.health.review 1 due 2026-09-15 met 2026-09-10\n"
                "cla.health.review 2 due 2027-09-10 open");
  }
#undef LAST
}

/* A visit with the ref of a plan meets the plan's duty, so the placement is still waiting for its own visit. */
static void test_rule_26__the_ref_of_another_duty(void **state) {
  (void)state;
  assert_case("cla.visit #Q 1 due 2026-03-09 overdue\ncla.visit #Q 1 due 2026-03-09 not_computable: no date of birth",
              .builtin = "barnet", .only = "cla.visit", .as_at = "2026-03-20",
              .events = "2026-03-02 placement.started #Q, 2026-03-02 cp_plan.started #P, 2026-03-05 visit.made #P");
}

/* ---- 28: rows that cannot be read ---- */

#define UNREAD "depends on a row that could not be used"

static void test_rule_28__what_would_meet_it(void **state) {
  (void)state;
  const char *open = "1 due 2026-03-09 overdue", *unknown = "1 due 2026-03-09 not_computable: " UNREAD;
  const struct told story = {.figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received"};
  static const char *const others[] = {"? cin_review.held", "? visit.made +void", "? referral.received", "? visit.attempted"};
  struct told told = story;
  told.unread = "? visit.made";
  assert_told_at(unknown, &told, __FILE__, __LINE__);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    told.unread = others[i];
    assert_told_at(open, &told, __FILE__, __LINE__);
  }
  /* a duty that is not due yet is still open, and one that another row met in time is still met */
  assert_case("1 due 2026-03-09 due_soon", .figure = ONE_WEEK, .as_at = "2026-03-05", .events = "2026-03-02 referral.received",
              .unread = "? visit.made");
  assert_case("1 due 2026-03-09 met 2026-03-04", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made", .unread = "? visit.made");
  /* the unreadable row may have met a late duty earlier, and may have met an ended duty */
  assert_case("1 due 2026-03-09 not_computable 2026-03-12: " UNREAD, .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-12 visit.made", .unread = "? visit.made");
  assert_case("1 due 2026-03-09 not_computable 2026-03-12: " UNREAD, .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-12 cp_plan.ended", .unread = "? visit.made");
  /* even if the file has no visit that can be read */
  assert_case("1 due 2026-03-09 not_computable: " UNREAD, .figure = ONE_WEEK, .as_at = "2026-03-20", .unrecorded = "visit.made",
              .events = "2026-03-02 referral.received", .unread = "? visit.made");
}

static void test_rule_28__what_it_needs(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK "    needs: [alone]\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received", .unread = "? visit.made");
  assert_case("1 due 2026-03-09 not_computable: " UNREAD, .figure = ONE_WEEK "    needs: [alone]\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received", .unread = "? visit.made +alone");
}

/* An unreadable row of the trigger's type may be the trigger itself, recorded again with a tag that the first row lacks. */
static void test_rule_28__the_trigger_twice(void **state) {
  (void)state;
  const char *unless = ONE_WEEK "    unless: {tag: alone}\n", *events = "2026-03-02 referral.received #A";
  const char *late = "#A 1 due 2026-03-09 overdue", *unknown = "#A 1 due 2026-03-09 not_computable: " UNREAD;
  const struct {
    const char *figure, *unread, *expected;
  } rows[] = {{ONE_WEEK, "? referral.received #A +earlier", unknown}, {ONE_WEEK, "? referral.received #A +alone", late},
              {unless, "? referral.received #A +alone", unknown},     {unless, "? referral.received #A", late},
              {unless, "? referral.received #B +alone", late},        {unless, "? referral.received #A +alone +void", late},
              {ONE_WEEK, "? referral.received #A +estimated", late}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .figure = rows[i].figure, .as_at = "2026-03-20", .events = events, .unread = rows[i].unread);
}

/* An order without a ref ends anything that had started. A row with a different ref may show whether anything had. */
static void test_rule_28__an_end_that_a_notice_ignores(void **state) {
  (void)state;
  const char *held = "2023-05-18 adoption_order.made, 2023-12-15 cmh.held #B";
  const char *missed = "court.advocates.cmh #B 1 due 2023-12-13 missed 2023-12-15";
  const char *unknown = "court.advocates.cmh #B 1 due 2023-12-13 not_computable 2023-12-15: " UNREAD;
  const struct {
    const char *unread, *expected;
  } rows[] = {{"", missed},
              {"? application.issued #A", unknown},
              {"? visit.made #A", missed},
              {"? application.issued #A +void", missed},
              {"? visit.made #A agreed.court.advocates.cmh=1_week", missed},
              {"? visit.made #B", unknown}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .builtin = "england", .selected = "court.advocates.cmh", .as_at = "2024-01-10", .events = held,
                .unread = rows[i].unread);
  /* once it can be read, the order ends the proceedings that began before it */
  assert_case("court.advocates.cmh #B 1 due 2023-12-13 ended 2023-05-18", .builtin = "england", .selected = "court.advocates.cmh",
              .as_at = "2024-01-10",
              .events = "2023-05-03 application.issued #A, 2023-05-18 adoption_order.made, 2023-12-15 cmh.held #B");
}

/* A birthday belongs to the child, whatever ref its row has. */
static void test_rule_28__a_birthday_with_a_ref(void **state) {
  (void)state;
  static const char *const refs[] = {"? child.turned_18", "? child.turned_18 #A", "? child.turned_18 #B"};
  for (size_t i = 0; i < sizeof refs / sizeof *refs; i++)
    assert_case("cla.visit #A 1 due 2026-03-09 met 2026-03-04\ncla.visit #A 2 due 2026-04-15 not_computable: " UNREAD,
                .builtin = "england", .selected = "england:cla.visit", .as_at = "2026-06-30",
                .events = "2026-03-02 placement.started #A, 2026-03-04 visit.made #A", .unread = refs[i]);
}

/* With `each`, if an unreadable row answered the older request, the next answer is for the newer one. */
static void test_rule_28__each(void **state) {
  (void)state;
  const char *asked = "2024-01-02 referral.received #A, 2024-02-05 referral.received #B, 2024-02-08 visit.made";
  const char *both = "#A 1 due 2024-01-09 not_computable 2024-02-08: " UNREAD "\n#B 1 due 2024-02-12 not_computable: " UNREAD;
  assert_case("#A 1 due 2024-01-09 met_late 2024-02-08\n#B 1 due 2024-02-12 overdue", .figure = ONE_WEEK "    each: true\n",
              .as_at = "2024-03-20", .events = asked);
  assert_case(both, .figure = ONE_WEEK "    each: true\n", .as_at = "2024-03-20", .events = asked, .unread = "? visit.made #A");
  assert_case("#A 1 due 2024-01-09 met_late 2024-02-08\n#B 1 due 2024-02-12 not_computable: " UNREAD,
              .figure = ONE_WEEK "    each: true\n", .as_at = "2024-03-20", .events = asked, .unread = "? visit.made #B");
  /* without `each` one visit meets both */
  assert_case("#A 1 due 2024-01-09 not_computable 2024-02-08: " UNREAD "\n#B 1 due 2024-02-12 met 2024-02-08", .figure = ONE_WEEK,
              .as_at = "2024-03-20", .events = asked, .unread = "? visit.made #A");
}

static void test_rule_28__refs(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-09 not_computable: " UNREAD "\n#B 1 due 2026-03-10 overdue", .figure = ONE_WEEK,
              .as_at = "2026-03-20", .events = "2026-03-02 referral.received #A, 2026-03-03 referral.received #B",
              .unread = "? visit.made #A");
  assert_case("#A 1 due 2026-03-09 not_computable: " UNREAD "\n#B 1 due 2026-03-10 not_computable: " UNREAD, .figure = ONE_WEEK,
              .as_at = "2026-03-20", .events = "2026-03-02 referral.received #A, 2026-03-03 referral.received #B",
              .unread = "? visit.made");
}

/* A start of the other ref ends what runs if it is later than the first start of its kind. Its day is not known, so it may be. */
static void test_rule_28__another_start(void **state) {
  (void)state;
  const char *rule =
      "  - id: duty\n    title: thing\n    trigger: placement.started\n    due: visit.made\n    within: 1 week\n    ends: [placement.started]\n";
  const char *first = "2026-03-02 placement.started #A";
  assert_case("#A 1 due 2026-03-09 not_computable: " UNREAD, .rules = rule, .as_at = "2026-03-20", .events = first,
              .unread = "? placement.started #B");
  assert_case("#A 1 due 2026-03-09 overdue", .rules = rule, .as_at = "2026-03-20", .events = first,
              .unread = "? cp_plan.started #B");
}

/* Asserts the state of visits to a looked-after child, which end with the eighteenth birthday. */
static void assert_of_age(const char *state, const char *events, const char *unread) {
  char expected[256];
  snprintf(expected, sizeof expected, "cla.visit 1 due 2026-03-09 met 2026-03-04\ncla.visit 2 due 2026-04-15 %s", state);
  assert_case(expected, .builtin = "england", .selected = "cla.visit", .as_at = "2026-06-30", .events = events, .unread = unread);
}

static void test_rule_28__what_would_end_it_or_move_it(void **state) {
  (void)state;
  const char *unknown = "1 due 2026-03-09 not_computable: " UNREAD, *events = "2026-03-02 referral.received";
  assert_case(unknown, .figure = ONE_WEEK, .as_at = "2026-03-20", .events = events, .unread = "? cp_plan.ended");
  assert_case("assessment.single 1 due 2025-05-15 not_computable: " UNREAD, .builtin = "england", .selected = "assessment.single",
              .as_at = "2025-06-30", .events = "2025-03-10 referral.received", .unread = "? child.died");
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20", .events = events, .unread = "? birth");
  assert_case(unknown, .figure = ONE_WEEK "    extension: {event: cin_review.held, by: 1 week}\n", .as_at = "2026-03-20",
              .events = events, .unread = "? cin_review.held");
  assert_case(unknown, .figure = ONE_WEEK "    pause: {from: cin_review.held, to: rcpc.held}\n", .as_at = "2026-03-20",
              .events = events, .unread = "? rcpc.held");
  /* it is unknown whether the child is 18 yet, unless another row shows it */
  const char *visits = "2026-03-02 placement.started, 2026-03-04 visit.made", *born = "? birth #A",
             *why = "not_computable: " UNREAD;
  assert_of_age(why, visits, born);
  assert_of_age("overdue", visits, "? birth +void");
  assert_of_age("overdue", "2014-05-06 birth, 2026-03-02 placement.started, 2026-03-04 visit.made", born);
  /* a date of birth after the as-at day shows nothing either */
  assert_of_age(why, "2026-07-06 birth, 2026-03-02 placement.started, 2026-03-04 visit.made", born);
  /* an unreadable trigger may have started the series again */
  assert_case(unknown, .figure = EVERY_SIX_WEEKS, .as_at = "2026-03-20", .events = events, .unread = "? referral.received");
  assert_case(unknown, .figure = "    schedule: [{every: 1 week, until: rcpc.held}, {every: 6 weeks}]\n", .as_at = "2026-03-20",
              .events = events, .unread = "? rcpc.held");
  assert_case(unknown, .figure = ONE_WEEK, .as_at = "2026-03-20", .events = events,
              .unread = "? cin_review.held agreed.duty=2_weeks");
}

static void test_rule_28__a_start_that_cannot_be_read(void **state) {
  (void)state;
  /* the core group proves that a plan is running, and the unreadable row may be its start */
  assert_case("cp.conference.review 1 due none not_computable: " UNREAD, .builtin = "england", .selected = "cp.conference.review",
              .as_at = "2026-03-31", .events = "2026-01-05 core_group.held", .unread = "? cp_plan.started");
  assert_case("cp.conference.review 1 due none not_computable: not in the file by Monday 5 January 2026: cp_plan.started",
              .builtin = "england", .selected = "cp.conference.review", .as_at = "2026-03-31",
              .events = "2026-01-05 core_group.held", .unread = "? cp_plan.started +void");
  /* nothing proves that a plan is running, so no line is late; the case is listed because of its unreadable row */
  assert_case("", .builtin = "england", .selected = "cp.conference.review", .as_at = "2026-12-31", .events = "2014-05-06 birth",
              .unread = "? cp_plan.started");
}

/* ---- 11: F9 ---- */

static void test_rule_11__f9_a_notice_opens_after_what_is_closed(void **state) {
  (void)state;
  assert_case("cp.icpc.report_to_family 1 due none met 2024-10-02\ncp.icpc.report_to_family 2 due 2026-01-13 overdue",
              .builtin = "barnet", .selected = "cp.icpc.report_to_family", .as_at = "2026-01-14",
              .events = "2024-09-01 strategy_discussion.held, 2024-10-02 icpc_report.shared, 2024-10-05 icpc.not_required, "
                        "2024-11-01 case.closed, 2025-12-20 strategy_discussion.held, 2026-01-16 icpc.planned");
}

/* A move between institutions on 8 January 2021 is due by 7 August 2020. An end before the move counts only if nothing has started
 * since. A death or a closure on the day of a start was after the start, unless the times say otherwise. */
static void test_rule_11__an_end_on_the_day_of_a_start(void **state) {
  (void)state;
#define OVERDUE "1 due 2020-08-07 overdue opens 2021-01-06"
#define CEASED "1 due 2020-08-07 missed 2021-01-05 opens none"
#define CEASED_AT_TEN "1 due 2020-08-07 missed 2021-01-05T10:00:00+00:00 opens none"
  const struct {
    const char *events, *expected;
  } rows[] = {
      {"2021-01-05 child.died, 2021-01-05 cla.started", CEASED},
      {"2021-01-05 child.died, 2021-01-05 panel.notified", CEASED}, /* starts only an alternative */
      {"2021-01-05 child.died, 2021-01-06 panel.notified", CEASED},
      {"2021-01-05 child.died, 2021-01-06 cla.started", CEASED}, /* a death is final */
      {"2021-01-05 child.died", CEASED},
      {"2021-01-05 case.closed, 2021-01-05 cla.started", CEASED},
      {"2021-01-05 case.closed, 2021-01-04 cla.started", CEASED},
      {"2021-01-05 case.closed, 2021-01-06 cla.started", OVERDUE},
      {"2021-01-05 case.closed", OVERDUE}, /* nothing had started */
      {"2021-01-05 case.closed, 2021-01-05 panel.notified", OVERDUE},
      {"2021-01-05T10:00 case.closed, 2021-01-05T09:00 cla.started", CEASED_AT_TEN},
      {"2021-01-05T10:00 case.closed, 2021-01-05T11:00 cla.started", OVERDUE},
      {"2021-01-05T10:00 case.closed, 2021-01-05 cla.started", CEASED_AT_TEN},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char events[160], expected[160];
    snprintf(events, sizeof events, "2021-01-08 post16_transfer.made, %s", rows[i].events);
    snprintf(expected, sizeof expected, "ehc.phase_transfer %s", rows[i].expected);
    assert_case(expected, .builtin = "england", .only = "ehc.phase_transfer", .as_at = "2021-04-05", .events = events,
                .say = OPENS);
  }
}

/* A closure that a rule also lists among its own ends still came after an assessment of its day, so it ends the notice. */
static void test_rule_11__an_end_of_all_that_a_rule_also_lists(void **state) {
  (void)state;
  assert_case("ehc.phase_transfer 1 due 2019-11-12 ended 2019-10-24", .builtin = "gloucestershire", .only = "ehc.phase_transfer",
              .as_at = "2020-09-16",
              .events = "2019-10-24 assessment.completed, 2019-10-24 case.closed, 2020-04-13 post16_transfer.made");
}

/* A plan ended on the day of a second one, with its ref. If the first plan may be missing, the end may be the second's. */
static void test_rule_11__an_end_that_may_belong_to_a_start_on_its_day(void **state) {
  (void)state;
  const char *rules =
      "  - {id: notice, title: t, trigger: icpc.held, due: visit.made, before: 5 working days, ends: [cp_plan.ended]}\n"
      "  - {id: duty, title: t, trigger: cp_plan.started, due: icpc.decided, within: 1 week, ends: [cp_plan.ended]}\n";
  const char *one = "2026-03-02 cp_plan.started #A, 2026-03-02 cp_plan.ended #A, 2026-03-20 icpc.held #A";
  const char *two =
      "2026-02-02 cp_plan.started #A, 2026-03-02 cp_plan.started #A, 2026-03-02 cp_plan.ended #A, 2026-03-20 icpc.held #A";
#define NOTICE(expected, ...) \
  assert_case("notice #A 1 due 2026-03-13 " expected, .rules = rules, .only = "notice", .as_at = "2026-03-30", __VA_ARGS__)
  NOTICE("ended 2026-03-02", .events = one);
  NOTICE("overdue", .events = two);
  NOTICE("not_computable: depends on rows that your records may not have", .events = one,
         .holds = "cp_plan.started=since:2026-03-02");
  NOTICE("not_computable: depends on rows that your records may not have", .events = two,
         .holds = "cp_plan.ended=since:2026-03-01");
}

/* Tries other reports on the same child: a new one, a late one, one on the day of the closure, and one before a move. */
static void test_rule_11__f9_neighbours(void **state) {
  (void)state;
  const struct {
    const char *report, *end, *more, *expected;
  } rows[] = {
      {"2024-10-02", "case.closed", ", 2026-01-12 icpc_report.shared",
       "1 due none met 2024-10-02\n2 due 2026-01-13 met 2026-01-12"},
      {"2024-10-02", "case.closed", ", 2026-01-14 icpc_report.shared",
       "1 due none met 2024-10-02\n2 due 2026-01-13 met_late 2026-01-14"},
      {"2024-11-01", "case.closed", "", "1 due none ended 2024-10-05\n2 due 2026-01-13 overdue"},
      {"2024-10-02", "case.moved_out", "", "1 due none met 2024-10-02\n2 due 2026-01-13 overdue"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char events[320], expected[160];
    const char *second = strchr(rows[i].expected, '\n') + 1;
    snprintf(events, sizeof events,
             "2024-09-01 strategy_discussion.held, %s icpc_report.shared, 2024-10-05 icpc.not_required, "
             "2024-11-01 %s, 2025-12-20 strategy_discussion.held, 2026-01-16 icpc.planned%s",
             rows[i].report, rows[i].end, rows[i].more);
    snprintf(expected, sizeof expected, "cp.icpc.report_to_family %.*scp.icpc.report_to_family %s",
             (int)(second - rows[i].expected), rows[i].expected, second);
    assert_case(expected, .builtin = "barnet", .selected = "cp.icpc.report_to_family", .as_at = "2026-01-14", .events = events);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_08__an_end_on_the_day_of_the_start),
      cmocka_unit_test(test_rule_20__since_a_day),
      cmocka_unit_test(test_rule_20__never),
      cmocka_unit_test(test_rule_20__all_says_that_the_file_holds_it),
      cmocka_unit_test(test_rule_20__f12_not_in_the_file),
      cmocka_unit_test(test_rule_20__not_in_the_file_goes_by_the_certain_date),
      cmocka_unit_test(test_rule_21__w2_open_before_the_records_begin),
      cmocka_unit_test(test_rule_21__a_wrong_date_may_not_show),
      cmocka_unit_test(test_rule_21__started_before_but_due_after_the_records_begin),
      cmocka_unit_test(test_rule_22__w1_the_first_one_seen_anchors_the_series),
      cmocka_unit_test(test_rule_22__w1_neighbours),
      cmocka_unit_test(test_rule_22__latest),
      cmocka_unit_test(test_rule_26__the_latest_of_another_ref_hides_earlier_rows),
      cmocka_unit_test(test_rule_23__the_earlier_of_two_dates),
      cmocka_unit_test(test_rule_24__the_first_review_seen_may_be_the_first),
      cmocka_unit_test(test_rule_23__late_only_by_every_phase),
      cmocka_unit_test(test_rule_21__an_end_of_what_was_proved_may_be_missing),
      cmocka_unit_test(test_rule_21__an_end_of_other_care_may_be_missing),
      cmocka_unit_test(test_rule_24__a_start_on_an_earlier_day),
      cmocka_unit_test(test_rule_21__an_end_on_the_day_of_a_second_start),
      cmocka_unit_test(test_rule_24__late_by_rules_for_other_tags_too),
      cmocka_unit_test(test_rule_24__what_follows_has_its_line),
      cmocka_unit_test(test_rule_24__w3_care_proves_a_placement),
      cmocka_unit_test(test_rule_24__w3_a_review_or_a_core_group_proves_a_plan),
      cmocka_unit_test(test_rule_26__w11_another_ref),
      cmocka_unit_test(test_rule_26__a_review_does_not_match_itself),
      cmocka_unit_test(test_rule_26__what_comes_after_the_end),
      cmocka_unit_test(test_rule_26__a_council_that_adds_notices),
      cmocka_unit_test(test_rule_26__the_ref_of_what_it_only_ends),
      cmocka_unit_test(test_rule_26__an_assessment_that_starts_the_next),
      cmocka_unit_test(test_rule_26__the_ref_of_another_duty),
      cmocka_unit_test(test_rule_28__what_would_meet_it),
      cmocka_unit_test(test_rule_28__what_it_needs),
      cmocka_unit_test(test_rule_28__the_trigger_twice),
      cmocka_unit_test(test_rule_28__each),
      cmocka_unit_test(test_rule_28__a_birthday_with_a_ref),
      cmocka_unit_test(test_rule_28__an_end_that_a_notice_ignores),
      cmocka_unit_test(test_rule_28__refs),
      cmocka_unit_test(test_rule_28__another_start),
      cmocka_unit_test(test_rule_28__what_would_end_it_or_move_it),
      cmocka_unit_test(test_rule_28__a_start_that_cannot_be_read),
      cmocka_unit_test(test_rule_11__f9_a_notice_opens_after_what_is_closed),
      cmocka_unit_test(test_rule_11__an_end_on_the_day_of_a_start),
      cmocka_unit_test(test_rule_11__an_end_of_all_that_a_rule_also_lists),
      cmocka_unit_test(test_rule_11__an_end_that_may_belong_to_a_start_on_its_day),
      cmocka_unit_test(test_rule_11__f9_neighbours),
  };
  return cmocka_run_group_tests_name("what a file holds", tests, open_known, close_known);
}
