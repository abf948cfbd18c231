/* Calls every function that takes one date, with every value of a range, and compares each answer with a method that shares
 * no code with the library: a table of days, counted one by one from 1 January 1900, which was a Monday.
 *
 *   every_date FIRST LAST    values of dueby_date
 *   every_date --names       the functions
 *
 * script/prove-dates runs it over all 2^32 values with the undefined-behaviour sanitizer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby.h"

enum {
  DAYS = 109573, /* from 1900-01-01 to 2199-12-31 */
  MONTHS = 300 * 12,
  FIRST_CLOCK_YEAR = 1972,
  FIRST_CALENDAR_YEAR = 1971,
  LAST_YEAR = 2100, /* the last year that the UK clock and the calendar cover */
  VERSIONS = 16,
  UNTOUCHED = -77777
};

struct day {
  int16_t year;
  int8_t month, of_month, weekday; /* weekday 1 is Monday */
};

static struct day days[DAYS];
static int month_begins[MONTHS + 1];
static dueby_calendar *calendar;
static dueby_profile *profile;
static dueby_date confirmed_to, listed_to, history_begins;
static int32_t rule, versions;
static struct { dueby_date from, to; /* NONE if there is no first or last day */ } in_force[VERSIONS];
static const char *const month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
static const char *const weekday_names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/* ---- the table ---- */

static int days_in(int year, int month) {
  if (month == 2) return (year % 4 == 0 && year != 1900 && year != 2100) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void number_days(void) {
  struct day at = {1900, 1, 1, 1};
  int month = 0;
  for (int i = 0; i < DAYS; i++) {
    if (at.of_month == 1) month_begins[month++] = i;
    days[i] = at;
    at.weekday = (int8_t)(at.weekday == 7 ? 1 : at.weekday + 1);
    if (++at.of_month <= days_in(at.year, at.month)) continue;
    at.of_month = 1;
    if (++at.month <= 12) continue;
    at.month = 1;
    at.year++;
  }
  month_begins[MONTHS] = DAYS;
}

/* Finds a date in the table of days. Returns NULL if it is not in the years 1900 to 2199. */
static const struct day *day_of(dueby_date date) {
  return date < DUEBY_DATE_FIRST || date > DUEBY_DATE_LAST ? NULL : &days[date - DUEBY_DATE_FIRST];
}

static dueby_date number_of(int year, int month, int of_month) {
  return month_begins[(year - 1900) * 12 + month - 1] + of_month - 1 + DUEBY_DATE_FIRST;
}

static int is_in_years(const struct day *day, int first) {
  return day && day->year >= first && day->year <= LAST_YEAR;
}

/* ---- one check for each function: whether the answer is right ---- */

static int check_weekday(dueby_date date) {
  /* Counts weekdays from the earliest date, a Tuesday: it is 2^31 days before Thursday 1 January 1970, and 2^31 modulo 7 is 2. */
  uint32_t from_least = (uint32_t)date + 0x80000000u;
  return dueby_date_weekday(date) == (int32_t)((from_least + 1ull) % 7) + 1;
}

static int check_civil(dueby_date date) {
  const struct day *day = day_of(date);
  int32_t year = UNTOUCHED, month = UNTOUCHED, of_month = UNTOUCHED;
  dueby_status status = dueby_date_civil(date, &year, &month, &of_month);
  if (!day) return status == DUEBY_EARGUMENT && year == UNTOUCHED && month == UNTOUCHED && of_month == UNTOUCHED;
  dueby_date again = UNTOUCHED;
  return status == DUEBY_OK && year == day->year && month == day->month && of_month == day->of_month &&
         dueby_date_new(year, month, of_month, &again) == DUEBY_OK && again == date && dueby_date_weekday(date) == day->weekday;
}

static int check_add_month(dueby_date date) {
  const struct day *day = day_of(date);
  dueby_date later = UNTOUCHED;
  dueby_status status = dueby_date_add_months(date, 1, &later);
  if (!day || (day->year == 2199 && day->month == 12)) return status == DUEBY_EARGUMENT && later == UNTOUCHED;
  int year = day->month == 12 ? day->year + 1 : day->year, month = day->month == 12 ? 1 : day->month + 1;
  int length = days_in(year, month);
  return status == DUEBY_OK && later == number_of(year, month, day->of_month < length ? day->of_month : length);
}

static int check_midnight(dueby_date date) {
  const struct day *day = day_of(date);
  dueby_time time = UNTOUCHED;
  int32_t second = UNTOUCHED, offset = UNTOUCHED;
  dueby_date back = UNTOUCHED;
  dueby_status status = dueby_time_new(date, 0, &time);
  if (!is_in_years(day, FIRST_CLOCK_YEAR)) return status == (day ? DUEBY_ECOVERAGE : DUEBY_EARGUMENT) && time == UNTOUCHED;
  return status == DUEBY_OK && dueby_time_civil(time, &back, &second, &offset) == DUEBY_OK && back == date && second == 0 &&
         time + offset == (dueby_time)date * 86400;
}

/* Checks that noon UTC on a date is on the same day in the UK. */
static int check_noon(dueby_date date) {
  dueby_date uk = UNTOUCHED;
  int32_t second = UNTOUCHED, offset = UNTOUCHED;
  dueby_status status = dueby_time_civil((dueby_time)date * 86400 + 43200, &uk, &second, &offset);
  if (!is_in_years(day_of(date), FIRST_CLOCK_YEAR)) return status == DUEBY_ECOVERAGE && uk == UNTOUCHED && offset == UNTOUCHED;
  return status == DUEBY_OK && uk == date && second == 43200 + offset && (offset == 0 || offset == 3600);
}

static int check_when_text(dueby_date date) {
  const struct day *day = day_of(date);
  const dueby_when when = {.time = DUEBY_TIME_NONE, .date = date};
  dueby_when again = {UNTOUCHED, UNTOUCHED, 0};
  char text[32] = "untouched", expected[32];
  int64_t needed = UNTOUCHED;
  dueby_status status = dueby_when_text(&when, text, sizeof text, &needed);
  if (!day) return status == DUEBY_EARGUMENT && strcmp(text, "untouched") == 0;
  snprintf(expected, sizeof expected, "%04d-%02d-%02d", day->year, day->month, day->of_month);
  return status == DUEBY_OK && strcmp(text, expected) == 0 &&
         dueby_when_parse(text, (int64_t)strlen(text), DUEBY_ORDER_ISO, &again) == DUEBY_OK && again.date == date;
}

static int check_explained(dueby_date date) {
  const struct day *day = day_of(date);
  const dueby_when when = {.time = DUEBY_TIME_NONE, .date = date};
  char text[64] = "untouched", expected[64];
  int64_t needed = UNTOUCHED;
  dueby_status status = dueby_explain_when(&when, text, sizeof text, &needed);
  if (!day) return status == DUEBY_EARGUMENT && strcmp(text, "untouched") == 0;
  snprintf(expected, sizeof expected, "%s %d %s %d", weekday_names[day->weekday - 1], day->of_month, month_names[day->month - 1],
           day->year);
  return status == DUEBY_OK && strcmp(text, expected) == 0;
}

/* Checks that weekends and bank holidays are not working days. tests/unit/walk.c checks which days are bank holidays. */
static int check_working(dueby_date date) {
  const struct day *day = day_of(date);
  int32_t working = UNTOUCHED, counted = UNTOUCHED;
  dueby_holiday next;
  dueby_status status = dueby_calendar_is_working(calendar, date, &working);
  dueby_status count = dueby_calendar_count(calendar, date, date, DUEBY_INCLUDE_BOTH, &counted);
  if (!is_in_years(day, FIRST_CALENDAR_YEAR))
    return status == DUEBY_ECOVERAGE && count == DUEBY_ECOVERAGE && working == UNTOUCHED && counted == UNTOUCHED;
  int named = dueby_calendar_holiday(calendar, dueby_calendar_holiday_from(calendar, date), &next) == DUEBY_OK && next.date == date;
  return status == DUEBY_OK && count == DUEBY_OK && working == counted && working == (day->weekday < 6 && !named);
}

static int check_certainty(dueby_date date) {
  int32_t expected = date == DUEBY_DATE_NONE || date <= confirmed_to ? DUEBY_CERTAINTY_CONFIRMED
                     : date <= listed_to                             ? DUEBY_CERTAINTY_LISTED
                                                                     : DUEBY_CERTAINTY_PROJECTED;
  return dueby_calendar_certainty(calendar, date) == expected;
}

/* Checks the first bank holiday on or after a date. Dates come in ascending order, so this steps forward through the holidays. */
static int check_holiday_from(dueby_date date) {
  static int64_t at = 0;
  dueby_holiday holiday;
  while (dueby_calendar_holiday(calendar, at, &holiday) == DUEBY_OK && holiday.date < date) at++;
  return dueby_calendar_holiday_from(calendar, date) == at;
}

static int check_known_on(dueby_date date) {
  dueby_calendar *known = NULL;
  dueby_date to = UNTOUCHED;
  dueby_status status = dueby_calendar_new("none", date, &known);
  if (date != DUEBY_DATE_NONE && (date < history_begins || date > confirmed_to)) return status == DUEBY_ECOVERAGE && !known;
  if (status != DUEBY_OK) return 0;
  dueby_calendar_coverage(known, NULL, NULL, &to, NULL);
  dueby_calendar_free(known);
  return to == (date == DUEBY_DATE_NONE ? confirmed_to : date);
}

/* Checks which version of a rule is in force on a date. Looks the version up again only when the date is outside the last version's
 * days. */
static int check_version(dueby_date date) {
  static dueby_date from = INT32_MAX, to = INT32_MIN;
  static int32_t expected;
  int32_t version = UNTOUCHED;
  if (date < from || date > to) {
    from = INT32_MIN, to = INT32_MAX, expected = -1;
    for (int32_t i = 0; i < versions; i++) {
      dueby_date last = in_force[i].to == DUEBY_DATE_NONE ? INT32_MAX : in_force[i].to;
      if (date < in_force[i].from) to = to < in_force[i].from ? to : in_force[i].from - 1;
      else if (date > last) from = from > last ? from : last + 1;
      else expected = i, from = in_force[i].from, to = last;
      if (expected >= 0) break;
    }
  }
  dueby_status status = dueby_rule_version_on(profile, rule, date, &version);
  return expected < 0 ? status == DUEBY_ENOTINFORCE && version == UNTOUCHED : status == DUEBY_OK && version == expected;
}

/* Checks the year from April to March. */
static int check_measures_year(dueby_date date) {
  const struct day *day = day_of(date);
  return dueby_measures_year(date) == (day ? day->year - (day->month < 4) : -1);
}

static const struct {
  const char *name;
  int (*holds)(dueby_date);
} checks[] = {
    {"dueby_date_weekday", check_weekday},
    {"dueby_date_civil", check_civil},
    {"dueby_date_add_months", check_add_month},
    {"dueby_time_new", check_midnight},
    {"dueby_time_civil", check_noon},
    {"dueby_when_text", check_when_text},
    {"dueby_explain_when", check_explained},
    {"dueby_calendar_is_working", check_working},
    {"dueby_calendar_certainty", check_certainty},
    {"dueby_calendar_holiday_from", check_holiday_from},
    {"dueby_calendar_new", check_known_on},
    {"dueby_rule_version_on", check_version},
    {"dueby_measures_year", check_measures_year},
};
enum { CHECKS = sizeof checks / sizeof checks[0] };

/* Chooses the rule with the most versions. */
static void choose_rule(void) {
  for (int32_t i = 0; i < dueby_profile_rule_count(profile); i++) {
    if (dueby_rule_version_count(profile, i) <= versions || dueby_rule_version_count(profile, i) > VERSIONS) continue;
    versions = dueby_rule_version_count(profile, i);
    rule = i;
  }
  for (int32_t i = 0; i < versions; i++) {
    in_force[i].from = dueby_rule_number(profile, rule, i, DUEBY_RULE_FROM);
    in_force[i].to = dueby_rule_number(profile, rule, i, DUEBY_RULE_TO);
  }
}

int main(int count, char **words) {
  if (count == 2 && strcmp(words[1], "--names") == 0) {
    for (int i = 0; i < CHECKS; i++) puts(checks[i].name);
    return 0;
  }
  if (count != 3) return fprintf(stderr, "usage: every_date FIRST LAST\n"), 2;
  long long first = strtoll(words[1], NULL, 10), last = strtoll(words[2], NULL, 10);
  if (first < INT32_MIN || last > INT32_MAX || first > last) return fprintf(stderr, "every_date: not a range of dates\n"), 2;
  number_days();
  history_begins = number_of(2011, 11, 23);
  if (dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) != DUEBY_OK) return 2;
  dueby_calendar_coverage(calendar, NULL, NULL, &confirmed_to, &listed_to);
  if (dueby_profile_new("england", &profile) != DUEBY_OK) return 2;
  choose_rule();
  int wrong = 0;
  for (int i = 0; i < CHECKS; i++) {
    for (long long date = first; date <= last; date++) {
      if (checks[i].holds((dueby_date)date)) continue;
      if (++wrong <= 20) printf("%s: wrong for %lld\n", checks[i].name, date);
    }
  }
  printf("%lld dates, %d functions, %d wrong\n", last - first + 1, CHECKS, wrong);
  dueby_profile_free(profile);
  dueby_calendar_free(calendar);
  return wrong != 0;
}
