/* Works out in advance what all answers of a query have in common. Most rules count one span from the trigger's day, and for these
 * the plan answers in a third of the time that dueby_deadline_governing takes. tests/rules/test_query_plan.c checks that both give
 * the same answers. */
#include "date_internal.h"
#include "query_internal.h"

/* ---- making the plan ---- */

/* Returns the next free stretch, or NULL if there are too many. */
static struct stretch *add_stretch(struct plan *plan) {
  return plan->count < STRETCHES_MAX ? &plan->stretches[plan->count++] : NULL;
}

/* Adds the stretches of a rule's versions; returns 0 if there are too many. If no version is in force, a recurring rule waits for
 * the next (rule 6), so the days before that have to be computed. */
static int add_rule(struct plan *plan, const dueby_profile *profile, int32_t rule) {
  int64_t next = INT32_MIN; /* the day after the end of the version before this one */
  for (int32_t i = 0; i < profile->rules[rule].model.versions; i++) {
    const struct model_version *version = profile_version(profile, rule, i);
    struct stretch *added;
    if (version->recurs && version->from > next) {
      if (!(added = add_stretch(plan))) return 0;
      added->is_plain = 0;
      added->plain.from = (dueby_date)next;
      added->plain.to = version->from - 1;
    }
    if (!(added = add_stretch(plan))) return 0;
    added->is_plain = dueby_deadline_plain(profile, rule, i, &added->plain);
    next = (int64_t)added->plain.to + 1;
  }
  return 1;
}

static int ends_on_birthday(const dueby_profile *profile, int32_t rule) {
  const struct profile_end *ends = profile_rule_ends(profile, rule);
  for (int32_t i = 0; i < profile->rules[rule].ends_count; i++)
    if (profile->events[ends[i].event].on_birthday) return 1;
  return 0;
}

static void add_change(struct plan *plan, int64_t day) {
  int32_t at = plan->changes_count;
  if (day > INT32_MAX) return;
  for (int32_t i = 0; i < plan->changes_count; i++)
    if (plan->changes[i] == day) return;
  for (; at > 0 && plan->changes[at - 1] > day; at--) plan->changes[at] = plan->changes[at - 1];
  plan->changes[at] = (dueby_date)day;
  plan->changes_count++;
}

/* Finds which stretches are in force between one change and the next. */
static void order_stretches(struct plan *plan) {
  for (int32_t i = 0; i < plan->count; i++) {
    add_change(plan, plan->stretches[i].plain.from);
    add_change(plan, (int64_t)plan->stretches[i].plain.to + 1);
  }
  for (int32_t k = 0; k < plan->changes_count; k++) {
    struct in_force *in_force = &plan->in_force[k + 1];
    for (int32_t i = plan->count - 1; i >= 0; i--) {
      const struct plain *plain = &plan->stretches[i].plain;
      if (plan->changes[k] < plain->from || plan->changes[k] > plain->to) continue;
      in_force->bits = (uint16_t)(in_force->bits ? in_force->bits << (in_force->first - i) | 1 : 1);
      in_force->first = (uint16_t)i;
    }
  }
}

void dueby_query_make_plan(dueby_query *query) {
  const dueby_profile *profile = query->profile;
  const struct profile_duty *duty = &profile->duties[query->duty];
  struct plan *plan = &query->plan;
  *plan = (struct plan){0};
  for (int32_t rule = duty->first; rule < duty->first + duty->count; rule++) {
    const struct profile_rule *at = &profile->rules[rule];
    int has_age = at->model.age_from >= 0 || at->model.age_under >= 0;
    if (!query->selected[rule] || at->model.trigger != query->trigger || tags_any(&at->tags.when))
      continue; /* a trigger without tags does not start this rule */
    plan->ends_on_birthday |= ends_on_birthday(profile, rule);
    if (!has_age && add_rule(plan, profile, rule)) continue;
    plan->count = 0;
    return;
  }
  order_stretches(plan);
}

/* ---- answering from the plan ---- */

/* Counts a stretch's span from a trigger day, for an answer from the plan. Returns 0 if the answer for that day has to be computed
 * in full. */
static inline int count_span(const struct plain *plain, const dueby_calendar *calendar, dueby_date day, struct planned *planned) {
  if (!plain->is_working) {
    struct applied applied;
    if (dueby_span_apply(plain->span, plain->counting, plain->roll, calendar, plain->view, day, &applied) != DUEBY_OK) return 0;
    planned->due = applied.date;
    planned->relied_on = applied.relied_on;
    return 1;
  }
  if (!calendar_covers(calendar, day) ||
      span_count_working(plain->working, calendar, calendar->views[plain->view], day, &planned->due) != DUEBY_OK)
    return 0;
  planned->relied_on = planned->due > day ? planned->due : day;
  return 1;
}

/* Replaces `governs` with the second answer if that is due earlier, as dueby_deadline_governing does. The result relies on the
 * calendar days that either of them relied on. */
static inline void keep_governing(struct planned *governs, const struct planned *second) {
  int is_second = !governs->governs || second->due < governs->due;
  dueby_date others = is_second ? governs->relied_on : second->relied_on;
  if (is_second) *governs = *second;
  governs->relied_on = dueby_deadline_relies_on(governs->due, governs->relied_on, others);
}

/* Finds the stretches in force on a day. Adding costs less than unpredictable branches. */
static inline struct in_force in_force_on(const struct plan *plan, dueby_date day) {
  int32_t at = 0;
  for (int32_t i = 0; i < plan->changes_count; i++) at += day >= plan->changes[i];
  return plan->in_force[at];
}

int dueby_query_planned(const dueby_query *query, dueby_date day, struct planned *planned) {
  const struct plan *plan = &query->plan;
  *planned = (struct planned){NULL, DUEBY_DATE_NONE, DUEBY_DATE_NONE};
  if (!plan->count || !is_date(day)) return 0;
  struct in_force in_force = in_force_on(plan, day);
  for (uint32_t i = in_force.first, left = in_force.bits; left; left >>= 1, i++) {
    const struct stretch *at = &plan->stretches[i];
    struct planned one = {at, DUEBY_DATE_NONE, DUEBY_DATE_NONE};
    if (!(left & 1)) continue;
    if (!at->is_plain || !count_span(&at->plain, query->calendar, day, &one)) return 0;
    keep_governing(planned, &one);
  }
  return 1;
}
