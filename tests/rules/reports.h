/* Makes the worklists that tests of changes, trials and published figures start from. They have one child, whose enquiry and
 * strategy discussion are on Monday 2 June 2025. The conference is due on Monday 23 June, the 15th working day (3 to 6 June are
 * days 1 to 4, 9 to 13 June 5 to 9, 16 to 20 June 10 to 14), and is held on Friday 20 June, day 14. */
#ifndef DUEBY_TESTS_RULES_REPORTS_H
#define DUEBY_TESTS_RULES_REPORTS_H

#include "dueby/changes.h"
#include "dueby/definitions.h"
#include "dueby/measures.h"
#include "dueby/summary.h"
#include "dueby/trial.h"
#include "rules.h"

struct reported {
  dueby_event events[3];
  dueby_case of;
};

static inline void report_child(struct reported *child, int64_t event_count) {
  static const char *const slugs[] = {"s47.started", "strategy_discussion.held", "icpc.held"}, *const days[] = {"2025-06-02",
                                                                                                                "2025-06-02",
                                                                                                                "2025-06-20"};
  memset(child, 0, sizeof *child);
  for (int i = 0; i < 3; i++) {
    child->events[i].type = event_of(known.england, slugs[i]);
    child->events[i].date = day(days[i]);
  }
  child->of.name = "1";
  child->of.events = child->events;
  child->of.event_count = event_count;
}

/* Makes a worklist of the child's first events, as at a day. */
static inline dueby_worklist *worklist_of(int64_t event_count, const char *as_at, uint32_t flags) {
  static struct reported child; /* static, because a worklist that keeps no copies reads it again */
  dueby_worklist *worklist = NULL;
  const dueby_timeline_options run = {.as_at = when_of(as_at)};
  const dueby_worklist_options options = {.flags = flags, .run = &run};
  report_child(&child, event_count);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  return worklist;
}

static inline dueby_definitions *definitions_of_england(void) {
  dueby_definitions *definitions = NULL;
  assert_int_equal(dueby_definitions_new(known.england, &definitions), DUEBY_OK);
  return definitions;
}

/* Returns the index of the measure for conferences within 15 working days. */
static inline int32_t conference_measure(const dueby_definitions *definitions) {
  for (int32_t i = 0; i < dueby_definitions_count(definitions); i++)
    if (strcmp(dueby_definitions_text(definitions, i, DUEBY_DEFINITION_NAME), "C4") == 0) return i;
  fail_msg("no measure C4");
  return -1;
}

#endif
