#include "http/message/head_scanner.hpp"

namespace sj::http {

HeadScanner::Found HeadScanner::scan(std::string_view buffer) {
  for (;;) {
    const std::size_t line_feed = buffer.find('\n', scanned_);
    if (line_feed == std::string_view::npos) {
      scanned_ = buffer.size();
      if (lines_ == 0 && buffer.size() > limits_.target_bytes_max + 32) {
        return refuse(ProblemCode::uri_too_long, "the request line is too long");
      }
      if (buffer.size() >= limits_.head_bytes_max) return refuse(ProblemCode::head_too_large, "the head is too large");
      return Found::more;
    }
    if (line_feed >= limits_.head_bytes_max) return refuse(ProblemCode::head_too_large, "the head is too large");
    if (line_feed == line_begin_ || buffer[line_feed - 1] != '\r') {
      return refuse(ProblemCode::bad_request, "a line of the head does not end in CR LF");
    }
    const std::string_view line = buffer.substr(line_begin_, line_feed - 1 - line_begin_);
    line_begin_ = scanned_ = line_feed + 1;
    const Found found = take_line(line);
    if (found != Found::more) return found;
  }
}

HeadScanner::Found HeadScanner::take_line(std::string_view line) {
  if (line.empty()) {
    if (lines_ == 0) return refuse(ProblemCode::bad_request, "the request line is missing");
    return Found::whole;
  }
  if (line.front() == ' ' || line.front() == '\t') {
    return refuse(ProblemCode::bad_request, "a line of the head begins with a space");
  }
  if (lines_++ > limits_.headers_max) return refuse(ProblemCode::head_too_large, "the head has too many lines");
  return Found::more;
}

HeadScanner::Found HeadScanner::refuse(ProblemCode code, const char* detail) {
  problem_ = Problem{code, detail, {}, 0, {}};
  return Found::fault;
}

void HeadScanner::reset() {
  line_begin_ = scanned_ = lines_ = 0;
}

}  // namespace sj::http
