/* Handles XML elements with misspelt names. They are not read, so each event that they may have recorded is added as unreadable. */
#include "return_misspelt.h"

#include "return_lost.h"

static int tests_field(const struct tests *tests, int32_t field) {
  for (int32_t i = 0; i < tests->count; i++)
    if (tests->items[i].field == field) return 1;
  return 0;
}

/* True if a field of the row decides whether or when an event happened. */
static int depends(const struct mapped_event *event, int32_t field) {
  for (int32_t i = 0; i < event->at_count; i++)
    if (event->at[i] == field) return 1;
  return tests_field(&event->when, field) || tests_field(&event->unless, field) || tests_field(&event->undated, field);
}

/* True if the other fields of a row rule out an event. */
static int is_ruled_out(const struct evaluation *evaluation, const struct found_row *row, const struct mapped_event *event,
                        int32_t field) {
  const struct tests *sides[] = {&event->when, &event->unless};
  for (int side = 0; side < 2; side++)
    for (int32_t i = 0; i < sides[side]->count; i++) {
      const struct tests one = {&sides[side]->items[i], 1};
      if (one.items->field != field && dueby_row_passes(evaluation->set, row, &one) == side) return 1;
    }
  return 0;
}

static int has_tag_by(const struct mapped_event *event, int32_t field) {
  for (int32_t i = 0; i < event->tag_count; i++)
    if (tests_field(&event->tags[i].when, field)) return 1;
  return 0;
}

/* Adds an unreadable event with the row's ref, every possible tag and no day. */
static dueby_status add_with_all_tags(struct evaluation *evaluation, const struct found_row *row,
                                      const struct mapped_event *event) {
  int64_t at = evaluation->queue->count;
  dueby_status status = dueby_evaluation_add_unread(evaluation, row, event, 0);
  return status == DUEBY_OK && event->ref_kind != REF_NONE ? dueby_evaluation_set_ref(evaluation, row, at) : status;
}

/* Adds the events that depend on a field of a row, or all of the row's events if its own conditions depend on that field. If
 * `is_only` is 1, nothing else in the case is misspelt, so the row's other fields may rule out events. */
static dueby_status doubt_field(struct evaluation *evaluation, int64_t at, int32_t field, int is_only) {
  struct found_row *row = &evaluation->set->rows[at];
  const struct block *block = row->block;
  int is_row = tests_field(&block->when, field) || tests_field(&block->unless, field);
  dueby_status status = DUEBY_OK;
  if (dueby_row_set_cell(evaluation->set, row, field).length) return DUEBY_OK;
  row->is_in_doubt = 1;
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK; i++) {
    const struct mapped_event *event = &block->events[i];
    if (is_only && is_ruled_out(evaluation, row, event, field)) continue;
    if (has_tag_by(event, field)) status = add_with_all_tags(evaluation, row, event);
    else if (is_row || depends(event, field)) status = dueby_evaluation_add_unread(evaluation, row, event, 1);
  }
  return status;
}

/* Adds each type of event of a block once, because rows of that block may be inside this row. */
static dueby_status doubt_block(struct evaluation *evaluation, const struct found_row *around, const struct block *block) {
  const struct event_queue *queue = evaluation->queue;
  int64_t first = queue->count;
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < block->event_count && status == DUEBY_OK; i++) {
    int64_t at = first;
    while (at < queue->count && queue->events[at].event.type != block->events[i].type) at++;
    if (at == queue->count) status = add_with_all_tags(evaluation, around, &block->events[i]);
  }
  return status;
}

/* Adds, as unreadable, the events that come from an element or from elements inside it. If the element is a whole row, its events
 * are added once, and not again for each of its fields. */
static dueby_status doubt(struct evaluation *evaluation, int64_t row, const struct shape *shape, int is_within, int is_only) {
  const struct row_set *set = evaluation->set;
  dueby_status status = DUEBY_OK;
  if (shape->block) {
    status = doubt_block(evaluation, &set->rows[row], shape->block);
    is_within = 1;
  } else if (shape->owner && !is_within) {
    while (row >= 0 && set->rows[row].block != shape->owner) row = set->rows[row].parent;
    return row < 0 ? DUEBY_OK : doubt_field(evaluation, row, shape->field, is_only);
  }
  for (const struct shape *inner = shape->first; inner && status == DUEBY_OK; inner = inner->next)
    status = doubt(evaluation, row, inner, is_within, 0);
  return status;
}

dueby_status dueby_misspelt_doubt(struct evaluation *evaluation, const struct misspelt *misspelt, int64_t count) {
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < count && status == DUEBY_OK; i++)
    status = doubt(evaluation, misspelt[i].row, misspelt[i].meant, 0, count == 1);
  return status;
}
