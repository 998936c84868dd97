#pragma once
// Walks over an input byte by byte or line by line, with its own buffer, and knows where it is.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/ingest/byte_source.hpp"

namespace sj::cli {

class ByteCursor {
 public:
  /// `source` must outlive the cursor.
  explicit ByteCursor(ByteSource& source) : source_(source) {}

  /// True at the end of the input, and after a failed read: then error() says why.
  [[nodiscard]] bool at_end() { return begin_ == buffer_.size() && !fill(); }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  /// Only if not at_end().
  [[nodiscard]] char peek() const { return buffer_[begin_]; }
  char take() {
    const char byte = buffer_[begin_++];
    ++offset_;
    if (byte == '\n') ++line_;
    return byte;
  }

  /// Buffered bytes from here on: at least `size` of them if there are that many.
  [[nodiscard]] std::string_view look_ahead(std::size_t size);
  /// Length of the rest of this line with its line feed, if that is at most `length_max`; nullopt if it is longer.
  [[nodiscard]] std::optional<std::size_t> line_length(std::size_t length_max);
  /// Steps over bytes that look_ahead showed. They hold at most one line feed, at their end.
  void drop_line(std::size_t size);

  /// Goes to a place that was told before by offset() and line(). Only before anything was taken.
  Result<void> go_to(std::uint64_t offset, std::uint64_t line);

  [[nodiscard]] std::uint64_t offset() const { return offset_; }  ///< unpacked bytes before this place
  [[nodiscard]] std::uint64_t line() const { return line_; }      ///< from 1

 private:
  bool fill();

  ByteSource& source_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what was not taken yet
  std::uint64_t offset_ = 0, line_ = 1;
  std::optional<Error> error_;
  bool ended_ = false;
};

}  // namespace sj::cli
