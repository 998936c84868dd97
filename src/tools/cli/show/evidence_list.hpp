#pragma once
// What the explanation rests on, what is odd about the data, and other sessions of the same person.
#include <vector>

#include "cli/show/event_index.hpp"
#include "cli/show/journey.hpp"
#include "cli/show/look.hpp"
#include "cli/text/styled.hpp"

namespace sj::cli {

/// Each is empty where there is nothing to tell.
[[nodiscard]] std::vector<Line> evidence_list(const Journey& journey, const EventIndex& events, const Look& look);
[[nodiscard]] std::vector<Line> finding_list(const Journey& journey, const EventIndex& events, const Look& look);
[[nodiscard]] std::vector<Line> linked_list(const Journey& journey, const Look& look);

}  // namespace sj::cli
