#pragma once
// One event in one line: what it was, how it came out, what the user felt, and whether that was put right.
#include <string>

#include "cli/show/journey.hpp"
#include "cli/show/look.hpp"
#include "cli/text/styled.hpp"

namespace sj::cli {

[[nodiscard]] Line event_line(const JourneyEvent& event, const Look& look);

}  // namespace sj::cli
