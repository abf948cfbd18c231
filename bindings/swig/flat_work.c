/* Work: a caseload read and worked out, and kept as columns. What is said and counted is what the command worklist says and counts. */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby/caseload.h"
#include "flat.h"

enum { MESSAGES_MAX = 1000, WORDS = 512 };

/* ---- texts, each once or each as it comes ---- */

struct texts {
  char *space;
  size_t used, size;
  size_t *starts;
  int64_t count, capacity;
  int64_t *slots, slot_count; /* by hash, place + 1; 0: free */
};

static void free_texts(struct texts *texts) {
  free(texts->space);
  free(texts->starts);
  free(texts->slots);
}

static const char *text_at(const struct texts *texts, int64_t place) {
  return texts->space + texts->starts[place];
}

/* Its place; -1: no memory. */
static int32_t append(struct texts *texts, const char *text) {
  size_t length = strlen(text) + 1;
  if (texts->count == INT32_MAX) return -1;
  if (texts->used + length > texts->size) {
    size_t size = (texts->used + length) * 2;
    char *grown = realloc(texts->space, size);
    if (!grown) return -1;
    texts->space = grown;
    texts->size = size;
  }
  if (texts->count == texts->capacity) {
    int64_t capacity = texts->capacity ? texts->capacity * 2 : 64;
    size_t *grown = realloc(texts->starts, (size_t)capacity * sizeof *grown);
    if (!grown) return -1;
    texts->starts = grown;
    texts->capacity = capacity;
  }
  memcpy(texts->space + texts->used, text, length);
  texts->starts[texts->count] = texts->used;
  texts->used += length;
  return (int32_t)texts->count++;
}

static uint64_t hash_of(const char *text) {
  uint64_t hash = 14695981039346656037u;
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 1099511628211u;
  return hash ^ (hash >> 32);
}

static int64_t *slot_of(const struct texts *texts, const char *text) {
  uint64_t mask = (uint64_t)texts->slot_count - 1, at = hash_of(text) & mask;
  while (texts->slots[at] && strcmp(text_at(texts, texts->slots[at] - 1), text) != 0) at = (at + 1) & mask;
  return &texts->slots[at];
}

static int make_slots(struct texts *texts) {
  if (texts->count * 2 < texts->slot_count) return 1;
  free(texts->slots);
  texts->slot_count = texts->slot_count ? texts->slot_count * 2 : 64;
  texts->slots = calloc((size_t)texts->slot_count, sizeof *texts->slots);
  for (int64_t i = 0; texts->slots && i < texts->count; i++) *slot_of(texts, text_at(texts, i)) = i + 1;
  return texts->slots != NULL;
}

/* The place of a text that is kept once; -1: no memory. */
static int32_t intern(struct texts *texts, const char *text) {
  if (!make_slots(texts)) return -1;
  int64_t *slot = slot_of(texts, text);
  if (*slot) return (int32_t)(*slot - 1);
  int32_t place = append(texts, text);
  if (place >= 0) *slot = place + 1;
  return place;
}

/* ---- what is kept ---- */

struct line {
  int64_t times[4]; /* of triggered_on, due, due_by_law, met_on */
  int32_t fields[DUEBY_LINE_CARRIED];
  int32_t duty; /* -1: a case that could not be read whole */
  dueby_outcome outcome;
};

/* For explanations. */
struct whole {
  dueby_line line;
  int64_t first_event, events;
};

/* Of which cases: those that have one of the values in a column; column -1: the case's name. */
struct wanted {
  int32_t column;
  struct texts values;
};

struct dueby_work {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  dueby_timeline_options asked;
  dueby_caseload_options reading;
  int32_t states, worst_first, keeps, learns; /* learns: what is recorded is what the file holds */
  int32_t lost_message;                       /* for want of memory */
  dueby_date due_before;
  uint8_t *selected, *recorded;
  int32_t *first_version; /* by rule */
  int64_t *missing;       /* by duty: 1, its event is not in the file; then by event: the cases that wait for it */
  int32_t *waits_last;    /* by event: the case that was counted last, from 1 */
  struct wanted *wanted;
  int64_t wanted_count;
  dueby_caseload *caseload;
  dueby_timeline *timeline;

  struct line *lines;
  struct whole *wholes; /* beside the lines, where they are kept */
  int64_t count, capacity;
  int64_t *listed, listed_count; /* places of lines, in order */
  dueby_event *events;
  int64_t event_count, event_capacity;

  struct texts cases, refs, keys, reasons, columns, messages;
  struct texts *values; /* by carried column */
  int32_t *carried;     /* by case, then column: places among values */
  int64_t carried_capacity;
  int64_t figures[DUEBY_WORK_FIGURES];
};

enum { LISTED, CASES, ROWS, BAD_ROWS, LATER, VOIDED, UNDECIDED, CHECKING, OVERDUE_LINES, MESSAGES, ROWS_OF_NO_CASE };

void dueby_work_free(dueby_work *work) {
  if (!work) return;
  struct texts *all[] = {&work->cases, &work->refs, &work->keys, &work->reasons, &work->messages};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) free_texts(all[i]);
  for (int64_t i = 0; work->values && i < work->columns.count; i++) free_texts(&work->values[i]);
  free_texts(&work->columns);
  for (int64_t i = 0; i < work->wanted_count; i++) free_texts(&work->wanted[i].values);
  free(work->wanted);
  dueby_timeline_free(work->timeline);
  dueby_caseload_free(work->caseload);
  free(work->values);
  free(work->carried);
  free(work->selected);
  free(work->recorded);
  free(work->first_version);
  free(work->missing);
  free(work->waits_last);
  free(work->lines);
  free(work->wholes);
  free(work->listed);
  free(work->events);
  free(work);
}

/* ---- opening ---- */

static dueby_work *open_work(const dueby_profile *profile, const dueby_calendar *calendar, const uint8_t *selected,
                             const int64_t *asked) {
  int32_t rules = dueby_profile_rule_count(profile), versions = 0;
  dueby_work *work = calloc(1, sizeof *work);
  if (!work) return NULL;
  work->profile = profile;
  work->calendar = calendar;
  work->selected = malloc((size_t)rules + 1);
  work->recorded = calloc((size_t)dueby_profile_event_count(profile) + 1, 1);
  work->first_version = calloc((size_t)rules + 1, sizeof *work->first_version);
  work->missing =
      calloc((size_t)(dueby_profile_duty_count(profile) + dueby_profile_event_count(profile)) + 1, sizeof *work->missing);
  work->waits_last = calloc((size_t)dueby_profile_event_count(profile) + 1, sizeof *work->waits_last);
  if (!work->selected || !work->recorded || !work->first_version || !work->missing || !work->waits_last ||
      dueby_timeline_new(profile, calendar, &work->timeline) != DUEBY_OK) {
    dueby_work_free(work);
    return NULL;
  }
  memcpy(work->selected, selected, (size_t)rules);
  for (int32_t rule = 0; rule < rules; rule++) {
    work->first_version[rule] = versions;
    versions += dueby_rule_version_count(profile, rule);
  }
  work->asked = (dueby_timeline_options){.as_at = {asked[DUEBY_WORK_AS_AT_TIME], (dueby_date)asked[DUEBY_WORK_AS_AT], 0},
                                         .horizon = DUEBY_DATE_NONE,
                                         .history_from = (dueby_date)asked[DUEBY_WORK_HISTORY_FROM],
                                         .soon = {(int32_t)asked[DUEBY_WORK_SOON], (int32_t)asked[DUEBY_WORK_SOON_UNIT]},
                                         .selected = work->selected,
                                         .recorded = work->recorded};
  work->reading.date_order = (int32_t)asked[DUEBY_WORK_DATE_ORDER];
  work->reading.flags = (int32_t)asked[DUEBY_WORK_FLAGS];
  work->states = (int32_t)asked[DUEBY_WORK_STATES];
  work->due_before = (dueby_date)asked[DUEBY_WORK_DUE_BEFORE];
  work->worst_first = asked[DUEBY_WORK_WORST_FIRST] != 0;
  work->keeps = asked[DUEBY_WORK_KEEPS] != 0;
  return work;
}

static void take_message(void *to, const dueby_diagnostic *what) {
  dueby_work *work = to;
  char text[sizeof what->message + 32];
  work->figures[MESSAGES]++;
  if (work->messages.count == MESSAGES_MAX) return;
  snprintf(text, sizeof text, "%d:%d:%s", (int)what->line, (int)what->severity, what->message);
  work->lost_message |= append(&work->messages, text) < 0;
}

static dueby_status read_columns(dueby_work *work) {
  int32_t columns = dueby_caseload_column_count(work->caseload);
  work->values = calloc((size_t)columns + 1, sizeof *work->values);
  if (!work->values) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < columns; i++)
    if (append(&work->columns, dueby_caseload_column(work->caseload, i)) < 0) return DUEBY_EMEMORY;
  return DUEBY_OK;
}

/* ---- which cases ---- */

/* Values of one column stand together. The column's place among the carried ones; -1: the case's name; -2: there is none. */
static int32_t find_column(const dueby_work *work, const char *name) {
  if (strcmp(name, "case") == 0) return -1;
  for (int32_t i = 0; i < work->columns.count; i++)
    if (strcmp(text_at(&work->columns, i), name) == 0) return i;
  return -2;
}

static dueby_status want(dueby_work *work, const char *column, const char *value) {
  int32_t place = find_column(work, column);
  if (place < -1) return DUEBY_ENOTFOUND;
  if (!work->wanted_count || work->wanted[work->wanted_count - 1].column != place) {
    struct wanted *grown = realloc(work->wanted, (size_t)(work->wanted_count + 1) * sizeof *grown);
    if (!grown) return DUEBY_EMEMORY;
    work->wanted = grown;
    memset(&grown[work->wanted_count], 0, sizeof *grown);
    grown[work->wanted_count++].column = place;
  }
  return intern(&work->wanted[work->wanted_count - 1].values, value) < 0 ? DUEBY_EMEMORY : DUEBY_OK;
}

static dueby_status read_wanted(dueby_work *work, const char *only, int64_t size, char *said, int64_t said_size) {
  const char *end = only + size;
  if (size && end[-1]) return DUEBY_EARGUMENT;
  for (const char *column = only, *value; column < end; column = value + strlen(value) + 1) {
    value = column + strlen(column) + 1;
    if (value == end) return DUEBY_EARGUMENT;
    dueby_status status = want(work, column, value);
    if (status == DUEBY_ENOTFOUND) snprintf(said, (size_t)said_size, "%s", column);
    if (status != DUEBY_OK) return status;
  }
  return DUEBY_OK;
}

static int is_asked_for(const dueby_work *work, const dueby_case *at) {
  for (int64_t i = 0; i < work->wanted_count; i++) {
    const struct wanted *wanted = &work->wanted[i];
    const char *value = wanted->column < 0 ? at->name : dueby_caseload_value(work->caseload, wanted->column);
    int may_be = wanted->column >= 0 && at->bad_rows && !*value; /* it may stand in the row that could not be read */
    if (!may_be && !*slot_of(&wanted->values, value)) return 0;
  }
  return 1;
}

/* ---- cases and lines ---- */

static int make_line_room(dueby_work *work) {
  if (work->count < work->capacity) return 1;
  int64_t capacity = work->capacity ? work->capacity * 2 : 256;
  struct line *grown = realloc(work->lines, (size_t)capacity * sizeof *grown);
  if (!grown) return 0;
  work->lines = grown;
  if (work->keeps) {
    struct whole *wholes = realloc(work->wholes, (size_t)capacity * sizeof *wholes);
    if (!wholes) return 0;
    work->wholes = wholes;
  }
  work->capacity = capacity;
  return 1;
}

static struct line *new_line(dueby_work *work, int32_t number) {
  if (!make_line_room(work)) return NULL;
  struct line *line = &work->lines[work->count++];
  for (size_t i = 0; i < sizeof line->times / sizeof *line->times; i++) line->times[i] = DUEBY_TIME_NONE;
  for (int i = 0; i < DUEBY_LINE_CARRIED; i++) line->fields[i] = DUEBY_DATE_NONE;
  line->fields[DUEBY_LINE_CASE] = number;
  line->fields[DUEBY_LINE_REF] = line->fields[DUEBY_LINE_RULE] = line->fields[DUEBY_LINE_KEY] = line->fields[DUEBY_LINE_TRIGGER] =
      line->fields[DUEBY_LINE_REASON] = line->fields[DUEBY_LINE_CERTAINTY] = line->fields[DUEBY_LINE_PRECISION] = -1;
  line->duty = -1;
  line->outcome =
      (dueby_outcome){.state = DUEBY_STATE_NOT_COMPUTABLE, .days_left = INT32_MIN}; /* of no authority: before all to check */
  return line;
}

static void put_moment(struct line *line, int field, int64_t *time_place, dueby_date date, dueby_time time) {
  line->fields[field] = date;
  *time_place = date == DUEBY_DATE_NONE ? DUEBY_TIME_NONE : time;
}

static int passes(const dueby_work *work, int32_t state, dueby_date due) {
  return (work->states >> state & 1) && (work->due_before == DUEBY_DATE_NONE || (due != DUEBY_DATE_NONE && due < work->due_before));
}

/* The texts of a line; 0: no memory. */
static int put_texts(dueby_work *work, const dueby_case *at, const dueby_line *from, struct line *line) {
  const char *ref = dueby_caseload_ref(work->caseload, from->ref);
  char words[WORDS] = "", *key = words;
  int64_t needed = 0;
  if (ref && (line->fields[DUEBY_LINE_REF] = intern(&work->refs, ref)) < 0) return 0;
  if (dueby_line_key(work->profile, from, &at->events[from->trigger], ref, words, sizeof words, &needed) == DUEBY_ESPACE) {
    key = malloc((size_t)needed);
    if (!key) return 0;
    dueby_line_key(work->profile, from, &at->events[from->trigger], ref, key, needed, NULL);
  }
  line->fields[DUEBY_LINE_KEY] = append(&work->keys, key);
  if (key != words) free(key);
  *words = '\0';
  dueby_line_reason(work->profile, from, from->rejected < 0 ? NULL : &at->events[from->rejected], words, sizeof words, NULL);
  if (*words && (line->fields[DUEBY_LINE_REASON] = intern(&work->reasons, words)) < 0) return 0;
  return line->fields[DUEBY_LINE_KEY] >= 0;
}

static int take_line(dueby_work *work, const dueby_case *at, int32_t number, const dueby_line *from) {
  const dueby_deadline *deadline = &from->deadline;
  const dueby_event *trigger = &at->events[from->trigger], *met = from->met < 0 ? NULL : &at->events[from->met];
  struct line *line = new_line(work, number);
  if (!line) return 0;
  int32_t *fields = line->fields;
  fields[DUEBY_LINE_RULE] = work->first_version[deadline->rule] + deadline->version;
  fields[DUEBY_LINE_OCCURRENCE] = deadline->occurrence;
  fields[DUEBY_LINE_TRIGGER] = trigger->type;
  fields[DUEBY_LINE_OPENS] = deadline->opens;
  fields[DUEBY_LINE_STATE] = from->verdict.state;
  fields[DUEBY_LINE_DAYS_LEFT] = from->verdict.days_left;
  fields[DUEBY_LINE_WORKING_DAYS_LEFT] = from->verdict.working_days_left;
  fields[DUEBY_LINE_WORKING_DAYS_TAKEN] = from->working_days_taken;
  if (deadline->due != DUEBY_DATE_NONE) fields[DUEBY_LINE_CERTAINTY] = deadline->certainty;
  fields[DUEBY_LINE_PRECISION] = deadline->precision;
  put_moment(line, DUEBY_LINE_TRIGGERED_ON, &line->times[0], trigger->date, trigger->time);
  put_moment(line, DUEBY_LINE_DUE, &line->times[1], deadline->due, deadline->due_time);
  put_moment(line, DUEBY_LINE_DUE_BY_LAW, &line->times[2], from->due_by_law, from->due_by_law_time);
  if (met) put_moment(line, DUEBY_LINE_MET_ON, &line->times[3], met->date, met->time);
  line->duty = from->duty;
  dueby_outcome_from_line(work->profile, from, &line->outcome);
  if (work->keeps) work->wholes[work->count - 1] = (struct whole){*from, work->event_count, at->event_count};
  return !passes(work, from->verdict.state, deadline->due) || put_texts(work, at, from, line);
}

/* A case of which something could not be read has a line that says so. */
static int take_unreadable(dueby_work *work, const dueby_case *at, int32_t number) {
  char words[WORDS];
  struct line *line = new_line(work, number);
  if (!line) return 0;
  snprintf(words, sizeof words, "%" PRId64 " %s of this case could not be read (line %" PRId64 "%s)", at->bad_rows,
           at->bad_rows == 1 ? "row" : "rows", at->first_bad_line, at->bad_rows == 1 ? "" : " and others");
  line->fields[DUEBY_LINE_STATE] = DUEBY_STATE_NOT_COMPUTABLE;
  line->fields[DUEBY_LINE_REASON] = intern(&work->reasons, words);
  if (work->keeps) memset(&work->wholes[work->count - 1], 0, sizeof *work->wholes);
  return line->fields[DUEBY_LINE_REASON] >= 0;
}

/* Its name, what was carried, and where explanations are wanted its events; -1: no memory. */
static int32_t take_case(dueby_work *work, const dueby_case *at) {
  int64_t columns = work->columns.count, first = work->cases.count * columns;
  if (first + columns > work->carried_capacity) {
    int64_t capacity = (first + columns) * 2;
    int32_t *grown = realloc(work->carried, (size_t)capacity * sizeof *grown);
    if (!grown) return -1;
    work->carried = grown;
    work->carried_capacity = capacity;
  }
  for (int32_t i = 0; i < columns; i++) {
    work->carried[first + i] = intern(&work->values[i], dueby_caseload_value(work->caseload, i));
    if (work->carried[first + i] < 0) return -1;
  }
  return append(&work->cases, at->name);
}

static int keep_events(dueby_work *work, const dueby_case *at) {
  if (!work->keeps || !at->event_count) return 1;
  if (work->event_count + at->event_count > work->event_capacity) {
    int64_t capacity = (work->event_count + at->event_count) * 2;
    dueby_event *grown = realloc(work->events, (size_t)capacity * sizeof *grown);
    if (!grown) return 0;
    work->events = grown;
    work->event_capacity = capacity;
  }
  memcpy(work->events + work->event_count, at->events, (size_t)at->event_count * sizeof *work->events);
  work->event_count += at->event_count;
  return 1;
}

/* Lines of a duty stand together. */
static void count_line(dueby_work *work, int32_t number, const dueby_line *line, int32_t *last_duty, int *checking) {
  int32_t due = -1;
  work->figures[UNDECIDED] += line->reason == DUEBY_REASON_BIRTH;
  work->figures[OVERDUE_LINES] += line->verdict.state == DUEBY_STATE_OVERDUE;
  *checking |= dueby_line_needs_checking(line);
  if (line->duty == *last_duty || line->met >= 0) return;
  *last_duty = line->duty;
  dueby_profile_find_event(work->profile, dueby_rule_text(work->profile, line->deadline.rule, 0, DUEBY_RULE_DUE), &due);
  if (due < 0 || work->recorded[due]) return;
  work->missing[line->duty] = 1;
  work->missing[dueby_profile_duty_count(work->profile) + due] += work->waits_last[due] != number + 1;
  work->waits_last[due] = number + 1;
}

static dueby_status run_case(dueby_work *work, const dueby_case *at) {
  const int64_t offsets[] = {0, at->event_count};
  int64_t count, later, voided;
  int checking = at->bad_rows > 0;
  int32_t last_duty = -1;
  dueby_status status = dueby_timeline_run(work->timeline, at->events, offsets, 1, &work->asked, &count);
  if (status != DUEBY_OK) return status;
  int32_t number = take_case(work, at);
  if (number < 0 || (at->bad_rows && !take_unreadable(work, at, number))) return DUEBY_EMEMORY;
  const dueby_line *lines = dueby_timeline_lines(work->timeline);
  for (int64_t i = 0; i < count; i++) {
    count_line(work, number, &lines[i], &last_duty, &checking);
    if (!take_line(work, at, number, &lines[i])) return DUEBY_EMEMORY;
  }
  dueby_timeline_ignored(work->timeline, &later, &voided);
  work->figures[LATER] += later;
  work->figures[VOIDED] += voided;
  work->figures[CHECKING] += checking;
  return keep_events(work, at) ? DUEBY_OK : DUEBY_EMEMORY;
}

static dueby_status run_cases(dueby_work *work) {
  dueby_case next;
  int64_t bad_rows_of_cases = 0;
  dueby_status status = dueby_caseload_read(work->caseload);
  if (status != DUEBY_OK) return status;
  for (int32_t i = 0; work->learns && i < dueby_profile_event_count(work->profile); i++)
    work->recorded[i] = dueby_caseload_event_count(work->caseload, i) > 0;
  while ((status = dueby_caseload_next(work->caseload, &next)) == DUEBY_OK) {
    bad_rows_of_cases += next.bad_rows;
    if (is_asked_for(work, &next) && (status = run_case(work, &next)) != DUEBY_OK) return status;
  }
  work->figures[CASES] = work->cases.count;
  work->figures[ROWS] = dueby_caseload_row_count(work->caseload);
  work->figures[BAD_ROWS] = dueby_caseload_bad_row_count(work->caseload);
  work->figures[ROWS_OF_NO_CASE] = work->figures[BAD_ROWS] - bad_rows_of_cases;
  return status == DUEBY_DONE ? DUEBY_OK : status;
}

/* ---- which lines, and in which order ---- */

struct placed {
  const dueby_outcome *outcome;
  int64_t line;
};

static int compare_placed(const void *left, const void *right) {
  const struct placed *a = left, *b = right;
  int32_t order = dueby_outcome_compare(a->outcome, b->outcome);
  return order ? order : (a->line > b->line) - (a->line < b->line);
}

static dueby_status sort_listed(dueby_work *work) {
  int64_t n = work->listed_count;
  struct placed *sorted = malloc(((size_t)n + 1) * sizeof *sorted);
  if (!sorted) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < n; i++) sorted[i] = (struct placed){&work->lines[work->listed[i]].outcome, work->listed[i]};
  qsort(sorted, (size_t)n, sizeof *sorted, compare_placed);
  for (int64_t i = 0; i < n; i++) work->listed[i] = sorted[i].line;
  free(sorted);
  return DUEBY_OK;
}

static dueby_status list_lines(dueby_work *work) {
  work->listed = malloc(((size_t)work->count + 1) * sizeof *work->listed);
  if (!work->listed) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < work->count; i++) {
    const int32_t *fields = work->lines[i].fields;
    if (!passes(work, fields[DUEBY_LINE_STATE], fields[DUEBY_LINE_DUE])) continue;
    work->listed[work->listed_count++] = i;
    work->figures[DUEBY_WORK_COUNTS + fields[DUEBY_LINE_STATE]]++;
  }
  work->figures[LISTED] = work->listed_count;
  return work->worst_first ? sort_listed(work) : DUEBY_OK;
}

/* Why the file cannot be read at all, as far as that was said. */
static void say_why(const dueby_work *work, char *said, int64_t said_size) {
  const char *last = work->messages.count ? text_at(&work->messages, work->messages.count - 1) : "";
  const char *colon = strchr(last, ':'), *second = colon ? strchr(colon + 1, ':') : NULL;
  if (second) snprintf(said, (size_t)said_size, "%.*s:%s", (int)(colon - last), last, second + 1);
}

int32_t dueby_work_new(const dueby_profile *profile, const dueby_calendar *calendar, const uint8_t *selected, int64_t n_selected,
                       const uint8_t *recorded, int64_t n_recorded, const uint8_t *only, int64_t n_only, const uint8_t *file,
                       int64_t n_file, const int64_t *asked, int64_t asked_count, char *said, int64_t said_size,
                       dueby_work **work) {
  dueby_csv_memory memory = {(const char *)file, n_file, 0};
  *said = '\0';
  if (asked_count != DUEBY_WORK_ASKED || n_selected != dueby_profile_rule_count(profile) ||
      (n_recorded && n_recorded != dueby_profile_event_count(profile)))
    return DUEBY_EARGUMENT;
  dueby_work *made = open_work(profile, calendar, selected, asked);
  if (!made) return DUEBY_EMEMORY;
  if (n_recorded) memcpy(made->recorded, recorded, (size_t)n_recorded);
  made->learns = !n_recorded;
  made->reading.say = take_message;
  made->reading.to = made;
  dueby_status status = dueby_caseload_new(profile, dueby_csv_from_memory, &memory, &made->reading, &made->caseload);
  if (status != DUEBY_OK) say_why(made, said, said_size);
  if (status == DUEBY_OK) status = read_columns(made);
  if (status == DUEBY_OK) status = read_wanted(made, (const char *)only, n_only, said, said_size);
  if (status == DUEBY_OK) status = run_cases(made);
  if (status == DUEBY_OK) status = made->lost_message ? DUEBY_EMEMORY : list_lines(made);
  dueby_caseload_free(made->caseload);
  dueby_timeline_free(made->timeline);
  made->caseload = NULL;
  made->timeline = NULL;
  if (status == DUEBY_OK) *work = made;
  else dueby_work_free(made);
  return status;
}

/* ---- columns ---- */

void dueby_work_figures(const dueby_work *work, int64_t answer[DUEBY_WORK_FIGURES]) {
  memcpy(answer, work->figures, sizeof work->figures);
}

static const struct line *listed_line(const dueby_work *work, int64_t i) {
  return &work->lines[work->listed[i]];
}

dueby_status dueby_work_numbers(const dueby_work *work, int32_t field, int32_t *out, int64_t n_out) {
  int64_t columns = work->columns.count, column = (int64_t)field - DUEBY_LINE_CARRIED;
  if (field < 0 || column >= columns || !out || n_out != work->listed_count) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n_out; i++) {
    const int32_t *fields = listed_line(work, i)->fields;
    out[i] = column < 0 ? fields[field] : work->carried[fields[DUEBY_LINE_CASE] * columns + column];
  }
  return DUEBY_OK;
}

static int64_t civil_seconds(dueby_date day, dueby_time time) {
  enum { DAY = 86400 };
  dueby_date civil_day = day;
  int32_t second = 0, offset;
  if (day == DUEBY_DATE_NONE) return INT64_MIN;
  if (time != DUEBY_TIME_NONE) dueby_time_civil(time, &civil_day, &second, &offset);
  return (int64_t)civil_day * DAY + second;
}

dueby_status dueby_work_times(const dueby_work *work, int32_t field, int32_t civil, int64_t *out, int64_t n_out) {
  static const int32_t with_times[] = {DUEBY_LINE_TRIGGERED_ON, DUEBY_LINE_DUE, DUEBY_LINE_DUE_BY_LAW, DUEBY_LINE_MET_ON};
  int place = 0;
  while (place < 4 && with_times[place] != field) place++;
  if (place == 4 || !out || n_out != work->listed_count) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n_out; i++) {
    const struct line *line = listed_line(work, i);
    out[i] = civil ? civil_seconds(line->fields[field], line->times[place]) : line->times[place];
  }
  return DUEBY_OK;
}

static const struct texts *texts_of(const dueby_work *work, int32_t field) {
  switch (field) {
  case DUEBY_LINE_CASE: return &work->cases;
  case DUEBY_LINE_REF: return &work->refs;
  case DUEBY_LINE_KEY: return &work->keys;
  case DUEBY_LINE_REASON: return &work->reasons;
  case DUEBY_WORK_COLUMNS: return &work->columns;
  case DUEBY_WORK_MESSAGES: return &work->messages;
  default:
    return field >= DUEBY_LINE_CARRIED && field - DUEBY_LINE_CARRIED < work->columns.count
               ? &work->values[field - DUEBY_LINE_CARRIED]
               : NULL;
  }
}

int64_t dueby_work_texts(const dueby_work *work, int32_t field) {
  const struct texts *texts = texts_of(work, field);
  return texts ? texts->count : 0;
}

const char *dueby_work_text(const dueby_work *work, int32_t field, int64_t place) {
  const struct texts *texts = texts_of(work, field);
  return texts && place >= 0 && place < texts->count ? text_at(texts, place) : NULL;
}

dueby_status dueby_work_recorded(const dueby_work *work, uint8_t *out, int64_t n_out) {
  if (!out || n_out != dueby_profile_event_count(work->profile)) return DUEBY_EARGUMENT;
  memcpy(out, work->recorded, (size_t)n_out);
  return DUEBY_OK;
}

dueby_status dueby_work_missing(const dueby_work *work, int64_t *out, int64_t n_out) {
  if (!out || n_out != dueby_profile_duty_count(work->profile) + dueby_profile_event_count(work->profile)) return DUEBY_EARGUMENT;
  memcpy(out, work->missing, (size_t)n_out * sizeof *out);
  return DUEBY_OK;
}

/* ---- measures ---- */

/* The lines of a case for a duty stand together: adds each such run to its duty, within the case's group. */
static dueby_status add_lines(const dueby_work *work, const dueby_measure_options *asked, int32_t by, dueby_measure *measures) {
  int64_t columns = work->columns.count, duties = dueby_profile_duty_count(work->profile);
  dueby_outcome *outcomes = malloc(((size_t)work->count + 1) * sizeof *outcomes);
  if (!outcomes) return DUEBY_EMEMORY;
  for (int64_t i = 0, end; i < work->count; i = end) {
    const struct line *first = &work->lines[i];
    int32_t number = first->fields[DUEBY_LINE_CASE];
    for (end = i; end < work->count && work->lines[end].duty == first->duty && work->lines[end].fields[DUEBY_LINE_CASE] == number;
         end++)
      outcomes[end - i] = work->lines[end].outcome;
    int64_t group = by < 0 ? 0 : work->carried[number * columns + by];
    if (first->duty >= 0) dueby_measure_add(asked, outcomes, end - i, &measures[group * duties + first->duty]);
  }
  free(outcomes);
  return DUEBY_OK;
}

static int is_empty(const dueby_measure *measure) {
  static const dueby_measure none = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  return memcmp(measure, &none, sizeof none) == 0;
}

static void put_measure(int64_t group, int64_t duty, int32_t basis, const dueby_measure *measure,
                        int64_t row[DUEBY_MEASURE_FIELDS]) {
  int64_t good, counted;
  dueby_measure_share(basis, measure, &good, &counted);
  const int64_t fields[DUEBY_MEASURE_FIELDS] = {group,
                                                duty,
                                                good,
                                                counted,
                                                measure->in_time,
                                                measure->late,
                                                measure->missed,
                                                measure->overdue,
                                                measure->not_yet_due,
                                                measure->ended,
                                                measure->cannot_tell,
                                                measure->children,
                                                measure->children_up_to_date,
                                                measure->children_all_in_time};
  memcpy(row, fields, sizeof fields);
}

dueby_status dueby_work_measures(const dueby_work *work, int32_t basis, dueby_date from, dueby_date to, int32_t by, int64_t *rows,
                                 int64_t capacity, int64_t *count) {
  int64_t duties = dueby_profile_duty_count(work->profile), found = 0;
  if (by < -1 || by >= work->columns.count || basis < DUEBY_MEASURE_DUE || basis > DUEBY_MEASURE_AT) return DUEBY_EARGUMENT;
  int64_t groups = by < 0 ? 1 : work->values[by].count;
  const dueby_measure_options asked = {.basis = basis, .from = from, .to = to, .as_at = work->asked.as_at.date};
  dueby_measure *measures = calloc((size_t)(groups * duties) + 1, sizeof *measures);
  dueby_status status = measures ? add_lines(work, &asked, by, measures) : DUEBY_EMEMORY;
  for (int64_t i = 0; i < groups * duties && status == DUEBY_OK; i++) {
    if (is_empty(&measures[i])) continue;
    if ((found + 1) * DUEBY_MEASURE_FIELDS <= capacity)
      put_measure(i / duties, i % duties, basis, &measures[i], rows + found * DUEBY_MEASURE_FIELDS);
    found++;
  }
  free(measures);
  if (status != DUEBY_OK) return status;
  *count = found * DUEBY_MEASURE_FIELDS;
  return *count <= capacity ? DUEBY_OK : DUEBY_ESPACE;
}

/* ---- explanations ---- */

static dueby_status explain_line(const dueby_work *work, const struct whole *whole, int32_t in_full, char *text, int64_t size,
                                 int64_t *needed) {
  const dueby_event *events = work->events + whole->first_event;
  const int64_t offsets[] = {0, whole->events};
  dueby_event *known = malloc(((size_t)whole->events + 1) * sizeof *known);
  dueby_facts facts;
  if (!known) return DUEBY_EMEMORY;
  dueby_line_facts(work->profile, &whole->line, events, offsets, work->asked.as_at.date, known, &facts);
  dueby_status status = (in_full ? dueby_explain_text : dueby_explain_summary)(
      work->profile, work->calendar, &events[whole->line.trigger], &facts, &whole->line.deadline, text, size, needed);
  free(known);
  return status;
}

dueby_status dueby_work_say(const dueby_work *work, int64_t line, int32_t what, char *text, int64_t size, int64_t *needed) {
  if (!work->keeps || line < 0 || line >= work->listed_count) return DUEBY_EARGUMENT;
  const struct line *kept = listed_line(work, line);
  const struct whole *whole = &work->wholes[work->listed[line]];
  if (kept->duty < 0) return DUEBY_NONE;
  if (what == DUEBY_SAY_VERDICT) return dueby_explain_verdict(&whole->line.deadline, &whole->line.verdict, text, size, needed);
  if (whole->line.deadline.due == DUEBY_DATE_NONE) return DUEBY_NONE;
  return explain_line(work, whole, what == DUEBY_SAY_EXPLANATION, text, size, needed);
}
