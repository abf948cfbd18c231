/* A rule and a WHEN -> a deadline, or the reason why there is none. */
#ifndef DUEBY_CLI_ASK_H
#define DUEBY_CLI_ASK_H

#include "context.h"

struct request {
  dueby_query *query;
  dueby_event trigger;
  dueby_facts facts;
  dueby_event *events;     /* of the facts */
  dueby_status status;     /* of the deadline */
  dueby_deadline deadline; /* the first of the series */
  dueby_deadline *series;  /* all of them */
  int64_t count;
};

/* Returns 0, or an exit status with the reason; then nothing is open. */
int find_rule(const struct context *context, const char *address, struct request *request, char *reason, size_t size);
int read_request(const struct context *context, const char *address, const char *when,
                 struct request *request); /* prints the reason */
void set_trigger(struct request *request, const dueby_when *when, int32_t cutoff);
int read_facts(const struct context *context, struct request *request); /* --tag, --born, --agreed, ... */
int ask(const struct context *context, struct request *request);        /* 0, or an exit status after a message */
void close_request(struct request *request);
void describe_failure(const struct request *request, char *text, size_t size);
int exit_for(dueby_status status);
int refuse_series(const struct options *options); /* --last and --occurrences do not go with rows: 0 or USAGE */
/* The date by law for a deadline of the series; date NONE: it has none. Returns 0 if out of memory. */
int find_law(const struct context *context, const struct request *request, const dueby_deadline *deadline, dueby_deadline *law);
/* Calls back with each note on the answer: rules that wait for another event, an age that is not proved, closures. */
void note_answer(const struct request *request, void (*take)(const char *note, void *sink), void *sink);

#endif
