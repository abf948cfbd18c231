/* Handles --output FILE. */
#ifndef DUEBY_CLI_OUTPUT_FILE_H
#define DUEBY_CLI_OUTPUT_FILE_H

#include <stdio.h>

#include "context.h"

/* Between these two calls, standard output goes to the file of --output. If anything fails, the file is left unwritten. Without
 * that option the calls do nothing. `in` is the file of events. begin_output_file returns 0, or an exit status after a message. */
int begin_output_file(const struct context *context, FILE *in);
int end_output_file(const struct context *context, int end); /* returns `end`, or CANNOT_WRITE if the file cannot be written */

#endif
