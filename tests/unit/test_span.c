#include "dueby/span.h"

#include "calendars.h"

static const int32_t countings[] = {DUEBY_COUNTING_EXCLUDED, DUEBY_COUNTING_ROLLED, DUEBY_COUNTING_INCLUDED, DUEBY_COUNTING_CLEAR};
static const char eaw[] = "england-and-wales";

/* ---- text to span ---- */

static dueby_status parse(const char *text, dueby_span *span) {
  return dueby_span_parse(text, (int64_t)strlen(text), span);
}

static void test_span__parse_each_unit(void **state) {
  (void)state;
  const struct {
    const char *text;
    int32_t amount, unit;
  } rows[] = {{"1 working day", 1, DUEBY_UNIT_WORKING_DAYS},
              {"45 working days", 45, DUEBY_UNIT_WORKING_DAYS},
              {"1 day", 1, DUEBY_UNIT_DAYS},
              {"7 days", 7, DUEBY_UNIT_DAYS},
              {"1 week", 1, DUEBY_UNIT_WEEKS},
              {"6 weeks", 6, DUEBY_UNIT_WEEKS},
              {"1 fortnight", 2, DUEBY_UNIT_WEEKS},
              {"3 fortnights", 6, DUEBY_UNIT_WEEKS},
              {"1 month", 1, DUEBY_UNIT_MONTHS},
              {"3 months", 3, DUEBY_UNIT_MONTHS},
              {"1 year", 12, DUEBY_UNIT_MONTHS},
              {"16 years", 192, DUEBY_UNIT_MONTHS},
              {"16 years 3 months", 195, DUEBY_UNIT_MONTHS},
              {"1 year 1 month", 13, DUEBY_UNIT_MONTHS},
              {"0 years 0 months", 0, DUEBY_UNIT_MONTHS},
              {"72 hours", 72, DUEBY_UNIT_HOURS},
              {"1 hour", 1, DUEBY_UNIT_HOURS},
              {"90 minutes", 90, DUEBY_UNIT_MINUTES},
              {"1 minute", 1, DUEBY_UNIT_MINUTES},
              {"-1 month", -1, DUEBY_UNIT_MONTHS},
              {"-10 working days", -10, DUEBY_UNIT_WORKING_DAYS},
              {"-1 year 6 months", -18, DUEBY_UNIT_MONTHS},
              {"1 working days", 1, DUEBY_UNIT_WORKING_DAYS},
              {"2 day", 2, DUEBY_UNIT_DAYS}, /* the unit may be singular or plural, whatever the amount */
              {"0 working days", 0, DUEBY_UNIT_WORKING_DAYS},
              {"100000 days", 100000, DUEBY_UNIT_DAYS},
              {"-100000 minutes", -100000, DUEBY_UNIT_MINUTES},
              {"50000 fortnights", 100000, DUEBY_UNIT_WEEKS},
              {"8333 years 4 months", 100000, DUEBY_UNIT_MONTHS}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    dueby_span span = {UNTOUCHED, UNTOUCHED};
    if (parse(rows[i].text, &span) != DUEBY_OK) fail_msg("%s", rows[i].text);
    assert_int_equal(span.amount, rows[i].amount);
    assert_int_equal(span.unit, rows[i].unit);
  }
}

static void test_span__parse_refuses_other_texts(void **state) {
  (void)state;
  const char *texts[] = {"",
                         " ",
                         "5",
                         "5 ",
                         "days",
                         " 5 days",
                         "5 days ",
                         "5  days",
                         "5days",
                         "5\tdays",
                         "five days",
                         "5 Days",
                         "5 DAYS",
                         "5 dayss",
                         "5 d",
                         "5 wd",
                         "5 working",
                         "5 working  days",
                         "5 workingdays",
                         "5 working-days",
                         "5 business days",
                         "5 working weeks",
                         "+5 days",
                         "--5 days",
                         "- 5 days",
                         "-",
                         "5.5 days",
                         "5,000 days",
                         "1e3 days",
                         "0x5 days",
                         "5 days and 3 hours",
                         "5 days 3 hours",
                         "5 weeks 2 days",
                         "3 months 2 years",
                         "1 year 2 years",
                         "1 year 1 fortnight",
                         "1 year 3 days",
                         "1 year 3",
                         "1 year ",
                         "1 year 3 ",
                         "1 year x months",
                         "1 yearly",
                         "1 year  3 months",
                         "1 year, 3 months",
                         "1 year -3 months",
                         "1 year 3 months 1 month",
                         "1 month 3 months",
                         "100001 days",
                         "-100001 days",
                         "1000000000000 days",
                         "99999999999999999999 days",
                         "50001 fortnights",
                         "8334 years",
                         "8333 years 5 months",
                         "100000 years",
                         "same day",
                         "not stated",
                         "5 years3 months",
                         "5 days\n"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    dueby_span span = {UNTOUCHED, UNTOUCHED};
    dueby_status status = parse(texts[i], &span);
    if (status != DUEBY_ETEXT) fail_msg("\"%s\": %s", texts[i], dueby_status_text(status));
    assert_int_equal(span.amount, UNTOUCHED);
    assert_int_equal(span.unit, UNTOUCHED);
  }
}

static void test_span__parse_reads_no_further_than_the_length(void **state) {
  (void)state;
  dueby_span span = {UNTOUCHED, UNTOUCHED};
  assert_int_equal(dueby_span_parse("5 days or so", 6, &span), DUEBY_OK);
  assert_int_equal(span.unit, DUEBY_UNIT_DAYS);
  assert_int_equal(dueby_span_parse("12 years 3 months", 8, &span), DUEBY_OK);
  assert_int_equal(span.amount, 144);
  assert_int_equal(dueby_span_parse("5 days", 5, &span), DUEBY_OK); /* only "5 day" is read, without the last letter */
  assert_int_equal(dueby_span_parse("5 days", 4, &span), DUEBY_ETEXT);
  assert_int_equal(dueby_span_parse("5 days", 0, &span), DUEBY_ETEXT);
  assert_int_equal(dueby_span_parse("5 days", 7, &span), DUEBY_ETEXT); /* a zero byte must not be part of the text */
}

/* ---- span to text ---- */

static void test_span__text_of_each_unit(void **state) {
  (void)state;
  const struct {
    dueby_span span;
    const char *text;
  } rows[] = {{{1, DUEBY_UNIT_WORKING_DAYS}, "1 working day"},
              {{45, DUEBY_UNIT_WORKING_DAYS}, "45 working days"},
              {{0, DUEBY_UNIT_WORKING_DAYS}, "0 working days"},
              {{7, DUEBY_UNIT_DAYS}, "7 days"},
              {{1, DUEBY_UNIT_WEEKS}, "1 week"},
              {{2, DUEBY_UNIT_WEEKS}, "2 weeks"},
              {{1, DUEBY_UNIT_MONTHS}, "1 month"},
              {{11, DUEBY_UNIT_MONTHS}, "11 months"},
              {{12, DUEBY_UNIT_MONTHS}, "1 year"},
              {{13, DUEBY_UNIT_MONTHS}, "1 year 1 month"},
              {{24, DUEBY_UNIT_MONTHS}, "2 years"},
              {{195, DUEBY_UNIT_MONTHS}, "16 years 3 months"},
              {{0, DUEBY_UNIT_MONTHS}, "0 months"},
              {{72, DUEBY_UNIT_HOURS}, "72 hours"},
              {{1, DUEBY_UNIT_MINUTES}, "1 minute"},
              {{-1, DUEBY_UNIT_MONTHS}, "-1 month"},
              {{-1, DUEBY_UNIT_WORKING_DAYS}, "-1 working day"},
              {{-195, DUEBY_UNIT_MONTHS}, "-16 years 3 months"},
              {{100000, DUEBY_UNIT_WORKING_DAYS}, "100000 working days"},
              {{-100000, DUEBY_UNIT_MONTHS}, "-8333 years 4 months"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[64];
    int64_t needed = UNTOUCHED;
    dueby_span back = {UNTOUCHED, UNTOUCHED};
    assert_int_equal(dueby_span_text(rows[i].span, text, sizeof text, &needed), DUEBY_OK);
    assert_string_equal(text, rows[i].text);
    assert_int_equal(needed, strlen(text) + 1);
    assert_int_equal(parse(text, &back), DUEBY_OK);
    assert_int_equal(back.amount, rows[i].span.amount);
    assert_int_equal(back.unit, rows[i].span.unit);
  }
}

static void test_span__text_says_how_much_room_it_takes(void **state) {
  (void)state;
  const dueby_span span = {45, DUEBY_UNIT_WORKING_DAYS};
  for (int64_t size = 0; size <= 18; size++) {
    char text[24];
    int64_t needed = UNTOUCHED;
    memset(text, '#', sizeof text);
    assert_int_equal(dueby_span_text(span, text, size, &needed), size < 16 ? DUEBY_ESPACE : DUEBY_OK);
    assert_int_equal(needed, 16);
    if (size) assert_string_equal(text, size < 16 ? "" : "45 working days");
    for (size_t i = (size_t)size; i < sizeof text; i++) assert_int_equal(text[i], '#');
  }
}

static void test_span__text_refuses_what_is_no_span(void **state) {
  (void)state;
  const dueby_span spans[] = {{0, 0},
                              {5, 0},
                              {5, 7},
                              {5, -1},
                              {100001, DUEBY_UNIT_DAYS},
                              {-100001, DUEBY_UNIT_DAYS},
                              {INT32_MAX, DUEBY_UNIT_DAYS},
                              {INT32_MIN + 1, DUEBY_UNIT_DAYS},
                              {INT32_MIN, DUEBY_UNIT_DAYS}};
  for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
    char text[64] = "as it was";
    int64_t needed = UNTOUCHED;
    assert_int_equal(dueby_span_text(spans[i], text, sizeof text, &needed), DUEBY_EARGUMENT);
    assert_string_equal(text, "as it was");
    assert_int_equal(needed, UNTOUCHED);
  }
}

/* ---- counting a span ---- */

struct laid_case {
  const char *from;
  dueby_span span;
  int32_t counting, roll;
  const char *due;
};

static void lay_all(const char *divisions, const struct laid_case *rows, size_t n) {
  dueby_calendar *calendar = calendar_of(divisions);
  for (size_t i = 0; i < n; i++) {
    dueby_date date = UNTOUCHED;
    dueby_status status = dueby_span_add(rows[i].span, rows[i].counting, rows[i].roll, calendar, day(rows[i].from), &date);
    if (status != DUEBY_OK || date != day(rows[i].due)) {
      print_error("row %d, from %s: %s\n", (int)i, rows[i].from, dueby_status_text(status));
      assert_day(date, rows[i].due);
    }
  }
  dueby_calendar_free(calendar);
}
#define LAY_ALL(divisions, rows) lay_all(divisions, rows, sizeof(rows) / sizeof((rows)[0]))

/* Spans around Easter 2026: Good Friday is 3 April, Easter Monday 6 April. Comments before the rows list the counted days. */

/* Tries each row with all three ways to roll. A span of working days ends on a working day, so no roll moves it. */
static void lay_with_each_roll(const struct laid_case *rows, size_t n) {
  for (int32_t roll = DUEBY_ROLL_NONE; roll <= DUEBY_ROLL_PREVIOUS; roll++) {
    for (size_t i = 0; i < n; i++) {
      struct laid_case row = rows[i];
      row.roll = roll;
      lay_all(eaw, &row, 1);
    }
  }
}

static void test_span__working_days_forwards(void **state) {
  (void)state;
  const struct laid_case rows[] = {
      /* 5 working days after Mon 30 March: Tue 31, Wed 1, Thu 2, Tue 7, Wed 8 */
      {"2026-03-30", {5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-04-08"},
      {"2026-03-30", {5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_ROLLED, 0, "2026-04-08"},
      /* 5 working days with Mon 30 March as the first: Mon 30, Tue 31, Wed 1, Thu 2, Tue 7 */
      {"2026-03-30", {5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "2026-04-07"},
      /* 5 clear working days after Mon 30 March are Tue 31, Wed 1, Thu 2, Tue 7 and Wed 8, so the end is Thu 9 */
      {"2026-03-30", {5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_CLEAR, 0, "2026-04-09"},
      /* 1 working day from Mon 30 March ends on Tue 31; included, on Mon 30 itself; clear, on Wed 1, after Tue 31 */
      {"2026-03-30", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-03-31"},
      {"2026-03-30", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_ROLLED, 0, "2026-03-31"},
      {"2026-03-30", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "2026-03-30"},
      {"2026-03-30", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_CLEAR, 0, "2026-04-01"},
  };
  lay_with_each_roll(rows, sizeof rows / sizeof rows[0]);
}

static void test_span__working_days_forwards_from_a_holiday(void **state) {
  (void)state;
  const struct laid_case rows[] = {
      /* 5 working days after Good Friday: Tue 7, Wed 8, Thu 9, Fri 10, Mon 13 */
      {"2026-04-03", {5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-04-13"},
      /* 5 working days after Good Friday, rolled to Tue 7 as day 0: Wed 8, Thu 9, Fri 10, Mon 13, Tue 14 */
      {"2026-04-03", {5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_ROLLED, 0, "2026-04-14"},
      /* with the start included, day 1 after Good Friday is Tue 7 */
      {"2026-04-03", {5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "2026-04-13"},
      /* 5 clear working days after Good Friday are Tue 7, Wed 8, Thu 9, Fri 10 and Mon 13, so the end is Tue 14 */
      {"2026-04-03", {5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_CLEAR, 0, "2026-04-14"},
      /* 3 working days after Sat 28 March: Mon 30, Tue 31, Wed 1 */
      {"2026-03-28", {3, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-04-01"},
      {"2026-03-28", {3, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_ROLLED, 0, "2026-04-02"},
      {"2026-03-28", {3, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "2026-04-01"},
      {"2026-03-28", {3, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_CLEAR, 0, "2026-04-02"},
  };
  lay_with_each_roll(rows, sizeof rows / sizeof rows[0]);
}

static void test_span__working_days_backwards(void **state) {
  (void)state;
  const struct laid_case rows[] = {
      /* 5 working days back from Wed 8 April: Tue 7, Thu 2, Wed 1, Tue 31, Mon 30 */
      {"2026-04-08", {-5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-03-30"},
      {"2026-04-08", {-5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_ROLLED, 0, "2026-03-30"},
      /* 5 working days back with Wed 8 April as the first: Wed 8, Tue 7, Thu 2, Wed 1, Tue 31 */
      {"2026-04-08", {-5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "2026-03-31"},
      /* 5 clear working days before Wed 8 April are Tue 7, Thu 2, Wed 1, Tue 31 and Mon 30, so the end is Fri 27 */
      {"2026-04-08", {-5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_CLEAR, 0, "2026-03-27"},
      {"2026-04-08", {-1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "2026-04-08"},
      {"2026-04-08", {-1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_CLEAR, 0, "2026-04-02"},
  };
  lay_with_each_roll(rows, sizeof rows / sizeof rows[0]);
}

static void test_span__working_days_backwards_from_a_holiday(void **state) {
  (void)state;
  const struct laid_case rows[] = {
      /* 5 working days back from Easter Monday: Thu 2, Wed 1, Tue 31, Mon 30, Fri 27 */
      {"2026-04-06", {-5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-03-27"},
      /* 5 working days back from Easter Monday, rolled to Thu 2 as day 0: Wed 1, Tue 31, Mon 30, Fri 27, Thu 26 */
      {"2026-04-06", {-5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_ROLLED, 0, "2026-03-26"},
      /* with the start included, day 1 back from Easter Monday is Thu 2 */
      {"2026-04-06", {-5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "2026-03-27"},
      /* 5 clear working days before Easter Monday are Thu 2, Wed 1, Tue 31, Mon 30 and Fri 27, so the end is Thu 26 */
      {"2026-04-06", {-5, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_CLEAR, 0, "2026-03-26"},
  };
  lay_with_each_roll(rows, sizeof rows / sizeof rows[0]);
}

/* 5 days after Mon 30 March are Tue 31, Wed 1, Thu 2, Fri 3 (Good Friday) and Sat 4. A roll moves the end to Tue 7 or Thu 2. */
static void test_span__days_forwards(void **state) {
  (void)state;
  const struct laid_case rows[] = {
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2026-04-04"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, "2026-04-04"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      /* 5 days with Mon 30 March as the first end on Fri 3 */
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NONE, "2026-04-03"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      /* 5 clear days after Mon 30 March are Tue 31 to Sat 4, so the end is Sun 5 */
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_NONE, "2026-04-05"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-03-30", {5, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      /* a due date that is a working day is not moved */
      {"2026-03-30", {3, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, "2026-04-02"},
      {"2026-03-30", {3, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
  };
  LAY_ALL(eaw, rows);
}

/* 6 days after Sat 28 March end on Fri 3 April. DUEBY_COUNTING_ROLLED counts from Mon 30 March, to Sun 5 April. */
static void test_span__days_forwards_from_a_weekend(void **state) {
  (void)state;
  const struct laid_case rows[] = {
      {"2026-03-28", {6, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2026-04-03"},
      {"2026-03-28", {6, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, "2026-04-05"},
      {"2026-03-28", {6, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-03-28", {6, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      {"2026-03-28", {6, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NONE, "2026-04-02"}, /* Sat 28 is day 1 */
      {"2026-03-28", {6, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_NONE, "2026-04-04"},
  };
  LAY_ALL(eaw, rows);
}

/* 4 days back from Wed 8 April are Tue 7, Mon 6 (Easter Monday), Sun 5 and Sat 4. A roll moves the end to Tue 7 or Thu 2. */
static void test_span__days_backwards(void **state) {
  (void)state;
  const struct laid_case rows[] = {
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2026-04-04"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, "2026-04-04"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      /* 4 days back with Wed 8 April as the first end on Sun 5 */
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NONE, "2026-04-05"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      /* 4 clear days before Wed 8 April are Tue 7 to Sat 4, so the end is Fri 3 */
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_NONE, "2026-04-03"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_NEXT, "2026-04-07"},
      {"2026-04-08", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_PREVIOUS, "2026-04-02"},
      /* DUEBY_COUNTING_ROLLED moves Easter Monday back to Thu 2; 4 days before are Wed 1, Tue 31, Mon 30, Sun 29 */
      {"2026-04-06", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, "2026-03-29"},
      {"2026-04-06", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NEXT, "2026-03-30"},
      {"2026-04-06", {-4, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_PREVIOUS, "2026-03-27"},
  };
  LAY_ALL(eaw, rows);
}

static void test_span__weeks_and_months(void **state) {
  (void)state;
  const struct laid_case rows[] = {
      /* one week from Mon 5 January ends on Mon 12 (Lester v Garland (1808) 15 Ves 248: the day of the event does not count) */
      {"2026-01-05", {1, DUEBY_UNIT_WEEKS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2026-01-12"},
      /* s.32(1)(a)(ii) of the Children Act 1989: 26 weeks beginning with the day on which the application was issued */
      {"2014-04-22", {26, DUEBY_UNIT_WEEKS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NONE, "2014-10-20"},
      {"2014-04-22", {26, DUEBY_UNIT_WEEKS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2014-10-21"},
      {"2014-10-21", {-26, DUEBY_UNIT_WEEKS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2014-04-22"},
      /* months end on the corresponding date: Dodds v Walker [1981] 1 WLR 1027 */
      {"1978-09-30", {4, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "1979-01-30"},
      {"2025-11-30", {3, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2026-02-28"}, /* Sat */
      {"2025-11-30", {3, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, "2026-03-02"},
      {"2025-11-30", {3, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_PREVIOUS, "2026-02-27"},
      /* DUEBY_COUNTING_ROLLED counts from Mon 1 December, not Sun 30 November */
      {"2025-11-30", {3, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, "2026-03-01"},
      /* six months beginning with 10 March end on 9 September; with clear months the end is 11 September */
      {"2026-03-10", {6, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NONE, "2026-09-09"},
      {"2026-03-10", {6, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_NONE, "2026-09-11"},
      {"2026-03-10", {-6, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2025-09-10"},
      {"2026-03-10", {-6, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NONE, "2025-09-11"},
      {"2026-03-31", {-1, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2026-02-28"},
  };
  LAY_ALL(eaw, rows);
}

/* Zero days from Good Friday end on Good Friday; with DUEBY_COUNTING_ROLLED or a roll to the next working day on Tue 7 April, with
 * a roll to the previous one on Thu 2 April. */
static void test_span__zero_days_leave_a_day_where_it_is(void **state) {
  (void)state;
  const int32_t units[] = {DUEBY_UNIT_WORKING_DAYS, DUEBY_UNIT_DAYS, DUEBY_UNIT_WEEKS, DUEBY_UNIT_MONTHS};
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 4; j++) {
      int moves = countings[j] == DUEBY_COUNTING_ROLLED;
      const dueby_span zero = {0, units[i]};
      const struct laid_case rows[] = {
          {"2026-04-03", zero, countings[j], DUEBY_ROLL_NONE, moves ? "2026-04-07" : "2026-04-03"},
          {"2026-04-03", zero, countings[j], DUEBY_ROLL_NEXT, "2026-04-07"},
          {"2026-04-03", zero, countings[j], DUEBY_ROLL_PREVIOUS, moves ? "2026-04-07" : "2026-04-02"},
          {"2026-04-08", zero, countings[j], DUEBY_ROLL_NONE, "2026-04-08"},
          {"2026-04-08", zero, countings[j], DUEBY_ROLL_NEXT, "2026-04-08"},
          {"2026-04-08", zero, countings[j], DUEBY_ROLL_PREVIOUS, "2026-04-08"},
      };
      LAY_ALL(eaw, rows);
    }
  }
}

static void test_span__other_divisions(void **state) {
  (void)state;
  const struct laid_case in_scotland[] = {/* after Wed 31 December 2025, day 1 is Mon 5 January */
                                          {"2025-12-31", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-01-05"}};
  const struct laid_case in_england[] = {{"2025-12-31", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-01-02"}};
  const struct laid_case in_northern_ireland[] = {
      /* after Mon 16 March 2026, Tue 17 March is St Patrick's Day, so day 1 is Wed 18 March */
      {"2026-03-16", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-03-18"}};
  const struct laid_case in_none[] = {{"2026-04-02", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2026-04-03"}};
  LAY_ALL("scotland", in_scotland);
  LAY_ALL("england-and-wales+scotland", in_scotland);
  LAY_ALL(eaw, in_england);
  LAY_ALL("northern-ireland", in_northern_ireland);
  LAY_ALL("none", in_none);
}

/* Counting and adding must agree: there are n working days from d to d + n working days. */
static void test_span__add_agrees_with_count(void **state) {
  (void)state;
  dueby_calendar *calendar = calendar_of("scotland+northern-ireland");
  for (dueby_date from = day("1975-01-01"); from < day("2095-01-01"); from += 97) {
    for (int32_t n = -200; n <= 200; n += 7) {
      dueby_date date = UNTOUCHED;
      int32_t count = UNTOUCHED;
      const dueby_span span = {n, DUEBY_UNIT_WORKING_DAYS};
      assert_int_equal(dueby_span_add(span, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, from, &date), DUEBY_OK);
      assert_int_equal(dueby_calendar_count(calendar, from, date, DUEBY_INCLUDE_END, &count), DUEBY_OK);
      assert_int_equal(count, n);
    }
  }
  dueby_calendar_free(calendar);
}

/* ---- refused arguments ---- */

static void is_refused(const dueby_calendar *calendar, dueby_span span, int32_t counting, int32_t roll, dueby_date from,
                       dueby_status expected) {
  dueby_date date = UNTOUCHED;
  dueby_status status = dueby_span_add(span, counting, roll, calendar, from, &date);
  if (status != expected)
    fail_msg("%d of unit %d from day %d: %s", (int)span.amount, (int)span.unit, (int)from, dueby_status_text(status));
  assert_int_equal(date, UNTOUCHED);
}

static void test_span__add_refuses_arguments(void **state) {
  (void)state;
  const dueby_date from = day("2026-03-30");
  const dueby_span five = {5, DUEBY_UNIT_WORKING_DAYS};
  const dueby_span spans[] = {{5, DUEBY_UNIT_HOURS},
                              {5, DUEBY_UNIT_MINUTES},
                              {0, 0},
                              {5, 0},
                              {5, 7},
                              {5, -1},
                              {100001, DUEBY_UNIT_DAYS},
                              {-100001, DUEBY_UNIT_DAYS},
                              {INT32_MAX, DUEBY_UNIT_WORKING_DAYS},
                              {INT32_MIN, DUEBY_UNIT_WORKING_DAYS},
                              {INT32_MIN, DUEBY_UNIT_WEEKS},
                              {INT32_MAX, DUEBY_UNIT_MONTHS}};
  dueby_calendar *calendar = calendar_of(eaw);
  for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
    is_refused(calendar, spans[i], DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, from, DUEBY_EARGUMENT);
  is_refused(calendar, five, -1, DUEBY_ROLL_NONE, from, DUEBY_EARGUMENT);
  is_refused(calendar, five, 4, DUEBY_ROLL_NONE, from, DUEBY_EARGUMENT);
  is_refused(calendar, five, DUEBY_COUNTING_EXCLUDED, -1, from, DUEBY_EARGUMENT);
  is_refused(calendar, five, DUEBY_COUNTING_EXCLUDED, 4, from, DUEBY_EARGUMENT);
  dueby_date date = UNTOUCHED;
  assert_int_not_equal(dueby_span_add(five, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, DUEBY_DATE_NONE, &date), DUEBY_OK);
  assert_int_not_equal(dueby_span_add(five, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, INT32_MAX, &date), DUEBY_OK);
  assert_int_equal(date, UNTOUCHED);
  dueby_calendar_free(calendar);
}

/* A calendar covers Fri 1 January 1971 to Fri 31 December 2100. */
static void test_span__add_needs_days_that_the_calendar_knows(void **state) {
  (void)state;
  const dueby_date first = day("1971-01-01"), last = day("2100-12-31"), before = first - 1, after = last + 1;
  dueby_calendar *calendar = calendar_of("none");
  for (int i = 0; i < 4; i++) {
    for (int32_t n = 2; n < 100000; n *= 3) {
      const dueby_span on = {n, DUEBY_UNIT_WORKING_DAYS}, back = {-n, DUEBY_UNIT_WORKING_DAYS};
      is_refused(calendar, on, countings[i], DUEBY_ROLL_NONE, last, DUEBY_ECOVERAGE);
      is_refused(calendar, back, countings[i], DUEBY_ROLL_NONE, first, DUEBY_ECOVERAGE);
      is_refused(calendar, on, countings[i], DUEBY_ROLL_NONE, before, DUEBY_ECOVERAGE);
      is_refused(calendar, back, countings[i], DUEBY_ROLL_NONE, after, DUEBY_ECOVERAGE);
    }
  }
  const dueby_span one = {1, DUEBY_UNIT_WORKING_DAYS}, minus_one = {-1, DUEBY_UNIT_WORKING_DAYS}, day_on = {1, DUEBY_UNIT_DAYS};
  is_refused(calendar, one, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, last, DUEBY_ECOVERAGE);
  is_refused(calendar, minus_one, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, first, DUEBY_ECOVERAGE);
  is_refused(calendar, day_on, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, last, DUEBY_ECOVERAGE);
  is_refused(calendar, day_on, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_PREVIOUS, last, DUEBY_ECOVERAGE);
  is_refused(calendar, day_on, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, after, DUEBY_ECOVERAGE);
  dueby_calendar_free(calendar);
  /* the first and last days of the coverage can be results, because day 1 may be the start itself */
  const struct laid_case reached[] = {
      {"2100-12-31", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "2100-12-31"},
      {"2100-12-30", {1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "2100-12-31"},
      {"1971-01-01", {-1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, 0, "1971-01-01"},
      {"1971-01-04", {-1, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, 0, "1971-01-01"},
      {"2100-12-31", {0, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, "2100-12-31"}};
  LAY_ALL("none", reached);
}

/* Only days that are looked up must be within the coverage. A span of calendar days without a roll looks up no days. */
static void test_span__add_needs_no_calendar_for_calendar_days(void **state) {
  (void)state;
  const struct laid_case rows[] = {{"2100-12-31", {1, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "2101-01-01"},
                                   {"1950-05-01", {4, DUEBY_UNIT_WEEKS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "1950-05-29"},
                                   {"2150-01-31", {1, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NONE, "2150-02-27"},
                                   {"1971-01-01", {-1, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, "1970-12-31"},
                                   {"2101-01-03", {-3, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, "2100-12-31"}};
  LAY_ALL("none", rows);
}

static void test_span__add_stays_within_1900_to_2199(void **state) {
  (void)state;
  const struct {
    const char *from;
    dueby_span span;
    int32_t counting;
  } rows[] = {{"2199-12-31", {1, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED},
              {"2199-12-31", {1, DUEBY_UNIT_WEEKS}, DUEBY_COUNTING_EXCLUDED},
              {"2199-12-31", {1, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED},
              {"1900-01-01", {-1, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED},
              {"1900-01-31", {-1, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED},
              {"2026-03-30", {100000, DUEBY_UNIT_WEEKS}, DUEBY_COUNTING_EXCLUDED},
              {"2026-03-30", {-100000, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_CLEAR},
              {"2199-12-30", {1, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_CLEAR},
              {"2026-03-30", {100000, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_EXCLUDED}};
  dueby_calendar *calendar = calendar_of("none");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    is_refused(calendar, rows[i].span, rows[i].counting, DUEBY_ROLL_NONE, day(rows[i].from), DUEBY_ECOVERAGE);
  dueby_calendar_free(calendar);
}

static void test_span__add_on_a_list_of_ones_own(void **state) {
  (void)state;
  const dueby_date holidays[] = {day("2026-01-01"), day("2026-06-17"), day("2026-12-25")};
  const dueby_span one = {1, DUEBY_UNIT_WORKING_DAYS}, many = {300, DUEBY_UNIT_WORKING_DAYS}, days_on = {365, DUEBY_UNIT_DAYS};
  dueby_date date = UNTOUCHED;
  dueby_calendar *calendar = NULL;
  assert_int_equal(dueby_calendar_from_days(eaw, holidays, NULL, 3, &calendar), DUEBY_OK); /* the calendar covers 2026 */
  assert_int_equal(dueby_span_add(one, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, day("2026-06-16"), &date), DUEBY_OK);
  assert_day(date, "2026-06-18");
  is_refused(calendar, many, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, day("2026-01-01"), DUEBY_ECOVERAGE);
  is_refused(calendar, one, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, day("2026-12-31"), DUEBY_ECOVERAGE);
  is_refused(calendar, one, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, day("2025-12-31"), DUEBY_ECOVERAGE);
  is_refused(calendar, days_on, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, day("2026-06-01"), DUEBY_ECOVERAGE);
  assert_int_equal(dueby_span_add(days_on, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, calendar, day("2026-06-01"), &date), DUEBY_OK);
  dueby_calendar_free(calendar);
}

/* If the last week of the coverage has no working days, there is no day to roll to. */
static void test_span__roll_off_the_edge(void **state) {
  (void)state;
  const dueby_date shut[] = {day("2100-12-30"), day("2100-12-31"), day("1971-01-01")};
  const dueby_span zero = {0, DUEBY_UNIT_DAYS};
  dueby_calendar *base = calendar_of("none"), *calendar = NULL;
  assert_int_equal(dueby_calendar_with_days(base, DUEBY_CHANGE_ADD, shut, 3, NULL, &calendar), DUEBY_OK);
  is_refused(calendar, zero, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT, day("2100-12-30"), DUEBY_ECOVERAGE);
  is_refused(calendar, zero, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, day("2100-12-31"), DUEBY_ECOVERAGE);
  is_refused(calendar, zero, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_PREVIOUS, day("1971-01-03"), DUEBY_ECOVERAGE);
  dueby_calendar_free(base);
  dueby_calendar_free(calendar);
}

/* ---- hours and minutes ---- */

static void hours_later(const char *from, dueby_span span, const char *expected) {
  dueby_when when = {0, 0, 0};
  dueby_time time = UNTOUCHED;
  char text[32];
  assert_int_equal(dueby_when_parse(from, (int64_t)strlen(from), DUEBY_ORDER_ISO, &when), DUEBY_OK);
  assert_int_equal(dueby_span_add_time(span, when.time, &time), DUEBY_OK);
  when.time = time;
  assert_int_equal(dueby_when_text(&when, text, sizeof text, &(int64_t){0}), DUEBY_OK);
  assert_string_equal(text, expected);
}

static void test_span__hours_are_elapsed_time(void **state) {
  (void)state;
  hours_later("2026-04-10T14:30", (dueby_span){72, DUEBY_UNIT_HOURS}, "2026-04-13T14:30:00+01:00");
  /* the clocks go forward within these hours */
  hours_later("2026-03-27T14:30", (dueby_span){72, DUEBY_UNIT_HOURS}, "2026-03-30T15:30:00+01:00");
  /* the clocks go back within these hours */
  hours_later("2026-10-23T14:30", (dueby_span){72, DUEBY_UNIT_HOURS}, "2026-10-26T13:30:00+00:00");
  hours_later("2026-03-29T00:30", (dueby_span){60, DUEBY_UNIT_MINUTES}, "2026-03-29T02:30:00+01:00");
  hours_later("2026-03-30T15:30", (dueby_span){-72, DUEBY_UNIT_HOURS}, "2026-03-27T14:30:00+00:00");
  hours_later("2026-04-10T14:30", (dueby_span){0, DUEBY_UNIT_HOURS}, "2026-04-10T14:30:00+01:00");
}

static void test_span__add_time_refuses(void **state) {
  (void)state;
  const dueby_span spans[] = {{5, DUEBY_UNIT_WORKING_DAYS},
                              {5, DUEBY_UNIT_DAYS},
                              {5, DUEBY_UNIT_WEEKS},
                              {5, DUEBY_UNIT_MONTHS},
                              {0, 0},
                              {5, 7},
                              {100001, DUEBY_UNIT_HOURS},
                              {-100001, DUEBY_UNIT_MINUTES},
                              {INT32_MIN, DUEBY_UNIT_HOURS}};
  dueby_time time = UNTOUCHED;
  for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
    assert_int_equal(dueby_span_add_time(spans[i], 0, &time), DUEBY_EARGUMENT);
  assert_int_equal(dueby_span_add_time((dueby_span){1, DUEBY_UNIT_HOURS}, DUEBY_TIME_NONE, &time), DUEBY_EARGUMENT);
  assert_int_equal(time, UNTOUCHED);
}

/* No result may overflow, or happen to equal NONE. */
static void test_span__add_time_at_the_ends_of_time(void **state) {
  (void)state;
  const dueby_time far[] = {INT64_MAX, INT64_MIN + 1, INT64_MIN + 3600};
  for (int i = 0; i < 3; i++) {
    dueby_time time = UNTOUCHED;
    const dueby_span span = {i == 0 ? 1 : -1, DUEBY_UNIT_HOURS};
    assert_int_not_equal(dueby_span_add_time(span, far[i], &time), DUEBY_OK);
    assert_int_equal(time, UNTOUCHED);
  }
}

/* ---- many days ---- */

enum { MANY = 400 };

static void many_are_each(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar) {
  dueby_date from[MANY], dates[MANY];
  uint8_t status[MANY];
  int64_t failed = UNTOUCHED, expected_failed = 0;
  for (int i = 0; i < MANY; i++)
    from[i] = i % 50 == 7 ? DUEBY_DATE_NONE : 200 + i * 7919 % 47900; /* some of these days are outside the coverage */
  assert_int_equal(dueby_span_add_many(span, counting, roll, calendar, from, MANY, dates, status, &failed), DUEBY_OK);
  for (int i = 0; i < MANY; i++) {
    dueby_date date = DUEBY_DATE_NONE;
    dueby_status said = dueby_span_add(span, counting, roll, calendar, from[i], &date);
    if (from[i] == DUEBY_DATE_NONE) said = DUEBY_NONE;
    else expected_failed += said != DUEBY_OK;
    if (dates[i] != date || status[i] != said)
      fail_msg("%d of unit %d, counting %d, roll %d, from day %d", (int)span.amount, (int)span.unit, (int)counting, (int)roll,
               (int)from[i]);
  }
  assert_int_equal(failed, expected_failed);
}

static void test_span__add_many_is_add_of_each(void **state) {
  (void)state;
  dueby_date own[51]; /* the Christmas Days of 1990 to 2040 */
  const int32_t amounts[] = {-300, -45, -1, 0, 1, 10, 300, 40000};
  dueby_calendar *calendars[] = {calendar_of(eaw), calendar_of("none"), NULL};
  for (int32_t i = 0; i <= 50; i++) assert_int_equal(dueby_date_new(1990 + i, 12, 25, &own[i]), DUEBY_OK);
  assert_int_equal(dueby_calendar_from_days("scotland", own, NULL, 51, &calendars[2]), DUEBY_OK);
  for (int c = 0; c < 3; c++) {
    for (int i = 0; i < 8; i++)
      for (int32_t unit = DUEBY_UNIT_WORKING_DAYS; unit <= DUEBY_UNIT_MONTHS; unit++)
        for (int j = 0; j < 4; j++)
          for (int32_t roll = DUEBY_ROLL_NONE; roll <= DUEBY_ROLL_PREVIOUS; roll++)
            many_are_each((dueby_span){amounts[i], unit}, countings[j], roll, calendars[c]);
    dueby_calendar_free(calendars[c]);
  }
}

static void test_span__t7_add_many_says_reports_each(void **state) {
  (void)state;
  const dueby_date none = DUEBY_DATE_NONE;
  const dueby_date from[] = {day("2026-03-30"), none, day("1960-01-01"), day("2100-12-31"), day("2026-04-03"), INT32_MAX};
  const dueby_date expected[] = {day("2026-04-08"), none, none, none, day("2026-04-13"), none};
  const dueby_span five = {5, DUEBY_UNIT_WORKING_DAYS};
  dueby_date dates[6];
  uint8_t status[6];
  int64_t failed = UNTOUCHED;
  dueby_calendar *calendar = calendar_of(eaw);
  assert_int_equal(dueby_span_add_many(five, DUEBY_COUNTING_EXCLUDED, 0, calendar, from, 6, dates, status, &failed), DUEBY_OK);
  assert_memory_equal(dates, expected, sizeof dates);
  assert_int_equal(status[0], DUEBY_OK);
  assert_int_equal(status[1], DUEBY_NONE);
  assert_int_equal(status[2], DUEBY_ECOVERAGE);
  assert_int_equal(status[3], DUEBY_ECOVERAGE);
  assert_int_equal(status[4], DUEBY_OK);
  assert_true(status[5] > DUEBY_NONE);
  assert_int_equal(failed, 3);
  memset(dates, 0, sizeof dates);
  assert_int_equal(dueby_span_add_many(five, DUEBY_COUNTING_EXCLUDED, 0, calendar, from, 6, dates, NULL, NULL), DUEBY_OK);
  assert_memory_equal(dates, expected, sizeof dates);
  dueby_calendar_free(calendar);
}

static void test_span__add_many_in_place(void **state) {
  (void)state;
  const dueby_span five = {5, DUEBY_UNIT_WORKING_DAYS};
  dueby_calendar *calendar = calendar_of(eaw);
  for (int j = 0; j < 4; j++) {
    dueby_date from[MANY], dates[MANY];
    for (int i = 0; i < MANY; i++) from[i] = i % 9 ? 300 + i * 7919 % 47700 : DUEBY_DATE_NONE;
    assert_int_equal(dueby_span_add_many(five, countings[j], DUEBY_ROLL_NEXT, calendar, from, MANY, dates, NULL, NULL), DUEBY_OK);
    assert_int_equal(dueby_span_add_many(five, countings[j], DUEBY_ROLL_NEXT, calendar, from, MANY, from, NULL, NULL), DUEBY_OK);
    assert_memory_equal(from, dates, sizeof dates);
  }
  dueby_calendar_free(calendar);
}

/* With this many rows, the library builds a table of all days. The rows include each day twice, days outside the coverage, and
 * missing days. */
static void test_span__t7_add_many_by_the_table(void **state) {
  (void)state;
  enum { ROWS = 100000 };
  static dueby_date from[ROWS], dates[ROWS], untold[ROWS];
  static uint8_t status[ROWS];
  const struct {
    dueby_span span;
    int32_t counting, roll;
  } rows[] = {{{10, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE},
              {{-10, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE},
              {{3, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_NONE},
              {{-3, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_CLEAR, DUEBY_ROLL_NONE},
              {{10, DUEBY_UNIT_WORKING_DAYS}, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE},
              {{1, DUEBY_UNIT_MONTHS}, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NEXT},
              {{-7, DUEBY_UNIT_DAYS}, DUEBY_COUNTING_INCLUDED, DUEBY_ROLL_PREVIOUS}};
  dueby_calendar *calendar = calendar_of(eaw);
  for (int i = 0; i < ROWS; i++) from[i] = i % 50 == 7 ? DUEBY_DATE_NONE : (int32_t)(200 + (int64_t)i * 7919 % 47900);
  for (size_t j = 0; j < sizeof rows / sizeof *rows; j++) {
    int64_t failed = UNTOUCHED, expected_failed = 0;
    assert_int_equal(
        dueby_span_add_many(rows[j].span, rows[j].counting, rows[j].roll, calendar, from, ROWS, dates, status, &failed), DUEBY_OK);
    assert_int_equal(dueby_span_add_many(rows[j].span, rows[j].counting, rows[j].roll, calendar, from, ROWS, untold, NULL, NULL),
                     DUEBY_OK);
    for (int i = 0; i < ROWS; i++) {
      dueby_date date = DUEBY_DATE_NONE;
      dueby_status said = dueby_span_add(rows[j].span, rows[j].counting, rows[j].roll, calendar, from[i], &date);
      if (from[i] == DUEBY_DATE_NONE) said = DUEBY_NONE;
      else expected_failed += said != DUEBY_OK;
      if (dates[i] != date || status[i] != said || untold[i] != date) fail_msg("row %d, from day %d", (int)j, (int)from[i]);
    }
    assert_int_equal(failed, expected_failed);
  }
  dueby_calendar_free(calendar);
}

static void test_span__add_many_of_none_and_refused(void **state) {
  (void)state;
  dueby_date from[] = {day("2026-03-30")}, dates[] = {UNTOUCHED};
  uint8_t status[] = {99};
  int64_t failed = UNTOUCHED;
  dueby_calendar *calendar = calendar_of(eaw);
  const dueby_span five = {5, DUEBY_UNIT_WORKING_DAYS}, hours = {5, DUEBY_UNIT_HOURS}, vast = {100001, DUEBY_UNIT_DAYS};
  assert_int_equal(dueby_span_add_many(hours, 0, 0, calendar, from, 1, dates, status, &failed), DUEBY_EARGUMENT);
  assert_int_equal(dueby_span_add_many(vast, 0, 0, calendar, from, 1, dates, status, &failed), DUEBY_EARGUMENT);
  assert_int_equal(dueby_span_add_many(five, 4, 0, calendar, from, 1, dates, status, &failed), DUEBY_EARGUMENT);
  assert_int_equal(dueby_span_add_many(five, 0, 4, calendar, from, 1, dates, status, &failed), DUEBY_EARGUMENT);
  assert_int_equal(failed, UNTOUCHED);
  assert_int_equal(status[0], 99);
  assert_int_equal(dueby_span_add_many(five, 0, 0, calendar, NULL, 0, NULL, NULL, &failed), DUEBY_OK);
  assert_int_equal(failed, 0);
  assert_int_equal(dates[0], UNTOUCHED);
  dueby_calendar_free(calendar);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_span__parse_each_unit),
      cmocka_unit_test(test_span__parse_refuses_other_texts),
      cmocka_unit_test(test_span__parse_reads_no_further_than_the_length),
      cmocka_unit_test(test_span__text_of_each_unit),
      cmocka_unit_test(test_span__text_says_how_much_room_it_takes),
      cmocka_unit_test(test_span__text_refuses_what_is_no_span),
      cmocka_unit_test(test_span__working_days_forwards),
      cmocka_unit_test(test_span__working_days_forwards_from_a_holiday),
      cmocka_unit_test(test_span__working_days_backwards),
      cmocka_unit_test(test_span__working_days_backwards_from_a_holiday),
      cmocka_unit_test(test_span__days_forwards),
      cmocka_unit_test(test_span__days_forwards_from_a_weekend),
      cmocka_unit_test(test_span__days_backwards),
      cmocka_unit_test(test_span__weeks_and_months),
      cmocka_unit_test(test_span__zero_days_leave_a_day_where_it_is),
      cmocka_unit_test(test_span__other_divisions),
      cmocka_unit_test(test_span__add_agrees_with_count),
      cmocka_unit_test(test_span__add_refuses_arguments),
      cmocka_unit_test(test_span__add_needs_days_that_the_calendar_knows),
      cmocka_unit_test(test_span__add_needs_no_calendar_for_calendar_days),
      cmocka_unit_test(test_span__add_stays_within_1900_to_2199),
      cmocka_unit_test(test_span__add_on_a_list_of_ones_own),
      cmocka_unit_test(test_span__roll_off_the_edge),
      cmocka_unit_test(test_span__hours_are_elapsed_time),
      cmocka_unit_test(test_span__add_time_refuses),
      cmocka_unit_test(test_span__add_time_at_the_ends_of_time),
      cmocka_unit_test(test_span__add_many_is_add_of_each),
      cmocka_unit_test(test_span__t7_add_many_says_reports_each),
      cmocka_unit_test(test_span__add_many_in_place),
      cmocka_unit_test(test_span__t7_add_many_by_the_table),
      cmocka_unit_test(test_span__add_many_of_none_and_refused),
  };
  return cmocka_run_group_tests_name("span", tests, NULL, NULL);
}
