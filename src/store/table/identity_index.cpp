#include "store/table/identity_index.hpp"

#include <algorithm>

namespace sj::store {
namespace {
constexpr std::size_t recent_min = 1 << 14;  // below this a merge would cost more than it saves
}

void IdentityIndex::add(std::uint64_t hash, std::uint32_t row) {
  recent_.emplace(hash, row);
  if (recent_.size() < recent_min || recent_.size() < sorted_.size() / 16) return;
  const auto middle = static_cast<std::ptrdiff_t>(sorted_.size());
  sorted_.insert(sorted_.end(), recent_.begin(), recent_.end());
  std::sort(sorted_.begin() + middle, sorted_.end());
  std::inplace_merge(sorted_.begin(), sorted_.begin() + middle, sorted_.end());
  sorted_.erase(std::unique(sorted_.begin(), sorted_.end()), sorted_.end());
  recent_.clear();
}

std::vector<std::uint32_t> IdentityIndex::find(std::uint64_t hash) const {
  std::vector<std::uint32_t> rows;
  auto at = std::lower_bound(sorted_.begin(), sorted_.end(), std::pair{hash, std::uint32_t{0}});
  for (; at != sorted_.end() && at->first == hash; ++at) rows.push_back(at->second);
  const auto [begin, end] = recent_.equal_range(hash);
  for (auto entry = begin; entry != end; ++entry) rows.push_back(entry->second);
  return rows;
}

std::size_t IdentityIndex::memory_bytes() const {
  return sorted_.capacity() * sizeof(sorted_[0]) + recent_.size() * 48;
}

}  // namespace sj::store
