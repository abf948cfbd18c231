#include "dueby/code.h"

#include "dueby/calendar.h"
#include "dueby/deadline.h"
#include "dueby/span.h"
#include "support.h"

enum { FIRST_KIND = DUEBY_CODE_STATE, NO_KIND = 1000 };

static void test_code__every_code_goes_there_and_back(void **state) {
  (void)state;
  int32_t kinds = 0;
  for (int32_t kind = FIRST_KIND; dueby_code_at(kind, 0); kind++, kinds++) {
    for (int32_t place = 0; dueby_code_at(kind, place); place++) {
      int32_t number = UNTOUCHED;
      const char *code = dueby_code_at(kind, place);
      assert_int_equal(dueby_code_value(kind, code, &number), DUEBY_OK);
      assert_string_equal(dueby_code_name(kind, number), code);
    }
  }
  assert_true(kinds >= DUEBY_CODE_INCLUDE); /* every kind has codes */
}

static void test_code__a_code_is_once_in_its_kind(void **state) {
  (void)state;
  for (int32_t kind = FIRST_KIND; dueby_code_at(kind, 0); kind++)
    for (int32_t place = 0; dueby_code_at(kind, place); place++)
      for (int32_t other = 0; other < place; other++)
        assert_string_not_equal(dueby_code_at(kind, place), dueby_code_at(kind, other));
}

static void test_code__numbers_are_those_of_the_headers(void **state) {
  (void)state;
  assert_string_equal(dueby_code_name(DUEBY_CODE_STATE, DUEBY_STATE_MET_LATE), "met_late");
  assert_string_equal(dueby_code_name(DUEBY_CODE_CERTAINTY, DUEBY_CERTAINTY_PROJECTED), "projected");
  assert_string_equal(dueby_code_name(DUEBY_CODE_COUNTING, DUEBY_COUNTING_CLEAR), "clear");
  assert_string_equal(dueby_code_name(DUEBY_CODE_ROLL, DUEBY_ROLL_PREVIOUS), "previous");
  assert_string_equal(dueby_code_name(DUEBY_CODE_DIVISION, DUEBY_DIVISION_NORTHERN_IRELAND), "northern-ireland");
  assert_string_equal(dueby_code_name(DUEBY_CODE_INCLUDE, DUEBY_INCLUDE_NEITHER), "neither");
}

static void test_code__what_there_is_not(void **state) {
  (void)state;
  int32_t number = UNTOUCHED;
  assert_null(dueby_code_name(DUEBY_CODE_ROLL, 99));
  assert_null(dueby_code_name(DUEBY_CODE_ROLL, -1));
  assert_null(dueby_code_name(0, 0));
  assert_null(dueby_code_name(NO_KIND, 0));
  assert_null(dueby_code_at(NO_KIND, 0));
  assert_null(dueby_code_at(DUEBY_CODE_ROLL, 4));
  assert_null(dueby_code_at(DUEBY_CODE_ROLL, -1));
  assert_null(dueby_code_at(DUEBY_CODE_ROLL, INT32_MIN));
  assert_int_equal(dueby_code_value(DUEBY_CODE_ROLL, "sideways", &number), DUEBY_ENOTFOUND);
  assert_int_equal(dueby_code_value(DUEBY_CODE_ROLL, "Next", &number), DUEBY_ENOTFOUND);
  assert_int_equal(dueby_code_value(DUEBY_CODE_ROLL, "nex", &number), DUEBY_ENOTFOUND);
  assert_int_equal(dueby_code_value(DUEBY_CODE_ROLL, "excluded", &number), DUEBY_ENOTFOUND); /* a code of another kind */
  assert_int_equal(dueby_code_value(0, "next", &number), DUEBY_ENOTFOUND);
  assert_int_equal(number, UNTOUCHED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_code__every_code_goes_there_and_back),
      cmocka_unit_test(test_code__a_code_is_once_in_its_kind),
      cmocka_unit_test(test_code__numbers_are_those_of_the_headers),
      cmocka_unit_test(test_code__what_there_is_not),
  };
  return cmocka_run_group_tests_name("code", tests, NULL, NULL);
}
