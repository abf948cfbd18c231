/* Runs ends.csv, which lists the events that end each duty. Each row runs twice: with the event and without. */
#include "../unit/csv.h"
#include "timeline.h"

enum { PROFILES_MAX = 16 };

static const char as_at[] = "2027-01-01";

static struct {
  char names[PROFILES_MAX][32];
  dueby_profile *profiles[PROFILES_MAX];
  dueby_timeline *timelines[PROFILES_MAX];
  int32_t count;
} opened;

/* Returns the index of a profile among those opened so far. */
static int32_t open_named(const char *name) {
  for (int32_t i = 0; i < opened.count; i++)
    if (strcmp(opened.names[i], name) == 0) return i;
  assert_in_range(opened.count, 0, PROFILES_MAX - 1);
  dueby_profile *profile = NULL;
  if (strcmp(name, "exampleton") == 0)
    assert_int_equal(dueby_io_profile_from_file(EXAMPLES "/exampleton.yaml", NULL, &profile), DUEBY_OK);
  else profile = builtin(name);
  snprintf(opened.names[opened.count], sizeof opened.names[0], "%s", name);
  opened.profiles[opened.count] = profile;
  assert_int_equal(dueby_timeline_new(profile, known.eaw, &opened.timelines[opened.count]), DUEBY_OK);
  return opened.count++;
}

static int close_profiles(void **state) {
  for (int32_t i = 0; i < opened.count; i++) {
    dueby_timeline_free(opened.timelines[i]);
    dueby_profile_free(opened.profiles[i]);
  }
  return close_known(state);
}

/* ---- one case ---- */

/* Writes the outcome of the first line of a rule: its state and the day on which an event ended it, or an error message. */
static void told_of_case(int32_t index, const char *address, const char *events, char *told, size_t size) {
  uint8_t selected[RULES_MAX] = {0};
  int64_t count = UNTOUCHED;
  dueby_profile *profile = opened.profiles[index];
  dueby_timeline *timeline = opened.timelines[index];
  dueby_timeline_options options = {
      .as_at = when_of(as_at), .horizon = DUEBY_DATE_NONE, .history_from = DUEBY_DATE_NONE, .selected = selected};
  struct history_told history = history_of(profile, events);
  int64_t offsets[] = {0, history.count};
  selected[rule_of(profile, address)] = 1;
  assert_int_equal(dueby_timeline_run(timeline, history.events, offsets, 1, &options, &count), DUEBY_OK);
  const dueby_line *line = dueby_timeline_lines(timeline);
  if (!count) snprintf(told, size, "nothing");
  else if (line->met >= 0) snprintf(told, size, "met");
  else if (line->ended < 0) snprintf(told, size, "unmet");
  else snprintf(told, size, "%s %s", state_name(line->verdict.state), day_words(line->closed));
}

/* Runs a row of ends.csv. Returns 1 if the outcome differs. */
static int row_differs(const struct csv *csv) {
  int32_t profile = open_named(csv_field(csv, "profile"));
  const char *rule = csv_field(csv, "rule"), *events = csv_field(csv, "events");
  char both[TOLD], expected[64], with[64], without[64];
  snprintf(both, sizeof both, "%s, %s", events, csv_field(csv, "end"));
  snprintf(expected, sizeof expected, "%s %s", csv_field(csv, "state"), csv_field(csv, "ended"));
  told_of_case(profile, rule, both, with, sizeof with);
  told_of_case(profile, rule, events, without, sizeof without);
  if (strcmp(with, expected) == 0 && strcmp(without, "unmet") == 0) return 0;
  print_error("line %d: %s: %s\n  with the end: %s, expected %s; without it: %s\n", csv->line, rule, both, with, expected, without);
  return 1;
}

static void test_rule_08__w6_what_ends_each_duty(void **state) {
  (void)state;
  struct csv csv;
  int rows = 0, wrong = 0;
  if (!csv_open(&csv, RULES "/ends.csv")) fail_msg("no ends.csv");
  while (csv_row(&csv)) {
    rows++;
    if (csv.count != 7) fail_msg("line %d has %d fields", csv.line, csv.count);
    if (!*csv_field(&csv, "why")) fail_msg("line %d does not say why", csv.line);
    wrong += row_differs(&csv);
  }
  csv_close(&csv);
  assert_true(rows > 1100);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_rule_08__w6_what_ends_each_duty)};
  return cmocka_run_group_tests_name("ends", tests, open_known, close_profiles);
}
