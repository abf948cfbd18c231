// Uses dueby.hpp as an outside program would: one function for each noun, plain checks, and a main that counts failures.
#include <algorithm>
#include <cstdio>
#include <sstream>

#include <dueby.hpp>

namespace {

int checks = 0, failures = 0;

template <class Found, class Expected> void expect(const Found &found, const Expected &expected, int line) {
  checks++;
  if (found == expected) return;
  failures++;
  std::ostringstream said;
  said << found << ", expected " << expected;
  std::printf("line %d: %s\n", line, said.str().c_str());
}

template <class Do> void expect_error(Do run, dueby_status status, const std::string &part, int line) {
  try {
    run();
    expect("no exception", part, line);
  } catch (const dueby::error &error) {
    expect(error.status(), status, line);
    const bool says_it = std::string(error.what()).find(part) != std::string::npos;
    expect(says_it ? part : std::string(error.what()), part, line);
  }
}

#define EXPECT(found, expected) expect(found, expected, __LINE__)
#define EXPECT_ERROR(run, status, part) expect_error([&] { run; }, status, part, __LINE__)

std::string text(const std::optional<dueby::date> &day) {
  return day ? to_string(*day) : std::string("none");
}

dueby::date day(const char *text) {
  return dueby::when::parse(text).date();
}

// A fictional council that is stricter than the 15 working days of Working Together, and makes visits that the law does not
// require.
const char littleton[] = R"yaml(profile: littleton
title: "Littleton Council (fictional)"
extends: england
document: {title: Practice Standards, version: V1, date: 2025-04}
rules:
  - id: cp.conference.initial
    title: initial child protection conference
    trigger: strategy_discussion.held
    due: icpc.held
    within: 12 working days
    source: {section: "1", checked: primary}
  - id: littleton.visit
    title: visit
    trigger: cp_plan.started
    due: visit.made
    needs: [alone]
    schedule: [{every: 10 working days}]
    ends: [cp_plan.ended]
    source: {section: "2", checked: primary}
)yaml";

void test_date() {
  const dueby::date good_friday(2026, 4, 3);
  EXPECT(to_string(good_friday), "2026-04-03");
  EXPECT(good_friday.weekday(), 5);
  EXPECT(to_string(good_friday + dueby::days(3)), "2026-04-06");
  EXPECT(to_string(good_friday - dueby::days(3)), "2026-03-31");
  EXPECT((day("2026-04-06") - good_friday).count(), 3);
  EXPECT(good_friday < day("2026-04-04") && good_friday <= good_friday && good_friday != day("2026-04-04"), true);
  EXPECT(to_string(dueby::date(2025, 11, 30).add_months(3)), "2026-02-28");
  EXPECT(good_friday.to_civil().year * 10000 + good_friday.to_civil().month * 100 + good_friday.to_civil().day, 20260403);
  EXPECT_ERROR(dueby::date(2026, 2, 30), DUEBY_EARGUMENT, "date");
  EXPECT_ERROR(dueby::date(DUEBY_DATE_NONE), DUEBY_EARGUMENT, "date");
  EXPECT_ERROR(good_friday + dueby::days(INT32_MAX), DUEBY_EARGUMENT, "date");
  // Any day-precision time point of the system clock converts to a date; 2026-04-03 is 20546 days after 1970-01-01.
  using wide = std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<std::int64_t, std::ratio<86400>>>;
  EXPECT(to_string(dueby::date(wide(wide::duration(20546)))), "2026-04-03");
  EXPECT(wide(good_friday).time_since_epoch().count(), 20546);
  EXPECT_ERROR(dueby::date(wide(wide::duration((std::int64_t{1} << 32) + 20546))), DUEBY_EARGUMENT, "date");
}

#if __cplusplus >= 202002L
void test_chrono() {
  using namespace std::chrono;
  const sys_days good_friday = 2026y / April / 3;
  EXPECT(to_string(dueby::date(good_friday)), "2026-04-03");
  EXPECT(to_string(dueby::date(2026y / April / 3)), "2026-04-03");
  EXPECT(dueby::date(2026, 4, 3) == good_friday, true);
  EXPECT(sys_days(dueby::date(2026, 4, 3)) == good_friday, true);
  EXPECT(year_month_day(dueby::date(2026, 4, 3)) == 2026y / April / 3, true);
  EXPECT(to_string(dueby::date(good_friday) + days(3)), "2026-04-06");
  EXPECT(dueby::when(2026y / April / 3).text(), "2026-04-03");
  EXPECT_ERROR(dueby::date(2026y / February / 30), DUEBY_EARGUMENT, "that month has 28 days");
}
#endif

// February 2026 has 28 days and April 30; 2024 is a leap year, and 1900 was not.
void test_dates_that_do_not_exist() {
  EXPECT_ERROR(dueby::date(2026, 2, 30), DUEBY_EARGUMENT, "date: \"2026-02-30\" is not a date: that month has 28 days");
  EXPECT_ERROR(dueby::date(2024, 2, 30), DUEBY_EARGUMENT, "that month has 29 days");
  EXPECT_ERROR(dueby::date(1900, 2, 29), DUEBY_EARGUMENT, "that month has 28 days");
  EXPECT_ERROR(dueby::date(2026, 4, 31), DUEBY_EARGUMENT, "that month has 30 days");
  EXPECT_ERROR(dueby::date(2026, 13, 1), DUEBY_EARGUMENT, "\"2026-13-01\" is not a date");
  EXPECT_ERROR(dueby::date(2026, -1, 1), DUEBY_EARGUMENT, "\"2026--1-01\" is not a date");
  EXPECT_ERROR(dueby::date(2200, 1, 1), DUEBY_EARGUMENT, "date: expected a day from 1900 to 2199");
  EXPECT_ERROR(dueby::date(26, 3, 27), DUEBY_EARGUMENT, "date: expected a day from 1900 to 2199");
  EXPECT_ERROR(dueby::date(DUEBY_DATE_NONE), DUEBY_EARGUMENT, "date: expected a day from 1900 to 2199");
  EXPECT_ERROR(day("2199-12-31") + dueby::days(1), DUEBY_EARGUMENT, "date: expected a day from 1900 to 2199");
}

void test_when() {
  EXPECT(dueby::when(day("2026-03-27")).text(), "2026-03-27");
  EXPECT(dueby::when(day("2026-03-27")).time().has_value(), false);
  EXPECT(dueby::when(day("2026-07-01"), 0, 30).text(), "2026-07-01T00:30:00+01:00");
  EXPECT(dueby::when(*dueby::when(day("2026-07-01"), 0, 30).time()).text(), "2026-07-01T00:30:00+01:00");
  EXPECT(dueby::when::parse("2026-06-30T23:30:00Z").text(), "2026-07-01T00:30:00+01:00");
  EXPECT(dueby::when(day("2026-04-21")).in_words(), "Tuesday 21 April 2026");
  EXPECT_ERROR(dueby::when(day("2026-03-29"), 1, 30), DUEBY_ENOSUCHTIME,
               "time: 2026-03-29T01:30:00: this time does not exist"); // on that night the clocks go forward from 1am to 2am
  EXPECT_ERROR(dueby::when(day("2026-03-27"), 24, 0), DUEBY_EARGUMENT, "\"2026-03-27T24:00:00\" is not a date");
  EXPECT_ERROR(dueby::when(day("1971-03-27"), 9, 0), DUEBY_ECOVERAGE, "times of day from 1972 to 2100");
  EXPECT_ERROR(dueby::when::parse("27/03/2026"), DUEBY_ETEXT, "\"27/03/2026\" is written day first: write 2026-03-27");
  EXPECT_ERROR(dueby::when::parse("2026-02-30"), DUEBY_ETEXT, "that month has 28 days");
  EXPECT_ERROR(dueby::when::parse(std::string("2026-03-27\0", 11)), DUEBY_ETEXT, "date");
}

// Good Friday is 3 April 2026 and Easter Monday 6 April.
void test_calendar() {
  const dueby::calendar england;
  EXPECT(england.is_working(day("2026-04-02")), true);
  EXPECT(england.is_working(day("2026-04-03")), false);
  EXPECT(england.count(day("2026-04-02"), day("2026-04-08")), 2); // counts Tuesday 7 and Wednesday 8 April
  EXPECT(england.count(day("2026-04-02"), day("2026-04-08"), dueby::include::both), 3);
  EXPECT(to_string(england.add(dueby::span("2 working days"), day("2026-04-02"))), "2026-04-08");
  // A month from 6 March 2026 is 6 April, Easter Monday, so it moves to 7 April.
  EXPECT(to_string(england.add(dueby::span("1 month"), day("2026-03-06"), dueby::counting::excluded, dueby::roll::next)),
         "2026-04-07");
  EXPECT(to_string(england.first()) + " " + to_string(england.last()), "1971-01-01 2100-12-31");
  EXPECT_ERROR(england.is_working(day("2101-01-03")), DUEBY_ECOVERAGE, "calendar");
  EXPECT_ERROR(dueby::calendar("wales"), DUEBY_ENOTFOUND, "calendar: unknown division \"wales\"");
  EXPECT_ERROR(dueby::calendar("scotlan"), DUEBY_ENOTFOUND, "did you mean \"scotland\"?");
  EXPECT_ERROR(dueby::calendar("scotland", day("2011-11-22")), DUEBY_ECOVERAGE, "only has the lists published from 2011-11-23");
  EXPECT(dueby::span("16 years 3 months").text(), "16 years 3 months");
  EXPECT_ERROR(dueby::span("3 sleeps"), DUEBY_ETEXT, "\"3 sleeps\" is not a length of time");

  const dueby::calendar shut = england.with(dueby::change::close_all, {day("2026-04-07")}, "Training day");
  EXPECT(to_string(shut.add(dueby::span("2 working days"), day("2026-04-02"))), "2026-04-09");
  const std::vector<dueby::holiday> holidays = shut.holidays();
  const auto found =
      std::find_if(holidays.begin(), holidays.end(), [](const dueby::holiday &one) { return one.name == "Training day"; });
  EXPECT(found == holidays.end() ? std::string("none") : to_string(found->date), "2026-04-07");
  EXPECT(england.with(dueby::change::remove, {day("2026-04-06")}).is_working(day("2026-04-06")), true);
  EXPECT_ERROR(england.with(dueby::change::remove, {day("2026-04-07")}), DUEBY_ENOTFOUND, "calendar");
  const dueby::calendar own = dueby::calendar::of_days("england-and-wales", {day("2026-01-01"), day("2026-12-25")});
  EXPECT(own.is_working(day("2026-04-03")), true);
  EXPECT_ERROR(dueby::calendar::of_days("scotland", {}), DUEBY_EARGUMENT, "the list has no bank holidays");
  EXPECT_ERROR(dueby::calendar::of_days("scotland", {day("2025-01-01"), day("2026-12-25")}), DUEBY_EARGUMENT,
               "the list does not include Christmas in 2025");
  EXPECT_ERROR(dueby::query(dueby::profile("england"), england, "cp.conference.inital"), DUEBY_ENOTFOUND,
               "did you mean \"cp.conference.initial\"?");
  // Until 10 June 2019 the early May holiday in 2020 was planned for Monday the 4th.
  EXPECT(dueby::calendar("england-and-wales", day("2019-06-01")).is_working(day("2020-05-04")), false);
  EXPECT(england.is_working(day("2020-05-04")), true);
}

void test_profile() {
  const dueby::profile england("england");
  EXPECT(england.name(), "england");
  EXPECT(england.duty_id(england.find_duty("cp.conference.initial")), "cp.conference.initial");
  EXPECT(england.event_slug(england.find_event("visit.made")), "visit.made");
  const std::vector<std::string> names = dueby::profile::builtin_names(), duties = england.duties();
  EXPECT(std::count(names.begin(), names.end(), "england"), 1);
  EXPECT(std::count(duties.begin(), duties.end(), "assessment.single"), 1);
  EXPECT_ERROR(dueby::profile("englnd"), DUEBY_ENOTFOUND, "unknown profile \"englnd\": did you mean \"england\"?");
  EXPECT_ERROR(dueby::profile("barnett"), DUEBY_ENOTFOUND, "did you mean \"barnet\"?");
  EXPECT_ERROR(dueby::profile("xyzzy"), DUEBY_ENOTFOUND, "profile \"xyzzy\"");
  EXPECT_ERROR(england.find_duty("cp.confrence.initial"), DUEBY_ENOTFOUND, "did you mean \"cp.conference.initial\"?");
  EXPECT_ERROR(england.find_event("visit.mad"), DUEBY_ENOTFOUND, "unknown event \"visit.mad\": did you mean \"visit.made\"?");
  EXPECT_ERROR(england.find_tag("estimatd"), DUEBY_ENOTFOUND, "did you mean \"estimated\"?");
  EXPECT_ERROR(england.find_tag(""), DUEBY_ENOTFOUND, "tag");
  EXPECT_ERROR(england.select("cp.conference.inital"), DUEBY_ENOTFOUND, "did you mean \"cp.conference.initial\"?");
  EXPECT_ERROR(england.duty_id(-1), DUEBY_ENOTFOUND, "duty");
  EXPECT_ERROR(england.rule_address(-1), DUEBY_ENOTFOUND, "rule");

  const dueby::profile council = dueby::profile::from_yaml(littleton);
  EXPECT(council.title(), "Littleton Council (fictional)");
  const std::vector<std::uint8_t> selected = council.select("littleton:cp.conference.initial");
  EXPECT(std::count(selected.begin(), selected.end(), 1), 1);
  // The error is in the value of `within`, which begins on line 10, column 13.
  std::string wrong(littleton);
  wrong.replace(wrong.find("12 working days"), 15, "12 workdays");
  EXPECT_ERROR(dueby::profile::from_yaml(wrong), DUEBY_ETEXT, "10:13: \"12 workdays\"");
  std::vector<std::string> warnings;
  std::string endless(littleton);
  endless.erase(endless.find("    ends: [cp_plan.ended]\n"), 26);
  dueby::profile::from_yaml(endless, "", &warnings);
  EXPECT(warnings.size(), std::size_t{1}); // the warning: nothing ends the schedule
  EXPECT_ERROR(dueby::profile::from_file("/nowhere/littleton.yaml"), DUEBY_EFILE, "");
}

/* 15 working days from Friday 27 March 2026: 30 March to 2 April are days 1 to 4, 7 to 10 April 5 to 8, 13 to 17 April 9 to 13, 20
 * and 21 April 14 and 15. 12 working days end on Thursday 16 April or, with 8 April closed, on Friday 17 April. */
void test_due() {
  const dueby::profile council = dueby::profile::from_yaml(littleton);
  const dueby::calendar england, shut = england.with(dueby::change::close, {day("2026-04-08")});
  const dueby::date trigger = day("2026-03-27");
  const dueby::query by_law(dueby::profile("england"), england, "cp.conference.initial");
  EXPECT(to_string(by_law.due(trigger).due()), "2026-04-21");
  const dueby::query query(council, shut, "cp.conference.initial");
  const dueby::deadline due = query.due(trigger);
  EXPECT(to_string(due.due()), "2026-04-17");
  EXPECT(to_string(dueby::query(council, england, "cp.conference.initial").due(trigger).due()), "2026-04-16");
  EXPECT(council.rule_address(due.rule()), "littleton:cp.conference.initial");
  EXPECT(to_string(due.begins()) + " " + text(due.opens()) + " " + text(due.relied_on()), "2026-03-27 2026-03-27 2026-04-17");
  EXPECT(code(due.certainty()) + " " + code(due.precision()), "confirmed ");
  EXPECT(due.due_time().has_value(), false);
  EXPECT(due.occurrence(), 1);
  const std::optional<dueby::deadline> law = query.due_by_law(trigger);
  EXPECT(law ? to_string(law->due()) : std::string("none"), "2026-04-21");
  EXPECT(dueby::query(council, england, "littleton.visit").due_by_law(trigger).has_value(), false);
  EXPECT_ERROR(dueby::query(council, england, "cp.visits"), DUEBY_ENOTFOUND, "rule \"cp.visits\"");
  EXPECT(to_string(query.due(dueby::event(council, "strategy_discussion.held", trigger)).due()), "2026-04-17");
  // The conference meets the duty, but does not start its clock, so nothing is due.
  EXPECT(query.try_due(dueby::event(council, "icpc.held", trigger)).has_value(), false);
  EXPECT_ERROR(dueby::event(council, "icpc.hold", trigger), DUEBY_ENOTFOUND, "event \"icpc.hold\"");
}

// The clocks change within the 72 hours from Friday 27 March 2026 at 2.30pm, which therefore end on Monday 30 March at 3.30pm.
void test_hours() {
  const dueby::profile england("england");
  const dueby::query query(england, dueby::calendar(), "missing.return_interview");
  const dueby::date trigger = day("2026-03-27");
  EXPECT_ERROR(query.due(trigger), DUEBY_ENOTIME, "is counted in hours");
  EXPECT(query.try_due(trigger).has_value(), false);
  const std::optional<dueby::failure> why = query.failure_of(trigger);
  EXPECT(why ? why->status : DUEBY_OK, DUEBY_ENOTIME);
  EXPECT(why ? why->reason : DUEBY_REASON_NONE, DUEBY_REASON_TIME);
  EXPECT(why && why->rule ? england.rule_address(*why->rule) : std::string("none"), "england:missing.return_interview");
  const dueby::when at(trigger, 14, 30);
  EXPECT(dueby::when(*query.due(at).due_time()).text(), "2026-03-30T15:30:00+01:00");
  EXPECT(query.failure_of(at).has_value(), false);
  dueby::facts by_day;
  by_day.whole_days = true;
  EXPECT(to_string(query.due(trigger, by_day).due()), "2026-03-30");
}

// Children under five have an assessment every six months, older children every twelve (SI 2010/959, regulation 7(3)).
void test_facts() {
  const dueby::profile england("england");
  const dueby::query query(england, dueby::calendar(), "cla.health.review");
  const dueby::date trigger = day("2026-03-27");
  dueby::facts known;
  EXPECT(to_string(query.due(trigger).due()), "2026-09-27");
  EXPECT(query.due(trigger).is_age_unproven(), true);
  known.born = day("2024-01-01");
  EXPECT(to_string(query.due(trigger, known).due()), "2026-09-27");
  EXPECT(query.due(trigger, known).is_age_unproven(), false);
  known.born = day("2015-01-01");
  EXPECT(to_string(query.due(trigger, known).due()), "2027-03-27");
}

// Ten working days after Monday 3 August 2026 is 17 August, and then 1 September, because 31 August is a bank holiday, and 15
// September.
void test_series() {
  const dueby::profile council = dueby::profile::from_yaml(littleton);
  const dueby::query query(council, dueby::calendar(), "littleton.visit");
  const dueby::date trigger = day("2026-08-03");
  std::string dues;
  for (const dueby::deadline &line : query.series(trigger, 3)) dues += to_string(line.due()) + " ";
  EXPECT(dues, "2026-08-17 2026-09-01 2026-09-15 ");
  // A visit is made on Wednesday 12 August. The plan ends on Friday 21 August, before the next visit is due on 26 August.
  dueby::facts known;
  known.events.push_back(dueby::event(council, "cp_plan.ended", day("2026-08-21")));
  const std::vector<dueby::deadline> rest = query.series(trigger, 3, known, {day("2026-08-12")});
  EXPECT(rest.size(), std::size_t{1});
  EXPECT(rest.empty() ? std::string("none") : to_string(rest[0].due()), "2026-08-26");
  EXPECT_ERROR(dueby::query(council, dueby::calendar(), "missing.return_interview").series(trigger, 2), DUEBY_ENOTIME, "hours");
}

// The conference is due on Tuesday 21 April 2026, so on Friday the 24th it is three working days late.
void test_check() {
  const dueby::query query(dueby::profile("england"), dueby::calendar(), "cp.conference.initial");
  const dueby::date trigger = day("2026-03-27");
  const dueby::deadline due = query.due(trigger);
  dueby::check_options known;
  EXPECT_ERROR(query.check(trigger, due, known), DUEBY_EARGUMENT, "check");
  known.as_at = day("2026-04-24");
  const dueby::check_result late = query.check(trigger, due, known);
  EXPECT(code(late.state()), "overdue");
  EXPECT(late.days_left(), -3);
  EXPECT(late.working_days_left(), -3);
  EXPECT(late.working_days_taken().value_or(0), 18); // the 15 working days of the time limit, and 22, 23 and 24 April
  EXPECT(late.ended().has_value(), false);
  EXPECT(dueby::query::verdict(due, late), "Overdue by 3 working days");
  known.as_at = day("2026-04-15");
  EXPECT(code(query.check(trigger, due, known).state()), "due_soon"); // 4 working days left: 16, 17, 20, 21 April
  known.soon = dueby::span("3 working days");
  EXPECT(code(query.check(trigger, due, known).state()), "open");
  known.as_at = day("2026-05-01");
  known.met = day("2026-04-22");
  EXPECT(code(query.check(trigger, due, known).state()), "met_late");
  known.met.reset();
  known.ended = day("2026-04-20");
  EXPECT(code(query.check(trigger, due, known).state()), "ended");
  known.met = dueby::date(1970, 1, 1);
  EXPECT_ERROR(query.check(trigger, due, known), DUEBY_ECOVERAGE, "check");
}

void test_columns() {
  const dueby::query query(dueby::profile("england"), dueby::calendar(), "cp.conference.initial");
  const std::vector<dueby_date> triggers = {day("2026-03-27").c(), DUEBY_DATE_NONE, DUEBY_DATE_LAST};
  const dueby::due_columns out = query.due_many(triggers);
  EXPECT(to_string(dueby::date(out.due.at(0))), "2026-04-21");
  EXPECT(out.due.at(1), DUEBY_DATE_NONE);
  EXPECT(out.due.at(2), DUEBY_DATE_NONE);
  EXPECT(int{out.status.at(2)}, DUEBY_ECOVERAGE);
  EXPECT(out.failed, 1);
  EXPECT(query.due_many({}).due.size(), std::size_t{0});
  const dueby::query health(dueby::profile("england"), dueby::calendar(), "cla.health.review");
  const dueby::due_columns aged =
      health.due_many({day("2026-03-27").c(), day("2026-03-27").c()}, {day("2024-01-01").c(), day("2015-01-01").c()});
  EXPECT(to_string(dueby::date(aged.due.at(0))) + " " + to_string(dueby::date(aged.due.at(1))), "2026-09-27 2027-03-27");
  EXPECT_ERROR(health.due_many({0, 0}, {0}), DUEBY_EARGUMENT, "born");
}

/* A plan starts on Monday 3 August 2026. The visits on 12 August (due on the 17th) and 26 August (due that day) are in time. The
 * third was due on Thursday 10 September, when the child was not seen alone. On Saturday 31 October the due day is 36 working days
 * ago. */
void test_timeline() {
  const dueby::profile council = dueby::profile::from_yaml(littleton);
  const dueby::calendar england;
  dueby::timeline timeline(council, england);
  dueby::timeline_options asked{day("2026-10-31")};
  asked.selected = council.select("littleton.visit");
  const std::vector<dueby::event> events = {
      dueby::event(council, "cp_plan.started", day("2026-08-03")),
      dueby::event(council, "visit.made", day("2026-08-12"), {"alone"}),
      dueby::event(council, "visit.made", day("2026-08-26"), {"alone"}),
      dueby::event(council, "visit.made", day("2026-09-10")),
  };
  const std::vector<dueby::line> lines = timeline.run(events, asked);
  EXPECT(lines.size(), std::size_t{3});
  if (lines.size() != 3) return;
  EXPECT(code(lines[0].state()) + " " + code(lines[1].state()) + " " + code(lines[2].state()), "met met overdue");
  EXPECT(lines[0].met().value_or(99), std::size_t{1});
  EXPECT(text(lines[0].closed()), "2026-08-12");
  EXPECT(lines[2].met().has_value() || lines[2].ended().has_value() || lines[2].closed().has_value(), false);
  EXPECT(lines[2].occurrence(), 3);
  EXPECT(council.duty_id(lines[2].duty()) + " " + council.rule_address(lines[2].rule()),
         "littleton.visit littleton:littleton.visit");
  EXPECT(to_string(lines[2].deadline().value().due()), "2026-09-10");
  EXPECT(text(lines[2].due_by_law()), "none");
  EXPECT(lines[2].working_days_left().value_or(0), -36);
  EXPECT(timeline.reason(lines[2]).find("not recorded as alone") != std::string::npos, true);
  EXPECT(timeline.reason(lines[0]), "");
  EXPECT(dueby::timeline::verdict(lines[2]), "Overdue by 36 working days");
  EXPECT(timeline.summary(lines[2]).find("due by Thursday 10 September 2026") != std::string::npos, true);
  EXPECT(timeline.explanation(lines[2]).size() > timeline.summary(lines[2]).size(), true);

  // Adds a case without events before this case. At the second visit, the third was agreed for four weeks later, on 23 September.
  std::vector<dueby::event> agreed(events);
  agreed[2] = agreed[2].with_agreed(dueby::span("4 weeks")).with_row(7);
  const std::vector<dueby::line> many = timeline.run(std::vector<std::vector<dueby::event>>{{}, events}, asked);
  EXPECT(many.size(), std::size_t{3});
  EXPECT(many.empty() ? std::size_t{0} : many[0].case_index(), std::size_t{1});
  EXPECT(agreed[2].c().row, 7);
  asked.selected.pop_back();
  EXPECT_ERROR(timeline.run(events, asked), DUEBY_EARGUMENT, "selected");
  // the lines of the first run do not match the events of the second
  asked.selected = council.select("littleton.visit");
  const std::vector<dueby::line> others = timeline.run(std::vector<dueby::event>{events[0]}, asked);
  EXPECT(others.size(), std::size_t{1});
  EXPECT_ERROR(timeline.explanation(lines[1]), DUEBY_EARGUMENT, "another run");
  EXPECT_ERROR(timeline.summary(lines[2]), DUEBY_EARGUMENT, "another run");
}

// Runs the case of test_timeline, and a second case with a row that cannot be read.
void test_worklist() {
  const dueby::profile council = dueby::profile::from_yaml(littleton);
  dueby::worklist_options options{{day("2026-10-31")}};
  options.run.selected = council.select("littleton.visit");
  options.to_do = true;
  dueby::worklist worklist(council, dueby::calendar(), options);
  dueby::case_record child{"1201"}, lost{"1202"};
  child.events = {dueby::event(council, "cp_plan.started", day("2026-08-03")),
                  dueby::event(council, "visit.made", day("2026-08-12"), {"alone"}),
                  dueby::event(council, "visit.made", day("2026-08-26"), {"alone"}),
                  dueby::event(council, "visit.made", day("2026-09-10"))};
  child.columns = {{"team", "North"}};
  lost.bad_rows = 1;
  lost.first_bad_line = 7;
  worklist.add(lost);
  worklist.add(child);
  EXPECT_ERROR(worklist.add(dueby::case_record{std::string(201, 'a')}), DUEBY_ELIMIT,
               std::string(80, 'a') + "...\": the name has 201 bytes: expected at most 200");
  EXPECT(worklist.size(), std::size_t{2});
  EXPECT(worklist.at(0).case_name(), "1202");
  worklist.sort();
  const dueby::item visit = worklist.at(0), rows = worklist.at(1);
  EXPECT(visit.case_name() + " " + code(visit.state()), "1201 overdue");
  EXPECT(visit.state_text(), "Overdue by 36 working days");
  EXPECT(visit.due_text(), "Thursday 10 September 2026");
  EXPECT(visit.duty_text().substr(0, 4), "3rd ");
  EXPECT(visit.reason().find("not recorded as alone") != std::string::npos, true);
  EXPECT(visit.key(), "littleton.visit (alone) cp_plan.started 2026-08-03 2026-08-26");
  EXPECT(visit.explanation().size() > visit.summary().size(), true);
  EXPECT(visit.json().find("\"due\":\"2026-09-10\"") != std::string::npos, true);
  EXPECT(visit.json().find("\"team\":\"North\"") != std::string::npos, true);
  EXPECT(rows.line().has_value(), false);
  EXPECT(rows.duty_text() + rows.due_text() + rows.key(), "");
  EXPECT(rows.reason(), "1 row for this case could not be used (row 7)");
  EXPECT(rows.explanation(), rows.reason());
  EXPECT_ERROR(worklist.at(2), DUEBY_EARGUMENT, "item");

  EXPECT(worklist.count(DUEBY_COUNT_CASES), 2);
  EXPECT(worklist.count(DUEBY_COUNT_OVER), 2);
  EXPECT(worklist.findings().size(), std::size_t{2}); // the other finding is the last day that the records cover
  EXPECT(
      worklist.findings().at(1),
      "1 row could not be used (row 7): correct it and run this again. dueby does not know the event of 1 row: if a task needs it, it "
      "may be shown as overdue although it was done");
  EXPECT(worklist.disclaimer().find("1 row could not be used. 1 child needs checking") != std::string::npos, true);
  const std::vector<dueby_summary_row> measures =
      worklist.measures(DUEBY_MEASURE_DUE); // two visits were in time; the third is overdue
  EXPECT(measures.size(), std::size_t{1});
  EXPECT(measures.at(0).good, 2);
  EXPECT(measures.at(0).counted, 3);
}

// Returned objects must outlive the objects that they were made from.
void test_copies() {
  std::optional<dueby::profile> profile(dueby::profile::from_yaml(littleton));
  std::optional<dueby::calendar> calendar(std::in_place);
  dueby::query query(*profile, *calendar, "cp.conference.initial");
  dueby::timeline timeline(*profile, *calendar);
  const dueby::query copy(query);
  const dueby::event trigger(*profile, "strategy_discussion.held", day("2026-03-27"));
  query = dueby::query(*profile, *calendar, "littleton.visit");
  profile.reset();
  calendar.reset();
  EXPECT(to_string(copy.due(trigger).due()), "2026-04-16");
  const dueby::deadline due = copy.due(trigger);
  EXPECT(copy.explanation(trigger, due).find("not counted: Good Friday") != std::string::npos, true);
  EXPECT(copy.summary(trigger, due).find("Good Friday"), std::string::npos);
  const std::vector<dueby::line> lines = timeline.run(std::vector<dueby::event>{trigger}, {day("2026-04-17")});
  EXPECT(lines.empty() ? std::string("none") : timeline.explanation(lines[0]), copy.explanation(trigger, due));
}

} // namespace

int main() {
  void (*const tests[])() = {test_date,     test_dates_that_do_not_exist,
                             test_when,     test_calendar,
                             test_profile,  test_due,
                             test_hours,    test_facts,
                             test_series,   test_check,
                             test_columns,  test_timeline,
                             test_worklist, test_copies};
  for (void (*test)() : tests) test();
#if __cplusplus >= 202002L
  test_chrono();
#endif
  std::printf("%d checks, %d failed\n", checks, failures);
  return failures ? 1 : 0;
}
