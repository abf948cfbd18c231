/* span: an amount of time, its text form, and how it is counted on a calendar.
 *
 * "Counting" says whether the day that a span is counted from is itself counted; "roll" says what happens if the last day is not a
 * working day. The rule decides both, never the library. */
#ifndef DUEBY_SPAN_H
#define DUEBY_SPAN_H

#include "calendar.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An amount of time. Years are stored as months: 16 years 3 months is 195 months. Unit 0 means no span. */
typedef struct dueby_span {
  int32_t amount, unit;
} dueby_span;

enum {
  DUEBY_UNIT_WORKING_DAYS = 1,
  DUEBY_UNIT_DAYS = 2,
  DUEBY_UNIT_WEEKS = 3,
  DUEBY_UNIT_MONTHS = 4,
  DUEBY_UNIT_HOURS = 5,
  DUEBY_UNIT_MINUTES = 6
};

/* Ways of counting forwards. Counting backwards (a negative amount) is the mirror image. */
enum {
  DUEBY_COUNTING_EXCLUDED = 0, /* the first day is day 0; if it is not a working day, the next working day is day 1 */
  DUEBY_COUNTING_ROLLED = 1,   /* a first day that is not a working day moves to the next one, which is day 0 */
  DUEBY_COUNTING_INCLUDED = 2, /* the first day is day 1; if it is not a working day, the next working day is day 1 */
  DUEBY_COUNTING_CLEAR = 3     /* neither the first day nor the last counts: one day longer than DUEBY_COUNTING_EXCLUDED */
};

enum {
  DUEBY_ROLL_NONE = 0,
  DUEBY_ROLL_NEXT = 1,
  DUEBY_ROLL_PREVIOUS = 2,
  /* from a Sunday or public holiday, to noon on the next day that is neither: Children Act 1989, section 45(2) */
  DUEBY_ROLL_NOON = 3
};

/* Reads "45 working days", "6 weeks", "1 fortnight", "16 years 3 months", "72 hours" or "-1 month": digits and lower case, with
 * single spaces; the unit may be singular or plural. The stored amount, with years as months and fortnights as weeks, must be from
 * -100000 to 100000. Fails with DUEBY_ETEXT. Since 0.9. */
DUEBY_API dueby_status dueby_span_parse(const char *text, int64_t length, dueby_span *span);

/* Writes a span: "1 working day", "16 years 3 months", "2 weeks" for a fortnight. Since 0.9. */
DUEBY_API dueby_status dueby_span_text(dueby_span span, char *text, int64_t size, int64_t *needed);

/* Finds the last day of a span, counted from a day. Days, weeks and months ignore working days, and a month ends on the
 * corresponding date. `counting` still decides whether the first day counts: with DUEBY_COUNTING_INCLUDED, 26 weeks from 22 April
 * 2014 end on 20 October. Zero days end on the first day (after any move by DUEBY_COUNTING_ROLLED), and then the roll applies.
 * Fails with DUEBY_ECOVERAGE if the count needs a day that the calendar does not cover, or with DUEBY_EARGUMENT for hours, minutes
 * and NONE. Since 0.9. */
DUEBY_API dueby_status dueby_span_add(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar,
                                      dueby_date from, dueby_date *date);

/* Finds the time when a span of hours or minutes ends. Elapsed time is counted: 72 hours are 72 hours even if the clocks change.
 * Fails with DUEBY_EARGUMENT for other units. Since 0.9. */
DUEBY_API dueby_status dueby_span_add_time(dueby_span span, dueby_time from, dueby_time *time);

/* Counts one span from each of n days. For DUEBY_DATE_NONE the result is DUEBY_DATE_NONE and DUEBY_NONE; for a day that cannot be
 * counted from, DUEBY_DATE_NONE and the error. `status` and `failed` (how many were not DUEBY_OK or DUEBY_NONE) may be NULL;
 * `dates` may be `from`. Since 0.9. */
DUEBY_API dueby_status dueby_span_add_many(dueby_span span, int32_t counting, int32_t roll, const dueby_calendar *calendar,
                                           const dueby_date *from, int64_t n, dueby_date *dates, uint8_t *status, int64_t *failed);

#ifdef __cplusplus
}
#endif
#endif
