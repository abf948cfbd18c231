/* Walks day by day without using any of the library's code: computes days, weekdays, Easter and substitute days, and reads
 * data/calendars/ itself. From every day of 1971 to 2100 (or every STRIDE-th), walks up to 300 working days forwards and backwards,
 * in all four ways of counting, and compares each step with the library's sums and counts.
 *
 *   walk [STRIDE]      from every STRIDE-th day; 1 means every day
 *
 * Days are indexes from 1971-01-01, which was a Friday. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dueby/span.h"

enum {
  FIRST_YEAR = 1971,
  TABLE_YEAR = 2028, /* the last year in the table of bank holidays */
  LAST_YEAR = 2100,
  EPOCH = 365, /* 1971-01-01, as days since 1970-01-01 */
  DAYS = 47482,
  FURTHEST = 300, /* maximum number of working days to walk */
  DIVISIONS = 3,
  CALENDARS = 5
};

struct civil {
  int year, month, day;
};

static struct civil civil[DAYS];
static int new_year[LAST_YEAR - FIRST_YEAR + 2]; /* the index of 1 January of each year */
static char holiday[DIVISIONS][DAYS];            /* 1 for holidays of england-and-wales, scotland, northern-ireland */
static char works[DAYS];                         /* 1 for working days of the current calendar */

static long long comparisons;
static int disagreements;

/* ---- days ---- */

static int days_in(int year, int month) {
  if (month == 2) return (year % 4 == 0 && year != 2100) ? 29 : 28; /* true for 1971 to 2100 */
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void number_days(void) {
  struct civil at = {FIRST_YEAR, 1, 1};
  for (int i = 0; i < DAYS; i++) {
    civil[i] = at;
    if (at.month == 1 && at.day == 1) new_year[at.year - FIRST_YEAR] = i;
    if (++at.day <= days_in(at.year, at.month)) continue;
    at.day = 1;
    if (++at.month <= 12) continue;
    at.month = 1;
    at.year++;
  }
}

static int weekday(int i) { /* 0: Monday */
  return (i + 4) % 7;
}

static int find_day(int year, int month, int day) {
  int i = new_year[year - FIRST_YEAR];
  while (civil[i].month != month || civil[i].day != day) i++;
  return i;
}

/* ---- bank holidays from the table ---- */

/* Reads a table of bank holidays. Its first columns are date, name, basis, confidence, known_from and known_to, which contain no
 * commas. */
static void read_table(const char *name, char days[DAYS]) {
  char path[512], line[4096];
  snprintf(path, sizeof path, "%s/%s.csv", DATA_CALENDARS, name);
  FILE *file = fopen(path, "r");
  if (!file || !fgets(line, sizeof line, file)) {
    fprintf(stderr, "walk: %s cannot be read\n", path);
    exit(2);
  }
  while (fgets(line, sizeof line, file)) {
    int year = atoi(line), month = atoi(line + 5), day = atoi(line + 8), commas = 0;
    const char *at = line;
    while (commas < 5) commas += *at++ == ',';
    if (*at == ',' || *at == '\n') days[find_day(year, month, day)] = 1; /* a day with an empty known_to is still listed */
  }
  fclose(file);
}

/* ---- bank holidays after the table, by rule ---- */

/* Returns Easter Sunday from the golden number and the epact: the Sunday after the fourteenth day of the paschal moon (Clavius; in
 * the form of Knuth, The Art of Computer Programming, 1.3.2, exercise 14). Returns the day of March; 32 is 1 April. */
static int easter_of_march(int year) {
  int golden = year % 19 + 1, century = year / 100 + 1;
  int sun = 3 * century / 4 - 12, moon = (8 * century + 5) / 25 - 5;
  int epact = (11 * golden + 20 + moon - sun) % 30;
  if (epact < 0) epact += 30;
  if (epact == 24 || (epact == 25 && golden > 11)) epact++;
  int full_moon = 44 - epact;
  if (full_moon < 21) full_moon += 30;
  int after = full_moon + 1, march = find_day(year, 3, 1);
  while (weekday(march + after - 1) != 6) after++;
  return after;
}

/* Makes a day a holiday or, if it is on a weekend or already a holiday, the first weekday after it that is not. */
static void take(char days[DAYS], int i) {
  while (weekday(i) > 4 || days[i]) i++;
  days[i] = 1;
}

static int first_monday(int year, int month) {
  int i = find_day(year, month, 1);
  while (weekday(i) != 0) i++;
  return i;
}

static int last_monday(int year, int month) {
  int i = find_day(year, month, days_in(year, month));
  while (weekday(i) != 0) i--;
  return i;
}

static void project(int year, int division, char days[DAYS]) {
  int scotland = division == 1, ireland = division == 2;
  int easter = find_day(year, 3, 1) + easter_of_march(year) - 1;
  take(days, find_day(year, 1, 1));
  if (scotland) take(days, find_day(year, 1, 2));
  if (ireland) take(days, find_day(year, 3, 17));
  days[easter - 2] = 1;
  if (!scotland) days[easter + 1] = 1;
  days[first_monday(year, 5)] = 1;
  days[last_monday(year, 5)] = 1;
  if (ireland) take(days, find_day(year, 7, 12));
  days[scotland ? first_monday(year, 8) : last_monday(year, 8)] = 1;
  if (scotland) take(days, find_day(year, 11, 30));
  take(days, find_day(year, 12, 25));
  take(days, find_day(year, 12, 26));
}

/* ---- the comparison ---- */

struct calendar {
  const char *divisions;
  int of[DIVISIONS];
};

static const struct calendar calendars[CALENDARS] = {
    {"england-and-wales", {1, 0, 0}},
    {"scotland", {0, 1, 0}},
    {"northern-ireland", {0, 0, 1}},
    {"england-and-wales+scotland+northern-ireland", {1, 1, 1}},
    {"none", {0, 0, 0}},
};

static void fill_works(const struct calendar *of) {
  for (int i = 0; i < DAYS; i++) {
    works[i] = weekday(i) < 5;
    for (int j = 0; j < DIVISIONS; j++)
      if (of->of[j] && holiday[j][i]) works[i] = 0;
  }
}

static void say(const char *what, int from, int amount, int counting, int found) {
  if (disagreements++ < 20)
    printf("%s: from %d-%02d-%02d, amount %d, counting %d: the library says %d, 1971-01-01 being 0\n", what, civil[from].year,
           civil[from].month, civil[from].day, amount, counting, found);
}

enum { OFF = -1 }; /* means a day before the first or after the last day, for which the library must return an error */

static void compare_add(const dueby_calendar *calendar, int from, int amount, int32_t unit, int32_t counting, int32_t roll,
                        int to) {
  dueby_date date = 0;
  dueby_status status = dueby_span_add((dueby_span){amount, unit}, counting, roll, calendar, EPOCH + from, &date);
  comparisons++;
  int held = to == OFF ? status == DUEBY_ECOVERAGE : status == DUEBY_OK && date == EPOCH + to;
  if (!held) say("add", from, amount, counting, date - EPOCH);
}

static void compare_count(const dueby_calendar *calendar, int from, int to, int32_t include, int expected) {
  int32_t count = 0;
  dueby_status status = dueby_calendar_count(calendar, EPOCH + from, EPOCH + to, include, &count);
  comparisons++;
  if (status != DUEBY_OK || count != expected) say("count", from, to - from, include, count);
}

static int inside(int i) {
  return i >= 0 && i < DAYS;
}

/* Walks up to 300 working days forwards (step 1) or backwards (step -1). */
static void walk_counting(const dueby_calendar *calendar, int from, int step, int32_t counting) {
  int at = from, counted = 0, said = 0; /* said: the number of amounts compared so far */
  if (counting == DUEBY_COUNTING_ROLLED)
    while (inside(at) && !works[at]) at += step;
  if (counting == DUEBY_COUNTING_INCLUDED && works[at]) {
    counted = said = 1;
    compare_add(calendar, from, step, DUEBY_UNIT_WORKING_DAYS, counting, DUEBY_ROLL_NONE, at);
  }
  for (at += step; inside(at) && said < FURTHEST; at += step) {
    if (!works[at]) continue;
    counted++;
    if (counting == DUEBY_COUNTING_CLEAR && counted == 1) continue; /* no clear days have passed yet */
    said++;
    compare_add(calendar, from, step * said, DUEBY_UNIT_WORKING_DAYS, counting, DUEBY_ROLL_NONE, at);
  }
  while (said++ < FURTHEST) compare_add(calendar, from, step * said, DUEBY_UNIT_WORKING_DAYS, counting, DUEBY_ROLL_NONE, OFF);
}

/* Counts to every day that is at most 300 working days away. */
static void walk_counts(const dueby_calendar *calendar, int from, int step) {
  int counted = 0; /* counted: the working days after `from`, up to `at` */
  for (int at = from; inside(at) && counted <= FURTHEST; at += step) {
    if (at != from) counted += works[at];
    int both = counted + works[from], neither = at == from ? 0 : counted - works[at];
    compare_count(calendar, from, at, DUEBY_INCLUDE_END, step * counted);
    compare_count(calendar, from, at, DUEBY_INCLUDE_START, at == from ? 0 : step * (both - works[at]));
    compare_count(calendar, from, at, DUEBY_INCLUDE_BOTH, at == from ? works[at] : step * both);
    compare_count(calendar, from, at, DUEBY_INCLUDE_NEITHER, step * neither);
  }
}

/* Adds up to a fortnight of calendar days, with each way to roll. */
static void walk_calendar_days(const dueby_calendar *calendar, int from, int32_t counting) {
  for (int amount = -14; amount <= 14; amount++) {
    int step = amount < 0 ? -1 : 1, start = from;
    if (counting == DUEBY_COUNTING_ROLLED)
      while (inside(start) && !works[start]) start += step;
    if (!inside(start)) continue;
    int due = start + amount;
    if (amount && counting == DUEBY_COUNTING_INCLUDED) due -= step;
    if (amount && counting == DUEBY_COUNTING_CLEAR) due += step;
    if (!inside(due)) continue; /* calendar days may be outside the coverage without an error */
    int next = due, previous = due;
    while (inside(next) && !works[next]) next++;
    while (inside(previous) && !works[previous]) previous--;
    compare_add(calendar, from, amount, DUEBY_UNIT_DAYS, counting, DUEBY_ROLL_NONE, due);
    compare_add(calendar, from, amount, DUEBY_UNIT_DAYS, counting, DUEBY_ROLL_NEXT, inside(next) ? next : OFF);
    compare_add(calendar, from, amount, DUEBY_UNIT_DAYS, counting, DUEBY_ROLL_PREVIOUS, inside(previous) ? previous : OFF);
  }
}

static void walk(const struct calendar *of, int stride) {
  dueby_calendar *calendar = NULL;
  if (dueby_calendar_new(of->divisions, DUEBY_DATE_NONE, &calendar) != DUEBY_OK) {
    fprintf(stderr, "walk: no calendar %s\n", of->divisions);
    exit(2);
  }
  fill_works(of);
  for (int from = 0; from < DAYS; from += stride) {
    int32_t working = -1;
    dueby_status status = dueby_calendar_is_working(calendar, EPOCH + from, &working);
    if (status != DUEBY_OK || working != works[from]) say("works", from, 0, 0, working);
    for (int32_t counting = DUEBY_COUNTING_EXCLUDED; counting <= DUEBY_COUNTING_CLEAR; counting++) {
      walk_counting(calendar, from, 1, counting);
      walk_counting(calendar, from, -1, counting);
      walk_calendar_days(calendar, from, counting);
    }
    walk_counts(calendar, from, 1);
    walk_counts(calendar, from, -1);
  }
  dueby_calendar_free(calendar);
}

int main(int argc, char **argv) {
  int stride = argc > 1 ? atoi(argv[1]) : 1;
  const char *names[DIVISIONS] = {"england-and-wales", "scotland", "northern-ireland"};
  clock_t begin = clock();
  if (argc > 2 || stride < 1) {
    fprintf(stderr, "usage: walk [STRIDE]\n");
    return 2;
  }
  number_days();
  for (int i = 0; i < DIVISIONS; i++) {
    read_table(names[i], holiday[i]);
    for (int year = TABLE_YEAR + 1; year <= LAST_YEAR; year++) project(year, i, holiday[i]);
  }
  for (int i = 0; i < CALENDARS; i++) walk(&calendars[i], stride);
  printf("%d of %d days, %d calendars, %lld comparisons, %d disagreements, %.1f s\n", (DAYS + stride - 1) / stride, DAYS, CALENDARS,
         comparisons, disagreements, (double)(clock() - begin) / CLOCKS_PER_SEC);
  return disagreements != 0;
}
