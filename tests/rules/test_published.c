/* Tests published figures for one child: which start belongs to an end, which units are open on the last day, and which cannot be
 * decided. The year is April 2025 to March 2026. Expected figures were counted by hand from the meaning of each key
 * (data/FORMAT.md). */
#include "reports.h"
#include "timeline.h"

enum { REFS = 26, TEXT = 1024 };

#define ENDED "    counts: ended\n    from: assessment.started\n    to: assessment.completed\n"
#define OPEN "    counts: open\n    from: cp_plan.started\n    to: [cp_plan.ended, child.died]\n"
#define HEAD "measures:\n  - measure: M\n    title: m\n    unit: units\n    share: good\n    source: s\n"

struct figure {
  const char *keys, *events, *unread;
  const char *holds; /* "EVENT=DAY", the day from which the records hold an event; or all, latest, never */
  const char *column, *value;
  const char *const *refs; /* the refs #A, #B, ... as strings; NULL for A, B, ... */
  int64_t ref_count;       /* the number of these strings */
  uint32_t flags;
  int32_t suppress;
};

static dueby_definitions *definitions_of(const char *keys) {
  char yaml[4096];
  dueby_diagnostic said[4];
  dueby_diagnostics diagnostics = {said, 4, 0};
  dueby_definitions *definitions = NULL;
  snprintf(yaml, sizeof yaml, HEAD "%s", keys);
  if (dueby_definitions_from_yaml(known.england, yaml, (int64_t)strlen(yaml), &diagnostics, &definitions) != DUEBY_OK)
    fail_msg("line %d: %s", (int)said[0].line, said[0].message);
  return definitions;
}

static void read_holds(const char *told, dueby_holding *holds) {
  char slug[64];
  const char *equals = strchr(told, '=');
  snprintf(slug, sizeof slug, "%.*s", (int)(equals - told), told);
  dueby_holding holding = {strcmp(equals + 1, "never") == 0    ? DUEBY_HOLDS_NEVER
                           : strcmp(equals + 1, "latest") == 0 ? DUEBY_HOLDS_LATEST
                           : strcmp(equals + 1, "all") == 0    ? DUEBY_HOLDS_ALL
                                                               : DUEBY_HOLDS_SINCE,
                           0};
  if (holding.what == DUEBY_HOLDS_SINCE) holding.since = day(equals + 1);
  holds[event_of(known.england, slug)] = holding;
}

/* Makes the figures for one case. free_figures frees the strings that they point to. */
struct figures_made {
  dueby_worklist *worklist;
  dueby_definitions *definitions;
  dueby_measures *measures;
};

static struct figures_made make_figures(const struct figure *figure) {
  static const char *const letters[REFS] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M",
                                            "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"};
  static struct history_told told, unread; /* static, because a worklist that keeps no copies reads them again */
  static dueby_holding holds[1024];
  struct figures_made made = {NULL, NULL, NULL};
  memset(holds, 0, sizeof holds);
  assert_in_range(dueby_profile_event_count(known.england), 1, 1023);
  if (figure->holds) read_holds(figure->holds, holds);
  dueby_timeline_options run = {.as_at = when_of("2026-03-31"), .flags = figure->flags};
  if (figure->holds) run.holds = holds;
  const dueby_worklist_options options = {.run = &run};
  const dueby_measures_options of_year = {.year = 2025, .column = figure->column, .suppress = figure->suppress};
  told = history_of(known.england, figure->events);
  unread = history_of(known.england, figure->unread ? figure->unread : "");
  for (int64_t i = 0; i < told.count; i++)
    if (told.events[i].ref) told.events[i].ref += 1 - 'A';
  for (int64_t i = 0; i < unread.count; i++)
    if (unread.events[i].ref) unread.events[i].ref += 1 - 'A';
  const dueby_case of = {.name = "1",
                         .events = told.events,
                         .event_count = told.count,
                         .refs = figure->refs ? figure->refs : letters,
                         .ref_count = figure->ref_count       ? figure->ref_count
                                      : figure->ref_count < 0 ? 0
                                                              : REFS,
                         .columns = &figure->column,
                         .values = &figure->value,
                         .column_count = figure->column != NULL,
                         .bad_rows = unread.count,
                         .unread = unread.events,
                         .unread_count = unread.count};
  made.definitions = definitions_of(figure->keys);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &made.worklist), DUEBY_OK);
  assert_int_equal(dueby_measures_new(made.worklist, made.definitions, &of_year, &made.measures), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(made.worklist, &of), DUEBY_OK);
  assert_int_equal(dueby_measures_add(made.measures, made.worklist), DUEBY_OK);
  return made;
}

static void free_figures(struct figures_made *made) {
  dueby_measures_free(made->measures);
  dueby_definitions_free(made->definitions);
  dueby_worklist_free(made->worklist);
}

/* Asserts the good units out of those counted, the units that cannot be decided, and the odd units: "1 of 2, 1 unknown, 0 odd". */
static void assert_figure_at(const char *expected, const struct figure *figure) {
  struct figures_made made = make_figures(figure);
  char text[128] = "no row";
  int64_t cursor = 0;
  dueby_measures_row row;
  if (dueby_measures_next(made.measures, 0, &cursor, &row) == DUEBY_OK)
    snprintf(text, sizeof text, "%d of %d, %d unknown, %d odd", (int)row.good, (int)row.counted, (int)row.cannot_tell,
             (int)row.odd);
  if (strcmp(text, expected) != 0) fail_msg("%s: %s, expected %s", figure->events, text, expected);
  free_figures(&made);
}

#define assert_published(expected, ...) assert_figure_at(expected, &(struct figure){__VA_ARGS__})

/* ---- which start belongs to an end ---- */

static void test_published__the_nearest_start(void **state) {
  (void)state;
  /* the last start before the end counts: 5 June, not 2 May, so 4 days; a start on the day of the end counts only if there is no
   * earlier one */
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ENDED "    within: 4 days\n",
                   .events = "2025-05-02 assessment.started, 2025-06-05 assessment.started, 2025-06-09 assessment.completed");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ENDED "    longer_than: 3 days\n",
                   .events = "2025-06-05 assessment.started, 2025-06-09 assessment.started, 2025-06-09 assessment.completed");
  /* with refs, only a start with the same ref counts; later starts with that ref contradict the end, and the first of them is
   * named */
  assert_published("0 of 1, 0 unknown, 1 odd", .keys = ENDED "    within: 9 days\n",
                   .events =
                       "2025-06-05 assessment.started #B, 2025-06-09 assessment.completed #A, 2025-06-20 assessment.started #A, "
                       "2025-06-12 assessment.started #A");
  /* a start's ref also covers refs below it, but not refs that only begin with the same letters */
  static const char *const paths[] = {"A1", "A1/B", "A12", "A1/B/C"};
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ENDED "    within: 9 days\n", .refs = paths, .ref_count = 4,
                   .events = "2025-06-05 assessment.started #A, 2025-06-09 assessment.completed #B");
  assert_published("0 of 1, 0 unknown, 1 odd", .keys = ENDED "    within: 9 days\n", .refs = paths, .ref_count = 4,
                   .events = "2025-06-05 assessment.started #A, 2025-06-09 assessment.completed #C");
  /* if refs are ignored, or do not matter, any start will do */
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ENDED "    within: 9 days\n", .flags = DUEBY_TIMELINE_IGNORE_REFS,
                   .events = "2025-06-05 assessment.started #A, 2025-06-09 assessment.completed #C");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ENDED "    within: 9 days\n    join: child\n",
                   .events = "2025-06-05 assessment.started #A, 2025-06-09 assessment.completed #C");
}

/* If two starts are on the day of the end, either will do. */
static void test_published__starts_on_the_day_of_the_end(void **state) {
  (void)state;
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ENDED "    within: 1 day\n    join: child\n",
                   .events = "2025-06-09 assessment.started #A, 2025-06-09 assessment.started #B, 2025-06-09 assessment.completed");
}

/* Working days before 1971 are unknown, so it is unknown how many the unit took, or how many ago it was. */
static void test_published__days_that_the_calendar_does_not_cover(void **state) {
  (void)state;
  const char *events = "1970-06-01 assessment.started, 2025-06-09 assessment.completed", *plan = "1970-06-01 cp_plan.started";
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = ENDED "    within: 2 working days\n    counting: included\n",
                   .events = events);
  assert_published("0 of 0, 1 unknown, 0 odd", .events = events,
                   .keys = ENDED "    within: 2 working days\n    bands:\n      - {up_to: 1 working day, title: one}\n");
  assert_published("0 of 0, 0 unknown, 0 odd", .keys = OPEN "    longer_than: 1 day\n    open_for: 5 working days\n",
                   .events = plan);
  assert_published("0 of 1, 0 unknown, 0 odd", .holds = "referral.received=1971-01-01", .events = "2025-05-01 referral.received",
                   .keys = "    counts: started\n    from: referral.received\n    again: 10 working days\n");
}

/* A plan has no line for a duty that it does not start, so it is unknown whether that duty was done in time. */
static void test_published__open_units_without_a_line(void **state) {
  (void)state;
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = OPEN "    duty: cla.review\n    in_time: always\n",
                   .events = "2025-06-01 cp_plan.started");
}

static void test_published__a_second_end(void **state) {
  (void)state;
  const char *events = "2025-06-05 assessment.started #A, 2025-06-09 assessment.completed #A, 2025-06-12 assessment.completed #A";
  assert_published("2 of 2, 0 unknown, 1 odd", .keys = ENDED "    within: 9 days\n", .events = events);
  assert_published("2 of 2, 0 unknown, 0 odd", .keys = ENDED "    within: 9 days\n    join: child\n", .events = events);
}

static void test_published__starts_that_are_estimated(void **state) {
  (void)state;
  const char *events[] = {"2025-06-05 assessment.started +estimated, 2025-06-09 assessment.completed",
                          "2025-06-05 assessment.started +earlier, 2025-06-09 assessment.completed",
                          "2025-06-05 assessment.started, 2025-06-09 assessment.completed +estimated"};
  for (int i = 0; i < 3; i++)
    assert_published("0 of 0, 1 unknown, 1 odd", .keys = ENDED "    within: 9 days\n", .events = events[i]);
}

static void test_published__counting_the_first_day(void **state) {
  (void)state;
  /* Thursday 5 June to Monday 9 June: Friday is day 1 and Monday 2 or, if the first day counts, Thursday is day 1 and Monday 3 */
  const char *events = "2025-06-05 assessment.started, 2025-06-09 assessment.completed";
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ENDED "    within: 2 working days\n", .events = events);
  assert_published("0 of 1, 0 unknown, 0 odd", .keys = ENDED "    within: 2 working days\n    counting: included\n",
                   .events = events);
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ENDED "    within: 3 working days\n    counting: included\n",
                   .events = events);
}

static void test_published__more_units_than_fit_at_first(void **state) {
  (void)state;
  char events[TOLD] = "";
  for (int i = 0; i < 30; i++)
    snprintf(events + strlen(events), sizeof events - strlen(events), "%s2025-05-%02d referral.received", i ? ", " : "", i + 1);
  assert_published("29 of 30, 0 unknown, 0 odd", .keys = "    counts: started\n    from: referral.received\n    again: 12 months\n",
                   .events = events);
}

/* ---- ends that count on another day ---- */

static void test_published__the_day_of_another_event(void **state) {
  (void)state;
  const char *plain =
      "    counts: ended\n    from: cla.started\n    to: placement.started\n    at: cla.ended\n    longer_than: 10 days\n";
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = plain,
                   .events = "2025-03-01 cla.started, 2025-03-20 placement.started, 2025-06-01 cla.ended");
  assert_published("0 of 0, 0 unknown, 0 odd", .keys = plain, .events = "2025-03-01 visit.made, 2024-06-01 cla.ended");
  assert_published("0 of 0, 1 unknown, 1 odd", .keys = plain, .events = "2025-03-01 cla.started, 2025-06-01 cla.ended");
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = plain, .unread = "? placement.started",
                   .events = "2025-03-01 cla.started, 2025-06-01 cla.ended");
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = plain, .unread = "? placement.started",
                   .events = "2025-03-01 cla.started, 2025-03-20 placement.started, 2025-06-01 cla.ended");
  assert_published("1 of 1, 1 unknown, 0 odd", .keys = plain, .unread = "? cla.ended",
                   .events = "2025-03-01 cla.started, 2025-03-20 placement.started, 2025-06-01 cla.ended");
}

/* An end with a certain tag is replaced by an earlier event of another type, if there is one. */
static void test_published__another_event_instead_of_the_end(void **state) {
  (void)state;
  const char *keys =
      "    counts: ended\n    from: cla.started\n    to: placement.started\n    at: cla.ended\n    longer_than: 10 days\n"
      "    instead: {tag: permanent, event: visit.made}\n";
  assert_published(
      "0 of 1, 0 unknown, 0 odd", .keys = keys,
      .events = "2025-03-01 cla.started, 2025-03-05 visit.made, 2025-03-20 placement.started +permanent, 2025-06-01 cla.ended");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = keys,
                   .events = "2025-03-01 cla.started, 2025-03-20 placement.started +permanent, 2025-06-01 cla.ended");
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = keys, .unread = "? visit.made",
                   .events = "2025-03-01 cla.started, 2025-03-20 placement.started +permanent, 2025-06-01 cla.ended");
}

/* ---- units that are open ---- */

static void test_published__what_is_open_on_the_last_day(void **state) {
  (void)state;
  const char *longer = OPEN "    longer_than: 3 months\n", *within = OPEN "    within: 3 months\n";
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = longer, .events = "2025-06-01 cp_plan.started");
  assert_published("0 of 1, 0 unknown, 0 odd", .keys = within, .events = "2025-06-01 cp_plan.started");
  assert_published("0 of 0, 0 unknown, 0 odd", .keys = longer, .events = "2025-06-01 cp_plan.started, 2025-08-01 cp_plan.ended");
  assert_published("0 of 0, 0 unknown, 0 odd", .keys = longer, .events = "2025-06-01 cp_plan.started, 2025-08-01 child.died");
  /* an end closes starts on earlier days; it closes a start on its own day only if there is no earlier one */
  assert_published("0 of 1, 0 unknown, 0 odd", .keys = OPEN "    longer_than: 1 year\n",
                   .events = "2025-06-01 cp_plan.started, 2025-08-01 cp_plan.ended, 2025-08-01 cp_plan.started");
  assert_published("0 of 0, 0 unknown, 0 odd", .keys = longer, .events = "2025-08-01 cp_plan.started, 2025-08-01 cp_plan.ended");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = longer,
                   .events = "2025-06-01 cp_plan.started #A, 2025-08-01 cp_plan.ended #B");
  /* only units that have been open for three months count: since 31 December */
  assert_published("0 of 0, 0 unknown, 0 odd", .keys = OPEN "    longer_than: 1 day\n    open_for: 3 months\n",
                   .events = "2026-01-01 cp_plan.started");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = OPEN "    longer_than: 1 day\n    open_for: 3 months\n",
                   .events = "2025-12-31 cp_plan.started");
}

/* An unreadable row may have ended an open unit, or may be an earlier start, so that the unit has been open for longer. */
static void test_published__open_units_in_doubt(void **state) {
  (void)state;
  const char *longer = OPEN "    longer_than: 3 months\n", *plan = "2025-06-01 cp_plan.started #A";
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = longer, .events = plan, .unread = "? cp_plan.ended #A");
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = longer, .events = plan, .unread = "? child.died");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = longer, .events = plan, .unread = "? cp_plan.ended #B");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = longer, .events = plan, .unread = "? cp_plan.ended #A +void");
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = longer, .events = plan, .unread = "? cp_plan.started #B");
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = longer, .events = "2025-06-01 visit.made", .unread = "? cp_plan.started");
  const char *to_18 =
      "    counts: open\n    from: cp_plan.started\n    to: [cp_plan.ended, child.turned_18]\n    longer_than: 3 months\n";
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = to_18, .events = plan, .unread = "? birth");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = to_18, .events = "2025-06-01 cp_plan.started #A, 2020-01-01 birth",
                   .unread = "? birth");
  assert_published("0 of 0, 0 unknown, 0 odd", .keys = to_18, .events = "2025-06-01 cp_plan.started #A, 2008-03-31 birth");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = to_18, .events = "2025-06-01 cp_plan.started #A, 2008-04-01 birth");
}

/* ---- units that started ---- */

/* Without last year's records it is unknown whether a referral was the second within 12 months, unless a tag says so. */
static void test_published__repeated_starts(void **state) {
  (void)state;
  const char *keys = "    counts: started\n    from: referral.received\n    again: 12 months\n";
  assert_published("1 of 2, 0 unknown, 0 odd", .keys = keys,
                   .events = "2025-05-01 referral.received, 2025-08-01 referral.received");
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = keys, .holds = "referral.received=2025-04-01",
                   .events = "2025-05-01 referral.received");
  assert_published("0 of 1, 0 unknown, 0 odd", .keys = keys, .holds = "referral.received=2024-04-01",
                   .events = "2025-05-01 referral.received");
  assert_published("0 of 0, 2 unknown, 0 odd", .keys = keys, .events = "2025-05-01 referral.received",
                   .unread = "? referral.received");
  const char *ever = "    counts: started\n    from: referral.received\n    again: ever\n    again_tag: permanent\n";
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ever, .events = "2025-05-01 referral.received +permanent");
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = ever,
                   .events = "2010-05-01 referral.received, 2025-05-01 referral.received");
}

/* A measure has a note instead of a row if the caller says that the records do not have every event that the measure needs (even if
 * they have one) or have only the latest, or if the records begin after the period, which ends on 31 March 2026. */
static void test_published__events_that_the_records_lack(void **state) {
  (void)state;
  const struct {
    const char *holds, *limit;
  } rows[] = {{"assessment.started=latest", "the records only include the latest"},
              {"assessment.started=never", "the records do not include every"},
              {"assessment.completed=never", "the records do not include every"},
              {"assessment.completed=2026-04-01", "this time is before your records, which begin on Wednesday 1 April 2026"},
              {"assessment.completed=2026-03-31", NULL},
              {"assessment.started=all", NULL},
              {"assessment.started=2025-04-01", NULL}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct figures_made made =
        make_figures(&(struct figure){.keys = ENDED "    within: 9 days\n",
                                      .holds = rows[i].holds,
                                      .events = "2025-06-05 assessment.started, 2025-06-09 assessment.completed"});
    char text[TEXT] = "";
    int64_t cursor = 0;
    dueby_measures_row row;
    dueby_status status = dueby_measures_next(made.measures, 0, &cursor, &row);
    assert_int_equal(status, rows[i].limit ? DUEBY_DONE : DUEBY_OK);
    status = dueby_measures_limit_text(made.measures, 0, text, sizeof text, NULL);
    if (rows[i].limit && !strstr(text, rows[i].limit)) fail_msg("%s: %s", rows[i].holds, text);
    free_figures(&made);
  }
  /* if the records have every start, an end without a start counts as not in time; if they begin on 5 June, the start may have been
   * just before */
  assert_published("0 of 1, 0 unknown, 1 odd", .keys = ENDED "    within: 9 days\n", .holds = "assessment.started=all",
                   .events = "2025-06-09 assessment.completed");
  assert_published("0 of 0, 1 unknown, 0 odd", .keys = ENDED "    within: 9 days\n", .holds = "assessment.started=2025-06-05",
                   .events = "2025-06-09 assessment.completed");
  /* the latest event is enough to work out what is due now */
  const char *now =
      "    counts: open\n    from: cp_plan.started\n    to: cp_plan.ended\n    duty: cp.conference.review\n    in_time: now\n";
  assert_published("1 of 1, 0 unknown, 0 odd", .keys = now, .holds = "rcpc.held=latest",
                   .events = "2025-12-01 cp_plan.started, 2026-02-20 rcpc.held");
}

/* A start that could not be read may be the missing one, unless it is void or has a tag of starts that do not count. */
static void test_published__starts_that_could_not_be_read(void **state) {
  (void)state;
  const char *const counted = "0 of 1, 0 unknown, 1 odd", *const unknown = "0 of 0, 1 unknown, 0 odd",
                    *const two = "0 of 0, 2 unknown, 0 odd"; /* the row may also be the end of another assessment */
  const struct {
    const char *unread, *expected;
  } rows[] = {
      {"? assessment.started", unknown},       {"? assessment.started +estimated", unknown}, {"? ?", two},
      {"? assessment.started +void", counted}, {"? assessment.started +alone", counted},     {"? referral.received", counted}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_published(rows[i].expected, .keys = ENDED "    within: 9 days\n    leaves_out_tag: alone\n",
                     .holds = "assessment.started=all", .events = "2025-06-09 assessment.completed", .unread = rows[i].unread);
}

/* ---- several groups, and bands ---- */

/* Adds assessments, each lasting some days, to a team's case. */
static void add_team(struct figures_made *made, const char *team, const int *days, int count) {
  static const char *const columns[] = {"team"};
  static dueby_event events[80];
  assert_in_range(count, 1, 40);
  for (int i = 0; i < count; i++) {
    events[2 * i] = (dueby_event){.type = event_of(known.england, "assessment.started"), .date = day("2025-06-02") + 7 * i};
    events[2 * i + 1] =
        (dueby_event){.type = event_of(known.england, "assessment.completed"), .date = day("2025-06-02") + 7 * i + days[i]};
  }
  const dueby_case of = {
      .name = team, .events = events, .event_count = 2 * count, .columns = columns, .values = &team, .column_count = 1};
  assert_int_equal(dueby_worklist_add(made->worklist, &of), DUEBY_OK);
  assert_int_equal(dueby_measures_add(made->measures, made->worklist), DUEBY_OK);
}

#define BANDS \
  "    bands:\n      - {up_to: 0 days, title: none}\n      - {up_to: 1 day, title: one}\n      - {up_to: 2 days, title: two}\n"

static struct figures_made begin_teams_with(const char *column, const char *keys) {
  const dueby_timeline_options run = {.as_at = when_of("2026-03-31")};
  struct figures_made made = {NULL, NULL, NULL};
  const dueby_worklist_options options = {.run = &run};
  const dueby_measures_options of_year = {.year = 2025, .column = column, .suppress = 1};
  made.definitions = definitions_of(keys);
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &options, &made.worklist), DUEBY_OK);
  assert_int_equal(dueby_measures_new(made.worklist, made.definitions, &of_year, &made.measures), DUEBY_OK);
  return made;
}

static struct figures_made begin_teams(const char *column) {
  return begin_teams_with(column, ENDED "    within: 1 day\n" BANDS);
}

/* A small group is hidden, and so is the smallest of the others: otherwise the small group could be worked out from the total. */
static void test_published__a_second_group_is_hidden_with_a_small_one(void **state) {
  (void)state;
  const int none[16] = {0};
  struct figures_made made = begin_teams("team");
  dueby_measures_row row;
  int64_t cursor = 0;
  add_team(&made, "North", none, 12);
  add_team(&made, "South", none, 9);
  add_team(&made, "East", none, 3);
  add_team(&made, "West", none, 10);
  for (int i = 0; i < 4; i++) {
    assert_int_equal(dueby_measures_next(made.measures, 0, &cursor, &row), DUEBY_OK);
    int is_hidden = strcmp(row.group, "East") == 0 || strcmp(row.group, "South") == 0;
    assert_int_equal(row.hides_counted, is_hidden);
  }
  for (cursor = 0; dueby_measures_next(made.measures, 1, &cursor, &row) == DUEBY_OK;) { /* all bands of a hidden group */
    int is_hidden = strcmp(row.group, "East") == 0 || strcmp(row.group, "South") == 0;
    if (row.band >= 0 && is_hidden) assert_int_equal(row.hides_counted, 1);
  }
  free_figures(&made);
}

/* Two groups of one, or of five, are hidden, and so is a third: each hidden row stands for one to five units, so a sum of two, or
 * of ten, would give both away. A sum of three does not say which group has one and which has two. */
static void test_published__small_groups_do_not_always_hide_each_other(void **state) {
  (void)state;
  static const struct { int east, west, hides_south; } cases[] = {{1, 1, 1}, {5, 5, 1}, {1, 2, 0}, {4, 5, 0}};
  const int none[16] = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct figures_made made = begin_teams("team");
    dueby_measures_row row;
    int64_t cursor = 0;
    add_team(&made, "North", none, 12);
    add_team(&made, "South", none, 9);
    add_team(&made, "East", none, cases[i].east);
    add_team(&made, "West", none, cases[i].west);
    for (int j = 0; j < 4; j++) {
      assert_int_equal(dueby_measures_next(made.measures, 0, &cursor, &row), DUEBY_OK);
      int is_hidden = strcmp(row.group, "North") != 0 && (cases[i].hides_south || strcmp(row.group, "South") != 0);
      assert_int_equal(row.hides_counted, is_hidden);
    }
    free_figures(&made);
  }
}

/* A small band is hidden, and so is the smallest of the others on the same side of the limit of 1 day: the bands up to it add up to
 * those in time. Two small bands hide each other. Units in no band count like a band. */
static void test_published__a_second_band_is_hidden_with_a_small_one(void **state) {
  (void)state;
  const struct {
    int none, one, two, later;
    int hides[3];
  } rows[] = {{10, 3, 8, 0, {1, 1, 0}}, {8, 3, 10, 0, {1, 1, 0}}, {3, 4, 20, 0, {1, 1, 0}},
              {10, 9, 8, 0, {0, 0, 0}}, {10, 9, 8, 3, {0, 0, 1}}, {14, 13, 12, 0, {0, 0, 0}}};
  for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
    const char *keys = i % 2 ? ENDED "    longer_than: 1 day\n" BANDS : ENDED "    within: 1 day\n" BANDS;
    struct figures_made made = begin_teams_with(NULL, keys);
    const int counts[] = {rows[i / 2].none, rows[i / 2].one, rows[i / 2].two, rows[i / 2].later};
    dueby_measures_row row;
    int days[40], count = 0;
    int64_t cursor = 0;
    for (int k = 0; k < 4; k++)
      for (int n = 0; n < counts[k]; n++) days[count++] = k;
    add_team(&made, "1", days, count);
    while (dueby_measures_next(made.measures, 1, &cursor, &row) == DUEBY_OK)
      if (row.band >= 0) assert_int_equal(row.hides_counted, rows[i / 2].hides[row.band]);
    free_figures(&made);
  }
}

/* If no band ends at the limit, which bands the numerator adds up is not known, so a small band hides all of them. Without a limit,
 * all bands only add up to the denominator, so the smallest of the others is hidden. */
static void test_published__bands_are_hidden_if_none_ends_at_the_limit(void **state) {
  (void)state;
  const char *const limits[] = {ENDED "    within: 9 days\n" BANDS, ENDED "    mean: true\n" BANDS};
  const struct { int limit, one, hides[3]; } rows[] = {{0, 3, {1, 1, 1}}, {0, 9, {0, 0, 0}}, {1, 3, {0, 1, 1}}, {1, 9, {0, 0, 0}}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct figures_made made = begin_teams_with(NULL, limits[rows[i].limit]);
    const int counts[] = {10, rows[i].one, 8};
    int days[40], count = 0, bands = 0;
    dueby_measures_row row;
    int64_t cursor = 0;
    for (int k = 0; k < 3; k++)
      for (int n = 0; n < counts[k]; n++) days[count++] = k;
    add_team(&made, "1", days, count);
    while (dueby_measures_next(made.measures, 1, &cursor, &row) == DUEBY_OK) {
      assert_int_equal(row.hides_counted, row.band >= 0 && rows[i].hides[row.band]);
      bands += row.band >= 0;
    }
    assert_int_equal(bands, 3);
    free_figures(&made);
  }
}

#define ALSO_N "  - measure: N\n    title: m\n    unit: units\n    share: good\n    source: s\n"
#define ALSO_O "  - measure: O\n    title: m\n    unit: units\n    share: good\n    source: s\n"

/* North has three assessments, which ended in February 2026. The other measure counts those of the calendar year 2025, of which
 * North has none. Its row is still there, and hidden: without it, the three would be known to be of 2026. */
static void test_published__a_group_with_nothing_to_count_is_hidden_with_another_measure(void **state) {
  (void)state;
  const int none[12] = {0}, late[] = {250, 250, 250}; /* from 2 June 2025 to 7 February 2026 */
  struct figures_made made =
      begin_teams_with("team", ENDED "    within: 1 day\n" ALSO_N ENDED "    within: 1 day\n    period: calendar\n");
  dueby_measures_row row;
  int64_t cursor = 0;
  int found = 0;
  add_team(&made, "North", late, 3);
  add_team(&made, "South", none, 12);
  while (dueby_measures_next(made.measures, 0, &cursor, &row) == DUEBY_OK) {
    if (strcmp(row.group, "North") != 0) continue;
    assert_int_equal(row.counted, row.definition == 0 ? 3 : 0);
    assert_int_equal(row.hides_counted, 1);
    found++;
  }
  assert_int_equal(found, 2);
  free_figures(&made);
}

/* Ten returns from being missing were in May 2024 and three in May 2025, so the year has three, which are hidden. All thirteen are
 * hidden too, but not the lines of another duty, of which there are none. */
static void test_published__lines_of_a_duty_are_hidden_together(void **state) {
  (void)state;
  char events[TOLD] = "";
  static const char keys[] = "    counts: due\n    duty: missing.return_interview\n" ALSO_N
                             "    counts: due\n    duty: missing.return_interview\n    period: three_years\n" ALSO_O
                             "    counts: due\n    duty: cla.review.decisions\n";
  for (int i = 0; i < 13; i++)
    snprintf(events + strlen(events), sizeof events - strlen(events),
             "%s%d-05-%02dT09:00 missing.returned, %d-05-%02dT12:00 return_interview.held", i ? ", " : "", i < 10 ? 2024 : 2025,
             i + 1, i < 10 ? 2024 : 2025, i + 1);
  struct figures_made made = make_figures(&(struct figure){.keys = keys, .events = events, .suppress = 1});
  const int counted[] = {3, 13, 0};
  dueby_measures_row row;
  int64_t cursor = 0;
  for (int i = 0; i < 3; i++) {
    assert_int_equal(dueby_measures_next(made.measures, 0, &cursor, &row), DUEBY_OK);
    assert_int_equal(row.definition, i);
    assert_int_equal(row.counted, counted[i]);
    assert_int_equal(row.hides_counted, i < 2);
  }
  free_figures(&made);
}

/* ---- rows ---- */

static void ignore_cell(const char *name, const dueby_cell *cell, void *context) {
  (void)name, (void)cell;
  ++*(int *)context;
}

static void test_published__rows_that_were_changed_by_hand(void **state) {
  (void)state;
  struct figures_made made = make_figures(&(struct figure){
      .keys = ENDED "    within: 9 days\n", .events = "2025-06-05 assessment.started, 2025-06-09 assessment.completed"});
  dueby_measures_row row, wrong;
  dueby_measures_unit unit, other;
  char text[TEXT];
  int64_t cursor = 0;
  int cells = 0;
  assert_int_equal(dueby_measures_next(made.measures, 0, &cursor, &row), DUEBY_OK);
  for (int i = 0; i < 3; i++) {
    wrong = row;
    if (i == 2) wrong.band = 1000;
    else wrong.definition = i ? 1 : -1;
    assert_int_equal(dueby_measures_cells(made.measures, &wrong, ignore_cell, &cells), DUEBY_EARGUMENT);
    assert_int_equal(dueby_measures_json(made.measures, &wrong, text, sizeof text, NULL), DUEBY_EARGUMENT);
  }
  assert_int_equal(dueby_measures_unit_at(made.measures, 0, &unit), DUEBY_OK);
  for (int i = 0; i < 3; i++) {
    other = unit;
    if (i == 2) other.to = 2;
    else other.definition = i ? 1 : -1;
    assert_int_equal(dueby_measures_unit_cells(made.measures, &other, ignore_cell, &cells), DUEBY_EARGUMENT);
    assert_int_equal(dueby_measures_unit_json(made.measures, &other, text, sizeof text, NULL), DUEBY_EARGUMENT);
  }
  assert_int_equal(cells, 0);
  assert_null(dueby_measures_field(-1));
  assert_null(dueby_measures_field(1000));
  assert_null(dueby_measures_unit_field(-1));
  free_figures(&made);
}

/* Before the first case there is no name, ref or column to return. */
static void test_published__a_unit_before_the_first_case(void **state) {
  (void)state;
  struct figures_made made = begin_teams("team");
  const dueby_measures_unit unit = {.band = -1, .from = -1, .to = -1};
  int cells = 0;
  assert_int_equal(dueby_measures_unit_cells(made.measures, &unit, ignore_cell, &cells), DUEBY_OK);
  assert_true(cells > 0);
  free_figures(&made);
}

/* One unit is a small count, so it is hidden, together with the percentage and the mean. */
static void test_published__a_small_count_is_hidden(void **state) {
  (void)state;
  struct figures_made made =
      make_figures(&(struct figure){.keys = ENDED "    within: 9 days\n    mean: true\n",
                                    .events = "2025-06-05 assessment.started, 2025-06-09 assessment.completed",
                                    .column = "team",
                                    .value = "North",
                                    .suppress = 1});
  dueby_measures_row row;
  char text[TEXT];
  int64_t cursor = 0;
  assert_int_equal(dueby_measures_next(made.measures, 0, &cursor, &row), DUEBY_OK);
  assert_string_equal(row.group, "North");
  assert_int_equal(row.hides_counted, 1);
  assert_int_equal(dueby_measures_percent_text(made.measures, &row, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "c");
  assert_int_equal(dueby_measures_days_text(made.measures, &row, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "c");
  free_figures(&made);
}

/* The mean is hidden with the numerator. Six units took one day and one took 1000 days. A mean of 144 for seven units is at most
 * 1011 days in all, so it would give away that no more than one took 1000. */
static void test_published__a_mean_is_hidden_with_the_numerator(void **state) {
  (void)state;
  char events[TOLD] = "2022-09-05 assessment.started, 2025-06-01 assessment.completed", text[TEXT];
  dueby_measures_row row;
  int64_t cursor = 0;
  for (int i = 0; i < 6; i++)
    snprintf(events + strlen(events), sizeof events - strlen(events),
             ", 2025-07-%02d assessment.started, 2025-07-%02d assessment.completed", 2 * i + 1, 2 * i + 2);
  struct figures_made made =
      make_figures(&(struct figure){.keys = ENDED "    within: 999 days\n    mean: true\n", .events = events, .suppress = 1});
  assert_int_equal(dueby_measures_next(made.measures, 0, &cursor, &row), DUEBY_OK);
  assert_int_equal(row.counted, 7);
  assert_int_equal(row.good, 6);
  assert_int_equal(row.hides_counted, 0);
  assert_int_equal(row.hides_good, 1);
  assert_int_equal(dueby_measures_days_text(made.measures, &row, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "c");
  free_figures(&made);
}

/* A unit without events has no event to show, and a measure with only a mean has no percentage. */
static void test_published__units_and_rows_without_parts(void **state) {
  (void)state;
  struct figures_made made =
      make_figures(&(struct figure){.keys = ENDED "    mean: true\n",
                                    .events = "2025-06-05 assessment.started, 2025-06-09 assessment.completed",
                                    .unread = "? assessment.completed"});
  dueby_measures_row row;
  dueby_measures_unit unit;
  char text[TEXT];
  int64_t cursor = 0;
  int cells = 0;
  assert_int_equal(dueby_measures_next(made.measures, 0, &cursor, &row), DUEBY_OK);
  assert_int_equal(dueby_measures_percent_text(made.measures, &row, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "");
  assert_int_equal(dueby_measures_cells(made.measures, &row, ignore_cell, &cells), DUEBY_OK);
  for (int64_t i = 0; dueby_measures_unit_at(made.measures, i, &unit) == DUEBY_OK; i++)
    assert_int_equal(dueby_measures_unit_cells(made.measures, &unit, ignore_cell, &cells), DUEBY_OK);
  assert_true(cells > 0);
  free_figures(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_published__the_nearest_start),
      cmocka_unit_test(test_published__a_second_end),
      cmocka_unit_test(test_published__starts_on_the_day_of_the_end),
      cmocka_unit_test(test_published__days_that_the_calendar_does_not_cover),
      cmocka_unit_test(test_published__open_units_without_a_line),
      cmocka_unit_test(test_published__another_event_instead_of_the_end),
      cmocka_unit_test(test_published__a_unit_before_the_first_case),
      cmocka_unit_test(test_published__starts_that_are_estimated),
      cmocka_unit_test(test_published__counting_the_first_day),
      cmocka_unit_test(test_published__more_units_than_fit_at_first),
      cmocka_unit_test(test_published__the_day_of_another_event),
      cmocka_unit_test(test_published__what_is_open_on_the_last_day),
      cmocka_unit_test(test_published__open_units_in_doubt),
      cmocka_unit_test(test_published__repeated_starts),
      cmocka_unit_test(test_published__events_that_the_records_lack),
      cmocka_unit_test(test_published__a_second_group_is_hidden_with_a_small_one),
      cmocka_unit_test(test_published__small_groups_do_not_always_hide_each_other),
      cmocka_unit_test(test_published__a_second_band_is_hidden_with_a_small_one),
      cmocka_unit_test(test_published__starts_that_could_not_be_read),
      cmocka_unit_test(test_published__bands_are_hidden_if_none_ends_at_the_limit),
      cmocka_unit_test(test_published__a_group_with_nothing_to_count_is_hidden_with_another_measure),
      cmocka_unit_test(test_published__lines_of_a_duty_are_hidden_together),
      cmocka_unit_test(test_published__rows_that_were_changed_by_hand),
      cmocka_unit_test(test_published__a_small_count_is_hidden),
      cmocka_unit_test(test_published__a_mean_is_hidden_with_the_numerator),
      cmocka_unit_test(test_published__units_and_rows_without_parts),
  };
  return cmocka_run_group_tests(tests, open_known, close_known);
}
