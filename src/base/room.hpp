#pragma once
// How much room a directory's file system has left. Whoever writes asks here first, and stops while there is still
// enough for what was begun: a disk that is really full fails in the middle of something.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/clock.hpp"
#include "base/mutex.hpp"
#include "base/result.hpp"

namespace sj {

/// Of a file system, for a process without privileges.
struct Space {
  std::uint64_t free_bytes = 0, total_bytes = 0;
  std::uint64_t free_files = 0;
  bool files_are_counted = false;  ///< there are file systems without a bound on files
};

/// Asks the operating system; fails when the directory is gone or its disk does not answer.
[[nodiscard]] Result<Space> space_of(const std::filesystem::path& directory);

/// Threads: all members may be called from any. Asking is cheap: the file system is looked at every 100 ms at most.
class Room {
 public:
  using Measure = std::function<Result<Space>(const std::filesystem::path&)>;

  /// `reserve_bytes` are kept free, but never more than a twentieth of the file system.
  /// The clock must outlive it.
  Room(std::filesystem::path directory, std::uint64_t reserve_bytes, const Clock& clock, Measure measure = space_of);

  /// Less is free than is kept in reserve, or that cannot be told: nothing new should be taken. It ends when half as
  /// much again as the reserve is free, so that it does not come and go with each file.
  [[nodiscard]] bool is_short();

  /// Whether so many bytes can be written and half of the reserve is still free: for what has to be finished although
  /// nothing new is taken. False when that cannot be told. After a no it `is_short` until it would be a yes, because
  /// whoever asked cannot go on.
  [[nodiscard]] bool has(std::uint64_t bytes);

  /// What is free, in bytes, as last looked at; 0 when that cannot be told.
  [[nodiscard]] std::uint64_t free_bytes();

  /// While it is short: why, with the directory, the numbers and what to do. For the operator; it names paths.
  [[nodiscard]] std::string reason();

 private:
  /// As it was when the file system was last looked at.
  struct Look {
    Space space;
    std::string failure;  ///< empty: it was told
    std::uint64_t reserve_bytes = 0;
    std::uint64_t asked_bytes = 0;  ///< for which there was no room
    bool is_short = false;

    [[nodiscard]] bool has(std::uint64_t bytes) const {
      return failure.empty() && space.free_bytes >= reserve_bytes / 2 + bytes;
    }
  };
  void look_again();
  void judge() SJ_REQUIRES(mutex_);
  [[nodiscard]] Look look();
  [[nodiscard]] std::string reason_of(const Look& now) const;
  [[nodiscard]] std::uint64_t reserve_in(const Space& space) const;

  const std::filesystem::path directory_;
  const std::uint64_t reserve_bytes_;
  const Clock& clock_;
  const Measure measure_;
  std::atomic<SteadyTime> due_ = SteadyTime::min();
  std::atomic<bool> is_short_ = false;
  Mutex mutex_;
  Look look_ SJ_GUARDED_BY(mutex_);
};

}  // namespace sj
