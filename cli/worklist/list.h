/* Writes the worklist as a table, as CSV or as JSON. */
#ifndef DUEBY_CLI_LIST_H
#define DUEBY_CLI_LIST_H

#include "work.h"

int write_list(struct work *work); /* writes the list; returns DONE, or an exit status */

#endif
