/* The task in README.md, in C: what a case-management system needs from dueby, tried on generated cases.
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
    "    title: child seen after the strategy discussion\n"
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

/* Events after as-at have not happened yet. */
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

static void print_row(const dueby_profile *profile, const dueby_item *item) {
  const dueby_line *line = item->line;
  const dueby_when due = {line->deadline.due_time, line->deadline.due, 0};
  char text[32];
  need(dueby_when_text(&due, text, (int64_t)sizeof text, NULL), "due");
  printf("%s\t%s\t%d\t%s\t%s\t%s\n", item->of->name, dueby_profile_duty(profile, line->duty), (int)line->deadline.occurrence, text,
         dueby_code_name(DUEBY_CODE_STATE, line->verdict.state),
         dueby_rule_text(profile, line->deadline.rule, line->deadline.version, DUEBY_RULE_ADDRESS));
}

static void add_cases(dueby_worklist *worklist, const struct cases *cases) {
  for (int n = 0; n < CASES; n++) {
    char name[16];
    snprintf(name, sizeof name, "%d", 4001 + n);
    const dueby_case added = {
        .name = name, .events = &cases->events[cases->offsets[n]], .event_count = cases->offsets[n + 1] - cases->offsets[n]};
    need(dueby_worklist_add(worklist, &added), name);
  }
}

/* Prints the list, worst first. Returns the last item that is listed. */
static int64_t print_list(const dueby_profile *profile, dueby_worklist *worklist) {
  int64_t count = dueby_worklist_listed_count(worklist);
  need(dueby_worklist_sort(worklist), "order");
  printf("case\tduty\toccurrence\tdue\tstate\tgoverned_by\n");
  for (int64_t i = 0; i < count; i++) {
    dueby_item item;
    need(dueby_worklist_item(worklist, dueby_worklist_listed(worklist, i), &item), "item");
    print_row(profile, &item);
  }
  return dueby_worklist_listed(worklist, count - 1);
}

static void print_in_time(const dueby_profile *profile, const dueby_worklist *worklist) {
  static const char *const measured[] = {"assessment.single", "cp.conference.initial", "cp.visit"};
  const dueby_measure_options options = {.basis = DUEBY_MEASURE_DUE};
  dueby_summary *summary;
  need(dueby_summary_new(worklist, &options, NULL, &summary), "summary");
  need(dueby_summary_add(summary, worklist), "summary");
  printf("\nduty\tin_time\tcounted\n");
  for (size_t i = 0; i < sizeof measured / sizeof *measured; i++) {
    dueby_summary_row row;
    for (int64_t cursor = 0; dueby_summary_next(summary, &cursor, &row) == DUEBY_OK;)
      if (strcmp(dueby_profile_duty(profile, row.duty), measured[i]) == 0)
        printf("%s\t%d\t%d\n", measured[i], (int)row.good, (int)row.counted);
  }
  dueby_summary_free(summary);
}

static void run(const dueby_profile *profile, const dueby_calendar *calendar, const struct cases *cases) {
  uint8_t *recorded = calloc((size_t)dueby_profile_event_count(profile), 1);
  const dueby_timeline_options run = {.as_at = {.date = cases->day_0 + AS_AT}, .recorded = recorded};
  const dueby_worklist_options options = {
      .flags = DUEBY_WORKLIST_KEEP, .run = &run, .states = 1 << DUEBY_STATE_OVERDUE | 1 << DUEBY_STATE_DUE_SOON};
  dueby_worklist *worklist;
  char text[8192];
  need(recorded ? DUEBY_OK : DUEBY_EMEMORY, "records");
  for (int event = 0; event < EVENTS; event++) recorded[cases->types[event]] = 1;
  need(dueby_worklist_new(profile, calendar, &options, &worklist), "worklist");
  free(recorded); /* the worklist has a copy of this */
  add_cases(worklist, cases);
  int64_t last = print_list(profile, worklist);
  print_in_time(profile, worklist);
  need(dueby_worklist_item_text(worklist, last, DUEBY_ITEM_EXPLANATION, text, (int64_t)sizeof text, NULL), "explanation");
  printf("\n%s", text);
  dueby_worklist_free(worklist);
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
