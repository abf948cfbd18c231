/* Finds closures of a case that contradict what goes on under them, such as a plan without an end. */
#include <string.h>

#include "return_internal.h"

static int is_read(const struct found_event *event) {
  return !event->is_bad && !event->is_unread && event->from;
}

static const char *ref_of(const struct event_queue *queue, const struct found_event *event) {
  return event->ref < 0 ? "" : interned_at(&queue->texts, event->ref);
}

/* True if a start belongs to a closure: it has the same ref, or one below it. */
static int belongs_to(const struct event_queue *queue, const struct found_event *start, const struct found_event *closure) {
  const char *of = ref_of(queue, closure), *ref = ref_of(queue, start);
  size_t length = strlen(of);
  return length && strncmp(of, ref, length) == 0 && (!ref[length] || ref[length] == '/');
}

/* Returns the event that had to end a start before this closure, or 0. */
static int32_t end_before(const struct evaluation *evaluation, const struct found_event *start, const struct found_event *closure) {
  int32_t end = dueby_profile_event_end(evaluation->returned->profile, start->event.type);
  for (int32_t i = 0; end && i < closure->from->after_count; i++)
    if (closure->from->after[i] == end) return end;
  return 0;
}

/* True if the rows have an end of this start, no later than the closure. */
static int has_ended(const struct evaluation *evaluation, int64_t first, const struct found_event *start, int32_t end,
                     const struct found_event *closure) {
  const struct event_queue *queue = evaluation->queue;
  for (int64_t i = first; i < queue->count; i++) {
    const struct found_event *event = &queue->events[i];
    if (!is_read(event) || event->event.type != end || (event->ref >= 0 && event->ref != start->ref)) continue;
    if (event->event.date >= start->event.date && event->event.date <= closure->event.date) return 1;
  }
  return 0;
}

/* Returns the row of an event; NULL for that of a spell, which is not kept. */
static const struct found_row *row_of(const struct evaluation *evaluation, const struct found_event *event) {
  for (int64_t i = 0; i < evaluation->count; i++) {
    const struct found_row *row = &evaluation->set->rows[evaluation->rows ? evaluation->rows[i] : i];
    if (row->block && row->first_slot == event->slot && row->file == event->file) return row;
  }
  return NULL;
}

/* Reports the field of a row that should have the end. Returns 1 if there is one; 0 if the row has no such field, or one that could
 * not be read; -1 if out of memory. */
static int report_end(struct evaluation *evaluation, const struct found_row *row, int32_t end, const struct found_event *closure) {
  char reason[MESSAGE_SIZE / 2];
  const char *closed = closure->field;
  dueby_date day = closure->event.date;
  for (int32_t i = 0; i < row->block->event_count; i++) {
    const struct mapped_event *mapped = &row->block->events[i];
    if (mapped->type != end || mapped->at_count != 1) continue;
    dueby_when when;
    dueby_status read = dueby_row_when(evaluation, dueby_row_set_cell(evaluation->set, row, mapped->at[0]), &when, reason);
    if (read == DUEBY_OK ? when.date <= day : read != DUEBY_NONE) return 0;
    snprintf(reason, sizeof reason, read == DUEBY_OK ? "it is after %.100s" : "it is empty, but there is a %.100s", closed);
    int64_t line = evaluation->set->slots[row->first_slot + mapped->at[0]].line;
    dueby_status status = dueby_evaluation_add_bad(evaluation, row, line, row->block->fields[mapped->at[0]].name, reason);
    return status == DUEBY_OK ? 1 : -1;
  }
  return 0;
}

/* Returns 1 if something that belongs to a closure goes on after it; -1 if out of memory. */
static int is_contradicted(struct evaluation *evaluation, int64_t first, int64_t at) {
  int is = 0;
  for (int64_t i = first, count = evaluation->queue->count; i < count; i++) {
    const struct found_event *start = &evaluation->queue->events[i], *closure = &evaluation->queue->events[at];
    if (!is_read(start) || start->event.date > closure->event.date || !belongs_to(evaluation->queue, start, closure)) continue;
    int32_t end = end_before(evaluation, start, closure);
    if (!end || has_ended(evaluation, first, start, end, closure)) continue;
    const struct found_row *row = row_of(evaluation, start);
    int reported = row ? report_end(evaluation, row, end, closure) : 0;
    if (reported < 0) return -1;
    is |= reported;
  }
  return is;
}

dueby_status dueby_closed_check(struct evaluation *evaluation, int64_t first) {
  struct event_queue *queue = evaluation->queue;
  for (int64_t i = first, count = queue->count; i < count; i++) {
    if (!is_read(&queue->events[i]) || !queue->events[i].from->after_count) continue;
    int is = is_contradicted(evaluation, first, i);
    if (is < 0) return DUEBY_EMEMORY;
    if (!is) continue;
    struct found_event *closure = &queue->events[i];
    closure->is_unread = 1;
    closure->event.date = DUEBY_DATE_NONE;
    closure->event.time = DUEBY_TIME_NONE;
    closure->event.has = 0;
  }
  return DUEBY_OK;
}
