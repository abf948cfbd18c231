/* Opens a file by its UTF-8 path, on Windows too. Internal. */
#ifndef DUEBY_IO_OPEN_H
#define DUEBY_IO_OPEN_H

#include <stdio.h>

FILE *dueby_io_open(const char *path); /* opens a file for reading; returns NULL on failure, with the reason in errno */

#endif
