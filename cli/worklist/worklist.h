/* Declares the `worklist` command. */
#ifndef DUEBY_CLI_WORKLIST_H
#define DUEBY_CLI_WORKLIST_H

#include "options.h"

int run_worklist(const struct options *options);

#endif
