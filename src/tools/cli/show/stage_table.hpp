#pragma once
// The six stages: what became of each, when it began, the time spent and the retakes.
#include <vector>

#include "cli/show/journey.hpp"
#include "cli/show/look.hpp"
#include "cli/text/styled.hpp"

namespace sj::cli {

[[nodiscard]] std::vector<Line> stage_table(const Journey& journey, const std::vector<JourneyEvent>& events,
                                            const Look& look);

}  // namespace sj::cli
