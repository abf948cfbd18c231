/* Tests rare answers: text longer than the usual buffers, days after the calendar ends (2100), and series that may be over. */
#include "dueby/explanation.h"
#include "dueby/query.h"
#include "dueby/worklist.h"
#include "timeline.h"

/* ---- days after the calendar ---- */

/* Twenty working days from Monday 20 December 2100 end after the calendar, so the weekly visits continue: Monday 27 December, then
 * 3 January 2101. The working days left until then cannot be counted. */
static void test_rare__a_phase_that_lasts_longer_than_the_calendar(void **state) {
  (void)state;
  assert_case("1 due 2100-12-27 met 2100-12-27\n2 due 2101-01-03 not_computable: outside the years that the calendar covers",
              .figure = "    schedule: [{every: 1 week, for: 20 working days}, {every: 4 weeks}]\n    ends: [cp_plan.ended]\n",
              .as_at = "2100-12-27", .events = "2100-12-20 referral.received, 2100-12-27 visit.made");
}

/* A period of twenty working days that ends after the calendar has no last day, so no other period follows it. */
static void test_rare__a_period_that_ends_after_the_calendar(void **state) {
  (void)state;
  assert_case("1 due none not_computable: outside the years that the calendar covers",
              .figure = "    at_least: 1\n    per: 20 working days\n    ends: [cp_plan.ended]\n", .as_at = "2100-12-31",
              .events = "2100-12-20 referral.received");
}

/* ---- series that may be over ---- */

/* Two visits are needed, the second a week after the first. Both may have been made on 6 and 7 January, before the
 * records of visits begin. Then the visit of 13 January is a third, and nothing is due a week after it. */
static void test_rare__all_visits_may_be_before_the_records(void **state) {
  (void)state;
  const char *twice = "    schedule: [{every: 1 week, times: 2}]\n    ends: [cp_plan.ended]\n";
  const char *events = "2026-01-05 referral.received, 2026-01-13 visit.made";
  assert_case("1 due 2026-01-12 not_computable 2026-01-13: started before your records start\n"
              "2 due 2026-01-20 not_computable: depends on rows that your records may not have",
              .figure = twice, .as_at = "2026-03-02", .events = events, .holds = "visit.made=since:2026-01-08");
  assert_case("1 due 2026-01-12 met_late 2026-01-13\n2 due 2026-01-20 overdue", .figure = twice, .as_at = "2026-03-02",
              .events = events);
}

/* ---- long text ---- */

/* One duty has forty rules. The rule for 1 day governs, and the explanation has a part for each of the other 39. */
static void test_rare__an_explanation_of_forty_rules(void **state) {
  (void)state;
  static char yaml[16384];
  int length = snprintf(yaml, sizeof yaml, "profile: test\ntitle: Test\nrules:\n"), others = 0;
  for (int i = 1; i <= 40; i++)
    length += snprintf(yaml + length, sizeof yaml - (size_t)length,
                       "  - id: duty\n    name: n%d\n    title: %0120d\n    trigger: referral.received\n    due: visit.made\n"
                       "    within: %d days\n",
                       i, i, i);
  assert_in_range(length, 1, sizeof yaml - 1);
  dueby_profile *profile = profile_of(yaml, NULL);
  const struct ask ask = {.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-02"};
  struct asked asked = ask_deadline(&ask);
  dueby_explanation *explanation = NULL;
  dueby_part part;
  assert_string_equal(due_text(&asked), "2026-03-03");
  assert_int_equal(dueby_explanation_new(profile, known.eaw, &asked.trigger, &asked.facts, &asked.deadline, &explanation),
                   DUEBY_OK);
  for (int64_t i = 0; dueby_explanation_part(explanation, i, &part) == DUEBY_OK; i++) {
    if (part.label != DUEBY_PART_OTHER) continue;
    assert_int_equal(part.last, day("2026-03-03") + ++others); /* 2 days, 3 days, ... */
  }
  assert_int_equal(others, 39);
  dueby_explanation_free(explanation);
  dueby_profile_free(profile);
}

/* An explanation's summary does not list the rules that do not apply, however many there are. */
static void test_rare__an_explanation_of_forty_rules_that_do_not_apply(void **state) {
  (void)state;
  static char yaml[16384];
  int length = snprintf(yaml, sizeof yaml, "profile: test\ntitle: Test\nrules:\n"), others = 0;
  for (int i = 1; i <= 40; i++)
    length += snprintf(yaml + length, sizeof yaml - (size_t)length,
                       "  - id: duty\n    name: n%d\n    title: %0120d\n    trigger: referral.received\n    due: visit.made\n"
                       "    within: %d days\n%s",
                       i, i, i, i > 1 ? "    when: {tag: alone}\n" : "");
  assert_in_range(length, 1, sizeof yaml - 1);
  dueby_profile *profile = profile_of(yaml, NULL);
  const struct ask ask = {.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-02"};
  struct asked asked = ask_deadline(&ask);
  dueby_explanation *explanation = NULL;
  dueby_part part;
  assert_string_equal(due_text(&asked), "2026-03-03");
  assert_int_equal(dueby_explanation_new(profile, known.eaw, &asked.trigger, &asked.facts, &asked.deadline, &explanation),
                   DUEBY_OK);
  for (int64_t i = 0; dueby_explanation_part(explanation, i, &part) == DUEBY_OK; i++) {
    if (part.label != DUEBY_PART_OTHER) continue;
    assert_int_equal(part.in_summary, 0);
    others++;
  }
  assert_int_equal(others, 39);
  dueby_explanation_free(explanation);
  dueby_profile_free(profile);
}

/* A conference triggered on 2 June 2025 is due on the 23rd. A decision not to hold it stops the clock. */
static void test_rare__an_explanation_of_an_end(void **state) {
  (void)state;
  char expected[256];
  snprintf(expected, sizeof expected, "on Friday 20 June 2025, by the %s: anything not done by then is no longer due",
           dueby_profile_event_title(known.england, event_of(known.england, "icpc.not_required")));
  const char *days[] = {"2025-06-20", "2025-06-24"}; /* the second is after the due day, which it cannot change */
  for (int i = 0; i < 2; i++) {
    const dueby_event events[] = {{.type = event_of(known.england, "cin_plan.started"), .date = day(days[i])},
                                  {.type = event_of(known.england, "icpc.not_required"), .date = day(days[i])}};
    const dueby_event trigger = {.type = event_of(known.england, "strategy_discussion.held"), .date = day("2025-06-02")};
    const dueby_facts facts = {.events = events, .event_count = 2};
    int32_t rule = rule_of(known.england, "england:cp.conference.initial");
    dueby_explanation *explanation = NULL;
    dueby_deadline deadline;
    dueby_part part;
    const char *found = NULL;
    assert_int_equal(dueby_deadline_for_rule(known.england, rule, known.eaw, &trigger, &facts, &deadline), DUEBY_OK);
    assert_day(deadline.due, "2025-06-23");
    assert_int_equal(dueby_explanation_new(known.england, known.eaw, &trigger, &facts, &deadline, &explanation), DUEBY_OK);
    for (int64_t j = 0; dueby_explanation_part(explanation, j, &part) == DUEBY_OK; j++)
      if (part.label == DUEBY_PART_ENDS) found = part.text;
    if (i) assert_null(found);
    else assert_string_equal(found, expected);
    dueby_explanation_free(explanation);
  }
}

/* A ref of 600 letters makes a line's key longer than usual. A worklist refuses such a case, but the line can still be written. */
static void test_rare__a_long_ref(void **state) {
  (void)state;
  static char ref[601], expected[800], json[8192];
  memset(ref, 'r', sizeof ref - 1);
  const char *const refs[] = {ref}, *const usual[] = {"r"};
  const dueby_event events[] = {{.type = event_of(known.england, "strategy_discussion.held"), .date = day("2025-06-02"), .ref = 1}};
  const dueby_case of = {.name = "1", .events = events, .event_count = 1, .refs = refs, .ref_count = 1};
  dueby_case added = of;
  added.refs = usual;
  const dueby_timeline_options run = {.as_at = when_of("2025-06-10")};
  const dueby_worklist_options options = {.run = &run};
  dueby_worklist *worklist = NULL;
  dueby_item item;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_ELIMIT);
  assert_int_equal(dueby_worklist_add(worklist, &added), DUEBY_OK);
  assert_int_equal(dueby_worklist_item(worklist, 0, &item), DUEBY_OK);
  assert_int_equal(dueby_line_json(known.england, item.line, &of, json, sizeof json, NULL), DUEBY_OK);
  snprintf(expected, sizeof expected, "\"ref\":\"%s\"", ref);
  assert_non_null(strstr(json, expected));
  snprintf(expected, sizeof expected, " %s ", ref);
  assert_non_null(strstr(json, expected)); /* in the line's key */
  dueby_worklist_free(worklist);
}

/* ---- reasons ---- */

static void test_rare__a_reason_that_names_what_is_missing(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 week\n    since: cla.started\n");
  const dueby_line line = {
      .deadline = {.due = DUEBY_DATE_NONE}, .reason = DUEBY_REASON_SINCE, .verdict = {.state = DUEBY_STATE_NOT_COMPUTABLE}};
  char text[256], expected[256];
  snprintf(expected, sizeof expected, "the date it is counted from is missing: %s",
           dueby_profile_event_title(profile, event_of(profile, "cla.started")));
  assert_int_equal(dueby_line_reason(profile, &line, NULL, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, expected);
  dueby_profile_free(profile);
}

/* If a failure has no reason, the text explains the status. */
static void test_rare__a_failure_without_a_reason(void **state) {
  (void)state;
  dueby_query *query = NULL;
  char text[512], expected[512];
  const dueby_event trigger = {.date = day("2025-06-02")};
  const dueby_failure failure = {
      .status = DUEBY_ELIMIT, .rule = rule_of(known.england, "england:cp.conference.initial"), .event = -1};
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.conference.initial", &query), DUEBY_OK);
  assert_int_equal(dueby_failure_text(query, &trigger, &failure, text, sizeof text, NULL), DUEBY_OK);
  snprintf(expected, sizeof expected, "england:cp.conference.initial: %s", dueby_status_text(DUEBY_ELIMIT));
  assert_string_equal(text, expected);
  dueby_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rare__a_phase_that_lasts_longer_than_the_calendar),
      cmocka_unit_test(test_rare__a_period_that_ends_after_the_calendar),
      cmocka_unit_test(test_rare__all_visits_may_be_before_the_records),
      cmocka_unit_test(test_rare__an_explanation_of_forty_rules),
      cmocka_unit_test(test_rare__an_explanation_of_forty_rules_that_do_not_apply),
      cmocka_unit_test(test_rare__an_explanation_of_an_end),
      cmocka_unit_test(test_rare__a_long_ref),
      cmocka_unit_test(test_rare__a_reason_that_names_what_is_missing),
      cmocka_unit_test(test_rare__a_failure_without_a_reason),
  };
  return cmocka_run_group_tests_name("rare", tests, open_known, close_known);
}
