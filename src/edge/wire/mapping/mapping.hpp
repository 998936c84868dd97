#pragma once
// How messages of other protocols become events: which place of a message holds which field. Data, not code: the
// built-in catalog/mapping.yaml, and a project's own file over it. Immutable once loaded; shared between threads.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "wire/fields.hpp"
#include "wire/mapping/lookup.hpp"
#include "wire/messages.hpp"

namespace sj {

/// The text of catalog/mapping.yaml as it was when the program was built.
[[nodiscard]] std::string_view built_in_mapping_yaml();

}  // namespace sj

namespace sj::wire {

/// `as sent` → `as kept`; see `values` in catalog/mapping.yaml.
struct ValueTable {
  std::map<std::string, std::string, std::less<>> exact;
  std::map<std::string, std::string, std::less<>> starred;  ///< what stands before the star → as kept

  /// nullopt where no entry fits. Of several starred ones the longest counts.
  [[nodiscard]] std::optional<std::string> find(std::string_view sent) const;
};

/// One section of a mapping file, or what several come to.
struct MappingRules {
  std::optional<std::vector<Lookup>> objects;
  std::map<Field, std::vector<Lookup>> fields;
  std::map<Field, ValueTable> values;
  std::map<Field, std::string> otherwise;
  std::map<std::string, Lookup> keep;  ///< by the attribute's name
  std::optional<std::vector<std::string>> drop;

  /// What `over` says counts, the rest stays.
  void add(const MappingRules& over);
};

class Mapping {
 public:
  /// Reads the built-in mapping and a project's own YAML over it. The error names file and line.
  static Result<std::shared_ptr<const Mapping>> load(std::string_view overrides = {},
                                                     std::string_view overrides_name = "mapping.yaml");

  [[nodiscard]] const MappingRules& of(Protocol protocol) const { return rules_.at(protocol); }

 private:
  std::map<Protocol, MappingRules> rules_;
};

}  // namespace sj::wire
