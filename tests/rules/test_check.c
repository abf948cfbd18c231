/* Tests whether something was done in time, and which of two deadlines is earlier. */
#include "dueby/query.h"
#include "timeline.h"

enum { MISSING_LEFT = INT32_MIN };

/* Makes a deadline on a day or, if a time is given, at that second. */
static dueby_deadline due_at(const char *text) {
  dueby_when due = when_of(text);
  dueby_deadline deadline = {
      .due_time = due.time, .due = due.date, .begins = due.date, .opens = due.date, .relied_on = DUEBY_DATE_NONE, .occurrence = 1};
  return deadline;
}

struct check {
  const char *due, *met, *ended, *as_at, *soon;
  int32_t flags;
  const dueby_calendar *calendar;
};

static dueby_status check(const struct check *check, dueby_verdict *verdict) {
  dueby_deadline deadline = due_at(check->due);
  dueby_when met, ended, as_at;
  deadline.flags = check->flags;
  if (check->met) met = when_of(check->met);
  if (check->ended) ended = when_of(check->ended);
  if (check->as_at) as_at = when_of(check->as_at);
  return dueby_deadline_check(check->calendar ? check->calendar : known.eaw, &deadline, check->met ? &met : NULL,
                              check->ended ? &ended : NULL, check->as_at ? &as_at : NULL, span_of(check->soon), verdict);
}

static void assert_verdict_at(const char *state, int days, int working_days, const struct check *asked, const char *file,
                              int line) {
  dueby_verdict verdict;
  char words[64], expected[64];
  dueby_status status = check(asked, &verdict);
  if (status != DUEBY_OK) snprintf(words, sizeof words, "%s", dueby_status_text(status));
  else
    snprintf(words, sizeof words, "%s %d %d", dueby_code_name(DUEBY_CODE_STATE, verdict.state), (int)verdict.days_left,
             (int)verdict.working_days_left);
  snprintf(expected, sizeof expected, "%s %d %d", state, days, working_days);
  if (strcmp(words, expected) != 0) {
    print_error("%s is not %s\n", words, expected);
    _fail(file, line);
  }
}

/* Returns the state, the days left and the working days left, as text. */
#define assert_verdict(state, days, working_days, ...) \
  assert_verdict_at(state, days, working_days, &(struct check){__VA_ARGS__}, __FILE__, __LINE__)

/* ---- each state ---- */

static void test_check__met_on_the_due_day_is_met(void **state) {
  (void)state;
  assert_verdict("met", 0, 0, .due = "2026-04-21", .met = "2026-04-21", .as_at = "2026-05-01");
  assert_verdict("met", 1, 1, .due = "2026-04-21", .met = "2026-04-20", .as_at = "2026-05-01");
  assert_verdict("met_late", -1, -1, .due = "2026-04-21", .met = "2026-04-22", .as_at = "2026-05-01");
}

static void test_check__a_time_of_day_on_the_due_day_is_in_time(void **state) {
  (void)state;
  assert_verdict("met", 0, 0, .due = "2026-04-21", .met = "2026-04-21T23:59:59");
  assert_verdict("met_late", -1, -1, .due = "2026-04-21", .met = "2026-04-22T00:00");
}

static void test_check__met_before_it_opens_is_not_asked_here(void **state) {
  (void)state;
  /* 55 working days: 20 in February, 22 in March, 13 in April */
  assert_verdict("met", 81, 55, .due = "2026-04-21", .met = "2026-01-30");
}

static void test_check__overdue_from_the_day_after(void **state) {
  (void)state;
  assert_verdict("due_soon", 0, 0, .due = "2026-04-21", .as_at = "2026-04-21");
  assert_verdict("overdue", -1, -1, .due = "2026-04-21", .as_at = "2026-04-22");
  assert_verdict("overdue", -3, -3, .due = "2026-04-21", .as_at = "2026-04-24"); /* 3 days from Tuesday to Friday */
  assert_verdict("overdue", -6, -4, .due = "2026-04-21", .as_at = "2026-04-27"); /* 4 working days from Tuesday to Monday */
}

static void test_check__ended_before_it_fell_due(void **state) {
  (void)state;
  assert_verdict("ended", 1, 1, .due = "2026-04-21", .ended = "2026-04-20", .as_at = "2026-05-01");
  assert_verdict("ended", 0, 0, .due = "2026-04-21", .ended = "2026-04-21", .as_at = "2026-05-01");
}

static void test_check__ended_after_it_fell_due_is_missed(void **state) {
  (void)state;
  assert_verdict("missed", -1, -1, .due = "2026-04-21", .ended = "2026-04-22", .as_at = "2026-05-01");
}

static void test_check__met_on_the_day_on_which_it_ended(void **state) {
  (void)state;
  assert_verdict("met", 1, 1, .due = "2026-04-21", .met = "2026-04-20", .ended = "2026-04-20");
  assert_verdict("met", 1, 1, .due = "2026-04-21", .met = "2026-04-20T17:00", .ended = "2026-04-20T09:00");
}

static void test_check__met_after_it_ended_does_not_count(void **state) {
  (void)state;
  assert_verdict("ended", 1, 1, .due = "2026-04-21", .met = "2026-04-21", .ended = "2026-04-20");
  assert_verdict("missed", -1, -1, .due = "2026-04-21", .met = "2026-04-23", .ended = "2026-04-22");
}

static void test_check__met_before_it_ended(void **state) {
  (void)state;
  assert_verdict("met_late", -1, -1, .due = "2026-04-21", .met = "2026-04-22", .ended = "2026-04-30");
}

/* ---- rule 17: anything after as-at has not happened ---- */

static void test_rule_17__met_after_as_at(void **state) {
  (void)state;
  assert_verdict("overdue", -1, -1, .due = "2026-04-21", .met = "2026-04-23", .as_at = "2026-04-22");
  assert_verdict("due_soon", 1, 1, .due = "2026-04-21", .met = "2026-04-21", .as_at = "2026-04-20");
  assert_verdict("met_late", -1, -1, .due = "2026-04-21", .met = "2026-04-22", .as_at = "2026-04-22");
}

static void test_rule_17__ended_after_as_at(void **state) {
  (void)state;
  assert_verdict("overdue", -1, -1, .due = "2026-04-21", .ended = "2026-04-23", .as_at = "2026-04-22");
  assert_verdict("met_late", -2, -2, .due = "2026-04-21", .met = "2026-04-23", .ended = "2026-04-24", .as_at = "2026-04-23");
}

static void test_rule_17__to_the_second_if_both_have_a_time(void **state) {
  (void)state;
  const char *due = "2026-03-30T15:30";
  assert_verdict("due_soon", 0, 0, .due = due, .met = "2026-03-30T15:00", .as_at = "2026-03-30T14:59:59");
  assert_verdict("met", 0, 0, .due = due, .met = "2026-03-30T15:00", .as_at = "2026-03-30T15:00");
  assert_verdict("met", 0, 0, .due = due, .met = "2026-03-30T15:00", .as_at = "2026-03-30"); /* as at the end of that day */
  assert_verdict("met", 0, 0, .due = due, .met = "2026-03-30", .as_at = "2026-03-30T00:00", .flags = DUEBY_DEADLINE_WHOLE_DAYS);
}

/* ---- rule 14: seconds ---- */

static void test_rule_14__one_second_late(void **state) {
  (void)state;
  assert_verdict("met", 0, 0, .due = "2026-03-30T15:30:00", .met = "2026-03-30T15:30:00");
  assert_verdict("met_late", 0, 0, .due = "2026-03-30T15:30:00", .met = "2026-03-30T15:30:01");
  assert_verdict("overdue", 0, 0, .due = "2026-03-30T15:30:00", .as_at = "2026-03-30T15:30:01");
  assert_verdict("missed", 0, 0, .due = "2026-03-30T15:30:00", .ended = "2026-03-30T15:30:01");
  assert_verdict("ended", 0, 0, .due = "2026-03-30T15:30:00", .ended = "2026-03-30T15:30:00");
}

static void test_rule_14__w5_a_day_against_a_second(void **state) {
  (void)state;
  assert_verdict("not_computable", 0, 0, .due = "2026-03-30T15:30:00", .met = "2026-03-30");
  assert_verdict("met", 0, 0, .due = "2026-03-30T15:30:00", .met = "2026-03-30", .flags = DUEBY_DEADLINE_WHOLE_DAYS);
  assert_verdict("met", 1, 1, .due = "2026-03-31T15:30:00", .met = "2026-03-30");
  assert_verdict("met_late", -1, -1, .due = "2026-03-30T15:30:00", .met = "2026-03-31");
  assert_verdict("ended", 0, 0, .due = "2026-03-30T15:30:00", .ended = "2026-03-30");
  assert_verdict("missed", -1, -1, .due = "2026-03-30T15:30:00", .ended = "2026-03-31");
  assert_verdict("due_soon", 0, 0, .due = "2026-03-30T15:30:00", .as_at = "2026-03-30");
}

/* ---- due soon ---- */

/* The duty is due on Tue 21 Apr 2026. On Tue 14 Apr five working days are left (Wed 15 to Fri 17, Mon 20, Tue 21), on Mon 13
 * six. */
static void test_check__due_soon_is_five_working_days(void **state) {
  (void)state;
  assert_verdict("open", 8, 6, .due = "2026-04-21", .as_at = "2026-04-13");
  assert_verdict("due_soon", 7, 5, .due = "2026-04-21", .as_at = "2026-04-14");
  assert_verdict("due_soon", 1, 1, .due = "2026-04-21", .as_at = "2026-04-20");
}

static void test_check__due_soon_looked_at_on_a_weekend(void **state) {
  (void)state;
  assert_verdict("due_soon", 6, 5, .due = "2026-04-17", .as_at = "2026-04-11"); /* 5 working days are left: 13 to 17 April */
  assert_verdict("open", 9, 6, .due = "2026-04-20", .as_at = "2026-04-11");
}

/* For a due day on a Saturday, five working days are left on Fri 10 Apr 2026, Mon 13 to Fri 17. At most five count as soon. */
static void test_check__due_soon_of_a_due_day_that_does_not_work(void **state) {
  (void)state;
  assert_verdict("open", 9, 6, .due = "2026-04-18", .as_at = "2026-04-09");
  assert_verdict("due_soon", 8, 5, .due = "2026-04-18", .as_at = "2026-04-10");
  assert_verdict("due_soon", 5, 4, .due = "2026-04-18", .as_at = "2026-04-13");
}

static void test_check__due_soon_by_other_spans(void **state) {
  (void)state;
  assert_verdict("open", 8, 6, .due = "2026-04-21", .as_at = "2026-04-13", .soon = "1 week");
  assert_verdict("due_soon", 7, 5, .due = "2026-04-21", .as_at = "2026-04-14", .soon = "7 days");
  assert_verdict("open", 2, 2, .due = "2026-04-21", .as_at = "2026-04-19", .soon = "1 day");
  assert_verdict("open", 1, 1, .due = "2026-04-21", .as_at = "2026-04-20", .soon = "0 days");
  assert_verdict("due_soon", 0, 0, .due = "2026-04-21", .as_at = "2026-04-21", .soon = "0 days");
  assert_verdict("due_soon", 31, 20, .due = "2026-04-21", .as_at = "2026-03-21",
                 .soon = "1 month"); /* 20 working days, by week: 5, 4, 4, 5, 2 */
  assert_verdict("due_soon", 31, 20, .due = "2026-04-21", .as_at = "2026-03-21",
                 .soon = "400 years"); /* ends after the calendar does */
  assert_verdict("open", 31, 20, .due = "2026-04-21", .as_at = "2026-03-21", .soon = "-400 years");
  assert_verdict("open", 32, 21, .due = "2026-04-22", .as_at = "2026-03-21", .soon = "1 month");
}

static void test_check__due_soon_by_working_days(void **state) {
  (void)state;
  assert_verdict("due_soon", 8, 6, .due = "2026-04-21", .as_at = "2026-04-13", .soon = "6 working days");
  assert_verdict("open", 11, 7, .due = "2026-04-21", .as_at = "2026-04-10", .soon = "6 working days"); /* 10 April is a Friday */
  assert_verdict("open", 1, 1, .due = "2026-04-21", .as_at = "2026-04-20", .soon = "0 working days");
  assert_verdict("due_soon", 0, 0, .due = "2026-04-21", .as_at = "2026-04-21", .soon = "0 working days");
}

static void test_check__soon_takes_no_hours(void **state) {
  (void)state;
  dueby_verdict verdict;
  assert_int_equal(check(&(struct check){.due = "2026-04-21", .as_at = "2026-04-14", .soon = "48 hours"}, &verdict),
                   DUEBY_EARGUMENT);
}

/* ---- days left ---- */

static void test_check__days_left_are_those_on_the_day_it_was_met_ended_or_looked_at(void **state) {
  (void)state;
  assert_verdict("met", 4, 2, .due = "2026-04-21", .met = "2026-04-17", .ended = "2026-04-20", .as_at = "2026-06-01");
  assert_verdict("ended", 1, 1, .due = "2026-04-21", .ended = "2026-04-20", .as_at = "2026-06-01");
  assert_verdict("open", 21, 13, .due = "2026-04-21", .as_at = "2026-03-31"); /* 13 working days, by week: 2, 4, 5, 2 */
}

/* Days left are counted from as-at to the due day or, once that has passed, from the due day to as-at. dueby_calendar_count returns
 * both. */
static void test_check__working_days_left_agree_with_count(void **state) {
  (void)state;
  const dueby_date due = day("2026-04-07");
  for (dueby_date at = due - 40; at <= due + 40; at++) {
    dueby_deadline deadline = due_at("2026-04-07");
    dueby_when as_at = {DUEBY_TIME_NONE, at, 0};
    dueby_verdict verdict;
    int32_t count, low = at < due ? at : due, high = at < due ? due : at;
    assert_int_equal(dueby_deadline_check(known.eaw, &deadline, NULL, NULL, &as_at, span_of(NULL), &verdict), DUEBY_OK);
    assert_int_equal(dueby_calendar_count(known.eaw, low, high, DUEBY_INCLUDE_END, &count), DUEBY_OK);
    assert_int_equal(verdict.working_days_left, at <= due ? count : -count);
    assert_int_equal(verdict.days_left, due - at);
  }
}

/* A duty due on Fri 17 Apr 2026 is 0 working days late on Sat 18 and Sun 19, and 1 on Mon 20. A duty due on Sat 18 is also one
 * working day late on Mon 20. */
static void test_check__late_over_a_weekend(void **state) {
  (void)state;
  assert_verdict("overdue", -1, 0, .due = "2026-04-17", .as_at = "2026-04-18");
  assert_verdict("overdue", -3, -1, .due = "2026-04-17", .as_at = "2026-04-20");
  assert_verdict("overdue", -2, -1, .due = "2026-04-18", .as_at = "2026-04-20");
}

static int32_t working_days(int32_t flags, const dueby_calendar *calendar, const char *from, const char *to) {
  dueby_deadline deadline = {.flags = flags};
  int32_t days = UNTOUCHED;
  dueby_status status = dueby_deadline_count_working_days(calendar, &deadline, day(from), day(to), &days);
  assert_int_equal(days == UNTOUCHED, status != DUEBY_OK);
  return status == DUEBY_OK ? days : -(int32_t)status * 1000;
}

static void test_check__working_days_as_the_deadline_counts_them(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-03-30", NULL);
  assert_int_equal(working_days(0, closed, "2026-03-27", "2026-03-31"), 2);
  assert_int_equal(working_days(DUEBY_DEADLINE_LOCAL_DAYS, closed, "2026-03-27", "2026-03-31"), 1);
  assert_int_equal(working_days(DUEBY_DEADLINE_LOCAL_DAYS, closed, "2026-03-31", "2026-03-27"), -1);
  assert_int_equal(working_days(DUEBY_DEADLINE_UK_DAYS, closed, "2026-03-13", "2026-03-20"), 4);
  assert_int_equal(working_days(0, closed, "2026-03-27", "2026-03-27"), 0);
  assert_int_equal(working_days(0, closed, "1970-12-31", "1971-01-04"), -1000 * DUEBY_ECOVERAGE);
  assert_int_equal(working_days(0, closed, "2100-12-31", "2101-01-03"), -1000 * DUEBY_ECOVERAGE);
  dueby_calendar_free(closed);
}

/* ---- rule 4: whether an action may meet a deadline ---- */

static int32_t counts(const char *begins, const char *opens, const char *done) {
  dueby_when begun = when_of(begins), at = when_of(done);
  dueby_deadline deadline = {.begins = begun.date, .begins_time = begun.time, .opens = opens ? day(opens) : DUEBY_DATE_NONE};
  return dueby_deadline_accepts(&deadline, &at);
}

static void test_rule_04__counts_from_the_day_on_which_it_opens(void **state) {
  (void)state;
  assert_int_equal(counts("2026-03-27", "2026-03-27", "2026-03-26"), 0);
  assert_int_equal(counts("2026-03-27", "2026-03-27", "2026-03-27"), 1);
  assert_int_equal(counts("2026-03-27", "2026-03-30", "2026-03-29T23:59"), 0);
  assert_int_equal(counts("2026-03-27", "2026-03-30", "2026-03-30T00:00"), 1);
  assert_int_equal(counts("2026-03-27", "2026-02-27", "2026-03-01"), 1); /* work done before the trigger counts */
  assert_int_equal(counts("2026-03-27", NULL, "2020-01-01"),
                   1); /* the day on which a notice opens is unknown, so any earlier day counts */
}

static void test_rule_04__on_the_day_itself_from_its_time_on(void **state) {
  (void)state;
  assert_int_equal(counts("2026-03-27T14:30", "2026-03-27", "2026-03-27T14:29"), 0);
  assert_int_equal(counts("2026-03-27T14:30", "2026-03-27", "2026-03-27T14:30"), 1);
  assert_int_equal(counts("2026-03-27T14:30", "2026-03-27", "2026-03-27"), 1);
  assert_int_equal(counts("2026-03-27", "2026-03-27", "2026-03-27T00:00"), 1);
  assert_int_equal(counts("2026-03-27T14:30", "2026-03-27", "2026-03-28T09:00"), 1);
  assert_int_equal(counts("2026-03-27T14:30", "2026-03-01", "2026-03-01T09:00"),
                   1); /* work may count before the trigger, which is at 14:30 */
}

/* The organisation is shut on Mon 30 Mar 2026; 17 March is a holiday in Northern Ireland. */
static void test_check__working_days_left_are_those_of_the_rule(void **state) {
  (void)state;
  dueby_calendar *closed = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-03-30", NULL);
  assert_verdict("due_soon", 4, 2, .due = "2026-03-31", .as_at = "2026-03-27", .calendar = closed);
  assert_verdict("due_soon", 4, 1, .due = "2026-03-31", .as_at = "2026-03-27", .calendar = closed,
                 .flags = DUEBY_DEADLINE_LOCAL_DAYS);
  assert_verdict("due_soon", 7, 5, .due = "2026-03-20", .as_at = "2026-03-13", .calendar = closed);
  assert_verdict("due_soon", 7, 4, .due = "2026-03-20", .as_at = "2026-03-13", .calendar = closed, .flags = DUEBY_DEADLINE_UK_DAYS);
  dueby_calendar_free(closed);
}

/* ---- states that are unknown ---- */

static void test_check__needs_a_day_to_look_at(void **state) {
  (void)state;
  dueby_verdict verdict;
  assert_int_equal(check(&(struct check){.due = "2026-04-21"}, &verdict), DUEBY_EARGUMENT);
  assert_verdict("met", 0, 0, .due = "2026-04-21", .met = "2026-04-21");
  assert_verdict("ended", 0, 0, .due = "2026-04-21", .ended = "2026-04-21");
}

static void test_check__none_is_never(void **state) {
  (void)state;
  dueby_when none = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, as_at = when_of("2026-04-22");
  dueby_deadline deadline = due_at("2026-04-21");
  dueby_verdict verdict;
  assert_int_equal(dueby_deadline_check(known.eaw, &deadline, &none, &none, &as_at, span_of(NULL), &verdict), DUEBY_OK);
  assert_int_equal(verdict.state, DUEBY_STATE_OVERDUE);
  assert_int_equal(dueby_deadline_check(known.eaw, &deadline, &none, NULL, NULL, span_of(NULL), &verdict), DUEBY_EARGUMENT);
}

static void test_check__outside_the_calendar_and_without_a_due_day(void **state) {
  (void)state;
  dueby_verdict verdict, before;
  memset(&verdict, 0x5a, sizeof verdict);
  before = verdict;
  assert_int_equal(check(&(struct check){.due = "2101-01-01", .as_at = "2100-12-31"}, &verdict), DUEBY_ECOVERAGE);
  assert_int_equal(check(&(struct check){.due = "2026-04-21", .as_at = "1970-12-31"}, &verdict), DUEBY_ECOVERAGE);
  assert_int_equal(check(&(struct check){.due = "2026-04-21", .met = "1970-12-31"}, &verdict), DUEBY_ECOVERAGE);
  dueby_deadline none = due_at("2026-04-21");
  dueby_when as_at = when_of("2026-04-21");
  none.due = DUEBY_DATE_NONE;
  assert_int_equal(dueby_deadline_check(known.eaw, &none, NULL, NULL, &as_at, span_of(NULL), &verdict), DUEBY_EARGUMENT);
  assert_memory_equal(&verdict, &before, sizeof verdict);
}

/* Four working days are left before the calendar ends (Fri 24, Wed 29 to Fri 31 Dec), so a deadline on the calendar's last day is
 * due soon. */
static void test_check__at_the_end_of_the_calendar(void **state) {
  (void)state;
  assert_verdict("due_soon", 0, 0, .due = "2100-12-23", .as_at = "2100-12-23");
}

/* ---- which of two deadlines is earlier ---- */

static int compare(const char *left, const char *right) {
  dueby_deadline a = due_at(left), b = due_at(right);
  int there = (int)dueby_deadline_compare(&a, &b), back = (int)dueby_deadline_compare(&b, &a);
  assert_int_equal((there > 0) - (there < 0), (back < 0) - (back > 0));
  return (there > 0) - (there < 0);
}

static void test_compare__a_day_falls_due_at_its_end(void **state) {
  (void)state;
  assert_int_equal(compare("2026-04-21", "2026-04-21"), 0);
  assert_int_equal(compare("2026-04-20", "2026-04-21"), -1);
  assert_int_equal(compare("2026-04-21T23:59:59", "2026-04-21"), -1);
  assert_int_equal(compare("2026-04-21T10:00", "2026-04-21T10:00"), 0);
  assert_int_equal(compare("2026-04-21T10:00", "2026-04-21T10:00:01"), -1);
  assert_int_equal(compare("2026-04-20", "2026-04-21T00:00"), -1);
}

static void test_compare__by_what_the_clock_shows_in_the_uk(void **state) {
  (void)state;
  assert_int_equal(compare("2026-10-25T00:30:00+00:00", "2026-10-25T00:45:00+00:00"), -1); /* 1:30 and 1:45 in summer time */
  assert_int_equal(compare("2026-10-25T01:30:00+01:00", "2026-10-25T01:15:00+00:00"),
                   -1); /* 1:30 and 1:15 in an hour that occurs twice */
}

/* ---- columns of due days ---- */

static void test_check_i32__each_is_the_single_form(void **state) {
  (void)state;
  enum { N = 200 };
  dueby_date due[N], met[N];
  uint8_t states[N], status[N];
  int32_t days[N], working[N];
  const dueby_date as_at = day("2026-04-20");
  for (int i = 0; i < N; i++) {
    due[i] = as_at - 60 + i;
    met[i] = i % 3 ? as_at - 100 + (i * 37) % 120 : DUEBY_DATE_NONE;
  }
  assert_int_equal(dueby_deadline_check_many(known.eaw, due, met, N, as_at, span_of("2 weeks"), states, days, working, status),
                   DUEBY_OK);
  for (int i = 0; i < N; i++) {
    dueby_deadline deadline = {.due_time = DUEBY_TIME_NONE, .due = due[i], .relied_on = DUEBY_DATE_NONE};
    dueby_when when = {DUEBY_TIME_NONE, met[i], 0}, at = {DUEBY_TIME_NONE, as_at, 0};
    dueby_verdict verdict;
    assert_int_equal(dueby_deadline_check(known.eaw, &deadline, &when, NULL, &at, span_of("2 weeks"), &verdict), DUEBY_OK);
    assert_int_equal(status[i], DUEBY_OK);
    assert_int_equal(states[i], verdict.state);
    assert_int_equal(days[i], verdict.days_left);
    assert_int_equal(working[i], verdict.working_days_left);
  }
}

static void test_check_i32__says_what_befell_each(void **state) {
  (void)state;
  const dueby_date due[] = {day("2026-04-21"), DUEBY_DATE_NONE, day("2101-01-01"), day("2026-04-21")};
  const dueby_date met[] = {DUEBY_DATE_NONE, day("2026-04-21"), DUEBY_DATE_NONE, day("2026-04-20")};
  uint8_t states[4], status[4];
  int32_t days[4], working[4];
  assert_int_equal(
      dueby_deadline_check_many(known.eaw, due, met, 4, day("2026-04-22"), span_of(NULL), states, days, working, status), DUEBY_OK);
  const uint8_t statuses[] = {DUEBY_OK, DUEBY_NONE, DUEBY_ECOVERAGE, DUEBY_OK};
  const uint8_t expected[] = {DUEBY_STATE_OVERDUE, DUEBY_STATE_NOT_COMPUTABLE, DUEBY_STATE_NOT_COMPUTABLE, DUEBY_STATE_MET};
  const int32_t left[] = {-1, MISSING_LEFT, MISSING_LEFT, 1};
  assert_memory_equal(status, statuses, sizeof status);
  assert_memory_equal(states, expected, sizeof states);
  assert_memory_equal(days, left, sizeof days);
  assert_memory_equal(working, left, sizeof working);
}

static void test_check_i32__without_as_at_only_what_was_met(void **state) {
  (void)state;
  const dueby_date due[] = {day("2026-04-21"), day("2026-04-21")}, met[] = {day("2026-04-22"), DUEBY_DATE_NONE};
  uint8_t states[2], status[2];
  assert_int_equal(dueby_deadline_check_many(known.eaw, due, met, 2, DUEBY_DATE_NONE, span_of(NULL), states, NULL, NULL, status),
                   DUEBY_OK);
  assert_int_equal(states[0], DUEBY_STATE_MET_LATE);
  assert_int_equal(states[1], DUEBY_STATE_NOT_COMPUTABLE);
  assert_int_equal(status[1], DUEBY_EARGUMENT);
}

static void test_check_i32__every_output_may_be_left_out(void **state) {
  (void)state;
  const dueby_date due[] = {day("2026-04-21")};
  int32_t days = 0, working = 0;
  assert_int_equal(dueby_deadline_check_many(known.eaw, due, NULL, 1, day("2026-04-22"), span_of(NULL), NULL, NULL, NULL, NULL),
                   DUEBY_OK);
  assert_int_equal(dueby_deadline_check_many(known.eaw, due, NULL, 1, day("2026-04-22"), span_of(NULL), NULL, &days, NULL, NULL),
                   DUEBY_OK);
  assert_int_equal(dueby_deadline_check_many(known.eaw, due, NULL, 1, day("2026-04-22"), span_of(NULL), NULL, NULL, &working, NULL),
                   DUEBY_OK);
  assert_int_equal(days, -1);
  assert_int_equal(working, -1);
  assert_int_equal(dueby_deadline_check_many(known.eaw, due, NULL, 0, day("2026-04-22"), span_of(NULL), NULL, &days, NULL, NULL),
                   DUEBY_OK);
}

/* ---- by a query: how many of the needed events are recorded (rule 10), and birthdays (rule 8) ---- */

struct query_check {
  const char *figure, *events, *met, *as_at, *born;
};

/* Checks the duty that a referral on 2 March 2026 starts. Returns text such as "1 of 2, open 2026-03-05": the number of actions
 * recorded out of those needed, the state, and the day of that state. */
static const char *query_check(const struct query_check *asked) {
  static char text[64];
  dueby_profile *profile = profile_of_rule(asked->figure);
  dueby_query *query = NULL;
  struct history_told history = history_of(profile, asked->events ? asked->events : "");
  const dueby_event trigger = {.date = day("2026-03-02"), .ref = 'A'};
  const dueby_facts facts = {
      .born = asked->born ? day(asked->born) : DUEBY_DATE_NONE, .events = history.events, .event_count = history.count};
  dueby_check_options options = {.size = sizeof options};
  dueby_deadline deadline;
  dueby_check check;
  if (asked->met) options.met = when_of(asked->met);
  if (asked->as_at) options.as_at = when_of(asked->as_at);
  assert_int_equal(dueby_query_new(profile, known.eaw, "duty", &query), DUEBY_OK);
  assert_int_equal(dueby_query_due(query, &trigger, &facts, &deadline), DUEBY_OK);
  dueby_status status = dueby_query_check(query, &trigger, &facts, &deadline, &options, &check);
  if (status != DUEBY_OK) snprintf(text, sizeof text, "%s", dueby_status_text(status));
  else
    snprintf(text, sizeof text, "%d of %d, %s %s", (int)check.recorded, (int)check.needed,
             dueby_code_name(DUEBY_CODE_STATE, check.verdict.state), when_words(check.at.time, check.at.date));
  dueby_query_free(query);
  dueby_profile_free(profile);
  return text;
}

#define assert_query_check(expected, ...) assert_string_equal(query_check(&(struct query_check){__VA_ARGS__}), expected)

#define TWO "    at_least: 2\n    per: 1 month\n" /* two actions, due by 2 April 2026 */
#define TWO_ALONE TWO "    needs: [alone]\n"
#define WEEKLY "    schedule: [{every: 1 week}]\n"

static void test_rule_10__of_a_count_as_many_as_it_takes(void **state) {
  (void)state;
  assert_query_check("0 of 2, open 2026-03-10", .figure = TWO, .as_at = "2026-03-10");
  assert_query_check("an argument is out of range", .figure = TWO, .met = "2026-03-05");
  assert_query_check("1 of 2, open 2026-03-05", .figure = TWO, .met = "2026-03-05", .as_at = "2026-03-05");
  assert_query_check("1 of 2, overdue 2026-04-03", .figure = TWO, .met = "2026-03-05", .as_at = "2026-04-03");
  assert_query_check("2 of 2, met 2026-03-05", .figure = TWO, .met = "2026-03-05", .events = "2026-03-03 visit.made");
  assert_query_check("2 of 2, met_late 2026-04-09", .figure = TWO, .as_at = "2026-05-01",
                     .events = "2026-04-09 visit.made, 2026-03-03 visit.made");
  assert_query_check("3 of 2, met 2026-03-04", .figure = TWO, .met = "2026-03-05",
                     .events = "2026-03-03 visit.made, 2026-03-04 visit.made");
}

static void test_rule_10__what_is_not_counted(void **state) {
  (void)state;
  const char *one = "1 of 2, open 2026-03-06";
  /* events that do not count: at the same moment as the action, before the duty opens, with a different type, in a different
   * episode, without the tag, after as-at */
  assert_query_check(one, .figure = TWO, .met = "2026-03-06", .as_at = "2026-03-06", .events = "2026-03-06 visit.made");
  assert_query_check(one, .figure = TWO, .met = "2026-03-06", .as_at = "2026-03-06", .events = "2026-03-01 visit.made");
  assert_query_check(one, .figure = TWO, .met = "2026-03-06", .as_at = "2026-03-06", .events = "2026-03-05 cin_review.held");
  assert_query_check(one, .figure = TWO, .met = "2026-03-06", .as_at = "2026-03-06", .events = "2026-03-05 visit.made #B");
  assert_query_check(one, .figure = TWO_ALONE, .met = "2026-03-06", .as_at = "2026-03-06", .events = "2026-03-05 visit.made");
  assert_query_check(one, .figure = TWO, .met = "2026-03-06", .as_at = "2026-03-06", .events = "2026-03-07 visit.made");
  const char *two = "2 of 2, met 2026-03-06";
  assert_query_check("2 of 2, met 2026-03-06T10:00:00+00:00", .figure = TWO, .met = "2026-03-06",
                     .events = "2026-03-06T10:00 visit.made");
  assert_query_check(two, .figure = TWO, .met = "2026-03-06", .events = "2026-03-05 visit.made #A");
  assert_query_check(two, .figure = TWO_ALONE, .met = "2026-03-06", .events = "2026-03-05 visit.made +alone");
}

static void test_rule_10__of_what_is_no_count_one_is_enough(void **state) {
  (void)state;
  assert_query_check("0 of 1, due_soon 2026-03-04", .figure = WEEKLY, .as_at = "2026-03-04", .events = "2026-03-03 visit.made");
  assert_query_check("1 of 1, met 2026-03-05", .figure = WEEKLY, .met = "2026-03-05", .events = "2026-03-03 visit.made");
  assert_query_check("0 of 1, due_soon 2026-03-04", .figure = WEEKLY, .met = "2026-03-05", .as_at = "2026-03-04");
}

/* A child born on 2 April 2008 is eighteen on 2 April 2026, which is the last day in time. */
static void test_rule_08__a_birthday_ends_nothing_before_a_day_is_known(void **state) {
  (void)state;
  const char *figure = "    within: 1 month\n    ends: [child.turned_18]\n", *born = "2008-04-02";
  assert_query_check("an argument is out of range", .figure = figure, .born = born);
  assert_query_check("0 of 1, due_soon 2026-04-01", .figure = figure, .born = born, .as_at = "2026-04-01");
  assert_query_check("0 of 1, ended 2026-04-02", .figure = figure, .born = born, .as_at = "2026-04-02");
  assert_query_check("1 of 1, met 2026-04-02", .figure = figure, .born = born, .met = "2026-04-02");
  assert_query_check("1 of 1, ended 2026-04-02", .figure = figure, .born = born, .met = "2026-04-03");
}

/* ---- due days that are not working days: the last working day before ---- */

struct before {
  const char *due, *opens;
  int32_t flags;
  const dueby_calendar *calendar;
};

static void assert_before_at(const char *expected, const struct before *asked, const char *file, int line) {
  dueby_deadline deadline = due_at(asked->due);
  deadline.opens = asked->opens ? day(asked->opens) : DUEBY_DATE_NONE;
  deadline.flags = asked->flags;
  dueby_date before = dueby_deadline_working_day_before(asked->calendar ? asked->calendar : known.eaw, &deadline);
  const char *words = when_words(DUEBY_TIME_NONE, before);
  if (strcmp(words, expected) == 0) return;
  print_error("before %s: %s is not %s\n", asked->due, words, expected);
  _fail(file, line);
}
#define assert_before(expected, ...) assert_before_at(expected, &(struct before){__VA_ARGS__}, __FILE__, __LINE__)

/* Good Friday is 3 April 2026 and Easter Monday the 6th: 3 to 6 April are not working days. */
static void test_working_day_before__easter(void **state) {
  (void)state;
  assert_before("none", .due = "2026-04-02");
  for (int32_t i = 0; i < 4; i++) {
    static const char *const days[] = {"2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06"};
    assert_before("2026-04-02", .due = days[i]);
  }
  assert_before("none", .due = "2026-04-07");
}

/* Days at Christmas that are not working days: in 2026 Friday the 25th, the weekend, and Monday the 28th for Boxing Day; in 2027
 * the weekend of the 25th, and the Monday and Tuesday in place of both holidays. */
static void test_working_day_before__christmas(void **state) {
  (void)state;
  assert_before("2026-12-24", .due = "2026-12-25");
  assert_before("2026-12-24", .due = "2026-12-28");
  assert_before("none", .due = "2026-12-29");
  assert_before("2027-12-24", .due = "2027-12-25");
  assert_before("2027-12-24", .due = "2027-12-28");
  assert_before("2026-12-31", .due = "2027-01-03"); /* New Year's Day 2027 is a Friday */
}

/* The organisation is shut from 1 to 28 August 2026; the 29th and 30th are a weekend, Monday the 31st is a bank holiday. 31 July is
 * a Friday. */
static void test_working_day_before__however_long_nobody_works(void **state) {
  (void)state;
  dueby_date days[28];
  dueby_calendar *closed = NULL;
  for (int i = 0; i < 28; i++) days[i] = day("2026-08-01") + i;
  assert_int_equal(dueby_calendar_with_days(known.eaw, DUEBY_CHANGE_CLOSE, days, 28, "summer", &closed), DUEBY_OK);
  assert_before("2026-07-31", .due = "2026-08-31", .calendar = closed, .flags = DUEBY_DEADLINE_LOCAL_DAYS);
  assert_before("2026-08-28", .due = "2026-08-31", .calendar = closed); /* a closure only moves the dates of the council's own
                                                                         * rules */
  dueby_calendar_free(closed);
}

/* Tuesday 17 March 2026 is St Patrick's Day, a holiday only in Northern Ireland. */
static void test_working_day_before__of_every_part_of_the_kingdom(void **state) {
  (void)state;
  assert_before("none", .due = "2026-03-17");
  assert_before("2026-03-16", .due = "2026-03-17", .flags = DUEBY_DEADLINE_UK_DAYS);
}

static void test_working_day_before__not_before_it_opens(void **state) {
  (void)state;
  assert_before("2026-04-02", .due = "2026-04-06", .opens = "2026-04-02");
  assert_before("none", .due = "2026-04-06", .opens = "2026-04-03");
}

/* The calendar begins on 1 January 1971, a Friday that is a holiday in Scotland. */
static void test_working_day_before__none_that_the_calendar_knows(void **state) {
  (void)state;
  dueby_calendar *scotland = calendar_of("scotland");
  assert_before("none", .due = "1971-01-03", .calendar = scotland);
  assert_before("1971-01-08", .due = "1971-01-09", .calendar = scotland);
  dueby_calendar_free(scotland);
  dueby_calendar *own = NULL;
  const dueby_date days[] = {day("2027-01-01"), day("2027-12-25")}; /* the calendar covers only 2027, which begins on a Friday */
  assert_int_equal(dueby_calendar_from_days("england-and-wales", days, NULL, 2, &own), DUEBY_OK);
  assert_before("none", .due = "2027-01-03", .calendar = own);
  assert_before("none", .due = "2026-12-31", .calendar = own);
  assert_before("2027-12-24", .due = "2027-12-26", .calendar = own);
  dueby_calendar_free(own);
}

static void test_working_day_before__neither_hours_nor_no_date(void **state) {
  (void)state;
  assert_before("none", .due = "2026-04-04T12:00");
  dueby_deadline without = due_at("2026-04-04");
  without.due = DUEBY_DATE_NONE;
  assert_int_equal(dueby_deadline_working_day_before(known.eaw, &without), DUEBY_DATE_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_check__met_on_the_due_day_is_met),
      cmocka_unit_test(test_check__a_time_of_day_on_the_due_day_is_in_time),
      cmocka_unit_test(test_check__met_before_it_opens_is_not_asked_here),
      cmocka_unit_test(test_check__overdue_from_the_day_after),
      cmocka_unit_test(test_check__ended_before_it_fell_due),
      cmocka_unit_test(test_check__ended_after_it_fell_due_is_missed),
      cmocka_unit_test(test_check__met_on_the_day_on_which_it_ended),
      cmocka_unit_test(test_check__met_after_it_ended_does_not_count),
      cmocka_unit_test(test_check__met_before_it_ended),
      cmocka_unit_test(test_rule_17__met_after_as_at),
      cmocka_unit_test(test_rule_17__ended_after_as_at),
      cmocka_unit_test(test_rule_17__to_the_second_if_both_have_a_time),
      cmocka_unit_test(test_rule_14__one_second_late),
      cmocka_unit_test(test_rule_14__w5_a_day_against_a_second),
      cmocka_unit_test(test_check__due_soon_is_five_working_days),
      cmocka_unit_test(test_check__due_soon_looked_at_on_a_weekend),
      cmocka_unit_test(test_check__due_soon_of_a_due_day_that_does_not_work),
      cmocka_unit_test(test_check__due_soon_by_other_spans),
      cmocka_unit_test(test_check__due_soon_by_working_days),
      cmocka_unit_test(test_check__soon_takes_no_hours),
      cmocka_unit_test(test_check__days_left_are_those_on_the_day_it_was_met_ended_or_looked_at),
      cmocka_unit_test(test_check__working_days_left_agree_with_count),
      cmocka_unit_test(test_check__late_over_a_weekend),
      cmocka_unit_test(test_check__working_days_as_the_deadline_counts_them),
      cmocka_unit_test(test_rule_04__counts_from_the_day_on_which_it_opens),
      cmocka_unit_test(test_rule_04__on_the_day_itself_from_its_time_on),
      cmocka_unit_test(test_check__working_days_left_are_those_of_the_rule),
      cmocka_unit_test(test_check__needs_a_day_to_look_at),
      cmocka_unit_test(test_check__none_is_never),
      cmocka_unit_test(test_check__outside_the_calendar_and_without_a_due_day),
      cmocka_unit_test(test_check__at_the_end_of_the_calendar),
      cmocka_unit_test(test_compare__a_day_falls_due_at_its_end),
      cmocka_unit_test(test_compare__by_what_the_clock_shows_in_the_uk),
      cmocka_unit_test(test_rule_10__of_a_count_as_many_as_it_takes),
      cmocka_unit_test(test_rule_10__what_is_not_counted),
      cmocka_unit_test(test_rule_10__of_what_is_no_count_one_is_enough),
      cmocka_unit_test(test_rule_08__a_birthday_ends_nothing_before_a_day_is_known),
      cmocka_unit_test(test_check_i32__each_is_the_single_form),
      cmocka_unit_test(test_check_i32__says_what_befell_each),
      cmocka_unit_test(test_check_i32__without_as_at_only_what_was_met),
      cmocka_unit_test(test_check_i32__every_output_may_be_left_out),
      cmocka_unit_test(test_working_day_before__easter),
      cmocka_unit_test(test_working_day_before__christmas),
      cmocka_unit_test(test_working_day_before__however_long_nobody_works),
      cmocka_unit_test(test_working_day_before__of_every_part_of_the_kingdom),
      cmocka_unit_test(test_working_day_before__not_before_it_opens),
      cmocka_unit_test(test_working_day_before__none_that_the_calendar_knows),
      cmocka_unit_test(test_working_day_before__neither_hours_nor_no_date),
  };
  return cmocka_run_group_tests_name("check", tests, open_known, close_known);
}
