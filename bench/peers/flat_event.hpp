#pragma once
// A generated event as the columns that peers keep. Taking it apart is done by the client before the clock starts, so
// no peer pays for it, while our server reads the JSON as it is.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sj::bench {

struct FlatEvent {
  std::string session_id, source, event_id, name;
  std::int64_t time_ms = 0;
  /// Events of a session are in the product's order when their keys are in the order of bytes.
  std::string order_key;
  std::optional<std::string> result, reason, error_code, email, path;
  std::string_view json;  ///< as it was generated
};

/// Views the lines, which must outlive the events. Ends the program with code 1 if a line is no event.
std::vector<FlatEvent> flat_events(const std::vector<std::string_view>& lines);

}  // namespace sj::bench
