#include "commands.h"

#include <dueby.h>
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "message.h"

static int read_moment(const char *option, const char *text, dueby_when *when) {
  when->date = DUEBY_DATE_NONE;
  when->time = DUEBY_TIME_NONE;
  return text ? read_when(option, text, when) : 0;
}

/* Checks that the options can be combined. Returns 0, or USAGE after a message. */
static int refuse(const dueby_event *trigger, const dueby_deadline *deadline, const dueby_check_options *moments) {
  char why[256] = "";
  dueby_check_refusal_text(trigger, deadline, moments, DUEBY_STYLE_OPTIONS, why, sizeof why, NULL);
  return *why ? usage_error("%s", why) : 0;
}

static int read_moments(const struct options *options, dueby_check_options *moments) {
  memset(moments, 0, sizeof *moments);
  int problem = read_moment("--met", options->met, &moments->met);
  if (!problem) problem = read_moment("--ended", options->ended, &moments->ended);
  if (!problem) problem = read_moment("--as-at", options->as_at, &moments->as_at);
  if (!problem && options->soon) problem = read_soon_option(options->soon, &moments->soon);
  return problem ? problem : refuse(NULL, NULL, moments);
}

/* Leaves out the events that had not happened by the as-at day, or that came after the duty was met or ended (dueby_query_facts).
 * Returns 0, or USAGE after a message. */
static int know(struct request *request, const dueby_check_options *moments) {
  dueby_facts known;
  dueby_status status = dueby_query_facts(request->query, &request->facts, moments, request->events, &known);
  if (status == DUEBY_OK) request->facts = known;
  return status == DUEBY_OK ? 0 : usage_error("check: %s", dueby_status_text(status));
}

static void note_no_times(void) {
  char note[256] = "";
  dueby_refusal_text(DUEBY_REFUSAL_NO_TIMES, DUEBY_STYLE_OPTIONS, NULL, note, sizeof note, NULL);
  take_as_note(note, NULL);
}

static int judge(const struct context *context, struct request *request, const dueby_check_options *moments, dueby_check *check) {
  const dueby_deadline *deadline = &request->deadline;
  int problem = refuse(&request->trigger, deadline, moments);
  if (problem) return problem;
  dueby_status status = dueby_query_check(request->query, &request->trigger, &request->facts, deadline, moments, check);
  if (status == DUEBY_ECOVERAGE) return report_outside_coverage(context);
  if (status == DUEBY_EARGUMENT && check->needed > 1)
    return usage_error("check: only %d of %d done so far: add --as-at WHEN to find the status", (int)check->recorded,
                       (int)check->needed);
  if (status != DUEBY_OK) return usage_error("check: %s", dueby_status_text(status));
  request->deadline.precision = check->precision;
  if (check->verdict.state == DUEBY_STATE_NOT_COMPUTABLE) note_no_times();
  return 0;
}

static enum colour colour_of(int32_t state) {
  if (state == DUEBY_STATE_MET || state == DUEBY_STATE_ENDED) return GREEN;
  return state == DUEBY_STATE_OPEN ? BOLD : state == DUEBY_STATE_DUE_SOON ? YELLOW : RED;
}

/* Writes how many of the needed events are recorded: "1 of 2 recorded". Writes "" if the rule needs only one. */
static void recorded_text(const dueby_check *check, char *text, size_t size) {
  *text = '\0';
  if (check->needed > 1) snprintf(text, size, "%d of %d recorded", (int)check->recorded, (int)check->needed);
}

/* Prints the due date that the law alone sets. Returns 0 if out of memory. */
static int print_law(const struct context *context, const struct request *request, const dueby_check *check, char *text,
                     size_t size) {
  dueby_deadline law;
  if (!find_law(context, request, &request->deadline, &law)) return 0;
  const dueby_when due = {law.due_time, law.due, 0};
  *text = '\0';
  if (law.due != DUEBY_DATE_NONE) dueby_explain_due_by_law(&check->verdict, &check->at, &due, text, (int64_t)size, NULL);
  return 1;
}

static int print_text(const struct context *context, const struct request *request, const dueby_check *check) {
  char state[128] = "", due[64] = "", recorded[64], law[128];
  dueby_when when = {request->deadline.due_time, request->deadline.due, 0};
  const char *title = dueby_rule_text(context->profile, request->deadline.rule, 0, DUEBY_RULE_TITLE);
  dueby_explain_verdict(&request->deadline, &check->verdict, state, sizeof state, NULL);
  dueby_explain_when(&when, due, sizeof due, NULL);
  recorded_text(check, recorded, sizeof recorded);
  if (!print_law(context, request, check, law, sizeof law)) return report_no_memory();
  printf("%s%s%s%s%s: %s, due by %s%s%s\n", colour_on(colour_of(check->verdict.state)), state, colour_off(), *recorded ? ", " : "",
         recorded, title, due, *law ? "; " : "", law);
  return DONE;
}

static int print_data(const struct context *context, const struct request *request, const dueby_check_options *moments,
                      const dueby_check *check) {
  struct output output;
  dueby_deadline law;
  dueby_answer answer = {.trigger = &request->trigger, .deadline = &request->deadline, .judged_by = moments, .check = check};
  begin_output(&output, context);
  output.failed |= !find_law(context, request, answer.deadline, &law);
  if (law.due != DUEBY_DATE_NONE) answer.due_by_law = &law;
  write_answer(&output, request->query, &answer);
  char recorded[64];
  recorded_text(check, recorded, sizeof recorded);
  if (*recorded) take_in_output(recorded, &output);
  note_answer(request, take_in_output, &output);
  return end_output(&output);
}

static int print_check(const struct context *context, const struct request *request, const dueby_check_options *moments,
                       const dueby_check *check) {
  if (context->format == CSV || context->format == JSON) return print_data(context, request, moments, check);
  int end = context->format == TEXT ? print_text(context, request, check) : DONE;
  if (end) return end;
  if (context->format == PLAIN) puts(dueby_code_name(DUEBY_CODE_STATE, check->verdict.state));
  char recorded[64];
  recorded_text(check, recorded, sizeof recorded);
  if (context->format == PLAIN && *recorded) take_as_note(recorded, NULL);
  note_answer(request, take_as_note, NULL);
  return DONE;
}

int run_check(const struct options *options) {
  struct context context;
  struct request request;
  dueby_check_options moments;
  dueby_check check = {0};
  int end = read_moments(options, &moments);
  if (!end) end = open_context(options, &context);
  if (end) return end;
  end = read_request(&context, options->arguments[0], options->arguments[1], &request);
  if (!end) {
    if (!options->whole_days) request.facts.flags |= DUEBY_FACTS_UNTIMED;
    end = know(&request, &moments);
    if (!end) end = ask(&context, &request);
    if (!end) end = judge(&context, &request, &moments, &check);
    if (!end) end = print_check(&context, &request, &moments, &check);
    if (!end && check.verdict.state == DUEBY_STATE_NOT_COMPUTABLE) end = NOT_COMPUTABLE;
    if (!end && options->fail_overdue && check.verdict.state == DUEBY_STATE_OVERDUE) end = OVERDUE_FOUND;
    close_request(&request);
  }
  close_context(&context);
  return end;
}
