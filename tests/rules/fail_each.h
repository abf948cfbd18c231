/* Calls functions with each of their allocations failing in turn. */
#ifndef DUEBY_TESTS_RULES_FAIL_EACH_H
#define DUEBY_TESTS_RULES_FAIL_EACH_H

#include "../failing_memory.h"
#include "rules.h"

static char marker; /* outputs point here before a call, and must still point here if the call fails */

typedef dueby_status (*attempt)(const void *with, void **made);
typedef void (*give_back)(void *made);

/* Calls a function with each allocation failing in turn. Returns the number of allocations that it makes if none fails. */
static inline int64_t fail_each(attempt try, give_back give, const void *with) {
  for (int64_t n = 1;; n++) {
    void *made = &marker;
    int64_t before = memory.live;
    memory.calls = 0;
    memory.fail_at = n;
    dueby_status status = try(with, &made);
    memory.fail_at = 0;
    if (memory.calls < n) {
      assert_int_equal(status, DUEBY_OK);
      if (give) give(made);
      assert_int_equal(memory.live, before);
      return n - 1;
    }
    if (status != DUEBY_EMEMORY) fail_msg("allocation %d of a failure: %s", (int)n, dueby_status_text(status));
    assert_ptr_equal(made, &marker);
    assert_int_equal(memory.live, before);
  }
}

#endif
