// timeline.hpp: takes the events in cases, and finds every duty of each case with its state.
#ifndef DUEBY_TIMELINE_HPP
#define DUEBY_TIMELINE_HPP

#include "query.hpp"

namespace dueby {

// The options for a run. Since 0.9.
struct timeline_options {
  when as_at;                                      // the day or time for which to find states; anything later has not happened yet
  std::optional<date> horizon = std::nullopt;      // the last day for future lines
  std::optional<date> history_from = std::nullopt; // the day the records begin
  std::optional<span> soon = std::nullopt;         // how much time left counts as due soon; 5 working days if missing
  std::vector<std::uint8_t> selected = {};         // for each rule, 1 if selected (profile::select); empty: all but alternatives
  std::vector<std::uint8_t> recorded = {};         // for each event, 0 if it is never recorded; empty: all are recorded
};

namespace detail {

inline const std::uint8_t *sized(const std::vector<std::uint8_t> &marks, std::int32_t count, const char *what) {
  if (marks.empty()) return nullptr;
  need(marks.size() == static_cast<std::size_t>(count) ? DUEBY_OK : DUEBY_EARGUMENT, what);
  return marks.data();
}

// Makes options for the C interface that point into `options`.
inline dueby_timeline_options c_options(const profile &of, const timeline_options &options) {
  dueby_timeline_options asked{};
  asked.as_at = options.as_at.c();
  asked.horizon = number_or_none(options.horizon);
  asked.history_from = number_or_none(options.history_from);
  if (options.soon) asked.soon = options.soon->c();
  asked.selected = sized(options.selected, dueby_profile_rule_count(of.c()), "selected");
  asked.recorded = sized(options.recorded, dueby_profile_event_count(of.c()), "recorded");
  return asked;
}

} // namespace detail

// One line of a duty. Since 0.9.
class line {
public:
  explicit line(const dueby_line &value) : value_(value) {
  }
  std::size_t case_index() const {
    return static_cast<std::size_t>(value_.case_index);
  }
  std::int32_t duty() const {
    return value_.duty;
  }
  dueby::state state() const {
    return static_cast<dueby::state>(value_.verdict.state);
  }
  std::int32_t reason() const { // Returns why there is no date or state, as DUEBY_REASON_...
    return value_.reason;
  }
  // Returns the governing rule's deadline, or nothing if no rule gives a date.
  std::optional<dueby::deadline> deadline() const {
    return value_.deadline.due == DUEBY_DATE_NONE ? std::optional<dueby::deadline>() : dueby::deadline(value_.deadline);
  }
  std::int32_t rule() const {
    return value_.deadline.rule;
  }
  std::int32_t occurrence() const {
    return value_.deadline.occurrence;
  }
  std::optional<date> due_by_law() const {
    return detail::known(value_.due_by_law);
  }
  // The day the line was met or ended.
  std::optional<date> closed() const {
    return detail::known(value_.closed);
  }
  std::optional<int> days_left() const {
    return detail::known_number(value_.verdict.days_left);
  }
  std::optional<int> working_days_left() const {
    return detail::known_number(value_.verdict.working_days_left);
  }
  /* Indexes of the event that started the line, the one that met it and the one that ended it unmet. They count the events of all
   * cases of the run in one sequence. */
  std::size_t trigger() const {
    return static_cast<std::size_t>(value_.trigger);
  }
  std::optional<std::size_t> met() const {
    return index(value_.met);
  }
  std::optional<std::size_t> ended() const {
    return index(value_.ended);
  }
  const dueby_line &c() const noexcept {
    return value_;
  }

private:
  static std::optional<std::size_t> index(std::int64_t index) {
    return index < 0 ? std::optional<std::size_t>() : static_cast<std::size_t>(index);
  }

  dueby_line value_;
};

// A workspace for one profile and one calendar, for one thread at a time. Since 0.9.
class timeline {
public:
  timeline(const profile &of, const calendar &on) : profile_(of), calendar_(on) {
    dueby_timeline *made = nullptr;
    detail::need(dueby_timeline_new(of.c(), on.c(), &made), "timeline");
    object_.reset(made);
  }

  /* Runs one case or many. The lines are ordered by case, then by duty in the profile's order, ref and occurrence. Fails with
   * DUEBY_EARGUMENT or DUEBY_ELIMIT. */
  std::vector<line> run(const std::vector<event> &events, const timeline_options &options) {
    return run_events(detail::c_events(events), {0, static_cast<std::int64_t>(events.size())}, options);
  }
  std::vector<line> run(const std::vector<std::vector<event>> &cases, const timeline_options &options) {
    std::vector<dueby_event> events;
    std::vector<std::int64_t> offsets{0};
    for (const std::vector<event> &one : cases) {
      for (const event &happened : one) events.push_back(happened.c());
      offsets.push_back(static_cast<std::int64_t>(events.size()));
    }
    return run_events(std::move(events), std::move(offsets), options);
  }

  // Writes why a line of the last run has no date or state, or which action does not count; "" if neither applies.
  std::string reason(const line &of) const {
    const std::int64_t rejected = of.c().rejected;
    const dueby_event *event = rejected < 0 ? nullptr : &events_.at(static_cast<std::size_t>(rejected));
    return detail::text("line", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_line_reason(profile_.c(), &of.c(), event, text, size, needed);
    });
  }
  // Write texts for a line of the last run that has a date: the full explanation; the explanation in a few lines; its verdict.
  std::string explanation(const line &of) const {
    return explain(dueby_explain_text, of);
  }
  std::string summary(const line &of) const {
    return explain(dueby_explain_summary, of);
  }
  static std::string verdict(const line &of) {
    return detail::text("verdict", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_explain_verdict(&of.c().deadline, &of.c().verdict, text, size, needed);
    });
  }

private:
  struct free_timeline {
    void operator()(dueby_timeline *gone) const {
      dueby_timeline_free(gone);
    }
  };

  std::vector<line> run_events(std::vector<dueby_event> events, std::vector<std::int64_t> offsets,
                               const timeline_options &options) {
    const dueby_timeline_options asked = detail::c_options(profile_, options);
    std::int64_t count = 0;
    detail::need(dueby_timeline_run(object_.get(), events.data(), offsets.data(), static_cast<std::int64_t>(offsets.size()) - 1,
                                    &asked, &count),
                 "timeline");
    events_ = std::move(events);
    offsets_ = std::move(offsets);
    as_at_ = asked.as_at.date;
    const dueby_line *lines = dueby_timeline_lines(object_.get());
    return std::vector<line>(lines, lines + count);
  }
  // Returns whether all events of a line belong to its case in the last run.
  bool is_of_last_run(const dueby_line &of) const {
    if (of.case_index < 0 || static_cast<std::size_t>(of.case_index) + 1 >= offsets_.size()) return false;
    const std::size_t index = static_cast<std::size_t>(of.case_index);
    for (const std::int64_t event : {of.trigger, of.started_by, of.met, of.ended, of.rejected})
      if (event != -1 && (event < offsets_[index] || event >= offsets_[index + 1])) return false;
    return of.trigger != -1;
  }
  template <class Explain> std::string explain(Explain write, const line &of) const {
    const std::size_t index = of.case_index();
    detail::need(is_of_last_run(of.c()) ? DUEBY_OK : DUEBY_EARGUMENT, "explanation of a line of another run");
    std::vector<dueby_event> known(static_cast<std::size_t>(offsets_.at(index + 1) - offsets_.at(index)));
    dueby_facts facts{};
    detail::need(of.deadline() ? DUEBY_OK : DUEBY_EARGUMENT, "explanation of a line without a date");
    dueby_line_facts(profile_.c(), &of.c(), events_.data(), offsets_.data(), as_at_, known.data(), &facts);
    return detail::text("explanation", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return write(profile_.c(), calendar_.c(), &events_.at(of.trigger()), &facts, &of.c().deadline, text, size, needed);
    });
  }

  profile profile_;
  calendar calendar_;
  std::unique_ptr<dueby_timeline, free_timeline> object_;
  std::vector<dueby_event> events_;
  std::vector<std::int64_t> offsets_;
  dueby_date as_at_ = DUEBY_DATE_NONE;
};

} // namespace dueby

#endif
