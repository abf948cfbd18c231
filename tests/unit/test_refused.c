/* Tests calls that functions must refuse without changing anything. */
#include "support.h"

#include <stdlib.h>

#include "dueby.h"
#include "input.h"

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

/* Writes the items of a trial's last run, each with its state and reason. */
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
  const dueby_case wrong[] = {
      {.size = 8},      {.flags = 4},      {.bad_rows = -1},    {.event_count = 2},  {.event_count = -1},
      {.ref_count = 2}, {.ref_count = -1}, {.column_count = 1}, {.unread_count = 1}, {.events = &undated, .event_count = 1}};
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
      const dueby_case a = {.name = "a", .events = &received, .event_count = 1},
                       c = {.name = "c", .events = &received, .event_count = 1};
      const dueby_case b = {.name = "b",
                            .events = events,
                            .event_count = 2 - is_unread,
                            .bad_rows = is_unread,
                            .unread = &wrong[i],
                            .unread_count = is_unread};
      dueby_worklist *worklist = worklist_of(&run, DUEBY_WORKLIST_KEEP);
      if (is_unread && (i == 0 || i == 4)) { /* an unreadable row may have a wrong day */
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
  static const dueby_date outside[] = {INT32_MAX, INT32_MIN + 1};
  for (int i = 0; i < 2; i++) {
    dueby_worklist *worklist = NULL;
    dueby_timeline_options far = good;
    far.as_at.date = outside[i];
    assert_int_equal(dueby_worklist_new(profile, calendar, &(dueby_worklist_options){.run = &far}, &worklist), DUEBY_ECOVERAGE);
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
    assert_int_equal(dueby_explain_text(profile, calendar, &trigger, &facts[i], &deadline, text, sizeof text, NULL),
                     DUEBY_EARGUMENT);
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

/* ---- explanations ---- */

static void test_refused__an_explanation_of_another_answer(void **state) {
  (void)state;
  dueby_query *query = query_of("cp.conference.initial");
  const dueby_event trigger = {.date = day("2026-03-27")}, later = {.date = day("2026-03-30")};
  dueby_deadline deadline, wrong[6];
  dueby_step steps[64];
  int64_t needed = UNTOUCHED;
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  for (int i = 0; i < 6; i++) wrong[i] = deadline;
  wrong[0].due += 1;
  wrong[1].due -= 30;
  wrong[2].version = 99;
  wrong[3].version = -1;
  wrong[4].phase = 99;
  wrong[5].due_time = 0x40000000;
  for (int i = 0; i < 7; i++) {
    const dueby_event *from = i < 6 ? &trigger : &later;
    const dueby_deadline *of = i < 6 ? &wrong[i] : &deadline;
    dueby_explanation *explanation = NULL;
    assert_int_equal(dueby_explain_steps(profile, calendar, from, NULL, of, steps, 64, &needed), DUEBY_EARGUMENT);
    assert_int_equal(dueby_explain_text(profile, calendar, from, NULL, of, text, sizeof text, NULL), DUEBY_EARGUMENT);
    assert_int_equal(dueby_explain_summary(profile, calendar, from, NULL, of, text, sizeof text, NULL), DUEBY_EARGUMENT);
    assert_int_equal(dueby_explanation_new(profile, calendar, from, NULL, of, &explanation), DUEBY_EARGUMENT);
    assert_null(explanation);
  }
  assert_int_equal(dueby_explain_steps(profile, calendar, &trigger, NULL, &deadline, NULL, 0, &needed), DUEBY_ESPACE);
  assert_true(needed > 0 && needed <= 64);
  assert_int_equal(dueby_explain_steps(profile, calendar, &trigger, NULL, &deadline, NULL, 50, NULL), DUEBY_ESPACE);
  assert_int_equal(dueby_explain_steps(profile, calendar, &trigger, NULL, &deadline, steps, -1, NULL), DUEBY_ESPACE);
  dueby_query_free(query);
}

/* Explaining a later occurrence is not refused, nor is explaining a first occurrence that began later than its trigger. */
static void test_refused__no_answer_of_a_series(void **state) {
  (void)state;
  const char *const addresses[] = {"cp.visit", "cla.visit", "cla.review", "cp.conference.review", "supervision"};
  for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
    dueby_query *query = NULL;
    dueby_deadline series[8];
    int64_t count = 0;
    const dueby_event trigger = {.time = 0, .date = day("2019-11-04")};
    const dueby_facts facts = {.born = day("2012-05-06")};
    if (dueby_query_new(profile, calendar, addresses[i], &query) != DUEBY_OK) continue;
    if (dueby_query_series(query, &trigger, &facts, NULL, 0, series, 8, &count) == DUEBY_OK)
      for (int64_t j = 0; j < count; j++)
        assert_int_equal(dueby_explain_text(profile, calendar, &trigger, &facts, &series[j], text, sizeof text, NULL), DUEBY_OK);
    dueby_query_free(query);
  }
}

/* A field of a deadline, and a wrong value. */
struct tampering {
  const char *field;
  size_t offset, size;
  int64_t value;
  int impossible; /* 1 if no answer can have that value, 2 if no answer to the query can, 0 if another answer can */
};
#define TAMPERED(FIELD, VALUE, IMPOSSIBLE) \
  { #FIELD, offsetof(dueby_deadline, FIELD), sizeof(((dueby_deadline *)0)->FIELD), VALUE, IMPOSSIBLE }

static void tamper(dueby_deadline *deadline, const struct tampering *with) {
  int32_t narrow = (int32_t)with->value;
  memcpy((char *)deadline + with->offset, with->size == sizeof narrow ? (const void *)&narrow : (const void *)&with->value,
         with->size);
}

static void assert_tampering_is_refused(const dueby_query *query, const dueby_event *trigger, const dueby_facts *facts,
                                        const dueby_deadline *deadline, const struct tampering *with) {
  const dueby_check_options options = {.as_at = {.date = deadline->due}};
  const dueby_when met = {.date = deadline->begins + 1};
  const dueby_step start = {.kind = DUEBY_STEP_START, .first = deadline->begins, .last = deadline->begins, .holiday = -1};
  dueby_deadline wrong = *deadline, next;
  dueby_explanation *explanation = NULL;
  dueby_step steps[64];
  dueby_check check;
  int64_t needed = UNTOUCHED;
  tamper(&wrong, with);
  print_message("%s = %lld\n", with->field, (long long)with->value);
  const dueby_answer answer = {.trigger = trigger, .deadline = &wrong},
                     by_law = {.trigger = trigger, .deadline = deadline, .due_by_law = &wrong};
  assert_int_equal(dueby_explain_steps(profile, calendar, trigger, facts, &wrong, steps, 64, &needed), DUEBY_EARGUMENT);
  assert_int_equal(dueby_explain_text(profile, calendar, trigger, facts, &wrong, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_explain_summary(profile, calendar, trigger, facts, &wrong, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_explanation_new(profile, calendar, trigger, facts, &wrong, &explanation), DUEBY_EARGUMENT);
  assert_int_equal(needed, UNTOUCHED);
  assert_null(explanation);
  if (!with->impossible) return;
  assert_int_equal(dueby_query_check(query, trigger, facts, &wrong, &options, &check), DUEBY_EARGUMENT);
  assert_int_equal(dueby_answer_json(query, &answer, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_answer_json(query, &by_law, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_step_json(query, &wrong, &start, text, sizeof text, NULL), DUEBY_EARGUMENT);
  if (with->impossible == 2) return;
  assert_int_equal(dueby_deadline_next(profile, calendar, trigger, facts, &wrong, &met, &next), DUEBY_EARGUMENT);
}

/* Changes each field of an answer: for a one-off duty, for one with a schedule, and for one in hours. */
static void test_refused__a_deadline_that_was_changed(void **state) {
  (void)state;
  const struct {
    const char *address;
    dueby_event trigger;
  } asked[] = {{"cp.conference.initial", {.date = day("2026-03-27")}},
               {"cla.review", {.date = day("2026-03-27")}},
               {"missing.return_interview", {.date = day("2026-03-27"), .time = 1774620000}}}; /* 14:00 */
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
    dueby_query *query = query_of(asked[i].address);
    dueby_deadline good;
    assert_int_equal(dueby_query_due(query, &asked[i].trigger, NULL, &good), DUEBY_OK);
    const struct tampering changes[] = {TAMPERED(due, good.due + 1, i == 2),
                                        TAMPERED(due, DUEBY_DATE_LAST + 1, 1),
                                        TAMPERED(due, INT32_MAX, 1),
                                        TAMPERED(due_time, 1, 1),
                                        TAMPERED(due_time, INT64_MAX, 1),
                                        TAMPERED(begins, good.begins + 1, 0),
                                        TAMPERED(begins, day("2009-01-01"), i == 2),
                                        TAMPERED(begins, DUEBY_DATE_NONE, 1),
                                        TAMPERED(begins, INT32_MAX, 1),
                                        TAMPERED(begins_time, 1774620060, 0),
                                        TAMPERED(begins_time, 1, 1),
                                        TAMPERED(opens, good.opens + 1, 0),
                                        TAMPERED(opens, DUEBY_DATE_NONE, 0),
                                        TAMPERED(opens, DUEBY_DATE_FIRST - 1, 1),
                                        TAMPERED(relied_on, good.due + 1, 0),
                                        TAMPERED(relied_on, INT32_MAX, 1),
                                        TAMPERED(rule, -1, 1),
                                        TAMPERED(rule, dueby_profile_rule_count(profile), 1),
                                        TAMPERED(rule, good.rule ? 0 : dueby_profile_rule_count(profile) - 1, 2),
                                        TAMPERED(version, -1, 1),
                                        TAMPERED(version, 99, 1),
                                        TAMPERED(occurrence, 0, 1),
                                        TAMPERED(occurrence, -1, 1),
                                        TAMPERED(occurrence, 1000000, 1),
                                        TAMPERED(phase, -1, 1),
                                        TAMPERED(phase, 99, 1),
                                        TAMPERED(met_in_phase, -1, 1),
                                        TAMPERED(met_in_phase, 1, 1),
                                        TAMPERED(met_in_phase, INT32_MAX, 1),
                                        TAMPERED(periods_from, good.periods_from - 1, 0),
                                        TAMPERED(periods_from, DUEBY_DATE_NONE, 1),
                                        TAMPERED(certainty, 3, 1),
                                        TAMPERED(certainty, -1, 1),
                                        TAMPERED(certainty, (good.certainty + 1) % 3, 1),
                                        TAMPERED(precision, -1, 1),
                                        TAMPERED(precision, 4, 1),
                                        TAMPERED(precision, DUEBY_PRECISION_ESTIMATED, 0),
                                        TAMPERED(flags, 32, 1),
                                        TAMPERED(flags, INT32_MIN, 1),
                                        TAMPERED(flags, good.flags ^ DUEBY_DEADLINE_LOCAL_DAYS, 1),
                                        TAMPERED(flags, good.flags ^ DUEBY_DEADLINE_UK_DAYS, 1),
                                        TAMPERED(flags, good.flags ^ DUEBY_DEADLINE_IN_HOURS, 0),
                                        TAMPERED(flags, good.flags ^ DUEBY_DEADLINE_UNPROVEN_AGE, 0),
                                        TAMPERED(span_from, good.begins, 1),
                                        TAMPERED(span_minutes, 60, 1),
                                        TAMPERED(span_minutes, -1, 1),
                                        TAMPERED(reserved, 1, 1),
                                        TAMPERED(reserved, -1, 1)};
    for (size_t j = 0; j < sizeof changes / sizeof *changes; j++)
      assert_tampering_is_refused(query, &asked[i].trigger, NULL, &good, &changes[j]);
    assert_int_equal(dueby_explain_text(profile, calendar, &asked[i].trigger, NULL, &good, text, sizeof text, NULL), DUEBY_OK);
    dueby_query_free(query);
  }
}

/* A line's number depends on earlier lines, which a single answer does not have. */
static void test_refused__no_number_of_a_line(void **state) {
  (void)state;
  dueby_query *query = query_of("cla.review");
  const dueby_event trigger = {.date = day("2026-03-27")};
  dueby_deadline deadline;
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  deadline.occurrence = 99;
  const dueby_answer answer = {.trigger = &trigger, .deadline = &deadline};
  assert_int_equal(dueby_explain_text(profile, calendar, &trigger, NULL, &deadline, text, sizeof text, NULL), DUEBY_OK);
  assert_int_equal(dueby_answer_json(query, &answer, text, sizeof text, NULL), DUEBY_OK);
  dueby_query_free(query);
}

/* Tries a check that was changed by hand, and triggers that are not events. */
static void test_refused__an_answer_with_another_check(void **state) {
  (void)state;
  dueby_query *query = query_of("cp.conference.initial");
  const dueby_event trigger = {.date = day("2026-03-27")}, nothing = {0}, apart = {.date = day("2026-03-27"), .time = 1};
  const dueby_check_options options = {.as_at = {.date = day("2026-04-01")}};
  dueby_deadline deadline;
  dueby_check check;
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  assert_int_equal(dueby_query_check(query, &trigger, NULL, &deadline, &options, &check), DUEBY_OK);
  dueby_check wrong[] = {check, check, check, check};
  wrong[0].verdict.state = DUEBY_STATE_NOT_COMPUTABLE + 1;
  wrong[1].verdict.state = -1;
  wrong[2].precision = DUEBY_PRECISION_ESTIMATED + 1;
  wrong[3].precision = -1;
  for (int i = 0; i < 6; i++) {
    const dueby_event *from = i == 4 ? &nothing : i == 5 ? &apart : &trigger;
    const dueby_answer answer = {
        .trigger = from, .deadline = &deadline, .judged_by = &options, .check = i < 4 ? &wrong[i] : &check};
    assert_int_equal(dueby_answer_json(query, &answer, text, sizeof text, NULL), DUEBY_EARGUMENT);
    if (i >= 4) assert_int_equal(dueby_query_check(query, from, NULL, &deadline, &options, &check), DUEBY_EARGUMENT);
  }
  dueby_query_free(query);
}

/* ---- events ---- */

/* A bit above the bits of the vocabulary's tags is not a tag. It is refused everywhere, except in a row whose tags could not be
 * read. */
static void test_refused__a_tag_that_the_profile_lacks(void **state) {
  (void)state;
  dueby_query *query = query_of("cp.conference.initial");
  int32_t count = dueby_profile_tag_count(profile);
  const int32_t beyond[] = {count, 64, 127};
  for (int i = 0; i < 3; i++) {
    dueby_event event = event_of("strategy_discussion.held", "2026-03-27"), plain = event;
    const dueby_facts facts = {.events = &event, .event_count = 1};
    const dueby_timeline_options run = as_at("2026-04-10");
    dueby_worklist *worklist = worklist_of(&run, 0);
    const dueby_case as_event = {.name = "1", .events = &event, .event_count = 1},
                     as_unread = {.name = "1", .unread = &event, .unread_count = 1};
    dueby_deadline deadline;
    assert_true(count < 64);
    assert_int_equal(dueby_tags_add(&event.tags, beyond[i]), DUEBY_OK);
    assert_int_equal(dueby_query_due(query, &event, NULL, &deadline), DUEBY_EARGUMENT);
    assert_int_equal(dueby_query_due(query, &plain, &facts, &deadline), DUEBY_EARGUMENT);
    assert_int_equal(dueby_worklist_add(worklist, &as_event), DUEBY_EARGUMENT);
    assert_int_equal(dueby_worklist_add(worklist, &as_unread), DUEBY_OK); /* the row's tags could not be read */
    event.tags = (dueby_tags){{0, 0}};
    assert_int_equal(dueby_tags_add(&event.tags, count - 1), DUEBY_OK);
    assert_int_equal(dueby_query_due(query, &event, NULL, &deadline), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(worklist, &as_event), DUEBY_OK);
    dueby_worklist_free(worklist);
  }
  dueby_query_free(query);
}

static void test_refused__an_amount_without_a_unit(void **state) {
  (void)state;
  dueby_query *query = query_of("cp.conference.initial");
  const dueby_span wrong[] = {{3, 0}, {-1, 0}, {0, DUEBY_UNIT_DAYS}, {-3, DUEBY_UNIT_DAYS}, {3, -1}, {3, DUEBY_UNIT_MINUTES + 1}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    const dueby_event trigger = {.date = day("2026-03-27"), .agreed = wrong[i]};
    dueby_deadline deadline;
    assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_EARGUMENT);
  }
  dueby_query_free(query);
}

/* A conference on 1 April meets the duty if the strategy discussion has the same negative ref. */
static void test_refused__no_negative_ref(void **state) {
  (void)state;
  dueby_event events[] = {event_of("strategy_discussion.held", "2026-03-27"), event_of("icpc.held", "2026-04-01")};
  const dueby_timeline_options run = as_at("2026-04-02");
  const int64_t offsets[] = {0, 2};
  const char *const refs[][2] = {{"same", "met"}, {"another", "not met"}};
  for (int i = 0; i < 2; i++) {
    dueby_timeline *timeline = NULL;
    int64_t count = 0, met = 0;
    events[0].ref = -7;
    events[1].ref = i ? -8 : -7;
    assert_int_equal(dueby_timeline_new(profile, calendar, &timeline), DUEBY_OK);
    assert_int_equal(dueby_timeline_run(timeline, events, offsets, 1, &run, &count), DUEBY_OK);
    for (int64_t j = 0; j < count; j++) met += dueby_timeline_lines(timeline)[j].met == 1;
    print_message("%s ref: %s\n", refs[i][0], refs[i][1]);
    assert_int_equal(met > 0, !i);
    dueby_timeline_free(timeline);
  }
}

/* ---- arrays and sizes ---- */

/* A negative size counts as 0: nothing is written, and the needed size is returned. */
static void test_refused__a_negative_size(void **state) {
  (void)state;
  const int64_t sizes[] = {0, -1, INT64_MIN};
  const dueby_when when = {0, day("2026-03-27"), 0};
  for (int i = 0; i < 3; i++) {
    char kept[16] = "kept";
    int64_t needed = 0;
    assert_int_equal(dueby_when_text(&when, kept, sizes[i], &needed), DUEBY_ESPACE);
    assert_int_equal(needed, 11);
    assert_int_equal(dueby_span_text((dueby_span){3, DUEBY_UNIT_DAYS}, kept, sizes[i], &needed), DUEBY_ESPACE);
    assert_int_equal(needed, 7);
    assert_int_equal(dueby_profile_digest(profile, kept, sizes[i], &needed), DUEBY_ESPACE);
    assert_int_equal(needed, DUEBY_DIGEST_SIZE);
    assert_int_equal(dueby_calendar_changes(calendar, kept, sizes[i], &needed), DUEBY_ESPACE);
    assert_int_equal(needed, 1);
    assert_string_equal(kept, "kept");
  }
}

static void test_refused__what_a_count_cannot_use(void **state) {
  (void)state;
  dueby_date first, last;
  int32_t count = UNTOUCHED;
  dueby_calendar_coverage(calendar, &first, &last, NULL, NULL);
  const dueby_date outside[] = {first - 1, last + 1, DUEBY_DATE_NONE};
  for (int i = 0; i < 3; i++) {
    assert_int_equal(dueby_calendar_count(calendar, outside[i], last, 0, &count), DUEBY_ECOVERAGE);
    assert_int_equal(dueby_calendar_count(calendar, first, outside[i], 0, &count), DUEBY_ECOVERAGE);
  }
  assert_int_equal(dueby_calendar_count(calendar, first, last, -1, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_count(calendar, first, last, DUEBY_INCLUDE_NEITHER + 1, &count), DUEBY_EARGUMENT);
  assert_int_equal(count, UNTOUCHED);
}

static void test_refused__fields_of_a_version_that_a_rule_lacks(void **state) {
  (void)state;
  const int32_t dates[] = {DUEBY_RULE_FROM, DUEBY_RULE_TO, DUEBY_RULE_SUPERSEDED_FROM, DUEBY_RULE_READ_ON},
                numbers[] = {DUEBY_RULE_COUNTING, DUEBY_RULE_ROLL, DUEBY_RULE_RECURS, DUEBY_RULE_COMPUTES, DUEBY_RULE_CHECKED},
                texts[] = {DUEBY_RULE_DOCUMENT, DUEBY_RULE_SECTION, DUEBY_RULE_NOTE, DUEBY_RULE_PAUSE_FROM};
  const int32_t versions[] = {-1, INT32_MIN, dueby_rule_version_count(profile, 0), INT32_MAX};
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 4; j++) assert_int_equal(dueby_rule_number(profile, 0, versions[i], dates[j]), DUEBY_DATE_NONE);
    for (int j = 0; j < 5; j++) assert_int_equal(dueby_rule_number(profile, 0, versions[i], numbers[j]), 0);
    for (int j = 0; j < 4; j++) assert_null(dueby_rule_text(profile, 0, versions[i], texts[j]));
    assert_string_equal(dueby_rule_text(profile, 0, versions[i], DUEBY_RULE_ID), dueby_rule_text(profile, 0, 0, DUEBY_RULE_ID));
  }
  assert_int_equal(dueby_rule_number(profile, -1, 0, DUEBY_RULE_FROM), 0);
}

/* An array of ticks may be overwritten with its answers. */
static void test_refused__no_column_in_its_own_place(void **state) {
  (void)state;
  dueby_query *query = query_of("cp.conference.initial");
  enum { A_DAY = 86400 };
  int64_t ticks[] = {INT64_MIN, day("2026-03-27") * (int64_t)A_DAY + 3600}, failed = UNTOUCHED;
  const dueby_due_tick_columns columns = {.count = 2, .ticks_per_day = A_DAY, .trigger = ticks, .due = ticks};
  assert_int_equal(dueby_query_due_many_ticks(query, &columns, &failed), DUEBY_OK);
  assert_int_equal(failed, 0);
  assert_true(ticks[0] == INT64_MIN && ticks[1] == day("2026-04-21") * (int64_t)A_DAY);
  dueby_query_free(query);
}

static void test_refused__no_array_with_a_count(void **state) {
  (void)state;
  const dueby_date one = day("2026-03-27");
  const dueby_span span = {3, DUEBY_UNIT_WORKING_DAYS};
  dueby_calendar *made = NULL;
  dueby_date date;
  int32_t days;
  assert_int_equal(dueby_calendar_from_days("scotland", NULL, NULL, 1, &made), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_with_days(calendar, DUEBY_CHANGE_ADD, NULL, 2, NULL, &made), DUEBY_EARGUMENT);
  assert_null(made);
  assert_int_equal(dueby_calendar_missing_year(NULL, 3), 0);
  assert_int_equal(dueby_calendar_count_many(calendar, NULL, &one, 0, 1, &days, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_count_many(calendar, &one, NULL, 0, 1, &days, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_count_many(calendar, &one, &one, 0, 1, NULL, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_calendar_count_many(calendar, &one, &one, 0, -1, &days, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_span_add_many(span, 0, 0, calendar, NULL, 1, &date, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_span_add_many(span, 0, 0, calendar, &one, 1, NULL, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_span_add_many(span, 0, 0, calendar, &one, -1, &date, NULL, NULL), DUEBY_EARGUMENT);
  const dueby_span none = {0, 0}, odd = {1, 99};
  assert_int_equal(dueby_deadline_check_many(calendar, NULL, NULL, 1, one, none, NULL, NULL, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_check_many(calendar, &one, NULL, -1, one, none, NULL, NULL, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_check_many(calendar, &one, NULL, 1, one, odd, NULL, NULL, NULL, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_deadline_check_many(calendar, &one, NULL, 1, INT32_MAX, none, NULL, NULL, NULL, NULL), DUEBY_EARGUMENT);
  int64_t count;
  assert_int_equal(dueby_compare_profiles(profile, profile, calendar, one, one, NULL, 4, &count), DUEBY_EARGUMENT);
  dueby_query *query = query_of("cp.conference.initial");
  const dueby_due_columns columns[] = {{.count = 1, .due = &date}, {.count = -1, .trigger = &one}, {.flags = 0x7ff0}};
  for (int i = 0; i < 3; i++) assert_int_equal(dueby_query_due_many(query, &columns[i], NULL), DUEBY_EARGUMENT);
  const dueby_due_tick_columns ticks[] = {{.count = 1, .ticks_per_day = 1}, {.flags = 0x7ff0, .ticks_per_day = 1}};
  for (int i = 0; i < 2; i++) assert_int_equal(dueby_query_due_many_ticks(query, &ticks[i], NULL), DUEBY_EARGUMENT);
  uint8_t status = 0;
  const dueby_date never = INT32_MAX;
  const dueby_due_columns born = {.count = 1, .trigger = &one, .born = &never, .due = &date, .status = &status};
  int64_t failed = 0;
  assert_int_equal(dueby_query_due_many(query, &born, &failed), DUEBY_OK);
  assert_int_equal(status, DUEBY_EARGUMENT);
  assert_int_equal(failed, 1);
  dueby_query_free(query);
}

static void test_refused__no_memory_of_a_negative_size(void **state) {
  (void)state;
  char byte = 'x';
  int64_t needed;
  const dueby_when when = {0, day("2026-03-27"), 0}, reserved = {0, day("2026-03-27"), 5};
  assert_int_equal(dueby_when_text(&when, &byte, -1, &needed), DUEBY_ESPACE);
  assert_int_equal(byte, 'x');
  assert_int_equal(needed, 11);
  assert_int_equal(dueby_when_text(&reserved, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_explain_when(&reserved, text, sizeof text, NULL), DUEBY_EARGUMENT);
}

static void test_refused__nothing_before_the_first_run(void **state) {
  (void)state;
  dueby_timeline *timeline;
  int64_t count;
  assert_int_equal(dueby_timeline_new(profile, calendar, &timeline), DUEBY_OK);
  for (int32_t event = -1; event <= dueby_profile_event_count(profile); event++)
    assert_int_equal(dueby_timeline_left_out_trigger(timeline, event), -1);
  assert_int_equal(dueby_timeline_run(timeline, NULL, NULL, 1, NULL, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_timeline_left_out_trigger(timeline, 3), -1);
  dueby_timeline_free(timeline);
}

/* ---- unknown bits ---- */

static void test_refused__bits_that_no_header_names(void **state) {
  (void)state;
  const dueby_timeline_options run = as_at("2026-05-01");
  const dueby_worklist_options wrong[] = {{.run = &run, .flags = 0x80}, {.run = &run, .states = 1 << 20}, {.run = NULL}};
  dueby_worklist *worklist = NULL;
  for (int i = 0; i < 3; i++) assert_int_equal(dueby_worklist_new(profile, calendar, &wrong[i], &worklist), DUEBY_EARGUMENT);
  worklist = worklist_of(&run, DUEBY_WORKLIST_KEEP);
  const dueby_measure_options measures[] = {{.reserved = 9},
                                            {.basis = 99},
                                            {.as_at = day("2026-05-02")},
                                            {.from = day("2026-04-02"), .to = day("2026-04-01")},
                                            {.basis = DUEBY_MEASURE_AT, .to = day("2026-04-30")}};
  dueby_summary *summary = NULL;
  for (int i = 0; i < 5; i++) assert_int_equal(dueby_summary_new(worklist, &measures[i], NULL, &summary), DUEBY_EARGUMENT);
  assert_null(summary);
  const dueby_measure_options right[] = {{.as_at = day("2026-05-01")},
                                         {.basis = DUEBY_MEASURE_AT, .to = day("2026-05-01")},
                                         {.basis = DUEBY_MEASURE_AT, .to = day("2026-06-01")},
                                         {.basis = DUEBY_MEASURE_AT}};
  for (int i = 0; i < 4; i++) {
    assert_int_equal(dueby_summary_new(worklist, &right[i], NULL, &summary), DUEBY_OK);
    dueby_summary_free(summary);
  }
  dueby_query *query = query_of("cp.conference.initial");
  const dueby_event trigger = {.date = day("2026-03-27")};
  const dueby_when when = {0, day("2026-05-01"), 0}, odd = {0, day("2026-05-01"), 1};
  const dueby_check_options options[] = {{.as_at = odd}, {.met = odd}, {.as_at = when, .ended = odd}};
  dueby_deadline deadline;
  dueby_check check;
  assert_int_equal(dueby_query_due(query, &trigger, NULL, &deadline), DUEBY_OK);
  for (int i = 0; i < 3; i++)
    assert_int_equal(dueby_query_check(query, &trigger, NULL, &deadline, &options[i], &check), DUEBY_EARGUMENT);
  dueby_query_free(query);
  dueby_worklist_free(worklist);
}

static void test_refused__names_that_are_too_long(void **state) {
  (void)state;
  const dueby_timeline_options run = as_at("2026-05-01");
  dueby_worklist *worklist = worklist_of(&run, 0);
  char longest[DUEBY_NAME_BYTES_MAX + 2];
  const char *const ref = longest;
  memset(longest, 'x', sizeof longest);
  longest[DUEBY_NAME_BYTES_MAX + 1] = '\0';
  const dueby_case named = {.name = longest}, referred = {.refs = &ref, .ref_count = 1};
  assert_int_equal(dueby_worklist_add(worklist, &named), DUEBY_ELIMIT);
  assert_int_equal(dueby_worklist_add(worklist, &referred), DUEBY_ELIMIT);
  longest[DUEBY_NAME_BYTES_MAX] = '\0';
  assert_int_equal(dueby_worklist_add(worklist, &named), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &referred), DUEBY_OK);
  dueby_worklist_free(worklist);
}

static void test_refused__a_ref_does_not_move_the_cursor(void **state) {
  (void)state;
  const dueby_timeline_options run = as_at("2026-05-01");
  dueby_worklist *worklist = worklist_of(&run, 0);
  dueby_event received = event_of("referral.received", "2026-03-02");
  const char *const ref = "A\x1b[2J\xff";
  const dueby_case of = {.events = &received, .event_count = 1, .refs = &ref, .ref_count = 1};
  received.ref = 1;
  assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
  assert_int_equal(dueby_worklist_item_text(worklist, 0, DUEBY_ITEM_DUTY, text, sizeof text, NULL), DUEBY_OK);
  assert_non_null(strstr(text, ", A [2J "));
  dueby_worklist_free(worklist);
}

static void test_refused__not_a_law_without_a_date(void **state) {
  (void)state;
  dueby_query *query = query_of("s47.strategy_discussion");
  const dueby_event trigger = {.date = day("2026-03-27")};
  dueby_deadline deadline;
  assert_int_equal(dueby_query_due_by_law(query, &trigger, NULL, NULL, 0, &deadline), DUEBY_DONE);
  dueby_query_free(query);
}

/* ---- growth ---- */

/* A struct as it was in its first release, and as it is in this release. */
struct first {
  uint32_t size;
  int32_t one;
};
struct grown {
  uint32_t size;
  int32_t one;
  int64_t more;
};
#define LAST_IN_grown one
typedef struct grown grown;

/* The sizes below are deliberately wrong. A compiler that saw them in a direct call would refuse to compile it. */
static int (*volatile take)(void *to, size_t known, size_t first, const void *from) = input_take;

#define TAKE_GROWN(to, from) take(to, sizeof(grown), INPUT_FIRST(grown, LAST_IN_grown), from)

static void test_refused__not_a_struct_that_has_grown(void **state) {
  (void)state;
  const struct {
    struct first first;
    int64_t after; /* memory that does not belong to the caller */
  } old = {{sizeof old.first, 5}, -1}, unsaid = {{0, 5}, -1};
  const grown now = {sizeof now, 5, 7}, small = {4, 5, 7}, huge = {UINT32_MAX, 5, 7}, between = {12, 5, 7};
  struct {
    grown known;
    int64_t later;
  } newer = {{sizeof newer, 5, 7}, 0};
  grown taken;
  assert_true(TAKE_GROWN(&taken, &old));
  assert_true(taken.one == 5 && taken.more == 0);
  assert_true(TAKE_GROWN(&taken, &unsaid));
  assert_true(taken.one == 5 && taken.more == 0);
  assert_true(TAKE_GROWN(&taken, &now));
  assert_true(taken.one == 5 && taken.more == 7);
  assert_true(TAKE_GROWN(&taken, &newer));
  assert_true(taken.one == 5 && taken.more == 7);
  newer.later = 1;
  assert_false(TAKE_GROWN(&taken, &newer));
  assert_false(TAKE_GROWN(&taken, &small));
  assert_false(TAKE_GROWN(&taken, &huge));
  assert_true(TAKE_GROWN(&taken, &between));
  assert_false(TAKE_GROWN(&taken, NULL));
  assert_true(taken.one == 0 && taken.more == 0);
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
      cmocka_unit_test(test_refused__an_explanation_of_another_answer),
      cmocka_unit_test(test_refused__no_answer_of_a_series),
      cmocka_unit_test(test_refused__a_deadline_that_was_changed),
      cmocka_unit_test(test_refused__no_number_of_a_line),
      cmocka_unit_test(test_refused__an_answer_with_another_check),
      cmocka_unit_test(test_refused__a_tag_that_the_profile_lacks),
      cmocka_unit_test(test_refused__an_amount_without_a_unit),
      cmocka_unit_test(test_refused__no_negative_ref),
      cmocka_unit_test(test_refused__a_negative_size),
      cmocka_unit_test(test_refused__what_a_count_cannot_use),
      cmocka_unit_test(test_refused__fields_of_a_version_that_a_rule_lacks),
      cmocka_unit_test(test_refused__no_column_in_its_own_place),
      cmocka_unit_test(test_refused__no_array_with_a_count),
      cmocka_unit_test(test_refused__no_memory_of_a_negative_size),
      cmocka_unit_test(test_refused__nothing_before_the_first_run),
      cmocka_unit_test(test_refused__bits_that_no_header_names),
      cmocka_unit_test(test_refused__names_that_are_too_long),
      cmocka_unit_test(test_refused__a_ref_does_not_move_the_cursor),
      cmocka_unit_test(test_refused__not_a_law_without_a_date),
      cmocka_unit_test(test_refused__not_a_struct_that_has_grown),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
