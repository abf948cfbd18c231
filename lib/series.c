/* Computes the next deadlines for one rule, or for all rules for a duty together. */
#include <stdlib.h>

#include "date_internal.h"
#include "deadline_given.h"

/* Returns the position of the occurrence after `last`, which begins on the day when `last` was met (rule 2). If the rule counts
 * events per period, it begins on the day after the period of `last` ends, whatever day `last` was met (rule 10). */
struct position dueby_deadline_next_position(const dueby_profile *profile, const dueby_deadline *last, const dueby_when *met) {
  const struct model_version *version = profile_version(profile, last->rule, last->version);
  int is_period = profile->phases[version->first_phase + last->phase].at_least != 0; /* a version that recurs has phases */
  struct position position = dueby_deadline_position(last);
  position.begins = is_period ? last->due + 1 : met->date;
  position.begins_time = is_period ? DUEBY_TIME_NONE : known_time(met->time);
  position.met_in_phase++;
  position.occurrence++;
  if (!is_period) position.periods_from = met->date;
  return position;
}

dueby_status dueby_deadline_next(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                 const dueby_facts *facts, const dueby_deadline *last, const dueby_when *met,
                                 dueby_deadline *next) {
  if (!dueby_deadline_is_possible(profile, calendar, last)) return DUEBY_EARGUMENT;
  if (met->date == DUEBY_DATE_NONE || !dueby_date_agrees(met->date, met->time)) return DUEBY_EARGUMENT;
  const struct model_rule *rule = &profile->rules[last->rule].model;
  if (!profile->versions[rule->first_version + last->version].recurs) return DUEBY_DONE;
  struct position position = dueby_deadline_next_position(profile, last, met);
  struct clock clock = dueby_deadline_clock(profile, last->rule, trigger, facts);
  dueby_deadline made;
  dueby_status status = dueby_deadline_compute(profile, calendar, &clock, &position, &made, NULL);
  if (status == DUEBY_ENORULE || status == DUEBY_ENOTINFORCE)
    return DUEBY_DONE; /* the child is too old, or the rule is no longer in force (rule 6) */
  if (status == DUEBY_OK) *next = made;
  return status;
}

/* ---- the clocks of one trigger ---- */

struct clocks {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const dueby_event *trigger;
  const dueby_facts *facts;
  dueby_deadline *open; /* the open deadline of each clock that is still running */
  int32_t count;
};

static dueby_status start_clocks(struct clocks *clocks, int32_t duty, const uint8_t *selected, int64_t met_count) {
  int32_t first, count;
  dueby_status reason = DUEBY_ENORULE, status = dueby_profile_duty_rules(clocks->profile, duty, &first, &count);
  if (status != DUEBY_OK) return status;
  const dueby_event *trigger = clocks->trigger;
  if (dueby_deadline_clock(clocks->profile, first, trigger, clocks->facts).rule < 0) return DUEBY_EARGUMENT;
  int32_t type = trigger->type ? trigger->type : dueby_deadline_trigger(clocks->profile, duty, selected);
  clocks->open = calloc((size_t)count + 1, sizeof *clocks->open);
  if (!clocks->open) return DUEBY_EMEMORY;
  for (int32_t rule = first; rule < first + count; rule++) {
    if (!dueby_deadline_takes_part(clocks->profile, rule, selected) || clocks->profile->rules[rule].model.trigger != type) continue;
    struct clock clock = dueby_deadline_clock(clocks->profile, rule, trigger, clocks->facts);
    dueby_deadline *open = &clocks->open[clocks->count];
    status = dueby_deadline_compute(clocks->profile, clocks->calendar, &clock, NULL, open, NULL);
    /* Keeps a clock without a date if there are actions, because one of them may give it a date. */
    if (status == DUEBY_OK || (met_count && status == DUEBY_ENOTSTATED)) clocks->count++;
    else if (reason == DUEBY_ENORULE) reason = status;
  }
  return clocks->count ? DUEBY_OK : reason;
}

/* Returns the earliest open deadline. Ties go to the parent's rule, which comes first. */
static dueby_deadline governing(const struct clocks *clocks) {
  dueby_deadline earliest = clocks->open[0];
  for (int32_t i = 1; i < clocks->count; i++) {
    dueby_deadline one = clocks->open[i], other = one;
    if (dueby_deadline_compare(&one, &earliest) >= 0) one = earliest;
    else other = earliest;
    dueby_deadline_merge_dependency(&one, &other);
    earliest = one;
  }
  earliest.certainty = dueby_calendar_certainty(clocks->calendar, earliest.relied_on);
  return earliest;
}

/* True if an action can meet an open occurrence. Only the first occurrence can be met on the day it begins; later ones must be met
 * on a later day (rule 2). */
static int fits(const dueby_deadline *open, const dueby_when *met) {
  if (!dueby_deadline_accepts(open, met)) return 0;
  return open->occurrence == 1 || met->date > open->begins;
}

/* Counts an action for every clock whose open occurrence it can meet (rule 3). */
static dueby_status meet(struct clocks *clocks, const dueby_when *met) {
  int32_t kept = 0;
  for (int32_t i = 0; i < clocks->count; i++) {
    dueby_deadline next = clocks->open[i];
    dueby_status status = DUEBY_OK;
    if (fits(&clocks->open[i], met))
      status = dueby_deadline_next(clocks->profile, clocks->calendar, clocks->trigger, clocks->facts, &clocks->open[i], met, &next);
    if (status == DUEBY_EMEMORY || status == DUEBY_EARGUMENT) return status;
    if (status == DUEBY_OK) clocks->open[kept++] = next;
  }
  clocks->count = kept;
  return DUEBY_OK;
}

/* Drops clocks that still have no date, because they only get one after a further action. */
static dueby_status keep_dated(struct clocks *clocks) {
  int32_t kept = 0;
  for (int32_t i = 0; i < clocks->count; i++)
    if (clocks->open[i].due != DUEBY_DATE_NONE) clocks->open[kept++] = clocks->open[i];
  dueby_status status = clocks->count && !kept ? DUEBY_ENOTSTATED : DUEBY_OK;
  clocks->count = kept;
  return status;
}

dueby_status dueby_deadline_series(const dueby_profile *profile, int32_t duty, const uint8_t *selected,
                                   const dueby_calendar *calendar, const dueby_event *trigger, const dueby_facts *facts,
                                   const dueby_when *met, int64_t met_count, dueby_deadline *deadlines, int64_t capacity,
                                   int64_t *count) {
  struct clocks clocks = {profile, calendar, trigger, facts, NULL, 0};
  int64_t made = 0;
  if (met_count < 0 || capacity < 0 || (met_count && !met) || (capacity && !deadlines)) return DUEBY_EARGUMENT;
  dueby_status status = start_clocks(&clocks, duty, selected, met_count);
  for (int64_t i = 0; i < met_count && status == DUEBY_OK; i++) status = meet(&clocks, &met[i]);
  if (status == DUEBY_OK) status = keep_dated(&clocks);
  while (made < capacity && status == DUEBY_OK && clocks.count) {
    dueby_deadline line = governing(&clocks);
    dueby_when on_time = {line.due_time, line.due, 0};
    line.occurrence = (int32_t)(met_count + made + 1);
    deadlines[made++] = line;
    if (made < capacity) status = meet(&clocks, &on_time);
  }
  free(clocks.open);
  if (status == DUEBY_OK) *count = made;
  return status;
}
