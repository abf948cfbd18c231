/* date.hpp: days and UK civil time.
 *
 * A date converts from and to anything that counts days on the system clock: std::chrono::sys_days and year_month_day of C++20, or
 * sys_days of Howard Hinnant's library before that. */
#ifndef DUEBY_DATE_HPP
#define DUEBY_DATE_HPP

#include <chrono>
#include <optional>
#include <ratio>
#include <type_traits>

#include "base.hpp"

namespace dueby {

// Equal to std::chrono::days and std::chrono::sys_seconds, which C++17 does not have.
using days = std::chrono::duration<std::int32_t, std::ratio<86400>>;
using instant = std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>;

// A civil day from 1900 to 2199. Since 0.9.
class date {
public:
  // Makes a date. Fails with DUEBY_EARGUMENT if there is no such day (such as 30 February).
  date(int year, int month, int day) {
    const dueby_status status = dueby_date_new(year, month, day, &number_);
    if (status != DUEBY_OK && (year < 1900 || year > 2199)) refuse();
    detail::need_written(status, "date", DUEBY_WRITTEN_DAY,
                         detail::digits(year, 4) + "-" + detail::digits(month, 2) + "-" + detail::digits(day, 2));
  }
  // Makes a date from days since 1970-01-01: a dueby_date that is not DUEBY_DATE_NONE.
  explicit date(dueby_date number) : number_(checked(number)) {
  }
  template <class Count>
  date(std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<Count, std::ratio<86400>>> day)
      : number_(checked(day.time_since_epoch().count())) {
  }
#if __cplusplus >= 202002L || (defined(_MSVC_LANG) && _MSVC_LANG >= 202002L)
  date(std::chrono::year_month_day day)
      : date(static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
             static_cast<int>(static_cast<unsigned>(day.day()))) {
  }
#endif
  template <class Count>
  operator std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<Count, std::ratio<86400>>>() const {
    using day = std::chrono::duration<Count, std::ratio<86400>>;
    return std::chrono::time_point<std::chrono::system_clock, day>(day(number_));
  }

  struct civil {
    std::int32_t year, month, day;
  };
  civil to_civil() const {
    civil parts{};
    detail::need(dueby_date_civil(number_, &parts.year, &parts.month, &parts.day), "date");
    return parts;
  }
  // The day of the week, from 1 (Monday) to 7 (Sunday).
  int weekday() const {
    return dueby_date_weekday(number_);
  }
  /* Returns the corresponding date some months later, or the last day of a month that has no such day: 30 November + 3 months is 28
   * or 29 February. */
  date add_months(int months) const {
    dueby_date later = number_;
    detail::need(dueby_date_add_months(number_, months, &later), "date");
    return date(later);
  }
  dueby_date c() const noexcept {
    return number_;
  }

  friend date operator+(date day, days later) {
    return date(checked(std::int64_t{day.number_} + later.count()));
  }
  friend date operator-(date day, days earlier) {
    return date(checked(std::int64_t{day.number_} - earlier.count()));
  }
  friend days operator-(date left, date right) {
    return days(left.number_ - right.number_);
  }
  friend bool operator==(date left, date right) noexcept {
    return left.number_ == right.number_;
  }
  friend bool operator!=(date left, date right) noexcept {
    return left.number_ != right.number_;
  }
  friend bool operator<(date left, date right) noexcept {
    return left.number_ < right.number_;
  }
  friend bool operator>(date left, date right) noexcept {
    return left.number_ > right.number_;
  }
  friend bool operator<=(date left, date right) noexcept {
    return left.number_ <= right.number_;
  }
  friend bool operator>=(date left, date right) noexcept {
    return left.number_ >= right.number_;
  }

private:
  static dueby_date checked(std::int64_t number) {
    if (number < DUEBY_DATE_FIRST || number > DUEBY_DATE_LAST) refuse();
    return static_cast<dueby_date>(number);
  }
  [[noreturn]] static void refuse() {
    throw error(DUEBY_EARGUMENT, "date: " + detail::text("date", [](char *text, std::int64_t size, std::int64_t *needed) {
                                   return dueby_refusal_text(DUEBY_REFUSAL_DAY, DUEBY_STYLE_OPTIONS, nullptr, text, size, needed);
                                 }));
  }

  dueby_date number_ = DUEBY_DATE_NONE;
};

// A UK day, with or without a time. Since 0.9.
class when {
public:
  template <class Day, class = std::enable_if_t<std::is_convertible<const Day &, dueby::date>::value>>
  when(const Day &day) : value_{DUEBY_TIME_NONE, dueby::date(day).c(), 0} {
  }
  // Makes a time. Its day is the UK day at that time.
  when(instant second) : value_{second.time_since_epoch().count(), DUEBY_DATE_NONE, 0} {
    std::int32_t second_of_day = 0, offset = 0;
    detail::need(dueby_time_civil(value_.time, &value_.date, &second_of_day, &offset), "time");
  }
  /* Makes the time when a UK clock shows this time of day, or the first such time if the hour occurs twice. Fails with
   * DUEBY_ENOSUCHTIME if the clocks skip that hour. */
  when(dueby::date day, int hour, int minute, int second = 0) : value_{DUEBY_TIME_NONE, day.c(), 0} {
    const bool is_time = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    detail::need_written(is_time ? dueby_time_new(day.c(), (hour * 60 + minute) * 60 + second, &value_.time) : DUEBY_EARGUMENT,
                         "time", DUEBY_WRITTEN_WHEN,
                         when(day).text() + "T" + detail::digits(hour, 2) + ":" + detail::digits(minute, 2) + ":" +
                             detail::digits(second, 2));
  }
  explicit when(const dueby_when &value) : value_(value) {
  }
  // Reads "2026-03-27", "2026-03-27T14:30" or "2026-03-27T14:30:00Z". Fails with DUEBY_ETEXT.
  static when parse(const std::string &text) {
    dueby_when value{};
    detail::need_written(dueby_when_parse(text.data(), static_cast<std::int64_t>(text.size()), DUEBY_ORDER_ISO, &value), "date",
                         DUEBY_WRITTEN_WHEN, text);
    return when(value);
  }

  dueby::date date() const {
    return dueby::date(value_.date);
  }
  std::optional<instant> time() const {
    if (!value_.time || value_.time == DUEBY_TIME_NONE) return std::nullopt;
    return instant(std::chrono::seconds(value_.time));
  }
  // Writes a day as "2026-03-27", or with a time as "2026-04-01T00:30:00+01:00".
  std::string text() const {
    return detail::text("date", [this](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_when_text(&value_, text, size, needed);
    });
  }
  // Writes a day as "Tuesday 21 April 2026", or with a time as "12:30am on Wednesday 1 April 2026".
  std::string in_words() const {
    return detail::text("date", [this](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_explain_when(&value_, text, size, needed);
    });
  }
  const dueby_when &c() const noexcept {
    return value_;
  }

private:
  dueby_when value_;
};

// Writes a day as "2026-03-27". Since 0.9.
inline std::string to_string(date day) {
  return when(day).text();
}

namespace detail {

inline std::optional<date> known(dueby_date number) {
  return number == DUEBY_DATE_NONE ? std::optional<date>() : date(number);
}
inline std::optional<instant> known_time(dueby_time time) {
  return time == DUEBY_TIME_NONE ? std::optional<instant>() : instant(std::chrono::seconds(time));
}
inline std::optional<int> known_number(std::int32_t number) {
  return number == INT32_MIN ? std::optional<int>() : number;
}
inline dueby_date number_or_none(const std::optional<date> &day) {
  return day ? day->c() : DUEBY_DATE_NONE;
}

} // namespace detail
} // namespace dueby

#endif
