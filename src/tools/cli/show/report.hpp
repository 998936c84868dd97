#pragma once
// A journey as a person reads it: what happened in one sentence, then why, then everything that led there.
#include <string>
#include <vector>

#include "cli/show/journey.hpp"
#include "cli/show/look.hpp"

namespace sj::cli {

/// All lines, each with its line feed.
[[nodiscard]] std::string report_of(const Journey& journey, const std::vector<JourneyEvent>& events, const Look& look);

}  // namespace sj::cli
