#include "api/key_rates.hpp"

#include <algorithm>

namespace sj::api {

std::optional<std::chrono::seconds> KeyRates::wait_of(const std::string& key_id, Time now) const {
  const std::scoped_lock lock(mutex_);
  const auto at = paid_at_.find(key_id);
  if (at == paid_at_.end() || at->second <= now + burst) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(at->second - now - burst);
}

void KeyRates::charge(const std::string& key_id, std::size_t events, Time now) {
  const std::chrono::duration<double> price(static_cast<double>(events) / events_per_second_);
  const std::scoped_lock lock(mutex_);
  Time& paid_at = paid_at_.try_emplace(key_id, now).first->second;
  paid_at = std::max(paid_at, now) + std::chrono::duration_cast<Time::duration>(price);
}

}  // namespace sj::api
