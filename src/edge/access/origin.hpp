#pragma once
// Origins as browsers send them.
#include <optional>
#include <string>
#include <string_view>

namespace sj::access {

/// `HTTPS://App.Example.com:443/` becomes `https://app.example.com`. nullopt when it is not an http(s) origin: another
/// scheme, a path, user information, or no host.
[[nodiscard]] std::optional<std::string> normalise_origin(std::string_view text);

}  // namespace sj::access
