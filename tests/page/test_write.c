/* Tests pages and calendars that cannot be written because memory runs out, the sink reports an error, or the worklist does not
 * keep the needed data. */
#include "../failing_memory.h"

#include "../unit/support.h"
#include "dueby/definitions.h"
#include "dueby/ical.h"
#include "dueby/page.h"

struct taken {
  int64_t calls, bytes, refuse_at; /* refuse_at: the number of the call that makes the sink report an error; 0 for none */
};

static int32_t take(const char *text, int64_t length, void *context) {
  struct taken *taken = context;
  assert_non_null(text);
  assert_true(length > 0);
  taken->calls++;
  taken->bytes += length;
  return taken->calls == taken->refuse_at;
}

/* Child 1201 has an overdue conference and one that was held, five working days after an enquiry. */
static struct {
  dueby_profile *profile;
  dueby_calendar *calendar;
  dueby_worklist *worklist;
  dueby_definitions *definitions;
  dueby_event events[4];
} given;

static dueby_worklist *worklist_with(uint32_t flags) {
  static const char *const refs[] = {"S1", "S2"};
  const dueby_timeline_options run = {
      .as_at = {DUEBY_TIME_NONE, day("2026-06-30"), 0}, .history_from = DUEBY_DATE_NONE, .horizon = DUEBY_DATE_NONE};
  const dueby_worklist_options options = {.flags = flags, .run = &run, .due_before = DUEBY_DATE_NONE};
  const dueby_case one = {.name = "1201", .events = given.events, .event_count = 4, .refs = refs, .ref_count = 2};
  dueby_worklist *made = NULL;
  assert_int_equal(dueby_worklist_new(given.profile, given.calendar, &options, &made), DUEBY_OK);
  assert_int_equal(dueby_worklist_add(made, &one), DUEBY_OK);
  return made;
}

static dueby_event event_on(const char *slug, const char *iso, int32_t ref) {
  dueby_event event = {.time = DUEBY_TIME_NONE, .date = day(iso), .ref = ref, .has = DUEBY_HAS_DATE};
  assert_int_equal(dueby_profile_find_event(given.profile, slug, &event.type), DUEBY_OK);
  return event;
}

static int set_up(void **state) {
  (void)state;
  assert_int_equal(dueby_profile_new("england", &given.profile), DUEBY_OK);
  assert_int_equal(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &given.calendar), DUEBY_OK);
  given.events[0] = event_on("strategy_discussion.held", "2026-03-27", 1);
  given.events[1] = event_on("strategy_discussion.held", "2026-05-05", 2);
  given.events[2] = event_on("icpc.held", "2026-05-12", 2);
  given.events[3] = event_on("s47.started", "2026-05-05", 2);
  given.worklist = worklist_with(DUEBY_WORKLIST_KEEP);
  assert_int_equal(dueby_definitions_new(given.profile, &given.definitions), DUEBY_OK);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  dueby_worklist_free(given.worklist);
  dueby_definitions_free(given.definitions);
  dueby_calendar_free(given.calendar);
  dueby_profile_free(given.profile);
  return 0;
}

static dueby_status write_page(struct taken *taken) {
  return dueby_page_write(given.worklist, DUEBY_PAGE_TO_DO, "OFFICIAL", take, taken);
}

static dueby_status write_calendar(struct taken *taken) {
  return dueby_ical_worklist_write(given.worklist, DUEBY_ICAL_TODO, DUEBY_ICAL_DETAIL | DUEBY_ICAL_PAST, take, taken);
}

static const dueby_measures_options year = {.year = 2026, .column = "team"};

static dueby_status write_measures(struct taken *taken) {
  return dueby_page_write_measures(given.worklist, given.definitions, &year, "OFFICIAL", take, taken);
}

/* Writes the page with the measures of an earlier year, so the worklist for counting is as at that year's last day. */
static dueby_status write_whole(struct taken *taken) {
  const dueby_page_options options = {.flags = DUEBY_PAGE_TO_DO, .definitions = given.definitions, .year = 2025};
  return dueby_page_write_whole(given.worklist, &options, take, taken);
}

static dueby_status (*const writers[])(struct taken *) = {write_page, write_calendar, write_measures, write_whole};
enum { WRITERS = sizeof writers / sizeof *writers };

static void a_sink_that_refuses_is_not_called_again(void **state) {
  (void)state;
  for (int i = 0; i < WRITERS; i++) {
    struct taken whole = {0};
    assert_int_equal(writers[i](&whole), DUEBY_OK);
    for (int64_t call = 1; call <= whole.calls; call++) {
      struct taken taken = {.refuse_at = call};
      assert_int_equal(writers[i](&taken), DUEBY_EFILE);
      assert_int_equal(taken.calls, call);
    }
  }
}

static void no_memory(void **state) {
  (void)state;
  for (int i = 0; i < WRITERS; i++) {
    struct taken whole = {0};
    assert_int_equal(writers[i](&whole), DUEBY_OK);
    for (int64_t n = 1;; n++) {
      struct taken taken = {0};
      int64_t before = memory.live;
      memory.calls = 0;
      memory.fail_at = n;
      dueby_status status = writers[i](&taken);
      memory.fail_at = 0;
      assert_int_equal(memory.live, before);
      if (memory.calls < n) {
        assert_int_equal(status, DUEBY_OK);
        assert_int_equal(taken.bytes, whole.bytes);
        break;
      }
      assert_int_equal(status, DUEBY_EMEMORY);
    }
  }
}

static void what_cannot_be_asked(void **state) {
  struct taken taken = {0};
  dueby_worklist *listed = worklist_with(DUEBY_WORKLIST_KEEP_LISTED);
  (void)state;
  assert_int_equal(dueby_page_write(listed, 0, NULL, take, &taken), DUEBY_EARGUMENT);
  assert_int_equal(dueby_page_write(given.worklist, 4, NULL, take, &taken), DUEBY_EARGUMENT);
  assert_int_equal(dueby_page_write_measures(listed, given.definitions, &year, NULL, take, &taken), DUEBY_EARGUMENT);
  assert_int_equal(dueby_page_write_measures(given.worklist, given.definitions, NULL, NULL, take, &taken), DUEBY_EARGUMENT);
  const dueby_page_options wrong[] = {{.size = sizeof wrong[0] - 1},
                                      {.flags = 4},
                                      {.reserved = 1},
                                      {.definitions = given.definitions, .year = 2027},
                                      {.definitions = given.definitions, .year = INT32_MAX}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_equal(dueby_page_write_whole(given.worklist, &wrong[i], take, &taken), DUEBY_EARGUMENT);
  assert_int_equal(dueby_page_write_whole(given.worklist, NULL, take, &taken), DUEBY_EARGUMENT);
  assert_int_equal(dueby_ical_worklist_write(given.worklist, 2, 0, take, &taken), DUEBY_EARGUMENT);
  assert_int_equal(dueby_ical_worklist_write(given.worklist, DUEBY_ICAL_EVENT, 4, take, &taken), DUEBY_EARGUMENT);
  assert_int_equal(taken.calls, 0);
  assert_int_equal(dueby_ical_worklist_write(listed, DUEBY_ICAL_EVENT, 0, take, &taken), DUEBY_OK);
  dueby_worklist_free(listed);
}

static void kept_cases(void **state) {
  const dueby_case *of = NULL;
  const dueby_line *lines = NULL;
  int64_t count = 0;
  (void)state;
  assert_int_equal(dueby_worklist_kept_case(given.worklist, 0, &of, &lines, &count), DUEBY_OK);
  assert_string_equal(of->name, "1201");
  assert_int_equal(count, dueby_worklist_item_count(given.worklist));
  for (int64_t i = 0; i < count; i++) {
    dueby_item item;
    assert_int_equal(dueby_worklist_item(given.worklist, i, &item), DUEBY_OK);
    assert_ptr_equal(item.line, &lines[i]);
  }
  assert_int_equal(dueby_worklist_kept_case(given.worklist, 1, &of, &lines, &count), DUEBY_EARGUMENT);
  assert_int_equal(dueby_worklist_kept_case(given.worklist, -1, &of, &lines, &count), DUEBY_EARGUMENT);
}

/* Percentages have one decimal, and halves are rounded up: 1 of 80 is 1.25 (1.3), 3 of 80 is 3.75 (3.8), 1 of 2000 is 0.05 (0.1), 3
 * of 2000 is 0.15 (0.2), 341 of 400 is 85.25 (85.3) and 1 of 16 is 6.25 (6.3). */
static void percentages(void **state) {
  static const struct {
    int64_t good, counted;
    const char *text;
  } cases[] = {{0, 1, "0.0"},    {1, 1, "100.0"},    {1, 3, "33.3"},   {2, 3, "66.7"},     {1, 80, "1.3"},
               {3, 80, "3.8"},   {341, 400, "85.3"}, {1, 16, "6.3"},   {5, 8, "62.5"},     {1, 2001, "0.0"},
               {1, 2000, "0.1"}, {3, 2000, "0.2"},   {1, 1999, "0.1"}, {499, 500, "99.8"}, {9999, 10000, "100.0"}};
  char text[16];
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(dueby_measure_percent_text(cases[i].good, cases[i].counted, text, sizeof text, NULL), DUEBY_OK);
    assert_string_equal(text, cases[i].text);
  }
  assert_int_equal(dueby_measure_percent_text(1, 0, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_measure_percent_text(-1, 2, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_measure_percent_text(3, 2, text, sizeof text, NULL), DUEBY_EARGUMENT);
  assert_int_equal(dueby_measure_percent_text(1, INT64_MAX, text, sizeof text, NULL), DUEBY_EARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sink_that_refuses_is_not_called_again),
      cmocka_unit_test(no_memory),
      cmocka_unit_test(what_cannot_be_asked),
      cmocka_unit_test(kept_cases),
      cmocka_unit_test(percentages),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
