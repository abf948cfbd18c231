/* Opens a file of a path in UTF-8, on Windows too. Internal. */
#ifndef DUEBY_IO_OPEN_H
#define DUEBY_IO_OPEN_H

#include <stdio.h>

FILE *dueby_io_open(const char *path); /* to read; NULL: errno says why */

#endif
