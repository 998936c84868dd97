#pragma once
// By which catalog and settings each project's journeys are told, and by which mapping other protocols' messages become
// its events. Read at the start and at each SIGHUP (Engine::reload).
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "access/registry.hpp"
#include "app/data_directory.hpp"
#include "config/config.hpp"
#include "ingest/open_session.hpp"

namespace sj::wire {
class Mapping;
}

namespace sj::app {

/// The built-in catalog or mapping, with the file over it; an empty path: no file.
[[nodiscard]] Result<std::shared_ptr<const Catalog>> load_catalog(const std::filesystem::path& path);
[[nodiscard]] Result<std::shared_ptr<const wire::Mapping>> load_mapping(const std::filesystem::path& path);

class RuleBook {
 public:
  /// Reads the catalogs and mappings. The error names file and line.
  static Result<RuleBook> load(const config::Config& config, const DataDirectory& directory,
                               const access::Registry& registry);

  [[nodiscard]] const ingest::Rules& of(const std::string& project_id) const;
  [[nodiscard]] std::shared_ptr<const wire::Mapping> mapping_of(const std::string& project_id) const;

  /// Equal for rules by which rows would be the same.
  [[nodiscard]] static std::string fingerprint(const ingest::Rules& rules);

 private:
  ingest::Rules otherwise_;
  std::shared_ptr<const wire::Mapping> other_mapping_;
  std::map<std::string, ingest::Rules> projects_;
  std::map<std::string, std::shared_ptr<const wire::Mapping>> mappings_;  ///< of the projects that have their own
};

}  // namespace sj::app
