/* Tests columns of triggers: for every day, the answers must be the same as when computed separately for each trigger. */
#include <stdlib.h>

#include "dueby/query.h"
#include "profile_image.h"
#include "rules.h"

enum { FIRST = 365, LAST = 47846, DAYS = LAST - FIRST + 1 }; /* every day from 1971-01-01 to 2100-12-31 */

struct answers {
  dueby_date due[DAYS];
  int32_t rule[DAYS];
  uint8_t certainty[DAYS], status[DAYS];
  int64_t failed;
};

static dueby_query *query_of(const dueby_profile *profile, const char *address) {
  dueby_query *query;
  assert_int_equal(dueby_query_new(profile, known.eaw, address, &query), DUEBY_OK);
  return query;
}

static dueby_status due_days(const dueby_profile *profile, const char *address, const dueby_due_columns *columns, int64_t *failed) {
  dueby_query *query = query_of(profile, address);
  dueby_status status = dueby_query_due_many(query, columns, failed);
  dueby_query_free(query);
  return status;
}

static dueby_status due_ticks(const dueby_profile *profile, const char *address, const dueby_due_tick_columns *columns,
                              int64_t *failed) {
  dueby_query *query = query_of(profile, address);
  dueby_status status = dueby_query_due_many_ticks(query, columns, failed);
  dueby_query_free(query);
  return status;
}

/* Computes the answer for each trigger of a column separately. */
static void ask_singly(const dueby_profile *profile, int32_t duty, const uint8_t *selected, int32_t flags,
                       struct answers *answers) {
  dueby_facts facts = {.flags = flags};
  answers->failed = 0;
  for (int32_t i = 0; i < DAYS; i++) {
    dueby_event trigger = {.date = FIRST + i, .has = DUEBY_HAS_DATE};
    dueby_deadline deadline;
    dueby_status status = dueby_deadline_for_duty(profile, duty, selected, known.eaw, &trigger, &facts, &deadline);
    answers->status[i] = (uint8_t)status;
    answers->due[i] = status == DUEBY_OK ? deadline.due : DUEBY_DATE_NONE;
    answers->rule[i] = status == DUEBY_OK ? deadline.rule : -1;
    answers->certainty[i] = status == DUEBY_OK ? (uint8_t)deadline.certainty : 255;
    answers->failed += status != DUEBY_OK;
  }
}

static void assert_same(const struct answers *left, const struct answers *right) {
  for (int32_t i = 0; i < DAYS; i++) {
    if (left->due[i] != right->due[i] || left->rule[i] != right->rule[i] || left->certainty[i] != right->certainty[i] ||
        left->status[i] != right->status[i])
      fail_msg("day %d: due %d or %d, rule %d or %d", (int)(FIRST + i), (int)left->due[i], (int)right->due[i], (int)left->rule[i],
               (int)right->rule[i]);
  }
  assert_int_equal(left->failed, right->failed);
}

static void check_every_day(const dueby_profile *profile, const char *address, int32_t flags) {
  struct answers *singly = calloc(1, sizeof *singly), *column = calloc(1, sizeof *column);
  dueby_date *triggers = calloc(DAYS, sizeof *triggers);
  int64_t *ticks = calloc(DAYS, sizeof *ticks), *due = calloc(DAYS, sizeof *due);
  uint8_t selected[RULES_MAX];
  int32_t duty;
  assert_true(singly && column && triggers && ticks && due);
  assert_int_equal(dueby_profile_select(profile, address, &duty, selected), DUEBY_OK);
  ask_singly(profile, duty, selected, flags, singly);
  for (int32_t i = 0; i < DAYS; i++) triggers[i] = FIRST + i;
  assert_int_equal(due_days(profile, address,
                            &(dueby_due_columns){.flags = flags,
                                                 .count = DAYS,
                                                 .trigger = triggers,
                                                 .due = column->due,
                                                 .rule = column->rule,
                                                 .certainty = column->certainty,
                                                 .status = column->status},
                            &column->failed),
                   DUEBY_OK);
  assert_same(singly, column);
  const int64_t ticks_per_day[] = {1, 86400000000000};
  for (int k = 0; k < 2; k++) {
    memset(column, 0, sizeof *column);
    for (int32_t i = 0; i < DAYS; i++)
      ticks[i] = (FIRST + i) * ticks_per_day[k] + (ticks_per_day[k] > 1 ? i % 86400 * (int64_t)1000000000 : 0);
    assert_int_equal(due_ticks(profile, address,
                               &(dueby_due_tick_columns){.flags = flags,
                                                         .count = DAYS,
                                                         .ticks_per_day = ticks_per_day[k],
                                                         .trigger = ticks,
                                                         .due = due,
                                                         .rule = column->rule,
                                                         .certainty = column->certainty,
                                                         .status = column->status},
                               &column->failed),
                     DUEBY_OK);
    for (int32_t i = 0; i < DAYS; i++) {
      assert_true(due[i] == INT64_MIN || due[i] % ticks_per_day[k] == 0);
      column->due[i] = due[i] == INT64_MIN ? DUEBY_DATE_NONE : (dueby_date)(due[i] / ticks_per_day[k]);
    }
    assert_same(singly, column);
  }
  free(singly);
  free(column);
  free(triggers);
  free(ticks);
  free(due);
}

static void test_columns__every_day_of_a_rule_in_working_days(void **state) {
  (void)state;
  check_every_day(known.england, "cp.conference.initial", 0);
}

static void test_columns__every_day_of_two_rules_on_one_duty(void **state) {
  (void)state;
  check_every_day(known.barnet, "cla.review", 0);
}

static void test_columns__every_day_of_versions_without_a_figure(void **state) {
  (void)state;
  check_every_day(known.england, "cla.placement_plan", 0);
}

/* The longer span is in force from 1 April: 2 April is day 1, 7 to 10 April are days 2 to 5, 13 to 17 April 6 to 10. */
static void test_columns__every_day_of_a_figure_that_grows(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    versions:\n      - {to: 2026-03-31, within: 5 working days}\n"
                                           "      - {from: 2026-04-01, within: 10 working days}\n");
  check_every_day(profile, "duty", 0);
  assert_due("2026-04-17", .profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-04-01");
  dueby_profile_free(profile);
}

static void test_columns__every_day_of_hours_as_whole_days(void **state) {
  (void)state;
  check_every_day(known.gloucestershire, "missing.return_interview", DUEBY_FACTS_WHOLE_DAYS);
}

static void test_columns__every_day_of_hours_without_a_time(void **state) {
  (void)state;
  check_every_day(known.gloucestershire, "missing.return_interview", 0);
}

/* ---- elements of a column that are missing or out of range ---- */

static int32_t core_group(void) {
  return duty_of(known.england, "cp.core_group"); /* due within 10 working days */
}

/* The mask of valid elements has these bits, lowest first: 1, 0, 1, 1, 0, 0, 1, 1, and in the next byte 1, 0. */
static void test_columns__a_bitmap_says_what_is_there(void **state) {
  (void)state;
  enum { N = 10 };
  const uint8_t valid[] = {0xcd, 0x01};
  const int there[N] = {1, 0, 1, 1, 0, 0, 1, 1, 1, 0};
  dueby_date triggers[N], due[N];
  uint8_t status[N];
  int64_t failed = UNTOUCHED;
  for (int i = 0; i < N; i++) triggers[i] = day("2026-03-02"); /* 10 working days later is Monday 16 March */
  assert_int_equal(due_days(known.england, "cp.core_group",
                            &(dueby_due_columns){.count = N, .trigger = triggers, .valid = valid, .due = due, .status = status},
                            &failed),
                   DUEBY_OK);
  for (int i = 0; i < N; i++) {
    assert_int_equal(status[i], there[i] ? DUEBY_OK : DUEBY_NONE);
    if (there[i]) assert_day(due[i], "2026-03-16");
    else assert_int_equal(due[i], DUEBY_DATE_NONE);
  }
  assert_int_equal(failed, 0);
}

static void test_columns__none_and_days_outside(void **state) {
  (void)state;
  const dueby_date triggers[] = {day("2026-03-02"), DUEBY_DATE_NONE,   day("1970-12-31"),
                                 day("2100-12-31"), day("2026-03-03"), INT32_MAX};
  enum { N = 6 };
  dueby_date due[N];
  int32_t rule[N];
  uint8_t certainty[N], status[N];
  int64_t failed = 0;
  assert_int_equal(
      due_days(
          known.england, "cp.core_group",
          &(dueby_due_columns){.count = N, .trigger = triggers, .due = due, .rule = rule, .certainty = certainty, .status = status},
          &failed),
      DUEBY_OK);
  assert_day(due[0], "2026-03-16");
  assert_day(due[4], "2026-03-17");
  assert_int_equal(status[1], DUEBY_NONE);
  assert_int_equal(status[2], DUEBY_ENOTINFORCE);
  assert_int_equal(status[3], DUEBY_ECOVERAGE);
  assert_int_equal(status[5], DUEBY_EARGUMENT);
  assert_int_equal(failed, 3);
  for (int i = 0; i < N; i++) {
    if (status[i] == DUEBY_OK) continue;
    assert_int_equal(due[i], DUEBY_DATE_NONE);
    assert_int_equal(rule[i], -1);
    assert_int_equal(certainty[i], 255);
  }
}

/* Checks missing elements in columns with few elements, and with many. */
static void test_columns__few_and_many_are_alike(void **state) {
  (void)state;
  enum { MOST = 130 };
  const int64_t sizes[] = {0, 1, 63, 64, 65, MOST};
  for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
    dueby_date triggers[MOST], due[MOST];
    uint8_t status[MOST];
    int64_t n = sizes[k], failed = UNTOUCHED, none = 0;
    for (int i = 0; i < MOST; i++) {
      triggers[i] = i % 7 == 3    ? DUEBY_DATE_NONE
                    : i % 11 == 5 ? day("1950-01-01")
                    : i % 11 == 6 ? day("2150-01-01")
                                  : day("2026-03-27") + i % 20;
      due[i] = UNTOUCHED;
    }
    assert_int_equal(due_days(known.england, "cp.core_group",
                              &(dueby_due_columns){.count = n, .trigger = triggers, .due = due, .status = status}, &failed),
                     DUEBY_OK);
    for (int64_t i = 0; i < n; i++) {
      dueby_event trigger = {.time = DUEBY_TIME_NONE, .date = triggers[i]};
      dueby_deadline deadline = {.due = DUEBY_DATE_NONE};
      dueby_status said = triggers[i] == DUEBY_DATE_NONE
                              ? DUEBY_NONE
                              : dueby_deadline_for_duty(known.england, core_group(), NULL, known.eaw, &trigger, NULL, &deadline);
      assert_int_equal(status[i], said);
      assert_int_equal(due[i], deadline.due);
      none += said > DUEBY_NONE;
    }
    assert_int_equal(failed, none);
    for (int64_t i = n; i < MOST; i++) assert_int_equal(due[i], UNTOUCHED);
  }
}

/* A time of day is dropped, even before 1970: a nanosecond before 1 April 2026 is 31 March, one before 1970 is 31 Dec 1969. */
static void test_columns__ticks_of_time_are_dropped(void **state) {
  (void)state;
  const int64_t ns = 86400000000000, april = (int64_t)day("2026-04-01") * ns;
  const int64_t ticks[] = {april - 1, april, april + ns - 1, -1, -ns, -ns - 1, INT64_MIN};
  enum { N = 7 };
  int64_t due[N];
  uint8_t status[N];
  dueby_profile *always = profile_of_rule("    within: 6 weeks\n");
  assert_int_equal(
      due_ticks(always, "duty",
                &(dueby_due_tick_columns){.count = N, .ticks_per_day = ns, .trigger = ticks, .due = due, .status = status}, NULL),
      DUEBY_OK);
  const char *expected[] = {"2026-05-12", "2026-05-13", "2026-05-13", "1970-02-11", "1970-02-11", "1970-02-10"};
  for (int i = 0; i < 6; i++) {
    assert_int_equal(due[i] % ns, 0);
    assert_day((dueby_date)(due[i] / ns), expected[i]);
  }
  assert_true(due[6] == INT64_MIN);
  assert_int_equal(status[6], DUEBY_NONE);
  assert_int_equal(
      due_ticks(known.england, "ehc.decision", /* due within 6 weeks, in force since 2014 */
                &(dueby_due_tick_columns){.count = N, .ticks_per_day = ns, .trigger = ticks, .due = due, .status = status}, NULL),
      DUEBY_OK);
  assert_int_equal(status[3], DUEBY_ENOTINFORCE);
  dueby_profile_free(always);
}

static void test_columns__due_days_before_1970_are_negative_ticks(void **state) {
  (void)state;
  dueby_profile *always = profile_of_rule("    within: 1 week\n");
  const int64_t ticks[] = {-10, -7, -25567, 84005};
  int64_t due[4], failed = 0;
  uint8_t status[4];
  assert_int_equal(
      due_ticks(always, "duty",
                &(dueby_due_tick_columns){.count = 4, .ticks_per_day = 1, .trigger = ticks, .due = due, .status = status}, &failed),
      DUEBY_OK);
  assert_int_equal(due[0], -3);
  assert_int_equal(due[1], 0);
  assert_int_equal(due[2], -25560); /* due 7 days after 1900-01-01, the first valid day */
  assert_int_equal(status[3], DUEBY_ECOVERAGE);
  assert_int_equal(failed, 1);
  dueby_profile_free(always);
}

static void test_columns__ticks_that_are_no_day(void **state) {
  (void)state;
  dueby_profile *always = profile_of_rule("    within: 1 week\n");
  const int64_t ticks[] = {INT64_MAX, INT64_MIN + 1, INT32_MIN, (int64_t)INT32_MAX + 1, (int64_t)INT32_MIN - 1};
  int64_t due[5], failed = 0;
  uint8_t status[5];
  assert_int_equal(
      due_ticks(always, "duty",
                &(dueby_due_tick_columns){.count = 5, .ticks_per_day = 1, .trigger = ticks, .due = due, .status = status}, &failed),
      DUEBY_OK);
  for (int i = 0; i < 5; i++) {
    assert_int_equal(status[i], DUEBY_EARGUMENT);
    assert_true(due[i] == INT64_MIN);
  }
  assert_int_equal(failed, 5);
  dueby_profile_free(always);
}

static void test_columns__every_output_may_be_left_out(void **state) {
  (void)state;
  const dueby_date triggers[] = {day("2026-03-02")};
  const int64_t ticks[] = {day("2026-03-02")};
  assert_int_equal(due_days(known.england, "cp.core_group", &(dueby_due_columns){.count = 1, .trigger = triggers}, NULL), DUEBY_OK);
  assert_int_equal(
      due_ticks(known.england, "cp.core_group", &(dueby_due_tick_columns){.count = 1, .ticks_per_day = 1, .trigger = ticks}, NULL),
      DUEBY_OK);
}

/* 10 working days from Mon 2 March 2026 end on Mon 16 March, and from Tue 3 March on Tue 17 March. The column has each day twenty
 * times. */
static void test_columns__answers_may_take_the_place_of_triggers(void **state) {
  (void)state;
  enum { N = 40 };
  dueby_date days[N];
  int64_t ticks[N];
  for (int i = 0; i < N; i++) ticks[i] = days[i] = day("2026-03-02") + i % 2;
  assert_int_equal(due_days(known.england, "cp.core_group", &(dueby_due_columns){.count = N, .trigger = days, .due = days}, NULL),
                   DUEBY_OK);
  assert_int_equal(due_ticks(known.england, "cp.core_group",
                             &(dueby_due_tick_columns){.count = N, .ticks_per_day = 1, .trigger = ticks, .due = ticks}, NULL),
                   DUEBY_OK);
  for (int i = 0; i < N; i++) {
    assert_day(days[i], i % 2 ? "2026-03-17" : "2026-03-16");
    assert_int_equal(ticks[i], days[i]);
  }
}

static void test_columns__refuse_arguments(void **state) {
  (void)state;
  const dueby_date triggers[] = {day("2026-03-02")};
  const int64_t ticks[] = {day("2026-03-02")};
  int64_t due64 = UNTOUCHED, failed = UNTOUCHED;
  dueby_date due = UNTOUCHED;
  const struct { int64_t n, per_day; } rows[] = {{-1, 1}, {1, 0}, {1, -1}, {1, 86400000000001}};
  for (int i = 0; i < 4; i++) {
    if (i < 1)
      assert_int_equal(due_days(known.england, "cp.core_group",
                                &(dueby_due_columns){.count = rows[i].n, .trigger = triggers, .due = &due}, &failed),
                       DUEBY_EARGUMENT);
    assert_int_equal(
        due_ticks(known.england, "cp.core_group",
                  &(dueby_due_tick_columns){.count = rows[i].n, .ticks_per_day = rows[i].per_day, .trigger = ticks, .due = &due64},
                  &failed),
        DUEBY_EARGUMENT);
  }
  assert_int_equal(due, UNTOUCHED);
  assert_int_equal(due64, UNTOUCHED);
  assert_int_equal(failed, UNTOUCHED);
}

static void test_columns__selection_narrows(void **state) {
  (void)state;
  const dueby_date triggers[] = {day("2026-03-20")};
  dueby_date due;
  int32_t rule;
  assert_int_equal(due_days(known.barnet, "england:cla.review",
                            &(dueby_due_columns){.count = 1, .trigger = triggers, .due = &due, .rule = &rule}, NULL),
                   DUEBY_OK);
  assert_day(due, "2026-04-21");
  assert_int_equal(rule, rule_of(known.barnet, "england:cla.review"));
}

/* Makes a profile with one duty that has this many rules. The last rule has the earliest date. */
static dueby_profile *profile_of_many_rules(int32_t count) {
  struct profile_image image;
  int32_t *words;
  int64_t n_numbers;
  dueby_profile *profile = NULL;
  dueby_image_begin(&image);
  struct model_event event = {dueby_image_text(&image, "a"), dueby_image_text(&image, "thing"), 0, 0};
  dueby_image_add(&image, MODEL_EVENTS, &event);
  for (int32_t days = 5; days >= 3; days -= 2) {
    struct model_phase phase = {.stated = 1, .times = 1, .span = {days, DUEBY_UNIT_DAYS}};
    struct model_version version = {.from = DUEBY_DATE_NONE, .to = DUEBY_DATE_NONE, .document = -1, .phases = 1};
    version.first_phase = dueby_image_add(&image, MODEL_PHASES, &phase);
    dueby_image_add(&image, MODEL_VERSIONS, &version);
  }
  struct model_rule rule = {.id = event.slug,
                            .title = event.title,
                            .trigger = event.slug,
                            .due = event.slug,
                            .age_from = -1,
                            .age_under = -1,
                            .alternative_of = -1,
                            .versions = 1};
  for (int32_t i = 0; i < count; i++) {
    rule.first_version = i == count - 1;
    dueby_image_add(&image, MODEL_RULES, &rule);
  }
  assert_int_equal(dueby_image_numbers(&image, &words, &n_numbers), DUEBY_OK);
  assert_int_equal(dueby_profile_open(words, n_numbers, image.text.at, image.text.count, NULL, &profile), DUEBY_OK);
  free(words);
  dueby_image_end(&image);
  return profile;
}

static void test_columns__the_rule_of_a_profile_of_many(void **state) {
  (void)state;
  const int32_t counts[] = {32768, 33000};
  for (int i = 0; i < 2; i++) {
    dueby_profile *profile = profile_of_many_rules(counts[i]);
    const dueby_date trigger = day("2026-03-02");
    dueby_date due;
    int32_t rule;
    assert_int_equal(
        due_days(profile, "a", &(dueby_due_columns){.count = 1, .trigger = &trigger, .due = &due, .rule = &rule}, NULL), DUEBY_OK);
    assert_day(due, "2026-03-05");
    assert_int_equal(rule, counts[i] - 1);
    dueby_profile_free(profile);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_columns__every_day_of_a_rule_in_working_days),
      cmocka_unit_test(test_columns__every_day_of_two_rules_on_one_duty),
      cmocka_unit_test(test_columns__every_day_of_versions_without_a_figure),
      cmocka_unit_test(test_columns__every_day_of_a_figure_that_grows),
      cmocka_unit_test(test_columns__every_day_of_hours_as_whole_days),
      cmocka_unit_test(test_columns__every_day_of_hours_without_a_time),
      cmocka_unit_test(test_columns__a_bitmap_says_what_is_there),
      cmocka_unit_test(test_columns__none_and_days_outside),
      cmocka_unit_test(test_columns__few_and_many_are_alike),
      cmocka_unit_test(test_columns__ticks_of_time_are_dropped),
      cmocka_unit_test(test_columns__due_days_before_1970_are_negative_ticks),
      cmocka_unit_test(test_columns__ticks_that_are_no_day),
      cmocka_unit_test(test_columns__every_output_may_be_left_out),
      cmocka_unit_test(test_columns__answers_may_take_the_place_of_triggers),
      cmocka_unit_test(test_columns__refuse_arguments),
      cmocka_unit_test(test_columns__selection_narrows),
      cmocka_unit_test(test_columns__the_rule_of_a_profile_of_many),
  };
  return cmocka_run_group_tests_name("columns", tests, open_known, close_known);
}
