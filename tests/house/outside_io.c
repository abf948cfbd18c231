/* A program outside the project. Computes a due date with its own profile, which the installed libdueby-io reads from memory. */
#include <stdio.h>
#include <string.h>

#include <dueby.h>
#include <dueby/io.h>

static const char yaml[] = "profile: outside\n"
                           "title: A profile of nobody's\n"
                           "document: {title: A document of nobody's}\n"
                           "authority: local\n"
                           "rules:\n"
                           "  - id: outside.conference\n"
                           "    title: conference sooner than elsewhere\n"
                           "    trigger: strategy_discussion.held\n"
                           "    due: icpc.held\n"
                           "    within: 10 working days\n"
                           "    force: aim\n"
                           "    source: {section: \"1\", checked: primary}\n"
                           "    reading: None.\n";

int main(void) {
  dueby_diagnostic said = {0, 0, 0, 0, ""};
  dueby_diagnostics diagnostics = {NULL, 1, 0};
  dueby_profile *profile = NULL;
  dueby_calendar *calendar = NULL;
  dueby_event trigger = {0};
  dueby_deadline deadline;
  dueby_when due = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  int32_t duty;
  char text[32];
  dueby_status status;
  diagnostics.items = &said;
  status = dueby_io_profile_from_yaml(yaml, (int64_t)strlen(yaml), NULL, &diagnostics, &profile);
  if (diagnostics.count) printf("%d:%d: %s\n", (int)said.line, (int)said.column, said.message);
  if (status == DUEBY_OK) status = dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar);
  if (status == DUEBY_OK) status = dueby_profile_find_duty(profile, "outside.conference", &duty);
  if (status == DUEBY_OK) status = dueby_date_new(2026, 3, 27, &trigger.date);
  if (status == DUEBY_OK) status = dueby_deadline_for_duty(profile, duty, NULL, calendar, &trigger, NULL, &deadline);
  if (status == DUEBY_OK) {
    due.date = deadline.due;
    status = dueby_when_text(&due, text, (int64_t)sizeof text, NULL);
  }
  puts(status == DUEBY_OK ? text : dueby_status_text(status));
  dueby_calendar_free(calendar);
  dueby_profile_free(profile);
  return status == DUEBY_OK ? 0 : 1;
}
