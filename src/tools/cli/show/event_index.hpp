#pragma once
// Finds a journey's events by what the explanation calls them.
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/show/journey.hpp"

namespace sj::cli {

class EventIndex {
 public:
  /// `events` must outlive the index.
  explicit EventIndex(const std::vector<JourneyEvent>& events) {
    for (const JourneyEvent& event : events) by_id_.emplace(std::pair{event.event_id, event.source}, &event);
  }
  /// Null if there is none. Where a FE and a BE event share the id and no source is given: the BE event.
  [[nodiscard]] const JourneyEvent* find(const std::string& id, std::string_view source = {}) const {
    if (!source.empty()) {
      const auto found = by_id_.find({id, std::string(source)});
      return found == by_id_.end() ? nullptr : found->second;
    }
    const JourneyEvent* be = find(id, "BE");
    return be ? be : find(id, "FE");
  }

 private:
  std::map<std::pair<std::string, std::string>, const JourneyEvent*> by_id_;
};

}  // namespace sj::cli
