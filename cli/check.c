#include <string.h>

#include "cli.h"

/* When it was met, when it ended, and the day for which the state is wanted; date NONE: not said. */
struct moments {
  dueby_when met, ended, as_at;
  dueby_span soon;
};

static int read_moment(const char *option, const char *text, dueby_when *when) {
  when->date = DUEBY_DATE_NONE;
  when->time = DUEBY_TIME_NONE;
  return text ? read_when(option, text, when) : 0;
}

static int read_moments(const struct options *options, struct moments *moments) {
  memset(moments, 0, sizeof *moments);
  int problem = read_moment("--met", options->met, &moments->met);
  if (!problem) problem = read_moment("--ended", options->ended, &moments->ended);
  if (!problem) problem = read_moment("--as-at", options->as_at, &moments->as_at);
  if (!problem && options->soon) problem = read_soon_option(options->soon, &moments->soon);
  if (!problem && !options->met && !options->ended && !options->as_at)
    return usage_error("check: give --met WHEN, --ended WHEN or --as-at WHEN: dueby reads no clock");
  return problem;
}

static const dueby_when *if_said(const dueby_when *when) {
  return when->date == DUEBY_DATE_NONE ? NULL : when;
}

static int judge(const struct context *context, const struct asked *asked, const struct moments *moments, dueby_verdict *verdict) {
  const dueby_deadline *deadline = &asked->deadline;
  if (if_said(&moments->met) && !dueby_deadline_counts(deadline, &moments->met)) {
    dueby_when opens = {DUEBY_TIME_NONE, deadline->opens, 0};
    char from[16] = "";
    dueby_when_text(&opens, from, sizeof from, NULL);
    return usage_error("--met: %s is before it could count, which is from %s", context->options->met, from);
  }
  dueby_when ended = ended_at(context, asked, deadline, &moments->ended);
  dueby_status status = dueby_deadline_check(context->calendar, deadline, if_said(&moments->met), if_said(&ended),
                                             if_said(&moments->as_at), moments->soon, verdict);
  if (status == DUEBY_OK) return 0;
  return status == DUEBY_ECOVERAGE ? say_outside_coverage(context) : usage_error("check: %s", dueby_status_text(status));
}

/* From the trigger to the day that the verdict is about. */
static dueby_date looked_at(const struct asked *asked, const dueby_verdict *verdict) {
  return asked->deadline.due - verdict->days_left;
}

/* Without a time of what was done, or ended it, only days were compared. */
static void settle_precision(struct asked *asked, const struct moments *moments, const dueby_verdict *verdict) {
  int met = verdict->state == DUEBY_MET || verdict->state == DUEBY_MET_LATE;
  int over = verdict->state == DUEBY_ENDED || verdict->state == DUEBY_MISSED;
  const dueby_when *closed = met ? &moments->met : over ? &moments->ended : NULL;
  if (closed && closed->time == DUEBY_TIME_NONE && asked->deadline.precision == DUEBY_PRECISION_SECOND)
    asked->deadline.precision = DUEBY_PRECISION_DAY;
}

static void put_check_fields(const struct context *context, const struct asked *asked, const struct moments *moments,
                             const dueby_verdict *verdict, struct row *row) {
  dueby_date until = looked_at(asked, verdict);
  int32_t working;
  int met = verdict->state == DUEBY_MET || verdict->state == DUEBY_MET_LATE;
  put_when(row, "met_at", met ? moments->met.date : DUEBY_DATE_NONE, met ? moments->met.time : DUEBY_TIME_NONE);
  put_when(row, "as_at", moments->as_at.date, moments->as_at.time);
  put_text(row, "state", dueby_word_text(DUEBY_WORD_STATE, verdict->state));
  put_number(row, "days_left", verdict->days_left);
  put_number(row, "working_days_left", verdict->working_days_left);
  dueby_date from = asked->trigger.date;
  int is_after = until >= from; /* looked at before the trigger, nothing was taken */
  if (is_after) put_number(row, "days_taken", until - from);
  else put_text(row, "days_taken", NULL);
  if (is_after && dueby_deadline_working_days(context->calendar, &asked->deadline, from, until, &working) == DUEBY_OK)
    put_number(row, "working_days_taken", working);
  else put_text(row, "working_days_taken", NULL);
}

static enum colour colour_of(int32_t state) {
  if (state == DUEBY_MET || state == DUEBY_ENDED) return GREEN;
  return state == DUEBY_OPEN ? BOLD : state == DUEBY_DUE_SOON ? YELLOW : RED;
}

static void print_text(const struct context *context, const struct asked *asked, const dueby_verdict *verdict) {
  char state[128] = "", due[64] = "";
  dueby_when when = {asked->deadline.due_time, asked->deadline.due, 0};
  const char *title = dueby_rule_text(context->profile, asked->deadline.rule, 0, DUEBY_RULE_TITLE);
  dueby_explain_verdict(&asked->deadline, verdict, state, sizeof state, NULL);
  dueby_explain_when(&when, due, sizeof due, NULL);
  printf("%s%s%s: %s, due by %s\n", colour_on(colour_of(verdict->state)), state, colour_off(), title, due);
}

static int print_check(const struct context *context, const struct asked *asked, const struct moments *moments,
                       const dueby_verdict *verdict) {
  struct output output;
  struct row row = {0};
  if (context->format == TEXT || context->format == PLAIN) {
    if (context->format == TEXT) print_text(context, asked, verdict);
    else puts(dueby_word_text(DUEBY_WORD_STATE, verdict->state));
    note_waiting(context, asked, take_as_note, NULL);
    return DONE;
  }
  begin_output(&output, context);
  begin_row(&row);
  put_due_fields(context, asked, &asked->deadline, &row);
  put_check_fields(context, asked, moments, verdict, &row);
  write_row(&output, &row);
  note_waiting(context, asked, take_in_output, &output);
  free_row(&row);
  return end_output(&output);
}

int run_check(const struct options *options) {
  struct context context;
  struct asked asked;
  struct moments moments;
  dueby_verdict verdict;
  int end = read_moments(options, &moments);
  if (!end) end = open_context(options, &context);
  if (end) return end;
  end = read_question(&context, options->arguments[0], options->arguments[1], &asked);
  if (!end) {
    end = ask(&context, &asked);
    if (!end) end = judge(&context, &asked, &moments, &verdict);
    if (!end) settle_precision(&asked, &moments, &verdict);
    if (!end) end = print_check(&context, &asked, &moments, &verdict);
    if (!end && options->fail_overdue && verdict.state == DUEBY_OVERDUE) end = OVERDUE_FOUND;
    close_asked(&asked);
  }
  close_context(&context);
  return end;
}
