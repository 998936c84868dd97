#pragma once
// What the server tells about each answer: the metrics are kept elsewhere.
#include <string_view>

#include "http/message/problem.hpp"

namespace sj::http {

class RequestObserver {
 public:
  virtual ~RequestObserver() = default;
  /// After the last byte was handed to the kernel, from any I/O thread. `pattern` is the route's, or "" where none
  /// matched, so that it is safe as a label; `seconds` runs from the whole head to that byte.
  virtual void answered(std::string_view pattern, std::string_view method, int status, double seconds) = 0;
  /// A request, or a connection as a whole, was turned away; from any thread of the server's.
  virtual void turned_away(RefusalCause) = 0;
};

}  // namespace sj::http
