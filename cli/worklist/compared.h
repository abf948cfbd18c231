/* A worklist beside what was, or what would be: --since and --what-if. */
#ifndef DUEBY_CLI_COMPARED_H
#define DUEBY_CLI_COMPARED_H

#include "work.h"

int write_changes(struct work *work); /* --since: DONE, or an exit status */
int write_what_if(struct work *work); /* --what-if: likewise */

#endif
