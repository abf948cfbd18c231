#include "dueby/base.h"

#include "csv.h"
#include "support.h"

static const dueby_status statuses[] = {DUEBY_OK,        DUEBY_NONE,        DUEBY_EARGUMENT,   DUEBY_ETEXT,      DUEBY_ECOVERAGE,
                                        DUEBY_ENOTFOUND, DUEBY_ENOTINFORCE, DUEBY_ENOTIME,     DUEBY_ENOTSTATED, DUEBY_EFACT,
                                        DUEBY_EMEMORY,   DUEBY_ESPACE,      DUEBY_ENOSUCHTIME, DUEBY_ENORULE,    DUEBY_EFORMAT,
                                        DUEBY_EFILE,     DUEBY_ELIMIT,      DUEBY_DONE};
enum { STATUSES = sizeof statuses / sizeof statuses[0] };

/* Status numbers are part of the ABI, so they must not change. */
static void test_base__status_numbers_stand(void **state) {
  (void)state;
  for (int i = 0; i < STATUSES; i++) assert_int_equal(statuses[i], i);
}

static void test_base__every_status_has_its_own_words(void **state) {
  (void)state;
  for (int i = 0; i < STATUSES; i++) {
    const char *text = dueby_status_text(statuses[i]);
    assert_true(text[0] >= 'a' && text[0] <= 'z'); /* the text is a fragment, not a sentence */
    assert_true(text[strlen(text) - 1] != '.');
    assert_string_not_equal(text, "unknown status");
    for (int j = 0; j < i; j++) assert_string_not_equal(text, dueby_status_text(statuses[j]));
  }
  assert_string_equal(dueby_status_text(DUEBY_ECOVERAGE), "outside the years that the calendar covers");
}

static void test_base__other_numbers_are_unknown_statuses(void **state) {
  (void)state;
  const dueby_status others[] = {-1, STATUSES, 127, 128, INT32_MAX, INT32_MIN};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) assert_string_equal(dueby_status_text(others[i]), "unknown status");
}

static void test_base__version(void **state) {
  (void)state;
  assert_string_equal(dueby_version(), PROJECT_VERSION);
}

/* The version number has two digits each for major, minor and patch: 0.9.0 is 900. */
static void test_base__version_number(void **state) {
  (void)state;
  char text[32];
  int32_t number = dueby_version_number();
  assert_int_equal(number, DUEBY_VERSION_NUMBER);
  snprintf(text, sizeof text, "%d.%d.%d", (int)number / 10000, (int)number / 100 % 100, (int)number % 100);
  assert_string_equal(text, PROJECT_VERSION);
}

static void test_base__data_version_is_that_of_the_table(void **state) {
  (void)state;
  struct csv csv;
  assert_true(csv_open(&csv, DATA_CALENDARS "/table.csv"));
  assert_true(csv_row(&csv));
  assert_string_equal(dueby_data_version(), csv_field(&csv, "official_list"));
  csv_close(&csv);
}

/* Characters are sorted into kinds by the Unicode Standard: categories Cc, Zl and Zp are controls; embeddings, overrides and
 * isolates change direction. A byte that does not begin a sequence listed in the standard's table 3-7 counts as one broken
 * character. */
static void test_fault_t4__characters_and_their_kinds(void **state) {
  (void)state;
  const struct {
    const char *text;
    int64_t bytes;
    int32_t kind;
  } rows[] = {
      {"a", 1, DUEBY_TEXT_PLAIN},
      {" ", 1, DUEBY_TEXT_PLAIN},
      {"~", 1, DUEBY_TEXT_PLAIN},
      {"\xc2\xa0", 2, DUEBY_TEXT_PLAIN},         /* U+00A0 */
      {"\xdf\xbf", 2, DUEBY_TEXT_PLAIN},         /* U+07FF */
      {"\xe0\xa0\x80", 3, DUEBY_TEXT_PLAIN},     /* U+0800 */
      {"\xe2\x80\xa7", 3, DUEBY_TEXT_PLAIN},     /* U+2027 */
      {"\xe2\x80\xaf", 3, DUEBY_TEXT_PLAIN},     /* U+202F */
      {"\xe2\x81\xa5", 3, DUEBY_TEXT_PLAIN},     /* U+2065 */
      {"\xe2\x81\xaa", 3, DUEBY_TEXT_PLAIN},     /* U+206A */
      {"\xed\x9f\xbf", 3, DUEBY_TEXT_PLAIN},     /* U+D7FF */
      {"\xef\xbf\xbd", 3, DUEBY_TEXT_PLAIN},     /* U+FFFD */
      {"\xf0\x90\x80\x80", 4, DUEBY_TEXT_PLAIN}, /* U+10000 */
      {"\xf4\x8f\xbf\xbf", 4, DUEBY_TEXT_PLAIN}, /* U+10FFFF */
      {"\n", 1, DUEBY_TEXT_CONTROL},
      {"\t", 1, DUEBY_TEXT_CONTROL},
      {"\x1b", 1, DUEBY_TEXT_CONTROL},
      {"\x7f", 1, DUEBY_TEXT_CONTROL},
      {"\xc2\x80", 2, DUEBY_TEXT_CONTROL},       /* U+0080 */
      {"\xc2\x9f", 2, DUEBY_TEXT_CONTROL},       /* U+009F */
      {"\xe2\x80\xa8", 3, DUEBY_TEXT_CONTROL},   /* U+2028 */
      {"\xe2\x80\xa9", 3, DUEBY_TEXT_CONTROL},   /* U+2029 */
      {"\xe2\x80\xaa", 3, DUEBY_TEXT_DIRECTION}, /* U+202A */
      {"\xe2\x80\xae", 3, DUEBY_TEXT_DIRECTION}, /* U+202E */
      {"\xe2\x81\xa6", 3, DUEBY_TEXT_DIRECTION}, /* U+2066 */
      {"\xe2\x81\xa9", 3, DUEBY_TEXT_DIRECTION}, /* U+2069 */
      {"\x80", 1, DUEBY_TEXT_BROKEN},
      {"\xc0\xbd", 1, DUEBY_TEXT_BROKEN},
      {"\xc1\xbf", 1, DUEBY_TEXT_BROKEN},
      {"\xc2\x7f", 1, DUEBY_TEXT_BROKEN},
      {"\xe0\x9f\xbf", 1, DUEBY_TEXT_BROKEN}, /* U+07FF, overlong in three bytes */
      {"\xe2\x80", 1, DUEBY_TEXT_BROKEN},
      {"\xed\xa0\x80", 1, DUEBY_TEXT_BROKEN},     /* U+D800 */
      {"\xf0\x8f\xbf\xbf", 1, DUEBY_TEXT_BROKEN}, /* U+FFFF, overlong in four bytes */
      {"\xf4\x90\x80\x80", 1, DUEBY_TEXT_BROKEN}, /* U+110000 */
      {"\xf5\x80\x80\x80", 1, DUEBY_TEXT_BROKEN},
      {"\xff", 1, DUEBY_TEXT_BROKEN},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int64_t length = (int64_t)strlen(rows[i].text);
    char exact[8], *at = exact + sizeof exact - length; /* the text fills the buffer, so sanitizers notice any read past its end */
    int32_t kind = -1;
    memcpy(at, rows[i].text, (size_t)length);
    assert_int_equal(dueby_text_character(at, length, &kind), rows[i].bytes);
    assert_int_equal(kind, rows[i].kind);
    if (rows[i].bytes == 1) continue;
    assert_int_equal(dueby_text_character(at, rows[i].bytes - 1, &kind), 1); /* a truncated character is broken */
    assert_int_equal(kind, DUEBY_TEXT_BROKEN);
  }
  int32_t kind = -1;
  assert_int_equal(dueby_text_character("a", 0, &kind), 0);
  assert_int_equal(dueby_text_character("", 1, &kind), 1);
  assert_int_equal(kind, DUEBY_TEXT_CONTROL);
}

static void test_base__a_name_is_found_exactly_or_without_capitals(void **state) {
  (void)state;
  static const char *const names[] = {"TEAM", NULL, "Team", "team", "teams", "\xc3\x89quipe"};
  assert_int_equal(dueby_name_find(names, 6, "team"), 3);
  assert_int_equal(dueby_name_find(names, 6, "Team"), 2);
  assert_int_equal(dueby_name_find(names, 6, "tEAM"), 0); /* the first of three */
  assert_int_equal(dueby_name_find(names + 1, 4, "TEAMS"), 3);
  assert_int_equal(dueby_name_find(names, 6, "tea"), -1);
  assert_int_equal(dueby_name_find(names, 6, ""), -1);
  assert_int_equal(dueby_name_find(names, 6, "\xc3\xa9quipe"), -1); /* only A to Z */
  assert_int_equal(dueby_name_find(names, 0, "team"), -1);
  assert_int_equal(dueby_name_find(NULL, 0, "team"), -1);
}

static void test_base__distance_counts_single_edits(void **state) {
  (void)state;
  assert_int_equal(dueby_text_distance("", ""), 0);
  assert_int_equal(dueby_text_distance("cp.visit", "cp.visit"), 0);
  assert_int_equal(dueby_text_distance("cp.visit", "cp.visits"), 1); /* a letter inserted */
  assert_int_equal(dueby_text_distance("cp.visit", "cp.vist"), 1);   /* a letter deleted */
  assert_int_equal(dueby_text_distance("cp.visit", "cp-visit"), 1);  /* a letter replaced */
  assert_int_equal(dueby_text_distance("cp.visit", "cp.viist"), 1);  /* two letters swapped */
  assert_int_equal(dueby_text_distance("kitten", "sitting"), 3);
  assert_int_equal(dueby_text_distance("ab", "cd"), 2);
  assert_int_equal(dueby_text_distance("abcd", "badc"), 2); /* letters swapped twice */
  assert_int_equal(dueby_text_distance("a", "A"), 1);       /* a capital and its small letter count as different letters */
}

static void test_base__distance_is_symmetric(void **state) {
  (void)state;
  const char *words[] = {"", "a", "ba", "ab", "abc", "cab", "assessment", "asessment", "review", "preview"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    for (size_t j = 0; j < sizeof words / sizeof words[0]; j++)
      assert_int_equal(dueby_text_distance(words[i], words[j]), dueby_text_distance(words[j], words[i]));
}

static void test_base__distance_of_long_names_is_64(void **state) {
  (void)state;
  char just_fits[64], too_long[65];
  memset(just_fits, 'a', sizeof just_fits);
  memset(too_long, 'a', sizeof too_long);
  just_fits[63] = too_long[64] = '\0';
  assert_int_equal(dueby_text_distance("", just_fits), 63);
  assert_int_equal(dueby_text_distance(just_fits, just_fits), 0);
  assert_int_equal(dueby_text_distance(just_fits, too_long), 64);
  assert_int_equal(dueby_text_distance(too_long, ""), 64);
  assert_int_equal(dueby_text_distance(too_long, too_long), 64);
}

static void test_base__a_name_with_all_words_is_nearer_than_one_with_other_letters(void **state) {
  (void)state;
  assert_int_equal(dueby_name_distance("cp.started", "cp_plan.started"), 1);
  assert_int_equal(dueby_name_distance("cp.started", "cla.started"), 2);
  assert_int_equal(dueby_name_distance("cp.review", "cp.conference.review"), 1);
  assert_int_equal(dueby_name_distance("cp.started", "cp.started"), 0);
  assert_int_equal(dueby_name_distance("started.cp", "cp_plan.started"), INT32_MAX); /* in another order */
  assert_int_equal(dueby_name_distance("cp.start", "cp_plan.started"), INT32_MAX);   /* part of a word */
  assert_int_equal(dueby_name_distance("visit", "visit.made"), 2);                   /* one word may mean several things */
  assert_int_equal(dueby_name_distance("cp.visit.", "cp.statutory.visit"), 1);
  assert_int_equal(dueby_name_distance("cp..visit", "cp.core.visit"), INT32_MAX); /* an empty word */
}

/* The function that finds similar names stops comparing early. Its result must still agree with the full edit distance. */
static void test_base__near_names_are_those_of_a_small_distance(void **state) {
  (void)state;
  enum { WORDS = 400, LETTERS = 14 };
  static char words[WORDS][LETTERS + 1];
  uint32_t random = 1;
  for (int i = 0; i < WORDS; i++)
    for (uint32_t j = 0, length = (random = random * 1664525 + 1013904223) >> 16; j < length % (LETTERS + 1); j++)
      words[i][j] = (char)('a' + ((random = random * 1664525 + 1013904223) >> 24) % 2);
  for (int i = 0; i < WORDS; i++)
    for (int j = 0; j < WORDS; j++) {
      size_t length = strlen(words[i]);
      int32_t whole = dueby_text_distance(words[i], words[j]), most = length < 5 ? 1 : length < 9 ? 2 : 3;
      int32_t expected = whole <= most ? whole : length >= 3 && strstr(words[j], words[i]) ? most : INT32_MAX;
      assert_int_equal(dueby_name_distance(words[i], words[j]), expected);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_base__status_numbers_stand),
      cmocka_unit_test(test_base__every_status_has_its_own_words),
      cmocka_unit_test(test_base__other_numbers_are_unknown_statuses),
      cmocka_unit_test(test_base__version),
      cmocka_unit_test(test_base__version_number),
      cmocka_unit_test(test_base__data_version_is_that_of_the_table),
      cmocka_unit_test(test_fault_t4__characters_and_their_kinds),
      cmocka_unit_test(test_base__a_name_is_found_exactly_or_without_capitals),
      cmocka_unit_test(test_base__distance_counts_single_edits),
      cmocka_unit_test(test_base__distance_is_symmetric),
      cmocka_unit_test(test_base__distance_of_long_names_is_64),
      cmocka_unit_test(test_base__a_name_with_all_words_is_nearer_than_one_with_other_letters),
      cmocka_unit_test(test_base__near_names_are_those_of_a_small_distance),
  };
  return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
