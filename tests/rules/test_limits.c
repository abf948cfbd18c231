/* Tests the limits of files read from memory: the largest allowed size, and one byte more. Also tests byte-order marks. */
#include <stdlib.h>

#include "dueby/io.h"
#include "rules.h"

enum { MOST = 4 << 20 };

#define MARK "\xef\xbb\xbf"
#define JSON "{\"england-and-wales\": {\"events\": [{\"date\": \"2026-12-25\", \"title\": \"Christmas Day\"}]}}"
#define LIST "date,name\n2026-12-25,Christmas Day\n"
#define YAML                                                                                                              \
  "profile: littleton\ntitle: Littleton\nextends: england\ndocument: {title: Standards of Littleton}\nauthority: local\n" \
  "rules:\n  - id: cp.visit\n    title: visit\n    trigger: cp_plan.started\n    due: visit.made\n    within: 3 days\n"   \
  "    force: must\n    source: {section: 1, checked: primary}\n"

/* Pads a text to a length with a character. */
static char *filled(const char *text, char with, int64_t length) {
  char *made = malloc((size_t)length);
  assert_non_null(made);
  memset(made, with, (size_t)length);
  memcpy(made, text, strlen(text));
  return made;
}

struct read {
  dueby_status status;
  dueby_diagnostic item;
  dueby_date first; /* the first bank holiday; for a profile, 1 if it has the expected rule */
};

static struct read read_calendar(int is_json, const char *text, int64_t length) {
  struct read read = {0};
  dueby_diagnostics diagnostics = {&read.item, 1, 0};
  dueby_calendar *calendar = NULL;
  dueby_holiday holiday = {0};
  read.status = is_json ? dueby_io_calendar_from_json(text, length, "england-and-wales", &diagnostics, &calendar)
                        : dueby_io_calendar_from_csv(text, length, "england-and-wales", &diagnostics, &calendar);
  if (read.status == DUEBY_OK && dueby_calendar_holiday(calendar, 0, &holiday) == DUEBY_OK) read.first = holiday.date;
  dueby_calendar_free(calendar);
  return read;
}

static struct read read_profile(const char *text, int64_t length) {
  struct read read = {0};
  dueby_diagnostics diagnostics = {&read.item, 1, 0};
  dueby_profile *profile = NULL;
  read.status = dueby_io_profile_from_yaml(text, length, NULL, &diagnostics, &profile);
  if (read.status == DUEBY_OK) read.first = find_rule(profile, "littleton:cp.visit") >= 0;
  dueby_profile_free(profile);
  return read;
}

static void assert_read(struct read read, dueby_date first) {
  if (read.status != DUEBY_OK) fail_msg("%s", read.item.message);
  assert_int_equal(read.first, first);
}

static void assert_too_large(struct read read) {
  assert_int_equal(read.status, DUEBY_ELIMIT);
  assert_string_equal(read.item.message, "the file is larger than 4 MiB");
}

static void test_t7__of_bank_holidays(void **state) {
  (void)state;
  for (int is_json = 0; is_json < 2; is_json++) {
    char *text = filled(is_json ? JSON : LIST, '\n', MOST + 1);
    assert_read(read_calendar(is_json, text, MOST), day("2026-12-25"));
    assert_too_large(read_calendar(is_json, text, MOST + 1));
    free(text);
  }
}

static void test_t7__of_a_profile(void **state) {
  (void)state;
  char *text = filled(YAML, '\n', MOST + 1);
  assert_read(read_profile(text, MOST), 1);
  assert_too_large(read_profile(text, MOST + 1));
  free(text);
}

static void test_t7__a_byte_order_mark_is_passed_over(void **state) {
  (void)state;
  assert_read(read_calendar(1, MARK JSON, strlen(MARK JSON)), day("2026-12-25"));
  assert_read(read_calendar(0, MARK LIST, strlen(MARK LIST)), day("2026-12-25"));
  assert_read(read_profile(MARK YAML, strlen(MARK YAML)), 1);
  assert_int_not_equal(read_calendar(1, MARK MARK JSON, strlen(MARK MARK JSON)).status, DUEBY_OK);
  assert_int_not_equal(read_calendar(1, MARK, 3).status, DUEBY_OK);
  assert_int_not_equal(read_profile(MARK, 3).status, DUEBY_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_t7__of_bank_holidays),
      cmocka_unit_test(test_t7__of_a_profile),
      cmocka_unit_test(test_t7__a_byte_order_mark_is_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
