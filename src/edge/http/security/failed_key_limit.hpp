#pragma once
// How often an address may show a key that is none before it is told to wait. Only failures count: a right key is
// taken however many wrong ones came from its address, since many clients may be behind one proxy.
//
// The table has a fixed size. An address is forgotten when its failures are forgiven, or when others with more of them
// need its place; whoever has that many addresses is not stopped by counting them.
// Threads: every member may be called from any thread.
#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/mutex.hpp"

namespace sj::http {

class FailedKeyLimit {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  /// So many failures at once, and so many a second from then on.
  FailedKeyLimit(double at_once_max, double per_second);

  /// Counts a failure as `weight` of them. 0: say what is wrong; else: say only to come again after so many seconds,
  /// and nothing was counted.
  [[nodiscard]] int failed(std::string_view network, unsigned weight, Instant now);

  /// For so many seconds a further failure would not be told as such; 0: it would.
  [[nodiscard]] int wait_s(std::string_view network, Instant now);

 private:
  struct Place {
    std::uint64_t network = 0;  ///< its hash; 0: free
    double failures = 0;        ///< not forgiven yet at `at`
    Instant at{};
  };
  static constexpr std::size_t places_in_set = 8;
  using Set = std::array<Place, places_in_set>;

  [[nodiscard]] int wait_s(double failures) const;
  [[nodiscard]] double left(const Place& place, Instant now) const;
  [[nodiscard]] Place& place_of(std::uint64_t network, Instant now) SJ_REQUIRES(mutex_);
  [[nodiscard]] std::uint64_t hash(std::string_view network) const;

  const double at_once_max_;
  const double per_second_;
  std::array<unsigned char, 16> secret_{};  ///< so that nobody can choose addresses that meet in one set
  Mutex mutex_;
  std::vector<Set> sets_ SJ_GUARDED_BY(mutex_);
};

}  // namespace sj::http
