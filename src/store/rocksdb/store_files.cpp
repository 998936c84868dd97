#include "store/rocksdb/store_files.hpp"

#include <fcntl.h>
#include <rocksdb/file_system.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sj::store {
namespace {

using rocksdb::FileOptions;
using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus status_of(int error, const char* doing, const std::string& path) {
  const std::string told = std::string("while ") + doing + " " + path;
  if (error == ENOSPC || error == EDQUOT) return IOStatus::NoSpace(told, std::strerror(error));
  if (error == ENOENT) return IOStatus::PathNotFound(told, std::strerror(error));
  return IOStatus::IOError(told, std::strerror(error));
}

/// Written front to back. After a failure nothing succeeds any more: what the disk holds then nobody knows.
class WrittenFile final : public FSWritableFile {
 public:
  WrittenFile(int fd, std::string path, const FileOptions& options)
      : FSWritableFile(options), fd_(fd), path_(std::move(path)) {}
  ~WrittenFile() override {
    if (fd_ >= 0) ::close(fd_);
  }

  using FSWritableFile::Append;
  IOStatus Append(const Slice& data, const IOOptions&, IODebugContext*) override {
    std::string_view rest(data.data(), data.size());
    while (failure_.ok() && !rest.empty()) {
      const ssize_t written = ::write(fd_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return fail(written < 0 ? errno : EIO, "writing");
      rest.remove_prefix(static_cast<std::size_t>(written));
      size_ += static_cast<std::uint64_t>(written);
    }
    return failure_;
  }

  IOStatus Truncate(std::uint64_t size, const IOOptions&, IODebugContext*) override {
    if (!failure_.ok()) return failure_;
    if (::ftruncate(fd_, static_cast<off_t>(size)) != 0) return fail(errno, "cutting");
    size_ = size;
    return failure_;
  }

  IOStatus Flush(const IOOptions&, IODebugContext*) override { return failure_; }  // nothing is held back

  IOStatus Sync(const IOOptions&, IODebugContext*) override {
    while (failure_.ok() && ::fdatasync(fd_) != 0)
      if (errno != EINTR) return fail(errno, "syncing");
    return failure_;
  }

  IOStatus Close(const IOOptions&, IODebugContext*) override {
    const int fd = fd_;
    fd_ = -1;
    if (fd >= 0 && ::close(fd) != 0 && errno != EINTR) return fail(errno, "closing");
    return failure_;
  }

  std::uint64_t GetFileSize(const IOOptions&, IODebugContext*) override { return size_; }

 private:
  IOStatus fail(int error, const char* doing) {
    failure_ = status_of(error, doing, path_);
    return failure_;
  }

  int fd_;
  const std::string path_;
  std::uint64_t size_ = 0;
  IOStatus failure_ = IOStatus::OK();
};

class StoreFiles final : public rocksdb::FileSystemWrapper {
 public:
  StoreFiles() : FileSystemWrapper(FileSystem::Default()) {}
  static const char* class_name() { return "StoreFiles"; }
  const char* Name() const override { return class_name(); }

  IOStatus NewWritableFile(const std::string& path, const FileOptions& options, std::unique_ptr<FSWritableFile>* file,
                           IODebugContext*) override {
    int fd = -1;
    do fd = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    while (fd < 0 && errno == EINTR);
    if (fd < 0) return status_of(errno, "creating", path);
    *file = std::make_unique<WrittenFile>(fd, path, options);
    return IOStatus::OK();
  }
};

}  // namespace

rocksdb::Env* store_environment() {
  static const std::unique_ptr<rocksdb::Env> environment = rocksdb::NewCompositeEnv(std::make_shared<StoreFiles>());
  return environment.get();
}

}  // namespace sj::store
