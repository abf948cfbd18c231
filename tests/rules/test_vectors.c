/* Runs the test cases of vectors.csv. All must pass, and every rule of every profile must have a test case for each version with a
 * time limit. */
#include <stdlib.h>

#include "dueby/proof.h"
#include "rules.h"

enum { PROFILES_MAX = 16, VERSIONS_MAX = 16, FILE_MAX = 64 << 20 };

struct known_profile {
  const char *name;
  dueby_profile *profile;
  uint8_t (*seen)[VERSIONS_MAX]; /* 1 for [rule][version] if it has had a test case */
};

static struct {
  struct known_profile profiles[PROFILES_MAX];
  int32_t count;
} all;

static int open_profiles(void **state) {
  all.count = dueby_profile_builtin_count();
  assert_in_range(all.count, 1, PROFILES_MAX);
  for (int32_t i = 0; i < all.count; i++) {
    struct known_profile *one = &all.profiles[i];
    one->name = dueby_profile_builtin(i);
    one->profile = builtin(one->name);
    one->seen = calloc((size_t)dueby_profile_rule_count(one->profile), sizeof *one->seen);
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

static void mark_seen(const dueby_proof_result *result) {
  for (int32_t i = 0; i < all.count; i++)
    if (strcmp(all.profiles[i].name, dueby_profile_name(result->profile)) == 0 && result->version >= 0) {
      assert_in_range(result->version, 0, VERSIONS_MAX - 1);
      all.profiles[i].seen[result->rule][result->version] = 1;
    }
}

static void print_said(const dueby_diagnostic *what, void *unused) {
  (void)unused;
  print_error("line %d, column %d: %s\n", (int)what->line, (int)what->column, what->message);
}

static void print_failure(dueby_proof *proof, const dueby_proof_result *result) {
  static char words[1 << 16];
  assert_int_equal(dueby_proof_text(proof, words, sizeof words, NULL), DUEBY_OK);
  print_error("line %d: %s\n\n", (int)result->line, words);
}

static void test_vectors__every_test_case_holds(void **state) {
  (void)state;
  const dueby_proof_options options = {.profile = known.england, .calendar = known.eaw, .report = print_said};
  dueby_csv_memory csv = {NULL, 0, 0};
  dueby_proof *proof;
  dueby_proof_result result;
  char *text;
  int rows = 0, wrong = 0;
  assert_int_equal(dueby_io_read_file(RULES "/vectors.csv", FILE_MAX, &text, &csv.length), DUEBY_OK);
  csv.text = text;
  assert_int_equal(dueby_proof_from_csv(dueby_csv_from_memory, &csv, &options, &proof), DUEBY_OK);
  dueby_status status;
  while ((status = dueby_proof_next(proof, &result)) == DUEBY_OK) {
    rows++;
    mark_seen(&result);
    if (!result.differences) continue;
    wrong++;
    print_failure(proof, &result);
  }
  assert_int_equal(status, DUEBY_DONE);
  assert_int_equal(dueby_proof_unreadable_count(proof), 0);
  assert_true(rows > 500);
  assert_int_equal(wrong, 0);
  dueby_proof_free(proof);
  dueby_io_free(text);
}

/* Every rule and alternative of a profile must have had a test case for each version with a time limit. Runs after the test
 * cases. */
static void test_vectors__every_rule_and_version_has_a_row(void **state) {
  (void)state;
  int missing = 0;
  for (int32_t i = 0; i < all.count; i++) {
    const struct known_profile *one = &all.profiles[i];
    for (int32_t rule = 0; rule < dueby_profile_rule_count(one->profile); rule++) {
      if (strcmp(dueby_rule_text(one->profile, rule, 0, DUEBY_RULE_PROFILE), one->name) != 0) continue;
      for (int32_t version = 0; version < dueby_rule_version_count(one->profile, rule); version++) {
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
      cmocka_unit_test(test_vectors__every_test_case_holds),
      cmocka_unit_test(test_vectors__every_rule_and_version_has_a_row),
  };
  return cmocka_run_group_tests_name("vectors", tests, open_profiles, close_profiles);
}
