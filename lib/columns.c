/* Columns of triggers. Unless rows have dates of birth the answer is a function of the trigger's day, so that each day that occurs is
 * worked out once; where days are few, or far apart, a table of them would cost more than it saves, and each row is worked out. */
#include "columns_internal.h"

#include <stdlib.h>

#include "date_internal.h"
#include "deadline_internal.h"

enum {
  DATES = DUEBY_DATE_LAST - DUEBY_DATE_FIRST + 1,
  BLOCK = 256,             /* rows that are answered together, in the processor's first cache */
  MANY = 1 << 20,          /* rows which it takes longer to look through than to have a table of all dates */
  DAYS_A_ROW = 32,         /* of a table: with more, it costs more than the rows */
  PLAIN_MAX = 16,          /* versions: those that come after are worked out as any other rule */
  UNASKED = INT32_MIN + 1, /* not a due day: after DUEBY_DATE_NONE, and before every date */
  NO_CERTAINTY = 255
};

/* What is seldom wanted stands apart, so that due days alone are few bytes. */
struct rest {
  int32_t rule;
  uint8_t certainty, status;
};

struct answer {
  dueby_date due;
  struct rest rest;
};

/* Answers by place: the days from `first` on, one place for all others, and of the rest one for what is missing. */
struct table {
  dueby_date first;
  int32_t days;
  dueby_date *due;   /* NULL: there is no table */
  struct rest *rest; /* NULL: not wanted */
};

struct run {
  struct due_columns *columns;
  int64_t ticks_per_day;
  int32_t type; /* of the trigger, where it is the same every day; -1 */
  int32_t rule; /* the only one that takes part, and its plain versions; 0 of them where several take part */
  int32_t n_plain;
  struct plain plain[PLAIN_MAX];
  dueby_event trigger;
  struct clock clock;
  struct table table;
  /* of a block */
  dueby_date days[BLOCK], due[BLOCK];
  int64_t ticks[BLOCK], due_ticks[BLOCK];
  int32_t places[BLOCK]; /* of ticks, in the table */
};

/* ---- the rows of a block ---- */

struct block {
  int64_t first;
  int32_t count;
  const dueby_date *days; /* or NULL */
  const int64_t *ticks;
};

/* Where they are not valid they are NONE. The caller's outputs may stand where the triggers do. */
static struct block block_at(struct run *run, int64_t first) {
  const struct due_columns *columns = run->columns;
  int in_place = columns->days ? columns->days == columns->due : columns->ticks == columns->due_ticks;
  int32_t count = columns->n - first < BLOCK ? (int32_t)(columns->n - first) : BLOCK;
  struct block block = {first, count, columns->days ? columns->days + first : NULL, columns->ticks ? columns->ticks + first : NULL};
  if (!columns->valid && !in_place) return block;
  for (int32_t i = 0; i < count; i++) {
    int is_valid = !columns->valid || columns->valid[(first + i) / 8] >> ((first + i) % 8) & 1;
    if (block.days) run->days[i] = is_valid ? block.days[i] : DUEBY_DATE_NONE;
    else run->ticks[i] = is_valid ? block.ticks[i] : INT64_MIN;
  }
  if (block.days) block.days = run->days;
  else block.ticks = run->ticks;
  return block;
}

static inline int is_missing(const struct block *block, int32_t i) {
  return block->days ? block->days[i] == DUEBY_DATE_NONE : block->ticks[i] == INT64_MIN;
}

/* How many days a tick lies after a date; more than any other date does, where it is earlier. */
static inline uint64_t days_after(int64_t ticks, dueby_date first, int64_t ticks_per_day) {
  return ((uint64_t)ticks - (uint64_t)(first * ticks_per_day)) / (uint64_t)ticks_per_day;
}

static dueby_date day_of(const struct run *run, const struct block *block, int32_t i) {
  if (is_missing(block, i)) return DUEBY_DATE_NONE;
  if (block->days) return block->days[i];
  uint64_t place = days_after(block->ticks[i], DUEBY_DATE_FIRST, run->ticks_per_day);
  return DUEBY_DATE_FIRST +
         (place < DATES ? (dueby_date)place : DATES); /* the day after the last stands for all that is not a date */
}

/* ---- one row ---- */

/* The commonest rule, in force on that day: a third of the time. */
static int ask_plainly(const struct run *run, dueby_date day, struct answer *answer) {
  const dueby_calendar *calendar = run->columns->calendar;
  for (int32_t i = run->n_plain - 1; i >= 0; i--) {
    const struct plain *plain = &run->plain[i];
    struct applied applied;
    if (day < plain->from || day > plain->to) continue;
    if (dueby_span_apply(plain->span, plain->counting, plain->roll, calendar, plain->view, day, &applied) != DUEBY_OK) return 0;
    answer->due = applied.date;
    answer->rest.rule = run->rule;
    answer->rest.certainty = (uint8_t)dueby_calendar_certainty(calendar, applied.relied_on);
    answer->rest.status = DUEBY_OK;
    return 1;
  }
  return 0;
}

static void ask(struct run *run, dueby_date day, struct answer *answer) {
  const struct due_columns *columns = run->columns;
  dueby_deadline governs;
  *answer = (struct answer){DUEBY_DATE_NONE, {-1, NO_CERTAINTY, DUEBY_NONE}};
  if (day == DUEBY_DATE_NONE || ask_plainly(run, day, answer)) return;
  run->trigger.date = day;
  dueby_status status = dueby_deadline_governing(columns->profile, columns->duty, columns->selected, columns->calendar, run->type,
                                                 &run->clock, &governs);
  answer->rest.status = (uint8_t)status;
  if (status != DUEBY_OK) return;
  answer->due = governs.due;
  answer->rest.rule = governs.rule;
  answer->rest.certainty = (uint8_t)governs.certainty;
}

/* INT64_MIN for NONE, without a condition, which the processor could not foresee: it is NONE times 2^32. UNASKED is multiplied alike,
 * for a product by any number of ticks could overflow. */
static inline int64_t ticks_of(dueby_date due, int64_t ticks_per_day) {
  return due * (ticks_per_day + (due <= UNASKED) * ((INT64_C(1) << 32) - ticks_per_day));
}

static void put_due(struct run *run, int64_t row, dueby_date due) {
  if (run->columns->due) run->columns->due[row] = due;
  if (run->columns->due_ticks) run->columns->due_ticks[row] = ticks_of(due, run->ticks_per_day);
}

static inline void put_rest(const struct due_columns *columns, int64_t row, const struct rest *rest) {
  if (columns->rule) columns->rule[row] = rest->rule;
  if (columns->certainty) columns->certainty[row] = rest->certainty;
  if (columns->status) columns->status[row] = rest->status;
}

static void ask_each(struct run *run, const struct block *block) {
  struct due_columns *columns = run->columns;
  for (int32_t i = 0; i < block->count; i++) {
    if (columns->born) run->clock.facts.born = columns->born[block->first + i];
    struct answer answer;
    ask(run, day_of(run, block, i), &answer);
    put_due(run, block->first + i, answer.due);
    put_rest(columns, block->first + i, &answer.rest);
    columns->failed += answer.rest.status > DUEBY_NONE && answer.rest.status != DUEBY_DONE;
  }
}

/* ---- by the table: no loop over all rows has a condition that depends on the row, so that rows without an answer cost no more ---- */

static inline int32_t place_of(const struct table *table, dueby_date day) {
  uint32_t place = (uint32_t)day - (uint32_t)table->first, others = (uint32_t)table->days;
  return (int32_t)(place < others ? place : others);
}

static void look_up_days(const struct table *table, const dueby_date *days, int32_t count, dueby_date *due) {
  const struct table at = *table; /* no output overlaps it */
  for (int32_t i = 0; i < count; i++) due[i] = at.due[place_of(&at, days[i])];
}

/* Inline, so that ticks_per_day is a constant of each call: a division by one is a multiplication. */
static inline void look_up_ticks(const struct table *table, const int64_t *ticks, int32_t count, int64_t ticks_per_day,
                                 int32_t *places, dueby_date *due, int64_t *due_ticks) {
  const struct table at = *table;
  for (int32_t i = 0; i < count; i++) {
    uint64_t after = days_after(ticks[i], at.first, ticks_per_day);
    int32_t place = after < (uint64_t)at.days ? (int32_t)after : at.days;
    places[i] = place;
    due[i] = at.due[place];
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

/* Works out the days of a block that occur for the first time; how many of these rows have no answer. */
static int32_t learn(struct run *run, const struct block *block, dueby_date *due) {
  const struct table *table = &run->table;
  int32_t none = 0;
  for (int32_t i = 0; i < block->count; i++) {
    if (due[i] != UNASKED) continue;
    dueby_date day = day_of(run, block, i);
    int32_t place = day - table->first;
    if (table->due[place] == UNASKED) {
      struct answer answer;
      ask(run, day, &answer);
      table->due[place] = answer.due;
      if (table->rest) table->rest[place] = answer.rest;
    }
    due[i] = table->due[place];
    none += due[i] == DUEBY_DATE_NONE;
    put_due(run, block->first + i, due[i]);
  }
  return none;
}

/* Counts the rows without an answer that are not missing, and sees to those whose day was not asked yet. */
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
  if (missing && block->ticks) { /* or no dates */
    missing = 0;
    for (int32_t i = 0; i < block->count; i++) missing += block->ticks[i] == INT64_MIN;
  }
  run->columns->failed += none - missing;
}

static void look_up(struct run *run, const struct block *block) {
  const struct table *table = &run->table;
  const struct due_columns *columns = run->columns;
  dueby_date *due = columns->due ? columns->due + block->first : run->due;
  if (block->days) look_up_days(table, block->days, block->count, due);
  else
    look_up_units(table, block->ticks, block->count, run->ticks_per_day, run->places, due,
                  columns->due_ticks ? columns->due_ticks + block->first : run->due_ticks);
  count_failed(run, block, due);
  for (int32_t i = 0; i < block->count && table->rest; i++) {
    int32_t place = block->days ? place_of(table, block->days[i]) : run->places[i];
    put_rest(columns, block->first + i, &table->rest[place + is_missing(block, i)]);
  }
}

/* ---- all of them ---- */

/* The days from the first date that occurs to the last; 0: none does. */
static int32_t find_range(struct run *run, dueby_date *first) {
  const uint64_t start = (uint64_t)(DUEBY_DATE_FIRST * run->ticks_per_day), length = (uint64_t)DATES * (uint64_t)run->ticks_per_day;
  uint64_t low = length, high = length; /* from the start, and from the end: what is no date is further from both */
  for (int64_t row = 0; row < run->columns->n; row += BLOCK) {
    struct block block = block_at(run, row);
    for (int32_t i = 0; i < block.count; i++) {
      uint64_t after = (uint64_t)(block.days ? block.days[i] : block.ticks[i]) - start, before = length - 1 - after;
      low = after < low ? after : low;
      high = before < high ? before : high;
    }
  }
  if (low == length) return 0;
  int32_t skipped = (int32_t)(low / (uint64_t)run->ticks_per_day);
  *first = DUEBY_DATE_FIRST + skipped;
  return DATES - skipped - (int32_t)(high / (uint64_t)run->ticks_per_day);
}

/* A table, if it is worth it and there is memory. */
static void make_table(struct run *run) {
  const struct due_columns *columns = run->columns;
  dueby_date first = DUEBY_DATE_FIRST;
  int32_t days = columns->n < MANY ? find_range(run, &first) : DATES;
  if (!days || days > columns->n * DAYS_A_ROW) return;
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

static void find_plain(struct run *run) {
  const dueby_profile *profile = run->columns->profile;
  const struct profile_duty *duty = &profile->duties[run->columns->duty];
  int32_t taking_part = 0;
  run->n_plain = 0;
  for (int32_t rule = duty->first; rule < duty->first + duty->count; rule++) {
    if (!dueby_deadline_takes_part(profile, rule, run->columns->selected)) continue;
    taking_part++;
    run->rule = rule;
  }
  if (taking_part != 1) return;
  int32_t versions = profile->rules[run->rule].model.versions;
  for (int32_t i = 0; i < versions && run->n_plain < PLAIN_MAX; i++)
    run->n_plain += dueby_deadline_plain(profile, run->rule, i, &run->plain[run->n_plain]);
}

dueby_status dueby_columns_due(struct due_columns *columns) {
  const dueby_facts facts = {.flags = columns->flags};
  const int64_t nanoseconds_a_day = 86400000000000, ticks_per_day = columns->ticks ? columns->ticks_per_day : 1;
  struct run run;
  if (columns->duty < 0 || columns->duty >= columns->profile->n.duties || columns->n < 0) return DUEBY_EARGUMENT;
  if (ticks_per_day < 1 || ticks_per_day > nanoseconds_a_day) return DUEBY_EARGUMENT;
  run.columns = columns;
  run.ticks_per_day = ticks_per_day;
  run.type = dueby_deadline_trigger(columns->profile, columns->duty, columns->selected);
  run.trigger = (dueby_event){.has = DUEBY_HAS_DATE};
  run.clock = dueby_deadline_clock(columns->profile, columns->profile->duties[columns->duty].first, &run.trigger, &facts);
  run.table = (struct table){0, 0, NULL, NULL};
  columns->failed = 0;
  find_plain(&run);
  if (!columns->born) make_table(&run);
  for (int64_t row = 0; row < columns->n; row += BLOCK) {
    struct block block = block_at(&run, row);
    if (run.table.due) look_up(&run, &block);
    else ask_each(&run, &block);
  }
  free(run.table.due);
  free(run.table.rest);
  return DUEBY_OK;
}

dueby_status dueby_deadline_due_many(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                     const dueby_calendar *calendar, int32_t flags, const dueby_date *triggers,
                                     const uint8_t *valid, int64_t n, dueby_date *due, int32_t *rule, uint8_t *certainty,
                                     uint8_t *status, int64_t *failed) {
  struct due_columns columns = {.profile = profile,
                                .duty = duty,
                                .selected = selected,
                                .calendar = calendar,
                                .flags = flags,
                                .n = n,
                                .days = triggers,
                                .valid = valid,
                                .due = due,
                                .rule = rule,
                                .certainty = certainty,
                                .status = status};
  dueby_status said = dueby_columns_due(&columns);
  if (said == DUEBY_OK && failed) *failed = columns.failed;
  return said;
}

dueby_status dueby_deadline_due_many_ticks(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                           const dueby_calendar *calendar, int32_t flags, const int64_t *triggers,
                                           const uint8_t *valid, int64_t n, int64_t ticks_per_day, int64_t *due, int32_t *rule,
                                           uint8_t *certainty, uint8_t *status, int64_t *failed) {
  struct due_columns columns = {.profile = profile,
                                .duty = duty,
                                .selected = selected,
                                .calendar = calendar,
                                .flags = flags,
                                .n = n,
                                .ticks = triggers,
                                .ticks_per_day = ticks_per_day,
                                .valid = valid,
                                .due_ticks = due,
                                .rule = rule,
                                .certainty = certainty,
                                .status = status};
  dueby_status said = dueby_columns_due(&columns);
  if (said == DUEBY_OK && failed) *failed = columns.failed;
  return said;
}
