# Counted by hand: 27 March 2026 is a Friday, Good Friday is 3 April and Easter Monday 6 April, so 15 working days end on 21
# April.

held <- as.Date("2026-03-27")
due_day <- as.Date("2026-04-21")

test_that("Dates of doubles and of integers go in and out, and NA stays NA", {
  expect_identical(due("cp.conference.initial", held), due_day)
  whole <- structure(20539L, class = "Date")
  expect_identical(due("cp.conference.initial", whole), structure(20564L, class = "Date"))
  expect_identical(due("cp.conference.initial", c(a = held, b = NA)), c(a = due_day, b = as.Date(NA)))
  expect_identical(due("cp.conference.initial", as.Date(character())), as.Date(character()))
  expect_identical(due("cp.conference.initial", structure(20539.9, class = "Date")), due_day)
  expect_identical(due("cp.conference.initial", as.Date(NA)), as.Date(NA))
})

test_that("an IDate goes out as an IDate", {
  skip_if_not_installed("data.table")
  days <- data.table::as.IDate(c("2026-03-27", NA))
  expect_identical(due("cp.conference.initial", days), data.table::as.IDate(c("2026-04-21", NA)))
  table <- data.table::data.table(held = days)
  table$due <- due("cp.conference.initial", table$held)
  expect_s3_class(table$due, "IDate")
})

test_that("what has a day but no answer is NA, with a warning that says why", {
  days <- c(held, NA, as.Date("1950-01-01"))
  expect_warning(answer <- due("cp.conference.initial", days), "1 of 3 has no answer: .* not in force on 1950-01-01")
  expect_equal(answer, c(due_day, NA, NA))
  table <- expect_silent(due("cp.conference.initial", days, details = TRUE))
  expect_equal(table$due, answer)
  expect_equal(is.na(table$error), c(TRUE, TRUE, FALSE))
  expect_equal(table$governed_by[1], "england:cp.conference.initial")
  expect_equal(as.character(table$certainty[1]), "confirmed")
  for (day in c(Inf, -Inf, -25568, 84006)) {
    far <- structure(day, class = "Date")
    why <- "when: expected a day from 1900 to 2199"
    expect_warning(due("cp.conference.initial", far), paste("1 of 1 has no answer:", why))
    expect_equal(check("cp.conference.initial", far, met = held, details = TRUE)$error, why)
    expect_equal(due("cp.conference.initial", c(far, held), details = TRUE)$error, c(why, NA))
    expect_error(explain("cp.conference.initial", far), why)
  }
})

test_that("hours need a time with a zone, and are UK time over the change of the clocks", {
  returned <- as.POSIXct("2026-03-27 14:30", tz = "Europe/London")
  expect_equal(due("missing.return_interview", returned), as.POSIXct("2026-03-30 15:30", tz = "Europe/London"))
  table <- due("missing.return_interview", returned, details = TRUE)
  expect_equal(table$due_by_law_time, as.POSIXct("2026-03-30 15:30", tz = "Europe/London"))
  expect_true(is.na(due("cp.conference.initial", held, details = TRUE)$due_by_law_time))
  in_winter <- as.POSIXct("2026-03-27 14:30", tz = "UTC")
  expect_equal(due("missing.return_interview", in_winter), as.POSIXct("2026-03-30 15:30", tz = "Europe/London"))
  expect_error(due("missing.return_interview", as.POSIXct("2026-03-27 14:30")), "without a time zone", class = "dueby_bad_value")
  expect_warning(due("missing.return_interview", held), "has no time of day: .*whole_days = TRUE")
  expect_equal(due("missing.return_interview", held, whole_days = TRUE), as.Date("2026-03-30"))
  # 23:30 UTC in summer is the next day in the United Kingdom
  late <- as.POSIXct("2026-04-01 23:30", tz = "UTC")
  expect_equal(due("cp.conference.initial", late), due("cp.conference.initial", as.Date("2026-04-02")))
  expect_error(due("cp.visit", as.POSIXct("1950-01-01 09:00", tz = "UTC")), "1972 to 2100", class = "dueby_outside_coverage")
  expect_equal(is.na(due("missing.return_interview", returned + c(0, NA))), c(FALSE, TRUE))
})

test_that("midnights in UTC are days, as readxl gives those of a sheet", {
  sheet <- as.POSIXct(c("2026-05-18", NA, "2026-03-27"), tz = "UTC")
  days <- as.Date(c("2026-05-18", NA, "2026-03-27"))
  expect_warning(answer <- due("missing.return_interview", sheet), "2026-05-18 has no time of day")
  expect_true(all(is.na(answer)))
  expect_equal(due("cp.conference.initial", sheet), due("cp.conference.initial", days))
  # one with a time of day makes all of them times: 00:00 UTC on 18 May is 01:00 in the United Kingdom
  mixed <- as.POSIXct(c("2026-05-18 00:00", "2026-05-18 14:30"), tz = "UTC")
  expect_equal(due("missing.return_interview", mixed), as.POSIXct(c("2026-05-21 01:00", "2026-05-21 15:30"), tz = "Europe/London"))
  midnight <- as.POSIXct("2026-05-18 00:00", tz = "Europe/London")
  expect_equal(due("missing.return_interview", midnight), as.POSIXct("2026-05-21 00:00", tz = "Europe/London"))
  born <- as.POSIXct("2020-05-18", tz = "UTC")
  expect_equal(due("cla.health.review", days, born = born), due("cla.health.review", days, born = as.Date(born)))
  expect_error(due("cla.health.review", days, born = born + 1), "expected a Date", class = "dueby_bad_value")
  child <- data.frame(born = as.Date(born))
  for (ask in list(due, check, explain)) {
    expect_error(ask("cla.health.review", days, born = child$brn), "born: .* child\\$brn is NULL", class = "dueby_bad_value")
    expect_error(ask("cla.health.review", days, born = child[["brn"]]), "born: .* is NULL", class = "dueby_bad_value")
  }
  expect_equal(due("cp.conference.initial", days, born = NULL), due("cp.conference.initial", days))
})

test_that("a wrong name says what may have been meant", {
  expect_error(due("cp.visti", held, profile = "barnet"), "\"cp.visti\": did you mean \"cp.visit\"", class = "dueby_unknown_name")
  expect_error(due("cp.visit", held, profile = "barnett"), "did you mean \"barnet\"", class = "dueby_unknown_name")
  expect_error(due("cp.visit", held, division = "wales"), "unknown division", class = "dueby_unknown_name")
  expect_error(due("cp.visit", held, tags = "alon"), "did you mean \"alone\"", class = "dueby_unknown_name")
  expect_error(due("cp.visit", held, events = list(cp_plan.endet = held)), "cp_plan.ended", class = "dueby_unknown_name")
  expect_error(due("cp.visit", "2026-03-27"), "found a character", class = "dueby_bad_value")
  expect_error(due("cp.visit", held, agreed = "four weeks"), "is not a length of time", class = "dueby_bad_value")
  in_vain <- "agreed: no rule used here for cp.conference.initial has an agreed interval"
  expect_error(due("cp.conference.initial", held, agreed = "4 weeks"), in_vain, fixed = TRUE, class = "dueby_bad_value")
  expect_error(check("cp.conference.initial", held, met = held, agreed = "4 weeks"), in_vain, fixed = TRUE, class = "dueby_bad_value")
  expect_error(due("cp.visit", held, calendar = dueby_calendar(), division = "scotland"), "not both", class = "dueby_error")
})

test_that("check has the states of the library", {
  met <- c(due_day, due_day + 1, NA)
  state <- check("cp.conference.initial", rep(held, 3), met = met, as_at = as.Date("2026-04-22"))
  expect_equal(as.character(state), c("met", "met_late", "overdue"))
  soon <- check("cp.conference.initial", held, as_at = as.Date("2026-04-20"))
  expect_equal(as.character(soon), "due_soon")
  expect_equal(as.character(check("cp.conference.initial", held, as_at = as.Date("2026-04-20"), soon = "0 days")), "open")
  table <- check("cp.conference.initial", c(held, NA, held), met = c(due_day + 1, due_day, held - 1), details = TRUE)
  expect_equal(table$days_left, c(-1L, NA, NA))
  expect_equal(table$working_days_taken, c(16L, NA, NA))
  expect_match(table$error[2], "no start date")
  expect_match(table$error[3], "is too early to count")
  expect_warning(check("cp.conference.initial", held), "give as_at")
  # the days alone do not decide: 72 hours from a time on the 2nd end at that time on the 5th
  hours <- check("missing.return_interview", rep(as.Date("2026-03-02"), 3), met = as.Date("2026-03-01") + c(2, 4, 6))
  expect_equal(as.character(hours), c("met", "not_computable", "met_late"))
  expect_error(check("cp.visit", c(held, held, held), met = c(held, held)), "met: 2 elements, but when has 3")
})

test_that("other events end and are looked at as far as they had happened", {
  # 10 working days from Monday 2 March 2026 end on the 16th
  asked <- function(...) {
    check("barnet:cp.visit", as.Date("2026-03-02"), profile = "barnet", ..., events = list(cp_plan.ended = as.Date("2026-03-10")))
  }
  expect_equal(as.character(asked(as_at = as.Date("2026-03-31"))), "ended")
  expect_equal(as.character(asked(as_at = as.Date("2026-03-03"), soon = "1 day")), "open")
  expect_error(due("cp.visit", held, events = list(held)), "expected a list", class = "dueby_bad_value")
})

test_that("many rows are the same rows", {
  days <- rep(as.Date("2020-01-01") + 0:4000, length.out = 50000)
  expect_equal(due("assessment.single", days), due("assessment.single", days, details = TRUE)$due)
})

test_that("calendars have closures, added and removed days, weekends and histories", {
  closed <- dueby_calendar(closures = as.Date("2026-04-07"), closures_for = "all", label = "Offices closed")
  expect_equal(due("cp.conference.initial", held, calendar = closed), due_day + 1)
  local <- dueby_calendar(closures = as.Date("2026-04-07"))
  expect_equal(due("cp.conference.initial", held, calendar = local), due_day) # a local closure does not affect rules set by law
  expect_equal(due("cp.conference.initial", held, calendar = dueby_calendar(added = as.Date("2026-04-07"))), due_day + 1)
  expect_equal(due("cp.conference.initial", held, calendar = dueby_calendar(removed = as.Date("2026-04-06"))), due_day - 1)
  expect_error(dueby_calendar(removed = as.Date("2026-04-07")), "not a bank holiday", class = "dueby_unknown_name")
  expect_true(is_working_day(as.Date("2026-03-28"), calendar = dueby_calendar(weekend = c("fri", "sun"))))
  expect_true(is_working_day(as.Date("2020-05-08"), calendar = dueby_calendar(known_on = as.Date("2019-06-01"))) ||
    is_working_day(as.Date("2020-05-04"), calendar = dueby_calendar()))
  expect_equal(working_days(held, c(due_day, NA)), c(15L, NA))
  expect_equal(working_days(due_day, held, include = "start"), -15L)
  expect_equal(add_span(held, "15 working days", "scotland"), as.Date("2026-04-20")) # Easter Monday works there
  expect_warning(expect_equal(working_days(held, as.Date("2101-01-01")), NA_integer_), "to: 2101-01-01: the calendar only covers 1971-01-01 to 2100-12-31")
  file <- tempfile(fileext = ".csv")
  writeLines(c("date,name", "2026-04-03,Good Friday", "2026-12-25,Christmas"), file)
  expect_equal(nrow(holidays(calendar = dueby_calendar(file = file))), 2)
  writeLines(c("date,name", "2026-04-31,no such day"), file)
  expect_error(dueby_calendar(file = file), ":2:.*date", class = "dueby_bad_file")
})

test_that("a day outside the calendar is named with its argument", {
  covers <- "the calendar only covers 1971-01-01 to 2100-12-31"
  late <- as.Date("2101-01-01")
  warned <- function(message, call) expect_warning(expect_true(is.na(call)), message, fixed = TRUE)
  refused <- function(message, call) expect_error(call, message, fixed = TRUE, class = "dueby_outside_coverage")
  warned(paste0("from: 1950-01-01: ", covers), working_days(as.Date("1950-01-01"), late))
  warned(paste0("day: 2101-01-01: ", covers), is_working_day(late))
  warned(paste0("from: 2101-01-01: ", covers), add_span(late, "1 working day"))
  warned(paste0("1 working day from 2100-12-31: ", covers), add_span(as.Date("2100-12-31"), "1 working day"))
  expect_warning(working_days(c(held, NA, held), c(held, late, late)), paste0("1 of 3 has no answer: to: 2101-01-01: ", covers))
  for (argument in c("met", "ended", "as_at")) {
    asked <- function(day) do.call(check, c(list("cp.conference.initial", held), structure(list(day), names = argument)))
    warned(paste0("1 of 1 has no answer: ", argument, ": 2101-01-01: ", covers), asked(late))
  }
  warned("met: expected a day from 1900 to 2199", check("cp.conference.initial", held, met = as.Date("2500-01-01")))
  warned("born: expected a day from 1900 to 2199", due("cp.conference.initial", held, born = as.Date("2500-01-01")))
  expect_error(due("cp.conference.initial", held, events = list(visit.made = as.Date("2500-01-01"))), "events: expected a day from 1900")
  warned(paste0("england:cp.conference.initial from 2101-01-01: ", covers), due("cp.conference.initial", late))
  refused(paste0("england:cp.conference.initial from 2101-01-01: ", covers), explain("cp.conference.initial", late))
  refused(paste0("closures: 2101-01-01: ", covers), dueby_calendar(closures = c(held, late)))
  refused("days: 2101-01-01: a calendar can only cover 1971-01-01 to 2100-12-31", dueby_calendar(days = late))
})

test_that("a profile comes from a name, a file or a text, and a fault has its place", {
  text <- c(
    "profile: here", "title: Here", "extends: england",
    "document: {title: Standards, version: V1, date: 2025-09, read_on: 2026-01-05}",
    "authority: local", "rules:", "  - id: assessment.single", "    title: single assessment", "    trigger: referral.received",
    "    due: assessment.completed", "    within: 35 working days", "    force: should",
    "    source: {section: \"1\", checked: primary}"
  )
  file <- tempfile(fileext = ".yaml")
  writeLines(text, file)
  expected <- add_span(held, "35 working days")
  expect_equal(due("assessment.single", held, profile = file), expected)
  expect_equal(due("assessment.single", held, profile = dueby_profile(yaml = text)), expected)
  writeLines(sub("35 working days", "35 wroking days", text), file)
  expect_error(dueby_profile(file), ".yaml:11:", class = "dueby_bad_file")
  expect_true("cla.visit" %in% dueby_profile("barnet")$duties)
  listed <- rules("barnet")
  expect_s3_class(listed$from, "Date")
  expect_equal(nrow(listed), nrow(unique(listed[c("rule", "from", "to", "source", "timescale")])))
})

test_that("an explanation has the days, and why there is none", {
  said <- explain("cp.conference.initial", held)
  expect_match(said, "Good Friday")
  expect_match(said, "due by Tuesday 21 April 2026")
  expect_output(print(said), "Easter Monday")
  expect_error(explain("cp.conference.initial", as.Date("1950-01-01")), "not in force")
  expect_true(is.na(explain("cp.conference.initial", as.Date(NA))))
  expect_error(explain("cp.conference.initial", held, divison = "scotland"), "unknown argument divison", class = "dueby_bad_value")
})

test_that("what was saved is refused, not followed", {
  file <- tempfile()
  saveRDS(list(dueby_calendar(), dueby_profile("barnet")), file)
  again <- readRDS(file)
  expect_error(due("cp.visit", held, calendar = again[[1]]), "make it again", class = "dueby_error")
  expect_error(rules(again[[2]]), "make it again", class = "dueby_error")
})
