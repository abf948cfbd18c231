/* Makes one call to the library; script/instructions counts its instructions with valgrind.
 *
 *   calls NAME      makes the call twice; only the second call is inside `measured`
 *   calls           prints the names */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dueby.h"

enum { DAY = 20539 /* 2026-03-27 */, AS_AT = 20600, COLUMN = 100 };

static dueby_profile *profile;
static dueby_calendar *calendar;
static dueby_query *query;
static dueby_timeline *timeline;
static dueby_event trigger = {.date = DAY};
static dueby_deadline deadline;
static dueby_event events[3];

static dueby_status ask_due(void) {
  dueby_deadline answer;
  return dueby_query_due(query, &trigger, NULL, &answer);
}

static dueby_status check_met(void) {
  const dueby_check_options options = {.met = {.date = DAY + 20}, .as_at = {.date = AS_AT}};
  dueby_check check;
  return dueby_query_check(query, &trigger, NULL, &deadline, &options, &check);
}

static dueby_status explain(void) {
  char text[8192];
  int64_t needed;
  return dueby_explain_text(profile, calendar, &trigger, NULL, &deadline, text, sizeof text, &needed);
}

static dueby_status fill_column(void) {
  dueby_date days[COLUMN], due[COLUMN];
  int64_t failed;
  for (int i = 0; i < COLUMN; i++) days[i] = DAY - 40 * i;
  const dueby_due_columns columns = {.size = sizeof columns, .count = COLUMN, .trigger = days, .due = due};
  return dueby_query_due_many(query, &columns, &failed);
}

/* Runs a timeline over a referral, a strategy discussion and a plan, for all duties that they start. */
static dueby_status run_timeline(void) {
  const dueby_timeline_options options = {.as_at = {.date = AS_AT}};
  const int64_t offsets[] = {0, 3};
  int64_t count;
  return dueby_timeline_run(timeline, events, offsets, 1, &options, &count);
}

static const struct {
  const char *name;
  dueby_status (*call)(void);
} calls[] = {
    {"due", ask_due}, {"check", check_met}, {"explain", explain}, {"column_of_100", fill_column}, {"timeline", run_timeline}};
enum { CALLS = sizeof calls / sizeof *calls };

/* Makes the call to be measured. Valgrind looks for this name, so the function must not be inlined. */
dueby_status measured(dueby_status (*call)(void));
__attribute__((noinline)) dueby_status measured(dueby_status (*call)(void)) {
  return call();
}

static int set_up(void) {
  const char *const slugs[] = {"referral.received", "strategy_discussion.held", "cp_plan.started"};
  if (dueby_profile_new("england", &profile) || dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar) ||
      dueby_query_new(profile, calendar, "cp.conference.initial", &query) || dueby_timeline_new(profile, calendar, &timeline) ||
      dueby_query_due(query, &trigger, NULL, &deadline))
    return 0;
  for (int i = 0; i < 3; i++) {
    events[i] = (dueby_event){.date = DAY + 10 * i};
    if (dueby_profile_find_event(profile, slugs[i], &events[i].type)) return 0;
  }
  return 1;
}

int main(int count, char **words) {
  for (int i = 0; i < CALLS; i++) {
    if (count < 2) puts(calls[i].name);
    else if (strcmp(words[1], calls[i].name) == 0) return !set_up() || calls[i].call() || measured(calls[i].call);
  }
  return count > 1;
}
