#pragma once
// The only place that asks what time it is. Everything else is given a Clock, so that tests decide.
#include <chrono>

#include "base/time.hpp"

namespace sj {

/// On a clock that only goes forward, for what has to be measured or waited for; says nothing about the date.
using SteadyTime = std::chrono::steady_clock::time_point;

/// Threads: any.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Wall time, which may be set back and forth.
  [[nodiscard]] virtual TimeMs now() const = 0;
  [[nodiscard]] virtual SteadyTime steady() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimeMs now() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
  [[nodiscard]] SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
};

}  // namespace sj
