/* written: reads what people write for an option, an argument or a form field, and tells them what is wrong if it cannot be read.
 *
 * Lengths of time are read by dueby_span_parse, dates and times by dueby_when_parse, codes by dueby_code_value. The functions here
 * read the other forms. A message says what was found and how to write it; the caller puts the option's name before it. */
#ifndef DUEBY_WRITTEN_H
#define DUEBY_WRITTEN_H

#include "timeline.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  DUEBY_WRITTEN_DAY = 1,      /* 2026-03-27 */
  DUEBY_WRITTEN_WHEN = 2,     /* a day, or a day with a time: 2026-03-27T14:30 */
  DUEBY_WRITTEN_CLOCK = 3,    /* 16:30 */
  DUEBY_WRITTEN_SPAN = 4,     /* 45 working days */
  DUEBY_WRITTEN_AHEAD = 5,    /* a span of days, weeks or months, not negative */
  DUEBY_WRITTEN_PERIOD = 6,   /* 2026-04-01..2026-06-30 */
  DUEBY_WRITTEN_YEAR = 7,     /* 2025-26 */
  DUEBY_WRITTEN_HOLDING = 8,  /* all, since:2025-04-01, latest or never */
  DUEBY_WRITTEN_DIVISION = 9, /* england-and-wales, or several joined by + */
  DUEBY_WRITTEN_WEEKEND = 10, /* sat,sun, or none */
  DUEBY_WRITTEN_KNOWN_ON = 11 /* a day for which dueby has the list of bank holidays as published then */
};

/* Reads "16:30" as seconds since midnight [0, 86399]. Fails with DUEBY_ETEXT. Since 0.9. */
DUEBY_API dueby_status dueby_written_clock(const char *text, int32_t *second_of_day);

/* Reads "2026-04-01..2026-06-30": the first and last day; either may be omitted, and is then DUEBY_DATE_NONE. Days are written in
 * `order` (DUEBY_ORDER_ISO, ...) or as ISO dates. Fails with DUEBY_ETEXT, or with DUEBY_EARGUMENT if the last day is before the
 * first. Since 0.9. */
DUEBY_API dueby_status dueby_written_period(const char *text, int32_t order, dueby_date *first, dueby_date *last);

/* Reads "2025-26", "2025/26" or "2025-2026", a year from April to March, as the year it begins in, 1900 to 2198. Fails with
 * DUEBY_ETEXT. Since 0.9. */
DUEBY_API dueby_status dueby_written_year(const char *text, int32_t *year);

/* Reads "all", "since:2025-04-01", "latest" or "never": how completely an event is recorded in a file. The day is written as in a
 * period. Fails with DUEBY_ETEXT. Since 0.9. */
DUEBY_API dueby_status dueby_written_holding(const char *text, int32_t order, dueby_holding *holding);

/* Reads "sat,sun" or "none" as the weekend mask for dueby_calendar_with_weekend. Fails with DUEBY_ETEXT, or with DUEBY_EARGUMENT if
 * no working day is left. Since 0.9. */
DUEBY_API dueby_status dueby_written_weekend(const char *text, int32_t *mask);

/* Writes why a string is not a valid DUEBY_WRITTEN_..., and how to write one. With a `style` (DUEBY_STYLE_OPTIONS, ...), the
 * message about a date written day first also names the option that accepts it; 0 means that there is no such option. Returns
 * DUEBY_DONE if the string can be read, DUEBY_EARGUMENT for an unknown kind, order or style. Since 0.9. */
DUEBY_API dueby_status dueby_written_problem_text(int32_t kind, const char *written, int32_t order, int32_t style, char *text,
                                                  int64_t size, int64_t *needed);

/* Writes why a year from April to March cannot be counted in files as at a day: it begins after that day. Returns DUEBY_DONE if it
 * does not, or if the day is DUEBY_DATE_NONE. Since 0.9. */
DUEBY_API dueby_status dueby_year_problem_text(int32_t year, dueby_date as_at, char *text, int64_t size, int64_t *needed);

/* Writes why a name is not a code of a kind (DUEBY_CODE_STATE, ...), with the known codes and the most similar one. Returns
 * DUEBY_DONE if it is a code, DUEBY_EARGUMENT for an unknown kind. Since 0.9. */
DUEBY_API dueby_status dueby_code_problem_text(int32_t kind, const char *name, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
