/* Tests calls that the file readers must refuse: missing text, and options that the header does not define. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dueby/caseload.h"
#include "dueby/definitions.h"
#include "dueby/io.h"
#include "dueby/proof.h"
#include "dueby/returns.h"

static dueby_profile *profile;
static dueby_calendar *calendar;

static int set_up(void **state) {
  (void)state;
  return dueby_profile_new("england", &profile) || dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar);
}

static int tear_down(void **state) {
  (void)state;
  dueby_profile_free(profile);
  dueby_calendar_free(calendar);
  return 0;
}

/* Reads a text as each kind of file. Every reader must refuse the text. */
static void refuse(const char *text, int64_t length) {
  const dueby_proof_options options = {.profile = profile, .calendar = calendar};
  dueby_diagnostic item;
  dueby_diagnostics said = {&item, 1, 0}, nowhere = {NULL, 4, 0};
  dueby_profile *made = NULL;
  dueby_calendar *days = NULL;
  dueby_mapping *mapping = NULL;
  dueby_definitions *definitions = NULL;
  dueby_proof *proof = NULL;
  assert_int_equal(dueby_io_profile_from_yaml(text, length, NULL, &said, &made), DUEBY_ETEXT);
  assert_int_equal(dueby_io_profile_from_yaml(text, length, NULL, &nowhere, &made), DUEBY_ETEXT);
  assert_int_equal(dueby_mapping_from_yaml(profile, text, length, &said, &mapping), DUEBY_ETEXT);
  assert_int_equal(dueby_definitions_from_yaml(profile, text, length, &said, &definitions), DUEBY_ETEXT);
  assert_int_equal(dueby_proof_from_yaml(text, length, &options, &proof), DUEBY_ETEXT);
  assert_int_equal(dueby_io_calendar_from_json(text, length, "scotland", &said, &days), DUEBY_ETEXT);
  assert_int_equal(dueby_io_calendar_from_ics(text, length, "scotland", &said, &days), DUEBY_ETEXT);
  assert_int_equal(dueby_io_calendar_from_csv(text, length, "scotland", &said, &days), DUEBY_ETEXT);
  assert_int_equal(dueby_io_closures_from_csv(text, length, calendar, DUEBY_CHANGE_CLOSE, &said, &days), DUEBY_ETEXT);
}

static void test_refused_files__text_that_is_not_there(void **state) {
  (void)state;
  refuse(NULL, 0);
  refuse(NULL, 10);
  refuse("", 0);
  refuse("x", -1);
  refuse("x", INT64_MIN);
}

static void test_refused_files__options(void **state) {
  (void)state;
  static const char csv[] = "case,event,at\na,referral.received,2026-03-02\n";
  dueby_csv_memory memory = {csv, sizeof csv - 1, 0};
  const char *const nulls[] = {"none"};
  const dueby_caseload_options wrong[] = {{.flags = 0x80}, {.date_order = 9}, {.null_count = 2}, {.null_count = -1, .nulls = nulls},
                                          {.style = 99},   {.reserved = 1},   {.size = 8},       {.size = UINT32_MAX}};
  dueby_caseload *caseload = NULL;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_equal(dueby_caseload_new(profile, dueby_csv_from_memory, &memory, &wrong[i], &caseload), DUEBY_EARGUMENT);
  assert_int_equal(dueby_caseload_new(profile, dueby_csv_from_memory, &memory, NULL, &caseload), DUEBY_EARGUMENT);
  assert_null(caseload);
  const dueby_mapping *const mappings[] = {NULL};
  const dueby_return_options returns[] = {
      {.flags = 0x80}, {.size = 8}, {.size = UINT32_MAX}, {.mappings = mappings, .mapping_count = 1}};
  dueby_return *returned = NULL;
  for (int i = 0; i < 4; i++) assert_int_equal(dueby_return_new(profile, &returns[i], &returned), DUEBY_EARGUMENT);
  assert_null(returned);
  static const char yaml[] = "- rule: cp.conference.initial\n  when: 2026-03-27\n  due: 2026-04-21\n";
  const dueby_proof_options proofs[] = {{.size = 8, .profile = profile, .calendar = calendar},
                                        {.size = UINT32_MAX, .profile = profile, .calendar = calendar},
                                        {.profile = profile, .calendar = calendar, .date_order = 9},
                                        {.calendar = calendar},
                                        {.profile = profile}};
  dueby_proof *proof = NULL;
  for (int i = 0; i < 5; i++) assert_int_equal(dueby_proof_from_yaml(yaml, sizeof yaml - 1, &proofs[i], &proof), DUEBY_EARGUMENT);
  assert_int_equal(dueby_proof_from_yaml(yaml, sizeof yaml - 1, NULL, &proof), DUEBY_EARGUMENT);
  assert_null(proof);
}

static void test_refused_files__closures_that_are_holidays(void **state) {
  (void)state;
  static const char csv[] = "date\n2026-12-29\n";
  dueby_calendar *made = NULL;
  assert_int_equal(dueby_io_closures_from_csv(csv, sizeof csv - 1, calendar, DUEBY_CHANGE_ADD, NULL, &made), DUEBY_EARGUMENT);
  assert_null(made);
  assert_int_equal(dueby_io_closures_from_csv(csv, sizeof csv - 1, calendar, DUEBY_CHANGE_CLOSE_ALL, NULL, &made), DUEBY_OK);
  dueby_calendar_free(made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refused_files__text_that_is_not_there),
      cmocka_unit_test(test_refused_files__options),
      cmocka_unit_test(test_refused_files__closures_that_are_holidays),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
