/* Writes findings for people who read a list that others made: what is wrong, with which children, and whom to ask. */
#include <string.h>

#include "dueby/explain.h"
#include "option_text.h"
#include "profile_needs.h"
#include "worklist_cut_off.h"
#include "worklist_findings.h"

/* ---- words ---- */

/* The wording for readers, where it differs from that for whoever made the list. Empty text means that it does not differ. */
struct reader_words {
  int32_t kind;
  char is[80], are[80], ask[128], ask_all[128];
};

static const struct reader_words reader_words[] = {
    {DUEBY_FINDING_BAD_ROWS, "", "", "ask whoever makes the file to correct it", "ask whoever makes the file to correct them"},
    {DUEBY_FINDING_NO_DUTY, "", "",
     "ask its worker whether it is closed, or whether something was not recorded. Or these rules may not cover it",
     "ask the workers whether these cases are closed, or whether something was not recorded. Or these rules may not cover them"},
    {DUEBY_FINDING_BIRTHS_DIFFER, "", "", "we used the earliest; ask the child's worker which one is right",
     "we used the earliest; ask the children's workers which one is right"},
    {DUEBY_FINDING_BORN_LATE, "", "", "ask the child's worker to check it, unless that event was before the birth",
     "ask the children's workers to check them, unless those events were before the birth"},
    {DUEBY_FINDING_BORN_EARLY, "", "", "ask the child's worker to check the dates",
     "ask the children's workers to check the dates"},
    {DUEBY_FINDING_ENDED_EARLY, "", "", "ask the child's worker to check both dates",
     "ask the children's workers to check both dates"},
    {DUEBY_FINDING_FAR, "", "", "ask the child's worker to check the year", "ask the children's workers to check the years"},
    {DUEBY_FINDING_SIMILAR_CASES, "", "", "ask whoever makes the file whether they are the same child",
     "ask whoever makes the file whether they are the same child"},
    {DUEBY_FINDING_SIMILAR_REFS, "has reference numbers that differ only by zeros, spaces or capitals",
     "have reference numbers that differ only by zeros, spaces or capitals",
     "we treat them as different; ask whoever makes the file whether they are the same",
     "we treat them as different; ask whoever makes the file whether they are the same"},
    {DUEBY_FINDING_TWICE, "has the same event and time as another", "have the same event and time as another",
     "counted once; ask the child's worker whether these were separate events",
     "counted once; ask the children's workers whether any were separate events"},
    {DUEBY_FINDING_NO_DATE, "", "", "read as unknown or not ended; ask whoever makes the file for the date",
     "read as unknown or not ended; ask whoever makes the file for the dates"},
    {DUEBY_FINDING_NOT_ENDED, "has an end without a date", "have an end without a date",
     "read as not ended; ask whoever makes the file whether it has ended",
     "read as not ended; ask whoever makes the file whether they have ended"},
    {DUEBY_FINDING_LATER, "", "", "not counted; if it has already happened, ask the child's worker to check the date",
     "not counted; if they have already happened, ask the children's workers to check the dates"},
    {DUEBY_FINDING_AFTER_DEATH, "", "", "ask the child's worker to check both dates",
     "ask the children's workers to check both dates"},
    {DUEBY_FINDING_SHORT_CASES, "", "", "several children may now share one id; ask whoever makes the file to make it again",
     "several children may now share one id; ask whoever makes the file to make it again"},
    {DUEBY_FINDING_LOST_CASES, "", "",
     "ask whoever makes the file whether it was left out, or whether an id or a date differs there",
     "ask whoever makes the file whether they were left out, or whether ids or dates differ there"},
    {DUEBY_FINDING_SAME_CASES, "", "", "ask whoever makes the file whether it is the same child each time",
     "ask whoever makes the file whether each case is the same child every time"},
    {DUEBY_FINDING_SKIPPED, "in the file is not recognised, so we skipped its content",
     "in the file are not recognised, so we skipped their content", "", ""},
    {DUEBY_FINDING_SIMILAR_TEAMS, "", "", "we treat them as different; ask whoever makes the file whether they are the same",
     "we treat them as different; ask whoever makes the file whether they are the same"},
    {DUEBY_FINDING_NO_COLUMN, "of the return is not in the file", "of the return are not in the file", "", ""},
    {DUEBY_FINDING_UNANSWERABLE, "that was asked for cannot be checked with this kind of return",
     "that were asked for cannot be checked with this kind of return", "", ""},
    {DUEBY_FINDING_NO_TABLE, "of the return is missing from the files", "of the return are missing from the files", "", ""},
    {DUEBY_FINDING_UNKNOWN_TAGS, "has a detail (such as \"seen alone\") that these rules do not use",
     "have a detail (such as \"seen alone\") that these rules do not use",
     "not counted; ask whoever makes the file whether it is misspelt",
     "not counted; ask whoever makes the file whether any are misspelt"},
};

static const struct reader_words *words_for(int32_t kind) {
  static const struct reader_words none = {0};
  for (size_t i = 0; i < sizeof reader_words / sizeof *reader_words; i++)
    if (reader_words[i].kind == kind) return &reader_words[i];
  return &none;
}

static const char *either(const char *for_reader, const char *for_maker) {
  return *for_reader ? for_reader : for_maker;
}

static const char careful[] = "tasks shown as overdue may have been done, and tasks not shown may be due";

/* ---- duties, by their titles ---- */

enum { DUTIES_SHOWN = 4 };

/* A list of duties that is being written. `last` is the title added last: neighbouring duties may have the same title, which is
 * then only written once. */
struct title_list {
  struct text *out;
  const dueby_profile *profile;
  const char *last;
  int64_t count;
};

static void add_title(void *list, int32_t rule) {
  struct title_list *to = list;
  const char *title = dueby_rule_text(to->profile, rule, 0, DUEBY_RULE_LISTED_TITLE);
  if (to->last && strcmp(to->last, title) == 0) return;
  to->last = title;
  if (to->count++ >= DUTIES_SHOWN) return;
  text_string(to->out, to->count > 1 ? ", \"" : "\"");
  text_string(to->out, title);
  text_char(to->out, '"');
}

static void end_titles(const struct title_list *list) {
  if (list->count <= DUTIES_SHOWN) return;
  text_string(list->out, " and ");
  append_count(list->out, list->count - DUTIES_SHOWN, "more duty", "more duties");
}

static void append_event(struct text *out, const dueby_worklist *worklist, int32_t event) {
  text_string(out, dueby_profile_event_title(worklist->profile, event));
}

static void append_children(struct text *out, const struct search *search) {
  dueby_finding_append_cases(out, search->worklist->profile, search->found.event, search->found.count);
}

/* ---- findings with their own wording ---- */

static void append_recorded(struct text *out, const struct search *search) {
  const dueby_when when = {DUEBY_TIME_NONE, search->found.recorded_to, 0};
  char day[64] = "";
  if (when.date == DUEBY_DATE_NONE) {
    text_string(out, "WARNING: the file has no events up to the day you are checking. Ask whoever makes the file for ");
    text_string(out, search->worklist->quality.later ? "earlier events" : "a newer one");
    return;
  }
  int is_stale = search->found.kind == DUEBY_FINDING_STALE;
  dueby_explain_when(&when, day, sizeof day, NULL);
  text_string(out, is_stale ? "WARNING: the records stop on " : "Records up to ");
  text_string(out, day);
  if (is_stale) {
    text_string(out, ", over a month before the day you are checking. Anything since then is not in the file: ");
    text_string(out, careful);
    text_string(out, ". Ask for a newer list");
  } else if (dueby_worklist_finding_count(search->worklist) == 1) {
    text_string(out, ". Nothing in the file looks wrong");
  }
}

static void append_no_rows(struct text *out, const struct search *search) {
  text_string(out, search->worklist->counts[DUEBY_COUNT_BAD_ROWS] ? "No record could be read, so nothing was checked"
                                                                  : "There are no records, so nothing was checked");
  text_string(out, ". Ask whoever makes the file to check it");
}

static void append_no_such_value(struct text *out, const struct wanted *wanted) {
  text_string(out, wanted->column ? "No case has \"" : "No case is called \"");
  text_string(out, wanted->value);
  text_string(out, wanted->column ? "\" in " : "\"");
  text_string(out, wanted->column ? wanted->column : "");
  if (wanted->nearest) {
    text_string(out, "; there is \"");
    text_string(out, wanted->nearest);
    text_char(out, '"');
  }
  text_string(out, ": ask whoever made this list to correct the name");
}

/* Appends the duties that wait for an event: ', needed for the duty "visit to a child in need"'. Appends nothing if there is only
 * one and it has the same name as the event. */
static void append_needed_for(struct text *out, const struct search *search) {
  struct text nowhere = text_in(NULL, 0);
  struct title_list first = {&nowhere, search->worklist->profile, NULL, 0}, list = {out, search->worklist->profile, NULL, 0};
  const char *event = dueby_profile_event_title(search->worklist->profile, search->found.event);
  dueby_finding_list_waiting(search->worklist, search->found.event, add_title, &first);
  if (!first.count || (first.count == 1 && strcmp(first.last, event) == 0)) return;
  text_string(out, first.count > 1 ? ", needed for the duties " : ", needed for the duty ");
  dueby_finding_list_waiting(search->worklist, search->found.event, add_title, &list);
  end_titles(&list);
}

/* Appends a finding such as 'Not in the file: visit, needed for the duty "visit to a child in need", for 2 children: ...'. */
static void append_not_recorded(struct text *out, const struct search *search) {
  const dueby_finding *finding = &search->found;
  text_string(out, finding->team ? "Not in the file for team " : "Not in the file: ");
  if (finding->team) {
    text_string(out, finding->team);
    text_string(out, ": ");
  }
  append_event(out, search->worklist, finding->event);
  if (!finding->team) append_needed_for(out, search);
  text_string(out, ", for ");
  append_children(out, search);
  text_string(out, ": tasks shown as \"Overdue\", \"Never done\" or \"Needs checking\" may have been done. ");
  text_string(out, finding->team ? "Ask the team where it records them" : "Ask whoever makes the file whether it can include this");
}

static void append_no_tag(struct text *out, const struct search *search) {
  const dueby_worklist *worklist = search->worklist;
  char needs[256] = "";
  struct text tags = text_in(needs, sizeof needs);
  struct text nowhere = text_in(NULL, 0);
  struct title_list counted = {&nowhere, worklist->profile, NULL, 0}, list = {out, worklist->profile, NULL, 0};
  dueby_needs_append(&tags, worklist->profile, search->rule);
  text_end(&tags, NULL);
  for (char *at = needs; *at; at++)
    if (*at == '_') *at = ' ';
  text_string(out, "No ");
  append_event(out, worklist, search->found.event);
  text_string(out, " in the file is marked \"");
  text_string(out, needs);
  dueby_finding_list_untagged(worklist, search->rule, add_title, &counted);
  text_string(out, counted.count > 1 ? "\", needed for the duties " : "\", needed for the duty ");
  dueby_finding_list_untagged(worklist, search->rule, add_title, &list);
  end_titles(&list);
  text_string(out, ", for ");
  append_children(out, search);
  text_string(out, ": ask the workers whether this happened, and ask whoever makes the file whether it can show it");
}

static void append_against(struct text *out, const struct search *search) {
  int is_never = search->found.kind == DUEBY_FINDING_STATED_NEVER, is_one = search->found.count == 1;
  if (is_never) append_count(out, search->found.count, "record of the ", "records of the ");
  else append_count(out, search->found.count, "child has more than one ", "children have more than one ");
  append_event(out, search->worklist, search->found.event);
  if (is_never) text_string(out, is_one ? " is in the file" : " are in the file");
  text_string(out, is_never ? ", though this list was made as if the file had none of these"
                            : ", though this list was made as if the file only had the latest");
  text_string(out, ": ask whoever made it which is right");
}

static void append_left_out(struct text *out, const dueby_worklist *worklist, int64_t count, const dueby_finding *most) {
  text_string(out, dueby_is_in_part(worklist, most->event) ? "Only partly in the file: " : "Not in the file: ");
  append_event(out, worklist, most->event);
  text_string(out, ". We left out the duties that need it, for ");
  dueby_finding_append_cases(out, worklist->profile, most->event, most->count);
  if (count > 1) {
    text_string(out, ". The same goes for ");
    append_count(out, count - 1, "other kind of event", "other kinds of event");
  }
  text_string(out, ". Check those duties elsewhere");
}

static void append_unmatched(struct text *out, const struct search *search) {
  text_number(out, search->found.count);
  text_string(out, " of ");
  append_count(out, search->found.of, "record of the ", "records of the ");
  append_event(out, search->worklist, search->found.event);
  text_string(out, search->found.count == 1 ? " has" : " have");
  text_string(out, " a reference number that does not match the start of the duty: ask whoever makes the file to check ");
  text_string(out, search->found.count == 1 ? "it" : "them");
}

static void append_day_first(struct text *out, const struct search *search) {
  append_count(out, search->found.count, "record has", "records have");
  text_string(out, " a date that is written day first: ");
  if (search->worklist->style != DUEBY_STYLE_FORM) {
    text_string(out, "ask whoever made this list to make it again with dates read that way");
    return;
  }
  text_string(out, "choose ");
  dueby_option_append_form(out, DUEBY_STYLE_FORM, OPTION_DAY_FIRST, NULL);
}

static void append_misspelt(struct text *out, const struct search *search) {
  append_count(out, search->found.count, "record is", "records are");
  text_string(out, " of an event that is not on our list, probably the ");
  append_event(out, search->worklist, search->found.event);
  text_string(out, ": ask whoever makes the file to correct ");
  text_string(out, search->found.count == 1 ? "it" : "them");
  text_string(out, ". Until then, we do not show anyone as late where that may be wrong");
}

static void append_no_birth(struct text *out, const struct search *search) {
  struct title_list list = {out, search->worklist->profile, NULL, 0};
  append_count(out, search->found.count, "child has", "children have");
  text_string(out, " no date of birth, and some duties depend on the child's age (");
  dueby_finding_list_ageless(search->worklist, add_title, &list);
  end_titles(&list);
  text_string(out,
              search->found.count == 1 ? "): ask the child's worker to record it" : "): ask the children's workers to record it");
}

static void append_only_latest(struct text *out, const struct search *search) {
  append_children(out, search);
  text_string(out, " have a first ");
  append_event(out, search->worklist, search->found.event);
  text_string(out, " more than 6 months after the duty began, and no second one: ask whoever makes the file whether it only has "
                   "the latest one of each");
}

static void append_cut_off(struct text *out, const dueby_worklist *worklist, int64_t count, const dueby_finding *most) {
  const dueby_when first = {DUEBY_TIME_NONE, worklist->quality.cut_off[most->event].first, 0};
  char day[64] = "";
  dueby_explain_when(&first, day, sizeof day, NULL);
  text_string(out, "No ");
  append_event(out, worklist, most->event);
  text_string(out, " before ");
  text_string(out, day);
  text_string(out, ", though ");
  dueby_finding_append_cases(out, worklist->profile, most->event, most->count);
  text_string(out, " needed one earlier");
  if (count > 1) {
    text_string(out, ". The same goes for ");
    append_count(out, count - 1, "other kind of event", "other kinds of event");
  }
  text_string(out, ". If the file only starts then, tasks shown as late may have been done: ask whoever makes the "
                   "file whether it has earlier records");
}

/* ---- any finding ---- */

/* Appends how many unreadable records may be about any child. */
static void append_astray(struct text *out, const dueby_worklist *worklist) {
  int64_t astray = worklist->counts[DUEBY_COUNT_BAD_ROWS] - worklist->bad_rows_seen;
  if (astray <= 0) return;
  text_string(out, ". We cannot tell which child ");
  append_count(out, astray, "record is", "records are");
  text_string(out, " about: ");
  text_string(out, careful);
}

static void append_kind(struct text *out, const struct search *search) {
  const dueby_finding *finding = &search->found;
  const struct finding_words *made = dueby_finding_words(search);
  const struct reader_words *read = words_for(finding->kind);
  const char *names = search->worklist->quality.names[finding->kind];
  int is_one = finding->count == 1, is_row = strcmp(made->one, "row") == 0;
  append_count(out, finding->count, is_row ? "record" : made->one, is_row ? "records" : made->several);
  text_char(out, ' ');
  text_string(out, is_one ? either(read->is, made->is) : either(read->are, made->are));
  text_string(out, ": ");
  text_string(out, names);
  if (names) text_string(out, ". ");
  text_string(out, is_one ? either(read->ask, made->then) : either(read->ask_all, made->then_all));
  if (finding->kind != DUEBY_FINDING_BAD_ROWS) return;
  dueby_finding_append_unknown(out, search->worklist, "record", "records");
  append_astray(out, search->worklist);
}

static void append_one(struct text *out, const struct search *search) {
  switch (search->found.kind) {
  case DUEBY_FINDING_RECORDED:
  case DUEBY_FINDING_STALE: append_recorded(out, search); break;
  case DUEBY_FINDING_NO_ROWS: append_no_rows(out, search); break;
  case DUEBY_FINDING_NO_SUCH_VALUE: append_no_such_value(out, search->wanted); break;
  case DUEBY_FINDING_NOT_RECORDED: append_not_recorded(out, search); break;
  case DUEBY_FINDING_NO_TAG: append_no_tag(out, search); break;
  case DUEBY_FINDING_STATED_NEVER:
  case DUEBY_FINDING_STATED_LATEST: append_against(out, search); break;
  case DUEBY_FINDING_UNMATCHED_REFS: append_unmatched(out, search); break;
  case DUEBY_FINDING_DAY_FIRST: append_day_first(out, search); break;
  case DUEBY_FINDING_MISSPELT: append_misspelt(out, search); break;
  case DUEBY_FINDING_NO_BIRTH: append_no_birth(out, search); break;
  case DUEBY_FINDING_ONLY_LATEST: append_only_latest(out, search); break;
  default: append_kind(out, search);
  }
}

dueby_status dueby_worklist_reader_text(const dueby_worklist *worklist, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  struct paragraph at;
  struct search search;
  dueby_status status = dueby_finding_paragraph(worklist, index, &at);
  if (status == DUEBY_OK) status = dueby_finding_search(worklist, at.first, &search);
  if (status != DUEBY_OK) return status;
  dueby_finding most = dueby_finding_with_most(worklist, at.first, at.count);
  if (at.kind == DUEBY_FINDING_LEFT_OUT) {
    append_left_out(&out, worklist, at.count, &most);
  } else if (at.kind == DUEBY_FINDING_CUT_OFF) {
    append_cut_off(&out, worklist, at.count, &most);
  } else if (at.count > 1) {
    append_count(&out, at.count, "more event is", "more events are");
    text_string(&out, " not in the file. Ask whoever makes the file whether it can include them");
  } else {
    append_one(&out, &search);
  }
  return text_end(&out, needed);
}

/* ---- the cases of a finding ---- */

static int has_row(const dueby_event *events, int64_t count, int64_t row) {
  for (int64_t i = 0; i < count; i++)
    if (events[i].row == row) return 1;
  return 0;
}

static int is_of_case(const dueby_case *of, int64_t row) {
  return of->first_bad_line == row || has_row(of->events, of->event_count, row) || has_row(of->unread, of->unread_count, row);
}

/* Counts the lines of a finding that are in a case. */
static int count_lines_of(const dueby_case *of, const dueby_finding *finding) {
  int count = 0, lines = dueby_finding_count_lines(finding);
  for (int i = 0; i < lines; i++) count += is_of_case(of, finding->lines[i]);
  return count;
}

dueby_status dueby_worklist_reader_cases(const dueby_worklist *worklist, int64_t index, int64_t cases[DUEBY_FINDING_LINES_MAX],
                                         int32_t *count, int32_t *has_all) {
  struct paragraph at;
  struct search search;
  dueby_status status = dueby_finding_paragraph(worklist, index, &at);
  if (status == DUEBY_OK) status = dueby_finding_search(worklist, at.first, &search);
  if (status != DUEBY_OK) return status;
  int lines = at.count == 1 ? dueby_finding_count_lines(&search.found) : 0, found = 0;
  *count = 0;
  for (int64_t i = 0; i < worklist->case_count && found < lines && *count < DUEBY_FINDING_LINES_MAX; i++) {
    int here = count_lines_of(&worklist->cases[i]->of, &search.found);
    found += here;
    if (here) cases[(*count)++] = i;
  }
  *has_all = found >= lines && !search.found.more_lines;
  return DUEBY_OK;
}
