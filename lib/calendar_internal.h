/* The views of a calendar, for span and deadline. Internal. */
#ifndef DUEBY_CALENDAR_INTERNAL_H
#define DUEBY_CALENDAR_INTERNAL_H

#include <stdatomic.h>

#include "dueby/calendar.h"

enum {
  CALENDAR_FIRST = 365,  /* 1971-01-01 */
  CALENDAR_LAST = 47846, /* 2100-12-31 */
  CALENDAR_DAYS = CALENDAR_LAST - CALENDAR_FIRST + 1
};

/* Rank and select. Day d has index i = d - CALENDAR_FIRST. Both fit uint16_t, as there are 47482 days. Only every fourth working
 * day is stored: storing all would make a calendar slower to build than the search past three days that it saves. */
enum { SELECT_STEP = 4 };
struct calendar_view {
  uint16_t rank[CALENDAR_DAYS + 1];                 /* rank[i]: working days before index i */
  uint16_t select[CALENDAR_DAYS / SELECT_STEP + 2]; /* select[j]: the index of working day SELECT_STEP * j */
};

enum {
  VIEW_LAW = 0,   /* the calendar's own divisions */
  VIEW_LOCAL = 1, /* without closures: for rules with local authority */
  VIEW_UK = 2,    /* working days in every part of the United Kingdom: freedom of information */
  VIEWS = 3
};

/* Per-day marks, in addition to the division bits. */
enum {
  MARK_ADDED = 8, /* added by the caller, or in the caller's own list */
  MARK_CLOSED = 16,
  MARK_REMOVED = 32 /* a bank holiday of the table or list that the caller removed */
};

enum { SATURDAY_AND_SUNDAY = 0x60 }; /* bits of a weekend */

struct calendar_named {
  dueby_holiday holiday;
  const char *name;
  int32_t own; /* the name belongs to the calendar, not to the table */
};

struct dueby_calendar {
  atomic_int holders;  /* one for the owner, one for each query and timeline that uses it */
  int32_t first, last; /* Rank and select. Day d has index i = d - CALENDAR_FIRST. Ranks and indexes fit uint16_t, as there are
                        * 47482 days. Only every fourth working day is stored: storing all would cost more when a calendar is
                        * made than the search over three days saves. */
  dueby_date confirmed_to, listed_to;
  int32_t weekend; /* bit 0: Monday */
  int32_t divisions;
  int32_t closures;
  int32_t own_list;
  int32_t changed; /* 1: days were added or removed */
  int64_t named_count;
  struct calendar_named *named; /* in date order */
  char *names;
  int64_t names_size;
  struct calendar_view *views[VIEWS]; /* views may share one */
  char divisions_text[64];
  uint8_t marks[CALENDAR_DAYS]; /* bits of divisions, and MARK_... */
};

/* A row of the table generated from data/calendars/. */
struct calendar_row {
  int32_t date;
  int32_t known_from, known_to; /* DUEBY_DATE_NONE: always, never */
  uint8_t division, basis;
  uint16_t name; /* offset in dueby_table_names */
};
extern const struct calendar_row dueby_table_rows[];
extern const int32_t dueby_table_count;
extern const char dueby_table_names[];
extern const int32_t dueby_table_date; /* date of the official list */
extern const char dueby_table_date_text[];

/* The bank holidays of one year by rule: at most 11 for one division. */
enum { PROJECTED_MAX = 12 };
int dueby_calendar_project(int32_t year, int32_t division, struct calendar_named out[PROJECTED_MAX]);

static inline int calendar_covers(const dueby_calendar *calendar, dueby_date date) {
  return date >= CALENDAR_FIRST + calendar->first && date <= CALENDAR_FIRST + calendar->last;
}

static inline int view_works(const struct calendar_view *view, int32_t index) {
  return view->rank[index + 1] != view->rank[index];
}

/* The index of working day k, [0, rank[CALENDAR_DAYS]). Each step adds the number of working days still missing, so it never
 * overshoots. Two steps are nearly always enough, and cost less than a branch that cannot be predicted. */
static inline int32_t view_select(const struct calendar_view *view, int32_t k) {
  const uint16_t *up_to = view->rank + 1;
  int32_t i = view->select[(uint32_t)k / SELECT_STEP] + (int32_t)((uint32_t)k % SELECT_STEP);
  i += k + 1 - up_to[i];
  i += k + 1 - up_to[i];
  while (up_to[i] <= k) i += k + 1 - up_to[i];
  return i;
}

/* Keeps a calendar alive while it is in use. */
static inline const dueby_calendar *calendar_hold(const dueby_calendar *calendar) {
  atomic_fetch_add_explicit(&((dueby_calendar *)calendar)->holders, 1, memory_order_relaxed);
  return calendar;
}

static inline void calendar_let_go(const dueby_calendar *calendar) {
  dueby_calendar_free((dueby_calendar *)calendar);
}

#endif
