#pragma once
// What the first line of an input tells about the rest.
#include <string_view>

namespace sj::cli {

/// A JSON value that begins here does not end here: brackets are open, and not because a text was cut off.
[[nodiscard]] bool goes_on(std::string_view line);

/// A whole object with an array `events`.
[[nodiscard]] bool is_batch(std::string_view line);

}  // namespace sj::cli
