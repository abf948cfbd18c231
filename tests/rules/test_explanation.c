/* Tests the parts of explanations (label, text, days, rule), and the layout of the whole text. */
#include "dueby/explanation.h"

#include <stdlib.h>

#include "rules.h"

static dueby_explanation *explain(const struct ask *ask) {
  dueby_explanation *explanation = NULL;
  struct asked asked = ask_deadline(ask);
  if (asked.status != DUEBY_OK) fail_msg("%s", why_words(asked.status));
  assert_int_equal(dueby_explanation_new(ask->profile, ask->calendar, &asked.trigger, &asked.facts, &asked.deadline, &explanation),
                   DUEBY_OK);
  return explanation;
}

#define explain_parts(...) explain(&(struct ask){__VA_ARGS__})

static dueby_part part_at(const dueby_explanation *explanation, int64_t index) {
  dueby_part part = {NULL, 0, 0, 0, 0, 0, 0};
  assert_int_equal(dueby_explanation_part(explanation, index, &part), DUEBY_OK);
  return part;
}

/* Returns the first part with this label. */
static dueby_part part_of(const dueby_explanation *explanation, int32_t label) {
  dueby_part part = {NULL, 0, 0, 0, 0, 0, 0};
  for (int64_t i = 0; dueby_explanation_part(explanation, i, &part) == DUEBY_OK; i++)
    if (part.label == label) return part;
  fail_msg("no part with the label %d", (int)label);
  return part;
}

static int64_t count_of(const dueby_explanation *explanation, int32_t label) {
  int64_t count = 0;
  for (int64_t i = 0; i < dueby_explanation_part_count(explanation); i++) count += part_at(explanation, i).label == label;
  return count;
}

static void assert_part_at(dueby_part part, int32_t label, const char *first, const char *last, const char *text, const char *file,
                           int line) {
  const char *from = when_words(DUEBY_TIME_NONE, part.first), *to = when_words(DUEBY_TIME_NONE, part.last);
  if (part.label == label && strcmp(from, first) == 0 && strcmp(to, last) == 0 && strcmp(part.text, text) == 0) return;
  print_error("%d, %s to %s: %s\n", (int)part.label, from, to, part.text);
  _fail(file, line);
}
#define assert_part(part, label, first, last, text) assert_part_at(part, label, first, last, text, __FILE__, __LINE__)

/* The example in docs/command.md, explain. Good Friday is 3 April, Easter Monday 6 April. Working days 1 to 4 are 30 March to 2
 * April, 5 to 8 are 7 to 10 April, 9 to 13 are 13 to 17 April, 14 and 15 are 20 and 21 April. */
static void test_parts__of_the_conference(void **state) {
  (void)state;
  dueby_explanation *parts = explain_parts(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27"));
  assert_int_equal(dueby_explanation_part_count(parts), 16);
  assert_part(part_at(parts, 0), DUEBY_PART_HEADING, "none", "2026-04-21",
              "Initial child protection conference: due by Tuesday 21 April 2026");
  assert_part(part_at(parts, 1), DUEBY_PART_TIMESCALE, "none", "none", "15 working days after the strategy discussion");
  assert_int_equal(part_at(parts, 2).label, DUEBY_PART_SET_BY);
  assert_int_equal(part_at(parts, 3).label, DUEBY_PART_SOURCE_NOTE);
  assert_part(part_at(parts, 4), DUEBY_PART_COUNTING, "2026-03-27", "2026-03-27",
              "not counting the day of the strategy discussion, Friday 27 March 2026");
  assert_part(part_at(parts, 5), DUEBY_PART_DAYS, "2026-03-30", "2026-04-02", "1 to 4");
  assert_part(part_at(parts, 6), DUEBY_PART_DAYS, "2026-04-03", "2026-04-03", "not counted: Good Friday");
  assert_part(part_at(parts, 7), DUEBY_PART_DAYS, "2026-04-06", "2026-04-06", "not counted: Easter Monday");
  assert_part(part_at(parts, 8), DUEBY_PART_DAYS, "2026-04-07", "2026-04-10", "5 to 8");
  assert_part(part_at(parts, 9), DUEBY_PART_DAYS, "2026-04-13", "2026-04-17", "9 to 13");
  assert_part(part_at(parts, 10), DUEBY_PART_DAYS, "2026-04-20", "2026-04-21", "14, 15: due");
  assert_part(part_at(parts, 11), DUEBY_PART_COUNTING, "none", "none", "4 weekends not counted");
  assert_int_equal(part_at(parts, 12).label, DUEBY_PART_CALENDAR);
  assert_int_equal(part_at(parts, 13).label, DUEBY_PART_READING);
  assert_int_equal(part_at(parts, 14).label, DUEBY_PART_OTHER);
  assert_int_equal(part_at(parts, 15).label, DUEBY_PART_CAUTION);
  dueby_explanation_free(parts);
}

/* Each part names a rule and its version: the governing rule or, in a part about another rule, that rule. */
static void test_parts__name_their_rule(void **state) {
  (void)state;
  dueby_explanation *parts = explain_parts(BARNET(.address = "cla.review", .at = "2026-03-20"));
  int32_t barnet = rule_of(known.barnet, "barnet:cla.review"), england = rule_of(known.barnet, "england:cla.review");
  int32_t returned = rule_of(known.barnet, "england:cla.review/returned"); /* starts when an adoption placement ends */
  for (int64_t i = 0; i < dueby_explanation_part_count(parts); i++) {
    dueby_part part = part_at(parts, i);
    if (part.label == DUEBY_PART_OTHER && part.rule == returned) continue;
    assert_int_equal(part.rule, part.label == DUEBY_PART_OTHER ? england : barnet);
    assert_int_equal(part.version, part.label == DUEBY_PART_OTHER); /* version 1: 20 working days, since 2011 */
  }
  /* 20 working days: 23 to 27 March are 1 to 5, 30 March to 2 April 6 to 9, 7 to 10 April 10 to 13, 13 to 17 April 14 to 18, 20
   * and 21 April 19 and 20. */
  assert_int_equal(part_of(parts, DUEBY_PART_OTHER).last, day("2026-04-21"));
  assert_int_equal(part_of(parts, DUEBY_PART_HEADING).last, day("2026-04-20")); /* a month later */
  dueby_explanation_free(parts);
  parts = explain_parts(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27"));
  assert_int_equal(part_of(parts, DUEBY_PART_TIMESCALE).version, 4); /* the fifth version, from 2023-12-15 */
  dueby_explanation_free(parts);
}

static void test_parts__in_the_summary(void **state) {
  (void)state;
  dueby_explanation *parts = explain_parts(BARNET(.rule = "barnet:cp.visit/alone", .at = "2026-03-02"));
  for (int64_t i = 0; i < dueby_explanation_part_count(parts); i++) {
    int32_t label = part_at(parts, i).label;
    int apart =
        label == DUEBY_PART_COUNTING || label == DUEBY_PART_DAYS || label == DUEBY_PART_READING || label == DUEBY_PART_CAUTION;
    assert_int_equal(part_at(parts, i).in_summary, !apart);
  }
  assert_part(part_of(parts, DUEBY_PART_COUNTS_IF), DUEBY_PART_COUNTS_IF, "none", "none", "recorded as alone or alone excused");
  assert_part(part_of(parts, DUEBY_PART_APPLIES), DUEBY_PART_APPLIES, "none", "none",
              "from the age of 3 years; no date of birth was given");
  dueby_explanation_free(parts);
}

/* Five working days back from Friday 10 April 2026: the 9th, 8th and 7th; then, before Easter Monday, the weekend and Good
 * Friday, the 2nd and 1st. */
static void test_parts__of_a_notice_run_backwards(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    before: 5 working days\n");
  dueby_explanation *parts = explain_parts(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-04-10");
  assert_part(part_at(parts, 3), DUEBY_PART_COUNTING, "2026-04-10", "2026-04-10",
              "not counting the day of the referral, Friday 10 April 2026");
  assert_part(part_at(parts, 4), DUEBY_PART_DAYS, "2026-04-09", "2026-04-07", "1 to 3");
  assert_part(part_at(parts, 5), DUEBY_PART_DAYS, "2026-04-06", "2026-04-06", "not counted: Easter Monday");
  assert_part(part_at(parts, 6), DUEBY_PART_DAYS, "2026-04-03", "2026-04-03", "not counted: Good Friday");
  assert_part(part_at(parts, 7), DUEBY_PART_DAYS, "2026-04-02", "2026-04-01", "4, 5: due");
  assert_part(part_at(parts, 8), DUEBY_PART_COUNTING, "none", "none", "1 weekend not counted");
  dueby_explanation_free(parts);
  dueby_profile_free(profile);
}

static void test_parts__of_hours_and_of_moved_days(void **state) {
  (void)state;
  dueby_explanation *parts = explain_parts(ENGLAND(.address = "missing.return_interview", .at = "2026-03-27T14:30"));
  assert_part(part_of(parts, DUEBY_PART_COUNTING), DUEBY_PART_COUNTING, "2026-03-27", "2026-03-30",
              "72 hours from 2:30pm on Friday 27 March 2026 to 3:30pm on Monday 30 March 2026");
  dueby_explanation_free(parts);
  dueby_profile *profile = profile_of_rule("    within: 1 week\n    counting: rolled\n    roll: next\n");
  parts =
      explain_parts(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-05-16"); /* 16 May is a Saturday */
  assert_part(part_at(parts, 3), DUEBY_PART_COUNTING, "2026-05-16", "2026-05-18",
              "Saturday 16 May 2026 is not a working day: counted from Monday 18 May 2026");
  assert_part(part_at(parts, 5), DUEBY_PART_COUNTING, "2026-05-25", "2026-05-26", /* 25 May is the spring bank holiday */
              "Monday 25 May 2026 is not a working day: moved to Tuesday 26 May 2026");
  dueby_explanation_free(parts);
  dueby_profile_free(profile);
}

static void test_parts__when_it_counts(void **state) {
  (void)state;
  dueby_explanation *parts = explain_parts(ENGLAND(.address = "cla.care_plan", .at = "2026-03-31"));
  assert_part(part_of(parts, DUEBY_PART_COUNTS_FROM), DUEBY_PART_COUNTS_FROM, "2026-02-28", "none",
              "when done from Saturday 28 February 2026 on");
  dueby_explanation_free(parts);
}

/* Visits to a child in need are due as agreed, and at least every 4 weeks in Barnet: 24 August 2026 and 2 weeks is 7 September, and
 * 4 weeks is 21 September. On 1 September 1 week is agreed for the duty, which has ended by 31 August, before that day. */
static void test_parts__what_was_agreed(void **state) {
  (void)state;
  const struct {
    const char *agreed, *text;
    dueby_span later;
  } told[] = {{NULL, NULL, {0, 0}},
              {"2 weeks", "2 weeks, on Monday 24 August 2026", {0, 0}},
              {"4 weeks", "4 weeks, on Monday 24 August 2026", {0, 0}},
              {"8 weeks", "8 weeks, on Monday 24 August 2026; the limit of 4 weeks is earlier", {0, 0}},
              {"2 weeks", "2 weeks, on Monday 24 August 2026", {6, DUEBY_UNIT_WEEKS}},
              {"4 weeks", "1 week, on Tuesday 1 September 2026", {1, DUEBY_UNIT_WEEKS}},
              {NULL, "1 week, on Tuesday 1 September 2026", {1, DUEBY_UNIT_WEEKS}}};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    int32_t duty;
    dueby_explanation *parts = NULL;
    struct asked asked = ask_deadline(&(struct ask){BARNET(.address = "cin.visit", .at = "2026-08-24", .agreed = told[i].agreed)});
    assert_int_equal(dueby_profile_find_duty(known.barnet, "cin.visit", &duty), DUEBY_OK);
    const dueby_event later = {.type = DUEBY_EVENT_AGREED_FOR(duty), .date = day("2026-09-01"), .agreed = told[i].later};
    if (told[i].later.unit) {
      asked.facts.events = &later;
      asked.facts.event_count = 1;
    }
    assert_int_equal(
        dueby_deadline_for_rule(known.barnet, asked.deadline.rule, known.eaw, &asked.trigger, &asked.facts, &asked.deadline),
        DUEBY_OK);
    assert_int_equal(dueby_explanation_new(known.barnet, known.eaw, &asked.trigger, &asked.facts, &asked.deadline, &parts),
                     DUEBY_OK);
    assert_int_equal(count_of(parts, DUEBY_PART_AGREED), told[i].text != NULL);
    if (told[i].text) {
      dueby_part part = part_of(parts, DUEBY_PART_AGREED);
      assert_string_equal(part.text, told[i].text);
      assert_int_equal(part.first, day(strstr(told[i].text, "August") ? "2026-08-24" : "2026-09-01"));
      assert_int_equal(part.in_summary, 1);
    }
    dueby_explanation_free(parts);
  }
}

static void test_parts__only_where_there_is_something_to_say(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 1 week\n");
  dueby_explanation *parts = explain_parts(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-26");
  const int32_t labels[] = {DUEBY_PART_HEADING,  DUEBY_PART_TIMESCALE, DUEBY_PART_SET_BY,
                            DUEBY_PART_COUNTING, DUEBY_PART_CALENDAR,  DUEBY_PART_CAUTION};
  assert_int_equal(dueby_explanation_part_count(parts), 6);
  for (int i = 0; i < 6; i++) assert_int_equal(part_at(parts, i).label, labels[i]);
  dueby_explanation_free(parts);
  dueby_profile_free(profile);
}

/* Barnet has one rule for visits and one for visits to the child alone, with the same timescale: 5 working days from 27 March 2026,
 * which are 30 March to 2 April and 7 April. The second says what it needs. */
static void test_parts__no_rule_is_listed_twice(void **state) {
  (void)state;
  dueby_explanation *parts = explain_parts(BARNET(.address = "cla.visit", .at = "2026-03-27"));
  int64_t found = 0, alone = 0;
  for (int64_t i = 0; i < dueby_explanation_part_count(parts); i++) {
    if (part_at(parts, i).label != DUEBY_PART_OTHER || part_at(parts, i).last != day("2026-04-07")) continue;
    found++;
    alone += strstr(part_at(parts, i).text, " (counts if recorded as alone or alone excused): ") != NULL;
  }
  assert_int_equal(found, 2);
  assert_int_equal(alone, 1);
  dueby_explanation_free(parts);
  for (int32_t k = 0; k < dueby_profile_builtin_count(); k++) {
    dueby_profile *profile = builtin(dueby_profile_builtin(k));
    for (int32_t rule = 0; rule < dueby_profile_rule_count(profile); rule++) {
      const struct ask ask = {.profile = profile,
                              .calendar = known.eaw,
                              .rule = dueby_rule_text(profile, rule, 0, DUEBY_RULE_ADDRESS),
                              .at = "2026-03-27",
                              .agreed = "2 weeks",
                              .flags = DUEBY_FACTS_WHOLE_DAYS};
      if (ask_deadline(&ask).status != DUEBY_OK) continue;
      parts = explain(&ask);
      for (int64_t i = 0; i < dueby_explanation_part_count(parts); i++)
        for (int64_t j = 0; j < i && part_at(parts, i).label == DUEBY_PART_OTHER; j++)
          assert_string_not_equal(part_at(parts, i).text, part_at(parts, j).text);
      dueby_explanation_free(parts);
    }
    dueby_profile_free(profile);
  }
}

/* The second visit under the two-weekly rule has the same number as the second under the six-monthly rule, but neither due day
 * limits the other. A rule without a time limit says so once. */
static void test_parts__other_rules_of_a_series(void **state) {
  (void)state;
  dueby_profile *profile = profile_of("profile: test\ntitle: Test\nrules:\n"
                                      "  - {id: duty, title: A, trigger: referral.received, due: visit.made,\n"
                                      "     schedule: [{every: 2 weeks}]}\n"
                                      "  - {id: duty, name: other, title: B, trigger: referral.received, due: visit.made,\n"
                                      "     schedule: [{within: 4 weeks}, {every: 6 months}]}\n"
                                      "  - {id: duty, name: promptly, title: C, trigger: referral.received, due: visit.made,\n"
                                      "     within: not stated}\n",
                                      NULL);
  const dueby_event trigger = {.type = event_of(profile, "referral.received"), .date = day("2026-03-02")};
  const dueby_when met = when_of("2026-03-10");
  dueby_deadline deadlines[2];
  assert_int_equal(dueby_deadline_for_rule(profile, 0, known.eaw, &trigger, NULL, &deadlines[0]), DUEBY_OK);
  assert_int_equal(dueby_deadline_next(profile, known.eaw, &trigger, NULL, &deadlines[0], &met, &deadlines[1]), DUEBY_OK);
  for (int i = 0; i < 2; i++) {
    dueby_explanation *parts = NULL;
    const dueby_date expected[] = {i ? DUEBY_DATE_NONE : day("2026-03-30"), DUEBY_DATE_NONE};
    int others = 0;
    assert_int_equal(dueby_explanation_new(profile, known.eaw, &trigger, NULL, &deadlines[i], &parts), DUEBY_OK);
    for (int64_t j = 0; j < dueby_explanation_part_count(parts); j++) {
      dueby_part part = part_at(parts, j);
      if (part.label != DUEBY_PART_OTHER) continue;
      assert_int_equal(part.last, expected[others]);
      if (others) assert_string_equal(part.text, "Test: no time limit set");
      else assert_int_equal(strstr(part.text, "every 6 months: Monday 30 March 2026") != NULL, i == 0);
      assert_int_equal(strstr(part.text, "2026") != NULL, !others && i == 0);
      others++;
    }
    assert_int_equal(others, 2);
    dueby_explanation_free(parts);
  }
  dueby_profile_free(profile);
}

/* If an explanation has two notes about a source, both are in one part. */
static void test_parts__notes_on_a_source(void **state) {
  (void)state;
  dueby_profile *profile =
      profile_of("profile: test\ntitle: Test\n"
                 "document: {title: Code, superseded: {from: 2026-01-01, note: A later code; not read.}}\nrules:\n"
                 "  - {id: duty, title: thing, trigger: referral.received, due: visit.made, within: 1 week,\n"
                 "     source: {section: '1', checked: primary, note: 'Read twice; once aloud.'}}\n",
                 NULL);
  dueby_explanation *parts = explain_parts(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2025-12-31");
  assert_string_equal(part_of(parts, DUEBY_PART_SOURCE_NOTE).text, "Read twice; once aloud.");
  dueby_explanation_free(parts);
  parts = explain_parts(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-01-01");
  assert_string_equal(part_of(parts, DUEBY_PART_SET_BY).text, "Test: Code, section 1 (local; text checked)");
  assert_string_equal(part_of(parts, DUEBY_PART_SOURCE_NOTE).text, "A later code; not read. Read twice; once aloud.");
  assert_int_equal(count_of(parts, DUEBY_PART_SOURCE_NOTE), 1);
  dueby_explanation_free(parts);
  dueby_profile_free(profile);
}

/* One week from 5 April 2026 is 12 April. A child born on 11 or 12 April 2008 is 18 by then, a child born on 13 April is not. */
static void test_parts__the_duty_ends_before_it_falls_due(void **state) {
  (void)state;
  const struct {
    const char *born, *first, *text;
  } told[] = {{"2008-04-11", "2026-04-11",
               "on Saturday 11 April 2026, by the eighteenth birthday: anything not done by then is no longer due"},
              {"2008-04-12", "2026-04-12",
               "on Sunday 12 April 2026, by the eighteenth birthday: anything not done by then is no longer due"},
              {"2008-04-13", NULL, NULL},
              {NULL, NULL, NULL}};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    dueby_explanation *parts = explain_parts(ENGLAND(.address = "england:cla.visit", .at = "2026-04-05", .born = told[i].born));
    assert_int_equal(count_of(parts, DUEBY_PART_ENDS), told[i].first != NULL);
    if (told[i].first) assert_part(part_of(parts, DUEBY_PART_ENDS), DUEBY_PART_ENDS, told[i].first, "none", told[i].text);
    dueby_explanation_free(parts);
  }
}

static void test_parts__no_such_part_and_no_such_label(void **state) {
  (void)state;
  dueby_explanation *parts = explain_parts(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27"));
  dueby_part part = {.label = UNTOUCHED};
  assert_int_equal(dueby_explanation_part(parts, -1, &part), DUEBY_EARGUMENT);
  assert_int_equal(dueby_explanation_part(parts, 16, &part), DUEBY_EARGUMENT);
  assert_int_equal(part.label, UNTOUCHED);
  assert_string_equal(dueby_part_label_text(DUEBY_PART_SOURCE_NOTE), "Set by");
  assert_string_equal(dueby_part_label_text(DUEBY_PART_OTHER), "Others");
  assert_string_equal(dueby_part_label_text(DUEBY_PART_HEADING), "");
  assert_string_equal(dueby_part_label_text(DUEBY_PART_ENDS), "Ends");
  assert_string_equal(dueby_part_label_text(0), "");
  assert_string_equal(dueby_part_label_text(DUEBY_PART_AGREED), "Agreed");
  assert_string_equal(dueby_part_label_text(DUEBY_PART_AGREED + 1), "");
  dueby_explanation_free(parts);
  dueby_explanation_free(NULL);
}

static void test_parts__of_what_cannot_be_worked_out(void **state) {
  (void)state;
  struct asked asked = ask_deadline(&(struct ask){ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27")});
  dueby_explanation *explanation = NULL;
  asked.trigger.date = asked.deadline.begins = day("2009-01-01");
  assert_int_equal(dueby_explanation_new(known.england, known.eaw, &asked.trigger, NULL, &asked.deadline, &explanation),
                   DUEBY_EARGUMENT); /* the rule was not in force on that day */
  asked.deadline.rule = dueby_profile_rule_count(known.england);
  assert_int_equal(dueby_explanation_new(known.england, known.eaw, &asked.trigger, NULL, &asked.deadline, &explanation),
                   DUEBY_EARGUMENT);
  assert_null(explanation);
}

/* ---- larger than the first allocation ---- */

/* The explanation of 500 working days after Friday 2 January 2026 has a part for each run of working days. */
static void test_parts__more_of_them_than_is_usual(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 500 working days\n");
  dueby_explanation *parts = explain_parts(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-01-02");
  int32_t counted = 0;
  for (int64_t i = 0; i < dueby_explanation_part_count(parts); i++) {
    dueby_part part = part_at(parts, i);
    int32_t working = 0;
    if (part.label != DUEBY_PART_DAYS || strncmp(part.text, "not", 3) == 0) continue;
    assert_int_equal(dueby_calendar_count(known.eaw, part.first, part.last, DUEBY_INCLUDE_BOTH, &working), DUEBY_OK);
    assert_int_equal(working, part.last - part.first + 1);
    assert_int_equal(strtol(part.text, NULL, 10), counted + 1);
    counted += working;
  }
  assert_int_equal(counted, 500);
  assert_int_equal(part_at(parts, dueby_explanation_part_count(parts) - 1).label, DUEBY_PART_CAUTION);
  dueby_explanation_free(parts);
  dueby_profile_free(profile);
}

/* Tries source notes of every length around the size of the initial allocation. */
static void test_parts__longer_than_is_usual(void **state) {
  (void)state;
  enum { LONGEST = 4200 };
  static char yaml[LONGEST + 512], reading[LONGEST + 1];
  for (int length = 3400; length <= LONGEST; length += 1) {
    memset(reading, 'x', (size_t)length);
    reading[length] = '\0';
    snprintf(yaml, sizeof yaml,
             "profile: test\ntitle: Test\nrules:\n  - id: duty\n    title: thing\n    trigger: referral.received\n"
             "    due: visit.made\n    within: 1 week\n    reading: %s\n",
             reading);
    dueby_profile *profile = profile_of(yaml, NULL);
    dueby_explanation *parts = explain_parts(.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-03-26");
    assert_int_equal(dueby_explanation_part_count(parts), 7);
    assert_string_equal(part_of(parts, DUEBY_PART_READING).text, reading);
    assert_int_equal(strncmp(part_of(parts, DUEBY_PART_CAUTION).text, "This is our reading of ", 13), 0);
    dueby_explanation_free(parts);
    dueby_profile_free(profile);
  }
}

/* ---- the layout ---- */

typedef dueby_status (*writer)(const dueby_explanation *explanation, char *text, int64_t size, int64_t *needed);

static void test_layout__every_size_of_buffer(void **state) {
  (void)state;
  const writer writers[] = {dueby_explanation_text, dueby_explanation_summary};
  dueby_explanation *parts = explain_parts(ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27"));
  for (int i = 0; i < 2; i++) {
    char whole[4096];
    int64_t needed = UNTOUCHED, again;
    assert_int_equal(writers[i](parts, NULL, 0, &needed), DUEBY_ESPACE);
    assert_int_equal(writers[i](parts, whole, sizeof whole, NULL), DUEBY_OK);
    assert_int_equal(strlen(whole) + 1, needed);
    for (int64_t size = 1; size <= needed; size++) {
      char *text = malloc((size_t)size); /* the buffer has exactly that size, so writing past its end is noticed */
      assert_non_null(text);
      assert_int_equal(writers[i](parts, text, size, &again), size < needed ? DUEBY_ESPACE : DUEBY_OK);
      assert_int_equal(again, needed);
      assert_string_equal(text, size < needed ? "" : whole);
      free(text);
    }
  }
  dueby_explanation_free(parts);
}

/* Every part is in the full text, and the parts of the summary are in the summary. The functions that write either text directly
 * must write the same. */
static void test_layout__leaves_no_part_out(void **state) {
  (void)state;
  const struct ask ask = {GLOUCESTERSHIRE(.address = "assessment.single", .at = "2026-03-02")};
  struct asked asked = ask_deadline(&ask);
  dueby_explanation *parts = explain(&ask);
  char text[8192], summary[8192], again[8192], joined[8192];
  assert_int_equal(dueby_explanation_text(parts, text, sizeof text, NULL), DUEBY_OK);
  assert_int_equal(dueby_explanation_summary(parts, summary, sizeof summary, NULL), DUEBY_OK);
  assert_int_equal(
      dueby_explain_text(ask.profile, ask.calendar, &asked.trigger, &asked.facts, &asked.deadline, again, sizeof again, NULL),
      DUEBY_OK);
  assert_string_equal(again, text);
  assert_int_equal(
      dueby_explain_summary(ask.profile, ask.calendar, &asked.trigger, &asked.facts, &asked.deadline, again, sizeof again, NULL),
      DUEBY_OK);
  assert_string_equal(again, summary);
  assert_int_equal(dueby_explanation_text_with(parts, 1, NULL, text, sizeof text, NULL), DUEBY_OK);
  size_t used = 0; /* joins lines, because long parts have line breaks */
  for (const char *at = text; *at; at += *at == '\n' && strncmp(at, "\n             ", 14) == 0 ? 14 : 1)
    joined[used++] = *at == '\n' ? ' ' : *at;
  joined[used] = '\0';
  for (int64_t i = 0; i < dueby_explanation_part_count(parts); i++) {
    dueby_part part = part_at(parts, i);
    if (!strstr(joined, part.text)) fail_msg("not in the text: %s", part.text);
    int wraps = part.label == DUEBY_PART_SOURCE_NOTE;
    if (!wraps && part.in_summary && !strstr(summary, part.text)) fail_msg("not in the summary: %s", part.text);
    if (!part.in_summary && strstr(summary, part.text)) fail_msg("in the summary: %s", part.text);
  }
  dueby_explanation_free(parts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_parts__of_the_conference),
      cmocka_unit_test(test_parts__name_their_rule),
      cmocka_unit_test(test_parts__in_the_summary),
      cmocka_unit_test(test_parts__of_a_notice_run_backwards),
      cmocka_unit_test(test_parts__of_hours_and_of_moved_days),
      cmocka_unit_test(test_parts__when_it_counts),
      cmocka_unit_test(test_parts__what_was_agreed),
      cmocka_unit_test(test_parts__only_where_there_is_something_to_say),
      cmocka_unit_test(test_parts__no_rule_is_listed_twice),
      cmocka_unit_test(test_parts__other_rules_of_a_series),
      cmocka_unit_test(test_parts__notes_on_a_source),
      cmocka_unit_test(test_parts__the_duty_ends_before_it_falls_due),
      cmocka_unit_test(test_parts__no_such_part_and_no_such_label),
      cmocka_unit_test(test_parts__of_what_cannot_be_worked_out),
      cmocka_unit_test(test_parts__more_of_them_than_is_usual),
      cmocka_unit_test(test_parts__longer_than_is_usual),
      cmocka_unit_test(test_layout__every_size_of_buffer),
      cmocka_unit_test(test_layout__leaves_no_part_out),
  };
  return cmocka_run_group_tests_name("explanation", tests, open_known, close_known);
}
