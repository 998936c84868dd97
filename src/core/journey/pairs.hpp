#pragma once
// FE and BE events that record the same action (§9).
#include <span>
#include <vector>

#include "journey/fold.hpp"

namespace sj::journey {

struct Pairs {
  struct Match {
    std::size_t fe, be;   ///< positions in the events given
    DurationMs delta_ms;  ///< BE − FE
  };
  std::vector<Match> matched;
  std::vector<std::size_t> unmatched;  ///< of both sides, in order
};

/// `events` are in order.
[[nodiscard]] Pairs match_pairs(std::span<const Placed> events, const Catalog& catalog);

}  // namespace sj::journey
