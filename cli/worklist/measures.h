/* Declares the `measures` command. */
#ifndef DUEBY_CLI_WORKLIST_MEASURES_H
#define DUEBY_CLI_WORKLIST_MEASURES_H

#include "options.h"

int run_measures(const struct options *options);

#endif
