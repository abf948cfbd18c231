// calendar.hpp: spans, and calendars to count them on.
#ifndef DUEBY_CALENDAR_HPP
#define DUEBY_CALENDAR_HPP

#include <memory>
#include <vector>

#include "date.hpp"

namespace dueby {

// An amount of time. Since 0.9.
class span {
public:
  // Reads a span such as "45 working days", "6 weeks", "16 years 3 months" or "72 hours". Fails with DUEBY_ETEXT.
  explicit span(const std::string &text) {
    detail::need_written(dueby_span_parse(text.data(), static_cast<std::int64_t>(text.size()), &value_), "span", DUEBY_WRITTEN_SPAN,
                         text);
  }
  explicit span(dueby_span value) : value_(value) {
  }
  std::string text() const {
    return detail::text("span", [this](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_span_text(value_, text, size, needed);
    });
  }
  dueby_span c() const noexcept {
    return value_;
  }

private:
  dueby_span value_{0, 0};
};

// Ways to change days: see calendar.h.
enum class change : std::int32_t {
  add = DUEBY_CHANGE_ADD,
  remove = DUEBY_CHANGE_REMOVE,
  close = DUEBY_CHANGE_CLOSE,
  close_all = DUEBY_CHANGE_CLOSE_ALL
};

// Whether the first and last day of a range are counted.
enum class include : std::int32_t {
  end = DUEBY_INCLUDE_END,
  start = DUEBY_INCLUDE_START,
  both = DUEBY_INCLUDE_BOTH,
  neither = DUEBY_INCLUDE_NEITHER
};

// A named day. Since 0.9.
struct holiday {
  dueby::date date;
  std::string name;
  dueby::certainty certainty;
};

// A calendar, which says which days are working days. Since 0.9.
class calendar {
public:
  /* Makes a calendar from the built-in table, as it is now or as it was published on a day. Fails with DUEBY_ENOTFOUND or
   * DUEBY_ECOVERAGE. */
  explicit calendar(const std::string &divisions = "england-and-wales", std::optional<date> known_on = std::nullopt) {
    dueby_calendar *made = nullptr;
    const dueby_status status = dueby_calendar_new(divisions.c_str(), detail::number_or_none(known_on), &made);
    if (status == DUEBY_ECOVERAGE && known_on)
      detail::need_written(status, "calendar", DUEBY_WRITTEN_KNOWN_ON, when(*known_on).text());
    detail::need_written(status, "calendar", DUEBY_WRITTEN_DIVISION, divisions);
    object_.reset(made, dueby_calendar_free);
  }
  // Takes ownership of a calendar made with the C interface.
  explicit calendar(dueby_calendar *owned) : object_(owned, dueby_calendar_free) {
  }
  // Makes a calendar from the caller's own list of bank holidays.
  static calendar of_days(const std::string &divisions, const std::vector<date> &holidays) {
    const std::vector<dueby_date> numbers = numbers_of(holidays);
    dueby_calendar *made = nullptr;
    if (numbers.empty()) throw error(DUEBY_EARGUMENT, "calendar: the list has no bank holidays");
    const std::int32_t year = dueby_calendar_missing_year(numbers.data(), static_cast<std::int64_t>(numbers.size()));
    if (year) throw error(DUEBY_EARGUMENT, "calendar: the list does not include Christmas in " + std::to_string(year));
    detail::need_written(
        dueby_calendar_from_days(divisions.c_str(), numbers.data(), nullptr, static_cast<std::int64_t>(numbers.size()), &made),
        "calendar", DUEBY_WRITTEN_DIVISION, divisions);
    return calendar(made);
  }

  /* Makes a copy of this calendar with days changed. change::close is for days when an organisation is shut. Fails with
   * DUEBY_ECOVERAGE, or with DUEBY_ENOTFOUND if change::remove finds no holiday. */
  calendar with(change kind, const std::vector<date> &changed, const std::string &label = std::string()) const {
    const std::vector<dueby_date> numbers = numbers_of(changed);
    dueby_calendar *made = nullptr;
    detail::need(dueby_calendar_with_days(c(), static_cast<std::int32_t>(kind), numbers.data(),
                                          static_cast<std::int64_t>(numbers.size()), label.empty() ? nullptr : label.c_str(),
                                          &made),
                 "calendar");
    return calendar(made);
  }

  // Returns whether a day is a working day. Fails with DUEBY_ECOVERAGE if the calendar does not cover the day.
  bool is_working(date day) const {
    std::int32_t working = 0;
    detail::need(dueby_calendar_is_working(c(), day.c(), &working), "calendar");
    return working != 0;
  }
  // Counts the working days between two days. A reversed range gives a negative number.
  int count(date start, date end, include ends = include::end) const {
    std::int32_t working_days = 0;
    detail::need(dueby_calendar_count(c(), start.c(), end.c(), static_cast<std::int32_t>(ends), &working_days), "calendar");
    return working_days;
  }
  // Finds the last day of a span, counted from a day. Fails with DUEBY_EARGUMENT for hours and minutes.
  date add(const span &amount, date from, counting how = counting::excluded, roll then = roll::none) const {
    dueby_date end = DUEBY_DATE_NONE;
    detail::need(dueby_span_add(amount.c(), static_cast<std::int32_t>(how), static_cast<std::int32_t>(then), c(), from.c(), &end),
                 "span");
    return date(end);
  }

  date first() const {
    dueby_date first = DUEBY_DATE_NONE;
    dueby_calendar_coverage(c(), &first, nullptr, nullptr, nullptr);
    return date(first);
  }
  date last() const {
    dueby_date last = DUEBY_DATE_NONE;
    dueby_calendar_coverage(c(), nullptr, &last, nullptr, nullptr);
    return date(last);
  }
  // The named days of the calendar in date order, including closures.
  std::vector<holiday> holidays() const {
    std::vector<holiday> all;
    const std::int64_t count = dueby_calendar_holiday_count(c());
    all.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; i++) {
      dueby_holiday found{};
      detail::need(dueby_calendar_holiday(c(), i, &found), "holiday");
      all.push_back(
          {date(found.date), detail::or_empty(dueby_calendar_holiday_name(c(), i)), static_cast<certainty>(found.certainty)});
    }
    return all;
  }
  const dueby_calendar *c() const noexcept {
    return object_.get();
  }

private:
  static std::vector<dueby_date> numbers_of(const std::vector<date> &dates) {
    std::vector<dueby_date> numbers;
    numbers.reserve(dates.size());
    for (const date day : dates) numbers.push_back(day.c());
    return numbers;
  }

  std::shared_ptr<dueby_calendar> object_;
};

} // namespace dueby

#endif
