/* Finds starts that are not in the file, but that another event proves to have happened (rule 24 in docs/rules.md). */
#include <stdlib.h>

#include "timeline_clocks.h"

enum { PROOFS_DEEP = 4 }; /* the longest chain of starts in which each proves the next */

/* Bits of is_provable. STARTS_PROVABLE: some event proves this start. ENDS_PROVABLE: this event ends such a start. */
enum { STARTS_PROVABLE = 1, ENDS_PROVABLE = 2 };

/* ---- starts that an event proves ---- */

static void find_ends(dueby_timeline *timeline) {
  const dueby_profile *profile = timeline->profile;
  for (int32_t i = 0; i < profile->n.events; i++) {
    int32_t end = dueby_profile_event_end(profile, i);
    timeline->ended_by[i] = end ? end : -1;
    timeline->begun_by[end] = i;
    for (int32_t j = 0; j < profile->events[i].proves_count; j++)
      timeline->is_provable[profile->ends[profile->events[i].proves_first + j]] |= STARTS_PROVABLE;
  }
  for (int32_t i = 0; i < profile->n.events; i++)
    if (timeline->is_provable[i] & STARTS_PROVABLE && timeline->ended_by[i] >= 0)
      timeline->is_provable[timeline->ended_by[i]] |= ENDS_PROVABLE;
  for (int32_t part = 0; part < profile->n.parts; part++)
    for (int32_t i = 0; i < profile->parts[part].ends_all_count; i++)
      timeline->ends_all[timeline->ends_all_count++] = profile->ends[profile->parts[part].ends_all_first + i];
}

dueby_status dueby_proofs_new(dueby_timeline *timeline) {
  const dueby_profile *profile = timeline->profile;
  size_t types = (size_t)profile->n.events, ends_all = 0;
  for (int32_t part = 0; part < profile->n.parts; part++) ends_all += (size_t)profile->parts[part].ends_all_count;
  timeline->ended_by = calloc(types + 1, sizeof *timeline->ended_by);
  timeline->begun_by = calloc(types + 1, sizeof *timeline->begun_by);
  timeline->is_provable = calloc(types + 1, 1);
  timeline->ends_all = calloc(ends_all + 1, sizeof *timeline->ends_all);
  if (!timeline->ended_by || !timeline->begun_by || !timeline->is_provable || !timeline->ends_all) return DUEBY_EMEMORY;
  find_ends(timeline);
  timeline->begun_by[0] = 0; /* clears the entry that events without an end have set */
  return DUEBY_OK;
}

void dueby_proofs_free(dueby_timeline *timeline) {
  free(timeline->ended_by);
  free(timeline->begun_by);
  free(timeline->is_provable);
  free(timeline->ends_all);
  free(timeline->proofs.items);
  free(timeline->missing.items);
  free(timeline->proved.items);
}

/* ---- missing starts of a case ---- */

/* An event that proves that something was running, and the day it proves this for. That is its own day or, if it ends something
 * that must be followed by another of its kind, the day after. */
struct proof {
  int32_t index;
  dueby_date day;
};

static int is_by_end(const dueby_timeline *timeline, const struct proof *proof) {
  return proof->day != event_at(timeline, proof->index)->date;
}

/* A type of start, and whether other events prove that one is missing from the file. */
struct missing_start {
  int32_t start, is_any; /* is_any is 1 if at least one event proves that a start is missing, or may do so under some rule */
};

static int add_proof(dueby_timeline *timeline, int64_t index, dueby_date day) {
  struct proof *proof = dueby_array_push(&timeline->proofs, sizeof *proof);
  if (proof) *proof = (struct proof){(int32_t)index, day};
  return proof != NULL;
}

dueby_status dueby_proofs_find(dueby_timeline *timeline) {
  int64_t happened = timeline->history.happened, of_day = 0;
  timeline->proofs.count = timeline->missing.count = 0;
  for (int64_t index = 0; index < happened; index++) {
    const dueby_event *event = event_at(timeline, (int32_t)index);
    if (event->type >= 0 && timeline->profile->events[event->type].proves_count && !add_proof(timeline, index, event->date))
      return DUEBY_EMEMORY;
    if (index + 1 < happened && event_at(timeline, (int32_t)index + 1)->date == event->date) continue;
    /* ends prove something for the next day, so they are added after all events of their own day */
    for (; of_day <= index; of_day++) {
      int32_t type = event_at(timeline, (int32_t)of_day)->type;
      if (type >= 0 && timeline->is_provable[type] & ENDS_PROVABLE && event->date < timeline->options.as_at.date &&
          !add_proof(timeline, of_day, event->date + 1))
        return DUEBY_EMEMORY;
    }
  }
  return DUEBY_OK;
}

int dueby_proofs_may_lack_end(const dueby_timeline *timeline, int32_t start, dueby_date day) {
  for (int32_t i = -1; i < timeline->ends_all_count; i++) {
    int32_t end = i < 0 ? timeline->ended_by[start] : timeline->ends_all[i];
    if (end >= 0 && dueby_holds_from(timeline, end, 0) > day) return 1;
  }
  return 0;
}

/* True if an end event, before the given day, stopped what a start began (rule 8). */
static int is_stopped_by(const dueby_timeline *timeline, int64_t start, const struct profile_end *end, dueby_date day) {
  const dueby_event *at = event_at(timeline, (int32_t)start);
  int64_t index = history_first(&timeline->history, end->event, at->ref, at->date);
  for (; index >= 0 && event_at(timeline, (int32_t)index)->date < day;
       index = history_next(&timeline->history, end->event, at->ref, index)) {
    int came = end_came(end, event_at(timeline, (int32_t)index), at);
    if (came == CAME_AFTER ||
        (came == CAME_AFTER_IF_ALONE && dueby_clocks_end_belongs(timeline, -1, (int32_t)start, (int32_t)index)))
      return 1;
  }
  return 0;
}

static int start_runs(const dueby_timeline *timeline, int64_t start, dueby_date day) {
  int32_t type = event_at(timeline, (int32_t)start)->type, ended_by = timeline->ended_by[type];
  struct profile_end end = {ended_by, ended_by >= 0 && dueby_event_answers(timeline->profile, ended_by, type)};
  if (end.event >= 0 && is_stopped_by(timeline, start, &end, day)) return 0;
  for (int32_t i = 0; i < timeline->ends_all_count; i++) {
    end = (struct profile_end){timeline->ends_all[i], 1};
    if (is_stopped_by(timeline, start, &end, day)) return 0;
  }
  return 1;
}

/* True if anything that was started by this type of event is running on the given day. */
static int runs(const dueby_timeline *timeline, int32_t type, dueby_date day) {
  int64_t start = history_first(&timeline->history, type, 0, INT32_MIN + 1);
  for (; start >= 0 && event_at(timeline, (int32_t)start)->date <= day; start = history_next(&timeline->history, type, 0, start))
    if (start_runs(timeline, start, day)) return 1;
  return 0;
}

int32_t dueby_proofs_ended_start(const dueby_timeline *timeline, int32_t trigger, int32_t end) {
  const struct model_event *at = &timeline->profile->events[trigger];
  for (int32_t i = 0; i < at->proves_count; i++)
    if (timeline->ended_by[timeline->profile->ends[at->proves_first + i]] == end)
      return timeline->profile->ends[at->proves_first + i];
  return 0;
}

/* Returns a type of start that the trigger proves and that an end may have ended; 0 if there is none. The end is on the trigger's
 * day, or on a later day with another ref. */
static int32_t could_end(const dueby_timeline *timeline, int32_t trigger, int64_t end) {
  const dueby_event *from = event_at(timeline, trigger), *to = event_at(timeline, (int32_t)end);
  int is_other = to->date == from->date ? !have_other_times(to, from) || to->time > from->time
                                        : !refs_match(&timeline->history, from->ref, to->ref);
  return is_other ? dueby_proofs_ended_start(timeline, from->type, to->type) : 0;
}

/* True if the file has a start of this type that matches an end's ref and is on or before the end's day. */
static int is_in_file(const dueby_timeline *timeline, int32_t start, const dueby_event *end) {
  int64_t first = history_first(&timeline->history, start, end->ref, INT32_MIN + 1);
  return first >= 0 && event_at(timeline, (int32_t)first)->date <= end->date;
}

int dueby_proofs_ended_last(const dueby_timeline *timeline, int32_t trigger, int64_t end) {
  const dueby_event *at = event_at(timeline, (int32_t)end);
  int32_t start = could_end(timeline, trigger, end);
  return start && is_in_file(timeline, start, at) && !runs(timeline, start, at->date + 1);
}

/* True if an end on the day of a start may belong to that start after all. It was assumed to belong to something earlier, but the
 * records may lack that thing's start or end. */
static int may_have_ended_at_once(const dueby_timeline *timeline, const dueby_event *start, int32_t end) {
  struct profile_end by = {end, 0};
  int64_t index = history_first(&timeline->history, end, start->ref, start->date);
  for (; index >= 0 && event_at(timeline, (int32_t)index)->date == start->date;
       index = history_next(&timeline->history, end, start->ref, index)) {
    const dueby_event *at = event_at(timeline, (int32_t)index);
    if (end_came(&by, at, start) == CAME_AFTER_IF_ALONE && (dueby_holds_from(timeline, start->type, at->ref) != DUEBY_DATE_NONE ||
                                                            dueby_holds_from(timeline, end, at->ref) != DUEBY_DATE_NONE))
      return 1;
  }
  return 0;
}

/* Whether anything that this type of event started is running on the day after an end. RUNS_MAYBE: something is, but the records
 * may lack its end. */
enum { RUNS_NOT, RUNS_MAYBE, RUNS_SURELY };

static int runs_on(const dueby_timeline *timeline, int32_t type, const dueby_event *end, int is_in_file) {
  int found = RUNS_NOT;
  int64_t start = history_first(&timeline->history, type, 0, INT32_MIN + 1);
  for (; start >= 0 && event_at(timeline, (int32_t)start)->date <= end->date + 1;
       start = history_next(&timeline->history, type, 0, start)) {
    const dueby_event *other = event_at(timeline, (int32_t)start);
    if (!start_runs(timeline, start, end->date + 1)) continue;
    /* if what ended is not in the file, a start on the next day only counts if the end cannot be about it; an end without a ref may
     * even have ended something that started on its own day, and the trigger with it (rule 8) */
    if (other->date > end->date && !is_in_file && refs_match(&timeline->history, other->ref, end->ref)) continue;
    int lacks_end = other->date <= end->date && (dueby_holds_from(timeline, end->type, other->ref) > other->date ||
                                                 may_have_ended_at_once(timeline, other, end->type));
    if (!lacks_end) return RUNS_SURELY;
    found = RUNS_MAYBE;
  }
  return found;
}

int32_t dueby_proofs_lacks_start(const dueby_timeline *timeline, int32_t trigger, int64_t end) {
  const dueby_event *at = event_at(timeline, (int32_t)end);
  int32_t type = could_end(timeline, trigger, end);
  return type && !is_in_file(timeline, type, at) && runs_on(timeline, type, at, 0) != RUNS_SURELY ? type : 0;
}

int dueby_proofs_may_have_ended_last(const dueby_timeline *timeline, int32_t trigger, int64_t end) {
  const dueby_event *at = event_at(timeline, (int32_t)end);
  int32_t type = could_end(timeline, trigger, end);
  if (!type) return 0;
  if (is_in_file(timeline, type, at)) return runs_on(timeline, type, at, 1) == RUNS_MAYBE;
  return !dueby_holds_is_complete(timeline, type) && dueby_proofs_lacks_start(timeline, trigger, end);
}

/* ---- ends before their starts (rule 16) ---- */

/* Returns how many events of a type have exactly this ref, and sets *later to how many of these are after a day. */
static int32_t count_of(const dueby_timeline *timeline, int32_t type, int64_t ref, dueby_date day, int32_t *later) {
  int32_t count = 0;
  *later = 0;
  int64_t index = history_first(&timeline->history, type, ref, INT32_MIN + 1);
  for (; index >= 0; index = history_next(&timeline->history, type, ref, index)) {
    const dueby_event *event = event_at(timeline, (int32_t)index);
    count += event->ref == ref;
    *later += event->ref == ref && event->date > day;
  }
  return count;
}

int dueby_proofs_is_before_start(const dueby_timeline *timeline, int32_t end) {
  const dueby_event *at = event_at(timeline, end);
  int32_t start = timeline->begun_by[at->type], later, others;
  if (!start) return 0;
  int32_t starts = count_of(timeline, start, at->ref, at->date, &later);
  if (!starts || later != starts) return 0;
  return at->ref ||
         (dueby_holds_from(timeline, start, 0) == DUEBY_DATE_NONE && count_of(timeline, at->type, 0, at->date, &others) == starts);
}

int dueby_proofs_is_after_end(const dueby_timeline *timeline, int32_t start) {
  const dueby_event *at = event_at(timeline, start);
  int32_t end = timeline->ended_by[at->type];
  if (end < 0 || !at->ref) return 0;
  int64_t index = history_first(&timeline->history, end, at->ref, INT32_MIN + 1);
  for (; index >= 0; index = history_next(&timeline->history, end, at->ref, index))
    if (event_at(timeline, (int32_t)index)->ref == at->ref && dueby_proofs_is_before_start(timeline, (int32_t)index)) return 1;
  return 0;
}

/* How an event proves that something is running on its day: directly, or through another start that is not in the file either. */
enum { NO_PROOF, DIRECT, INDIRECT };

static int proves(const dueby_timeline *timeline, int32_t type, int32_t start, dueby_date day, int deep) {
  const struct model_event *at = &timeline->profile->events[type];
  int found = NO_PROOF;
  for (int32_t i = 0; i < at->proves_count; i++) {
    int32_t proved = timeline->profile->ends[at->proves_first + i];
    if (proved == start) return DIRECT;
    if (deep < PROOFS_DEEP && !found && !runs(timeline, proved, day) && proves(timeline, proved, start, day, deep + 1))
      found = INDIRECT;
  }
  return found;
}

static int takes_part(const dueby_timeline *timeline, int32_t rule) {
  return dueby_deadline_takes_part(timeline->profile, rule, timeline->options.selected);
}

static int recurs(const dueby_timeline *timeline, int32_t rule) {
  const struct model_version *version = profile_version(timeline->profile, rule, 0);
  return version->recurs && !version->before.unit;
}

static int can_be_proved(const dueby_timeline *timeline, int32_t rule) {
  const struct profile_rule *at = rule_at(timeline, rule);
  return timeline->is_provable[at->model.trigger] & STARTS_PROVABLE && recurs(timeline, rule) && !tags_any(&at->tags.when) &&
         !at->model.occurrences && takes_part(timeline, rule);
}

/* ---- something that must go on when it ends ---- */

static int proves_directly(const dueby_timeline *timeline, int32_t type, int32_t start) {
  const struct model_event *at = &timeline->profile->events[type];
  for (int32_t i = 0; i < at->proves_count; i++)
    if (timeline->profile->ends[at->proves_first + i] == start) return 1;
  return 0;
}

/* Finds a larger thing that is still running on the proof's day, and that the ended thing was part of: for a placement, the period
 * of care. Returns the type of the larger thing's start, or 0. Unless the rule is -1, the end of the larger thing must also end the
 * rule. */
static int32_t whole_of(const dueby_timeline *timeline, int32_t start, int32_t rule, const struct proof *proof) {
  for (int32_t i = 0; i < timeline->type_count; i++) {
    int32_t whole = timeline->types[i], end = timeline->ended_by[whole];
    if (whole == start || end < 0 || (rule >= 0 && !profile_rule_closes(timeline->profile, rule, end))) continue;
    if (proves_directly(timeline, whole, start) && runs(timeline, whole, proof->day)) return whole;
  }
  return 0;
}

/* True if this type of event ends what a start began, or something larger that may be a whole of it (whole_of). */
static int ends_part(const dueby_timeline *timeline, int32_t start, int32_t rule, int32_t type) {
  int32_t ended = timeline->begun_by[type];
  return ended && (ended == start ||
                   (proves_directly(timeline, ended, start) && (rule < 0 || profile_rule_closes(timeline->profile, rule, type))));
}

/* True if an event that ends a rule also starts something that is running on the given day, as an adoption placement does. */
static int is_replaced(const dueby_timeline *timeline, int32_t rule, dueby_date day) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++)
    if (timeline->ended_by[ends[i].event] >= 0 && runs(timeline, ends[i].event, day)) return 1;
  return 0;
}

/* True if a rule needs no proved clock on the proof's day. That is so if another clock of the duty is running or the child is too
 * old. It is also so for a proof that is an end, if something has replaced what ended. */
static int needs_no_proof(const dueby_timeline *timeline, int32_t rule, const struct proof *proof) {
  const struct profile_duty *duty = &timeline->profile->duties[rule_at(timeline, rule)->duty];
  if (dueby_clocks_past_birthday(timeline, rule, 0, proof->day)) return 1;
  if (is_by_end(timeline, proof) && is_replaced(timeline, rule, proof->day)) return 1;
  for (int32_t other = duty->first; other < duty->first + duty->count; other++)
    if (rules_belong_together(timeline, rule, other) && recurs(timeline, other) && takes_part(timeline, other) &&
        dueby_clocks_is_going(timeline, other, proof->day))
      return 1;
  return 0;
}

/* ---- the clock of a missing start ---- */

/* Returns the first event, on or after the proof's day, that stops the clock of a proof that is an end. That is the next start or
 * an end, with any ref. The end of a larger thing (whole_of) only stops the clock if no other such thing is running. */
static int32_t end_of_part(const dueby_timeline *timeline, int32_t rule, const struct proof *proof) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  int32_t start = rule_at(timeline, rule)->model.trigger, whole = whole_of(timeline, start, rule, proof);
  int64_t first = history_first(&timeline->history, start, 0, proof->day);
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++) {
    int64_t index = history_first(&timeline->history, ends[i].event, 0, proof->day);
    while (index >= 0 && ends[i].event == timeline->ended_by[whole] &&
           runs(timeline, whole, event_at(timeline, (int32_t)index)->date + 1))
      index = history_next(&timeline->history, ends[i].event, 0, index);
    if (index >= 0 && (first < 0 || index < first)) first = index;
  }
  return (int32_t)first;
}

/* Returns the first event on or after the proof's day that stops a proved clock: the next start, with any ref, or an end with a
 * matching ref. */
static int32_t end_of_proved(const dueby_timeline *timeline, int32_t rule, int32_t proof) {
  const struct profile_end *ends = profile_rule_ends(timeline->profile, rule);
  const dueby_event *at = event_at(timeline, proof);
  int64_t first = history_next(&timeline->history, rule_at(timeline, rule)->model.trigger, 0, proof);
  for (int32_t i = 0; i < rule_at(timeline, rule)->ends_count; i++) {
    int64_t index = history_first(&timeline->history, ends[i].event, at->ref, at->date);
    if (index == proof) index = history_next(&timeline->history, ends[i].event, at->ref, proof);
    if (index >= 0 && (first < 0 || index < first)) first = index;
  }
  return (int32_t)first;
}

static dueby_status run_proved(dueby_timeline *timeline, int32_t rule, const struct proof *proof, dueby_date sure_from,
                               int32_t *ended) {
  const struct profile_rule *at = rule_at(timeline, rule);
  const dueby_event *event = event_at(timeline, proof->index);
  int by_end = is_by_end(timeline, proof);
  dueby_event *trigger = dueby_array_push(&timeline->proved, sizeof *trigger);
  if (!trigger) return DUEBY_EMEMORY;
  *trigger = (dueby_event){
      .time = DUEBY_TIME_NONE, .date = proof->day, .type = at->model.trigger, .row = event->row, .has = DUEBY_HAS_DATE};
  struct running running = {.timeline = timeline,
                            .clock = dueby_clock_start(timeline, rule, trigger),
                            .trigger = proof->index,
                            .ended = by_end ? end_of_part(timeline, rule, proof) : end_of_proved(timeline, rule, proof->index),
                            .each = at->model.each,
                            .proved = (int32_t)timeline->proved.count};
  int by_start = running.ended >= 0 && event_at(timeline, running.ended)->type == at->model.trigger;
  /* if a start ended the clock, nothing on it is certain, because that start may have another ref */
  running.sure_from = by_start ? INT32_MAX : sure_from;
  running.clock.is_proved = 1;
  *ended = running.ended;
  if (running.ended >= 0) running.clock.ended = when_of(event_at(timeline, running.ended));
  struct position position = dueby_deadline_first_position(trigger);
  struct occurrence occurrence;
  int meets = !by_end && event->type == at->model.due && event_has_required_tags(event, &at->tags);
  if (meets) position.occurrence = 2; /* the event that proves the clock also met its first occurrence */
  dueby_earlier_start(&running);
  if (meets) {
    dueby_when proved_on = when_of(event);
    dueby_earlier_take(&running, NULL);
    dueby_earlier_follow(&running, &proved_on);
  }
  dueby_status status = dueby_clock_resolve(&running, &position, &occurrence);
  if (status == DUEBY_OK) status = dueby_clock_follow(&running, &position, &position, &occurrence, !meets);
  return status == DUEBY_EMEMORY || status == DUEBY_EARGUMENT ? status : DUEBY_OK;
}

/* Returns the day of the first event that proves the start directly, from the proof at this index onwards; INT32_MAX if there is
 * none. */
static dueby_date first_direct(const dueby_timeline *timeline, int32_t start, int64_t index) {
  const struct proof *proofs = timeline->proofs.items;
  for (; index < timeline->proofs.count; index++) {
    const dueby_event *event = event_at(timeline, proofs[index].index);
    if (is_by_end(timeline, &proofs[index])) continue;
    if (proves(timeline, event->type, start, event->date, 0) == DIRECT) return event->date;
  }
  return INT32_MAX;
}

/* True if the file has an event that ends what this type of start proves: for a placement, an end of care. */
static int has_end_of_whole(const dueby_timeline *timeline, int32_t start) {
  const struct model_event *at = &timeline->profile->events[start];
  for (int32_t i = 0; i < at->proves_count; i++) {
    int32_t end = timeline->ended_by[timeline->profile->ends[at->proves_first + i]];
    if (end >= 0 && timeline->ranges[end].first < timeline->ranges[end].end) return 1;
  }
  return 0;
}

/* True if a start that triggers the rule is running on the given day. If the rule is -1, returns 0 if this depends on the rule. */
static int runs_under(const dueby_timeline *timeline, int32_t rule, int32_t type, dueby_date day) {
  if (!has_end_of_whole(timeline, type)) return runs(timeline, type, day);
  int64_t start = rule < 0 ? -1 : history_first(&timeline->history, type, 0, INT32_MIN + 1);
  for (; start >= 0 && event_at(timeline, (int32_t)start)->date <= day; start = history_next(&timeline->history, type, 0, start))
    if (start_runs(timeline, start, day) && !dueby_clocks_is_whole_over(timeline, rule, (int32_t)start, day)) return 1;
  return 0;
}

static int proves_missing(const dueby_timeline *timeline, int32_t start, int32_t rule, const struct proof *proof) {
  int32_t type = event_at(timeline, proof->index)->type;
  int is_proof = is_by_end(timeline, proof) ? ends_part(timeline, start, rule, type) && whole_of(timeline, start, rule, proof)
                                            : proves(timeline, type, start, proof->day, 0);
  return is_proof && !runs_under(timeline, rule, start, proof->day);
}

/* True if a start of this type is missing from the file, or may be under some rule. If out of memory, returns 0 and sets
 * *status. */
static int is_missing(dueby_timeline *timeline, int32_t start, dueby_status *status) {
  const struct proof *proofs = timeline->proofs.items;
  const struct missing_start *known = timeline->missing.items;
  for (int64_t i = 0; i < timeline->missing.count; i++)
    if (known[i].start == start) return known[i].is_any;
  struct missing_start *found = dueby_array_push(&timeline->missing, sizeof *found);
  *status = found ? DUEBY_OK : DUEBY_EMEMORY;
  if (!found) return 0;
  found->start = start;
  for (int64_t i = 0; i < timeline->proofs.count && !found->is_any; i++)
    found->is_any = proves_missing(timeline, start, -1, &proofs[i]);
  return found->is_any;
}

static dueby_status start_proved(dueby_timeline *timeline, int32_t rule) {
  const struct proof *proofs = timeline->proofs.items;
  int32_t start = rule_at(timeline, rule)->model.trigger;
  dueby_date going_to = DUEBY_DATE_NONE;
  dueby_status status = DUEBY_OK;
  if (!is_missing(timeline, start, &status)) return status;
  for (int64_t i = 0; i < timeline->proofs.count && status == DUEBY_OK; i++) {
    int32_t ended = -1;
    if (proofs[i].day <= going_to) continue;
    if (!proves_missing(timeline, start, rule, &proofs[i]) || needs_no_proof(timeline, rule, &proofs[i])) continue;
    status = run_proved(timeline, rule, &proofs[i], first_direct(timeline, start, i), &ended);
    going_to = ended < 0 ? INT32_MAX : event_at(timeline, ended)->date;
  }
  return status;
}

dueby_status dueby_proofs_start(dueby_timeline *timeline, int32_t duty) {
  const struct profile_duty *at = &timeline->profile->duties[duty];
  dueby_status status = DUEBY_OK;
  timeline->proved.count = 0;
  if (!timeline->proofs.count) return status;
  for (int32_t rule = at->first; rule < at->first + at->count && status == DUEBY_OK; rule++)
    if (can_be_proved(timeline, rule)) status = start_proved(timeline, rule);
  return status;
}
