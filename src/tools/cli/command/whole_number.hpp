#pragma once
// CLI11 reads `-1` into an unsigned number without a word.
#include <string>

namespace sj::cli {

/// A check for options: the empty text if all is well.
[[nodiscard]] inline std::string whole_number(const std::string& text) {
  const bool good = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return good ? "" : "`" + text + "` is no whole number of 0 or more";
}

}  // namespace sj::cli
