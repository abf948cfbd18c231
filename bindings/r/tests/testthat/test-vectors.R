# Replays tests/vectors and tests/rules/vectors.csv, like the C tests.

divisions <- c("govuk-eaw" = "england-and-wales", "govuk-sct" = "scotland", "govuk-ni" = "northern-ireland", none = "none")
counting <- c(A = "excluded", B = "rolled", I = "included", strict_next = "excluded")
rolls <- c(none = "none", "next" = "next", prev = "previous", "start-next" = "none")
includes <- c(inc_inc = "both", inc_exc = "start", exc_inc = "end")
weekdays_known <- c("mon", "tue", "wed", "thu", "fri", "sat", "sun")

calendar_of <- function(name, weekend) {
  name <- if (nzchar(name)) name else "none"
  weekend <- weekdays_known[vapply(weekdays_known, grepl, NA, weekend, fixed = TRUE)]
  if (name %in% names(divisions)) {
    return(dueby_calendar(divisions[[name]], weekend = weekend))
  }
  days <- if (name == "govuk-common") {
    listed <- lapply(divisions[1:3], function(division) as.integer(holidays(division)$date))
    as.Date(sort(Reduce(intersect, listed)), origin = "1970-01-01")
  } else {
    listed <- rows_of("tests", "vectors", "calendars.csv")
    sort(unique(day(listed$date[listed$calendar == name])))
  }
  expect_gt(length(days), 0)
  dueby_calendar("none", added = days, weekend = weekend)
}

# Answers one row as its operation says. A time of day only matters with a cut-off.
job_of <- function(row) {
  job <- as.list(row)
  job$calendar <- calendar_of(row$calendar, row$weekend)
  at <- if (nchar(row$start) > 10) time_of(row$start)
  job$start <- if (is.null(at)) day(row$start) else as.Date(at, tz = "Europe/London")
  job$past <- !is.null(at) && grepl("^\\d\\d:\\d\\d$", row$cutoff) && format(at, "%H:%M", tz = "Europe/London") >= row$cutoff
  if (job$past) job$start <- job$start + 1
  job$end_day <- if (nchar(row$end) == 10) day(row$end)
  job$n <- if (nzchar(row$n)) as.integer(row$n) else 0L
  job$counting <- if (row$count_rule %in% names(counting)) counting[[row$count_rule]] else "excluded"
  if (row$roll == "start-next") job$counting <- "rolled"
  job$rolled <- if (nzchar(row$roll)) rolls[[row$roll]] else "none"
  job
}

lay <- function(job, unit, counting = job$counting, roll = job$rolled, n = job$n, start = job$start, calendar = job$calendar) {
  add_span(start, paste(n, unit), calendar = calendar, counting = counting, roll = roll)
}
count <- function(job) working_days(job$start, job$end_day, calendar = job$calendar, include = includes[[job$count_rule]])

holiday_beside <- function(job, after) {
  days <- holidays(calendar = job$calendar)$date
  if (after) min(days[days > job$start]) else max(days[days < job$start])
}

count_with_extra <- function(job) {
  include <- includes[[job$count_rule]]
  extra <- day(unique(regmatches(job$note, gregexpr("\\d{4}-\\d\\d-\\d\\d", job$note))[[1]]))
  after <- if (include == "end") extra > job$start else extra >= job$start
  before <- if (include == "start") extra < job$end_day else extra <= job$end_day
  count(job) + sum(!is_working_day(extra, calendar = job$calendar) & after & before)
}

end_of_month_after <- function(job) {
  first <- as.Date(format(job$start, "%Y-%m-01"))
  lay(job, "days", "excluded", start = add_span(first, "2 months", "none") - 1)
}

skipping <- function(job) {
  start <- lay(job, "working days", "rolled", "none", n = 1)
  lay(job, "working days", "excluded", "none", start = start, calendar = calendar_of(job$row_calendar, ""))
}

years_between <- function(job) {
  years <- 0
  while (lay(job, "years", "excluded", "none", n = years + 1) <= job$end_day) years <- years + 1
  years
}

year_within_range <- function(job) {
  last <- as.integer(format(job$start, "%Y")) + (as.integer(format(job$start, "%m")) >= as.integer(job$cutoff))
  last - job$n <= as.integer(job$end) && as.integer(job$end) <= last
}

units_of <- c(working_day = "working days", day = "days")
operations <- list(
  add_working_days = function(job) lay(job, "working days"),
  add_calendar_days = function(job) lay(job, "days"),
  add_months = function(job) lay(job, "months"),
  add_months_from_utc_instant = function(job) lay(job, "months"),
  count_working_days = function(job) max(0, count(job)),
  count_working_days_signed = count,
  count_working_days_with_extra_working_dates = count_with_extra,
  count_calendar_days = function(job) as.integer(job$end_day - job$start) + (job$count_rule == "inc_inc"),
  is_working_day = function(job) is_working_day(job$start, calendar = job$calendar),
  is_bank_holiday = function(job) job$start %in% holidays(calendar = job$calendar)$date,
  next_holiday = function(job) holiday_beside(job, TRUE),
  prev_holiday = function(job) holiday_beside(job, FALSE),
  roll_next = function(job) lay(job, "working days", "excluded", "next", n = 0),
  roll_prev = function(job) lay(job, "working days", "excluded", "previous", n = 0),
  next_wd = function(job) lay(job, "working days", "excluded", "none", n = 1),
  prev_wd = function(job) lay(job, "working days", "excluded", "none", n = -1),
  print_day_from_utc_instant = function(job) lay(job, "working days", "excluded", "none", n = 1),
  roll_start_then_add_calendar_days = function(job) lay(job, "days", "rolled", "none"),
  cutoff_roll_start_then_add_calendar_days = function(job) lay(job, "days", if (job$past) "rolled" else "excluded"),
  end_of_month_after_plus_days = end_of_month_after,
  one_working_day_B_then_add_calendar_days = function(job) {
    lay(job, "days", "excluded", start = lay(job, "working days", "rolled", "none", n = 1))
  },
  one_working_day_B_then_add_calendar_days_skipping_bank_holidays = skipping,
  within_calendar_days = function(job) job$end_day <= lay(job, "days", "excluded"),
  is_overdue = function(job) job$end_day > lay(job, units_of[[job$unit]]),
  years_between = years_between,
  year_within_range = year_within_range
)

in_words <- function(answer) if (is.logical(answer)) tolower(as.character(answer)) else as.character(answer)

for (name in c("alaveteli_foi", "moj_correspondence", "operations", "smart_answers")) {
  test_that(paste("operations of", name), {
    rows <- rows_of("tests", "vectors", paste0(name, ".csv"))
    expect_gt(nrow(rows), 15)
    found <- vapply(seq_len(nrow(rows)), function(i) {
      job <- job_of(rows[i, ])
      job$row_calendar <- rows$calendar[i]
      in_words(operations[[rows$op[i]]](job))
    }, "")
    expect_equal(setNames(found, rows$id), setNames(rows$expected, rows$id))
  })
}

test_that("our own due dates, one by one and as columns", {
  rows <- rows_of("tests", "vectors", "working_days.csv")
  expect_gt(nrow(rows), 50)
  for (i in seq_len(nrow(rows))) {
    row <- rows[i, ]
    due <- add_span(c(day(row$from), NA), row$span, row$division, counting = row$counting, roll = row$roll)
    expect_equal(due, c(day(row$due), NA), label = row$id)
  }
})

test_that("the official list", {
  rows <- rows_of("tests", "vectors", "govuk_bank_holidays.csv")
  expect_gt(nrow(rows), 400)
  for (division in unique(rows$division)) {
    listed <- holidays(division)
    of <- rows[rows$division == division, ]
    current <- of[of$status == "current", ]
    at <- match(day(current$date), listed$date)
    expect_false(anyNA(at))
    expect_equal(listed$known_from[at], day(substr(current$first_seen, 1, 10)))
    expect_false(any(is_working_day(day(current$date), division)))
    expect_false(any(day(of$date[of$status != "current"]) %in% listed$date))
  }
})

# The reasons for having no date, as in the vectors and as in the messages.
why <- c(
  "not in force" = "is not in force on", "not stated" = "has no time limit on", "no time" = "has no time of day",
  needs = "nothing was agreed", "does not apply" = "does not apply here"
)

moment <- function(text) if (nchar(text) == 10) day(text) else time_of(text)
given <- function(text) if (nzchar(text)) day(text)

# Rows whose address means a single rule. Only for these does `due` answer the question that C answered with
# dueby_deadline_for_rule.
rows_of_one_rule <- function() {
  rows <- rows_of("tests", "rules", "vectors.csv")
  known <- lapply(setNames(nm = unique(rows$profile)), function(profile) unique(rules(profile)[c("rule", "alternative")]))
  is_alone <- function(profile, address) {
    of <- known[[profile]]
    address %in% of$rule && (grepl("[~/]", address) || sum(sub("/.*", "", of$rule) == address & !of$alternative) == 1)
  }
  rows[mapply(is_alone, rows$profile, rows$address), ]
}
calendar_then <- function() dueby_calendar(known_on = day("2026-08-21"))
is_date <- function(text) grepl("^(19|20|21)\\d\\d-", text)

test_that("every rule", {
  rows <- rows_of_one_rule()
  calendar <- calendar_then()
  expect_gt(nrow(rows), 1000)
  found <- lapply(seq_len(nrow(rows)), function(i) {
    row <- rows[i, ]
    asked <- list(row$address, moment(row$trigger_at), profile = row$profile, calendar = calendar, born = given(row$born),
                  since = given(row$since), tags = if (nzchar(row$tags)) strsplit(row$tags, ";")[[1]],
                  agreed = if (nzchar(row$agreed)) row$agreed)
    answer <- do.call(due, c(asked, details = TRUE))
    state <- if (nzchar(row$met)) as.character(do.call(check, c(asked, list(met = moment(row$met))))) else ""
    opens <- written(answer$opens, as.POSIXct(NA))
    c(due = written(answer$due, answer$due_time), opens = opens, state = state, error = answer$error)
  })
  found <- do.call(rbind, found)
  has_date <- is_date(rows$due)
  expect_equal(found[has_date, "due"], rows$due[has_date])
  expect_true(all(found[!has_date, "due"] == ""))
  expect_true(all(mapply(grepl, why[rows$due[!has_date]], found[!has_date, "error"])))
  expect_equal(found[has_date, "opens"], rows$opens[has_date])
  met <- nzchar(rows$met)
  expect_equal(found[met, "state"], rows$state[met])
})

test_that("every rule that asks for nothing but the day, as a column", {
  rows <- rows_of_one_rule()
  calendar <- calendar_then()
  rows <- rows[rowSums(rows[c("tags", "born", "since", "agreed")] != "") == 0 & nchar(rows$trigger_at) == 10, ]
  expect_gt(nrow(rows), 700)
  for (of_rule in split(rows, paste(rows$profile, rows$address))) {
    asked <- list(of_rule$address[1], day(of_rule$trigger_at), profile = of_rule$profile[1], calendar = calendar)
    found <- suppressWarnings(do.call(due, asked))
    expect_equal(found, day(ifelse(is_date(of_rule$due), of_rule$due, NA)), label = of_rule$address[1])
  }
})
