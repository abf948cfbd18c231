/* Tests measures on each basis, and a worklist's order, worst first. The period is March 2026, as at 31 March or later. Lines are
 * given by the day they began, the due day, and how they ended. */
#include "dueby/measure.h"
#include "rules.h"

enum { OUTCOMES_MAX = 8 };

struct told {
  const char *begins, *due, *closed; /* days as text; NULL for no day */
  int32_t closed_by, state;
  int32_t by_time, reason;
};

#define UNMET(begins, due, state) \
  { begins, due, NULL, DUEBY_OUTCOME_OPEN, state, 0 }
#define MET(begins, due, met, state) \
  { begins, due, met, DUEBY_OUTCOME_MET, state, 0 }
#define OVER(begins, due, ended, state) \
  { begins, due, ended, DUEBY_OUTCOME_ENDED, state, 0 }
#define WITHOUT_LIMIT(begins, closed, closed_by, state) \
  { begins, NULL, closed, closed_by, state, 0, DUEBY_REASON_NOT_STATED }

static dueby_date day_or_none(const char *text) {
  return text ? day(text) : DUEBY_DATE_NONE;
}

static dueby_measure measure_of(int32_t basis, const char *as_at, const struct told *told, int64_t count) {
  dueby_measure_options options = {.basis = basis, .from = day("2026-03-01"), .to = day("2026-03-31"), .as_at = day(as_at)};
  dueby_outcome outcomes[OUTCOMES_MAX];
  dueby_measure measure = {0};
  for (int64_t i = 0; i < count; i++) {
    dueby_outcome outcome = {.begins = day(told[i].begins),
                             .due = day_or_none(told[i].due),
                             .closed = day_or_none(told[i].closed),
                             .closed_by = told[i].closed_by,
                             .state = told[i].state,
                             .by_time = told[i].by_time,
                             .reason = told[i].reason};
    outcomes[i] = outcome;
  }
  dueby_measure_add(&options, outcomes, count, &measure);
  return measure;
}

/* Asserts the counts of a measure, as text such as "in time 1, late 0, missed 0, overdue 0, not yet 0, ended 0, cannot tell 0;
 * children 1, up to date 1, all in time 1; 1 of 1". */
static void assert_measure(int32_t basis, const char *as_at, const struct told *told, int64_t count, const char *expected) {
  dueby_measure found = measure_of(basis, as_at, told, count);
  int64_t good = UNTOUCHED, of = UNTOUCHED;
  char text[256];
  dueby_measure_share(basis, &found, &good, &of);
  snprintf(text, sizeof text, "%d %d %d %d %d %d %d; %d %d %d; %d of %d", (int)found.in_time, (int)found.late, (int)found.missed,
           (int)found.overdue, (int)found.not_yet_due, (int)found.ended, (int)found.cannot_tell, (int)found.children,
           (int)found.children_up_to_date, (int)found.children_all_in_time, (int)good, (int)of);
  assert_string_equal(text, expected);
}

#define ASSERT_MEASURE(basis, as_at, told, expected) assert_measure(basis, as_at, told, sizeof told / sizeof *told, expected)

/* ---- lines that fell due ---- */

static void test_due__each_state_is_counted_once(void **state) {
  (void)state;
  const struct told in_time[] = {MET("2026-03-02", "2026-03-09", "2026-03-09", DUEBY_STATE_MET)};
  const struct told late[] = {MET("2026-03-02", "2026-03-09", "2026-03-10", DUEBY_STATE_MET_LATE)};
  const struct told missed[] = {OVER("2026-03-02", "2026-03-09", "2026-03-10", DUEBY_STATE_MISSED)};
  const struct told overdue[] = {UNMET("2026-03-02", "2026-03-09", DUEBY_STATE_OVERDUE)};
  const struct told ended[] = {OVER("2026-03-02", "2026-03-09", "2026-03-05", DUEBY_STATE_ENDED)};
  const struct told unknown[] = {UNMET("2026-03-02", "2026-03-09", DUEBY_STATE_NOT_COMPUTABLE)};
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", in_time, "1 0 0 0 0 0 0; 1 1 1; 1 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", late, "0 1 0 0 0 0 0; 1 1 0; 0 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", missed, "0 0 1 0 0 0 0; 1 1 0; 0 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", overdue, "0 0 0 1 0 0 0; 1 0 0; 0 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", ended, "0 0 0 0 0 1 0; 0 0 0; 0 of 0");
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", unknown, "0 0 0 0 0 0 1; 0 0 0; 0 of 0");
}

/* The first and the last day of a period belong to it. */
static void test_due__the_due_day_decides(void **state) {
  (void)state;
  const struct told in_it[] = {MET("2026-02-02", "2026-03-01", "2026-02-20", DUEBY_STATE_MET),
                               MET("2026-03-02", "2026-03-31", "2026-04-02", DUEBY_STATE_MET_LATE)};
  const struct told out_of_it[] = {MET("2026-02-02", "2026-02-28", "2026-03-02", DUEBY_STATE_MET_LATE),
                                   MET("2026-03-02", "2026-04-01", "2026-03-20", DUEBY_STATE_MET)};
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", in_it, "1 1 0 0 0 0 0; 1 1 0; 1 of 2");
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", out_of_it, "0 0 0 0 0 0 0; 0 0 0; 0 of 0");
}

/* A line that falls due after the as-at day does not count, even if it is done. */
static void test_due__what_is_not_due_yet_is_not_counted(void **state) {
  (void)state;
  const struct told told[] = {MET("2026-03-02", "2026-03-25", "2026-03-10", DUEBY_STATE_MET),
                              UNMET("2026-03-02", "2026-03-20", DUEBY_STATE_DUE_SOON),
                              UNMET("2026-03-02", "2026-03-30", DUEBY_STATE_OPEN)};
  const struct told today[] = {MET("2026-03-02", "2026-03-20", "2026-03-18", DUEBY_STATE_MET)};
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-03-20", told, "0 0 0 0 3 0 0; 0 0 0; 0 of 0");
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-03-20", today, "1 0 0 0 0 0 0; 1 1 1; 1 of 1");
}

/* A line without a due date may have been due at any time between its beginning and its end. */
static void test_due__w13_without_a_date_it_may_have_been_in_the_period(void **state) {
  (void)state;
  const struct told may[] = {UNMET("2026-03-31", NULL, DUEBY_STATE_NOT_COMPUTABLE),
                             MET("2026-02-02", NULL, "2026-03-01", DUEBY_STATE_MET)};
  const struct told cannot[] = {UNMET("2026-04-01", NULL, DUEBY_STATE_NOT_COMPUTABLE),
                                OVER("2026-02-02", NULL, "2026-02-28", DUEBY_STATE_ENDED)};
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", may, "0 0 0 0 0 0 2; 0 0 0; 0 of 0");
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", cannot, "0 0 0 0 0 0 0; 0 0 0; 0 of 0");
}

/* Three visits in time and one missed count as one child, who is up to date but was not seen in time every time. */
static void test_due__a_child_counts_once(void **state) {
  (void)state;
  const struct told told[] = {MET("2026-03-02", "2026-03-09", "2026-03-06", DUEBY_STATE_MET),
                              MET("2026-03-06", "2026-03-13", "2026-03-13", DUEBY_STATE_MET),
                              OVER("2026-03-13", "2026-03-20", "2026-03-23", DUEBY_STATE_MISSED)};
  ASSERT_MEASURE(DUEBY_MEASURE_DUE, "2026-04-30", told, "2 0 1 0 0 0 0; 1 1 0; 2 of 3");
}

/* ---- lines that were done ---- */

/* A duty counts in the period in which it was done. Lines open at the end of the period are counted separately. */
static void test_completed__the_day_of_doing_it_decides(void **state) {
  (void)state;
  const struct told done[] = {MET("2026-02-02", "2026-02-27", "2026-03-01", DUEBY_STATE_MET_LATE),
                              MET("2026-03-02", "2026-04-20", "2026-03-31", DUEBY_STATE_MET)};
  const struct told later[] = {MET("2026-03-02", "2026-03-30", "2026-04-01", DUEBY_STATE_MET_LATE)};
  const struct told open[] = {MET("2026-03-02", "2026-03-31", "2026-04-01", DUEBY_STATE_MET_LATE)};
  const struct told begun_later[] = {MET("2026-04-01", "2026-04-08", "2026-04-02", DUEBY_STATE_MET)};
  ASSERT_MEASURE(DUEBY_MEASURE_COMPLETED, "2026-04-30", done, "1 1 0 0 0 0 0; 1 1 0; 1 of 2");
  ASSERT_MEASURE(DUEBY_MEASURE_COMPLETED, "2026-04-30", later, "0 0 0 1 0 0 0; 0 0 0; 0 of 0");
  ASSERT_MEASURE(DUEBY_MEASURE_COMPLETED, "2026-04-30", open, "0 0 0 0 1 0 0; 0 0 0; 0 of 0");
  ASSERT_MEASURE(DUEBY_MEASURE_COMPLETED, "2026-04-30", begun_later, "0 0 0 0 0 0 0; 0 0 0; 0 of 0");
}

/* A line due at 3:30pm on the last day of the period is overdue at the end of that day. */
static void test_completed__an_hour_of_the_last_day_is_over_at_its_end(void **state) {
  (void)state;
  struct told told[] = {MET("2026-03-30", "2026-03-31", "2026-04-01", DUEBY_STATE_MET_LATE)};
  told[0].by_time = 1;
  ASSERT_MEASURE(DUEBY_MEASURE_COMPLETED, "2026-04-30", told, "0 0 0 1 0 0 0; 0 0 0; 0 of 0");
}

/* If the as-at day is within the period, lines overdue on that day are counted as overdue. */
static void test_completed__up_to_the_day_looked_at(void **state) {
  (void)state;
  const struct told told[] = {UNMET("2026-03-02", "2026-03-19", DUEBY_STATE_OVERDUE),
                              UNMET("2026-03-02", "2026-03-25", DUEBY_STATE_OPEN),
                              OVER("2026-03-02", "2026-03-09", "2026-03-10", DUEBY_STATE_MISSED),
                              OVER("2026-03-02", "2026-03-09", "2026-03-05", DUEBY_STATE_ENDED)};
  ASSERT_MEASURE(DUEBY_MEASURE_COMPLETED, "2026-03-20", told, "0 0 1 1 1 1 0; 0 0 0; 0 of 0");
}

/* Lines without a due date count if they were done in the period or are open at its end. A line that is no longer needed does not
 * count. */
static void test_completed__w13_without_a_date(void **state) {
  (void)state;
  const struct told told[] = {
      MET("2026-03-02", NULL, "2026-03-10", DUEBY_STATE_MET), UNMET("2026-03-02", NULL, DUEBY_STATE_NOT_COMPUTABLE),
      OVER("2026-03-02", NULL, "2026-03-10", DUEBY_STATE_ENDED), MET("2026-03-02", NULL, "2026-04-10", DUEBY_STATE_MET)};
  ASSERT_MEASURE(DUEBY_MEASURE_COMPLETED, "2026-04-30", told, "0 0 0 0 0 0 2; 0 0 0; 0 of 0");
}

/* ---- on the last day ---- */

static void test_at__children_and_not_lines(void **state) {
  (void)state;
  const struct told up_to_date[] = {MET("2026-03-02", "2026-03-09", "2026-03-12", DUEBY_STATE_MET_LATE),
                                    UNMET("2026-03-12", "2026-04-02", DUEBY_STATE_DUE_SOON)};
  const struct told behind[] = {UNMET("2026-03-02", "2026-03-09", DUEBY_STATE_OVERDUE),
                                UNMET("2026-03-12", "2026-04-02", DUEBY_STATE_OPEN)};
  const struct told over[] = {OVER("2026-03-02", "2026-03-09", "2026-03-12", DUEBY_STATE_MISSED)};
  const struct told unknown[] = {UNMET("2026-03-02", "2026-04-09", DUEBY_STATE_OPEN),
                                 UNMET("2026-03-02", NULL, DUEBY_STATE_NOT_COMPUTABLE)};
  const struct told behind_all_the_same[] = {UNMET("2026-03-02", "2026-03-09", DUEBY_STATE_OVERDUE),
                                             UNMET("2026-03-02", NULL, DUEBY_STATE_NOT_COMPUTABLE)};
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", up_to_date, "0 0 0 0 0 0 0; 1 1 0; 1 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", behind, "0 0 0 1 0 0 0; 1 0 0; 0 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", over, "0 0 0 0 0 0 0; 0 0 0; 0 of 0");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", unknown, "0 0 0 0 0 0 1; 0 0 0; 0 of 0");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", behind_all_the_same, "0 0 0 1 0 0 0; 1 0 0; 0 of 1");
}

/* Counts the children who are up to date, and those whose lines in the period were all in time. Lines before the period and lines
 * without a time limit do not matter. */
static void test_at__w12_all_in_time(void **state) {
  (void)state;
  const struct told three[] = {MET("2026-03-02", "2026-03-09", "2026-03-09", DUEBY_STATE_MET),
                               MET("2026-03-09", "2026-03-16", "2026-03-12", DUEBY_STATE_MET),
                               UNMET("2026-03-12", "2026-04-02", DUEBY_STATE_DUE_SOON)};
  const struct told late_before[] = {MET("2026-02-02", "2026-02-09", "2026-03-02", DUEBY_STATE_MET_LATE),
                                     UNMET("2026-03-02", "2026-04-02", DUEBY_STATE_DUE_SOON)};
  const struct told missed[] = {OVER("2026-03-02", "2026-03-09", "2026-03-12", DUEBY_STATE_MISSED),
                                UNMET("2026-03-12", "2026-04-02", DUEBY_STATE_DUE_SOON)};
  const struct told untold[] = {MET("2026-03-02", "2026-03-09", "2026-03-12", DUEBY_STATE_NOT_COMPUTABLE),
                                UNMET("2026-03-12", "2026-04-02", DUEBY_STATE_DUE_SOON)};
  const struct told no_limit[] = {MET("2026-03-02", NULL, "2026-03-12", DUEBY_STATE_MET),
                                  UNMET("2026-03-12", "2026-04-02", DUEBY_STATE_DUE_SOON)};
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", three, "0 0 0 0 0 0 0; 1 1 1; 1 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", late_before, "0 0 0 0 0 0 0; 1 1 1; 1 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", missed, "0 0 0 0 0 0 0; 1 1 0; 1 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", untold, "0 0 0 0 0 0 0; 1 1 0; 1 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", no_limit, "0 0 0 0 0 0 0; 1 1 1; 1 of 1");
}

/* ---- tasks whose source sets no time limit ---- */

/* Each task counts once, in the period in which it began, whether open, done or ended. It never counts as "cannot tell", so the
 * months of a year add up. */
static void test_no_deadline__counts_in_the_period_in_which_it_began(void **state) {
  (void)state;
  const struct {
    struct told told;
    int no_deadline, cannot_tell;
  } rows[] = {
      {WITHOUT_LIMIT("2026-03-01", NULL, DUEBY_OUTCOME_OPEN, DUEBY_STATE_NOT_COMPUTABLE), 1, 0},
      {WITHOUT_LIMIT("2026-03-31", "2026-04-10", DUEBY_OUTCOME_MET, DUEBY_STATE_MET), 1, 0},
      {WITHOUT_LIMIT("2026-03-02", "2026-03-10", DUEBY_OUTCOME_ENDED, DUEBY_STATE_ENDED), 1, 0},
      {WITHOUT_LIMIT("2026-02-28", NULL, DUEBY_OUTCOME_OPEN, DUEBY_STATE_NOT_COMPUTABLE), 0, 0},
      {WITHOUT_LIMIT("2026-02-28", "2026-03-10", DUEBY_OUTCOME_MET, DUEBY_STATE_MET), 0, 0},
      {WITHOUT_LIMIT("2026-04-01", NULL, DUEBY_OUTCOME_OPEN, DUEBY_STATE_NOT_COMPUTABLE), 0, 0},
      {MET("2026-03-02", NULL, "2026-03-10", DUEBY_STATE_MET), 0, 1},
      {UNMET("2026-03-02", NULL, DUEBY_STATE_NOT_COMPUTABLE), 0, 1},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dueby_measure found = measure_of(DUEBY_MEASURE_DUE, "2026-04-30", &rows[i].told, 1);
    assert_int_equal(found.no_deadline, rows[i].no_deadline);
    assert_int_equal(found.cannot_tell, rows[i].cannot_tell);
    assert_int_equal(found.in_time + found.late + found.missed + found.overdue + found.not_yet_due + found.ended, 0);
  }
}

/* On the basis "completed", a task counts if it was done in the period or is open at the period's end. */
static void test_no_deadline__completed(void **state) {
  (void)state;
  const struct told told[] = {WITHOUT_LIMIT("2026-01-05", "2026-03-10", DUEBY_OUTCOME_MET, DUEBY_STATE_MET),
                              WITHOUT_LIMIT("2026-01-05", NULL, DUEBY_OUTCOME_OPEN, DUEBY_STATE_NOT_COMPUTABLE),
                              WITHOUT_LIMIT("2026-03-02", "2026-03-10", DUEBY_OUTCOME_ENDED, DUEBY_STATE_ENDED),
                              WITHOUT_LIMIT("2026-03-02", "2026-04-10", DUEBY_OUTCOME_MET, DUEBY_STATE_MET)};
  dueby_measure found = measure_of(DUEBY_MEASURE_COMPLETED, "2026-04-30", told, 4);
  assert_int_equal(found.no_deadline, 2);
  assert_int_equal(found.cannot_tell, 0);
}

/* A task without a time limit cannot make a child late, so it does not affect whether the child is up to date. A child with no
 * other task has no deadline. */
static void test_no_deadline__of_a_child(void **state) {
  (void)state;
  const struct told open = WITHOUT_LIMIT("2026-03-02", NULL, DUEBY_OUTCOME_OPEN, DUEBY_STATE_NOT_COMPUTABLE);
  const struct told only[] = {open};
  const struct told beside[] = {open, UNMET("2026-03-12", "2026-04-02", DUEBY_STATE_DUE_SOON)};
  const struct told behind[] = {open, UNMET("2026-03-02", "2026-03-09", DUEBY_STATE_OVERDUE)};
  const struct told unknown[] = {open, UNMET("2026-03-02", NULL, DUEBY_STATE_NOT_COMPUTABLE)};
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", only, "0 0 0 0 0 0 0; 0 0 0; 0 of 0");
  assert_int_equal(measure_of(DUEBY_MEASURE_AT, "2026-03-31", only, 1).no_deadline, 1);
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", beside, "0 0 0 0 0 0 0; 1 1 1; 1 of 1");
  assert_int_equal(measure_of(DUEBY_MEASURE_AT, "2026-03-31", beside, 2).no_deadline, 0);
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", behind, "0 0 0 1 0 0 0; 1 0 0; 0 of 1");
  ASSERT_MEASURE(DUEBY_MEASURE_AT, "2026-03-31", unknown, "0 0 0 0 0 0 1; 0 0 0; 0 of 0");
  assert_int_equal(measure_of(DUEBY_MEASURE_AT, "2026-03-31", unknown, 2).no_deadline, 0);
}

/* ---- a period without ends ---- */

static void test_period__without_ends_has_everything(void **state) {
  (void)state;
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE, .as_at = day("2026-03-31")};
  const dueby_outcome outcomes[] = {
      {.begins = DUEBY_DATE_FIRST,
       .due = DUEBY_DATE_FIRST,
       .closed = DUEBY_DATE_FIRST,
       .closed_by = DUEBY_OUTCOME_MET,
       .state = DUEBY_STATE_MET},
      {.begins = DUEBY_DATE_LAST, .due = DUEBY_DATE_NONE, .closed = DUEBY_DATE_NONE, .state = DUEBY_STATE_NOT_COMPUTABLE}};
  dueby_measure measure = {0};
  dueby_measure_add(&options, outcomes, 2, &measure);
  assert_int_equal(measure.in_time, 1);
  assert_int_equal(measure.cannot_tell, 1);
  assert_int_equal(dueby_measure_last(&options), day("2026-03-31"));
  const dueby_measure_options past = {.basis = DUEBY_MEASURE_AT, .to = day("2026-03-13"), .as_at = day("2026-03-31")};
  assert_int_equal(dueby_measure_last(&past), day("2026-03-13"));
}

/* ---- worst first ---- */

static void test_order__worst_first(void **state) {
  (void)state;
  const int32_t none = INT32_MIN;
  const dueby_outcome in_order[] = {
      {.state = DUEBY_STATE_OVERDUE, .authority = DUEBY_AUTHORITY_LOCAL, .days_left = -1, .in_hours = 1},
      {.state = DUEBY_STATE_OVERDUE, .authority = DUEBY_AUTHORITY_STATUTE, .days_left = -9},
      {.state = DUEBY_STATE_OVERDUE, .authority = DUEBY_AUTHORITY_STATUTE, .days_left = -2},
      {.state = DUEBY_STATE_OVERDUE, .authority = DUEBY_AUTHORITY_GUIDANCE, .days_left = -90},
      {.state = DUEBY_STATE_NOT_COMPUTABLE, .reason = DUEBY_REASON_BIRTH, .authority = DUEBY_AUTHORITY_STATUTE, .days_left = 5},
      {.state = DUEBY_STATE_NOT_COMPUTABLE, .reason = DUEBY_REASON_AGREED, .authority = DUEBY_AUTHORITY_STATUTE, .days_left = none},
      {.state = DUEBY_STATE_DUE_SOON, .authority = DUEBY_AUTHORITY_LOCAL, .days_left = 1, .in_hours = 1},
      {.state = DUEBY_STATE_OPEN, .authority = DUEBY_AUTHORITY_STATUTE, .days_left = 30},
      {.state = DUEBY_STATE_NOT_COMPUTABLE,
       .reason = DUEBY_REASON_NOT_STATED,
       .authority = DUEBY_AUTHORITY_STATUTE,
       .days_left = none},
      {.state = DUEBY_STATE_MISSED, .authority = DUEBY_AUTHORITY_LOCAL, .days_left = -3},
      {.state = DUEBY_STATE_MET_LATE, .authority = DUEBY_AUTHORITY_STATUTE, .days_left = -3},
      {.state = DUEBY_STATE_MET, .authority = DUEBY_AUTHORITY_STATUTE, .days_left = 0},
      {.state = DUEBY_STATE_ENDED, .authority = DUEBY_AUTHORITY_STATUTE, .days_left = 4},
  };
  const int count = sizeof in_order / sizeof *in_order;
  for (int i = 0; i < count; i++)
    for (int j = 0; j < count; j++) {
      int32_t order = dueby_outcome_compare(&in_order[i], &in_order[j]);
      assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
    }
}

/* ---- the outcome of a line ---- */

static void test_outcome__of_a_line(void **state) {
  (void)state;
  const int32_t rule = 0;
  dueby_line line = {.deadline = {.rule = rule, .begins = day("2026-03-02"), .due = day("2026-03-09"), .due_time = DUEBY_TIME_NONE},
                     .verdict = {.state = DUEBY_STATE_MET_LATE, .days_left = -1},
                     .met = 1,
                     .ended = 2,
                     .closed = day("2026-03-10")};
  dueby_outcome outcome;
  dueby_outcome_from_line(known.england, &line, &outcome);
  assert_int_equal(outcome.closed, day("2026-03-10"));
  assert_int_equal(outcome.closed_by, DUEBY_OUTCOME_MET);
  assert_int_equal(outcome.authority, dueby_rule_number(known.england, rule, 0, DUEBY_RULE_AUTHORITY));
  assert_int_equal(outcome.days_left, -1);
  assert_false(outcome.in_hours || outcome.by_time);
  line.met = -1;
  line.deadline.flags = DUEBY_DEADLINE_IN_HOURS;
  line.deadline.due_time = 0;
  line.closed = day("2026-03-12");
  dueby_outcome_from_line(known.england, &line, &outcome);
  assert_int_equal(outcome.closed, day("2026-03-12"));
  assert_int_equal(outcome.closed_by, DUEBY_OUTCOME_ENDED);
  assert_true(outcome.in_hours && outcome.by_time);
  line.ended = -1;
  line.closed = DUEBY_DATE_NONE;
  dueby_outcome_from_line(known.england, &line, &outcome);
  assert_int_equal(outcome.closed, DUEBY_DATE_NONE);
  assert_int_equal(outcome.closed_by, DUEBY_OUTCOME_OPEN);
}

/* A line with an unknown state counts as needing a check only if somebody can find out the state. */
static void test_line__needs_checking(void **state) {
  (void)state;
  const dueby_line overdue = {.verdict = {.state = DUEBY_STATE_OVERDUE}};
  const dueby_line no_figure = {.verdict = {.state = DUEBY_STATE_NOT_COMPUTABLE}, .reason = DUEBY_REASON_NOT_STATED};
  const dueby_line no_birth = {.verdict = {.state = DUEBY_STATE_NOT_COMPUTABLE}, .reason = DUEBY_REASON_BIRTH};
  const dueby_line dated = {.verdict = {.state = DUEBY_STATE_OPEN}, .reason = DUEBY_REASON_BIRTH};
  assert_false(dueby_line_needs_checking(&overdue));
  assert_false(dueby_line_needs_checking(&no_figure));
  assert_true(dueby_line_needs_checking(&no_birth));
  assert_false(dueby_line_needs_checking(&dated));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_due__each_state_is_counted_once),
      cmocka_unit_test(test_due__the_due_day_decides),
      cmocka_unit_test(test_due__what_is_not_due_yet_is_not_counted),
      cmocka_unit_test(test_due__w13_without_a_date_it_may_have_been_in_the_period),
      cmocka_unit_test(test_due__a_child_counts_once),
      cmocka_unit_test(test_completed__the_day_of_doing_it_decides),
      cmocka_unit_test(test_completed__an_hour_of_the_last_day_is_over_at_its_end),
      cmocka_unit_test(test_completed__up_to_the_day_looked_at),
      cmocka_unit_test(test_completed__w13_without_a_date),
      cmocka_unit_test(test_at__children_and_not_lines),
      cmocka_unit_test(test_at__w12_all_in_time),
      cmocka_unit_test(test_no_deadline__counts_in_the_period_in_which_it_began),
      cmocka_unit_test(test_no_deadline__completed),
      cmocka_unit_test(test_no_deadline__of_a_child),
      cmocka_unit_test(test_period__without_ends_has_everything),
      cmocka_unit_test(test_order__worst_first),
      cmocka_unit_test(test_outcome__of_a_line),
      cmocka_unit_test(test_line__needs_checking),
  };
  return cmocka_run_group_tests_name("measure", tests, open_known, close_known);
}
