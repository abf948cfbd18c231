/* Structs that a caller fills in, and that grow from release to release. Internal. */
#ifndef DUEBY_INPUT_H
#define DUEBY_INPUT_H

#include <stddef.h>

/* Copies a struct that begins with its size in bytes (0: that of the first release). Returns 0, with all zero, if there is none, if
 * it is smaller than that of the first release, or if it is larger than this library knows and has something there, which would be
 * lost. */
int dueby_take_input(void *to, size_t known, const void *from);

#endif
