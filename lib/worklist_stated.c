/* Lists what the caller stated about how complete the records are, because the answer depends on it. */
#include <string.h>

#include "date_internal.h"
#include "dueby/explain.h"
#include "dueby/finding.h"
#include "profile_internal.h"
#include "worklist_internal.h"

int dueby_worklist_is_stated(const dueby_worklist *worklist, int32_t event) {
  const dueby_holding *held = worklist->holds ? &worklist->holds[event] : NULL;
  const dueby_holding *usual = worklist->usual_holds ? &worklist->usual_holds[event] : NULL;
  if (!held || held->what == DUEBY_HOLDS_UNSAID) return 0;
  return !usual || held->what != usual->what || (held->what == DUEBY_HOLDS_SINCE && held->since != usual->since);
}

dueby_status dueby_worklist_stated(const dueby_worklist *worklist, int64_t index, int32_t *event, dueby_holding *holding) {
  dueby_date from = known_date(worklist->run.history_from, 0);
  if (index < 0) return DUEBY_EARGUMENT;
  if (from != DUEBY_DATE_NONE && !index--) {
    *event = 0;
    *holding = (dueby_holding){DUEBY_HOLDS_SINCE, from};
    return DUEBY_OK;
  }
  for (int32_t i = 1; i < worklist->profile->n.events; i++) {
    if (!dueby_worklist_is_stated(worklist, i) || index--) continue;
    *event = i;
    *holding = worklist->holds[i];
    return DUEBY_OK;
  }
  return DUEBY_DONE;
}

/* Appends how completely an event is recorded: "only the latest visit (visit.made)", without the slug for readers. Event 0 stands
 * for all others. */
static void append_held(struct text *out, const dueby_worklist *worklist, int32_t event, const dueby_holding *holding,
                        int is_read) {
  static const char before[][20] = {[DUEBY_HOLDS_ALL] = "every ",
                                    [DUEBY_HOLDS_SINCE] = "every ",
                                    [DUEBY_HOLDS_LATEST] = "only the latest ",
                                    [DUEBY_HOLDS_NEVER] = "no "};
  const dueby_when since = {DUEBY_TIME_NONE, holding->since, 0};
  char day[64] = "";
  text_string(out, event ? before[holding->what] : "records");
  if (event) text_string(out, dueby_profile_event_title(worklist->profile, event));
  if (event && !is_read) {
    text_string(out, " (");
    text_string(out, dueby_profile_event_slug(worklist->profile, event));
    text_char(out, ')');
  }
  if (holding->what != DUEBY_HOLDS_SINCE) return;
  dueby_explain_when(&since, day, sizeof day, NULL);
  text_string(out, " since ");
  text_string(out, day);
}

static dueby_status write_stated(const dueby_worklist *worklist, int is_read, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  int32_t event;
  dueby_holding holding;
  for (int64_t i = 0; dueby_worklist_stated(worklist, i, &event, &holding) == DUEBY_OK; i++) {
    text_string(&out, i ? "; " : "Worked out on the basis that the file has ");
    append_held(&out, worklist, event, &holding, is_read);
  }
  return text_end(&out, needed);
}

dueby_status dueby_worklist_stated_text(const dueby_worklist *worklist, char *text, int64_t size, int64_t *needed) {
  return write_stated(worklist, 0, text, size, needed);
}

dueby_status dueby_worklist_reader_stated_text(const dueby_worklist *worklist, char *text, int64_t size, int64_t *needed) {
  return write_stated(worklist, 1, text, size, needed);
}

int32_t dueby_worklist_holds_latest(const dueby_worklist *worklist, int32_t rule) {
  const dueby_profile *profile = worklist->profile;
  if (rule < 0 || rule >= profile->n.rules || !worklist->holds) return 0;
  const struct profile_duty *duty = &profile->duties[profile->rules[rule].duty];
  int32_t due = profile->rules[rule].model.due, is_latest = 0, recurs = 0;
  for (int32_t event = 1; event < profile->n.events; event++)
    if (event == due || dueby_profile_event_parent(profile, event) == due)
      is_latest |= worklist->holds[event].what == DUEBY_HOLDS_LATEST;
  for (int32_t i = duty->first; i < duty->first + duty->count && is_latest; i++)
    recurs |=
        profile->rules[i].series == profile->rules[rule].series && profile->versions[profile->rules[i].model.first_version].recurs;
  return recurs;
}
