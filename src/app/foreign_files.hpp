#pragma once
// Other programs' data on the command line: `session-journey ingest --as …` and `session-journey map`.
#include "cli/commands.hpp"

namespace sj::app {

[[nodiscard]] std::vector<std::string> mapping_sections();
[[nodiscard]] Result<cli::MessageMapper> open_mapping(const cli::MappingOptions& options);
[[nodiscard]] Result<std::string> describe_mapping(const cli::MappingOptions& options, std::string_view body);

}  // namespace sj::app
