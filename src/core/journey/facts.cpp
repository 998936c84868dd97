#include "journey/facts.hpp"

#include <algorithm>

namespace sj::journey {
namespace {
constexpr std::size_t searched_max = 24;  // up to here a scan of 8-byte hashes beats a hash table's cache misses
}

std::optional<std::uint32_t> HashIndex::find(std::uint64_t hash) const {
  if (hashes_.size() <= searched_max) {
    const auto at = std::ranges::find(hashes_, hash);
    if (at == hashes_.end()) return std::nullopt;
    return static_cast<std::uint32_t>(at - hashes_.begin());
  }
  const auto at = positions_.find(hash);
  return at == positions_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<std::uint32_t> HashIndex::find_or_add(std::uint64_t hash) {
  if (const auto found = find(hash)) return found;
  hashes_.push_back(hash);
  if (hashes_.size() == searched_max + 1)
    for (std::uint32_t i = 0; i < hashes_.size(); ++i) positions_.emplace(hashes_[i], i);
  else if (hashes_.size() > searched_max)
    positions_.emplace(hash, static_cast<std::uint32_t>(hashes_.size() - 1));
  return std::nullopt;
}

}  // namespace sj::journey
