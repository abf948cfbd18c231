/* dueby.hpp: dueby for C++17 and later, header only, over the C interface of dueby.h.
 *
 * Values own what they hold. A copy of a profile, calendar or query is another handle to the same immutable object, so threads may
 * share it. A value that may be unknown is a std::optional. Errors are thrown as dueby::error, with the status of the C interface;
 * the standard library may throw std::bad_alloc. `c()` returns the C value or object, for functions that are not wrapped here. Link
 * with libdueby, and with libdueby-io to read YAML. */
#ifndef DUEBY_HPP
#define DUEBY_HPP

#include "dueby/base.hpp"
#include "dueby/date.hpp"
#include "dueby/calendar.hpp"
#include "dueby/profile.hpp"
#include "dueby/deadline.hpp"
#include "dueby/query.hpp"
#include "dueby/timeline.hpp"
#include "dueby/worklist.hpp"

#endif
