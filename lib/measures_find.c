/* Finds a measure's units among a case's events: ends with their starts, starts that are still open, and repeated starts. */
#include <stdlib.h>

#include "date_internal.h"
#include "deadline_internal.h"
#include "measures_internal.h"

/* ---- the events in order ---- */

static dueby_time time_of(const dueby_event *event) {
  return known_time(event->time);
}

static int compare_events(const dueby_event *left, const dueby_event *right) {
  if (left->date != right->date) return left->date < right->date ? -1 : 1;
  if (time_of(left) != time_of(right)) return time_of(left) < time_of(right) ? -1 : 1;
  if (left->type != right->type) return left->type < right->type ? -1 : 1;
  return (left->ref > right->ref) - (left->ref < right->ref);
}

/* Sorts indexes of events by insertion, which is fast because events in files are nearly sorted already. */
static void sort_order(int32_t *order, int64_t count, const dueby_event *events) {
  for (int64_t i = 1; i < count; i++) {
    int32_t moved = order[i];
    int64_t at = i;
    for (; at && compare_events(&events[order[at - 1]], &events[moved]) > 0; at--) order[at] = order[at - 1];
    order[at] = moved;
  }
}

int dueby_measures_order(struct dueby_measures *measures, const dueby_case *of) {
  if (of->event_count > measures->order_capacity) {
    int32_t *order = realloc(measures->order, (size_t)of->event_count * sizeof *order);
    if (!order) return 0;
    measures->order = order;
    uint8_t *used = realloc(measures->used, (size_t)of->event_count);
    if (!used) return 0;
    measures->used = used;
    measures->order_capacity = of->event_count;
  }
  int64_t count = 0, kept = 0;
  for (int64_t i = 0; i < of->event_count; i++)
    if (of->events[i].type > 0 && !tags_meet(&of->events[i].tags, &measures->voided)) measures->order[count++] = (int32_t)i;
  sort_order(measures->order, count, of->events);
  for (int64_t i = 0; i < count; i++) /* drops duplicates */
    if (!kept || compare_events(&of->events[measures->order[kept - 1]], &of->events[measures->order[i]]) != 0)
      measures->order[kept++] = measures->order[i];
  measures->order_count = kept;
  return 1;
}

/* ---- one measure in one case ---- */

struct search {
  struct dueby_measures *measures;
  const struct definition *definition;
  const struct counted *counted;
  int32_t index;
  const dueby_line *lines;
  int64_t line_count;
};

static const dueby_event *event_at(const struct search *search, int64_t place) {
  return &search->measures->of->events[search->measures->order[place]];
}

static int is_event(const struct search *search, const dueby_event *event, int32_t wanted) {
  for (int32_t type = event->type; type > 0; type = dueby_profile_event_parent(search->measures->profile, type))
    if (type == wanted) return 1;
  return 0;
}

static int has_tag(const dueby_event *event, int32_t tag) {
  return tag >= 0 && event->tags.bits[tag / 64] >> tag % 64 & 1;
}

/* True if an event is a start that counts for the measure. */
static int is_start(const struct search *search, const dueby_event *event) {
  return is_event(search, event, search->definition->from) && !has_tag(event, search->definition->leaves_out_tag);
}

static int is_end(const struct search *search, const dueby_event *event) {
  for (int32_t i = 0; i < search->definition->to_count && !has_tag(event, search->definition->leaves_out_tag); i++)
    if (is_event(search, event, search->definition->to[i])) return 1;
  return 0;
}

static int is_in_period(const struct search *search, dueby_date date) {
  return date >= search->counted->from && date <= search->counted->last;
}

static int is_estimate(const struct search *search, const dueby_event *event) {
  const dueby_profile *profile = search->measures->profile;
  return tags_meet(&event->tags, &profile->estimated) || tags_meet(&event->tags, &profile->earlier);
}

static int is_below(const char *one, const char *other) {
  size_t length = strlen(other);
  return strncmp(one, other, length) == 0 && one[length] == '/';
}

enum relation { UNRELATED, ANY, SAME };

static enum relation relate(const struct search *search, int64_t one, int64_t other) {
  const dueby_case *of = search->measures->of;
  if (search->definition->by_child || search->measures->run_flags & DUEBY_TIMELINE_IGNORE_REFS || !one || !other) return ANY;
  if (one == other) return SAME;
  const char *left = dueby_case_ref(of, one), *right = dueby_case_ref(of, other);
  return left && right && (is_below(left, right) || is_below(right, left)) ? SAME : UNRELATED;
}

/* ---- rows that could not be read ---- */

/* True if an unreadable row may be an event of the wanted type and ref. If the row has no ref, its ref may be any. */
static int is_unread(const struct search *search, const dueby_event *row, int32_t wanted, int64_t ref) {
  return (!row->type || is_event(search, row, wanted)) && !tags_meet(&row->tags, &search->measures->voided) &&
         !has_tag(row, search->definition->leaves_out_tag) && relate(search, row->ref, ref) != UNRELATED;
}

static int has_unread(const struct search *search, int32_t wanted, int64_t ref) {
  const dueby_case *of = search->measures->of;
  for (int64_t i = 0; i < of->unread_count; i++)
    if (is_unread(search, &of->unread[i], wanted, ref)) return 1;
  return 0;
}

static int has_unread_end(const struct search *search, int64_t ref) {
  for (int32_t i = 0; i < search->definition->to_count; i++)
    if (has_unread(search, search->definition->to[i], ref)) return 1;
  return 0;
}

static void set_unread(dueby_measures_unit *unit) {
  unit->result = DUEBY_RESULT_CANNOT_TELL;
  unit->oddity = DUEBY_ODDITY_UNREAD;
  unit->band = -1;
}

/* ---- finding units ---- */

static dueby_measures_unit *add_unit(struct search *search, int64_t from, int64_t to) {
  struct dueby_measures *measures = search->measures;
  const dueby_case *of = measures->of;
  if (measures->unit_count == measures->unit_capacity) {
    int64_t capacity = measures->unit_capacity ? measures->unit_capacity * 2 : 32;
    dueby_measures_unit *units = realloc(measures->units, (size_t)capacity * sizeof *units);
    if (!units) return NULL;
    measures->units = units;
    measures->unit_capacity = capacity;
  }
  dueby_measures_unit *unit = &measures->units[measures->unit_count++];
  dueby_measures_unit made = {.definition = search->index,
                              .band = -1,
                              .from = from,
                              .to = to,
                              .started = from < 0 ? DUEBY_DATE_NONE : of->events[from].date,
                              .ended = to < 0 ? DUEBY_DATE_NONE : of->events[to].date,
                              .days = INT32_MIN,
                              .working_days = INT32_MIN};
  *unit = made;
  return unit;
}

/* True if an unreadable row may be one of these events, on a day that decides whether something is counted in the period. A line
 * is counted by its due day, which may be long after its trigger. */
static int may_be_in_period(const struct search *search, const dueby_event *row, const int32_t *events, int32_t count) {
  int is_before = row->has & DUEBY_HAS_BY && row->date < search->counted->from;
  int fits = 0;
  for (int32_t i = 0; i < count; i++) fits |= is_unread(search, row, events[i], 0);
  return fits && (!is_before || search->definition->counts == DUEBY_COUNTS_DUE);
}

/* For each unreadable row that may be one of these events, adds a unit that cannot be counted, because the event may or may not be
 * in the period. */
static dueby_status add_unread(struct search *search, const int32_t *events, int32_t count) {
  const dueby_case *of = search->measures->of;
  for (int64_t i = 0; i < of->unread_count; i++) {
    int fits = may_be_in_period(search, &of->unread[i], events, count);
    dueby_measures_unit *unit = fits ? add_unit(search, -1, -1) : NULL;
    if (unit) set_unread(unit);
    else if (fits) return DUEBY_EMEMORY;
  }
  return DUEBY_OK;
}

static void set_days(const struct search *search, dueby_measures_unit *unit) {
  int32_t working_days;
  if (unit->started == DUEBY_DATE_NONE || unit->ended == DUEBY_DATE_NONE) return;
  unit->days = unit->ended - unit->started;
  if (dueby_calendar_count(search->measures->calendar, unit->started, unit->ended, DUEBY_INCLUDE_END, &working_days) == DUEBY_OK)
    unit->working_days = working_days;
}

static dueby_status add_span(const struct search *search, dueby_span span, dueby_date from, dueby_date *to) {
  int32_t counting = span.amount > 0 ? search->definition->counting : DUEBY_COUNTING_EXCLUDED;
  return dueby_span_add(span, counting, DUEBY_ROLL_NONE, search->measures->calendar, from, to);
}

/* Returns 1 if a unit took no longer than a span, 0 if it took longer, or -1 if the calendar does not cover the days. A unit that
 * ended on a Saturday took as many working days as if it had ended on the Friday before. */
static int took_at_most(const struct search *search, dueby_span span, const dueby_measures_unit *unit) {
  dueby_date last;
  if (span.unit == DUEBY_UNIT_WORKING_DAYS && search->definition->counting == DUEBY_COUNTING_EXCLUDED)
    return unit->working_days == INT32_MIN ? -1 : unit->working_days <= span.amount;
  if (add_span(search, span, unit->started, &last) != DUEBY_OK) return -1;
  return unit->ended <= last;
}

static void set_band(const struct search *search, dueby_measures_unit *unit) {
  const struct definition *definition = search->definition;
  if (unit->days < 0) return; /* days is INT32_MIN if it is unknown */
  for (int32_t i = 0; i < definition->band_count && unit->band < 0; i++) {
    int fits = definition->bands[i].up_to.unit ? took_at_most(search, definition->bands[i].up_to, unit) : 1;
    if (fits < 0) return;
    if (fits) unit->band = i;
  }
}

/* Returns 1 if a unit took no longer than a duty's time limit, 0 if it took longer, or -1 if that cannot be computed. */
static int met_duty(const struct search *search, const dueby_event *start, const dueby_measures_unit *unit) {
  dueby_deadline deadline;
  if (dueby_deadline_for_rule(search->measures->profile, search->definition->rule, search->measures->calendar, start, NULL,
                              &deadline) != DUEBY_OK)
    return -1;
  return unit->ended <= deadline.due;
}

/* Sets the result of a unit with a start and an end from the time between them. */
static void judge_length(const struct search *search, dueby_measures_unit *unit) {
  const struct definition *definition = search->definition;
  set_days(search, unit);
  set_band(search, unit);
  int within = definition->test == TEST_NONE ? 1
               : definition->rule >= 0       ? met_duty(search, &search->measures->of->events[unit->from], unit)
                                             : took_at_most(search, definition->limit, unit);
  if (within < 0) unit->result = DUEBY_RESULT_CANNOT_TELL;
  else unit->result = within == (definition->test != TEST_LONGER) ? DUEBY_RESULT_YES : DUEBY_RESULT_NO;
}

/* Sets the result of a unit with odd dates. A mean, or a share of units that lasted too long, needs both dates and cannot use the
 * unit. A share of units that were in time counts the unit as not in time. */
static void set_odd(const struct search *search, int32_t oddity, dueby_measures_unit *unit) {
  int needs_days = search->definition->has_mean || search->definition->test == TEST_LONGER;
  unit->oddity = oddity;
  unit->result = needs_days ? DUEBY_RESULT_CANNOT_TELL : DUEBY_RESULT_NO;
}

/* True if a unit without a start may have started before the records begin. If the test is whether it ended within a limit, it must
 * also be possible that it still did. */
static int may_have_earlier_start(const struct search *search, const dueby_measures_unit *unit) {
  const struct definition *definition = search->definition;
  dueby_date begins = dueby_measures_records_begin(search->measures, definition->from);
  if (begins == DUEBY_DATE_NONE || definition->has_mean) return 0;
  dueby_event start = {.date = begins - 1, .time = DUEBY_TIME_NONE, .type = definition->from};
  dueby_measures_unit longest = *unit;
  longest.started = start.date;
  set_days(search, &longest);
  if (definition->test != TEST_WITHIN) return 1;
  return (definition->rule >= 0 ? met_duty(search, &start, &longest) : took_at_most(search, definition->limit, &longest)) != 0;
}

/* Sets the result of a unit without a known start. If its start or its end is an estimate, it is unknown how long the unit took. */
static void judge_startless(const struct search *search, int is_estimated, dueby_measures_unit *unit) {
  unit->started = DUEBY_DATE_NONE;
  set_odd(search, DUEBY_ODDITY_NO_START, unit);
  if (is_estimated || may_have_earlier_start(search, unit)) unit->result = DUEBY_RESULT_CANNOT_TELL;
  if (!is_estimated && unit->result == DUEBY_RESULT_CANNOT_TELL && !search->definition->has_mean &&
      dueby_measures_records_begin(search->measures, search->definition->from) != DUEBY_DATE_NONE)
    unit->oddity = DUEBY_ODDITY_HISTORY;
}

/* ---- units that ended ---- */

/* How well a start fits an end, from worst to best: not at all; perhaps, because refs do not decide; the same ref, but another end
 * already used the start; the same ref, but the start is after the end; the same ref. */
enum fit { FITS_NOT, FITS_ANY, FITS_AGAIN, FITS_BEFORE, FITS };

static enum fit fit(const struct search *search, int64_t start, int64_t end) {
  const dueby_event *from = event_at(search, start), *to = event_at(search, end);
  enum relation relation = relate(search, from->ref, to->ref);
  int is_used = search->measures->used[start] && !search->definition->by_child;
  if (relation == UNRELATED || !is_start(search, from)) return FITS_NOT;
  if (relation == SAME && is_used) return FITS_AGAIN;
  if (from->date > to->date) return relation == SAME ? FITS_BEFORE : FITS_NOT;
  if (relation == SAME) return FITS;
  return is_used ? FITS_NOT : FITS_ANY;
}

/* True if a start is nearer to an end than another start that fits equally well. The nearest is the last start before the end's
 * day; failing that, a start on that day; failing that, the first start after it. */
static int is_nearer(const struct search *search, int64_t start, int64_t other, int64_t end) {
  dueby_date day = event_at(search, end)->date, date = event_at(search, start)->date, old = event_at(search, other)->date;
  if (old > day) return date < old;
  return date < day || old == day;
}

/* Finds the start that belongs to an end, or -1 if there is none. */
static int64_t find_start(const struct search *search, int64_t end, enum fit *best) {
  int64_t found = -1;
  *best = FITS_NOT;
  for (int64_t i = 0; i < search->measures->order_count; i++) {
    enum fit fits = i == end ? FITS_NOT : fit(search, i, end);
    if (fits == FITS_NOT || fits < *best || (fits == *best && !is_nearer(search, i, found, end))) continue;
    found = i;
    *best = fits;
  }
  return found;
}

static dueby_status add_ended(struct search *search, int64_t end, int64_t dated_by) {
  enum fit fits;
  int64_t start = find_start(search, end, &fits);
  const int32_t *order = search->measures->order;
  if (start >= 0) search->measures->used[start] = 1;
  if (!is_in_period(search, event_at(search, dated_by)->date)) return DUEBY_OK;
  dueby_measures_unit *unit = add_unit(search, start < 0 ? -1 : order[start], order[end]);
  if (!unit) return DUEBY_EMEMORY;
  int is_estimated = start >= 0 && (is_estimate(search, event_at(search, start)) || is_estimate(search, event_at(search, end)));
  if (start < 0 || is_estimated) {
    judge_startless(search, is_estimated, unit);
  } else if (unit->ended < unit->started) {
    set_days(search, unit);
    set_odd(search, DUEBY_ODDITY_BEFORE_START, unit);
  } else {
    judge_length(search, unit);
    if (fits == FITS_AGAIN) unit->oddity = DUEBY_ODDITY_SECOND;
  }
  int64_t ref = event_at(search, end)->ref;
  if (has_unread(search, search->definition->from, ref) ||
      (search->definition->at && (has_unread_end(search, ref) || has_unread(search, search->definition->instead, ref))))
    set_unread(unit);
  return DUEBY_OK;
}

/* Finds the last event of a type before the given index or, with must_be_earlier, before the day of the event at that index.
 * Returns -1 if there is none. */
static int64_t find_last(const struct search *search, int32_t event, int64_t place, int must_be_earlier) {
  for (int64_t i = place - 1; i >= 0; i--)
    if (is_event(search, event_at(search, i), event) &&
        (!must_be_earlier || event_at(search, i)->date < event_at(search, place)->date))
      return i;
  return -1;
}

/* Returns the event that counts as the end. This is the end itself, unless it has the definition's `instead_tag` and an event
 * `instead` came on an earlier day. */
static int64_t real_end(const struct search *search, int64_t end) {
  if (!has_tag(event_at(search, end), search->definition->instead_tag)) return end;
  int64_t instead = find_last(search, search->definition->instead, end, 1);
  return instead < 0 ? end : instead;
}

/* Finds units that are counted on the day of an event after their end. For example, a placement for adoption is counted on the day
 * of the adoption. If there are several such events after the same end, only the first counts. */
static dueby_status find_dated(struct search *search) {
  dueby_status status = DUEBY_OK;
  int64_t counted = -1, counted_end = -1; /* the last event that counted, in this period or before it, and its end */
  for (int64_t i = 0; i < search->measures->order_count && status == DUEBY_OK; i++) {
    const dueby_event *event = event_at(search, i);
    if (!is_event(search, event, search->definition->at)) continue;
    int64_t end = find_last(search, search->definition->to[0], i, 0);
    if (counted >= 0 && end == counted_end && relate(search, event->ref, event_at(search, counted)->ref) != UNRELATED) continue;
    counted = i;
    counted_end = end;
    if (!is_in_period(search, event->date)) continue;
    if (end >= 0) {
      status = add_ended(search, real_end(search, end), i);
      continue;
    }
    dueby_measures_unit *unit = add_unit(search, -1, search->measures->order[i]);
    if (!unit) return DUEBY_EMEMORY;
    set_odd(search, DUEBY_ODDITY_NO_START, unit);
    if (has_unread_end(search, 0)) set_unread(unit);
  }
  return status == DUEBY_OK ? add_unread(search, &search->definition->at, 1) : status;
}

static dueby_status find_ended(struct search *search) {
  dueby_status status = DUEBY_OK;
  if (search->definition->at) return find_dated(search);
  for (int64_t i = 0; i < search->measures->order_count && status == DUEBY_OK; i++)
    if (is_end(search, event_at(search, i)) && event_at(search, i)->date <= search->counted->last)
      status = add_ended(search, real_end(search, i), i);
  return status == DUEBY_OK ? add_unread(search, search->definition->to, search->definition->to_count) : status;
}

/* ---- units that started ---- */

/* True if the records go back far enough from `day` to show any earlier start within the limit. Otherwise the unit cannot be
 * judged, even if an earlier start is recorded: if only units with an earlier start were judged, every one would count as repeated.
 */
static int reaches_back(const struct search *search, dueby_date day) {
  dueby_span limit = search->definition->limit;
  dueby_date begins = dueby_measures_records_begin(search->measures, search->definition->from), last;
  return !limit.unit || begins == DUEBY_DATE_NONE || add_span(search, limit, begins - 1, &last) != DUEBY_OK || last < day;
}

/* Sets the result of a unit, depending on whether an earlier start is within the limit. The caller sets `started` to that earlier
 * start, and `ended` to the unit's own start. Afterwards `started` is the unit's own start, and there is no end. */
static void judge_again(const struct search *search, dueby_measures_unit *unit, const dueby_event *event) {
  dueby_span limit = search->definition->limit;
  set_days(search, unit);
  set_band(search, unit);
  int within = unit->started == DUEBY_DATE_NONE ? 0 : limit.unit ? took_at_most(search, limit, unit) : 1;
  if (!reaches_back(search, unit->ended)) {
    unit->result = DUEBY_RESULT_CANNOT_TELL;
    unit->oddity = DUEBY_ODDITY_HISTORY;
  } else if (within > 0 || has_tag(event, search->definition->again_tag)) {
    unit->result = DUEBY_RESULT_YES;
  } else if (within < 0 || has_tag(event, search->definition->again_unknown)) {
    unit->result = DUEBY_RESULT_CANNOT_TELL;
  }
  unit->started = unit->ended;
  unit->ended = DUEBY_DATE_NONE;
}

static dueby_status find_started(struct search *search) {
  const int32_t *order = search->measures->order;
  int64_t last = -1; /* index of the last start on an earlier day */
  for (int64_t i = 0, day = 0; i < search->measures->order_count; i++) {
    const dueby_event *event = event_at(search, i);
    if (!is_start(search, event)) continue;
    for (; day < i && event_at(search, day)->date < event->date; day++)
      if (is_start(search, event_at(search, day))) last = day;
    if (!is_in_period(search, event->date)) continue;
    dueby_measures_unit *unit = add_unit(search, last < 0 ? -1 : order[last], order[i]);
    if (!unit) return DUEBY_EMEMORY;
    judge_again(search, unit, event);
    if (unit->result == DUEBY_RESULT_NO && has_unread(search, search->definition->from, 0)) set_unread(unit);
  }
  return add_unread(search, &search->definition->from, 1);
}

/* ---- units that are open ---- */

/* Marks the starts that an end closes: all those on earlier days or, if there are none, the first on the same day. */
static void close_starts(const struct search *search, int64_t end) {
  const dueby_event *to = event_at(search, end);
  int found = 0;
  for (int64_t i = 0; i < search->measures->order_count && event_at(search, i)->date <= to->date; i++) {
    const dueby_event *from = event_at(search, i);
    if (search->measures->used[i] || (found && from->date == to->date) || !is_start(search, from) ||
        relate(search, from->ref, to->ref) == UNRELATED)
      continue;
    search->measures->used[i] = 1;
    found = 1;
  }
}

static int is_line_of(const struct search *search, const dueby_line *line) {
  for (int32_t i = 0; i < search->definition->duty_count; i++)
    if (line->duty == search->definition->duty[i] && !line->projected) return 1;
  return 0;
}

/* Returns whether a line is in time, as DUEBY_RESULT_..., or -1 if it does not matter. If `now` is 1, only open lines matter. */
static int32_t result_of(const dueby_line *line, int now) {
  switch (line->verdict.state) {
  case DUEBY_STATE_OVERDUE: return DUEBY_RESULT_NO;
  case DUEBY_STATE_MET: return now ? -1 : DUEBY_RESULT_YES;
  case DUEBY_STATE_MET_LATE:
  case DUEBY_STATE_MISSED: return now ? -1 : DUEBY_RESULT_NO;
  case DUEBY_STATE_OPEN:
  case DUEBY_STATE_DUE_SOON: return now ? DUEBY_RESULT_YES : -1;
  case DUEBY_STATE_NOT_COMPUTABLE: return now && line->closed != DUEBY_DATE_NONE ? -1 : DUEBY_RESULT_CANNOT_TELL;
  default: return -1;
  }
}

/* True if an event that ends the whole case, such as its closure, ended a line although the unit is still open. The records then
 * contradict each other. */
static int is_cut_off(const struct search *search, const dueby_line *line) {
  const dueby_profile *profile = search->measures->profile;
  if (line->verdict.state != DUEBY_STATE_ENDED || line->ended < 0 || line->ended >= search->measures->of->event_count) return 0;
  const dueby_event *event = &search->measures->of->events[line->ended];
  if (is_end(search, event)) return 0;
  for (int32_t part = 0; part < profile->n.parts; part++)
    for (int32_t i = 0; i < profile->parts[part].ends_all_count; i++)
      if (event->type == profile->ends[profile->parts[part].ends_all_first + i]) return 1;
  return 0;
}

/* Sets the result of a unit from the lines of its duties: "no" if a line is late; "cannot tell" if a line cannot be judged, if
 * there is no line, or if all lines since the start count and the start is an estimate; otherwise "yes". */
static void judge_lines(const struct search *search, dueby_measures_unit *unit, const dueby_event *start) {
  int late = 0, unknown = search->definition->test == TEST_ALWAYS && is_estimate(search, start), lines = 0;
  for (int64_t i = 0; i < search->line_count; i++) {
    const dueby_line *line = &search->lines[i];
    if (!is_line_of(search, line) || line->deadline.begins < unit->started) continue;
    int32_t result = result_of(line, search->definition->test == TEST_NOW);
    lines++;
    late += result == DUEBY_RESULT_NO;
    unknown += result == DUEBY_RESULT_CANNOT_TELL || is_cut_off(search, line);
  }
  unit->result = late ? DUEBY_RESULT_NO : unknown || !lines ? DUEBY_RESULT_CANNOT_TELL : DUEBY_RESULT_YES;
  if (unit->result == DUEBY_RESULT_CANNOT_TELL) unit->oddity = DUEBY_ODDITY_HISTORY;
}

/* Closes every start if a birthday counts as an end, and the child reached that age by the period's last day. */
static void close_by_birthday(const struct search *search) {
  const dueby_profile *profile = search->measures->profile;
  dueby_date born = DUEBY_DATE_NONE;
  for (int64_t i = search->measures->order_count - 1; i >= 0; i--)
    if (event_at(search, i)->type == profile->birth) born = event_at(search, i)->date;
  for (int32_t i = 0; i < search->definition->to_count && born != DUEBY_DATE_NONE; i++) {
    int32_t age = profile->events[search->definition->to[i]].on_birthday;
    if (age && dueby_deadline_age_day(born, age) <= search->counted->last)
      memset(search->measures->used, 1, (size_t)search->measures->order_count);
  }
}

/* True if a birthday counts as an end, but the row with the date of birth could not be read. */
static int has_unread_birthday(const struct search *search) {
  const dueby_profile *profile = search->measures->profile;
  int is_end = 0;
  for (int32_t i = 0; i < search->definition->to_count; i++) is_end |= profile->events[search->definition->to[i]].on_birthday != 0;
  for (int64_t i = 0; i < search->measures->order_count; i++) is_end &= event_at(search, i)->type != profile->birth;
  return is_end && has_unread(search, profile->birth, 0);
}

/* Changes an open unit to "cannot tell" if an unreadable row may have ended it, or may be an earlier start that would make it
 * longer. */
static void doubt_open(const struct search *search, dueby_measures_unit *unit, int64_t ref) {
  int is_length = search->definition->test == TEST_LONGER || search->definition->test == TEST_WITHIN;
  if (has_unread_end(search, ref) || has_unread_birthday(search) || (is_length && has_unread(search, search->definition->from, 0)))
    set_unread(unit);
}

/* For a child without an open unit: adds one that cannot be judged if a row with a start could not be read. */
static dueby_status add_unread_open(struct search *search) {
  if (!has_unread(search, search->definition->from, 0)) return DUEBY_OK;
  dueby_measures_unit *unit = add_unit(search, -1, -1);
  if (!unit) return DUEBY_EMEMORY;
  set_unread(unit);
  return DUEBY_OK;
}

/* True if an event shows that a start must have happened. For example, a review conference shows that a plan has started. */
static int proves(const struct search *search, const dueby_event *event, int32_t start) {
  const dueby_profile *profile = search->measures->profile;
  const struct model_event *of = &profile->events[event->type];
  for (int32_t i = 0; i < of->proves_count; i++)
    if (profile->ends[of->proves_first + i] == start) return 1;
  return 0;
}

/* Adds an open unit that cannot be judged if an event shows that something is running, but the records have no start for it. */
static dueby_status add_proved_open(struct search *search) {
  int64_t proof = -1;
  for (int64_t i = 0; i < search->measures->order_count && event_at(search, i)->date <= search->counted->last; i++) {
    const dueby_event *event = event_at(search, i);
    if (is_event(search, event, search->definition->from) || is_end(search, event)) return DUEBY_OK;
    if (!search->measures->used[i] && proves(search, event, search->definition->from)) proof = i;
  }
  if (proof < 0) return DUEBY_OK;
  dueby_measures_unit *unit = add_unit(search, -1, search->measures->order[proof]);
  if (!unit) return DUEBY_EMEMORY;
  unit->ended = search->counted->last;
  unit->result = DUEBY_RESULT_CANNOT_TELL;
  unit->oddity = dueby_measures_records_begin(search->measures, search->definition->from) == DUEBY_DATE_NONE ? DUEBY_ODDITY_NO_START
                                                                                                             : DUEBY_ODDITY_HISTORY;
  return DUEBY_OK;
}

/* Finds the open units in a case. A child only counts once, with its first open unit. */
static dueby_status find_open(struct search *search) {
  const struct definition *definition = search->definition;
  for (int64_t i = 0; i < search->measures->order_count && event_at(search, i)->date <= search->counted->last; i++)
    if (is_end(search, event_at(search, i))) close_starts(search, i);
  close_by_birthday(search);
  for (int64_t i = 0; i < search->measures->order_count; i++) {
    const dueby_event *event = event_at(search, i);
    dueby_date old_enough;
    if (event->date > search->counted->last || search->measures->used[i] || !is_start(search, event)) continue;
    if (definition->open_for.unit && (dueby_span_add(definition->open_for, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE,
                                                     search->measures->calendar, event->date, &old_enough) != DUEBY_OK ||
                                      old_enough > search->counted->last))
      break;
    dueby_measures_unit *unit = add_unit(search, search->measures->order[i], -1);
    if (!unit) return DUEBY_EMEMORY;
    unit->ended = search->counted->last;
    if (definition->test == TEST_LONGER || definition->test == TEST_WITHIN) {
      judge_length(search, unit);
    } else {
      set_days(search, unit);
      judge_lines(search, unit, event);
    }
    doubt_open(search, unit, event->ref);
    return DUEBY_OK;
  }
  int64_t units = search->measures->unit_count;
  dueby_status status = add_unread_open(search);
  return status == DUEBY_OK && search->measures->unit_count == units ? add_proved_open(search) : status;
}

/* ---- units that are lines, or values of a column ---- */

static int32_t trigger_of(const struct search *search, int32_t duty) {
  const dueby_profile *profile = search->measures->profile;
  int32_t first, count, event = 0;
  if (dueby_profile_duty_rules(profile, duty, &first, &count) == DUEBY_OK)
    dueby_profile_find_event(profile, dueby_rule_text(profile, first, 0, DUEBY_RULE_TRIGGER), &event);
  return event;
}

/* Returns the day when a line was decided: the day it was met or ended, or the day after its due day if that is earlier. The line
 * counts in the period with this day, so it counts exactly once. */
static dueby_date decided_on(const dueby_line *line) {
  dueby_date over = line->deadline.due == DUEBY_DATE_NONE ? DUEBY_DATE_NONE : line->deadline.due + 1;
  if (over == DUEBY_DATE_NONE) return line->closed == DUEBY_DATE_NONE ? line->deadline.begins : line->closed;
  return line->closed != DUEBY_DATE_NONE && line->closed < over ? line->closed : over;
}

static dueby_status find_lines(struct search *search) {
  for (int64_t i = 0; i < search->line_count; i++) {
    const dueby_line *line = &search->lines[i];
    int32_t result = result_of(line, 0);
    if (!is_line_of(search, line) || !is_in_period(search, decided_on(line)) || result < 0) continue;
    dueby_measures_unit *unit = add_unit(search, line->trigger, line->met);
    if (!unit) return DUEBY_EMEMORY;
    set_days(search, unit);
    set_band(search, unit);
    unit->result = result;
  }
  int32_t triggers[DUTIES_MAX];
  for (int32_t i = 0; i < search->definition->duty_count; i++) triggers[i] = trigger_of(search, search->definition->duty[i]);
  return add_unread(search, triggers, search->definition->duty_count);
}

static int is_among(const char *value, const char *const *values, int32_t count) {
  for (int32_t i = 0; i < count; i++)
    if (strcmp(values[i], value) == 0) return 1;
  return 0;
}

static dueby_status find_value(struct search *search) {
  const struct definition *definition = search->definition;
  const char *value = groups_name(definition->column, search->measures->of);
  if (!*value || is_among(value, definition->leaves_out, definition->leaves_out_count)) return DUEBY_OK;
  dueby_measures_unit *unit = add_unit(search, -1, -1);
  if (!unit) return DUEBY_EMEMORY;
  if (is_among(value, definition->yes, definition->yes_count)) {
    unit->result = DUEBY_RESULT_YES;
  } else if (!is_among(value, definition->of, definition->of_count)) {
    unit->result = DUEBY_RESULT_CANNOT_TELL;
    unit->oddity = DUEBY_ODDITY_VALUE;
  }
  return DUEBY_OK;
}

dueby_status dueby_measures_find(struct dueby_measures *measures, int32_t definition, const dueby_line *lines, int64_t line_count) {
  struct search search = {.measures = measures,
                          .definition = &measures->definitions->items[definition],
                          .counted = &measures->counted[definition],
                          .index = definition,
                          .lines = lines,
                          .line_count = line_count};
  if (measures->order_count) memset(measures->used, 0, (size_t)measures->order_count);
  switch (search.definition->counts) {
  case DUEBY_COUNTS_ENDED: return find_ended(&search);
  case DUEBY_COUNTS_STARTED: return find_started(&search);
  case DUEBY_COUNTS_OPEN: return find_open(&search);
  case DUEBY_COUNTS_DUE: return find_lines(&search);
  default: return find_value(&search);
  }
}
