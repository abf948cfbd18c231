/* Works out a year's bank holidays by rule: those in Schedule 1 to the Banking and Financial Dealings Act 1971, and those
 * proclaimed every year. One-off holidays and moved holidays cannot be foreseen. */
#include "calendar_internal.h"

enum kind {
  EASTER,       /* `number` days after Easter Sunday */
  FIRST_MONDAY, /* the first Monday of the month */
  LAST_MONDAY,  /* the last Monday of the month, which has `number` days */
  FIXED,        /* a fixed date, moved to Monday if it falls on a weekend */
  PAIR_FIRST,   /* the first of two consecutive holidays; its substitute day may move the second */
  PAIR_SECOND   /* the second of two consecutive holidays; `number` is the date of the first */
};

struct pattern {
  uint8_t divisions, kind, month;
  int8_t number;
  uint8_t basis;
  char name[40];
};

enum {
  EW = DUEBY_DIVISION_ENGLAND_AND_WALES,
  SCT = DUEBY_DIVISION_SCOTLAND,
  NI = DUEBY_DIVISION_NORTHERN_IRELAND,
  ACT = DUEBY_BASIS_STATUTE,
  CROWN = DUEBY_BASIS_PROCLAMATION,
  COMMON = DUEBY_BASIS_COMMON_LAW
};

static const struct pattern patterns[] = {
    {EW | NI, FIXED, 1, 1, CROWN, "New Year's Day"}, /* 1971 Act s.1(3), from 1974 */
    {SCT, PAIR_FIRST, 1, 1, ACT, "New Year's Day"},  /* 1971 Act Sch. 1 para. 2; 4 January by proclamation */
    {SCT, PAIR_SECOND, 1, 1, ACT, "2nd January"},
    {NI, FIXED, 3, 17, ACT, "St Patrick's Day"}, /* 1971 Act Sch. 1 para. 3; a Saturday's substitute by proclamation */
    {EW | NI, EASTER, 0, -2, COMMON, "Good Friday"},
    {SCT, EASTER, 0, -2, ACT, "Good Friday"},
    {EW | NI, EASTER, 0, 1, ACT, "Easter Monday"},
    {EW | NI, FIRST_MONDAY, 5, 1, CROWN, "Early May bank holiday"}, /* 1971 Act s.1(3), from 1978 */
    {SCT, FIRST_MONDAY, 5, 1, ACT, "Early May bank holiday"},
    {EW | NI, LAST_MONDAY, 5, 31, ACT, "Spring bank holiday"},
    {SCT, LAST_MONDAY, 5, 31, CROWN, "Spring bank holiday"},
    {NI, FIXED, 7, 12, CROWN, "Battle of the Boyne (Orangemen's Day)"},
    {SCT, FIRST_MONDAY, 8, 1, ACT, "Summer bank holiday"},
    {EW | NI, LAST_MONDAY, 8, 31, ACT, "Summer bank holiday"},
    {SCT, FIXED, 11, 30, ACT, "St Andrew's Day"}, /* St Andrew's Day Bank Holiday (Scotland) Act 2007 */
    {EW | NI, PAIR_FIRST, 12, 25, COMMON, "Christmas Day"},
    {EW | NI, PAIR_SECOND, 12, 25, ACT, "Boxing Day"},
    {SCT, PAIR_FIRST, 12, 25, ACT, "Christmas Day"},
    {SCT, PAIR_SECOND, 12, 25, CROWN, "Boxing Day"},
};
enum { PATTERNS = sizeof patterns / sizeof patterns[0] };

/* Returns Easter Sunday in the Gregorian calendar, by the anonymous algorithm (Nature, 20 April 1876). */
static dueby_date easter(int32_t year) {
  int32_t golden = year % 19, century = year / 100, of_century = year % 100;
  int32_t moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
  int32_t sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
  int32_t late = (golden + 11 * moon + 22 * sunday) / 451;
  int32_t of_march = moon + sunday - 7 * late + 114; /* the month and day as one number: month * 31 + day - 1 */
  dueby_date date = 0;
  dueby_date_new(year, of_march / 31, of_march % 31 + 1, &date);
  return date;
}

/* How many days a holiday moves, for each weekday that it falls on, from Monday to Sunday. The weekday of the first of two
 * consecutive holidays decides how both move. */
static const int8_t fixed_moves[7] = {0, 0, 0, 0, 0, 2, 1};
static const int8_t first_moves[7] = {0, 0, 0, 0, 0, 2, 2};
static const int8_t second_moves[7] = {0, 0, 0, 0, 2, 2, 0};

static dueby_date pattern_date(const struct pattern *pattern, int32_t year, int *moved) {
  dueby_date date = 0;
  *moved = 0;
  if (pattern->kind == EASTER) return easter(year) + pattern->number;
  dueby_date_new(year, pattern->month, pattern->number, &date);
  int32_t weekday = dueby_date_weekday(date) - 1; /* 0 is Monday */
  switch (pattern->kind) {
  case FIRST_MONDAY: return date + (7 - weekday) % 7;
  case LAST_MONDAY: return date - weekday;
  case FIXED: *moved = fixed_moves[weekday]; return date + *moved;
  case PAIR_FIRST: *moved = first_moves[weekday]; return date + *moved;
  default: *moved = second_moves[weekday]; return date + 1 + *moved;
  }
}

int dueby_calendar_project(int32_t year, int32_t division, struct calendar_named out[PROJECTED_MAX]) {
  int count = 0;
  for (int i = 0; i < PATTERNS; i++) {
    const struct pattern *pattern = &patterns[i];
    int moved;
    if (!(pattern->divisions & division)) continue;
    dueby_date date = pattern_date(pattern, year, &moved);
    struct calendar_named named = {
        {date, DUEBY_DATE_NONE, division, moved ? DUEBY_BASIS_SUBSTITUTE : pattern->basis, DUEBY_CERTAINTY_PROJECTED, 0},
        pattern->name,
        0};
    int at = count++;
    /* keeps the holidays in date order, because a substitute day may be later than the next holiday */
    for (; at && out[at - 1].holiday.date > date; at--) out[at] = out[at - 1];
    out[at] = named;
  }
  return count;
}
