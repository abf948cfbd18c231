/* Tests a worklist made from arrays: its listed items, their order, counts and messages. After a referral, guidance requires a
 * visit within a week, and statute a letter within 3 days. Days are in March 2026. */
#include "dueby/finding.h"
#include "dueby/summary.h"

#include <stdlib.h>

#include "timeline.h"

static const char rules[] =
    "  - {id: visit, title: visit, trigger: referral.received, due: visit.made, within: 1 week, needs: [alone], authority: guidance}\n"
    "  - {id: letter, title: letter, trigger: referral.received, due: referral.decided, within: 3 days, authority: statute}\n"
    "  - {id: talk, title: talk, trigger: referral.received, due: supervision.held, within: not stated, authority: guidance}\n";

enum { CASES_MAX = 8, TEXT = 4096 };

struct bench {
  dueby_profile *profile;
  dueby_worklist *worklist;
  dueby_timeline_options run;
  dueby_worklist_options options;
};

static void begin(struct bench *bench, const char *as_at, uint32_t flags) {
  memset(bench, 0, sizeof *bench);
  bench->profile = profile_of_rules(rules);
  bench->run.as_at = when_of(as_at);
  bench->options.flags = flags;
  bench->options.run = &bench->run;
}

static void make(struct bench *bench) {
  assert_int_equal(dueby_worklist_new(bench->profile, known.eaw, &bench->options, &bench->worklist), DUEBY_OK);
}

static void end(struct bench *bench) {
  dueby_worklist_free(bench->worklist);
  dueby_profile_free(bench->profile);
}

struct case_told {
  const char *name, *team, *events;
  int64_t bad_rows, first_bad_line;
};

static dueby_status add(struct bench *bench, const struct case_told *told) {
  static const char *const refs[] = {"A", "B"}, *const columns[] = {"team"};
  static struct history_told history; /* static, because it must exist until the next case is added */
  history = history_of(bench->profile, told->events);
  for (int64_t i = 0; i < history.count; i++)
    if (history.events[i].ref) history.events[i].ref += 1 - 'A';
  const dueby_case of = {.name = told->name,
                         .events = history.events,
                         .event_count = history.count,
                         .refs = refs,
                         .ref_count = 2,
                         .columns = columns,
                         .values = &told->team,
                         .column_count = told->team ? 1 : 0,
                         .bad_rows = told->bad_rows,
                         .first_bad_line = told->first_bad_line};
  return dueby_worklist_add(bench->worklist, &of);
}

static const struct case_told cases[] = {
    /* case 1: the letter was late; the visit was in time, but the child was not seen alone */
    {"1", "North", "2026-03-02 referral.received, 2026-03-06 referral.decided, 2026-03-05 visit.made", 0, 0},
    /* case 2: the letter and the visit were both in time */
    {"2", "South", "2026-03-03 referral.received #B, 2026-03-04 referral.decided, 2026-03-04 visit.made +alone", 0, 0},
    /* case 3: nothing was done yet, and two of its rows could not be used */
    {"3", "North", "2026-03-10 referral.received, 2026-03-20 referral.received, 2026-03-09 visit.made +void", 2, 7},
    /* case 4: no duty has started */
    {"4", "", "2026-03-01 case.allocated", 0, 0},
};

static void add_all(struct bench *bench) {
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_int_equal(add(bench, &cases[i]), DUEBY_OK);
}

static const char *text_of_item(const dueby_worklist *worklist, int64_t index, int32_t what) {
  static char texts[4][TEXT];
  static int next;
  char *text = texts[next++ % 4];
  int64_t needed = UNTOUCHED;
  assert_int_equal(dueby_worklist_item_text(worklist, index, what, text, TEXT, &needed), DUEBY_OK);
  assert_int_equal(needed, strlen(text) + 1);
  return text;
}

/* Returns the worklist's items (case, duty, state) as text such as "1 visit overdue, 3 letter open". */
static const char *listed(const struct bench *bench) {
  static char text[TEXT];
  size_t used = 0;
  *text = '\0';
  for (int64_t i = 0; i < dueby_worklist_listed_count(bench->worklist); i++) {
    dueby_item item;
    assert_int_equal(dueby_worklist_item(bench->worklist, dueby_worklist_listed(bench->worklist, i), &item), DUEBY_OK);
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %s %s", used ? ", " : "", item.of->name,
                             item.line ? dueby_profile_duty(bench->profile, item.line->duty) : "rows",
                             dueby_code_name(DUEBY_CODE_STATE, item.outcome.state));
  }
  return text;
}

/* ---- order ---- */

/* The worklist is as at 11 March. Case 1's visit was due on 9 March; case 3's letter is due on 13 March, and its visit on 17
 * March. */
static void test_worklist__as_cases_come_and_worst_first(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench, "2026-03-11", DUEBY_WORKLIST_KEEP);
  make(&bench);
  add_all(&bench);
  assert_string_equal(listed(&bench), "1 visit overdue, 1 letter met_late, 1 talk not_computable, 2 visit met, 2 letter met, "
                                      "2 talk not_computable, 3 rows not_computable, 3 visit due_soon, 3 letter due_soon, "
                                      "3 talk not_computable");
  assert_int_equal(dueby_worklist_sort(bench.worklist), DUEBY_OK);
  assert_string_equal(listed(&bench), "1 visit overdue, 3 rows not_computable, 3 letter due_soon, 3 visit due_soon, "
                                      "1 talk not_computable, 2 talk not_computable, 3 talk not_computable, 1 letter met_late, "
                                      "2 letter met, 2 visit met");
  assert_int_equal(dueby_worklist_item_count(bench.worklist), 10);
  assert_int_equal(dueby_worklist_listed(bench.worklist, -1), -1);
  assert_int_equal(dueby_worklist_listed(bench.worklist, 10), -1);
  end(&bench);
}

/* The items are the same whether the worklist keeps its cases or returns them one by one. */
static void test_worklist__at_hand_or_kept(void **state) {
  (void)state;
  static const uint32_t flags[] = {0, DUEBY_WORKLIST_KEEP_LISTED, DUEBY_WORKLIST_KEEP};
  char texts[3][2 * TEXT] = {"", "", ""};
  for (int way = 0; way < 3; way++) {
    struct bench bench;
    size_t used = 0;
    begin(&bench, "2026-03-11", flags[way] | DUEBY_WORKLIST_TO_DO);
    make(&bench);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
      assert_int_equal(add(&bench, &cases[c]), DUEBY_OK);
      for (int64_t i = 0; i < dueby_worklist_listed_count(bench.worklist) && (!way || c == 3); i++) {
        int64_t index = dueby_worklist_listed(bench.worklist, i);
        for (int32_t what = DUEBY_ITEM_DUTY; what <= DUEBY_ITEM_KEY; what++)
          used += (size_t)snprintf(texts[way] + used, sizeof texts[way] - used, "%s|", text_of_item(bench.worklist, index, what));
        used += (size_t)snprintf(texts[way] + used, sizeof texts[way] - used, "\n");
      }
    }
    end(&bench);
  }
  assert_string_equal(texts[0],
                      "visit|Overdue by 2 working days|Monday 9 March 2026|done Thursday 5 March 2026, but not recorded as alone||"
                      "visit (alone) referral.received 2026-03-02 2026-03-02|\n"
                      "|Needs checking||2 rows for this case could not be used (line 7 and others)|||\n"
                      "visit|Due Tuesday 17 March|Tuesday 17 March 2026|||visit (alone) referral.received 2026-03-10 2026-03-10|\n"
                      "letter|Due Friday 13 March|Friday 13 March 2026|||letter referral.received 2026-03-10 2026-03-10|\n");
  assert_string_equal(texts[1], texts[0]);
  assert_string_equal(texts[2], texts[0]);
}

static void test_worklist__kept_items_outlive_the_caller(void **state) {
  (void)state;
  struct bench bench;
  dueby_item first, second;
  begin(&bench, "2026-03-11", DUEBY_WORKLIST_KEEP);
  make(&bench);
  add_all(&bench);                   /* the arrays of the cases no longer exist after this */
  dueby_profile_free(bench.profile); /* the worklist keeps the profile */
  bench.profile = NULL;
  assert_int_equal(dueby_worklist_item(bench.worklist, 0, &first), DUEBY_OK);
  assert_int_equal(dueby_worklist_item(bench.worklist, 3, &second), DUEBY_OK);
  assert_string_equal(first.of->name, "1");
  assert_string_equal(first.of->values[0], "North");
  assert_string_equal(second.of->name, "2");
  assert_string_equal(dueby_case_ref(second.of, second.line->ref), "B");
  assert_string_equal(text_of_item(bench.worklist, 3, DUEBY_ITEM_DUTY), "visit, B");
  assert_int_equal(second.case_index, 1);
  assert_int_equal(second.line->rule_date_count, 1);
  assert_day(second.rule_dates->due, "2026-03-10");
  const char *explanation = text_of_item(bench.worklist, 0, DUEBY_ITEM_EXPLANATION);
  assert_true(strncmp(explanation, "Visit: due by Monday 9 March 2026", 33) == 0);
  end(&bench);
}

/* ---- listed items ---- */

static void test_worklist__states_and_days(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench, "2026-03-11", DUEBY_WORKLIST_KEEP_LISTED);
  bench.options.states = 1 << DUEBY_STATE_OVERDUE | 1 << DUEBY_STATE_NOT_COMPUTABLE;
  make(&bench);
  add_all(&bench);
  assert_string_equal(listed(&bench), "1 visit overdue, 1 talk not_computable, 2 talk not_computable, 3 rows not_computable, "
                                      "3 talk not_computable");
  assert_int_equal(dueby_worklist_item_count(bench.worklist), 5); /* no other items are kept */
  assert_int_equal(dueby_worklist_state_count(bench.worklist, DUEBY_STATE_NOT_COMPUTABLE), 4);
  assert_int_equal(dueby_worklist_state_count(bench.worklist, DUEBY_STATE_MET), 0);
  end(&bench);
  begin(&bench, "2026-03-11", DUEBY_WORKLIST_KEEP_LISTED);
  bench.options.due_before = day("2026-03-13");
  make(&bench);
  add_all(&bench);
  assert_string_equal(listed(&bench),
                      "1 visit overdue, 1 letter met_late, 2 visit met, 2 letter met"); /* only lines due before 13 March */
  end(&bench);
}

static void test_worklist__what_is_to_do(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench, "2026-03-11", DUEBY_WORKLIST_KEEP_LISTED | DUEBY_WORKLIST_TO_DO);
  make(&bench);
  add_all(&bench);
  assert_string_equal(listed(&bench), "1 visit overdue, 3 rows not_computable, 3 visit due_soon, 3 letter due_soon");
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_OVER), 3);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_NOT_STATED), 3);
  end(&bench);
}

/* ---- wanted cases ---- */

static void test_worklist__wanted_cases(void **state) {
  (void)state;
  static const dueby_where north[] = {{"team", "North"}}, one_or_two[] = {{NULL, "2"}, {NULL, "1"}, {NULL, "9"}},
                           both[] = {{"team", "North"}, {NULL, "1"}, {NULL, "2"}}, other[] = {{"worker", "North"}};
  const struct {
    const dueby_where *where;
    int64_t count;
    const char *added, *found;
  } told[] = {{north, 1, "1 3", "1"}, {one_or_two, 3, "1 2", "110"}, {both, 3, "1", "111"}, {other, 1, "", "0"}};
  for (size_t t = 0; t < sizeof told / sizeof *told; t++) {
    struct bench bench;
    char added[64] = "", found[8] = "";
    begin(&bench, "2026-03-11", 0);
    bench.options.where = told[t].where;
    bench.options.where_count = told[t].count;
    make(&bench);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
      dueby_status status = add(&bench, &cases[c]);
      assert_true(status == DUEBY_OK || status == DUEBY_NONE);
      if (status == DUEBY_OK)
        snprintf(added + strlen(added), sizeof added - strlen(added), "%s%s", *added ? " " : "", cases[c].name);
    }
    for (int64_t i = 0; i < told[t].count; i++)
      snprintf(found + i, sizeof found - (size_t)i, "%d", (int)dueby_worklist_found(bench.worklist, i));
    assert_string_equal(added, told[t].added);
    assert_string_equal(found, told[t].found);
    assert_int_equal(dueby_worklist_found(bench.worklist, told[t].count), 0);
    end(&bench);
  }
}

/* Requests cases that do not exist: the file has cases 1, 2 and 3. */
static void test_worklist__absent_cases(void **state) {
  (void)state;
  static const dueby_where all[] = {{NULL, "1"}, {NULL, "3"}}, none[] = {{NULL, "8"}, {NULL, "9"}}, lone[] = {{NULL, "9"}},
                           one[] = {{NULL, "9"}, {NULL, "1"}}, two[] = {{NULL, "1"}, {NULL, "9"}, {NULL, "2"}},
                           team[] = {{"team", "Nowhere"}};
  const struct {
    const dueby_where *where;
    int64_t count;
    const char *text;
  } told[] = {{all, 2, ""},
              {none, 2, "none of these cases is in your file"},
              {lone, 1, "this case is not in your file"},
              {one, 2, "only 1 of these 2 cases is in your file"},
              {two, 3, "only 2 of these 3 cases are in your file"},
              {team, 1, ""}};
  for (size_t t = 0; t < sizeof told / sizeof *told; t++) {
    struct bench bench;
    char text[128], expected[128];
    begin(&bench, "2026-03-11", 0);
    bench.options.where = told[t].where;
    bench.options.where_count = told[t].count;
    make(&bench);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) add(&bench, &cases[c]);
    assert_int_equal(dueby_worklist_absent_text(bench.worklist, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL), DUEBY_OK);
    snprintf(expected, sizeof expected, "%s%s", *told[t].text ? "--case: " : "", told[t].text);
    assert_string_equal(text, expected);
    assert_int_equal(dueby_worklist_absent_text(bench.worklist, DUEBY_STYLE_ARGUMENTS, text, sizeof text, NULL), DUEBY_OK);
    snprintf(expected, sizeof expected, "%s%s", *told[t].text ? "case: " : "", told[t].text);
    assert_string_equal(text, expected);
    assert_int_equal(dueby_worklist_absent_text(bench.worklist, 99, text, sizeof text, NULL), DUEBY_EARGUMENT);
    end(&bench);
  }
}

/* Cases are selected by team. A case without a team is listed if it has an unreadable row, which may name the team. That is not so
 * if cases are selected by name, which every row has. */
static void test_worklist__a_lost_row_may_have_said_it(void **state) {
  (void)state;
  static const dueby_where north = {"team", "North"}, nobody = {NULL, "North"};
  const struct case_told lost = {"5", "", "2026-03-01 case.allocated", 1, 3}, whole = {"6", "", "2026-03-01 case.allocated", 0, 0};
  struct bench bench;
  begin(&bench, "2026-03-11", 0);
  bench.options.where = &north;
  bench.options.where_count = 1;
  make(&bench);
  assert_int_equal(add(&bench, &lost), DUEBY_OK);
  assert_int_equal(add(&bench, &whole), DUEBY_NONE);
  end(&bench);
  begin(&bench, "2026-03-11", 0);
  bench.options.where = &nobody;
  bench.options.where_count = 1;
  make(&bench);
  assert_int_equal(add(&bench, &lost), DUEBY_NONE);
  end(&bench);
}

/* ---- counts and text ---- */

static const char *finding_at(const struct bench *bench, int64_t place) {
  static char text[TEXT];
  dueby_status status = dueby_worklist_finding_text(bench->worklist, place, text, sizeof text, NULL);
  return status == DUEBY_OK ? text : dueby_status_text(status);
}

/* Rows of a table: case 3's first bad row is number 7, which a caller who counts from 0 calls row 6. */
static void test_worklist__rows_of_a_table(void **state) {
  (void)state;
  static const struct {
    uint32_t flags;
    const char *reason, *bad, *not_recorded;
  } told[] = {{DUEBY_WORKLIST_ROWS_FROM_1, "2 rows for this case could not be used (row 7 and others)",
               "2 rows could not be used (row 7 and others): correct", "for 3 children (row 1):"},
              {DUEBY_WORKLIST_ROWS_FROM_0, "2 rows for this case could not be used (row 6 and others)",
               "2 rows could not be used (row 6 and others): correct", "for 3 children (row 0):"}};
  for (size_t way = 0; way < sizeof told / sizeof *told; way++) {
    struct bench bench;
    dueby_worklist *later = NULL;
    dueby_item item;
    char text[TEXT];
    begin(&bench, "2026-03-11", told[way].flags | DUEBY_WORKLIST_KEEP);
    uint8_t *recorded = calloc((size_t)dueby_profile_event_count(bench.profile), 1);
    assert_non_null(recorded);
    recorded[event_of(bench.profile, "referral.received")] = recorded[event_of(bench.profile, "visit.made")] = 1;
    bench.run.recorded = recorded;
    make(&bench);
    free(recorded);
    add_all(&bench);
    assert_int_equal(dueby_worklist_sort(bench.worklist), DUEBY_OK);
    assert_string_equal(text_of_item(bench.worklist, dueby_worklist_listed(bench.worklist, 1), DUEBY_ITEM_REASON),
                        told[way].reason);
    assert_int_equal(strncmp(finding_at(&bench, 1), told[way].bad, strlen(told[way].bad)), 0);
    assert_non_null(strstr(finding_at(&bench, 3), told[way].not_recorded));
    assert_int_equal(dueby_worklist_item(bench.worklist, dueby_worklist_listed(bench.worklist, 1), &item), DUEBY_OK);
    assert_int_equal(item.of->first_bad_line, 7);
    assert_int_equal(dueby_line_json(bench.profile, NULL, item.of, text, sizeof text, NULL), DUEBY_OK);
    assert_non_null(strstr(text, told[way].reason));
    const dueby_when next = when_of("2026-03-12");
    assert_int_equal(dueby_worklist_as_at(bench.worklist, &next, &later), DUEBY_OK);
    assert_int_equal(dueby_worklist_finding_text(later, 1, text, sizeof text, NULL), DUEBY_OK);
    assert_int_equal(strncmp(text, told[way].bad, strlen(told[way].bad)), 0);
    dueby_worklist_free(later);
    end(&bench);
  }
  struct bench both;
  begin(&both, "2026-03-11", DUEBY_WORKLIST_ROWS_FROM_0 | DUEBY_WORKLIST_ROWS_FROM_1);
  assert_int_equal(dueby_worklist_new(both.profile, known.eaw, &both.options, &both.worklist), DUEBY_EARGUMENT);
  end(&both);
}

static void test_worklist__counts_and_findings(void **state) {
  (void)state;
  struct bench bench;
  char text[TEXT];
  dueby_finding finding;
  begin(&bench, "2026-03-11", 0);
  uint8_t *recorded = calloc((size_t)dueby_profile_event_count(bench.profile), 1);
  recorded[event_of(bench.profile, "referral.received")] = recorded[event_of(bench.profile, "visit.made")] = 1;
  bench.run.recorded = recorded;
  make(&bench);
  free(recorded); /* the worklist has its own copy */
  add_all(&bench);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_CASES), 4);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_ROWS), 12); /* ten events and two rows that could not be used */
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_BAD_ROWS), 2);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_ROWS_OF_NO_CASE), 0);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_LATER), 1);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_VOID), 1);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_OVERDUE), 1);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_CHECKING),
                   1); /* the letter of case 3 is not recorded, because its rows could not be used */
  assert_int_equal(dueby_worklist_count(bench.worklist, 99), 0);
  assert_day(dueby_worklist_recorded_to(bench.worklist), "2026-03-10"); /* an event on 20 March is after as-at */
  assert_string_equal(finding_at(&bench, 0), "Records up to Tuesday 10 March 2026");
  assert_string_equal(
      finding_at(&bench, 1),
      "2 rows could not be used (line 7 and others): correct them and run this again. dueby does not know the event of 2 rows: if "
      "a task needs it, it may be shown as overdue although it was done");
  assert_string_equal(
      finding_at(&bench, 2),
      "Not in your file: decision on the referral (referral.decided), needed by letter, for 1 child (line 1): add these rows, leave those duties out, or use --holds referral.decided=never");
  assert_string_equal(
      finding_at(&bench, 3),
      "Not in your file: supervision session (supervision.held), needed by talk, for 3 children (line 1): add these rows, leave those duties out, or use --holds supervision.held=never");
  assert_string_equal(finding_at(&bench, 4),
                      "1 case has nothing due, and its last entry does not explain why (line 1): these rules do not cover "
                      "it, or the row that starts it is missing");
  assert_string_equal(
      finding_at(&bench, 5),
      "1 event is dated after the day you are checking (line 2): not counted; if it has already happened, check the date");
  assert_string_equal(finding_at(&bench, 6), "1 row is marked void (line 3): ignored; you do not need to do anything");
  assert_string_equal(finding_at(&bench, 7), "nothing more");
  assert_string_equal(finding_at(&bench, -1), "an argument is out of range");
  assert_int_equal(dueby_worklist_finding_count(bench.worklist), 7);
  assert_int_equal(dueby_worklist_finding(bench.worklist, 3, &finding), DUEBY_OK);
  assert_int_equal(finding.kind, DUEBY_FINDING_NOT_RECORDED);
  assert_int_equal(finding.count, 3);
  assert_int_equal(finding.event, event_of(bench.profile, "supervision.held"));
  dueby_worklist_add_rows(bench.worklist, 30, 5); /* adds 5 bad rows, 2 of them in cases added before */
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_ROWS_OF_NO_CASE), 3);
  assert_int_equal(dueby_worklist_disclaimer_text(bench.worklist, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text,
                      "We only checked what is in your file. A child who is not listed may still have something due. 5 rows "
                      "could not be used. 1 child needs checking. A due date is a deadline, not a target. If a child may be at "
                      "risk of harm, act now. This is not legal advice.");
  end(&bench);
}

/* Fault O4: the records are stale if the last event up to as-at is over a month old. An event on 10 March
 * 2026 is a month old on 10 April, and older on 11 April. */
static void test_fault_o4__how_far_the_records_go(void **state) {
  (void)state;
  const struct {
    const char *as_at, *recorded_to, *where, *expected;
  } rows[] = {
      {"2026-04-10", NULL, NULL, "Records up to Friday 20 March 2026"}, /* as at 10 April, the event of 20 March also counts */
      {"2026-04-20", NULL, NULL, "Records up to Friday 20 March 2026"},
      {"2026-04-21", NULL, NULL, "WARNING: your records stop on Friday 20 March 2026"},
      {"2027-03-20", NULL, NULL, "WARNING: your records stop on Friday 20 March 2026"},
      {"2027-03-20", "2027-03-01", NULL, "Records up to Monday 1 March 2027"},
      {"2027-03-20", "2026-03-01", NULL,
       "WARNING: your records stop on Friday 20 March 2026"},          /* an event is later than the given day */
      {"2026-04-20", NULL, "4", "Records up to Friday 20 March 2026"}, /* events of cases that are not listed count */
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct bench bench;
    begin(&bench, rows[i].as_at, 0);
    const dueby_where where = {NULL, rows[i].where};
    bench.options.recorded_to = rows[i].recorded_to ? day(rows[i].recorded_to) : 0;
    bench.options.where = rows[i].where ? &where : NULL;
    bench.options.where_count = rows[i].where != NULL;
    make(&bench);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) add(&bench, &cases[k]);
    const char *text = finding_at(&bench, 0);
    if (strncmp(text, rows[i].expected, strlen(rows[i].expected)) != 0) fail_msg("row %d: %s", (int)i, text);
    end(&bench);
  }
}

/* ---- late, but not by law ---- */

/* The visit is due on 5 March by the council's rule, and on 9 March by law. If a birthday ended the line, the state by law is the
 * one it had on the birthday. */
static void test_worklist__law_by_the_day_of_the_birthday(void **state) {
  (void)state;
  static const char two[] =
      "  - {id: visit, name: law, title: visit, trigger: referral.received, due: visit.made, within: 1 week, "
      "ends: [child.turned_18, s47.not_required], authority: statute}\n"
      "  - {id: visit, name: ours, title: visit, trigger: referral.received, due: visit.made, within: 3 days, "
      "ends: [child.turned_18, s47.not_required]}\n",
                    early[] = "late by the council's standard, not yet late by law (due by Monday 9 March 2026)";
  static const struct {
    const char *law, *ended;
  } ends[] = {{early, "2008-03-06 birth"},
              {early, "2008-03-09 birth"},
              {"", "2008-03-10 birth"},
              {"", "2008-03-12 birth"},
              {early, "2026-03-09 s47.not_required"},
              {"", "2026-03-10 s47.not_required"}};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    struct bench bench;
    char events[128];
    begin(&bench, "2026-03-20", DUEBY_WORKLIST_KEEP);
    dueby_profile_free(bench.profile);
    bench.profile = profile_of_rules(two);
    make(&bench);
    snprintf(events, sizeof events, "2026-03-02 referral.received, %s", ends[i].ended);
    assert_int_equal(add(&bench, &(struct case_told){"1", NULL, events, 0, 0}), DUEBY_OK);
    assert_string_equal(listed(&bench), "1 visit missed");
    assert_string_equal(text_of_item(bench.worklist, 0, DUEBY_ITEM_LAW), ends[i].law);
    dueby_item item;
    assert_int_equal(dueby_worklist_item(bench.worklist, 0, &item), DUEBY_OK);
    assert_int_equal(item.line->state_by_law, *ends[i].law ? DUEBY_STATE_ENDED : DUEBY_STATE_MISSED);
    end(&bench);
  }
}

/* ---- JSON ---- */

static void test_worklist__a_line_as_json(void **state) {
  (void)state;
  struct bench bench;
  char text[TEXT];
  dueby_item item;
  int64_t needed = UNTOUCHED;
  begin(&bench, "2026-03-11", DUEBY_WORKLIST_KEEP);
  make(&bench);
  add_all(&bench);
  assert_int_equal(dueby_worklist_item(bench.worklist, 3, &item), DUEBY_OK);
  assert_int_equal(dueby_line_json(bench.profile, item.line, item.of, text, sizeof text, &needed), DUEBY_OK);
  assert_string_equal(
      text,
      "{\"case\":\"2\",\"ref\":\"B\",\"rule\":\"visit\",\"needs\":\"alone\",\"title\":\"visit\",\"authority\":\"guidance\",\"force\":\"must\","
      "\"occurrence\":1,\"key\":\"visit (alone) B referral.received 2026-03-03 2026-03-03\",\"trigger\":\"referral.received\","
      "\"triggered_at\":\"2026-03-03\",\"opens\":\"2026-03-03\",\"due\":\"2026-03-10\",\"due_by_law\":\"2026-03-10\","
      "\"met_at\":\"2026-03-04\",\"state\":\"met\",\"state_by_law\":\"met\",\"projected\":null,\"reason\":null,\"days_left\":6,\"working_days_left\":4,"
      "\"working_days_taken\":1,\"certainty\":\"confirmed\",\"precision\":null,\"governed_by\":\"test:visit\",\"team\":\"South\"}");
  assert_int_equal(dueby_line_json(bench.profile, item.line, item.of, text, needed - 1, NULL), DUEBY_ESPACE);
  assert_int_equal(dueby_line_json(bench.profile, NULL, dueby_worklist_case(bench.worklist), text, sizeof text, NULL), DUEBY_OK);
  assert_non_null(strstr(
      text, "\"state\":\"not_computable\",\"state_by_law\":null,\"projected\":null,\"reason\":null")); /* case 4 has no bad row */
  dueby_line astray = *item.line;
  astray.trigger = item.of->event_count;
  assert_int_equal(dueby_line_json(bench.profile, &astray, item.of, text, sizeof text, NULL), DUEBY_EARGUMENT);
  end(&bench);
}

static void test_worklist__fields_are_those_of_the_cells(void **state) {
  (void)state;
  char text[TEXT] = "";
  for (int32_t i = 0; dueby_line_field(i); i++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s,", dueby_line_field(i));
  assert_string_equal(
      text, "case,ref,rule,needs,title,authority,force,occurrence,key,trigger,triggered_at,opens,due,due_by_law,met_at,"
            "state,state_by_law,projected,reason,days_left,working_days_left,working_days_taken,certainty,precision,governed_by,");
  assert_null(dueby_line_field(-1));
}

/* ---- a summary ---- */

static const char *rows_of(const dueby_summary *summary) {
  static char text[TEXT];
  dueby_summary_row row;
  size_t used = 0;
  *text = '\0';
  for (int64_t cursor = 0; dueby_summary_next(summary, &cursor, &row) == DUEBY_OK;) {
    assert_int_equal(dueby_summary_json(summary, &row, text + used, (int64_t)(sizeof text - used), NULL), DUEBY_OK);
    used += strlen(text + used);
    used += (size_t)snprintf(text + used, sizeof text - used, "\n");
  }
  return text;
}

#define ROW(team, rule, needs, authority, numbers)                                          \
  "{\"team\":" team ",\"rule\":\"" rule "\",\"needs\":" needs ",\"authority\":\"" authority \
  "\",\"basis\":\"due\",\"from\":null,\"to\":null,"                                         \
  "\"as_at\":\"2026-03-11\"," numbers "}\n"
#define NUMBERS(counted, in_time, late, overdue, not_yet, none, cannot, children, up_to_date, all, percent)             \
  "\"counted\":" counted ",\"in_time\":" in_time ",\"late\":" late ",\"missed\":0,\"overdue\":" overdue                 \
  ",\"not_yet_due\":" not_yet ",\"ended\":0,\"no_deadline\":" none ",\"cannot_tell\":" cannot ",\"children\":" children \
  ",\"children_up_to_date\":" up_to_date ",\"children_all_in_time\":" all ",\"percent\":" percent

static void test_summary__by_team(void **state) {
  (void)state;
  static const char expected[] = ROW("\"North\"", "visit", "\"alone\"", "guidance",
                                     NUMBERS("1", "0", "0", "1", "1", "0", "0", "1", "0", "0", "0.0"))
      ROW("\"North\"", "letter", "null", "statute", NUMBERS("1", "0", "1", "0", "1", "0", "0", "1", "1", "0", "0.0"))
          ROW("\"North\"", "talk", "null", "guidance", NUMBERS("0", "0", "0", "0", "0", "2", "0", "0", "0", "0", "null")) ROW(
              "\"South\"", "visit", "\"alone\"", "guidance", NUMBERS("1", "1", "0", "0", "0", "0", "0", "1", "1", "1", "100.0"))
              ROW("\"South\"", "letter", "null", "statute", NUMBERS("1", "1", "0", "0", "0", "0", "0", "1", "1", "1", "100.0"))
                  ROW("\"South\"", "talk", "null", "guidance", NUMBERS("0", "0", "0", "0", "0", "1", "0", "0", "0", "0", "null"));
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE};
  for (int keeps = 0; keeps < 2; keeps++) {
    struct bench bench;
    dueby_summary *summary = NULL;
    begin(&bench, "2026-03-11", keeps ? DUEBY_WORKLIST_KEEP : 0);
    bench.options.states = 1 << DUEBY_STATE_OVERDUE; /* must not change the summary */
    make(&bench);
    assert_int_equal(dueby_summary_new(bench.worklist, &options, "team", &summary), DUEBY_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      assert_int_equal(add(&bench, &cases[i]), DUEBY_OK);
      if (!keeps) assert_int_equal(dueby_summary_add(summary, bench.worklist), DUEBY_OK);
    }
    if (keeps) assert_int_equal(dueby_summary_add(summary, bench.worklist), DUEBY_OK);
    assert_string_equal(rows_of(summary), expected);
    dueby_summary_free(summary);
    end(&bench);
  }
}

static void test_summary__lines_as_at_the_end_of_the_period(void **state) {
  (void)state;
  const dueby_when noon = when_of("2026-03-11T12:00");
  dueby_when when;
  dueby_measure_options at = {.basis = DUEBY_MEASURE_AT, .to = day("2026-03-05")}, due = {.to = day("2026-03-05")};
  dueby_summary_when(&at, &noon, &when);
  assert_day(when.date, "2026-03-05");
  assert_int_equal(when.time, DUEBY_TIME_NONE);
  dueby_summary_when(&due, &noon, &when);
  assert_day(when.date, "2026-03-11");
  assert_int_equal(when.time, noon.time);
  at.to = day("2026-03-11");
  dueby_summary_when(&at, &noon, &when);
  assert_int_equal(when.time, noon.time);
  at.to = 0;
  dueby_summary_when(&at, &noon, &when);
  assert_day(when.date, "2026-03-11");
}

/* ---- refused arguments ---- */

/* One child waits for a visit that is never recorded; another has a visit with a ref that no referral has. */
static void test_worklist__options_in_the_words_of_each_language(void **state) {
  static const char *const said[][2] = {
      {"use --holds visit.made=never", "--refs ignore to read"},
      {"use holds={\"visit.made\": \"never\"}", "refs=\"ignore\" to read"},
      {"use holds = list(\"visit.made\" = \"never\")", "refs = \"ignore\" to read"},
      {"use holds: { \"visit.made\": \"never\" }", "ignoreRefs: true to read"},
      {"use holds(Map.of(\"visit.made\", Holding.NEVER))", "ignoreRefs(true) to read"},
      {"use Holds: \"visit.made\" = Holding.Never", "IgnoreRefs = true to read"},
      {"add these rows, or choose other duties under \"Which duties\"", "or tick \"Ignore the ref column\" to read"}};
  (void)state;
  for (int32_t style = DUEBY_STYLE_OPTIONS; style <= DUEBY_STYLE_FORM; style++)
    for (int matches = 0; matches < 2; matches++) {
      struct bench bench;
      char text[TEXT] = "", all[TEXT * 4] = "";
      begin(&bench, "2026-03-20", 0);
      bench.options.style = style;
      uint8_t *recorded = calloc((size_t)dueby_profile_event_count(bench.profile), 1);
      assert_non_null(recorded);
      recorded[event_of(bench.profile, "referral.received")] = 1;
      recorded[event_of(bench.profile, "visit.made")] = (uint8_t)matches;
      bench.run.recorded = recorded;
      make(&bench);
      const char *const refs[] = {"a", "b"};
      dueby_event events[] = {
          {.type = event_of(bench.profile, "referral.received"),
           .date = when_of("2026-03-02").date,
           .has = DUEBY_HAS_DATE,
           .ref = 1},
          {.type = event_of(bench.profile, "visit.made"), .date = when_of("2026-03-03").date, .has = DUEBY_HAS_DATE, .ref = 2}};
      int32_t alone;
      assert_int_equal(dueby_profile_find_tag(bench.profile, "alone", &alone), DUEBY_OK);
      dueby_tags_add(&events[1].tags, alone);
      const dueby_case one = {.name = "1", .events = events, .event_count = 1 + matches, .refs = refs, .ref_count = 2};
      assert_int_equal(dueby_worklist_add(bench.worklist, &one), DUEBY_OK);
      for (int64_t i = 0; dueby_worklist_finding_text(bench.worklist, i, text, sizeof text, NULL) == DUEBY_OK; i++)
        strcat(all, text);
      if (!strstr(all, said[style - 1][matches])) fail_msg("style %d: no \"%s\" in: %s", (int)style, said[style - 1][matches], all);
      free(recorded);
      end(&bench);
    }
  struct bench bench;
  begin(&bench, "2026-03-20", 0);
  bench.options.style = DUEBY_STYLE_FORM + 1;
  assert_int_equal(dueby_worklist_new(bench.profile, known.eaw, &bench.options, &bench.worklist), DUEBY_EARGUMENT);
  end(&bench);
}

static void test_worklist__what_is_refused(void **state) {
  (void)state;
  struct bench bench;
  dueby_worklist *worklist = NULL;
  dueby_item item;
  char text[8];
  begin(&bench, "2026-03-11", 0);
  const dueby_where none = {"team", NULL};
  dueby_worklist_options no_run = {.flags = 0}, no_value = {.run = &bench.run, .where = &none, .where_count = 1};
  assert_int_equal(dueby_worklist_new(bench.profile, known.eaw, &no_run, &worklist), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_new(bench.profile, known.eaw, &no_value, &worklist), DUEBY_EARGUMENT);
  assert_null(worklist);
  make(&bench);
  const dueby_case empty = {.size = 0}, astray = {.event_count = 1}, nameless = {.column_count = 1}, later = {.flags = 4};
  assert_null(dueby_worklist_case(bench.worklist));
  assert_int_equal(dueby_worklist_recorded_to(bench.worklist), DUEBY_DATE_NONE);
  assert_int_equal(dueby_worklist_add(bench.worklist, &astray), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_add(bench.worklist, &nameless), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_add(bench.worklist, &later), DUEBY_EARGUMENT);
  const char *const nothing[] = {NULL};
  const dueby_case unnamed = {.columns = nothing, .values = nothing, .column_count = 1}, endless = {.bad_rows = INT64_MAX},
                   fewer = {.bad_rows = -1};
  const dueby_event one = {.type = 1};
  assert_int_equal(dueby_worklist_add(bench.worklist, &unnamed), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_add(bench.worklist, &endless), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_add(bench.worklist, &fewer), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_add(bench.worklist, NULL), DUEBY_EARGUMENT);
  const dueby_case vast = {.events = &one, .event_count = DUEBY_CASE_EVENTS_MAX + 1}; /* claims more events than the array has */
  assert_int_equal(dueby_worklist_add(bench.worklist, &vast), DUEBY_ELIMIT);
  dueby_worklist_add_rows(bench.worklist, INT64_MIN, INT64_MIN);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_ROWS_OF_NO_CASE), 0);
  assert_int_equal(dueby_worklist_add(bench.worklist, &empty), DUEBY_OK); /* `empty` is a case without events */
  assert_int_equal(dueby_worklist_item(bench.worklist, 0, &item), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_item_text(bench.worklist, 0, DUEBY_ITEM_DUTY, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(add(&bench, &cases[0]), DUEBY_OK);
  assert_int_equal(dueby_worklist_item_text(bench.worklist, 0, 99, text, sizeof text, NULL), DUEBY_EARGUMENT);
  end(&bench);
}

/* A caller may not know where the rows were. */
static void test_texts__rows_that_could_not_be_read(void **state) {
  (void)state;
  const struct {
    dueby_case of;
    const char *expected;
  } rows[] = {
      {{.bad_rows = 0}, ""},
      {{.bad_rows = 1}, "1 row for this case could not be used"},
      {{.bad_rows = 2}, "2 rows for this case could not be used"},
      {{.bad_rows = 1, .first_bad_line = 7}, "1 row for this case could not be used (line 7)"},
      {{.bad_rows = 2, .first_bad_line = 7}, "2 rows for this case could not be used (line 7 and others)"},
      {{.bad_rows = 2, .bad_places = "a.csv lines 4 and 9"}, "2 rows for this case could not be used (a.csv lines 4 and 9)"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[128];
    assert_int_equal(dueby_case_reason(&rows[i].of, text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, rows[i].expected);
  }
}

/* Without a date the explanation is only the reason. */
static void test_texts__reason_instead_of_explanation(void **state) {
  (void)state;
  struct bench bench;
  char reason[256] = "", text[256] = "";
  begin(&bench, "2026-03-11", 0);
  make(&bench);
  assert_int_equal(add(&bench, &cases[0]), DUEBY_OK);
  assert_int_equal(dueby_worklist_item_text(bench.worklist, 2, DUEBY_ITEM_REASON, reason, sizeof reason, NULL), DUEBY_OK);
  assert_true(*reason);
  for (int32_t what = DUEBY_ITEM_EXPLANATION; what <= DUEBY_ITEM_SUMMARY; what++) {
    assert_int_equal(dueby_worklist_item_text(bench.worklist, 2, what, text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, reason);
  }
  end(&bench);
}

/* As at 10 March, the last known event is on 10 March. As at 9 March, it is on 4 March. */
static void test_counts__records_up_to_the_day_looked_at(void **state) {
  (void)state;
  const char *const as_at[] = {"2026-03-10", "2026-03-09", "2026-03-11"};
  const char *const last[] = {"2026-03-10", "2026-03-04", "2026-03-10"};
  const struct case_told told = {"1", NULL, "2026-03-04 referral.received, 2026-03-10 visit.made +alone", 0, 0};
  for (int i = 0; i < 3; i++) {
    struct bench bench;
    begin(&bench, as_at[i], 0);
    make(&bench);
    assert_int_equal(add(&bench, &told), DUEBY_OK);
    assert_string_equal(when_words(DUEBY_TIME_NONE, dueby_worklist_recorded_to(bench.worklist)), last[i]);
    end(&bench);
  }
}

/* A plan or an expected birth is entered in advance, so its day does not show that the records go that far. A day after as-at is
 * not a wrong date either. */
static void test_counts__records_do_not_go_up_to_a_plan(void **state) {
  (void)state;
  const char *const plans[] = {"birth.expected", "rcpc.planned", "cla_review.planned"};
  for (int i = 0; i < 3; i++) {
    struct bench bench;
    char events[128];
    snprintf(events, sizeof events, "2026-03-04 referral.received, 2026-04-20 %s, 2026-05-20 %s", plans[i], plans[i]);
    const struct case_told told = {"1", NULL, events, 0, 0};
    begin(&bench, "2026-04-21", 0);
    make(&bench);
    assert_int_equal(add(&bench, &told), DUEBY_OK);
    assert_string_equal(when_words(DUEBY_TIME_NONE, dueby_worklist_recorded_to(bench.worklist)), "2026-03-04");
    assert_int_equal(strncmp(finding_at(&bench, 0), "WARNING: your records stop on Wednesday 4 March 2026", 51), 0);
    assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_LATER), 0);
    end(&bench);
  }
}

static void test_line__number_in_words(void **state) {
  (void)state;
  const struct {
    int32_t number;
    const char *text;
  } rows[] = {{1, ""},        {2, "2nd"},     {3, "3rd"},     {4, "4th"},    {10, "10th"}, {11, "11th"},
              {12, "12th"},   {13, "13th"},   {14, "14th"},   {20, "20th"},  {21, "21st"}, {22, "22nd"},
              {101, "101st"}, {111, "111th"}, {113, "113th"}, {123, "123rd"}};
  dueby_line line = {.deadline = {.rule = rule_of(known.barnet, "barnet:cp.visit")}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[32];
    line.deadline.occurrence = rows[i].number;
    assert_int_equal(dueby_line_number_text(known.barnet, &line, text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, rows[i].text);
  }
}

/* ---- refs that are paths, such as R1/A2 ---- */

static int belongs_to(const char *one, const char *other) {
  size_t length = strlen(other);
  return length && strncmp(one, other, length) == 0 && one[length] == '/';
}

/* Returns whether a decision with one of the refs answers a referral with another. */
static int is_answered(struct bench *bench, const char *const *refs, int64_t count, int64_t referred, int64_t decided) {
  struct history_told history = history_of(bench->profile, "2026-03-02 referral.received, 2026-03-03 referral.decided");
  const dueby_case of = {.name = "1", .events = history.events, .event_count = 2, .refs = refs, .ref_count = count};
  int32_t letter;
  int is_met = 0;
  assert_int_equal(dueby_profile_find_duty(bench->profile, "letter", &letter), DUEBY_OK);
  history.events[0].ref = referred + 1;
  history.events[1].ref = decided + 1;
  assert_int_equal(dueby_worklist_add(bench->worklist, &of), DUEBY_OK);
  for (int64_t i = 0; i < dueby_worklist_line_count(bench->worklist); i++) {
    const dueby_line *line = &dueby_worklist_lines(bench->worklist)[i];
    is_met |= line->duty == letter && line->met >= 0;
  }
  return is_met;
}

/* Refs may be in any order, even with other refs between a ref and those below it. */
static void test_refs__paths_in_any_order(void **state) {
  (void)state;
  static const char *const refs[] = {"R1/A2", "R1-2",    "R10/A",    "R1/A2/x/y", NULL,     "R1", "R1/A",   "/R1",    "R1//A",
                                     "R1/",   "R1/A2/x", "R1-2/B/C", "R10",       "R1 a/b", "R",  "R1/A-2", "R/1/A2", "S/T/U"};
  enum { REFS = sizeof refs / sizeof *refs };
  struct bench bench;
  begin(&bench, "2026-03-31", 0);
  make(&bench);
  for (int64_t i = 0; i < REFS; i++)
    for (int64_t j = 0; j < REFS && refs[i]; j++) {
      if (!refs[j]) continue;
      int expected = i == j || belongs_to(refs[i], refs[j]) || belongs_to(refs[j], refs[i]);
      assert_int_equal(is_answered(&bench, refs, REFS, i, j), expected);
    }
  end(&bench);
}

/* The text has a name of 250 bytes only up to the character that reaches 80 bytes: here one byte and 27 characters of three. */
static void test_worklist__what_makes_a_case_too_large(void **state) {
  (void)state;
  enum { LONG = 250, LIMIT = 200 };
  struct bench bench;
  char name[LONG + 1], text[400], expected[400];
  memset(name, 'a', LONG);
  name[LONG] = '\0';
  const char *const refs[] = {"R1", name}, *const short_refs[] = {"R1", NULL};
  const dueby_event one = {.type = 1};
  const dueby_case named = {.name = name}, referred = {.name = "7", .refs = refs, .ref_count = 2},
                   nameless = {.refs = refs, .ref_count = 2},
                   vast = {.name = "7", .events = &one, .event_count = DUEBY_CASE_EVENTS_MAX + 1},
                   good = {.name = "7", .refs = short_refs, .ref_count = 2};
  const dueby_case *const tried[] = {&named, &referred, &nameless, &vast, &good};
  const char *const texts[] = {"case \"%.80s...\": the name has 250 bytes: expected at most 200",
                               "case \"7\": the ref \"%.80s...\" has 250 bytes: expected at most 200",
                               "the ref \"%.80s...\" has 250 bytes: expected at most 200",
                               "case \"7\": 65536 events: expected at most 65535", ""};
  begin(&bench, "2026-03-11", 0);
  make(&bench);
  for (int i = 0; i < 5; i++) {
    snprintf(expected, sizeof expected, texts[i], name);
    assert_int_equal(dueby_case_excess_text(tried[i], text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, expected);
    assert_int_equal(dueby_worklist_add(bench.worklist, tried[i]), *texts[i] ? DUEBY_ELIMIT : DUEBY_OK);
  }
  for (int i = 1; i + 2 < LONG; i += 3) memcpy(name + i, "\xe2\x82\xac", 3); /* a, and then euro signs of 3 bytes */
  assert_int_equal(dueby_case_excess_text(&named, text, sizeof text, NULL), DUEBY_OK);
  snprintf(expected, sizeof expected, "case \"%.82s...\": the name has 250 bytes: expected at most 200", name);
  assert_string_equal(text, expected);
  name[LIMIT] = '\0';
  assert_int_equal(dueby_case_excess_text(&named, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "");
  end(&bench);
}

/* The calendar covers 1971 to 2100: 1 January 2101 is the first day after that, 31 December 1970 the last day before. */
static void test_worklist__days_that_the_calendar_does_not_cover(void **state) {
  (void)state;
  static const struct {
    const char *as_at, *horizon;
    dueby_status status;
  } told[] = {{"2100-12-31", NULL, DUEBY_OK},         {"2101-01-01", NULL, DUEBY_ECOVERAGE},
              {"1971-01-01", NULL, DUEBY_OK},         {"1970-12-31", NULL, DUEBY_ECOVERAGE},
              {"2026-03-10", "2100-12-31", DUEBY_OK}, {"2026-03-10", "2101-01-01", DUEBY_ECOVERAGE},
              {"2026-03-10", "2026-03-10", DUEBY_OK}, {"2026-03-10", "2026-03-09", DUEBY_EARGUMENT}};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    struct bench bench;
    begin(&bench, told[i].as_at, DUEBY_WORKLIST_KEEP);
    if (told[i].horizon) bench.run.horizon = when_of(told[i].horizon).date;
    assert_int_equal(dueby_worklist_new(bench.profile, known.eaw, &bench.options, &bench.worklist), told[i].status);
    end(&bench);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_worklist__as_cases_come_and_worst_first),
      cmocka_unit_test(test_worklist__at_hand_or_kept),
      cmocka_unit_test(test_worklist__kept_items_outlive_the_caller),
      cmocka_unit_test(test_worklist__states_and_days),
      cmocka_unit_test(test_worklist__what_is_to_do),
      cmocka_unit_test(test_worklist__what_makes_a_case_too_large),
      cmocka_unit_test(test_worklist__wanted_cases),
      cmocka_unit_test(test_worklist__absent_cases),
      cmocka_unit_test(test_worklist__a_lost_row_may_have_said_it),
      cmocka_unit_test(test_worklist__counts_and_findings),
      cmocka_unit_test(test_worklist__rows_of_a_table),
      cmocka_unit_test(test_fault_o4__how_far_the_records_go),
      cmocka_unit_test(test_worklist__law_by_the_day_of_the_birthday),
      cmocka_unit_test(test_worklist__a_line_as_json),
      cmocka_unit_test(test_worklist__fields_are_those_of_the_cells),
      cmocka_unit_test(test_summary__by_team),
      cmocka_unit_test(test_summary__lines_as_at_the_end_of_the_period),
      cmocka_unit_test(test_worklist__options_in_the_words_of_each_language),
      cmocka_unit_test(test_worklist__what_is_refused),
      cmocka_unit_test(test_texts__rows_that_could_not_be_read),
      cmocka_unit_test(test_texts__reason_instead_of_explanation),
      cmocka_unit_test(test_counts__records_up_to_the_day_looked_at),
      cmocka_unit_test(test_counts__records_do_not_go_up_to_a_plan),
      cmocka_unit_test(test_line__number_in_words),
      cmocka_unit_test(test_refs__paths_in_any_order),
      cmocka_unit_test(test_worklist__days_that_the_calendar_does_not_cover),
  };
  return cmocka_run_group_tests_name("worklist", tests, open_known, close_known);
}
