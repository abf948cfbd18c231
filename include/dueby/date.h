/* date: civil dates and UK civil time.
 *
 * A date is a number of days, a time a number of seconds, both since 1970-01-01 (UTC); each has a value NONE. Holidays play no part
 * here. A `dueby_when` is a date as people write it: a day, with or without a time. */
#ifndef DUEBY_DATE_H
#define DUEBY_DATE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t dueby_date;                                  /* days since 1970-01-01; civil dates 1900-01-01 to 2199-12-31 */
enum { DUEBY_DATE_FIRST = -25567, DUEBY_DATE_LAST = 84005 }; /* the first and last civil date */
typedef int64_t dueby_time; /* seconds since 1970-01-01T00:00:00Z; UK times of day are supported from 1972 to 2100 */
#define DUEBY_DATE_NONE INT32_MIN
#define DUEBY_TIME_NONE INT64_MIN /* no time; the same value as numpy's NaT */

typedef struct dueby_when {
  dueby_time time;  /* a time on the UK day `date`, or on the day before if a cut-off moved the event to the next day; 0 or NONE if
                     * only the day is known */
  dueby_date date;  /* the day in the United Kingdom */
  int32_t reserved; /* reserved, and must be zero */
} dueby_when;

/* Ways to write dates. */
enum {
  DUEBY_ORDER_ISO = 0, /* for example 2026-03-27, 2026-03-27T14:30, 2026-03-27T14:30:00Z, 2026-03-27T14:30:00.000+01:00 */
  DUEBY_ORDER_DMY = 1  /* for example 27/03/2026, 27/03/2026 14:30, 27/03/2026 14:30:00 */
};

/* Makes a date from a year 1900..2199, a month 1..12 and a day 1..31. Fails with DUEBY_EARGUMENT if there is no such day (such as
 * 30 February). Since 0.9. */
DUEBY_API dueby_status dueby_date_new(int32_t year, int32_t month, int32_t day, dueby_date *date);

/* Finds the year, month and day of a date. Fails with DUEBY_EARGUMENT outside 1900 to 2199 and for NONE. Since 0.9. */
DUEBY_API dueby_status dueby_date_civil(dueby_date date, int32_t *year, int32_t *month, int32_t *day);

/* The day of the week, from 1 (Monday) to 7 (Sunday), even outside 1900 to 2199. The result for NONE has no meaning. Since 0.9. */
DUEBY_API int32_t dueby_date_weekday(dueby_date date);

/* Finds the corresponding date `months` later (or earlier if negative). If that month has no such day, the result is its last day:
 * 30 November + 3 months is 28 or 29 February (Dodds v Walker [1981] 1 WLR 1027). Fails with DUEBY_EARGUMENT outside 1900 to 2199.
 * Since 0.9. */
DUEBY_API dueby_status dueby_date_add_months(dueby_date date, int32_t months, dueby_date *later);

/* Finds the UK day of a time, the seconds since midnight [0, 86399], and the offset from UTC (0 or 3600). Fails with
 * DUEBY_ECOVERAGE outside 1972 to 2100. Since 0.9. */
DUEBY_API dueby_status dueby_time_civil(dueby_time time, dueby_date *uk_date, int32_t *second_of_day, int32_t *utc_offset);

/* Finds the time when a UK clock shows `second_of_day` [0, 86399] on `uk_date`, or the first such time if the hour occurs twice.
 * Fails with DUEBY_ENOSUCHTIME in the hour that the clocks skip, DUEBY_ECOVERAGE outside 1972 to 2100, or with DUEBY_EARGUMENT if
 * an argument is out of range. Since 0.9. */
DUEBY_API dueby_status dueby_time_new(dueby_date uk_date, int32_t second_of_day, dueby_time *time);

/* Reads text that is only a date, or a date with a time; `order` is DUEBY_ORDER_ISO or DUEBY_ORDER_DMY. Without an offset the time
 * is UK time; with one, the date is the UK day at that time. Fractions of a second are dropped. Outside 1972 to 2100 midnight means
 * the day (00:00, or 00:00Z), and any other time fails with DUEBY_ECOVERAGE. Fails with DUEBY_ETEXT for anything else, or, like
 * dueby_time_new, with DUEBY_ENOSUCHTIME. Since 0.9. */
DUEBY_API dueby_status dueby_when_parse(const char *text, int64_t length, int32_t order, dueby_when *when);

/* Writes a day as "2026-03-27", or with a time as "2026-04-01T00:30:00+01:00" (UK time), on the UK day of that time. A date of 0
 * means 1 January 1970 here. Fails with DUEBY_EARGUMENT for a date of NONE without a time. Since 0.9. */
DUEBY_API dueby_status dueby_when_text(const dueby_when *when, char *text, int64_t size, int64_t *needed);

#ifdef __cplusplus
}
#endif
#endif
