/* Decides whether an end on the same day as a start belongs to that start or to something earlier (rule 8 in docs/rules.md). */
#include "event_order.h"

/* The starts and ends to consider: those of one rule with the trigger's ref, or all that start or end the same kind of thing. */
struct kind {
  const struct same_day *of;
  int64_t ref;        /* 0 to consider starts with any ref, and only ends without a ref */
  int32_t rule;       /* the rule, or -1 */
  int32_t start, end; /* the event that starts something of this kind and, if there is no rule, the event that ends it */
};

/* A day whose events are in [first, end). If the events are not sorted, that range has all events. */
struct day {
  dueby_date date;
  int64_t first, end;
};

enum { NOTHING_RUNS, SOMETHING_RUNS, DECIDES_NOTHING };

static int is_start(const struct kind *kind, const dueby_event *event) {
  if (event->type != kind->start || (kind->ref && event->ref != kind->ref)) return 0;
  return kind->rule < 0 || passes_tags(&kind->of->profile->rules[kind->rule].tags, &event->tags);
}

static int is_of_ends_all(const dueby_profile *profile, int32_t type) {
  for (int32_t i = 0; i < profile->n.parts; i++)
    for (int32_t j = 0; j < profile->parts[i].ends_all_count; j++)
      if (profile->ends[profile->parts[i].ends_all_first + j] == type) return 1;
  return 0;
}

/* Returns 1 if an event may end something of this kind, and fills in *how. */
static int is_end(const struct kind *kind, const dueby_event *event, struct profile_end *how) {
  const dueby_profile *profile = kind->of->profile;
  if (kind->ref ? !refs_match(kind->of->history, kind->ref, event->ref) : event->ref != 0) return 0;
  *how = (struct profile_end){event->type, 0};
  if (kind->rule < 0) {
    how->comes_after = is_of_ends_all(profile, event->type);
    if (event->type != kind->end) return how->comes_after;
    how->comes_after |= dueby_event_answers(profile, event->type, kind->start);
    return 1;
  }
  const struct profile_end *ends = profile_rule_ends(profile, kind->rule);
  for (int32_t i = 0; i < profile->rules[kind->rule].ends_count; i++)
    if (ends[i].event == event->type) {
      *how = ends[i];
      return 1;
    }
  return 0;
}

/* Returns whether an end on the same day as a start came after it: CAME_BEFORE, CAME_AFTER or CAME_AFTER_IF_ALONE. */
static int how_ended(const struct kind *kind, const struct day *day, const dueby_event *start) {
  int how = CAME_BEFORE;
  for (int64_t i = day->first; i < day->end && how != CAME_AFTER; i++) {
    const dueby_event *event = &kind->of->events[i];
    struct profile_end end;
    if (event->date != day->date || event == start || !is_end(kind, event, &end)) continue;
    int came = end_came(&end, event, start);
    if (came == CAME_AFTER || (came == CAME_AFTER_IF_ALONE && event->ref == start->ref)) how = came;
  }
  return how;
}

/* Looks at a day when something of this kind started or ended. Returns whether any was still running at the end of that day:
 * SOMETHING_RUNS, NOTHING_RUNS, or DECIDES_NOTHING if that is unknown. */
static int runs_after(const struct kind *kind, const struct day *day) {
  int32_t starts = 0, unsure = 0;
  for (int64_t i = day->first; i < day->end; i++) {
    const dueby_event *event = &kind->of->events[i];
    if (event->date != day->date || !is_start(kind, event)) continue;
    int how = how_ended(kind, day, event);
    if (how == CAME_BEFORE) return SOMETHING_RUNS;
    starts++;
    unsure += how == CAME_AFTER_IF_ALONE;
  }
  if (!unsure) return NOTHING_RUNS;
  return kind->ref || starts == 1 ? DECIDES_NOTHING : SOMETHING_RUNS;
}

/* Returns the last day, before the given one, when something of this kind started or ended. Its date is NONE if there is no such
 * day. */
static struct day day_before(const struct kind *kind, const struct day *later) {
  const dueby_event *events = kind->of->events;
  int in_order = kind->of->history != NULL;
  struct day found = {DUEBY_DATE_NONE, 0, kind->of->count};
  struct profile_end how;
  for (int64_t i = in_order ? later->first : kind->of->count; i-- > 0;) {
    if (events[i].date >= later->date || events[i].date <= found.date) continue;
    if (!is_start(kind, &events[i]) && !is_end(kind, &events[i], &how)) continue;
    found.date = events[i].date;
    if (!in_order) continue;
    found.first = i;
    found.end = i + 1;
    while (found.first > 0 && events[found.first - 1].date == found.date) found.first--;
    break;
  }
  return found;
}

/* Returns the trigger's day, with the range of its events. */
static struct day own_day(const struct same_day *of) {
  struct day day = {of->at->date, 0, of->count};
  if (!of->history) return day;
  day.first = of->place;
  day.end = of->place + 1;
  while (day.first > 0 && of->events[day.first - 1].date == day.date) day.first--;
  while (day.end < of->count && of->events[day.end].date == day.date) day.end++;
  return day;
}

/* Returns the type of start that the end may have ended: the trigger's own, or one that the trigger proves; 0 if there is none. */
static int32_t kind_ended(const struct same_day *of) {
  const dueby_profile *profile = of->profile;
  if (dueby_profile_event_end(profile, of->trigger) == of->end->type) return of->at->ref ? 0 : of->trigger;
  const struct model_event *trigger = &profile->events[of->trigger];
  for (int32_t i = 0; i < trigger->proves_count; i++)
    if (dueby_profile_event_end(profile, profile->ends[trigger->proves_first + i]) == of->end->type)
      return profile->ends[trigger->proves_first + i];
  return 0;
}

/* Returns the only start of a kind on the day of the end. Returns NULL if there is none or, without a ref, if there are several. */
static const dueby_event *only_start(const struct kind *kind, const struct day *day) {
  const struct same_day *of = kind->of;
  const dueby_event *only = kind->start == of->trigger ? of->at : NULL;
  if (kind->ref) return only;
  for (int64_t i = day->first; i < day->end; i++) {
    const dueby_event *event = &of->events[i];
    if (event->date != day->date || !is_start(kind, event)) continue;
    if (only && !(event->type == of->trigger && event->ref == only->ref && known_time(event->time) == known_time(only->time)))
      return NULL;
    only = event;
  }
  return only;
}

/* True if something of this kind started before a day, but nothing did on that day or the next, so that nothing of the kind goes
 * on. */
static int started_only_before(const struct kind *kind, const struct day *day) {
  int any = 0;
  for (int64_t i = 0; i < kind->of->count; i++) {
    if (kind->of->events[i].date > day->date + 1 || !is_start(kind, &kind->of->events[i])) continue;
    if (kind->of->events[i].date >= day->date) return 0;
    any = 1;
  }
  return any;
}

struct belongs dueby_same_day_belongs(const struct same_day *of) {
  struct belongs belongs = {0, 0, DUEBY_DATE_NONE};
  struct kind kind = {.of = of, .ref = of->end->ref, .rule = of->rule, .start = of->trigger, .end = of->end->type};
  if (!of->end->ref) {
    kind.rule = -1;
    kind.start = kind_ended(of);
    if (!kind.start) return belongs;
  }
  struct day day = own_day(of);
  const dueby_event *start = only_start(&kind, &day);
  const struct profile_end end = {of->end->type, 0};
  /* an end without a ref ends everything that began earlier: also what the trigger proves, unless that started on this day or the
   * next */
  if (!start && kind.start != of->trigger && started_only_before(&kind, &day)) belongs.start = kind.start;
  if (!start || start->ref != of->end->ref) return belongs;
  if (end_came(&end, of->end, start) == CAME_BEFORE) return belongs;
  belongs.start = kind.start;
  for (day = day_before(&kind, &day); day.date != DUEBY_DATE_NONE; day = day_before(&kind, &day)) {
    int runs = runs_after(&kind, &day);
    if (runs == DECIDES_NOTHING) continue;
    belongs.any_before = runs == SOMETHING_RUNS;
    belongs.from = day.date;
    break;
  }
  return belongs;
}
