#pragma once
// Takes the chunks of a body apart (RFC 9112 section 7.1), strictly: sizes are plain hex, lines end in CR LF,
// extensions are checked and dropped, trailers too.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/bounds.hpp"

namespace sj::http {

class ChunkedDecoder {
 public:
  enum class Progress { more, done, malformed, too_large };

  ChunkedDecoder(const Limits& limits, std::size_t body_bytes_max)
      : line_bytes_max_(limits.chunk_line_bytes_max),
        trailer_bytes_max_(limits.trailer_bytes_max),
        body_bytes_max_(body_bytes_max) {}

  /// Takes bytes off `input` and appends data to `body` (nullptr: counts and drops it). `more`: all of `input` was
  /// taken; `done`: what is left of it belongs to the next request; otherwise the connection must end.
  [[nodiscard]] Progress decode(std::string_view& input, std::string* body);

 private:
  enum class State { size_line, data, data_end, trailer };

  [[nodiscard]] Progress decode_data(std::string_view& input, std::string* body);
  [[nodiscard]] Progress decode_line(std::string_view& input);
  [[nodiscard]] Progress take_line();
  [[nodiscard]] Progress take_size_line();
  [[nodiscard]] Progress take_trailer_line();

  const std::size_t line_bytes_max_;
  const std::size_t trailer_bytes_max_;
  const std::size_t body_bytes_max_;
  State state_ = State::size_line;
  std::string line_;  ///< the line that is being read, with its CR LF once it has them
  std::uint64_t data_left_ = 0;
  std::size_t body_bytes_ = 0;
  std::size_t trailer_bytes_ = 0;
};

}  // namespace sj::http
