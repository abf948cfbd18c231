// worklist.hpp: finds every duty of many cases, lists them worst first, as text, and counts how many were done in time.
#ifndef DUEBY_WORKLIST_HPP
#define DUEBY_WORKLIST_HPP

#include "timeline.hpp"

namespace dueby {

// One child, carer or worker. Since 0.9.
struct case_record {
  std::string name;
  std::vector<event> events = {};
  std::vector<std::string> refs = {};                            // the refs as strings: an event's ref i is refs[i - 1]
  std::vector<std::pair<std::string, std::string>> columns = {}; // names and values to pass on with the case, such as its team
  std::int64_t bad_rows = 0, first_bad_line = 0;                 // unreadable rows, which need checking
  std::vector<event> unread = {};                                // the unreadable rows whose event is known, whatever their day
};

// The options of a worklist. Since 0.9.
struct worklist_options {
  timeline_options run;
  std::vector<state> states = {};                // states to list; empty for all
  std::optional<date> due_before = std::nullopt; // list only lines due before this day
  bool to_do = false;                            // do not list lines that are over or whose source sets no time limit
};

// An item: a listed line, or a case's unreadable rows. Valid as long as its worklist. Since 0.9.
class item {
public:
  item(const dueby_worklist *from, std::int64_t index) : from_(from), index_(index) {
    detail::need(dueby_worklist_item(from, index, &value_), "item");
  }
  std::string case_name() const {
    return detail::or_empty(value_.of->name);
  }
  dueby::state state() const {
    return static_cast<dueby::state>(value_.outcome.state);
  }
  // Returns the line, or nothing if the item is for unreadable rows.
  std::optional<dueby::line> line() const {
    return value_.line ? dueby::line(*value_.line) : std::optional<dueby::line>();
  }
  /* Texts of the item: its duty, "3rd visit to a looked-after child, P1"; its state, "Overdue by 3 working days"; its due day,
   * "Tuesday 21 April 2026"; and why there is no date, or which action does not count. Each is empty if it does not apply. */
  std::string duty_text() const {
    return text(DUEBY_ITEM_DUTY);
  }
  std::string state_text() const {
    return text(DUEBY_ITEM_STATE);
  }
  std::string due_text() const {
    return text(DUEBY_ITEM_DUE);
  }
  std::string reason() const {
    return text(DUEBY_ITEM_REASON);
  }
  // An identifier for the line within its case, which never changes.
  std::string key() const {
    return text(DUEBY_ITEM_KEY);
  }
  // Writes why the line is due when it is or, if it has no date, the reason.
  std::string explanation() const {
    return text(DUEBY_ITEM_EXPLANATION);
  }
  std::string summary() const {
    return text(DUEBY_ITEM_SUMMARY);
  }
  // Returns the item as a JSON object, as described by schema/line.schema.json.
  std::string json() const {
    return detail::text("line", [this](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_line_json(dueby_worklist_profile(from_), value_.line, value_.of, text, size, needed);
    });
  }
  const dueby_item &c() const noexcept {
    return value_;
  }

private:
  std::string text(std::int32_t what) const {
    return detail::text("item", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_worklist_item_text(from_, index_, what, text, size, needed);
    });
  }

  const dueby_worklist *from_;
  std::int64_t index_;
  dueby_item value_{};
};

// A worklist that keeps every case added to it. One thread at a time may add and sort. Since 0.9.
class worklist {
public:
  worklist(const profile &of, const calendar &on, const worklist_options &options) {
    const dueby_timeline_options run = detail::c_options(of, options.run);
    dueby_worklist_options asked{};
    asked.flags =
        DUEBY_WORKLIST_KEEP | DUEBY_WORKLIST_ROWS_FROM_1 | (options.to_do ? static_cast<std::uint32_t>(DUEBY_WORKLIST_TO_DO) : 0);
    asked.run = &run;
    for (const state one : options.states) asked.states |= std::uint32_t(1) << static_cast<std::int32_t>(one);
    asked.due_before = detail::number_or_none(options.due_before);
    dueby_worklist *made = nullptr;
    detail::need(dueby_worklist_new(of.c(), on.c(), &asked, &made), "worklist");
    object_.reset(made);
  }

  // Runs a case, which the caller need not keep afterwards. Fails with DUEBY_EARGUMENT or DUEBY_ELIMIT.
  void add(const case_record &added) {
    const std::vector<dueby_event> events = detail::c_events(added.events), unread = detail::c_events(added.unread);
    std::vector<const char *> refs, names, values;
    for (const std::string &ref : added.refs) refs.push_back(ref.c_str());
    for (const auto &column : added.columns) {
      names.push_back(column.first.c_str());
      values.push_back(column.second.c_str());
    }
    dueby_case of{};
    of.name = added.name.c_str();
    of.events = events.data();
    of.event_count = static_cast<std::int64_t>(events.size());
    of.refs = refs.data();
    of.ref_count = static_cast<std::int64_t>(refs.size());
    of.columns = names.data();
    of.values = values.data();
    of.column_count = static_cast<std::int64_t>(names.size());
    of.bad_rows = added.bad_rows;
    of.first_bad_line = added.first_bad_line;
    of.unread = unread.data();
    of.unread_count = static_cast<std::int64_t>(unread.size());
    const std::string excess = detail::text("case", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_case_excess_text(&of, text, size, needed);
    });
    if (!excess.empty()) throw error(DUEBY_ELIMIT, excess);
    detail::need(dueby_worklist_add(object_.get(), &of), "case", added.name);
  }

  // Sorts the items, worst first. Until then they are in case order.
  void sort() {
    detail::need(dueby_worklist_sort(object_.get()), "worklist");
  }

  // The number of listed items, and one of them by index.
  std::size_t size() const {
    return static_cast<std::size_t>(dueby_worklist_listed_count(object_.get()));
  }
  item at(std::size_t index) const {
    return item(object_.get(), dueby_worklist_listed(object_.get(), static_cast<std::int64_t>(index)));
  }

  // Returns a count over all cases, such as DUEBY_COUNT_CASES.
  std::int64_t count(std::int32_t what) const {
    return dueby_worklist_count(object_.get(), what);
  }
  // The reasons not to trust the worklist, as messages; and the note that must be shown with every worklist.
  std::vector<std::string> findings() const {
    std::vector<std::string> findings;
    for (std::int64_t i = 0; i < dueby_worklist_finding_count(object_.get()); i++)
      findings.push_back(detail::text("finding", [&](char *text, std::int64_t size, std::int64_t *needed) {
        return dueby_worklist_finding_text(object_.get(), i, text, size, needed);
      }));
    return findings;
  }
  std::string disclaimer() const {
    return detail::text("worklist", [this](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_worklist_disclaimer_text(object_.get(), text, size, needed);
    });
  }

  /* Counts how many lines, listed or not, were in time, with a row for each duty. `basis` is a DUEBY_MEASURE_... For
   * DUEBY_MEASURE_AT the worklist must be as at the last day of the period. */
  std::vector<dueby_summary_row> measures(std::int32_t basis, std::optional<date> from = std::nullopt,
                                          std::optional<date> to = std::nullopt) const {
    dueby_measure_options options{};
    options.basis = basis;
    options.from = detail::number_or_none(from);
    options.to = detail::number_or_none(to);
    dueby_summary *made = nullptr;
    detail::need(dueby_summary_new(object_.get(), &options, nullptr, &made), "summary");
    const std::unique_ptr<dueby_summary, free_summary> summary(made);
    detail::need(dueby_summary_add(made, object_.get()), "summary");
    std::vector<dueby_summary_row> rows;
    dueby_summary_row row{};
    for (std::int64_t cursor = 0; dueby_summary_next(made, &cursor, &row) == DUEBY_OK;) {
      row.group = ""; // the row's text might not outlive the summary, so it is dropped
      rows.push_back(row);
    }
    return rows;
  }

  const dueby_worklist *c() const noexcept {
    return object_.get();
  }

private:
  struct free_worklist {
    void operator()(dueby_worklist *gone) const {
      dueby_worklist_free(gone);
    }
  };
  struct free_summary {
    void operator()(dueby_summary *gone) const {
      dueby_summary_free(gone);
    }
  };

  std::unique_ptr<dueby_worklist, free_worklist> object_;
};

} // namespace dueby

#endif
