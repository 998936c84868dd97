#include "event/event.hpp"

#include <array>
#include <limits>
#include <span>

namespace sj {
namespace {

constexpr std::array<std::string_view, 2> source_texts{"BE", "FE"};
constexpr std::array<std::string_view, stage_count> stage_texts{"PRE_CHECKS", "STEP1", "PRE_STEP2",
                                                                "STEP2",      "FINAL", "POST"};
constexpr std::array<std::string_view, impact_count> impact_texts{"NONE",     "BLOCKED",  "RETAKE",   "PENDING",
                                                                  "REJECTED", "APPROVED", "COMPLETED"};
constexpr std::array<std::string_view, check_result_count> result_texts{"PASS", "FAIL", "WARN", "ERROR", "SKIPPED"};

template <class T>
std::optional<T> find_text(std::span<const std::string_view> texts, std::string_view text) {
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (texts[i] == text) return static_cast<T>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_text(Source value) {
  return source_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(Stage value) {
  return stage_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(Impact value) {
  return impact_texts[static_cast<std::size_t>(value)];
}
std::string_view to_text(CheckResult value) {
  return result_texts[static_cast<std::size_t>(value)];
}

std::optional<Source> source_of(std::string_view text) {
  return find_text<Source>(source_texts, text);
}
std::optional<Stage> stage_of(std::string_view text) {
  return find_text<Stage>(stage_texts, text);
}
std::optional<Impact> impact_of(std::string_view text) {
  return find_text<Impact>(impact_texts, text);
}
std::optional<CheckResult> check_result_of(std::string_view text) {
  return find_text<CheckResult>(result_texts, text);
}

bool comes_before(const Event& a, const Event& b) {
  if (a.time != b.time) return a.time < b.time;
  if (a.source != b.source) return a.source < b.source;
  constexpr auto last = std::numeric_limits<std::int64_t>::max();
  const std::int64_t a_seq = a.seq.value_or(last), b_seq = b.seq.value_or(last);
  if (a_seq != b_seq) return a_seq < b_seq;
  return a.event_id < b.event_id;
}

}  // namespace sj
