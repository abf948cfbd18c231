/* Counts the reasons not to trust a worklist, case by case. */
#include <stdlib.h>
#include <string.h>

#include "date_internal.h"
#include "profile_needs.h"
#include "profile_internal.h"
#include "query_internal.h"
#include "timeline_holds.h"
#include "worklist_cut_off.h"
#include "worklist_internal.h"

enum { TEAMS_MAX = 256, FAR_MONTHS = 24, HALF_A_YEAR = 183 };

/* ---- making the counters ---- */

static void mark_event(struct quality *quality, int32_t event, int uses) {
  if (event > 0) quality->uses[event] |= (uint8_t)uses;
}

/* True if a rule starts each time that a recurring duty is met, like the rule on writing up each visit. The events of such a rule
 * do not show what the visit was for. */
static int is_of_an_answer(const dueby_worklist *worklist, int32_t rule) {
  const struct model_rule *model = &worklist->profile->rules[rule].model;
  return model->each && model->trigger > 0 && worklist->quality.uses[model->trigger] & USE_RECURS;
}

static int is_due(const dueby_profile *profile, int32_t event) {
  for (int32_t rule = 0; rule < profile->n.rules; rule++)
    if (profile->rules[rule].model.due == event) return 1;
  return 0;
}

/* Finds how the selected rules use each event, and which events end something. An event that meets a recurring rule does not count
 * as an end. An event that meets a duty only counts as an end if some rule ends with it. */
static void learn_uses(dueby_worklist *worklist) {
  const dueby_profile *profile = worklist->profile;
  struct quality *quality = &worklist->quality;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    const struct model_rule *model = &profile->rules[rule].model;
    if (profile->versions[model->first_version].recurs) mark_event(quality, model->due, USE_RECURS);
    if (!dueby_rule_takes_agreed(profile, model)) continue;
    mark_event(quality, model->trigger, USE_AGREES);
    mark_event(quality, model->due, USE_AGREES);
  }
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    const struct model_rule *model = &profile->rules[rule].model;
    const struct profile_end *ends = profile_rule_ends(profile, rule);
    if (!worklist_takes_part(worklist, rule)) continue;
    int uses = is_of_an_answer(worklist, rule) ? 0 : USE_CONCERNS;
    mark_event(quality, model->trigger, uses);
    mark_event(quality, model->due, uses);
    for (int32_t i = 0; i < profile->rules[rule].ends_count; i++)
      if (!(quality->uses[ends[i].event] & USE_RECURS)) mark_event(quality, ends[i].event, USE_ENDS);
  }
  for (int32_t event = 1; event < profile->n.events; event++) {
    int32_t general = dueby_profile_event_parent(profile, event), plan = dueby_profile_event_plan(profile, event);
    int32_t end = dueby_profile_event_end(profile, event);
    if (plan > 0) mark_event(quality, plan, USE_PLANS);
    if (end > 0 && !is_due(profile, end)) mark_event(quality, end, USE_ENDS); /* even if no rule ends with this event */
    if (general > 0) mark_event(quality, event, quality->uses[general]);
  }
}

dueby_status dueby_quality_begin(dueby_worklist *worklist) {
  struct quality *quality = &worklist->quality;
  size_t events = (size_t)worklist->profile->n.events + 1;
  quality->uses = calloc(events, 1);
  quality->seen = calloc(events, 1);
  quality->not_recorded = calloc(events, sizeof *quality->not_recorded);
  quality->left_out = calloc(events, sizeof *quality->left_out);
  quality->against = calloc(events, sizeof *quality->against);
  quality->last_against = calloc(events, sizeof *quality->last_against);
  quality->unmatched = calloc(events, sizeof *quality->unmatched);
  quality->misspelt = calloc(events, sizeof *quality->misspelt);
  quality->only_one = calloc(events, sizeof *quality->only_one);
  quality->recurs_in_file = calloc(events, 1);
  quality->with_ref = calloc(events, sizeof *quality->with_ref);
  quality->last_case = calloc(events, sizeof *quality->last_case);
  quality->has = calloc(events, sizeof *quality->has);
  quality->elsewhere = calloc(events, sizeof *quality->elsewhere);
  quality->waits = calloc((size_t)worklist->profile->n.duties + 1, 1);
  quality->untagged = calloc((size_t)worklist->profile->n.rules + 1, sizeof *quality->untagged);
  quality->waits_for_tag = calloc((size_t)worklist->profile->n.rules + 1, 1);
  if (!quality->uses || !quality->seen || !quality->not_recorded || !quality->left_out || !quality->against ||
      !quality->last_against || !quality->unmatched || !quality->misspelt || !quality->only_one || !quality->recurs_in_file ||
      !quality->with_ref || !quality->last_case || !quality->has || !quality->elsewhere || !quality->waits || !quality->untagged ||
      !quality->waits_for_tag)
    return DUEBY_EMEMORY;
  quality->is_narrowed = (dueby_worklist_narrowed(worklist) & DUEBY_WORKLIST_SOME_RULES) != 0;
  learn_uses(worklist);
  return dueby_cut_off_begin(worklist);
}

static void free_team(struct team *team) {
  if (!team) return;
  free(team->name);
  free(team->seen);
  free(team->waiting);
  free(team);
}

void dueby_quality_end(dueby_worklist *worklist) {
  struct quality *quality = &worklist->quality;
  for (int32_t i = 0; i < quality->team_count; i++) free_team(quality->teams[i]);
  for (int i = 0; i < FINDING_KINDS; i++) free(quality->names[i]);
  free(quality->teams);
  free(quality->uses);
  free(quality->seen);
  free(quality->not_recorded);
  free(quality->left_out);
  free(quality->against);
  free(quality->last_against);
  free(quality->unmatched);
  free(quality->misspelt);
  free(quality->only_one);
  free(quality->recurs_in_file);
  dueby_cut_off_end(quality);
  free(quality->with_ref);
  free(quality->last_case);
  free(quality->has);
  free(quality->elsewhere);
  free(quality->waits);
  free(quality->untagged);
  free(quality->waits_for_tag);
}

/* ---- teams of workers ---- */

static int is_team_column(const char *name) {
  static const char team[] = "team";
  for (int i = 0; i < 4; i++)
    if ((name[i] | 0x20) != team[i]) return 0;
  return !name[4];
}

/* Returns the name of the case's team, or NULL. */
static const char *team_of(const dueby_case *of) {
  for (int64_t i = 0; i < of->column_count; i++)
    if (is_team_column(of->columns[i])) return of->values[i] && *of->values[i] ? of->values[i] : NULL;
  return NULL;
}

static struct team *make_team(const struct quality *quality, const dueby_worklist *worklist, const char *name) {
  size_t events = (size_t)worklist->profile->n.events + 1, size = strlen(name) + 1;
  struct team *made = quality->teams ? calloc(1, sizeof *made) : NULL;
  if (!made) return NULL;
  made->name = malloc(size);
  made->seen = calloc(events, 1);
  made->waiting = calloc(events, sizeof *made->waiting);
  if (made->name && made->seen && made->waiting) {
    memcpy(made->name, name, size);
    return made;
  }
  free_team(made);
  return NULL;
}

/* Finds the next case's team in the array, which is sorted by name, or adds it. */
static dueby_status find_team(dueby_worklist *worklist, const char *name) {
  struct quality *quality = &worklist->quality;
  int32_t first = 0, end = quality->team_count;
  if (!name || quality->has_too_many_teams) {
    quality->team = NULL;
    return DUEBY_OK;
  }
  if (quality->team && strcmp(quality->team->name, name) == 0) return DUEBY_OK;
  while (first < end) {
    int32_t middle = first + (end - first) / 2, order = strcmp(quality->teams[middle]->name, name);
    quality->team = quality->teams[middle];
    if (!order) return DUEBY_OK;
    if (order < 0) first = middle + 1;
    else end = middle;
  }
  quality->team = NULL;
  quality->has_too_many_teams = quality->team_count == TEAMS_MAX;
  if (quality->has_too_many_teams) return DUEBY_OK;
  if (!quality->teams) quality->teams = calloc(TEAMS_MAX, sizeof *quality->teams);
  struct team *made = make_team(quality, worklist, name);
  if (!made) return DUEBY_EMEMORY;
  memmove(quality->teams + first + 1, quality->teams + first, (size_t)(quality->team_count - first) * sizeof *quality->teams);
  quality->teams[first] = quality->team = made;
  quality->team_count++;
  return DUEBY_OK;
}

/* ---- examining every case, wanted or not ---- */

static int is_void(const dueby_worklist *worklist, const dueby_event *event) {
  return ((event->tags.bits[0] & worklist->voided_tag.bits[0]) | (event->tags.bits[1] & worklist->voided_tag.bits[1])) != 0;
}

/* True if the case has an earlier row with the same event and ref, but another day. Only looks at the rows just before. */
static int has_another(const dueby_worklist *worklist, const dueby_case *of, int64_t at) {
  enum { NEAR = 64 };
  const dueby_event *event = &of->events[at];
  for (int64_t i = at - 1; i >= 0 && i >= at - NEAR; i--)
    if (of->events[i].type == event->type && of->events[i].ref == event->ref && of->events[i].date != event->date &&
        of->events[i].date <= worklist->run.as_at.date && !is_void(worklist, &of->events[i]))
      return 1;
  return 0;
}

/* Counts an event that contradicts what the caller stated. If the event is never recorded, counts every row; if only the latest one
 * is, counts a case with several once. */
static void see_against(dueby_worklist *worklist, const dueby_case *of, int64_t at) {
  const dueby_event *event = &of->events[at];
  int32_t what = worklist->holds ? worklist->holds[event->type].what : DUEBY_HOLDS_UNSAID;
  struct tally *against = &worklist->quality.against[event->type];
  int64_t *last = &worklist->quality.last_against[event->type], number = worklist->quality.cases_seen;
  if (what == DUEBY_HOLDS_NEVER) tally_add(against, event->row);
  if (what != DUEBY_HOLDS_LATEST || *last == number || !has_another(worklist, of, at)) return;
  tally_add(against, event->row);
  *last = number;
}

static int duty_takes_agreed(const dueby_profile *profile, int32_t duty) {
  int32_t first = 0, count = 0;
  dueby_profile_duty_rules(profile, duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++)
    if (dueby_rule_takes_agreed(profile, &profile->rules[rule].model)) return 1;
  return 0;
}

/* Counts a row with an agreed interval that no rule uses. One row may give several such intervals, which come one after another. */
static void see_agreed(dueby_worklist *worklist, const dueby_event *event) {
  struct quality *quality = &worklist->quality;
  int is_used = event->type < 0 ? duty_takes_agreed(worklist->profile, DUEBY_EVENT_AGREED_FOR(event->type))
                                : quality->uses[event->type] & USE_AGREES;
  if (is_used || is_void(worklist, event) || (event->row > 0 && event->row == quality->last_unused)) return;
  tally_add(&quality->unused, event->row);
  quality->last_unused = event->row;
}

/* Returns how many unreadable rows of a case have an unknown event. Relies on `unread` having the order of the file. */
static int64_t count_unknown(const dueby_case *of) {
  int64_t known = 0;
  for (int64_t i = 0; i < of->unread_count; i++) known += !i || of->unread[i].row != of->unread[i - 1].row;
  return of->bad_rows > known ? of->bad_rows - known : 0;
}

dueby_status dueby_quality_see(dueby_worklist *worklist, const dueby_case *of) {
  dueby_date last = worklist->recorded_to, as_at = worklist->run.as_at.date, far = DUEBY_DATE_LAST;
  uint32_t types = (uint32_t)worklist->profile->n.events;
  dueby_status status = find_team(worklist, team_of(of));
  if (status != DUEBY_OK) return status;
  uint8_t *seen = worklist->quality.team ? worklist->quality.team->seen : worklist->quality.seen;
  worklist->quality.cases_seen++;
  worklist->quality.last_unused = 0;
  dueby_date_add_months(as_at, FAR_MONTHS, &far);
  for (int64_t i = 0; i < of->event_count; i++) {
    const dueby_event *event = &of->events[i];
    int is_known = (uint32_t)event->type < types, is_plan = is_known && worklist->quality.uses[event->type] & USE_PLANS;
    if (event->date > last && event->date <= as_at && !is_plan && !is_void(worklist, event)) last = event->date;
    if (is_known && event->date <= as_at && !is_void(worklist, event)) {
      seen[event->type] = 1;
      see_against(worklist, of, i);
      dueby_cut_off_see(worklist, event);
    }
    if (event->agreed.unit) see_agreed(worklist, event);
    if (!is_known || event->date <= as_at || event->date > far || is_void(worklist, event)) continue;
    worklist->quality.later += !is_plan;
  }
  worklist->recorded_to = last;
  worklist->bad_rows_seen += of->bad_rows;
  worklist->unknown_seen += count_unknown(of);
  return DUEBY_OK;
}

/* ---- counting a case that was run ---- */

static int64_t row_at(const dueby_case *of, int64_t index) {
  return index >= 0 && index < of->event_count ? of->events[index].row : 0;
}

/* True if an event whose ref matches no start puts a line in doubt. `event` is its type, or the more general one that it counts as;
 * `index` is its index for dueby_timeline_unmatched. */
static int is_in_doubt_for(const dueby_worklist *worklist, int64_t index, int32_t event, dueby_date day) {
  for (int64_t i = 0; i < worklist->line_count; i++) {
    const dueby_line *line = &worklist->lines[i];
    if (line->reason != DUEBY_REASON_REF || !profile_rule_closes(worklist->profile, line->deadline.rule, event)) continue;
    if (day < worklist->at.events[line->trigger].date) continue;
    if (dueby_refs_is_unmatched_for(worklist->timeline, index, line->deadline.rule)) return 1;
  }
  return 0;
}

static void count_refs(dueby_worklist *worklist) {
  struct quality *quality = &worklist->quality;
  const dueby_case *of = &worklist->at;
  int32_t event;
  for (int64_t i = 0; of->ref_count && i < of->event_count; i++) {
    if (of->events[i].type <= 0 || !of->events[i].ref) continue;
    event = dueby_profile_event_parent(worklist->profile, of->events[i].type);
    quality->with_ref[of->events[i].type]++;
    quality->with_ref[event]++; /* if the event does not also count as another, counts for index 0, which is not an event */
  }
  for (int64_t i = 0, at; (at = dueby_timeline_unmatched(worklist->timeline, i, &event)) >= 0; i++)
    if (is_in_doubt_for(worklist, i, event, of->events[at].date)) tally_add(&quality->unmatched[event], of->events[at].row);
}

/* Counts a case for an event that it is waiting for, but only once. */
static void count_waiting(dueby_worklist *worklist, struct tally *waiting, int32_t event, int64_t row) {
  int64_t *last = &worklist->quality.last_case[event], number = worklist->counts[DUEBY_COUNT_CASES];
  if (*last != number) tally_add(waiting, row);
  *last = number;
}

/* Counts the case for each event that caused lines to be left out. Returns 1 if there is any. */
static int count_left_out(dueby_worklist *worklist) {
  int any = 0;
  for (int32_t event = 1; worklist->holds && event < worklist->profile->n.events; event++) {
    if (!dueby_timeline_left_out(worklist->timeline, event)) continue;
    count_waiting(worklist, &worklist->quality.left_out[event], event,
                  row_at(&worklist->at, dueby_timeline_left_out_trigger(worklist->timeline, event)));
    any = 1;
  }
  return any;
}

/* True if the file does not have an event, and the caller did not state how completely it is recorded. */
static int is_not_recorded(const dueby_worklist *worklist, int32_t event) {
  if (event <= 0 || !worklist->recorded || worklist->recorded[event]) return 0;
  return !worklist->holds || worklist->holds[event].what == DUEBY_HOLDS_UNSAID;
}

/* If the event that starts a selected alternative is never recorded, counts a case that has the event which would meet it. */
static void count_unstarted(dueby_worklist *worklist) {
  const dueby_case *of = &worklist->at;
  for (int32_t rule = 0; worklist->selected && rule < worklist->profile->n.rules; rule++) {
    const struct model_rule *model = &worklist->profile->rules[rule].model;
    if (model->alternative_of < 0 || !worklist->selected[rule] || !is_not_recorded(worklist, model->trigger)) continue;
    for (int64_t i = 0; i < of->event_count; i++)
      if (of->events[i].type == model->due && !is_void(worklist, &of->events[i]))
        count_waiting(worklist, &worklist->quality.not_recorded[model->trigger], model->trigger, of->events[i].row);
  }
}

/* Counts a case if a recurring duty in it was first met more than half a year after its start. If no case has a second such event,
 * the file may only have the latest one. */
static void count_first(dueby_worklist *worklist, const dueby_line *line) {
  const struct model_rule *model = &worklist->profile->rules[line->deadline.rule].model;
  if (line->met < 0 || line->projected || !worklist->profile->versions[model->first_version].recurs) return;
  const dueby_event *met = &worklist->at.events[line->met];
  if (line->deadline.occurrence > 1) worklist->quality.recurs_in_file[met->type] = 1;
  else if (met->date > worklist->at.events[line->trigger].date + HALF_A_YEAR)
    tally_add(&worklist->quality.only_one[met->type], met->row);
}

/* Returns an upper limit for the number of days in a span. */
static int32_t days_at_most(dueby_span span) {
  static const int32_t days[] = {
      [DUEBY_UNIT_WORKING_DAYS] = 2, [DUEBY_UNIT_DAYS] = 1, [DUEBY_UNIT_WEEKS] = 7, [DUEBY_UNIT_MONTHS] = 31};
  int is_in_days = span.unit > 0 && span.unit < (int32_t)(sizeof days / sizeof *days);
  return span.amount * (is_in_days ? days[span.unit] : 1);
}

/* True if a recurring line was open on the day the records begin, and would be late by now even if the duty had been met the day
 * before. Uses the interval after the first time limit; later intervals may be longer, but rarely for every child of a team. */
static int is_behind_since_history(const dueby_worklist *worklist, const dueby_line *line) {
  const struct model_rule *model = &worklist->profile->rules[line->deadline.rule].model;
  const struct model_version *version = &worklist->profile->versions[model->first_version + line->deadline.version];
  dueby_date from = known_date(worklist->run.history_from, 0);
  if (line->reason != DUEBY_REASON_HISTORY || line->closed != DUEBY_DATE_NONE || from == DUEBY_DATE_NONE) return 0;
  if (!version->recurs || !version->phases) return 0;
  const struct model_phase *phase = &worklist->profile->phases[version->first_phase + (version->phases > 1)];
  dueby_span span = !phase->agreed ? phase->span : phase->at_most.unit ? phase->at_most : phase->fallback;
  return from + days_at_most(span) <= worklist->run.as_at.date;
}

/* Counts a case that is waiting for tags which no row for the event has. */
static void count_untagged(dueby_worklist *worklist, const dueby_line *line) {
  int64_t number = worklist->counts[DUEBY_COUNT_CASES];
  struct untagged *untagged = &worklist->quality.untagged[dueby_needed_first_rule(worklist->profile, line->deadline.rule)];
  if (untagged->last_case != number) tally_add(&untagged->cases, row_at(&worklist->at, line->trigger));
  untagged->last_case = number;
  worklist->quality.waits_for_tag[line->deadline.rule] = 1;
}

/* Counts the case if a line waits for an event that is nowhere in the file or that the case's team never has, or for tags that no
 * row has. */
static void count_line(dueby_worklist *worklist, const dueby_line *line) {
  struct quality *quality = &worklist->quality;
  int32_t event = worklist->profile->rules[line->deadline.rule].model.due, state = line->verdict.state;
  int32_t trigger = worklist->profile->rules[line->deadline.rule].model.trigger;
  int64_t row = row_at(&worklist->at, line->trigger);
  if (line->reason == DUEBY_REASON_START && is_not_recorded(worklist, trigger)) {
    quality->waits[line->duty] |= WAITS_FOR_START;
    count_waiting(worklist, &quality->not_recorded[trigger], trigger, row);
  }
  if (line->reason == DUEBY_REASON_TAG && state == DUEBY_STATE_NOT_COMPUTABLE) count_untagged(worklist, line);
  if (line->met >= 0 || event < 0 || !worklist->recorded || line->reason == DUEBY_REASON_UNREAD ||
      line->reason == DUEBY_REASON_LOST)
    return;
  if (worklist->holds && worklist->holds[event].what != DUEBY_HOLDS_UNSAID) return;
  if (!worklist->recorded[event]) {
    quality->waits[line->duty] |= WAITS_FOR_DUE;
    count_waiting(worklist, &quality->not_recorded[event], event, row);
  } else if (quality->team && !quality->team->seen[event] &&
             (state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED || is_behind_since_history(worklist, line))) {
    count_waiting(worklist, &quality->team->waiting[event], event, row);
  }
}

static void keep_last(dueby_date date, dueby_date *last) {
  if (date > *last) *last = date; /* DUEBY_DATE_NONE is before every day, so it needs no special treatment */
}

/* Returns the last day when an event met or ended one of the case's lines. */
static dueby_date last_answered(const dueby_worklist *worklist) {
  dueby_date last = DUEBY_DATE_NONE;
  for (int64_t i = 0; i < worklist->line_count; i++) {
    const dueby_line *line = &worklist->lines[i];
    if (is_of_an_answer(worklist, line->deadline.rule)) continue;
    if (line->met >= 0) keep_last(worklist->at.events[line->met].date, &last);
    if (line->ended >= 0) keep_last(line->closed, &last); /* uses the line's day, because for a birthday `ended` is the birth */
  }
  return last;
}

/* Notes the case's events that start or meet a deselected rule, unless the rule is an alternative or its trigger is not in the
 * case. */
static void find_elsewhere(dueby_worklist *worklist) {
  const dueby_profile *profile = worklist->profile;
  const dueby_case *of = &worklist->at;
  int64_t *has = worklist->quality.has, *elsewhere = worklist->quality.elsewhere, number = worklist->counts[DUEBY_COUNT_CASES];
  for (int64_t i = 0; i < of->event_count; i++) {
    int32_t event = of->events[i].type;
    if (event <= 0 || is_void(worklist, &of->events[i])) continue;
    /* sets index 0, which is not an event, if the event does not also count as another */
    has[event] = has[dueby_profile_event_parent(profile, event)] = number;
    for (int32_t j = 0; j < profile->events[event].proves_count; j++)
      has[profile->ends[profile->events[event].proves_first + j]] = number;
  }
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    const struct model_rule *model = &profile->rules[rule].model;
    if (worklist_takes_part(worklist, rule) || model->alternative_of >= 0 || model->due <= 0 || has[model->trigger] != number)
      continue;
    elsewhere[model->trigger] = elsewhere[model->due] = number;
  }
}

static int is_elsewhere(const dueby_worklist *worklist, int32_t event) {
  const int64_t *elsewhere = worklist->quality.elsewhere, number = worklist->counts[DUEBY_COUNT_CASES];
  return elsewhere[event] == number || elsewhere[dueby_profile_event_parent(worklist->profile, event)] == number;
}

/* True if an event after as-at shows that the records of its case go on after as-at. A plan does not show that, nor does a date so
 * far ahead that it must be wrong. */
static int shows_later_records(const dueby_worklist *worklist, const dueby_event *event, dueby_date far) {
  return event->date <= far && !(worklist->quality.uses[event->type] & USE_PLANS);
}

/* Counts a case where nothing is running, unless its last event explains that or its records go on after as-at. */
static void count_without_duty(dueby_worklist *worklist) {
  const dueby_case *of = &worklist->at;
  dueby_date answered = last_answered(worklist), far = DUEBY_DATE_LAST;
  int64_t last = -1;
  dueby_date_add_months(worklist->run.as_at.date, FAR_MONTHS, &far);
  if (worklist->quality.is_narrowed) find_elsewhere(worklist);
  for (int64_t i = 0; i < of->event_count; i++) {
    const dueby_event *event = &of->events[i];
    if (event->type <= 0 || is_void(worklist, event)) continue;
    if (!has_come(event->date, event->time, &worklist->run.as_at)) {
      if (shows_later_records(worklist, event, far)) return;
      continue;
    }
    int uses = worklist->quality.uses[event->type];
    if (uses & USE_ENDS) keep_last(event->date, &answered);
    if (!(uses & USE_CONCERNS) || is_elsewhere(worklist, event->type)) continue;
    if (last < 0 || event->date > of->events[last].date) last = i;
  }
  if (last >= 0 ? of->events[last].date <= answered : answered != DUEBY_DATE_NONE || worklist->quality.is_narrowed) return;
  tally_add(&worklist->quality.kinds[DUEBY_FINDING_NO_DUTY], row_at(of, last < 0 ? 0 : last));
}

/* True if an earlier event comes from the same row and date as this one: in a return, the start of an enquiry is also its strategy
 * discussion. Only looks at the events just before. */
static int is_same_date(const dueby_case *of, int64_t at) {
  enum { NEAR = 16 };
  const dueby_event *event = &of->events[at];
  for (int64_t i = at - 1; i >= 0 && i >= at - NEAR && event->row; i--)
    if (of->events[i].row == event->row && of->events[i].date == event->date && of->events[i].type > 0 &&
        of->events[i].type != event->type)
      return 1;
  return 0;
}

/* Counts the events that the run ignored: those after as-at and void ones. */
static void find_ignored(dueby_worklist *worklist) {
  const dueby_case *of = &worklist->at;
  struct tally *kinds = worklist->quality.kinds;
  int64_t later, voided;
  dueby_timeline_ignored(worklist->timeline, &later, &voided);
  for (int64_t i = 0; later + voided > 0 && i < of->event_count; i++) {
    const dueby_event *event = &of->events[i];
    int is_voided = is_void(worklist, event);
    if (event->type <= 0 || (!is_voided && has_come(event->date, event->time, &worklist->run.as_at))) continue;
    if (!is_voided && worklist->quality.uses[event->type] & USE_PLANS) continue;
    if (is_same_date(of, i)) continue;
    worklist->counts[is_voided ? DUEBY_COUNT_VOID : DUEBY_COUNT_LATER]++;
    tally_line(&kinds[is_voided ? DUEBY_FINDING_VOID : DUEBY_FINDING_LATER], event->row);
  }
}

static int has_birth(const dueby_worklist *worklist) {
  const dueby_case *of = &worklist->at;
  for (int64_t i = 0; i < of->event_count; i++)
    if (of->events[i].type == worklist->profile->birth && !is_void(worklist, &of->events[i])) return 1;
  return 0;
}

/* True if a line is late, and a birthday may already have ended it. */
static int may_be_over_by_age(const dueby_worklist *worklist, const dueby_line *line) {
  const dueby_profile *profile = worklist->profile;
  int32_t state = line->verdict.state, rule = line->deadline.rule;
  const struct profile_end *ends = profile_rule_ends(profile, rule);
  if (state != DUEBY_STATE_OVERDUE && state != DUEBY_STATE_MISSED) return 0;
  for (int32_t i = 0; i < profile->rules[rule].ends_count; i++)
    if (profile->events[ends[i].event].on_birthday) return 1;
  return 0;
}

/* Counts a case without a date of birth if something late in it may have been ended by a birthday. */
static void count_ageless(dueby_worklist *worklist) {
  int64_t row = -1;
  for (int64_t i = 0; i < worklist->line_count; i++) {
    const dueby_line *line = &worklist->lines[i];
    if (!may_be_over_by_age(worklist, line)) continue;
    worklist->quality.waits[line->duty] |= WAITS_FOR_BIRTHDAY;
    if (row < 0) row = row_at(&worklist->at, line->trigger);
  }
  if (row >= 0) tally_add(&worklist->quality.ageless, row);
}

/* Counts the case if it has lines that need a date of birth that is unknown. */
static void count_without_birth(dueby_worklist *worklist) {
  int64_t row = -1;
  int is_known = has_birth(worklist);
  worklist->quality.has_births |= is_known;
  for (int64_t i = 0; i < worklist->line_count; i++) {
    const dueby_line *line = &worklist->lines[i];
    if (line->reason != DUEBY_REASON_BIRTH) continue;
    worklist->quality.waits[line->duty] |= WAITS_FOR_BIRTH;
    if (row < 0) row = row_at(&worklist->at, line->trigger);
  }
  if (row >= 0) tally_add(&worklist->quality.kinds[DUEBY_FINDING_NO_BIRTH], row);
  else if (!is_known) count_ageless(worklist);
}

/* Notes that a duty is waiting for its start, if this event is that start. */
static void mark_start(dueby_worklist *worklist, int32_t duty, int32_t start) {
  int32_t first, count;
  dueby_profile_duty_rules(worklist->profile, duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++)
    if (worklist->profile->rules[rule].model.trigger == start && worklist_takes_part(worklist, rule))
      worklist->quality.waits[duty] |= WAITS_FOR_START;
}

/* True if an event starts selected rules and none of them recurs. A recurring duty gets a line even if its start is only proved
 * (rule 24), and that line already says which row is missing. */
static int is_needed_start(const dueby_worklist *worklist, int32_t event) {
  int is_start = 0;
  for (int32_t rule = 0; rule < worklist->profile->n.rules; rule++) {
    const struct model_rule *model = &worklist->profile->rules[rule].model;
    if (model->trigger != event || !worklist_takes_part(worklist, rule)) continue;
    if (worklist->profile->versions[model->first_version].recurs) return 0;
    is_start = 1;
  }
  return is_start;
}

/* Counts a case with an event that shows that something has started, if that start is never recorded. Duties that fall due once
 * after the start cannot then be worked out. Returns 1 if there is such an event. */
static int count_proved(dueby_worklist *worklist) {
  const dueby_profile *profile = worklist->profile;
  const dueby_case *of = &worklist->at;
  int any = 0;
  for (int64_t i = 0; i < of->event_count; i++) {
    const dueby_event *at = &of->events[i];
    if (at->type <= 0 || is_void(worklist, at) || !has_come(at->date, at->time, &worklist->run.as_at)) continue;
    const struct model_event *event = &profile->events[at->type];
    for (int32_t j = 0; j < event->proves_count; j++) {
      int32_t start = profile->ends[event->proves_first + j];
      int is_never = worklist->holds && worklist->holds[start].what == DUEBY_HOLDS_NEVER;
      if (!(is_never || is_not_recorded(worklist, start)) || !is_needed_start(worklist, start)) continue;
      for (int32_t duty = 0; duty < profile->n.duties; duty++) mark_start(worklist, duty, start);
      count_waiting(worklist, &(is_never ? worklist->quality.left_out : worklist->quality.not_recorded)[start], start, at->row);
      any = 1;
    }
  }
  return any;
}

dueby_status dueby_quality_count(dueby_worklist *worklist) {
  int is_running = count_left_out(worklist) | count_proved(worklist) | (worklist->at.bad_rows > 0);
  for (int64_t i = 0; i < worklist->line_count; i++) {
    const dueby_line *line = &worklist->lines[i];
    int is_never_due = dueby_line_is_not_stated(line) && is_of_an_answer(worklist, line->deadline.rule);
    is_running |= !dueby_line_is_over(line) && !is_never_due;
    count_line(worklist, line);
    count_first(worklist, line);
  }
  if (!is_running) count_without_duty(worklist);
  if (worklist->at.bad_rows > 0) tally_line(&worklist->quality.kinds[DUEBY_FINDING_BAD_ROWS], worklist->at.first_bad_line);
  count_unstarted(worklist);
  count_without_birth(worklist);
  find_ignored(worklist);
  count_refs(worklist);
  return dueby_cut_off_count(worklist);
}

/* ---- findings made while reading the file ---- */

dueby_status dueby_worklist_set_finding_names(dueby_worklist *worklist, int32_t kind, const char *names) {
  if (kind != DUEBY_FINDING_SKIPPED && kind != DUEBY_FINDING_NO_COLUMN && kind != DUEBY_FINDING_NO_TABLE &&
      kind != DUEBY_FINDING_UNANSWERABLE)
    return DUEBY_EARGUMENT;
  if (!names) return DUEBY_EARGUMENT;
  size_t size = strlen(names) + 1;
  char *copy = malloc(size);
  if (!copy) return DUEBY_EMEMORY;
  free(worklist->quality.names[kind]);
  worklist->quality.names[kind] = memcpy(copy, names, size);
  return DUEBY_OK;
}

dueby_status dueby_worklist_set_finding(dueby_worklist *worklist, int32_t kind, int32_t event, int64_t count, const int64_t *lines,
                                        int64_t line_count) {
  int is_misspelt = kind == DUEBY_FINDING_MISSPELT;
  int is_of_file = kind == DUEBY_FINDING_BAD_ROWS || (kind >= DUEBY_FINDING_AFTER_DEATH && kind <= DUEBY_FINDING_UNKNOWN_TAGS) ||
                   (kind >= DUEBY_FINDING_BIRTHS_DIFFER && kind <= DUEBY_FINDING_NULLS) || kind == DUEBY_FINDING_SHORT_CASES ||
                   kind == DUEBY_FINDING_LOST_CASES || kind == DUEBY_FINDING_SKIPPED || kind == DUEBY_FINDING_SIMILAR_TEAMS ||
                   kind == DUEBY_FINDING_NO_COLUMN || kind == DUEBY_FINDING_NO_TABLE || kind == DUEBY_FINDING_UNANSWERABLE ||
                   kind == DUEBY_FINDING_SAME_CASES;
  if (!is_of_file || event < is_misspelt || event >= (is_misspelt ? worklist->profile->n.events : 1)) return DUEBY_EARGUMENT;
  if (count < 0 || line_count < 0 || (line_count && !lines)) return DUEBY_EARGUMENT;
  struct tally *tally = is_misspelt ? &worklist->quality.misspelt[event] : &worklist->quality.kinds[kind];
  *tally = (struct tally){.count = count};
  for (int64_t i = 0; i < line_count; i++) tally_line(tally, lines[i]);
  return DUEBY_OK;
}
