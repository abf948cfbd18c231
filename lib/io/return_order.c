/* Finds days in a row that contradict each other: an end before its start. */
#include "return_holds.h"
#include "return_order.h"

#include <string.h>

#include "return_places.h"

/* Reads the day in a field, and its time. The day is NONE if the field is empty or cannot be read. */
static dueby_when when_in(const struct evaluation *evaluation, const struct found_row *row, int32_t field) {
  char reason[MESSAGE_SIZE / 2];
  dueby_when when = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  dueby_csv_cell cell = dueby_row_set_cell(evaluation->set, row, field);
  if (cell.length) (void)dueby_row_when(evaluation, cell, &when, reason); /* leaves `when` untouched if it fails */
  return when;
}

static dueby_date day_in(const struct evaluation *evaluation, const struct found_row *row, int32_t field) {
  return when_in(evaluation, row, field).date;
}

dueby_date dueby_order_day(const struct evaluation *evaluation, const struct found_row *row, const struct day_field *of) {
  return day_in(evaluation, of->is_in_parent ? &evaluation->set->rows[row->parent] : row, of->field);
}

static int is_about(const struct evaluation *evaluation, const struct found_row *other, const struct found_row *row,
                    const struct closed_in *in) {
  if (other->block != in->table) return 0;
  if (in->key < 0) return 1;
  dueby_csv_cell key = dueby_row_set_cell(evaluation->set, other, in->key), by = dueby_row_set_cell(evaluation->set, row, in->by);
  return by.length && key.length == by.length && memcmp(key.text, by.text, (size_t)by.length) == 0;
}

dueby_date dueby_order_closed(const struct evaluation *evaluation, const struct found_row *row, const struct closed_in *in) {
  dueby_date first = DUEBY_DATE_NONE, since = in->table ? day_in(evaluation, row, in->since) : DUEBY_DATE_NONE;
  for (int64_t i = 0; i < evaluation->count && since != DUEBY_DATE_NONE; i++) {
    const struct found_row *other = &evaluation->set->rows[evaluation->rows ? evaluation->rows[i] : i];
    dueby_date closed = is_about(evaluation, other, row, in) ? day_in(evaluation, other, in->field) : DUEBY_DATE_NONE;
    if (closed != DUEBY_DATE_NONE && closed >= since && (first == DUEBY_DATE_NONE || closed < first)) first = closed;
  }
  return first;
}

static int has_time(const dueby_when *when) {
  return when->time && when->time != DUEBY_TIME_NONE;
}

/* True if the start in a field is on a later day than `end` or, if both have a time, at a later time. */
static int is_later(const struct evaluation *evaluation, const struct found_row *row, int32_t field, const dueby_when *end) {
  dueby_when start = when_in(evaluation, row, field);
  if (start.date == DUEBY_DATE_NONE || start.date != end->date) return start.date != DUEBY_DATE_NONE && start.date > end->date;
  return has_time(&start) && has_time(end) && start.time > end->time;
}

/* True if an event ends something and does not meet a duty. If such an end does not count, whatever it would have ended still goes
 * on. */
static int only_ends(const struct evaluation *evaluation, const struct mapped_event *event) {
  uint8_t uses = evaluation->returned->uses[event->type];
  return uses & USE_END && !(uses & USE_DUE);
}

int32_t dueby_order_later_start(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *end,
                                int32_t field, const dueby_when *when) {
  const struct block *block = row->block;
  for (int32_t i = 0; i < block->event_count; i++) {
    const struct mapped_event *start = &block->events[i];
    if (dueby_profile_event_end(evaluation->returned->profile, start->type) == end->type &&
        dueby_event_applies(evaluation, row, start) && is_later(evaluation, row, start->at[0], when))
      return start->at[0];
  }
  for (int32_t i = 0; i < block->order_count && only_ends(evaluation, end); i++)
    if (block->order[i].last == field && !block->order[i].first.is_in_parent &&
        is_later(evaluation, row, block->order[i].first.field, when))
      return block->order[i].first.field;
  return -1;
}

void dueby_order_reason(const struct found_row *row, int32_t start, char *reason) {
  snprintf(reason, MESSAGE_SIZE / 2, "it is before %.100s", row->block->fields[start].name);
}

/* True if the end in a field was already reported as bad, because one of its events counts as unreadable. */
static int is_refused(const struct evaluation *evaluation, const struct found_row *row, int32_t field, const dueby_when *day) {
  for (int32_t i = 0; i < row->block->event_count; i++) {
    const struct mapped_event *event = &row->block->events[i];
    for (int32_t j = 0; j < event->at_count; j++)
      if (event->at[j] == field && dueby_event_applies(evaluation, row, event) &&
          dueby_order_later_start(evaluation, row, event, field, day) >= 0)
        return 1;
  }
  return 0;
}

dueby_status dueby_order_check(const struct evaluation *evaluation, const struct found_row *row) {
  dueby_return *returned = evaluation->returned;
  const struct block *block = row->block;
  for (int32_t i = 0; i < block->order_count; i++) {
    const struct found_row *starting = block->order[i].first.is_in_parent ? &evaluation->set->rows[row->parent] : row;
    int32_t start = block->order[i].first.field, end = block->order[i].last;
    int64_t line = evaluation->set->slots[row->first_slot + end].line;
    char reason[MESSAGE_SIZE / 2], name[CELL_SIZE], where[FIELD_SIZE];
    const dueby_when day = {DUEBY_TIME_NONE, day_in(evaluation, row, end), 0};
    if (day.date == DUEBY_DATE_NONE || !is_later(evaluation, starting, start, &day) || is_refused(evaluation, row, end, &day))
      continue;
    dueby_return_tally(&returned->disordered, row->file, line);
    dueby_order_reason(starting, start, reason);
    dueby_return_report(returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, returned->files[row->file].name, line, "case %s: %s: %s",
                        dueby_return_case_text(returned, evaluation->name, evaluation->is_unnamed, name),
                        dueby_field_text(block->name, block->fields[end].name, where, sizeof where), reason);
  }
  return DUEBY_OK;
}

int dueby_order_is_excluded(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *mapped,
                            int32_t field, dueby_date day) {
  if (!mapped->has_not_on || dueby_order_day(evaluation, row, &mapped->not_on) != day) return 0;
  dueby_return *returned = evaluation->returned;
  const struct block *block = row->block, *other = mapped->not_on.is_in_parent ? block->parent : block;
  char name[CELL_SIZE], where[FIELD_SIZE];
  dueby_return_report(
      returned, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, returned->files[row->file].name,
      evaluation->set->slots[row->first_slot + field].line, "case %s: %s: it is the same day as %.100s, so it does not count",
      dueby_return_case_text(returned, evaluation->name, evaluation->is_unnamed, name),
      dueby_field_text(block->name, block->fields[field].name, where, sizeof where), other->fields[mapped->not_on.field].name);
  return 1;
}

static int is_read(const struct found_event *event) {
  return !event->is_bad && !event->is_unread && event->from;
}

/* True if an end belongs to a start: they are in the same row or spell, on the same day. */
static int is_end_of(const struct evaluation *evaluation, const struct found_event *end, const struct found_event *start) {
  return is_read(end) && end->slot == start->slot && end->block == start->block && end->event.date == start->event.date &&
         dueby_profile_event_end(evaluation->returned->profile, start->event.type) == end->event.type;
}

/* True if the case has another start of the same type on the same day. A ref made from the day would then link the end to both
 * starts. */
static int has_twin(const struct event_queue *queue, int64_t first, const struct found_event *start) {
  for (int64_t i = first; i < queue->count; i++) {
    const struct found_event *other = &queue->events[i];
    if (other != start && is_read(other) && other->event.type == start->event.type && other->event.date == start->event.date)
      return 1;
  }
  return 0;
}

/* Gives a start a ref made from its day, because it has none. */
static dueby_status name_start(struct event_queue *queue, struct found_event *start) {
  char day[40];
  const dueby_when when = {DUEBY_TIME_NONE, start->event.date, 0};
  if (start->ref >= 0 || dueby_when_text(&when, day, sizeof day, NULL) != DUEBY_OK) return DUEBY_OK;
  start->ref = dueby_interned_add(&queue->texts, day, (int64_t)strlen(day));
  return start->ref < 0 ? DUEBY_EMEMORY : DUEBY_OK;
}

dueby_status dueby_order_link(struct evaluation *evaluation, int64_t first) {
  struct event_queue *queue = evaluation->queue;
  for (int64_t i = first; i < queue->count; i++) {
    if (!is_read(&queue->events[i])) continue;
    for (int64_t j = i + 1; j < queue->count && queue->events[j].slot == queue->events[i].slot; j++) {
      if (!is_end_of(evaluation, &queue->events[j], &queue->events[i]) || has_twin(queue, first, &queue->events[i])) continue;
      if (name_start(queue, &queue->events[i]) != DUEBY_OK) return DUEBY_EMEMORY;
      queue->events[j].ref = queue->events[i].ref;
    }
  }
  return DUEBY_OK;
}
