/* Writes answers, steps and versions as named cells. */
#include "dueby/answer.h"

#include <stdlib.h>

#include "cell_internal.h"
#include "date_internal.h"
#include "dueby/code.h"
#include "event_check.h"
#include "explain_internal.h"
#include "input.h"
#include "json.h"
#include "query_internal.h"
#include "text.h"

/* ---- single cells ---- */

/* Writes a dueby_when from the caller, in which a date of 0 or NONE means that there is no day. */
static void give_filled(const struct giver *to, const char *name, const dueby_when *when) {
  give_when(to, name, known_date(when->date, 0), known_time(when->time));
}

/* ---- the cells of an answer ---- */

static void give_rule(const struct giver *to, const dueby_profile *profile, int32_t rule, int32_t version) {
  int32_t authority = dueby_rule_number(profile, rule, version, DUEBY_RULE_AUTHORITY);
  int32_t force = dueby_rule_number(profile, rule, version, DUEBY_RULE_FORCE);
  give_code(to, "rule", dueby_rule_text(profile, rule, version, DUEBY_RULE_ID));
  give_text(to, "title", DUEBY_CELL_TEXT, dueby_rule_text(profile, rule, version, DUEBY_RULE_TITLE));
  give_code(to, "authority", dueby_code_name(DUEBY_CODE_AUTHORITY, authority));
  give_code(to, "force", dueby_code_name(DUEBY_CODE_FORCE, force));
  give_code(to, "trigger", dueby_rule_text(profile, rule, version, DUEBY_RULE_TRIGGER));
}

static void give_dates(const struct giver *to, const dueby_answer *answer) {
  const dueby_deadline *deadline = answer->deadline, *law = answer->due_by_law;
  const dueby_event *trigger = answer->trigger;
  give_when(to, "triggered_at", known_date(trigger->date, trigger->has & DUEBY_HAS_DATE), known_time(trigger->time));
  give_number(to, "occurrence", deadline->occurrence);
  give_day(to, "opens", deadline->opens);
  give_when(to, "due", deadline->due, deadline->due_time);
  give_when(to, "due_by_law", law ? law->due : DUEBY_DATE_NONE, law ? law->due_time : DUEBY_TIME_NONE);
}

static void give_basis(const struct giver *to, const dueby_query *query, const dueby_answer *answer) {
  const dueby_deadline *deadline = answer->deadline;
  int32_t precision = answer->check ? answer->check->precision : deadline->precision;
  int32_t counting = dueby_rule_number(query->profile, deadline->rule, deadline->version, DUEBY_RULE_COUNTING);
  give_code(to, "certainty", dueby_code_name(DUEBY_CODE_CERTAINTY, deadline->certainty));
  give_code(to, "precision", dueby_code_name(DUEBY_CODE_PRECISION, precision));
  give_code(to, "counting", dueby_code_name(DUEBY_CODE_COUNTING, counting));
  give_code(to, "governed_by", dueby_rule_text(query->profile, deadline->rule, deadline->version, DUEBY_RULE_ADDRESS));
  give_code(to, "profile", dueby_profile_name(query->profile));
  give_code(to, "division", dueby_deadline_divisions(query->calendar, deadline));
}

static void give_check(const struct giver *to, const dueby_check_options *judged_by, const dueby_check *check) {
  static const dueby_when none = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  int32_t state = check->verdict.state;
  give_filled(to, "met_at", state == DUEBY_STATE_MET || state == DUEBY_STATE_MET_LATE ? &check->at : &none);
  give_filled(to, "as_at", &judged_by->as_at);
  give_code(to, "state", dueby_code_name(DUEBY_CODE_STATE, state));
  give_number(to, "days_left", check->verdict.days_left);
  give_number(to, "working_days_left", check->verdict.working_days_left);
  give_count(to, "days_taken", check->days_taken);
  give_count(to, "working_days_taken", check->working_days_taken);
}

/* Appends a deadline's source and the note on it, each with its closing zero. Returns the offset of the note. */
static int64_t append_sources(struct text *out, const dueby_profile *profile, const dueby_deadline *deadline) {
  dueby_append_source(out, profile, deadline->rule, deadline->version);
  text_char(out, '\0');
  int64_t note = out->length;
  dueby_append_checked(out, profile, deadline->rule, deadline->version);
  dueby_append_remarks(out, profile, deadline->rule, deadline->version, deadline->begins, ". ");
  text_char(out, '\0');
  return note;
}

static int is_complete(const dueby_query *query, const dueby_answer *answer) {
  const dueby_deadline *deadline = answer->deadline, *law = answer->due_by_law;
  const dueby_check *check = answer->check;
  if (answer->reserved || !answer->trigger || !deadline || !check != !answer->judged_by) return 0;
  if (!dueby_event_has_values(answer->trigger) || !profile_knows_tags(query->profile, &answer->trigger->tags)) return 0;
  if (!dueby_query_may_answer(query, deadline) || (law && !dueby_query_may_answer(query, law))) return 0;
  return !check || (dueby_code_name(DUEBY_CODE_STATE, check->verdict.state) && check->precision >= DUEBY_PRECISION_NONE &&
                    check->precision <= DUEBY_PRECISION_ESTIMATED);
}

dueby_status dueby_answer_cells(const dueby_query *query, const dueby_answer *answer, dueby_cell_sink sink, void *context) {
  const struct giver to = {sink, context};
  dueby_answer taken;
  if (!TAKE_INPUT(dueby_answer, &taken, answer) || !is_complete(query, &taken)) return DUEBY_EARGUMENT;
  struct text sources = text_in(NULL, 0);
  append_sources(&sources, query->profile, taken.deadline);
  char *space = malloc((size_t)sources.length);
  if (!space) return DUEBY_EMEMORY;
  sources = text_in(space, sources.length);
  int64_t note = append_sources(&sources, query->profile, taken.deadline);
  give_rule(&to, query->profile, taken.deadline->rule, taken.deadline->version);
  give_dates(&to, &taken);
  give_basis(&to, query, &taken);
  give_text(&to, "source", DUEBY_CELL_TEXT, space);
  give_text(&to, "source_note", DUEBY_CELL_TEXT, space + note);
  if (taken.check) give_check(&to, taken.judged_by, taken.check);
  free(space);
  return DUEBY_OK;
}

dueby_status dueby_answer_json(const dueby_query *query, const dueby_answer *answer, char *text, int64_t size, int64_t *needed) {
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_answer_cells(query, answer, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}

/* ---- the cells of a step ---- */

dueby_status dueby_step_cells(const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step,
                              dueby_cell_sink sink, void *context) {
  const struct giver to = {sink, context};
  const char *address = dueby_rule_text(query->profile, deadline->rule, deadline->version, DUEBY_RULE_ADDRESS);
  const char *kind = dueby_code_name(DUEBY_CODE_STEP, step->kind);
  if (!kind || !dueby_query_may_answer(query, deadline)) return DUEBY_EARGUMENT;
  give_code(&to, "rule", address);
  give_code(&to, "step", kind);
  give_day(&to, "first", step->first);
  give_when(&to, "last", step->last, step->kind == DUEBY_STEP_LAID ? deadline->due_time : DUEBY_TIME_NONE);
  give_number(&to, "number_first", step->number_first ? step->number_first : INT64_MIN);
  give_number(&to, "number_last", step->number_last ? step->number_last : INT64_MIN);
  give_text(&to, "holiday", DUEBY_CELL_TEXT, dueby_calendar_holiday_name(query->calendar, step->holiday));
  return DUEBY_OK;
}

dueby_status dueby_step_json(const dueby_query *query, const dueby_deadline *deadline, const dueby_step *step, char *text,
                             int64_t size, int64_t *needed) {
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_step_cells(query, deadline, step, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}

/* ---- the cells of versions ---- */

enum { DIGITS_SHOWN = 16 };

static void give_digest(const struct giver *to, const char *name, char digest[DUEBY_DIGEST_SIZE]) {
  digest[DIGITS_SHOWN] = '\0';
  give_code(to, name, digest);
}

static void give_profile(const struct giver *to, const dueby_profile *profile) {
  char digest[DUEBY_DIGEST_SIZE] = "";
  if (profile) dueby_profile_digest(profile, digest, sizeof digest, NULL);
  give_code(to, "profile", profile ? dueby_profile_name(profile) : NULL);
  give_digest(to, "rules", digest);
}

static void give_calendar(const struct giver *to, const dueby_calendar *calendar, const char *changes) {
  char digest[DUEBY_DIGEST_SIZE] = "";
  if (calendar) dueby_calendar_digest(calendar, digest, sizeof digest, NULL);
  give_code(to, "calendar", calendar && dueby_calendar_is_custom(calendar) ? "own list" : dueby_data_version());
  give_code(to, "division", calendar ? dueby_calendar_divisions(calendar) : NULL);
  give_digest(to, "days", digest);
  give_text(to, "changes", DUEBY_CELL_CODES, changes);
}

dueby_status dueby_versions_cells(const dueby_profile *profile, const dueby_calendar *calendar, dueby_cell_sink sink,
                                  void *context) {
  const struct giver to = {sink, context};
  char *changes = NULL;
  int64_t size = 0;
  if (calendar) dueby_calendar_changes(calendar, NULL, 0, &size);
  if (size > 1) {
    changes = malloc((size_t)size);
    if (!changes) return DUEBY_EMEMORY;
    dueby_calendar_changes(calendar, changes, size, NULL);
  }
  give_code(&to, "library", dueby_version());
  give_profile(&to, profile);
  give_calendar(&to, calendar, changes);
  free(changes);
  return DUEBY_OK;
}

dueby_status dueby_versions_json(const dueby_profile *profile, const dueby_calendar *calendar, char *text, int64_t size,
                                 int64_t *needed) {
  struct json_object object = dueby_json_begin(text, size);
  dueby_status status = dueby_versions_cells(profile, calendar, dueby_json_add, &object);
  return status == DUEBY_OK ? dueby_json_end(&object, needed) : status;
}

static void add_named(const char *name, const dueby_cell *cell, void *context) {
  struct text *line = context;
  if (!cell->text || !*cell->text) return;
  if (line->length) text_string(line, ", ");
  text_string(line, name);
  text_char(line, ' ');
  text_string(line, cell->text);
}

dueby_status dueby_versions_text(const dueby_profile *profile, const dueby_calendar *calendar, char *text, int64_t size,
                                 int64_t *needed) {
  struct text line = text_in(text, size);
  dueby_status status = dueby_versions_cells(profile, calendar, add_named, &line);
  return status == DUEBY_OK ? text_end(&line, needed) : status;
}
