/* Pairs the lines of two worklists, and reports how each line changed. Rule numbers refer to docs/worklist.md. */
#include "dueby/changes.h"

#include <stdlib.h>
#include <string.h>

#include "cell_internal.h"
#include "date_internal.h"
#include "dueby/code.h"
#include "dueby/explain.h"
#include "json.h"
#include "worklist_internal.h"

enum { KINDS = DUEBY_CHANGES_NEXT + 1 };

/* A line in one of the two worklists, or a case's unreadable rows. */
struct side {
  const struct kept_case *kept; /* NULL if the worklist does not have the line */
  const dueby_line *line;       /* NULL for rows that could not be read */
  int32_t series;
  int is_paired;
};

struct pair {
  struct side before, after;
};

struct row {
  struct pair pair;
  dueby_outcome outcome;
  int64_t index;
  int32_t kind;
};

struct rows {
  struct row *items;
  int64_t count, capacity;
};

struct dueby_changes {
  const dueby_worklist *before, *after;
  struct rows rows;
  int64_t counts[KINDS];
};

/* ---- comparing lines ---- */

static int order_of(int64_t left, int64_t right) {
  return (left > right) - (left < right);
}

static const dueby_event *start_of(const struct side *side) {
  return &side->kept->of.events[side->line->started_by];
}

static int compare_refs(const struct side *left, const struct side *right) {
  const char *a = dueby_case_ref(&left->kept->of, left->line->ref), *b = dueby_case_ref(&right->kept->of, right->line->ref);
  return strcmp(a ? a : "", b ? b : "");
}

/* Compares lines by the parts of their keys: series, ref, starting event, first day and repeat. */
static int compare_keys(const void *left, const void *right) {
  const struct side *a = left, *b = right;
  const dueby_event *x = start_of(a), *y = start_of(b);
  int order = order_of(a->series, b->series);
  if (!order) order = compare_refs(a, b);
  if (!order) order = order_of(x->type, y->type);
  if (!order) order = order_of(x->date, y->date);
  if (!order) order = order_of(known_time(x->time), known_time(y->time));
  if (!order) order = order_of(a->line->started, b->line->started);
  return order ? order : order_of(a->line->repeat, b->line->repeat);
}

/* Compares lines by series, ref and number. */
static int compare_numbers(const void *left, const void *right) {
  const struct side *a = left, *b = right;
  int order = order_of(a->series, b->series);
  if (!order) order = compare_refs(a, b);
  return order ? order : order_of(a->line->deadline.occurrence, b->line->deadline.occurrence);
}

/* ---- finding how a line changed ---- */

static int32_t state_of(const struct side *side) {
  return side->line ? side->line->verdict.state : -1;
}

static int is_known(const struct side *side) {
  return state_of(side) != DUEBY_STATE_NOT_COMPUTABLE;
}

static int is_same_start(const struct pair *pair) {
  const dueby_event *before = start_of(&pair->before), *after = start_of(&pair->after);
  return before->date == after->date && known_time(before->time) == known_time(after->time) &&
         pair->before.line->started == pair->after.line->started;
}

static int is_same_due(const struct pair *pair) {
  const dueby_deadline *before = &pair->before.line->deadline, *after = &pair->after.line->deadline;
  return before->due == after->due && before->due_time == after->due_time;
}

static int is_past(const dueby_deadline *deadline, const dueby_when *as_at) {
  dueby_time due = known_time(deadline->due_time), now = known_time(as_at->time);
  if (due != DUEBY_TIME_NONE && now != DUEBY_TIME_NONE) return due < now;
  return deadline->due < as_at->date;
}

/* True if a line that was still to do now needs checking only because its due day has passed, and the file cannot show whether it
 * was late (rule 5). If its due day has moved, both days must have passed. A missing birth, a wrong ref or a missing time also
 * makes a line that is not late need checking. If one of these is the reason now, the records themselves have changed. */
static int is_only_later(const dueby_changes *changes, const struct pair *pair) {
  const dueby_line *after = pair->after.line;
  const dueby_when *now = &changes->after->run.as_at;
  int32_t state = state_of(&pair->before), reason = after->reason;
  if (state != DUEBY_STATE_OPEN && state != DUEBY_STATE_DUE_SOON) return 0;
  if (after->deadline.due == DUEBY_DATE_NONE) return 0;
  if (reason == DUEBY_REASON_BIRTH || reason == DUEBY_REASON_REF || reason == DUEBY_REASON_TIME) return 0;
  return is_past(&pair->before.line->deadline, now) && is_past(&after->deadline, now);
}

/* True if the records of a line have changed: the event that closed it, or the one it is counted from (rule 5). */
static int is_corrected(const dueby_changes *changes, const struct pair *pair) {
  const dueby_line *before = pair->before.line, *after = pair->after.line;
  if (dueby_line_is_over(before) && (before->verdict.state != after->verdict.state || before->closed != after->closed)) return 1;
  if (!is_same_start(pair)) return 1;
  return is_known(&pair->before) != is_known(&pair->after) && !is_only_later(changes, pair);
}

static int32_t kind_of_new(const dueby_changes *changes, const struct side *after) {
  const dueby_line *line = after->line;
  if (dueby_line_is_over(line) && line->closed <= changes->before->run.as_at.date) return DUEBY_CHANGES_CORRECTED;
  if (dueby_line_is_over(line)) return line->met >= 0 ? DUEBY_CHANGES_DONE : DUEBY_CHANGES_ENDED;
  return line->started != start_of(after)->date || line->repeat ? DUEBY_CHANGES_NEXT : DUEBY_CHANGES_NEW;
}

/* Returns how a line changed, or 0 if it did not. */
static int32_t kind_of(const dueby_changes *changes, const struct pair *pair) {
  const dueby_line *before = pair->before.line, *after = pair->after.line;
  if (!after) return DUEBY_CHANGES_GONE;
  if (state_of(&pair->after) == DUEBY_STATE_OVERDUE && state_of(&pair->before) != DUEBY_STATE_OVERDUE) return DUEBY_CHANGES_OVERDUE;
  if (!before) return kind_of_new(changes, &pair->after);
  if (dueby_line_is_over(after) && !dueby_line_is_over(before)) return after->met >= 0 ? DUEBY_CHANGES_DONE : DUEBY_CHANGES_ENDED;
  if (is_corrected(changes, pair)) return DUEBY_CHANGES_CORRECTED;
  return is_same_due(pair) ? 0 : DUEBY_CHANGES_MOVED;
}

/* ---- rows, one for each change ---- */

static dueby_outcome unread_outcome(void) {
  const dueby_outcome unread = {.begins = DUEBY_DATE_NONE,
                                .due = DUEBY_DATE_NONE,
                                .closed = DUEBY_DATE_NONE,
                                .state = DUEBY_STATE_NOT_COMPUTABLE,
                                .days_left = INT32_MIN};
  return unread;
}

static dueby_status add_row_of(dueby_changes *changes, int32_t kind, const struct pair *pair) {
  const dueby_line *line = pair->after.line ? pair->after.line : pair->before.line;
  struct rows *rows = &changes->rows;
  if (rows->count == rows->capacity) {
    int64_t capacity = rows->capacity ? rows->capacity * 2 : 64;
    struct row *grown = realloc(rows->items, (size_t)capacity * sizeof *grown);
    if (!grown) return DUEBY_EMEMORY;
    rows->items = grown;
    rows->capacity = capacity;
  }
  struct row *row = &rows->items[rows->count];
  *row = (struct row){.pair = *pair, .index = rows->count++, .kind = kind};
  row->outcome = unread_outcome();
  if (line) dueby_outcome_from_line(changes->after->profile, line, &row->outcome);
  changes->counts[kind]++;
  return DUEBY_OK;
}

static dueby_status add_row(dueby_changes *changes, const struct pair *pair) {
  int32_t kind = kind_of(changes, pair);
  return kind ? add_row_of(changes, kind, pair) : DUEBY_OK;
}

/* Adds a row for a case with unreadable rows in only one of the lists (rule 9). */
static dueby_status add_unread(dueby_changes *changes, const struct kept_case *old, const struct kept_case *now) {
  int had = old && old->of.bad_rows > 0, has = now && now->of.bad_rows > 0;
  struct pair pair = {.before = {.kept = old}};
  if (had == has) return DUEBY_OK;
  if (has) pair = (struct pair){.after = {.kept = now}};
  return add_row_of(changes, has ? DUEBY_CHANGES_NEW : now ? DUEBY_CHANGES_CORRECTED : DUEBY_CHANGES_GONE, &pair);
}

static int compare_rows(const void *left, const void *right) {
  const struct row *a = left, *b = right;
  int32_t order = order_of(a->kind, b->kind);
  if (!order) order = dueby_outcome_compare(&a->outcome, &b->outcome);
  return order ? order : order_of(a->index, b->index);
}

/* ---- pairing the lines in a case ---- */

struct sides {
  struct side *items;
  int64_t count, capacity;
};

/* Collects a case's lines in one worklist, except future ones. The case is NULL if the worklist does not have it. Returns 0 if out
 * of memory. */
static int take_lines(const dueby_worklist *worklist, const struct kept_case *kept, struct sides *sides) {
  int64_t count = kept ? kept->line_count : 0;
  sides->count = 0;
  if (count > sides->capacity) {
    struct side *grown = realloc(sides->items, (size_t)count * sizeof *grown);
    if (!grown) return 0;
    sides->items = grown;
    sides->capacity = count;
  }
  for (int64_t i = 0; i < count; i++) {
    const dueby_line *line = &kept->lines[i];
    if (line->projected) continue;
    sides->items[sides->count++] = (struct side){kept, line, worklist->profile->rules[line->deadline.rule].series, 0};
  }
  return 1;
}

/* Pairs lines that compare as equal, if neither has been paired yet. */
static dueby_status pair_by(dueby_changes *changes, struct sides *before, struct sides *after,
                            int (*compare)(const void *left, const void *right)) {
  dueby_status status = DUEBY_OK;
  if (before->count) qsort(before->items, (size_t)before->count, sizeof *before->items, compare);
  if (after->count) qsort(after->items, (size_t)after->count, sizeof *after->items, compare);
  for (int64_t i = 0, j = 0; i < before->count && j < after->count && status == DUEBY_OK;) {
    struct side *left = &before->items[i], *right = &after->items[j];
    int order = left->is_paired ? -1 : right->is_paired ? 1 : compare(left, right);
    i += order <= 0;
    j += order >= 0;
    if (order) continue;
    const struct pair pair = {*left, *right};
    left->is_paired = right->is_paired = 1;
    status = add_row(changes, &pair);
  }
  return status;
}

/* True if a line gets a row when its child is no longer in the list. Each line that was still to do gets a row; if no line was
 * still to do, the last line gets one (rule 6). */
static int is_listed_as_gone(const struct sides *before, int64_t index) {
  int any = 0;
  if (!dueby_line_is_over(before->items[index].line)) return 1;
  for (int64_t i = 0; i < before->count && !any; i++) any = i > index || !dueby_line_is_over(before->items[i].line);
  return !any;
}

static dueby_status add_unpaired(dueby_changes *changes, const struct sides *before, const struct sides *after, int is_gone) {
  static const struct side none;
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < before->count && status == DUEBY_OK; i++)
    if (!before->items[i].is_paired && (!is_gone || is_listed_as_gone(before, i)))
      status = add_row(changes, &(struct pair){before->items[i], none});
  for (int64_t i = 0; i < after->count && status == DUEBY_OK; i++)
    if (!after->items[i].is_paired) status = add_row(changes, &(struct pair){none, after->items[i]});
  return status;
}

static dueby_status compare_case(dueby_changes *changes, const struct kept_case *old, const struct kept_case *now,
                                 struct sides *before, struct sides *after) {
  if (!take_lines(changes->before, old, before) || !take_lines(changes->after, now, after)) return DUEBY_EMEMORY;
  dueby_status status = pair_by(changes, before, after, compare_keys);
  if (status == DUEBY_OK) status = pair_by(changes, before, after, compare_numbers);
  if (status == DUEBY_OK) status = add_unpaired(changes, before, after, !now);
  return status == DUEBY_OK ? add_unread(changes, old, now) : status;
}

/* ---- going through the cases ---- */

static const char *name_of(const struct kept_case *kept) {
  return kept->of.name ? kept->of.name : "";
}

static int compare_cases(const void *left, const void *right) {
  const struct kept_case *a = *(const struct kept_case *const *)left, *b = *(const struct kept_case *const *)right;
  int order = strcmp(name_of(a), name_of(b));
  return order ? order : order_of(a->number, b->number);
}

/* Returns the kept cases sorted by name, with NULL at the end; NULL if out of memory. */
static const struct kept_case **sorted_cases(const dueby_worklist *worklist) {
  const struct kept_case **cases = calloc((size_t)worklist->case_count + 1, sizeof *cases);
  if (!cases) return NULL;
  for (int64_t i = 0; i < worklist->case_count; i++) cases[i] = worklist->cases[i];
  qsort(cases, (size_t)worklist->case_count, sizeof *cases, compare_cases);
  return cases;
}

static dueby_status compare_worklists(dueby_changes *changes, const struct kept_case **old, const struct kept_case **now) {
  struct sides before = {0}, after = {0};
  dueby_status status = DUEBY_OK;
  while ((*old || *now) && status == DUEBY_OK) {
    int order = !*old ? 1 : !*now ? -1 : strcmp(name_of(*old), name_of(*now));
    status = compare_case(changes, order <= 0 ? *old : NULL, order >= 0 ? *now : NULL, &before, &after);
    old += order <= 0;
    now += order >= 0;
  }
  free(before.items);
  free(after.items);
  return status;
}

static int were_made_alike(const dueby_worklist *before, const dueby_worklist *after) {
  int64_t needed = 0;
  dueby_changes_difference_text(before, after, DUEBY_STYLE_OPTIONS, NULL, 0, &needed);
  return needed == 1; /* an empty text */
}

dueby_status dueby_changes_new(const dueby_worklist *before, const dueby_worklist *after, dueby_changes **changes) {
  if (!(before->flags & after->flags & DUEBY_WORKLIST_KEEP) || !were_made_alike(before, after)) return DUEBY_EARGUMENT;
  dueby_changes *made = calloc(1, sizeof *made);
  const struct kept_case **old = sorted_cases(before), **now = sorted_cases(after);
  dueby_status status = made && old && now ? DUEBY_OK : DUEBY_EMEMORY;
  if (made) made->before = before;
  if (made) made->after = after;
  if (status == DUEBY_OK) status = compare_worklists(made, old, now);
  free(old);
  free(now);
  if (status != DUEBY_OK) {
    dueby_changes_free(made);
    return status;
  }
  if (made->rows.count) qsort(made->rows.items, (size_t)made->rows.count, sizeof *made->rows.items, compare_rows);
  *changes = made;
  return DUEBY_OK;
}

void dueby_changes_free(dueby_changes *changes) {
  if (!changes) return;
  free(changes->rows.items);
  free(changes);
}

/* ---- getters of changes ---- */

int64_t dueby_changes_count(const dueby_changes *changes) {
  return changes->rows.count;
}

int64_t dueby_changes_kind_count(const dueby_changes *changes, int32_t kind) {
  return kind < 0 || kind >= KINDS ? 0 : changes->counts[kind];
}

static void make_item(const dueby_worklist *worklist, const struct side *side, dueby_item *item) {
  memset(item, 0, sizeof *item);
  if (!side->kept) return;
  item->of = &side->kept->of;
  item->case_index = side->kept->number;
  item->outcome = unread_outcome();
  if (!side->line) return;
  item->line = side->line;
  item->rule_dates = side->kept->rule_dates + side->line->first_rule_date;
  dueby_outcome_from_line(worklist->profile, side->line, &item->outcome);
}

dueby_status dueby_changes_at(const dueby_changes *changes, int64_t index, dueby_change *change) {
  if (index < 0 || index >= changes->rows.count) return DUEBY_EARGUMENT;
  const struct row *row = &changes->rows.items[index];
  make_item(changes->before, &row->pair.before, &change->before);
  make_item(changes->after, &row->pair.after, &change->after);
  change->kind = row->kind;
  return DUEBY_OK;
}

/* ---- changes as text ---- */

static const char titles[KINDS][28] = {[DUEBY_CHANGES_OVERDUE] = "Newly overdue",
                                       [DUEBY_CHANGES_DONE] = "Done",
                                       [DUEBY_CHANGES_ENDED] = "Ended without being done",
                                       [DUEBY_CHANGES_CORRECTED] = "Corrected",
                                       [DUEBY_CHANGES_MOVED] = "Due date changed",
                                       [DUEBY_CHANGES_GONE] = "Gone",
                                       [DUEBY_CHANGES_NEW] = "New",
                                       [DUEBY_CHANGES_NEXT] = "Next in a series"};

const char *dueby_change_title(int32_t kind) {
  return kind <= 0 || kind >= KINDS ? NULL : titles[kind];
}

static void append_when(struct text *out, const char *before, dueby_date date, dueby_time time) {
  const dueby_when when = {time, date, 0};
  char day[96] = "";
  if (date == DUEBY_DATE_NONE) return;
  dueby_explain_when(&when, day, sizeof day, NULL);
  text_string(out, before);
  text_string(out, day);
}

static void append_unread(struct text *out, const dueby_case *of) {
  char reason[640] = "";
  dueby_case_reason(of, reason, sizeof reason, NULL);
  text_string(out, "Needs checking: ");
  text_string(out, reason);
}

/* Appends the state of a line: "Done in time on Tuesday 3 March 2026, due by Friday 6 March 2026". */
static void append_standing(struct text *out, const struct side *side) {
  const dueby_line *line = side->line;
  char state[128] = "";
  if (!line) {
    append_unread(out, &side->kept->of);
    return;
  }
  /* dueby_explain_verdict would also write the due day, which comes later in this text */
  int is_soon = line->verdict.state == DUEBY_STATE_DUE_SOON;
  dueby_explain_verdict(&line->deadline, &line->verdict, state, sizeof state, NULL);
  text_string(out, is_soon ? "Due soon" : state);
  if (dueby_line_is_over(line))
    append_when(out, line->verdict.state == DUEBY_STATE_MISSED ? ", ended on " : " on ", line->closed, DUEBY_TIME_NONE);
  append_when(out, ", due by ", line->deadline.due, line->deadline.due_time);
}

dueby_status dueby_changes_text(const dueby_changes *changes, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (index < 0 || index >= changes->rows.count) return DUEBY_EARGUMENT;
  const struct pair *pair = &changes->rows.items[index].pair;
  if (pair->after.kept) append_standing(&out, &pair->after);
  if (pair->after.kept && pair->before.kept) text_string(&out, "; ");
  if (pair->before.kept) text_string(&out, "before: ");
  if (pair->before.kept) append_standing(&out, &pair->before);
  return text_end(&out, needed);
}

/* Appends a title for use within a sentence, starting with a lower-case letter. */
static void append_title(struct text *out, int32_t kind) {
  text_char(out, (char)(titles[kind][0] - 'A' + 'a'));
  text_string(out, titles[kind] + 1);
}

dueby_status dueby_changes_summary_text(const dueby_changes *changes, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  int any = 0;
  append_when(&out, "Since ", changes->before->run.as_at.date, changes->before->run.as_at.time);
  text_string(&out, ": ");
  for (int32_t kind = 1; kind < KINDS; kind++) {
    if (!changes->counts[kind]) continue;
    if (any++) text_string(&out, ", ");
    text_number(&out, changes->counts[kind]);
    text_char(&out, ' ');
    append_title(&out, kind);
  }
  if (!any) text_string(&out, "nothing has changed");
  return text_end(&out, needed);
}

/* ---- changes as cells ---- */

enum { CHANGE, STATE_BEFORE, DUE_BEFORE, CLOSED_BEFORE, CLOSED, OWN_FIELDS };
static const struct {
  char name[16];
  int32_t kind;
} own[OWN_FIELDS] = {[CHANGE] = {"change", DUEBY_CELL_CODE},
                     [STATE_BEFORE] = {"state_before", DUEBY_CELL_CODE},
                     [DUE_BEFORE] = {"due_before", DUEBY_CELL_WHEN},
                     [CLOSED_BEFORE] = {"closed_before", DUEBY_CELL_DAY},
                     [CLOSED] = {"closed", DUEBY_CELL_DAY}};

const char *dueby_changes_field(int32_t index) {
  return index >= 0 && index < OWN_FIELDS ? own[index].name : dueby_line_field(index - OWN_FIELDS);
}

/* Returns a case's value in a column, or "". */
static const char *value_in(const dueby_case *of, const char *column) {
  for (int64_t i = 0; i < of->column_count; i++)
    if (strcmp(of->columns[i], column) == 0) return of->values[i];
  return "";
}

/* Writes the fields of a line and its case's values in the columns that the new list carries, so that all rows have the same
 * columns. */
static dueby_status give_line(const dueby_changes *changes, const struct side *side, const struct giver *to) {
  const dueby_case *like = changes->after->case_count ? &changes->after->cases[0]->of : &side->kept->of;
  /* Every line belongs to a case. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  dueby_case of = side->kept->of;
  const char **values = malloc(((size_t)like->column_count + 1) * sizeof *values);
  if (!values) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < like->column_count; i++) values[i] = value_in(&side->kept->of, like->columns[i]);
  of.columns = like->columns;
  of.values = values;
  of.column_count = like->column_count;
  dueby_status status = dueby_line_cells(changes->after->profile, side->line, &of, to->sink, to->context);
  free(values);
  return status;
}

/* Writes the cells of an empty row, without carried columns. */
static dueby_status give_no_change(const dueby_changes *changes, const struct giver *to) {
  static const dueby_case none = {0};
  for (int i = 0; i < OWN_FIELDS; i++) give_none(to, own[i].name, own[i].kind);
  return dueby_line_cells(changes->after->profile, NULL, &none, to->sink, to->context);
}

dueby_status dueby_changes_cells(const dueby_changes *changes, int64_t index, dueby_cell_sink sink, void *context) {
  const struct giver to = {sink, context};
  if (index == -1) return give_no_change(changes, &to);
  if (index < 0 || index >= changes->rows.count) return DUEBY_EARGUMENT;
  const struct row *row = &changes->rows.items[index];
  const dueby_line *before = row->pair.before.line, *after = row->pair.after.line;
  const struct side *shown = row->pair.after.kept ? &row->pair.after : &row->pair.before;
  int32_t state = before ? before->verdict.state : row->pair.before.kept ? DUEBY_STATE_NOT_COMPUTABLE : -1;
  give_code(&to, own[CHANGE].name, dueby_code_name(DUEBY_CODE_CHANGES, row->kind));
  give_code(&to, own[STATE_BEFORE].name, state < 0 ? NULL : dueby_code_name(DUEBY_CODE_STATE, state));
  give_when(&to, own[DUE_BEFORE].name, before ? before->deadline.due : DUEBY_DATE_NONE,
            before ? before->deadline.due_time : DUEBY_TIME_NONE);
  give_day(&to, own[CLOSED_BEFORE].name, before ? before->closed : DUEBY_DATE_NONE);
  give_day(&to, own[CLOSED].name, after ? after->closed : DUEBY_DATE_NONE);
  return give_line(changes, shown, &to);
}

dueby_status dueby_changes_json(const dueby_changes *changes, int64_t index, char *text, int64_t size, int64_t *needed) {
  const dueby_worklist *after = changes->after;
  if (after->case_count && !dueby_columns_differ(&after->cases[0]->of, dueby_changes_field)) return DUEBY_EARGUMENT;
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_changes_cells(changes, index, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}
