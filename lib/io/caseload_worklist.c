/* Makes a worklist from a caseload. Options that the caller did not set are derived from the files. */
#include <stdlib.h>
#include <string.h>

#include "caseload_internal.h"
#include "dueby/selection.h"

/* The caller's options, with values for those that were not set. */
struct question {
  dueby_worklist_options options;
  dueby_timeline_options run;
  uint8_t *recorded, *selected;
  dueby_holding *holds;
  dueby_where *where;
};

static int is_given(dueby_date date) {
  return date && date != DUEBY_DATE_NONE;
}

static void *make_for(int32_t count, size_t size) {
  return calloc((size_t)count + 1, size);
}

/* Copies a struct that begins with its size in bytes. A size of 0 means `known`. Returns 0 if the struct is larger than `known`. */
static int copy_sized(void *to, const void *from, size_t known) {
  uint32_t size;
  memcpy(&size, from, sizeof size);
  memcpy(to, from, size ? (size < known ? size : known) : known);
  return size <= known;
}

/* ---- options that are derived from the files ---- */

static dueby_status learn_recorded(const dueby_caseload *caseload, struct question *question) {
  if (question->run.recorded) return DUEBY_OK;
  question->recorded = make_for(dueby_profile_event_count(dueby_caseload_profile(caseload)), sizeof *question->recorded);
  if (!question->recorded) return DUEBY_EMEMORY;
  dueby_caseload_recorded_events(caseload, question->recorded);
  question->run.recorded = question->recorded;
  return DUEBY_OK;
}

/* Finds how completely the files record each type of event: from the options or, if those say nothing, from the return's
 * mappings. */
static dueby_status learn_holds(const dueby_caseload *caseload, struct question *question) {
  const dueby_return *returned = dueby_caseload_return(caseload);
  int32_t events = dueby_profile_event_count(dueby_caseload_profile(caseload));
  const dueby_holding *said = question->run.holds;
  if (!returned) return DUEBY_OK;
  question->holds = make_for(events, sizeof *question->holds);
  if (!question->holds) return DUEBY_EMEMORY;
  dueby_status status =
      dueby_return_holds(returned, question->run.as_at.date,
                         is_given(question->run.history_from) ? question->run.history_from : DUEBY_DATE_NONE, question->holds);
  for (int32_t i = 0; i < events && said; i++)
    if (said[i].what != DUEBY_HOLDS_UNSAID) question->holds[i] = said[i];
  question->run.holds = question->holds;
  return status;
}

static dueby_status learn_selected(const dueby_caseload *caseload, struct question *question) {
  const dueby_selection_options any = {0};
  const dueby_return *returned = dueby_caseload_return(caseload);
  int64_t unknown;
  if (!returned || question->run.selected) return DUEBY_OK;
  question->selected = make_for(dueby_profile_rule_count(dueby_caseload_profile(caseload)), sizeof *question->selected);
  if (!question->selected) return DUEBY_EMEMORY;
  question->run.selected = question->selected;
  dueby_status status = dueby_selection_make(dueby_caseload_profile(caseload), &any, question->selected, &unknown);
  if (status == DUEBY_OK) dueby_return_leave_out(returned, question->selected);
  return status;
}

static dueby_status find_columns(const dueby_caseload *caseload, struct question *question) {
  int64_t count = question->options.where_count;
  if (count < 1) return DUEBY_OK;
  question->where = malloc((size_t)count * sizeof *question->where);
  if (!question->where) return DUEBY_EMEMORY;
  memcpy(question->where, question->options.where, (size_t)count * sizeof *question->where);
  question->options.where = question->where;
  for (int64_t i = 0; i < count; i++) {
    if (!question->where[i].column) continue;
    question->where[i].column = dueby_caseload_column(caseload, dueby_caseload_find_column(caseload, question->where[i].column));
    if (!question->where[i].column) return DUEBY_ENOTFOUND;
  }
  return DUEBY_OK;
}

/* ---- making the worklist ---- */

static dueby_status feed_all(dueby_caseload *caseload, const dueby_calendar *calendar, const struct question *question,
                             dueby_worklist **worklist) {
  dueby_worklist *made = NULL;
  dueby_status status = dueby_worklist_new(dueby_caseload_profile(caseload), calendar, &question->options, &made);
  while (status == DUEBY_OK) status = dueby_caseload_feed(caseload, made);
  if (status != DUEBY_DONE) {
    dueby_worklist_free(made);
    return status;
  }
  *worklist = made;
  return DUEBY_OK;
}

static dueby_status answer(dueby_caseload *caseload, const dueby_calendar *calendar, struct question *question,
                           dueby_worklist **worklist) {
  const dueby_return *returned = dueby_caseload_return(caseload);
  dueby_date day = returned ? dueby_return_as_at(returned) : DUEBY_DATE_NONE, first, last;
  if (!is_given(question->run.as_at.date)) question->run.as_at = (dueby_when){DUEBY_TIME_NONE, day, 0};
  if (!is_given(question->run.as_at.date)) return DUEBY_EARGUMENT;
  dueby_calendar_coverage(calendar, &first, &last, NULL, NULL);
  if (question->run.as_at.date < first || question->run.as_at.date > last) return DUEBY_ECOVERAGE;
  if (!is_given(question->options.recorded_to)) question->options.recorded_to = day;
  dueby_status status = find_columns(caseload, question);
  if (status == DUEBY_OK) status = dueby_caseload_read(caseload);
  if (status == DUEBY_DONE) status = DUEBY_OK;
  if (status == DUEBY_OK) status = learn_recorded(caseload, question);
  if (status == DUEBY_OK) status = learn_holds(caseload, question);
  if (status == DUEBY_OK) status = learn_selected(caseload, question);
  return status == DUEBY_OK ? feed_all(caseload, calendar, question, worklist) : status;
}

dueby_status dueby_caseload_to_worklist(dueby_caseload *caseload, const dueby_calendar *calendar,
                                        const dueby_worklist_options *options, dueby_worklist **worklist) {
  struct question question = {0};
  if (!copy_sized(&question.options, options, sizeof question.options) || !question.options.run ||
      !copy_sized(&question.run, question.options.run, sizeof question.run))
    return DUEBY_EARGUMENT;
  question.options.run = &question.run;
  question.options.flags |= dueby_caseload_rows_flag(caseload);
  dueby_status status = answer(caseload, calendar, &question, worklist);
  free(question.recorded);
  free(question.selected);
  free(question.holds);
  free(question.where);
  return status;
}
