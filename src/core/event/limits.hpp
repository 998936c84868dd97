#pragma once
// Every bound on what an event or a batch may be, each with the place it comes from.
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

namespace sj::limits {

// docs/journey-rules.md §2
inline constexpr std::size_t event_id_bytes_max = 128;
inline constexpr std::size_t session_id_bytes_max = 128;
inline constexpr std::size_t name_bytes_max = 64;
inline constexpr std::size_t code_bytes_max = 128;  ///< reason, error_code, submission_id, user_id
inline constexpr std::size_t message_bytes_max = 2048;
inline constexpr std::size_t email_bytes_min = 3;
inline constexpr std::size_t email_bytes_max = 254;
inline constexpr std::int64_t seq_max = (std::int64_t{1} << 53) - 1;
inline constexpr std::int64_t duration_ms_max = 86'400'000;
inline constexpr std::int64_t attempt_max = 1000;
inline constexpr std::size_t attributes_bytes_max = 16 * 1024;
inline constexpr int attributes_levels_max = 5;
inline constexpr int attributes_keys_max = 100;
inline constexpr DurationMs future_ms_max = day_ms;       ///< a time later than this after reception is refused
inline constexpr DurationMs skew_ms_min = 5 * second_ms;  ///< a smaller difference of clocks is left alone
inline constexpr DurationMs skew_ms_max = day_ms;         ///< a larger one is not trusted

// docs/formats/openapi.yaml, POST /v1/events
inline constexpr std::size_t body_bytes_max = 10 * 1024 * 1024;  ///< after decoding
inline constexpr std::size_t batch_events_max = 5000;

// Ours: what a body may ask for in work and memory, however small it was packed.
/// Told with an answer; what else there is to warn of is left out. Two for each event.
inline constexpr std::size_t batch_warnings_max = 2 * batch_events_max;
inline constexpr std::size_t batch_lines_max = 2 * batch_events_max;  ///< of NDJSON, blank ones included
/// Brackets, commas, colons and values of JSON: the parser keeps four bytes for each. The largest batch of events that
/// are each as large as they may be has 2.4 million.
inline constexpr std::size_t body_tokens_max = 4'000'000;
inline constexpr int json_levels_max =
    500;  ///< deeper nesting is refused as not JSON: it only serves to exhaust a stack
/// A message of another protocol; a larger one is refused alone.
inline constexpr std::size_t foreign_message_bytes_max = 1024 * 1024;
/// All messages of a body as JSON, what they share counted in each. Names that a binary form leaves out make it longer.
inline constexpr std::size_t translated_bytes_max = 4 * body_bytes_max;
/// The attributes of an OTLP resource as JSON.
inline constexpr std::size_t resource_bytes_max = 64 * 1024;
inline constexpr int foreign_message_levels_max = 64;  ///< of an OTLP value; deeper ones become null

// docs/journey-rules.md §12
inline constexpr std::uint32_t session_events_max = 500'000;

/// Ours: FE events of one session, as records; how many they may be is a setting (session_fe_events_max).
inline constexpr std::size_t session_fe_bytes_max = std::size_t{64} << 20;

/// Ours: a session of large attributes stays within memory. Beyond it `session_full` too.
inline constexpr std::size_t session_bytes_max = std::size_t{1} << 30;

}  // namespace sj::limits
