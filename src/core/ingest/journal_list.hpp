#pragma once
// `FILES`, the list of what belongs to a journal: which files there must be, what must be in them, and what the store
// must hold beside them. Without it a file that is missing could not be told from one that was done with.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/file_system.hpp"
#include "base/result.hpp"

namespace sj::ingest {

/// A file as the list knows it.
struct ListedFile {
  std::uint64_t first = 0;  ///< number of its first record
  /// Sealed: nothing more is written to it. What follows is known of sealed files only.
  bool sealed = false;
  std::uint64_t end = 0;    ///< number behind its last record
  std::uint64_t bytes = 0;  ///< to the end of its last record; what is behind does not count
  bool lossy = false;       ///< records in it are missing, and a start went on without them
  friend bool operator==(const ListedFile&, const ListedFile&) = default;
};

struct JournalList {
  std::string identity;              ///< of the data directory
  std::uint64_t store_position = 0;  ///< what the store must hold at least; 0: not known
  std::uint64_t next_record = 1;     ///< greater than the number of every record in files that are done with
  std::map<std::uint64_t, ListedFile> files;
  friend bool operator==(const JournalList&, const JournalList&) = default;
};

/// Text, a line for each thing, and at the end a checksum.
[[nodiscard]] std::string encode_journal_list(const JournalList& list);
/// `corrupt` for anything that encode_journal_list does not write, `refused` for that of a later version.
[[nodiscard]] Result<JournalList> decode_journal_list(std::string_view text);

/// `not_found` if there is none.
[[nodiscard]] Result<JournalList> read_journal_list(FileSystem& files, const std::filesystem::path& journal);
/// Durable when it returns.
[[nodiscard]] Result<void> write_journal_list(FileSystem& files, const std::filesystem::path& journal,
                                              const JournalList& list);

}  // namespace sj::ingest
