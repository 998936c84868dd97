#pragma once
// The API without a server: requests of the command line go straight to the handlers, on a data directory that nobody
// else has open.
#include "cli/commands.hpp"

namespace sj::app {

[[nodiscard]] Result<std::unique_ptr<cli::Api>> open_local_api(const cli::DataOptions& options);

}  // namespace sj::app
