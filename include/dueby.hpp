// dueby.hpp: dueby for C++17 and later, header only, over the C interface of dueby.h.
//
// Values own what they hold and can be copied: a copy of a profile, calendar or query is another handle of the same object,
// which no function changes, so that threads may share it. What is not known is a std::optional. What goes wrong is a
// dueby::error with the status of the C interface; a std::bad_alloc may come from the standard library. `c()` gives the C value
// or object behind each, for what is not wrapped here. Link with libdueby, and for what takes YAML with libdueby-io.
#ifndef DUEBY_HPP
#define DUEBY_HPP

#include "dueby/base.hpp"
#include "dueby/date.hpp"
#include "dueby/calendar.hpp"
#include "dueby/profile.hpp"
#include "dueby/deadline.hpp"
#include "dueby/query.hpp"
#include "dueby/timeline.hpp"

#endif
