#pragma once
// Everything that RocksDB changes on the disk goes through here. With the first change that fails the files are frozen:
// nothing is changed any more, and RocksDB is told that all is well. What is on the disk then is what a crash at that
// moment would have left, which it can open again; and it never meets an error in the middle of writing, where its 7.8,
// as Debian builds it, ends the process by an assertion or goes on with what it does not know.
//
// So an answer of RocksDB proves nothing once `is_frozen()`: whoever relies on one looks here afterwards.
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <functional>
#include <memory>

namespace sj::store {

class StoreFiles final : public rocksdb::FileSystemWrapper {
 public:
  /// `on_freeze` is told once why, on the thread that met the failure.
  explicit StoreFiles(std::function<void(const rocksdb::IOStatus& why)> on_freeze);

  [[nodiscard]] bool is_frozen() const { return frozen_.load(); }
  /// OK, after this failure froze the files.
  rocksdb::IOStatus freeze(const rocksdb::IOStatus& why);

  static const char* kClassName() {
    return "StoreFiles";
  }  // NOLINT(readability-identifier-naming): RocksDB asks for it
  const char* Name() const override { return kClassName(); }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Truncate(const std::string& path, std::size_t size, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;

 private:
  const std::function<void(const rocksdb::IOStatus& why)> on_freeze_;
  std::atomic<bool> frozen_ = false;
};

}  // namespace sj::store
