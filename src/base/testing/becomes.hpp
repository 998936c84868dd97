#pragma once
// Waiting for what other threads do: for the thing itself, never for a time that is likely to be enough.
#include <chrono>
#include <thread>

namespace sj::testing {

/// Asks again until it is true; false if it is not after 20 s.
template <class Condition>
[[nodiscard]] bool becomes(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace sj::testing
