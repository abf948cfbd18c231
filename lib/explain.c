/* An answer -> its steps, and the whole explanation. */
#include "dueby/explain.h"

#include <string.h>

#include "deadline_internal.h"
#include "dueby/word.h"
#include "explain_internal.h"

/* ---- steps ---- */

/* Where steps go as they are found: into the caller's array, or into words. */
struct steps {
  void (*take)(void *to, const dueby_step *step);
  void *to;
};

static void put_step(const struct steps *steps, dueby_step step) {
  steps->take(steps->to, &step);
}

static dueby_step step_of(int32_t kind, dueby_date first, dueby_date last) {
  dueby_step step = {kind, first, last, 0, 0, -1};
  return step;
}

static int32_t holiday_on(const dueby_calendar *calendar, dueby_date date) {
  dueby_holiday holiday;
  int64_t index = dueby_calendar_holiday_from(calendar, date);
  return dueby_calendar_holiday(calendar, index, &holiday) == DUEBY_OK && holiday.date == date ? (int32_t)index : -1;
}

static int is_weekend(const dueby_calendar *calendar, dueby_date date) {
  return calendar->weekend >> (dueby_date_weekday(date) - 1) & 1;
}

/* Day by day from the start to where the count ended, each day counted or named. */
static void count_days(const struct steps *steps, const dueby_calendar *calendar, const struct working *working) {
  const struct calendar_view *view = calendar->views[working->view];
  int32_t direction = working->span.amount < 0 ? -1 : 1, number = 0;
  dueby_step open = {0};
  dueby_date date = working->counting == DUEBY_INCLUDED ? working->laid.start : working->laid.start + direction;
  for (; direction * date <= direction * working->laid.unrolled; date += direction) {
    int works = view_works(view, date - CALENDAR_FIRST), weekend = !works && is_weekend(calendar, date);
    int32_t kind = works ? DUEBY_STEP_COUNTED : weekend ? DUEBY_STEP_WEEKEND : DUEBY_STEP_HOLIDAY;
    number += works;
    if (kind != open.kind || kind == DUEBY_STEP_HOLIDAY) {
      if (open.kind) put_step(steps, open);
      open = step_of(kind, date, date);
      open.number_first = works ? number : 0;
      if (kind == DUEBY_STEP_HOLIDAY) open.holiday = holiday_on(calendar, date);
    }
    open.last = date;
    open.number_last = works ? number : 0;
  }
  if (open.kind) put_step(steps, open);
}

/* What extensions and pauses did to the last day, in the order in which they last did. */
static void put_moves(const struct steps *steps, const struct working *working, dueby_date laid, dueby_date due) {
  dueby_date between = working->paused_last ? due - working->paused_days : laid + working->paused_days;
  dueby_step paused = working->paused_last ? step_of(DUEBY_STEP_PAUSED, between, due) : step_of(DUEBY_STEP_PAUSED, laid, between);
  dueby_step extended =
      working->paused_last ? step_of(DUEBY_STEP_EXTENDED, laid, between) : step_of(DUEBY_STEP_EXTENDED, between, due);
  paused.number_last = working->paused_days;
  if (working->extensions && working->paused_last) put_step(steps, extended);
  if (working->paused_days) put_step(steps, paused);
  if (working->extensions && !working->paused_last) put_step(steps, extended);
}

static void find_steps(const struct steps *steps, const dueby_calendar *calendar, const struct working *working,
                       const dueby_deadline *deadline) {
  const struct laid *laid = &working->laid;
  if (deadline->precision == DUEBY_PRECISION_SECOND) {
    put_step(steps, step_of(DUEBY_STEP_LAID, working->from.date, deadline->due));
    return;
  }
  if (laid->start != working->from.date) put_step(steps, step_of(DUEBY_STEP_MOVED_START, working->from.date, laid->start));
  if (working->span.unit != DUEBY_WORKING_DAYS) {
    put_step(steps, step_of(DUEBY_STEP_LAID, laid->start, laid->unrolled));
  } else {
    if (working->counting != DUEBY_INCLUDED || !working->span.amount)
      put_step(steps, step_of(DUEBY_STEP_START, laid->start, laid->start));
    if (working->span.amount) count_days(steps, calendar, working);
  }
  if (laid->date != laid->unrolled) put_step(steps, step_of(DUEBY_STEP_ROLLED, laid->unrolled, laid->date));
  if (working->agreed_late) put_step(steps, step_of(DUEBY_STEP_AGREED, laid->date, deadline->due));
  else put_moves(steps, working, laid->date, deadline->due);
}

struct step_array {
  dueby_step *at;
  int64_t capacity, count;
};

static void keep_step(void *to, const dueby_step *step) {
  struct step_array *array = to;
  if (array->count < array->capacity) array->at[array->count] = *step;
  array->count++;
}

dueby_status dueby_explain_steps(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                 const dueby_facts *facts, const dueby_deadline *deadline, dueby_step *steps, int64_t capacity,
                                 int64_t *needed) {
  struct step_array array = {steps, capacity, 0};
  struct steps out = {keep_step, &array};
  struct working working;
  dueby_deadline again;
  struct position position = dueby_deadline_position(deadline);
  struct clock clock = dueby_deadline_clock(profile, deadline->rule, trigger, facts);
  clock.is_settled = 1;
  dueby_status status = dueby_deadline_work(profile, calendar, &clock, &position, &again, &working);
  if (status != DUEBY_OK) return status;
  find_steps(&out, calendar, &working, &again);
  if (needed) *needed = array.count;
  return array.count <= capacity ? DUEBY_OK : DUEBY_ESPACE;
}

/* ---- the text ---- */

enum { LABEL_WIDTH = 11, DAYS_WIDTH = 29, LINE_WIDTH = 125 };

struct telling {
  struct text out;
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const dueby_event *trigger;
  const dueby_facts *facts;
  const dueby_deadline *deadline;
  struct working working;
  int64_t weekends;      /* seen so far */
  int32_t counting_said; /* the label stands on the first line of the days */
};

static void new_line(struct telling *tell, const char *label) {
  int64_t length = (int64_t)strlen(label);
  text_string(&tell->out, "\n  ");
  text_string(&tell->out, label);
  for (; length < LABEL_WIDTH; length++) text_char(&tell->out, ' ');
}

/* Longer text, broken at blanks and aligned with where it began. */
static void put_paragraph(struct telling *tell, const char *text) {
  size_t column = LABEL_WIDTH + 2;
  for (const char *word = text; *word;) {
    size_t length = strcspn(word, " ");
    if (column + length > LINE_WIDTH) {
      new_line(tell, "");
      column = LABEL_WIDTH + 2;
    } else if (word > text) {
      text_char(&tell->out, ' ');
    }
    for (size_t i = 0; i < length; i++) text_char(&tell->out, word[i]);
    column += length + 1;
    word += length + (word[length] == ' ');
  }
}

static void new_counting_line(struct telling *tell) {
  new_line(tell, tell->counting_said ? "" : "Counting");
  tell->counting_said = 1;
}

/* A piece of text, and blanks up to a width. */
static void put_column(struct telling *tell, const struct text *piece, int64_t width) {
  for (int64_t i = 0; i < piece->length; i++) text_char(&tell->out, piece->at[i]);
  for (int64_t i = piece->length; i < width; i++) text_char(&tell->out, ' ');
}

static void put_event(struct telling *tell, int32_t event) {
  const char *title = dueby_profile_event_title(tell->profile, event);
  text_string(&tell->out, title ? title : dueby_profile_event_slug(tell->profile, event));
}

static int same_month(dueby_date left, dueby_date right) {
  int32_t year[2] = {0}, month[2] = {0}, day;
  dueby_date_civil(left, &year[0], &month[0], &day);
  dueby_date_civil(right, &year[1], &month[1], &day);
  return year[0] == year[1] && month[0] == month[1];
}

/* "Fri 3 Apr", "Mon 20, Tue 21 Apr", "Mon 30 Mar to Thu 2 Apr" */
static void put_days(struct telling *tell, dueby_date first, dueby_date last) {
  char space[64];
  struct text piece = text_in(space, sizeof space);
  if (first != last) {
    int apart = last - first;
    dueby_words_short_day(&piece, first, !same_month(first, last));
    text_string(&piece, apart == 1 || apart == -1 ? ", " : " to ");
  }
  dueby_words_short_day(&piece, last, 1);
  put_column(tell, &piece, DAYS_WIDTH);
}

static void put_numbers(struct telling *tell, int32_t first, int32_t last) {
  text_number(&tell->out, first);
  if (first == last) return;
  text_string(&tell->out, last - first == 1 ? ", " : " to ");
  text_number(&tell->out, last);
}

static void put_full_day(struct telling *tell, dueby_date date) {
  dueby_words_day(&tell->out, date);
}

/* The first day, not counted: the event's, or where rule 6 or an earlier meeting put the beginning off, the day alone. */
static void tell_start(struct telling *tell, const dueby_step *step) {
  const struct model_rule *rule = &tell->profile->rules[tell->deadline->rule].model;
  int is_events = tell->deadline->occurrence == 1 && (rule->since >= 0 || step->first == tell->trigger->date);
  new_counting_line(tell);
  if (step->first != tell->working.from.date) { /* moved, and said already */
    text_string(&tell->out, "not counting that day");
    return;
  }
  text_string(&tell->out, tell->working.span.amount ? "not counting " : "on ");
  if (is_events) {
    text_string(&tell->out, "the day of the ");
    put_event(tell, rule->since >= 0 ? rule->since : rule->trigger);
    text_string(&tell->out, ", ");
  }
  put_full_day(tell, step->first);
  if (!is_events) text_string(&tell->out, ", on which this began");
}

static void tell_counted(struct telling *tell, const dueby_step *step) {
  new_counting_line(tell);
  put_days(tell, step->first, step->last);
  put_numbers(tell, step->number_first, step->number_last);
  if (step->last == tell->deadline->due) text_string(&tell->out, ": due");
}

static void tell_holiday(struct telling *tell, const dueby_step *step) {
  const char *name = dueby_calendar_holiday_name(tell->calendar, step->holiday);
  new_counting_line(tell);
  put_days(tell, step->first, step->last);
  text_string(&tell->out, "not counted: ");
  if (!name) name = "bank holiday in another part of the United Kingdom";
  text_string(&tell->out, *name ? name : "bank holiday");
}

static void tell_moved_start(struct telling *tell, const dueby_step *step) {
  new_counting_line(tell);
  put_full_day(tell, step->first);
  text_string(&tell->out, " is no working day: counted from ");
  put_full_day(tell, step->last);
}

static void tell_laid(struct telling *tell, const dueby_step *step) {
  int in_hours = tell->deadline->precision == DUEBY_PRECISION_SECOND;
  dueby_when due = {in_hours ? tell->deadline->due_time : DUEBY_TIME_NONE, step->last, 0};
  char words[64] = "";
  new_counting_line(tell);
  if (!tell->working.span.amount) {
    text_string(&tell->out, "on the same day, ");
    put_full_day(tell, step->last);
    return;
  }
  if (tell->working.counting == DUEBY_INCLUDED) text_string(&tell->out, "counting the first day as day 1: ");
  dueby_words_span(&tell->out, tell->working.span);
  text_string(&tell->out, tell->working.span.amount < 0 ? " back from " : " from ");
  if (in_hours) dueby_explain_when(&tell->working.from, words, sizeof words, NULL);
  if (*words) text_string(&tell->out, words);
  else put_full_day(tell, step->first);
  text_string(&tell->out, " to ");
  dueby_explain_when(&due, words, sizeof words, NULL);
  text_string(&tell->out, words);
}

static void tell_rolled(struct telling *tell, const dueby_step *step) {
  new_counting_line(tell);
  put_full_day(tell, step->first);
  int to_noon = tell->working.roll == DUEBY_ROLL_NOON;
  text_string(&tell->out, to_noon ? " is a Sunday or a public holiday: moved to noon of " : " is no working day: moved to ");
  put_full_day(tell, step->last);
}

static void tell_extended(struct telling *tell, const dueby_step *step) {
  new_counting_line(tell);
  put_full_day(tell, step->first);
  text_string(&tell->out, " put back to ");
  put_full_day(tell, step->last);
  text_string(&tell->out, " by the ");
  put_event(tell, tell->profile->rules[tell->deadline->rule].model.extension_event);
}

static void tell_paused(struct telling *tell, const dueby_step *step) {
  new_counting_line(tell);
  put_full_day(tell, step->first);
  text_string(&tell->out, " put back to ");
  put_full_day(tell, step->last);
  text_string(&tell->out, ": ");
  dueby_words_count(&tell->out, step->number_last, "day");
  text_string(&tell->out, " up to the ");
  put_event(tell, profile_version(tell->profile, tell->deadline->rule, tell->deadline->version)->pause_to);
  text_string(&tell->out, step->number_last == 1 ? " does not count" : " do not count");
}

static void tell_agreed(struct telling *tell, const dueby_step *step) {
  new_counting_line(tell);
  put_full_day(tell, step->first);
  text_string(&tell->out, " had passed when it was agreed on ");
  put_full_day(tell, step->last);
  text_string(&tell->out, ": due that day");
}

static void tell_step(void *to, const dueby_step *step) {
  struct telling *tell = to;
  switch (step->kind) {
  case DUEBY_STEP_START: tell_start(tell, step); break;
  case DUEBY_STEP_COUNTED: tell_counted(tell, step); break;
  case DUEBY_STEP_HOLIDAY: tell_holiday(tell, step); break;
  case DUEBY_STEP_WEEKEND: tell->weekends++; break;
  case DUEBY_STEP_MOVED_START: tell_moved_start(tell, step); break;
  case DUEBY_STEP_LAID: tell_laid(tell, step); break;
  case DUEBY_STEP_ROLLED: tell_rolled(tell, step); break;
  case DUEBY_STEP_AGREED: tell_agreed(tell, step); break;
  case DUEBY_STEP_PAUSED: tell_paused(tell, step); break;
  default: tell_extended(tell, step); break;
  }
}

/* The texts of explain, each at most a line. */
enum { LINE_MOST = 1024 };

static void put_profile(struct telling *tell, int32_t rule) {
  dueby_words_capital(&tell->out, dueby_rule_text(tell->profile, rule, 0, DUEBY_RULE_PROFILE));
  text_string(&tell->out, ": ");
}

static dueby_when due_of(const dueby_deadline *deadline) {
  dueby_when due = {deadline->due_time, deadline->due, 0};
  return due;
}

static void put_due(struct telling *tell, const dueby_deadline *deadline) {
  dueby_when due = due_of(deadline);
  char words[64] = "";
  dueby_explain_when(&due, words, sizeof words, NULL);
  text_string(&tell->out, words);
}

/* A due day that does not work is easily missed. */
static void tell_last_working_day(struct telling *tell) {
  dueby_date last = dueby_deadline_working_day_before(tell->calendar, tell->deadline);
  if (last == DUEBY_DATE_NONE) return;
  text_string(&tell->out, " (last working day before: ");
  put_full_day(tell, last);
  text_char(&tell->out, ')');
}

static void tell_heading(struct telling *tell) {
  dueby_words_capital(&tell->out, dueby_rule_text(tell->profile, tell->deadline->rule, 0, DUEBY_RULE_TITLE));
  text_string(&tell->out, ": due by ");
  put_due(tell, tell->deadline);
  tell_last_working_day(tell);
}

static void put_timescale(struct telling *tell, int32_t rule, int32_t version) {
  char words[LINE_MOST] = "";
  dueby_explain_timescale(tell->profile, rule, version, words, sizeof words, NULL);
  text_string(&tell->out, words);
}

/* A note is a clause and sentences, which get lines of their own. */
static void tell_source(struct telling *tell) {
  const dueby_deadline *deadline = tell->deadline;
  int32_t rule = deadline->rule, version = deadline->version;
  char words[LINE_MOST] = "";
  new_line(tell, "Set by");
  put_profile(tell, rule);
  dueby_explain_source(tell->profile, rule, version, words, sizeof words, NULL);
  text_string(&tell->out, words);
  text_string(&tell->out, " (");
  text_string(&tell->out,
              dueby_word_text(DUEBY_WORD_AUTHORITY, dueby_rule_number(tell->profile, rule, version, DUEBY_RULE_AUTHORITY)));
  text_string(&tell->out, "; ");
  words[0] = '\0';
  dueby_explain_source_note(tell->profile, rule, version, deadline->begins, words, sizeof words, NULL);
  const char *rest = strstr(words, ". ");
  for (const char *at = words; *at && at != rest; at++) text_char(&tell->out, *at);
  text_char(&tell->out, ')');
  if (rest) {
    new_line(tell, "");
    put_paragraph(tell, rest + 2);
  }
}

static void put_tags(struct telling *tell, const char *tags) {
  for (; *tags; tags++) text_char(&tell->out, *tags == '_' ? ' ' : *tags);
}

static void put_age(struct telling *tell, const char *before, int32_t months) {
  dueby_span age = {months, DUEBY_MONTHS};
  text_string(&tell->out, before);
  dueby_words_span(&tell->out, age);
}

/* What the rule asks besides the date. */
static void tell_conditions(struct telling *tell) {
  const struct model_rule *rule = &tell->profile->rules[tell->deadline->rule].model;
  if (rule->needs_count) new_line(tell, "Counts if");
  for (int32_t i = 0; i < rule->needs_count; i++) {
    text_string(&tell->out, i ? ", and " : "recorded as ");
    put_tags(tell, tell->profile->text + tell->profile->needs[rule->needs_first + i]);
  }
  if (rule->age_from >= 0 || rule->age_under >= 0) {
    new_line(tell, "Applies");
    if (rule->age_from >= 0) put_age(tell, "from the age of ", rule->age_from);
    if (rule->age_under >= 0) put_age(tell, rule->age_from >= 0 ? ", under the age of " : "under the age of ", rule->age_under);
    if (tell->deadline->flags & DUEBY_UNPROVEN_AGE) text_string(&tell->out, "; no date of birth was given");
  }
}

static void tell_reading(struct telling *tell) {
  const char *reading = dueby_rule_text(tell->profile, tell->deadline->rule, 0, DUEBY_RULE_READING);
  if (!reading) return;
  new_line(tell, "Reading");
  put_paragraph(tell, reading);
}

static void tell_opens(struct telling *tell) {
  const dueby_deadline *deadline = tell->deadline;
  if (deadline->opens == DUEBY_DATE_NONE || deadline->opens == deadline->begins) return;
  new_line(tell, "Counts");
  text_string(&tell->out, "when done from ");
  put_full_day(tell, deadline->opens);
  text_string(&tell->out, " on");
}

static void tell_weekends(struct telling *tell) {
  if (!tell->weekends) return;
  new_line(tell, "");
  dueby_words_count(&tell->out, tell->weekends, "weekend");
  text_string(&tell->out, " not counted");
}

static void tell_calendar(struct telling *tell) {
  char words[LINE_MOST] = "";
  new_line(tell, "Calendar");
  dueby_explain_calendar(tell->calendar, tell->deadline, words, sizeof words, NULL);
  text_string(&tell->out, words);
}

/* The other rules of the duty, each with its date or with what it waits for. */
static void tell_others(struct telling *tell) {
  const dueby_profile *profile = tell->profile;
  const struct profile_rule *governs = &profile->rules[tell->deadline->rule];
  const struct profile_duty *duty = &profile->duties[governs->duty];
  const char *label = "Others";
  for (int32_t rule = duty->first; rule < duty->first + duty->count; rule++) {
    const struct model_rule *other = &profile->rules[rule].model;
    dueby_deadline deadline;
    int32_t version = 0;
    if (rule == tell->deadline->rule) continue;
    new_line(tell, label);
    label = "";
    put_profile(tell, rule);
    dueby_rule_version_on(profile, rule, tell->trigger->date, &version);
    put_timescale(tell, rule, version);
    text_string(&tell->out, other->alternative_of >= 0 ? " (another figure, not used)" : "");
    if (other->trigger != governs->model.trigger) continue;
    text_string(&tell->out, ": ");
    dueby_status status = dueby_deadline_of_rule(profile, rule, tell->calendar, tell->trigger, tell->facts, &deadline);
    if (status == DUEBY_OK) put_due(tell, &deadline);
    else text_string(&tell->out, dueby_status_text(status));
  }
}

static void tell_caution(struct telling *tell) {
  char words[LINE_MOST] = "";
  dueby_explain_source(tell->profile, tell->deadline->rule, tell->deadline->version, words, sizeof words, NULL);
  text_string(&tell->out, "\n\nA reading of ");
  text_string(&tell->out, words);
  text_string(&tell->out, "; check it before you rely on it in a decision or in court.");
}

/* The parts in their order; the days, the reading and the caution only in the whole explanation. */
static dueby_status tell_all(struct telling *tell, int whole, int64_t *needed) {
  struct steps words = {tell_step, tell};
  dueby_deadline again;
  struct position position = dueby_deadline_position(tell->deadline);
  struct clock clock = dueby_deadline_clock(tell->profile, tell->deadline->rule, tell->trigger, tell->facts);
  clock.is_settled = 1;
  dueby_status status = dueby_deadline_work(tell->profile, tell->calendar, &clock, &position, &again, &tell->working);
  if (status != DUEBY_OK) return status;
  tell_heading(tell);
  if (whole) text_char(&tell->out, '\n');
  new_line(tell, "Timescale");
  put_timescale(tell, tell->deadline->rule, tell->deadline->version);
  tell_source(tell);
  tell_conditions(tell);
  tell_opens(tell);
  if (whole) find_steps(&words, tell->calendar, &tell->working, &again);
  tell_weekends(tell);
  tell_calendar(tell);
  if (whole) tell_reading(tell);
  tell_others(tell);
  if (whole) tell_caution(tell);
  return text_end(&tell->out, needed);
}

dueby_status dueby_explain_text(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                const dueby_facts *facts, const dueby_deadline *deadline, char *text, int64_t size,
                                int64_t *needed) {
  struct telling tell = {text_in(text, size), profile, calendar, trigger, facts, deadline, .weekends = 0};
  return tell_all(&tell, 1, needed);
}

dueby_status dueby_explain_summary(const dueby_profile *profile, const dueby_calendar *calendar, const dueby_event *trigger,
                                   const dueby_facts *facts, const dueby_deadline *deadline, char *text, int64_t size,
                                   int64_t *needed) {
  struct telling tell = {text_in(text, size), profile, calendar, trigger, facts, deadline, .weekends = 0};
  return tell_all(&tell, 0, needed);
}
