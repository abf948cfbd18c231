/* Writes due dates as an iCalendar file. */
#ifndef DUEBY_CLI_ICS_H
#define DUEBY_CLI_ICS_H

#include "work.h"

int write_calendar(struct work *work); /* writes the file; returns DONE, or an exit status */

#endif
