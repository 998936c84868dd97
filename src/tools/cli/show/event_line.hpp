#pragma once
// One event in one line: what it was, how it came out, what the user felt, and whether that was put right.
#include <string>

#include "cli/show/journey.hpp"
#include "cli/show/look.hpp"
#include "cli/text/styled.hpp"

namespace sj::cli {

enum class Titles : bool { no, yes };

/// With `Titles::yes` the name is followed by what the catalog calls it.
[[nodiscard]] Line event_line(const JourneyEvent& event, const Look& look, Titles titles);

}  // namespace sj::cli
