# Compares worklists with the command's (DUEBY_COMMAND), and with the stories of tests/vectors, whose lines were worked out by hand.

events_csv <- function() tree("examples", "events.csv")
as_at <- as.Date("2026-10-31")

# Returns the CSV that the command prints.
command <- function(...) {
  path <- Sys.getenv("DUEBY_COMMAND")
  if (!nzchar(path)) skip("DUEBY_COMMAND does not name the command")
  said <- suppressWarnings(system2(path, c("worklist", ..., "--format", "csv"), stdout = TRUE, stderr = FALSE))
  attr(said, "status") <- NULL # 5: something needs checking
  Encoding(said) <- "UTF-8"
  said
}

# The conference was due on 21 April 2026, 15 working days after 27 March.
test_that("since and what_if", {
  events <- data.frame(case = c(1, 2, 2), event = c("strategy_discussion.held", "strategy_discussion.held", "icpc.held"),
                       at = as.Date(c("2026-03-27", "2026-03-27", "2026-04-21")), team = c("North", "South", "South"))
  list_at <- function(day, ...) worklist(events, as.Date(day), only = "cp.conference.initial", recorded = "all", ...)
  now <- list_at("2026-04-22")
  changed <- since(now, as.Date("2026-04-20"))
  expect_equal(changed$change, c("overdue", "done"))
  expect_equal(changed$case, c("1", "2"))
  expect_equal(changed$team, c("North", "South"))
  expect_equal(changed$due, as.Date(c("2026-04-21", "2026-04-21")))
  expect_identical(changed$state_before, factor(c("due_soon", "due_soon"), levels(changed$state)))
  expect_equal(since(now, list_at("2026-04-20"))$change, c("overdue", "done"))
  expect_equal(nrow(since(now, now)), 0)
  effects <- what_if(now, "icpc.held", as.Date("2026-04-23"))
  expect_equal(effects$effect, "meets")
  expect_equal(as.character(effects$state), "met_late")
  expect_equal(effects$team, "North")
  expect_equal(nrow(what_if(now, "icpc.held", as.Date("2026-04-23"), tags = "void")), 0)
  expect_error(since(now, NA), "older")
  differs <- function(older, difference) {
    expect_error(since(now, older), paste0("since: the older list was made differently: ", difference), fixed = TRUE,
                 class = "dueby_bad_value")
  }
  differs(list_at("2026-04-20", profile = "barnet"), "profile: barnet in the older list, england in this one")
  differs(list_at("2026-04-23"), "as_at: 2026-04-23 in the older list, 2026-04-22 in this one, which is earlier")
  differs(as.Date("2026-04-23"), "as_at: 2026-04-23 in the older list, 2026-04-22 in this one, which is earlier")
  differs(list_at("2026-04-20", where = list(team = "North")), "where team: 1 value in the older list, not given in this one")
  differs(list_at("2026-04-20", whole_days = TRUE), "whole_days = TRUE in the older list only")
  differs(list_at("2026-04-20", holds = list(icpc.held = "latest")), "holds icpc.held: latest in the older list, not given in this one")
  expect_error(what_if(now, "icpc.hold", as.Date("2026-04-23")), "icpc.held")
  expect_error(what_if(now, "icpc.held", as.Date("2026-04-23"), tags = "alnoe"), "alone")
  visits <- data.frame(case = 1, event = "placement.started", at = as.Date("2026-03-02"))
  ahead <- function(horizon) nrow(worklist(visits, as.Date("2026-03-03"), only = "cla.visit", recorded = "all", horizon = horizon)$lines)
  expect_gt(ahead(as.Date("2026-12-31")), ahead(NULL))
})

test_that("the worklist of a file is the command's, line by line", {
  for (profile in c("england", "barnet")) {
    expected <- command(events_csv(), "--profile", profile, "--as-at", "2026-10-31", "--state", "all")
    expect_gt(length(expected), 1500)
    expect_identical(as_csv(worklist(events_csv(), as_at, profile = profile)$lines), expected)
  }
})

test_that("a data.frame and a data.table are the same worklist", {
  expected <- as_csv(worklist(events_csv(), as_at, profile = "barnet")$lines)
  frame <- read.csv(events_csv(), colClasses = "character")
  expect_identical(as_csv(worklist(frame, as_at, profile = "barnet")$lines), expected)
  skip_if_not_installed("data.table")
  listed <- worklist(data.table::as.data.table(frame), as_at, profile = "barnet")
  expect_s3_class(listed$lines, "data.table")
  expect_identical(as_csv(listed$lines), expected)
})

test_that("a return is the command's worklist, as at its reference date or another day", {
  census <- tree("examples", "cin.xml")
  listed <- worklist(census)
  expect_identical(as_csv(listed$lines), command(census, "--state", "all"))
  expect_equal(listed$as_at, as.Date("2026-03-31"))
  expect_equal(listed$recorded_to, as.Date("2026-03-31"))
  expect_match(listed$notes[1], "^Read as children in need census \\(cin\\): 1 file\\. Checked at its reference date")
  expect_gt(length(listed$notes), 1)
  files <- tree("tests", "returns", "ssda903", c("header.csv", "episodes.csv", "reviews.csv", "missing.csv"))
  care <- worklist(files, as.Date("2026-03-31"), authority = "statute")
  expect_identical(as_csv(care$lines), command(files, "--as-at", "2026-03-31", "--authority", "statute", "--state", "all"))
  expect_match(care$problems$message[which(care$problems$line == 31)], "episodes.csv: episodes: this row has 4 columns but the header has 13")
  expect_error(worklist(events_csv()), "as_at: give the day", class = "dueby_bad_value")
  expect_error(worklist(c(events_csv(), census), as_at), "on its own", class = "dueby_bad_file")
  expect_error(worklist(character(), as_at), "events: expected", class = "dueby_bad_value")
  expect_error(worklist(data.frame(), as_at), "case,event,at", class = "dueby_bad_file")
  expect_error(worklist(events_csv(), as.Date("2500-01-01")), class = "dueby_outside_coverage")
})

# Turns the options of a story into arguments: "--holds EVENT=since:DAY", any number of times, or "--history-from DAY".
arguments_of <- function(options) {
  if (!nzchar(options)) {
    return(list())
  }
  words <- strsplit(options, " ", fixed = TRUE)[[1]]
  if (words[1] == "--history-from") {
    return(list(history_from = day(words[2])))
  }
  stopifnot(words[c(TRUE, FALSE)] == "--holds")
  held <- strsplit(words[c(FALSE, TRUE)], "=", fixed = TRUE)
  what <- lapply(held, function(one) {
    if (startsWith(one[2], "since:")) day(sub("since:", "", one[2], fixed = TRUE)) else one[2]
  })
  list(holds = setNames(what, vapply(held, `[`, "", 1)))
}

test_that("stories", {
  stories <- rows_of("tests", "vectors", "stories", "stories.csv")
  expect_gt(nrow(stories), 40)
  for (i in seq_len(nrow(stories))) {
    story <- stories[i, ]
    file <- function(end) tree("tests", "vectors", "stories", paste0(story$name, end))
    asked <- list(file(".csv"), day(story$as_at), profile = story$profile, only = story$only, order = "case")
    lines <- do.call(worklist, c(asked, arguments_of(story$options)))$lines
    found <- read.csv(text = as_csv(lines), colClasses = "character", check.names = FALSE)
    expected <- read.csv(file(".expected.csv"), colClasses = "character", check.names = FALSE)
    compared <- setdiff(names(expected), c("reason_has", "source", "counted"))
    expect_identical(as.list(found[compared]), as.list(expected[compared]), label = story$name)
    expect_true(all(mapply(grepl, expected$reason_has, found$reason, fixed = TRUE)), label = story$name)
  }
})

small <- data.frame(
  case = c(1, 2, 2, 3), event = c("strategy_discussion.held", "strategy_discussion.held", "icpc.held", "strategy_discussion.held"),
  at = c("2026-03-27", "2026-03-30", "2026-04-20", "Thursday"), team = c("North", "South", "South", "North")
)
of_small <- function(...) worklist(small, as.Date("2026-04-22"), only = "cp.conference.initial", ...)

test_that("no case is lost, and what is wrong has its row", {
  listed <- of_small()
  expect_equal(listed$lines$case, c("1", "3", "2"))
  expect_equal(as.character(listed$lines$state), c("overdue", "not_computable", "met"))
  expect_identical(levels(listed$lines$state_by_law), levels(listed$lines$state))
  # Working days after 27 March: to 2 April 4, to 10 April 8, to 17 April 13, to 22 April 16; after 30 March to 20 April 13.
  expect_identical(listed$lines$working_days_taken, c(16L, NA, 13L))
  expect_equal(listed$lines$reason[2], "1 row for this case could not be used (row 4)")
  expect_equal(listed$problems$row, 4L)
  expect_identical(listed$problems$line, NA_integer_)
  expect_match(listed$problems$message, "is not a date. Write dates like 2026-03-27")
  expect_equal(listed$quality$code[1], "recorded")
  bad <- listed$quality[listed$quality$code == "bad_rows", ]
  expect_equal(bad$rows, "4")
  expect_identical(bad$lines, NA_character_)
  expect_match(bad$text, "1 row could not be used (row 4): ", fixed = TRUE)
  expect_equal(listed$counts[["bad_rows"]], 1)
  expect_output(print(listed), "Can I trust this list")
  expect_match(listed$disclaimer, "This is not legal advice")
  expect_match(explain(listed, 1), "Initial child protection conference")
  expect_match(explain(listed, 2), "could not be used")
  expect_equal(as.data.frame(listed)$case, c("1", "3", "2"))
})

test_that("at may be Dates and times, case numbers, factors, and texts with commas and line breaks", {
  frame <- data.frame(
    case = c(100000, 1e15), event = factor("missing.returned"), at = as.POSIXct("2026-03-27 14:30", tz = "UTC"),
    team = "a,\"b\"\nc"
  )
  asked <- function(frame) worklist(frame, as.Date("2026-03-28"), only = "missing.return_interview")
  lines <- asked(frame)$lines
  expect_equal(lines$case, c("100000", "1000000000000000"))
  expect_equal(lines$due_time, as.POSIXct(rep("2026-03-30 15:30", 2), tz = "Europe/London"))
  expect_equal(lines$team, rep("a,\"b\"\nc", 2))
  frame$at <- structure(20539L, class = "Date")
  expect_equal(asked(frame[1, ])$lines$triggered_at, as.Date("2026-03-27"))
  frame$at <- as.POSIXct("2026-03-27 14:30")
  expect_error(worklist(frame, as.Date("2026-03-28")), "without a time zone", class = "dueby_bad_value")
  frame$at <- c("2026-03-27", "no day")
  expect_equal(worklist(frame, as.Date("2026-03-28"))$problems$row, 2L)
})

test_that("midnights in UTC are days, unless midnight is a time", {
  frame <- data.frame(case = 1, event = "missing.returned", at = as.POSIXct("2026-05-18", tz = "UTC"))
  asked <- function(...) worklist(frame, as.Date("2026-05-19"), only = "missing.return_interview", ...)$lines
  expect_equal(asked()$triggered_at, as.Date("2026-05-18"))
  expect_equal(asked()$triggered_at_time, as.POSIXct(NA, tz = "Europe/London"))
  expect_equal(asked(midnight_is_time = TRUE)$triggered_at_time, as.POSIXct("2026-05-18 01:00", tz = "Europe/London"))
  frame$at <- frame$at + 14.5 * 3600
  expect_equal(asked()$triggered_at_time, as.POSIXct("2026-05-18 15:30", tz = "Europe/London"))
})

test_that("a printed list shows the refs and needs that tell lines apart", {
  frame <- data.frame(case = 1, event = c("birth", "cp_plan.started"), at = c("2015-01-05", "2026-02-02"), ref = c("", "P1"))
  asked <- function(frame) worklist(frame, as.Date("2026-02-20"), profile = "barnet", only = "cp.visit")
  expect_output(print(asked(frame)), "worklist of 1 case as at")
  expect_output(print(asked(frame)), "case +ref +needs +rule")
  expect_output(print(of_small()), "worklist of 3 cases as at")
  expect_output(print(of_small()), "case +rule +occurrence")
})

test_that("cases, states and columns narrow the list; what is not there is said", {
  expect_equal(of_small(case = 2)$lines$case, "2")
  expect_equal(of_small(where = list(team = "North"))$lines$case, c("1", "3"))
  expect_equal(of_small(state = "overdue")$lines$case, "1")
  expect_error(of_small(case = 7), "this case is not in your file", class = "dueby_unknown_name")
  expect_error(of_small(where = list(tem = "North")), "no extra column called \"tem\"", class = "dueby_unknown_name")
  expect_error(of_small(state = "late"), "expected one of open", class = "dueby_unknown_name")
  expect_error(worklist(small, as_at, only = "cp.conferenc"), "unknown duty \"cp.conferenc\": did you mean \"cp.conference.initial\"", class = "dueby_unknown_name")
  expect_error(worklist(small), "does not use today.s date", class = "dueby_error")
  expect_error(worklist("nowhere.csv", as_at), "no such file", class = "dueby_bad_file")
  expect_error(worklist(small[c("case", "at")], as_at), "event", class = "dueby_bad_file")
})

test_that("what the records hold is the caller's to say", {
  plans <- data.frame(case = 1, event = "cp_plan.started", at = "2026-01-05")
  asked <- function(...) worklist(plans, as.Date("2026-02-20"), only = "cp.visit", profile = "barnet", ...)$lines
  expect_true(all(asked()$state == "not_computable"))
  expect_true(any(asked(recorded = "all")$state == "overdue"))
  expect_true(any(asked(recorded = c("cp_plan.started", "visit.made"))$state == "overdue"))
  expect_equal(nrow(asked(holds = list("visit.made" = "never"))), 0)
  expect_true(any(asked(holds = list("visit.made" = as.Date("2025-01-01")))$state == "overdue"))
  expect_error(asked(recorded = "visit.mad"), "did you mean \"visit.made\"", class = "dueby_unknown_name")
})

test_that("a summary is the command's", {
  expected <- read.csv(text = command(events_csv(), "--profile", "barnet", "--as-at", "2026-10-31", "--summary", "--by", "team"))
  listed <- worklist(events_csv(), as_at, profile = "barnet")
  found <- summary(listed, by = "team")
  for (name in c("rule", "counted", "in_time", "late", "overdue")) expect_equal(found[[name]], expected[[name]], label = name)
  expect_equal(found$percent, expected$percent)
  expect_equal(found$team, expected$team)
  at <- read.csv(text = command(
    events_csv(), "--profile", "barnet", "--as-at", "2026-10-31", "--summary", "--basis", "at", "--period", "2026-01-01..2026-03-31"
  ))
  expect_equal(summary(listed, "at", as.Date(c("2026-01-01", "2026-03-31")))$percent, at$percent)
  expect_error(summary(listed, by = "tem"), "no extra column", class = "dueby_unknown_name")
})

# A column is found by its exact name or, if there is none, without regard to capitals, as in the command.
test_that("columns are found in any case", {
  listed <- of_small(where = list(TEAM = "North"))
  expect_equal(listed$lines$case, c("1", "3"))
  expect_equal(summary(of_small(), by = "Team"), summary(of_small(), by = "team"))
  both <- worklist(cbind(small, Team = "x"), as_at, only = "cp.conference.initial")
  expect_equal(unique(summary(both, by = "Team")$Team), "x")
  expect_equal(unique(summary(both, by = "team")$team), unique(summary(of_small(), by = "team")$team))
})

test_that("a column that is not there does not count as not given", {
  frame <- data.frame(day = as.Date("2026-02-20"))
  expect_error(worklist(small, as_at, horizon = frame$dya), "horizon: expected values, found that frame\\$dya is NULL", class = "dueby_bad_value")
  expect_silent(of_small(horizon = NULL))
})

# A column of this name would replace the answer's own.
test_that("a carried column may not have the name of another column", {
  named <- function(name) worklist(stats::setNames(cbind(small, "x"), c(names(small), name)), as_at)
  for (name in c("rule", "due", "due_time")) {
    expect_error(named(name), paste0("rename the column \"", name, "\""), class = "dueby_bad_value")
  }
  expect_error(since(named("change"), as_at - 7), "rename the column \"change\"", class = "dueby_bad_value")
  expect_error(what_if(named("effect"), "icpc.held", as_at), "rename the column \"effect\"", class = "dueby_bad_value")
  expect_error(summary(named("percent"), by = "percent"), "rename the column \"percent\"", class = "dueby_bad_value")
})

test_that("days outside 1900 to 2199 and outside the calendar are refused", {
  far <- as.Date("9999-12-31")
  late <- as.Date("2101-01-01") # the first day after the calendar's coverage
  for (name in c("horizon", "history_from", "recorded_to", "due_before")) {
    asked <- function(day) do.call(of_small, stats::setNames(list(day), name))
    expect_error(asked(far), paste0(name, ": expected a day from 1900 to 2199"), class = "dueby_bad_value")
    expect_error(asked(as.Date(Inf)), paste0(name, ": expected a day from 1900 to 2199"), class = "dueby_bad_value")
    expect_error(asked(as.Date(NA)), ": expected a day, found NA", class = "dueby_bad_value")
  }
  expect_error(of_small(holds = list("visit.made" = far)), "visit.made: expected a day from", class = "dueby_bad_value")
  covers <- "the calendar only covers 1971-01-01 to 2100-12-31"
  expect_error(worklist(small, far), paste0("^as_at: ", covers), class = "dueby_outside_coverage")
  expect_error(worklist(small, late), paste0("^as_at: 2101-01-01: ", covers), class = "dueby_outside_coverage")
  expect_error(of_small(horizon = late), paste0("^horizon: 2101-01-01: ", covers), class = "dueby_outside_coverage")
  expect_error(since(of_small(), late), paste0("^older: 2101-01-01: ", covers), class = "dueby_outside_coverage")
  expect_error(what_if(of_small(), "icpc.held", late), paste0("^at: 2101-01-01: ", covers), class = "dueby_outside_coverage")
  expect_error(of_small(horizon = as.Date("2000-01-01")), "before as_at", class = "dueby_bad_value")
  expect_error(of_small(history_from = as.Date("2062-03-01")), "history_from: this is after as_at", class = "dueby_bad_value")
  expect_error(of_small(holds = list("visit.made" = as.Date("2062-03-01"))), "holds: this is after as_at", class = "dueby_bad_value")
})

test_that("an option that means nothing is refused", {
  refused <- function(message, ...) expect_error(of_small(...), message, class = "dueby_bad_value")
  refused("soon: .*number of days, weeks or months", soon = "-5 working days")
  refused("soon: .*number of days, weeks or months", soon = "5 hours")
  refused("authority: \"\": an item is empty", authority = "")
  refused("an item is empty", authority = "statute,,local")
  refused("case: expected values, found NA", case = NA)
  refused("team: expected values, found NA", where = list(team = NA))
  refused("team: expected a character vector", where = list(team = list("North")))
  refused("null: expected strings", null = NA)
  refused("null: expected strings", null = 5)
  refused("give the day", holds = list("visit.made" = "since"))
  refused("found NA", holds = list("visit.made" = as.Date(NA)))
  backwards <- as.Date(c("2026-10-01", "2026-01-01"))
  expect_error(summary(of_small(), period = backwards), "last day is before", class = "dueby_bad_value")
  expect_error(explain(of_small(), 1.5), "line numbers", class = "dueby_bad_value")
  expect_error(explain(of_small(), lines = 2), "unknown argument lines", class = "dueby_bad_value")
  expect_error(summary(of_small(), basi = "due", bye = "team"), "unknown argument bye", class = "dueby_bad_value")
})

test_that("numbers are written as they are, whatever the others in their column", {
  cases <- c(1e15, 100000, 1234.1, 1e-10, -0)
  events <- data.frame(case = cases, event = "cp_plan.started", at = as.Date("2026-10-01"), n = cases)
  listed <- worklist(events, as_at, only = "cp.conference.review")$lines
  expect_setequal(listed$case, c("1000000000000000", "100000", "1234.1", "0.0000000001", "0"))
  expect_identical(listed$n, listed$case)
  expect_identical(worklist(events, as_at, only = "cp.conference.review", case = 100000)$lines$case, "100000")
  expect_identical(worklist(events, as_at, only = "cp.conference.review", where = list(n = 1e15))$lines$n, "1000000000000000")
  events$pair <- matrix(1:10, 5)
  expect_error(worklist(events, as_at), "pair: 10 values, but the table has 5 rows", class = "dueby_bad_value")
})

test_that("text that is not UTF-8 loses no row", {
  wrong <- "\xff, \"a\""
  Encoding(wrong) <- "UTF-8"
  events <- data.frame(case = 1:2, event = "cp_plan.started", at = as.Date("2026-10-01"), team = c(wrong, "caf\u00e9, \"b\""))
  listed <- expect_silent(worklist(events, as_at, only = "cp.conference.review"))
  expect_identical(listed$lines$team[order(listed$lines$case)], events$team)
  expect_error(of_small(authority = wrong), "not valid UTF-8", class = "dueby_bad_value")
  expect_error(of_small(where = list(team = wrong)), "not valid UTF-8", class = "dueby_bad_value")
})

# An external pointer of a different kind would crash R.
test_that("an object of another kind is refused", {
  listed <- of_small()
  listed$work <- listed$profile$pointer
  expect_error(since(listed, as_at), "expected a worklist", class = "dueby_bad_value")
  expect_error(summary(listed), "expected a worklist", class = "dueby_bad_value")
  calendar <- dueby_calendar("scotland")
  calendar$pointer <- listed$profile$pointer
  expect_error(due("cla.review", as_at, calendar = calendar), "expected a calendar", class = "dueby_bad_value")
})

measured <- function(...) {
  words <- c("measures", shQuote(c(...)), "--format", "csv")
  lines <- suppressWarnings(system2(Sys.getenv("DUEBY_COMMAND"), words, stdout = TRUE, stderr = FALSE)) # status 5: something needs checking
  read.csv(text = lines, colClasses = "character", na.strings = "")
}

same_cells <- function(found, expected) {
  expect_identical(names(found), names(expected))
  for (name in setdiff(names(found), c("percent", "mean_days"))) {
    expect_identical(as.character(found[[name]]), expected[[name]], label = name)
  }
  for (name in intersect(names(found), c("percent", "mean_days"))) {
    expect_equal(as.numeric(found[[name]]), as.numeric(expected[[name]]), label = name)
  }
}

test_that("measures are the command's", {
  census <- tree("tests", "returns", "cin", "census_2026.xml")
  listed <- worklist(census)
  same_cells(measures(listed, bands = TRUE), measured(census, "--bands"))
  same_cells(measures(listed, children = "C2"), measured(census, "--children", "C2"))
  expect_match(attr(measures(listed), "notes"), "^Cannot be worked out: CLA-reviews", all = FALSE)
  expect_error(measures(listed, 2025), "a year from April to March, for example 2025-26", fixed = TRUE)
  expect_match(attr(measures(listed), "notes"), "^Percentages are rounded as published", all = FALSE)
  files <- tree("tests", "returns", "ssda903", c("header.csv", "episodes.csv", "reviews.csv"))
  same_cells(measures(worklist(files, day("2026-10-31"))), measured(files, "--year", "2025-26"))
  events <- worklist(events_csv(), as_at, only = "cp.*")
  same_cells(measures(events, by = "team"), measured(events_csv(), "--as-at", "2026-10-31", "--by", "team"))
  same_cells(measures(events, "2025-26"), measured(events_csv(), "--year", "2025-26"))
  hidden <- measures(listed, suppress = TRUE)
  expect_true(anyNA(hidden$counted))
  expect_warning(none <- measures(listed, children = "CLA-reviews"), "CLA-reviews cannot be worked out")
  expect_equal(nrow(none), 0)
  expect_match(attr(none, "notes"), "^Cannot be worked out: CLA-reviews", all = FALSE)
  expect_silent(measures(listed, children = "C1"))
  expect_error(measures(listed, children = "C5"), "did you mean \"C1\"", class = "dueby_unknown_name")
  expect_error(measures(listed, "2025"), "year", class = "dueby_bad_value")
  expect_error(measures(listed, "2026-27"), "begins after", class = "dueby_bad_value")
  expect_error(measures(listed, by = "tem"), "no extra column", class = "dueby_unknown_name")
  expect_equal(measures(events, by = "TEAM"), measures(events, by = "team"))
})

# Arguments that would silently mean "everything" or "nothing".
test_that("what is empty, missing or not a number is refused by name", {
  events <- data.frame(case = 1, event = "strategy_discussion.held", at = as.Date("2026-03-27"))
  as_at <- as.Date("2026-04-22")
  refused <- function(message, call) expect_error(call, message, fixed = TRUE, class = "dueby_bad_value")
  refused("only: expected one or more values, found none", worklist(events, as_at, only = character()))
  refused("authority: expected one or more values, found none", worklist(events, as_at, authority = character()))
  refused("subject: expected one or more values, found none", worklist(events, as_at, subject = character()))
  refused("state: expected one or more values, found none", worklist(events, as_at, state = character()))
  refused("team: expected one or more values, found none", worklist(events, as_at, where = list(team = character())))
  refused("when: expected days, found NULL: check the name of the column", due("cp.conference.initial", events$when))
  refused("day: expected days, found NULL", is_working_day(events$day))
  refused("calendar: expected values, found that events$closed is NULL", working_days(events$at, as_at, calendar = events$closed))
  refused("division: expected values, found that events$nation is NULL", is_working_day(events$at, division = events$nation))
  refused("tags: expected values, found that events$tags is NULL", what_if(worklist(events, as_at), "icpc.held", as_at, events$tags))
  refused("from: expected days, found NULL", add_span(events$from, "3 days"))
  refused("to: expected days, found NULL", working_days(events$at, events$to))
  refused("events: expected days, found NULL", due("cp.conference.initial", events$at, events = list(icpc.held = events$held)))
  for (name in c("due_before", "recorded_to", "history_from", "horizon", "as_at")) {
    given <- list(events, as_at = as_at)
    given[[name]] <- as.Date(NA)
    refused(paste0(name, ": expected a day, found NA"), do.call(worklist, given))
  }
  refused("since: expected a day, found NA", due("cp.conference.initial", events$at, since = as.Date(NA)))
  refused("as_at: expected a day, found NA", check("cp.conference.initial", events$at, as_at = as.Date(NA)))
  refused("known_on: expected a day, found NA", dueby_calendar(known_on = as.Date(NA)))
  expect_error(dueby_calendar(known_on = as.Date("2001-01-01")),
    "known_on: 2001-01-01: dueby only has the lists published from 2011-11-23 to 2026-08-21", fixed = TRUE, class = "dueby_outside_coverage")
  refused("when: element 2: expected a day, found NaN", due("cp.conference.initial", structure(c(20000, NaN), class = "Date")))
  refused("as_at: element 1: expected a day, found NaN", worklist(events, structure(NaN, class = "Date")))
  refused("horizon: expected a day from 1900 to 2199", worklist(events, as_at, horizon = structure(Inf, class = "Date")))
  expect_error(worklist(events, structure(-Inf, class = "Date")), class = "dueby_outside_coverage")
  events$at <- structure(NaN, class = "Date")
  refused("events: at: element 1: expected a day, found NaN", worklist(events, as_at))
  # a missing day in a column is only that row's
  expect_identical(suppressWarnings(due("cp.conference.initial", as.Date(NA))), as.Date(NA))
})

test_that("choices are named", {
  events <- data.frame(case = 1, event = "strategy_discussion.held", at = as.Date("2026-03-27"))
  as_at <- as.Date("2026-04-22")
  refused <- function(message, call) expect_error(call, message, fixed = TRUE, class = "dueby_bad_value")
  refused("order: \"best\": expected worst or case", worklist(events, as_at, order = "best"))
  refused("order: expected a single string, found a double of length 1", worklist(events, as_at, order = 1))
  refused("dates: \"mdy\": expected iso or dmy", worklist(events, as_at, dates = "mdy"))
  refused("basis: \"done\": expected due or completed or at", summary(worklist(events, as_at), basis = "done"))
  refused("closures_for: \"some\": expected local or all", dueby_calendar(closures_for = "some"))
  # a weekend day that is given twice counts once
  expect_identical(dueby_calendar(weekend = c("fri", "sat", "fri"))$digest, dueby_calendar(weekend = "fri,sat")$digest)
})
