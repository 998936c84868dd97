#pragma once
// How JSON is built up, without a judgement of what it says: that is for the server.
//
// simdjson judges, so it cannot take an input apart here. It has an array only as a whole, however large; and where one
// event is not UTF-8 or has a line break in a text, it gives up all that it read together with it.
#include <cstdint>
#include <string_view>

namespace sj::cli {

/// Follows brackets and texts, byte by byte from the start of a value.
struct Nesting {
  std::int64_t depth = 0;  ///< open brackets; below 0 where one was closed that was not open
  bool in_text = false;
  bool escaped = false;  ///< the next byte means itself

  void follow(char byte) {
    if (escaped)
      escaped = false;
    else if (byte == '"')
      in_text = !in_text;
    else if (in_text)
      escaped = byte == '\\';
    else if (byte == '{' || byte == '[')
      ++depth;
    else if (byte == '}' || byte == ']')
      --depth;
  }
};

/// A JSON value that begins here does not end here: brackets are open, and not because a text was cut off.
[[nodiscard]] bool goes_on(std::string_view line);

/// A whole object with an array `events`.
[[nodiscard]] bool is_batch(std::string_view line);

}  // namespace sj::cli
