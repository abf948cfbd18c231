/* Counts lines for the first part of the page: their states, how many were in time, and how many fall due in the coming weeks. */
#include "count.h"

#include <string.h>

#include "absent.h"

/* ---- groups of cases, such as teams ---- */

int dueby_page_is_team(const char *name) {
  static const char team[] = "team";
  size_t i = 0;
  while (team[i] && (name[i] | 0x20) == team[i]) i++;
  return !team[i] && !name[i];
}

int64_t dueby_page_group_column(const dueby_case *of) {
  for (int64_t i = 0; i < of->column_count; i++)
    if (dueby_page_is_team(of->columns[i])) return i;
  return of->column_count ? 0 : -1;
}

/* Returns the group of a case. Returns NULL if the cases have no such column, or if it has too many values to be teams. */
static struct page_group *group_of(struct page *page, const dueby_case *of) {
  if (page->column < 0) return NULL;
  const char *value = dueby_page_value(of, page->group_by, page->column);
  if (!value) value = "";
  for (int64_t i = 0; i < page->group_count; i++)
    if (strcmp(page->groups[i].name, value) == 0) return &page->groups[i];
  if (page->group_count == GROUPS) {
    page->column = -1;
    return NULL;
  }
  page->groups[page->group_count].name = value;
  return &page->groups[page->group_count++];
}

/* ---- counting by month ---- */

int32_t dueby_page_month(dueby_date day) {
  int32_t year = 0, month = 0, ignored;
  dueby_date_civil(day, &year, &month, &ignored);
  return year * 12 + month - 1;
}

dueby_date dueby_page_month_end(dueby_date day) {
  int32_t year = 0, month = 0, ignored;
  dueby_date first, end;
  dueby_date_civil(day, &year, &month, &ignored);
  if (dueby_date_new(year, month, 1, &first) != DUEBY_OK || dueby_date_add_months(first, 1, &end) != DUEBY_OK) return day;
  return end - 1;
}

int32_t dueby_page_state(const dueby_line *line) {
  if (dueby_line_is_not_stated(line)) return SHOWN_UNSET;
  if (line->verdict.state == DUEBY_STATE_MET && line->deadline.due == DUEBY_DATE_NONE) return SHOWN_UNDATED;
  return line->verdict.state;
}

int32_t dueby_page_month_of(const struct page *page, const dueby_line *line) {
  if (page->measures[dueby_rule_series(page->profile, line->deadline.rule)].is_of_latest) return 0;
  if (dueby_line_is_not_stated(line)) return dueby_page_month(line->deadline.begins);
  if (dueby_page_counts(page, line)) return dueby_page_month(line->deadline.due);
  return line->verdict.state == DUEBY_STATE_MET && line->deadline.due > page->as_at.date;
}

int dueby_page_counts(const struct page *page, const dueby_line *line) {
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE, .as_at = page->as_at.date};
  dueby_measure measure = {0};
  dueby_outcome outcome;
  int64_t good, counted;
  if (page->measures[dueby_rule_series(page->profile, line->deadline.rule)].is_of_latest) return 0;
  dueby_outcome_from_line(page->profile, line, &outcome);
  dueby_measure_add(&options, &outcome, 1, &measure);
  dueby_measure_share(DUEBY_MEASURE_DUE, &measure, &good, &counted);
  return counted > 0;
}

int dueby_page_cannot_tell(const struct page *page, const dueby_line *line, struct page_months *months) {
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE, .as_at = page->as_at.date};
  dueby_measure measure = {0};
  dueby_outcome outcome;
  if (page->measures[dueby_rule_series(page->profile, line->deadline.rule)].is_of_latest) return 0;
  dueby_outcome_from_line(page->profile, line, &outcome);
  dueby_measure_add(&options, &outcome, 1, &measure);
  int has_due = outcome.due != DUEBY_DATE_NONE, may_recur = has_due && outcome.recurs;
  dueby_date first = has_due ? outcome.due : outcome.begins, last = outcome.closed;
  if (outcome.closed_by == DUEBY_OUTCOME_OPEN) last = DUEBY_DATE_NONE;
  else if (last < first) last = first;
  if (has_due && !may_recur) last = first;
  months->first = first == DUEBY_DATE_NONE ? 0 : dueby_page_month(first);
  months->last = last == DUEBY_DATE_NONE ? 0 : dueby_page_month(last);
  return measure.cannot_tell > 0;
}

/* Counts a line that cannot be judged in each month when it may have fallen due, as a measure for that month would. */
static void doubt_months(struct page *page, const dueby_line *line) {
  struct page_months doubt;
  if (!dueby_page_cannot_tell(page, line, &doubt)) return;
  for (int32_t ago = 0; ago < MONTHS; ago++)
    if (doubt.first <= page->month - ago && (!doubt.last || doubt.last >= page->month - ago)) page->months[ago].cannot_tell++;
}

static void measure_line(struct page *page, struct page_group *group, const dueby_line *line, struct page_measure *of_duty) {
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE, .as_at = page->as_at.date};
  int32_t month = dueby_page_month_of(page, line), ago = page->month - month;
  dueby_outcome outcome;
  if (of_duty->is_of_latest) return;
  page->done_early += month == 1;
  dueby_outcome_from_line(page->profile, line, &outcome);
  dueby_measure_add(&options, &outcome, 1, &of_duty->in_time);
  dueby_measure_add(&options, &outcome, 1, &page->all.in_time);
  if (group) dueby_measure_add(&options, &outcome, 1, &group->in_time);
  if (ago >= 0 && ago < MONTHS) dueby_measure_add(&options, &outcome, 1, &page->months[ago]);
  doubt_months(page, line);
}

static void widen(struct page *page, dueby_date day) {
  if (day == DUEBY_DATE_NONE) return;
  if (day < page->first) page->first = day;
  if (day > page->last) page->last = day;
}

static int is_this_week(const struct page *page, const dueby_line *line) {
  int is_to_come = line->verdict.state == DUEBY_STATE_DUE_SOON || line->verdict.state == DUEBY_STATE_OPEN;
  return is_to_come && line->deadline.due <= page->monday + 6;
}

static void count_line(struct page *page, struct page_group *group, const dueby_line *line) {
  struct page_measure *measure = &page->measures[dueby_rule_series(page->profile, line->deadline.rule)];
  measure_line(page, group, line, measure);
  page->sources[dueby_page_source(page, line)] = 1;
  page->has_others |= dueby_rule_number(page->profile, line->deadline.rule, 0, DUEBY_RULE_SUBJECT) != DUEBY_SUBJECT_CHILD;
  widen(page, line->deadline.begins);
  widen(page, line->deadline.due);
  page->states[dueby_page_state(line)]++;
  page->over_not_stated += dueby_line_is_not_stated(line) && dueby_line_is_over(line);
  page->this_week += is_this_week(page, line);
  measure->states[dueby_page_state(line)]++;
}

static void count_absent(struct page *page, const struct page_case *from, const dueby_line *line) {
  const dueby_line **first = &page->absent[line->deadline.rule];
  if (!dueby_page_is_absent(page, from, line)) return;
  page->absent_count++;
  if (!*first) *first = line;
}

/* ---- counting the coming weeks ---- */

int dueby_page_is_ahead(const struct page *page, const dueby_line *line) {
  dueby_date due = line->deadline.due;
  return due != DUEBY_DATE_NONE && due >= page->as_at.date && !dueby_line_is_over(line) &&
         line->verdict.state != DUEBY_STATE_OVERDUE;
}

int dueby_page_is_later(const struct page *page, const dueby_line *line) {
  dueby_date horizon = dueby_worklist_run(page->worklist)->horizon;
  if (dueby_worklist_narrowed(page->worklist) & DUEBY_WORKLIST_SOME_LINES) return 0;
  return line->projected && (horizon == DUEBY_DATE_NONE || line->deadline.due > horizon) && dueby_page_is_ahead(page, line);
}

dueby_date dueby_page_calendar_end(const struct page *page) {
  return page->monday + 7 * WEEKS - 1;
}

int dueby_page_week(const struct page *page, const dueby_line *line) {
  dueby_date due = line->deadline.due;
  if (!dueby_page_is_ahead(page, line) || due > dueby_page_calendar_end(page)) return -1;
  return due < page->monday ? 0 : page->early_columns + (int)(due - page->monday) / 7;
}

static dueby_status count_ahead(struct page *page, struct page_group *group, const dueby_case *of) {
  dueby_status status = dueby_worklist_add(page->ahead, of);
  const dueby_line *lines = dueby_worklist_lines(page->ahead);
  if (status != DUEBY_OK) return status;
  for (int64_t i = 0; i < dueby_worklist_line_count(page->ahead); i++) {
    int week = dueby_page_week(page, &lines[i]);
    if (dueby_page_is_ahead(page, &lines[i]))
      page->measures[dueby_rule_series(page->profile, lines[i].deadline.rule)].is_elsewhere = 1;
    if (week < 0) continue;
    page->all.weeks[week]++;
    page->this_week += dueby_page_is_later(page, &lines[i]) && lines[i].deadline.due <= page->monday + 6;
    if (group) group->weeks[week]++;
  }
  return DUEBY_OK;
}

static void count_changes(struct page *page) {
  dueby_change change;
  for (int64_t i = 0; page->changes && dueby_changes_at(page->changes, i, &change) == DUEBY_OK; i++) {
    const dueby_line *line = change.after.of ? change.after.line : change.before.line;
    if (line) page->measures[dueby_rule_series(page->profile, line->deadline.rule)].is_elsewhere = 1;
  }
}

static dueby_status count_case(struct page *page, const struct page_case *from) {
  struct page_group *group = group_of(page, from->of);
  int64_t before[STATES], this_week = page->this_week;
  memcpy(before, page->states, sizeof before);
  page->states[DUEBY_STATE_NOT_COMPUTABLE] += from->of->bad_rows > 0;
  for (int64_t line = 0; line < from->count; line++) {
    count_line(page, group, &from->lines[line]);
    count_absent(page, from, &from->lines[line]);
  }
  dueby_status status = count_ahead(page, group, from->of);
  for (int state = 0; state < STATES; state++) page->cases[state] += page->states[state] > before[state];
  page->cases_this_week += page->this_week > this_week;
  return status;
}

dueby_status dueby_page_count(struct page *page) {
  dueby_status status = DUEBY_OK;
  struct page_case from;
  for (int64_t i = 0; status == DUEBY_OK && dueby_page_case_at(page, i, &from) == DUEBY_OK; i++) status = count_case(page, &from);
  if (page->column < 0) page->group_count = 0;
  count_changes(page);
  return status;
}
