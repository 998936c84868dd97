#include "latencies.hpp"

#include <algorithm>
#include <cmath>

namespace sj::bench {

double Latencies::percentile_ms(double share) {
  if (all_.empty()) return 0;
  if (sorted_ != all_.size()) {
    std::ranges::sort(all_);
    sorted_ = all_.size();
  }
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(all_.size())));
  const std::chrono::duration<double, std::milli> at = all_[std::max<std::size_t>(rank, 1) - 1];
  return at.count();
}

}  // namespace sj::bench
