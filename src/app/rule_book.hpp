#pragma once
// By which catalog and settings each project's journeys are told. Read at start; a change needs a restart, which makes
// all rows again.
#include <map>
#include <string>

#include "access/registry.hpp"
#include "app/data_directory.hpp"
#include "config/config.hpp"
#include "ingest/open_session.hpp"

namespace sj::app {

class RuleBook {
 public:
  /// Reads the catalogs. The error names file and line.
  static Result<RuleBook> load(const config::Config& config, const DataDirectory& directory,
                               const access::Registry& registry);

  [[nodiscard]] const ingest::Rules& of(const std::string& project_id) const;

  /// Equal for rules by which rows would be the same.
  [[nodiscard]] static std::string fingerprint(const ingest::Rules& rules);

 private:
  ingest::Rules otherwise_;
  std::map<std::string, ingest::Rules> projects_;
};

}  // namespace sj::app
