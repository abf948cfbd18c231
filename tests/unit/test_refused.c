/* What the interface must refuse, and what a refused call must leave as it was. */
#include "support.h"

#include <stdlib.h>

#include "dueby.h"

static dueby_profile *profile;
static dueby_calendar *calendar;
static char text[1 << 16];

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

static int32_t type_of(const char *slug) {
  int32_t type = -1;
  assert_int_equal(dueby_profile_find_event(profile, slug, &type), DUEBY_OK);
  return type;
}

static dueby_event event_of(const char *slug, const char *iso) {
  return (dueby_event){.type = type_of(slug), .date = day(iso)};
}

static dueby_query *query_of(const char *address) {
  dueby_query *query = NULL;
  assert_int_equal(dueby_query_new(profile, calendar, address, &query), DUEBY_OK);
  return query;
}

static dueby_timeline_options as_at(const char *iso) {
  return (dueby_timeline_options){.as_at = {0, day(iso), 0}};
}

static dueby_worklist *worklist_of(const dueby_timeline_options *run, uint32_t flags) {
  const dueby_worklist_options options = {.run = run, .flags = flags};
  dueby_worklist *worklist = NULL;
  assert_int_equal(dueby_worklist_new(profile, calendar, &options, &worklist), DUEBY_OK);
  return worklist;
}

/* ---- trials ---- */

/* Writes the items of the last run of a trial, each with its state and reason. */
static void write_items(const dueby_trial *trial, char *items, size_t size) {
  const dueby_worklist *worklist = dueby_trial_worklist(trial);
  *items = '\0';
  for (int64_t i = 0; i < dueby_worklist_item_count(worklist); i++)
    for (int32_t what = DUEBY_ITEM_DUTY; what <= DUEBY_ITEM_REASON; what++) {
      assert_int_equal(dueby_worklist_item_text(worklist, i, what, text, sizeof text, NULL), DUEBY_OK);
      assert_true(strlen(items) + strlen(text) + 2 < size);
      strcat(strcat(items, text), "\n");
    }
}

static void test_refused__a_trial_does_not_depend_on_the_trials_before(void **state) {
  (void)state;
  static char alone[4096], after[4096];
  uint8_t *recorded = calloc((size_t)dueby_profile_event_count(profile), 1);
  const dueby_event received = event_of("referral.received", "2026-03-02"), born = event_of("birth", "2012-01-05");
  const dueby_event assessed = event_of("assessment.completed", "2026-05-01"), again = event_of("referral.received", "2026-01-20");
  assert_int_equal(dueby_recorded_add(profile, &received, recorded), DUEBY_OK);
  dueby_timeline_options run = as_at("2026-05-01");
  run.recorded = recorded;
  dueby_worklist *worklist = worklist_of(&run, 0);
  const dueby_case first = {.name = "A", .events = &received, .event_count = 1};
  const dueby_case second = {.name = "B", .events = &born, .event_count = 1};
  dueby_trial *fresh, *used;
  assert_int_equal(dueby_trial_new(worklist, 0, &fresh), DUEBY_OK);
  assert_int_equal(dueby_trial_new(worklist, 0, &used), DUEBY_OK);
  assert_int_equal(dueby_trial_run(fresh, &second, &again), DUEBY_OK);
  write_items(fresh, alone, sizeof alone);
  assert_int_equal(dueby_trial_run(used, &first, &assessed), DUEBY_OK);
  assert_int_equal(dueby_trial_run(used, &second, &again), DUEBY_OK);
  write_items(used, after, sizeof after);
  assert_string_equal(after, alone);
  assert_non_null(strstr(alone, "not in the file"));
  dueby_trial_free(fresh);
  dueby_trial_free(used);
  dueby_worklist_free(worklist);
  free(recorded);
}

static void test_refused__a_trial_reads_a_case_as_a_worklist_does(void **state) {
  (void)state;
  const dueby_timeline_options run = as_at("2026-05-01");
  dueby_worklist *worklist = worklist_of(&run, 0);
  const dueby_event received = event_of("referral.received", "2026-03-02"), tried = event_of("assessment.completed", "2026-05-01");
  dueby_event undated = received;
  dueby_trial *trial;
  undated.date = 0;
  const dueby_case wrong[] = {{.size = 8},
                              {.reserved = 8},
                              {.bad_rows = -1},
                              {.event_count = 2},
                              {.event_count = -1},
                              {.ref_count = 2},
                              {.ref_count = -1},
                              {.column_count = 1},
                              {.unread_count = 1},
                              {.events = &undated, .event_count = 1}};
  assert_int_equal(dueby_trial_new(worklist, 0, &trial), DUEBY_OK);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(dueby_trial_run(trial, &wrong[i], &tried), DUEBY_EARGUMENT);
    assert_int_equal(dueby_worklist_add(worklist, &wrong[i]), DUEBY_EARGUMENT);
  }
  assert_int_equal(dueby_trial_run(trial, NULL, &tried), DUEBY_EARGUMENT);
  struct {
    dueby_case of;
    char more[16];
  } grown = {{.size = sizeof grown}, "later"};
  assert_int_equal(dueby_trial_run(trial, &grown.of, &tried), DUEBY_EARGUMENT);
  memset(grown.more, 0, sizeof grown.more);
  assert_int_equal(dueby_trial_run(trial, &grown.of, &tried), DUEBY_OK);
  dueby_event odd[] = {tried, tried, tried};
  odd[0].reserved = 1;
  odd[1].time = 1;
  odd[2].agreed = (dueby_span){-1, DUEBY_UNIT_DAYS};
  for (int i = 0; i < 3; i++) assert_int_equal(dueby_trial_run(trial, &(dueby_case){0}, &odd[i]), DUEBY_EARGUMENT);
  dueby_trial_free(trial);
  dueby_worklist_free(worklist);
}

/* ---- worklists ---- */

static void test_refused__a_refused_case_changes_nothing(void **state) {
  (void)state;
  const dueby_timeline_options run = as_at("2026-06-01");
  const dueby_event received = event_of("referral.received", "2026-03-02");
  const dueby_event good = event_of("assessment.completed", "2026-05-28");
  dueby_event wrong[5] = {good, good, good, good, good};
  wrong[0].date = 0;
  wrong[1].type = 9999;
  wrong[2].has = 0x80;
  wrong[3].reserved = 1;
  wrong[4].time = 1;
  for (int i = 0; i < 5; i++)
    for (int is_unread = 0; is_unread < 2; is_unread++) {
      const dueby_event events[] = {good, wrong[i]};
      const dueby_case a = {.name = "a", .events = &received, .event_count = 1}, c = {.name = "c", .events = &received, .event_count = 1};
      const dueby_case b = {.name = "b", .events = events, .event_count = 2 - is_unread, .bad_rows = is_unread,
                            .unread = &wrong[i], .unread_count = is_unread};
      dueby_worklist *worklist = worklist_of(&run, DUEBY_WORKLIST_KEEP);
      if (is_unread && (i == 0 || i == 4)) { /* the day of a row that could not be read may be wrong */
        assert_int_equal(dueby_worklist_add(worklist, &b), DUEBY_OK);
        dueby_worklist_free(worklist);
        continue;
      }
      assert_int_equal(dueby_worklist_add(worklist, &a), DUEBY_OK);
      assert_int_equal(dueby_worklist_add(worklist, &b), DUEBY_EARGUMENT);
      assert_string_equal(dueby_worklist_case(worklist)->name, "a");
      assert_day(dueby_worklist_recorded_to(worklist), "2026-03-02");
      assert_int_equal(dueby_worklist_add(worklist, &c), DUEBY_OK);
      assert_int_equal(dueby_worklist_count(worklist, DUEBY_COUNT_CASES), 2);
      assert_int_equal(dueby_worklist_count(worklist, DUEBY_COUNT_ROWS), 2);
      assert_int_equal(dueby_worklist_count(worklist, DUEBY_COUNT_BAD_ROWS), 0);
      assert_day(dueby_worklist_recorded_to(worklist), "2026-03-02");
      dueby_worklist_free(worklist);
    }
}

static void test_refused__a_worklist_refuses_the_options_that_a_run_refuses(void **state) {
  (void)state;
  dueby_holding *holds = calloc((size_t)dueby_profile_event_count(profile), sizeof *holds);
  const dueby_timeline_options good = as_at("2026-06-01");
  dueby_timeline_options wrong[9];
  for (int i = 0; i < 9; i++) wrong[i] = good;
  wrong[0].as_at.date = 0;
  wrong[1].as_at.time = 1;
  wrong[2].as_at.reserved = 1;
  wrong[3].flags = 0x80;
  wrong[4].soon = (dueby_span){1, 99};
  wrong[5].holds = holds;
  wrong[6].ref_count = -1;
  wrong[7].history_from = INT32_MAX;
  wrong[8].size = 8;
  holds[1].what = 99;
  for (int i = 0; i < 9; i++) {
    dueby_worklist *worklist = NULL;
    const dueby_worklist_options options = {.run = &wrong[i]};
    assert_int_equal(dueby_worklist_new(profile, calendar, &options, &worklist), DUEBY_EARGUMENT);
    assert_null(worklist);
  }
  free(holds);
}

static int cases_of(const dueby_worklist *worklist) {
  return (int)dueby_worklist_count(worklist, DUEBY_COUNT_CASES);
}

static void test_refused__the_worklist_of_another_day_has_the_same_facts(void **state) {
  (void)state;
  dueby_timeline_options run = as_at("2026-05-01");
  const dueby_event events[] = {event_of("referral.received", "2026-01-05"), event_of("assessment.completed", "2026-02-01")};
  const char *const columns[] = {"team"}, *const values[] = {"North"}, *const others[] = {"South"};
  const dueby_where where[] = {{"team", "North"}, {"team", "East"}, {NULL, "A"}};
  const int64_t lines[] = {4, 9};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP,
                                          .run = &run,
                                          .where = where,
                                          .where_count = 3,
                                          .recorded_to = day("2026-04-28"),
                                          .style = DUEBY_STYLE_R};
  dueby_worklist *worklist, *other;
  assert_int_equal(dueby_worklist_new(profile, calendar, &options, &worklist), DUEBY_OK);
  const dueby_case a = {.name = "A", .events = events, .event_count = 2, .columns = columns, .values = values, .column_count = 1};
  const dueby_case b = {.name = "B", .events = events, .event_count = 2, .columns = columns, .values = others, .column_count = 1};
  assert_int_equal(dueby_worklist_add(worklist, &a), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &b), DUEBY_NONE);
  dueby_worklist_add_rows(worklist, 1000, 7);
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_BAD_ROWS, 0, 7, lines, 2), DUEBY_OK);
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_MISSPELT, type_of("visit.made"), 3, lines, 2), DUEBY_OK);
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_SKIPPED, 0, 2, lines, 2), DUEBY_OK);
  assert_int_equal(dueby_worklist_set_finding_names(worklist, DUEBY_FINDING_SKIPPED, "plans, reviews"), DUEBY_OK);
  const dueby_when same = {0, day("2026-05-01"), 0};
  assert_int_equal(dueby_worklist_as_at(worklist, &same, &other), DUEBY_OK);
  assert_int_equal(dueby_worklist_narrowed(other), dueby_worklist_narrowed(worklist));
  assert_int_equal(dueby_worklist_recorded_to(other), dueby_worklist_recorded_to(worklist));
  assert_int_equal(cases_of(other), cases_of(worklist));
  for (int32_t what = DUEBY_COUNT_CASES; what <= DUEBY_COUNT_NOT_STATED; what++)
    assert_int_equal(dueby_worklist_count(other, what), dueby_worklist_count(worklist, what));
  for (int64_t i = 0; i < 3; i++) assert_int_equal(dueby_worklist_found(other, i), dueby_worklist_found(worklist, i));
  assert_int_equal(dueby_worklist_finding_count(other), dueby_worklist_finding_count(worklist));
  static char expected[4096];
  for (int64_t i = 0; i < dueby_worklist_finding_count(worklist); i++) {
    assert_int_equal(dueby_worklist_finding_text(worklist, i, expected, sizeof expected, NULL), DUEBY_OK);
    assert_int_equal(dueby_worklist_finding_text(other, i, text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, expected);
  }
  assert_int_equal(dueby_worklist_disclaimer_text(worklist, expected, sizeof expected, NULL), DUEBY_OK);
  assert_int_equal(dueby_worklist_disclaimer_text(other, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, expected);
  dueby_worklist_free(other);
  dueby_worklist_free(worklist);
}

static void test_refused__an_object_names_each_field_once(void **state) {
  (void)state;
  const dueby_timeline_options run = as_at("2026-05-01");
  const dueby_event received = event_of("referral.received", "2026-03-02"), tried = event_of("assessment.completed", "2026-05-02");
  const char *const values[] = {"x"};
  const char *names[] = {"state", "case", "effect", "team"};
  for (int i = 0; i < 4; i++) {
    dueby_worklist *worklist = worklist_of(&run, 0);
    dueby_trial *trial;
    dueby_item item;
    const dueby_case of = {.events = &received, .event_count = 1, .columns = &names[i], .values = values, .column_count = 1};
    assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
    assert_int_equal(dueby_worklist_item(worklist, 0, &item), DUEBY_OK);
    assert_int_equal(dueby_line_json(profile, item.line, item.of, text, sizeof text, NULL), i < 2 ? DUEBY_EARGUMENT : DUEBY_OK);
    assert_int_equal(dueby_trial_new(worklist, 0, &trial), DUEBY_OK);
    assert_int_equal(dueby_trial_run(trial, &of, &tried), DUEBY_OK);
    assert_true(dueby_trial_row_count(trial) > 0);
    assert_int_equal(dueby_trial_row_json(trial, 0, text, sizeof text, NULL), i < 3 ? DUEBY_EARGUMENT : DUEBY_OK);
    dueby_trial_free(trial);
    dueby_worklist_free(worklist);
  }
}

/* ---- facts and triggers ---- */

static void test_refused__facts_are_checked_as_in_a_timeline(void **state) {
  (void)state;
  dueby_query *query = query_of("cp.conference.initial");
  const dueby_event trigger = {.date = day("2026-03-27")}, other = event_of("visit.made", "2026-04-01");
  dueby_event wrong[6];
  for (int i = 0; i < 6; i++) wrong[i] = other;
  wrong[0].type = 9999;
  wrong[1].date = 0;
  wrong[2].reserved = 5;
  wrong[3].time = 1;
  wrong[4].type = 0;
  wrong[5].has = 0x80;
  dueby_deadline deadline, series[2];
  int64_t count;
  dueby_facts facts[12] = {{0}};
  for (int i = 0; i < 6; i++) facts[i] = (dueby_facts){.events = &wrong[i], .event_count = 1};
  facts[6].born = INT32_MAX;
  facts[7].since = INT32_MIN + 1;
  facts[8].met = INT32_MAX;
  facts[9].flags = 0x80;
  facts[10].has = 0xf0;
  facts[11].event_count = 1;
  const dueby_check_options options = {.as_at = {0, day("2026-06-01"), 0}};
  dueby_check check;
  dueby_event kept[1];
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  for (int i = 0; i < 12; i++) {
    dueby_deadline none;
    dueby_facts known;
    assert_int_equal(dueby_query_due(query, &trigger, &facts[i], &none), DUEBY_EARGUMENT);
    assert_int_equal(dueby_query_series(query, &trigger, &facts[i], NULL, 0, series, 2, &count), DUEBY_EARGUMENT);
    assert_int_equal(dueby_query_check(query, &trigger, &facts[i], &deadline, &options, &check), DUEBY_EARGUMENT);
    assert_int_equal(dueby_query_facts(query, &facts[i], &options, kept, &known), DUEBY_EARGUMENT);
    assert_int_equal(dueby_explain_text(profile, calendar, &trigger, &facts[i], &deadline, text, sizeof text, NULL), DUEBY_EARGUMENT);
  }
  dueby_query_free(query);
}

static void test_refused__a_trigger_has_a_type_that_exists(void **state) {
  (void)state;
  dueby_query *query = query_of("cp.conference.initial");
  dueby_deadline deadline, series[2];
  int64_t count;
  for (int i = 0; i < 3; i++) {
    dueby_event trigger = {.date = day("2026-03-27"), .type = (const int32_t[]){-5, 99999, -1}[i]};
    assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_EARGUMENT);
    assert_int_equal(dueby_query_due_by_law(query, &trigger, NULL, NULL, 0, &deadline), DUEBY_EARGUMENT);
    assert_int_equal(dueby_query_series(query, &trigger, NULL, NULL, 0, series, 2, &count), DUEBY_EARGUMENT);
    assert_int_equal(dueby_deadline_for_rule(profile, 0, calendar, &trigger, NULL, &deadline), DUEBY_EARGUMENT);
  }
  dueby_query_free(query);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refused__a_trial_does_not_depend_on_the_trials_before),
      cmocka_unit_test(test_refused__a_trial_reads_a_case_as_a_worklist_does),
      cmocka_unit_test(test_refused__a_refused_case_changes_nothing),
      cmocka_unit_test(test_refused__a_worklist_refuses_the_options_that_a_run_refuses),
      cmocka_unit_test(test_refused__the_worklist_of_another_day_has_the_same_facts),
      cmocka_unit_test(test_refused__an_object_names_each_field_once),
      cmocka_unit_test(test_refused__facts_are_checked_as_in_a_timeline),
      cmocka_unit_test(test_refused__a_trigger_has_a_type_that_exists),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
