#pragma once
// A CSV file (RFC 4180; the first row names the columns) as one JSON object a row, without empty cells. Commas,
// semicolons and tabs are told apart by the first row.
#include <csv.h>

#include <string>
#include <vector>

#include "cli/ingest/byte_cursor.hpp"
#include "cli/ingest/item_reader.hpp"

namespace sj::cli {

class CsvReader final : public ItemReader {
 public:
  /// `name` stands in errors.
  CsvReader(std::unique_ptr<ByteSource> source, std::string name);
  ~CsvReader() override;
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  Result<void> resume_at(std::uint64_t offset, std::uint64_t line) override;
  Result<std::optional<Item>> next() override;
  [[nodiscard]] const ByteSource& source() const override { return *source_; }

 private:
  Result<void> read_columns();
  bool read_row();
  void write_object();

  std::unique_ptr<ByteSource> source_;
  const std::string name_;
  ByteCursor cursor_;
  csv_parser parser_{};
  std::vector<std::string> columns_, cells_;
  bool row_is_whole_ = false;
  std::size_t row_bytes_ = 0;
  std::uint64_t row_line_ = 1, skip_until_ = 0;
  std::string object_;
};

}  // namespace sj::cli
