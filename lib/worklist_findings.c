/* Lists the findings: reasons not to trust a worklist. */
#include <string.h>

#include "worklist_cut_off.h"
#include "worklist_findings.h"

enum { TEAM_CASES_MIN = 2, LATER_MIN = 2, ONLY_ONE_MIN = 3 };

/* ---- listing the findings ---- */

/* Fills in a finding and returns 1 if it is the one searched for; otherwise counts it and returns 0. */
static int take(struct search *search, int32_t kind, int32_t event, const struct tally *tally) {
  if (search->left--) return 0;
  search->found = (dueby_finding){.kind = kind, .event = event, .recorded_to = DUEBY_DATE_NONE};
  if (!tally) return 1;
  search->found.count = tally->count;
  memcpy(search->found.lines, tally->lines, sizeof search->found.lines);
  search->found.more_lines = tally->lines[DUEBY_FINDING_LINES_MAX] != 0;
  return 1;
}

/* True if the records end over a month before as-at, so that anything may have been met since. Ignores a few events after as-at,
 * because their years may be wrong. */
static int is_stale(const dueby_worklist *worklist) {
  dueby_date month_later;
  if (worklist->recorded_to == DUEBY_DATE_NONE) return 1;
  if (worklist->quality.later >= LATER_MIN) return 0;
  return dueby_date_add_months(worklist->recorded_to, 1, &month_later) == DUEBY_OK && month_later < worklist->run.as_at.date;
}

/* Searches for a finding that is counted for all events together. For the unreadable rows of a case, only the line of the first is
 * known. */
static int find_kind(struct search *search, int32_t kind) {
  static const int32_t counted[FINDING_KINDS] = {[DUEBY_FINDING_BAD_ROWS] = DUEBY_COUNT_BAD_ROWS,
                                                 [DUEBY_FINDING_LATER] = DUEBY_COUNT_LATER,
                                                 [DUEBY_FINDING_VOID] = DUEBY_COUNT_VOID};
  struct tally tally = search->worklist->quality.kinds[kind];
  if (kind == DUEBY_FINDING_NO_BIRTH && worklist_misses_births(search->worklist))
    tally_join(&tally, &search->worklist->quality.ageless);
  if (kind == DUEBY_FINDING_UNKNOWN_TAGS) tally_join(&tally, &search->worklist->quality.unused);
  if (counted[kind]) tally.count = search->worklist->counts[counted[kind]];
  if (!tally.count || !take(search, kind, 0, &tally)) return 0;
  if (kind == DUEBY_FINDING_BAD_ROWS) search->found.more_lines = tally.count > dueby_finding_count_lines(&search->found);
  return 1;
}

static int any_read(const dueby_worklist *worklist) {
  return worklist->counts[DUEBY_COUNT_ROWS] > worklist->counts[DUEBY_COUNT_BAD_ROWS];
}

/* Makes the finding about the last day that the records cover. If they have no events, makes the finding that says why: unreadable
 * rows come first. */
static int find_recorded(struct search *search) {
  const dueby_worklist *worklist = search->worklist;
  if (!any_read(worklist)) return find_kind(search, DUEBY_FINDING_BAD_ROWS) || take(search, DUEBY_FINDING_NO_ROWS, 0, NULL);
  if (!take(search, is_stale(worklist) ? DUEBY_FINDING_STALE : DUEBY_FINDING_RECORDED, 0, NULL)) return 0;
  search->found.recorded_to = worklist->recorded_to;
  return 1;
}

static int find_values(struct search *search) {
  for (int64_t i = 0; i < search->worklist->wanted_count; i++) {
    search->wanted = &search->worklist->wanted[i];
    if (search->worklist->found[search->wanted->index]) continue;
    if (take(search, DUEBY_FINDING_NO_SUCH_VALUE, 0, NULL)) return 1;
  }
  return 0;
}

static int find_by_event(struct search *search, int32_t kind, const struct tally *tallies) {
  for (int32_t event = 1; event < search->worklist->profile->n.events; event++)
    if (tallies[event].count && take(search, kind, event, &tallies[event])) return 1;
  return 0;
}

/* True if the records of a team have an event, or another that counts as it. */
static int has_seen(const dueby_profile *profile, const struct team *team, int32_t event) {
  for (int32_t i = 1; i < profile->n.events; i++)
    if (team->seen[i] && (i == event || dueby_profile_event_parent(profile, i) == event)) return 1;
  return 0;
}

/* Finds events that a team never records, although several of its children are waiting for them. A single such child may really be
 * late. */
static int find_by_team(struct search *search) {
  const struct quality *quality = &search->worklist->quality;
  const dueby_profile *profile = search->worklist->profile;
  for (int32_t t = 0; t < quality->team_count && !quality->has_too_many_teams; t++)
    for (int32_t event = 1; event < profile->n.events; event++) {
      const struct team *team = quality->teams[t];
      if (team->waiting[event].count < TEAM_CASES_MIN || has_seen(profile, team, event)) continue;
      if (!take(search, DUEBY_FINDING_NOT_RECORDED, event, &team->waiting[event])) continue;
      search->found.team = team->name;
      return 1;
    }
  return 0;
}

/* Finds events that are recorded more completely than the caller stated: an event stated as never recorded has rows, or one of
 * which only the latest should be recorded has several. */
static int find_against(struct search *search) {
  const dueby_worklist *worklist = search->worklist;
  for (int32_t event = 1; worklist->holds && event < worklist->profile->n.events; event++) {
    int is_never = worklist->holds[event].what == DUEBY_HOLDS_NEVER;
    const struct tally *against = &worklist->quality.against[event];
    if (!against->count || !dueby_worklist_is_stated(worklist, event)) continue;
    if (take(search, is_never ? DUEBY_FINDING_STATED_NEVER : DUEBY_FINDING_STATED_LATEST, event, against)) return 1;
  }
  return 0;
}

static int find_untagged(struct search *search) {
  const dueby_worklist *worklist = search->worklist;
  for (int32_t rule = 0; rule < worklist->profile->n.rules; rule++) {
    const struct tally *cases = &worklist->quality.untagged[rule].cases;
    search->rule = rule;
    if (cases->count && take(search, DUEBY_FINDING_NO_TAG, worklist->profile->rules[rule].model.due, cases)) return 1;
  }
  return 0;
}

static int find_refs(struct search *search) {
  if (!find_by_event(search, DUEBY_FINDING_UNMATCHED_REFS, search->worklist->quality.unmatched)) return 0;
  search->found.of = search->worklist->quality.with_ref[search->found.event];
  return 1;
}

/* Finds events of which the file may only have the latest row for each case, because no case has two rows and in some cases the
 * first is very late. */
static int find_only_latest(struct search *search) {
  const dueby_worklist *worklist = search->worklist;
  const struct quality *quality = &worklist->quality;
  for (int32_t event = 1; event < worklist->profile->n.events; event++) {
    int is_said = worklist->holds && worklist->holds[event].what != DUEBY_HOLDS_UNSAID;
    if (is_said || quality->recurs_in_file[event] || quality->only_one[event].count < ONLY_ONE_MIN) continue;
    if (take(search, DUEBY_FINDING_ONLY_LATEST, event, &quality->only_one[event])) return 1;
  }
  return 0;
}

int dueby_finding_is_cut_off(const dueby_worklist *worklist, int32_t event, struct tally *cases) {
  const struct quality *quality = &worklist->quality;
  int is_latest = !quality->recurs_in_file[event] && quality->only_one[event].count >= ONLY_ONE_MIN;
  return !is_latest && dueby_cut_off_find(worklist, event, cases);
}

static int find_cut_off(struct search *search) {
  struct tally cases;
  for (int32_t event = 1; event < search->worklist->profile->n.events; event++)
    if (dueby_finding_is_cut_off(search->worklist, event, &cases) && take(search, DUEBY_FINDING_CUT_OFF, event, &cases)) return 1;
  return 0;
}

static int find(struct search *search) {
  const struct quality *quality = &search->worklist->quality;
  if (find_recorded(search) || find_kind(search, DUEBY_FINDING_NO_TABLE) || find_values(search)) return 1;
  if (any_read(search->worklist) && find_kind(search, DUEBY_FINDING_BAD_ROWS)) return 1;
  if (find_cut_off(search) || find_kind(search, DUEBY_FINDING_UNANSWERABLE)) return 1;
  if (find_kind(search, DUEBY_FINDING_SKIPPED) || find_kind(search, DUEBY_FINDING_NO_COLUMN)) return 1;
  if (find_kind(search, DUEBY_FINDING_LOST_CASES) || find_kind(search, DUEBY_FINDING_SHORT_CASES)) return 1;
  if (find_kind(search, DUEBY_FINDING_SAME_CASES)) return 1;
  if (find_kind(search, DUEBY_FINDING_DAY_FIRST) || find_by_event(search, DUEBY_FINDING_MISSPELT, quality->misspelt)) return 1;
  if (find_kind(search, DUEBY_FINDING_UNKNOWN_TAGS) || find_only_latest(search)) return 1;
  if (find_kind(search, DUEBY_FINDING_NO_BIRTH)) return 1;
  if (find_by_event(search, DUEBY_FINDING_NOT_RECORDED, quality->not_recorded) || find_by_team(search)) return 1;
  if (find_untagged(search) || find_against(search)) return 1;
  if (find_by_event(search, DUEBY_FINDING_LEFT_OUT, quality->left_out) || find_refs(search)) return 1;
  for (int32_t kind = DUEBY_FINDING_NO_DUTY; kind < DUEBY_FINDING_DAY_FIRST; kind++)
    if (find_kind(search, kind)) return 1;
  return find_kind(search, DUEBY_FINDING_SIMILAR_TEAMS);
}

dueby_status dueby_finding_search(const dueby_worklist *worklist, int64_t index, struct search *search) {
  *search = (struct search){.worklist = worklist, .left = index};
  if (index < 0) return DUEBY_EARGUMENT;
  return find(search) ? DUEBY_OK : DUEBY_DONE;
}

/* Removes the line numbers if there are several files. They mean nothing without the names of the files, which only the text
 * has. */
static void drop_lines(const dueby_worklist *worklist, dueby_finding *finding) {
  if (!worklist->file_count) return;
  memset(finding->lines, 0, sizeof finding->lines);
  finding->more_lines = 0;
}

dueby_status dueby_worklist_finding(const dueby_worklist *worklist, int64_t index, dueby_finding *finding) {
  struct search search;
  dueby_status status = dueby_finding_search(worklist, index, &search);
  if (status != DUEBY_OK) return status;
  *finding = search.found;
  drop_lines(worklist, finding);
  return DUEBY_OK;
}

int64_t dueby_worklist_finding_count(const dueby_worklist *worklist) {
  struct search search = {.worklist = worklist, .left = INT64_MAX};
  find(&search);
  return INT64_MAX - search.left;
}
