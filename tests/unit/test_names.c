#include "names.h"

#include "support.h"

enum { MANY = 5000, NAME_SIZE = 16 };

static char written[MANY][NAME_SIZE];

static void test_names__each_of_many_is_found(void **state) {
  (void)state;
  struct names names;
  assert_true(names_make(&names, MANY));
  for (int i = 0; i < MANY; i++) {
    snprintf(written[i], NAME_SIZE, "name.%d", i);
    names_add(&names, written[i], i);
  }
  for (int i = 0; i < MANY; i++) {
    char asked[NAME_SIZE];
    int32_t at = UNTOUCHED;
    snprintf(asked, NAME_SIZE, "name.%d", i);
    assert_true(names_find(&names, asked, &at));
    assert_int_equal(at, i);
  }
  names_free(&names);
}

static void test_names__what_there_is_not(void **state) {
  (void)state;
  struct names names;
  int32_t at = UNTOUCHED;
  assert_true(names_make(&names, 2));
  names_add(&names, "cp.visit", 0);
  names_add(&names, "", 1); /* an empty name is valid */
  const char *unknown[] = {"cp.visi", "cp.visits", "CP.VISIT", "p.visit", " "};
  for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) assert_false(names_find(&names, unknown[i], &at));
  assert_int_equal(at, UNTOUCHED);
  assert_true(names_find(&names, "", &at));
  assert_int_equal(at, 1);
  names_free(&names);
}

/* "costarring" and "liquid" have the same 32-bit FNV-1a hash, 0x5e4daa9d. */
static void test_names__two_of_one_hash_are_two(void **state) {
  (void)state;
  struct names names;
  int32_t at = UNTOUCHED;
  assert_int_equal(names_hash("costarring"), names_hash("liquid"));
  assert_true(names_make(&names, 2));
  names_add(&names, "costarring", 0);
  assert_false(names_find(&names, "liquid", &at));
  names_add(&names, "liquid", 1);
  assert_true(names_find(&names, "costarring", &at));
  assert_int_equal(at, 0);
  assert_true(names_find(&names, "liquid", &at));
  assert_int_equal(at, 1);
  names_free(&names);
}

static void test_names__the_first_of_a_name_stays(void **state) {
  (void)state;
  struct names names;
  int32_t at = UNTOUCHED;
  assert_true(names_make(&names, 2));
  names_add(&names, "cp.visit", 3);
  names_add(&names, "cp.visit", 4);
  assert_true(names_find(&names, "cp.visit", &at));
  assert_int_equal(at, 3);
  names_free(&names);
}

static void test_names__none(void **state) {
  (void)state;
  struct names names = {NULL, 0};
  int32_t at = UNTOUCHED;
  assert_false(names_find(&names, "cp.visit", &at)); /* before any names were made */
  names_free(&names);
  assert_true(names_make(&names, 0));
  assert_false(names_find(&names, "cp.visit", &at));
  names_free(&names);
  assert_false(names_find(&names, "cp.visit", &at)); /* after the names were freed */
  assert_int_equal(at, UNTOUCHED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names__each_of_many_is_found),
      cmocka_unit_test(test_names__what_there_is_not),
      cmocka_unit_test(test_names__two_of_one_hash_are_two),
      cmocka_unit_test(test_names__the_first_of_a_name_stays),
      cmocka_unit_test(test_names__none),
  };
  return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
