/* Tests published figures in C: units that are only partly recorded, unknown values and duties, and small counts. The calendar
 * covers 1971 to 2100. */
#include "reports.h"

enum { TEXT = 4096 };

struct happened {
  const char *slug, *day;
  int64_t ref;
};

struct figured {
  dueby_worklist *worklist;
  dueby_definitions *definitions;
  dueby_measures *measures;
};

static int64_t fill_events(dueby_event *events, const struct happened *happened) {
  int64_t count = 0;
  for (; happened[count].slug; count++)
    events[count] = (dueby_event){
        .type = event_of(known.england, happened[count].slug), .date = day(happened[count].day), .ref = happened[count].ref};
  return count;
}

/* Makes the figures for one case, with the built-in measures or with measures from YAML. */
static void open_figures(struct figured *figured, const char *yaml, const char *as_at, dueby_case *of,
                         const dueby_measures_options *options) {
  static const char *const refs[] = {"A", "B"};
  const dueby_timeline_options run = {.as_at = when_of(as_at)};
  const dueby_worklist_options listed = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  dueby_diagnostic said[2];
  dueby_diagnostics diagnostics = {said, 2, 0};
  of->name = "1";
  of->refs = refs;
  of->ref_count = 2;
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &listed, &figured->worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(figured->worklist, of), DUEBY_OK);
  if (!yaml) figured->definitions = definitions_of_england();
  else
    assert_int_equal(dueby_definitions_from_yaml(known.england, yaml, (int64_t)strlen(yaml), &diagnostics, &figured->definitions),
                     DUEBY_OK);
  assert_int_equal(dueby_measures_new(figured->worklist, figured->definitions, options, &figured->measures), DUEBY_OK);
  assert_int_equal(dueby_measures_add(figured->measures, figured->worklist), DUEBY_OK);
}

static void close_figures(struct figured *figured) {
  dueby_measures_free(figured->measures);
  dueby_definitions_free(figured->definitions);
  dueby_worklist_free(figured->worklist);
}

/* Makes the figures for one case with some events, and returns a measure's only unit. */
static dueby_measures_unit only_unit(const char *yaml, const char *measure, const char *as_at, int32_t year,
                                     const struct happened *happened) {
  struct figured figured;
  dueby_event events[8];
  dueby_case of = {.events = events};
  const dueby_measures_options options = {.year = year};
  dueby_measures_unit unit, found = {0};
  int count = 0;
  of.event_count = fill_events(events, happened);
  open_figures(&figured, yaml, as_at, &of, &options);
  int32_t wanted = dueby_definitions_find(figured.definitions, measure);
  assert_true(wanted >= 0);
  for (int64_t i = 0; dueby_measures_unit_at(figured.measures, i, &unit) == DUEBY_OK; i++) {
    if (unit.definition != wanted) continue;
    found = unit;
    count++;
  }
  assert_int_equal(count, 1);
  close_figures(&figured);
  return found;
}

#define MEASURE(NAME, REST) "measures:\n  - {measure: " NAME ", title: t, unit: u, share: s, source: x, " REST "}\n"

/* ---- definitions ---- */

static void test_definitions__numbers(void **state) {
  (void)state;
  dueby_definitions *definitions = definitions_of_england();
  int32_t conference = conference_measure(definitions), adopted = dueby_definitions_find(definitions, "A1");
  const struct {
    int32_t definition, number, expected;
  } rows[] = {{conference, DUEBY_DEFINITION_COUNTS, DUEBY_COUNTS_ENDED},
              {conference, DUEBY_DEFINITION_PERIOD, DUEBY_PERIOD_FINANCIAL},
              {conference, DUEBY_DEFINITION_DECIMALS, 1},
              {conference, DUEBY_DEFINITION_BANDS, 4},
              {conference, DUEBY_DEFINITION_MEAN, 0},
              {conference, 0, 0},
              {conference, INT32_MAX, 0},
              {conference, INT32_MIN, 0},
              {adopted, DUEBY_DEFINITION_PERIOD, DUEBY_PERIOD_THREE_YEARS},
              {adopted, DUEBY_DEFINITION_DECIMALS, 0},
              {adopted, DUEBY_DEFINITION_MEAN, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_int_equal(dueby_definitions_number(definitions, rows[i].definition, rows[i].number), rows[i].expected);
  assert_int_equal(dueby_definitions_find(definitions, "no such measure"), -1);
  dueby_definitions_free(definitions);
}

/* Tests the year that begins on 1 April 2025, and years whose first or last day does not exist. */
static void test_definitions__periods(void **state) {
  (void)state;
  dueby_definitions *definitions = definitions_of_england();
  dueby_date from = UNTOUCHED, to = UNTOUCHED;
  const int32_t impossible[] = {INT32_MIN, -1, 0, 9999, 10000, INT32_MAX};
  int32_t adopted = dueby_definitions_find(definitions, "A1");
  assert_int_equal(dueby_definitions_period(definitions, adopted, 2025, &from, &to), DUEBY_OK);
  assert_day(from, "2023-04-01");
  assert_day(to, "2026-03-31");
  from = to = UNTOUCHED;
  for (int i = 0; i < 6; i++)
    assert_int_not_equal(dueby_definitions_period(definitions, adopted, impossible[i], &from, &to), DUEBY_OK);
  assert_int_not_equal(dueby_definitions_period(definitions, adopted, 1, &from, &to), DUEBY_OK); /* would begin in the year -1 */
  assert_int_equal(from, UNTOUCHED);
  assert_int_equal(to, UNTOUCHED);
  dueby_definitions_free(definitions);
}

/* ---- units that are only partly recorded ---- */

/* The single assessment came into force on 15 April 2013, so a referral on 12 April has no time limit. */
static void test_figures__a_duty_not_in_force_at_the_start(void **state) {
  (void)state;
  static const char yaml[] = MEASURE("T", "counts: ended, duty: assessment.single");
  dueby_measures_unit unit =
      only_unit(yaml, "T", "2014-03-31", 2013,
                (const struct happened[]){{"referral.received", "2013-04-12", 0}, {"assessment.completed", "2013-05-01", 0}, {0}});
  assert_int_equal(unit.result, DUEBY_RESULT_CANNOT_TELL);
  assert_int_equal(unit.oddity, DUEBY_ODDITY_NONE);
  assert_int_equal(unit.days, 19); /* 12 April to 1 May */
  /* Mon 15 Apr: the 45th working day is Wed 19 June (test_rule_05__assessments_of_2013), so the assessment is in time. */
  unit =
      only_unit(yaml, "T", "2014-03-31", 2013,
                (const struct happened[]){{"referral.received", "2013-04-15", 0}, {"assessment.completed", "2013-06-19", 0}, {0}});
  assert_int_equal(unit.result, DUEBY_RESULT_YES);
  unit =
      only_unit(yaml, "T", "2014-03-31", 2013,
                (const struct happened[]){{"referral.received", "2013-04-15", 0}, {"assessment.completed", "2013-06-20", 0}, {0}});
  assert_int_equal(unit.result, DUEBY_RESULT_NO);
}

/* An adoption whose placement is not in the records has no start. The measure is a mean, so the adoption cannot be judged. */
static void test_figures__an_adoption_without_a_placement(void **state) {
  (void)state;
  dueby_measures_unit unit =
      only_unit(NULL, "A1", "2026-03-31", 2025,
                (const struct happened[]){{"cla.started", "2024-01-08", 0}, {"adoption_order.made", "2025-09-01", 0}, {0}});
  assert_int_equal(unit.result, DUEBY_RESULT_CANNOT_TELL);
  assert_int_equal(unit.oddity, DUEBY_ODDITY_NO_START);
  assert_int_equal(unit.from, -1);
  assert_day(unit.ended, "2025-09-01");
}

/* Counts referrals within 20 working days of another. From Monday 3 March 2025 the working days are 4 to 7 March (1 to 4), up to
 * the 14th (9), the 21st (14), the 28th (19), and Monday 31 March (20). 20 working days from 20 December 2100 end after the
 * calendar does, so a referral on 30 December is within them. Days before 1971 cannot be counted. */
static void test_figures__again_within_working_days(void **state) {
  (void)state;
  static const char yaml[] = MEASURE("T", "counts: started, from: referral.received, again: 20 working days");
  const struct {
    const char *first, *second, *as_at;
    int32_t year, result;
  } rows[] = {{"2025-03-03", "2025-03-31", NULL, 2024, DUEBY_RESULT_YES},
              {"2025-03-03", "2025-04-01", NULL, 2025, DUEBY_RESULT_NO},
              {"2100-03-30", "2100-12-30", NULL, 2100, DUEBY_RESULT_NO},
              {"2099-12-20", "2100-12-30", NULL, 2100, DUEBY_RESULT_NO},
              {"1970-12-20", "1971-01-05", NULL, 1970, DUEBY_RESULT_CANNOT_TELL},
              {"2100-12-20", "2100-12-30", NULL, 2100, DUEBY_RESULT_YES}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct figured figured;
    dueby_event events[2];
    dueby_case of = {.events = events};
    const dueby_measures_options options = {.year = rows[i].year};
    const struct happened happened[] = {{"referral.received", rows[i].first, 0}, {"referral.received", rows[i].second, 0}, {0}};
    dueby_measures_unit unit, last = {0};
    of.event_count = fill_events(events, happened);
    open_figures(&figured, yaml, rows[i].second, &of, &options);
    for (int64_t j = 0; dueby_measures_unit_at(figured.measures, j, &unit) == DUEBY_OK; j++) last = unit;
    assert_day(last.started, rows[i].second);
    assert_int_equal(last.ended, DUEBY_DATE_NONE);
    assert_int_equal(last.days, day(rows[i].second) - day(rows[i].first));
    if (last.result != rows[i].result) fail_msg("%s to %s: %d", rows[i].first, rows[i].second, (int)last.result);
    close_figures(&figured);
  }
}

static void test_figures__of_no_measures(void **state) {
  (void)state;
  struct figured figured;
  dueby_case of = {0};
  const dueby_measures_options options = {.year = 2025};
  dueby_measures_row row;
  int64_t cursor = 0;
  open_figures(&figured, "measures: []\n", "2026-03-31", &of, &options);
  assert_int_equal(dueby_definitions_count(figured.definitions), 0);
  assert_int_equal(dueby_measures_next(figured.measures, 1, &cursor, &row), DUEBY_DONE);
  assert_int_equal(dueby_measures_total(figured.measures, 1, &cursor, &row), DUEBY_DONE);
  close_figures(&figured);
}

/* ---- notes ---- */

static void assert_oddities(struct figured *figured, const char *const *expected) {
  char text[TEXT];
  int64_t i = 0;
  for (; dueby_measures_oddity_text(figured->measures, i, text, sizeof text, NULL) == DUEBY_OK; i++) {
    assert_non_null(expected[i]);
    assert_string_equal(text, expected[i]);
  }
  assert_null(expected[i]);
}

/* Tries a plan that ended twice, and twelve conferences without an enquiry, ten of which the note names. */
static void test_notes__on_odd_dates(void **state) {
  (void)state;
  static const char yaml[] = "measures:\n"
                             "  - {measure: P, title: t, unit: u, share: s, source: x, counts: ended, from: cp_plan.started,"
                             " to: cp_plan.ended, within: 30 days}\n"
                             "  - {measure: C, title: t, unit: u, share: s, source: x, counts: ended, from: s47.started,"
                             " to: icpc.held, within: 15 working days}\n";
  static const char *const expected[] = {
      "P: case 1, A: end of the child protection plan, Tuesday 8 July 2025, is a second end date for the same start: counted",
      "C: case 1: initial child protection conference, Sunday 1 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Monday 2 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Tuesday 3 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Wednesday 4 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Thursday 5 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Friday 6 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Saturday 7 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Sunday 8 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Monday 9 June 2025, has no start date in the records: counted",
      "C: case 1: initial child protection conference, Tuesday 10 June 2025, has no start date in the records: counted",
      "C: 2 more of the same kind",
      NULL};
  struct figured figured;
  dueby_event events[15];
  dueby_case of = {.events = events};
  const dueby_measures_options options = {.year = 2025};
  of.event_count = fill_events(events, (const struct happened[]){{"cp_plan.started", "2025-06-10", 1},
                                                                 {"cp_plan.ended", "2025-07-07", 1},
                                                                 {"cp_plan.ended", "2025-07-08", 1},
                                                                 {0}});
  for (int i = 0; i < 12; i++)
    events[of.event_count++] = (dueby_event){.type = event_of(known.england, "icpc.held"), .date = day("2025-06-01") + i};
  open_figures(&figured, yaml, "2026-03-31", &of, &options);
  assert_oddities(&figured, expected);
  close_figures(&figured);
}

/* The plan lasted 27 days to its first end and 28 to its second, so the second is in the band up to 30 days. */
static void test_notes__on_an_odd_date_in_a_band(void **state) {
  (void)state;
  static const char yaml[] = MEASURE("P", "counts: ended, from: cp_plan.started, to: cp_plan.ended, within: 30 days,"
                                          " bands: [{up_to: 30 days, title: a}, {title: b}]");
  static const char *const expected[] = {
      "P: case 1, A: end of the child protection plan, Tuesday 8 July 2025, is a second end date for the same start: counted",
      NULL};
  struct figured figured;
  dueby_event events[3];
  dueby_case of = {.events = events};
  const dueby_measures_options options = {.year = 2025};
  of.event_count = fill_events(events, (const struct happened[]){{"cp_plan.started", "2025-06-10", 1},
                                                                 {"cp_plan.ended", "2025-07-07", 1},
                                                                 {"cp_plan.ended", "2025-07-08", 1},
                                                                 {0}});
  open_figures(&figured, yaml, "2026-03-31", &of, &options);
  assert_oddities(&figured, expected);
  close_figures(&figured);
}

/* The enquiry with the conference's ref is its start, not the later enquiry without a ref. */
static void test_figures__a_start_that_fits_better(void **state) {
  (void)state;
  static const char yaml[] = MEASURE("C", "counts: ended, from: s47.started, to: icpc.held, within: 15 working days");
  const dueby_measures_unit unit =
      only_unit(yaml, "C", "2026-03-31", 2025,
                (const struct happened[]){
                    {"s47.started", "2025-06-02", 1}, {"s47.started", "2025-06-05", 0}, {"icpc.held", "2025-06-20", 1}, {0}});
  assert_day(unit.started, "2025-06-02");
}

/* Only the first week, which ended on 9 March, counts. The projected weeks after it have not fallen due. */
static void test_figures__lines_up_to_a_horizon(void **state) {
  (void)state;
  static const char yaml[] = MEASURE("R", "counts: due, duty: duty");
  dueby_profile *profile = profile_of_rule("    schedule: [{every: 1 week}]\n");
  const dueby_event event = {.type = event_of(profile, "referral.received"), .date = day("2026-03-02")};
  const dueby_timeline_options run = {.as_at = when_of("2026-03-20"), .horizon = day("2026-06-01")};
  const dueby_worklist_options listed = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  const dueby_measures_options options = {.year = 2025};
  const dueby_case of = {.name = "1", .events = &event, .event_count = 1};
  struct figured figured;
  dueby_measures_unit unit;
  assert_int_equal(dueby_worklist_new(profile, known.eaw, &listed, &figured.worklist), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(figured.worklist, &of), DUEBY_OK);
  assert_int_equal(dueby_definitions_from_yaml(profile, yaml, (int64_t)strlen(yaml), NULL, &figured.definitions), DUEBY_OK);
  assert_int_equal(dueby_measures_new(figured.worklist, figured.definitions, &options, &figured.measures), DUEBY_OK);
  assert_int_equal(dueby_measures_add(figured.measures, figured.worklist), DUEBY_OK);
  assert_int_equal(dueby_measures_unit_at(figured.measures, 0, &unit), DUEBY_OK);
  assert_int_equal(unit.result, DUEBY_RESULT_NO);
  assert_int_equal(dueby_measures_unit_at(figured.measures, 1, &unit), DUEBY_DONE);
  close_figures(&figured);
  dueby_profile_free(profile);
}

/* A review without the tag proves that the child was in care, although the records have no start of care. The line that follows has
 * no due date. If a review on 1 February met the line, the line counts on that day; if not, its state is unknown, and it counts on
 * the day of the review that is the proof. */
static void test_figures__lines_without_a_date(void **state) {
  (void)state;
  static const char yaml[] = MEASURE("R", "counts: due, duty: duty");
  dueby_profile *profile = profile_of_rules("  - {id: duty, title: t, trigger: cla.started, due: cla_review.held, needs: [alone],"
                                            " schedule: [{every: 1 month}]}\n");
  const dueby_event events[] = {
      {.type = event_of(profile, "cla_review.held"), .date = day("2026-01-05")},
      {.type = event_of(profile, "cla_review.held"), .date = day("2026-02-01"), .tags = tags_of(profile, "alone")}};
  const int32_t results[] = {DUEBY_RESULT_CANNOT_TELL, DUEBY_RESULT_YES};
  const dueby_timeline_options run = {.as_at = when_of("2026-02-20")};
  const dueby_worklist_options listed = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  const dueby_measures_options options = {.year = 2025};
  for (int i = 0; i < 2; i++) {
    const dueby_case of = {.name = "1", .events = events, .event_count = i + 1};
    struct figured figured;
    dueby_measures_unit unit;
    assert_int_equal(dueby_worklist_new(profile, known.eaw, &listed, &figured.worklist), DUEBY_OK);
    assert_int_equal(dueby_worklist_add(figured.worklist, &of), DUEBY_OK);
    assert_int_equal(dueby_definitions_from_yaml(profile, yaml, (int64_t)strlen(yaml), NULL, &figured.definitions), DUEBY_OK);
    assert_int_equal(dueby_measures_new(figured.worklist, figured.definitions, &options, &figured.measures), DUEBY_OK);
    assert_int_equal(dueby_measures_add(figured.measures, figured.worklist), DUEBY_OK);
    assert_int_equal(dueby_measures_unit_at(figured.measures, 0, &unit), DUEBY_OK);
    assert_int_equal(unit.result, results[i]);
    assert_int_equal(dueby_measures_unit_at(figured.measures, 1, &unit), DUEBY_DONE);
    close_figures(&figured);
  }
  dueby_profile_free(profile);
}

static void test_notes__on_values_and_duties_that_nobody_knows(void **state) {
  (void)state;
  static const char yaml[] = "measures:\n"
                             "  - {measure: V, title: t, unit: u, share: s, source: x, counts: values, column: teeth, yes: ['1'],"
                             " of: ['0', '1']}\n"
                             "  - {measure: N, title: t, unit: u, share: s, source: x, counts: due, duty: no.such_duty}\n";
  static const char *const oddities[] = {"V: case 1: \"perhaps\" in the column teeth is not 0 or 1: not counted", NULL};
  static const char *const columns[] = {"team", "teeth"}, *const values[] = {"North", "perhaps"};
  struct figured figured;
  dueby_case of = {.columns = columns, .values = values, .column_count = 2};
  const dueby_measures_options options = {.year = 2025};
  char text[TEXT];
  open_figures(&figured, yaml, "2026-03-31", &of, &options);
  assert_oddities(&figured, oddities);
  assert_int_equal(dueby_measures_limit_text(figured.measures, 0, text, sizeof text, NULL), DUEBY_OK);
  assert_string_equal(text, "Cannot be worked out: N (the rules have no such duty)");
  assert_int_equal(dueby_measures_limit_text(figured.measures, 1, text, sizeof text, NULL), DUEBY_DONE);
  assert_int_equal(dueby_measures_is_answered(figured.measures, 0), 1);
  assert_int_equal(dueby_measures_is_answered(figured.measures, 1), 0);
  close_figures(&figured);
}

/* ---- small counts ---- */

/* Nineteen plans lasted 2 days (7 of them), 5 days (3), 8 days (8) and 20 days (1). The percentage is not hidden: 10 are in time, 9
 * are not. The bands of 3 and of 1 are small, so both are hidden. The bands up to 5 days add up to the 10 in time, so the band of 7
 * would give away the 3. The others add up to the 9, so the band of 8 would give away the 1. Without the longest plan, only the
 * band of 3 is small, so 7 is also hidden, and 8 is not. Odd dates are hidden with the bands, because what has them may be in no
 * band. */
static void test_figures__small_bands_of_one_group(void **state) {
  (void)state;
  static const char yaml[] =
      MEASURE("P", "counts: ended, from: cp_plan.started, to: cp_plan.ended, within: 5 days,"
                   " bands: [{up_to: 3 days, title: a}, {up_to: 5 days, title: b}, {up_to: 9 days, title: c},"
                   " {title: d}]");
  static const int32_t hidden[2][4] = {{1, 1, 1, 1}, {1, 1, 0, 0}};
  const struct { int count, days; } lasting[] = {{7, 2}, {3, 5}, {8, 8}, {1, 20}};
  for (int without = 0; without < 2; without++) {
    struct figured figured;
    dueby_event events[38];
    dueby_case of = {.events = events};
    const dueby_measures_options options = {.year = 2025, .suppress = 1};
    dueby_measures_row row;
    int64_t cursor = 0;
    dueby_date next = day("2025-04-01");
    for (int i = 0; i < 4 - without; i++)
      for (int j = 0; j < lasting[i].count; j++, next += 17) {
        events[of.event_count++] = (dueby_event){.type = event_of(known.england, "cp_plan.started"), .date = next};
        events[of.event_count++] = (dueby_event){.type = event_of(known.england, "cp_plan.ended"), .date = next + lasting[i].days};
      }
    open_figures(&figured, yaml, "2026-03-31", &of, &options);
    assert_int_equal(dueby_measures_next(figured.measures, 1, &cursor, &row), DUEBY_OK);
    assert_int_equal(row.counted, 19 - without);
    assert_int_equal(row.good, 10);
    assert_false(row.hides_counted || row.hides_good || row.hides_cannot_tell);
    assert_true(row.hides_odd);
    for (int i = 0; i < 4; i++) {
      assert_int_equal(dueby_measures_next(figured.measures, 1, &cursor, &row), DUEBY_OK);
      assert_int_equal(row.band, i);
      assert_int_equal(row.counted, i == 3 && without ? 0 : lasting[i].count);
      assert_int_equal(row.hides_counted, hidden[without][i]);
    }
    assert_int_equal(dueby_measures_next(figured.measures, 1, &cursor, &row), DUEBY_DONE);
    close_figures(&figured);
  }
}

/* Two teams each have those nineteen plans. With several groups, the total could give away a small band, so all bands are
 * hidden. */
static void test_figures__small_bands_of_several_groups(void **state) {
  (void)state;
  static const char yaml[] =
      MEASURE("P", "counts: ended, from: cp_plan.started, to: cp_plan.ended, within: 5 days,"
                   " bands: [{up_to: 3 days, title: a}, {up_to: 5 days, title: b}, {up_to: 9 days, title: c},"
                   " {title: d}]");
  static const char *const columns[] = {"team"}, *const teams[] = {"North", "South"};
  const struct { int count, days; } lasting[] = {{7, 2}, {3, 5}, {8, 8}, {1, 20}};
  const dueby_timeline_options run = {.as_at = when_of("2026-03-31")};
  const dueby_worklist_options listed = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  const dueby_measures_options options = {.year = 2025, .suppress = 1, .column = "team"};
  dueby_event events[38];
  struct figured figured;
  dueby_measures_row row;
  int64_t cursor = 0, count = 0, bands = 0;
  dueby_date next = day("2025-04-01");
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < lasting[i].count; j++, next += 17) {
      events[count++] = (dueby_event){.type = event_of(known.england, "cp_plan.started"), .date = next};
      events[count++] = (dueby_event){.type = event_of(known.england, "cp_plan.ended"), .date = next + lasting[i].days};
    }
  assert_int_equal(dueby_worklist_new(known.england, known.eaw, &listed, &figured.worklist), DUEBY_OK);
  for (int i = 0; i < 2; i++) {
    const dueby_case of = {
        .name = teams[i], .events = events, .event_count = count, .columns = columns, .values = &teams[i], .column_count = 1};
    assert_int_equal(dueby_worklist_add(figured.worklist, &of), DUEBY_OK);
  }
  assert_int_equal(dueby_definitions_from_yaml(known.england, yaml, (int64_t)strlen(yaml), NULL, &figured.definitions), DUEBY_OK);
  assert_int_equal(dueby_measures_new(figured.worklist, figured.definitions, &options, &figured.measures), DUEBY_OK);
  assert_int_equal(dueby_measures_add(figured.measures, figured.worklist), DUEBY_OK);
  while (dueby_measures_next(figured.measures, 1, &cursor, &row) == DUEBY_OK) {
    assert_int_equal(row.hides_counted, row.band >= 0);
    bands += row.band >= 0;
    if (row.band >= 0) continue;
    assert_int_equal(row.counted, 19);
    assert_int_equal(row.good, 10);
    assert_false(row.hides_good);
  }
  assert_int_equal(bands, 2 * 4);
  close_figures(&figured);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_definitions__numbers),
      cmocka_unit_test(test_definitions__periods),
      cmocka_unit_test(test_figures__a_duty_not_in_force_at_the_start),
      cmocka_unit_test(test_figures__an_adoption_without_a_placement),
      cmocka_unit_test(test_figures__again_within_working_days),
      cmocka_unit_test(test_figures__of_no_measures),
      cmocka_unit_test(test_notes__on_odd_dates),
      cmocka_unit_test(test_notes__on_an_odd_date_in_a_band),
      cmocka_unit_test(test_figures__a_start_that_fits_better),
      cmocka_unit_test(test_figures__lines_up_to_a_horizon),
      cmocka_unit_test(test_figures__lines_without_a_date),
      cmocka_unit_test(test_notes__on_values_and_duties_that_nobody_knows),
      cmocka_unit_test(test_figures__small_bands_of_one_group),
      cmocka_unit_test(test_figures__small_bands_of_several_groups),
  };
  return cmocka_run_group_tests_name("figures", tests, open_known, close_known);
}
