#include "dueby/measures.h"

#include <stdlib.h>
#include <string.h>

#include "calendar_internal.h"
#include "date_internal.h"
#include "explain_internal.h"
#include "input.h"
#include "measures_internal.h"
#include "worklist_internal.h"

/* ---- which events are recorded ---- */

static dueby_holding holding_of(const struct dueby_measures *measures, int32_t event) {
  dueby_holding none = {DUEBY_HOLDS_UNSAID, DUEBY_DATE_NONE};
  return measures->holds ? measures->holds[event] : none;
}

dueby_date dueby_measures_records_begin(const struct dueby_measures *measures, int32_t event) {
  dueby_holding holding = holding_of(measures, event);
  if (holding.what == DUEBY_HOLDS_SINCE) return holding.since;
  return holding.what == DUEBY_HOLDS_UNSAID ? measures->history_from : DUEBY_DATE_NONE;
}

/* True if the records of an event are complete enough for a measure. If they only have the latest event, they show what is due
 * next, but nothing else. */
static int has_event(const struct dueby_measures *measures, const struct definition *definition, int32_t event) {
  dueby_holding holding = holding_of(measures, event);
  if (holding.what == DUEBY_HOLDS_UNSAID) return !measures->recorded || measures->recorded[event];
  return holding.what != DUEBY_HOLDS_NEVER && (holding.what != DUEBY_HOLDS_LATEST || definition->test == TEST_NOW);
}

static int32_t due_event(const struct dueby_measures *measures, int32_t duty) {
  int32_t first, count, event = 0;
  if (dueby_profile_duty_rules(measures->profile, duty, &first, &count) == DUEBY_OK)
    dueby_profile_find_event(measures->profile, dueby_rule_text(measures->profile, first, 0, DUEBY_RULE_DUE), &event);
  return event;
}

/* Returns an event that a measure needs but that the records lack, or 0 if there is none. A measure of open units only counts as
 * lacking the event that ends a unit if the caller states that it is never recorded: if the records merely have no such event, all
 * units may really be open. If the measure has several duties, only looks at the first. */
static int32_t find_missing(const struct dueby_measures *measures, const struct definition *definition) {
  int32_t needed[4] = {definition->from, definition->at, 0, 0};
  int is_open = definition->counts == DUEBY_COUNTS_OPEN && definition->to_count;
  if (definition->counts == DUEBY_COUNTS_ENDED || (is_open && holding_of(measures, definition->to[0]).what == DUEBY_HOLDS_NEVER))
    needed[2] = definition->to[0];
  if (definition->test == TEST_ALWAYS || definition->test == TEST_NOW || definition->test == TEST_LINE)
    needed[3] = due_event(measures, definition->duty[0]);
  for (int i = 0; i < 4; i++)
    if (needed[i] && !has_event(measures, definition, needed[i])) return needed[i];
  return 0;
}

static void find_limits(const struct dueby_measures *measures, const struct definition *definition, struct counted *counted) {
  int32_t dated = definition->at ? definition->at : definition->counts == DUEBY_COUNTS_ENDED ? definition->to[0] : definition->from;
  counted->begins = DUEBY_DATE_NONE;
  for (int32_t i = 0; i < definition->duty_count; i++) counted->has_no_duty |= definition->duty[i] < 0;
  counted->missing = counted->has_no_duty ? 0 : find_missing(measures, definition);
  if (counted->missing || !dated) return;
  dueby_date begins = dueby_measures_records_begin(measures, dated);
  dueby_date needed = definition->counts == DUEBY_COUNTS_OPEN ? counted->last : counted->from;
  if (definition->test == TEST_AGAIN && definition->limit.unit == DUEBY_UNIT_MONTHS)
    dueby_date_add_months(needed, -definition->limit.amount, &needed);
  if (begins > needed) counted->begins = begins;
}

/* Returns the day the records begin, if that is after the whole period; otherwise NONE. */
static dueby_date begins_too_late(const struct counted *counted) {
  return counted->begins > counted->last ? counted->begins : DUEBY_DATE_NONE;
}

int32_t dueby_measures_is_answered(const dueby_measures *measures, int32_t definition) {
  if (definition < 0 || definition >= measures->definitions->count) return 0;
  const struct counted *counted = &measures->counted[definition];
  int is_of_values = measures->definitions->items[definition].counts == DUEBY_COUNTS_VALUES;
  if (counted->missing || counted->has_no_duty || begins_too_late(counted) != DUEBY_DATE_NONE) return 0;
  return !is_of_values || counted->has_column;
}

/* ---- the worklist to count from ---- */

static int32_t usual_year(const dueby_worklist *worklist) {
  dueby_date last = worklist->recorded_to, as_at = worklist->run.as_at.date;
  return dueby_measures_year(last != DUEBY_DATE_NONE && last < as_at ? last : as_at);
}

/* Finds the first day of a year and of the next. */
static dueby_status find_year(int32_t year, dueby_date *first, dueby_date *next) {
  enum { APRIL = 4, MONTHS_A_YEAR = 12 };
  dueby_status status = dueby_date_new(year, APRIL, 1, first);
  return status == DUEBY_OK ? dueby_date_add_months(*first, MONTHS_A_YEAR, next) : status;
}

dueby_status dueby_measures_worklist(const dueby_worklist *worklist, const dueby_definitions *definitions, uint32_t flags,
                                     int32_t *year, dueby_worklist **made) {
  dueby_timeline_options run = worklist->run;
  const dueby_worklist_options options = {.flags = flags, .run = &run, .style = worklist->style};
  int32_t chosen = *year ? *year : usual_year(worklist);
  dueby_date first, next;
  if (find_year(chosen, &first, &next) != DUEBY_OK || first > run.as_at.date) return DUEBY_EARGUMENT;
  uint8_t *selected = malloc((size_t)worklist->profile->n.rules + 1);
  dueby_status status = selected ? dueby_definitions_select(definitions, worklist->profile, selected) : DUEBY_EMEMORY;
  for (int32_t rule = 0; status == DUEBY_OK && worklist->judged && rule < worklist->profile->n.rules; rule++)
    selected[rule] &= worklist->judged[rule];
  if (status == DUEBY_OK) {
    if (run.as_at.date >= next) run.as_at = (dueby_when){DUEBY_TIME_NONE, next - 1, 0};
    run.horizon = DUEBY_DATE_NONE;
    run.selected = selected;
    run.ref_parents = NULL;
    run.ref_count = 0;
    status = dueby_worklist_new(worklist->profile, worklist->calendar, &options, made);
  }
  if (status == DUEBY_OK) *year = chosen;
  free(selected);
  return status;
}

/* ---- making the measures ---- */

static void *copy_of(const void *from, size_t size) {
  void *copy = from ? malloc(size + 1) : NULL;
  return copy ? memcpy(copy, from, size) : NULL;
}

static dueby_status take_worklist(struct dueby_measures *made, const dueby_worklist *worklist) {
  size_t events = (size_t)worklist->profile->n.events;
  made->profile = profile_hold(worklist->profile);
  made->calendar = calendar_hold(worklist->calendar);
  made->voided = worklist->voided_tag;
  made->run_flags = worklist->run.flags;
  made->history_from = known_date(worklist->run.history_from, 0);
  made->holds = copy_of(worklist->run.holds, events * sizeof *made->holds);
  made->recorded = copy_of(worklist->run.recorded, events);
  return (made->holds || !worklist->run.holds) && (made->recorded || !worklist->run.recorded) ? DUEBY_OK : DUEBY_EMEMORY;
}

static dueby_status take_periods(struct dueby_measures *made, int32_t year, dueby_date as_at) {
  for (int32_t i = 0; i < made->definitions->count; i++) {
    struct counted *counted = &made->counted[i];
    dueby_date to;
    dueby_status status = dueby_definitions_period(made->definitions, i, year, &counted->from, &to);
    if (status != DUEBY_OK) return status;
    counted->last = to < as_at ? to : as_at;
    find_limits(made, &made->definitions->items[i], counted);
  }
  return DUEBY_OK;
}

dueby_status dueby_measures_new(const dueby_worklist *worklist, const dueby_definitions *definitions,
                                const dueby_measures_options *options, dueby_measures **measures) {
  dueby_measures_options taken;
  if (!TAKE_INPUT(dueby_measures_options, &taken, options) || taken.reserved) return DUEBY_EARGUMENT;
  dueby_measures *made = calloc(1, sizeof *made);
  if (!made) return DUEBY_EMEMORY;
  made->definitions = definitions;
  made->suppress = taken.suppress;
  made->counted = calloc((size_t)definitions->count + 1, sizeof *made->counted);
  made->hiding = calloc(1, sizeof *made->hiding);
  made->column = copy_of(taken.column, taken.column ? strlen(taken.column) + 1 : 0);
  dueby_status status = take_worklist(made, worklist);
  if (!made->counted || !made->hiding || (taken.column && !made->column)) status = DUEBY_EMEMORY;
  if (status == DUEBY_OK) status = take_periods(made, taken.year, worklist->run.as_at.date);
  if (status == DUEBY_OK) *measures = made;
  else dueby_measures_free(made);
  return status;
}

void dueby_measures_free(dueby_measures *measures) {
  if (!measures) return;
  for (int32_t i = 0; measures->counted && i < measures->definitions->count; i++)
    for (int j = 0; j < ODDITIES_KEPT; j++) free(measures->counted[i].oddities[j]);
  profile_let_go(measures->profile);
  calendar_let_go(measures->calendar);
  groups_free(&measures->groups);
  if (measures->hiding) free(measures->hiding->bits);
  free(measures->hiding);
  free(measures->counted);
  free(measures->holds);
  free(measures->recorded);
  free(measures->column);
  free(measures->units);
  free(measures->order);
  free(measures->used);
  free(measures);
}

/* ---- noting oddities ---- */

static void append_oddity(struct text *out, const struct dueby_measures *measures, const dueby_measures_unit *unit) {
  static const char not_counted[] = ": not counted", counted[] = ": counted", in_no_band[] = ": counted, but not in any band";
  const dueby_case *of = measures->of;
  const struct definition *definition = &measures->definitions->items[unit->definition];
  int64_t seen = unit->to >= 0 ? unit->to : unit->from;
  const char *ref = seen < 0 ? NULL : dueby_case_ref(of, of->events[seen].ref);
  text_string(out, definition->texts[DUEBY_DEFINITION_NAME]);
  text_string(out, ": case ");
  text_string(out, of->name);
  if (ref) text_string(out, ", ");
  text_string(out, ref);
  text_string(out, ": ");
  if (seen >= 0) {
    text_string(out, dueby_profile_event_title(measures->profile, of->events[seen].type));
    text_string(out, ", ");
    dueby_append_day(out, of->events[seen].date);
  }
  switch (unit->oddity) {
  case DUEBY_ODDITY_NO_START: text_string(out, ", has no start date in the records"); break;
  case DUEBY_ODDITY_BEFORE_START:
    text_string(out, ", is before its start, ");
    dueby_append_day(out, unit->started);
    break;
  case DUEBY_ODDITY_SECOND: text_string(out, ", is a second end date for the same start"); break;
  default:
    text_string(out, "\"");
    text_string(out, groups_name(definition->column, of));
    text_string(out, "\" in the column ");
    text_string(out, definition->column);
    text_string(out, " is not ");
    for (int32_t i = 0; i < definition->of_count; i++) {
      if (i) text_string(out, i + 1 < definition->of_count ? ", " : " or ");
      text_string(out, definition->of[i]);
    }
  }
  text_string(out, unit->result == DUEBY_RESULT_CANNOT_TELL   ? not_counted
                   : unit->band < 0 && definition->band_count ? in_no_band
                                                              : counted);
}

static dueby_status keep_oddity(struct dueby_measures *measures, const dueby_measures_unit *unit) {
  struct counted *counted = &measures->counted[unit->definition];
  if (counted->odd++ >= ODDITIES_KEPT) return DUEBY_OK;
  struct text length = text_in(NULL, 0);
  append_oddity(&length, measures, unit);
  char *text = malloc((size_t)length.length + 1);
  if (!text) return DUEBY_EMEMORY;
  struct text out = text_in(text, length.length + 1);
  append_oddity(&out, measures, unit);
  text_end(&out, NULL);
  text_in_one_line(text);
  counted->oddities[counted->odd - 1] = text;
  return DUEBY_OK;
}

/* ---- counting units ---- */

static dueby_status count_unit(struct dueby_measures *measures, const dueby_measures_unit *unit, struct figures *figures) {
  int is_counted = unit->result != DUEBY_RESULT_CANNOT_TELL;
  figures->counted += is_counted;
  figures->good += unit->result == DUEBY_RESULT_YES;
  figures->cannot_tell += !is_counted;
  int is_odd = unit->oddity != DUEBY_ODDITY_NONE && unit->oddity != DUEBY_ODDITY_HISTORY && unit->oddity != DUEBY_ODDITY_UNREAD;
  figures->odd += is_odd;
  if (is_counted && unit->days != INT32_MIN) figures->days += unit->days;
  if (is_counted && unit->band >= 0) figures->bands[unit->band]++;
  return is_odd ? keep_oddity(measures, unit) : DUEBY_OK;
}

dueby_status dueby_measures_add_case(dueby_measures *measures, const dueby_case *of, const dueby_line *lines, int64_t line_count) {
  size_t size = ((size_t)measures->definitions->count + 1) * sizeof(struct figures);
  struct figures *figures = groups_find(&measures->groups, groups_name(measures->column, of), size);
  measures->of = of;
  measures->unit_count = 0;
  free(measures->hiding->bits);
  measures->hiding->bits = NULL;
  if (!figures || !dueby_measures_order(measures, of)) return DUEBY_EMEMORY;
  dueby_status status = DUEBY_OK;
  for (int32_t i = 0; i < measures->definitions->count && status == DUEBY_OK; i++) {
    const char *column = measures->definitions->items[i].column;
    if (column && *groups_name(column, of)) measures->counted[i].has_column = 1;
    for (int64_t j = 0; j < measures->order_count && measures->counted[i].missing; j++)
      measures->counted[i].has_some |= of->events[measures->order[j]].type == measures->counted[i].missing;
    if (dueby_measures_is_answered(measures, i)) status = dueby_measures_find(measures, i, lines, line_count);
  }
  for (int64_t i = 0; i < measures->unit_count && status == DUEBY_OK; i++)
    status = count_unit(measures, &measures->units[i], &figures[measures->units[i].definition]);
  return status;
}

dueby_status dueby_measures_add(dueby_measures *measures, const dueby_worklist *worklist) {
  dueby_status status = DUEBY_OK;
  if (worklist->profile != measures->profile) return DUEBY_EARGUMENT;
  if (!(worklist->flags & DUEBY_WORKLIST_KEEP))
    return worklist->has_case ? dueby_measures_add_case(measures, &worklist->at, worklist->lines, worklist->line_count) : DUEBY_OK;
  for (int64_t i = 0; i < worklist->case_count && status == DUEBY_OK; i++)
    status = dueby_measures_add_case(measures, &worklist->cases[i]->of, worklist->cases[i]->lines, worklist->cases[i]->line_count);
  return status;
}

dueby_status dueby_measures_unit_at(const dueby_measures *measures, int64_t index, dueby_measures_unit *unit) {
  if (index < 0) return DUEBY_EARGUMENT;
  if (index >= measures->unit_count) return DUEBY_DONE;
  *unit = measures->units[index];
  return DUEBY_OK;
}

/* ---- measures as text ---- */

static void append_day_in_words(struct text *out, dueby_date day) {
  const dueby_when when = {DUEBY_TIME_NONE, day, 0};
  char words[64] = "";
  dueby_explain_when(&when, words, sizeof words, NULL);
  text_string(out, words);
}

/* True if two measures cannot be answered for the same reason, so that one message can name both. */
static int is_same_reason(const struct dueby_measures *measures, int32_t one, int32_t other) {
  const struct counted *left = &measures->counted[one], *right = &measures->counted[other];
  return !dueby_measures_is_answered(measures, other) && left->missing == right->missing &&
         left->has_no_duty == right->has_no_duty && begins_too_late(left) == begins_too_late(right);
}

static void append_missing(struct text *out, const struct dueby_measures *measures, int32_t first) {
  const struct counted *counted = &measures->counted[first];
  text_string(out, "Cannot be worked out: ");
  for (int32_t i = first, any = 0; i < measures->definitions->count; i++) {
    if (!is_same_reason(measures, first, i)) continue;
    if (any++) text_string(out, ", ");
    text_string(out, measures->definitions->items[i].texts[DUEBY_DEFINITION_NAME]);
  }
  if (counted->has_no_duty) {
    text_string(out, " (the rules have no such duty)");
  } else if (counted->missing) {
    int is_latest = holding_of(measures, counted->missing).what == DUEBY_HOLDS_LATEST;
    text_string(out, is_latest           ? " (the records only include the latest "
                     : counted->has_some ? " (the records do not include every "
                                         : " (the records do not include the ");
    text_string(out, dueby_profile_event_title(measures->profile, counted->missing));
    text_string(out, ", ");
    text_string(out, dueby_profile_event_slug(measures->profile, counted->missing));
    text_string(out, ")");
  } else if (begins_too_late(counted) != DUEBY_DATE_NONE) {
    text_string(out, " (this time is before your records, which begin on ");
    append_day_in_words(out, counted->begins);
    text_string(out, ")");
  } else {
    text_string(out, " (the records do not include the column that is counted)");
  }
}

static int is_first_of_reason(const struct dueby_measures *measures, int32_t index) {
  for (int32_t i = 0; i < index; i++)
    if (!dueby_measures_is_answered(measures, i) && is_same_reason(measures, index, i)) return 0;
  return !dueby_measures_is_answered(measures, index);
}

/* True if two measures can both be answered, and count the same period, other than the financial year. */
static int is_same_period(const struct dueby_measures *measures, int32_t one, int32_t other) {
  int32_t period = measures->definitions->items[one].period;
  return period != DUEBY_PERIOD_FINANCIAL && measures->definitions->items[other].period == period &&
         dueby_measures_is_answered(measures, one) && dueby_measures_is_answered(measures, other);
}

static int is_first_of_period(const struct dueby_measures *measures, int32_t index) {
  for (int32_t i = 0; i < index; i++)
    if (is_same_period(measures, index, i)) return 0;
  return is_same_period(measures, index, index);
}

/* Appends measures with the same period, and that period: "A1, A2: from Saturday 1 April 2023 to Tuesday 31 March 2026". */
static void append_period(struct text *out, const struct dueby_measures *measures, int32_t first) {
  for (int32_t i = first; i < measures->definitions->count; i++) {
    if (!is_same_period(measures, first, i)) continue;
    if (i > first) text_string(out, ", ");
    text_string(out, measures->definitions->items[i].texts[DUEBY_DEFINITION_NAME]);
  }
  text_string(out, ": from ");
  append_day_in_words(out, measures->counted[first].from);
  text_string(out, " to ");
  append_day_in_words(out, measures->counted[first].last);
}

dueby_status dueby_measures_limit_text(const dueby_measures *measures, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (index < 0) return DUEBY_EARGUMENT;
  for (int32_t i = 0; i < measures->definitions->count; i++) {
    const struct counted *counted = &measures->counted[i];
    int is_missing = is_first_of_reason(measures, i);
    if (!is_missing && (counted->begins == DUEBY_DATE_NONE || !dueby_measures_is_answered(measures, i))) continue;
    if (index--) continue;
    if (is_missing) {
      append_missing(&out, measures, i);
    } else {
      text_string(&out, measures->definitions->items[i].texts[DUEBY_DEFINITION_NAME]);
      int is_again = measures->definitions->items[i].test == TEST_AGAIN && measures->definitions->items[i].limit.unit;
      text_string(&out, is_again ? " also needs earlier records, to know what happened before: your records begin on "
                                 : " only covers part of its period: your records begin on ");
      append_day_in_words(&out, counted->begins);
    }
    return text_end(&out, needed);
  }
  for (int32_t i = 0; i < measures->definitions->count; i++) {
    if (!is_first_of_period(measures, i) || index--) continue;
    append_period(&out, measures, i);
    return text_end(&out, needed);
  }
  return DUEBY_DONE;
}

dueby_status dueby_measures_oddity_text(const dueby_measures *measures, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (index < 0) return DUEBY_EARGUMENT;
  for (int32_t i = 0; i < measures->definitions->count; i++) {
    const struct counted *counted = &measures->counted[i];
    int64_t kept = counted->odd < ODDITIES_KEPT ? counted->odd : ODDITIES_KEPT, lines = kept + (counted->odd > kept);
    if (index >= lines) {
      index -= lines;
      continue;
    }
    if (index < kept) {
      text_string(&out, counted->oddities[index]);
      return text_end(&out, needed);
    }
    text_string(&out, measures->definitions->items[i].texts[DUEBY_DEFINITION_NAME]);
    text_string(&out, ": ");
    text_number(&out, counted->odd - kept);
    text_string(&out, " more of the same kind");
    return text_end(&out, needed);
  }
  return DUEBY_DONE;
}
