#include "dueby/measure.h"

#include "date_internal.h"
#include "input.h"
#include "text.h"

/* ---- collecting outcomes ---- */

void dueby_outcome_from_line(const dueby_profile *profile, const dueby_line *line, dueby_outcome *outcome) {
  const dueby_deadline *deadline = &line->deadline;
  dueby_outcome made = {.begins = deadline->begins,
                        .due = deadline->due,
                        .closed = line->closed,
                        .closed_by = line->met >= 0     ? DUEBY_OUTCOME_MET
                                     : line->ended >= 0 ? DUEBY_OUTCOME_ENDED
                                                        : DUEBY_OUTCOME_OPEN,
                        .state = line->verdict.state,
                        .reason = line->reason,
                        .days_left = line->verdict.days_left,
                        .authority = dueby_rule_number(profile, deadline->rule, deadline->version, DUEBY_RULE_AUTHORITY),
                        .in_hours = (deadline->flags & DUEBY_DEADLINE_IN_HOURS) != 0,
                        .by_time = deadline->due_time != DUEBY_TIME_NONE,
                        .projected = line->projected,
                        .recurs = dueby_rule_number(profile, deadline->rule, deadline->version, DUEBY_RULE_RECURS)};
  *outcome = made;
}

int32_t dueby_line_needs_checking(const dueby_line *line) {
  return line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE && line->reason != DUEBY_REASON_NOT_STATED;
}

/* ---- sorting outcomes: the worst come first ---- */

enum { BY_CLOCK, OVERDUE, CHECK, SOON, NOT_YET, NO_FIGURE, NEVER, LATE, IN_TIME, NOT_NEEDED };

static int32_t rank_of(const dueby_outcome *outcome) {
  switch (outcome->state) {
  case DUEBY_STATE_OVERDUE: return outcome->in_hours ? BY_CLOCK : OVERDUE;
  case DUEBY_STATE_DUE_SOON: return SOON;
  case DUEBY_STATE_OPEN: return NOT_YET;
  case DUEBY_STATE_MISSED: return NEVER;
  case DUEBY_STATE_MET_LATE: return LATE;
  case DUEBY_STATE_MET: return IN_TIME;
  case DUEBY_STATE_ENDED: return NOT_NEEDED;
  default: return outcome->reason == DUEBY_REASON_NOT_STATED ? NO_FIGURE : CHECK;
  }
}

static int32_t order_of(int32_t left, int32_t right) {
  return (left > right) - (left < right);
}

int32_t dueby_outcome_compare(const dueby_outcome *left, const dueby_outcome *right) {
  int32_t order = order_of(rank_of(left), rank_of(right));
  if (!order) order = order_of(left->authority, right->authority);
  if (!order) order = order_of(left->days_left == INT32_MIN, right->days_left == INT32_MIN);
  return order ? order : order_of(left->days_left, right->days_left);
}

/* ---- counting a measure ---- */

/* Returns the caller's options, with dates of 0 changed to NONE. */
static dueby_measure_options take(const dueby_measure_options *options) {
  dueby_measure_options taken;
  TAKE_INPUT(dueby_measure_options, &taken, options);
  taken.from = known_date(taken.from, 0);
  taken.to = known_date(taken.to, 0);
  return taken;
}

static dueby_date last_of(const dueby_measure_options *options) {
  return options->to != DUEBY_DATE_NONE && options->to < options->as_at ? options->to : options->as_at;
}

dueby_date dueby_measure_last(const dueby_measure_options *options) {
  dueby_measure_options taken = take(options);
  return last_of(&taken);
}

static int is_in_period(const dueby_measure_options *options, dueby_date day) {
  /* DUEBY_DATE_NONE is before every day, so it needs no special treatment */
  return day >= options->from && (options->to == DUEBY_DATE_NONE || day <= options->to);
}

static int has_no_deadline(const dueby_outcome *outcome) {
  return outcome->due == DUEBY_DATE_NONE && outcome->reason == DUEBY_REASON_NOT_STATED;
}

static int cannot_tell(const dueby_outcome *outcome) {
  return outcome->state == DUEBY_STATE_NOT_COMPUTABLE || outcome->due == DUEBY_DATE_NONE;
}

static int is_closed_by(const dueby_outcome *outcome, dueby_date day) {
  return outcome->closed_by != DUEBY_OUTCOME_OPEN && outcome->closed <= day;
}

/* True if a line whose date or state is unknown may belong to the period. If it is unknown when a recurring line was met, the duty
 * may have fallen due again on any day until the line closed. */
static int may_be_in_period(const dueby_measure_options *options, const dueby_outcome *outcome) {
  int may_recur = outcome->recurs && outcome->state == DUEBY_STATE_NOT_COMPUTABLE && outcome->due < options->from;
  if (outcome->due != DUEBY_DATE_NONE && !may_recur) return is_in_period(options, outcome->due);
  return (options->to == DUEBY_DATE_NONE || outcome->begins <= options->to) &&
         (outcome->closed_by == DUEBY_OUTCOME_OPEN || outcome->closed >= options->from);
}

/* The numbers of one child's lines, collected before the child itself is counted. */
struct child {
  int64_t counted, not_in_time, running, behind, unknown, without_deadline;
};

static void count_by_due(const dueby_measure_options *options, const dueby_outcome *outcome, dueby_measure *measure,
                         struct child *child) {
  if (has_no_deadline(outcome)) {
    measure->no_deadline += is_in_period(options, outcome->begins);
    return;
  }
  if (cannot_tell(outcome)) {
    measure->cannot_tell += may_be_in_period(options, outcome);
    return;
  }
  if (!is_in_period(options, outcome->due)) return;
  if (outcome->state == DUEBY_STATE_ENDED) {
    measure->ended++;
    return;
  }
  if (outcome->due > options->as_at) {
    measure->not_yet_due++;
    return;
  }
  switch (outcome->state) {
  case DUEBY_STATE_MET: measure->in_time++; break;
  case DUEBY_STATE_MET_LATE: measure->late++; break;
  case DUEBY_STATE_MISSED: measure->missed++; break;
  case DUEBY_STATE_OVERDUE: measure->overdue++; break;
  default: measure->not_yet_due++; return; /* not met, and due on the as-at day, which is not over yet */
  }
  child->counted++;
  child->not_in_time += outcome->state != DUEBY_STATE_MET;
  child->behind += outcome->state == DUEBY_STATE_OVERDUE;
}

/* True if an open line was overdue at the end of `last`, the period's last day: due on an earlier day, or at a time on that day. If
 * that is the as-at day, the line's state says it. */
static int was_overdue(const dueby_measure_options *options, const dueby_outcome *outcome, dueby_date last) {
  if (last == options->as_at) return outcome->state == DUEBY_STATE_OVERDUE;
  return outcome->due < last || (outcome->due == last && outcome->by_time);
}

static void count_completed(const dueby_measure_options *options, const dueby_outcome *outcome, dueby_measure *measure,
                            struct child *child) {
  dueby_date last = last_of(options);
  int was_open = outcome->begins <= last && !is_closed_by(outcome, last), was_met = outcome->closed_by == DUEBY_OUTCOME_MET;
  int closed_in_period = outcome->closed_by != DUEBY_OUTCOME_OPEN && is_in_period(options, outcome->closed);
  if (cannot_tell(outcome)) {
    int64_t *counts = has_no_deadline(outcome) ? &measure->no_deadline : &measure->cannot_tell;
    *counts += was_met ? closed_in_period : was_open && outcome->closed_by == DUEBY_OUTCOME_OPEN;
    return;
  }
  if (was_open && was_overdue(options, outcome, last)) {
    measure->overdue++;
    child->behind++;
  } else if (was_open) {
    measure->not_yet_due++;
  }
  if (!closed_in_period) return;
  measure->in_time += outcome->state == DUEBY_STATE_MET;
  measure->late += outcome->state == DUEBY_STATE_MET_LATE;
  measure->missed += outcome->state == DUEBY_STATE_MISSED;
  measure->ended += outcome->state == DUEBY_STATE_ENDED;
  child->counted += was_met;
  child->not_in_time += was_met && outcome->state != DUEBY_STATE_MET;
}

/* Counts a line, to find out whether a child is up to date on the period's last day. Also counts lines due in the period that were
 * late or may have been. */
static void count_running(const dueby_measure_options *options, const dueby_outcome *outcome, struct child *child) {
  int is_in_time = outcome->state == DUEBY_STATE_MET || outcome->state == DUEBY_STATE_ENDED || outcome->state == DUEBY_STATE_OPEN ||
                   outcome->state == DUEBY_STATE_DUE_SOON || has_no_deadline(outcome);
  child->not_in_time += !is_in_time && may_be_in_period(options, outcome);
  if (outcome->closed_by != DUEBY_OUTCOME_OPEN) return;
  if (has_no_deadline(outcome)) {
    child->without_deadline++;
    return;
  }
  child->running++;
  child->unknown += cannot_tell(outcome);
  child->behind += outcome->state == DUEBY_STATE_OVERDUE;
}

static void add_child(int32_t basis, const struct child *child, dueby_measure *measure) {
  if (basis == DUEBY_MEASURE_AT) {
    int told = child->running && (child->behind || !child->unknown);
    measure->children += told;
    measure->children_up_to_date += told && !child->behind;
    measure->children_all_in_time += told && !child->behind && !child->not_in_time;
    measure->overdue += child->behind > 0;
    measure->cannot_tell += child->running && !told;
    measure->no_deadline += child->without_deadline && !child->running;
    return;
  }
  measure->children += child->counted > 0;
  measure->children_up_to_date += child->counted && !child->behind;
  measure->children_all_in_time += child->counted && !child->not_in_time;
}

void dueby_measure_add(const dueby_measure_options *options, const dueby_outcome *outcomes, int64_t count, dueby_measure *measure) {
  struct child child = {0, 0, 0, 0, 0, 0};
  dueby_measure_options taken = take(options);
  for (int64_t i = 0; i < count; i++) {
    if (outcomes[i].projected) continue;
    if (taken.basis == DUEBY_MEASURE_DUE) count_by_due(&taken, &outcomes[i], measure, &child);
    else if (taken.basis == DUEBY_MEASURE_COMPLETED) count_completed(&taken, &outcomes[i], measure, &child);
    else count_running(&taken, &outcomes[i], &child);
  }
  add_child(taken.basis, &child, measure);
}

void dueby_measure_share(int32_t basis, const dueby_measure *measure, int64_t *good, int64_t *counted) {
  int64_t done = measure->in_time + measure->late;
  *good = basis == DUEBY_MEASURE_AT ? measure->children_up_to_date : measure->in_time;
  *counted = basis == DUEBY_MEASURE_AT          ? measure->children
             : basis == DUEBY_MEASURE_COMPLETED ? done
                                                : done + measure->missed + measure->overdue;
}

dueby_status dueby_measure_percent_text(int64_t good, int64_t counted, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (good < 0 || counted < 1 || good > counted || counted > INT64_MAX / 1000) return DUEBY_EARGUMENT;
  text_rounded(&out, good * 100, counted, 1);
  return text_end(&out, needed);
}
