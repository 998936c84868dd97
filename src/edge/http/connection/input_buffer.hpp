#pragma once
// Bytes that arrived and are not used yet; as large as the largest head, so that a head is always in one piece.
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace sj::http {

class InputBuffer {
 public:
  explicit InputBuffer(std::size_t capacity)
      : capacity_(capacity), bytes_(std::make_unique_for_overwrite<char[]>(capacity)) {}

  [[nodiscard]] std::string_view view() const { return {bytes_.get() + begin_, end_ - begin_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }

  void consume(std::size_t bytes) {
    begin_ += bytes;
    if (begin_ == end_) begin_ = end_ = 0;
  }
  void clear() { begin_ = end_ = 0; }

  /// Where to read to; moves what is there to the front, so views die. Empty when the buffer is full.
  [[nodiscard]] std::span<char> space() {
    if (begin_ > 0) {
      std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    return {bytes_.get() + end_, capacity_ - end_};
  }
  void filled(std::size_t bytes) { end_ += bytes; }
  /// Bytes that another buffer of this capacity had.
  void take_over(std::string_view bytes) {
    std::memcpy(bytes_.get(), bytes.data(), bytes.size());
    begin_ = 0;
    end_ = bytes.size();
  }

 private:
  const std::size_t capacity_;
  const std::unique_ptr<char[]> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace sj::http
