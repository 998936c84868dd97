#pragma once
// A clock that stands still until a test moves it.
#include <atomic>

#include "base/clock.hpp"

namespace sj::testing {

/// Threads: any.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(TimeMs now = 1'782'000'000'000) : now_(now) {}

  [[nodiscard]] TimeMs now() const override { return now_; }
  [[nodiscard]] SteadyTime steady() const override { return SteadyTime(passed_.load()); }

  /// Time passes, as both clocks tell it.
  void pass(std::chrono::milliseconds time) {
    now_ += time.count();
    passed_ = passed_.load() + time;
  }
  /// Somebody sets the wall clock.
  void set(TimeMs now) { now_ = now; }

 private:
  std::atomic<TimeMs> now_;
  std::atomic<SteadyTime::duration> passed_{std::chrono::hours(1)};  ///< not 0: things began before
};

}  // namespace sj::testing
