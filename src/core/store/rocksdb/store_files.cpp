#include "store/rocksdb/store_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sj::store {
namespace {

using rocksdb::FileOptions;
using rocksdb::FSDirectory;
using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus status_of(int error, const char* doing, const std::string& path) {
  const std::string told = std::string("while ") + doing + " " + path;
  if (error == ENOSPC || error == EDQUOT) return IOStatus::NoSpace(told, std::strerror(error));
  return IOStatus::IOError(told, std::strerror(error));
}

/// Written front to back. Without a descriptor, or once the files are frozen, it takes everything and keeps nothing.
class WrittenFile final : public FSWritableFile {
 public:
  WrittenFile(StoreFiles& files, int fd, std::string path, const FileOptions& options)
      : FSWritableFile(options), files_(files), fd_(fd), path_(std::move(path)) {}
  ~WrittenFile() override {
    if (fd_ >= 0) ::close(fd_);
  }

  using FSWritableFile::Append;
  IOStatus Append(const Slice& data, const IOOptions&, IODebugContext*) override {
    size_ += data.size();
    std::string_view rest(data.data(), data.size());
    while (may_write() && !rest.empty()) {
      const ssize_t written = ::write(fd_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return failed(written < 0 ? errno : EIO, "writing");
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return IOStatus::OK();
  }

  IOStatus Truncate(std::uint64_t size, const IOOptions&, IODebugContext*) override {
    size_ = size;
    if (may_write() && ::ftruncate(fd_, static_cast<off_t>(size)) != 0) return failed(errno, "cutting");
    return IOStatus::OK();
  }

  IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }  // nothing is held back

  IOStatus Sync(const IOOptions&, IODebugContext*) override {
    while (may_write() && ::fdatasync(fd_) != 0)
      if (errno != EINTR) return failed(errno, "syncing");
    return IOStatus::OK();
  }

  IOStatus Close(const IOOptions&, IODebugContext*) override {
    const int fd = fd_;
    fd_ = -1;
    if (fd >= 0 && ::close(fd) != 0 && errno != EINTR) return failed(errno, "closing");
    return IOStatus::OK();
  }

  std::uint64_t GetFileSize(const IOOptions&, IODebugContext*) override { return size_; }

 private:
  [[nodiscard]] bool may_write() const { return fd_ >= 0 && !files_.is_frozen(); }
  IOStatus failed(int error, const char* doing) { return files_.freeze(status_of(error, doing, path_)); }

  StoreFiles& files_;
  int fd_;
  const std::string path_;
  std::uint64_t size_ = 0;
};

class SyncedDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  SyncedDirectory(StoreFiles& files, std::unique_ptr<FSDirectory> directory)
      : FSDirectoryWrapper(std::move(directory)), files_(files) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return settled([&] { return FSDirectoryWrapper::Fsync(options, debug); });
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& directory_options) override {
    return settled([&] { return FSDirectoryWrapper::FsyncWithDirOptions(options, debug, directory_options); });
  }

 private:
  IOStatus settled(const auto& sync) {
    if (files_.is_frozen()) return IOStatus::OK();
    const IOStatus status = sync();
    return status.ok() ? status : files_.freeze(status);
  }

  StoreFiles& files_;
};

}  // namespace

StoreFiles::StoreFiles(std::function<void(const IOStatus& why)> on_freeze)
    : FileSystemWrapper(FileSystem::Default()), on_freeze_(std::move(on_freeze)) {}

IOStatus StoreFiles::freeze(const IOStatus& why) {
  if (!frozen_.exchange(true)) on_freeze_(why);
  return IOStatus::OK();
}

IOStatus StoreFiles::NewWritableFile(const std::string& path, const FileOptions& options,
                                     std::unique_ptr<FSWritableFile>* file, IODebugContext*) {
  int fd = -1;
  while (!is_frozen() && fd < 0) {
    fd = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0 && errno != EINTR) (void)freeze(status_of(errno, "creating", path));
  }
  *file = std::make_unique<WrittenFile>(*this, fd, path, options);
  return IOStatus::OK();
}

IOStatus StoreFiles::NewDirectory(const std::string& path, const IOOptions& options,
                                  std::unique_ptr<FSDirectory>* directory, IODebugContext* debug) {
  std::unique_ptr<FSDirectory> plain;
  const IOStatus status = FileSystemWrapper::NewDirectory(path, options, &plain, debug);
  if (status.ok()) *directory = std::make_unique<SyncedDirectory>(*this, std::move(plain));
  return status;
}

// A file that stays is removed when the store is opened next.
IOStatus StoreFiles::DeleteFile(const std::string& path, const IOOptions& options, IODebugContext* debug) {
  if (!is_frozen()) (void)FileSystemWrapper::DeleteFile(path, options, debug);
  return IOStatus::OK();
}

IOStatus StoreFiles::Truncate(const std::string& path, std::size_t size, const IOOptions& options,
                              IODebugContext* debug) {
  if (is_frozen()) return IOStatus::OK();
  const IOStatus status = FileSystemWrapper::Truncate(path, size, options, debug);
  return status.ok() ? status : freeze(status);
}

IOStatus StoreFiles::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                                IODebugContext* debug) {
  if (is_frozen()) return IOStatus::OK();
  const IOStatus status = FileSystemWrapper::RenameFile(from, to, options, debug);
  return status.ok() ? status : freeze(status);
}

IOStatus StoreFiles::LinkFile(const std::string& from, const std::string& to, const IOOptions& options,
                              IODebugContext* debug) {
  if (is_frozen()) return IOStatus::OK();
  return FileSystemWrapper::LinkFile(from, to, options, debug);
}

}  // namespace sj::store
