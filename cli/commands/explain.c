#include "commands.h"

#include <dueby.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "context.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "say.h"

/* Prints the text after its heading. Returns 0 if out of memory. */
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

/* Prints the steps as data. */
static int print_steps(const struct context *context, const struct asked *asked) {
  struct output output;
  int64_t count = 0;
  dueby_explain_steps(context->profile, context->calendar, &asked->trigger, &asked->facts, &asked->deadline, NULL, 0, &count);
  dueby_step *steps = malloc((size_t)count * sizeof *steps);
  if (!steps) return say_no_memory();
  dueby_explain_steps(context->profile, context->calendar, &asked->trigger, &asked->facts, &asked->deadline, steps, count, &count);
  begin_output(&output, context);
  for (int64_t i = 0; i < count; i++) write_step(&output, asked->query, &asked->deadline, &steps[i]);
  note_waiting(context, asked, take_in_output, &output);
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
