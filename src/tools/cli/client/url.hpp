#pragma once
// The address of a server as given with --url.
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sj::cli {

struct Url {
  std::string host;    ///< name or address, IPv6 without brackets
  std::string port;    ///< 80 if the URL has none
  std::string prefix;  ///< before `/v1/...`; empty or `/something`, without a slash at the end

  /// As the header Host has it.
  [[nodiscard]] std::string authority() const;
};

/// Reads `http://HOST[:PORT][/PREFIX]`. `invalid_argument` for anything else.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

/// Escapes what may not stand in a path segment or a query value.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace sj::cli
