/* Computes answers for whole columns of triggers. Without dates of birth, the answer depends only on the trigger's day, so each day
 * is computed once and kept in a table. If there are few rows, or the days are far apart, a table would cost more than it saves, so
 * each row is computed. */
#include <stdlib.h>

#include "columns_days.h"
#include "date_internal.h"
#include "deadline_internal.h"
#include "input.h"
#include "query_internal.h"

enum {
  DATES = DUEBY_DATE_LAST - DUEBY_DATE_FIRST + 1,
  BLOCK = 256,             /* number of rows processed together, small enough for the first-level cache */
  MANY = 1 << 20,          /* with at least this many rows, a table of all dates costs less than finding the range of dates */
  DAYS_A_ROW = 32,         /* a table saves time if it has at most this many days per row */
  UNASKED = INT32_MIN + 1, /* the entry for a day that has not been computed yet: a value between DUEBY_DATE_NONE and the first
                              date */
  NO_CERTAINTY = 255
};

#define NANOSECONDS_A_DAY INT64_C(86400000000000)

/* Triggers, as days or ticks, and their outputs. Unwanted outputs are NULL. */
struct columns {
  const dueby_query *query;
  int32_t flags; /* flags as in dueby_facts */
  int64_t count;
  const dueby_date *days;
  const int64_t *ticks;
  int64_t ticks_per_day;
  const uint8_t *valid; /* an Arrow bitmap of valid triggers; NULL if all are valid */
  const dueby_date *born;
  dueby_date *due;
  int64_t *due_ticks;
  int32_t *rule;
  uint8_t *certainty, *status;
  int64_t failed;
};

/* Outputs that callers rarely want. They are kept apart, so that the array of due days stays small. */
struct rest {
  int32_t rule;
  uint8_t certainty, status;
};

struct answer {
  dueby_date due;
  struct rest rest;
};

/* Answers by index: one for each of the `days` days from `first`, then one for any other day. `rest` also has one for rows
 * without a trigger. */
struct table {
  dueby_date first;
  int32_t days;
  dueby_date *due;   /* due days by index; NULL if there is no table */
  struct rest *rest; /* the other outputs by index; NULL if they are not wanted */
};

struct run {
  struct columns *columns;
  int is_planned; /* 1 if the query's plan may be used (query_internal.h) */
  dueby_event trigger;
  struct clock clock;
  struct table table;
  /* the rows of one block */
  dueby_date days[BLOCK], due[BLOCK];
  int64_t ticks[BLOCK], due_ticks[BLOCK];
  int32_t places[BLOCK]; /* indexes into the table, if triggers are ticks */
};

/* ---- reading a block of rows ---- */

struct block {
  int64_t first;
  int32_t count;
  const dueby_date *days; /* NULL if the triggers are ticks */
  const int64_t *ticks;
};

/* Returns a block of rows, with NONE in place of invalid triggers. The outputs may be the same arrays as the triggers. */
static struct block block_at(struct run *run, int64_t first) {
  const struct columns *columns = run->columns;
  int in_place = columns->days ? columns->days == columns->due : columns->ticks == columns->due_ticks;
  int32_t count = columns->count - first < BLOCK ? (int32_t)(columns->count - first) : BLOCK;
  struct block block = {first, count, columns->days ? columns->days + first : NULL, columns->ticks ? columns->ticks + first : NULL};
  if (!columns->valid && !in_place) return block;
  for (int32_t i = 0; i < count; i++) {
    int is_valid = !columns->valid || columns->valid[(first + i) / 8] >> ((first + i) % 8) & 1;
    if (block.days) run->days[i] = is_valid ? block.days[i] : DUEBY_DATE_NONE;
    /* Either days or ticks is set. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    else run->ticks[i] = is_valid ? block.ticks[i] : INT64_MIN;
  }
  if (block.days) block.days = run->days;
  else block.ticks = run->ticks;
  return block;
}

static inline int is_missing(const struct block *block, int32_t i) {
  /* Either days or ticks is set. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  return block->days ? block->days[i] == DUEBY_DATE_NONE : block->ticks[i] == INT64_MIN;
}

/* Returns how many days after a date a tick is. For a tick before the date, returns a number that is too large for any date. */
static inline uint64_t days_after(int64_t ticks, dueby_date first, int64_t ticks_per_day) {
  return ((uint64_t)ticks - (uint64_t)(first * ticks_per_day)) / (uint64_t)ticks_per_day;
}

static dueby_date day_of(const struct run *run, const struct block *block, int32_t i) {
  if (is_missing(block, i)) return DUEBY_DATE_NONE;
  if (block->days) return block->days[i];
  uint64_t index = days_after(block->ticks[i], DUEBY_DATE_FIRST, run->columns->ticks_per_day);
  return DUEBY_DATE_FIRST +
         (index < DATES ? (dueby_date)index : DATES); /* a tick outside the range of dates becomes the day after the last date */
}

/* ---- computing one row ---- */

static void answer_with(struct answer *answer, dueby_date due, int32_t rule, int32_t certainty) {
  *answer = (struct answer){due, {rule, (uint8_t)certainty, DUEBY_OK}};
}

static void ask(struct run *run, dueby_date day, struct answer *answer) {
  const dueby_query *query = run->columns->query;
  struct planned planned;
  *answer = (struct answer){DUEBY_DATE_NONE, {-1, NO_CERTAINTY, DUEBY_NONE}};
  if (day == DUEBY_DATE_NONE) return;
  if (run->is_planned && dueby_query_planned(query, day, &planned)) {
    answer->rest.status = DUEBY_ENOTINFORCE;
    if (planned.governs)
      answer_with(answer, planned.due, planned.governs->plain.begun.rule,
                  dueby_calendar_certainty(query->calendar, planned.relied_on));
    return;
  }
  dueby_deadline governs;
  run->trigger.date = day;
  dueby_status status = dueby_deadline_governing(query->profile, query->duty, query->selected, query->calendar, query->trigger,
                                                 &run->clock, &governs);
  answer->rest.status = (uint8_t)status;
  if (status == DUEBY_OK) answer_with(answer, governs.due, governs.rule, governs.certainty);
}

/* Turns a due day into ticks. NONE becomes INT64_MIN, which is NONE times 2^32. A multiplication avoids an unpredictable branch
 * here. UNASKED does not overflow. */
static inline int64_t ticks_of(dueby_date due, int64_t ticks_per_day) {
  return due * (ticks_per_day + (due <= UNASKED) * ((INT64_C(1) << 32) - ticks_per_day));
}

static void append_due(struct run *run, int64_t row, dueby_date due) {
  if (run->columns->due) run->columns->due[row] = due;
  if (run->columns->due_ticks) run->columns->due_ticks[row] = ticks_of(due, run->columns->ticks_per_day);
}

static inline void append_rest(const struct columns *columns, int64_t row, const struct rest *rest) {
  if (columns->rule) columns->rule[row] = rest->rule;
  if (columns->certainty) columns->certainty[row] = rest->certainty;
  if (columns->status) columns->status[row] = rest->status;
}

static void ask_each(struct run *run, const struct block *block) {
  struct columns *columns = run->columns;
  for (int32_t i = 0; i < block->count; i++) {
    dueby_date day = day_of(run, block, i);
    struct answer answer = {DUEBY_DATE_NONE, {-1, NO_CERTAINTY, DUEBY_EARGUMENT}};
    if (columns->born) run->clock.facts.born = columns->born[block->first + i];
    /* a row with an invalid date of birth has no answer */
    if (day == DUEBY_DATE_NONE || run->clock.facts.born == DUEBY_DATE_NONE || is_date(run->clock.facts.born))
      ask(run, day, &answer);
    append_due(run, block->first + i, answer.due);
    append_rest(columns, block->first + i, &answer.rest);
    columns->failed += answer.rest.status > DUEBY_NONE && answer.rest.status != DUEBY_DONE;
  }
}

/* ---- looking rows up in the table: no branch depends on the row, so rows without an answer cost no more ---- */

static inline int32_t place_of(const struct table *table, dueby_date day) {
  uint32_t index = (uint32_t)day - (uint32_t)table->first, others = (uint32_t)table->days;
  return (int32_t)(index < others ? index : others);
}

/* Looks up ticks in the table. It is inlined so that ticks_per_day is a constant in each call, and the compiler can replace the
 * division by a multiplication. */
static inline void look_up_ticks(const struct table *table, const int64_t *ticks, int32_t count, int64_t ticks_per_day,
                                 int32_t *places, dueby_date *due, int64_t *due_ticks) {
  const struct table at = *table; /* a local copy of the pointers, so that the compiler knows that no output overlaps them */
  for (int32_t i = 0; i < count; i++) {
    uint64_t after = days_after(ticks[i], at.first, ticks_per_day);
    int32_t index = after < (uint64_t)at.days ? (int32_t)after : at.days;
    places[i] = index;
    due[i] = at.due[index];
    due_ticks[i] = ticks_of(due[i], ticks_per_day);
  }
}

static void look_up_units(const struct table *table, const int64_t *ticks, int32_t count, int64_t ticks_per_day, int32_t *places,
                          dueby_date *due, int64_t *due_ticks) {
  switch (ticks_per_day) {
  case 1: look_up_ticks(table, ticks, count, 1, places, due, due_ticks); break;
  case 86400: look_up_ticks(table, ticks, count, 86400, places, due, due_ticks); break;
  case 86400000: look_up_ticks(table, ticks, count, 86400000, places, due, due_ticks); break;
  case 86400000000: look_up_ticks(table, ticks, count, 86400000000, places, due, due_ticks); break;
  case 86400000000000: look_up_ticks(table, ticks, count, 86400000000000, places, due, due_ticks); break;
  default: look_up_ticks(table, ticks, count, ticks_per_day, places, due, due_ticks);
  }
}

/* Computes the days that occur for the first time in this block. Returns how many rows of the block have no answer. */
static int32_t learn(struct run *run, const struct block *block, dueby_date *due) {
  const struct table *table = &run->table;
  int32_t none = 0;
  for (int32_t i = 0; i < block->count; i++) {
    if (due[i] != UNASKED) continue;
    dueby_date day = day_of(run, block, i);
    int32_t index = day - table->first;
    if (table->due[index] == UNASKED) {
      struct answer answer;
      ask(run, day, &answer);
      table->due[index] = answer.due;
      if (table->rest) table->rest[index] = answer.rest;
    }
    due[i] = table->due[index];
    none += due[i] == DUEBY_DATE_NONE;
    append_due(run, block->first + i, due[i]);
  }
  return none;
}

/* Counts the rows of a block that have a trigger but no answer, after computing the days not seen before. */
static void count_failed(struct run *run, const struct block *block, dueby_date *due) {
  const int32_t *given = block->days ? block->days : run->places;
  const int32_t odd = block->days ? DUEBY_DATE_NONE : run->table.days;
  int32_t unasked = 0, none = 0, missing = 0;
  for (int32_t i = 0; i < block->count; i++) {
    unasked += due[i] == UNASKED;
    none += due[i] == DUEBY_DATE_NONE;
    missing += given[i] == odd;
  }
  if (unasked) none += learn(run, block, due);
  if (missing && block->ticks) { /* counts ticks outside the range of dates */
    missing = 0;
    for (int32_t i = 0; i < block->count; i++) missing += block->ticks[i] == INT64_MIN;
  }
  run->columns->failed += none - missing;
}

static void look_up(struct run *run, const struct block *block) {
  const struct table *table = &run->table;
  const struct columns *columns = run->columns;
  dueby_date *due = columns->due ? columns->due + block->first : run->due;
  if (block->days) dueby_columns_look_up(table->due, table->first, table->days, block->days, block->count, due);
  else
    look_up_units(table, block->ticks, block->count, run->columns->ticks_per_day, run->places, due,
                  columns->due_ticks ? columns->due_ticks + block->first : run->due_ticks);
  count_failed(run, block, due);
  for (int32_t i = 0; i < block->count && table->rest; i++) {
    int32_t index = block->days ? place_of(table, block->days[i]) : run->places[i];
    append_rest(columns, block->first + i, &table->rest[index + is_missing(block, i)]);
  }
}

/* ---- running all rows ---- */

/* Returns the number of days from the earliest trigger to the latest, inclusive; 0 if no trigger has a date. */
static int32_t find_range(struct run *run, dueby_date *first) {
  const uint64_t start = (uint64_t)(DUEBY_DATE_FIRST * run->columns->ticks_per_day),
                 length = (uint64_t)DATES * (uint64_t)run->columns->ticks_per_day;
  /* the smallest distance of any trigger from the first date and from the last; values that are not dates are farther away than any
   * date */
  uint64_t low = length, high = length;
  for (int64_t row = 0; row < run->columns->count; row += BLOCK) {
    struct block block = block_at(run, row);
    for (int32_t i = 0; i < block.count; i++) {
      /* Either days or ticks is set. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
      uint64_t after = (uint64_t)(block.days ? block.days[i] : block.ticks[i]) - start, before = length - 1 - after;
      low = after < low ? after : low;
      high = before < high ? before : high;
    }
  }
  if (low == length) return 0;
  int32_t skipped = (int32_t)(low / (uint64_t)run->columns->ticks_per_day);
  *first = DUEBY_DATE_FIRST + skipped;
  return DATES - skipped - (int32_t)(high / (uint64_t)run->columns->ticks_per_day);
}

/* Makes a table if that saves time and there is enough memory. */
static void make_table(struct run *run) {
  const struct columns *columns = run->columns;
  dueby_date first = DUEBY_DATE_FIRST;
  int32_t days = columns->count < MANY ? find_range(run, &first) : DATES;
  if (!days || days > columns->count * DAYS_A_ROW) return;
  struct table table = {first, days, malloc((size_t)(days + 1) * sizeof *table.due), NULL};
  if (!table.due) return;
  for (int32_t i = 0; i < days; i++) table.due[i] = UNASKED;
  table.due[days] = DUEBY_DATE_NONE;
  if (columns->rule || columns->certainty || columns->status) {
    table.rest = malloc((size_t)(days + 2) * sizeof *table.rest);
    if (!table.rest) {
      free(table.due);
      return;
    }
    struct answer other, missing;
    ask(run, DUEBY_DATE_LAST + 1, &other);
    ask(run, DUEBY_DATE_NONE, &missing);
    table.rest[days] = other.rest;
    table.rest[days + 1] = missing.rest;
  }
  run->table = table;
}

static dueby_status fill(struct columns *columns, int64_t *failed) {
  const dueby_query *query = columns->query;
  const dueby_facts facts = {.flags = columns->flags};
  struct run run;
  if (columns->count < 0 || (columns->count && !columns->days && !columns->ticks)) return DUEBY_EARGUMENT;
  if (columns->flags & ~(DUEBY_FACTS_WHOLE_DAYS | DUEBY_FACTS_UNTIMED)) return DUEBY_EARGUMENT;
  run.columns = columns;
  run.trigger = (dueby_event){.has = DUEBY_HAS_DATE};
  run.clock = dueby_deadline_clock(query->profile, query->profile->duties[query->duty].first, &run.trigger, &facts);
  run.table = (struct table){0, 0, NULL, NULL};
  run.is_planned = !columns->born || !query->plan.ends_on_birthday;
  if (!columns->born) make_table(&run);
  for (int64_t row = 0; row < columns->count; row += BLOCK) {
    struct block block = block_at(&run, row);
    if (run.table.due) look_up(&run, &block);
    else ask_each(&run, &block);
  }
  free(run.table.due);
  free(run.table.rest);
  if (failed) *failed = columns->failed;
  return DUEBY_OK;
}

dueby_status dueby_query_due_many(const dueby_query *query, const dueby_due_columns *columns, int64_t *failed) {
  dueby_due_columns given;
  if (!TAKE_INPUT(dueby_due_columns, &given, columns)) return DUEBY_EARGUMENT;
  return fill(&(struct columns){.query = query,
                                .flags = given.flags,
                                .count = given.count,
                                .days = given.trigger,
                                .ticks_per_day = 1,
                                .born = given.born,
                                .valid = given.valid,
                                .due = given.due,
                                .rule = given.rule,
                                .certainty = given.certainty,
                                .status = given.status},
              failed);
}

dueby_status dueby_query_due_many_ticks(const dueby_query *query, const dueby_due_tick_columns *columns, int64_t *failed) {
  dueby_due_tick_columns given;
  if (!TAKE_INPUT(dueby_due_tick_columns, &given, columns)) return DUEBY_EARGUMENT;
  if (given.ticks_per_day < 1 || given.ticks_per_day > NANOSECONDS_A_DAY) return DUEBY_EARGUMENT;
  return fill(&(struct columns){.query = query,
                                .flags = given.flags,
                                .count = given.count,
                                .ticks = given.trigger,
                                .ticks_per_day = given.ticks_per_day,
                                .valid = given.valid,
                                .due_ticks = given.due,
                                .rule = given.rule,
                                .certainty = given.certainty,
                                .status = given.status},
              failed);
}
