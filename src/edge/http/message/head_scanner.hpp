#pragma once
// Finds the end of a request's head in a growing buffer, and refuses on the way what no sound client sends.
//
// Why before Beast's parser: that one waits for more where a line ends in a bare LF, and it joins folded lines. Both
// are ways to make two servers read one request differently (request smuggling).
#include <cstddef>
#include <optional>
#include <string_view>

#include "http/bounds.hpp"
#include "http/message/problem.hpp"

namespace sj::http {

class HeadScanner {
 public:
  explicit HeadScanner(const Limits& limits) : limits_(limits) {}

  enum class Found { more, whole, fault };

  /// `buffer` begins with the head and is never shorter than at the call before. `whole`: its first size() bytes are
  /// the head with the empty line; `fault`: problem() says why the connection must end.
  [[nodiscard]] Found scan(std::string_view buffer);

  [[nodiscard]] std::size_t size() const { return line_begin_; }
  [[nodiscard]] const Problem& problem() const { return problem_; }

  /// For the next request.
  void reset();

 private:
  [[nodiscard]] Found refuse(ProblemCode code, const char* detail);
  [[nodiscard]] Found take_line(std::string_view line);

  const Limits& limits_;
  std::size_t line_begin_ = 0;  ///< lines before it are done
  std::size_t scanned_ = 0;     ///< no line feed between line_begin_ and here
  std::size_t lines_ = 0;       ///< request line included
  Problem problem_;
};

}  // namespace sj::http
