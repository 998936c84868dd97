#pragma once
// From a server-sent identity to the sessions that carry it. Hashes are kept sorted; new ones wait in a small table
// until there are enough of them to merge, so that an entry costs 16 bytes and not a tree's node. Entries of a value
// that a row no longer has stay: whoever asks looks at the row again.
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sj::store {

class IdentityIndex {
 public:
  void add(std::uint64_t hash, std::uint32_t row);
  /// Rows that may carry the value; each at least once.
  [[nodiscard]] std::vector<std::uint32_t> find(std::uint64_t hash) const;
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> recent_;
};

}  // namespace sj::store
