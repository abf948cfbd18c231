// A C++ program outside the project. Computes a due date with the installed library.
#include <iostream>
#include <memory>
#include <stdexcept>

#include <dueby.h>

namespace {

void need(dueby_status status) {
  if (status != DUEBY_OK) throw std::runtime_error(dueby_status_text(status));
}

using Profile = std::unique_ptr<dueby_profile, decltype(&dueby_profile_free)>;
using Calendar = std::unique_ptr<dueby_calendar, decltype(&dueby_calendar_free)>;

Profile open_profile(const char *name) {
  dueby_profile *profile = nullptr;
  need(dueby_profile_new(name, &profile));
  return Profile(profile, dueby_profile_free);
}

Calendar open_calendar(const char *divisions) {
  dueby_calendar *calendar = nullptr;
  need(dueby_calendar_new(divisions, DUEBY_DATE_NONE, &calendar));
  return Calendar(calendar, dueby_calendar_free);
}

} // namespace

int main() try {
  const Profile profile = open_profile("england");
  const Calendar calendar = open_calendar("england-and-wales");
  int32_t duty = -1;
  need(dueby_profile_find_duty(profile.get(), "cp.conference.initial", &duty));
  dueby_event trigger{};
  trigger.time = DUEBY_TIME_NONE;
  need(dueby_date_new(2026, 3, 27, &trigger.date));
  dueby_deadline deadline{};
  need(dueby_deadline_for_duty(profile.get(), duty, nullptr, calendar.get(), &trigger, nullptr, &deadline));
  dueby_when due{DUEBY_TIME_NONE, deadline.due, 0};
  char text[32];
  need(dueby_when_text(&due, text, sizeof text, nullptr));
  std::cout << text << '\n';
} catch (const std::exception &error) {
  std::cout << error.what() << '\n';
  return 1;
}
