/* Checks due dates written as iCalendar, line by line, against RFC 5545. */
#include "ical.h"

/* 2026-03-27T14:30:00Z: 20539 days of 86400 seconds since 1970, and 52200 seconds. */
#define STAMP (INT64_C(20539) * 86400 + 52200)

static char written[1 << 16];

static const char *write_one(const char *name, const dueby_ical_entry *entry, int32_t form) {
  int64_t needed = 0;
  assert_int_equal(dueby_ical_write(name, NULL, entry, 1, form, written, sizeof written, &needed), DUEBY_OK);
  assert_int_equal(needed, (int64_t)strlen(written) + 1);
  return written;
}

static dueby_ical_entry entry_on(const char *iso) {
  dueby_ical_entry entry = {.uid = "1234-cp.visit-3@example.org", .summary = "Due: case 1234", .dtstamp = STAMP, .date = day(iso)};
  return entry;
}

#define HEAD \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dueby//dueby " PROJECT_VERSION "//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"

static void an_event(void **state) {
  dueby_ical_entry entry = entry_on("2026-04-30");
  (void)state;
  assert_string_equal(write_one(NULL, &entry, DUEBY_ICAL_EVENT),
                      HEAD "BEGIN:VEVENT\r\nUID:1234-cp.visit-3@example.org\r\nDTSTAMP:20260327T143000Z\r\nSEQUENCE:0\r\n"
                           "DTSTART;VALUE=DATE:20260430\r\nDTEND;VALUE=DATE:20260501\r\nTRANSP:TRANSPARENT\r\n"
                           "SUMMARY:Due: case 1234\r\nCLASS:PRIVATE\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void a_task(void **state) {
  dueby_ical_entry entry = entry_on("2026-04-30");
  (void)state;
  entry.alarm_minutes = 900;
  assert_string_equal(write_one(NULL, &entry, DUEBY_ICAL_TODO),
                      HEAD "BEGIN:VTODO\r\nUID:1234-cp.visit-3@example.org\r\nDTSTAMP:20260327T143000Z\r\nSEQUENCE:0\r\n"
                           "DUE;VALUE=DATE:20260430\r\nSUMMARY:Due: case 1234\r\nCLASS:PRIVATE\r\nSTATUS:NEEDS-ACTION\r\n"
                           "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Due: case 1234\r\nTRIGGER;RELATED=END:-PT15H\r\n"
                           "END:VALARM\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
}

/* A cancelled entry has no alarm. */
static void what_is_cancelled(void **state) {
  dueby_ical_entry entry = entry_on("2026-04-30");
  (void)state;
  entry.cancelled = 1;
  entry.sequence = 7;
  entry.alarm_minutes = 900;
  for (int32_t form = DUEBY_ICAL_EVENT; form <= DUEBY_ICAL_TODO; form++) {
    write_one(NULL, &entry, form);
    assert_non_null(strstr(written, "\r\nSTATUS:CANCELLED\r\n"));
    assert_non_null(strstr(written, "\r\nSEQUENCE:7\r\n"));
    assert_null(strstr(written, "VALARM"));
  }
}

/* Alarms 15 hours before the midnight that begins the day, 9 hours after it, and 2 days 1 hour 5 minutes before it. */
static void alarms(void **state) {
  static const struct {
    int32_t minutes;
    const char *line;
  } cases[] = {{900, "\r\nTRIGGER:-PT15H\r\n"}, {-540, "\r\nTRIGGER:PT9H\r\n"}, {2 * 1440 + 65, "\r\nTRIGGER:-P2DT1H5M\r\n"}};
  dueby_ical_entry entry = entry_on("2026-04-30");
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    entry.alarm_minutes = cases[i].minutes;
    assert_non_null(strstr(write_one(NULL, &entry, DUEBY_ICAL_EVENT), cases[i].line));
  }
}

static void texts_are_escaped(void **state) {
  dueby_ical_entry entry = entry_on("2026-04-30");
  (void)state;
  entry.uid = "a,b;c@example.org";
  entry.summary = "a,b;c\\d:e";
  entry.description = "one\r\ntwo\nthree";
  entry.categories = "cp,,visits; late\\x,";
  write_one("Team A; B, C", &entry, DUEBY_ICAL_EVENT);
  assert_non_null(strstr(written, "\r\nX-WR-CALNAME:Team A\\; B\\, C\r\n"));
  assert_non_null(strstr(written, "\r\nUID:a\\,b\\;c@example.org\r\n"));
  assert_non_null(strstr(written, "\r\nSUMMARY:a\\,b\\;c\\\\d:e\r\n"));
  assert_non_null(strstr(written, "\r\nDESCRIPTION:one\\ntwo\\nthree\r\n"));
  assert_non_null(strstr(written, "\r\nCATEGORIES:cp\r\nCATEGORIES:visits\r\nCATEGORIES: late\\\\x\r\n"));
}

/* The text of an entry cannot add a line to the file. */
static void injected_lines_stay_text(void **state) {
  static const char *const lines[] = {"x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y",
                                      "x\nATTACH:http://example.org",
                                      "x\rEND:VCALENDAR",
                                      "x\x0b\x0c\x85\xe2\x80\xa8y",
                                      "\xff\xfe",
                                      "x\x1b]0:y\x07\x7f"};
  (void)state;
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    dueby_ical_entry entry = entry_on("2026-04-30");
    int count = 0;
    entry.uid = entry.summary = entry.description = entry.categories =
        lines[i]; /* no text here has a comma or semicolon, because those would be escaped */
    entry.alarm_minutes = 1;
    write_one(lines[i], &entry, DUEBY_ICAL_EVENT);
    for (const char *at = written; (at = strstr(at, "\r\n")); at += 2) count++;
    /* the calendar and its name take 7 lines, the event 13, the alarm 5 */
    assert_int_equal(count, 25);
    for (const char *c = written; *c; c++) {
      assert_true((unsigned char)*c >= ' ' || *c == '\r' || *c == '\n');
      if (*c == '\r') assert_int_equal(c[1], '\n');
      if (*c == '\n') assert_int_equal(c[-1], '\r');
    }
  }
}

/* Lines have at most 75 bytes, and folding never splits a character. Unfolding must restore the original text. */
static void assert_folded(const char *before, const char *text) {
  static char joined[2000];
  char *line = strstr(written, before), *to = joined;
  assert_non_null(line);
  line += 2;
  for (;;) {
    const char *end = strstr(line, "\r\n");
    size_t length = (size_t)(end - line);
    assert_true(length + (to != joined) <= 75);
    assert_true(((unsigned char)*line & 0xc0) != 0x80);
    memcpy(to, line, length);
    to += length;
    if (end[2] != ' ') break;
    line += length + 3;
  }
  *to = '\0';
  assert_int_equal(strncmp(joined, before + 2, strlen(before) - 2), 0);
  assert_string_equal(joined + strlen(before) - 2, text);
}

static void long_lines_are_folded(void **state) {
  char text[1200] = "";
  dueby_ical_entry entry = entry_on("2026-04-30");
  (void)state;
  while (strlen(text) < 1000) strcat(text, "Zo\xc3\xab \xe6\x97\xa5\xe6\x9c\xac\xf0\x9f\x98\x80 wordwordword ");
  entry.summary = text;
  write_one(text, &entry, DUEBY_ICAL_EVENT);
  assert_folded("\r\nSUMMARY:", text);
  assert_folded("\r\nX-WR-CALNAME:", text);
}

/* Tries lines that only just fit and lines that only just do not, with and without spaces. */
static void every_length_is_folded_well(void **state) {
  char text[320];
  (void)state;
  for (size_t length = 1; length < sizeof text; length++) {
    for (int blanks = 0; blanks < 2; blanks++) {
      dueby_ical_entry entry = entry_on("2026-04-30");
      for (size_t i = 0; i < length; i++) text[i] = blanks && i % 7 == 6 ? ' ' : 'x';
      text[length] = '\0';
      entry.uid = entry.summary = text;
      write_one(text, &entry, DUEBY_ICAL_EVENT);
      assert_folded("\r\nUID:", text);
      assert_folded("\r\nSUMMARY:", text);
      assert_folded("\r\nX-WR-CALNAME:", text);
      assert_null(strstr(written, "\r\r"));
    }
  }
}

static void blank_texts_are_left_out(void **state) {
  dueby_ical_entry entry = entry_on("2026-04-30");
  (void)state;
  entry.description = entry.categories = " \x01\t,;";
  write_one(" ", &entry, DUEBY_ICAL_EVENT);
  assert_non_null(strstr(written, "\r\nDESCRIPTION:   \\,\\;\r\n"));
  assert_null(strstr(written, "CATEGORIES"));
  assert_null(strstr(written, "X-WR-CALNAME"));
  entry.description = "\n";
  assert_null(strstr(write_one("", &entry, DUEBY_ICAL_EVENT), "DESCRIPTION"));
}

static void the_ends_of_years(void **state) {
  dueby_ical_entry entry = entry_on("2027-12-31");
  (void)state;
  assert_non_null(strstr(write_one(NULL, &entry, DUEBY_ICAL_EVENT), "\r\nDTEND;VALUE=DATE:20280101\r\n"));
  entry.date = day("2028-02-28");
  assert_non_null(strstr(write_one(NULL, &entry, DUEBY_ICAL_EVENT), "\r\nDTEND;VALUE=DATE:20280229\r\n"));
  entry.dtstamp = -1;
  assert_non_null(strstr(write_one(NULL, &entry, DUEBY_ICAL_EVENT), "\r\nDTSTAMP:19691231T235959Z\r\n"));
}

static void no_entry(void **state) {
  int64_t needed = 0;
  (void)state;
  assert_int_equal(dueby_ical_write(NULL, NULL, NULL, 0, DUEBY_ICAL_EVENT, written, sizeof written, &needed), DUEBY_OK);
  assert_string_equal(written, HEAD "END:VCALENDAR\r\n");
}

static void a_buffer_that_is_too_small(void **state) {
  dueby_ical_entry entry = entry_on("2026-04-30");
  int64_t needed = 0, whole = 0;
  char text[64] = "untouched";
  (void)state;
  write_one(NULL, &entry, DUEBY_ICAL_EVENT);
  whole = (int64_t)strlen(written) + 1;
  assert_int_equal(dueby_ical_write(NULL, NULL, &entry, 1, DUEBY_ICAL_EVENT, NULL, 0, &needed), DUEBY_ESPACE);
  assert_int_equal(needed, whole);
  assert_int_equal(dueby_ical_write(NULL, NULL, &entry, 1, DUEBY_ICAL_EVENT, text, sizeof text, &needed), DUEBY_ESPACE);
  assert_string_equal(text, "");
  assert_int_equal(dueby_ical_write(NULL, NULL, &entry, 1, DUEBY_ICAL_EVENT, written, whole - 1, NULL), DUEBY_ESPACE);
  assert_int_equal(dueby_ical_write(NULL, NULL, &entry, 1, DUEBY_ICAL_EVENT, written, whole, NULL), DUEBY_OK);
}

static void assert_argument(dueby_ical_entry entry) {
  int64_t needed = UNTOUCHED;
  char text[8] = "same";
  assert_int_equal(dueby_ical_write(NULL, NULL, &entry, 1, DUEBY_ICAL_EVENT, text, sizeof text, &needed), DUEBY_EARGUMENT);
  assert_int_equal(needed, UNTOUCHED);
  assert_string_equal(text, "same");
}

static void what_is_no_entry(void **state) {
  dueby_ical_entry good = entry_on("2026-04-30"), bad;
  int64_t needed;
  (void)state;
  bad = good, bad.uid = NULL, assert_argument(bad);
  bad = good, bad.uid = "", assert_argument(bad);
  bad = good, bad.summary = NULL, assert_argument(bad);
  bad = good, bad.summary = "", assert_argument(bad);
  bad = good, bad.uid = " \t", assert_argument(bad);
  bad = good, bad.summary = "\x01\r\n\x7f", assert_argument(bad);
  bad = good, bad.sequence = -1, assert_argument(bad);
  bad = good, bad.date = DUEBY_DATE_NONE, assert_argument(bad);
  bad = good, bad.date = INT32_MAX, assert_argument(bad);
  bad = good, bad.date = day("2199-12-31"), assert_argument(bad); /* DTEND would be in 2200, which is too late */
  bad = good, bad.dtstamp = DUEBY_TIME_NONE, assert_argument(bad);
  bad = good, bad.dtstamp = INT64_MAX, assert_argument(bad);
  bad = good, bad.dtstamp = INT64_MIN + 1, assert_argument(bad);
  assert_int_equal(dueby_ical_write(NULL, NULL, &good, -1, DUEBY_ICAL_EVENT, NULL, 0, &needed), DUEBY_EARGUMENT);
  assert_int_equal(dueby_ical_write(NULL, NULL, &good, 1, 2, NULL, 0, &needed), DUEBY_EARGUMENT);
}

/* Our own reader must be able to read the output. */
static void read_again(void **state) {
  dueby_ical_entry entries[3] = {entry_on("2026-04-30"), entry_on("2026-05-01"), entry_on("2026-05-05")};
  dueby_holiday holiday;
  (void)state;
  entries[0].alarm_minutes = 900;
  entries[0].description = "one\ntwo";
  entries[1].cancelled = 1;
  entries[2].summary = "a, b; c\\ d";
  assert_int_equal(dueby_ical_write("Days", NULL, entries, 3, DUEBY_ICAL_EVENT, written, sizeof written, NULL), DUEBY_OK);
  struct outcome outcome = read_text(written);
  assert_int_equal(outcome.status, DUEBY_OK);
  assert_int_equal(dueby_calendar_holiday_count(outcome.calendar), 2);
  assert_int_equal(dueby_calendar_holiday(outcome.calendar, 0, &holiday), DUEBY_OK);
  assert_day(holiday.date, "2026-04-30");
  assert_int_equal(dueby_calendar_holiday(outcome.calendar, 1, &holiday), DUEBY_OK);
  assert_day(holiday.date, "2026-05-05");
  assert_string_equal(dueby_calendar_holiday_name(outcome.calendar, 1), "a, b; c\\ d");
  dueby_calendar_free(outcome.calendar);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_event),
      cmocka_unit_test(a_task),
      cmocka_unit_test(what_is_cancelled),
      cmocka_unit_test(alarms),
      cmocka_unit_test(texts_are_escaped),
      cmocka_unit_test(injected_lines_stay_text),
      cmocka_unit_test(long_lines_are_folded),
      cmocka_unit_test(every_length_is_folded_well),
      cmocka_unit_test(blank_texts_are_left_out),
      cmocka_unit_test(the_ends_of_years),
      cmocka_unit_test(no_entry),
      cmocka_unit_test(a_buffer_that_is_too_small),
      cmocka_unit_test(what_is_no_entry),
      cmocka_unit_test(read_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
