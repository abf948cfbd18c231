/* Writes a line as named cells and as JSON. */
#include <stdlib.h>
#include <string.h>

#include "cell_internal.h"
#include "dueby/code.h"
#include "json.h"
#include "profile_internal.h"
#include "worklist_internal.h"

enum field {
  CASE,
  REF,
  RULE,
  NEEDS,
  TITLE,
  AUTHORITY,
  FORCE,
  OCCURRENCE,
  KEY,
  TRIGGER,
  TRIGGERED_AT,
  OPENS,
  DUE,
  DUE_BY_LAW,
  MET_AT,
  STATE,
  STATE_BY_LAW,
  PROJECTED,
  REASON,
  DAYS_LEFT,
  WORKING_DAYS_LEFT,
  WORKING_DAYS_TAKEN,
  CERTAINTY,
  PRECISION,
  GOVERNED_BY,
  FIELDS
};

static const struct {
  char name[20];
  int32_t kind;
} fields[FIELDS] = {
    [CASE] = {"case", DUEBY_CELL_TEXT},
    [REF] = {"ref", DUEBY_CELL_TEXT},
    [RULE] = {"rule", DUEBY_CELL_CODE},
    [NEEDS] = {"needs", DUEBY_CELL_CODE},
    [TITLE] = {"title", DUEBY_CELL_TEXT},
    [AUTHORITY] = {"authority", DUEBY_CELL_CODE},
    [FORCE] = {"force", DUEBY_CELL_CODE},
    [OCCURRENCE] = {"occurrence", DUEBY_CELL_NUMBER},
    [KEY] = {"key", DUEBY_CELL_CODE},
    [TRIGGER] = {"trigger", DUEBY_CELL_CODE},
    [TRIGGERED_AT] = {"triggered_at", DUEBY_CELL_WHEN},
    [OPENS] = {"opens", DUEBY_CELL_DAY},
    [DUE] = {"due", DUEBY_CELL_WHEN},
    [DUE_BY_LAW] = {"due_by_law", DUEBY_CELL_WHEN},
    [MET_AT] = {"met_at", DUEBY_CELL_WHEN},
    [STATE] = {"state", DUEBY_CELL_CODE},
    [STATE_BY_LAW] = {"state_by_law", DUEBY_CELL_CODE},
    [PROJECTED] = {"projected", DUEBY_CELL_NUMBER},
    [REASON] = {"reason", DUEBY_CELL_TEXT},
    [DAYS_LEFT] = {"days_left", DUEBY_CELL_NUMBER},
    [WORKING_DAYS_LEFT] = {"working_days_left", DUEBY_CELL_NUMBER},
    [WORKING_DAYS_TAKEN] = {"working_days_taken", DUEBY_CELL_NUMBER},
    [CERTAINTY] = {"certainty", DUEBY_CELL_CODE},
    [PRECISION] = {"precision", DUEBY_CELL_CODE},
    [GOVERNED_BY] = {"governed_by", DUEBY_CELL_CODE},
};

const char *dueby_line_field(int32_t index) {
  return index < 0 || index >= FIELDS ? NULL : fields[index].name;
}

/* ---- text about a line ---- */

enum { MADE = 512 };

/* Text of any length. Most texts fit into `room`. */
struct made_text {
  char room[MADE];
  char *text; /* points to `room`, or to allocated memory */
};

struct line_of {
  const dueby_profile *profile;
  const dueby_line *line; /* the line; NULL if the item is for a case's unreadable rows */
  const dueby_case *of;
};

static dueby_status write_key(const struct line_of *from, char *text, int64_t size, int64_t *needed) {
  const dueby_line *line = from->line;
  return dueby_line_key(from->profile, line, &from->of->events[line->started_by], dueby_case_ref(from->of, line->ref), text, size,
                        needed);
}

static dueby_status write_reason(const struct line_of *from, char *text, int64_t size, int64_t *needed) {
  const dueby_line *line = from->line;
  if (!line) return dueby_case_reason(from->of, text, size, needed);
  return dueby_line_reason(from->profile, line, line->rejected < 0 ? NULL : &from->of->events[line->rejected], text, size, needed);
}

static dueby_status make_text(const struct line_of *from,
                              dueby_status (*write)(const struct line_of *from, char *text, int64_t size, int64_t *needed),
                              struct made_text *made) {
  int64_t needed = 0;
  made->text = made->room;
  dueby_status status = write(from, made->room, MADE, &needed);
  if (status != DUEBY_ESPACE) return status;
  made->text = malloc((size_t)needed);
  return made->text ? write(from, made->text, needed, &needed) : DUEBY_EMEMORY;
}

static void free_text(struct made_text *made) {
  if (made->text != made->room) free(made->text);
}

/* ---- the cells of a line ---- */

static void give_columns(const struct giver *to, const dueby_case *of) {
  for (int64_t i = 0; i < of->column_count; i++) give_text(to, of->columns[i], DUEBY_CELL_TEXT, of->values[i]);
}

static void give_field(const struct giver *to, enum field field, const char *text) {
  give_text(to, fields[field].name, fields[field].kind, text);
}

static void give_rule(const struct giver *to, const struct line_of *from) {
  const dueby_profile *profile = from->profile;
  int32_t rule = from->line->deadline.rule, version = from->line->deadline.version;
  const struct model_rule *model = &profile->rules[rule].model;
  char needs[MADE] = "";
  give_field(to, RULE, dueby_rule_text(profile, rule, version, DUEBY_RULE_LISTED_AS));
  dueby_rule_needs_text(profile, rule, needs, sizeof needs, NULL);
  give_field(to, NEEDS, *needs ? needs : NULL);
  give_field(to, TITLE, dueby_rule_text(profile, rule, version, DUEBY_RULE_LISTED_TITLE));
  give_field(to, AUTHORITY, dueby_code_name(DUEBY_CODE_AUTHORITY, model->authority));
  give_field(to, FORCE, dueby_code_name(DUEBY_CODE_FORCE, model->force));
}

static void give_dates(const struct giver *to, const struct line_of *from) {
  const dueby_line *line = from->line;
  const dueby_event *trigger = &from->of->events[line->trigger];
  give_field(to, TRIGGER, dueby_profile_event_slug(from->profile, trigger->type));
  give_when(to, fields[TRIGGERED_AT].name, trigger->date, trigger->time);
  give_day(to, fields[OPENS].name, line->deadline.opens);
  give_when(to, fields[DUE].name, line->deadline.due, line->deadline.due_time);
  give_when(to, fields[DUE_BY_LAW].name, line->due_by_law, line->due_by_law_time);
  if (line->met < 0) give_none(to, fields[MET_AT].name, DUEBY_CELL_WHEN);
  else give_when(to, fields[MET_AT].name, from->of->events[line->met].date, from->of->events[line->met].time);
}

static void give_state(const struct giver *to, const struct line_of *from, const char *reason) {
  const dueby_line *line = from->line;
  const dueby_deadline *deadline = &line->deadline;
  give_field(to, STATE, dueby_code_name(DUEBY_CODE_STATE, line->verdict.state));
  give_field(to, STATE_BY_LAW, line->due_by_law == DUEBY_DATE_NONE ? NULL : dueby_code_name(DUEBY_CODE_STATE, line->state_by_law));
  if (line->projected) give_number(to, fields[PROJECTED].name, 1);
  else give_none(to, fields[PROJECTED].name, DUEBY_CELL_NUMBER);
  give_field(to, REASON, reason);
  give_count(to, fields[DAYS_LEFT].name, line->verdict.days_left);
  give_count(to, fields[WORKING_DAYS_LEFT].name, line->verdict.working_days_left);
  give_count(to, fields[WORKING_DAYS_TAKEN].name, line->working_days_taken);
  give_field(to, CERTAINTY, deadline->due == DUEBY_DATE_NONE ? NULL : dueby_code_name(DUEBY_CODE_CERTAINTY, deadline->certainty));
  give_field(to, PRECISION, dueby_code_name(DUEBY_CODE_PRECISION, deadline->precision));
  give_field(to, GOVERNED_BY, dueby_rule_text(from->profile, deadline->rule, deadline->version, DUEBY_RULE_ADDRESS));
}

static void give_line(const struct giver *to, const struct line_of *from, const char *key, const char *reason) {
  const char *ref = dueby_case_ref(from->of, from->line->ref);
  give_field(to, CASE, from->of->name);
  give_field(to, REF, ref);
  give_rule(to, from);
  give_number(to, fields[OCCURRENCE].name, from->line->deadline.occurrence);
  /* with a ref, a key can be any text, so it is not a code */
  give_text(to, fields[KEY].name, ref ? DUEBY_CELL_TEXT : DUEBY_CELL_CODE, key);
  give_dates(to, from);
  give_state(to, from, reason);
}

static void give_unread(const struct giver *to, const dueby_case *of, const char *reason) {
  for (enum field field = CASE; field < FIELDS; field++) {
    if (field == CASE) give_field(to, field, of->name);
    else if (field == STATE) give_field(to, field, dueby_code_name(DUEBY_CODE_STATE, DUEBY_STATE_NOT_COMPUTABLE));
    else if (field == REASON) give_field(to, field, reason);
    else give_none(to, fields[field].name, fields[field].kind);
  }
}

static int is_within(int64_t index, const dueby_case *of) {
  return index >= 0 && index < of->event_count;
}

/* True if all indexes in a line are valid. */
static int is_whole(const struct line_of *from) {
  const dueby_line *line = from->line;
  if (!line) return 1;
  if (!is_within(line->trigger, from->of) || !is_within(line->started_by, from->of)) return 0;
  if (line->deadline.rule < 0 || line->deadline.rule >= from->profile->n.rules) return 0;
  if (line->met >= 0 && !is_within(line->met, from->of)) return 0;
  return line->rejected < 0 || is_within(line->rejected, from->of);
}

dueby_status dueby_line_cells(const dueby_profile *profile, const dueby_line *line, const dueby_case *of, dueby_cell_sink sink,
                              void *context) {
  const struct giver to = {sink, context};
  const struct line_of from = {profile, line, of};
  struct made_text key, reason;
  if (!is_whole(&from)) return DUEBY_EARGUMENT;
  key.text = key.room;
  *key.room = '\0';
  dueby_status status = line ? make_text(&from, write_key, &key) : DUEBY_OK;
  if (status != DUEBY_OK) {
    free_text(&key);
    return status;
  }
  status = make_text(&from, write_reason, &reason);
  if (status == DUEBY_OK && line) give_line(&to, &from, key.text, reason.text);
  else if (status == DUEBY_OK) give_unread(&to, of, reason.text);
  if (status == DUEBY_OK) give_columns(&to, of);
  free_text(&key);
  free_text(&reason);
  return status;
}

int dueby_columns_differ(const dueby_case *of, const char *(*field)(int32_t index)) {
  const char *name;
  for (int32_t i = 0; (name = field(i)); i++)
    for (int64_t j = 0; j < of->column_count; j++)
      if (strcmp(of->columns[j], name) == 0) return 0;
  return 1;
}

dueby_status dueby_line_json(const dueby_profile *profile, const dueby_line *line, const dueby_case *of, char *text, int64_t size,
                             int64_t *needed) {
  if (!dueby_columns_differ(of, dueby_line_field)) return DUEBY_EARGUMENT;
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_line_cells(profile, line, of, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}
