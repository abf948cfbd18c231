# Profiles and calendars.

# Caches objects that come with the library, by name.
built_profiles <- new.env(parent = emptyenv())
built_calendars <- new.env(parent = emptyenv())

# ---- profiles ----

dueby_profile <- function(name, yaml = NULL) {
  refuse_lost()
  if (!is.null(yaml)) {
    if (!missing(name)) fail(ARGUMENT, "give name or yaml, not both")
    return(new_profile(.Call(dueby_r_profile_yaml, one_text(paste(yaml, collapse = "\n"), "yaml"))))
  }
  name <- one_text(name, "profile")
  if (!is.null(built_profiles[[name]])) {
    return(built_profiles[[name]])
  }
  if (grepl("[/\\\\]|\\.ya?ml$", name)) {
    path <- path.expand(name)
    if (!file.exists(path)) fail(FORMAT, paste0(name, ": no such file"))
    return(new_profile(.Call(dueby_r_profile_file, path, name)))
  }
  pointer <- .Call(dueby_r_profile, name)
  if (is.null(pointer)) refuse_name("profile", NULL, name)
  built_profiles[[name]] <- new_profile(pointer)
}

new_profile <- function(pointer) {
  about <- .Call(dueby_r_profile_about, pointer)
  structure(
    c(list(pointer = pointer, name = about[1], title = about[2], parent = about[3], digest = about[4]),
      .Call(dueby_r_profile_names, pointer)),
    class = "dueby_profile"
  )
}

profile_in <- function(profile) {
  if (inherits(profile, "dueby_profile")) profile else dueby_profile(profile)
}

print.dueby_profile <- function(x, ...) {
  cat("<dueby profile ", x$name, ": ", x$title, "; ", length(x$duties), " duties>\n", sep = "")
  invisible(x)
}

rules <- function(profile = "england") {
  columns <- .Call(dueby_r_rules, profile_in(profile)$pointer)
  for (name in c("from", "to", "read_on")) columns[[name]] <- as_days(columns[[name]])
  as_frame(columns)
}

# ---- calendars ----


# Kinds of changes to a calendar, numbered as in dueby/calendar.h.
CHANGE <- c(added = 1L, removed = 2L, local = 3L, all = 4L)

dueby_calendar <- function(division = "england-and-wales", known_on = NULL, file = NULL, days = NULL, added = NULL, removed = NULL,
                           closures = NULL, closures_for = c("local", "all"), weekend = NULL, label = NULL) {
  refuse_lost()
  division <- one_text(division, "division")
  closures_for <- one_of(closures_for, c("local", "all"), "closures_for")
  if (!is.null(label)) label <- one_text(label, "label")
  pointer <- base_calendar(division, known_on, file, days)
  pointer <- changed(pointer, "removed", removed, "removed", label)
  pointer <- changed(pointer, "added", added, "added", label)
  pointer <- changed(pointer, "closures", closures, closures_for, label)
  if (!is.null(weekend)) {
    mask <- if (length(weekend)) bits_of("weekday", weekend, "weekend") %/% 2L else 0L # the code of Monday is 1, its bit 0
    pointer <- opened(.Call(dueby_r_calendar_weekend, pointer, mask), "weekend")
  }
  new_calendar(pointer)
}

new_calendar <- function(pointer) {
  about <- .Call(dueby_r_calendar_about, pointer)
  structure(
    list(pointer = pointer, division = about$divisions, changes = about$changes, digest = about$digest,
         first = as_days(about$first), last = as_days(about$last)),
    class = "dueby_calendar"
  )
}

# Returns the new calendar. If C returned a status instead, stops with its message.
opened <- function(made, argument, division = NULL) {
  if (!is.integer(made)) {
    return(made)
  }
  if (made == NOT_FOUND && !is.null(division)) {
    fail(made, .Call(dueby_r_written_problem, WRITTEN[["division"]], division))
  }
  said <- if (made == NOT_FOUND) {
    refused("not_a_holiday", "one of the days")
  } else {
    "cannot make a calendar from these days: a list needs Christmas in every year except its last, and at least one day of the week must be a working day"
  }
  fail(made, paste0(argument, ": ", said))
}

# True for a day before 1971 or after 2100, which no calendar covers.
is_never_covered <- function(day) day < 365L || day > 47846L

base_calendar <- function(division, known_on, file, days) {
  if (sum(!is.null(known_on), !is.null(file), !is.null(days)) > 1) {
    fail(ARGUMENT, "known_on, file and days cannot be used together: choose one of them")
  }
  if (!is.null(days)) {
    days <- unique(day_column(days, "days"))
    if (anyNA(days)) fail(ARGUMENT, "days: one of the days is missing (NA)")
    made <- .Call(dueby_r_calendar_from, division, days)
    if (identical(made, COVERAGE)) {
      fail(made, paste0("days: ", format(as_days(Find(is_never_covered, days))), ": ", refused("uncovered")))
    }
    return(opened(made, "days", division))
  }
  if (is.null(file)) {
    made <- .Call(dueby_r_calendar, division, one_day(known_on, "known_on"))
    if (identical(made, COVERAGE)) {
      fail(made, paste0("known_on: ", .Call(dueby_r_written_problem, WRITTEN[["known_on"]], format(known_on, "%Y-%m-%d"))))
    }
    return(opened(made, "known_on", division))
  }
  file <- one_text(file, "file")
  kind <- tolower(sub(".*\\.", "", file))
  if (!kind %in% c("json", "csv", "ics")) {
    fail(ARGUMENT, paste0("file: ", file, ": expected a .json file like GOV.UK's, a .csv or an .ics"))
  }
  opened(.Call(dueby_r_calendar_file, division, bytes_of(file), kind, file), "file", division)
}

changed <- function(pointer, argument, days, change, label) {
  if (is.null(days)) {
    return(pointer)
  }
  days <- day_column(days, argument)
  if (anyNA(days)) fail(ARGUMENT, paste0(argument, ": one of the days is missing (NA)"))
  made <- .Call(dueby_r_calendar_with, pointer, CHANGE[[change]], days, label)
  if (identical(made, COVERAGE)) fail(COVERAGE, uncovered(new_calendar(pointer), structure(list(days), names = argument)))
  opened(made, argument)
}

bytes_of <- function(path) {
  expanded <- path.expand(path)
  if (!file.exists(expanded) || dir.exists(expanded)) fail(FORMAT, paste0(path, ": no such file"))
  readBin(expanded, "raw", file.size(expanded))
}

# Returns the given calendar, or the calendar of a division.
calendar_in <- function(calendar, division = NULL) {
  if (is.null(calendar)) {
    division <- if (is.null(division)) "england-and-wales" else one_text(division, "division")
    if (is.null(built_calendars[[division]])) built_calendars[[division]] <- dueby_calendar(division)
    return(built_calendars[[division]])
  }
  if (!is.null(division)) fail(ARGUMENT, refused("calendars"))
  if (!inherits(calendar, "dueby_calendar")) {
    fail(ARGUMENT, paste0("calendar: expected a dueby_calendar(), found ", described(calendar)))
  }
  calendar
}

print.dueby_calendar <- function(x, ...) {
  cat("<dueby calendar ", x$division, ", ", format(x$first), " to ", format(x$last), if (nzchar(x$changes)) paste0("; ", x$changes),
      ">\n", sep = "")
  invisible(x)
}

# ---- counting ----

# Says which day a calendar does not cover: the first one of the columns, or else what was counted from it.
uncovered <- function(calendar, columns, counted = NULL) {
  what <- counted
  for (argument in rev(names(columns))) {
    day <- Find(function(day) !is.na(day) && (day < calendar$first || day > calendar$last), columns[[argument]])
    if (!is.null(day)) what <- paste0(argument, ": ", format(as_days(day)))
  }
  paste0(what, ": ", .Call(dueby_r_coverage, calendar$pointer))
}

# Returns the answers, and warns about those that are NA although there are days. `span` is what was counted, or NULL.
answered <- function(answer, columns, calendar, span = NULL) {
  failed <- attr(answer, "failed")
  attributes(answer) <- NULL
  if (failed) {
    first <- which(is.na(answer) & !Reduce(`|`, lapply(columns, is.na)))[1]
    columns <- lapply(columns, `[`, first)
    warn_missing(failed, length(answer), uncovered(calendar, columns, paste(span, "from", format(as_days(columns[[1]])))))
  }
  answer
}

working_days <- function(from, to, division = NULL, calendar = NULL, include = "end") {
  refuse_lost()
  calendar <- calendar_in(calendar, division)
  from <- list(days = day_column(from, "from"))
  to <- list(days = day_column(to, "to"))
  n <- if (length(from$days) && length(to$days)) max(length(from$days), length(to$days)) else 0L
  from <- fit(from, n, "from", "to")$days
  to <- fit(to, n, "to", "from")$days
  answered(.Call(dueby_r_count, calendar$pointer, from, to, code_of("include", include)), list(from = from, to = to), calendar)
}

is_working_day <- function(day, division = NULL, calendar = NULL) {
  refuse_lost()
  calendar <- calendar_in(calendar, division)
  days <- day_column(day, "day")
  answered(.Call(dueby_r_is_working, calendar$pointer, days), list(day = days), calendar)
}

add_span <- function(from, span, division = NULL, calendar = NULL, counting = "excluded", roll = "none") {
  refuse_lost()
  calendar <- calendar_in(calendar, division)
  span_pair <- span_of(span, "span")
  if (span_pair[2] > 4L) fail(ARGUMENT, paste0("span: ", quoted(span), " is not in whole days: add it to a POSIXct"))
  start <- day_column(from, "from")
  days <- .Call(dueby_r_add, calendar$pointer, span_pair, code_of("counting", counting), code_of("roll", roll), start)
  as_days(answered(days, list(from = start), calendar, span), from)
}

holidays <- function(division = NULL, calendar = NULL) {
  refuse_lost()
  columns <- .Call(dueby_r_holidays, calendar_in(calendar, division)$pointer)
  columns$date <- as_days(columns$date)
  columns$known_from <- as_days(columns$known_from)
  as_frame(columns)
}
