#include "http/message/chunked_decoder.hpp"

#include <algorithm>

#include "http/message/chunk_line.hpp"

namespace sj::http {

ChunkedDecoder::Progress ChunkedDecoder::decode(std::string_view& input, std::string* body) {
  while (!input.empty()) {
    const Progress progress = state_ == State::data ? decode_data(input, body) : decode_line(input);
    if (progress != Progress::more) return progress;
  }
  return Progress::more;
}

ChunkedDecoder::Progress ChunkedDecoder::decode_data(std::string_view& input, std::string* body) {
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(data_left_, input.size()));
  if (body != nullptr) body->append(input.substr(0, length));
  input.remove_prefix(length);
  data_left_ -= length;
  if (data_left_ == 0) state_ = State::data_end;
  return Progress::more;
}

ChunkedDecoder::Progress ChunkedDecoder::decode_line(std::string_view& input) {
  const std::size_t line_feed = input.find('\n');
  const std::size_t length = line_feed == std::string_view::npos ? input.size() : line_feed + 1;
  if (line_.size() + length > line_bytes_max_) return Progress::malformed;
  line_.append(input.substr(0, length));
  input.remove_prefix(length);
  if (line_feed == std::string_view::npos) return Progress::more;
  if (!line_.ends_with("\r\n")) return Progress::malformed;
  line_.resize(line_.size() - 2);
  const Progress progress = take_line();
  line_.clear();
  return progress;
}

ChunkedDecoder::Progress ChunkedDecoder::take_line() {
  switch (state_) {
    case State::size_line: return take_size_line();
    case State::trailer: return take_trailer_line();
    case State::data_end:
    case State::data: break;
  }
  state_ = State::size_line;
  return line_.empty() ? Progress::more : Progress::malformed;
}

ChunkedDecoder::Progress ChunkedDecoder::take_size_line() {
  const auto size = parse_chunk_line(line_);
  if (!size) return Progress::malformed;
  if (*size > body_bytes_max_ - body_bytes_) return Progress::too_large;
  body_bytes_ += static_cast<std::size_t>(*size);
  data_left_ = *size;
  state_ = *size == 0 ? State::trailer : State::data;
  return Progress::more;
}

ChunkedDecoder::Progress ChunkedDecoder::take_trailer_line() {
  if (line_.empty()) return Progress::done;
  trailer_bytes_ += line_.size() + 2;
  if (!is_trailer_line(line_) || trailer_bytes_ > trailer_bytes_max_) return Progress::malformed;
  return Progress::more;
}

}  // namespace sj::http
