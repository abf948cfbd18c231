/* A program outside the project. Computes a due date with the installed library. */
#include <stdio.h>

#include <dueby.h>

int main(void) {
  dueby_profile *profile = NULL;
  dueby_calendar *calendar = NULL;
  dueby_event trigger = {0};
  dueby_deadline deadline;
  dueby_when due = {0};
  int32_t duty;
  char text[32];
  dueby_status status = dueby_profile_new("england", &profile);
  if (status == DUEBY_OK) status = dueby_calendar_new("england-and-wales", DUEBY_DATE_NONE, &calendar);
  if (status == DUEBY_OK) status = dueby_profile_find_duty(profile, "cp.conference.initial", &duty);
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
