/* Tests reading bank holidays from .ics: GOV.UK's form, other accepted forms, and every reason for refusing a file. */
#include "ical.h"

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define FOOT "END:VCALENDAR\r\n"
#define EVENT(lines) HEAD "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n" FOOT

/* ---- accepted ---- */

struct named_day {
  const char *day, *name;
};

static void assert_days(const char *ics, const struct named_day *days, int64_t count) {
  struct outcome outcome = read_text(ics);
  if (outcome.status != DUEBY_OK) print_error("%d: %s\n", (int)outcome.said[0].line, outcome.said[0].message);
  assert_int_equal(outcome.status, DUEBY_OK);
  assert_int_equal(dueby_calendar_holiday_count(outcome.calendar), count);
  for (int64_t i = 0; i < count; i++) {
    dueby_holiday holiday;
    assert_int_equal(dueby_calendar_holiday(outcome.calendar, i, &holiday), DUEBY_OK);
    assert_day(holiday.date, days[i].day);
    assert_string_equal(dueby_calendar_holiday_name(outcome.calendar, i), days[i].name);
  }
  assert_string_equal(dueby_calendar_divisions(outcome.calendar), "scotland");
  assert_true(dueby_calendar_is_custom(outcome.calendar));
  dueby_calendar_free(outcome.calendar);
}

/* Reads a file as GOV.UK writes it: DTEND comes before DTSTART, and the calendar does not name its division. */
static void the_shape_of_gov_uk(void **state) {
  static const struct named_day days[] = {{"2026-01-01", "New Year\xe2\x80\x99s Day"},
                                          {"2026-11-30", "St Andrew\xe2\x80\x99s Day"}};
  (void)state;
  assert_days("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\nPRODID:-//uk.gov/GOVUK calendars//EN\r\nCALSCALE:GREGORIAN\r\n"
              "BEGIN:VEVENT\r\nDTEND;VALUE=DATE:20260102\r\nDTSTART;VALUE=DATE:20260101\r\nSUMMARY:New Year\xe2\x80\x99s Day\r\n"
              "UID:0123-2026-01-01-NewYearsDay@example.org\r\nSEQUENCE:0\r\nDTSTAMP:20260821T090000Z\r\nEND:VEVENT\r\n"
              "BEGIN:VEVENT\r\nDTEND;VALUE=DATE:20261201\r\nDTSTART;VALUE=DATE:20261130\r\nSUMMARY:St Andrew\xe2\x80\x99s Day\r\n"
              "UID:0123-2026-11-30-StAndrewsDay@example.org\r\nSEQUENCE:0\r\nDTSTAMP:20260821T090000Z\r\nEND:VEVENT\r\n"
              "END:VCALENDAR\r\n",
              days, 2);
}

static void line_ends_folds_and_a_mark(void **state) {
  static const struct named_day days[] = {{"2026-04-03", "Good Friday"}};
  (void)state;
  assert_days("\xef\xbb\xbf" HEAD "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260403\nSUMMARY:Good\n  Fri\r\n\tday\nEND:VEVENT\n\n"
              "END:VCALENDAR",
              days, 1);
  assert_days("begin:vcalendar\nbegin:vevent\ndtstart;value=date:20260403\nsummary:Good Friday\nend:vevent\nend:vcalendar\n", days,
              1);
}

static void escapes_and_quotes(void **state) {
  static const struct named_day days[] = {{"2026-04-03", "a, b; c\\ d: e"}};
  (void)state;
  assert_days(EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY;ALTREP=\"http://example.org/;x\";LANGUAGE=en:a\\, b\\; c\\\\ d: e\r\n"),
              days, 1);
}

/* A line break in the name of a holiday becomes a space. */
static void a_line_break_in_a_name(void **state) {
  static const struct named_day days[] = {{"2026-04-03", "Good Friday"}};
  (void)state;
  assert_days(EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:Good\\nFriday\r\n"), days, 1);
  static const struct named_day of_c1[] = {{"2026-04-03", "Good  Friday"}};
  assert_days(EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:Good\xc2\x9b"
                    "Friday\r\n"),
              of_c1, 1);
}

static void no_name(void **state) {
  static const struct named_day days[] = {{"2026-04-03", ""}};
  (void)state;
  assert_days(EVENT("DTSTART;VALUE=DATE:20260403\r\n"), days, 1);
  assert_days(EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:\r\n"), days, 1);
  assert_days(EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY: \t\r\n"), days, 1);
}

/* DTEND is the day after the last day of an event. The event has three days across the end of a month. */
static void several_days(void **state) {
  static const struct named_day days[] = {{"2026-12-28", "Closed"},
                                          {"2026-12-29", "Closed"},
                                          {"2026-12-30", "Closed"},
                                          {"2026-12-31", "Closed"},
                                          {"2027-01-01", "Closed"}};
  (void)state;
  assert_days(EVENT("DTSTART;VALUE=DATE:20261228\r\nDTEND;VALUE=DATE:20270102\r\nSUMMARY:Closed\r\n"), days, 5);
}

static void alarms_and_other_properties_are_passed_over(void **state) {
  static const struct named_day days[] = {{"2026-04-03", "Good Friday"}};
  (void)state;
  assert_days(EVENT("X-OTHER;X-A=\"1:2\":3\r\nDTSTART;VALUE=DATE:20260403\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nSUMMARY:Wake up\r\n"
                    "TRIGGER;VALUE=DATE-TIME:20260402T090000Z\r\nDURATION:PT5M\r\nREPEAT:99999999\r\nEND:VALARM\r\n"
                    "ATTENDEE:nonsense\r\nGEO:x\r\nSUMMARY:Good Friday\r\nX-LIC-ERROR:mine\r\n"),
              days, 1);
}

/* A cancelled day is not a holiday, and the reader warns. */
static void a_cancelled_event(void **state) {
  (void)state;
  struct outcome outcome = read_text(HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260403\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n"
                                          "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260406\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n" FOOT);
  dueby_holiday holiday;
  assert_int_equal(outcome.status, DUEBY_OK);
  assert_int_equal(dueby_calendar_holiday_count(outcome.calendar), 1);
  assert_int_equal(dueby_calendar_holiday(outcome.calendar, 0, &holiday), DUEBY_OK);
  assert_day(holiday.date, "2026-04-06");
  assert_int_equal(outcome.diagnostics.count, 3); /* the reader also warns that the list begins and ends within the year */
  assert_int_equal(outcome.said[0].severity, DUEBY_SEVERITY_WARNING);
  assert_int_equal(outcome.said[0].line, 5);
  dueby_calendar_free(outcome.calendar);
}

static void fault_i4__a_list_with_a_hole(void **state) {
  (void)state;
  struct outcome outcome = read_text(HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nEND:VEVENT\r\n"
                                          "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20281225\r\nEND:VEVENT\r\n" FOOT);
  assert_int_equal(outcome.status, DUEBY_ETEXT);
  assert_string_equal(
      outcome.said[0].message,
      "no Christmas in 2027: some of the list is missing. Add the bank holidays for 2027, or leave out the later years");
}

/* Fault I7: both our reader and the Python package must unescape escaped characters in a name. */
static void fault_i7__names_are_unescaped(void **state) {
  static const struct named_day days[] = {{"2026-04-03", "Good, long; Friday\\ of two lines"}};
  (void)state;
  assert_days(EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:Good\\, long\\; Friday\\\\ of\\ntwo lines\r\n"), days, 1);
}

static void leap_days(void **state) {
  static const struct named_day days[] = {{"2028-02-29", "x"}};
  (void)state;
  assert_days(EVENT("DTSTART;VALUE=DATE:20280229\r\nSUMMARY:x\r\n"), days, 1);
}

/* ---- refused ---- */

static void assert_refused_bytes(const char *ics, int64_t length, dueby_status status, int32_t line, const char *words) {
  struct outcome outcome = read_bytes(ics, length);
  assert_int_equal(outcome.status, status);
  assert_int_equal(outcome.diagnostics.count, 1);
  if (!strstr(outcome.said[0].message, words)) fail_msg("\"%s\" does not say \"%s\"", outcome.said[0].message, words);
  assert_int_equal(outcome.said[0].severity, DUEBY_SEVERITY_ERROR);
  assert_int_equal(outcome.said[0].code, status);
  assert_int_equal(outcome.said[0].line, line);
}

static void assert_refused(const char *ics, dueby_status status, int32_t line, const char *words) {
  assert_refused_bytes(ics, (int64_t)strlen(ics), status, line, words);
}

static void what_is_no_calendar(void **state) {
  (void)state;
  assert_refused("", DUEBY_ETEXT, 1, "the file is empty");
  assert_refused("\r\n\r\n", DUEBY_ETEXT, 3, "the file is empty");
  assert_refused("<!DOCTYPE html>\n<html></html>\n", DUEBY_ETEXT, 1, "expected NAME:VALUE, and BEGIN:VCALENDAR");
  assert_refused("no colon", DUEBY_ETEXT, 1, "expected NAME:VALUE");
  assert_refused("DTSTART;VALUE=DATE:20260403\r\n", DUEBY_ETEXT, 1, "expected BEGIN:VCALENDAR");
  assert_refused("BEGIN:VEVENT\r\nEND:VEVENT\r\n", DUEBY_ETEXT, 1, "expected BEGIN:VCALENDAR");
  assert_refused("END:VCALENDAR\r\n", DUEBY_ETEXT, 1, "expected BEGIN:VCALENDAR");
  assert_refused("BEGIN:VCARD\r\nEND:VCARD\r\n", DUEBY_ETEXT, 1, "expected BEGIN:VCALENDAR");
  assert_refused(HEAD FOOT, DUEBY_ETEXT, 0, "the file has no bank holidays for scotland");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\nno colon here\r\n"), DUEBY_ETEXT, 5, "expected NAME:VALUE");
  assert_refused(EVENT("DTSTART\"VALUE=DATE:20260403\r\n"), DUEBY_ETEXT, 4, "expected NAME:VALUE");
  assert_refused(EVENT("X;A=\"open:20260403\r\n"), DUEBY_ETEXT, 4, "expected NAME:VALUE");
}

static void what_ends_early_or_goes_on(void **state) {
  (void)state;
  assert_refused("BEGIN:VCALENDAR\r\n", DUEBY_ETEXT, 2, "ends before END:VCALENDAR");
  assert_refused(HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260403\r\n", DUEBY_ETEXT, 5, "ends before END:VEVENT");
  assert_refused(HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260403\r\nEND:VCALENDAR\r\n", DUEBY_ETEXT, 5, "expected END:VEVENT");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\n") HEAD FOOT, DUEBY_ETEXT, 7, "one VCALENDAR and nothing else");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\n") "X-MORE:1\r\n", DUEBY_ETEXT, 7, "one VCALENDAR and nothing else");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\n") FOOT, DUEBY_ETEXT, 7, "one VCALENDAR and nothing else");
}

static void other_components(void **state) {
  (void)state;
  assert_refused(HEAD "BEGIN:VTODO\r\nEND:VTODO\r\n" FOOT, DUEBY_ETEXT, 3, "a component is in the wrong place");
  assert_refused(HEAD "BEGIN:VCALENDAR\r\n" FOOT FOOT, DUEBY_ETEXT, 3, "a component is in the wrong place");
  assert_refused(HEAD "BEGIN:XROOT\r\nEND:XROOT\r\n" FOOT, DUEBY_ETEXT, 3, "a component is in the wrong place");
  assert_refused(EVENT("BEGIN:VEVENT\r\nEND:VEVENT\r\n"), DUEBY_ETEXT, 4, "a component is in the wrong place");
  assert_refused(HEAD "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\nEND:VTIMEZONE\r\n" FOOT, DUEBY_ETEXT, 3, "a time zone");
}

static void other_calendars(void **state) {
  (void)state;
  assert_refused("BEGIN:VCALENDAR\r\nVERSION:1.0\r\n" FOOT, DUEBY_ETEXT, 2, "expected VERSION:2.0");
  assert_refused(HEAD "CALSCALE:HEBREW\r\n" FOOT, DUEBY_ETEXT, 3, "expected CALSCALE:GREGORIAN");
  assert_refused(HEAD "METHOD:CANCEL\r\n" FOOT, DUEBY_ETEXT, 3, "expected METHOD:PUBLISH");
}

static void times_and_zones(void **state) {
  (void)state;
  assert_refused(EVENT("DTSTART:20260403T090000Z\r\n"), DUEBY_ETEXT, 4, "not marked as a whole day");
  assert_refused(EVENT("DTSTART:20260403\r\n"), DUEBY_ETEXT, 4, "expected DTSTART;VALUE=DATE:20260403");
  assert_refused(EVENT("DTSTART;TZID=Europe/London:20260403T000000\r\n"), DUEBY_ETEXT, 4, "not marked as a whole day");
  assert_refused(EVENT("DTSTART;VALUE=DATE;TZID=Europe/London:20260403\r\n"), DUEBY_ETEXT, 4, "no time zone");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\nDTEND:20260404T000000\r\n"), DUEBY_ETEXT, 5, "DTEND is not marked");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403T090000\r\n"), DUEBY_ETEXT, 4, "is not a date");
}

static void recurrence_and_durations(void **state) {
  static const char *const lines[] = {"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
                                      "RDATE;VALUE=DATE:20260404",
                                      "EXRULE:FREQ=DAILY",
                                      "EXDATE;VALUE=DATE:20260404",
                                      "RECURRENCE-ID;VALUE=DATE:20260403",
                                      "DURATION:P1D",
                                      "rrule:FREQ=SECONDLY"};
  (void)state;
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    char ics[256];
    snprintf(ics, sizeof ics, HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260403\r\n%s\r\nEND:VEVENT\r\n" FOOT, lines[i]);
    assert_refused(ics, DUEBY_ETEXT, 5, "expected one event for each day");
  }
}

/* Our reader must refuse all of these dates, which do not exist; some other readers accept the first three. */
static void days_that_do_not_exist(void **state) {
  (void)state;
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260230\r\n"), DUEBY_ETEXT, 4, "2026-02-30 is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20261301\r\n"), DUEBY_ETEXT, 4, "2026-13-01 is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260400\r\n"), DUEBY_ETEXT, 4, "2026-04-00 is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20270229\r\n"), DUEBY_ETEXT, 4, "2027-02-29 is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\nDTEND;VALUE=DATE:20260431\r\n"), DUEBY_ETEXT, 5, "2026-04-31 is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:2026 4 3\r\n"), DUEBY_ETEXT, 4, "is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:2026+4+3\r\n"), DUEBY_ETEXT, 4, "is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:2026403\r\n"), DUEBY_ETEXT, 4, "is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:2026-04-03\r\n"), DUEBY_ETEXT, 4, "is not a date");
  assert_refused(EVENT("DTSTART;VALUE=DATE:\r\n"), DUEBY_ETEXT, 4, "is not a date");
}

static void a_day_of_zeros(void **state) {
  (void)state;
  assert_refused(EVENT("DTSTART;VALUE=DATE:00000000\r\n"), DUEBY_ETEXT, 4, "0000-00-00 is not a date");
}

static void days_out_of_range(void **state) {
  (void)state;
  assert_refused(EVENT("DTSTART;VALUE=DATE:19701231\r\n"), DUEBY_ECOVERAGE, 4,
                 "a calendar can only cover 1971-01-01 to 2100-12-31");
  assert_refused(EVENT("DTSTART;VALUE=DATE:21010101\r\n"), DUEBY_ECOVERAGE, 4,
                 "a calendar can only cover 1971-01-01 to 2100-12-31");
  assert_refused(EVENT("DTSTART;VALUE=DATE:18000101\r\n"), DUEBY_ECOVERAGE, 4,
                 "a calendar can only cover 1971-01-01 to 2100-12-31");
  assert_refused(EVENT("DTSTART;VALUE=DATE:99991231\r\n"), DUEBY_ECOVERAGE, 4,
                 "a calendar can only cover 1971-01-01 to 2100-12-31");
  assert_refused(EVENT("DTSTART;VALUE=DATE:21001231\r\nDTEND;VALUE=DATE:21010102\r\n"), DUEBY_ECOVERAGE, 4,
                 "a calendar can only cover");
}

static void ends_that_are_none(void **state) {
  (void)state;
  assert_refused(EVENT("DTEND;VALUE=DATE:20260403\r\nDTSTART;VALUE=DATE:20260403\r\n"), DUEBY_ETEXT, 4, "not after DTSTART");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\nDTEND;VALUE=DATE:20260402\r\n"), DUEBY_ETEXT, 5, "not after DTSTART");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20270103\r\n"), DUEBY_ELIMIT, 5, "longer than 366 days");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:99990101\r\n"), DUEBY_ECOVERAGE, 5,
                 "a calendar can only cover");
}

static void what_stands_twice_or_not_at_all(void **state) {
  (void)state;
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\nDTSTART;VALUE=DATE:20260404\r\n"), DUEBY_ETEXT, 5, "DTSTART appears twice");
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:a\r\nSUMMARY:b\r\n"), DUEBY_ETEXT, 6, "SUMMARY appears twice");
  assert_refused(EVENT("SUMMARY:a\r\n"), DUEBY_ETEXT, 3, "an event has no date");
  assert_refused(EVENT("DTEND;VALUE=DATE:20260403\r\n"), DUEBY_ETEXT, 3, "an event has no date");
}

static void what_is_not_settled(void **state) {
  (void)state;
  assert_refused(EVENT("DTSTART;VALUE=DATE:20260403\r\nSTATUS:TENTATIVE\r\n"), DUEBY_ETEXT, 5, "not definite");
}

static void what_is_no_text(void **state) {
  static const char zero[] = HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2026\0"
                                  "403\r\nEND:VEVENT\r\n" FOOT;
  (void)state;
  assert_refused_bytes(zero, sizeof zero - 1, DUEBY_ETEXT, 4, "a zero byte");
  assert_refused(EVENT("SUMMARY:a\x1b[31m\r\n"), DUEBY_ETEXT, 4, "a control character is not allowed");
  assert_refused(EVENT("SUMMARY:a\rBEGIN:VEVENT\r\n"), DUEBY_ETEXT, 4, "a control character is not allowed");
  assert_refused(EVENT("SUMMARY:\xe9t\xe9\r\n"), DUEBY_ETEXT, 4, "SUMMARY is not UTF-8");
  assert_refused(EVENT("SUMMARY:\xc0\xaf\r\n"), DUEBY_ETEXT, 4, "SUMMARY is not UTF-8");
  assert_refused(EVENT("SUMMARY:\xed\xa0\x80\r\n"), DUEBY_ETEXT, 4, "SUMMARY is not UTF-8");
  assert_refused(EVENT("SUMMARY:cut \xe2\x80\r\n"), DUEBY_ETEXT, 4, "SUMMARY is not UTF-8");
}

/* ---- limits ---- */

/* Returns `head`, `times` copies of `middle`, and `foot`. */
static char *repeated(const char *head, const char *middle, int64_t times, const char *foot) {
  size_t size = strlen(middle);
  char *text = malloc(strlen(head) + (size_t)times * size + strlen(foot) + 1), *at = text;
  if (!text) abort();
  strcpy(at, head);
  at += strlen(head);
  for (int64_t i = 0; i < times; i++, at += size) memcpy(at, middle, size);
  strcpy(at, foot);
  return text;
}

static void the_size_of_a_file(void **state) {
  static const char head[] = HEAD "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260403\n", foot[] = "END:VEVENT\n" FOOT;
  int64_t rest = (1 << 20) - (int64_t)(strlen(head) + strlen(foot));
  (void)state;
  char *ics = repeated(head, "\n", rest, foot);
  struct outcome outcome = read_text(ics);
  assert_int_equal(outcome.status, DUEBY_OK);
  dueby_calendar_free(outcome.calendar);
  free(ics);
  ics = repeated(head, "\n", rest + 1, foot);
  assert_refused(ics, DUEBY_ELIMIT, 0, "the file is larger than 1 MiB");
  free(ics);
}

/* A line may have 8192 bytes, including its name "X-LONG:", whether folded or not. */
static void the_length_of_a_line(void **state) {
  static const char head[] = HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260403\r\nX-LONG:";
  static const char foot[] = "\r\nEND:VEVENT\r\n" FOOT;
  (void)state;
  char *ics = repeated(head, "x", 8192 - 7, foot);
  struct outcome outcome = read_text(ics);
  assert_int_equal(outcome.status, DUEBY_OK);
  dueby_calendar_free(outcome.calendar);
  free(ics);
  ics = repeated(head, "x", 8193 - 7, foot);
  assert_refused(ics, DUEBY_ELIMIT, 5, "longer than 8 KiB");
  free(ics);
  ics = repeated(head, "\r\n xxxxx", (8192 - 7) / 5, foot);
  outcome = read_text(ics);
  assert_int_equal(outcome.status, DUEBY_OK);
  dueby_calendar_free(outcome.calendar);
  free(ics);
  ics = repeated(head, "\r\n xxxxx", (8192 - 7) / 5 + 1, foot);
  assert_refused(ics, DUEBY_ELIMIT, 5, "longer than 8 KiB");
  free(ics);
}

/* A file may have 5000 components. VCALENDAR counts as one of them, and so does each alarm. */
static void how_many_components(void **state) {
  static const char event[] = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260403\nEND:VEVENT\n";
  (void)state;
  char *ics = repeated(HEAD, event, 4999, FOOT);
  struct outcome outcome = read_text(ics);
  assert_int_equal(outcome.status, DUEBY_OK);
  assert_int_equal(dueby_calendar_holiday_count(outcome.calendar), 4999);
  dueby_calendar_free(outcome.calendar);
  free(ics);
  ics = repeated(HEAD, event, 5000, FOOT);
  assert_refused(ics, DUEBY_ELIMIT, 3 + 4999 * 3, "more than 5000 components");
  free(ics);
  ics = repeated(HEAD "BEGIN:VEVENT\n", "BEGIN:VALARM\nEND:VALARM\n", 4999, "END:VEVENT\n" FOOT);
  assert_refused(ics, DUEBY_ELIMIT, 4 + 4998 * 2, "more than 5000 components");
  free(ics);
}

static void how_deep(void **state) {
  (void)state;
  assert_refused(EVENT("BEGIN:VALARM\r\nBEGIN:VALARM\r\n"), DUEBY_ELIMIT, 5, "more than 3 levels deep");
  char *ics = repeated("", "BEGIN:VCALENDAR\n", 60000, "");
  assert_refused(ics, DUEBY_ETEXT, 2, "a component is in the wrong place");
  free(ics);
}

/* 55 events of 366 days have 20130 days, which is over the limit of 20000. */
static void how_many_days(void **state) {
  static const char event[] = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20280101\nDTEND;VALUE=DATE:20290101\nEND:VEVENT\n";
  (void)state;
  char *ics = repeated(HEAD, event, 54, FOOT);
  struct outcome outcome = read_text(ics);
  assert_int_equal(outcome.status, DUEBY_OK);
  assert_int_equal(dueby_calendar_holiday_count(outcome.calendar), 54 * 366);
  dueby_calendar_free(outcome.calendar);
  free(ics);
  ics = repeated(HEAD, event, 55, FOOT);
  assert_refused(ics, DUEBY_ELIMIT, 3 + 54 * 4, "more than 20000 days");
  free(ics);
}

static void a_division_that_is_none(void **state) {
  static const char ics[] = EVENT("DTSTART;VALUE=DATE:20260403\r\n");
  dueby_calendar *calendar = NULL;
  (void)state;
  assert_int_equal(dueby_ical_calendar_from_ics(ics, sizeof ics - 1, "cornwall", NULL, &calendar), DUEBY_ENOTFOUND);
  assert_null(calendar);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_shape_of_gov_uk),
      cmocka_unit_test(line_ends_folds_and_a_mark),
      cmocka_unit_test(escapes_and_quotes),
      cmocka_unit_test(a_line_break_in_a_name),
      cmocka_unit_test(no_name),
      cmocka_unit_test(several_days),
      cmocka_unit_test(alarms_and_other_properties_are_passed_over),
      cmocka_unit_test(a_cancelled_event),
      cmocka_unit_test(fault_i4__a_list_with_a_hole),
      cmocka_unit_test(fault_i7__names_are_unescaped),
      cmocka_unit_test(leap_days),
      cmocka_unit_test(what_is_no_calendar),
      cmocka_unit_test(what_ends_early_or_goes_on),
      cmocka_unit_test(other_components),
      cmocka_unit_test(other_calendars),
      cmocka_unit_test(times_and_zones),
      cmocka_unit_test(recurrence_and_durations),
      cmocka_unit_test(days_that_do_not_exist),
      cmocka_unit_test(a_day_of_zeros),
      cmocka_unit_test(days_out_of_range),
      cmocka_unit_test(ends_that_are_none),
      cmocka_unit_test(what_stands_twice_or_not_at_all),
      cmocka_unit_test(what_is_not_settled),
      cmocka_unit_test(what_is_no_text),
      cmocka_unit_test(the_size_of_a_file),
      cmocka_unit_test(the_length_of_a_line),
      cmocka_unit_test(how_many_components),
      cmocka_unit_test(how_deep),
      cmocka_unit_test(how_many_days),
      cmocka_unit_test(a_division_that_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
