/* Runs threads that share a profile, a calendar and a query. script/everywhere runs this with the thread sanitizer, which detects
 * races even if the answers happen to be right. */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>

#include "calendars.h"
#include "dueby.h"

enum { THREADS = 8, ROUNDS = 20, DAYS = 2000, TEXT = 4096 };

static struct {
  dueby_profile *profile;
  dueby_calendar *calendar;
  dueby_query *query;
} shared;

/* The answers that one thread received. */
struct found {
  dueby_status status; /* the first status that was not DUEBY_OK */
  dueby_date column[DAYS];
  dueby_deadline deadline;
  int32_t days_left, working_days_left;
  int64_t lines;
  dueby_date line_due;
  int32_t line_state;
  int32_t changed_works; /* 0 for a day that is closed on the thread's own calendar */
  char explanation[TEXT], profile_digest[TEXT], calendar_digest[TEXT];
};

static struct found alone, by_thread[THREADS];

static void keep(struct found *found, dueby_status status) {
  if (found->status == DUEBY_OK) found->status = status;
}

static void ask_query(struct found *found, const dueby_query *query) {
  const dueby_event trigger = {.date = 20539 /* 2026-03-27 */};
  const dueby_check_options options = {.as_at = {.time = DUEBY_TIME_NONE, .date = 20549 /* 2026-04-06 */}};
  dueby_date days[DAYS];
  dueby_check check = {.recorded = 0};
  int64_t failed, needed;
  for (int i = 0; i < DAYS; i++) days[i] = 19000 + i;
  const dueby_due_columns columns = {.size = sizeof columns, .count = DAYS, .trigger = days, .due = found->column};
  keep(found, dueby_query_due_many(query, &columns, &failed));
  keep(found, dueby_query_due(query, &trigger, NULL, &found->deadline));
  keep(found, dueby_query_check(query, &trigger, NULL, &found->deadline, &options, &check));
  found->days_left = check.verdict.days_left;
  found->working_days_left = check.verdict.working_days_left;
  keep(found,
       dueby_explain_text(shared.profile, shared.calendar, &trigger, NULL, &found->deadline, found->explanation, TEXT, &needed));
  keep(found, dueby_profile_digest(shared.profile, found->profile_digest, TEXT, &needed));
  keep(found, dueby_calendar_digest(shared.calendar, found->calendar_digest, TEXT, &needed));
}

static void run_timeline(struct found *found) {
  dueby_timeline *timeline = NULL;
  dueby_event event = {.date = 20539, .has = DUEBY_HAS_DATE};
  const int64_t offsets[] = {0, 1};
  const dueby_timeline_options options = {.as_at = {.time = DUEBY_TIME_NONE, .date = 20549}};
  event.type = dueby_query_trigger(shared.query);
  keep(found, dueby_timeline_new(shared.profile, shared.calendar, &timeline));
  if (!timeline) return;
  keep(found, dueby_timeline_run(timeline, &event, offsets, 1, &options, &found->lines));
  for (int64_t i = 0; i < found->lines; i++) {
    const dueby_line *line = &dueby_timeline_lines(timeline)[i];
    if (line->duty != dueby_query_duty(shared.query)) continue;
    found->line_due = line->deadline.due;
    found->line_state = line->verdict.state;
  }
  dueby_timeline_free(timeline);
}

/* Makes objects from the shared ones and frees them, so that all threads change the same reference counts. */
static void make_own(struct found *found) {
  const dueby_date closed = 20556; /* closed on Monday 13 April 2026 */
  dueby_calendar *own = NULL;
  dueby_query *query = NULL, *other = NULL;
  dueby_deadline deadline;
  const dueby_event trigger = {.date = 20539};
  keep(found, dueby_calendar_with_days(shared.calendar, DUEBY_CHANGE_CLOSE_ALL, &closed, 1, "closed", &own));
  if (own) keep(found, dueby_query_new(shared.profile, own, "cp.conference.initial", &query));
  dueby_calendar_free(own); /* the query keeps this calendar */
  if (query) keep(found, dueby_query_due(query, &trigger, NULL, &deadline));
  if (own) keep(found, dueby_calendar_is_working(dueby_query_calendar(query), closed, &found->changed_works));
  dueby_query_free(query);
  keep(found, dueby_query_new(shared.profile, shared.calendar, "cp.conference.initial", &other));
  dueby_query_free(other);
}

static void *work(void *data) {
  struct found *found = data;
  for (int i = 0; i < ROUNDS; i++) {
    ask_query(found, shared.query);
    run_timeline(found);
    make_own(found);
  }
  return NULL;
}

static int set_up(void **state) {
  (void)state;
  return dueby_profile_new("england", &shared.profile) != DUEBY_OK ||
         dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &shared.calendar) != DUEBY_OK ||
         dueby_query_new(shared.profile, shared.calendar, "cp.conference.initial", &shared.query) != DUEBY_OK;
}

static int tear_down(void **state) {
  (void)state;
  dueby_query_free(shared.query);
  dueby_calendar_free(shared.calendar);
  dueby_profile_free(shared.profile);
  return 0;
}

/* 15 working days after Friday 27 March 2026: 30 March to 2 April are days 1 to 4, Good Friday is 3 April, Easter Monday 6 April, 7
 * to 10 April are 5 to 8, 13 to 17 April 9 to 13, 20 and 21 April 14 and 15. From 6 April there are 15 days left, 11 of them
 * working days. */
static void test_threads__give_the_answers_of_one(void **state) {
  pthread_t threads[THREADS];
  (void)state;
  work(&alone);
  assert_int_equal(alone.status, DUEBY_OK);
  assert_day(alone.deadline.due, "2026-04-21");
  assert_int_equal(alone.days_left, 15);
  assert_int_equal(alone.working_days_left, 11);
  assert_day(alone.line_due, "2026-04-21");
  assert_int_equal(alone.line_state, DUEBY_STATE_OPEN);
  assert_int_equal(alone.changed_works, 0);
  for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_create(&threads[i], NULL, work, &by_thread[i]), 0);
  for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
  for (int i = 0; i < THREADS; i++) assert_memory_equal(&by_thread[i], &alone, sizeof alone);
}

static void *ask_and_free(void *data) {
  dueby_query *query = data;
  dueby_deadline deadline = {.due = DUEBY_DATE_NONE};
  const dueby_event trigger = {.date = 20539};
  dueby_status status = dueby_query_due(query, &trigger, NULL, &deadline);
  dueby_query_free(query);
  return status == DUEBY_OK && deadline.due == 20564 /* 2026-04-21 */ ? &shared : NULL;
}

/* The thread that ends last frees the profile and the calendar. */
static void test_threads__the_last_one_frees(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    pthread_t threads[THREADS];
    dueby_profile *profile = NULL;
    dueby_calendar *calendar = calendar_of("england-and-wales");
    assert_int_equal(dueby_profile_new("barnet", &profile), DUEBY_OK);
    for (int i = 0; i < THREADS; i++) {
      dueby_query *query = NULL;
      assert_int_equal(dueby_query_new(profile, calendar, "england:cp.conference.initial", &query), DUEBY_OK);
      assert_int_equal(pthread_create(&threads[i], NULL, ask_and_free, query), 0);
    }
    dueby_profile_free(profile);
    dueby_calendar_free(calendar);
    for (int i = 0; i < THREADS; i++) {
      void *right = NULL;
      assert_int_equal(pthread_join(threads[i], &right), 0);
      assert_ptr_equal(right, &shared);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_threads__give_the_answers_of_one),
      cmocka_unit_test(test_threads__the_last_one_frees),
  };
  return cmocka_run_group_tests_name("threads", tests, set_up, tear_down);
}
