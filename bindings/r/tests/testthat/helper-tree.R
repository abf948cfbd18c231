# Files of the checkout. script/test-r says where it is; without it, the tests that need them are skipped.
tree <- function(...) {
  root <- Sys.getenv("DUEBY_TREE")
  if (!nzchar(root)) skip("DUEBY_TREE does not name a checkout")
  file.path(root, ...)
}

# Reads the rows of a file of vectors, with all values as strings.
rows_of <- function(...) {
  lines <- readLines(tree(...), encoding = "UTF-8")
  read.csv(text = lines[!startsWith(lines, "#")], colClasses = "character", check.names = FALSE, encoding = "UTF-8")
}

day <- function(text) as.Date(text, format = "%Y-%m-%d")

# Reads a time as UK time or, with a Z, as UTC.
time_of <- function(text) {
  zone <- if (endsWith(text, "Z")) "UTC" else "Europe/London"
  as.POSIXct(sub("Z$", "", text), tz = zone, tryFormats = c("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"))
}

# Formats a time as the command prints it.
written <- function(days, times) {
  texts <- format(days)
  timed <- !is.na(times)
  texts[timed] <- sub("(..)$", ":\\1", format(times[timed], "%Y-%m-%dT%H:%M:%S%z"))
  ifelse(is.na(texts), "", texts)
}

# Writes the lines of a worklist as the command's CSV.
as_csv <- function(lines) {
  lines <- as.data.frame(lines)
  times <- grep("_time$", names(lines), value = TRUE)
  for (name in times) lines[[sub("_time$", "", name)]] <- written(lines[[sub("_time$", "", name)]], lines[[name]])
  lines <- lines[setdiff(names(lines), times)]
  cell <- function(column) {
    text <- ifelse(is.na(column), "", as.character(column))
    ifelse(grepl("[,\"\n\r]", text), paste0("\"", gsub("\"", "\"\"", text, fixed = TRUE), "\""), text)
  }
  c(paste(names(lines), collapse = ","), do.call(paste, c(lapply(unname(lines), cell), sep = ",")))
}
