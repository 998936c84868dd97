#pragma once
// An event of the backend, as POST /v1/events takes it (docs/formats/event.md).
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace sj::liveform {

/// Empty and absent members are left out.
struct Event {
  std::string event_id;  ///< so that a second copy is a duplicate
  std::string session_id;
  std::string name;
  TimeMs time = 0;
  std::int64_t seq = 0;
  std::string result{}, reason{}, error_code{}, message{}, stage{}, submission_id{};
  std::optional<DurationMs> duration_ms{};
  int attempt = 0;
  std::vector<std::pair<std::string, std::int64_t>> attributes{};
};

/// Appends it as JSON.
void append_json(std::string& out, const Event& event);

}  // namespace sj::liveform
