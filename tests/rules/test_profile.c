/* Tests opening profiles, and the functions that return their content. */
#include "rules.h"

static const char *const names[] = {"england", "barnet", "dudley", "gloucestershire", "sefton", "swindon"};
enum { NAMES = 6, TEXTS = DUEBY_RULE_TEXT_READ, NUMBERS = DUEBY_RULE_READ_ON };

/* Three test profiles from profiles/, each extending the previous one. */
static struct { dueby_profile *law, *council, *team; } chain;

static dueby_profile *profile_of_file(const char *path) {
  dueby_diagnostic said[4];
  dueby_diagnostics diagnostics = {said, 4, 0};
  dueby_profile *profile = NULL;
  if (dueby_io_profile_from_file(path, &diagnostics, &profile) != DUEBY_OK) fail_msg("%s: %s", path, said[0].message);
  return profile;
}

static int open_all(void **state) {
  chain.law = profile_of_file(RULES "/profiles/law.yaml");
  chain.council = profile_of_file(RULES "/profiles/council.yaml");
  chain.team = profile_of_file(RULES "/profiles/team.yaml");
  return open_known(state);
}

static int close_all(void **state) {
  dueby_profile_free(chain.law);
  dueby_profile_free(chain.council);
  dueby_profile_free(chain.team);
  return close_known(state);
}

/* ---- contents ---- */

static void test_profile__builtins_are_six_and_open(void **state) {
  (void)state;
  assert_int_equal(dueby_profile_builtin_count(), NAMES);
  assert_null(dueby_profile_builtin(NAMES));
  assert_null(dueby_profile_builtin(-1));
  assert_null(dueby_profile_builtin(INT32_MIN));
  for (int i = 0; i < NAMES; i++) {
    int found = 0;
    for (int32_t k = 0; k < NAMES; k++) found += strcmp(dueby_profile_builtin(k), names[i]) == 0;
    assert_int_equal(found, 1);
    dueby_profile *profile = builtin(names[i]);
    assert_string_equal(dueby_profile_name(profile), names[i]);
    assert_non_null(dueby_profile_title(profile));
    dueby_profile_free(profile);
  }
  assert_null(dueby_profile_builtin(-1));
  assert_null(dueby_profile_builtin(NAMES));
}

static void test_profile__unknown_names(void **state) {
  (void)state;
  const char *unknown[] = {"", "England", "england ", "englan", "englands", "london", "vocabulary"};
  dueby_profile *profile = NULL;
  for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
    assert_int_equal(dueby_profile_new(unknown[i], &profile), DUEBY_ENOTFOUND);
    assert_null(profile);
  }
  dueby_profile_free(NULL);
}

static void test_profile__vocabulary_has_words_and_no_rules(void **state) {
  (void)state;
  dueby_profile *vocabulary = NULL;
  int32_t event;
  assert_int_equal(dueby_profile_vocabulary(&vocabulary), DUEBY_OK);
  assert_int_equal(dueby_profile_duty_count(vocabulary), 0);
  assert_int_equal(dueby_profile_rule_count(vocabulary), 0);
  assert_int_equal(dueby_profile_find_event(vocabulary, "icpc.held", &event), DUEBY_OK);
  assert_true(dueby_profile_tag_count(vocabulary) > 0);
  dueby_profile_free(vocabulary);
}

static void test_profile__councils_extend_england_which_extends_nothing(void **state) {
  (void)state;
  assert_null(dueby_profile_parent(known.england));
  for (int i = 1; i < NAMES; i++) {
    dueby_profile *profile = builtin(names[i]);
    assert_string_equal(dueby_profile_parent(profile), "england");
    for (int32_t duty = 0; duty < dueby_profile_duty_count(known.england); duty++)
      assert_string_equal(dueby_profile_duty(profile, duty), dueby_profile_duty(known.england, duty));
    dueby_profile_free(profile);
  }
}

/* ---- duties and their rules ---- */

static void test_profile__duties_are_found_by_id(void **state) {
  (void)state;
  int32_t duties = dueby_profile_duty_count(known.barnet), duty = UNTOUCHED;
  for (int32_t i = 0; i < duties; i++) {
    assert_int_equal(dueby_profile_find_duty(known.barnet, dueby_profile_duty(known.barnet, i), &duty), DUEBY_OK);
    assert_int_equal(duty, i);
  }
  duty = UNTOUCHED;
  const char *unknown[] = {"", "cp", "cp.visits", "CP.VISIT", "cp.visit ", "barnet:cp.visit", "zzz", "a"};
  for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
    assert_int_equal(dueby_profile_find_duty(known.barnet, unknown[i], &duty), DUEBY_ENOTFOUND);
  assert_int_equal(duty, UNTOUCHED);
  assert_null(dueby_profile_duty(known.barnet, -1));
  assert_null(dueby_profile_duty(known.barnet, duties));
}

static void test_profile__every_rule_belongs_to_one_duty(void **state) {
  (void)state;
  int32_t next = 0, first, count = 0;
  for (int32_t duty = 0; duty < dueby_profile_duty_count(known.barnet); duty++) {
    assert_int_equal(dueby_profile_duty_rules(known.barnet, duty, &first, &count), DUEBY_OK);
    assert_int_equal(first, next);
    assert_true(count > 0);
    for (int32_t rule = first; rule < first + count; rule++) {
      assert_int_equal(dueby_rule_number(known.barnet, rule, 0, DUEBY_RULE_DUTY), duty);
      assert_string_equal(dueby_rule_text(known.barnet, rule, 0, DUEBY_RULE_ID), dueby_profile_duty(known.barnet, duty));
    }
    next += count;
  }
  assert_int_equal(next, dueby_profile_rule_count(known.barnet));
}

/* Returns the addresses of a duty's rules in order, separated by blanks. */
static const char *rules_of_duty(const dueby_profile *profile, const char *id) {
  static char text[512];
  int32_t first, count;
  size_t used = 0;
  assert_int_equal(dueby_profile_duty_rules(profile, duty_of(profile, id), &first, &count), DUEBY_OK);
  for (int32_t rule = first; rule < first + count; rule++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "",
                             dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS));
  return text;
}

static void test_profile__rules_of_a_duty_stand_parents_first(void **state) {
  (void)state;
  assert_string_equal(rules_of_duty(chain.law, "conference"), "law:conference");
  assert_string_equal(rules_of_duty(chain.council, "conference"), "law:conference council:conference council:conference~strategy");
  assert_string_equal(rules_of_duty(chain.team, "conference"),
                      "law:conference council:conference council:conference~strategy team:conference team:conference~week");
  assert_string_equal(rules_of_duty(chain.team, "visit"), "law:visit law:visit/permanent council:visit council:visit/alone");
}

static void test_profile__duties_stand_parents_first(void **state) {
  (void)state;
  const char *duties[] = {"conference", "visit", "report", "supervision", "own.duty"};
  assert_int_equal(dueby_profile_duty_count(chain.team), 5);
  for (int32_t duty = 0; duty < 5; duty++) assert_string_equal(dueby_profile_duty(chain.team, duty), duties[duty]);
}

static void test_profile__an_alternative_names_its_rule(void **state) {
  (void)state;
  const dueby_profile *profiles[] = {chain.council, chain.team};
  for (int i = 0; i < 2; i++) {
    int32_t of = dueby_rule_number(profiles[i], rule_of(profiles[i], "council:conference~strategy"), 0, DUEBY_RULE_ALTERNATIVE_OF);
    assert_int_equal(of, rule_of(profiles[i], "council:conference"));
  }
  assert_int_equal(dueby_rule_number(chain.team, rule_of(chain.team, "team:conference~week"), 0, DUEBY_RULE_ALTERNATIVE_OF),
                   rule_of(chain.team, "team:conference"));
  assert_int_equal(dueby_rule_number(chain.team, rule_of(chain.team, "council:conference"), 0, DUEBY_RULE_ALTERNATIVE_OF), -1);
}

static void test_profile__rules_of_no_duty(void **state) {
  (void)state;
  int32_t first = UNTOUCHED, count = UNTOUCHED, duties = dueby_profile_duty_count(known.england);
  assert_int_equal(dueby_profile_duty_rules(known.england, -1, &first, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_profile_duty_rules(known.england, duties, &first, &count), DUEBY_EARGUMENT);
  assert_int_equal(first, UNTOUCHED);
  assert_int_equal(count, UNTOUCHED);
}

/* If a profile extends one that is not in its folder, the built-in one is used. */
static void test_profile__extends_a_builtin(void **state) {
  (void)state;
  const char *yaml = "profile: own\ntitle: Own\nextends: barnet\nrules: []\n",
             *folders[] = {NULL, RULES "/profiles", DATA_PROFILES};
  for (int i = 0; i < 3; i++) {
    dueby_profile *profile = profile_of(yaml, folders[i]);
    assert_string_equal(dueby_profile_parent(profile), "barnet");
    assert_int_equal(dueby_profile_rule_count(profile), dueby_profile_rule_count(known.barnet));
    dueby_profile_free(profile);
  }
}

/* ---- addresses ---- */

/* Returns the addresses of the rules that an address means, in order, separated by blanks. */
static const char *selection(const dueby_profile *profile, const char *address) {
  static char text[1024];
  uint8_t selected[RULES_MAX];
  int32_t duty = UNTOUCHED;
  size_t used = 0;
  memset(selected, 7, sizeof selected);
  dueby_status status = dueby_profile_select(profile, address, &duty, selected);
  if (status != DUEBY_OK) {
    assert_int_equal(duty, UNTOUCHED);
    assert_int_equal(selected[0], 7);
    return dueby_status_text(status);
  }
  text[0] = '\0';
  for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
    assert_true(selected[rule] == 0 || selected[rule] == 1);
    if (!selected[rule]) continue;
    assert_int_equal(dueby_rule_number(profile, rule, 0, DUEBY_RULE_DUTY), duty);
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "",
                             dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS));
  }
  assert_int_equal(selected[dueby_profile_rule_count(profile)], 7);
  return text;
}

static void test_profile__select_a_duty_with_all_its_rules(void **state) {
  (void)state;
  assert_string_equal(selection(chain.law, "conference"), "law:conference");
  assert_string_equal(selection(chain.team, "conference"), "law:conference council:conference team:conference");
  assert_string_equal(selection(chain.team, "visit"), "law:visit law:visit/permanent council:visit council:visit/alone");
}

static void test_profile__select_what_one_profile_states(void **state) {
  (void)state;
  assert_string_equal(selection(chain.team, "council:conference"), "council:conference");
  assert_string_equal(selection(chain.team, "law:visit"), "law:visit law:visit/permanent");
  assert_string_equal(selection(chain.team, "council:visit"), "council:visit council:visit/alone");
}

static void test_profile__select_one_rule_by_name(void **state) {
  (void)state;
  assert_string_equal(selection(chain.team, "council:visit/alone"), "council:visit/alone");
  assert_string_equal(selection(chain.team, "law:visit/permanent"), "law:visit/permanent");
}

static void test_profile__select_an_alternative(void **state) {
  (void)state;
  assert_string_equal(selection(chain.team, "conference~strategy"), "council:conference~strategy");
  assert_string_equal(selection(chain.team, "council:conference~strategy"), "council:conference~strategy");
  assert_string_equal(selection(chain.team, "conference~week"), "team:conference~week");
}

static void test_profile__select_every_rule_by_its_address(void **state) {
  (void)state;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(known.gloucestershire); rule++) {
    uint8_t selected[RULES_MAX];
    int32_t duty;
    const char *address = dueby_rule_text(known.gloucestershire, rule, 0, DUEBY_RULE_ADDRESS);
    assert_int_equal(dueby_profile_select(known.gloucestershire, address, &duty, selected), DUEBY_OK);
    assert_int_equal(selected[rule], 1);
  }
}

static void test_profile__select_nothing_that_is_not_there(void **state) {
  (void)state;
  const char *unknown[] = {"",
                           ":",
                           "~",
                           "/",
                           "conferences",
                           "Conference",
                           "visit~alone",                 /* "alone" is a rule, not an alternative */
                           "council:visit/strategy",      /* another duty's rule */
                           "council:conference/strategy", /* "strategy" is an alternative, not a rule */
                           "law:conference~strategy",     /* another profile's alternative */
                           "law:supervision",
                           "council:report",
                           "nobody:visit",
                           ":visit",
                           "council:",
                           "council:council:visit",
                           "council:visit/alon",
                           "council:visit/alone ",
                           "Council:visit",
                           "conference~",
                           "conference~week~week"};
  for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
    if (strcmp(selection(chain.team, unknown[i]), dueby_status_text(DUEBY_ENOTFOUND)) != 0) fail_msg("%s", unknown[i]);
}

/* ---- events and tags ---- */

static void test_profile__events_by_slug_and_back(void **state) {
  (void)state;
  int32_t events = dueby_profile_event_count(known.england), event = UNTOUCHED;
  for (int32_t i = 1; i < events; i++) {
    assert_int_equal(dueby_profile_find_event(known.england, dueby_profile_event_slug(known.england, i), &event), DUEBY_OK);
    assert_int_equal(event, i);
    assert_non_null(dueby_profile_event_title(known.england, i));
  }
  event = event_of(known.england, "strategy_discussion.held");
  assert_string_equal(dueby_profile_event_title(known.england, event), "strategy discussion");
  assert_non_null(strstr(dueby_profile_event_description(known.england, event), "section 47"));
}

static void test_profile__events_that_are_none(void **state) {
  (void)state;
  int32_t none[] = {-1, 0, dueby_profile_event_count(known.england), INT32_MIN, INT32_MAX}, event = UNTOUCHED;
  for (int i = 0; i < 5; i++) {
    assert_null(dueby_profile_event_slug(known.england, none[i]));
    assert_null(dueby_profile_event_title(known.england, none[i]));
    assert_null(dueby_profile_event_description(known.england, none[i]));
  }
  assert_int_equal(dueby_profile_find_event(known.england, "icpc", &event), DUEBY_ENOTFOUND);
  assert_int_equal(event, UNTOUCHED);
}

static void test_profile__tags_by_index(void **state) {
  (void)state;
  int32_t tags = dueby_profile_tag_count(known.england);
  int32_t tag = -1;
  for (int32_t i = 0; i < tags; i++) {
    assert_int_equal(dueby_profile_find_tag(known.england, dueby_profile_tag(known.england, i), &tag), DUEBY_OK);
    assert_int_equal(tag, i);
    assert_non_null(dueby_profile_tag_description(known.england, i));
  }
  tag = UNTOUCHED;
  assert_int_equal(dueby_profile_find_tag(known.england, "lone", &tag), DUEBY_ENOTFOUND);
  assert_int_equal(tag, UNTOUCHED);
  assert_null(dueby_profile_tag(known.england, -1));
  assert_null(dueby_profile_tag(known.england, tags));
  assert_null(dueby_profile_tag_description(known.england, -1));
  assert_null(dueby_profile_tag_description(known.england, tags));
}

static const char own_words[] =
    "profile: own\ntitle: Own\nevents: [{slug: tea.drunk, title: cup of tea, means: Tea was drunk.}]\n"
    "tags: [{tag: with_milk, means: With milk.}]\nrules:\n"
    "  - {id: tea, title: cup of tea, trigger: birth, due: tea.drunk, within: 1 day, needs: [with_milk]}\n";

static void test_profile__words_of_its_own(void **state) {
  (void)state;
  dueby_profile *profile = profile_of(own_words, NULL);
  int32_t tag = dueby_profile_tag_count(known.england), found;
  assert_string_equal(dueby_profile_event_description(profile, event_of(profile, "tea.drunk")), "Tea was drunk.");
  assert_int_equal(dueby_profile_event_count(profile), dueby_profile_event_count(known.england) + 1);
  assert_int_equal(dueby_profile_tag_count(profile), tag + 1);
  assert_int_equal(dueby_profile_find_tag(profile, "with_milk", &found), DUEBY_OK);
  assert_int_equal(found, tag);
  assert_string_equal(dueby_rule_text(profile, 0, 0, DUEBY_RULE_DUE), "tea.drunk");
  assert_int_equal(dueby_profile_find_event(known.england, "tea.drunk", &tag), DUEBY_ENOTFOUND);
  dueby_profile_free(profile);
}

/* ---- versions ---- */

static int32_t version_on(const char *date) {
  int32_t version = -1;
  dueby_status status = dueby_rule_version_on(chain.law, rule_of(chain.law, "law:conference"), day(date), &version);
  assert_int_equal(status, version < 0 ? DUEBY_ENOTINFORCE : DUEBY_OK);
  return version;
}

static void test_profile__the_version_in_force_on_a_day(void **state) {
  (void)state;
  assert_int_equal(dueby_rule_version_count(chain.law, rule_of(chain.law, "law:conference")), 3);
  assert_int_equal(version_on("2010-03-16"), -1);
  assert_int_equal(version_on("2010-03-17"), 0);
  assert_int_equal(version_on("2020-04-23"), 0);
  assert_int_equal(version_on("2020-04-24"), 1);
  assert_int_equal(version_on("2020-09-25"), 1);
  assert_int_equal(version_on("2020-09-26"), 2);
  assert_int_equal(version_on("2199-12-31"), 2);
}

static void test_profile__versions_of_no_rule(void **state) {
  (void)state;
  int32_t rules = dueby_profile_rule_count(known.england), version = UNTOUCHED;
  assert_int_equal(dueby_rule_version_count(known.england, -1), 0);
  assert_int_equal(dueby_rule_version_count(known.england, rules), 0);
  assert_int_equal(dueby_rule_version_on(known.england, -1, 0, &version), DUEBY_EARGUMENT);
  assert_int_equal(dueby_rule_version_on(known.england, rules, 0, &version), DUEBY_EARGUMENT);
  assert_int_equal(version, UNTOUCHED);
}

static void test_profile__versions_stand_in_order_without_gaps(void **state) {
  (void)state;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(known.england); rule++) {
    for (int32_t version = 1; version < dueby_rule_version_count(known.england, rule); version++) {
      int32_t to = dueby_rule_number(known.england, rule, version - 1, DUEBY_RULE_TO);
      assert_int_equal(dueby_rule_number(known.england, rule, version, DUEBY_RULE_FROM), to + 1);
    }
  }
}

/* ---- text and numbers ---- */

static void assert_text(const dueby_profile *profile, int32_t rule, int32_t version, int32_t field, const char *expected) {
  const char *text = dueby_rule_text(profile, rule, version, field);
  if (!expected && text) fail_msg("text %d is %s", (int)field, text);
  if (expected) assert_string_equal(text ? text : "(none)", expected);
}

struct text_of {
  int32_t version, field;
  const char *text;
};

static void test_profile__texts_of_a_rule(void **state) {
  (void)state;
  const struct text_of rows[] = {{2, DUEBY_RULE_ID, "conference"},
                                 {2, DUEBY_RULE_NAME, NULL},
                                 {2, DUEBY_RULE_TITLE, "conference"},
                                 {2, DUEBY_RULE_TRIGGER, "strategy_discussion.held"},
                                 {2, DUEBY_RULE_DUE, "icpc.held"},
                                 {2, DUEBY_RULE_PROFILE, "law"},
                                 {2, DUEBY_RULE_READING, "The first discussion counts."},
                                 {2, DUEBY_RULE_REPLACED_BY, NULL},
                                 {2, DUEBY_RULE_ADDRESS, "law:conference"},
                                 {0, DUEBY_RULE_DOCUMENT, "First Act"},
                                 {2, DUEBY_RULE_DOCUMENT, "Second Act"},
                                 {0, DUEBY_RULE_SECTION, "section 5"},
                                 {2, DUEBY_RULE_SECTION, "section 7"},
                                 {0, DUEBY_RULE_NOTE, NULL},
                                 {2, DUEBY_RULE_NOTE, "Read twice."},
                                 {0, DUEBY_RULE_SUPERSEDED, NULL},
                                 {2, DUEBY_RULE_SUPERSEDED, "A third Act replaced it; check this figure."},
                                 {2, DUEBY_RULE_SINCE, NULL},
                                 {2, DUEBY_RULE_WHEN_TAG, NULL},
                                 {2, DUEBY_RULE_UNLESS_TAG, NULL},
                                 {2, DUEBY_RULE_EDITION, NULL},
                                 {2, DUEBY_RULE_DATED, NULL},
                                 {0, DUEBY_RULE_TEXT_READ, "as made"}, /* the text that the document states */
                                 {1, DUEBY_RULE_TEXT_READ, NULL},      /* the source was not read */
                                 {2, DUEBY_RULE_TEXT_READ, "as amended in 2020"}};
  int32_t rule = rule_of(chain.team, "law:conference");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_text(chain.team, rule, rows[i].version, rows[i].field, rows[i].text);
}

/* Article 12A of the UK GDPR has let the clock pause since 5 February 2026. */
static void test_profile__what_pauses_a_rule(void **state) {
  (void)state;
  int32_t rule = rule_of(known.england, "england:sar.response"), before, since;
  assert_int_equal(dueby_rule_version_on(known.england, rule, day("2026-02-04"), &before), DUEBY_OK);
  assert_int_equal(dueby_rule_version_on(known.england, rule, day("2026-02-05"), &since), DUEBY_OK);
  assert_text(known.england, rule, before, DUEBY_RULE_PAUSE_FROM, NULL);
  assert_text(known.england, rule, before, DUEBY_RULE_PAUSE_TO, NULL);
  assert_text(known.england, rule, since, DUEBY_RULE_PAUSE_FROM, "sar.clarification_asked");
  assert_text(known.england, rule, since, DUEBY_RULE_PAUSE_TO, "sar.clarification_received");
  assert_text(known.england, rule, 99, DUEBY_RULE_PAUSE_FROM, NULL);
}

static void test_profile__texts_of_a_councils_rule(void **state) {
  (void)state;
  const struct text_of rows[] = {{0, DUEBY_RULE_NAME, "alone"},         {0, DUEBY_RULE_PROFILE, "council"},
                                 {0, DUEBY_RULE_DOCUMENT, "Standards"}, {0, DUEBY_RULE_EDITION, "V2"},
                                 {0, DUEBY_RULE_DATED, "2019-03"},      {0, DUEBY_RULE_SECTION, "9.14"},
                                 {0, DUEBY_RULE_SUPERSEDED, NULL}};
  int32_t rule = rule_of(chain.team, "council:visit/alone");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_text(chain.team, rule, rows[i].version, rows[i].field, rows[i].text);
}

static void test_profile__numbers_of_versions(void **state) {
  (void)state;
  const int32_t fields[] = {DUEBY_RULE_COMPUTES, DUEBY_RULE_CHECKED,         DUEBY_RULE_FROM,
                            DUEBY_RULE_TO,       DUEBY_RULE_SUPERSEDED_FROM, DUEBY_RULE_READ_ON};
  const int32_t numbers[3][6] = {
      {1, DUEBY_CHECKED_SECONDARY, day("2010-03-17"), day("2020-04-23"), DUEBY_DATE_NONE, day("2026-11-29")},
      {0, DUEBY_CHECKED_UNCHECKED, day("2020-04-24"), day("2020-09-25"), DUEBY_DATE_NONE, DUEBY_DATE_NONE},
      {1, DUEBY_CHECKED_PRIMARY, day("2020-09-26"), DUEBY_DATE_NONE, day("2026-03-18"), day("2026-11-28")}};
  int32_t rule = rule_of(chain.team, "law:conference");
  for (int32_t version = 0; version < 3; version++)
    for (int i = 0; i < 6; i++) assert_int_equal(dueby_rule_number(chain.team, rule, version, fields[i]), numbers[version][i]);
}

static const char everything[] =
    "profile: all\ntitle: All\ndocument: {title: Book, version: V7, date: 2024-05-06, superseded: {from: 2026-01-02, note: Gone.}}\n"
    "authority: guidance\nrules:\n"
    "  - id: a\n    title: thing\n    trigger: cla.started\n    due: visit.made\n    since: birth\n    within: 1 year\n"
    "    each: true\n    when: {tag: alone or awake, age_from: 2 months, age_under: 16 years 3 months}\n    unless: {tag: baby}\n"
    "    force: aim\n    subject: carer\n    counting: clear\n    roll: previous\n    ends: [cla.ended]\n"
    "    division: england-and-wales+scotland+northern-ireland\n    source: {section: page 3, checked: secondary, read_on: 2026-02-03, text: a copy,\n"
    "             note: Torn.}\n"
    "    reading: As it stands.\n    replaced_by: a\n"
    "  - {id: b, title: thing, trigger: cla.started, due: visit.made, authority: statute, schedule: [{every: 1 day}], subject: worker}\n"
    "  - {id: c, title: thing, trigger: cla.started, due: visit.made, within: not stated, subject: authority, force: should}\n";

static void test_profile__every_text_and_number(void **state) {
  (void)state;
  dueby_profile *profile = profile_of(everything, NULL);
  const char *texts[TEXTS + 1] = {NULL,   "a",     NULL,         "thing",  "cla.started", "visit.made", "all",   "As it stands.",
                                  "a",    "all:a", "Book",       "page 3", "Torn.",       "Gone.",      "birth", "alone or awake",
                                  "baby", "V7",    "2024-05-06", "a copy"};
  const int32_t numbers[NUMBERS + 1] = {0,
                                        0,
                                        DUEBY_AUTHORITY_GUIDANCE,
                                        DUEBY_FORCE_AIM,
                                        DUEBY_SUBJECT_CARER,
                                        DUEBY_COUNTING_CLEAR,
                                        DUEBY_ROLL_PREVIOUS,
                                        0,
                                        1,
                                        -1,
                                        DUEBY_CHECKED_SECONDARY,
                                        DUEBY_DATE_NONE,
                                        DUEBY_DATE_NONE,
                                        day("2026-01-02"),
                                        1,
                                        2,
                                        195,
                                        DUEBY_DIVISION_ENGLAND_AND_WALES | DUEBY_DIVISION_SCOTLAND |
                                            DUEBY_DIVISION_NORTHERN_IRELAND,
                                        day("2026-02-03")};
  for (int32_t field = 0; field <= TEXTS; field++) assert_text(profile, 0, 0, field, texts[field]);
  for (int32_t field = 0; field <= NUMBERS; field++) assert_int_equal(dueby_rule_number(profile, 0, 0, field), numbers[field]);
  const int32_t second[] = {
      DUEBY_AUTHORITY_STATUTE, DUEBY_FORCE_MUST, DUEBY_SUBJECT_WORKER, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, 1, 1, -1, 0};
  const int32_t third_rule[] = {
      DUEBY_AUTHORITY_GUIDANCE, DUEBY_FORCE_SHOULD, DUEBY_SUBJECT_BODY, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, 0, 0, -1, 0};
  for (int32_t i = 0; i < 9; i++) {
    assert_int_equal(dueby_rule_number(profile, 1, 0, DUEBY_RULE_AUTHORITY + i), second[i]);
    assert_int_equal(dueby_rule_number(profile, 2, 0, DUEBY_RULE_AUTHORITY + i), third_rule[i]);
  }
  assert_int_equal(dueby_rule_number(profile, 1, 0, DUEBY_RULE_AGE_FROM), -1);
  assert_int_equal(dueby_rule_number(profile, 1, 0, DUEBY_RULE_AGE_UNDER), -1);
  assert_int_equal(dueby_rule_number(profile, 1, 0, DUEBY_RULE_DIVISION), 0);
  dueby_profile_free(profile);
}

static void test_profile__no_text_and_no_number_of_what_is_not_there(void **state) {
  (void)state;
  const int32_t rules[] = {-1, dueby_profile_rule_count(known.england), INT32_MIN, INT32_MAX}, fields[] = {-1, 0, 99};
  for (int i = 0; i < 4; i++) {
    for (int32_t field = 0; field <= TEXTS; field++) assert_text(known.england, rules[i], 0, field, NULL);
    for (int32_t field = 0; field <= NUMBERS; field++) assert_int_equal(dueby_rule_number(known.england, rules[i], 0, field), 0);
  }
  for (int i = 0; i < 3; i++) {
    assert_text(known.england, 0, 0, fields[i], NULL);
    assert_int_equal(dueby_rule_number(known.england, 0, 0, fields[i]), 0);
  }
  const int32_t versions[] = {-1, dueby_rule_version_count(known.england, 0)};
  const int32_t of_versions[] = {DUEBY_RULE_DOCUMENT, DUEBY_RULE_SECTION, DUEBY_RULE_NOTE,     DUEBY_RULE_SUPERSEDED,
                                 DUEBY_RULE_EDITION,  DUEBY_RULE_DATED,   DUEBY_RULE_TEXT_READ};
  for (int i = 0; i < 2; i++) {
    for (int k = 0; k < 7; k++) assert_text(known.england, 0, versions[i], of_versions[k], NULL);
    assert_int_equal(dueby_rule_number(known.england, 0, versions[i], DUEBY_RULE_COMPUTES), 0);
    assert_int_equal(dueby_rule_number(known.england, 0, versions[i], DUEBY_RULE_CHECKED), 0);
    assert_int_equal(dueby_rule_number(known.england, 0, versions[i], DUEBY_RULE_READ_ON), DUEBY_DATE_NONE);
    assert_int_equal(dueby_rule_number(known.england, 0, versions[i], DUEBY_RULE_COUNTING), 0);
    assert_int_equal(dueby_rule_number(known.england, 0, versions[i], DUEBY_RULE_ROLL), 0);
    assert_int_equal(dueby_rule_number(known.england, 0, versions[i], DUEBY_RULE_RECURS), 0);
  }
}

static void test_profile__a_rule_without_a_source(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 day\n");
  assert_int_equal(dueby_rule_number(profile, 0, 0, DUEBY_RULE_CHECKED), 0);
  assert_int_equal(dueby_rule_number(profile, 0, 0, DUEBY_RULE_SUPERSEDED_FROM), DUEBY_DATE_NONE);
  assert_text(profile, 0, 0, DUEBY_RULE_DOCUMENT, NULL);
  assert_int_equal(dueby_rule_number(profile, 0, 0, DUEBY_RULE_AUTHORITY), DUEBY_AUTHORITY_LOCAL);
  dueby_profile_free(profile);
}

/* A rule names its place in the law and, if its text was read, the day on which it was read. */
static void test_profile__every_version_of_the_law_has_a_section_and_the_day_on_which_it_was_read(void **state) {
  (void)state;
  for (int32_t rule = 0; rule < dueby_profile_rule_count(known.england); rule++) {
    for (int32_t version = 0; version < dueby_rule_version_count(known.england, rule); version++) {
      const char *address = dueby_rule_text(known.england, rule, version, DUEBY_RULE_ADDRESS);
      int32_t checked = dueby_rule_number(known.england, rule, version, DUEBY_RULE_CHECKED);
      dueby_date read_on = dueby_rule_number(known.england, rule, version, DUEBY_RULE_READ_ON);
      if (!dueby_rule_text(known.england, rule, version, DUEBY_RULE_SECTION))
        fail_msg("%s, version %d: no section", address, (int)version);
      if ((checked == DUEBY_CHECKED_UNCHECKED) != (read_on == DUEBY_DATE_NONE))
        fail_msg("%s, version %d: read_on and checked do not agree", address, (int)version);
    }
  }
}

static void test_profile__what_computes(void **state) {
  (void)state;
  const struct {
    const char *figure;
    int32_t computes;
  } rows[] = {{"    within: 1 day\n", 1},
              {"    within: not stated\n", 0},
              {"    before: 5 working days\n", 1},
              {"    at_least: 1\n    per: 1 year\n", 1},
              {"    schedule: [{every: agreed}]\n", 1},
              {"    schedule: [{within: not stated}, {every: 6 weeks}]\n", 1}, /* the second phase has a time limit */
              {"    schedule: [{within: not stated}, {every: not stated}]\n", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_profile *profile = profile_of_rule(rows[i].figure);
    assert_int_equal(dueby_rule_number(profile, 0, 0, DUEBY_RULE_COMPUTES), rows[i].computes);
    dueby_profile_free(profile);
  }
}

/* ---- ends ---- */

static const char *ends_of(const dueby_profile *profile, const char *address) {
  static char text[512];
  int32_t rule = rule_of(profile, address), count = dueby_rule_end_count(profile, rule);
  size_t used = 0;
  text[0] = '\0';
  for (int32_t i = 0; i < count; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? " " : "",
                             dueby_profile_event_slug(profile, dueby_rule_end(profile, rule, i)));
  assert_int_equal(dueby_rule_end(profile, rule, count), -1);
  assert_int_equal(dueby_rule_end(profile, rule, -1), -1);
  return text;
}

static void test_profile__ends_with_those_of_its_profile(void **state) {
  (void)state;
  assert_string_equal(ends_of(chain.law, "law:visit"), "placement.ended case.closed child.died");
  assert_string_equal(ends_of(chain.law, "law:report"), "case.closed child.died");
  assert_string_equal(ends_of(chain.council, "council:visit"), "case.closed child.died");
}

static void test_profile__ends_of_a_child_are_not_its_parents(void **state) {
  (void)state;
  assert_string_equal(ends_of(chain.team, "team:conference"), "s47.not_required case.closed child.died cla.ended");
  assert_string_equal(ends_of(chain.team, "team:conference~week"), "s47.not_required case.closed child.died cla.ended");
  assert_string_equal(ends_of(chain.team, "team:own.duty"), "case.closed child.died cla.ended");
  assert_string_equal(ends_of(chain.team, "law:conference"), "icpc.not_required case.closed child.died");
}

static void test_profile__ends_of_no_rule(void **state) {
  (void)state;
  assert_int_equal(dueby_rule_end_count(known.england, -1), 0);
  assert_int_equal(dueby_rule_end_count(known.england, dueby_profile_rule_count(known.england)), 0);
  assert_int_equal(dueby_rule_end(known.england, -1, 0), -1);
}

/* ---- a built-in profile is the same as its YAML ---- */

static void assert_same_text(const char *left, const char *right) {
  assert_string_equal(left ? left : "(none)", right ? right : "(none)");
}

static void assert_same_words(const dueby_profile *left, const dueby_profile *right) {
  assert_int_equal(dueby_profile_event_count(left), dueby_profile_event_count(right));
  assert_int_equal(dueby_profile_tag_count(left), dueby_profile_tag_count(right));
  for (int32_t i = 0; i < dueby_profile_event_count(left); i++) {
    assert_same_text(dueby_profile_event_slug(left, i), dueby_profile_event_slug(right, i));
    assert_same_text(dueby_profile_event_title(left, i), dueby_profile_event_title(right, i));
    assert_same_text(dueby_profile_event_description(left, i), dueby_profile_event_description(right, i));
  }
  for (int32_t i = 0; i < dueby_profile_tag_count(left); i++) {
    assert_same_text(dueby_profile_tag(left, i), dueby_profile_tag(right, i));
    assert_same_text(dueby_profile_tag_description(left, i), dueby_profile_tag_description(right, i));
  }
}

static void assert_same_rule(const dueby_profile *left, const dueby_profile *right, int32_t rule) {
  assert_int_equal(dueby_rule_version_count(left, rule), dueby_rule_version_count(right, rule));
  assert_int_equal(dueby_rule_end_count(left, rule), dueby_rule_end_count(right, rule));
  for (int32_t i = 0; i < dueby_rule_end_count(left, rule); i++)
    assert_int_equal(dueby_rule_end(left, rule, i), dueby_rule_end(right, rule, i));
  for (int32_t version = 0; version < dueby_rule_version_count(left, rule); version++) {
    char texts[2][1024];
    for (int32_t field = 1; field <= TEXTS; field++)
      assert_same_text(dueby_rule_text(left, rule, version, field), dueby_rule_text(right, rule, version, field));
    for (int32_t field = 1; field <= NUMBERS; field++)
      assert_int_equal(dueby_rule_number(left, rule, version, field), dueby_rule_number(right, rule, version, field));
    assert_int_equal(dueby_explain_timescale(left, rule, version, texts[0], sizeof texts[0], NULL), DUEBY_OK);
    assert_int_equal(dueby_explain_timescale(right, rule, version, texts[1], sizeof texts[1], NULL), DUEBY_OK);
    assert_string_equal(texts[0], texts[1]); /* the text shows every phase */
  }
}

/* Compares a rule's phases in two profiles by the resulting dates, because no function returns a phase. */
static void assert_same_dates(const dueby_profile *left, const dueby_profile *right, int32_t rule) {
  for (dueby_date date = day("2000-01-05"); date < day("2030-01-01"); date += 97) {
    dueby_event trigger = {.date = date, .has = DUEBY_HAS_DATE, .tags = {{date % 2 ? UINT64_MAX : 0, 0}}};
    dueby_facts facts = {.flags = DUEBY_FACTS_WHOLE_DAYS, .born = date % 3 ? 0 : date - 400 * (date % 16)};
    dueby_deadline one = {0}, other = {0};
    dueby_status status = dueby_deadline_for_rule(left, rule, known.eaw, &trigger, &facts, &one);
    assert_int_equal(dueby_deadline_for_rule(right, rule, known.eaw, &trigger, &facts, &other), status);
    assert_int_equal(one.due, other.due);
    assert_int_equal(one.opens, other.opens);
    assert_int_equal(one.version, other.version);
    assert_int_equal(one.flags, other.flags);
  }
}

static void assert_same_profile(const dueby_profile *left, const dueby_profile *right) {
  assert_same_text(dueby_profile_name(left), dueby_profile_name(right));
  assert_same_text(dueby_profile_title(left), dueby_profile_title(right));
  assert_same_text(dueby_profile_parent(left), dueby_profile_parent(right));
  assert_same_words(left, right);
  assert_int_equal(dueby_profile_duty_count(left), dueby_profile_duty_count(right));
  assert_int_equal(dueby_profile_rule_count(left), dueby_profile_rule_count(right));
  for (int32_t duty = 0; duty < dueby_profile_duty_count(left); duty++) {
    int32_t first[2], count[2];
    assert_same_text(dueby_profile_duty(left, duty), dueby_profile_duty(right, duty));
    assert_int_equal(dueby_profile_duty_rules(left, duty, &first[0], &count[0]), DUEBY_OK);
    assert_int_equal(dueby_profile_duty_rules(right, duty, &first[1], &count[1]), DUEBY_OK);
    assert_int_equal(first[0], first[1]);
    assert_int_equal(count[0], count[1]);
  }
  for (int32_t rule = 0; rule < dueby_profile_rule_count(left); rule++) {
    assert_same_rule(left, right, rule);
    assert_same_dates(left, right, rule);
  }
}

static void test_profile__a_builtin_is_the_same_as_its_yaml(void **state) {
  (void)state;
  for (int i = 0; i < NAMES; i++) {
    char path[512];
    dueby_profile *made = builtin(names[i]), *read = NULL;
    snprintf(path, sizeof path, "%s/%s.yaml", DATA_PROFILES, names[i]);
    assert_int_equal(dueby_io_profile_from_file(path, NULL, &read), DUEBY_OK);
    assert_same_profile(made, read);
    dueby_profile_free(made);
    dueby_profile_free(read);
  }
}

/* The folder has no other file, so the profile extends the built-in one. */
static void test_profile__yaml_over_a_builtin_parent(void **state) {
  (void)state;
  for (int i = 0; i < NAMES; i++) {
    char path[512], *yaml;
    int64_t length;
    dueby_profile *made = builtin(names[i]), *read = NULL;
    snprintf(path, sizeof path, "%s/%s.yaml", DATA_PROFILES, names[i]);
    assert_int_equal(dueby_io_read_file(path, 1 << 20, &yaml, &length), DUEBY_OK);
    assert_int_equal(dueby_io_profile_from_yaml(yaml, length, NULL, NULL, &read), DUEBY_OK);
    assert_same_profile(made, read);
    dueby_io_free(yaml);
    dueby_profile_free(made);
    dueby_profile_free(read);
  }
}

/* Reads england.yaml, which is larger than the initial buffer. */
static void test_profile__a_file_is_read_whole_up_to_its_limit(void **state) {
  (void)state;
  static char expected[1 << 20];
  const char *path = DATA_PROFILES "/england.yaml";
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  int64_t size = (int64_t)fread(expected, 1, sizeof expected, file), length = UNTOUCHED;
  fclose(file);
  assert_in_range(size, (64 << 10) + 1, sizeof expected - 1);
  const int64_t too_low[] = {0, 1, (64 << 10) - 1, 64 << 10, size - 1};
  const int64_t enough[] = {size, size + 1, 4 << 20};
  char *yaml = NULL;
  for (int i = 0; i < 5; i++) assert_int_equal(dueby_io_read_file(path, too_low[i], &yaml, &length), DUEBY_ELIMIT);
  assert_int_equal(dueby_io_read_file(RULES "/none.yaml", size, &yaml, &length), DUEBY_EFILE);
  assert_int_equal(dueby_io_read_file(RULES, size, &yaml, &length), DUEBY_EFILE); /* the path is a folder */
  assert_null(yaml);
  assert_int_equal(length, UNTOUCHED);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(dueby_io_read_file(path, enough[i], &yaml, &length), DUEBY_OK);
    assert_int_equal(length, size);
    assert_memory_equal(yaml, expected, (size_t)size);
    assert_int_equal(yaml[size], 0);
    dueby_io_free(yaml);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_profile__a_file_is_read_whole_up_to_its_limit),
      cmocka_unit_test(test_profile__builtins_are_six_and_open),
      cmocka_unit_test(test_profile__unknown_names),
      cmocka_unit_test(test_profile__vocabulary_has_words_and_no_rules),
      cmocka_unit_test(test_profile__councils_extend_england_which_extends_nothing),
      cmocka_unit_test(test_profile__duties_are_found_by_id),
      cmocka_unit_test(test_profile__every_rule_belongs_to_one_duty),
      cmocka_unit_test(test_profile__rules_of_a_duty_stand_parents_first),
      cmocka_unit_test(test_profile__duties_stand_parents_first),
      cmocka_unit_test(test_profile__an_alternative_names_its_rule),
      cmocka_unit_test(test_profile__rules_of_no_duty),
      cmocka_unit_test(test_profile__extends_a_builtin),
      cmocka_unit_test(test_profile__select_a_duty_with_all_its_rules),
      cmocka_unit_test(test_profile__select_what_one_profile_states),
      cmocka_unit_test(test_profile__select_one_rule_by_name),
      cmocka_unit_test(test_profile__select_an_alternative),
      cmocka_unit_test(test_profile__select_every_rule_by_its_address),
      cmocka_unit_test(test_profile__select_nothing_that_is_not_there),
      cmocka_unit_test(test_profile__events_by_slug_and_back),
      cmocka_unit_test(test_profile__events_that_are_none),
      cmocka_unit_test(test_profile__tags_by_index),
      cmocka_unit_test(test_profile__words_of_its_own),
      cmocka_unit_test(test_profile__the_version_in_force_on_a_day),
      cmocka_unit_test(test_profile__versions_of_no_rule),
      cmocka_unit_test(test_profile__versions_stand_in_order_without_gaps),
      cmocka_unit_test(test_profile__texts_of_a_rule),
      cmocka_unit_test(test_profile__what_pauses_a_rule),
      cmocka_unit_test(test_profile__texts_of_a_councils_rule),
      cmocka_unit_test(test_profile__numbers_of_versions),
      cmocka_unit_test(test_profile__every_text_and_number),
      cmocka_unit_test(test_profile__no_text_and_no_number_of_what_is_not_there),
      cmocka_unit_test(test_profile__a_rule_without_a_source),
      cmocka_unit_test(test_profile__every_version_of_the_law_has_a_section_and_the_day_on_which_it_was_read),
      cmocka_unit_test(test_profile__what_computes),
      cmocka_unit_test(test_profile__ends_with_those_of_its_profile),
      cmocka_unit_test(test_profile__ends_of_a_child_are_not_its_parents),
      cmocka_unit_test(test_profile__ends_of_no_rule),
      cmocka_unit_test(test_profile__a_builtin_is_the_same_as_its_yaml),
      cmocka_unit_test(test_profile__yaml_over_a_builtin_parent),
  };
  return cmocka_run_group_tests_name("profile", tests, open_all, close_all);
}
