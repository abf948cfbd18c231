/* Tests the states of lines: faults that were found by using dueby, and similar cases. Each test names the rule of docs/rules.md
 * that determines the state. Every date was worked out by hand. 2 March 2026 is a Monday. */
#include "timeline.h"

#define ONE_WEEK "    within: 1 week\n"
#define WEEKLY "    schedule: [{every: 1 week}]\n"

/* ---- Fault F1, rules 9 and 17: agreements on void rows ---- */

static void test_rule_17__f1_an_agreement_on_a_void_row_is_void(void **state) {
  (void)state;
  const char *agreed = "    schedule: [{every: agreed, at_most: 4 weeks}]\n";
  const char *yaml = "profile: test\ntitle: Test\nrules:\n  - id: duty\n    title: thing\n    trigger: referral.received\n"
                     "    due: visit.made\n    schedule: [{every: agreed, at_most: 4 weeks}]\n";
  /* due 4 weeks after 2 March without an agreement, a week after with one */
  assert_case("1 due 2026-03-30 open", .yaml = yaml, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 case.closed +void agreed.duty=1_week");
  assert_case("1 due 2026-03-09 overdue", .yaml = yaml, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 manager_review.recorded agreed.duty=1_week");
  /* an agreement on a void trigger or a void visit does not count either */
  assert_case("1 due 2026-03-30 open", .figure = agreed, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-02 referral.received #A +void agreed=1_week");
  assert_case("1 due 2026-03-30 open", .figure = agreed, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made +void agreed=1_week");
}

/* ---- Fault F2, rule 8: an event that answers a trigger does not answer later triggers ---- */

static void test_rule_08__f2_an_earlier_answer_ends_no_later_trigger(void **state) {
  (void)state;
  const char *answered = ONE_WEEK "    ends: [referral.no_further_action]\n";
  assert_case("1 due 2026-03-09 ended 2026-03-02T10:00:00+00:00\n2 due 2026-03-09 overdue", .figure = answered,
              .as_at = "2026-03-20",
              .events = "2026-03-02T09:00 referral.received, 2026-03-02T10:00 referral.no_further_action, "
                        "2026-03-02T16:00 referral.received");
  /* if one of the two events has no time, the action counts as an answer */
  assert_case("1 due 2026-03-09 ended 2026-03-02T10:00:00+00:00", .figure = answered, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-02T10:00 referral.no_further_action");
  assert_case("1 due 2026-03-09 ended 2026-03-02", .figure = answered, .as_at = "2026-03-20",
              .events = "2026-03-02T09:00 referral.received, 2026-03-02 referral.no_further_action");
  /* an event in the same second as the trigger is also an answer */
  assert_case("1 due 2026-03-09 ended 2026-03-02T09:00:00+00:00", .figure = answered, .as_at = "2026-03-20",
              .events = "2026-03-02T09:00 referral.received, 2026-03-02T09:00 referral.no_further_action");
  /* the ref decides which trigger was answered */
  assert_case("#A 1 due 2026-03-09 ended 2026-03-02\n#B 1 due 2026-03-09 overdue", .figure = answered, .as_at = "2026-03-20",
              .events =
                  "2026-03-02 referral.received #A, 2026-03-02 referral.no_further_action #A, 2026-03-02 referral.received #B");
}

/* ---- Faults F7 and W7, rule 8: an episode of one day ---- */

#define PLACED                                                                                                             \
  "  - id: duty\n    title: thing\n    trigger: placement.started\n    due: visit.made\n    schedule: [{every: 1 week}]\n" \
  "    ends: [placement.ended, cla.ended]\n"

static void test_rule_08__f7_an_episode_of_one_day_ends_by_its_ref(void **state) {
  (void)state;
  assert_case("#A 1 due 2026-03-09 ended 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started #A, 2026-03-02 placement.ended #A");
  /* an end of a different episode, or an end without a ref, does not end this episode */
  assert_case("#A 1 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started #A, 2026-03-02 placement.ended #B");
  assert_case("#A 1 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started #A, 2026-03-02 placement.ended");
  /* an action on the day of the end still counts, and no further line follows */
  assert_case("#A 1 due 2026-03-09 met 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started #A, 2026-03-02 placement.ended #A, 2026-03-02 visit.made");
}

static void test_rule_08__w7_and_by_its_times(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 ended 2026-03-02T17:00:00+00:00", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02T09:00 placement.started, 2026-03-02T17:00 placement.ended");
  /* an end earlier that day belongs to the previous placement, whatever its ref */
  assert_case("1 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02T17:00 placement.started, 2026-03-02T09:00 placement.ended");
  assert_case("#A 1 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02T17:00 placement.started #A, 2026-03-02T09:00 placement.ended #A");
}

/* Without refs or times, an end belongs to an episode that was running before that day or, if there was none, to one that started
 * that day. */
static void test_rule_08__w7_or_by_what_was_running(void **state) {
  (void)state;
  static const char *const starts[] = {"2026-03-02", "2026-03-02T09:00", "2026-03-02", "2026-03-02T09:00"};
  static const char *const ends[] = {"2026-03-02", "2026-03-02", "2026-03-02T09:00", "2026-03-02T09:00"};
  for (int i = 0; i < 4; i++) {
    char events[128], expected[64];
    snprintf(events, sizeof events, "%s placement.started, %s placement.ended", starts[i], ends[i]);
    snprintf(expected, sizeof expected, "1 due 2026-03-09 ended %s%s", ends[i], ends[i][10] ? ":00+00:00" : "");
    assert_case(expected, .rules = PLACED, .as_at = "2026-06-20", .events = events);
  }
  /* after an earlier episode that has ended */
  assert_case("1 due 2026-02-09 ended 2026-02-05\n2 due 2026-03-09 ended 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-02-02 placement.started, 2026-02-05 placement.ended, 2026-03-02 placement.started, "
                        "2026-03-02 placement.ended");
  /* after an earlier day whose times show that its end came before its start, or after it */
  assert_case("1 due 2026-02-09 missed 2026-03-02\n2 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-02-02T10:00 placement.ended, 2026-02-02T12:00 placement.started, 2026-03-02 placement.started, "
                        "2026-03-02 placement.ended");
  assert_case("1 due 2026-02-09 ended 2026-02-02T12:00:00+00:00\n2 due 2026-03-09 ended 2026-03-02", .rules = PLACED,
              .as_at = "2026-06-20",
              .events = "2026-02-02T10:00 placement.started, 2026-02-02T12:00 placement.ended, 2026-02-02T14:00 case.allocated, "
                        "2026-03-02 placement.started, 2026-03-02 placement.ended");
  /* after an earlier episode with a ref, which may be the one that ended */
  assert_case("1 due 2026-03-09 overdue\n#A 1 due 2026-02-09 missed 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-02-02 placement.started #A, 2026-03-02 placement.started, 2026-03-02 placement.ended");
  /* if two started that day, it is unclear which one ended */
  assert_case("1 due 2026-03-09 ended 2026-03-02T15:00:00+00:00\n2 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02T09:00 placement.started, 2026-03-02T15:00 placement.started, 2026-03-02 placement.ended");
  /* a one-off duty, from an event that does not start an episode, continues */
  assert_case("1 due 2026-03-09 overdue", .figure = ONE_WEEK "    ends: [placement.ended]\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-02 placement.ended");
}

/* A child who was in care for only one day is not in a placement. */
static void test_rule_08__w7_a_day_of_care_ends_its_placement(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 ended 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 cla.started, 2026-03-02 placement.started, 2026-03-02 cla.ended");
  assert_case("#A 1 due 2026-03-09 ended 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 cla.started, 2026-03-02 placement.started #A, 2026-03-02 cla.ended");
  /* care that was running ended, and the child came back on that day */
  assert_case("1 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-02-02 cla.started, 2026-03-02 cla.started, 2026-03-02 placement.started, 2026-03-02 cla.ended");
  assert_case("#P 1 due 2026-03-09 ended 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 cla.started #C, 2026-03-02 placement.started #P, 2026-03-02 cla.ended #C");
  /* the care that was running ended, and no other care continues */
  assert_case("1 due 2026-03-09 ended 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-02-02 cla.started, 2026-03-02 placement.started, 2026-03-02 cla.ended");
  assert_case("#P 1 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-02-02 cla.started #C, 2026-03-02 placement.started #P, 2026-03-02 cla.ended #C, "
                        "2026-03-02 cla.started #D");
  assert_case("1 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-02-02 cla.started, 2026-03-02T15:00 placement.started, 2026-03-02T09:00 cla.ended");
  /* the start of that care is not in the file: it may have been the child's only care, unless the file has all starts */
  assert_case("1 due 2026-03-09 not_computable: depends on rows that your records may not have", .rules = PLACED,
              .as_at = "2026-06-20", .events = "2026-03-02 placement.started, 2026-03-02 cla.ended");
  assert_case("1 due 2026-03-09 overdue", .rules = PLACED, .as_at = "2026-06-20", .holds = "cla.started=all",
              .events = "2026-03-02 placement.started, 2026-03-02 cla.ended");
}

/* A child who moves twice stays in the third placement, with or without refs. An end on the day of a start ended the previous
 * placement. */
static void test_rule_08__w7_who_moves_twice_keeps_the_last_clock(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 missed 2026-03-16\n2 due 2026-03-23 missed 2026-04-06\n3 due 2026-04-13 overdue", .rules = PLACED,
              .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started, 2026-03-16 placement.ended, 2026-03-16 placement.started, "
                        "2026-04-06 placement.ended, 2026-04-06 placement.started");
  assert_case("#A 1 due 2026-03-09 missed 2026-03-16\n#A 2 due 2026-03-23 missed 2026-04-06\n#A 3 due 2026-04-13 overdue",
              .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started #A, 2026-03-16 placement.ended #A, 2026-03-16 placement.started #A, "
                        "2026-04-06 placement.ended #A, 2026-04-06 placement.started #A");
  /* two one-day episodes are followed by a third that continues */
  assert_case("1 due 2026-03-09 ended 2026-03-02\n2 due 2026-03-23 ended 2026-03-16\n3 due 2026-04-13 overdue", .rules = PLACED,
              .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started, 2026-03-02 placement.ended, 2026-03-16 placement.started, "
                        "2026-03-16 placement.ended, 2026-04-06 placement.started");
}

/* If the start or the end of an earlier episode may be missing, it is unclear which episode the end belongs to. */
static void test_rule_21__w7_an_end_that_may_be_that_of_an_earlier_episode(void **state) {
  (void)state;
  const char *day = "2026-03-02 placement.started, 2026-03-02 placement.ended";
  assert_case("1 due 2026-03-09 not_computable: depends on rows that your records may not have", .rules = PLACED,
              .as_at = "2026-06-20", .events = day, .holds = "placement.started=since:2026-02-01");
  assert_case("1 due 2026-03-09 not_computable: depends on rows that your records may not have", .rules = PLACED,
              .as_at = "2026-06-20", .events = day, .holds = "placement.started=latest");
  /* an earlier placement is in the file, but may have ended before this day */
  const char *moved = "2026-02-02 placement.started, 2026-03-02 placement.started, 2026-03-02 placement.ended";
  assert_case("1 due 2026-02-09 not_computable 2026-03-02: depends on rows that your records may not have\n"
              "2 due 2026-03-09 not_computable: depends on rows that your records may not have",
              .rules = PLACED, .as_at = "2026-06-20", .events = moved, .holds = "placement.ended=latest");
  /* nothing can be missing since the last end */
  assert_case("1 due 2026-02-09 ended 2026-02-05\n2 due 2026-03-09 ended 2026-03-02", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-02-02 placement.started, 2026-02-05 placement.ended, 2026-03-02 placement.started, "
                        "2026-03-02 placement.ended",
              .holds = "placement.started=since:2026-02-01");
}

/* If a child moves from one placement to another on the same day, visits for the new placement stay due. Tries this with times,
 * with refs, and with one ref for both placements. */
static void test_rule_08__w7_who_moves_on_one_day_keeps_the_new_clock(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 missed 2026-03-16\n3 due 2026-03-23 overdue", .rules = PLACED,
              .as_at = "2026-06-20",
              .events =
                  "2026-03-02 placement.started, 2026-03-05 visit.made, 2026-03-16 placement.ended, 2026-03-16 placement.started");
  assert_case("#A 1 due 2026-03-09 missed 2026-03-16\n#B 1 due 2026-03-23 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started #A, 2026-03-16 placement.ended #A, 2026-03-16 placement.started #B");
  assert_case("#A 1 due 2026-03-09 missed 2026-03-16\n#A 2 due 2026-03-23 overdue", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started #A, 2026-03-16 placement.ended #A, 2026-03-16 placement.started #A");
  /* the earlier placement with that ref had already ended, so this end belongs to the new one */
  assert_case("#A 1 due 2026-03-09 ended 2026-03-04\n#A 2 due 2026-03-23 ended 2026-03-16", .rules = PLACED, .as_at = "2026-06-20",
              .events = "2026-03-02 placement.started #A, 2026-03-04 placement.ended #A, 2026-03-16 placement.started #A, "
                        "2026-03-16 placement.ended #A");
}

/* Death, closure, a move out of the area and an adoption end the case, including duties that began on that day. */
static void test_rule_08__w7_the_end_of_the_case_ends_what_began_that_day(void **state) {
  (void)state;
  static const char *const ends[] = {"child.died", "case.closed", "case.moved_out", "adoption_order.made"};
  for (int i = 0; i < 4; i++) {
    char yaml[1024], events[256];
    snprintf(yaml, sizeof yaml,
             "profile: test\ntitle: Test\nends_all: [child.died, case.closed, case.moved_out, adoption_order.made]\n"
             "rules:\n" PLACED);
    snprintf(events, sizeof events, "2026-03-02 placement.started, 2026-03-02 %s", ends[i]);
    assert_case("1 due 2026-03-09 ended 2026-03-02", .yaml = yaml, .as_at = "2026-06-20", .events = events);
    snprintf(events, sizeof events, "2026-03-02T14:00 placement.started, 2026-03-02T09:00 %s", ends[i]);
    const char *expected = i == 0 ? "1 due 2026-03-09 not_computable: the dates contradict each other" : "1 due 2026-03-09 overdue";
    assert_case(expected, .yaml = yaml, .as_at = "2026-06-20", .events = events);
  }
}

/* A child who has died is not due or overdue for anything that falls due on the day of the death or later. */
static void test_rule_08__a_death_is_final(void **state) {
  (void)state;
#define WRONG "1 due 2026-03-09 not_computable: the dates contradict each other"
  const struct {
    const char *events, *expected;
  } rows[] = {
      {"2026-03-02 placement.started, 2026-03-08 child.died", "1 due 2026-03-09 ended 2026-03-08"},
      {"2026-03-02 placement.started, 2026-03-09 child.died", "1 due 2026-03-09 ended 2026-03-09"},
      {"2026-03-02 placement.started, 2026-03-10 child.died", "1 due 2026-03-09 missed 2026-03-10"},
      {"2026-03-02 placement.started #A, 2026-03-08 child.died #B", "#A 1 due 2026-03-09 ended 2026-03-08"},
      {"2026-03-01 child.died, 2026-03-02 placement.started", WRONG},
      {"2026-03-01 child.died #B, 2026-03-02 placement.started #A", "#A " WRONG},
      {"2026-03-01 child.died, 2026-03-02 placement.started, 2026-03-05 placement.ended", "1 due 2026-03-09 ended 2026-03-05"},
      {"2026-03-01 child.died, 2026-03-02 placement.started, 2026-03-12 placement.ended",
       "1 due 2026-03-09 not_computable 2026-03-12: the dates contradict each other"},
      {"2026-03-01 child.died, 2026-03-02 placement.started, 2026-03-04 child.died", "1 due 2026-03-09 ended 2026-03-04"},
      {"2026-03-01 child.died +void, 2026-03-02 placement.started", "1 due 2026-03-09 overdue"},
      {"2026-06-21 child.died, 2026-03-02 placement.started", "1 due 2026-03-09 overdue"},
      {"2026-03-01 case.closed, 2026-03-02 placement.started", "1 due 2026-03-09 overdue"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .yaml = "profile: test\ntitle: Test\nends_all: [child.died, case.closed]\nrules:\n" PLACED,
                .as_at = "2026-06-20", .events = rows[i].events);
  /* it is not late when the day comes, either */
  assert_case(WRONG, .yaml = "profile: test\ntitle: Test\nends_all: [child.died]\nrules:\n" PLACED, .as_at = "2026-03-05",
              .events = "2026-03-01 child.died, 2026-03-02 placement.started");
  /* a review that proves care after the death */
  assert_case(
      "cla.review 1 due 2025-02-03 missed 2025-06-02\ncla.review 2 due 2026-09-03 not_computable: the dates contradict each other",
      .builtin = "england", .only = "cla.review", .as_at = "2026-11-01",
      .events = "2025-01-06 cla.started, 2025-06-02 cla.ended, 2026-03-01 child.died, 2026-03-03 cla_review.held");
}

/* A duty that a death starts goes on, and so do duties that are not about the child. */
static void test_rule_08__what_a_death_starts_goes_on(void **state) {
  (void)state;
#define NOTICE                                                                                                            \
  "profile: test\ntitle: Test\nends_all: [child.died]\nrules:\n  - id: duty\n    title: thing\n    trigger: child.died\n" \
  "    due: death.notified\n    within: 5 days\n"
  assert_case("1 due 2026-03-06 overdue", .yaml = NOTICE, .as_at = "2026-03-20",
              .events = "2026-03-01 child.died, 2026-03-01 case.closed");
  /* the day was corrected */
  assert_case("1 due 2026-03-06 overdue", .yaml = NOTICE, .as_at = "2026-03-20",
              .events = "2026-03-01 child.died, 2026-03-03 child.died");
  assert_case("1 due 2026-03-06 met 2026-03-05", .yaml = NOTICE, .as_at = "2026-03-20",
              .events = "2026-03-01 child.died, 2026-03-03 child.died, 2026-03-05 death.notified");
  const char *of_authority = "profile: test\ntitle: Test\nends_all: [child.died]\nrules:\n  - id: duty\n    title: thing\n"
                             "    trigger: complaint.received\n    due: complaint_stage1.answered\n    within: 10 days\n"
                             "    subject: authority\n";
  assert_case("1 due 2026-03-15 overdue", .yaml = of_authority, .as_at = "2026-03-20",
              .events = "2026-03-01 child.died, 2026-03-05 complaint.received");
}

/* If an event both starts and ends a rule's clock, it does not end the clock that it starts. */
static void test_rule_08__w7_the_trigger_does_not_end_itself(void **state) {
  (void)state;
  const char *yaml = "profile: test\ntitle: Test\nends_all: [child.died]\nrules:\n  - id: duty\n    title: thing\n"
                     "    trigger: child.died\n    due: death.notified\n    within: 24 hours\n";
  assert_case("1 due 2026-03-03T09:00:00+00:00 overdue", .yaml = yaml, .as_at = "2026-03-20",
              .events = "2026-03-02T09:00 child.died");
}

/* ---- Fault F5, rule 3: each trigger needs its own answer, whatever the rule ---- */

#define RECORD(name, condition, within)                                                                                        \
  "  - id: duty\n    name: " name "\n    title: thing\n    trigger: event.happened\n    due: event.recorded\n    each: true\n" \
  "    " condition ": {tag: critical}\n    within: " within "\n"

static void test_rule_03__f5_one_answer_is_for_one_trigger_of_the_duty(void **state) {
  (void)state;
  const char *two = RECORD("critical", "when", "1 working day") RECORD("other", "unless", "5 working days");
  assert_case("1 due 2026-03-03 met_late 2026-03-05\n2 due 2026-03-11 overdue", .rules = two, .as_at = "2026-03-31",
              .events = "2026-03-02 event.happened +critical, 2026-03-04 event.happened, 2026-03-05 event.recorded");
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-05 overdue", .rules = two, .as_at = "2026-03-31",
              .events = "2026-03-02 event.happened, 2026-03-04 event.happened +critical, 2026-03-05 event.recorded");
  /* two answers meet both lines */
  assert_case("1 due 2026-03-03 met_late 2026-03-05\n2 due 2026-03-11 met 2026-03-06", .rules = two, .as_at = "2026-03-31",
              .events = "2026-03-02 event.happened +critical, 2026-03-04 event.happened, 2026-03-05 event.recorded, "
                        "2026-03-06 event.recorded");
  /* one trigger that starts two rules of a duty makes one line, and one answer meets it */
  const char *both = RECORD(
      "critical", "when",
      "1 working day") "  - id: duty\n    name: all\n    title: thing\n    trigger: event.happened\n    due: event.recorded\n    each: true\n"
                       "    within: 5 working days\n";
  assert_case("1 due 2026-03-03 met_late 2026-03-05\n2 due 2026-03-11 overdue", .rules = both, .as_at = "2026-03-31",
              .events = "2026-03-02 event.happened +critical, 2026-03-04 event.happened, 2026-03-05 event.recorded");
}

/* Rules of a duty may have different triggers. An answer goes to the oldest of all their triggers first. */
static void test_rule_03__f5_of_whatever_event(void **state) {
  (void)state;
  const char *two = "  - id: duty\n    name: held\n    title: thing\n    trigger: strategy_discussion.held\n"
                    "    due: strategy_record.shared\n    each: true\n    within: 1 week\n"
                    "  - id: duty\n    name: further\n    title: thing\n    trigger: strategy_discussion.further\n"
                    "    due: strategy_record.shared\n    each: true\n    within: 1 week\n";
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-11 overdue", .rules = two, .as_at = "2026-03-31",
              .events = "2026-03-02 strategy_discussion.held, 2026-03-04 strategy_discussion.further, "
                        "2026-03-05 strategy_record.shared");
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-11 overdue", .rules = two, .as_at = "2026-03-31",
              .events = "2026-03-02 strategy_discussion.further, 2026-03-04 strategy_discussion.held, "
                        "2026-03-05 strategy_record.shared");
}

/* ---- Fault F6, rule 6: when a line without a date of birth is late ---- */

#define BY_AGE                                                                                             \
  "  - id: duty\n    name: young\n    title: thing\n    trigger: referral.received\n    due: visit.made\n" \
  "    when: {age_under: 5}\n    within: 6 months\n"                                                       \
  "  - id: duty\n    name: old\n    title: thing\n    trigger: referral.received\n    due: visit.made\n"   \
  "    when: {age_from: 5}\n    within: 12 months\n"

static void test_rule_06__f6_met_between_two_ages_dates_cannot_be_told(void **state) {
  (void)state;
  const char *events = "2025-01-06 referral.received, 2025-12-01 visit.made";
  assert_case("1 due 2025-07-06 not_computable 2025-12-01: no date of birth", .rules = BY_AGE, .as_at = "2026-03-31",
              .events = events);
  /* a visit by the earlier of the two due days is in time at any age */
  assert_case("1 due 2025-07-06 met 2025-07-06", .rules = BY_AGE, .as_at = "2026-03-31",
              .events = "2025-01-06 referral.received, 2025-07-06 visit.made");
  /* with a date of birth the state is known: in time for a child of 9, late for a child of 2 */
  assert_case("1 due 2026-01-06 met 2025-12-01", .rules = BY_AGE, .as_at = "2026-03-31",
              .events = "2016-01-01 birth, 2025-01-06 referral.received, 2025-12-01 visit.made");
  assert_case("1 due 2025-07-06 met_late 2025-12-01", .rules = BY_AGE, .as_at = "2026-03-31",
              .events = "2023-01-01 birth, 2025-01-06 referral.received, 2025-12-01 visit.made");
}

/* If the due day under the rule for all ages has also passed, the line is late at any age, under that rule. */
static void test_rule_06__f6_what_is_late_at_any_age_is_late(void **state) {
  (void)state;
  const char *two = "  - id: duty\n    name: young\n    title: thing\n    trigger: referral.received\n    due: visit.made\n"
                    "    when: {age_under: 5}\n    within: 1 week\n    ends: [cp_plan.ended]\n"
                    "  - id: duty\n    name: all\n    title: thing\n    trigger: referral.received\n    due: visit.made\n"
                    "    within: 2 weeks\n    ends: [cp_plan.ended]\n";
  assert_case("1 due 2026-03-09 not_computable: no date of birth by test:duty/young", .rules = two, .as_at = "2026-03-16",
              .events = "2026-03-02 referral.received", .say = GOVERNS);
  assert_case("1 due 2026-03-16 overdue by test:duty/all", .rules = two, .as_at = "2026-03-17",
              .events = "2026-03-02 referral.received", .say = GOVERNS);
  assert_case("1 due 2026-03-16 met_late 2026-03-17 by test:duty/all", .rules = two, .as_at = "2026-03-31",
              .events = "2026-03-02 referral.received, 2026-03-17 visit.made", .say = GOVERNS);
  assert_case("1 due 2026-03-09 not_computable 2026-03-16: no date of birth by test:duty/young", .rules = two,
              .as_at = "2026-03-31", .events = "2026-03-02 referral.received, 2026-03-16 visit.made", .say = GOVERNS);
  assert_case("1 due 2026-03-16 missed 2026-03-17 by test:duty/all", .rules = two, .as_at = "2026-03-31",
              .events = "2026-03-02 referral.received, 2026-03-17 cp_plan.ended", .say = GOVERNS);
}

/* ---- Fault F3, rule 7: a version with fewer phases ---- */

#define SHORTER(earlier, later) \
  "    versions:\n      - {to: 2026-03-31, schedule: [" earlier "]}\n      - {from: 2026-04-01, schedule: [" later "]}\n"

static void test_rule_07__f3_a_shorter_list_ends_no_series(void **state) {
  (void)state;
  const char *events = "2026-03-17 referral.received, 2026-03-20 visit.made, 2026-04-07 visit.made";
  /* due 1 week after 17 March, 6 weeks after 20 March, and by the new version 4 weeks after 7 April */
  assert_case("1 due 2026-03-24 met 2026-03-20\n2 due 2026-05-01 met 2026-04-07\n3 due 2026-05-05 overdue",
              .figure = SHORTER("{within: 1 week}, {every: 6 weeks}", "{every: 4 weeks}"), .as_at = "2026-09-30", .events = events);
  /* the new version has no third phase, so its last phase applies, which has `times: 2`, so two more lines follow */
  assert_case("1 due 2026-03-18 met 2026-03-18\n2 due 2026-03-20 met 2026-03-20\n3 due 2026-05-01 met 2026-04-07\n"
              "4 due 2026-05-05 met 2026-05-05\n5 due 2026-06-02 met 2026-06-01",
              .figure =
                  SHORTER("{within: 1 day}, {within: 2 days}, {every: 6 weeks}", "{within: 1 week}, {every: 4 weeks, times: 2}"),
              .as_at = "2026-09-30",
              .events = "2026-03-17 referral.received, 2026-03-18 visit.made, 2026-03-20 visit.made, 2026-04-07 visit.made, "
                        "2026-05-05 visit.made, 2026-06-01 visit.made");
  /* a phase that is over is not used: 8 weeks from 17 March ended on 12 May */
  assert_case("1 due 2026-03-24 met 2026-03-20\n2 due 2026-05-15 met 2026-05-13",
              .figure = SHORTER("{within: 1 week}, {every: 8 weeks}", "{every: 4 weeks, for: 8 weeks}"), .as_at = "2026-09-30",
              .events = "2026-03-17 referral.received, 2026-03-20 visit.made, 2026-05-13 visit.made");
  /* if the new version has the same number of phases, the phase with the same number applies */
  assert_case("1 due 2026-03-24 met 2026-03-20\n2 due 2026-05-01 met 2026-04-07\n3 due 2026-04-21 overdue",
              .figure = SHORTER("{within: 1 week}, {every: 6 weeks}", "{within: 3 days}, {every: 2 weeks}"), .as_at = "2026-09-30",
              .events = events);
}

/* If a phase with an interval follows one with counts per period, it begins on the last day of the last period, here 5 April. */
static void test_rule_07__f3_after_counts(void **state) {
  (void)state;
  assert_case("1 due 2026-02-05 met 2026-01-10\n2 due 2026-03-05 met 2026-02-10\n3 due 2026-04-05 met 2026-03-10\n"
              "4 due 2026-05-03 overdue",
              .figure = SHORTER("{at_least: 1, per: 1 month, times: 1}, {at_least: 1, per: 1 month}", "{every: 4 weeks}"),
              .as_at = "2026-09-30",
              .events = "2026-01-05 referral.received, 2026-01-10 visit.made, 2026-02-10 visit.made, 2026-03-10 visit.made");
}

/* ---- Fault F8, rule 10: a period that is never met ---- */

static void test_rule_10__f8_a_period_never_met_hides_no_later_one(void **state) {
  (void)state;
  const char *three = "    schedule: [{at_least: 3, per: 1 month, times: 1}, {at_least: 1, per: 1 month}]\n";
  const char *events = "2026-01-05 referral.received, 2026-01-06 visit.made, 2026-02-10 visit.made";
  /* the first period ends a month after 5 January, and the second opens on 6 February */
  assert_case("1 due 2026-03-05 met 2026-02-10 opens 2026-02-06\n2 due 2026-02-05 overdue opens 2026-01-05", .figure = three,
              .as_at = "2026-02-20", .events = events, .say = OPENS);
  /* on its last day, 5 February, the first period is not over */
  assert_case("1 due 2026-02-05 due_soon", .figure = three, .as_at = "2026-02-05", .events = events);
  /* when the second period is met, the first and the third, both unmet, share one line */
  assert_case("1 due 2026-03-05 met 2026-02-10 [test:duty 2026-03-05]\n"
              "2 due 2026-02-05 overdue [test:duty 2026-02-05] [test:duty 2026-04-05]",
              .figure = three, .as_at = "2026-03-20", .events = events, .say = LIMITS);
}

/* A clock's end also ends each period that has begun, and no period begins after the end. */
static void test_rule_10__f8_and_ends_with_the_clock(void **state) {
  (void)state;
  const char *two =
      "    schedule: [{at_least: 2, per: 1 month, times: 1}, {at_least: 1, per: 1 month}]\n    ends: [cp_plan.ended]\n";
  assert_case("1 due 2026-02-05 missed 2026-02-20 [test:duty 2026-02-05] [test:duty 2026-03-05]", .figure = two,
              .as_at = "2026-06-30", .events = "2026-01-05 referral.received, 2026-02-20 cp_plan.ended", .say = LIMITS);
  assert_case("1 due 2026-02-05 ended 2026-02-04 [test:duty 2026-02-05]", .figure = two, .as_at = "2026-06-30",
              .events = "2026-01-05 referral.received, 2026-02-04 cp_plan.ended", .say = LIMITS);
}

/* Up to the horizon, later periods are listed after the running one, each once. */
static void test_rule_10__f8_and_is_projected_once(void **state) {
  (void)state;
  assert_case("1 due 2026-02-05 overdue\n2 due 2026-04-05 projected\n3 due 2026-05-05 projected",
              .figure = "    schedule: [{at_least: 1, per: 1 month}]\n", .as_at = "2026-02-20", .horizon = "2026-05-10",
              .events = "2026-01-05 referral.received");
}

/* ---- Fault F4, rule 11: a notice uses the version in force on the day of its event ---- */

#define REPORT "  - id: duty\n    title: thing\n    trigger: rcpc.held\n    due: rcpc_report.shared\n    before: 5 working days\n"

static void test_rule_11__f4_in_force_on_the_day_of_the_event(void **state) {
  (void)state;
  const char *from = REPORT "    versions: [{from: 2026-01-01}]\n";
  /* 5 working days before Wednesday 10 June 2026 is Wednesday 3 June */
  assert_case("1 due 2026-06-03 open opens 2025-12-11", .rules = from, .as_at = "2026-03-01",
              .events = "2025-12-10 rcpc.held, 2026-06-10 rcpc.planned", .say = OPENS);
  assert_case("1 due 2026-06-03 overdue opens 2025-12-11", .rules = from, .as_at = "2026-06-20",
              .events = "2025-12-10 rcpc.held, 2026-06-10 rcpc.held", .say = OPENS);
  /* a conference held before the rule came into force needs no notice */
  assert_case("", .rules = from, .as_at = "2026-03-01", .events = "2025-06-10 rcpc.held, 2025-12-10 rcpc.held");
  /* the version in force on the day of the conference counts: 10 working days before it is Wednesday 27 May */
  assert_case("1 due 2025-12-03 met 2025-12-01\n2 due 2026-05-27 open",
              .rules = "  - id: duty\n    title: thing\n    trigger: rcpc.held\n    due: rcpc_report.shared\n"
                       "    versions:\n      - {to: 2025-12-31, before: 5 working days}\n"
                       "      - {from: 2026-01-01, before: 10 working days}\n",
              .as_at = "2026-03-01", .events = "2025-12-01 rcpc_report.shared, 2025-12-10 rcpc.held, 2026-06-10 rcpc.planned");
}

static void test_rule_11__f4_the_age_of_that_day(void **state) {
  (void)state;
  const char *five = REPORT "    when: {age_from: 5}\n", *under = REPORT "    when: {age_under: 5}\n";
  const char *events = "2021-03-02 birth, 2025-12-10 rcpc.held, 2026-06-10 rcpc.planned"; /* the child is five on 2 March 2026 */
  assert_case("1 due 2026-06-03 open", .rules = five, .as_at = "2026-03-01", .events = events);
  assert_case("1 due 2025-12-03 overdue", .rules = under, .as_at = "2026-03-01", .events = events);
}

/* ---- Fault F10, rules 13 and 19: events that come too late to move a date ---- */

#define EXTENDED \
  "    within: 1 month\n    ends: [referral.no_further_action]\n    extension: {event: proceedings.extended, by: 2 months"

static void test_rule_13__f10_after_the_due_day_it_is_too_late(void **state) {
  (void)state;
  const char *once = EXTENDED ", times: 1}\n";
  assert_case("1 due 2026-04-02 met_late 2026-05-05", .figure = once, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-03 proceedings.extended, 2026-05-05 visit.made");
  assert_case("1 due 2026-06-02 met 2026-05-05", .figure = once, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-02 proceedings.extended, 2026-05-05 visit.made");
  assert_case("1 due 2026-04-02 overdue", .figure = once, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-03 proceedings.extended");
  /* with `late: true`, an extension after the due day is counted from the day of the extension */
  assert_case("1 due 2026-06-10 met 2026-05-05", .figure = EXTENDED ", late: true}\n", .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-10 proceedings.extended, 2026-05-05 visit.made");
}

/* An extension on the day on which the line closes counts, unless times show that it was later. The order of the events' names must
 * not matter. */
static void test_rule_13__f10_on_the_closing_day(void **state) {
  (void)state;
  const char *late = EXTENDED ", late: true}\n";
  assert_case("1 due 2026-06-10 ended 2026-04-10", .figure = late, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-10 proceedings.extended, 2026-04-10 referral.no_further_action");
  assert_case("1 due 2026-06-10 met 2026-04-10", .figure = late, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-10 proceedings.extended, 2026-04-10 visit.made");
  assert_case("1 due 2026-06-10 met 2026-04-10T10:00:00+01:00", .figure = late, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-10T09:00 proceedings.extended, 2026-04-10T10:00 visit.made");
  assert_case("1 due 2026-04-02 met_late 2026-04-10T10:00:00+01:00", .figure = late, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-10T11:00 proceedings.extended, 2026-04-10T10:00 visit.made");
  assert_case("1 due 2026-04-02 met_late 2026-04-10", .figure = late, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-11 proceedings.extended, 2026-04-10 visit.made");
}

/* On the due day itself, times decide whether the time limit had passed before the extension. */
static void test_rule_13__f10_to_the_second_where_both_have_a_time(void **state) {
  (void)state;
  const char *day = "    within: 24 hours\n    extension: {event: epo.extended, by: 7 days, times: 1}\n";
  assert_case("1 due 2026-03-10T09:00:00+00:00 due_soon", .figure = day, .as_at = "2026-03-03",
              .events = "2026-03-02T09:00 referral.received, 2026-03-03T09:00 epo.extended", .say = UNSAID);
  assert_case("1 due 2026-03-03T09:00:00+00:00 overdue", .figure = day, .as_at = "2026-03-04",
              .events = "2026-03-02T09:00 referral.received, 2026-03-03T09:01 epo.extended");
  assert_case("1 due 2026-03-10T09:00:00+00:00 due_soon", .figure = day, .as_at = "2026-03-03",
              .events = "2026-03-02T09:00 referral.received, 2026-03-03 epo.extended");
}

#define PAUSED "    within: 1 month\n    pause: {from: sar.clarification_asked, to: sar.clarification_received}\n"

/* If the duty is met during a pause, that ends the pause, not a later answer. The pauses have 5 days and 2 days. */
static void test_rule_19__f10_a_pause_ends_when_the_duty_is_met(void **state) {
  (void)state;
  assert_case("1 due 2026-04-07 met 2026-03-14", .figure = PAUSED, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-03-10 sar.clarification_asked, 2026-03-14 visit.made, "
                        "2026-03-20 sar.clarification_received");
  assert_case("1 due 2026-04-04 met 2026-03-14", .figure = PAUSED, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-03-10 sar.clarification_asked, 2026-03-11 sar.clarification_received, "
                        "2026-03-14 visit.made");
  /* a question after the due day comes too late to pause the clock */
  assert_case("1 due 2026-04-02 overdue", .figure = PAUSED, .as_at = "2026-06-20",
              .events = "2026-03-02 referral.received, 2026-04-03 sar.clarification_asked");
}

/* ---- Fault W10, rule 7: a phase that lasts until an event no longer affects occurrences after that event ---- */

#define UNTIL "    schedule: [{every: 1 week, until: cla_review.held}, {every: 4 weeks}]\n"

static void test_rule_07__w10_what_is_open_goes_by_the_next_phase(void **state) {
  (void)state;
  /* the first review is on the day of a visit, 2 January 2026: the next visit is due 4 weeks after that day (SI 2010/959,
   * regulation 28(4)) */
  assert_case("1 due 2026-01-02 met 2026-01-02\n2 due 2026-01-30 open", .figure = UNTIL, .as_at = "2026-01-10", .say = UNSAID,
              .events = "2025-12-26 referral.received, 2026-01-02 visit.made, 2026-01-02 cla_review.held");
  /* the review is after the visit of 29 December: the next visit is still due 4 weeks after that visit */
  assert_case("1 due 2026-01-02 met 2025-12-29\n2 due 2026-01-26 open", .figure = UNTIL, .as_at = "2026-01-10", .say = UNSAID,
              .events = "2025-12-26 referral.received, 2025-12-29 visit.made, 2026-01-02 cla_review.held");
  /* a visit due on 5 January is not overdue if the review is on that day, but is if the review is on 6 January */
  assert_case("1 due 2026-01-02 met 2025-12-29\n2 due 2026-01-26 open", .figure = UNTIL, .as_at = "2026-01-10", .say = UNSAID,
              .events = "2025-12-26 referral.received, 2025-12-29 visit.made, 2026-01-05 cla_review.held");
  assert_case("1 due 2026-01-02 met 2025-12-29\n2 due 2026-01-05 overdue", .figure = UNTIL, .as_at = "2026-01-10",
              .events = "2025-12-26 referral.received, 2025-12-29 visit.made, 2026-01-06 cla_review.held");
  /* an occurrence met in the first phase keeps its due day */
  assert_case("1 due 2026-01-02 met 2026-01-01\n2 due 2026-01-08 met 2026-01-06\n3 due 2026-02-03 open", .figure = UNTIL,
              .as_at = "2026-01-10", .say = UNSAID,
              .events = "2025-12-26 referral.received, 2026-01-01 visit.made, 2026-01-06 visit.made, 2026-01-07 cla_review.held");
}

/* An end that answers its trigger can only have come after it. One of the dates is wrong, so nobody is called late. */
static void test_rule_16__an_answer_that_ends_is_before_the_question(void **state) {
  (void)state;
#define KNOWN "incident.rapid_review 1 due 2026-03-23 "
#define TOO_EARLY(day) \
  "decision that the incident need not be notified, dated " day ", before the discovery of the serious incident that it responds to"
  const struct {
    const char *events, *expected, *as_at;
  } rows[] = {
      {"2026-03-02 incident.known, 2026-03-01 incident.not_notifiable",
       KNOWN "not_computable: the dates contradict each other; " TOO_EARLY("Sunday 1 March 2026"), "2026-05-01"},
      {"2026-03-02 incident.known, 2026-02-16 incident.not_notifiable",
       KNOWN "not_computable: the dates contradict each other; " TOO_EARLY("Monday 16 February 2026"), "2026-05-01"},
      {"2026-03-02 incident.known, 2026-02-15 incident.not_notifiable", KNOWN "overdue", "2026-05-01"},
      {"2026-03-02T14:00 incident.known, 2026-03-02T09:00 incident.not_notifiable",
       KNOWN "not_computable: the dates contradict each other; " TOO_EARLY("Monday 2 March 2026"), "2026-05-01"},
      {"2026-03-02 incident.known #A, 2026-03-01 incident.not_notifiable #B", "incident.rapid_review #A 1 due 2026-03-23 overdue",
       "2026-05-01"},
      /* while it is not late, the line keeps its state */
      {"2026-03-02 incident.known, 2026-03-01 incident.not_notifiable", KNOWN "open: " TOO_EARLY("Sunday 1 March 2026"),
       "2026-03-05"},
      /* the decision was about an earlier incident */
      {"2026-02-23 incident.known, 2026-03-01 incident.not_notifiable, 2026-03-02 incident.known",
       "incident.rapid_review 1 due 2026-03-16 ended 2026-03-01\nincident.rapid_review 2 due 2026-03-23 overdue", "2026-05-01"},
      /* a later incident, whose dates are not in question, is overdue */
      {"2026-03-01 incident.not_notifiable, 2026-03-02 incident.known, 2026-03-30 incident.known",
       "incident.rapid_review 1 due 2026-04-22 overdue", "2026-05-01"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .builtin = "england", .only = "incident.rapid_review", .as_at = rows[i].as_at,
                .events = rows[i].events);
}

/* If a review ends the last phase, an occurrence that is open on that day is not due any more. */
static void test_rule_07__an_event_ends_the_last_phase(void **state) {
  (void)state;
  const char *weekly = "    schedule: [{every: 1 week, until: cla_review.held}]\n";
  /* the occurrence is open on the day of the review, and due on that day or later, so it is dropped */
  assert_case("1 due 2026-01-02 met 2025-12-29", .figure = weekly, .as_at = "2026-01-10", .say = UNSAID,
              .events = "2025-12-26 referral.received, 2025-12-29 visit.made, 2026-01-02 cla_review.held");
  assert_case("1 due 2026-01-02 met 2025-12-29", .figure = weekly, .as_at = "2026-01-10", .say = UNSAID,
              .events = "2025-12-26 referral.received, 2025-12-29 visit.made, 2026-01-05 cla_review.held, 2026-01-07 visit.made");
  /* the occurrence was overdue before the review, so it stays overdue */
  assert_case("1 due 2026-01-02 met 2025-12-29\n2 due 2026-01-05 overdue", .figure = weekly, .as_at = "2026-01-10", .say = UNSAID,
              .events = "2025-12-26 referral.received, 2025-12-29 visit.made, 2026-01-06 cla_review.held");
  /* occurrences met in the last phase stay, whether before the review or on its day */
  assert_case("1 due 2026-01-02 met 2025-12-29\n2 due 2026-01-05 met 2026-01-02", .figure = weekly, .as_at = "2026-01-10",
              .say = UNSAID,
              .events = "2025-12-26 referral.received, 2025-12-29 visit.made, 2026-01-02 visit.made, 2026-01-03 cla_review.held");
  assert_case("1 due 2026-01-02 met 2025-12-29\n2 due 2026-01-05 met 2026-01-02", .figure = weekly, .as_at = "2026-01-10",
              .say = UNSAID,
              .events = "2025-12-26 referral.received, 2025-12-29 visit.made, 2026-01-02 visit.made, 2026-01-02 cla_review.held");
}

/* An event ends the last phase, and another proves a start that is not in the file. The start may have been after both events, so
 * the child still has a line; 6 weeks after 23 February 2022 is 6 April. */
static void test_rule_24__an_event_does_not_end_the_last_phase(void **state) {
  (void)state;
#define LAST                                                                                 \
  "  - id: duty\n    title: thing\n    trigger: cp_plan.started\n    due: core_group.held\n" \
  "    schedule: [{within: 10 working days}, {every: 6 weeks, until: icpc.held}]\n"
  assert_case("1 due none not_computable", .rules = LAST, .as_at = "2022-04-25",
              .events = "2022-02-12 icpc.held, 2022-02-15 rcpc.held", .say = UNSAID);
  assert_case("1 due none met 2022-02-23\n2 due 2022-04-06 open", .rules = LAST, .as_at = "2022-03-25",
              .events = "2015-01-01 rcpc.held, 2022-02-18 icpc.held, 2022-02-23 core_group.held", .say = UNSAID);
  assert_case("1 due none met 2022-02-23\n2 due 2022-04-06 not_computable", .rules = LAST, .as_at = "2022-04-25",
              .events = "2015-01-01 rcpc.held, 2022-02-18 icpc.held, 2022-02-23 core_group.held", .say = UNSAID);
  /* the event comes while the second occurrence is open */
  assert_case("1 due none met 2022-02-23\n2 due 2022-04-06 not_computable", .rules = LAST, .as_at = "2022-04-25",
              .events = "2015-01-01 rcpc.held, 2022-02-23 core_group.held, 2022-02-28 icpc.held", .say = UNSAID);
#undef LAST
}

/* ---- Fault W9, rule 16: a duty done shortly before its clock began ---- */

#define CONFERENCE                                                                                              \
  "  - id: duty\n    title: thing\n    trigger: s47.started\n    due: icpc.held\n    within: 15 working days\n" \
  "    ends: [cp_plan.ended]\n"

static void test_rule_16__w9_done_before_what_it_answers(void **state) {
  (void)state;
  /* 15 working days after Monday 17 November 2025 is Monday 8 December */
  assert_case(
      "1 due 2025-12-08 not_computable: the dates contradict each other; done Friday 14 November 2025, before the start of the "
      "section 47 enquiry that it responds to",
      .rules = CONFERENCE, .as_at = "2026-03-31", .events = "2025-11-17 s47.started, 2025-11-14 icpc.held");
  assert_case(
      "1 due 2025-12-08 not_computable 2026-01-05: the dates contradict each other; done Friday 14 November 2025, before the "
      "start of the section 47 enquiry that it responds to",
      .rules = CONFERENCE, .as_at = "2026-03-31",
      .events = "2025-11-17 s47.started, 2025-11-14 icpc.held, 2026-01-05 cp_plan.ended");
  /* a line that is not overdue stays open, and its reason names the early action */
  assert_case("1 due 2025-12-08 open: done Friday 14 November 2025, before the start of the section 47 enquiry that it responds to",
              .rules = CONFERENCE, .as_at = "2025-11-20", .events = "2025-11-17 s47.started, 2025-11-14 icpc.held");
  /* if the action is on the day of the trigger, times decide whether it came first */
  assert_case(
      "1 due 2025-12-08 not_computable: the dates contradict each other; done Monday 17 November 2025, before the start of the "
      "section 47 enquiry that it responds to",
      .rules = CONFERENCE, .as_at = "2026-03-31", .events = "2025-11-17T14:00 s47.started, 2025-11-17T09:00 icpc.held");
}

/* An assessment that was completed before it started was not done in time, and is not overdue: one of the dates is wrong. */
static void test_rule_16__an_end_before_its_start(void **state) {
  (void)state;
  static const struct {
    const char *events, *expected;
  } rows[] = {
      {"2026-03-02 referral.received, 2026-03-20 assessment.started, 2026-03-10 assessment.completed",
       "1 due 2026-05-07 not_computable 2026-03-10: the dates contradict each other"},
      {"2026-03-02 referral.received #R, 2026-03-20 assessment.started #A, 2026-03-10 assessment.completed #A, 2026-03-09 "
       "assessment.completed #R",
       "#R 1 due 2026-05-07 met 2026-03-09"},
      /* the assessment completed on 10 March may be the earlier one; completing on the day of the start is no contradiction, nor is
       * completing without a start */
      {"2026-03-02 referral.received, 2026-03-05 assessment.started, 2026-03-20 assessment.started, 2026-03-10 assessment.completed",
       "1 due 2026-05-07 met 2026-03-10"},
      {"2026-03-02 referral.received, 2026-03-10 assessment.started, 2026-03-10 assessment.completed",
       "1 due 2026-05-07 met 2026-03-10"},
      {"2026-03-02 referral.received, 2026-03-10 assessment.completed", "1 due 2026-05-07 met 2026-03-10"},
      {"2026-03-02 referral.received, 2026-03-20 assessment.started, 2026-03-10 assessment.completed, 2026-03-27 assessment.completed",
       "1 due 2026-05-07 met 2026-03-10"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char expected[200];
    snprintf(expected, sizeof expected, "assessment.single %s", rows[i].expected);
    assert_case(expected, .builtin = "england", .selected = "assessment.single", .as_at = "2026-06-01", .events = rows[i].events);
  }
  /* if the records begin that day, the completed assessment's start may be missing, unless they have every start */
  assert_case("assessment.single 1 due 2026-05-07 met 2026-03-10", .builtin = "england", .selected = "assessment.single",
              .as_at = "2026-06-01", .events = rows[0].events, .history_from = "2026-01-01");
  assert_case("assessment.single 1 due 2026-05-07 not_computable 2026-03-10: the dates contradict each other", .builtin = "england",
              .selected = "assessment.single", .as_at = "2026-06-01", .events = rows[0].events, .history_from = "2026-01-01",
              .holds = "assessment.started=all");
  /* a placement that ended before it started is not overdue; without refs, the end may belong to an earlier one */
  assert_case("#A 1 due 2026-03-27 not_computable: the dates contradict each other", .rules = PLACED, .as_at = "2026-06-01",
              .events = "2026-03-20 placement.started #A, 2026-03-10 placement.ended #A");
  assert_case("#A 1 due 2026-03-27 due_soon", .rules = PLACED, .as_at = "2026-03-25",
              .events = "2026-03-20 placement.started #A, 2026-03-10 placement.ended #A");
  assert_case("1 due 2026-03-27 overdue", .rules = PLACED, .as_at = "2026-06-01",
              .events = "2026-03-20 placement.started, 2026-03-10 placement.ended");
  const char *again = "2026-03-02 placement.started #A, 2026-03-20 placement.started #A, 2026-03-10 placement.ended #A";
  assert_case("#A 1 due 2026-03-09 missed 2026-03-10\n#A 2 due 2026-03-27 overdue", .rules = PLACED, .as_at = "2026-06-01",
              .events = again);
  /* if the file only has the latest end with that ref, one before both starts may be missing; without refs, it shows nothing */
  assert_case("#A 1 due 2026-03-09 not_computable 2026-03-10: depends on rows that your records may not have\n"
              "#A 2 due 2026-03-27 not_computable: depends on rows that your records may not have",
              .rules = PLACED, .as_at = "2026-06-01", .events = again, .holds = "placement.ended=latest");
  assert_case(
      "1 due 2026-03-09 not_computable 2026-03-10: depends on rows that your records may not have\n2 due 2026-03-27 overdue",
      .rules = PLACED, .as_at = "2026-06-01",
      .events = "2026-03-02 placement.started, 2026-03-20 placement.started, 2026-03-10 placement.ended",
      .holds = "placement.ended=latest");
}

/* An early action contradicts a line only if it is at most 14 days before the trigger, has the line's ref, and met no other. */
static void test_rule_16__w9_and_not_another_ones(void **state) {
  (void)state;
  assert_case("1 due 2025-12-08 overdue", .rules = CONFERENCE, .as_at = "2026-03-31",
              .events = "2025-11-17 s47.started, 2025-11-02 icpc.held");
  assert_case("1 due 2025-12-08 not_computable", .rules = CONFERENCE, .as_at = "2026-03-31", .say = UNSAID,
              .events = "2025-11-17 s47.started, 2025-11-03 icpc.held");
  assert_case("#A 1 due 2025-12-08 overdue", .rules = CONFERENCE, .as_at = "2026-03-31",
              .events = "2025-11-17 s47.started #A, 2025-11-14 icpc.held #B");
  assert_case("1 due 2025-11-24 met 2025-11-14\n2 due 2025-12-08 overdue", .rules = CONFERENCE, .as_at = "2026-03-31",
              .events = "2025-11-03 s47.started, 2025-11-17 s47.started, 2025-11-14 icpc.held");
  assert_case("1 due 2025-12-08 met_late 2025-12-09", .rules = CONFERENCE, .as_at = "2026-03-31",
              .events = "2025-11-17 s47.started, 2025-11-14 icpc.held, 2025-12-09 icpc.held");
}

/* A visit may be made for other reasons before a plan starts, so a line that lacks a visit stays overdue, and its reason names the
 * early visit. */
static void test_rule_16__w9_of_what_answers_nothing_the_state_stands(void **state) {
  (void)state;
  assert_case("1 due 2026-03-09 overdue: done Friday 27 February 2026, before the referral", .figure = WEEKLY,
              .as_at = "2026-03-20", .events = "2026-03-02 referral.received, 2026-02-27 visit.made");
  /* only a clock's first line names an early action */
  assert_case("1 due 2026-03-09 met 2026-03-03\n2 due 2026-03-10 overdue", .figure = WEEKLY, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-02-27 visit.made, 2026-03-03 visit.made");
}

/* ---- Fault W4, rule 16: rules of a duty with different `needs` have separate series of lines ---- */

#define SEEN(name, needs, schedule)                                                                                 \
  "  - id: duty\n    name: " name "\n    title: thing\n    trigger: referral.received\n    due: visit.made\n" needs \
  "    schedule: [" schedule "]\n"

#define ALONE "    needs: [alone]\n"

static void test_rule_16__w4_other_needs_are_another_series(void **state) {
  (void)state;
  const char *two = SEEN("law", "", "{every: 6 weeks}") SEEN("council", ALONE, "{every: 1 week}");
  assert_case("1 due 2026-04-13 met 2026-03-05\n2 due 2026-04-16 met 2026-03-12\n3 due 2026-04-23 open\n"
              "1 due 2026-03-09 met 2026-03-05\n"
              "2 due 2026-03-12 overdue: done Thursday 12 March 2026, but not recorded as alone",
              .rules = two, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made +alone, 2026-03-12 visit.made");
}

/* A line that is overdue by law is not hidden by a council's line whose state is unknown. */
static void test_rule_16__w4_each_series_has_its_own_doubts(void **state) {
  (void)state;
  const char *two = SEEN("law", "", "{within: 1 week}, {every: 6 weeks}")
      SEEN("council", ALONE "    when: {age_from: 3}\n", "{within: 1 week}, {every: 6 weeks}");
  assert_case("1 due 2026-01-12 met 2026-01-12\n2 due 2026-02-23 met_late 2026-03-02\n3 due 2026-04-13 overdue\n"
              "1 due 2026-01-12 not_computable: no date of birth; done Monday 2 March 2026, but not recorded as alone",
              .rules = two, .as_at = "2026-05-20",
              .events = "2026-01-05 referral.received, 2026-01-12 visit.made, 2026-03-02 visit.made");
}

/* The order of `needs` does not matter. Rules with the same needs make one line, due on the earliest of the rules' dates. */
static void test_rule_16__w4_the_same_needs_belong_together(void **state) {
  (void)state;
  const char *same = SEEN("one", "    needs: [alone, at_home]\n", "{every: 2 weeks}")
      SEEN("two", "    needs: [at_home, alone]\n", "{every: 1 week}");
  assert_case("1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-12 overdue: done Thursday 12 March 2026, but not recorded as at home",
              .rules = same, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made +alone;at_home, 2026-03-12 visit.made +alone");
}

/* Under `each`, an action meets the line of one trigger in each series. */
static void test_rule_16__w4_and_each(void **state) {
  (void)state;
  const char *two = "  - id: duty\n    name: any\n    title: thing\n    trigger: referral.received\n    due: visit.made\n"
                    "    each: true\n    within: 1 week\n"
                    "  - id: duty\n    name: alone\n    title: thing\n    trigger: referral.received\n    due: visit.made\n"
                    "    each: true\n    needs: [alone]\n    within: 1 week\n";
  assert_case(
      "1 due 2026-03-09 met 2026-03-05\n2 due 2026-03-10 met 2026-03-06\n"
      "1 due 2026-03-09 met 2026-03-06\n2 due 2026-03-10 overdue",
      .rules = two, .as_at = "2026-03-20", .say = UNSAID,
      .events = "2026-03-02 referral.received, 2026-03-03 referral.received, 2026-03-05 visit.made, 2026-03-06 visit.made +alone");
}

/* ---- Fault W5, rule 14: events without times compared with a limit in hours ---- */

#define HOURS "    within: 72 hours\n    ends: [cp_plan.ended]\n"
#define UNTOLD ": whether it was in time depends on the time of day, which is not known"

/* The referral is on Monday 2 March, without a time. So the 72 hours end at some time from 00:00 to 23:59:59 on 5 March. */
static void test_rule_14__w5_what_days_cannot_tell(void **state) {
  (void)state;
  assert_case("1 due 2026-03-05 met 2026-03-04", .figure = HOURS, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-04 visit.made");
  assert_case("1 due 2026-03-05 not_computable 2026-03-05" UNTOLD, .figure = HOURS, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 visit.made");
  assert_case("1 due 2026-03-05 met_late 2026-03-06", .figure = HOURS, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-06 visit.made");
  /* only one of the two events has a time */
  assert_case("1 due 2026-03-05 not_computable 2026-03-05T09:00:00+00:00" UNTOLD, .figure = HOURS, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05T09:00 visit.made");
  assert_case("1 due 2026-03-05T09:00:00+00:00 not_computable 2026-03-05" UNTOLD, .figure = HOURS, .as_at = "2026-03-20",
              .events = "2026-03-02T09:00 referral.received, 2026-03-05 visit.made");
  assert_case("1 due 2026-03-05T09:00:00+00:00 met 2026-03-05T09:00:00+00:00", .figure = HOURS, .as_at = "2026-03-20",
              .events = "2026-03-02T09:00 referral.received, 2026-03-05T09:00 visit.made");
}

static void test_rule_14__w5_overdue_when_it_is_certain(void **state) {
  (void)state;
  assert_case("1 due 2026-03-05 due_soon", .figure = HOURS, .as_at = "2026-03-05", .events = "2026-03-02 referral.received");
  assert_case("1 due 2026-03-05 overdue", .figure = HOURS, .as_at = "2026-03-06", .events = "2026-03-02 referral.received");
  /* 36 hours end between noon on 3 March and noon on 4 March, 12 hours between noon on 2 March and noon on 3 March */
  assert_case("1 due 2026-03-03 due_soon", .figure = "    within: 36 hours\n", .as_at = "2026-03-04",
              .events = "2026-03-02 referral.received");
  assert_case("1 due 2026-03-03 overdue", .figure = "    within: 36 hours\n", .as_at = "2026-03-05",
              .events = "2026-03-02 referral.received");
  assert_case("1 due 2026-03-03 not_computable 2026-03-02" UNTOLD, .figure = "    within: 12 hours\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-02 visit.made");
  assert_case("1 due 2026-03-03 met 2026-03-02T12:00:00+00:00", .figure = "    within: 12 hours\n", .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-02T12:00 visit.made");
}

/* The clocks go forward on 29 March 2026: 72 hours from the 27th end between 01:00 on the 30th and 00:59:59 on the 31st. */
static void test_rule_14__w5_over_a_change_of_the_clocks(void **state) {
  (void)state;
  assert_case("1 due 2026-03-30 not_computable 2026-03-31" UNTOLD, .figure = HOURS, .as_at = "2026-04-20",
              .events = "2026-03-27 referral.received, 2026-03-31 visit.made");
  assert_case("1 due 2026-03-30 due_soon", .figure = HOURS, .as_at = "2026-03-31", .events = "2026-03-27 referral.received");
  assert_case("1 due 2026-03-30 met 2026-03-29", .figure = HOURS, .as_at = "2026-04-20",
              .events = "2026-03-27 referral.received, 2026-03-29 visit.made");
}

/* A duty that ended on its due day may never have fallen due. A notice that ends with its own event was never given. */
static void test_rule_14__w5_what_ended_meanwhile(void **state) {
  (void)state;
  assert_case("1 due 2026-03-05 ended 2026-03-05", .figure = HOURS, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-05 cp_plan.ended");
  assert_case("1 due 2026-03-05 missed 2026-03-06", .figure = HOURS, .as_at = "2026-03-20",
              .events = "2026-03-02 referral.received, 2026-03-06 cp_plan.ended");
  assert_case(
      "1 due 2026-03-19 missed 2026-03-20",
      .rules = "  - {id: duty, title: thing, trigger: rcpc.held, due: chair_meeting.held, before: 15 minutes, ends: [rcpc.held]}\n",
      .as_at = "2026-04-20", .events = "2026-03-20 rcpc.held");
}

/* If another rule makes the line certainly late, its due day is that rule's date. */
static void test_rule_14__w5_and_goes_by_what_is_certain(void **state) {
  (void)state;
  const char *two = "  - {id: duty, name: hours, title: thing, trigger: referral.received, due: visit.made, within: 36 hours}\n"
                    "  - {id: duty, name: day, title: thing, trigger: referral.received, due: visit.made, within: 1 day}\n";
  assert_case("1 due 2026-03-03 overdue by test:duty/day", .rules = two, .as_at = "2026-03-04", .say = GOVERNS,
              .events = "2026-03-02 referral.received");
  assert_case("1 due 2026-03-03 met_late 2026-03-04T10:00:00+00:00 by test:duty/day", .rules = two, .as_at = "2026-03-20",
              .say = GOVERNS, .events = "2026-03-02 referral.received, 2026-03-04T10:00 visit.made");
}

/* ---- Fault W6, rule 8: events that stop a duty without ending it ---- */

static void test_rule_08__w6_nothing_after_the_birthday_or_the_end_of_care(void **state) {
  (void)state;
  /* the child is 18 on 10 April, so the second visit, due on 15 May, is no longer needed */
  assert_case("cla.visit 1 due 2026-04-06 met 2026-04-03\ncla.visit 2 due 2026-05-15 ended 2008-04-10", .builtin = "england",
              .selected = "england:cla.visit", .as_at = "2026-07-01",
              .events = "2008-04-10 birth, 2026-03-30 placement.started, 2026-04-03 visit.made");
  /* the end of care ends the visits, although no end of the placement is recorded */
  assert_case("cla.visit 1 due 2026-03-09 ended 2026-03-05", .builtin = "england", .selected = "england:cla.visit",
              .as_at = "2026-06-01", .events = "2026-03-02 placement.started, 2026-03-05 cla.ended");
  /* support for leaving care ends at 25 */
  assert_case("leaving_care.pathway_review 1 due 2026-09-02 ended 2001-04-10", .builtin = "england",
              .selected = "england:leaving_care.pathway_review", .as_at = "2027-01-01",
              .events = "2001-04-10 birth, 2026-03-02 pathway_plan.prepared");
  assert_case("leaving_care.pathway_review 1 due 2026-09-02 overdue", .builtin = "england",
              .selected = "england:leaving_care.pathway_review", .as_at = "2027-01-01",
              .events = "2006-04-10 birth, 2026-03-02 pathway_plan.prepared");
  /* a birthday belongs to the child, whatever ref its row has */
  const char *moved = "cla.visit #P 1 due 2026-04-06 met 2026-04-03\ncla.visit #P 2 due 2026-05-15 ended 2026-04-10";
  static const char *const refs[] = {"", " #P", " #C"};
  for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
    char events[160];
    snprintf(events, sizeof events, "2026-03-30 placement.started #P, 2026-04-03 visit.made #P, 2026-04-10 child.turned_18%s",
             refs[i]);
    assert_case(moved, .builtin = "england", .selected = "england:cla.visit", .as_at = "2026-07-01", .events = events);
  }
}

/* Care E and placement P began on 5 January, and nothing records the end of the placement. The second visit is due 6 weeks after
 * 9 January. The end of the last care ends the placement, whatever its ref. */
static void test_rule_08__the_end_of_care_ends_the_placement_in_it(void **state) {
  (void)state;
#define IN_CARE "2026-01-05 cla.started #E, 2026-01-05 placement.started #P, 2026-01-09 visit.made #P, "
#define FIRST_DONE "cla.visit #P 1 due 2026-01-12 met 2026-01-09\ncla.visit #P 2 due 2026-02-20 "
  static const struct {
    const char *events, *expected;
  } rows[] = {
      {IN_CARE "2026-01-30 cla.ended #E", FIRST_DONE "ended 2026-01-30"},
      {IN_CARE "2026-03-02 cla.ended #E", FIRST_DONE "missed 2026-03-02"},
      /* the child is still looked after under F */
      {IN_CARE "2026-01-30 cla.ended #E, 2026-01-30 cla.started #F", FIRST_DONE "overdue"},
      {IN_CARE "2026-01-20 cla.started #F, 2026-01-30 cla.ended #E", FIRST_DONE "overdue"},
      {IN_CARE "2026-01-20 cla.started #F, 2026-01-30 cla.ended #E, 2026-02-03 cla.ended #F", FIRST_DONE "ended 2026-02-03"},
      /* it is unclear what this ended */
      {IN_CARE "2026-01-30 cla.ended #X",
       FIRST_DONE "not_computable: recorded under a different reference: cla.ended on Friday 30 January 2026"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_case(rows[i].expected, .builtin = "england", .selected = "england:cla.visit", .as_at = "2026-05-01",
                .events = rows[i].events);
  assert_case("cla.visit #P 1 due 2026-01-12 ended 2026-01-05", .builtin = "england", .selected = "england:cla.visit",
              .as_at = "2026-05-01", .events = IN_CARE "2026-01-05 cla.ended #E");
#undef IN_CARE
#undef FIRST_DONE
}

/* A child born on 10 April 2008 has no visits for placements that start on the eighteenth birthday or later. */
static void test_rule_08__nothing_begins_once_the_birthday_has_come(void **state) {
  (void)state;
  const char *visit = "england:cla.visit", *born = "2008-04-10 birth, ";
  char events[256];
  static const struct {
    const char *lines, *started;
  } cases[] = {{"", "2026-05-10 placement.started, 2026-05-10 visit.made"},
               {"", "2026-04-10 placement.started"}, /* starts on the birthday */
               {"cla.visit 1 due 2026-04-16 ended 2008-04-10", "2026-04-09 placement.started"},
               /* a placement after the birthday (Staying Put) is not a placement in care */
               {"cla.visit #A 1 due 2026-04-09 met 2026-04-08\ncla.visit #A 2 due 2026-05-20 ended 2008-04-10",
                "2026-04-02 placement.started #A, 2026-04-08 visit.made #A, 2026-04-10 placement.started #B"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    snprintf(events, sizeof events, "%s%s", born, cases[i].started);
    assert_case(cases[i].lines, .builtin = "england", .selected = visit, .as_at = "2026-08-20", .events = events);
  }
  /* a duty that ends with the twenty-fifth birthday can begin after the eighteenth */
  assert_case("leaving_care.pathway_review 1 due 2026-11-10 open", .builtin = "england",
              .selected = "england:leaving_care.pathway_review", .as_at = "2026-08-20",
              .events = "2008-04-10 birth, 2026-05-10 pathway_plan.prepared");
  /* without a date of birth the duty does not end, unless the birthday itself is recorded as an event */
  assert_case("cla.visit 1 due 2026-05-17 overdue", .builtin = "england", .selected = visit, .as_at = "2026-08-20",
              .events = "2026-05-10 placement.started");
  assert_case("", .builtin = "england", .selected = visit, .as_at = "2026-08-20",
              .events = "2026-04-10 child.turned_18, 2026-05-10 placement.started");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rule_17__f1_an_agreement_on_a_void_row_is_void),
      cmocka_unit_test(test_rule_08__f2_an_earlier_answer_ends_no_later_trigger),
      cmocka_unit_test(test_rule_08__f7_an_episode_of_one_day_ends_by_its_ref),
      cmocka_unit_test(test_rule_08__w7_and_by_its_times),
      cmocka_unit_test(test_rule_08__w7_or_by_what_was_running),
      cmocka_unit_test(test_rule_08__w7_a_day_of_care_ends_its_placement),
      cmocka_unit_test(test_rule_08__w7_who_moves_twice_keeps_the_last_clock),
      cmocka_unit_test(test_rule_21__w7_an_end_that_may_be_that_of_an_earlier_episode),
      cmocka_unit_test(test_rule_08__w7_who_moves_on_one_day_keeps_the_new_clock),
      cmocka_unit_test(test_rule_08__w7_the_end_of_the_case_ends_what_began_that_day),
      cmocka_unit_test(test_rule_08__a_death_is_final),
      cmocka_unit_test(test_rule_08__what_a_death_starts_goes_on),
      cmocka_unit_test(test_rule_08__w7_the_trigger_does_not_end_itself),
      cmocka_unit_test(test_rule_03__f5_one_answer_is_for_one_trigger_of_the_duty),
      cmocka_unit_test(test_rule_03__f5_of_whatever_event),
      cmocka_unit_test(test_rule_06__f6_met_between_two_ages_dates_cannot_be_told),
      cmocka_unit_test(test_rule_06__f6_what_is_late_at_any_age_is_late),
      cmocka_unit_test(test_rule_07__f3_a_shorter_list_ends_no_series),
      cmocka_unit_test(test_rule_07__f3_after_counts),
      cmocka_unit_test(test_rule_10__f8_a_period_never_met_hides_no_later_one),
      cmocka_unit_test(test_rule_10__f8_and_ends_with_the_clock),
      cmocka_unit_test(test_rule_10__f8_and_is_projected_once),
      cmocka_unit_test(test_rule_11__f4_in_force_on_the_day_of_the_event),
      cmocka_unit_test(test_rule_11__f4_the_age_of_that_day),
      cmocka_unit_test(test_rule_13__f10_after_the_due_day_it_is_too_late),
      cmocka_unit_test(test_rule_13__f10_on_the_closing_day),
      cmocka_unit_test(test_rule_13__f10_to_the_second_where_both_have_a_time),
      cmocka_unit_test(test_rule_19__f10_a_pause_ends_when_the_duty_is_met),
      cmocka_unit_test(test_rule_07__w10_what_is_open_goes_by_the_next_phase),
      cmocka_unit_test(test_rule_07__an_event_ends_the_last_phase),
      cmocka_unit_test(test_rule_16__an_answer_that_ends_is_before_the_question),
      cmocka_unit_test(test_rule_24__an_event_does_not_end_the_last_phase),
      cmocka_unit_test(test_rule_16__w9_done_before_what_it_answers),
      cmocka_unit_test(test_rule_16__an_end_before_its_start),
      cmocka_unit_test(test_rule_16__w9_and_not_another_ones),
      cmocka_unit_test(test_rule_16__w9_of_what_answers_nothing_the_state_stands),
      cmocka_unit_test(test_rule_16__w4_other_needs_are_another_series),
      cmocka_unit_test(test_rule_16__w4_each_series_has_its_own_doubts),
      cmocka_unit_test(test_rule_16__w4_the_same_needs_belong_together),
      cmocka_unit_test(test_rule_16__w4_and_each),
      cmocka_unit_test(test_rule_14__w5_what_days_cannot_tell),
      cmocka_unit_test(test_rule_14__w5_overdue_when_it_is_certain),
      cmocka_unit_test(test_rule_14__w5_over_a_change_of_the_clocks),
      cmocka_unit_test(test_rule_14__w5_what_ended_meanwhile),
      cmocka_unit_test(test_rule_14__w5_and_goes_by_what_is_certain),
      cmocka_unit_test(test_rule_08__w6_nothing_after_the_birthday_or_the_end_of_care),
      cmocka_unit_test(test_rule_08__the_end_of_care_ends_the_placement_in_it),
      cmocka_unit_test(test_rule_08__nothing_begins_once_the_birthday_has_come),
  };
  return cmocka_run_group_tests_name("timeline_states", tests, open_known, close_known);
}
