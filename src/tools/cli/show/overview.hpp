#pragma once
// The first screen: the sentence, then status, decision and cause as statements of their own, then who and when.
#include <vector>

#include "cli/show/event_index.hpp"
#include "cli/show/journey.hpp"
#include "cli/show/look.hpp"
#include "cli/text/styled.hpp"

namespace sj::cli {

[[nodiscard]] std::vector<Line> overview(const Journey& journey, const EventIndex& events, const Look& look);

}  // namespace sj::cli
