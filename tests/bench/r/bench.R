# Compares one deadline, and columns of deadlines, with code that an R user would write: findInterval over the working days, and a
# loop. Answers are compared before anything is printed. The methods take turns, and each figure is the median of its runs.
#
#   Rscript bench.R [ROWS]
library(dueby)

rows <- as.integer(c(commandArgs(TRUE), "10000000")[1])
runs <- 5
rule <- "cp.conference.initial" # 15 working days
amount <- 15L

set.seed(20260327)
first <- as.integer(as.Date("2011-01-01"))
last <- as.integer(as.Date("2028-06-30"))
whole <- structure(sample(first:last, rows, replace = TRUE), class = "Date")
double <- structure(as.double(whole), class = "Date")
in_loop <- whole[seq_len(min(rows, 20000))]

every <- first:(last + 100L)
works <- (every + 3L) %% 7L < 5L & !every %in% as.integer(holidays()$date) # 1970-01-01 was a Thursday
working <- every[works]

by_interval <- function(days) structure(working[findInterval(days, working) + amount], class = "Date")

by_loop <- function(days) {
  due <- as.integer(days)
  for (i in seq_along(due)) {
    day <- due[i]
    left <- amount
    while (left > 0L) {
      day <- day + 1L
      if (works[day - first + 1L]) left <- left - 1L
    }
    due[i] <- day
  }
  structure(due, class = "Date")
}

many <- 2000
one <- whole[1]
ways <- list(
  "due, one day" = list(n = many, run = function() for (i in seq_len(many)) due(rule, one)),
  "loop, one day" = list(n = many, run = function() for (i in seq_len(many)) by_loop(one)),
  "due, integer Date" = list(n = rows, run = function() due(rule, whole)),
  "due, double Date" = list(n = rows, run = function() due(rule, double)),
  "findInterval, integer Date" = list(n = rows, run = function() by_interval(whole)),
  "findInterval, double Date" = list(n = rows, run = function() by_interval(double)),
  "loop" = list(n = length(in_loop), run = function() by_loop(in_loop))
)

stopifnot(
  identical(due(rule, whole), by_interval(whole)), all(due(rule, double) == by_interval(whole)),
  identical(due(rule, in_loop), by_loop(in_loop))
)

seconds <- vapply(seq_len(runs), function(run) vapply(ways, function(way) {
  gc(FALSE)
  system.time(way$run())[["elapsed"]]
}, 0), numeric(length(ways)))
nanoseconds <- apply(seconds, 1, median) / vapply(ways, function(way) way$n, 0) * 1e9

load <- if (file.exists("/proc/loadavg")) sub(" .*", "", readLines("/proc/loadavg")) else "unknown"
cat(R.version.string, ", ", format(rows, big.mark = ","), " rows, load ", load, "\n\n", sep = "")
cat(sprintf("%-28s %10.1f ns a row\n", names(ways), nanoseconds), sep = "")
ratio <- function(way, to) cat(sprintf("%-60s %8.1f\n", paste(way, "against", to), nanoseconds[[way]] / nanoseconds[[to]]))
cat("\n")
ratio("loop", "due, integer Date")
ratio("loop", "due, double Date")
ratio("findInterval, integer Date", "due, integer Date")
ratio("findInterval, double Date", "due, double Date")
ratio("loop, one day", "due, one day")
