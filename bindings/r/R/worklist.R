# Turns the events of many cases, in a file or a table, into every duty of each case, with its state.

# Constants of dueby/caseload.h and dueby/timeline.h.
MIDNIGHT_IS_TIME <- 1L
ROWS_FROM_1 <- 32L
IGNORE_REFS <- 1L
WHOLE_DAYS <- 2L

# Kinds of cells, numbered as in dueby/cell.h.
CELL <- c(number = 3L, when = 4L, day = 7L)

worklist <- function(events, as_at, profile = "england", division = NULL, calendar = NULL, only = NULL, authority = NULL,
                     subject = NULL, state = NULL, due_before = NULL, case = NULL, where = NULL, recorded = NULL, holds = NULL,
                     recorded_to = NULL, history_from = NULL, horizon = NULL, soon = NULL, refs = NULL, null = NULL,
                     order = c("worst", "case"), dates = c("iso", "dmy"), midnight_is_time = FALSE, whole_days = FALSE) {
  refuse_lost()
  profile <- profile_in(profile)
  calendar <- calendar_in(calendar, division)
  order <- one_of(order, c("worst", "case"), "order")
  dates <- one_of(dates, c("iso", "dmy"), "dates")
  if (!is.null(refs) && !identical(refs, "ignore")) refuse(ARGUMENT, "refs", "refs", paste(refs, collapse = ","))
  file <- events_file(events, one_flag(midnight_is_time, "midnight_is_time"))
  wanted <- wanted_cases(case, where)
  options <- list(
    names = file$names,
    only = selected(only, "only"),
    authorities = bits_of("authority", authority),
    subjects = bits_of("subject", subject),
    states = if (identical(state, "all")) 0L else bits_of("state", state),
    due_before = one_day(due_before, "due_before"),
    where_columns = wanted$columns,
    where_values = wanted$values,
    recorded = recorded_events(recorded, profile),
    holds = held_events(holds, profile),
    recorded_to = one_day(recorded_to, "recorded_to"),
    history_from = one_day(history_from, "history_from"),
    horizon = one_day(horizon, "horizon"),
    soon = if (is.null(soon)) c(0L, 0L) else soon_of(soon),
    nulls = null_texts(null),
    worst_first = order == "worst",
    date_order = if (dates == "dmy") 1L else 0L,
    flags = (if (one_flag(midnight_is_time, "midnight_is_time")) MIDNIGHT_IS_TIME else 0L) +
      (if (file$is_table) ROWS_FROM_1 else 0L),
    run_flags = (if (is.null(refs)) 0L else IGNORE_REFS) + (if (one_flag(whole_days, "whole_days")) WHOLE_DAYS else 0L)
  )
  day <- if (missing(as_at)) list(days = NA_integer_, times = NULL) else one_moment(as_at, "as_at", is_checked = TRUE)
  if (!missing(as_at) && is.na(day$days)) fail(ARGUMENT, "as_at: expected a day, found NULL")
  if (isTRUE(options$horizon < day$days)) refuse(ARGUMENT, "horizon", "horizon")
  if (isTRUE(options$history_from > day$days)) refuse(ARGUMENT, "history_from", "history")
  begins <- options$holds[c(FALSE, FALSE, TRUE)]
  if (any(begins > day$days, na.rm = TRUE)) refuse(ARGUMENT, "holds", "history")
  run_worklist(profile, calendar, file, options, day)
}

run_worklist <- function(profile, calendar, file, options, as_at) {
  options$as_at_day <- as_at$days
  options$as_at_time <- as_at$times
  work <- .Call(dueby_r_worklist, profile$pointer, calendar$pointer, file$files, options)
  if (is.integer(work)) {
    refuse_name("duty", profile$pointer, options$only[work], "only")
  }
  about <- .Call(dueby_r_worklist_about, work)
  problems <- as_frame(about$problems)
  quality <- frame_of(.Call(dueby_r_worklist_quality, work))
  if (file$is_table) {
    problems$row <- problems$line
    problems$line <- rep(NA_integer_, nrow(problems))
    quality$rows <- quality$lines
    quality$lines <- rep(NA_character_, nrow(quality))
  }
  lines <- frame_of(.Call(dueby_r_worklist_lines, work))
  structure(
    list(
      lines = file$like(lines), quality = quality, problems = problems, counts = unlist(about$counts),
      carried = names(lines)[-seq_len(match("governed_by", names(lines)))], disclaimer = about$disclaimer,
      notes = about$notes, recorded_to = as_days(about$recorded_to), as_at = as_days(about$as_at),
      work = work, like = file$like, profile = profile,
      again = function(day) run_worklist(profile, calendar, file, options, list(days = day, times = NULL))
    ),
    class = "dueby_worklist"
  )
}

# ---- cells as a data.frame ----

# The kind of code in each column that is a factor.
ENUMERATED <- c(
  state = "state", state_by_law = "state", state_before = "state", certainty = "certainty", precision = "precision",
  authority = "authority", force = "force"
)

# Splits a day that may have a time into two columns: the day, and the time if any. A carried column must not have the name of
# another column.
frame_of <- function(columns) {
  kinds <- attr(columns, "kinds")
  names <- unlist(Map(function(name, kind) c(name, if (kind == CELL[["when"]]) paste0(name, "_time")), names(columns), kinds))
  twice <- names[duplicated(names)]
  if (length(twice)) fail(ARGUMENT, refused("field", twice[1]))
  frame <- list()
  for (i in seq_along(columns)) {
    name <- names(columns)[i]
    column <- columns[[i]]
    if (kinds[i] == CELL[["when"]]) {
      frame[[name]] <- as_days(column[[1]])
      frame[[paste0(name, "_time")]] <- as_times(column[[2]])
    } else if (kinds[i] == CELL[["day"]]) {
      frame[[name]] <- as_days(column)
    } else if (kinds[i] == CELL[["number"]]) {
      frame[[name]] <- if (all(is.na(column) | abs(column) <= .Machine$integer.max)) as.integer(column) else column
    } else if (name %in% names(ENUMERATED)) {
      frame[[name]] <- factor(column, setdiff(codes_of(ENUMERATED[[name]]), ""))
    } else {
      frame[[name]] <- column
    }
  }
  as_frame(frame)
}

# ---- events ----

# Returns a file as bytes. For a table, returns the bytes of a file made from it.
events_file <- function(events, midnight_is_time) {
  if (is.data.frame(events)) {
    return(table_file(events, midnight_is_time))
  }
  if (!is.character(events) || anyNA(events) || !length(events)) {
    fail(ARGUMENT, paste0("events: expected a table, or the path of one or more files, found ", described(events)))
  }
  paths <- utf8_of(events, "events")
  list(files = lapply(paths, bytes_of), names = paths, is_table = FALSE, like = identity)
}

table_file <- function(events, midnight_is_time) {
  cells <- lapply(seq_along(events), function(i) {
    column <- events[[i]]
    cells_of(if (!midnight_is_time && are_days(column)) as_written_days(column) else column, names(events)[i], nrow(events))
  })
  rows <- if (nrow(events)) do.call(paste, c(cells, sep = ",")) else character()
  rows[!nzchar(rows)] <- "\"\""
  header <- paste(cell_text(names(events)), collapse = ",")
  text <- paste0(paste(c(header, rows), collapse = "\n"), "\n")
  is_data_table <- inherits(events, "data.table")
  list(
    files = list(charToRaw(enc2utf8(text))), names = "events", is_table = TRUE,
    like = function(frame) if (is_data_table) data.table::as.data.table(frame) else frame
  )
}

cell_text <- function(text) {
  text <- enc2utf8(as.character(text))
  text[is.na(text)] <- ""
  quotes <- grepl("[,\"\r\n]", text, useBytes = TRUE)
  doubled <- gsub("\"", "\"\"", text[quotes], fixed = TRUE, useBytes = TRUE)
  Encoding(doubled) <- "UTF-8"
  text[quotes] <- paste0("\"", doubled, "\"")
  text
}

cells_of <- function(column, name, rows) {
  if (length(column) != rows) {
    fail(ARGUMENT, paste0("events: ", name, ": ", length(column), " values, but the table has ", rows, " rows"))
  }
  cell_text(texts_of(column, paste0("events: ", name)))
}

# Returns values as cells (strings); NA where there is none.
texts_of <- function(column, what) {
  if (inherits(column, c("Date", "POSIXct"))) refuse_nan(column, what)
  if (inherits(column, "Date")) {
    return(format(as_days(.Call(dueby_r_days, column)), "%Y-%m-%d"))
  }
  if (inherits(column, "POSIXct")) {
    if (!has_zone(column)) moments(column, what)
    return(format(column, "%Y-%m-%dT%H:%M:%SZ", tz = "UTC"))
  }
  if (is.factor(column) || is.character(column) || is.logical(column)) {
    return(as.character(column))
  }
  if (!is.numeric(column) || is.object(column)) {
    fail(ARGUMENT, paste0(what, ": expected a character vector, numbers, a Date or a POSIXct with a time zone, found ",
                          described(column)))
  }
  number_texts(column)
}

# Writes numbers without exponents or trailing zeros, because cases are often numbers. How a number is written does not depend on
# the others.
number_texts <- function(numbers) {
  texts <- sprintf("%.15g", as.vector(numbers) + 0) # + 0 writes -0 as 0
  long <- grep("e", texts, fixed = TRUE)
  texts[long] <- vapply(numbers[long], format, "", digits = 15, scientific = FALSE, drop0trailing = TRUE)
  texts[is.na(numbers)] <- NA
  texts
}

# ---- which cases, and what the records hold ----

wanted_cases <- function(case, where) {
  if (!is.null(where) && is.null(names(where))) fail(ARGUMENT, "where: expected a list such as list(team = \"North\")")
  if ("case" %in% names(where)) refuse(ARGUMENT, "where", "case_column")
  wanted <- c(if (!is.null(case)) list(case = case), as.list(where))
  empty <- names(wanted)[lengths(wanted) == 0]
  if (length(empty)) refuse(ARGUMENT, empty[1], "none", "values")
  values <- Map(function(column, name) {
    if (anyNA(column)) fail(ARGUMENT, paste0(name, ": expected values, found NA"))
    utf8_of(texts_of(column, name), name)
  }, wanted, ifelse(names(wanted) == "case", "case", paste0("where: ", names(wanted))))
  list(columns = utf8_of(as.character(rep(names(wanted), lengths(wanted))), "where"),
       values = unlist(values, use.names = FALSE))
}

null_texts <- function(null) {
  if (is.null(null)) {
    return(character())
  }
  if (!is.character(null) || anyNA(null)) fail(ARGUMENT, paste0("null: expected strings, found ", described(null)))
  utf8_of(null, "null")
}

# Returns the numbers of the recorded events. NULL means the events that occur in the file.
recorded_events <- function(recorded, profile) {
  if (is.null(recorded)) {
    return(NULL)
  }
  if (identical(recorded, "all")) {
    return(seq_along(profile$events))
  }
  numbers_of(several(recorded, "recorded"), profile, "recorded", "events")
}

# Returns three items for each event: the event, how completely the records hold it, and since when.
held_events <- function(holds, profile) {
  if (is.null(holds)) {
    return(integer())
  }
  if (is.null(names(holds))) fail(ARGUMENT, "holds: expected a list such as list(\"visit.made\" = \"latest\")")
  held <- function(what, slug) {
    argument <- paste0("holds: ", slug)
    if (inherits(what, "Date")) {
      return(c(code_of("holds", "since"), one_day(what, argument)))
    }
    if (identical(what, "since")) fail(ARGUMENT, paste0(argument, ": for \"since\" give the day, such as as.Date(\"2025-04-01\")"))
    c(code_of("holds", what, argument), NA_integer_)
  }
  as.integer(unlist(Map(function(number, what, slug) c(number, held(what, slug)),
                        numbers_of(names(holds), profile, "holds", "events"), as.list(holds), names(holds))))
}

# ---- results ----

as.data.frame.dueby_worklist <- function(x, ...) as.data.frame(x$lines)

print.dueby_worklist <- function(x, ...) {
  listed <- table(x$lines$state)
  listed <- listed[listed > 0]
  cases <- x$counts[["cases"]]
  cat("<dueby worklist of ", cases, if (cases == 1) " case" else " cases", " as at ", format(x$as_at), ": ",
      if (length(listed)) paste(listed, names(listed), collapse = ", ") else "nothing listed", ">\n\n", sep = "")
  if (length(x$notes)) cat(x$notes, "", sep = "\n")
  cat(.Call(dueby_r_trust_heading), "\n", paste0("- ", x$quality$text, "\n"), "\n", sep = "")
  top <- head(as.data.frame(x), 10)
  # without these two, lines for different refs or needs would look the same
  told <- Filter(function(name) any(nzchar(top[[name]], keepNA = TRUE), na.rm = TRUE), c("ref", "needs"))
  print(top[c("case", told, "rule", "occurrence", "due", "state", "days_left")], row.names = FALSE)
  if (nrow(x$lines) > 10) cat("and ", nrow(x$lines) - 10, " more lines in $lines\n", sep = "")
  cat("\n", x$disclaimer, "\n", sep = "")
  invisible(x)
}

# Returns the carried column with this name, or one whose name differs only in capitals; NULL for NULL.
carried_column <- function(listed, by) {
  if (is.null(by)) {
    return(NULL)
  }
  listed$carried[.Call(dueby_r_find_column, utf8_of(listed$carried, "by"), utf8_of(one_text(by, "by"), "by"))]
}

summary.dueby_worklist <- function(object, basis = c("due", "completed", "at"), period = NULL, by = NULL, ...) {
  refuse_unused(...)
  refuse_lost()
  basis <- code_of("measure", one_of(basis, c("due", "completed", "at"), "basis"), "basis")
  if (!is.null(period) && length(period) != 2) fail(ARGUMENT, "period: expected two Dates (either can be NA)")
  days <- if (is.null(period)) c(NA_integer_, NA_integer_) else day_column(period, "period")
  if (isTRUE(days[1] > days[2])) refuse(ARGUMENT, "period", "period")
  by <- carried_column(object, by)
  day <- .Call(dueby_r_summary_when, basis, days[2], as.integer(object$as_at))
  work <- if (day == as.integer(object$as_at)) object$work else object$again(day)$work
  frame_of(.Call(dueby_r_summary, work, basis, days[1], days[2], by))
}

since <- function(x, older) {
  if (!inherits(x, "dueby_worklist")) fail(ARGUMENT, paste0("x: expected a worklist, found ", described(x)))
  if (inherits(older, "dueby_worklist")) {
    return(x$like(frame_of(.Call(dueby_r_since, x$work, older$work, NA_integer_))))
  }
  day <- one_day(older, "older")
  if (is.na(day)) fail(ARGUMENT, "older: expected a worklist or a day, found NULL")
  x$like(frame_of(.Call(dueby_r_since, x$work, NULL, day)))
}

what_if <- function(x, event, at, tags = NULL) {
  refuse_lost()
  if (!inherits(x, "dueby_worklist")) fail(ARGUMENT, paste0("x: expected a worklist, found ", described(x)))
  number <- numbers_of(one_text(event, "event"), x$profile, "event", "events")
  marked <- if (is.null(tags)) integer() else numbers_of(several(tags, "tags"), x$profile, "tags", "tags") - 1L
  when <- one_moment(at, "at")
  if (is.na(when$days)) fail(ARGUMENT, "at: expected a day, found NULL")
  x$like(frame_of(.Call(dueby_r_what_if, x$work, number, marked, when$days, when$times)))
}

measures <- function(x, year = NULL, by = NULL, bands = FALSE, suppress = FALSE, children = NULL) {
  if (!inherits(x, "dueby_worklist")) fail(ARGUMENT, paste0("x: expected a worklist, found ", described(x)))
  refuse_lost()
  if (is.numeric(year)) year <- as.character(year) # the library then says how a year is written
  if (!is.null(year)) year <- one_text(year, "year")
  by <- carried_column(x, by)
  bands <- one_flag(bands, "bands")
  suppress <- one_flag(suppress, "suppress")
  if (is.null(children)) {
    columns <- .Call(dueby_r_measures, x$work, year, by, bands, suppress)
    figures <- x$like(frame_of(columns))
    attr(figures, "notes") <- c(x$notes, attr(columns, "notes"))
    return(figures)
  }
  if (bands || suppress) fail(ARGUMENT, "children: cannot be used with bands or suppress")
  units <- .Call(dueby_r_children, x$work, one_text(children, "children"), year, by)
  if (is.character(units)) {
    fail(NOT_FOUND, paste0("children: ", .Call(dueby_r_unknown_of, NAMED[["measure"]], children, units)))
  }
  columns <- .Call(dueby_r_measures, x$work, year, NULL, FALSE, FALSE)
  if (!children %in% frame_of(columns)$measure) {
    warning(paste0("children: ", children, " cannot be worked out from these events: attr(measures(x), \"notes\") says why"))
  }
  listed <- x$like(frame_of(units))
  attr(listed, "notes") <- c(x$notes, attr(columns, "notes"))
  listed
}

explain.dueby_worklist <- function(x, line = 1, ...) {
  refuse_unused(...)
  if (!is.numeric(line) || anyNA(line) || any(line < 1 | line > nrow(x$lines) | line %% 1 != 0)) {
    fail(ARGUMENT, paste0("line: expected line numbers from 1 to ", nrow(x$lines)))
  }
  structure(vapply(line, function(i) .Call(dueby_r_worklist_explain, x$work, i), ""), class = "dueby_explanation")
}
