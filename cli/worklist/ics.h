/* Due dates as a calendar. */
#ifndef DUEBY_CLI_ICS_H
#define DUEBY_CLI_ICS_H

#include "work.h"

int write_calendar(struct work *work); /* DONE, or an exit status */

#endif
