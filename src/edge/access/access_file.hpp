#pragma once
// DIR/access.json: one JSON document with a format version, replaced as a whole.
#include <filesystem>
#include <string>
#include <string_view>

#include "access/records.hpp"
#include "base/file_system.hpp"
#include "base/result.hpp"

namespace sj::access {

/// What this program writes; it reads this one and the one before, which has no checksum, and refuses newer ones.
inline constexpr int access_format = 2;

[[nodiscard]] std::filesystem::path access_file_in(const std::filesystem::path& dir);
/// Held by whoever changes the file.
[[nodiscard]] std::filesystem::path access_lock_in(const std::filesystem::path& dir);

/// The file's content. One record a line, so that two states can be compared by eye.
[[nodiscard]] std::string encode_records(const Records& records);

/// `refused` for a newer format, `corrupt` for anything that encode_records does not write: another checksum, wrong
/// types, unknown kinds, keys of a project that is not there, two records with one id.
[[nodiscard]] Result<Records> decode_records(std::string_view text);

/// `not_found` without the file, `io` when it cannot be read, else as decode_records.
[[nodiscard]] Result<Records> read_access_file(FileSystem& files, const std::filesystem::path& dir);

/// Afterwards the new content is on the disk and the old one is gone; on failure the old one is still there, unless the
/// directory itself could not be synced. Mode 0600.
[[nodiscard]] Result<void> write_access_file(FileSystem& files, const std::filesystem::path& dir,
                                             const Records& records);

}  // namespace sj::access
