/* RULE and WHEN -> a deadline, or the reason why there is none and what to do about it. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { LINE = 1024 };

/* ---- finding what was asked for ---- */

static void describe_unknown(const struct context *context, const char *address, char *text, size_t size) {
  const dueby_profile *profile = context->profile;
  const char *colon = strchr(address, ':'), *id = colon ? colon + 1 : address;
  char bare[128];
  int32_t duty, first, count;
  snprintf(bare, sizeof bare, "%.*s", (int)strcspn(id, "/~"), id);
  struct nearest nearest = {bare, NULL, 0};
  if (dueby_profile_find_duty(profile, bare, &duty) == DUEBY_OK &&
      dueby_profile_duty_rules(profile, duty, &first, &count) == DUEBY_OK) {
    int used = snprintf(text, size, "unknown rule \"%s\": profile %s has", address, dueby_profile_name(profile));
    for (int32_t rule = first; rule < first + count && used > 0 && (size_t)used < size; rule++)
      used += snprintf(text + used, size - (size_t)used, "%s %s", rule > first ? "," : "",
                       dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS));
    return;
  }
  for (int32_t i = 0; i < dueby_profile_duties(profile); i++) consider(&nearest, dueby_profile_duty(profile, i));
  if (nearest.name) snprintf(text, size, "unknown rule \"%s\": did you mean \"%s\"?", address, nearest.name);
  else snprintf(text, size, "unknown rule \"%s\": see dueby rules --profile %s", address, dueby_profile_name(profile));
}

int find_rule(const struct context *context, const char *address, struct asked *asked, char *reason, size_t size) {
  memset(asked, 0, sizeof *asked);
  asked->selected = calloc((size_t)dueby_profile_rules(context->profile) + 1, 1);
  if (!asked->selected) {
    snprintf(reason, size, "out of memory");
    return BAD_FILE;
  }
  if (dueby_profile_select(context->profile, address, &asked->duty, asked->selected) == DUEBY_OK) return 0;
  close_asked(asked);
  describe_unknown(context, address, reason, size);
  return USAGE;
}

/* RULE and WHEN of the command line. */
int read_question(const struct context *context, const char *address, const char *when_text, struct asked *asked) {
  char reason[LINE];
  dueby_when when;
  int32_t cutoff;
  int problem = find_rule(context, address, asked, reason, sizeof reason);
  if (problem) {
    say("%s", reason);
    return problem;
  }
  problem = read_facts(context, asked);
  if (!problem) problem = read_when("WHEN", when_text, &when);
  if (!problem) problem = read_cutoff(context->options->cutoff, &cutoff);
  if (problem) {
    close_asked(asked);
    return problem;
  }
  set_trigger(asked, &when, cutoff);
  return 0;
}

void set_trigger(struct asked *asked, const dueby_when *when, int32_t cutoff) {
  asked->trigger.date = when->date;
  asked->trigger.time = when->time;
  apply_cutoff(cutoff, when, &asked->trigger.date);
}

void close_asked(struct asked *asked) {
  free(asked->selected);
  free(asked->series);
  free(asked->events);
  asked->events = NULL;
  asked->selected = NULL;
  asked->series = NULL;
}

static int read_tags(const struct context *context, dueby_tags *tags) {
  const struct option_list *list = &context->options->tag;
  for (int i = 0; i < list->count; i++) {
    int32_t found;
    if (dueby_profile_find_tag(context->profile, list->items[i], &found) == DUEBY_OK) {
      dueby_tags_add(tags, found);
      continue;
    }
    struct nearest nearest = {list->items[i], NULL, 0};
    for (int32_t tag = 0; tag < dueby_profile_tags(context->profile); tag++)
      consider(&nearest, dueby_profile_tag(context->profile, tag));
    if (nearest.name) return usage_error("--tag: unknown tag \"%s\": did you mean \"%s\"?", list->items[i], nearest.name);
    return usage_error("--tag: unknown tag \"%s\": see dueby events", list->items[i]);
  }
  return 0;
}

static int read_event(const struct context *context, const char *option, const char *slug, int32_t *type) {
  *type = 0;
  if (!slug || dueby_profile_find_event(context->profile, slug, type) == DUEBY_OK) return 0;
  struct nearest nearest = {slug, NULL, 0};
  for (int32_t i = 1; i < dueby_profile_events(context->profile); i++)
    consider(&nearest, dueby_profile_event_slug(context->profile, i));
  if (nearest.name) return usage_error("%s: unknown event \"%s\": did you mean \"%s\"?", option, slug, nearest.name);
  return usage_error("%s: unknown event \"%s\": see dueby events", option, slug);
}

/* --event EVENT=WHEN */
static int read_other_events(const struct context *context, struct asked *asked) {
  const struct option_list *list = &context->options->event;
  asked->events = calloc((size_t)list->count + 1, sizeof *asked->events);
  if (!asked->events) return say_no_memory();
  for (int i = 0; i < list->count; i++) {
    const char *equals = strchr(list->items[i], '=');
    dueby_event *event = &asked->events[i];
    char slug[128];
    dueby_when when;
    if (!equals) return usage_error("--event: \"%s\": expected one like proceedings.extended=2026-03-27", list->items[i]);
    snprintf(slug, sizeof slug, "%.*s", (int)(equals - list->items[i]), list->items[i]);
    int problem = read_event(context, "--event", slug, &event->type);
    if (!problem) problem = read_when("--event", equals + 1, &when);
    if (problem) return problem;
    event->date = when.date;
    event->time = when.time;
    event->has = DUEBY_HAS_DATE;
  }
  asked->facts.events = asked->events;
  asked->facts.event_count = list->count;
  return 0;
}

int read_facts(const struct context *context, struct asked *asked) {
  const struct options *options = context->options;
  asked->trigger.date = DUEBY_DATE_NONE;
  asked->trigger.has = DUEBY_HAS_DATE;
  asked->facts.born = asked->facts.since = DUEBY_DATE_NONE;
  asked->facts.has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE;
  asked->facts.flags = options->whole_days ? DUEBY_WHOLE_DAYS : 0;
  int problem = read_tags(context, &asked->trigger.tags);
  if (!problem) problem = read_event(context, "--trigger", options->trigger, &asked->trigger.type);
  if (!problem) problem = read_other_events(context, asked);
  if (!problem && options->born) problem = read_day("--born", options->born, &asked->facts.born);
  if (!problem && options->since) problem = read_day("--since", options->since, &asked->facts.since);
  if (!problem && options->agreed) problem = read_span_option("--agreed", options->agreed, &asked->trigger.agreed);
  if (!problem && asked->trigger.agreed.unit && asked->trigger.agreed.amount < 1)
    return usage_error("--agreed: must be more than nothing");
  return problem;
}

/* ---- why there is no date ---- */

struct said {
  char *at;
  size_t size;
};

static void add(struct said *said, const char *format, ...) {
  va_list arguments;
  size_t used = strlen(said->at);
  va_start(arguments, format);
  vsnprintf(said->at + used, said->size - used, format, arguments);
  va_end(arguments);
}

static int32_t type_asked(const struct context *context, const struct asked *asked) {
  if (asked->trigger.type > 0) return asked->trigger.type;
  return dueby_deadline_trigger(context->profile, asked->duty, asked->selected);
}

static int is_rule_of(const struct context *context, const struct asked *asked, int32_t rule, int32_t type) {
  const char *trigger = dueby_rule_text(context->profile, rule, 0, DUEBY_RULE_TRIGGER);
  return asked->selected[rule] && trigger && strcmp(trigger, dueby_profile_event_slug(context->profile, type)) == 0;
}

/* The rule that the reason is about: the first that the trigger starts, else the first. */
static int32_t rule_in_question(const struct context *context, const struct asked *asked) {
  int32_t type = type_asked(context, asked), first, count, any = -1;
  dueby_profile_duty_rules(context->profile, asked->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    if (asked->selected[rule] && any < 0) any = rule;
    if (type >= 0 && is_rule_of(context, asked, rule, type)) return rule;
  }
  return any;
}

static void day_words(dueby_date date, char *text, size_t size) {
  dueby_when when = {DUEBY_TIME_NONE, date, 0};
  *text = '\0';
  dueby_when_text(&when, text, (int64_t)size, NULL);
}

/* Whether the day asked about lies after the last version, so that a successor is of use. */
static int is_over(const struct context *context, int32_t rule, dueby_date date) {
  int32_t last = dueby_rule_versions(context->profile, rule) - 1;
  dueby_date to = dueby_rule_number(context->profile, rule, last, DUEBY_RULE_TO);
  return to != DUEBY_DATE_NONE && date > to;
}

static void describe_in_force(const struct context *context, int32_t rule, dueby_date date, struct said *said) {
  int32_t last = dueby_rule_versions(context->profile, rule) - 1;
  char from[16], to[16];
  day_words(dueby_rule_number(context->profile, rule, 0, DUEBY_RULE_FROM), from, sizeof from);
  day_words(dueby_rule_number(context->profile, rule, last, DUEBY_RULE_TO), to, sizeof to);
  if (*from && *to) add(said, ": it was in force from %s to %s", from, to);
  else if (*from) add(said, ": it came into force on %s", from);
  else if (*to) add(said, ": it was in force until %s", to);
  const char *successor = dueby_rule_text(context->profile, rule, 0, DUEBY_RULE_REPLACED_BY);
  if (successor && is_over(context, rule, date)) add(said, "; %s replaced it", successor);
}

static void describe_age(const struct context *context, int32_t rule, struct said *said) {
  dueby_span from = {dueby_rule_number(context->profile, rule, 0, DUEBY_RULE_AGE_FROM), DUEBY_MONTHS};
  dueby_span under = {dueby_rule_number(context->profile, rule, 0, DUEBY_RULE_AGE_UNDER), DUEBY_MONTHS};
  char words[64];
  if (from.amount >= 0 && dueby_span_text(from, words, sizeof words, NULL) == DUEBY_OK) add(said, "; from the age of %s", words);
  if (under.amount >= 0 && dueby_span_text(under, words, sizeof words, NULL) == DUEBY_OK) add(said, "; under the age of %s", words);
}

/* No rule applied: what each asks for. */
static void describe_conditions(const struct context *context, const struct asked *asked, struct said *said) {
  const dueby_profile *profile = context->profile;
  int32_t first, count;
  add(said, "no rule of %s applies to this trigger", dueby_profile_duty(profile, asked->duty));
  dueby_profile_duty_rules(profile, asked->duty, &first, &count);
  for (int32_t rule = first; rule < first + count; rule++) {
    const char *when = dueby_rule_text(profile, rule, 0, DUEBY_RULE_WHEN_TAG),
               *unless = dueby_rule_text(profile, rule, 0, DUEBY_RULE_UNLESS_TAG);
    if (!asked->selected[rule]) continue;
    add(said, ". %s starts from %s", dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS),
        dueby_rule_text(profile, rule, 0, DUEBY_RULE_TRIGGER));
    if (when) add(said, "; needs --tag %s", when);
    if (unless) add(said, "; not with --tag %s", unless);
    describe_age(context, rule, said);
  }
}

void describe_failure(const struct context *context, const struct asked *asked, char *text, size_t size) {
  struct said said = {text, size};
  const dueby_profile *profile = context->profile;
  int32_t rule = rule_in_question(context, asked), version = 0;
  char words[LINE] = "", day[16];
  const char *address = dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS);
  day_words(asked->trigger.date, day, sizeof day);
  *text = '\0';
  dueby_rule_version_on(profile, rule, asked->trigger.date, &version);
  dueby_explain_timescale(profile, rule, version, words, sizeof words, NULL);
  switch (asked->status) {
  case DUEBY_ENOTINFORCE:
    add(&said, "%s is not in force on %s", address, day);
    describe_in_force(context, rule, asked->trigger.date, &said);
    break;
  case DUEBY_ENOTIME:
    add(&said,
        "%s is counted in hours (%s), and %s has no time of day: give one, as in %sT14:30, or --whole-days to count whole days",
        address, words, day, day);
    break;
  case DUEBY_ENOTSTATED:
    add(&said, "%s has no figure on %s", address, day);
    dueby_explain_source(profile, rule, version, words, sizeof words, NULL);
    add(&said, ": %s gives none, so no date can be worked out", words);
    break;
  case DUEBY_ENEEDS:
    if (dueby_rule_text(profile, rule, version, DUEBY_RULE_PAUSE_TO))
      add(&said, "%s: the clock stands still until %s: give --event %s=DATE", address,
          dueby_rule_text(profile, rule, version, DUEBY_RULE_PAUSE_TO),
          dueby_rule_text(profile, rule, version, DUEBY_RULE_PAUSE_TO));
    else if (!dueby_rule_text(profile, rule, version, DUEBY_RULE_SINCE))
      add(&said, "%s is due as agreed, and nothing was agreed: give --agreed \"4 weeks\"", address);
    else if (strcmp(dueby_rule_text(profile, rule, version, DUEBY_RULE_SINCE), "birth") == 0)
      add(&said, "%s is measured from birth: give --born DATE", address);
    else
      add(&said, "%s is measured from %s: give --since DATE", address, dueby_rule_text(profile, rule, version, DUEBY_RULE_SINCE));
    break;
  case DUEBY_EAPPLIES: describe_conditions(context, asked, &said); break;
  default: describe_status(context, asked->status, words, sizeof words); add(&said, "%s: %s", address, words);
  }
}

int exit_for(dueby_status status) {
  switch (status) {
  case DUEBY_OK: return DONE;
  case DUEBY_ECOVERAGE: return OUTSIDE_COVERAGE;
  case DUEBY_EMEMORY: return BAD_FILE;
  case DUEBY_EARGUMENT: return USAGE;
  default: return NOT_COMPUTABLE;
  }
}

/* ---- asking ---- */

enum { OCCURRENCES_MOST = 1000 };

static int read_occurrences(const struct context *context, int64_t *count) {
  const char *text = context->options->occurrences;
  char *end;
  *count = 1;
  if (!text) return 0;
  long read = strtol(text, &end, 10);
  if (*end || read < 1 || read > OCCURRENCES_MOST)
    return usage_error("--occurrences: \"%s\": expected a number from 1 to %d", text, OCCURRENCES_MOST);
  *count = read;
  return 0;
}

/* --last WHEN...: when it was done so far, in order. */
static int read_last(const struct context *context, const struct asked *asked, dueby_when *met) {
  const struct option_list *list = &context->options->last;
  for (int i = 0; i < list->count; i++) {
    int problem = read_when("--last", list->items[i], &met[i]);
    if (problem) return problem;
    if (met[i].date < (i ? met[i - 1].date : asked->trigger.date))
      return usage_error("--last: %s is before %s", list->items[i], i ? "the one given before it" : "the trigger");
  }
  return 0;
}

static int work_out(const struct context *context, struct asked *asked) {
  static dueby_when met[LISTED_MOST];
  int64_t wanted, n_met = context->options->last.count;
  int problem = read_occurrences(context, &wanted);
  if (!problem) problem = read_last(context, asked, met);
  if (problem) return problem;
  asked->series = calloc((size_t)wanted, sizeof *asked->series);
  if (!asked->series) return say_no_memory();
  asked->status = dueby_deadline_series(context->profile, asked->duty, asked->selected, context->calendar, &asked->trigger,
                                        &asked->facts, met, n_met, asked->series, wanted, &asked->count);
  if (asked->status != DUEBY_OK) return 0;
  if (!asked->count) {
    say("%s: nothing more is due after it was done", dueby_profile_duty(context->profile, asked->duty));
    return NOT_COMPUTABLE;
  }
  asked->deadline = asked->series[0];
  return 0;
}

int ask(const struct context *context, struct asked *asked) {
  char reason[4 * LINE];
  int problem = work_out(context, asked);
  if (problem || asked->status == DUEBY_OK) return problem;
  if (asked->status == DUEBY_ECOVERAGE) return say_outside_coverage(context);
  describe_failure(context, asked, reason, sizeof reason);
  say("%s", reason);
  note_waiting(context, asked, take_as_note, NULL);
  return exit_for(asked->status);
}

/* In one note, for a duty may have many. */
void note_waiting(const struct context *context, const struct asked *asked, void (*take)(void *to, const char *note), void *to) {
  static char waiting[16 * LINE];
  struct said said = {waiting, sizeof waiting};
  int32_t type = type_asked(context, asked), first, count;
  *waiting = '\0';
  dueby_profile_duty_rules(context->profile, asked->duty, &first, &count);
  for (int32_t rule = first; rule < first + count && type >= 0; rule++) {
    const char *tag = dueby_rule_text(context->profile, rule, 0, DUEBY_RULE_WHEN_TAG);
    if (!asked->selected[rule] || is_rule_of(context, asked, rule, type)) continue;
    add(&said, "%s%s (--trigger %s%s%s)",
        *waiting ? ", " : "waiting for another event: ", dueby_rule_text(context->profile, rule, 0, DUEBY_RULE_ADDRESS),
        dueby_rule_text(context->profile, rule, 0, DUEBY_RULE_TRIGGER), tag ? " --tag " : "", tag ? tag : "");
  }
  if (*waiting) take(to, waiting);
  if (asked->status == DUEBY_OK && asked->deadline.flags & DUEBY_UNPROVEN_AGE)
    take(to, "no date of birth: the rule's age condition is taken as met; give --born DATE");
  if (dueby_calendar_closures(context->calendar) == DUEBY_CLOSE_ALL)
    take(to, "closure days move every rule, the law's too (--closures-for all)");
}

dueby_when ended_at(const struct context *context, const struct asked *asked, const dueby_deadline *deadline,
                    const dueby_when *said) {
  dueby_when ended = *said;
  dueby_date day = dueby_deadline_ended(context->profile, deadline->rule, &asked->trigger, &asked->facts);
  if (day == DUEBY_DATE_NONE || (ended.date != DUEBY_DATE_NONE && ended.date <= day)) return ended;
  ended.date = day;
  ended.time = DUEBY_TIME_NONE;
  return ended;
}

int refuse_series(const struct options *options) {
  if (!options->last.count && !options->occurrences) return 0;
  return usage_error("--%s does not go with a file of rows: each row is the first thing due",
                     options->last.count ? "last" : "occurrences");
}

/* ---- fields ---- */

/* When occurrence i (from 0) was met: as --last says, then each on its due day. */
static dueby_when meeting(const struct context *context, const struct asked *asked, int64_t i) {
  dueby_when met = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  int64_t said = context->options->last.count;
  if (i < said) {
    dueby_when_parse(context->options->last.items[i], (int64_t)strlen(context->options->last.items[i]), DUEBY_ISO, &met);
    return met;
  }
  met.time = asked->series[i - said].due_time;
  met.date = asked->series[i - said].due;
  return met;
}

static int is_law(const struct context *context, int32_t rule) {
  int32_t authority = dueby_rule_number(context->profile, rule, 0, DUEBY_RULE_AUTHORITY);
  return (authority == DUEBY_STATUTE || authority == DUEBY_GUIDANCE) &&
         dueby_rule_number(context->profile, rule, 0, DUEBY_RULE_ALTERNATIVE_OF) < 0;
}

/* The strictest of statute and guidance: a duty late by the council's standard may be in time by law. For a later occurrence it
 * is the law's own series that is asked, after the same meetings. */
static void put_due_by_law(const struct context *context, const struct asked *asked, const dueby_deadline *deadline,
                           struct row *row) {
  int32_t type = type_asked(context, asked), rules = dueby_profile_rules(context->profile), first, count;
  dueby_deadline lines[1], *law = NULL;
  int64_t found = 0, n_met = deadline->occurrence - 1;
  uint8_t *selected = calloc((size_t)rules + 1, 1);
  dueby_when *met = calloc((size_t)n_met + 1, sizeof *met);
  dueby_event trigger = asked->trigger;
  trigger.type = type;
  dueby_profile_duty_rules(context->profile, asked->duty, &first, &count);
  for (int32_t rule = first; selected && rule < first + count; rule++) selected[rule] = (uint8_t)is_law(context, rule);
  for (int64_t i = 0; met && i < n_met; i++) met[i] = meeting(context, asked, i);
  if (selected && met &&
      dueby_deadline_series(context->profile, asked->duty, selected, context->calendar, &trigger, &asked->facts, met, n_met, lines,
                            1, &found) == DUEBY_OK &&
      found)
    law = lines;
  put_when(row, "due_by_law", law ? law->due : DUEBY_DATE_NONE, law ? law->due_time : DUEBY_TIME_NONE);
  free(selected);
  free(met);
}

void put_due_fields(const struct context *context, const struct asked *asked, const dueby_deadline *deadline, struct row *row) {
  const dueby_profile *profile = context->profile;
  int32_t rule = deadline->rule, version = deadline->version;
  char words[LINE] = "";
  put_text(row, "rule", dueby_rule_text(profile, rule, version, DUEBY_RULE_ID));
  put_text(row, "title", dueby_rule_text(profile, rule, version, DUEBY_RULE_TITLE));
  put_text(row, "authority",
           dueby_word_text(DUEBY_WORD_AUTHORITY, dueby_rule_number(profile, rule, version, DUEBY_RULE_AUTHORITY)));
  put_text(row, "force", dueby_word_text(DUEBY_WORD_FORCE, dueby_rule_number(profile, rule, version, DUEBY_RULE_FORCE)));
  put_text(row, "trigger", dueby_rule_text(profile, rule, version, DUEBY_RULE_TRIGGER));
  put_when(row, "triggered_at", asked->trigger.date, asked->trigger.time);
  put_number(row, "occurrence", deadline->occurrence);
  put_when(row, "opens", deadline->opens, DUEBY_TIME_NONE);
  put_when(row, "due", deadline->due, deadline->due_time);
  put_due_by_law(context, asked, deadline, row);
  put_text(row, "certainty", dueby_word_text(DUEBY_WORD_CERTAINTY, deadline->certainty));
  put_text(row, "precision", dueby_word_text(DUEBY_WORD_PRECISION, deadline->precision));
  put_text(row, "counting", dueby_word_text(DUEBY_WORD_COUNTING, dueby_rule_number(profile, rule, version, DUEBY_RULE_COUNTING)));
  put_text(row, "governed_by", dueby_rule_text(profile, rule, version, DUEBY_RULE_ADDRESS));
  put_text(row, "profile", dueby_profile_name(profile));
  put_text(row, "division", division_of(context, deadline));
  dueby_explain_source(profile, rule, version, words, sizeof words, NULL);
  put_text(row, "source", words);
  *words = '\0';
  dueby_explain_source_note(profile, rule, version, deadline->begins, words, sizeof words, NULL);
  put_text(row, "source_note", words);
}
