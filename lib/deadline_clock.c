/* Reads the caller's facts about one clock, and finds the event that ends it. Rule numbers refer to docs/rules.md. */
#include "deadline_internal.h"

#include "event_check.h"
#include "event_order.h"
#include "input.h"

dueby_date dueby_clock_first_from(const struct clock *clock, int32_t type, dueby_date day) {
  dueby_date first = DUEBY_DATE_NONE;
  if (clock->history) {
    int64_t at = history_first(clock->history, type, clock->trigger->ref, day);
    return at < 0 || at >= clock->facts.event_count ? DUEBY_DATE_NONE : clock->history->events[at].date;
  }
  for (int64_t i = 0; i < clock->facts.event_count; i++) {
    const dueby_event *event = &clock->facts.events[i];
    if (event->type != type || event->date < day || !refs_match(clock->history, event->ref, clock->trigger->ref)) continue;
    if (first == DUEBY_DATE_NONE || event->date < first) first = event->date;
  }
  return first;
}

int dueby_event_has_values(const dueby_event *event) {
  const uint32_t has = DUEBY_HAS_DATE | DUEBY_HAS_LOST;
  if (!is_date(event->date) || (!event->date && !(event->has & DUEBY_HAS_DATE)) || event->reserved || event->has & ~has) return 0;
  return dueby_date_agrees(event->date, event->time) && span_is_interval(event->agreed);
}

/* True if a day from the caller is a valid date or DUEBY_DATE_NONE. */
static int may_be_known(dueby_date day) {
  return day == DUEBY_DATE_NONE || is_date(day);
}

/* Copies the caller's facts, in which a date of 0 means unknown. Returns 0 if they cannot be used. */
static int take_facts(const dueby_profile *profile, dueby_facts *taken, const dueby_facts *facts) {
  const uint32_t has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE | DUEBY_HAS_MET;
  static const dueby_facts nothing = {.born = DUEBY_DATE_NONE, .since = DUEBY_DATE_NONE, .met = DUEBY_DATE_NONE};
  *taken = nothing;
  if (!facts) return 1;
  if (!TAKE_INPUT(dueby_facts, taken, facts) || taken->event_count < 0 || (taken->event_count && !taken->events)) return 0;
  taken->born = known_date(taken->born, taken->has & DUEBY_HAS_BORN);
  taken->since = known_date(taken->since, taken->has & DUEBY_HAS_SINCE);
  taken->met = known_date(taken->met, taken->has & DUEBY_HAS_MET);
  if (taken->flags & ~(DUEBY_FACTS_WHOLE_DAYS | DUEBY_FACTS_UNTIMED) || taken->has & ~has) return 0;
  for (int64_t i = 0; i < taken->event_count; i++)
    if (!event_is_known(profile, &taken->events[i])) return 0;
  return may_be_known(taken->born) && may_be_known(taken->since) && may_be_known(taken->met);
}

int dueby_facts_are_known(const dueby_profile *profile, const dueby_facts *facts) {
  dueby_facts taken;
  return take_facts(profile, &taken, facts);
}

/* Given an end and a trigger on the same day, in unknown order: true if the end belongs to that trigger (rule 8). */
static int belongs_to(const dueby_profile *profile, const struct clock *clock, const dueby_event *end) {
  const struct same_day day = {.profile = profile,
                               .events = clock->facts.events,
                               .count = clock->facts.event_count,
                               .rule = clock->rule,
                               .trigger = profile->rules[clock->rule].model.trigger,
                               .at = clock->trigger,
                               .end = end};
  struct belongs belongs = dueby_same_day_belongs(&day);
  return belongs.start && !belongs.any_before;
}

static void keep_first(const dueby_when *when, dueby_when *first) {
  if (first->date == DUEBY_DATE_NONE || when->date < first->date || (when->date == first->date && when->time < first->time))
    *first = *when;
}

dueby_when dueby_clock_ended_by(const dueby_profile *profile, const struct clock *clock) {
  const dueby_event *trigger = clock->trigger;
  const dueby_facts *facts = &clock->facts;
  dueby_when ended = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  if (!is_date(trigger->date)) return ended;
  const struct profile_end *ends = profile_rule_ends(profile, clock->rule);
  for (int32_t i = 0; i < profile->rules[clock->rule].ends_count; i++) {
    int32_t age = profile->events[ends[i].event].on_birthday;
    if (age && facts->born != DUEBY_DATE_NONE) {
      const dueby_when birthday = {DUEBY_TIME_NONE, dueby_deadline_age_day(facts->born, age), 0};
      if (birthday.date > trigger->date) keep_first(&birthday, &ended);
    }
    for (int64_t j = 0; j < facts->event_count; j++) {
      const dueby_event *event = &facts->events[j];
      if (event->type != ends[i].event || !refs_match(clock->history, event->ref, trigger->ref)) continue;
      /* the trigger itself is not an earlier event */
      if (event->type == profile->rules[clock->rule].model.trigger && is_same_moment(event, trigger)) continue;
      int came = end_came(&ends[i], event, trigger);
      if (came == CAME_BEFORE || (came == CAME_AFTER_IF_ALONE && !belongs_to(profile, clock, event))) continue;
      const dueby_when when = {known_time(event->time), event->date, 0};
      keep_first(&when, &ended);
    }
  }
  return ended;
}

dueby_date dueby_deadline_ended(const dueby_profile *profile, int32_t rule, const dueby_event *trigger, const dueby_facts *facts) {
  if (rule < 0 || rule >= profile->n.rules) return DUEBY_DATE_NONE;
  return dueby_deadline_clock(profile, rule, trigger, facts).ended.date;
}

/* True if a trigger's type is an event, or 0 for the event that usually starts the duty. */
static int is_type(const dueby_profile *profile, int32_t type) {
  return type >= 0 && type < profile->n.events;
}

void dueby_clock_set(const dueby_profile *profile, int32_t rule, const dueby_event *trigger, const dueby_facts *facts,
                     struct clock *clock) {
  *clock = (struct clock){.rule = rule, .trigger = trigger, .ended = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0}, .met = DUEBY_DATE_NONE};
  if (!take_facts(profile, &clock->facts, facts) || rule < 0 || rule >= profile->n.rules || !is_type(profile, trigger->type) ||
      !profile_knows_tags(profile, &trigger->tags))
    clock->rule = -1; /* makes dueby_deadline_compute refuse the clock */
  else if (clock_can_end(clock)) clock->ended = dueby_clock_ended_by(profile, clock);
  clock->met = clock->facts.met;
}

struct clock dueby_deadline_clock(const dueby_profile *profile, int32_t rule, const dueby_event *trigger,
                                  const dueby_facts *facts) {
  struct clock clock;
  dueby_clock_set(profile, rule, trigger, facts, &clock);
  return clock;
}
