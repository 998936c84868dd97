#pragma once
// The address of a server as given with --url, and what is appended to it.
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sj::cli {

/// Reads `http://HOST[:PORT][/PREFIX]`, or the same with https, and takes slashes off its end, so that `/v1/...` can
/// follow. `invalid_argument` for anything else.
[[nodiscard]] Result<std::string> parse_server_url(std::string_view text);

/// Escapes what may not stand in a path segment or a query value.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace sj::cli
