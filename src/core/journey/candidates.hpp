#pragma once
// Which events can have caused what was decided, or where a journey stopped (§11 Candidates).
#include <functional>
#include <vector>

#include "journey/facts.hpp"

namespace sj::journey {

using Candidates = std::vector<const Asked*>;

/// What the server did to the user and what it warned of, up to the moment of the current decision (records may lag).
[[nodiscard]] Candidates candidates_of(const Facts& facts);

/// Those of them that hold.
template <class Condition>
[[nodiscard]] Candidates select(const Candidates& from, Condition holds) {
  Candidates out;
  for (const Asked* asked : from)
    if (std::invoke(holds, *asked)) out.push_back(asked);
  return out;
}

[[nodiscard]] std::vector<EventIndex> indexes_of(const Candidates& candidates);

/// What the facts say of these events; `indexes` are of asked events, in order.
[[nodiscard]] Candidates asked_of(const Facts& facts, const std::vector<EventIndex>& indexes);

}  // namespace sj::journey
