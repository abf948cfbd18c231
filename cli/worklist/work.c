#include "work.h"

#include <dueby.h>
#include <dueby/caseload.h>
#include <dueby/io.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "context.h"
#include "exit.h"
#include "options.h"
#include "os.h"
#include "output.h"
#include "message.h"
#include "table_job.h"

enum { NOTE = 4096 };

/* ---- reading the options ---- */

/* Reads the patterns of --only. */
static int read_only(const struct options *options, struct pieces *only, const char **duties) {
  int problem = split_list("--only", options->only, only);
  for (int i = 0; i < only->count && !problem; i++) duties[i] = only->text[i];
  return problem;
}

/* Reads --authority or --subject as a set of bits, one for each code. */
static int read_bits(const char *option, const char *words, int32_t kind, uint32_t *bits) {
  static struct pieces names;
  int problem = split_list(option, words, &names);
  for (int i = 0; i < names.count && !problem; i++) {
    int32_t number;
    problem = read_code_option(option, kind, names.text[i], &number);
    if (!problem) *bits |= UINT32_C(1) << number;
  }
  return problem;
}

/* Reports why the address of --rule names nothing. */
static int refuse_rule(const struct context *context) {
  char reason[NOTE];
  struct request request;
  int problem = find_rule(context, context->options->rule, &request, reason, sizeof reason);
  if (problem) return usage_error("--rule: %s", reason);
  close_request(&request);
  return 0;
}

/* True if an earlier --holds is for the same event, which is the first `length` characters. --holds may override what a return's
 * mapping states, but not another --holds. */
static int is_repeated(const struct option_list *holds, int item, size_t length) {
  for (int i = 0; i < item; i++)
    if (strcspn(holds->items[i], "=") == length && strncmp(holds->items[i], holds->items[item], length) == 0) return 1;
  return 0;
}

static int read_holds(struct work *work) {
  const struct option_list *holds = &work->context->options->holds;
  int problem = 0;
  for (int i = 0; i < holds->count && !problem; i++) {
    const char *item = holds->items[i];
    size_t length = strcspn(item, "=");
    int32_t event = 0;
    char slug[128], option[160];
    snprintf(slug, sizeof slug, "%.*s", (int)length, item);
    problem = read_event(work->context, "--holds", slug, &event);
    if (problem) return problem;
    if (is_repeated(holds, i, length)) return usage_error("--holds: %s is given twice: remove one of them", slug);
    snprintf(option, sizeof option, "--holds %s", slug);
    problem = read_holding(option, item[length] ? item + length + 1 : "", &work->holds[event]);
    if (!problem && dueby_profile_event_is_by_birth(work->context->profile, event) && work->holds[event].what != DUEBY_HOLDS_ALL)
      return refuse_value("--holds", DUEBY_REFUSAL_BIRTH, slug);
    if (!problem && work->holds[event].what == DUEBY_HOLDS_SINCE && work->holds[event].since > work->asked)
      return refuse_value(option, DUEBY_REFUSAL_HISTORY, NULL);
  }
  return problem;
}

static int read_what_is_held(struct work *work) {
  const struct options *options = work->context->options;
  if (options->refs && strcmp(options->refs, "ignore") != 0) return refuse_value("--refs", DUEBY_REFUSAL_REFS, options->refs);
  if (options->refs) work->run.flags |= DUEBY_TIMELINE_IGNORE_REFS;
  if (!options->holds.count && !work->is_return) return 0;
  work->holds = calloc((size_t)dueby_profile_event_count(work->context->profile) + 1, sizeof *work->holds);
  if (!work->holds) return report_no_memory();
  work->run.holds = work->holds;
  return work->is_return ? 0 : read_holds(work); /* for a return, --holds is read once the files have been read */
}

static int select_rules(struct work *work) {
  const struct context *context = work->context;
  const struct options *options = context->options;
  static struct pieces only;
  const char *duties[PIECES_MAX];
  dueby_selection_options wanted = {.address = options->rule, .duties = duties};
  int64_t unknown;
  work->selected = calloc((size_t)dueby_profile_rule_count(context->profile) + 1, 1);
  work->recorded = calloc((size_t)dueby_profile_event_count(context->profile) + 1, 1);
  if (!work->selected || !work->recorded) return report_no_memory();
  int problem = options->rule ? refuse_rule(context) : 0;
  if (!problem) problem = read_only(options, &only, duties);
  if (!problem) problem = read_bits("--authority", options->authority, DUEBY_CODE_AUTHORITY, &wanted.authorities);
  if (!problem) problem = read_bits("--subject", options->subject, DUEBY_CODE_SUBJECT, &wanted.subjects);
  if (problem) return problem;
  wanted.duty_count = only.count;
  dueby_status status = dueby_selection_make(context->profile, &wanted, work->selected, &unknown);
  if (status == DUEBY_ENOTFOUND) return refuse_name("--only", DUEBY_NAME_DUTY, context->profile, only.text[unknown]);
  return status == DUEBY_OK ? 0 : report_no_memory();
}

int refuse_unknown_day(const struct context *context, dueby_date day) {
  dueby_date first, last;
  dueby_calendar_coverage(context->calendar, &first, &last, NULL, NULL);
  return day < first || day > last ? report_outside_coverage(context) : 0;
}

/* Reads --horizon: a day, or a span counted from the as-at day. */
static int read_horizon(const struct context *context, dueby_date as_at, dueby_date *horizon) {
  const char *text = context->options->horizon;
  dueby_span span;
  if (!text) return 0;
  int is_span = strchr(text, ' ') != NULL;
  if (!is_span && !strpbrk(text, "-/"))
    return usage_error("--horizon: \"%s\": expected a date, or a length of time such as \"2 months\"", text);
  int problem = is_span ? read_span_option("--horizon", text, &span) : read_day("--horizon", text, horizon);
  if (problem) return problem;
  dueby_status status =
      is_span ? dueby_span_add(span, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, context->calendar, as_at, horizon) : DUEBY_OK;
  if (status == DUEBY_EARGUMENT) return usage_error("--horizon: \"%s\": expected days, weeks or months", text);
  if (status != DUEBY_OK) return report_outside_coverage(context);
  if (*horizon < as_at) return refuse_value("--horizon", DUEBY_REFUSAL_HORIZON, NULL);
  return refuse_unknown_day(context, *horizon);
}

int leave_out_of_work(struct work *work) {
  const dueby_profile *profile = work->context->profile;
  const struct options *options = work->context->options;
  size_t rules = (size_t)dueby_profile_rule_count(profile);
  if (!work->is_return) return 0;
  uint8_t *judged = calloc(rules + 1, 1);
  if (!judged) return report_no_memory();
  memset(judged, 1, rules);
  dueby_return_leave_out(work->returned.files, judged);
  for (size_t rule = 0; rule < rules; rule++) {
    char needs[NOTE] = "";
    if (judged[rule]) continue;
    dueby_rule_needs_text(profile, (int32_t)rule, needs, sizeof needs, NULL);
    if (*needs || !(options->rule || options->only)) work->selected[rule] = 0;
  }
  free(judged);
  return 0;
}

/* Reads --history-from. */
static int read_history_from(struct work *work) {
  const char *text = work->context->options->history_from;
  int problem = text ? read_day("--history-from", text, &work->run.history_from) : 0;
  if (problem || !text || work->run.history_from <= work->asked) return problem;
  return refuse_value("--history-from", DUEBY_REFUSAL_HISTORY, NULL);
}

static int read_question_of_work(struct work *work) {
  const struct options *options = work->context->options;
  dueby_timeline_options *request = &work->run;
  request->horizon = request->history_from = DUEBY_DATE_NONE;
  work->taken = !options->as_at && work->is_return ? dueby_return_as_at(work->returned.files) : DUEBY_DATE_NONE;
  if (!options->as_at && work->last != DUEBY_DATE_NONE && (work->taken == DUEBY_DATE_NONE || work->taken > work->last))
    work->taken = work->last;
  if (!options->as_at && work->taken == DUEBY_DATE_NONE) return refuse_value(NULL, DUEBY_REFUSAL_NO_DAY, NULL);
  request->as_at = (dueby_when){DUEBY_TIME_NONE, work->taken, 0};
  int problem = options->as_at ? read_when("--as-at", options->as_at, &request->as_at) : 0;
  work->asked = request->as_at.date;
  if (work->last != DUEBY_DATE_NONE && request->as_at.date > work->last)
    request->as_at = (dueby_when){DUEBY_TIME_NONE, work->last, 0};
  if (!problem) problem = refuse_unknown_day(work->context, request->as_at.date);
  if (!problem) problem = read_horizon(work->context, request->as_at.date, &request->horizon);
  if (!problem) problem = read_history_from(work);
  if (!problem && options->soon) problem = read_soon_option(options->soon, &request->soon);
  if (!problem) problem = read_what_is_held(work);
  if (!problem) problem = select_rules(work);
  if (!problem) problem = leave_out_of_work(work);
  request->selected = work->selected;
  request->recorded = work->recorded;
  if (options->whole_days) request->flags |= DUEBY_TIMELINE_WHOLE_DAYS;
  return problem;
}

/* ---- opening the file ---- */

static void report_problem(const dueby_diagnostic *what, void *context) {
  struct work *work = context;
  report_file_problem(&work->problems, work->path, what);
}

static int open_caseload(struct work *work) {
  const struct context *context = work->context;
  dueby_caseload_options options = {.date_order = context->date_order,
                                    .flags = caseload_flags(context->options),
                                    .report = report_problem,
                                    .context = work,
                                    .nulls = context->options->nulls.items,
                                    .null_count = context->options->nulls.count,
                                    .as_at = work->run.as_at.date};
  struct input *input = work->returned.inputs[0];
  if (context->options->sorted) options.flags |= DUEBY_CASELOAD_BY_CASE;
  dueby_status status = work->is_return ? dueby_caseload_from_return(work->returned.files, &options, &work->caseload)
                        : input         ? dueby_caseload_new(context->profile, read_input, input, &options, &work->caseload)
                                        : dueby_caseload_new(context->profile, read_from_file, work->in, &options, &work->caseload);
  if (status == DUEBY_OK) return 0;
  if (status != DUEBY_ETEXT) print_error("%s: %s", work->path, dueby_status_text(status));
  return BAD_FILE;
}

/* Reports that the file could not be read. Returns 0 if it could be, otherwise an exit status. */
static int cannot_go_on(const struct work *work, dueby_status status) {
  if (status == DUEBY_OK || status == DUEBY_DONE) return 0;
  int is_reported = status == DUEBY_EFORMAT || status == DUEBY_ELIMIT || status == DUEBY_ETEXT;
  if (is_reported) repeat_last_problem(&work->problems);
  else print_error("%s: %s", work->path, dueby_status_text(status));
  return BAD_FILE;
}

/* Finds which types of event occur in the file. If cases are read one by one, reads the whole file once just for that. */
static int learn_what_is_recorded(struct work *work) {
  dueby_case passed;
  dueby_status status = dueby_caseload_read(work->caseload);
  if (work->context->options->sorted)
    while ((status = dueby_caseload_next(work->caseload, &passed)) == DUEBY_OK) continue;
  int problem = cannot_go_on(work, status);
  if (!problem) dueby_caseload_recorded_events(work->caseload, work->recorded);
  if (problem || !work->context->options->sorted) return problem;
  dueby_caseload_free(work->caseload);
  work->caseload = NULL;
  work->problems.count = INT32_MAX; /* prevents reporting the file's problems again on the second reading */
  if (fseek(work->in, 0, SEEK_SET) != 0) {
    print_error("%s: %s", work->path, strerror(errno));
    return BAD_FILE;
  }
  return open_caseload(work);
}

const char *carried_column(const struct work *work, const char *option, const char *name) {
  int32_t column = dueby_caseload_find_column(work->caseload, name);
  if (column < 0) refuse_value(option, DUEBY_REFUSAL_COLUMN, name);
  return dueby_caseload_column(work->caseload, column);
}

/* Finds the carried column in "COLUMN=VALUE". */
static int find_column(const struct work *work, const char *item, const char **column) {
  size_t length = strcspn(item, "=");
  if (!item[length]) return usage_error("--where: \"%s\": expected COLUMN=VALUE", item);
  char *name = malloc(length + 1);
  if (!name) return report_no_memory();
  snprintf(name, length + 1, "%s", item);
  *column = carried_column(work, "--where", name);
  free(name);
  return *column ? DONE : USAGE;
}

static int find_where(struct work *work) {
  const struct option_list *children = &work->context->options->child, *where = &work->context->options->where;
  free(work->where);
  work->where_count = 0;
  work->where = calloc((size_t)(children->count + where->count) + 1, sizeof *work->where);
  if (!work->where) return report_no_memory();
  for (int i = 0; i < children->count; i++) work->where[work->where_count++].value = children->items[i];
  for (int i = 0; i < where->count; i++) {
    const char *column = NULL;
    int problem = find_column(work, where->items[i], &column);
    if (problem) return problem;
    work->where[work->where_count++] = (dueby_where){column, strchr(where->items[i], '=') + 1};
  }
  return 0;
}

/* Reads --state as a set of bits, one for each state; 0 means all. */
static int read_states(const struct options *options, uint32_t *states) {
  *states = 0;
  return options->state && strcmp(options->state, "all") != 0 ? read_bits("--state", options->state, DUEBY_CODE_STATE, states) : 0;
}

/* Finds how completely a return records each event: from its mappings and --history-from, then from --holds, which overrides them.
 * Call it once its files have been read. */
static int learn_what_is_held(struct work *work) {
  const dueby_timeline_options *run = &work->run;
  if (!work->is_return) return 0;
  if (dueby_return_holds(work->returned.files, run->as_at.date, run->history_from, work->holds) != DUEBY_OK)
    return report_no_memory();
  return read_holds(work);
}

int open_work(const struct context *context, struct work *work) {
  return open_work_by(context, DUEBY_DATE_NONE, work);
}

int open_work_by(const struct context *context, dueby_date last, struct work *work) {
  const char *path = context->options->arguments[0];
  memset(work, 0, sizeof *work);
  work->context = context;
  work->last = last;
  work->path = context->options->argument_count > 1 ? "the files" : name_of_input(path);
  work->returned.shared = &work->problems;
  int problem = open_returned(context, 0, &work->returned);
  work->is_return = work->returned.files != NULL;
  if (problem) return problem;
  if (work->is_return && context->options->sorted) problem = usage_error("--sorted only works with a file of events");
  if (!problem) problem = read_question_of_work(work);
  if (!problem && work->returned.inputs[0] && context->options->sorted)
    problem = usage_error("--sorted: dueby reads the file twice, which does not work with %s", work->path);
  if (!problem && !work->is_return && !work->returned.inputs[0]) {
    work->in = os_open(path);
    if (!work->in) {
      print_error("%s: %s", path, strerror(errno));
      problem = BAD_FILE;
    }
  }
  if (!problem) problem = open_caseload(work);
  if (!problem) problem = find_where(work);
  if (!problem) problem = learn_what_is_recorded(work);
  if (!problem) problem = learn_what_is_held(work);
  /* finds the columns again: their names have moved in memory, because the file was opened again */
  if (!problem && context->options->sorted) problem = find_where(work);
  if (problem) close_work(work);
  return problem;
}

int begin_work(struct work *work, uint32_t flags) {
  const struct context *context = work->context;
  dueby_worklist_options options = {
      .flags = flags, .run = &work->run, .where = work->where, .where_count = work->where_count, .due_before = DUEBY_DATE_NONE};
  int problem = read_states(context->options, &options.states);
  if (!problem && context->options->recorded_to)
    problem = read_day("--recorded-to", context->options->recorded_to, &options.recorded_to);
  if (!problem && !context->options->recorded_to && work->is_return) options.recorded_to = dueby_return_as_at(work->returned.files);
  if (!problem && context->options->due_before)
    problem = read_day("--due-before", context->options->due_before, &options.due_before);
  if (problem) return problem;
  dueby_status status = dueby_worklist_new(context->profile, context->calendar, &options, &work->worklist);
  return status == DUEBY_OK ? 0 : report_no_memory();
}

void close_work(struct work *work) {
  dueby_worklist_free(work->worklist);
  if (work->caseload && work->is_return) work->returned.files = NULL; /* the caseload now owns the files of the return */
  dueby_caseload_free(work->caseload);
  close_returned(&work->returned);
  free(work->selected);
  free(work->recorded);
  free(work->holds);
  free(work->where);
  if (work->in) fclose(work->in);
}

/* ---- reading cases ---- */

int next_case(struct work *work, struct work_case *next) {
  dueby_status status = dueby_caseload_feed(work->caseload, work->worklist);
  if (status == DUEBY_DONE) return 0;
  if (cannot_go_on(work, status)) return -1;
  next->at = dueby_worklist_case(work->worklist);
  next->number = dueby_worklist_count(work->worklist, DUEBY_COUNT_CASES) - 1;
  next->lines = dueby_worklist_lines(work->worklist);
  next->count = dueby_worklist_line_count(work->worklist);
  return 1;
}

const char *ref_of(const struct work_case *from, const dueby_line *line) {
  return dueby_case_ref(from->at, line->ref);
}

const dueby_event *event_of(const dueby_case *of, int64_t place) {
  return place < 0 ? NULL : &of->events[place];
}

/* ---- carried columns: columns that are not about events ---- */

static int refuse_field(const struct work *work, const char *name) {
  char problem[NOTE] = "";
  dueby_refusal_text(DUEBY_REFUSAL_FIELD, DUEBY_STYLE_OPTIONS, name, problem, sizeof problem, NULL);
  return usage_error("%s:1: %s", work->path, problem);
}

int check_column(const struct work *work, const char *fields, const char *name) {
  size_t length = strlen(name);
  for (const char *at = fields; at; at = strchr(at, ',')) {
    at += *at == ',';
    if (length && strcspn(at, ",") == length && memcmp(at, name, length) == 0) return refuse_field(work, name);
  }
  return 0;
}

int check_carried(const struct work *work, const char *fields) {
  int problem = 0;
  for (int32_t i = 0; i < dueby_caseload_column_count(work->caseload) && !problem; i++)
    problem = check_column(work, fields, dueby_caseload_column(work->caseload, i));
  return problem;
}

void row_add_carried(const dueby_case *of, struct row *row) {
  for (int64_t i = 0; i < of->column_count; i++) row_add_text(row, of->columns[i], of->values[i]);
}

const char *join_fields(const char *(*field)(int32_t place), char *text, size_t size) {
  size_t used = 0;
  for (int32_t i = 0; field(i) && used < size; i++)
    used += (size_t)snprintf(text + used, size - used, "%s%s", i ? "," : "", field(i));
  return text;
}

void write_fields(const struct work *work, const struct output *output, const char *fields) {
  if (output->format != CSV) return;
  fputs(fields, stdout);
  for (int32_t i = 0; i < dueby_caseload_column_count(work->caseload); i++) {
    const char *name = dueby_caseload_column(work->caseload, i);
    putchar(',');
    write_csv_cell(stdout, name, (int64_t)strlen(name), output->raw_csv);
  }
  if (output->versions.names) fputs(output->versions.names, stdout);
  putchar('\n');
}

/* ---- findings: can this list be trusted? ---- */

typedef dueby_status finding_writer(const dueby_worklist *worklist, int64_t index, char *text, int64_t size, int64_t *needed);

/* Prints one finding. Returns 0 after the last. */
static int report_finding(struct work *work, finding_writer *write, int64_t index, void (*take)(const char *text, void *sink),
                          void *sink) {
  char room[NOTE];
  int64_t needed;
  dueby_status status = write(work->worklist, index, room, sizeof room, &needed);
  char *text = status == DUEBY_ESPACE ? malloc((size_t)needed) : NULL;
  if (text) status = write(work->worklist, index, text, needed, &needed);
  if (status == DUEBY_OK) take(text ? text : room, sink);
  else if (status != DUEBY_DONE) work->no_memory = 1;
  free(text);
  return status != DUEBY_DONE;
}

/* Returns how many findings may be shown. With --suppress, that may be fewer than there are. */
static int64_t shown_findings(const struct work *work) {
  int64_t count = dueby_worklist_finding_count(work->worklist);
  return work->context->options->suppress && count ? 1 : count;
}

/* Passes on the sentence about what --holds and --history-from state, if they state anything. */
static void give_stated(struct work *work, void (*take)(const char *text, void *sink), void *sink) {
  int64_t size = 0;
  dueby_worklist_stated_text(work->worklist, NULL, 0, &size);
  char *text = malloc((size_t)size + 1);
  if (text && dueby_worklist_stated_text(work->worklist, text, size, NULL) == DUEBY_OK && *text) take(text, sink);
  if (!text) work->no_memory = 1;
  free(text);
}

void note_findings(struct work *work) {
  dueby_finding finding;
  if (work->is_return && work->context->format != PLAIN) report_kinds(work->returned.files, work->taken, take_as_note, NULL);
  for (int64_t i = 0; i < shown_findings(work) && dueby_worklist_finding(work->worklist, i, &finding) == DUEBY_OK; i++)
    if (finding.kind != DUEBY_FINDING_BAD_ROWS && (finding.kind != DUEBY_FINDING_RECORDED || work->context->format != PLAIN))
      report_finding(work, dueby_worklist_finding_text, i, take_as_note, NULL);
  if (work->context->format != PLAIN) give_stated(work, take_as_note, NULL);
}

static void print_item(const char *text, void *is_one) {
  printf("%s%s\n", *(const int *)is_one ? "" : "- ", text);
}

void print_quality(struct work *work, const char *question) {
  if (work->is_return) report_kinds(work->returned.files, work->taken, take_as_line, NULL);
  give_stated(work, take_as_line, NULL);
  int64_t shown = shown_findings(work);
  int is_one = shown == 1;
  printf("\n%s%s%s%s", colour_on(BOLD), question, colour_off(), is_one ? " " : "\n");
  for (int64_t i = 0; i < shown && report_finding(work, dueby_worklist_trust_text, i, print_item, &is_one); i++) continue;
}

/* Writes the array `holds` in JSON: what --history-from and --holds stated. Writes nothing if they stated nothing. */
static void write_stated(struct output *output, const dueby_worklist *worklist) {
  const dueby_profile *profile = dueby_worklist_profile(worklist);
  int64_t rows = output->rows;
  struct row row = {0};
  dueby_holding holding;
  int32_t event;
  for (int64_t i = 0; dueby_worklist_stated(worklist, i, &event, &holding) == DUEBY_OK; i++) {
    begin_row(&row);
    row_add_code(&row, "event", event ? dueby_profile_event_slug(profile, event) : NULL);
    row_add_code(&row, "holds", dueby_code_name(DUEBY_CODE_HOLDS, holding.what));
    row_add_when(&row, "since", holding.what == DUEBY_HOLDS_SINCE ? holding.since : DUEBY_DATE_NONE, DUEBY_TIME_NONE);
    if (!i) fputs("],\n \"holds\": [", stdout); /* ends the rows */
    output->rows = i;                           /* prevents a comma before the first object, because `rows` is then 0 */
    write_row(output, &row);
  }
  output->rows = rows;
  free_row(&row);
}

void write_quality(struct work *work, struct output *output) {
  if (output->format != JSON) {
    note_findings(work);
    return;
  }
  write_stated(output, work->worklist);
  write_findings(output, work->worklist, shown_findings(work));
  if (work->is_return) report_kinds(work->returned.files, work->taken, take_in_output, output);
  give_stated(work, take_in_output, output);
}

int end_of_work(const struct work *work, int64_t overdue) {
  int named = work->context->options->child.count, found = 0;
  for (int i = 0; i < named; i++) found += dueby_worklist_found(work->worklist, i);
  if (work->no_memory) return report_no_memory();
  if (work->context->options->fail_overdue && overdue) return OVERDUE_FOUND;
  int64_t absent = !dueby_worklist_count(work->worklist, DUEBY_COUNT_CASES); /* a list without cases does not mean "all clear" */
  for (int64_t i = named; i < work->where_count; i++) absent += !dueby_worklist_found(work->worklist, i);
  int64_t undone = dueby_caseload_bad_row_count(work->caseload) + dueby_worklist_count(work->worklist, DUEBY_COUNT_UNPROVEN);
  return found < named || absent || undone ? SOME_ROWS_FAILED : DONE;
}

/* ---- describing cases and lines ---- */

void unreadable_words(const dueby_case *of, char *text, size_t size) {
  dueby_case_reason(of, text, (int64_t)size, NULL);
}

void due_text(const dueby_line *line, char *text, size_t size) {
  dueby_when due = {line->deadline.due_time, line->deadline.due, 0};
  *text = '\0';
  if (due.date != DUEBY_DATE_NONE) dueby_explain_when(&due, text, (int64_t)size, NULL);
}

/* True for columns whose values are clear without a heading: team and worker. In other columns, values such as 0 or YES would not
 * be. */
static int is_plain(const char *column) {
  static const char *const plain[] = {"team", "worker"};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
    size_t at = 0;
    while (plain[i][at] && (column[at] | 0x20) == plain[i][at]) at++;
    if (!plain[i][at] && !column[at]) return 1;
  }
  return 0;
}

void carried_text(const dueby_case *of, char *text, size_t size) {
  size_t used = 0;
  *text = '\0';
  for (int64_t i = 0; i < of->column_count; i++) {
    const char *value = of->values[i], *column = is_plain(of->columns[i]) ? "" : of->columns[i];
    if (*value && used < size)
      used += (size_t)snprintf(text + used, size - used, "%s%s%s%s", used ? ", " : "", column, *column ? ": " : "", value);
  }
}

void take_as_line(const char *note, void *unused) {
  (void)unused;
  puts(note);
}

int is_worst_first(const struct options *options) {
  return !options->order || strcmp(options->order, "worst") == 0;
}

uint32_t to_do_flag(const struct options *options) {
  return options->state ? 0 : DUEBY_WORKLIST_TO_DO;
}
