#pragma once
// By which mapping and catalog other forms become events, as flags of a command.
#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace sj::cli {

inline void add_mapping_flags(CLI::App& command, MappingOptions& options) {
  command.add_option("--mapping", options.mapping, "YAML file that overrides the built-in mapping")->type_name("FILE");
  command.add_option("--catalog", options.catalog, "YAML file that overrides the built-in event catalog")
      ->type_name("FILE");
}

}  // namespace sj::cli
