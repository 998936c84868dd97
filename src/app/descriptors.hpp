#pragma once
// Held against the descriptors that the process may have: connections take what journal and store do not need, never
// the last ones.
#include <cstddef>

#include "base/result.hpp"

namespace sj::app {

struct ConnectionBounds {
  std::size_t connections_max = 0;
  std::size_t refused_at_once_max = 0;  ///< descriptors too, for as long as it takes to say so
};

/// What of `wanted` fits under a limit of `descriptors`. `refused` when so few would be left that neither would work;
/// the message says how many are needed.
[[nodiscard]] Result<ConnectionBounds> fit_connections(ConnectionBounds wanted, std::size_t descriptors);

/// The same under this process' limit (RLIMIT_NOFILE), which is raised as far as it takes and as it may be. What had to
/// be taken back is logged.
[[nodiscard]] Result<ConnectionBounds> connections_beside_files(ConnectionBounds wanted);

}  // namespace sj::app
