#pragma once
// How long requests took: every one is kept, so percentiles are exact.
#include <chrono>
#include <string>
#include <vector>

namespace sj::bench {

class Latencies {
 public:
  using Duration = std::chrono::steady_clock::duration;

  void add(Duration took) { all_.push_back(took); }
  void add_all(const Latencies& others) { all_.insert(all_.end(), others.all_.begin(), others.all_.end()); }
  [[nodiscard]] std::size_t count() const { return all_.size(); }
  /// The smallest latency that this share of the requests did not exceed; 0 if there were none. `share` in (0, 1].
  [[nodiscard]] double percentile_ms(double share);

 private:
  std::vector<Duration> all_;
  std::size_t sorted_ = 0;  ///< so many were there when they were last put in order
};

}  // namespace sj::bench
