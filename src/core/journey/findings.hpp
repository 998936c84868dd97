#pragma once
// What is odd about the data of a journey (§11 Findings): for engineers, not a judgement of the user.
#include <string_view>
#include <vector>

#include "journey/fold.hpp"
#include "journey/pairs.hpp"
#include "journey/settings.hpp"
#include "journey/status.hpp"

namespace sj::journey {

enum class FindingCode : std::uint8_t {
  reason_missing,
  reason_outcome_mismatch,
  pair_broken,
  final_page_without_decision,
  result_not_seen,
  error_page_without_block,
  blocked_after_decision,
  approved_over_block,
  approved_without_checks,
  decision_changed,
  clock_skew,
  unknown_event,
  identity_changed,
  no_session_start,
};
inline constexpr std::size_t finding_count = 14;
[[nodiscard]] std::string_view to_text(FindingCode);

inline constexpr std::size_t finding_events_max = 50;  ///< are listed of each finding

struct Finding {
  FindingCode code = FindingCode::no_session_start;
  std::vector<EventIndex> events;  ///< the first ones that make it true, in order
  std::size_t total = 0;           ///< how many there are
};

/// `events` are all events, in order. In the order of the codes; each code at most once.
[[nodiscard]] std::vector<Finding> find_oddities(const Fold& fold, const EventLog& log, std::span<const Placed> events,
                                                 const Pairs& pairs, Status status, TimeMs as_of);

}  // namespace sj::journey
