#include "access/sign_ins.hpp"

#include <algorithm>
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
  const MutexLock lock(mutex_);
  drop_expired(now);
  make_room_for(caller.key_id);
  OldestFirst& entries = by_key_[caller.key_id];
  entries.push_back({hash, begun.sign_in});
  by_token_.emplace(hash, std::prev(entries.end()));
  return begun;
}

std::optional<SignIn> SignIns::find(std::string_view token) const {
  if (token.size() != token_length) return std::nullopt;
  const KeyHash hash = hash_of(token);
  const MutexLock lock(mutex_);
  const auto entry = by_token_.find(hash);
  if (entry == by_token_.end() || entry->second->sign_in.expires_at <= clock_.now()) return std::nullopt;
  return entry->second->sign_in;
}

void SignIns::end(std::string_view token) {
  const KeyHash hash = hash_of(token);
  const MutexLock lock(mutex_);
  const auto entry = by_token_.find(hash);
  if (entry == by_token_.end()) return;
  by_key_[entry->second->sign_in.caller.key_id].erase(entry->second);
  by_token_.erase(entry);
}

// As many steps as keys that signed in: an installation has hundreds, and people sign in some times a day.
void SignIns::drop_expired(TimeMs now) {
  for (auto& [key_id, entries] : by_key_)
    while (!entries.empty() && entries.front().sign_in.expires_at <= now) drop_oldest(entries);
  std::erase_if(by_key_, [](const auto& of_key) { return of_key.second.empty(); });
}

void SignIns::make_room_for(const std::string& key_id) {
  const auto own = by_key_.find(key_id);
  if (own != by_key_.end() && own->second.size() >= sign_ins_per_key_max) return drop_oldest(own->second);
  if (by_token_.size() >= sign_ins_max) drop_oldest(longest_of_largest_project());
}

SignIns::OldestFirst& SignIns::longest_of_largest_project() {
  std::map<std::string_view, std::size_t> of_project;
  const auto project_of = [](const OldestFirst& entries) -> std::string_view {
    return entries.empty() ? std::string_view() : entries.front().sign_in.caller.project_id;
  };
  for (const auto& [key_id, entries] : by_key_) of_project[project_of(entries)] += entries.size();
  return std::ranges::max_element(
             by_key_, {},
             [&](const auto& of_key) { return std::pair(of_project[project_of(of_key.second)], of_key.second.size()); })
      ->second;
}

void SignIns::drop_oldest(OldestFirst& entries) {
  by_token_.erase(entries.front().token);
  entries.pop_front();
}

}  // namespace sj::access
