#pragma once
// Hours, days and weeks of a time zone, for the outcomes over time.
#include <vector>

#include "query/parameters.hpp"

namespace sj::query {

inline constexpr std::size_t buckets_max = 10'000;

/// Bounds of the buckets that cover [from, to), rising: `from`, then every start of an `interval` (hour, day, week;
/// weeks begin on Monday) in the zone, then `to`. Reads the parameters `interval` and `tz`.
[[nodiscard]] Parsed<std::vector<TimeMs>> read_buckets(const Parameters& parameters, TimeMs from, TimeMs to);

}  // namespace sj::query
