#pragma once
// `host[:port]` as the header Host and absolute targets have it (RFC 9110 section 4.2, RFC 3986 section 3.2).
#include <string_view>

namespace sj::http {

/// A name, an IPv4 address or an IPv6 one in brackets, then nothing or a port of digits. Nothing in front of an `@`: a
/// target that names a user is a way to make people believe that it leads elsewhere. `""` is none.
[[nodiscard]] bool is_authority(std::string_view text);

}  // namespace sj::http
