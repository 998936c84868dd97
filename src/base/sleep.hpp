#pragma once
// A pause of a thread that has nothing to do, which a request to stop ends at once.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace sj {

/// False: it is time to stop. A token that nobody can stop: it sleeps all of the time.
inline bool sleep_unless_stopped(const std::stop_token& stop, std::chrono::nanoseconds time) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace sj
