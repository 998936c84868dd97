#include "store/table/duration_bucket.hpp"

#include <algorithm>
#include <cmath>

namespace sj::store {
namespace {

// Lower bounds: 0, 1, 2, ... one by one while 2 % is less than a millisecond, then 2 % apart.
struct Bounds {
  std::array<std::uint32_t, duration_bucket_count + 1> lower{};
  Bounds() {
    double bound = 0;
    for (std::uint32_t& value : lower) {
      value = static_cast<std::uint32_t>(std::min(bound, 4.0e9));
      bound = std::max(bound + 1, std::floor(bound * 1.02));
    }
  }
};
const Bounds bounds;

}  // namespace

std::uint32_t duration_bucket(std::uint32_t duration_ms) {
  const auto above = std::upper_bound(bounds.lower.begin(), bounds.lower.begin() + duration_bucket_count, duration_ms);
  return static_cast<std::uint32_t>(above - bounds.lower.begin()) - 1;
}

DurationMs duration_of_bucket(std::uint32_t bucket) {
  const std::int64_t first = bounds.lower[bucket], last = bounds.lower[bucket + 1] - 1;
  return (first + last) / 2;
}

std::optional<DurationMs> DurationHistogram::percentile(double share) const {
  if (total_ == 0) return std::nullopt;
  const auto rank =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(total_))));
  std::uint64_t seen = 0;
  for (std::uint32_t bucket = 0; bucket < duration_bucket_count; ++bucket)
    if ((seen += counts_[bucket]) >= rank) return duration_of_bucket(bucket);
  return std::nullopt;
}

}  // namespace sj::store
