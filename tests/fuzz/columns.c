/* Computes whole columns and each of their elements, which must have the same answers. The first byte selects the rule, the second
 * the flags, the third the span. Rows of three bytes follow: a trigger, and how long before the trigger the child was born. */
#include <string.h>

#include "dueby/query.h"
#include "fuzz.h"

enum { ROWS_MAX = 24, ROW_BYTES = 3, FIRST_DAY = -26000, TICKS_A_DAY = 86400 };

/* Rules in working days, days, months and hours, with an age, with several versions, and with alternatives. */
static const char *const addresses[] = {
    "cp.conference.initial", "cla.visit",         "cla.health.review", "missing.return_interview",
    "assessment.single",     "court.proceedings", "cp.visit",          "assessment.initial"};
enum { ADDRESSES = sizeof addresses / sizeof addresses[0] };

static dueby_calendar *calendar;
static dueby_query *queries[ADDRESSES];

static void open_once(void) {
  dueby_profile *profile;
  if (calendar) return;
  must(dueby_profile_new("barnet", &profile) == DUEBY_OK);
  must(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) == DUEBY_OK);
  for (int i = 0; i < ADDRESSES; i++) must(dueby_query_new(profile, calendar, addresses[i], &queries[i]) == DUEBY_OK);
  dueby_profile_free(profile);
}

struct rows {
  int64_t count;
  dueby_date trigger[ROWS_MAX], born[ROWS_MAX];
  uint8_t valid[(ROWS_MAX + 7) / 8];
};

/* Reads rows. The number 0 means NONE, and an odd third byte marks a row as invalid. */
static void read_rows(const uint8_t *bytes, size_t size, struct rows *rows) {
  memset(rows, 0, sizeof *rows);
  for (; size >= ROW_BYTES && rows->count < ROWS_MAX; bytes += ROW_BYTES, size -= ROW_BYTES) {
    int32_t day = bytes[0] << 8 | bytes[1];
    int64_t i = rows->count++;
    rows->trigger[i] = day ? FIRST_DAY + 2 * day : DUEBY_DATE_NONE;
    rows->born[i] = day && bytes[2] ? rows->trigger[i] - 30 * bytes[2] : DUEBY_DATE_NONE;
    if (!(bytes[2] & 1)) rows->valid[i / 8] |= (uint8_t)(1 << i % 8);
  }
}

static dueby_status ask(const dueby_query *query, const struct rows *rows, int64_t i, const dueby_due_columns *columns,
                        dueby_deadline *deadline) {
  dueby_event trigger = {.date = rows->trigger[i], .has = DUEBY_HAS_DATE};
  dueby_facts facts = {.flags = columns->flags};
  if (rows->trigger[i] == DUEBY_DATE_NONE || (columns->valid && !(columns->valid[i / 8] >> i % 8 & 1))) return DUEBY_NONE;
  if (columns->born && columns->born[i] != DUEBY_DATE_NONE) {
    facts.born = columns->born[i];
    facts.has = DUEBY_HAS_BORN;
  }
  return dueby_query_due(query, &trigger, &facts, deadline);
}

static void check_due(const dueby_query *query, const struct rows *rows, int flags) {
  dueby_date due[ROWS_MAX];
  int32_t rule[ROWS_MAX];
  uint8_t certainty[ROWS_MAX], status[ROWS_MAX], ticks_status[ROWS_MAX];
  int64_t ticks[ROWS_MAX], failed = -1, counted = 0, ticks_failed = -1;
  dueby_due_columns columns = {.flags = flags & 1 ? DUEBY_FACTS_WHOLE_DAYS : 0,
                               .count = rows->count,
                               .trigger = rows->trigger,
                               .born = flags & 2 ? rows->born : NULL,
                               .valid = flags & 4 ? rows->valid : NULL,
                               .due = due,
                               .rule = rule,
                               .certainty = certainty,
                               .status = status};
  must(dueby_query_due_many(query, &columns, &failed) == DUEBY_OK);
  for (int64_t i = 0; i < rows->count; i++) {
    dueby_deadline deadline = {.due = DUEBY_DATE_NONE, .rule = -1, .certainty = 255};
    must(ask(query, rows, i, &columns, &deadline) == status[i]);
    must(deadline.due == due[i] && deadline.rule == rule[i] && deadline.certainty == certainty[i]);
    counted += status[i] != DUEBY_OK && status[i] != DUEBY_NONE && status[i] != DUEBY_DONE;
  }
  must(failed == counted);

  if (columns.born) return;                 /* ticks have no dates of birth */
  for (int64_t i = 0; i < rows->count; i++) /* a time on that day */
    ticks[i] = rows->trigger[i] == DUEBY_DATE_NONE ? INT64_MIN : (int64_t)rows->trigger[i] * TICKS_A_DAY + i * 1800 % TICKS_A_DAY;
  dueby_due_tick_columns in_ticks = {.flags = columns.flags,
                                     .count = rows->count,
                                     .ticks_per_day = TICKS_A_DAY,
                                     .trigger = ticks,
                                     .valid = columns.valid,
                                     .due = ticks,
                                     .status = ticks_status};
  must(dueby_query_due_many_ticks(query, &in_ticks, &ticks_failed) == DUEBY_OK && ticks_failed == failed);
  for (int64_t i = 0; i < rows->count; i++)
    must(ticks_status[i] == status[i] && ticks[i] == (due[i] == DUEBY_DATE_NONE ? INT64_MIN : (int64_t)due[i] * TICKS_A_DAY));
}

static void check_spans(const struct rows *rows, dueby_span span, int32_t counting, int32_t roll) {
  dueby_date dates[ROWS_MAX];
  uint8_t status[ROWS_MAX];
  int64_t failed = -1, counted = 0;
  must(dueby_span_add_many(span, counting, roll, calendar, rows->trigger, rows->count, dates, status, &failed) == DUEBY_OK);
  for (int64_t i = 0; i < rows->count; i++) {
    dueby_date date = DUEBY_DATE_NONE;
    dueby_status one =
        rows->trigger[i] == DUEBY_DATE_NONE ? DUEBY_NONE : dueby_span_add(span, counting, roll, calendar, rows->trigger[i], &date);
    must(one == status[i] && date == dates[i]);
    counted += one != DUEBY_OK && one != DUEBY_NONE;
  }
  must(failed == counted);
}

static void check_counts(const struct rows *rows, int32_t include) {
  int32_t days[ROWS_MAX];
  uint8_t status[ROWS_MAX];
  int64_t failed = -1, counted = 0;
  must(dueby_calendar_count_many(calendar, rows->born, rows->trigger, include, rows->count, days, status, &failed) == DUEBY_OK);
  for (int64_t i = 0; i < rows->count; i++) {
    int32_t one_count = INT32_MIN;
    dueby_status one = rows->born[i] == DUEBY_DATE_NONE || rows->trigger[i] == DUEBY_DATE_NONE
                           ? DUEBY_NONE
                           : dueby_calendar_count(calendar, rows->born[i], rows->trigger[i], include, &one_count);
    must(one == status[i] && one_count == days[i]);
    counted += one != DUEBY_OK && one != DUEBY_NONE;
  }
  must(failed == counted);
}

static void check_states(const struct rows *rows, dueby_date as_at, dueby_span soon) {
  uint8_t state[ROWS_MAX], status[ROWS_MAX];
  int32_t left[ROWS_MAX], working[ROWS_MAX];
  must(dueby_deadline_check_many(calendar, rows->trigger, rows->born, rows->count, as_at, soon, state, left, working, status) ==
       DUEBY_OK);
  for (int64_t i = 0; i < rows->count; i++) {
    dueby_deadline deadline = {.due = rows->trigger[i], .due_time = DUEBY_TIME_NONE, .begins_time = DUEBY_TIME_NONE};
    dueby_when met = {DUEBY_TIME_NONE, rows->born[i], 0}, at = {DUEBY_TIME_NONE, as_at, 0};
    dueby_verdict verdict;
    if (rows->trigger[i] == DUEBY_DATE_NONE) {
      must(status[i] == DUEBY_NONE);
      continue;
    }
    dueby_status one =
        dueby_deadline_check(calendar, &deadline, rows->born[i] == DUEBY_DATE_NONE ? NULL : &met, NULL, &at, soon, &verdict);
    must(one == status[i]);
    if (one == DUEBY_OK) must(verdict.state == state[i] && verdict.days_left == left[i] && verdict.working_days_left == working[i]);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  struct rows rows;
  if (size < 3 + ROW_BYTES) return 0;
  open_once();
  read_rows(bytes + 3, size - 3, &rows);
  check_due(queries[bytes[0] % ADDRESSES], &rows, bytes[1]);
  check_spans(&rows, (dueby_span){bytes[2] % 64 - 16, DUEBY_UNIT_WORKING_DAYS + bytes[2] / 64}, bytes[1] >> 3 & 3,
              bytes[1] >> 5 & 3);
  check_counts(&rows, bytes[1] & 3);
  check_states(&rows, 16000 + 16 * bytes[2], (dueby_span){bytes[1] % 20, DUEBY_UNIT_WORKING_DAYS + bytes[1] / 85});
  return 0;
}
