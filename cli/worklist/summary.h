/* How many of each duty were in time. */
#ifndef DUEBY_CLI_SUMMARY_H
#define DUEBY_CLI_SUMMARY_H

#include "work.h"

int write_summary(struct work *work); /* DONE, or an exit status */

#endif
