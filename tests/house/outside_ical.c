/* A program outside the project. Computes the next working day on its own calendar, which the installed libdueby-ical reads from
 * memory. Good Friday and Easter Monday of 2026 are 3 and 6 April. */
#include <stdio.h>
#include <string.h>

#include <dueby.h>
#include <dueby/ical.h>

static const char ics[] = "BEGIN:VCALENDAR\r\n"
                          "VERSION:2.0\r\n"
                          "BEGIN:VEVENT\r\n"
                          "DTSTART;VALUE=DATE:20260403\r\n"
                          "END:VEVENT\r\n"
                          "BEGIN:VEVENT\r\n"
                          "DTSTART;VALUE=DATE:20260406\r\n"
                          "END:VEVENT\r\n"
                          "BEGIN:VEVENT\r\n"
                          "DTSTART;VALUE=DATE:20261225\r\n"
                          "END:VEVENT\r\n"
                          "END:VCALENDAR\r\n";

int main(void) {
  dueby_diagnostic said = {0, 0, 0, 0, ""};
  dueby_diagnostics diagnostics = {NULL, 1, 0};
  dueby_calendar *calendar = NULL;
  dueby_when when = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  int32_t working = 0;
  char text[32];
  dueby_status status;
  diagnostics.items = &said;
  status = dueby_ical_calendar_from_ics(ics, (int64_t)strlen(ics), "england-and-wales", &diagnostics, &calendar);
  if (status != DUEBY_OK && diagnostics.count) printf("%d:%d: %s\n", (int)said.line, (int)said.column, said.message);
  if (status == DUEBY_OK) status = dueby_date_new(2026, 4, 2, &when.date);
  while (status == DUEBY_OK && !working) {
    when.date++;
    status = dueby_calendar_is_working(calendar, when.date, &working);
  }
  if (status == DUEBY_OK) status = dueby_when_text(&when, text, (int64_t)sizeof text, NULL);
  puts(status == DUEBY_OK ? text : dueby_status_text(status));
  dueby_calendar_free(calendar);
  return status == DUEBY_OK ? 0 : 1;
}
