/* Adds cases, counts their lines, and decides which items to list. */
#include <stdlib.h>
#include <string.h>

#include "calendar_internal.h"
#include "date_internal.h"
#include "event_check.h"
#include "input.h"
#include "option_text.h"
#include "profile_internal.h"
#include "timeline_holds.h"
#include "worklist_internal.h"
#include "places.h"

enum { FIRST_LISTED = 64 };

/* ---- making a worklist ---- */

static int copy_marks(const uint8_t *marks, int32_t count, uint8_t **copy) {
  if (!marks) return 1;
  *copy = malloc((size_t)count + 1);
  if (*copy) memcpy(*copy, marks, (size_t)count);
  return *copy != NULL;
}

static int copy_holds(const dueby_holding *holds, int32_t count, dueby_holding **copy) {
  size_t size = (size_t)count * sizeof *holds;
  if (!holds) return 1;
  *copy = malloc(size + 1);
  if (*copy) memcpy(*copy, holds, size);
  return *copy != NULL;
}

static int compare_texts(const char *left, const char *right) {
  if (!left || !right) return (left != NULL) - (right != NULL);
  return strcmp(left, right);
}

static int compare_wanted(const void *left, const void *right) {
  const struct wanted *a = left, *b = right;
  int order = compare_texts(a->column, b->column);
  if (!order) order = strcmp(a->value, b->value);
  return order ? order : (a->index > b->index) - (a->index < b->index);
}

static const char *copy_text(char **space, const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = memcpy(*space, text, size);
  *space += size;
  return copy;
}

static dueby_status copy_wanted(dueby_worklist *made, const dueby_where *where, int64_t count) {
  size_t size = 1;
  for (int64_t i = 0; i < count; i++) {
    if (!where[i].value) return DUEBY_EARGUMENT;
    size += strlen(where[i].value) + 1 + (where[i].column ? strlen(where[i].column) + 1 : 0);
  }
  made->wanted = calloc((size_t)count + 1, sizeof *made->wanted);
  made->found = calloc((size_t)count + 1, 1);
  made->wanted_text = malloc(size);
  if (!made->wanted || !made->found || !made->wanted_text) return DUEBY_EMEMORY;
  char *space = made->wanted_text;
  for (int64_t i = 0; i < count; i++) {
    struct wanted *wanted = &made->wanted[i];
    if (where[i].column) wanted->column = copy_text(&space, where[i].column);
    wanted->value = copy_text(&space, where[i].value);
    wanted->index = i;
    wanted->distance = INT32_MAX;
  }
  made->wanted_count = count;
  qsort(made->wanted, (size_t)count, sizeof *made->wanted, compare_wanted);
  return DUEBY_OK;
}

static dueby_status fill(dueby_worklist *made, const dueby_worklist_options *options) {
  int32_t tag;
  if (!copy_marks(made->run.selected, made->profile->n.rules, &made->selected) ||
      !copy_marks(made->run.recorded, made->profile->n.events, &made->recorded))
    return DUEBY_EMEMORY;
  made->run.selected = made->selected;
  made->run.recorded = made->recorded;
  if (!copy_holds(made->run.holds, made->profile->n.events, &made->holds)) return DUEBY_EMEMORY;
  made->run.holds = made->holds;
  made->run.as_at.time = known_time(made->run.as_at.time);
  made->flags = options->flags;
  made->states = options->states;
  made->due_before = known_date(options->due_before, 0);
  made->recorded_to = made->stated_to = known_date(options->recorded_to, 0);
  made->style = options->style ? options->style : DUEBY_STYLE_OPTIONS;
  if (dueby_profile_find_tag(made->profile, "void", &tag) == DUEBY_OK) dueby_tags_add(&made->voided_tag, tag);
  dueby_status status = dueby_timeline_new(made->profile, made->calendar, &made->timeline);
  if (status == DUEBY_OK) status = dueby_quality_begin(made);
  return status == DUEBY_OK ? copy_wanted(made, options->where, options->where_count) : status;
}

static dueby_status take_run(dueby_worklist *made, const dueby_timeline_options *run) {
  if (!TAKE_INPUT(dueby_timeline_options, &made->run, run)) return DUEBY_EARGUMENT;
  dueby_status status = dueby_timeline_takes(made->calendar, &made->run);
  if (status != DUEBY_OK) return status;
  return dueby_holds_are_known(made->profile, made->run.holds) ? DUEBY_OK : DUEBY_EARGUMENT;
}

static int has_unknown_bits(const dueby_worklist_options *options) {
  const uint32_t flags = DUEBY_WORKLIST_KEEP_LISTED | DUEBY_WORKLIST_KEEP | DUEBY_WORKLIST_TO_DO | ROWS_FLAGS;
  return options->flags & ~flags || (options->flags & ROWS_FLAGS) == ROWS_FLAGS || options->states >> WORKLIST_STATES;
}

dueby_status dueby_worklist_new(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_worklist_options *options,
                                dueby_worklist **worklist) {
  dueby_worklist_options taken;
  if (!TAKE_INPUT(dueby_worklist_options, &taken, options) || !taken.run || taken.where_count < 0 ||
      (taken.where_count && !taken.where) || (taken.style && !dueby_option_is_style(taken.style)) || has_unknown_bits(&taken))
    return DUEBY_EARGUMENT;
  dueby_worklist *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->profile = profile;
  made->calendar = calendar;
  dueby_status status = take_run(made, taken.run);
  if (status == DUEBY_OK) status = fill(made, &taken);
  if (status == DUEBY_OK) *worklist = made;
  else dueby_worklist_free(made);
  return status;
}

void dueby_worklist_free(dueby_worklist *worklist) {
  if (!worklist) return;
  dueby_timeline_free(worklist->timeline); /* also frees the profile and the calendar, if nothing else holds them */
  for (int64_t i = 0; i < worklist->case_count; i++) free(worklist->cases[i]);
  free(worklist->cases);
  free(worklist->items);
  free(worklist->listed);
  free(worklist->selected);
  free(worklist->recorded);
  free(worklist->source);
  free(worklist->files);
  free(worklist->judged);
  free(worklist->holds);
  free(worklist->usual_holds);
  free(worklist->parents);
  free(worklist->paths);
  dueby_quality_end(worklist);
  for (int64_t i = 0; i < worklist->wanted_count; i++) free(worklist->wanted[i].nearest);
  free(worklist->wanted);
  free(worklist->wanted_text);
  free(worklist->found);
  free(worklist);
}

const dueby_profile *dueby_worklist_profile(const dueby_worklist *worklist) {
  return worklist->profile;
}

const dueby_calendar *dueby_worklist_calendar(const dueby_worklist *worklist) {
  return worklist->calendar;
}

const dueby_timeline_options *dueby_worklist_run(const dueby_worklist *worklist) {
  return &worklist->run;
}

dueby_status dueby_worklist_set_source(dueby_worklist *worklist, const char *notes, const uint8_t *judged,
                                       const dueby_holding *holds) {
  if (!notes) notes = "";
  size_t size = strlen(notes) + 1;
  char *source = malloc(size);
  uint8_t *marks = NULL;
  dueby_holding *usual = NULL;
  if (!source || !copy_marks(judged, worklist->profile->n.rules, &marks) ||
      !copy_holds(holds, worklist->profile->n.events, &usual)) {
    free(source);
    free(marks);
    return DUEBY_EMEMORY;
  }
  free(worklist->source);
  free(worklist->judged);
  free(worklist->usual_holds);
  worklist->source = memcpy(source, notes, size);
  worklist->judged = marks;
  worklist->usual_holds = usual;
  return DUEBY_OK;
}

dueby_status dueby_worklist_set_files(dueby_worklist *worklist, const char *const *names, int32_t count) {
  size_t size = 1, used = 0;
  if (count < 0 || (count && !names)) return DUEBY_EARGUMENT;
  for (int32_t i = 0; i < count; i++) {
    if (!names[i]) return DUEBY_EARGUMENT;
    size += strlen(names[i]) + 1;
  }
  char **files = malloc((size_t)count * sizeof *files + size);
  if (!files) return DUEBY_EMEMORY;
  char *text = (char *)(files + count);
  for (int32_t i = 0; i < count; i++, used += strlen(text + used) + 1)
    files[i] = memcpy(text + used, names[i], strlen(names[i]) + 1);
  free(worklist->files);
  worklist->files = files;
  worklist->file_count = count;
  return DUEBY_OK;
}

const char *dueby_worklist_source(const dueby_worklist *worklist) {
  return worklist->source ? worklist->source : "";
}

uint32_t dueby_worklist_narrowed(const dueby_worklist *worklist) {
  const dueby_profile *profile = worklist->profile;
  uint32_t narrowed = worklist->wanted_count ? DUEBY_WORKLIST_SOME_CASES : 0;
  for (int32_t rule = 0; worklist->selected && rule < profile->n.rules; rule++)
    if (!worklist->selected[rule] && profile->rules[rule].model.alternative_of < 0 && (!worklist->judged || worklist->judged[rule]))
      narrowed |= DUEBY_WORKLIST_SOME_RULES;
  if (worklist->states || worklist->due_before != DUEBY_DATE_NONE) narrowed |= DUEBY_WORKLIST_SOME_LINES;
  return narrowed;
}

/* ---- choosing cases ---- */

/* Returns a case's value in a column, or NULL if the case has no such column. */
static const char *value_in(const dueby_case *of, const char *column) {
  if (!column) return of->name ? of->name : "";
  int64_t found = dueby_name_find(of->columns, of->column_count, column);
  if (found < 0) return NULL;
  return of->values[found] ? of->values[found] : "";
}

/* Returns the index of the first wanted value that is not less than `value`. The values from index `first` to `end` - 1 are those
 * of one column, sorted. */
static int64_t find_value(const dueby_worklist *worklist, int64_t first, int64_t end, const char *value) {
  while (first < end) {
    int64_t middle = first + (end - first) / 2;
    if (strcmp(worklist->wanted[middle].value, value) < 0) first = middle + 1;
    else end = middle;
  }
  return first;
}

/* Considers a value as a suggestion for each wanted value that no case has had so far. Makes no suggestions if out of memory. */
static void consider_value(dueby_worklist *worklist, int64_t first, int64_t end, const char *value) {
  for (int64_t i = first; i < end; i++) {
    struct wanted *wanted = &worklist->wanted[i];
    if (worklist->found[wanted->index]) continue;
    int is_alike = dueby_name_find(&value, 1, wanted->value) == 0;
    /* skips case names that are only similar, so that another child's name is not shown */
    if (!wanted->column && !is_alike) continue;
    int32_t distance = is_alike ? 0 : dueby_name_distance(wanted->value, value);
    if (distance >= wanted->distance) continue;
    size_t size = strlen(value) + 1;
    char *copy = malloc(size);
    if (!copy) continue;
    free(wanted->nearest);
    wanted->nearest = memcpy(copy, value, size);
    wanted->distance = distance;
  }
}

/* True if a case has one of the wanted values of a column. A case without a value passes if one of its rows is unreadable, because
 * the value may be in that row. */
static int has_wanted(dueby_worklist *worklist, const dueby_case *of, int64_t first, int64_t end) {
  const char *column = worklist->wanted[first].column, *value = value_in(of, column);
  int found = 0;
  if (!value) return 0;
  for (int64_t i = find_value(worklist, first, end, value); i < end && strcmp(worklist->wanted[i].value, value) == 0; i++) {
    worklist->found[worklist->wanted[i].index] = 1;
    found = 1;
  }
  if (!found && *value) consider_value(worklist, first, end, value);
  return found || (column && of->bad_rows && !*value);
}

static int is_wanted(dueby_worklist *worklist, const dueby_case *of) {
  int all = 1;
  for (int64_t first = 0, end; first < worklist->wanted_count; first = end) {
    const char *column = worklist->wanted[first].column;
    for (end = first + 1; end < worklist->wanted_count && compare_texts(worklist->wanted[end].column, column) == 0;) end++;
    if (!has_wanted(worklist, of, first, end)) all = 0;
  }
  return all;
}

int32_t dueby_worklist_found(const dueby_worklist *worklist, int64_t index) {
  return index >= 0 && index < worklist->wanted_count && worklist->found[index];
}

/* ---- choosing lines ---- */

int32_t dueby_line_is_over(const dueby_line *line) {
  int32_t state = line->verdict.state;
  return state == DUEBY_STATE_MET || state == DUEBY_STATE_MET_LATE || state == DUEBY_STATE_MISSED || state == DUEBY_STATE_ENDED;
}

int32_t dueby_line_is_not_stated(const dueby_line *line) {
  return line->deadline.due == DUEBY_DATE_NONE && line->reason == DUEBY_REASON_NOT_STATED;
}

static int is_of_state(const dueby_worklist *worklist, int32_t state) {
  return !worklist->states || worklist->states >> state & 1;
}

static int passes(const dueby_worklist *worklist, const dueby_line *line) {
  if (!is_of_state(worklist, line ? line->verdict.state : DUEBY_STATE_NOT_COMPUTABLE)) return 0;
  if (worklist->due_before == DUEBY_DATE_NONE) return 1;
  return line && line->deadline.due != DUEBY_DATE_NONE && line->deadline.due < worklist->due_before;
}

int dueby_worklist_lists(const dueby_worklist *worklist, const dueby_line *line) {
  if (!passes(worklist, line)) return 0;
  return !line || !(worklist->flags & DUEBY_WORKLIST_TO_DO) || !(dueby_line_is_over(line) || dueby_line_is_not_stated(line));
}

static dueby_status list_item(dueby_worklist *worklist, int64_t index, const dueby_line *line) {
  if (worklist->listed_count == worklist->listed_capacity) {
    int64_t capacity = worklist->listed_capacity ? worklist->listed_capacity * 2 : FIRST_LISTED;
    int64_t *listed = realloc(worklist->listed, (size_t)capacity * sizeof *listed);
    if (!listed) return DUEBY_EMEMORY;
    worklist->listed = listed;
    worklist->listed_capacity = capacity;
  }
  worklist->listed[worklist->listed_count++] = index;
  worklist->counts[DUEBY_COUNT_LISTED]++;
  worklist->state_counts[line ? line->verdict.state : DUEBY_STATE_NOT_COMPUTABLE]++;
  return DUEBY_OK;
}

/* Counts a line that passes the filters but is not to be listed. */
static void count_unlisted(dueby_worklist *worklist, const dueby_line *line) {
  if (!passes(worklist, line)) return;
  worklist->counts[dueby_line_is_over(line) ? DUEBY_COUNT_OVER : DUEBY_COUNT_NOT_STATED]++;
}

/* Makes the items of the current case, from all its lines or only from those that are kept. */
static dueby_status list_items(dueby_worklist *worklist) {
  int keeps_all = (worklist->flags & DUEBY_WORKLIST_KEEP) != 0, keeps = worklist_keeps(worklist);
  int64_t index = keeps ? worklist->item_count : 0;
  dueby_status status = DUEBY_OK;
  if (!keeps) worklist->listed_count = 0;
  for (int64_t i = worklist->at.bad_rows > 0 ? -1 : 0; i < worklist->line_count && status == DUEBY_OK; i++) {
    const dueby_line *line = i < 0 ? NULL : &worklist->lines[i];
    int is_listed = dueby_worklist_lists(worklist, line);
    if (is_listed) status = list_item(worklist, index, line);
    else if (line) count_unlisted(worklist, line);
    index += is_listed || keeps_all || !keeps;
  }
  return status;
}

/* ---- adding cases ---- */

static void count_lines(dueby_worklist *worklist) {
  int32_t is_to_check = worklist->at.bad_rows > 0;
  for (int64_t i = 0; i < worklist->line_count; i++) {
    const dueby_line *line = &worklist->lines[i];
    worklist->counts[DUEBY_COUNT_UNPROVEN] += line->reason == DUEBY_REASON_BIRTH;
    worklist->counts[DUEBY_COUNT_OVERDUE] += line->verdict.state == DUEBY_STATE_OVERDUE;
    is_to_check |= dueby_line_needs_checking(line);
  }
  worklist->counts[DUEBY_COUNT_CHECKING] += is_to_check;
}

/* True if a number is a valid count of rows: small enough that sums of such counts cannot overflow. */
static int is_count_of_rows(int64_t rows) {
  return rows >= 0 && rows <= INT32_MAX;
}

static int are_columns(const dueby_case *of) {
  for (int64_t i = 0; i < of->column_count; i++)
    if (!of->columns[i]) return 0;
  return 1;
}

static int are_events(const dueby_profile *profile, const dueby_case *of) {
  for (int64_t i = 0; i < of->event_count; i++)
    if (of->events[i].row < 0 || !event_is_known(profile, &of->events[i])) return 0;
  for (int64_t i = 0; i < of->unread_count; i++)
    if (of->unread[i].row < 0 || !unread_is_known(profile, &of->unread[i])) return 0;
  return 1;
}

static int is_too_long(const char *name) {
  return name && strlen(name) > DUEBY_NAME_BYTES_MAX;
}

const char *dueby_case_long_name(const dueby_case *of) {
  if (is_too_long(of->name)) return of->name;
  for (int64_t i = 0; i < of->ref_count; i++)
    if (is_too_long(of->refs[i])) return of->refs[i];
  return NULL;
}

static int has_arrays(const dueby_case *of) {
  return !(of->flags & ~(uint32_t)ROWS_FLAGS) && is_count_of_rows(of->bad_rows) && of->first_bad_line >= 0 &&
         of->event_count >= 0 && of->ref_count >= 0 && of->column_count >= 0 && of->unread_count >= 0 &&
         (!of->unread_count || of->unread) && (!of->event_count || of->events) &&
         (!of->column_count || (of->columns && of->values)) && (!of->ref_count || of->refs);
}

dueby_status dueby_worklist_take_case(const dueby_worklist *worklist, const dueby_case *given, dueby_case *taken) {
  if (!TAKE_INPUT(dueby_case, taken, given) || !has_arrays(taken) || !are_columns(taken)) return DUEBY_EARGUMENT;
  taken->flags = worklist->flags & ROWS_FLAGS;
  if (taken->event_count > DUEBY_CASE_EVENTS_MAX || dueby_case_long_name(taken)) return DUEBY_ELIMIT;
  return are_events(worklist->profile, taken) ? DUEBY_OK : DUEBY_EARGUMENT;
}

dueby_status dueby_worklist_run_case(dueby_worklist *worklist, const dueby_case *of) {
  const int64_t offsets[] = {0, of->event_count}, unread_offsets[] = {0, of->unread_count};
  dueby_status status = dueby_worklist_find_parents(worklist, of);
  dueby_timeline_options run = worklist->run;
  run.unread = of->unread;
  run.unread_offsets = of->unread_count ? unread_offsets : NULL;
  if (status == DUEBY_OK) status = dueby_timeline_run(worklist->timeline, of->events, offsets, 1, &run, &worklist->line_count);
  if (status != DUEBY_OK) {
    worklist->line_count = 0;
    return status;
  }
  worklist->at = *of;
  worklist->has_case = 1;
  worklist->lines = dueby_timeline_lines(worklist->timeline);
  return DUEBY_OK;
}

dueby_status dueby_worklist_add(dueby_worklist *worklist, const dueby_case *added) {
  dueby_case of;
  dueby_status status = dueby_worklist_take_case(worklist, added, &of);
  if (status == DUEBY_OK) status = dueby_quality_see(worklist, &of);
  if (status == DUEBY_OK && worklist->wanted_count && !is_wanted(worklist, &of)) return DUEBY_NONE;
  if (status == DUEBY_OK) status = dueby_worklist_run_case(worklist, &of);
  if (status != DUEBY_OK) return status;
  worklist->counts[DUEBY_COUNT_CASES]++;
  worklist->bad_rows_of_cases += of.bad_rows;
  if (!worklist->rows_are_said) {
    worklist->counts[DUEBY_COUNT_ROWS] += of.event_count + of.bad_rows;
    worklist->counts[DUEBY_COUNT_BAD_ROWS] += of.bad_rows;
  }
  count_lines(worklist);
  status = dueby_quality_count(worklist);
  if (status == DUEBY_OK) status = list_items(worklist);
  return status == DUEBY_OK && worklist_keeps(worklist) ? dueby_worklist_keep(worklist) : status;
}

void dueby_worklist_add_rows(dueby_worklist *worklist, int64_t rows, int64_t bad_rows) {
  worklist->rows_are_said = 1;
  worklist->counts[DUEBY_COUNT_ROWS] = rows < 0 ? 0 : rows;
  worklist->counts[DUEBY_COUNT_BAD_ROWS] = bad_rows < 0 ? 0 : bad_rows;
}

const dueby_case *dueby_worklist_case(const dueby_worklist *worklist) {
  return worklist->has_case ? &worklist->at : NULL;
}

const dueby_line *dueby_worklist_lines(const dueby_worklist *worklist) {
  return worklist->lines;
}

int64_t dueby_worklist_line_count(const dueby_worklist *worklist) {
  return worklist->line_count;
}

/* ---- reading the counts ---- */

int64_t dueby_worklist_count(const dueby_worklist *worklist, int32_t what) {
  if (what == DUEBY_COUNT_ROWS_OF_NO_CASE) return worklist->counts[DUEBY_COUNT_BAD_ROWS] - worklist->bad_rows_of_cases;
  return what < 0 || what >= WORKLIST_COUNTS ? 0 : worklist->counts[what];
}

int64_t dueby_worklist_state_count(const dueby_worklist *worklist, int32_t state) {
  return state < 0 || state >= WORKLIST_STATES ? 0 : worklist->state_counts[state];
}

dueby_date dueby_worklist_recorded_to(const dueby_worklist *worklist) {
  return worklist->recorded_to;
}
