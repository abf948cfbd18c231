/* Makes a timeline, and runs cases on it. Rule numbers refer to docs/rules.md. */
#include "dueby/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "event_check.h"
#include "input.h"
#include "timeline_internal.h"

enum { FIRST_ITEMS = 64 };

void *dueby_array_push(struct array *grown, int64_t size) {
  if (grown->count == grown->capacity) {
    int64_t capacity = grown->capacity ? grown->capacity * 2 : FIRST_ITEMS;
    void *items = realloc(grown->items, (size_t)(capacity * size));
    if (!items) return NULL;
    grown->items = items;
    grown->capacity = capacity;
  }
  void *item = (char *)grown->items + grown->count++ * size;
  memset(item, 0, (size_t)size);
  return item;
}

/* ---- making a timeline ---- */

struct slug {
  const char *text;
  int32_t event;
};

static int compare_slugs(const void *left, const void *right) {
  return strcmp(((const struct slug *)left)->text, ((const struct slug *)right)->text);
}

static dueby_status rank_slugs(dueby_timeline *timeline) {
  int32_t count = dueby_profile_event_count(timeline->profile);
  struct slug *slugs = calloc((size_t)count + 1, sizeof *slugs);
  if (!slugs) return DUEBY_EMEMORY;
  for (int32_t i = 0; i < count; i++) {
    slugs[i].text = timeline->profile->text + timeline->profile->events[i].slug;
    slugs[i].event = i;
  }
  qsort(slugs, (size_t)count, sizeof *slugs, compare_slugs);
  for (int32_t i = 0; i < count; i++) timeline->ranks[slugs[i].event] = i;
  free(slugs);
  return DUEBY_OK;
}

static void find_plans_and_birthdays(dueby_timeline *timeline) {
  const dueby_profile *profile = timeline->profile;
  for (int32_t i = 0; i < profile->n.events; i++) {
    if (profile->events[i].on_birthday) timeline->birthdays[timeline->birthday_count++] = i;
    int32_t event, plan = dueby_profile_event_plan(profile, i);
    if (plan > 0) timeline->is_plan[plan] = 1;
    timeline->planned[i] = plan > 0 ? plan : -1;
    const char *attempted = profile_text(profile, profile->events[i].attempts);
    if (attempted && dueby_profile_find_event(profile, attempted, &event) == DUEBY_OK) timeline->attempted_by[event] = i;
  }
}

static dueby_status make_tables(dueby_timeline *made) {
  size_t types = (size_t)made->profile->n.events;
  dueby_status (*const others[])(dueby_timeline *) = {rank_slugs, dueby_holds_new, dueby_proofs_new, dueby_refs_new,
                                                      dueby_duties_new};
  dueby_status status = DUEBY_OK;
  made->ranks = calloc(types + 1, sizeof *made->ranks);
  made->planned = calloc(types + 1, sizeof *made->planned);
  made->is_plan = calloc(types + 1, 1);
  made->attempted_by = calloc(types + 1, sizeof *made->attempted_by);
  made->birthdays = calloc(types + 1, sizeof *made->birthdays);
  made->ranges = calloc(types + 1, sizeof *made->ranges);
  made->types = calloc(types + 1, sizeof *made->types);
  if (!made->ranks || !made->planned || !made->is_plan || !made->attempted_by || !made->birthdays || !made->ranges || !made->types)
    return DUEBY_EMEMORY;
  find_plans_and_birthdays(made);
  for (size_t i = 0; i < sizeof others / sizeof *others && status == DUEBY_OK; i++) status = others[i](made);
  return status;
}

dueby_status dueby_timeline_new(const dueby_profile *profile, const dueby_calendar *calendar, dueby_timeline **timeline) {
  int32_t voided;
  dueby_timeline *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->profile = profile_hold(profile);
  made->calendar = calendar_hold(calendar);
  dueby_status status = make_tables(made);
  if (status == DUEBY_OK && dueby_profile_find_tag(profile, "void", &voided) == DUEBY_OK) dueby_tags_add(&made->voided_tag, voided);
  if (status == DUEBY_OK) *timeline = made;
  else dueby_timeline_free(made);
  return status;
}

void dueby_timeline_free(dueby_timeline *timeline) {
  if (!timeline) return;
  profile_let_go(timeline->profile);
  calendar_let_go(timeline->calendar);
  free(timeline->ranks);
  free(timeline->planned);
  free(timeline->is_plan);
  free(timeline->attempted_by);
  free(timeline->birthdays);
  free(timeline->sorting.items);
  free(timeline->events.items);
  free(timeline->origins);
  free(timeline->of_type);
  free(timeline->ranges);
  free(timeline->types);
  free(timeline->concerned);
  dueby_by_event_free(&timeline->duties);
  free(timeline->used);
  free(timeline->seen);
  free(timeline->taken_early);
  free(timeline->taken_unread);
  dueby_holds_free(timeline);
  dueby_proofs_free(timeline);
  dueby_refs_free(timeline);
  free(timeline->occurrences.items);
  free(timeline->lines.items);
  free(timeline->rule_dates.items);
  free(timeline);
}

/* ---- sorting the events in a case ---- */

struct entry {
  dueby_event event;
  int32_t rank, origin;
};

static int order_of(int64_t left, int64_t right) {
  return (left > right) - (left < right);
}

static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  int order = order_of(a->event.date, b->event.date);
  if (!order) order = order_of(a->event.time, b->event.time); /* events without a time come first */
  if (!order) order = order_of(a->rank, b->rank);
  if (!order) order = order_of(a->event.ref, b->event.ref);
  for (int i = 0; i < 2 && !order; i++)
    order = (a->event.tags.bits[i] > b->event.tags.bits[i]) - (a->event.tags.bits[i] < b->event.tags.bits[i]);
  return order ? order : order_of(a->origin, b->origin);
}

static int has_happened(const dueby_timeline *timeline, const dueby_event *event) {
  return has_come(event->date, event->time, &timeline->options.as_at);
}

/* Moves the last entry to its place among the earlier ones if that is near, as it usually is, because a case's rows are nearly
 * sorted. Otherwise marks the entries as out of order. */
static void move_last_back(dueby_timeline *timeline, int *in_order) {
  enum { NEAR = 32 };
  struct entry *entries = timeline->sorting.items;
  int64_t last = timeline->sorting.count - 1, index = last;
  while (index > 0 && last - index < NEAR && compare_entries(&entries[index - 1], &entries[last]) > 0) index--;
  if (index == last) return;
  if (index > 0 && compare_entries(&entries[index - 1], &entries[last]) > 0) {
    *in_order = 0;
    return;
  }
  struct entry moved = entries[last];
  memmove(&entries[index + 1], &entries[index], (size_t)(last - index) * sizeof moved);
  entries[index] = moved;
}

/* Appends an event, and clears *in_order if the entries are no longer in order. */
static dueby_status take_event(dueby_timeline *timeline, const dueby_event *event, int64_t origin, int *in_order) {
  struct entry *entry = dueby_array_push(&timeline->sorting, sizeof *entry);
  if (!entry) return DUEBY_EMEMORY;
  entry->event = *event;
  if (event->ref && (timeline->options.flags & DUEBY_TIMELINE_IGNORE_REFS || timeline_is_of_child(timeline, event->type)))
    entry->event.ref = 0;
  entry->event.time = known_time(event->time);
  entry->rank = event->type >= 0 ? timeline->ranks[event->type] : event->type;
  if (event->type < 0) entry->event.time = DUEBY_TIME_NONE; /* an agreement applies from the beginning of its day */
  entry->origin = (int32_t)origin;
  if (*in_order) move_last_back(timeline, in_order);
  return DUEBY_OK;
}

/* Adds an event. If it also counts as a more general event, adds that too. */
static dueby_status take_both(dueby_timeline *timeline, const dueby_event *event, int64_t origin, int *in_order) {
  dueby_status status = take_event(timeline, event, origin, in_order);
  dueby_event too = *event;
  too.type = event->type > 0 ? dueby_profile_event_parent(timeline->profile, event->type) : 0;
  return status == DUEBY_OK && too.type ? take_event(timeline, &too, origin, in_order) : status;
}

/* Adds the birthdays up to as-at as events on the row of the birth. */
static dueby_status take_birthdays(dueby_timeline *timeline, const dueby_event *birth, int64_t origin, int *in_order) {
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < timeline->birthday_count && status == DUEBY_OK; i++) {
    int32_t type = timeline->birthdays[i];
    dueby_event birthday = {.type = type, .row = birth->row};
    birthday.date = dueby_deadline_age_day(birth->date, timeline->profile->events[type].on_birthday);
    if (birthday.date <= timeline->options.as_at.date) status = take_event(timeline, &birthday, origin, in_order);
  }
  return status;
}

static dueby_status take_events(dueby_timeline *timeline, const dueby_event *events, int64_t count) {
  int in_order = 1;
  int64_t birth = -1;
  timeline->sorting.count = timeline->holds.latest.count = 0;
  for (int64_t i = 0; i < timeline->unread_count; i++)
    if (dueby_holds_note_unread(timeline, &timeline->unread[i]) != DUEBY_OK) return DUEBY_EMEMORY;
  for (int64_t i = 0; i < count; i++) {
    const dueby_event *event = &events[i];
    if (!event_is_known(timeline->profile, event)) return DUEBY_EARGUMENT;
    if (dueby_holds_note(timeline, event) != DUEBY_OK) return DUEBY_EMEMORY;
    if (tags_meet(&event->tags, &timeline->voided_tag)) {
      timeline->voided += event->type >= 0; /* does not count agreements, because an event on the same row may have been counted */
      continue;
    }
    if (!has_happened(timeline, event) && (event->type < 0 || !timeline->is_plan[event->type])) {
      timeline->later += event->type >= 0;
      continue;
    }
    if (event->type == timeline->profile->birth && (birth < 0 || event->date < events[birth].date)) birth = i;
    if (take_both(timeline, event, i, &in_order) != DUEBY_OK) return DUEBY_EMEMORY;
  }
  if (birth >= 0 && take_birthdays(timeline, &events[birth], birth, &in_order) != DUEBY_OK) return DUEBY_EMEMORY;
  if (!in_order) qsort(timeline->sorting.items, (size_t)timeline->sorting.count, sizeof(struct entry), compare_entries);
  return DUEBY_OK;
}

static int are_one(const dueby_event *left, const dueby_event *right) {
  return left->type == right->type && left->date == right->date && left->time == right->time && left->ref == right->ref;
}

/* Merges equal events into one with all their tags and the shortest of their agreed intervals. */
static dueby_status merge_events(dueby_timeline *timeline) {
  const struct entry *entries = timeline->sorting.items;
  timeline->events.count = 0;
  for (int64_t i = 0; i < timeline->sorting.count; i++) {
    const dueby_event *event = &entries[i].event;
    dueby_event *last = timeline->events.count ? (dueby_event *)timeline->events.items + timeline->events.count - 1 : NULL;
    if (last && are_one(last, event)) {
      tags_join(&last->tags, &event->tags);
      last->agreed = dueby_deadline_shorter(timeline->calendar, last->agreed, event->agreed, event->date);
      continue;
    }
    dueby_event *own = dueby_array_push(&timeline->events, sizeof *own);
    if (!own) return DUEBY_EMEMORY;
    *own = *event;
    timeline->origins[timeline->events.count - 1] = entries[i].origin;
  }
  return DUEBY_OK;
}

static void index_by_type(dueby_timeline *timeline) {
  const dueby_event *events = timeline->events.items;
  struct range *ranges = timeline->ranges;
  int32_t first = 0;
  for (int32_t i = 0; i < timeline->type_count; i++) ranges[timeline->types[i]] = (struct range){0, 0};
  timeline->type_count = 0;
  for (int64_t i = 0; i < timeline->events.count; i++)
    if (events[i].type >= 0 && !ranges[events[i].type].end++) timeline->types[timeline->type_count++] = events[i].type;
  for (int32_t i = 0; i < timeline->type_count; i++) {
    struct range *range = &ranges[timeline->types[i]];
    int32_t count = range->end;
    range->first = range->end = first;
    first += count;
  }
  for (int64_t i = 0; i < timeline->events.count; i++)
    if (events[i].type >= 0) timeline->of_type[ranges[events[i].type].end++] = (int32_t)i;
}

static dueby_status make_places(dueby_timeline *timeline) {
  static const size_t size = sizeof(int32_t);
  int64_t room = timeline->sorting.capacity;
  if (room <= timeline->events.capacity && timeline->origins) return DUEBY_OK;
  int32_t **arrays[] = {&timeline->origins,     &timeline->of_type,      &timeline->used,
                        &timeline->taken_early, &timeline->taken_unread, &timeline->seen};
  for (int i = 0; i < 6; i++) {
    int32_t *grown = realloc(*arrays[i], (size_t)(room + 1) * size);
    if (!grown) return DUEBY_EMEMORY;
    *arrays[i] = grown;
  }
  return DUEBY_OK;
}

dueby_status dueby_history_build(dueby_timeline *timeline, const dueby_event *events, int64_t count) {
  dueby_status status = take_events(timeline, events, count);
  if (status == DUEBY_OK) status = make_places(timeline);
  if (status == DUEBY_OK) status = merge_events(timeline);
  if (status != DUEBY_OK) return status;
  index_by_type(timeline);
  struct history *history = &timeline->history;
  history->events = timeline->events.items;
  history->count = history->happened = timeline->events.count;
  while (history->happened && !has_happened(timeline, &history->events[history->happened - 1])) history->happened--;
  history->of_type = timeline->of_type;
  history->ranges = timeline->ranges;
  history->agreed_until = history->happened;
  while (history->agreed_until && !history->events[history->agreed_until - 1].agreed.unit) history->agreed_until--;
  memset(timeline->used, 0, (size_t)history->count * sizeof *timeline->used);
  memset(timeline->taken_early, 0, (size_t)history->count * sizeof *timeline->taken_early);
  memset(timeline->taken_unread, 0, (size_t)history->count * sizeof *timeline->taken_unread);
  history->ref_parents = timeline->options.ref_parents;
  history->ref_count = timeline->options.ref_count;
  int32_t type = timeline->profile->birth;
  int64_t birth = type < 0 ? -1 : history_first(history, type, 0, INT32_MIN + 1);
  timeline->born = birth < 0 ? DUEBY_DATE_NONE : history->events[birth].date;
  status = dueby_proofs_find(timeline);
  return status == DUEBY_OK ? dueby_refs_find(timeline) : status;
}

/* ---- running a case ---- */

/* Marks the duties that the case's events can start. */
static void mark_duties(dueby_timeline *timeline) {
  const struct by_event *duties = &timeline->duties;
  for (int32_t i = 0; i < timeline->type_count; i++) {
    int32_t type = timeline->types[i];
    for (int32_t j = duties->first[type]; j < duties->first[type + 1]; j++) timeline->concerned[duties->items[j]] = 1;
  }
}

static dueby_status run_case(dueby_timeline *timeline, const dueby_event *events, int64_t count) {
  if (count > DUEBY_CASE_EVENTS_MAX) return DUEBY_ELIMIT;
  uint8_t *concerned = timeline->concerned, *end = concerned + timeline->profile->n.duties;
  dueby_status status = dueby_history_build(timeline, events, count);
  if (status != DUEBY_OK) return status;
  mark_duties(timeline);
  while ((concerned = memchr(concerned, 1, (size_t)(end - concerned)))) {
    int32_t duty = (int32_t)(concerned - timeline->concerned);
    *concerned = 0;
    timeline->occurrences.count = 0;
    if (status == DUEBY_OK) status = dueby_clocks_run(timeline, duty);
    if (status == DUEBY_OK && timeline->occurrences.count) status = dueby_lines_build(timeline, duty);
  }
  return status;
}

/* In the lines from first_line onwards, replaces indexes in the history by the caller's indexes. The caller's first event of the
 * case has the index first_event. */
static void name_origins(const dueby_timeline *timeline, int64_t first_line, int64_t first_event) {
  dueby_line *lines = timeline->lines.items;
  for (int64_t i = first_line; i < timeline->lines.count; i++) {
    int64_t *places[] = {&lines[i].trigger, &lines[i].started_by, &lines[i].met, &lines[i].ended, &lines[i].rejected};
    for (int j = 0; j < 5; j++)
      if (*places[j] >= 0) *places[j] = first_event + timeline->origins[*places[j]];
  }
}

/* True if the calendar covers a day, or no day is given. */
static int is_covered(const dueby_calendar *calendar, dueby_date day) {
  return known_date(day, 0) == DUEBY_DATE_NONE || calendar_covers(calendar, day);
}

dueby_status dueby_timeline_takes(const dueby_calendar *calendar, const dueby_timeline_options *options) {
  const uint32_t flags = DUEBY_TIMELINE_IGNORE_REFS | DUEBY_TIMELINE_WHOLE_DAYS;
  const dueby_when *as_at = &options->as_at;
  const dueby_date horizon = known_date(options->horizon, 0);
  if (!is_covered(calendar, as_at->date) || !is_covered(calendar, options->horizon)) return DUEBY_ECOVERAGE;
  int is_valid = !(options->flags & ~flags) && known_date(as_at->date, 0) != DUEBY_DATE_NONE &&
                 dueby_date_agrees(as_at->date, as_at->time) && !as_at->reserved &&
                 (horizon == DUEBY_DATE_NONE || horizon >= as_at->date) &&
                 (options->history_from == DUEBY_DATE_NONE || is_date(options->history_from)) && options->ref_count >= 0 &&
                 dueby_soon_is_valid(options->soon);
  return is_valid ? DUEBY_OK : DUEBY_EARGUMENT;
}

dueby_status dueby_timeline_run(dueby_timeline *timeline, const dueby_event *events, const int64_t *offsets, int64_t cases,
                                const dueby_timeline_options *options, int64_t *count) {
  dueby_timeline_options taken;
  int is_whole = TAKE_INPUT(dueby_timeline_options, &taken, options);
  int is_laid_out = cases >= 0 && (!cases || (offsets && offsets[0] >= 0));
  dueby_status status = is_whole && is_laid_out ? dueby_timeline_takes(timeline->calendar, &taken) : DUEBY_EARGUMENT;
  taken.as_at.time = known_time(taken.as_at.time);
  taken.horizon = known_date(taken.horizon, 0);
  taken.history_from = known_date(taken.history_from, 0);
  timeline->options = taken;
  if (status == DUEBY_OK) status = dueby_holds_take(timeline);
  timeline->lines.count = timeline->rule_dates.count = timeline->refs.places.count = timeline->later = timeline->voided = 0;
  for (int64_t i = 0; i < cases && status == DUEBY_OK; i++) {
    int64_t first_line = timeline->lines.count;
    timeline->case_index = i;
    int64_t first = offsets[i], end = offsets[i + 1];
    int is_there = end == first || (end > first && events);
    status = dueby_unread_take(timeline, i);
    if (status != DUEBY_OK) break;
    status = is_there ? run_case(timeline, end > first ? events + first : NULL, end - first) : DUEBY_EARGUMENT;
    name_origins(timeline, first_line, first);
  }
  if (status != DUEBY_OK) timeline->lines.count = timeline->rule_dates.count = 0;
  else *count = timeline->lines.count;
  return status;
}

const dueby_line *dueby_timeline_lines(const dueby_timeline *timeline) {
  return timeline->lines.items;
}

const dueby_rule_date *dueby_timeline_rule_dates(const dueby_timeline *timeline) {
  return timeline->rule_dates.items;
}

void dueby_timeline_ignored(const dueby_timeline *timeline, int64_t *later, int64_t *voided) {
  *later = timeline->later;
  *voided = timeline->voided;
}
