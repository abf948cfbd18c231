/* Makes the options of a timeline run from text: how completely the records hold events ("visit.made=latest
 * cin_review.held=since:2026-03-02"), and which rules are used ("duty duty~other"). */
#ifndef DUEBY_TESTS_RULES_HOLDS_TOLD_H
#define DUEBY_TESTS_RULES_HOLDS_TOLD_H

#include "dueby/selection.h"
#include "dueby/timeline.h"
#include "rules.h"

enum { EVENTS_HELD = 1024 };

static inline void hold_told(const char *told, const dueby_profile *profile, dueby_holding *holds) {
  static const char *const what[] = {"", "all", "since", "latest", "never"};
  char words[1024];
  assert_true(dueby_profile_event_count(profile) <= EVENTS_HELD);
  snprintf(words, sizeof words, "%s", told);
  for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
    char *equals = strchr(word, '='), *since = strchr(word, ':');
    *equals++ = '\0';
    if (since) *since++ = '\0';
    dueby_holding *holding = &holds[event_of(profile, word)];
    for (int i = 1; i <= DUEBY_HOLDS_NEVER; i++)
      if (strcmp(equals, what[i]) == 0) holding->what = i;
    if (since) holding->since = day(since);
  }
}

static inline void select_told(const char *told, const dueby_profile *profile, uint8_t *selected) {
  char words[128];
  const char *patterns[8];
  dueby_selection_options options = {.duties = patterns};
  snprintf(words, sizeof words, "%s", told);
  for (char *word = strtok(words, " "); word && options.duty_count < 8; word = strtok(NULL, " "))
    patterns[options.duty_count++] = word;
  assert_int_equal(dueby_selection_make(profile, &options, selected, NULL), DUEBY_OK);
}

#endif
