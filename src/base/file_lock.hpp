#pragma once
// A lock between processes, on a file or a directory, that ends with the process that holds it.
#include <filesystem>

#include "base/result.hpp"

namespace sj {

class FileLock {
 public:
  /// Locks nothing.
  FileLock() = default;
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

  /// Locks what is there. Errc::unavailable: somebody else holds it.
  [[nodiscard]] static Result<FileLock> try_lock(const std::filesystem::path& path);
  /// Waits for whoever holds it; makes the file, mode 0600, if there is none.
  [[nodiscard]] static Result<FileLock> wait_for(const std::filesystem::path& path);

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace sj
