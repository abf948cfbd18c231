/* Questions about one case: due, check, explain. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

enum { LINE = 1024, OCCURRENCES_MAX = 1000 };

/* ---- the rules ---- */

int call_query(const json_t *args) {
  const char *address;
  dueby_query *query;
  const dueby_profile *profile = object_of(args, "profile");
  if (!read_text(args, "rule", &address)) return 0;
  dueby_status status = dueby_query_new(profile, object_of(args, "calendar"), address, &query);
  if (status == DUEBY_ENOTFOUND) return fail_name(NULL, DUEBY_NAME_RULE, profile, address);
  if (status != DUEBY_OK) return fail_status(status, address);
  put("{");
  put_name("query");
  put_object(query);
  put_name("addresses"); /* the address of each rule by its number, because columns can only hold numbers */
  put("[");
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    if (rule) put(",");
    put_string(dueby_query_has_rule(query, rule) ? dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS) : NULL);
  }
  put("]}");
  return 1;
}

/* ---- facts about the case ---- */

struct request {
  const dueby_query *query;
  const dueby_profile *profile;
  const dueby_calendar *calendar;
  dueby_event trigger, *events;
  dueby_facts facts;
  dueby_when *met;
  int64_t met_count;
  dueby_deadline *found;
  int64_t found_count;
};

static void close_request(struct request *request) {
  free(request->events);
  free(request->met);
  free(request->found);
}

int read_tags(const json_t *args, const dueby_profile *profile, dueby_tags *tags) {
  const char **names;
  int64_t count;
  int done = read_texts(args, "tags", &names, &count);
  for (int64_t i = 0; i < count && done; i++) {
    int32_t tag;
    if (dueby_profile_find_tag(profile, names[i], &tag) == DUEBY_OK) dueby_tags_add(tags, tag);
    else done = fail_name("tags", DUEBY_NAME_TAG, profile, names[i]);
  }
  if (count) free(names);
  return done;
}

/* Reads events from a list of alternating names and dates. */
static int read_events(const json_t *args, struct request *request) {
  const char **texts;
  int64_t count;
  if (!read_texts(args, "events", &texts, &count)) return 0;
  request->events = calloc((size_t)count / 2 + 1, sizeof *request->events);
  int done = request->events || fail_status(DUEBY_EMEMORY, NULL);
  for (int64_t i = 0; i < count / 2 && done; i++) {
    dueby_event *event = &request->events[i];
    dueby_when when;
    done = read_event("events", request->profile, texts[2 * i], &event->type) && read_when("events", texts[2 * i + 1], &when);
    if (!done) break;
    event->date = when.date;
    event->time = when.time;
    event->has = DUEBY_HAS_DATE;
  }
  free(texts);
  request->facts.events = request->events;
  request->facts.event_count = count / 2;
  return done;
}

static int read_last(const json_t *args, struct request *request) {
  const char **texts;
  if (!read_texts(args, "last", &texts, &request->met_count)) return 0;
  request->met = calloc((size_t)request->met_count + OCCURRENCES_MAX, sizeof *request->met);
  int done = request->met || fail_status(DUEBY_EMEMORY, NULL);
  for (int64_t i = 0; i < request->met_count && done; i++) {
    done = read_when("last", texts[i], &request->met[i]);
    if (done && request->met[i].date < (i ? request->met[i - 1].date : request->trigger.date))
      done = refuse(DUEBY_EARGUMENT, "last", i ? DUEBY_REFUSAL_BEFORE_LAST : DUEBY_REFUSAL_BEFORE_START, texts[i]);
  }
  free(texts);
  return done;
}

static int read_request(const json_t *args, struct request *request) {
  const char *slug;
  dueby_when when, born, since;
  memset(request, 0, sizeof *request);
  request->query = object_of(args, "query");
  request->profile = dueby_query_profile(request->query);
  request->calendar = dueby_query_calendar(request->query);
  request->facts.has = DUEBY_HAS_BORN | DUEBY_HAS_SINCE;
  request->facts.flags = flag_of(args, "wholeDays") ? DUEBY_FACTS_WHOLE_DAYS : 0;
  if (!read_moment(args, "when", &when) || !read_cutoff(args, &when) || !read_text(args, "trigger", &slug) ||
      (slug && !read_event("trigger", request->profile, slug, &request->trigger.type)))
    return 0;
  request->trigger.date = when.date;
  request->trigger.time = when.time;
  request->trigger.has = DUEBY_HAS_DATE;
  if (!read_tags(args, request->profile, &request->trigger.tags) || !read_span(args, "agreed", &request->trigger.agreed) ||
      !read_moment(args, "born", &born) || !read_moment(args, "since", &since) || !read_events(args, request) ||
      !read_last(args, request))
    return 0;
  request->facts.born = born.date; /* a time of day is allowed, but only the day counts */
  request->facts.since = since.date;
  if (request->trigger.agreed.unit && request->trigger.agreed.amount < 1)
    return refuse(DUEBY_EARGUMENT, "agreed", DUEBY_REFUSAL_NOT_POSITIVE, NULL);
  if (request->trigger.agreed.unit && !dueby_query_takes_agreed(request->query, request->trigger.type))
    return refuse(DUEBY_EARGUMENT, "agreed", DUEBY_REFUSAL_NOT_AGREED,
                  dueby_profile_duty(request->profile, dueby_query_duty(request->query)));
  return 1;
}

/* ---- why there is no date ---- */

static int fail_request(const struct request *request, dueby_status status) {
  char text[LINE] = "", hint[LINE] = "";
  dueby_failure failure;
  if (status == DUEBY_ECOVERAGE) return fail_coverage(request->calendar);
  if (dueby_query_failure(request->query, &request->trigger, &request->facts, &failure) != DUEBY_OK ||
      dueby_failure_text(request->query, &request->trigger, &failure, text, sizeof text, NULL) != DUEBY_OK)
    return fail_status(status, NULL);
  dueby_failure_hint_text(request->query, &request->trigger, &failure, DUEBY_STYLE_JAVASCRIPT, hint, sizeof hint, NULL);
  return fail("NOT_COMPUTABLE", status, *hint ? "%s: %s" : "%s", text, hint);
}

static int fail_nothing_more(const struct request *request) {
  static const dueby_failure done = {.status = DUEBY_DONE};
  char text[LINE] = "";
  dueby_failure_text(request->query, &request->trigger, &done, text, sizeof text, NULL);
  return fail("NOT_COMPUTABLE", DUEBY_DONE, "%s", text);
}

static int work_out(const json_t *args, struct request *request) {
  const json_t *asked = json_object_get(args, "count");
  int64_t wanted = asked ? json_integer_value(asked) : 1;
  if (wanted < 1 || wanted > OCCURRENCES_MAX) return refuse(DUEBY_EARGUMENT, "count", DUEBY_REFUSAL_NUMBER, "1 to 1000");
  request->found = calloc((size_t)wanted, sizeof *request->found);
  if (!request->found) return fail_status(DUEBY_EMEMORY, NULL);
  dueby_status status = dueby_query_series(request->query, &request->trigger, &request->facts, request->met, request->met_count,
                                           request->found, wanted, &request->found_count);
  if (status != DUEBY_OK) return fail_request(request, status);
  return request->found_count || asked || fail_nothing_more(request);
}

/* ---- the answer ---- */

/* Finds the law's due date for the same occurrence. Returns 0 if there is none. Earlier occurrences count as met on the given days
 * or, after those, on their due days. */
static int by_law(struct request *request, int64_t index, dueby_deadline *law) {
  for (int64_t i = 0; i < index; i++)
    request->met[request->met_count + i] = (dueby_when){request->found[i].due_time, request->found[i].due, 0};
  return dueby_query_due_by_law(request->query, &request->trigger, &request->facts, request->met, request->met_count + index,
                                law) == DUEBY_OK;
}

static void put_note(const char **before, const char *text) {
  put(*before);
  put_string(text);
  *before = ",";
}

static void put_notes(const struct request *request, const dueby_deadline *deadline, const dueby_check *check) {
  char text[LINE];
  const char *before = "";
  put_name("notes");
  put("[");
  for (int32_t i = 0; dueby_query_note_text(request->query, &request->trigger, deadline, i, DUEBY_STYLE_JAVASCRIPT, text,
                                            sizeof text, NULL) == DUEBY_OK;
       i++)
    put_note(&before, text);
  if (check && check->verdict.state == DUEBY_STATE_NOT_COMPUTABLE) {
    dueby_refusal_text(DUEBY_REFUSAL_NO_TIMES, DUEBY_STYLE_JAVASCRIPT, NULL, text, sizeof text, NULL);
    put_note(&before, text);
  }
  if (check && check->needed > 1) {
    snprintf(text, sizeof text, "%d of %d recorded", (int)check->recorded, (int)check->needed);
    put_note(&before, text);
  }
  put("]");
}

/* Writes the library's JSON object of an answer, and adds its notes and, for a check, the state in words. */
static int put_answer(struct request *request, int64_t index, const dueby_check_options *judged_by, const dueby_check *check) {
  dueby_deadline law;
  dueby_status status;
  const dueby_deadline *deadline = &request->found[index];
  const dueby_answer answer = {.trigger = &request->trigger,
                               .deadline = deadline,
                               .due_by_law = by_law(request, index, &law) ? &law : NULL,
                               .judged_by = judged_by,
                               .check = check};
  PUT_TEXT(status, dueby_answer_json, request->query, &answer);
  if (status != DUEBY_OK) return fail_status(status, NULL);
  take_room(-1); /* removes the closing brace */
  if (check) {
    put_name("words");
    PUT_STRING(dueby_explain_verdict, deadline, &check->verdict);
  }
  put_notes(request, deadline, check);
  put("}");
  return 1;
}

int call_due(const json_t *args) {
  struct request request;
  int done = read_request(args, &request) && work_out(args, &request);
  if (done) put("[");
  for (int64_t i = 0; i < request.found_count && done; i++) {
    if (i) put(",");
    done = put_answer(&request, i, NULL, NULL);
  }
  if (done) put("]");
  close_request(&request);
  return done;
}

/* If `deadline` is NULL, only checks that a moment is given. */
static int is_accepted(const dueby_event *trigger, const dueby_deadline *deadline, const dueby_check_options *moments) {
  char text[LINE] = "";
  dueby_check_refusal_text(trigger, deadline, moments, DUEBY_STYLE_JAVASCRIPT, text, sizeof text, NULL);
  return !*text || fail("BAD_VALUE", DUEBY_EARGUMENT, "%s", text);
}

static int read_check(const json_t *args, dueby_check_options *moments) {
  memset(moments, 0, sizeof *moments);
  if (!read_moment(args, "met", &moments->met) || !read_moment(args, "ended", &moments->ended) ||
      !read_moment(args, "asAt", &moments->as_at) || (json_object_get(args, "soon") && !read_soon(args, &moments->soon)))
    return 0;
  return is_accepted(NULL, NULL, moments);
}

/* Ignores events that had not happened by the as-at time, or that happened after the action was done. */
static int know(struct request *request, const dueby_check_options *moments) {
  dueby_facts known;
  dueby_status status = dueby_query_facts(request->query, &request->facts, moments, request->events, &known);
  if (status != DUEBY_OK) return fail_status(status, "check");
  request->facts = known;
  return 1;
}

static int judge(struct request *request, const dueby_check_options *moments, dueby_check *check) {
  dueby_deadline *deadline = request->found;
  if (!is_accepted(&request->trigger, deadline, moments)) return 0;
  dueby_status status = dueby_query_check(request->query, &request->trigger, &request->facts, deadline, moments, check);
  if (status == DUEBY_ECOVERAGE) return fail_coverage(request->calendar);
  if (status == DUEBY_EARGUMENT && check->needed > 1)
    return fail("BAD_VALUE", status, "check: only %d of %d done so far: give asAt to find the state", (int)check->recorded,
                (int)check->needed);
  if (status != DUEBY_OK) return fail_status(status, "check");
  deadline->precision = check->precision;
  return 1;
}

int call_check(const json_t *args) {
  struct request request;
  dueby_check_options moments;
  dueby_check check = {0};
  int done = read_request(args, &request) && read_check(args, &moments);
  if (done && !request.facts.flags) request.facts.flags = DUEBY_FACTS_UNTIMED;
  done = done && know(&request, &moments) && work_out(args, &request) && judge(&request, &moments, &check) &&
         put_answer(&request, 0, &moments, &check);
  close_request(&request);
  return done;
}

/* ---- explanations ---- */

static int put_steps(const struct request *request) {
  dueby_step *steps = NULL;
  int64_t count = 0, room = 0;
  dueby_status status;
  do {
    room = count;
    free(steps);
    steps = calloc((size_t)room + 1, sizeof *steps);
    status = steps ? dueby_explain_steps(request->profile, request->calendar, &request->trigger, &request->facts, request->found,
                                         steps, room, &count)
                   : DUEBY_EMEMORY;
  } while (status == DUEBY_ESPACE && count > room);
  put("[");
  for (int64_t i = 0; i < count && status == DUEBY_OK; i++) {
    if (i) put(",");
    PUT_TEXT(status, dueby_step_json, request->query, request->found, &steps[i]);
  }
  put("]");
  free(steps);
  return status == DUEBY_OK || fail_status(status, NULL);
}

int call_explain(const json_t *args) {
  struct request request;
  int done = read_request(args, &request) && work_out(args, &request);
  const char *what = json_string_value(json_object_get(args, "what"));
  if (done && strcmp(what, "steps") == 0) {
    done = put_steps(&request);
  } else if (done && strcmp(what, "summary") == 0) {
    PUT_STRING(dueby_explain_summary, request.profile, request.calendar, &request.trigger, &request.facts, request.found);
  } else if (done) {
    PUT_STRING(dueby_explain_text, request.profile, request.calendar, &request.trigger, &request.facts, request.found);
  }
  close_request(&request);
  return done;
}
