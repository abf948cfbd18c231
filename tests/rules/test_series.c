/* Tests the deadlines after the first: the sequence and its phases, its end, and events that move a due day. Every date was worked
 * out by hand. */
#include "rules.h"

enum { LINES = 8 };

struct story {
  const char *at, *tag;
  const char *met[4];    /* the days on which the duty was done, in order */
  const char *events[4]; /* "cla_review.held 2026-03-20" */
  int32_t wanted;
};

static int64_t events_of(const dueby_profile *profile, const char *const texts[4], dueby_event events[4]) {
  int64_t count = 0;
  for (; count < 4 && texts[count]; count++) {
    char slug[64];
    size_t length = strcspn(texts[count], " ");
    snprintf(slug, sizeof slug, "%.*s", (int)length, texts[count]);
    events[count] = (dueby_event){.time = DUEBY_TIME_NONE, .type = event_of(profile, slug), .date = day(texts[count] + length + 1)};
  }
  return count;
}

/* Returns the lines' due days, such as "2026-03-09 2026-03-16". */
static const char *lines_of(const char *figure, const struct story *story) {
  static char said[LINES * 12];
  dueby_profile *profile = profile_of_rule(figure);
  dueby_calendar *calendar = calendar_of("england-and-wales");
  dueby_event events[4], trigger = {.time = DUEBY_TIME_NONE, .date = day(story->at), .tags = tags_of(profile, story->tag)};
  dueby_facts facts = {.born = DUEBY_DATE_NONE, .since = DUEBY_DATE_NONE, .events = events};
  dueby_when met[4];
  dueby_deadline lines[LINES];
  int64_t n_met = 0, count = 0;
  facts.event_count = events_of(profile, story->events, events);
  for (; n_met < 4 && story->met[n_met]; n_met++) met[n_met] = (dueby_when){DUEBY_TIME_NONE, day(story->met[n_met]), 0};
  assert_int_equal(dueby_deadline_series(profile, 0, NULL, calendar, &trigger, &facts, met, n_met, lines, story->wanted, &count),
                   DUEBY_OK);
  said[0] = '\0';
  for (int64_t i = 0; i < count; i++) {
    dueby_when due = {DUEBY_TIME_NONE, lines[i].due, 0};
    char text[16];
    assert_int_equal(dueby_when_text(&due, text, sizeof text, NULL), DUEBY_OK);
    assert_int_equal(lines[i].occurrence, n_met + i + 1);
    strcat(strcat(said, i ? " " : ""), text);
  }
  dueby_profile_free(profile);
  dueby_calendar_free(calendar);
  return said;
}

#define assert_lines(expected, figure, ...) assert_string_equal(lines_of(figure, &(struct story){__VA_ARGS__}), expected)

/* The next occurrence begins on the day on which the previous one was met, early or late. */
static void test_rule_02__the_next_begins_on_the_day_of_the_meeting(void **state) {
  (void)state;
  const char *weekly = "    schedule: [{every: 1 week}]\n";
  assert_lines("2026-03-09 2026-03-16 2026-03-23", weekly, .at = "2026-03-02", .wanted = 3);
  assert_lines("2026-03-12", weekly, .at = "2026-03-02", .met = {"2026-03-05"}, .wanted = 1); /* 5 March + 7 days */
  assert_lines("2026-03-27", weekly, .at = "2026-03-02", .met = {"2026-03-20"},
               .wanted = 1); /* the line was met late: the next is due a week after that, and none is skipped */
}

/* An occurrence can be met only after the day on which it began, so a second action on the same day changes nothing. */
static void test_rule_02__met_on_a_later_day_than_it_began(void **state) {
  (void)state;
  assert_lines("2026-03-12", "    schedule: [{every: 1 week}]\n", .at = "2026-03-02", .met = {"2026-03-05", "2026-03-05"},
               .wanted = 1);
}

static void test_rule_02__once_is_once(void **state) {
  (void)state;
  assert_lines("2026-03-09", "    within: 1 week\n", .at = "2026-03-02", .wanted = 3);
  assert_lines("", "    within: 1 week\n", .at = "2026-03-02", .met = {"2026-03-03"}, .wanted = 3);
}

/* The duty is due every 6 weeks in the first year, then every 12. The first year, from 3 March 2025, ends on 3 March 2026, and an
 * occurrence that begins on that day still belongs to the first year. 3 March + 42 = 14 April; 4 March + 84 = 27 May. */
static void test_rule_07__the_last_day_of_a_phase_belongs_to_it(void **state) {
  (void)state;
  const char *stages = "    schedule: [{every: 6 weeks, for: 1 year}, {every: 12 weeks}]\n";
  assert_lines("2026-04-14", stages, .at = "2025-03-03", .met = {"2026-03-03"}, .wanted = 1);
  assert_lines("2026-05-27", stages, .at = "2025-03-03", .met = {"2026-03-04"}, .wanted = 1);
}

/* The duty is weekly until the first review, then every 4 weeks. An occurrence that begins on the day of the review, 20 March,
  * has 4 weeks: 20 March + 28 = 17 April; 21 March + 28 = 18 April. The same applies to an occurrence that is open on that day and
  * not overdue: 18 March + 28 = 15 April. One due on 19 March stays weekly. */
static void test_rule_07__a_phase_ends_with_an_event(void **state) {
  (void)state;
  const char *stages = "    schedule: [{every: 1 week, until: cla_review.held}, {every: 4 weeks}]\n";
  assert_lines("2026-04-17", stages, .at = "2026-03-02", .met = {"2026-03-20"}, .events = {"cla_review.held 2026-03-20"},
               .wanted = 1);
  assert_lines("2026-04-15", stages, .at = "2026-03-02", .met = {"2026-03-18"}, .events = {"cla_review.held 2026-03-20"},
               .wanted = 1);
  assert_lines("2026-04-10", stages, .at = "2026-03-02", .met = {"2026-03-13"}, .events = {"cla_review.held 2026-03-20"},
               .wanted = 1); /* the line is due on the day of the review, so it is not overdue */
  assert_lines("2026-03-19", stages, .at = "2026-03-02", .met = {"2026-03-12"}, .events = {"cla_review.held 2026-03-20"},
               .wanted = 1);
  assert_lines("2026-04-18", stages, .at = "2026-03-02", .met = {"2026-03-21"}, .events = {"cla_review.held 2026-03-20"},
               .wanted = 1);
  assert_lines("2026-03-28", stages, .at = "2026-03-02", .met = {"2026-03-21"}, .events = {"cla_review.held 2026-03-02"},
               .wanted = 1); /* the review is on the trigger's day, so not after it */
}

/* The first review after the trigger ends the phase, whatever the order of the events. */
static void test_rule_07__the_first_event_after_the_trigger(void **state) {
  (void)state;
  const char *stages = "    schedule: [{every: 1 week, until: cla_review.held}, {every: 4 weeks}]\n";
  assert_lines("2026-04-18", stages, .at = "2026-03-02", .met = {"2026-03-21"},
               .events = {"cla_review.held 2026-06-01", "cla_review.held 2026-03-20"}, .wanted = 1);
}

/* Weekly visits would be due on 9, 16, 23 and 30 March. The plan ends on 23 March, so no occurrence begins on that day. */
static void test_rule_08__nothing_begins_on_the_day_of_the_end(void **state) {
  (void)state;
  const char *weekly = "    schedule: [{every: 1 week}]\n    ends: [cp_plan.ended]\n";
  assert_lines("2026-03-09 2026-03-16 2026-03-23", weekly, .at = "2026-03-02", .events = {"cp_plan.ended 2026-03-23"}, .wanted = 8);
  assert_lines("2026-03-09 2026-03-16 2026-03-23 2026-03-30", weekly, .at = "2026-03-02", .events = {"cp_plan.ended 2026-03-24"},
               .wanted = 8);
  assert_lines("2026-03-09 2026-03-16", weekly, .at = "2026-03-02", .events = {"cp_plan.ended 2026-03-02"},
               .wanted = 2); /* the end is on the trigger's day, so it does not end the clock */
}

/* Returns the day on which a clock that starts on 9 March with ref 1 ends, or "none" if it keeps running. Each text is an event
 * with its day, its ref and optionally a tag. */
static const char *ended_of(const char *figure, const char *const texts[4]) {
  static char said[16];
  dueby_profile *profile = profile_of_rule(figure);
  dueby_event events[4];
  const dueby_event trigger = {.time = DUEBY_TIME_NONE,
                               .type = event_of(profile, "referral.received"),
                               .date = day("2026-03-09"),
                               .ref = 1,
                               .tags = tags_of(profile, "significant_harm")};
  dueby_facts facts = {.born = DUEBY_DATE_NONE, .since = DUEBY_DATE_NONE, .events = events};
  for (; facts.event_count < 4 && texts[facts.event_count]; facts.event_count++) {
    char slug[64], iso[16], tag[32] = "";
    int ref = 0;
    assert_in_range(sscanf(texts[facts.event_count], "%63s %15s %d %31s", slug, iso, &ref, tag), 3, 4);
    events[facts.event_count] = (dueby_event){
        .time = DUEBY_TIME_NONE, .type = event_of(profile, slug), .date = day(iso), .ref = ref, .tags = tags_of(profile, tag)};
  }
  const dueby_when ended = {DUEBY_TIME_NONE, dueby_deadline_ended(profile, 0, &trigger, &facts), 0};
  if (ended.date == DUEBY_DATE_NONE) strcpy(said, "none");
  else assert_int_equal(dueby_when_text(&ended, said, sizeof said, NULL), DUEBY_OK);
  dueby_profile_free(profile);
  return said;
}

#define assert_ended(expected, figure, ...) assert_string_equal(ended_of(figure, (const char *const[4]){__VA_ARGS__}), expected)

/* An end with the trigger's ref on the trigger's day ends the trigger's clock, unless an earlier clock with the same ref was still
 * running. */
static void test_rule_08__an_end_with_the_triggers_own_ref(void **state) {
  (void)state;
  const char *weekly = "    schedule: [{every: 1 week}]\n    ends: [cp_plan.ended]\n", *end = "cp_plan.ended 2026-03-09 1";
  assert_ended("2026-03-09", weekly, end);
  assert_ended("none", weekly, "cp_plan.ended 2026-03-09 2");
  assert_ended("none", weekly, "cp_plan.ended 2026-03-09 0");
  assert_ended("none", weekly, end, "referral.received 2026-03-02 1");
  assert_ended("2026-03-09", weekly, end, "referral.received 2026-03-02 2");
  assert_ended("2026-03-09", weekly, end, "referral.received 2026-03-09 1"); /* this event is the trigger itself */
  assert_ended("2026-03-09", weekly, end, "referral.received 2026-03-02 1", "cp_plan.ended 2026-03-08 1");
  assert_ended("2026-03-09", weekly, end, "referral.received 2026-03-02 1", "cp_plan.ended 2026-03-02 1");
  assert_ended("none", weekly, end, "referral.received 2026-03-02 1", "cp_plan.ended 2026-03-01 1");
  /* the last of the earlier triggers decides, whatever their order */
  assert_ended("none", weekly, end, "referral.received 2026-03-04 1", "referral.received 2026-02-23 1",
               "cp_plan.ended 2026-03-02 1");
  assert_ended("2026-03-09", weekly, end, "referral.received 2026-03-04 1", "referral.received 2026-02-23 1",
               "cp_plan.ended 2026-03-05 1");
}

/* An earlier referral starts a clock only if it has the tag that the rule needs. */
static void test_rule_08__an_earlier_trigger_needs_the_tags(void **state) {
  (void)state;
  const char *tagged = "    schedule: [{every: 1 week}]\n    when: {tag: significant_harm}\n    ends: [cp_plan.ended]\n";
  assert_ended("2026-03-09", tagged, "cp_plan.ended 2026-03-09 1", "referral.received 2026-03-02 1");
  assert_ended("none", tagged, "cp_plan.ended 2026-03-09 1", "referral.received 2026-03-02 1 significant_harm");
}

/* Eight visits are due in each month for 12 weeks, then four. Periods end on 27 April, 27 May and 27 June. The fourth period begins
 * on 28 June, after the 12 weeks end on 19 June, and is counted from 27 June. */
static void test_rule_10__periods_follow_on_from_phase_to_phase(void **state) {
  (void)state;
  assert_lines("2015-04-27 2015-05-27 2015-06-27 2015-07-27 2015-08-27",
               "    schedule: [{at_least: 8, per: 1 month, for: 12 weeks}, {at_least: 4, per: 1 month}]\n", .at = "2015-03-27",
               .wanted = 5);
}

/* The months are counted in one step from the trigger: 31 January, 28 February, 31 March, 30 April. */
static void test_rule_10__periods_are_laid_in_one_step(void **state) {
  (void)state;
  assert_lines("2026-02-28 2026-03-31 2026-04-30", "    at_least: 1\n    per: 1 month\n", .at = "2026-01-31", .wanted = 3);
}

/* 16 weeks from 27 March end on 17 July. An extension of 8 weeks, which is allowed once, moves the due day to 11 September. */
static void test_rule_13__an_extension_counts_as_often_as_it_may(void **state) {
  (void)state;
  const char *once = "    within: 16 weeks\n    extension: {event: temporary_approval.extended, by: 8 weeks, times: 1}\n";
  const char *often = "    within: 16 weeks\n    extension: {event: temporary_approval.extended, by: 8 weeks}\n";
  assert_lines("2026-07-17", once, .at = "2026-03-27", .wanted = 1);
  assert_lines("2026-09-11", once, .at = "2026-03-27", .wanted = 1,
               .events = {"temporary_approval.extended 2026-07-01", "temporary_approval.extended 2026-09-01"});
  assert_lines("2026-11-06", often, .at = "2026-03-27", .wanted = 1,
               .events = {"temporary_approval.extended 2026-07-01", "temporary_approval.extended 2026-09-01"});
}

static void test_rule_13__from_the_triggers_day_on(void **state) {
  (void)state;
  const char *once = "    within: 16 weeks\n    extension: {event: temporary_approval.extended, by: 8 weeks, times: 1}\n";
  assert_lines("2026-09-11", once, .at = "2026-03-27", .wanted = 1, .events = {"temporary_approval.extended 2026-03-27"});
  assert_lines("2026-07-17", once, .at = "2026-03-27", .wanted = 1, .events = {"temporary_approval.extended 2026-03-26"});
}

/* ---- arguments ---- */

static void test_next__refuses_what_is_no_place_on_a_clock(void **state) {
  (void)state;
  const dueby_event trigger = {.time = DUEBY_TIME_NONE, .date = day("2026-03-27")};
  const dueby_when met = {DUEBY_TIME_NONE, day("2026-04-01"), 0}, never = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  int32_t rule = rule_of(known.england, "england:cla.visit");
  dueby_deadline last, next, before;
  memset(&next, 0x5a, sizeof next);
  before = next;
  assert_int_equal(dueby_deadline_for_rule(known.england, rule, known.eaw, &trigger, NULL, &last), DUEBY_OK);
  dueby_deadline wrong[] = {last, last, last, last, last};
  wrong[0].rule = -1;
  wrong[1].rule = dueby_profile_rule_count(known.england);
  wrong[2].version = -1;
  wrong[3].version = dueby_rule_version_count(known.england, rule);
  wrong[4].phase = -1;
  for (int i = 0; i < 5; i++)
    assert_int_equal(dueby_deadline_next(known.england, known.eaw, &trigger, NULL, &wrong[i], &met, &next), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_next(known.england, known.eaw, &trigger, NULL, &last, &never, &next), DUEBY_EARGUMENT);
  assert_memory_equal(&next, &before, sizeof next);
  assert_int_equal(dueby_deadline_next(known.england, known.eaw, &trigger, NULL, &last, &met, &next), DUEBY_OK);
}

/* Tries ends of a rule on the largest day number, which has no next day, and of a rule that does not exist. */
static void test_series__ends_of_days_and_rules_that_there_are_not(void **state) {
  (void)state;
  const dueby_event trigger = {.time = DUEBY_TIME_NONE, .date = INT32_MAX};
  dueby_event end = {.time = DUEBY_TIME_NONE, .date = day("2026-04-01")};
  const dueby_facts facts = {.born = DUEBY_DATE_NONE, .since = DUEBY_DATE_NONE, .events = &end, .event_count = 1};
  dueby_deadline deadline;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(known.england); rule++)
    for (int32_t i = 0; i < dueby_rule_end_count(known.england, rule); i++) {
      end.type = dueby_rule_end(known.england, rule, i);
      assert_int_equal(dueby_deadline_ended(known.england, rule, &trigger, &facts), DUEBY_DATE_NONE);
      assert_int_not_equal(dueby_deadline_for_rule(known.england, rule, known.eaw, &trigger, &facts, &deadline), DUEBY_OK);
    }
  const dueby_event today = {.time = DUEBY_TIME_NONE, .date = day("2026-03-27")};
  const int32_t none[] = {INT32_MIN, -1, dueby_profile_rule_count(known.england), INT32_MAX};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    assert_int_equal(dueby_deadline_ended(known.england, none[i], &today, &facts), DUEBY_DATE_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_02__the_next_begins_on_the_day_of_the_meeting),
      cmocka_unit_test(test_rule_02__met_on_a_later_day_than_it_began),
      cmocka_unit_test(test_rule_02__once_is_once),
      cmocka_unit_test(test_rule_07__the_last_day_of_a_phase_belongs_to_it),
      cmocka_unit_test(test_rule_07__a_phase_ends_with_an_event),
      cmocka_unit_test(test_rule_07__the_first_event_after_the_trigger),
      cmocka_unit_test(test_rule_08__nothing_begins_on_the_day_of_the_end),
      cmocka_unit_test(test_rule_08__an_end_with_the_triggers_own_ref),
      cmocka_unit_test(test_rule_08__an_earlier_trigger_needs_the_tags),
      cmocka_unit_test(test_rule_10__periods_follow_on_from_phase_to_phase),
      cmocka_unit_test(test_rule_10__periods_are_laid_in_one_step),
      cmocka_unit_test(test_rule_13__an_extension_counts_as_often_as_it_may),
      cmocka_unit_test(test_rule_13__from_the_triggers_day_on),
      cmocka_unit_test(test_next__refuses_what_is_no_place_on_a_clock),
      cmocka_unit_test(test_series__ends_of_days_and_rules_that_there_are_not),
  };
  return cmocka_run_group_tests_name("series", tests, open_known, close_known);
}
