/* Works out for each row of triggers when the action is due, whether it was done in time, and why there is no date. */
#include <string.h>

#include "binding.h"

static void free_query(SEXP pointer) {
  dueby_query_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

/* Makes a query, which is protected from R's garbage collector. Returns NULL if there is no such rule. */
static dueby_query *open_query(SEXP profile, SEXP calendar, SEXP rule) {
  dueby_query *query = NULL;
  dueby_status status =
      dueby_query_new(profile_of(profile), calendar_of(calendar), Rf_translateCharUTF8(STRING_ELT(rule, 0)), &query);
  if (status != DUEBY_OK && status != DUEBY_ENOTFOUND) fail(status, dueby_status_text(status));
  if (query) PROTECT(hold(query, NULL, free_query));
  return query;
}

/* ---- days only ---- */

/* Returns due days, with two attributes: how many rows have a trigger but no due day, and the number of the first such row, from 1.
 * Returns NULL if there is no such rule. */
SEXP dueby_r_due_days(SEXP profile, SEXP calendar, SEXP rule, SEXP flags, SEXP days, SEXP born) {
  dueby_query *query = open_query(profile, calendar, rule);
  if (!query) return R_NilValue;
  R_xlen_t n = Rf_xlength(days);
  SEXP due = PROTECT(Rf_allocVector(INTSXP, n));
  int64_t failed = 0;
  const dueby_due_columns columns = {.flags = Rf_asInteger(flags),
                                     .count = n,
                                     .trigger = INTEGER(days),
                                     .born = Rf_isNull(born) ? NULL : INTEGER(born),
                                     .due = INTEGER(due)};
  dueby_status status = dueby_query_due_many(query, &columns, &failed);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  R_xlen_t first = 0;
  while (failed && (INTEGER(due)[first] != DUEBY_DATE_NONE || INTEGER(days)[first] == DUEBY_DATE_NONE)) first++;
  Rf_setAttrib(due, Rf_install("failed"), Rf_ScalarReal((double)failed));
  Rf_setAttrib(due, Rf_install("first"), Rf_ScalarReal((double)first + 1));
  UNPROTECT(2);
  return due;
}

/* ---- facts of each row ---- */

/* The columns of a question. The columns with the days or times of completion and ending are NULL, unless the question is whether
 * actions were in time. */
struct rows {
  const dueby_query *query;
  SEXP days, times, born, met_days, met_times, ended_days, ended_times;
  dueby_event trigger; /* the trigger of all rows, without its date */
  dueby_facts facts;   /* the facts of all rows, without the date of birth */
  dueby_when as_at;
  dueby_span soon;
  dueby_event *kept; /* memory for the events of the facts */
  int judges;
};

static dueby_span span_in(SEXP pair) {
  return Rf_isNull(pair) ? (dueby_span){0, 0} : (dueby_span){INTEGER(pair)[0], INTEGER(pair)[1]};
}

static void read_facts(SEXP list, struct rows *rows) {
  SEXP tags = element(list, "tags"), types = element(list, "types");
  SEXP days = element(list, "days"), times = element(list, "times");
  R_xlen_t count = Rf_xlength(types);
  dueby_event *events = (dueby_event *)R_alloc((size_t)count + 1, sizeof *events);
  rows->kept = (dueby_event *)R_alloc((size_t)count + 1, sizeof *events);
  rows->trigger = (dueby_event){
      .type = Rf_asInteger(element(list, "trigger")), .agreed = span_in(element(list, "agreed")), .has = DUEBY_HAS_DATE};
  for (R_xlen_t i = 0; i < Rf_xlength(tags); i++) dueby_tags_add(&rows->trigger.tags, INTEGER(tags)[i]);
  for (R_xlen_t i = 0; i < count; i++) {
    dueby_when when = when_at(days, times, i);
    events[i] = (dueby_event){.time = when.time, .date = when.date, .type = INTEGER(types)[i], .has = DUEBY_HAS_DATE};
  }
  rows->facts = (dueby_facts){.flags = Rf_asInteger(element(list, "flags")),
                              .has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE,
                              .born = DUEBY_DATE_NONE,
                              .since = Rf_asInteger(element(list, "since")),
                              .events = events,
                              .event_count = count};
}

static void read_outcome(SEXP list, struct rows *rows) {
  rows->judges = !Rf_isNull(list);
  rows->met_days = rows->met_times = rows->ended_days = rows->ended_times = R_NilValue;
  if (!rows->judges) return;
  rows->met_days = element(list, "met_days");
  rows->met_times = element(list, "met_times");
  rows->ended_days = element(list, "ended_days");
  rows->ended_times = element(list, "ended_times");
  rows->as_at = when_at(element(list, "as_at_day"), element(list, "as_at_time"), 0);
  rows->soon = span_in(element(list, "soon"));
  if (!(rows->facts.flags & DUEBY_FACTS_WHOLE_DAYS)) rows->facts.flags |= DUEBY_FACTS_UNTIMED;
}

static dueby_event trigger_at(const struct rows *rows, R_xlen_t i) {
  dueby_event trigger = rows->trigger;
  dueby_when when = when_at(rows->days, rows->times, i);
  trigger.date = when.date;
  trigger.time = when.time;
  return trigger;
}

static dueby_facts facts_at(const struct rows *rows, R_xlen_t i) {
  dueby_facts facts = rows->facts;
  facts.born = day_at(rows->born, i);
  return facts;
}

/* ---- one row ---- */

/* The answer of one row. `error` is NULL, or a message in R's memory that says why there is no date or no state. */
struct row {
  dueby_deadline deadline;
  dueby_status status; /* DUEBY_OK if there is a due date */
  dueby_when due_by_law;
  dueby_check check;
  int state; /* -1 if there is no state */
  const char *error;
};

static const char *why_no_date(const struct rows *rows, const dueby_event *trigger, const dueby_facts *facts, dueby_status status) {
  dueby_failure failure;
  struct reading said = start_reading(), hint = start_reading();
  dueby_status read = dueby_query_failure(rows->query, trigger, facts, &failure);
  if (read != DUEBY_OK) return dueby_status_text(status);
  do read = dueby_failure_text(rows->query, trigger, &failure, said.text, said.size, &said.needed);
  while (grow(&said, read));
  if (read != DUEBY_OK) return dueby_status_text(status);
  do read = dueby_failure_hint_text(rows->query, trigger, &failure, DUEBY_STYLE_R, hint.text, hint.size, &hint.needed);
  while (grow(&hint, read));
  if (read != DUEBY_OK || !*hint.text) return said.text;
  size_t size = strlen(said.text) + strlen(hint.text) + 3;
  char *both = R_alloc(size, 1);
  snprintf(both, size, "%s: %s", said.text, hint.text);
  return both;
}

static const char *why_refused(const dueby_event *trigger, const dueby_deadline *deadline, const dueby_check_options *options) {
  struct reading read = start_reading();
  dueby_status status;
  do status = dueby_check_refusal_text(trigger, deadline, options, DUEBY_STYLE_R, read.text, read.size, &read.needed);
  while (grow(&read, status));
  return status == DUEBY_OK && *read.text ? read.text : NULL;
}

/* Returns why dueby cannot use a day. Returns NULL if it can, or if there is none. */
static const char *why_too_far(const char *argument, dueby_date day) {
  int32_t civil[3];
  if (day == DUEBY_DATE_NONE || dueby_date_civil(day, &civil[0], &civil[1], &civil[2]) == DUEBY_OK) return NULL;
  const char *reason = refusal_text(DUEBY_REFUSAL_DAY, NULL);
  size_t size = strlen(argument) + strlen(reason) + 3;
  char *text = R_alloc(size, 1);
  snprintf(text, size, "%s: %s", argument, reason);
  return text;
}

/* Names the first day of a check that the calendar does not cover. */
static const char *why_not_covered(const struct rows *rows, const dueby_check_options *options) {
  const dueby_calendar *calendar = dueby_query_calendar(rows->query);
  const char *outside = outside_text(calendar, "met", options->met.date);
  if (!outside) outside = outside_text(calendar, "ended", options->ended.date);
  if (!outside) outside = outside_text(calendar, "as_at", options->as_at.date);
  return outside ? outside : coverage_text(calendar);
}

static int is_given(const dueby_when *when) {
  return when->date != DUEBY_DATE_NONE;
}

/* Judges a row by the facts known at the as-at time. A row without such facts has no state. */
static void judge(const struct rows *rows, R_xlen_t i, const dueby_event *trigger, struct row *row) {
  const dueby_check_options options = {.met = when_at(rows->met_days, rows->met_times, i),
                                       .ended = when_at(rows->ended_days, rows->ended_times, i),
                                       .as_at = rows->as_at,
                                       .soon = rows->soon};
  dueby_facts facts = facts_at(rows, i), known;
  row->status = dueby_query_facts(rows->query, &facts, &options, rows->kept, &known);
  if (row->status != DUEBY_OK) {
    row->error = dueby_status_text(row->status);
    return;
  }
  row->status = dueby_query_due(rows->query, trigger, &known, &row->deadline);
  if (row->status != DUEBY_OK) {
    row->state = DUEBY_STATE_NOT_COMPUTABLE;
    row->error = why_no_date(rows, trigger, &known, row->status);
    return;
  }
  if (!is_given(&options.met) && !is_given(&options.ended) && !is_given(&options.as_at) && !facts.event_count) return;
  row->error = why_refused(trigger, &row->deadline, &options);
  if (row->error) return;
  dueby_status status = dueby_query_check(rows->query, trigger, &known, &row->deadline, &options, &row->check);
  if (status == DUEBY_OK) row->state = row->check.verdict.state;
  else row->error = status == DUEBY_ECOVERAGE ? why_not_covered(rows, &options) : dueby_status_text(status);
}

static void ask_row(const struct rows *rows, R_xlen_t i, struct row *row) {
  const dueby_event trigger = trigger_at(rows, i);
  *row = (struct row){.status = DUEBY_NONE, .state = -1, .due_by_law = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}};
  row->check.days_taken = row->check.working_days_taken = INT32_MIN;
  row->check.verdict.days_left = row->check.verdict.working_days_left = INT32_MIN;
  if (trigger.date == DUEBY_DATE_NONE) {
    if (day_at(rows->met_days, i) != DUEBY_DATE_NONE) row->error = refusal_text(DUEBY_REFUSAL_NOT_STARTED, NULL);
    return;
  }
  const dueby_facts facts = facts_at(rows, i);
  row->error = why_too_far("when", trigger.date);
  if (!row->error) row->error = why_too_far("met", day_at(rows->met_days, i));
  if (!row->error) row->error = why_too_far("ended", day_at(rows->ended_days, i));
  if (!row->error) row->error = why_too_far("born", facts.born);
  if (row->error) {
    row->status = DUEBY_EARGUMENT;
    return;
  }
  if (rows->judges) {
    judge(rows, i, &trigger, row);
  } else {
    row->status = dueby_query_due(rows->query, &trigger, &facts, &row->deadline);
    if (row->status != DUEBY_OK) row->error = why_no_date(rows, &trigger, &facts, row->status);
  }
  dueby_deadline by_law;
  if (row->status == DUEBY_OK && dueby_query_due_by_law(rows->query, &trigger, &facts, NULL, 0, &by_law) == DUEBY_OK)
    row->due_by_law = (dueby_when){by_law.due_time, by_law.due, 0};
}

/* ---- rows as columns ---- */

enum {
  DUE,
  OPENS,
  DUE_BY_LAW,
  STATE,
  DAYS_LEFT,
  WORKING_DAYS_LEFT,
  DAYS_TAKEN,
  WORKING_DAYS_TAKEN,
  STATUS,
  INTEGERS,
  DUE_TIME = INTEGERS,
  DUE_BY_LAW_TIME,
  GOVERNED_BY,
  CERTAINTY,
  ERROR,
  COLUMNS
};
static const char *const names[COLUMNS] = {"due",
                                           "opens",
                                           "due_by_law",
                                           "state",
                                           "days_left",
                                           "working_days_left",
                                           "days_taken",
                                           "working_days_taken",
                                           "status",
                                           "due_time",
                                           "due_by_law_time",
                                           "governed_by",
                                           "certainty",
                                           "error"};

static void write_row(const struct rows *rows, const struct row *row, SEXP list, R_xlen_t i) {
  const dueby_profile *profile = dueby_query_profile(rows->query);
  const dueby_deadline *deadline = &row->deadline;
  int has_date = row->status == DUEBY_OK;
  const int32_t integers[INTEGERS] = {[DUE] = has_date ? deadline->due : NA_INTEGER,
                                      [OPENS] = has_date ? deadline->opens : NA_INTEGER,
                                      [DUE_BY_LAW] = row->due_by_law.date,
                                      [STATE] = row->state < 0 ? NA_INTEGER : row->state + 1,
                                      [DAYS_LEFT] = row->check.verdict.days_left,
                                      [WORKING_DAYS_LEFT] = row->check.verdict.working_days_left,
                                      [DAYS_TAKEN] = row->check.days_taken,
                                      [WORKING_DAYS_TAKEN] = row->check.working_days_taken,
                                      [STATUS] = row->status};
  for (int column = 0; column < INTEGERS; column++) INTEGER(VECTOR_ELT(list, column))[i] = integers[column];
  REAL(VECTOR_ELT(list, DUE_TIME))[i] = has_date ? seconds_of(deadline->due_time) : NA_REAL;
  REAL(VECTOR_ELT(list, DUE_BY_LAW_TIME))[i] = seconds_of(row->due_by_law.time);
  const char *texts[] = {
      has_date ? dueby_rule_text(profile, deadline->rule, deadline->version, DUEBY_RULE_ADDRESS) : NULL,
      has_date ? dueby_code_name(DUEBY_CODE_CERTAINTY, deadline->certainty) : NULL,
      row->error,
  };
  for (int column = GOVERNED_BY; column < COLUMNS; column++)
    SET_STRING_ELT(VECTOR_ELT(list, column), i, utf8(texts[column - GOVERNED_BY]));
}

static SEXP new_columns(R_xlen_t n) {
  SEXP list = named_list(names, COLUMNS);
  for (int column = 0; column < COLUMNS; column++)
    SET_VECTOR_ELT(list, column, Rf_allocVector(column < INTEGERS ? INTSXP : column < GOVERNED_BY ? REALSXP : STRSXP, n));
  UNPROTECT(1);
  return list;
}

/* Refuses an agreed interval that would change nothing. */
static void refuse_agreed(const struct rows *rows) {
  const dueby_event *trigger = &rows->trigger;
  if (trigger->agreed.unit && !dueby_query_takes_agreed(rows->query, trigger->type))
    refuse(DUEBY_EARGUMENT, "agreed", DUEBY_REFUSAL_NOT_AGREED,
           dueby_profile_duty(dueby_query_profile(rows->query), dueby_query_duty(rows->query)));
}

/* Returns a row of answers for each row of triggers, with a state if there is an outcome. Returns NULL if there is no such rule. */
SEXP dueby_r_ask(SEXP profile, SEXP calendar, SEXP rule, SEXP facts, SEXP days, SEXP times, SEXP born, SEXP outcome) {
  struct rows rows = {.query = open_query(profile, calendar, rule), .days = days, .times = times, .born = born};
  if (!rows.query) return R_NilValue;
  read_facts(facts, &rows);
  read_outcome(outcome, &rows);
  refuse_agreed(&rows);
  SEXP list = PROTECT(new_columns(Rf_xlength(days)));
  const void *mark = vmaxget();
  for (R_xlen_t i = 0; i < Rf_xlength(days); i++) {
    struct row row;
    ask_row(&rows, i, &row);
    write_row(&rows, &row, list, i);
    vmaxset(mark);
    if (i % 65536 == 65535) R_CheckUserInterrupt();
  }
  UNPROTECT(2);
  return list;
}

/* Returns the explanation of one row, by its number from 1. If there is no date, its attributes "error" and "status" say why.
 * Returns NULL if there is no such rule. */
SEXP dueby_r_explain(SEXP profile, SEXP calendar, SEXP rule, SEXP list, SEXP days, SEXP times, SEXP born, SEXP index) {
  struct rows rows = {.query = open_query(profile, calendar, rule), .days = days, .times = times, .born = born};
  if (!rows.query) return R_NilValue;
  R_xlen_t i = (R_xlen_t)Rf_asReal(index) - 1;
  struct row row;
  read_facts(list, &rows);
  read_outcome(R_NilValue, &rows);
  ask_row(&rows, i, &row);
  SEXP said;
  if (row.status == DUEBY_OK) {
    const dueby_event trigger = trigger_at(&rows, i);
    const dueby_facts facts = facts_at(&rows, i);
    struct reading read = start_reading();
    dueby_status status;
    do
      status = dueby_explain_text(profile_of(profile), calendar_of(calendar), &trigger, &facts, &row.deadline, read.text, read.size,
                                  &read.needed);
    while (grow(&read, status));
    if (status != DUEBY_OK) fail(status, dueby_status_text(status));
    said = PROTECT(Rf_ScalarString(utf8(read.text)));
  } else {
    said = PROTECT(Rf_ScalarString(NA_STRING));
    if (row.error) Rf_setAttrib(said, Rf_install("error"), PROTECT(Rf_mkString(row.error)));
    if (row.error) Rf_setAttrib(said, Rf_install("status"), PROTECT(Rf_ScalarInteger(row.status)));
    if (row.error) UNPROTECT(2);
  }
  UNPROTECT(2);
  return said;
}
