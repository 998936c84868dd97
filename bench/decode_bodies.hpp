#pragma once
// The same batch of events as clients of each protocol send it.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sj::bench {

/// An event as every form can tell it.
struct SentEvent {
  std::string event_id, session_id, name, user_id;
  long long time_ms = 0;
  int duration_ms = 0;
};

/// The attributes of each of them.
inline constexpr std::string_view attributes =
    R"({"country":"KR","score":0.125,"device":{"os":"Android","model":"SM-S921N","width":1080},"steps":[1,2,3]})";

[[nodiscard]] std::vector<SentEvent> made_events(std::size_t count);

[[nodiscard]] std::string native_body(const std::vector<SentEvent>& events);
[[nodiscard]] std::string segment_body(const std::vector<SentEvent>& events);
[[nodiscard]] std::string otlp_json_body(const std::vector<SentEvent>& events);
[[nodiscard]] std::string otlp_protobuf_body(const std::vector<SentEvent>& events);

}  // namespace sj::bench
