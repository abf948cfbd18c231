/* Tests reading files of events as cases: headers, unreadable rows, carried columns, refs, grouping, and every way of
 * supplying the bytes. */
#include <stdlib.h>

#include "caseload.h"
#include "dueby/returns.h"

#define HEAD "case,event,at\n"
#define WHOLE_HEAD "case,event,at,ref,tags\n"
#define NO_HEADER dueby_status_text(DUEBY_ETEXT)

/* ---- the header ---- */

#define NAME_50 "01234567890123456789012345678901234567890123456789"
#define NAME_200 NAME_50 NAME_50 NAME_50 NAME_50

#define LACKING_ONLY(count, names)                                                                                      \
  "1: the header has " count " columns but none called " names ". dueby needs case, event and at, and can use ref and " \
  "tags: rename the columns that hold these"
#define NOT_KNOWN(names)                                                                                              \
  "1: dueby does not recognise this file: it is not part of a return, and its first row has no columns called " names \
  ". Ask whoever makes it to name its columns case, event and at, or choose another file"
#define LACKING(count, names) LACKING_ONLY(count, names) ", or describe the file in a mapping"

static void test_header__needs_case_event_and_at(void **state) {
  (void)state;
  assert_file(NO_HEADER, LACKING("2", "at"), .text = "case,event\n");
  assert_file(NO_HEADER, LACKING("3", "case, at"), .text = "Case ID,event,Date\n");
  assert_file(NO_HEADER, LACKING("2", "case"), .text = "event,at\n");
  static const int32_t without_mappings[] = {DUEBY_STYLE_R, DUEBY_STYLE_JAVASCRIPT, DUEBY_STYLE_JAVA, DUEBY_STYLE_DOTNET};
  for (int i = 0; i < 4; i++) assert_file(NO_HEADER, LACKING_ONLY("2", "at"), .text = "case,event\n", .style = without_mappings[i]);
  assert_file(NO_HEADER, LACKING("2", "at"), .text = "case,event\n", .style = DUEBY_STYLE_ARGUMENTS);
  assert_file(NO_HEADER, NOT_KNOWN("at"), .text = "case,event\n", .style = DUEBY_STYLE_FORM);
  assert_file(NO_HEADER, NOT_KNOWN("case, event, at"), .text = "{\n", .style = DUEBY_STYLE_FORM);
  assert_file(NO_HEADER, LACKING("3", "case, at") ". They are called \"Child\", \"event\", \"On?day\"",
              .text = "Child,event,\"On\nday\"\n", .flags = DUEBY_CASELOAD_SHOW_VALUES);
  assert_file(NO_HEADER, "1: no column \"event\": column 2 has a similar name, so rename it", .text = "case,events,at\n");
  assert_file(NO_HEADER, "the file is empty: export it again, with the header case,event,at", .text = "");
  assert_file(NO_HEADER, "the file is empty: export it again, with the header case,event,at", .text = "\n\n");
}

static void test_header__a_name_twice(void **state) {
  (void)state;
  assert_file(NO_HEADER, "1: columns 1 and 4 have the same name: rename one", .text = "case,event,at,case\n");
  assert_file(NO_HEADER, "1: columns 4 and 5 have the same name: rename one", .text = "case,event,at,team,team\n");
}

static void test_header__that_is_no_text(void **state) {
  (void)state;
  assert_file(NO_HEADER, "1: column 2: its name contains a zero byte", .text = "case,ev\0nt,at\n", .length = 14);
  assert_file(NO_HEADER, "1: a quoted cell is not closed, or has text after its closing quote", .text = "case,\"event,at\n");
}

static void test_header__columns_in_any_order(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 visit.made #A +alone [team North]", "",
              .text = "tags,at,team,ref,event,case\nalone,2026-03-02,North,A,visit.made,17\n");
}

static void test_header__alone(void **state) {
  (void)state;
  assert_file("", "", .text = "case,event,at");
  assert_file("", "", .text = HEAD "\n\n");
}

/* ---- rows that cannot be read ---- */

static void test_bad__cells(void **state) {
  (void)state;
  assert_file("17: (1 bad from 2)", "2: event: the cell is empty", .text = HEAD "17,,2026-03-02\n");
  assert_file("17: (1 bad from 2)", "2: at: the cell is empty", .text = HEAD "17,visit.made,\n");
  assert_file("", "2: case: the cell is empty", .text = HEAD ",birth,2026-03-02\n");
  assert_file("", "2: case: 201 bytes long; the limit is 200 bytes", .text = HEAD NAME_200 "x,birth,2026-03-02\n");
  assert_file(NAME_200 ": 2026-03-02 birth", "", .text = HEAD NAME_200 ",birth,2026-03-02\n");
  assert_file("17: (1 bad from 2)", "2: ref: 201 bytes long; the limit is 200 bytes",
              .text = "case,event,at,ref\n17,birth,2026-03-02," NAME_200 "x\n");
  assert_file("17: 2026-03-02 birth #" NAME_200, "", .text = "case,event,at,ref\n17,birth,2026-03-02," NAME_200 "\n");
  assert_file("17: (1 bad from 2)", "2: this row has 2 columns but the header has 3", .text = HEAD "17,birth\n");
  assert_file("17: (1 bad from 2)", "2: this row has 4 columns but the header has 3: put quotes around text that contains a comma",
              .text = HEAD "17,birth,2026-03-02,x\n");
  assert_file("17: (1 bad from 2)",
              "2: event: dueby does not know this value (9 characters): did you mean visit.made?\n2: misspelt 1",
              .text = HEAD "17,visit_mad,2026-03-02\n");
  assert_file("17: (1 bad from 2)", "2: event: dueby does not know this value (12 characters): see dueby events",
              .text = HEAD "17,Jane Example,2026-03-02\n");
}

/* Rows of a table are counted from 1 after the header, whatever line they are on: the note of row 1 takes three lines, and row 2 is
 * blank. The header, which the caller's table does not have, has no number. */
static void test_bad__rows_of_a_table(void **state) {
  (void)state;
  static const char text[] = "case,event,at,note\n17,birth,2026-03-02,\"a\nb\nc\"\n,,,\n17,birth,x,\n17,visit_mad,2026-03-02,\n";
  static const char said[] = "3: at: this value (1 character) is not a date. Write dates like 2026-03-27\n"
                             "4: event: dueby does not know this value (9 characters): did you mean visit.made?\n"
                             "4: misspelt 1";
  assert_file("17: 2026-03-02 birth [note a\nb\nc] (2 bad from 3)", said, .text = text, .flags = DUEBY_CASELOAD_ROWS_FROM_0);
  assert_file("17: 2026-03-02 birth [note a\nb\nc] (2 bad from 3)", said, .text = text, .flags = DUEBY_CASELOAD_ROWS_FROM_1);
  assert_file(NO_HEADER, "no column \"event\": column 2 has a similar name, so rename it", .text = "case,events,at\n",
              .flags = DUEBY_CASELOAD_ROWS_FROM_1);
  const dueby_caseload_options both = {.flags = DUEBY_CASELOAD_ROWS_FROM_0 | DUEBY_CASELOAD_ROWS_FROM_1};
  dueby_profile *profile = profile_of_rule("    schedule: [{every: agreed}]\n");
  dueby_csv_memory memory = {HEAD, sizeof HEAD - 1, 0};
  dueby_caseload *made = NULL;
  assert_int_equal(dueby_caseload_new(profile, dueby_csv_from_memory, &memory, &both, &made), DUEBY_EARGUMENT);
  dueby_profile_free(profile);
}

/* A worklist made from a table says rows, as the caller counts them. A table with the columns of a return is not read as one. */
static void test_bad__a_worklist_from_a_table(void **state) {
  (void)state;
  static const char text[] = HEAD "17,birth,2026-03-02\n17,visit.made,x\n";
  static const char episodes[] = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
  static const struct {
    int32_t flags;
    const char *said;
  } told[] = {{0, "1 row for this case could not be used (line 3)"},
              {DUEBY_CASELOAD_ROWS_FROM_0, "1 row for this case could not be used (row 1)"},
              {DUEBY_CASELOAD_ROWS_FROM_1, "1 row for this case could not be used (row 2)"}};
  dueby_profile *profile = profile_of_rule("    schedule: [{every: agreed}]\n");
  const dueby_file file = {"events", text, sizeof text - 1}, other = {"events", episodes, sizeof episodes - 1};
  const dueby_timeline_options run = {.as_at = {.date = day("2026-03-31"), .time = DUEBY_TIME_NONE}};
  const dueby_worklist_options options = {.flags = DUEBY_WORKLIST_KEEP, .run = &run};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    const dueby_caseload_options how = {.date_order = DUEBY_ORDER_ISO, .flags = told[i].flags};
    dueby_diagnostic kept[4];
    dueby_diagnostics said = {kept, 4, 0};
    dueby_caseload *caseload = NULL, *read = NULL;
    dueby_worklist *worklist = NULL;
    char reason[TOLD];
    assert_int_equal(dueby_caseload_from_files(profile, &file, 1, &how, &said, &caseload), DUEBY_OK);
    assert_int_equal(dueby_caseload_to_worklist(caseload, known.eaw, &options, &worklist), DUEBY_OK);
    assert_int_equal(dueby_worklist_item_text(worklist, 0, DUEBY_ITEM_REASON, reason, sizeof reason, NULL), DUEBY_OK);
    assert_string_equal(reason, told[i].said);
    dueby_worklist_free(worklist);
    dueby_caseload_free(caseload);
    assert_int_equal(dueby_caseload_from_files(profile, &other, 1, &how, &said, &read), told[i].flags ? DUEBY_ETEXT : DUEBY_OK);
    if (!told[i].flags) assert_non_null(dueby_caseload_return(read));
    dueby_caseload_free(read);
  }
  dueby_profile_free(profile);
}

static void test_bad__in_the_words_of_each_language(void **state) {
  static const char *const names[][3] = {
      {"--dates dmy", "--dates iso", "dueby events"},
      {"dates=\"dmy\"", "dates=\"iso\"", "Profile.events"},
      {"dates = \"dmy\"", "dates = \"iso\"", "dueby_profile()$events"},
      {"dates: 'dmy'", "dates: 'iso'", "Profile.events"},
      {"dayFirst(true)", "dayFirst(false)", "Profile.events()"},
      {"DayFirst = true", "DayFirst = false", "Profile.Events"},
      {"27/03/2026 under \"Dates in the file\"", "2026-03-27 under \"Dates in the file\"", "\"Events that a file can have\""},
  };
  (void)state;
  for (int32_t style = 0; style <= DUEBY_STYLE_FORM; style++) {
    const char *const *said = names[style ? style - 1 : 0];
    const char *verb = style == DUEBY_STYLE_FORM ? "choose" : "use";
    char expected[TOLD];
    snprintf(expected, sizeof expected,
             "2: at: \"27/03/2026\" is written day first: %s %s\n"
             "3: event: dueby does not know this value (12 characters): see %s\n2: day_first 1",
             verb, said[0], said[2]);
    assert_file("17: (2 bad from 2)", expected, .text = HEAD "17,birth,27/03/2026\n17,Jane Example,2026-03-02\n", .style = style);
    snprintf(expected, sizeof expected, "2: at: \"2026-03-27\" is written year first: %s %s", verb, said[1]);
    assert_file("17: (1 bad from 2)", expected, .text = HEAD "17,birth,2026-03-27\n", .date_order = DUEBY_ORDER_DMY,
                .style = style);
  }
  const dueby_caseload_options unknown[] = {{.style = -1}, {.style = DUEBY_STYLE_FORM + 1}};
  for (int i = 0; i < 2; i++) {
    dueby_profile *profile = profile_of_rule("    schedule: [{every: agreed}]\n");
    dueby_csv_memory memory = {HEAD, sizeof HEAD - 1, 0};
    dueby_caseload *made = NULL;
    assert_int_equal(dueby_caseload_new(profile, dueby_csv_from_memory, &memory, &unknown[i], &made), DUEBY_EARGUMENT);
    dueby_profile_free(profile);
  }
}

static void test_bad__dates(void **state) {
  (void)state;
  assert_file("17: (1 bad from 2)", "2: at: \"2026-02-30\" is not a date: that month has 28 days",
              .text = HEAD "17,birth,2026-02-30\n");
  assert_file("17: (1 bad from 2)", "2: at: this value (12 characters) is not a date. Write dates like 2026-03-27",
              .text = HEAD "17,birth,Jane Example\n");
  assert_file("17: (1 bad from 2)", "2: at: \"2026-04-31T10:30\" is not a date: that month has 30 days",
              .text = HEAD "17,birth,2026-04-31T10:30\n");
  assert_file("17: (1 bad from 2)", "2: at: \"29/02/2026\" is not a date: that month has 28 days",
              .text = HEAD "17,birth,29/02/2026\n", .date_order = DUEBY_ORDER_DMY);
  assert_file("17: (1 bad from 2)", "2: at: \"2300-01-01\": expected a day from 1900 to 2199",
              .text = HEAD "17,birth,2300-01-01\n");
  assert_file("17: (1 bad from 2)", "2: at: \"0205-03-27T10:00\": expected a day from 1900 to 2199",
              .text = HEAD "17,birth,0205-03-27T10:00\n");
  assert_file("17: (1 bad from 2)", "2: at: \"27/03/1826\": expected a day from 1900 to 2199", .text = HEAD "17,birth,27/03/1826\n",
              .date_order = DUEBY_ORDER_DMY);
  assert_file("17: (1 bad from 2)", "2: at: \"27/03/26\" is not a date. Write dates like 27/03/2026",
              .text = HEAD "17,birth,27/03/26\n", .date_order = DUEBY_ORDER_DMY);
  assert_file("17: (1 bad from 2)", "2: at: \"2026-3-5\" is not a date. Write 2026-03-05", .text = HEAD "17,birth,2026-3-5\n");
  assert_file("17: (1 bad from 2)", "2: at: \"2026-13-05\" is not a date. Write dates like 2026-03-27",
              .text = HEAD "17,birth,2026-13-05\n");
  assert_file("17: (1 bad from 2)", "2: at: \"2026/03/02T10:30\" is not a date. Write dates like 2026-03-27, or 2026-03-27 14:30",
              .text = HEAD "17,birth,2026/03/02T10:30\n");
  assert_file("17: (1 bad from 2)", "2: at: \"02/07/2026T10:3\" is not a date. Write dates like 27/03/2026, or 27/03/2026 14:30",
              .text = HEAD "17,birth,02/07/2026T10:3\n", .date_order = DUEBY_ORDER_DMY);
  assert_file("17: (1 bad from 2)", "2: at: \"27/03/2026\" is written day first: use --dates dmy\n2: day_first 1",
              .text = HEAD "17,birth,27/03/2026\n");
  assert_file("17: (1 bad from 2)", "2: at: \"2026-03-27\" is written year first: use --dates iso",
              .text = HEAD "17,birth,2026-03-27\n", .date_order = DUEBY_ORDER_DMY);
  assert_file("17: (1 bad from 2)", "2: at: \"2026-03-29T01:30\": this time does not exist: the clocks go forward and skip it",
              .text = HEAD "17,birth,2026-03-29T01:30\n");
}

static void test_bad__the_rest_goes_on_and_each_is_counted(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 birth, 2026-03-05 visit.made (2 bad from 3)\n18: (1 bad from 4)",
              "3: at: the cell is empty\n4: event: the cell is empty\n6: this row has 2 columns but the header has 3",
              .text = HEAD "17,birth,2026-03-02\n17,visit.made,\n18,,2026-03-02\n17,visit.made,2026-03-05\n17,visit.made\n");
}

static void test_bad__quotes(void **state) {
  (void)state;
  static const char wrong[] = "a quoted cell is not closed, or has text after its closing quote";
  char said[128];
  snprintf(said, sizeof said, "2: %s", wrong);
  assert_file("18: 2026-03-02 birth", said, .text = HEAD "\"17\"x,birth,2026-03-02\n18,birth,2026-03-02\n");
  snprintf(said, sizeof said, "3: %s", wrong);
  assert_file("17: 2026-03-02 birth\n18: 2026-03-03 birth", said,
              .text = HEAD "17,birth,2026-03-02\n\"17,birth,2026-03-02\n18,birth,2026-03-03\n");
}

/* The case of an unreadable row needs checking, if the row's cells up to the case's name can be read. */
static void test_bad__a_row_that_is_no_csv(void **state) {
  (void)state;
  static const char wrong[] = "2: a quoted cell is not closed, or has text after its closing quote";
  assert_file("17: (1 bad from 2)\n18: 2026-03-02 birth", wrong, .text = HEAD "17,birth,\"2026-03-02\n18,birth,2026-03-02\n");
  assert_file("17: (1 bad from 2)", wrong, .text = HEAD "\"17\",\"birth\"x,2026-03-02\n");
  assert_file("17: (1 bad from 2)", wrong, .text = HEAD "17,\"");
  assert_file("", wrong, .text = HEAD "\"1\"\"7\",birth,\"2026-03-02\n");
  assert_file("", wrong, .text = HEAD NAME_200 "x,birth,\"2026-03-02\n");
  assert_file("", wrong, .text = HEAD ",birth,\"2026-03-02\n");
  assert_file("17: (1 bad from 2)", wrong, .text = "event,\"case\",at\nbirth,17,\"\n");
  assert_file("17: (1 bad from 2)", wrong, .text = "event,at,case\n\"birth\",2026-03-02x\"y,17,\"\n");
  assert_file("", wrong, .text = "event,at,case\nbirth,\"2026-03-02,17\n");
  assert_file("17: 2026-03-01 birth (1 bad from 3)\n18: 2026-03-02 birth",
              "3: a quoted cell is not closed, or has text after its closing quote",
              .text = HEAD "17,birth,2026-03-01\n17,birth,\"2026-03-02\n18,birth,2026-03-02\n", .flags = DUEBY_CASELOAD_BY_CASE);
}

static void test_bad__zero_bytes(void **state) {
  (void)state;
  static const char text[] = HEAD "17,birth,2026-03-02\n1\0007,birth,2026-03-02\n18,birth,2026-03-03\n";
  assert_file("17: 2026-03-02 birth\n18: 2026-03-03 birth", "3: the row contains a zero byte", .text = text,
              .length = sizeof text - 1);
  static const char beside[] = HEAD "17,bi\0rth,2026-03-02\n";
  assert_file("17: (1 bad from 2)", "2: the row contains a zero byte", .text = beside, .length = sizeof beside - 1);
}

static void test_bad__messages_keep_what_cells_hold(void **state) {
  (void)state;
  assert_file("17: (1 bad from 2)", "2: at: \"Jane Example\" is not a date. Write dates like 2026-03-27",
              .text = HEAD "17,birth,Jane Example\n", .flags = DUEBY_CASELOAD_SHOW_VALUES);
  assert_file("17: 2026-03-02 birth",
              "2: note: \"Jane Example\" is not a tag that dueby knows, so it is ignored\n2: unknown_tags 1",
              .text = WHOLE_HEAD "17,birth,2026-03-02,,Jane Example\n", .flags = DUEBY_CASELOAD_SHOW_VALUES);
}

/* A row that cannot be read may be the missing event, so no line is called late (rule 28). */
static void assert_unread_at(const char *expected, const char *rows, int flags, const char *place, int line) {
  char text[TOLD], found[TOLD] = "";
  snprintf(text, sizeof text, "%s%s", WHOLE_HEAD, rows);
  struct file file = {.text = text, .flags = flags};
  struct reading reading;
  struct words words = {found, 0};
  dueby_case at;
  open_reading(&reading, &file);
  assert_int_equal(dueby_caseload_next(reading.caseload, &at), DUEBY_OK);
  for (int64_t i = 0; i < at.unread_count; i++) put_event_words(&words, &reading, &at.unread[i]);
  for (int64_t i = 0; i < at.event_count; i++) assert_int_not_equal(at.events[i].date, DUEBY_DATE_NONE);
  close_reading(&reading);
  if (strcmp(found, expected) == 0) return;
  print_error("found: %s\nexpected: %s\n", found, expected);
  _fail(place, line);
}
#define assert_unread(expected, rows, flags) assert_unread_at(expected, rows, flags, __FILE__, __LINE__)

static void test_bad__what_cannot_be_read_may_have_been(void **state) {
  (void)state;
  assert_unread(" none visit.made #P1 +alone", "17,birth,2010-05-06,,\n17,visit.made,31/02/2026,P1,alone\n", 0);
  assert_unread(" none visit.made", "17,visit.made,2026-02-30,,\n17,birth,2010-05-06,,\n", DUEBY_CASELOAD_BY_CASE);
  assert_unread(" none visit.made none placement.started", "17,visit.made,,,\n17,birth,2010-05-06,,\n17,placement.started,soon,,\n",
                0);
  /* a row with a misspelt event may be the known event, on any day; an end without a date still does not count as an end */
  assert_unread(" none visit.made", "17,vist.made,31/02/2026,,\n17,birth,2010-05-06,,\n", 0);
  assert_unread(" none visit.made #P1 +alone", "17,visit.mad,2026-02-06,P1,alone\n17,birth,2010-05-06,,\n", 0);
  assert_unread(" none placement.ended", "17,placement.endd,,,\n17,birth,2010-05-06,,\n", 0);
  /* a bad row with an unknown event does not change states; nor does a skipped row */
  assert_unread("", "17,phone.call,31/02/2026,,\n17,birth,2010-05-06,,\n", 0);
  assert_unread("", "17,placement.ended,,,\n17,birth,2010-05-06,,\n", 0);
  /* a bad row may also have recorded an agreement */
  assert_unread(" none for duty agreed 4 weeks none cla_review.held", "17,cla_review.held,31/02/2026,,agreed.duty=4 weeks\n", 0);
}

static void test_bad__nobody_listens(void **state) {
  (void)state;
  static const char text[] = HEAD "17,visit.made,\n";
  dueby_csv_memory memory = {text, sizeof text - 1, 0};
  dueby_caseload_options options = {.date_order = DUEBY_ORDER_ISO};
  dueby_caseload *caseload = NULL;
  dueby_case at;
  assert_int_equal(dueby_caseload_new(known.england, dueby_csv_from_memory, &memory, &options, &caseload), DUEBY_OK);
  assert_int_equal(dueby_caseload_next(caseload, &at), DUEBY_OK);
  assert_int_equal(at.bad_rows, 1);
  assert_int_equal(dueby_caseload_next(caseload, &at), DUEBY_DONE);
  assert_int_equal(dueby_caseload_next(caseload, &at), DUEBY_DONE);
  dueby_caseload_free(caseload);
}

/* ---- encodings and line ends ---- */

static void test_bytes__mark_and_line_ends(void **state) {
  (void)state;
  const char *cases = "17: 2026-03-02 birth\n18: 2026-03-03 birth";
  assert_file(cases, "", .text = "\xef\xbb\xbf" HEAD "17,birth,2026-03-02\n18,birth,2026-03-03\n");
  assert_file(cases, "", .text = "\xef\xbb\xbf\"case\",event,at\r\n17,birth,2026-03-02\r\n18,birth,2026-03-03\r\n");
  assert_file(cases, "",
              .text = "case,event,at\r\n17,birth,2026-03-02\r\n\r\n18,birth,2026-03-03"); /* the last line has no line end */
}

/* Each oddity is reported once, with the first line that has it; no row is lost. */
static void test_bytes__other_than_utf8(void **state) {
  (void)state;
  static const char note[] = "the file is not UTF-8: accented letters and symbols may be shown wrong";
  char said[128];
  snprintf(said, sizeof said, "3: note: %s", note);
  assert_file("17: 2026-03-02 birth [note caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80]", "",
              .text = "case,event,at,note\n17,birth,2026-03-02,caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\n");
  static const char *const wrong[] = {"caf\xe9", "\x80", "\xc0\xaf", "\xe2\x82", "\xf0\x9f\x98", "\xc3(", "\xff"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char text[128], cases[128];
    snprintf(text, sizeof text, "case,event,at,note\n17,birth,2026-03-02,a\n18,birth,2026-03-03,%s\n19,birth,2026-03-04,\xe9\n",
             wrong[i]);
    snprintf(cases, sizeof cases, "17: 2026-03-02 birth [note a]\n18: 2026-03-03 birth [note %s]\n19: 2026-03-04 birth [note \xe9]",
             wrong[i]);
    assert_file(cases, said, .text = text);
  }
  snprintf(said, sizeof said, "1: note: %s", note);
  assert_file("17: 2026-03-02 birth [\xe9quipe N]", said, .text = "case,event,at,\xe9quipe\n17,birth,2026-03-02,N\n");
}

static void test_bytes__quotes(void **state) {
  (void)state;
  assert_file("a,b \"c\": 2026-03-02 birth [note two\nlines]\n18: [note ] (1 bad from 4)", "4: at: the cell is empty",
              .text = "case,event,at,note\n\"a,b \"\"c\"\"\",\"birth\",2026-03-02,\"two\nlines\"\n18,visit.made,,\n");
}

static void test_bytes__one_at_a_time(void **state) {
  (void)state;
  static const char text[] =
      "\xef\xbb\xbf"
      "case,event,at,note\r\n17,birth,2026-03-02,\"a \"\"b\"\",\r\nc\"\r\n18,visit.made,,\r\n17,visit.made,2026-03-05,\r\n";
  static const char cases[] = "17: 2026-03-02 birth, 2026-03-05 visit.made [note a \"b\",\r\nc]\n18: [note ] (1 bad from 4)";
  for (int64_t size = 1; size <= 9; size++) assert_file(cases, "4: at: the cell is empty", .text = text, .at_a_time = size);
}

static void test_bytes__a_source_that_fails(void **state) {
  (void)state;
  assert_file(dueby_status_text(DUEBY_EFILE), "", .text = HEAD, .fails_at = 14);
  assert_file(dueby_status_text(DUEBY_EFILE), "", .text = HEAD "17,birth,2026-03-02\n18,birth,2026-03-02\n", .fails_at = 34);
  char cases[128];
  snprintf(cases, sizeof cases, "17: 2026-03-02 birth\n%s", dueby_status_text(DUEBY_EFILE));
  assert_file(cases, "", .text = HEAD "17,birth,2026-03-02\n18,birth,2026-03-02\n19,birth,2026-03-02\n", .fails_at = 54,
              .flags = DUEBY_CASELOAD_BY_CASE);
}

/* ---- dates and times ---- */

static void test_when__day_month_year(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 birth, 2026-03-02T14:30:00+00:00 visit.made", "", .date_order = DUEBY_ORDER_DMY,
              .text = HEAD "17,birth,02/03/2026\n17,visit.made,02/03/2026 14:30\n");
}

static void test_when__midnight_is_no_time(void **state) {
  (void)state;
  const char *text = HEAD "17,birth,2026-07-02T00:00\n17,birth,2026-07-03T00:00:00\n17,birth,2026-07-02T00:00:01\n";
  assert_file("17: 2026-07-02 birth, 2026-07-03 birth, 2026-07-02T00:00:01+01:00 birth", "", .text = text);
  assert_file("17: 2026-07-02T00:00:00+01:00 birth, 2026-07-03T00:00:00+01:00 birth, 2026-07-02T00:00:01+01:00 birth", "",
              .text = text, .flags = DUEBY_CASELOAD_MIDNIGHT_IS_TIME);
}

/* A time of 00:00:00 is the day that is written, whatever the offset. A time that is midnight in the UK is a day too. */
static void test_when__midnight_with_an_offset(void **state) {
  (void)state;
  assert_file("17: 2026-07-02 birth, 2026-07-03 birth", "", /* 23:00 UTC in July is midnight in the UK */
              .text = HEAD "17,birth,2026-07-02T00:00:00Z\n17,birth,2026-07-02T23:00:00Z\n");
  assert_file("17: 2026-03-27 birth, 2026-07-02 birth, 2026-07-03 birth, 2026-07-04 birth, 2026-01-05 birth", "",
              .text =
                  HEAD "17,birth,2026-03-27T00:00:00+00:00\n17,birth,2026-07-02 00:00:00.0000000 +00:00\n"
                       "17,birth,2026-07-03T00:00Z\n17,birth,2026-07-04T00:00:00-05:00\n17,birth,2026-01-05T00:00:00.000+01:00\n");
  assert_file("17: 2026-07-02T01:00:01+01:00 birth, 2026-07-02T01:00:00+01:00 birth", "",
              .text = HEAD "17,birth,2026-07-02T00:00:01Z\n17,birth,2026-07-02T00:00:00.5Z\n");
  assert_file("17: 2026-07-02T01:00:00+01:00 birth", "", .flags = DUEBY_CASELOAD_MIDNIGHT_IS_TIME,
              .text = HEAD "17,birth,2026-07-02T00:00:00Z\n");
}

/* Fault I5: midnight counts as a day without a time, even on days for which UK time is unknown. */
static void fault_i5__midnight_before_1972(void **state) {
  (void)state;
  assert_file("17: 1969-05-05 birth, 1969-05-06 birth, 1936-12-11 birth, 1971-12-31 birth, 2101-07-01 birth", "",
              .text = HEAD "17,birth,1969-05-05 00:00:00\n17,birth,1969-05-06T00:00\n17,birth,1936-12-11T00:00:00.000\n"
                           "17,birth,1971-12-31T00:00:00+01:00\n17,birth,2101-07-01 00:00:00\n");
  assert_file("17: 1969-05-05 birth", "", .date_order = DUEBY_ORDER_DMY, .text = HEAD "17,birth,5/5/1969 00:00\n");
}

static void fault_i5__any_other_time_before_1972(void **state) {
  (void)state;
  assert_file("17: (3 bad from 2)",
              "2: at: \"1969-05-05 00:00:01\": dueby can only use times of day from 1972 to 2100\n"
              "3: at: \"1969-05-05T12:00\": dueby can only use times of day from 1972 to 2100\n"
              "4: at: \"1969-02-30 00:00:00\" is not a date: that month has 28 days",
              .text = HEAD "17,birth,1969-05-05 00:00:01\n17,birth,1969-05-05T12:00\n17,birth,1969-02-30 00:00:00\n");
  /* a file with times may still have carers' dates of birth */
  assert_file("17: 1969-05-05 birth", "", .flags = DUEBY_CASELOAD_MIDNIGHT_IS_TIME, .text = HEAD "17,birth,1969-05-05 00:00\n");
}

/* ---- carried columns ---- */

static void test_carried__the_latest_that_has_one(void **state) {
  (void)state;
  assert_file("17: 2026-03-04 birth, 2026-03-02 birth, 2026-03-05 birth [team South] [worker 2]", "",
              .text =
                  "case,event,at,team,worker\n17,birth,2026-03-04,South,\n17,birth,2026-03-02,North,2\n17,birth,2026-03-05,,\n");
}

static void test_carried__of_one_moment_the_same_in_any_order(void **state) {
  (void)state;
  assert_file("17: 2026-03-04 birth, 2026-03-04 birth [team South]", "3: twice 1",
              .text = "case,event,at,team\n17,birth,2026-03-04,North\n17,birth,2026-03-04,South\n");
  assert_file("17: 2026-03-04 birth, 2026-03-04 birth [team South]", "3: twice 1",
              .text = "case,event,at,team\n17,birth,2026-03-04,South\n17,birth,2026-03-04,North\n");
  assert_file("17: 2026-03-04T09:00:00+00:00 birth, 2026-03-04 birth [team North]", "", /* an event with a time sorts after one of
                                                                                         * the same day without a time */
              .text = "case,event,at,team\n17,birth,2026-03-04T09:00,North\n17,birth,2026-03-04,South\n");
}

static void test_carried__out_of_range(void **state) {
  (void)state;
  const struct file file = {.text = "case,event,at,team\n17,birth,2026-03-04,North\n"};
  struct reading reading;
  open_reading(&reading, &file);
  assert_string_equal(cases_of(&reading), "17: 2026-03-04 birth [team North]");
  assert_null(dueby_caseload_column(reading.caseload, -1));
  assert_null(dueby_caseload_column(reading.caseload, 1));
  assert_int_equal(dueby_caseload_find_column(reading.caseload, "TEAM"), 0);
  assert_int_equal(dueby_caseload_find_column(reading.caseload, "teams"), -1);
  assert_null(dueby_caseload_value(reading.caseload, 1));
  assert_null(dueby_caseload_value(reading.caseload, -1));
  close_reading(&reading);
}

/* ---- refs and cases ---- */

static void test_refs__numbered_by_text(void **state) {
  (void)state;
  const struct file file = {
      .text = WHOLE_HEAD
      "17,birth,2026-03-04,b,\n17,birth,2026-03-05,a,\n17,birth,2026-03-06,,\n17,birth,2026-03-07,b,\n18,birth,2026-03-04,b,\n"};
  struct reading reading;
  dueby_case at;
  open_reading(&reading, &file);
  assert_int_equal(dueby_caseload_next(reading.caseload, &at), DUEBY_OK);
  const int64_t refs[] = {2, 1, 0, 2};
  for (int i = 0; i < 4; i++) assert_int_equal(at.events[i].ref, refs[i]);
  assert_string_equal(dueby_caseload_ref(reading.caseload, 1), "a");
  assert_string_equal(dueby_caseload_ref(reading.caseload, 2), "b");
  assert_null(dueby_caseload_ref(reading.caseload, 0));
  assert_null(dueby_caseload_ref(reading.caseload, 3));
  assert_null(dueby_caseload_ref(reading.caseload, -1));
  assert_int_equal(dueby_caseload_next(reading.caseload, &at), DUEBY_OK);
  assert_int_equal(at.events[0].ref, 1); /* refs are numbered within each case */
  assert_int_equal(at.events[0].row, 6);
  close_reading(&reading);
}

static void test_cases__of_an_unsorted_file_in_order_of_appearance(void **state) {
  (void)state;
  assert_file("18: 2026-03-02 birth, 2026-03-05 birth\n17: 2026-03-03 birth, 2026-03-04 birth", "",
              .text = HEAD "18,birth,2026-03-02\n17,birth,2026-03-03\n17,birth,2026-03-04\n18,birth,2026-03-05\n");
}

static void test_cases__one_at_a_time(void **state) {
  (void)state;
  assert_file("18: 2026-03-02 birth, 2026-03-05 birth (1 bad from 3)\n17: 2026-03-03 birth #b", "3: event: the cell is empty",
              .text = WHOLE_HEAD "18,birth,2026-03-02,,\n18,,2026-03-02,,\n18,birth,2026-03-05,,\n17,birth,2026-03-03,b,\n",
              .flags = DUEBY_CASELOAD_BY_CASE);
}

static void test_cases__one_at_a_time_says_the_same(void **state) {
  (void)state;
  static const char text[] =
      "case,event,at,ref,tags,team\n18,birth,2026-03-02,z,alone,North\n18,visit.made,,z,,\n19,,2026-03-02,,,\n"
      "17,birth,2026-03-03,b,,West\n17,visit.made,2026-03-03,a,agreed=1 week,\n";
  static const char cases[] = "18: 2026-03-02 birth #z +alone [team North] (1 bad from 3)\n19: [team ] (1 bad from 4)\n"
                              "17: 2026-03-03 birth #b, 2026-03-03 visit.made #a agreed 1 week [team West]";
  static const char said[] = "3: at: the cell is empty\n4: event: the cell is empty";
  assert_file(cases, said, .text = text);
  assert_file(cases, said, .text = text, .flags = DUEBY_CASELOAD_BY_CASE);
}

static void test_cases__one_that_comes_back(void **state) {
  (void)state;
  char cases[256];
  snprintf(cases, sizeof cases, "17: 2026-03-02 birth\n18: 2026-03-03 birth\n%s", dueby_status_text(DUEBY_EFORMAT));
  assert_file(cases, "4: a case appears again after a different one: the file is not sorted by case",
              .flags = DUEBY_CASELOAD_BY_CASE,
              .text = HEAD "17,birth,2026-03-02\n18,birth,2026-03-03\n17,birth,2026-03-04\n19,birth,2026-03-04\n");
  assert_file(cases, "4: at: the cell is empty\n4: a case appears again after a different one: the file is not sorted by case",
              .flags = DUEBY_CASELOAD_BY_CASE, .text = HEAD "17,birth,2026-03-02\n18,birth,2026-03-03\n17,visit.made,\n");
}

/* A row whose case cannot be read belongs to no case, wherever the row is in the file. */
static void test_cases__rows_of_nobody(void **state) {
  (void)state;
  const char *text = HEAD ",birth,2026-03-02\n17,birth,2026-03-02\n,birth,2026-03-02\n18,birth,2026-03-02\n,birth,2026-03-02\n";
  for (int32_t flags = 0; flags <= DUEBY_CASELOAD_BY_CASE; flags += DUEBY_CASELOAD_BY_CASE)
    assert_file("17: 2026-03-02 birth\n18: 2026-03-02 birth",
                "2: case: the cell is empty\n4: case: the cell is empty\n6: case: the cell is empty", .text = text, .flags = flags);
}

/* ---- counts ---- */

static void test_counts__rows_and_events(void **state) {
  (void)state;
  const struct file file = {.text =
                                HEAD "17,birth,2026-03-02\n17,visit.made,2026-03-02\n17,visit.made,\n\n18,visit.made,2026-03-02\n"};
  struct reading reading;
  open_reading(&reading, &file);
  assert_int_equal(dueby_caseload_row_count(reading.caseload), 0);
  assert_int_equal(dueby_caseload_read(reading.caseload), DUEBY_OK);
  assert_int_equal(dueby_caseload_row_count(reading.caseload), 4);
  assert_int_equal(dueby_caseload_bad_row_count(reading.caseload), 1);
  assert_int_equal(dueby_caseload_event_count(reading.caseload, event_of(reading.profile, "visit.made")), 2);
  assert_int_equal(dueby_caseload_event_count(reading.caseload, event_of(reading.profile, "birth")), 1);
  assert_int_equal(dueby_caseload_event_count(reading.caseload, event_of(reading.profile, "cp_plan.ended")), 0);
  assert_int_equal(dueby_caseload_event_count(reading.caseload, -1), 0);
  assert_int_equal(dueby_caseload_event_count(reading.caseload, dueby_profile_event_count(reading.profile)), 0);
  assert_int_equal(dueby_caseload_read(reading.caseload), DUEBY_OK); /* reading past the end changes nothing */
  assert_int_equal(dueby_caseload_row_count(reading.caseload), 4);
  close_reading(&reading);
}

/* A decision against a conference also counts as a decision about the conference. */
static void test_counts__an_event_that_is_another_as_well(void **state) {
  (void)state;
  const struct file file = {.text = HEAD "17,icpc.not_required,2026-03-02\n"};
  struct reading reading;
  open_reading(&reading, &file);
  assert_int_equal(dueby_caseload_read(reading.caseload), DUEBY_OK);
  assert_int_equal(dueby_caseload_event_count(reading.caseload, event_of(reading.profile, "icpc.not_required")), 1);
  assert_int_equal(dueby_caseload_event_count(reading.caseload, event_of(reading.profile, "icpc.decided")), 1);
  assert_int_equal(dueby_caseload_event_count(reading.caseload, event_of(reading.profile, "icpc.held")), 0);
  close_reading(&reading);
}

/* ---- large files ---- */

enum { ROWS = 20000, ROW = 40 };

static char *large_file(int64_t cases) {
  char *text = malloc(ROWS * ROW + 64);
  assert_non_null(text);
  int64_t used = sprintf(text, WHOLE_HEAD);
  for (int i = 0; i < ROWS; i++)
    used += sprintf(text + used, "c%d,visit.made,2026-03-%02d,r%d,alone\n", (int)(i % cases), i % 28 + 1, i % 700);
  return text;
}

static void assert_large(int64_t cases, int32_t flags) {
  char *text = large_file(cases);
  const struct file file = {.text = text, .flags = flags};
  struct reading reading;
  dueby_case at;
  int64_t found = 0, events = 0;
  open_reading(&reading, &file);
  while (dueby_caseload_next(reading.caseload, &at) == DUEBY_OK) {
    char name[16];
    snprintf(name, sizeof name, "c%d", (int)found++);
    assert_string_equal(at.name, name);
    assert_int_equal(at.event_count, ROWS / cases);
    for (int64_t i = 0; i < at.event_count; i++) {
      int64_t row = at.events[i].row - 2;
      char ref[16];
      snprintf(ref, sizeof ref, "r%d", (int)(row % 700));
      assert_int_equal(row % cases, found - 1);
      assert_string_equal(dueby_caseload_ref(reading.caseload, at.events[i].ref), ref);
    }
    events += at.event_count;
  }
  assert_int_equal(found, cases);
  assert_int_equal(events, ROWS);
  close_reading(&reading);
  free(text);
}

static void test_large__one_case(void **state) {
  (void)state;
  assert_large(1, 0);
  assert_large(1, DUEBY_CASELOAD_BY_CASE);
}

static void test_large__many_cases(void **state) {
  (void)state;
  assert_large(5000, 0);
  assert_large(ROWS, 0);
  assert_large(ROWS, DUEBY_CASELOAD_BY_CASE);
}

/* Makes a file of three rows; the second has a note of quotes and letters. If `wide` is 1, the file is in UTF-16. */
static int64_t file_with_long_row(int64_t note, int wide, char *text) {
  static const char head[] = "case,event,at,note\n16,birth,2026-03-01,\n17,birth,2026-03-02,\"",
                    tail[] = "\"\n18,birth,2026-03-03,\n";
  int64_t used = sprintf(text, "%s", head);
  for (int64_t i = 0; i < note; i++) {
    text[used++] = i % 100 ? 'n' : '"';
    if (i % 100 == 0) text[used++] = '"'; /* in CSV, a quote in a cell is written twice */
  }
  used += sprintf(text + used, "%s", tail);
  for (int64_t i = used; wide && i-- > 0;) {
    text[2 * i] = text[i];
    text[2 * i + 1] = '\0';
  }
  return wide ? 2 * used : used;
}

static void assert_long_row(int64_t note, int wide, int is_bad) {
  static const char *const names[] = {"16", "17", "18"};
  char *text = malloc((size_t)note * 3 + 256);
  assert_non_null(text);
  dueby_csv_memory memory = {text, file_with_long_row(note, wide, text), 0};
  dueby_caseload_options options = {.date_order = DUEBY_ORDER_ISO};
  dueby_caseload *caseload = NULL;
  dueby_case at;
  assert_int_equal(dueby_caseload_new(known.england, dueby_csv_from_memory, &memory, &options, &caseload), DUEBY_OK);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(dueby_caseload_next(caseload, &at), DUEBY_OK);
    assert_string_equal(at.name, names[i]);
    assert_int_equal(at.bad_rows, i == 1 && is_bad);
    assert_int_equal(strlen(dueby_caseload_value(caseload, 0)), i == 1 && !is_bad ? note : 0);
  }
  assert_int_equal(dueby_caseload_next(caseload, &at), DUEBY_DONE);
  dueby_caseload_free(caseload);
  free(text);
}

/* A row may have 1 MiB; the message about a longer row still names the case. */
static void test_large__a_row(void **state) {
  (void)state;
  enum { MOST = 1 << 20, DOUBLED = 100 };
  static const int64_t notes[] = {1, 65000, 65535, 65536, 65537, 200000, 1000000};
  for (int wide = 0; wide <= 1; wide++) {
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) assert_long_row(notes[i], wide, 0);
    for (int64_t note = 64 * 1024 - 100; note < 64 * 1024 + 4; note++) assert_long_row(note - note / DOUBLED, wide, 0);
    assert_long_row(MOST, wide, 1);
    assert_long_row(3 * MOST, wide, 1);
  }
}

static void test_free__of_nothing(void **state) {
  (void)state;
  dueby_caseload_free(NULL);
}

/* ---- faults: values that mean "no value" ---- */

static void fault_i1__texts_that_stand_for_none(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 birth, 2026-03-03 birth [team North]", "3: not_ended 1\n2 3 4: nulls 6",
              .text = "case,event,at,ref,tags,team\n17,birth,2026-03-02,NULL,NaN,North\n17,cla.ended,#N/A,,,\n"
                      "17,birth,2026-03-03,<NA>,None,n/a\n");
  assert_file("17: (5 bad from 2)",
              "2: at: the cell is empty\n3: at: the cell is empty\n4: at: the cell is empty\n5: at: the cell is empty\n"
              "6: at: the cell is empty\n2 3 4 5 6: nulls 5",
              .text = HEAD "17,visit.made,NULL\n17,visit.made,NaT\n17,visit.made,NA\n17,visit.made,#N/A\n17,visit.made,-\n");
  assert_file("17: 2026-03-02 birth [team unknown]", "", .text = "case,event,at,team\n17,birth,2026-03-02,unknown\n");
  static const char *const nulls[] = {"unknown", "?"};
  assert_file("17: 2026-03-02 birth [team ]", "2: nulls 2", .nulls = nulls, .null_count = 2,
              .text = "case,event,at,ref,team\n17,birth,2026-03-02,?,unknown\n");
  assert_file("", "2: case: the cell is empty\n2: nulls 1", .text = HEAD "NULL,birth,2026-03-02\n");
}

static void fault_i1__blanks_are_trimmed(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 visit.made #2, 2026-03-03 visit.made #2 [team North]", "",
              .text = " case ,event,at,ref,team\n17 , visit.made, 2026-03-02 ,\"2 \",North  \n 17,visit.made\t,2026-03-03,2,\n");
  assert_file("17: 2026-03-02 birth", "",
              .text = HEAD "\xc2\xa0"
                           "17\xc2\xa0,birth,\xc2\xa0"
                           "2026-03-02\n");
}

static void fault_i1__dates_that_stand_for_none(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 cla.started", "2 4 5 6 7: no_date 5",
              .text = HEAD "17,birth,1900-01-01\n17,cla.started,2026-03-02\n17,cla.ended,9999-12-31\n"
                           "17,cla.ended,9999-12-31 23:59:59.997\n17,placement.ended,2999-12-31\n17,birth,1900-01-01T00:00:00\n");
  assert_file("17: 2026-03-02 cla.started", "3: no_date 1", .date_order = DUEBY_ORDER_DMY,
              .text = HEAD "17,cla.started,02/03/2026\n17,cla.ended,31/12/9999\n");
  assert_file("17: 2026-03-02 cla.started", "3: not_ended 1", .text = HEAD "17,cla.started,2026-03-02\n17,cla.ended,\n");
  /* a birth without a date is unknown, however the file writes "no date" */
  assert_file("17: 2026-03-02 cla.started", "2 4: no_date 2\n4: nulls 1",
              .text = HEAD "17,birth,\n17,cla.started,2026-03-02\n17,birth,NULL\n");
  assert_file("17: 2026-03-02 cla.started, 2015-03-02 birth", "2: no_date 1",
              .text = HEAD "17,birth,  \n17,cla.started,2026-03-02\n17,birth,2015-03-02\n");
  assert_file("17: (1 bad from 2)", "2: at: the cell is empty", .text = HEAD "17,birth.expected,\n");
  /* the start of care without a date is a bad row; only an end would be skipped */
  assert_file("17: (1 bad from 2)", "2: at: \"1900-01-01\" means no date", .text = HEAD "17,cla.started,1900-01-01\n");
}

static void fault_i1__keys_that_differ_by_zeros_or_blanks(void **state) {
  (void)state;
  assert_file("101: 2026-03-02 birth\n00101: 2026-03-02 cla.started\n1 01: 2026-03-03 cla.started\n1010: 2026-03-02 birth",
              "2 3 4: similar_cases 2",
              .text =
                  HEAD "101,birth,2026-03-02\n00101,cla.started,2026-03-02\n1 01,cla.started,2026-03-03\n1010,birth,2026-03-02\n");
  assert_file(
      "17: 2026-03-02 visit.made #P1, 2026-03-03 visit.made #P01\n18: 2026-03-03 visit.made #P1, 2026-03-04 visit.made #P10",
      "2 3: similar_refs 1",
      .text = "case,event,at,ref\n17,visit.made,2026-03-02,P1\n17,visit.made,2026-03-03,P01\n18,visit.made,2026-03-03,P1\n"
              "18,visit.made,2026-03-04,P10\n");
  for (int32_t flags = 0; flags <= DUEBY_CASELOAD_BY_CASE; flags += DUEBY_CASELOAD_BY_CASE)
    assert_file("7: 2026-03-02 birth\n07: 2026-03-02 birth", "2 3: similar_cases 1", .flags = flags,
                .text = HEAD "7,birth,2026-03-02\n07,birth,2026-03-02\n");
  /* a spreadsheet writes 7 as 7.0; 7.5, 7.01 and version numbers are other names */
  assert_file(
      "7: 2026-03-02 birth\n7.0: 2026-03-02 birth\n007.00: 2026-03-02 birth\n7.5: 2026-03-02 birth\n7.01: 2026-03-02 birth\n"
      "7.0.1: 2026-03-02 birth\n70: 2026-03-02 birth\nA.0: 2026-03-02 birth\nA: 2026-03-02 birth",
      "2 3 4: similar_cases 2",
      .text = HEAD "7,birth,2026-03-02\n7.0,birth,2026-03-02\n007.00,birth,2026-03-02\n7.5,birth,2026-03-02\n"
                   "7.01,birth,2026-03-02\n7.0.1,birth,2026-03-02\n70,birth,2026-03-02\nA.0,birth,2026-03-02\n"
                   "A,birth,2026-03-02\n");
  assert_file("17: 2026-03-02 visit.made #5.0, 2026-03-03 visit.made #5", "2 3: similar_refs 1",
              .text = "case,event,at,ref\n17,visit.made,2026-03-02,5.0\n17,visit.made,2026-03-03,5\n");
}

/* ---- faults: Excel's changes to a file ---- */

static void fault_i2__separators(void **state) {
  (void)state;
  static const char *const texts[] = {"case;event;at;ref;tags\n17;visit.made;2026-03-02;\"A;1\";alone\n",
                                      "case\tevent\tat\tref\ttags\n17\tvisit.made\t2026-03-02\tA;1\talone\n",
                                      "sep=;\ncase;event;at;ref;tags\n17;visit.made;2026-03-02;\"A;1\";alone\n",
                                      "sep=,\r\ncase,event,at,ref,tags\r\n17,visit.made,2026-03-02,A;1,alone\r\n",
                                      "\"sep=;\"\r\ncase;event;at;ref;tags\r\n17;visit.made;2026-03-02;\"A;1\";alone\r\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (int64_t size = 0; size <= 3; size++)
      assert_file("17: 2026-03-02 visit.made #A;1 +alone", "", .text = texts[i], .at_a_time = size);
  static const char *const quotes[] = {"case;event;at;5\" wide\n17;visit.made;2026-03-02;\"a, b\"\n",
                                       "case;event;at;5\" wide\r17;visit.made;2026-03-02;\"a, b\"\r",
                                       "case\tevent\tat\t5\" wide\r\n17\tvisit.made\t2026-03-02\ta, b\r\n",
                                       "case;event;at;\"5\"\" wide\"\n17;visit.made;2026-03-02;\"a, b\"\n"};
  for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
    for (int64_t size = 0; size <= 3; size++)
      assert_file("17: 2026-03-02 visit.made [5\" wide a, b]", "", .text = quotes[i], .at_a_time = size);
  assert_file("17: 2026-03-02 visit.made [;\"x a]", "", .text = "case,event,at,;\"x\n17,visit.made,2026-03-02,a\n");
  assert_file("17;birth;2026-03-02: (1 bad from 2)", "2: this row has 1 column but the header has 3",
              .text = HEAD "17;birth;2026-03-02\n");
  assert_file("the text is not in the expected format",
              "1: the header has 1 column: expected case,event,at, separated by commas, semicolons or tabs",
              .text = "case|event|at\n17|birth|2026-03-02\n");
}

static void fault_i2__line_ends(void **state) {
  (void)state;
  for (int64_t size = 0; size <= 3; size++) {
    assert_file("17: 2026-03-02 birth, 2026-03-03 visit.made (1 bad from 3)", "3: at: the cell is empty", .at_a_time = size,
                .text = "case,event,at\r17,birth,2026-03-02\r17,visit.made,\r17,visit.made,2026-03-03\r");
    assert_file("17: 2026-03-02 birth [note a\rb]", "", .at_a_time = size,
                .text = "\r\ncase,event,at,note\r\n17,birth,2026-03-02,\"a\rb\"\r\n");
    /* CR alone first, then CRLF; the LF does not belong to the next case */
    assert_file("17: 2026-03-02 birth, 2026-03-03 visit.made (1 bad from 4)", "4: at: the cell is empty", .at_a_time = size,
                .text = "case,event,at\r17,birth,2026-03-02\r\n\r\n17,visit.made,\r\n17,visit.made,2026-03-03\r\n");
    assert_file("17: 2026-03-02 birth [note a\r\nb]\n18: 2026-03-03 birth [note c]", "", .at_a_time = size,
                .text = "sep=;\rcase;event;at;note\r\n17;birth;2026-03-02;\"a\r\nb\"\r\n18;birth;2026-03-03;c");
    /* LF first, then CR alone: nothing is lost without a message */
    assert_file("17: (1 bad from 2)",
                "2: this row has 5 columns but the header has 3: put quotes around text that contains a comma", .at_a_time = size,
                .text = "case,event,at\n17,birth,2026-03-02\r17,visit.made,2026-03-03\r");
  }
}

static void fault_i2__utf_16(void **state) {
  (void)state;
  const char *text = "case,event,at,team\n17,birth,2026-03-02,Se\xc3\xa1n \xf0\x9f\x98\x80 \xe2\x82\xac\n";
  static const uint32_t codes[] = {0xe1, 0x1f600, 0x20ac};
  for (int big = 0; big < 2; big++)
    for (int mark = 0; mark < 2; mark++)
      for (int64_t size = 0; size <= 5; size++) {
        char wide[512];
        int64_t length = 0, next = 0;
        if (mark) {
          wide[length++] = big ? '\xfe' : '\xff';
          wide[length++] = big ? '\xff' : '\xfe';
        }
        for (const char *at = text; *at; at++) {
          uint32_t code = (unsigned char)*at;
          if (code >= 0x80) {
            code = codes[next++];
            while ((at[1] & 0xc0) == 0x80) at++;
          }
          uint32_t units[] = {code < 0x10000 ? code : 0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff)};
          for (int unit = 0; unit < (code < 0x10000 ? 1 : 2); unit++) {
            wide[length++] = (char)(big ? units[unit] >> 8 : units[unit] & 0xff);
            wide[length++] = (char)(big ? units[unit] & 0xff : units[unit] >> 8);
          }
        }
        assert_file("17: 2026-03-02 birth [team Se\xc3\xa1n \xf0\x9f\x98\x80 \xe2\x82\xac]", "", .text = wide, .length = length,
                    .at_a_time = size);
      }
}

static void fault_i2__a_file_that_is_not_text(void **state) {
  (void)state;
  static const char said[] =
      "this is a workbook, a PDF, an image or another file that is not text: in Excel, save it as \"CSV UTF-8 (Comma delimited)\". "
      "For a return, save each sheet as a file of its own";
  assert_file("the text is not in the expected format", said, .text = "PK\3\4\24\0\6\0", .length = 8);
  assert_file("the text is not in the expected format", said, .text = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
  assert_file("the text is not in the expected format", said, .text = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  assert_file("the text is not in the expected format", said, .text = "\x89PNG\r\n\x1a\n\0\0\0\15IHDR", .length = 16);
  assert_file("the text is not in the expected format", said, .text = "\xff\xd8\xff\xe0\0\20JFIF", .length = 10);
  assert_file("the text is not in the expected format", said, .text = "\0\0\0\40ftypisom", .length = 12);
}

static void fault_i2__text_that_begins_like_another_file(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 birth [ftyp x]", "", .text = "ftyp,case,event,at\nx,17,birth,2026-03-02\n");
  assert_file("17: 2026-03-02 birth [PK x]", "", .text = "PK,case,event,at\nx,17,birth,2026-03-02\n");
}

static void fault_i2__empty_cells_at_the_end(void **state) {
  (void)state;
  assert_file("17: 2026-03-02 birth, 2026-03-03 visit.made", "",
              .text = "Case,EVENT, At ,,\n17,birth,2026-03-02,,\n17,Visit.Made,2026-03-03\n,,,,\n , ,,,\n,,\n");
  assert_file("17: 2026-03-02 birth [team North]", "", .text = "case,event,at,,team\n17,birth,2026-03-02,x,North\n");
  assert_file("17: 2026-03-02 birth", "", .text = HEAD "17,birth,2026-03-02,,\n");
  assert_file("17: (1 bad from 2)", "2: this row has 3 columns but the header has 4",
              .text = "case,event,at,tags\n17,birth,2026-03-02\n");
  assert_file("the text is not in the expected format", "1: columns 1 and 4 have the same name: rename one",
              .text = "case,event,at,Case\n");
}

/* ---- faults: contradictory data ---- */

static void fault_i6__births(void **state) {
  (void)state;
  assert_file("17: 2026-04-02 birth, 2026-03-02 cla.started\n18: 1926-03-01 birth, 2026-03-02 cla.started", "2: born_late 1",
              .text = HEAD "17,birth,2026-04-02\n17,cla.started,2026-03-02\n18,birth,1926-03-01\n18,cla.started,2026-03-02\n");
}

static void fault_i6__ends_before_their_beginning(void **state) {
  (void)state;
  static const char *const texts[] = {HEAD "17,cla.started,2026-03-02\n17,cla.ended,2026-02-02\n",
                                      WHOLE_HEAD "17,placement.started,2026-03-02,A,\n17,placement.started,2026-02-01,B,\n"
                                                 "17,placement.ended,2026-03-01,A,\n17,placement.ended,2026-03-02,B,\n"};
  static const char *const cases[] = {"17: 2026-03-02 cla.started, 2026-02-02 cla.ended",
                                      "17: 2026-03-02 placement.started #A, 2026-02-01 placement.started #B, 2026-03-01 "
                                      "placement.ended #A, 2026-03-02 placement.ended #B"};
  static const char *const said[] = {"3: ended_early 1", "4: ended_early 1"};
  for (int i = 0; i < 2; i++) assert_file(cases[i], said[i], .text = texts[i]);
  /* two ends without a message: one whose start may be before the records begin, and one on the day of its start */
  assert_file("17: 2026-02-02 cla.ended, 2026-03-02 cla.started, 2026-03-02 cla.ended", "",
              .text = HEAD "17,cla.ended,2026-02-02\n17,cla.started,2026-03-02\n17,cla.ended,2026-03-02\n");
}

static void fault_i6__far_from_the_day_looked_at(void **state) {
  (void)state;
  const char *text =
      HEAD "17,visit.made,2062-03-02\n17,cla.started,1926-03-02\n17,birth,1994-01-02\n17,cla_review.planned,2028-03-01\n";
  const char *cases = "17: 2062-03-02 visit.made, 1926-03-02 cla.started, 1994-01-02 birth, 2028-03-01 cla_review.planned";
  const char *late = "4: born_late 1";
  char both[512];
  snprintf(both, sizeof both, "%s\n%s", late, "2 3: far 2");
  assert_file(cases, both, .text = text, .as_at = day("2026-03-31"));
  assert_file(cases, late, .text = text);
}

static void fault_i6__the_same_event_twice(void **state) {
  (void)state;
  assert_file(
      "17: 2026-03-02 visit.made #A, 2026-03-02 visit.made #B, 2026-03-02 visit.made #A, 2026-03-02T09:00:00+00:00 visit.made "
      "#A, 2026-03-02 visit.made #A +void",
      "4: twice 1",
      .text = WHOLE_HEAD "17,visit.made,2026-03-02,A,\n17,visit.made,2026-03-02,B,\n17,visit.made,2026-03-02,A,\n"
                         "17,visit.made,2026-03-02T09:00,A,\n17,visit.made,2026-03-02,A,void\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_header__needs_case_event_and_at),
      cmocka_unit_test(test_header__a_name_twice),
      cmocka_unit_test(test_header__that_is_no_text),
      cmocka_unit_test(test_header__columns_in_any_order),
      cmocka_unit_test(test_header__alone),
      cmocka_unit_test(test_bad__cells),
      cmocka_unit_test(test_bad__rows_of_a_table),
      cmocka_unit_test(test_bad__a_worklist_from_a_table),
      cmocka_unit_test(test_bad__in_the_words_of_each_language),
      cmocka_unit_test(test_bad__dates),
      cmocka_unit_test(test_bad__the_rest_goes_on_and_each_is_counted),
      cmocka_unit_test(test_bad__quotes),
      cmocka_unit_test(test_bad__a_row_that_is_no_csv),
      cmocka_unit_test(test_bad__zero_bytes),
      cmocka_unit_test(test_bad__messages_keep_what_cells_hold),
      cmocka_unit_test(test_bad__what_cannot_be_read_may_have_been),
      cmocka_unit_test(test_bad__nobody_listens),
      cmocka_unit_test(test_bytes__mark_and_line_ends),
      cmocka_unit_test(test_bytes__other_than_utf8),
      cmocka_unit_test(test_bytes__quotes),
      cmocka_unit_test(test_bytes__one_at_a_time),
      cmocka_unit_test(test_bytes__a_source_that_fails),
      cmocka_unit_test(test_when__day_month_year),
      cmocka_unit_test(test_when__midnight_is_no_time),
      cmocka_unit_test(test_when__midnight_with_an_offset),
      cmocka_unit_test(fault_i5__midnight_before_1972),
      cmocka_unit_test(fault_i5__any_other_time_before_1972),
      cmocka_unit_test(test_carried__the_latest_that_has_one),
      cmocka_unit_test(test_carried__of_one_moment_the_same_in_any_order),
      cmocka_unit_test(test_carried__out_of_range),
      cmocka_unit_test(test_refs__numbered_by_text),
      cmocka_unit_test(test_cases__of_an_unsorted_file_in_order_of_appearance),
      cmocka_unit_test(test_cases__one_at_a_time),
      cmocka_unit_test(test_cases__one_at_a_time_says_the_same),
      cmocka_unit_test(test_cases__one_that_comes_back),
      cmocka_unit_test(test_cases__rows_of_nobody),
      cmocka_unit_test(test_counts__rows_and_events),
      cmocka_unit_test(test_counts__an_event_that_is_another_as_well),
      cmocka_unit_test(test_large__one_case),
      cmocka_unit_test(test_large__many_cases),
      cmocka_unit_test(test_large__a_row),
      cmocka_unit_test(fault_i1__texts_that_stand_for_none),
      cmocka_unit_test(fault_i1__blanks_are_trimmed),
      cmocka_unit_test(fault_i1__dates_that_stand_for_none),
      cmocka_unit_test(fault_i1__keys_that_differ_by_zeros_or_blanks),
      cmocka_unit_test(fault_i2__separators),
      cmocka_unit_test(fault_i2__line_ends),
      cmocka_unit_test(fault_i2__utf_16),
      cmocka_unit_test(fault_i2__a_file_that_is_not_text),
      cmocka_unit_test(fault_i2__text_that_begins_like_another_file),
      cmocka_unit_test(fault_i2__empty_cells_at_the_end),
      cmocka_unit_test(fault_i6__births),
      cmocka_unit_test(fault_i6__ends_before_their_beginning),
      cmocka_unit_test(fault_i6__far_from_the_day_looked_at),
      cmocka_unit_test(fault_i6__the_same_event_twice),
      cmocka_unit_test(test_free__of_nothing),
  };
  return cmocka_run_group_tests_name("caseload", tests, open_known, close_known);
}
