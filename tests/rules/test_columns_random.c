/* Tests random columns for every rule of every built-in profile, and for every form of rule in data/FORMAT.md. Each row must have
 * the same answer as its trigger alone, computed without a query. The random numbers are the same in every run. */
#include <stdlib.h>

#include "dueby/query.h"
#include "rules.h"

enum { SMALL = 300, MANY = (1 << 20) + 5, FILE_MAX = 1 << 16 };

/* Generates random numbers with xorshift64*, by Marsaglia and Vigna. */
static uint64_t random_state = UINT64_C(20261031);

static int64_t random_in(int64_t first, int64_t last) {
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  uint64_t number = random_state * UINT64_C(0x2545f4914f6cdd1d) >> 11;
  return first + (int64_t)(number % (uint64_t)(last - first + 1));
}

/* The spread of days decides how columns.c computes: with a table if days are close together, otherwise row by row. */
static dueby_date random_day(dueby_date middle, dueby_date spread) {
  const dueby_date odd[] = {DUEBY_DATE_NONE,  INT32_MAX,       INT32_MIN + 1,       DUEBY_DATE_FIRST - 1,
                            DUEBY_DATE_FIRST, DUEBY_DATE_LAST, DUEBY_DATE_LAST + 1, 0,
                            365 - 1,    /* 31 December 1970, the day before the calendar begins */
                            47846 + 1}; /* 1 January 2101, the day after the calendar ends */
  if (random_in(0, 19) == 0) return odd[random_in(0, sizeof odd / sizeof odd[0] - 1)];
  return middle + (dueby_date)random_in(-spread, spread);
}

struct column {
  dueby_query *query;
  uint8_t selected[RULES_MAX];
  const char *address;
  int32_t flags;
  int64_t n, per_day; /* per_day: ticks per day, or 0 if the column has days */
  dueby_date *days, *born, *due;
  int64_t *ticks, *due_ticks;
  int32_t *rules;
  uint8_t *valid, *certainties, *statuses;
};

static void *room(int64_t count, size_t size) {
  void *made = calloc((size_t)count + 1, size);
  assert_non_null(made);
  return made;
}

static void open_query(struct column *column, const dueby_profile *profile, const char *address) {
  int32_t duty;
  column->address = address;
  assert_in_range(dueby_profile_rule_count(profile), 1, RULES_MAX);
  assert_int_equal(dueby_profile_select(profile, address, &duty, column->selected), DUEBY_OK);
  assert_int_equal(dueby_query_new(profile, known.eaw, address, &column->query), DUEBY_OK);
}

static void open_column(struct column *column, int64_t most) {
  column->days = room(most, sizeof *column->days);
  column->born = room(most, sizeof *column->born);
  column->due = room(most, sizeof *column->due);
  column->ticks = room(most, sizeof *column->ticks);
  column->due_ticks = room(most, sizeof *column->due_ticks);
  column->rules = room(most, sizeof *column->rules);
  column->valid = room(most / 8 + 1, 1);
  column->certainties = room(most, 1);
  column->statuses = room(most, 1);
}

static void close_column(struct column *column) {
  free(column->days);
  free(column->born);
  free(column->due);
  free(column->ticks);
  free(column->due_ticks);
  free(column->rules);
  free(column->valid);
  free(column->certainties);
  free(column->statuses);
}

/* Returns a tick at a random time of the day. A day that the unit cannot express becomes a value that is not a date. */
static int64_t ticks_on(dueby_date day, int64_t per_day) {
  if (day == DUEBY_DATE_NONE) return INT64_MIN;
  if (day > INT64_MAX / per_day - 1) return INT64_MAX;
  if (day < INT64_MIN / per_day + 1) return INT64_MIN + 1;
  return day * per_day + random_in(0, per_day - 1);
}

static void fill(struct column *column, dueby_date middle, dueby_date spread) {
  for (int64_t i = 0; i < column->n; i++) {
    column->days[i] = random_day(middle, spread);
    column->born[i] = random_in(0, 4) ? column->days[i] / 2 + 8000 - (dueby_date)random_in(0, 9000) : DUEBY_DATE_NONE;
    if (random_in(0, 3)) column->valid[i / 8] |= (uint8_t)(1 << i % 8);
    else column->valid[i / 8] &= (uint8_t) ~(1 << i % 8);
    if (column->per_day) column->ticks[i] = ticks_on(column->days[i], column->per_day);
  }
}

struct single {
  dueby_status status;
  dueby_deadline deadline;
};

static struct single ask_alone(const struct column *column, dueby_date day, dueby_date born) {
  dueby_event trigger = {.date = day, .has = DUEBY_HAS_DATE};
  dueby_facts facts = {.flags = column->flags, .has = DUEBY_HAS_BORN, .born = born};
  struct single single = {DUEBY_NONE, {.due = DUEBY_DATE_NONE}};
  if (day != DUEBY_DATE_NONE)
    single.status = dueby_deadline_for_duty(dueby_query_profile(column->query), dueby_query_duty(column->query), column->selected,
                                            known.eaw, &trigger, &facts, &single.deadline);
  return single;
}

enum { WITH_VALID = 1, WITH_BORN = 2, WITH_DUE = 4, WITH_RULES = 8, WITH_CERTAINTIES = 16, WITH_STATUSES = 32, WITH_ALL = 63 };

static void check_row(const struct column *column, int64_t i, int32_t with, const struct single *single) {
  int is_answered = single->status == DUEBY_OK;
  dueby_date due = is_answered ? single->deadline.due : DUEBY_DATE_NONE;
  int same = 1;
  if (with & WITH_DUE && !column->per_day) same &= column->due[i] == due;
  if (with & WITH_DUE && column->per_day)
    same &= column->due_ticks[i] == (due == DUEBY_DATE_NONE ? INT64_MIN : due * column->per_day);
  if (with & WITH_RULES) same &= column->rules[i] == (is_answered ? single->deadline.rule : -1);
  if (with & WITH_CERTAINTIES) same &= column->certainties[i] == (is_answered ? single->deadline.certainty : 255);
  if (with & WITH_STATUSES) same &= column->statuses[i] == single->status;
  if (!same)
    fail_msg("%s: row %d of %d, %d ticks a day, with %d: day %d, alone due %d, status %d", column->address, (int)i, (int)column->n,
             (int)column->per_day, (int)with, (int)column->days[i], (int)due, (int)single->status);
}

static dueby_status ask_days(const struct column *column, int32_t with, int64_t *failed) {
  const dueby_due_columns asked = {.flags = column->flags,
                                   .count = column->n,
                                   .trigger = column->days,
                                   .valid = with & WITH_VALID ? column->valid : NULL,
                                   .born = with & WITH_BORN ? column->born : NULL,
                                   .due = with & WITH_DUE ? column->due : NULL,
                                   .rule = with & WITH_RULES ? column->rules : NULL,
                                   .certainty = with & WITH_CERTAINTIES ? column->certainties : NULL,
                                   .status = with & WITH_STATUSES ? column->statuses : NULL};
  return dueby_query_due_many(column->query, &asked, failed);
}

static dueby_status ask_ticks(const struct column *column, int32_t with, int64_t *failed) {
  const dueby_due_tick_columns asked = {.flags = column->flags,
                                        .count = column->n,
                                        .ticks_per_day = column->per_day,
                                        .trigger = column->ticks,
                                        .valid = with & WITH_VALID ? column->valid : NULL,
                                        .due = with & WITH_DUE ? column->due_ticks : NULL,
                                        .rule = with & WITH_RULES ? column->rules : NULL,
                                        .certainty = with & WITH_CERTAINTIES ? column->certainties : NULL,
                                        .status = with & WITH_STATUSES ? column->statuses : NULL};
  return dueby_query_due_many_ticks(column->query, &asked, failed);
}

static void check(struct column *column, int32_t with) {
  int64_t without = 0, failed = UNTOUCHED;
  if (column->per_day) with &= ~WITH_BORN;
  assert_int_equal(column->per_day ? ask_ticks(column, with, &failed) : ask_days(column, with, &failed), DUEBY_OK);
  for (int64_t i = 0; i < column->n; i++) {
    int is_valid = !(with & WITH_VALID) || column->valid[i / 8] >> (i % 8) & 1;
    struct single single =
        ask_alone(column, is_valid ? column->days[i] : DUEBY_DATE_NONE, with & WITH_BORN ? column->born[i] : DUEBY_DATE_NONE);
    check_row(column, i, with, &single);
    without += single.status > DUEBY_NONE && single.status != DUEBY_DONE;
  }
  assert_int_equal(failed, without);
}

/* Checks random columns for one address: with few or many rows, days close together or over all dates, each unit, and any of the
 * outputs. */
static void check_address(const dueby_profile *profile, const char *address, struct column *column) {
  static const int64_t units[] = {0, 0, 0, 1, 24, 1440, 86400, 86400000, 86400000000, 86400000000000};
  static const dueby_date spreads[] = {20, 400, 5000, 50000};
  open_query(column, profile, address);
  for (int round = 0; round < 8; round++) {
    column->n = random_in(0, round < 4 ? 40 : SMALL);
    column->per_day = units[random_in(0, sizeof units / sizeof units[0] - 1)];
    column->flags = (int32_t)random_in(0, 1) * DUEBY_FACTS_WHOLE_DAYS;
    fill(column, (dueby_date)random_in(10000, 25000), spreads[round % 4]);
    check(column, (int32_t)random_in(0, WITH_ALL));
    check(column, WITH_DUE);
  }
  dueby_query_free(column->query);
}

/* Checks each duty, and each single rule, including alternatives. */
static void check_profile(const dueby_profile *profile) {
  struct column column = {0};
  open_column(&column, SMALL);
  for (int32_t duty = 0; duty < dueby_profile_duty_count(profile); duty++)
    check_address(profile, dueby_profile_duty(profile, duty), &column);
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    check_address(profile, dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS), &column);
  close_column(&column);
}

static void test_columns__every_rule_of_every_profile(void **state) {
  (void)state;
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    dueby_profile *profile = builtin(dueby_profile_builtin(i));
    check_profile(profile);
    dueby_profile_free(profile);
  }
}

/* Checks the profile in data/FORMAT.md, which has one rule of each form. */
static void test_columns__every_shape_of_rule(void **state) {
  (void)state;
  char *text = NULL;
  int64_t length = 0;
  assert_int_equal(dueby_io_read_file(DATA_PROFILES "/../FORMAT.md", FILE_MAX, &text, &length), DUEBY_OK);
  char *start = strstr(text, "profile: shapes"), *end = start ? strstr(start, "```") : NULL;
  assert_non_null(end);
  *end = '\0';
  dueby_profile *shapes = profile_of(start, NULL);
  dueby_io_free(text);
  assert_true(dueby_profile_rule_count(shapes) > 25);
  check_profile(shapes);
  dueby_profile_free(shapes);
}

static void test_columns__every_counting_and_roll(void **state) {
  (void)state;
  static const char figures[][32] = {"within: 10 working days", "within: 6 weeks", "before: 3 working days"};
  static const char countings[][16] = {"excluded", "rolled", "included", "clear"}, rolls[][16] = {"none", "next", "previous"};
  for (int i = 0; i < 3 * 4 * 3; i++) {
    char lines[160];
    snprintf(lines, sizeof lines, "    %s\n    counting: %s\n    roll: %s\n", figures[i / 12], countings[i / 3 % 4], rolls[i % 3]);
    dueby_profile *profile = profile_of_rule(lines);
    check_profile(profile);
    dueby_profile_free(profile);
  }
}

/* Checks a column with enough rows for the library to build a table of all dates. */
static void test_columns__very_many_rows(void **state) {
  (void)state;
  static const int64_t units[] = {0, 86400000000};
  struct column column = {.n = MANY};
  open_query(&column, known.england, "cp.conference.initial");
  open_column(&column, MANY);
  for (int i = 0; i < 2; i++) {
    column.per_day = units[i];
    fill(&column, 18000, 9000);
    check(&column, WITH_DUE);
    check(&column, WITH_ALL & ~WITH_BORN);
  }
  close_column(&column);
  dueby_query_free(column.query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_columns__every_rule_of_every_profile),
      cmocka_unit_test(test_columns__every_shape_of_rule),
      cmocka_unit_test(test_columns__every_counting_and_roll),
      cmocka_unit_test(test_columns__very_many_rows),
  };
  return cmocka_run_group_tests_name("random columns", tests, open_known, close_known);
}
