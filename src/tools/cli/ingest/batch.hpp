#pragma once
// Events that travel in one request, as NDJSON, and where each of them was read.
#include <cstdint>
#include <string>
#include <vector>

#include "cli/ingest/item_reader.hpp"

namespace sj::cli {

class Batch {
 public:
  /// A request with more gains nothing; a server takes 5 000 and 10 MiB.
  static constexpr std::size_t events_max = 1000;
  static constexpr std::size_t bytes_max = 1024 * 1024;

  [[nodiscard]] bool has_room_for(const Item& item) const {
    return lines_.empty() || (lines_.size() < events_max && body_.size() + item.text.size() < bytes_max);
  }
  void add(const Item& item) {
    body_ += item.text;
    body_ += '\n';
    lines_.push_back(item.line);
    pass(item);
  }
  /// Puts the end behind an event that is not sent.
  void pass(const Item& item) {
    end_offset_ = item.end_offset;
    end_line_ = item.end_line;
  }
  void clear() {
    body_.clear();
    lines_.clear();
  }

  [[nodiscard]] bool empty() const { return lines_.empty(); }
  [[nodiscard]] const std::string& body() const { return body_; }
  [[nodiscard]] const std::vector<std::uint64_t>& lines() const { return lines_; }  ///< by index in the batch
  [[nodiscard]] std::uint64_t end_offset() const { return end_offset_; }
  [[nodiscard]] std::uint64_t end_line() const { return end_line_; }

 private:
  std::string body_;
  std::vector<std::uint64_t> lines_;
  std::uint64_t end_offset_ = 0, end_line_ = 1;
};

}  // namespace sj::cli
