#pragma once
// Filters within one journey: `?source=`, `?impact=`, `?q=` of GET /v1/sessions/{session_id}/events.
#include <string>
#include <vector>

#include "journey/journey.hpp"
#include "query/parameters.hpp"

namespace sj::query {

struct EventFilter {
  std::vector<Source> source;
  std::vector<Impact> impact;  ///< effective impact
  std::string text;            ///< lower case; looked for in names, codes, ids, message and attributes
};

[[nodiscard]] Parsed<EventFilter> read_event_filter(const Parameters& parameters);
[[nodiscard]] bool matches(const journey::JourneyEvent& event, const EventFilter& filter);

}  // namespace sj::query
