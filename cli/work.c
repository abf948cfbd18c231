#include "work.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PROBLEMS_NAMED = 20, NOTE = 4096 };

/* ---- options ---- */

int split_list(const char *option, const char *text, struct pieces *pieces) {
  pieces->count = 0;
  while (text) {
    size_t length = strcspn(text, ",");
    if (!length) return usage_error("%s: \"%s\": an item is empty", option, text);
    if (pieces->count == PIECES_MAX || length >= PIECE_SIZE)
      return usage_error("%s: more than %d items, or a longer one", option, PIECES_MAX);
    memcpy(pieces->text[pieces->count], text, length);
    pieces->text[pieces->count++][length] = '\0';
    text = text[length] ? text + length + 1 : NULL;
  }
  return 0;
}

/* Whether a name is what a pattern says, in which * stands for anything. */
static int matches(const char *pattern, const char *name) {
  for (; *pattern != '*'; pattern++, name++)
    if (*pattern != *name) return 0;
    else if (!*name) return 1;
  for (;; name++) {
    if (matches(pattern + 1, name)) return 1;
    if (!*name) return 0;
  }
}

static int select_only(struct work *work) {
  const dueby_profile *profile = work->context->profile;
  static struct pieces only;
  int problem = split_list("--only", work->context->options->only, &only);
  if (problem || !only.count) return problem;
  int32_t rules = dueby_profile_rule_count(profile);
  for (int i = 0; i < only.count; i++) {
    int found = 0;
    for (int32_t rule = 0; rule < rules; rule++) found |= matches(only.text[i], dueby_rule_text(profile, rule, 0, DUEBY_RULE_ID));
    if (!found) return usage_error("--only: no duty is called %s: see dueby rules", only.text[i]);
  }
  for (int32_t rule = 0; rule < rules; rule++) {
    int kept = 0;
    for (int i = 0; i < only.count; i++) kept |= matches(only.text[i], dueby_rule_text(profile, rule, 0, DUEBY_RULE_ID));
    work->selected[rule] &= (uint8_t)kept;
  }
  return 0;
}

/* --authority, --subject: the rules of which a number is one of those that the words stand for. */
static int select_by_code(struct work *work, const char *option, const char *words, int32_t kind, int32_t field) {
  const dueby_profile *profile = work->context->profile;
  static struct pieces names;
  int32_t kept[PIECES_MAX];
  int problem = split_list(option, words, &names);
  for (int i = 0; i < names.count && !problem; i++) problem = read_code_option(option, kind, names.text[i], &kept[i]);
  if (problem || !names.count) return problem;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    int found = 0;
    for (int i = 0; i < names.count; i++) found |= dueby_rule_number(profile, rule, 0, field) == kept[i];
    work->selected[rule] &= (uint8_t)found;
  }
  return 0;
}

static int select_rules(struct work *work) {
  const struct context *context = work->context;
  int32_t rules = dueby_profile_rule_count(context->profile);
  work->selected = calloc((size_t)rules + 1, 1);
  work->recorded = calloc((size_t)dueby_profile_event_count(context->profile) + 1, 1);
  work->waits = calloc((size_t)dueby_profile_duty_count(context->profile) + 1, 1);
  work->missing = calloc((size_t)dueby_profile_event_count(context->profile) + 1, sizeof *work->missing);
  if (!work->selected || !work->recorded || !work->waits || !work->missing) return say_no_memory();
  if (context->options->rule) {
    char reason[NOTE];
    struct asked asked;
    int problem = find_rule(context, context->options->rule, &asked, reason, sizeof reason);
    if (problem) return usage_error("--rule: %s", reason);
    for (int32_t rule = 0; rule < rules; rule++) work->selected[rule] = (uint8_t)dueby_query_has_rule(asked.query, rule);
    close_asked(&asked);
  } else {
    for (int32_t rule = 0; rule < rules; rule++)
      work->selected[rule] = dueby_rule_number(context->profile, rule, 0, DUEBY_RULE_ALTERNATIVE_OF) < 0;
  }
  int problem = select_only(work);
  const struct options *options = context->options;
  if (!problem) problem = select_by_code(work, "--authority", options->authority, DUEBY_CODE_AUTHORITY, DUEBY_RULE_AUTHORITY);
  if (!problem) problem = select_by_code(work, "--subject", options->subject, DUEBY_CODE_SUBJECT, DUEBY_RULE_SUBJECT);
  return problem;
}

/* Of a day that the calendar does not know nothing could be judged: a slip in the year would leave nothing overdue. */
static int refuse_unknown_day(const struct context *context, dueby_date day) {
  dueby_date first, last;
  dueby_calendar_coverage(context->calendar, &first, &last, NULL, NULL);
  return day < first || day > last ? say_outside_coverage(context) : 0;
}

static int read_question_of_work(struct work *work) {
  const struct options *options = work->context->options;
  dueby_timeline_options *asked = &work->asked;
  asked->horizon = asked->history_from = DUEBY_DATE_NONE;
  if (!options->as_at) return usage_error("--as-at DATE is needed: the day for which the states are wanted");
  int problem = read_when("--as-at", options->as_at, &asked->as_at);
  if (!problem) problem = refuse_unknown_day(work->context, asked->as_at.date);
  if (!problem && options->history_from) problem = read_day("--history-from", options->history_from, &asked->history_from);
  if (!problem && options->soon) problem = read_soon_option(options->soon, &asked->soon);
  if (!problem) problem = select_rules(work);
  asked->selected = work->selected;
  asked->recorded = work->recorded;
  return problem;
}

/* ---- the file ---- */

static void say_problem(void *to, const dueby_diagnostic *what) {
  struct work *work = to;
  work->problems++;
  if (work->problems <= PROBLEMS_NAMED) {
    if (what->line)
      say("%s:%d: %s%s", work->path, (int)what->line, what->severity == DUEBY_SEVERITY_WARNING ? "note: " : "", what->message);
    else say("%s: %s", work->path, what->message);
  }
  if (work->problems == PROBLEMS_NAMED + 1) say("further rows are counted, and not named");
}

static int open_caseload(struct work *work) {
  const struct context *context = work->context;
  dueby_caseload_options options = {.date_order = context->date_order,
                                    .flags = caseload_flags(context->options),
                                    .say = say_problem,
                                    .to = work,
                                    .nulls = context->options->nulls.items,
                                    .null_count = context->options->nulls.count,
                                    .as_at = work->asked.as_at.date};
  if (context->options->sorted) options.flags |= DUEBY_CASELOAD_BY_CASE;
  dueby_status status = dueby_caseload_new(context->profile, read_from_file, work->in, &options, &work->caseload);
  if (status == DUEBY_OK) return 0;
  if (status != DUEBY_ETEXT) say("%s: %s", work->path, dueby_status_text(status));
  return BAD_FILE;
}

/* 0, or how to end. */
static int cannot_go_on(const struct work *work, dueby_status status) {
  if (status == DUEBY_OK || status == DUEBY_DONE) return 0;
  if (status != DUEBY_EFORMAT) say("%s: %s", work->path, dueby_status_text(status)); /* that has been said */
  return BAD_FILE;
}

/* Which events the file holds at all. Of a file that is read case by case that is known after a first reading of the whole. */
static int learn_what_is_recorded(struct work *work) {
  dueby_case passed;
  dueby_status status = dueby_caseload_read(work->caseload);
  if (work->context->options->sorted)
    while ((status = dueby_caseload_next(work->caseload, &passed)) == DUEBY_OK) continue;
  int problem = cannot_go_on(work, status);
  for (int32_t i = 0; i < dueby_profile_event_count(work->context->profile) && !problem; i++)
    work->recorded[i] = dueby_caseload_event_count(work->caseload, i) > 0;
  if (problem || !work->context->options->sorted) return problem;
  dueby_caseload_free(work->caseload);
  work->caseload = NULL;
  work->problems = INT32_MAX; /* they have been said */
  if (fseek(work->in, 0, SEEK_SET) != 0) {
    say("%s: %s", work->path, strerror(errno));
    return BAD_FILE;
  }
  return open_caseload(work);
}

static int find_where(struct work *work) {
  const struct option_list *where = &work->context->options->where;
  work->where_columns = calloc((size_t)where->count + 1, sizeof *work->where_columns);
  if (!work->where_columns) return say_no_memory();
  for (int i = 0; i < where->count; i++) {
    size_t length = strcspn(where->items[i], "=");
    int32_t found = -1;
    if (!where->items[i][length]) return usage_error("--where: \"%s\": expected COLUMN=VALUE", where->items[i]);
    for (int32_t column = 0; column < dueby_caseload_column_count(work->caseload); column++) {
      const char *name = dueby_caseload_column(work->caseload, column);
      if (strncmp(name, where->items[i], length) == 0 && !name[length]) found = column;
    }
    if (found < 0) return usage_error("--where: %s has no column \"%.*s\" to carry", work->path, (int)length, where->items[i]);
    work->where_columns[i] = found;
  }
  return 0;
}

int open_work(const struct context *context, struct work *work) {
  const char *path = context->options->arguments[0];
  int standard_input = strcmp(path, "-") == 0;
  memset(work, 0, sizeof *work);
  work->context = context;
  work->path = standard_input ? "standard input" : path;
  int problem = read_question_of_work(work);
  if (!problem && standard_input && context->options->sorted)
    problem = usage_error("--sorted: the file is read twice, and standard input cannot be");
  if (!problem) {
    work->in = standard_input ? stdin : fopen(path, "rb");
    if (!work->in) {
      say("%s: %s", path, strerror(errno));
      problem = BAD_FILE;
    }
  }
  if (!problem) problem = open_caseload(work);
  if (!problem) problem = find_where(work);
  if (!problem) problem = learn_what_is_recorded(work);
  if (!problem && dueby_timeline_new(context->profile, context->calendar, &work->timeline) != DUEBY_OK) problem = say_no_memory();
  if (problem) close_work(work);
  return problem;
}

void close_work(struct work *work) {
  dueby_timeline_free(work->timeline);
  dueby_caseload_free(work->caseload);
  free(work->selected);
  free(work->recorded);
  free(work->waits);
  free(work->missing);
  free(work->where_columns);
  if (work->in && work->in != stdin) fclose(work->in);
}

/* ---- cases ---- */

/* Of values for one column any will do. */
static int is_asked_for(struct work *work, const dueby_case *at) {
  const struct option_list *children = &work->context->options->child, *where = &work->context->options->where;
  int found = !children->count;
  for (int i = 0; i < children->count; i++) {
    if (strcmp(children->items[i], at->name) != 0) continue;
    work->found[i] = 1;
    found = 1;
  }
  for (int i = 0; i < where->count && found; i++) {
    const char *value = dueby_caseload_value(work->caseload, (int32_t)work->where_columns[i]);
    found = at->bad_rows && !*value; /* it may stand in the row that could not be read */
    for (int j = 0; j < where->count && !found; j++)
      found = work->where_columns[j] == work->where_columns[i] && strcmp(strchr(where->items[j], '=') + 1, value) == 0;
  }
  return found;
}

static void count_missing(struct work *work, const struct work_case *at) {
  const dueby_profile *profile = work->context->profile;
  int32_t last = -1;
  for (int64_t i = 0; i < at->count; i++) {
    const dueby_line *line = &at->lines[i];
    int32_t due = -1;
    work->undecided += line->reason == DUEBY_REASON_BIRTH;
    if (line->duty == last || line->met >= 0) continue;
    last = line->duty;
    dueby_profile_find_event(profile, dueby_rule_text(profile, line->deadline.rule, 0, DUEBY_RULE_DUE), &due);
    if (due < 0 || work->recorded[due]) continue;
    work->waits[line->duty] = 1;
    work->missing[due].cases += work->missing[due].last != work->cases;
    work->missing[due].last = work->cases;
  }
}

int run_case(struct work *work, dueby_timeline *timeline, const dueby_case *at, int64_t *count) {
  int64_t offsets[] = {0, at->count};
  dueby_status status = dueby_timeline_run(timeline, at->events, offsets, 1, &work->asked, count);
  if (status == DUEBY_OK) return 1;
  if (status == DUEBY_ELIMIT) say("%s: a case has more than %d events", work->path, DUEBY_CASE_EVENTS_MAX);
  else say("%s", dueby_status_text(status));
  return 0;
}

int next_case(struct work *work, struct work_case *next) {
  int64_t later, voided;
  for (;;) {
    dueby_status status = dueby_caseload_next(work->caseload, &next->at);
    if (status == DUEBY_DONE) return 0;
    if (cannot_go_on(work, status)) return -1;
    if (is_asked_for(work, &next->at)) break;
  }
  if (!run_case(work, work->timeline, &next->at, &next->count)) return -1;
  next->lines = dueby_timeline_lines(work->timeline);
  next->limits = dueby_timeline_rule_dates(work->timeline);
  next->number = work->cases++;
  dueby_timeline_ignored(work->timeline, &later, &voided);
  work->later += later;
  work->voided += voided;
  count_missing(work, next);
  return 1;
}

const char *ref_of(const struct work *work, const dueby_line *line) {
  return dueby_caseload_ref(work->caseload, line->ref);
}

const dueby_event *event_of(const struct work_case *from, int64_t place) {
  return place < 0 ? NULL : &from->at.events[place];
}

/* ---- what is carried ---- */

int check_column(const struct work *work, const char *fields, const char *name) {
  size_t length = strlen(name);
  for (const char *at = fields; at; at = strchr(at, ',')) {
    at += *at == ',';
    if (length && strcspn(at, ",") == length && memcmp(at, name, length) == 0)
      return usage_error("%s:1: the file has a column \"%s\" already, which is a field of the answer: give it another name",
                         work->path, name);
  }
  return 0;
}

int check_carried(const struct work *work, const char *fields) {
  int problem = 0;
  for (int32_t i = 0; i < dueby_caseload_column_count(work->caseload) && !problem; i++)
    problem = check_column(work, fields, dueby_caseload_column(work->caseload, i));
  return problem;
}

void put_carried(const struct work *work, struct row *row) {
  for (int32_t i = 0; i < dueby_caseload_column_count(work->caseload); i++)
    put_text(row, dueby_caseload_column(work->caseload, i), dueby_caseload_value(work->caseload, i));
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

/* ---- nobody drops off ---- */

static void say_missing_event(const struct work *work, int32_t event, void (*take)(void *to, const char *note), void *to) {
  const dueby_profile *profile = work->context->profile;
  char note[NOTE];
  const char *slug = dueby_profile_event_slug(profile, event);
  size_t used = (size_t)snprintf(note, sizeof note, "Not in your file: %s, needed by", slug);
  int64_t children = work->missing[event].cases;
  int named = 0;
  if (!children) return;
  for (int32_t duty = 0; duty < dueby_profile_duty_count(profile); duty++) {
    int32_t first, count;
    dueby_profile_duty_rules(profile, duty, &first, &count);
    if (!work->waits[duty] || strcmp(dueby_rule_text(profile, first, 0, DUEBY_RULE_DUE), slug) != 0) continue;
    if (used < sizeof note)
      used += (size_t)snprintf(note + used, sizeof note - used, "%s %s", named++ ? "," : "", dueby_profile_duty(profile, duty));
  }
  if (used < sizeof note)
    snprintf(note + used, sizeof note - used, ", %" PRId64 " %s", children, children == 1 ? "child" : "children");
  take(to, note);
}

void say_what_is_missing(const struct work *work, void (*take)(void *to, const char *note), void *to) {
  char note[NOTE];
  for (int32_t event = 0; event < dueby_profile_event_count(work->context->profile); event++)
    if (!work->recorded[event]) say_missing_event(work, event, take, to);
  if (work->later) {
    snprintf(note, sizeof note, "%" PRId64 " %s after the day looked at, and %s not happened", work->later,
             work->later == 1 ? "event lies" : "events lie", work->later == 1 ? "has" : "have");
    take(to, note);
  }
  if (work->voided) {
    snprintf(note, sizeof note, "%" PRId64 " %s tagged void, and passed over", work->voided,
             work->voided == 1 ? "row is" : "rows are");
    take(to, note);
  }
}

int end_of_work(const struct work *work, int64_t overdue) {
  int named = work->context->options->child.count, found = 0;
  for (int i = 0; i < named; i++) found += work->found[i];
  if (named && !found) say("%s: no such case as --case names", work->path);
  else if (found < named) say("%s: of the %d cases that --case names it has %d", work->path, named, found);
  if (work->context->options->fail_overdue && overdue) return OVERDUE_FOUND;
  return found < named || dueby_caseload_bad_row_count(work->caseload) || work->undecided ? SOME_ROWS_FAILED : DONE;
}
