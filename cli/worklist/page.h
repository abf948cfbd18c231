#ifndef DUEBY_CLI_PAGE_H
#define DUEBY_CLI_PAGE_H

#include "work.h"

#include <dueby/changes.h>

int write_page(struct work *work); /* writes the page; returns DONE, or an exit status */

/* Writes the page of a worklist that keeps everything. If `changes` is NULL, the page does not show what changed. Returns DONE, or
 * an exit status. */
int print_page(const struct work *work, const dueby_changes *changes);

#endif
