/* Makes a duty's lines: one for each event that met something, one for each event that ended something, and one for everything
 * still unmet (rule 16). Rule numbers refer to docs/rules.md. */
#include <stdlib.h>

#include "text.h"
#include "timeline_contradictions.h"
#include "timeline_internal.h"

/* ---- occurrences that make one line ---- */

/* Lines are sorted by when they closed, open lines last. A line met by an action before its trigger counts as closed on the
 * trigger's day. */
enum { CLOSED_MET, CLOSED_ENDED, STILL_OPEN };

static int kind_of(const struct occurrence *occurrence) {
  return occurrence->met >= 0 ? CLOSED_MET : occurrence->ended >= 0 ? CLOSED_ENDED : STILL_OPEN;
}

static int order_of(int64_t left, int64_t right) {
  return (left > right) - (left < right);
}

/* Compares occurrences for sorting, so that those of one line come together. They have the same series and ref, and the same
 * closing event or (with `each`) the same trigger. */
static int compare_lines(const struct occurrence *left, const struct occurrence *right) {
  int order = order_of(left->series, right->series);
  if (!order) order = order_of(left->ref, right->ref);
  if (!order) order = order_of(left->each, right->each);
  if (!order && left->each) return order_of(left->trigger, right->trigger);
  if (!order) order = order_of(kind_of(left), kind_of(right));
  if (!order) order = order_of(left->met, right->met);
  return order ? order : order_of(left->ended, right->ended);
}

static int compare_occurrences(const void *left, const void *right) {
  const struct occurrence *a = left, *b = right;
  int order = compare_lines(a, b);
  if (!order) order = order_of(a->deadline.rule, b->deadline.rule);
  if (!order) order = order_of(a->trigger, b->trigger);
  return order ? order : order_of(a->deadline.begins, b->deadline.begins);
}

/* ---- making a line ---- */

/* Returns the occurrence with the earliest date, except those that judge_by_others skipped. Ties go to the parent profile, then to
 * the first rule, then to the earlier trigger. */
static struct occurrence *governing(struct occurrence *first, int64_t count) {
  struct occurrence *earliest = NULL;
  for (int64_t i = 0; i < count; i++) {
    if (first[i].status != DUEBY_OK || first[i].is_skipped) continue;
    if (!earliest || dueby_deadline_compare(&first[i].deadline, &earliest->deadline) < 0) earliest = &first[i];
  }
  return earliest ? earliest : first;
}

/* Returns the occurrence that governs a line. */
static const struct occurrence *governing_line(const dueby_line *line, const struct occurrence *first, int64_t count) {
  int64_t i = 0;
  while (i < count - 1 && (first[i].deadline.rule != line->deadline.rule || first[i].trigger != line->trigger ||
                           first[i].deadline.begins != line->deadline.begins))
    i++;
  return &first[i];
}

/* Replaces the reason "start not recorded" if an unreadable row may be that start. */
static int32_t reason_for_start(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t reason) {
  return reason == DUEBY_REASON_START && dueby_unread_may_start(timeline, occurrence) ? dueby_unread_reason(timeline) : reason;
}

static int32_t reason_of(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  if (occurrence->reason) return reason_for_start(timeline, occurrence, occurrence->reason);
  switch (occurrence->status) {
  case DUEBY_ENOTSTATED: return DUEBY_REASON_NOT_STATED;
  case DUEBY_ECOVERAGE: return DUEBY_REASON_COVERAGE;
  case DUEBY_EFACT:
    if (profile_version(timeline->profile, occurrence->deadline.rule, occurrence->deadline.version)->pause_from >= 0)
      return DUEBY_REASON_PAUSED;
    return timeline->profile->rules[occurrence->deadline.rule].model.since >= 0 ? DUEBY_REASON_SINCE : DUEBY_REASON_AGREED;
  default: return DUEBY_REASON_NONE;
  }
}

/* Appends each rule's date. Sets *law to the occurrence with the earliest date from statute or guidance, or NULL. */
static dueby_status append_limits(dueby_timeline *timeline, dueby_line *line, const struct occurrence *first, int64_t count,
                                  const struct occurrence **law) {
  line->first_rule_date = timeline->rule_dates.count;
  line->rule_date_count = (int32_t)count;
  *law = NULL;
  for (int64_t i = 0; i < count; i++) {
    const dueby_deadline *deadline = &first[i].deadline;
    dueby_rule_date *rule_date = dueby_array_push(&timeline->rule_dates, sizeof *rule_date);
    if (!rule_date) return DUEBY_EMEMORY;
    dueby_rule_date made = {deadline->due_time, deadline->due, deadline->rule, deadline->version, first[i].status};
    *rule_date = made;
    if (first[i].status != DUEBY_OK || !rule_is_law(timeline->profile, deadline->rule)) continue;
    if (!*law || dueby_deadline_compare(deadline, &(*law)->deadline) < 0) *law = &first[i];
  }
  line->due_by_law = *law ? (*law)->deadline.due : DUEBY_DATE_NONE;
  line->due_by_law_time = *law ? (*law)->deadline.due_time : DUEBY_TIME_NONE;
  return DUEBY_OK;
}

/* Sets the last calendar day that the line's date depends on, taking into account all rules that were compared. */
static void rely(const dueby_timeline *timeline, dueby_line *line, const struct occurrence *first, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (first[i].status == DUEBY_OK) dueby_deadline_merge_dependency(&line->deadline, &first[i].deadline);
  line->deadline.certainty = dueby_calendar_certainty(timeline->calendar, line->deadline.relied_on);
}

static void append_taken(const dueby_timeline *timeline, dueby_line *line, const dueby_when *until) {
  dueby_date from = event_at(timeline, (int32_t)line->trigger)->date;
  line->days_taken = line->working_days_taken = INT32_MIN;
  if (until->date < from) return;
  line->days_taken = until->date - from;
  dueby_deadline_count_working_days(timeline->calendar, &line->deadline, from, until->date, &line->working_days_taken);
}

static int is_late(int32_t state) {
  return state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED || state == DUEBY_STATE_MET_LATE;
}

int32_t dueby_lines_state(const dueby_timeline *timeline, const dueby_deadline *deadline, const struct occurrence *occurrence) {
  const dueby_timeline_options *options = &timeline->options;
  dueby_when met = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, ended = met;
  dueby_verdict verdict = {.state = DUEBY_STATE_NOT_COMPUTABLE};
  if (occurrence->met >= 0) met = when_of(event_at(timeline, occurrence->met));
  if (occurrence->ended >= 0) ended = when_of(event_at(timeline, occurrence->ended));
  dueby_deadline_check(timeline->calendar, deadline, &met, &ended, &options->as_at, options->soon, &verdict);
  return verdict.state;
}

/* Returns why a line's state cannot be trusted, or DUEBY_REASON_NONE. */
static int32_t doubt(const dueby_timeline *timeline, const dueby_line *line, const struct occurrence *governs) {
  int32_t state = line->verdict.state, due = timeline->profile->rules[line->deadline.rule].model.due;
  int unmet =
      state == DUEBY_STATE_OPEN || state == DUEBY_STATE_DUE_SOON || state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED;
  if ((unmet || state == DUEBY_STATE_MET_LATE) && line->deadline.flags & DUEBY_DEADLINE_UNPROVEN_AGE)
    return DUEBY_REASON_BIRTH; /* a line cannot be called late if the age is unknown (rule 6) */
  if (is_late(state) && dueby_unread_may_settle(timeline, governs)) return dueby_unread_reason(timeline);
  int32_t reason = dueby_holds_doubt(timeline, governs, state);
  if (reason) return reason_for_start(timeline, governs, reason);
  if (unmet && dueby_refs_unmatched(timeline, governs) >= 0) return DUEBY_REASON_REF;
  if (state != DUEBY_STATE_OVERDUE && state != DUEBY_STATE_MISSED) return DUEBY_REASON_NONE;
  if (dueby_occurrence_is_misdated(timeline, governs)) return DUEBY_REASON_ORDER;
  if (dueby_holds_knows_nothing_of(timeline, due)) return DUEBY_REASON_RECORDED;
  return dueby_holds_lacks_tags(timeline, line->deadline.rule) ? DUEBY_REASON_TAG : DUEBY_REASON_NONE;
}

static dueby_status judge(const dueby_timeline *timeline, dueby_line *line, const struct occurrence *governs) {
  const dueby_timeline_options *options = &timeline->options;
  dueby_when met = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, ended = met, until = options->as_at;
  if (line->met >= 0) until = met = when_of(event_at(timeline, (int32_t)line->met));
  if (line->ended >= 0) until = ended = when_of(event_at(timeline, (int32_t)line->ended));
  line->closed = line->met >= 0 ? met.date : ended.date;
  append_taken(timeline, line, &until);
  if (line->deadline.due == DUEBY_DATE_NONE) {
    line->verdict.state = line->met >= 0 ? DUEBY_STATE_MET : line->ended >= 0 ? DUEBY_STATE_ENDED : DUEBY_STATE_NOT_COMPUTABLE;
    line->verdict.days_left = line->verdict.working_days_left = INT32_MIN;
    return DUEBY_OK;
  }
  if (line->deadline.precision == DUEBY_PRECISION_SECOND && (line->met >= 0 || line->ended >= 0) && until.time == DUEBY_TIME_NONE)
    line->deadline.precision = DUEBY_PRECISION_DAY; /* only the days could be compared (rule 14) */
  dueby_deadline judged_by = line->deadline;
  /* a notice that was ended by its own event is compared by day, even if the event has a time (rule 14) */
  if (line->ended == line->trigger) judged_by.flags |= DUEBY_DEADLINE_WHOLE_DAYS;
  dueby_status status =
      dueby_deadline_check(timeline->calendar, &judged_by, &met, &ended, &options->as_at, options->soon, &line->verdict);
  if (status == DUEBY_ECOVERAGE) {
    line->reason = DUEBY_REASON_COVERAGE;
    line->verdict.state = DUEBY_STATE_NOT_COMPUTABLE;
    line->verdict.days_left = line->verdict.working_days_left = INT32_MIN;
    return DUEBY_OK;
  }
  int32_t in_doubt = line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE ? DUEBY_REASON_TIME : doubt(timeline, line, governs);
  if (in_doubt) line->reason = in_doubt;
  if (in_doubt) line->verdict.state = DUEBY_STATE_NOT_COMPUTABLE;
  if (in_doubt == DUEBY_REASON_REF) line->rejected = dueby_refs_unmatched(timeline, governs);
  return status;
}

static void go_by(dueby_line *line, const struct occurrence *governs) {
  line->deadline = governs->deadline;
  line->ref = governs->ref;
  line->trigger = governs->trigger;
  line->met = governs->met;
  line->ended = governs->ended;
}

/* True if a line may be late by the governing date, although its state does not say so. */
static int is_doubted(const dueby_timeline *timeline, const dueby_line *line) {
  int32_t reason = line->reason, state = line->verdict.state;
  int is_unmet = state == DUEBY_STATE_OPEN || state == DUEBY_STATE_DUE_SOON;
  if (is_unmet) return line->deadline.due < timeline->options.as_at.date;
  return line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE && line->deadline.due != DUEBY_DATE_NONE &&
         (reason == DUEBY_REASON_BIRTH || reason == DUEBY_REASON_HISTORY || reason == DUEBY_REASON_START ||
          reason == DUEBY_REASON_REF || reason == DUEBY_REASON_TIME || reason == DUEBY_REASON_UNREAD ||
          reason == DUEBY_REASON_LOST || reason == DUEBY_REASON_MOVED || reason == DUEBY_REASON_LATEST ||
          reason == DUEBY_REASON_GAPS || reason == DUEBY_REASON_ORDER);
}

/* True if a line is in time for the governing rule, but another rule may be due earlier on the same day, such as one whose due day
 * has no time (rule 14). */
static int may_be_late_by_day(const dueby_line *line) {
  int32_t state = line->verdict.state;
  int is_in_time =
      state == DUEBY_STATE_MET || state == DUEBY_STATE_ENDED || state == DUEBY_STATE_OPEN || state == DUEBY_STATE_DUE_SOON;
  return is_in_time && line->deadline.due_time != DUEBY_TIME_NONE;
}

/* Judges a line by its other rules if the governing rule does not settle its state. If they show that the line is late, it gets the
 * earliest of their dates (rule 16). */
static dueby_status judge_by_others(const dueby_timeline *timeline, dueby_line *line, struct occurrence *governs,
                                    struct occurrence *first, int64_t count) {
  dueby_line other = *line;
  dueby_status status = DUEBY_OK;
  while (status == DUEBY_OK && (is_doubted(timeline, &other) || may_be_late_by_day(&other))) {
    governs->is_skipped = 1;
    governs->cannot_tell = (uint8_t)is_doubted(timeline, &other);
    governs = governing(first, count);
    if (governs->is_skipped || governs->status != DUEBY_OK) return status;
    go_by(&other, governs);
    other.reason = DUEBY_REASON_NONE;
    rely(timeline, &other, first, count);
    status = judge(timeline, &other, governs);
  }
  /* if only missing events or tags keep a line from being late, it gets the date from which it would be late (rule 20) */
  int would_be_late = other.reason == DUEBY_REASON_RECORDED || other.reason == DUEBY_REASON_TAG;
  if (status == DUEBY_OK && (is_late(other.verdict.state) || would_be_late)) *line = other;
  return status;
}

/* Returns the state of a line judged by its earliest date from statute or guidance. */
static int32_t state_by_law(const dueby_timeline *timeline, const dueby_line *line, const struct occurrence *law) {
  if (!law || law->cannot_tell || line->verdict.state == DUEBY_STATE_NOT_COMPUTABLE) return DUEBY_STATE_NOT_COMPUTABLE;
  if (law->deadline.due == line->deadline.due && law->deadline.due_time == line->deadline.due_time) return line->verdict.state;
  dueby_line by_law = *line;
  by_law.deadline = law->deadline;
  by_law.verdict.state = dueby_lines_state(timeline, &law->deadline, law);
  return doubt(timeline, &by_law, law) ? DUEBY_STATE_NOT_COMPUTABLE : by_law.verdict.state;
}

/* Makes a line's state unknown if its events contradict one another. Also names an action shortly before its clock began that met
 * nothing (rule 16). */
static void doubt_dates(const dueby_timeline *timeline, dueby_line *line, const struct occurrence *governs) {
  int is_answer;
  int32_t before = dueby_occurrence_done_before(timeline, governs, &is_answer);
  if (dueby_line_contradicts(timeline, line, governs)) {
    line->verdict.state = DUEBY_STATE_NOT_COMPUTABLE;
    line->reason = DUEBY_REASON_ORDER;
  }
  if (before < 0 || (line->rejected >= 0 && !is_answer)) return;
  line->rejected = before;
  line->rejected_by_rule = governs->deadline.rule;
}

/* Drops the last line if only an event that is never recorded could have met it, and counts the case (rule 20). */
static void leave_out(dueby_timeline *timeline) {
  const dueby_line *line = (dueby_line *)timeline->lines.items + timeline->lines.count - 1;
  int32_t due = timeline->profile->rules[line->deadline.rule].model.due;
  if (!dueby_holds_lacks(timeline, due) || line->verdict.state == DUEBY_STATE_MET) return;
  dueby_holds_leave_out(timeline, due, (int32_t)line->trigger);
  timeline->rule_dates.count = line->first_rule_date;
  timeline->lines.count--;
}

/* Copies the attempts of the occurrence that has most of them, because it opened first. */
static void append_attempts(const dueby_timeline *timeline, dueby_line *line, const struct occurrence *first, int64_t count) {
  line->first_attempt = line->last_attempt = DUEBY_DATE_NONE;
  for (int64_t i = 0; i < count; i++) {
    if (first[i].attempts <= line->attempts) continue;
    line->attempts = first[i].attempts;
    line->first_attempt = event_at(timeline, first[i].first_attempt)->date;
    line->last_attempt = event_at(timeline, first[i].last_attempt)->date;
  }
}

/* Sets the fields that identify a line: the start of its first clock, even if another rule governs. */
static void identify(dueby_line *line, const struct occurrence *first, int64_t count) {
  line->started_by = first->trigger;
  line->started = first->deadline.begins;
  for (int64_t i = 1; i < count; i++) {
    dueby_date begins = first[i].deadline.begins;
    if (first[i].trigger > line->started_by || (first[i].trigger == line->started_by && begins >= line->started)) continue;
    line->started_by = first[i].trigger;
    line->started = begins;
  }
}

static dueby_status add_line(dueby_timeline *timeline, int32_t duty, struct occurrence *first, int64_t count) {
  dueby_line *line = dueby_array_push(&timeline->lines, sizeof *line);
  if (!line) return DUEBY_EMEMORY;
  struct occurrence *governs = governing(first, count);
  go_by(line, governs);
  line->case_index = timeline->case_index;
  line->duty = duty;
  line->rejected = -1;
  identify(line, first, count);
  for (int64_t i = 0; i < count; i++) {
    if (first[i].met >= 0 || first[i].rejected <= line->rejected) continue;
    line->rejected = first[i].rejected;
    line->rejected_by_rule = first[i].deadline.rule;
  }
  append_attempts(timeline, line, first, count);
  for (int64_t i = 0; i < count && !line->reason; i++) line->reason = reason_of(timeline, &first[i]);
  const struct occurrence *law;
  dueby_status status = append_limits(timeline, line, first, count, &law);
  rely(timeline, line, first, count);
  if (status == DUEBY_OK) status = judge(timeline, line, governs);
  if (status == DUEBY_OK) status = judge_by_others(timeline, line, governs, first, count);
  if (status == DUEBY_OK) doubt_dates(timeline, line, governing_line(line, first, count));
  if (status == DUEBY_OK) line->state_by_law = state_by_law(timeline, line, law);
  for (int64_t i = 0; i < count; i++) first[i].is_skipped = first[i].cannot_tell = 0;
  if (status == DUEBY_OK) leave_out(timeline);
  return status;
}

/* ---- numbering lines ---- */

static dueby_date closed_on(const dueby_timeline *timeline, const dueby_line *line) {
  dueby_date trigger = event_at(timeline, (int32_t)line->trigger)->date;
  if (line->met < 0) return line->ended < 0 ? INT32_MAX : event_at(timeline, (int32_t)line->ended)->date;
  dueby_date met = event_at(timeline, (int32_t)line->met)->date;
  return met > trigger ? met : trigger;
}

/* True if a line is numbered before another line with the same ref: the line that closed first comes first, and open lines come
 * last. */
static int comes_before(const dueby_timeline *timeline, const dueby_line *left, const dueby_line *right) {
  int order = order_of(closed_on(timeline, left), closed_on(timeline, right));
  if (!order) order = order_of(left->met < 0, right->met < 0);
  if (!order) order = order_of(left->met, right->met);
  if (!order) order = order_of(left->ended, right->ended);
  if (!order) order = order_of(left->trigger, right->trigger);
  return order < 0;
}

static int are_numbered_together(const dueby_timeline *timeline, const dueby_line *left, const dueby_line *right) {
  const struct profile_rule *rules = timeline->profile->rules;
  return left->ref == right->ref && rules[left->deadline.rule].series == rules[right->deadline.rule].series;
}

/* Numbers lines with the same start (the field `repeat`). An occurrence that was met on the day it began has the same start as the
 * next one. So do the lines of two rules if an event met only one of them. Only looks at lines that closed on or after the
 * start. */
static void number_repeats(const dueby_timeline *timeline, dueby_line *lines, int64_t count) {
  int32_t *seen = timeline->seen;
  for (int64_t i = 0; i < count; i++) seen[lines[i].started_by] = 0;
  for (int64_t i = 0; i < count; i++) {
    dueby_line *line = &lines[i];
    for (int64_t j = i - 1; seen[line->started_by] && j >= 0 && closed_on(timeline, &lines[j]) >= line->started; j--) {
      if (lines[j].started_by != line->started_by || lines[j].started != line->started) continue;
      line->repeat = lines[j].repeat + 1;
      break;
    }
    seen[line->started_by] = 1;
  }
}

/* Numbers the lines of each ref. They are nearly sorted already: met lines come first, then ended lines, then the open line. */
static void number_lines(dueby_timeline *timeline, int64_t first) {
  dueby_line *lines = timeline->lines.items;
  int32_t number = 0;
  for (int64_t i = first + 1; i < timeline->lines.count; i++)
    for (int64_t j = i;
         j > first && are_numbered_together(timeline, &lines[j], &lines[j - 1]) && comes_before(timeline, &lines[j], &lines[j - 1]);
         j--) {
      dueby_line moved = lines[j];
      lines[j] = lines[j - 1];
      lines[j - 1] = moved;
    }
  for (int64_t i = first; i < timeline->lines.count; i++) {
    number = i > first && are_numbered_together(timeline, &lines[i], &lines[i - 1]) ? number + 1 : 1;
    lines[i].deadline.occurrence = number;
    int is_last = i + 1 == timeline->lines.count || !are_numbered_together(timeline, &lines[i + 1], &lines[i]);
    if (is_last) number_repeats(timeline, &lines[i + 1 - number], number);
  }
}

/* ---- lines in the future ---- */

/* Keeps each clock's last occurrence or, if the rule counts events per period, the current period. Relies on a clock's occurrences
 * being next to each other. */
static int64_t keep_last_of_clocks(struct occurrence *open, int64_t count) {
  int64_t kept = 0;
  for (int64_t i = 0; i < count; i++) {
    int is_same = kept && open[kept - 1].deadline.rule == open[i].deadline.rule && open[kept - 1].trigger == open[i].trigger;
    open[is_same ? kept - 1 : kept++] = open[i];
  }
  return kept;
}

/* Adds the lines that fall due after a ref's open line, up to the horizon. Assumes that each line is met on its due day or, if it
 * is already late, at as-at. */
static dueby_status project(dueby_timeline *timeline, int32_t duty, struct occurrence *open, int64_t count) {
  const dueby_timeline_options *options = &timeline->options;
  dueby_status status = DUEBY_OK;
  count = keep_last_of_clocks(open, count);
  while (count && status == DUEBY_OK) {
    const struct occurrence *next = governing(open, count);
    dueby_when met = {next->deadline.due_time, next->deadline.due, 0};
    const dueby_deadline last = next->deadline;
    int64_t kept = 0;
    if (next->status != DUEBY_OK) break;
    if (met.date < options->as_at.date) met = options->as_at;
    for (int64_t i = 0; i < count; i++) {
      struct clock clock = dueby_clock_for(timeline, &open[i]);
      struct occurrence after = open[i];
      after.rejected = -1;
      after.attempts = 0;
      if (!dueby_deadline_accepts(&open[i].deadline, &met)) {
        open[kept++] = after;
        continue;
      }
      if (open[i].status != DUEBY_OK || dueby_deadline_next(timeline->profile, timeline->calendar, clock.trigger, &clock.facts,
                                                            &open[i].deadline, &met, &after.deadline) != DUEBY_OK)
        continue;
      open[kept++] = after;
    }
    count = kept;
    if (!count || governing(open, count)->deadline.due > options->horizon) break;
    /* stops if the next due day is not later, because the loop would never end */
    if (dueby_deadline_compare(&governing(open, count)->deadline, &last) <= 0) break;
    int64_t before = timeline->lines.count;
    status = add_line(timeline, duty, open, count);
    if (timeline->lines.count > before) ((dueby_line *)timeline->lines.items)[before].projected = 1;
  }
  return status;
}

/* ---- all lines of a duty ---- */

/* Marks the events that met or ended an occurrence of this series, and whether that is certain. Clears the marks of all other
 * events. */
static void mark_used(const dueby_timeline *timeline, int32_t series) {
  const struct occurrence *occurrences = timeline->occurrences.items;
  for (int64_t i = 0; i < timeline->occurrences.count; i++) {
    if (occurrences[i].met >= 0) timeline->used[occurrences[i].met] = 0;
    if (occurrences[i].ended >= 0) timeline->used[occurrences[i].ended] = 0;
  }
  for (int64_t i = 0; i < timeline->occurrences.count; i++) {
    const struct occurrence *of = &occurrences[i];
    int32_t closed = of->met >= 0 ? of->met : of->ended;
    if (closed < 0 || of->series != series) continue;
    int is_sure = !timeline->holds.any || of->is_notice || !dueby_holds_may_be_needless(timeline, of);
    timeline->used[closed] |= of->met >= 0 ? (is_sure ? USED_MET : USED_MAYBE_MET) : (is_sure ? USED_ENDED : USED_MAYBE_ENDED);
  }
}

dueby_status dueby_lines_build(dueby_timeline *timeline, int32_t duty) {
  struct occurrence *occurrences = timeline->occurrences.items;
  int64_t count = timeline->occurrences.count, first_line = timeline->lines.count, end;
  dueby_status status = DUEBY_OK;
  int in_order = 1;
  for (int64_t i = 1; i < count && in_order; i++) in_order = compare_occurrences(&occurrences[i - 1], &occurrences[i]) <= 0;
  if (!in_order) qsort(occurrences, (size_t)count, sizeof *occurrences, compare_occurrences);
  for (int64_t i = 0; i < count && status == DUEBY_OK; i = end) {
    if (i == 0 || occurrences[i].series != occurrences[i - 1].series) mark_used(timeline, occurrences[i].series);
    for (end = i + 1; end < count && compare_lines(&occurrences[i], &occurrences[end]) == 0;) end++;
    status = add_line(timeline, duty, occurrences + i, end - i);
    int is_last_of_ref =
        end == count || occurrences[end].ref != occurrences[i].ref || occurrences[end].series != occurrences[i].series;
    if (status == DUEBY_OK && is_last_of_ref && timeline->options.horizon != DUEBY_DATE_NONE &&
        kind_of(&occurrences[i]) == STILL_OPEN)
      status = project(timeline, duty, occurrences + i, end - i);
  }
  mark_used(timeline, -1);
  number_lines(timeline, first_line);
  return status;
}
