/* Structs that a caller fills in, and that grow from release to release. Internal. */
#ifndef DUEBY_INPUT_H
#define DUEBY_INPUT_H

#include <stddef.h>

/* Copies a struct that begins with its size in bytes (0: the size of release 1.0). Fields beyond that size are zero. Returns 0 if
 * the struct is larger than this library knows and has something there, which would be lost. */
int dueby_take_input(void *to, size_t known, const void *from);

#endif
