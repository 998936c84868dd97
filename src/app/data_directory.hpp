#pragma once
// What is where in a data directory, and whether this program may touch it.
#include <filesystem>

#include "base/result.hpp"

namespace sj::app {

struct DataDirectory {
  std::filesystem::path root;

  [[nodiscard]] std::filesystem::path store() const { return root / "store"; }
  [[nodiscard]] std::filesystem::path journal() const { return root / "journal"; }
  /// A project's own catalog, if there is one.
  [[nodiscard]] std::filesystem::path project_catalog(const std::string& project_id) const {
    return root / "projects" / project_id / "catalog.yaml";
  }
  /// A project's own mapping of other protocols, if there is one.
  [[nodiscard]] std::filesystem::path project_mapping(const std::string& project_id) const {
    return root / "projects" / project_id / "mapping.yaml";
  }
};

/// Makes the directory, or checks that it is ours: Errc::refused when a newer version wrote it, or when it holds
/// something else.
[[nodiscard]] Result<DataDirectory> create_data_directory(const std::filesystem::path& root);
/// The same without making anything: Errc::not_found says to run `init`.
[[nodiscard]] Result<DataDirectory> open_data_directory(const std::filesystem::path& root);

}  // namespace sj::app
