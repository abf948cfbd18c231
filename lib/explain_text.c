/* Writes the one-line parts of an explanation. */
#include <string.h>

#include "dueby/code.h"
#include "date_internal.h"
#include "explain_internal.h"
#include "profile_internal.h"
#include "span_internal.h"

/* ---- writing days, spans and names ---- */

static const char weekdays[7][16] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
static const char months[12][16] = {"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};
enum { SHORT_NAME = 3 };

static void append_start(struct text *out, const char *word, int letters) {
  while (letters-- && *word) text_char(out, *word++);
}

/* Appends a date, such as 21 April 2026. */
static void append_date(struct text *out, dueby_date date) {
  int32_t year = 0, month = 1, day = 0;
  dueby_date_civil(date, &year, &month, &day);
  text_number(out, day);
  text_char(out, ' ');
  text_string(out, months[month - 1]);
  text_char(out, ' ');
  text_number(out, year);
}

void dueby_append_day(struct text *out, dueby_date date) {
  text_string(out, weekdays[dueby_date_weekday(date) - 1]);
  text_char(out, ' ');
  append_date(out, date);
}

void dueby_append_short_day(struct text *out, dueby_date date, int with_month) {
  int32_t year, month = 1, day = 0;
  dueby_date_civil(date, &year, &month, &day);
  append_start(out, weekdays[dueby_date_weekday(date) - 1], SHORT_NAME);
  text_char(out, ' ');
  text_number(out, day);
  if (!with_month) return;
  text_char(out, ' ');
  append_start(out, months[month - 1], SHORT_NAME);
}

void dueby_append_count(struct text *out, int64_t count, const char *singular) {
  text_number(out, count);
  text_char(out, ' ');
  text_string(out, singular);
  if (count != 1) text_char(out, 's');
}

void dueby_append_capitalised(struct text *out, const char *phrase) {
  if (!phrase || !*phrase) return;
  text_char(out, (char)(*phrase >= 'a' && *phrase <= 'z' ? *phrase - 'a' + 'A' : *phrase));
  text_string(out, phrase + 1);
}

void dueby_append_span(struct text *out, dueby_span span) {
  char phrase[64];
  if (span_in_limits(span) && span.amount < 0) span.amount = -span.amount;
  if (dueby_span_text(span, phrase, sizeof phrase, NULL) == DUEBY_OK) text_string(out, phrase);
}

void dueby_append_partial_date(struct text *out, const char *date) {
  size_t length = strlen(date);
  if (length == 7 || length == 10) {
    int month = (date[5] - '0') * 10 + date[6] - '0';
    if (length == 10) {
      text_number(out, (date[8] - '0') * 10 + date[9] - '0');
      text_char(out, ' ');
    }
    if (month >= 1 && month <= 12) text_string(out, months[month - 1]);
    text_char(out, ' ');
  }
  append_start(out, date, 4);
}

dueby_status dueby_explain_when(const dueby_when *when, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_date date = when->date;
  if (when->reserved) return DUEBY_EARGUMENT;
  if (known_time(when->time) != DUEBY_TIME_NONE) {
    int32_t second, offset;
    dueby_status status = dueby_time_civil(when->time, &date, &second, &offset);
    if (status != DUEBY_OK) return status;
    int32_t hour = second / 3600;
    text_number(&out, hour % 12 ? hour % 12 : 12);
    text_char(&out, ':');
    text_digits(&out, second / 60 % 60, 2);
    if (second % 60) {
      text_char(&out, ':');
      text_digits(&out, second % 60, 2);
    }
    text_string(&out, hour < 12 ? "am on " : "pm on ");
  }
  int32_t year, month, day;
  if (dueby_date_civil(date, &year, &month, &day) != DUEBY_OK) return DUEBY_EARGUMENT;
  dueby_append_day(&out, date);
  return text_end(&out, needed);
}

/* ---- writing a rule's timescale ---- */

struct writer {
  struct text out;
  const dueby_profile *profile;
  const struct profile_rule *rule;
  const struct model_version *version;
};

static void write_event(struct writer *to, int32_t event) {
  const char *title = dueby_profile_event_title(to->profile, event);
  text_string(&to->out, "the ");
  text_string(&to->out, title ? title : dueby_profile_event_slug(to->profile, event));
}

static int32_t measured_from(const struct profile_rule *rule) {
  return rule->model.since >= 0 ? rule->model.since : rule->model.trigger;
}

static void write_agreed(struct writer *to, const struct model_phase *phase) {
  text_string(&to->out, "as agreed");
  if (phase->at_most.unit) {
    text_string(&to->out, ", at most ");
    dueby_append_span(&to->out, phase->at_most);
  } else if (phase->fallback.unit) {
    text_string(&to->out, ", or ");
    dueby_append_span(&to->out, phase->fallback);
    text_string(&to->out, " if nothing is agreed");
  }
}

/* Appends a span to follow "every" or "each": "6 weeks", but "month" instead of "1 month". */
static void append_each(struct text *out, dueby_span span) {
  char words[64] = "";
  dueby_span_text(span, words, sizeof words, NULL);
  text_string(out, span.amount == 1 ? words + 2 : words);
}

static void write_period(struct writer *to, const struct model_phase *phase) {
  text_string(&to->out, "at least ");
  text_number(&to->out, phase->at_least);
  text_string(&to->out, !phase->of_calendar       ? " in each "
                        : phase->span.amount == 1 ? " in each calendar "
                                                  : " in each calendar period of ");
  append_each(&to->out, phase->span);
}

/* Writes the timescale of a rule that falls due once: "15 working days after the strategy discussion". */
static void write_once(struct writer *to, const struct model_phase *phase) {
  const struct model_version *version = to->version;
  struct text *out = &to->out;
  int window = version->has_not_before && version->not_before.amount > 0;
  int is_day = phase->span.amount == 0 && !phase->agreed;
  if (phase->agreed) {
    write_agreed(to, phase);
    text_string(out, ", after ");
  } else if (is_day) {
    text_string(out, "on the day of ");
  } else {
    if (window) {
      text_string(out, "from ");
      dueby_append_span(out, version->not_before);
      text_string(out, " to ");
    }
    dueby_append_span(out, phase->span);
    text_string(out, version->counting == DUEBY_COUNTING_INCLUDED ? " beginning with the day of " : " after ");
  }
  write_event(to, measured_from(to->rule));
  if (version->counting == DUEBY_COUNTING_CLEAR) text_string(out, ", counting neither the first nor the last day");
  if (version->counting == DUEBY_COUNTING_ROLLED) text_string(out, ", or after the next working day if that was not one");
  if (version->has_not_before && version->not_before.amount < 0) {
    text_string(out, "; work done up to ");
    dueby_append_span(out, version->not_before);
    text_string(out, " before counts");
  }
}

static void write_phase(struct writer *to, const struct model_phase *phase, int first) {
  struct text *out = &to->out;
  if (!first) text_string(out, ", then ");
  if (!phase->stated)
    text_string(out,
                first && to->version->phases > 1 && phase->times == 1 ? "no time limit set for the first" : "no time limit set");
  else if (phase->at_least) write_period(to, phase);
  else if (first && phase->times == 1) write_once(to, phase);
  else if (phase->agreed) write_agreed(to, phase);
  else if (phase->times == 1) dueby_append_span(out, phase->span);
  else {
    text_string(out, "every ");
    append_each(out, phase->span);
  }
  if (first && phase->times != 1 && phase->stated) {
    text_string(out, " from ");
    write_event(to, measured_from(to->rule));
  }
  if (phase->times > 1) {
    text_string(out, ", ");
    dueby_append_count(out, phase->times, "time");
  }
  if (phase->lasts.unit) {
    text_string(out, " until ");
    dueby_append_span(out, phase->lasts);
    text_string(out, " after ");
    write_event(to, to->rule->model.trigger);
  }
  if (phase->until >= 0) {
    text_string(out, " until ");
    write_event(to, phase->until);
  }
}

static void write_extension(struct writer *to) {
  const struct model_rule *rule = &to->rule->model;
  if (rule->extension_event < 0) return;
  text_string(&to->out, "; ");
  write_event(to, rule->extension_event);
  text_string(&to->out, " puts it back by ");
  dueby_append_span(&to->out, rule->extension_by);
  if (rule->extension_times == 1) text_string(&to->out, ", once");
  if (rule->extension_times > 1) {
    text_string(&to->out, ", at most ");
    text_number(&to->out, rule->extension_times);
    text_string(&to->out, " times");
  }
  if (rule->extension_late) text_string(&to->out, ", even if that is after the due date");
}

static void write_pause(struct writer *to) {
  if (to->version->pause_from < 0) return;
  text_string(&to->out, "; the days from the ");
  text_string(&to->out, dueby_profile_event_title(to->profile, to->version->pause_from));
  text_string(&to->out, " to the ");
  text_string(&to->out, dueby_profile_event_title(to->profile, to->version->pause_to));
  text_string(&to->out, " do not count");
}

void dueby_append_timescale(struct text *out, const dueby_profile *profile, int32_t rule, int32_t version) {
  const struct profile_rule *at = &profile->rules[rule];
  const struct model_version *one = &profile->versions[at->model.first_version + version];
  struct writer to = {*out, profile, at, one};
  if (one->before.unit) {
    dueby_append_span(&to.out, one->before);
    text_string(&to.out, " before ");
    write_event(&to, at->model.trigger);
  }
  for (int32_t i = 0; i < one->phases && !one->before.unit; i++) write_phase(&to, &profile->phases[one->first_phase + i], i == 0);
  write_extension(&to);
  write_pause(&to);
  *out = to.out;
}

dueby_status dueby_explain_timescale(const dueby_profile *profile, int32_t rule, int32_t version, char *text, int64_t size,
                                     int64_t *needed) {
  if (version < 0 || version >= dueby_rule_version_count(profile, rule)) return DUEBY_EARGUMENT;
  struct text out = text_in(text, size);
  dueby_append_timescale(&out, profile, rule, version);
  return text_end(&out, needed);
}

/* ---- writing a rule's source ---- */

void dueby_append_source(struct text *out, const dueby_profile *profile, int32_t rule, int32_t version) {
  const char *title = dueby_rule_text(profile, rule, version, DUEBY_RULE_DOCUMENT);
  const char *edition = dueby_rule_text(profile, rule, version, DUEBY_RULE_EDITION);
  const char *dated = dueby_rule_text(profile, rule, version, DUEBY_RULE_DATED);
  const char *section = dueby_rule_text(profile, rule, version, DUEBY_RULE_SECTION);
  text_string(out, title ? title : "no source given");
  if (edition || dated) {
    text_string(out, " (");
    text_string(out, edition);
    if (edition && dated) text_string(out, ", ");
    if (dated) dueby_append_partial_date(out, dated);
    text_char(out, ')');
  }
  if (section) {
    text_string(out, *section >= '0' && *section <= '9' ? ", section " : ", ");
    text_string(out, section);
  }
}

dueby_status dueby_explain_source(const dueby_profile *profile, int32_t rule, int32_t version, char *text, int64_t size,
                                  int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_append_source(&out, profile, rule, version);
  return text_end(&out, needed);
}

static const char checked_text[][40] = {"no source given", "text checked", "checked against secondary sources", "text not checked"};

void dueby_append_checked(struct text *out, const dueby_profile *profile, int32_t rule, int32_t version) {
  int32_t checked = dueby_rule_number(profile, rule, version, DUEBY_RULE_CHECKED);
  dueby_date read_on = dueby_rule_number(profile, rule, version, DUEBY_RULE_READ_ON);
  text_string(out, checked_text[checked >= DUEBY_CHECKED_PRIMARY && checked <= DUEBY_CHECKED_UNCHECKED ? checked : 0]);
  if (read_on != DUEBY_DATE_NONE) {
    text_string(out, " on ");
    append_date(out, read_on);
  }
}

int dueby_append_remarks(struct text *out, const dueby_profile *profile, int32_t rule, int32_t version, dueby_date begins,
                         const char *before) {
  dueby_date superseded = dueby_rule_number(profile, rule, version, DUEBY_RULE_SUPERSEDED_FROM);
  int is_superseded = superseded != DUEBY_DATE_NONE && begins >= superseded, count = 0;
  const char *const sentences[][3] = {
      {"", is_superseded ? dueby_rule_text(profile, rule, version, DUEBY_RULE_SUPERSEDED) : NULL, ""},
      {"What we read: ", dueby_rule_text(profile, rule, version, DUEBY_RULE_TEXT_READ), "."},
      {"", dueby_rule_text(profile, rule, version, DUEBY_RULE_NOTE), ""},
  };
  for (int i = 0; i < 3; i++) {
    if (!sentences[i][1]) continue;
    text_string(out, count++ ? " " : before);
    for (int j = 0; j < 3; j++) text_string(out, sentences[i][j]);
  }
  return count;
}

dueby_status dueby_explain_source_note(const dueby_profile *profile, int32_t rule, int32_t version, dueby_date begins, char *text,
                                       int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_append_checked(&out, profile, rule, version);
  dueby_append_remarks(&out, profile, rule, version, begins, ". ");
  return text_end(&out, needed);
}

/* ---- writing states and calendars ---- */

static const char state_text[][32] = {
    [DUEBY_STATE_OPEN] = "Not due yet",       [DUEBY_STATE_DUE_SOON] = "Due ",
    [DUEBY_STATE_OVERDUE] = "Overdue",        [DUEBY_STATE_MET] = "Done in time",
    [DUEBY_STATE_MET_LATE] = "Done late",     [DUEBY_STATE_MISSED] = "Never done",
    [DUEBY_STATE_ENDED] = "No longer needed", [DUEBY_STATE_NOT_COMPUTABLE] = "Needs checking",
};

dueby_status dueby_explain_verdict(const dueby_deadline *deadline, const dueby_verdict *verdict, char *text, int64_t size,
                                   int64_t *needed) {
  struct text out = text_in(text, size);
  if (verdict->state < DUEBY_STATE_OPEN || verdict->state > DUEBY_STATE_NOT_COMPUTABLE) return DUEBY_EARGUMENT;
  /* a line that was met without having a due day is neither in time nor late */
  int is_undated = verdict->state == DUEBY_STATE_MET && deadline->due == DUEBY_DATE_NONE;
  text_string(&out, is_undated ? "Done" : state_text[verdict->state]);
  if (verdict->state == DUEBY_STATE_DUE_SOON) {
    int32_t year, month = 1, day = 0;
    dueby_date_civil(deadline->due, &year, &month, &day);
    text_string(&out, weekdays[dueby_date_weekday(deadline->due) - 1]);
    text_char(&out, ' ');
    text_number(&out, day);
    text_char(&out, ' ');
    text_string(&out, months[month - 1]);
  }
  if (verdict->state == DUEBY_STATE_OVERDUE && verdict->days_left < 0) {
    text_string(&out, " by ");
    if (verdict->working_days_left < 0) dueby_append_count(&out, -(int64_t)verdict->working_days_left, "working day");
    else dueby_append_count(&out, -(int64_t)verdict->days_left, "day");
  }
  return text_end(&out, needed);
}

dueby_status dueby_explain_due_by_law(const dueby_verdict *verdict, const dueby_when *at, const dueby_when *due_by_law, char *text,
                                      int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_time time = known_time(at->time), due_time = known_time(due_by_law->time);
  int by_time = time != DUEBY_TIME_NONE && due_time != DUEBY_TIME_NONE;
  int is_late =
      verdict->state == DUEBY_STATE_OVERDUE || verdict->state == DUEBY_STATE_MET_LATE || verdict->state == DUEBY_STATE_MISSED;
  int late_by_law = by_time ? time > due_time : at->date > due_by_law->date;
  char day[96];
  if (is_late && due_by_law->date != DUEBY_DATE_NONE && !late_by_law) {
    dueby_status status = dueby_explain_when(due_by_law, day, sizeof day, NULL);
    if (status != DUEBY_OK) return status;
    text_string(&out, "late by the council's standard, ");
    text_string(&out, verdict->state == DUEBY_STATE_MISSED ? "not yet late by law (due by " : "in time by law (due by ");
    text_string(&out, day);
    text_char(&out, ')');
  }
  return text_end(&out, needed);
}

static void write_divisions(struct text *out, const char *divisions) {
  if (strcmp(divisions, "none") == 0) {
    text_string(out, "none, weekends only");
    return;
  }
  static const char names[3][24] = {"England and Wales", "Scotland", "Northern Ireland"};
  int count = 0;
  for (int i = 0; i < 3; i++) {
    if (!strstr(divisions, dueby_code_name(DUEBY_CODE_DIVISION, 1 << i))) continue;
    if (count++) text_string(out, ", ");
    text_string(out, names[i]);
  }
}

void dueby_append_calendar(struct text *out, const dueby_calendar *calendar, const dueby_deadline *deadline) {
  int32_t closures = dueby_calendar_closure_scope(calendar);
  dueby_date list;
  dueby_calendar_coverage(calendar, NULL, NULL, &list, NULL);
  if (deadline->relied_on == DUEBY_DATE_NONE) {
    text_string(out, "Bank holidays make no difference to this date");
    return;
  }
  text_string(out, "Bank holidays: ");
  write_divisions(out, dueby_deadline_divisions(calendar, deadline));
  if (dueby_calendar_is_custom(calendar)) {
    text_string(out, ", from your own list");
  } else if (strcmp(dueby_calendar_divisions(calendar), "none") != 0) {
    text_string(out, ", official list of ");
    append_date(out, list);
  }
  if (dueby_calendar_is_changed(calendar)) text_string(out, ", with the days that you added or removed");
  if (closures == DUEBY_CHANGE_CLOSE_ALL) text_string(out, ", and your own closure days");
  else if (closures && deadline->flags & DUEBY_DEADLINE_LOCAL_DAYS)
    text_string(out, ", and your own closure days (local rules only)");
  if (deadline->certainty == DUEBY_CERTAINTY_PROJECTED) {
    int32_t year = 0, month, day;
    dueby_date_civil(deadline->relied_on, &year, &month, &day);
    text_string(out, ": bank holidays for ");
    text_number(out, year);
    text_string(out, " have not been announced: the date may change");
  } else {
    text_string(out, deadline->certainty == DUEBY_CERTAINTY_LISTED ? ": listed, may still change" : ": confirmed");
  }
}

dueby_status dueby_explain_calendar(const dueby_calendar *calendar, const dueby_deadline *deadline, char *text, int64_t size,
                                    int64_t *needed) {
  struct text out = text_in(text, size);
  dueby_append_calendar(&out, calendar, deadline);
  return text_end(&out, needed);
}
