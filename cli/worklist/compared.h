/* Compares a worklist with an older one (--since), or with one that has another event (--what-if). */
#ifndef DUEBY_CLI_COMPARED_H
#define DUEBY_CLI_COMPARED_H

#include "work.h"

int write_changes(struct work *work); /* writes what --since shows; returns DONE, or an exit status */
int write_what_if(struct work *work); /* writes what --what-if shows; returns DONE, or an exit status */

#endif
