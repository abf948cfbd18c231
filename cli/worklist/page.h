#ifndef DUEBY_CLI_PAGE_H
#define DUEBY_CLI_PAGE_H

#include "work.h"

int write_page(struct work *work); /* DONE, or an exit status */

#endif
