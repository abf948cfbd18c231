#include "dueby/date.h"

#include "date_internal.h"
#include "text.h"

enum { DAY_SECONDS = 86400, FIRST_CLOCK_YEAR = 1972, LAST_CLOCK_YEAR = 2100 };

/* ---- civil dates in the proleptic Gregorian calendar, with years from March, so that the leap day comes last ---- */

static int32_t days_from_civil(int32_t year, int32_t month, int32_t day) {
  int32_t shifted = year - (month <= 2);                          /* year beginning on 1 March, [1899, 2199] */
  int32_t era = shifted / 400, of_era = shifted - era * 400;      /* year of the era, [0, 399] */
  int32_t of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1; /* day of the year from 1 March, [0, 365] */
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_from_days(int32_t date, int32_t *year, int32_t *month, int32_t *day) {
  int32_t shifted = date + 719468;                                 /* days since 0000-03-01, [693901, 803473] */
  int32_t era = shifted / 146097, of_era = shifted - era * 146097; /* day of the era, [0, 146096] */
  /* year of the era of 400 years, [0, 399] */
  int32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  /* day of the year from 1 March, [0, 365] */
  int32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int32_t from_march = (5 * of_year + 2) / 153; /* month counted from March, [0, 11] */
  *day = of_year - (153 * from_march + 2) / 5 + 1;
  *month = from_march < 10 ? from_march + 3 : from_march - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

static int32_t month_length(int32_t year, int32_t month) {
  static const int8_t lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return lengths[month - 1] + (month == 2 && leap);
}

dueby_status dueby_date_new(int32_t year, int32_t month, int32_t day, dueby_date *date) {
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return DUEBY_EARGUMENT;
  if (day < 1 || day > month_length(year, month)) return DUEBY_EARGUMENT;
  *date = days_from_civil(year, month, day);
  return DUEBY_OK;
}

dueby_status dueby_date_civil(dueby_date date, int32_t *year, int32_t *month, int32_t *day) {
  if (!is_date(date)) return DUEBY_EARGUMENT;
  civil_from_days(date, year, month, day);
  return DUEBY_OK;
}

int32_t dueby_date_weekday(dueby_date date) {
  int32_t from_thursday = date % 7; /* weekday counted from Thursday, because 1970-01-01 was a Thursday */
  return (from_thursday + 10) % 7 + 1;
}

dueby_status dueby_date_add_months(dueby_date date, int32_t months, dueby_date *later) {
  int32_t year, month, day;
  if (!is_date(date) || months < -3600 || months > 3600) return DUEBY_EARGUMENT;
  civil_from_days(date, &year, &month, &day);
  int32_t from_year_0 = year * 12 + month - 1 + months; /* months since 0000-01, always positive */
  year = from_year_0 / 12;
  month = from_year_0 % 12 + 1;
  if (year < 1900 || year > 2199) return DUEBY_EARGUMENT;
  int32_t length = month_length(year, month);
  *later = days_from_civil(year, month, day < length ? day : length);
  return DUEBY_OK;
}

/* ---- UK civil time: Summer Time Act 1972 and the orders under it ---- */

static int32_t sunday_from(int32_t year, int32_t month, int32_t day) {
  int32_t date = days_from_civil(year, month, day);
  return date + (7 - dueby_date_weekday(date)); /* the first Sunday that is not before the date */
}

/* Finds when summer time begins and ends in a year, in UTC. */
static void summer_time(int32_t year, dueby_time *from, dueby_time *until) {
  int32_t first, last, hour_utc;
  /* by the Summer Time Act 1972 s.1: from 2 o'clock GMT on the day after the third Saturday in March to 2 o'clock GMT on the day
   * after the fourth Saturday in October */
  if (year <= 1980) {
    first = sunday_from(year, 3, 16);
    last = sunday_from(year, 10, 23);
    hour_utc = 2;
  } else { /* by the Summer Time Orders: from 1 o'clock GMT on the last Sunday in March to 1 o'clock GMT on a Sunday in October:
            * until 1989 the first from the 23rd, until 1995 the first from the 22nd, since 1996 (SI 1997/2982) the last of the
            * month */
    first = sunday_from(year, 3, 25);
    last = sunday_from(year, 10, year <= 1989 ? 23 : year <= 1995 ? 22 : 25);
    hour_utc = 1;
  }
  *from = (dueby_time)first * DAY_SECONDS + hour_utc * 3600;
  *until = (dueby_time)last * DAY_SECONDS + hour_utc * 3600;
}

static int32_t utc_offset(dueby_time time, int32_t year) {
  dueby_time from, until;
  summer_time(year, &from, &until);
  return time >= from && time < until ? 3600 : 0;
}

static int32_t floor_day(dueby_time time) {
  dueby_time day = time / DAY_SECONDS;
  return (int32_t)(day - (time % DAY_SECONDS < 0));
}

dueby_status dueby_time_civil(dueby_time time, dueby_date *uk_date, int32_t *second_of_day, int32_t *offset) {
  int32_t year, month, day;
  if (time < (dueby_time)DUEBY_DATE_FIRST * DAY_SECONDS || time > (dueby_time)DUEBY_DATE_LAST * DAY_SECONDS) return DUEBY_ECOVERAGE;
  civil_from_days(floor_day(time), &year, &month, &day); /* the UTC year is enough, because summer time never begins or ends near
                                                          * New Year */
  if (year < FIRST_CLOCK_YEAR || year > LAST_CLOCK_YEAR) return DUEBY_ECOVERAGE;
  int32_t shift = utc_offset(time, year);
  *uk_date = floor_day(time + shift);
  *second_of_day = (int32_t)(time + shift - (dueby_time)*uk_date * DAY_SECONDS);
  *offset = shift;
  return DUEBY_OK;
}

dueby_status dueby_time_new(dueby_date uk_date, int32_t second_of_day, dueby_time *time) {
  int32_t year, month, day;
  if (!is_date(uk_date) || second_of_day < 0 || second_of_day >= DAY_SECONDS) return DUEBY_EARGUMENT;
  civil_from_days(uk_date, &year, &month, &day);
  if (year < FIRST_CLOCK_YEAR || year > LAST_CLOCK_YEAR) return DUEBY_ECOVERAGE;
  dueby_time as_winter = (dueby_time)uk_date * DAY_SECONDS + second_of_day;
  /* if the hour occurs twice, takes the first */
  if (utc_offset(as_winter - 3600, year) == 3600) *time = as_winter - 3600;
  else if (utc_offset(as_winter, year) == 0) *time = as_winter;
  else return DUEBY_ENOSUCHTIME;
  return DUEBY_OK;
}

/* ---- dates and times as text ---- */

struct reader {
  const char *at, *end;
};

/* Reads a number of `least` to `most` digits. */
static int read_digits(struct reader *reader, int32_t least, int32_t most, int32_t *number) {
  int32_t value = 0, count = 0;
  while (reader->at < reader->end && count < most && *reader->at >= '0' && *reader->at <= '9') {
    value = value * 10 + (*reader->at++ - '0');
    count++;
  }
  *number = value;
  return count >= least;
}

static int read_char(struct reader *reader, char c) {
  if (reader->at == reader->end || *reader->at != c) return 0;
  reader->at++;
  return 1;
}

static int read_day(struct reader *reader, int32_t order, dueby_date *date) {
  int32_t year, month, day;
  if (order == DUEBY_ORDER_DMY) {
    if (!read_digits(reader, 1, 2, &day) || !read_char(reader, '/')) return 0;
    if (!read_digits(reader, 1, 2, &month) || !read_char(reader, '/')) return 0;
    if (!read_digits(reader, 4, 4, &year)) return 0;
  } else {
    if (!read_digits(reader, 4, 4, &year) || !read_char(reader, '-')) return 0;
    if (!read_digits(reader, 2, 2, &month) || !read_char(reader, '-')) return 0;
    if (!read_digits(reader, 2, 2, &day)) return 0;
  }
  return dueby_date_new(year, month, day, date) == DUEBY_OK;
}

static int read_clock(struct reader *reader, int32_t *second_of_day) {
  int32_t hour, minute, second = 0, fraction;
  if (!read_digits(reader, 2, 2, &hour) || !read_char(reader, ':') || !read_digits(reader, 2, 2, &minute)) return 0;
  if (read_char(reader, ':')) {
    if (!read_digits(reader, 2, 2, &second)) return 0;
    if (read_char(reader, '.') && !read_digits(reader, 1, 9, &fraction)) return 0;
  }
  if (hour > 23 || minute > 59 || second > 59) return 0;
  *second_of_day = hour * 3600 + minute * 60 + second;
  return 1;
}

/* Reads an offset from UTC, such as Z, +01:00 or -05:30. */
static int read_offset(struct reader *reader, int32_t *seconds) {
  int32_t sign, hours, minutes;
  *seconds = 0;
  if (read_char(reader, 'Z')) return 1;
  if (read_char(reader, '+')) sign = 1;
  else if (read_char(reader, '-')) sign = -1;
  else return 0;
  if (!read_digits(reader, 2, 2, &hours) || !read_char(reader, ':') || !read_digits(reader, 2, 2, &minutes)) return 0;
  *seconds = sign * (hours * 3600 + minutes * 60);
  return hours <= 14 && minutes <= 59;
}

dueby_status dueby_when_parse(const char *text, int64_t length, int32_t order, dueby_when *when) {
  struct reader reader = {text, text + length};
  dueby_when read = {DUEBY_TIME_NONE, DUEBY_DATE_NONE, 0};
  int32_t second_of_day = 0, shift = 0;
  dueby_status status = DUEBY_OK;
  if (order != DUEBY_ORDER_ISO && order != DUEBY_ORDER_DMY) return DUEBY_EARGUMENT;
  if (!read_day(&reader, order, &read.date)) return DUEBY_ETEXT;
  if (reader.at < reader.end) {
    if (!read_char(&reader, order == DUEBY_ORDER_DMY ? ' ' : 'T') || !read_clock(&reader, &second_of_day)) return DUEBY_ETEXT;
    if (reader.at == reader.end) {
      status = dueby_time_new(read.date, second_of_day, &read.time);
    } else {
      if (order == DUEBY_ORDER_DMY || !read_offset(&reader, &shift) || reader.at != reader.end) return DUEBY_ETEXT;
      read.time = (dueby_time)read.date * DAY_SECONDS + second_of_day - shift;
      status = dueby_time_civil(read.time, &read.date, &second_of_day, &shift);
    }
    if (status == DUEBY_ECOVERAGE && !second_of_day && !shift) { /* databases and pandas write a day without a time as midnight */
      read.time = DUEBY_TIME_NONE;
      status = DUEBY_OK;
    }
  }
  if (status == DUEBY_OK) *when = read;
  return status;
}

static void append_day(struct text *text, dueby_date date) {
  int32_t year, month, day;
  civil_from_days(date, &year, &month, &day);
  int32_t century = year / 100, of_century = year % 100;
  char iso[] = {(char)('0' + century / 10),
                (char)('0' + century % 10),
                (char)('0' + of_century / 10),
                (char)('0' + of_century % 10),
                '-',
                (char)('0' + month / 10),
                (char)('0' + month % 10),
                '-',
                (char)('0' + day / 10),
                (char)('0' + day % 10)};
  text_bytes(text, iso, sizeof iso);
}

int dueby_date_agrees(dueby_date date, dueby_time time) {
  dueby_date day;
  int32_t second_of_day, offset;
  if (known_time(time) == DUEBY_TIME_NONE) return 1;
  if (dueby_time_civil(time, &day, &second_of_day, &offset) != DUEBY_OK) return 0;
  return day == date || day + 1 == date;
}

dueby_status dueby_date_put_when(struct text *text, const dueby_when *when) {
  dueby_date date = when->date;
  int32_t second_of_day, offset;
  if (known_time(when->time) == DUEBY_TIME_NONE) {
    if (!is_date(date)) return DUEBY_EARGUMENT;
    append_day(text, date);
    return DUEBY_OK;
  }
  dueby_status status = dueby_time_civil(when->time, &date, &second_of_day, &offset);
  if (status != DUEBY_OK) return status;
  append_day(text, date);
  text_char(text, 'T');
  text_digits(text, second_of_day / 3600, 2);
  text_char(text, ':');
  text_digits(text, second_of_day / 60 % 60, 2);
  text_char(text, ':');
  text_digits(text, second_of_day % 60, 2);
  text_string(text, offset ? "+01:00" : "+00:00");
  return DUEBY_OK;
}

dueby_status dueby_when_text(const dueby_when *when, char *text, int64_t size, int64_t *needed) {
  struct text out = text_in(text, size);
  if (when->reserved) return DUEBY_EARGUMENT;
  dueby_status status = dueby_date_put_when(&out, when);
  return status == DUEBY_OK ? text_end(&out, needed) : status;
}
