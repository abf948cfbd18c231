/* Answers a question from the command line: when is RULE due if it is triggered at WHEN? */
#ifndef DUEBY_CLI_ASK_H
#define DUEBY_CLI_ASK_H

#include "context.h"

struct request {
  dueby_query *query;
  dueby_event trigger;
  dueby_facts facts;
  dueby_event *events;     /* the events from --event; the facts point to them */
  dueby_status status;     /* DUEBY_OK, or the reason why there is no deadline */
  dueby_deadline deadline; /* the first deadline of the series */
  dueby_deadline *series;  /* all deadlines of the series */
  int64_t count;
};

/* Finds the rules that an address names. Returns 0, or an exit status after writing the message to `reason`. On failure there is
 * nothing to close. */
int find_rule(const struct context *context, const char *address, struct request *request, char *reason, size_t size);
int read_request(const struct context *context, const char *address, const char *when,
                 struct request *request); /* returns 0, or an exit status after a message */
void set_trigger(struct request *request, const dueby_when *when, int32_t cutoff);
/* Reads the tags given with --tag. Returns 0, or USAGE after a message. */
int read_tags(const struct context *context, dueby_tags *tags);
int read_event(const struct context *context, const char *option, const char *slug, int32_t *type);
/* Reads --tag, --born, --agreed and the other options that state facts. */
int read_facts(const struct context *context, struct request *request);
/* Refuses --agreed if no rule in the request has an agreed interval. */
int refuse_agreed(const struct request *request);
/* Computes the answer; returns 0, or an exit status after a message. */
int ask(const struct context *context, struct request *request);
void close_request(struct request *request);
void describe_failure(const struct request *request, char *text, size_t size);
int exit_for(dueby_status status);
int refuse_series(const struct options *options); /* refuses --last and --occurrences for rows of input; returns 0 or USAGE */
/* Finds the due date that the law alone sets for a deadline in the series, or NONE if it sets none. Returns 0 if out of memory. */
int find_law(const struct context *context, const struct request *request, const dueby_deadline *deadline, dueby_deadline *law);
/* Passes the notes about the answer to the callback, one by one: about rules that wait for another event, an assumed age, or
 * closures. */
void note_answer(const struct request *request, void (*take)(const char *note, void *sink), void *sink);

#endif
