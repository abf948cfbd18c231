/* Makes a worklist from a file of events. Keeps the worklist's cases and lines, and the messages about rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/caseload.h"
#include "dueby/definitions.h"
#include "dueby/ical.h"
#include "dueby/page.h"
#include "engine_internal.h"

struct dueby_work {
  dueby_worklist *worklist;
  uint8_t *recorded; /* for each event, 1 if it is recorded */
  int32_t events;
  char **columns;
  int32_t column_count;
  struct messages messages;
};

void dueby_work_free(dueby_work *work) {
  if (!work) return;
  dueby_worklist_free(work->worklist);
  for (int32_t i = 0; i < work->column_count; i++) free(work->columns[i]);
  dueby_messages_free(&work->messages);
  free(work->columns);
  free(work->recorded);
  free(work);
}

const dueby_worklist *dueby_work_worklist(const dueby_work *work) {
  return work->worklist;
}

/* ---- choosing rules and cases ---- */

/* Splits a block into zero-terminated strings, and stores up to `capacity` of them. Returns their number, or -1 if the last is not
 * terminated. */
static int64_t split(const uint8_t *block, int64_t size, const char **texts, int64_t capacity) {
  const char *at = (const char *)block, *end = at + size;
  int64_t count = 0;
  if (size && end[-1]) return -1;
  for (; at < end; at += strlen(at) + 1, count++)
    if (count < capacity) texts[count] = at;
  return count;
}

static dueby_status split_all(const uint8_t *block, int64_t size, const char ***texts, int64_t *count) {
  *texts = NULL;
  *count = split(block, size, NULL, 0);
  if (*count < 0) return DUEBY_EARGUMENT;
  *texts = calloc((size_t)*count + 1, sizeof **texts);
  if (!*texts) return DUEBY_EMEMORY;
  split(block, size, *texts, *count);
  return DUEBY_OK;
}

int32_t dueby_engine_select(const dueby_profile *profile, const char *rule, const uint8_t *only, int64_t n_only,
                            uint32_t authorities, uint32_t subjects, uint8_t *out, int64_t n_out, char *message,
                            int64_t message_size) {
  dueby_selection_options options = {.address = rule, .authorities = authorities, .subjects = subjects};
  const char **duties;
  int64_t unknown = -1;
  *message = '\0';
  if (n_out != dueby_profile_rule_count(profile)) return DUEBY_EARGUMENT;
  dueby_status status = split_all(only, n_only, &duties, &options.duty_count);
  if (status != DUEBY_OK) return status;
  options.duties = duties;
  status = dueby_selection_make(profile, &options, out, &unknown);
  if (status == DUEBY_ENOTFOUND && unknown >= 0) snprintf(message, (size_t)message_size, "%s", duties[unknown]);
  free(duties);
  return status;
}

/* Finds one of the cases' columns by name. Sets NULL for "case". Returns DUEBY_ENOTFOUND if the file has no such column. */
static dueby_status find_column(const dueby_work *work, const dueby_caseload *caseload, const char *name, const char **column) {
  int is_case = strcmp(name, "case") == 0;
  int32_t found = is_case ? -1 : dueby_caseload_find_column(caseload, name);
  *column = found < 0 ? NULL : work->columns[found];
  return *column || is_case ? DUEBY_OK : DUEBY_ENOTFOUND;
}

static dueby_status read_where(const dueby_work *work, const dueby_caseload *caseload, const char *const *texts, int64_t count,
                               dueby_where *where, char *message, int64_t message_size) {
  dueby_status status = count % 2 ? DUEBY_EARGUMENT : DUEBY_OK;
  for (int64_t i = 0; i < count / 2 && status == DUEBY_OK; i++) {
    status = find_column(work, caseload, texts[2 * i], &where[i].column);
    where[i].value = texts[2 * i + 1];
    if (status == DUEBY_ENOTFOUND) snprintf(message, (size_t)message_size, "%s", texts[2 * i]);
  }
  return status;
}

/* ---- columns, cases ---- */

static void take_message(const dueby_diagnostic *what, void *context) {
  dueby_work *work = context;
  dueby_messages_take(&work->messages, what, NULL);
}

static dueby_status read_columns(dueby_work *work, const dueby_caseload *caseload) {
  int32_t count = dueby_caseload_column_count(caseload);
  work->columns = calloc((size_t)count + 1, sizeof *work->columns);
  for (int32_t i = 0; work->columns && i < count; i++) {
    size_t size = strlen(dueby_caseload_column(caseload, i)) + 1;
    char *name = malloc(size);
    if (!name) return DUEBY_EMEMORY;
    work->columns[work->column_count++] = memcpy(name, dueby_caseload_column(caseload, i), size);
  }
  return work->columns ? DUEBY_OK : DUEBY_EMEMORY;
}

/* A worklist's options as structs: options for the run, the cases to list, and the list's order. */
struct question {
  const dueby_calendar *calendar;
  const int64_t *request;
  dueby_timeline_options run;
  dueby_worklist_options options;
};

static struct question question_of(const dueby_calendar *calendar, const int64_t *request) {
  struct question question = {.calendar = calendar, .request = request};
  question.run = (dueby_timeline_options){
      .as_at = {request[DUEBY_WORK_AS_AT_TIME], (dueby_date)request[DUEBY_WORK_AS_AT], 0},
      .horizon = (dueby_date)request[DUEBY_WORK_HORIZON],
      .history_from = (dueby_date)request[DUEBY_WORK_HISTORY_FROM],
      .soon = {(int32_t)request[DUEBY_WORK_SOON], (int32_t)request[DUEBY_WORK_SOON_UNIT]},
      .flags = (uint32_t)request[DUEBY_WORK_RUN_FLAGS],
  };
  question.options = (dueby_worklist_options){.flags = DUEBY_WORKLIST_KEEP,
                                              .states = (uint32_t)request[DUEBY_WORK_STATES],
                                              .due_before = (dueby_date)request[DUEBY_WORK_DUE_BEFORE],
                                              .recorded_to = (dueby_date)request[DUEBY_WORK_RECORDED_TO],
                                              .style = DUEBY_STYLE_ARGUMENTS};
  return question;
}

/* Makes the worklist. Unless the caller states which events are recorded, the library works it out. */
static dueby_status make_worklist(dueby_work *work, dueby_caseload *caseload, struct question *question) {
  question->options.run = &question->run;
  dueby_status status = dueby_caseload_to_worklist(caseload, question->calendar, &question->options, &work->worklist);
  if (status != DUEBY_OK) return status;
  if (work->messages.has_lost) return DUEBY_EMEMORY;
  return question->request[DUEBY_WORK_WORST_FIRST] ? dueby_worklist_sort(work->worklist) : DUEBY_OK;
}

static dueby_status run_cases(dueby_work *work, dueby_caseload *caseload, struct question *question, const uint8_t *only,
                              int64_t n_only, char *message, int64_t message_size) {
  const char **texts;
  int64_t count;
  dueby_status status = split_all(only, n_only, &texts, &count);
  if (status != DUEBY_OK) return status;
  dueby_where *where = calloc((size_t)count + 1, sizeof *where);
  status = where ? read_where(work, caseload, texts, count, where, message, message_size) : DUEBY_EMEMORY;
  question->options.where = where;
  question->options.where_count = count / 2;
  if (status == DUEBY_OK) status = make_worklist(work, caseload, question);
  free(where);
  free(texts);
  return status;
}

/* ---- input: a file of events, or a return ---- */

/* The input of a worklist while it is being read: a file of events, or files of a return. */
struct source {
  dueby_csv_memory memory;  /* the file of events */
  const dueby_files *files; /* the files of a return, or NULL */
  struct opened_files opened;
  dueby_return *returned; /* the return, which the caseload owns, or NULL */
  const char **nulls;
  int64_t null_count;
  uint8_t *selected;    /* for each rule, 1 if it is selected */
  dueby_holding *holds; /* for each event, how completely it is recorded; NULL if nothing is stated */
  dueby_caseload *caseload;
};

static void close_source(struct source *source) {
  dueby_caseload_free(source->caseload);
  dueby_files_close(&source->opened);
  free(source->nulls);
  free(source->selected);
  free(source->holds);
}

/* Opens the input, and reads it to its end. */
static dueby_status read_source(dueby_work *work, const dueby_profile *profile, const int64_t *request, struct source *source) {
  const dueby_caseload_options options = {.date_order = (int32_t)request[DUEBY_WORK_DATE_ORDER],
                                          .flags = (int32_t)request[DUEBY_WORK_FLAGS],
                                          .report = take_message,
                                          .context = work,
                                          .nulls = source->nulls,
                                          .null_count = source->null_count,
                                          .as_at = (dueby_date)request[DUEBY_WORK_AS_AT],
                                          .style = DUEBY_STYLE_ARGUMENTS};
  dueby_status status = source->files ? dueby_files_open(source->files, profile, &work->messages, &source->opened) : DUEBY_OK;
  if (status == DUEBY_OK)
    status = source->files ? dueby_caseload_from_return(source->opened.returned, &options, &source->caseload)
                           : dueby_caseload_new(profile, dueby_csv_from_memory, &source->memory, &options, &source->caseload);
  if (status == DUEBY_OK) { /* from here on the caseload owns the return */
    source->returned = source->opened.returned;
    source->opened.returned = NULL;
    status = read_columns(work, source->caseload);
  }
  return status == DUEBY_OK ? dueby_caseload_read(source->caseload) : status;
}

/* Copies how completely each event is recorded, if the caller states it. With DUEBY_WORK_LEAVES_OUT, deselects the rules that the
 * files of a return cannot check (dueby_return_leave_out). */
static dueby_status settle_question(const int64_t *request, const int32_t *holds, int64_t n_holds, struct source *source) {
  if (source->returned && request[DUEBY_WORK_LEAVES_OUT]) dueby_return_leave_out(source->returned, source->selected);
  if (!n_holds) return DUEBY_OK;
  source->holds = calloc((size_t)n_holds / 2 + 1, sizeof *source->holds);
  if (!source->holds) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < n_holds / 2; i++) source->holds[i] = (dueby_holding){holds[2 * i], holds[2 * i + 1]};
  return DUEBY_OK;
}

int32_t dueby_work_new(const dueby_profile *profile, const dueby_calendar *calendar, const uint8_t *selected, int64_t n_selected,
                       const uint8_t *recorded, int64_t n_recorded, const uint8_t *only, int64_t n_only, const int32_t *holds,
                       int64_t n_holds, const uint8_t *nulls, int64_t n_nulls, const uint8_t *file, int64_t n_file,
                       const dueby_files *files, const int64_t *request, int64_t request_count, char *message, int64_t message_size,
                       dueby_work **work) {
  struct source source = {.memory = {(const char *)file, n_file, 0}, .files = files};
  int32_t events = dueby_profile_event_count(profile);
  *message = '\0';
  if (request_count != DUEBY_WORK_ASKED || n_selected != dueby_profile_rule_count(profile) ||
      (n_recorded && n_recorded != events) || (n_holds && n_holds != 2 * (int64_t)events))
    return DUEBY_EARGUMENT;
  struct question question = question_of(calendar, request);
  dueby_work *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->events = events;
  made->recorded = malloc((size_t)events + 1);
  source.selected = malloc((size_t)n_selected + 1);
  dueby_status status = made->recorded && source.selected ? DUEBY_OK : DUEBY_EMEMORY;
  if (status == DUEBY_OK) memcpy(source.selected, selected, (size_t)n_selected);
  if (status == DUEBY_OK) status = split_all(nulls, n_nulls, &source.nulls, &source.null_count);
  if (status == DUEBY_OK) status = read_source(made, profile, request, &source);
  if (status == DUEBY_OK) status = settle_question(request, holds, n_holds, &source);
  int is_unreadable = status != DUEBY_OK;
  if (status == DUEBY_OK && n_recorded) memcpy(made->recorded, recorded, (size_t)n_recorded);
  else if (status == DUEBY_OK) dueby_caseload_recorded_events(source.caseload, made->recorded);
  question.run.selected = source.selected;
  question.run.holds = source.holds;
  question.run.recorded = made->recorded;
  if (status == DUEBY_OK) status = run_cases(made, source.caseload, &question, only, n_only, message, message_size);
  if (status == DUEBY_ELIMIT || (is_unreadable && status != DUEBY_EMEMORY))
    dueby_messages_write_last(&made->messages, message, message_size);
  close_source(&source);
  if (status == DUEBY_OK) *work = made;
  else dueby_work_free(made);
  return status;
}

/* ---- the page and the calendar ---- */

dueby_status dueby_work_page(const dueby_work *work, const dueby_work *since, uint32_t flags, const char *marking, char **written,
                             int64_t *length) {
  struct written made = {0};
  dueby_changes *changes = NULL;
  dueby_definitions *definitions = NULL;
  dueby_status status = since ? dueby_changes_new(since->worklist, work->worklist, &changes) : DUEBY_OK;
  if (status == DUEBY_OK) status = dueby_definitions_new(dueby_worklist_profile(work->worklist), &definitions);
  if (status == DUEBY_OK) {
    const dueby_page_options options = {.flags = flags, .marking = marking, .changes = changes, .definitions = definitions};
    status = dueby_page_write_whole(work->worklist, &options, dueby_written_take, &made);
    status = dueby_written_give(status, &made, written, length);
  }
  dueby_definitions_free(definitions);
  dueby_changes_free(changes);
  return status;
}

dueby_status dueby_work_calendar(const dueby_work *work, int32_t form, uint32_t flags, char **written, int64_t *length) {
  struct written made = {0};
  return dueby_written_give(dueby_ical_worklist_write(work->worklist, form, flags, dueby_written_take, &made), &made, written,
                            length);
}

/* ---- notes on the list ---- */

const char *dueby_work_message(const dueby_work *work, int64_t place, int32_t *line, int32_t *severity, const char **file) {
  return dueby_messages_at(&work->messages, place, line, severity, file);
}

const char *dueby_work_column(const dueby_work *work, int32_t place) {
  return place < 0 || place >= work->column_count ? NULL : work->columns[place];
}

const char *dueby_work_column_find(const dueby_work *work, const char *name) {
  return dueby_work_column(work, (int32_t)dueby_name_find((const char *const *)work->columns, work->column_count, name));
}

dueby_status dueby_work_recorded(const dueby_work *work, uint8_t *out, int64_t n_out) {
  if (!out || n_out != work->events) return DUEBY_EARGUMENT;
  memcpy(out, work->recorded, (size_t)n_out);
  return DUEBY_OK;
}
