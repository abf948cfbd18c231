/* Tests how a date is worked out from a rule's time limit: hours, counting, roll, notice, since, periods, calendars, and the date's
 * certainty. */
#include "rules.h"

/* ---- rule 4: the day from which the action may count ---- */

static void test_rule_04__opens_on_the_day_on_which_it_begins(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-04-21", ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27"));
  assert_day(asked.deadline.begins, "2026-03-27");
  assert_day(asked.deadline.opens, "2026-03-27");
  assert_int_equal(asked.deadline.occurrence, 1);
}

/* Working days 1 to 8 after Fri 27 Mar 2026 are Mon 30 Mar to Thu 2 Apr (1 to 4), Tue 7 to Fri 10
 * Apr (5 to 8). */
static void test_rule_04__opens_later(void **state) {
  (void)state;
  struct asked asked =
      assert_due("2026-04-10", GLOUCESTERSHIRE(.address = "assessment.single.manager_review.first", .at = "2026-03-27"));
  assert_day(asked.deadline.opens, "2026-03-30");
  assert_day(asked.deadline.begins, "2026-03-27");
}

/* A month before Tue 31 Mar 2026 is 28 Feb. 10 working days after 31 Mar are Wed 1, Thu 2 (2), Tue 7 to Fri 10 (6), Mon 13 to Thu
 * 16 Apr (10). */
static void test_rule_04__earlier_work_counts(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-04-16", ENGLAND(.address = "cla.care_plan", .at = "2026-03-31"));
  assert_day(asked.deadline.opens, "2026-02-28");
  /* Three months before Sun 31 May is 28 Feb. 20 working days after 31 May are Mon 1 to Fri 5 Jun (5), Fri 12 (10), Fri 19 (15),
   * Fri 26 June (20). */
  asked = assert_due("2026-06-26", ENGLAND(.address = "cla.health.initial", .at = "2026-05-31"));
  assert_day(asked.deadline.opens, "2026-02-28");
}

static void test_rule_04__opens_after_hours_is_whole_days(void **state) {
  (void)state;
  const struct {
    const char *figure, *opens;
  } rows[] = {{"    within: 1 week\n    not_before: 36 hours\n", "2026-03-28"},
              {"    within: 1 week\n    not_before: 48 hours\n", "2026-03-29"},
              {"    within: 1 week\n    not_before: 30 minutes\n", "2026-03-28"},
              {"    within: 1 week\n    not_before: -36 hours\n", "2026-03-26"},
              {"    within: 1 week\n    not_before: -30 minutes\n", "2026-03-26"},
              {"    within: 1 week\n    not_before: 0 hours\n", "2026-03-27"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_profile *profile = profile_of_rule(rows[i].figure);
    struct asked asked = assert_due("2026-04-03", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27");
    assert_day(asked.deadline.opens, rows[i].opens);
    dueby_profile_free(profile);
  }
}

static void test_rule_04__opens_of_a_schedule_is_laid_from_where_it_begins(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-04-03", GLOUCESTERSHIRE(.rule = "gloucestershire:cla.visit", .at = "2026-03-27"));
  assert_day(asked.deadline.opens,
             "2026-03-28"); /* one visit is due on the day of placement, and the next may be made from the day after */
}

/* ---- rule 10: counts in a period ---- */

static void test_rule_10__the_first_period_ends_one_span_after_the_trigger(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    at_least: 1\n    per: 1 year\n");
  struct asked asked = assert_due("2027-01-10", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-01-10");
  assert_day(asked.deadline.opens, "2026-01-10");
  dueby_profile_free(profile);
}

static void test_rule_10__calendar_periods_from_the_first_whole_one(void **state) {
  (void)state;
  const struct {
    const char *per, *at, *opens, *due;
  } rows[] = {{"1 month", "2026-01-10", "2026-02-01", "2026-02-28"},  {"1 month", "2026-02-01", "2026-02-01", "2026-02-28"},
              {"1 month", "2027-12-31", "2028-01-01", "2028-01-31"},  {"2 months", "2026-02-01", "2026-03-01", "2026-04-30"},
              {"3 months", "2026-01-01", "2026-01-01", "2026-03-31"}, {"3 months", "2026-01-02", "2026-04-01", "2026-06-30"},
              {"4 months", "2026-03-15", "2026-05-01", "2026-08-31"}, {"6 months", "2026-07-02", "2027-01-01", "2027-06-30"},
              {"1 year", "2026-01-01", "2026-01-01", "2026-12-31"},   {"1 year", "2026-01-02", "2027-01-01", "2027-12-31"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char figure[128];
    snprintf(figure, sizeof figure, "    at_least: 2\n    per: %s\n    of: calendar\n", rows[i].per);
    dueby_profile *profile = profile_of_rule(figure);
    struct asked asked = assert_due(rows[i].due, .profile = profile, .calendar = known.eaw, .address = "duty", .at = rows[i].at);
    assert_day(asked.deadline.opens, rows[i].opens);
    assert_int_equal(asked.deadline.relied_on, DUEBY_DATE_NONE);
    dueby_profile_free(profile);
  }
}

/* Only a period that begins with its trigger begins at the trigger's time; a later period begins at midnight. */
static void test_rule_10__a_later_calendar_period_has_no_time(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    at_least: 1\n    per: 1 year\n    of: calendar\n");
  struct asked later =
      assert_due("2026-12-31", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2025-07-05T15:40");
  struct asked same =
      assert_due("2026-12-31", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-01-01T15:40");
  assert_true(later.deadline.begins_time == DUEBY_TIME_NONE);
  assert_true(same.deadline.begins_time == same.trigger.time);
  dueby_profile_free(profile);
}

static void test_rule_10__a_count_as_a_phase(void **state) {
  (void)state;
  assert_figure("2026-04-10", "    schedule: [{at_least: 8, per: 1 month, for: 12 weeks}, {at_least: 4, per: 1 month}]\n",
                .at = "2026-03-10");
}

static void test_rule_10__calendar_periods_end_with_the_dates(void **state) {
  (void)state;
  assert_figure("outside coverage", "    at_least: 1\n    per: 1 year\n    of: calendar\n", .at = "2199-02-01");
}

/* ---- rule 11: notice before an event ---- */

static const char notice[] = "  - {id: duty, title: thing, trigger: rcpc.held, due: visit.made, before: 5 working days}\n";

/* Back from Fri 10 Apr 2026: Thu 9, Wed 8, Tue 7 (1 to 3), Thu 2, Wed 1 Apr (4, 5); Mon 6 and Fri 3 are Easter. */
static void test_rule_11__notice_is_laid_back_from_the_event(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rules(notice);
  struct asked asked = assert_due("2026-04-01", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-04-10");
  assert_int_equal(asked.deadline.opens, DUEBY_DATE_NONE); /* depends on the previous event, which is unknown */
  assert_day(asked.deadline.begins, "2026-04-10");
  dueby_profile_free(profile);
}

static void test_rule_11__notice_counting_and_roll(void **state) {
  (void)state;
  assert_figure("2026-04-02", "    before: 5 working days\n    counting: included\n",
                .at = "2026-04-10"); /* day 1 is Fri 10 April */
  assert_figure("2026-03-31", "    before: 5 working days\n    counting: clear\n", .at = "2026-04-10");
  assert_figure("2026-04-01", "    before: 5 working days\n    counting: rolled\n", .at = "2026-04-12"); /* counts from Fri 10 */
  assert_figure("2026-04-03", "    before: 1 week\n", .at = "2026-04-10");                               /* ends on Good Friday */
  assert_figure("2026-04-02", "    before: 1 week\n    roll: previous\n", .at = "2026-04-10");
  assert_figure("2026-04-07", "    before: 1 week\n    roll: next\n", .at = "2026-04-10");
  assert_figure("2026-02-28", "    before: 1 month\n", .at = "2026-03-31");
}

static void test_rule_11__notice_in_hours(void **state) {
  (void)state;
  assert_figure("2026-04-08T10:00:00+01:00", "    before: 48 hours\n", .at = "2026-04-10T10:00");
  assert_figure("2026-04-08", "    before: 48 hours\n", .at = "2026-04-10", .flags = DUEBY_FACTS_WHOLE_DAYS);
  assert_figure("2026-04-09", "    before: 30 minutes\n", .at = "2026-04-10", .flags = DUEBY_FACTS_WHOLE_DAYS);
  assert_figure("no time", "    before: 48 hours\n", .at = "2026-04-10");
}

/* Five working days back from Thu 31 Dec 2020 are Wed 30, Tue 29, Thu 24, Wed 23, Tue 22 Dec (Mon 28 and Fri 25 are Christmas); two
 * back from Fri 10 Apr 2026 are Thu 9, Wed 8 Apr. */
static void test_rule_11__notice_in_versions(void **state) {
  (void)state;
  const char *figure = "    before: 2 working days\n    versions:\n      - {to: 2020-12-31, before: 5 working days}\n"
                       "      - {from: 2021-01-01, to: 2025-12-31, within: 3 days}\n      - {from: 2026-01-01}\n";
  assert_figure("2020-12-22", figure, .at = "2020-12-31");
  assert_figure("2021-01-04", figure, .at = "2021-01-01");
  assert_figure("2026-04-08", figure, .at = "2026-04-10");
}

/* ---- rule 12: a time limit counted from another event ---- */

static const char pathway[] = "    since: birth\n    within: 16 years 3 months\n    when: {age_under: 16 years 3 months}\n";

static void test_rule_12__since_birth(void **state) {
  (void)state;
  assert_figure("2027-02-28", pathway, .at = "2026-03-27", .born = "2010-11-30"); /* 30 Nov + 3 months: February has no 30th */
  assert_figure("2026-06-27", pathway, .at = "2026-03-27", .born = "2010-03-27");
  assert_figure("does not apply", pathway, .at = "2026-06-27", .born = "2010-03-27");
  assert_figure("needs", pathway, .at = "2026-03-27");
}

/* Barnet 1403, "prior to the birthday": a child born on 31 Aug 2010 must be seen by 30 Aug 2026. */
static void test_rule_12__prior_to_the_birthday(void **state) {
  (void)state;
  assert_figure("2026-08-30", "    since: birth\n    within: 16 years\n    counting: included\n", .at = "2026-03-27",
                .born = "2010-08-31");
}

static void test_rule_12__a_date_before_the_trigger_stands(void **state) {
  (void)state;
  assert_figure("2020-05-01", "    since: birth\n    within: 1 year\n", .at = "2026-03-27", .born = "2019-05-01");
}

static void test_rule_12__since_another_event(void **state) {
  (void)state;
  const char *figure = "    since: cla.started\n    within: 10 months\n";
  assert_figure("2026-11-15", figure, .at = "2026-03-27", .since = "2026-01-15");
  assert_figure("needs", figure, .at = "2026-03-27");
  assert_figure("needs", figure, .at = "2026-03-27", .born = "2020-01-01");
  assert_figure("needs", pathway, .at = "2026-03-27", .since = "2026-01-15"); /* needs the date of birth, not a day for `since` */
}

static void test_rule_12__the_time_of_the_trigger_is_not_that_of_the_event(void **state) {
  (void)state;
  const char *figure = "    since: cla.started\n    within: 48 hours\n";
  assert_figure("no time", figure, .at = "2026-03-27T10:00", .since = "2026-03-26");
  assert_figure("2026-03-28", figure, .at = "2026-03-27T10:00", .since = "2026-03-26", .flags = DUEBY_FACTS_WHOLE_DAYS);
}

/* ---- rule 14: days and times ---- */

/* The clocks go forward on Sun 29 Mar 2026 and back on Sun 25 Oct 2026: 72 hours are still 72 hours. */
static void test_rule_14__hours_over_both_clock_changes(void **state) {
  (void)state;
  struct asked asked =
      assert_due("2026-03-30T15:30:00+01:00", ENGLAND(.address = "missing.return_interview", .at = "2026-03-27T14:30"));
  assert_int_equal(asked.deadline.precision, DUEBY_PRECISION_SECOND);
  assert_int_equal(asked.deadline.due_time - asked.trigger.time, 72 * 3600);
  assert_day(asked.deadline.due, "2026-03-30");
  asked = assert_due("2026-10-26T13:30:00+00:00", ENGLAND(.address = "missing.return_interview", .at = "2026-10-23T14:30"));
  assert_int_equal(asked.deadline.due_time - asked.trigger.time, 72 * 3600);
}

static void test_rule_14__hours_may_end_on_the_next_day_by_the_clock(void **state) {
  (void)state;
  struct asked asked =
      assert_due("2026-03-30T00:30:00+01:00", BARNET(.rule = "barnet:s47.child_seen/alone", .at = "2026-03-28T23:30"));
  assert_day(asked.deadline.due, "2026-03-30");
  assert_figure("2026-03-29T02:15:00+01:00", "    within: 30 minutes\n", .at = "2026-03-29T00:45");
}

static void test_rule_14__hours_without_a_time_are_not_computable_alone(void **state) {
  (void)state;
  assert_due("no time", ENGLAND(.address = "missing.return_interview", .at = "2026-03-27"));
  assert_due("no time", GLOUCESTERSHIRE(.address = "cp.visit", .at = "2026-03-27"));
}

static void test_rule_14__whole_days(void **state) {
  (void)state;
  const struct {
    const char *within, *due;
  } rows[] = {{"72 hours", "2026-03-30"},    {"71 hours", "2026-03-29"},   {"48 hours", "2026-03-29"},
              {"47 hours", "2026-03-28"},    {"25 hours", "2026-03-28"},   {"24 hours", "2026-03-28"},
              {"1 hour", "2026-03-28"},      {"30 minutes", "2026-03-28"}, {"2879 minutes", "2026-03-28"},
              {"2880 minutes", "2026-03-29"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char figure[64];
    snprintf(figure, sizeof figure, "    within: %s\n", rows[i].within);
    dueby_profile *profile = profile_of_rule(figure);
    struct asked asked = assert_due(rows[i].due, .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27",
                                    .flags = DUEBY_FACTS_WHOLE_DAYS);
    assert_int_equal(asked.deadline.precision, DUEBY_PRECISION_DAY);
    assert_int_equal(asked.deadline.due_time, DUEBY_TIME_NONE);
    dueby_profile_free(profile);
  }
}

static void test_rule_14__whole_days_leave_a_known_time_alone(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-03-30T15:30:00+01:00", ENGLAND(.address = "missing.return_interview",
                                                                       .at = "2026-03-27T14:30", .flags = DUEBY_FACTS_WHOLE_DAYS));
  assert_int_equal(asked.deadline.precision, DUEBY_PRECISION_SECOND);
}

static void test_rule_14__days_have_no_precision(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-04-21", ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27T14:30"));
  assert_int_equal(asked.deadline.precision, DUEBY_PRECISION_NONE);
  assert_int_equal(asked.deadline.due_time, DUEBY_TIME_NONE);
}

static void test_rule_14__an_estimated_trigger(void **state) {
  (void)state;
  struct asked asked =
      assert_due("2026-04-21", ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27", .tags = "estimated"));
  assert_int_equal(asked.deadline.precision, DUEBY_PRECISION_ESTIMATED);
  asked = assert_due("2026-03-30T15:30:00+01:00",
                     ENGLAND(.address = "missing.return_interview", .at = "2026-03-27T14:30", .tags = "alone;estimated"));
  assert_int_equal(asked.deadline.precision, DUEBY_PRECISION_ESTIMATED);
  assert_true(asked.deadline.flags & DUEBY_DEADLINE_IN_HOURS);
}

/* Thu 26 Mar 2026, 5:30pm, after a cut-off: days count from Fri 27 Mar (1 working day: Mon 30), hours from the time. */
static void test_rule_14__a_cut_off_moves_the_day_and_not_the_time(void **state) {
  (void)state;
  struct asked asked =
      assert_due("2026-03-30", ENGLAND(.address = "referral.decision", .at = "2026-03-26T17:30", .on = "2026-03-27"));
  assert_day(asked.deadline.begins, "2026-03-27");
  assert_due("2026-03-27", ENGLAND(.address = "referral.decision", .at = "2026-03-26T17:30"));
  assert_due("2026-03-29T18:30:00+01:00", ENGLAND(.address = "police_protection", .at = "2026-03-26T17:30", .on = "2026-03-27"));
}

static void test_rule_14__a_schedule_that_begins_later_has_no_time(void **state) {
  (void)state;
  const char *figure = "    versions:\n      - {from: 2020-06-01, schedule: [{within: 48 hours}]}\n";
  assert_figure("no time", figure, .at = "2020-05-30T10:00");
  assert_figure("2020-06-03", figure, .at = "2020-05-30T10:00", .flags = DUEBY_FACTS_WHOLE_DAYS);
  assert_figure("2020-06-03T10:00:00+01:00", figure, .at = "2020-06-01T10:00");
}

static void test_rule_14__times_end_with_the_clocks(void **state) {
  (void)state;
  assert_due("2100-12-31T23:00:00+00:00", ENGLAND(.address = "police_protection", .at = "2100-12-28T23:00"));
  assert_due("outside coverage", ENGLAND(.address = "police_protection", .at = "2100-12-29T00:00"));
}

/* ---- rule 15: counting and roll ---- */

/* One working day from Sat 28 Mar 2026: excluded, Mon 30 is day 1; rolled, Mon 30 is day 0; included, Mon 30 is day 1; clear, one
 * day more than excluded. From Fri 27 Mar the results are Mon 30, Mon 30, Fri 27 itself, and Tue 31. */
static void test_rule_15__counting_of_working_days(void **state) {
  (void)state;
  const struct {
    const char *counting, *from_saturday, *from_friday;
  } rows[] = {{"excluded", "2026-03-30", "2026-03-30"},
              {"rolled", "2026-03-31", "2026-03-30"},
              {"included", "2026-03-30", "2026-03-27"},
              {"clear", "2026-03-31", "2026-03-31"}};
  for (size_t i = 0; i < 4; i++) {
    char figure[64];
    snprintf(figure, sizeof figure, "    within: 1 working day\n    counting: %s\n", rows[i].counting);
    assert_figure(rows[i].from_saturday, figure, .at = "2026-03-28");
    assert_figure(rows[i].from_friday, figure, .at = "2026-03-27");
  }
}

static void test_rule_15__counting_of_calendar_time(void **state) {
  (void)state;
  const struct {
    const char *counting, *due;
  } rows[] = {{"excluded", "2026-04-04"}, {"rolled", "2026-04-06"}, {"included", "2026-04-03"}, {"clear", "2026-04-05"}};
  for (size_t i = 0; i < 4; i++) {
    char figure[64];
    snprintf(figure, sizeof figure, "    within: 1 week\n    counting: %s\n", rows[i].counting);
    assert_figure(rows[i].due, figure, .at = "2026-03-28"); /* Saturday; `rolled` counts from Mon 30 Mar */
  }
}

/* A week from Fri 27 Mar 2026 ends on Good Friday, so the roll moves the due day. */
static void test_rule_15__roll(void **state) {
  (void)state;
  assert_figure("2026-04-03", "    within: 1 week\n    roll: none\n", .at = "2026-03-27");
  assert_figure("2026-04-07", "    within: 1 week\n    roll: next\n", .at = "2026-03-27");
  assert_figure("2026-04-02", "    within: 1 week\n    roll: previous\n", .at = "2026-03-27");
  assert_figure("2026-04-02", "    within: 6 days\n    roll: next\n", .at = "2026-03-27");
}

static void test_rule_15__same_day(void **state) {
  (void)state;
  assert_figure("2026-03-28", "    within: same day\n", .at = "2026-03-28");
  assert_figure("2026-03-30", "    within: same day\n    roll: next\n", .at = "2026-03-28");
  assert_figure("2026-03-30", "    within: same day\n    counting: rolled\n", .at = "2026-03-28");
  assert_figure("2026-03-28", "    within: same day\n    counting: included\n", .at = "2026-03-28");
}

/* Section 32(1)(a)(ii): 26 weeks beginning with the day of issue: 22 Apr 2014 + 181 days. */
static void test_rule_15__beginning_with_the_day(void **state) {
  (void)state;
  assert_due("2014-10-20", ENGLAND(.address = "court.proceedings", .at = "2014-04-22"));
  dueby_profile *sefton = builtin("sefton");
  assert_due("2026-03-09", .profile = sefton, .calendar = known.eaw, .address = "sickness.fit_note",
             .at = "2026-03-02"); /* 9 March is day 8 */
  dueby_profile_free(sefton);
}

static void test_rule_15__months_by_corresponding_date(void **state) {
  (void)state;
  assert_figure("2026-02-28", "    within: 1 month\n", .at = "2026-01-31");
  assert_figure("2026-03-31", "    within: 2 months\n", .at = "2026-01-31");
  assert_figure("2027-01-30", "    within: 4 months\n", .at = "2026-09-30"); /* not 31 January: Dodds v Walker */
  assert_figure("2028-02-29", "    within: 3 months\n", .at = "2027-11-30");
  assert_figure("2029-02-28", "    within: 1 year\n", .at = "2028-02-29");
  assert_figure("2026-02-27", "    within: 1 month\n    counting: included\n", .at = "2026-01-31");
}

static void test_rule_15__counting_and_roll_concern_due_dates_alone(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 2 weeks\n    not_before: 1 week\n    counting: included\n    roll: next\n");
  struct asked asked = assert_due("2026-04-09", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27");
  assert_day(asked.deadline.opens, "2026-04-03"); /* Good Friday: `counting` and `roll` do not move the opening day */
  dueby_profile_free(profile);
  assert_figure(
      "2020-01-07", /* `counting` does not move the end of the phase, 1 January */
      "    counting: included\n    versions:\n      - {from: 2020-01-01, schedule: [{every: 1 week, for: 1 month}, {every: 1 day}]}\n",
      .at = "2019-12-01");
}

/* ---- calendars: closures, divisions, coverage ---- */

static void test_closures__move_local_rules_alone(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-03-30", "training day");
  const dueby_profile *both = known.gloucestershire; /* 1 working day after Fri 27 Mar 2026 is Mon 30 Mar, or
                                                      * Tue 31 if the organisation is shut on Mon 30 */
  struct asked asked = assert_due("2026-03-31", .profile = both, .calendar = closed, .rule = "gloucestershire:referral.decision",
                                  .at = "2026-03-27");
  assert_int_equal(asked.deadline.flags, DUEBY_DEADLINE_LOCAL_DAYS);
  asked = assert_due("2026-03-30", .profile = both, .calendar = closed, .rule = "england:referral.decision", .at = "2026-03-27");
  assert_int_equal(asked.deadline.flags, 0);
  asked = assert_due("2026-03-30", .profile = both, .calendar = closed, .address = "referral.decision", .at = "2026-03-27");
  assert_int_equal(asked.deadline.rule, rule_of(both, "england:referral.decision"));
  dueby_calendar_free(closed);
}

static void test_closures__for_all_move_every_rule(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE_ALL, "2026-03-30", NULL);
  assert_due("2026-03-31", .profile = known.england, .calendar = closed, .address = "referral.decision", .at = "2026-03-27");
  dueby_calendar_free(closed);
}

static void test_closures__open_days_of_local_rules_are_local(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-03-30", NULL);
  struct asked asked = assert_due("2026-04-13", .profile = known.gloucestershire, .calendar = closed,
                                  .address = "assessment.single.manager_review.first", .at = "2026-03-27");
  assert_day(asked.deadline.opens, "2026-03-31");
  dueby_calendar_free(closed);
}

/* Freedom of information: St Patrick's Day in Northern Ireland is not a working day. Fri 13 Mar 2026: Mon 16 (1), Wed 18 to Fri 20
 * (2 to 4), Mon 23 (5); in England and Wales Mon 16 to Fri 20 (1 to 5). */
static void test_division__of_one_rule_is_the_whole_of_the_uk(void **state) {
  (void)state;
  const char *uk =
      "    within: 5 working days\n    authority: statute\n    division: england-and-wales+scotland+northern-ireland\n";
  dueby_profile *profile = profile_of_rule(uk);
  struct asked asked = assert_due("2026-03-23", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-13");
  assert_int_equal(asked.deadline.flags, DUEBY_DEADLINE_UK_DAYS);
  assert_figure("2026-03-20", "    within: 5 working days\n    authority: statute\n", .at = "2026-03-13");
  dueby_profile_free(profile);
}

static void test_division__of_one_rule_is_not_moved_by_closures(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-03-18", NULL);
  dueby_profile *profile =
      profile_of_rule("    within: 5 working days\n    division: england-and-wales+scotland+northern-ireland\n");
  assert_due("2026-03-23", .profile = profile, .calendar = closed, .address = "duty", .at = "2026-03-13");
  dueby_profile_free(profile);
  dueby_calendar_free(closed);
}

static void test_coverage__working_days_need_it_and_calendar_days_do_not(void **state) {
  (void)state;
  assert_due("outside coverage", ENGLAND(.address = "cp.conference.initial", .at = "2100-12-20"));
  assert_due("2101-01-17", ENGLAND(.address = "ehc.decision", .at = "2100-12-06")); /* 6 weeks later */
  assert_due("2150-02-12", ENGLAND(.address = "ehc.decision", .at = "2150-01-01"));
  assert_due("outside coverage", ENGLAND(.address = "ehc.decision", .at = "2199-12-31"));
  assert_figure("outside coverage", "    within: 1 month\n", .at = "2199-12-15");
}

static void test_coverage__of_a_list_of_ones_own(void **state) {
  (void)state;
  dueby_calendar *own = NULL;
  dueby_date days[] = {day("2026-01-01"), day("2026-04-03"), day("2026-12-25")};
  assert_int_equal(dueby_calendar_from_days("england-and-wales", days, NULL, 3, &own), DUEBY_OK);
  struct asked asked =
      assert_due("2026-04-20", .profile = known.england, .calendar = own, .address = "cp.conference.initial", .at = "2026-03-27");
  /* Easter Monday is missing from the caller's list, so the due day is a day earlier */
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_LISTED);
  assert_due("outside coverage", .profile = known.england, .calendar = own, .address = "cp.conference.initial", .at = "2026-12-11");
  assert_due("outside coverage", .profile = known.england, .calendar = own, .address = "cp.conference.initial", .at = "2025-12-31");
  dueby_calendar_free(own);
}

/* ---- certainty depends on the last day that an answer needs; the bank holiday list of 21 August 2026 ends in 2028 ---- */

static void test_certainty__confirmed_up_to_the_list(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-08-21", ENGLAND(.address = "referral.decision", .at = "2026-08-20"));
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_CONFIRMED);
  assert_day(asked.deadline.relied_on, "2026-08-21");
  asked = assert_due("2026-08-24", ENGLAND(.address = "referral.decision", .at = "2026-08-21")); /* Friday to Monday */
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_LISTED);
}

static void test_certainty__listed_up_to_its_last_year(void **state) {
  (void)state;
  struct asked asked =
      assert_due("2028-12-29", ENGLAND(.address = "referral.decision", .at = "2028-12-28")); /* Thursday to Friday */
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_LISTED);
  asked = assert_due("2029-01-02", ENGLAND(.address = "referral.decision", .at = "2028-12-29")); /* Mon 1 Jan is a bank holiday */
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_PROJECTED);
  assert_day(asked.deadline.relied_on, "2029-01-02");
}

static void test_certainty__calendar_days_rely_on_nothing(void **state) {
  (void)state;
  struct asked asked = assert_due("2090-04-12", ENGLAND(.address = "ehc.decision", .at = "2090-03-01")); /* 1 March + 42 days */
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_CONFIRMED);
  assert_int_equal(asked.deadline.relied_on, DUEBY_DATE_NONE);
}

static void test_certainty__hours_rely_on_nothing(void **state) {
  (void)state;
  struct asked asked = assert_due("2090-03-04T10:00:00+00:00", ENGLAND(.address = "police_protection", .at = "2090-03-01T10:00"));
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_CONFIRMED);
  assert_int_equal(asked.deadline.relied_on, DUEBY_DATE_NONE);
}

static void test_certainty__a_roll_relies_on_the_calendar(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 week\n    roll: next\n");
  struct asked asked = assert_due("2090-03-08", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2090-03-01");
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_PROJECTED); /* needs Wed 8 March not to be a bank holiday */
  assert_day(asked.deadline.relied_on, "2090-03-08");
  dueby_profile_free(profile);
}

/* From Fri 23 Mar 2040 a month ends on Mon 23 Apr and governs. The law's 20 working days (Mon 26 to Thu 29 Mar 4, Tue 3 to Fri 6
 * Apr 8, Fri 13 Apr 13, Fri 20 Apr 18, Tue 24 Apr 20; Easter Monday is 2 Apr) are counted up to that day. */
static void test_certainty__of_several_rules(void **state) {
  (void)state;
  struct asked asked = assert_due("2040-04-23", BARNET(.address = "cla.review", .at = "2040-03-23"));
  assert_int_equal(asked.deadline.rule, rule_of(known.barnet, "barnet:cla.review"));
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_PROJECTED);
  assert_day(asked.deadline.relied_on, "2040-04-23");
  asked = assert_due("2040-04-23", BARNET(.address = "barnet:cla.review", .at = "2040-03-23"));
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_CONFIRMED);
  assert_int_equal(asked.deadline.relied_on, DUEBY_DATE_NONE);
}

/* After Thu 23 Jul 2026, 20 working days end on Thu 20 Aug and a month on Sun 23 Aug. The due day is 20 Aug, and later days do not
 * matter. */
static void test_certainty__is_not_lowered_by_a_rule_that_falls_due_later(void **state) {
  (void)state;
  struct asked asked = assert_due("2026-08-20", BARNET(.address = "cla.review", .at = "2026-07-23"));
  assert_day(asked.deadline.relied_on, "2026-08-20");
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_CONFIRMED);
}

/* Each of the three rules is computed up to the governing due day. From Fri 27 Mar 2026, 10 days end on Mon 6 Apr and govern; 10
 * working days end on Tue 14 Apr, 20 on Tue 28 Apr. */
static void test_certainty__of_three_rules(void **state) {
  (void)state;
  const char *orders[] = {"10 working days\0"
                          "20 working days\0"
                          "10 days",
                          "10 days\0"
                          "20 working days\0"
                          "10 working days",
                          "20 working days\0"
                          "10 days\0"
                          "10 working days"};
  for (int i = 0; i < 3; i++) {
    const char *a = orders[i], *b = a + strlen(a) + 1, *c = b + strlen(b) + 1;
    char rules[512];
    snprintf(rules, sizeof rules,
             "  - {id: duty, title: thing, trigger: referral.received, due: visit.made, within: %s}\n"
             "  - {id: duty, name: b, title: thing, trigger: referral.received, due: visit.made, within: %s}\n"
             "  - {id: duty, name: c, title: thing, trigger: referral.received, due: visit.made, within: %s}\n",
             a, b, c);
    dueby_profile *profile = profile_of_rules(rules);
    struct asked asked = assert_due("2026-04-06", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27");
    assert_day(asked.deadline.relied_on, "2026-04-06");
    dueby_profile_free(profile);
  }
}

/* From Mon 19 Mar 2040 the ceiling of 10 working days ends on Wed 4 Apr (Tue 20 to Fri 23 Mar 4, Mon 26 to Thu 29 Mar 8, Tue 3, Wed
 * 4 Apr 10), so the agreed 15 days, Tue 3 Apr, govern. Without the projected Easter the ceiling would be Mon 2 Apr. */
static void test_certainty__an_agreed_interval_relies_on_its_ceiling(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    schedule: [{every: agreed, at_most: 10 working days}]\n");
  struct asked asked = assert_due("2040-04-03", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2040-03-19",
                                  .agreed = "15 days");
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_PROJECTED);
  assert_day(asked.deadline.relied_on, "2040-04-03");
  dueby_profile_free(profile);
}

static void test_certainty__a_ceiling_relies_on_what_was_agreed(void **state) {
  (void)state;
  /* The agreed 11 working days would end on Thu 5 Apr 2040; the ceiling of 16 days, Wed 4 Apr, governs. */
  dueby_profile *profile = profile_of_rule("    schedule: [{every: agreed, at_most: 16 days}]\n");
  struct asked asked = assert_due("2040-04-04", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2040-03-19",
                                  .agreed = "11 working days");
  assert_int_equal(asked.deadline.certainty, DUEBY_CERTAINTY_PROJECTED);
  assert_day(asked.deadline.relied_on, "2040-04-04");
  dueby_profile_free(profile);
}

/* Sat 28 Mar 2026 moves to Mon 30, and a week later is Easter Monday, which depends only on 30 March. The other rule, 10 working
 * days (Tue 14 Apr), is computed up to the governing due day. */
static void test_certainty__of_a_rule_that_relied_on_its_start(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rules(
      "  - {id: duty, title: thing, trigger: referral.received, due: visit.made, within: 1 week, counting: rolled}\n"
      "  - {id: duty, name: b, title: thing, trigger: referral.received, due: visit.made, within: 10 working days}\n");
  struct asked asked = assert_due("2026-04-06", .profile = profile, .calendar = known.eaw, .rule = "test:duty", .at = "2026-03-28");
  assert_day(asked.deadline.relied_on, "2026-03-30");
  asked = assert_due("2026-04-06", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-28");
  assert_day(asked.deadline.relied_on, "2026-04-06");
  dueby_profile_free(profile);
}

static void test_coverage__a_ceiling_that_is_not_known(void **state) {
  (void)state;
  assert_figure("outside coverage", "    schedule: [{every: agreed, at_most: 10 working days}]\n", .at = "2100-12-27",
                .agreed = "1 week");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_04__opens_on_the_day_on_which_it_begins),
      cmocka_unit_test(test_rule_04__opens_later),
      cmocka_unit_test(test_rule_04__earlier_work_counts),
      cmocka_unit_test(test_rule_04__opens_after_hours_is_whole_days),
      cmocka_unit_test(test_rule_04__opens_of_a_schedule_is_laid_from_where_it_begins),
      cmocka_unit_test(test_rule_10__the_first_period_ends_one_span_after_the_trigger),
      cmocka_unit_test(test_rule_10__calendar_periods_from_the_first_whole_one),
      cmocka_unit_test(test_rule_10__a_later_calendar_period_has_no_time),
      cmocka_unit_test(test_rule_10__a_count_as_a_phase),
      cmocka_unit_test(test_rule_10__calendar_periods_end_with_the_dates),
      cmocka_unit_test(test_rule_11__notice_is_laid_back_from_the_event),
      cmocka_unit_test(test_rule_11__notice_counting_and_roll),
      cmocka_unit_test(test_rule_11__notice_in_hours),
      cmocka_unit_test(test_rule_11__notice_in_versions),
      cmocka_unit_test(test_rule_12__since_birth),
      cmocka_unit_test(test_rule_12__prior_to_the_birthday),
      cmocka_unit_test(test_rule_12__a_date_before_the_trigger_stands),
      cmocka_unit_test(test_rule_12__since_another_event),
      cmocka_unit_test(test_rule_12__the_time_of_the_trigger_is_not_that_of_the_event),
      cmocka_unit_test(test_rule_14__hours_over_both_clock_changes),
      cmocka_unit_test(test_rule_14__hours_may_end_on_the_next_day_by_the_clock),
      cmocka_unit_test(test_rule_14__hours_without_a_time_are_not_computable_alone),
      cmocka_unit_test(test_rule_14__whole_days),
      cmocka_unit_test(test_rule_14__whole_days_leave_a_known_time_alone),
      cmocka_unit_test(test_rule_14__days_have_no_precision),
      cmocka_unit_test(test_rule_14__an_estimated_trigger),
      cmocka_unit_test(test_rule_14__a_cut_off_moves_the_day_and_not_the_time),
      cmocka_unit_test(test_rule_14__a_schedule_that_begins_later_has_no_time),
      cmocka_unit_test(test_rule_14__times_end_with_the_clocks),
      cmocka_unit_test(test_rule_15__counting_of_working_days),
      cmocka_unit_test(test_rule_15__counting_of_calendar_time),
      cmocka_unit_test(test_rule_15__roll),
      cmocka_unit_test(test_rule_15__same_day),
      cmocka_unit_test(test_rule_15__beginning_with_the_day),
      cmocka_unit_test(test_rule_15__months_by_corresponding_date),
      cmocka_unit_test(test_rule_15__counting_and_roll_concern_due_dates_alone),
      cmocka_unit_test(test_closures__move_local_rules_alone),
      cmocka_unit_test(test_closures__for_all_move_every_rule),
      cmocka_unit_test(test_closures__open_days_of_local_rules_are_local),
      cmocka_unit_test(test_division__of_one_rule_is_the_whole_of_the_uk),
      cmocka_unit_test(test_division__of_one_rule_is_not_moved_by_closures),
      cmocka_unit_test(test_coverage__working_days_need_it_and_calendar_days_do_not),
      cmocka_unit_test(test_coverage__of_a_list_of_ones_own),
      cmocka_unit_test(test_certainty__confirmed_up_to_the_list),
      cmocka_unit_test(test_certainty__listed_up_to_its_last_year),
      cmocka_unit_test(test_certainty__calendar_days_rely_on_nothing),
      cmocka_unit_test(test_certainty__hours_rely_on_nothing),
      cmocka_unit_test(test_certainty__a_roll_relies_on_the_calendar),
      cmocka_unit_test(test_certainty__of_several_rules),
      cmocka_unit_test(test_certainty__is_not_lowered_by_a_rule_that_falls_due_later),
      cmocka_unit_test(test_certainty__of_three_rules),
      cmocka_unit_test(test_certainty__an_agreed_interval_relies_on_its_ceiling),
      cmocka_unit_test(test_certainty__a_ceiling_relies_on_what_was_agreed),
      cmocka_unit_test(test_certainty__of_a_rule_that_relied_on_its_start),
      cmocka_unit_test(test_coverage__a_ceiling_that_is_not_known),
  };
  return cmocka_run_group_tests_name("laying", tests, open_known, close_known);
}
