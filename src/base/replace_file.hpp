#pragma once
// Replacing a small file so that after a crash it has either its old content or its new one.
#include <filesystem>
#include <string_view>

#include "base/result.hpp"

namespace sj {

/// Puts the names in a directory on the disk: what was made, renamed or removed in it.
[[nodiscard]] Result<void> sync_directory(const std::filesystem::path& directory);

/// Makes the directory, mode 0700, and those above it, all of it durably; no failure if it is there.
[[nodiscard]] Result<void> make_directory(const std::filesystem::path& directory);

/// Writes a temporary file beside it, syncs it, renames it over the old one and syncs the directory. Mode 0600.
/// One caller at a time for one path. `unavailable` when there is no room, `io` when another step fails; the temporary
/// file is gone then.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::string_view content);

}  // namespace sj
