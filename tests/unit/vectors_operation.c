/* Runs rows from other libraries' tests, in the schema of tests/vectors/README.md. Each operation combines some of dueby's
 * functions. */
#include <stdlib.h>

#include "dueby/span.h"
#include "vectors.h"

struct job {
  const struct csv *row;
  const char *op, *end, *count_rule, *roll, *cutoff, *note;
  int32_t n;
  dueby_when when;  /* the day or time of the start */
  dueby_date start; /* the UK day of the start; at or after the cut-off, the next day */
  int past_cutoff;
  dueby_calendar *calendar;
};

int vectors_read_day(const char *text, dueby_date *date) {
  dueby_when when;
  if (dueby_when_parse(text, (int64_t)strlen(text), DUEBY_ORDER_ISO, &when) != DUEBY_OK || when.time != DUEBY_TIME_NONE) return 0;
  *date = when.date;
  return 1;
}

void vectors_write_day(dueby_date date, char text[SAID]) {
  const dueby_when when = {DUEBY_TIME_NONE, date, 0};
  int64_t needed;
  if (dueby_when_text(&when, text, SAID, &needed) != DUEBY_OK) snprintf(text, SAID, "no day");
}

/* ---- calendars ---- */

static int32_t weekend_mask(const char *names) {
  static const char weekdays[7][4] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  int32_t mask = 0;
  for (int i = 0; i < 7; i++)
    if (strstr(names, weekdays[i])) mask |= 1 << i;
  return mask;
}

static dueby_calendar *weekends_and(const dueby_date *days, int64_t n) {
  dueby_calendar *none = calendar_of("none"), *calendar = NULL;
  if (dueby_calendar_with_days(none, DUEBY_CHANGE_ADD, days, n, NULL, &calendar) != DUEBY_OK) calendar = NULL;
  dueby_calendar_free(none);
  return calendar;
}

/* Makes a calendar with only the holidays that all three divisions share. */
static dueby_calendar *common_calendar(void) {
  static dueby_date days[2048];
  int64_t n = 0;
  dueby_calendar *eaw = calendar_of("england-and-wales"), *sct = calendar_of("scotland"), *ni = calendar_of("northern-ireland");
  for (int64_t i = 0; i < dueby_calendar_holiday_count(eaw); i++) {
    dueby_holiday holiday;
    int32_t in_scotland = 1, in_ireland = 1;
    dueby_calendar_holiday(eaw, i, &holiday);
    dueby_calendar_is_working(sct, holiday.date, &in_scotland);
    dueby_calendar_is_working(ni, holiday.date, &in_ireland);
    if (!in_scotland && !in_ireland) days[n++] = holiday.date;
  }
  dueby_calendar_free(eaw);
  dueby_calendar_free(sct);
  dueby_calendar_free(ni);
  return weekends_and(days, n);
}

/* Makes the calendar that calendars.csv lists under a name. */
static dueby_calendar *listed_calendar(const char *name) {
  static dueby_date days[1024];
  char path[1024];
  int64_t n = 0;
  struct csv csv;
  snprintf(path, sizeof path, "%s/calendars.csv", vectors_folder);
  if (!csv_open(&csv, path)) return NULL;
  while (csv_row(&csv) && n < 1024)
    if (strcmp(csv_field(&csv, "calendar"), name) == 0) n += vectors_read_day(csv_field(&csv, "date"), &days[n]);
  csv_close(&csv);
  return n ? weekends_and(days, n) : NULL;
}

static dueby_calendar *find_calendar(const char *name, const char *weekend) {
  static const char built_in[][2][24] = {
      {"govuk-eaw", "england-and-wales"}, {"govuk-sct", "scotland"}, {"govuk-ni", "northern-ireland"}, {"none", "none"}};
  dueby_calendar *base = NULL, *calendar = NULL;
  for (int i = 0; i < 4; i++)
    if (strcmp(name, built_in[i][0]) == 0) base = calendar_of(built_in[i][1]);
  if (!base) base = strcmp(name, "govuk-common") == 0 ? common_calendar() : listed_calendar(name);
  if (!base) return NULL;
  if (dueby_calendar_with_weekend(base, weekend_mask(weekend), &calendar) != DUEBY_OK) calendar = NULL;
  dueby_calendar_free(base);
  return calendar;
}

/* ---- steps of operations: each returns 1, or 0 if the library has no answer ---- */

static int find_word(const char *const *words, const char *word) {
  for (int i = 0; words[i]; i++)
    if (strcmp(words[i], word) == 0) return i;
  return -1;
}

static int32_t counting_of(const struct job *job) {
  static const char *const rules[] = {"A", "B", "I", "strict_next", "", NULL};
  static const int32_t countings[] = {DUEBY_COUNTING_EXCLUDED, DUEBY_COUNTING_ROLLED, DUEBY_COUNTING_INCLUDED,
                                      DUEBY_COUNTING_EXCLUDED, DUEBY_COUNTING_EXCLUDED};
  int rule = find_word(rules, job->count_rule);
  if (strcmp(job->roll, "start-next") == 0) return DUEBY_COUNTING_ROLLED;
  return rule < 0 ? -1 : countings[rule];
}

static int32_t roll_of(const struct job *job) {
  static const char *const rolls[] = {"none", "next", "prev", "", "start-next", NULL};
  static const int32_t numbers[] = {DUEBY_ROLL_NONE, DUEBY_ROLL_NEXT, DUEBY_ROLL_PREVIOUS, DUEBY_ROLL_NONE, DUEBY_ROLL_NONE};
  int roll = find_word(rolls, job->roll);
  return roll < 0 ? -1 : numbers[roll];
}

static int lay(const struct job *job, int32_t amount, int32_t unit, int32_t counting, int32_t roll, dueby_date from,
               dueby_date *to) {
  return dueby_span_add((dueby_span){amount, unit}, counting, roll, job->calendar, from, to) == DUEBY_OK;
}

static int say_day(int found, dueby_date date, char said[SAID]) {
  if (found) vectors_write_day(date, said);
  return found;
}

static int say_number(int found, int32_t number, char said[SAID]) {
  if (found) snprintf(said, SAID, "%d", (int)number);
  return found;
}

static int say_truth(int found, int truth, char said[SAID]) {
  if (found) snprintf(said, SAID, "%s", truth ? "true" : "false");
  return found;
}

static int is_working(const struct job *job, dueby_date date, int32_t *working) {
  return dueby_calendar_is_working(job->calendar, date, working) == DUEBY_OK;
}

/* ---- operations ---- */

static int add_unit(const struct job *job, int32_t unit, int32_t counting, char said[SAID]) {
  dueby_date date = 0;
  int found = lay(job, job->n, unit, counting, roll_of(job), job->start, &date);
  return say_day(found, date, said);
}

static int add_working_days(const struct job *job, char said[SAID]) {
  return add_unit(job, DUEBY_UNIT_WORKING_DAYS, counting_of(job), said);
}

static int add_calendar_days(const struct job *job, char said[SAID]) {
  return add_unit(job, DUEBY_UNIT_DAYS, counting_of(job), said);
}

static int add_months(const struct job *job, char said[SAID]) {
  return add_unit(job, DUEBY_UNIT_MONTHS, counting_of(job), said);
}

static int roll_start_then_add(const struct job *job, char said[SAID]) {
  dueby_date date = 0;
  int found = lay(job, job->n, DUEBY_UNIT_DAYS, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, job->start, &date);
  return say_day(found, date, said);
}

static int cutoff_roll_start_then_add(const struct job *job, char said[SAID]) {
  return add_unit(job, DUEBY_UNIT_DAYS, job->past_cutoff ? DUEBY_COUNTING_ROLLED : DUEBY_COUNTING_EXCLUDED, said);
}

static int end_of_month_after(const struct job *job, char said[SAID]) {
  int32_t year, month, of_month;
  dueby_date date = 0;
  int found = dueby_date_civil(job->start, &year, &month, &of_month) == DUEBY_OK &&
              dueby_date_new(year, month, 1, &date) == DUEBY_OK && dueby_date_add_months(date, 2, &date) == DUEBY_OK &&
              lay(job, job->n, DUEBY_UNIT_DAYS, DUEBY_COUNTING_EXCLUDED, roll_of(job), date - 1, &date);
  return say_day(found, date, said);
}

static int one_working_day_then_add(const struct job *job, char said[SAID]) {
  dueby_date date = 0;
  int found = lay(job, 1, DUEBY_UNIT_WORKING_DAYS, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, job->start, &date) &&
              lay(job, job->n, DUEBY_UNIT_DAYS, DUEBY_COUNTING_EXCLUDED, roll_of(job), date, &date);
  return say_day(found, date, said);
}

/* Uses a calendar without a weekend, so that only bank holidays are skipped. */
static int one_working_day_then_add_skipping(const struct job *job, char said[SAID]) {
  dueby_date date = 0;
  dueby_calendar *every_day = NULL;
  const dueby_span span = {job->n, DUEBY_UNIT_WORKING_DAYS};
  int found = lay(job, 1, DUEBY_UNIT_WORKING_DAYS, DUEBY_COUNTING_ROLLED, DUEBY_ROLL_NONE, job->start, &date) &&
              dueby_calendar_with_weekend(job->calendar, 0, &every_day) == DUEBY_OK &&
              dueby_span_add(span, DUEBY_COUNTING_EXCLUDED, DUEBY_ROLL_NONE, every_day, date, &date) == DUEBY_OK;
  dueby_calendar_free(every_day);
  return say_day(found, date, said);
}

static int count_signed(const struct job *job, int32_t *include, dueby_date *end, int32_t *count) {
  static const char *const rules[] = {"inc_inc", "inc_exc", "exc_inc", NULL};
  static const int32_t includes[] = {DUEBY_INCLUDE_BOTH, DUEBY_INCLUDE_START, DUEBY_INCLUDE_END};
  int rule = find_word(rules, job->count_rule);
  if (rule < 0 || !vectors_read_day(job->end, end)) return 0;
  *include = includes[rule];
  return dueby_calendar_count(job->calendar, job->start, *end, *include, count) == DUEBY_OK;
}

static int count_working_days_signed(const struct job *job, char said[SAID]) {
  int32_t include, count = 0;
  dueby_date end;
  int found = count_signed(job, &include, &end, &count);
  return say_number(found, count, said);
}

static int count_working_days(const struct job *job, char said[SAID]) {
  int32_t include, count = 0;
  dueby_date end;
  int found = count_signed(job, &include, &end, &count);
  return say_number(found, count < 0 ? 0 : count, said);
}

/* Counts working days, and also the days that `note` lists. */
static int count_with_extra(const struct job *job, char said[SAID]) {
  int32_t include, count = 0, working;
  dueby_date end, extra;
  if (!count_signed(job, &include, &end, &count)) return 0;
  for (const char *at = job->note; strlen(at) >= 10; at++) {
    char text[11] = {0};
    memcpy(text, at, 10);
    if (!vectors_read_day(text, &extra) || !is_working(job, extra, &working) || working) continue;
    int after_start = include == DUEBY_INCLUDE_END ? extra > job->start : extra >= job->start;
    int before_end = include == DUEBY_INCLUDE_START ? extra < end : extra <= end;
    count += after_start && before_end;
  }
  return say_number(1, count, said);
}

static int count_calendar_days(const struct job *job, char said[SAID]) {
  static const char *const rules[] = {"diff", "inc_inc", NULL};
  dueby_date end = 0;
  int rule = find_word(rules, job->count_rule); /* index 1, "inc_inc", counts one day more */
  int found = rule >= 0 && vectors_read_day(job->end, &end);
  return say_number(found, end - job->start + rule, said);
}

static int within_calendar_days(const struct job *job, char said[SAID]) {
  dueby_date end = 0, due = 0;
  int found = vectors_read_day(job->end, &end) &&
              lay(job, job->n, DUEBY_UNIT_DAYS, DUEBY_COUNTING_EXCLUDED, roll_of(job), job->start, &due);
  return say_truth(found, end <= due, said);
}

static int is_overdue(const struct job *job, char said[SAID]) {
  static const char *const names[] = {"working_day", "day", NULL};
  static const int32_t numbers[] = {DUEBY_UNIT_WORKING_DAYS, DUEBY_UNIT_DAYS};
  dueby_date end = 0, due = 0;
  int unit = find_word(names, csv_field(job->row, "unit"));
  int found = unit >= 0 && vectors_read_day(job->end, &end) &&
              lay(job, job->n, numbers[unit], counting_of(job), roll_of(job), job->start, &due);
  return say_truth(found, end > due, said);
}

static int is_working_day(const struct job *job, char said[SAID]) {
  int32_t working = 0;
  int found = is_working(job, job->start, &working);
  return say_truth(found, working, said);
}

static int is_bank_holiday(const struct job *job, char said[SAID]) {
  dueby_holiday holiday = {DUEBY_DATE_NONE, 0, 0, 0, 0, 0};
  dueby_calendar_holiday(job->calendar, dueby_calendar_holiday_from(job->calendar, job->start), &holiday);
  return say_truth(1, holiday.date == job->start, said);
}

static int say_holiday(const struct job *job, int64_t index, char said[SAID]) {
  dueby_holiday holiday = {0, 0, 0, 0, 0, 0};
  int found = dueby_calendar_holiday(job->calendar, index, &holiday) == DUEBY_OK;
  return say_day(found, holiday.date, said);
}

static int next_holiday(const struct job *job, char said[SAID]) {
  return say_holiday(job, dueby_calendar_holiday_from(job->calendar, job->start + 1), said);
}

static int prev_holiday(const struct job *job, char said[SAID]) {
  return say_holiday(job, dueby_calendar_holiday_from(job->calendar, job->start) - 1, said);
}

static int roll_to(const struct job *job, int32_t amount, int32_t roll, char said[SAID]) {
  dueby_date date = 0;
  int found = lay(job, amount, DUEBY_UNIT_WORKING_DAYS, DUEBY_COUNTING_EXCLUDED, roll, job->start, &date);
  return say_day(found, date, said);
}

static int roll_next(const struct job *job, char said[SAID]) {
  return roll_to(job, 0, DUEBY_ROLL_NEXT, said);
}

static int roll_prev(const struct job *job, char said[SAID]) {
  return roll_to(job, 0, DUEBY_ROLL_PREVIOUS, said);
}

static int next_wd(const struct job *job, char said[SAID]) {
  return roll_to(job, 1, DUEBY_ROLL_NONE, said);
}

static int prev_wd(const struct job *job, char said[SAID]) {
  return roll_to(job, -1, DUEBY_ROLL_NONE, said);
}

static int years_between(const struct job *job, char said[SAID]) {
  dueby_date end = 0, birthday = 0;
  int32_t years = 0;
  if (!vectors_read_day(job->end, &end) || end < job->start) return 0;
  while (dueby_date_add_months(job->start, 12 * (years + 1), &birthday) == DUEBY_OK && birthday <= end) years++;
  return say_number(1, years, said);
}

static int year_within_range(const struct job *job, char said[SAID]) {
  int32_t this_year, month, of_month, asked = atoi(job->end), begins = atoi(job->cutoff);
  if (dueby_date_civil(job->start, &this_year, &month, &of_month) != DUEBY_OK || asked < 1 || begins < 1) return 0;
  int32_t last = month < begins ? this_year : this_year + 1;
  return say_truth(1, asked >= last - job->n && asked <= last, said);
}

static const struct {
  char name[64];
  int (*run)(const struct job *job, char said[SAID]);
} operations[] = {
    {"add_working_days", add_working_days},
    {"add_calendar_days", add_calendar_days},
    {"add_months", add_months},
    {"add_months_from_utc_instant", add_months},
    {"count_working_days", count_working_days},
    {"count_working_days_signed", count_working_days_signed},
    {"count_working_days_with_extra_working_dates", count_with_extra},
    {"count_calendar_days", count_calendar_days},
    {"is_working_day", is_working_day},
    {"is_bank_holiday", is_bank_holiday},
    {"next_holiday", next_holiday},
    {"prev_holiday", prev_holiday},
    {"roll_next", roll_next},
    {"roll_prev", roll_prev},
    {"next_wd", next_wd},
    {"prev_wd", prev_wd},
    {"roll_start_then_add_calendar_days", roll_start_then_add},
    {"cutoff_roll_start_then_add_calendar_days", cutoff_roll_start_then_add},
    {"end_of_month_after_plus_days", end_of_month_after},
    {"one_working_day_B_then_add_calendar_days", one_working_day_then_add},
    {"one_working_day_B_then_add_calendar_days_skipping_bank_holidays", one_working_day_then_add_skipping},
    {"within_calendar_days", within_calendar_days},
    {"is_overdue", is_overdue},
    {"years_between", years_between},
    {"year_within_range", year_within_range},
    {"print_day_from_utc_instant", next_wd},
};
enum { OPERATIONS = sizeof operations / sizeof operations[0] };

/* ---- a row ---- */

/* Returns whether the start is at or after the cut-off, which is a time of day such as "17:00" or some other string. */
static int is_past(const struct job *job) {
  int hour = 0, minute = 0;
  int32_t second_of_day = 0, offset = 0;
  dueby_date date;
  if (sscanf(job->cutoff, "%2d:%2d", &hour, &minute) != 2 || job->when.time == DUEBY_TIME_NONE) return 0;
  if (dueby_time_civil(job->when.time, &date, &second_of_day, &offset) != DUEBY_OK) return 0;
  return second_of_day >= hour * 3600 + minute * 60;
}

static int read_job(const struct csv *row, struct job *job, char said[SAID]) {
  const char *start = csv_field(row, "start"), *calendar = csv_field(row, "calendar");
  job->row = row;
  job->op = csv_field(row, "op");
  job->end = csv_field(row, "end");
  job->count_rule = csv_field(row, "count_rule");
  job->roll = csv_field(row, "roll");
  job->cutoff = csv_field(row, "cutoff");
  job->note = csv_field(row, "note");
  job->n = atoi(csv_field(row, "n"));
  if (dueby_when_parse(start, (int64_t)strlen(start), DUEBY_ORDER_ISO, &job->when) != DUEBY_OK) {
    snprintf(said, SAID, "start cannot be read");
    return 0;
  }
  job->past_cutoff = is_past(job);
  job->start = job->when.date + job->past_cutoff;
  job->calendar = find_calendar(calendar[0] ? calendar : "none", csv_field(row, "weekend"));
  if (!job->calendar) snprintf(said, SAID, "no calendar %s", calendar);
  return job->calendar != NULL;
}

int vectors_replay_operation(const struct csv *row, char said[SAID]) {
  struct job job;
  int found = 0, place = 0;
  const char *expected = csv_field(row, "expected");
  while (place < OPERATIONS && strcmp(operations[place].name, csv_field(row, "op")) != 0) place++;
  if (place == OPERATIONS) {
    snprintf(said, SAID, "unknown operation %s", csv_field(row, "op"));
    return 0;
  }
  if (!read_job(row, &job, said)) return 0;
  snprintf(said, SAID, "no answer");
  found = operations[place].run(&job, said);
  dueby_calendar_free(job.calendar);
  return found && strcmp(said, expected) == 0;
}
