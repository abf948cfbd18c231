/* Tests the messages for people who read a list that others made. They name duties and events by their titles, no lines and no
 * options, and say whom to ask (dueby/finding.h). The list is as at Wednesday 11 March 2026 unless a test gives another day. */
#include "dueby/finding.h"

#include "timeline.h"

enum { TEXT = 2048, ALL = 4 * TEXT, CASES_MAX = 6, EVENTS_MAX = 1024 };

static const char one_visit[] = "  - {id: a, title: home visit, trigger: referral.received, due: visit.made, within: 1 week}\n";

/* Finds something in the list before its messages are read. */
typedef void finder(dueby_worklist *worklist);

struct list_told {
  const char *rules;            /* NULL for one_visit */
  const char *cases[CASES_MAX]; /* the events of each case */
  const char *as_at, *holds, *history_from;
  const char *teams[CASES_MAX];
  dueby_where where;
  int32_t style, is_whole; /* is_whole: the file has no events but those of the cases */
  finder *find;
};

static void learn_recorded(const struct list_told *told, const dueby_profile *profile, uint8_t *recorded) {
  for (int k = 0; k < CASES_MAX && told->cases[k]; k++) {
    struct history_told history = history_of(profile, told->cases[k]);
    for (int64_t i = 0; i < history.count; i++) dueby_recorded_add(profile, &history.events[i], recorded);
  }
}

static void add_cases(const struct list_told *told, const dueby_profile *profile, dueby_worklist *worklist) {
  static const char *const refs[] = {"A", "B"}, *const columns[] = {"team"};
  for (int k = 0; k < CASES_MAX && told->cases[k]; k++) {
    struct history_told history = history_of(profile, told->cases[k]);
    char name[8];
    snprintf(name, sizeof name, "%d", k + 1);
    for (int64_t i = 0; i < history.count; i++)
      if (history.events[i].ref) history.events[i].ref += 1 - 'A';
    const dueby_case of = {.name = name,
                           .events = history.events,
                           .event_count = history.count,
                           .refs = refs,
                           .ref_count = 2,
                           .columns = columns,
                           .values = &told->teams[k],
                           .column_count = told->teams[k] ? 1 : 0};
    dueby_status status = dueby_worklist_add(worklist, &of);
    assert_true(status == DUEBY_OK || (status == DUEBY_NONE && told->where.value));
  }
}

typedef dueby_status writer(const dueby_worklist *worklist, int64_t index, char *text, int64_t size, int64_t *needed);

/* Joins the messages of a list, one on each line. Returns 1 if one of them is the expected one; an expected text that ends with
 * "..." is the beginning. */
static int read_messages(const dueby_worklist *worklist, writer *write, const char *expected, char all[ALL]) {
  char text[TEXT];
  size_t length = strlen(expected), begins = length > 3 && strcmp(expected + length - 3, "...") == 0 ? length - 3 : 0;
  int is_found = 0;
  *all = '\0';
  for (int64_t i = 0; write(worklist, i, text, sizeof text, NULL) == DUEBY_OK; i++) {
    is_found |= begins ? strncmp(text, expected, begins) == 0 : strcmp(text, expected) == 0;
    snprintf(all + strlen(all), ALL - strlen(all), "%s\n", text);
  }
  return is_found;
}

/* Asserts that a list has a message or, if `is_expected` is 0, that it has not. The list made from its cases as at the same day
 * must have the same messages. */
static void assert_message_at(writer *write, const char *expected, int is_expected, const struct list_told *told, const char *file,
                              int line) {
  static char all[ALL], again[ALL];
  uint8_t recorded[EVENTS_MAX] = {0};
  dueby_holding holds[EVENTS_HELD] = {{0}};
  dueby_profile *profile = profile_of_rules(told->rules ? told->rules : one_visit);
  dueby_timeline_options run = {.as_at = when_of(told->as_at ? told->as_at : "2026-03-11")};
  dueby_worklist *worklist = NULL, *other = NULL;
  if (told->holds) {
    hold_told(told->holds, profile, holds);
    run.holds = holds;
  }
  if (told->history_from) run.history_from = day(told->history_from);
  if (told->is_whole) {
    learn_recorded(told, profile, recorded);
    run.recorded = recorded;
  }
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP,
                                          .run = &run,
                                          .style = told->style,
                                          .where = &told->where,
                                          .where_count = told->where.value ? 1 : 0};
  assert_int_equal(dueby_worklist_new(profile, known.eaw, &options, &worklist), DUEBY_OK);
  add_cases(told, profile, worklist);
  if (told->find) told->find(worklist);
  int is_found = read_messages(worklist, write, expected, all);
  assert_int_equal(dueby_worklist_as_at(worklist, &run.as_at, &other), DUEBY_OK);
  read_messages(other, write, expected, again);
  assert_string_equal(again, all);
  dueby_worklist_free(other);
  dueby_worklist_free(worklist);
  dueby_profile_free(profile);
  if (is_found == is_expected) return;
  print_error("found:\n%s%sexpected:\n%s\n", all, is_expected ? "" : "not ", expected);
  _fail(file, line);
}

#define assert_reader(expected, ...) \
  assert_message_at(dueby_worklist_reader_text, expected, 1, &(struct list_told){__VA_ARGS__}, __FILE__, __LINE__)
#define assert_no_reader(unexpected, ...) \
  assert_message_at(dueby_worklist_reader_text, unexpected, 0, &(struct list_told){__VA_ARGS__}, __FILE__, __LINE__)
#define assert_maker(expected, ...) \
  assert_message_at(dueby_worklist_trust_text, expected, 1, &(struct list_told){__VA_ARGS__}, __FILE__, __LINE__)

/* ---- how far the records go ---- */

static void find_bad_rows(dueby_worklist *worklist) {
  dueby_worklist_add_rows(worklist, 2, 2);
}

static void test_reader__how_far_the_records_go(void **state) {
  (void)state;
  assert_reader("Records up to Tuesday 10 March 2026. Nothing in the file looks wrong",
                .cases = {"2026-03-02 referral.received, 2026-03-10 visit.made"});
  assert_reader("WARNING: the records stop on Monday 2 March 2026, over a month before the day you are checking. Anything since "
                "then is not in the file: tasks shown as overdue may have been done, and tasks not shown may be due. Ask for a "
                "newer list",
                .cases = {"2026-03-02 referral.received"}, .as_at = "2026-04-03");
  assert_reader("WARNING: the file has no events up to the day you are checking. Ask whoever makes the file for earlier events",
                .cases = {"2026-03-12 referral.received"});
  assert_reader("WARNING: the file has no events up to the day you are checking. Ask whoever makes the file for a newer one",
                .cases = {"2026-03-10 referral.received +void"});
  assert_reader("There are no records, so nothing was checked. Ask whoever makes the file to check it", .style = DUEBY_STYLE_FORM);
  assert_reader("No record could be read, so nothing was checked. Ask whoever makes the file to check it", .find = find_bad_rows);
}

/* ---- rows that could not be read ---- */

static void find_one_day_first(dueby_worklist *worklist) {
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_DAY_FIRST, 0, 1, NULL, 0), DUEBY_OK);
}

static void find_two_day_first(dueby_worklist *worklist) {
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_DAY_FIRST, 0, 2, NULL, 0), DUEBY_OK);
}

static void test_reader__dates_written_day_first(void **state) {
  (void)state;
  assert_reader(
      "1 record has a date that is written day first: ask whoever made this list to make it again with dates read that way",
      .cases = {"2026-03-02 referral.received"}, .find = find_one_day_first);
  assert_reader(
      "2 records have a date that is written day first: ask whoever made this list to make it again with dates read that way",
      .cases = {"2026-03-02 referral.received"}, .find = find_two_day_first, .style = DUEBY_STYLE_ARGUMENTS);
  assert_reader("1 record has a date that is written day first: choose 27/03/2026 under \"Dates in the file\"",
                .cases = {"2026-03-02 referral.received"}, .find = find_one_day_first, .style = DUEBY_STYLE_FORM);
  assert_reader("2 records have a date that is written day first: choose 27/03/2026 under \"Dates in the file\"",
                .cases = {"2026-03-02 referral.received"}, .find = find_two_day_first, .style = DUEBY_STYLE_FORM);
}

static void find_misspelt(dueby_worklist *worklist, int64_t count) {
  int32_t visit = event_of(dueby_worklist_profile(worklist), "visit.made");
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_MISSPELT, visit, count, NULL, 0), DUEBY_OK);
}

static void find_one_misspelt(dueby_worklist *worklist) {
  find_misspelt(worklist, 1);
}

static void find_two_misspelt(dueby_worklist *worklist) {
  find_misspelt(worklist, 2);
}

static void test_reader__misspelt_events(void **state) {
  (void)state;
  assert_reader("1 record is of an event that is not on our list, probably the visit to the child: ask whoever makes the file to "
                "correct it. Until then, we do not show anyone as late where that may be wrong",
                .cases = {"2026-03-02 referral.received"}, .find = find_one_misspelt);
  assert_reader("2 records are of an event that is not on our list, probably the visit to the child: ask whoever makes the file "
                "to correct them. Until then, we do not show anyone as late where that may be wrong",
                .cases = {"2026-03-02 referral.received"}, .find = find_two_misspelt);
}

static void find_one_astray(dueby_worklist *worklist) {
  dueby_worklist_add_rows(worklist, 4, 1);
}

static void find_two_astray(dueby_worklist *worklist) {
  dueby_worklist_add_rows(worklist, 4, 2);
}

static void test_reader__unreadable_rows_that_may_be_about_any_child(void **state) {
  (void)state;
  assert_reader("1 record could not be used: ask whoever makes the file to correct it. We cannot tell which child 1 record is "
                "about: tasks shown as overdue may have been done, and tasks not shown may be due",
                .cases = {"2026-03-02 referral.received"}, .find = find_one_astray);
  assert_reader("2 records could not be used: ask whoever makes the file to correct them. We cannot tell which child 2 records are "
                "about: tasks shown as overdue may have been done, and tasks not shown may be due",
                .cases = {"2026-03-02 referral.received"}, .find = find_two_astray, .style = DUEBY_STYLE_FORM);
}

/* ---- names that nothing has ---- */

static void test_reader__values_that_no_case_has(void **state) {
  (void)state;
  assert_reader("No case has \"Noth\" in team; there is \"North\": ask whoever made this list to correct the name",
                .cases = {"2026-03-02 referral.received"}, .teams = {"North"}, .where = {"team", "Noth"});
  assert_reader("No case has \"Far away\" in team: ask whoever made this list to correct the name",
                .cases = {"2026-03-02 referral.received"}, .teams = {"North"}, .where = {"team", "Far away"});
  assert_reader("No case is called \"ninety\": ask whoever made this list to correct the name",
                .cases = {"2026-03-02 referral.received"}, .where = {NULL, "ninety"});
}

static void find_no_column(dueby_worklist *worklist) {
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_NO_COLUMN, 0, 1, NULL, 0), DUEBY_OK);
  assert_int_equal(dueby_worklist_set_finding_names(worklist, DUEBY_FINDING_NO_COLUMN, "reason (episodes)"), DUEBY_OK);
}

static void test_reader__what_a_return_lacks_is_named(void **state) {
  (void)state;
  assert_reader("1 column of the return is not in the file: reason (episodes). We left out the duties that need it. "
                "Anything it may have ended needs checking",
                .cases = {"2026-03-02 referral.received"}, .find = find_no_column);
}

/* ---- events that are not in the file ---- */

/* Six duties need a visit, and two of them that follow each other have one title: four titles are named. */
static const char many_visits[] = "  - {id: a, title: first look, trigger: referral.received, due: visit.made, within: 1 week}\n"
                                  "  - {id: b, title: second look, trigger: referral.received, due: visit.made, within: 2 weeks}\n"
                                  "  - {id: c, title: second look, trigger: referral.received, due: visit.made, within: 3 weeks}\n"
                                  "  - {id: d, title: third look, trigger: referral.received, due: visit.made, within: 4 weeks}\n"
                                  "  - {id: e, title: fourth look, trigger: referral.received, due: visit.made, within: 5 weeks}\n"
                                  "  - {id: f, title: fifth look, trigger: referral.received, due: visit.made, within: 6 weeks}\n";

static const char more_visits[] = "  - {id: a, title: first look, trigger: referral.received, due: visit.made, within: 1 week}\n"
                                  "  - {id: b, title: second look, trigger: referral.received, due: visit.made, within: 2 weeks}\n"
                                  "  - {id: c, title: third look, trigger: referral.received, due: visit.made, within: 3 weeks}\n"
                                  "  - {id: d, title: fourth look, trigger: referral.received, due: visit.made, within: 4 weeks}\n"
                                  "  - {id: e, title: fifth look, trigger: referral.received, due: visit.made, within: 5 weeks}\n"
                                  "  - {id: f, title: sixth look, trigger: referral.received, due: visit.made, within: 6 weeks}\n";

static const char same_title[] =
    "  - {id: a, title: visit to the child, trigger: referral.received, due: visit.made, within: 1 week}\n";

static void test_reader__events_that_are_never_in_the_file(void **state) {
  (void)state;
  static const char then[] =
      ": tasks shown as \"Overdue\", \"Never done\" or \"Needs checking\" may have been done. Ask whoever makes the "
      "file whether it can include this";
  const struct {
    const char *rules, *needed;
  } rows[] = {
      {NULL, ", needed for the duty \"home visit\""},
      {same_title, ""},
      {many_visits, ", needed for the duties \"first look\", \"second look\", \"third look\", \"fourth look\" and 1 more duty"},
      {more_visits, ", needed for the duties \"first look\", \"second look\", \"third look\", \"fourth look\" and 2 more duties"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char expected[TEXT];
    snprintf(expected, sizeof expected, "Not in the file: visit to the child%s, for 2 children%s", rows[i].needed, then);
    assert_reader(expected, .rules = rows[i].rules, .is_whole = 1,
                  .cases = {"2026-03-02 referral.received", "2026-03-02 referral.received"});
  }
  assert_reader("Not in the file for team North: visit to the child, for 2 children: tasks shown as \"Overdue\", \"Never done\" or "
                "\"Needs checking\" may have been done. Ask the team where it records them",
                .is_whole = 1, .teams = {"North", "North", "South"},
                .cases = {"2026-03-02 referral.received", "2026-03-02 referral.received",
                          "2026-03-02 referral.received, 2026-03-03 visit.made"});
}

/* Records begin on Monday 5 January 2026. Two children of team North were waiting for a visit by then, and still are; team South
 * records its visits. North is named from the day on which its visits would be late even if the children had last been visited on
 * Sunday 4 January: 6 weeks and a day later, 28 days and a day later, and so on. */
static void test_reader__a_team_that_is_behind_since_the_records_begin(void **state) {
  (void)state;
  static const char then[] = "Not in the file for team North: visit to the child, for 2 children...";
  const struct {
    const char *schedule, *last_silent, *first_named;
  } rows[] = {
      {"{every: 6 weeks}", "2026-02-15", "2026-02-16"},
      {"{every: 1 month}", "2026-02-04", "2026-02-05"},
      {"{every: 28 days}", "2026-02-01", "2026-02-02"},
      {"{within: 1 week}, {every: 3 weeks}", "2026-01-25", "2026-01-26"},
      {"{every: agreed, at_most: 4 weeks}", "2026-02-01", "2026-02-02"},
      {"{every: agreed, default: 2 weeks}", "2026-01-18", "2026-01-19"},
      {"{every: 10 working days}", "2026-01-16", "2026-01-26"}, /* weekends may make them up to 20 days */
      {"{every: 48 hours}", "2026-01-06", "2026-02-22"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char rules[256];
    snprintf(rules, sizeof rules, "  - {id: a, title: home visit, trigger: referral.received, due: visit.made, schedule: [%s]}\n",
             rows[i].schedule);
    const struct list_told told = {.rules = rules,
                                   .history_from = "2026-01-05",
                                   .is_whole = 1,
                                   .teams = {"North", "North", "South"},
                                   .cases = {"2025-01-06 referral.received", "2025-01-06 referral.received",
                                             "2025-01-06 referral.received, 2026-01-06 visit.made"}};
    struct list_told before = told, after = told;
    before.as_at = rows[i].last_silent;
    after.as_at = rows[i].first_named;
    assert_message_at(dueby_worklist_reader_text, then, 0, &before, __FILE__, __LINE__);
    assert_message_at(dueby_worklist_reader_text, then, 1, &after, __FILE__, __LINE__);
  }
}

static const char alone[] =
    "  - {id: a, title: home visit, trigger: referral.received, due: visit.made, within: 1 week, needs: [alone, at_home]}\n";

static void test_reader__tags_that_an_event_never_has(void **state) {
  (void)state;
  assert_reader(
      "No visit to the child in the file is marked \"alone and at home\", needed for the duty \"home visit\", for 1 child: ask the "
      "workers whether this happened, and ask whoever makes the file whether it can show it",
      .rules = alone, .is_whole = 1, .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made"});
  /* a duty with two rules is named once, and only for the tags that it needs */
  static const char two[] =
      "  - {id: a, name: law, title: home visit, trigger: referral.received, due: visit.made, within: 1 week, needs: [alone]}\n"
      "  - {id: a, name: ours, title: home visit, trigger: referral.received, due: visit.made, within: 3 days, needs: [alone]}\n"
      "  - {id: b, title: look, trigger: referral.received, due: visit.made, within: 3 days, needs: [at_home]}\n";
  assert_reader("No visit to the child in the file is marked \"alone\", needed for the duty \"home visit\", for 1 child: ...",
                .rules = two, .is_whole = 1, .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made"});
  assert_reader("No visit to the child in the file is marked \"at home\", needed for the duty \"look\", for 1 child: ...",
                .rules = two, .is_whole = 1, .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made"});
  /* two duties that need the same tags are named together; one that also needs another tag has a message of its own */
  static const char same[] =
      "  - {id: a, title: home visit, trigger: referral.received, due: visit.made, within: 1 week, needs: [alone]}\n"
      "  - {id: b, title: look, trigger: referral.received, due: visit.made, within: 3 days, needs: [alone]}\n",
                    more[] = "  - {id: a, title: home visit, trigger: referral.received, due: visit.made, within: 1 week, "
                             "needs: [alone]}\n"
                             "  - {id: b, title: look, trigger: referral.received, due: visit.made, within: 3 days, "
                             "needs: [alone, at_home]}\n";
  assert_reader(
      "No visit to the child in the file is marked \"alone\", needed for the duties \"home visit\", \"look\", for 1 child: ...",
      .rules = same, .is_whole = 1, .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made"});
  assert_reader("No visit to the child in the file is marked \"alone and at home\", needed for the duty \"look\", for 1 child: ...",
                .rules = more, .is_whole = 1, .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made +alone"});
  /* a child counts once, however many of its visits lack the tags */
  assert_reader(
      "No visit to the child in the file is marked \"alone and at home\", needed for the duty \"home visit\", for 1 child: ...",
      .rules = alone, .is_whole = 1,
      .cases = {"2026-03-01 referral.received #A, 2026-03-02 referral.received #B, 2026-03-03 visit.made #A"});
}

/* ---- what the caller stated about the file ---- */

static const char two_events[] = "  - {id: a, title: home visit, trigger: referral.received, due: visit.made, within: 1 week}\n"
                                 "  - {id: b, title: letter, trigger: s47.started, due: supervision.held, within: 1 week}\n";

static void test_reader__records_of_events_that_are_said_to_be_absent(void **state) {
  (void)state;
  assert_reader("1 record of the visit to the child is in the file, though this list was made as if the file had none of these: "
                "ask whoever made it which is right",
                .holds = "visit.made=never", .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made"});
  assert_reader("2 records of the visit to the child are in the file, though this list was made as if the file had none of these: "
                "ask whoever made it which is right",
                .holds = "visit.made=never",
                .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made, 2026-03-04 visit.made"});
  assert_reader("1 child has more than one visit to the child, though this list was made as if the file only had ...",
                .holds = "visit.made=latest",
                .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made, 2026-03-04 visit.made"});
  assert_reader("2 children have more than one visit to the child, though this list was made as if the file only had ...",
                .holds = "visit.made=latest",
                .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made, 2026-03-04 visit.made",
                          "2026-03-02 referral.received, 2026-03-03 visit.made, 2026-03-04 visit.made"});
}

/* Void events, events after as-at, events on the same day and events with different refs do not show that the file has more than
 * the latest event. */
static void test_reader__what_does_not_contradict_the_latest(void **state) {
  (void)state;
  static const char message[] = "1 child has more than one visit to the child, ...";
  static const struct {
    const char *events;
    int is_found;
  } rows[] = {{"2026-03-03 visit.made #A, 2026-03-04 visit.made #A", 1},
              {"2026-03-03 visit.made, 2026-03-03 supervision.held, 2026-03-04 visit.made", 1},
              {"2026-03-03 visit.made #A, 2026-03-04 visit.made #B", 0},
              {"2026-03-03T10:00 visit.made, 2026-03-03T11:00 visit.made", 0},
              {"2026-03-03 visit.made +void, 2026-03-04 visit.made", 0},
              {"2026-03-20 visit.made, 2026-03-04 visit.made", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char events[256];
    snprintf(events, sizeof events, "2026-03-02 referral.received, %s", rows[i].events);
    assert_message_at(dueby_worklist_reader_text, message, rows[i].is_found,
                      &(struct list_told){.holds = "visit.made=latest", .cases = {events}}, __FILE__, __LINE__);
  }
}

/* A return that lacks one of the tables of visits holds visits `never`, though it has some. */
static void lack_a_table(dueby_worklist *worklist) {
  dueby_holding usual[EVENTS_HELD] = {{0}};
  hold_told("visit.made=never", dueby_worklist_profile(worklist), usual);
  assert_int_equal(dueby_worklist_set_source(worklist, "a return", NULL, usual), DUEBY_OK);
}

static void test_reader__events_that_are_only_partly_in_a_return(void **state) {
  (void)state;
  assert_reader("Only partly in the file: visit to the child. We left out the duties that need it, for 1 child. Check those duties "
                "elsewhere",
                .holds = "visit.made=never", .find = lack_a_table,
                .cases = {"2026-03-02 referral.received", "2026-03-02 referral.received, 2026-03-03 visit.made"});
}

static void test_reader__duties_that_are_left_out(void **state) {
  (void)state;
  assert_reader("Not in the file: visit to the child. We left out the duties that need it, for 1 child. Check those duties "
                "elsewhere",
                .holds = "visit.made=never", .cases = {"2026-03-02 referral.received"});
  assert_reader("Not in the file: visit to the child. We left out the duties that need it, for 2 children. The same goes for 1 "
                "other kind of event. Check those duties elsewhere",
                .rules = two_events, .holds = "visit.made=never supervision.held=never",
                .cases = {"2026-03-02 referral.received, 2026-03-02 s47.started", "2026-03-02 referral.received"});
}

/* ---- refs ---- */

static void test_reader__reference_numbers_that_match_nothing(void **state) {
  (void)state;
  assert_reader("1 of 1 record of the visit to the child has a reference number that does not match the start of the duty: ask "
                "whoever makes the file to check it",
                .cases = {"2026-03-02 referral.received #A, 2026-03-03 visit.made #B"});
  assert_reader("2 of 3 records of the visit to the child have a reference number that does not match the start of the duty: ask "
                "whoever makes the file to check them",
                .cases = {"2026-03-02 referral.received #A, 2026-03-03 visit.made #B",
                          "2026-03-02 referral.received #A, 2026-03-03 visit.made #A",
                          "2026-03-02 referral.received #B, 2026-03-03 visit.made #A"});
  /* a visit before the referral cannot have been meant for it */
  assert_reader("1 of 2 records of the visit to the child has a reference number that does not match the start of the duty: ...",
                .cases = {"2026-02-20 visit.made #B, 2026-03-02 referral.received #A, 2026-03-03 visit.made #B"});
}

/* ---- dates of birth ---- */

static const char by_age[] =
    "  - {id: a, title: talk, trigger: referral.received, due: visit.made, within: 1 week, when: {age_from: 16}}\n";

static void test_reader__children_without_a_date_of_birth(void **state) {
  (void)state;
  assert_reader(
      "1 child has no date of birth, and some duties depend on the child's age (\"talk\"): ask the child's worker to record "
      "it",
      .rules = by_age, .cases = {"2026-03-02 referral.received"});
  assert_reader(
      "2 children have no date of birth, and some duties depend on the child's age (\"talk\"): ask the children's workers to "
      "record it",
      .rules = by_age, .cases = {"2026-03-02 referral.received", "2026-03-02 referral.received"});
}

/* ---- files with too little ---- */

static const char each_month[] =
    "  - {id: a, title: home visit, trigger: referral.received, due: visit.made, schedule: [{every: 1 month}]}\n";

/* The first visit of each of three children is more than half a year after the referral, and no child has a second. */
static void test_reader__files_with_only_the_latest(void **state) {
  (void)state;
  assert_reader("3 children have a first visit to the child more than 6 months after the duty began, and no second one: ask "
                "whoever makes the file whether it only has the latest one of each",
                .rules = each_month,
                .cases = {"2025-01-06 referral.received, 2026-03-02 visit.made",
                          "2025-01-06 referral.received, 2026-03-03 visit.made",
                          "2025-01-06 referral.received, 2026-03-04 visit.made"});
}

/* The visits were due on 13 January 2025, more than four weeks before the first visit in the file. */
static void test_reader__files_that_begin_late(void **state) {
  (void)state;
  static const char visit[] = "2025-01-06 referral.received, 2025-06-02 visit.made",
                    both[] =
                        "2025-01-06 referral.received, 2025-01-06 s47.started, 2025-06-02 visit.made, 2025-06-03 supervision.held";
  assert_reader("No visit to the child before Monday 2 June 2025, though 5 children needed one earlier. ...",
                .cases = {visit, visit, visit, visit, visit});
  assert_reader("No visit to the child before Monday 2 June 2025, though 6 children needed one earlier. The same goes for 1 "
                "other kind of event. ...",
                .rules = two_events, .cases = {both, both, both, both, both, visit});
}

/* ---- other findings ---- */

static void test_reader__entries_that_look_wrong(void **state) {
  (void)state;
  assert_reader("1 event is dated after the day you are checking: not counted; if it has already happened, ask the child's worker "
                "to check the date",
                .cases = {"2026-03-02 referral.received, 2026-03-20 visit.made"});
  assert_reader(
      "2 events are dated after the day you are checking: not counted; if they have already happened, ask the children's "
      "workers to check the dates",
      .cases = {"2026-03-02 referral.received, 2026-03-20 visit.made", "2026-03-02 referral.received, 2026-03-20 visit.made"});
  assert_reader("1 record is marked void: ignored; you do not need to do anything",
                .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made +void"});
}

/* ---- for those who made the list with a form ---- */

static const char many_events[] = "  - {id: a, title: a, trigger: referral.received, due: visit.made, within: 1 week}\n"
                                  "  - {id: b, title: b, trigger: referral.received, due: supervision.held, within: 1 week}\n"
                                  "  - {id: c, title: c, trigger: referral.received, due: core_group.held, within: 1 week}\n"
                                  "  - {id: d, title: d, trigger: referral.received, due: care_plan.prepared, within: 1 week}\n"
                                  "  - {id: e, title: e, trigger: referral.received, due: rcpc.held, within: 1 week}\n"
                                  "  - {id: f, title: f, trigger: referral.received, due: cin_review.held, within: 1 week}\n"
                                  "  - {id: g, title: g, trigger: s47.started, due: manager_review.recorded, within: 1 week}\n";

/* A form has no options to name: people add rows, use another file or choose other duties. */
static void test_maker__words_for_a_form(void **state) {
  (void)state;
  static const char late[] = "2025-01-06 referral.received, 2025-06-02 visit.made";
  assert_maker(
      "No visit to the child (visit.made) in your file has the tag alone and at_home, needed by a, 1 child (line 1): add the tag to "
      "the rows where it applies, or choose other duties under \"Which duties\"",
      .rules = alone, .is_whole = 1, .style = DUEBY_STYLE_FORM, .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made"});
  assert_maker("1 row for the visit to the child (visit.made) is in your file (line 2), though you said that your file has none of "
               "these. If it has all of them, change that choice",
               .holds = "visit.made=never", .style = DUEBY_STYLE_FORM,
               .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made"});
  assert_maker("1 child has more than one visit to the child (visit.made) (line 3), though you said that your file only has the "
               "latest. If it has all of them, change that choice",
               .holds = "visit.made=latest", .style = DUEBY_STYLE_FORM,
               .cases = {"2026-03-02 referral.received, 2026-03-03 visit.made, 2026-03-04 visit.made"});
  assert_maker(
      "No visit to the child (visit.made) before Monday 2 June 2025, though 5 children needed one earlier (line 1). If your "
      "extract only starts then, tasks shown as late may have been done: use one that goes back further",
      .style = DUEBY_STYLE_FORM, .cases = {late, late, late, late, late});
}

/* The first five of seven events are named, those with the most children first, in the order of the vocabulary. Two children wait
 * for six of the events, and one for a manager's review, which is therefore last. */
static void test_maker__only_the_first_events_are_named(void **state) {
  (void)state;
  static const struct {
    int32_t style;
    const char *then;
  } rows[] = {{DUEBY_STYLE_FORM, ""}, {DUEBY_STYLE_ARGUMENTS, ""}, {DUEBY_STYLE_OPTIONS, " (to list them, use --format json)"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char expected[TEXT];
    snprintf(
        expected, sizeof expected,
        "Your file has no rows for these: review child protection conference "
        "(rcpc.held), 2 children; core group meeting (core_group.held), 2 children; visit to the child (visit.made), 2 children; "
        "child in need review (cin_review.held), 2 children; care plan (care_plan.prepared), 2 children; and 2 more events%s. "
        "We left out the duties that need them. Check those duties elsewhere",
        rows[i].then);
    assert_maker(expected, .rules = many_events, .style = rows[i].style,
                 .holds = "visit.made=never supervision.held=never core_group.held=never care_plan.prepared=never "
                          "rcpc.held=never cin_review.held=never manager_review.recorded=never",
                 .cases = {"2026-03-02 referral.received", "2026-03-02 referral.received, 2026-03-02 s47.started"});
  }
}

/* No rule of the file uses an agreed interval. A void row is ignored anyway. */
static void test_reader__agreed_intervals_that_no_rule_uses(void **state) {
  (void)state;
  static const char message[] = "1 record has a detail (such as \"seen alone\") that these rules do not use: ...";
  assert_reader(message, .cases = {"2026-03-02 referral.received agreed=2_weeks"});
  assert_no_reader(message, .cases = {"2026-03-02 referral.received agreed=2_weeks +void, 2026-03-02 referral.received"});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reader__how_far_the_records_go),
      cmocka_unit_test(test_reader__dates_written_day_first),
      cmocka_unit_test(test_reader__misspelt_events),
      cmocka_unit_test(test_reader__unreadable_rows_that_may_be_about_any_child),
      cmocka_unit_test(test_reader__values_that_no_case_has),
      cmocka_unit_test(test_reader__what_a_return_lacks_is_named),
      cmocka_unit_test(test_reader__events_that_are_never_in_the_file),
      cmocka_unit_test(test_reader__a_team_that_is_behind_since_the_records_begin),
      cmocka_unit_test(test_reader__tags_that_an_event_never_has),
      cmocka_unit_test(test_reader__records_of_events_that_are_said_to_be_absent),
      cmocka_unit_test(test_reader__events_that_are_only_partly_in_a_return),
      cmocka_unit_test(test_reader__what_does_not_contradict_the_latest),
      cmocka_unit_test(test_reader__duties_that_are_left_out),
      cmocka_unit_test(test_reader__reference_numbers_that_match_nothing),
      cmocka_unit_test(test_reader__children_without_a_date_of_birth),
      cmocka_unit_test(test_reader__files_with_only_the_latest),
      cmocka_unit_test(test_reader__files_that_begin_late),
      cmocka_unit_test(test_reader__entries_that_look_wrong),
      cmocka_unit_test(test_reader__agreed_intervals_that_no_rule_uses),
      cmocka_unit_test(test_maker__words_for_a_form),
      cmocka_unit_test(test_maker__only_the_first_events_are_named),
  };
  return cmocka_run_group_tests_name("reader", tests, open_known, close_known);
}
