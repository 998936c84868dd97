#pragma once
// Which reader belongs to which kind of file.
#include <filesystem>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/ingest/item_reader.hpp"

namespace sj::cli {

/// What `--as` names: our own events, or a section of a mapping (catalog/mapping.yaml).
inline constexpr const char* own_events = "events";
inline constexpr const char* csv_files = "csv";

/// Reads a file, `-` for standard input; `name` stands in errors. Without `map` its events are ours.
[[nodiscard]] Result<std::unique_ptr<ItemReader>> open_reader(const std::filesystem::path& path,
                                                              const std::string& name, const std::string& kind,
                                                              const MessageMapper& map);

}  // namespace sj::cli
