/* The struct and the views of a calendar. Internal. */
#ifndef DUEBY_CALENDAR_INTERNAL_H
#define DUEBY_CALENDAR_INTERNAL_H

#include <stdatomic.h>

#include "dueby/calendar.h"
#include "text.h"

enum {
  CALENDAR_FIRST = 365,  /* the date 1971-01-01 */
  CALENDAR_LAST = 47846, /* the date 2100-12-31 */
  CALENDAR_DAYS = CALENDAR_LAST - CALENDAR_FIRST + 1
};

/* Tables for rank and select. Day d has the index d - CALENDAR_FIRST. Ranks and indexes fit into uint16_t, because there are 47482
 * days. Only every fourth working day is stored: searching for up to three days is faster than a larger table. */
enum { SELECT_STEP = 4 };
struct calendar_view {
  uint16_t rank[CALENDAR_DAYS + 1];                 /* rank[i] is the number of working days before index i */
  uint16_t select[CALENDAR_DAYS / SELECT_STEP + 2]; /* select[j] is the index of working day SELECT_STEP * j */
};

enum {
  VIEW_LAW = 0,   /* working days in the calendar's own divisions */
  VIEW_LOCAL = 1, /* the days of VIEW_LAW, minus those when the organisation is closed, for local rules */
  VIEW_UK = 2,    /* days that are working days in every part of the United Kingdom, for freedom of information requests */
  VIEWS = 3
};

/* Marks on a day, in addition to division bits. */
enum {
  MARK_ADDED = 8, /* the day was added by the caller, or is in the caller's own list */
  MARK_CLOSED = 16,
  MARK_REMOVED = 32 /* the caller removed this bank holiday from the table or list */
};

enum { SATURDAY_AND_SUNDAY = 0x60 }; /* the bits for Saturday and Sunday in a set of weekdays */

struct calendar_named {
  dueby_holiday holiday;
  const char *name;
  int32_t own; /* 1 if the name is in the calendar's `names`, 0 if in dueby_table_names */
};

struct dueby_calendar {
  atomic_int holders;  /* number of holders: the owner, and each query and timeline that uses the calendar */
  int32_t first, last; /* indexes of the first and last days that the calendar covers */
  dueby_date confirmed_to, listed_to;
  int32_t weekend; /* bits of the weekdays that are not working days; bit 0 is Monday */
  int32_t divisions;
  int32_t closures;
  int32_t own_list;
  int32_t changed; /* 1 if days were added or removed */
  int64_t named_count;
  struct calendar_named *named; /* the named days in date order */
  char *names;
  int64_t names_size;
  struct calendar_view *views[VIEWS]; /* two entries may point to the same view */
  char divisions_text[64];
  uint8_t marks[CALENDAR_DAYS]; /* for each day, division bits and MARK_... bits */
};

/* A row of the table generated from data/calendars/. */
struct calendar_row {
  int32_t date;
  int32_t known_from, known_to; /* the days the holiday was published and withdrawn; DUEBY_DATE_NONE if always known, or never
                                 * withdrawn */
  uint8_t division, basis;
  uint16_t name; /* offset of the name in dueby_table_names */
};
extern const struct calendar_row dueby_table_rows[];
extern const int32_t dueby_table_count;
extern const char dueby_table_names[];
extern const int32_t dueby_table_date; /* the date of the official list of bank holidays */
extern const char dueby_table_date_text[];

/* The first day for which we have the list of bank holidays as it was published then. */
extern const int32_t dueby_table_history_from;

/* Reads the names of divisions as their bits; "none" is 0. May return DUEBY_ENOTFOUND. */
dueby_status dueby_divisions_read(const char *text, int32_t *divisions);

/* Appends a named day as dueby_calendar_holiday_text writes it. The index must be in [0, count). */
void dueby_calendar_append_holiday(struct text *out, const dueby_calendar *calendar, int64_t index);

/* Enough for one year's predicted bank holidays in any division: the largest number is 10, in Northern Ireland. */
enum { PROJECTED_MAX = 12 };
int dueby_calendar_project(int32_t year, int32_t division, struct calendar_named out[PROJECTED_MAX]);

static inline int calendar_covers(const dueby_calendar *calendar, dueby_date date) {
  return date >= CALENDAR_FIRST + calendar->first && date <= CALENDAR_FIRST + calendar->last;
}

static inline int view_works(const struct calendar_view *view, int32_t index) {
  return view->rank[index + 1] != view->rank[index];
}

/* Returns the index of working day k, [0, rank[CALENDAR_DAYS]). Each step moves on by the number of working days that are still
 * missing, so it never goes too far. Two steps are nearly always enough, and cost less than an unpredictable branch. */
static inline int32_t view_select(const struct calendar_view *view, int32_t k) {
  const uint16_t *up_to = view->rank + 1;
  int32_t i = view->select[(uint32_t)k / SELECT_STEP] + (int32_t)((uint32_t)k % SELECT_STEP);
  i += k + 1 - up_to[i];
  i += k + 1 - up_to[i];
  while (up_to[i] <= k) i += k + 1 - up_to[i];
  return i;
}

/* Adds a holder to a calendar, which keeps it alive. */
static inline const dueby_calendar *calendar_hold(const dueby_calendar *calendar) {
  atomic_fetch_add_explicit(&((dueby_calendar *)calendar)->holders, 1, memory_order_relaxed);
  return calendar;
}

static inline void calendar_let_go(const dueby_calendar *calendar) {
  dueby_calendar_free((dueby_calendar *)calendar);
}

#endif
