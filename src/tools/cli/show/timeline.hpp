#pragma once
// Every event at its time since the start: what the user saw on the left, what the server did on the right, checks that
// ran at the same time in one bracket with bars to scale. One column where the terminal is narrow.
#include <vector>

#include "cli/show/event_index.hpp"
#include "cli/show/journey.hpp"
#include "cli/show/look.hpp"
#include "cli/text/styled.hpp"

namespace sj::cli {

[[nodiscard]] std::vector<Line> timeline(const Journey& journey, const std::vector<JourneyEvent>& events,
                                         const Look& look);

}  // namespace sj::cli
