#pragma once
// The tables of all projects in one file, so that a start after a clean stop reads one file front to back and not every
// row. The file is an image of memory: it can only be read by a program of the same layout, and it is only right for
// the very state of the store that it was written at. When in doubt it is passed over; rows are the truth.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "base/result.hpp"
#include "store/table/session_table.hpp"

namespace sj::store {

using Tables = std::map<std::string, SessionTable*>;  ///< by project id

/// `mark` is a number that the store has at this state and at no other. Does not sync: a file that a crash cut off is
/// not whole, and passed over.
[[nodiscard]] Result<void> write_table_file(const std::filesystem::path& path, std::uint64_t mark,
                                            const Tables& tables);

/// Fills the tables that `table_of` gives, which are empty. False, and nothing filled, if the file is not there, not
/// whole, of another layout or of another mark.
[[nodiscard]] bool read_table_file(const std::filesystem::path& path, std::uint64_t mark,
                                   const std::function<SessionTable&(const std::string& project_id)>& table_of);

}  // namespace sj::store
