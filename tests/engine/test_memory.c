/* Makes the n-th allocation fail, for every n. Each time the status must be DUEBY_EMEMORY, no memory may leak, outputs must be
 * untouched, and Arrow's structures must be released once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../failing_memory.h"
#include "arrow.h"
#include "dueby/ical.h"
#include "dueby/page.h"
#include "engine.h"

/* Calls `run` with each allocation failing in turn. `run` frees whatever it made. There must be at least `least` allocations. */
static void fails_cleanly(dueby_status (*run)(void), int64_t least) {
  int64_t before = memory.live, n = 0;
  dueby_status status;
  do {
    memory.calls = 0;
    memory.fail_at = ++n;
    status = run();
    memory.fail_at = 0;
    assert_int_equal(status, memory.calls < n ? DUEBY_OK : DUEBY_EMEMORY);
    assert_int_equal(memory.live, before);
  } while (status != DUEBY_OK);
  assert_true(n > least);
}

/* ---- the question ---- */

enum { FRIDAY = 20539 /* Friday 27 March 2026 */, LINES = 64, DAYS = 11, CHUNKS = 9 };

static dueby_profile *profile;
static dueby_calendar *calendar;
static dueby_query *question;
static dueby_work *work;

static const int64_t asked[] = {
    DUEBY_DATE_NONE, DUEBY_DATE_NONE, 0, DUEBY_TIME_NONE, FRIDAY, 0, 0, 0, 0, 0, DUEBY_TIME_NONE, FRIDAY + 3, 1, 0, 0, 0, 0};
enum { ASKED_COUNT = sizeof asked / sizeof *asked };
static int64_t answer[DUEBY_ANSWER_FIELDS];

static dueby_status make_question(void) {
  dueby_query *made = NULL;
  dueby_status status = dueby_query_new(profile, calendar, "cp.conference.initial", &made);
  assert_true((status == DUEBY_OK) == (made != NULL));
  dueby_query_free(made);
  return status;
}

static dueby_status ask(void) {
  const int64_t met[] = {DUEBY_TIME_NONE, FRIDAY + 10};
  int64_t answers[2 * DUEBY_ANSWER_FIELDS], count = 0;
  return dueby_question_ask(question, asked, ASKED_COUNT, met, 2, answers, 2 * DUEBY_ANSWER_FIELDS, &count);
}

static dueby_status ask_by_law(void) {
  int64_t law[DUEBY_ANSWER_FIELDS];
  return dueby_question_by_law(question, asked, ASKED_COUNT, NULL, 0, law);
}

static dueby_status find_steps(void) {
  int64_t steps[LINES * DUEBY_STEP_FIELDS], count = 0;
  return dueby_question_steps(question, asked, ASKED_COUNT, answer, DUEBY_ANSWER_FIELDS, steps, LINES * DUEBY_STEP_FIELDS, &count);
}

static dueby_status explain(void) {
  char text[4096];
  return dueby_question_say(question, DUEBY_SAY_EXPLANATION, asked, ASKED_COUNT, answer, DUEBY_ANSWER_FIELDS, text, sizeof text,
                            NULL);
}

static dueby_status answer_cases(void) {
  enum { MANY = 1 << 15 }; /* enough rows for the library to build a table of due days */
  static int32_t days[MANY], due[MANY];
  int64_t failed = -1;
  for (int i = 0; i < MANY; i++) days[i] = FRIDAY + i % 2;
  dueby_cases cases = {.n = MANY, .trigger = days, .due = due};
  dueby_status status = dueby_question_cases(question, asked, ASKED_COUNT, DUEBY_DATE_NONE, 0, 0, &cases, &failed);
  assert_int_equal(failed, status == DUEBY_OK ? 0 : -1);
  return status;
}

static dueby_status compare(void) {
  int64_t *rows = __real_malloc(1000 * DUEBY_COMPARISON_FIELDS * sizeof *rows), count = 0;
  dueby_status status =
      dueby_engine_compare(profile, profile, calendar, FRIDAY, FRIDAY + 1, rows, 1000 * DUEBY_COMPARISON_FIELDS, &count);
  __real_free(rows);
  return status;
}

static void test_memory__questions(void **state) {
  (void)state;
  fails_cleanly(make_question, 0);
  fails_cleanly(ask, 2);
  fails_cleanly(ask_by_law, 3);
  fails_cleanly(find_steps, 1);
  fails_cleanly(explain, 0);
  fails_cleanly(answer_cases, 1);
  fails_cleanly(compare, 0);
}

/* Without memory for a table of due days, a column is computed without one. */
static void test_memory__due_days_need_no_table(void **state) {
  (void)state;
  const int32_t days[] = {FRIDAY, DUEBY_DATE_NONE};
  int32_t due[2] = {0, 0};
  int64_t failed = -1;
  dueby_query *fresh = NULL;
  assert_int_equal(dueby_query_new(profile, calendar, "cp.conference.initial", &fresh), DUEBY_OK);
  memory.calls = 0;
  memory.fail_at = 1;
  assert_int_equal(dueby_engine_due_days(fresh, 0, days, 2, NULL, 0, due, 2, NULL, 0, NULL, 0, NULL, 0, &failed), DUEBY_OK);
  memory.fail_at = 0;
  assert_int_equal(due[0], FRIDAY + 25); /* 21 April, 25 days later */
  assert_int_equal(due[1], DUEBY_DATE_NONE);
  dueby_query_free(fresh);
}

/* ---- work ---- */

static const char file[] = "case,event,at,ref,tags,team\n"
                           "1,birth,2020-05-01,,,North\n"
                           "1,strategy_discussion.held,2026-03-27,enquiry 1,sideways;agreed=4 weeks,North\n"
                           "1,visit.made,2026-04-02,,alone,South\n"
                           "2,strategy_discussion.held,2026-03-30,,,South\n"
                           "2,cp_plan.started,no date,,,South\n";

static const char only[] = "case\0"
                           "1\0"
                           "case\0"
                           "2\0";

static dueby_status make_work_of(dueby_work **made) {
  int64_t wanted[DUEBY_WORK_ASKED] = {[DUEBY_WORK_AS_AT_TIME] = DUEBY_TIME_NONE,
                                      [DUEBY_WORK_AS_AT] = FRIDAY + 60,
                                      [DUEBY_WORK_HISTORY_FROM] = DUEBY_DATE_NONE,
                                      [DUEBY_WORK_DATE_ORDER] = DUEBY_ORDER_ISO,
                                      [DUEBY_WORK_STATES] = 0,
                                      [DUEBY_WORK_DUE_BEFORE] = DUEBY_DATE_NONE,
                                      [DUEBY_WORK_WORST_FIRST] = 1,
                                      [DUEBY_WORK_RUN_FLAGS] = DUEBY_TIMELINE_WHOLE_DAYS,
                                      [DUEBY_WORK_RECORDED_TO] = FRIDAY + 60};
  static const uint8_t nulls[] = "none";
  int32_t holds[2 * 1000] = {0};
  char said[256];
  uint8_t selected[1000];
  int32_t rules = dueby_profile_rule_count(profile);
  memset(selected, 1, sizeof selected);
  return dueby_work_new(profile, calendar, selected, rules, NULL, 0, (const uint8_t *)only, sizeof only - 1, holds,
                        2 * dueby_profile_event_count(profile), nulls, sizeof nulls, (const uint8_t *)file, sizeof file - 1, NULL,
                        wanted, DUEBY_WORK_ASKED, said, sizeof said, made);
}

static dueby_status make_work(void) {
  dueby_work *made = NULL;
  dueby_status status = make_work_of(&made);
  assert_true((status == DUEBY_OK) == (made != NULL));
  int32_t line, severity;
  const char *name;
  if (made)
    assert_non_null(
        dueby_work_message(made, 1, &line, &severity, &name)); /* the messages about the tag and the date are both kept */
  if (made) assert_null(dueby_work_message(made, 2, &line, &severity, &name));
  dueby_work_free(made);
  return status;
}

/* Makes two columns of three rows. */
static dueby_status make_rows_of(dueby_rows **made) {
  static const int32_t codes[] = {1, -1, 0};
  static const uint8_t texts[] = "case1,2\"";
  static const int64_t stops[] = {4, 7, 8};
  dueby_status status = dueby_rows_new(3, made);
  for (int i = 0; i < 2 && status == DUEBY_OK; i++) status = dueby_rows_add(*made, codes, 3, texts, sizeof texts - 1, stops, 3);
  return status;
}

static dueby_status make_rows(void) {
  static const char expected[] = "case,case\n\"\"\"\",\"\"\"\"\n,\n\"1,2\",\"1,2\"\n";
  uint8_t text[64];
  dueby_rows *rows = NULL;
  dueby_status status = make_rows_of(&rows);
  if (status == DUEBY_OK) {
    assert_int_equal(dueby_rows_size(rows), sizeof expected - 1);
    assert_int_equal(dueby_rows_write(rows, text, sizeof expected - 1), DUEBY_OK);
    assert_memory_equal(text, expected, sizeof expected - 1);
  }
  dueby_rows_free(rows);
  return status;
}

/* ---- files of a return ---- */

static const char census[] =
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2026-03-31</ReferenceDate>"
    "</CollectionDetails></Header><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID>"
    "<PersonBirthDate>no date</PersonBirthDate></ChildIdentifiers><CINdetails>"
    "<CINreferralDate>2026-01-05</CINreferralDate></CINdetails></Child></Children></Message>";
static const char header[] = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2014,WBRI,,,\n";

static dueby_status add_files(dueby_files *files) {
  dueby_status status = dueby_files_add(files, "cin.xml", (const uint8_t *)census, sizeof census - 1, 0);
  if (status == DUEBY_OK) status = dueby_files_add(files, "header.csv", (const uint8_t *)header, sizeof header - 1, 0);
  return status == DUEBY_OK ? dueby_files_add(files, "notes.txt", (const uint8_t *)"-", 1, 1) : status;
}

static dueby_status read_files(void) {
  char said[256];
  dueby_files *files = NULL;
  dueby_reading *made = NULL;
  dueby_listing *table = NULL;
  dueby_status status = dueby_files_new(NULL, NULL, 0, 0, &files);
  if (status == DUEBY_OK) status = add_files(files);
  if (status == DUEBY_OK) status = dueby_reading_new(profile, files, said, sizeof said, &made);
  assert_true((status == DUEBY_OK) == (made != NULL));
  if (made) {
    int32_t line, severity;
    const char *name;
    assert_int_equal(dueby_reading_take_table(made, &table), DUEBY_OK);
    assert_int_equal(dueby_listing_rows(table), 2); /* one row is the referral, the other the birth from the header */
    assert_int_equal(dueby_reading_take_table(made, &table), DUEBY_EARGUMENT);
    assert_non_null(dueby_reading_message(made, 1, &line, &severity,
                                          &name)); /* there are two messages, one about the text and one about the date */
  }
  dueby_listing_free(table);
  dueby_reading_free(made);
  dueby_files_free(files);
  return status;
}

static dueby_status work_on_files(void) {
  int64_t wanted[DUEBY_WORK_ASKED] = {[DUEBY_WORK_AS_AT_TIME] = DUEBY_TIME_NONE,   [DUEBY_WORK_AS_AT] = FRIDAY + 4,
                                      [DUEBY_WORK_HISTORY_FROM] = DUEBY_DATE_NONE, [DUEBY_WORK_DUE_BEFORE] = DUEBY_DATE_NONE,
                                      [DUEBY_WORK_RECORDED_TO] = DUEBY_DATE_NONE,  [DUEBY_WORK_LEAVES_OUT] = 1};
  char said[256];
  uint8_t selected[1000];
  dueby_files *files = NULL;
  dueby_work *made = NULL;
  dueby_status status = dueby_files_new("cin", NULL, 0, 0, &files);
  memset(selected, 1, sizeof selected);
  if (status == DUEBY_OK) status = dueby_files_add(files, "cin.xml", (const uint8_t *)census, sizeof census - 1, 0);
  if (status == DUEBY_OK)
    status = dueby_work_new(profile, calendar, selected, dueby_profile_rule_count(profile), NULL, 0, NULL, 0, NULL, 0, NULL, 0,
                            NULL, 0, files, wanted, DUEBY_WORK_ASKED, said, sizeof said, &made);
  assert_true((status == DUEBY_OK) == (made != NULL));
  if (made) assert_int_equal(dueby_worklist_count(dueby_work_worklist(made), DUEBY_COUNT_CASES), 1);
  dueby_work_free(made);
  dueby_files_free(files);
  return status;
}

static void test_memory__files(void **state) {
  (void)state;
  fails_cleanly(read_files, 20);
  fails_cleanly(work_on_files, 40);
}

/* ---- functions on finished work ---- */

static dueby_status measure(void) {
  dueby_listing *table = NULL;
  dueby_status status = dueby_work_summary(work, DUEBY_MEASURE_DUE, FRIDAY, FRIDAY + 60, "team", &table);
  assert_true((status == DUEBY_OK) == (table != NULL));
  if (table) assert_string_equal(dueby_listing_name(table, 0), "team");
  dueby_listing_free(table);
  return status;
}

static dueby_status make_columns(void) {
  dueby_listing *table = NULL;
  dueby_status status = dueby_work_table(work, &table);
  assert_true((status == DUEBY_OK) == (table != NULL));
  if (table) assert_int_equal(dueby_listing_rows(table), dueby_worklist_listed_count(dueby_work_worklist(work)));
  dueby_listing_free(table);
  return status;
}

static dueby_status write_page(void) {
  char *written = NULL;
  int64_t length = 0;
  dueby_status status = dueby_work_page(work, NULL, DUEBY_PAGE_TO_DO, "OFFICIAL", &written, &length);
  assert_true((status == DUEBY_OK) == (written != NULL) && (status == DUEBY_OK) == (length > 0));
  free(written);
  return status;
}

static dueby_status write_calendar(void) {
  char *written = NULL;
  int64_t length = 0;
  dueby_status status = dueby_work_calendar(work, DUEBY_ICAL_EVENT, DUEBY_ICAL_DETAIL, &written, &length);
  assert_true((status == DUEBY_OK) == (written != NULL) && (status == DUEBY_OK) == (length > 0));
  free(written);
  return status;
}

static dueby_status write_figures_page(void) {
  char message[256], *written = NULL;
  int64_t length = 0;
  dueby_figures *figures = NULL;
  dueby_status status = dueby_figures_new(work, NULL, 0, 2026, NULL, 0, message, sizeof message, &figures);
  if (status == DUEBY_OK) status = dueby_figures_page(figures, work, "OFFICIAL", &written, &length);
  assert_true((status == DUEBY_OK) == (written != NULL) && (status == DUEBY_OK) == (length > 0));
  free(written);
  dueby_figures_free(figures);
  return status;
}

static dueby_status explain_line(void) {
  const dueby_worklist *worklist = dueby_work_worklist(work);
  char text[4096];
  for (int64_t place = 0;; place++) {
    dueby_status status =
        dueby_worklist_item_text(worklist, dueby_worklist_listed(worklist, place), DUEBY_ITEM_EXPLANATION, text, sizeof text, NULL);
    if (status != DUEBY_NONE) return status; /* stops at the first item that has a date */
  }
}

static void test_memory__work(void **state) {
  (void)state;
  fails_cleanly(make_rows, 8);
  fails_cleanly(make_work, 40);
  fails_cleanly(measure, 10);
  fails_cleanly(make_columns, 20);
  fails_cleanly(write_page, 10);
  fails_cleanly(write_calendar, 3);
  fails_cleanly(write_figures_page, 3);
  fails_cleanly(explain_line, 0);
}

/* ---- Arrow: days from a producer that counts releases ---- */

static int64_t lent, schemas;

static void take_back(struct ArrowArray *array) {
  lent--;
  array->release = NULL;
}

static void take_schema_back(struct ArrowSchema *schema) {
  schemas--;
  schema->release = NULL;
}

static void lend_schema(struct ArrowSchema *schema, const char *format) {
  *schema = (struct ArrowSchema){.format = format, .name = "", .release = take_schema_back};
  schemas++;
}

/* Makes an Arrow array of eleven elements with an offset of two. Its first element is null. */
static void lend(struct ArrowArray *array) {
  static const int64_t values[DAYS + 2] = {0, 0, 0, FRIDAY};
  static const uint8_t valid[] = {0xfb, 0xff};
  static const void *buffers[] = {valid, values};
  *array =
      (struct ArrowArray){.length = DAYS, .null_count = 1, .offset = 2, .n_buffers = 2, .buffers = buffers, .release = take_back};
  lent++;
}

static dueby_status take_and_give(const char *format) {
  struct ArrowSchema schema, given_schema;
  struct ArrowArray array, given;
  dueby_column *column = NULL, *settled = NULL;
  lend_schema(&schema, format);
  lend(&array);
  dueby_status status = dueby_column_import(&schema, &array, &column);
  if (status == DUEBY_OK) status = dueby_column_fill_nulls(column, &settled);
  if (status == DUEBY_OK) status = dueby_column_export(settled, "tdD", DUEBY_DATE_NONE, &given_schema, &given);
  if (status == DUEBY_OK) {
    assert_int_equal(given.null_count, 1);
    given.release(&given);
    given_schema.release(&given_schema);
  }
  dueby_column_free(settled);
  dueby_column_free(column);
  if (array.release) array.release(&array); /* the engine did not take ownership */
  schema.release(&schema);
  assert_int_equal(lent, 0);
  assert_int_equal(schemas, 0);
  return status;
}

static dueby_status take_days(void) {
  return take_and_give("tdD");
}

static dueby_status take_seconds(void) {
  return take_and_give("tss:");
}

static int64_t chunks_left;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *schema) {
  (void)stream;
  lend_schema(schema, "tdD");
  return 0;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *array) {
  (void)stream;
  array->release = NULL;
  if (chunks_left-- > 0) lend(array);
  return 0;
}

static void end_stream(struct ArrowArrayStream *stream) {
  stream->release = NULL;
}

static dueby_status take_stream(void) {
  struct ArrowArrayStream stream = {.get_schema = stream_schema, .get_next = stream_next, .release = end_stream};
  dueby_column *column = NULL;
  chunks_left = CHUNKS;
  dueby_status status = dueby_column_import_stream(&stream, &column);
  assert_true((status == DUEBY_OK) == (column != NULL));
  if (column) assert_int_equal(dueby_column_length(column), CHUNKS * DAYS);
  dueby_column_free(column);
  assert_int_equal(lent, 0);
  assert_int_equal(schemas, 0);
  return status;
}

static void test_memory__columns(void **state) {
  (void)state;
  fails_cleanly(take_days, 6);
  fails_cleanly(take_seconds, 4);
  fails_cleanly(take_stream, 2 * CHUNKS);
}

static int open_all(void **state) {
  (void)state;
  return dueby_profile_new("england", &profile) || dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) ||
         dueby_query_new(profile, calendar, "cp.conference.initial", &question) || dueby_question_on(question, FRIDAY, answer) ||
         make_work_of(&work);
}

static int close_all(void **state) {
  (void)state;
  dueby_work_free(work);
  dueby_query_free(question);
  dueby_calendar_free(calendar);
  dueby_profile_free(profile);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_memory__questions), cmocka_unit_test(test_memory__due_days_need_no_table),
      cmocka_unit_test(test_memory__work),      cmocka_unit_test(test_memory__files),
      cmocka_unit_test(test_memory__columns),
  };
  return cmocka_run_group_tests_name("memory of the engine", tests, open_all, close_all);
}
