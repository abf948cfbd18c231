/* Finds an earlier date that an occurrence may really have, if it is unknown how many occurrences were met before the first event
 * seen (rule 23 in docs/rules.md). */
#include "timeline_clocks.h"

static int is_date_of_interval(const struct running *running, dueby_status status, const dueby_deadline *deadline) {
  const struct model_version *version = first_version(running->timeline, running->clock.rule) + deadline->version;
  if (status != DUEBY_OK || deadline->due == DUEBY_DATE_NONE || deadline->phase >= version->phases) return 0;
  return !running->timeline->profile->phases[version->first_phase + deadline->phase].at_least;
}

/* Computes the deadline at a position, counting phases from the first event seen. Ignores events after the line closed. */
static dueby_status compute(const struct running *running, const struct position *position, const struct occurrence *line,
                            dueby_deadline *deadline) {
  const dueby_timeline *timeline = running->timeline;
  int32_t closed = !line ? -1 : line->met >= 0 ? line->met : line->ended;
  struct clock clock = running->clock;
  clock.counts_phases = 1;
  clock.met = line && line->met >= 0 ? event_at(timeline, line->met)->date : DUEBY_DATE_NONE;
  clock.facts.event_count = closed < 0 ? timeline->history.happened : dueby_clocks_events_until(&timeline->history, closed);
  return dueby_deadline_compute(timeline->profile, timeline->calendar, &clock, position, deadline, NULL);
}

void dueby_earlier_start(struct running *running) {
  running->earlier_at = dueby_deadline_first_position(running->clock.trigger);
  running->has_earlier = 1;
  running->was_taken = 0;
}

void dueby_earlier_after_taken(struct running *running, const dueby_deadline *taken) {
  running->earlier = *taken;
  running->has_earlier = running->was_taken = 1;
}

void dueby_earlier_follow(struct running *running, const dueby_when *met) {
  if (running->has_earlier) running->earlier_at = dueby_deadline_next_position(running->timeline->profile, &running->earlier, met);
  running->was_taken = 0;
}

void dueby_earlier_take(struct running *running, struct occurrence *line) {
  if (!running->has_earlier || running->was_taken) return;
  dueby_status status = compute(running, &running->earlier_at, line, &running->earlier);
  running->has_earlier = is_date_of_interval(running, status, &running->earlier);
  if (!running->has_earlier || !line || line->is_early || !is_date_of_interval(running, line->status, &line->deadline)) return;
  int32_t state = dueby_lines_state(running->timeline, &line->deadline, line);
  if (state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED || state == DUEBY_STATE_MET_LATE) return;
  dueby_deadline earlier = running->earlier;
  if (earlier.begins != line->deadline.begins || dueby_deadline_compare(&earlier, &line->deadline) >= 0) return;
  earlier.occurrence = line->deadline.occurrence;
  line->deadline = earlier;
  line->has_later = 1;
}
