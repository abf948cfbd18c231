// query.hpp: answers questions about one duty or rule in a profile on a calendar.
#ifndef DUEBY_QUERY_HPP
#define DUEBY_QUERY_HPP

#include "deadline.hpp"

namespace dueby {

// The reason why there is no date. Since 0.9.
struct failure {
  dueby_status status;
  std::int32_t reason;               // the reason, as DUEBY_REASON_...
  std::optional<std::int32_t> rule;  // index of the rule without a date
  std::optional<std::int32_t> event; // type of the missing event
  std::optional<date> from, to;      // the rule's first and last day in force, if it is not in force
  std::string text;                  // the reason in plain English
};

// Answers for a column of triggers, by row. A row without an answer has `due` DUEBY_DATE_NONE, `rule` -1 and `certainty` 255, and
// its `status` is the reason. Since 0.9.
struct due_columns {
  std::vector<dueby_date> due;
  std::vector<std::int32_t> rule;
  std::vector<std::uint8_t> certainty;
  std::vector<std::uint8_t> status;
  std::int64_t failed = 0; // how many triggers have no date
};

// A query about one duty or rule in a profile on a calendar. Since 0.9.
class query {
public:
  /* Makes a query. `address` is a duty ("cp.visit") or a rule ("england:cp.visit", "assessment.single~statistics"). Fails with
   * DUEBY_ENOTFOUND. */
  query(const profile &of, const calendar &on, const std::string &address) {
    dueby_query *made = nullptr;
    detail::need_address(dueby_query_new(of.c(), on.c(), address.c_str(), &made), of.c(), address);
    object_.reset(made, dueby_query_free);
  }

  // Computes the deadline. If there is no date, throws an exception with the text from failure_of.
  deadline due(const event &trigger, const facts &known = {}) const {
    dueby_deadline found{};
    const dueby_status status = dueby_query_due(c(), &trigger.c(), given(known).c(), &found);
    if (status != DUEBY_OK) fail(status, trigger, known);
    return deadline(found);
  }
  /* Computes the deadline, or nothing if there is no date; failure_of returns the reason. Throws only for errors (DUEBY_EARGUMENT,
   * DUEBY_EMEMORY). */
  std::optional<deadline> try_due(const event &trigger, const facts &known = {}) const {
    dueby_deadline found{};
    const dueby_status status = dueby_query_due(c(), &trigger.c(), given(known).c(), &found);
    if (status == DUEBY_OK) return deadline(found);
    if (!is_answer(status)) detail::need(status, "due");
    return std::nullopt;
  }
  // Returns why there is no date, or nothing if there is one.
  std::optional<failure> failure_of(const event &trigger, const facts &known = {}) const {
    dueby_failure found{};
    const dueby_status status = dueby_query_failure(c(), &trigger.c(), given(known).c(), &found);
    if (status == DUEBY_DONE) return std::nullopt;
    detail::need(status, "failure");
    failure why{found.status, found.reason, std::nullopt, std::nullopt, detail::known(found.from), detail::known(found.to), {}};
    if (found.rule >= 0) why.rule = found.rule;
    if (found.event > 0) why.event = found.event;
    why.text = detail::text("failure", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_failure_text(c(), &trigger.c(), &found, text, size, needed);
    });
    return why;
  }
  // Computes the earliest date that statute or guidance sets for the same occurrence; nothing if the law sets none.
  std::optional<deadline> due_by_law(const event &trigger, const facts &known = {}, const std::vector<when> &met = {}) const {
    const std::vector<dueby_when> done = c_whens(met);
    dueby_deadline found{};
    const dueby_status status =
        dueby_query_due_by_law(c(), &trigger.c(), given(known).c(), done.data(), static_cast<std::int64_t>(done.size()), &found);
    if (status == DUEBY_OK) return deadline(found);
    if (status != DUEBY_DONE && !is_answer(status)) detail::need(status, "due by law");
    return std::nullopt;
  }
  /* Computes the next `count` deadlines after those met at the times in `met` (in order), as if each was met on its due day; fewer
   * if no more follow. Throws as due() does if there is no date. */
  std::vector<deadline> series(const event &trigger, std::size_t count, const facts &known = {},
                               const std::vector<when> &met = {}) const {
    const std::vector<dueby_when> done = c_whens(met);
    std::vector<dueby_deadline> found(count);
    std::int64_t found_count = 0;
    const dueby_status status =
        dueby_query_series(c(), &trigger.c(), given(known).c(), done.data(), static_cast<std::int64_t>(done.size()), found.data(),
                           static_cast<std::int64_t>(count), &found_count);
    if (status != DUEBY_OK) fail(status, trigger, known);
    std::vector<deadline> lines;
    for (std::size_t i = 0; i < count && static_cast<std::int64_t>(i) < found_count; i++) lines.emplace_back(found[i]);
    return lines;
  }
  // Finds the state of a deadline that this query found for this trigger. Fails with DUEBY_EARGUMENT if there is nothing to check.
  check_result check(const event &trigger, const deadline &due, const check_options &options, const facts &known = {}) const {
    dueby_check_options asked{};
    dueby_check found{};
    asked.met = moment(options.met);
    asked.ended = moment(options.ended);
    asked.as_at = moment(options.as_at);
    if (options.soon) asked.soon = options.soon->c();
    detail::need(dueby_query_check(c(), &trigger.c(), given(known).c(), &due.c(), &asked, &found), "check");
    return check_result(found);
  }
  /* Computes the deadlines for many triggers, given as days since 1970-01-01 (DUEBY_DATE_NONE for none). The only other fact is
   * `born`, which has a row for each trigger or is empty. Fails with DUEBY_EARGUMENT. */
  due_columns due_many(const std::vector<dueby_date> &triggers, const std::vector<dueby_date> &born = {},
                       bool whole_days = false) const {
    detail::need(born.empty() || born.size() == triggers.size() ? DUEBY_OK : DUEBY_EARGUMENT, "born");
    const std::size_t count = triggers.size();
    due_columns out{std::vector<dueby_date>(count), std::vector<std::int32_t>(count), std::vector<std::uint8_t>(count),
                    std::vector<std::uint8_t>(count), 0};
    dueby_due_columns columns{};
    columns.flags = whole_days ? DUEBY_FACTS_WHOLE_DAYS : 0;
    columns.count = static_cast<std::int64_t>(count);
    columns.trigger = triggers.data();
    columns.born = born.empty() ? nullptr : born.data();
    columns.due = out.due.data();
    columns.rule = out.rule.data();
    columns.certainty = out.certainty.data();
    columns.status = out.status.data();
    detail::need(dueby_query_due_many(c(), &columns, &out.failed), "due");
    return out;
  }

  /* Write the full explanation; the explanation in a few lines, without the days; and a verdict as text: "Overdue by 3 working
   * days". */
  std::string explanation(const event &trigger, const deadline &due, const facts &known = {}) const {
    return explain(dueby_explain_text, trigger, due, known);
  }
  std::string summary(const event &trigger, const deadline &due, const facts &known = {}) const {
    return explain(dueby_explain_summary, trigger, due, known);
  }
  static std::string verdict(const deadline &due, const check_result &checked) {
    return detail::text("verdict", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_explain_verdict(&due.c(), &checked.c().verdict, text, size, needed);
    });
  }
  const dueby_query *c() const noexcept {
    return object_.get();
  }

private:
  // Holds the facts as C structs for the duration of a call.
  class given {
  public:
    explicit given(const facts &known) : events_(detail::c_events(known.events)) {
      value_.flags = known.whole_days ? DUEBY_FACTS_WHOLE_DAYS : 0;
      value_.born = detail::number_or_none(known.born);
      value_.since = detail::number_or_none(known.since);
      value_.has = (known.born ? std::uint32_t{DUEBY_HAS_BORN} : 0u) | (known.since ? std::uint32_t{DUEBY_HAS_SINCE} : 0u);
      value_.events = events_.data();
      value_.event_count = static_cast<std::int64_t>(events_.size());
    }
    const dueby_facts *c() const {
      return &value_;
    }

  private:
    std::vector<dueby_event> events_;
    dueby_facts value_{};
  };

  // Returns a day or time for a check. Refuses 1 January 1970, which the C interface would treat as not given; no calendar covers
  // it.
  static dueby_when moment(const std::optional<when> &given) {
    if (given && !given->c().date) throw error(DUEBY_ECOVERAGE, std::string("check: ") + dueby_status_text(DUEBY_ECOVERAGE));
    return given ? given->c() : dueby_when{};
  }
  static bool is_answer(dueby_status status) {
    return status == DUEBY_ENOTINFORCE || status == DUEBY_ENOTIME || status == DUEBY_ENOTSTATED || status == DUEBY_EFACT ||
           status == DUEBY_ENORULE || status == DUEBY_ECOVERAGE;
  }
  [[noreturn]] void fail(dueby_status status, const event &trigger, const facts &known) const {
    const std::optional<failure> why = is_answer(status) ? failure_of(trigger, known) : std::nullopt;
    throw error(status, why ? why->text : std::string("due: ") + dueby_status_text(status));
  }
  static std::vector<dueby_when> c_whens(const std::vector<when> &whens) {
    std::vector<dueby_when> values;
    for (const when &one : whens) values.push_back(one.c());
    return values;
  }
  template <class Explain> std::string explain(Explain write, const event &trigger, const deadline &due, const facts &known) const {
    const given taken(known);
    return detail::text("explanation", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return write(dueby_query_profile(c()), dueby_query_calendar(c()), &trigger.c(), taken.c(), &due.c(), text, size, needed);
    });
  }

  std::shared_ptr<dueby_query> object_;
};

} // namespace dueby

#endif
