/* calendar: which days are working days, how certain that is, and when it became known.
 *
 * A calendar is the weekend, the bank holidays of one or several divisions of the United Kingdom (Banking and Financial Dealings
 * Act 1971, Schedule 1, with the yearly proclamations), and the days that the caller adds, removes or closes. It covers at most
 * 1971-01-01 to 2100-12-31. Outside its coverage every answer is an error, never "no holidays". Counting or adding ten thousand
 * days takes as long as one. */
#ifndef DUEBY_CALENDAR_H
#define DUEBY_CALENDAR_H

#include "date.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dueby_calendar dueby_calendar;

/* How certain the calendar is about a day. */
enum {
  DUEBY_CERTAINTY_CONFIRMED = 0, /* the day is not after the date of the official list */
  DUEBY_CERTAINTY_LISTED = 1,    /* the day is later, but in a year of the official list; or it is in the caller's own list */
  DUEBY_CERTAINTY_PROJECTED = 2  /* the day is predicted by the rules of the 1971 Act, and not yet announced */
};

/* Ways to change days. */
enum {
  DUEBY_CHANGE_ADD = 1,      /* each day becomes a bank holiday */
  DUEBY_CHANGE_REMOVE = 2,   /* each day stops being a bank holiday (weekends stay weekends) */
  DUEBY_CHANGE_CLOSE = 3,    /* the organisation is shut on each day: affects only local rules */
  DUEBY_CHANGE_CLOSE_ALL = 4 /* the organisation is shut on each day: affects every rule and every count */
};

/* Whether the first and last day of a range are counted. */
enum { DUEBY_INCLUDE_END = 0, DUEBY_INCLUDE_START = 1, DUEBY_INCLUDE_BOTH = 2, DUEBY_INCLUDE_NEITHER = 3 };

/* Why a day is a holiday. */
enum {
  DUEBY_BASIS_STATUTE = 1,
  DUEBY_BASIS_PROCLAMATION = 2,
  DUEBY_BASIS_COMMON_LAW = 3,
  DUEBY_BASIS_SUBSTITUTE = 4,
  DUEBY_BASIS_ERROR = 5,  /* the official list included the day by mistake and later withdrew it */
  DUEBY_BASIS_FILE = 6,   /* the day is from the caller's own list */
  DUEBY_BASIS_ADDED = 7,  /* the day was added with DUEBY_CHANGE_ADD */
  DUEBY_BASIS_CLOSURE = 8 /* the day was closed with DUEBY_CHANGE_CLOSE or DUEBY_CHANGE_CLOSE_ALL */
};

/* Divisions of the United Kingdom, as bits. */
enum { DUEBY_DIVISION_ENGLAND_AND_WALES = 1, DUEBY_DIVISION_SCOTLAND = 2, DUEBY_DIVISION_NORTHERN_IRELAND = 4 };

typedef struct dueby_holiday {
  dueby_date date;
  dueby_date known_from; /* the day the holiday first appeared in the official list; NONE if it was already there when our history
                          * of the list begins, or is not from that list */
  int32_t division;      /* bit of its division; 0 for the caller's own days and closures, which have none */
  int32_t basis;
  int32_t certainty;
  int32_t reserved;
} dueby_holiday;

/* Makes a calendar from the built-in table. `divisions` is "england-and-wales", "scotland", "northern-ireland", several joined by
 * "+" (a day must be a working day in each of them), or "none" (weekends only). `known_on` is NONE, or a day from 2011-11-23 to the
 * date of the official list: the calendar then has the table as published on that day, with later years projected. Fails with
 * DUEBY_ENOTFOUND or DUEBY_ECOVERAGE. Since 0.9. */
DUEBY_API dueby_status dueby_calendar_new(const char *divisions, dueby_date known_on, dueby_calendar **calendar);

/* Makes a calendar from the caller's own list of n holidays instead of the built-in table. `names` may be NULL; `divisions` says
 * which divisions the list is for. The calendar begins on 1 January of the list's first year, or on the list's first day if that is
 * after 4 January. It ends on 31 December of the list's last year if the list has Christmas in that year (25 to 28 December),
 * otherwise on the list's last day. Fails with DUEBY_EARGUMENT if there are no days or if dueby_calendar_missing_year finds a gap.
 * Since 0.9. */
DUEBY_API dueby_status dueby_calendar_from_days(const char *divisions, const dueby_date *days, const char *const *names, int64_t n,
                                                dueby_calendar **calendar);

/* Finds the first year before the last in a caller's list of holidays that has no Christmas, which shows that the list is
 * incomplete. Returns 0 if there is no such year. Since 0.9. */
DUEBY_API int32_t dueby_calendar_missing_year(const dueby_date *days, int64_t n);

/* Makes a copy of `base` with n days changed; `label` names added days and closures, and may be NULL. Fails with DUEBY_ECOVERAGE
 * for a day outside the coverage, or with DUEBY_ENOTFOUND if DUEBY_CHANGE_REMOVE finds no holiday. Since 0.9. */
DUEBY_API dueby_status dueby_calendar_with_days(const dueby_calendar *base, int32_t change, const dueby_date *days, int64_t n,
                                                const char *label, dueby_calendar **calendar);

/* Makes a copy of `base` with different weekend days: bit 0 is Monday, bit 6 Sunday; 0 means no weekend. Fails with DUEBY_EARGUMENT
 * if all seven days are set. Since 0.9. */
DUEBY_API dueby_status dueby_calendar_with_weekend(const dueby_calendar *base, int32_t weekday_mask, dueby_calendar **calendar);

/* Frees a calendar; NULL is allowed. Queries and timelines that use the calendar keep it alive. Since 0.9. */
DUEBY_API void dueby_calendar_free(dueby_calendar *calendar);

/* Gets the first and last day that a calendar covers, and the last days that are confirmed and listed. Each output may be NULL.
 * Since 0.9. */
DUEBY_API void dueby_calendar_coverage(const dueby_calendar *calendar, dueby_date *first, dueby_date *last,
                                       dueby_date *confirmed_to, dueby_date *listed_to);

/* Writes the message for DUEBY_ECOVERAGE: "the calendar only covers 1971-01-01 to 2100-12-31". Since 0.9. */
DUEBY_API dueby_status dueby_calendar_coverage_text(const dueby_calendar *calendar, char *text, int64_t size, int64_t *needed);

/* The divisions of a calendar: "england-and-wales", "scotland+northern-ireland" or "none". Since 0.9. */
DUEBY_API const char *dueby_calendar_divisions(const dueby_calendar *calendar);

/* Writes the caller's changes to a calendar as codes separated by spaces: "known_on=2019-06-01 weekend=fri,sat removed=2026-04-06
 * added=2026-11-09 closed=2026-12-29 closures_for=local" (or "all"), with one code for each day; "" if nothing was changed. Since
 * 0.9. */
DUEBY_API dueby_status dueby_calendar_changes(const dueby_calendar *calendar, char *text, int64_t size, int64_t *needed);

/* Writes the digest of a calendar, in the same form as dueby_profile_digest. It depends on the coverage, weekend, bank holidays,
 * changes and closures. Since 0.9. */
DUEBY_API dueby_status dueby_calendar_digest(const dueby_calendar *calendar, char *text, int64_t size, int64_t *needed);

/* Returns the change that added a calendar's closures, DUEBY_CHANGE_CLOSE or DUEBY_CHANGE_CLOSE_ALL; 0 if it has no closures. Since
 * 0.9. */
DUEBY_API int32_t dueby_calendar_closure_scope(const dueby_calendar *calendar);

/* Returns 1 if a calendar was made from the caller's own list instead of the built-in table. Since 0.9. */
DUEBY_API int32_t dueby_calendar_is_custom(const dueby_calendar *calendar);

/* Returns 1 if the caller added or removed bank holidays. Since 0.9. */
DUEBY_API int32_t dueby_calendar_is_changed(const dueby_calendar *calendar);

/* Returns how certain an answer is if it relies on the calendar up to `relied_on`; DUEBY_CERTAINTY_CONFIRMED for NONE. Since
 * 0.9. */
DUEBY_API int32_t dueby_calendar_certainty(const dueby_calendar *calendar, dueby_date relied_on);

/* Sets `working` to 1 for a working day, otherwise to 0. Fails with DUEBY_ECOVERAGE. Since 0.9. */
DUEBY_API dueby_status dueby_calendar_is_working(const dueby_calendar *calendar, dueby_date date, int32_t *working);

/* Counts the working days between two days; `include` is DUEBY_INCLUDE_END, DUEBY_INCLUDE_START, DUEBY_INCLUDE_BOTH or
 * DUEBY_INCLUDE_NEITHER. DUEBY_INCLUDE_END agrees with dueby_span_add: the count from d to d + n working days is n. A reversed
 * range gives the same count, but negative. Fails with DUEBY_ECOVERAGE if either day is outside the coverage, or with
 * DUEBY_EARGUMENT for another `include`. Since 0.9. */
DUEBY_API dueby_status dueby_calendar_count(const dueby_calendar *calendar, dueby_date start, dueby_date end, int32_t include,
                                            int32_t *working_days);

/* Counts the working days for n pairs of dates. DUEBY_DATE_NONE at either end gives INT32_MIN and DUEBY_NONE; a day outside the
 * coverage gives INT32_MIN and DUEBY_ECOVERAGE. `status` and `failed` (how many were not DUEBY_OK or DUEBY_NONE) may be NULL. Fails
 * with DUEBY_EARGUMENT. Since 0.9. */
DUEBY_API dueby_status dueby_calendar_count_many(const dueby_calendar *calendar, const dueby_date *start, const dueby_date *end,
                                                 int32_t include, int64_t n, int32_t *working_days, uint8_t *status,
                                                 int64_t *failed);

/* The named days of a calendar in date order, by index [0, count). Since 0.9. */
DUEBY_API int64_t dueby_calendar_holiday_count(const dueby_calendar *calendar);
DUEBY_API dueby_status dueby_calendar_holiday(const dueby_calendar *calendar, int64_t index, dueby_holiday *holiday);
DUEBY_API const char *dueby_calendar_holiday_name(const dueby_calendar *calendar, int64_t index);

/* Writes a named day for people, as GOV.UK does: "Boxing Day (substitute day)"; "bank holiday" or "closed" if it has no name. Fails
 * with DUEBY_EARGUMENT outside [0, count). Since 0.9. */
DUEBY_API dueby_status dueby_calendar_holiday_text(const dueby_calendar *calendar, int64_t index, char *text, int64_t size,
                                                   int64_t *needed);

/* The index of the first named day on or after a date; the number of named days if there is none. Since 0.9. */
DUEBY_API int64_t dueby_calendar_holiday_from(const dueby_calendar *calendar, dueby_date date);

#ifdef __cplusplus
}
#endif
#endif
