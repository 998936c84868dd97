#pragma once
// The bytes of a journal file: its front, and the records behind it (docs/formats/storage.md, "Journal").
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sj::ingest {

inline constexpr std::size_t journal_front_bytes = 8 + 8 + 8;  // magic, number of the first record, checksum of both

/// `identity`: of the data directory; it is in the checksum, so that a file of another directory is not taken for ours.
[[nodiscard]] std::string journal_front(std::uint64_t first_number, std::string_view identity);
/// The number of the file's first record; nullopt if the front is not whole or of another directory. Fronts that were
/// written before directories had an identity are good.
[[nodiscard]] std::optional<std::uint64_t> read_journal_front(std::string_view bytes, std::string_view identity);
/// Whether a later version of the program began the file.
[[nodiscard]] bool is_newer_journal_file(std::string_view bytes);

/// `position`: how many records before it are written and synced together with it.
void append_journal_record(std::string& out, std::uint64_t number, std::uint32_t position, std::string_view payload);

struct FoundRecord {
  std::uint64_t number;
  std::string_view payload;
  std::size_t end;  ///< where the next one begins
};

/// The record that begins at this byte; nullopt if none does, or it is not whole.
[[nodiscard]] std::optional<FoundRecord> journal_record_at(std::string_view bytes, std::size_t at);

struct LaterRecord {
  std::size_t at;
  std::uint64_t number;
};

/// The next whole record from byte `at` on with a greater number than `number`. `later_group`: only if it was written
/// after record `number` was synced; one of the same group says nothing, because a disk may write the parts of a group
/// in any order.
[[nodiscard]] std::optional<LaterRecord> later_journal_record(std::string_view bytes, std::size_t at,
                                                              std::uint64_t number, bool later_group);

}  // namespace sj::ingest
