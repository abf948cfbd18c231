/* Tests rules 16 and 17 of docs/rules.md (which lines there are, their numbers and their keys), and the options of a run. Every
 * date was worked out by hand. 2 March 2026 is a Monday; Good Friday is 3 April, Easter Monday 6 April. */
#include "timeline.h"

#define ONE_WEEK "    within: 1 week\n"
#define WEEKLY "    schedule: [{every: 1 week}]\n"
#define RULE(name, figure) "  - {id: duty, name: " name ", title: thing, trigger: referral.received, due: visit.made, " figure "}\n"

/* ---- 16: lines ---- */

static void test_rule_16__due_on_the_earliest(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue by test:duty/week [test:duty/ten 2026-03-12] [test:duty/week 2026-03-09]",
              .as_at = "2026-03-20", .rules = RULE("ten", "within: 10 days") RULE("week", "within: 1 week"),
              .events = "2026-03-02 referral.received", .say = GOVERNS | LIMITS);
}

/* One rule is weekly: visits on 6 and 16 March meet it, and it is due on 9, 13 and 23 March. The other is fortnightly, and cannot
 * be met before day 12 (14 March): it is due on 16 and 30 March. */
static void test_rule_16__what_one_event_met_is_one_line(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-06 [test:duty/one 2026-03-09]\n"
              "2 due 2026-03-13 met_late 2026-03-16 [test:duty/two 2026-03-16] [test:duty/one 2026-03-13]\n"
              "3 due 2026-03-23 due_soon [test:duty/two 2026-03-30] [test:duty/one 2026-03-23]",
              .rules = RULE("two", "not_before: 12 days, schedule: [{every: 2 weeks}]") RULE("one", "schedule: [{every: 1 week}]"),
              .events = "2026-03-02 referral.received, 2026-03-06 visit.made, 2026-03-16 visit.made", .as_at = "2026-03-20",
              .say = LIMITS);
}

static void test_rule_16__what_one_event_ended_is_one_line(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 missed 2026-03-10 [test:duty/ten 2026-03-12] [test:duty/week 2026-03-09]", .as_at = "2026-03-20",
              .rules = RULE("ten", "within: 10 days, ends: [cp_plan.ended]") RULE("week", "within: 1 week, ends: [cp_plan.ended]"),
              .events = "2026-03-02 referral.received, 2026-03-10 cp_plan.ended", .say = LIMITS);
}

static void test_rule_16__by_ref_and_under_each_by_trigger(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-09 overdue\n#B 1 due 2026-03-11 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received #A, 2026-03-04 referral.received #B");
  assert_case("1 due 2026-03-09 overdue\n2 due 2026-03-11 overdue", .figure = ONE_WEEK "    each: true\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 referral.received");
}

/* The law's due day is the twelfth working day, 18 March. The council's is the eighth, 12 March, or the fifteenth, 23 March. */
static void test_rule_16__the_law_beside_the_council(void **state) {
  (void)state;
  static const char law[] = "authority: statute, within: 12 working days",
                    *events = "2026-03-02 referral.received, 2026-03-16 visit.made";
  char rules[512];
  snprintf(rules, sizeof rules, RULE("law", "%s") RULE("ours", "within: 8 working days"), law);
  assert_case("1 due 2026-03-12 met_late 2026-03-16 by test:duty/ours law 2026-03-18", .rules = rules, .events = events,
              .as_at = "2026-03-20", .say = GOVERNS | LAW);
  snprintf(rules, sizeof rules, RULE("ours", "within: 15 working days") RULE("law", "%s"), law);
  assert_case("1 due 2026-03-18 met 2026-03-16 by test:duty/law law 2026-03-18", .rules = rules, .events = events,
              .as_at = "2026-03-20", .say = GOVERNS | LAW);
}

static void test_rule_16__the_earliest_law(void **state) {
  (void)state;
  assert_case("1 due 2026-03-05 overdue by test:duty/ours law 2026-03-09", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received",
              .rules = RULE("one", "authority: statute, within: 2 weeks") RULE("two", "authority: guidance, within: 1 week")
                  RULE("ours", "within: 3 days"),
              .say = GOVERNS | LAW);
  assert_case("1 due 2026-03-05 overdue law none", .as_at = "2026-03-20", .events = "2026-03-02 referral.received",
              .rules = RULE("ours", "within: 3 days"), .say = LAW);
}

static void test_rule_16__the_earliest_law_of_a_day_by_its_time(void **state) {
  (void)state;
  const char *late = RULE("late", "authority: statute, within: 14 hours") RULE("soon", "authority: statute, within: 12 hours");
  const char *whole = RULE("late", "authority: statute, within: same day") RULE("soon", "authority: statute, within: 12 hours");
  const char *events = "2026-03-02T08:00 referral.received",
             *expected = "1 due 2026-03-02T20:00:00+00:00 overdue law 2026-03-02T20:00:00+00:00";
  assert_case(expected, .rules = late, .events = events, .as_at = "2026-03-20", .say = LAW);
  assert_case(expected, .rules = whole, .events = events, .as_at = "2026-03-20", .say = LAW);
}

/* England's rule allows 15 working days after the strategy discussion, until 23 March. The profile that extends it has the same
 * time limit and, in a second run, 10 working days, until 16 March. */
static void test_rule_16__on_a_tie_the_parent_governs(void **state) {
  (void)state;
  static const char child[] =
      "profile: child\ntitle: Child\nextends: england\nrules:\n  - {id: cp.conference.initial, title: conference, "
      "trigger: strategy_discussion.held, due: icpc.held, within: %d working days}\n";
  char yaml[512];
  snprintf(yaml, sizeof yaml, child, 15);
  assert_case("cp.conference.initial 1 due 2026-03-23 open by england:cp.conference.initial law 2026-03-23", .yaml = yaml,
              .as_at = "2026-03-03", .events = "2026-03-02 strategy_discussion.held", .selected = "cp.conference.initial",
              .say = GOVERNS | LAW);
  snprintf(yaml, sizeof yaml, child, 10);
  assert_case("cp.conference.initial 1 due 2026-03-16 open by child:cp.conference.initial law 2026-03-23", .yaml = yaml,
              .as_at = "2026-03-03", .events = "2026-03-02 strategy_discussion.held", .selected = "cp.conference.initial",
              .say = GOVERNS | LAW);
}

static void test_rule_16__a_line_that_has_a_date_goes_by_it(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue by test:duty/week [test:duty/none not stated] [test:duty/week 2026-03-09]",
              .as_at = "2026-03-20", .rules = RULE("none", "within: not stated") RULE("week", "within: 1 week"),
              .events = "2026-03-02 referral.received", .say = GOVERNS | LIMITS);
}

static void test_rule_16__w13_a_line_without_a_date(void **state) {
  (void)state;
  const char *none = "    within: not stated\n    ends: [cp_plan.ended]\n";
  assert_case("1 due none not_computable: the source sets no time limit left none", .figure = none, .as_at = "2026-03-20",
              .say = LEFT, .events = "2026-03-02 referral.received");
  assert_case("1 due none met 2026-03-04 left none", .figure = none, .as_at = "2026-03-20", .say = LEFT,
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made");
  assert_case("1 due none ended 2026-03-04 left none", .figure = none, .as_at = "2026-03-20", .say = LEFT,
              .events = "2026-03-02 referral.received, 2026-03-04 cp_plan.ended");
}

/* The visit on 6 March meets the rule "week". It does not meet "later", which only opens on 7 March, so that line ends on 6 March
 * with the plan. */
static void test_rule_16__met_before_ended(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-06\n2 due 2026-03-08 ended 2026-03-06",
              .rules = RULE("later", "within: 6 days, not_before: 5 days, ends: [cp_plan.ended]")
                  RULE("week", "within: 1 week, ends: [cp_plan.ended]"),
              .events = "2026-03-02 referral.received, 2026-03-06 cp_plan.ended, 2026-03-06 visit.made", .as_at = "2026-03-20");
}

/* One line is due on 2 March and was met on 20 February. The other is due on 9 March and was met as early as 10 February, so it
 * closes on the day of its trigger, 2 March. */
static void test_rule_16__work_done_before_the_trigger_closes_on_its_day(void **state) {
  (void)state;
  assert_case("1 due 2026-03-02 met 2026-02-20\n2 due 2026-03-09 met 2026-02-10", .as_at = "2026-03-20",
              .rules = RULE(
                  "week", "within: 2 weeks") "  - {id: duty, name: early, title: thing, trigger: cp_plan.started, due: visit.made, "
                                             "not_before: -1 month, within: 1 week}\n",
              .events = "2026-02-10 visit.made, 2026-02-16 referral.received, 2026-02-20 visit.made, 2026-03-02 cp_plan.started", );
}

static void test_rule_16__the_open_one_last(void **state) {
  (void)state;
  assert_case("1 due 2026-03-12 met 2026-03-06\n2 due 2026-03-08 overdue", .as_at = "2026-03-20",
              .rules = RULE("later", "within: 6 days, not_before: 5 days") RULE("ten", "within: 10 days"),
              .events = "2026-03-02 referral.received, 2026-03-06 visit.made", .say = UNSAID);
}

/* A visit is due on Monday 9 March. If it is made on 5 March, 4 days are left, of which 6 and 9 March are working days. If it
 * is made on 11 March, it is two days late. */
static void test_rule_16__days_left_are_those_of_the_day_on_which_it_was_met(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-05 left 4 2 taken 3 3", .figure = ONE_WEEK, .as_at = "2026-03-20", .say = LEFT | TAKEN,
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made");
  assert_case("1 due 2026-03-09 met_late 2026-03-11 left -2 -2 taken 9 7", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .say = LEFT | TAKEN, .events = "2026-03-02 referral.received, 2026-03-11 visit.made");
  assert_case("1 due 2026-03-09 overdue left -11 -9 taken 18 14", .figure = ONE_WEEK, .as_at = "2026-03-20", .say = LEFT | TAKEN,
              .events = "2026-03-02 referral.received");
}

/* ---- 16: keys ---- */

enum { KEY = 256 };

/* Returns the key of one of a case's lines under one or several rules. */
static const char *key_of(const char *figure, const char *events, const char *as_at, int64_t place) {
  static char keys[4][KEY];
  static int next;
  char *key = keys[next++ % 4], ref[2] = "";
  const struct told told = {.figure = figure, .as_at = as_at};
  struct asked_of_timeline asked;
  dueby_profile *profile = strstr(figure, "id: duty") ? profile_of_rules(figure) : profile_of_rule(figure);
  dueby_timeline *timeline = NULL;
  struct history_told history = history_of(profile, events);
  int64_t offsets[] = {0, history.count}, count = UNTOUCHED;
  ask_timeline(&told, profile, &asked);
  assert_int_equal(dueby_timeline_new(profile, known.eaw, &timeline), DUEBY_OK);
  assert_int_equal(dueby_timeline_run(timeline, history.events, offsets, 1, &asked.options, &count), DUEBY_OK);
  assert_in_range(place, 0, count - 1);
  const dueby_line *line = &dueby_timeline_lines(timeline)[place];
  ref[0] = (char)line->ref;
  assert_int_equal(dueby_line_key(profile, line, &history.events[line->started_by], line->ref ? ref : NULL, key, KEY, NULL),
                   DUEBY_OK);
  dueby_timeline_free(timeline);
  dueby_profile_free(profile);
  return key;
}

static void test_rule_16__a_key_stays(void **state) {
  (void)state;
  const char *open = "2026-03-02 referral.received #B", *met = "2026-03-02 referral.received #B, 2026-03-05 visit.made";
  const char *key = key_of(WEEKLY, open, "2026-03-03", 0);
  assert_true(strlen(key) > 10);
  assert_string_equal(key_of(WEEKLY, open, "2026-03-20", 0), key);
  assert_string_equal(key_of(WEEKLY, met, "2026-03-20", 0), key);
  assert_string_equal(key_of(WEEKLY, "2026-02-02 referral.received #A, 2026-03-02 referral.received #B", "2026-03-20", 1), key);
}

static void test_rule_16__a_key_stays_when_its_number_does_not(void **state) {
  (void)state;
  const char *each = ONE_WEEK "    each: true\n";
  const char *key = key_of(each, "2026-03-02 referral.received", "2026-03-20", 0); /* stays the same if an earlier line is added */
  assert_string_equal(key_of(each, "2026-02-02 referral.received, 2026-03-02 referral.received", "2026-03-20", 1), key);
}

static void test_rule_16__two_lines_have_two_keys(void **state) {
  (void)state;
  const char *met = "2026-03-02 referral.received #B, 2026-03-05 visit.made",
             *two = "2026-03-02 referral.received #A, 2026-03-02 referral.received #B";
  assert_string_not_equal(key_of(WEEKLY, met, "2026-03-20", 0), key_of(WEEKLY, met, "2026-03-20", 1));
  assert_string_not_equal(key_of(WEEKLY, two, "2026-03-20", 0), key_of(WEEKLY, two, "2026-03-20", 1));
  assert_string_not_equal(key_of(WEEKLY, "2026-03-02 referral.received", "2026-03-20", 0),
                          key_of(WEEKLY, "2026-03-03 referral.received", "2026-03-20", 0));
}

/* One rule is four weeks from the referral. The other is one week from the plan's start, which is later, and governs. */
static void test_rule_16__a_key_stays_whichever_rule_governs(void **state) {
  (void)state;
  static const char rules[] = RULE(
      "referral",
      "within: 4 weeks") "  - {id: duty, name: plan, title: thing, trigger: cp_plan.started, due: visit.made, within: 1 week}\n",
                    *events = "2026-03-02 referral.received, 2026-03-04 cp_plan.started",
                    *key = "duty referral.received 2026-03-02 2026-03-02";
  assert_case("1 due 2026-03-30 open by test:duty/referral", .rules = rules, .events = events, .as_at = "2026-03-03",
              .say = GOVERNS);
  assert_case("1 due 2026-03-11 due_soon by test:duty/plan", .rules = rules, .events = events, .as_at = "2026-03-05",
              .say = GOVERNS);
  assert_string_equal(key_of(rules, events, "2026-03-03", 0), key);
  assert_string_equal(key_of(rules, events, "2026-03-05", 0), key);
}

/* The weekly visit is met on 6 March. The fortnightly visit, which cannot be before 14 March, is still the first. */
static void test_rule_16__a_second_line_from_the_same_start(void **state) {
  (void)state;
  static const char rules[] =
      RULE("two", "not_before: 12 days, schedule: [{every: 2 weeks}]") RULE("one", "schedule: [{every: 1 week}]"),
                    *events = "2026-03-02 referral.received, 2026-03-06 visit.made, 2026-03-16 visit.made";
  assert_string_equal(key_of(rules, events, "2026-03-07", 0), "duty referral.received 2026-03-02 2026-03-02");
  assert_string_equal(key_of(rules, events, "2026-03-07", 1), "duty referral.received 2026-03-02 2026-03-02 2");
  assert_string_equal(key_of(rules, events, "2026-03-20", 1), "duty referral.received 2026-03-02 2026-03-02 2");
  assert_string_equal(key_of(rules, events, "2026-03-20", 2), "duty referral.received 2026-03-02 2026-03-16");
}

static void test_rule_16__the_next_one_begins_on_the_same_day(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received #B, 2026-03-02 visit.made";
  assert_string_equal(key_of(WEEKLY, events, "2026-03-07", 0), "duty B referral.received 2026-03-02 2026-03-02");
  assert_string_equal(key_of(WEEKLY, events, "2026-03-07", 1), "duty B referral.received 2026-03-02 2026-03-02 2");
}

static void test_rule_16__a_key_says_what_a_line_needs(void **state) {
  (void)state;
  static const char rules[] = RULE("any", "within: 1 week") RULE("alone", "within: 1 week, needs: [alone]");
  assert_string_equal(key_of(rules, "2026-03-02 referral.received", "2026-03-07", 0),
                      "duty referral.received 2026-03-02 2026-03-02");
  assert_string_equal(key_of(rules, "2026-03-02 referral.received", "2026-03-07", 1),
                      "duty (alone) referral.received 2026-03-02 2026-03-02");
}

/* ---- 17: as at ---- */

static void test_rule_17__what_lies_after_it_has_not_happened(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-06 cp_plan.ended";
  const char *weekly = WEEKLY "    ends: [cp_plan.ended]\n";
  assert_case("", .figure = weekly, .events = events, .as_at = "2026-03-01");
  assert_case("1 due 2026-03-09 due_soon", .figure = weekly, .events = events, .as_at = "2026-03-04");
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 due_soon", .figure = weekly, .events = events,
              .as_at = "2026-03-05");
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 ended 2026-03-06", .figure = weekly, .events = events,
              .as_at = "2026-03-06");
}

static void test_rule_17__to_the_second_where_both_have_a_time(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received, 2026-03-05T15:00 visit.made";
  assert_case("1 due 2026-03-09 due_soon", .figure = ONE_WEEK, .events = events, .as_at = "2026-03-05T14:59");
  assert_case("1 due 2026-03-09 met 2026-03-05T15:00:00+00:00", .figure = ONE_WEEK, .events = events, .as_at = "2026-03-05T15:00");
  assert_case("1 due 2026-03-09 met 2026-03-05T15:00:00+00:00", .figure = ONE_WEEK, .events = events, .as_at = "2026-03-05");
}

static void test_rule_17__void_is_ignored(void **state) {
  (void)state;
  assert_case(
      "1 due 2026-03-09 overdue", .figure = WEEKLY "    ends: [cp_plan.ended]\n", .as_at = "2026-03-20",
      .events =
          "2026-03-02 referral.received, 2026-03-03 referral.received +void, 2026-03-04 visit.made +void, 2026-03-05 cp_plan.ended +void");
}

static void test_rule_17__both_are_counted(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule(ONE_WEEK);
  dueby_timeline *timeline = NULL;
  struct history_told history =
      history_of(profile, "2026-03-02 referral.received, 2026-03-04 visit.made +void, 2026-03-30 visit.made, "
                          "2026-03-31 visit.made +void, 2026-04-01 icpc.planned, 2026-04-01 icpc.held");
  dueby_timeline_options options = {.as_at = when_of("2026-03-20"), .horizon = DUEBY_DATE_NONE, .history_from = DUEBY_DATE_NONE};
  int64_t offsets[] = {0, history.count}, count, later, voided;
  assert_int_equal(dueby_timeline_new(profile, known.eaw, &timeline), DUEBY_OK);
  for (int i = 0; i < 2; i++) { /* only the last run is counted */
    assert_int_equal(dueby_timeline_run(timeline, history.events, offsets, 1, &options, &count), DUEBY_OK);
    dueby_timeline_ignored(timeline, &later, &voided);
    assert_int_equal(later, 2); /* planned events after as-at are not counted */
    assert_int_equal(voided, 2);
  }
  dueby_timeline_free(timeline);
  dueby_profile_free(profile);
}

/* ---- events that count as one ---- */

static void test_rows_alike_are_one_event_with_the_tags_of_all(void **state) {
  (void)state;
  const char *both = ONE_WEEK "    needs: [alone, awake]\n";
  assert_case("1 due 2026-03-09 met 2026-03-04", .figure = both, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made +alone, 2026-03-04 visit.made +awake");
  assert_case("1 due 2026-03-09 overdue", .figure = both, .as_at = "2026-03-20", .say = UNSAID,
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made +alone, 2026-03-04 visit.made +awake #A");
  assert_case("1 due 2026-03-09 overdue", .figure = both, .as_at = "2026-03-20", .say = UNSAID,
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made +alone, 2026-03-04T10:00 visit.made +awake");
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK "    each: true\n", .as_at = "2026-03-20",
              /* equal rows start one clock */
              .events = "2026-03-02 referral.received, 2026-03-02 referral.received +awake");
  assert_case(
      "1 due 2026-03-09 overdue", .figure = ONE_WEEK "    each: true\n", .as_at = "2026-03-20",
      .events =
          "2026-03-02 referral.received, 2026-03-02 cp_plan.started, 2026-03-02 referral.received"); /* equal rows are one event */
}

/* ---- actions that do not count ---- */

static void test_uncounted__what_was_done_and_lacks_what_is_needed(void **state) {
  (void)state;
  const char *alone = ONE_WEEK "    needs: [alone or alone_excused]\n";
  assert_case("1 due 2026-03-09 overdue: done Friday 6 March 2026, but not recorded as alone or alone excused", .figure = alone,
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-06 visit.made", .as_at = "2026-03-20");
  assert_case("1 due 2026-03-09 met 2026-03-09", .figure = alone, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made, 2026-03-09 visit.made +alone");
}

static void test_uncounted__only_since_it_opened(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK "    needs: [alone]\n", .as_at = "2026-03-20",
              .events = "2026-03-01 visit.made, 2026-03-02 referral.received");
}

/* Fault O6: a worker came but saw nobody. Until the line is met, the line's reason names such attempts and the last action that
 * does not count. */
static void test_uncounted__o6_an_attempt(void **state) {
  (void)state;
  const struct {
    const char *events, *expected;
  } told[] = {
      {"2026-03-05 visit.attempted", "1 due 2026-03-09 overdue: attempted Thursday 5 March 2026"},
      {"2026-03-05 visit.attempted, 2026-03-10 visit.attempted",
       "1 due 2026-03-09 overdue: attempted Thursday 5 March 2026 and Tuesday 10 March 2026"},
      {"2026-03-05 visit.attempted, 2026-03-06 visit.attempted, 2026-03-10 visit.attempted",
       "1 due 2026-03-09 overdue: attempted 3 times, from Thursday 5 March 2026 to Tuesday 10 March 2026"},
      {"2026-03-05T10:00 visit.attempted, 2026-03-05T17:00 visit.attempted",
       "1 due 2026-03-09 overdue: attempted 2 times on Thursday 5 March 2026"},
      {"2026-03-05 visit.attempted, 2026-03-06 visit.made +alone", "1 due 2026-03-09 met 2026-03-06"},
      {"2026-03-01 visit.attempted", "1 due 2026-03-09 overdue"}, /* before the duty opened */
      {"2026-03-05 visit.attempted #B", "1 due 2026-03-09 overdue: attempted Thursday 5 March 2026"},
      {"2026-03-05 visit.attempted, 2026-03-06 visit.made",
       "1 due 2026-03-09 overdue: done Friday 6 March 2026, but not recorded as alone; attempted Thursday 5 March 2026"},
      {"2026-03-05 visit.made, 2026-03-06 visit.attempted",
       "1 due 2026-03-09 overdue: done Thursday 5 March 2026, but not recorded as alone; attempted Friday 6 March 2026"},
      {"2026-03-05 visit.attempted, 2026-03-06 cp_plan.ended",
       "1 due 2026-03-09 ended 2026-03-06: attempted Thursday 5 March 2026"},
      {"2026-03-05 visit.attempted +void", "1 due 2026-03-09 overdue"},
      {"2026-03-23 visit.attempted", "1 due 2026-03-09 overdue"}, /* an attempt after as-at */
  };
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    char events[256];
    snprintf(events, sizeof events, "2026-03-02 referral.received, %s", told[i].events);
    assert_case(told[i].expected, .figure = ONE_WEEK "    needs: [alone]\n    ends: [cp_plan.ended]\n", .as_at = "2026-03-20",
                .events = events);
  }
  assert_case("#A 1 due 2026-03-09 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20",
              /* an attempt in another episode */
              .events = "2026-03-02 referral.received #A, 2026-03-05 visit.attempted #B");
}

/* Fault O6: a duty has two series, of visits and of visits to the child alone. A visit that meets only the first series does not
 * count in the second's numbers. */
static void test_rule_16__o6_numbered_by_what_counts(void **state) {
  (void)state;
  const char *rules = RULE("any", "schedule: [{every: 1 week}]") RULE("alone", "needs: [alone], schedule: [{every: 1 week}]");
  assert_case("1 due 2026-03-09 met 2026-03-06\n2 due 2026-03-13 met 2026-03-10\n3 due 2026-03-17 overdue\n"
              "1 due 2026-03-09 met 2026-03-06\n2 due 2026-03-13 overdue: done Tuesday 10 March 2026, but not recorded as alone",
              .rules = rules, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-06 visit.made +alone, 2026-03-10 visit.made");
}

/* ---- options ---- */

/* Up to a horizon, lines show what falls due if each visit is made on its due day: 9, 16, 23 and 30 March. An overdue visit is
 * assumed to be made on the as-at day, 20 March, so the next is due on 27 March. */
static void test_horizon__what_falls_due_if_all_is_met_on_time(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 due_soon\n2 due 2026-03-16 projected\n3 due 2026-03-23 projected", .figure = WEEKLY,
              .as_at = "2026-03-03", .events = "2026-03-02 referral.received", .horizon = "2026-03-29");
  assert_case("1 due 2026-03-09 due_soon\n2 due 2026-03-16 projected\n3 due 2026-03-23 projected\n4 due 2026-03-30 projected",
              .figure = WEEKLY, .as_at = "2026-03-03", .events = "2026-03-02 referral.received", .horizon = "2026-03-30");
  assert_case("1 due 2026-03-09 overdue\n2 due 2026-03-27 projected", .figure = WEEKLY, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received", .horizon = "2026-03-29");
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received",
              .horizon = "2027-03-29");
}

static void test_horizon__nothing_past_an_end(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 ended 2026-03-06", .figure = WEEKLY "    ends: [cp_plan.ended]\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-06 cp_plan.ended", .horizon = "2026-12-31");
}

static void test_recorded__what_the_records_do_not_hold_is_not_held_against_anybody(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 not_computable: not in the file: visit.made", .figure = ONE_WEEK, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received", .unrecorded = "visit.made");
  assert_case("1 due 2026-03-09 due_soon", .figure = ONE_WEEK, .as_at = "2026-03-04", .events = "2026-03-02 referral.received",
              .unrecorded = "visit.made");
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK, .as_at = "2026-03-20", .events = "2026-03-02 referral.received",
              .unrecorded = "cp_plan.ended");
}

static void test_history_from__what_fell_due_before_the_records_begin(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received, 2026-03-12 visit.made";
  assert_case("1 due 2026-03-09 not_computable 2026-03-12: started before your records start\n2 due 2026-03-19 overdue",
              .figure = WEEKLY, .events = events, .as_at = "2026-03-20", .history_from = "2026-03-10");
  /* the line was open on 8 March, the day before the records begin, and may have been met on that day */
  assert_case("1 due 2026-03-09 not_computable 2026-03-12: started before your records start\n2 due 2026-03-19 overdue",
              .figure = WEEKLY, .events = events, .as_at = "2026-03-20", .history_from = "2026-03-09");
  assert_case("1 due 2026-03-09 met_late 2026-03-12\n2 due 2026-03-19 overdue", .figure = WEEKLY, .events = events,
              .as_at = "2026-03-20", .history_from = "2026-03-02");
  /* the first visit was in time; the second may have been made from 7 to 9 March, before the records begin */
  assert_case("1 due 2026-03-09 met 2026-03-06\n2 due 2026-03-13 not_computable: started before your records start",
              .figure = WEEKLY, .as_at = "2026-03-20", .events = "2026-03-02 referral.received, 2026-03-06 visit.made",
              .history_from = "2026-03-10");
}

static void test_selected__only_these_rules(void **state) {
  (void)state;
  const char *rules = RULE("week", "within: 1 week") RULE(
      "ten",
      "within: 10 days, alternatives: [{name: late, within: 2 weeks}]") "  - {id: other, title: thing, trigger: referral.received, due: visit.made, within: 3 days}\n";
  assert_case("duty 1 due 2026-03-09 overdue\nother 1 due 2026-03-05 overdue", .rules = rules,
              .events = "2026-03-02 referral.received", .as_at = "2026-03-20");
  assert_case("duty 1 due 2026-03-12 overdue", .rules = rules, .events = "2026-03-02 referral.received", .as_at = "2026-03-20",
              .selected = "test:duty/ten");
  assert_case("duty 1 due 2026-03-16 overdue by test:duty~late", .rules = rules, .events = "2026-03-02 referral.received",
              .as_at = "2026-03-20", .selected = "duty~late", .say = GOVERNS);
}

/* ---- alternatives (rule 27) ---- */

#define COUNTED_TWICE                                                                                    \
  "  - id: duty\n    title: assessment\n    trigger: referral.received\n    due: assessment.completed\n" \
  "    ends: [case.closed]\n    within: 2 weeks\n    alternatives:\n"                                    \
  "      - {name: national, trigger: assessment.started, within: 1 week}\n      - {name: short, within: 3 days}\n"

/* A rule and its alternatives have their own clocks, and one event meets all of them: two weeks from 2 March, one week from 9
 * March, three days from 2 March. */
static void test_rule_27__an_alternative_beside_its_rule(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received, 2026-03-09 assessment.started";
  assert_case("1 due 2026-03-16 overdue by test:duty\n1 due 2026-03-16 overdue by test:duty~national", .rules = COUNTED_TWICE,
              .events = events, .as_at = "2026-03-20", .only = "duty~national duty", .say = GOVERNS);
  assert_case("1 due 2026-03-16 met 2026-03-12 by test:duty\n1 due 2026-03-05 met_late 2026-03-12 by test:duty~short",
              .rules = COUNTED_TWICE, .events = "2026-03-02 referral.received, 2026-03-12 assessment.completed",
              .as_at = "2026-03-20", .only = "duty duty~short", .say = GOVERNS);
  assert_case("1 due 2026-03-16 ended 2026-03-06 by test:duty\n1 due 2026-03-05 missed 2026-03-06 by test:duty~short",
              .rules = COUNTED_TWICE, .events = "2026-03-02 referral.received, 2026-03-06 case.closed", .as_at = "2026-03-20",
              .only = "duty duty~short", .say = GOVERNS);
}

static void test_rule_27__two_alternatives_and_one(void **state) {
  (void)state;
  const char *events = "2026-03-02 referral.received, 2026-03-09 assessment.started, 2026-03-17 assessment.completed";
  assert_case("1 due 2026-03-16 met_late 2026-03-17 by test:duty~national\n1 due 2026-03-05 met_late 2026-03-17 by test:duty~short",
              .rules = COUNTED_TWICE, .events = events, .as_at = "2026-03-20", .only = "duty~*", .say = GOVERNS);
  assert_case("1 due 2026-03-05 met_late 2026-03-17 by test:duty~short", .rules = COUNTED_TWICE, .events = events,
              .as_at = "2026-03-20", .only = "duty~short", .say = GOVERNS);
  assert_case("1 due 2026-03-16 met_late 2026-03-17 by test:duty", .rules = COUNTED_TWICE, .events = events, .as_at = "2026-03-20",
              .only = "duty", .say = GOVERNS);
}

/* The lines of a rule and of its alternative are numbered separately. After two visits the weekly rule and the fortnightly
 * alternative each have their own due days. */
static void test_rule_27__numbered_apart(void **state) {
  (void)state;
  const char *rules = "  - {id: duty, title: visit, trigger: referral.received, due: visit.made, schedule: [{every: 1 week}], "
                      "authority: statute,\n     alternatives: [{name: rare, schedule: [{every: 2 weeks}]}]}\n";
  assert_case("1 due 2026-03-09 met_late 2026-03-10 by test:duty law 2026-03-09\n"
              "2 due 2026-03-17 overdue by test:duty law 2026-03-17\n"
              "1 due 2026-03-16 met 2026-03-10 by test:duty~rare law none\n2 due 2026-03-24 due_soon by test:duty~rare law none",
              .rules = rules, .events = "2026-03-02 referral.received, 2026-03-10 visit.made", .as_at = "2026-03-20",
              .only = "duty duty~rare", .say = GOVERNS | LAW);
}

/* The completed assessment has the ref of its start, not of the referral, so the state of the law's line is unknown, whichever
 * alternatives are selected. */
static void test_rule_27__refs_by_itself(void **state) {
  (void)state;
  const char *both = "assessment.single~statistics assessment.single",
             *events = "2026-01-05 referral.received #R, 2026-01-12 assessment.started #A, 2026-03-11 assessment.completed #A";
#define UNTOLD \
  "assessment.single #R 1 due 2026-03-09 not_computable: recorded under a different reference: assessment.completed on Wednesday 11 March 2026"
  assert_case(UNTOLD, .builtin = "england", .only = "assessment.single", .as_at = "2026-03-13", .events = events);
  assert_case(UNTOLD "\nassessment.single #A 1 due 2026-03-16 met 2026-03-11", .builtin = "england", .only = both,
              .as_at = "2026-03-13", .events = events);
  assert_case("assessment.single #A 1 due 2026-03-16 met 2026-03-11", .builtin = "england", .only = "assessment.single~statistics",
              .as_at = "2026-03-13", .events = events);
  /* with the referral's ref, the assessment is late by law, and does not belong to the start of the alternative */
  assert_case("assessment.single #R 1 due 2026-03-09 met_late 2026-03-11\nassessment.single #A 1 due 2026-03-16 overdue",
              .builtin = "england", .only = both, .as_at = "2026-03-20",
              .events = "2026-01-05 referral.received #R, 2026-01-12 assessment.started #A, 2026-03-11 assessment.completed #R");
}

/* Under `each`, an action that meets a line of one series can still meet a line of another series. */
static void test_rule_27__each_by_itself(void **state) {
  (void)state;
  const char *rules = "  - {id: duty, title: answer, trigger: referral.received, due: visit.made, each: true, within: 1 week,\n"
                      "     alternatives: [{name: days, within: 2 days}]}\n";
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-10 overdue\n"
              "1 due 2026-03-04 met_late 2026-03-05\n2 due 2026-03-05 overdue",
              .rules = rules, .events = "2026-03-02 referral.received, 2026-03-03 referral.received, 2026-03-05 visit.made",
              .as_at = "2026-03-20", .only = "duty duty~days");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_16__due_on_the_earliest),
      cmocka_unit_test(test_rule_16__what_one_event_met_is_one_line),
      cmocka_unit_test(test_rule_16__what_one_event_ended_is_one_line),
      cmocka_unit_test(test_rule_16__by_ref_and_under_each_by_trigger),
      cmocka_unit_test(test_rule_16__the_law_beside_the_council),
      cmocka_unit_test(test_rule_16__the_earliest_law),
      cmocka_unit_test(test_rule_16__the_earliest_law_of_a_day_by_its_time),
      cmocka_unit_test(test_rule_16__on_a_tie_the_parent_governs),
      cmocka_unit_test(test_rule_16__a_line_that_has_a_date_goes_by_it),
      cmocka_unit_test(test_rule_16__w13_a_line_without_a_date),
      cmocka_unit_test(test_rule_16__met_before_ended),
      cmocka_unit_test(test_rule_16__work_done_before_the_trigger_closes_on_its_day),
      cmocka_unit_test(test_rule_16__the_open_one_last),
      cmocka_unit_test(test_rule_16__days_left_are_those_of_the_day_on_which_it_was_met),
      cmocka_unit_test(test_rule_16__a_key_stays),
      cmocka_unit_test(test_rule_16__a_key_stays_when_its_number_does_not),
      cmocka_unit_test(test_rule_16__a_key_stays_whichever_rule_governs),
      cmocka_unit_test(test_rule_16__a_second_line_from_the_same_start),
      cmocka_unit_test(test_rule_16__the_next_one_begins_on_the_same_day),
      cmocka_unit_test(test_rule_16__a_key_says_what_a_line_needs),
      cmocka_unit_test(test_rule_16__two_lines_have_two_keys),
      cmocka_unit_test(test_rule_17__what_lies_after_it_has_not_happened),
      cmocka_unit_test(test_rule_17__to_the_second_where_both_have_a_time),
      cmocka_unit_test(test_rule_17__void_is_ignored),
      cmocka_unit_test(test_rule_17__both_are_counted),
      cmocka_unit_test(test_rows_alike_are_one_event_with_the_tags_of_all),
      cmocka_unit_test(test_uncounted__what_was_done_and_lacks_what_is_needed),
      cmocka_unit_test(test_uncounted__only_since_it_opened),
      cmocka_unit_test(test_uncounted__o6_an_attempt),
      cmocka_unit_test(test_rule_16__o6_numbered_by_what_counts),
      cmocka_unit_test(test_horizon__what_falls_due_if_all_is_met_on_time),
      cmocka_unit_test(test_horizon__nothing_past_an_end),
      cmocka_unit_test(test_recorded__what_the_records_do_not_hold_is_not_held_against_anybody),
      cmocka_unit_test(test_history_from__what_fell_due_before_the_records_begin),
      cmocka_unit_test(test_selected__only_these_rules),
      cmocka_unit_test(test_rule_27__an_alternative_beside_its_rule),
      cmocka_unit_test(test_rule_27__two_alternatives_and_one),
      cmocka_unit_test(test_rule_27__numbered_apart),
      cmocka_unit_test(test_rule_27__refs_by_itself),
      cmocka_unit_test(test_rule_27__each_by_itself),
  };
  return cmocka_run_group_tests_name("timeline lines", tests, open_known, close_known);
}
