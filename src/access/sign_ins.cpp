#include "access/sign_ins.hpp"

#include <cstring>

namespace sj::access {
namespace {

constexpr std::size_t token_length = 43;  // 256 bits

}  // namespace

std::size_t SignIns::HashOfToken::operator()(const KeyHash& hash) const {
  std::size_t front;  // as good as any part of a SHA-256
  std::memcpy(&front, hash.data(), sizeof front);
  return front;
}

SignIns::Begun SignIns::begin(const Caller& caller) {
  const TimeMs now = clock_.now();
  Begun begun{random_base62(token_length),
              {caller, now + std::chrono::duration_cast<std::chrono::milliseconds>(sign_in_lasts).count()}};
  const KeyHash hash = hash_of(begun.token);
  const std::lock_guard lock(mutex_);
  while (!oldest_first_.empty() &&
         (oldest_first_.front().sign_in.expires_at <= now || oldest_first_.size() >= sign_ins_max)) {
    drop_front();
  }
  oldest_first_.push_back({hash, begun.sign_in});
  by_token_.emplace(hash, std::prev(oldest_first_.end()));
  return begun;
}

std::optional<SignIn> SignIns::find(std::string_view token) const {
  if (token.size() != token_length) return std::nullopt;
  const KeyHash hash = hash_of(token);
  const std::lock_guard lock(mutex_);
  const auto entry = by_token_.find(hash);
  if (entry == by_token_.end() || entry->second->sign_in.expires_at <= clock_.now()) return std::nullopt;
  return entry->second->sign_in;
}

void SignIns::end(std::string_view token) {
  const KeyHash hash = hash_of(token);
  const std::lock_guard lock(mutex_);
  const auto entry = by_token_.find(hash);
  if (entry == by_token_.end()) return;
  oldest_first_.erase(entry->second);
  by_token_.erase(entry);
}

void SignIns::drop_front() {
  by_token_.erase(oldest_first_.front().token);
  oldest_first_.pop_front();
}

}  // namespace sj::access
