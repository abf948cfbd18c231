// deadline.hpp: facts about a case, when something is due, and whether it was done in time.
#ifndef DUEBY_DEADLINE_HPP
#define DUEBY_DEADLINE_HPP

#include "profile.hpp"

namespace dueby {

// Facts about the case besides the trigger. Since 0.9.
struct facts {
  std::optional<date> born;
  std::optional<date> since;      // day of the event that a rule with `since` counts from (not birth)
  bool whole_days = false;        // without a time of day, count hours in whole days: rounded down, at least one
  std::vector<event> events = {}; // events besides the trigger, in any order
};

// A deadline: when something is due. Since 0.9.
class deadline {
public:
  explicit deadline(const dueby_deadline &value) : value_(value) {
  }
  // The last day that counts as in time; for a timescale in hours, also the last second.
  date due() const {
    return date(value_.due);
  }
  std::optional<instant> due_time() const {
    return detail::known_time(value_.due_time);
  }
  // The days when this occurrence began and opens. An action before it opens does not count.
  date begins() const {
    return date(value_.begins);
  }
  std::optional<date> opens() const {
    return detail::known(value_.opens);
  }
  // The last calendar day that the answer depends on, and how certain the calendar is about it.
  std::optional<date> relied_on() const {
    return detail::known(value_.relied_on);
  }
  dueby::certainty certainty() const {
    return static_cast<dueby::certainty>(value_.certainty);
  }
  dueby::precision precision() const {
    return static_cast<dueby::precision>(value_.precision);
  }
  // The governing rule (profile::rule_address), its version in force, and which of the duty's lines this is, from 1.
  std::int32_t rule() const {
    return value_.rule;
  }
  std::int32_t version() const {
    return value_.version;
  }
  std::int32_t occurrence() const {
    return value_.occurrence;
  }
  // Returns whether the rule's age condition is assumed to be met, because the date of birth is unknown.
  bool is_age_unproven() const {
    return (value_.flags & DUEBY_DEADLINE_UNPROVEN_AGE) != 0;
  }
  const dueby_deadline &c() const noexcept {
    return value_;
  }

private:
  dueby_deadline value_;
};

// The facts that decide a deadline's outcome. Since 0.9.
struct check_options {
  std::optional<when> met = std::nullopt;
  std::optional<when> ended = std::nullopt;
  std::optional<when> as_at = std::nullopt; // the as-at day or time; may be omitted if `met` or `ended` is given
  std::optional<span> soon = std::nullopt;  // how much time left counts as due soon; 5 working days if missing
};

// The outcome of a deadline. Since 0.9.
class check_result {
public:
  explicit check_result(const dueby_check &value) : value_(value) {
  }
  dueby::state state() const {
    return static_cast<dueby::state>(value_.verdict.state);
  }
  // The days from when the duty was met or ended (otherwise from the as-at day) to the due day; negative if late.
  int days_left() const {
    return value_.verdict.days_left;
  }
  int working_days_left() const {
    return value_.verdict.working_days_left;
  }
  // The days from the trigger to when the duty was met or ended (otherwise to the as-at day); empty if that is before the trigger.
  std::optional<int> days_taken() const {
    return detail::known_number(value_.days_taken);
  }
  std::optional<int> working_days_taken() const {
    return detail::known_number(value_.working_days_taken);
  }
  std::optional<when> ended() const {
    return value_.ended.date == DUEBY_DATE_NONE ? std::optional<when>() : when(value_.ended);
  }
  const dueby_check &c() const noexcept {
    return value_;
  }

private:
  dueby_check value_;
};

} // namespace dueby

#endif
