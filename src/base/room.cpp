#include "base/room.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sj {
namespace {

constexpr std::chrono::milliseconds look_interval{100};
constexpr std::uint64_t reserve_share_max = 20;  // a twentieth of the file system
constexpr std::uint64_t free_files_min = 64;     // the store and the journal begin new ones all the time

double in_mib(std::uint64_t bytes) {
  return static_cast<double>(bytes) / (1024.0 * 1024.0);
}

}  // namespace

Result<Space> space_of(const std::filesystem::path& directory) {
  struct statvfs about {};
  if (::statvfs(directory.c_str(), &about) != 0)
    return fail(errno == ENOENT ? Errc::not_found : Errc::io,
                "cannot look at the disk of " + directory.string() + ": " + std::strerror(errno));
  return Space{.free_bytes = std::uint64_t{about.f_bavail} * about.f_frsize,
               .total_bytes = std::uint64_t{about.f_blocks} * about.f_frsize,
               .free_files = about.f_favail,
               .files_are_counted = about.f_files > 0};
}

Room::Room(std::filesystem::path directory, std::uint64_t reserve_bytes, const Clock& clock, Measure measure)
    : directory_(std::move(directory)), reserve_bytes_(reserve_bytes), clock_(clock), measure_(std::move(measure)) {}

bool Room::is_short() {
  look_again();
  return is_short_;
}

bool Room::has(std::uint64_t bytes) {
  look_again();
  const MutexLock lock(mutex_);
  if (look_.has(bytes)) return true;
  look_.asked_bytes = std::max(look_.asked_bytes, bytes);
  judge();
  return false;
}

std::uint64_t Room::free_bytes() {
  return look().space.free_bytes;
}

std::string Room::reason() {
  return reason_of(look());
}

std::string Room::reason_of(const Look& now) const {
  if (!now.failure.empty()) return now.failure + "; mount or restore it, and restart";
  if (now.space.files_are_counted && now.space.free_files < free_files_min)
    return fmt::format("the file system of {} has room for {} more files only; remove some: it goes on by itself",
                       directory_.string(), now.space.free_files);
  const std::uint64_t needed = std::max(now.reserve_bytes, now.reserve_bytes / 2 + now.asked_bytes);
  return fmt::format(
      "the disk of {} is full: {:.1f} MiB are free, and {:.1f} MiB are needed (disk_reserve, and what waits to be "
      "moved); free some space or make the disk larger: it goes on by itself",
      directory_.string(), in_mib(now.space.free_bytes), in_mib(needed));
}

// By the one who comes first when it is due; the others go on with what was seen last.
void Room::look_again() {
  const SteadyTime now = clock_.steady();
  SteadyTime due = due_;
  if (now < due || !due_.compare_exchange_strong(due, now + look_interval)) return;
  const auto measured = measure_(directory_);
  const MutexLock lock(mutex_);
  look_.space = measured ? *measured : Space{};
  look_.failure = measured ? std::string() : measured.error().message;
  look_.reserve_bytes = reserve_in(look_.space);
  judge();
}

void Room::judge() {
  if (look_.has(look_.asked_bytes)) look_.asked_bytes = 0;
  const std::uint64_t wanted = look_.is_short ? look_.reserve_bytes + look_.reserve_bytes / 2 : look_.reserve_bytes;
  const bool has_files = !look_.space.files_are_counted || look_.space.free_files >= free_files_min;
  look_.is_short = !look_.failure.empty() || look_.space.free_bytes < wanted || look_.asked_bytes > 0 || !has_files;
  if (look_.is_short && !is_short_) spdlog::error("too little room: {}", reason_of(look_));
  if (!look_.is_short && is_short_) spdlog::info("there is room on the disk of {} again", directory_.string());
  is_short_ = look_.is_short;
}

Room::Look Room::look() {
  look_again();
  const MutexLock lock(mutex_);
  return look_;
}

std::uint64_t Room::reserve_in(const Space& space) const {
  return std::min(reserve_bytes_, space.total_bytes / reserve_share_max);
}

}  // namespace sj
