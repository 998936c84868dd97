#pragma once
// The few file operations that durability depends on, behind an interface, so that tests can make a disk that is full,
// broken or cut off from power at any moment.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_lock.hpp"
#include "base/result.hpp"

namespace sj {

/// A file that is written front to back, for what is not read again while it is in use: it goes past the page cache
/// where the file system can do that. Behind what was appended there are zeros up to the end of a page of 4 KiB.
class AppendFile {
 public:
  virtual ~AppendFile() = default;
  /// Adds bytes at the end of what was appended. They may be lost until `sync` returns without an error.
  virtual Result<void> append(std::string_view bytes) = 0;
  /// Fails also when the file was deleted meanwhile: what is in it can never be found again.
  virtual Result<void> sync() = 0;
};

/// A small file that is written in place and never synced: it outlives the process, not the machine.
class NoteFile {
 public:
  virtual ~NoteFile() = default;
  virtual Result<void> write(std::uint64_t at, std::string_view bytes) = 0;
};

/// What tells a file from the one that took its place; all zero: there is none.
struct FileState {
  std::uint64_t number = 0;  ///< of the file on its disk
  std::int64_t changed_ns = 0;
  friend bool operator==(const FileState&, const FileState&) = default;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  /// Creates a file that must not exist, durably (on a failure there is none), with room for `reserve_bytes`: appending
  /// that much later cannot fail for lack of space. The room reads as zeros.
  virtual Result<std::unique_ptr<AppendFile>> create(const std::filesystem::path& path,
                                                     std::uint64_t reserve_bytes) = 0;
  /// Opens an existing file to write over what it holds, front to back; what is behind the pages written over stays.
  virtual Result<std::unique_ptr<AppendFile>> overwrite(const std::filesystem::path& path) = 0;
  /// Gives a file another name, durably; a file that has the name goes.
  virtual Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  /// Puts a small file in place of the one that has the name, if any, so that after a crash it is the one or the other.
  virtual Result<void> replace(const std::filesystem::path& path, std::string_view content) = 0;
  /// Opens a file to be written in place, and makes it if it is missing.
  virtual Result<std::unique_ptr<NoteFile>> open_note(const std::filesystem::path& path) = 0;
  /// Puts on the disk what was written to a file by anybody.
  virtual Result<void> sync(const std::filesystem::path& path) = 0;
  virtual Result<std::string> read(const std::filesystem::path& path) = 0;
  [[nodiscard]] virtual FileState state_of(const std::filesystem::path& path) = 0;
  /// Waits for whoever holds the lock on this file, another process too; makes the file if there is none.
  virtual Result<FileLock> lock(const std::filesystem::path& path) = 0;
  /// Cuts a file that nobody has open back to this many bytes.
  virtual Result<void> truncate(const std::filesystem::path& path, std::uint64_t size) = 0;
  virtual Result<void> remove(const std::filesystem::path& path) = 0;
  /// Names (not paths) of the files in a directory, sorted. Errc::not_found: there is no such directory.
  virtual Result<std::vector<std::string>> list(const std::filesystem::path& directory) = 0;
  /// Makes a directory durably; no failure if it is there.
  virtual Result<void> make_directory(const std::filesystem::path& directory) = 0;
};

[[nodiscard]] std::unique_ptr<FileSystem> posix_file_system();

}  // namespace sj
