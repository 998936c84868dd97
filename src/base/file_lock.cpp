#include "base/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace sj {
namespace {

std::unexpected<Error> failed(const char* doing, const std::filesystem::path& path) {
  return fail(Errc::io, std::string("cannot ") + doing + " " + path.string() + ": " + std::strerror(errno));
}

}  // namespace

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

Result<FileLock> FileLock::try_lock(const std::filesystem::path& path) {
  FileLock lock(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (lock.fd_ < 0) return failed("open", path);
  if (::flock(lock.fd_, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return fail(Errc::unavailable, path.string() + " is in use by another process");
  return failed("lock", path);
}

Result<FileLock> FileLock::wait_for(const std::filesystem::path& path) {
  FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.fd_ < 0) return failed("open", path);
  while (::flock(lock.fd_, LOCK_EX) != 0)
    if (errno != EINTR) return failed("lock", path);
  return lock;
}

}  // namespace sj
