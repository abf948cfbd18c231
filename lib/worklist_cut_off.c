/* Finds events that no case has before a certain day, although many cases needed one weeks earlier. The records may only begin on
 * that day. */
#include "worklist_cut_off.h"

#include <stdlib.h>

#include "date_internal.h"
#include "option_text.h"

enum { CASES_MIN = 5, ROWS_MIN = 5, MARGIN_DAYS = 28, FIRST_CAPACITY = 16 };

dueby_status dueby_cut_off_begin(dueby_worklist *worklist) {
  int32_t events = worklist->profile->n.events;
  struct cut_off *made = calloc((size_t)events + 1, sizeof *made);
  for (int32_t event = 1; event < events && made; event++)
    made[event].parent = dueby_profile_event_parent(worklist->profile, event);
  worklist->quality.cut_off = made;
  worklist->quality.cut_off_count = made ? events : 0;
  return made ? DUEBY_OK : DUEBY_EMEMORY;
}

void dueby_cut_off_end(struct quality *quality) {
  for (int32_t event = 0; event < quality->cut_off_count; event++) free(quality->cut_off[event].late);
  free(quality->cut_off);
}

static void see(struct cut_off *of, dueby_date day) {
  if (!of->rows || day < of->first) of->first = day;
  of->rows++;
}

void dueby_cut_off_see(dueby_worklist *worklist, const dueby_event *event) {
  struct cut_off *all = worklist->quality.cut_off;
  see(&all[event->type], event->date);
  if (all[event->type].parent > 0) see(&all[all[event->type].parent], event->date);
}

/* True if something fell due weeks before the first recorded event that could have met it. */
static int is_long_before(const struct cut_off *of, dueby_date due) {
  return of->rows && (int64_t)due + MARGIN_DAYS <= of->first;
}

/* Removes cases that no longer count: an earlier event has been found since they were added. */
static void drop_others(struct cut_off *of) {
  int64_t kept = 0;
  for (int64_t i = 0; i < of->count; i++)
    if (is_long_before(of, of->late[i].due)) of->late[kept++] = of->late[i];
  of->count = kept;
}

static dueby_status make_room(struct cut_off *of) {
  if (of->count < of->capacity) return DUEBY_OK;
  drop_others(of);
  if (2 * of->count < of->capacity) return DUEBY_OK;
  int64_t capacity = of->capacity ? 2 * of->capacity : FIRST_CAPACITY;
  struct late *grown = realloc(of->late, (size_t)capacity * sizeof *grown);
  if (!grown) return DUEBY_EMEMORY;
  of->late = grown;
  of->capacity = capacity;
  return DUEBY_OK;
}

/* Records a late line of the current case. A case counts once for each event, with its earliest line. */
static dueby_status add_late(struct cut_off *of, dueby_date due, int64_t row, int64_t number) {
  struct late *last = of->count ? &of->late[of->count - 1] : NULL;
  const struct late late = {row, number, due};
  if (last && last->number == number) {
    if (due < last->due) *last = late;
    return DUEBY_OK;
  }
  dueby_status status = make_room(of);
  if (status == DUEBY_OK) of->late[of->count++] = late;
  return status;
}

/* True if the caller stated how completely an event is recorded: in full, only the latest, or never. */
static int is_settled(const dueby_worklist *worklist, int32_t event) {
  int32_t what = worklist->holds ? worklist->holds[event].what : DUEBY_HOLDS_UNSAID;
  return what != DUEBY_HOLDS_UNSAID && what != DUEBY_HOLDS_SINCE;
}

dueby_status dueby_cut_off_count(dueby_worklist *worklist) {
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < worklist->line_count && status == DUEBY_OK; i++) {
    const dueby_line *line = &worklist->lines[i];
    int32_t event = worklist->profile->rules[line->deadline.rule].model.due, state = line->verdict.state;
    int is_late = state == DUEBY_STATE_OVERDUE || state == DUEBY_STATE_MISSED || state == DUEBY_STATE_MET_LATE;
    if (!is_late || line->projected || event <= 0 || line->deadline.due == DUEBY_DATE_NONE || is_settled(worklist, event)) continue;
    struct cut_off *of = &worklist->quality.cut_off[event];
    /* if no event has been found so far, keeps the line, because the first one may be in a later case */
    if (of->rows && !is_long_before(of, line->deadline.due)) continue;
    status = add_late(of, line->deadline.due, worklist->at.events[line->trigger].row, worklist->counts[DUEBY_COUNT_CASES]);
  }
  return status;
}

int dueby_cut_off_find(const dueby_worklist *worklist, int32_t event, struct tally *cases) {
  const struct cut_off *of = &worklist->quality.cut_off[event];
  *cases = (struct tally){0};
  if (of->rows < ROWS_MIN || of->count < CASES_MIN) return 0;
  for (int64_t i = 0; i < of->count; i++)
    if (is_long_before(of, of->late[i].due)) tally_add(cases, of->late[i].row);
  return cases->count >= CASES_MIN;
}

void dueby_day_append_option(struct text *out, int32_t style, int form, dueby_date day) {
  int is_in_numbers = style == DUEBY_STYLE_ARGUMENTS || style == DUEBY_STYLE_JAVA || style == DUEBY_STYLE_DOTNET;
  const dueby_when when = {DUEBY_TIME_NONE, day, 0};
  int32_t numbers[3] = {0};
  char written[64];
  struct text name = text_in(written, sizeof written);
  dueby_date_civil(day, &numbers[0], &numbers[1], &numbers[2]);
  if (!is_in_numbers) dueby_date_put_when(&name, &when);
  for (int i = 0; is_in_numbers && i < 3; i++) {
    if (i) text_string(&name, ", ");
    text_number(&name, numbers[i]);
  }
  text_end(&name, NULL);
  dueby_option_append_form(out, style, form, written);
}
