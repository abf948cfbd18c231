/* Tests corner cases of the public functions that the other tests do not cover: arguments just outside their range, inputs that
 * differ in only one respect, and lists with exactly one item more or fewer. */
#include "dueby/answer.h"
#include "dueby/compare.h"
#include "dueby/explanation.h"
#include "dueby/finding.h"
#include "dueby/query.h"
#include "dueby/selection.h"
#include "dueby/written.h"
#include "reports.h"

enum { TEXT = 4096 };

#define refused(CALL) assert_int_equal(CALL, DUEBY_EARGUMENT)

static void count_cell(const char *name, const dueby_cell *cell, void *context) {
  (void)name, (void)cell;
  ++*(int *)context;
}

static dueby_query *query_of(const dueby_profile *profile, const char *address) {
  dueby_query *query = NULL;
  assert_int_equal(dueby_query_new(profile, known.eaw, address, &query), DUEBY_OK);
  return query;
}

/* ---- codes and calendars ---- */

static void test_corners__numbers_that_have_no_code(void **state) {
  (void)state;
  const int32_t outside[] = {INT32_MIN, -1, 1000, INT32_MAX};
  assert_string_equal(dueby_code_name(DUEBY_CODE_STATE, DUEBY_STATE_OVERDUE), "overdue");
  for (int i = 0; i < 4; i++) {
    assert_null(dueby_code_name(DUEBY_CODE_STATE, outside[i]));
    assert_null(dueby_code_name(outside[i], 0));
  }
}

static void test_corners__counting_no_pairs(void **state) {
  (void)state;
  uint8_t status = 77;
  int64_t failed = -1;
  assert_int_equal(dueby_calendar_count_many(known.eaw, NULL, NULL, DUEBY_INCLUDE_END, 0, NULL, &status, &failed), DUEBY_OK);
  assert_int_equal(failed, 0);
  assert_int_equal(status, 77);
}

/* Boxing Day 2026 is a Saturday, so its substitute is Monday 28 December. Holidays are in date order, one for each division. */
static void test_corners__several_holidays_on_one_date(void **state) {
  (void)state;
  dueby_calendar *all = NULL, *more = NULL;
  dueby_holiday holiday;
  dueby_date before = INT32_MIN;
  const dueby_date days[] = {day("2026-12-25"), day("2026-12-28"), day("2026-12-24")};
  int32_t working;
  assert_int_equal(dueby_calendar_new("england-and-wales+scotland+northern-ireland", DUEBY_DATE_NONE, &all), DUEBY_OK);
  assert_int_equal(dueby_calendar_with_days(all, DUEBY_CHANGE_ADD, days, 3, "added", &more), DUEBY_OK);
  int64_t count = dueby_calendar_holiday_count(more), on_christmas = 0;
  for (int64_t i = 0; i < count; i++) {
    assert_int_equal(dueby_calendar_holiday(more, i, &holiday), DUEBY_OK);
    assert_true(holiday.date >= before);
    on_christmas += holiday.date == days[0];
    before = holiday.date;
  }
  assert_true(on_christmas >= 3);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(dueby_calendar_is_working(more, days[i], &working), DUEBY_OK);
    assert_int_equal(working, 0);
  }
  dueby_calendar_free(more);
  dueby_calendar_free(all);
}

/* ---- spans and written forms ---- */

static void test_corners__second_parts_of_spans(void **state) {
  (void)state;
  const char *wrong[] = {"16 years 3months", "16 years x months", "16 years  3 months",  "16 years 3",
                         "16 years 3 weeks", "16 years 3 years",  "8333 years 5 months", "100001 minutes"};
  dueby_span span = {UNTOUCHED, UNTOUCHED};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    assert_int_equal(dueby_span_parse(wrong[i], (int64_t)strlen(wrong[i]), &span), DUEBY_ETEXT);
  assert_int_equal(span.amount, UNTOUCHED);
}

/* A column of days must have the same answers as its days one by one, for every way of counting, forwards and backwards. */
static void test_corners__columns_of_spans(void **state) {
  (void)state;
  const dueby_date from[] = {day("2026-04-02"), day("2026-04-03"), day("2026-04-04"), DUEBY_DATE_NONE, day("1970-12-31")};
  for (int32_t counting = DUEBY_COUNTING_EXCLUDED; counting <= DUEBY_COUNTING_CLEAR; counting++)
    for (int32_t amount = -3; amount <= 3; amount++) {
      const dueby_span span = {amount, DUEBY_UNIT_WORKING_DAYS};
      dueby_date many[5];
      uint8_t status[5];
      int64_t failed, counted = 0;
      assert_int_equal(dueby_span_add_many(span, counting, DUEBY_ROLL_NONE, known.eaw, from, 5, many, status, &failed), DUEBY_OK);
      for (int i = 0; i < 5; i++) {
        dueby_date one = DUEBY_DATE_NONE;
        int is_none = from[i] == DUEBY_DATE_NONE;
        dueby_status expected = is_none ? DUEBY_NONE : dueby_span_add(span, counting, DUEBY_ROLL_NONE, known.eaw, from[i], &one);
        assert_int_equal(status[i], expected);
        assert_int_equal(many[i], one);
        counted += expected == DUEBY_ECOVERAGE;
      }
      assert_int_equal(failed, counted);
    }
}

/* With this many rows, answers are looked up in a table of all days. They must be the same. */
static void test_corners__long_columns_of_spans(void **state) {
  (void)state;
  enum { ROWS = 5000 };
  static dueby_date from[ROWS], many[ROWS];
  static uint8_t status[ROWS];
  for (int i = 0; i < ROWS; i++) from[i] = day("2020-01-01") + i % 1000;
  for (int32_t counting = DUEBY_COUNTING_EXCLUDED; counting <= DUEBY_COUNTING_CLEAR; counting++)
    for (int32_t amount = -2; amount <= 2; amount += 4) {
      const dueby_span span = {amount, DUEBY_UNIT_WORKING_DAYS};
      int64_t failed = -1;
      assert_int_equal(dueby_span_add_many(span, counting, DUEBY_ROLL_NONE, known.eaw, from, ROWS, many, status, &failed),
                       DUEBY_OK);
      assert_int_equal(failed, 0);
      for (int i = 0; i < ROWS; i++) {
        dueby_date one;
        assert_int_equal(dueby_span_add(span, counting, DUEBY_ROLL_NONE, known.eaw, from[i], &one), DUEBY_OK);
        assert_int_equal(many[i], one);
      }
    }
}

static void assert_problem(int32_t kind, int32_t order, const char *written, const char *expected) {
  char text[TEXT] = "";
  dueby_status status = dueby_written_problem_text(kind, written, order, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL);
  if (!expected) {
    assert_int_equal(status, DUEBY_DONE);
    return;
  }
  assert_int_equal(status, DUEBY_OK);
  assert_string_equal(text, expected);
}

/* The message says how many days the month has only if the date has the right form and its month has no such day. */
static void test_corners__texts_that_resemble_dates(void **state) {
  (void)state;
  const char *others[] = {"2026-0230x", "2026x02-30", "2026-02x30", "30x02/2026", "30/02x2026", "2026-02-3x",
                          "20x6-02-30", "2199-12-32", "2026-13-32", "2026-00-32", "1899-02-32", "30/2/26"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    char expected[128];
    snprintf(expected, sizeof expected, "\"%s\" is not a date. Write dates like 2026-03-27", others[i]);
    assert_problem(DUEBY_WRITTEN_DAY, DUEBY_ORDER_ISO, others[i], expected);
  }
  assert_problem(DUEBY_WRITTEN_DAY, DUEBY_ORDER_ISO, "2026-02-30", "\"2026-02-30\" is not a date: that month has 28 days");
  assert_problem(DUEBY_WRITTEN_DAY, DUEBY_ORDER_ISO, "1899-02-30", "\"1899-02-30\": expected a day from 1900 to 2199");
  assert_problem(DUEBY_WRITTEN_DAY, DUEBY_ORDER_DMY, "30/02/2028", "\"30/02/2028\" is not a date: that month has 29 days");
}

static void test_corners__written_forms_that_can_be_read(void **state) {
  (void)state;
  dueby_holding holding;
  dueby_date first, last;
  assert_problem(DUEBY_WRITTEN_HOLDING, DUEBY_ORDER_ISO, "all", NULL);
  assert_problem(DUEBY_WRITTEN_HOLDING, DUEBY_ORDER_ISO, "since:2025-04-01", NULL);
  assert_problem(DUEBY_WRITTEN_PERIOD, DUEBY_ORDER_ISO, "..2025-04-01", NULL);
  refused(dueby_written_holding("all", DUEBY_ORDER_DMY + 1, &holding));
  refused(dueby_written_period("..", DUEBY_ORDER_ISO - 1, &first, &last));
}

/* ---- answers and queries ---- */

static void test_corners__answers_that_were_changed_by_hand(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cp.conference.initial");
  const dueby_event trigger = {.date = day("2025-06-02")};
  dueby_deadline deadline;
  int cells = 0;
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  const int32_t versions[] = {INT32_MIN, -1, dueby_rule_version_count(known.england, deadline.rule), INT32_MAX};
  for (int i = 0; i < 4; i++) {
    dueby_deadline changed = deadline;
    changed.version = versions[i];
    refused(dueby_answer_cells(query, &(dueby_answer){.trigger = &trigger, .deadline = &changed}, count_cell, &cells));
  }
  dueby_step step = {.kind = DUEBY_STEP_LAID, .first = deadline.begins, .last = deadline.due, .holiday = -1};
  dueby_deadline nowhere = deadline;
  nowhere.rule = dueby_profile_rule_count(known.england);
  refused(dueby_step_cells(query, &nowhere, &step, count_cell, &cells));
  step.kind = 1000;
  refused(dueby_step_cells(query, &deadline, &step, count_cell, &cells));
  assert_int_equal(cells, 0);
  dueby_query_free(query);
}

/* Even if a deadline was altered by hand, it needs one event, unless its rule counts events (at_least). */
static void test_corners__checks_of_deadlines_that_were_changed_by_hand(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cp.conference.initial");
  const dueby_event trigger = {.date = day("2025-06-02")};
  const dueby_check_options options = {.as_at = when_of("2025-06-10")};
  dueby_deadline deadline, good;
  dueby_check check;
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &good), DUEBY_OK);
  for (int i = 0; i < 6; i++) {
    int32_t wrong = i % 2 ? 100000 : -1;
    deadline = good;
    *(i < 2 ? &deadline.rule : i < 4 ? &deadline.version : &deadline.phase) = wrong;
    dueby_status status = dueby_query_check(query, &trigger, NULL, &deadline, &options, &check);
    if (status == DUEBY_OK) assert_int_equal(check.needed, 1);
    else assert_int_equal(status, DUEBY_EARGUMENT);
  }
  dueby_query_free(query);
}

static void test_corners__sizes_of_columns(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cp.conference.initial");
  int64_t failed = -1;
  refused(dueby_query_due_many(query, &(dueby_due_columns){.size = 4}, &failed));
  refused(dueby_query_due_many(query, NULL, &failed));
  refused(dueby_query_due_many_ticks(query, &(dueby_due_tick_columns){.size = 4, .ticks_per_day = 1}, &failed));
  refused(dueby_query_due_many_ticks(query, NULL, &failed));
  assert_int_equal(failed, -1);
  dueby_query_free(query);
}

/* Once the conference has been held, the law sets no date. */
static void test_corners__a_date_by_law_of_what_was_done(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cp.conference.initial");
  const dueby_event trigger = {.date = day("2026-03-27")};
  const dueby_when held = when_of("2026-04-10");
  dueby_deadline deadline;
  assert_int_equal(dueby_query_due_by_law(query, &trigger, NULL, NULL, 0, &deadline), DUEBY_OK);
  assert_day(deadline.due, "2026-04-21");
  assert_int_equal(dueby_query_due_by_law(query, &trigger, NULL, &held, 1, &deadline), DUEBY_DONE);
  dueby_query_free(query);
}

/* The date by law may be requested with or without the trigger's type. If the type starts nothing, there is no date by law. */
static void test_corners__triggers_of_a_date_by_law(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cp.conference.initial");
  dueby_event trigger = {.date = day("2025-06-02")};
  dueby_deadline plain, typed;
  assert_int_equal(dueby_query_due_by_law(query, &trigger, NULL, NULL, 0, &plain), DUEBY_OK);
  trigger.type = dueby_query_trigger(query);
  assert_int_equal(dueby_query_due_by_law(query, &trigger, NULL, NULL, 0, &typed), DUEBY_OK);
  assert_int_equal(plain.due, typed.due);
  trigger.type = event_of(known.england, "icpc.held");
  assert_int_equal(dueby_query_due_by_law(query, &trigger, NULL, NULL, 0, &typed), DUEBY_DONE);
  dueby_query_free(query);
}

static void test_corners__facts_of_a_check(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cp.conference.initial");
  const dueby_check_options options = {.as_at = when_of("2025-06-10")}, reserved = {.as_at = options.as_at, .reserved = 1};
  const dueby_facts short_facts = {.size = 4};
  dueby_event kept[1];
  dueby_facts facts;
  refused(dueby_query_facts(query, NULL, &reserved, kept, &facts));
  refused(dueby_query_facts(query, &short_facts, &options, kept, &facts));
  assert_int_equal(dueby_query_facts(query, NULL, &options, kept, &facts), DUEBY_OK);
  assert_int_equal(facts.event_count, 0);
  dueby_query_free(query);
}

static void test_corners__long_addresses(void **state) {
  (void)state;
  char address[512], text[TEXT];
  memset(address, 'a', sizeof address);
  address[sizeof address - 1] = '\0';
  assert_int_equal(dueby_address_hint_text(known.england, address, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "");
}

/* The note on a rule that waits for a tagged event names the option as each language writes it. */
static void test_corners__notes_on_rules_that_wait(void **state) {
  (void)state;
  dueby_profile *profile =
      profile_of_rules("  - {id: duty, title: t, trigger: referral.received, due: visit.made, within: 1 week}\n"
                       "  - {id: duty, name: other, title: t, trigger: cp_plan.started, due: visit.made, within: 1 week, "
                       "when: {tag: alone}}\n");
  dueby_query *query = query_of(profile, "duty");
  const dueby_event trigger = {.date = day("2026-03-02"), .type = event_of(profile, "referral.received")};
  const struct {
    int32_t style;
    const char *part;
  } rows[] = {{DUEBY_STYLE_OPTIONS, "--trigger cp_plan.started --tag alone"},
              {DUEBY_STYLE_ARGUMENTS, "trigger=cp_plan.started, tags=alone"}};
  for (int i = 0; i < 2; i++) {
    char text[TEXT] = "";
    assert_int_equal(dueby_query_note_text(query, &trigger, NULL, 0, rows[i].style, text, sizeof text, NULL), DUEBY_OK);
    if (!strstr(text, rows[i].part)) fail_msg("%s", text);
  }
  dueby_query_free(query);
  dueby_profile_free(profile);
}

/* ---- comparing profiles ---- */

/* The note that closures moved the law's date names an option only in styles that have options. */
static void test_corners__a_note_on_closures(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE_ALL, "2026-04-07", NULL);
  const dueby_event trigger = {.date = day("2026-03-27"), .type = event_of(known.england, "strategy_discussion.held")};
  const struct {
    int32_t style;
    const char *expected;
  } rows[] = {{DUEBY_STYLE_OPTIONS, "closure days move the due dates of every rule, including the law (--closures-for all)"},
              {DUEBY_STYLE_ARGUMENTS, "closure days move the due dates of every rule, including the law"}};
  dueby_query *query = NULL;
  assert_int_equal(dueby_query_new(known.england, closed, "cp.conference.initial", &query), DUEBY_OK);
  for (int i = 0; i < 2; i++) {
    char text[TEXT] = "";
    int found = 0;
    for (int32_t k = 0; dueby_query_note_text(query, &trigger, NULL, k, rows[i].style, text, sizeof text, NULL) == DUEBY_OK; k++)
      found += strcmp(text, rows[i].expected) == 0;
    assert_int_equal(found, 1);
  }
  dueby_query_free(query);
  dueby_calendar_free(closed);
}

/* A council's 50 working days can be later than the law's 45, whichever profile is on the left. A duty that only one profile has is
 * never reported as later. */
static void test_corners__comparisons_in_either_direction(void **state) {
  (void)state;
  dueby_profile *local = profile_of("profile: littleton\ntitle: Littleton\nextends: england\nauthority: local\nrules:\n"
                                    "  - {id: assessment.single, title: t, trigger: referral.received, due: assessment.completed, "
                                    "within: 50 working days}\n"
                                    "  - {id: own.duty, title: t, trigger: referral.received, due: visit.made, within: 1 week}\n",
                                    NULL);
  const dueby_profile *sides[] = {known.england, local};
  char texts[2][TEXT];
  for (int i = 0; i < 2; i++) {
    static dueby_comparison rows[512];
    int64_t count = 0;
    int is_found = 0;
    const dueby_profile *left = sides[i], *right = sides[!i];
    assert_int_equal(dueby_compare_profiles(left, right, known.eaw, day("2026-01-05"), day("2026-12-31"), rows, 512, &count),
                     DUEBY_OK);
    for (int64_t j = 0; j < count; j++) {
      int32_t own = i ? rows[j].left_rule : rows[j].right_rule;
      if (own < 0) continue;
      const char *id = dueby_rule_text(local, own, 0, DUEBY_RULE_ID);
      char text[TEXT];
      assert_int_equal(dueby_comparison_text(left, right, &rows[j], text, sizeof text, NULL), DUEBY_OK);
      if (strcmp(id, "own.duty") == 0) {
        assert_string_equal(text, "");
        assert_int_equal(rows[j].verdict, i ? DUEBY_COMPARISON_ONLY_LEFT : DUEBY_COMPARISON_ONLY_RIGHT);
      } else if (strcmp(id, "assessment.single") == 0 && *text) {
        strcpy(texts[i], text);
        is_found = 1;
      }
    }
    assert_true(is_found);
  }
  assert_string_equal(texts[0], texts[1]);
  assert_non_null(strstr(texts[0], "can be later than the law allows, by "));
  dueby_profile_free(local);
}

/* ---- measures of outcomes ---- */

/* Projected lines do not count. A line that was due at a time on the last day was overdue when the period ended; a line due by the
 * end of that day was not. */
static void test_corners__measures_on_the_last_day(void **state) {
  (void)state;
  const dueby_date last = day("2026-03-31");
  const dueby_measure_options options = {
      .basis = DUEBY_MEASURE_COMPLETED, .from = day("2026-03-01"), .to = last, .as_at = day("2026-04-30")};
  const dueby_outcome due = {.begins = day("2026-03-02"), .due = last, .closed = DUEBY_DATE_NONE, .state = DUEBY_STATE_OVERDUE};
  dueby_outcome outcomes[] = {due, due, due, due};
  dueby_measure measure = {0};
  outcomes[1].by_time = 1;
  outcomes[2].due = last - 1;
  outcomes[3].projected = 1;
  dueby_measure_add(&options, outcomes, 4, &measure);
  assert_int_equal(measure.not_yet_due, 1);
  assert_int_equal(measure.overdue, 2);
}

/* If a line's state cannot be known, the line counts in the period in which it was met, and not at all if it ended. An open line
 * counts if it had begun. */
static void test_corners__measures_of_lines_that_cannot_be_judged(void **state) {
  (void)state;
  const dueby_measure_options options = {
      .basis = DUEBY_MEASURE_COMPLETED, .from = day("2026-03-01"), .to = day("2026-03-31"), .as_at = day("2026-04-30")};
  const dueby_outcome unknown = {.begins = day("2026-03-02"),
                                 .due = day("2026-03-20"),
                                 .closed = DUEBY_DATE_NONE,
                                 .state = DUEBY_STATE_NOT_COMPUTABLE,
                                 .reason = DUEBY_REASON_TIME};
  const struct {
    int32_t closed_by;
    const char *closed;
    int cannot_tell;
  } rows[] = {{DUEBY_OUTCOME_OPEN, NULL, 1},
              {DUEBY_OUTCOME_MET, "2026-03-10", 1},
              {DUEBY_OUTCOME_MET, "2026-04-10", 0},
              {DUEBY_OUTCOME_ENDED, "2026-03-10", 0},
              {DUEBY_OUTCOME_ENDED, "2026-04-10", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_outcome outcome = unknown;
    dueby_measure measure = {0};
    outcome.closed_by = rows[i].closed_by;
    if (rows[i].closed) outcome.closed = day(rows[i].closed);
    dueby_measure_add(&options, &outcome, 1, &measure);
    assert_int_equal(measure.cannot_tell, rows[i].cannot_tell);
  }
}

/* A line that fell due before the period, and whose state cannot be known, counts if it recurs and was not closed before the
 * period. Each row of the table changes one thing. */
static void test_corners__measures_of_lines_that_may_have_recurred(void **state) {
  (void)state;
  const dueby_measure_options options = {
      .basis = DUEBY_MEASURE_DUE, .from = day("2026-03-01"), .to = day("2026-03-31"), .as_at = day("2026-04-30")};
  const dueby_outcome overdue = {
      .begins = day("2026-01-05"), .due = day("2026-01-12"), .closed = DUEBY_DATE_NONE, .state = DUEBY_STATE_OVERDUE, .recurs = 1};
  const struct {
    const char *due, *closed;
    int recurs, cannot_tell;
  } rows[] = {{"2026-01-12", NULL, 1, 1},         {"2026-01-12", NULL, 0, 0},         {"2026-03-12", NULL, 0, 1},
              {"2026-01-12", "2026-03-01", 1, 1}, {"2026-01-12", "2026-02-28", 1, 0}, {"2026-02-28", "2026-04-10", 1, 1},
              {"2026-03-31", NULL, 1, 1},         {"2026-04-01", NULL, 1, 0}};
  dueby_measure of_known = {0};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_outcome outcome = overdue;
    dueby_measure measure = {0};
    outcome.state = DUEBY_STATE_NOT_COMPUTABLE;
    outcome.reason = DUEBY_REASON_HISTORY;
    outcome.due = day(rows[i].due);
    outcome.recurs = rows[i].recurs;
    outcome.closed_by = rows[i].closed ? DUEBY_OUTCOME_MET : DUEBY_OUTCOME_OPEN;
    if (rows[i].closed) outcome.closed = day(rows[i].closed);
    dueby_measure_add(&options, &outcome, 1, &measure);
    assert_int_equal(measure.cannot_tell, rows[i].cannot_tell);
    assert_int_equal(measure.children, 0);
  }
  dueby_measure_add(&options, &overdue, 1, &of_known);
  assert_int_equal(of_known.overdue + of_known.cannot_tell, 0);
}

/* ---- a state that may depend on the time of day (rule 14) ---- */

/* If hours are counted from a day without a time, the state is unknown on the days on which the hours may end. If the starting day
 * is not given, or has no UK time, only days are compared. */
static void test_corners__days_that_hours_were_counted_from(void **state) {
  (void)state;
  const struct {
    const char *from; /* NULL for none */
    int is_zero, minutes, state;
  } rows[] = {{"2026-03-02", 0, 1440, DUEBY_STATE_NOT_COMPUTABLE},
              {NULL, 0, 1440, DUEBY_STATE_MET},
              {NULL, 1, 1440, DUEBY_STATE_MET},
              {"2026-03-02", 0, 0, DUEBY_STATE_MET},
              {"1971-06-01", 0, 1440, DUEBY_STATE_MET},
              {"1971-12-31", 0, 1440, DUEBY_STATE_MET},
              {"2100-12-31", 0, 1440, DUEBY_STATE_MET},
              {"2100-12-30", 0, 1440, DUEBY_STATE_MET},
              {"2100-12-30", 0, 1800, DUEBY_STATE_MET}, /* may end from 6:00 on the last day with a UK time */
              {"2101-01-01", 0, 1440, DUEBY_STATE_MET}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const dueby_deadline deadline = {.due = day("2026-03-03"),
                                     .opens = day("2026-03-02"),
                                     .begins = day("2026-03-02"),
                                     .due_time = DUEBY_TIME_NONE,
                                     .begins_time = DUEBY_TIME_NONE,
                                     .span_from = rows[i].is_zero ? 0
                                                  : rows[i].from  ? day(rows[i].from)
                                                                  : DUEBY_DATE_NONE,
                                     .span_minutes = rows[i].minutes};
    const dueby_when met = when_of("2026-03-03");
    dueby_verdict verdict;
    assert_int_equal(dueby_deadline_check(known.eaw, &deadline, &met, NULL, NULL, (dueby_span){0, 0}, &verdict), DUEBY_OK);
    if (rows[i].from && rows[i].from[0] == '2' && rows[i].from[1] == '1') continue; /* the hours end long after the due day */
    assert_int_equal(verdict.state, rows[i].state);
  }
}

/* 24 hours counted from 2 March end at some time on 3 March. An action before that day is in time; an action after it is late. */
static void test_corners__an_action_near_the_hours_that_were_counted(void **state) {
  (void)state;
  const dueby_deadline deadline = {.due = day("2026-03-03"),
                                   .opens = day("2026-03-02"),
                                   .begins = day("2026-03-02"),
                                   .due_time = DUEBY_TIME_NONE,
                                   .begins_time = DUEBY_TIME_NONE,
                                   .span_from = day("2026-03-02"),
                                   .span_minutes = 1440};
  const struct {
    const char *met;
    int32_t state;
  } rows[] = {{"2026-03-02T23:00", DUEBY_STATE_MET},
              {"2026-03-03T00:01", DUEBY_STATE_NOT_COMPUTABLE},
              {"2026-03-03T23:59", DUEBY_STATE_NOT_COMPUTABLE},
              {"2026-03-04T00:01", DUEBY_STATE_MET_LATE}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const dueby_when met = when_of(rows[i].met);
    dueby_verdict verdict;
    assert_int_equal(dueby_deadline_check(known.eaw, &deadline, &met, NULL, NULL, (dueby_span){0, 0}, &verdict), DUEBY_OK);
    assert_int_equal(verdict.state, rows[i].state);
  }
}

/* An end earlier in the day than the trigger did not end the duty. */
static void test_corners__ends_on_the_day_of_the_trigger(void **state) {
  (void)state;
  const dueby_deadline deadline = {.due = day("2026-03-09"), .opens = day("2026-03-02"), .begins = day("2026-03-02")};
  const dueby_event timed = {.time = when_of("2026-03-02T10:00").time, .date = day("2026-03-02")},
                    untimed = {.time = DUEBY_TIME_NONE, .date = day("2026-03-02")};
  const struct {
    const char *ended;
    const dueby_event *trigger;
    int may;
  } rows[] = {{"2026-03-02T09:59", &timed, 0},   {"2026-03-02T10:00", &timed, 1}, {"2026-03-02", &timed, 1},
              {"2026-03-02T00:30", &untimed, 1}, {"2026-03-01", &timed, 0},       {"2026-03-03", &untimed, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const dueby_when ended = when_of(rows[i].ended);
    assert_int_equal(dueby_deadline_may_end(&deadline, rows[i].trigger, &ended), rows[i].may);
  }
}

/* ---- series ---- */

/* The version does not have this phase, so the deadline does not count events, and the next occurrence begins on the day on which
 * this one was met. */
static void test_corners__series_of_deadlines_that_were_changed_by_hand(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    schedule: [{every: 1 week}]\n");
  int32_t rule = rule_of(profile, "test:duty"), duty = duty_of(profile, "duty");
  const dueby_event trigger = {.date = day("2026-03-02")};
  const dueby_when met = when_of("2026-03-05");
  dueby_deadline first, next, changed;
  int64_t count = -1;
  assert_int_equal(dueby_deadline_for_rule(profile, rule, known.eaw, &trigger, NULL, &first), DUEBY_OK);
  assert_int_equal(dueby_deadline_next(profile, known.eaw, &trigger, NULL, &first, &met, &next), DUEBY_OK);
  assert_day(next.due, "2026-03-12");
  changed = first;
  changed.phase = 100;
  dueby_status status = dueby_deadline_next(profile, known.eaw, &trigger, NULL, &changed, &met, &next);
  assert_true(status == DUEBY_DONE || status == DUEBY_EARGUMENT || status == DUEBY_OK);
  for (int i = 0; i < 2; i++)
    assert_int_not_equal(
        dueby_deadline_series(profile, i ? duty + 1 : -1, NULL, known.eaw, &trigger, NULL, NULL, 0, &next, 1, &count), DUEBY_OK);
  refused(dueby_deadline_series(profile, duty, NULL, known.eaw, &trigger, NULL, NULL, 1, &next, 1, &count));
  refused(dueby_deadline_series(profile, duty, NULL, known.eaw, &trigger, NULL, NULL, 0, NULL, 1, &count));
  refused(dueby_deadline_series(profile, duty, NULL, known.eaw, &trigger, NULL, &met, -1, &next, 1, &count));
  refused(dueby_deadline_series(profile, duty, NULL, known.eaw, &trigger, NULL, NULL, 0, &next, -1, &count));
  assert_int_equal(count, -1);
  assert_int_equal(dueby_deadline_series(profile, duty, NULL, known.eaw, &trigger, NULL, NULL, 0, NULL, 0, &count), DUEBY_OK);
  assert_int_equal(count, 0);
  dueby_profile_free(profile);
}

/* ---- text of rules ---- */

static void test_corners__texts_of_rules_and_events(void **state) {
  (void)state;
  char text[TEXT];
  dueby_profile *profile = profile_of_rule("    within: 1 week\n    needs: [alone or alone_excused, awake]\n"
                                           "    pause: {from: sar.clarification_asked, to: sar.clarification_received}\n");
  int32_t rule = rule_of(profile, "test:duty");
  assert_int_equal(dueby_rule_needs_text(profile, rule, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "alone or alone_excused; awake");
  assert_string_equal(dueby_rule_text(profile, rule, 0, DUEBY_RULE_PAUSE_TO), "sar.clarification_received");
  assert_null(dueby_rule_text(profile, rule, 1, DUEBY_RULE_PAUSE_TO));
  assert_null(dueby_rule_text(profile, rule, 1, DUEBY_RULE_PAUSE_FROM));
  refused(dueby_rule_needs_text(profile, -1, text, sizeof text, NULL));
  refused(dueby_rule_needs_text(profile, rule + 1, text, sizeof text, NULL));
  assert_int_equal(dueby_profile_event_is_by_birth(profile, event_of(profile, "birth")), 1);
  assert_int_equal(dueby_profile_event_is_by_birth(profile, event_of(profile, "child.turned_18")), 1);
  assert_int_equal(dueby_profile_event_is_by_birth(profile, event_of(profile, "visit.made")), 0);
  assert_int_equal(dueby_profile_event_is_by_birth(profile, 100000), 0);
  assert_int_equal(dueby_profile_event_shown(profile, 100000), DUEBY_SHOWS_NOTHING);
  dueby_profile_free(profile);
}

/* An attempt at an event that does not show that the child was seen does not show that either. */
static void test_corners__attempts_show_what_was_attempted(void **state) {
  (void)state;
  dueby_profile *profile = profile_of("profile: p\ntitle: P\nevents:\n"
                                      "  - {slug: talk.held, title: talk, means: A talk.}\n"
                                      "  - {slug: talk.tried, title: t, means: A try., attempts: talk.held}\n"
                                      "  - {slug: look.made, title: look, means: A look., shows: seen}\n"
                                      "  - {slug: look.tried, title: t, means: A try., attempts: look.made}\n",
                                      NULL);
  assert_int_equal(dueby_profile_event_shown(profile, event_of(profile, "talk.tried")), DUEBY_SHOWS_NOTHING);
  assert_int_equal(dueby_profile_event_shown(profile, event_of(profile, "look.tried")), DUEBY_SHOWS_ATTEMPT);
  assert_int_equal(dueby_profile_event_shown(profile, event_of(profile, "look.made")), DUEBY_SHOWS_SEEN);
  dueby_profile_free(profile);
}

/* One rule is in force only up to a day, one only from a day, and one was replaced by another duty. */
static void test_corners__rules_that_are_not_in_force(void **state) {
  (void)state;
  const struct {
    const char *versions, *at, *part;
  } rows[] = {{"    versions:\n      - {to: 2020-12-31, within: 1 week}\n", "2026-03-02", "it was in force until 2020-12-31"},
              {"    versions:\n      - {from: 2027-01-01, within: 1 week}\n", "2026-03-02", "it came into force on 2027-01-01"},
              {"    replaced_by: other\n    versions:\n      - {from: 2010-01-01, to: 2020-12-31, within: 1 week}\n", "2026-03-02",
               "to 2020-12-31; other replaced it"},
              {"    replaced_by: other\n    versions:\n      - {from: 2010-01-01, to: 2020-12-31, within: 1 week}\n", "2009-03-02",
               "it was in force from 2010-01-01 to 2020-12-31"},
              {"    replaced_by: other\n    versions:\n      - {from: 2027-01-01, within: 1 week}\n", "2026-03-02",
               "it came into force on 2027-01-01"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char rules[1024];
    snprintf(rules, sizeof rules,
             "  - id: duty\n    title: t\n    trigger: referral.received\n    due: visit.made\n%s"
             "  - {id: other, title: t, trigger: referral.received, due: visit.made, within: 1 week}\n",
             rows[i].versions);
    dueby_profile *profile = profile_of_rules(rules);
    dueby_query *query = query_of(profile, "duty");
    const dueby_event trigger = {.date = day(rows[i].at)};
    dueby_failure failure;
    char text[TEXT];
    assert_int_equal(dueby_query_failure(query, &trigger, NULL, &failure), DUEBY_OK);
    assert_int_equal(failure.reason, DUEBY_REASON_NOT_IN_FORCE);
    assert_int_equal(dueby_failure_text(query, &trigger, &failure, text, sizeof text, NULL), DUEBY_OK);
    if (!strstr(text, rows[i].part)) fail_msg("%s", text);
    assert_true(i < 3 || !strstr(text, "replaced it"));
    dueby_query_free(query);
    dueby_profile_free(profile);
  }
}

/* The answer to a question about one of two rules has only that rule's conditions. */
static void test_corners__conditions_of_the_rule_in_question(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rules(
      "  - {id: duty, title: t, trigger: referral.received, due: visit.made, within: 1 week, when: {tag: alone}}\n"
      "  - {id: duty, name: other, title: t, trigger: referral.received, due: visit.made, within: 1 week, when: {tag: awake}, "
      "ends: [child.turned_18, cp_plan.ended]}\n");
  dueby_query *query = query_of(profile, "duty/other");
  const dueby_event trigger = {.date = day("2026-03-02")};
  dueby_failure failure;
  char text[TEXT];
  assert_int_equal(dueby_query_failure(query, &trigger, NULL, &failure), DUEBY_OK);
  assert_int_equal(failure.reason, DUEBY_REASON_CONDITIONS);
  assert_int_equal(dueby_failure_text(query, &trigger, &failure, text, sizeof text, NULL), DUEBY_OK);
  assert_non_null(strstr(text, "test:duty/other starts from"));
  assert_null(strstr(text, "test:duty starts from"));
  assert_non_null(strstr(text, "before the eighteenth birthday"));
  failure.rule = -1; /* the event does not start the duty */
  assert_int_equal(dueby_failure_text(query, &trigger, &failure, text, sizeof text, NULL), DUEBY_OK);
  assert_non_null(strstr(text, "does not apply here"));
  dueby_query_free(query);
  dueby_profile_free(profile);
}

/* A birthday does not end a notice, so the notice's conditions do not mention it. */
static void test_corners__conditions_of_a_notice(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rules("  - {id: duty, title: t, trigger: icpc.held, due: visit.made, before: 5 working days, "
                                            "when: {tag: alone}, ends: [child.turned_18]}\n");
  dueby_query *query = query_of(profile, "duty");
  const dueby_event trigger = {.date = day("2026-03-02")};
  dueby_failure failure;
  char text[TEXT];
  assert_int_equal(dueby_query_failure(query, &trigger, NULL, &failure), DUEBY_OK);
  assert_int_equal(failure.reason, DUEBY_REASON_CONDITIONS);
  assert_int_equal(dueby_failure_text(query, &trigger, &failure, text, sizeof text, NULL), DUEBY_OK);
  assert_non_null(strstr(text, "test:duty starts from"));
  assert_null(strstr(text, "birthday"));
  dueby_query_free(query);
  dueby_profile_free(profile);
}

static void test_corners__a_rule_that_the_profile_does_not_have(void **state) {
  (void)state;
  const dueby_event trigger = {.date = day("2026-03-02")};
  dueby_deadline deadline;
  const int32_t wrong[] = {-1, dueby_profile_rule_count(known.england), INT32_MAX};
  for (int i = 0; i < 3; i++) refused(dueby_deadline_for_rule(known.england, wrong[i], known.eaw, &trigger, NULL, &deadline));
}

/* Two councils extend the national rules. Only their own duties are compared: each has one that the other does not have. */
static void test_corners__comparisons_of_councils(void **state) {
  (void)state;
  dueby_profile *profiles[2];
  dueby_comparison rows[8];
  int64_t count = 0;
  for (int i = 0; i < 2; i++) {
    char yaml[512];
    snprintf(yaml, sizeof yaml,
             "profile: council%d\ntitle: Council\nextends: england\nrules:\n"
             "  - {id: own%d, title: t, trigger: referral.received, due: visit.made, within: 1 week}\n",
             i, i);
    profiles[i] = profile_of(yaml, NULL);
  }
  assert_int_equal(
      dueby_compare_profiles(profiles[0], profiles[1], known.eaw, day("2026-03-02"), day("2026-03-06"), rows, 8, &count), DUEBY_OK);
  assert_int_equal(count, 2);
  assert_int_equal(rows[0].verdict, DUEBY_COMPARISON_ONLY_LEFT);
  assert_int_equal(rows[1].verdict, DUEBY_COMPARISON_ONLY_RIGHT);
  for (int i = 0; i < 2; i++) dueby_profile_free(profiles[i]);
}

/* ---- explanations ---- */

/* Explains a pause of one day, and an end by one of several events; the birthday is later. */
static void test_corners__an_explanation_with_a_pause_and_an_end(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 month\n    ends: [child.turned_18, cin_plan.ended, cp_plan.ended]\n"
                                           "    pause: {from: sar.clarification_asked, to: sar.clarification_received}\n");
  dueby_query *query = query_of(profile, "duty");
  const dueby_event trigger = {.date = day("2026-03-02"), .type = event_of(profile, "referral.received")};
  const dueby_event events[] = {{.date = day("2026-03-10"), .type = event_of(profile, "sar.clarification_asked")},
                                {.date = day("2026-03-10"), .type = event_of(profile, "sar.clarification_received")},
                                {.date = day("2026-03-30"), .type = event_of(profile, "cp_plan.ended")},
                                {.date = day("2026-03-25"), .type = event_of(profile, "cp_plan.ended")}};
  const dueby_facts facts[] = {{.events = events, .event_count = 4},
                               {.events = events, .event_count = 4, .born = day("2009-03-25")},
                               {.events = events, .event_count = 2, .born = day("2008-03-25")}};
  const char *parts[] = {"by the end of the child protection plan", "by the end of the child protection plan",
                         "by the eighteenth birthday"};
  for (int i = 0; i < 3; i++) {
    dueby_deadline deadline;
    char text[TEXT];
    assert_int_equal(dueby_query_due(query, &trigger, &facts[i], &deadline), DUEBY_OK);
    assert_day(deadline.due, "2026-04-03"); /* 2 April and the one day */
    assert_int_equal(dueby_explain_text(profile, known.eaw, &trigger, &facts[i], &deadline, text, sizeof text, NULL), DUEBY_OK);
    if (!strstr(text, "1 day up to the ") || !strstr(text, " does not count") || !strstr(text, parts[i])) fail_msg("%s", text);
  }
  dueby_query_free(query);
  dueby_profile_free(profile);
}

/* An extension and a pause are explained in date order. 8 weeks from 2 April is 28 May, and three more days make 31 May; or three
 * days from 2 April is 5 April, and 8 more weeks make 31 May. */
static void test_corners__an_explanation_with_an_extension_and_a_pause(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 month\n    extension: {event: proceedings.extended, by: 8 weeks}\n"
                                           "    pause: {from: sar.clarification_asked, to: sar.clarification_received}\n");
  dueby_query *query = query_of(profile, "duty");
  const dueby_event trigger = {.date = day("2026-03-02"), .type = event_of(profile, "referral.received")};
  const char *extended[] = {"2026-03-05", "2026-03-20"};
  for (int i = 0; i < 2; i++) {
    const dueby_event events[] = {{.date = day("2026-03-10"), .type = event_of(profile, "sar.clarification_asked")},
                                  {.date = day("2026-03-12"), .type = event_of(profile, "sar.clarification_received")},
                                  {.date = day(extended[i]), .type = event_of(profile, "proceedings.extended")}};
    const dueby_facts facts = {.events = events, .event_count = 3};
    dueby_deadline deadline;
    char text[TEXT];
    assert_int_equal(dueby_query_due(query, &trigger, &facts, &deadline), DUEBY_OK);
    assert_day(deadline.due, "2026-05-31");
    assert_int_equal(dueby_explain_text(profile, known.eaw, &trigger, &facts, &deadline, text, sizeof text, NULL), DUEBY_OK);
    const char *pause = strstr(text, "do not count"), *extension = strstr(text, i ? "31 May" : "28 May");
    if (!pause || !extension) fail_msg("%s", text);
  }
  dueby_query_free(query);
  dueby_profile_free(profile);
}

/* A table of first due days by trigger day is possible only if due days depend on nothing else. */
static void test_corners__what_needs_only_the_day(void **state) {
  (void)state;
  const struct {
    const char *figure;
    int only_day;
  } rows[] = {{"    within: 1 week\n", 1},
              {"    within: same day\n", 1},
              {"    within: not stated\n", 1},
              {"    within: 24 hours\n", 0},
              {"    within: agreed\n", 0},
              {"    schedule: [{every: agreed, at_most: 4 weeks}]\n", 0},
              {"    schedule: [{every: 1 week}]\n", 1},
              {"    within: 1 week\n    occurrence: [1, 2]\n", 0},
              {"    within: 1 week\n    since: birth\n", 0},
              {"    within: 1 week\n    when: {age_under: 5}\n", 0},
              {"    within: 1 week\n    when: {age_from: 5}\n", 0},
              {"    within: 1 week\n    when: {tag: alone}\n", 0},
              {"    within: 1 week\n    unless: {tag: alone}\n", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_profile *profile = profile_of_rule(rows[i].figure);
    dueby_query *query = query_of(profile, "duty");
    if (dueby_query_needs_only_day(query) != rows[i].only_day) fail_msg("%s", rows[i].figure);
    dueby_query_free(query);
    dueby_profile_free(profile);
  }
}

/* Nothing more is due once the rule is not in force, or the child is too old for it. */
static void test_corners__a_series_that_stops(void **state) {
  (void)state;
  const char *figures[] = {"    versions:\n      - {from: 2010-01-01, to: 2026-03-04, schedule: [{every: 1 week}]}\n",
                           "    schedule: [{every: 1 week}]\n    when: {age_under: 5}\n"};
  for (int i = 0; i < 2; i++) {
    dueby_profile *profile = profile_of_rule(figures[i]);
    const dueby_event trigger = {.date = day("2026-03-02")};
    const dueby_facts facts = {.born = day("2021-03-04")};
    const dueby_when met = when_of("2026-03-05");
    dueby_deadline first, next;
    assert_int_equal(dueby_deadline_for_rule(profile, rule_of(profile, "test:duty"), known.eaw, &trigger, &facts, &first),
                     DUEBY_OK);
    assert_int_equal(dueby_deadline_next(profile, known.eaw, &trigger, &facts, &first, &met, &next), DUEBY_DONE);
    dueby_profile_free(profile);
  }
}

static void test_corners__a_pattern_that_is_missing(void **state) {
  (void)state;
  const char *duties[] = {"cp.conference.initial", NULL};
  uint8_t selected[RULES_MAX];
  int64_t unknown = -1;
  const dueby_selection_options options = {.duties = duties, .duty_count = 2};
  assert_int_equal(dueby_selection_make(known.england, &options, selected, &unknown), DUEBY_ENOTFOUND);
  assert_int_equal(unknown, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_corners__numbers_that_have_no_code),
      cmocka_unit_test(test_corners__counting_no_pairs),
      cmocka_unit_test(test_corners__several_holidays_on_one_date),
      cmocka_unit_test(test_corners__second_parts_of_spans),
      cmocka_unit_test(test_corners__columns_of_spans),
      cmocka_unit_test(test_corners__long_columns_of_spans),
      cmocka_unit_test(test_corners__texts_that_resemble_dates),
      cmocka_unit_test(test_corners__written_forms_that_can_be_read),
      cmocka_unit_test(test_corners__answers_that_were_changed_by_hand),
      cmocka_unit_test(test_corners__checks_of_deadlines_that_were_changed_by_hand),
      cmocka_unit_test(test_corners__sizes_of_columns),
      cmocka_unit_test(test_corners__a_date_by_law_of_what_was_done),
      cmocka_unit_test(test_corners__triggers_of_a_date_by_law),
      cmocka_unit_test(test_corners__facts_of_a_check),
      cmocka_unit_test(test_corners__long_addresses),
      cmocka_unit_test(test_corners__notes_on_rules_that_wait),
      cmocka_unit_test(test_corners__a_note_on_closures),
      cmocka_unit_test(test_corners__comparisons_in_either_direction),
      cmocka_unit_test(test_corners__measures_on_the_last_day),
      cmocka_unit_test(test_corners__measures_of_lines_that_cannot_be_judged),
      cmocka_unit_test(test_corners__measures_of_lines_that_may_have_recurred),
      cmocka_unit_test(test_corners__days_that_hours_were_counted_from),
      cmocka_unit_test(test_corners__an_action_near_the_hours_that_were_counted),
      cmocka_unit_test(test_corners__ends_on_the_day_of_the_trigger),
      cmocka_unit_test(test_corners__series_of_deadlines_that_were_changed_by_hand),
      cmocka_unit_test(test_corners__texts_of_rules_and_events),
      cmocka_unit_test(test_corners__attempts_show_what_was_attempted),
      cmocka_unit_test(test_corners__rules_that_are_not_in_force),
      cmocka_unit_test(test_corners__conditions_of_the_rule_in_question),
      cmocka_unit_test(test_corners__conditions_of_a_notice),
      cmocka_unit_test(test_corners__a_rule_that_the_profile_does_not_have),
      cmocka_unit_test(test_corners__comparisons_of_councils),
      cmocka_unit_test(test_corners__an_explanation_with_a_pause_and_an_end),
      cmocka_unit_test(test_corners__an_explanation_with_an_extension_and_a_pause),
      cmocka_unit_test(test_corners__what_needs_only_the_day),
      cmocka_unit_test(test_corners__a_series_that_stops),
      cmocka_unit_test(test_corners__a_pattern_that_is_missing),
  };
  return cmocka_run_group_tests(tests, open_known, close_known);
}
