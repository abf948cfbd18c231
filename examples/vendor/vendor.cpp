// The task in README.md, in C++: what a case-management system needs from dueby, tried on generated cases.
//
//   c++ -std=c++17 vendor.cpp $(pkg-config --cflags --libs dueby-io) -o vendor
#include <iostream>
#include <string>
#include <vector>

#include <dueby.hpp>

namespace {

// exampleshire.yaml
const char yaml[] = R"yaml(profile: exampleshire
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
)yaml";

constexpr int case_count = 100, as_at_day = 180;

dueby::date day_from_number(int day) {
  return dueby::date(2026, 1, 1) + dueby::days(day);
}

// ---- cases ----

// The events of one case. Events after as-at have not happened yet.
class history {
public:
  explicit history(const dueby::profile &vocabulary) : vocabulary_(vocabulary) {
  }
  void add(const char *slug, int day, const std::vector<std::string> &tags = {}) {
    if (day <= as_at_day) events_.emplace_back(vocabulary_, slug, day_from_number(day), tags);
  }
  void add_at(const char *slug, int day, int hour, int minute, const std::vector<std::string> &tags = {}) {
    if (day <= as_at_day) events_.emplace_back(vocabulary_, slug, dueby::when(day_from_number(day), hour, minute), tags);
  }
  const std::vector<dueby::event> &events() const {
    return events_;
  }

private:
  const dueby::profile &vocabulary_;
  std::vector<dueby::event> events_;
};

std::vector<std::string> alone_if(bool alone) {
  return alone ? std::vector<std::string>{"alone"} : std::vector<std::string>{};
}

void add_plan(history &happened, int n, int start) {
  happened.add("cp_plan.started", start);
  happened.add("core_group.held", start + 10 + n % 9);
  happened.add("core_group.held", start + 45 + n % 9);
  for (int visit = 1; visit <= (n % 12 ? 19 : 3); visit++)
    happened.add("visit.made", start + visit * (9 + n % 7), alone_if((n + visit) % 8 != 0));
  happened.add("rcpc.held", start + 80 + n % 20);
  if (n % 18 == 0) happened.add("cp_plan.ended", start + 60);
}

void add_enquiry(history &happened, int n, int discussed) {
  const int conference = discussed + 12 + 5 * n % 16;
  happened.add_at("strategy_discussion.held", discussed, 9 + n % 8, 30);
  happened.add_at("visit.made", discussed + n % 2, 10 + n % 6, 15, alone_if(n % 4 != 0));
  happened.add("icpc.held", conference);
  if (n % 6 == 0) add_plan(happened, n, conference);
}

std::vector<dueby::event> make_case(const dueby::profile &profile, int n) {
  const int referral = 37 * n % 180;
  history happened(profile);
  happened.add("birth", (dueby::date(2012, 3, 4) + dueby::days(29 * n) - day_from_number(0)).count());
  happened.add("referral.received", referral);
  if (n % 10 != 9) happened.add("assessment.completed", referral + 30 + 7 * n % 40);
  if (n % 3 == 0) add_enquiry(happened, n, referral + 2);
  return happened.events();
}

// ---- what is due ----

void print_item(const dueby::profile &profile, const dueby::item &item) {
  const dueby::line line = item.line().value();
  const dueby::deadline deadline = line.deadline().value();
  const std::optional<dueby::instant> time = deadline.due_time();
  const dueby::when due = time ? dueby::when(*time) : dueby::when(deadline.due());
  std::cout << item.case_name() << '\t' << profile.duty_id(line.duty()) << '\t' << line.occurrence() << '\t' << due.text() << '\t'
            << code(line.state()) << '\t' << profile.rule_address(line.rule()) << '\n';
}

void print_in_time(const dueby::profile &profile, const dueby::worklist &worklist, const char *id) {
  const std::int32_t duty = profile.find_duty(id);
  for (const dueby_summary_row &row : worklist.measures(DUEBY_MEASURE_DUE))
    if (row.duty == duty) std::cout << id << '\t' << row.good << '\t' << row.counted << '\n';
}

void run() {
  const dueby::profile profile = dueby::profile::from_yaml(yaml);
  const dueby::calendar calendar = dueby::calendar().with(dueby::change::close, {dueby::date(2026, 5, 26)}, "Offices closed");
  std::vector<dueby::case_record> cases;
  std::size_t event_count = 0;
  dueby::worklist_options options{{day_from_number(as_at_day)}};
  options.states = {dueby::state::overdue, dueby::state::due_soon};
  options.run.recorded.resize(static_cast<std::size_t>(dueby_profile_event_count(profile.c())));
  for (int n = 0; n < case_count; n++) {
    cases.push_back({std::to_string(4001 + n), make_case(profile, n)});
    event_count += cases.back().events.size();
    for (const dueby::event &event : cases.back().events) options.run.recorded.at(static_cast<std::size_t>(event.c().type)) = 1;
  }
  dueby::worklist worklist(profile, calendar, options);
  for (const dueby::case_record &one : cases) worklist.add(one);
  worklist.sort();

  std::cout << profile.title() << '\n'
            << case_count << " cases, " << event_count << " events, as at " << options.run.as_at.text() << "\n\n"
            << "case\tduty\toccurrence\tdue\tstate\tgoverned_by\n";
  for (std::size_t i = 0; i < worklist.size(); i++) print_item(profile, worklist.at(i));
  std::cout << "\nduty\tin_time\tcounted\n";
  for (const char *id : {"assessment.single", "cp.conference.initial", "cp.visit"}) print_in_time(profile, worklist, id);
  std::cout << '\n' << worklist.at(worklist.size() - 1).explanation();
}

} // namespace

int main() try { run(); } catch (const std::exception &error) {
  std::cerr << "vendor: " << error.what() << '\n';
  return 1;
}
