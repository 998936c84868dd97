#pragma once
// Rows that were read from the store for a page, as they were written. Who looks at sessions asks for the same pages
// again and again, and the store's own cache loses what it had of a row whenever a compaction moves it to another file.
//
// A row in here is always the one that was written last: before a row is read it is announced, whoever writes it
// forgets it, and what was read is only kept if it was not forgotten since it was announced.
//
// Threads: any.
#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/mutex.hpp"

namespace sj::store {

class RowCache {
 public:
  using Key = std::uint64_t;  ///< of a row, among those of all projects

  explicit RowCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// A row that is to be read, and where it goes in the answer.
  struct Announced {
    std::size_t at;
    std::uint64_t ticket;
  };
  /// The rows that are known, in the order asked for. Others are empty, and announced: read them, then `keep` them.
  std::vector<std::string> find(std::span<const Key> keys, std::vector<Announced>& announced);
  /// `rows` in the order of `find`, those that were announced filled in.
  void keep(std::span<const Key> keys, const std::vector<Announced>& announced, std::span<const std::string> rows);
  /// The row was written. Before anyone can take it for written.
  void forget(Key key);

  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    Key key;
    std::uint64_t ticket;
    std::string row;  ///< empty: announced
  };
  using Entries = std::list<Entry>;

  void drop(Entries::iterator entry) SJ_REQUIRES(mutex_);

  const std::size_t bytes_max_;
  mutable Mutex mutex_;
  Entries entries_ SJ_GUARDED_BY(mutex_);  ///< used last in front
  std::unordered_map<Key, Entries::iterator> by_key_ SJ_GUARDED_BY(mutex_);
  std::size_t bytes_ SJ_GUARDED_BY(mutex_) = 0;
  std::uint64_t next_ticket_ SJ_GUARDED_BY(mutex_) = 1;
};

}  // namespace sj::store
