#include "app/descriptors.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>

namespace sj::app {
namespace {

/// Files of the store (512 at most are kept open), of the journal, and what compaction and a start need for a moment.
constexpr std::size_t descriptors_of_files = 640;
/// With few descriptors the files have five of eight; fewer than this and a quiet server could not even start.
constexpr std::size_t descriptors_of_files_min = 48;
constexpr std::size_t descriptors_min = 64;

std::size_t left_to_files(std::size_t descriptors) {
  return std::clamp(descriptors / 8 * 5, descriptors_of_files_min, descriptors_of_files);
}

rlimit raised_limit(rlim_t needed) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= needed) return limit;
  rlimit raised = limit;
  raised.rlim_cur = std::min(needed, limit.rlim_max);
  return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised : limit;
}

}  // namespace

Result<ConnectionBounds> fit_connections(ConnectionBounds wanted, std::size_t descriptors) {
  const std::size_t needed = wanted.connections_max + wanted.refused_at_once_max + descriptors_of_files;
  if (descriptors >= needed) return wanted;
  if (descriptors < descriptors_min) {
    return fail(Errc::refused,
                fmt::format("this process may have {} open files, and {} are needed for max_connections {}: raise the "
                            "limit (ulimit -n, LimitNOFILE=)",
                            descriptors, needed, wanted.connections_max));
  }
  const std::size_t left = descriptors - left_to_files(descriptors);
  const std::size_t refused = std::min(wanted.refused_at_once_max, left / 5);
  return ConnectionBounds{std::min(wanted.connections_max, left - refused), refused};
}

Result<ConnectionBounds> connections_beside_files(ConnectionBounds wanted) {
  const std::size_t needed = wanted.connections_max + wanted.refused_at_once_max + descriptors_of_files;
  const std::size_t descriptors = raised_limit(needed).rlim_cur;
  auto bounds = fit_connections(wanted, descriptors);
  if (bounds && bounds->connections_max < wanted.connections_max) {
    spdlog::warn(
        "only {} connections at one time instead of {}: the process may have {} open files, and journal and store need "
        "theirs; {} would do (ulimit -n, LimitNOFILE=)",
        bounds->connections_max, wanted.connections_max, descriptors, needed);
  }
  return bounds;
}

}  // namespace sj::app
