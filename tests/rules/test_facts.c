/* Tests facts given for one date: agreements, ends, extensions and pauses. A caller may give them in any order
 * (dueby/deadline.h), so every order must give the expected answer. 2 March 2026 is a Monday; the clocks go forward on Sunday 29
 * March. */
#include "timeline.h"

#define WEEK "    within: 1 week\n"
#define AGREED "    within: agreed\n"
#define UNTIL_18 WEEK "    ends: [child.turned_18, child.turned_21]\n"
#define EXTENDED "    extension: {event: proceedings.extended, by: 8 weeks, times: 1}\n"
#define PAUSED "    pause: {from: sar.clarification_asked, to: sar.clarification_received}\n"

enum { EVENTS_MAX = 6 };

struct question {
  const char *figure, *trigger, *events; /* `trigger` as an event: "2026-03-02 referral.received" */
  const char *met, *born;
  int32_t flags;
};

static void answer(const struct question *question, const dueby_profile *profile, const dueby_event *trigger,
                   const dueby_event *events, int64_t count, char *text) {
  dueby_facts facts = {.flags = question->flags, .events = events, .event_count = count};
  struct asked asked;
  if (question->met) facts.met = day(question->met);
  if (question->born) facts.born = day(question->born);
  asked.status = dueby_deadline_for_rule(profile, rule_of(profile, "test:duty"), known.eaw, trigger, &facts, &asked.deadline);
  strcpy(text, due_text(&asked));
}

/* Tries every order of the events from `first` onwards. */
static void try_orders(const struct question *question, const dueby_profile *profile, const dueby_event *trigger,
                       dueby_event *events, int64_t count, int64_t first, const char *expected) {
  char text[64];
  if (first == count) {
    answer(question, profile, trigger, events, count, text);
    if (strcmp(text, expected) != 0) fail_msg("%s: %s, expected %s", question->events, text, expected);
    return;
  }
  for (int64_t i = first; i < count; i++) {
    const dueby_event one = events[first];
    events[first] = events[i];
    events[i] = one;
    try_orders(question, profile, trigger, events, count, first + 1, expected);
    events[i] = events[first];
    events[first] = one;
  }
}

static void assert_answer_at(const char *expected, const struct question *question) {
  dueby_profile *profile = profile_of_rule(question->figure);
  struct history_told trigger = history_of(profile, question->trigger ? question->trigger : "2026-03-02 referral.received"),
                      told = history_of(profile, question->events);
  dueby_event events[EVENTS_MAX];
  int64_t count = 0;
  for (int64_t i = 0; i < told.count; i++) {
    assert_true(count < EVENTS_MAX);
    events[count++] = told.events[i];
  }
  try_orders(question, profile, &trigger.events[0], events, count, 0, expected);
  dueby_profile_free(profile);
}

#define assert_answer(expected, ...) assert_answer_at(expected, &(struct question){__VA_ARGS__})

/* ---- 9: agreed ---- */

/* Agreements on or after the trigger's day count if they have the trigger's ref. If there are several on one day, the shortest
 * counts: 2 weeks, Monday 16 March. */
static void test_facts__agreements_for_a_duty(void **state) {
  (void)state;
  assert_answer("2026-03-16", .figure = AGREED, .events = "2026-03-02 cin_review.held agreed.duty=2_weeks");
  assert_answer("2026-03-16", .figure = AGREED,
                .events = "2026-03-02 cin_review.held agreed.duty=2_weeks, 2026-02-27 cin_review.held agreed.duty=1_week");
  assert_answer("2026-03-16", .figure = AGREED,
                .events = "2026-03-02 cin_review.held agreed.duty=3_weeks, 2026-03-02 icpc.held agreed.duty=2_weeks");
  assert_answer("2026-03-16", .figure = AGREED, .trigger = "2026-03-02 referral.received #A",
                .events = "2026-03-02 cin_review.held #A agreed.duty=2_weeks, 2026-03-02 icpc.held #B agreed.duty=1_week");
  assert_answer("needs", .figure = AGREED, .events = "2026-02-27 cin_review.held agreed.duty=1_week");
  assert_answer("needs", .figure = AGREED, .events = "2026-03-02 cin_review.held");
}

/* 72 hours are three days: shorter than 4 days and longer than 2. */
static void test_facts__agreements_in_hours_and_days(void **state) {
  (void)state;
  const char *trigger = "2026-03-02T09:00 referral.received";
  assert_answer("2026-03-05T09:00:00+00:00", .figure = AGREED, .trigger = trigger,
                .events = "2026-03-02 cin_review.held agreed.duty=72_hours, 2026-03-02 icpc.held agreed.duty=4_days");
  assert_answer("2026-03-04", .figure = AGREED, .trigger = trigger,
                .events = "2026-03-02 cin_review.held agreed.duty=72_hours, 2026-03-02 icpc.held agreed.duty=2_days");
}

/* An agreement recorded without a span has no effect. */
static void test_facts__an_agreement_without_a_span(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule(AGREED);
  const dueby_event trigger = {.date = day("2026-03-02")};
  const dueby_event nothing = {.date = day("2026-03-02"), .type = DUEBY_EVENT_AGREED_FOR(duty_of(profile, "duty"))};
  char text[64];
  answer(&(struct question){0}, profile, &trigger, &nothing, 1, text);
  assert_string_equal(text, "needs");
  dueby_profile_free(profile);
}

/* ---- 8: ends ---- */

/* A rule does not start on or after a birthday that ends it, whether the birthday is given as an event or worked out from the date
 * of birth. A later birthday does not change the date. */
static void test_facts__birthdays_before_and_after_the_trigger(void **state) {
  (void)state;
  assert_answer("does not apply", .figure = UNTIL_18, .events = "2026-03-01 child.turned_18");
  assert_answer("does not apply", .figure = UNTIL_18, .events = "2026-03-02 child.turned_18");
  assert_answer("2026-03-09", .figure = UNTIL_18, .events = "2026-03-03 child.turned_18");
  assert_answer("2026-03-09", .figure = UNTIL_18, .events = "2026-03-20 child.turned_18, 2026-03-03 child.turned_21");
  assert_answer("does not apply", .figure = UNTIL_18, .events = "2026-03-20 child.turned_18, 2026-03-01 child.turned_21");
  assert_answer("does not apply", .figure = UNTIL_18, .events = "2026-03-10 child.turned_18, 2026-03-01 child.turned_18");
  assert_answer("does not apply", .figure = UNTIL_18, .events = "", .born = "2008-03-02");
  assert_answer("2026-03-09", .figure = UNTIL_18, .events = "", .born = "2008-03-03");
  assert_answer("2026-03-09", .figure = UNTIL_18, .trigger = "2026-03-02 referral.received #A",
                .events = "2026-03-01 child.turned_18 #B");
}

/* The first end after the trigger stops the clock, in whatever order the events are given. If two ends are on one day, the one
 * without a time comes first. */
static void test_facts__the_first_of_several_ends(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule(WEEK "    ends: [cin_plan.ended, cp_plan.ended]\n");
  const char *ends[] = {
      "2026-03-10 cin_plan.ended, 2026-03-05 cp_plan.ended", "2026-03-05 cin_plan.ended, 2026-03-10 cp_plan.ended",
      "2026-03-05T10:00 cin_plan.ended, 2026-03-05 cp_plan.ended",
      "2026-03-05T10:00 cin_plan.ended, 2026-03-05T09:00 cp_plan.ended", "2026-02-20 cin_plan.ended, 2026-03-05 cp_plan.ended"};
  const dueby_event trigger = {.date = day("2026-03-02")};
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    struct history_told told = history_of(profile, ends[i]);
    for (int k = 0; k < 2; k++) {
      const dueby_facts facts = {.events = told.events, .event_count = told.count};
      assert_day(dueby_deadline_ended(profile, rule_of(profile, "test:duty"), &trigger, &facts), "2026-03-05");
      const dueby_event first = told.events[0];
      told.events[0] = told.events[1];
      told.events[1] = first;
    }
  }
  assert_int_equal(dueby_deadline_ended(profile, -1, &trigger, NULL), DUEBY_DATE_NONE);
  assert_int_equal(dueby_deadline_ended(profile, rule_of(profile, "test:duty") + 1, &trigger, NULL), DUEBY_DATE_NONE);
  dueby_profile_free(profile);
}

/* If the trigger is also among the facts, it does not end its own clock. Another referral on a later day does. A referral on the
 * same day with another time or ref is also another referral, in whatever order the two are given. */
static void test_facts__the_trigger_among_the_facts(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule(WEEK "    ends: [referral.received]\n");
  const struct {
    const char *events, *ended;
  } rows[] = {{"2026-03-02 referral.received #A, 2026-03-05 referral.received #A", "2026-03-05"},
              {"2026-03-02 referral.received #A, 2026-03-01 referral.received #A", NULL},
              {"2026-03-02 referral.received #A, 2026-03-04 referral.received", "2026-03-04"},
              {"2026-03-02 referral.received #A, 2026-03-04 referral.received #B", NULL}};
  struct history_told trigger = history_of(profile, "2026-03-02 referral.received #A");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct history_told told = history_of(profile, rows[i].events);
    for (int k = 0; k < 2; k++) {
      const dueby_facts facts = {.events = told.events, .event_count = told.count};
      dueby_date ended = dueby_deadline_ended(profile, rule_of(profile, "test:duty"), &trigger.events[0], &facts);
      if (rows[i].ended) assert_day(ended, rows[i].ended);
      else assert_int_equal(ended, DUEBY_DATE_NONE);
      const dueby_event first = told.events[0];
      told.events[0] = told.events[1];
      told.events[1] = first;
    }
  }
  const char *same_day[] = {"2026-03-02T10:00 referral.received #A", "2026-03-02 referral.received"};
  for (int i = 0; i < 2; i++) {
    char both[128];
    dueby_date ended[2];
    snprintf(both, sizeof both, "%s, 2026-03-02 referral.received #A", same_day[i]);
    struct history_told told = history_of(profile, both);
    for (int k = 0; k < 2; k++) {
      const dueby_facts facts = {.events = told.events, .event_count = told.count};
      ended[k] = dueby_deadline_ended(profile, rule_of(profile, "test:duty"), &trigger.events[0], &facts);
      const dueby_event first = told.events[0];
      told.events[0] = told.events[1];
      told.events[1] = first;
    }
    assert_int_equal(ended[0], ended[1]);
  }
  dueby_profile_free(profile);
}

/* ---- 13: extension ---- */

/* 1 week after 2 March is 9 March; 8 weeks later is 4 May. Only one extension counts, and none after the due day. */
static void test_facts__extensions(void **state) {
  (void)state;
  assert_answer("2026-05-04", .figure = WEEK EXTENDED, .events = "2026-03-09 proceedings.extended");
  assert_answer("2026-05-04", .figure = WEEK EXTENDED,
                .events = "2026-03-05 proceedings.extended, 2026-03-06 proceedings.extended, 2026-03-02 proceedings.extended");
  assert_answer("2026-03-09", .figure = WEEK EXTENDED, .events = "2026-03-10 proceedings.extended");
  assert_answer("2026-03-09", .figure = WEEK EXTENDED, .events = "2026-03-01 proceedings.extended");
  assert_answer("outside coverage", .trigger = "2100-12-20 referral.received", .events = "2100-12-22 proceedings.extended",
                .figure = WEEK "    extension: {event: proceedings.extended, by: 8 working days}\n");
}

/* An extension of a time limit in hours keeps the time of day. 24 hours after 01:30 on Friday 27 March is 01:30 on Saturday. The
 * next day, when the clocks go forward, has no 01:30, so a time limit extended to that day ends an hour later; one extended by a
 * week ends at 01:30. */
static void test_facts__extensions_keep_the_time_of_day(void **state) {
  (void)state;
  const char *trigger = "2026-03-27T01:30 referral.received", *event = "2026-03-27 proceedings.extended";
  assert_answer("2026-03-29T02:30:00+01:00", .trigger = trigger, .events = event,
                .figure = "    within: 24 hours\n    extension: {event: proceedings.extended, by: 1 day, times: 1}\n");
  assert_answer("2026-04-04T01:30:00+01:00", .trigger = trigger, .events = event,
                .figure = "    within: 24 hours\n    extension: {event: proceedings.extended, by: 1 week, times: 1}\n");
}

/* ---- 19: pause ---- */

/* 10 working days after 2 March is 16 March. A pause from 3 to 5 March has three working days, which makes it Thursday 19 March.
 * The weekend of 7 and 8 March has none. 1 month after 2 March is 2 April, and three days later is 5 April. */
static void test_facts__pauses(void **state) {
  (void)state;
  const char *days = "    within: 10 working days\n" PAUSED, *month = "    within: 1 month\n" PAUSED;
  const char *pause = "2026-03-03 sar.clarification_asked, 2026-03-05 sar.clarification_received";
  assert_answer("2026-03-19", .figure = days, .events = pause);
  assert_answer("2026-04-05", .figure = month, .events = pause);
  assert_answer("2026-03-16", .figure = days,
                .events = "2026-03-07 sar.clarification_asked, 2026-03-08 sar.clarification_received");
  assert_answer("2026-03-19", .figure = days,
                .events = "2026-03-03 sar.clarification_asked, 2026-03-04 sar.clarification_asked, "
                          "2026-03-05 sar.clarification_received");
  assert_answer("2026-03-19", .figure = days,
                .events = "2026-03-03 sar.clarification_asked, 2026-03-05 sar.clarification_received, "
                          "2026-03-09 sar.clarification_received");
  assert_answer("needs", .figure = days, .events = "2026-03-03 sar.clarification_asked");
  assert_answer("2026-03-16", .figure = days, .events = "2026-03-17 sar.clarification_asked");
  assert_answer("outside coverage", .figure = days, .trigger = "2100-12-13 referral.received",
                .events = "2100-12-20 sar.clarification_asked, 2100-12-30 sar.clarification_received");
  assert_answer("outside coverage", .figure = month, .trigger = "2199-11-20 referral.received",
                .events = "2199-12-01 sar.clarification_asked, 2199-12-30 sar.clarification_received");
}

/* A pause without an answer ends when the duty is met, by an event or by the caller's statement, whichever is earlier. 3 to 6 March
 * are four working days, which makes it Friday 20 March. A visit before the request does not end the pause. */
static void test_facts__pauses_that_are_met(void **state) {
  (void)state;
  const char *days = "    within: 10 working days\n" PAUSED, *asked = "2026-03-03 sar.clarification_asked";
  assert_answer("2026-03-20", .figure = days, .events = "2026-03-03 sar.clarification_asked, 2026-03-06 visit.made");
  assert_answer("2026-03-20", .figure = days, .events = asked, .met = "2026-03-06");
  assert_answer("2026-03-20", .figure = days, .events = "2026-03-03 sar.clarification_asked, 2026-03-06 visit.made",
                .met = "2026-03-10");
  assert_answer("2026-03-20", .figure = days, .events = "2026-03-03 sar.clarification_asked, 2026-03-10 visit.made",
                .met = "2026-03-06");
  assert_answer("2026-03-20", .figure = days, .events = "2026-03-03 sar.clarification_asked, 2026-03-06 visit.made",
                .met = "2026-03-02");
  assert_answer("needs", .figure = days, .events = asked, .met = "2026-03-02");
}

/* ---- facts of a line ---- */

/* A line's facts are those known by the day on which the line closed: the first date of birth, and the last event to count from
 * that is not after the trigger and has the trigger's ref or none. Void events are skipped. */
static void test_facts__facts_of_a_line(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 week\n    since: cla.started\n");
  struct history_told told =
      history_of(profile, "2026-01-10 birth #A, 2026-01-05 birth, 2026-01-08 birth, 2025-01-01 birth +void, "
                          "2026-01-20 cla.started #B, 2026-01-12 cla.started, 2026-01-15 cla.started #A, "
                          "2026-01-14 cla.started #A, 2026-02-10 cla.started #A, "
                          "2026-02-01 referral.received #A, 2026-02-20 visit.made #A, 2026-03-20 visit.made");
  dueby_event kept[CASE_EVENTS];
  dueby_facts facts;
  const int64_t offsets[] = {0, told.count};
  dueby_line line = {.trigger = 9, .closed = DUEBY_DATE_NONE, .deadline = {.rule = rule_of(profile, "test:duty")}};
  dueby_line_facts(profile, &line, told.events, offsets, day("2026-03-02"), kept, &facts);
  assert_day(facts.born, "2026-01-05");
  assert_day(facts.since, "2026-01-15");
  assert_int_equal(facts.event_count, 10); /* not the void one, nor the visit of 20 March */
  line.closed = day("2026-02-15");
  dueby_line_facts(profile, &line, told.events, offsets, day("2026-03-02"), kept, &facts);
  assert_int_equal(facts.event_count, 9);
  line.trigger = 10; /* a trigger on a different day, with the same ref */
  dueby_line_facts(profile, &line, told.events, offsets, day("2026-03-02"), kept, &facts);
  assert_day(facts.since, "2026-02-10");
  dueby_profile_free(profile);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_facts__agreements_for_a_duty),
      cmocka_unit_test(test_facts__agreements_in_hours_and_days),
      cmocka_unit_test(test_facts__an_agreement_without_a_span),
      cmocka_unit_test(test_facts__birthdays_before_and_after_the_trigger),
      cmocka_unit_test(test_facts__the_first_of_several_ends),
      cmocka_unit_test(test_facts__the_trigger_among_the_facts),
      cmocka_unit_test(test_facts__extensions),
      cmocka_unit_test(test_facts__extensions_keep_the_time_of_day),
      cmocka_unit_test(test_facts__pauses),
      cmocka_unit_test(test_facts__pauses_that_are_met),
      cmocka_unit_test(test_facts__facts_of_a_line),
  };
  return cmocka_run_group_tests(tests, open_known, close_known);
}
