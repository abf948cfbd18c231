/* Columns: counts are checked, then the library's own array functions do the work. */
#include <stdatomic.h>
#include <stdlib.h>

#include "flat_internal.h"

enum { FIRST_DAY = 365, LAST_DAY = 47846, DAYS = LAST_DAY - FIRST_DAY + 1 }; /* 1971-01-01 to 2100-12-31 */
enum { UNASKED = 255, NO_STATE = 255, NO_CERTAINTY = 255 };

#define NANOSECONDS_A_DAY INT64_C(86400000000000)

/* An output may be absent. */
static int fits(const void *array, int64_t count, int64_t n) {
  return !array || count == n;
}

/* ---- due days alone ----
 * The commonest question, and a function of the day: for each day, how many days later it is due, worked out by dueby_due_i32 when the
 * day first occurs, and kept with the question. Two bytes a day, so that the years of a caseload fit into a processor's first cache.
 * Threads share the table: each entry is written whole, and whoever finds it empty writes the same. */

enum { NOT_ASKED = INT16_MIN, NO_ANSWER = INT16_MIN + 1, EARLIER_MOST = INT16_MIN + 2, LATER_MOST = INT16_MAX };

struct dueby_flat_table {
  _Atomic int16_t later[DAYS + 1]; /* the last stands for every day that is not in the table */
};

/* One call's look at it. */
struct look {
  const dueby_question *question;
  struct dueby_flat_table *table;
  int32_t flags;
  int64_t failed;
};

/* NULL: out of memory. */
static struct dueby_flat_table *table_of(const dueby_question *question, int32_t flags) {
  struct dueby_flat_table *_Atomic *place = &((dueby_question *)(uintptr_t)question)->tables[flags & DUEBY_WHOLE_DAYS];
  struct dueby_flat_table *table = atomic_load(place), *made;
  if (table) return table;
  made = malloc(sizeof *made);
  if (!made) return NULL;
  for (int32_t i = 0; i <= DAYS; i++) atomic_init(&made->later[i], NOT_ASKED);
  if (atomic_compare_exchange_strong(place, &table, made)) return made;
  free(made); /* another thread was quicker */
  return table;
}

static void remember(const struct look *look, dueby_date day, dueby_date due) {
  int32_t later = due == DUEBY_DATE_NONE ? NO_ANSWER : due - day;
  if (day < FIRST_DAY || day > LAST_DAY || (later != NO_ANSWER && (later < EARLIER_MOST || later > LATER_MOST))) return;
  atomic_store_explicit(&look->table->later[day - FIRST_DAY], (int16_t)later, memory_order_relaxed);
}

/* How much later a day is due; less than EARLIER_MOST where the table does not say. */
static inline int16_t look_up(const struct look *look, int64_t day) {
  uint64_t place = (uint64_t)day - FIRST_DAY;
  return atomic_load_explicit(&look->table->later[place < DAYS ? place : DAYS], memory_order_relaxed);
}

/* A day that is not in the table, or not yet, or has no answer, or is none. */
static dueby_date look_further(struct look *look, int64_t day, int16_t later) {
  const dueby_question *question = look->question;
  dueby_date asked = day > INT32_MIN && day <= INT32_MAX ? (dueby_date)day : INT32_MAX, due = DUEBY_DATE_NONE;
  if (day == INT64_MIN || day == DUEBY_DATE_NONE) return DUEBY_DATE_NONE;
  if (later == NOT_ASKED) {
    dueby_due_i32(question->profile, question->duty, question->selected, question->calendar, look->flags, &asked, NULL, 1, &due,
                  NULL, NULL, NULL, NULL);
    remember(look, asked, due);
  }
  look->failed += due == DUEBY_DATE_NONE;
  return due;
}

static void look_up_days(struct look *look, const int32_t *days, const uint8_t *valid, int64_t n, int32_t *due) {
  for (int64_t i = 0; i < n; i++) {
    int16_t later = look_up(look, days[i]);
    if (valid && !(valid[i / 8] >> (i % 8) & 1)) due[i] = DUEBY_DATE_NONE;
    else due[i] = later < EARLIER_MOST ? look_further(look, days[i], later) : days[i] + later;
  }
}

static int64_t look_further_ticks(struct look *look, int64_t ticks, int64_t day, int16_t later, int64_t ticks_per_day) {
  dueby_date due = look_further(look, ticks == INT64_MIN ? INT64_MIN : day, later);
  return due == DUEBY_DATE_NONE ? INT64_MIN : due * ticks_per_day;
}

/* Inline, so that ticks_per_day is a constant of each call: a division by one is a multiplication. */
static inline void look_up_ticks(struct look *look, const int64_t *ticks, int64_t n, int64_t ticks_per_day, int64_t *due) {
  for (int64_t i = 0; i < n; i++) {
    int64_t day = ticks_per_day == 1 ? ticks[i] : ticks[i] / ticks_per_day - (ticks[i] % ticks_per_day < 0);
    int16_t later = look_up(look, day);
    due[i] = later < EARLIER_MOST ? look_further_ticks(look, ticks[i], day, later, ticks_per_day) : (day + later) * ticks_per_day;
  }
}

static void look_up_unit(struct look *look, const int64_t *ticks, int64_t n, int64_t ticks_per_day, int64_t *due) {
  const int64_t second = 86400;
  switch (ticks_per_day) {
  case 1: look_up_ticks(look, ticks, n, 1, due); break;
  case 86400: look_up_ticks(look, ticks, n, second, due); break;
  case 86400000: look_up_ticks(look, ticks, n, second * 1000, due); break;
  case 86400000000: look_up_ticks(look, ticks, n, second * 1000000, due); break;
  case 86400000000000: look_up_ticks(look, ticks, n, second * 1000000000, due); break;
  default: look_up_ticks(look, ticks, n, ticks_per_day, due);
  }
}

dueby_status dueby_flat_due_days(const dueby_question *question, int32_t flags, const int32_t *days, int64_t n,
                                 const uint8_t *valid, int64_t valid_bytes, int32_t *due, int64_t n_due, int32_t *rule,
                                 int64_t n_rule, uint8_t *certainty, int64_t n_certainty, uint8_t *status, int64_t n_status,
                                 int64_t *failed) {
  if ((valid && valid_bytes < (n + 7) / 8) || !due || n_due != n || !fits(rule, n_rule, n) || !fits(certainty, n_certainty, n) ||
      !fits(status, n_status, n))
    return DUEBY_EARGUMENT;
  struct look look = {question, NULL, flags, 0};
  if (!rule && !certainty && !status) look.table = table_of(question, flags);
  if (!look.table)
    return dueby_due_i32(question->profile, question->duty, question->selected, question->calendar, flags, days, valid, n, due,
                         rule, certainty, status, failed);
  look_up_days(&look, days, valid, n, due);
  *failed = look.failed;
  return DUEBY_OK;
}

dueby_status dueby_flat_due_ticks(const dueby_question *question, int32_t flags, const int64_t *ticks, int64_t n,
                                  int64_t ticks_per_day, int64_t *due, int64_t n_due, int32_t *rule, int64_t n_rule,
                                  uint8_t *certainty, int64_t n_certainty, uint8_t *status, int64_t n_status, int64_t *failed) {
  if (ticks_per_day < 1 || ticks_per_day > NANOSECONDS_A_DAY || !due || n_due != n || !fits(rule, n_rule, n) ||
      !fits(certainty, n_certainty, n) || !fits(status, n_status, n))
    return DUEBY_EARGUMENT;
  struct look look = {question, NULL, flags, 0};
  if (!rule && !certainty && !status) look.table = table_of(question, flags);
  if (!look.table)
    return dueby_due_i64(question->profile, question->duty, question->selected, question->calendar, flags, ticks, NULL, n,
                         ticks_per_day, due, rule, certainty, status, failed);
  look_up_unit(&look, ticks, n, ticks_per_day, due);
  *failed = look.failed;
  return DUEBY_OK;
}

/* ---- spans, counts, states ---- */

dueby_status dueby_flat_add_days(const dueby_calendar *calendar, int32_t amount, int32_t unit, int32_t counting, int32_t roll,
                                 const int32_t *days, int64_t n, int32_t *out, int64_t n_out, uint8_t *status, int64_t n_status,
                                 int64_t *failed) {
  if (!out || n_out != n || !fits(status, n_status, n)) return DUEBY_EARGUMENT;
  return dueby_span_add_many((dueby_span){amount, unit}, counting, roll, calendar, days, n, out, status, failed);
}

dueby_status dueby_flat_count_days(const dueby_calendar *calendar, const int32_t *starts, int64_t n, const int32_t *ends,
                                   int64_t n_ends, int32_t include, int32_t *out, int64_t n_out, uint8_t *status, int64_t n_status,
                                   int64_t *failed) {
  if (!ends || n_ends != n || !out || n_out != n || !fits(status, n_status, n)) return DUEBY_EARGUMENT;
  return dueby_calendar_count_many(calendar, starts, ends, include, n, out, status, failed);
}

dueby_status dueby_flat_working_days(const dueby_calendar *calendar, const int32_t *days, int64_t n, uint8_t *out, int64_t n_out,
                                     uint8_t *status, int64_t n_status, int64_t *failed) {
  int64_t bad = 0;
  if (!out || n_out != n || !fits(status, n_status, n)) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n; i++) {
    int32_t working = UNASKED;
    dueby_status said = days[i] == DUEBY_DATE_NONE ? DUEBY_MISSING : dueby_calendar_is_working(calendar, days[i], &working);
    out[i] = (uint8_t)working;
    if (status) status[i] = (uint8_t)said;
    bad += said > DUEBY_MISSING;
  }
  *failed = bad;
  return DUEBY_OK;
}

/* ---- ticks ---- */

static dueby_date day_of(int64_t ticks, int64_t ticks_per_day) {
  if (ticks == INT64_MIN) return DUEBY_DATE_NONE;
  int64_t day = ticks / ticks_per_day - (ticks % ticks_per_day < 0);
  return day > INT32_MIN && day <= INT32_MAX ? (dueby_date)day : INT32_MAX; /* which no calendar knows */
}

dueby_status dueby_flat_ticks_to_days(const int64_t *ticks, int64_t n, int64_t ticks_per_day, int32_t *out, int64_t n_out) {
  if (ticks_per_day < 1 || n_out != n) return DUEBY_EARGUMENT;
  if (ticks_per_day == 1)
    for (int64_t i = 0; i < n; i++) out[i] = day_of(ticks[i], 1);
  else
    for (int64_t i = 0; i < n; i++) out[i] = day_of(ticks[i], ticks_per_day);
  return DUEBY_OK;
}

dueby_status dueby_flat_days_to_ticks(const int32_t *days, int64_t n, int64_t ticks_per_day, int64_t *out, int64_t n_out) {
  if (ticks_per_day < 1 || ticks_per_day > NANOSECONDS_A_DAY || n_out != n) return DUEBY_EARGUMENT;
  const int64_t most = INT64_MAX / ticks_per_day; /* a day further off has no such tick */
  for (int64_t i = 0; i < n; i++) {
    int64_t day = days[i];
    out[i] = day == DUEBY_DATE_NONE || day > most || day < -most ? INT64_MIN : day * ticks_per_day;
  }
  return DUEBY_OK;
}

/* Days of a block of ticks at a time, so that no column is written but the answer. */
enum { BLOCK = 4096 };

static int64_t block_at(int64_t first, int64_t n) {
  return n - first < BLOCK ? n - first : BLOCK;
}

dueby_status dueby_flat_count_ticks(const dueby_calendar *calendar, const int64_t *ticks, int64_t n, int64_t ticks_per_day,
                                    const int64_t *end_ticks, int64_t n_end_ticks, int64_t end_ticks_per_day, int32_t include,
                                    int32_t *out, int64_t n_out, uint8_t *status, int64_t n_status, int64_t *failed) {
  dueby_date starts[BLOCK], ends[BLOCK];
  int64_t bad = 0, bad_here = 0;
  if (!end_ticks || n_end_ticks != n || !out || n_out != n || !fits(status, n_status, n)) return DUEBY_EARGUMENT;
  for (int64_t first = 0; first < n; first += BLOCK) {
    int64_t count = block_at(first, n);
    dueby_status said = dueby_flat_ticks_to_days(ticks + first, count, ticks_per_day, starts, count);
    if (said == DUEBY_OK) said = dueby_flat_ticks_to_days(end_ticks + first, count, end_ticks_per_day, ends, count);
    if (said == DUEBY_OK)
      said =
          dueby_calendar_count_many(calendar, starts, ends, include, count, out + first, status ? status + first : NULL, &bad_here);
    if (said != DUEBY_OK) return said;
    bad += bad_here;
  }
  *failed = bad;
  return DUEBY_OK;
}

/* ---- cases ---- */

/* Where no row has a date of birth of its own, the answer is a function of the day: each is worked out once. */
struct kept {
  dueby_deadline deadline;
  uint8_t status;
};

struct run {
  const dueby_question *question;
  struct flat_asked asked;
  const dueby_cases *cases;
  struct kept *by_day;
  dueby_date as_at;
  dueby_span soon;
};

static dueby_status work_out(struct run *run, dueby_date day, dueby_date born, dueby_deadline *deadline) {
  dueby_facts facts = run->asked.facts;
  dueby_event trigger = run->asked.trigger;
  trigger.date = day;
  trigger.time = DUEBY_TIME_NONE;
  if (run->cases->born) facts.born = born;
  return dueby_flat_deadline(run->question, &trigger, &facts, deadline);
}

static dueby_status deadline_for(struct run *run, int64_t i, dueby_deadline *deadline) {
  dueby_date day = run->cases->trigger[i];
  if (!run->by_day || day < FIRST_DAY || day > LAST_DAY)
    return work_out(run, day, run->cases->born ? run->cases->born[i] : DUEBY_DATE_NONE, deadline);
  struct kept *kept = &run->by_day[day - FIRST_DAY];
  if (kept->status == UNASKED) kept->status = (uint8_t)work_out(run, day, DUEBY_DATE_NONE, &kept->deadline);
  *deadline = kept->deadline;
  return kept->status;
}

/* The row's own end, or that by an event among the facts, whichever came first. */
static dueby_date end_of(struct run *run, int64_t i, const dueby_deadline *deadline) {
  dueby_date said = run->cases->ended ? run->cases->ended[i] : DUEBY_DATE_NONE;
  dueby_event trigger = run->asked.trigger;
  if (!run->asked.facts.event_count) return said;
  trigger.date = run->cases->trigger[i];
  trigger.time = DUEBY_TIME_NONE;
  dueby_date by_event = dueby_deadline_ended(run->question->profile, deadline->rule, &trigger, &run->asked.facts);
  return by_event != DUEBY_DATE_NONE && (said == DUEBY_DATE_NONE || by_event < said) ? by_event : said;
}

struct judged {
  dueby_date due;
  int32_t rule, working_days_taken;
  dueby_verdict verdict;
  uint8_t certainty, state;
};

static dueby_status judge(struct run *run, int64_t i, struct judged *judged) {
  const dueby_cases *cases = run->cases;
  dueby_deadline deadline;
  const dueby_when met = {DUEBY_TIME_NONE, cases->met ? cases->met[i] : DUEBY_DATE_NONE, 0},
                   as_at = {DUEBY_TIME_NONE, run->as_at, 0};
  int is_met = met.date != DUEBY_DATE_NONE;
  if (cases->trigger[i] == DUEBY_DATE_NONE) return is_met ? DUEBY_ROW_NOT_STARTED : DUEBY_MISSING;
  dueby_status status = deadline_for(run, i, &deadline);
  if (status != DUEBY_OK) {
    judged->state = DUEBY_NOT_COMPUTABLE;
    return status;
  }
  if (is_met && !dueby_deadline_counts(&deadline, &met)) return DUEBY_ROW_TOO_EARLY;
  const dueby_when ended = {DUEBY_TIME_NONE, end_of(run, i, &deadline), 0};
  int is_ended = ended.date != DUEBY_DATE_NONE, is_looked_at = as_at.date != DUEBY_DATE_NONE;
  if (is_met || is_ended || is_looked_at) {
    status = dueby_deadline_check(run->question->calendar, &deadline, is_met ? &met : NULL, is_ended ? &ended : NULL,
                                  is_looked_at ? &as_at : NULL, run->soon, &judged->verdict);
    if (status != DUEBY_OK) return status;
    judged->state = (uint8_t)judged->verdict.state;
    if (cases->working_days_taken)
      judged->working_days_taken =
          dueby_flat_working_days_taken(run->question, &deadline, cases->trigger[i], deadline.due - judged->verdict.days_left);
  }
  judged->due = deadline.due;
  judged->rule = deadline.rule;
  judged->certainty = (uint8_t)deadline.certainty;
  return DUEBY_OK;
}

static void write_row(const dueby_cases *cases, int64_t i, const struct judged *judged, dueby_status status) {
  if (cases->due) cases->due[i] = judged->due;
  if (cases->rule) cases->rule[i] = judged->rule;
  if (cases->certainty) cases->certainty[i] = judged->certainty;
  if (cases->state) cases->state[i] = judged->state;
  if (cases->days_left) cases->days_left[i] = judged->verdict.days_left;
  if (cases->working_days_left) cases->working_days_left[i] = judged->verdict.working_days_left;
  if (cases->working_days_taken) cases->working_days_taken[i] = judged->working_days_taken;
  if (cases->status) cases->status[i] = (uint8_t)status;
}

dueby_status dueby_question_cases(const dueby_question *question, const int64_t *asked, int64_t asked_count, dueby_date as_at,
                                  int32_t soon_amount, int32_t soon_unit, dueby_cases *cases, int64_t *failed) {
  struct run run = {.question = question, .cases = cases, .as_at = as_at, .soon = {soon_amount, soon_unit}};
  int64_t bad = 0;
  if (!cases->trigger) return DUEBY_EARGUMENT;
  dueby_status status = dueby_flat_open_asked(asked, asked_count, &run.asked);
  if (status != DUEBY_OK) return status;
  if (!cases->born) {
    run.by_day = malloc(DAYS * sizeof *run.by_day);
    if (!run.by_day) {
      dueby_flat_close_asked(&run.asked);
      return DUEBY_EMEMORY;
    }
    for (int32_t day = 0; day < DAYS; day++) run.by_day[day].status = UNASKED;
  }
  for (int64_t i = 0; i < cases->n; i++) {
    struct judged judged = {DUEBY_DATE_NONE, -1, INT32_MIN, {0, INT32_MIN, INT32_MIN, 0}, NO_CERTAINTY, NO_STATE};
    status = judge(&run, i, &judged);
    write_row(cases, i, &judged, status);
    bad += status > DUEBY_MISSING;
  }
  *failed = bad;
  free(run.by_day);
  dueby_flat_close_asked(&run.asked);
  return DUEBY_OK;
}
