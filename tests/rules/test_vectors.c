/* vectors.csv: the first date of every rule of every profile, from a walk over the days that shares no code with dueby. */
#include <stdlib.h>

#include "../unit/csv.h"
#include "rules.h"

enum { PROFILES_MOST = 16, VERSIONS_MOST = 16 };

struct known_profile {
  const char *name;
  dueby_profile *profile;
  uint8_t (*seen)[VERSIONS_MOST]; /* [rule][version]: whether a row was about it */
};

static struct {
  struct known_profile profiles[PROFILES_MOST];
  int32_t count;
} all;

static int open_profiles(void **state) {
  all.count = dueby_profile_builtins();
  assert_in_range(all.count, 1, PROFILES_MOST);
  for (int32_t i = 0; i < all.count; i++) {
    struct known_profile *one = &all.profiles[i];
    one->name = dueby_profile_builtin(i);
    one->profile = builtin(one->name);
    one->seen = calloc((size_t)dueby_profile_rules(one->profile), sizeof *one->seen);
    assert_non_null(one->seen);
  }
  return open_known(state);
}

static int close_profiles(void **state) {
  for (int32_t i = 0; i < all.count; i++) {
    free(all.profiles[i].seen);
    dueby_profile_free(all.profiles[i].profile);
  }
  return close_known(state);
}

static struct known_profile *profile_named(const char *name) {
  for (int32_t i = 0; i < all.count; i++)
    if (strcmp(all.profiles[i].name, name) == 0) return &all.profiles[i];
  return NULL;
}

/* ---- one row ---- */

static const char *field(const struct csv *csv, const char *name) {
  const char *text = csv_field(csv, name);
  if (!text) fail_msg("no column %s", name);
  return text;
}

static const char *given(const struct csv *csv, const char *name) {
  const char *text = field(csv, name);
  return *text ? text : NULL;
}

static void mark_seen(const struct known_profile *one, int32_t rule, const struct asked *asked) {
  int32_t version = asked->deadline.version;
  if (asked->status != DUEBY_OK && dueby_rule_version_on(one->profile, rule, asked->trigger.date, &version) != DUEBY_OK) return;
  assert_in_range(version, 0, VERSIONS_MOST - 1);
  one->seen[rule][version] = 1;
}

/* 1 where the state is not as the row says. */
static int state_differs(const struct csv *csv, const struct asked *asked) {
  dueby_verdict verdict;
  if (!given(csv, "met")) return 0;
  dueby_when met = when_of(field(csv, "met"));
  if (dueby_deadline_check(known.eaw, &asked->deadline, &met, NULL, NULL, span_of(NULL), &verdict) != DUEBY_OK) return 1;
  if (strcmp(dueby_word_text(DUEBY_WORD_STATE, verdict.state), field(csv, "state")) == 0) return 0;
  print_error("line %d: met %s is %s\n", csv->line, field(csv, "met"), dueby_word_text(DUEBY_WORD_STATE, verdict.state));
  return 1;
}

/* 1 where an answer is not as the row says. */
static int row_differs(const struct csv *csv) {
  struct known_profile *one = profile_named(field(csv, "profile"));
  const char *address = field(csv, "address"), *at = field(csv, "trigger_at");
  if (!one || find_rule(one->profile, address) < 0) {
    print_error("line %d: no rule %s\n", csv->line, address);
    return 1;
  }
  struct ask ask = {.profile = one->profile,
                    .calendar = known.eaw,
                    .rule = address,
                    .at = at,
                    .tags = given(csv, "tags"),
                    .born = given(csv, "born"),
                    .since = given(csv, "since"),
                    .agreed = given(csv, "agreed")};
  struct asked asked = ask_deadline(&ask);
  mark_seen(one, find_rule(one->profile, address), &asked);
  const char *due = due_words(&asked), *opens = "";
  if (asked.status == DUEBY_OK && asked.deadline.opens != DUEBY_DATE_NONE)
    opens = when_words(DUEBY_TIME_NONE, asked.deadline.opens);
  if (strcmp(due, field(csv, "due")) == 0 && strcmp(opens, field(csv, "opens")) == 0) return state_differs(csv, &asked);
  print_error("line %d: %s at %s: opens \"%s\", due %s\n  not \"%s\", %s: %s\n", csv->line, address, at, opens, due,
              field(csv, "opens"), field(csv, "due"), field(csv, "counted"));
  return 1;
}

static void test_vectors__every_row(void **state) {
  (void)state;
  struct csv csv;
  int rows = 0, wrong = 0;
  if (!csv_open(&csv, RULES "/vectors.csv")) fail_msg("no vectors.csv");
  while (csv_row(&csv)) {
    rows++;
    if (csv.count != 13) fail_msg("line %d has %d fields", csv.line, csv.count);
    wrong += row_differs(&csv);
  }
  csv_close(&csv);
  assert_true(rows > 500);
  assert_int_equal(wrong, 0);
}

/* Every rule and alternative that a profile states, in each version that has a figure; it runs after the rows. */
static void test_vectors__every_rule_and_version_has_a_row(void **state) {
  (void)state;
  int missing = 0;
  for (int32_t i = 0; i < all.count; i++) {
    const struct known_profile *one = &all.profiles[i];
    for (int32_t rule = 0; rule < dueby_profile_rules(one->profile); rule++) {
      if (strcmp(dueby_rule_text(one->profile, rule, 0, DUEBY_RULE_PROFILE), one->name) != 0) continue;
      for (int32_t version = 0; version < dueby_rule_versions(one->profile, rule); version++) {
        if (one->seen[rule][version] || !dueby_rule_number(one->profile, rule, version, DUEBY_RULE_COMPUTES)) continue;
        print_error("no row for %s, version %d\n", dueby_rule_text(one->profile, rule, 0, DUEBY_RULE_ADDRESS), (int)version);
        missing++;
      }
    }
  }
  assert_int_equal(missing, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_vectors__every_row),
      cmocka_unit_test(test_vectors__every_rule_and_version_has_a_row),
  };
  return cmocka_run_group_tests_name("vectors", tests, open_profiles, close_profiles);
}
