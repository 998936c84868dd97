#include "base/room.hpp"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sj {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds look_interval{100};
constexpr std::uint64_t reserve_share_max = 20;  // a twentieth of the file system
constexpr std::uint64_t free_files_min = 64;     // the store and the journal begin new ones all the time

constexpr double mebibyte = 1024.0 * 1024.0;

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

Room::Room(std::filesystem::path directory, std::uint64_t reserve_bytes, Measure measure)
    : directory_(std::move(directory)), reserve_bytes_(reserve_bytes), measure_(std::move(measure)) {}

bool Room::is_short() {
  look_again();
  return is_short_;
}

bool Room::has(std::uint64_t bytes) {
  const Look now = look();
  return now.failure.empty() && now.space.free_bytes >= now.reserve_bytes / 2 + bytes;
}

std::uint64_t Room::free_bytes() {
  return look().space.free_bytes;
}

std::string Room::reason() {
  const Look now = look();
  if (!now.failure.empty()) return now.failure + "; mount or restore it, and restart";
  if (now.space.files_are_counted && now.space.free_files < free_files_min)
    return fmt::format("the file system of {} has room for {} more files only; remove some: it goes on by itself",
                       directory_.string(), now.space.free_files);
  return fmt::format(
      "the disk of {} is full: {:.1f} MiB are free, and {:.1f} MiB are kept in reserve (disk_reserve); free some "
      "space or make the disk larger: it goes on by itself",
      directory_.string(), static_cast<double>(now.space.free_bytes) / mebibyte,
      static_cast<double>(now.reserve_bytes) / mebibyte);
}

// By the one who comes first when it is due; the others go on with what was seen last.
void Room::look_again() {
  const steady_clock::rep now = steady_clock::now().time_since_epoch().count();
  steady_clock::rep due = due_;
  if (now < due) return;
  constexpr auto interval = std::chrono::duration_cast<steady_clock::duration>(look_interval).count();
  if (!due_.compare_exchange_strong(due, now + interval)) return;
  const auto measured = measure_(directory_);
  const std::scoped_lock lock(mutex_);
  look_.space = measured ? *measured : Space{};
  look_.failure = measured ? std::string() : measured.error().message;
  look_.reserve_bytes = reserve_in(look_.space);
  const std::uint64_t wanted = look_.is_short ? look_.reserve_bytes + look_.reserve_bytes / 2 : look_.reserve_bytes;
  const bool has_files = !look_.space.files_are_counted || look_.space.free_files >= free_files_min;
  look_.is_short = !measured || look_.space.free_bytes < wanted || !has_files;
  is_short_ = look_.is_short;
}

Room::Look Room::look() {
  look_again();
  const std::scoped_lock lock(mutex_);
  return look_;
}

std::uint64_t Room::reserve_in(const Space& space) const {
  return std::min(reserve_bytes_, space.total_bytes / reserve_share_max);
}

}  // namespace sj
