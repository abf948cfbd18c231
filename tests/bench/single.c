/* Measures one question and a column of ten million dates in C, for comparison with other languages. Prints NAME NANOSECONDS. The
 * days are the same as in tests/bench/java and tests/bench/dotnet. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "dueby.h"

enum { ROWS = 10000000, CALLS = 1000000, RUNS = 7, FIRST = 19723 /* 2024-01-01 */, DAYS = 9000 };

static int64_t now(void) {
  struct timespec time;
  timespec_get(&time, TIME_UTC);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int is_less(const void *left, const void *right) {
  const double *one = left, *other = right;
  return (*one > *other) - (*one < *other);
}

/* Returns the median time of the runs after one warm-up run. */
static double measure(void (*run)(const dueby_query *, dueby_date *, dueby_date *), const dueby_query *query, dueby_date *days,
                      dueby_date *due, int64_t items) {
  double times[RUNS];
  run(query, days, due);
  for (int i = 0; i < RUNS; i++) {
    int64_t start = now();
    run(query, days, due);
    times[i] = (double)(now() - start) / (double)items;
  }
  qsort(times, RUNS, sizeof *times, is_less);
  return times[RUNS / 2];
}

static void run_single(const dueby_query *query, dueby_date *days, dueby_date *due) {
  for (int i = 0; i < CALLS; i++) {
    const dueby_event trigger = {.date = days[i]};
    dueby_deadline deadline;
    if (dueby_query_due(query, &trigger, NULL, &deadline) != DUEBY_OK) abort();
    due[i] = deadline.due;
  }
}

static void run_column(const dueby_query *query, dueby_date *days, dueby_date *due) {
  const dueby_due_columns columns = {.size = sizeof columns, .count = ROWS, .trigger = days, .due = due};
  int64_t failed;
  if (dueby_query_due_many(query, &columns, &failed) != DUEBY_OK || failed) abort();
}

int main(void) {
  dueby_profile *profile;
  dueby_calendar *calendar;
  dueby_query *query;
  dueby_date *days = malloc(ROWS * sizeof *days), *due = malloc(ROWS * sizeof *due);
  uint32_t seed = 1;
  if (!days || !due || dueby_profile_new("england", &profile) ||
      dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) ||
      dueby_query_new(profile, calendar, "cp.conference.initial", &query))
    return 1;
  for (int i = 0; i < ROWS; i++) {
    seed = seed * 1664525 + 1013904223;
    days[i] = FIRST + (dueby_date)((seed >> 8) % DAYS);
  }
  printf("single %.1f\n", measure(run_single, query, days, due, CALLS));
  printf("column %.2f\n", measure(run_column, query, days, due, ROWS));
  dueby_query_free(query);
  dueby_calendar_free(calendar);
  dueby_profile_free(profile);
  free(days);
  free(due);
  return 0;
}
