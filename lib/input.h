/* Structs that a caller fills, and that grow from release to release. Internal. */
#ifndef DUEBY_INPUT_H
#define DUEBY_INPUT_H

#include <stddef.h>

/* Copies a struct that leads with its size in bytes (0: that of release 1.0), what it does not reach being zero. Returns 0 where it is
 * larger than this library knows and says something there, which would be lost. */
int dueby_take_input(void *to, size_t known, const void *from);

#endif
