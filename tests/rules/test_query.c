/* Tests which events a query uses when it checks a duty: events before, at and after the second or day of as-at. */
#include "dueby/query.h"
#include "rules.h"

static dueby_query *query_of(const dueby_profile *profile, const char *address) {
  dueby_query *query = NULL;
  assert_int_equal(dueby_query_new(profile, known.eaw, address, &query), DUEBY_OK);
  return query;
}

static dueby_event event_at(const dueby_profile *profile, const char *slug, const char *at) {
  dueby_when when = when_of(at);
  return (dueby_event){.type = event_of(profile, slug), .date = when.date, .time = when.time};
}

/* An event at the second of as-at has happened; one a second later has not. */
static void test_query__knows_what_happened_at_the_very_second(void **state) {
  (void)state;
  dueby_query *query = query_of(known.barnet, "cp.visit");
  const dueby_event event = event_at(known.barnet, "cp_plan.ended", "2026-03-10T10:00:00");
  const dueby_facts facts = {.events = &event, .event_count = 1};
  const char *const moments[] = {"2026-03-10T10:00:00", "2026-03-10T09:59:59", "2026-03-10T10:00:01", "2026-03-10", "2026-03-09"};
  const int64_t expected[] = {1, 0, 1, 1, 0};
  for (int i = 0; i < 5; i++) {
    dueby_event kept;
    dueby_facts made;
    const dueby_check_options options = {.as_at = when_of(moments[i])};
    assert_int_equal(dueby_query_facts(query, &facts, &options, &kept, &made), DUEBY_OK);
    if (made.event_count != expected[i]) fail_msg("%s: %d events", moments[i], (int)made.event_count);
  }
  dueby_query_free(query);
}

/* Under regulation 25 of the Care Planning Regulations 2010 the duty is due 16 weeks after 27 March 2026, on 17 July. An extension,
 * made on 1 July, adds 8 weeks, to 11 September. As at 30 June the extension is not known yet, and 17 days are left. As at 1 July
 * 72 days are left. */
static void test_query__judges_by_the_day_that_was_due_then(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cla.temporary_approval");
  const dueby_event trigger = event_at(known.england, "temporary_approval.given", "2026-03-27"),
                    extended = event_at(known.england, "temporary_approval.extended", "2026-07-01");
  const dueby_facts facts = {.events = &extended, .event_count = 1};
  const struct {
    const char *as_at;
    int32_t days_left;
  } rows[] = {{"2026-06-30", 17}, {"2026-07-01", 72}};
  dueby_deadline deadline;
  assert_int_equal(dueby_query_due(query, &trigger, &facts, &deadline), DUEBY_OK);
  assert_int_equal(deadline.due, day("2026-09-11"));
  for (int i = 0; i < 2; i++) {
    dueby_check check;
    const dueby_check_options options = {.as_at = when_of(rows[i].as_at)};
    assert_int_equal(dueby_query_check(query, &trigger, &facts, &deadline, &options, &check), DUEBY_OK);
    assert_int_equal(check.verdict.days_left, rows[i].days_left);
  }
  dueby_query_free(query);
}

/* The second review is counted from the first, so it does not depend on events that were unknown on the day of the check. */
static void test_query__judges_a_later_occurrence_as_it_is(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cla.review");
  const dueby_event trigger = event_at(known.england, "cla.started", "2026-01-05"),
                    later = event_at(known.england, "cla.ended", "2026-06-01");
  const dueby_facts facts = {.events = &later, .event_count = 1};
  const dueby_when held = when_of("2026-01-20");
  const dueby_check_options options = {.as_at = when_of("2026-04-10")};
  dueby_deadline second;
  dueby_check check;
  int64_t count = 0;
  assert_int_equal(dueby_query_series(query, &trigger, NULL, &held, 1, &second, 1, &count), DUEBY_OK);
  assert_int_equal(count, 1);
  assert_day(second.due, "2026-04-20"); /* three months after the first */
  assert_int_equal(dueby_query_check(query, &trigger, &facts, &second, &options, &check), DUEBY_OK);
  assert_int_equal(check.verdict.days_left, 10);
  dueby_query_free(query);
}

/* The caller gives an end with a time, and an event without a time ends the duty on the same day. The caller's end is returned,
 * unless it is a day later than the event. */
static void test_query__an_end_given_for_the_day_of_the_event(void **state) {
  (void)state;
  dueby_query *query = query_of(known.barnet, "cp.visit");
  const dueby_event trigger = event_at(known.barnet, "cp_plan.started", "2026-03-02"),
                    over = event_at(known.barnet, "cp_plan.ended", "2026-03-10");
  const dueby_facts facts = {.events = &over, .event_count = 1};
  const char *const given[] = {"2026-03-10T15:00:00", "2026-03-09T15:00:00", "2026-03-11T15:00:00"};
  const char *const expected[] = {"2026-03-10T15:00:00+00:00", "2026-03-09T15:00:00+00:00", "2026-03-10"};
  dueby_deadline deadline;
  assert_int_equal(dueby_query_due(query, &trigger, &facts, &deadline), DUEBY_OK);
  for (int i = 0; i < 3; i++) {
    dueby_check check;
    const dueby_check_options options = {.ended = when_of(given[i]), .as_at = when_of("2026-04-01")};
    assert_int_equal(dueby_query_check(query, &trigger, &facts, &deadline, &options, &check), DUEBY_OK);
    assert_string_equal(when_words(check.ended.time, check.ended.date), expected[i]);
  }
  dueby_query_free(query);
}

/* Barnet counts an initial conference from the start of the enquiry (Practice Standards, section 9.7). Working Together counts it
 * from the strategy discussion, so the queried rule has no date by law. A trigger without a type is assumed to be the queried
 * rule's trigger. */
static void test_query__law_from_the_trigger_of_the_rule(void **state) {
  (void)state;
  dueby_query *council = query_of(known.barnet, "barnet:cp.conference.initial"),
              *law = query_of(known.barnet, "england:cp.conference.initial");
  const dueby_event unnamed = {.date = when_of("2026-03-27").date};
  dueby_deadline deadline;
  assert_int_equal(dueby_query_due_by_law(council, &unnamed, NULL, NULL, 0, &deadline), DUEBY_DONE);
  assert_int_equal(dueby_query_due_by_law(law, &unnamed, NULL, NULL, 0, &deadline), DUEBY_OK);
  assert_string_equal(when_words(DUEBY_TIME_NONE, deadline.due), "2026-04-21");
  dueby_query_free(council);
  dueby_query_free(law);
}

/* Some rules need only the trigger's day. Others have hours (missing.return_interview, epo), or depend on an age
 * (cla.health.review) or tags (cla.visit, secure.order). */
static void test_query__needs_only_the_day(void **state) {
  (void)state;
  static const char *const yes[] = {"assessment.single",     "assessment.single~statistics",
                                    "cp.conference.initial", "cp.conference.review",
                                    "foi.response",          "england:cp.core_group"},
                           *const no[] = {"missing.return_interview", "cla.health.review", "cla.visit", "epo", "secure.order"};
  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
    dueby_query *query = query_of(known.england, yes[i]);
    if (!dueby_query_needs_only_day(query)) fail_msg("%s", yes[i]);
    dueby_query_free(query);
  }
  for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
    dueby_query *query = query_of(known.england, no[i]);
    if (dueby_query_needs_only_day(query)) fail_msg("%s", no[i]);
    dueby_query_free(query);
  }
}

/* Whether an agreed interval can change anything depends on what the trigger starts. */
static void test_query__takes_agreed(void **state) {
  (void)state;
  static const struct {
    const char *figure;
    int agreed;
  } rows[] = {{"    within: 1 week\n", 0},
              {"    schedule: [{every: 1 week}]\n", 0},
              {"    schedule: [{within: 1 week}, {every: agreed, at_most: 4 weeks}]\n", 1},
              {"    versions:\n      - {to: 2020-03-31, schedule: [{every: agreed}]}\n"
               "      - {from: 2020-04-01, schedule: [{every: 1 week}]}\n",
               1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_profile *profile = profile_of_rule(rows[i].figure);
    dueby_query *query = query_of(profile, "duty");
    if (dueby_query_takes_agreed(query, 0) != rows[i].agreed) fail_msg("%s", rows[i].figure);
    assert_int_equal(dueby_query_takes_agreed(query, event_of(profile, "referral.received")), rows[i].agreed);
    /* this event starts no rule of the duty */
    assert_int_equal(dueby_query_takes_agreed(query, event_of(profile, "child.died")), 1);
    /* every question with an interval that would change nothing is refused */
    const dueby_event agreed = {.date = day("2026-03-02"), .has = DUEBY_HAS_DATE, .agreed = {2, DUEBY_UNIT_WEEKS}};
    const dueby_event plain = {.date = day("2026-03-02"), .has = DUEBY_HAS_DATE};
    dueby_deadline deadline;
    dueby_failure failure;
    int64_t count = 0;
    dueby_status refused = rows[i].agreed ? DUEBY_OK : DUEBY_EARGUMENT;
    assert_int_equal(dueby_query_due(query, &agreed, NULL, &deadline), refused);
    assert_int_equal(dueby_query_series(query, &agreed, NULL, NULL, 0, &deadline, 1, &count), refused);
    assert_int_equal(dueby_query_due_by_law(query, &agreed, NULL, NULL, 0, &deadline), rows[i].agreed ? DUEBY_DONE : refused);
    assert_int_equal(dueby_query_failure(query, &agreed, NULL, &failure), rows[i].agreed ? DUEBY_DONE : refused);
    if (!rows[i].agreed) assert_int_equal(dueby_query_due(query, &plain, NULL, &deadline), DUEBY_OK);
    dueby_query_free(query);
    dueby_profile_free(profile);
  }
}

/* ---- text for users ---- */

static void assert_hint(const char *address, const char *trigger_on, const char *option, const char *argument, const char *java,
                        const char *dotnet) {
  dueby_query *query = query_of(known.england, address);
  const dueby_event trigger = {.date = day(trigger_on), .has = DUEBY_HAS_DATE};
  const dueby_facts facts = {.event_count = 0};
  dueby_failure failure;
  char text[256];
  assert_int_equal(dueby_query_failure(query, &trigger, &facts, &failure), DUEBY_OK);
  assert_int_equal(dueby_failure_hint_text(query, &trigger, &failure, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, option);
  assert_int_equal(dueby_failure_hint_text(query, &trigger, &failure, DUEBY_STYLE_ARGUMENTS, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, argument);
  assert_int_equal(dueby_failure_hint_text(query, &trigger, &failure, DUEBY_STYLE_JAVA, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, java);
  assert_int_equal(dueby_failure_hint_text(query, &trigger, &failure, DUEBY_STYLE_DOTNET, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, dotnet);
  assert_int_equal(dueby_failure_hint_text(query, &trigger, &failure, DUEBY_STYLE_FORM + 1, text, sizeof text, NULL),
                   DUEBY_EARGUMENT);
  dueby_query_free(query);
}

static void test_query__what_would_help_is_said_in_the_words_of_the_program(void **state) {
  (void)state;
  assert_hint("missing.return_interview", "2026-03-27",
              "give one, for example 2026-03-27T14:30, or --whole-days to count whole days",
              "give one, for example 2026-03-27T14:30, or whole_days=True to count whole days",
              "give one, for example LocalDateTime.of(2026, 3, 27, 14, 30), or wholeDays(true) to count whole days",
              "give one, for example When.AtClock(new DateTime(2026, 3, 27, 14, 30, 0)), or WholeDays = true to count whole days");
  assert_hint("cp.conference.initial", "1950-01-02", "", "", "", "");
}

/* One rule was in force up to 8 March, and another came into force on that day. */
static void test_query__why_a_rule_is_not_in_force(void **state) {
  (void)state;
  static const struct {
    const char *figure, *at, *text;
  } told[] = {
      {"    versions:\n      - {to: 2026-03-08, within: 1 week}\n", "2026-03-09",
       "test:duty is not in force on 2026-03-09: it was in force until 2026-03-08"},
      {"    versions:\n      - {to: 2026-03-08, within: 1 week}\n", "2026-03-08", NULL},
      {"    versions:\n      - {from: 2026-03-08, within: 1 week}\n", "2026-03-07",
       "test:duty is not in force on 2026-03-07: it came into force on 2026-03-08"},
      {"    versions:\n      - {from: 2026-03-08, within: 1 week}\n", "2026-03-08", NULL},
  };
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    dueby_profile *profile = profile_of_rule(told[i].figure);
    dueby_query *query = query_of(profile, "duty");
    const dueby_event trigger = {.date = day(told[i].at)};
    dueby_failure failure;
    char text[256];
    dueby_status status = dueby_query_failure(query, &trigger, NULL, &failure);
    assert_int_equal(status, told[i].text ? DUEBY_OK : DUEBY_DONE);
    if (told[i].text) {
      assert_int_equal(dueby_failure_text(query, &trigger, &failure, text, sizeof text, NULL), DUEBY_OK);
      assert_string_equal(text, told[i].text);
    }
    dueby_query_free(query);
    dueby_profile_free(profile);
  }
}

/* An agreed interval of one week from 2 March ends on 9 March. If it is agreed later, on the 10th or 20th, that day has passed,
 * so the duty is due on the day of the agreement. If it is agreed on the 8th or 9th, the duty is due on the 9th. */
static void test_query__explains_what_was_agreed_too_late(void **state) {
  (void)state;
  static const struct {
    const char *agreed_on, *due, *words;
  } told[] = {
      {"2026-03-20", "2026-03-20", "9 March 2026 had passed when it was agreed on Friday 20 March 2026: due that day"},
      {"2026-03-10", "2026-03-10", "9 March 2026 had passed when it was agreed on Tuesday 10 March 2026: due that day"},
      {"2026-03-09", "2026-03-09", NULL},
      {"2026-03-08", "2026-03-09", NULL},
  };
  dueby_profile *profile = profile_of_rule("    schedule: [{every: agreed, default: 6 weeks}]\n");
  dueby_query *query = query_of(profile, "duty");
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    const dueby_event trigger = {.date = day("2026-03-02")},
                      agreed = {.type = DUEBY_EVENT_AGREED_FOR(0), .date = day(told[i].agreed_on), .agreed = span_of("1 week")};
    const dueby_facts facts = {.events = &agreed, .event_count = 1};
    dueby_deadline deadline;
    char text[4096];
    assert_int_equal(dueby_query_due(query, &trigger, &facts, &deadline), DUEBY_OK);
    assert_day(deadline.due, told[i].due);
    assert_int_equal(dueby_explain_text(profile, known.eaw, &trigger, &facts, &deadline, text, sizeof text, NULL), DUEBY_OK);
    if (told[i].words) assert_non_null(strstr(text, told[i].words));
    else assert_null(strstr(text, "had passed"));
  }
  dueby_query_free(query);
  dueby_profile_free(profile);
}

/* Two weeks from 2 March is 16 March, and an extension adds a week, to 23 March. An extension on the day of the end counts, unless
 * both have a time of day and the extension is later. On the day after, it does not count. */
static void test_rule_13__an_extension_on_the_day_of_the_end(void **state) {
  (void)state;
  static const struct {
    const char *ended, *extended, *due;
  } told[] = {{"2026-03-10T10:00", "2026-03-10T11:00", "2026-03-16"}, {"2026-03-10T10:00", "2026-03-10T10:00", "2026-03-23"},
              {"2026-03-10T10:00", "2026-03-10T09:00", "2026-03-23"}, {"2026-03-10T10:00", "2026-03-10", "2026-03-23"},
              {"2026-03-10", "2026-03-10T11:00", "2026-03-23"},       {"2026-03-10", "2026-03-11", "2026-03-16"},
              {"2026-03-10T10:00", "2026-03-11T09:00", "2026-03-16"}};
  dueby_profile *profile = profile_of_rule(
      "    within: 2 weeks\n    extension: {event: temporary_approval.extended, by: 1 week}\n    ends: [cp_plan.ended]\n");
  dueby_query *query = query_of(profile, "duty");
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    const dueby_event trigger = {.date = day("2026-03-02")},
                      events[] = {event_at(profile, "cp_plan.ended", told[i].ended),
                                  event_at(profile, "temporary_approval.extended", told[i].extended)};
    const dueby_facts facts = {.events = events, .event_count = 2};
    dueby_deadline deadline;
    assert_int_equal(dueby_query_due(query, &trigger, &facts, &deadline), DUEBY_OK);
    assert_day(deadline.due, told[i].due);
  }
  dueby_query_free(query);
  dueby_profile_free(profile);
}

/* Facts are refused if they have a negative event count, or a count but no array. */
static void test_query__facts_without_their_events(void **state) {
  (void)state;
  dueby_query *query = query_of(known.england, "cla.visit");
  const dueby_event event = {.date = day("2026-03-10")};
  const dueby_facts wrong[] = {{.events = &event, .event_count = -1}, {.event_count = 1}};
  const dueby_check_options options = {.as_at = when_of("2026-03-10")};
  for (int i = 0; i < 2; i++) {
    dueby_event kept;
    dueby_facts made = {.event_count = UNTOUCHED};
    assert_int_equal(dueby_query_facts(query, &wrong[i], &options, &kept, &made), DUEBY_EARGUMENT);
    assert_int_equal(made.event_count, UNTOUCHED);
  }
  dueby_query_free(query);
}

static void assert_address_hint(const char *address, const char *expected) {
  char text[512];
  assert_int_equal(dueby_address_hint_text(known.england, address, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, expected);
}

static void test_query__what_an_unknown_address_may_have_meant(void **state) {
  (void)state;
  assert_address_hint("cla.visti", "did you mean \"cla.visit\"?");
  assert_address_hint("barnet:cla.visti/x", "did you mean \"cla.visit\"?");
  assert_address_hint("barnet:foster.resignation~none", "profile england has england:foster.resignation");
  assert_address_hint("cp.visit", "these rules do not have it, but these profiles do: barnet, gloucestershire");
  assert_address_hint("cp.visti", "did you mean \"cp.visit\"? These profiles have it: barnet, gloucestershire");
  assert_address_hint("", "");
  assert_address_hint("nothing like it", "");
}

static void assert_refusal(const dueby_check_options *options, int32_t style, const char *expected) {
  dueby_query *query = query_of(known.england, "assessment.single");
  const dueby_event trigger = {.date = day("2026-03-27"), .has = DUEBY_HAS_DATE};
  const dueby_facts facts = {.event_count = 0};
  dueby_deadline deadline;
  char text[256];
  assert_int_equal(dueby_query_due(query, &trigger, &facts, &deadline), DUEBY_OK);
  assert_int_equal(dueby_check_refusal_text(&trigger, &deadline, options, style, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, expected);
  dueby_query_free(query);
}

/* The referral was on 27 March 2026. */
static void test_query__what_cannot_be_judged(void **state) {
  const dueby_check_options none = {.size = 0}, early = {.met = when_of("2026-03-26")}, over = {.ended = when_of("2026-03-26")},
                            good = {.met = when_of("2026-03-27")};
  (void)state;
  assert_refusal(&none, DUEBY_STYLE_OPTIONS,
                 "check: dueby does not use today's date, so give --met WHEN, --ended WHEN or --as-at WHEN");
  assert_refusal(&none, DUEBY_STYLE_ARGUMENTS,
                 "check: dueby does not use today's date, so give met=WHEN, ended=WHEN or as_at=WHEN");
  assert_refusal(&none, DUEBY_STYLE_R, "check: dueby does not use today's date, so give met = WHEN, ended = WHEN or as_at = WHEN");
  assert_refusal(&none, DUEBY_STYLE_JAVASCRIPT,
                 "check: dueby does not use today's date, so give met: WHEN, ended: WHEN or asAt: WHEN");
  assert_refusal(&none, DUEBY_STYLE_JAVA, "check: dueby does not use today's date, so give met(WHEN), ended(WHEN) or asAt(WHEN)");
  assert_refusal(&none, DUEBY_STYLE_DOTNET,
                 "check: dueby does not use today's date, so give Met = WHEN, Ended = WHEN or AsAt = WHEN");
  assert_refusal(&none, DUEBY_STYLE_FORM, "check: dueby does not use today's date, so give met WHEN, ended WHEN or as at WHEN");
  assert_refusal(&early, DUEBY_STYLE_OPTIONS, "--met: 2026-03-26 is too early to count. It must be on or after 2026-03-27");
  assert_refusal(&early, DUEBY_STYLE_ARGUMENTS, "met: 2026-03-26 is too early to count. It must be on or after 2026-03-27");
  assert_refusal(&over, DUEBY_STYLE_OPTIONS, "--ended: 2026-03-26 is before it started. Check both dates");
  assert_refusal(&good, DUEBY_STYLE_OPTIONS, "");
}

/* Ten days from 2 March end on 12 March. The days of a pause are added. If the duty is done during a pause, the pause ends. */
static void test_query__what_was_done_ends_a_pause(void **state) {
  (void)state;
  dueby_profile *profile =
      profile_of_rule("    within: 10 days\n    pause: {from: sar.clarification_asked, to: sar.clarification_received}\n");
  dueby_query *query = query_of(profile, "duty");
  static const struct {
    const char *due, *asked, *answered, *met, *as_at;
  } told[] = {{"2026-03-17", "2026-03-05", NULL, "2026-03-09", NULL},
              {"2026-03-13", "2026-03-05", NULL, "2026-03-05", NULL},
              {"2026-03-14", "2026-03-05", "2026-03-06", "2026-03-09", NULL},
              {"2026-03-17", "2026-03-05", "2026-03-10", "2026-03-09", NULL}, /* the duty was done before the answer */
              {"2026-03-17", "2026-03-05", NULL, "2026-03-09", "2026-03-09"},
              {NULL, "2026-03-05", NULL, "2026-03-09", "2026-03-08"}, /* the pause has not ended, so there is no due day */
              {NULL, "2026-03-05", NULL, NULL, "2026-03-20"},
              {"2026-03-12", "2026-03-10", NULL, "2026-03-09", NULL},  /* as at the day on which the duty was met */
              {"2026-03-12", "2026-03-13", NULL, "2026-03-20", NULL}}; /* as at a day on which the duty was late */
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    const dueby_event trigger = event_at(profile, "referral.received", "2026-03-02"),
                      events[] = {
                          event_at(profile, "sar.clarification_asked", told[i].asked),
                          event_at(profile, "sar.clarification_received", told[i].answered ? told[i].answered : "2026-03-02")};
    const dueby_facts facts = {.events = events, .event_count = told[i].answered ? 2 : 1};
    dueby_check_options options = {.as_at = {.date = DUEBY_DATE_NONE}};
    dueby_event kept[2];
    dueby_facts made;
    dueby_deadline deadline;
    if (told[i].met) options.met = when_of(told[i].met);
    if (told[i].as_at) options.as_at = when_of(told[i].as_at);
    assert_int_equal(dueby_query_facts(query, &facts, &options, kept, &made), DUEBY_OK);
    assert_int_equal(dueby_query_due(query, &trigger, &made, &deadline), told[i].due ? DUEBY_OK : DUEBY_EFACT);
    if (told[i].due) assert_day(deadline.due, told[i].due);
  }
  dueby_query_free(query);
  dueby_profile_free(profile);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_query__what_was_done_ends_a_pause),
      cmocka_unit_test(test_query__knows_what_happened_at_the_very_second),
      cmocka_unit_test(test_query__judges_by_the_day_that_was_due_then),
      cmocka_unit_test(test_query__judges_a_later_occurrence_as_it_is),
      cmocka_unit_test(test_query__an_end_given_for_the_day_of_the_event),
      cmocka_unit_test(test_query__law_from_the_trigger_of_the_rule),
      cmocka_unit_test(test_query__needs_only_the_day),
      cmocka_unit_test(test_query__takes_agreed),
      cmocka_unit_test(test_query__why_a_rule_is_not_in_force),
      cmocka_unit_test(test_query__explains_what_was_agreed_too_late),
      cmocka_unit_test(test_rule_13__an_extension_on_the_day_of_the_end),
      cmocka_unit_test(test_query__facts_without_their_events),
      cmocka_unit_test(test_query__what_would_help_is_said_in_the_words_of_the_program),
      cmocka_unit_test(test_query__what_an_unknown_address_may_have_meant),
      cmocka_unit_test(test_query__what_cannot_be_judged),
  };
  return cmocka_run_group_tests(tests, open_known, close_known);
}
