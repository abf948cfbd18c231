/* Prints entries of every kind for read_back.py: as events or, with the argument `todo`, as tasks. */
#include <stdio.h>
#include <string.h>

#include "dueby/ical.h"

int main(int argc, char **argv) {
  static char text[1 << 16];
  dueby_ical_entry entries[4] = {
      {.uid = "1234-cp.visit-3@example.org", .summary = "Due: case 1234", .sequence = 0},
      {.uid = "1235-cp.visit-1@example.org",
       .summary =
           "Due, soon; case 1235 \\ \xe2\x80\x9cstatutory visit\xe2\x80\x9d, which has a title of more than one line of seventy-five bytes",
       .description = "First line\nSecond line, with a comma; and a semicolon",
       .categories = "child protection,visits",
       .sequence = 2,
       .alarm_minutes = 900},
      {.uid = "1236-cp.visit-1@example.org", .summary = "No longer needed: case 1236", .sequence = 1, .cancelled = 1},
      {.uid = "1237@example.org", .summary = "x\r\nEND:VEVENT\r\nATTACH:http://example.org\xff"},
  };
  for (int i = 0; i < 4; i++) {
    dueby_date_new(2026, 4, 27 + i, &entries[i].date);   /* the last entry is on 30 April, so its DTEND is in May */
    entries[i].dtstamp = INT64_C(20539) * 86400 + 52200; /* 2026-03-27T14:30:00Z */
  }
  int32_t form = argc > 1 && strcmp(argv[1], "todo") == 0 ? DUEBY_ICAL_TODO : DUEBY_ICAL_EVENT;
  if (dueby_ical_write("Due dates, team A; \xe6\x97\xa5", NULL, entries, 4, form, text, sizeof text, NULL) != DUEBY_OK) return 1;
  return fputs(text, stdout) < 0;
}
