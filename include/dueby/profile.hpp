// profile.hpp: duties, the rules that set their time limits, the vocabulary of events and tags, and the class for events.
#ifndef DUEBY_PROFILE_HPP
#define DUEBY_PROFILE_HPP

#include <string_view>
#include <utility>

#include "calendar.hpp"

#if __has_include("../dueby/io.h")
#include "../dueby/io.h"
#endif

namespace dueby {

namespace detail {

// Throws unless the status is DUEBY_OK. If no duty or rule has the address, the exception suggests a similar one, if there is one.
inline void need_address(dueby_status status, const dueby_profile *of, const std::string &address) {
  std::string hint;
  if (status == DUEBY_ENOTFOUND)
    hint = text("rule", [&](char *text, std::int64_t size, std::int64_t *needed) {
      return dueby_address_hint_text(of, address.c_str(), text, size, needed);
    });
  if (hint.empty()) return need(status, "rule", address);
  throw error(status, "rule \"" + address + "\": " + dueby_status_text(status) + ": " + hint);
}

} // namespace detail

// A profile. Indexes of duties, rules, events and tags are as in profile.h, and are valid only for this profile. Since 0.9.
class profile {
public:
  // Makes a built-in profile, such as "england". Fails with DUEBY_ENOTFOUND.
  explicit profile(const std::string &builtin_name) {
    dueby_profile *made = nullptr;
    detail::need_known(dueby_profile_new(builtin_name.c_str(), &made), "profile", DUEBY_NAME_PROFILE, builtin_name, 0,
                       dueby_profile_builtin_count(), dueby_profile_builtin);
    object_.reset(made, dueby_profile_free);
  }
  // Takes ownership of a profile made with the C interface.
  explicit profile(dueby_profile *owned) : object_(owned, dueby_profile_free) {
  }
#ifdef DUEBY_IO_H
  /* Reads a profile from YAML in memory (data/FORMAT.md). The profile that it extends is looked up as NAME.yaml in `folder`, if
   * that is not empty, then among the built-in profiles. The exception and `warnings` describe each problem on a line of its own,
   * "LINE:COLUMN: ...". Needs libdueby-io. */
  static profile from_yaml(std::string_view yaml, const std::string &folder = std::string(),
                           std::vector<std::string> *warnings = nullptr) {
    return read(warnings, [&](dueby_diagnostics *said, dueby_profile **made) {
      return dueby_io_profile_from_yaml(yaml.data(), static_cast<std::int64_t>(yaml.size()),
                                        folder.empty() ? nullptr : folder.c_str(), said, made);
    });
  }
  // Reads a profile from a file. The profile that it extends is looked up in the file's folder first. Needs libdueby-io.
  static profile from_file(const std::string &path, std::vector<std::string> *warnings = nullptr) {
    return read(warnings, [&](dueby_diagnostics *said, dueby_profile **made) {
      return dueby_io_profile_from_file(path.c_str(), said, made);
    });
  }
#endif
  static std::vector<std::string> builtin_names() {
    std::vector<std::string> names;
    for (std::int32_t i = 0; i < dueby_profile_builtin_count(); i++) names.emplace_back(dueby_profile_builtin(i));
    return names;
  }

  std::string name() const {
    return detail::or_empty(dueby_profile_name(c()));
  }
  std::string title() const {
    return detail::or_empty(dueby_profile_title(c()));
  }

  // The ids of the profile's duties, by index.
  std::vector<std::string> duties() const {
    std::vector<std::string> ids;
    for (std::int32_t i = 0; i < dueby_profile_duty_count(c()); i++) ids.emplace_back(dueby_profile_duty(c(), i));
    return ids;
  }
  // Finds the index of a duty, event or tag. Fails with DUEBY_ENOTFOUND.
  std::int32_t find_duty(const std::string &id) const {
    std::int32_t index = -1;
    detail::need_known(dueby_profile_find_duty(c(), id.c_str(), &index), "duty", DUEBY_NAME_DUTY, id, 0,
                       dueby_profile_duty_count(c()), [this](std::int32_t i) { return dueby_profile_duty(c(), i); });
    return index;
  }
  std::int32_t find_event(const std::string &slug) const {
    std::int32_t index = -1;
    detail::need_known(dueby_profile_find_event(c(), slug.c_str(), &index), "event", DUEBY_NAME_EVENT, slug, 1,
                       dueby_profile_event_count(c()), [this](std::int32_t i) { return dueby_profile_event_slug(c(), i); });
    return index;
  }
  std::int32_t find_tag(const std::string &name) const {
    std::int32_t index = -1;
    detail::need_known(dueby_profile_find_tag(c(), name.c_str(), &index), "tag", DUEBY_NAME_TAG, name, 0,
                       dueby_profile_tag_count(c()), [this](std::int32_t i) { return dueby_profile_tag(c(), i); });
    return index;
  }
  // Returns the id of a duty, such as "cp.visit". Fails with DUEBY_ENOTFOUND for an unknown index.
  std::string duty_id(std::int32_t duty) const {
    return known(dueby_profile_duty(c(), duty), "duty");
  }
  // Returns the slug of an event, such as "visit.made". Fails with DUEBY_ENOTFOUND for an unknown index.
  std::string event_slug(std::int32_t event) const {
    return known(dueby_profile_event_slug(c(), event), "event");
  }
  // Returns the address of a rule, such as "england:cp.conference.initial". Fails with DUEBY_ENOTFOUND for an unknown index.
  std::string rule_address(std::int32_t rule) const {
    return known(dueby_rule_text(c(), rule, 0, DUEBY_RULE_ADDRESS), "rule");
  }
  // Returns 1 for each rule that an address includes and 0 for the others, for timeline_options::selected. Fails with
  // DUEBY_ENOTFOUND.
  std::vector<std::uint8_t> select(const std::string &address) const {
    std::vector<std::uint8_t> selected(static_cast<std::size_t>(dueby_profile_rule_count(c())));
    std::int32_t duty = -1;
    detail::need_address(dueby_profile_select(c(), address.c_str(), &duty, selected.data()), c(), address);
    return selected;
  }
  const dueby_profile *c() const noexcept {
    return object_.get();
  }

private:
  static std::string known(const char *text, const char *what) {
    detail::need(text ? DUEBY_OK : DUEBY_ENOTFOUND, what);
    return text;
  }
#ifdef DUEBY_IO_H
  template <class Read> static profile read(std::vector<std::string> *warnings, Read read_profile) {
    std::vector<dueby_diagnostic> items(16);
    dueby_diagnostics said{items.data(), static_cast<std::int64_t>(items.size()), 0};
    dueby_profile *made = nullptr;
    const dueby_status status = read_profile(&said, &made);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < items.size() && static_cast<std::int64_t>(i) < said.count; i++)
      lines.push_back(std::to_string(items[i].line) + ":" + std::to_string(items[i].column) + ": " + items[i].message);
    if (status != DUEBY_OK)
      throw error(status, lines.empty() ? std::string("profile: ") + dueby_status_text(status) : lines.back());
    profile opened(made);
    if (warnings) *warnings = std::move(lines);
    return opened;
  }
#endif

  std::shared_ptr<dueby_profile> object_;
};

// Something that happened in a case. Since 0.9.
class event {
public:
  // Makes a trigger on a day, or at a time. Its type is the trigger of the duty's first rule with a timescale.
  template <class At, class = std::enable_if_t<std::is_convertible<const At &, when>::value>> event(const At &at) {
    set_when(at);
  }
  // Makes an event of the profile's vocabulary. Fails with DUEBY_ENOTFOUND.
  event(const profile &vocabulary, const std::string &slug, const when &at, const std::vector<std::string> &tags = {}) {
    set_when(at);
    value_.type = vocabulary.find_event(slug);
    for (const std::string &tag : tags) detail::need(dueby_tags_add(&value_.tags, vocabulary.find_tag(tag)), "tag", tag);
  }

  /* Return a copy of the event with an agreed interval, with the episode it belongs to (the caller's number, from 1), or with the
   * caller's number for its row. */
  event with_agreed(const span &interval) const {
    event changed(*this);
    changed.value_.agreed = interval.c();
    return changed;
  }
  event with_ref(std::int64_t ref) const {
    event changed(*this);
    changed.value_.ref = ref;
    return changed;
  }
  event with_row(std::int64_t row) const {
    event changed(*this);
    changed.value_.row = row;
    return changed;
  }
  const dueby_event &c() const noexcept {
    return value_;
  }

private:
  void set_when(const when &at) {
    value_.time = at.c().time;
    value_.date = at.c().date;
    value_.has = DUEBY_HAS_DATE;
  }

  dueby_event value_{};
};

namespace detail {

inline std::vector<dueby_event> c_events(const std::vector<event> &events) {
  std::vector<dueby_event> values;
  values.reserve(events.size());
  for (const event &one : events) values.push_back(one.c());
  return values;
}

} // namespace detail
} // namespace dueby

#endif
