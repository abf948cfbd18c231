/* Handles --output FILE. */
#ifndef DUEBY_CLI_OUTPUT_FILE_H
#define DUEBY_CLI_OUTPUT_FILE_H

#include <dueby.h>

#include "options.h"

/* Between these two calls, standard output goes to the file given with --output. If anything fails, the file is not written.
 * Without that option, the calls do nothing. begin_output_file returns 0, or an exit status after a message. */
int begin_output_file(const struct options *options);
int end_output_file(const struct options *options, int end); /* returns `end`, or CANNOT_WRITE if the file cannot be written */

/* Refuses to replace a profile that was read from `path`, or one that it extends. Returns 0, or an exit status after a message. */
int refuse_profile_output(const char *path, const dueby_profile *profile);

#endif
