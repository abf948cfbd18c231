/* Reads files from memory as a caseload and makes a worklist. Tests how the kind of file is recognised, which options follow from
 * the kind, and faults. The expected lines come from tests/returns/ssda903/answers.csv, and were worked out by hand. */
#include <stdlib.h>

#include "dueby/finding.h"
#include "dueby/returns.h"
#include "timeline.h"

#define RETURN RULES "/../returns/ssda903/"

enum { FILES = 10, SAID = 16, TEXT = 256 };

struct bench {
  dueby_profile *profile;
  dueby_caseload *caseload;
  dueby_worklist *worklist;
  dueby_file files[FILES];
  int64_t file_count;
  char *texts[FILES];
  dueby_diagnostic items[SAID];
  dueby_diagnostics said;
  dueby_timeline_options run;
  dueby_worklist_options options;
};

static void begin(struct bench *bench, const char *as_at) {
  memset(bench, 0, sizeof *bench);
  bench->profile = builtin("england");
  bench->said = (dueby_diagnostics){bench->items, SAID, 0};
  if (as_at) bench->run.as_at = when_of(as_at);
  bench->options = (dueby_worklist_options){.flags = DUEBY_WORKLIST_KEEP, .run = &bench->run};
}

static void add_text(struct bench *bench, const char *name, const char *text) {
  bench->files[bench->file_count++] = (dueby_file){name, text, (int64_t)strlen(text)};
}

static void add_return(struct bench *bench, const char *const *names) {
  for (; *names; names++) {
    char path[TEXT];
    int64_t at = bench->file_count++, length = 0;
    snprintf(path, sizeof path, RETURN "%s", *names);
    assert_int_equal(dueby_io_read_file(path, 1 << 20, &bench->texts[at], &length), DUEBY_OK);
    bench->files[at] = (dueby_file){*names, bench->texts[at], length};
  }
}

static dueby_status open_files(struct bench *bench) {
  const dueby_caseload_options options = {.as_at = bench->run.as_at.date};
  return dueby_caseload_from_files(bench->profile, bench->files, bench->file_count, &options, &bench->said, &bench->caseload);
}

static dueby_status answer(struct bench *bench) {
  return dueby_caseload_to_worklist(bench->caseload, known.eaw, &bench->options, &bench->worklist);
}

static void end(struct bench *bench) {
  dueby_worklist_free(bench->worklist);
  dueby_caseload_free(bench->caseload);
  dueby_profile_free(bench->profile);
  for (int i = 0; i < FILES; i++) dueby_io_free(bench->texts[i]);
}

/* Asserts a case's lines for a duty as text: "2025-06-30 met; 2025-09-27 met". */
static void assert_lines(const struct bench *bench, const char *name, const char *duty, const char *expected) {
  char found[TEXT] = "", day[16];
  for (int64_t i = 0; i < dueby_worklist_item_count(bench->worklist); i++) {
    dueby_item item;
    assert_int_equal(dueby_worklist_item(bench->worklist, i, &item), DUEBY_OK);
    if (strcmp(item.of->name, name) != 0 || !item.line || strcmp(dueby_profile_duty(bench->profile, item.line->duty), duty) != 0)
      continue;
    const dueby_when due = {DUEBY_TIME_NONE, item.line->deadline.due, 0};
    dueby_when_text(&due, day, sizeof day, NULL);
    size_t used = strlen(found);
    snprintf(found + used, sizeof found - used, "%s%s %s", used ? "; " : "", day,
             dueby_code_name(DUEBY_CODE_STATE, item.line->verdict.state));
  }
  assert_string_equal(found, expected);
}

static const char events[] = "case,event,at,Team\n"
                             "1,strategy_discussion.held,2026-03-27,North\n"
                             "2,strategy_discussion.held,2026-03-27,South\n"
                             "2,icpc.held,2026-04-21,South\n";

/* The conference is due 15 working days after Friday 27 March 2026. Because of Good Friday and Easter Monday, that is Tuesday 21
 * April. */
static void test_files__of_events(void **state) {
  struct bench bench;
  (void)state;
  begin(&bench, "2026-04-22");
  add_text(&bench, "events.csv", events);
  assert_int_equal(open_files(&bench), DUEBY_OK);
  assert_null(dueby_caseload_return(bench.caseload));
  assert_int_equal(answer(&bench), DUEBY_OK);
  assert_lines(&bench, "1", "cp.conference.initial", "2026-04-21 overdue");
  assert_lines(&bench, "2", "cp.conference.initial", "2026-04-21 met");
  end(&bench);
}

/* If the file has no conference, it is unknown whether one was held, unless the caller states that all are recorded. */
static void test_files__what_occurs_is_recorded(void **state) {
  struct bench bench;
  (void)state;
  for (int says = 0; says < 2; says++) {
    begin(&bench, "2026-04-22");
    add_text(&bench, "events.csv", "case,event,at\n1,strategy_discussion.held,2026-03-27\n");
    uint8_t *all = calloc((size_t)dueby_profile_event_count(bench.profile), 1);
    assert_non_null(all);
    memset(all, 1, (size_t)dueby_profile_event_count(bench.profile));
    bench.run.recorded = says ? all : NULL;
    assert_int_equal(open_files(&bench), DUEBY_OK);
    assert_int_equal(answer(&bench), DUEBY_OK);
    assert_lines(&bench, "1", "cp.conference.initial", says ? "2026-04-21 overdue" : "2026-04-21 not_computable");
    free(all);
    end(&bench);
  }
}

static void test_files__columns_of_where(void **state) {
  struct bench bench;
  (void)state;
  dueby_where north = {"team", "North"};
  begin(&bench, "2026-04-22");
  add_text(&bench, "events.csv", events);
  bench.options.where = &north;
  bench.options.where_count = 1;
  assert_int_equal(open_files(&bench), DUEBY_OK);
  assert_int_equal(answer(&bench), DUEBY_OK);
  assert_int_equal(dueby_worklist_count(bench.worklist, DUEBY_COUNT_CASES), 1);
  dueby_caseload_free(bench.caseload);
  dueby_worklist_free(bench.worklist);
  bench.worklist = NULL;
  north.column = "worker";
  assert_int_equal(open_files(&bench), DUEBY_OK);
  assert_int_equal(answer(&bench), DUEBY_ENOTFOUND);
  assert_null(bench.worklist);
  end(&bench);
}

static const char *const returned[] = {"header.csv", "episodes.csv", "reviews.csv", NULL};

static void test_files__of_a_return(void **state) {
  struct bench bench;
  char text[TEXT];
  (void)state;
  begin(&bench, "2026-03-31");
  add_return(&bench, returned);
  assert_int_equal(open_files(&bench), DUEBY_OK);
  assert_non_null(dueby_caseload_return(bench.caseload));
  assert_int_equal(answer(&bench), DUEBY_OK);
  assert_lines(&bench, "2001", "cla.review", "2025-06-30 met; 2025-09-27 met; 2026-03-26 met; 2026-09-26 open");
  assert_lines(&bench, "2002", "cla.review", "2025-06-30 met_late; 2025-10-01 overdue");
  assert_lines(&bench, "2007", "cla.review", "2025-09-29 missed");
  assert_lines(&bench, "2001", "cla.visit", ""); /* visits cannot be judged from a return that has none */
  assert_int_equal(dueby_return_note_text(dueby_caseload_return(bench.caseload), 0, DUEBY_DATE_NONE, text, sizeof text, NULL),
                   DUEBY_OK);
  assert_non_null(strstr(text, "(ssda903): 3 files"));
  int64_t notes = 0;
  char limit[1024];
  while (dueby_return_note_text(dueby_caseload_return(bench.caseload), notes, DUEBY_DATE_NONE, limit, sizeof limit, NULL) ==
         DUEBY_OK)
    notes++;
  assert_int_equal(notes, 1 + dueby_mapping_limit_count(dueby_return_mapping(dueby_caseload_return(bench.caseload), 0)));
  end(&bench);
}

/* If the options say which events the records hold, that takes precedence over the return's own statements. Here case 2002 has only
 * the review of July, and the next review cannot be judged. */
static void test_files__what_is_said_comes_first(void **state) {
  struct bench bench;
  (void)state;
  begin(&bench, "2026-03-31");
  add_return(&bench, returned);
  dueby_holding *holds = calloc((size_t)dueby_profile_event_count(bench.profile), sizeof *holds);
  assert_non_null(holds);
  holds[event_of(bench.profile, "cla_review.held")].what = DUEBY_HOLDS_NEVER;
  bench.run.holds = holds;
  assert_int_equal(open_files(&bench), DUEBY_OK);
  assert_int_equal(answer(&bench), DUEBY_OK);
  assert_lines(&bench, "2002", "cla.review", "");
  free(holds);
  end(&bench);
}

static void assert_refused(const char *const *texts, dueby_status expected, const char *message) {
  struct bench bench;
  begin(&bench, "2026-03-31");
  for (; *texts; texts++) add_text(&bench, bench.file_count ? "other.csv" : "file.csv", *texts);
  assert_int_equal(open_files(&bench), expected);
  assert_null(bench.caseload);
  assert_true(bench.said.count > 0);
  assert_string_equal(bench.items[bench.said.count - 1].message, message);
  end(&bench);
}

static void test_files__refused(void **state) {
  const char *const alone[] = {"a,b\n1,2\n", NULL}, *const unknown[] = {"CHILD,SEX,DOB,ETHNIC\n", "a,b\n1,2\n", NULL};
  const char *const capitals[] = {"Case,Event,At\n1,birth,2014-05-06\n", NULL}, *const both[] = {"case,event,at\n",
                                                                                                 "case,event,at\n", NULL};
  struct bench bench;
  (void)state;
  assert_refused(
      alone, DUEBY_ETEXT,
      "the header has 2 columns but none called case, event, at. dueby needs case, event and at, and can use ref and tags: "
      "rename the columns that hold these, or describe the file in a mapping");
  assert_refused(unknown, DUEBY_ENOTFOUND,
                 "other.csv: dueby does not recognise this file: it is not part of a return, and a file of events has the columns "
                 "case, event and at. Leave it out or correct it");
  begin(&bench, "2026-03-31");
  add_text(&bench, "file.csv", *capitals);
  assert_int_equal(open_files(&bench), DUEBY_OK);
  end(&bench);
  assert_refused(both, DUEBY_ENOTFOUND, "file.csv: this is a file of events: choose it on its own");
  begin(&bench, "2101-01-01"); /* an as-at day that no calendar covers */
  add_text(&bench, "events.csv", events);
  assert_int_equal(open_files(&bench), DUEBY_OK);
  assert_int_equal(answer(&bench), DUEBY_ECOVERAGE);
  assert_null(bench.worklist);
  end(&bench);
  begin(&bench, NULL); /* without an as-at day */
  assert_int_equal(open_files(&bench), DUEBY_EARGUMENT);
  add_text(&bench, "events.csv", events);
  assert_int_equal(open_files(&bench), DUEBY_OK);
  assert_int_equal(answer(&bench), DUEBY_EARGUMENT);
  assert_null(bench.worklist);
  end(&bench);
}

/* A message has at most 495 bytes. A longer message is cut off there, and a character that would be cut in half becomes "?". */
static void test_t7__the_longest_message(void **state) {
  enum { LONGEST = 495, NAME = 600 };
  static const char table[] = "CHILD,SEX,DOB,ETHNIC\n";
  static const char said[] =
      ": dueby does not recognise this file: it is not part of a return, and a file of events has the columns "
      "case, event and at. Leave it out or correct it";
  char name[NAME + 1], expected[NAME + sizeof said];
  struct bench bench;
  (void)state;
  for (int64_t over = 0; over < 3; over++) {
    int64_t length = LONGEST - (int64_t)strlen(said) + over;
    if (over == 2) { /* each character of the name has two bytes, and an odd number of bytes fits */
      for (length = 0; length < NAME; length += 2) memcpy(name + length, "\xc3\xa9", 2);
    } else {
      memset(name, 'x', (size_t)length);
    }
    name[length] = '\0';
    begin(&bench, "2026-03-31");
    add_text(&bench, "file.csv", table);
    add_text(&bench, name, "a,b\n1,2\n");
    assert_int_equal(open_files(&bench), DUEBY_ENOTFOUND);
    assert_int_equal(bench.said.count, 1);
    snprintf(expected, sizeof expected, "%s%s", name, said);
    assert_int_equal(strlen(expected) > LONGEST, over > 0);
    if (over == 2) expected[LONGEST - 1] = '?';
    if (over) expected[LONGEST] = '\0';
    assert_string_equal(bench.items->message, expected);
    end(&bench);
  }
}

static void test_files__is_events(void **state) {
  (void)state;
  assert_int_equal(dueby_caseload_is_file(events, (int64_t)strlen(events)), 1);
  assert_int_equal(dueby_caseload_is_file("at;event;case;x\n", 16), 1);
  assert_int_equal(dueby_caseload_is_file("case,event,att\n", 15), 0);
  assert_int_equal(dueby_caseload_is_file("", 0), 0);
  assert_int_equal(dueby_caseload_is_file("<Message>", 9), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_files__of_events),
      cmocka_unit_test(test_files__what_occurs_is_recorded),
      cmocka_unit_test(test_files__columns_of_where),
      cmocka_unit_test(test_files__of_a_return),
      cmocka_unit_test(test_files__what_is_said_comes_first),
      cmocka_unit_test(test_files__refused),
      cmocka_unit_test(test_t7__the_longest_message),
      cmocka_unit_test(test_files__is_events),
  };
  return cmocka_run_group_tests_name("caseload_files", tests, open_known, close_known);
}
