/* A query prepares its answers when it is made. Each answer must be the same as from dueby_deadline_for_duty, which prepares
 * nothing. Tries every rule of every built-in profile on the first and last days of its versions and of the calendar, and on random
 * days. The random numbers are the same in every run. */
#include "dueby/query.h"
#include "rules.h"

enum {
  RANDOM_DAYS = 60,
  CALENDAR_FIRST_DAY = 365,   /* 1 January 1971 */
  CALENDAR_LAST_DAY = 47846,  /* 31 December 2100 */
  FIRST_DAY_OF_SUMMER = 20656 /* 22 July 2026 */
};

/* Generates random numbers with xorshift64*, by Marsaglia and Vigna. */
static uint64_t random_state = UINT64_C(20261130);

static int64_t random_in(int64_t first, int64_t last) {
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  uint64_t number = random_state * UINT64_C(0x2545f4914f6cdd1d) >> 11;
  return first + (int64_t)(number % (uint64_t)(last - first + 1));
}

struct question {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const char *address;
  dueby_query *query;
  int32_t duty;
  uint8_t selected[RULES_MAX];
  int64_t answered;
};

/* Checks that a question has the same status and deadline either way. Failure leaves the deadline as it was. A query also refuses
 * an agreed interval that would change nothing. */
static void check_question(struct question *asked, const dueby_event *trigger, const dueby_facts *facts) {
  dueby_deadline planned, computed;
  memset(&planned, 0x5a, sizeof planned);
  memset(&computed, 0x5a, sizeof computed);
  dueby_status status = dueby_query_due(asked->query, trigger, facts, &planned);
  dueby_status expected =
      dueby_deadline_for_duty(asked->profile, asked->duty, asked->selected, asked->calendar, trigger, facts, &computed);
  if (trigger->agreed.unit && !dueby_query_takes_agreed(asked->query, trigger->type)) {
    expected = DUEBY_EARGUMENT;
    memset(&computed, 0x5a, sizeof computed);
  }
  asked->answered += status == DUEBY_OK;
  if (status != expected || memcmp(&planned, &computed, sizeof planned) != 0)
    fail_msg("%s on day %d, type %d: status %d, expected %d; due %d, expected %d", asked->address, (int)trigger->date,
             (int)trigger->type, (int)status, (int)expected, (int)planned.due, (int)computed.due);
}

/* Checks triggers that have more than a day, or that are refused, together with such facts. */
static void check_more(struct question *asked, dueby_date day) {
  const int32_t any = (int32_t)random_in(1, dueby_profile_event_count(asked->profile) - 1);
  const dueby_event event = {.date = day + (dueby_date)random_in(0, 20), .type = any};
  const dueby_event triggers[] = {
      {.date = day, .has = DUEBY_HAS_DATE, .type = dueby_query_trigger(asked->query), .ref = 7, .row = 3},
      {.date = day, .type = any},
      {.date = day, .time = day * INT64_C(86400) + 43200},
      {.date = day, .time = DUEBY_TIME_NONE},
      {.date = day, .tags = {{UINT64_C(1) << random_in(0, 63), 0}}},
      {.date = day, .agreed = {5, DUEBY_UNIT_DAYS}},
      {.date = day, .agreed = {5, 0}},
      {.date = day, .agreed = {0, DUEBY_UNIT_DAYS}},
      {.date = day, .reserved = 1},
  };
  const dueby_facts facts[] = {
      {.size = sizeof *facts},
      {.size = sizeof *facts - 1},
      {.born = day - (dueby_date)random_in(0, 7300)},
      {.has = DUEBY_HAS_BORN},
      {.born = DUEBY_DATE_NONE, .since = day - 5, .met = day + 5},
      {.flags = DUEBY_FACTS_WHOLE_DAYS},
      {.events = &event, .event_count = 1},
      {.event_count = 1},
  };
  const dueby_event plain = {.date = day};
  const dueby_event *trigger = &triggers[random_in(0, sizeof triggers / sizeof *triggers - 1)];
  const dueby_facts *known_facts = &facts[random_in(0, sizeof facts / sizeof *facts - 1)];
  check_question(asked, trigger, NULL);
  check_question(asked, &plain, known_facts);
  check_question(asked, trigger, known_facts);
}

static void check_day(struct question *asked, dueby_date day) {
  const dueby_event trigger = {.date = day, .has = DUEBY_HAS_DATE}, without = {.date = day};
  check_question(asked, &trigger, NULL);
  check_question(asked, &without, NULL);
  if (day >= DUEBY_DATE_FIRST && day <= DUEBY_DATE_LAST) check_more(asked, day);
}

/* Checks the days around the first and last day of each version of the duty's rules. */
static void check_versions(struct question *asked) {
  int32_t first, count;
  assert_int_equal(dueby_profile_duty_rules(asked->profile, asked->duty, &first, &count), DUEBY_OK);
  for (int32_t rule = first; rule < first + count; rule++)
    for (int32_t version = 0; version < dueby_rule_version_count(asked->profile, rule); version++) {
      const dueby_date ends[] = {dueby_rule_number(asked->profile, rule, version, DUEBY_RULE_FROM),
                                 dueby_rule_number(asked->profile, rule, version, DUEBY_RULE_TO)};
      for (int i = 0; i < 2; i++)
        for (dueby_date day = -1; day <= 1 && ends[i] != DUEBY_DATE_NONE; day++) check_day(asked, ends[i] + day);
    }
}

static void check_address(struct question *asked, const char *address) {
  static const dueby_date odd[] = {DUEBY_DATE_NONE,
                                   INT32_MAX,
                                   DUEBY_DATE_FIRST - 1,
                                   DUEBY_DATE_FIRST,
                                   DUEBY_DATE_LAST,
                                   DUEBY_DATE_LAST + 1,
                                   0,
                                   CALENDAR_FIRST_DAY - 1,
                                   CALENDAR_FIRST_DAY,
                                   CALENDAR_LAST_DAY,
                                   CALENDAR_LAST_DAY + 1,
                                   FIRST_DAY_OF_SUMMER};
  asked->address = address;
  assert_int_equal(dueby_profile_select(asked->profile, address, &asked->duty, asked->selected), DUEBY_OK);
  assert_int_equal(dueby_query_new(asked->profile, asked->calendar, address, &asked->query), DUEBY_OK);
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) check_day(asked, odd[i]);
  for (int i = 0; i < RANDOM_DAYS; i++) {
    check_day(asked, (dueby_date)random_in(CALENDAR_FIRST_DAY - 400, CALENDAR_LAST_DAY + 400));
    check_day(asked, (dueby_date)random_in(17000, 22000)); /* 2016 to 2030 */
  }
  check_versions(asked);
  dueby_query_free(asked->query);
}

/* Checks each duty, and each single rule, including alternatives. */
static void check_profile(const dueby_profile *profile, const dueby_calendar *calendar) {
  struct question asked = {.profile = profile, .calendar = calendar};
  assert_in_range(dueby_profile_rule_count(profile), 1, RULES_MAX);
  for (int32_t duty = 0; duty < dueby_profile_duty_count(profile); duty++) check_address(&asked, dueby_profile_duty(profile, duty));
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    check_address(&asked, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS));
  assert_true(asked.answered > 0);
}

/* Checks with the built-in calendar, and with one on which the organisation is shut for four weeks in summer for local rules. */
static void test_plan__every_rule_of_every_profile(void **state) {
  (void)state;
  dueby_date days[28];
  dueby_calendar *closed = NULL;
  for (int i = 0; i < 28; i++) days[i] = FIRST_DAY_OF_SUMMER + i;
  assert_int_equal(dueby_calendar_with_days(known.eaw, DUEBY_CHANGE_CLOSE, days, 28, "summer", &closed), DUEBY_OK);
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    dueby_profile *profile = builtin(dueby_profile_builtin(i));
    check_profile(profile, known.eaw);
    check_profile(profile, closed);
    dueby_profile_free(profile);
  }
  dueby_calendar_free(closed);
}

static void test_plan__every_counting_and_roll(void **state) {
  (void)state;
  static const char figures[][32] = {"within: 10 working days", "within: 6 weeks", "within: 3 months", "within: 72 hours",
                                     "before: 3 working days"};
  static const char countings[][16] = {"excluded", "rolled", "included", "clear"},
                    rolls[][16] = {"none", "next", "previous", "noon"};
  for (int i = 0; i < 5 * 4 * 4; i++) {
    char lines[160];
    if (i / 16 == 3 && i % 16) continue; /* hours are neither counted from another day nor rolled */
    snprintf(lines, sizeof lines, "    %s\n    counting: %s\n    roll: %s\n", figures[i / 16], countings[i / 4 % 4], rolls[i % 4]);
    dueby_profile *profile = profile_of_rule(lines);
    check_profile(profile, known.eaw);
    dueby_profile_free(profile);
  }
}

/* Checks rules of one duty that are due on the same day, or where sometimes one and sometimes the other is earlier. */
static void test_plan__several_rules_of_a_duty(void **state) {
  (void)state;
  static const char rest[] = "    trigger: referral.received\n    due: visit.made\n", title[] = "    title: thing\n";
  static const char *const spans[] = {"within: 10 working days", "within: 2 weeks", "within: 14 days\n    roll: noon",
                                      "within: 14 days\n    authority: local", "within: 1 month"};
  for (int i = 0; i < 25; i++) {
    char rules[1024];
    snprintf(rules, sizeof rules, "  - id: duty\n    name: one\n%s%s    %s\n  - id: duty\n    name: two\n%s%s    %s\n", title, rest,
             spans[i / 5], title, rest, spans[i % 5]);
    dueby_profile *profile = profile_of_rules(rules);
    check_profile(profile, known.eaw);
    dueby_profile_free(profile);
  }
}

/* Checks a duty with more rules than a query can prepare. The first rule is due first. */
static void test_plan__more_rules_than_it_holds(void **state) {
  (void)state;
  char rules[4000];
  int length = 0;
  for (int i = 1; i <= 20; i++)
    length += snprintf(rules + length, sizeof rules - (size_t)length,
                       "  - id: duty\n    name: r%d\n    title: thing\n    trigger: referral.received\n    due: visit.made\n"
                       "    within: %d working days\n",
                       i, i);
  assert_in_range(length, 1, sizeof rules - 1);
  dueby_profile *profile = profile_of_rules(rules);
  check_profile(profile, known.eaw);
  dueby_profile_free(profile);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_plan__every_rule_of_every_profile),
      cmocka_unit_test(test_plan__every_counting_and_roll),
      cmocka_unit_test(test_plan__several_rules_of_a_duty),
      cmocka_unit_test(test_plan__more_rules_than_it_holds),
  };
  return cmocka_run_group_tests_name("plans of queries", tests, open_known, close_known);
}
