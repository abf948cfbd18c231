/* Tests how rules are selected: by address, by pattern of the duty's id, by authority and by subject. */
#include "dueby/selection.h"
#include "rules.h"

static const char rules[] =
    "  - {id: cin.visit, title: a, trigger: referral.received, due: visit.made, within: 1 week, authority: guidance}\n"
    "  - {id: cla.visit, title: b, also: \"stat visit, LAC visit, S47 enquiry, bus's pass\", trigger: referral.received, due: visit.made, within: 2 weeks,\n"
    "     authority: statute}\n"
    "  - {id: cla.visit, name: own, title: b, trigger: referral.received, due: visit.made, within: 1 week, authority: local}\n"
    "  - {id: help, title: cry for help, trigger: referral.received, due: visit.made, within: 3 weeks, authority: local, subject: worker}\n"
    "  - {id: move, title: d, trigger: referral.received, due: visit.made, within: 2 weeks, authority: local,\n"
    "     alternatives: [{name: other, within: 4 weeks}]}\n";

/* Returns the names of the selected rules: "cin.visit cla.visit/own". */
static const char *selected_by(const dueby_selection_options *options) {
  static char text[512];
  uint8_t selected[16];
  int64_t unknown = UNTOUCHED;
  size_t used = 0;
  dueby_profile *profile = profile_of_rules(rules);
  memset(selected, 9, sizeof selected);
  dueby_status status = dueby_selection_make(profile, options, selected, &unknown);
  *text = '\0';
  if (status != DUEBY_OK) {
    snprintf(text, sizeof text, "%s, %d", dueby_status_text(status), (int)unknown);
    assert_int_equal(selected[0], 9); /* the output is untouched */
  } else {
    for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
      assert_in_range(selected[rule], 0, 1);
      const char *address = dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS) + strlen("test:");
      if (selected[rule]) used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "", address);
    }
    assert_int_equal(selected[dueby_profile_rule_count(profile)], 9);
  }
  dueby_profile_free(profile);
  return text;
}

static void test_selection__nothing_said_takes_all_but_alternatives(void **state) {
  (void)state;
  const dueby_selection_options none = {.size = 0};
  assert_string_equal(selected_by(&none), "cin.visit cla.visit cla.visit/own help move");
}

static void test_selection__an_address(void **state) {
  (void)state;
  const dueby_selection_options duty = {.address = "cla.visit"}, rule = {.address = "test:cla.visit/own"},
                                other = {.address = "move~other"}, unknown = {.address = "cla.vist"};
  assert_string_equal(selected_by(&duty), "cla.visit cla.visit/own");
  assert_string_equal(selected_by(&rule), "cla.visit/own");
  assert_string_equal(selected_by(&other), "move~other");
  assert_string_equal(selected_by(&unknown), "no such name, -1");
}

static void test_selection__patterns(void **state) {
  (void)state;
  const struct {
    const char *patterns[2];
    int64_t count;
    const char *expected;
  } told[] = {
      {{"cla.visit"}, 1, "cla.visit cla.visit/own"},
      {{"*.visit"}, 1, "cin.visit cla.visit cla.visit/own"},
      {{"c*.*t"}, 1, "cin.visit cla.visit cla.visit/own"},
      {{"*l*"}, 1, "cla.visit cla.visit/own help"},
      {{"**"}, 1, "cin.visit cla.visit cla.visit/own help move"},
      {{"help", "cin.*"}, 2, "cin.visit help"},
      {{"help", "hel"}, 2, "no such name, 1"}, /* a name must be the whole id */
      {{"elp"}, 1, "no such name, 0"},
      {{"stat visit"}, 1, "cla.visit cla.visit/own"}, /* another name for the duty, which any of the duty's rules may have */
      {{"lac Visit", "help"}, 2, "cla.visit cla.visit/own help"},
      {{"stat"}, 1, "no such name, 0"},
      {{"stat visit, LAC visit"}, 1, "no such name, 0"},
      {{"stat visits"}, 1, "cla.visit cla.visit/own"}, /* plurals, dots, hyphens and blanks do not matter */
      {{" Stat-Visits. "}, 1, "cla.visit cla.visit/own"},
      {{"S.47 enquiries"}, 1, "cla.visit cla.visit/own"},
      {{"S47s enquiry"}, 1, "cla.visit cla.visit/own"},
      {{"S.4.7. enq.uirie.s"}, 1, "cla.visit cla.visit/own"},
      {{"bus pass"}, 1, "no such name, 0"}, /* three-letter words have no plural, nor do words that end in "ss" */
      {{"bus's pas"}, 1, "no such name, 0"},
      {{"buss pass"}, 1, "cla.visit cla.visit/own"},
      {{"Cry for help"}, 1, "help"}, /* a duty's title */
      {{"cry"}, 1, "no such name, 0"},
      {{"statvisit"}, 1, "no such name, 0"},
      {{"stat visitss"}, 1, "no such name, 0"},
      {{"stat visit s"}, 1, "no such name, 0"},
      {{""}, 1, "no such name, 0"},
      {{"move~other"}, 1, "move~other"},
      {{"move", "move~other"}, 2, "move move~other"},
      {{"m*~*", "help"}, 2, "help move~other"},
      {{"*~*"}, 1, "move~other"},
      {{"move*"}, 1, "move"}, /* the alternative move~other is not selected */
      {{"test:move~other"}, 1, "no such name, 0"},
      {{"move~othe"}, 1, "no such name, 0"},
      {{"cla.visit~own"}, 1, "no such name, 0"}, /* "own" is a rule, not an alternative */
      {{"*t*t"}, 1, "no such name, 0"},          /* the pattern needs the letter t twice */
      {{"v*"}, 1, "no such name, 0"},
  };
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    const dueby_selection_options options = {.duties = told[i].patterns, .duty_count = told[i].count};
    assert_string_equal(selected_by(&options), told[i].expected);
  }
}

/* An address and patterns can be given together: rules that the address selects stay selected if a pattern matches them. */
static void test_selection__an_address_and_patterns(void **state) {
  (void)state;
  const char *bare = "move", *named = "move~*", *another = "help";
  const dueby_selection_options by_bare = {.address = "move~other", .duties = &bare, .duty_count = 1},
                                by_name = {.address = "move~other", .duties = &named, .duty_count = 1},
                                none = {.address = "move~other", .duties = &another, .duty_count = 1},
                                rules_alone = {.address = "move", .duties = &named, .duty_count = 1};
  assert_string_equal(selected_by(&by_bare), "move~other");
  assert_string_equal(selected_by(&by_name), "move~other");
  assert_string_equal(selected_by(&none), "");
  assert_string_equal(selected_by(&rules_alone), "");
}

/* A pattern of many stars that matches nothing must not take exponential time. */
static void test_selection__hostile_pattern(void **state) {
  (void)state;
  const char *pattern = "*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*c*x";
  const dueby_selection_options options = {.duties = &pattern, .duty_count = 1};
  assert_string_equal(selected_by(&options), "no such name, 0");
}

static void test_selection__authorities_and_subjects(void **state) {
  (void)state;
  const dueby_selection_options law = {.authorities = 1 << DUEBY_AUTHORITY_STATUTE | 1 << DUEBY_AUTHORITY_GUIDANCE},
                                workers = {.subjects = 1 << DUEBY_SUBJECT_WORKER},
                                both = {.authorities = 1 << DUEBY_AUTHORITY_STATUTE, .subjects = 1 << DUEBY_SUBJECT_WORKER},
                                of_one = {.authorities = 1 << DUEBY_AUTHORITY_LOCAL, .address = "cla.visit"};
  assert_string_equal(selected_by(&law), "cin.visit cla.visit");
  assert_string_equal(selected_by(&workers), "help");
  assert_string_equal(selected_by(&both), "");
  assert_string_equal(selected_by(&of_one), "cla.visit/own");
}

static void test_selection__what_is_refused(void **state) {
  (void)state;
  const char *pattern = "*";
  const dueby_selection_options none = {.duty_count = 1}, few = {.duties = &pattern, .duty_count = -1}, later = {.reserved = 1};
  assert_string_equal(selected_by(&none), "an argument is out of range, -77777");
  assert_string_equal(selected_by(&few), "an argument is out of range, -77777");
  assert_string_equal(selected_by(&later), "an argument is out of range, -77777");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_selection__nothing_said_takes_all_but_alternatives),
      cmocka_unit_test(test_selection__an_address),
      cmocka_unit_test(test_selection__patterns),
      cmocka_unit_test(test_selection__an_address_and_patterns),
      cmocka_unit_test(test_selection__hostile_pattern),
      cmocka_unit_test(test_selection__authorities_and_subjects),
      cmocka_unit_test(test_selection__what_is_refused),
  };
  return cmocka_run_group_tests_name("selection", tests, open_known, close_known);
}
