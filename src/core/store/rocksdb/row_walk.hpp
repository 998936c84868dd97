#pragma once
// All rows of a database in the order of their keys, past damaged blocks: what cannot be read is left out and told at
// the end, so that one bad block costs its own sessions only.
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/rocksdb/database.hpp"
#include "store/rocksdb/keys.hpp"

namespace sj::store {

class RowWalk {
 public:
  /// Begins at the first row. The database must outlive it.
  explicit RowWalk(Database& database);

  [[nodiscard]] bool valid() const { return at_->Valid(); }
  void next();
  /// nullopt: the key is none of a row.
  [[nodiscard]] std::optional<RowKey> key() const { return read_row_key(view(at_->key())); }
  [[nodiscard]] std::string_view value() const { return view(at_->value()); }

  /// Once the walk is over: what was damaged, in words that are the same as long as the damage is; empty: nothing was.
  /// An error: something else kept it from being read.
  [[nodiscard]] Result<std::string> damage() const;

 private:
  void pass_damage();
  bool seek_behind_last();
  bool seek_first_readable_from_behind();

  const std::string behind_ = key_behind(KeyKind::row);
  const rocksdb::Slice upper_bound_{behind_};
  std::unique_ptr<rocksdb::Iterator> at_;
  std::string last_;  ///< key of the row that was read last
  rocksdb::Status damage_;
  std::size_t damaged_places_ = 0;
  RowNumber resumed_at_ = 0;  ///< the row that was read next after the last of these
};

}  // namespace sj::store
