#pragma once
// A journey told with a line an event, for tests:
//   Story story;
//   story.be("SESSION_CREATED", 0).fe("STEP_VIEW", 1.5, {.path = "/id"});
//   const Journey journey = story.at(60);
// Times are seconds since the beginning. An event's id is its name; the second of a name has a `2` behind it, and so
// on.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "journey/journey.hpp"

namespace sj::journey::testing {

inline constexpr TimeMs story_begin = 1'782'000'000'000;

inline const Catalog& built_in_catalog() {
  static const auto loaded = Catalog::load().value();
  return *loaded;
}

using Ids = std::vector<std::string>;

class Story {
 public:
  explicit Story(Settings settings = {}, const Catalog& catalog = built_in_catalog())
      : settings_(settings), catalog_(&catalog) {}

  Story& be(std::string_view name, double second, Event more = {}) { return add(Source::be, name, second, more); }
  Story& fe(std::string_view name, double second, Event more = {}) { return add(Source::fe, name, second, more); }

  /// A user who got as far as the ID document step: second 0 to 6.
  Story& begun() {
    return be("SESSION_CREATED", 0)
        .fe("FRONT_SESSION_START", 0.1)
        .fe("STEP_VIEW", 1, {.path = "/start"})
        .be("IP_RISK_CHECK", 2, {.result = CheckResult::pass})
        .fe("STEP_VIEW", 5, {.path = "/id"})
        .fe("ID_CAPTURED", 6);
  }
  /// The same, with the document and the face checked without a fault: second 0 to 30.
  Story& checked() {
    return begun()
        .be("ID_OCR_CHECK", 7, {.result = CheckResult::pass})
        .be("SUBMISSION_CREATED", 8)
        .fe("STEP_VIEW", 20, {.path = "/face"})
        .fe("SELFIE_CAPTURED", 25)
        .be("FACE_COMPARE_CHECK", 28, {.result = CheckResult::pass})
        .be("STEP2_COMPLETED", 30);
  }

  static TimeMs time(double second) { return story_begin + std::llround(second * 1000); }

  /// All of it, asked at this second. The story must outlive the journey and not go on.
  [[nodiscard]] Journey at(double second) const { return told(second, Horizon::everything); }
  /// What had happened by this second.
  [[nodiscard]] Journey until(double second) const { return told(second, Horizon::until_as_of); }

  [[nodiscard]] const EventLog& log() const { return log_; }
  [[nodiscard]] Ids ids(const std::vector<EventIndex>& events) const {
    Ids out;
    for (const EventIndex index : events) out.emplace_back(log_.at(index).event_id);
    return out;
  }
  [[nodiscard]] Ids evidence(const Journey& journey, Role role) const {
    return ids(journey.evidence[static_cast<std::size_t>(role)]);
  }
  /// The events of this finding; nothing at all where there is no such finding.
  [[nodiscard]] std::optional<Ids> finding(const Journey& journey, FindingCode code) const {
    const auto at = std::ranges::find(journey.findings, code, &Finding::code);
    return at == journey.findings.end() ? std::nullopt : std::optional(ids(at->events));
  }
  static const JourneyEvent& event(const Journey& journey, std::string_view id) {
    return *std::ranges::find(journey.events, id, [](const JourneyEvent& e) { return e.placed.event.event_id; });
  }
  static StageState state(const Journey& journey, Stage stage) {
    return journey.stages[static_cast<std::size_t>(stage)].state;
  }

 private:
  Story& add(Source source, std::string_view name, double second, Event event) {
    const int count = ++counts_[std::string(name)];
    const std::string id = std::string(name) + (count > 1 ? std::to_string(count) : "");
    event.source = source;
    event.name = name;
    event.event_id = event.event_id.empty() ? std::string_view(id) : event.event_id;
    event.time = time(second);
    event.received_at = event.time;
    event.accept_seq = log_.size() + 1;
    log_.append(event);
    return *this;
  }

  Journey told(double second, Horizon horizon) const {
    return assemble(log_, log_.size(), *catalog_, settings_, time(second), horizon).value();
  }

  Settings settings_;
  const Catalog* catalog_;
  EventLog log_{"s"};
  std::map<std::string, int> counts_;
};

}  // namespace sj::journey::testing
