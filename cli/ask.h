/* A rule and a WHEN -> a deadline, or the reason why there is none. */
#ifndef DUEBY_CLI_ASK_H
#define DUEBY_CLI_ASK_H

#include "context.h"

struct request {
  dueby_query *query;
  dueby_event trigger;
  dueby_facts facts;
  dueby_event *events;     /* status of the facts */
  dueby_status status;     /* status of the deadline */
  dueby_deadline deadline; /* the first deadline of the series */
  dueby_deadline *series;  /* all deadlines of the series */
  int64_t count;
};

/* Returns 0, or an exit status after printing the reason; then nothing is open. */
int find_rule(const struct context *context, const char *address, struct request *request, char *reason, size_t size);
int read_request(const struct context *context, const char *address, const char *when,
                 struct request *request); /* prints the reason */
void set_trigger(struct request *request, const dueby_when *when, int32_t cutoff);
/* The tags of --tag; the number of an event, 0 for NULL: 0, or USAGE after a message. */
int read_tags(const struct context *context, dueby_tags *tags);
int read_event(const struct context *context, const char *option, const char *slug, int32_t *type);
int read_facts(const struct context *context, struct request *request); /* --tag, --born, --agreed, ... */
int ask(const struct context *context, struct request *request);        /* returns 0, or an exit status after a message */
void close_request(struct request *request);
void describe_failure(const struct request *request, char *text, size_t size);
int exit_for(dueby_status status);
int refuse_series(const struct options *options); /* rejects --last and --occurrences for rows: returns 0 or USAGE */
/* The date by law for a deadline of the series; its date is NONE if there is none. Returns 0 if out of memory. */
int find_law(const struct context *context, const struct request *request, const dueby_deadline *deadline, dueby_deadline *law);
/* Calls back with each note on the answer: rules that wait for another event, an assumed age, closures. */
void note_answer(const struct request *request, void (*take)(const char *note, void *sink), void *sink);

#endif
