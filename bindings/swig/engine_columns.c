/* Calls the library's functions for whole columns, after checking that the columns are equally long. */
#include <stdlib.h>

#include "engine_internal.h"

enum { FIRST_DAY = 365, LAST_DAY = 47846, DAYS = LAST_DAY - FIRST_DAY + 1 }; /* the number of days from 1971-01-01 to 2100-12-31 */
enum { UNASKED = 255, NO_STATE = 255, NO_CERTAINTY = 255 };

#define NANOSECONDS_A_DAY INT64_C(86400000000000)

/* True if an output array has n elements, like the input, or is NULL because the caller does not want it. */
static int fits(const void *array, int64_t count, int64_t n) {
  return !array || count == n;
}

/* ---- due days ---- */

dueby_status dueby_engine_due_days(const dueby_query *query, int32_t flags, const int32_t *days, int64_t n, const uint8_t *valid,
                                   int64_t valid_bytes, int32_t *due, int64_t n_due, int32_t *rule, int64_t n_rule,
                                   uint8_t *certainty, int64_t n_certainty, uint8_t *status, int64_t n_status, int64_t *failed) {
  if ((valid && valid_bytes < (n + 7) / 8) || !due || n_due != n || !fits(rule, n_rule, n) || !fits(certainty, n_certainty, n) ||
      !fits(status, n_status, n))
    return DUEBY_EARGUMENT;
  const dueby_due_columns columns = {.flags = flags,
                                     .count = n,
                                     .trigger = days,
                                     .valid = valid,
                                     .due = due,
                                     .rule = rule,
                                     .certainty = certainty,
                                     .status = status};
  return dueby_query_due_many(query, &columns, failed);
}

dueby_status dueby_engine_due_ticks(const dueby_query *query, int32_t flags, const int64_t *ticks, int64_t n, int64_t ticks_per_day,
                                    int64_t *due, int64_t n_due, int32_t *rule, int64_t n_rule, uint8_t *certainty,
                                    int64_t n_certainty, uint8_t *status, int64_t n_status, int64_t *failed) {
  if (ticks_per_day < 1 || ticks_per_day > NANOSECONDS_A_DAY || !due || n_due != n || !fits(rule, n_rule, n) ||
      !fits(certainty, n_certainty, n) || !fits(status, n_status, n))
    return DUEBY_EARGUMENT;
  const dueby_due_tick_columns columns = {.flags = flags,
                                          .count = n,
                                          .ticks_per_day = ticks_per_day,
                                          .trigger = ticks,
                                          .due = due,
                                          .rule = rule,
                                          .certainty = certainty,
                                          .status = status};
  return dueby_query_due_many_ticks(query, &columns, failed);
}

/* ---- spans, counts, states ---- */

dueby_status dueby_engine_add_days(const dueby_calendar *calendar, int32_t amount, int32_t unit, int32_t counting, int32_t roll,
                                   const int32_t *days, int64_t n, int32_t *out, int64_t n_out, uint8_t *status, int64_t n_status,
                                   int64_t *failed) {
  if (!out || n_out != n || !fits(status, n_status, n)) return DUEBY_EARGUMENT;
  return dueby_span_add_many((dueby_span){amount, unit}, counting, roll, calendar, days, n, out, status, failed);
}

dueby_status dueby_engine_count_days(const dueby_calendar *calendar, const int32_t *starts, int64_t n, const int32_t *ends,
                                     int64_t n_ends, int32_t include, int32_t *out, int64_t n_out, uint8_t *status,
                                     int64_t n_status, int64_t *failed) {
  if (!ends || n_ends != n || !out || n_out != n || !fits(status, n_status, n)) return DUEBY_EARGUMENT;
  return dueby_calendar_count_many(calendar, starts, ends, include, n, out, status, failed);
}

dueby_status dueby_engine_working_days(const dueby_calendar *calendar, const int32_t *days, int64_t n, uint8_t *out, int64_t n_out,
                                       uint8_t *status, int64_t n_status, int64_t *failed) {
  int64_t bad = 0;
  if (!out || n_out != n || !fits(status, n_status, n)) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n; i++) {
    int32_t working = UNASKED;
    dueby_status result = days[i] == DUEBY_DATE_NONE ? DUEBY_NONE : dueby_calendar_is_working(calendar, days[i], &working);
    out[i] = (uint8_t)working;
    if (status) status[i] = (uint8_t)result;
    bad += result > DUEBY_NONE;
  }
  *failed = bad;
  return DUEBY_OK;
}

/* ---- ticks ---- */

static dueby_date day_of(int64_t ticks, int64_t ticks_per_day) {
  if (ticks == INT64_MIN) return DUEBY_DATE_NONE;
  int64_t day = ticks / ticks_per_day - (ticks % ticks_per_day < 0);
  return day > INT32_MIN && day <= INT32_MAX ? (dueby_date)day : INT32_MAX; /* INT32_MAX is a day outside every calendar */
}

dueby_status dueby_engine_ticks_to_days(const int64_t *ticks, int64_t n, int64_t ticks_per_day, int32_t *out, int64_t n_out) {
  if (ticks_per_day < 1 || n_out != n) return DUEBY_EARGUMENT;
  if (ticks_per_day == 1)
    for (int64_t i = 0; i < n; i++) out[i] = day_of(ticks[i], 1);
  else
    for (int64_t i = 0; i < n; i++) out[i] = day_of(ticks[i], ticks_per_day);
  return DUEBY_OK;
}

dueby_status dueby_engine_days_to_ticks(const int32_t *days, int64_t n, int64_t ticks_per_day, int64_t *out, int64_t n_out) {
  if (ticks_per_day < 1 || ticks_per_day > NANOSECONDS_A_DAY || n_out != n) return DUEBY_EARGUMENT;
  const int64_t most = INT64_MAX / ticks_per_day; /* the last day whose ticks fit into an int64_t */
  for (int64_t i = 0; i < n; i++) {
    int64_t day = days[i];
    out[i] = day == DUEBY_DATE_NONE || day > most || day < -most ? INT64_MIN : day * ticks_per_day;
  }
  return DUEBY_OK;
}

/* Converts ticks to days block by block, so that only the answers are stored in full. */
enum { BLOCK = 4096 };

static int64_t block_at(int64_t first, int64_t n) {
  return n - first < BLOCK ? n - first : BLOCK;
}

dueby_status dueby_engine_count_ticks(const dueby_calendar *calendar, const int64_t *ticks, int64_t n, int64_t ticks_per_day,
                                      const int64_t *end_ticks, int64_t n_end_ticks, int64_t end_ticks_per_day, int32_t include,
                                      int32_t *out, int64_t n_out, uint8_t *status, int64_t n_status, int64_t *failed) {
  dueby_date starts[BLOCK], ends[BLOCK];
  int64_t bad = 0, bad_here = 0;
  if (!end_ticks || n_end_ticks != n || !out || n_out != n || !fits(status, n_status, n)) return DUEBY_EARGUMENT;
  for (int64_t first = 0; first < n; first += BLOCK) {
    int64_t count = block_at(first, n);
    dueby_status result = dueby_engine_ticks_to_days(ticks + first, count, ticks_per_day, starts, count);
    if (result == DUEBY_OK) result = dueby_engine_ticks_to_days(end_ticks + first, count, end_ticks_per_day, ends, count);
    if (result == DUEBY_OK)
      result =
          dueby_calendar_count_many(calendar, starts, ends, include, count, out + first, status ? status + first : NULL, &bad_here);
    if (result != DUEBY_OK) return result;
    bad += bad_here;
  }
  *failed = bad;
  return DUEBY_OK;
}

/* ---- cases ---- */

/* With at least this many rows and no column of dates of birth, the deadline for each trigger day is computed only once and kept in
 * a table: it then depends on nothing else in the row. */
enum { MANY = 1 << 15 }; /* with fewer rows, allocating the table takes longer than computing each row */

struct kept {
  dueby_deadline deadline;
  uint8_t status;
};

struct run {
  const dueby_query *query;
  struct engine_request request;
  const dueby_cases *cases;
  struct kept *by_day;
  dueby_event *known; /* the events that count for the current row; NULL if the question has none */
  int64_t known_count;
  dueby_date known_met, as_at;
  dueby_span soon;
};

static dueby_date at_row(const dueby_date *column, int64_t i) {
  return column ? column[i] : DUEBY_DATE_NONE;
}

static dueby_event trigger_on(const struct run *run, dueby_date day) {
  dueby_event trigger = run->request.trigger;
  trigger.date = day;
  trigger.time = DUEBY_TIME_NONE;
  return trigger;
}

static dueby_facts facts_at(const struct run *run, dueby_date born) {
  dueby_facts facts = run->request.facts;
  if (run->cases->born) facts.born = born;
  if (run->known) {
    facts.events = run->known;
    facts.event_count = run->known_count;
    facts.met = run->known_met;
  }
  return facts;
}

static dueby_status work_out(struct run *run, dueby_date day, dueby_date born, dueby_deadline *deadline) {
  const dueby_facts facts = facts_at(run, born);
  const dueby_event trigger = trigger_on(run, day);
  return dueby_query_due(run->query, &trigger, &facts, deadline);
}

/* Computes the deadline of a row. Ignores events that came after as-at or after the duty was met. */
static dueby_status deadline_known(struct run *run, int64_t i, const dueby_check_options *options, dueby_deadline *deadline,
                                   int *is_whole) {
  const dueby_event trigger = trigger_on(run, run->cases->trigger[i]);
  dueby_facts facts = run->request.facts, known;
  dueby_status status = dueby_query_facts(run->query, &facts, options, run->known, &known);
  if (status != DUEBY_OK) return status;
  run->known_count = known.event_count;
  run->known_met = known.met;
  *is_whole = known.event_count == facts.event_count && known.met == DUEBY_DATE_NONE;
  facts = facts_at(run, at_row(run->cases->born, i));
  return *is_whole ? DUEBY_OK : dueby_query_due(run->query, &trigger, &facts, deadline);
}

static dueby_status deadline_for(struct run *run, int64_t i, const dueby_check_options *options, dueby_deadline *deadline) {
  dueby_date day = run->cases->trigger[i];
  int is_whole = 1;
  dueby_status status = run->known ? deadline_known(run, i, options, deadline, &is_whole) : DUEBY_OK;
  if (status != DUEBY_OK || !is_whole) return status;
  if (!run->by_day || day < FIRST_DAY || day > LAST_DAY)
    return work_out(run, day, run->cases->born ? run->cases->born[i] : DUEBY_DATE_NONE, deadline);
  struct kept *kept = &run->by_day[day - FIRST_DAY];
  if (kept->status == UNASKED) kept->status = (uint8_t)work_out(run, day, DUEBY_DATE_NONE, &kept->deadline);
  *deadline = kept->deadline;
  return kept->status;
}

struct judged {
  dueby_date due;
  int32_t rule;
  dueby_check check;
  uint8_t certainty, state;
};

static dueby_status judge(struct run *run, int64_t i, struct judged *judged) {
  const dueby_cases *cases = run->cases;
  dueby_deadline deadline;
  const dueby_check_options options = {.met = {.date = at_row(cases->met, i)},
                                       .ended = {.date = at_row(cases->ended, i)},
                                       .as_at = {.date = run->as_at},
                                       .soon = run->soon};
  const dueby_event trigger = trigger_on(run, cases->trigger[i]);
  int is_met = options.met.date != DUEBY_DATE_NONE;
  if (cases->trigger[i] == DUEBY_DATE_NONE) return is_met ? DUEBY_ROW_NOT_STARTED : DUEBY_NONE;
  dueby_status status = deadline_for(run, i, &options, &deadline);
  if (status != DUEBY_OK) {
    judged->state = DUEBY_STATE_NOT_COMPUTABLE;
    return status;
  }
  if (is_met && !dueby_deadline_accepts(&deadline, &options.met)) return DUEBY_ROW_TOO_EARLY;
  int is_ended = options.ended.date != DUEBY_DATE_NONE;
  if (is_ended && !dueby_deadline_may_end(&deadline, &trigger, &options.ended)) return DUEBY_ROW_ENDED_TOO_EARLY;
  const dueby_facts facts = facts_at(run, at_row(cases->born, i));
  status = dueby_query_check(run->query, &trigger, &facts, &deadline, &options, &judged->check);
  if (status != DUEBY_OK && status != DUEBY_EARGUMENT)
    return status; /* DUEBY_EARGUMENT means that the row has no outcome to check */
  if (status == DUEBY_OK) judged->state = (uint8_t)judged->check.verdict.state;
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
  if (cases->days_left) cases->days_left[i] = judged->check.verdict.days_left;
  if (cases->working_days_left) cases->working_days_left[i] = judged->check.verdict.working_days_left;
  if (cases->working_days_taken) cases->working_days_taken[i] = judged->check.working_days_taken;
  if (cases->status) cases->status[i] = (uint8_t)status;
}

dueby_status dueby_question_cases(const dueby_query *query, const int64_t *request, int64_t request_count, dueby_date as_at,
                                  int32_t soon_amount, int32_t soon_unit, dueby_cases *cases, int64_t *failed) {
  struct run run = {.query = query, .cases = cases, .as_at = as_at, .soon = {soon_amount, soon_unit}};
  int64_t bad = 0;
  if (!cases->trigger) return DUEBY_EARGUMENT;
  dueby_status status = dueby_engine_open_request(request, request_count, &run.request);
  if (status != DUEBY_OK) return status;
  if (!(run.request.facts.flags & DUEBY_FACTS_WHOLE_DAYS)) run.request.facts.flags |= DUEBY_FACTS_UNTIMED;
  if (run.request.facts.event_count) {
    run.known = calloc((size_t)run.request.facts.event_count, sizeof *run.known);
    if (!run.known) {
      dueby_engine_close_request(&run.request);
      return DUEBY_EMEMORY;
    }
  }
  if (!cases->born && cases->n >= MANY) {
    run.by_day = malloc(DAYS * sizeof *run.by_day);
    if (!run.by_day) {
      free(run.known);
      dueby_engine_close_request(&run.request);
      return DUEBY_EMEMORY;
    }
    for (int32_t day = 0; day < DAYS; day++) run.by_day[day].status = UNASKED;
  }
  for (int64_t i = 0; i < cases->n; i++) {
    struct judged judged = {
        .due = DUEBY_DATE_NONE,
        .rule = -1,
        .check = {.verdict = {.days_left = INT32_MIN, .working_days_left = INT32_MIN}, .working_days_taken = INT32_MIN},
        .certainty = NO_CERTAINTY,
        .state = NO_STATE};
    status = judge(&run, i, &judged);
    write_row(cases, i, &judged, status);
    bad += status > DUEBY_NONE && status != DUEBY_DONE;
  }
  *failed = bad;
  free(run.by_day);
  free(run.known);
  dueby_engine_close_request(&run.request);
  return DUEBY_OK;
}
