#pragma once
// `SYNCED`, how far the newest journal file was synced, noted after each sync and never synced itself: after a crash of
// the process, and mostly after one of the machine, it tells damage in the last group from a write that was cut off.
// What it says is a lower bound, and it may say nothing.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_system.hpp"
#include "base/result.hpp"

namespace sj::ingest {

struct SyncedEnd {
  std::uint64_t segment = 0;      ///< the file
  std::uint64_t next_record = 0;  ///< number behind the last record that was synced
  std::uint64_t bytes = 0;        ///< to the end of that record
};

class JournalMark {
 public:
  static Result<std::unique_ptr<JournalMark>> open(FileSystem& files, const std::filesystem::path& journal,
                                                   std::string identity);
  Result<void> write(const SyncedEnd& end);

 private:
  JournalMark(std::unique_ptr<NoteFile> file, std::string identity);
  std::unique_ptr<NoteFile> file_;
  std::string identity_;
  std::uint64_t next_place_ = 0;
};

/// nullopt: there is none that is whole and of this data directory.
[[nodiscard]] std::optional<SyncedEnd> read_journal_mark(FileSystem& files, const std::filesystem::path& journal,
                                                         std::string_view identity);

}  // namespace sj::ingest
