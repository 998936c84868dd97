#pragma once
// The only place that asks what time it is. Everything else is given a Clock, so that tests decide.
#include <chrono>

#include "base/time.hpp"

namespace sj {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Wall time; may be called from any thread.
  [[nodiscard]] virtual TimeMs now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimeMs now() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
};

}  // namespace sj
