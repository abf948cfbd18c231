/* Tests changes between two worklists, trials, and published figures in C: their answers, and impossible arguments. */
#include "reports.h"
#include "timeline.h"

enum { TEXT = 4096, EVENTS_MAX = 1024 };

static void ignore_cell(const char *name, const dueby_cell *cell, void *context) {
  (void)name, (void)cell;
  ++*(int *)context;
}

/* ---- changes ---- */

static void test_changes__the_conference_was_held(void **state) {
  (void)state;
  dueby_worklist *before = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP),
                 *after = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP);
  dueby_changes *changes = NULL;
  int found = 0;
  char text[TEXT];
  assert_int_equal(dueby_changes_new(before, after, &changes), DUEBY_OK);
  for (int64_t i = 0; i < dueby_changes_count(changes); i++) {
    dueby_change change;
    assert_int_equal(dueby_changes_at(changes, i, &change), DUEBY_OK);
    assert_int_equal(dueby_changes_json(changes, i, text, sizeof text, NULL), DUEBY_OK);
    if (change.kind != DUEBY_CHANGES_DONE || change.after.line->duty != duty_of(known.england, "cp.conference.initial")) continue;
    found++;
    assert_day(change.after.line->deadline.due, "2025-06-23");
    assert_int_equal(change.before.line->verdict.state, DUEBY_STATE_OPEN);
    assert_int_equal(change.after.line->verdict.state, DUEBY_STATE_MET);
    assert_non_null(strstr(text, "\"cp.conference.initial\""));
  }
  assert_int_equal(found, 1);
  dueby_changes_free(changes);
  dueby_worklist_free(before);
  dueby_worklist_free(after);
}

/* Makes a worklist of a child with a review on 13 November 2026, whose decisions are due in writing by Friday the 20th (5 working
 * days). There are no decisions for the child; other children have some only if `has_decisions`. */
static dueby_worklist *worklist_of_review(const char *as_at, int has_decisions) {
  const int32_t held = event_of(known.england, "cla_review.held"),
                decided = event_of(known.england, "cla_review_decisions.recorded");
  uint8_t recorded[EVENTS_MAX] = {0};
  dueby_worklist *worklist = NULL;
  const dueby_event event = {.type = held, .date = day("2026-11-13"), .time = DUEBY_TIME_NONE};
  const dueby_case of = {.name = "1", .events = &event, .event_count = 1};
  const dueby_timeline_options run = {.as_at = when_of(as_at), .recorded = recorded};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  assert_true(dueby_profile_event_count(known.england) < EVENTS_MAX);
  recorded[held] = 1;
  recorded[decided] = has_decisions != 0;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
  return worklist;
}

/* That a due day passes is not a correction, even if the file cannot show whether the duty was met. */
static void test_changes__by_time_alone(void **state) {
  (void)state;
  static const struct {
    const char *before, *after;
    int had_decisions, has_decisions;
    int32_t kind; /* 0 if nothing has changed */
  } rows[] = {
      {"2026-11-14", "2026-11-16", 0, 0, 0}, /* open, due soon */
      {"2026-11-19", "2026-11-20", 0, 0, 0}, /* due soon, due today */
      {"2026-11-20", "2026-11-21", 0, 0, 0}, /* needs checking from the day after the due day */
      {"2026-11-19", "2026-11-30", 0, 0, 0},
      {"2026-11-21", "2026-11-30", 0, 0, 0},
      {"2026-11-19", "2026-11-30", 1, 0, 0}, /* nothing was in doubt before the due day */
      {"2026-11-23", "2026-11-30", 1, 1, 0},
      {"2026-11-23", "2026-11-30", 1, 0, DUEBY_CHANGES_CORRECTED}, /* was overdue: now the file lacks all decisions */
      {"2026-11-23", "2026-11-30", 0, 1, DUEBY_CHANGES_OVERDUE},
      {"2026-11-19", "2026-11-30", 0, 1, DUEBY_CHANGES_OVERDUE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_worklist *before = worklist_of_review(rows[i].before, rows[i].had_decisions),
                   *after = worklist_of_review(rows[i].after, rows[i].has_decisions);
    dueby_changes *changes = NULL;
    int32_t kind = 0;
    assert_int_equal(dueby_changes_new(before, after, &changes), DUEBY_OK);
    for (int64_t k = 0; k < dueby_changes_count(changes); k++) {
      dueby_change change;
      assert_int_equal(dueby_changes_at(changes, k, &change), DUEBY_OK);
      if (change.after.line->duty == duty_of(known.england, "cla.review.decisions")) kind = change.kind;
    }
    if (kind != rows[i].kind) fail_msg("%s to %s, row %d: change %d", rows[i].before, rows[i].after, (int)i, kind);
    dueby_changes_free(changes);
    dueby_worklist_free(before);
    dueby_worklist_free(after);
  }
}

/* Makes a worklist of a child with the events of `told`. Its `holds` are those of a source. */
static dueby_worklist *worklist_told(const struct told *told) {
  struct asked_of_timeline asked;
  dueby_worklist *worklist = NULL;
  struct history_told history = history_of(known.england, told->events),
                      unread = history_of(known.england, told->unread ? told->unread : "");
  const dueby_case of = {.name = "1",
                         .events = history.events,
                         .event_count = history.count,
                         .unread = unread.events,
                         .unread_count = unread.count,
                         .bad_rows = unread.count};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &asked.options};
  ask_timeline(told, known.england, &asked);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_set_source(worklist, NULL, NULL, asked.options.holds), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(worklist, &of), DUEBY_OK);
  return worklist;
}

static void assert_change_at(const char *expected, const char *duty, const struct told lists[2], int line) {
  dueby_worklist *before = worklist_told(&lists[0]), *after = worklist_told(&lists[1]);
  dueby_changes *changes = NULL;
  const char *kind = "none";
  assert_int_equal(dueby_changes_new(before, after, &changes), DUEBY_OK);
  for (int64_t i = 0; i < dueby_changes_count(changes); i++) {
    dueby_change change;
    assert_int_equal(dueby_changes_at(changes, i, &change), DUEBY_OK);
    if (change.after.line && change.after.line->duty == duty_of(known.england, duty))
      kind = dueby_code_name(DUEBY_CODE_CHANGES, change.kind);
  }
  if (strcmp(kind, expected) != 0) print_error("%s, expected %s\n", kind, expected);
  if (strcmp(kind, expected) != 0) _fail(__FILE__, line);
  dueby_changes_free(changes);
  dueby_worklist_free(before);
  dueby_worklist_free(after);
}

#define assert_change(expected, duty, ...) assert_change_at(expected, duty, (const struct told[]){__VA_ARGS__}, __LINE__)

/* A child returns on Friday 13 November 2026 at 10:00, so the interview is due on Monday at 10:00. The file has no interviews. If
 * only the day is known, the 72 hours may end at any time until the end of the third day. From 28 March 2026 they may end as late
 * as 0:59 on 1 April, because the clocks go forward on the 29th. */
static void test_changes__by_time_alone_to_the_minute(void **state) {
  (void)state;
  static const char interview[] = "missing.return_interview", held[] = "return_interview.held",
                    at_ten[] = "2026-11-13T10:00 missing.returned", in_spring[] = "2026-03-28 missing.returned";
  static const struct {
    const char *events, *before, *after;
  } rows[] = {
      {at_ten, "2026-11-16T09:00", "2026-11-16T10:01"},
      {at_ten, "2026-11-16T09:00", "2026-11-17"},
      {at_ten, "2026-11-16", "2026-11-17"},
      {in_spring, "2026-03-31", "2026-04-02"},
      {in_spring, "2026-04-01", "2026-04-02"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_change("none", interview, {.events = rows[i].events, .as_at = rows[i].before, .unrecorded = held},
                  {.events = rows[i].events, .as_at = rows[i].after, .unrecorded = held});
}

/* The due day has passed since, but the line needs checking because of what the records now say, or no longer say. */
static void test_changes__of_records_and_by_time(void **state) {
  (void)state;
  /* held on the due day, but perhaps too late */
  assert_change("corrected", "missing.return_interview", {.events = "2026-11-13T10:00 missing.returned", .as_at = "2026-11-15"},
                {.events = "2026-11-13T10:00 missing.returned, 2026-11-16 return_interview.held", .as_at = "2026-11-20"});
  /* the child may be five, so that the review is not due for a year */
  assert_change("corrected", "cla.health.review",
                {.events = "2024-01-10 birth, 2026-01-12 health_assessment.completed", .as_at = "2026-03-01"},
                {.events = "2026-01-12 health_assessment.completed", .as_at = "2026-08-03"});
  /* an extension to 16 November, which has also passed; the file has no ends of orders */
  assert_change("moved", "epo", {.events = "2026-11-02 epo.made", .as_at = "2026-11-05", .unrecorded = "epo.ended"},
                {.events = "2026-11-02 epo.made, 2026-11-06 epo.extended", .as_at = "2026-11-17", .unrecorded = "epo.ended"});
  /* without a date of birth there is no due day, which was 10 April */
  assert_change("corrected", "leaving_care.assessment",
                {.events = "2010-01-10 birth, 2026-01-05 cla.started", .as_at = "2026-03-02"},
                {.events = "2026-01-05 cla.started", .as_at = "2026-05-01"});
  /* the extension has not passed; the source now has no ends of orders before the 5th */
  assert_change(
      "corrected", "epo", {.events = "2026-11-02 epo.made", .as_at = "2026-11-04"},
      {.events = "2026-11-02 epo.made, 2026-11-06 epo.extended", .as_at = "2026-11-12", .holds = "epo.ended=since:2026-11-05"});
  /* the extension to 16 November can no longer be read */
  assert_change("corrected", "epo", {.events = "2026-11-02 epo.made, 2026-11-06 epo.extended", .as_at = "2026-11-07"},
                {.events = "2026-11-02 epo.made", .as_at = "2026-11-12", .unread = "? epo.extended"});
  /* the source now has no conference before 5 June, so an earlier one may have been held; it is not due until the 23rd */
  assert_change("corrected", "cp.conference.initial", {.events = "2025-06-02 strategy_discussion.held", .as_at = "2025-06-10"},
                {.events = "2025-06-02 strategy_discussion.held", .as_at = "2025-06-11", .holds = "icpc.held=since:2025-06-05"});
}

static void test_changes__arguments_that_cannot_be(void **state) {
  (void)state;
  dueby_worklist *before = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP),
                 *after = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP),
                 *listed = worklist_of(3, "2025-06-25", DUEBY_WORKLIST_KEEP_LISTED);
  dueby_changes *changes = NULL, *none = NULL;
  dueby_change change;
  char text[TEXT];
  int cells = 0;
  assert_int_equal(dueby_changes_new(before, listed, &none), DUEBY_EARGUMENT);
  assert_int_equal(dueby_changes_new(listed, after, &none), DUEBY_EARGUMENT);
  assert_null(none);
  assert_int_equal(dueby_changes_new(before, after, &changes), DUEBY_OK);
  const int64_t indexes[] = {INT64_MIN, -2, dueby_changes_count(changes), INT64_MAX};
  for (int i = 0; i < 4; i++) {
    assert_int_equal(dueby_changes_at(changes, indexes[i], &change), DUEBY_EARGUMENT);
    assert_int_equal(dueby_changes_text(changes, indexes[i], text, sizeof text, NULL), DUEBY_EARGUMENT);
    assert_int_equal(dueby_changes_cells(changes, indexes[i], ignore_cell, &cells), DUEBY_EARGUMENT);
    assert_int_equal(dueby_changes_json(changes, indexes[i], text, sizeof text, NULL), DUEBY_EARGUMENT);
  }
  assert_int_equal(cells, 0);
  const int32_t kinds[] = {INT32_MIN, -1, 0, DUEBY_CHANGES_NEXT + 1, INT32_MAX};
  for (int i = 0; i < 5; i++) {
    assert_int_equal(dueby_changes_kind_count(changes, kinds[i]), 0);
    assert_null(dueby_change_title(kinds[i]));
  }
  assert_null(dueby_changes_field(INT32_MAX));
  dueby_changes_free(changes);
  dueby_worklist_free(before);
  dueby_worklist_free(after);
  dueby_worklist_free(listed);
}

/* Two profiles that were opened separately have the same rules; a council's rules differ. */
static void test_changes__between_profiles(void **state) {
  (void)state;
  dueby_profile *again = builtin("england"), *profiles[] = {again, known.barnet};
  dueby_worklist *before = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  const dueby_timeline_options run = {.as_at = when_of("2025-06-10")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  for (int i = 0; i < 2; i++) {
    dueby_worklist *after = NULL;
    dueby_changes *changes = NULL;
    struct reported child;
    report_child(&child, 2);
    assert_int_equal(dueby_worklist_new(profiles[i], known.eaw, &options, &after), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(after, &child.of), DUEBY_OK);
    assert_int_equal(dueby_changes_new(before, after, &changes), i ? DUEBY_EARGUMENT : DUEBY_OK);
    if (!i) assert_int_equal(dueby_changes_count(changes), 0);
    dueby_changes_free(changes);
    dueby_worklist_free(after);
  }
  dueby_worklist_free(before);
  dueby_profile_free(again);
}

static dueby_worklist *empty_worklist(const dueby_profile *profile, const dueby_calendar *calendar,
                                      const dueby_timeline_options *run, const dueby_where *where, int64_t where_count) {
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = run, .where = where, .where_count = where_count};
  dueby_worklist *worklist = NULL;
  assert_int_equal(dueby_worklist_new(profile, calendar, &options, &worklist), DUEBY_OK);
  return worklist;
}

static void assert_difference(dueby_worklist *before, dueby_worklist *after, const char *expected) {
  dueby_changes *changes = NULL;
  char text[TEXT];
  assert_int_equal(dueby_changes_difference_text(before, after, DUEBY_STYLE_OPTIONS, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, expected);
  assert_int_equal(dueby_changes_new(before, after, &changes), *expected ? DUEBY_EARGUMENT : DUEBY_OK);
  dueby_changes_free(changes);
}

/* An older list that was made differently would show changes that never happened. The text names each difference. */
static void test_changes__between_lists_that_were_made_differently(void **state) {
  (void)state;
  const dueby_when now = when_of("2025-06-10");
  uint8_t selected[RULES_MAX] = {0};
  dueby_holding holds[EVENTS_MAX] = {{0, 0}}, since[EVENTS_MAX] = {{0, 0}}, later[EVENTS_MAX] = {{0, 0}};
  dueby_calendar *scotland = calendar_known("scotland", "2026-08-21"), *closed = NULL;
  const dueby_date closure = day("2026-12-29");
  assert_int_equal(dueby_calendar_with_days(known.eaw, DUEBY_CHANGE_CLOSE, &closure, 1, NULL, &closed), DUEBY_OK);
  const dueby_where north[] = {{"team", "North"}}, east[] = {{"team", "East"}}, twice[] = {{"team", "North"}, {"team", "North"}},
                    both[] = {{"team", "North"}, {"area", "West"}}, cases[] = {{NULL, "1"}, {NULL, "2"}};
  memset(selected, 1, sizeof selected);
  for (int32_t i = 0; i < dueby_profile_rule_count(known.england); i++)
    if (dueby_rule_number(known.england, i, 0, DUEBY_RULE_ALTERNATIVE_OF) >= 0) selected[i] = 0;
  for (int32_t i = 0; i < dueby_profile_rule_count(known.england); i++)
    if (strcmp(dueby_rule_text(known.england, i, 0, DUEBY_RULE_ID), "cp.conference.initial") == 0) selected[i] = 0;
  holds[event_of(known.england, "visit.made")] = (dueby_holding){DUEBY_HOLDS_LATEST, DUEBY_DATE_NONE};
  since[event_of(known.england, "visit.made")] = (dueby_holding){DUEBY_HOLDS_SINCE, day("2025-04-01")};
  later[event_of(known.england, "visit.made")] = (dueby_holding){DUEBY_HOLDS_SINCE, day("2025-05-01")};
  const struct {
    dueby_timeline_options before, after;
    const char *difference;
    const dueby_where *wanted_before, *wanted_after;
    int64_t before_count, after_count;
    const dueby_calendar *calendar;
  } rows[] = {
      {.before = {.as_at = when_of("2025-06-10")}, .after = {.as_at = when_of("2025-06-10")}, .difference = ""},
      {.before = {.as_at = when_of("2025-06-09"), .horizon = day("2025-07-01")}, .after = {.as_at = now}, .difference = ""},
      {.before = {.as_at = when_of("2025-06-11")},
       .after = {.as_at = now},
       .difference = "--as-at: 2025-06-11 in the older list, 2025-06-10 in this one, which is earlier"},
      {.before = {.as_at = when_of("2025-06-10T09:01")},
       .after = {.as_at = when_of("2025-06-10T09:00")},
       .difference =
           "--as-at: 2025-06-10T09:01:00+01:00 in the older list, 2025-06-10T09:00:00+01:00 in this one, which is earlier"},
      {.before = {.as_at = when_of("2025-06-10T09:00")}, .after = {.as_at = now}, .difference = ""},
      {.before = {.as_at = now, .selected = selected},
       .after = {.as_at = now},
       .difference = "--only: cp.conference.initial in this one only"},
      {.before = {.as_at = now},
       .after = {.as_at = now, .selected = selected},
       .difference = "--only: cp.conference.initial in the older list only"},
      {.before = {.as_at = now, .history_from = day("2025-04-01")},
       .after = {.as_at = now},
       .difference = "--history-from: 2025-04-01 in the older list, not given in this one"},
      {.before = {.as_at = now, .holds = holds},
       .after = {.as_at = now, .holds = since},
       .difference = "--holds visit.made: latest in the older list, since:2025-04-01 in this one"},
      {.before = {.as_at = now, .holds = holds},
       .after = {.as_at = now},
       .difference = "--holds visit.made: latest in the older list, not given in this one"},
      {.before = {.as_at = now},
       .after = {.as_at = now, .holds = holds},
       .difference = "--holds visit.made: not given in the older list, latest in this one"},
      {.before = {.as_at = now, .holds = since},
       .after = {.as_at = now, .holds = later},
       .difference = "--holds visit.made: since:2025-04-01 in the older list, since:2025-05-01 in this one"},
      {.before = {.as_at = now, .holds = since}, .after = {.as_at = now, .holds = since}, .difference = ""},
      {.before = {.as_at = now, .history_from = day("2025-04-01")}, /* which means the same for every event */
       .after = {.as_at = now, .history_from = day("2025-04-01"), .holds = since},
       .difference = ""},
      {.before = {.as_at = now, .flags = DUEBY_TIMELINE_IGNORE_REFS},
       .after = {.as_at = now, .flags = DUEBY_TIMELINE_WHOLE_DAYS},
       .difference = "--refs ignore in the older list only; --whole-days in this one only"},
      {.before = {.as_at = now},
       .after = {.as_at = now},
       .difference = "--where team: 1 value in the older list, not given in this one",
       .wanted_before = north,
       .before_count = 1},
      {.before = {.as_at = now},
       .after = {.as_at = now},
       .difference = "--where team: 1 value in the older list, 1 value in this one, not all the same",
       .wanted_before = north,
       .wanted_after = east,
       .before_count = 1,
       .after_count = 1},
      {.before = {.as_at = now},
       .after = {.as_at = now},
       .difference = "",
       .wanted_before = north,
       .wanted_after = twice,
       .before_count = 1,
       .after_count = 2},
      {.before = {.as_at = now},
       .after = {.as_at = now},
       .difference = "--where team: 1 value in the older list, not given in this one; "
                     "--case: not given in the older list, 2 values in this one",
       .wanted_before = north,
       .wanted_after = cases,
       .before_count = 1,
       .after_count = 2},
      {.before = {.as_at = now},
       .after = {.as_at = now},
       .difference = "--where area: 1 value in the older list, not given in this one; "
                     "--where team: 1 value in the older list, not given in this one",
       .wanted_before = both,
       .before_count = 2},
      {.before = {.as_at = now},
       .after = {.as_at = now},
       .difference = "--calendar: england-and-wales in the older list, england-and-wales in this one, but it is not the same one",
       .calendar = closed},
      {.before = {.as_at = now},
       .after = {.as_at = now},
       .difference = "--calendar: scotland in the older list, england-and-wales in this one",
       .calendar = scotland},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const dueby_calendar *calendar = rows[i].calendar ? rows[i].calendar : known.eaw;
    dueby_worklist *before = empty_worklist(known.england, calendar, &rows[i].before, rows[i].wanted_before, rows[i].before_count),
                   *after = empty_worklist(known.england, known.eaw, &rows[i].after, rows[i].wanted_after, rows[i].after_count);
    assert_difference(before, after, rows[i].difference);
    dueby_worklist_free(before);
    dueby_worklist_free(after);
  }
  dueby_worklist *before = empty_worklist(known.barnet, known.eaw, &rows[0].before, NULL, 0),
                 *after = empty_worklist(known.england, known.eaw, &rows[0].after, NULL, 0);
  char text[TEXT] = "untouched";
  assert_difference(before, after, "--profile: barnet in the older list, england in this one");
  assert_int_equal(dueby_changes_difference_text(before, after, 0, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_string_equal(text, "untouched");
  assert_int_equal(dueby_changes_difference_text(before, after, DUEBY_STYLE_DOTNET, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "Profile: barnet in the older list, england in this one");
  dueby_worklist_free(before);
  dueby_worklist_free(after);
  dueby_calendar_free(scotland);
  dueby_calendar_free(closed);
}

/* Selects every rule but alternatives and those of the duties in `without`, which are separated by blanks. */
static void select_without(const char *without, uint8_t selected[RULES_MAX]) {
  if (*without) select_told(without, known.england, selected);
  for (int32_t i = 0; i < dueby_profile_rule_count(known.england); i++)
    selected[i] = !selected[i] && dueby_rule_number(known.england, i, 0, DUEBY_RULE_ALTERNATIVE_OF) < 0;
}

/* Counts the duties, not their rules. Of two sources, one may have no events of a duty; that its rules were left out is no
 * difference. */
static void test_changes__between_selections(void **state) {
  (void)state;
  static const struct {
    const char *without[2], *cannot[2], *difference; /* the duties that each list is without, or that its source cannot check */
  } rows[] = {
      {{"cp.conference.initial", "missing.return_interview"},
       {0},
       "--only: missing.return_interview in the older list only, cp.conference.initial in this one only"},
      {{"", "cp.conference.initial missing.return_interview"},
       {0},
       "--only: cp.conference.initial and 1 more duty in the older list only"},
      {{"cp.conference.initial missing.return_interview cla.health.review", "cla.review.report"},
       {0},
       "--only: cla.review.report in the older list only, cp.conference.initial and 2 more duties in this one only"},
      {{"cp.conference.initial", ""}, {"cp.conference.initial", NULL}, ""},
      {{"", "cp.conference.initial"}, {NULL, "cp.conference.initial"}, ""},
      {{"", "cp.conference.initial"}, {"cp.conference.initial", NULL}, ""},
      {{"", "cp.conference.initial"}, {"epo", "epo"}, "--only: cp.conference.initial in the older list only"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_worklist *lists[2];
    for (int j = 0; j < 2; j++) {
      uint8_t selected[RULES_MAX] = {0}, judged[RULES_MAX] = {0};
      const dueby_timeline_options run = {.as_at = when_of("2025-06-10"), .selected = selected};
      select_without(rows[i].without[j], selected);
      lists[j] = empty_worklist(known.england, known.eaw, &run, NULL, 0);
      if (rows[i].cannot[j]) select_without(rows[i].cannot[j], judged);
      assert_int_equal(dueby_worklist_set_source(lists[j], NULL, rows[i].cannot[j] ? judged : NULL, NULL), DUEBY_OK);
    }
    assert_difference(lists[0], lists[1], rows[i].difference);
    for (int j = 0; j < 2; j++) dueby_worklist_free(lists[j]);
  }
}

/* A return holds more of an event in one year than in another, which the caller did not state. */
static void test_changes__between_sources_that_hold_different_events(void **state) {
  (void)state;
  dueby_holding holds[2][EVENTS_MAX] = {{{0, 0}}};
  dueby_worklist *lists[2];
  const int32_t visit = event_of(known.england, "visit.made");
  holds[0][visit] = (dueby_holding){DUEBY_HOLDS_SINCE, day("2024-04-01")};
  holds[1][visit] = (dueby_holding){DUEBY_HOLDS_NEVER, DUEBY_DATE_NONE};
  for (int i = 0; i < 2; i++) {
    const dueby_timeline_options run = {.as_at = when_of("2025-06-10"), .holds = holds[i]};
    lists[i] = empty_worklist(known.england, known.eaw, &run, NULL, 0);
    assert_int_equal(dueby_worklist_set_source(lists[i], NULL, NULL, holds[i]), DUEBY_OK);
  }
  assert_difference(lists[0], lists[1], "");
  for (int i = 0; i < 2; i++) dueby_worklist_free(lists[i]);
}

struct cells_seen {
  const char *const *fields;
  int count;
};

/* Expects the fields in order. */
static void see_cell(const char *name, const dueby_cell *cell, void *context) {
  struct cells_seen *seen = context;
  assert_string_equal(name, seen->fields[seen->count++]);
  (void)cell;
}

/* The old list has a child with a team but no area, and a child without a name; the new list has another child, with an area. Rows
 * of children who are gone have the new list's columns, which are empty. */
static void test_changes__have_the_columns_of_the_new_list(void **state) {
  (void)state;
  static const char *const team[] = {"team"}, *const north[] = {"North"}, *const area[] = {"area", "note"},
                           *const east[] = {"East", NULL};
  const dueby_timeline_options run = {.as_at = when_of("2025-06-10")};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  dueby_worklist *lists[2] = {NULL};
  dueby_changes *changes = NULL;
  struct reported old, nameless, now;
  int gone = 0, added = 0;
  char text[TEXT];
  report_child(&old, 2);
  report_child(&nameless, 2);
  report_child(&now, 2);
  old.of.columns = team;
  old.of.values = north;
  old.of.column_count = 1;
  nameless.of.name = NULL;
  now.of.name = "2";
  now.of.columns = area;
  now.of.values = east;
  now.of.column_count = 2;
  for (int i = 0; i < 2; i++) assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &lists[i]), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(lists[0], &old.of), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(lists[0], &nameless.of), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(lists[0], &nameless.of), DUEBY_OK); /* two cases with the same name */
  assert_int_equal(dueby_worklist_add(lists[1], &now.of), DUEBY_OK);
  assert_int_equal(dueby_changes_new(lists[0], lists[1], &changes), DUEBY_OK);
  for (int64_t i = 0; i < dueby_changes_count(changes); i++) {
    dueby_change change;
    assert_int_equal(dueby_changes_at(changes, i, &change), DUEBY_OK);
    assert_int_equal(dueby_changes_json(changes, i, text, sizeof text, NULL), DUEBY_OK);
    assert_null(strstr(text, "\"team\""));
    assert_null(strstr(text, "North"));
    if (change.kind == DUEBY_CHANGES_GONE) {
      gone++;
      assert_non_null(strstr(text, "\"area\":null"));
    } else {
      added++;
      assert_non_null(strstr(text, "\"area\":\"East\""));
    }
  }
  assert_true(added > 0);
  assert_int_equal(gone, 3 * added); /* each child has the same lines */
  dueby_changes_free(changes);

  /* the new list has no children at all, so the columns come from the old rows */
  dueby_worklist_free(lists[1]);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &lists[1]), DUEBY_OK);
  assert_int_equal(dueby_changes_new(lists[0], lists[1], &changes), DUEBY_OK);
  int teams = 0;
  for (int64_t i = 0; i < dueby_changes_count(changes); i++) {
    assert_int_equal(dueby_changes_json(changes, i, text, sizeof text, NULL), DUEBY_OK);
    teams += strstr(text, "\"team\":\"North\"") != NULL;
  }
  assert_int_equal(teams, added);
  dueby_changes_free(changes);
  dueby_worklist_free(lists[0]);
  dueby_worklist_free(lists[1]);
}

/* Row -1 is for tables without rows: it has the same fields as any other row, but no values. */
static void test_changes__and_trials_without_a_row(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  const char *fields[2][64];
  int counts[2] = {0};
  dueby_changes *changes = NULL;
  dueby_trial *trial = NULL;
  while ((fields[0][counts[0]] = dueby_changes_field(counts[0]))) counts[0]++;
  while ((fields[1][counts[1]] = dueby_trial_field(counts[1]))) counts[1]++;
  struct cells_seen of_change = {fields[0], 0}, of_trial = {fields[1], 0};
  assert_int_equal(dueby_changes_new(worklist, worklist, &changes), DUEBY_OK);
  assert_int_equal(dueby_changes_count(changes), 0);
  assert_int_equal(dueby_changes_cells(changes, -1, see_cell, &of_change), DUEBY_OK);
  assert_int_equal(of_change.count, counts[0]);
  assert_int_equal(dueby_trial_new(worklist, 0, &trial), DUEBY_OK);
  assert_int_equal(dueby_trial_row_cells(trial, -1, see_cell, &of_trial), DUEBY_OK);
  assert_int_equal(of_trial.count, counts[1]);
  assert_null(dueby_changes_field(-1));
  assert_null(dueby_trial_field(-1));
  dueby_changes_free(changes);
  dueby_trial_free(trial);
  dueby_worklist_free(worklist);
}

/* ---- trials ---- */

/* Tries an event, and returns the text of the first row with an effect on a duty; "" if there is none. */
static const char *tried(const struct reported *child, const char *as_at, const char *slug, const char *on, const char *duty,
                         int32_t effect) {
  static char text[TEXT];
  const dueby_timeline_options run = {.as_at = when_of(as_at)};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  const dueby_event event = {.type = event_of(known.england, slug), .date = day(on)};
  dueby_worklist *worklist = NULL;
  dueby_trial *trial = NULL;
  *text = '\0';
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &worklist), DUEBY_OK);
  assert_int_equal(dueby_trial_new(worklist, 0, &trial), DUEBY_OK);
  assert_int_equal(dueby_trial_run(trial, &child->of, &event), DUEBY_OK);
  for (int64_t i = 0; i < dueby_trial_row_count(trial) && !*text; i++) {
    dueby_trial_row row;
    dueby_item item;
    assert_int_equal(dueby_trial_row_at(trial, i, &row), DUEBY_OK);
    assert_int_equal(dueby_worklist_item(dueby_trial_worklist(trial), row.item, &item), DUEBY_OK);
    if (row.effect == effect && item.line->duty == duty_of(known.england, duty))
      assert_int_equal(dueby_trial_row_text(trial, i, text, sizeof text, NULL), DUEBY_OK);
  }
  dueby_trial_free(trial);
  dueby_worklist_free(worklist);
  return text;
}

/* The conference is due on Monday 23 June 2025 (reports.h). A strategy discussion starts the duty. The duty ends if the conference
 * turns out not to be required, but on the 24th that is too late: the conference was never held. */
static void test_trial__starts_and_ends(void **state) {
  (void)state;
  struct reported child, nothing;
  report_child(&child, 2);
  report_child(&nothing, 0);
  const char *conference = "cp.conference.initial";
  assert_string_equal(tried(&nothing, "2025-06-02", "strategy_discussion.held", "2025-06-02", conference, DUEBY_EFFECT_STARTS),
                      "Starts the initial child protection conference: due by Monday 23 June 2025");
  assert_string_equal(tried(&child, "2025-06-10", "icpc.held", "2025-06-24", conference, DUEBY_EFFECT_MEETS),
                      "Meets the initial child protection conference, late: due by Monday 23 June 2025");
  assert_string_equal(tried(&child, "2025-06-10", "icpc.not_required", "2025-06-20", conference, DUEBY_EFFECT_ENDS),
                      "Ends the initial child protection conference: due by Monday 23 June 2025");
  assert_string_equal(tried(&child, "2025-06-10", "icpc.not_required", "2025-06-24", conference, DUEBY_EFFECT_ENDS),
                      "Ends the initial child protection conference, which was never done: due by Monday 23 June 2025");
}

static void test_trial__the_conference_would_be_in_time(void **state) {
  (void)state;
  struct reported child;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  dueby_trial *trial = NULL;
  char text[TEXT];
  int found = 0;
  report_child(&child, 2);
  assert_int_equal(dueby_trial_new(worklist, child.events[2].type, &trial), DUEBY_OK);
  assert_int_equal(dueby_trial_run(trial, &child.of, &child.events[2]), DUEBY_OK);
  for (int64_t i = 0; i < dueby_trial_row_count(trial); i++) {
    dueby_trial_row row;
    dueby_item item;
    assert_int_equal(dueby_trial_row_at(trial, i, &row), DUEBY_OK);
    assert_int_equal(dueby_worklist_item(dueby_trial_worklist(trial), row.item, &item), DUEBY_OK);
    assert_int_equal(dueby_trial_row_json(trial, i, text, sizeof text, NULL), DUEBY_OK);
    if (item.line->duty != duty_of(known.england, "cp.conference.initial")) continue;
    assert_int_equal(row.effect, DUEBY_EFFECT_MEETS);
    assert_int_equal(dueby_trial_row_text(trial, i, text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, "Meets the initial child protection conference, in time: due by Monday 23 June 2025");
    found++;
  }
  assert_int_equal(found, 1);
  dueby_trial_free(trial);
  dueby_worklist_free(worklist);
}

static void test_trial__arguments_that_cannot_be(void **state) {
  (void)state;
  struct reported child;
  dueby_worklist *worklist = worklist_of(2, "2025-06-10", DUEBY_WORKLIST_KEEP);
  dueby_trial *trial = NULL, *none = NULL;
  dueby_trial_row row;
  char text[TEXT];
  int cells = 0;
  report_child(&child, 2);
  assert_int_equal(dueby_trial_new(worklist, -1, &none), DUEBY_EARGUMENT);
  assert_int_equal(dueby_trial_new(worklist, INT32_MAX, &none), DUEBY_EARGUMENT);
  assert_null(none);
  assert_int_equal(dueby_trial_new(worklist, child.events[2].type, &trial), DUEBY_OK);
  const dueby_event wrong[] = {{.type = 0, .date = 20000},
                               {.type = -1, .date = 20000},
                               {.type = INT32_MAX, .date = 20000},
                               {.type = 1, .date = DUEBY_DATE_NONE}};
  for (int i = 0; i < 4; i++) assert_int_equal(dueby_trial_run(trial, &child.of, &wrong[i]), DUEBY_EARGUMENT);
  const dueby_event too_early = {.type = child.events[2].type, .date = day("1970-12-31")};
  assert_int_equal(dueby_trial_run(trial, &child.of, &too_early), DUEBY_ECOVERAGE);
  assert_int_equal(dueby_trial_run(trial, &child.of, &child.events[2]), DUEBY_OK);
  const int64_t indexes[] = {INT64_MIN, -2, dueby_trial_row_count(trial), INT64_MAX};
  for (int i = 0; i < 4; i++) {
    assert_int_equal(dueby_trial_row_at(trial, indexes[i], &row), DUEBY_EARGUMENT);
    assert_int_equal(dueby_trial_row_text(trial, indexes[i], text, sizeof text, NULL), DUEBY_EARGUMENT);
    assert_int_equal(dueby_trial_row_cells(trial, indexes[i], ignore_cell, &cells), DUEBY_EARGUMENT);
    assert_int_equal(dueby_trial_row_json(trial, indexes[i], text, sizeof text, NULL), DUEBY_EARGUMENT);
  }
  assert_int_equal(cells, 0);
  assert_null(dueby_trial_field(INT32_MAX));
  dueby_trial_free(trial);
  dueby_worklist_free(worklist);
}

/* ---- published figures ---- */

static dueby_measures *measures_of(const dueby_worklist *worklist, const dueby_definitions *definitions) {
  const dueby_measures_options options = {.year = 2025};
  dueby_measures *measures = NULL;
  assert_int_equal(dueby_measures_new(worklist, definitions, &options, &measures), DUEBY_OK);
  assert_int_equal(dueby_measures_add(measures, worklist), DUEBY_OK);
  return measures;
}

/* The only conference is on the 14th working day: in time, and in the band of 11 to 15 days. There is only one group, so the total
 * is the same. */
static void test_measures__one_conference_in_time(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(3, "2026-03-31", DUEBY_WORKLIST_KEEP);
  dueby_definitions *definitions = definitions_of_england();
  dueby_measures *measures = measures_of(worklist, definitions);
  int32_t conference = conference_measure(definitions);
  dueby_status (*const nexts[])(const dueby_measures *, int32_t, int64_t *, dueby_measures_row *) = {dueby_measures_next,
                                                                                                     dueby_measures_total};
  assert_int_equal(dueby_measures_is_answered(measures, conference), 1);
  for (int i = 0; i < 2; i++) {
    int64_t cursor = 0;
    int32_t rows = 0;
    dueby_measures_row row;
    dueby_status status;
    while ((status = nexts[i](measures, 1, &cursor, &row)) == DUEBY_OK) {
      char json[TEXT];
      assert_int_equal(dueby_measures_json(measures, &row, json, sizeof json, NULL), DUEBY_OK);
      if (row.definition != conference) continue;
      assert_int_equal(row.counted, row.band < 0 || row.band == 1);
      assert_int_equal(row.good, 1);
      rows++;
    }
    assert_int_equal(status, DUEBY_DONE);
    assert_int_equal(rows, 1 + dueby_definitions_number(definitions, conference, DUEBY_DEFINITION_BANDS));
  }
  dueby_measures_free(measures);
  dueby_definitions_free(definitions);
  dueby_worklist_free(worklist);
}

/* Monday 2 June to Friday 20 June 2025 are 18 days, 14 of them working days. */
static void test_measures__the_conference_behind_the_figure(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(3, "2026-03-31", 0);
  dueby_definitions *definitions = definitions_of_england();
  dueby_measures *measures = measures_of(worklist, definitions);
  dueby_measures_unit unit;
  int found = 0;
  for (int64_t i = 0; dueby_measures_unit_at(measures, i, &unit) == DUEBY_OK; i++) {
    char json[TEXT];
    assert_int_equal(dueby_measures_unit_json(measures, &unit, json, sizeof json, NULL), DUEBY_OK);
    if (unit.definition != conference_measure(definitions)) continue;
    found++;
    assert_int_equal(unit.result, DUEBY_RESULT_YES);
    assert_int_equal(unit.oddity, DUEBY_ODDITY_NONE);
    assert_day(unit.started, "2025-06-02");
    assert_day(unit.ended, "2025-06-20");
    assert_int_equal(unit.days, 18);
    assert_int_equal(unit.working_days, 14);
  }
  assert_int_equal(found, 1);
  dueby_measures_free(measures);
  dueby_definitions_free(definitions);
  dueby_worklist_free(worklist);
}

static void test_measures__arguments_that_cannot_be(void **state) {
  (void)state;
  dueby_worklist *worklist = worklist_of(3, "2026-03-31", DUEBY_WORKLIST_KEEP);
  dueby_definitions *definitions = definitions_of_england();
  dueby_measures *measures = measures_of(worklist, definitions), *none = NULL;
  const dueby_measures_options reserved = {.year = 2025, .reserved = 1};
  const int32_t count = dueby_definitions_count(definitions), indexes[] = {INT32_MIN, -1, count, INT32_MAX};
  dueby_measures_row row = {.group = "", .band = -1};
  dueby_measures_unit unit;
  char text[TEXT];
  int64_t cursor = -1;
  int cells = 0;
  assert_int_equal(dueby_measures_new(worklist, definitions, &reserved, &none), DUEBY_EARGUMENT);
  assert_null(none);
  assert_int_equal(dueby_measures_next(measures, 0, &cursor, &row), DUEBY_EARGUMENT);
  assert_int_equal(dueby_measures_total(measures, 0, &cursor, &row), DUEBY_EARGUMENT);
  assert_int_equal(dueby_measures_limit_text(measures, -1, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_measures_oddity_text(measures, -1, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_measures_unit_at(measures, -1, &unit), DUEBY_EARGUMENT);
  assert_int_equal(dueby_measures_unit_at(measures, INT64_MAX, &unit), DUEBY_DONE);
  for (int i = 0; i < 4; i++) {
    dueby_date from, to;
    assert_int_equal(dueby_measures_is_answered(measures, indexes[i]), 0);
    assert_null(dueby_definitions_text(definitions, indexes[i], DUEBY_DEFINITION_NAME));
    assert_int_equal(dueby_definitions_number(definitions, indexes[i], DUEBY_DEFINITION_BANDS), 0);
    assert_null(dueby_definitions_band(definitions, indexes[i], 0));
    assert_null(dueby_definitions_band(definitions, conference_measure(definitions), indexes[i] == count ? 99 : indexes[i]));
    assert_null(dueby_definitions_text(definitions, 0, indexes[i] == count ? 99 : indexes[i]));
    assert_int_equal(dueby_definitions_period(definitions, indexes[i], 2025, &from, &to), DUEBY_EARGUMENT);
    row = (dueby_measures_row){.group = "", .band = -1, .definition = indexes[i]};
    assert_int_equal(dueby_measures_cells(measures, &row, ignore_cell, &cells), DUEBY_EARGUMENT);
    assert_int_equal(dueby_measures_json(measures, &row, text, sizeof text, NULL), DUEBY_EARGUMENT);
    unit = (dueby_measures_unit){.definition = indexes[i], .from = -1, .to = -1};
    assert_int_equal(dueby_measures_unit_cells(measures, &unit, ignore_cell, &cells), DUEBY_EARGUMENT);
  }
  assert_int_equal(cells, 0);
  assert_null(dueby_measures_field(-1));
  assert_null(dueby_measures_field(INT32_MAX));
  assert_null(dueby_measures_unit_field(-1));
  assert_null(dueby_measures_unit_field(INT32_MAX));
  dueby_measures_free(measures);
  dueby_definitions_free(definitions);
  dueby_worklist_free(worklist);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_changes__the_conference_was_held),
      cmocka_unit_test(test_changes__by_time_alone),
      cmocka_unit_test(test_changes__by_time_alone_to_the_minute),
      cmocka_unit_test(test_changes__of_records_and_by_time),
      cmocka_unit_test(test_changes__arguments_that_cannot_be),
      cmocka_unit_test(test_changes__between_profiles),
      cmocka_unit_test(test_changes__between_lists_that_were_made_differently),
      cmocka_unit_test(test_changes__between_selections),
      cmocka_unit_test(test_changes__between_sources_that_hold_different_events),
      cmocka_unit_test(test_changes__have_the_columns_of_the_new_list),
      cmocka_unit_test(test_changes__and_trials_without_a_row),
      cmocka_unit_test(test_trial__starts_and_ends),
      cmocka_unit_test(test_trial__the_conference_would_be_in_time),
      cmocka_unit_test(test_trial__arguments_that_cannot_be),
      cmocka_unit_test(test_measures__one_conference_in_time),
      cmocka_unit_test(test_measures__the_conference_behind_the_figure),
      cmocka_unit_test(test_measures__arguments_that_cannot_be),
  };
  return cmocka_run_group_tests_name("reports", tests, open_known, close_known);
}
