/* Replays rows with due dates that we worked out ourselves. Checks the column `counted` as a person with a diary would: it must
 * list every weekday from the first day to the last, in order, each with its number or the holiday's name. */
#include <stdlib.h>

#include "dueby/code.h"
#include "dueby/span.h"
#include "vectors.h"

struct diary {
  const dueby_calendar *calendar;
  int step;         /* 1 if the diary is read forwards, -1 if backwards */
  dueby_date at;    /* the last day read */
  int number;       /* the number of the last day counted; -1 if none yet */
  int first_number; /* the number of the first day counted; -1 if none yet */
  int ended;        /* 1 if the word "end" was read */
  char *said;
};

/* A day as it is written in a diary, such as "Fri 3 Apr". */
struct written {
  char weekday[4], month[4];
  int of_month;
};

static int complain(struct diary *diary, const char *what, const char *entry) {
  snprintf(diary->said, SAID, "%s: \"%.400s\"", what, entry);
  return 0;
}

static int is_holiday_named(const dueby_calendar *calendar, dueby_date date, const char *name) {
  dueby_holiday holiday;
  int64_t i = dueby_calendar_holiday_from(calendar, date);
  for (; dueby_calendar_holiday(calendar, i, &holiday) == DUEBY_OK && holiday.date == date; i++)
    if (strcmp(dueby_calendar_holiday_name(calendar, i), name) == 0) return 1;
  return 0;
}

/* Moves to the next weekday in the diary. Returns 0 if that day is outside the allowed dates. */
static int turn_to(struct diary *diary) {
  int32_t year, month, of_month;
  do diary->at += diary->step;
  while (dueby_date_weekday(diary->at) > 5);
  return dueby_date_civil(diary->at, &year, &month, &of_month) == DUEBY_OK;
}

static int is_written(const struct diary *diary, const struct written *day) {
  static const char weekdays[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  int32_t year, month, of_month;
  if (dueby_date_civil(diary->at, &year, &month, &of_month) != DUEBY_OK) return 0;
  return strcmp(weekdays[dueby_date_weekday(diary->at) - 1], day->weekday) == 0 && of_month == day->of_month &&
         strcmp(months[month - 1], day->month) == 0;
}

static int count_day(struct diary *diary, int number) {
  int32_t working = 0;
  if (dueby_calendar_is_working(diary->calendar, diary->at, &working) != DUEBY_OK || !working) return 0;
  if (diary->number < 0) diary->first_number = number;
  else if (number != diary->number + 1) return 0;
  diary->number = number;
  return 1;
}

/* Reads a range of counted days such as "Tue 7 Apr - Fri 10 Apr 3-6". */
static int read_stretch(struct diary *diary, const char *entry, const struct written *first, const struct written *last, int number,
                        int last_number) {
  if (!turn_to(diary) || !is_written(diary, first) || !count_day(diary, number)) return complain(diary, "begins elsewhere", entry);
  while (number++ < last_number)
    if (!turn_to(diary) || !count_day(diary, number)) return complain(diary, "not so within", entry);
  return is_written(diary, last) ? 1 : complain(diary, "ends elsewhere", entry);
}

/* Reads a diary entry such as "Mon 30 Mar 1", "Fri 3 Apr Good Friday" or "Thu 9 Apr end", or a range of days. */
static int read_entry(struct diary *diary, const char *entry) {
  struct written day, last;
  char *end;
  int first, last_number, length = 0;
  if (diary->ended) return complain(diary, "something after the end", entry);
  int read = sscanf(entry, "%3s %d %3s - %3s %d %3s %d-%d%n", day.weekday, &day.of_month, day.month, last.weekday, &last.of_month,
                    last.month, &first, &last_number, &length);
  if (read == 8 && entry[length] == '\0') return read_stretch(diary, entry, &day, &last, first, last_number);
  length = 0;
  read = sscanf(entry, "%3s %d %3s %n", day.weekday, &day.of_month, day.month, &length);
  if (read != 3 || !length) return complain(diary, "cannot be read", entry);
  if (!turn_to(diary) || !is_written(diary, &day)) return complain(diary, "not the next weekday", entry);
  if (strcmp(entry + length, "end") == 0) {
    diary->ended = 1;
    return count_day(diary, diary->number + 1) ? 1 : complain(diary, "no working day", entry);
  }
  first = (int)strtol(entry + length, &end, 10);
  if (end != entry + length && *end == '\0') return count_day(diary, first) ? 1 : complain(diary, "not so", entry);
  return is_holiday_named(diary->calendar, diary->at, entry + length) ? 1 : complain(diary, "no such holiday", entry);
}

/* Returns the number of the first counted day, 0 or 1. */
static int first_number(const dueby_calendar *calendar, int32_t counting, dueby_date from) {
  int32_t working = 0;
  dueby_calendar_is_working(calendar, from, &working);
  if (counting == DUEBY_COUNTING_INCLUDED) return 1;
  return counting == DUEBY_COUNTING_ROLLED || working ? 0 : 1;
}

static int read_diary(struct diary *diary, const char *counted, dueby_span span, int32_t counting, dueby_date from,
                      dueby_date due) {
  char text[CSV_LINE];
  snprintf(text, sizeof text, "%s", counted);
  diary->at = from - diary->step;
  for (char *entry = text, *next; entry; entry = next) {
    next = strstr(entry, "; ");
    if (next) {
      *next = '\0';
      next += 2;
    }
    if (!read_entry(diary, entry)) return 0;
  }
  if (diary->at != due) return complain(diary, "the days end elsewhere", counted);
  if (diary->first_number != first_number(diary->calendar, counting, from)) return complain(diary, "the first number", counted);
  if (diary->ended != (counting == DUEBY_COUNTING_CLEAR)) return complain(diary, "an end", counted);
  return diary->number - diary->ended == abs(span.amount) ? 1 : complain(diary, "not that many days", counted);
}

int vectors_replay_due(const struct csv *row, char said[SAID]) {
  const char *span_text = csv_field(row, "span");
  int32_t counting, roll;
  dueby_span span;
  dueby_date from, due, found = 0;
  dueby_calendar *calendar = NULL;
  snprintf(said, SAID, "the row cannot be read");
  if (!vectors_read_day(csv_field(row, "from"), &from) || !vectors_read_day(csv_field(row, "due"), &due) ||
      dueby_span_parse(span_text, (int64_t)strlen(span_text), &span) != DUEBY_OK ||
      dueby_code_value(DUEBY_CODE_COUNTING, csv_field(row, "counting"), &counting) != DUEBY_OK ||
      dueby_code_value(DUEBY_CODE_ROLL, csv_field(row, "roll"), &roll) != DUEBY_OK ||
      dueby_calendar_new(csv_field(row, "division"), DUEBY_DATE_NONE, &calendar) != DUEBY_OK)
    return 0;
  struct diary diary = {calendar, span.amount < 0 ? -1 : 1, 0, -1, -1, 0, said};
  dueby_status status = dueby_span_add(span, counting, roll, calendar, from, &found);
  int held = status == DUEBY_OK && found == due;
  vectors_write_day(found, said);
  if (held) held = read_diary(&diary, csv_field(row, "counted"), span, counting, from, due);
  dueby_calendar_free(calendar);
  return held;
}
