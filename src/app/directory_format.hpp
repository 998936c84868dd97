#pragma once
// DIR/FORMAT: the version of a data directory and its identity, a line each.
#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace sj::app {

struct DirectoryFormat {
  static constexpr int current = 2;
  int version = current;
  std::string identity;  ///< 32 hex digits; version 1 may have none
};

[[nodiscard]] std::filesystem::path format_file_in(const std::filesystem::path& root);
/// `not_found` without one, `refused` for that of a newer version, `corrupt` for anything that is not a format.
[[nodiscard]] Result<DirectoryFormat> read_format(const std::filesystem::path& root);
/// Durable when it returns.
[[nodiscard]] Result<void> write_format(const std::filesystem::path& root, const DirectoryFormat& format);
[[nodiscard]] std::string random_identity();

}  // namespace sj::app
