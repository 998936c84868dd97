#include "base/replace_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace sj {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<Error> io_failure(const char* step, const std::filesystem::path& path) {
  const Errc code = errno == ENOSPC || errno == EDQUOT ? Errc::unavailable : Errc::io;
  return fail(code, fmt::format("{} {}: {}", step, path.string(), std::strerror(errno)));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Result<void> write_synced(const std::filesystem::path& path, std::string_view content) {
  ::unlink(path.c_str());  // left by a crash; O_EXCL below then makes sure that the mode is ours
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.get() < 0) return io_failure("cannot create", path);
  if (!write_all(file.get(), content)) return io_failure("cannot write", path);
  if (::fsync(file.get()) != 0) return io_failure("cannot sync", path);
  return {};
}

}  // namespace

Result<void> sync_directory(const std::filesystem::path& directory) {
  const Descriptor opened(::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() < 0) return io_failure("cannot open", directory);
  if (::fsync(opened.get()) != 0) return io_failure("cannot sync", directory);
  return {};
}

Result<void> make_directory(const std::filesystem::path& directory) {
  if (::mkdir(directory.c_str(), 0700) != 0) {
    if (errno == EEXIST) return {};
    if (errno != ENOENT || !directory.has_parent_path()) return io_failure("cannot create", directory);
    if (auto made = make_directory(directory.parent_path()); !made) return made;
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) return io_failure("cannot create", directory);
  }
  return sync_directory(directory.parent_path());
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path temporary = path.string() + ".writing";
  auto written = write_synced(temporary, content);
  if (written && std::rename(temporary.c_str(), path.c_str()) != 0) written = io_failure("cannot replace", path);
  if (!written) {
    ::unlink(temporary.c_str());
    return written;
  }
  return sync_directory(path.parent_path());
}

}  // namespace sj
