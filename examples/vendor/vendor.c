/* The task of README.md in C: what a case-management system asks of dueby, on cases that a formula makes.
 *
 *   cc vendor.c $(pkg-config --cflags --libs dueby-io) -o vendor */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dueby.h>
#include <dueby/io.h>

enum { CASES = 100, AS_AT = 180, CASE_EVENTS_MAX = 40 };

/* exampleshire.yaml */
static const char yaml[] =
    "profile: exampleshire\n"
    "title: \"Exampleshire Council (fictional): an example, not the standards of any council\"\n"
    "extends: england\n"
    "document: {title: Practice Standards for Children's Social Care, version: V1, date: 2025-09, read_on: 2026-01-05}\n"
    "authority: local\n"
    "rules:\n"
    "  - id: assessment.single\n"
    "    title: single assessment\n"
    "    trigger: referral.received\n"
    "    due: assessment.completed\n"
    "    within: 35 working days\n"
    "    ends: [referral.no_further_action]\n"
    "    force: should\n"
    "    source: {section: \"1.2\", checked: primary}\n"
    "  - id: s47.child_seen\n"
    "    title: seeing the child after the strategy discussion\n"
    "    trigger: strategy_discussion.held\n"
    "    due: visit.made\n"
    "    within: 24 hours\n"
    "    needs: [alone or alone_excused]\n"
    "    ends: [s47.not_required]\n"
    "    force: must\n"
    "    source: {section: \"2.1\", checked: primary}\n"
    "  - id: cp.visit\n"
    "    title: child protection visit\n"
    "    trigger: cp_plan.started\n"
    "    due: visit.made\n"
    "    schedule: [{every: 10 working days}]\n"
    "    needs: [alone or alone_excused]\n"
    "    ends: [cp_plan.ended]\n"
    "    force: must\n"
    "    source: {section: \"2.4\", checked: primary}\n";

static void need(dueby_status status, const char *what) {
  if (status == DUEBY_OK) return;
  fprintf(stderr, "vendor: %s: %s\n", what, dueby_status_text(status));
  exit(1);
}

static dueby_date civil(int year, int month, int day) {
  dueby_date date;
  need(dueby_date_new(year, month, day, &date), "date");
  return date;
}

/* ---- profile and calendar ---- */

static dueby_profile *open_profile(void) {
  dueby_diagnostic item;
  dueby_diagnostics diagnostics = {&item, 1, 0};
  dueby_profile *profile = NULL;
  dueby_status status = dueby_io_profile_from_yaml(yaml, (int64_t)strlen(yaml), NULL, &diagnostics, &profile);
  if (diagnostics.count) fprintf(stderr, "exampleshire.yaml:%d:%d: %s\n", (int)item.line, (int)item.column, item.message);
  need(status, "profile");
  return profile;
}

static dueby_calendar *open_calendar(void) {
  const dueby_date closed = civil(2026, 5, 26);
  dueby_calendar *england, *calendar;
  need(dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &england), "calendar");
  need(dueby_calendar_with_days(england, DUEBY_CHANGE_CLOSE, &closed, 1, "Offices closed", &calendar), "closure");
  dueby_calendar_free(england);
  return calendar;
}

/* ---- cases ---- */

enum { BIRTH, REFERRAL, ASSESSED, DISCUSSED, VISIT, CONFERENCE, PLANNED, CORE_GROUP, REVIEWED, PLAN_ENDED, EVENTS };
static const char *const slugs[EVENTS] = {"birth",      "referral.received", "assessment.completed", "strategy_discussion.held",
                                          "visit.made", "icpc.held",         "cp_plan.started",      "core_group.held",
                                          "rcpc.held",  "cp_plan.ended"};

struct cases {
  int32_t types[EVENTS], alone;
  dueby_date day_0;
  dueby_event events[CASES * CASE_EVENTS_MAX];
  int64_t offsets[CASES + 1], count;
};

enum { NO_TIME = -1 };

/* What is after as-at has not happened. */
static void add_event(struct cases *cases, int event, int day, int hour, int minute, int alone) {
  if (day > AS_AT) return;
  dueby_event *added = &cases->events[cases->count++];
  *added = (dueby_event){.type = cases->types[event], .date = cases->day_0 + day};
  if (hour != NO_TIME) need(dueby_time_new(added->date, (hour * 60 + minute) * 60, &added->time), "time");
  if (alone) need(dueby_tags_add(&added->tags, cases->alone), "alone");
}

static void add_day(struct cases *cases, int event, int day) {
  add_event(cases, event, day, NO_TIME, 0, 0);
}

static void add_plan(struct cases *cases, int n, int start) {
  add_day(cases, PLANNED, start);
  add_day(cases, CORE_GROUP, start + 10 + n % 9);
  add_day(cases, CORE_GROUP, start + 45 + n % 9);
  for (int visit = 1; visit <= (n % 12 ? 19 : 3); visit++)
    add_event(cases, VISIT, start + visit * (9 + n % 7), NO_TIME, 0, (n + visit) % 8 != 0);
  add_day(cases, REVIEWED, start + 80 + n % 20);
  if (n % 18 == 0) add_day(cases, PLAN_ENDED, start + 60);
}

static void add_enquiry(struct cases *cases, int n, int discussed) {
  int conference = discussed + 12 + 5 * n % 16;
  add_event(cases, DISCUSSED, discussed, 9 + n % 8, 30, 0);
  add_event(cases, VISIT, discussed + n % 2, 10 + n % 6, 15, n % 4 != 0);
  add_day(cases, CONFERENCE, conference);
  if (n % 6 == 0) add_plan(cases, n, conference);
}

static void make_cases(const dueby_profile *profile, struct cases *cases) {
  for (int event = 0; event < EVENTS; event++)
    need(dueby_profile_find_event(profile, slugs[event], &cases->types[event]), slugs[event]);
  need(dueby_profile_find_tag(profile, "alone", &cases->alone), "alone");
  cases->day_0 = civil(2026, 1, 1);
  for (int n = 0; n < CASES; n++) {
    int referral = 37 * n % 180;
    add_day(cases, BIRTH, civil(2012, 3, 4) + 29 * n - cases->day_0);
    add_day(cases, REFERRAL, referral);
    if (n % 10 != 9) add_day(cases, ASSESSED, referral + 30 + 7 * n % 40);
    if (n % 3 == 0) add_enquiry(cases, n, referral + 2);
    cases->offsets[n + 1] = cases->count;
  }
}

/* ---- what is due ---- */

struct row {
  dueby_outcome outcome;
  const dueby_line *line;
};

static int worst_first(const void *left, const void *right) {
  const struct row *a = left, *b = right;
  int32_t order = dueby_outcome_compare(&a->outcome, &b->outcome);
  return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void print_row(const dueby_profile *profile, const dueby_line *line) {
  const dueby_when due = {line->deadline.due_time, line->deadline.due, 0};
  char text[32];
  need(dueby_when_text(&due, text, (int64_t)sizeof text, NULL), "due");
  printf("%d\t%s\t%d\t%s\t%s\t%s\n", 4001 + (int)line->case_index, dueby_profile_duty(profile, line->duty),
         (int)line->deadline.occurrence, text, dueby_code_name(DUEBY_CODE_STATE, line->verdict.state),
         dueby_rule_text(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_ADDRESS));
}

static void print_in_time(const dueby_profile *profile, const dueby_line *lines, int64_t count, dueby_date as_at, const char *id) {
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE, .as_at = as_at};
  dueby_measure measure = {0};
  dueby_outcome outcomes[CASE_EVENTS_MAX];
  int64_t good, counted;
  int32_t duty;
  need(dueby_profile_find_duty(profile, id, &duty), id);
  for (int64_t i = 0, found; i < count; i += found ? found : 1) {
    for (found = 0; i + found < count && lines[i + found].duty == duty && lines[i + found].case_index == lines[i].case_index;
         found++)
      dueby_outcome_from_line(profile, &lines[i + found], &outcomes[found]);
    dueby_measure_add(&options, outcomes, found, &measure);
  }
  dueby_measure_share(DUEBY_MEASURE_DUE, &measure, &good, &counted);
  printf("%s\t%d\t%d\n", id, (int)good, (int)counted);
}

static void print_explanation(const dueby_profile *profile, const dueby_calendar *calendar, const struct cases *cases,
                              dueby_date as_at, const dueby_line *line) {
  dueby_event known[CASE_EVENTS_MAX];
  dueby_facts facts;
  char text[8192];
  dueby_line_facts(profile, line, cases->events, cases->offsets, as_at, known, &facts);
  need(dueby_explain_text(profile, calendar, &cases->events[line->trigger], &facts, &line->deadline, text, (int64_t)sizeof text,
                          NULL),
       "explanation");
  fputs(text, stdout);
}

static void run(const dueby_profile *profile, const dueby_calendar *calendar, struct cases *cases) {
  uint8_t *recorded = calloc((size_t)dueby_profile_event_count(profile), 1);
  dueby_timeline_options options = {.as_at = {.date = cases->day_0 + AS_AT}, .recorded = recorded};
  dueby_timeline *timeline;
  int64_t count, rows = 0;
  need(recorded ? DUEBY_OK : DUEBY_EMEMORY, "records");
  for (int event = 0; event < EVENTS; event++) recorded[cases->types[event]] = 1;
  need(dueby_timeline_new(profile, calendar, &timeline), "timeline");
  need(dueby_timeline_run(timeline, cases->events, cases->offsets, CASES, &options, &count), "timeline");
  const dueby_line *lines = dueby_timeline_lines(timeline);
  struct row *worklist = calloc((size_t)count + 1, sizeof *worklist);
  need(worklist ? DUEBY_OK : DUEBY_EMEMORY, "worklist");
  for (int64_t i = 0; i < count; i++) {
    if (lines[i].verdict.state != DUEBY_STATE_OVERDUE && lines[i].verdict.state != DUEBY_STATE_DUE_SOON) continue;
    worklist[rows].line = &lines[i];
    dueby_outcome_from_line(profile, &lines[i], &worklist[rows++].outcome);
  }
  qsort(worklist, (size_t)rows, sizeof *worklist, worst_first);

  printf("case\tduty\toccurrence\tdue\tstate\tgoverned_by\n");
  for (int64_t i = 0; i < rows; i++) print_row(profile, worklist[i].line);
  printf("\nduty\tin_time\tcounted\n");
  print_in_time(profile, lines, count, options.as_at.date, "assessment.single");
  print_in_time(profile, lines, count, options.as_at.date, "cp.conference.initial");
  print_in_time(profile, lines, count, options.as_at.date, "cp.visit");
  printf("\n");
  print_explanation(profile, calendar, cases, options.as_at.date, worklist[rows - 1].line);
  free(worklist);
  free(recorded);
  dueby_timeline_free(timeline);
}

int main(void) {
  static struct cases cases;
  dueby_profile *profile = open_profile();
  dueby_calendar *calendar = open_calendar();
  make_cases(profile, &cases);
  printf("%s\n%d cases, %d events, as at 2026-06-30\n\n", dueby_profile_title(profile), CASES, (int)cases.count);
  run(profile, calendar, &cases);
  dueby_calendar_free(calendar);
  dueby_profile_free(profile);
  return 0;
}
