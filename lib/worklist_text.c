/* Writes the text about an item, and the text at the foot of every worklist. */
#include <stdlib.h>
#include <string.h>

#include "date_internal.h"
#include "dueby/explain.h"
#include "dueby/query.h"
#include "option_text.h"
#include "profile_internal.h"
#include "worklist_cut_off.h"
#include "worklist_internal.h"
#include "places.h"

/* ---- the text of a line ---- */

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
  text_string(&out, dueby_rule_text(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_LISTED_TITLE));
  if (ref) text_string(&out, ", ");
  text_plain(&out, ref);
  return text_end(&out, needed);
}

/* ---- the text of rows that could not be read ---- */

static void append_unread(struct text *out, const dueby_case *of) {
  append_count(out, of->bad_rows, "row", "rows");
  text_string(out, " for this case could not be used");
  if (of->bad_places) {
    text_string(out, " (");
    text_plain(out, of->bad_places);
    text_char(out, ')');
    return;
  }
  if (!of->first_bad_line) return;
  text_string(out, " (");
  text_string(out, row_word(of->flags, 1));
  append_row(out, of->flags, of->first_bad_line);
  text_string(out, of->bad_rows == 1 ? ")" : " and others)");
}

dueby_status dueby_case_reason(const dueby_case *of, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (of->bad_rows) append_unread(&out, of);
  return text_end(&out, needed);
}

/* ---- the text of a case that is too large ---- */

static void append_quoted(struct text *out, const char *before, const char *name, const char *after) {
  text_string(out, before);
  text_shortened(out, name, strlen(name));
  text_string(out, after);
}

static void append_over(struct text *out, int64_t found, const char *unit, int64_t most) {
  text_number(out, found);
  text_string(out, unit);
  text_string(out, ": expected at most ");
  text_number(out, most);
}

dueby_status dueby_case_excess_text(const dueby_case *of, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  const char *name = dueby_case_long_name(of);
  int has_too_many = of->event_count > DUEBY_CASE_EVENTS_MAX;
  if ((name || has_too_many) && of->name) append_quoted(&out, "case \"", of->name, "\": ");
  if (name && name == of->name) text_string(&out, "the name has ");
  else if (name) append_quoted(&out, "the ref \"", name, "\" has ");
  if (name) append_over(&out, (int64_t)strlen(name), " bytes", DUEBY_NAME_BYTES_MAX);
  else if (has_too_many) append_over(&out, of->event_count, " events", DUEBY_CASE_EVENTS_MAX);
  return text_end(&out, needed);
}

const char *dueby_case_ref(const dueby_case *of, int64_t ref) {
  return ref > 0 && ref <= of->ref_count ? of->refs[ref - 1] : NULL;
}

/* ---- the text of an item ---- */

static dueby_status append_nothing(char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  return text_end(&out, needed);
}

static dueby_status state_text(const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  int is_not_stated = item->line && dueby_line_is_not_stated(item->line) && !dueby_line_is_over(item->line);
  if (item->line && !is_not_stated) return dueby_explain_verdict(&item->line->deadline, &item->line->verdict, text, size, needed);
  text_string(&out, is_not_stated ? "No set deadline" : "Needs checking");
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
  /* the time of the closing event, but not for a birthday, because its event is the birth */
  const dueby_when shut = {event && event->date == line->closed ? event->time : DUEBY_TIME_NONE, line->closed, 0};
  const dueby_when at = event ? shut : *as_at;
  return dueby_explain_due_by_law(&line->verdict, &at, &due, text, size, needed);
}

static dueby_status law_text(const dueby_worklist *worklist, const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  if (!item->line) return append_nothing(text, size, needed);
  return dueby_line_law_text(item->line, item->of, &worklist->run.as_at, text, size, needed);
}

static dueby_status before_text(const dueby_worklist *worklist, const dueby_item *item, char *text, int64_t size, int64_t *needed) {
  static const char start[] = "not a working day; the last working day before it is ";
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
  return dueby_line_key(worklist->profile, line, &item->of->events[line->started_by], dueby_case_ref(item->of, line->ref), text,
                        size, needed);
}

/* Writes an item's explanation, in full or in a few lines; if there is no date, the reason. */
static dueby_status explain(const dueby_worklist *worklist, const dueby_item *item, int is_whole, char *text, int64_t size,
                            int64_t *needed) {
  const dueby_line *line = item->line;
  const int64_t offsets[] = {0, item->of->event_count};
  dueby_facts facts;
  if (!line || line->deadline.due == DUEBY_DATE_NONE) return reason_text(worklist, item, text, size, needed);
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

/* ---- the text at the foot ---- */

dueby_status dueby_worklist_horizon_text(const dueby_worklist *worklist, dueby_date day, char *text, int64_t size,
                                         int64_t *needed) {
  struct text out = text_in(text, size);
  if (day < DUEBY_DATE_FIRST || day > DUEBY_DATE_LAST) return DUEBY_EARGUMENT;
  dueby_day_append_option(&out, worklist->style, OPTION_HORIZON, day);
  return text_end(&out, needed);
}

dueby_status dueby_worklist_absent_text(const dueby_worklist *worklist, int32_t style, char *text, int64_t size, int64_t *needed) {
  const char *option = style == DUEBY_STYLE_OPTIONS ? "--case" : "case";
  struct text out = text_in(text, size);
  int64_t named = 0, found = 0;
  for (int64_t i = 0; i < worklist->wanted_count; i++) {
    if (worklist->wanted[i].column) continue;
    named++;
    found += worklist->found[worklist->wanted[i].index];
  }
  if (!dueby_option_is_style(style)) return DUEBY_EARGUMENT;
  if (found == named) return text_end(&out, needed);
  text_string(&out, option);
  if (!found) {
    text_string(&out, named == 1 ? ": this case is not in your file" : ": none of these cases is in your file");
    return text_end(&out, needed);
  }
  text_string(&out, ": only ");
  text_number(&out, found);
  text_string(&out, " of these ");
  text_number(&out, named);
  text_string(&out, found == 1 ? " cases is in your file" : " cases are in your file");
  return text_end(&out, needed);
}

dueby_status dueby_worklist_disclaimer_from(int64_t bad_rows, int64_t to_check, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  text_string(&out, "We only checked what is in your file. A child who is not listed may still have something due. ");
  if (bad_rows) append_count(&out, bad_rows, "row", "rows");
  text_string(&out, bad_rows ? " could not be used. " : "All rows were read. ");
  append_count(&out, to_check, "child needs", "children need");
  text_string(&out, " checking. A due date is a deadline, not a target. If a child may be at risk of harm, act now. "
                    "This is not legal advice.");
  return text_end(&out, needed);
}

dueby_status dueby_worklist_disclaimer_text(const dueby_worklist *worklist, char *text, int64_t size, int64_t *needed) {
  return dueby_worklist_disclaimer_from(worklist->counts[DUEBY_COUNT_BAD_ROWS], worklist->counts[DUEBY_COUNT_CHECKING], text, size,
                                        needed);
}
