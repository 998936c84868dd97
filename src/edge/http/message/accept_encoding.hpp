#pragma once
// Which coding an answer may have (RFC 9110, section 12.5.3).
#include <string_view>

namespace sj::http {

/// Whether this Accept-Encoding takes gzip: named, or `*`, and not with the weight 0.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

}  // namespace sj::http
