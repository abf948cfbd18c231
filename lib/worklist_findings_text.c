/* Writes findings (reasons not to trust a worklist) as text: one by one, and as messages to show above a list. */
#include "dueby/explain.h"
#include "option_text.h"
#include "worklist_cut_off.h"
#include "worklist_findings.h"

/* ---- one finding ---- */

static const struct finding_words words[FINDING_KINDS] = {
    [DUEBY_FINDING_BAD_ROWS] = {"row", "rows", "could not be used", "could not be used", "correct it and run this again",
                                "correct them and run this again"},
    [DUEBY_FINDING_NO_DUTY] = {"case", "cases", "has nothing due, and its last entry does not explain why",
                               "have nothing due, and their last entries do not explain why",
                               "these rules do not cover it, or the row that starts it is missing",
                               "these rules do not cover it, or the row that starts it is missing"},
    [DUEBY_FINDING_BIRTHS_DIFFER] = {"child", "children", "has more than one date of birth", "have more than one date of birth",
                                     "we used the earliest; correct the other", "we used the earliest; correct the others"},
    [DUEBY_FINDING_BORN_LATE] = {"date of birth", "dates of birth", "is later than another event recorded for the child",
                                 "are later than another event recorded for the child",
                                 "check it, unless that event was before the birth",
                                 "check them, unless those events were before the birth"},
    [DUEBY_FINDING_BORN_EARLY] = {"date of birth", "dates of birth",
                                  "makes the child 27 or older, or 18 or older when a plan or care began",
                                  "make the child 27 or older, or 18 or older when a plan or care began", "check the dates",
                                  "check the dates"},
    [DUEBY_FINDING_ENDED_EARLY] = {"end or meeting", "ends or meetings", "is before its start", "are before their start",
                                   "check both dates", "check both dates"},
    [DUEBY_FINDING_FAR] = {"date", "dates", "is more than 2 years after the day you are checking, or more than 30 before it",
                           "are more than 2 years after the day you are checking, or more than 30 before it", "check the year",
                           "check the years"},
    [DUEBY_FINDING_SIMILAR_CASES] = {"case", "cases", "has the same name as another, apart from zeros, spaces or capitals",
                                     "have the same name as another, apart from zeros, spaces or capitals",
                                     "if they are the same child, write the name the same way",
                                     "if they are the same child, write the name the same way"},
    [DUEBY_FINDING_SIMILAR_REFS] = {"case", "cases", "has refs that differ only by zeros, spaces or capitals",
                                    "have refs that differ only by zeros, spaces or capitals",
                                    "we treat them as different; write each ref the same way every time",
                                    "we treat them as different; write each ref the same way every time"},
    [DUEBY_FINDING_TWICE] = {"row", "rows", "has the same event, time and ref as another",
                             "have the same event, time and ref as another",
                             "counted once, with the tags of both; check it if these were separate events",
                             "counted once, with the tags of each; check them if these were separate events"},
    [DUEBY_FINDING_NO_DATE] = {"row", "rows", "has no date, or one that means no date (1900-01-01, 9999-12-31)",
                               "have no date, or one that means no date (1900-01-01, 9999-12-31)",
                               "read as unknown or not ended; add the date if there is one",
                               "read as unknown or not ended; add the dates if there are any"},
    [DUEBY_FINDING_NOT_ENDED] = {"row", "rows", "records an end without a date", "record an end without a date",
                                 "read as not ended; add the date if it has ended",
                                 "read as not ended; add the dates if they have ended"},
    [DUEBY_FINDING_NULLS] = {"cell", "cells", "contains NULL or similar", "contain NULL or similar",
                             "read as empty; you do not need to do anything if that is right",
                             "read as empty; you do not need to do anything if that is right"},
    [DUEBY_FINDING_LATER] = {"event", "events", "is dated after the day you are checking",
                             "are dated after the day you are checking", "not counted; if it has already happened, check the date",
                             "not counted; if they have already happened, check the dates"},
    [DUEBY_FINDING_VOID] = {"row", "rows", "is marked void", "are marked void", "ignored; you do not need to do anything",
                            "ignored; you do not need to do anything"},
    [DUEBY_FINDING_AFTER_DEATH] = {"visit, review, start or similar event", "visits, reviews, starts or similar events",
                                   "is dated after the child died", "are dated after the child died", "check both dates",
                                   "check both dates"},
    [DUEBY_FINDING_SHORT_CASES] = {"case", "cases", "has an id that Excel shortened, such as 1.23457E+11",
                                   "have ids that Excel shortened, such as 1.23457E+11",
                                   "several children may now share one id; format the column as text and export again",
                                   "several children may now share one id; format the column as text and export again"},
    [DUEBY_FINDING_LOST_CASES] = {"case", "cases", "has something open in one file that is not in the next",
                                  "have something open in one file that is not in the next",
                                  "check whether the id or a date differs there, or whether it was left out",
                                  "check whether ids or dates differ there, or whether they were left out"},
    [DUEBY_FINDING_SAME_CASES] = {"case", "cases", "appears more than once in one file of a return",
                                  "appear more than once in one file of a return", "check whether it is the same child each time",
                                  "check whether each case is the same child every time"},
    [DUEBY_FINDING_SKIPPED] = {"name", "names", "in your file is not recognised, so we skipped its content",
                               "in your file are not recognised, so we skipped their content",
                               "Tasks shown as overdue may have been done, and tasks not shown may be due",
                               "Tasks shown as overdue may have been done, and tasks not shown may be due"},
    [DUEBY_FINDING_SIMILAR_TEAMS] = {"team or worker", "teams or workers",
                                     "has the same name as another, apart from zeros, spaces or capitals",
                                     "have the same name as another, apart from zeros, spaces or capitals",
                                     "we treat them as different; write each name the same way every time",
                                     "we treat them as different; write each name the same way every time"},
    [DUEBY_FINDING_NO_COLUMN] = {"column", "columns", "of the return is not in your file", "of the return are not in your file",
                                 "We left out the duties that need it. Anything it may have ended needs checking",
                                 "We left out the duties that need them. Anything they may have ended needs checking"},
    [DUEBY_FINDING_UNANSWERABLE] = {"duty", "duties", "that you asked for cannot be checked with this kind of return",
                                    "that you asked for cannot be checked with this kind of return",
                                    "Tasks shown as overdue may have been done, and tasks not shown may be due",
                                    "Tasks shown as overdue may have been done, and tasks not shown may be due"},
    [DUEBY_FINDING_NO_TABLE] = {"table", "tables", "of the return is not among your files",
                                "of the return are not among your files",
                                "We left out the duties that need it. Anything it may have ended needs checking",
                                "We left out the duties that need them. Anything they may have ended needs checking"},
    [DUEBY_FINDING_UNKNOWN_TAGS] = {"row", "rows", "has a tag or an agreed interval that these rules do not use",
                                    "have a tag or an agreed interval that these rules do not use",
                                    "ignored; correct it if it is misspelt, or choose rules that use it",
                                    "ignored; correct any that are misspelt, or choose rules that use them"},
};

static const struct finding_words later_by_time = {"event",
                                                   "events",
                                                   "is after the time you are checking",
                                                   "are after the time you are checking",
                                                   "not counted; if it has already happened, check the date and time",
                                                   "not counted; if they have already happened, check the dates and times"};

const struct finding_words *dueby_finding_words(const struct search *search) {
  int has_time = search->worklist->run.as_at.time != DUEBY_TIME_NONE;
  return search->found.kind == DUEBY_FINDING_LATER && has_time ? &later_by_time : &words[search->found.kind];
}

/* Appends the last day that the records cover: "Records up to Friday 20 March 2026". */
static void append_recorded(struct text *out, const struct search *search) {
  const dueby_when when = {DUEBY_TIME_NONE, search->found.recorded_to, 0};
  char day[64] = "";
  if (when.date == DUEBY_DATE_NONE) {
    text_string(out, "WARNING: your file has no events up to the day you are checking. ");
    text_string(out,
                search->worklist->quality.later ? "Check a later day, or add earlier events" : "Use a newer file or a later day");
    return;
  }
  int is_stale = search->found.kind == DUEBY_FINDING_STALE;
  dueby_explain_when(&when, day, sizeof day, NULL);
  text_string(out, is_stale ? "WARNING: your records stop on " : "Records up to ");
  text_string(out, day);
  if (is_stale)
    text_string(
        out, ", over a month before the day you are checking. Anything since then is not in your file: tasks shown as overdue may "
             "have been done, and tasks not shown may be due. Use a newer file");
  else if (dueby_worklist_finding_count(search->worklist) == 1) text_string(out, ". Nothing in your file looks wrong");
}

/* Appends a wanted value that no case has: No case has "CP Noth" in team: did you mean "CP North"? No case is called "a1": did you
 * mean "A1"? */
static void append_no_such_value(struct text *out, const struct wanted *wanted) {
  text_string(out, wanted->column ? "No case has \"" : "No case is called \"");
  text_string(out, wanted->value);
  text_string(out, wanted->column ? "\" in " : "\"");
  text_string(out, wanted->column ? wanted->column : "");
  text_string(out, wanted->nearest ? ": did you mean \"" : ": check how your file writes it");
  if (!wanted->nearest) return;
  text_string(out, wanted->nearest);
  text_string(out, "\"?");
}

/* True if, in some case, a duty is waiting for an event to meet it or to start it. */
static int duty_waits_for(const dueby_worklist *worklist, int32_t duty, int32_t event) {
  int32_t first, count;
  int waits = worklist->quality.waits[duty];
  dueby_profile_duty_rules(worklist->profile, duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    const struct model_rule *model = &worklist->profile->rules[rule].model;
    if (waits & WAITS_FOR_DUE && model->due == event) return 1;
    if (waits & WAITS_FOR_START && model->trigger == event) return 1;
  }
  return 0;
}

void dueby_finding_list_waiting(const dueby_worklist *worklist, int32_t event, finding_taker *take, void *list) {
  int32_t first, count;
  for (int32_t duty = 0; duty < worklist->profile->n.duties; duty++) {
    if (!duty_waits_for(worklist, duty, event)) continue;
    dueby_profile_duty_rules(worklist->profile, duty, &first, &count);
    take(list, first);
  }
  for (int32_t rule = 0; worklist->selected && rule < worklist->profile->n.rules; rule++) {
    const struct model_rule *model = &worklist->profile->rules[rule].model;
    if (worklist->selected[rule] && model->alternative_of >= 0 && model->trigger == event) take(list, rule);
  }
}

/* Appends the duties that wait for an event: "cp.visit, cin.visit". */
static void append_waiting_duties(struct text *out, const dueby_worklist *worklist, int32_t event) {
  struct id_list list = {out, worklist->profile, 0};
  dueby_finding_list_waiting(worklist, event, dueby_finding_add_id, &list);
}

void dueby_finding_append_event(struct text *out, const dueby_profile *profile, int32_t event) {
  text_string(out, dueby_profile_event_title(profile, event));
  text_string(out, " (");
  text_string(out, dueby_profile_event_slug(profile, event));
  text_char(out, ')');
}

/* Appends a finding such as "Not in your file: visit (visit.made), needed by cp.visit, for 2 children (lines 3 and 9): add
 * these rows, leave those duties out, or use --holds visit.made=never". */
static void append_not_recorded(struct text *out, const struct search *search) {
  int is_form = search->worklist->style == DUEBY_STYLE_FORM;
  const dueby_finding *finding = &search->found;
  text_string(out, finding->team ? "Not in your file for team " : "Not in your file: ");
  if (finding->team) {
    text_string(out, finding->team);
    text_string(out, ": ");
  }
  dueby_finding_append_event(out, search->worklist->profile, finding->event);
  if (!finding->team) {
    text_string(out, ", needed by ");
    append_waiting_duties(out, search->worklist, finding->event);
  }
  text_string(out, ", for ");
  dueby_finding_append_cases(out, search->worklist->profile, finding->event, finding->count);
  dueby_finding_append_lines(out, search->worklist, finding);
  text_string(
      out,
      finding->team
          ? ": tasks shown as \"Overdue\", \"Never done\" or \"Needs checking\" may have been done; ask where the team records such tasks"
      : is_form ? ": add these rows, or choose other duties under \"Which duties\""
                : ": add these rows, leave those duties out, or use ");
  if (!finding->team && !is_form)
    dueby_option_append_form(out, search->worklist->style, OPTION_HOLDS_NEVER,
                             dueby_profile_event_slug(search->worklist->profile, finding->event));
}

static void append_left_out(struct text *out, const struct search *search) {
  int has_rows = search->worklist->quality.against[search->found.event].count != 0;
  int is_in_part = dueby_is_in_part(search->worklist, search->found.event);
  text_string(out, is_in_part ? "Your files only partly record the "
                   : has_rows ? "You said that your file does not record the "
                              : "Your file has no rows for the ");
  dueby_finding_append_event(out, search->worklist->profile, search->found.event);
  if (is_in_part) text_string(out, ", because a table or a column is missing");
  text_string(out, ". We left out the duties that need it, for ");
  dueby_finding_append_cases(out, search->worklist->profile, search->found.event, search->found.count);
  dueby_finding_append_lines(out, search->worklist, &search->found);
  text_string(out, ". Check those duties elsewhere");
}

/* Appends a finding such as "312 of 340 rows for the end of the single assessment (assessment.completed) have a ref that does not
 * match the start of the duty (lines 4, 9 and 17): ...". */
static void append_unmatched(struct text *out, const struct search *search) {
  text_number(out, search->found.count);
  text_string(out, " of ");
  append_count(out, search->found.of, "row for the ", "rows for the ");
  dueby_finding_append_event(out, search->worklist->profile, search->found.event);
  text_string(out, search->found.count == 1 ? " has" : " have");
  text_string(out, " a ref that does not match the start of the duty");
  dueby_finding_append_lines(out, search->worklist, &search->found);
  text_string(out, ": check these cases, or ");
  text_string(out, dueby_option_verb(search->worklist->style));
  dueby_option_append_form(out, search->worklist->style, OPTION_IGNORE_REFS, NULL);
  text_string(out, " to read the file without refs");
}

/* Appends a finding such as "19 rows have a date that is written day first (lines 2, 3 and 4): use --dates dmy". */
static void append_day_first(struct text *out, const struct search *search) {
  append_count(out, search->found.count, "row has", "rows have");
  text_string(out, " a date that is written day first");
  dueby_finding_append_lines(out, search->worklist, &search->found);
  text_string(out, search->worklist->style == DUEBY_STYLE_FORM ? ": choose " : ": use ");
  dueby_option_append_form(out, search->worklist->style, OPTION_DAY_FIRST, NULL);
}

/* Appends a finding such as "2 rows have an event that dueby does not know (lines 4 and 9): did you mean visit.made? ...". */
static void append_misspelt(struct text *out, const struct search *search) {
  append_count(out, search->found.count, "row has", "rows have");
  text_string(out, " an event that dueby does not know");
  dueby_finding_append_lines(out, search->worklist, &search->found);
  text_string(out, ": did you mean ");
  text_string(out, dueby_profile_event_slug(search->worklist->profile, search->found.event));
  text_string(out, "? Until you correct it, we do not show anyone as late where that may be wrong");
}

/* Appends a finding such as "12 children have a first visit (visit.made) more than 6 months after the duty began (...), and
 * no second one: ...". */
static void append_only_latest(struct text *out, const struct search *search) {
  const char *slug = dueby_profile_event_slug(search->worklist->profile, search->found.event);
  dueby_finding_append_cases(out, search->worklist->profile, search->found.event, search->found.count);
  text_string(out, " have a first ");
  dueby_finding_append_event(out, search->worklist->profile, search->found.event);
  text_string(out, " more than 6 months after the duty began");
  dueby_finding_append_lines(out, search->worklist, &search->found);
  int is_form = search->worklist->style == DUEBY_STYLE_FORM;
  text_string(out, ", and no second one: ");
  text_string(out, is_form ? "if your file only has the latest one of each, use a file with all of them"
                           : "if your file only has the latest one of each, use ");
  if (is_form) return;
  dueby_option_append_form(out, search->worklist->style, OPTION_HOLDS_LATEST, slug);
}

/* Appends the opening of a finding about an event that the records have too late: "No visit (visit.made) before Tuesday 1 July
 * 2025, though 23 children needed one earlier". */
static void append_first(struct text *out, const dueby_worklist *worklist, const dueby_finding *finding) {
  const dueby_when first = {DUEBY_TIME_NONE, worklist->quality.cut_off[finding->event].first, 0};
  char day[64] = "";
  dueby_explain_when(&first, day, sizeof day, NULL);
  text_string(out, "No ");
  dueby_finding_append_event(out, worklist->profile, finding->event);
  text_string(out, " before ");
  text_string(out, day);
  text_string(out, ", though ");
  dueby_finding_append_cases(out, worklist->profile, finding->event, finding->count);
  text_string(out, " needed one earlier");
}

/* Appends what to do if the records begin too late. Names the earliest day for any event, because one option covers them all. */
static void append_history(struct text *out, const dueby_worklist *worklist) {
  dueby_date from = DUEBY_DATE_LAST;
  struct tally cases;
  for (int32_t event = 1; event < worklist->profile->n.events; event++)
    if (worklist->quality.cut_off[event].first < from && dueby_finding_is_cut_off(worklist, event, &cases))
      from = worklist->quality.cut_off[event].first;
  int is_form = worklist->style == DUEBY_STYLE_FORM;
  text_string(out, ". If your extract only starts then, tasks shown as late may have been done: use ");
  if (is_form) text_string(out, "one that goes back further");
  else dueby_day_append_option(out, worklist->style, OPTION_HISTORY_FROM, from);
}

static void append_cut_off(struct text *out, const struct search *search) {
  append_first(out, search->worklist, &search->found);
  dueby_finding_append_lines(out, search->worklist, &search->found);
  append_history(out, search->worklist);
}

/* Appends how many unreadable rows may be about any child. No line takes them into account, so a task that one of them met may be
 * shown as overdue. */
static void append_astray(struct text *out, const dueby_worklist *worklist) {
  int64_t astray = worklist->counts[DUEBY_COUNT_BAD_ROWS] - worklist->bad_rows_seen;
  if (astray <= 0) return;
  text_string(out, ". ");
  text_string(out, "We cannot tell which child ");
  append_count(out, astray, "row is", "rows are");
  text_string(out, " about: tasks shown as overdue may have been done, and tasks not shown may be due");
}

void dueby_finding_append_unknown(struct text *out, const dueby_worklist *worklist, const char *one, const char *several) {
  if (!worklist->unknown_seen) return;
  text_string(out, ". dueby does not know the event of ");
  append_count(out, worklist->unknown_seen, one, several);
  text_string(out, ": if a task needs it, it may be shown as overdue although it was done");
}

static void append_kind(struct text *out, const struct search *search) {
  const dueby_finding *finding = &search->found;
  const struct finding_words *said = dueby_finding_words(search);
  append_count(out, finding->count, said->one, said->several);
  text_char(out, ' ');
  text_string(out, finding->count == 1 ? said->is : said->are);
  dueby_finding_append_lines(out, search->worklist, finding);
  text_string(out, ": ");
  int is_day_first =
      finding->kind == DUEBY_FINDING_BAD_ROWS && finding->count == search->worklist->quality.kinds[DUEBY_FINDING_DAY_FIRST].count;
  if (search->worklist->quality.names[finding->kind]) {
    text_string(out, search->worklist->quality.names[finding->kind]);
    text_string(out, ". ");
  }
  if (is_day_first) text_string(out, "see what to do below");
  else text_string(out, finding->count == 1 ? said->then : said->then_all);
  if (finding->kind != DUEBY_FINDING_BAD_ROWS) return;
  dueby_finding_append_unknown(out, search->worklist, "row", "rows");
  append_astray(out, search->worklist);
}

dueby_status dueby_finding_write(const struct search *search, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  switch (search->found.kind) {
  case DUEBY_FINDING_RECORDED:
  case DUEBY_FINDING_STALE: append_recorded(&out, search); break;
  case DUEBY_FINDING_NO_ROWS:
    text_string(&out, search->worklist->counts[DUEBY_COUNT_BAD_ROWS]
                          ? "No row could be read, so nothing was checked"
                          : "There are no rows, so nothing was checked. Check your file");
    break;
  case DUEBY_FINDING_NO_SUCH_VALUE: append_no_such_value(&out, search->wanted); break;
  case DUEBY_FINDING_NOT_RECORDED: append_not_recorded(&out, search); break;
  case DUEBY_FINDING_NO_TAG: dueby_no_tag_append(&out, search->worklist, &search->found, search->rule); break;
  case DUEBY_FINDING_STATED_NEVER:
  case DUEBY_FINDING_STATED_LATEST: dueby_against_append(&out, search->worklist, &search->found); break;
  case DUEBY_FINDING_LEFT_OUT: append_left_out(&out, search); break;
  case DUEBY_FINDING_UNMATCHED_REFS: append_unmatched(&out, search); break;
  case DUEBY_FINDING_DAY_FIRST: append_day_first(&out, search); break;
  case DUEBY_FINDING_NO_BIRTH:
    append_count(&out, search->found.count, "child has", "children have");
    text_string(&out, " no date of birth");
    dueby_finding_append_lines(&out, search->worklist, &search->found);
    dueby_no_birth_append(&out, search->worklist, search->found.count);
    break;
  case DUEBY_FINDING_MISSPELT: append_misspelt(&out, search); break;
  case DUEBY_FINDING_ONLY_LATEST: append_only_latest(&out, search); break;
  case DUEBY_FINDING_CUT_OFF: append_cut_off(&out, search); break;
  default: append_kind(&out, search);
  }
  return text_end(&out, needed);
}

dueby_status dueby_worklist_finding_text(const dueby_worklist *worklist, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct search search;
  dueby_status status = dueby_finding_search(worklist, index, &search);
  return status == DUEBY_OK ? dueby_finding_write(&search, text, size, needed) : status;
}

/* ---- messages above a list ---- */

/* True if a finding is about an event that is never in the file, for any team. */
static int is_missing_event(const dueby_finding *finding) {
  return finding->kind == DUEBY_FINDING_NOT_RECORDED && !finding->team;
}

/* Writes how many findings have no message of their own: "14 more events are not in your file: ...". */
static dueby_status write_folded(int32_t style, int64_t folded, char *text, int64_t size, int64_t *needed) {
  int is_command = style == DUEBY_STYLE_OPTIONS;
  struct text out = text_in(text, size);
  append_count(&out, folded, "more event is", "more events are");
  text_string(&out, style == DUEBY_STYLE_FORM ? " not in your file. To leave duties out, choose others under \"Which duties\""
                    : is_command
                        ? " not in your file. To list them, use --format json (quality). To leave duties out, use --only, "
                          "or --holds for events that your file never holds"
                        : " not in your file. To leave duties out, use only, or holds for events that your file never holds");
  return text_end(&out, needed);
}

static int is_left_out(const dueby_finding *finding) {
  return finding->kind == DUEBY_FINDING_LEFT_OUT;
}

/* Returns how many consecutive findings of a kind there are from an index onwards. */
static int64_t count_from(const dueby_worklist *worklist, int64_t index, int (*is_kind)(const dueby_finding *finding)) {
  dueby_finding finding;
  int64_t end = index;
  while (dueby_worklist_finding(worklist, end, &finding) == DUEBY_OK && is_kind(&finding)) end++;
  return end - index;
}

const char *dueby_worklist_trust_heading(int32_t is_figures) {
  return is_figures ? "Can I trust these figures?" : "Can I trust this list?";
}

static int is_about_cut_off(const dueby_finding *finding) {
  return finding->kind == DUEBY_FINDING_CUT_OFF;
}

dueby_finding dueby_finding_with_most(const dueby_worklist *worklist, int64_t first, int64_t count) {
  dueby_finding most = {0}, finding;
  for (int64_t i = first; i < first + count; i++)
    if (dueby_worklist_finding(worklist, i, &finding) == DUEBY_OK && finding.count > most.count) most = finding;
  return most;
}

/* Writes several findings DUEBY_FINDING_CUT_OFF as one. Names the one with the most children, and how many more there are. */
static dueby_status write_all_cut_off(const dueby_worklist *worklist, int64_t first, int64_t count, char *text, int64_t size,
                                      int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_finding most = dueby_finding_with_most(worklist, first, count);
  append_first(&out, worklist, &most);
  text_string(&out, ". The same goes for ");
  append_count(&out, count - 1, "other kind of event", "other kinds of event");
  append_history(&out, worklist);
  return text_end(&out, needed);
}

dueby_status dueby_finding_paragraph(const dueby_worklist *worklist, int64_t index, struct paragraph *found) {
  int64_t shown_missing = 0;
  *found = (struct paragraph){0};
  for (int64_t paragraph = 0;; paragraph++) {
    dueby_finding finding;
    dueby_status status = dueby_worklist_finding(worklist, found->first, &finding);
    int64_t missing = count_from(worklist, found->first, is_missing_event), count = 1;
    if (status != DUEBY_OK) return status;
    if (missing > 1 && shown_missing == MISSING_SHOWN_MAX) count = missing;
    else if (is_left_out(&finding)) count = count_from(worklist, found->first, is_left_out);
    else if (is_about_cut_off(&finding)) count = count_from(worklist, found->first, is_about_cut_off);
    *found = (struct paragraph){found->first, count, finding.kind};
    if (paragraph == index) return DUEBY_OK;
    shown_missing += missing != 0;
    found->first += count;
  }
}

dueby_status dueby_worklist_trust_text(const dueby_worklist *worklist, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct paragraph at;
  dueby_status status = dueby_finding_paragraph(worklist, index, &at);
  if (status != DUEBY_OK) return status;
  if (at.count == 1) return dueby_worklist_finding_text(worklist, at.first, text, size, needed);
  if (at.kind == DUEBY_FINDING_NOT_RECORDED) return write_folded(worklist->style, at.count, text, size, needed);
  if (at.kind == DUEBY_FINDING_LEFT_OUT) return dueby_left_out_text(worklist, at.count, text, size, needed);
  return write_all_cut_off(worklist, at.first, at.count, text, size, needed);
}
