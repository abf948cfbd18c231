# Answers questions about one rule for a column of days: when the action is due, whether it was done in time, and why.

# Looks up the numbers of names. An unknown name is an error that suggests a known one.
numbers_of <- function(names, profile, argument, kind) {
  at <- match(names, profile[[kind]])
  if (anyNA(at)) {
    refuse_name(sub("s$", "", kind), profile$pointer, names[is.na(at)][1], argument)
  }
  at
}

# Prepares other events: the days or times of each event, one event after another.
occurred <- function(events, profile) {
  if (is.null(names(events))) fail(ARGUMENT, "events: expected a list such as list(\"cp_plan.ended\" = day)")
  columns <- lapply(as.list(events), moments, "events")
  days <- unlist(lapply(columns, `[[`, "days"))
  if (any(days < FIRST_DAY | days > LAST_DAY, na.rm = TRUE)) refuse(ARGUMENT, "events", "day")
  count <- lengths(lapply(columns, `[[`, "days"))
  times <- lapply(columns, function(column) if (is.null(column$times)) rep(NA_real_, length(column$days)) else column$times)
  list(
    types = rep(numbers_of(names(events), profile, "events", "events"), count),
    days = as.integer(days), times = as.double(unlist(times))
  )
}

# Returns all parts of a question except its triggers, in the form that C takes.
question_of <- function(rule, profile, division, calendar, trigger, tags, agreed, since, events, whole_days) {
  profile <- profile_in(profile)
  facts <- list(
    trigger = if (is.null(trigger)) 0L else numbers_of(one_text(trigger, "trigger"), profile, "trigger", "events"),
    tags = if (!is.null(tags)) numbers_of(several(tags, "tags"), profile, "tags", "tags") - 1L,
    agreed = if (!is.null(agreed)) span_of(agreed, "agreed"),
    since = if (is.null(since)) NA_integer_ else one_day(since, "since"),
    flags = as.integer(one_flag(whole_days, "whole_days"))
  )
  if (!is.null(events)) facts <- c(facts, occurred(events, profile))
  list(
    rule = one_text(rule, "rule"), profile = profile, calendar = calendar_in(calendar, division), facts = facts,
    by_day = is.null(trigger) && is.null(tags) && is.null(agreed) && is.null(since) && is.null(events)
  )
}

unknown_rule <- function(question) {
  refuse_name("rule", question$profile$pointer, question$rule)
}

ask <- function(question, when, born, outcome = NULL) {
  answer <- .Call(
    dueby_r_ask, question$profile$pointer, question$calendar$pointer, question$rule, question$facts, when$days, when$times, born,
    outcome
  )
  if (is.null(answer)) unknown_rule(question)
  answer$error <- in_r(answer$error)
  answer
}

# Returns a column of n dates of birth, or NULL if none is known.
births <- function(born, n) {
  if (!is.null(born)) fit(list(days = day_column(born, "born")), n, "born", "when")$days
}

due <- function(rule, when, profile = "england", division = NULL, calendar = NULL, born = NULL, tags = NULL, trigger = NULL,
                agreed = NULL, since = NULL, events = NULL, whole_days = FALSE, details = FALSE) {
  refuse_lost()
  question <- question_of(rule, profile, division, calendar, trigger, tags, agreed, since, events, whole_days)
  moments <- moments(when, "when")
  n <- length(moments$days)
  born <- births(born, n)
  if (one_flag(details, "details")) {
    answer <- ask(question, moments, born)
    return(as_frame(list(
      due = as_days(answer$due, if (inherits(when, "Date")) unname(when)), due_time = as_times(answer$due_time),
      opens = as_days(answer$opens), due_by_law = as_days(answer$due_by_law),
      due_by_law_time = as_times(answer$due_by_law_time), governed_by = answer$governed_by,
      certainty = factor(answer$certainty, codes_of("certainty")), error = answer$error
    )))
  }
  if (is.null(moments$times) && question$by_day) {
    return(due_days(question, when, moments$days, born))
  }
  answer <- ask(question, moments, born)
  failed <- which(!is.na(answer$error))
  if (length(failed)) warn_missing(length(failed), n, answer$error[failed[1]])
  if (all(is.na(answer$due_time))) {
    return(as_days(answer$due, if (inherits(when, "Date")) when))
  }
  last_second <- answer$due_time
  by_day <- is.na(last_second) & !is.na(answer$due)
  if (any(by_day)) last_second[by_day] <- as.POSIXct(paste(as_days(answer$due[by_day]), "23:59:59"), tz = "Europe/London")
  as_times(last_second)
}

due_days <- function(question, when, days, born) {
  answer <- .Call(
    dueby_r_due_days, question$profile$pointer, question$calendar$pointer, question$rule, question$facts$flags, days, born
  )
  if (is.null(answer)) unknown_rule(question)
  failed <- attr(answer, "failed")
  if (failed) {
    first <- attr(answer, "first")
    one <- ask(question, list(days = days[first], times = NULL), if (!is.null(born)) born[first])
    warn_missing(failed, length(days), one$error)
  }
  as_days(answer, if (inherits(when, "Date")) when)
}

check <- function(rule, when, met = NULL, ended = NULL, as_at = NULL, soon = NULL, profile = "england", division = NULL,
                  calendar = NULL, born = NULL, tags = NULL, trigger = NULL, agreed = NULL, since = NULL, events = NULL,
                  whole_days = FALSE, details = FALSE) {
  refuse_lost()
  question <- question_of(rule, profile, division, calendar, trigger, tags, agreed, since, events, whole_days)
  moments <- moments(when, "when")
  n <- length(moments$days)
  column <- function(x, name) if (is.null(x)) list() else fit(moments(x, name), n, name, "when")
  met <- column(met, "met")
  ended <- column(ended, "ended")
  as_at <- one_moment(as_at, "as_at")
  answer <- ask(question, moments, births(born, n), list(
    met_days = met$days, met_times = met$times, ended_days = ended$days, ended_times = ended$times,
    as_at_day = as_at$days, as_at_time = as_at$times, soon = if (!is.null(soon)) soon_of(soon)
  ))
  states <- codes_of("state")
  state <- factor(states[answer$state], states)
  if (one_flag(details, "details")) {
    return(as_frame(list(
      state = state, due = as_days(answer$due, if (inherits(when, "Date")) unname(when)), due_time = as_times(answer$due_time),
      due_by_law = as_days(answer$due_by_law), due_by_law_time = as_times(answer$due_by_law_time), days_left = answer$days_left, working_days_left = answer$working_days_left,
      days_taken = answer$days_taken, working_days_taken = answer$working_days_taken, governed_by = answer$governed_by,
      certainty = factor(answer$certainty, codes_of("certainty")), error = answer$error
    )))
  }
  failed <- which(is.na(state) & !is.na(answer$error))
  if (length(failed)) warn_missing(length(failed), n, answer$error[failed[1]])
  unjudged <- which(is.na(state) & is.na(answer$error) & !is.na(answer$due))
  if (length(unjudged)) warn_missing(length(unjudged), n, "not done or ended, so dueby needs the day to check: give as_at")
  state
}

# ---- explanations ----

explain <- function(x, ...) UseMethod("explain")

explain.character <- function(x, when, profile = "england", division = NULL, calendar = NULL, born = NULL, tags = NULL,
                              trigger = NULL, agreed = NULL, since = NULL, events = NULL, whole_days = FALSE, ...) {
  refuse_unused(...)
  refuse_lost()
  question <- question_of(x, profile, division, calendar, trigger, tags, agreed, since, events, whole_days)
  moments <- moments(when, "when")
  born <- births(born, length(moments$days))
  explained <- function(i) {
    said <- .Call(
      dueby_r_explain, question$profile$pointer, question$calendar$pointer, question$rule, question$facts, moments$days,
      moments$times, born, i
    )
    if (is.null(said)) unknown_rule(question)
    if (!is.null(attr(said, "error"))) fail(attr(said, "status"), attr(said, "error"))
    as.character(said)
  }
  structure(vapply(seq_along(moments$days), explained, ""), class = "dueby_explanation")
}

print.dueby_explanation <- function(x, ...) {
  cat(unclass(x)[!is.na(x)], sep = "\n")
  invisible(x)
}
