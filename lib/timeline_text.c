/* Writes text about a line: why its state cannot be known, notes, and its key. */
#include "dueby/explain.h"

#include "date_internal.h"
#include "timeline_internal.h"

/* Appends tags such as "alone or alone_excused" for people to read. */
static void append_tag(struct text *out, const char *tag) {
  for (; *tag; tag++) text_char(out, *tag == '_' ? ' ' : *tag);
}

static void append_day(struct text *out, dueby_date day) {
  dueby_when when = {DUEBY_TIME_NONE, day, 0};
  char phrase[64] = "";
  dueby_explain_when(&when, phrase, sizeof phrase, NULL);
  text_string(out, phrase);
}

/* Appends why an action did not count. If a tag is missing: "done Wednesday 6 May 2026, not recorded as alone". If it came too
 * early: "done Friday 14 November 2025, before the strategy discussion that it responds to". */
static void append_uncounted(struct text *out, const dueby_profile *profile, int32_t rule, const dueby_event *done) {
  const struct profile_rule *at = &profile->rules[rule];
  int missing = 0, is_end = done->type != at->model.due && dueby_profile_event_parent(profile, done->type) != at->model.due;
  if (is_end) text_string(out, dueby_profile_event_title(profile, done->type));
  text_string(out, is_end ? ", dated " : "done ");
  append_day(out, done->date);
  if (is_end || event_has_required_tags(done, &at->tags)) {
    text_string(out, ", before the ");
    text_string(out, dueby_profile_event_title(profile, at->model.trigger));
    if (is_end || dueby_event_answers(profile, at->model.due, at->model.trigger)) text_string(out, " that it responds to");
    return;
  }
  text_string(out, ", but not recorded as ");
  for (int32_t i = 0; i < at->model.needs_count; i++) {
    if (tags_meet(&done->tags, &at->tags.needs[i])) continue;
    if (missing++) text_string(out, " or as ");
    append_tag(out, profile->text + profile->needs[at->model.needs_first + i]);
  }
}

/* Appends "attempted Tuesday 3 March 2026 and Thursday 5 March 2026". */
static void append_attempts(struct text *out, const dueby_line *line) {
  int is_one_day = line->first_attempt == line->last_attempt;
  text_string(out, "attempted ");
  if (line->attempts > 2 || (line->attempts > 1 && is_one_day)) {
    text_number(out, line->attempts);
    text_string(out, is_one_day ? " times on " : " times, from ");
  }
  append_day(out, line->first_attempt);
  if (is_one_day) return;
  text_string(out, line->attempts > 2 ? " to " : " and ");
  append_day(out, line->last_attempt);
}

/* A function that returns the name of an event for use in a reason: its slug or its title. */
typedef const char *event_name(const dueby_profile *profile, int32_t event);

/* Writes that an action has a ref that matches no start: ": assessment.completed on Wednesday 6 May 2026". */
static void append_unmatched(struct text *out, const dueby_profile *profile, event_name *name, const dueby_event *done) {
  text_string(out, ": ");
  text_string(out, name(profile, done->type));
  text_string(out, " on ");
  append_day(out, done->date);
}

/* Appends the tags that a rule needs. If `name` gives titles, the text is for people, and the tags get spaces in place of
 * underscores. */
static void append_needs(struct text *out, const dueby_profile *profile, event_name *name, int32_t rule) {
  const struct model_rule *model = &profile->rules[rule].model;
  if (name == dueby_profile_event_slug) {
    dueby_needs_append(out, profile, rule);
    return;
  }
  for (int32_t i = 0; i < model->needs_count; i++) {
    if (i) text_string(out, " and ");
    append_tag(out, profile->text + profile->needs[model->needs_first + i]);
  }
}

/* Returns the event that can move a line's date: an extension, the start of a pause, or a later event to count from. */
static int32_t mover_of(const dueby_profile *profile, const dueby_line *line) {
  const struct model_rule *rule = &profile->rules[line->deadline.rule].model;
  const struct model_version *version = profile_version(profile, line->deadline.rule, line->deadline.version);
  return rule->extension_event > 0 ? rule->extension_event : version->pause_from > 0 ? version->pause_from : rule->since;
}

static void append_reason(struct text *out, const dueby_profile *profile, event_name *name, const dueby_line *line) {
  const struct model_rule *rule = &profile->rules[line->deadline.rule].model;
  if (line->reason && line->reason != DUEBY_REASON_START && line->verdict.state != DUEBY_STATE_NOT_COMPUTABLE &&
      line->deadline.due != DUEBY_DATE_NONE)
    text_string(out, "another rule for this gives no date: ");
  switch (line->reason) {
  case DUEBY_REASON_BIRTH: text_string(out, "no date of birth"); break;
  case DUEBY_REASON_NOT_STATED: text_string(out, "the source sets no time limit"); break;
  case DUEBY_REASON_AGREED: text_string(out, "no frequency has been agreed, or none is recorded"); break;
  case DUEBY_REASON_PAUSED:
    text_string(out, "the time limit is paused until the ");
    text_string(
        out, dueby_profile_event_title(profile, profile_version(profile, line->deadline.rule, line->deadline.version)->pause_to));
    break;
  case DUEBY_REASON_SINCE:
    text_string(out, rule->since == profile->birth ? "no date of birth" : "the date it is counted from is missing");
    if (rule->since < 0 || rule->since == profile->birth) break;
    text_string(out, ": ");
    text_string(out, dueby_profile_event_title(profile, rule->since));
    break;
  case DUEBY_REASON_COVERAGE: text_string(out, "outside the years that the calendar covers"); break;
  case DUEBY_REASON_RECORDED:
    text_string(out, "not in the file: ");
    text_string(out, name(profile, rule->due));
    break;
  case DUEBY_REASON_TAG:
    text_string(out, "no ");
    text_string(out, name(profile, rule->due));
    text_string(out, " in the file is tagged ");
    append_needs(out, profile, name, line->deadline.rule);
    break;
  case DUEBY_REASON_REF: text_string(out, "recorded under a different reference"); break;
  case DUEBY_REASON_START:
    text_string(out, "not in the file by "); /* the file may have a start on a later day */
    append_day(out, line->deadline.begins);
    text_string(out, ": ");
    text_string(out, name(profile, rule->trigger));
    break;
  case DUEBY_REASON_TIME: text_string(out, "whether it was in time depends on the time of day, which is not known"); break;
  case DUEBY_REASON_ORDER: text_string(out, "the dates contradict each other"); break;
  case DUEBY_REASON_UNREAD: text_string(out, "depends on a row that could not be used"); break;
  case DUEBY_REASON_LOST:
    text_string(out, "something open in one file is not in the next, so dueby cannot tell what happened since");
    break;
  case DUEBY_REASON_MOVED:
    text_string(out, rule->extension_event > 0 ? "may have been extended; not in your records: "
                                               : "may be due later; not in your records: ");
    text_string(out, name(profile, mover_of(profile, line)));
    break;
  case DUEBY_REASON_HISTORY: text_string(out, "started before your records start"); break;
  case DUEBY_REASON_LATEST:
    text_string(out, "only the latest is in your records: ");
    text_string(out, name(profile, rule->due));
    break;
  case DUEBY_REASON_GAPS: text_string(out, "depends on rows that your records may not have"); break;
  default: break;
  }
}

static void append_semicolon(struct text *out) {
  if (out->length) text_string(out, "; ");
}

static dueby_status write_reason(const dueby_profile *profile, event_name *name, const dueby_line *line,
                                 const dueby_event *rejected, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (line->deadline.rule < 0 || line->deadline.rule >= profile->n.rules) return DUEBY_EARGUMENT;
  if (line->rejected_by_rule < 0 || line->rejected_by_rule >= profile->n.rules) return DUEBY_EARGUMENT;
  append_reason(&out, profile, name, line);
  int is_unmatched = line->reason == DUEBY_REASON_REF;
  if (rejected && is_unmatched) append_unmatched(&out, profile, name, rejected);
  if (rejected && !is_unmatched) {
    append_semicolon(&out);
    append_uncounted(&out, profile, line->rejected_by_rule, rejected);
  }
  if (line->attempts) {
    append_semicolon(&out);
    append_attempts(&out, line);
  }
  if (line->projected) {
    append_semicolon(&out);
    text_string(&out, "assuming the one before is done on its due date (today, if overdue)");
  }
  return text_end(&out, needed);
}

dueby_status dueby_line_reason(const dueby_profile *profile, const dueby_line *line, const dueby_event *rejected, char *text,
                               int64_t size, int64_t *needed) {
  return write_reason(profile, dueby_profile_event_slug, line, rejected, text, size, needed);
}

dueby_status dueby_line_reader_reason(const dueby_profile *profile, const dueby_line *line, const dueby_event *rejected, char *text,
                                      int64_t size, int64_t *needed) {
  return write_reason(profile, dueby_profile_event_title, line, rejected, text, size, needed);
}

/* Returns the day of the first or last event of a type, up to the given day, with the same ref or none; NONE if there is none, or
 * if the type is -1. */
static dueby_date day_of(const dueby_event *events, int64_t count, int32_t type, int64_t ref, dueby_date up_to, int is_last) {
  dueby_date found = DUEBY_DATE_NONE;
  for (int64_t i = 0; i < count && type >= 0; i++) {
    const dueby_event *event = &events[i];
    if (event->type != type || event->date > up_to || (ref && event->ref && event->ref != ref)) continue;
    if (found == DUEBY_DATE_NONE || (is_last ? event->date > found : event->date < found)) found = event->date;
  }
  return found;
}

void dueby_line_facts(const dueby_profile *profile, const dueby_line *line, const dueby_event *events, const int64_t *offsets,
                      dueby_date as_at, dueby_event *known, dueby_facts *facts) {
  int64_t count = 0, until = 0;
  int32_t tag;
  dueby_tags voided = {{0, 0}};
  dueby_date last = line->closed == DUEBY_DATE_NONE ? as_at : line->closed;
  const dueby_event *trigger = &events[line->trigger];
  if (dueby_profile_find_tag(profile, "void", &tag) == DUEBY_OK) dueby_tags_add(&voided, tag);
  for (int64_t i = offsets[line->case_index]; i < offsets[line->case_index + 1]; i++)
    if (!tags_meet(&events[i].tags, &voided)) known[count++] = events[i];
  dueby_facts made = {.born = day_of(known, count, profile->birth, 0, as_at, 0),
                      .since =
                          day_of(known, count, profile->rules[line->deadline.rule].model.since, trigger->ref, trigger->date, 1),
                      .flags = DUEBY_FACTS_WHOLE_DAYS,
                      .has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE,
                      .events = known};
  for (int64_t i = 0; i < count; i++)
    if (known[i].date <= last) known[until++] = known[i];
  made.event_count = until;
  *facts = made;
}

dueby_status dueby_line_key(const dueby_profile *profile, const dueby_line *line, const dueby_event *started_by, const char *ref,
                            char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  const dueby_when started = when_of(started_by), begins = {DUEBY_TIME_NONE, line->started, 0};
  const char *duty = dueby_rule_text(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_LISTED_AS);
  const char *slug = dueby_profile_event_slug(profile, started_by->type);
  char needs[512];
  if (!duty || !slug) return DUEBY_EARGUMENT;
  text_string(&out, duty);
  if (profile->rules[line->deadline.rule].model.needs_count) {
    dueby_rule_needs_text(profile, line->deadline.rule, needs, sizeof needs, NULL);
    text_string(&out, " (");
    text_string(&out, needs);
    text_char(&out, ')');
  }
  text_char(&out, ' ');
  if (ref) {
    text_string(&out, ref);
    text_char(&out, ' ');
  }
  text_string(&out, slug);
  text_char(&out, ' ');
  if (dueby_date_put_when(&out, &started) != DUEBY_OK) return DUEBY_EARGUMENT;
  text_char(&out, ' ');
  if (dueby_date_put_when(&out, &begins) != DUEBY_OK) return DUEBY_EARGUMENT;
  if (line->repeat) {
    text_char(&out, ' ');
    text_number(&out, line->repeat + 1);
  }
  return text_end(&out, needed);
}
