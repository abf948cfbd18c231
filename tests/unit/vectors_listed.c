/* Replays rows of the official list: the built-in table must have every day that is still listed, and no withdrawn day. */
#include "vectors.h"

/* Reads the day of a time such as "2019-06-10T11:31:24+01:00". */
static int read_seen(const char *text, dueby_date *date) {
  char iso[11] = {0};
  if (strlen(text) < 10) return 0;
  memcpy(iso, text, 10);
  return vectors_read_day(iso, date);
}

/* Finds the bank holiday on a date. Returns 0 if there is none. */
static int find_holiday(const dueby_calendar *calendar, dueby_date date, dueby_holiday *holiday) {
  int64_t index = dueby_calendar_holiday_from(calendar, date);
  return dueby_calendar_holiday(calendar, index, holiday) == DUEBY_OK && holiday->date == date;
}

static int replay_current(const dueby_calendar *calendar, dueby_date date, dueby_date seen, char said[SAID]) {
  dueby_holiday holiday;
  int32_t working = 1;
  if (!find_holiday(calendar, date, &holiday) || dueby_calendar_is_working(calendar, date, &working) != DUEBY_OK || working) {
    snprintf(said, SAID, "the table lacks it");
    return 0;
  }
  vectors_write_day(holiday.known_from, said);
  return holiday.known_from == seen;
}

/* Checks a day that was withdrawn from the list. As known on the day of its first listing, it must be a holiday, unless it was
 * withdrawn on the same day. */
static int replay_withdrawn(const struct csv *row, const dueby_calendar *calendar, dueby_date date, dueby_date seen,
                            char said[SAID]) {
  dueby_calendar *then = NULL;
  dueby_date last_seen = 0;
  dueby_holiday holiday;
  int held = 0;
  snprintf(said, SAID, "the table still has it");
  if (find_holiday(calendar, date, &holiday)) return 0;
  snprintf(said, SAID, "the table as it was then lacks it");
  if (dueby_calendar_new(csv_field(row, "division"), seen, &then) == DUEBY_OK) held = find_holiday(then, date, &holiday);
  dueby_calendar_free(then);
  return held || (read_seen(csv_field(row, "last_seen"), &last_seen) && last_seen == seen);
}

int vectors_replay_listed(const struct csv *row, char said[SAID]) {
  dueby_calendar *calendar = NULL;
  dueby_date date = 0, seen = 0;
  snprintf(said, SAID, "the row cannot be read");
  if (!vectors_read_day(csv_field(row, "date"), &date) || !read_seen(csv_field(row, "first_seen"), &seen)) return 0;
  if (dueby_calendar_new(csv_field(row, "division"), DUEBY_DATE_NONE, &calendar) != DUEBY_OK) return 0;
  int held = strcmp(csv_field(row, "status"), "current") == 0 ? replay_current(calendar, date, seen, said)
                                                              : replay_withdrawn(row, calendar, date, seen, said);
  dueby_calendar_free(calendar);
  return held;
}
