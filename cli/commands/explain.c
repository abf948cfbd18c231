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
#include "message.h"

/* Prints the text of an explanation after its heading. Returns 0 if out of memory. */
static int print_explanation(const dueby_explanation *explanation, int is_all) {
  dueby_part heading;
  int64_t size = 0;
  dueby_explanation_text_with(explanation, is_all, "--all", NULL, 0, &size);
  char *text = malloc((size_t)size);
  int good = text && dueby_explanation_part(explanation, 0, &heading) == DUEBY_OK &&
             dueby_explanation_text_with(explanation, is_all, "--all", text, size, NULL) == DUEBY_OK;
  if (good) printf("%s%s%s%s\n", colour_on(BOLD), heading.text, colour_off(), text + strlen(heading.text));
  free(text);
  return good;
}

static int print_text(const struct context *context, const struct request *request) {
  dueby_explanation *explanation = NULL;
  int good = dueby_explanation_new(context->profile, context->calendar, &request->trigger, &request->facts, &request->deadline,
                                   &explanation) == DUEBY_OK &&
             print_explanation(explanation, context->options->all);
  dueby_explanation_free(explanation);
  if (!good) return report_no_memory();
  note_answer(request, take_as_note, NULL);
  return DONE;
}

/* Prints the steps of an explanation as rows. */
static int print_steps(const struct context *context, const struct request *request) {
  struct output output;
  int64_t count = 0;
  dueby_explain_steps(context->profile, context->calendar, &request->trigger, &request->facts, &request->deadline, NULL, 0, &count);
  dueby_step *steps = malloc((size_t)count * sizeof *steps);
  if (!steps) return report_no_memory();
  dueby_explain_steps(context->profile, context->calendar, &request->trigger, &request->facts, &request->deadline, steps, count,
                      &count);
  begin_output(&output, context);
  for (int64_t i = 0; i < count; i++) write_step(&output, request->query, &request->deadline, &steps[i]);
  note_answer(request, take_in_output, &output);
  free(steps);
  return end_output(&output);
}

int run_explain(const struct options *options) {
  struct context context;
  struct request request;
  int end = open_context(options, &context);
  if (end) return end;
  end = read_request(&context, options->arguments[0], options->arguments[1], &request);
  if (!end) {
    end = ask(&context, &request);
    if (!end)
      end = context.format == TEXT || context.format == PLAIN ? print_text(&context, &request) : print_steps(&context, &request);
    close_request(&request);
  }
  close_context(&context);
  return end;
}
