/* Computes a deadline from the arguments RULE and WHEN. If there is none, explains why, and what to do about it. */
#include "ask.h"

#include <dueby.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"

enum { LINE = 1024 };

/* ---- reading the rule and its trigger ---- */

int find_rule(const struct context *context, const char *address, struct request *request, char *reason, size_t size) {
  memset(request, 0, sizeof *request);
  dueby_status status = dueby_query_new(context->profile, context->calendar, address, &request->query);
  if (status == DUEBY_OK) return 0;
  if (status == DUEBY_ENOTFOUND)
    dueby_unknown_name_text(DUEBY_NAME_RULE, context->profile, address, DUEBY_STYLE_OPTIONS, reason, (int64_t)size, NULL);
  else snprintf(reason, size, "%s", dueby_status_text(status));
  return status == DUEBY_ENOTFOUND ? USAGE : BAD_FILE;
}

int refuse_agreed(const struct request *request) {
  const dueby_query *query = request->query;
  if (!request->trigger.agreed.unit || dueby_query_takes_agreed(query, request->trigger.type)) return 0;
  return refuse_value("--agreed", DUEBY_REFUSAL_NOT_AGREED,
                      dueby_profile_duty(dueby_query_profile(query), dueby_query_duty(query)));
}

/* Reads the arguments RULE and WHEN. */
int read_request(const struct context *context, const char *address, const char *when_text, struct request *request) {
  char reason[LINE];
  dueby_when when;
  int32_t cutoff;
  int problem = find_rule(context, address, request, reason, sizeof reason);
  if (problem) {
    print_error("%s", reason);
    return problem;
  }
  problem = read_facts(context, request);
  if (!problem) problem = refuse_agreed(request);
  if (!problem) problem = read_when("WHEN", when_text, &when);
  if (!problem) problem = read_cutoff(context->options->cutoff, &cutoff);
  if (problem) {
    close_request(request);
    return problem;
  }
  set_trigger(request, &when, cutoff);
  return 0;
}

void set_trigger(struct request *request, const dueby_when *when, int32_t cutoff) {
  request->trigger.date = when->date;
  request->trigger.time = when->time;
  apply_cutoff(cutoff, when, &request->trigger.date);
}

void close_request(struct request *request) {
  dueby_query_free(request->query);
  free(request->series);
  free(request->events);
  request->events = NULL;
  request->query = NULL;
  request->series = NULL;
}

int read_tags(const struct context *context, dueby_tags *tags) {
  const struct option_list *list = &context->options->tag;
  for (int i = 0; i < list->count; i++) {
    int32_t found;
    if (dueby_profile_find_tag(context->profile, list->items[i], &found) != DUEBY_OK)
      return refuse_name("--tag", DUEBY_NAME_TAG, context->profile, list->items[i]);
    dueby_tags_add(tags, found);
  }
  return 0;
}

int read_event(const struct context *context, const char *option, const char *slug, int32_t *type) {
  *type = 0;
  if (!slug || dueby_profile_find_event(context->profile, slug, type) == DUEBY_OK) return 0;
  return refuse_name(option, DUEBY_NAME_EVENT, context->profile, slug);
}

/* Reads each --event EVENT=WHEN. */
static int read_other_events(const struct context *context, struct request *request) {
  const struct option_list *list = &context->options->event;
  request->events = calloc((size_t)list->count + 1, sizeof *request->events);
  if (!request->events) return report_no_memory();
  for (int i = 0; i < list->count; i++) {
    const char *equals = strchr(list->items[i], '=');
    dueby_event *event = &request->events[i];
    char slug[128];
    dueby_when when;
    if (!equals)
      return usage_error("--event: \"%s\": expected EVENT=DATE, for example proceedings.extended=2026-03-27", list->items[i]);
    snprintf(slug, sizeof slug, "%.*s", (int)(equals - list->items[i]), list->items[i]);
    int problem = read_event(context, "--event", slug, &event->type);
    if (!problem) problem = read_when("--event", equals + 1, &when);
    if (problem) return problem;
    event->date = when.date;
    event->time = when.time;
    event->has = DUEBY_HAS_DATE;
  }
  request->facts.events = request->events;
  request->facts.event_count = list->count;
  return 0;
}

/* Reads the day when something happened. A time of day is allowed, as in a file, but only the day counts. */
static int read_day_of(const char *option, const char *text, dueby_date *date) {
  dueby_when when;
  int problem = read_when(option, text, &when);
  if (!problem) *date = when.date;
  return problem;
}

int read_facts(const struct context *context, struct request *request) {
  const struct options *options = context->options;
  request->trigger.date = DUEBY_DATE_NONE;
  request->trigger.has = DUEBY_HAS_DATE;
  request->facts.born = request->facts.since = DUEBY_DATE_NONE;
  request->facts.has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE;
  request->facts.flags = options->whole_days ? DUEBY_FACTS_WHOLE_DAYS : 0;
  int problem = read_tags(context, &request->trigger.tags);
  if (!problem) problem = read_event(context, "--trigger", options->trigger, &request->trigger.type);
  if (!problem) problem = read_other_events(context, request);
  if (!problem && options->born) problem = read_day_of("--born", options->born, &request->facts.born);
  if (!problem && options->since) problem = read_day_of("--since", options->since, &request->facts.since);
  if (!problem && options->agreed) problem = read_span_option("--agreed", options->agreed, &request->trigger.agreed);
  if (!problem && request->trigger.agreed.unit && request->trigger.agreed.amount < 1)
    return refuse_value("--agreed", DUEBY_REFUSAL_NOT_POSITIVE, NULL);
  return problem;
}

/* ---- why there is no date ---- */

void describe_failure(const struct request *request, char *text, size_t size) {
  dueby_failure failure;
  *text = '\0';
  if (dueby_query_failure(request->query, &request->trigger, &request->facts, &failure) != DUEBY_OK) {
    snprintf(text, size, "%s", dueby_status_text(request->status));
    return;
  }
  char hint[LINE] = "";
  dueby_failure_text(request->query, &request->trigger, &failure, text, (int64_t)size, NULL);
  dueby_failure_hint_text(request->query, &request->trigger, &failure, DUEBY_STYLE_OPTIONS, hint, sizeof hint, NULL);
  size_t used = strlen(text);
  if (*hint) snprintf(text + used, size - used, ": %s", hint);
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

/* ---- computing the answer ---- */

enum { OCCURRENCES_MAX = 1000 };

static int read_occurrences(const struct context *context, int64_t *count) {
  const char *text = context->options->occurrences;
  char *end;
  *count = 1;
  if (!text) return 0;
  long read = strtol(text, &end, 10);
  if (*end || read < 1 || read > OCCURRENCES_MAX) return refuse_value("--occurrences", DUEBY_REFUSAL_NUMBER, "1 to 1000");
  *count = read;
  return 0;
}

/* Reads --last WHEN..., which gives the times when the duty was met before, in order. */
static int read_last(const struct context *context, const struct request *request, dueby_when *met) {
  const struct option_list *list = &context->options->last;
  for (int i = 0; i < list->count; i++) {
    int problem = read_when("--last", list->items[i], &met[i]);
    if (problem) return problem;
    if (met[i].date < (i ? met[i - 1].date : request->trigger.date))
      return refuse_value("--last", i ? DUEBY_REFUSAL_BEFORE_LAST : DUEBY_REFUSAL_BEFORE_START, list->items[i]);
  }
  return 0;
}

static int work_out(const struct context *context, struct request *request) {
  static dueby_when met[LISTED_MAX];
  int64_t wanted, n_met = context->options->last.count;
  int problem = read_occurrences(context, &wanted);
  if (!problem) problem = read_last(context, request, met);
  if (problem) return problem;
  request->series = calloc((size_t)wanted, sizeof *request->series);
  if (!request->series) return report_no_memory();
  request->status =
      dueby_query_series(request->query, &request->trigger, &request->facts, met, n_met, request->series, wanted, &request->count);
  if (request->status != DUEBY_OK) return 0;
  if (!request->count) {
    const dueby_failure done = {.status = DUEBY_DONE, .rule = -1};
    char words[LINE] = "";
    dueby_failure_text(request->query, &request->trigger, &done, words, sizeof words, NULL);
    print_error("%s", words);
    return NOT_COMPUTABLE;
  }
  request->deadline = request->series[0];
  return 0;
}

int ask(const struct context *context, struct request *request) {
  char reason[4 * LINE];
  int problem = work_out(context, request);
  if (problem || request->status == DUEBY_OK) return problem;
  if (request->status == DUEBY_ECOVERAGE) return report_outside_coverage(context);
  describe_failure(request, reason, sizeof reason);
  print_error("%s", reason);
  note_answer(request, take_as_note, NULL);
  return exit_for(request->status);
}

void note_answer(const struct request *request, void (*take)(const char *note, void *sink), void *sink) {
  static char note[16 * LINE];
  const dueby_deadline *deadline = request->status == DUEBY_OK ? &request->deadline : NULL;
  for (int32_t i = 0; dueby_query_note_text(request->query, &request->trigger, deadline, i, DUEBY_STYLE_OPTIONS, note, sizeof note,
                                            NULL) == DUEBY_OK;
       i++)
    take(note, sink);
}

int refuse_series(const struct options *options) {
  if (!options->last.count && !options->occurrences) return 0;
  return usage_error("you cannot use --%s with a file of rows: each row gives the first due date",
                     options->last.count ? "last" : "occurrences");
}

/* ---- the due date under the law alone ---- */

/* Returns when occurrence i, counted from 0, was met: at the time given with --last or, if no more were given, on its due day. */
static dueby_when meeting(const struct context *context, const struct request *request, int64_t i) {
  dueby_when met = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  int64_t said = context->options->last.count;
  if (i < said) {
    dueby_when_parse(context->options->last.items[i], (int64_t)strlen(context->options->last.items[i]), DUEBY_ORDER_ISO, &met);
    return met;
  }
  met.time = request->series[i - said].due_time;
  met.date = request->series[i - said].due;
  return met;
}

int find_law(const struct context *context, const struct request *request, const dueby_deadline *deadline, dueby_deadline *law) {
  int64_t met_count = deadline->occurrence - 1;
  dueby_when *met = calloc((size_t)met_count + 1, sizeof *met);
  law->due = DUEBY_DATE_NONE;
  if (!met) return 0;
  for (int64_t i = 0; i < met_count; i++) met[i] = meeting(context, request, i);
  dueby_status status = dueby_query_due_by_law(request->query, &request->trigger, &request->facts, met, met_count, law);
  free(met);
  return status != DUEBY_EMEMORY;
}
