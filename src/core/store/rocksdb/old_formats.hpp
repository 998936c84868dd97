#pragma once
// Stores of formats 1 and 2, which kept notes, rows and chunks in a column family each. They are copied into the one
// column family of format 3 before anything else looks at them.
#include <filesystem>

#include "base/result.hpp"
#include "store/rocksdb/rocksdb_store.hpp"

namespace sj::store {

/// Makes a store of an older format one of format 3; nothing where there is none. A crash in between costs only the
/// time: the old families go last. While it runs the directory takes twice its room.
Result<void> upgrade_old_formats(const std::filesystem::path& directory, const RocksdbOptions& options);

/// Where every version looks for the format: the key is older than the kinds of keys.
inline constexpr std::string_view format_key = "format";
inline constexpr std::string_view format_version = "3";

}  // namespace sj::store
