/* Counts allocations and makes a chosen one fail. The linker redirects calls to malloc and similar functions to this file, even
 * those in static libraries (`memory_wraps` in tests/meson.build). Include this file in only one source file of a test program. */
#ifndef DUEBY_TESTS_FAILING_MEMORY_H
#define DUEBY_TESTS_FAILING_MEMORY_H

#include <stdint.h>
#include <stdlib.h>

static struct {
  int64_t calls, fail_at; /* the number of the allocation that fails, from 1; 0: none fails */
  int64_t live;
  int growth_only; /* if set, only calls to realloc are counted and fail */
} memory;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
void __real_free(void *old);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
void __wrap_free(void *old);

static int fails(int grows) {
  if (memory.growth_only && !grows) return 0;
  return ++memory.calls == memory.fail_at;
}

static void *counted(void *made) {
  memory.live += made != NULL;
  return made;
}

void *__wrap_malloc(size_t size) {
  return fails(0) ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size) {
  return fails(0) ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size) {
  if (fails(1)) return NULL;
  void *made = __real_realloc(old, size);
  memory.live += made && !old;
  return made;
}

char *__wrap_strdup(const char *text) {
  return fails(0) ? NULL : counted(__real_strdup(text));
}

void __wrap_free(void *old) {
  memory.live -= old != NULL;
  __real_free(old);
}

#endif
