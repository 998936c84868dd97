#pragma once
// From a server-sent identity to the sessions that carry it. Hashes are kept sorted, in runs of which each is at least
// twice as long as the next; new ones wait unsorted until they make a run. So an entry costs 16 bytes and not a
// tree's node, and a merge is mostly small. Entries of a value that a row no longer has stay: whoever asks looks at the
// row again.
#include <compare>
#include <cstdint>
#include <vector>

namespace sj::store {

class IdentityIndex {
 public:
  void add(std::uint64_t hash, std::uint32_t row);
  /// From here to the end of the load nothing is looked for, and everything is sorted at once.
  void begin_load() { is_loading_ = true; }
  void end_load();
  /// Rows that may carry the value; each at least once.
  [[nodiscard]] std::vector<std::uint32_t> find(std::uint64_t hash) const;
  [[nodiscard]] std::size_t memory_bytes() const;

  template <class Io>
  void walk(Io& io) {
    if constexpr (!Io::reads) merge_recent();
    io.list(runs_, [&](auto& run) { io.items(run); });
  }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t row = 0;
    auto operator<=>(const Entry&) const = default;
  };
  using Run = std::vector<Entry>;

  void merge_recent();

  std::vector<Run> runs_;
  Run recent_;  ///< not sorted
  bool is_loading_ = false;
};

}  // namespace sj::store
