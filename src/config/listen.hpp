#pragma once
// Where to listen, as text: `127.0.0.1:8080`, `[::1]:8080`.
#include <optional>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace sj::config {

/// nullopt when it is not an address with a port. `localhost` is read as 127.0.0.1; other names are not looked up,
/// because what they mean can change between two starts.
[[nodiscard]] std::optional<Listen> parse_listen(std::string_view text);

[[nodiscard]] std::string to_listen_text(const Listen& listen);

}  // namespace sj::config
