#pragma once
// Reading a journal at the start: hands over what is there, and finds what is missing. Changes nothing on the disk.
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "base/result.hpp"
#include "ingest/journal_list.hpp"

namespace sj::ingest {

struct JournalOptions;

/// Given the records of one file, in order.
using JournalReplay = std::function<Result<void>(std::span<const std::string_view> records)>;

struct JournalFound {
  /// What is there: every file sealed where its last whole record ends, and the number that the next record gets.
  JournalList list;
  bool list_changed = false;            ///< it is not what stands on the disk
  std::vector<std::uint64_t> unsynced;  ///< files whose end nobody has vouched for yet; longer than what they hold
  std::uint64_t newest = 0;             ///< greatest number that any file has
  std::vector<std::string> leftovers;   ///< names of files that belong to nothing
  std::vector<std::string> losses;      ///< a sentence each; empty unless the options accept a loss
};

/// Errc::corrupt: something is missing or damaged; the message names all of it and what to do.
/// Errc::refused: the journal is of another data directory or of a newer program.
[[nodiscard]] Result<JournalFound> read_journal(FileSystem& files, const std::filesystem::path& directory,
                                                const JournalOptions& options, const JournalReplay& replay);

[[nodiscard]] std::filesystem::path journal_file_path(const std::filesystem::path& directory, std::uint64_t segment);
[[nodiscard]] std::filesystem::path journal_recycled_path(const std::filesystem::path& directory,
                                                          std::uint64_t segment);

}  // namespace sj::ingest
