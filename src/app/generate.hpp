#pragma once
// `session-journey generate`: made-up traffic as NDJSON.
#include <cstdio>

#include "cli/commands.hpp"

namespace sj::app {

[[nodiscard]] Result<void> generate(const cli::GenerateOptions& options, std::FILE* out);

}  // namespace sj::app
