/* Shows the changes that a list of bank holidays would make. */
#ifndef DUEBY_CLI_IMPORT_H
#define DUEBY_CLI_IMPORT_H

#include "context.h"

/* The part of the `holidays` command that handles --import. */
int run_import(const struct context *context, dueby_date first, dueby_date last);

#endif
