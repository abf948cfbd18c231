/* Stores cases and their items, and sorts the items, worst first. */
#include <stdlib.h>
#include <string.h>

#include "worklist_internal.h"

enum { FIRST_KEPT = 64 };

/* ---- a case in one block of memory ---- */

/* The sizes of a block's parts, in order. Parts with the largest alignment come first. */
struct sizes {
  size_t events, lines, rule_dates, pointers, texts;
};

static size_t text_size(const char *text) {
  return text ? strlen(text) + 1 : 0;
}

static int is_kept(const dueby_worklist *worklist, const dueby_line *line) {
  return worklist->flags & DUEBY_WORKLIST_KEEP || dueby_worklist_lists(worklist, line);
}

static struct sizes sizes_of(const dueby_worklist *worklist) {
  const dueby_case *of = &worklist->at;
  struct sizes sizes = {.events = (size_t)(of->event_count + of->unread_count) * sizeof *of->events,
                        .pointers = (size_t)(of->ref_count + 2 * of->column_count) * sizeof *of->refs,
                        .texts = text_size(of->name) + text_size(of->bad_places)};
  for (int64_t i = 0; i < of->ref_count; i++) sizes.texts += text_size(of->refs[i]);
  for (int64_t i = 0; i < of->column_count; i++) sizes.texts += text_size(of->columns[i]) + text_size(of->values[i]);
  for (int64_t i = 0; i < worklist->line_count; i++) {
    if (!is_kept(worklist, &worklist->lines[i])) continue;
    sizes.lines += sizeof *worklist->lines;
    sizes.rule_dates += (size_t)worklist->lines[i].rule_date_count * sizeof(dueby_rule_date);
  }
  return sizes;
}

static void *take(char **space, size_t size) {
  void *part = *space;
  *space += size;
  return part;
}

static const char *take_text(char **space, const char *text) {
  size_t size = text_size(text);
  return size ? memcpy(take(space, size), text, size) : text;
}

static void copy_texts(const char *const *texts, int64_t count, const char **copies, char **space) {
  for (int64_t i = 0; i < count; i++) copies[i] = take_text(space, texts[i]);
}

static void copy_case(const dueby_case *of, const struct sizes *sizes, char *space, dueby_case *copy) {
  dueby_event *events = take(&space, sizes->events), *unread = events + of->event_count;
  if (of->event_count) memcpy(events, of->events, (size_t)of->event_count * sizeof *events);
  if (of->unread_count) memcpy(unread, of->unread, (size_t)of->unread_count * sizeof *unread);
  const char **pointers = take(&space, sizes->pointers);
  const char **columns = pointers + of->ref_count, **values = columns + of->column_count;
  *copy = *of;
  copy->size = sizeof *copy;
  copy->events = events;
  copy->unread = unread;
  copy->refs = pointers;
  copy->columns = columns;
  copy->values = values;
  copy->name = take_text(&space, of->name);
  copy->bad_places = take_text(&space, of->bad_places);
  copy_texts(of->refs, of->ref_count, pointers, &space);
  copy_texts(of->columns, of->column_count, columns, &space);
  copy_texts(of->values, of->column_count, values, &space);
}

static void copy_lines(const dueby_worklist *worklist, struct kept_case *kept) {
  const dueby_rule_date *dates = dueby_timeline_rule_dates(worklist->timeline);
  int64_t lines = 0, copied = 0;
  for (int64_t i = 0; i < worklist->line_count; i++) {
    const dueby_line *line = &worklist->lines[i];
    if (!is_kept(worklist, line)) continue;
    dueby_line *copy = &kept->lines[lines++];
    *copy = *line;
    copy->first_rule_date = copied;
    for (int32_t j = 0; j < line->rule_date_count; j++) kept->rule_dates[copied++] = dates[line->first_rule_date + j];
  }
  kept->line_count = lines;
}

static struct kept_case *copy_of(const dueby_worklist *worklist) {
  struct sizes sizes = sizes_of(worklist);
  char *space = malloc(sizeof(struct kept_case) + sizes.lines + sizes.rule_dates + sizes.events + sizes.pointers + sizes.texts);
  if (!space) return NULL;
  struct kept_case *kept = take(&space, sizeof *kept);
  kept->number = worklist->counts[DUEBY_COUNT_CASES] - 1;
  kept->lines = take(&space, sizes.lines);
  kept->rule_dates = take(&space, sizes.rule_dates);
  copy_lines(worklist, kept);
  copy_case(&worklist->at, &sizes, space, &kept->of);
  return kept;
}

/* ---- keeping a case ---- */

static int make_case_room(dueby_worklist *worklist) {
  if (worklist->case_count < worklist->case_capacity) return 1;
  int64_t capacity = worklist->case_capacity ? worklist->case_capacity * 2 : FIRST_KEPT;
  struct kept_case **cases = realloc(worklist->cases, (size_t)capacity * sizeof *cases);
  if (!cases) return 0;
  worklist->cases = cases;
  worklist->case_capacity = capacity;
  return 1;
}

static int make_item_room(dueby_worklist *worklist, int64_t more) {
  if (worklist->item_count + more <= worklist->item_capacity) return 1;
  int64_t capacity = (worklist->item_count + more) * 2;
  struct kept_item *items = realloc(worklist->items, (size_t)capacity * sizeof *items);
  if (!items) return 0;
  worklist->items = items;
  worklist->item_capacity = capacity;
  return 1;
}

dueby_status dueby_worklist_keep(dueby_worklist *worklist) {
  int keeps_rows = worklist->at.bad_rows > 0 && is_kept(worklist, NULL);
  int64_t lines = 0;
  for (int64_t i = 0; i < worklist->line_count; i++) lines += is_kept(worklist, &worklist->lines[i]);
  if (!keeps_rows && !lines && !(worklist->flags & DUEBY_WORKLIST_KEEP)) return DUEBY_OK;
  if (!make_case_room(worklist) || !make_item_room(worklist, lines + keeps_rows)) return DUEBY_EMEMORY;
  struct kept_case *kept = copy_of(worklist);
  if (!kept) return DUEBY_EMEMORY;
  worklist->cases[worklist->case_count++] = kept;
  for (int64_t i = keeps_rows ? -1 : 0; i < lines; i++) worklist->items[worklist->item_count++] = (struct kept_item){kept, i};
  return DUEBY_OK;
}

dueby_status dueby_worklist_kept_case(const dueby_worklist *worklist, int64_t index, const dueby_case **of,
                                      const dueby_line **lines, int64_t *line_count) {
  if (!(worklist->flags & DUEBY_WORKLIST_KEEP) || index < 0 || index >= worklist->case_count) return DUEBY_EARGUMENT;
  *of = &worklist->cases[index]->of;
  *lines = worklist->cases[index]->lines;
  *line_count = worklist->cases[index]->line_count;
  return DUEBY_OK;
}

/* ---- the kept cases as at another day ---- */

/* Returns the wanted values in the same order as in the options. */
static dueby_where *where_of(const dueby_worklist *worklist) {
  dueby_where *where = calloc((size_t)worklist->wanted_count + 1, sizeof *where);
  for (int64_t i = 0; where && i < worklist->wanted_count; i++) {
    const struct wanted *wanted = &worklist->wanted[i];
    where[wanted->index] = (dueby_where){wanted->column, wanted->value};
  }
  return where;
}

/* Returns the last day that the records cover, for a copy of the worklist, which lacks the cases that were not kept. It is the day
 * stated by the caller or, if later, that of the last event of any case. */
static dueby_date stated_to(const dueby_worklist *worklist, dueby_date as_at) {
  dueby_date seen = worklist->recorded_to < as_at ? worklist->recorded_to : as_at;
  return worklist->wanted_count && seen > worklist->stated_to ? seen : worklist->stated_to;
}

/* Copies what the kept cases do not show: which wanted values were found, how many rows there are, and the findings made while
 * reading. */
static dueby_status copy_rest(const dueby_worklist *worklist, dueby_worklist *made) {
  for (int64_t i = 0; i < worklist->wanted_count; i++) {
    const struct wanted *from = &worklist->wanted[i];
    struct wanted *to = &made->wanted[i];
    made->found[i] = worklist->found[i];
    free(to->nearest);
    to->distance = from->distance;
    to->nearest = from->nearest ? malloc(strlen(from->nearest) + 1) : NULL;
    if (from->nearest && !to->nearest) return DUEBY_EMEMORY;
    if (from->nearest) memcpy(to->nearest, from->nearest, strlen(from->nearest) + 1);
  }
  made->bad_rows_seen = worklist->bad_rows_seen;
  made->unknown_seen = worklist->unknown_seen;
  if (worklist->rows_are_said)
    dueby_worklist_add_rows(made, worklist->counts[DUEBY_COUNT_ROWS], worklist->counts[DUEBY_COUNT_BAD_ROWS]);
  for (int32_t kind = 0; kind < FINDING_KINDS; kind++) {
    const char *names = worklist->quality.names[kind];
    if (dueby_worklist_set_finding(made, kind, 0, 0, NULL, 0) == DUEBY_OK)
      made->quality.kinds[kind] = worklist->quality.kinds[kind];
    dueby_status status = names ? dueby_worklist_set_finding_names(made, kind, names) : DUEBY_OK;
    if (status != DUEBY_OK) return status;
  }
  memcpy(made->quality.misspelt, worklist->quality.misspelt, (size_t)worklist->profile->n.events * sizeof *made->quality.misspelt);
  dueby_status status = dueby_worklist_set_files(made, (const char *const *)worklist->files, worklist->file_count);
  if (status != DUEBY_OK) return status;
  return worklist->source ? dueby_worklist_set_source(made, worklist->source, worklist->judged, worklist->usual_holds) : DUEBY_OK;
}

dueby_status dueby_worklist_as_at(const dueby_worklist *worklist, const dueby_when *as_at, dueby_worklist **other) {
  dueby_timeline_options run = worklist->run;
  dueby_worklist *made = NULL;
  if (!as_at || !(worklist->flags & DUEBY_WORKLIST_KEEP)) return DUEBY_EARGUMENT;
  run.as_at = *as_at;
  run.ref_parents = NULL;
  dueby_where *where = where_of(worklist);
  if (!where) return DUEBY_EMEMORY;
  const dueby_worklist_options options = {.flags = worklist->flags,
                                          .run = &run,
                                          .states = worklist->states,
                                          .due_before = worklist->due_before,
                                          .where = where,
                                          .where_count = worklist->wanted_count,
                                          .recorded_to = stated_to(worklist, as_at->date),
                                          .style = worklist->style};
  dueby_status status = dueby_worklist_new(worklist->profile, worklist->calendar, &options, &made);
  free(where);
  for (int64_t i = 0; i < worklist->case_count && status == DUEBY_OK; i++)
    status = dueby_worklist_add(made, &worklist->cases[i]->of);
  if (status == DUEBY_OK) status = copy_rest(worklist, made);
  if (status == DUEBY_OK) *other = made;
  else dueby_worklist_free(made);
  return status;
}

/* ---- making items ---- */

static int64_t rows_at_hand(const dueby_worklist *worklist) {
  return worklist->has_case && worklist->at.bad_rows > 0;
}

int64_t dueby_worklist_item_count(const dueby_worklist *worklist) {
  return worklist_keeps(worklist) ? worklist->item_count : rows_at_hand(worklist) + worklist->line_count;
}

dueby_status dueby_worklist_item(const dueby_worklist *worklist, int64_t index, dueby_item *item) {
  dueby_item made = {.outcome = {.state = DUEBY_STATE_NOT_COMPUTABLE,
                                 .due = DUEBY_DATE_NONE,
                                 .begins = DUEBY_DATE_NONE,
                                 .closed = DUEBY_DATE_NONE,
                                 /* an item without an authority comes before all other items that need checking */
                                 .days_left = INT32_MIN}};
  if (index < 0 || index >= dueby_worklist_item_count(worklist)) return DUEBY_EARGUMENT;
  if (worklist_keeps(worklist)) {
    const struct kept_item *kept = &worklist->items[index];
    made.of = &kept->of->of;
    made.case_index = kept->of->number;
    made.line = kept->line < 0 ? NULL : &kept->of->lines[kept->line];
    made.rule_dates = kept->of->rule_dates;
  } else {
    int64_t line = index - rows_at_hand(worklist);
    made.of = &worklist->at;
    made.case_index = worklist->counts[DUEBY_COUNT_CASES] - 1;
    made.line = line < 0 ? NULL : &worklist->lines[line];
    made.rule_dates = dueby_timeline_rule_dates(worklist->timeline);
  }
  if (made.line) made.rule_dates += made.line->first_rule_date;
  if (made.line) dueby_outcome_from_line(worklist->profile, made.line, &made.outcome);
  *item = made;
  return DUEBY_OK;
}

int64_t dueby_worklist_listed_count(const dueby_worklist *worklist) {
  return worklist->listed_count;
}

int64_t dueby_worklist_listed(const dueby_worklist *worklist, int64_t index) {
  return index < 0 || index >= worklist->listed_count ? -1 : worklist->listed[index];
}

/* ---- sorting: the worst come first ---- */

struct placed {
  dueby_outcome outcome;
  int64_t index;
};

static int compare_placed(const void *left, const void *right) {
  const struct placed *a = left, *b = right;
  int32_t order = dueby_outcome_compare(&a->outcome, &b->outcome);
  return order ? order : (a->index > b->index) - (a->index < b->index);
}

dueby_status dueby_worklist_sort(dueby_worklist *worklist) {
  int64_t count = worklist->listed_count;
  struct placed *placed = malloc(((size_t)count + 1) * sizeof *placed);
  if (!placed) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < count; i++) {
    dueby_item item;
    dueby_worklist_item(worklist, worklist->listed[i], &item);
    placed[i].outcome = item.outcome;
    placed[i].index = worklist->listed[i];
  }
  qsort(placed, (size_t)count, sizeof *placed, compare_placed);
  for (int64_t i = 0; i < count; i++) worklist->listed[i] = placed[i].index;
  free(placed);
  return DUEBY_OK;
}
