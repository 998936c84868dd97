#pragma once
// What is where in a data directory, and whether this program may touch it.
#include <filesystem>
#include <memory>
#include <string>

#include "base/file_lock.hpp"
#include "base/result.hpp"

namespace sj::app {

struct DataDirectory {
  std::filesystem::path root;
  /// Made with the directory and noted in all that belongs together: journal, store and access file.
  std::string identity;
  /// An older program made it: journal and store may not know the identity yet. See finish_upgrade.
  bool is_older = false;
  /// Keeps others out as long as a copy of this lives; null after create_data_directory.
  std::shared_ptr<const FileLock> lock;

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

/// Makes the directory with an empty journal, durably, or checks that it is ours: Errc::refused when a newer version
/// wrote it, when it holds something else, or when anyone may write to it. Several may call it at once, also while a
/// server has the directory open.
[[nodiscard]] Result<DataDirectory> create_data_directory(const std::filesystem::path& root);
/// Opens it for the one process that has journal and store open, and locks it; all that a start needs is on the disk
/// when this returns. Makes nothing: Errc::not_found says to run `init`, Errc::unavailable that another has it open.
[[nodiscard]] Result<DataDirectory> open_data_directory(const std::filesystem::path& root);
/// Notes that journal and store know the identity, once they do, so that from now on each of them has to be there.
[[nodiscard]] Result<void> finish_upgrade(DataDirectory& directory);

}  // namespace sj::app
