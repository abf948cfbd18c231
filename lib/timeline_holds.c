/* Finds how completely each event is recorded, and which states are unknown because of that. Rule numbers refer to
 * docs/rules.md. */
#include <stdlib.h>

#include "timeline_contradictions.h"
#include "timeline_internal.h"

/* ---- the day from which an event is completely recorded (rule 20) ---- */

enum { NEVER = INT32_MAX }; /* NEVER: rows for any day may be missing. DUEBY_DATE_NONE, in place of a day: no rows are missing. */

dueby_status dueby_holds_new(dueby_timeline *timeline) {
  size_t types = (size_t)timeline->profile->n.events;
  struct holds *holds = &timeline->holds;
  holds->of = calloc(types + 1, sizeof *holds->of);
  holds->left_out = calloc(types + 1, sizeof *holds->left_out);
  if (!holds->of || !holds->left_out) return DUEBY_EMEMORY;
  for (int32_t i = 1; i < timeline->profile->n.events; i++) holds->of[i].parent = dueby_profile_event_parent(timeline->profile, i);
  return DUEBY_OK;
}

void dueby_holds_free(dueby_timeline *timeline) {
  free(timeline->holds.of);
  free(timeline->holds.left_out);
  free(timeline->holds.latest.items);
}

int dueby_holds_knows_nothing_of(const dueby_timeline *timeline, int32_t type) {
  return timeline->options.recorded && !timeline->options.recorded[type] && !timeline->holds.of[type].is_stated;
}

static void record(const dueby_profile *profile, int32_t event, const dueby_tags *tags, uint8_t *recorded) {
  if (!recorded[event]) recorded[event] = 1 | dueby_needed_bits(profile, event);
  if (recorded[event] > 1) recorded[event] &= (uint8_t)~dueby_needed_bits_met(profile, event, tags);
}

dueby_status dueby_recorded_add(const dueby_profile *profile, const dueby_event *event, uint8_t *recorded) {
  int32_t also = dueby_profile_event_parent(profile, event->type);
  if (event->type <= 0 || event->type >= profile->n.events) return DUEBY_EARGUMENT;
  record(profile, event->type, &event->tags, recorded);
  if (also > 0) record(profile, also, &event->tags, recorded);
  return DUEBY_OK;
}

int dueby_holds_lacks_tags(const dueby_timeline *timeline, int32_t rule) {
  const struct profile_rule *of = &timeline->profile->rules[rule];
  const uint8_t *recorded = timeline->options.recorded;
  return recorded && of->needs_bit && recorded[of->model.due] & of->needs_bit && !timeline->holds.of[of->model.due].is_stated;
}

static dueby_date later_day(dueby_date left, dueby_date right) {
  return left > right ? left : right;
}

/* Handles events that also count as a more general event. The records of the general event are complete once those of all its kinds
 * are. It only counts as lacking if all its kinds do. */
static void join_also(dueby_timeline *timeline) {
  struct holds *holds = &timeline->holds;
  for (int32_t i = 1; i < timeline->profile->n.events; i++) {
    struct holding *parent = &holds->of[holds->of[i].parent];
    if (!holds->of[i].parent) continue;
    parent->from = later_day(parent->from, holds->of[i].own_from);
    parent->never |= holds->of[i].own_from == NEVER;
    parent->is_lacking &= holds->of[i].own_from == NEVER || dueby_holds_knows_nothing_of(timeline, i);
  }
}

int dueby_holds_are_known(const dueby_profile *profile, const dueby_holding *holds) {
  for (int32_t i = 1; holds && i < profile->n.events; i++) {
    if (holds[i].what < DUEBY_HOLDS_UNSAID || holds[i].what > DUEBY_HOLDS_NEVER) return 0;
    if (holds[i].what == DUEBY_HOLDS_SINCE && (!holds[i].since || !is_date(holds[i].since))) return 0;
  }
  return 1;
}

dueby_status dueby_holds_take(dueby_timeline *timeline) {
  const dueby_timeline_options *options = &timeline->options;
  struct holds *holds = &timeline->holds;
  int32_t events = timeline->profile->n.events;
  int nothing_said = !options->holds && options->history_from == DUEBY_DATE_NONE;
  if (!dueby_holds_are_known(timeline->profile, options->holds)) return DUEBY_EARGUMENT;
  if (nothing_said && holds->nothing_said)
    return DUEBY_OK; /* the last run did not state anything either, so nothing has to
                                                               change */
  holds->nothing_said = nothing_said;
  holds->any = holds->any_latest = 0;
  for (int32_t i = 1; i < events; i++) {
    dueby_holding holding = options->holds ? options->holds[i] : (dueby_holding){DUEBY_HOLDS_UNSAID, 0};
    struct holding *of = &holds->of[i];
    of->is_stated = holding.what != DUEBY_HOLDS_UNSAID;
    if (!of->is_stated && options->history_from != DUEBY_DATE_NONE)
      holding = (dueby_holding){DUEBY_HOLDS_SINCE, options->history_from};
    if (i == timeline->profile->birth || timeline->profile->events[i].on_birthday) holding.what = DUEBY_HOLDS_ALL;
    of->own_from = holding.what == DUEBY_HOLDS_SINCE ? holding.since : holding.what == DUEBY_HOLDS_NEVER ? NEVER : DUEBY_DATE_NONE;
    of->from = of->own_from;
    of->never = of->is_lacking = holding.what == DUEBY_HOLDS_NEVER;
    of->is_latest = holding.what == DUEBY_HOLDS_LATEST;
    holds->any |= of->is_latest || of->from != DUEBY_DATE_NONE;
    holds->any_latest |= of->is_latest;
    holds->left_out[i] = (struct left_out){-1, 0, -1};
  }
  join_also(timeline);
  return DUEBY_OK;
}

/* If the records only have the latest event of a type, stores the day of its last row for each ref. Includes void rows and rows
 * after as-at. */
static dueby_status keep_latest(dueby_timeline *timeline, int32_t type, const dueby_event *event) {
  struct array *latest = &timeline->holds.latest;
  struct last_row *rows = latest->items;
  if (!timeline->holds.of[type].is_latest) return DUEBY_OK;
  for (int64_t i = 0; i < latest->count; i++) {
    if (rows[i].type != type || rows[i].ref != event->ref) continue;
    rows[i].date = later_day(rows[i].date, event->date);
    return DUEBY_OK;
  }
  struct last_row *row = dueby_array_push(latest, sizeof *row);
  if (!row) return DUEBY_EMEMORY;
  *row = (struct last_row){event->ref, type, event->date};
  return DUEBY_OK;
}

dueby_status dueby_holds_note(dueby_timeline *timeline, const dueby_event *event) {
  if (!timeline->holds.any_latest || event->type <= 0) return DUEBY_OK;
  dueby_event own = *event;
  if (timeline_is_of_child(timeline, own.type)) own.ref = 0;
  return keep_latest(timeline, own.type, &own);
}

dueby_status dueby_holds_note_unread(dueby_timeline *timeline, const dueby_event *row) {
  dueby_status status = DUEBY_OK;
  dueby_event event = *row;
  if (!(row->has & DUEBY_HAS_BY)) event.date = HOLDS_ANY_DAY;
  for (int32_t type = 1; type < timeline->profile->n.events && status == DUEBY_OK; type++) {
    if (row->type && row->type != type) continue;
    event.type = type;
    status = dueby_holds_note(timeline, &event);
  }
  return status;
}

/* If the records only have the latest row for an event, or for another event that also counts as it, returns the day after the last
 * row for either with a matching ref. Returns NONE if there is no row, or if the records have all rows for both. */
static dueby_date after_latest(const dueby_timeline *timeline, int32_t type, int64_t ref) {
  const struct last_row *rows = timeline->holds.latest.items;
  dueby_date after = DUEBY_DATE_NONE;
  for (int64_t i = 0; i < timeline->holds.latest.count; i++) {
    if (rows[i].type != type && timeline->holds.of[rows[i].type].parent != type) continue;
    if (refs_match(&timeline->history, ref, rows[i].ref)) after = later_day(after, rows[i].date + 1);
  }
  return after;
}

dueby_date dueby_holds_from(const dueby_timeline *timeline, int32_t type, int64_t ref) {
  if (type < 0 || !timeline->holds.any) return DUEBY_DATE_NONE;
  return later_day(timeline->holds.of[type].from, after_latest(timeline, type, ref));
}

/* True if a trigger is earlier than the records, so that they only have it because what it started was still running (rule 21). */
static int is_from_before(const dueby_timeline *timeline, int32_t type, dueby_date triggered) {
  dueby_date since = timeline->holds.of[type].own_from;
  return since != NEVER && triggered < since;
}

dueby_date dueby_holds_from_but_for_since(const dueby_timeline *timeline, int32_t type, int64_t ref) {
  return timeline->holds.of[type].never ? NEVER : after_latest(timeline, type, ref);
}

int dueby_holds_is_complete(const dueby_timeline *timeline, int32_t type) {
  const struct holding *of = &timeline->holds.of[type];
  return of->is_stated && !of->is_latest && dueby_holds_from(timeline, type, 0) == DUEBY_DATE_NONE;
}

/* ---- lines that are left out (rule 20) ---- */

int dueby_holds_lacks(const dueby_timeline *timeline, int32_t type) {
  return timeline->holds.any && timeline->holds.of[type].is_lacking;
}

void dueby_holds_leave_out(dueby_timeline *timeline, int32_t type, int32_t trigger) {
  struct left_out *left_out = &timeline->holds.left_out[type];
  if (left_out->last_case != timeline->case_index) left_out->trigger = trigger;
  left_out->cases += left_out->last_case != timeline->case_index;
  left_out->last_case = timeline->case_index;
}

int64_t dueby_timeline_left_out(const dueby_timeline *timeline, int32_t event) {
  return event <= 0 || event >= timeline->profile->n.events ? 0 : timeline->holds.left_out[event].cases;
}

int64_t dueby_timeline_left_out_trigger(const dueby_timeline *timeline, int32_t event) {
  if (event <= 0 || event >= timeline->profile->n.events) return -1;
  if (!timeline->holds.left_out[event].cases || timeline->holds.left_out[event].last_case != timeline->case_index) return -1;
  return timeline->origins[timeline->holds.left_out[event].trigger];
}

/* ---- states that cannot be known (rule 21) ---- */

static const struct profile_rule *rule_of(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  return &timeline->profile->rules[occurrence->deadline.rule];
}

static const struct model_version *version_of(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  return profile_version(timeline->profile, occurrence->deadline.rule, occurrence->deadline.version);
}

static int is_adverse(int32_t state) {
  return state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED || state == DUEBY_STATE_MET_LATE;
}

/* True if the records may lack an end, with another ref, of something that the trigger shows to be running (rule 8). */
static int may_have_ended_otherwise(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t end,
                                    dueby_date known_from) {
  const dueby_event *trigger = event_at(timeline, occurrence->trigger);
  if (!dueby_proofs_ended_start(timeline, trigger->type, end)) return 0;
  if (known_from > trigger->date + 1) return 1;
  dueby_date closed = dueby_occurrence_closed(timeline, occurrence);
  int64_t index = history_first(&timeline->history, end, 0, trigger->date);
  while (index >= 0 && !dueby_proofs_may_have_ended_last(timeline, occurrence->trigger, index))
    index = history_next(&timeline->history, end, 0, index);
  return index >= 0 && event_at(timeline, (int32_t)index)->date <= closed;
}

/* True if the records may lack an event that stopped the clock. For a notice, that is an event after the last meeting. */
static int may_have_stopped(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const struct profile_rule *rule = rule_of(timeline, occurrence);
  const struct profile_end *ends = profile_rule_ends(timeline->profile, occurrence->deadline.rule);
  dueby_date triggered = event_at(timeline, occurrence->trigger)->date;
  int before = !occurrence->is_notice && !occurrence->proved && is_from_before(timeline, rule->model.trigger, triggered);
  dueby_date (*known)(const dueby_timeline *, int32_t, int64_t) = before ? dueby_holds_from_but_for_since : dueby_holds_from;
  for (int32_t i = 0; i < rule->ends_count; i++) {
    dueby_date from = triggered + !ends[i].comes_after;
    if (occurrence->is_notice) from = occurrence->is_first_notice ? DUEBY_DATE_NONE : occurrence->deadline.begins;
    if (known(timeline, ends[i].event, occurrence->ref) > from) return 1;
    if (!occurrence->is_notice && !occurrence->proved &&
        may_have_ended_otherwise(timeline, occurrence, ends[i].event, known(timeline, ends[i].event, 0)))
      return 1;
  }
  if (timeline->holds.any && !occurrence->is_notice && !occurrence->proved &&
      dueby_clocks_may_end_at_once(timeline, occurrence->deadline.rule, occurrence->trigger))
    return 1;
  return !occurrence->is_notice && version_of(timeline, occurrence)->recurs &&
         known(timeline, rule->model.trigger, occurrence->ref) > triggered + 1;
}

/* True if the records may lack an event that decides which trigger this is: the first, the second, ... (rule 1). */
static int may_be_another(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const struct profile_rule *rule = rule_of(timeline, occurrence);
  const struct profile_end *ends = profile_rule_ends(timeline->profile, occurrence->deadline.rule);
  if (!rule->model.occurrences) return 0;
  dueby_date afresh = dueby_clocks_count_from(timeline, occurrence->deadline.rule, occurrence->trigger);
  if (dueby_holds_from(timeline, rule->model.trigger, occurrence->ref) > afresh) return 1;
  for (int32_t i = 0; i < rule->model.ends_count; i++) /* only the rule's own ends, which come first */
    if (dueby_holds_from(timeline, ends[i].event, occurrence->ref) > afresh) return 1;
  return 0;
}

int dueby_holds_may_be_needless(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  return occurrence->is_early || may_have_stopped(timeline, occurrence) || may_be_another(timeline, occurrence);
}

static int is_unsure_notice(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const dueby_event *event = event_at(timeline, occurrence->trigger);
  int32_t held = rule_of(timeline, occurrence)->model.trigger;
  dueby_date from = dueby_holds_from(timeline, held, occurrence->ref);
  if (occurrence->is_first_notice && from != DUEBY_DATE_NONE) return 1;
  if (occurrence->is_unsure || event->type == held) return occurrence->is_unsure;
  dueby_date last_held = occurrence->is_first_notice ? DUEBY_DATE_NONE : occurrence->deadline.begins;
  return from > event->date || dueby_holds_from(timeline, event->type, occurrence->ref) > last_held;
}

/* True if the records may lack an extension, a pause or a later event to count from. */
static int may_be_moved(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const struct model_rule *rule = &rule_of(timeline, occurrence)->model;
  const struct model_version *version = version_of(timeline, occurrence);
  dueby_date triggered = event_at(timeline, occurrence->trigger)->date;
  int32_t movers[] = {rule->extension_event, version->pause_from, version->pause_to};
  for (int i = 0; i < 3; i++)
    if (dueby_holds_from(timeline, movers[i], occurrence->ref) > triggered) return 1;
  if (rule->since < 0 || rule->since == timeline->profile->birth) return 0;
  dueby_date last = dueby_clocks_last_until(timeline, rule->since, occurrence->ref, triggered);
  return last < triggered && dueby_holds_from(timeline, rule->since, occurrence->ref) > last + 1;
}

/* ---- occurrences that may be in another phase (rule 23) ---- */

struct phases {
  const dueby_timeline *timeline;
  const struct occurrence *occurrence;
  const struct model_version *version;
  struct clock clock;
  dueby_date due_from; /* the day from which the records have all events that meet the occurrence */
  dueby_date begins;
  int is_unknown;   /* 1 if it is unknown when the series began */
  int may_have_met; /* 1 if the records may lack an event that met an earlier occurrence */
  int32_t state;    /* the late state that must result in every phase */
};

static dueby_date until_seen(const struct phases *phases, const struct model_phase *phase) {
  dueby_date from = phases->clock.is_proved ? INT32_MIN + 1 : phases->clock.trigger->date + 1;
  int64_t index = history_first(&phases->timeline->history, phase->until, phases->clock.trigger->ref, from);
  return index < 0 ? DUEBY_DATE_NONE : event_at(phases->timeline, (int32_t)index)->date;
}

static int is_certainly_over(const struct phases *phases, const struct model_phase *phase) {
  if (phase->until >= 0) {
    dueby_date until = until_seen(phases, phase);
    if (until != DUEBY_DATE_NONE && phases->begins >= until) return 1;
  }
  if (!phase->lasts.unit || phases->is_unknown) return 0;
  return dueby_deadline_lasts_until(phases->timeline->calendar, phase, phases->clock.trigger->date) < phases->begins;
}

static int may_be_over(const struct phases *phases, const struct model_phase *phase, int is_last) {
  if (phase->until >= 0) {
    dueby_date from = dueby_holds_from(phases->timeline, phase->until, phases->clock.trigger->ref);
    if (phases->clock.is_proved ? from != DUEBY_DATE_NONE : from > phases->clock.trigger->date + 1) return 1;
  }
  if (phase->lasts.unit && phases->is_unknown) return 1;
  if (phase->until >= 0 || phase->lasts.unit) return phase->times && phases->may_have_met;
  return (phase->times || !is_last) && phases->may_have_met;
}

/* True if the occurrence would be late in the phase at this index too. If the records may lack an agreement made before it began,
 * the phase's upper limit and later agreements decide. */
static int is_late_by(struct phases *phases, int32_t index) {
  const dueby_timeline *timeline = phases->timeline;
  const struct model_phase *phase = &timeline->profile->phases[phases->version->first_phase + index];
  struct position position = dueby_deadline_position(&phases->occurrence->deadline);
  dueby_deadline deadline;
  struct derivation how = {.agreed_on = DUEBY_DATE_NONE};
  if (!phase->stated || phase->at_least) return 0;
  position.phase = index;
  position.met_in_phase = 0;
  position.begins = phases->begins;
  phases->clock.agreed_unknown = 0;
  dueby_status status = dueby_deadline_compute(timeline->profile, timeline->calendar, &phases->clock, &position, &deadline, &how);
  if (phase->agreed && phases->may_have_met && how.agreed_on < phases->due_from) {
    phases->clock.agreed_unknown = 1;
    status = dueby_deadline_compute(timeline->profile, timeline->calendar, &phases->clock, &position, &deadline, NULL);
  }
  if (status != DUEBY_OK || deadline.due == DUEBY_DATE_NONE) return 0;
  return is_adverse(dueby_lines_state(timeline, &deadline, phases->occurrence));
}

/* True if an occurrence is late in every phase that it may be in, under this version of the rule. */
static int is_late_by_all(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t rule, int32_t version) {
  struct phases phases = {.timeline = timeline, .occurrence = occurrence, .begins = occurrence->deadline.begins};
  int32_t first = 0;
  phases.version = profile_version(timeline->profile, rule, version);
  phases.clock = dueby_clock_for(timeline, occurrence);
  phases.clock.rule = rule;
  phases.clock.phase_is_fixed = 1;
  int32_t closed = occurrence->met >= 0 ? occurrence->met : occurrence->ended;
  if (closed >= 0) phases.clock.facts.event_count = dueby_clocks_events_until(&timeline->history, closed);
  if (occurrence->met >= 0) phases.clock.met = event_at(timeline, occurrence->met)->date;
  else if (occurrence->ended >= 0) phases.clock.ended = when_of(event_at(timeline, occurrence->ended));
  phases.due_from = dueby_clocks_due_from(timeline, rule, phases.clock.trigger);
  phases.is_unknown = phases.clock.is_proved || dueby_clocks_is_estimated(timeline, phases.clock.trigger);
  phases.may_have_met = phases.clock.is_proved || phases.due_from > phases.clock.trigger->date;
  if (rule == occurrence->deadline.rule && !phases.may_have_met) first = occurrence->deadline.phase;
  for (int32_t i = first; i < phases.version->phases; i++) {
    const struct model_phase *phase = &timeline->profile->phases[phases.version->first_phase + i];
    int is_over = is_certainly_over(&phases, phase);
    if (!is_over && !is_late_by(&phases, i)) return 0;
    if (!is_over && !may_be_over(&phases, phase, i == phases.version->phases - 1)) return 1;
  }
  return 0;
}

static int is_late_by_its_phases(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const struct model_version *version = version_of(timeline, occurrence);
  const struct model_phase *phase = &timeline->profile->phases[version->first_phase + occurrence->deadline.phase];
  if (!version->recurs || occurrence->is_notice || occurrence->deadline.phase >= version->phases) return 1;
  if (phase->at_least) return !occurrence->proved;
  return is_late_by_all(timeline, occurrence, occurrence->deadline.rule, occurrence->deadline.version);
}

/* ---- series that were proved to be running (rule 24) ---- */

/* True if the records may lack another event that starts or ends a clock of the duty. */
static int may_be_otherwise(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const dueby_profile *profile = timeline->profile;
  const struct profile_rule *own = rule_of(timeline, occurrence);
  const struct profile_duty *duty = &profile->duties[own->duty];
  for (int32_t rule = duty->first; rule < duty->first + duty->count; rule++) {
    const struct model_rule *other = &profile->rules[rule].model;
    if (!rules_belong_together(timeline, occurrence->deadline.rule, rule)) continue;
    if (other->trigger != own->model.trigger && dueby_holds_from(timeline, other->trigger, 0) != DUEBY_DATE_NONE) return 1;
    for (int32_t i = 0; i < other->ends_count; i++) { /* skips `ends_all`, the events that end every rule */
      int32_t end = profile->ends[other->ends_first + i];
      if (end == own->model.trigger || end == timeline->ended_by[own->model.trigger]) continue;
      if (dueby_holds_from(timeline, end, 0) != DUEBY_DATE_NONE) return 1;
    }
  }
  return 0;
}

/* True if an occurrence is late under the duty's other rules too. This matters if a rule excludes triggers with a certain tag, and
 * the trigger is not in the file. That trigger may have had the tag, so the occurrence must also be late under the rules for
 * triggers with it. */
static int is_late_by_others(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const dueby_profile *profile = timeline->profile;
  const struct profile_rule *own = rule_of(timeline, occurrence);
  const struct profile_duty *duty = &profile->duties[own->duty];
  if (!tags_any(&own->tags.unless)) return 1;
  for (int32_t rule = duty->first; rule < duty->first + duty->count; rule++) {
    const struct profile_rule *other = &profile->rules[rule];
    if (!rules_belong_together(timeline, occurrence->deadline.rule, rule)) continue;
    if (other->model.trigger != own->model.trigger || !tags_any(&other->tags.when)) continue;
    int32_t version;
    if (!profile_version(profile, rule, 0)->recurs) continue;
    /* skips a rule that is not in force */
    if (dueby_rule_version_on(profile, rule, occurrence->deadline.begins, &version) != DUEBY_OK) continue;
    if (!is_late_by_all(timeline, occurrence, rule, version)) return 0;
  }
  return 1;
}

/* True if the file has no events that could end what was proved to be running, so it cannot show that this is still running. */
static int has_no_ends(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int32_t end = timeline->ended_by[rule_of(timeline, occurrence)->model.trigger];
  return end >= 0 && dueby_holds_knows_nothing_of(timeline, end);
}

static int is_unsure_when_proved(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  return occurrence->proved && (timeline->refs.any || occurrence->is_unsure || has_no_ends(timeline, occurrence) ||
                                may_be_otherwise(timeline, occurrence) || !is_late_by_others(timeline, occurrence));
}

/* True if the records lack nothing that could affect an occurrence, except perhaps the start of something that an end in the file
 * ended. */
static int knows_all(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  return !timeline->holds.any && !occurrence->proved && !occurrence->is_early &&
         !dueby_clocks_began_earlier(timeline, event_at(timeline, occurrence->trigger));
}

/* Returns why the records may lack an event that met an occurrence or stopped its clock. */
static int32_t reason_for(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  int32_t due = rule_of(timeline, occurrence)->model.due;
  dueby_date begins = occurrence->deadline.begins;
  if (due < 0 || occurrence->is_notice || occurrence->proved) return DUEBY_REASON_GAPS;
  if (timeline->holds.of[due].from != NEVER && begins < timeline->holds.of[due].from) return DUEBY_REASON_HISTORY;
  int may_be_another = occurrence->is_early || occurrence->has_later;
  if (may_be_another && begins < after_latest(timeline, due, occurrence->ref)) return DUEBY_REASON_LATEST;
  return DUEBY_REASON_GAPS;
}

/* True if a first occurrence was really due earlier, because its clock is known to have begun before the day it was counted
 * from. */
static int was_due_before(const dueby_timeline *timeline, const struct occurrence *occurrence) {
  const dueby_event *trigger = occurrence->proved || occurrence->is_notice ? NULL : event_at(timeline, occurrence->trigger);
  return trigger && dueby_clocks_began_earlier(timeline, trigger) && occurrence->deadline.begins == trigger->date;
}

int32_t dueby_holds_doubt(const dueby_timeline *timeline, const struct occurrence *occurrence, int32_t state) {
  int unmet =
      state == DUEBY_STATE_OPEN || state == DUEBY_STATE_DUE_SOON || state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED;
  if (knows_all(timeline, occurrence))
    return is_adverse(state) && may_have_stopped(timeline, occurrence) ? DUEBY_REASON_GAPS : DUEBY_REASON_NONE;
  int32_t reason = occurrence->proved && unmet ? DUEBY_REASON_START : reason_for(timeline, occurrence);
  if ((unmet || state == DUEBY_STATE_MET_LATE) && occurrence->is_early) return reason;
  if (state == DUEBY_STATE_MET && was_due_before(timeline, occurrence)) return reason;
  if (!is_adverse(state)) return DUEBY_REASON_NONE;
  if (may_have_stopped(timeline, occurrence) || may_be_another(timeline, occurrence)) return reason;
  if (may_be_moved(timeline, occurrence)) return occurrence->proved ? reason : DUEBY_REASON_MOVED;
  if (occurrence->is_notice && is_unsure_notice(timeline, occurrence)) return reason;
  if (!is_late_by_its_phases(timeline, occurrence) || is_unsure_when_proved(timeline, occurrence)) return reason;
  if (dueby_occurrence_may_be_misdated(timeline, occurrence)) return reason;
  if (dueby_refs_may_lack_unmatched(timeline, occurrence) && dueby_refs_unmatched(timeline, occurrence) < 0) return reason;
  return DUEBY_REASON_NONE;
}
