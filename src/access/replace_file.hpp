#pragma once
// Replacing a small file so that after a crash it has either its old content or its new one.
#include <filesystem>
#include <string_view>

#include "base/result.hpp"

namespace sj::access {

/// Writes a temporary file beside it, syncs it, renames it over the old one and syncs the directory. Mode 0600.
/// One caller at a time for one path. `io` when any step fails; the temporary file is gone then.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::string_view content);

}  // namespace sj::access
