/* A library to load into a program with LD_PRELOAD. It makes allocation number DUEBY_FAIL_AT fail and, with DUEBY_FAIL_ON, all
 * later ones. At the end it writes the number of allocations to the descriptor DUEBY_COUNT_TO. Only for glibc. */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *at, size_t size);

static atomic_long made;
static long fail_at, count_to = -1;
static int fail_on;

static long number_in(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? strtol(text, NULL, 10) : otherwise;
}

/* Starts counting allocations. Those that the loader made earlier do not count. */
__attribute__((constructor)) static void begin(void) {
  fail_at = number_in("DUEBY_FAIL_AT", 0);
  fail_on = getenv("DUEBY_FAIL_ON") != NULL;
  count_to = number_in("DUEBY_COUNT_TO", -1);
  atomic_store(&made, 0);
}

__attribute__((destructor)) static void end(void) {
  char text[32];
  int length = snprintf(text, sizeof text, "%ld", atomic_load(&made));
  if (count_to >= 0 && write((int)count_to, text, (size_t)length) != length) _exit(70);
}

static int fails(void) {
  long number = atomic_fetch_add(&made, 1) + 1;
  if (!fail_at || (fail_on ? number < fail_at : number != fail_at)) return 0;
  errno = ENOMEM;
  return 1;
}

void *malloc(size_t size) {
  return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *at, size_t size) {
  return fails() ? NULL : __libc_realloc(at, size);
}
