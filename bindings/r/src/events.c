/* Makes a worklist from a file of events. It keeps all cases, for its lines, findings and measures. */
#include <dueby/changes.h>
#include <dueby/returns.h>
#include <dueby/trial.h>
#include <stdlib.h>
#include <string.h>

#include "binding.h"

enum { PROBLEMS_MAX = 1000 };
enum { KEPT_PROFILE, KEPT_NOTES, KEPT }; /* the R objects that a worklist's external pointer keeps alive */

/* The object that R holds through an external pointer. The strings of columns and `where` belong to R, and are valid during the
 * call. */
struct work {
  dueby_caseload *caseload;
  dueby_worklist *worklist;
  uint8_t *selected, *recorded;
  dueby_holding *holds;
  char **columns;
  int32_t column_count;
  dueby_diagnostic *problems;
  dueby_diagnostics said; /* puts messages into `problems` */
};

static void free_work(SEXP pointer) {
  struct work *work = R_ExternalPtrAddr(pointer);
  if (!work) return;
  dueby_caseload_free(work->caseload);
  dueby_worklist_free(work->worklist);
  for (int32_t i = 0; i < work->column_count; i++) free(work->columns[i]);
  free(work->columns);
  free(work->problems);
  free(work->selected);
  free(work->recorded);
  free(work->holds);
  free(work);
  R_ClearExternalPtr(pointer);
}

static struct work *work_of(SEXP pointer) {
  return held(pointer, "worklist");
}

const dueby_worklist *worklist_of(SEXP pointer) {
  return work_of(pointer)->worklist;
}

static char *copy_of(const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  return copy ? memcpy(copy, text, size) : NULL;
}

static int32_t problem_count(const struct work *work) {
  return (int32_t)(work->said.count < PROBLEMS_MAX ? work->said.count : PROBLEMS_MAX);
}

/* ---- options ---- */

static const char **texts_in(SEXP texts) {
  const char **read = (const char **)R_alloc((size_t)Rf_xlength(texts) + 1, sizeof *read);
  for (R_xlen_t i = 0; i < Rf_xlength(texts); i++) read[i] = Rf_translateCharUTF8(STRING_ELT(texts, i));
  return read;
}

/* Selects the rules. Returns the number, from 1, of the first pattern that matches no duty, or 0 if all match one. */
static R_xlen_t select_rules(struct work *work, const dueby_profile *profile, SEXP options) {
  SEXP only = element(options, "only");
  const dueby_selection_options selection = {.authorities = (uint32_t)Rf_asInteger(element(options, "authorities")),
                                             .subjects = (uint32_t)Rf_asInteger(element(options, "subjects")),
                                             .duties = texts_in(only),
                                             .duty_count = Rf_xlength(only)};
  int64_t unknown = -1;
  work->selected = calloc((size_t)dueby_profile_rule_count(profile) + 1, 1);
  dueby_status status = work->selected ? dueby_selection_make(profile, &selection, work->selected, &unknown) : DUEBY_EMEMORY;
  if (status == DUEBY_ENOTFOUND && unknown >= 0) return (R_xlen_t)unknown + 1;
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  return 0;
}

/* Sets how completely the records hold an event: its index, how, and since when. */
static void hold_event(struct work *work, const dueby_profile *profile, const int *numbers) {
  if (numbers[1] != DUEBY_HOLDS_ALL && dueby_profile_event_is_by_birth(profile, numbers[0]))
    refuse(DUEBY_ETEXT, "holds", DUEBY_REFUSAL_BIRTH, dueby_profile_event_slug(profile, numbers[0]));
  work->holds[numbers[0]] = (dueby_holding){numbers[1], numbers[2]};
}

/* Turns `recorded` and `holds` into arrays by event. `recorded` has indexes of events, or is NULL for the events in the files.
 * `holds` has three numbers for each event: its index, how completely the records hold it, and since when. */
static void read_records(struct work *work, const dueby_profile *profile, SEXP options) {
  SEXP recorded = element(options, "recorded"), holds = element(options, "holds");
  size_t events = (size_t)dueby_profile_event_count(profile);
  if (!Rf_isNull(recorded)) work->recorded = calloc(events + 1, 1);
  if (Rf_xlength(holds)) work->holds = calloc(events + 1, sizeof *work->holds);
  if ((!Rf_isNull(recorded) && !work->recorded) || (Rf_xlength(holds) && !work->holds))
    fail(DUEBY_EMEMORY, dueby_status_text(DUEBY_EMEMORY));
  for (R_xlen_t i = 0; i < Rf_xlength(recorded); i++) work->recorded[INTEGER(recorded)[i]] = 1;
  for (R_xlen_t i = 0; i + 2 < Rf_xlength(holds); i += 3) hold_event(work, profile, INTEGER(holds) + i);
}

/* ---- the run ---- */

static void read_columns(struct work *work) {
  int32_t count = dueby_caseload_column_count(work->caseload);
  work->columns = calloc((size_t)count + 1, sizeof *work->columns);
  for (int32_t i = 0; work->columns && i < count; i++) {
    char *name = copy_of(dueby_caseload_column(work->caseload, i));
    if (name) work->columns[work->column_count++] = name;
  }
  if (work->column_count < count) fail(DUEBY_EMEMORY, dueby_status_text(DUEBY_EMEMORY));
}

/* Raises an error with the last message, which says why the files cannot be read at all. */
static _Noreturn void fail_unread(const struct work *work, dueby_status status, SEXP options) {
  SEXP names = element(options, "names");
  const char *name = Rf_xlength(names) == 1 ? texts_in(names)[0] : "the files";
  int32_t count = problem_count(work);
  const dueby_diagnostic *last = count ? &work->problems[count - 1] : NULL;
  const char *said = last ? last->message : dueby_status_text(status);
  size_t size = strlen(name) + strlen(said) + 40;
  char *message = R_alloc(size, 1);
  int is_table = Rf_asInteger(element(options, "flags")) & DUEBY_CASELOAD_ROWS_FROM_1;
  if (last && last->line) snprintf(message, size, is_table ? "%s: row %d: %s" : "%s:%d: %s", name, last->line, said);
  else snprintf(message, size, "%s: %s", name, said);
  fail(status == DUEBY_ETEXT || status == DUEBY_ENOTFOUND ? DUEBY_EFORMAT : status, message);
}

/* Opens the files, which are a list of raw vectors that R keeps during the call. */
static void open_files(struct work *work, const dueby_profile *profile, SEXP files, SEXP options) {
  SEXP nulls = element(options, "nulls");
  const char **names = texts_in(element(options, "names"));
  R_xlen_t count = Rf_xlength(files);
  dueby_file *all = (dueby_file *)R_alloc((size_t)count + 1, sizeof *all);
  for (R_xlen_t i = 0; i < count; i++) {
    SEXP bytes = VECTOR_ELT(files, i);
    all[i] = (dueby_file){names[i], (const char *)RAW(bytes), Rf_xlength(bytes)};
  }
  const dueby_caseload_options how = {.date_order = Rf_asInteger(element(options, "date_order")),
                                      .flags = Rf_asInteger(element(options, "flags")),
                                      .nulls = texts_in(nulls),
                                      .null_count = Rf_xlength(nulls),
                                      .as_at = Rf_asInteger(element(options, "as_at_day")),
                                      .style = DUEBY_STYLE_R};
  work->problems = calloc(PROBLEMS_MAX, sizeof *work->problems);
  if (!work->problems) fail(DUEBY_EMEMORY, dueby_status_text(DUEBY_EMEMORY));
  work->said = (dueby_diagnostics){work->problems, PROBLEMS_MAX, 0};
  dueby_status status = dueby_caseload_from_files(profile, all, count, &how, &work->said, &work->caseload);
  if (status != DUEBY_OK) fail_unread(work, status, options);
  read_columns(work);
}

/* Reads pairs of column and value that say which cases to list. The column "case" means the name of the case. */
static dueby_where *read_where(const struct work *work, SEXP columns, SEXP values) {
  const char **of = texts_in(columns), **wanted = texts_in(values);
  dueby_where *where = (dueby_where *)R_alloc((size_t)Rf_xlength(columns) + 1, sizeof *where);
  for (R_xlen_t i = 0; i < Rf_xlength(columns); i++) {
    where[i] = (dueby_where){NULL, wanted[i]};
    if (strcmp(of[i], "case") == 0) continue;
    int64_t found = dueby_name_find((const char *const *)work->columns, work->column_count, of[i]);
    if (found < 0) refuse(DUEBY_ENOTFOUND, "where", DUEBY_REFUSAL_COLUMN, of[i]);
    where[i].column = work->columns[found];
  }
  return where;
}

static void run(struct work *work, const dueby_calendar *calendar, SEXP options) {
  SEXP columns = element(options, "where_columns"), soon = element(options, "soon");
  const dueby_timeline_options run = {.flags = (uint32_t)Rf_asInteger(element(options, "run_flags")),
                                      .as_at = when_at(element(options, "as_at_day"), element(options, "as_at_time"), 0),
                                      .history_from = Rf_asInteger(element(options, "history_from")),
                                      .horizon = Rf_asInteger(element(options, "horizon")),
                                      .soon = {INTEGER(soon)[0], INTEGER(soon)[1]},
                                      .selected = work->selected,
                                      .recorded = work->recorded,
                                      .holds = work->holds};
  const dueby_worklist_options asked = {.flags = DUEBY_WORKLIST_KEEP,
                                        .run = &run,
                                        .states = (uint32_t)Rf_asInteger(element(options, "states")),
                                        .due_before = Rf_asInteger(element(options, "due_before")),
                                        .where = read_where(work, columns, element(options, "where_values")),
                                        .where_count = Rf_xlength(columns),
                                        .recorded_to = Rf_asInteger(element(options, "recorded_to")),
                                        .style = DUEBY_STYLE_R};
  const dueby_return *returned = dueby_caseload_return(work->caseload);
  if (returned && !Rf_xlength(element(options, "only"))) dueby_return_leave_out(returned, work->selected);
  dueby_status status = dueby_caseload_to_worklist(work->caseload, calendar, &asked, &work->worklist);
  if (status == DUEBY_EARGUMENT && run.as_at.date == DUEBY_DATE_NONE) refuse(status, "as_at", DUEBY_REFUSAL_NO_DAY, NULL);
  if (status == DUEBY_ECOVERAGE) {
    const char *outside = outside_text(calendar, "as_at", run.as_at.date);
    if (!outside) outside = outside_text(calendar, "horizon", run.horizon);
    fail(status, outside ? outside : coverage_text(calendar)); /* or the reference date of a return is outside */
  }
  if (status == DUEBY_EARGUMENT || status == DUEBY_EMEMORY) fail(status, dueby_status_text(status));
  if (status != DUEBY_OK) fail_unread(work, status, options);
  if (Rf_asLogical(element(options, "worst_first"))) status = dueby_worklist_sort(work->worklist);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
}

/* Reports how a return was read, and what it cannot show. Its reference date is the as-at day if none was given. */
static SEXP notes_of(const struct work *work, SEXP options) {
  const dueby_return *returned = dueby_caseload_return(work->caseload);
  int is_taken = returned && Rf_asInteger(element(options, "as_at_day")) == NA_INTEGER;
  dueby_date taken = is_taken ? dueby_return_as_at(returned) : DUEBY_DATE_NONE;
  R_xlen_t count = 0;
  while (returned && dueby_return_note_text(returned, count, taken, NULL, 0, NULL) == DUEBY_ESPACE) count++;
  SEXP notes = PROTECT(Rf_allocVector(STRSXP, count));
  for (R_xlen_t i = 0; i < count; i++) {
    struct reading read = start_reading();
    dueby_status status;
    do status = dueby_return_note_text(returned, i, taken, read.text, read.size, &read.needed);
    while (grow(&read, status));
    SET_STRING_ELT(notes, i, utf8(read.text));
  }
  UNPROTECT(1);
  return notes;
}

/* Returns a worklist made from the contents of files. If a pattern in `only` matches no duty, returns that pattern's number
 * instead. */
SEXP dueby_r_worklist(SEXP profile_pointer, SEXP calendar, SEXP files, SEXP options) {
  const dueby_profile *profile = profile_of(profile_pointer);
  struct work *work = calloc(1, sizeof *work);
  if (!work) fail(DUEBY_EMEMORY, dueby_status_text(DUEBY_EMEMORY));
  SEXP kept = PROTECT(Rf_allocVector(VECSXP, KEPT)); /* keeps the profile, which the caseload needs */
  SET_VECTOR_ELT(kept, KEPT_PROFILE, profile_pointer);
  SEXP pointer = PROTECT(R_MakeExternalPtr(work, Rf_install("worklist"), kept));
  R_RegisterCFinalizerEx(pointer, free_work, TRUE);
  R_xlen_t unknown = select_rules(work, profile, options);
  if (!unknown) {
    open_files(work, profile, files, options);
    read_records(work, profile, options);
    run(work, calendar_of(calendar), options);
    SET_VECTOR_ELT(kept, KEPT_NOTES, notes_of(work, options));
    dueby_caseload_free(work->caseload);
    work->caseload = NULL;
    struct reading read = start_reading();
    dueby_status status;
    do status = dueby_worklist_absent_text(work->worklist, DUEBY_STYLE_R, read.text, read.size, &read.needed);
    while (grow(&read, status));
    if (status == DUEBY_OK && *read.text) fail(DUEBY_ENOTFOUND, read.text);
  }
  UNPROTECT(2);
  return unknown ? Rf_ScalarInteger((int)unknown) : pointer;
}

/* ---- its lines ---- */

SEXP dueby_r_worklist_lines(SEXP pointer) {
  const struct work *work = work_of(pointer);
  const dueby_profile *profile = dueby_worklist_profile(work->worklist);
  const dueby_case carried = {.columns = (const char *const *)work->columns,
                              .values = (const char *const *)work->columns,
                              .column_count = work->column_count};
  struct table table = {.row = -1};
  dueby_status status = dueby_line_cells(profile, NULL, &carried, take_cell, &table);
  make_columns(&table, (R_xlen_t)dueby_worklist_listed_count(work->worklist));
  for (table.row = 0; table.row < table.rows && status == DUEBY_OK; table.row++) {
    dueby_item item;
    table.at = 0;
    status = dueby_worklist_item(work->worklist, dueby_worklist_listed(work->worklist, table.row), &item);
    if (status == DUEBY_OK) status = dueby_line_cells(profile, item.line, item.of, take_cell, &table);
  }
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  UNPROTECT(1);
  return table.columns;
}

SEXP dueby_r_trust_heading(void) {
  return Rf_ScalarString(utf8(dueby_worklist_trust_heading(0)));
}

/* Returns the explanation of a listed line, by its number from 1, or the reason if the line has no date. */
SEXP dueby_r_worklist_explain(SEXP pointer, SEXP index) {
  const dueby_worklist *worklist = work_of(pointer)->worklist;
  int64_t item = dueby_worklist_listed(worklist, (int64_t)Rf_asReal(index) - 1);
  struct reading read = start_reading();
  dueby_status status;
  do status = dueby_worklist_item_text(worklist, item, DUEBY_ITEM_EXPLANATION, read.text, read.size, &read.needed);
  while (grow(&read, status));
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  return Rf_ScalarString(utf8(read.text));
}

/* ---- the whole list ---- */

static SEXP problems_of(const struct work *work) {
  static const char *const names[] = {"line", "severity", "message"};
  int32_t count = problem_count(work);
  SEXP list = named_list(names, 3);
  SET_VECTOR_ELT(list, 0, Rf_allocVector(INTSXP, count));
  SET_VECTOR_ELT(list, 1, Rf_allocVector(STRSXP, count));
  SET_VECTOR_ELT(list, 2, Rf_allocVector(STRSXP, count));
  for (int32_t i = 0; i < count; i++) {
    const dueby_diagnostic *problem = &work->problems[i];
    INTEGER(VECTOR_ELT(list, 0))[i] = problem->line ? problem->line : NA_INTEGER;
    SET_STRING_ELT(VECTOR_ELT(list, 1), i, utf8(problem->severity == DUEBY_SEVERITY_ERROR ? "error" : "note"));
    SET_STRING_ELT(VECTOR_ELT(list, 2), i, utf8(problem->message));
  }
  UNPROTECT(1);
  return list;
}

SEXP dueby_r_worklist_about(SEXP pointer) {
  static const char *const names[] = {"counts", "disclaimer", "problems", "recorded_to", "notes", "as_at"};
  static const char *const count_names[] = {"cases", "rows", "bad_rows", "overdue", "children_to_check", "later", "void", "listed"};
  static const int32_t counted[] = {DUEBY_COUNT_CASES,    DUEBY_COUNT_ROWS,  DUEBY_COUNT_BAD_ROWS, DUEBY_COUNT_OVERDUE,
                                    DUEBY_COUNT_CHECKING, DUEBY_COUNT_LATER, DUEBY_COUNT_VOID,     DUEBY_COUNT_LISTED};
  enum { COUNTS = sizeof counted / sizeof *counted };
  const struct work *work = work_of(pointer);
  struct reading read = start_reading();
  dueby_status status;
  do status = dueby_worklist_disclaimer_text(work->worklist, read.text, read.size, &read.needed);
  while (grow(&read, status));
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  SEXP about = named_list(names, 6), counts = named_list(count_names, COUNTS);
  for (int i = 0; i < COUNTS; i++)
    SET_VECTOR_ELT(counts, i, Rf_ScalarReal((double)dueby_worklist_count(work->worklist, counted[i])));
  SET_VECTOR_ELT(about, 0, counts);
  SET_VECTOR_ELT(about, 1, Rf_ScalarString(utf8(read.text)));
  SET_VECTOR_ELT(about, 2, problems_of(work));
  SET_VECTOR_ELT(about, 3, Rf_ScalarInteger(dueby_worklist_recorded_to(work->worklist)));
  SET_VECTOR_ELT(about, 4, VECTOR_ELT(R_ExternalPtrProtected(pointer), KEPT_NOTES));
  SET_VECTOR_ELT(about, 5, Rf_ScalarInteger(dueby_worklist_run(work->worklist)->as_at.date));
  UNPROTECT(2);
  return about;
}

SEXP dueby_r_worklist_quality(SEXP pointer) {
  const dueby_worklist *worklist = work_of(pointer)->worklist;
  struct table table = {.row = -1};
  R_xlen_t rows = (R_xlen_t)dueby_worklist_finding_count(worklist);
  dueby_status status = rows ? dueby_worklist_finding_cells(worklist, 0, take_cell, &table) : DUEBY_OK;
  make_columns(&table, rows);
  for (table.row = 0; table.row < rows && status == DUEBY_OK; table.row++) {
    table.at = 0;
    status = dueby_worklist_finding_cells(worklist, table.row, take_cell, &table);
  }
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  UNPROTECT(1);
  return table.columns;
}

/* ---- changes, and effects of an event ---- */

static void free_worklist(SEXP pointer) {
  dueby_worklist_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

static void free_changes(SEXP pointer) {
  dueby_changes_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

static void free_trial(SEXP pointer) {
  dueby_trial_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

/* Declares the carried columns, because the empty cells of a change or an effect do not include them. */
static void take_columns(const struct work *work, struct table *table) {
  const dueby_cell none = {.kind = DUEBY_CELL_TEXT};
  for (int32_t i = 0; i < work->column_count; i++) take_cell(work->columns[i], &none, table);
}

/* Compares a worklist with an older one or, if `older` is NULL, with the same cases as at `day`. */
SEXP dueby_r_since(SEXP pointer, SEXP older, SEXP day) {
  const struct work *work = work_of(pointer);
  const dueby_worklist *before = Rf_isNull(older) ? NULL : work_of(older)->worklist;
  dueby_changes *changes = NULL;
  dueby_status status = DUEBY_OK;
  int held_count = 1;
  if (!before) {
    const dueby_when when = {DUEBY_TIME_NONE, Rf_asInteger(day), 0};
    dueby_worklist *earlier = NULL;
    status = dueby_worklist_as_at(work->worklist, &when, &earlier);
    if (status == DUEBY_ECOVERAGE) fail(status, outside_text(dueby_worklist_calendar(work->worklist), "older", when.date));
    if (status != DUEBY_OK) fail(status, dueby_status_text(status));
    PROTECT(hold(earlier, NULL, free_worklist));
    held_count++;
    before = earlier;
  }
  status = dueby_changes_new(before, work->worklist, &changes);
  if (status == DUEBY_EARGUMENT) {
    char difference[4096] = "";
    dueby_changes_difference_text(before, work->worklist, DUEBY_STYLE_R, difference, sizeof difference, NULL);
    refuse(status, "since", DUEBY_REFUSAL_OTHER_LIST, difference);
  }
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  PROTECT(hold(changes, NULL, free_changes));
  struct table table = {.row = -1};
  status = dueby_changes_cells(changes, -1, take_cell, &table);
  take_columns(work, &table);
  make_columns(&table, (R_xlen_t)dueby_changes_count(changes));
  for (table.row = 0; table.row < table.rows && status == DUEBY_OK; table.row++) {
    table.at = 0;
    status = dueby_changes_cells(changes, table.row, take_cell, &table);
  }
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  UNPROTECT(held_count + 1);
  return table.columns;
}

/* Runs each case with the event. Returns DUEBY_OK with the number of rows; with a table, fills it too. */
static dueby_status try_event(const struct work *work, dueby_trial *trial, const dueby_event *event, struct table *table,
                              R_xlen_t *rows) {
  const dueby_case *of;
  const dueby_line *lines;
  int64_t count;
  dueby_status status = DUEBY_OK;
  *rows = 0;
  for (int64_t i = 0; status == DUEBY_OK && dueby_worklist_kept_case(work->worklist, i, &of, &lines, &count) == DUEBY_OK; i++) {
    status = dueby_trial_run(trial, of, event);
    for (int64_t row = 0; status == DUEBY_OK && row < dueby_trial_row_count(trial); row++, ++*rows) {
      if (!table) continue;
      table->row = *rows;
      table->at = 0;
      status = dueby_trial_row_cells(trial, row, take_cell, table);
    }
  }
  return status;
}

/* Tries an event on each case. `event` and `tags` are indexes in the profile. */
SEXP dueby_r_what_if(SEXP pointer, SEXP event, SEXP tags, SEXP day, SEXP time) {
  const struct work *work = work_of(pointer);
  const dueby_when when = when_at(day, time, 0);
  dueby_event happening = {.time = when.time, .date = when.date, .type = Rf_asInteger(event), .has = DUEBY_HAS_DATE};
  for (R_xlen_t i = 0; i < Rf_xlength(tags); i++) dueby_tags_add(&happening.tags, INTEGER(tags)[i]);
  dueby_trial *trial = NULL;
  dueby_status status = dueby_trial_new(work->worklist, 0, &trial);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  PROTECT(hold(trial, NULL, free_trial));
  R_xlen_t rows;
  status = try_event(work, trial, &happening, NULL, &rows);
  if (status == DUEBY_ECOVERAGE) fail(status, outside_text(dueby_worklist_calendar(work->worklist), "at", when.date));
  struct table table = {.row = -1};
  if (status == DUEBY_OK) status = dueby_trial_row_cells(trial, -1, take_cell, &table);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  take_columns(work, &table);
  make_columns(&table, rows);
  status = try_event(work, trial, &happening, &table, &rows);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  UNPROTECT(2);
  return table.columns;
}

/* ---- measures ---- */

/* Returns the place, from 1, of a carried column by its name. */
SEXP dueby_r_find_column(SEXP columns, SEXP name) {
  const char **names = texts_in(columns), *wanted = texts_in(name)[0];
  int64_t found = dueby_name_find(names, Rf_xlength(columns), wanted);
  if (found < 0) refuse(DUEBY_ENOTFOUND, "by", DUEBY_REFUSAL_COLUMN, wanted);
  return Rf_ScalarInteger((int)found + 1);
}

/* Returns the as-at day that the worklist of a summary must have. */
SEXP dueby_r_summary_when(SEXP basis, SEXP to, SEXP as_at) {
  const dueby_measure_options options = {.basis = Rf_asInteger(basis), .to = Rf_asInteger(to)};
  const dueby_when day = {DUEBY_TIME_NONE, Rf_asInteger(as_at), 0};
  dueby_when when;
  dueby_summary_when(&options, &day, &when);
  return Rf_ScalarInteger(when.date);
}

static void free_summary(SEXP pointer) {
  dueby_summary_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

SEXP dueby_r_summary(SEXP pointer, SEXP basis, SEXP from, SEXP to, SEXP by) {
  const struct work *work = work_of(pointer);
  const dueby_measure_options options = {.basis = Rf_asInteger(basis), .from = Rf_asInteger(from), .to = Rf_asInteger(to)};
  const dueby_summary_row none = {.group = ""};
  dueby_summary *summary = NULL;
  dueby_summary_row row;
  struct table table = {.row = -1};
  R_xlen_t rows = 0;
  const char *column = Rf_isNull(by) ? NULL : texts_in(by)[0];
  dueby_status status = dueby_summary_new(work->worklist, &options, column, &summary);
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  PROTECT(hold(summary, NULL, free_summary));
  status = dueby_summary_add(summary, work->worklist);
  if (status == DUEBY_OK) status = dueby_summary_cells(summary, &none, take_cell, &table);
  for (int64_t cursor = 0; status == DUEBY_OK && dueby_summary_next(summary, &cursor, &row) == DUEBY_OK;) rows++;
  make_columns(&table, rows);
  int64_t cursor = 0;
  for (table.row = 0; table.row < rows && status == DUEBY_OK; table.row++) {
    table.at = 0;
    status = dueby_summary_next(summary, &cursor, &row);
    if (status == DUEBY_OK) status = dueby_summary_cells(summary, &row, take_cell, &table);
  }
  if (status != DUEBY_OK) fail(status, dueby_status_text(status));
  UNPROTECT(2);
  return table.columns;
}
