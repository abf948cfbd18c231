/* Tests corner cases of worklists, trials and changes that the other tests do not cover: cases without a name, refs that are equal,
 * many teams, many rows. */
#include "dueby/finding.h"
#include "reports.h"

enum { TEXT = 4096 };

#define refused(CALL) assert_int_equal(CALL, DUEBY_EARGUMENT)

static void count_cell(const char *name, const dueby_cell *cell, void *context) {
  (void)name, (void)cell;
  ++*(int *)context;
}

/* ---- worklists ---- */

static void test_corners__wanted_cases_without_name_or_value(void **state) {
  (void)state;
  const dueby_timeline_options run = {.as_at = when_of("2025-06-25")};
  const dueby_where where[] = {{"team", "North"}, {"team", "North"}, {"team", ""}};
  const dueby_worklist_options options = {.run = &run, .where = where, .where_count = 3};
  const char *columns[] = {"team"}, *none[] = {NULL}, *north[] = {"North"}, *south[] = {"South"};
  dueby_worklist *worklist = NULL;
  struct reported child;
  report_child(&child, 2);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  child.of.columns = columns;
  child.of.column_count = 1;
  child.of.name = NULL;
  child.of.values = none; /* a NULL value is "" */
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  child.of.values = north;
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  child.of.values = south;
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_NONE);
  for (int i = 0; i < 3; i++) assert_int_equal(dueby_worklist_found(worklist, i), 1);
  dueby_worklist_free(worklist);

  const dueby_where by_name = {NULL, ""}; /* the name "" finds a case without a name */
  const dueby_worklist_options named = {.run = &run, .where = &by_name, .where_count = 1};
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &named, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  child.of.name = "1";
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_NONE);
  dueby_worklist_free(worklist);
}

static void test_corners__a_run_that_is_too_short(void **state) {
  (void)state;
  const dueby_timeline_options run = {.size = 4};
  const dueby_worklist_options options = {.run = &run};
  dueby_worklist *worklist = NULL;
  refused(dueby_worklist_new(known.england, known.eaw, &options, &worklist));
  assert_null(worklist);
}

static void test_corners__findings_with_no_lines(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP);
  const int64_t line = 2;
  int cells = 0;
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_BAD_ROWS, 0, -1, &line, 1));
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_BAD_ROWS, 0, 1, &line, -1));
  refused(dueby_worklist_set_finding(worklist, DUEBY_FINDING_BAD_ROWS, 0, 1, NULL, 1));
  assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_BAD_ROWS, 0, 1, NULL, 0), DUEBY_OK);
  refused(dueby_worklist_finding_cells(worklist, -1, count_cell, &cells));
  assert_int_equal(dueby_worklist_finding_cells(worklist, dueby_worklist_finding_count(worklist), count_cell, &cells), DUEBY_DONE);
  assert_int_equal(cells, 0);
  dueby_worklist_free(worklist);
}

/* A case's refs may be missing or equal. Such refs do not belong to each other; a ref such as A/B belongs only to A. */
static void test_corners__refs_that_are_equal_or_missing(void **state) {
  (void)state;
  const char *refs[] = {"A/B", NULL, "A/B", "A", "A/B/C", "", "AB/C"};
  const dueby_timeline_options run = {.as_at = when_of("2025-06-25")};
  const dueby_worklist_options options = {.run = &run};
  dueby_worklist *worklist = NULL;
  struct reported child;
  report_child(&child, 3);
  refs[1] = "";
  child.of.refs = refs;
  child.of.ref_count = 7;
  child.events[0].ref = child.events[1].ref = 1;
  child.events[2].ref = 5;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  int met = 0;
  const dueby_line *lines = dueby_worklist_lines(worklist);
  for (int64_t i = 0; i < dueby_worklist_line_count(worklist); i++)
    met += lines[i].met >= 0 && child.events[lines[i].met].type == event_of(known.england, "icpc.held");
  assert_true(met >= 1); /* the conference of A/B/C belongs to the enquiry A/B */
  dueby_worklist_free(worklist);
}

/* ---- trials ---- */

/* The six-month review of an assessed year also counts as the review of progress, so a trial runs both duties. */
static void test_corners__trials_of_an_event_that_counts_as_another(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  struct reported child;
  report_child(&child, 2);
  for (int32_t type = 1; type < dueby_profile_event_count(known.england); type++) {
    int32_t general = dueby_profile_event_parent(known.england, type);
    dueby_trial *whole = NULL, *only = NULL;
    if (general <= 0) continue;
    const dueby_event event = {.type = type, .date = day("2025-06-12")};
    assert_int_equal(dueby_trial_new(worklist, 0, &whole), DUEBY_OK);
    assert_int_equal(dueby_trial_new(worklist, type, &only), DUEBY_OK);
    assert_int_equal(dueby_trial_run(whole, &child.of, &event), DUEBY_OK);
    assert_int_equal(dueby_trial_run(only, &child.of, &event), DUEBY_OK);
    assert_int_equal(dueby_trial_met_count(whole), dueby_trial_met_count(only));
    dueby_trial_free(whole);
    dueby_trial_free(only);
  }
  dueby_worklist_free(worklist);
}

/* An event before as-at does not change the worklist's day; a later event moves that day to its own. */
static void test_corners__trials_before_and_after_as_at(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  struct reported child;
  dueby_trial *trial = NULL;
  report_child(&child, 2);
  assert_int_equal(dueby_trial_new(worklist, 0, &trial), DUEBY_OK);
  const char *days[] = {"2025-06-09", "2025-06-10", "2025-06-11"}, *as_at[] = {"2025-06-10", "2025-06-10", "2025-06-11"};
  for (int i = 0; i < 3; i++) {
    const dueby_event event = {.type = event_of(known.england, "icpc.held"), .date = day(days[i])};
    assert_int_equal(dueby_trial_run(trial, &child.of, &event), DUEBY_OK);
    assert_day(dueby_worklist_run(dueby_trial_worklist(trial))->as_at.date, as_at[i]);
  }
  dueby_trial_free(trial);
  dueby_worklist_free(worklist);
}

/* ---- findings worded for a form ---- */

static void test_corners__findings_in_each_style(void **state) {
  (void)state;
  const struct {
    int32_t style;
    const char *part;
  } rows[] = {{DUEBY_STYLE_OPTIONS, ": use --dates dmy"}, {DUEBY_STYLE_FORM, ": choose "}, {DUEBY_STYLE_R, ": use "}};
  for (int i = 0; i < 3; i++) {
    const dueby_timeline_options run = {.as_at = when_of("2025-06-25")};
    const dueby_worklist_options options = {.run = &run, .style = rows[i].style};
    dueby_worklist *worklist = NULL;
    struct reported child;
    char text[TEXT];
    int is_found = 0;
    report_child(&child, 3);
    assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
    assert_int_equal(dueby_worklist_set_finding(worklist, DUEBY_FINDING_DAY_FIRST, 0, 2, (const int64_t[]){4, 5}, 2), DUEBY_OK);
    for (int64_t k = 0; dueby_worklist_finding_text(worklist, k, text, sizeof text, NULL) == DUEBY_OK; k++)
      is_found |= strstr(text, "2 rows have a date that is written day first") && strstr(text, rows[i].part);
    assert_true(is_found);
    dueby_worklist_free(worklist);
  }
}

/* The records begin with a visit a year after the plan, and there is no second visit. */
static void test_corners__the_finding_that_only_the_latest_is_there(void **state) {
  (void)state;
  const struct {
    int32_t style;
    const char *end;
  } rows[] = {{DUEBY_STYLE_OPTIONS, "use --holds visit.made=latest"}, {DUEBY_STYLE_FORM, "use a file with all of them"}};
  dueby_profile *profile = profile_of_rule("    schedule: [{every: 1 week}]\n");
  const dueby_event events[] = {{.type = event_of(profile, "referral.received"), .date = day("2025-03-03"), .row = 2},
                                {.type = event_of(profile, "visit.made"), .date = day("2026-03-02"), .row = 3}};
  static const char *const names[] = {"1", "2", "3"};
  for (int i = 0; i < 2; i++) {
    const dueby_timeline_options run = {.as_at = when_of("2026-03-20")};
    const dueby_worklist_options options = {.run = &run, .style = rows[i].style};
    dueby_worklist *worklist = NULL;
    char text[TEXT];
    int found = 0;
    assert_int_equal(dueby_worklist_new(profile, known.eaw, &options, &worklist), DUEBY_OK);
    for (int k = 0; k < 3; k++) {
      const dueby_case of = {.name = names[k], .events = events, .event_count = 2};
      assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
    }
    for (int64_t k = 0; dueby_worklist_finding_text(worklist, k, text, sizeof text, NULL) == DUEBY_OK; k++) {
      if (!strstr(text, "and no second one")) continue;
      const char *end = text + strlen(text) - strlen(rows[i].end);
      assert_string_equal(end, rows[i].end);
      found++;
    }
    assert_int_equal(found, 1);
    dueby_worklist_free(worklist);
  }
  dueby_profile_free(profile);
}

/* A case whose value in the column is NULL is in the group without a name. */
static void test_corners__a_summary_by_a_value_that_is_missing(void **state) {
  (void)state;
  static const char *const columns[] = {"team"}, *const values[] = {NULL};
  const dueby_timeline_options run = {.as_at = when_of("2025-07-25")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  const dueby_measure_options due = {.basis = DUEBY_MEASURE_DUE}, cut = {.size = 4, .basis = DUEBY_MEASURE_AT};
  dueby_worklist *worklist = NULL;
  dueby_summary *summary = NULL;
  dueby_summary_row row;
  dueby_when when = {0};
  int64_t cursor = 0;
  struct reported child;
  report_child(&child, 2);
  child.of.columns = columns;
  child.of.values = values;
  child.of.column_count = 1;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  assert_int_equal(dueby_summary_new(worklist, &due, "team", &summary), DUEBY_OK);
  assert_int_equal(dueby_summary_add(summary, worklist), DUEBY_OK);
  assert_int_equal(dueby_summary_next(summary, &cursor, &row), DUEBY_OK);
  assert_string_equal(row.group, "");
  dueby_summary_free(summary);
  dueby_worklist_free(worklist);
  dueby_summary_when(&cut, &run.as_at, &when); /* options that are too short have no effect */
  assert_day(when.date, "2025-07-25");
}

/* A worklist without cases has no items. If the only event is void or after as-at, the records have no event up to as-at. */
static void test_corners__a_worklist_without_events(void **state) {
  (void)state;
  static const char careful[] = "WARNING: your file has no events up to the day you are checking. ";
  const dueby_timeline_options run = {.as_at = when_of("2026-03-31")};
  const dueby_worklist_options options = {.run = &run};
  const int32_t visit = event_of(known.england, "visit.made");
  const dueby_event events[] = {{.type = visit, .date = day("2026-03-02"), .tags = tags_of(known.england, "void")},
                                {.type = visit, .date = day("2026-04-10")}};
  const char *ends[] = {"Use a newer file or a later day", "Check a later day, or add earlier events"};
  for (int i = 0; i < 2; i++) {
    const dueby_case of = {.name = "1", .events = &events[i], .event_count = 1};
    dueby_worklist *worklist = NULL;
    char text[TEXT];
    int found = 0;
    assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
    assert_int_equal(dueby_worklist_item_count(worklist), 0);
    assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
    for (int64_t k = 0; dueby_worklist_finding_text(worklist, k, text, sizeof text, NULL) == DUEBY_OK; k++) {
      if (strncmp(text, careful, sizeof careful - 1) != 0) continue;
      assert_string_equal(text + sizeof careful - 1, ends[i]);
      found++;
    }
    assert_int_equal(found, 1);
    dueby_worklist_free(worklist);
  }
}

static void test_corners__indexes_of_what_is_stated(void **state) {
  (void)state;
  static dueby_holding holds[RULES_MAX];
  const dueby_timeline_options run = {.as_at = when_of("2026-03-31"), .holds = holds};
  const dueby_worklist_options options = {.run = &run};
  dueby_worklist *worklist = NULL;
  dueby_holding holding;
  int32_t event = UNTOUCHED;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  refused(dueby_worklist_stated(worklist, -1, &event, &holding));
  assert_int_equal(dueby_worklist_stated(worklist, 0, &event, &holding), DUEBY_DONE);
  assert_int_equal(event, UNTOUCHED);
  assert_int_equal(dueby_worklist_holds_latest(worklist, -1), 0);
  assert_int_equal(dueby_worklist_holds_latest(worklist, dueby_profile_rule_count(known.england)), 0);
  dueby_worklist_free(worklist);
}

/* Records without an event do not end before the year of as-at, which began on 1 April 2025. */
static void test_corners__the_year_of_a_worklist_without_cases(void **state) {
  (void)state;
  const dueby_timeline_options run = {.as_at = when_of("2026-03-31")};
  const dueby_worklist_options options = {.run = &run};
  dueby_definitions *definitions = definitions_of_england();
  dueby_worklist *worklist = NULL, *of_year = NULL;
  int32_t year = 0;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_measures_worklist(worklist, definitions, 0, &year, &of_year), DUEBY_OK);
  assert_int_equal(year, 2025);
  dueby_worklist_free(of_year);
  dueby_worklist_free(worklist);
  dueby_definitions_free(definitions);
}

/* ---- many teams, and worklists as at another day ---- */

/* With more than 256 teams, findings are not about single teams, which are too small to show that they never record an event. */
static void test_corners__more_teams_than_are_counted(void **state) {
  (void)state;
  const dueby_timeline_options run = {.as_at = when_of("2025-12-25")};
  const dueby_worklist_options options = {.run = &run};
  const char *columns[] = {"team"};
  dueby_worklist *worklist = NULL;
  dueby_finding finding;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  for (int i = 0; i < 600; i++) { /* two children of each of 300 teams, without a conference */
    char team[16];
    const char *values[] = {team};
    struct reported child;
    snprintf(team, sizeof team, "%d", 1000 + i / 2);
    report_child(&child, 2);
    child.of.columns = columns;
    child.of.values = values;
    child.of.column_count = 1;
    assert_int_equal(dueby_worklist_add(worklist, &child.of), DUEBY_OK);
  }
  for (int64_t i = 0; dueby_worklist_finding(worklist, i, &finding) == DUEBY_OK; i++) assert_null(finding.team);
  dueby_worklist_free(worklist);
}

static void test_corners__a_filtered_worklist_as_at_another_day(void **state) {
  (void)state;
  const dueby_timeline_options run = {.as_at = when_of("2025-06-10")};
  const dueby_where where[] = {{"team", "North"}, {"team", "Noth"}};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run, .where = where, .where_count = 2};
  const char *columns[] = {"team"}, *teams[] = {"North", "South", "East"};
  dueby_worklist *worklist = NULL, *other = NULL;
  const dueby_when later = when_of("2025-06-25");
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  for (int i = 0; i < 3; i++) {
    struct reported child;
    report_child(&child, 3);
    child.of.columns = columns;
    child.of.values = &teams[i];
    child.of.column_count = 1;
    assert_int_equal(dueby_worklist_add(worklist, &child.of), i ? DUEBY_NONE : DUEBY_OK);
  }
  assert_int_equal(dueby_worklist_as_at(worklist, &later, &other), DUEBY_OK);
  assert_int_equal(dueby_worklist_item_count(other), dueby_worklist_item_count(worklist));
  dueby_worklist_free(other);
  dueby_worklist_free(worklist);
}

/* ---- trials and changes of nearly equal events ---- */

/* An event that differs from one of the case's events only by its ref is a separate event; an equal event is merged. */
static void test_corners__trials_of_an_event_like_one_that_is_there(void **state) {
  (void)state;
  static const char *const refs[] = {"A", "B"};
  dueby_worklist *worklist = worklist_of(2, "2025-06-25", DUEBY_WORKLIST_KEEP);
  const struct {
    const char *at;
    int64_t ref;
  } rows[] = {{"2025-06-20", 1}, {"2025-06-20", 2}, {"2025-06-20", 0}, {"2025-06-20T10:00", 1}, {"2025-06-19", 1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct reported child;
    dueby_trial *trial = NULL;
    report_child(&child, 3);
    child.of.refs = refs;
    child.of.ref_count = 2;
    for (int k = 0; k < 3; k++) child.events[k].ref = 1;
    const dueby_when at = when_of(rows[i].at);
    const dueby_event event = {.type = child.events[2].type, .date = at.date, .time = at.time, .ref = rows[i].ref};
    assert_int_equal(dueby_trial_new(worklist, 0, &trial), DUEBY_OK);
    assert_int_equal(dueby_trial_run(trial, &child.of, &event), DUEBY_OK);
    if (i != 2 && i != 3) assert_int_equal(dueby_trial_met_count(trial) > 0, i != 1);
    dueby_trial_free(trial);
  }
  dueby_worklist_free(worklist);
}

/* A child came home at 10:00 in the first list and at 11:00 in the second: the start of the 72 hours was corrected. */
static void test_corners__changes_of_a_time_only(void **state) {
  (void)state;
  const dueby_timeline_options run = {.as_at = when_of("2025-06-11")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  const char *times[] = {"2025-06-10T10:00", "2025-06-10T11:00"};
  dueby_worklist *lists[2] = {NULL, NULL};
  dueby_changes *changes = NULL;
  dueby_event events[2];
  for (int i = 0; i < 2; i++) {
    const dueby_when at = when_of(times[i]);
    events[i] = (dueby_event){.type = event_of(known.england, "missing.returned"), .date = at.date, .time = at.time};
    const dueby_case of = {.name = "1", .events = &events[i], .event_count = 1};
    assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &lists[i]), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(lists[i], &of), DUEBY_OK);
  }
  assert_int_equal(dueby_changes_new(lists[0], lists[1], &changes), DUEBY_OK);
  assert_true(dueby_changes_kind_count(changes, DUEBY_CHANGES_CORRECTED) + dueby_changes_kind_count(changes, DUEBY_CHANGES_MOVED) >=
              1);
  dueby_changes_free(changes);
  for (int i = 0; i < 2; i++) dueby_worklist_free(lists[i]);
}

/* ---- many needs and tags ---- */

/* A rule uses every event that its text names, the ones that end everything, and the end of what its trigger starts; no other. */
static void test_corners__events_that_a_rule_uses(void **state) {
  static const char yaml[] =
      "profile: p\ntitle: P\nends_all: [child.died]\nrules:\n"
      "  - {id: d, title: t, trigger: cla.started, due: visit.made, ends: [case.closed], schedule: [{every: 1 week, until: cla_review.held}, "
      "{every: 6 weeks}]}\n"
      "  - {id: e, title: t, trigger: referral.received, since: birth, due: assessment.completed, within: 1 week, "
      "extension: {event: epo.extended, by: 1 week}}\n"
      "  - {id: f, title: t, trigger: sar.received, due: sar.answered, within: 1 month, pause: {from: sar.clarification_asked, "
      "to: sar.clarification_received}}\n";
  static const char *const used[][8] = {
      {"cla.started", "visit.made", "case.closed", "cla_review.held", "child.died", "cla.ended"},
      {"referral.received", "birth", "assessment.completed", "epo.extended", "child.died"},
      {"sar.received", "sar.answered", "sar.clarification_asked", "sar.clarification_received", "child.died"}};
  (void)state;
  dueby_profile *profile = profile_of(yaml, NULL);
  for (int32_t rule = 0; rule < 3; rule++) {
    int32_t counted = 0, expected = 0;
    for (int i = 0; i < 8 && used[rule][i]; i++, expected++)
      assert_int_equal(dueby_rule_uses(profile, rule, event_of(profile, used[rule][i])), 1);
    for (int32_t event = 0; event < dueby_profile_event_count(profile); event++) counted += dueby_rule_uses(profile, rule, event);
    assert_int_equal(counted, expected);
  }
  dueby_profile_free(profile);
}

/* Only an event with all four tags meets a rule that needs four tags. Rules that need the same tags form one series. Rules that
 * differ in one tag, even the profile's 70th, form two. */
static void test_corners__four_needs_and_the_seventieth_tag(void **state) {
  (void)state;
  char yaml[8192];
  int used = snprintf(yaml, sizeof yaml, "profile: p\ntitle: P\ntags:\n");
  for (int i = 0; i < 70; i++) used += snprintf(yaml + used, sizeof yaml - (size_t)used, "  - {tag: own%d, means: A tag.}\n", i);
  snprintf(
      yaml + used, sizeof yaml - (size_t)used,
      "rules:\n  - {id: d, title: t, trigger: referral.received, due: visit.made, within: 1 week, needs: [alone, awake, baby, own68]}\n"
      "  - {id: d, name: b, title: t, trigger: referral.received, due: visit.made, within: 2 weeks, needs: [alone, awake, baby, own68]}\n"
      "  - {id: d, name: c, title: t, trigger: referral.received, due: visit.made, within: 3 weeks, needs: [alone, awake, baby, own69]}\n");
  dueby_profile *profile = profile_of(yaml, NULL);
  int32_t first = rule_of(profile, "p:d"), same = rule_of(profile, "p:d/b"), other = rule_of(profile, "p:d/c");
  assert_int_equal(dueby_rule_series(profile, same), dueby_rule_series(profile, first));
  assert_int_not_equal(dueby_rule_series(profile, other), dueby_rule_series(profile, first));
  const char *tags[] = {"alone;awake;baby;own68", "alone;awake;baby"};
  for (int i = 0; i < 2; i++) {
    const dueby_timeline_options run = {.as_at = when_of("2026-03-05")};
    const dueby_worklist_options options = {.run = &run};
    const dueby_event events[] = {
        {.type = event_of(profile, "referral.received"), .date = day("2026-03-02")},
        {.type = event_of(profile, "visit.made"), .date = day("2026-03-04"), .tags = tags_of(profile, tags[i])}};
    const dueby_case of = {.name = "1", .events = events, .event_count = 2};
    dueby_worklist *worklist = NULL;
    int met = 0;
    assert_int_equal(dueby_worklist_new(profile, known.eaw, &options, &worklist), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
    for (int64_t k = 0; k < dueby_worklist_line_count(worklist); k++) met += dueby_worklist_lines(worklist)[k].met >= 0;
    assert_int_equal(met, !i);
    dueby_worklist_free(worklist);
  }
  dueby_profile_free(profile);
}

/* ---- a case with many lines ---- */

enum { MANY = 12 };

/* Makes a case in which many duties have begun and nothing has been done. */
static dueby_case busy_case(dueby_event *events) {
  static const char *const slugs[MANY] = {"birth",
                                          "referral.received",
                                          "s47.started",
                                          "strategy_discussion.held",
                                          "cp_plan.started",
                                          "cla.started",
                                          "placement.started",
                                          "assessment.started",
                                          "missing.returned",
                                          "cin_plan.started",
                                          "application.issued",
                                          "icpc.held"};
  memset(events, 0, MANY * sizeof *events);
  for (int i = 0; i < MANY; i++) {
    events[i].type = event_of(known.barnet, slugs[i]);
    events[i].date = day(i ? "2025-06-02" : "2015-06-02");
  }
  return (dueby_case){.name = "1", .events = events, .event_count = MANY};
}

/* The child's death ends everything, which makes more rows than a trial initially has memory for. */
static void test_corners__a_trial_with_many_rows(void **state) {
  (void)state;
  const dueby_timeline_options run = {.as_at = when_of("2025-06-03")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  dueby_event events[MANY];
  dueby_case of = busy_case(events);
  dueby_worklist *worklist = NULL;
  dueby_trial *trial = NULL;
  assert_int_equal(dueby_worklist_new(known.barnet, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
  const dueby_event death = {.type = event_of(known.barnet, "child.died"), .date = day("2025-06-04")};
  assert_int_equal(dueby_trial_new(worklist, 0, &trial), DUEBY_OK);
  assert_int_equal(dueby_trial_run(trial, &of, &death), DUEBY_OK);
  assert_true(dueby_trial_row_count(trial) > 16);
  for (int64_t i = 0; i < dueby_trial_row_count(trial); i++) {
    dueby_trial_row row;
    assert_int_equal(dueby_trial_row_at(trial, i, &row), DUEBY_OK);
    assert_true(row.effect == DUEBY_EFFECT_ENDS || row.effect == DUEBY_EFFECT_STARTS);
  }
  dueby_trial_free(trial);
  dueby_worklist_free(worklist);
}

/* If the file has only starts, it lacks most of the events that are due. Each style has its own words for what to do. */
static void test_corners__many_events_that_are_never_recorded(void **state) {
  (void)state;
  static uint8_t recorded[1024];
  const struct {
    int32_t style;
    const char *part;
  } rows[] = {{DUEBY_STYLE_OPTIONS, "use --only"},
              {DUEBY_STYLE_FORM, "choose others under"},
              {DUEBY_STYLE_ARGUMENTS, "use only, or holds for"}};
  assert_in_range(dueby_profile_event_count(known.barnet), 1, 1023);
  for (int i = 0; i < 3; i++) {
    dueby_event events[MANY];
    dueby_case of = busy_case(events);
    memset(recorded, 0, sizeof recorded);
    for (int k = 0; k < MANY; k++) recorded[events[k].type] = 1;
    const dueby_timeline_options run = {.as_at = when_of("2025-12-25"), .recorded = recorded};
    const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run, .style = rows[i].style};
    dueby_worklist *worklist = NULL;
    dueby_trial *trial = NULL;
    char text[TEXT];
    int is_found = 0;
    assert_int_equal(dueby_worklist_new(known.barnet, known.eaw, &options, &worklist), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
    for (int64_t k = 0; dueby_worklist_trust_text(worklist, k, text, sizeof text, NULL) == DUEBY_OK; k++)
      is_found |= strstr(text, "more events are not in your file") && strstr(text, rows[i].part);
    assert_true(is_found);
    for (int32_t type = 1; type < dueby_profile_event_count(known.barnet) && !trial; type++) { /* an event that counts as another */
      if (dueby_profile_event_parent(known.barnet, type) <= 0) continue;
      const dueby_event event = {.type = type, .date = day("2025-12-20")};
      assert_int_equal(dueby_trial_new(worklist, 0, &trial), DUEBY_OK);
      assert_int_equal(dueby_trial_run(trial, &of, &event), DUEBY_OK);
    }
    dueby_trial_free(trial);
    dueby_worklist_free(worklist);
  }
}

/* Readers of a list get the same number of messages as whoever made it. No message has the code of an event, and cases are named
 * only if the worklist keeps them. */
static void test_corners__findings_for_readers(void **state) {
  (void)state;
  uint8_t recorded[1024] = {0};
  for (int keeps = 0; keeps < 2; keeps++) {
    dueby_event events[MANY];
    dueby_case of = busy_case(events);
    for (int k = 0; k < MANY; k++) {
      recorded[events[k].type] = 1;
      events[k].row = k + 2;
    }
    const dueby_timeline_options run = {.as_at = when_of("2025-12-25"), .recorded = recorded};
    const dueby_worklist_options options = {.flags = keeps ? DUEBY_WORKLIST_KEEP : 0, .run = &run};
    dueby_worklist *worklist = NULL;
    int64_t cases[DUEBY_FINDING_LINES_MAX], needed = 0, messages = 0;
    int32_t count = -1, has_all = -1, most = 0;
    char text[TEXT];
    assert_int_equal(dueby_worklist_new(known.barnet, known.eaw, &options, &worklist), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
    while (dueby_worklist_trust_text(worklist, messages, text, sizeof text, NULL) == DUEBY_OK) messages++;
    for (int64_t i = 0; i < messages; i++) {
      assert_int_equal(dueby_worklist_reader_text(worklist, i, text, sizeof text, &needed), DUEBY_OK);
      assert_int_equal(needed, strlen(text) + 1);
      assert_null(strstr(text, "--"));
      for (int32_t event = 1; event < dueby_profile_event_count(known.barnet); event++) {
        const char *slug = dueby_profile_event_slug(known.barnet, event);
        if (strchr(slug, '.')) assert_null(strstr(text, slug));
      }
      assert_int_equal(dueby_worklist_reader_text(worklist, i, text, 3, &needed), DUEBY_ESPACE);
      assert_int_equal(dueby_worklist_reader_cases(worklist, i, cases, &count, &has_all), DUEBY_OK);
      assert_in_range(count, 0, keeps);
      if (count) assert_int_equal(cases[0], 0);
      most = count > most ? count : most;
    }
    assert_int_equal(most, keeps);
    assert_int_equal(dueby_worklist_reader_text(worklist, messages, text, sizeof text, NULL), DUEBY_DONE);
    assert_int_equal(dueby_worklist_reader_cases(worklist, messages, cases, &count, &has_all), DUEBY_DONE);
    dueby_worklist_free(worklist);
  }
}

/* For a case that is no longer in the list, changes report the tasks that were still to be done, not those that had been done. */
static void test_corners__changes_of_a_case_that_is_gone(void **state) {
  (void)state;
  dueby_profile *profile =
      profile_of_rules("  - {id: a, title: t, trigger: referral.received, due: visit.made, within: 1 week}\n"
                       "  - {id: b, title: u, trigger: referral.received, due: referral.decided, within: 2 weeks}\n");
  const dueby_event events[] = {{.type = event_of(profile, "referral.received"), .date = day("2026-03-02")},
                                {.type = event_of(profile, "referral.decided"), .date = day("2026-03-03")}};
  const dueby_timeline_options run = {.as_at = when_of("2026-03-05")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  const dueby_case of = {.name = "1", .events = events, .event_count = 2};
  dueby_worklist *before = NULL, *after = NULL;
  dueby_changes *changes = NULL;
  dueby_change change;
  assert_int_equal(dueby_worklist_new(profile, known.eaw, &options, &before), DUEBY_OK);
  assert_int_equal(dueby_worklist_new(profile, known.eaw, &options, &after), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(before, &of), DUEBY_OK);
  assert_int_equal(dueby_changes_new(before, after, &changes), DUEBY_OK);
  assert_int_equal(dueby_changes_count(changes), 1);
  assert_int_equal(dueby_changes_at(changes, 0, &change), DUEBY_OK);
  assert_int_equal(change.kind, DUEBY_CHANGES_GONE);
  assert_int_equal(change.before.line->duty, duty_of(profile, "a"));
  dueby_changes_free(changes);
  dueby_worklist_free(after);
  dueby_worklist_free(before);
  dueby_profile_free(profile);
}

/* A column that differs only in capitals is wanted too, unless the case has a column with exactly that name. */
static void test_corners__a_wanted_column_in_capitals(void **state) {
  (void)state;
  static const char *const alike[] = {"Team"}, *const both[] = {"Team", "team"}, *const other[] = {"teams"};
  static const char *const north[] = {"North"}, *const north_south[] = {"North", "South"},
                           *const south_north[] = {"South", "North"};
  const struct {
    const char *const *columns, *const *values;
    int64_t count;
    dueby_status status;
  } rows[] = {{alike, north, 1, DUEBY_OK},
              {both, north_south, 2, DUEBY_NONE},
              {both, south_north, 2, DUEBY_OK},
              {other, north, 1, DUEBY_NONE}};
  const dueby_where where = {"team", "North"};
  const dueby_timeline_options run = {.as_at = when_of("2026-03-05")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run, .where = &where, .where_count = 1};
  dueby_worklist *worklist = NULL;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const dueby_case of = {.name = "1", .columns = rows[i].columns, .values = rows[i].values, .column_count = rows[i].count};
    if (dueby_worklist_add(worklist, &of) != rows[i].status) fail_msg("row %d", (int)i);
  }
  dueby_worklist_free(worklist);
}

/* Lines that are projected up to a horizon are not compared, because they have not begun. */
static void test_corners__changes_of_projected_lines(void **state) {
  (void)state;
  dueby_profile *profile = profile_of_rule("    schedule: [{every: 1 week}]\n");
  const dueby_event event = {.type = event_of(profile, "referral.received"), .date = day("2026-03-02")};
  const dueby_case of = {.name = "1", .events = &event, .event_count = 1};
  dueby_worklist *lists[2] = {NULL, NULL};
  dueby_changes *changes = NULL;
  for (int i = 0; i < 2; i++) {
    const dueby_timeline_options run = {.as_at = when_of("2026-03-05"), .horizon = day(i ? "2026-05-05" : "2026-04-05")};
    const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
    assert_int_equal(dueby_worklist_new(profile, known.eaw, &options, &lists[i]), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(lists[i], &of), DUEBY_OK);
    assert_true(dueby_worklist_line_count(lists[i]) > 3);
  }
  assert_int_equal(dueby_changes_new(lists[0], lists[1], &changes), DUEBY_OK);
  assert_int_equal(dueby_changes_count(changes), 0);
  dueby_changes_free(changes);
  for (int i = 0; i < 2; i++) dueby_worklist_free(lists[i]);
  dueby_profile_free(profile);
}

/* ---- indexes ---- */

/* A timeline has no unmatched event outside [0, count). An event that was not left out has no trigger. */
static void test_corners__indexes_outside_of_a_timeline(void **state) {
  (void)state;
  dueby_timeline *timeline = NULL;
  struct reported child;
  const dueby_timeline_options options = {.as_at = when_of("2025-06-25")};
  const int64_t offsets[] = {0, 3};
  int64_t count = 0;
  int32_t event = UNTOUCHED;
  report_child(&child, 3);
  assert_int_equal(dueby_timeline_new(known.england, known.eaw, &timeline), DUEBY_OK);
  assert_int_equal(dueby_timeline_run(timeline, child.events, offsets, 1, &options, &count), DUEBY_OK);
  const int64_t outside[] = {INT64_MIN, -1, 0, INT64_MAX};
  for (int i = 0; i < 4; i++) assert_int_equal(dueby_timeline_unmatched(timeline, outside[i], &event), -1);
  assert_int_equal(event, UNTOUCHED);
  const int32_t events[] = {INT32_MIN, -1, 0, child.events[0].type, INT32_MAX};
  for (int i = 0; i < 5; i++) {
    assert_int_equal(dueby_timeline_left_out(timeline, events[i]), 0);
    assert_int_equal(dueby_timeline_left_out_trigger(timeline, events[i]), -1);
  }
  dueby_timeline_free(timeline);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_corners__wanted_cases_without_name_or_value),
      cmocka_unit_test(test_corners__a_run_that_is_too_short),
      cmocka_unit_test(test_corners__findings_with_no_lines),
      cmocka_unit_test(test_corners__refs_that_are_equal_or_missing),
      cmocka_unit_test(test_corners__trials_of_an_event_that_counts_as_another),
      cmocka_unit_test(test_corners__trials_before_and_after_as_at),
      cmocka_unit_test(test_corners__findings_in_each_style),
      cmocka_unit_test(test_corners__indexes_of_what_is_stated),
      cmocka_unit_test(test_corners__the_year_of_a_worklist_without_cases),
      cmocka_unit_test(test_corners__a_worklist_without_events),
      cmocka_unit_test(test_corners__a_summary_by_a_value_that_is_missing),
      cmocka_unit_test(test_corners__the_finding_that_only_the_latest_is_there),
      cmocka_unit_test(test_corners__more_teams_than_are_counted),
      cmocka_unit_test(test_corners__a_filtered_worklist_as_at_another_day),
      cmocka_unit_test(test_corners__trials_of_an_event_like_one_that_is_there),
      cmocka_unit_test(test_corners__changes_of_a_time_only),
      cmocka_unit_test(test_corners__findings_for_readers),
      cmocka_unit_test(test_corners__changes_of_a_case_that_is_gone),
      cmocka_unit_test(test_corners__events_that_a_rule_uses),
      cmocka_unit_test(test_corners__four_needs_and_the_seventieth_tag),
      cmocka_unit_test(test_corners__a_trial_with_many_rows),
      cmocka_unit_test(test_corners__many_events_that_are_never_recorded),
      cmocka_unit_test(test_corners__a_wanted_column_in_capitals),
      cmocka_unit_test(test_corners__changes_of_projected_lines),
      cmocka_unit_test(test_corners__indexes_outside_of_a_timeline),
  };
  return cmocka_run_group_tests(tests, open_known, close_known);
}
