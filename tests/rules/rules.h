/* Shared by the tests of rules: makes profiles from a few lines of YAML, asks questions in a readable form, and compares answers as
 * text: "2026-04-21", "2026-03-30T15:30:00+01:00", or the reason for having no date ("not in force"). */
#ifndef DUEBY_TESTS_RULES_H
#define DUEBY_TESTS_RULES_H

#include "../unit/calendars.h"
#include "dueby/code.h"
#include "dueby/explain.h"
#include "dueby/io.h"

enum { RULES_MAX = 4096 }; /* the largest number of rules in a profile, including the profiles that it extends */

static inline dueby_profile *builtin(const char *name) {
  dueby_profile *profile = NULL;
  assert_int_equal(dueby_profile_new(name, &profile), DUEBY_OK);
  assert_non_null(profile);
  return profile;
}

/* Makes a profile from YAML, which must be valid. */
static inline dueby_profile *profile_of(const char *yaml, const char *folder) {
  dueby_diagnostic said[4];
  dueby_diagnostics diagnostics = {said, 4, 0};
  dueby_profile *profile = NULL;
  dueby_status status = dueby_io_profile_from_yaml(yaml, (int64_t)strlen(yaml), folder, &diagnostics, &profile);
  if (status != DUEBY_OK && diagnostics.count) {
    const dueby_diagnostic *last = &said[diagnostics.count < 4 ? diagnostics.count - 1 : 3];
    fail_msg("line %d, column %d: %s", (int)last->line, (int)last->column, last->message);
  }
  assert_int_equal(status, DUEBY_OK);
  return profile;
}

/* Makes a profile "test" from YAML. `rules` is the text after "rules:". */
static inline dueby_profile *profile_of_rules(const char *rules) {
  char yaml[4096];
  int length = snprintf(yaml, sizeof yaml, "profile: test\ntitle: Test\nrules:\n%s", rules);
  assert_in_range(length, 1, sizeof yaml - 1);
  return profile_of(yaml, NULL);
}

/* Makes a profile with one rule, test:duty: a visit after a referral. `figure` is the rule's other lines, each indented by four
 * spaces. */
static inline dueby_profile *profile_of_rule(const char *figure) {
  char rule[2048];
  int length = snprintf(rule, sizeof rule,
                        "  - id: duty\n    title: thing\n    trigger: referral.received\n    due: visit.made\n%s", figure);
  assert_in_range(length, 1, sizeof rule - 1);
  return profile_of_rules(rule);
}

static inline int32_t duty_of(const dueby_profile *profile, const char *id) {
  int32_t duty = UNTOUCHED;
  if (dueby_profile_find_duty(profile, id, &duty) != DUEBY_OK) fail_msg("no duty %s", id);
  return duty;
}

static inline int32_t event_of(const dueby_profile *profile, const char *slug) {
  int32_t event = UNTOUCHED;
  if (dueby_profile_find_event(profile, slug, &event) != DUEBY_OK) fail_msg("no event %s", slug);
  return event;
}

/* Returns the index of the rule with this address, or -1 if there is none. */
static inline int32_t find_rule(const dueby_profile *profile, const char *address) {
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++)
    if (strcmp(dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS), address) == 0) return rule;
  return -1;
}

static inline int32_t rule_of(const dueby_profile *profile, const char *address) {
  int32_t rule = find_rule(profile, address);
  if (rule < 0) fail_msg("no rule %s", address);
  return rule;
}

/* Returns the tags in a text such as "alone;awake". */
static inline dueby_tags tags_of(const dueby_profile *profile, const char *tags) {
  dueby_tags set = {{0, 0}};
  while (tags && *tags) {
    char name[64];
    int32_t tag = -1;
    size_t length = strcspn(tags, ";");
    snprintf(name, sizeof name, "%.*s", (int)length, tags);
    if (dueby_profile_find_tag(profile, name, &tag) != DUEBY_OK) fail_msg("no tag %s", name);
    assert_int_equal(dueby_tags_add(&set, tag), DUEBY_OK);
    tags += length + (tags[length] == ';');
  }
  return set;
}

static inline dueby_when when_of(const char *text) {
  dueby_when when = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  if (dueby_when_parse(text, (int64_t)strlen(text), DUEBY_ORDER_ISO, &when) != DUEBY_OK) fail_msg("no time %s", text);
  return when;
}

static inline dueby_span span_of(const char *text) {
  dueby_span span = {0, 0};
  if (text && *text && dueby_span_parse(text, (int64_t)strlen(text), &span) != DUEBY_OK) fail_msg("no span %s", text);
  return span;
}

static inline const char *when_words(dueby_time time, dueby_date date) {
  static char texts[4][40];
  static int next;
  dueby_when when = {time, date, 0};
  char *text = texts[next++ % 4];
  if (time == DUEBY_TIME_NONE && date == DUEBY_DATE_NONE) return "none";
  assert_int_equal(dueby_when_text(&when, text, sizeof texts[0], NULL), DUEBY_OK);
  return text;
}

/* ---- a question, and its answer ---- */

struct ask {
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  const char *address; /* the duty or rule in question, written as for dueby_profile_select; or use `rule` */
  const char *rule;    /* the address of one rule, which may be used with any type of trigger */
  const char *at;      /* the day or time of the trigger */
  const char *on;      /* the day to count from, if a cut-off moved the trigger to the next day */
  const char *event;   /* the trigger's type; NULL for the type that the rules name */
  const char *tags, *born, *since, *agreed;
  int32_t flags;
};

struct asked {
  dueby_event trigger;
  dueby_facts facts;
  dueby_deadline deadline;
  dueby_status status;
};

static inline struct asked ask_deadline(const struct ask *ask) {
  struct asked asked = {
      .trigger = {.has = DUEBY_HAS_DATE},
      .facts = {.flags = ask->flags, .has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE, .born = DUEBY_DATE_NONE, .since = DUEBY_DATE_NONE}};
  dueby_when at = when_of(ask->at);
  asked.trigger.time = at.time;
  asked.trigger.date = ask->on ? day(ask->on) : at.date;
  asked.trigger.tags = tags_of(ask->profile, ask->tags);
  asked.trigger.agreed = span_of(ask->agreed);
  if (ask->event) asked.trigger.type = event_of(ask->profile, ask->event);
  if (ask->born && *ask->born) asked.facts.born = day(ask->born);
  if (ask->since) asked.facts.since = day(ask->since);
  if (ask->rule) {
    asked.status = dueby_deadline_for_rule(ask->profile, rule_of(ask->profile, ask->rule), ask->calendar, &asked.trigger,
                                           &asked.facts, &asked.deadline);
  } else {
    uint8_t selected[RULES_MAX];
    int32_t duty = -1;
    assert_in_range(dueby_profile_rule_count(ask->profile), 1, sizeof selected);
    if (dueby_profile_select(ask->profile, ask->address, &duty, selected) != DUEBY_OK)
      fail_msg("no duty %s", ask->address ? ask->address : "");
    asked.status =
        dueby_deadline_for_duty(ask->profile, duty, selected, ask->calendar, &asked.trigger, &asked.facts, &asked.deadline);
  }
  return asked;
}

static inline const char *why_words(dueby_status status) {
  switch (status) {
  case DUEBY_EARGUMENT: return "argument";
  case DUEBY_ECOVERAGE: return "outside coverage";
  case DUEBY_ENOTINFORCE: return "not in force";
  case DUEBY_ENOTIME: return "no time";
  case DUEBY_ENOTSTATED: return "not stated";
  case DUEBY_EFACT: return "needs";
  case DUEBY_ENORULE: return "does not apply";
  default: return dueby_status_text(status);
  }
}

static inline const char *due_text(const struct asked *asked) {
  if (asked->status != DUEBY_OK) return why_words(asked->status);
  return when_words(asked->deadline.due_time, asked->deadline.due);
}

static inline struct asked assert_due_at(const char *expected, const struct ask *ask, const char *file, int line) {
  struct asked asked = ask_deadline(ask);
  const char *answer = due_text(&asked);
  if (strcmp(answer, expected) != 0) {
    print_error("%s at %s: due %s is not %s\n", ask->rule ? ask->rule : ask->address, ask->at, answer, expected);
    _fail(file, line);
  }
  return asked;
}

/* Asserts the due day of one question, for example:
 * assert_due("2026-04-21", .profile = ..., .calendar = ..., .address = ..., .at = "2026-03-27") */
#define assert_due(expected, ...) assert_due_at(expected, &(struct ask){__VA_ARGS__}, __FILE__, __LINE__)

/* Asserts the answer from a profile with one rule, made by profile_of_rule. */
#define assert_figure(expected, figure, ...)                                                          \
  do {                                                                                                \
    dueby_profile *one_rule = profile_of_rule(figure);                                                \
    assert_due(expected, .profile = one_rule, .calendar = known.eaw, .address = "duty", __VA_ARGS__); \
    dueby_profile_free(one_rule);                                                                     \
  } while (0)

/* ---- profiles and calendars for most tests, opened once. The bank holidays are those known on a fixed day, so that the
 * certainty of an answer does not change ---- */

static struct {
  dueby_calendar *eaw;
  dueby_profile *england, *barnet, *gloucestershire;
} known;

static inline int open_known(void **state) {
  (void)state;
  known.eaw = calendar_known("england-and-wales", "2026-08-21");
  known.england = builtin("england");
  known.barnet = builtin("barnet");
  known.gloucestershire = builtin("gloucestershire");
  return 0;
}

static inline int close_known(void **state) {
  (void)state;
  dueby_calendar_free(known.eaw);
  dueby_profile_free(known.england);
  dueby_profile_free(known.barnet);
  dueby_profile_free(known.gloucestershire);
  return 0;
}

#define ENGLAND(...) .profile = known.england, .calendar = known.eaw, __VA_ARGS__
#define BARNET(...) .profile = known.barnet, .calendar = known.eaw, __VA_ARGS__
#define GLOUCESTERSHIRE(...) .profile = known.gloucestershire, .calendar = known.eaw, __VA_ARGS__

#endif
