/* Tests answers, steps and versions as cells and as JSON. */
#include "dueby/answer.h"

#include <stdlib.h>

#include "rules.h"

/* A town's profile: its own rule is 5 working days, and the law's rule is a month. */
static const char town[] =
    "profile: town\ntitle: Town\ndocument: {title: Code, version: V1, date: 2025-04}\nrules:\n"
    "  - {id: duty, title: 'a \"first\" visit', trigger: referral.received, due: visit.made, within: 5 working days, force: should,\n"
    "     source: {section: '3', checked: primary, note: 'Read \"twice\".'}}\n"
    "  - {id: duty, name: law, title: visit, trigger: referral.received, due: visit.made, within: 1 month, authority: statute}\n"
    "  - {id: alone, title: letter, trigger: referral.received, due: visit.made, within: 2 days}\n"
    "  - {id: notice, title: report, trigger: icpc.held, due: visit.made, before: 1 day}\n";

static struct {
  dueby_profile *profile;
  dueby_query *query; /* a query about the rule `duty` */
} made;

static int open_town(void **state) {
  open_known(state);
  made.profile = profile_of(town, NULL);
  assert_int_equal(dueby_query_new(made.profile, known.eaw, "duty", &made.query), DUEBY_OK);
  return 0;
}

static int close_town(void **state) {
  dueby_query_free(made.query);
  dueby_profile_free(made.profile);
  return close_known(state);
}

/* ---- an answer ---- */

/* The 5th working day after Friday 27 March 2026 is Tuesday 7 April: 30 and 31 March, 1, 2 and 7 April. A month ends on Monday 27
 * April. */
static struct asked from_friday(void) {
  return ask_deadline(&(struct ask){.profile = made.profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27"});
}

static const char of_friday[] =
    "{\"rule\":\"duty\",\"title\":\"a \\\"first\\\" visit\",\"authority\":\"local\",\"force\":\"should\","
    "\"trigger\":\"referral.received\",\"triggered_at\":\"2026-03-27\",\"occurrence\":1,\"opens\":\"2026-03-27\",\"due\":\"2026-04-07\","
    "\"due_by_law\":\"2026-04-27\",\"certainty\":\"confirmed\",\"precision\":null,\"counting\":\"excluded\",\"governed_by\":\"town:duty\","
    "\"profile\":\"town\",\"division\":\"england-and-wales\",\"source\":\"Code (V1, April 2025), section 3\","
    "\"source_note\":\"text checked. Read \\\"twice\\\".\"";

static const char *json_of(const dueby_query *query, const dueby_answer *answer) {
  static char text[8192];
  assert_int_equal(dueby_answer_json(query, answer, text, sizeof text, NULL), DUEBY_OK);
  return text;
}

static void test_answer__of_a_deadline(void **state) {
  (void)state;
  struct asked asked = from_friday();
  dueby_deadline law;
  assert_int_equal(dueby_query_due_by_law(made.query, &asked.trigger, &asked.facts, NULL, 0, &law), DUEBY_OK);
  const dueby_answer answer = {.size = sizeof answer, .trigger = &asked.trigger, .deadline = &asked.deadline, .due_by_law = &law};
  char expected[sizeof of_friday + 1];
  snprintf(expected, sizeof expected, "%s}", of_friday);
  assert_string_equal(json_of(made.query, &answer), expected);
}

/* The duty is met on Wednesday 8 April, a day late. That is 12 days after 27 March; the 6 working days are 30 and 31 March, 1, 2, 7
 * and 8 April. */
static void test_answer__after_a_check(void **state) {
  (void)state;
  struct asked asked = from_friday();
  const dueby_check_options options = {.met = when_of("2026-04-08"), .as_at = when_of("2026-05-01")};
  dueby_check check;
  dueby_deadline law;
  assert_int_equal(dueby_query_due_by_law(made.query, &asked.trigger, &asked.facts, NULL, 0, &law), DUEBY_OK);
  assert_int_equal(dueby_query_check(made.query, &asked.trigger, &asked.facts, &asked.deadline, &options, &check), DUEBY_OK);
  const dueby_answer answer = {
      .trigger = &asked.trigger, .deadline = &asked.deadline, .due_by_law = &law, .judged_by = &options, .check = &check};
  char expected[2048];
  snprintf(expected, sizeof expected,
           "%s,\"met_at\":\"2026-04-08\",\"as_at\":\"2026-05-01\",\"state\":\"met_late\",\"days_left\":-1,\"working_days_left\":-1,"
           "\"days_taken\":12,\"working_days_taken\":6}",
           of_friday);
  assert_string_equal(json_of(made.query, &answer), expected);
}

static void assert_holds(const char *json, const char *member) {
  if (!strstr(json, member)) fail_msg("no %s in %s", member, json);
}

/* As at the day before the trigger, no days have been taken and nothing has been met. */
static void test_answer__what_is_empty_is_null(void **state) {
  (void)state;
  dueby_query *alone = NULL;
  assert_int_equal(dueby_query_new(made.profile, known.eaw, "alone", &alone), DUEBY_OK);
  struct asked asked =
      ask_deadline(&(struct ask){.profile = made.profile, .calendar = known.eaw, .address = "alone", .at = "2026-03-27"});
  const dueby_check_options options = {.as_at = when_of("2026-03-26")};
  dueby_check check;
  assert_int_equal(dueby_query_check(alone, &asked.trigger, &asked.facts, &asked.deadline, &options, &check), DUEBY_OK);
  const dueby_answer answer = {.trigger = &asked.trigger, .deadline = &asked.deadline, .judged_by = &options, .check = &check};
  const char *json = json_of(alone, &answer);
  assert_holds(json, "\"due_by_law\":null,");
  assert_holds(json, "\"precision\":null,");
  assert_holds(json, "\"source\":\"no source given\",\"source_note\":\"no source given\"");
  assert_holds(json, "\"met_at\":null,\"as_at\":\"2026-03-26\",");
  assert_holds(json, "\"days_taken\":null,\"working_days_taken\":null}");
  dueby_query_free(alone);
}

/* The deadline of a notice has no opening day, so the cell `opens` is empty. */
static void test_answer__of_a_notice(void **state) {
  (void)state;
  dueby_query *notice = NULL;
  assert_int_equal(dueby_query_new(made.profile, known.eaw, "notice", &notice), DUEBY_OK);
  struct asked asked =
      ask_deadline(&(struct ask){.profile = made.profile, .calendar = known.eaw, .address = "notice", .at = "2026-03-27"});
  const dueby_answer answer = {.trigger = &asked.trigger, .deadline = &asked.deadline};
  assert_holds(json_of(notice, &answer), "\"opens\":null,\"due\":\"2026-03-26\",");
  const dueby_check_options in_time = {.met = when_of("2026-03-26")}, late = {.met = when_of("2026-03-27")};
  dueby_check check;
  assert_int_equal(dueby_query_check(notice, &asked.trigger, &asked.facts, &asked.deadline, &in_time, &check), DUEBY_OK);
  assert_int_equal(check.verdict.state, DUEBY_STATE_MET);
  assert_int_equal(dueby_query_check(notice, &asked.trigger, &asked.facts, &asked.deadline, &late, &check), DUEBY_OK);
  assert_int_equal(check.verdict.state, DUEBY_STATE_MET_LATE);
  dueby_query_free(notice);
}

/* The duty is due 72 hours after half past two on Friday; the clocks go forward within that time. */
static void test_answer__in_hours(void **state) {
  (void)state;
  dueby_query *query = NULL;
  assert_int_equal(dueby_query_new(known.england, known.eaw, "missing.return_interview", &query), DUEBY_OK);
  struct asked asked = ask_deadline(&(struct ask){ENGLAND(.address = "missing.return_interview", .at = "2026-03-27T14:30")});
  const dueby_answer answer = {.trigger = &asked.trigger, .deadline = &asked.deadline, .due_by_law = &asked.deadline};
  const char *json = json_of(query, &answer);
  assert_holds(json, "\"triggered_at\":\"2026-03-27T14:30:00+00:00\",");
  assert_holds(json, "\"due\":\"2026-03-30T15:30:00+01:00\",\"due_by_law\":\"2026-03-30T15:30:00+01:00\",");
  assert_holds(json, "\"precision\":\"second\",");
  /* The duty was met on a day without a time, so only days are compared. */
  const dueby_check_options options = {.met = when_of("2026-03-28")};
  dueby_check check;
  assert_int_equal(dueby_query_check(query, &asked.trigger, &asked.facts, &asked.deadline, &options, &check), DUEBY_OK);
  const dueby_answer checked = {.trigger = &asked.trigger, .deadline = &asked.deadline, .judged_by = &options, .check = &check};
  assert_holds(json_of(query, &checked), "\"precision\":\"day\",");
  dueby_query_free(query);
}

static void test_answer__without_what_it_needs(void **state) {
  (void)state;
  struct asked asked = from_friday();
  dueby_deadline unknown = asked.deadline, unversioned = asked.deadline;
  const dueby_check_options options = {0};
  unknown.rule = dueby_profile_rule_count(made.profile);
  unversioned.version = 1;
  dueby_event untagged = asked.trigger;
  untagged.tags.bits[1] = UINT64_C(1) << 63; /* a tag that the vocabulary does not have */
  const dueby_answer wrong[] = {
      {.deadline = &asked.deadline},
      {.trigger = &asked.trigger},
      {.trigger = &asked.trigger, .deadline = &asked.deadline, .reserved = 1},
      {.trigger = &asked.trigger, .deadline = &asked.deadline, .judged_by = &options},
      {.trigger = &untagged, .deadline = &asked.deadline},
      {.trigger = &asked.trigger, .deadline = &unknown},
      {.trigger = &asked.trigger, .deadline = &unversioned},
      {.size = 2, .trigger = &asked.trigger, .deadline = &asked.deadline},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char text[16] = "kept";
    int64_t needed = UNTOUCHED;
    assert_int_equal(dueby_answer_json(made.query, &wrong[i], text, sizeof text, &needed), DUEBY_EARGUMENT);
    assert_string_equal(text, "kept");
    assert_int_equal(needed, UNTOUCHED);
  }
}

/* ---- steps ---- */

static void test_step__of_every_kind_of_value(void **state) {
  (void)state;
  struct asked asked = from_friday();
  const char *expected[] = {
      "{\"rule\":\"town:duty\",\"step\":\"start\",\"first\":\"2026-03-27\",\"last\":\"2026-03-27\",\"number_first\":null,"
      "\"number_last\":null,\"holiday\":null}",
      "{\"rule\":\"town:duty\",\"step\":\"weekend\",\"first\":\"2026-03-28\",\"last\":\"2026-03-29\",\"number_first\":null,"
      "\"number_last\":null,\"holiday\":null}",
      "{\"rule\":\"town:duty\",\"step\":\"counted\",\"first\":\"2026-03-30\",\"last\":\"2026-04-02\",\"number_first\":1,"
      "\"number_last\":4,\"holiday\":null}",
      "{\"rule\":\"town:duty\",\"step\":\"holiday\",\"first\":\"2026-04-03\",\"last\":\"2026-04-03\",\"number_first\":null,"
      "\"number_last\":null,\"holiday\":\"Good Friday\"}",
  };
  dueby_step steps[16];
  int64_t count = 0;
  char text[512];
  assert_int_equal(dueby_explain_steps(made.profile, known.eaw, &asked.trigger, &asked.facts, &asked.deadline, steps, 16, &count),
                   DUEBY_OK);
  assert_int_equal(count, 7); /* the last 3 steps: the weekend, Easter Monday, 7 April */
  for (int i = 0; i < 4; i++) {
    assert_int_equal(dueby_step_json(made.query, &asked.deadline, &steps[i], text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, expected[i]);
  }
  steps[0].kind = 99;
  assert_int_equal(dueby_step_json(made.query, &asked.deadline, &steps[0], text, sizeof text, NULL), DUEBY_EARGUMENT);
}

static void test_step__of_hours_ends_at_its_time(void **state) {
  (void)state;
  dueby_query *query = NULL;
  dueby_step step;
  char text[512];
  assert_int_equal(dueby_query_new(known.england, known.eaw, "missing.return_interview", &query), DUEBY_OK);
  struct asked asked = ask_deadline(&(struct ask){ENGLAND(.address = "missing.return_interview", .at = "2026-03-27T14:30")});
  assert_int_equal(dueby_explain_steps(known.england, known.eaw, &asked.trigger, &asked.facts, &asked.deadline, &step, 1, NULL),
                   DUEBY_OK);
  assert_int_equal(dueby_step_json(query, &asked.deadline, &step, text, sizeof text, NULL), DUEBY_OK);
  assert_holds(text, "\"step\":\"laid\",\"first\":\"2026-03-27\",\"last\":\"2026-03-30T15:30:00+01:00\",");
  dueby_query_free(query);
}

/* ---- versions ---- */

static const char *versions_of(const dueby_profile *profile, const dueby_calendar *calendar) {
  static char text[2048];
  assert_int_equal(dueby_versions_json(profile, calendar, text, sizeof text, NULL), DUEBY_OK);
  return text;
}

static void test_versions__of_profile_and_calendar(void **state) {
  (void)state;
  char rules[DUEBY_DIGEST_SIZE], days[DUEBY_DIGEST_SIZE], expected[512];
  dueby_calendar *added = with_day(known.eaw, DUEBY_CHANGE_ADD, "2026-11-09", "Jubilee"),
                 *closed = with_day(added, DUEBY_CHANGE_CLOSE, "2026-12-29", "");
  assert_int_equal(dueby_profile_digest(made.profile, rules, sizeof rules, NULL), DUEBY_OK);
  assert_int_equal(dueby_calendar_digest(closed, days, sizeof days, NULL), DUEBY_OK);
  snprintf(expected, sizeof expected,
           "{\"library\":\"%s\",\"profile\":\"town\",\"rules\":\"%.16s\",\"calendar\":\"%s\",\"division\":\"england-and-wales\","
           "\"days\":\"%.16s\",\"changes\":[\"added=2026-11-09\",\"closed=2026-12-29\",\"closures_for=local\"]}",
           dueby_version(), rules, dueby_data_version(), days);
  assert_string_equal(versions_of(made.profile, closed), expected);
  dueby_calendar_free(added);
  dueby_calendar_free(closed);
}

static void test_versions__of_a_list_of_ones_own(void **state) {
  (void)state;
  const dueby_date days[] = {day("2026-01-01"), day("2026-12-25")};
  dueby_calendar *own = NULL;
  assert_int_equal(dueby_calendar_from_days("scotland", days, NULL, 2, &own), DUEBY_OK);
  assert_holds(versions_of(made.profile, own), "\"calendar\":\"own list\",\"division\":\"scotland\",");
  assert_holds(versions_of(made.profile, own), "\"changes\":[]}");
  dueby_calendar_free(own);
}

static void test_versions__of_neither(void **state) {
  (void)state;
  assert_holds(versions_of(NULL, NULL), "\"profile\":null,\"rules\":null,");
  assert_holds(versions_of(NULL, NULL), "\"division\":null,\"days\":null,\"changes\":[]}");
}

/* ---- cells and JSON together ---- */

static dueby_status write_json(int which, const struct asked *asked, char *text, int64_t size, int64_t *needed) {
  const dueby_answer answer = {.trigger = &asked->trigger, .deadline = &asked->deadline};
  const dueby_step step = {DUEBY_STEP_COUNTED, asked->trigger.date, asked->deadline.due, 1, 5, -1};
  if (which == 0) return dueby_answer_json(made.query, &answer, text, size, needed);
  if (which == 1) return dueby_step_json(made.query, &asked->deadline, &step, text, size, needed);
  return dueby_versions_json(made.profile, known.eaw, text, size, needed);
}

static void test_json__every_size_of_buffer(void **state) {
  (void)state;
  struct asked asked = from_friday();
  for (int which = 0; which < 3; which++) {
    int64_t needed = UNTOUCHED, again;
    char whole[2048];
    assert_int_equal(write_json(which, &asked, NULL, 0, &needed), DUEBY_ESPACE);
    assert_int_equal(write_json(which, &asked, whole, sizeof whole, NULL), DUEBY_OK);
    assert_int_equal(strlen(whole) + 1, needed);
    for (int64_t size = 0; size <= needed; size++) {
      char *text = malloc((size_t)size + 1);
      assert_non_null(text);
      text[size] = '#';
      if (size) text[0] = 'x';
      assert_int_equal(write_json(which, &asked, text, size, &again), size < needed ? DUEBY_ESPACE : DUEBY_OK);
      assert_int_equal(again, needed);
      assert_int_equal(text[size], '#');
      if (size) assert_string_equal(text, size < needed ? "" : whole);
      free(text);
    }
  }
}

/* Tries a rule whose source is longer than any buffer. */
static void test_answer__of_long_texts(void **state) {
  (void)state;
  enum { LONG = 5000 };
  static char yaml[LONG + 512], note[LONG + 1], text[LONG + 1024];
  memset(note, 'n', LONG);
  snprintf(
      yaml, sizeof yaml,
      "profile: long\ntitle: Long\ndocument: {title: Code}\nrules:\n  - id: duty\n    title: visit\n    trigger: referral.received\n"
      "    due: visit.made\n    within: 1 week\n    source: {section: '3', checked: primary, note: %s}\n",
      note);
  dueby_profile *profile = profile_of(yaml, NULL);
  dueby_query *query = NULL;
  assert_int_equal(dueby_query_new(profile, known.eaw, "duty", &query), DUEBY_OK);
  struct asked asked =
      ask_deadline(&(struct ask){.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-27"});
  const dueby_answer answer = {.trigger = &asked.trigger, .deadline = &asked.deadline};
  assert_int_equal(dueby_answer_json(query, &answer, text, sizeof text, NULL), DUEBY_OK);
  assert_holds(text, note);
  dueby_query_free(query);
  dueby_profile_free(profile);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_answer__of_a_deadline),
      cmocka_unit_test(test_answer__after_a_check),
      cmocka_unit_test(test_answer__what_is_empty_is_null),
      cmocka_unit_test(test_answer__of_a_notice),
      cmocka_unit_test(test_answer__in_hours),
      cmocka_unit_test(test_answer__without_what_it_needs),
      cmocka_unit_test(test_step__of_every_kind_of_value),
      cmocka_unit_test(test_step__of_hours_ends_at_its_time),
      cmocka_unit_test(test_versions__of_profile_and_calendar),
      cmocka_unit_test(test_versions__of_a_list_of_ones_own),
      cmocka_unit_test(test_versions__of_neither),
      cmocka_unit_test(test_json__every_size_of_buffer),
      cmocka_unit_test(test_answer__of_long_texts),
  };
  return cmocka_run_group_tests_name("answer", tests, open_town, close_town);
}
