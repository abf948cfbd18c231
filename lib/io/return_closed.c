/* Finds closures in a case that contradict its other rows, such as a referral that is closed while a plan under it has no end. */
#include <stdlib.h>
#include <string.h>

#include "return_internal.h"

/* An event with its ref, for sorting. `ref` points into the texts of the queue, so it is only valid until a message is added to the
 * queue. */
struct dated {
  const char *ref; /* "" for none */
  int64_t at;      /* index in the queue */
  dueby_date date;
  int32_t end; /* for a start, the type of the event that ends it; for an end, its own type */
};

/* Something that has started, such as a plan, and the day when it ends. */
struct going_on {
  int64_t row; /* index of its row in the set */
  dueby_date from, until;
  int32_t end;
  int32_t mapped; /* index, among the events of the row's block, of the event that ends it; -1 if there is none */
  int is_reported;
};

/* The starts of a case, sorted by ref, and its ends, sorted by type, ref and date. */
struct closing {
  struct evaluation *evaluation;
  struct dated *starts, *ends;
  int64_t start_count, end_count;
  struct going_on *going_on; /* for each start */
};

/* ---- sorting events ---- */

static int is_read(const struct found_event *event) {
  return !event->is_bad && !event->is_unread && event->from;
}

static int compare_numbers(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

static int compare_starts(const void *left, const void *right) {
  const struct dated *a = left, *b = right;
  int by_ref = strcmp(a->ref, b->ref);
  return by_ref ? by_ref : compare_numbers(a->at, b->at);
}

static int compare_ends(const void *left, const void *right) {
  const struct dated *a = left, *b = right;
  if (a->end != b->end) return compare_numbers(a->end, b->end);
  int by_ref = strcmp(a->ref, b->ref);
  if (by_ref) return by_ref;
  return a->date != b->date ? compare_numbers(a->date, b->date) : compare_numbers(a->at, b->at);
}

/* Sorts the starts and ends of a case: the events from index `first` of the queue onwards. Returns 0 if out of memory. */
static int sort_events(struct closing *closing, int64_t first) {
  const struct evaluation *evaluation = closing->evaluation;
  const struct event_queue *queue = evaluation->queue;
  size_t size = (size_t)(queue->count - first) + 1;
  closing->starts = malloc(size * sizeof *closing->starts);
  closing->ends = malloc(size * sizeof *closing->ends);
  closing->going_on = malloc(size * sizeof *closing->going_on);
  if (!closing->starts || !closing->ends || !closing->going_on) return 0;
  for (int64_t i = first; i < queue->count; i++) {
    const struct found_event *event = &queue->events[i];
    if (!is_read(event)) continue;
    struct dated dated = {event->ref < 0 ? "" : interned_at(&queue->texts, event->ref), i, event->event.date, event->event.type};
    closing->ends[closing->end_count++] = dated;
    dated.end = dueby_profile_event_end(evaluation->returned->profile, event->event.type);
    if (dated.end) closing->starts[closing->start_count++] = dated;
  }
  qsort(closing->starts, (size_t)closing->start_count, sizeof *closing->starts, compare_starts);
  qsort(closing->ends, (size_t)closing->end_count, sizeof *closing->ends, compare_ends);
  return 1;
}

/* Returns the index of the first item that does not come before `wanted`. */
static int64_t find(const struct dated *items, int64_t count, const struct dated *wanted,
                    int (*compare)(const void *, const void *)) {
  int64_t low = 0, high = count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (compare(&items[middle], wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* ---- what goes on, and until when ---- */

/* Returns the day of the first end with this ref, on or after the start's own day; DUEBY_DATE_NONE if there is none. */
static dueby_date first_end(const struct closing *closing, const struct dated *start, const char *ref) {
  const struct dated wanted = {ref, -1, start->date, start->end};
  int64_t at = find(closing->ends, closing->end_count, &wanted, compare_ends);
  const struct dated *found = &closing->ends[at];
  int is_end = at < closing->end_count && found->end == start->end && strcmp(found->ref, ref) == 0;
  return is_end ? found->date : DUEBY_DATE_NONE;
}

static const struct found_row *row_at(const struct evaluation *evaluation, int64_t index) {
  return &evaluation->set->rows[evaluation->rows ? evaluation->rows[index] : index];
}

/* Returns the index in the set of the row that an event came from; -1 for the row of a spell, which is not kept. Relies on rows
 * being in the order of their slots. */
static int64_t row_of(const struct evaluation *evaluation, const struct found_event *event) {
  int64_t low = 0, high = evaluation->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (row_at(evaluation, middle)->first_slot <= event->slot) low = middle + 1;
    else high = middle;
  }
  if (!low) return -1;
  const struct found_row *row = row_at(evaluation, low - 1);
  return row->block && row->first_slot == event->slot && row->file == event->file ? row - evaluation->set->rows : -1;
}

/* Returns the index of a block's event of type `end` whose date comes from a single field; -1 if there is none. */
static int32_t mapped_end(const struct block *block, int32_t end) {
  for (int32_t i = 0; i < block->event_count; i++)
    if (block->events[i].type == end && block->events[i].at_count == 1) return i;
  return -1;
}

static int32_t end_field(const struct found_row *row, const struct going_on *going_on) {
  return row->block->events[going_on->mapped].at[0];
}

/* Finds the day when something that started ends: the earliest end, from its own row or from any row. If its own row has no field
 * for the end, or the field cannot be read, uses the day of the start, so that nothing counts as still open. */
static struct going_on see_start(const struct closing *closing, const struct dated *start) {
  const struct evaluation *evaluation = closing->evaluation;
  struct going_on going_on = {.row = row_of(evaluation, &evaluation->queue->events[start->at]),
                              .from = start->date,
                              .until = start->date,
                              .end = start->end,
                              .mapped = -1};
  if (going_on.row < 0) return going_on;
  const struct found_row *row = &evaluation->set->rows[going_on.row];
  going_on.mapped = mapped_end(row->block, start->end);
  if (going_on.mapped < 0) return going_on;
  char reason[MESSAGE_SIZE / 2];
  dueby_when own;
  dueby_status read = dueby_row_when(evaluation, dueby_row_set_cell(evaluation->set, row, end_field(row, &going_on)), &own, reason);
  if (read != DUEBY_OK && read != DUEBY_NONE) return going_on;
  const dueby_date days[] = {read == DUEBY_OK ? own.date : DUEBY_DATE_NONE, first_end(closing, start, start->ref),
                             first_end(closing, start, "")};
  going_on.until = INT32_MAX;
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    if (days[i] != DUEBY_DATE_NONE && days[i] < going_on.until) going_on.until = days[i];
  return going_on;
}

/* ---- closures ---- */

/* True if this closure requires that events of type `end` come before it. */
static int is_over_by(const struct mapped_event *closure, int32_t end) {
  for (int32_t i = 0; i < closure->after_count; i++)
    if (closure->after[i] == end) return 1;
  return 0;
}

/* Reports that the field for a start's end is empty or is after the closure. `closed` is the name of the closure's field. */
static dueby_status report_end(struct evaluation *evaluation, const struct going_on *going_on, const char *closed) {
  char reason[MESSAGE_SIZE / 2];
  const struct found_row *row = &evaluation->set->rows[going_on->row];
  int32_t field = end_field(row, going_on);
  dueby_when own;
  int has_end = dueby_row_when(evaluation, dueby_row_set_cell(evaluation->set, row, field), &own, reason) == DUEBY_OK;
  snprintf(reason, sizeof reason, has_end ? "it is after %.100s" : "it is empty, but there is a %.100s", closed);
  int64_t line = evaluation->set->slots[row->first_slot + field].line;
  return dueby_evaluation_add_bad(evaluation, row, line, row->block->fields[field].name, reason);
}

/* Reports each of the starts `from` to `to` - 1 that is still open after a closure, unless it was reported before. Sets `*is` to 1
 * if any start is still open. */
static dueby_status contradict(const struct closing *closing, const struct found_event *closure, int64_t from, int64_t to,
                               int *is) {
  dueby_status status = DUEBY_OK;
  const struct found_event closed = *closure; /* adding a message may move the queue's events */
  for (int64_t i = from; i < to && status == DUEBY_OK; i++) {
    struct going_on *going_on = &closing->going_on[i];
    if (going_on->from > closed.event.date || going_on->until <= closed.event.date) continue;
    if (!is_over_by(closed.from, going_on->end)) continue;
    *is = 1;
    if (!going_on->is_reported) status = report_end(closing->evaluation, going_on, closed.field);
    going_on->is_reported = 1;
  }
  return status;
}

/* The sorted starts that belong to a closure: from index `from` those with the same ref, from index `below` those whose ref is that
 * ref followed by a slash and more. */
struct range {
  int64_t from, to, below, below_to;
};

/* Finds the starts with a given ref, and those whose ref begins with that ref and a slash. Returns 0 if out of memory. */
static int find_ranges(const struct closing *closing, const char *ref, struct range *range) {
  size_t length = strlen(ref);
  char *below = malloc(length + 2);
  if (!below) return 0;
  memcpy(below, ref, length);
  const struct dated same = {ref, -1, 0, 0}, after_same = {ref, INT64_MAX, 0, 0};
  range->from = find(closing->starts, closing->start_count, &same, compare_starts);
  range->to = find(closing->starts, closing->start_count, &after_same, compare_starts);
  memcpy(below + length, "/", 2);
  const struct dated first = {below, -1, 0, 0};
  range->below = find(closing->starts, closing->start_count, &first, compare_starts);
  below[length]++;
  const struct dated last = {below, -1, 0, 0};
  range->below_to = find(closing->starts, closing->start_count, &last, compare_starts);
  free(below);
  return 1;
}

static int is_closure(const struct found_event *event) {
  return is_read(event) && event->from->after_count && event->ref >= 0;
}

/* Returns the ranges of starts for each closure, in the order of the closures; NULL if out of memory. */
static struct range *find_all(const struct closing *closing, int64_t first, int64_t count) {
  const struct event_queue *queue = closing->evaluation->queue;
  struct range *ranges = malloc(((size_t)count + 1) * sizeof *ranges);
  for (int64_t i = first, at = 0; ranges && i < queue->count; i++) {
    if (!is_closure(&queue->events[i])) continue;
    if (find_ranges(closing, interned_at(&queue->texts, queue->events[i].ref), &ranges[at++])) continue;
    free(ranges);
    return NULL;
  }
  return ranges;
}

static dueby_status check_closures(const struct closing *closing, int64_t first, int64_t last, const struct range *range) {
  struct event_queue *queue = closing->evaluation->queue;
  dueby_status status = DUEBY_OK;
  for (int64_t i = first; i < last && status == DUEBY_OK; i++) {
    int is_contradicted = 0;
    if (!is_closure(&queue->events[i])) continue;
    status = contradict(closing, &queue->events[i], range->from, range->to, &is_contradicted);
    if (status == DUEBY_OK) status = contradict(closing, &queue->events[i], range->below, range->below_to, &is_contradicted);
    range++;
    if (!is_contradicted) continue;
    struct found_event *closure = &queue->events[i];
    closure->is_unread = 1;
    closure->event.date = DUEBY_DATE_NONE;
    closure->event.time = DUEBY_TIME_NONE;
    closure->event.has = 0;
  }
  return status;
}

dueby_status dueby_closed_check(struct evaluation *evaluation, int64_t first) {
  const struct event_queue *queue = evaluation->queue;
  struct closing closing = {.evaluation = evaluation};
  int64_t closures = 0, last = queue->count;
  for (int64_t i = first; i < last; i++) closures += is_closure(&queue->events[i]);
  if (!closures) return DUEBY_OK;
  int is_sorted = sort_events(&closing, first);
  for (int64_t i = 0; i < closing.start_count && is_sorted; i++) closing.going_on[i] = see_start(&closing, &closing.starts[i]);
  struct range *ranges = is_sorted ? find_all(&closing, first, closures) : NULL;
  dueby_status status = ranges ? check_closures(&closing, first, last, ranges) : DUEBY_EMEMORY;
  free(ranges);
  free(closing.starts);
  free(closing.ends);
  free(closing.going_on);
  return status;
}
