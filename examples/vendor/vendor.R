# The task in README.md, in R: what a case-management system needs from dueby, tried on generated cases.
#
#   Rscript vendor.R
library(dueby)

# exampleshire.yaml
yaml <- r"(profile: exampleshire
title: "Exampleshire Council (fictional): an example, not the standards of any council"
extends: england
document: {title: Practice Standards for Children's Social Care, version: V1, date: 2025-09, read_on: 2026-01-05}
authority: local
rules:
  - id: assessment.single
    title: single assessment
    trigger: referral.received
    due: assessment.completed
    within: 35 working days
    ends: [referral.no_further_action]
    force: should
    source: {section: "1.2", checked: primary}
  - id: s47.child_seen
    title: child seen after the strategy discussion
    trigger: strategy_discussion.held
    due: visit.made
    within: 24 hours
    needs: [alone or alone_excused]
    ends: [s47.not_required]
    force: must
    source: {section: "2.1", checked: primary}
  - id: cp.visit
    title: child protection visit
    trigger: cp_plan.started
    due: visit.made
    schedule: [{every: 10 working days}]
    needs: [alone or alone_excused]
    ends: [cp_plan.ended]
    force: must
    source: {section: "2.4", checked: primary}
)"

# ---- cases ----

day_0 <- as.Date("2026-01-01")
last_day <- 180

happened <- function(event, day, time = "", tags = "") data.frame(event, day, time, tags)

events_of_plan <- function(n, start) {
  visits <- seq_len(if (n %% 12 == 0) 3 else 19)
  rbind(
    happened("cp_plan.started", start),
    happened("core_group.held", start + c(10, 45) + n %% 9),
    happened("visit.made", start + visits * (9 + n %% 7), tags = ifelse((n + visits) %% 8 == 0, "", "alone")),
    happened("rcpc.held", start + 80 + n %% 20),
    if (n %% 18 == 0) happened("cp_plan.ended", start + 60)
  )
}

events_of_enquiry <- function(n, discussed) {
  conference <- discussed + 12 + (5 * n) %% 16
  rbind(
    happened("strategy_discussion.held", discussed, sprintf("T%02d:30", 9 + n %% 8)),
    happened("visit.made", discussed + n %% 2, sprintf("T%02d:15", 10 + n %% 6), if (n %% 4 == 0) "" else "alone"),
    happened("icpc.held", conference),
    if (n %% 6 == 0) events_of_plan(n, conference)
  )
}

events_of_case <- function(n) {
  referral <- (37 * n) %% 180
  rows <- rbind(
    happened("birth", as.integer(as.Date("2012-03-04") - day_0) + 29 * n),
    happened("referral.received", referral),
    if (n %% 10 != 9) happened("assessment.completed", referral + 30 + (7 * n) %% 40),
    if (n %% 3 == 0) events_of_enquiry(n, referral + 2)
  )
  rows <- rows[rows$day <= last_day, ] # events after as-at have not happened yet
  data.frame(case = 4001 + n, event = rows$event, at = paste0(day_0 + rows$day, rows$time), tags = rows$tags)
}

# ---- what is due ----

text_of <- function(day, time) {
  texts <- format(day)
  timed <- !is.na(time)
  texts[timed] <- sub("(..)$", ":\\1", format(time[timed], "%Y-%m-%dT%H:%M:%S%z"))
  texts
}

print_table <- function(table) write.table(table, sep = "\t", quote = FALSE, row.names = FALSE)

profile <- dueby_profile(yaml = yaml)
calendar <- dueby_calendar("england-and-wales", closures = as.Date("2026-05-26"), label = "Offices closed")
events <- do.call(rbind, lapply(0:99, events_of_case))
cat(profile$title, "\n100 cases, ", nrow(events), " events, as at ", format(day_0 + last_day), "\n\n", sep = "")

listed <- worklist(events, as_at = day_0 + last_day, profile = profile, calendar = calendar, state = c("overdue", "due_soon"))
lines <- listed$lines
print_table(data.frame(
  case = lines$case, duty = lines$rule, occurrence = lines$occurrence, due = text_of(lines$due, lines$due_time),
  state = lines$state, governed_by = lines$governed_by
))

measured <- c("assessment.single", "cp.conference.initial", "cp.visit")
share <- summary(listed)
share <- share[match(measured, share$rule), ]
cat("\n")
print_table(data.frame(duty = share$rule, in_time = share$in_time, counted = share$counted))

cat("\n", explain(listed, nrow(lines)), sep = "")
