#include "base/file_system.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "base/replace_file.hpp"

namespace sj {
namespace {

std::unexpected<Error> failed(const char* doing, const std::filesystem::path& path, int error) {
  const Errc code = error == ENOSPC || error == EDQUOT ? Errc::unavailable
                    : error == ENOENT                  ? Errc::not_found
                                                       : Errc::io;
  return fail(code, std::string("cannot ") + doing + " " + path.string() + ": " + std::strerror(error));
}

// Repeats a system call that a signal interrupted.
template <class Call>
auto uninterrupted(Call call) {
  decltype(call()) result;
  do result = call();
  while (result < 0 && errno == EINTR);
  return result;
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

constexpr std::size_t page_bytes = 4096;  // what O_DIRECT asks for where it asks for most

constexpr std::size_t whole_pages(std::size_t size) {
  return (size + page_bytes - 1) / page_bytes * page_bytes;
}

// Memory that a disk can take from as it is.
class Pages {
 public:
  [[nodiscard]] char* data() { return data_.get(); }
  /// Room for so many bytes; the first `kept` of them stay.
  void reserve(std::size_t size, std::size_t kept) {
    if (size <= size_) return;
    const std::size_t wanted = whole_pages(std::max(size, 2 * size_));
    std::unique_ptr<char, Free> grown(static_cast<char*>(std::aligned_alloc(page_bytes, wanted)));
    if (!grown) throw std::bad_alloc();
    if (kept > 0) std::memcpy(grown.get(), data_.get(), kept);
    data_ = std::move(grown);
    size_ = wanted;
  }

 private:
  struct Free {
    void operator()(char* data) const { std::free(data); }
  };
  std::unique_ptr<char, Free> data_;
  std::size_t size_ = 0;
};

// Writes whole pages past the page cache, which would only hold what nobody reads again: the last page, with what it
// has already, is written once more with the next bytes, and filled up with zeros.
class PosixAppendFile final : public AppendFile {
 public:
  PosixAppendFile(int fd, std::filesystem::path path) : fd_(fd), path_(std::move(path)) {
    (void)set_direct(true);  // or through the page cache
  }

  Result<void> append(std::string_view bytes) override {
    const std::size_t begun = size_ % page_bytes, end = begun + bytes.size(), whole = whole_pages(end);
    pages_.reserve(whole, begun);
    std::ranges::copy(bytes, pages_.data() + begun);
    std::fill(pages_.data() + end, pages_.data() + whole, '\0');
    if (auto written = write_at({pages_.data(), whole}, size_ - begun); !written) return written;
    size_ += bytes.size();
    const std::size_t last = end % page_bytes;
    std::memmove(pages_.data(), pages_.data() + end - last, last);
    return {};
  }

  Result<void> sync() override {
    if (uninterrupted([&] { return ::fdatasync(fd_.get()); }) != 0) return failed("sync", path_, errno);
    struct stat about {};
    if (::fstat(fd_.get(), &about) != 0) return failed("inspect", path_, errno);
    if (about.st_nlink == 0)
      return fail(Errc::io, path_.string() +
                                " was deleted while it was in use; nothing more is taken until there is "
                                "a new one. Leave the data directory alone while the server runs");
    return {};
  }

 private:
  Result<void> write_at(std::string_view bytes, std::uint64_t at) {
    bool stands_still = false;
    while (!bytes.empty()) {
      const ssize_t written =
          uninterrupted([&] { return ::pwrite(fd_.get(), bytes.data(), bytes.size(), static_cast<off_t>(at)); });
      if (written < 0 && errno == EINVAL && set_direct(false)) continue;  // it took the flag and cannot do it
      if (written < 0) return failed("write", path_, errno);
      if (written == 0 && stands_still) return failed("write", path_, EIO);
      stands_still = written == 0;
      bytes.remove_prefix(static_cast<std::size_t>(written));
      at += static_cast<std::uint64_t>(written);
    }
    return {};
  }

  /// False: it is so already, or the file system has no such way.
  bool set_direct(bool direct) {
    const int flags = ::fcntl(fd_.get(), F_GETFL);
    if (flags < 0 || ((flags & O_DIRECT) != 0) == direct) return false;
    return ::fcntl(fd_.get(), F_SETFL, direct ? flags | O_DIRECT : flags & ~O_DIRECT) == 0;
  }

  Descriptor fd_;
  std::filesystem::path path_;
  std::uint64_t size_ = 0;
  Pages pages_;  ///< begins with what the last page of the file has
};

class PosixNoteFile final : public NoteFile {
 public:
  PosixNoteFile(int fd, std::filesystem::path path) : fd_(fd), path_(std::move(path)) {}

  Result<void> write(std::uint64_t at, std::string_view bytes) override {
    const auto written =
        uninterrupted([&] { return ::pwrite(fd_.get(), bytes.data(), bytes.size(), static_cast<off_t>(at)); });
    if (written < 0) return failed("write", path_, errno);
    return static_cast<std::size_t>(written) == bytes.size() ? Result<void>() : failed("write", path_, ENOSPC);
  }

 private:
  Descriptor fd_;
  std::filesystem::path path_;
};

class PosixFileSystem final : public FileSystem {
 public:
  Result<std::unique_ptr<AppendFile>> create(const std::filesystem::path& path, std::uint64_t reserve_bytes) override {
    const int fd = uninterrupted([&] { return ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600); });
    if (fd < 0) return failed("create", path, errno);
    auto file = std::make_unique<PosixAppendFile>(fd, path);
    Result<void> done = reserve(fd, path, reserve_bytes);
    if (done) done = file->sync();
    if (done) done = sync_directory(path.parent_path());
    if (done) return file;
    ::unlink(path.c_str());
    return std::unexpected(done.error());
  }

  Result<std::unique_ptr<AppendFile>> overwrite(const std::filesystem::path& path) override {
    const int fd = uninterrupted([&] { return ::open(path.c_str(), O_RDWR | O_CLOEXEC); });
    if (fd < 0) return failed("open", path, errno);
    return std::make_unique<PosixAppendFile>(fd, path);
  }

  Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return failed("rename", from, errno);
    return sync_directory(to.parent_path());
  }

  Result<void> replace(const std::filesystem::path& path, std::string_view content) override {
    return replace_file(path, content);
  }

  Result<std::unique_ptr<NoteFile>> open_note(const std::filesystem::path& path) override {
    const int fd = uninterrupted([&] { return ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600); });
    if (fd < 0) return failed("open", path, errno);
    return std::make_unique<PosixNoteFile>(fd, path);
  }

  Result<void> sync(const std::filesystem::path& path) override {
    const Descriptor fd(uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    if (fd.get() < 0) return failed("open", path, errno);
    if (uninterrupted([&] { return ::fsync(fd.get()); }) != 0) return failed("sync", path, errno);
    return {};
  }

  Result<std::string> read(const std::filesystem::path& path) override {
    const Descriptor fd(uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    if (fd.get() < 0) return failed("open", path, errno);
    struct stat about {};
    if (::fstat(fd.get(), &about) != 0) return failed("inspect", path, errno);
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t got = uninterrupted(
          [&] { return ::pread(fd.get(), bytes.data() + at, bytes.size() - at, static_cast<off_t>(at)); });
      if (got < 0) return failed("read", path, errno);
      if (got == 0) bytes.resize(at);
      at += static_cast<std::size_t>(got);
    }
    return bytes;
  }

  FileState state_of(const std::filesystem::path& path) override {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0) return {};
    constexpr std::int64_t ns_per_s = 1'000'000'000;
    return {about.st_ino, about.st_mtim.tv_sec * ns_per_s + about.st_mtim.tv_nsec};
  }

  Result<FileLock> lock(const std::filesystem::path& path) override { return FileLock::wait_for(path); }

  Result<void> truncate(const std::filesystem::path& path, std::uint64_t size) override {
    if (::truncate(path.c_str(), static_cast<off_t>(size)) != 0) return failed("truncate", path, errno);
    return {};
  }

  Result<void> remove(const std::filesystem::path& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed("remove", path, errno);
    return {};
  }

  Result<std::vector<std::string>> list(const std::filesystem::path& directory) override {
    std::error_code error;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error))
      names.push_back(entry.path().filename());
    if (error) return failed("list", directory, error.value());
    std::ranges::sort(names);
    return names;
  }

  Result<void> make_directory(const std::filesystem::path& directory) override { return sj::make_directory(directory); }

 private:
  static Result<void> reserve(int fd, const std::filesystem::path& path, std::uint64_t bytes) {
    const int error = ::posix_fallocate(fd, 0, static_cast<off_t>(whole_pages(bytes)));
    return error == 0 ? Result<void>() : failed("reserve space for", path, error);
  }
};

}  // namespace

std::unique_ptr<FileSystem> posix_file_system() {
  return std::make_unique<PosixFileSystem>();
}

}  // namespace sj
