#include "dueby/calendar.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_internal.h"
#include "date_internal.h"
#include "dueby/code.h"
#include "text.h"

enum {
  ALL_DIVISIONS = DUEBY_DIVISION_ENGLAND_AND_WALES | DUEBY_DIVISION_SCOTLAND | DUEBY_DIVISION_NORTHERN_IRELAND,
  EVERY_DAY = 0x7f,
  DAYS_A_WEEK = 7
};

/* ---- views: the working days as each kind of rule counts them ---- */

static void fill_view(struct calendar_view *view, const uint8_t *marks, int32_t weekend, int32_t closed_by) {
  uint8_t shut[DAYS_A_WEEK], closed = (uint8_t)closed_by; /* 1 for each weekday off, starting with the weekday of CALENDAR_FIRST */
  int32_t weekday = dueby_date_weekday(CALENDAR_FIRST) - 1;
  uint32_t working = 0;
  for (int32_t i = 0; i < DAYS_A_WEEK; i++) shut[i] = weekend >> (weekday + i) % DAYS_A_WEEK & 1;
  for (int32_t week = 0; week < CALENDAR_DAYS; week += DAYS_A_WEEK) {
    for (int32_t i = week; i < week + DAYS_A_WEEK && i < CALENDAR_DAYS; i++) {
      view->rank[i] = (uint16_t)working;
      /* later days overwrite this entry, up to the working day that belongs in it */
      view->select[(working + SELECT_STEP - 1) / SELECT_STEP] = (uint16_t)i;
      working += !(shut[i - week] | (marks[i] & closed));
    }
  }
  view->rank[CALENDAR_DAYS] = (uint16_t)working;
}

static int32_t closed_by(const dueby_calendar *calendar, int view) {
  int32_t mask = MARK_ADDED | (view == VIEW_UK ? ALL_DIVISIONS : calendar->divisions);
  int closures = calendar->closures == DUEBY_CHANGE_CLOSE_ALL || (calendar->closures && view == VIEW_LOCAL);
  return closures ? mask | MARK_CLOSED : mask;
}

/* Makes the views. Views with the same days are shared. */
static dueby_status make_views(dueby_calendar *calendar) {
  for (int i = 0; i < VIEWS; i++) {
    for (int j = 0; j < i && !calendar->views[i]; j++)
      if (closed_by(calendar, i) == closed_by(calendar, j)) calendar->views[i] = calendar->views[j];
    if (calendar->views[i]) continue;
    calendar->views[i] = malloc(sizeof *calendar->views[i]);
    if (!calendar->views[i]) return DUEBY_EMEMORY;
    fill_view(calendar->views[i], calendar->marks, calendar->weekend, closed_by(calendar, i));
  }
  return DUEBY_OK;
}

void dueby_calendar_free(dueby_calendar *calendar) {
  if (!calendar || atomic_fetch_sub_explicit(&calendar->holders, 1, memory_order_acq_rel) > 1) return;
  for (int i = 0; i < VIEWS; i++) {
    int shared = 0;
    for (int j = 0; j < i; j++) shared |= calendar->views[i] == calendar->views[j];
    if (!shared) free(calendar->views[i]);
  }
  free(calendar->named);
  free(calendar->names);
  free(calendar);
}

/* ---- making a calendar: marks and named days, then views ---- */

static int by_date(const void *left, const void *right) {
  const struct calendar_named *one = left, *other = right;
  const dueby_holiday *a = &one->holiday, *b = &other->holiday;
  if (a->date != b->date) return a->date < b->date ? -1 : 1;
  if (a->division != b->division) return a->division < b->division ? -1 : 1;
  return strcmp(one->name, other->name);
}

static dueby_calendar *blank(int64_t named_most, int64_t names_size) {
  dueby_calendar *calendar = calloc(1, sizeof *calendar);
  if (!calendar) return NULL;
  atomic_init(&calendar->holders, 1);
  calendar->named = calloc((size_t)named_most + 1, sizeof *calendar->named);
  calendar->names = calloc((size_t)names_size + 1, 1);
  calendar->names_size = names_size;
  if (calendar->named && calendar->names) return calendar;
  dueby_calendar_free(calendar);
  return NULL;
}

static void name_day(dueby_calendar *calendar, const struct calendar_named *named) {
  calendar->named[calendar->named_count++] = *named;
}

static void name_day_in_order(dueby_calendar *calendar, const struct calendar_named *named) {
  int64_t at = dueby_calendar_holiday_from(calendar, named->holiday.date + 1);
  memmove(&calendar->named[at + 1], &calendar->named[at], (size_t)(calendar->named_count++ - at) * sizeof *named);
  calendar->named[at] = *named;
}

static dueby_status finish(dueby_calendar *made, dueby_calendar **calendar) {
  for (int64_t i = 0; i < made->named_count; i++)
    made->named[i].holiday.certainty = dueby_calendar_certainty(made, made->named[i].holiday.date);
  dueby_status status = make_views(made);
  if (status == DUEBY_OK) *calendar = made;
  else dueby_calendar_free(made);
  return status;
}

/* Reads divisions such as "england-and-wales+scotland" or "none". */
dueby_status dueby_divisions_read(const char *text, int32_t *divisions) {
  int32_t read = 0;
  if (strcmp(text, "none") == 0) {
    *divisions = 0;
    return DUEBY_OK;
  }
  for (;;) {
    char name[32];
    size_t length = strcspn(text, "+");
    int32_t division;
    if (length >= sizeof name) return DUEBY_ENOTFOUND;
    memcpy(name, text, length);
    name[length] = '\0';
    if (dueby_code_value(DUEBY_CODE_DIVISION, name, &division) != DUEBY_OK) return DUEBY_ENOTFOUND;
    read |= division;
    if (!text[length]) break;
    text += length + 1;
  }
  *divisions = read;
  return DUEBY_OK;
}

static void write_divisions(dueby_calendar *calendar) {
  struct text out = text_in(calendar->divisions_text, sizeof calendar->divisions_text);
  if (!calendar->divisions) text_string(&out, "none");
  for (int32_t bit = 1; bit <= DUEBY_DIVISION_NORTHERN_IRELAND; bit <<= 1) {
    if (!(calendar->divisions & bit)) continue;
    if (out.length) text_char(&out, '+');
    text_string(&out, dueby_code_name(DUEBY_CODE_DIVISION, bit));
  }
  text_end(&out, NULL);
}

/* ---- the built-in table of bank holidays ---- */

enum { FIRST_YEAR = 1971, LAST_YEAR = 2100, YEARS = LAST_YEAR - FIRST_YEAR + 1 };

static int32_t year_of(dueby_date date) {
  int32_t year = 0, month, day;
  dueby_date_civil(date, &year, &month, &day);
  return year;
}

/* A position in the table of published bank holidays. The rows of one division are next to each other, in date order. */
struct cursor {
  const struct calendar_row *row, *end;
};

static struct cursor rows_of(int32_t division) {
  const struct calendar_row *end = dueby_table_rows + dueby_table_count;
  struct cursor cursor = {dueby_table_rows, end};
  while (cursor.row < end && cursor.row->division != division) cursor.row++;
  for (cursor.end = cursor.row; cursor.end < end && cursor.end->division == division;) cursor.end++;
  return cursor;
}

static int is_known(const struct calendar_row *row, dueby_date known_on) {
  return row->known_from == DUEBY_DATE_NONE || row->known_from <= known_on;
}

static int is_withdrawn(const struct calendar_row *row, dueby_date known_on) {
  return row->known_to != DUEBY_DATE_NONE && row->known_to <= known_on;
}

static void mark_day(dueby_calendar *calendar, const struct calendar_named *named) {
  uint8_t *mark = &calendar->marks[named->holiday.date - CALENDAR_FIRST];
  *mark = (uint8_t)(*mark | named->holiday.division);
  if (calendar->divisions & named->holiday.division) name_day(calendar, named);
}

/* Marks one year's bank holidays in one division, as published or, if they have not been published, as predicted by rule. Returns 1
 * if they were published. */
static int mark_year(dueby_calendar *calendar, int32_t year, int32_t division, dueby_date last_day, dueby_date known_on,
                     struct cursor *cursor) {
  const struct calendar_row *first = cursor->row;
  struct calendar_named projected[PROJECTED_MAX];
  int published = 0;
  for (; cursor->row < cursor->end && cursor->row->date <= last_day; cursor->row++) published |= is_known(cursor->row, known_on);
  for (const struct calendar_row *row = first; published && row < cursor->row; row++) {
    struct calendar_named named = {{row->date, row->known_from, division, row->basis, 0, 0}, dueby_table_names + row->name, 0};
    if (is_known(row, known_on) && !is_withdrawn(row, known_on)) mark_day(calendar, &named);
  }
  int count = published ? 0 : dueby_calendar_project(year, division, projected);
  for (int i = 0; i < count; i++) mark_day(calendar, &projected[i]);
  return published;
}

/* Sorts the days of one year, which come from several divisions, by date. */
static void order_from(dueby_calendar *calendar, int64_t first) {
  for (int64_t i = first + 1; i < calendar->named_count; i++) {
    struct calendar_named one = calendar->named[i];
    int64_t at = i;
    for (; at > first && by_date(&calendar->named[at - 1], &one) > 0; at--) calendar->named[at] = calendar->named[at - 1];
    calendar->named[at] = one;
  }
}

static void mark_table(dueby_calendar *calendar, dueby_date known_on) {
  struct cursor cursors[] = {rows_of(DUEBY_DIVISION_ENGLAND_AND_WALES), rows_of(DUEBY_DIVISION_SCOTLAND),
                             rows_of(DUEBY_DIVISION_NORTHERN_IRELAND)};
  calendar->confirmed_to = known_on;
  for (int32_t year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    int64_t first = calendar->named_count;
    dueby_date last_day = 0;
    dueby_date_new(year, 12, 31, &last_day);
    for (int i = 0; i < 3; i++)
      if (mark_year(calendar, year, 1 << i, last_day, known_on, &cursors[i])) calendar->listed_to = last_day;
    order_from(calendar, first);
  }
}

/* Returns the largest possible number of named days. Years before the list begins have no projected holidays. */
static int64_t named_most(int32_t divisions) {
  int64_t rows = 0, years = LAST_YEAR - year_of(dueby_table_history_from) + 1;
  for (int32_t i = 0; i < dueby_table_count; i++) rows += (divisions & dueby_table_rows[i].division) != 0;
  for (int32_t bit = 1; bit <= DUEBY_DIVISION_NORTHERN_IRELAND; bit <<= 1) rows += divisions & bit ? years * PROJECTED_MAX : 0;
  return rows;
}

dueby_status dueby_calendar_new(const char *divisions, dueby_date known_on, dueby_calendar **calendar) {
  int32_t bits;
  dueby_status status = dueby_divisions_read(divisions, &bits);
  if (status != DUEBY_OK) return status;
  if (known_on == DUEBY_DATE_NONE) known_on = dueby_table_date;
  else if (known_on > dueby_table_date || known_on < dueby_table_history_from) return DUEBY_ECOVERAGE;
  dueby_calendar *made = blank(named_most(bits), 0);
  if (!made) return DUEBY_EMEMORY;
  made->last = CALENDAR_DAYS - 1;
  made->weekend = SATURDAY_AND_SUNDAY;
  made->divisions = bits;
  write_divisions(made);
  mark_table(made, known_on);
  return finish(made, calendar);
}

const char *dueby_data_version(void) {
  return dueby_table_date_text;
}

/* ---- calendars from the caller's own days ---- */

static dueby_status own_divisions(const char *divisions, dueby_calendar *made) {
  dueby_status status = dueby_divisions_read(divisions, &made->divisions);
  if (status == DUEBY_OK) write_divisions(made);
  return status;
}

/* The range of a list of days, and which years have Christmas. */
struct listed_years {
  dueby_date first, last;   /* the first and last day in the list */
  uint8_t christmas[YEARS]; /* for each year from 1971, 1 if the list has Christmas */
};

/* Finds the first and last day of a list, leaving out days before 1971 or after 2100. If none are left, `first` is after `last`. */
static void read_years(const dueby_date *days, int64_t n, struct listed_years *years) {
  memset(years, 0, sizeof *years);
  years->first = CALENDAR_LAST;
  years->last = CALENDAR_FIRST - 1;
  for (int64_t i = 0; i < n; i++) {
    int32_t year, month, day;
    if (days[i] < CALENDAR_FIRST || days[i] > CALENDAR_LAST) continue;
    dueby_date_civil(days[i], &year, &month, &day);
    years->christmas[year - FIRST_YEAR] |= month == 12 && day >= 25 && day <= 28; /* Christmas Day or its substitute day */
    if (days[i] < years->first) years->first = days[i];
    if (days[i] > years->last) years->last = days[i];
  }
}

int32_t dueby_calendar_missing_year(const dueby_date *days, int64_t n) {
  struct listed_years years;
  if (!days || n < 1) return 0;
  read_years(days, n, &years);
  for (int32_t year = year_of(years.first); years.first <= years.last && year < year_of(years.last); year++)
    if (!years.christmas[year - FIRST_YEAR]) return year;
  return 0;
}

/* Sets the days that a list covers. It covers its first year from 1 January if it has the first days of that year, otherwise from
 * its first day. It covers its last year to 31 December if it has Christmas in that year, otherwise to its last day. */
static void set_coverage(dueby_calendar *calendar, const struct listed_years *years) {
  dueby_date begin = 0, end = 0;
  dueby_date_new(year_of(years->first), 1, 1, &begin);
  dueby_date_new(year_of(years->last), 12, 31, &end);
  if (years->first > begin + 3) begin = years->first;
  if (!years->christmas[year_of(years->last) - FIRST_YEAR]) end = years->last;
  calendar->first = begin - CALENDAR_FIRST;
  calendar->last = end - CALENDAR_FIRST;
  calendar->listed_to = end;
}

dueby_status dueby_calendar_from_days(const char *divisions, const dueby_date *days, const char *const *names, int64_t n,
                                      dueby_calendar **calendar) {
  struct listed_years years;
  int64_t size = 0;
  if (!divisions || !days || n < 1) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n; i++) {
    if (days[i] < CALENDAR_FIRST || days[i] > CALENDAR_LAST) return DUEBY_ECOVERAGE;
    size += names && names[i] ? (int64_t)strlen(names[i]) + 1 : 0;
  }
  if (dueby_calendar_missing_year(days, n)) return DUEBY_EARGUMENT;
  dueby_calendar *made = blank(n, size);
  if (!made) return DUEBY_EMEMORY;
  dueby_status status = own_divisions(divisions, made);
  if (status != DUEBY_OK) {
    dueby_calendar_free(made);
    return status;
  }
  char *name_end = made->names;
  for (int64_t i = 0; i < n; i++) {
    struct calendar_named named = {{days[i], DUEBY_DATE_NONE, 0, DUEBY_BASIS_FILE, 0, 0}, "", 0};
    if (names && names[i]) {
      size_t length = strlen(names[i]) + 1;
      named.name = memcpy(name_end, names[i], length);
      text_in_one_line(name_end);
      named.own = 1;
      name_end += length;
    }
    name_day(made, &named);
    made->marks[days[i] - CALENDAR_FIRST] = ALL_DIVISIONS | MARK_ADDED; /* the caller's days apply to all divisions */
  }
  read_years(days, n, &years);
  set_coverage(made, &years);
  made->weekend = SATURDAY_AND_SUNDAY;
  made->own_list = 1;
  qsort(made->named, (size_t)made->named_count, sizeof *made->named, by_date);
  made->confirmed_to = CALENDAR_FIRST - 1; /* a list without a date cannot confirm any days */
  return finish(made, calendar);
}

/* Copies a calendar without its views, with room for more named days and names. */
static dueby_calendar *copy(const dueby_calendar *base, int64_t more_named, int64_t more_names) {
  dueby_calendar *made = blank(base->named_count + more_named, base->names_size + more_names);
  if (!made) return NULL;
  struct calendar_named *named = made->named;
  char *names = made->names;
  /* copies everything except the count of holders, which other threads may be changing */
  const size_t after = offsetof(struct dueby_calendar, first);
  memcpy((char *)made + after, (const char *)base + after, sizeof *made - after);
  memset(made->views, 0, sizeof made->views);
  made->named = named;
  made->names = names;
  made->names_size = base->names_size + more_names;
  memcpy(names, base->names, (size_t)base->names_size);
  memcpy(named, base->named, (size_t)base->named_count * sizeof *named);
  for (int64_t i = 0; i < made->named_count; i++)
    if (named[i].own) named[i].name = names + (named[i].name - base->names);
  return made;
}

static dueby_status remove_holiday(dueby_calendar *calendar, dueby_date day) {
  uint8_t *mark = &calendar->marks[day - CALENDAR_FIRST];
  int32_t listed_by = MARK_REMOVED | (calendar->own_list ? ALL_DIVISIONS : calendar->divisions);
  int64_t kept = 0;
  if (!(*mark & (calendar->divisions | MARK_ADDED))) return DUEBY_ENOTFOUND;
  *mark = (uint8_t)((*mark & MARK_CLOSED) | (*mark & listed_by ? MARK_REMOVED : 0));
  for (int64_t i = 0; i < calendar->named_count; i++) {
    const dueby_holiday *holiday = &calendar->named[i].holiday;
    if (holiday->date != day || holiday->basis == DUEBY_BASIS_CLOSURE) calendar->named[kept++] = calendar->named[i];
  }
  calendar->named_count = kept;
  return DUEBY_OK;
}

dueby_status dueby_calendar_with_days(const dueby_calendar *base, int32_t change, const dueby_date *days, int64_t n,
                                      const char *label, dueby_calendar **calendar) {
  int closes = change == DUEBY_CHANGE_CLOSE || change == DUEBY_CHANGE_CLOSE_ALL;
  dueby_status status = DUEBY_OK;
  if (n < 0 || (n && !days) || change < DUEBY_CHANGE_ADD || change > DUEBY_CHANGE_CLOSE_ALL) return DUEBY_EARGUMENT;
  for (int64_t i = 0; i < n; i++)
    if (!calendar_covers(base, days[i])) return DUEBY_ECOVERAGE;
  size_t label_size = label ? strlen(label) + 1 : 0;
  dueby_calendar *made = copy(base, n, (int64_t)label_size);
  if (!made) return DUEBY_EMEMORY;
  char *name = made->names + base->names_size;
  if (label) memcpy(name, label, label_size);
  if (label) text_in_one_line(name);
  for (int64_t i = 0; i < n && status == DUEBY_OK; i++) {
    if (change == DUEBY_CHANGE_REMOVE) {
      status = remove_holiday(made, days[i]);
      continue;
    }
    struct calendar_named named = {
        {days[i], DUEBY_DATE_NONE, 0, closes ? DUEBY_BASIS_CLOSURE : DUEBY_BASIS_ADDED, 0, 0}, label ? name : "", label != NULL};
    name_day_in_order(made, &named);
    made->marks[days[i] - CALENDAR_FIRST] |= closes ? MARK_CLOSED : MARK_ADDED;
  }
  if (status != DUEBY_OK) {
    dueby_calendar_free(made);
    return status;
  }
  if (closes && n && change > made->closures) made->closures = change;
  if (!closes && n) made->changed = 1;
  return finish(made, calendar);
}

dueby_status dueby_calendar_with_weekend(const dueby_calendar *base, int32_t weekday_mask, dueby_calendar **calendar) {
  if (weekday_mask < 0 || weekday_mask >= EVERY_DAY) return DUEBY_EARGUMENT;
  dueby_calendar *made = copy(base, 0, 0);
  if (!made) return DUEBY_EMEMORY;
  made->weekend = weekday_mask;
  return finish(made, calendar);
}

/* ---- getters of a calendar ---- */

void dueby_calendar_coverage(const dueby_calendar *calendar, dueby_date *first, dueby_date *last, dueby_date *confirmed_to,
                             dueby_date *listed_to) {
  if (first) *first = CALENDAR_FIRST + calendar->first;
  if (last) *last = CALENDAR_FIRST + calendar->last;
  if (confirmed_to) *confirmed_to = calendar->confirmed_to;
  if (listed_to) *listed_to = calendar->listed_to;
}

dueby_status dueby_calendar_coverage_text(const dueby_calendar *calendar, char *text, int64_t size, int64_t *needed) {
  dueby_when first = {DUEBY_TIME_NONE, 0, 0}, last = first;
  struct text out = text_in(text, size);
  dueby_calendar_coverage(calendar, &first.date, &last.date, NULL, NULL);
  text_string(&out, "the calendar only covers ");
  dueby_date_put_when(&out, &first);
  text_string(&out, " to ");
  dueby_date_put_when(&out, &last);
  return text_end(&out, needed);
}

const char *dueby_calendar_divisions(const dueby_calendar *calendar) {
  return calendar->divisions_text;
}

int32_t dueby_calendar_closure_scope(const dueby_calendar *calendar) {
  return calendar->closures;
}

int32_t dueby_calendar_is_custom(const dueby_calendar *calendar) {
  return calendar->own_list;
}

int32_t dueby_calendar_is_changed(const dueby_calendar *calendar) {
  return calendar->changed;
}

int32_t dueby_calendar_certainty(const dueby_calendar *calendar, dueby_date relied_on) {
  if (relied_on == DUEBY_DATE_NONE || relied_on <= calendar->confirmed_to || (!calendar->divisions && !calendar->own_list))
    return DUEBY_CERTAINTY_CONFIRMED; /* a calendar with weekends only is never uncertain */
  return relied_on <= calendar->listed_to ? DUEBY_CERTAINTY_LISTED : DUEBY_CERTAINTY_PROJECTED;
}

dueby_status dueby_calendar_is_working(const dueby_calendar *calendar, dueby_date date, int32_t *working) {
  if (!calendar_covers(calendar, date)) return DUEBY_ECOVERAGE;
  *working = view_works(calendar->views[VIEW_LAW], date - CALENDAR_FIRST);
  return DUEBY_OK;
}

/* How to count working days between two days: the rank of the end minus the rank of the start. Each rank is taken on the day itself
 * or on the day after it. */
struct counting {
  int32_t end_after[2], start_after[2]; /* days to add before looking up a rank; index 1 if the end is on or after the start,
                                         * otherwise index 0 */
  int32_t neither;
};

static struct counting counting_of(int32_t include) {
  int end = include == DUEBY_INCLUDE_END || include == DUEBY_INCLUDE_BOTH,
      start = include == DUEBY_INCLUDE_START || include == DUEBY_INCLUDE_BOTH;
  struct counting counting = {{!end, end}, {start, !start}, include == DUEBY_INCLUDE_NEITHER};
  return counting;
}

static int32_t count_between(const struct counting *counting, const struct calendar_view *view, int32_t start, int32_t end) {
  int forwards = end >= start;
  int32_t count = view->rank[end + counting->end_after[forwards]] - view->rank[start + counting->start_after[forwards]];
  return counting->neither && start == end ? 0 : count;
}

dueby_status dueby_calendar_count(const dueby_calendar *calendar, dueby_date start, dueby_date end, int32_t include,
                                  int32_t *working_days) {
  if (include < DUEBY_INCLUDE_END || include > DUEBY_INCLUDE_NEITHER) return DUEBY_EARGUMENT;
  if (!calendar_covers(calendar, start) || !calendar_covers(calendar, end)) return DUEBY_ECOVERAGE;
  struct counting counting = counting_of(include);
  *working_days = count_between(&counting, calendar->views[VIEW_LAW], start - CALENDAR_FIRST, end - CALENDAR_FIRST);
  return DUEBY_OK;
}

dueby_status dueby_calendar_count_many(const dueby_calendar *calendar, const dueby_date *start, const dueby_date *end,
                                       int32_t include, int64_t n, int32_t *working_days, uint8_t *status, int64_t *failed) {
  const struct calendar_view *view = calendar->views[VIEW_LAW];
  const uint32_t first = (uint32_t)(CALENDAR_FIRST + calendar->first), days = (uint32_t)(calendar->last - calendar->first);
  int64_t bad = 0;
  if (include < DUEBY_INCLUDE_END || include > DUEBY_INCLUDE_NEITHER || n < 0 || (n && (!start || !end || !working_days)))
    return DUEBY_EARGUMENT;
  const struct counting counting = counting_of(include);
  if (status && n) memset(status, DUEBY_OK, (size_t)n);
  for (int64_t i = 0; i < n; i++) {
    if ((uint32_t)start[i] - first <= days && (uint32_t)end[i] - first <= days) {
      working_days[i] = count_between(&counting, view, start[i] - CALENDAR_FIRST, end[i] - CALENDAR_FIRST);
      continue;
    }
    uint8_t result = start[i] == DUEBY_DATE_NONE || end[i] == DUEBY_DATE_NONE ? DUEBY_NONE : DUEBY_ECOVERAGE;
    bad += result == DUEBY_ECOVERAGE;
    working_days[i] = INT32_MIN;
    if (status) status[i] = result;
  }
  if (failed) *failed = bad;
  return DUEBY_OK;
}

int64_t dueby_calendar_holiday_count(const dueby_calendar *calendar) {
  return calendar->named_count;
}

dueby_status dueby_calendar_holiday(const dueby_calendar *calendar, int64_t index, dueby_holiday *holiday) {
  if (index < 0 || index >= calendar->named_count) return DUEBY_EARGUMENT;
  *holiday = calendar->named[index].holiday;
  return DUEBY_OK;
}

const char *dueby_calendar_holiday_name(const dueby_calendar *calendar, int64_t index) {
  return index < 0 || index >= calendar->named_count ? NULL : calendar->named[index].name;
}

void dueby_calendar_append_holiday(struct text *out, const dueby_calendar *calendar, int64_t index) {
  const struct calendar_named *named = &calendar->named[index];
  int32_t basis = named->holiday.basis;
  if (*named->name) text_string(out, named->name);
  else text_string(out, basis == DUEBY_BASIS_CLOSURE ? "closed" : "bank holiday");
  if (basis == DUEBY_BASIS_SUBSTITUTE) text_string(out, " (substitute day)");
}

dueby_status dueby_calendar_holiday_text(const dueby_calendar *calendar, int64_t index, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (index < 0 || index >= calendar->named_count) return DUEBY_EARGUMENT;
  dueby_calendar_append_holiday(&out, calendar, index);
  return text_end(&out, needed);
}

int64_t dueby_calendar_holiday_from(const dueby_calendar *calendar, dueby_date date) {
  int64_t low = 0, high = calendar->named_count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (calendar->named[middle].holiday.date < date) low = middle + 1;
    else high = middle;
  }
  return low;
}
