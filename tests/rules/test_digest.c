/* Tests digests: equal for equal content, and different if one word, number or day differs. */
#include <stdlib.h>

#include "rules.h"

static const char *profile_digest(const dueby_profile *profile) {
  static char texts[4][DUEBY_DIGEST_SIZE];
  static int next;
  char *text = texts[next++ % 4];
  assert_int_equal(dueby_profile_digest(profile, text, DUEBY_DIGEST_SIZE, NULL), DUEBY_OK);
  return text;
}

static const char *calendar_digest(const dueby_calendar *calendar) {
  static char texts[32][DUEBY_DIGEST_SIZE];
  static int next;
  char *text = texts[next++ % 32];
  assert_int_equal(dueby_calendar_digest(calendar, text, DUEBY_DIGEST_SIZE, NULL), DUEBY_OK);
  return text;
}

/* ---- the text ---- */

static void test_digest__is_sixty_four_hexadecimal_digits(void **state) {
  (void)state;
  assert_int_equal(strlen(profile_digest(known.england)), 64);
  assert_int_equal(strspn(profile_digest(known.england), "0123456789abcdef"), 64);
  assert_int_equal(strlen(calendar_digest(known.eaw)), 64);
  assert_int_equal(strspn(calendar_digest(known.eaw), "0123456789abcdef"), 64);
}

static void test_digest__every_size_of_buffer(void **state) {
  (void)state;
  for (int64_t size = 0; size <= DUEBY_DIGEST_SIZE; size++) {
    char *text = malloc((size_t)size + 1);
    int64_t needed = UNTOUCHED;
    assert_non_null(text);
    text[0] = 'x';
    text[size] = '#';
    assert_int_equal(dueby_profile_digest(known.england, text, size, &needed), size < DUEBY_DIGEST_SIZE ? DUEBY_ESPACE : DUEBY_OK);
    assert_int_equal(needed, DUEBY_DIGEST_SIZE);
    assert_int_equal(text[size], '#');
    if (size) assert_string_equal(text, size < DUEBY_DIGEST_SIZE ? "" : profile_digest(known.england));
    free(text);
  }
  assert_int_equal(dueby_calendar_digest(known.eaw, NULL, 0, NULL), DUEBY_ESPACE);
}

/* ---- profiles ---- */

/* Reading a built-in profile's source at run time results in the same digest, and no two profiles have equal digests. */
static void test_digest__built_in_or_read_from_yaml(void **state) {
  (void)state;
  for (int32_t i = 0; i < dueby_profile_builtin_count(); i++) {
    dueby_diagnostic said;
    dueby_diagnostics diagnostics = {&said, 1, 0};
    dueby_profile *made = builtin(dueby_profile_builtin(i)), *read = NULL;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.yaml", DATA_PROFILES, dueby_profile_builtin(i));
    assert_int_equal(dueby_io_profile_from_file(path, &diagnostics, &read), DUEBY_OK);
    assert_string_equal(profile_digest(read), profile_digest(made));
    for (int32_t j = 0; j < i; j++) {
      dueby_profile *other = builtin(dueby_profile_builtin(j));
      assert_string_not_equal(profile_digest(other), profile_digest(made));
      dueby_profile_free(other);
    }
    dueby_profile_free(made);
    dueby_profile_free(read);
  }
}

/* A profile with a row in every table and a value in most fields. */
static const char full[] =
    "profile: small\ntitle: Small\n"
    "document: {title: Book, version: V1, date: 2024-05, superseded: {from: 2026-01-02, note: Gone.}}\n"
    "events: [{slug: own, title: own event, means: Own., planned: icpc.held}]\ntags: [{tag: mine, means: Mine.}]\n"
    "ends_all: [case.closed]\nrules:\n"
    "  - id: a\n    title: thing\n    trigger: cla.started\n    due: visit.made\n    within: 3 working days\n    not_before: -1 day\n"
    "    when: {tag: mine or alone, age_from: 2}\n    unless: {tag: baby}\n    needs: [alone or mine]\n    ends: [own]\n"
    "    extension: {event: own, by: 1 week, times: 1}\n    source: {section: p. 3, checked: primary, note: Torn.}\n    reading: So.\n"
    "    alternatives: [{name: other, within: 5 days}]\n"
    "  - id: a\n    name: second\n    title: thing\n    trigger: cla.started\n    due: visit.made\n    replaced_by: b\n    versions:\n"
    "      - {from: 2000-01-01, to: 2020-12-31, schedule: [{every: 1 week, until: own}, {every: agreed, at_most: 1 month}]}\n"
    "      - {from: 2021-01-01, schedule: [{at_least: 2, per: 1 month, of: calendar, times: 2}], counting: clear, roll: next}\n"
    "  - {id: b, title: thing, trigger: birth, due: own, before: 48 hours}\n"
    "  - {id: c, title: thing, trigger: birth, due: own, since: own, within: 2 hours, each: true, occurrence: [1, 5]}\n";

/* Makes the profile `full` with one string replaced. */
static dueby_profile *changed(const char *from, const char *to) {
  static char yaml[2 * sizeof full];
  const char *at = strstr(full, from);
  assert_non_null(at);
  snprintf(yaml, sizeof yaml, "%.*s%s%s", (int)(at - full), full, to, at + strlen(from));
  return profile_of(yaml, NULL);
}

static void test_digest__one_word_or_figure(void **state) {
  (void)state;
  static const char *const changes[][2] = {
      {"title: Small", "title: Smaller"},
      {"profile: small", "profile: smell"},
      {"title: Book", "title: Look"},
      {"version: V1", "version: V2"},
      {"date: 2024-05", "date: 2024-06"},
      {"from: 2026-01-02", "from: 2026-01-03"},
      {"note: Gone.", "note: Going."},
      {"title: own event", "title: owned event"},
      {"means: Own.", "means: Owned."},
      {"planned: icpc.held", "planned: rcpc.held"},
      {"means: Mine.", "means: Yours."},
      {"ends_all: [case.closed]", "ends_all: [cla.ended]"},
      {"ends_all: [case.closed]", "ends_all: [case.closed, cla.ended]"},
      {"title: thing", "title: think"},
      {"trigger: cla.started", "trigger: placement.started"},
      {"due: own, before", "due: visit.made, before"},
      {"within: 3 working days", "within: 4 working days"},
      {"within: 3 working days", "within: 3 days"},
      {"not_before: -1 day", "not_before: -2 days"},
      {"tag: mine or alone", "tag: alone or mine"},
      {"age_from: 2", "age_from: 3"},
      {"tag: baby", "tag: alone"},
      {"needs: [alone or mine]", "needs: [alone]"},
      {"ends: [own]", "ends: [cla.ended]"},
      {"by: 1 week", "by: 2 weeks"},
      {"times: 1}\n", "times: 2}\n"},
      {"section: p. 3", "section: p. 4"},
      {"checked: primary", "checked: secondary"},
      {"note: Torn.", "note: Whole."},
      {"reading: So.", "reading: Thus."},
      {"name: other", "name: another"},
      {"within: 5 days", "within: 6 days"},
      {"name: second", "name: third"},
      {"replaced_by: b", "replaced_by: c"},
      {"to: 2020-12-31", "to: 2020-12-30"},
      {"every: 1 week, until: own", "every: 1 week, until: cla.ended"},
      {"at_most: 1 month", "at_most: 2 months"},
      {"at_least: 2", "at_least: 3"},
      {"of: calendar, times: 2", "times: 2"},
      {"times: 2}", "times: 3}"},
      {"counting: clear", "counting: rolled"},
      {"roll: next", "roll: previous"},
      {"before: 48 hours", "before: 47 hours"},
      {"each: true, ", ""},
      {"occurrence: [1, 5]", "occurrence: [1, 4]"},
      {"since: own, ", ""},
  };
  enum { CHANGES = sizeof changes / sizeof *changes };
  static char digests[CHANGES + 1][DUEBY_DIGEST_SIZE];
  dueby_profile *profile = profile_of(full, NULL);
  strcpy(digests[CHANGES], profile_digest(profile));
  dueby_profile_free(profile);
  for (int i = 0; i < CHANGES; i++) {
    profile = changed(changes[i][0], changes[i][1]);
    strcpy(digests[i], profile_digest(profile));
    dueby_profile_free(profile);
  }
  for (int i = 0; i <= CHANGES; i++)
    for (int j = 0; j < i; j++)
      if (strcmp(digests[i], digests[j]) == 0) fail_msg("%s is as %s", i < CHANGES ? changes[i][1] : "nothing", changes[j][1]);
}

/* Comments, blanks and the order of keys do not matter. */
static void test_digest__how_yaml_is_written_does_not_matter(void **state) {
  (void)state;
  static const char one[] = "profile: p\ntitle: T\nrules:\n"
                            "  - id: a\n    title: thing\n    trigger: cla.started\n    due: visit.made\n    within: 1 week\n";
  static const char other[] = "# a comment\nrules:\n\n"
                              "  - {within: 7 days, due: visit.made, trigger: cla.started, title: \"thing\", id: a}\n"
                              "title: T\nprofile: p\n";
  static const char weeks[] = "# a comment\nrules:\n\n"
                              "  - {within: 1 week, due: visit.made, trigger: cla.started, title: \"thing\", id: a}\n"
                              "title: T\nprofile: p\n";
  dueby_profile *first = profile_of(one, NULL), *second = profile_of(one, NULL), *third = profile_of(other, NULL),
                *fourth = profile_of(weeks, NULL);
  assert_string_equal(profile_digest(first), profile_digest(second));
  assert_string_equal(profile_digest(first), profile_digest(fourth));
  assert_string_not_equal(profile_digest(first), profile_digest(third)); /* explanations write a week and seven days differently */
  dueby_profile_free(first);
  dueby_profile_free(second);
  dueby_profile_free(third);
  dueby_profile_free(fourth);
}

/* The digest of a profile includes the profile that it extends, even if it has no rules of its own. */
static void test_digest__what_is_extended_matters(void **state) {
  (void)state;
  dueby_profile *on_england = profile_of("profile: p\ntitle: T\nextends: england\nrules: []\n", NULL),
                *on_barnet = profile_of("profile: p\ntitle: T\nextends: barnet\nrules: []\n", NULL),
                *on_nothing = profile_of("profile: p\ntitle: T\nrules: []\n", NULL);
  assert_string_not_equal(profile_digest(on_england), profile_digest(on_barnet));
  assert_string_not_equal(profile_digest(on_england), profile_digest(on_nothing));
  assert_string_not_equal(profile_digest(on_england), profile_digest(known.england));
  dueby_profile_free(on_england);
  dueby_profile_free(on_barnet);
  dueby_profile_free(on_nothing);
}

/* ---- calendars ---- */

static void test_digest__calendars_that_say_the_same(void **state) {
  (void)state;
  dueby_calendar *again = calendar_known("england-and-wales", "2026-08-21"), *today = calendar_of("england-and-wales");
  assert_string_equal(calendar_digest(again), calendar_digest(known.eaw));
  assert_string_equal(calendar_digest(today), calendar_digest(known.eaw)); /* the list itself is of 21 August 2026 */
  dueby_calendar_free(again);
  dueby_calendar_free(today);
  dueby_calendar *ab[2], *ba[2];
  ab[0] = with_day(known.eaw, DUEBY_CHANGE_ADD, "2026-11-09", "one");
  ab[1] = with_day(ab[0], DUEBY_CHANGE_CLOSE, "2026-12-29", "two");
  ba[0] = with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-12-29", "two");
  ba[1] = with_day(ba[0], DUEBY_CHANGE_ADD, "2026-11-09", "one");
  assert_string_equal(calendar_digest(ab[1]), calendar_digest(ba[1]));
  for (int i = 0; i < 2; i++) {
    dueby_calendar_free(ab[i]);
    dueby_calendar_free(ba[i]);
  }
}

static void test_digest__one_day_or_choice_of_a_calendar(void **state) {
  (void)state;
  enum { CALENDARS = 18 };
  const dueby_date listed[] = {day("2026-01-01"), day("2026-12-25")}, shorter[] = {day("2026-01-01"), day("2026-12-24")};
  const char *names[] = {"New Year", "Christmas"}, *others[] = {"New Year", "Christmas Day"};
  dueby_calendar *made[CALENDARS] = {
      calendar_of("england-and-wales"),
      calendar_of("scotland"),
      calendar_of("england-and-wales+scotland"),
      calendar_of("none"),
      calendar_known("england-and-wales", "2026-08-20"),
      calendar_known("england-and-wales", "2019-06-01"),
      with_day(known.eaw, DUEBY_CHANGE_ADD, "2026-11-09", NULL),
      with_day(known.eaw, DUEBY_CHANGE_ADD, "2026-11-10", NULL),
      with_day(known.eaw, DUEBY_CHANGE_ADD, "2026-11-09", "Jubilee"),
      with_day(known.eaw, DUEBY_CHANGE_REMOVE, "2026-04-06", NULL),
      with_day(known.eaw, DUEBY_CHANGE_CLOSE, "2026-11-09", NULL),
      with_day(known.eaw, DUEBY_CHANGE_CLOSE_ALL, "2026-11-09", NULL),
      with_day(known.eaw, DUEBY_CHANGE_ADD, "2026-11-07", NULL), /* a Saturday, so working days stay the same */
  };
  assert_int_equal(dueby_calendar_with_weekend(known.eaw, 0x30, &made[13]), DUEBY_OK);
  assert_int_equal(dueby_calendar_from_days("england-and-wales", listed, NULL, 2, &made[14]), DUEBY_OK);
  assert_int_equal(dueby_calendar_from_days("england-and-wales", listed, names, 2, &made[15]), DUEBY_OK);
  assert_int_equal(dueby_calendar_from_days("england-and-wales", listed, others, 2, &made[16]), DUEBY_OK);
  assert_int_equal(dueby_calendar_from_days("england-and-wales", shorter, names, 2, &made[17]), DUEBY_OK);
  for (int i = 0; i < CALENDARS; i++)
    for (int j = 0; j < i; j++)
      if (strcmp(calendar_digest(made[i]), calendar_digest(made[j])) == 0) fail_msg("calendars %d and %d", i, j);
  for (int i = 0; i < CALENDARS; i++) dueby_calendar_free(made[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_digest__is_sixty_four_hexadecimal_digits),
      cmocka_unit_test(test_digest__every_size_of_buffer),
      cmocka_unit_test(test_digest__built_in_or_read_from_yaml),
      cmocka_unit_test(test_digest__one_word_or_figure),
      cmocka_unit_test(test_digest__how_yaml_is_written_does_not_matter),
      cmocka_unit_test(test_digest__what_is_extended_matters),
      cmocka_unit_test(test_digest__calendars_that_say_the_same),
      cmocka_unit_test(test_digest__one_day_or_choice_of_a_calendar),
  };
  return cmocka_run_group_tests_name("digest", tests, open_known, close_known);
}
