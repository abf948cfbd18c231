/* An item as text, and the remarks on the whole. */
#include <stdlib.h>
#include <string.h>

#include "date_internal.h"
#include "dueby/explain.h"
#include "profile_internal.h"
#include "worklist_internal.h"

static void append_count(struct text *out, int64_t count, const char *one, const char *several) {
  text_number(out, count);
  text_char(out, ' ');
  text_string(out, count == 1 ? one : several);
}

/* ---- a line ---- */

static void append_number(struct text *out, const dueby_profile *profile, const dueby_line *line) {
  static const char ends[][3] = {"th", "st", "nd", "rd"};
  int32_t number = line->deadline.occurrence;
  if (number < 2 || !dueby_rule_number(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_RECURS)) return;
  int is_teen = number % 100 > 10 && number % 100 < 14;
  text_number(out, number);
  text_string(out, ends[is_teen || number % 10 > 3 ? 0 : number % 10]);
}

dueby_status dueby_line_number_text(const dueby_profile *profile, const dueby_line *line, char *text, int64_t size,
                                    int64_t *needed) {
  struct text out = text_in(text, size);
  append_number(&out, profile, line);
  return text_end(&out, needed);
}

dueby_status dueby_line_duty_text(const dueby_profile *profile, const dueby_line *line, const char *ref, char *text, int64_t size,
                                  int64_t *needed) {
  struct text out = text_in(text, size);
  append_number(&out, profile, line);
  if (out.length) text_char(&out, ' ');
  text_string(&out, dueby_rule_text(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_TITLE));
  if (ref) text_string(&out, ", ");
  text_string(&out, ref);
  return text_end(&out, needed);
}

/* ---- rows that could not be read ---- */

static void append_unread(struct text *out, const dueby_case *of) {
  append_count(out, of->bad_rows, "row", "rows");
  text_string(out, " of this case could not be read (line ");
  text_number(out, of->first_bad_line);
  text_string(out, of->bad_rows == 1 ? ")" : " and others)");
}

dueby_status dueby_case_reason(const dueby_case *of, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (of->bad_rows) append_unread(&out, of);
  return text_end(&out, needed);
}

const char *dueby_case_ref(const dueby_case *of, int64_t ref) {
  return ref > 0 && ref <= of->ref_count ? of->refs[ref - 1] : NULL;
}

/* ---- an item ---- */

static dueby_status append_nothing(char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  return text_end(&out, needed);
}

static dueby_status state_text(const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (item->line) return dueby_explain_verdict(&item->line->deadline, &item->line->verdict, text, size, needed);
  text_string(&out, "Needs checking");
  return text_end(&out, needed);
}

static dueby_status due_text(const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  if (!item->line || item->line->deadline.due == DUEBY_DATE_NONE) return append_nothing(text, size, needed);
  const dueby_when due = {item->line->deadline.due_time, item->line->deadline.due, 0};
  return dueby_explain_when(&due, text, size, needed);
}

static dueby_status reason_text(const dueby_worklist *worklist, const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  const dueby_line *line = item->line;
  if (!line) return dueby_case_reason(item->of, text, size, needed);
  return dueby_line_reason(worklist->profile, line, line->rejected < 0 ? NULL : &item->of->events[line->rejected], text, size,
                           needed);
}

dueby_status dueby_line_law_text(const dueby_line *line, const dueby_case *of, const dueby_when *as_at, char *text, int64_t size,
                                 int64_t *needed) {
  int64_t closed = line->met >= 0 ? line->met : line->ended;
  const dueby_event *event = closed < 0 ? NULL : &of->events[closed];
  const dueby_when due = {line->due_by_law_time, line->due_by_law, 0};
  const dueby_when at = event ? (dueby_when){event->time, event->date, 0} : *as_at;
  return dueby_explain_due_by_law(&line->verdict, &at, &due, text, size, needed);
}

static dueby_status law_text(const dueby_worklist *worklist, const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  if (!item->line) return append_nothing(text, size, needed);
  return dueby_line_law_text(item->line, item->of, &worklist->run.as_at, text, size, needed);
}

static dueby_status before_text(const dueby_worklist *worklist, const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  static const char start[] = "last working day before: ";
  const dueby_line *line = item->line;
  int is_open = line && (line->verdict.state == DUEBY_STATE_OPEN || line->verdict.state == DUEBY_STATE_DUE_SOON);
  dueby_when before = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  char day[64] = "";
  struct text out = text_in(text, size);
  if (is_open) before.date = dueby_deadline_working_day_before(worklist->calendar, &line->deadline);
  if (before.date != DUEBY_DATE_NONE) {
    dueby_explain_when(&before, day, sizeof day, NULL);
    text_string(&out, start);
    text_string(&out, day);
  }
  return text_end(&out, needed);
}

static dueby_status key_text(const dueby_worklist *worklist, const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  const dueby_line *line = item->line;
  if (!line) return append_nothing(text, size, needed);
  return dueby_line_key(worklist->profile, line, &item->of->events[line->trigger], dueby_case_ref(item->of, line->ref), text, size,
                        needed);
}

static dueby_status explain(const dueby_worklist *worklist, const dueby_item *item, int is_whole, char *text, int64_t size,
                            int64_t *needed) {
  const dueby_line *line = item->line;
  const int64_t offsets[] = {0, item->of->event_count};
  dueby_facts facts;
  if (!line || line->deadline.due == DUEBY_DATE_NONE) return DUEBY_NONE;
  dueby_event *known = malloc(((size_t)item->of->event_count + 1) * sizeof *known);
  if (!known) return DUEBY_EMEMORY;
  dueby_line_facts(worklist->profile, line, item->of->events, offsets, worklist->run.as_at.date, known, &facts);
  dueby_status status = (is_whole ? dueby_explain_text : dueby_explain_summary)(
      worklist->profile, worklist->calendar, &item->of->events[line->trigger], &facts, &line->deadline, text, size, needed);
  free(known);
  return status;
}

dueby_status dueby_worklist_item_text(const dueby_worklist *worklist, int64_t index, int32_t what, char *text, int64_t size,
                                      int64_t *needed) {
  dueby_item item;
  dueby_status status = dueby_worklist_item(worklist, index, &item);
  if (status != DUEBY_OK) return status;
  switch (what) {
  case DUEBY_ITEM_DUTY:
    return item.line
               ? dueby_line_duty_text(worklist->profile, item.line, dueby_case_ref(item.of, item.line->ref), text, size, needed)
               : append_nothing(text, size, needed);
  case DUEBY_ITEM_STATE: return state_text(&item, text, size, needed);
  case DUEBY_ITEM_DUE: return due_text(&item, text, size, needed);
  case DUEBY_ITEM_REASON: return reason_text(worklist, &item, text, size, needed);
  case DUEBY_ITEM_BEFORE: return before_text(worklist, &item, text, size, needed);
  case DUEBY_ITEM_LAW: return law_text(worklist, &item, text, size, needed);
  case DUEBY_ITEM_KEY: return key_text(worklist, &item, text, size, needed);
  case DUEBY_ITEM_EXPLANATION: return explain(worklist, &item, 1, text, size, needed);
  case DUEBY_ITEM_SUMMARY: return explain(worklist, &item, 0, text, size, needed);
  default: return DUEBY_EARGUMENT;
  }
}

/* ---- notes ---- */

/* Whether the records end over a month before the day looked at: what happened since may have met anything. */
static int is_stale(const dueby_worklist *worklist) {
  dueby_date month_later;
  if (worklist->recorded_to == DUEBY_DATE_NONE) return 1;
  return dueby_date_add_months(worklist->recorded_to, 1, &month_later) == DUEBY_OK && month_later < worklist->run.as_at.date;
}

dueby_status dueby_worklist_remark(const dueby_worklist *worklist, int64_t index, dueby_remark *remark) {
  const dueby_remark rest[] = {{worklist->counts[DUEBY_COUNT_LATER], DUEBY_REMARK_LATER, 0},
                               {worklist->counts[DUEBY_COUNT_VOID], DUEBY_REMARK_VOID, 0}};
  int64_t at = worklist->counts[DUEBY_COUNT_ROWS] > 0;
  if (at && !index) {
    *remark = (dueby_remark){0, is_stale(worklist) ? DUEBY_REMARK_STALE : DUEBY_REMARK_RECORDED, 0};
    return DUEBY_OK;
  }
  for (int32_t event = 0; event < worklist->profile->n.events; event++) {
    if (!worklist->waiting[event] || at++ != index) continue;
    *remark = (dueby_remark){worklist->waiting[event], DUEBY_REMARK_NOT_RECORDED, event};
    return DUEBY_OK;
  }
  for (int32_t event = 1; event < worklist->profile->n.events; event++) {
    const dueby_remark held[] = {{worklist->left_out[event], DUEBY_REMARK_LEFT_OUT, event},
                                 {worklist->unmatched[event], DUEBY_REMARK_UNMATCHED, event}};
    for (int i = 0; i < 2; i++) {
      if (!held[i].count || at++ != index) continue;
      *remark = held[i];
      return DUEBY_OK;
    }
  }
  for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
    if (!rest[i].count || at++ != index) continue;
    *remark = rest[i];
    return DUEBY_OK;
  }
  for (int64_t i = 0; i < worklist->wanted_count; i++) {
    const struct wanted *wanted = &worklist->wanted[i];
    if (!wanted->column || worklist->found[wanted->index] || at++ != index) continue;
    *remark = (dueby_remark){0, DUEBY_REMARK_NOT_FOUND, (int32_t)i};
    return DUEBY_OK;
  }
  if (!worklist->counts[DUEBY_COUNT_ROWS] && at++ == index) {
    *remark = (dueby_remark){0, DUEBY_REMARK_NO_ROW, 0};
    return DUEBY_OK;
  }
  return index < 0 ? DUEBY_EARGUMENT : DUEBY_DONE;
}

int64_t dueby_worklist_remark_count(const dueby_worklist *worklist) {
  dueby_remark remark;
  int64_t count = 0;
  while (dueby_worklist_remark(worklist, count, &remark) == DUEBY_OK) count++;
  return count;
}

/* "Not in your file: visit.made, needed by cp.visit, cin.visit, 2 children" */
static void append_not_recorded(struct text *out, const dueby_worklist *worklist, const dueby_remark *remark) {
  int named = 0;
  text_string(out, "Not in your file: ");
  text_string(out, dueby_profile_event_slug(worklist->profile, remark->event));
  text_string(out, ", needed by");
  for (int32_t duty = 0; duty < worklist->profile->n.duties; duty++) {
    int32_t first, count;
    dueby_profile_duty_rules(worklist->profile, duty, &first, &count);
    if (!worklist->waits[duty] || worklist->profile->rules[first].model.due != remark->event) continue;
    text_string(out, named++ ? ", " : " ");
    text_string(out, dueby_profile_duty(worklist->profile, duty));
  }
  text_string(out, ", ");
  append_count(out, remark->count, "child", "children");
}

/* No case has "CP Noth" in team: did you mean "CP North"? */
static void append_not_found(struct text *out, const struct wanted *wanted) {
  text_string(out, "No case has \"");
  text_string(out, wanted->value);
  text_string(out, "\" in ");
  text_string(out, wanted->column);
  if (!wanted->nearest) return;
  text_string(out, ": did you mean \"");
  text_string(out, wanted->nearest);
  text_string(out, "\"?");
}

/* "Records up to Friday 20 March 2026" */
static void append_recorded(struct text *out, const dueby_worklist *worklist, int stale) {
  const dueby_when when = {DUEBY_TIME_NONE, worklist->recorded_to, 0};
  char day[64] = "";
  if (when.date == DUEBY_DATE_NONE) {
    text_string(out, "CAREFUL: your file has no event up to the day looked at");
    return;
  }
  dueby_explain_when(&when, day, sizeof day, NULL);
  text_string(out, stale ? "CAREFUL: records only up to " : "Records up to ");
  text_string(out, day);
  if (stale)
    text_string(out,
                ", over a month before the day looked at. What happened since is not in your file: what is shown as overdue may "
                "have been done, and what is not shown may be due. Use a newer file");
}

/* "visit.made is never in your file: what only it could meet is left out, 2 children" */
static void append_left_out(struct text *out, const dueby_worklist *worklist, const dueby_remark *remark) {
  text_string(out, dueby_profile_event_slug(worklist->profile, remark->event));
  text_string(out, " is never in your file: what hangs on it is left out, ");
  append_count(out, remark->count, "child", "children");
}

/* "312 of 340 rows of assessment.completed have a ref that no start has: --refs ignore takes them without" */
static void append_unmatched_refs(struct text *out, const dueby_worklist *worklist, const dueby_remark *remark) {
  text_number(out, remark->count);
  text_string(out, " of ");
  append_count(out, worklist->with_ref[remark->event], "row of ", "rows of ");
  text_string(out, dueby_profile_event_slug(worklist->profile, remark->event));
  text_string(out, remark->count == 1 ? " has" : " have");
  text_string(out, " a ref that no start has: such cases need checking; --refs ignore reads the file without refs");
}

dueby_status dueby_worklist_remark_text(const dueby_worklist *worklist, int64_t index, char *text, int64_t size, int64_t *needed) {
  dueby_remark remark;
  dueby_status status = dueby_worklist_remark(worklist, index, &remark);
  if (status != DUEBY_OK) return status;
  struct text out = text_in(text, size);
  if (remark.kind == DUEBY_REMARK_RECORDED || remark.kind == DUEBY_REMARK_STALE) {
    append_recorded(&out, worklist, remark.kind == DUEBY_REMARK_STALE);
  } else if (remark.kind == DUEBY_REMARK_NOT_RECORDED) {
    append_not_recorded(&out, worklist, &remark);
  } else if (remark.kind == DUEBY_REMARK_LEFT_OUT) {
    append_left_out(&out, worklist, &remark);
  } else if (remark.kind == DUEBY_REMARK_UNMATCHED) {
    append_unmatched_refs(&out, worklist, &remark);
  } else if (remark.kind == DUEBY_REMARK_LATER) {
    append_count(&out, remark.count, "event lies", "events lie");
    text_string(&out, " after the day looked at, and ");
    text_string(&out, remark.count == 1 ? "has" : "have");
    text_string(&out, " not happened");
  } else if (remark.kind == DUEBY_REMARK_NOT_FOUND) {
    append_not_found(&out, &worklist->wanted[remark.event]);
  } else if (remark.kind == DUEBY_REMARK_NO_ROW) {
    text_string(&out, "There are no rows: nothing was checked");
  } else {
    append_count(&out, remark.count, "row is", "rows are");
    text_string(&out, " tagged void, and passed over");
  }
  return text_end(&out, needed);
}

dueby_status dueby_worklist_disclaimer_from(int64_t bad_rows, int64_t to_check, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  text_string(&out, "Only what was in the file was checked: a child who is not listed may still have something due. ");
  append_count(&out, bad_rows, "row", "rows");
  text_string(&out, " could not be read; ");
  append_count(&out, to_check, "child needs", "children need");
  text_string(&out, " checking. A due date is the last day, not a plan: if a child may be at risk of harm, act now. "
                    "Not legal advice.");
  return text_end(&out, needed);
}

dueby_status dueby_worklist_disclaimer_text(const dueby_worklist *worklist, char *text, int64_t size, int64_t *needed) {
  return dueby_worklist_disclaimer_from(worklist->counts[DUEBY_COUNT_BAD_ROWS], worklist->counts[DUEBY_COUNT_CHECKING], text, size,
                                        needed);
}
