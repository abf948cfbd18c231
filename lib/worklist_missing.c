/* Writes findings about what the records do not have: events that they never have, and dates of birth. */
#include "option_text.h"
#include "worklist_internal.h"

/* Finds the event that is stated never to be held and concerns the most children, below a count and, if equal, after an event. */
static const struct tally *next_left_out(const dueby_worklist *worklist, int64_t below, int32_t after, int32_t *event) {
  const struct tally *tallies = worklist->quality.left_out, *found = NULL;
  for (int32_t i = 1; i < worklist->profile->n.events; i++) {
    int64_t count = tallies[i].count;
    if (!count || count > below || (count == below && i <= after) || (found && count <= found->count)) continue;
    found = &tallies[i];
    *event = i;
  }
  return found;
}

dueby_status dueby_left_out_text(const dueby_worklist *worklist, int64_t count, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  int64_t below = INT64_MAX, shown = count > MISSING_SHOWN_MAX + 1 ? MISSING_SHOWN_MAX : count;
  int32_t event = 0;
  text_string(&out, "Never in your file, so we left out what depends on them: ");
  for (int64_t i = 0; i < shown; i++) {
    const struct tally *tally = next_left_out(worklist, below, event, &event);
    if (!tally) break;
    below = tally->count;
    if (i) text_string(&out, "; ");
    dueby_finding_append_event(&out, worklist->profile, event);
    text_string(&out, ", ");
    append_count(&out, tally->count, "child", "children");
  }
  if (shown < count) {
    text_string(&out, "; and ");
    text_number(&out, count - shown);
    text_string(&out, " more events");
    if (worklist->style == DUEBY_STYLE_OPTIONS) text_string(&out, " (to list them, use --format json)");
  }
  text_string(&out, ": check those duties elsewhere");
  return text_end(&out, needed);
}

void dueby_no_birth_append(struct text *out, const dueby_worklist *worklist, int64_t count) {
  int named = 0;
  text_string(out, ", and some rules depend on the child's age (");
  for (int32_t duty = 0; duty < worklist->profile->n.duties; duty++) {
    if (!(worklist->quality.waits[duty] & WAITS_FOR_BIRTH)) continue;
    if (named++) text_string(out, ", ");
    text_string(out, dueby_profile_duty(worklist->profile, duty));
  }
  text_string(out, count == 1 ? "): add it and run this again" : "): add them and run this again");
}
