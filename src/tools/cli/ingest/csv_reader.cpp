#include "cli/ingest/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <new>

#include "base/json_writer.hpp"

namespace sj::cli {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t header_bytes_max = 64 * 1024;

unsigned char delimiter_of(std::string_view header) {
  constexpr std::array delimiters{',', ';', '\t'};
  return static_cast<unsigned char>(
      *std::ranges::max_element(delimiters, {}, [&](char c) { return std::ranges::count(header, c); }));
}

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, std::string name)
    : source_(std::move(source)), name_(std::move(name)), cursor_(*source_) {
  if (csv_init(&parser_, CSV_APPEND_NULL) != 0) throw std::bad_alloc();
}

CsvReader::~CsvReader() {
  csv_free(&parser_);
}

Result<void> CsvReader::resume_at(std::uint64_t offset, std::uint64_t) {
  skip_until_ = offset;  // the first row is needed, and only reading tells where a row ends
  return {};
}

Result<std::optional<Item>> CsvReader::next() {
  if (columns_.empty())
    if (auto read = read_columns(); !read) return std::unexpected(read.error());
  while (read_row()) {
    if (cursor_.offset() <= skip_until_) continue;
    const bool too_large = row_bytes_ > item_bytes_max;
    if (!too_large) write_object();
    return Item{too_large ? std::string_view() : std::string_view(object_), row_line_, cursor_.offset(), cursor_.line(),
                too_large};
  }
  if (cursor_.error()) return std::unexpected(*cursor_.error());
  return std::nullopt;
}

Result<void> CsvReader::read_columns() {
  if (cursor_.look_ahead(byte_order_mark.size()).starts_with(byte_order_mark))
    cursor_.drop_line(byte_order_mark.size());
  const std::string_view ahead = cursor_.look_ahead(header_bytes_max);
  csv_set_delim(&parser_, delimiter_of(ahead.substr(0, ahead.find('\n'))));
  const bool found = read_row();
  if (cursor_.error()) return std::unexpected(*cursor_.error());
  if (!found) return fail(Errc::invalid_argument, fmt::format("{}: there is no row that names the columns", name_));
  columns_ = std::move(cells_);
  return {};
}

// One row into cells_; rows without any cell are passed over.
bool CsvReader::read_row() {
  const auto take_cell = [](void* text, std::size_t size, void* self) {
    auto& reader = *static_cast<CsvReader*>(self);
    reader.row_bytes_ += size;
    if (reader.row_bytes_ <= item_bytes_max) reader.cells_.emplace_back(static_cast<const char*>(text), size);
  };
  const auto take_row = [](int, void* self) { static_cast<CsvReader*>(self)->row_is_whole_ = true; };
  cells_.clear();
  row_is_whole_ = false;
  row_bytes_ = 0;
  row_line_ = cursor_.line();
  while (!row_is_whole_ && !cursor_.at_end()) {
    const char byte = cursor_.take();
    csv_parse(&parser_, &byte, 1, take_cell, take_row, this);
  }
  if (!row_is_whole_) csv_fini(&parser_, take_cell, take_row, this);
  return !cells_.empty() || row_bytes_ > 0;
}

void CsvReader::write_object() {
  object_ = "{";
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (cells_[i].empty()) continue;
    if (object_.size() > 1) object_ += ',';
    append_json_string(object_, i < columns_.size() ? columns_[i] : fmt::format("column_{}", i + 1));
    object_ += ':';
    append_json_string(object_, cells_[i]);
  }
  object_ += '}';
}

}  // namespace sj::cli
