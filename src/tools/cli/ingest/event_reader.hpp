#pragma once
// Takes the events out of an input of any shape that people have: NDJSON, one event, an array, a batch object, several
// of these one after the other. In memory of a fixed size, however large the input is.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/ingest/byte_cursor.hpp"
#include "cli/ingest/item_reader.hpp"

namespace sj::cli {

class EventReader final : public ItemReader {
 public:
  /// `name` stands in errors.
  EventReader(std::unique_ptr<ByteSource> source, std::string name);

  Result<void> resume_at(std::uint64_t offset, std::uint64_t line) override;
  Result<std::optional<Item>> next() override;
  [[nodiscard]] const ByteSource& source() const override { return *source_; }

 private:
  enum class Shape : std::uint8_t { unknown, lines, document };

  [[nodiscard]] Shape find_shape();
  std::optional<Item> next_line();
  Result<std::optional<Item>> next_in_document();
  Result<Item> take_item();
  Result<std::optional<Item>> take_object();
  Result<bool> take_key();
  bool take_value();
  void take_word();
  void take_blanks();
  char take_byte();
  void forget();
  [[nodiscard]] Item finish_item(std::uint64_t line) const;
  [[nodiscard]] std::unexpected<Error> not_json() const;

  std::unique_ptr<ByteSource> source_;
  const std::string name_;
  ByteCursor cursor_;
  Shape shape_ = Shape::unknown;
  std::uint64_t skip_until_ = 0;  // in a document
  bool in_array_ = false;         // of events
  bool in_batch_ = false;         // in the object around it
  std::string kept_;              // what was taken since forget(): the text of an event
  bool kept_all_ = true;
};

}  // namespace sj::cli
