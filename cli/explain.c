#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { STEPS_MOST = 20000 };

/* The text begins with its heading. 0: no memory. */
static int print_explanation(const dueby_explanation *explanation) {
  dueby_part heading;
  int64_t size = 0;
  dueby_explanation_text(explanation, NULL, 0, &size);
  char *text = malloc((size_t)size);
  int good = text && dueby_explanation_part(explanation, 0, &heading) == DUEBY_OK &&
             dueby_explanation_text(explanation, text, size, NULL) == DUEBY_OK;
  if (good) printf("%s%s%s%s\n", colour_on(BOLD), heading.text, colour_off(), text + strlen(heading.text));
  free(text);
  return good;
}

static int print_text(const struct context *context, const struct asked *asked) {
  dueby_explanation *explanation = NULL;
  int good = dueby_explanation_new(context->profile, context->calendar, &asked->trigger, &asked->facts, &asked->deadline,
                                   &explanation) == DUEBY_OK &&
             print_explanation(explanation);
  dueby_explanation_free(explanation);
  if (!good) return say_no_memory();
  note_waiting(context, asked, take_as_note, NULL);
  return DONE;
}

static const char *kind_word(int32_t kind) {
  static const char *const words[] = {"",     "start",  "counted",  "holiday", "weekend", "moved_start",
                                      "laid", "rolled", "extended", "agreed",  "paused"};
  return words[kind];
}

static void put_step(const struct context *context, const struct asked *asked, const dueby_step *step, struct row *row) {
  begin_row(row);
  put_text(row, "rule", dueby_rule_text(context->profile, asked->deadline.rule, 0, DUEBY_RULE_ADDRESS));
  put_text(row, "step", kind_word(step->kind));
  put_when(row, "first", step->first, DUEBY_TIME_NONE);
  put_when(row, "last", step->last, step->kind == DUEBY_STEP_LAID ? asked->deadline.due_time : DUEBY_TIME_NONE);
  if (step->number_first) put_number(row, "number_first", step->number_first);
  else put_text(row, "number_first", NULL);
  if (step->number_last) put_number(row, "number_last", step->number_last);
  else put_text(row, "number_last", NULL);
  put_text(row, "holiday", dueby_calendar_holiday_name(context->calendar, step->holiday));
}

/* The steps as data. */
static int print_steps(const struct context *context, const struct asked *asked) {
  struct output output;
  struct row row = {0};
  int64_t count = 0;
  dueby_step *steps = malloc(STEPS_MOST * sizeof *steps);
  if (!steps) return say_no_memory();
  dueby_status status = dueby_explain_steps(context->profile, context->calendar, &asked->trigger, &asked->facts, &asked->deadline,
                                            steps, STEPS_MOST, &count);
  begin_output(&output, context);
  for (int64_t i = 0; i < count && status == DUEBY_OK; i++) {
    put_step(context, asked, &steps[i], &row);
    write_row(&output, &row);
  }
  note_waiting(context, asked, take_in_output, &output);
  free_row(&row);
  free(steps);
  return end_output(&output);
}

int run_explain(const struct options *options) {
  struct context context;
  struct asked asked;
  int end = open_context(options, &context);
  if (end) return end;
  end = read_question(&context, options->arguments[0], options->arguments[1], &asked);
  if (!end) {
    end = ask(&context, &asked);
    if (!end)
      end = context.format == TEXT || context.format == PLAIN ? print_text(&context, &asked) : print_steps(&context, &asked);
    close_asked(&asked);
  }
  close_context(&context);
  return end;
}
