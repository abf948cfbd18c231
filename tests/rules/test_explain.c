/* Tests explanations: the steps of an answer, and their text. */
#include <stdlib.h>

#include "dueby/explanation.h"
#include "rules.h"

/* ---- steps, written as "start 2026-03-27; weekend 2026-03-28..2026-03-29; counted 2026-03-30..2026-04-02 1..4" ---- */

enum { STEPS_MAX = 64 };

static const char *const kinds[] = {"?", "start", "counted", "holiday", "weekend", "moved", "laid", "rolled"};

static int64_t steps_of(const struct ask *ask, const struct asked *asked, dueby_step steps[STEPS_MAX]) {
  int64_t needed = UNTOUCHED;
  assert_int_equal(
      dueby_explain_steps(ask->profile, ask->calendar, &asked->trigger, &asked->facts, &asked->deadline, steps, STEPS_MAX, &needed),
      DUEBY_OK);
  return needed;
}

static const char *step_words(const struct ask *ask) {
  static char text[2048];
  dueby_step steps[STEPS_MAX];
  struct asked asked = ask_deadline(ask);
  assert_int_equal(asked.status, DUEBY_OK);
  int64_t count = steps_of(ask, &asked, steps);
  size_t used = 0;
  for (int64_t i = 0; i < count; i++) {
    const dueby_step *step = &steps[i];
    assert_in_range(step->kind, DUEBY_STEP_START, DUEBY_STEP_ROLLED);
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %s", used ? "; " : "", kinds[step->kind],
                             when_words(DUEBY_TIME_NONE, step->first));
    if (step->last != step->first)
      used += (size_t)snprintf(text + used, sizeof text - used, "..%s", when_words(DUEBY_TIME_NONE, step->last));
    if (step->number_first) used += (size_t)snprintf(text + used, sizeof text - used, " %d", (int)step->number_first);
    if (step->number_last != step->number_first)
      used += (size_t)snprintf(text + used, sizeof text - used, "..%d", (int)step->number_last);
    if (step->holiday >= 0)
      used += (size_t)snprintf(text + used, sizeof text - used, " %s", dueby_calendar_holiday_name(ask->calendar, step->holiday));
    assert_int_equal(step->holiday >= 0, step->kind == DUEBY_STEP_HOLIDAY);
  }
  return text;
}

#define assert_steps(expected, ...) assert_string_equal(step_words(&(struct ask){__VA_ARGS__}), expected)

#define assert_steps_of(expected, figure, ...)                                                          \
  do {                                                                                                  \
    dueby_profile *one_rule = profile_of_rule(figure);                                                  \
    assert_steps(expected, .profile = one_rule, .calendar = known.eaw, .address = "duty", __VA_ARGS__); \
    dueby_profile_free(one_rule);                                                                       \
  } while (0)

/* Asserts the steps of the example in docs/command.md, explain. */
static void test_steps__of_the_conference(void **state) {
  (void)state;
  assert_steps(
      "start 2026-03-27; weekend 2026-03-28..2026-03-29; counted 2026-03-30..2026-04-02 1..4; holiday 2026-04-03 Good Friday; "
      "weekend 2026-04-04..2026-04-05; holiday 2026-04-06 Easter Monday; counted 2026-04-07..2026-04-10 5..8; "
      "weekend 2026-04-11..2026-04-12; counted 2026-04-13..2026-04-17 9..13; weekend 2026-04-18..2026-04-19; "
      "counted 2026-04-20..2026-04-21 14..15",
      ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27"));
}

static void test_steps__of_a_notice_go_backwards(void **state) {
  (void)state;
  assert_steps_of(
      "start 2026-04-10; counted 2026-04-09..2026-04-07 1..3; holiday 2026-04-06 Easter Monday; weekend 2026-04-05..2026-04-04; "
      "holiday 2026-04-03 Good Friday; counted 2026-04-02..2026-04-01 4..5",
      "    before: 5 working days\n", .at = "2026-04-10");
}

static void test_steps__with_the_first_day_counted(void **state) {
  (void)state;
  const char *figure = "    within: 3 working days\n    counting: included\n";
  assert_steps_of("counted 2026-03-27 1; weekend 2026-03-28..2026-03-29; counted 2026-03-30..2026-03-31 2..3", figure,
                  .at = "2026-03-27");
  assert_steps_of("weekend 2026-03-28..2026-03-29; counted 2026-03-30..2026-04-01 1..3", figure, .at = "2026-03-28");
}

static void test_steps__with_a_moved_start(void **state) {
  (void)state;
  const char *figure = "    within: 1 working day\n    counting: rolled\n";
  assert_steps_of("moved 2026-03-28..2026-03-30; start 2026-03-30; counted 2026-03-31 1", figure, .at = "2026-03-28");
  assert_steps_of("start 2026-03-27; weekend 2026-03-28..2026-03-29; counted 2026-03-30 1", figure, .at = "2026-03-27");
}

static void test_steps__with_neither_end_counted(void **state) {
  (void)state;
  assert_steps_of("start 2026-03-27; weekend 2026-03-28..2026-03-29; counted 2026-03-30..2026-03-31 1..2",
                  "    within: 1 working day\n    counting: clear\n", .at = "2026-03-27");
}

static void test_steps__with_a_last_day_that_moved(void **state) {
  (void)state;
  assert_steps_of("laid 2026-03-27..2026-04-03; rolled 2026-04-03..2026-04-07", "    within: 1 week\n    roll: next\n",
                  .at = "2026-03-27");
  assert_steps_of("laid 2026-03-27..2026-04-03; rolled 2026-04-03..2026-04-02", "    within: 1 week\n    roll: previous\n",
                  .at = "2026-03-27");
  assert_steps_of("laid 2026-03-26..2026-04-02", "    within: 1 week\n    roll: next\n", .at = "2026-03-26");
}

static void test_steps__of_calendar_time_are_one(void **state) {
  (void)state;
  assert_steps_of("laid 2026-01-31..2026-02-28", "    within: 1 month\n", .at = "2026-01-31");
  assert_steps_of("laid 2026-03-27", "    within: same day\n", .at = "2026-03-27");
  assert_steps_of("moved 2026-03-28..2026-03-30; laid 2026-03-30..2026-04-06", "    within: 1 week\n    counting: rolled\n",
                  .at = "2026-03-28");
}

static void test_steps__of_hours_are_one(void **state) {
  (void)state;
  assert_steps("laid 2026-03-27..2026-03-30", ENGLAND(.address = "missing.return_interview", .at = "2026-03-27T14:30"));
  assert_steps("laid 2026-03-27..2026-03-30",
               ENGLAND(.address = "missing.return_interview", .at = "2026-03-27", .flags = DUEBY_FACTS_WHOLE_DAYS));
}

static void test_steps__begin_where_the_occurrence_begins(void **state) {
  (void)state;
  assert_steps("laid 2011-04-01..2011-04-08", ENGLAND(.address = "leaving_care.pa_visit", .at = "2011-03-10"));
  assert_steps(
      "start 2026-05-10; counted 2026-05-11..2026-05-15 1..5; weekend 2026-05-16..2026-05-17; counted 2026-05-18..2026-05-22 6..10",
      BARNET(.rule = "barnet:cp.visit/alone", .at = "2026-03-02", .born = "2023-05-10"));
}

static void test_steps__of_a_calendar_period(void **state) {
  (void)state;
  assert_steps_of("laid 2026-02-01..2026-02-28", "    at_least: 1\n    per: 1 month\n    of: calendar\n", .at = "2026-01-10");
}

static void test_steps__name_closures_of_local_rules(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-03-30", "training day");
  assert_steps("start 2026-03-27; weekend 2026-03-28..2026-03-29; holiday 2026-03-30 training day; counted 2026-03-31 1",
               .profile = known.gloucestershire, .calendar = closed, .rule = "gloucestershire:referral.decision",
               .at = "2026-03-27");
  dueby_calendar_free(closed);
}

/* Two consecutive bank holidays are two steps. A bank holiday on a weekend is part of the weekend's step. */
static void test_steps__of_christmas(void **state) {
  (void)state;
  assert_steps("start 2026-12-24; holiday 2026-12-25 Christmas Day; weekend 2026-12-26..2026-12-27; holiday 2026-12-28 Boxing Day; "
               "counted 2026-12-29 1",
               ENGLAND(.address = "referral.decision", .at = "2026-12-24"));
  assert_steps("start 2025-12-24; holiday 2025-12-25 Christmas Day; holiday 2025-12-26 Boxing Day; weekend 2025-12-27..2025-12-28; "
               "counted 2025-12-29 1",
               ENGLAND(.address = "referral.decision", .at = "2025-12-24"));
}

/* The steps must cover every day from the start to the due day once, in order, and count the rule's number of days. */
static void test_steps__leave_no_day_out(void **state) {
  (void)state;
  const struct ask ask = {ENGLAND(.rule = "england:assessment.single", .at = "2024-01-01")};
  for (dueby_date date = day("2024-01-01"); date < day("2026-01-01"); date += 3) {
    struct asked asked = ask_deadline(&ask);
    dueby_step steps[STEPS_MAX];
    asked.trigger.date = date;
    assert_int_equal(dueby_deadline_for_rule(known.england, asked.deadline.rule, known.eaw, &asked.trigger, NULL, &asked.deadline),
                     DUEBY_OK);
    int64_t count = steps_of(&ask, &asked, steps);
    int32_t counted = 0;
    dueby_date next = date;
    for (int64_t i = 0; i < count; i++) {
      assert_int_equal(steps[i].first, next);
      next = steps[i].last + 1;
      if (steps[i].kind != DUEBY_STEP_COUNTED) continue;
      assert_int_equal(steps[i].number_first, counted + 1);
      counted = steps[i].number_last;
    }
    assert_int_equal(next, asked.deadline.due + 1);
    assert_int_equal(counted, 45);
  }
}

static void test_steps__say_how_many_are_needed(void **state) {
  (void)state;
  const struct ask ask = {ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27")};
  struct asked asked = ask_deadline(&ask);
  for (int64_t capacity = 0; capacity <= 12; capacity++) {
    dueby_step steps[16];
    int64_t needed = 0;
    memset(steps, 0x5a, sizeof steps);
    assert_int_equal(dueby_explain_steps(known.england, known.eaw, &asked.trigger, NULL, &asked.deadline, steps, capacity, &needed),
                     capacity < 11 ? DUEBY_ESPACE : DUEBY_OK);
    assert_int_equal(needed, 11);
    for (int64_t i = capacity; i < 16; i++) assert_int_equal(steps[i].kind, 0x5a5a5a5a);
  }
  assert_int_equal(dueby_explain_steps(known.england, known.eaw, &asked.trigger, NULL, &asked.deadline, NULL, 0, NULL),
                   DUEBY_ESPACE);
}

/* The new version has no second phase, so the series continues in the first phase. The duty is met on 20 March and 7 April, so it
 * is due 4 weeks later, on 5 May, and then on 2 June. */
static void test_steps__after_a_version_with_fewer_phases(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    versions:\n"
                                           "      - {to: 2026-03-31, schedule: [{within: 1 week}, {every: 5 weeks}]}\n"
                                           "      - {from: 2026-04-01, schedule: [{every: 4 weeks}]}\n");
  const char *const due[] = {"2026-03-24", "2026-05-05", "2026-06-02"};
  const dueby_event trigger = {.date = day("2026-03-17")};
  const dueby_when met[] = {when_of("2026-03-20"), when_of("2026-04-07")};
  dueby_deadline series[3];
  int64_t count = 0, needed;
  dueby_step steps[STEPS_MAX];
  assert_int_equal(dueby_deadline_series(profile, 0, NULL, known.eaw, &trigger, NULL, NULL, 0, series, 1, &count), DUEBY_OK);
  assert_int_equal(dueby_deadline_series(profile, 0, NULL, known.eaw, &trigger, NULL, met, 2, series + 1, 2, &count), DUEBY_OK);
  assert_int_equal(count, 2);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(series[i].due, day(due[i]));
    assert_int_equal(dueby_explain_steps(profile, known.eaw, &trigger, NULL, &series[i], steps, STEPS_MAX, &needed), DUEBY_OK);
  }
  dueby_profile_free(profile);
}

static void test_steps__of_an_answer_that_there_is_not(void **state) {
  (void)state;
  struct asked asked = ask_deadline(&(struct ask){ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27")});
  dueby_step steps[STEPS_MAX];
  int64_t needed = UNTOUCHED;
  asked.trigger.date = day("2009-01-01");
  asked.deadline.begins = asked.trigger.date;
  assert_int_equal(dueby_explain_steps(known.england, known.eaw, &asked.trigger, NULL, &asked.deadline, steps, STEPS_MAX, &needed),
                   DUEBY_EARGUMENT); /* the rule was not in force on that day */
  asked.deadline.rule = -1;
  assert_int_equal(dueby_explain_steps(known.england, known.eaw, &asked.trigger, NULL, &asked.deadline, steps, STEPS_MAX, &needed),
                   DUEBY_EARGUMENT);
  assert_int_equal(needed, UNTOUCHED);
}

/* ---- the whole text ---- */

static const char *explained(const struct ask *ask) {
  static char text[8192];
  struct asked asked = ask_deadline(ask);
  if (asked.status != DUEBY_OK) fail_msg("%s", why_words(asked.status));
  assert_int_equal(
      dueby_explain_text(ask->profile, ask->calendar, &asked.trigger, &asked.facts, &asked.deadline, text, sizeof text, NULL),
      DUEBY_OK);
  return text;
}

#define explain(...) explained(&(struct ask){__VA_ARGS__})

static void assert_has_at(const char *text, const char *part, const char *file, int line) {
  if (text && strstr(text, part)) return;
  print_error("no \"%s\" in:\n%s\n", part, text ? text : "");
  _fail(file, line);
}
#define assert_has(text, part) assert_has_at(text, part, __FILE__, __LINE__)
#define assert_has_not(text, part) assert_null(strstr(text, part))

/* The whole text of the example in docs/command.md, explain. */
static const char conference[] =
    "Initial child protection conference: due by Tuesday 21 April 2026\n"
    "\n"
    "  Timescale  15 working days after the strategy discussion\n"
    "  Set by     England: Working Together to Safeguard Children 2023, chapter 3 (guidance; checked against secondary sources on 22 "
    "November 2026)\n"
    "             Working Together 2026 replaced this edition on 18 March 2026 and has been re-issued (files of 19 March, 24 March\n"
    "             and 6 May 2026). We have not read it yet; four published summaries report no change to any time limit. Check\n"
    "             this time limit in the new edition. What we read: local procedures and summaries that quote or report it.\n"
    "  Counting   not counting the day of the strategy discussion, Friday 27 March 2026\n"
    "             Mon 30 Mar to Thu 2 Apr      1 to 4\n"
    "             Fri 3 Apr                    not counted: Good Friday\n"
    "             Mon 6 Apr                    not counted: Easter Monday\n"
    "             Tue 7 to Fri 10 Apr          5 to 8\n"
    "             Mon 13 to Fri 17 Apr         9 to 13\n"
    "             Mon 20, Tue 21 Apr           14, 15: due\n"
    "             4 weekends not counted\n"
    "  Calendar   Bank holidays: England and Wales, official list of 21 August 2026: confirmed\n";

static void test_explain__the_conference(void **state) {
  (void)state;
  const char *text = explain(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27"));
  char start[sizeof conference];
  snprintf(start, sizeof start, "%s", text);
  assert_string_equal(start, conference);
  assert_has(text, "Check it before you rely on it for a decision or in court.");
}

static void test_explain__superseded_only_from_the_day_of_the_later_edition(void **state) {
  (void)state;
  assert_has_not(explain(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-17")), "replaced this edition");
  assert_has(explain(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-18")), "replaced this edition");
}

static void test_explain__last_working_day_before(void **state) {
  (void)state;
  assert_has(
      explain(ENGLAND(.address = "cla.visit", .at = "2026-03-27")),
      "due by Friday 3 April 2026 (not a working day; the last working day before it is Thursday 2 April 2026)\n"); /* due on Good Friday */
  assert_has(explain(ENGLAND(.address = "cla.visit", .at = "2026-02-14")),
             "due by Saturday 21 February 2026 (not a working day; the last working day before it is Friday 20 February 2026)\n");
  assert_has(
      explain(ENGLAND(.address = "cla.visit", .at = "2026-03-30")),
      "due by Monday 6 April 2026 (not a working day; the last working day before it is Thursday 2 April 2026)\n"); /* due on Easter Monday */
  assert_has(explain(ENGLAND(.address = "cla.visit", .at = "2027-12-21")),
             "due by Tuesday 28 December 2027 (not a working day; the last working day before it is Friday 24 December 2027)\n");
  assert_has_not(explain(ENGLAND(.address = "cla.visit", .at = "2026-03-26")), "last working day");
}

/* One day from a Saturday is the Sunday, so there is no working day to act on before the due day. */
static void test_explain__no_last_working_day_before_it_opens(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 day\n");
  assert_has(explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-10-31"),
             "due by Sunday 1 November 2026\n");
  dueby_profile_free(profile);
}

static void test_explain__last_working_day_before_of_local_rules(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-04-02", NULL);
  assert_has(explain(.profile = known.gloucestershire, .calendar = closed, .rule = "gloucestershire:cla.visit", .at = "2026-03-27"),
             "due by Friday 3 April 2026 (not a working day; the last working day before it is Wednesday 1 April 2026)\n");
  dueby_calendar_free(closed);
}

static void test_explain__hours(void **state) {
  (void)state;
  const char *text = explain(ENGLAND(.address = "missing.return_interview", .at = "2026-03-27T14:30"));
  assert_has(text, "Return home interview: due by 3:30pm on Monday 30 March 2026\n");
  assert_has(text, "  Counting   72 hours from 2:30pm on Friday 27 March 2026 to 3:30pm on Monday 30 March 2026\n");
  assert_has(text, "  Calendar   Bank holidays make no difference to this date\n");
  assert_has(explain(ENGLAND(.address = "missing.return_interview", .at = "2026-03-27", .flags = DUEBY_FACTS_WHOLE_DAYS)),
             "  Counting   3 days from Friday 27 March 2026 to Monday 30 March 2026\n");
}

static void test_explain__calendar_time(void **state) {
  (void)state;
  assert_has(explain(ENGLAND(.address = "ehc.decision", .at = "2026-03-27")),
             "  Counting   6 weeks from Friday 27 March 2026 to Friday 8 May 2026\n");
  assert_has(explain(ENGLAND(.address = "court.proceedings", .at = "2014-04-22")),
             "  Counting   counting the first day as day 1: 26 weeks from Tuesday 22 April 2014 to Monday 20 October 2014\n");
}

static void test_explain__counted_backwards(void **state) {
  (void)state;
  dueby_profile *profile =
      profile_of_rules("  - {id: duty, title: report, trigger: icpc.held, due: visit.made, before: 5 working days}\n");
  const char *text = explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-04-10");
  assert_has(text, "Report: due by Wednesday 1 April 2026\n");
  assert_has(text, "  Timescale  5 working days before the initial child protection conference\n");
  assert_has(
      text,
      "\n             Thu 9 to Tue 7 Apr           1 to 3\n             Mon 6 Apr                    not counted: Easter Monday\n");
  assert_has(text, "\n             Thu 2, Wed 1 Apr             4, 5: due\n");
  dueby_profile_free(profile);
}

static void test_explain__moved_and_rolled_days(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 week\n    counting: rolled\n    roll: next\n");
  const char *text = explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-05-16"); /* Saturday */
  assert_has(text, "Saturday 16 May 2026 is not a working day: counted from Monday 18 May 2026\n");
  assert_has(text, "Monday 25 May 2026 is not a working day: moved to Tuesday 26 May 2026\n");
  dueby_profile_free(profile);
}

static void test_explain__a_moved_start_is_not_counted(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 working day\n    counting: rolled\n");
  assert_has(explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-28"),
             "  Counting   Saturday 28 March 2026 is not a working day: counted from Monday 30 March 2026\n"
             "             not counting that day\n"
             "             Tue 31 Mar                   1: due\n");
  dueby_profile_free(profile);
  profile = profile_of_rule("    within: same day\n    roll: next\n    counting: rolled\n");
  assert_has(explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-28"),
             "due by Monday 30 March 2026\n");
  dueby_profile_free(profile);
}

static void test_explain__projected_days(void **state) {
  (void)state;
  assert_has(explain(ENGLAND(.address = "referral.decision", .at = "2028-12-29")),
             ": bank holidays for 2029 have not been announced: the date may change\n");
  assert_has(explain(ENGLAND(.address = "referral.decision", .at = "2028-12-28")), ": listed, may still change\n");
}

static void test_explain__conditions_and_needs(void **state) {
  (void)state;
  const char *text = explain(BARNET(.rule = "barnet:cp.visit/alone", .at = "2026-03-02"));
  assert_has(text, "\n  Counts if  recorded as alone or alone excused\n");
  assert_has(text, "\n  Applies    from the age of 3 years; no date of birth was given\n");
  assert_has_not(explain(BARNET(.rule = "barnet:cp.visit/alone", .at = "2026-03-02", .born = "2020-01-01")), "no date of birth");
  assert_has(explain(GLOUCESTERSHIRE(.rule = "gloucestershire:leaving_care.pa_visit", .at = "2026-03-02", .born = "2007-01-01")),
             "\n  Applies    from the age of 18 years, under the age of 21 years\n");
  assert_has(explain(ENGLAND(.rule = "england:cla.health.review/under_five", .at = "2026-03-02", .born = "2024-01-01")),
             "\n  Applies    under the age of 5 years\n");
}

static void test_explain__two_needs(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 week\n    needs: [alone or alone_excused, awake]\n");
  assert_has(explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27"),
             "\n  Counts if  recorded as alone or alone excused, and awake\n");
  dueby_profile_free(profile);
}

static void test_explain__when_it_counts(void **state) {
  (void)state;
  assert_has(explain(GLOUCESTERSHIRE(.address = "assessment.single.manager_review.first", .at = "2026-03-27")),
             "\n  Counts     when done from Monday 30 March 2026 on\n");
  assert_has(explain(ENGLAND(.address = "cla.care_plan", .at = "2026-03-31")),
             "\n  Counts     when done from Saturday 28 February 2026 on\n");
  assert_has_not(explain(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27")), "when done from");
}

static void test_explain__the_other_rules_of_the_duty(void **state) {
  (void)state;
  const char *text = explain(BARNET(.address = "cla.review", .at = "2026-03-20"));
  assert_has(text, "Review of a looked-after child: due by Monday 20 April 2026\n");
  assert_has(text, "\n  Set by     Barnet: ");
  assert_has(text, "\n  Others     England: 20 working days after the start of the period of care");
  assert_has(text, ": Tuesday 21 April 2026\n");
  text = explain(GLOUCESTERSHIRE(.address = "assessment.single", .at = "2026-03-02"));
  assert_has(
      text,
      "\n             Gloucestershire: 63 days after the referral (alternative, not used unless you choose it): Monday 4 May 2026\n");
}

/* Barnet's own conference starts with the enquiry. England's rule and its alternatives start with other events, or only apply if
 * named. For a looked-after child 9 rules do not apply: they are for other placements, starts or ages. */
static void test_explain__others_that_did_not_apply_are_one_line(void **state) {
  (void)state;
  const char *text = explain(ENGLAND(.rule = "england:cla.visit", .at = "2026-03-27"));
  assert_has(text, "\n  Others     9 other rules for this duty did not apply\n");
  assert_has_not(text, "does not apply here");
  text = explain(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27"));
  assert_has(text, "\n  Others     1 other rule for this duty did not apply\n");
}

static const char *explained_in_full(const struct ask *ask, int32_t is_all, const char *hint) {
  static char text[8192];
  struct asked asked = ask_deadline(ask);
  dueby_explanation *explanation;
  assert_int_equal(dueby_explanation_new(ask->profile, ask->calendar, &asked.trigger, &asked.facts, &asked.deadline, &explanation),
                   DUEBY_OK);
  assert_int_equal(dueby_explanation_text_with(explanation, is_all, hint, text, sizeof text, NULL), DUEBY_OK);
  dueby_explanation_free(explanation);
  return text;
}

static void test_explain__others_that_did_not_apply_can_be_listed(void **state) {
  (void)state;
  const struct ask visit = {ENGLAND(.rule = "england:cla.visit", .at = "2026-03-27")};
  const struct ask barnet = {BARNET(.rule = "barnet:cp.conference.initial", .at = "2026-03-27")};
  assert_has(explained_in_full(&barnet, 1, "--all"), "England: 15 working days after the strategy discussion\n");
  assert_has(explained_in_full(&visit, 1, "--all"), dueby_status_text(DUEBY_ENORULE));
  assert_has_not(explained_in_full(&visit, 1, "--all"), "--all");
  assert_has(explained_in_full(&visit, 0, "--all"), "9 other rules for this duty did not apply: --all shows them\n");
}

static void test_explain__holidays_of_another_part_of_the_kingdom(void **state) {
  (void)state;
  dueby_profile *profile =
      profile_of_rule("    within: 5 working days\n    division: england-and-wales+scotland+northern-ireland\n");
  const char *text = explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-13");
  assert_has(text, "Tue 17 Mar                   not counted: bank holiday in another part of the United Kingdom\n");
  assert_has(text, "Bank holidays: England and Wales, Scotland, Northern Ireland, official list");
  dueby_profile_free(profile);
}

static void test_explain__holidays_without_a_name(void **state) {
  (void)state;
  dueby_calendar *own = NULL;
  dueby_date days[] = {day("2026-01-01"), day("2026-03-30"), day("2026-12-25")};
  assert_int_equal(dueby_calendar_from_days("england-and-wales", days, NULL, 3, &own), DUEBY_OK);
  const char *text = explain(.profile = known.england, .calendar = own, .address = "referral.decision", .at = "2026-03-27");
  assert_has(text, "Mon 30 Mar                   not counted: bank holiday\n");
  assert_has(text, "Bank holidays: England and Wales, from your own list: listed, may still change\n");
  dueby_calendar_free(own);
}

/* Without bank holidays no day has a name, and counting does not stop at the new year. */
static void test_explain__without_bank_holidays(void **state) {
  (void)state;
  dueby_calendar *none = calendar_known("none", "2026-08-21");
  assert_has(explain(.profile = known.england, .calendar = none, .address = "cp.core_group", .at = "2026-12-24"),
             "             Mon 28 Dec to Fri 1 Jan      2 to 6\n");
  dueby_profile *profile =
      profile_of_rule("    within: 5 working days\n    division: england-and-wales+scotland+northern-ireland\n");
  assert_has(explain(.profile = profile, .calendar = none, .address = "duty", .at = "2026-03-13"),
             "Tue 17 Mar                   not counted: bank holiday in another part of the United Kingdom\n");
  dueby_profile_free(profile);
  dueby_calendar_free(none);
}

/* If the organisation is shut on Fri 1 Jan 1971, the calendar has no working day before Sat 2 Jan. */
static void test_explain__no_working_day_before(void **state) {
  (void)state;
  dueby_calendar *shut = with_day(known.eaw, DUEBY_CHANGE_CLOSE_ALL, "1971-01-01", NULL);
  dueby_profile *profile = profile_of_rule("    within: 1 day\n");
  assert_has(explain(.profile = profile, .calendar = shut, .address = "duty", .at = "1971-01-01"),
             "due by Saturday 2 January 1971\n");
  dueby_profile_free(profile);
  dueby_calendar_free(shut);
}

static void test_explain__due_beyond_the_calendar(void **state) {
  (void)state;
  assert_has(explain(ENGLAND(.address = "ehc.decision", .at = "2100-12-06")), "due by Monday 17 January 2101\n");
}

/* The plan started on 2 March. The child was three on Sunday 10 May, but that does not start a plan. */
static void test_explain__begins_later_than_the_trigger(void **state) {
  (void)state;
  const char *text = explain(BARNET(.rule = "barnet:cp.visit/alone", .at = "2026-03-02", .born = "2023-05-10"));
  assert_has(text, "Sunday 10 May 2026");
  assert_has_not(text, "the day of the start of the child protection plan, Sunday 10 May 2026");
}

/* The label of the list of days is on its first line, even if that day is a holiday. */
static void test_explain__first_day_counted_from_a_holiday(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 2 working days\n    counting: included\n");
  assert_has(explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27"),
             "\n  Counting   Fri 27 Mar                   1\n");
  assert_has(explain(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-04-03"),
             "\n  Counting   Fri 3 Apr                    not counted: Good Friday\n");
  dueby_profile_free(profile);
}

static void test_explain__a_long_reading_is_broken_into_lines(void **state) {
  (void)state;
  const char *text = explain(ENGLAND(.address = "cla.review", .at = "2026-03-20"));
  const char *reading = strstr(text, "\n  Reading    The time limit for each");
  assert_non_null(reading);
  size_t length = strcspn(reading + 1, "\n");
  assert_in_range(length, 60, 126);
  assert_memory_equal(reading + 1 + length, "\n             ", 14);
}

/* Explanations must not contain codes, which are for data, not for people. */
static void test_explain__uses_no_words_of_the_trade(void **state) {
  (void)state;
  const char * not [] = {"clamped", "rolled", "day 0", "as at Mon", "as at 1", "as at 2", "as known on", "(null)"};
  for (int32_t k = 0; k < dueby_profile_builtin_count(); k++) {
    dueby_profile *profile = builtin(dueby_profile_builtin(k));
    for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
      const char *address = dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS);
      struct ask ask = {.profile = profile,
                        .calendar = known.eaw,
                        .rule = address,
                        .at = "2026-03-27",
                        .agreed = "2 weeks",
                        .tags = dueby_rule_text(profile, rule, 0, DUEBY_RULE_WHEN_TAG),
                        .flags = DUEBY_FACTS_WHOLE_DAYS};
      if (ask_deadline(&ask).status != DUEBY_OK) continue;
      const char *text = explained(&ask);
      for (size_t i = 0; i < sizeof not / sizeof not [0]; i++)
        if (strstr(text, not [i])) fail_msg("\"%s\" in %s:\n%s", not [i], address, text);
    }
    dueby_profile_free(profile);
  }
}

static void test_explain__the_same_day_is_not_nought_days(void **state) {
  (void)state;
  const char *text = explain(GLOUCESTERSHIRE(.rule = "gloucestershire:cla.visit/placement_day", .at = "2026-03-27"));
  assert_has(text, "  Timescale  on the day of the start of the placement\n");
  assert_has_not(text, " 0 days");
}

/* ---- lines ---- */

static const char *said(dueby_status status, const char *text) {
  return status == DUEBY_OK ? text : dueby_status_text(status);
}

static const char *timescale(const dueby_profile *profile, const char *address, int32_t version) {
  static char text[512];
  return said(dueby_explain_timescale(profile, rule_of(profile, address), version, text, sizeof text, NULL), text);
}

static void test_explain__timescales(void **state) {
  (void)state;
  assert_string_equal(timescale(known.england, "england:cp.conference.initial", 4),
                      "15 working days after the strategy discussion");
  assert_string_equal(timescale(known.england, "england:assessment.initial", 0), "7 working days after the referral");
  assert_string_equal(timescale(known.england, "england:assessment.initial", 1), "10 working days after the referral");
  assert_string_equal(timescale(known.england, "england:missing.return_interview", 0),
                      "72 hours after the return of the missing child");
  assert_string_equal(timescale(known.gloucestershire, "gloucestershire:cla.visit/placement_day", 0),
                      "on the day of the start of the placement");
  assert_string_equal(timescale(known.barnet, "barnet:cp.visit", 0),
                      "every 10 working days from the start of the child protection plan");
  assert_string_equal(timescale(known.gloucestershire, "gloucestershire:assessment.single.manager_review.first", 0),
                      "from 1 working day to 8 working days after the referral");
  assert_string_equal(timescale(known.england, "england:cla.health.initial", 0),
                      "20 working days after the start of the period of care; work done up to 3 months before counts");
}

/* The text for each form of timescale must have the timescale's numbers and events. */
static void test_explain__t7_timescales_leave_nothing_out(void **state) {
  (void)state;
  const struct {
    const char *figure, *parts[4];
  } rows[] = {
      {"    within: not stated\n", {"no time limit set"}},
      {"    before: 5 working days\n", {"5 working days before the referral"}},
      {"    within: 5 days\n    counting: included\n", {"5 days", "beginning with the day of the referral"}},
      {"    within: 5 days\n    counting: clear\n", {"5 days after the referral", "counting neither the first nor the last day"}},
      {"    within: 5 days\n    counting: rolled\n", {"5 days after the referral", "next working day"}},
      {"    within: 16 years 3 months\n    since: birth\n", {"16 years 3 months after the birth"}},
      {"    schedule: [{every: agreed, at_most: 4 weeks}]\n", {"as agreed", "at most 4 weeks", "the referral"}},
      {"    schedule: [{every: agreed, default: 6 weeks}]\n", {"as agreed", "6 weeks", "if nothing is agreed"}},
      {"    schedule: [{every: agreed}]\n", {"as agreed", "the referral"}},
      {"    within: agreed\n", {"as agreed", "after the referral"}},
      {"    at_least: 2\n    per: 3 months\n", {"at least 2 in each 3 months"}},
      {"    at_least: 1\n    per: 1 month\n    of: calendar\n", {"at least 1 in each calendar month"}},
      {"    schedule: [{every: 1 week, until: visit.made}, {every: 2 weeks, for: 1 year}, {every: 1 month}]\n",
       {"every week from the referral until the visit to the child", "then every 2 weeks until 1 year after the referral",
        "then every month"}},
      {"    schedule: [{within: not stated}, {every: 6 weeks}]\n", {"no time limit set for the first, then every 6 weeks"}},
      {"    schedule: [{every: 6 weeks, times: 2}, {within: not stated}]\n",
       {"every 6 weeks", "2 times", "then no time limit set"}},
      {"    within: 16 weeks\n    extension: {event: visit.made, by: 8 weeks, times: 1}\n",
       {"16 weeks", "puts it back by 8 weeks, once"}},
      {"    within: 26 weeks\n    extension: {event: visit.made, by: 8 weeks}\n", {"26 weeks", "puts it back by 8 weeks"}},
      {"    within: 1 month\n    extension: {event: visit.made, by: 2 months, times: 2}\n",
       {"1 month", "puts it back by 2 months, at most 2 times"}},
      {"    within: 5 days\n    extension: {event: visit.made, by: 1 working day, times: 1, late: true}\n",
       {"5 days", "puts it back by 1 working day, once, even if that is after the due date"}},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_profile *profile = profile_of_rule(rows[i].figure);
    for (int k = 0; k < 4 && rows[i].parts[k]; k++) assert_has(timescale(profile, "test:duty", 0), rows[i].parts[k]);
    dueby_profile_free(profile);
  }
}

/* After the first review, regulation 33 requires one review after three months, and then one every six months. Without "once" the
 * text would not say that the second phase ends. */
static void test_explain__a_later_phase_that_falls_due_once_says_so(void **state) {
  (void)state;
  char texts[2][512];
  const char *figures[] = {"    schedule: [{within: 20 working days}, {every: 3 months, times: 1}, {every: 6 months}]\n",
                           "    schedule: [{within: 20 working days}, {every: 3 months}, {every: 6 months}]\n"};
  for (int i = 0; i < 2; i++) {
    dueby_profile *profile = profile_of_rule(figures[i]);
    snprintf(texts[i], sizeof texts[i], "%s", timescale(profile, "test:duty", 0));
    dueby_profile_free(profile);
  }
  assert_string_not_equal(texts[0], texts[1]);
}

static void test_explain__timescales_of_no_version(void **state) {
  (void)state;
  char text[8] = "kept";
  int32_t rules = dueby_profile_rule_count(known.england);
  assert_int_equal(dueby_explain_timescale(known.england, 0, -1, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_explain_timescale(known.england, 0, dueby_rule_version_count(known.england, 0), text, sizeof text, NULL),
                   DUEBY_EARGUMENT);
  assert_int_equal(dueby_explain_timescale(known.england, -1, 0, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_explain_timescale(known.england, rules, 0, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_string_equal(text, "kept");
}

static const char *source(const dueby_profile *profile, const char *address, int32_t version) {
  static char text[512];
  return said(dueby_explain_source(profile, rule_of(profile, address), version, text, sizeof text, NULL), text);
}

static void test_explain__sources(void **state) {
  (void)state;
  assert_string_equal(source(known.england, "england:cp.conference.initial", 4),
                      "Working Together to Safeguard Children 2023, chapter 3");
  assert_string_equal(source(known.barnet, "barnet:s47.child_seen/alone", 0),
                      "Practice Standards for Working with Children, Young People and Families (V2, March 2019), section 9.7");
  assert_string_equal(
      source(known.england, "england:missing.return_interview", 0),
      "Statutory guidance on children who run away or go missing from home or care (January 2014), return interviews");
  dueby_profile *bare = profile_of_rule("    within: 1 day\n");
  assert_string_equal(source(bare, "test:duty", 0), "no source given");
  dueby_profile_free(bare);
}

static void test_explain__documents_with_a_date(void **state) {
  (void)state;
  const char *rows[][2] = {{"version: V3, date: 2024-05-06", "Book (V3, 6 May 2024)"},
                           {"version: V3, date: 2024-05", "Book (V3, May 2024)"},
                           {"date: 2024", "Book (2024)"},
                           {"version: V3", "Book (V3)"}};
  for (int i = 0; i < 4; i++) {
    char yaml[512];
    snprintf(yaml, sizeof yaml,
             "profile: test\ntitle: T\ndocument: {title: Book, %s}\nrules:\n"
             "  - {id: duty, title: x, trigger: birth, due: birth, within: 1 day, source: {checked: primary}}\n",
             rows[i][0]);
    dueby_profile *profile = profile_of(yaml, NULL);
    assert_string_equal(source(profile, "test:duty", 0), rows[i][1]);
    dueby_profile_free(profile);
  }
}

/* Returns the note about a source with these fields, for an occurrence that begins on this day. */
static const char *source_note(const char *document, const char *source, const char *begins) {
  static char text[512];
  char yaml[1024];
  snprintf(yaml, sizeof yaml,
           "profile: test\ntitle: T\ndocument: {title: Book%s}\nrules:\n"
           "  - {id: duty, title: x, trigger: birth, due: birth, within: 1 day, source: {section: page 1, %s}}\n",
           document, source);
  dueby_profile *profile = profile_of(yaml, NULL);
  said(dueby_explain_source_note(profile, 0, 0, day(begins), text, sizeof text, NULL), text);
  dueby_profile_free(profile);
  return text;
}

static void test_explain__source_notes(void **state) {
  (void)state;
  const char *rows[][4] = {
      {"", "checked: primary", "2026-03-18", "text checked"},
      {"", "checked: primary, read_on: 2026-11-29", "2026-03-18", "text checked on 29 November 2026"},
      {"", "checked: secondary, read_on: 2026-11-09", "2026-03-18", "checked against secondary sources on 9 November 2026"},
      {"", "checked: secondary", "2026-03-18", "checked against secondary sources"},
      {"", "checked: unchecked", "2026-03-18", "text not checked"},
      {", read_on: 2026-11-29, text: as made", "checked: unchecked, note: Torn.", "2026-03-18", "text not checked. Torn."},
      {", read_on: 2026-11-29, text: as made", "checked: primary", "2026-03-18",
       "text checked on 29 November 2026. What we read: as made."},
      {", read_on: 2026-11-29, text: as made", "checked: primary, read_on: 2026-12-01, text: a copy, note: Torn.", "2026-03-18",
       "text checked on 1 December 2026. What we read: a copy. Torn."},
      {", text: as made, superseded: {from: 2026-03-18, note: Gone.}", "checked: primary, note: Torn.", "2026-03-17",
       "text checked. What we read: as made. Torn."},
      {", text: as made, superseded: {from: 2026-03-18, note: Gone.}", "checked: primary, note: Torn.", "2026-03-18",
       "text checked. Gone. What we read: as made. Torn."}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(source_note(rows[i][0], rows[i][1], rows[i][2]), rows[i][3]);
  dueby_profile *bare = profile_of_rule("    within: 1 day\n");
  char text[64];
  assert_int_equal(dueby_explain_source_note(bare, 0, 0, day("2026-03-27"), text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "no source given");
  dueby_profile_free(bare);
}

/* ---- days and times: command.md, section 7 ---- */

static const char *when_said(const char *when) {
  static char text[64];
  dueby_when at = when_of(when);
  return said(dueby_explain_when(&at, text, sizeof text, NULL), text);
}

static void test_explain__days_and_times(void **state) {
  (void)state;
  assert_string_equal(when_said("2026-04-21"), "Tuesday 21 April 2026");
  assert_string_equal(when_said("2026-04-01T00:30"), "12:30am on Wednesday 1 April 2026");
  assert_string_equal(when_said("2026-04-01T12:00"), "12:00pm on Wednesday 1 April 2026");
  assert_string_equal(when_said("2026-04-01T11:05"), "11:05am on Wednesday 1 April 2026");
  assert_string_equal(when_said("2026-04-01T23:59"), "11:59pm on Wednesday 1 April 2026");
  assert_string_equal(when_said("2026-04-01T23:59:59"), "11:59:59pm on Wednesday 1 April 2026");
  assert_string_equal(when_said("2026-03-31T23:30:00Z"), "12:30am on Wednesday 1 April 2026");
}

static void test_explain__weekdays_and_months(void **state) {
  (void)state;
  const char *days[][2] = {{"2026-01-05", "Monday 5 January 2026"},   {"2026-02-03", "Tuesday 3 February 2026"},
                           {"2026-03-04", "Wednesday 4 March 2026"},  {"2026-05-07", "Thursday 7 May 2026"},
                           {"2026-06-05", "Friday 5 June 2026"},      {"2026-07-04", "Saturday 4 July 2026"},
                           {"2026-08-02", "Sunday 2 August 2026"},    {"2026-09-30", "Wednesday 30 September 2026"},
                           {"2026-10-01", "Thursday 1 October 2026"}, {"2026-11-22", "Sunday 22 November 2026"},
                           {"2026-12-25", "Friday 25 December 2026"}, {"1900-01-01", "Monday 1 January 1900"}};
  for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) assert_string_equal(when_said(days[i][0]), days[i][1]);
}

static void test_explain__no_day_and_no_time(void **state) {
  (void)state;
  dueby_when none = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, far = {INT64_C(1) << 40, 0, 0};
  char text[64] = "kept";
  assert_int_equal(dueby_explain_when(&none, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_explain_when(&far, text, sizeof text, NULL), DUEBY_ECOVERAGE);
}

/* ---- states ---- */

static const char *verdict_said(const char *due, int32_t state, int32_t days, int32_t working_days) {
  static char text[64];
  dueby_deadline deadline = {.due_time = DUEBY_TIME_NONE, .due = day(due)};
  dueby_verdict verdict = {state, days, working_days, 0};
  return said(dueby_explain_verdict(&deadline, &verdict, text, sizeof text, NULL), text);
}

static void test_explain__states(void **state) {
  (void)state;
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_MET, 0, 0), "Done in time");
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_MET_LATE, -1, -1), "Done late");
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_MISSED, -1, -1), "Never done");
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_OPEN, 30, 20), "Not due yet");
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_ENDED, 3, 3), "No longer needed");
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_NOT_COMPUTABLE, 0, 0), "Needs checking");
  assert_has(verdict_said("2026-05-01", DUEBY_STATE_DUE_SOON, 3, 3), "Due Friday 1 May");
}

static void test_explain__overdue_by_how_much(void **state) {
  (void)state;
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_OVERDUE, -5, -3), "Overdue by 3 working days");
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_OVERDUE, -3, -1), "Overdue by 1 working day");
  assert_string_equal(verdict_said("2026-05-02", DUEBY_STATE_OVERDUE, -1, 0),
                      "Overdue by 1 day"); /* one day, from Saturday to Sunday */
  assert_string_equal(verdict_said("2026-05-02", DUEBY_STATE_OVERDUE, -2, 0), "Overdue by 2 days");
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_OVERDUE, 0, 0), "Overdue"); /* overdue by hours on the due day */
}

static void test_explain__no_such_state(void **state) {
  (void)state;
  assert_string_equal(verdict_said("2026-05-01", -1, 0, 0), dueby_status_text(DUEBY_EARGUMENT));
  assert_string_equal(verdict_said("2026-05-01", DUEBY_STATE_NOT_COMPUTABLE + 1, 0, 0), dueby_status_text(DUEBY_EARGUMENT));
}

/* ---- calendars ---- */

static const char *calendar_said(const dueby_calendar *calendar, const char *relied_on, int32_t flags) {
  static char text[256];
  dueby_deadline deadline = {.relied_on = relied_on ? day(relied_on) : DUEBY_DATE_NONE, .flags = flags};
  deadline.certainty = dueby_calendar_certainty(calendar, deadline.relied_on);
  return said(dueby_explain_calendar(calendar, &deadline, text, sizeof text, NULL), text);
}

static void test_explain__calendars(void **state) {
  (void)state;
  const char *rows[][2] = {
      {"england-and-wales", "England and Wales, official list of 21 August 2026: confirmed"},
      {"scotland", "Scotland, official list of 21 August 2026: confirmed"},
      {"northern-ireland+england-and-wales", "England and Wales, Northern Ireland, official list of 21 August 2026: confirmed"},
      {"england-and-wales+scotland+northern-ireland",
       "England and Wales, Scotland, Northern Ireland, official list of 21 August 2026: confirmed"},
      {"none", "none, weekends only: confirmed"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char expected[128];
    dueby_calendar *calendar = calendar_known(rows[i][0], "2026-08-21");
    snprintf(expected, sizeof expected, "Bank holidays: %s", rows[i][1]);
    assert_string_equal(calendar_said(calendar, "2026-08-21", 0), expected);
    dueby_calendar_free(calendar);
  }
  assert_string_equal(calendar_said(known.eaw, NULL, 0), "Bank holidays make no difference to this date");
}

static void test_explain__calendars_that_were_changed(void **state) {
  (void)state;
  const int32_t changes[] = {DUEBY_CHANGE_ADD, DUEBY_CHANGE_REMOVE};
  const char *days[] = {"2026-03-30", "2026-04-03"};
  for (int i = 0; i < 2; i++) {
    dueby_calendar *changed = with_day(known.eaw, changes[i], days[i], NULL);
    assert_has(calendar_said(changed, "2026-04-01", 0), ", with the days that you added or removed: confirmed");
    dueby_calendar_free(changed);
  }
  assert_has_not(calendar_said(known.eaw, "2026-04-01", 0), "added or removed");
}

static void test_explain__calendars_with_closures(void **state) {
  (void)state;
  dueby_calendar *local = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-03-30", NULL),
                 *all = with_day(known.eaw, DUEBY_CHANGE_CLOSE_ALL, "2026-03-30", NULL);
  assert_has_not(calendar_said(local, "2026-04-01", 0), "closure");
  assert_has(calendar_said(local, "2026-04-01", DUEBY_DEADLINE_LOCAL_DAYS),
             ", and your own closure days (local rules only): confirmed");
  assert_has(calendar_said(all, "2026-04-01", 0), ", and your own closure days: confirmed");
  dueby_calendar_free(local);
  dueby_calendar_free(all);
}

/* ---- every text function, at every size of buffer ---- */

enum { WRITERS = 7 };

static dueby_status write_text(int which, const struct asked *asked, char *text, int64_t size, int64_t *needed) {
  static const dueby_verdict overdue = {DUEBY_STATE_OVERDUE, -5, -3, 0};
  const dueby_when when = {INT64_C(1774621800), day("2026-03-27"), 0};
  const dueby_deadline *deadline = &asked->deadline;
  switch (which) {
  case 0: return dueby_explain_text(known.england, known.eaw, &asked->trigger, &asked->facts, deadline, text, size, needed);
  case 1: return dueby_explain_timescale(known.england, deadline->rule, deadline->version, text, size, needed);
  case 2: return dueby_explain_source(known.england, deadline->rule, deadline->version, text, size, needed);
  case 3: return dueby_explain_source_note(known.england, deadline->rule, deadline->version, deadline->begins, text, size, needed);
  case 4: return dueby_explain_when(&when, text, size, needed);
  case 5: return dueby_explain_verdict(deadline, &overdue, text, size, needed);
  default: return dueby_explain_calendar(known.eaw, deadline, text, size, needed);
  }
}

static void test_explain__every_size_of_buffer(void **state) {
  (void)state;
  struct asked asked = ask_deadline(&(struct ask){ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27")});
  for (int which = 0; which < WRITERS; which++) {
    int64_t needed = UNTOUCHED, again;
    char whole[4096];
    assert_int_equal(write_text(which, &asked, NULL, 0, &needed), DUEBY_ESPACE);
    assert_in_range(needed, 2, sizeof whole);
    assert_int_equal(write_text(which, &asked, whole, sizeof whole, NULL), DUEBY_OK);
    assert_int_equal(strlen(whole) + 1, needed);
    for (int64_t size = 0; size <= needed; size++) {
      char *text = malloc((size_t)size + 1); /* one byte more than `size`, to detect whether it is written */
      assert_non_null(text);
      text[size] = '#';
      if (size) text[0] = 'x';
      again = UNTOUCHED;
      assert_int_equal(write_text(which, &asked, text, size, &again), size < needed ? DUEBY_ESPACE : DUEBY_OK);
      assert_int_equal(again, needed);
      assert_int_equal(text[size], '#');
      if (size) assert_string_equal(text, size < needed ? "" : whole);
      free(text);
    }
  }
}

static void test_explain__texts_of_what_cannot_be_worked_out(void **state) {
  (void)state;
  struct asked asked = ask_deadline(&(struct ask){ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27")});
  char text[64] = "kept";
  int64_t needed = UNTOUCHED;
  dueby_deadline wrong[] = {asked.deadline, asked.deadline, asked.deadline};
  wrong[0].rule = dueby_profile_rule_count(known.england);
  wrong[1].phase = -1;
  wrong[2].begins = DUEBY_DATE_NONE;
  for (int i = 0; i < 3; i++)
    assert_int_equal(dueby_explain_text(known.england, known.eaw, &asked.trigger, NULL, &wrong[i], text, sizeof text, &needed),
                     DUEBY_EARGUMENT);
  assert_string_equal(text, "kept");
  assert_int_equal(needed, UNTOUCHED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_steps__of_the_conference),
      cmocka_unit_test(test_steps__of_a_notice_go_backwards),
      cmocka_unit_test(test_steps__with_the_first_day_counted),
      cmocka_unit_test(test_steps__with_a_moved_start),
      cmocka_unit_test(test_steps__with_neither_end_counted),
      cmocka_unit_test(test_steps__with_a_last_day_that_moved),
      cmocka_unit_test(test_steps__of_calendar_time_are_one),
      cmocka_unit_test(test_steps__of_hours_are_one),
      cmocka_unit_test(test_steps__begin_where_the_occurrence_begins),
      cmocka_unit_test(test_steps__of_a_calendar_period),
      cmocka_unit_test(test_steps__name_closures_of_local_rules),
      cmocka_unit_test(test_steps__of_christmas),
      cmocka_unit_test(test_steps__leave_no_day_out),
      cmocka_unit_test(test_steps__say_how_many_are_needed),
      cmocka_unit_test(test_steps__after_a_version_with_fewer_phases),
      cmocka_unit_test(test_steps__of_an_answer_that_there_is_not),
      cmocka_unit_test(test_explain__the_conference),
      cmocka_unit_test(test_explain__superseded_only_from_the_day_of_the_later_edition),
      cmocka_unit_test(test_explain__last_working_day_before),
      cmocka_unit_test(test_explain__no_last_working_day_before_it_opens),
      cmocka_unit_test(test_explain__last_working_day_before_of_local_rules),
      cmocka_unit_test(test_explain__hours),
      cmocka_unit_test(test_explain__calendar_time),
      cmocka_unit_test(test_explain__counted_backwards),
      cmocka_unit_test(test_explain__moved_and_rolled_days),
      cmocka_unit_test(test_explain__a_moved_start_is_not_counted),
      cmocka_unit_test(test_explain__projected_days),
      cmocka_unit_test(test_explain__conditions_and_needs),
      cmocka_unit_test(test_explain__two_needs),
      cmocka_unit_test(test_explain__when_it_counts),
      cmocka_unit_test(test_explain__the_other_rules_of_the_duty),
      cmocka_unit_test(test_explain__others_that_did_not_apply_are_one_line),
      cmocka_unit_test(test_explain__others_that_did_not_apply_can_be_listed),
      cmocka_unit_test(test_explain__holidays_of_another_part_of_the_kingdom),
      cmocka_unit_test(test_explain__holidays_without_a_name),
      cmocka_unit_test(test_explain__without_bank_holidays),
      cmocka_unit_test(test_explain__no_working_day_before),
      cmocka_unit_test(test_explain__due_beyond_the_calendar),
      cmocka_unit_test(test_explain__begins_later_than_the_trigger),
      cmocka_unit_test(test_explain__first_day_counted_from_a_holiday),
      cmocka_unit_test(test_explain__a_long_reading_is_broken_into_lines),
      cmocka_unit_test(test_explain__uses_no_words_of_the_trade),
      cmocka_unit_test(test_explain__the_same_day_is_not_nought_days),
      cmocka_unit_test(test_explain__timescales),
      cmocka_unit_test(test_explain__a_later_phase_that_falls_due_once_says_so),
      cmocka_unit_test(test_explain__t7_timescales_leave_nothing_out),
      cmocka_unit_test(test_explain__timescales_of_no_version),
      cmocka_unit_test(test_explain__sources),
      cmocka_unit_test(test_explain__documents_with_a_date),
      cmocka_unit_test(test_explain__source_notes),
      cmocka_unit_test(test_explain__days_and_times),
      cmocka_unit_test(test_explain__weekdays_and_months),
      cmocka_unit_test(test_explain__no_day_and_no_time),
      cmocka_unit_test(test_explain__states),
      cmocka_unit_test(test_explain__overdue_by_how_much),
      cmocka_unit_test(test_explain__no_such_state),
      cmocka_unit_test(test_explain__calendars),
      cmocka_unit_test(test_explain__calendars_that_were_changed),
      cmocka_unit_test(test_explain__calendars_with_closures),
      cmocka_unit_test(test_explain__every_size_of_buffer),
      cmocka_unit_test(test_explain__texts_of_what_cannot_be_worked_out),
  };
  return cmocka_run_group_tests_name("explain", tests, open_known, close_known);
}
