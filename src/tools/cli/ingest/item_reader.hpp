#pragma once
// What takes events, or what will become events, out of an input one by one.
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "cli/ingest/byte_source.hpp"

namespace sj::cli {

/// One event as it stands in the input. Whether it is good is for the server to say.
struct Item {
  std::string_view text;         ///< without a line feed; good until the next call
  std::uint64_t line = 0;        ///< where it begins, from 1
  std::uint64_t end_offset = 0;  ///< of the place behind it
  std::uint64_t end_line = 0;
  bool too_large = false;  ///< longer than item_bytes_max; `text` is empty
};

/// No event that a server takes is near this: attributes alone may have 16 KiB.
inline constexpr std::size_t item_bytes_max = 1024 * 1024;

class ItemReader {
 public:
  virtual ~ItemReader() = default;
  /// Leaves out what is before a place that an earlier run got to. Before the first next().
  virtual Result<void> resume_at(std::uint64_t offset, std::uint64_t line) = 0;
  /// nullopt at the end. An error (`NAME:LINE: ...`) ends the reading.
  virtual Result<std::optional<Item>> next() = 0;
  [[nodiscard]] virtual const ByteSource& source() const = 0;
};

}  // namespace sj::cli
