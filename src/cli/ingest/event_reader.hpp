#pragma once
// Takes the events out of an input of any shape that people have: NDJSON, one event, an array, a batch object, several
// of these one after the other. In memory of a fixed size, however large the input is.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cli/ingest/byte_cursor.hpp"

namespace sj::cli {

/// One event as it stands in the input. Whether it is good is for the server to say.
struct Item {
  std::string_view text;         ///< without a line feed; good until the next call
  std::uint64_t line = 0;        ///< where it begins, from 1
  std::uint64_t end_offset = 0;  ///< of the place behind it
  std::uint64_t end_line = 0;
  bool too_large = false;  ///< longer than item_bytes_max; `text` is empty
};

class EventReader {
 public:
  /// No event that a server takes is near this: attributes alone may have 16 KiB.
  static constexpr std::size_t item_bytes_max = 1024 * 1024;

  /// `name` stands in errors.
  EventReader(std::unique_ptr<ByteSource> source, std::string name);

  /// Leaves out what is before a place that an earlier run got to. Before the first next().
  Result<void> resume_at(std::uint64_t offset, std::uint64_t line);

  /// nullopt at the end. An error (`NAME:LINE: ...`) ends the reading.
  Result<std::optional<Item>> next();

  [[nodiscard]] const ByteSource& source() const { return *source_; }

 private:
  enum class Shape : std::uint8_t { unknown, lines, document };

  [[nodiscard]] Shape find_shape();
  std::optional<Item> next_line();
  Result<std::optional<Item>> next_in_document();
  Result<std::optional<Item>> open_object(bool inside_batch);
  Result<Item> take_item();
  bool take_value(bool keep);
  bool take_text(bool keep);
  void take_blanks(bool keep);
  char take_byte(bool keep);
  [[nodiscard]] Item finish_item(std::uint64_t line) const;
  [[nodiscard]] std::unexpected<Error> not_json() const;

  std::unique_ptr<ByteSource> source_;
  const std::string name_;
  ByteCursor cursor_;
  Shape shape_ = Shape::unknown;
  std::uint64_t skip_until_ = 0;  // in a document
  bool in_array_ = false;         // of events
  bool in_batch_ = false;         // in the object around it
  std::string kept_;              // text of the event that is being read
  bool kept_all_ = true;
};

}  // namespace sj::cli
