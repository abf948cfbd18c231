#include "dueby/span.h"

#include <stdlib.h>
#include <string.h>

#include "date_internal.h"
#include "span_internal.h"
#include "text.h"

enum { AMOUNT_MAX = SPAN_AMOUNT_MAX, MONTHS_A_YEAR = 12, DAYS_A_WEEK = 7 };

/* ---- spans as text ---- */

struct unit {
  char name[16]; /* name of the unit in the singular */
  int32_t unit, times;
};

static const struct unit units[] = {
    {"working day", DUEBY_UNIT_WORKING_DAYS, 1},
    {"day", DUEBY_UNIT_DAYS, 1},
    {"week", DUEBY_UNIT_WEEKS, 1},
    {"fortnight", DUEBY_UNIT_WEEKS, 2},
    {"month", DUEBY_UNIT_MONTHS, 1},
    {"year", DUEBY_UNIT_MONTHS, MONTHS_A_YEAR},
    {"hour", DUEBY_UNIT_HOURS, 1},
    {"minute", DUEBY_UNIT_MINUTES, 1},
};
enum { UNITS = sizeof units / sizeof units[0] };

struct reader {
  const char *at, *end;
};

static int read_number(struct reader *reader, int32_t *number) {
  const char *start = reader->at;
  int32_t value = 0;
  while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9' && value <= AMOUNT_MAX)
    value = value * 10 + (*reader->at++ - '0');
  *number = value;
  return reader->at > start && value <= AMOUNT_MAX;
}

static int read_word(struct reader *reader, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0) return 0;
  reader->at += length;
  return 1;
}

static const struct unit *read_unit(struct reader *reader) {
  for (int i = 0; i < UNITS; i++) {
    struct reader trial = *reader;
    if (!read_word(&trial, units[i].name)) continue;
    read_word(&trial, "s");
    if (trial.at < trial.end && *trial.at != ' ') continue;
    *reader = trial;
    return &units[i];
  }
  return NULL;
}

dueby_status dueby_span_parse(const char *text, int64_t length, dueby_span *span) {
  struct reader reader = {text, text + length};
  int negative = read_word(&reader, "-");
  int32_t amount, more;
  if (!read_number(&reader, &amount) || !read_word(&reader, " ")) return DUEBY_ETEXT;
  const struct unit *unit = read_unit(&reader);
  if (!unit) return DUEBY_ETEXT;
  amount *= unit->times;
  if (unit->times == MONTHS_A_YEAR && reader.at < reader.end) { /* reads a second part, as in 16 years 3 months */
    if (!read_word(&reader, " ") || !read_number(&reader, &more) || !read_word(&reader, " ")) return DUEBY_ETEXT;
    const struct unit *second = read_unit(&reader);
    if (!second || second->unit != DUEBY_UNIT_MONTHS || second->times != 1) return DUEBY_ETEXT;
    amount += more;
  }
  if (reader.at != reader.end || amount > AMOUNT_MAX) return DUEBY_ETEXT;
  span->amount = negative ? -amount : amount;
  span->unit = unit->unit;
  return DUEBY_OK;
}

static void append_amount(struct text *out, int32_t amount, const char *unit) {
  text_number(out, amount);
  text_char(out, ' ');
  text_string(out, unit);
  if (amount != 1) text_char(out, 's');
}

dueby_status dueby_span_text(dueby_span span, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (!span_is_valid(span)) return DUEBY_EARGUMENT;
  int32_t amount = span.amount < 0 ? -span.amount : span.amount;
  if (span.amount < 0) text_char(&out, '-');
  int32_t years = span.unit == DUEBY_UNIT_MONTHS ? amount / MONTHS_A_YEAR : 0, rest = amount - years * MONTHS_A_YEAR;
  if (years) append_amount(&out, years, "year");
  if (years && rest) text_char(&out, ' ');
  for (int i = 0; i < UNITS && (rest || !years); i++)
    if (units[i].unit == span.unit && units[i].times == 1) append_amount(&out, rest, units[i].name);
  return text_end(&out, needed);
}

/* ---- counting a span: move the first day, count, roll the last day ---- */

struct adder {
  const dueby_calendar *calendar;
  const struct calendar_view *view;
  dueby_date relied_on;
};

static dueby_status depend_on(struct adder *adder, dueby_date date) {
  if (!calendar_covers(adder->calendar, date)) return DUEBY_ECOVERAGE;
  if (date > adder->relied_on) adder->relied_on = date;
  return DUEBY_OK;
}

/* Counts working days from a date, and replaces the date with the last of them. */
static dueby_status add_working(struct adder *adder, struct working working, dueby_date *date) {
  dueby_status status = depend_on(adder, *date);
  if (status == DUEBY_OK) status = span_count_working(working, adder->calendar, adder->view, *date, date);
  return status == DUEBY_OK ? depend_on(adder, *date) : status;
}

/* Moves a date to the next working day, unless it is one already: counts one working day, including the date itself. */
static dueby_status move_next(struct adder *adder, dueby_date *date) {
  return add_working(adder, span_working(1, DUEBY_COUNTING_INCLUDED), date);
}

static dueby_status move_previous(struct adder *adder, dueby_date *date) {
  return add_working(adder, span_working(-1, DUEBY_COUNTING_INCLUDED), date);
}

enum { SATURDAY = 6, SUNDAY = 7 };

/* True for Sundays and public holidays. Christmas Day and 26 December are public holidays even if they are Saturdays; any other
 * Saturday is an ordinary day here (Children Act 1989, section 45(2); Banking and Financial Dealings Act 1971, schedule 1). */
static int is_public_holiday(const struct adder *adder, dueby_date date) {
  int32_t year, month, day, weekday = dueby_date_weekday(date);
  if (weekday == SUNDAY || dueby_date_civil(date, &year, &month, &day) != DUEBY_OK) return weekday == SUNDAY;
  if (month == 12 && (day == 25 || day == 26)) return 1;
  return weekday != SATURDAY && !view_works(adder->view, date - CALENDAR_FIRST);
}

static dueby_status move_past_holidays(struct adder *adder, dueby_date *date) {
  dueby_date moved = *date;
  dueby_status status = depend_on(adder, moved);
  while (status == DUEBY_OK && is_public_holiday(adder, moved)) status = depend_on(adder, ++moved);
  if (status == DUEBY_OK) *date = moved;
  return status;
}

/* Counts days, weeks or months, which ignore working days. `counting` decides whether the first day counts. */
static dueby_status add_calendar(dueby_span span, int32_t counting, dueby_date *date) {
  int32_t forwards = span.amount > 0 ? 1 : -1;
  int32_t shift = counting == DUEBY_COUNTING_INCLUDED ? -forwards : counting == DUEBY_COUNTING_CLEAR ? forwards : 0;
  dueby_date moved = *date;
  if (span.unit == DUEBY_UNIT_MONTHS) {
    if (dueby_date_add_months(*date, span.amount, &moved) != DUEBY_OK) return DUEBY_ECOVERAGE;
  } else {
    moved += span.amount * (span.unit == DUEBY_UNIT_WEEKS ? DAYS_A_WEEK : 1);
  }
  moved += shift;
  if (!is_date(moved)) return DUEBY_ECOVERAGE;
  *date = moved;
  return DUEBY_OK;
}

dueby_status dueby_span_apply(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar, int32_t view,
                              dueby_date from, struct applied *applied) {
  struct adder adder = {calendar, calendar->views[view], DUEBY_DATE_NONE};
  dueby_date start = from, date;
  dueby_status status = DUEBY_OK;
  if (span.unit < DUEBY_UNIT_WORKING_DAYS || span.unit > DUEBY_UNIT_MONTHS || counting < DUEBY_COUNTING_EXCLUDED ||
      counting > DUEBY_COUNTING_CLEAR)
    return DUEBY_EARGUMENT;
  if (!span_in_limits(span) || roll < DUEBY_ROLL_NONE || roll > DUEBY_ROLL_NOON) return DUEBY_EARGUMENT;
  if (!is_date(from)) return DUEBY_EARGUMENT;
  if (counting == DUEBY_COUNTING_ROLLED) status = span.amount < 0 ? move_previous(&adder, &start) : move_next(&adder, &start);
  if (status != DUEBY_OK) return status;
  date = start;
  if (span.amount)
    status = span.unit == DUEBY_UNIT_WORKING_DAYS ? add_working(&adder, span_working(span.amount, counting), &date)
                                                  : add_calendar(span, counting, &date);
  if (status != DUEBY_OK) return status;
  dueby_date unrolled = date;
  if (roll == DUEBY_ROLL_NEXT) status = move_next(&adder, &date);
  if (roll == DUEBY_ROLL_PREVIOUS) status = move_previous(&adder, &date);
  if (roll == DUEBY_ROLL_NOON) status = move_past_holidays(&adder, &date);
  if (status != DUEBY_OK) return status;
  applied->start = start;
  applied->unrolled = unrolled;
  applied->date = date;
  applied->relied_on = adder.relied_on;
  return DUEBY_OK;
}

dueby_status dueby_span_add(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar, dueby_date from,
                            dueby_date *date) {
  struct applied applied;
  dueby_status status = dueby_span_apply(span, counting, roll, calendar, VIEW_LAW, from, &applied);
  if (status == DUEBY_OK) *date = applied.date;
  return status;
}

dueby_status dueby_span_add_time(dueby_span span, dueby_time from, dueby_time *time) {
  const dueby_time most = INT64_MAX / 2; /* cannot overflow: even the largest sum is in range, although far beyond any date */
  if (!span_in_limits(span) || from > most || from < -most) return DUEBY_EARGUMENT;
  if (span.unit == DUEBY_UNIT_HOURS) *time = from + (dueby_time)span.amount * 3600;
  else if (span.unit == DUEBY_UNIT_MINUTES) *time = from + (dueby_time)span.amount * 60;
  else return DUEBY_EARGUMENT;
  return DUEBY_OK;
}

/* The smallest number of rows for which a table is used: MANY_PLAIN for a span of working days whose first and last day are not
 * moved, MANY for any other span. A result depends only on the day, so with many rows it pays to work out each day once. */
enum { MANY_PLAIN = 4096, MANY = CALENDAR_DAYS }; /* with fewer rows, a table would cost more than it saves */

static dueby_status add_one(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar, dueby_date from,
                            dueby_date *date) {
  dueby_status status = from == DUEBY_DATE_NONE ? DUEBY_NONE : dueby_span_add(span, counting, roll, calendar, from, date);
  if (status != DUEBY_OK) *date = DUEBY_DATE_NONE;
  return status;
}

struct many {
  dueby_span span;
  int32_t counting, roll;
  const dueby_calendar *calendar;
  dueby_date *by_day; /* table of CALENDAR_DAYS + 1 dates, the last of them NONE; NULL if there is no table */
};

static void fill_by_day(const struct many *many) {
  const dueby_calendar *calendar = many->calendar;
  const struct calendar_view *view = calendar->views[VIEW_LAW];
  if (span_is_unmoved_working(many->span, many->counting, many->roll)) {
    struct working working = span_working(many->span.amount, many->counting);
    int32_t k_first = view->rank[calendar->first], k_last = view->rank[calendar->last + 1], reached = 0;
    for (int32_t i = 0; i <= CALENDAR_DAYS; i++) many->by_day[i] = DUEBY_DATE_NONE;
    for (int32_t i = calendar->first; i <= calendar->last; i++) {
      int32_t k = view->rank[i + working.after] + working.shift;
      if (k < k_first || k >= k_last) continue;
      while (view->rank[reached + 1] <= k) reached++;
      many->by_day[i] = CALENDAR_FIRST + reached;
    }
    return;
  }
  for (int32_t i = 0; i < CALENDAR_DAYS; i++)
    add_one(many->span, many->counting, many->roll, calendar, CALENDAR_FIRST + i, &many->by_day[i]);
  many->by_day[CALENDAR_DAYS] = DUEBY_DATE_NONE;
}

/* Adds the span to one day without using the table. Returns 1 on failure. */
static int64_t add_alone(const struct many *many, dueby_date from, dueby_date *date, uint8_t *status) {
  dueby_status result = add_one(many->span, many->counting, many->roll, many->calendar, from, date);
  if (status) *status = (uint8_t)result;
  return result > DUEBY_NONE;
}

/* Adds the span to many days using the table, or add_alone for days without an entry. Returns how many additions failed. The inner
 * loop is short so that it stays in registers. */
static int64_t add_by_table(const struct many *many, const dueby_date *from, int64_t n, dueby_date *dates, uint8_t *status) {
  const dueby_date *by_day = many->by_day;
  int64_t bad = 0;
  for (int64_t i = 0;; i++) {
    for (; i < n; i++) {
      uint32_t index = (uint32_t)from[i] - CALENDAR_FIRST;
      dueby_date date = by_day[index < CALENDAR_DAYS ? index : CALENDAR_DAYS];
      if (date == DUEBY_DATE_NONE) break;
      dates[i] = date;
    }
    if (i >= n) return bad;
    bad += add_alone(many, from[i], &dates[i], status ? &status[i] : NULL);
  }
}

dueby_status dueby_span_add_many(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar,
                                 const dueby_date *from, int64_t n, dueby_date *dates, uint8_t *status, int64_t *failed) {
  struct many many = {span, counting, roll, calendar, NULL};
  dueby_date trial;
  dueby_status result = dueby_span_add(span, counting, roll, calendar, CALENDAR_FIRST, &trial);
  int64_t bad = 0;
  if (result == DUEBY_EARGUMENT || n < 0 || (n && (!from || !dates))) return DUEBY_EARGUMENT;
  if (n >= (span_is_unmoved_working(span, counting, roll) ? MANY_PLAIN : MANY))
    many.by_day = malloc((CALENDAR_DAYS + 1) * sizeof *many.by_day);
  if (many.by_day) {
    fill_by_day(&many);
    if (status) memset(status, DUEBY_OK, (size_t)n);
    bad = add_by_table(&many, from, n, dates, status);
    free(many.by_day);
  } else {
    for (int64_t i = 0; i < n; i++) bad += add_alone(&many, from[i], &dates[i], status ? &status[i] : NULL);
  }
  if (failed) *failed = bad;
  return DUEBY_OK;
}
