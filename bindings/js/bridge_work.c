/* Makes a worklist from a file of events. It keeps all cases, for lines, measures, the page and the calendar. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"
#include "dueby/caseload.h"
#include "dueby/changes.h"
#include "dueby/definitions.h"
#include "dueby/ical.h"
#include "dueby/page.h"
#include "dueby/returns.h"
#include "dueby/trial.h"

enum { PROBLEMS_MAX = 1000, APRIL = 4 };

/* ---- options ---- */

struct work {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  dueby_timeline_options run;
  dueby_worklist_options options;
  dueby_caseload_options reading;
  int32_t year;     /* the year whose measures are wanted; 0 for none */
  dueby_date taken; /* the reference date of a return, if it is used as the as-at day; otherwise NONE */
  uint8_t *selected, *recorded;
  dueby_holding *holds;
  dueby_where *where;
  const char **where_texts, **nulls;
  dueby_file *files;
  int64_t file_count;
  dueby_caseload *caseload;
  dueby_diagnostics problems;
};

static void close_work(struct work *work) {
  dueby_caseload_free(work->caseload);
  free(work->selected);
  free(work->recorded);
  free(work->holds);
  free(work->where);
  free(work->where_texts);
  free(work->nulls);
  free(work->files);
  free(work->problems.items);
}

/* Reads a list of codes as a set of bits, one for each code. */
static int read_bits(const json_t *args, const char *name, int32_t kind, uint32_t *bits) {
  const char **words;
  int64_t count;
  int done = read_texts(args, name, &words, &count);
  for (int64_t i = 0; i < count && done; i++) {
    int32_t number;
    done = read_code(name, kind, words[i], &number);
    if (done) *bits |= UINT32_C(1) << number;
  }
  free(words);
  return done;
}

/* Selects the rules that measures need. */
static int select_measured(const json_t *args, struct work *work) {
  dueby_definitions *definitions = NULL;
  if (!read_definitions(args, work->profile, &definitions)) return 0;
  work->selected = calloc((size_t)dueby_profile_rule_count(work->profile) + 1, 1);
  work->run.selected = work->selected;
  dueby_status status = work->selected ? dueby_definitions_select(definitions, work->profile, work->selected) : DUEBY_EMEMORY;
  dueby_definitions_free(definitions);
  return status == DUEBY_OK || fail_status(status, NULL);
}

static int select_rules(const json_t *args, struct work *work) {
  const char **duties;
  int64_t unknown = -1;
  dueby_selection_options wanted = {0};
  if (!read_texts(args, "only", &duties, &wanted.duty_count)) return 0;
  wanted.duties = duties;
  work->selected = calloc((size_t)dueby_profile_rule_count(work->profile) + 1, 1);
  int done = (work->selected || fail_status(DUEBY_EMEMORY, NULL)) &&
             read_bits(args, "authority", DUEBY_CODE_AUTHORITY, &wanted.authorities) &&
             read_bits(args, "subject", DUEBY_CODE_SUBJECT, &wanted.subjects);
  dueby_status status = done ? dueby_selection_make(work->profile, &wanted, work->selected, &unknown) : DUEBY_OK;
  if (status == DUEBY_ENOTFOUND) done = fail_name("only", DUEBY_NAME_DUTY, work->profile, duties[unknown]);
  else if (status != DUEBY_OK) done = fail_status(status, "only");
  if (done && dueby_caseload_return(work->caseload) && !wanted.duty_count)
    dueby_return_leave_out(dueby_caseload_return(work->caseload), work->selected);
  free(duties);
  work->run.selected = work->selected;
  return done;
}

/* Reads how completely the records hold events, from a list of alternating events and words such as "latest". `last` is the last
 * day on which the records may begin. */
static int read_holds(const json_t *args, dueby_date last, struct work *work) {
  const char **texts;
  int64_t count;
  if (!read_texts(args, "holds", &texts, &count)) return 0;
  work->holds = count ? calloc((size_t)dueby_profile_event_count(work->profile) + 1, sizeof *work->holds) : NULL;
  int done = !count || work->holds || fail_status(DUEBY_EMEMORY, NULL);
  for (int64_t i = 0; i + 1 < count && done; i += 2) {
    int32_t event;
    done = read_event("holds", work->profile, texts[i], &event) && read_holding("holds", texts[i + 1], &work->holds[event]);
    if (done && dueby_profile_event_is_by_birth(work->profile, event) && work->holds[event].what != DUEBY_HOLDS_ALL)
      done = refuse(DUEBY_ETEXT, "holds", DUEBY_REFUSAL_BIRTH, texts[i]);
    if (done && work->holds[event].what == DUEBY_HOLDS_SINCE && work->holds[event].since > last)
      done = refuse(DUEBY_EARGUMENT, "holds", DUEBY_REFUSAL_HISTORY, NULL);
  }
  free(texts);
  work->run.holds = work->holds;
  return done;
}

/* Reads which events the records hold. Without that argument, uses the events in the file. */
static int read_recorded(const json_t *args, struct work *work) {
  const char **slugs;
  int64_t count;
  int32_t events = dueby_profile_event_count(work->profile);
  if (!json_object_get(args, "recorded") && !flag_of(args, "allRecorded")) return 1;
  work->recorded = calloc((size_t)events + 1, 1);
  if (!work->recorded) return fail_status(DUEBY_EMEMORY, NULL);
  work->run.recorded = work->recorded;
  if (flag_of(args, "allRecorded")) {
    memset(work->recorded, 1, (size_t)events);
    return 1;
  }
  int done = read_texts(args, "recorded", &slugs, &count);
  for (int64_t i = 0; i < count && done; i++) {
    int32_t event;
    done = read_event("recorded", work->profile, slugs[i], &event);
    if (done) work->recorded[event] = 1;
  }
  free(slugs);
  return done;
}

/* Reads the year of measures. Without that argument, uses the year of the as-at day or of a return's reference date. */
static int read_measured(const json_t *args, struct work *work) {
  const char *text;
  char problem[128] = "";
  const dueby_return *returned = dueby_caseload_return(work->caseload);
  dueby_date stated = returned ? dueby_return_as_at(returned) : DUEBY_DATE_NONE, day = work->run.as_at.date, last;
  if (!flag_of(args, "measured")) return 1;
  if (!read_text(args, "year", &text)) return 0;
  dueby_status status = text ? dueby_written_year(text, &work->year) : DUEBY_OK;
  if (status != DUEBY_OK) return fail_written("year", DUEBY_WRITTEN_YEAR, text, status);
  if (day == DUEBY_DATE_NONE) day = stated;
  if (!text && day == DUEBY_DATE_NONE) return refuse(DUEBY_EARGUMENT, "year", DUEBY_REFUSAL_NO_YEAR, NULL);
  if (!text) work->year = dueby_measures_year(day);
  if (dueby_date_new(work->year + 1, APRIL, 1, &last) != DUEBY_OK) return fail_coverage(work->calendar);
  if (dueby_year_problem_text(work->year, stated, problem, sizeof problem, NULL) == DUEBY_OK)
    return fail("BAD_VALUE", DUEBY_EARGUMENT, "year: %s", problem);
  if (day == DUEBY_DATE_NONE || day >= last) work->run.as_at = (dueby_when){DUEBY_TIME_NONE, last - 1, 0};
  return 1;
}

/* Sets the as-at day from the question or, if it has none, from the reference date of a return. */
static int settle_as_at(struct work *work) {
  dueby_date first, last;
  const dueby_return *returned = dueby_caseload_return(work->caseload);
  if (work->run.as_at.date == DUEBY_DATE_NONE && returned) work->taken = work->run.as_at.date = dueby_return_as_at(returned);
  if (work->run.as_at.date == DUEBY_DATE_NONE) return refuse(DUEBY_EARGUMENT, "asAt", DUEBY_REFUSAL_NO_DAY, NULL);
  dueby_calendar_coverage(work->calendar, &first, &last, NULL, NULL);
  return (work->run.as_at.date >= first && work->run.as_at.date <= last) || fail_coverage(work->calendar);
}

static int read_run(const json_t *args, struct work *work) {
  dueby_date last = work->run.as_at.date; /* the year of measures may limit this day */
  if (!read_measured(args, work) || !settle_as_at(work) || !read_day(args, "historyFrom", &work->run.history_from) ||
      !read_day(args, "horizon", &work->run.horizon))
    return 0;
  if (last == DUEBY_DATE_NONE) last = work->run.as_at.date;
  if (work->run.history_from != DUEBY_DATE_NONE && work->run.history_from > last)
    return refuse(DUEBY_EARGUMENT, "historyFrom", DUEBY_REFUSAL_HISTORY, NULL);
  if (work->run.horizon != DUEBY_DATE_NONE && work->run.horizon && work->run.horizon < work->run.as_at.date)
    return refuse(DUEBY_EARGUMENT, "horizon", DUEBY_REFUSAL_HORIZON, NULL);
  if (json_object_get(args, "soon") && !read_soon(args, &work->run.soon)) return 0;
  if (flag_of(args, "ignoreRefs")) work->run.flags |= DUEBY_TIMELINE_IGNORE_REFS;
  if (flag_of(args, "wholeDays")) work->run.flags |= DUEBY_TIMELINE_WHOLE_DAYS;
  return (work->year ? select_measured(args, work) : select_rules(args, work)) && read_holds(args, last, work) &&
         read_recorded(args, work);
}

static int read_listing(const json_t *args, struct work *work) {
  work->options.flags = DUEBY_WORKLIST_KEEP;
  work->options.style = flag_of(args, "inForm") ? DUEBY_STYLE_FORM : DUEBY_STYLE_JAVASCRIPT;
  work->options.run = &work->run;
  return read_bits(args, "state", DUEBY_CODE_STATE, &work->options.states) &&
         read_day(args, "dueBefore", &work->options.due_before) && read_day(args, "recordedTo", &work->options.recorded_to);
}

static int read_reading(const json_t *args, struct work *work) {
  if (!read_code_of(args, "dates", DUEBY_CODE_DATES, &work->reading.date_order) ||
      !read_texts(args, "nulls", &work->nulls, &work->reading.null_count))
    return 0;
  work->reading.flags = flag_of(args, "midnightIsTime") ? DUEBY_CASELOAD_MIDNIGHT_IS_TIME : 0;
  if (flag_of(args, "ofRows")) work->reading.flags |= DUEBY_CASELOAD_ROWS_FROM_0;
  work->reading.nulls = work->nulls;
  work->reading.style = flag_of(args, "inForm") ? DUEBY_STYLE_FORM : DUEBY_STYLE_JAVASCRIPT;
  if (!read_moment(args, "asAt", &work->run.as_at)) return 0;
  work->reading.as_at = work->run.as_at.date;
  return 1;
}

/* ---- the files ---- */

/* Reads which cases to list, from a list of alternating columns and values. The column "case" is the name of the case. */
static int read_where(const json_t *args, struct work *work) {
  int64_t count;
  if (!read_texts(args, "where", &work->where_texts, &count)) return 0;
  work->where = calloc((size_t)count / 2 + 1, sizeof *work->where);
  if (!work->where) return fail_status(DUEBY_EMEMORY, NULL);
  for (int64_t i = 0; i < count / 2; i++) {
    const char *wanted = work->where_texts[2 * i];
    if (strcmp(wanted, "case") != 0)
      work->where[i].column = dueby_caseload_column(work->caseload, dueby_caseload_find_column(work->caseload, wanted));
    work->where[i].value = work->where_texts[2 * i + 1];
    if (!work->where[i].column && strcmp(wanted, "case") != 0)
      return refuse(DUEBY_ENOTFOUND, "where", DUEBY_REFUSAL_COLUMN, wanted);
  }
  work->options.where = work->where;
  work->options.where_count = count / 2;
  return 1;
}

static int64_t problem_count(const struct work *work) {
  return work->problems.count < work->problems.capacity ? work->problems.count : work->problems.capacity;
}

/* Reports that the files cannot be read at all. The last message says why, and names the file if there are several. */
static int fail_reading(const struct work *work, dueby_status status) {
  int64_t count = problem_count(work);
  const dueby_diagnostic *last = count ? &work->problems.items[count - 1] : NULL;
  int is_one = work->file_count == 1;
  const char *name = is_one ? work->files->name : "", *colon = is_one ? ": " : "";
  if (status == DUEBY_EMEMORY) return fail_status(status, NULL);
  if (status == DUEBY_ECOVERAGE) return fail_coverage(work->calendar);
  if (!last) return fail("BAD_FILE", status, "%s%s%s", name, colon, dueby_status_text(status));
  if (!last->line) return fail("BAD_FILE", status, "%s%s%s", name, colon, last->message);
  if (work->reading.flags & DUEBY_CASELOAD_ROWS_FROM_0)
    return fail("BAD_FILE", status, "%s: row %d: %s", name, (int)last->line - 1, last->message);
  if (is_one) return fail("BAD_FILE", status, "%s:%d: %s", name, (int)last->line, last->message);
  return fail("BAD_FILE", status, "%s (line %d)", last->message, (int)last->line);
}

/* Reads the files of the question: their names, and where their bytes are in memory. */
static int open_files(const json_t *args, struct work *work) {
  const json_t *listed = json_object_get(args, "files");
  work->file_count = (int64_t)json_array_size(listed);
  work->files = calloc((size_t)work->file_count + 1, sizeof *work->files);
  work->problems = (dueby_diagnostics){calloc(PROBLEMS_MAX, sizeof *work->problems.items), PROBLEMS_MAX, 0};
  if (!work->files || !work->problems.items) return fail_status(DUEBY_EMEMORY, NULL);
  for (int64_t i = 0; i < work->file_count; i++) {
    const json_t *one = json_array_get(listed, (size_t)i);
    work->files[i] = (dueby_file){json_string_value(json_object_get(one, "name")), object_of(one, "at"),
                                  json_integer_value(json_object_get(one, "length"))};
  }
  dueby_status status =
      dueby_caseload_from_files(work->profile, work->files, work->file_count, &work->reading, &work->problems, &work->caseload);
  return status == DUEBY_OK || fail_reading(work, status);
}

/* Fails if a case asked for by name is not in the files. A list without it would look as if nothing were due. */
static int find_cases(const dueby_worklist *worklist) {
  char absent[256];
  dueby_status status = dueby_worklist_absent_text(worklist, DUEBY_STYLE_JAVASCRIPT, absent, sizeof absent, NULL);
  if (status != DUEBY_OK) return fail_status(status, NULL);
  return !*absent || fail("UNKNOWN_NAME", DUEBY_ENOTFOUND, "%s", absent);
}

static int run_cases(const json_t *args, struct work *work, dueby_worklist **worklist) {
  int32_t order = DUEBY_SORTED_WORST;
  if (!read_code_of(args, "order", DUEBY_CODE_SORTED, &order)) return 0;
  dueby_status status = dueby_caseload_to_worklist(work->caseload, work->calendar, &work->options, worklist);
  if (status != DUEBY_OK) return fail_reading(work, status);
  status = order == DUEBY_SORTED_CASE ? DUEBY_OK : dueby_worklist_sort(*worklist);
  return status == DUEBY_OK ? find_cases(*worklist) : fail_status(status, NULL);
}

/* ---- the worklist ---- */

static void put_count(const dueby_worklist *worklist, const char *name, int32_t what) {
  put_name(name);
  put_number(dueby_worklist_count(worklist, what));
}

static void put_problems(const struct work *work) {
  put("[");
  for (int64_t i = 0; i < problem_count(work); i++) {
    const dueby_diagnostic *problem = &work->problems.items[i];
    if (i) put(",");
    put("{");
    put_name("line");
    put_number(problem->line);
    put_name("severity");
    put_string(problem->severity == DUEBY_SEVERITY_WARNING ? "note" : "error");
    put_name("message");
    put_string(problem->message);
    put("}");
  }
  put("]");
}

/* Writes the notes about a return (how it was read, and what it cannot show), and what the options state about the records. */
static void put_read_as(const struct work *work, const dueby_worklist *worklist) {
  const dueby_return *returned = dueby_caseload_return(work->caseload);
  const char *before = "";
  dueby_holding holding;
  int32_t event;
  dueby_date taken = work->year ? DUEBY_DATE_NONE : work->taken; /* measures name the year instead */
  char text[1024];
  put("[");
  for (int64_t i = 0; returned && dueby_return_note_text(returned, i, taken, text, sizeof text, NULL) == DUEBY_OK; i++) {
    put(before);
    put_string(text);
    before = ",";
  }
  if (dueby_worklist_stated(worklist, 0, &event, &holding) == DUEBY_OK) {
    put(before);
    PUT_STRING(dueby_worklist_stated_text, worklist);
  }
  put("]");
}

static int put_worklist(const struct work *work, const dueby_worklist *worklist) {
  put("{");
  put_name("worklist");
  put_object(worklist);
  put_count(worklist, "cases", DUEBY_COUNT_CASES);
  put_count(worklist, "rows", DUEBY_COUNT_ROWS);
  put_count(worklist, "badRows", DUEBY_COUNT_BAD_ROWS);
  put_count(worklist, "overdue", DUEBY_COUNT_OVERDUE);
  put_count(worklist, "childrenToCheck", DUEBY_COUNT_CHECKING);
  put_count(worklist, "length", DUEBY_COUNT_LISTED);
  put_name("counts");
  put("{");
  for (int32_t i = 0; dueby_code_at(DUEBY_CODE_STATE, i); i++) {
    int32_t state;
    dueby_code_value(DUEBY_CODE_STATE, dueby_code_at(DUEBY_CODE_STATE, i), &state);
    if (!dueby_worklist_state_count(worklist, state)) continue;
    put_name(dueby_code_at(DUEBY_CODE_STATE, i));
    put_number(dueby_worklist_state_count(worklist, state));
  }
  put("}");
  put_name("columns");
  put("[");
  for (int32_t c = 0; c < dueby_caseload_column_count(work->caseload); c++) {
    if (c) put(",");
    put_string(dueby_caseload_column(work->caseload, c));
  }
  put("]");
  put_name("fields");
  put("[");
  for (int32_t f = 0; dueby_line_field(f); f++) {
    if (f) put(",");
    put_string(dueby_line_field(f));
  }
  put("]");
  if (work->year) put_name("year");
  if (work->year) put_number(work->year);
  put_name("asAt");
  put_when(&work->run.as_at);
  put_name("readAs");
  put_read_as(work, worklist);
  put_name("problems");
  put_problems(work);
  put("}");
  return 1;
}

int call_worklist(const json_t *args) {
  struct work work = {.profile = object_of(args, "profile"), .calendar = object_of(args, "calendar"), .taken = DUEBY_DATE_NONE};
  dueby_worklist *worklist = NULL;
  int done = read_listing(args, &work) && read_reading(args, &work) && open_files(args, &work) && read_run(args, &work) &&
             read_where(args, &work) && run_cases(args, &work, &worklist) && put_worklist(&work, worklist);
  if (!done) dueby_worklist_free(worklist);
  close_work(&work);
  return done;
}

int call_lines(const json_t *args) {
  const dueby_worklist *worklist = object_of(args, "worklist");
  int64_t from = json_integer_value(json_object_get(args, "from")), to = json_integer_value(json_object_get(args, "to"));
  dueby_status status = DUEBY_OK;
  put("[");
  for (int64_t i = from; i < to && status == DUEBY_OK; i++) {
    dueby_item item;
    if (i > from) put(",");
    status = dueby_worklist_item(worklist, dueby_worklist_listed(worklist, i), &item);
    if (status == DUEBY_OK) PUT_TEXT(status, dueby_line_json, dueby_worklist_profile(worklist), item.line, item.of);
  }
  put("]");
  return status == DUEBY_OK || fail_status(status, "lines");
}

/* Writes all texts about a listed item. */
int call_item_texts(const json_t *args) {
  static const struct {
    char name[16];
    int32_t what;
  } texts[] = {{"duty", DUEBY_ITEM_DUTY},
               {"state", DUEBY_ITEM_STATE},
               {"reason", DUEBY_ITEM_REASON},
               {"law", DUEBY_ITEM_LAW},
               {"explanation", DUEBY_ITEM_EXPLANATION}};
  const dueby_worklist *worklist = object_of(args, "worklist");
  int64_t index = dueby_worklist_listed(worklist, json_integer_value(json_object_get(args, "index")));
  if (index < 0) return fail("BAD_VALUE", DUEBY_EARGUMENT, "index: there is no line with this index");
  put("{");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    put_name(texts[i].name);
    PUT_STRING(dueby_worklist_item_text, worklist, index, texts[i].what);
  }
  put("}");
  return 1;
}

int call_quality(const json_t *args) {
  const dueby_worklist *worklist = object_of(args, "worklist");
  dueby_status status = DUEBY_OK;
  put("[");
  for (int64_t i = 0; i < dueby_worklist_finding_count(worklist) && status == DUEBY_OK; i++) {
    if (i) put(",");
    PUT_TEXT(status, dueby_worklist_finding_json, worklist, i);
  }
  put("]");
  return status == DUEBY_OK || fail_status(status, "quality");
}

int call_disclaimer(const json_t *args) {
  PUT_STRING(dueby_worklist_disclaimer_text, object_of(args, "worklist"));
  return 1;
}

/* ---- measures ---- */

static int put_measures(const dueby_summary *summary) {
  dueby_summary_row row;
  dueby_status status = DUEBY_OK;
  const char *before = "";
  put("{");
  put_name("rows");
  put("[");
  for (int64_t cursor = 0; status == DUEBY_OK && dueby_summary_next(summary, &cursor, &row) == DUEBY_OK; before = ",") {
    put(before);
    PUT_TEXT(status, dueby_summary_json, summary, &row);
  }
  put("]");
  put_name("notes");
  put("[");
  for (int64_t i = 0; i < DIAGNOSTICS_MAX; i++) {
    char text[1024];
    if (dueby_summary_note_text(summary, i, text, sizeof text, NULL) != DUEBY_OK) break;
    if (i) put(",");
    put_string(text);
  }
  put("]}");
  return status == DUEBY_OK || fail_status(status, "summary");
}

/* Returns the place, from 0, of a carried column by its name. */
int call_column(const json_t *args) {
  const char **columns, *wanted;
  int64_t count;
  if (!read_text(args, "name", &wanted) || !read_texts(args, "columns", &columns, &count)) return 0;
  int64_t found = dueby_name_find(columns, count, wanted);
  free(columns);
  if (found < 0) return refuse(DUEBY_ENOTFOUND, "by", DUEBY_REFUSAL_COLUMN, wanted);
  put_number(found);
  return 1;
}

/* Returns a summary. If that needs a worklist as at an earlier day, returns null and that day. */
int call_summary(const json_t *args) {
  const dueby_worklist *worklist = object_of(args, "worklist");
  const dueby_timeline_options *run = dueby_worklist_run(worklist);
  const char *by;
  dueby_when when;
  dueby_measure_options options = {.as_at = run->as_at.date};
  dueby_summary *summary;
  if (!read_text(args, "by", &by) || !read_code_of(args, "basis", DUEBY_CODE_MEASURE, &options.basis) ||
      !read_day(args, "from", &options.from) || !read_day(args, "to", &options.to))
    return 0;
  if (options.from != DUEBY_DATE_NONE && options.to != DUEBY_DATE_NONE && options.from > options.to)
    return refuse(DUEBY_EARGUMENT, "period", DUEBY_REFUSAL_PERIOD, NULL);
  dueby_summary_when(&options, &run->as_at, &when);
  if (when.date != run->as_at.date) {
    put("{");
    put_name("asAt");
    put_when(&when);
    put("}");
    return 1;
  }
  dueby_status status = dueby_summary_new(worklist, &options, by, &summary);
  if (status != DUEBY_OK) return fail_status(status, "summary");
  status = dueby_summary_add(summary, worklist);
  int done = status == DUEBY_OK ? put_measures(summary) : fail_status(status, "summary");
  dueby_summary_free(summary);
  return done;
}

/* ---- changes, and effects of an event ---- */

/* Refuses a carried column with the name of a field of the answer. All cases of a file have the same columns. */
static int refuse_fields(const dueby_worklist *worklist, const char *(*field)(int32_t)) {
  const dueby_case *of;
  const dueby_line *lines;
  int64_t count;
  if (dueby_worklist_kept_case(worklist, 0, &of, &lines, &count) != DUEBY_OK) return 1;
  for (int64_t column = 0; column < of->column_count; column++)
    for (int32_t i = 0; field(i); i++)
      if (strcmp(field(i), of->columns[column]) == 0) return refuse(DUEBY_EARGUMENT, NULL, DUEBY_REFUSAL_FIELD, field(i));
  return 1;
}

/* Refuses an older worklist that was made differently. */
static int refuse_older(const dueby_worklist *before, const dueby_worklist *after) {
  char difference[4096] = "";
  dueby_changes_difference_text(before, after, DUEBY_STYLE_JAVASCRIPT, difference, sizeof difference, NULL);
  return refuse(DUEBY_EARGUMENT, "since", DUEBY_REFUSAL_OTHER_LIST, difference);
}

static int put_changes(const dueby_worklist *before, const dueby_worklist *after) {
  dueby_changes *changes;
  if (!refuse_fields(after, dueby_changes_field)) return 0;
  dueby_status status = dueby_changes_new(before, after, &changes);
  if (status == DUEBY_EARGUMENT) return refuse_older(before, after);
  if (status != DUEBY_OK) return fail_status(status, "since");
  put("[");
  for (int64_t i = 0; i < dueby_changes_count(changes) && status == DUEBY_OK; i++) {
    if (i) put(",");
    PUT_TEXT(status, dueby_changes_json, changes, i);
  }
  put("]");
  dueby_changes_free(changes);
  return status == DUEBY_OK || fail_status(status, "since");
}

/* Compares a worklist with an older one, or with the same cases as at an earlier day. */
int call_since(const json_t *args) {
  const dueby_worklist *worklist = object_of(args, "worklist"), *older = object_of(args, "older");
  dueby_worklist *earlier = NULL;
  dueby_when day;
  if (older) return put_changes(older, worklist);
  if (!read_moment(args, "since", &day)) return 0;
  dueby_status status = dueby_worklist_as_at(worklist, &day, &earlier);
  if (status == DUEBY_ECOVERAGE || status == DUEBY_EARGUMENT) return fail_coverage(dueby_worklist_calendar(worklist));
  if (status != DUEBY_OK) return fail_status(status, "since");
  int done = put_changes(earlier, worklist);
  dueby_worklist_free(earlier);
  return done;
}

static dueby_status put_effects(const dueby_trial *trial, int *is_first) {
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < dueby_trial_row_count(trial) && status == DUEBY_OK; i++) {
    if (!*is_first) put(",");
    *is_first = 0;
    PUT_TEXT(status, dueby_trial_row_json, trial, i);
  }
  return status;
}

int call_what_if(const json_t *args) {
  const dueby_worklist *worklist = object_of(args, "worklist");
  const dueby_profile *profile = dueby_worklist_profile(worklist);
  const char *slug;
  dueby_when at;
  dueby_event event = {.has = DUEBY_HAS_DATE};
  if (!read_text(args, "event", &slug) || !read_event("event", profile, slug, &event.type) || !read_moment(args, "at", &at) ||
      !read_tags(args, profile, &event.tags))
    return 0;
  event.date = at.date;
  event.time = at.time;
  if (!refuse_fields(worklist, dueby_trial_field)) return 0;
  dueby_trial *trial;
  const dueby_case *of;
  const dueby_line *lines;
  int64_t count;
  int is_first = 1;
  dueby_status status = dueby_trial_new(worklist, 0, &trial);
  if (status != DUEBY_OK) return fail_status(status, "whatIf");
  put("[");
  for (int64_t i = 0; status == DUEBY_OK && dueby_worklist_kept_case(worklist, i, &of, &lines, &count) == DUEBY_OK; i++) {
    status = dueby_trial_run(trial, of, &event);
    if (status == DUEBY_OK) status = put_effects(trial, &is_first);
  }
  put("]");
  dueby_trial_free(trial);
  if (status == DUEBY_ECOVERAGE || status == DUEBY_EARGUMENT) return fail_coverage(dueby_worklist_calendar(worklist));
  return status == DUEBY_OK || fail_status(status, "whatIf");
}

/* ---- files ---- */

static int32_t take_text(const char *text, int64_t length, void *context) {
  (void)context;
  put_bytes(text, length);
  return 0;
}

int call_page(const json_t *args) {
  const char *marking, *order;
  if (!read_text(args, "marking", &marking) || !read_text(args, "order", &order)) return 0;
  const dueby_worklist *worklist = object_of(args, "worklist"), *older = object_of(args, "older");
  dueby_definitions *definitions = NULL;
  dueby_changes *changes = NULL;
  dueby_status status = older ? dueby_changes_new(older, worklist, &changes) : DUEBY_OK;
  if (status == DUEBY_EARGUMENT) return refuse_older(older, worklist);
  if (status == DUEBY_OK) status = dueby_definitions_new(dueby_worklist_profile(worklist), &definitions);
  const dueby_page_options options = {.flags = (flag_of(args, "everyState") ? 0 : DUEBY_PAGE_TO_DO) |
                                               (order && strcmp(order, "case") == 0 ? DUEBY_PAGE_BY_CASE : 0),
                                      .marking = marking,
                                      .definitions = definitions,
                                      .changes = changes};
  if (status == DUEBY_OK) status = dueby_page_write_whole(worklist, &options, take_text, NULL);
  dueby_definitions_free(definitions);
  dueby_changes_free(changes);
  return status == DUEBY_OK || fail_status(status, "page");
}

int call_ics(const json_t *args) {
  uint32_t flags = (flag_of(args, "detail") ? DUEBY_ICAL_DETAIL : 0) | (flag_of(args, "past") ? DUEBY_ICAL_PAST : 0);
  int32_t form = flag_of(args, "todo") ? DUEBY_ICAL_TODO : DUEBY_ICAL_EVENT;
  dueby_status status = dueby_ical_worklist_write(object_of(args, "worklist"), form, flags, take_text, NULL);
  return status == DUEBY_OK || fail_status(status, "calendar");
}
