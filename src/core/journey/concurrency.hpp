#pragma once
// Checks that ran at the same time (§10). A screen draws lanes from it; it never says that one caused another.
#include <span>
#include <vector>

#include "journey/fold.hpp"

namespace sj::journey {

/// For each event its group's number within its stage, 1 and up; 0 where it is alone or no check. `events` are in
/// order.
[[nodiscard]] std::vector<std::uint32_t> concurrency_groups(std::span<const Placed> events);

}  // namespace sj::journey
