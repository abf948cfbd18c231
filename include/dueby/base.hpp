// base.hpp: the exception, and the codes used in data as enums.
#ifndef DUEBY_BASE_HPP
#define DUEBY_BASE_HPP

#include <cstdint>
#include <stdexcept>
#include <string>

#include "../dueby.h"

namespace dueby {

// Thrown if the C interface returns an error. Since 0.9.
class error : public std::runtime_error {
public:
  error(dueby_status status, const std::string &message) : std::runtime_error(message), status_(status) {
  }
  // Returns a code such as DUEBY_EARGUMENT: see docs/errors.md.
  dueby_status status() const noexcept {
    return status_;
  }

private:
  dueby_status status_;
};

enum class state : std::int32_t {
  open = DUEBY_STATE_OPEN,
  due_soon = DUEBY_STATE_DUE_SOON,
  overdue = DUEBY_STATE_OVERDUE,
  met = DUEBY_STATE_MET,
  met_late = DUEBY_STATE_MET_LATE,
  missed = DUEBY_STATE_MISSED,
  ended = DUEBY_STATE_ENDED,
  not_computable = DUEBY_STATE_NOT_COMPUTABLE
};

enum class certainty : std::int32_t {
  confirmed = DUEBY_CERTAINTY_CONFIRMED,
  listed = DUEBY_CERTAINTY_LISTED,
  projected = DUEBY_CERTAINTY_PROJECTED
};

enum class precision : std::int32_t {
  none = DUEBY_PRECISION_NONE,
  second = DUEBY_PRECISION_SECOND,
  day = DUEBY_PRECISION_DAY,
  estimated = DUEBY_PRECISION_ESTIMATED
};

enum class counting : std::int32_t {
  excluded = DUEBY_COUNTING_EXCLUDED,
  rolled = DUEBY_COUNTING_ROLLED,
  included = DUEBY_COUNTING_INCLUDED,
  clear = DUEBY_COUNTING_CLEAR
};

enum class roll : std::int32_t {
  none = DUEBY_ROLL_NONE,
  next = DUEBY_ROLL_NEXT,
  previous = DUEBY_ROLL_PREVIOUS,
  noon = DUEBY_ROLL_NOON
};

namespace detail {

// Throws unless the status is DUEBY_OK. The exception's text looks like this: profile "xyzzy": no such name.
inline void need(dueby_status status, const char *what, const std::string &name = std::string()) {
  if (status == DUEBY_OK) return;
  const std::string named = name.empty() ? what : std::string(what) + " \"" + name + "\"";
  throw error(status, named + ": " + dueby_status_text(status));
}

// Calls `write` with a buffer, its size and `needed`, and again with a larger buffer if the text does not fit.
template <class Write> std::string text(const char *what, Write write) {
  std::string buffer(256, '\0');
  for (;;) {
    std::int64_t needed = 0;
    const dueby_status status = write(&buffer[0], static_cast<std::int64_t>(buffer.size()), &needed);
    if (status != DUEBY_ESPACE) {
      need(status, what);
      buffer.resize(static_cast<std::size_t>(needed) - 1);
      return buffer;
    }
    buffer.resize(static_cast<std::size_t>(needed));
  }
}

// Throws unless the status is DUEBY_OK. The exception has the library's message about text that is not valid for its kind
// (DUEBY_WRITTEN_DAY, ...), such as `date: "2026-02-30" is not a date: that month has 28 days`.
inline void need_written(dueby_status status, const char *what, std::int32_t kind, const std::string &written) {
  if (status == DUEBY_OK) return;
  std::int64_t needed = 0;
  const auto write = [&](char *text, std::int64_t size) {
    return dueby_written_problem_text(kind, written.c_str(), DUEBY_ORDER_ISO, 0, text, size, &needed);
  };
  if (write(nullptr, 0) != DUEBY_ESPACE) need(status, what, written);
  std::string problem(static_cast<std::size_t>(needed), '\0');
  write(&problem[0], needed);
  problem.pop_back();
  throw error(status, std::string(what) + ": " + problem);
}

// Throws unless the status is DUEBY_OK. If a known name is similar, the exception suggests it: unknown profile "barnett": did you
// mean "barnet"?
template <class NameAt>
void need_known(dueby_status status, const char *what, std::int32_t kind, const std::string &name, std::int32_t first,
                std::int32_t end, NameAt name_at) {
  if (status == DUEBY_OK) return;
  dueby_nearest nearest{name.c_str(), nullptr, 0, 0};
  for (std::int32_t i = first; i < end; i++) dueby_nearest_consider(&nearest, name_at(i));
  if (!nearest.name) need(status, what, name);
  throw error(status, text(what, [&](char *text, std::int64_t size, std::int64_t *needed) {
                return dueby_unknown_nearest_text(kind, &nearest, DUEBY_STYLE_OPTIONS, text, size, needed);
              }));
}

// Writes a number with at least `width` digits.
inline std::string digits(std::int32_t number, std::size_t width) {
  const std::string written = std::to_string(number);
  return written.size() < width ? std::string(width - written.size(), '0') + written : written;
}

inline std::string or_empty(const char *text) {
  return text ? text : std::string();
}

inline std::string code(std::int32_t kind, std::int32_t number) {
  return or_empty(dueby_code_name(kind, number));
}

} // namespace detail

// Returns the code used in data files, such as "met_late"; empty for a number that this release does not know. Since 0.9.
inline std::string code(state value) {
  return detail::code(DUEBY_CODE_STATE, static_cast<std::int32_t>(value));
}
inline std::string code(certainty value) {
  return detail::code(DUEBY_CODE_CERTAINTY, static_cast<std::int32_t>(value));
}
inline std::string code(precision value) {
  return detail::code(DUEBY_CODE_PRECISION, static_cast<std::int32_t>(value));
}

} // namespace dueby

#endif
