#include "http/security/failed_key_limit.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>

namespace sj::http {
namespace {

constexpr std::size_t sets = 512;  // of eight: 4 096 addresses, 100 KiB

}  // namespace

FailedKeyLimit::FailedKeyLimit(double at_once_max, double per_second)
    : at_once_max_(at_once_max), per_second_(per_second), sets_(sets) {
  static_assert(sizeof secret_ == crypto_shorthash_KEYBYTES);
  randombytes_buf(secret_.data(), secret_.size());
}

int FailedKeyLimit::failed(std::string_view network, unsigned weight, Instant now) {
  const std::uint64_t hashed = hash(network);
  const MutexLock lock(mutex_);
  Place& place = place_of(hashed, now);
  const double failures = (place.network == hashed ? left(place, now) : 0) + weight;
  if (const int wait = wait_s(failures); wait > 0) return wait;
  place = {hashed, failures, now};
  return 0;
}

int FailedKeyLimit::wait_s(std::string_view network, Instant now) {
  const std::uint64_t hashed = hash(network);
  const MutexLock lock(mutex_);
  const Place& place = place_of(hashed, now);
  return place.network == hashed ? wait_s(left(place, now) + 1) : 0;
}

int FailedKeyLimit::wait_s(double failures) const {
  const double over = failures - at_once_max_;
  return over > 0 ? std::max(1, static_cast<int>(std::ceil(over / per_second_))) : 0;
}

double FailedKeyLimit::left(const Place& place, Instant now) const {
  const std::chrono::duration<double> since = now - place.at;
  return std::max(0.0, place.failures - since.count() * per_second_);
}

/// Its own, else the one with the least to remember.
FailedKeyLimit::Place& FailedKeyLimit::place_of(std::uint64_t network, Instant now) {
  Set& set = sets_[network % sets];
  const auto own = std::ranges::find(set, network, &Place::network);
  if (own != set.end()) return *own;
  return *std::ranges::min_element(set, {}, [&](const Place& place) { return left(place, now); });
}

std::uint64_t FailedKeyLimit::hash(std::string_view network) const {
  std::uint64_t hashed = 0;
  static_assert(sizeof hashed == crypto_shorthash_BYTES);
  crypto_shorthash(reinterpret_cast<unsigned char*>(&hashed), reinterpret_cast<const unsigned char*>(network.data()),
                   network.size(), secret_.data());
  return std::max<std::uint64_t>(hashed, 1);  // 0 means free
}

}  // namespace sj::http
