#pragma once
// The two kinds of lines inside a chunked body.
#include <cstdint>
#include <optional>
#include <string_view>

namespace sj::http {

/// The size at the front of `1f;name=value`. nullopt when it is not 1 to 15 hex digits, or when what follows is not a
/// list of extensions as RFC 9112 has them.
[[nodiscard]] std::optional<std::uint64_t> parse_chunk_line(std::string_view line);

/// `Name: value` with a sound name and no control characters.
[[nodiscard]] bool is_trailer_line(std::string_view line);

}  // namespace sj::http
