#pragma once
// `session-journey init`: a data directory, a project, its keys, and on a new directory its owner.
#include "cli/commands.hpp"

namespace sj::app {

/// On a directory that has projects already, one more is added.
[[nodiscard]] Result<cli::InitAnswer> initialize(const cli::InitOptions& options);

}  // namespace sj::app
