#pragma once
// A settings file as it stands: `name: value` in YAML, each with its line. Whether a name or a value makes sense is not
// asked here.
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace sj::config {

struct FileEntry {
  std::string name;
  std::string text;
  std::string place;  ///< FILE:LINE
};

/// In the order of the file. An empty file has no entries. The error names FILE:LINE, or FILE if it cannot be read.
[[nodiscard]] Result<std::vector<FileEntry>> read_settings_file(const std::filesystem::path& file);

}  // namespace sj::config
