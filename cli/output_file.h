/* --output FILE. */
#ifndef DUEBY_CLI_OUTPUT_FILE_H
#define DUEBY_CLI_OUTPUT_FILE_H

#include <stdio.h>

#include "context.h"

/* Between the two, standard output goes to the file, whole or not at all; without the option nothing happens. `in` is the file of
 * events. 0, or an exit status after a message. */
int begin_output_file(const struct context *context, FILE *in);
int end_output_file(const struct context *context, int end); /* `end`, or CANNOT_WRITE */

#endif
