#pragma once
// Up to three pieces that go out as one write: an answer's head and body, or a chunk with its frame.
#include <array>
#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <string_view>

namespace sj::http {

class OutputBuffers {
 public:
  /// The bytes behind the pieces must stay until empty().
  void set(std::string_view first, std::string_view second = {}, std::string_view third = {}) {
    pieces_ = {boost::asio::buffer(first), boost::asio::buffer(second), boost::asio::buffer(third)};
  }

  [[nodiscard]] bool empty() const { return boost::asio::buffer_size(pieces_) == 0; }
  [[nodiscard]] const std::array<boost::asio::const_buffer, 3>& pieces() const { return pieces_; }

  [[nodiscard]] bool is_one_piece() const { return pieces_[1].size() == 0 && pieces_[2].size() == 0; }

  void consume(std::size_t bytes) {
    for (boost::asio::const_buffer& piece : pieces_) {
      const std::size_t part = std::min(bytes, piece.size());
      piece += part;
      bytes -= part;
    }
  }

 private:
  std::array<boost::asio::const_buffer, 3> pieces_{};
};

}  // namespace sj::http
