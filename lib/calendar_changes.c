/* Writes the caller's changes to a calendar as codes. */
#include "calendar_internal.h"
#include "date_internal.h"

static void begin_change(struct text *out, const char *what) {
  if (out->length) text_char(out, ' ');
  text_string(out, what);
  text_char(out, '=');
}

static void append_day(struct text *out, const char *what, dueby_date date) {
  const dueby_when day = {DUEBY_TIME_NONE, date, 0};
  begin_change(out, what);
  dueby_date_put_when(out, &day);
}

static void append_weekend(struct text *out, int32_t weekend) {
  static const char days[] = "mon,tue,wed,thu,fri,sat,sun";
  enum { DAY_WIDTH = 4, NAME_WIDTH = 3 };
  int count = 0;
  begin_change(out, "weekend");
  for (int i = 0; i < 7; i++) {
    if (!(weekend >> i & 1)) continue;
    if (count++) text_char(out, ',');
    text_bytes(out, days + DAY_WIDTH * i, NAME_WIDTH);
  }
  if (!count) text_string(out, "none");
}

static void append_removed(struct text *out, const dueby_calendar *calendar) {
  for (int32_t i = 0; i < CALENDAR_DAYS; i++)
    if (calendar->marks[i] & MARK_REMOVED) append_day(out, "removed", CALENDAR_FIRST + i);
}

/* Appends the named days with one basis, without duplicates. */
static void append_named(struct text *out, const char *what, const dueby_calendar *calendar, int32_t basis) {
  dueby_date last = DUEBY_DATE_NONE;
  for (int64_t i = 0; i < calendar->named_count; i++) {
    const dueby_holiday *holiday = &calendar->named[i].holiday;
    if (holiday->basis == basis && holiday->date != last) append_day(out, what, holiday->date);
    if (holiday->basis == basis) last = holiday->date;
  }
}

dueby_status dueby_calendar_changes(const dueby_calendar *calendar, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (!calendar->own_list && calendar->confirmed_to != dueby_table_date) append_day(&out, "known_on", calendar->confirmed_to);
  if (calendar->weekend != SATURDAY_AND_SUNDAY) append_weekend(&out, calendar->weekend);
  append_removed(&out, calendar);
  append_named(&out, "added", calendar, DUEBY_BASIS_ADDED);
  append_named(&out, "closed", calendar, DUEBY_BASIS_CLOSURE);
  if (calendar->closures) {
    begin_change(&out, "closures_for");
    text_string(&out, calendar->closures == DUEBY_CHANGE_CLOSE_ALL ? "all" : "local");
  }
  return text_end(&out, needed);
}
