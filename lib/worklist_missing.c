/* Writes findings about what the records lack: events and tags that they never have, and dates of birth. */
#include "option_text.h"
#include "places.h"
#include "profile_needs.h"
#include "worklist_findings.h"

/* Sorts the events that the caller stated are never recorded by number of children, the most first, and then by index. Returns the
 * tally of the event that comes after the one with `below` children and the index `after`, and sets *event to its index; NULL after
 * the last. */
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

int dueby_is_in_part(const dueby_worklist *worklist, int32_t event) {
  return worklist->quality.against[event].count && !dueby_worklist_is_stated(worklist, event);
}

dueby_status dueby_left_out_text(const dueby_worklist *worklist, int64_t count, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  int64_t below = INT64_MAX, shown = count > MISSING_SHOWN_MAX + 1 ? MISSING_SHOWN_MAX : count;
  int32_t event = 0, in_part = 0;
  for (int32_t i = 1; i < worklist->profile->n.events; i++)
    in_part |= worklist->quality.left_out[i].count && dueby_is_in_part(worklist, i);
  text_string(&out, in_part ? "Your files have no rows for these, or only some because a table or a column is missing: "
                            : "Your file has no rows for these: ");
  for (int64_t i = 0; i < shown; i++) {
    const struct tally *tally = next_left_out(worklist, below, event, &event);
    if (!tally) break;
    below = tally->count;
    if (i) text_string(&out, "; ");
    dueby_finding_append_event(&out, worklist->profile, event);
    text_string(&out, ", ");
    dueby_finding_append_cases(&out, worklist->profile, event, tally->count);
  }
  if (shown < count) {
    text_string(&out, "; and ");
    text_number(&out, count - shown);
    text_string(&out, " more events");
    if (worklist->style == DUEBY_STYLE_OPTIONS) text_string(&out, " (to list them, use --format json)");
  }
  text_string(&out, ". We left out the duties that need them. Check those duties elsewhere");
  return text_end(&out, needed);
}

void dueby_finding_add_id(void *list, int32_t rule) {
  struct id_list *to = list;
  if (to->count++) text_string(to->out, ", ");
  text_string(to->out, dueby_rule_text(to->profile, rule, 0, DUEBY_RULE_LISTED_AS));
}

void dueby_finding_list_ageless(const dueby_worklist *worklist, finding_taker *take, void *list) {
  int waits = WAITS_FOR_BIRTH | (worklist_misses_births(worklist) ? WAITS_FOR_BIRTHDAY : 0);
  for (int32_t duty = 0; duty < worklist->profile->n.duties; duty++)
    if (worklist->quality.waits[duty] & waits) take(list, worklist->profile->duties[duty].first);
}

void dueby_no_birth_append(struct text *out, const dueby_worklist *worklist, int64_t count) {
  struct id_list list = {out, worklist->profile, 0};
  text_string(out, ", and some rules depend on the child's age (");
  dueby_finding_list_ageless(worklist, dueby_finding_add_id, &list);
  text_string(out, count == 1 ? "): add it and run this again" : "): add them and run this again");
}

int dueby_finding_count_lines(const dueby_finding *finding) {
  int count = 0;
  while (count < DUEBY_FINDING_LINES_MAX && finding->lines[count]) count++;
  return count;
}

/* Appends a number of children. For an event that may also be about a carer, a worker or the authority, says "cases". */
void dueby_finding_append_cases(struct text *out, const dueby_profile *profile, int32_t event, int64_t count) {
  int others = 0;
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    const struct model_rule *model = &profile->rules[rule].model;
    others |= (model->due == event || model->trigger == event) && model->subject != DUEBY_SUBJECT_CHILD;
  }
  append_count(out, count, others ? "case" : "child", others ? "cases" : "children");
}

void dueby_finding_append_lines(struct text *out, const dueby_worklist *worklist, const dueby_finding *finding) {
  int count = dueby_finding_count_lines(finding);
  if (!count) return;
  text_string(out, " (");
  append_places(out, worklist->flags, (const char *const *)worklist->files, worklist->file_count, finding->lines, count,
                finding->more_lines != 0);
  text_char(out, ')');
}

void dueby_finding_list_untagged(const dueby_worklist *worklist, int32_t rule, finding_taker *take, void *list) {
  const dueby_profile *profile = worklist->profile;
  int32_t last = -1;
  for (int32_t i = rule; i < profile->n.rules; i++) {
    if (!worklist->quality.waits_for_tag[i] || dueby_needed_first_rule(profile, i) != rule || profile->rules[i].duty == last)
      continue;
    last = profile->rules[i].duty;
    take(list, profile->duties[last].first);
  }
}

void dueby_no_tag_append(struct text *out, const dueby_worklist *worklist, const dueby_finding *finding, int32_t rule) {
  struct id_list list = {out, worklist->profile, 0};
  int is_form = worklist->style == DUEBY_STYLE_FORM;
  text_string(out, "No ");
  dueby_finding_append_event(out, worklist->profile, finding->event);
  text_string(out, " in your file has the tag ");
  dueby_needs_append(out, worklist->profile, rule);
  text_string(out, ", needed by ");
  dueby_finding_list_untagged(worklist, rule, dueby_finding_add_id, &list);
  text_string(out, ", ");
  dueby_finding_append_cases(out, worklist->profile, finding->event, finding->count);
  dueby_finding_append_lines(out, worklist, finding);
  text_string(out, is_form ? ": add the tag to the rows where it applies, or choose other duties under \"Which duties\""
                           : ": add the tag to the rows where it applies or, if there are none, use ");
  if (!is_form)
    dueby_option_append_form(out, worklist->style, OPTION_HOLDS_ALL, dueby_profile_event_slug(worklist->profile, finding->event));
}

void dueby_against_append(struct text *out, const dueby_worklist *worklist, const dueby_finding *finding) {
  int is_never = finding->kind == DUEBY_FINDING_STATED_NEVER, is_form = worklist->style == DUEBY_STYLE_FORM;
  if (is_never) append_count(out, finding->count, "row for the ", "rows for the ");
  else append_count(out, finding->count, "child has more than one ", "children have more than one ");
  dueby_finding_append_event(out, worklist->profile, finding->event);
  if (is_never) text_string(out, finding->count == 1 ? " is in your file" : " are in your file");
  dueby_finding_append_lines(out, worklist, finding);
  text_string(out, is_never ? ", though you said that your file has none of these. If it has all of them, "
                            : ", though you said that your file only has the latest. If it has all of them, ");
  text_string(out, is_form ? "change that choice" : "remove ");
  if (is_form) return;
  dueby_option_append_form(out, worklist->style, is_never ? OPTION_HOLDS_NEVER : OPTION_HOLDS_LATEST,
                           dueby_profile_event_slug(worklist->profile, finding->event));
}
