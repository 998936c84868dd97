#pragma once
// Durations in logarithmic buckets of 2 %, so that a percentile over a million runs needs a counter and not the runs,
// and is at most 1 % off.
#include <array>
#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace sj::store {

/// Enough for limits::duration_ms_max; a bucket's number fits 10 bits.
inline constexpr std::size_t duration_bucket_count = 928;

[[nodiscard]] std::uint32_t duration_bucket(std::uint32_t duration_ms);
/// The middle of the bucket.
[[nodiscard]] DurationMs duration_of_bucket(std::uint32_t bucket);

class DurationHistogram {
 public:
  void add(std::uint32_t bucket, std::uint32_t times = 1) { counts_[bucket] += times, total_ += times; }
  [[nodiscard]] std::uint32_t count(std::uint32_t bucket) const { return counts_[bucket]; }
  /// Nearest rank; nullopt if nothing was added. `share` is within 0..1.
  [[nodiscard]] std::optional<DurationMs> percentile(double share) const;

 private:
  std::array<std::uint32_t, duration_bucket_count> counts_{};
  std::uint64_t total_ = 0;
};

}  // namespace sj::store
