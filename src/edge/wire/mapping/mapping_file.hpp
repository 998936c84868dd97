#pragma once
// One mapping file as it stands: YAML to rules (catalog/mapping.yaml tells the form).
#include <map>

#include "wire/mapping/mapping.hpp"

namespace sj::wire {

struct MappingFile {
  MappingRules all;
  std::map<Protocol, MappingRules> protocols;
};

/// A text without any entry gives no rules. The error names `name` and the line of the first thing found wrong.
[[nodiscard]] Result<MappingFile> read_mapping_file(std::string_view yaml, std::string_view name);

}  // namespace sj::wire
