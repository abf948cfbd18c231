/* Prepares what the answers of a query have in common, when the query is made. Most rules count one span from the day of the
 * trigger. Such a day is then answered in a third of the time that dueby_deadline_governing takes. tests/rules/test_query_plan.c
 * checks that the answers are the same. */
#include "date_internal.h"
#include "query_internal.h"

/* ---- making the plan ---- */

/* Returns the next free stretch, or NULL if there are too many. */
static struct stretch *add_stretch(struct plan *plan) {
  return plan->count < STRETCHES_MAX ? &plan->stretches[plan->count++] : NULL;
}

/* Adds the stretches of a rule's versions. A rule that recurs waits for its next version if none is in force (rule 6), so the days
 * before that have to be computed. */
static int add_rule(struct plan *plan, const dueby_profile *profile, int32_t rule) {
  int64_t next = INT32_MIN; /* the day after the last version ends */
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

void dueby_query_make_plan(dueby_query *query) {
  const dueby_profile *profile = query->profile;
  const struct profile_duty *duty = &profile->duties[query->duty];
  struct plan *plan = &query->plan;
  plan->count = plan->ends_on_birthday = 0;
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
}

/* ---- answering by it ---- */

/* Returns whichever answer governs, as in dueby_deadline_governing: the earlier or, if both have the same day, the first. It also
 * relies on what the other relies on. */
static struct planned governing(struct planned first, struct planned second) {
  if (!first.governs) return second;
  int is_second = second.due < first.due;
  struct planned governs = is_second ? second : first;
  governs.relied_on = dueby_deadline_relies_on(governs.due, governs.relied_on, (is_second ? first : second).relied_on);
  return governs;
}

int dueby_query_planned(const dueby_query *query, dueby_date day, struct planned *planned) {
  const struct plan *plan = &query->plan;
  struct planned found = {NULL, DUEBY_DATE_NONE, DUEBY_DATE_NONE};
  if (!plan->count || !is_date(day)) return 0;
  for (const struct stretch *at = plan->stretches, *end = at + plan->count; at < end; at++) {
    const struct plain *plain = &at->plain;
    struct applied applied;
    if (day < plain->from || day > plain->to) continue;
    if (!at->is_plain) return 0;
    if (dueby_span_apply(plain->span, plain->counting, plain->roll, query->calendar, plain->view, day, &applied) != DUEBY_OK)
      return 0;
    found = governing(found, (struct planned){at, applied.date, applied.relied_on});
  }
  *planned = found;
  return 1;
}
