#pragma once
// Asks the API for a journey and for all of its events.
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/show/journey.hpp"

namespace sj::cli {

/// The answer as it came. `as_of` may be empty. `not_found` if there is no such session for this key.
[[nodiscard]] Result<std::string> fetch_journey(Api& api, const std::string& session_id, const std::string& as_of);

/// Follows the cursors to the end.
[[nodiscard]] Result<std::vector<JourneyEvent>> fetch_events(Api& api, const std::string& session_id,
                                                             const std::string& as_of);

}  // namespace sj::cli
