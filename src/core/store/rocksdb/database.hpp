#pragma once
// One RocksDB database as the store uses it: one column family, no log of its own, and no trust in what it says of
// itself. A failed write, sync or background job makes it `failed` for good: RocksDB's own recovery is never used
// (docs/adr/0018-what-the-files-hold.md), it is closed and opened again.
//
// Threads: reading by any; write and sync by one at a time of each.
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

#include "base/mutex.hpp"
#include "base/result.hpp"
#include "store/rocksdb/rocksdb_store.hpp"
#include "store/rocksdb/store_files.hpp"

namespace sj::store {

class Database {
 public:
  /// Opens or creates; Errc::refused: another process has it open.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& directory, const RocksdbOptions& options);
  ~Database();
  Database(const Database&) = delete;

  [[nodiscard]] rocksdb::DB& operator*() { return *db_; }
  [[nodiscard]] rocksdb::DB* operator->() { return db_.get(); }

  /// Writes all of it or, as readers see it, none; the next position is in it.
  Result<void> write(rocksdb::WriteBatch& batch);
  /// Makes everything written before the call survive a crash. OK only if the files are seen to hold it.
  Result<void> sync();

  /// How many writes there were ever.
  [[nodiscard]] std::uint64_t position() const { return position_.load(); }
  /// Through which of them the files hold everything.
  Result<std::uint64_t> durable_position();

  [[nodiscard]] Store::Condition condition() const { return condition_->load(); }

  /// Files are merged only once something is written: a start after a crash needs the cores itself.
  void merge_files_from_now_on();

 private:
  using SharedCondition =
      std::shared_ptr<std::atomic<Store::Condition>>;  ///< RocksDB's threads may outlive this a little
  class FailureListener;
  Database();
  Result<void> open_writable(const std::filesystem::path& directory, const RocksdbOptions& options);
  Result<void> open_read_only(const std::filesystem::path& directory, const RocksdbOptions& options);
  Result<void> take_up_position(bool accept_loss);
  [[nodiscard]] rocksdb::DBOptions database_options() const;
  [[nodiscard]] Result<void> takes_writes() const;
  Error failure(const rocksdb::Status& status, const char* doing);

  const SharedCondition condition_ = std::make_shared<std::atomic<Store::Condition>>(Store::Condition::sound);
  const std::shared_ptr<StoreFiles> files_;
  const std::unique_ptr<rocksdb::Env> environment_;
  std::unique_ptr<rocksdb::DB> db_;
  bool may_merge_ = true;
  Mutex write_mutex_;  ///< a position is given and written under it
  std::atomic<std::uint64_t> position_ = 0;
  std::once_flag merging_;
};

/// In this program's words; a damaged block, file or key is Errc::corrupt.
[[nodiscard]] Error error_of(const rocksdb::Status& status, const char* doing);

[[nodiscard]] rocksdb::ColumnFamilyOptions column_family_options(const RocksdbOptions& options);

inline std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

}  // namespace sj::store
