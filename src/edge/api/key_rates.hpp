#pragma once
// How much each publishable key may send: every visitor of a customer's page has it, so what comes with it is bounded
// for each key alone. A key may send in advance what it earns in `burst`, and pays for what it sent afterwards, so that
// no request is turned away for its size. Threads: any.
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/hash.hpp"

namespace sj::api {

class KeyRates {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds burst{10};

  explicit KeyRates(std::uint32_t events_per_second) : events_per_second_(events_per_second) {}

  /// nullopt: the key may send now. Else how long it has to wait.
  [[nodiscard]] std::optional<std::chrono::seconds> wait_of(const std::string& key_id, Time now) const;
  /// The key sent so many events.
  void charge(const std::string& key_id, std::size_t events, Time now);

 private:
  const std::uint32_t events_per_second_;
  mutable std::mutex mutex_;
  /// When a key has earned what it sent; as many as there are publishable keys in use.
  std::unordered_map<std::string, Time, KeyedHash, std::equal_to<>> paid_at_;
};

}  // namespace sj::api
