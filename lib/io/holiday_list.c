/* Checks that a list of bank holidays is complete. */
#include "holiday_list.h"

#include <stdio.h>

#include "diagnose.h"

dueby_status dueby_io_check_list(const dueby_date *days, int64_t n, dueby_diagnostics *diagnostics) {
  int year = (int)dueby_calendar_missing_year(days, n);
  if (!year) return DUEBY_OK;
  return dueby_io_report(
      diagnostics, DUEBY_SEVERITY_ERROR, DUEBY_ETEXT, 0, 0,
      "no Christmas in %d: some of the list is missing. Add the bank holidays for %d, or leave out the later years", year, year);
}

/* Returns the number of bank holidays in a year. */
static int holidays_of(const dueby_calendar *calendar, int32_t year) {
  dueby_holiday holiday;
  dueby_date first, last, before = DUEBY_DATE_NONE;
  int count = 0;
  dueby_date_new(year, 1, 1, &first);
  dueby_date_new(year, 12, 31, &last);
  for (int64_t at = dueby_calendar_holiday_from(calendar, first);
       dueby_calendar_holiday(calendar, at, &holiday) == DUEBY_OK && holiday.date <= last; at++) {
    count += holiday.date != before;
    before = holiday.date;
  }
  return count;
}

static void note_thin_years(const dueby_calendar *calendar, int32_t first, int32_t last, dueby_diagnostics *diagnostics) {
  dueby_calendar *built_in;
  int thin = 0, named = 0, found = 0, known = 0;
  if (dueby_calendar_new(dueby_calendar_divisions(calendar), DUEBY_DATE_NONE, &built_in) != DUEBY_OK) return;
  for (int32_t year = first; year <= last; year++) {
    int here = holidays_of(calendar, year), there = holidays_of(built_in, year);
    if (here >= there || thin++) continue;
    named = (int)year;
    found = here;
    known = there;
  }
  dueby_calendar_free(built_in);
  if (!thin) return;
  char more[48] = "";
  if (thin > 1) snprintf(more, sizeof more, " (and %d more %s)", thin - 1, thin == 2 ? "year" : "years");
  dueby_io_report(
      diagnostics, DUEBY_SEVERITY_WARNING, DUEBY_ETEXT, 0, 0,
      "the list has %d bank %s in %d, but dueby knows of %d%s: check that it is complete (dueby holidays --import compares)", found,
      found == 1 ? "holiday" : "holidays", named, known, more);
}

void dueby_io_note_list(const dueby_calendar *calendar, dueby_diagnostics *diagnostics) {
  dueby_date first, last;
  int32_t from, to, month, day;
  char text[16] = "";
  dueby_when when = {DUEBY_TIME_NONE, 0, 0};
  dueby_calendar_coverage(calendar, &first, &last, NULL, NULL);
  dueby_date_civil(first, &from, &month, &day);
  if (month != 1 || day != 1) {
    when.date = first;
    dueby_when_text(&when, text, sizeof text, NULL);
    dueby_io_report(diagnostics, DUEBY_SEVERITY_WARNING, DUEBY_ECOVERAGE, 0, 0,
                    "the list begins on %s: we cannot work out earlier dates", text);
    from++;
  }
  dueby_date_civil(last, &to, &month, &day);
  if (month != 12) {
    when.date = last;
    dueby_when_text(&when, text, sizeof text, NULL);
    dueby_io_report(diagnostics, DUEBY_SEVERITY_WARNING, DUEBY_ECOVERAGE, 0, 0,
                    "the list ends on %s and does not include Christmas that year: we cannot work out later dates", text);
    to--;
  }
  note_thin_years(calendar, from, to, diagnostics);
}
