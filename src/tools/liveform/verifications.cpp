#include "liveform/verifications.hpp"

#include <sodium.h>

#include <algorithm>

#include "access/key.hpp"
#include "base/hash.hpp"

namespace sj::liveform {
namespace {

constexpr std::size_t token_length = 32;

bool same(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

VerificationPtr Verifications::begin(Fate fate, std::string_view address, TimeMs now) {
  forget_old(now);
  if (by_id_.size() >= verifications_max) return nullptr;
  auto verification = std::make_shared<Verification>();
  verification->id = "form-" + access::random_base62(16);
  verification->token = access::random_base62(token_length);
  verification->fate = fate;
  verification->sender = hash64(address);
  verification->begun_at = verification->seen_at = now;
  by_id_.emplace(verification->id, verification);
  return verification;
}

VerificationPtr Verifications::find(std::string_view id, std::string_view token, TimeMs now) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end() || !same(found->second->token, token)) return nullptr;
  found->second->seen_at = now;
  return found->second;
}

bool Verifications::within_rate(const Verification& verification) const {
  const auto counts = [&](const auto& entry) {
    const Verification& other = *entry.second;
    return other.sender == verification.sender && other.begun_at > verification.begun_at - minute_ms &&
           other.begun_at <= verification.begun_at;
  };
  return static_cast<std::size_t>(std::ranges::count_if(by_id_, counts)) <= begun_per_minute_max;
}

void Verifications::forget_old(TimeMs now) {
  std::erase_if(by_id_, [&](const auto& entry) { return now - entry.second->seen_at > forgotten_after_ms; });
}

}  // namespace sj::liveform
