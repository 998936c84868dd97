#pragma once
// Rows and filters made by chance, from few words, so that they meet: equal times, names that differ in case only,
// values that one row claims and another row's server sent.
#include <algorithm>
#include <map>
#include <random>

#include "store/query.hpp"
#include "store/table/filters.hpp"

namespace sj::store::conformance {

inline constexpr TimeMs base_time = 1'782'000'000'000;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  int below(int bound) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(bound)); }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }
  template <class T>
  std::vector<T> some(const std::vector<T>& from) {
    std::vector<T> out{pick(from)};
    if (chance(40)) out.push_back(pick(from));
    return out;
  }
  template <class T>
  T word(std::size_t count) {
    return static_cast<T>(below(static_cast<int>(count)));
  }

 private:
  std::mt19937_64 engine_;
};

namespace words {
inline const std::vector<std::string> reasons{"", "aml_match", "custom_policy", "Custom_Policy"};
inline const std::vector<std::string> error_codes{"",        "LO-30001", "LO-30005", "NF-10000",
                                                  "refresh", "XX-00001", "lo-30001"};
inline const std::vector<std::string> families{"LO", "NF", "other", "XX", "lo"};
inline const std::vector<std::string> paths{"", "/id", "/face", "/id/guide", "/ID"};
inline const std::vector<std::string> events{"APPROVED", "STEP_VIEW", "X", "ID_OCR_CHECK"};
inline const std::vector<std::string> checks{"ID_OCR_CHECK", "AML_SCREENING_CHECK", "MY_CHECK"};
inline const std::vector<std::string> searched{"kim", "KIM@x.ORG", "s1",   "S1",  "sub-", "abc",
                                               "org", "step",      "view", "zzz", "한",   "@"};
inline const std::array<std::vector<std::string>, journey::identity_count> identities{
    std::vector<std::string>{"Kim@x.org", "kim@X.org", "lee@x.org", "한@x.org"},
    std::vector<std::string>{"abc", "ABC", "abcd", "u1"}, std::vector<std::string>{"sub-1", "Sub-1", "sub-12", "x"}};

inline const std::vector<std::string> stages{"PRE_CHECKS", "STEP1", "PRE_STEP2", "STEP2", "FINAL", "POST"};
inline std::vector<std::string> all_headlines() {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < journey::headline_count; ++i)
    out.emplace_back(journey::to_text(static_cast<journey::Headline>(i)));
  return out;
}
/// Some values of every filter; a new one is looked for as soon as it has some.
inline const std::map<std::string_view, std::vector<std::string>> filter_values{
    {"status", {"IN_PROGRESS", "COMPLETED", "DROPPED", "ERROR"}},
    {"decision", {"NONE", "APPROVED", "REJECTED", "PENDING"}},
    {"stage", stages},
    {"furthest_stage", stages},
    {"entered", stages},
    {"passed", stages},
    {"headline", all_headlines()},
    {"reason", reasons},
    {"error_code", error_codes},
    {"error_family", families},
    {"event", events},
    {"check", {"ID_OCR_CHECK", "ID_OCR_CHECK:FAIL", "AML_SCREENING_CHECK:PASS", "MY_CHECK:ERROR", "MY_CHECK"}},
    {"last_path", paths},
    {"last_event", events}};
}  // namespace words

inline std::string random_session_id(Random& random, int count) {
  return (random.chance(10) ? "S" : "s") + std::to_string(random.below(count));
}

inline void fill_status(Random& random, journey::Summary& out) {
  out.quiet_since = out.created_at + random.below(5) * 600'000;
  out.headline = random.word<journey::Headline>(journey::headline_count);
  out.headline_dropped = random.word<journey::Headline>(journey::headline_count);
  out.quiet_evidence = "quiet";
  if (random.chance(40)) {
    out.settled = random.chance(50) ? journey::Status::completed : journey::Status::error;
    out.settled_evidence = {"e1", "e2"};
    out.headline_dropped = out.headline;
  }
  if (random.chance(50)) return;
  out.decision.emplace();
  for (int i = 0; i <= random.below(3); ++i)
    out.decision->history.push_back(
        {.outcome = random.pick<Impact>({Impact::approved, Impact::rejected, Impact::pending}),
         .reason = random.pick(words::reasons),
         .decided_at = out.created_at + i * 1'000,
         .event_id = "d" + std::to_string(i)});
  out.decision->by_review = out.decision->history.size() > 1;
}

inline void fill_identities(Random& random, journey::Summary& out) {
  for (std::size_t kind = 0; kind < journey::identity_count; ++kind) {
    if (random.chance(40)) continue;
    std::vector<std::string> values = words::identities[kind];
    std::ranges::rotate(values, values.begin() + random.below(static_cast<int>(values.size())));
    values.resize(1 + static_cast<std::size_t>(random.below(3)));
    out.identity[kind] = values[0];
    const auto identity = static_cast<journey::Identity>(kind);
    for (const std::string& value : values) {
      const auto same = [&](const std::string& other) { return journey::is_same_identity(value, other, identity); };
      if (same(values[0]) ? value == values[0] : std::ranges::none_of(out.aliases[kind], same)) {
        if (!same(values[0])) out.aliases[kind].push_back(value);
        if (random.chance(60)) out.server_sent[kind].push_back(value);
      }
    }
  }
}

inline void fill_names(Random& random, journey::Summary& out) {
  for (const std::string& name : words::events)
    if (random.chance(40)) out.names.push_back({.name = name});
  for (const std::string& name : words::checks) {
    if (random.chance(50)) continue;
    std::erase_if(out.names, [&](const journey::NameSeen& seen) { return seen.name == name; });
    out.names.push_back(
        {.name = name, .results = static_cast<std::uint8_t>(random.below(32)), .is_check = random.chance(80)});
    for (int run = random.below(4); out.names.back().is_check && run > 0; --run) {
      journey::RunSeen& seen = out.runs.emplace_back();
      seen.name = static_cast<std::uint32_t>(out.names.size() - 1);
      if (random.chance(80)) seen.result = random.word<CheckResult>(check_result_count);
      if (random.chance(80))
        seen.duration_ms = static_cast<std::uint32_t>(random.below(random.chance(50) ? 100 : 86'400'001));
      seen.retake = random.chance(30);
    }
  }
}

inline journey::Summary random_row(Random& random, std::string session_id, std::uint64_t accept_seq) {
  journey::Summary out;
  out.session_id = std::move(session_id);
  out.created_at = base_time + random.below(10) * 1'000;
  out.updated_at = out.created_at + random.below(6) * 1'000;
  out.last_accept_seq = accept_seq;
  out.last_received_at = out.updated_at + 1;
  fill_status(random, out);
  out.stage = random.word<Stage>(stage_count);
  out.furthest_stage = random.word<Stage>(stage_count);
  out.last_event = random.pick(words::events);
  fill_identities(random, out);
  out.last_error_code = random.pick(words::error_codes);
  out.last_path = random.pick(words::paths);
  for (auto* count : {&out.events, &out.fe, &out.be, &out.retakes, &out.warnings})
    *count = static_cast<std::uint32_t>(random.below(9));
  out.wall_ms = random.below(100'000);
  out.active_ms = random.below(100'000);
  for (journey::StageSeen& stage : out.stages)
    if (random.chance(60))
      stage = {true, random.chance(50), static_cast<std::uint32_t>(random.below(3)), random.below(50) * 10};
  fill_names(random, out);
  return out;
}

inline Filter random_filter(Random& random) {
  Filter out;
  const auto wanted = [&] { return random.chance(9); };
  for (const ValueFilter& by : value_filters()) {
    if (!wanted()) continue;
    const auto& values = words::filter_values.at(by.name);
    for (int left = 1 + random.below(1 + static_cast<int>(values.size()) / 3); left > 0; --left)
      by.add(out, random.pick(values));
  }
  out.time_field = random.word<TimeField>(time_field_count);
  if (wanted()) out.from = base_time + random.below(12) * 1'000;
  if (wanted()) out.to = base_time + random.below(12) * 1'000;
  if (random.chance(20)) out.text = random.pick(words::searched);
  out.search_field = random.word<SearchField>(6);
  out.match = random.word<Match>(3);
  return out;
}

}  // namespace sj::store::conformance
