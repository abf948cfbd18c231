/* A library to load into a program with LD_PRELOAD. Its qsort leaves equal elements in the opposite order to glibc's, as another
 * system's C library may. */
#include <stdlib.h>
#include <string.h>

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *)) {
  char *items = base, *moved = malloc(size);
  if (!moved) abort();
  for (size_t end = 1; end < count; end++) { /* inserts each element before the ones equal to it */
    size_t low = 0, high = end;
    while (low < high) {
      size_t middle = low + (high - low) / 2;
      if (compare(items + middle * size, items + end * size) < 0) low = middle + 1;
      else high = middle;
    }
    memcpy(moved, items + end * size, size);
    memmove(items + (low + 1) * size, items + low * size, (end - low) * size);
    memcpy(items + low * size, moved, size);
  }
  free(moved);
}
