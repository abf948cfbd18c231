/* Turns an answer into the parts of its explanation, and formats them as text. */
#include "dueby/explanation.h"

#include <stdlib.h>
#include <string.h>

#include "dueby/code.h"
#include "explain_internal.h"

/* This struct, the parts and their text are in one block of memory. */
struct dueby_explanation {
  int64_t count;
  dueby_part parts[];
};

/* ---- building the parts of an explanation ---- */

struct builder {
  struct text text; /* the text of all parts, each with its closing zero */
  dueby_part *parts;
  int64_t capacity, count; /* `count` includes parts that did not fit */
  int64_t part_start;      /* offset of the last part's text */
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const dueby_event *trigger;
  const dueby_facts *facts;
  const dueby_deadline *deadline, *again;
  const struct derivation *derivation;
  int64_t weekends;
};

static int is_in_summary(int32_t label) {
  return label != DUEBY_PART_COUNTING && label != DUEBY_PART_DAYS && label != DUEBY_PART_READING && label != DUEBY_PART_CAUTION;
}

static void begin_part_of(struct builder *builder, int32_t label, int32_t rule, int32_t version, dueby_date first,
                          dueby_date last) {
  struct text *text = &builder->text;
  builder->part_start = text->length;
  if (builder->count < builder->capacity && text->length < text->size) {
    dueby_part part = {text->at + text->length, label, rule, version, first, last, is_in_summary(label)};
    builder->parts[builder->count] = part;
  }
  builder->count++;
}

static struct text *begin_part(struct builder *builder, int32_t label, dueby_date first, dueby_date last) {
  begin_part_of(builder, label, builder->deadline->rule, builder->deadline->version, first, last);
  return &builder->text;
}

static void end_part(struct builder *builder) {
  text_char(&builder->text, '\0');
}

static void drop_part(struct builder *builder) {
  builder->text.length = builder->part_start;
  builder->count--;
}

/* ---- writing pieces of text ---- */

static void append_event(struct builder *builder, int32_t event) {
  const char *title = dueby_profile_event_title(builder->profile, event);
  text_string(&builder->text, title ? title : dueby_profile_event_slug(builder->profile, event));
}

static void append_when(struct text *out, const dueby_when *when) {
  char moment[64] = "";
  dueby_explain_when(when, moment, sizeof moment, NULL);
  text_string(out, moment);
}

static void append_due(struct text *out, const dueby_deadline *deadline) {
  dueby_when due = {deadline->due_time, deadline->due, 0};
  append_when(out, &due);
}

static void append_numbers(struct text *out, int32_t first, int32_t last) {
  text_number(out, first);
  if (first == last) return;
  text_string(out, last - first == 1 ? ", " : " to ");
  text_number(out, last);
}

static void append_moved(struct text *out, const dueby_step *step, const char *how) {
  dueby_append_day(out, step->first);
  text_string(out, how);
  dueby_append_day(out, step->last);
}

/* ---- writing the counting steps ---- */

/* Appends day 0: the triggering event or, if rule 6 or an earlier completion moved the start, just the date. */
static void append_start(struct builder *builder, const dueby_step *step) {
  const struct model_rule *rule = &builder->profile->rules[builder->deadline->rule].model;
  int is_events = builder->deadline->occurrence == 1 && (rule->since >= 0 || step->first == builder->trigger->date);
  struct text *out = &builder->text;
  if (step->first != builder->derivation->from.date) { /* the previous step has already named the first day, because it was moved */
    text_string(out, "not counting that day");
    return;
  }
  text_string(out, builder->derivation->span.amount ? "not counting " : "on ");
  if (is_events) {
    text_string(out, "the day of the ");
    append_event(builder, rule->since >= 0 ? rule->since : rule->trigger);
    text_string(out, ", ");
  }
  dueby_append_day(out, step->first);
  if (!is_events) text_string(out, ", when this began");
}

static void append_counted(struct builder *builder, const dueby_step *step) {
  append_numbers(&builder->text, step->number_first, step->number_last);
  if (step->last == builder->deadline->due) text_string(&builder->text, ": due");
}

static void append_holiday(struct builder *builder, const dueby_step *step) {
  text_string(&builder->text, "not counted: ");
  if (step->holiday < 0) text_string(&builder->text, "bank holiday in another part of the United Kingdom");
  else dueby_calendar_append_holiday(&builder->text, builder->calendar, step->holiday);
}

static void append_laid(struct builder *builder, const dueby_step *step) {
  const struct derivation *derivation = builder->derivation;
  int in_hours = builder->deadline->precision == DUEBY_PRECISION_SECOND;
  dueby_when from = {in_hours ? derivation->from.time : DUEBY_TIME_NONE, in_hours ? derivation->from.date : step->first, 0};
  dueby_when due = {in_hours ? builder->deadline->due_time : DUEBY_TIME_NONE, step->last, 0};
  struct text *out = &builder->text;
  if (!derivation->span.amount) {
    text_string(out, "on the same day, ");
    dueby_append_day(out, step->last);
    return;
  }
  if (derivation->counting == DUEBY_COUNTING_INCLUDED) text_string(out, "counting the first day as day 1: ");
  dueby_append_span(out, derivation->span);
  text_string(out, derivation->span.amount < 0 ? " back from " : " from ");
  append_when(out, &from);
  text_string(out, " to ");
  append_when(out, &due);
}

static void append_rolled(struct builder *builder, const dueby_step *step) {
  append_moved(&builder->text, step,
               builder->derivation->roll == DUEBY_ROLL_NOON ? " is a Sunday or a public holiday: moved to noon on "
                                                            : " is not a working day: moved to ");
}

static void append_extended(struct builder *builder, const dueby_step *step) {
  append_moved(&builder->text, step, " put back to ");
  text_string(&builder->text, " by the ");
  append_event(builder, builder->profile->rules[builder->deadline->rule].model.extension_event);
}

static void append_paused(struct builder *builder, const dueby_step *step) {
  append_moved(&builder->text, step, " put back to ");
  text_string(&builder->text, ": ");
  dueby_append_count(&builder->text, step->number_last, "day");
  text_string(&builder->text, " up to the ");
  append_event(builder, profile_version(builder->profile, builder->deadline->rule, builder->deadline->version)->pause_to);
  text_string(&builder->text, step->number_last == 1 ? " does not count" : " do not count");
}

static void append_agreed(struct builder *builder, const dueby_step *step) {
  append_moved(&builder->text, step, " had passed when it was agreed on ");
  text_string(&builder->text, ": due that day");
}

static void append_step(struct builder *builder, const dueby_step *step) {
  switch (step->kind) {
  case DUEBY_STEP_START: append_start(builder, step); break;
  case DUEBY_STEP_COUNTED: append_counted(builder, step); break;
  case DUEBY_STEP_HOLIDAY: append_holiday(builder, step); break;
  case DUEBY_STEP_MOVED_START: append_moved(&builder->text, step, " is not a working day: counted from "); break;
  case DUEBY_STEP_LAID: append_laid(builder, step); break;
  case DUEBY_STEP_ROLLED: append_rolled(builder, step); break;
  case DUEBY_STEP_AGREED: append_agreed(builder, step); break;
  case DUEBY_STEP_PAUSED: append_paused(builder, step); break;
  default: append_extended(builder, step); break;
  }
}

/* Appends one step. Steps for weekends are only counted here, and mentioned at the end. */
static void add_step(const dueby_step *step, void *context) {
  struct builder *builder = context;
  int is_days = step->kind == DUEBY_STEP_COUNTED || step->kind == DUEBY_STEP_HOLIDAY;
  if (step->kind == DUEBY_STEP_WEEKEND) {
    builder->weekends++;
    return;
  }
  begin_part(builder, is_days ? DUEBY_PART_DAYS : DUEBY_PART_COUNTING, step->first, step->last);
  append_step(builder, step);
  end_part(builder);
}

static void add_counting(struct builder *builder) {
  struct steps steps = {add_step, builder};
  dueby_explain_find_steps(&steps, builder->calendar, builder->derivation, builder->again);
  if (!builder->weekends) return;
  struct text *out = begin_part(builder, DUEBY_PART_COUNTING, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  dueby_append_count(out, builder->weekends, "weekend");
  text_string(out, " not counted");
  end_part(builder);
}

/* ---- other parts of an explanation ---- */

/* Adds the heading. It points out if the due day is not a working day, which is easily missed. */
static void add_heading(struct builder *builder) {
  const dueby_deadline *deadline = builder->deadline;
  dueby_date before = dueby_deadline_working_day_before(builder->calendar, deadline);
  struct text *out = begin_part(builder, DUEBY_PART_HEADING, DUEBY_DATE_NONE, deadline->due);
  dueby_append_capitalised(out, dueby_rule_text(builder->profile, deadline->rule, 0, DUEBY_RULE_TITLE));
  text_string(out, ": due by ");
  append_due(out, deadline);
  if (before != DUEBY_DATE_NONE) {
    text_string(out, " (not a working day; the last working day before it is ");
    dueby_append_day(out, before);
    text_char(out, ')');
  }
  end_part(builder);
}

static void add_timescale(struct builder *builder) {
  struct text *out = begin_part(builder, DUEBY_PART_TIMESCALE, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  dueby_append_timescale(out, builder->profile, builder->deadline->rule, builder->deadline->version);
  end_part(builder);
}

/* Adds which interval was agreed, and when. If it is longer than the rule allows, the rule's own limit was counted. */
static void add_agreed(struct builder *builder) {
  const struct derivation *derivation = builder->derivation;
  int is_counted = derivation->span.amount == derivation->agreed.amount && derivation->span.unit == derivation->agreed.unit;
  if (!derivation->agreed.unit) return;
  struct text *out = begin_part(builder, DUEBY_PART_AGREED, derivation->agreed_day, DUEBY_DATE_NONE);
  dueby_append_span(out, derivation->agreed);
  text_string(out, ", on ");
  dueby_append_day(out, derivation->agreed_day);
  if (!is_counted) {
    text_string(out, "; the limit of ");
    dueby_append_span(out, derivation->span);
    text_string(out, " is earlier");
  }
  end_part(builder);
}

static void append_profile(struct builder *builder, int32_t rule) {
  dueby_append_capitalised(&builder->text, dueby_rule_text(builder->profile, rule, 0, DUEBY_RULE_PROFILE));
  text_string(&builder->text, ": ");
}

static void add_source(struct builder *builder) {
  const dueby_profile *profile = builder->profile;
  const dueby_deadline *deadline = builder->deadline;
  int32_t authority = dueby_rule_number(profile, deadline->rule, deadline->version, DUEBY_RULE_AUTHORITY);
  struct text *out = begin_part(builder, DUEBY_PART_SET_BY, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  append_profile(builder, deadline->rule);
  dueby_append_source(out, profile, deadline->rule, deadline->version);
  text_string(out, " (");
  text_string(out, dueby_code_name(DUEBY_CODE_AUTHORITY, authority));
  text_string(out, "; ");
  dueby_append_checked(out, profile, deadline->rule, deadline->version);
  text_char(out, ')');
  end_part(builder);
  begin_part(builder, DUEBY_PART_SOURCE_NOTE, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  if (dueby_append_remarks(out, profile, deadline->rule, deadline->version, deadline->begins, "")) end_part(builder);
  else drop_part(builder);
}

static void append_tags(struct text *out, const char *tags) {
  for (; *tags; tags++) text_char(out, *tags == '_' ? ' ' : *tags);
}

static void append_needs(struct text *out, const dueby_profile *profile, const struct model_rule *rule) {
  for (int32_t i = 0; i < rule->needs_count; i++) {
    text_string(out, i ? ", and " : "recorded as ");
    append_tags(out, profile->text + profile->needs[rule->needs_first + i]);
  }
}

static void add_needs(struct builder *builder, const struct model_rule *rule) {
  if (!rule->needs_count) return;
  append_needs(begin_part(builder, DUEBY_PART_COUNTS_IF, DUEBY_DATE_NONE, DUEBY_DATE_NONE), builder->profile, rule);
  end_part(builder);
}

static void append_age(struct text *out, const char *before, int32_t months) {
  dueby_span age = {months, DUEBY_UNIT_MONTHS};
  text_string(out, before);
  dueby_append_span(out, age);
}

static void add_ages(struct builder *builder, const struct model_rule *rule) {
  if (rule->age_from < 0 && rule->age_under < 0) return;
  struct text *out = begin_part(builder, DUEBY_PART_APPLIES, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  if (rule->age_from >= 0) append_age(out, "from the age of ", rule->age_from);
  if (rule->age_under >= 0) append_age(out, rule->age_from >= 0 ? ", under the age of " : "under the age of ", rule->age_under);
  if (builder->deadline->flags & DUEBY_DEADLINE_UNPROVEN_AGE) text_string(out, "; no date of birth was given");
  end_part(builder);
}

static void add_opens(struct builder *builder) {
  const dueby_deadline *deadline = builder->deadline;
  if (deadline->opens == DUEBY_DATE_NONE || deadline->opens == deadline->begins) return;
  struct text *out = begin_part(builder, DUEBY_PART_COUNTS_FROM, deadline->opens, DUEBY_DATE_NONE);
  text_string(out, "when done from ");
  dueby_append_day(out, deadline->opens);
  text_string(out, " on");
  end_part(builder);
}

/* True if an event of type `end` in the facts, or the birthday that `end` stands for, is on the given day. False if there are no
 * facts. */
static int ended_on(const struct builder *builder, int32_t end, dueby_date day) {
  const dueby_facts *facts = builder->facts;
  int32_t age = builder->profile->events[end].on_birthday;
  if (!facts) return 0;
  if (age && known_date(facts->born, facts->has & DUEBY_HAS_BORN) != DUEBY_DATE_NONE &&
      dueby_deadline_age_day(facts->born, age) == day)
    return 1;
  for (int64_t i = 0; i < facts->event_count; i++)
    if (facts->events[i].type == end && facts->events[i].date == day) return 1;
  return 0;
}

/* Adds a part about what stops the clock on or before the due day. */
static void add_end(struct builder *builder) {
  const dueby_deadline *deadline = builder->deadline;
  dueby_date ended = dueby_deadline_ended(builder->profile, deadline->rule, builder->trigger, builder->facts);
  if (ended == DUEBY_DATE_NONE || ended > deadline->due) return;
  struct text *out = begin_part(builder, DUEBY_PART_ENDS, ended, DUEBY_DATE_NONE);
  text_string(out, "on ");
  dueby_append_day(out, ended);
  for (int32_t i = 0; i < dueby_rule_end_count(builder->profile, deadline->rule); i++) {
    int32_t end = dueby_rule_end(builder->profile, deadline->rule, i);
    if (!ended_on(builder, end, ended)) continue;
    text_string(out, ", by the ");
    append_event(builder, end);
    break;
  }
  text_string(out, ": anything not done by then is no longer due");
  end_part(builder);
}

static void add_calendar(struct builder *builder) {
  dueby_append_calendar(begin_part(builder, DUEBY_PART_CALENDAR, DUEBY_DATE_NONE, DUEBY_DATE_NONE), builder->calendar,
                        builder->deadline);
  end_part(builder);
}

static void add_reading(struct builder *builder) {
  const char *reading = dueby_rule_text(builder->profile, builder->deadline->rule, 0, DUEBY_RULE_READING);
  if (!reading) return;
  text_string(begin_part(builder, DUEBY_PART_READING, DUEBY_DATE_NONE, DUEBY_DATE_NONE), reading);
  end_part(builder);
}

/* True if another rule's part with the same text is already listed. Rules for one duty may differ only in the ages they apply to,
 * or in the tags that their triggers need. */
static int is_listed(const struct builder *builder) {
  int64_t last = builder->count - 1;
  if (builder->count > builder->capacity || builder->text.length > builder->text.size)
    return 0; /* the explanation did not fit, and will be built again with more memory */
  for (int64_t i = 0; i < last; i++)
    if (builder->parts[i].label == DUEBY_PART_OTHER && strcmp(builder->parts[i].text, builder->parts[last].text) == 0) return 1;
  return 0;
}

/* True if a status means that the rule does not apply to this trigger, not that a fact or time limit is missing. */
static int is_idle(dueby_status status) {
  return status == DUEBY_ENORULE || status == DUEBY_ENOTINFORCE || status == DUEBY_DONE;
}

/* Adds a part about another rule of the duty: its date, or why it has none. Adds only its timescale if the rule is waiting for
 * another event. Adds no date from the second occurrence onwards, because the other rule may number occurrences differently. */
static void add_other(struct builder *builder, int32_t rule, int is_started) {
  const dueby_profile *profile = builder->profile;
  const struct model_rule *other = &profile->rules[rule].model;
  dueby_deadline deadline = {.due = DUEBY_DATE_NONE};
  dueby_status status = DUEBY_ENORULE;
  int32_t version = 0;
  if (is_started) status = dueby_deadline_for_rule(profile, rule, builder->calendar, builder->trigger, builder->facts, &deadline);
  dueby_rule_version_on(profile, rule, builder->trigger->date, &version);
  int is_dated = status == DUEBY_OK && builder->deadline->occurrence == 1;
  begin_part_of(builder, DUEBY_PART_OTHER, rule, version, DUEBY_DATE_NONE, is_dated ? deadline.due : DUEBY_DATE_NONE);
  if (is_idle(status) && builder->count <= builder->capacity) builder->parts[builder->count - 1].in_summary = 0;
  struct text *out = &builder->text;
  append_profile(builder, rule);
  dueby_append_timescale(out, profile, rule, version);
  if (other->needs_count) {
    text_string(out, " (counts if ");
    append_needs(out, profile, other);
    text_char(out, ')');
  }
  text_string(out, other->alternative_of >= 0 ? " (alternative, not used unless you choose it)" : "");
  int has_reason = is_started && status != DUEBY_OK && status != DUEBY_ENOTSTATED; /* the timescale already says that there is no
                                                                                      time limit */
  if (is_dated || has_reason) text_string(out, ": ");
  if (is_dated) append_due(out, &deadline);
  if (has_reason) text_string(out, dueby_status_text(status));
  end_part(builder);
  if (is_listed(builder)) drop_part(builder);
}

static void add_others(struct builder *builder) {
  const dueby_profile *profile = builder->profile;
  const struct profile_rule *governs = &profile->rules[builder->deadline->rule];
  const struct profile_duty *duty = &profile->duties[governs->duty];
  for (int32_t rule = duty->first; rule < duty->first + duty->count; rule++)
    if (rule != builder->deadline->rule) add_other(builder, rule, profile->rules[rule].model.trigger == governs->model.trigger);
}

static void add_caution(struct builder *builder) {
  struct text *out = begin_part(builder, DUEBY_PART_CAUTION, DUEBY_DATE_NONE, DUEBY_DATE_NONE);
  text_string(out, "This is our reading of ");
  dueby_append_source(out, builder->profile, builder->deadline->rule, builder->deadline->version);
  text_string(out, ". Check it before you rely on it for a decision or in court.");
  end_part(builder);
}

static void add_parts(struct builder *builder) {
  const struct model_rule *rule = &builder->profile->rules[builder->deadline->rule].model;
  add_heading(builder);
  add_timescale(builder);
  add_agreed(builder);
  add_source(builder);
  add_needs(builder, rule);
  add_ages(builder, rule);
  add_opens(builder);
  add_end(builder);
  add_counting(builder);
  add_calendar(builder);
  add_reading(builder);
  add_others(builder);
  add_caution(builder);
}

/* ---- the whole explanation ---- */

/* Enough for most explanations, so that they are built only once. */
enum { USUAL_PARTS = 32, USUAL_TEXT = 4096 };

/* Builds an explanation in memory for this many parts and this much text. If that is not enough, the builder has the size
 * needed. */
static dueby_explanation *build(struct builder *builder, int64_t parts, int64_t text_size) {
  dueby_explanation *explanation = malloc(sizeof *explanation + (size_t)parts * sizeof *explanation->parts + (size_t)text_size);
  if (!explanation) return NULL;
  builder->parts = explanation->parts;
  builder->capacity = parts;
  builder->count = builder->weekends = 0;
  builder->text = text_in((char *)(explanation->parts + parts), text_size);
  add_parts(builder);
  explanation->count = builder->count;
  return explanation;
}

dueby_status dueby_explanation_new(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                   const dueby_facts *facts, const dueby_deadline *deadline, dueby_explanation **explanation) {
  struct derivation derivation;
  dueby_deadline again;
  dueby_status status = dueby_explain_again(profile, calendar, trigger, facts, deadline, &again, &derivation);
  if (status != DUEBY_OK) return status;
  struct builder builder = {.profile = profile,
                            .calendar = calendar,
                            .trigger = trigger,
                            .facts = facts,
                            .deadline = deadline,
                            .again = &again,
                            .derivation = &derivation};
  dueby_explanation *made = build(&builder, USUAL_PARTS, USUAL_TEXT);
  if (made && (builder.count > builder.capacity || builder.text.length > builder.text.size)) {
    free(made);
    made = build(&builder, builder.count, builder.text.length);
  }
  if (!made) return DUEBY_EMEMORY;
  *explanation = made;
  return DUEBY_OK;
}

void dueby_explanation_free(dueby_explanation *explanation) {
  free(explanation);
}

int64_t dueby_explanation_part_count(const dueby_explanation *explanation) {
  return explanation->count;
}

dueby_status dueby_explanation_part(const dueby_explanation *explanation, int64_t index, dueby_part *part) {
  if (index < 0 || index >= explanation->count) return DUEBY_EARGUMENT;
  *part = explanation->parts[index];
  return DUEBY_OK;
}

/* ---- the parts as one text ---- */

enum { LABEL_WIDTH = 11, DAYS_WIDTH = 29, LINE_WIDTH = 125 };

static const char label_texts[][LABEL_WIDTH] = {
    [DUEBY_PART_HEADING] = "",           [DUEBY_PART_TIMESCALE] = "Timescale", [DUEBY_PART_SET_BY] = "Set by",
    [DUEBY_PART_SOURCE_NOTE] = "Set by", [DUEBY_PART_COUNTS_IF] = "Counts if", [DUEBY_PART_APPLIES] = "Applies",
    [DUEBY_PART_COUNTS_FROM] = "Counts", [DUEBY_PART_COUNTING] = "Counting",   [DUEBY_PART_DAYS] = "Counting",
    [DUEBY_PART_CALENDAR] = "Calendar",  [DUEBY_PART_READING] = "Reading",     [DUEBY_PART_OTHER] = "Others",
    [DUEBY_PART_CAUTION] = "",           [DUEBY_PART_ENDS] = "Ends",           [DUEBY_PART_AGREED] = "Agreed",
};

const char *dueby_part_label_text(int32_t label) {
  return label >= DUEBY_PART_HEADING && label <= DUEBY_PART_AGREED ? label_texts[label] : "";
}

static void new_line(struct text *out, const char *label) {
  int64_t length = (int64_t)strlen(label);
  text_string(out, "\n  ");
  text_string(out, label);
  for (; length < LABEL_WIDTH; length++) text_char(out, ' ');
}

/* Writes a paragraph, breaking long text at spaces and aligning each line with the first. */
static void lay_out_paragraph(struct text *out, const char *text) {
  size_t column = LABEL_WIDTH + 2;
  for (const char *word = text; *word;) {
    size_t length = strcspn(word, " ");
    if (column + length > LINE_WIDTH) {
      new_line(out, "");
      column = LABEL_WIDTH + 2;
    } else if (word > text) {
      text_char(out, ' ');
    }
    text_bytes(out, word, (int64_t)length);
    column += length + 1;
    word += length + (word[length] == ' ');
  }
}

static int is_same_month(dueby_date left, dueby_date right) {
  int32_t year[2] = {0}, month[2] = {0}, day;
  dueby_date_civil(left, &year[0], &month[0], &day);
  dueby_date_civil(right, &year[1], &month[1], &day);
  return year[0] == year[1] && month[0] == month[1];
}

/* Writes days, padded to the next column: "Fri 3 Apr", "Mon 20, Tue 21 Apr", "Mon 30 Mar to Thu 2 Apr". */
static void lay_out_days(struct text *out, dueby_date first, dueby_date last) {
  int64_t end = out->length + DAYS_WIDTH;
  if (first != last) {
    dueby_append_short_day(out, first, !is_same_month(first, last));
    text_string(out, last - first == 1 || first - last == 1 ? ", " : " to ");
  }
  dueby_append_short_day(out, last, 1);
  while (out->length < end) text_char(out, ' ');
}

static void lay_out_part(struct text *out, const dueby_part *part, const char *label) {
  new_line(out, label);
  if (part->label == DUEBY_PART_DAYS) lay_out_days(out, part->first, part->last);
  if (part->label == DUEBY_PART_SOURCE_NOTE || part->label == DUEBY_PART_READING) lay_out_paragraph(out, part->text);
  else text_string(out, part->text);
}

static int is_folded(const dueby_part *part) {
  return part->label == DUEBY_PART_OTHER && !part->in_summary;
}

/* Writes how many rules are not listed, and how to list them: "6 other rules for this duty did not apply: --all shows them". */
static void lay_out_folded(struct text *out, int64_t count, const char *hint, const char *last) {
  const char *label = dueby_part_label_text(DUEBY_PART_OTHER);
  if (!count) return;
  new_line(out, strcmp(label, last) == 0 ? "" : label);
  text_number(out, count);
  text_string(out, count == 1 ? " other rule" : " other rules");
  text_string(out, " for this duty did not apply");
  if (!hint) return;
  text_string(out, ": ");
  text_string(out, hint);
  text_string(out, count == 1 ? " shows it" : " shows them");
}

enum { SUMMARY, SHORT, ALL }; /* which parts of the explanation to write */

static dueby_status lay_out(const dueby_explanation *explanation, int detail, const char *hint, char *text, int64_t size,
                            int64_t *needed) {
  struct text out = text_in(text, size);
  const char *last = "";
  int64_t folded = 0;
  for (int64_t i = 0; i < explanation->count; i++) {
    const dueby_part *part = &explanation->parts[i];
    const char *label = dueby_part_label_text(part->label);
    if (detail == SUMMARY && !part->in_summary) continue;
    if (detail == SHORT && is_folded(part)) {
      folded++;
      continue;
    }
    if (part->label == DUEBY_PART_CAUTION) lay_out_folded(&out, folded, hint, last);
    if (*label) {
      lay_out_part(&out, part, strcmp(label, last) == 0 ? "" : label);
    } else {
      text_string(&out, i ? "\n\n" : "");
      text_string(&out, part->text);
      text_string(&out, i || detail == SUMMARY ? "" : "\n");
    }
    last = label;
  }
  return text_end(&out, needed);
}

dueby_status dueby_explanation_text(const dueby_explanation *explanation, char *text, int64_t size, int64_t *needed) {
  return lay_out(explanation, SHORT, NULL, text, size, needed);
}

dueby_status dueby_explanation_text_with(const dueby_explanation *explanation, int32_t is_all, const char *hint, char *text,
                                         int64_t size, int64_t *needed) {
  return lay_out(explanation, is_all ? ALL : SHORT, hint, text, size, needed);
}

dueby_status dueby_explanation_summary(const dueby_explanation *explanation, char *text, int64_t size, int64_t *needed) {
  return lay_out(explanation, SUMMARY, NULL, text, size, needed);
}

/* ---- building and writing in one call ---- */

static dueby_status explain(int detail, const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                            const dueby_facts *facts, const dueby_deadline *deadline, char *text, int64_t size, int64_t *needed) {
  dueby_explanation *explanation;
  dueby_status status = dueby_explanation_new(profile, calendar, trigger, facts, deadline, &explanation);
  if (status != DUEBY_OK) return status;
  status = lay_out(explanation, detail, NULL, text, size, needed);
  dueby_explanation_free(explanation);
  return status;
}

dueby_status dueby_explain_text(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                const dueby_facts *facts, const dueby_deadline *deadline, char *text, int64_t size,
                                int64_t *needed) {
  return explain(SHORT, profile, calendar, trigger, facts, deadline, text, size, needed);
}

dueby_status dueby_explain_summary(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                   const dueby_facts *facts, const dueby_deadline *deadline, char *text, int64_t size,
                                   int64_t *needed) {
  return explain(SUMMARY, profile, calendar, trigger, facts, deadline, text, size, needed);
}
