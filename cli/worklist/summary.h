/* Writes how many of each duty were done in time. */
#ifndef DUEBY_CLI_SUMMARY_H
#define DUEBY_CLI_SUMMARY_H

#include "work.h"

int write_summary(struct work *work); /* writes the summary; returns DONE, or an exit status */

#endif
