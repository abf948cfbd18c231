/* Runs a case with an additional event that has not happened yet, to find out what the event would change. */
#include "dueby/trial.h"

#include <stdlib.h>
#include <string.h>

#include "calendar_internal.h"
#include "cell_internal.h"
#include "date_internal.h"
#include "dueby/code.h"
#include "dueby/explain.h"
#include "event_check.h"
#include "json.h"
#include "profile_needs.h"
#include "worklist_internal.h"

enum { TEXT = 1024 };

struct dueby_trial {
  dueby_worklist *worklist; /* a worklist that only runs cases and does not store them */
  dueby_when as_at;         /* the trial's as-at day */
  uint8_t *recorded;        /* the recorded events, not counting the tried event; NULL if all events are recorded */
  dueby_event *events;      /* the case's events and the tried event */
  int64_t capacity, count;
  dueby_trial_row *rows;
  int64_t row_count, row_capacity, met_count;
};

/* ---- making a trial ---- */

/* Selects the rules that take part and whose duty the tried event can meet. */
static uint8_t *select_met(const dueby_worklist *worklist, int32_t event) {
  const dueby_profile *profile = worklist->profile;
  int32_t general = dueby_profile_event_parent(profile, event);
  uint8_t *selected = calloc((size_t)(profile->n.rules + profile->n.duties) + 1, 1);
  if (!selected) return NULL;
  uint8_t *can_meet = selected + profile->n.rules; /* 1 for each duty that the event can meet */
  for (int32_t rule = 0; rule < profile->n.rules; rule++) {
    int32_t due = profile->rules[rule].model.due;
    if (due == event || (general > 0 && due == general)) can_meet[profile->rules[rule].duty] = 1;
  }
  for (int32_t rule = 0; rule < profile->n.rules; rule++)
    selected[rule] = worklist_takes_part(worklist, rule) && (!event || can_meet[profile->rules[rule].duty]);
  return selected;
}

/* Keeps a copy of which events are recorded without the tried event, so that each run starts from it. */
static dueby_status keep_recorded(dueby_trial *made) {
  size_t events = (size_t)made->worklist->profile->n.events;
  if (!made->worklist->recorded) return DUEBY_OK;
  made->recorded = malloc(events + 1);
  if (!made->recorded) return DUEBY_EMEMORY;
  memcpy(made->recorded, made->worklist->recorded, events);
  return DUEBY_OK;
}

dueby_status dueby_trial_new(const dueby_worklist *worklist, int32_t event, dueby_trial **trial) {
  if (event < 0 || event >= worklist->profile->n.events) return DUEBY_EARGUMENT;
  dueby_trial *made = calloc(1, sizeof *made);
  uint8_t *selected = select_met(worklist, event);
  dueby_timeline_options run = worklist->run;
  dueby_worklist_options options = {.run = &run};
  run.selected = selected;
  run.horizon = DUEBY_DATE_NONE;
  dueby_status status =
      made && selected ? dueby_worklist_new(worklist->profile, worklist->calendar, &options, &made->worklist) : DUEBY_EMEMORY;
  free(selected);
  if (status != DUEBY_OK) {
    free(made);
    return status;
  }
  made->as_at = worklist->run.as_at;
  status = keep_recorded(made);
  if (status == DUEBY_OK) *trial = made;
  else dueby_trial_free(made);
  return status;
}

void dueby_trial_free(dueby_trial *trial) {
  if (!trial) return;
  dueby_worklist_free(trial->worklist);
  free(trial->recorded);
  free(trial->events);
  free(trial->rows);
  free(trial);
}

const dueby_worklist *dueby_trial_worklist(const dueby_trial *trial) {
  return trial->worklist;
}

/* ---- running a case with the tried event ---- */

/* Copies the events in a case, and appends the tried event. */
static dueby_status add_event(dueby_trial *trial, const dueby_case *of, const dueby_event *event) {
  int64_t count = of->event_count + 1;
  if (count > trial->capacity) {
    dueby_event *grown = realloc(trial->events, (size_t)count * sizeof *grown);
    if (!grown) return DUEBY_EMEMORY;
    trial->events = grown;
    trial->capacity = count;
  }
  if (of->event_count) memcpy(trial->events, of->events, (size_t)of->event_count * sizeof *trial->events);
  trial->events[count - 1] = *event;
  trial->count = count;
  return DUEBY_OK;
}

/* Marks the tried event's type as recorded, because the records will have the event. */
static void mark_recorded(const dueby_trial *trial, const dueby_event *event) {
  dueby_worklist *worklist = trial->worklist;
  if (!trial->recorded) return;
  memcpy(worklist->recorded, trial->recorded, (size_t)worklist->profile->n.events);
  dueby_recorded_add(worklist->profile, event, worklist->recorded);
}

/* True if the event at an index is the tried event, or an equal event that is merged with it. */
static int is_tried(const dueby_trial *trial, int64_t index) {
  if (index < 0) return 0;
  const dueby_event *tried = &trial->events[trial->count - 1], *event = &trial->events[index];
  return event->type == tried->type && event->date == tried->date && known_time(event->time) == known_time(tried->time) &&
         event->ref == tried->ref;
}

static int32_t effect_on(const dueby_trial *trial, const dueby_line *line) {
  if (is_tried(trial, line->met)) return DUEBY_EFFECT_MEETS;
  if (is_tried(trial, line->ended)) return DUEBY_EFFECT_ENDS;
  if (is_tried(trial, line->rejected)) return DUEBY_EFFECT_NOT_COUNTED;
  return is_tried(trial, line->trigger) ? DUEBY_EFFECT_STARTS : 0;
}

static int are_of_one_duty(const dueby_line *left, const dueby_line *right) {
  return left->duty == right->duty && left->ref == right->ref;
}

/* Returns the index of the next open line in a line's series, or -1. */
static int64_t next_of(const dueby_worklist *worklist, int64_t index) {
  const dueby_line *lines = worklist->lines;
  int32_t series = dueby_rule_series(worklist->profile, lines[index].deadline.rule);
  for (int64_t i = index + 1; i < worklist->line_count && are_of_one_duty(&lines[i], &lines[index]); i++)
    if (dueby_rule_series(worklist->profile, lines[i].deadline.rule) == series && !dueby_line_is_over(&lines[i])) return i;
  return -1;
}

static dueby_status append_row(dueby_trial *trial, const dueby_trial_row *row) {
  if (trial->row_count == trial->row_capacity) {
    int64_t capacity = trial->row_capacity ? trial->row_capacity * 2 : 16;
    dueby_trial_row *grown = realloc(trial->rows, (size_t)capacity * sizeof *grown);
    if (!grown) return DUEBY_EMEMORY;
    trial->rows = grown;
    trial->row_capacity = capacity;
  }
  trial->rows[trial->row_count++] = *row;
  return DUEBY_OK;
}

static dueby_status find_rows(dueby_trial *trial) {
  const dueby_worklist *worklist = trial->worklist;
  const dueby_line *last_met = NULL;
  int64_t unread = worklist->at.bad_rows > 0; /* 1 if an item for unreadable rows comes before the lines' items */
  dueby_status status = DUEBY_OK;
  for (int64_t i = 0; i < worklist->line_count && status == DUEBY_OK; i++) {
    const dueby_line *line = &worklist->lines[i];
    dueby_trial_row row = {i + unread, -1, effect_on(trial, line), 0};
    if (!row.effect) continue;
    if (row.effect == DUEBY_EFFECT_MEETS) {
      int64_t next = next_of(worklist, i);
      row.next = next < 0 ? -1 : next + unread;
      trial->met_count += !last_met || !are_of_one_duty(last_met, line);
      last_met = line;
    }
    status = append_row(trial, &row);
  }
  return status;
}

dueby_status dueby_trial_run(dueby_trial *trial, const dueby_case *tried, const dueby_event *event) {
  dueby_worklist *worklist = trial->worklist;
  dueby_case of;
  trial->row_count = trial->met_count = 0;
  if (event->type <= 0 || !event_is_known(worklist->profile, event)) return DUEBY_EARGUMENT;
  if (!calendar_covers(worklist->calendar, event->date)) return DUEBY_ECOVERAGE;
  dueby_status status = dueby_worklist_take_case(worklist, tried, &of);
  if (status == DUEBY_OK) status = add_event(trial, &of, event);
  if (status != DUEBY_OK) return status;
  of.events = trial->events;
  of.event_count = trial->count;
  mark_recorded(trial, event);
  worklist->run.as_at = trial->as_at;
  if (event->date >= trial->as_at.date) worklist->run.as_at = (dueby_when){DUEBY_TIME_NONE, event->date, 0};
  status = dueby_worklist_run_case(worklist, &of);
  return status == DUEBY_OK ? find_rows(trial) : status;
}

/* ---- the rows of a trial ---- */

int64_t dueby_trial_row_count(const dueby_trial *trial) {
  return trial->row_count;
}

int64_t dueby_trial_met_count(const dueby_trial *trial) {
  return trial->met_count;
}

dueby_status dueby_trial_row_at(const dueby_trial *trial, int64_t index, dueby_trial_row *row) {
  if (index < 0 || index >= trial->row_count) return DUEBY_EARGUMENT;
  *row = trial->rows[index];
  return DUEBY_OK;
}

/* Appends text about an item of the trial. Cannot fail, because that text needs no memory. */
static void append_item(struct text *out, const dueby_trial *trial, int64_t item, int32_t what, const char *before) {
  char words[TEXT] = "";
  dueby_worklist_item_text(trial->worklist, item, what, words, sizeof words, NULL);
  if (!*words) return;
  text_string(out, before);
  text_string(out, words);
}

/* Returns the verb for an effect, to write before the duty. */
static const char *verb_of(const dueby_trial_row *row) {
  switch (row->effect) {
  case DUEBY_EFFECT_MEETS: return "Meets ";
  case DUEBY_EFFECT_ENDS: return "Ends ";
  case DUEBY_EFFECT_STARTS: return "Starts ";
  default: return "Does not count for ";
  }
}

static const char *timeliness_of(int32_t state) {
  switch (state) {
  case DUEBY_STATE_MET: return ", in time";
  case DUEBY_STATE_MET_LATE: return ", late";
  case DUEBY_STATE_MISSED: return ", which was never done";
  default: return "";
  }
}

dueby_status dueby_trial_row_text(const dueby_trial *trial, int64_t index, char *text, int64_t size, int64_t *needed) {
  dueby_trial_row row;
  dueby_item item = {0};
  struct text out = text_in(text, size);
  if (dueby_trial_row_at(trial, index, &row) != DUEBY_OK) return DUEBY_EARGUMENT;
  dueby_worklist_item(trial->worklist, row.item, &item);
  text_string(&out, verb_of(&row));
  append_item(&out, trial, row.item, DUEBY_ITEM_DUTY, "the ");
  text_string(&out, timeliness_of(item.line->verdict.state));
  append_item(&out, trial, row.item, DUEBY_ITEM_DUE, ": due by ");
  if (!dueby_line_is_over(item.line)) append_item(&out, trial, row.item, DUEBY_ITEM_REASON, "; ");
  if (row.next >= 0) append_item(&out, trial, row.next, DUEBY_ITEM_DUE, "; next due by ");
  return text_end(&out, needed);
}

/* ---- the cells of a row ---- */

enum { OWN_FIELDS = 2 };
static const char own_fields[OWN_FIELDS][12] = {"effect", "next_due"};

const char *dueby_trial_field(int32_t index) {
  return index >= 0 && index < OWN_FIELDS ? own_fields[index] : dueby_line_field(index - OWN_FIELDS);
}

/* Writes the cells of an empty row, without carried columns. */
static dueby_status give_no_row(const dueby_trial *trial, const struct giver *to) {
  static const dueby_case none = {0};
  give_none(to, own_fields[0], DUEBY_CELL_CODE);
  give_none(to, own_fields[1], DUEBY_CELL_WHEN);
  return dueby_line_cells(trial->worklist->profile, NULL, &none, to->sink, to->context);
}

dueby_status dueby_trial_row_cells(const dueby_trial *trial, int64_t index, dueby_cell_sink sink, void *context) {
  const struct giver to = {sink, context};
  dueby_trial_row row;
  dueby_item item, next = {0};
  if (index == -1) return give_no_row(trial, &to);
  if (dueby_trial_row_at(trial, index, &row) != DUEBY_OK) return DUEBY_EARGUMENT;
  dueby_worklist_item(trial->worklist, row.item, &item);
  if (row.next >= 0) dueby_worklist_item(trial->worklist, row.next, &next);
  give_code(&to, own_fields[0], dueby_code_name(DUEBY_CODE_EFFECT, row.effect));
  if (next.line) give_when(&to, own_fields[1], next.line->deadline.due, next.line->deadline.due_time);
  else give_none(&to, own_fields[1], DUEBY_CELL_WHEN);
  return dueby_line_cells(trial->worklist->profile, item.line, item.of, sink, context);
}

dueby_status dueby_trial_row_json(const dueby_trial *trial, int64_t index, char *text, int64_t size, int64_t *needed) {
  const dueby_case *of = dueby_worklist_case(trial->worklist);
  if (of && !dueby_columns_differ(of, dueby_trial_field)) return DUEBY_EARGUMENT;
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_trial_row_cells(trial, index, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}
