#pragma once
// Time is a count of milliseconds since 1970-01-01T00:00:00Z (spec: events are kept to the millisecond).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sj {

using TimeMs = std::int64_t;
using DurationMs = std::int64_t;

inline constexpr TimeMs time_min_ms = 946'684'800'000;    ///< 2000-01-01T00:00:00Z, inclusive
inline constexpr TimeMs time_max_ms = 4'133'980'799'999;  ///< 2100-12-31T23:59:59.999Z, inclusive

inline constexpr DurationMs second_ms = 1'000;
inline constexpr DurationMs minute_ms = 60 * second_ms;
inline constexpr DurationMs hour_ms = 60 * minute_ms;
inline constexpr DurationMs day_ms = 24 * hour_ms;

/// Reads an RFC 3339 time with offset. Digits finer than a millisecond are cut; a leap second counts as the next
/// second. A space may stand for the `T`, and, because query strings often lose it, for the `+` of the offset. nullopt
/// when it is not such a time.
[[nodiscard]] std::optional<TimeMs> parse_rfc3339(std::string_view text);

/// `2026-06-21T00:00:00.000Z`, for times of the years 0 to 9999.
[[nodiscard]] std::string to_rfc3339(TimeMs time);

/// Appends what to_rfc3339 returns, without an allocation of its own.
void append_rfc3339(std::string& out, TimeMs time);

/// Reads a duration as people write it in settings: `20m`, `90s`, `500ms`, `2h`, `1d`. nullopt when it is not one.
[[nodiscard]] std::optional<DurationMs> parse_duration(std::string_view text);

/// The shortest form that parse_duration reads back.
[[nodiscard]] std::string to_duration_text(DurationMs duration);

}  // namespace sj
