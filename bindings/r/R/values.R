# Converts arguments and results: days and times, spans, codes; and raises conditions.

# Status numbers of errors, as in dueby/base.h.
ARGUMENT <- 2L
TEXT <- 3L
COVERAGE <- 4L
NOT_FOUND <- 5L
NO_MEMORY <- 10L
FORMAT <- 14L

# Kinds of codes, numbered as in dueby/code.h.
CODES <- c(
  state = 1L, certainty = 2L, precision = 3L, counting = 4L, roll = 5L, authority = 7L, force = 8L, subject = 9L, include = 12L,
  measure = 14L, holds = 16L, weekday = 25L
)

# Kinds of names and reasons to refuse a value, numbered as in dueby/refusal.h.
NAMED <- c(profile = 1L, rule = 2L, duty = 3L, event = 4L, tag = 5L, measure = 6L)
REFUSAL <- c(
  empty_item = 1L, not_a_holiday = 4L, case_column = 8L, calendars = 9L, field = 12L, column = 13L, day = 14L,
  horizon = 15L, period = 17L, none = 18L, refs = 27L, history = 35L, uncovered = 37L
)

# Kinds of written values, numbered as in dueby/written.h.
WRITTEN <- c(span = 4L, ahead = 5L, division = 9L, known_on = 11L)

# Days that dueby can read as text: 1900-01-01 to 2199-12-31.
FIRST_DAY <- -25567L
LAST_DAY <- 84005L

# Raises the condition for a status. The C code also calls this.
fail <- function(status, message) {
  kind <- if (status == NOT_FOUND) {
    "dueby_unknown_name"
  } else if (status == COVERAGE) {
    "dueby_outside_coverage"
  } else if (status == FORMAT) {
    "dueby_bad_file"
  } else {
    "dueby_bad_value"
  }
  stop(structure(
    class = c(kind, "dueby_error", "error", "condition"),
    list(message = in_r(message), call = NULL, status = as.integer(status))
  ))
}

# Rewrites the times in a message as POSIXct, which is how R writes a time of day.
in_r <- function(message) {
  gsub("(\\d{4}-\\d\\d-\\d\\d)T14:30, or", "as.POSIXct(\"\\1 14:30\", tz = \"Europe/London\"), or", message)
}

# Warns about elements that have no answer.
warn_missing <- function(failed, n, why) {
  number <- function(x) format(x, big.mark = ",")
  warning(structure(
    class = c("dueby_some_without_answer", "warning", "condition"),
    list(message = paste0(number(failed), " of ", number(n), if (failed == 1) " has" else " have", " no answer: ", in_r(why)),
         call = NULL, failed = failed)
  ))
}

described <- function(x) {
  paste0("a ", if (is.object(x)) class(x)[1] else typeof(x), " of length ", length(x))
}

# Refuses an optional argument of the calling function that is a column or element without a value, such as `born = children$brn`:
# it would count as not given.
refuse_lost <- function() {
  frame <- parent.frame()
  for (name in names(Filter(is.null, formals(sys.function(sys.parent()))))) {
    if (eval(call("missing", as.name(name)), frame)) next
    given <- do.call(substitute, list(as.name(name), frame))
    is_element <- is.call(given) && (identical(given[[1]], as.name("$")) || identical(given[[1]], as.name("[[")))
    if (is_element && is.null(get(name, frame))) {
      fail(ARGUMENT, paste0(name, ": expected values, found that ", deparse(given)[1], " is NULL: correct the name, or leave out ", name))
    }
  }
}

# Refuses arguments that a method does not know. R itself only does so for functions without `...`.
refuse_unused <- function(...) {
  if (!...length()) {
    return(invisible())
  }
  given <- names(list(...))
  given <- given[nzchar(given)]
  fail(ARGUMENT, if (length(given)) paste0("unknown argument ", given[1]) else "too many arguments")
}

# ---- days and times ----

has_zone <- function(x) {
  zone <- attr(x, "tzone")
  !is.null(zone) && nzchar(zone[1])
}

# True if times are really days: all are midnight in UTC, which is how readxl and others give the days of a sheet.
are_days <- function(x) {
  inherits(x, "POSIXct") && has_zone(x) && attr(x, "tzone")[1] %in% c("UTC", "GMT", "Etc/UTC") && !all(is.na(x)) &&
    all(as.double(x) %% 86400 == 0, na.rm = TRUE)
}

as_written_days <- function(x) structure(as.double(x) / 86400, class = "Date")

# Refuses days and times that are not a number. NA is a missing day; an infinite day is outside the calendar, like other far days.
refuse_nan <- function(x, name) {
  numbers <- unclass(x)
  if (!is.double(numbers)) {
    return(invisible())
  }
  wrong <- which(is.nan(numbers))
  if (length(wrong)) fail(ARGUMENT, paste0(name, ": element ", wrong[1], ": expected a day, found NaN"))
}

# Converts a column of days to integers and, for POSIXct, seconds: list(days, times).
moments <- function(x, name) {
  if (is.null(x)) fail(ARGUMENT, paste0(name, ": expected days, found NULL: check the name of the column"))
  if (inherits(x, c("Date", "POSIXct"))) refuse_nan(x, name)
  if (are_days(x)) x <- as_written_days(x)
  if (inherits(x, "Date")) {
    return(list(days = .Call(dueby_r_days, x), times = NULL))
  }
  if (is.logical(x) && all(is.na(x))) {
    return(list(days = rep(NA_integer_, length(x)), times = NULL))
  }
  if (!inherits(x, "POSIXct")) {
    fail(ARGUMENT, paste0(name, ": expected a Date or a POSIXct with a time zone, found ", described(x),
                          if (is.character(x)) ": see as.Date()" else if (inherits(x, "POSIXlt")) ": see as.POSIXct()"))
  }
  if (!has_zone(x)) {
    fail(ARGUMENT, paste0(name, ": a POSIXct without a time zone means different times on different computers: give the time zone, for example ",
                          "as.POSIXct(\"2026-03-27 14:30\", tz = \"Europe/London\"), or give a Date"))
  }
  days <- .Call(dueby_r_days, x)
  outside <- which(is.na(days) & !is.na(x))
  if (length(outside)) {
    fail(COVERAGE, paste0(name, ": element ", outside[1], ": dueby can only use times of day from 1972 to 2100: give a Date"))
  }
  list(days = days, times = as.double(x))
}

# Reads a column of days; times are refused.
day_column <- function(x, name) {
  if (inherits(x, "POSIXt") && !are_days(x)) {
    fail(ARGUMENT, paste0(name, ": expected a Date, found ", described(x)))
  }
  moments(x, name)$days
}

# Reads one day or time; NULL means none, and NA is refused, because it would silently mean none. Refuses a day that dueby cannot read as text, unless the caller checks that the calendar
# covers it.
one_moment <- function(x, name, is_checked = FALSE) {
  if (is.null(x)) {
    return(list(days = NA_integer_, times = NULL))
  }
  if (length(x) != 1) {
    fail(ARGUMENT, paste0(name, ": expected one day, found ", described(x)))
  }
  moment <- moments(x, name)
  if (is.na(moment$days)) fail(ARGUMENT, paste0(name, ": expected a day, found NA"))
  if (!is_checked && (moment$days < FIRST_DAY || moment$days > LAST_DAY)) {
    refuse(ARGUMENT, name, "day")
  }
  moment
}

one_day <- function(x, name) {
  if (inherits(x, "POSIXt") && !are_days(x)) {
    fail(ARGUMENT, paste0(name, ": expected a Date, found ", described(x)))
  }
  one_moment(x, name)$days
}

# Returns days in the same class as the input (integers, doubles or an IDate), with its names.
as_days <- function(days, like = NULL) {
  if (inherits(like, "Date")) {
    if (is.double(like)) days <- as.double(days)
    kept <- attributes(like)
    attributes(days) <- kept[names(kept) %in% c("class", "names", "dim", "dimnames")]
    return(days)
  }
  attributes(days) <- NULL
  structure(days, class = "Date")
}

as_times <- function(seconds) {
  structure(as.double(seconds), class = c("POSIXct", "POSIXt"), tzone = "Europe/London")
}

# Repeats a column of one element; any other column must be as long as the first.
fit <- function(column, n, name, of) {
  m <- length(column$days)
  if (m == n) {
    return(column)
  }
  if (m != 1) {
    fail(ARGUMENT, paste0(name, ": ", m, " elements, but ", of, " has ", n))
  }
  list(days = rep(column$days, n), times = if (!is.null(column$times)) rep(column$times, n))
}

# ---- strings ----

# Returns strings in UTF-8; refuses bytes that are not UTF-8.
utf8_of <- function(x, name) {
  x <- enc2utf8(x)
  if (any(Encoding(x) == "bytes" | !validUTF8(x))) fail(ARGUMENT, paste0(name, ": a string is not valid UTF-8"))
  x
}

one_text <- function(x, name) {
  if (!is.character(x) || length(x) != 1 || is.na(x) || !nzchar(x)) {
    fail(ARGUMENT, paste0(name, ": expected a single string, found ", if (identical(x, "")) "an empty string" else described(x)))
  }
  utf8_of(x, name)
}

one_flag <- function(x, name) {
  if (!is.logical(x) || length(x) != 1 || is.na(x)) {
    fail(ARGUMENT, paste0(name, ": expected TRUE or FALSE, found ", described(x)))
  }
  x
}

# Returns one of the choices. The default of an argument is all of them, which means the first.
one_of <- function(x, choices, name) {
  if (identical(x, choices)) {
    return(choices[1])
  }
  if (!one_text(x, name) %in% choices) {
    fail(ARGUMENT, paste0(name, ": ", quoted(x), ": expected ", paste(choices, collapse = " or ")))
  }
  x
}

# Reads the names that select something. NULL selects everything; no names at all are refused.
selected <- function(x, name) {
  if (!is.null(x) && !length(x)) refuse(ARGUMENT, name, "none", "values")
  several(x, name)
}

# Splits one string with commas, or returns several as they are.
several <- function(x, name) {
  if (is.null(x)) {
    return(character())
  }
  if (!is.character(x) || anyNA(x)) {
    fail(ARGUMENT, paste0(name, ": expected strings, found ", described(x)))
  }
  x <- utf8_of(x, name)
  items <- if (length(x) == 1) strsplit(paste0(x, ","), ",", fixed = TRUE)[[1]] else x
  if (!all(nzchar(items))) refuse(ARGUMENT, name, "empty_item", paste(x, collapse = ","))
  items
}

span_of <- function(text, name) {
  span <- .Call(dueby_r_span, one_text(text, name))
  if (is.null(span)) {
    fail(TEXT, paste0(name, ": ", .Call(dueby_r_written_problem, WRITTEN[["span"]], text)))
  }
  span
}

# Reads how much time left counts as due soon: days, weeks or months.
soon_of <- function(text) {
  span <- span_of(text, "soon")
  problem <- .Call(dueby_r_written_problem, WRITTEN[["ahead"]], text)
  if (nzchar(problem)) fail(ARGUMENT, paste0("soon: ", problem))
  span
}

code_of <- function(kind, name, argument = kind) {
  number <- .Call(dueby_r_code_value, CODES[[kind]], one_text(name, argument))
  if (is.na(number)) {
    fail(NOT_FOUND, paste0(argument, ": ", .Call(dueby_r_code_problem, CODES[[kind]], name)))
  }
  number
}

codes_of <- function(kind) .Call(dueby_r_codes, CODES[[kind]])

# Combines codes into a set of bits, one for each code. A code that is given twice counts once. 0 means all.
bits_of <- function(kind, names, argument = kind) {
  bits <- vapply(unique(selected(names, argument)), function(name) 2^code_of(kind, name, argument), 0)
  as.integer(sum(bits))
}

# Refuse a value with the library's message, which may quote `found`.
refused <- function(reason, found = "") .Call(dueby_r_refusal, REFUSAL[[reason]], found)
refuse <- function(status, argument, reason, found = "") fail(status, paste0(argument, ": ", refused(reason, found)))

# Refuses a name that the profile does not have. `pointer` is NULL for the name of a profile.
refuse_name <- function(kind, pointer, name, argument = NULL) {
  said <- .Call(dueby_r_unknown, NAMED[[kind]], pointer, name)
  fail(NOT_FOUND, paste0(if (!is.null(argument)) paste0(argument, ": "), said))
}

quoted <- function(name) paste0("\"", name, "\"")

as_frame <- function(columns) {
  n <- if (length(columns)) length(columns[[1]]) else 0L
  structure(columns, class = "data.frame", row.names = .set_row_names(n))
}

#' @noRd
dueby_version <- function() {
  versions <- .Call(dueby_r_versions)
  c(library = versions[1], bank_holidays = versions[2])
}
