/* Declares the `measures` command and the reader of its definitions, which the worklist page also uses. */
#ifndef DUEBY_CLI_WORKLIST_MEASURES_H
#define DUEBY_CLI_WORKLIST_MEASURES_H

#include <dueby/measures.h>

#include "context.h"
#include "options.h"

/* Reads the built-in definitions, or the ones given with --measures. Returns 0, or an exit status after a message. */
int open_definitions(const struct context *context, dueby_definitions **definitions);

int run_measures(const struct options *options);

#endif
