/* Declares the `impact` command. */
#ifndef DUEBY_CLI_IMPACT_H
#define DUEBY_CLI_IMPACT_H

#include "options.h"

int run_impact(const struct options *options);

#endif
