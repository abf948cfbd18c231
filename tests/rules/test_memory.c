/* Makes the n-th allocation fail, for every n. Each time the status must be DUEBY_EMEMORY, no memory may leak, and outputs must be
 * untouched. */
#include "caseload.h"
#include "dueby/returns.h"
#include "dueby/answer.h"
#include "dueby/compare.h"
#include "dueby/explanation.h"
#include "dueby/finding.h"
#include "dueby/proof.h"
#include "dueby/query.h"
#include "dueby/selection.h"
#include "dueby/summary.h"
#include "fail_each.h"
#include "reports.h"

/* ---- the functions under test ---- */

static void free_calendar(void *made) {
  dueby_calendar_free(made);
}

static void free_profile(void *made) {
  dueby_profile_free(made);
}

/* Returns a new calendar as void *, so one function can test all kinds of objects. */
static dueby_status gave_calendar(dueby_status status, dueby_calendar *calendar, void **made) {
  if (calendar != (void *)&marker) *made = calendar;
  return status;
}

static dueby_status gave_profile(dueby_status status, dueby_profile *profile, void **made) {
  if (profile != (void *)&marker) *made = profile;
  return status;
}

static dueby_status try_calendar_new(const void *divisions, void **made) {
  dueby_calendar *calendar = (void *)&marker;
  dueby_status status = dueby_calendar_new(divisions, DUEBY_DATE_NONE, &calendar);
  return gave_calendar(status, calendar, made);
}

static void test_memory__calendar_new(void **state) {
  (void)state;
  const char *divisions[] = {"england-and-wales", "england-and-wales+scotland+northern-ireland", "none"};
  for (int i = 0; i < 3; i++) assert_true(fail_each(try_calendar_new, free_calendar, divisions[i]) >= 4);
}

static dueby_status try_calendar_with(const void *change, void **made) {
  dueby_calendar *calendar = (void *)&marker;
  const dueby_date days[] = {20000, 20001};
  dueby_status status = dueby_calendar_with_days(known.eaw, *(const int32_t *)change, days, 2, "label", &calendar);
  return gave_calendar(status, calendar, made);
}

static void test_memory__calendar_with(void **state) {
  (void)state;
  const int32_t changes[] = {DUEBY_CHANGE_ADD, DUEBY_CHANGE_CLOSE, DUEBY_CHANGE_CLOSE_ALL};
  for (int i = 0; i < 3; i++) assert_true(fail_each(try_calendar_with, free_calendar, &changes[i]) >= 4);
}

static dueby_status try_calendar_with_weekend(const void *mask, void **made) {
  dueby_calendar *calendar = (void *)&marker;
  dueby_status status = dueby_calendar_with_weekend(known.eaw, *(const int32_t *)mask, &calendar);
  return gave_calendar(status, calendar, made);
}

static void test_memory__calendar_with_weekend(void **state) {
  (void)state;
  const int32_t sunday = 0x40;
  assert_true(fail_each(try_calendar_with_weekend, free_calendar, &sunday) >= 4);
}

static dueby_status try_calendar_of_days(const void *names, void **made) {
  dueby_calendar *calendar = (void *)&marker;
  const dueby_date days[] = {20000, 20082};
  dueby_status status = dueby_calendar_from_days("scotland", days, names, 2, &calendar);
  return gave_calendar(status, calendar, made);
}

static void test_memory__calendar_of_days(void **state) {
  (void)state;
  const char *names[] = {"one", NULL};
  assert_true(fail_each(try_calendar_of_days, free_calendar, names) >= 4);
  assert_true(fail_each(try_calendar_of_days, free_calendar, NULL) >= 4);
}

/* A calendar made from the calendar of a query outlives both. */
static void test_memory__calendar_like_one_that_is_held(void **state) {
  (void)state;
  const dueby_date days[] = {20000};
  int64_t before = memory.live;
  dueby_calendar *base = calendar_of("england-and-wales"), *derived = NULL;
  dueby_query *query = NULL;
  assert_int_equal(dueby_query_new(known.england, base, "cla.visit", &query), DUEBY_OK);
  assert_int_equal(dueby_calendar_with_days(base, DUEBY_CHANGE_ADD, days, 1, NULL, &derived), DUEBY_OK);
  dueby_query_free(query);
  dueby_calendar_free(base);
  dueby_calendar_free(derived);
  assert_int_equal(memory.live, before);
}

static dueby_status try_profile_new(const void *name, void **made) {
  dueby_profile *profile = (void *)&marker;
  dueby_status status = *(const char *)name ? dueby_profile_new(name, &profile) : dueby_profile_vocabulary(&profile);
  return gave_profile(status, profile, made);
}

static void test_memory__profile_new(void **state) {
  (void)state;
  const char *names[] = {"england", "barnet", ""};
  for (int i = 0; i < 3; i++) assert_true(fail_each(try_profile_new, free_profile, names[i]) >= 15);
}

struct yaml {
  const char *text, *folder;
};

static dueby_status try_profile_from_yaml(const void *with, void **made) {
  const struct yaml *yaml = with;
  dueby_diagnostic said[2];
  dueby_diagnostics diagnostics = {said, 2, 0};
  dueby_profile *profile = (void *)&marker;
  dueby_status status = dueby_io_profile_from_yaml(yaml->text, (int64_t)strlen(yaml->text), yaml->folder, &diagnostics, &profile);
  return gave_profile(status, profile, made);
}

static const char plain[] =
    "profile: test\ntitle: Test\nends_all: [case.closed]\nevents: [{slug: own, title: own event}]\ntags: [{tag: mine}]\nrules:\n"
    "  - id: duty\n    title: thing\n    trigger: own\n    due: visit.made\n    within: 3 days\n    needs: [mine]\n    ends: [own]\n"
    "    alternatives: [{name: other, within: 1 week}]\n"
    "  - id: duty\n    name: second\n    title: thing\n    trigger: own\n    due: visit.made\n    versions:\n"
    "      - {to: 2020-12-31, within: 4 days}\n      - {from: 2021-01-01, schedule: [{every: 1 week, times: 2}, {every: 1 month}]}\n";

static void test_memory__profile_from_yaml(void **state) {
  (void)state;
  const struct yaml alone = {plain, NULL}, child = {"profile: child\ntitle: Child\nextends: barnet\nrules: []\n", NULL},
                    in_folder = {"profile: child\ntitle: Child\nextends: council\nrules: []\n", RULES "/profiles"};
  assert_true(fail_each(try_profile_from_yaml, free_profile, &alone) >= 30);
  assert_true(fail_each(try_profile_from_yaml, free_profile, &child) >= 30);
  assert_true(fail_each(try_profile_from_yaml, free_profile, &in_folder) >= 30);
}

/* The memory for a profile's text grows when it is full. Titles of different lengths make it grow at each of the file's texts in
 * turn. */
static void test_memory__profile_from_yaml_whatever_text_grows_it(void **state) {
  (void)state;
  memory.growth_only = 1;
  for (int length = 1; length <= 300; length++) {
    char text[2048];
    snprintf(
        text, sizeof text,
        "profile: p\ntitle: %0*d\nrules:\n"
        "  - {id: duty, title: x, trigger: birth, due: birth, within: 1 day, when: {tag: alone}, replaced_by: duty}\n"
        "  - {id: duty, name: second, title: x, trigger: birth, due: birth, within: 1 day, extension: {event: birth, by: 1 day}}\n"
        "  - {id: duty, name: third, title: x, trigger: birth, due: birth, since: birth, within: 1 day, alternatives: [{name: a, within: 1 day}]}\n",
        length, 1);
    const struct yaml yaml = {text, NULL};
    assert_true(fail_each(try_profile_from_yaml, free_profile, &yaml) >= 10);
  }
  memory.growth_only = 0;
}

/* ---- columns and series: outputs in the caller's memory ---- */

enum { N = 100 };

static int untouched(const void *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (((const unsigned char *)bytes)[i] != 0x5a) return 0;
  return 1;
}

struct due {
  dueby_date due[N];
  int32_t rule[N];
  uint8_t certainty[N], status[N];
  int64_t failed;
};

static void ask_column(const dueby_query *query, struct due *answers) {
  dueby_date triggers[N];
  for (int i = 0; i < N; i++) triggers[i] = 20000 + i;
  memset(answers, 0, sizeof *answers);
  assert_int_equal(dueby_query_due_many(query,
                                        &(dueby_due_columns){.count = N,
                                                             .trigger = triggers,
                                                             .due = answers->due,
                                                             .rule = answers->rule,
                                                             .certainty = answers->certainty,
                                                             .status = answers->status},
                                        &answers->failed),
                   DUEBY_OK);
}

/* Without memory for a table of days, each row of a column is computed separately. */
static void test_memory__columns_need_none(void **state) {
  (void)state;
  struct due expected, answers;
  dueby_query *query;
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.core_group", &query), DUEBY_OK);
  int64_t before = memory.live;
  ask_column(query, &expected);
  for (int n = 1; n <= 2; n++) { /* allocation 1 is the table of due days, allocation 2 the table of other columns */
    memory.calls = 0;
    memory.fail_at = n;
    ask_column(query, &answers);
    memory.fail_at = 0;
    assert_int_equal(memory.calls, n);
    assert_memory_equal(&answers, &expected, sizeof answers);
    assert_int_equal(memory.live, before);
  }
  dueby_query_free(query);
}

static dueby_status try_series(const void *with, void **made) {
  (void)with, (void)made;
  dueby_event trigger = {.time = DUEBY_TIME_NONE, .date = day("2026-03-27")};
  dueby_deadline lines[4];
  int64_t count = UNTOUCHED;
  memset(lines, 0x5a, sizeof lines);
  dueby_status said = dueby_deadline_series(known.barnet, duty_of(known.barnet, "cla.review"), NULL, known.eaw, &trigger, NULL,
                                            NULL, 0, lines, 4, &count);
  assert_int_equal(untouched(lines, sizeof lines) && count == UNTOUCHED, said != DUEBY_OK);
  return said;
}

static void test_memory__series(void **state) {
  (void)state;
  assert_true(fail_each(try_series, NULL, NULL) >= 1);
}

static dueby_status try_compare(const void *with, void **made) {
  (void)with, (void)made;
  static dueby_comparison rows[1000];
  int64_t count = UNTOUCHED;
  dueby_status said =
      dueby_compare_profiles(known.england, known.barnet, known.eaw, day("2026-03-02"), day("2026-03-03"), rows, 1000, &count);
  if (said == DUEBY_EMEMORY) assert_int_equal(count, UNTOUCHED);
  return said;
}

static void test_memory__compare(void **state) {
  (void)state;
  fail_each(try_compare, NULL, NULL);
}

/* ---- explanations ---- */

static void free_explanation(void *made) {
  dueby_explanation_free(made);
}

static dueby_status try_explanation_new(const void *with, void **made) {
  const struct ask *ask = with;
  struct asked asked = ask_deadline(ask);
  dueby_explanation *explanation = (void *)&marker;
  memory.calls = 0; /* counts only the explanation's allocations */
  dueby_status status =
      dueby_explanation_new(ask->profile, ask->calendar, &asked.trigger, &asked.facts, &asked.deadline, &explanation);
  if (explanation != (void *)&marker) *made = explanation;
  return status;
}

/* Makes an explanation of the usual size, and a larger one, which is built twice. */
static void test_memory__explanation_new(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    within: 500 working days\n");
  const struct ask usual = {ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27")};
  const struct ask larger = {.profile = profile, .calendar = known.eaw, .address = "duty", .at = "2026-01-02"};
  assert_int_equal(fail_each(try_explanation_new, free_explanation, &usual), 1);
  assert_int_equal(fail_each(try_explanation_new, free_explanation, &larger), 2);
  dueby_profile_free(profile);
}

/* ---- JSON ---- */

static dueby_status try_answer_json(const void *with, void **made) {
  (void)made;
  struct asked asked = ask_deadline(&(struct ask){ENGLAND(.address = "cp.conference.initial", .at = "2026-03-27")});
  const dueby_answer answer = {.trigger = &asked.trigger, .deadline = &asked.deadline};
  char text[4096] = "kept";
  memory.calls = 0; /* counts only the text's allocations */
  dueby_status status = dueby_answer_json(with, &answer, text, sizeof text, NULL);
  if (status != DUEBY_OK) assert_string_equal(text, "kept");
  return status;
}

static dueby_status try_versions_json(const void *with, void **made) {
  (void)made;
  char text[4096] = "kept";
  dueby_status status = dueby_versions_json(known.england, with, text, sizeof text, NULL);
  if (status != DUEBY_OK) assert_string_equal(text, "kept");
  return status;
}

static void test_memory__json(void **state) {
  (void)state;
  dueby_query *query = NULL;
  dueby_calendar *added = with_day(known.eaw, DUEBY_CHANGE_ADD, "2026-11-09", NULL);
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.conference.initial", &query), DUEBY_OK);
  assert_int_equal(fail_each(try_answer_json, NULL, query), 1);
  assert_int_equal(fail_each(try_versions_json, NULL, added), 1);
  dueby_query_free(query);
  dueby_calendar_free(added);
}

/* ---- timeline and caseload ---- */

static void free_timeline(void *made) {
  dueby_timeline_free(made);
}

static dueby_status try_timeline_new(const void *with, void **made) {
  (void)with;
  dueby_timeline *timeline = (void *)&marker;
  dueby_status status = dueby_timeline_new(known.barnet, known.eaw, &timeline);
  if (timeline != (void *)&marker) *made = timeline;
  return status;
}

static void test_memory__timeline_new(void **state) {
  (void)state;
  assert_true(fail_each(try_timeline_new, free_timeline, NULL) >= 5);
}

/* Weekly visits for years make more events, lines and rule dates than fit into the initial allocation. */
enum { WEEKS = 200 };

static void many_weeks(dueby_event *events, int64_t *offsets) {
  for (int i = 0; i < WEEKS; i++) {
    dueby_event event = {
        .time = DUEBY_TIME_NONE, .date = 20000 - 7 * i, .type = event_of(known.barnet, "visit.made"), .row = i + 1};
    events[i] = event;
  }
  events[WEEKS - 1].type = event_of(known.barnet, "cp_plan.started");
  offsets[0] = 0;
  offsets[1] = WEEKS;
}

static dueby_timeline_options asked_of(dueby_date as_at) {
  dueby_timeline_options options = {.as_at = {DUEBY_TIME_NONE, as_at, 0}, .horizon = as_at + 100, .history_from = DUEBY_DATE_NONE};
  return options;
}

static dueby_status try_timeline_run(const void *with, void **made) {
  (void)with, (void)made;
  dueby_event events[WEEKS];
  int64_t offsets[2], count = UNTOUCHED;
  dueby_timeline_options options = asked_of(20030);
  dueby_timeline *timeline = NULL;
  many_weeks(events, offsets);
  dueby_status status = dueby_timeline_new(known.barnet, known.eaw, &timeline);
  if (status != DUEBY_OK) return status;
  status = dueby_timeline_run(timeline, events, offsets, 1, &options, &count);
  assert_int_equal(count == UNTOUCHED, status != DUEBY_OK);
  dueby_timeline_free(timeline);
  return status;
}

static void test_memory__timeline_run(void **state) {
  (void)state;
  assert_true(fail_each(try_timeline_run, NULL, NULL) >= 12);
}

/* After a run that fails for lack of memory, the timeline can be run again. */
static void test_memory__timeline_goes_on(void **state) {
  (void)state;
  dueby_event events[WEEKS];
  int64_t offsets[2], expected = 0, again = 0, count, failures = 0;
  dueby_timeline_options options = asked_of(20030);
  dueby_timeline *timeline = NULL;
  many_weeks(events, offsets);
  assert_int_equal(dueby_timeline_new(known.barnet, known.eaw, &timeline), DUEBY_OK);
  assert_int_equal(dueby_timeline_run(timeline, events, offsets, 1, &options, &expected), DUEBY_OK);
  assert_true(expected > 100);
  dueby_date due = dueby_timeline_lines(timeline)[expected - 1].deadline.due;
  dueby_timeline_free(timeline);
  for (int64_t n = 1;; n++) {
    assert_int_equal(dueby_timeline_new(known.barnet, known.eaw, &timeline), DUEBY_OK);
    count = UNTOUCHED;
    memory.calls = 0;
    memory.fail_at = n;
    dueby_status status = dueby_timeline_run(timeline, events, offsets, 1, &options, &count);
    memory.fail_at = 0;
    if (status == DUEBY_EMEMORY) failures++;
    assert_int_equal(dueby_timeline_run(timeline, events, offsets, 1, &options, &again), DUEBY_OK);
    assert_int_equal(again, expected);
    assert_int_equal(dueby_timeline_lines(timeline)[again - 1].deadline.due, due);
    dueby_timeline_free(timeline);
    if (status == DUEBY_OK) break;
  }
  assert_true(failures >= 6);
}

/* Reads files with refs, carried values, agreements, unknown tags and bad rows, with their cases in order and out of order. */
struct caseload_told {
  const char *text;
  int32_t flags;
  int64_t cases;
};

static dueby_status read_all(dueby_caseload *caseload, int64_t wanted) {
  dueby_case at;
  int64_t cases = 0, events = 0;
  dueby_status status;
  while ((status = dueby_caseload_next(caseload, &at)) == DUEBY_OK) {
    cases++;
    for (int64_t i = 0; i < at.event_count; i++) events += at.events[i].row > 0;
  }
  if (status != DUEBY_DONE) {
    assert_true(cases <= wanted && events >= cases - 1); /* the cases returned before the failure are complete */
    return status;
  }
  assert_int_equal(cases, wanted);
  return DUEBY_OK;
}

static dueby_status try_caseload(const void *with, void **made) {
  (void)made;
  const struct caseload_told *told = with;
  dueby_csv_memory bytes = {told->text, (int64_t)strlen(told->text), 0};
  dueby_caseload_options options = {.date_order = DUEBY_ORDER_ISO, .flags = told->flags};
  dueby_caseload *caseload = (void *)&marker;
  dueby_status status = dueby_caseload_new(known.barnet, dueby_csv_from_memory, &bytes, &options, &caseload);
  if (status != DUEBY_OK) {
    assert_ptr_equal(caseload, &marker);
    return status;
  }
  status = read_all(caseload, told->cases);
  dueby_caseload_free(caseload);
  return status;
}

static const char out_of_order[] =
    "case,event,at,ref,tags,team\n18,birth,2026-03-02,,,North\n17,visit.made,2026-03-02,b,alone;agreed=1 week;agreed=2 weeks,\n"
    "18,visit.made,2026-03-05,a,agreed.cin.visit=1 week,South\n17,visit.made,,,,\n19,birth,2026-03-02,,sideways;agreed.nothing=1 week,\n";
static const char in_order[] =
    "case,event,at,ref,tags,team\n18,birth,2026-03-02,,,North\n18,visit.made,2026-03-05,a,agreed.cin.visit=1 week,South\n"
    "17,visit.made,2026-03-02,b,alone;agreed=1 week;agreed=2 weeks,\n17,visit.made,,,,\n19,birth,2026-03-02,,,\n";

static void test_memory__caseload(void **state) {
  (void)state;
  const struct caseload_told told[] = {{out_of_order, 0, 3}, {in_order, 0, 3}, {in_order, DUEBY_CASELOAD_BY_CASE, 3}};
  for (int i = 0; i < 3; i++) assert_true(fail_each(try_caseload, NULL, &told[i]) >= 20);
}

/* Reads files of events and of a return from memory, and makes a worklist. */
static dueby_status try_files(const void *with, void **made) {
  (void)made;
  static dueby_diagnostic items[4];
  const char *text = with;
  const dueby_file file = {"file.csv", text, (int64_t)strlen(text)};
  const dueby_caseload_options options = {.as_at = 20543}; /* 2026-03-31 */
  const dueby_timeline_options run = {.as_at = {DUEBY_TIME_NONE, 20543, 0}};
  const dueby_where where = {"TEAM", "Somewhere else"}; /* not similar to any team's name, so there is no suggestion */
  const dueby_worklist_options asked = {
      .flags = DUEBY_WORKLIST_KEEP, .run = &run, .where = &where, .where_count = text == out_of_order};
  dueby_diagnostics said = {items, 4, 0};
  dueby_caseload *caseload = NULL;
  dueby_worklist *worklist = NULL;
  dueby_status status = dueby_caseload_from_files(known.barnet, &file, 1, &options, &said, &caseload);
  if (status == DUEBY_OK) status = dueby_caseload_to_worklist(caseload, known.eaw, &asked, &worklist);
  assert_true((status == DUEBY_OK) == (worklist != NULL));
  dueby_worklist_free(worklist);
  dueby_caseload_free(caseload);
  return status;
}

static void test_memory__files(void **state) {
  (void)state;
  const char *const texts[] = {out_of_order, "CHILD,DOB,REVIEW,REVIEW_CODE\n2001,06/05/2014,27/06/2025,PN1\n"};
  for (int i = 0; i < 2; i++) assert_true(fail_each(try_files, NULL, texts[i]) >= 20);
}

/* Reads enough cases to make every table grow. */
static void test_memory__caseload_of_many(void **state) {
  (void)state;
  static char text[200000];
  int64_t used = sprintf(text, "case,event,at,ref,team\n");
  for (int i = 0; i < 2000; i++) used += sprintf(text + used, "case %d,visit.made,2026-03-02,ref %d,team %d\n", i, i, i);
  const struct caseload_told together = {text, 0, 2000}, by_case = {text, DUEBY_CASELOAD_BY_CASE, 2000};
  memory.growth_only = 1;
  assert_true(fail_each(try_caseload, NULL, &together) >= 10);
  memory.growth_only = 0;
  assert_true(fail_each(try_caseload, NULL, &by_case) >= 10);
}

/* ---- worklists ---- */

static const char of_three[] =
    "case,event,at,ref,team\n18,birth,2020-03-02,,North\n18,referral.received,2026-03-05,a,South\n"
    "17,strategy_discussion.held,2026-03-02,,\n17,visit.made,,,\n19,referral.received,2026-03-02,,East\n";

static dueby_status use_worklist(dueby_worklist *worklist, dueby_summary *summary) {
  char text[8192];
  dueby_item item;
  dueby_status status = dueby_worklist_sort(worklist);
  if (status == DUEBY_OK) status = dueby_summary_add(summary, worklist);
  if (status != DUEBY_OK) return status;
  int64_t first = dueby_worklist_listed(worklist, 0);
  assert_int_equal(dueby_worklist_item(worklist, first, &item), DUEBY_OK);
  status = dueby_line_json(known.england, item.line, item.of, text, sizeof text, NULL);
  if (status == DUEBY_OK) status = dueby_worklist_item_text(worklist, first, DUEBY_ITEM_EXPLANATION, text, sizeof text, NULL);
  return status;
}

static dueby_status fill_worklist(dueby_worklist *worklist) {
  dueby_csv_memory bytes = {of_three, (int64_t)strlen(of_three), 0};
  dueby_caseload_options options = {.date_order = DUEBY_ORDER_ISO};
  dueby_caseload *caseload;
  dueby_status status = dueby_caseload_new(known.england, dueby_csv_from_memory, &bytes, &options, &caseload);
  if (status != DUEBY_OK) return status;
  while ((status = dueby_caseload_feed(caseload, worklist)) == DUEBY_OK) continue;
  dueby_caseload_free(caseload);
  return status == DUEBY_DONE ? DUEBY_OK : status;
}

static dueby_status try_worklist(const void *with, void **made) {
  const dueby_timeline_options run = {.as_at = when_of("2026-06-01"), .selected = with};
  const dueby_where where[] = {{NULL, "18"}, {NULL, "17"}, {NULL, "19"}};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run, .where = where, .where_count = 3};
  const dueby_measure_options due = {.basis = DUEBY_MEASURE_DUE};
  dueby_worklist *worklist = (void *)&marker;
  dueby_summary *summary = NULL;
  (void)made;
  dueby_status status = dueby_worklist_new(known.england, known.eaw, &options, &worklist);
  if (status != DUEBY_OK) {
    assert_ptr_equal(worklist, &marker);
    return status;
  }
  status = fill_worklist(worklist);
  if (status == DUEBY_OK) status = dueby_summary_new(worklist, &due, "team", &summary);
  if (status == DUEBY_OK) status = use_worklist(worklist, summary);
  dueby_summary_free(summary);
  dueby_worklist_free(worklist);
  return status;
}

static void test_memory__worklist(void **state) {
  (void)state;
  uint8_t *selected = calloc((size_t)dueby_profile_rule_count(known.england) + 1, 1);
  const char *duty = "assessment.single";
  const dueby_selection_options options = {.duties = &duty, .duty_count = 1};
  assert_non_null(selected);
  assert_int_equal(dueby_selection_make(known.england, &options, selected, NULL), DUEBY_OK);
  assert_true(fail_each(try_worklist, NULL, selected) >= 40);
  free(selected);
}

/* Keeps the worklist of one case, and reads its findings. */
static dueby_status try_case(const void *with, void **made) {
  static dueby_holding holds[RULES_MAX];
  static uint8_t recorded[RULES_MAX];
  static char text[8192];
  const dueby_timeline_options run = {.as_at = when_of("2026-06-01"), .holds = holds, .recorded = recorded};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  dueby_worklist *worklist = NULL;
  (void)made;
  holds[event_of(known.england, "visit.made")] = (dueby_holding){.what = DUEBY_HOLDS_NEVER};
  dueby_status status = dueby_worklist_new(known.england, known.eaw, &options, &worklist);
  if (status != DUEBY_OK) return status;
  status = dueby_worklist_add(worklist, with);
  for (int64_t i = 0; status == DUEBY_OK && i < dueby_worklist_finding_count(worklist); i++) {
    status = dueby_worklist_finding_text(worklist, i, text, sizeof text, NULL);
    if (status == DUEBY_OK) status = dueby_worklist_finding_json(worklist, i, text, sizeof text, NULL);
  }
  dueby_worklist_free(worklist);
  return status;
}

/* The case has refs, some below others and some without a start; a birth; and visits, which the file is said never to hold. */
static void test_memory__case(void **state) {
  (void)state;
  static const char *const refs[] = {"A", "A/B", "C"};
  static const char *const columns[] = {"team"}, *const values[] = {"North"};
  const struct {
    const char *slug, *day;
    int64_t ref;
  } rows[] = {{"birth", "2015-03-02", 0},           {"cla.started", "2025-11-03", 1}, {"placement.started", "2025-11-03", 2},
              {"cla_review.held", "2025-12-01", 3}, {"icpc.held", "2025-12-02", 3},   {"s47.started", "2025-11-10", 1}};
  enum { ROWS = sizeof rows / sizeof *rows };
  dueby_event events[ROWS];
  for (int i = 0; i < ROWS; i++)
    events[i] =
        (dueby_event){.type = event_of(known.england, rows[i].slug), .date = day(rows[i].day), .ref = rows[i].ref, .row = i + 2};
  const dueby_case of = {.name = "1",
                         .events = events,
                         .event_count = ROWS,
                         .refs = refs,
                         .ref_count = 3,
                         .columns = columns,
                         .values = values,
                         .column_count = 1};
  assert_true(fail_each(try_case, NULL, &of) >= 40);
}

struct checking {
  dueby_query *query;
  dueby_event trigger;
  dueby_facts facts;
  dueby_deadline deadline;
};

static dueby_status try_check(const void *with, void **made) {
  const struct checking *checking = with;
  const dueby_check_options options = {.as_at = when_of("2025-06-10")};
  dueby_check check;
  (void)made;
  return dueby_query_check(checking->query, &checking->trigger, &checking->facts, &checking->deadline, &options, &check);
}

/* An event after the day of the check was unknown on that day, so the deadline is computed again without the event. */
static void test_memory__check(void **state) {
  (void)state;
  const dueby_event later = {.type = event_of(known.england, "icpc.not_required"), .date = day("2025-06-20")};
  struct checking checking = {.trigger = {.date = day("2025-06-02")}, .facts = {.events = &later, .event_count = 1}};
  assert_int_equal(dueby_query_new(known.england, known.eaw, "cp.conference.initial", &checking.query), DUEBY_OK);
  assert_int_equal(dueby_query_due(checking.query, &checking.trigger, &checking.facts, &checking.deadline), DUEBY_OK);
  assert_int_equal(fail_each(try_check, NULL, &checking), 1);
  dueby_query_free(checking.query);
}

/* ---- changes, trials and summaries of worklists ---- */

struct compared {
  const dueby_worklist *before, *after;
};

static dueby_status try_changes(const void *with, void **made) {
  static char text[8192];
  const struct compared *compared = with;
  dueby_changes *changes = (void *)&marker;
  (void)made;
  dueby_status status = dueby_changes_new(compared->before, compared->after, &changes);
  if (status != DUEBY_OK) {
    assert_ptr_equal(changes, &marker);
    return status;
  }
  for (int64_t i = 0; i < dueby_changes_count(changes) && status == DUEBY_OK; i++) {
    status = dueby_changes_text(changes, i, text, sizeof text, NULL);
    if (status == DUEBY_OK) status = dueby_changes_json(changes, i, text, sizeof text, NULL);
  }
  dueby_changes_free(changes);
  return status;
}

static void test_memory__changes(void **state) {
  (void)state;
  dueby_worklist *before = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP),
                 *after = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP);
  const struct compared compared = {before, after};
  assert_true(fail_each(try_changes, NULL, &compared) >= 6);
  dueby_worklist_free(before);
  dueby_worklist_free(after);
}

static dueby_status try_trial(const void *with, void **made) {
  static char text[8192];
  struct reported child;
  dueby_trial *trial = (void *)&marker;
  (void)made;
  report_child(&child, 2);
  dueby_status status = dueby_trial_new(with, child.events[2].type, &trial);
  if (status != DUEBY_OK) {
    assert_ptr_equal(trial, &marker);
    return status;
  }
  status = dueby_trial_run(trial, &child.of, &child.events[2]);
  for (int64_t i = 0; status == DUEBY_OK && i < dueby_trial_row_count(trial); i++) {
    status = dueby_trial_row_text(trial, i, text, sizeof text, NULL);
    if (status == DUEBY_OK) status = dueby_trial_row_json(trial, i, text, sizeof text, NULL);
  }
  dueby_trial_free(trial);
  return status;
}

static void test_memory__trial(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  assert_true(fail_each(try_trial, NULL, worklist) >= 6);
  dueby_worklist_free(worklist);
}

static dueby_status try_measures(const void *with, void **made) {
  static char text[8192];
  const dueby_measures_options options = {.year = 2025, .suppress = 1, .column = "team"};
  dueby_definitions *definitions = NULL;
  dueby_measures *measures = (void *)&marker;
  dueby_measures_row row;
  dueby_measures_unit unit;
  int64_t cursor = 0;
  (void)made;
  dueby_status status = dueby_definitions_new(known.england, &definitions);
  if (status == DUEBY_OK) status = dueby_measures_new(with, definitions, &options, &measures);
  if (status != DUEBY_OK) {
    assert_ptr_equal(measures, &marker);
    dueby_definitions_free(definitions);
    return status;
  }
  status = dueby_measures_add(measures, with);
  while (status == DUEBY_OK && (status = dueby_measures_next(measures, 1, &cursor, &row)) == DUEBY_OK)
    status = dueby_measures_json(measures, &row, text, sizeof text, NULL);
  if (status == DUEBY_DONE) status = DUEBY_OK;
  for (int64_t i = 0; status == DUEBY_OK && (status = dueby_measures_unit_at(measures, i, &unit)) == DUEBY_OK; i++)
    status = dueby_measures_unit_json(measures, &unit, text, sizeof text, NULL);
  dueby_measures_free(measures);
  dueby_definitions_free(definitions);
  return status == DUEBY_DONE ? DUEBY_OK : status;
}

static void test_memory__measures(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(3, "2026-03-31", DUEBY_WORKLIST_KEEP);
  assert_true(fail_each(try_measures, NULL, worklist) >= 12);
  dueby_worklist_free(worklist);
}

/* ---- units of measures, and lines with long text ---- */

struct counting {
  const dueby_worklist *worklist;
  const dueby_definitions *definitions;
};

static dueby_status try_units(const void *with, void **made) {
  const struct counting *counting = with;
  const dueby_measures_options options = {.year = 2025};
  uint8_t selected[RULES_MAX];
  dueby_measures *measures = NULL;
  (void)made;
  dueby_status status = dueby_definitions_select(counting->definitions, known.england, selected);
  if (status == DUEBY_OK) status = dueby_measures_new(counting->worklist, counting->definitions, &options, &measures);
  if (status != DUEBY_OK) return status;
  status = dueby_measures_add(measures, counting->worklist);
  dueby_measures_free(measures);
  return status;
}

/* Counts one unit of each kind alone, so that the unit makes the first allocation. */
static void test_memory__units(void **state) {
  (void)state;
  static const char *const kinds[] = {"counts: ended, from: s47.started, to: icpc.held, within: 15 working days",
                                      "counts: ended, from: s47.started, to: icpc.held, at: icpc.held, within: 30 days",
                                      "counts: ended, from: s47.started, to: cp_plan.ended, at: icpc.held, within: 30 days",
                                      "counts: started, from: s47.started, again: 12 months",
                                      "counts: open, from: s47.started, to: cp_plan.ended, longer_than: 5 days",
                                      ("counts: open, from: s47.started, to: cp_plan.ended, duty: cp.conference.initial,"
                                       " in_time: always"),
                                      "counts: due, duty: cp.conference.initial",
                                      "counts: values, column: team, yes: ['1'], of: ['0', '1']"};
  static const char *const columns[] = {"team"}, *const values[] = {"North"};
  const dueby_timeline_options run = {.as_at = when_of("2026-03-31")};
  const dueby_worklist_options listed = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  struct reported child;
  dueby_worklist *worklist = NULL;
  report_child(&child, 3);
  child.of.columns = columns;
  child.of.values = values;
  child.of.column_count = 1;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &listed, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    char yaml[512];
    dueby_definitions *definitions = NULL;
    int length = snprintf(yaml, sizeof yaml, "measures:\n  - {measure: T, title: t, unit: u, share: s, source: x, %s}\n", kinds[i]);
    assert_in_range(length, 1, sizeof yaml - 1);
    assert_int_equal(dueby_definitions_from_yaml(known.england, yaml, length, NULL, &definitions), DUEBY_OK);
    const struct counting counting = {worklist, definitions};
    assert_true(fail_each(try_units, NULL, &counting) >= 6);
    dueby_definitions_free(definitions);
  }
  dueby_worklist_free(worklist);
}

static dueby_status try_line(const void *with, void **made) {
  static char json[8192];
  const dueby_item *item = with;
  (void)made;
  return dueby_line_json(known.england, item->line, item->of, json, sizeof json, NULL);
}

/* A ref of 600 letters, more than a worklist allows, makes a line's key longer than usual. */
static void test_memory__line(void **state) {
  (void)state;
  static char longest[601];
  memset(longest, 'r', sizeof longest - 1);
  const char *const refs[] = {"r"}, *const longer[] = {longest};
  const dueby_timeline_options run = {.as_at = when_of("2025-06-10")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  struct reported child;
  dueby_worklist *worklist = NULL;
  dueby_item item;
  report_child(&child, 2);
  child.events[0].ref = child.events[1].ref = 1;
  child.of.refs = refs;
  child.of.ref_count = 1;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  assert_int_equal(dueby_worklist_item(worklist, 0, &item), DUEBY_OK);
  dueby_case of = *item.of;
  of.refs = longer;
  item.of = &of;
  assert_int_equal(fail_each(try_line, NULL, &item), 1);
  dueby_worklist_free(worklist);
}

static dueby_status try_as_at(const void *with, void **made) {
  const dueby_when later = when_of("2025-07-01");
  dueby_worklist *worklist = (void *)&marker;
  dueby_status status = dueby_worklist_as_at(with, &later, &worklist);
  if (worklist != (void *)&marker) *made = worklist;
  return status;
}

static void free_worklist(void *made) {
  dueby_worklist_free(made);
}

static void test_memory__worklist_as_at(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP);
  assert_true(fail_each(try_as_at, free_worklist, worklist) >= 10);
  dueby_worklist_free(worklist);

  /* with a wanted value that only has a neighbour, and the names of a finding */
  const dueby_timeline_options run = {.as_at = when_of("2025-06-25")};
  const dueby_where where = {"team", "Noth"};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run, .where = &where, .where_count = 1};
  const char *team = "team", *north = "North", *file = "first.csv";
  struct reported child;
  report_child(&child, 3);
  child.of.columns = &team;
  child.of.values = &north;
  child.of.column_count = 1;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_NONE);
  assert_int_equal(dueby_worklist_set_finding_names(worklist, DUEBY_FINDING_SKIPPED, "refs"), DUEBY_OK);
  assert_int_equal(dueby_worklist_set_files(worklist, &file, 1), DUEBY_OK);
  assert_true(fail_each(try_as_at, free_worklist, worklist) >= 10);
  dueby_worklist_free(worklist);
}

static dueby_status try_selection(const void *with, void **made) {
  static uint8_t selected[RULES_MAX];
  (void)made;
  return dueby_selection_make(known.england, with, selected, NULL);
}

static void test_memory__selection(void **state) {
  (void)state;
  const char *duty = "cp.*";
  const dueby_selection_options options = {.duties = &duty, .duty_count = 1};
  assert_int_equal(fail_each(try_selection, NULL, &options), 2);
}

/* ---- test cases ---- */

struct proof_told {
  const char *text;
  int is_yaml;
  int64_t cases, unreadable;
};

static dueby_status run_all(dueby_proof *proof, const struct proof_told *told) {
  static char words[1 << 16];
  dueby_proof_result result;
  dueby_status status;
  int64_t cases = 0;
  while ((status = dueby_proof_next(proof, &result)) == DUEBY_OK) {
    cases++;
    status = dueby_proof_text(proof, words, sizeof words, NULL);
    if (status != DUEBY_OK) return status;
    assert_true(result.differences > 0);
  }
  if (status != DUEBY_DONE) return status;
  assert_int_equal(cases, told->cases);
  assert_int_equal(dueby_proof_unreadable_count(proof), told->unreadable);
  return DUEBY_OK;
}

static dueby_status try_proof(const void *with, void **made) {
  (void)made;
  const struct proof_told *told = with;
  const dueby_proof_options options = {.profile = known.england, .calendar = known.eaw};
  dueby_csv_memory bytes = {told->text, (int64_t)strlen(told->text), 0};
  dueby_proof *proof = (void *)&marker;
  dueby_status status = told->is_yaml ? dueby_proof_from_yaml(bytes.text, bytes.length, &options, &proof)
                                      : dueby_proof_from_csv(dueby_csv_from_memory, &bytes, &options, &proof);
  if (status != DUEBY_OK) {
    assert_ptr_equal(proof, &marker);
    return status;
  }
  status = run_all(proof, told);
  dueby_proof_free(proof);
  return status;
}

/* Runs test cases in both notations, with several profiles, with a trigger or events, with a bad test case among them, and with
 * more parts than fit into the initial allocation. */
static void test_memory__proof(void **state) {
  (void)state;
  const struct proof_told csv = {"profile,rule,trigger_at,last,events,as_at,due\n"
                                 "barnet,cla.review,2026-01-02,2026-01-20;2026-04-20,,,2026-10-19\n"
                                 ",cla.review,,,,,2026-10-19\n"
                                 ",cla.review,,,cla.started=2026-01-02; cla_review.held=2026-01-20 [ref=\"A\"; agreed=1 week],,\n"
                                 ",cla.review,,,cla.started=2026-01-02; cla_review.held=2026-01-20 [ref=A],2026-02-01,2026-04-19\n",
                                 0, 2, 2},
                          yaml = {"- {rule: cla.review, events: [cla.started=2026-01-02], as_at: 2026-01-05, due: 2026-01-31,\n"
                                  "   source: x, counted: y, name: z}\n- nothing\n"
                                  "- {rule: assessment.single, trigger_at: 2010-01-04, due: 2010-01-05,\n"
                                  "   events: [a, b, c]}\n"
                                  "- {rule: assessment.single, trigger_at: 2010-01-04, due: 2010-01-05}\n",
                                  1, 2, 2},
                          many = {"- {rule: cla.review, trigger_at: 2026-01-02, due: 2026-01-31, last: [2026-01-05, 2026-01-05,\n"
                                  "   2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05,\n"
                                  "   2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05,\n"
                                  "   2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05,\n"
                                  "   2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05, 2026-01-05]}\n",
                                  1, 1, 0};
  assert_true(fail_each(try_proof, NULL, &csv) >= 30);
  assert_true(fail_each(try_proof, NULL, &yaml) >= 30);
  assert_true(fail_each(try_proof, NULL, &many) >= 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory__calendar_new),
      cmocka_unit_test(test_memory__calendar_with),
      cmocka_unit_test(test_memory__calendar_with_weekend),
      cmocka_unit_test(test_memory__calendar_of_days),
      cmocka_unit_test(test_memory__calendar_like_one_that_is_held),
      cmocka_unit_test(test_memory__profile_new),
      cmocka_unit_test(test_memory__profile_from_yaml),
      cmocka_unit_test(test_memory__profile_from_yaml_whatever_text_grows_it),
      cmocka_unit_test(test_memory__columns_need_none),
      cmocka_unit_test(test_memory__series),
      cmocka_unit_test(test_memory__compare),
      cmocka_unit_test(test_memory__explanation_new),
      cmocka_unit_test(test_memory__json),
      cmocka_unit_test(test_memory__timeline_new),
      cmocka_unit_test(test_memory__timeline_run),
      cmocka_unit_test(test_memory__timeline_goes_on),
      cmocka_unit_test(test_memory__caseload),
      cmocka_unit_test(test_memory__caseload_of_many),
      cmocka_unit_test(test_memory__files),
      cmocka_unit_test(test_memory__selection),
      cmocka_unit_test(test_memory__worklist),
      cmocka_unit_test(test_memory__case),
      cmocka_unit_test(test_memory__check),
      cmocka_unit_test(test_memory__changes),
      cmocka_unit_test(test_memory__trial),
      cmocka_unit_test(test_memory__measures),
      cmocka_unit_test(test_memory__units),
      cmocka_unit_test(test_memory__line),
      cmocka_unit_test(test_memory__worklist_as_at),
      cmocka_unit_test(test_memory__proof),
  };
  return cmocka_run_group_tests_name("memory", tests, open_known, close_known);
}
