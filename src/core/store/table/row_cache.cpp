#include "store/table/row_cache.hpp"

namespace sj::store {
namespace {

constexpr std::size_t entry_bytes = 128;  // of the list, the map and the string, beside the row

}  // namespace

std::vector<std::string> RowCache::find(std::span<const Key> keys, std::vector<Announced>& announced) {
  std::vector<std::string> rows(keys.size());
  const MutexLock lock(mutex_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto [at, is_new] = by_key_.try_emplace(keys[i]);
    if (is_new) {
      entries_.push_front({keys[i], next_ticket_++, {}});
      at->second = entries_.begin();
      bytes_ += entry_bytes;
    } else {
      entries_.splice(entries_.begin(), entries_, at->second);
    }
    rows[i] = at->second->row;
    if (rows[i].empty()) announced.push_back({i, at->second->ticket});
  }
  return rows;
}

void RowCache::keep(std::span<const Key> keys, const std::vector<Announced>& announced,
                    std::span<const std::string> rows) {
  const MutexLock lock(mutex_);
  for (const Announced& read : announced) {
    const auto at = by_key_.find(keys[read.at]);
    if (at == by_key_.end() || at->second->ticket != read.ticket || !at->second->row.empty()) continue;
    at->second->row = rows[read.at];
    bytes_ += rows[read.at].size();
  }
  while (bytes_ > bytes_max_) drop(std::prev(entries_.end()));
}

void RowCache::forget(Key key) {
  const MutexLock lock(mutex_);
  if (const auto at = by_key_.find(key); at != by_key_.end()) drop(at->second);
}

void RowCache::drop(Entries::iterator entry) {
  bytes_ -= entry_bytes + entry->row.size();
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

std::size_t RowCache::bytes() const {
  const MutexLock lock(mutex_);
  return bytes_;
}

}  // namespace sj::store
