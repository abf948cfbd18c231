/* Runs test cases from C. Tests the fields of a result, and when there is no result. tests/cli/transcripts/test.txt tests the
 * fields and comparisons of test cases through the command. */
#include "caseload.h"
#include "dueby/proof.h"

#define HEAD "name,rule,trigger_at,due,source\n"

static struct {
  char said[TOLD], text[1 << 14];
  struct words words;
  struct source source;
  dueby_proof *proof;
  dueby_proof_result result;
} now;

static dueby_status open_file(const struct file *file) {
  memset(&now, 0, sizeof now);
  now.words.text = now.said;
  now.source.file = file;
  now.source.length = (int64_t)strlen(file->text);
  const dueby_proof_options options = {.profile = known.england, .calendar = known.eaw, .report = put_said, .context = &now.words};
  return dueby_proof_from_csv(read_source, &now.source, &options, &now.proof);
}

static dueby_status next(void) {
  return dueby_proof_next(now.proof, &now.result);
}

static dueby_status words(void) {
  return dueby_proof_text(now.proof, now.text, sizeof now.text, NULL);
}

/* cla.review, reg 33(1): 20 working days from Friday 2 January 2026 end on Friday 30 January. */
static void test_proof__a_result(void **state) {
  (void)state;
  const struct file file = {.text = HEAD ",cla.review,2026-01-02,2026-01-30,reg 33\nlate,cla.review,2026-01-02,2026-02-02,\n"};
  dueby_proof_difference difference;
  assert_int_equal(open_file(&file), DUEBY_OK);
  assert_int_equal(words(), DUEBY_EARGUMENT); /* no test case has been run */
  assert_int_equal(next(), DUEBY_OK);
  assert_string_equal(now.result.name, "cla.review from 2026-01-02");
  assert_string_equal(now.result.source, "reg 33");
  assert_ptr_equal(now.result.profile, known.england);
  assert_int_equal(now.result.line, 2);
  assert_int_equal(now.result.rule, rule_of(known.england, "england:cla.review"));
  assert_int_equal(now.result.stated, 1);
  assert_int_equal(now.result.differences, 0);
  assert_int_equal(dueby_proof_difference_at(now.proof, 0, &difference), DUEBY_EARGUMENT);
  assert_int_equal(words(), DUEBY_OK);
  assert_ptr_equal(strstr(now.text, "cla.review from 2026-01-02: as expected\n"), now.text);
  assert_int_equal(next(), DUEBY_OK);
  assert_string_equal(now.said, "3: note: no source: say where the expected answer comes from");
  assert_int_equal(now.result.differences, 1);
  assert_int_equal(dueby_proof_difference_at(now.proof, 0, &difference), DUEBY_OK);
  assert_string_equal(difference.field, "due");
  assert_string_equal(difference.expected, "2026-02-02");
  assert_string_equal(difference.found, "2026-01-30");
  assert_int_equal(dueby_proof_difference_at(now.proof, -1, &difference), DUEBY_EARGUMENT);
  assert_int_equal(dueby_proof_difference_at(now.proof, 1, &difference), DUEBY_EARGUMENT);
  assert_int_equal(next(), DUEBY_DONE);
  assert_int_equal(words(), DUEBY_EARGUMENT);
  dueby_proof_free(now.proof);
}

/* After a test case that could not be read there is no result, not even the previous test case's. */
static void test_proof__a_bad_one_at_the_end(void **state) {
  (void)state;
  const struct file file = {.text = HEAD "a,cla.review,2026-01-02,2026-01-31,x\nb,cla.review,2026-02-30,2026-01-31,x\n"};
  dueby_proof_difference difference;
  assert_int_equal(open_file(&file), DUEBY_OK);
  assert_int_equal(next(), DUEBY_OK);
  assert_int_equal(next(), DUEBY_DONE);
  assert_int_equal(words(), DUEBY_EARGUMENT);
  assert_int_equal(dueby_proof_difference_at(now.proof, 0, &difference), DUEBY_EARGUMENT);
  assert_int_equal(dueby_proof_unreadable_count(now.proof), 1);
  assert_int_equal(next(), DUEBY_DONE);
  dueby_proof_free(now.proof);
}

/* If the rule was not in force, the result names the rule but no version. */
static void test_proof__not_in_force(void **state) {
  (void)state;
  const struct file file = {.text = HEAD "a,assessment.single,2010-01-04,not in force,x\n"};
  assert_int_equal(open_file(&file), DUEBY_OK);
  assert_int_equal(next(), DUEBY_OK);
  assert_int_equal(now.result.differences, 0);
  assert_int_equal(now.result.rule, rule_of(known.england, "england:assessment.single"));
  assert_int_equal(now.result.version, -1);
  dueby_proof_free(now.proof);
}

static void test_proof__a_source_that_fails(void **state) {
  (void)state;
  const struct file at_once = {.text = HEAD, .fails_at = 4},
                    later = {.text = HEAD "a,cla.review,2026-01-02,2026-01-30,x\nb,cla.review,2026-01-02,2026-01-30,x\n",
                             .fails_at = (int64_t)sizeof HEAD + 50};
  assert_int_equal(open_file(&at_once), DUEBY_EFILE);
  assert_null(now.proof);
  assert_int_equal(open_file(&later), DUEBY_OK);
  assert_int_equal(next(), DUEBY_OK);
  assert_int_equal(next(), DUEBY_EFILE);
  dueby_proof_free(now.proof);
}

static void test_proof__a_file_without_any(void **state) {
  (void)state;
  const struct file file = {.text = HEAD "# none yet\n"};
  assert_int_equal(open_file(&file), DUEBY_OK);
  assert_int_equal(next(), DUEBY_ETEXT);
  assert_string_equal(now.said, "the file has no test cases");
  dueby_proof_free(now.proof);
  dueby_proof_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_proof__a_result),           cmocka_unit_test(test_proof__a_bad_one_at_the_end),
      cmocka_unit_test(test_proof__not_in_force),       cmocka_unit_test(test_proof__a_source_that_fails),
      cmocka_unit_test(test_proof__a_file_without_any),
  };
  return cmocka_run_group_tests_name("proof", tests, open_known, close_known);
}
