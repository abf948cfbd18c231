/* Reads structs that callers fill in. They may grow from release to release. Internal. */
#ifndef DUEBY_INPUT_H
#define DUEBY_INPUT_H

#include <stddef.h>

/* Copies a struct that begins with its size in bytes (0: the size in the first release). Returns 0, and fills the copy with
 * zeros, if there is no struct, if it is smaller than in the first release, or if it is larger than this library knows and the
 * unknown part is not zero. */
int dueby_take_input(void *to, size_t known, const void *from);

#endif
